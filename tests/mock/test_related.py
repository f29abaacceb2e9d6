"""Answers keep every relation that the document states, and its schemas, whatever valid request they answer."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.contract.strategies import bodies
from swornspec.mock import create_app, server_path
from swornspec.mock.answer import answer
from swornspec.mock.related import Related
from swornspec.rules.related import broken_relations
from swornspec.rules.rule import Effect
from swornspec.spec.document import Document, load_document, read_document
from swornspec.spec.enrich import enrich
from swornspec.spec.room import has_room
from swornspec.spec.schemas import Schemas
from swornspec.spec.source import source_of

ROOT = Path(__file__).parents[2]
UUIDS = {"id": {"type": "string", "format": "uuid"}}


@cache
def documents() -> dict[str, Document]:
    source = source_of((ROOT / "tests" / "contract" / "prints.yaml").read_bytes(), "prints.yaml")
    enrich(source)
    built = {path.parent.name: load_document(path) for path in sorted((ROOT / "specs").glob("*/openapi.yaml"))}
    return {**built, "prints": read_document(source.value, "prints.yaml")}


@cache
def served(name: str) -> Any:
    return create_app([documents()[name]])


RELATED = [
    (name, endpoint.operation_id)
    for name, document in documents().items()
    for endpoint in document.endpoints
    if any(r.relation is not None and r.relation.response is not None for r in endpoint.rules)
]


def answered(ask: Any, name: str, operation: str, body: Any) -> Any:
    document = documents()[name]
    endpoint = document.endpoint(operation)
    basic = any(c.scheme == "basic" for needed in endpoint.security for c in needed)
    credentials = {"headers": {"authorization": "Basic dXNlcjpwYXNz"}, "token": None} if basic else {}
    reply = ask(served(name), endpoint.method, server_path(document).rstrip("/") + endpoint.path, body, **credentials)

    assert reply.status == 200
    return reply.json


@pytest.mark.parametrize(("name", "operation"), RELATED)
def test_every_answer_keeps_the_relations_and_its_schema(ask: Any, name: str, operation: str) -> None:
    document = documents()[name]
    endpoint = document.endpoint(operation)
    response = endpoint.responses["200"]
    validator = Schemas(document).validator(response.schemas["application/json"], "the response", formats=True)

    @settings(max_examples=60)
    @given(bodies(document, endpoint))
    def check(body: Any) -> None:
        told = answered(ask, name, operation, body)

        broken = broken_relations(endpoint.rules, body, told, endpoint.fields)
        assert [b.why for b in broken if has_room(document, response.schemas["application/json"], b)] == []
        assert validator.is_valid(told)
        assert answered(ask, name, operation, body) == told

    check()


def test_the_relations_of_this_project_are_honoured(ask: Any) -> None:
    default = answered(ask, "stablecog", "create_generation", {"prompt": "a lighthouse"})
    two = answered(ask, "stablecog", "create_generation", {"prompt": "a lighthouse", "num_outputs": 2, "width": 512, "seed": 7})

    assert [len(default["outputs"]), len(two["outputs"])] == [4, 2]
    assert len({o["id"] for o in default["outputs"]}) == 4
    assert {k: two["settings"][k] for k in ("num_outputs", "width", "seed")} == {"num_outputs": 2, "width": 512, "seed": 7}


def related(response: Any, relation: Any, fields: Any, example: Any = None) -> dict[str, Any]:
    """The parts of a document with one relation."""
    schema = {
        "type": "object",
        "properties": fields,
        "x-rules": [{"id": "r", "effect": "relation", "subject": "n", "text": "", "relation": relation}],
    }
    content: dict[str, Any] = {"schema": response} | ({} if example is None else {"example": example})
    return {"responses": {"200": {"description": "OK", "content": {"application/json": content}}}, "schema": schema}


COUNT = {"kind": "count", "request": "n", "response": "/out"}


def replied(ask: Any, document_of: Any, body: Any, **parts: Any) -> Any:
    reply = ask(create_app([document_of(**related(**parts))]), "POST", "/things", body)

    assert reply.status == 200
    return reply.json


@pytest.mark.parametrize("identifier", [{"type": "string", "format": "uuid"}, {"type": "integer"}, {"type": "string"}])
def test_items_that_are_added_have_identifiers_of_their_own(ask: Any, document_of: Any, identifier: Any) -> None:
    item = {"type": "object", "required": ["itemId"], "properties": {"itemId": identifier, "name": {"type": "string"}}}
    response = {"type": "object", "required": ["out"], "properties": {"out": {"type": "array", "items": item}}}
    out = replied(ask, document_of, {"n": 5}, response=response, relation=COUNT, fields={"n": {"type": "integer"}})["out"]

    assert len({i["itemId"] for i in out}) == 5


@pytest.mark.parametrize(
    ("array", "n", "length"),
    [
        ({"maxItems": 3}, 3, 3),
        ({"maxItems": 3}, 4, 1),
        ({"minItems": 1}, 0, 1),
        ({}, 0, 0),
        ({"items": {"type": "string"}, "uniqueItems": True}, 2, 1),
        ({}, 10**9, 1),
    ],
)
def test_a_relation_that_no_answer_can_keep_is_left_out(ask: Any, document_of: Any, array: Any, n: int, length: int) -> None:
    response = {"type": "object", "properties": {"out": {"type": "array", "items": {"type": "string"}, **array}}}
    told = replied(ask, document_of, {"n": n}, response=response, relation=COUNT, fields={"n": {"type": "integer"}}, example={"out": ["a"]})

    assert len(told["out"]) == length


def test_one_relation_that_cannot_be_kept_leaves_the_others(ask: Any, document_of: Any) -> None:
    response = {"type": "object", "properties": {"out": {"type": "array", "maxItems": 1}, "n": {"type": "integer"}}}
    parts = related(response, COUNT, {"n": {"type": "integer"}}, {"out": [1], "n": 0})
    parts["schema"]["x-rules"].append({"id": "e", "effect": "advice", "relation": {"kind": "echo", "request": "n", "response": "/n"}})
    reply = ask(create_app([document_of(**parts)]), "POST", "/things", {"n": 5})

    assert reply.json == {"out": [1], "n": 5}


@pytest.mark.parametrize(
    ("response", "place"),
    [({"type": "array", "items": {"type": "object", "properties": UUIDS}}, ""), ({"type": "string"}, "/a/b"), (True, "/out")],
)
def test_a_place_may_be_the_whole_answer_or_not_exist(ask: Any, document_of: Any, response: Any, place: str) -> None:
    relation = {**COUNT, "response": place}
    told = replied(ask, document_of, {"n": 3}, response=response, relation=relation, fields={"n": {"type": "integer"}})

    assert len(told) == 3 if place == "" else told is not None


def test_a_value_that_the_response_has_no_room_for_leaves_the_other_settings(ask: Any, document_of: Any) -> None:
    told = {"type": "object", "properties": {"n": {"type": "string", "format": "uuid"}, "m": {"type": "integer"}}}
    relation = {"kind": "echo", "request": ["n", "m"], "response": "/out"}
    fields = {"n": {"type": "string"}, "m": {"type": "integer"}}
    response = {"type": "object", "properties": {"out": told}}
    own = "5f6ad6a4-6fd3-4a1c-9a4e-0d9d5d9f0f11"
    example = {"out": {"n": own, "m": 1}}
    parts = {"response": response, "relation": relation, "fields": fields, "example": example}

    assert replied(ask, document_of, {"n": "", "m": 2}, **parts) == {"out": {"n": own, "m": 2}}


def test_only_successes_that_document_the_place_are_changed(document_of: Any) -> None:
    parts = related({"type": "object"}, COUNT, {"n": {"type": "integer"}})
    parts["responses"]["400"] = parts["responses"]["201"] = parts["responses"]["200"]
    document = document_of(**parts)
    shape = Related(document, document.endpoints[0], Schemas(document))
    told = [
        answer(400, "application/json", b'{"out":[1]}'),
        answer(201, "application/json", b"{}"),
        answer(200, "text/plain", b'{"out":[1]}'),
    ]

    assert all(shape.answer(t, {"n": 3}) is t for t in told)
    assert shape.answer(answer(201, "application/json", b'{"out":[1]}'), {"n": 3}).body == b'{"out":[1,1,1]}'


def test_an_answer_that_is_not_the_prepared_one_is_changed_alike(document_of: Any) -> None:
    document = document_of(**related({"type": "object"}, COUNT, {"n": {"type": "integer"}}))
    shape = Related(document, document.endpoints[0], Schemas(document))

    for n in range(200):  # more than are kept
        given = answer(200, "application/json", b'{"out":[%d]}' % n, ((b"x-n", str(n).encode()),))
        made = shape.answer(given, {"n": 2})

        assert made.body == b'{"out":[%d,%d]}' % (n, n)
        assert (b"x-n", str(n).encode()) in made.headers
        assert (b"content-length", str(len(made.body)).encode()) in made.headers


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["out", "n", "x"]), inner),
    max_leaves=6,
)


@settings(max_examples=80)
@given(
    st.sampled_from(["count", "at-most", "order", "absent", "echo", "repeatable"]),
    st.sampled_from(["", "/out", "/out/x", "/n"]),
    json_values,
    st.lists(st.dictionaries(st.sampled_from(["n", "out", "m"]), json_values), max_size=4),
)
def test_any_relation_and_any_example_are_answered(ask: Any, document_of: Any, kind: str, place: str, example: Any, asked: Any) -> None:
    relation = {"kind": kind, "request": "n", "response": place}
    app = create_app([document_of(**related(True, relation, {"n": {}}, example))])

    assert all(ask(app, "POST", "/things", body).status == 200 for body in asked)


def test_what_the_documentation_only_usually_promises_is_honoured_too(ask: Any) -> None:
    told = answered(ask, "prints", "create_prints", {"text": "a", "paper": "fine"})
    hedged = [r for r in documents()["prints"].endpoint("create_prints").rules if r.effect is Effect.ADVICE and r.relation is not None]

    assert told["settings"]["paper"] == "fine"
    assert [r.id for r in hedged] == ["settings-echo-hedged"]


def test_values_that_python_takes_for_equal_are_echoed_as_they_are(ask: Any, document_of: Any) -> None:
    relation = {"kind": "echo", "request": "n", "response": "/n"}
    app = create_app([document_of(**related({"type": "object"}, relation, {"n": {}}, {"n": 5}))])

    told = [ask(app, "POST", "/things", {"n": value}).body for value in (1, True, 1.0, "1", [1], 1)]

    assert told == [b'{"n":1}', b'{"n":true}', b'{"n":1.0}', b'{"n":"1"}', b'{"n":[1]}', b'{"n":1}']
