"""Documents of other makers: what their schemas and responses become."""

from pathlib import Path
from typing import Any

from swornspec.codegen.plan import Plan, plan_client
from swornspec.codegen.shapes import ObjectClass
from swornspec.spec.document import read_document

PET = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
REFERENCE = {"$ref": "#/components/schemas/Pet"}


def planned(content: Any, **schemas: Any) -> Plan:
    operation = {"responses": {"200": {"description": "", "content": content}}}
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {"/pets": {"get": operation}},
        "components": {"schemas": schemas},
    }
    return plan_client(read_document(raw, "pets"))


def answer(**schemas: Any) -> tuple[str, list[tuple[str, bool]]]:
    """The class of a response that is `Cat`, and its fields."""
    plan = planned({"application/json": {"schema": {"$ref": "#/components/schemas/Cat"}}}, Pet=PET, **schemas)
    described = next(c for c in plan.classes if c.name == plan.methods[0].returns)
    assert isinstance(described, ObjectClass)
    return described.name, [(a.name, a.required) for a in described.attributes]


def test_parts_that_all_hold_are_one_class_under_the_name_of_the_component() -> None:
    lives = {"type": "object", "properties": {"lives": {"type": "integer"}}}

    assert answer(Cat={"allOf": [REFERENCE, lives]}) == ("Cat", [("kind", True), ("lives", False)])


def test_properties_beside_parts_belong_to_the_class_too() -> None:
    beside = {"properties": {"lives": {"type": "integer"}}, "required": ["lives"]}

    for kind in ({}, {"type": "object"}):
        assert answer(Cat={"allOf": [REFERENCE], **beside, **kind}) == ("Cat", [("kind", True), ("lives", True)])


def test_a_component_that_contains_itself_through_a_part_is_one_class() -> None:
    kittens = {"type": "object", "properties": {"kittens": {"type": "array", "items": {"$ref": "#/components/schemas/Cat"}}}}

    assert answer(Cat={"allOf": [REFERENCE, kittens]}) == ("Cat", [("kind", True), ("kittens", False)])


def test_a_response_without_a_schema_is_still_returned() -> None:
    assert planned({"application/pdf": {}}).methods[0].returns == "File"
    assert planned({"text/csv": {}}).methods[0].returns == "str"
    assert planned({"application/json": {}}).methods[0].returns == "GetPetsResponse"


def test_a_class_named_like_what_models_import_gets_another_name(tmp_path: Path) -> None:
    plan = planned({"application/json": {"schema": {"$ref": "#/components/schemas/Annotated"}}}, Annotated=PET)

    assert plan.methods[0].returns == "Annotated2"
