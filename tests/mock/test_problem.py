"""Answers to invalid requests conform to whatever the document declares for them."""

import jsonschema_rs
import pytest

from swornspec.mock import create_app

THING = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "x-said": [{"keywords": ["required"], "evidence": "the vendor's own schema"}]},
        "sizes": {"type": "array", "items": {"type": "integer", "maximum": 3}},
    },
}
ANY = {"description": "Any."}


def declared(schema, media_type="application/json", **more):
    return {"description": "Refused.", "content": {media_type: {"schema": schema, **more}}}


@pytest.mark.parametrize(
    "response",
    [
        None,
        ANY,
        {"description": "Text.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        {"description": "Any problem.", "content": {"application/problem+json": {}}},
        {**ANY, "content": {"application/json": {"schema": False}, "application/problem+json": {"schema": {"type": "object"}}}},
    ],
    ids=["undeclared", "no content", "text", "no schema", "problem beside json"],
)
@pytest.mark.parametrize("status", ["400", "4XX", "default"])
def test_problem_details_are_sent_wherever_the_document_has_room_for_them(document_of, ask, response, status):
    responses = {"200": ANY} | ({} if response is None else {status: response})

    reply = ask(create_app([document_of(responses, THING)]), path="/things", body={})

    assert (reply.status, reply.headers["content-type"]) == (400, "application/problem+json")
    assert reply.json == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "The request breaks 1 documented constraint.",
        "errors": [
            {
                "constraint": "name-required",
                "pointer": "/name",
                "detail": "name is required",
                "said": [{"evidence": "the vendor's own schema"}],
            }
        ],
    }


