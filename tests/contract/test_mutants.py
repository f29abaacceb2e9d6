"""Servers broken on purpose, one constraint at a time: each is noticed, or proved to be no different."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swornspec.cli.main import cli
from swornspec.contract.case import Kind
from swornspec.contract.derive import Plan, plan
from swornspec.contract.inside import inside
from swornspec.contract.mutant import Fate, Trial, tried
from swornspec.contract.mutant.place import changed as changed_at
from swornspec.contract.mutant.requests import of_requests
from swornspec.contract.request import Request
from swornspec.contract.space import subject_of
from swornspec.contract.strategies import any_bodies
from swornspec.errors import DocumentError
from swornspec.mock import create_app
from swornspec.report.mutants import never_alone
from swornspec.rules.evaluate import holds
from swornspec.rules.witness.readings import readings
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, load_document

ROOT = Path(__file__).parents[2]
LAMPS = ROOT / "tests/mock/lamps.yaml"
CASES = (
    "beacon",
    "berths",
    "choir",
    "ferry",
    "foundry",
    "grove",
    "kiln",
    "lightship",
    "loom",
    "patisserie",
    "tram",
    "video",
)
DOCUMENTS = [*sorted(ROOT.glob("specs/*/openapi.yaml")), *(ROOT / f"tests/cases/{name}/spec.yaml" for name in CASES), LAMPS]
DOCUMENTS += [
    ROOT / "tests/contract/pumps.yaml",
    ROOT / "tests/contract/prints.yaml",
    ROOT / "tests/contract/frames.yaml",
    ROOT / "tests/cases/clips/spec.yaml",
    ROOT / "tests/mock/shop.yaml",
    ROOT / "docs/example.yaml",
]
OPERATIONS = [(path, e.operation_id) for path in DOCUMENTS for e in load_document(path).endpoints]
STABLECOG = ROOT / "specs/stablecog/openapi.yaml"


@pytest.fixture(scope="module")
def pump_trial(pumps: Document) -> tuple[Plan, Trial]:
    known = plan(pumps, pumps.endpoint("start_pump"))
    return known, tried(pumps, known)


@pytest.mark.parametrize(("path", "operation"), OPERATIONS, ids=lambda v: v.parent.name if isinstance(v, Path) else v)
def test_every_mutant_is_noticed_or_proved_to_be_no_different(path: Path, operation: str) -> None:
    document = load_document(path)
    known = plan(document, document.endpoint(operation))
    trial = tried(document, known)

    assert not trial.control
    assert [v.mutant.id for v in trial.of(Fate.SURVIVED)] == []
    assert path.parent.name in CASES or [v.mutant.id for v in trial.of(Fate.KILLED) if not v.named] == []
    assert never_alone(known) == ()


def test_every_kind_of_constraint_has_mutants(pump_trial: tuple[Plan, Trial]) -> None:
    known, trial = pump_trial
    broken = {v.mutant.constraint for v in trial.verdicts}

    assert set(known.constraints) <= broken
    assert {"credentials", "body-required", "body-json", "content-type", "response-201", "response-400"} <= broken
    assert {"one-step-looser", "one-step-tighter", "strict", "dropped", "made-optional", "condition-inverted"} <= {
        v.mutant.manner for v in trial.verdicts
    }


def test_a_suite_without_the_case_lets_the_mutant_live(pumps: Document, pump_trial: tuple[Plan, Trial]) -> None:
    known, _ = pump_trial
    fewer = replace(known, cases=tuple(c for c in known.cases if c.constraint != "flow-maximum" and c.kind is Kind.INVALID))
    survived = {v.mutant.id: v.shows for v in tried(pumps, fewer).of(Fate.SURVIVED)}

    assert "flow-maximum: dropped" in survived
    shows = survived["flow-maximum: dropped"]
    assert [b.constraint for b in Checker(pumps, pumps.endpoint("start_pump")).broken(shows)] == ["flow-maximum"]


def test_a_server_that_fails_by_itself_proves_nothing(pumps: Document) -> None:
    known = plan(pumps, pumps.endpoint("start_pump"))
    wrong = replace(known, cases=tuple(replace(c, kind=Kind.VALID) if c.kind is Kind.INVALID else c for c in known.cases))
    trial = tried(pumps, wrong)

    assert trial.control
    assert trial.verdicts == ()


@pytest.mark.parametrize(
    "path", [ROOT / "tests/contract/pumps.yaml", STABLECOG, ROOT / "tests/cases/grove/spec.yaml"], ids=lambda p: p.parent.name
)
def test_mutants_that_are_proved_equal_judge_random_bodies_alike(path: Path) -> None:
    document = load_document(path)
    endpoint = next(e for e in document.endpoints if e.body is not None)
    equal = [v.mutant.endpoint for v in tried(document, plan(document, endpoint)).of(Fate.EQUIVALENT) if v.mutant.around is None]
    right = Checker(document, endpoint)
    others = [Checker(replace(document, endpoints=(e,)), e) for e in equal]

    @settings(max_examples=400, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(any_bodies(document, endpoint))
    def agree(body: Any) -> None:
        assert {o.accepts(body) for o in others} <= {right.accepts(body)}

    assert others
    agree()


def test_a_change_below_a_reference_stays_with_one_schema() -> None:
    raw = {"components": {"schemas": {"Size": {"type": "integer", "maximum": 5}}}}
    schema = {"properties": {"a": {"$ref": "#/components/schemas/Size"}, "b": {"items": {"$ref": "#/components/schemas/Size"}}}}
    document = Document("sizes", "", "", (), (), raw)
    found = changed_at(document, schema, ("b", "[]"), lambda node: {**node, "maximum": 6})

    assert found == {"properties": {"a": schema["properties"]["a"], "b": {"items": {"type": "integer", "maximum": 6}}}}
    assert raw["components"]["schemas"]["Size"]["maximum"] == 5
    assert changed_at(document, schema, ("c",), lambda node: {**node, "maximum": 6}) is None


def test_every_reading_of_a_rule_is_another_one(pumps: Document) -> None:
    for rule in pumps.endpoint("start_pump").rules:
        if rule.expr is not None:
            found = [expr for _, expr in readings(rule.expr, pumps.endpoint("start_pump").fields)]

            assert rule.expr not in found
            assert len({repr(e) for e in found}) == len(found)
            for expr in found:
                if expr is not None:
                    holds(expr, {"name": "x", "flow": 16, "turbo": True}, pumps.endpoint("start_pump").fields)


def test_each_mutant_of_a_request_differs_from_the_document_in_one_thing(pumps: Document) -> None:
    subject = subject_of(pumps, pumps.endpoint("start_pump"))
    for mutant in of_requests(subject):
        parts = ("body", "rules", "parameters", "parameter_rules", "security")
        differing = [p for p in parts if getattr(mutant.endpoint, p) != getattr(subject.endpoint, p)]

        assert len(differing) + (mutant.around is not None) == 1, mutant.id


@given(st.binary(max_size=60))
def test_asking_inside_is_asking_the_mock(pumps: Document, mocked: Any, content: bytes) -> None:
    headers = (("Authorization", "Bearer contract-test-key"), ("Content-Type", "application/json"))
    request = Request("POST", f"{mocked.base}/pumps", headers, content)
    answer, sent = inside(create_app([pumps]))(request), mocked.send(request)

    assert (answer.status, answer.content) == (sent.status, sent.content)


def test_an_application_that_waits_is_not_asked_inside() -> None:
    import asyncio

    async def slow(*_: Any) -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waits"):
        inside(slow)(Request("GET", "http://127.0.0.1/", (), None))


def test_the_command_counts_and_exits(tmp_path: Path) -> None:
    found = CliRunner().invoke(cli, ["test", str(ROOT / "docs/example.yaml"), "--mutants", "--format", "json"])
    operation = json.loads(found.stdout)["operations"][0]

    assert found.exit_code == 0
    assert operation["survived"] == 0
    assert operation["killed"] + operation["equivalent"] == len(operation["mutants"])
    assert all(m["named"] for m in operation["mutants"] if m["fate"] == "killed")


def test_the_command_refuses_what_makes_no_sense() -> None:
    for extra in (["--base-url", "http://127.0.0.1:1"], ["--list"], ["--format", "junit"]):
        found = CliRunner().invoke(cli, ["test", str(ROOT / "docs/example.yaml"), "--mutants", *extra])

        assert found.exit_code == 2, extra


def test_an_unknown_reference_on_the_way_changes_nothing() -> None:
    document = Document("none", "", "", (), (), {})
    with pytest.raises(DocumentError):
        document.resolve({"$ref": "#/nowhere"})

    assert changed_at(document, {"$ref": "#/nowhere"}, (), lambda node: {**node, "maximum": 1}) is None
