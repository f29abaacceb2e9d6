"""A response is judged by what is documented for it: its media type and its body, with the sentence where there is one."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.spec.answered import MOST, Answers, schema_for
from swornspec.spec.document import Document, Response, read_document

WATTS = {"type": "integer", "maximum": 64, "x-said": [{"keywords": ["maximum"], "page": "l.txt", "line": 9, "quote": "At most 64."}]}
LAMP = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "watts": WATTS, "parts": {"items": {"$ref": "#/components/schemas/Lamp"}}},
}
ANY = {"type": "object", "additionalProperties": True}


def documented(content: dict[str, Any]) -> tuple[Document, Response]:
    media = {name: {"schema": schema} for name, schema in content.items()}
    responses = {"200": {"description": "Lamps.", "content": media}}
    paths = {"/lamps": {"get": {"operationId": "read", "responses": responses}}}
    raw = {"openapi": "3.1.0", "info": {}, "paths": paths, "components": {"schemas": {"Lamp": LAMP}}}
    document = read_document(raw, "lamps.yaml")
    return document, document.endpoints[0].responses["200"]


DOCUMENT, RESPONSE = documented(
    {"application/json": {"$ref": "#/components/schemas/Lamp"}, "application/problem+json": {"properties": {"errors": {}}}}
)
ANSWERS = Answers(DOCUMENT)


def told(content: Any, media_type: str = "application/json", response: Response = RESPONSE) -> list[str]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    headers = {"content-type": media_type}
    found = [*ANSWERS.departures(response, headers, raw), *ANSWERS.strangers(response, headers, raw)]
    return [b.constraint for b in found]


@pytest.mark.parametrize(
    ("content", "constraints"),
    [
        ({"id": "a", "watts": 64, "parts": [{"id": "b"}]}, []),
        ({"watts": 65}, ["id-required", "watts-maximum"]),
        ({"id": "a", "parts": [{"id": 1}]}, ["parts[].id-type"]),
        ({"id": "a", "colour": 1, "parts": [{"id": "b", "size": 2}]}, ["colour-undocumented", "parts[].size-undocumented"]),
        ([], ["body-type"]),
        (b"", ["body-json"]),
        (b"{", ["body-json"]),
        (b"\xff", ["body-json"]),
        (b"[" * 10_000, ["body-json"]),
        (b'{"id": "a", "watts": ' + b"9" * 5_000 + b"}", ["body-json"]),
    ],
)
def test_each_departure_is_named(content: Any, constraints: list[str]) -> None:
    assert sorted(told(content)) == constraints


def test_a_departure_has_its_place_and_sentence() -> None:
    [broken] = ANSWERS.departures(RESPONSE, {"content-type": "application/json"}, b'{"id": "a", "parts": [{"id": "b", "watts": 65}]}')

    assert (broken.pointer, broken.text) == ("/parts/0/watts", "parts[].watts must be at most 64")
    assert [str(s) for s in broken.said] == ["l.txt line 9"]


@pytest.mark.parametrize(
    ("media_type", "constraints"),
    [
        ("application/json", []),
        ("Application/JSON; charset=utf-8", []),
        ("text/plain", ["content-type"]),
        ("", ["content-type"]),
    ],
)
def test_the_media_type_is_one_of_the_documented_ones(media_type: str, constraints: list[str]) -> None:
    assert told({"id": "a"}, media_type) == constraints


def test_what_problem_details_always_have_is_documented() -> None:
    problem = {"type": "about:blank", "title": "T", "status": 400, "detail": "D", "instance": "/1", "errors": [], "odd": 1}

    assert told(problem, "application/problem+json") == ["odd-undocumented"]


def test_a_body_that_is_not_known_is_not_judged() -> None:
    assert list(ANSWERS.departures(RESPONSE, {"content-type": "application/json"}, None)) == []
    assert [b.constraint for b in ANSWERS.departures(RESPONSE, {}, None)] == ["content-type"]


def test_a_response_without_a_schema_promises_nothing() -> None:
    assert told(b"anything", "x/y", Response("200", "", {}, {})) == []


def test_a_required_header_is_there_unless_it_is_about_the_connection() -> None:
    response = Response("200", "", {}, {}, header_schemas={"X-Left": {}, "Date": {}, "Content-Length": {}})

    assert [(b.constraint, b.text) for b in ANSWERS.departures(response, {}, b"")] == [("X-Left-required", "its header X-Left is missing")]
    assert list(ANSWERS.departures(response, {"x-left": "1"}, b"")) == []


def test_a_body_that_breaks_a_constraint_very_often_is_told_so_often_at_most() -> None:
    assert len(told({"id": "a", "parts": [{"id": n} for n in range(10 * MOST)]})) == MOST


@pytest.mark.parametrize(
    ("media_type", "found"),
    [("application/json", "exact"), ("application/xml", "range"), ("text/plain", "any"), ("", None)],
)
def test_the_most_specific_documented_media_type_counts(media_type: str, found: str | None) -> None:
    schemas = {"*/*": {"title": "any"}, "application/*": {"title": "range"}, "application/json; charset=utf-8": {"title": "exact"}}

    assert (schema_for(Response("200", "", schemas, {}), media_type) or {}).get("title") == found


@given(st.binary(max_size=60))
def test_no_bytes_of_a_server_break_the_judge(content: bytes) -> None:
    assert isinstance(told(content), list)
