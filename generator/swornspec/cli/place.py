"""What was generated beside what is in the project: what differs, and putting it in place."""

import errno
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from swornspec.digest import digest

_NOT_OURS = frozenset(("__pycache__", "build", "dist", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv"))


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the project that differs from what is generated; `path` is relative to both, with `/`.

    `by_hand` tells that no build wrote what stands there: always of an edited file, of an orphaned one when a person put it there.
    """

    path: str
    kind: Literal["new", "changed", "edited", "orphaned"]
    by_hand: bool = False

    def __str__(self) -> str:
        """`changed specs/one/openapi.yaml`."""
        return f"{self.kind} {self.path}"


def changes(
    made: Path, root: Path, whole: Iterable[str], by_hand: Callable[[str, str], bool] = lambda path, found: False
) -> tuple[Change, ...]:
    """What differs, line ends aside, between the files below `made` and those below `root`.

    `whole` names the folders, relative to both, that hold nothing but generated files: what is only in the project there is orphaned.
    `by_hand` tells for a path and the digest of what is in the project whether a person put that there.
    """
    written = set(files_below(made))
    found = [change for path in written if (change := _difference(path, made, root, by_hand))]
    only_there = {f"{folder}/{p}" for folder in whole for p in files_below(root / folder)} - written
    found += [Change(path, "orphaned", by_hand(path, digest((root / path).read_bytes()))) for path in only_there]
    return tuple(sorted(found, key=lambda change: change.path))


def put_in_place(made: Path, root: Path, differing: Iterable[Change], kept: Path | None = None) -> None:
    """Move the generated files to their places in the project, in the given order; what is orphaned is removed.

    Each file is replaced in one step, so no reader sees half of one. What a person put there is copied below `kept` first.
    """
    for change in differing:
        target = root / change.path
        if change.by_hand and kept is not None:
            (kept / change.path).parent.mkdir(parents=True, exist_ok=True)
            (kept / change.path).write_bytes(target.read_bytes())
        if change.kind == "orphaned":
            target.unlink(missing_ok=True)
            _remove_empty(target.parent, root)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        _move(made / change.path, target)


def files_below(folder: Path) -> list[str]:
    """The files below a folder, as paths relative to it with `/`, in order, without what tools leave behind."""
    found: list[str] = []
    for at, below, names in os.walk(folder):
        below[:] = [b for b in below if not _left_behind(b)]
        start = "" if at == os.fspath(folder) else f"{os.path.relpath(at, folder)}/".replace(os.sep, "/")
        found += [f"{start}{name}" for name in names if not _left_behind(name) and os.path.isfile(f"{at}/{name}")]
    return sorted(found)


def write_whole(target: Path, content: str | bytes) -> None:
    """Write a file in one step, a text in UTF-8 with line feeds; an OSError names the file."""
    try:
        _replace(target, content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        error.filename = error.filename or str(target)  # a full disk does not say which file
        raise


def _replace(target: Path, content: bytes) -> None:
    if target.exists() and not target.is_file():  # a device, a pipe, a folder: nothing that could be replaced
        target.write_bytes(content)
        return
    aside = target.with_name(f".{target.name}.new")
    try:
        aside.write_bytes(content)
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _difference(path: str, made: Path, root: Path, by_hand: Callable[[str, str], bool]) -> Change | None:
    if not (root / path).is_file():
        return Change(path, "new")
    old = digest((root / path).read_bytes())
    if old == digest((made / path).read_bytes()):
        return None
    return Change(path, "edited", True) if by_hand(path, old) else Change(path, "changed")


def _move(made: Path, target: Path) -> None:
    try:
        os.replace(made, target)
    except OSError as error:
        if error.errno != errno.EXDEV:  # another file system: what was made is brought over first
            raise
        _replace(target, made.read_bytes())


def _left_behind(name: str) -> bool:
    return name in _NOT_OURS or name.endswith((".egg-info", ".pyc"))


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
