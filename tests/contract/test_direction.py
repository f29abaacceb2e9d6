"""Cases, mutants, the mock, the client and the document mean the same by what is read-only and what is write-only."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swornspec.codegen import generate_client
from swornspec.contract import Case, Kind, Plan, agree, plan, run
from swornspec.contract.case import UNSENT
from swornspec.contract.credential import Carried
from swornspec.contract.inside import inside, verdicts_of
from swornspec.contract.mutant import Fate, tried
from swornspec.contract.request import build
from swornspec.contract.server import mock_server
from swornspec.contract.space import subject_of
from swornspec.contract.strategies import bodies
from swornspec.mock import create_app
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, load_document
from swornspec.spec.strict import undocumented

PATH = Path(__file__).parents[1] / "codegen" / "documents" / "accounts.yaml"
OPERATIONS = ("create_account", "create_team")


@pytest.fixture(scope="module")
def accounts() -> Document:
    return load_document(PATH)


@pytest.fixture(scope="module")
def plans(accounts: Document) -> dict[str, Plan]:
    return {name: plan(accounts, accounts.endpoint(name)) for name in OPERATIONS}


@pytest.fixture(scope="module")
def client(accounts: Document, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The generated client, imported as if nobody else had."""
    folder = tmp_path_factory.mktemp("client")
    generate_client(accounts, folder)
    before = {n: sys.modules.pop(n) for n in list(sys.modules) if n.partition(".")[0] == "accounts_client"}
    sys.path.insert(0, str(folder / "accounts_client"))
    try:
        yield importlib.import_module("accounts_client")
    finally:
        sys.path.remove(str(folder / "accounts_client"))
        sys.modules.update(before)


def misplaced(document: Document, operation: str, body: Any, direction: Direction) -> list[str]:
    """The fields of a body that do not go its way."""
    request = document.endpoint(operation).body
    assert request is not None
    found = (b.constraint for b in undocumented(document.raw, request.schema, body, direction))
    return [c for c in found if c.endswith(f"-{direction.value}")]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_document_client_and_mock_agree(accounts: Document, client: Any, operation: str) -> None:
    with mock_server(accounts) as server:
        assert agree(server, accounts.endpoint(operation), client.check, examples=60) > 60


SENT: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["abcd", "no", 1]),
        "created": st.sampled_from([1, 0, "1"]),
        "secret": st.sampled_from(["s", 1]),
        "name": st.sampled_from(["n", "too long"]),
        "mail": st.just("a@b.c"),
        "password": st.sampled_from(["pw", "p"]),
        "profile": st.fixed_dictionaries({}, optional={"nick": st.just("n"), "score": st.sampled_from([1, -1])}),
        "lead": st.fixed_dictionaries(
            {}, optional={"name": st.just("n"), "since": st.sampled_from([1, "x"]), "best": st.just({"name": "m"})}
        ),
    },
)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_they_agree_on_what_is_sent_all_the_same(accounts: Document, client: Any, operation: str) -> None:
    subject = subject_of(accounts, accounts.endpoint(operation))
    status = verdicts_of(subject)
    seen: set[bool] = set()

    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(SENT)
    def same(body: dict[str, Any]) -> None:
        known = {n: v for n, v in body.items() if operation == "create_team" or n not in ("secret", "name", "lead")}
        broken = sorted((b.constraint, b.pointer) for b in subject.checker.broken(known))
        seen.add(not broken)

        assert sorted((b.constraint, b.pointer) for b in client.check(operation, known)) == broken
        assert (status(known) < 300) == (not broken)

    same()
    assert seen == {True, False}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_case_and_no_drawn_body_has_what_is_read_only(accounts: Document, plans: dict[str, Plan], operation: str) -> None:
    known = plans[operation]
    drawn: list[Any] = []

    @settings(max_examples=50, deadline=None, database=None)
    @given(bodies(accounts, accounts.endpoint(operation)))
    def draw(body: Any) -> None:
        drawn.append(body)

    draw()
    sent = [c.body for c in known.cases if c.kind is Kind.VALID and c.body is not UNSENT]

    assert [b for b in (*sent, *drawn) if misplaced(accounts, operation, b, Direction.REQUEST)] == []
    assert not any(c.startswith(("id-", "created-", "profile.score-")) for c in known.constraints)
    assert any(c.constraint == ("password-required" if operation == "create_account" else "secret-required") for c in known.cases)


@pytest.mark.parametrize("dynamic", [False, True])
def test_answers_have_what_is_read_only_and_nothing_write_only(accounts: Document, plans: dict[str, Plan], dynamic: bool) -> None:
    ask = inside(create_app([accounts], dynamic=dynamic))
    for operation, known in plans.items():
        valid = [c for c in known.cases if c.kind is Kind.VALID]
        for case in valid[:10]:
            answer = ask(build(case, known.endpoint, "https://accounts.example.com/v1", Carried()))
            said = json.loads(answer.content)

            assert answer.status == 200, answer.content
            assert "id" in said
            assert misplaced(accounts, operation, said, Direction.RESPONSE) == []


def test_a_strict_mock_refuses_what_is_read_only(accounts: Document, plans: dict[str, Plan]) -> None:
    known = plans["create_account"]
    least = next(c for c in known.cases if c.kind is Kind.VALID)
    body = {**least.body, "id": "abcd", "profile": {"nick": "n", "score": 1}}
    request = build(Case("", "create_account", Kind.VALID, body), known.endpoint, "https://accounts.example.com/v1", Carried())
    answers = [inside(create_app([accounts], strict=strict))(request) for strict in (False, True)]

    assert [a.status for a in answers] == [200, 400]
    assert [e["constraint"] for e in json.loads(answers[1].content)["errors"]] == ["profile.score-readOnly", "id-readOnly"]


def test_our_mock_passes_every_case(accounts: Document, plans: dict[str, Plan]) -> None:
    with mock_server(accounts) as server:
        summary = run(tuple(plans.values()), server)

    assert [str(f) for f in summary.failures] == []


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_mutant_is_noticed(accounts: Document, plans: dict[str, Plan], operation: str) -> None:
    trial = tried(accounts, plans[operation])

    assert not trial.control
    assert [v.mutant.id for v in trial.of(Fate.SURVIVED)] == []
    manners = {(v.mutant.constraint, v.mutant.manner) for v in trial.verdicts}
    assert ("response-200-id-required", "missing") in manners
