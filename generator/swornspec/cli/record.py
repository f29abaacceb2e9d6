"""What the last build of an API was made of and what it wrote, kept below `.swornspec/`: so that a build can tell that nothing changed.

A record is believed about one thing alone: that nothing is to be done, because everything that the build would read has the digest
that it had then, and everything that it would write is there with the digest that it was written with. No content is ever taken from
one. A record that is missing, or is none of ours, costs a build. Everything here is on the way of a build that changes nothing, so
it imports nothing but the standard library.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import swornspec
from swornspec.cli.place import files_below, write_whole
from swornspec.digest import digest

HOME: Final = ".swornspec"
"""The folder of a project that holds what is worth keeping and may be deleted; git ignores it."""
_TOOLS: Final = ("datamodel-code-generator", "jinja2", "openapi-python-client", "pydantic", "pydantic-core", "pyyaml", "ruff")
_PACKAGE: Final = re.compile(r"generated/[A-Za-z0-9_]+_client")
_LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """A build of one API: what it read, what it said of it, its package, and what it wrote; digests by path below the project."""

    read: Mapping[str, str]
    summary: str
    package: str
    written: Mapping[str, str]


def toolkit() -> dict[str, str]:
    """The digest of the toolkit's own files, templates included, and the versions of all that has a part in what it writes."""
    home = Path(swornspec.__file__).parent
    own = hashlib.sha256()
    for path in files_below(home):
        with open(f"{home}/{path}", "rb") as file:
            own.update(f"{path}\0{digest(file.read())}\n".encode())
    return {"the toolkit": own.hexdigest(), "Python": f"{sys.version_info.major}.{sys.version_info.minor}", **_versions()}


def what_is_read(root: Path, api: str, tools: Mapping[str, str], *places: str) -> dict[str, str]:
    """The digest of everything that a build of an API depends on, byte for byte; of `places` it only reads whether they are there."""
    folder = root / "specs" / api
    inputs = [folder / "api.yaml", *(p for p in sorted((folder / "pages").glob("*")) if p.is_file())]
    contents = {p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in inputs if p.is_file()}
    return {**tools, **{place: str((root / place).is_file()) for place in places}, **contents}


def read_record(root: Path, api: str) -> Record | None:
    """The record of an API; None when there is none, or something else is in its place."""
    path = _path(root, api)
    try:
        if path.stat().st_size > _LARGEST:
            return None
        stated = json.loads(path.read_bytes())
        record = Record(stated["read"], stated["summary"], stated["package"], stated["written"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = isinstance(record.summary, str) and isinstance(record.package, str)
    return record if texts and _texts(record.read) and _texts(record.written) else None


def write_record(root: Path, api: str, record: Record) -> None:
    """Keep the record of an API in place of the one before."""
    path = _path(root, api)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(asdict(record), indent=1))


def differing_inputs(record: Record, read: Mapping[str, str]) -> list[str]:
    """The names of what was read then and would be read otherwise now."""
    return sorted(name for name in {*record.read, *read} if record.read.get(name) != read.get(name))


def is_written(root: Path, api: str, record: Record) -> bool:
    """Whether the document and the package of an API are there as they were written, and nothing else in the package."""
    if not _PACKAGE.fullmatch(record.package):  # none of our records, and not to be followed anywhere
        return False
    found = {document_of(api), *(f"{record.package}/{path}" for path in files_below(root / record.package))}
    return found == set(record.written) and all(_is(root / path, known) for path, known in record.written.items())


def document_of(api: str) -> str:
    """Where the document of an API is written, below the project."""
    return f"specs/{api}/openapi.yaml"


def _versions() -> dict[str, str]:
    """The versions of the tools, from the names of the folders that describe them: a fifth of the time of `importlib.metadata`."""
    found: dict[str, str] = {}
    for place in reversed(sys.path):  # what comes first is what is imported
        folders = (name for name in os.listdir(place) if name.endswith(".dist-info")) if os.path.isdir(place) else ()
        found |= {name.lower().replace("_", "-"): version for name, _, version in (f[:-10].partition("-") for f in folders)}
    versions: dict[str, str] = {tool: found[tool] for tool in _TOOLS if tool in found}
    if len(versions) < len(_TOOLS):  # installed in some other way
        from importlib.metadata import version

        versions |= {tool: version(tool) for tool in _TOOLS if tool not in versions}
    return versions


def _is(path: Path, known: str) -> bool:
    try:
        return digest(path.read_bytes()) == known
    except OSError:  # gone, or no file any more
        return False


def _path(root: Path, api: str) -> Path:
    return root / HOME / "build" / f"{api}.json"


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair)