@pytest.mark.parametrize(
    ("schema", "has"),
    [
        ({"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}, ["error", "errors", "status", "title"]),
        ({"type": "object", "required": ["code"], "properties": {"code": {"enum": ["bad"]}}, "additionalProperties": False}, ["code"]),
        (
            {"type": "object", "required": ["status"], "properties": {"status": {"const": "error"}, "errors": {"type": "object"}}},
            ["status", "detail"],
        ),
        (
            {"type": "object", "required": ["message", "code"], "properties": {"message": {"type": "string"}, "code": {"type": "integer"}}},
            ["errors"],
        ),
        ({"type": "array", "minItems": 1, "items": {"type": "string"}}, []),
        ({"type": "string"}, []),
        ({"allOf": [{"$ref": "#/components/schemas/Coded"}, {"required": ["trace"]}]}, ["code", "trace", "errors"]),
        ({"type": "object", "properties": {"errors": {"type": "array", "items": {"type": "string"}}}}, ["detail"]),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "fault", [{"body": {}}, {"raw": b"{"}, {"body": {}, "token": None}, {"raw": b"x", "headers": {"content-type": "text/plain"}}], ids=str
)
def test_other_declared_shapes_are_kept_and_filled_with_what_fits(document_of, ask, schema, has, fault):
    components = {
        "schemas": {"Coded": {"type": "object", "required": ["code"], "properties": {"code": {"type": "integer"}}}},
        "securitySchemes": {"b": {"type": "http", "scheme": "bearer"}},
    }
    document = document_of({"200": ANY, "4XX": declared(schema)}, THING, components=components, security=[{"b": []}])

    reply = ask(create_app([document]), path="/things", **fault)

    assert 400 <= reply.status < 500
    assert reply.headers["content-type"] == "application/json"
    jsonschema_rs.Draft202012Validator({**schema, "components": components}).validate(reply.json)
    wanted = [h for h in has if h != "errors" or reply.status == 400]
    assert set(wanted) <= set(reply.json if isinstance(reply.json, dict) else ())


def test_a_reason_is_told_where_the_shape_has_a_place_for_it(document_of, ask):
    shape = {
        "type": "object",
        "required": ["error", "code"],
        "properties": {"error": {"type": "string"}, "code": {"type": "integer"}},
        "additionalProperties": False,
    }
    document = document_of({"200": ANY, "400": declared(shape, example={"error": "Bad thing", "code": 7})}, THING)

    reply = ask(create_app([document]), path="/things", body={})

    assert reply.json == {"error": "The request breaks 1 documented constraint.", "code": 7}


@pytest.mark.parametrize(
    ("declared_statuses", "status"), [(["422"], 422), (["400", "422"], 400), (["4XX", "422"], 422), (["4XX"], 400), ([], 400)]
)
def test_broken_constraints_get_the_status_that_is_declared_for_them(document_of, ask, declared_statuses, status):
    document = document_of({"200": ANY} | dict.fromkeys(declared_statuses, ANY), THING)

    assert ask(create_app([document]), path="/things", body={}).status == status
    assert ask(create_app([document]), path="/things", raw=b"{").status == 400


def test_of_very_many_broken_constraints_the_first_are_listed(document_of, ask):
    reply = ask(create_app([document_of(schema=THING)]), path="/things", body={"name": "a", "sizes": [4] * 3000})

    assert reply.json["detail"] == "The request breaks 3000 documented constraints. The first 500 are listed."
    assert len(reply.constraints) == 500


def test_of_a_body_with_too_many_values_one_keyword_and_the_rules_are_named(document_of, ask):
    rule = {"id": "sizes-need-wide", "subject": "sizes", "effect": "reject", "text": "wide must be sent with sizes"}
    rule |= {"expr": {"if": {"present": "sizes"}, "then": {"present": "wide"}}}
    schema = {**THING, "x-rules": [rule]}
    app = create_app([document_of(schema=schema)])

    small, large = (ask(app, path="/things", body={"name": 1, "sizes": [4] * n}) for n in (2, 100_000))

    assert sorted(small.constraints) == ["name-type", "sizes-need-wide", "sizes[]-maximum", "sizes[]-maximum"]
    assert large.status == 400
    assert large.constraints[1:] == ["sizes-need-wide"]
    assert large.json["detail"] == (
        "The request breaks at least 2 documented constraints. It has too many values for all of them to be found."
    )
    assert large.json["errors"][0]["constraint"] in small.constraints


@pytest.mark.parametrize(
    ("responses", "status", "media_type", "body"),
    [
        ({"201": ANY, "202": declared({"const": 1})}, 201, None, b""),
        ({"200": declared({"const": 1}), "default": ANY}, 200, "application/json", b"1"),
        ({"2XX": declared({"const": 1})}, 200, "application/json", b"1"),
        ({"default": declared({"const": 1})}, 200, "application/json", b"1"),
        ({"302": ANY}, 302, None, b""),
        ({"400": ANY}, 200, None, b""),
        ({"200": {**ANY, "content": {"application/json": {}}}}, 200, "application/json", b"{}"),
        ({"200": declared({"const": 1}, "*/*")}, 200, "application/json", b"1"),
        ({"200": declared({"type": "string"}, "text/csv", example="a,b\r\n")}, 200, "text/csv", b"a,b\r\n"),
        ({"200": declared({"const": 1}, "application/vnd.x+json")}, 200, "application/vnd.x+json", b"1"),
        ({"200": declared({"const": 1}, "application/json\r\nx: y")}, 200, "application/json", b"1"),
        (
            {"200": declared({"type": "string"}, examples={"a": {"value": "first"}, "b": {"value": "second"}})},
            200,
            "application/json",
            b'"first"',
        ),
        ({"200": declared({"type": "object"}, example={200: {"a": "\ud800"}})}, 200, "application/json", b'{"200":{"a":"?"}}'),
    ],
)
def test_the_success_that_is_documented_is_sent(document_of, ask, responses, status, media_type, body):
    reply = ask(create_app([document_of(responses)]), path="/things")

    assert (reply.status, reply.headers.get("content-type"), reply.body) == (status, media_type, body)


@pytest.mark.parametrize(
    ("response", "note"),
    [
        (declared({"const": 1}, example=2), "make: the example for status 200 does not conform to its schema; drawn data is sent instead"),
        (
            declared({"const": 1}, example={1, 2}),
            "make: the example for status 200 does not conform to its schema; drawn data is sent instead",
        ),
        (declared({"const": 1}, example=object()), None),
        (declared({"const": 1}, example=1.0), None),
        (
            declared({"allOf": [{"const": 1}, {"const": 2}]}),
            "make: no data that conforms to the schema of status 200 was found; what is sent does not conform",
        ),
    ],
)
def test_what_a_document_gets_wrong_about_its_answers_is_told(document_of, response, note):
    notes = create_app([document_of({"200": response})]).notes

    assert notes == (() if note is None else (note,))


def test_a_refusal_has_the_headers_that_its_response_must_have(lamps, ask):
    reply = ask(create_app([lamps]), "GET", "/v2/lamps/0", headers={"x-trace": "ab"})

    assert (reply.status, reply.headers["x-left"]) == (400, "5")
