"""A relation that no answer of the documented schema can keep is not held against a server."""

from typing import Any

import pytest

from swornspec.rules.related import BrokenRelation
from swornspec.rules.relation import Relation, RelationKind, steps_of
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.document import read_document
from swornspec.spec.room import has_room, schema_at

RAW = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "components": {"schemas": {"Out": {"type": "array", "minItems": 1, "maxItems": 3}}},
}
DOCUMENT = read_document(RAW, "t.yaml")
SCHEMA = {
    "allOf": [{"properties": {"out": {"$ref": "#/components/schemas/Out"}}}],
    "properties": {"id": {"type": "string", "format": "uuid"}, "ink": {"enum": ["red", "blue"]}},
}


def broken(kind: RelationKind, place: str, wanted: Any) -> BrokenRelation:
    relation = Relation(kind, "n", place)
    return BrokenRelation(Rule("r", Effect.RELATION, "n", None, "", (), relation=relation), "", steps_of(place), wanted)


@pytest.mark.parametrize(
    ("kind", "place", "wanted", "room"),
    [
        ("count", "/out", 3, True),
        ("count", "/out", 4, False),
        ("count", "/out", 0, False),
        ("at-most", "/out", 4, True),
        ("at-most", "/out", 0, False),
        ("order", "/out", 4, False),
        ("absent", "/out", None, True),
        ("count", "/other", 9, True),
        ("echo", "/ink", "red", True),
        ("echo", "/ink", "green", False),
        ("echo", "/id", "", False),
        ("echo", "/id", "5f6ad6a4-6fd3-4a1c-9a4e-0d9d5d9f0f11", True),
    ],
)
def test_a_schema_has_room_for_what_it_allows(kind: str, place: str, wanted: Any, room: bool) -> None:
    assert has_room(DOCUMENT, SCHEMA, broken(RelationKind(kind), place, wanted)) is room


def test_a_place_is_documented_through_references_and_parts() -> None:
    assert schema_at(DOCUMENT, SCHEMA["allOf"][0], ("out",)) == RAW["components"]["schemas"]["Out"]
    assert schema_at(DOCUMENT, SCHEMA["allOf"][0], ("out", "more")) is None
    assert schema_at(DOCUMENT, {"$ref": "#/nowhere"}, ()) is None
