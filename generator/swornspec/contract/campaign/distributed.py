"""The workers of a Dask cluster: the same tasks in the same processes of ours, run elsewhere; needs the optional extra `distributed`.

A Dask worker lends each of its threads to one process of ours, as a crew of one machine has them: what a task does to
its process is found out and mended there.

Workers need swornspec, the same version, and the environment variables that the targets name; documents travel with
their tasks, secrets do not.
"""

import contextlib
import importlib
import queue
import threading
import time
from importlib.util import find_spec
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

from swornspec import __version__
from swornspec.contract.campaign.slot import Lost, Slot
from swornspec.contract.campaign.work import Batch, Done
from swornspec.errors import CampaignError

_CONNECT_WITHIN: Final = 15
_GO_ON: Final = "go on later with --resume"


class DaskCrew:
    """The workers of a Dask scheduler, those too that join later; each of their processes has so many MiB of `memory` at most.

    What was under way on a worker that goes is begun again elsewhere by the scheduler, as often as its setting
    `allowed-failures` says. `patience` are the seconds that a campaign waits without any worker.
    """

    def __init__(self, scheduler: str, *, memory: int | None = 2048, patience: float = 60.0) -> None:
        if find_spec("distributed") is None:
            raise CampaignError("a scheduler needs Dask, which is not installed", mend="install swornspec[distributed]")
        self._dask: Any = importlib.import_module("distributed")
        try:
            self._client: Any = self._dask.Client(scheduler, timeout=_CONNECT_WITHIN, set_as_default=False, direct_to_workers=False)
        except (OSError, ValueError, TypeError) as error:
            raise CampaignError(f"no scheduler answers: {error}", where=scheduler, mend="start one: dask scheduler") from error
        self.name = f"the workers of {scheduler}"
        self._where, self._memory, self._patience, self._run = scheduler, memory, patience, uuid4().hex
        self._under_way: dict[Any, Batch] = {}
        self._finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._given = 0
        try:
            self._same_version()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        """The crew itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Drop what was not begun and leave the cluster; its workers stay."""
        with contextlib.suppress(Exception):  # the scheduler may be gone
            if self._client.status == "running":
                self._client.cancel(list(self._under_way), force=True)
                self._client.run(dismiss)
        self._under_way.clear()
        self._client.close()

    def free(self) -> int:
        """How many more batches can be given now: at least one at all times, so a campaign waits for its first worker."""
        return max(sum(int(w["nthreads"]) for w in self._workers().values()), 1) - len(self._under_way)

    def give(self, batch: Batch) -> None:
        """Have a batch run."""
        self._given += 1
        future = self._client.submit(employ, batch, self._memory, key=f"swornspec-{self._run}-{self._given}", pure=False)
        self._under_way[future] = batch
        future.add_done_callback(self._finished.put)

    def take(self) -> tuple[Batch, Done | Lost]:
        """Wait for a batch that is finished or lost; CampaignError when the cluster is gone."""
        future = self._next()
        batch = self._under_way.pop(future)
        if future.status == "finished":
            done: Done | Lost = future.result()
            return batch, done
        if future.status != "error":
            raise CampaignError("the scheduler is gone", where=self._where, mend=_GO_ON)
        error = future.exception()
        return batch, Lost(
            "the workers that ran it are gone" if isinstance(error, self._dask.KilledWorker) else f"{type(error).__name__}: {error}"
        )

    def _next(self) -> Any:
        alone_since: float | None = None
        while True:
            try:
                return self._finished.get(timeout=1.0)
            except queue.Empty:
                pass
            if self._client.status not in ("running", "connecting"):
                raise CampaignError("the scheduler is gone", where=self._where, mend=_GO_ON)
            if self._workers():
                alone_since = None
                continue
            alone_since = alone_since or time.monotonic()
            if time.monotonic() - alone_since > self._patience:
                raise CampaignError(f"there was no worker for {self._patience:g} seconds", where=self._where, mend=_GO_ON)

    def _workers(self) -> dict[str, Any]:
        try:
            workers: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, TimeoutError) as error:
            raise CampaignError("the scheduler is gone", where=self._where, mend=_GO_ON) from error
        return workers

    def _same_version(self) -> None:
        """Refuse workers that have another version of swornspec, or none."""
        try:
            found = self._client.run(version)
        except Exception as error:
            reason = f"a worker has no swornspec: {type(error).__name__}: {error}"
            raise CampaignError(reason, where=self._where, mend="install swornspec[distributed] where the workers run") from error
        others = {v for v in found.values() if v != __version__}
        if others:
            raise CampaignError(
                f"a worker has swornspec {min(others)}, this is {__version__}", where=self._where, mend="install the same one"
            )


_IDLE: Final[list[Slot]] = []
_CHANGING: Final = threading.Lock()


def employ(batch: Batch, memory: int | None) -> Done | Lost:
    """Run a batch in a process of ours below a Dask worker, one that is idle or a new one."""
    with _CHANGING:
        slot = _IDLE.pop() if _IDLE else Slot(memory)
    try:
        slot.give(batch)
        return slot.take()[1]
    finally:
        with _CHANGING:
            _IDLE.append(slot)


def dismiss() -> None:
    """End the idle processes of a Dask worker."""
    with _CHANGING:
        while _IDLE:
            _IDLE.pop().end()


def version() -> str:
    """The version of swornspec that a worker has."""
    return __version__
