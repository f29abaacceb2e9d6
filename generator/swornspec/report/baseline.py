"""The findings of a document that a person has accepted, each with a reason: read, applied, and written anew.

    accepted:
      - finding: conflict
        about: print_pages.width
        fingerprint: 0123456789abcdef
        reason: The vendor has confirmed the page.

A finding is known by its fingerprint, which stays when lines move and changes with the sentences.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from swornspec.errors import BaselineError
from swornspec.report.findings import Accepted, Finding, Review, Severity
from swornspec.spec.marked import Marked, quoted, read_marked

NAME: Final = "lint-baseline.yaml"
"""The baseline of a document stands beside it under this name."""
_KEYS: Final = ("finding", "about", "fingerprint", "reason")
_HEADING: Final = """\
# Findings of `swornspec lint` that are accepted, each with its reason; `swornspec lint --write-baseline` adds new ones.
# Comments are not kept: what is worth saying belongs into the reason.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted finding: its kind, what it is about, its fingerprint, the reason, and the line of the entry."""

    finding: str
    about: str
    fingerprint: str
    reason: str
    line: int = 0


def read_baseline(path: Path, *, unfinished: bool = False) -> tuple[Entry, ...]:
    """The entries of a baseline file; BaselineError when it cannot be read, or (but for `unfinished`) when a reason is missing."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not UTF-8 text"
        raise BaselineError(f"cannot read the baseline: {reason}", where=str(path)) from error
    marked = read_marked(text, str(path))
    listed = marked.value.get("accepted") if isinstance(marked.value, Mapping) else None
    if marked.value in (None, {"accepted": None}):
        listed = []
    elif not isinstance(listed, list) or set(marked.value) != {"accepted"}:
        raise BaselineError("a baseline is one list, 'accepted'", where=str(path), mend="write one with --write-baseline")
    entries = tuple(_entry(raw, marked, n, path, unfinished) for n, raw in enumerate(listed))
    _no_entry_twice(entries, path)
    return entries


def _entry(raw: Any, marked: Marked, n: int, path: Path, unfinished: bool) -> Entry:
    line = marked.line(("accepted", n))
    where = f"{path}:{line}"
    if not isinstance(raw, Mapping) or set(raw) != set(_KEYS):
        raise BaselineError(f"an accepted finding has {', '.join(_KEYS)}", where=where, mend="write it with --write-baseline")
    finding, about, fingerprint, reason = ("" if raw[key] is None else str(raw[key]) for key in _KEYS)
    entry = Entry(finding, about, fingerprint, reason, line)
    if not entry.reason.strip() and not unfinished:
        what = f"{entry.finding} of {entry.about}" if entry.about else entry.finding
        raise BaselineError(f"{what} is accepted without a reason", where=where, mend="say why under 'reason', or remove the entry")
    return entry


def _no_entry_twice(entries: Sequence[Entry], path: Path) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        first = seen.setdefault(entry.fingerprint, entry.line)
        if first != entry.line:
            raise BaselineError(f"the same finding stands on line {first}", where=f"{path}:{entry.line}", mend="remove one of them")


def accepting(review: Review, entries: Iterable[Entry], path: str) -> Review:
    """The review without what is accepted; an entry that accepts nothing is a finding itself."""
    by_print = {e.fingerprint: e for e in entries}
    left, accepted = [], []
    for finding, fingerprint in zip(review.findings, review.fingerprints(), strict=True):
        entry = by_print.pop(fingerprint, None)
        if entry is None:
            left.append(finding)
        else:
            accepted.append(Accepted(finding, fingerprint, entry.reason))
    stale = [_stale(entry, path) for entry in by_print.values()]
    return replace(review, findings=(*left, *stale), accepted=tuple(accepted))


def _stale(entry: Entry, path: str) -> Finding:
    what = f"{entry.finding} of {entry.about}" if entry.about else entry.finding
    message = f"the baseline accepts a finding that is no longer there: {what} ({entry.fingerprint})"
    return Finding("stale-baseline", Severity.WARNING, "", entry.about, message, (), "remove the entry", (path, entry.line))


def baseline_text(review: Review, limit: Severity, before: Iterable[Entry]) -> str:
    """The baseline that accepts every finding of a review at least as grave as `limit`, with the reasons there were before.

    New entries have an empty reason, which must be filled before the baseline is read; stale ones are gone.
    """
    reasons = {e.fingerprint: e.reason for e in before}
    found = [(f, p) for f, p in zip(review.findings, review.fingerprints(), strict=True) if p in reasons or f.severity.rank <= limit.rank]
    lines = [_HEADING + "accepted:" + ("" if found else " []")]
    for finding, fingerprint in found:
        values = (finding.kind, finding.place, fingerprint, reasons.get(fingerprint, ""))
        lines += [f"{'  - ' if key == 'finding' else '    '}{key}: {quoted(value)}" for key, value in zip(_KEYS, values, strict=True)]
    return "\n".join([*lines, ""])
