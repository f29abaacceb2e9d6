import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.page.kind_names import of_column, of_name
from swornspec.page.kinds import read_kind

ROWS = [
    line.rsplit(" ;; ", 1)
    for line in (Path(__file__).parent / "kind_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("cell", "expected"), ROWS)
def test_cells_of_a_column_of_types_state_a_schema(cell: str, expected: str) -> None:
    found = read_kind(cell, named=True)
    stated = None if found is None or not found.kind.schema else dict(found.kind.schema)

    assert stated == (None if expected == "-" else json.loads(expected))


@pytest.mark.parametrize("word", ["phone", "html", "color", "locale", "real", "slug", "instant", "tuple", "iban", "character"])
def test_words_that_may_name_a_field_are_types_in_such_a_column_alone(word: str) -> None:
    assert of_column(word) is not None
    assert of_name(word) is None
    assert read_kind(word) is None


@given(st.text(max_size=60))
def test_any_words_are_a_type_or_none(words: str) -> None:
    for read in (of_column, of_name):
        stated = read(words.lower())
        assert stated is None or set(stated) <= {"type", "format", "minimum", "maxLength"}
