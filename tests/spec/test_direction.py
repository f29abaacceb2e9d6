"""What does not go the way of a value is not required of it, wherever the schema says so."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.spec.direction import Direction, projection_of
from swornspec.spec.document import Document, read_document
from swornspec.spec.inline import inlined
from swornspec.spec.schemas import Schemas
from swornspec.spec.strict import undocumented

ID = {"type": "string", "readOnly": True}


def document_of(schemas: dict[str, Any], **more: Any) -> Document:
    return read_document({"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}, **more}, "directions")


def missing(schema: Any, value: Any, schemas: dict[str, Any] | None = None, *, sent: bool = True) -> list[str]:
    """What a value lacks."""
    validator = Schemas(document_of({**(schemas or {}), "It": schema}), ()).validator(schema, "it", sent=sent)
    return sorted(str(e.kind.as_dict()["property"]) for e in validator.iter_errors(value) if e.kind.name == "required")


NEEDS = {"type": "object", "required": ["id", "name"]}
SCHEMAS = {
    "Id": ID,
    "Needs": NEEDS,
    "Has": {"properties": {"id": ID}},
    "Tree": {**NEEDS, "properties": {"id": ID, "next": {"$ref": "#/components/schemas/Tree"}}},
}


@pytest.mark.parametrize(
    "schema",
    [
        {**NEEDS, "properties": {"id": ID}},
        {**NEEDS, "properties": {"id": {"$ref": "#/components/schemas/Id"}}},
        {**NEEDS, "properties": {"id": {"allOf": [{"type": "string"}, {"$ref": "#/components/schemas/Id"}]}}},
        {"allOf": [NEEDS, {"properties": {"id": ID}}]},
        {"allOf": [{"$ref": "#/components/schemas/Needs"}, {"$ref": "#/components/schemas/Has"}]},
        {"$ref": "#/components/schemas/Needs", "properties": {"id": ID}},
        {"properties": {"id": ID}, "oneOf": [NEEDS]},
        {"properties": {"id": ID}, "then": {}, "if": {"required": ["other"]}, "else": {"anyOf": [{"$ref": "#/components/schemas/Needs"}]}},
        {"$ref": "#/components/schemas/Tree"},
    ],
    ids=str,
)
def test_read_only_properties_are_required_of_responses_alone(schema: Any) -> None:
    for value in ({"name": "n"}, {"name": "n", "next": {"name": "n"}}):
        assert missing(schema, value, SCHEMAS) == []
    validator = Schemas(document_of(SCHEMAS), ()).validator(schema, "it")
    assert not validator.is_valid({"name": "n"})
    assert validator.is_valid({"id": "i", "name": "n"})


def test_write_only_properties_are_required_of_requests_alone() -> None:
    schema = {"required": ["key"], "properties": {"key": {"writeOnly": True}}}

    assert missing(schema, {}) == ["key"]
    assert missing(schema, {}, sent=False) == []


def test_the_same_component_keeps_its_word_where_nobody_else_speaks() -> None:
    both = {
        "properties": {
            "a": {"allOf": [{"$ref": "#/components/schemas/Needs"}, {"properties": {"id": ID}}]},
            "b": {"$ref": "#/components/schemas/Needs"},
        }
    }

    assert missing(both, {"a": {"name": "n"}, "b": {"name": "n"}}, SCHEMAS) == ["id"]


def test_conditions_and_choices_stay_what_they_are() -> None:
    known = {"properties": {"id": ID, "name": {"type": "string"}}}
    choice = {**known, "oneOf": [{"required": ["id"]}, {"required": ["name"]}]}
    condition = {**known, "if": {"required": ["id"]}, "then": {"required": ["name"]}, "not": {"required": ["id"]}}
    schemas = Schemas(document_of({"It": known}), ())

    assert [schemas.validator(choice, "c", sent=True).is_valid(v) for v in ({"name": "n"}, {"id": "i"}, {})] == [True, True, False]
    assert [schemas.validator(condition, "c", sent=True).is_valid(v) for v in ({"name": "n"}, {}, {"id": "i"})] == [True, True, False]


def test_what_is_sent_all_the_same_is_valid_and_told_by_a_strict_reader() -> None:
    schema = {"properties": {"id": ID, "in": {"items": {"properties": {"key": {"writeOnly": True}}}}}, "required": ["id"]}
    body = {"id": "i", "in": [{"key": 1}]}

    assert Schemas(document_of({"It": schema}), ()).validator(schema, "it", sent=True).is_valid(body)
    assert [(b.constraint, b.pointer) for b in undocumented({}, schema, body, Direction.REQUEST)] == [("id-readOnly", "/id")]
    assert [(b.constraint, b.pointer) for b in undocumented({}, schema, body, Direction.RESPONSE)] == [("in[].key-writeOnly", "/in/0/key")]


def test_a_field_that_is_required_is_documented_even_where_no_property_has_its_name() -> None:
    schema = {"properties": {"name": {}}, "allOf": [{"required": ["url"]}]}

    assert [b.constraint for b in undocumented({}, schema, {"name": 1, "url": 2, "odd": 3}, Direction.REQUEST)] == ["odd-undocumented"]


def test_a_schema_without_references_lacks_what_does_not_go_its_way() -> None:
    schema = {"allOf": [{"$ref": "#/components/schemas/Needs"}, {"properties": {"id": ID, "name": {"type": "string"}}}]}

    found = inlined(document_of(SCHEMAS), schema, Direction.REQUEST)

    assert found == {"allOf": [{"type": "object", "required": ["name"]}, {"properties": {"name": {"type": "string"}}}]}
    assert inlined(document_of(SCHEMAS), schema, Direction.RESPONSE)["allOf"][0] == NEEDS


NAMES = ("A", "B", "C")
PARTS: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "$ref": st.sampled_from([f"#/components/schemas/{n}" for n in (*NAMES, "Gone")]),
        "required": st.lists(st.sampled_from(["id", "name"]), unique=True),
        "properties": st.fixed_dictionaries({}, optional={"id": st.sampled_from([ID, {}, {"$ref": "#/components/schemas/A"}])}),
    },
)
WILD = st.recursive(
    PARTS,
    lambda below: st.tuples(PARTS, st.dictionaries(st.sampled_from(["allOf", "oneOf"]), st.lists(below, min_size=1, max_size=3))).map(
        lambda t: {**t[0], **t[1]}
    ),
    max_leaves=6,
)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, WILD)))
def test_documents_that_go_round_in_circles_come_to_an_end(schemas: dict[str, Any]) -> None:
    raw = document_of(schemas).raw
    for direction in Direction:
        for name in NAMES:
            projection = projection_of(raw, direction)
            whole = projection.of({"$ref": f"#/components/schemas/{name}", "properties": {"id": ID}})

            assert projection.of(whole) == whole, "nothing is left to lift"


def test_a_document_that_doubles_at_each_step_is_not_unfolded() -> None:
    levels = {f"L{n}": {"allOf": [{"$ref": f"#/components/schemas/L{n + 1}"}] * 2} for n in range(60)}
    document = {**levels, "L60": {"required": ["id"]}}
    schema = {"properties": {"id": ID}, "allOf": [{"$ref": "#/components/schemas/L0"}]}
    raw = document_of(document).raw
    projection = projection_of(raw, Direction.REQUEST)

    assert str(projection.of(schema)).count("allOf") < 20_000
