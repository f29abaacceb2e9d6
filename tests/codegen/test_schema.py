"""The runtime's JSON Schema reads every schema as jsonschema-rs does, by way of `Checker`."""

from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from swornspec.codegen.runtime.judge import judge
from swornspec.codegen.runtime.quick import Quick
from swornspec.codegen.runtime.request import broken_keywords
from swornspec.codegen.runtime.schema import COVERED, faults
from swornspec.codegen.runtime.speakable import unspeakable
from swornspec.errors import DocumentError
from swornspec.spec.check import Checker
from swornspec.spec.document import read_document

NAMES = st.sampled_from(["a", "b", "a~b", "c/d", "é", ""])
NUMBERS = st.one_of(
    st.integers(-5, 5), st.sampled_from([0.5, 1.0, 2.5, -0.0, 0.1, 0.3, 1.1, 4.35, 1e300, 2**70, 2**53 + 1, 0.30000000000000004])
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, st.sampled_from(["", "a", "ab", "é", "😀b", "12", "a\n", "x y"]))
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=4) | st.dictionaries(NAMES, v, max_size=4), max_leaves=8)
PATTERNS = st.sampled_from(["a", "^a", "b$", r"^\d+$", r"\w\s", "[ab]{2}", "^.$", r"\.", "^(a|b)$", r"[\d.]", r"^\S$"])
TYPES = st.sampled_from(["string", "number", "integer", "boolean", "array", "object", "null"])


def schemas() -> st.SearchStrategy[Any]:
    leaf = st.one_of(st.booleans(), st.fixed_dictionaries({}, optional={"type": TYPES}), st.just({"$ref": "#/components/schemas/Tree"}))
    return st.recursive(leaf, compound, max_leaves=5)


def compound(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    few, named = st.lists(inner, min_size=1, max_size=3), st.dictionaries(NAMES, inner, max_size=3)
    size = st.integers(0, 3)
    keywords = {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
        "enum": st.lists(VALUES, min_size=1, max_size=3),
        "const": VALUES,
        "minimum": NUMBERS,
        "maximum": NUMBERS,
        "exclusiveMinimum": NUMBERS,
        "exclusiveMaximum": NUMBERS,
        "multipleOf": st.sampled_from([1, 2, 8, 0.1, 0.01, 1.5, 0.05]),
        "minLength": size,
        "maxLength": size,
        "pattern": PATTERNS,
        "items": inner,
        "prefixItems": few,
        "contains": inner,
        "minContains": size,
        "maxContains": size,
        "minItems": size,
        "maxItems": size,
        "uniqueItems": st.booleans(),
        "properties": named,
        "patternProperties": st.dictionaries(PATTERNS, inner, max_size=2),
        "additionalProperties": inner,
        "propertyNames": inner,
        "required": st.lists(NAMES, max_size=2, unique=True),
        "minProperties": size,
        "maxProperties": size,
        "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2),
        "dependentSchemas": named,
        "allOf": few,
        "anyOf": few,
        "oneOf": few,
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
    }
    assert keywords.keys() | {"$ref"} == COVERED
    chosen = st.lists(st.sampled_from(sorted(keywords)), min_size=1, max_size=4, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({n: keywords[n] for n in names}))


TREE = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Tree"}, "b": {"type": "integer", "minimum": 1}}}


def checker(schema: Any) -> Checker:
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/t": {"post": {"operationId": "t", "requestBody": {"content": {"application/json": {"schema": schema}}}}}},
        "components": {"schemas": {"Tree": TREE}},
    }
    document = read_document(raw, "t")
    return Checker(document, document.endpoints[0])


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas().filter(lambda s: isinstance(s, dict)), st.lists(VALUES, min_size=1, max_size=6))
def test_a_schema_breaks_as_jsonschema_says(schema: dict[str, Any], bodies: list[Any]) -> None:
    try:
        reference = checker(schema)
    except DocumentError:
        assume(False)
    for body in bodies:
        expected = sorted((b.constraint, b.pointer) for b in reference.broken(body))
        found = sorted((b.constraint, b.pointer) for b in broken_keywords(schema, body, {"#/components/schemas/Tree": TREE}))

        assert found == expected, (schema, body)


