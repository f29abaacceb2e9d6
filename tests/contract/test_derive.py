"""Cases are derived from the document alone: readable, complete, the same every time, and what they claim to be."""

from pathlib import Path
from typing import Any

import pytest

from swornspec.contract import Case, Kind, cases, plan
from swornspec.contract.case import UNSENT
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, load_document, read_document

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*/openapi.yaml"))


def cases_of(document: Document) -> dict[str, Case]:
    return {c.id: c for endpoint in document.endpoints for c in cases(document, endpoint)}


def test_ids_say_what_is_tested(pumps: Document) -> None:
    found = cases_of(pumps)

    assert found["pumps-start_pump-flow-maximum-violated"].body == {"name": "text", "flow": 72}
    assert found["pumps-start_pump-flow-highest"].body == {"name": "text", "flow": 64}
    assert found["pumps-start_pump-query-priority-maximum-violated"].query == (("priority", "10"),)
    assert found["pumps-read_pump-path-id-minimum-violated"].path == (("id", "0"),)


def test_a_case_knows_its_sentence(pumps: Document) -> None:
    case = cases_of(pumps)["pumps-start_pump-turbo-requires-fast-violated"]

    assert (case.text, [str(s) for s in case.said]) == ("turbo requires mode to be fast", ["pumps.txt line 15"])


def test_ids_are_unique_and_the_list_is_the_same_every_time(pumps: Document) -> None:
    endpoint = pumps.endpoint("start_pump")
    first = cases(pumps, endpoint)

    assert len({c.id for c in first}) == len(first)
    assert cases(pumps, endpoint) == first


def test_every_constraint_is_broken_alone_or_proved_impossible(pumps: Document) -> None:
    found = plan(pumps, pumps.endpoint("start_pump"))
    proved = {p.constraint for p in found.proofs if p.proved}

    assert set(found.constraints) == set(found.covered) | proved
    assert "flow-hours-limit" in found.covered


def test_wrong_types_are_tried_one_by_one(pumps: Document) -> None:
    found = cases_of(pumps)
    bodies = [c.body["hours"] for c in found.values() if c.constraint == "hours-type"]

    assert {repr(b) for b in bodies} >= {"'1'", "True", "1.5", "[]", "{}", "'text'"}


def test_integral_floats_and_nulls_are_valid_where_documented(pumps: Document) -> None:
    found = cases_of(pumps)

    assert repr(found["pumps-start_pump-flow-integral-float"].body["flow"]) == "8.0"
    assert found["pumps-start_pump-hours-null"].body["hours"] is None


def test_credentials_are_missing_empty_and_of_another_kind(pumps: Document) -> None:
    found = [c.identity.value for c in cases(pumps, pumps.endpoint("read_pump")) if c.kind is Kind.UNAUTHORIZED]

    assert found == ["none", "empty", "other-scheme", "not-a-scheme", "malformed", "wrong-place"]


def test_open_operations_have_no_cases_about_credentials(changed: Any) -> None:
    document = changed(lambda raw: raw.pop("security"))

    assert not [c for c in cases_of(document).values() if c.kind is Kind.UNAUTHORIZED]


def test_an_optional_body_may_be_left_out(changed: Any) -> None:
    document = changed(lambda raw: raw["paths"]["/pumps"]["post"]["requestBody"].update(required=False))
    found = cases_of(document)

    assert found["pumps-start_pump-body-not-sent"].body is UNSENT
    assert "pumps-start_pump-body-empty" not in found


def test_a_document_that_contradicts_itself_gives_no_valid_cases(changed: Any) -> None:
    def contradict(raw: dict) -> None:  # type: ignore[type-arg]
        raw["components"]["schemas"]["PumpRequest"]["properties"]["name"] = {"type": "string", "minLength": 3, "maxLength": 2}

    document = changed(contradict)
    found = plan(document, document.endpoint("start_pump"))

    assert not [c for c in found.cases if c.kind is Kind.VALID and c.body is not UNSENT and "name" not in c.id]
    assert any(not p.proved for p in found.proofs)


@pytest.mark.parametrize("path", SPECS, ids=lambda p: p.parent.name)
def test_real_documents_have_a_case_or_a_proof_for_every_constraint(path: Path) -> None:
    document = load_document(path)
    for endpoint in document.endpoints:
        found = plan(document, endpoint)
        checker = Checker(document, endpoint)
        bodies = {c.id: c.body for c in found.cases if c.kind is Kind.VALID and c.body is not UNSENT}

        assert set(found.constraints) == set(found.covered) | {p.constraint for p in found.proofs if p.proved} & set(found.constraints)
        assert all(checker.accepts(body) for body in bodies.values())


def third_party(item: dict[str, Any]) -> Document:
    return read_document({"openapi": "3.1.0", "info": {"title": "Third", "version": "1"}, "paths": item}, "third.yaml")


def test_bodies_that_are_alternatives_get_valid_cases() -> None:
    branches = [{"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["cat"]}}}, {"type": "array", "minItems": 1}]
    body = {"required": True, "content": {"application/json": {"schema": {"oneOf": branches}}}}
    found = cases_of(
        third_party({"/a": {"post": {"operationId": "make", "requestBody": body, "responses": {"200": {"description": "ok"}}}}})
    )

    assert found["Third-make-body-required-only"].body == {"kind": "cat"}


def test_arrays_in_paths_are_written_with_commas() -> None:
    parameter = {"name": "ids", "in": "path", "required": True, "schema": {"type": "array", "items": {"type": "integer"}, "minItems": 2}}
    found = cases_of(third_party({"/a/{ids}": {"get": {"operationId": "read", "parameters": [parameter], "responses": {}}}}))

    assert found["Third-read-required-only"].path == (("ids", "1,1"),)
    assert found["Third-read-path-ids-minItems-violated"].path == (("ids", "1"),)


def test_an_operation_that_nothing_can_be_sent_to_says_so() -> None:
    parameter = {"name": "at", "in": "query", "required": True, "style": "deepObject", "schema": {"type": "object"}}
    document = third_party({"/a": {"get": {"operationId": "read", "parameters": [parameter], "responses": {}}}})
    found = plan(document, document.endpoint("read"))

    assert found.cases == ()
    assert [(p.proved, p.why) for p in found.proofs] == [
        (False, "no text was found for the required query parameter at, so nothing can be sent")
    ]


def test_documented_media_types_are_no_mistakes() -> None:
    content = {"application/json": {"schema": {"type": "object"}}, "application/xml": {"schema": {"type": "object"}}}
    operation = {"operationId": "make", "requestBody": {"required": True, "content": content}, "responses": {}}
    found = cases_of(third_party({"/a": {"post": operation}}))

    assert "Third-make-content-type-text" in found
    assert "Third-make-content-type-xml" not in found


def test_items_of_a_body_that_is_an_array_are_broken_alone() -> None:
    body = {"required": True, "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string", "maxLength": 3}}}}}
    document = third_party({"/a": {"put": {"operationId": "tag", "requestBody": body, "responses": {"200": {"description": "ok"}}}}})
    found = plan(document, document.endpoint("tag"))

    assert set(found.covered) == {"body-type", "[]-type", "[]-maxLength"}
    assert next(c.body for c in found.cases if c.constraint == "[]-maxLength") == ["xxxx"]
