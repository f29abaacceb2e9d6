"""Whole runs: our mock passes everything, and servers with one mistake are found out."""

import json
from typing import Any

import pytest

from swornspec.contract import Fault, Kind, Server, agree, conform, plan, run
from swornspec.contract.agreement import DisagreementError
from swornspec.contract.case import UNSENT
from swornspec.contract.server import mock_server
from swornspec.spec.check import Checker
from swornspec.spec.document import Document


def faults(document: Document, server: Server) -> dict[str, Fault]:
    plans = tuple(plan(document, e) for e in document.endpoints)
    return {f.case.id: f.fault for f in run(plans, server).failures}


def test_our_mock_keeps_the_contract(pumps: Document, mocked: Server) -> None:
    summary = run(tuple(plan(pumps, e) for e in pumps.endpoints), mocked)

    assert summary.failures == ()
    assert summary.passed == summary.sent == len(summary.outcomes)


def test_a_server_that_accepts_everything_is_found_out(pumps: Document, answering: Any) -> None:
    with answering(pumps, lambda method, *_: (201 if method == "POST" else 200, {"id": "p-1", "flow": 16})) as server:
        found = faults(pumps, server)

    assert found["pumps-start_pump-flow-maximum-violated"] is Fault.INVALID_ACCEPTED
    assert found["pumps-start_pump-flow-hours-limit-violated"] is Fault.INVALID_ACCEPTED
    assert found["pumps-start_pump-body-nan"] is Fault.INVALID_ACCEPTED
    assert found["pumps-start_pump-credentials-none"] is Fault.CREDENTIALS_IGNORED


def test_a_server_that_refuses_every_key_passes_no_negative_test(pumps: Document, answering: Any) -> None:
    with answering(pumps, lambda *_: (401, {"title": "Unauthorized", "status": 401})) as server:
        found = faults(pumps, server)

    assert found["pumps-start_pump-flow-maximum-violated"] is Fault.NOT_JUDGED
    assert "pumps-start_pump-credentials-none" not in found


def forget(raw: dict[str, Any], what: str) -> None:
    request = raw["components"]["schemas"]["PumpRequest"]
    if what in ("flow-hours-limit", "turbo-requires-fast"):
        request["x-rules"] = [r for r in request["x-rules"] if r["id"] != what]
    else:
        name, _, keyword = what.partition("-")
        del request["properties"][name][keyword]


@pytest.fixture
def forgets(changed: Any) -> Any:
    """The document of a server that has forgotten one thing."""
    return lambda what: changed(lambda raw: forget(raw, what))


@pytest.mark.parametrize(
    "what", ["flow-hours-limit", "turbo-requires-fast", "flow-maximum", "flow-minimum", "flow-multipleOf", "hours-maximum", "ratio-minimum"]
)
def test_each_forgotten_constraint_is_noticed(pumps: Document, what: str, forgets: Any) -> None:
    with mock_server(forgets(what)) as wrong, Server(pumps, wrong.base) as server:
        found = faults(pumps, server)

    assert found[f"pumps-start_pump-{what}-violated"] is Fault.INVALID_ACCEPTED


def test_schemathesis_has_nothing_against_our_mock(pumps: Document, mocked: Server) -> None:
    found = conform(mocked, pumps.endpoint("start_pump"), examples=30)

    assert found.failures == ()
    assert 0 < found.accepted < found.requests


def test_schemathesis_notices_a_forgotten_rule(pumps: Document, forgets: Any) -> None:
    with mock_server(forgets("ratio-minimum")) as wrong, Server(pumps, wrong.base) as server:
        found = conform(server, pumps.endpoint("start_pump"), examples=30)

    assert any("ratio must be at least 0.1" in f for f in found.failures)
    assert not any("contract-test-key" in f for f in found.failures)


def test_the_judges_agree_on_our_mock(pumps: Document, mocked: Server) -> None:
    checker = Checker(pumps, pumps.endpoint("start_pump"))

    assert agree(mocked, pumps.endpoint("start_pump"), lambda _, body: checker.broken(body), examples=60) >= 60


def test_a_client_that_forgot_a_rule_disagrees(pumps: Document, mocked: Server, forgets: Any) -> None:
    forgetful = forgets("flow-maximum")
    checker = Checker(forgetful, forgetful.endpoint("start_pump"))

    with pytest.raises(DisagreementError, match="rules:   flow-maximum"):
        agree(mocked, pumps.endpoint("start_pump"), lambda _, body: checker.broken(body))


def test_a_server_that_forgot_a_rule_disagrees(pumps: Document, answering: Any) -> None:
    def lax(_method: str, _path: str, _headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        return (201, {}) if isinstance(json.loads(body), dict) else (400, {})

    with answering(pumps, lax) as server, pytest.raises(DisagreementError, match="server:  status 201"):
        agree(server, pumps.endpoint("start_pump"))


def test_any_success_will_do_where_none_is_documented(changed: Any, answering: Any) -> None:
    silent = changed(lambda raw: raw["paths"]["/pumps/{id}"]["get"].update(responses={}))
    with answering(silent, lambda *_: (200, {})) as server:
        found = faults(silent, server)

    assert "pumps-read_pump-required-only" not in found


CHANGES: dict[str, Any] = {
    "reads 1.5 as a whole number": lambda raw: fields(raw)["ratio"].update(type="integer", minimum=0),
    "asks for multiples of 4": lambda raw: fields(raw)["flow"].update(multipleOf=4),
    "asks for multiples of 16": lambda raw: fields(raw)["flow"].update(multipleOf=16),
    "takes no text for a member": lambda raw: fields(raw)["mode"]["enum"].append(""),
    "takes lower case for upper case": lambda raw: fields(raw)["mode"]["enum"].append("QUIET"),
    "takes fast for granted when mode is null": lambda raw: rules(raw)[1]["expr"].update(
        then={"any": [{"==": [{"field": "mode"}, "fast"]}, {"not": {"present": "mode"}}]}
    ),
    "takes the fast mode for turbo alone": lambda raw: rules(raw)[1].update(
        expr={"all": [rules(raw)[1]["expr"], {"if": {"==": [{"effective": "mode"}, "fast"]}, "then": {"==": [{"field": "turbo"}, True]}}]}
    ),
}


def fields(raw: dict[str, Any]) -> Any:
    return raw["components"]["schemas"]["PumpRequest"]["properties"]


def rules(raw: dict[str, Any]) -> Any:
    return raw["components"]["schemas"]["PumpRequest"]["x-rules"]


@pytest.mark.parametrize("mistake", CHANGES)
def test_each_small_mistake_of_a_server_is_noticed(pumps: Document, changed: Any, mistake: str) -> None:
    wrong = changed(CHANGES[mistake])
    checker = Checker(wrong, wrong.endpoint("start_pump"))
    found = plan(pumps, pumps.endpoint("start_pump")).cases

    assert any(
        checker.accepts(c.body) != (c.kind is Kind.VALID) for c in found if c.kind in (Kind.VALID, Kind.INVALID) and c.body is not UNSENT
    )
