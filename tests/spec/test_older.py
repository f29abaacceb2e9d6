"""OpenAPI 3.0 documents are read as their 3.1 equals."""

from typing import Any

import pytest

from swornspec.spec.check import Checker
from swornspec.spec.document import Document, read_document


def document(properties: dict[str, Any], version: str = "3.0.3") -> Document:
    schema = {"type": "object", "properties": properties}
    operation = {
        "operationId": "make",
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": "Made."}},
    }
    return read_document({"openapi": version, "info": {"title": "Old", "version": "1"}, "paths": {"/a": {"post": operation}}}, "old.yaml")


@pytest.mark.parametrize(
    ("schema", "accepted", "refused"),
    [
        ({"type": "integer", "minimum": 0, "exclusiveMinimum": True}, 1, 0),
        ({"type": "number", "maximum": 4.5, "exclusiveMaximum": True}, 4.4, 4.5),
        ({"type": "integer", "minimum": 0, "exclusiveMinimum": False}, 0, -1),
        ({"type": "string", "nullable": True}, None, 1),
        ({"type": "string", "nullable": False}, "a", None),
        ({"type": "string", "nullable": True, "enum": ["a"]}, None, "b"),
        ({"type": "array", "items": {"type": "integer", "nullable": True}}, [None], ["a"]),
        ({"type": "object", "properties": {"nullable": {"type": "boolean"}}}, {"nullable": True}, {"nullable": 1}),
    ],
)
def test_old_keywords_mean_what_they_meant(schema: dict[str, Any], accepted: Any, refused: Any) -> None:
    read = document({"x": schema})
    checker = Checker(read, read.endpoint("make"))

    assert checker.accepts({"x": accepted})
    assert not checker.accepts({"x": refused})


def test_values_that_look_like_schemas_are_left_alone() -> None:
    read = document({"x": {"type": "object", "default": {"type": "string", "nullable": True}, "x-note": {"nullable": True}}})
    schema = read.endpoint("make").body.fields["x"].schema

    assert schema["default"] == {"type": "string", "nullable": True}
    assert schema["x-note"] == {"nullable": True}


def test_documents_of_today_are_left_alone() -> None:
    read = document({"x": {"type": "string", "nullable": True}}, "3.1.0")

    assert not Checker(read, read.endpoint("make")).accepts({"x": None})
