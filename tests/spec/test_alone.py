"""One operation of a document, alone: it means what it meant among the others."""

from pathlib import Path
from typing import Any

import pytest

from swornspec.contract import plan
from swornspec.spec.alone import alone
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, load_document, read_document

ROOT = Path(__file__).parents[2]


def schemas(document: Document) -> set[str]:
    return set(document.raw["components"]["schemas"])


@pytest.mark.parametrize("path", sorted(ROOT.glob("specs/*/openapi.yaml")), ids=lambda p: p.parent.name)
def test_it_judges_as_before(path: Path) -> None:
    document = load_document(path)
    for endpoint in document.endpoints:
        found = alone(document, endpoint)

        assert found.endpoints == (endpoint,)
        for body in ({}, {"prompt": 1, "width": "x"}, [], {"prompt": "p", "num_images": 8}):
            assert Checker(found, endpoint).broken(body) == Checker(document, endpoint).broken(body)


def test_only_what_is_referred_to_is_kept() -> None:
    raw: dict[str, Any] = {
        "openapi": "3.1.0",
        "paths": {
            "/a": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}}},
            "/b": {
                "get": {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/C~1D/items"}}}}}}
            },
        },
        "components": {
            "schemas": {
                "A": {"properties": {"b": {"$ref": "#/components/schemas/B"}, "me": {"$ref": "#/components/schemas/A"}}},
                "B": {"type": "string"},
                "C/D": {"items": {"$ref": "#/components/schemas/E"}},
                "E": {"type": "integer"},
            }
        },
    }
    document = read_document(raw, "letters")
    first, second = document.endpoints

    assert schemas(alone(document, first)) == {"A", "B"}
    assert schemas(alone(document, second)) == {"C/D", "E"}


def test_references_lead_into_lists_and_may_be_percent_encoded() -> None:
    parameter = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 9}}
    raw = {
        "openapi": "3.0.3",
        "paths": {
            "/things/{id}": {"get": {"parameters": [{"name": "id", "in": "path", "required": True, "schema": {}}, parameter]}},
            "/others": {"get": {"parameters": [{"$ref": "#/paths/~1things~1%7Bid%7D/get/parameters/1"}]}},
        },
    }

    assert [p.name for p in read_document(raw, "r").endpoints[1].parameters] == ["limit"]


def test_header_parameters_that_other_parts_speak_of_are_not_parameters() -> None:
    named = [{"name": n, "in": "header", "required": True, "schema": {"type": "string"}} for n in ("Accept", "AUTHORIZATION", "X-Trace")]
    raw = {"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": named}}}}

    assert [p.name for p in read_document(raw, "h").endpoints[0].parameters] == ["X-Trace"]


def test_a_parameter_that_carries_the_credentials_is_no_parameter_of_its_own() -> None:
    named = [{"name": n, "in": "query", "required": True, "schema": {"type": "string"}} for n in ("key", "limit")]
    raw = {
        "openapi": "3.1.0",
        "security": [{"k": []}],
        "paths": {"/a": {"get": {"parameters": named}}},
        "components": {"securitySchemes": {"k": {"type": "apiKey", "in": "query", "name": "key"}}},
    }
    found = read_document(raw, "k").endpoints[0]

    assert [p.name for p in found.parameters] == ["limit"]
    assert found.security[0][0].parameter == "key"


def test_a_property_that_is_there_is_never_said_to_be_missing() -> None:
    schema = {"type": "object", "properties": {}, "required": ["a"], "additionalProperties": False}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    document = read_document({"openapi": "3.1.0", "paths": {"/a": {"post": {"requestBody": body}}}}, "r")

    assert [b.constraint for b in Checker(document, document.endpoints[0]).broken({"a": None})] == ["body-additionalProperties"]


def test_a_property_may_be_called_like_an_index() -> None:
    schema = {"type": "object", "required": ["[name]"], "properties": {"[name]": {"type": "string", "minLength": 2}}}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    document = read_document({"openapi": "3.1.0", "paths": {"/a": {"post": {"requestBody": body}}}}, "i")

    assert {"[name]-minLength", "[name]-required"} <= set(plan(document, document.endpoints[0]).covered)


@pytest.mark.parametrize(("name", "reference"), [("a b", "a%20b"), ("a%41", "a%2541"), ("a/~b", "a~1~0b"), ("é", "%C3%A9"), ("é", "é")])
def test_schemas_are_found_by_names_that_references_must_encode(name: str, reference: str) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{reference}"}}}}
    raw = {"openapi": "3.1.0", "paths": {"/a": {"post": {"requestBody": body}}}, "components": {"schemas": {name: {"type": "integer"}}}}
    document = read_document(raw, "encoded")

    endpoint = document.endpoints[0]

    assert endpoint.body is not None
    assert endpoint.body.component == name
    assert schemas(alone(document, endpoint)) == {name}
    assert [b.constraint for b in Checker(alone(document, endpoint), endpoint).broken("x")] == ["body-type"]
