"""The workers of this machine: one process each, replaced when it dies, and now and then anyway to give its memory back."""

import contextlib
import os
import signal
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Final, Protocol, Self

from swornspec.contract.campaign.work import Batch, Done, begin, work

_RECYCLE_AFTER: Final = 200
"""Batches that one process runs at most."""
_START_WITHIN: Final = 60.0


@dataclass(frozen=True, slots=True)
class Lost:
    """A batch whose worker ended before it gave its results."""

    reason: str


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
    """Processes of this machine, started afresh (never forked), each in a pool of its own: what kills one harms no other.

    A process is replaced after 200 batches, or when it has used more than half of its `memory` (MiB).
    """

    def __init__(self, workers: int, *, memory: int | None = 2048) -> None:
        self.name = f"{workers} worker{'s' * (workers != 1)} of this machine"
        self._memory = memory
        self._slots = [_Slot(memory) for _ in range(workers)]

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


class _Slot:
    """One process at a time, and the batch it runs."""

    def __init__(self, memory: int | None) -> None:
        self.batch: Batch | None = None
        self.future: Future[Done] | None = None
        self._memory = memory
        self._pool: ProcessPoolExecutor | None = None
        self._process: Future[int] | None = None
        self._since = 0.0
        self._batches = 0

    def give(self, batch: Batch) -> None:
        self.batch, self._since = batch, time.monotonic()
        for fresh in (False, True):
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=begin, initargs=(self._memory,))
                self._process, self._batches = self._pool.submit(os.getpid), 0
            try:
                self.future = self._pool.submit(work, batch)
                return
            except BrokenProcessPool:  # it died while it was idle
                if fresh:
                    raise
                self._forget()

    def take(self) -> tuple[Batch, Done | Lost]:
        assert self.batch is not None
        assert self.future is not None
        batch, future = self.batch, self.future
        self.batch = self.future = None
        try:
            done = future.result()
        except BrokenProcessPool:
            late = time.monotonic() - self._since >= batch.seconds
            self._forget()
            return batch, Lost(f"it took longer than {batch.seconds:g} seconds" if late else "its worker died")
        self._batches += 1
        if self._batches >= _RECYCLE_AFTER or (self._memory is not None and done.peak > self._memory / 2):
            self.end()
        return batch, done

    def end(self) -> None:
        """End the process; the next batch starts another one."""
        if self._process is not None:
            with contextlib.suppress(BrokenProcessPool, TimeoutError, ProcessLookupError):
                os.kill(self._process.result(_START_WITHIN), signal.SIGTERM)
        self._forget()

    def _forget(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._process = None
