"""What a client package was made of before: its releases with their changes, and the document of the last one.

It is kept in the package itself, as history.json: the only thing that a build reads beside its document. The same history
and document give the same next history, whatever the clock says.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from swornspec.codegen.plan import Plan
from swornspec.codegen.version import Version, next_version
from swornspec.errors import GenerationError, SwornspecError
from swornspec.spec.compare import Change, Kind, Side, compare, worst
from swornspec.spec.document import Document, as_mapping, read_document

Comparing: TypeAlias = Callable[[Document, Document], Sequence[Change]]
"""Tells what changed from one document to another."""
FILE: Final = "history.json"
_MOST: Final = 1_000
"""How many changes of one release are kept, the gravest first."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the package, what the API called its own then, and what changed since the one before."""

    version: str
    stated: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The releases of a package, newest first, with the models and the document of the newest."""

    releases: tuple[Release, ...]
    models: tuple[str, ...]
    document: Mapping[str, Any]

    @property
    def version(self) -> str:
        """The newest version."""
        return self.releases[0].version


def continued(before: History | None, document: Document, plan: Plan, comparing: Comparing = compare) -> History:
    """The history after a build from a document: with one more release when something changed, the first one when there is none.

    `comparing` may decide better than by form what a change means.
    """
    raw = json.loads(json.dumps(document.raw))  # as it will be read back
    models = tuple(c.name for c in plan.classes)
    if before is None:
        return History((first_release(document.version),), models, raw)
    lost = [_lost(name) for name in before.models if name not in models]
    same = json.dumps(raw, sort_keys=True) == json.dumps(before.document, sort_keys=True)
    changes = (*lost, *(() if same else _changes(before, raw, document.name, comparing)))
    releases = before.releases
    if changes:
        releases = (next_release(releases[0], document.version, changes), *releases)
    return History(releases, models, raw)


def first_release(stated: str) -> Release:
    """The release that a package begins with, given what the API calls its version."""
    return Release(str(Version.of(stated)), stated, ())


def next_release(newest: Release, stated: str, changes: Sequence[Change]) -> Release:
    """The release that follows the newest one when something changed, given what the API calls its version now."""
    version = next_version(Version.of(newest.version), newest.stated, stated, worst(changes))
    gravest = sorted(changes, key=lambda c: tuple(Kind).index(c.kind))[:_MOST]
    return Release(str(version), stated, tuple(gravest))


def read_history(folder: Path) -> History | None:
    """The history that a package folder holds, if it holds one; GenerationError when it cannot be read."""
    path = folder / FILE
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        releases = tuple(_release(r) for r in stored["releases"])
        if not releases or not isinstance(stored["document"], dict):
            raise ValueError("it names no release, or no document")
        return History(releases, tuple(map(str, stored["models"])), stored["document"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        reason = f"what the package was made of before cannot be read: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        raise GenerationError(reason, where=str(path), mend="restore the file, or remove it to begin a new history") from error


def history_text(history: History) -> str:
    """A history as the text of its file."""
    releases = [{"version": r.version, "stated": r.stated, "changes": [_stored(c) for c in r.changes]} for r in history.releases]
    stored = {"releases": releases, "models": list(history.models), "document": history.document}
    return json.dumps(stored, indent=1, ensure_ascii=True) + "\n"


def _changes(before: History, raw: Any, name: str, comparing: Comparing) -> tuple[Change, ...]:
    try:
        old = read_document(before.document, FILE, partly=True)
    except SwornspecError as error:
        raise GenerationError(
            f"the document that the package was made of before cannot be read: {error}",
            where=FILE,
            mend="restore the file, or remove it to begin a new history",
        ) from error
    return tuple(comparing(old, read_document(raw, name, partly=True)))


def _lost(name: str) -> Change:
    return Change("", name, Side.READER, Kind.BREAKING, f"the class {name} is no longer there")


def _stored(change: Change) -> dict[str, Any]:
    kept = {"operation": change.operation, "where": change.where, "side": change.side, "kind": change.kind, "text": change.text}
    told = {"before": change.before, "after": change.after}
    return {k: v for k, v in (kept | told).items() if v} | ({} if change.sure else {"sure": False})


def _release(stored: Any) -> Release:
    version = str(stored["version"])
    if str(Version.of(version)) != version:
        raise ValueError(f"{version[:40]!r} is no version")
    return Release(version, str(stored["stated"]), tuple(_change(c) for c in stored["changes"]))


def _change(stored: Any) -> Change:
    operation, where, text, before, after = (str(as_mapping(stored).get(k, "")) for k in ("operation", "where", "text", "before", "after"))
    return Change(operation, where, Side(stored["side"]), Kind(stored["kind"]), text, before, after, stored.get("sure") is not False)
