"""The workers of this machine: what hangs, dies or grows ends alone; a campaign killed at any point goes on where it was."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
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
from swornspec.contract.campaign.tasks import DERIVED, Input, Settings, Target, Task, TaskKind
from swornspec.contract.campaign.work import Batch, Done
from swornspec.report.campaign import campaign_as_json
from swornspec.spec.document import Document

LAMPS = (Path(__file__).parent / "lamps.yaml").read_bytes()
SETTINGS = Settings()


def batch_of(target: Target | None = None, seconds: float = 60.0) -> Batch:
    given = Input("lamps.yaml", LAMPS)
    kind = TaskKind.READ if target is None else TaskKind.UNAUTHORIZED
    return Batch((Task(given.name, given.digest, kind, "light", target or Target()),), given.content, seconds)


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
        slot.give(batch_of(target, seconds=1))

        assert slot.take()[1] == Lost("it took longer than 1 seconds")
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
    assert done.results[0].operations == ("light",)


def test_a_batch_that_cannot_be_begun_is_lost(slot: Slot) -> None:
    broken: Any = batch_of()
    object.__setattr__(broken, "tasks", "no tasks")
    slot.give(broken)

    assert slot.take()[1] == Lost("its worker failed: AttributeError: 'str' object has no attribute 'seeds'")


def test_a_process_that_used_much_memory_is_replaced_and_none_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    with LocalCrew(1, memory=1024) as crew:
        monkeypatch.setattr("swornspec.contract.campaign.slot._SHARE", 0.001)
        children = []
        for _ in range(2):
            crew.give(batch_of())
            children += [c.pid for c in active_children()]
            crew.take()

        assert len(set(children)) == 2

    assert active_children() == []


def test_a_task_that_needs_too_much_memory_fails_alone() -> None:
    large = Input("large.json", b'{"openapi": "3.1.0", "x-large": [' + b"[]," * 2_000_000 + b"[]]}")
    with LocalCrew(1, memory=160) as crew, open_store(None, SETTINGS.identity) as store:
        outcome = run([large, Input("small.yaml", b"openapi: 3.1.0")], (), SETTINGS, store, crew, Limits(60, 1))

    assert [t.task.document for t in outcome.failed] == ["large.json"]


def coordinator(store: Path) -> subprocess.Popen[str]:
    resume = ["--resume"] if (store / "campaign.sqlite3").exists() else []
    kinds = [f"--only={kind}" for kind in DERIVED]
    options = ["--store", str(store), "--workers", "1", "--format", "json=report.json", *kinds, *resume]
    command = [sys.executable, "-m", "swornspec", "-v", "campaign", "documents", *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def ran(told: str) -> list[str]:
    """The tasks that a coordinator says it has run, from the lines of `-v`."""
    return [line.partition(" ")[2].rpartition(" (")[0] for line in told.splitlines() if line.startswith(("done ", "failed "))]


def kept(store: Path) -> set[str]:
    with closing(sqlite3.connect(store / "campaign.sqlite3")) as database:
        return {row[0] for row in database.execute("SELECT id FROM result")}


def test_a_campaign_killed_again_and_again_loses_nothing_and_runs_nothing_twice(
    tmp_path: Path, here: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("documents").mkdir()
    for n in range(6):
        Path(f"documents/{n}.yaml").write_bytes(LAMPS.replace(b"maximum: 60", f"maximum: {n + 3}".encode()))
    Path("documents/broken.yaml").write_text("openapi: 3.1.0\npaths: {/a: {$ref: '#/nowhere'}}\n", encoding="utf-8")
    store, chance = Path("store"), random.Random(7)
    counted: Counter[str] = Counter()
    for upto in (2, 12, 17):
        process = coordinator(store)
        assert process.stderr is not None
        lines: list[str] = []
        while len(lines) < upto and (line := process.stderr.readline()):
            lines.append(line)
        time.sleep(chance.random() * 0.05)
        os.kill(process.pid, signal.SIGKILL)
        lines += process.stderr.readlines()  # ends when no worker is left that could write there
        process.wait()
        process.stderr.close()
        counted.update(ran("".join(lines)))

        assert set(counted) <= kept(store)

    process = coordinator(store)
    _, told = process.communicate(timeout=120)
    counted.update(ran(told))
    (inputs, left_out), settings = gather([Path("documents")]), Settings(DERIVED)
    with open_store(None, settings.identity) as fresh:
        uninterrupted = run(inputs, left_out, settings, fresh, here)

    assert process.returncode == 1, told
    assert Path("report.json").read_text() == campaign_as_json(uninterrupted)
    assert counted.most_common(1)[0][1] == 1
    assert kept(store) == {t.task.id for t in uninterrupted.tested}
    assert len(uninterrupted.tested) == 6 * 5 + 1


KEEPER = """
import sys
from pathlib import Path
from swornspec.contract.campaign.result import Found, Result
from swornspec.contract.campaign.store import open_store
from swornspec.contract.campaign.tasks import Settings, Task, TaskKind
with open_store(Path(sys.argv[1]), Settings().identity, resume=True) as store:
    for n in range(int(sys.argv[2]), 10**9):
        pair = [Task(f"{n}.yaml", "", kind, "o") for kind in (TaskKind.VALID, TaskKind.INVALID)]
        store.keep([(task, Result(findings=(Found("x" * 9000, str(n)),))) for task in pair])
        print(n, flush=True)
"""


def test_a_store_whose_writer_is_killed_holds_all_it_was_said_to_hold_and_nothing_in_halves(tmp_path: Path) -> None:
    chance, first = random.Random(11), 0
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", KEEPER, str(tmp_path), str(first)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(chance.randrange(1, 40))]
        time.sleep(chance.random() * 0.01)
        os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        last = int([line for line in said if line.endswith("\n")][-1])
        found = Counter(name.partition(" ")[0] for name in kept(tmp_path))

        assert set(found.values()) == {2}
        assert {f"{n}.yaml" for n in range(last + 1)} <= set(found) <= {f"{n}.yaml" for n in range(last + 2)}

        first = len(found)
