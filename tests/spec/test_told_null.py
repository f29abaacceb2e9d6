"""Prose that says that a field may be null, and prose that says it of something else."""

from typing import Any

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Send a kite

`POST https://api.example.com/v1/kites`

| Parameter | Type | Description |
| --- | --- | --- |
| note | {kind} | {said} |
| pilot | string | The pilot. |
"""


def schema(said: str, kind: str = "string") -> dict[str, Any]:
    [page] = read_operations("page.md", PAGE.format(said=said, kind=kind))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])
    return operation.fields[0].schema


@pytest.mark.parametrize(
    "said",
    [
        "What is written on it. Can be null.",
        "Set to null to clear the note.",
        "Pass `null` to remove it.",
        "May be null or an empty string.",
        "What is written on it, or null if there is none.",
        "null/omitted disables it.",
        "Omit the field to keep it, or include with a null value to wipe it.",
        "What is written on it. Nullable.",
        "If null, the old one is kept.",
        "Written when it is sold; null otherwise.",
    ],
)
def test_a_field_may_be_null(said: str) -> None:
    assert schema(said)["type"] == ["string", "null"]


@pytest.mark.parametrize(
    "said",
    [
        "Must not be null.",
        "Cannot be null or empty.",
        "Not null.",
        "When the pilot is null, this is used.",
        "Returns null if nothing is written on it.",
        "Will be null in the response.",
        "If the kite is null, nothing is written.",
        "Non-nullable.",
        "Ends in a null character.",
    ],
)
def test_something_else_may_be_null(said: str) -> None:
    assert schema(said)["type"] == "string"


def test_null_is_one_of_the_values_of_a_field_that_may_be_null() -> None:
    assert schema("One of `low` or `high`. May be null.")["enum"] == ["low", "high", None]


def test_a_field_without_a_type_may_be_anything() -> None:
    assert "type" not in schema("May be null.", "")
