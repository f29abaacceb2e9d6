"""The workers of this machine, one process each."""

from concurrent.futures import FIRST_COMPLETED, wait
from types import TracebackType
from typing import Protocol, Self

from swornspec.contract.campaign.slot import Lost, Slot
from swornspec.contract.campaign.work import Batch, Done


class Crew(Protocol):
    """Workers that take batches and give results back; used as a context manager, it sends them home on leaving."""

    name: str

    def free(self) -> int:
        """How many more batches can be given now."""

    def give(self, batch: Batch) -> None:
        """Have a batch run; there must be a free worker."""

    def take(self) -> tuple[Batch, Done | Lost]:
        """Wait for a batch that is finished or lost; there must be one under way."""


class LocalCrew:
    """Processes of this machine, each with so many MiB of `memory` at most."""

    def __init__(self, workers: int, *, memory: int | None = 2048) -> None:
        self.name = f"{workers} worker{'s' * (workers != 1)} of this machine"
        self._memory = memory
        self._slots = [Slot(memory) for _ in range(workers)]

    def __enter__(self) -> Self:
        """The crew itself; its processes start with their first batch."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End all processes, whatever they are doing."""
        for slot in self._slots:
            slot.end()

    def free(self) -> int:
        """How many more batches can be given now."""
        return sum(slot.batch is None for slot in self._slots)

    def give(self, batch: Batch) -> None:
        """Have a batch run."""
        next(slot for slot in self._slots if slot.batch is None).give(batch)

    def take(self) -> tuple[Batch, Done | Lost]:
        """Wait for a batch that is finished or lost."""
        running = {slot.future: slot for slot in self._slots if slot.future is not None}
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        return running[next(iter(finished))].take()
