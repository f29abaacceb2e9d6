"""An answer is judged by what the case is for; an expired key or a crash is never taken for a refusal."""

import json
from typing import Any

import pytest

from swornspec.contract import Case, ContractBrokenError, Fault, Kind, Server
from swornspec.contract.expect import Answer
from swornspec.contract.judge import judge
from swornspec.contract.request import Request
from swornspec.rules.rule import Said
from swornspec.spec.document import Document

PUMP = {"id": "p-1", "flow": 16}
PROBLEM = {"title": "Bad Request", "status": 400}


def verdict(pumps: Document, kind: Kind, status: int, body: Any, media_type: str = "application/json") -> Fault | None:
    case = Case("pumps-x", "start_pump", kind, {"name": "text"}, text="flow must be at most 64")
    request = Request("POST", "https://api.example.com/v3/pumps", (), b"{}")
    answer = Answer(status, {"content-type": media_type}, body if isinstance(body, bytes) else json.dumps(body).encode())
    failure = judge(pumps, case, request, answer)
    return None if failure is None else failure.fault


@pytest.mark.parametrize(
    ("kind", "status", "body", "fault"),
    [
        ("valid", 201, PUMP, None),
        ("valid", 201, {"id": "p-1"}, Fault.RESPONSE_MISMATCH),
        ("valid", 201, b"no json", Fault.RESPONSE_MISMATCH),
        ("valid", 202, PUMP, Fault.RESPONSE_MISMATCH),
        ("valid", 400, PROBLEM, Fault.VALID_REFUSED),
        ("valid", 302, {}, Fault.VALID_REFUSED),
        ("valid", 401, PROBLEM, Fault.NOT_JUDGED),
        ("valid", 429, PROBLEM, Fault.NOT_JUDGED),
        ("valid", 500, PROBLEM, Fault.SERVER_ERROR),
        ("invalid", 400, PROBLEM, None),
        ("invalid", 400, {"title": 1}, Fault.RESPONSE_MISMATCH),
        ("invalid", 422, PROBLEM, Fault.RESPONSE_MISMATCH),
        ("invalid", 201, PUMP, Fault.INVALID_ACCEPTED),
        ("invalid", 401, PROBLEM, Fault.NOT_JUDGED),
        ("invalid", 403, PROBLEM, Fault.NOT_JUDGED),
        ("invalid", 404, PROBLEM, Fault.NOT_JUDGED),
        ("invalid", 503, PROBLEM, Fault.SERVER_ERROR),
        ("malformed", 415, PROBLEM, None),
        ("malformed", 400, PROBLEM, None),
        ("malformed", 200, PUMP, Fault.INVALID_ACCEPTED),
        ("malformed", 500, PROBLEM, Fault.SERVER_ERROR),
        ("unauthorized", 401, PROBLEM, None),
        ("unauthorized", 403, PROBLEM, None),
        ("unauthorized", 400, PROBLEM, Fault.RESPONSE_MISMATCH),
        ("unauthorized", 201, PUMP, Fault.CREDENTIALS_IGNORED),
    ],
)
def test_each_answer_has_its_verdict(pumps: Document, kind: str, status: int, body: Any, fault: Fault | None) -> None:
    media_type = "application/json" if status < 400 else "application/problem+json"

    assert verdict(pumps, Kind(kind), status, body, media_type) is fault


def test_an_undocumented_media_type_is_a_mismatch(pumps: Document) -> None:
    assert verdict(pumps, Kind.VALID, 201, PUMP, "text/html") is Fault.RESPONSE_MISMATCH
    assert verdict(pumps, Kind.VALID, 201, PUMP, "") is Fault.RESPONSE_MISMATCH


def test_a_failure_tells_the_sentence_the_expectation_and_the_request(pumps: Document, answering: Any) -> None:
    said = (Said("pumps.txt", 9, 10, "At most\n64 litres."),)
    case = Case(
        "pumps-flow-maximum-violated", "start_pump", Kind.INVALID, {"name": "it's", "flow": 72}, text="flow must be at most 64", said=said
    )
    with answering(pumps, lambda *_: (201, PUMP)) as server, pytest.raises(ContractBrokenError) as caught:
        server.check(case)
    text = str(caught.value)

    assert 'pumps.txt lines 9-10: "At most 64 litres."' in text
    assert "expected:   a documented client error (400; not 401, 403, 404, 405 or 429) whose body matches its schema" in text
    assert "actual:     status 201" in text
    assert f"curl -X POST {server.base}/pumps" in text
    assert "Bearer ***" in text


def test_a_server_that_does_not_answer_is_a_fault(pumps: Document) -> None:
    case = Case("x", "start_pump", Kind.VALID, {"name": "text"})
    with Server(pumps, "http://127.0.0.1:9/v3") as server:
        failure = server.failure(case)

    assert failure is not None
    assert failure.fault is Fault.NO_ANSWER


def test_a_success_without_a_required_header_is_a_mismatch(changed: Any, answering: Any) -> None:
    header = {"Location": {"required": True, "schema": {"type": "string"}}}
    document = changed(lambda raw: raw["paths"]["/pumps"]["post"]["responses"]["201"].update(headers=header))
    case = Case("x", "start_pump", Kind.VALID, {"name": "a"})
    with answering(document, lambda *_: (201, {"id": "p-1", "flow": 16})) as server:
        failure = server.failure(case)

    assert failure is not None
    assert failure.actual == "status 201, but its header Location is missing"
