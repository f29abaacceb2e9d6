"""Tasks are handed out, retried, kept and merged: the same result in whatever order they end."""

import copy
import json
import random
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swornspec.contract import Server
from swornspec.contract.campaign.bench import Bench, Turns
from swornspec.contract.campaign.inputs import LeftOut
from swornspec.contract.campaign.merge import Outcome
from swornspec.contract.campaign.perform import perform
from swornspec.contract.campaign.result import Found, Result, Status
from swornspec.contract.campaign.run import Limits, run
from swornspec.contract.campaign.slot import Lost
from swornspec.contract.campaign.store import open_store
from swornspec.contract.campaign.tasks import DERIVED, KINDS, Input, Settings, Target, Task, TaskKind
from swornspec.contract.campaign.work import Batch, Done
from swornspec.contract.server import mock_server
from swornspec.report.campaign import campaign_as_json
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, document_of, read_document

LAMPS = Path(__file__).parent / "lamps.yaml"
LEFT_OUT = LeftOut("notes.yaml", "not an OpenAPI document")


class Played:
    """A crew that is played by the test: `play` gives the result of a task, `choose` which of the batches under way ends next."""

    name = "players"

    def __init__(self, play: Any, workers: int = 3, choose: Any = lambda n: 0) -> None:
        self._play, self._workers, self._choose = play, workers, choose
        self.under_way: list[Batch] = []
        self.given: list[Batch] = []

    def free(self) -> int:
        return self._workers - len(self.under_way)

    def give(self, batch: Batch) -> None:
        self.under_way.append(batch)
        self.given.append(batch)

    def take(self) -> tuple[Batch, Done | Lost]:
        batch = self.under_way.pop(self._choose(len(self.under_way)))
        results = [self._play(task) for task in batch.tasks]
        lost = [r for r in results if isinstance(r, Lost)]
        return batch, lost[0] if lost else Done(tuple(results), 0.0)


def played(task: Task) -> Result:
    if task.document == "none.yaml":
        return Result(Status.SKIPPED, reason="not an OpenAPI 3 document")
    if task.kind is TaskKind.READ:
        return Result(operations=("b", "a"))
    return Result(requests=2, findings=(Found("wrong", task.id),) if task.kind is TaskKind.VALID else (), seconds=random.random())


INPUTS = tuple(Input(name, name.encode()) for name in ("two.yaml", "none.yaml", "one.yaml"))
SETTINGS = Settings(seeds=(0, 2))


def result_of(crew: Played, inputs: Any = INPUTS, store: Any = None, **limits: Any) -> Outcome:
    if store is not None:
        return run(inputs, (LEFT_OUT,), SETTINGS, store, crew, Limits(**limits))
    with open_store(None, SETTINGS.identity) as fresh:
        return run(inputs, (LEFT_OUT,), SETTINGS, fresh, crew, Limits(**limits))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(workers=st.integers(1, 9), order=st.randoms())
def test_the_result_is_the_same_whatever_the_number_of_workers_and_the_order(workers: int, order: random.Random) -> None:
    outcome = result_of(Played(played, workers, order.randrange), tuple(order.sample(INPUTS, 3)))

    assert campaign_as_json(outcome) == campaign_as_json(result_of(Played(played, 1)))
    assert outcome.documents == ("one.yaml", "two.yaml")
    assert [o.name for o in outcome.left_out] == ["none.yaml", "notes.yaml"]
    assert Counter(t.task.id for t in outcome.tested).most_common(1)[0][1] == 1
    assert len(outcome.tested) == 2 + 2 * 2 * (4 + 2 * 3)


def test_kept_results_are_not_asked_for_again_and_changed_documents_are() -> None:
    changed = tuple(replace(i, content=b"changed") if i.name == "one.yaml" else i for i in INPUTS)
    with open_store(None, SETTINGS.identity) as store:
        first = result_of(Played(played), store=store)
        nobody = Played(lambda task: pytest.fail(f"{task.id} was run again"))
        again = result_of(nobody, store=store)
        few = Played(played)
        result_of(few, changed, store)

    assert campaign_as_json(again) == campaign_as_json(first)
    assert {t.document for b in few.given for t in b.tasks} == {"one.yaml"}
    assert sum(len(b.tasks) for b in few.given) == 21


def test_a_task_that_ends_its_workers_is_given_up_and_takes_no_other_with_it() -> None:
    def play(task: Task) -> Result | Lost:
        return Lost("its worker died") if (task.kind, task.operation) == (TaskKind.MALFORMED, "a") else played(task)

    crew = Played(play)
    outcome = result_of(crew, INPUTS[2:], attempts=3)

    assert [(t.task.id, t.result.reason) for t in outcome.failed] == [
        ("one.yaml :: malformed :: a :: mock", "given up after 3 attempts: its worker died")
    ]
    assert all(len(b.tasks) == 1 for b in crew.given if b.tasks[0].kind is TaskKind.MALFORMED)
    assert sum(b.tasks[0].kind is TaskKind.MALFORMED for b in crew.given) == 3
    assert outcome.failed[0].result.status is Status.FAILED


