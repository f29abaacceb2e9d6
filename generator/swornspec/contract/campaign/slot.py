"""One worker process: what kills it harms no other; it is replaced when it dies, and now and then to give its memory back."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import current_process, get_context
from typing import Final

from swornspec.contract.campaign.work import Batch, Done, begin, work

_RECYCLE_AFTER: Final = 200
"""Batches that one process runs at most."""
_SHARE: Final = 0.5
"""The share of its memory that a process may have used and go on."""
_START_WITHIN: Final = 60.0
_STARTING: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Lost:
    """A batch whose worker ended before it gave its results."""

    reason: str


class Slot:
    """One process at a time, started afresh (never forked), and the batch it runs; a new one when it dies or grows too large."""

    def __init__(self, memory: int | None) -> None:
        self.batch: Batch | None = None
        self.future: Future[Done] | None = None
        self._memory = memory
        self._pool: ProcessPoolExecutor | None = None
        self._process: Future[int] | None = None
        self._since = 0.0
        self._batches = 0

    def give(self, batch: Batch) -> None:
        """Have the batch run; the one before must have been taken."""
        self.batch, self._since = batch, time.monotonic()
        for fresh in (False, True):
            if self._pool is None:
                self._start()
            assert self._pool is not None
            try:
                self.future = self._pool.submit(work, batch)
                return
            except BrokenProcessPool:  # it died while it was idle
                if fresh:
                    raise
                self._forget()

    def _start(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=begin, initargs=(self._memory,))
        with _may_have_children():
            self._process, self._batches = self._pool.submit(os.getpid), 0

    def take(self) -> tuple[Batch, Done | Lost]:
        """Wait for the batch to be finished or lost."""
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
        except Exception as error:  # the worker could not even begin, or not say what it found
            self.end()
            return batch, Lost(f"its worker failed: {type(error).__name__}: {error}")
        self._batches += 1
        if self._batches >= _RECYCLE_AFTER or (self._memory is not None and done.peak > self._memory * _SHARE):
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


@contextlib.contextmanager
def _may_have_children() -> Iterator[None]:
    """Let a process start others that a cluster has started as a daemon; ours end with it, so none is left behind."""
    process = current_process()
    with _STARTING:  # the threads of a worker share the mark
        before = process.daemon
        if before:
            process.daemon = False
        try:
            yield
        finally:
            if before:
                process.daemon = True
