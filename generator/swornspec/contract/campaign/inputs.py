"""Files and folders go in; the files that may be OpenAPI documents come out, and what is left out with the reason."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from swornspec.contract.campaign.tasks import Input
from swornspec.errors import CampaignError

_ENDINGS: Final = (".yaml", ".yml", ".json")
_LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a document that are read at most."""
_CLAIMS: Final = re.compile(rb"""(?:\A(?:\xef\xbb\xbf)?|[\n\r{,])[ \t]*["']?openapi["']?[ \t]*:""")
_OLDER: Final = re.compile(rb"""(?:\A(?:\xef\xbb\xbf)?|[\n\r{,])[ \t]*["']?swagger["']?[ \t]*:[ \t]*["']?2""")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not tested, with the reason; `broken` if it should have been."""

    name: str
    reason: str
    broken: bool = False


def gather(paths: Iterable[Path]) -> tuple[tuple[Input, ...], tuple[LeftOut, ...]]:
    """The documents of some files and folders (searched to the bottom, without hidden folders), each once, by name."""
    inputs: dict[str, Input] = {}
    left_out: list[LeftOut] = []
    seen: set[Path] = set()
    for path, named in _files(paths):
        real = path.resolve()
        if real in seen:
            continue
        seen.add(real)
        found = _read(path, named)
        if isinstance(found, Input):
            inputs[found.name] = found
        else:
            left_out.append(found)
    ordered = tuple(inputs[name] for name in sorted(inputs))
    return ordered, tuple(sorted(left_out, key=lambda one: one.name))


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    given = list(paths)
    yield from ((p, True) for p in given if not p.is_dir())
    for folder in (p for p in given if p.is_dir()):
        for where, folders, names in os.walk(folder, onerror=_refuse):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            yield from ((Path(where, n), False) for n in sorted(names) if n.lower().endswith(_ENDINGS))


def _refuse(error: OSError) -> None:
    raise CampaignError(f"cannot be searched: {error.strerror or error}", where=os.fsdecode(error.filename or "")) from error


def _read(path: Path, named: bool) -> Input | LeftOut:
    name = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    try:
        if not path.is_file():
            return LeftOut(name, "not a file", broken=named)
        if path.stat().st_size > _LARGEST:
            return LeftOut(name, f"larger than {_LARGEST // 2**20} MiB", broken=True)
        content = path.read_bytes()
    except OSError as error:
        return LeftOut(name, f"cannot be read: {error.strerror or error}", broken=True)
    if not named and not _CLAIMS.search(content):
        older = _OLDER.search(content)
        return LeftOut(name, "Swagger 2.0; only OpenAPI 3 is tested" if older else "not an OpenAPI document: no key 'openapi' in it")
    return Input(name, content, named)