def test_a_worker_that_dies_once_costs_nothing() -> None:
    lost: set[Task] = set()

    def play(task: Task) -> Result | Lost:
        if task in lost:
            return played(task)
        lost.add(task)
        return Lost("its worker died")

    outcome = result_of(Played(play))

    assert campaign_as_json(outcome) == campaign_as_json(result_of(Played(played)))


@settings(max_examples=30)
@given(order=st.randoms(use_true_random=True), losing=st.booleans())
def test_a_server_with_a_rate_is_worked_on_by_one_worker_at_a_time(order: random.Random, losing: bool) -> None:
    slow, fast = (
        (Target("https://slow.example.com/v1", rate=2.0), Target("https://slow.example.com/v2", rate=2.0)),
        Target("https://fast.example.com"),
    )
    inputs = (replace(INPUTS[0], targets=(slow[0], fast)), replace(INPUTS[2], targets=(slow[1],)))

    class Watched(Played):
        def give(self, batch: Batch) -> None:
            super().give(batch)
            at_once = [b for b in self.under_way if b.tasks[0].target in slow]
            assert len(at_once) <= 1
            assert batch.seconds == (1007 if batch.tasks[0].target in slow else 7)

    def play(task: Task) -> Result | Lost:
        return Lost("its worker died") if losing and order.random() < 0.1 else played(task)

    crew = Watched(play, 5, order.randrange)
    outcome = result_of(crew, inputs, seconds=7.0, attempts=99)

    assert len(outcome.tested) == 2 + 3 * 2 * 10


@given(st.floats(0.5, 1000), st.lists(st.floats(0, 3), max_size=30))
def test_turns_keep_their_distance_also_from_the_worker_before(rate: float, pauses: list[float]) -> None:
    now = 100.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    turns, sent = Turns(rate, lambda: now, sleep), [now]  # at 100 the worker before may have sent its last request
    for pause in pauses:
        now += pause
        turns.wait()
        sent.append(now)

    assert all(b - a >= 1 / rate * 0.999 for a, b in pairwise(sent))


def test_a_server_without_a_rate_waits_for_nothing() -> None:
    Turns(None, lambda: 1.0, lambda _: pytest.fail("it waited")).wait()


@pytest.fixture(scope="module")
def bench() -> Any:
    made = Bench()
    yield made
    made.clear()


@pytest.fixture(scope="module")
def lamps() -> Document:
    return document_of(LAMPS.read_bytes(), str(LAMPS))


