"""The workers of this machine: what hangs, dies or grows ends alone; a campaign killed at any point goes on where it was."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from swornspec.contract.campaign.crew import LocalCrew
from swornspec.contract.campaign.inputs import gather
from swornspec.contract.campaign.run import Limits, run
from swornspec.contract.campaign.slot import Lost, Slot
from swornspec.contract.campaign.store import open_store
from swornspec.contract.campaign.tasks import Input, Settings, Target, Task, TaskKind
from swornspec.contract.campaign.work import Batch, Done
from swornspec.report.campaign import campaign_as_json
from swornspec.spec.document import Document

PUMPS = Path(__file__).parent / "pumps.yaml"
SETTINGS = Settings(seeds=(0, 1), examples=5)


def batch_of(target: Target | None = None, seconds: float = 60.0) -> Batch:
    given = Input("pumps.yaml", PUMPS.read_bytes())
    kind = TaskKind.READ if target is None else TaskKind.UNAUTHORIZED
    return Batch((Task(given.name, given.digest, kind, "read_pump", target or Target()),), given.content, seconds)


@pytest.fixture
def slot() -> Iterator[Slot]:
    made = Slot(None)
    yield made
    made.end()


@contextmanager
def silent(pumps: Document, answering: Any) -> Iterator[tuple[Target, Event]]:
    """A server that does not answer before it is allowed to."""
    asked, may_answer = Event(), Event()

    def answer(*_: Any) -> tuple[int, Any]:
        asked.set()
        may_answer.wait(60)
        return 401, {}

    with answering(pumps, answer) as server:
        try:
            yield Target(server.base), asked
        finally:
            may_answer.set()


def test_a_task_that_hangs_or_is_killed_is_lost_and_the_next_one_runs(slot: Slot, pumps: Document, answering: Any) -> None:
    with silent(pumps, answering) as (target, asked):
        slot.give(batch_of(target, seconds=2))

        assert slot.take()[1] == Lost("it took longer than 2 seconds")
        assert asked.is_set()

        asked.clear()
        slot.give(batch_of(target))
        asked.wait(30)
        for child in active_children():
            child.kill()

        assert slot.take()[1] == Lost("its worker died")

    slot.give(batch_of())
    done = slot.take()[1]

    assert isinstance(done, Done)
    assert done.results[0].operations == ("start_pump", "read_pump")


def test_a_process_that_used_much_memory_is_replaced() -> None:
    with LocalCrew(1, memory=500) as crew:
        crew._slots[0]._memory = 20  # every process uses more than half of that
        children = []
        for _ in range(2):
            crew.give(batch_of())
            children += [c.pid for c in active_children()]
            crew.take()

        assert len(set(children)) == 2

    assert active_children() == []


def test_a_task_that_needs_too_much_memory_fails_alone() -> None:
    large = Input("large.yaml", b"openapi: 3.1.0\nx-large: [" + b"[], " * 3_000_000 + b"]\n")
    with LocalCrew(1, memory=256) as crew, open_store(None, SETTINGS.identity) as store:
        outcome = run([large, Input("small.yaml", b"openapi: 3.1.0")], (), SETTINGS, store, crew, Limits(60, 1))

    assert [t.task.document for t in outcome.failed] == ["large.yaml"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four small documents, one of them broken, and what is none."""
    made = tmp_path_factory.mktemp("documents")
    for n in range(3):
        (made / f"{n}.yaml").write_text(DOCUMENT.replace("limit: 9", f"limit: {n}"), encoding="utf-8")
    (made / "broken.yaml").write_text("openapi: 3.1.0\npaths: {/a: {get: {$ref: '#/nowhere'}}}\n", encoding="utf-8")
    (made / "other.yaml").write_text("limit: 9\n", encoding="utf-8")
    return made


DOCUMENT = """\
openapi: 3.1.0
info: {title: Lamps, version: '1'}
servers: [{url: 'https://lamps.example.com'}]
security: [{bearer: []}]
x-limit: 9
paths:
  /lamps:
    post:
      operationId: light
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [colour]
              properties:
                colour: {type: string, enum: [red, green]}
                watts: {type: integer, minimum: 1, maximum: 60}
      responses: {'200': {description: Lit.}, '400': {description: Not lit.}, '401': {description: Who are you?}}
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
"""


@pytest.fixture(scope="module")
def reports(folder: Path) -> tuple[str, str]:
    """The report of the same campaign on one worker and on two."""

    def report(workers: int) -> str:
        inputs, left_out = gather([folder])
        with open_store(None, SETTINGS.identity) as store, LocalCrew(workers) as crew:
            return campaign_as_json(run(inputs, left_out, SETTINGS, store, crew))

    return report(1), report(2)


def test_one_worker_and_two_give_the_same_bytes(reports: tuple[str, str]) -> None:
    found = json.loads(reports[0])

    assert reports[0] == reports[1]
    assert found["figures"]["failed"] == 0
    assert [d["document"].rpartition("/")[2] for d in found["documents"]] == ["0.yaml", "1.yaml", "2.yaml", "broken.yaml"]
    assert [t["findings"][0]["title"] for d in found["documents"] for t in d["tasks"] if t["findings"]] == ["the document cannot be read"]


def coordinator(folder: Path, store: Path, report: Path) -> subprocess.Popen[str]:
    options = ["--store", str(store), "--seeds", "0..1", "--examples", "5", "--workers", "2", "--format", f"json={report}"]
    resume = ["--resume"] if (store / "campaign.sqlite3").exists() else []
    command = [sys.executable, "-m", "swornspec.cli", "-v", "campaign", str(folder), *options, *resume]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True)


def ran(told: str) -> list[str]:
    """The tasks that a coordinator says it has run, from the lines of `-v`."""
    return [line.partition(" ")[2].rpartition(" (")[0] for line in told.splitlines() if line.startswith(("done ", "failed "))]


def kept(store: Path) -> set[str]:
    database = sqlite3.connect(store / "campaign.sqlite3")
    try:
        return {row[0] for row in database.execute("SELECT id FROM result")}
    finally:
        database.close()


def test_a_campaign_killed_again_and_again_loses_nothing_and_runs_nothing_twice(
    folder: Path, tmp_path: Path, reports: tuple[str, str]
) -> None:
    store, report = tmp_path / "store", tmp_path / "report.json"
    counted: Counter[str] = Counter()
    after = random.Random(7)
    for _ in range(4):
        process = coordinator(folder, store, report)
        assert process.stderr is not None
        lines = [line for line, _ in zip(process.stderr, range(after.randrange(2, 9)), strict=False)]
        time.sleep(after.random() * 0.1)
        os.kill(process.pid, signal.SIGKILL)
        lines += process.stderr.readlines()  # ends when no worker is left that could write there
        process.wait()
        counted.update(ran("".join(lines)))

        assert set(counted) <= kept(store)

    process = coordinator(folder, store, report)
    _, told = process.communicate(timeout=120)
    counted.update(ran(told))

    assert process.returncode == 1, told
    assert report.read_text(encoding="utf-8") == reports[0]
    assert counted.most_common(1)[0][1] == 1
    assert kept(store) == {t["id"] for d in json.loads(reports[0])["documents"] for t in d["tasks"]}
