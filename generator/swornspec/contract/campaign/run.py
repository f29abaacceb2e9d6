"""Documents and a crew go in, one result comes out: tasks are handed out, results kept as they arrive.

A target with a rate is given to one worker at a time, which keeps that rate by itself: so it holds over all workers of
all machines, and no worker needs to know of another.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from swornspec.contract.campaign.crew import Crew
from swornspec.contract.campaign.inputs import LeftOut
from swornspec.contract.campaign.merge import Finished, Outcome, merge
from swornspec.contract.campaign.result import Result, Status
from swornspec.contract.campaign.slot import Lost
from swornspec.contract.campaign.store import Store
from swornspec.contract.campaign.tasks import Input, Settings, Task, TaskKind, reading, tasks_of
from swornspec.contract.campaign.work import Batch

_SLOW_REQUESTS: Final = 2_000
"""Requests of a task that may wait for their turn, where a target has a rate."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task may take: seconds (and the waiting that a rate asks for), and how often it is begun by itself before it is given up."""

    seconds: float = 300.0
    attempts: int = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a campaign is: tasks known and done so far (of them `kept` from before), and the last one with its result."""

    known: int
    done: int
    kept: int
    last: Finished


class _Lanes:
    """Batches that wait, one line for each server with a rate, which is served by one worker at a time, and one for all others."""

    def __init__(self) -> None:
        self._waiting: dict[str | None, deque[tuple[Task, ...]]] = {}
        self._busy: set[str] = set()

    def put(self, tasks: tuple[Task, ...], *, first: bool = False) -> None:
        line = self._waiting.setdefault(_lane(tasks), deque())
        line.appendleft(tasks) if first else line.append(tasks)

    def next(self) -> tuple[Task, ...] | None:
        """The next batch that may begin now."""
        for lane, line in self._waiting.items():
            if line and lane not in self._busy:
                if lane is not None:
                    self._busy.add(lane)
                return line.popleft()
        return None

    def end(self, tasks: tuple[Task, ...]) -> None:
        """Say that a batch is no longer under way."""
        lane = _lane(tasks)
        if lane is not None:
            self._busy.discard(lane)


def _lane(tasks: tuple[Task, ...]) -> str | None:
    target = tasks[0].target
    return target.origin if target.rate is not None and tasks[0].kind is not TaskKind.READ else None


def run(
    inputs: Iterable[Input],
    left_out: Iterable[LeftOut],
    settings: Settings,
    store: Store,
    crew: Crew,
    limits: Limits | None = None,
    report: Callable[[Progress], None] = lambda _: None,
) -> Outcome:
    """Run every task whose result is not kept yet, and merge all results."""
    documents = {given.name: given for given in inputs}
    campaign = _Campaign(documents, settings, store, limits or Limits(), report)
    for given in documents.values():
        campaign.want((reading(given),))
    while campaign.pending():
        while crew.free() and (batch := campaign.next()) is not None:
            crew.give(batch)
        batch, done = crew.take()
        if isinstance(done, Lost):
            campaign.lost(batch, done)
        else:
            campaign.finished(batch, done.results)
    return merge(documents.values(), campaign.tested, left_out, settings)


class _Campaign:
    """What is known, waiting, under way and done."""

    def __init__(
        self, documents: dict[str, Input], settings: Settings, store: Store, limits: Limits, report: Callable[[Progress], None]
    ) -> None:
        self.tested: list[Finished] = []
        self._documents, self._settings, self._store, self._limits, self._report = documents, settings, store, limits, report
        self._lanes = _Lanes()
        self._lost: Counter[Task] = Counter()
        self._known = self._kept = 0

    def pending(self) -> bool:
        return len(self.tested) < self._known

    def want(self, tasks: tuple[Task, ...]) -> None:
        """Take in tasks: those with a kept result are done, the others wait."""
        self._known += len(tasks)
        missing: list[Task] = []
        for task in tasks:
            result = self._store.result(task)
            if result is None:
                missing.append(task)
            else:
                self._kept += 1
                self._done(task, result)
        if missing:
            self._lanes.put(tuple(missing))

    def next(self) -> Batch | None:
        tasks = self._lanes.next()
        if tasks is None:
            return None
        rate = tasks[0].target.rate if _lane(tasks) is not None else None
        waiting = 0.0 if rate is None else _SLOW_REQUESTS / rate
        return Batch(tasks, self._documents[tasks[0].document].content, self._limits.seconds + waiting)

    def finished(self, batch: Batch, results: tuple[Result, ...]) -> None:
        self._lanes.end(batch.tasks)
        self._keep(tuple(zip(batch.tasks, results, strict=True)))

    def lost(self, batch: Batch, why: Lost) -> None:
        """Begin the tasks of a lost batch again, each by itself, so that the one to blame takes no other with it; or give up."""
        self._lanes.end(batch.tasks)
        for task in reversed(batch.tasks):
            self._lost[task] += len(batch.tasks) == 1
            if self._lost[task] < self._limits.attempts:
                self._lanes.put((task,), first=True)
            else:
                self._keep(((task, Result(Status.FAILED, reason=f"given up after {self._limits.attempts} attempts: {why.reason}")),))

    def _keep(self, pairs: tuple[tuple[Task, Result], ...]) -> None:
        self._store.keep(pairs)
        for task, result in pairs:
            self._done(task, result)

    def _done(self, task: Task, result: Result) -> None:
        tested = Finished(task, result)
        self.tested.append(tested)
        self._report(Progress(self._known, len(self.tested), self._kept, tested))
        if task.kind is TaskKind.READ and result.status is Status.DONE:
            for tasks in tasks_of(self._documents[task.document], result.operations, self._settings):
                self.want(tasks)