def body_of(raw: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = raw["paths"]["/lamps"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return schema


def task_for(document: Document, kind: TaskKind, **changes: Any) -> tuple[Task, bytes]:
    content = json.dumps(document.raw).encode()
    digest = Input("lamps.json", content).digest
    random_kind = kind not in (TaskKind.READ, *DERIVED)
    task = Task("lamps.json", digest, kind, "light", seeds=(0, 1) if random_kind else None, examples=10 if random_kind else 0)
    return replace(task, **changes), content


@pytest.mark.parametrize("kind", KINDS)
def test_our_mock_passes_every_kind(lamps: Document, bench: Bench, kind: TaskKind) -> None:
    result = perform(*task_for(lamps, kind), bench)

    assert (result.status, result.reason, result.findings) == (Status.DONE, "", ())
    assert result.requests > 0
    assert bool(result.constraints) == (kind is TaskKind.INVALID)


def test_a_document_is_read_or_said_to_be_broken(lamps: Document, bench: Bench) -> None:
    task, content = task_for(lamps, TaskKind.READ)
    broken = perform(replace(task, digest="2"), content[:-5], bench)
    foreign = replace(task, named=False, digest="3")

    assert perform(task, content, bench).operations == ("light",)
    assert broken.status is Status.DONE
    assert [f.title for f in broken.findings] == ["the document cannot be read"]
    assert perform(foreign, b'{"x": {"openapi": "3.1.0"}}', bench).status is Status.SKIPPED
    assert perform(replace(foreign, named=True), b"{}", bench).findings != ()


def test_an_operation_id_that_stands_twice_is_a_finding(lamps: Document, bench: Bench) -> None:
    raw = copy.deepcopy(dict(lamps.raw))
    raw["paths"]["/lamps"]["put"] = raw["paths"]["/lamps"]["post"]

    result = perform(*task_for(read_document(raw, "lamps.json"), TaskKind.READ), bench)

    assert result.operations == ("light",)
    assert [f.title for f in result.findings] == ["an operation id stands twice"]


@pytest.mark.parametrize("kind", [TaskKind.INVALID, TaskKind.AGREEMENT, TaskKind.CONFORMANCE])
def test_a_forgotten_rule_is_found_by_a_target_and_no_secret_is_shown(
    lamps: Document, bench: Bench, kind: TaskKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAMP_KEY", "Bearer canary-4711")
    forgetful = copy.deepcopy(dict(lamps.raw))
    del body_of(forgetful)["required"]
    with mock_server(read_document(forgetful, "lamps.json")) as wrong:
        target = Target(wrong.base, (("Authorization", "LAMP_KEY"),))
        result = perform(*task_for(lamps, kind, target=target, examples=20 * (kind not in DERIVED)), bench)

    assert result.status is Status.DONE
    assert any("colour is required" in f.text for f in result.findings)
    assert "canary" not in repr(result)


def test_a_mock_shows_no_port(lamps: Document, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Server, "tried", _always_failing)

    texts = [f.text for f in perform(*task_for(lamps, TaskKind.VALID), bench).findings]

    assert texts
    assert all("http://mock.invalid/lamps" in t and not re.search(r"127\.0\.0\.1", t) for t in texts)


def _always_failing(server: Server, case: Any) -> Any:
    from swornspec.contract.expect import Exchange, Failure, Fault

    request = server.request(case)
    failure = Failure(case, Fault.VALID_REFUSED, "something", f"nothing at {server.base}", request, None)
    return Exchange(request, None, 0.0, 0.0), failure


def test_of_many_findings_some_are_kept_and_all_are_counted(lamps: Document, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Server, "tried", _always_failing)
    monkeypatch.setattr("swornspec.contract.campaign.perform.MOST", 5)

    result = perform(*task_for(lamps, TaskKind.INVALID), bench)

    assert len(result.findings) == 5
    assert result.found == result.requests > 5


def test_a_server_that_is_not_there_is_a_failed_task(lamps: Document, bench: Bench) -> None:
    result = perform(*task_for(lamps, TaskKind.VALID, target=Target("http://127.0.0.1:9")), bench)

    assert result.status is Status.FAILED
    assert "does not answer" in result.reason


def test_a_missing_variable_is_a_failed_task(lamps: Document, bench: Bench) -> None:
    target = Target("http://127.0.0.1:9", (("X-Key", "NOT_SET_ANYWHERE"),))

    assert "NOT_SET_ANYWHERE" in perform(*task_for(lamps, TaskKind.VALID, target=target), bench).reason


def test_what_may_cost_money_is_held_back(lamps: Document, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAMPS_API_KEY", "k")
    elsewhere = Target("https://lamps.invalid")

    for kind in (TaskKind.VALID, TaskKind.AGREEMENT, TaskKind.CONFORMANCE):
        result = perform(*task_for(lamps, kind, target=elsewhere), bench)

        assert (result.status, result.requests) == (Status.HELD_BACK, 0)


def test_a_mistake_of_ours_is_a_failed_task(lamps: Document, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr("swornspec.contract.campaign.perform.run", broken)

    assert perform(*task_for(lamps, TaskKind.VALID), bench).reason == "KeyError: 'x'"


@pytest.mark.parametrize("kind", [TaskKind.INVALID, TaskKind.CONFORMANCE])
def test_every_request_to_a_server_waits_for_its_turn(
    lamps: Document, bench: Bench, answering: Any, kind: TaskKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, sent = [], []
    monkeypatch.setattr(Turns, "wait", lambda _: turns.append(1))

    with answering(lamps, lambda *_: (sent.append(1), (500, {}))[1]) as server:
        perform(*task_for(lamps, kind, target=Target(server.base, rate=1.0), examples=1), bench)

    assert len(turns) >= len(sent) > 0


@pytest.mark.parametrize("kind", [TaskKind.AGREEMENT, TaskKind.CONFORMANCE])
def test_seeds_decide_the_random_bodies(lamps: Document, bench: Bench, answering: Any, kind: TaskKind) -> None:
    checker = Checker(lamps, lamps.endpoint("light"))
    problem = {"title": "no", "status": 400}

    def bodies(*seeds: int) -> list[bytes]:
        sent: list[bytes] = []

        def record(method: str, _path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
            sent.append(body)
            try:
                fine = headers.get("content-type") == "application/json" and checker.accepts(json.loads(body))
            except ValueError:
                fine = False
            return (405, problem) if method != "POST" else (200, {}) if fine else (400, problem)

        with answering(lamps, record) as server:
            perform(*task_for(lamps, kind, target=Target(server.base), seeds=seeds, examples=5), bench)
        return sent

    one, both = bodies(1, 1), bodies(1, 2)

    assert both[: len(one)] == one
    assert both[len(one) :] != one
