"""Random values of a schema keep it, whatever keywords it has."""

import json
from random import Random
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.contract.drawer import drawing, junk

SCHEMAS: dict[str, Any] = {
    "enum": {"enum": ["a", 1, None, [2]]},
    "const": {"const": {"a": 1}},
    "integer": {"type": "integer", "minimum": -3, "exclusiveMaximum": 9},
    "any-integer": {"type": "integer"},
    "lattice": {"type": "number", "minimum": 0, "maximum": 3, "multipleOf": 0.25},
    "open-interval": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.001},
    "any-number": {"type": ["number", "null"]},
    "text": {"type": "string", "minLength": 2, "maxLength": 5},
    "pattern": {"type": "string", "pattern": "^(a|bcd)[0-9]{2,}$", "maxLength": 7},
    "array": {"type": "array", "minItems": 2, "maxItems": 4, "uniqueItems": True, "items": {"type": "integer", "minimum": 0, "maximum": 5}},
    "contains": {"type": "array", "maxItems": 3, "contains": {"const": "x"}, "items": {"type": "string"}},
    "tuple": {"type": "array", "prefixItems": [{"type": "boolean"}, {"const": 2}], "items": {"type": "string"}, "maxItems": 4},
    "object": {
        "type": "object",
        "required": ["a"],
        "additionalProperties": False,
        "maxProperties": 2,
        "properties": {"a": {"type": "integer"}, "b": {"type": "boolean"}, "c": {"type": "null"}},
    },
    "names": {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z]{2}$"},
        "minProperties": 1,
        "additionalProperties": {"type": "integer"},
    },
    "needs": {"type": "object", "dependentRequired": {"a": ["b"]}, "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}},
    "all": {"allOf": [{"type": "object", "properties": {"a": {"type": "integer"}}}, {"required": ["a"]}]},
    "one": {
        "oneOf": [
            {"type": "object", "required": ["k", "n"], "properties": {"k": {"const": "n"}, "n": {"type": "integer"}}},
            {"type": "object", "required": ["k", "s"], "properties": {"k": {"const": "s"}, "s": {"type": "string"}}},
        ]
    },
    "any": {"anyOf": [{"type": "integer", "minimum": 5}, {"enum": ["never"]}]},
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_drawn_values_keep_their_schema(name: str) -> None:
    draw, validator, rng = drawing(SCHEMAS[name]), jsonschema_rs.Draft202012Validator(SCHEMAS[name]), Random(name)

    assert [v for v in (draw(rng) for _ in range(300)) if not validator.is_valid(v)] == []


def test_every_alternative_comes_up() -> None:
    draw, rng = drawing(SCHEMAS["one"]), Random(1)

    assert {draw(rng)["k"] for _ in range(50)} == {"n", "s"}


@given(st.integers())
def test_junk_is_json_that_can_be_sent(seed: int) -> None:

    value = junk(Random(seed))

    assert json.loads(json.dumps(value, allow_nan=False).encode()) == value
