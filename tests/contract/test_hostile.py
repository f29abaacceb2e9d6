"""Documents are not to be trusted: senseless, huge and self-referring schemas give cases or one plain error, in bounded time."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swornspec.contract import plan
from swornspec.contract.strategies import any_bodies, bodies
from swornspec.errors import SwornspecError
from swornspec.spec.document import Document, read_document

KEYWORDS = (
    *("type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "default", "pattern"),
    *(
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "additionalProperties",
        "format",
        "x-extensible-enum",
    ),
)
types = st.sampled_from(["integer", "number", "string", "boolean", "array", "object", "null"])
numbers = st.integers(-5, 30) | st.sampled_from([0.1, 1e-300, 1e300, -1e300, 10**40, 0])
values = st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=3), st.lists(numbers | types, max_size=3), types)


def keyword_values(keyword: str) -> st.SearchStrategy[Any]:
    if keyword == "type":
        return types | st.lists(types, min_size=1, max_size=3, unique=True)
    if keyword in ("enum", "x-extensible-enum"):
        return st.lists(values, max_size=4)
    if keyword in ("minLength", "maxLength", "minItems", "maxItems", "minProperties"):
        return st.integers(0, 4) | st.sampled_from([10**6, 10**12])
    if keyword in ("uniqueItems", "additionalProperties"):
        return st.booleans()
    if keyword in ("pattern", "format"):
        return st.sampled_from(["^a", "[", "uuid", "\\d+", "(a+)+$"])
    return values if keyword in ("const", "default") else numbers


flat = st.lists(st.sampled_from(KEYWORDS), max_size=5, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: keyword_values(name) for name in names})
)


def deeper(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.dictionaries(st.sampled_from(["a", "b", "$ref", "x-y", "items"]), below, max_size=3)
    return st.one_of(
        st.builds(lambda s, items: {**s, "type": "array", "items": items}, flat, below),
        st.builds(lambda s, p, r: {**s, "type": "object", "properties": p, "required": r}, flat, several, st.just(["a"]) | st.just([])),
        st.builds(lambda kind, parts: {kind: parts}, st.sampled_from(["allOf", "anyOf", "oneOf"]), st.lists(below, min_size=1, max_size=2)),
        st.just({"$ref": "#/components/schemas/Loop"}),
        st.booleans(),
    )


schemas = st.recursive(flat, deeper, max_leaves=6)


def document_of(schema: Any) -> Document:
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    parameters = [{"name": "q", "in": "query", "schema": schema if isinstance(schema, dict) else {}}]
    operation = {"operationId": "try", "requestBody": body, "parameters": parameters, "responses": {"200": {"description": ""}}}
    loop = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Loop"}}}
    return read_document({"openapi": "3.1.0", "paths": {"/a": {"post": operation}}, "components": {"schemas": {"Loop": loop}}}, "x.yaml")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas, st.data())
def test_any_schema_gives_cases_or_one_plain_error(schema: Any, data: st.DataObject) -> None:
    refused = ""
    try:
        document = document_of(schema)
        endpoint = document.endpoint("try")
        plan(document, endpoint)
        data.draw(any_bodies(document, endpoint))
        data.draw(bodies(document, endpoint))
    except SwornspecError as error:
        refused = str(error)

    assert "\n" not in refused


@pytest.mark.parametrize(
    "schema",
    [
        {
            "type": "array",
            "minItems": 10**9,
            "items": {"type": "array", "minItems": 10**9, "items": {"type": "string", "minLength": 10**9}},
        },
        {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "pattern": "^(a+)+$", "minLength": 30}}},
        {"type": "object", "properties": {"n": {"type": "number", "multipleOf": 1e-300, "minimum": -1e300, "maximum": 1e300}}},
        {"type": "object", "properties": {f"f{n}": {"type": "integer", "enum": list(range(50))} for n in range(60)}},
        {"$ref": "#/components/schemas/Loop"},
    ],
)
def test_extravagant_schemas_take_little_time(schema: Any) -> None:
    document = document_of(schema)
    started = time.process_time()
    plan(document, document.endpoint("try"))

    assert time.process_time() - started < 20
