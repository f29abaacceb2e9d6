"""A folder to build in, one build at a time: what is killed half-way leaves nothing that the next build does not clear away."""

import contextlib
import itertools
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from swornspec.cli.record import HOME

if sys.platform != "win32":
    import fcntl


@contextlib.contextmanager
def building(root: Path, say: Callable[[str], None]) -> Iterator[Path]:
    """An empty folder in the project, on the file system of what is replaced; while the block runs no other build gets one.

    The lock ends with its process, however that ends. Where there are no such locks (Windows, some network file systems) builds
    are not kept apart; each file is still replaced in one step, and what two of them mix the next one tells by its digests.
    """
    home = root / HOME
    home.mkdir(exist_ok=True)
    if not (home / ".gitignore").exists():
        (home / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
    with (home / "lock").open("ab") as lock:
        if _take(lock.fileno(), say):
            for left in home.glob("building-*"):
                shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix="building-", dir=home) as folder:
            yield Path(folder)


def free_place(root: Path) -> Path:
    """Where copies of what a build replaces may be put: a folder that is not there yet."""
    home = root / HOME / "replaced"
    taken = {folder.name for folder in home.glob("*")}
    return home / next(str(n) for n in itertools.count(1) if str(n) not in taken)


def _take(file: int, say: Callable[[str], None]) -> bool:
    """Wait for the lock; whether there is one."""
    if sys.platform == "win32":
        return False
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another build of this project")
            fcntl.flock(file, fcntl.LOCK_EX)
    except OSError as error:
        say(f"this build is not kept apart from others: {error.strerror}")
        return False
    return True
