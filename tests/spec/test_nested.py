"""Rules of the objects within a request are judged wherever JSON Schema holds an object to their schema, and named by their place."""

from pathlib import Path
from typing import Any

import pytest

from swornspec.errors import DocumentError
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, load_document, read_document
from swornspec.spec.nested import nested_rules
from swornspec.spec.refusal import refusals
from swornspec.spec.schemas import Schemas

PARCELS = Path(__file__).parents[1] / "codegen" / "documents" / "parcels.yaml"
BOTH = {"express": True, "insured": True}


@pytest.fixture(scope="module")
def parcels() -> Document:
    return load_document(PARCELS)


def judged(document: Document, body: Any, operation: str = "ship") -> list[tuple[str, str]]:
    checker = Checker(document, document.endpoint(operation))
    found = [(b.constraint, b.pointer) for b in checker.broken(body)]

    assert checker.accepts(body) == (not found)
    return found


@pytest.mark.parametrize(
    ("body", "broken"),
    [
        ({"parcels": [{"height": 2}, {"height": 3}]}, [("parcels[].area", "/parcels/1/height")]),
        ({"parcels": [{"height": 10, "width": 10}]}, []),
        ({"parcels": [{"to": {}}]}, [("parcels[].to.mail-or-phone", "/parcels/0/to/mail")]),
        ({"parcels": [{"to": None}, {"to": {"phone": "1"}}]}, []),
        ({"parcels": [{"tags": {"a/b": {}}}]}, [("parcels[].tags.a/b.mail-or-phone", "/parcels/0/tags/a~1b/mail")]),
        ({"parcels": [{"tags": {"0": []}}]}, [("parcels[].tags.0-type", "/parcels/0/tags/0")]),
        ({"parcels": [{"tags": {"01": []}}]}, [("parcels[].tags.01-type", "/parcels/0/tags/01")]),
        ({"parcels": [{}], **BOTH}, [("express-excludes-insured", "/express")]),
        ({"parcels": [{}], "returns": {"parcels": [{}], **BOTH}}, [("returns.express-excludes-insured", "/returns/express")]),
        ({"parcels": [{}], "sender": {}}, [("sender-anyOf", "/sender")]),
        ({"parcels": [{}], "sender": {"mail": "a"}}, []),
        ({"parcels": [{}], "sender": {}, "returns": {"parcels": [{"height": 3}]}}, [
            ("sender-anyOf", "/sender"), ("returns.parcels[].area", "/returns/parcels/0/height"),
        ]),
    ],
)  # fmt: skip
def test_an_object_is_held_to_the_rules_of_its_schema(parcels: Document, body: Any, broken: list[tuple[str, str]]) -> None:
    assert judged(parcels, body) == broken


def test_the_parts_of_a_body_are_held_to_theirs(parcels: Document) -> None:
    assert judged(parcels, {"format": "png"}, "label") == [("png-needs-dpi", "/dpi")]
    assert judged(parcels, [], "label") == [("body-type", "")]


def test_the_message_names_the_place_and_the_sentence(parcels: Document) -> None:
    [broken] = Checker(parcels, parcels.endpoint("ship")).broken({"parcels": [{}, {"height": 3}]})

    assert broken.text == "in /parcels/1, width * height must be at most 100"
    assert [s.quote for s in broken.said] == ["At most 100 in all, and 50 wide if not stated."]


def test_the_refusal_names_the_default_that_decides(parcels: Document) -> None:
    endpoint = parcels.endpoint("ship")
    body = {"parcels": [{"height": 3}]}

    [refusal] = refusals(endpoint, body, Checker(parcels, endpoint).broken(body))

    assert [(s.states.value, s.field, s.value) for s in refusal.sentences] == [
        ("rule", "parcels[].height", None),
        ("default", "parcels[].width", 50),
    ]


