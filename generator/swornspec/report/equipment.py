"""What an installation of swornspec has: the libraries it needs, its extras, and programs that some commands use."""

import platform
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from typing import Any, Final

from packaging.requirements import Requirement

from swornspec import __version__
from swornspec.report.plain import json_text

EXTRAS: Final = {
    "cel": "checks that the rules in the Common Expression Language mean the same",
    "dev": "everything that `make test` and `make lint` need",
    "distributed": "campaigns on the workers of a Dask cluster",
    "docs": "the documentation site of swornspec, as `make docs` builds it",
    "redis": "random requests that failed, kept in Redis for all who test",
    "solver": "more of lint's questions about rules answered, by an SMT solver",
}
"""The extras, and what each gives."""

PROGRAMS: Final = {
    "git": "the version history of a project, which comparisons with a commit read",
    "redis-server": "a place for failed random requests that several machines share",
    "chromium": "tests of the pages that swornspec writes, in a browser",
}
"""Programs that are used where they are there, and what for."""
_ALSO: Final = {"chromium": ("chromium-browser", "google-chrome")}
"""What a program is called elsewhere."""


@dataclass(frozen=True, slots=True)
class Library:
    """A library that is needed, as the package states it, and the version that is there, if any."""

    wanted: str
    found: str | None
    fits: bool


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra: what it gives, and which of its libraries are missing."""

    name: str
    gives: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A program: what it is used for, and where it is, if anywhere."""

    name: str
    gives: str
    path: str | None


@dataclass(frozen=True, slots=True)
class Equipment:
    """All of it."""

    libraries: tuple[Library, ...]
    extras: tuple[Extra, ...]
    programs: tuple[Program, ...]

    @property
    def works(self) -> bool:
        """Whether every library that is needed is there, in a version that will do."""
        return all(library.fits for library in self.libraries)


def equipment() -> Equipment:
    """What is there; nothing is imported or run to find out."""
    stated = [Requirement(text) for text in requires("swornspec") or ()]
    needed = [r for r in stated if r.marker is None or r.marker.evaluate({"extra": ""})]
    known = metadata("swornspec").get_all("Provides-Extra") or ()
    extras = tuple(Extra(name, EXTRAS.get(name, ""), tuple(_missing(stated, name))) for name in known)
    programs = tuple(Program(name, gives, _path(name)) for name, gives in PROGRAMS.items())
    return Equipment(tuple(map(_library, needed)), extras, programs)


def as_text(found: Equipment, *, every: bool = False) -> str:
    """The equipment for a person; `every` lists also the libraries that are as they should be."""
    lines = [f"swornspec {__version__}, Python {platform.python_version()} ({sys.executable}), {platform.system()} {platform.machine()}"]
    wrong = [library for library in found.libraries if not library.fits]
    state = "all there" if not wrong else f"{len(wrong)} of them missing or of another version"
    lines.append(f"libraries: {len(found.libraries)} needed, {state}")
    shown = found.libraries if every else wrong
    lines += [f"  {'ok     ' if one.fits else 'wrong  '}  {one.wanted}: {one.found or 'not installed'}" for one in shown]
    if wrong:
        lines.append("  to mend: install swornspec again, in an environment of its own")
    lines.append("extras:")
    for extra in found.extras:
        missing = f"; missing {', '.join(extra.missing)}: pip install 'swornspec[{extra.name}]'" if extra.missing else ""
        lines.append(f"  {'missing' if missing else 'ok     '}  {extra.name}: {extra.gives}{missing}")
    lines.append("programs:")
    lines += [f"  {'ok     ' if p.path else 'missing'}  {p.name}: {p.gives}{f' ({p.path})' if p.path else ''}" for p in found.programs]
    return "".join(f"{line}\n" for line in lines)


def as_json(found: Equipment) -> str:
    """The equipment for programs."""
    value: dict[str, Any] = {
        "swornspec": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "works": found.works,
        "libraries": [{"wanted": one.wanted, "found": one.found, "fits": one.fits} for one in found.libraries],
        "extras": [{"name": e.name, "gives": e.gives, "missing": list(e.missing)} for e in found.extras],
        "programs": [{"name": p.name, "gives": p.gives, "path": p.path} for p in found.programs],
    }
    return json_text(value)


def _path(program: str) -> str | None:
    found = (shutil.which(name) for name in (program, *_ALSO.get(program, ())))
    return next((path for path in found if path is not None), None)


def _library(wanted: Requirement) -> Library:
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        found = None
    return Library(f"{wanted.name}{wanted.specifier}", found, found is not None and wanted.specifier.contains(found, prereleases=True))


def _missing(stated: Iterable[Requirement], extra: str) -> Iterator[str]:
    """The libraries of an extra that are not there, or not in a version that will do."""
    for requirement in stated:
        marker = requirement.marker
        if marker is not None and marker.evaluate({"extra": extra}) and not marker.evaluate({"extra": ""}):
            library = _library(requirement)
            if not library.fits:
                yield library.wanted
