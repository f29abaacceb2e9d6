"""What is seen of a body at a glance is what reading it and judging it in full says."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.mock import create_app
from swornspec.mock.glance import UNSURE, WORTH, look_for
from swornspec.mock.read import MOST_NESTED, read_json
from swornspec.mock.sample import draw
from swornspec.spec.check import Checker
from swornspec.spec.document import load_document
from swornspec.spec.schemas import Schemas

SPECS = sorted(Path(__file__).parents[2].glob("specs/*/openapi.yaml"))
BODIES = [pytest.param(d, e, id=e.operation_id) for d in map(load_document, SPECS) for e in d.endpoints if e.body is not None]
NAMES = st.sampled_from(["a", "b", "c:", "naïve", '"', "__class__", ""])
NUMBERS = st.sampled_from([0, 1, 2, 8, 0.5, -1, 2.0, -0.0, 0.1, 2**53, 2**63, 10**30, 1e300, -(2**63) - 1])
TEXTS = st.sampled_from(["", "a", "b", "a:b", "https://x/", "ß", "\U0001f600", "naïve", '"', "aaaa", "1"])
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(NAMES, v, max_size=4), max_leaves=8)
SIZES = st.integers(0, 3)
BOUNDS = st.sampled_from([0, 1, 2, 8, 0.5, 0.1, -1, 2**53, 2**60])
KIND = st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"])


def keywords(below):
    """Any keywords together, most of which a type can say."""
    single = {
        "type": KIND | st.lists(KIND, min_size=1, max_size=3, unique=True),
        "minLength": SIZES,
        "maxLength": SIZES,
        "minimum": BOUNDS,
        "maximum": BOUNDS,
        "exclusiveMinimum": BOUNDS,
        "exclusiveMaximum": BOUNDS,
        "multipleOf": st.sampled_from([1, 2, 0.5, 0.1]),
        "items": below,
        "minItems": SIZES,
        "uniqueItems": st.booleans(),
        "properties": st.dictionaries(NAMES, below, max_size=4),
        "required": st.lists(NAMES, max_size=2, unique=True),
        "additionalProperties": below | st.booleans(),
        "enum": st.lists(SCALARS, min_size=1, max_size=4),
        "const": VALUES,
        "pattern": st.sampled_from(["^a", "b$"]),
        "description": TEXTS,
        "format": st.just("uri"),
        "maxProperties": SIZES,
        "not": below,
    }
    common = ("type", "properties", "items", "required", "minimum", "enum", "minLength", "uniqueItems", "additionalProperties")
    chosen = st.lists(st.sampled_from([*single, *common * 3]), max_size=4, unique=True)
    branches = st.lists(below, min_size=1, max_size=3)
    several = st.builds(lambda key, parts: {key: parts}, st.sampled_from(["anyOf", "oneOf", "allOf"]), branches)
    return several | chosen.flatmap(lambda keys: st.fixed_dictionaries({k: single[k] for k in keys}))


REFERENCES = st.sampled_from([{"$ref": "#/components/schemas/Tree"}, {"$ref": "#/components/schemas/Size"}])
SCHEMAS = st.recursive(st.just({}) | st.builds(lambda k: {"type": k}, KIND) | REFERENCES, keywords, max_leaves=8)
OBJECTS = st.builds(
    lambda properties, required, more: {"type": "object", "properties": properties, "required": required, **more},
    st.dictionaries(NAMES, SCHEMAS, max_size=4),
    st.lists(NAMES, max_size=1),
    st.sampled_from([{}, {}, {"additionalProperties": False}, {"additionalProperties": {}}]),
)
COMPONENTS = {
    "Tree": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Tree"}, "b": {"type": "integer"}}},
    "Size": {"type": ["integer", "null"], "minimum": 1, "maximum": 8},
}


@st.composite
def spelled(draw, value):
    """A JSON text for a value: with spaces, escapes, numbers written otherwise, names that come twice, further names."""
    space = draw(st.sampled_from(["", "", "", " ", "\n"]))
    if isinstance(value, dict):
        pairs = [*value.items()]
        if draw(st.integers(0, 3)) == 0:
            pairs.insert(0, (draw(NAMES), draw(VALUES)))
        inner = [f"{json.dumps(k, ensure_ascii=draw(st.booleans()))}{space}:{draw(spelled(v))}" for k, v in pairs]
        return f"{{{space}{','.join(inner)}{space}}}"
    if isinstance(value, list):
        return f"[{space}{','.join([draw(spelled(v)) for v in value])}]"
    if draw(st.integers(0, 15)) == 0:
        return draw(
            st.sampled_from(["1e0", "1e999", "-0", "01", "NaN", '"\\ud800"', "0.1" + "1" * 40, "1" * 25, "[" * 200 + "]" * 200, "1E2"])
        )
    return space + json.dumps(value, ensure_ascii=draw(st.booleans()))


@st.composite
def like(draw, schema):
    """A value that has much of what a schema asks for, and now and then something else."""
    if not isinstance(schema, dict) or draw(st.integers(0, 9)) == 0:
        return draw(VALUES)
    if "$ref" in schema:
        return draw(like(COMPONENTS.get(schema["$ref"].rpartition("/")[2], {"type": "object"})))
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return draw(like(draw(st.sampled_from(schema[key]))))
    if "enum" in schema:
        return draw(st.sampled_from(schema["enum"]))
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    match draw(st.sampled_from(kinds)) if isinstance(kinds, list) else kinds:
        case "object":
            named = {k: like(s) for k, s in schema.get("properties", {}).items()}
            required = {k: named.get(k, VALUES) for k in schema.get("required", ())}
            return draw(st.fixed_dictionaries(required, optional={k: v for k, v in named.items() if k not in required}))
        case "array":
            return draw(st.lists(like(schema.get("items", {})), max_size=3))
        case "string":
            return draw(TEXTS)
        case "integer" | "number":
            return draw(NUMBERS | st.integers(-1, 9))
        case "boolean":
            return draw(st.booleans())
        case _:
            return None


@settings(max_examples=120)
@given(st.data(), OBJECTS | SCHEMAS.filter(lambda s: "$ref" not in s))
def test_what_is_seen_keeps_the_schema_and_is_what_reading_gives(document_of, data, schema):
    document = document_of(schema=schema, components={"schemas": COMPONENTS})
    endpoint, schemas = document.endpoints[0], Schemas(document)
    look = look_for(document, endpoint, schemas)
    if look is None:
        return
    checker = Checker(document, endpoint, schemas)
    for _ in range(8):
        raw = data.draw(like(schema).flatmap(spelled)).encode()
        seen = look(raw)
        if seen is not UNSURE:
            assert repr(seen) == repr(read_json(raw))
            assert checker.accepts(seen)


@pytest.mark.parametrize(("document", "endpoint"), BODIES)
def test_valid_bodies_are_mostly_seen_to_be_valid(document, endpoint):
    schemas = Schemas(document)
    look = look_for(document, endpoint, schemas)
    valid = schemas.validator(endpoint.body.schema, "body").is_valid
    raws = [json.dumps(draw(document.raw, endpoint.body.schema, str(n), valid)).encode() for n in range(50)]

    assert look is not None
    assert sum(look(raw) is not UNSURE for raw in raws) == len(raws)


@pytest.mark.parametrize(
    ("schema", "raw", "seen"),
    [
        ({"type": "object", "properties": {"a": {"type": "integer"}}}, '{"a": 1}', True),
        ({"type": "object", "properties": {"a": {"type": "integer"}}}, '{"a": 1, "b": {"x:": [2]}}', True),
        ({"type": "object", "properties": {"a": {"type": "integer"}}}, '{"a": 1, "a": 2}', True),
        ({"type": "object", "properties": {"a": {"type": "integer"}}}, '{"a": "x", "a": 2}', False),
        ({"type": "object", "properties": {"a": {"type": "integer"}}}, '{"a": 1, "b": 1e999}', False),
        ({"type": "object", "properties": {"a": {"type": "integer"}}}, '{"a": 1.0}', False),
        ({"type": "object", "properties": {"a": {}}}, '{"a": ' + "[" * MOST_NESTED + "]" * MOST_NESTED + "}", False),
        ({"type": "object", "properties": {"a": {}}}, '{"b": ' + "[" * 100_000 + "]" * 100_000 + "}", False),
        ({"type": "object", "required": ["a", "b"]}, '{"a": 1, "a": 2}', False),
        ({"type": "object", "properties": {"a": {}}, "additionalProperties": False}, '{"a": "x:y"}', True),
        ({"type": "object", "properties": {"a": {}}, "additionalProperties": False}, '{"b": 1}', False),
        ({"type": "object", "additionalProperties": {"type": ["number", "null"], "minimum": 0.5}}, '{"b": 0.75, "c": null}', True),
        ({"type": "object", "properties": {"a": {"type": "string", "pattern": "^x"}}}, '{"a": "xy"}', True),
        ({"type": "object", "properties": {"a": {"type": "string", "pattern": "^x"}}}, '{"a": "y"}', False),
        ({"type": "object", "properties": {"a": {"enum": [0.5, 1, None]}}}, '{"a": 1.0}', True),
        ({"type": "object", "properties": {"a": {"enum": [0.5, 1, None]}}}, '{"a": true}', False),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Size"}]}}, '["a", 8, null]', True),
        ({"type": "array", "items": {"type": "string"}, "uniqueItems": True}, '["a", "a"]', False),
        ({"$ref": "#/components/schemas/Tree"}, '{"a": {"b": 1}}', True),
        ({"$ref": "#/components/schemas/Tree"}, '{"a": {"a": {"b": "x"}}}', False),
    ],
)
def test_what_is_seen_and_what_is_not(document_of, schema, raw, seen):
    document = document_of(schema=schema, components={"schemas": COMPONENTS})
    look = look_for(document, document.endpoints[0], Schemas(document))

    assert (look(raw.encode()) is not UNSURE) is seen
    assert not seen or repr(look(raw.encode())) == repr(read_json(raw.encode()))


def test_a_schema_whose_parts_depend_on_where_they_stand_is_judged_in_full(document_of):
    inner = {"type": "string", "pattern": "^a"}
    for schema in (
        {"type": "object", "properties": {"a": {"items": {"$ref": "#/$defs/b"}, "minItems": 1}}, "$defs": {"b": inner}},
        {"type": "object", "properties": {"a": {"items": {"$anchor": "b"}, "minItems": 1}}},
        {"type": "object", "properties": {"a": {"properties": {"c": {"$ref": "#/properties/b"}}}, "b": inner}},
    ):
        document = document_of(schema=schema)

        assert look_for(document, document.endpoints[0], Schemas(document)) is None


def test_schemas_without_end_are_judged_in_full(document_of):
    chain = {f"S{n}": {"$ref": f"#/components/schemas/S{n + 1}"} for n in range(400)} | {"S400": {"type": "string"}}
    below = [{"$ref": f"#/components/schemas/S{n + 1}"} for n in range(20)]
    doubled = {f"S{n}": {"type": "object", "properties": {"a": b, "b": b, "c": b}} for n, b in enumerate(below)} | {"S20": {}}
    deep = {"type": "string"}
    for _ in range(100):
        deep = {"anyOf": [deep]}
    listed = {"type": "array", "items": {"$ref": "#/components/schemas/S0"}}
    for schema, components in ((listed, chain), (listed, doubled), (deep, {})):
        document = document_of(schema=schema, components={"schemas": components})

        assert look_for(document, document.endpoints[0], Schemas(document)) is None


def test_what_is_judged_as_quickly_in_full_is_not_looked_at(document_of):
    quick = {"type": "object", "properties": {"a": {"type": "integer", "minimum": 1}}}
    for schema, looked_at in (
        (quick, False),
        ({"type": "object", "properties": {"a": {"type": "number", "minimum": 0.1}}}, True),
        ({"type": "object", "properties": {"a": {"enum": [1, 2.5]}}}, True),
        ({"type": "object", "properties": {str(n): {"type": "string"} for n in range(40)}}, True),
    ):
        document = document_of(schema=schema)

        assert (look_for(document, document.endpoints[0], Schemas(document), if_quicker=True) is not None) is looked_at


def test_answers_stay_the_same_when_bodies_are_seen_at_a_glance(ask, document_of):
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"enum": [1, 2.5, None]}}}
    practised, fresh = create_app([document_of(schema=schema)]), create_app([document_of(schema=schema)])
    for _ in range(WORTH + 1):
        ask(practised, path="/things", body={"a": 1})
    for raw in (b'{"a": 1}', b'{"a": 1, "x": 1}', b'{"a": 3}', b"{", b"null", b'{"a": 1, "a": 4}', b'{"a": 4, "a": 1}', b"[]", b""):
        assert ask(practised, path="/things", raw=raw) == ask(fresh, path="/things", raw=raw)
