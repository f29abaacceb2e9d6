"""Where sentences end, with and without the marks and capitals that say so."""

import pytest

from swornspec.text import Passage, Span
from swornspec.text.sentences import sentences


@pytest.mark.parametrize(
    "said",
    [
        ["When mode is raku, wood is required.", "lid and rim are mutually exclusive."],
        ["Either wood or gas must be sent.", "lid, rim, and knob cannot be used together."],
        ["Fired hot (twice)", "`raku` does not support `lid`."],
        ["Fired hot (twice) and slow pots only crack."],
        ["Fired by hand, approx. two and three are enough."],
    ],
)
def test_a_text_is_cut_where_its_sentences_end(said: list[str]) -> None:
    text = " ".join(said)

    assert [p.text for p in sentences(Passage(text, Span("page.md", 1, 1, 0, len(text))))] == said
