"""What a client writes outside a body, our mock reads back: the same value, in every place and style."""

from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.codegen.runtime.arguments import checked, in_path, spread, written
from swornspec.codegen.runtime.errors import RequestInvalid
from swornspec.codegen.runtime.exchange import cookie_header
from swornspec.codegen.runtime.request import Operation, Parameter
from swornspec.codegen.runtime.types import UNSET
from swornspec.mock.parameter import ParameterReader, read_query
from swornspec.spec.document import read_document

STYLES = [
    *[("path", style) for base in ("simple", "label", "matrix") for style in (base, f"{base}*")],
    *[("query", style) for style in ("form", "form*", "spaceDelimited", "spaceDelimited*", "pipeDelimited", "deepObject*", "json")],
    *[("header", style) for style in ("simple", "simple*", "json")],
    *[("cookie", style) for style in ("form", "form*", "json")],
]
PLAIN = st.text("abcXYZ019", min_size=1, max_size=6)
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=6)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def shaped(style: str, texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    """A schema of a kind that OpenAPI says how to write in a style, and a value that it allows."""
    scalars: list[tuple[dict[str, Any], st.SearchStrategy[Any]]] = [
        ({"type": "string"}, texts),
        ({"type": "integer"}, st.integers(-(10**12), 10**12)),
        ({"type": "boolean"}, st.booleans()),
        ({"type": "number"}, st.integers() if style == "label*" else st.floats(-1e6, 1e6).map(lambda x: int(x) if x.is_integer() else x)),
    ]
    of = [st.tuples(st.just(schema), values) for schema, values in scalars]
    arrays = [
        st.tuples(st.just({"type": "array", "items": schema}), st.lists(values, min_size=1, max_size=3)) for schema, values in scalars
    ]
    properties = {"r": {"type": "string"}, "g": {"type": "integer"}, "b": {"type": "boolean"}}
    objects = st.fixed_dictionaries({"r": texts}, optional={"g": st.integers(), "b": st.booleans()})
    structured = st.tuples(st.just({"type": "object", "properties": properties}), objects)
    if style.startswith("deepObject"):
        return structured
    return st.one_of(*arrays) if "Delimited" in style else st.one_of(*of, *arrays, structured)


def read_back(where: str, style: str, schema: dict[str, Any], value: Any, *, required: bool = True) -> Any:
    """What our mock reads of what a client writes; RequestInvalid when the client says that it cannot be written."""
    stated = {"content": {"application/json": {"schema": schema}}} if style == "json" else {"schema": schema}
    how = {} if style == "json" else {"style": style.rstrip("*"), "explode": style.endswith("*")}
    parameter = {"name": "x", "in": where, "required": required, **stated, **how}
    path = "/{x}" if where == "path" else "/"
    raw = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {path: {"get": {"parameters": [parameter]}}}}
    document = read_document(raw, "t")
    operation = Operation("t", None, (), (Parameter("x", where, required, schema, style),), {})
    checked(operation, None, {(where, "x"): value})
    sent = written(operation, where, "x", value)
    url, headers, query = "", httpx.Headers(), b""
    if where == "path":
        url = in_path(sent)
        assert quote(url, safe="%;,=") == url
    elif sent is UNSET:
        pass
    elif where == "query":
        query = str(httpx.QueryParams(spread({"x": sent}))).encode()
    else:
        headers.update({"x": sent} if where == "header" else cookie_header({"x": sent}))
    reader = ParameterReader(document, document.endpoints[0])
    lines = [(n.lower(), v) for n, v in headers.raw]
    return reader.read({"x": url}, read_query(query), lines).get((where, "x"))


@settings(max_examples=300)
@given(st.sampled_from(STYLES), st.data())
def test_a_plain_value_always_arrives(place: tuple[str, str], data: st.DataObject) -> None:
    schema, value = data.draw(shaped(place[1], PLAIN))

    assert read_back(*place, schema, value) == value


@settings(max_examples=300)
@given(st.sampled_from(STYLES), st.data())
def test_any_value_arrives_as_it_is_or_is_refused(place: tuple[str, str], data: st.DataObject) -> None:
    schema, value = data.draw(shaped(place[1], ASCII if place[0] == "header" else TEXT))
    try:
        arrived = read_back(*place, schema, value)
    except RequestInvalid as refused:
        assert [e.pointer for e in refused.errors] == ["?x"]  # noqa: PT017 - the value decides which of the two it is
        return

    assert arrived == value


@pytest.mark.parametrize("value", [{"r": {"deep": 1}}, [[1]], [None], {}, []])
def test_what_no_style_can_say_is_refused_before_sending(value: Any) -> None:
    with pytest.raises(RequestInvalid):
        read_back("path", "simple", {}, value)


def test_an_empty_list_is_not_sent_where_it_would_be_an_item() -> None:
    items = {"type": "array", "items": {}}

    assert read_back("query", "form*", items, [], required=False) is None
    assert read_back("query", "form", items, []) == []
    with pytest.raises(RequestInvalid, match="must not be empty"):
        read_back("query", "form*", items, [])
