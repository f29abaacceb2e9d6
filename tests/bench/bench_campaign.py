"""How a campaign of 64 documents scales, and what it costs to keep a result so that no kill can lose it.

python tests/bench/bench_campaign.py
"""

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from swornspec.contract.campaign.crew import LocalCrew
from swornspec.contract.campaign.merge import tally
from swornspec.contract.campaign.result import Found, Result
from swornspec.contract.campaign.run import run
from swornspec.contract.campaign.store import open_store
from swornspec.contract.campaign.tasks import DERIVED, Input, Settings, Task, TaskKind
from swornspec.report.campaign import campaign_as_json

PUMPS = Path(__file__).parents[1] / "contract/pumps.yaml"
SETTINGS = Settings(DERIVED)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def varied(count: int) -> list[Input]:
    """Copies of a small document, each with other bounds and some fields less."""
    inputs = []
    for n in range(count):
        raw = yaml.safe_load(PUMPS.read_text(encoding="utf-8"))
        fields = raw["components"]["schemas"]["PumpRequest"]["properties"]
        fields["hours"]["maximum"] = 12 + n % 13
        fields["flow"]["maximum"] = 64 + 8 * (n % 7)
        for name in ("ratio", "stops")[: n % 3]:
            del fields[name]
        inputs.append(Input(f"{n:02}.json", json.dumps(raw).encode()))
    return inputs


@contextmanager
def cluster(workers: int) -> Iterator[Any]:
    from distributed import LocalCluster

    from swornspec.contract.campaign.distributed import DaskCrew

    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
        ) as running,
        DaskCrew(running.scheduler_address) as crew,
    ):
        yield crew


def scaling(count: int, folder: Path) -> bool:
    """Print the times; whether all reports were the same."""
    inputs, reports, times = varied(count), [], {}
    ways: dict[str, Callable[[], Any]] = {
        "1 worker": lambda: LocalCrew(1),
        "2 workers": lambda: LocalCrew(2),
        "Dask LocalCluster(2)": lambda: cluster(2),
    }
    for name, crew in ways.items():
        began, used = time.perf_counter(), processor_time()
        with crew() as workers, open_store(folder / name.replace(" ", "-"), SETTINGS.identity) as store:
            outcome = run(inputs, (), SETTINGS, store, workers)
        times[name] = time.perf_counter() - began
        reports.append(campaign_as_json(outcome))
        own, workers_own = (after - before for before, after in zip(used, processor_time(), strict=True))
        figures = tally(outcome.tested)
        say(
            f"{name:<20} {figures.tasks} tasks, {figures.requests} requests: {times[name]:.1f} s, {times['1 worker'] / times[name]:.2f} x; "
            f"processor {own:.1f} s here, {workers_own:.1f} s in workers"
        )
    same = len(set(reports)) == 1
    say(f"the reports are {'the same bytes' if same else 'NOT THE SAME'}")
    return same


def processor_time() -> tuple[float, float]:
    """Seconds of processor time that this process and its ended children have used."""
    spent = os.times()
    return spent.user + spent.system, spent.children_user + spent.children_system


def keeping(count: int, folder: Path) -> None:
    """Print what one result costs in the store, and in a journal of JSON lines."""
    tasks = [Task(f"{n}.yaml", "0" * 64, TaskKind.VALID, "operation") for n in range(count)]
    result = Result(requests=100, findings=tuple(Found("wrong", "x" * 800, f"case-{n}") for n in range(3)))
    began = time.perf_counter()
    with open_store(folder / "kept", SETTINGS.identity) as store:
        for task in tasks:
            store.keep([(task, result)])
        kept = time.perf_counter() - began
        began = time.perf_counter()
        found = sum(store.result(task) is not None for task in tasks)
    read = time.perf_counter() - began
    assert found == count
    began = time.perf_counter()
    with (folder / "journal").open("ab") as journal:
        for task in tasks:
            journal.write(json.dumps({"id": task.id, "key": task.key, "text": "x" * 2_600}).encode() + b"\n")
            journal.flush()
            os.fsync(journal.fileno())
    lines = time.perf_counter() - began
    each = 1000 / count
    say(f"a kept result          {kept * each:.2f} ms in SQLite {sqlite3.sqlite_version} (WAL, full), {lines * each:.2f} ms in a journal")
    say(f"a result read back     {read * each:.3f} ms")


def main() -> int:
    """Run the benchmark; 1 when reports differ."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=64)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        same = scaling(given.documents, Path(folder))
        keeping(500, Path(folder))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
