"""Parameters are read from text as their schemas and styles say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.mock.parameter import ParameterReader, read_query
from swornspec.spec.document import read_document

INTEGERS = {"type": "array", "items": {"type": "integer"}}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "string"}}}


def read(parameter, *, path=None, query="", headers=()):
    raw = {
        "openapi": "3.1.0",
        "paths": {"/p/{p}": {"get": {"parameters": [{"name": "p", **parameter}], "responses": {}}}},
        "components": {"schemas": {"Id": {"type": "integer"}}},
    }
    document = read_document(raw, "p.yaml")
    reader = ParameterReader(document, document.endpoints[0])
    return reader.read({} if path is None else {"p": path}, read_query(query.encode()), headers).get((parameter["in"], "p"), "nothing")


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        ({"type": "integer"}, "512", 512),
        ({"type": "integer"}, "-0", 0),
        ({"type": "integer"}, "512.0", 512.0),
        ({"type": "integer"}, "+5", " 5"),
        ({"type": "integer"}, "0x1", "0x1"),
        ({"type": "integer"}, "", ""),
        ({"type": "integer"}, "5_0", "5_0"),
        ({"type": "integer"}, "%D9%A3", "٣"),
        ({"type": "integer"}, "1" * 5000, "1" * 5000),
        ({"type": "number"}, "1e2", 100.0),
        ({"type": "number"}, "1e999", "1e999"),
        ({"type": "number"}, "NaN", "NaN"),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean"}, "True", "True"),
        ({"type": "boolean"}, "1", "1"),
        ({"type": "string"}, "512", "512"),
        ({"type": "string"}, "a%20b+c", "a b c"),
        ({"type": ["integer", "null"]}, "null", None),
        ({"type": ["string", "null"]}, "null", "null"),
        ({"enum": ["1", "2"], "type": ["string", "integer"]}, "1", "1"),
        ({"anyOf": [{"type": "integer"}, {"type": "boolean"}]}, "7", 7),
        ({"allOf": [{"$ref": "#/components/schemas/Id"}]}, "7", 7),
        ({}, "7", "7"),
        ({"type": "integer"}, "1&p=2", ["1", "2"]),
    ],
)
def test_text_becomes_what_the_schema_asks_for_where_it_is_written_so(schema, text, value):
    found = read({"in": "query", "schema": schema}, query=f"a=1&p={text}")

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("schema", "style", "query", "value"),
    [
        (INTEGERS, {}, "p=1&p=2", [1, 2]),
        (INTEGERS, {}, "p=1,2", ["1,2"]),
        (INTEGERS, {"explode": False}, "p=1,2", [1, 2]),
        (INTEGERS, {"explode": False}, "p=", []),
        (INTEGERS, {"style": "spaceDelimited", "explode": False}, "p=1%202", [1, 2]),
        (INTEGERS, {"style": "pipeDelimited", "explode": False}, "p=1|x", [1, "x"]),
        (POINT, {}, "x=1&y=2", {"x": 1, "y": "2"}),
        (POINT, {"explode": False}, "p=x,1,y,2", {"x": 1, "y": "2"}),
        (POINT, {"style": "deepObject"}, "p[x]=1&p%5By%5D=2&p[z]=3", {"x": 1, "y": "2", "z": "3"}),
        (POINT, {"style": "deepObject"}, "p=1", "nothing"),
        (POINT, {}, "", "nothing"),
    ],
)
def test_query_styles_are_read(schema, style, query, value):
    assert read({"in": "query", "schema": schema, **style}, query=query) == value


@pytest.mark.parametrize(
    ("schema", "style", "path", "value"),
    [
        ({"type": "integer"}, {}, "5", 5),
        ({"type": "string"}, {}, "a%2Fb", "a/b"),
        (INTEGERS, {}, "1,2", [1, 2]),
        ({"type": "array", "items": {"type": "string"}}, {}, "a%2Cb,c", ["a,b", "c"]),
        (INTEGERS, {"style": "label"}, ".1,2", [1, 2]),
        (INTEGERS, {"style": "label", "explode": True}, ".1.2", [1, 2]),
        ({"type": "integer"}, {"style": "matrix"}, ";p=5", 5),
        (INTEGERS, {"style": "matrix"}, ";p=1,2", [1, 2]),
        (INTEGERS, {"style": "matrix", "explode": True}, ";p=1;p=2", [1, 2]),
        (POINT, {}, "x,1,y,2", {"x": 1, "y": "2"}),
        (POINT, {"explode": True}, "x=1,y=2", {"x": 1, "y": "2"}),
        (POINT, {"style": "matrix", "explode": True}, ";x=1;y=2", {"x": 1, "y": "2"}),
    ],
)
def test_path_styles_are_read(schema, style, path, value):
    assert read({"in": "path", "schema": schema, **style}, path=path) == value


def test_headers_and_cookies_are_read():
    headers = [(b"p", b"1"), (b"p", b" 2 "), (b"cookie", b'a=1; p="3"')]

    assert read({"in": "header", "schema": INTEGERS}, headers=headers) == [1, 2]
    assert read({"in": "cookie", "schema": {"type": "integer"}}, headers=headers) == 3
    assert read({"in": "header", "schema": INTEGERS}) == "nothing"


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        ({"minimum": 1}, "5", 5),
        ({"multipleOf": 2}, "x", "x"),
        ({"enum": [1, 2]}, "2", 2),
        ({"enum": ["1", 2]}, "1", "1"),
        ({"const": True}, "true", True),
        ({"maxLength": 3}, "5", "5"),
        ({}, "5", "5"),
    ],
)
def test_text_is_read_as_what_a_schema_without_type_can_only_be_about(schema, text, value):
    assert read({"in": "query", "schema": schema}, query=f"p={text}") == value


def test_a_parameter_may_be_a_json_document():
    content = {"application/json": {"schema": {"type": "object"}}}

    assert read({"in": "query", "content": content}, query='p={"a":1}') == {"a": 1}
    assert read({"in": "query", "content": content}, query="p={a") == "{a"


@settings(deadline=None)
@given(
    st.sampled_from(["query", "path", "header", "cookie"]),
    st.sampled_from([INTEGERS, POINT, {"type": "integer"}, {}]),
    st.sampled_from(["form", "simple", "label", "matrix", "deepObject", "pipeDelimited", "odd"]),
    st.booleans(),
    st.text("p=x.;,|[]%20aé\ud800", max_size=20),
)
def test_any_text_is_read_in_any_style(location, schema, style, explode, text):
    raw = text.encode("utf-8", "replace")

    read(
        {"in": location, "schema": schema, "style": style, "explode": explode},
        path=raw.decode("latin-1"),
        headers=[(b"p", raw), (b"cookie", raw)],
    )