def test_responses_are_held_to_no_rule(parcels: Document) -> None:
    schema = parcels.endpoint("ship").responses["201"].schemas["application/json"]

    assert Schemas(parcels).validator(schema, "response").is_valid({"parcels": [{"height": 3}]})


def around(schema: Any, **schemas: Any) -> Document:
    """A document with an operation that takes a schema."""
    body = {"content": {"application/json": {"schema": schema}}}
    paths = {"/x": {"post": {"operationId": "ship", "requestBody": body, "responses": {}}}}
    return read_document({"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas}}, "x.json")


def both(a: str, b: str) -> dict[str, Any]:
    never = {"not": {"all": [{"present": a}, {"present": b}]}}
    return {"x-rules": [{"id": "both", "effect": "reject", "subject": a, "text": "", "expr": never}]}


def test_rules_decide_which_branch_holds() -> None:
    branch = {"type": "object", **both("a", "b")}
    document = around({"properties": {"p": {"oneOf": [branch, {"required": ["b"]}]}}})

    assert judged(document, {"p": {"a": 1, "b": 1}}) == []
    assert judged(document, {"p": {"b": 1}}) == [("p-oneOf", "/p")]


def test_a_part_reads_the_defaults_of_what_is_around_it() -> None:
    rule = {"id": "r", "effect": "reject", "subject": "a", "text": "", "expr": {"not": {"==": [{"effective": "a"}, 1]}}}
    document = around({"properties": {"p": {"properties": {"a": {"type": "integer", "default": 1}}, "allOf": [{"x-rules": [rule]}]}}})

    assert judged(document, {"p": {}}) == [("p.r", "/p/a")]
    assert judged(document, {"p": {"a": 2}}) == []


@pytest.mark.parametrize("name", ["x-rules", "properties", "\0rules", ""])
def test_names_of_fields_are_no_keywords(name: str) -> None:
    document = around({"properties": {name: {"type": "object", **both("a", "b")}, "p": {"enum": [{"x-rules": [1]}]}}})

    assert [c.rpartition(".")[2] for c, _ in judged(document, {name: {"a": 1, "b": 1}, "p": {"x-rules": [1]}})] == ["both"]


def test_the_rules_of_a_whole_body_are_judged_once() -> None:
    whole = {"properties": {"p": {"$ref": "#/components/schemas/Part"}}, **both("a", "b")}
    document = around({"$ref": "#/components/schemas/Whole"}, Whole=whole, Part={})

    assert nested_rules(document, document.endpoints) == {}
    assert judged(document, {"a": 1, "b": 1}) == [("both", "/a")]


def test_a_malformed_rule_is_refused_and_foreign_values_are_not() -> None:
    broken = around({"properties": {"p": {"x-rules": [{"id": "r", "expr": {"odd": 1}}]}}})
    foreign = around({"properties": {"p": {"x-rules": "ours"}, "x-rules": True}})

    with pytest.raises(DocumentError, match=r"x\.json: a rule of an object within a request is malformed"):
        judged(broken, {})
    assert judged(foreign, {"p": {}, "x-rules": 1}) == []


def test_work_is_linear_in_the_number_of_operations_that_share_schemas(work: Any) -> None:
    def compiled(operations: int) -> int:
        body = {"content": {"application/json": {"schema": {"properties": {"p": {"$ref": "#/components/schemas/S0"}}}}}}
        paths = {f"/{n}": {"post": {"requestBody": body, "responses": {}}} for n in range(operations)}
        chain = {f"S{n}": {"properties": {"n": {"$ref": f"#/components/schemas/S{n + 1}"}}, **both("a", "b")} for n in range(200)}
        document = read_document({"openapi": "3.1.0", "paths": paths, "components": {"schemas": {**chain, "S200": {}}}}, "x.json")
        schemas = Schemas(document)
        return int(work(lambda: [Checker(document, e, schemas) for e in document.endpoints]))

    few, many = compiled(5), compiled(50)

    assert many < 2 * few
