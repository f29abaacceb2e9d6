"""What a generated package was made of, and the digest of each of its files: so that an edit by hand is found in any copy of it.

    {"document": "9f86d0...", "tools": {"ruff": "0.17.5"}, "files": {"README.md": "60303a..."}}

It names nothing that differs between machines or between commits of the toolkit that write the same files.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from swornspec import __version__
from swornspec.digest import digest

MANIFEST: Final = "manifest.json"
_PINNED: Final = ("datamodel-code-generator", "openapi-python-client", "ruff")
_LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """The digest of the document, and of each file by its path below the package's folder."""

    document: str
    files: Mapping[str, str]


def manifest_source(document: bytes, files: Mapping[str, bytes]) -> bytes:
    """The manifest of a package made of a document's text, as JSON; the files are those without the manifest itself."""
    stated = {
        "about": "Written by swornspec with the files below; it tells which of them were edited by hand. Do not edit.",
        "document": digest(document),
        "tools": _tools(),
        "files": {path: digest(content) for path, content in sorted(files.items())},
    }
    return f"{json.dumps(stated, indent=2)}\n".encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in the folder of a package; None where there is none, or something else of that name."""
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _LARGEST:
            return None
        stated = json.loads(path.read_bytes())
        document, files = stated["document"], dict(stated["files"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if not all(isinstance(text, str) for text in (document, *files.keys(), *files.values())):
        return None
    return Manifest(document, files)


@cache
def _tools() -> dict[str, str]:
    """The tools that write the files, at the versions that this release is pinned to."""
    from importlib.metadata import version

    return {"swornspec": __version__, **{tool: version(tool) for tool in _PINNED}}
