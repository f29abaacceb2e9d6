"""What responses say of requests: rows in answers.txt, and that any text is read without failing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.rules.english.answers import read_echo
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field
from swornspec.text import Passage, Span

KINDS = {"size": "integer", "seed": "integer", "mode": "string", "prompt": "string"}
VOCABULARY = Vocabulary({name: Field(name, {"type": kind}) for name, kind in KINDS.items()})
ROWS = [
    [cell.strip() for cell in line.split(" | ")]
    for line in Path(__file__).with_name("answers.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def repeats(name: str, text: str) -> str:
    echo = read_echo([Passage(text, Span("p", 1, 1, 0, len(text)))], name, VOCABULARY)
    return "-" if echo is None else echo.repeats.value


@pytest.mark.parametrize(("name", "text", "expected"), ROWS, ids=[f"{row[0]}: {row[1][:50]}" for row in ROWS])
def test_a_description_says_what_its_row_says(name: str, text: str, expected: str) -> None:
    assert repeats(name, text) == expected


WORDS = ["the", "settings", "that", "were", "used", "for", "seed", "as", "sent", "."]


@given(st.text(max_size=80), st.text(max_size=120) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_description_is_read_without_failing(name: str, text: str) -> None:
    assert repeats(name, text) in ("settings", "itself", "-")
