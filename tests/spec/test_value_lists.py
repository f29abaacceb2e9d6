"""Values that the prose of a field lists behind labels or behind a noun."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Send a kite

`POST https://api.example.com/v1/kites`

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| weather | {kind} | Yes | {said} |
| pilot | string | No | One of `school`, `owner`. |
"""


def values(said: str, kind: str = "string") -> object:
    [page] = read_operations("page.md", PAGE.format(said=said, kind=kind))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])
    return operation.fields[0].schema.get("enum")


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("The wind. <ul><li>Old accounts: `breeze`, `gale`</li><li>New accounts: `breeze`</li></ul>", ["breeze", "gale"]),
        ("Wind strategy `breeze`, `gale` (`gale` by default)", ["breeze", "gale"]),
        ("Wind mode `breeze` or `gale`.", ["breeze", "gale"]),
    ],
)
def test_values_are_those_that_all_the_items_list(said: str, listed: list[str]) -> None:
    assert values(said) == listed


@pytest.mark.parametrize(
    "said",
    [
        "The wind. <ul><li>School: `breeze`, `gale`</li><li>Owner: `breeze`</li></ul>",  # values of another field
        "The wind. <ul><li>For example: `breeze`, `gale`</li><li>Such as: `storm`</li></ul>",
        "The wind. <ul><li>Old accounts: `breeze`, `gale`</li></ul>",
        "Kites like `breeze`, `gale`",
        "See `breeze`, `gale`",
    ],
)
def test_other_words_list_no_values(said: str) -> None:
    assert values(said) is None


def test_a_number_has_no_such_values() -> None:
    assert values("Wind mode `breeze` or `gale`.", "integer") is None
