"""Where relations find their place: sentences of the request, schemas of the response, and nothing where they do not agree."""

import json
from pathlib import Path
from typing import Any

import pytest

from swornspec.rules.rule import Effect
from swornspec.spec.document import Document, read_document
from swornspec.spec.enrich import enrich
from swornspec.spec.source import source_of

PRINTS = Path(__file__).parents[2] / "contract" / "prints.yaml"
ITEMS = {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}
MANY = {"type": "integer", "description": "The number of images to generate."}


def related(response: Any, fields: Any = None, **operation: Any) -> list[dict[str, Any]]:
    """The relations of `POST /images` that have a place, from its fields and the schema of its response."""
    schema = {"type": "object", "properties": fields or {"many": MANY}}
    made = {
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": response}}}},
        **operation,
    }
    raw = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/images": {"post": made}}}
    source = source_of(json.dumps(raw).encode(), "t.json")
    enrich(source)
    operation = source.value["paths"]["/images"]["post"]
    rules = [*operation.get("x-rules", []), *schema_of(operation).get("x-rules", [])]
    return [r["relation"] | ({"effect": "advice"} if r["effect"] == "advice" else {}) for r in rules if "response" in r.get("relation", {})]


def schema_of(operation: Any) -> Any:
    return operation["requestBody"]["content"]["application/json"]["schema"]


def objects(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("response", "place"),
    [
        (objects(images=ITEMS), "/images"),
        (objects(pictures={**ITEMS, "description": "The list of generated images, newest first."}), "/pictures"),
        (objects(data=objects(images=ITEMS)), "/data/images"),
        (objects(data={"anyOf": [objects(images=ITEMS), {"type": "null"}]}), "/data/images"),
        (objects(data=ITEMS), "/data"),
        (objects(data=ITEMS, warnings=ITEMS), "/data"),
        ({**ITEMS}, ""),
        (objects(**{"a/b~": {**ITEMS, "description": "Images."}}), "/a~1b~0"),
        (objects(pictures=ITEMS), None),
        (objects(data=ITEMS, other=ITEMS), None),
        (objects(data={**ITEMS, "description": "The history of the job."}), None),
        (objects(job=objects(data=ITEMS)), None),
        (objects(images=ITEMS, job=objects(images=ITEMS)), None),
        (objects(images={"type": "integer"}), None),
        (objects(warnings=ITEMS), None),
        (True, None),
        (objects(data={"$ref": "#/nowhere"}), None),
    ],
)
def test_a_count_has_a_place_where_one_array_is_what_is_counted(response: Any, place: str | None) -> None:
    found = [r["response"] for r in related(response)]

    assert found == ([] if place is None else [place])


@pytest.mark.parametrize(
    ("text", "operation", "kind"),
    [
        ("The number of images to generate.", "find_images", "count"),
        ("The number of images to return.", "find_images", "at-most"),
        ("The number of images to return.", "generate_images", "count"),
    ],
)
def test_what_is_to_be_returned_is_all_of_it_only_where_it_is_made(text: str, operation: str, kind: str) -> None:
    found = related(objects(images=ITEMS), {"many": {"type": "integer", "description": text}}, operationId=operation)

    assert [r["kind"] for r in found] == [kind]


def test_an_object_of_settings_repeats_the_fields_of_its_names_and_types() -> None:
    fields = {
        "size": {"type": "integer"},
        "ratio": {"type": "integer"},
        "seed": {"type": "integer", "description": "A random one is drawn when it is below zero."},
        "name": {"type": "string"},
    }
    told = objects(size={"type": "integer"}, ratio={"type": "number"}, seed={"type": "integer"}, name={"type": "integer"}, more={})
    found = related(objects(settings={**told, "description": "The settings that were used."}), fields)

    assert found == [
        {"kind": "echo", "request": ["size", "ratio"], "response": "/settings"},
        {"kind": "echo", "request": ["seed"], "response": "/settings", "effect": "advice"},
    ]


def test_a_description_alone_repeats_nothing() -> None:
    fields = {"size": {"type": "integer"}, "ink": {"type": "string"}}
    told = {**objects(size={"type": "integer"}, weight={"type": "number"}), "description": "The settings that were used."}
    unsaid = {**objects(size={"type": "integer"}, ink={"type": "string"}), "description": "The page that was printed."}

    assert related(objects(settings=told), fields) == []
    assert related(objects(settings=unsaid), fields) == []
    assert related(objects(size={"type": "integer", "description": "The size of the file."}), fields) == []


@pytest.mark.parametrize(
    ("text", "operation", "effect"),
    [
        ("Settings for the print.", "create_print", None),
        ("Settings for this request.", "restart", None),
        ("Settings for the print.", "restart_print", "advice"),
        ("Settings for the account.", "create_print", "advice"),
    ],
)
def test_settings_are_those_of_the_request_where_they_are_for_what_it_makes(text: str, operation: str, effect: str | None) -> None:
    fields = {"size": {"type": "integer"}, "ink": {"type": "string"}}
    found = related(objects(settings={**objects(**fields), "description": text}), fields, operationId=operation)

    assert [r.get("effect") for r in found] == [effect]


def test_what_was_used_may_be_what_the_server_made_of_what_was_sent() -> None:
    fields = {"model": {"type": "string"}}

    used = related(objects(model={"type": "string", "description": "The model used to generate the text."}), fields)
    sent = related(objects(model={"type": "string", "description": "The model as it was sent."}), fields)

    assert [r.get("effect") for r in (*used, *sent)] == ["advice", None]


def test_a_schema_that_operations_share_has_a_place_only_where_it_is_the_same_in_all() -> None:
    def document(other: str) -> Any:
        def operation(name: str) -> Any:
            content = {"application/json": {"schema": {"$ref": "#/components/schemas/Ask"}}}
            answer = {
                "description": "OK",
                "content": {"application/json": {"schema": objects(**{name: {**ITEMS, "description": "Images."}})}},
            }
            return {"post": {"requestBody": {"content": content}, "responses": {"200": answer}}}

        paths = {"/one": operation("images"), "/two": operation(other)}
        parts = {"schemas": {"Ask": objects(many=dict(MANY))}}
        source = source_of(
            json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths, "components": parts}).encode(), "t.json"
        )
        enrich(source)
        return source.value["components"]["schemas"]["Ask"]["x-rules"][0]["relation"].get("response")

    assert document("images") == "/images"
    assert document("pictures") is None


def prints() -> tuple[Any, Document]:
    source = source_of(PRINTS.read_bytes(), "prints.yaml")
    enrich(source)
    return source, read_document(source.value, "prints.yaml")


def test_a_second_time_adds_nothing() -> None:
    source, _ = prints()
    before = json.dumps(source.value)
    again = enrich(source)

    assert again.additions == []
    assert json.dumps(source.value) == before


def test_relations_come_with_the_line_that_states_them() -> None:
    _, document = prints()
    rules = {r.id: r for r in document.endpoint("create_prints").rules if r.effect is Effect.RELATION}
    lines = PRINTS.read_text(encoding="utf-8").splitlines()

    assert [s.quote for s in rules["settings-echo"].said] == ["The settings that were used."]
    assert all(s.quote in lines[s.first - 1] for r in rules.values() for s in r.said)
    assert {r.relation.response for r in rules.values() if r.relation} == {"/prints", "/settings", "/mode"}
