"""Labels within the cells of a field: its type, where no column has it."""

import pytest

from swornspec.page import read_page

PAGE = """## Fire a pot

`POST /v1/pots`

| Parameter | Required | {column} | Notes |
| --- | --- | --- | --- |
| heat | Yes | {cell} | How hot. |
| lid | No | None | Its lid. |
"""


def schema(column: str, cell: str) -> dict[str, object]:
    page = read_page("page.md", PAGE.format(column=column, cell=cell))
    [block] = [b for b in page.blocks if b.name == "heat"]
    return dict(block.schema)


@pytest.mark.parametrize("column", ["Value", "Details", "Constraints", "Info"])
@pytest.mark.parametrize(
    "cell",
    [
        "**Type:** integer<br>**Range:** *1 to 9*",
        "Type: integer<br>Default: None",
        "<div><strong>Type:</strong> <code>integer</code></div>",
    ],
)
def test_a_label_tells_the_type(column: str, cell: str) -> None:
    assert schema(column, cell)["type"] == "integer"


@pytest.mark.parametrize("cell", ["The type integer of a pot", "Type of the pot: raku", "Type: that of its lid", "A type: see below"])
def test_words_that_are_no_label_tell_none(cell: str) -> None:
    assert "type" not in schema("Details", cell)


def test_a_column_of_types_tells_more_than_a_label() -> None:
    assert schema("Type", "string").get("type") == "string"
