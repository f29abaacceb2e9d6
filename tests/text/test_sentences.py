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
    ],
)
def test_sentences_that_a_copy_has_glued_are_told_by_words_that_begin_them(text: str, found: list[str]) -> None:
    assert [s.text for s in sentences(Passage(text, Span("p", 1, 1, 0, len(text))))] == found
