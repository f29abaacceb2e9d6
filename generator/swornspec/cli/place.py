"""What was generated beside what is in the project: what differs, and putting it in place."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_NOT_OURS = ("__pycache__", "build", "dist", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv")


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the project that differs from what is generated; `path` is relative to both, with `/`."""

    path: str
    kind: Literal["new", "changed", "orphaned"]

    def __str__(self) -> str:
        """`changed specs/one/openapi.yaml`."""
        return f"{self.kind} {self.path}"


def changes(made: Path, root: Path, whole: Iterable[str]) -> tuple[Change, ...]:
    """What differs between the files below `made` and those below `root`.

    `whole` names the folders, relative to both, that hold nothing but generated files: what is only in the project there is orphaned.
    """
    written = set(_files(made))
    found = [Change(p, "changed" if (root / p).exists() else "new") for p in written if _differs(made / p, root / p)]
    found += [Change(p, "orphaned") for folder in whole for p in _files(root / folder, root) if p not in written]
    return tuple(sorted(set(found), key=lambda change: change.path))


def put_in_place(made: Path, root: Path, differing: Iterable[Change]) -> None:
    """Make the project's files as the generated ones; each file is replaced in one step, so no reader sees half of one."""
    for change in differing:
        target = root / change.path
        if change.kind == "orphaned":
            target.unlink()
            _remove_empty(target.parent, root)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, (made / change.path).read_bytes())


def write_whole(target: Path, text: str) -> None:
    """Write a text file in one step, in UTF-8 with line feeds; an OSError names the file."""
    try:
        _replace(target, text.encode("utf-8"))
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


def _files(folder: Path, root: Path | None = None) -> Iterator[str]:
    """The files below a folder, as paths relative to `root`, without what tools leave behind."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(p in _NOT_OURS or p.endswith((".egg-info", ".pyc")) for p in parts):
            yield path.relative_to(root or folder).as_posix()


def _differs(new: Path, old: Path) -> bool:
    return not old.is_file() or new.read_bytes() != old.read_bytes()


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
