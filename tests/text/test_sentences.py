"""Where sentences end, in text as pages have it and as copies leave it."""

import pytest

from swornspec.text import Passage, Span
from swornspec.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Required if a is sent.Accepted values are x or y.", ["Required if a is sent.", "Accepted values are x or y."]),
        ("The mode (see below).Optional for guests.", ["The mode (see below).", "Optional for guests."]),
        ("The class kiln.Value is kept.", ["The class kiln.Value is kept."]),
        ("Since v2.Use it.", ["Since v2.Use it."]),
        ("The ratio, 0.3 is 30%\nOnly one of rim and lid may be sent", ["The ratio, 0.3 is 30%", "Only one of rim and lid may be sent"]),
        ("The rim\n  If lid is sent, required", ["The rim", "If lid is sent, required"]),
        ("The rim of\nthe Japanese\nNotre Dame", ["The rim of\nthe Japanese\nNotre Dame"]),
        ("The rim\nonly for raku", ["The rim\nonly for raku"]),
    ],
)
def test_sentences_that_a_copy_has_glued_are_told_by_words_that_begin_them(text: str, found: list[str]) -> None:
    assert [s.text for s in sentences(Passage(text, Span("p", 1, 1, 0, len(text))))] == found


@pytest.mark.parametrize(
    "said",
    [
        ["When mode is raku, wood is required.", "lid and rim are mutually exclusive."],
        ["Either wood or gas must be sent.", "lid, rim, and knob cannot be used together."],
        ["Fired hot (twice)", "`raku` does not support `lid`."],
        ["Fired hot (twice) and slow pots only crack."],
        ["Only with wood='oak'.", "** Read more of it  **"],  # a link in bold, less its marks
        ["It is on.", "**lidA, lidB & rim** are considered when it is on."],
        ["Either is ignored.", "**Can be set only for raku.**"],
        ["How many pots, from 1 to 9.", "raku-2 only supports pots=1"],
        ["Required for raku.", "lidA & lidB should have unique values"],
        ["Fired by hand, approx. two and three are enough."],
    ],
)
def test_a_text_is_cut_where_its_sentences_end(said: list[str]) -> None:
    text = " ".join(said)

    assert [p.text for p in sentences(Passage(text, Span("page.md", 1, 1, 0, len(text))))] == said
