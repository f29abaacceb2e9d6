"""Data drawn from schemas: it conforms, it is repeatable, and no schema makes it run on."""

import contextlib
import re
import string
from fractions import Fraction
from random import Random

import jsonschema_rs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from swornspec.mock.number import number_for
from swornspec.mock.sample import NoSampleError, draw
from swornspec.rules.matching import NoMatchError, matching

NODE = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "left": {"$ref": "#/components/schemas/Node"},
        "rest": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
        "next": {"oneOf": [{"$ref": "#/components/schemas/Node"}, {"type": "null"}]},
    },
}
CHAIN = {
    "type": "object",
    "required": ["next"],
    "properties": {"next": {"anyOf": [{"$ref": "#/components/schemas/Chain"}, {"type": "null"}]}},
}
ENDLESS = {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Endless"}}}
RAW = {
    "components": {
        "schemas": {
            "Node": NODE,
            "Chain": CHAIN,
            "Endless": ENDLESS,
            "Base": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
        }
    }
}


def drawn(schema, seed="0", raw=RAW):
    whole = schema if isinstance(schema, bool) else {**schema, "components": raw["components"]}
    validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return draw(raw, schema, seed, validator.is_valid)


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {},
        {"type": "null"},
        {"type": ["null", "string"]},
        {"type": "boolean"},
        {"enum": [None, "a", 3]},
        {"type": "integer", "enum": ["a", 3]},
        {"const": {"a": [1]}},
        {"type": "integer", "minimum": 5, "maximum": 5},
        {"type": "integer", "exclusiveMinimum": 5, "exclusiveMaximum": 7},
        {"type": "integer", "maximum": -10},
        {"type": "integer", "multipleOf": 8, "minimum": 9},
        {"type": "integer", "multipleOf": 0.5, "minimum": 0.1, "maximum": 1.2},
        {"type": "integer", "minimum": 10**30},
        {"type": "number", "multipleOf": 0.1, "minimum": 0.25, "maximum": 0.35},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.001},
        {"type": "number", "minimum": 0.3, "maximum": 0.3},
        {"type": "number", "minimum": 1e300},
        {"minimum": 3},
        {"type": "string", "minLength": 40, "maxLength": 41},
        {"type": "string", "maxLength": 0},
        {"type": "string", "maxLength": 2},
        {"type": "string", "pattern": "^[A-Z]{3}-\\d+(foo|bar)?$", "minLength": 6},
        {"type": "string", "pattern": "ab", "minLength": 9},
        *(
            {"type": "string", "format": f}
            for f in ("uuid", "date-time", "date", "time", "duration", "uri", "uri-reference", "email", "hostname")
        ),
        *(
            {"type": "string", "format": f}
            for f in ("ipv4", "ipv6", "regex", "json-pointer", "uri-template", "iri", "idn-email", "byte", "odd")
        ),
        {"type": "array"},
        {"type": "array", "items": {"type": "integer"}, "minItems": 3},
        {"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": True, "minItems": 3},
        {"type": "array", "items": False},
        {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "minItems": 4},
        {"type": "array", "contains": {"const": 7}, "minContains": 2},
        {"type": "array", "maxItems": 0, "items": {"type": "string"}},
        {"type": "object", "required": ["x", "y"], "properties": {"x": {"type": "integer"}}},
        {"type": "object", "additionalProperties": {"type": "integer"}},
        {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 3},
        {"type": "object", "minProperties": 2},
        {"type": "object", "properties": {"a": {}, "b": {}, "c": {}}, "maxProperties": 1, "required": ["c"]},
        {"type": "object", "properties": {"a": False, "b": {"type": "string"}}},
        {
            "type": "object",
            "properties": {"a": {"type": "integer"}},
            "dependentRequired": {"a": ["b"]},
            "additionalProperties": {"type": "null"},
        },
        {"type": "object", "patternProperties": {"^key": {"type": "integer"}}, "minProperties": 1},
        {"properties": {"a": {"type": "integer"}}, "required": ["a"]},
        {
            "allOf": [
                {"$ref": "#/components/schemas/Base"},
                {"properties": {"a": {"minimum": 9}, "b": {"type": "string"}}, "required": ["b"]},
            ]
        },
        {"allOf": [{"type": ["integer", "string"]}, {"type": ["null", "number"]}], "minimum": 4, "maximum": 4},
        {"allOf": [{"enum": [1, 2]}, {"enum": [2, 3]}]},
        {"oneOf": [{"type": "integer", "minimum": 3}, {"type": "integer", "maximum": 5}]},
        {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Base"}]},
        {"anyOf": [False, {"type": "string", "minLength": 3}], "maxLength": 3},
        {
            "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
            "type": "object",
            "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
        },
        {
            "type": "object",
            "properties": {"k": {"enum": ["a", "b"]}},
            "required": ["k"],
            "if": {"properties": {"k": {"const": "a"}}},
            "then": {"required": ["x"]},
        },
        {"type": "integer", "minimum": 0, "maximum": 3, "not": {"enum": [0, 1, 2]}},
        {"type": "integer", "examples": ["wrong"], "minimum": 5},
        {"$ref": "#/components/schemas/Node"},
        {"$ref": "#/components/schemas/Chain"},
        {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
    ],
    ids=str,
)
@pytest.mark.parametrize("seed", range(5))
def test_a_value_is_found_for_every_schema_that_has_one(schema, seed):
    assert drawn(schema, str(seed)) == drawn(schema, str(seed))


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"$ref": "#/components/schemas/Endless"},
        {"type": "integer", "minimum": 2, "maximum": 1},
        {"type": "string", "minLength": 2, "maxLength": 1},
        {"type": "string", "pattern": "(?=x)y"},
        {"type": "array", "items": False, "minItems": 1},
        {"type": "array", "items": {"type": "boolean"}, "uniqueItems": True, "minItems": 3},
        {"type": "object", "required": ["a"], "properties": {"a": False}},
        {"enum": [1], "type": "string"},
    ],
    ids=str,
)
def test_no_value_is_made_up_where_there_is_none(schema):
    with pytest.raises(NoSampleError):
        drawn(schema)


