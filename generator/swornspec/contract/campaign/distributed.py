"""The workers of a Dask cluster: the same tasks, run elsewhere; needs the optional extra `distributed`.

Workers need swornspec, the same version, and the environment variables that the targets name; documents travel with
their tasks, secrets do not.
"""

import contextlib
import importlib
import queue
import time
from importlib.util import find_spec
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

from swornspec import __version__
from swornspec.contract.campaign.crew import Lost
from swornspec.contract.campaign.work import Batch, Done, version, work
from swornspec.errors import CampaignError

_CONNECT_WITHIN: Final = 15
_GO_ON: Final = "go on later with --resume"


class DaskCrew:
    """The worker processes of a Dask scheduler, one batch at a time each, those too that join later.

    A task that ends its worker is begun again elsewhere by the scheduler, as often as its setting `allowed-failures`
    says; `patience` are the seconds that a campaign waits without any worker.
    """

    def __init__(self, scheduler: str, *, patience: float = 60.0) -> None:
        if find_spec("distributed") is None:
            raise CampaignError("a scheduler needs Dask, which is not installed", mend="install swornspec[distributed]")
        self._dask: Any = importlib.import_module("distributed")
        try:
            self._client: Any = self._dask.Client(scheduler, timeout=_CONNECT_WITHIN, set_as_default=False, direct_to_workers=False)
        except (OSError, ValueError, TypeError) as error:
            raise CampaignError(f"no scheduler answers: {error}", where=scheduler, mend="start one: dask scheduler") from error
        self.name = f"the workers of {scheduler}"
        self._where, self._patience, self._run = scheduler, patience, uuid4().hex
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
            self._client.cancel(list(self._under_way), force=True)
        self._under_way.clear()
        self._client.close()

    def free(self) -> int:
        """How many more batches can be given now: at least one at all times, so a campaign waits for its first worker."""
        return max(len(self._workers()), 1) - len(self._under_way)

    def give(self, batch: Batch) -> None:
        """Have a batch run."""
        self._given += 1
        future = self._client.submit(work, batch, key=f"swornspec-{self._run}-{self._given}", pure=False)
        self._under_way[future] = batch
        future.add_done_callback(self._finished.put)

    def take(self) -> tuple[Batch, Done | Lost]:
        """Wait for a batch that is finished or lost; CampaignError when the cluster is gone."""
        future = self._next()
        batch = self._under_way.pop(future)
        if future.status == "finished":
            done: Done = future.result()
            return batch, done
        if future.status != "error":
            raise CampaignError("the scheduler is gone", where=self._where, mend=_GO_ON)
        error = future.exception()
        return batch, Lost(
            "its worker died, or took too long" if isinstance(error, self._dask.KilledWorker) else f"{type(error).__name__}: {error}"
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
        workers: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
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
