"""A Dask cluster gives what one machine gives, also when one of its machines is lost."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from swornspec.contract.campaign import distributed
from swornspec.contract.campaign.crew import LocalCrew
from swornspec.contract.campaign.distributed import DaskCrew
from swornspec.contract.campaign.run import Progress, run
from swornspec.contract.campaign.store import open_store
from swornspec.contract.campaign.tasks import DERIVED, MOCK, Input, Settings, Target, TaskKind
from swornspec.errors import CampaignError
from swornspec.report.campaign import WRITTEN
from swornspec.spec.check import Checker
from swornspec.spec.document import document_of

LAMPS = (Path(__file__).parent / "lamps.yaml").read_bytes()
SETTINGS = Settings((TaskKind.UNAUTHORIZED, TaskKind.AGREEMENT, TaskKind.CONFORMANCE), examples=20)
WITHOUT_CHANCE = Settings(DERIVED)


def lamps(count: int, target: Target = MOCK) -> list[Input]:
    contents = (LAMPS.replace(b"maximum: 60", f"maximum: {60 - n}".encode()) for n in range(count))
    return [Input(f"{n}.yaml", content, targets=(target,)) for n, content in enumerate(contents)]


def report_of(crew: Any, inputs: list[Input], settings: Settings, told: Any = lambda _: None) -> str:
    with crew, open_store(None, settings.identity) as store:
        outcome = run(inputs, (), settings, store, crew, report=told)
    return "\n".join(write(outcome) for write in WRITTEN.values())


@contextmanager
def cluster() -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50) as running:
        yield running.scheduler_address


def test_a_cluster_one_worker_and_two_give_the_same_bytes_and_send_the_same_requests(answering: Any) -> None:
    document = document_of(LAMPS, "lamps.yaml")
    checker = Checker(document, document.endpoints[0])
    sent: list[bytes] = []

    def without_keys(method: str, _path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        sent.append(body)
        try:
            fine = headers.get("content-type") == "application/json" and checker.accepts(json.loads(body))
        except (ValueError, RecursionError):
            fine = False
        return 405 if method != "POST" else 200 if fine else 400, {}

    def sent_by(crew: Any) -> tuple[str, list[bytes]]:
        sent.clear()
        return report_of(crew, inputs, SETTINGS), sorted(sent)

    with answering(document, without_keys) as server:
        inputs = lamps(1, Target(server.base))
        one, two = sent_by(LocalCrew(1)), sent_by(LocalCrew(2))
        with cluster() as address:
            many = sent_by(DaskCrew(address))

    assert one == two == many
    assert len(one[1]) > 40
    assert "a request without usable credentials was accepted" in one[0]
    assert ", 0 tasks failed" in one[0]


@contextmanager
def separate(count: int) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler and workers as processes of their own, as on several machines."""
    command = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    scheduler = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert scheduler.stderr is not None
    address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
    options = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1"]
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", "worker", address, *options], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, text=True
        )
        for _ in range(count)
    ]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
        scheduler.stderr.close()


def test_a_machine_that_is_lost_changes_nothing(here: Any) -> None:
    inputs = lamps(4)
    with separate(2) as (address, workers):

        def kill_one(now: Progress) -> None:
            if now.done == 8:
                workers[0].send_signal(signal.SIGKILL)

        crew = DaskCrew(address)
        crew._client.wait_for_workers(2, timeout=60)
        survived = report_of(crew, inputs, WITHOUT_CHANCE, kill_one)

        assert workers[0].wait(10) == -signal.SIGKILL
        assert workers[1].poll() is None

    assert survived == report_of(here, inputs, WITHOUT_CHANCE)
    assert ", 0 tasks failed" in survived


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed, "find_spec", lambda _: None)

    with pytest.raises(CampaignError, match=r"swornspec\[distributed\]"):
        DaskCrew("tcp://127.0.0.1:9")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "tcp://127.0.0.1:port"])
def test_a_scheduler_that_is_not_there_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed, "_CONNECT_WITHIN", 1)

    with pytest.raises(CampaignError, match="no scheduler answers"):
        DaskCrew(address)
