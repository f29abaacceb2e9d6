"""What is left of APIs that are gone: what a build wrote for them, which goes, and suites, which are their owners'."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from swornspec.cli.common import apis
from swornspec.cli.place import files_below
from swornspec.cli.record import document_of

_BUILT: Final = b"# Built by swornspec "
"""How a document begins that a build wrote."""


def sourced(root: Path) -> list[str]:
    """The APIs of a project that there is something to build from: annotations or pages. Others have a document alone."""
    return [api for api in apis(root) if any((root / "specs" / api / part).exists() for part in ("api.yaml", "pages"))]


def strays(root: Path, packages: Collection[str], known: Iterable[str]) -> list[str]:
    """The folders that hold nothing but what was built for APIs that are gone.

    That are clients which are none of some packages, and documents that a build wrote of none of the known APIs.
    """
    clients = (f"generated/{folder.name}" for folder in (root / "generated").glob("*_client"))
    gone = [client for client in clients if client not in packages and files_below(root / client)]
    documents = [api for api in apis(root) if api not in known and files_below(root / "specs" / api) == ["openapi.yaml"]]
    return sorted([*gone, *(f"specs/{api}" for api in documents if _is_built(root / document_of(api)))])


def idle_suites(root: Path, known: Collection[str]) -> list[str]:
    """The suites as a build writes them, whose API is none of the known ones and whose document is not there, or goes."""
    suites = (path for path in sorted((root / "contracts").glob("*/test_*.py")) if path.parent.name not in known)
    return [path.relative_to(root).as_posix() for path in suites if _is_idle(root, path)]


def _is_idle(root: Path, suite: Path) -> bool:
    named = document_of(suite.parent.name)
    return named.encode() in suite.read_bytes() and (not (root / named).is_file() or _is_built(root / named))


def _is_built(document: Path) -> bool:
    with document.open("rb") as file:
        return file.read(len(_BUILT)) == _BUILT
