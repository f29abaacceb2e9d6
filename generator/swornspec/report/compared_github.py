"""Comparisons as workflow commands, which GitHub Actions shows next to the lines of the pages."""

from collections.abc import Iterable
from typing import Final

from swornspec.contract.compatibility import Verdict
from swornspec.report.compared import Comparison, Entry, Version
from swornspec.report.compared_text import FOR, why
from swornspec.report.findings import Finding, Review, Severity
from swornspec.report.github import to_github

_KINDS: Final = {
    Verdict.BREAKING: ("breaking-change", Severity.ERROR),
    Verdict.UNDECIDED: ("undecided-change", Severity.WARNING),
    Verdict.COMPATIBLE: ("compatible-change", Severity.INFO),
    Verdict.DOCUMENTATION: ("documentation-change", Severity.INFO),
}


def compared_as_github(comparisons: Iterable[Comparison]) -> str:
    """One workflow command for each change, at the line of what is new; at that of the document for what is gone."""
    return to_github([_review(c) for c in comparisons])


def _review(comparison: Comparison) -> Review:
    version = comparison.new or comparison.old
    assert version is not None
    found = [_finding(e, version) for _, entries in comparison.operations() for e in entries]
    return Review(version.path, version.pages, len(version.document.endpoints), tuple(found))


def _finding(entry: Entry, version: Version) -> Finding:
    change = entry.decided.change
    kind, severity = _KINDS[entry.decided.verdict]
    words = [f"{change.text} ({entry.decided.verdict.value} {FOR[change.side]})", *([why(entry.decided)] if entry.decided.why else [])]
    before = [f"before: {place.quote}" for place in entry.before if place.quote]
    said = change.about.said[1] if change.about is not None else ()
    line = next((p.first for p in entry.after if p.first and not said), 1)
    return Finding(kind, severity, change.operation, change.where, "\n".join([*words, *before]), said, at=(version.path, line))
