"""Documents, tasks and results go in; one result comes out, in the same order whoever ran the tasks and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from swornspec.contract.campaign.inputs import LeftOut
from swornspec.contract.campaign.result import Result, Status
from swornspec.contract.campaign.tasks import Input, Settings, Task, TaskKind


@dataclass(frozen=True, slots=True)
class Finished:
    """A task and its result."""

    task: Task
    result: Result


@dataclass(frozen=True, slots=True)
class Tally:
    """What some tasks come to."""

    tasks: int
    requests: int
    held_back: int
    findings: int
    failed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The one result of a campaign: its settings, every task with its result in the order of the documents, and what was left out."""

    settings: Settings
    documents: tuple[str, ...]
    tested: tuple[Finished, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def findings(self) -> int:
        """How much is not as documented; broken files count."""
        return sum(t.result.found for t in self.tested) + sum(one.broken for one in self.left_out)

    @property
    def failed(self) -> tuple[Finished, ...]:
        """The tasks that could not be run to their end."""
        return tuple(t for t in self.tested if t.result.status is Status.FAILED)

    def of(self, document: str) -> tuple[Finished, ...]:
        """The tasks of one document."""
        return tuple(t for t in self.tested if t.task.document == document)


def tally(tested: Iterable[Finished]) -> Tally:
    """The figures of some tasks."""
    listed = list(tested)
    return Tally(
        len(listed),
        sum(t.result.requests for t in listed),
        sum(t.result.held_back or t.result.status is Status.HELD_BACK for t in listed),
        sum(t.result.found for t in listed),
        sum(t.result.status is Status.FAILED for t in listed),
    )


def constraints(tested: Iterable[Finished]) -> tuple[int, int, int]:
    """How many constraints are documented, were broken alone, and cannot be because others imply them."""
    listed = [t.result for t in tested if t.task.kind is TaskKind.INVALID]
    return sum(len(r.constraints) for r in listed), sum(len(r.covered) for r in listed), sum(len(r.implied) for r in listed)


def merge(inputs: Iterable[Input], tested: Iterable[Finished], left_out: Iterable[LeftOut], settings: Settings) -> Outcome:
    """One result; files that turned out to be no OpenAPI documents are left out."""
    listed = sorted(tested, key=lambda t: _place(t.task, settings))
    skipped = [t for t in listed if t.result.status is Status.SKIPPED]
    gone = {t.task.document for t in skipped}
    others = (*left_out, *(LeftOut(t.task.document, t.result.reason) for t in skipped))
    return Outcome(
        settings,
        tuple(sorted(i.name for i in inputs if i.name not in gone)),
        tuple(t for t in listed if t.task.document not in gone),
        tuple(sorted(others, key=lambda one: one.name)),
    )


def _place(task: Task, settings: Settings) -> tuple[object, ...]:
    """Where a task stands in a report."""
    kind = -1 if task.kind is TaskKind.READ else settings.kinds.index(task.kind)
    return task.document, task.target.name, task.operation, kind, task.seeds or (0, 0)
