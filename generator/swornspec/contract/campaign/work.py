"""A worker: a process that runs batches of tasks, within its time and memory."""

import contextlib
import faulthandler
import functools
import importlib
import logging
import os
import pkgutil
import signal
import sys
import threading
from dataclasses import dataclass, field
from multiprocessing import parent_process
from typing import Final

from swornspec.contract.campaign.bench import Bench
from swornspec.contract.campaign.perform import perform
from swornspec.contract.campaign.result import Result
from swornspec.contract.campaign.tasks import Task

_BENCH: Final = Bench()
_DRAWN_FROM: Final = ("spec", "rules", "mock", "contract")
"""Our packages whose modules are loaded before anything is drawn at random."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Tasks of one operation that one worker runs, with the bytes of their document; each may take so many `seconds`."""

    tasks: tuple[Task, ...]
    content: bytes = field(repr=False)
    seconds: float


@dataclass(frozen=True, slots=True)
class Done:
    """The results of a batch, in its order, and the most memory that the worker ever used, in MiB (0 where it is not known)."""

    results: tuple[Result, ...]
    peak: float


def work(batch: Batch) -> Done:
    """Run a batch; the process ends itself when a task takes too long, even one that never gives up the interpreter."""
    with open(os.devnull, "w") as nowhere:
        results: list[Result] = []
        for task in batch.tasks:
            faulthandler.dump_traceback_later(batch.seconds, exit=True, file=nowhere)
            try:
                if task.seeds is not None:
                    _load()
                results.append(perform(task, batch.content, _BENCH))
            finally:
                faulthandler.cancel_dump_traceback_later()
    return Done(tuple(results), peak_memory())


def begin(memory: int | None) -> None:
    """Prepare a process of ours: it ends with the one that started it, leaves Ctrl-C to it, and takes `memory` MiB at most."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="swornspec-parent", daemon=True).start()
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # that a client sends nonsense is on purpose
    if memory is not None:
        _limit(memory)


@functools.cache
def _load() -> None:
    """Load all modules that a task may need.

    Hypothesis draws now and then from the constants of the modules that are loaded and not installed as packages: the
    same seed gives the same bodies in two workers only if they have loaded the same ones.
    """
    main = sys.modules.get("__main__")
    if main is not None:
        main.__dict__.pop("__file__", None)  # the script that began the campaign is none of them
    for name in _DRAWN_FROM:
        package = importlib.import_module(f"swornspec.{name}")
        for found in pkgutil.walk_packages(package.__path__, f"swornspec.{name}."):
            with contextlib.suppress(ModuleNotFoundError):  # of an optional extra
                importlib.import_module(found.name)


def peak_memory() -> float:
    """The most memory that this process ever used, in MiB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # not on Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def _limit(memory: int) -> None:
    """Refuse this process more than so many MiB of data, where the system can (Linux)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory * 2**20, memory * 2**20))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