def test_a_length_wins_over_a_format():
    schema = {"type": "string", "format": "uuid", "maxLength": 3}

    assert 0 < len(draw(RAW, schema, "0", jsonschema_rs.Draft202012Validator(schema).is_valid)) <= 3


def test_documented_values_come_first():
    properties = {
        "a": {"type": "integer", "example": 5},
        "b": {"type": "integer", "examples": [6, 7]},
        "c": {"type": "integer", "default": 8},
        "d": {"type": "string", "x-extensible-enum": ["known"]},
        "e": {"type": ["string", "null"], "default": None, "minLength": 1},
    }

    value = drawn({"type": "object", "properties": properties})

    assert (value["a"], value["b"], value["c"], value["d"]) == (5, 6, 8, "known")
    assert isinstance(value["e"], str)


def test_recursion_ends_at_the_first_place_that_allows_it():
    assert list(drawn({"$ref": "#/components/schemas/Node"})) == ["name", "rest", "next"]
    assert drawn({"$ref": "#/components/schemas/Node"})["rest"] == []
    assert drawn({"$ref": "#/components/schemas/Chain"}) == {"next": None}


def test_fields_that_only_requests_have_are_left_out():
    properties = {"key": {"type": "string", "writeOnly": True}, "id": {"type": "string", "readOnly": True}}

    assert list(drawn({"type": "object", "properties": properties})) == ["id"]


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [{"$ref": "#/components/schemas/Wide"}] * 20},
        {"$ref": "#/components/schemas/Wide"},
        {"type": "array", "minItems": 10**9},
        {"type": "array", "minItems": 1000, "items": {"type": "array", "minItems": 1000, "items": {"type": "integer"}}},
        {"type": "string", "minLength": 10**8},
        {"type": "string", "pattern": "(((((a{99}){99}){99}){99}){99})"},
        {"type": "string", "pattern": "(" * 5000},
        {"type": "object", "minProperties": 10**9},
    ],
    ids=lambda s: str(s)[:50],
)
def test_no_schema_makes_drawing_run_on(schema, work):
    wide = {
        "type": "object",
        "required": ["a", "b"],
        "properties": {n: {"anyOf": [{"$ref": f"#/components/schemas/W{n}"}, {"$ref": "#/components/schemas/Wide"}]} for n in "ab"},
    }
    more = {
        f"W{n}": {
            "type": "array",
            "minItems": 2,
            "items": {"oneOf": [{"$ref": "#/components/schemas/Wide"}, {"$ref": f"#/components/schemas/W{m}"}]},
        }
        for n, m in ("ab", "ba")
    }

    def attempt() -> None:
        with pytest.raises(NoSampleError):
            draw({"components": {"schemas": {"Wide": wide, **more}}}, schema, "0", lambda _: False)

    assert work(attempt) < 10_000_000


_JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(["integer", "string", "object", "#/components/schemas/Node", "(", "", "["]),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["type", "a", "$ref", "items"]), x, max_size=3),
    max_leaves=5,
)
_KEYWORDS = st.sampled_from(
    [
        "type",
        "enum",
        "const",
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "if",
        "then",
        "properties",
        "required",
        "items",
        "prefixItems",
        "contains",
        "minItems",
        "minimum",
        "maximum",
        "multipleOf",
        "pattern",
        "minLength",
        "format",
        "additionalProperties",
        "dependentRequired",
        "patternProperties",
        "examples",
    ]
)


@settings(deadline=None)
@given(st.dictionaries(_KEYWORDS, _JUNK, max_size=5))
def test_a_malformed_schema_gives_a_value_or_none_but_never_breaks(schema):
    with contextlib.suppress(NoSampleError):
        draw(RAW, schema, "0", lambda _: True)


@settings(deadline=None)
@given(
    st.integers(-50, 50),
    st.integers(0, 40),
    st.sampled_from([None, 0.1, 0.25, 3, 8, 0.5, 7]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.integers(),
)
def test_a_number_is_found_exactly_when_there_is_one(low, width, multiple, low_open, high_open, whole, seed):
    schema = {"exclusiveMinimum" if low_open else "minimum": low, "exclusiveMaximum" if high_open else "maximum": low + width}
    schema |= {} if multiple is None else {"multipleOf": multiple}
    step = Fraction(str(multiple)) if multiple is not None else Fraction(1) if whole else None
    inside = [
        k
        for k in range(-600, 1000)
        if step and (low < k * step if low_open else low <= k * step) and (k * step < low + width if high_open else k * step <= low + width)
    ]
    exists = any(not whole or (k * step).denominator == 1 for k in inside) if step else width > 0 or not (low_open or high_open)

    value = number_for(schema, Random(seed), whole=whole)

    assert (value is not None) == exists
    assert value is None or jsonschema_rs.Draft202012Validator({"type": "integer" if whole else "number", **schema}).is_valid(value)


_PIECES = st.sampled_from(
    ["a", "\\d", "\\w", "[a-f]", "[^a-z]", "(b|cd)", "(?:x)", "(?<n>y)", "\\.", "\\u0041", ".", "-", "\\s", "[\\d_-]", "\\S"]
)
_QUANTIFIERS = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "+?"])


@settings(deadline=None)
@given(st.lists(st.tuples(_PIECES, _QUANTIFIERS), max_size=6), st.booleans(), st.integers())
def test_what_is_drawn_for_a_pattern_matches_it(pieces, grouped, seed):
    text = "".join(p.replace("<n>", f"<n{i}>") + q for i, (p, q) in enumerate(pieces))
    pattern = f"^({text}|z)+$" if grouped else f"^{text}$"

    assert re.search(pattern.replace("(?<", "(?P<"), matching(pattern, Random(seed)))


@settings(deadline=None)
@given(st.text(string.ascii_lowercase + "\\()[]{}?*+|^$.-,0123456789<>=!:", max_size=30), st.integers())
def test_any_pattern_gives_a_string_or_none(pattern, seed):
    try:
        found = matching(pattern, Random(seed))
    except NoMatchError:
        assume(False)

    assert isinstance(found, str)
