"""Files to a folder: formatted by ruff, then only what differs is written and what no longer belongs is removed."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from swornspec.errors import GenerationError

_LINE = "140"
_IGNORED = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"})


def formatted(files: Mapping[str, str]) -> dict[str, bytes]:
    """The files with imports sorted and Python formatted, by the pinned ruff and no other configuration."""
    with tempfile.TemporaryDirectory(prefix="swornspec-") as name:
        folder = Path(name)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        shared = ["--isolated", "--no-cache", "--quiet", "--target-version", "py311", "--line-length", _LINE]
        _ruff(["check", *shared, "--fix", "--select", "I,F401", "--ignore-noqa", "--exit-zero", "."], folder)
        _ruff(["format", *shared, "."], folder)
        return {path: (folder / path).read_bytes() for path in files}


def replace_folder(files: Mapping[str, bytes], out: Path) -> list[Path]:
    """Make a folder hold exactly these files; the paths that were written or removed, in order. Each file changes at once."""
    changed: list[Path] = []
    wanted = {out / path: content for path, content in files.items()}
    for path in sorted(_present(out) - wanted.keys()):
        path.unlink()
        changed.append(path)
        _drop_empty(path.parent, out)
    for path, content in sorted(wanted.items()):
        if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.partial")
        partial.write_bytes(content)
        partial.replace(path)
        changed.append(path)
    return changed


def _present(out: Path) -> set[Path]:
    found: set[Path] = set()
    for folder, below, names in os.walk(out):
        below[:] = [b for b in below if b not in _IGNORED]
        found.update(Path(folder) / n for n in names)
    return found


def _drop_empty(folder: Path, out: Path) -> None:
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _ruff(arguments: list[str], folder: Path) -> None:
    from ruff import find_ruff_bin  # type: ignore[import-untyped] # it has no types

    run = subprocess.run(  # noqa: S603 - our own tool with our own arguments
        [find_ruff_bin(), *arguments], cwd=folder, env={}, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        complaint = (run.stderr.strip() or run.stdout.strip() or "no reason given").splitlines()[0]
        raise GenerationError(f"the generated code cannot be formatted: {complaint[:300]}")
