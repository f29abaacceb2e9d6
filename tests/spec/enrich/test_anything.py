"""What holds for any document whatever: no crash, nothing lost, nothing made invalid, a second time adds nothing."""

import copy
import json
from typing import Any

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.spec.enrich import enrich
from swornspec.spec.source import Layout, source_of, written

SENTENCES = (
    "Must be between 1 and 8.",
    "At most 20 characters.",
    "One of `a`, `b` or `c`.",
    "One of: `Asc`, `Desc`. Default: `asc`",
    "Default: 5",
    "Defaults to `b`.",
    "Required. Must be at least 3.",
    "Deprecated.",
    "Cannot be used together with size.",
    "Required if name is set.",
    "Ignored when size is `b`.",
    "Must be at most 4 when name is `asc`.",
    "Either `size` or `name` must be given.",
    'For example: "x1", "x2"',
    "- `a`: first\n- `b`: second",
    "<p>Maximum 10 &amp; more</p>",
    "Must be later than size.",
    "The day, in the format YYYY-MM-DD.",
    "We recommend at most 3.",
    "Is allowed only if the moon is full.",
)
NAMES = st.sampled_from(["size", "name", "sort_by", "é", "x y"])
TEXTS = st.one_of(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), st.text(max_size=30))
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 12), st.just(0.5), st.sampled_from(["a", "Asc", "$ref"]), st.just([]), st.just({})
)
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "array", "object", ["string", "null"], "file", 3, None, ["x"]])
PLACES = [
    "#/components/schemas/A",
    "#/definitions/A",
    "#/components/schemas/B",
    "#/nowhere",
    "other.yaml#/x",
    "#/components/parameters/P",
    5,
]
KEYWORDS = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "maxLength",
    "default",
    "example",
    "examples",
    "enum",
    "required",
    "x-said",
    "x-rules",
    "nullable",
]


def schemas(depth: int = 2) -> st.SearchStrategy[Any]:
    """Schemas as documents have them, and as none should."""
    leaf = st.fixed_dictionaries({}, optional={"type": TYPES, "description": TEXTS})
    odd = st.dictionaries(st.sampled_from(KEYWORDS), st.one_of(ODD, st.lists(ODD, max_size=3)), max_size=2)
    plain = st.builds(lambda one, other: {**other, **one}, leaf, odd)
    reference = st.builds(lambda to, rest: {"$ref": to, **rest}, st.sampled_from(PLACES), leaf)
    if not depth:
        return st.one_of(plain, reference, ODD)
    inner = schemas(depth - 1)
    nested = st.fixed_dictionaries(
        {},
        optional={
            "properties": st.one_of(st.dictionaries(NAMES, inner, max_size=3), ODD),
            "items": inner,
            "allOf": st.one_of(st.lists(inner, max_size=2), ODD),
            "oneOf": st.lists(inner, max_size=2),
            "additionalProperties": inner,
        },
    )
    return st.one_of(plain, reference, st.builds(lambda one, other: {**one, **other}, plain, nested))


PARAMETERS = st.one_of(
    st.builds(
        lambda name, place, text, schema, rest: {"name": name, "in": place, "description": text, "schema": schema, **rest},
        st.one_of(NAMES, ODD),
        st.sampled_from(["query", "path", "header", "body", "formData"]),
        TEXTS,
        schemas(1),
        st.fixed_dictionaries({}, optional={"required": ODD, "type": TYPES, "example": ODD, "deprecated": ODD, "items": schemas(0)}),
    ),
    st.sampled_from([{"$ref": "#/components/parameters/P"}, {"$ref": "#/parameters/P"}, None]),
)
OPERATIONS = st.fixed_dictionaries(
    {},
    optional={
        "operationId": st.one_of(st.sampled_from(["one", "two"]), ODD),
        "description": TEXTS,
        "parameters": st.lists(PARAMETERS, max_size=3),
        "requestBody": st.builds(lambda s, t: {"description": t, "content": {"application/json": {"schema": s}}}, schemas(), TEXTS),
        "responses": st.one_of(
            st.builds(lambda s: {"200": {"content": {"application/json": {"schema": s}}, "headers": {"X": s}}, "x": 1}, schemas()), ODD
        ),
        "callbacks": st.one_of(ODD, st.builds(lambda p: {"c": {"/c": {"post": {"parameters": [p]}}}}, PARAMETERS)),
    },
)
ITEMS = st.fixed_dictionaries(
    {}, optional={"parameters": st.lists(PARAMETERS, max_size=2), "get": OPERATIONS, "post": st.one_of(OPERATIONS, ODD)}
)
DOCUMENTS = st.builds(
    lambda head, paths, a, b, p: {
        **head,
        "paths": paths,
        "definitions": {"A": a, "B": b},
        "parameters": {"P": p},
        "components": {"schemas": {"A": a, "B": b}, "parameters": {"P": p}},
    },
    st.sampled_from([{"openapi": "3.1.0"}, {"openapi": "3.0.2"}, {"swagger": "2.0"}]),
    st.one_of(st.dictionaries(st.sampled_from(["/a", "/b"]), st.one_of(ITEMS, ODD), max_size=2), ODD),
    schemas(),
    schemas(),
    PARAMETERS,
)