class Text(StrEnum):
    A = "a"


class Whole(IntEnum):
    ONE = 1


ODD = st.recursive(
    SCALARS | st.sampled_from([Decimal("1.5"), Fraction(1, 2), b"a", "\ud800", float("nan"), float("inf"), Text.A, Whole.ONE, ("a",), 1j]),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(NAMES, v, max_size=3),
    max_leaves=4,
)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas(), st.lists(VALUES | ODD, min_size=1, max_size=6))
def test_what_is_taken_quickly_is_valid_and_stays_as_it_is(schema: Any, bodies: list[Any]) -> None:
    known = {"#/components/schemas/Tree": TREE}
    quick = Quick(known)
    validator = quick.validator(quick.core(schema))
    accepts = judge(schema, (), known, None)
    for body in bodies:
        assert accepts(body) is validator.isinstance_python(body)
        if accepts(body):
            assert not any(unspeakable(body))
            assert faults(schema, body, known) == []
            assert validator.validate_python(body) == body


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": ["integer", "null"], "minimum": 0.5, "maximum": 8, "multipleOf": 2}, 8),
        ({"type": ["integer", "null"], "minimum": 1}, None),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 0.9}, 0.9),
        ({"type": "number"}, 3),
        ({"type": "string", "minLength": 1, "maxLength": 2, "pattern": r"^\S+$"}, "é€"),
        ({"enum": ["a", None]}, None),
        ({"type": ["number", "null"], "enum": [1.0, 2.5, None], "minimum": 2}, 2.5),
        ({"type": "array", "maxItems": 2, "items": {"$ref": "#/components/schemas/Tree"}}, [{"a": {"b": 1}}, {"c": [1]}]),
        ({"type": "object", "required": ["a"], "properties": {"a": {"type": "boolean"}}, "additionalProperties": False}, {"a": True}),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, 3),
    ],
)
def test_usual_values_are_taken_quickly(schema: Any, value: Any) -> None:
    assert judge(schema, (), {"#/components/schemas/Tree": TREE}, None)(value)


@pytest.mark.parametrize(
    ("value", "taken"), [({"a": {"b": 0}}, False), ([1], True), ({"b": 2**80}, True), ({"a": {"a": {"b": "1"}}}, False)]
)
def test_references_are_followed_quickly(value: Any, taken: bool) -> None:
    schema = {"type": ["array", "object"], "items": {}, "properties": TREE["properties"]}

    assert judge(schema, (), {"#/components/schemas/Tree": TREE}, None)(value) is taken


def test_a_schema_that_only_refers_to_itself_says_nothing() -> None:
    schemas_by_pointer = {"#/a": {"$ref": "#/a"}}

    assert faults({"$ref": "#/a"}, {"b": 1}, schemas_by_pointer) == []
    assert not judge({"$ref": "#/a"}, (), schemas_by_pointer, None)({"b": 1})  # which leaves it to `faults`


@pytest.mark.parametrize(
    ("schema", "value", "valid"),
    [
        ({"type": "integer"}, 512.0, True),
        ({"type": "integer"}, 512.5, False),
        ({"type": "integer"}, "512", False),
        ({"type": "integer"}, True, False),
        ({"multipleOf": 0.1}, 0.3, True),
        ({"multipleOf": 0.1}, 0.30000000000000004, False),
        ({"multipleOf": 8}, 1e300, True),
        ({"minLength": 2}, "é", False),
        ({"pattern": r"^\d+$"}, "12\n", False),
        ({"pattern": r"^\d+$"}, "٣", False),
        ({"enum": [1]}, True, False),
        ({"uniqueItems": True}, [1, 1.0], False),
        ({"uniqueItems": True}, [1, True], True),
    ],
)
def test_values_are_what_json_schema_says_they_are(schema: dict[str, Any], value: Any, valid: bool) -> None:
    assert (faults(schema, value, {}) == []) is valid