def kept(before: Any, after: Any) -> bool:
    """Whether everything there was is there still, in its order; lists of names, rules and evidence may have grown at their end."""
    if isinstance(before, dict):
        return isinstance(after, dict) and list(after)[: len(before)] == list(before) and all(kept(v, after[k]) for k, v in before.items())
    if isinstance(before, list):
        return isinstance(after, list) and len(after) >= len(before) and all(map(kept, before, after))
    return type(before) is type(after) and bool(before == after)


def schema_values(node: Any, after: Any) -> Any:
    """Each object that gives a value for itself and takes it: with what it became."""
    waiting = [(node, after)]
    while waiting:
        one, other = waiting.pop()
        if isinstance(one, dict):
            yield one, other
            waiting += [(v, other[k]) for k, v in one.items()]
        elif isinstance(one, list):
            waiting += zip(one, other, strict=False)


def takes(schema: Any, value: Any) -> bool:
    """Whether a schema takes a value by its own plain keywords; one that is no schema takes nothing."""
    words = ("type", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "maxLength", "minLength", "multipleOf")
    try:
        return bool(jsonschema_rs.Draft202012Validator({k: schema[k] for k in words if k in schema}).is_valid(value))
    except ValueError:
        return False


@given(DOCUMENTS)
@settings(max_examples=150)
def test_any_document_keeps_what_it_says_and_is_enriched_once(raw: Any) -> None:
    source = source_of(json.dumps(raw).encode(), "api.json")
    enrich(source)
    once = copy.deepcopy(source.value)

    assert kept(raw, once)
    assert enrich(source_of(json.dumps(once).encode(), "api.json")).additions == []
    for before, after in schema_values(raw, once):
        if before.get("default") is not None and takes(before, before["default"]) and raw.get("openapi") == "3.1.0":
            assert takes(after, before["default"])
    assert source_of(written(source, Layout.YAML).encode(), "api.yaml").value == once
    assert source_of(written(source, Layout.JSON).encode(), "api.json").value == once


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=8,
)
TRICKY = st.sampled_from(
    [
        "no",
        "1e3",
        "0o7",
        "0x1F",
        "1_000",
        "12:30",
        "2020-01-01",
        "<<",
        "=",
        "~",
        "",
        " a",
        "a\n",
        "\n\n b",
        "# c",
        "é\u2028",
        "\t",
        "'",
        "null",
    ]
)


@given(st.dictionaries(st.one_of(TRICKY, st.text()), st.one_of(VALUES, TRICKY), max_size=4))
@settings(max_examples=200)
def test_any_value_is_read_as_it_was_written(value: Any) -> None:
    source = source_of(json.dumps(value).encode(), "api.json")

    assert source_of(written(source, Layout.JSON).encode(), "api.json").value == value
    assert source_of(written(source, Layout.YAML).encode(), "api.yaml").value == value


@given(st.text(alphabet="`\"'<>&;|*-_()[]{}:,.= \n\t#1a€ifornmustequal", max_size=200))
@settings(max_examples=60)
def test_any_text_is_read(text: str) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "description": text}, "size": {"type": "integer"}}}
    raw = {"openapi": "3.1.0", "components": {"schemas": {"A": schema}}}
    source = source_of(json.dumps(raw).encode(), "api.json")

    enrich(source)

    assert kept(raw, source.value)


def test_bounds_are_added_with_the_default_that_tells_the_type() -> None:
    size = {"name": "size", "in": "query", "description": "Must be between 1 and 8. Default: 5", "schema": {}}
    raw = {"openapi": "3.1.0", "paths": {"/pots": {"get": {"parameters": [size], "responses": {}}}}}
    source = source_of(json.dumps(raw).encode(), "api.json")

    added = {a.keyword: a.value for a in enrich(source).additions}

    assert added == {"default": 5, "minimum": 1, "maximum": 8}
    assert enrich(source_of(json.dumps(source.value).encode(), "api.json")).additions == []
