"""Findings as text for a terminal."""

from collections.abc import Iterable, Iterator

from swornspec.report.findings import Finding, Review, Severity, count
from swornspec.report.plain import one_line, quoted

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}


def to_text(reviews: Iterable[Review], *, colour: bool = False) -> str:
    """Every finding with its sentences, below its document and operation, worst first; then one line with the counts."""
    listed = list(reviews)
    lines = [line for review in listed for line in _review(review, colour)]
    return "\n".join([*lines, summary(listed), ""])


def summary(reviews: Iterable[Review]) -> str:
    """`5 operations: 0 errors, 12 warnings, 20 notes`, and how many more are accepted, if any are."""
    listed = list(reviews)
    counts = count(listed)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    found = ", ".join(many(n, words[severity]) for severity, n in counts.items())
    accepted = sum(len(r.accepted) for r in listed)
    more = f"; {many(accepted, 'finding')} accepted by the baseline" if accepted else ""
    return f"{many(sum(r.operations for r in listed), 'operation')}: {found}{more}"


def many(number: int, noun: str) -> str:
    """`1 rule`, `2 rules`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _review(review: Review, colour: bool) -> Iterator[str]:
    yield one_line(review.document)
    for operation in dict.fromkeys(f.operation for f in review.findings):
        yield f"  {one_line(operation) or 'all operations'}"
        found = [f for f in review.findings if f.operation == operation]
        for finding in sorted(found, key=lambda f: f.severity.rank):
            yield from _finding(finding, colour)
    yield ""


def _finding(finding: Finding, colour: bool) -> Iterator[str]:
    severity = finding.severity.value
    shown = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m" if colour else severity
    yield f"    {shown} {one_line(finding.kind)} {one_line(finding.subject)}".rstrip()
    yield f"      {one_line(finding.message)}"
    for said in finding.said:
        yield f"      {quoted(said)}"
    if finding.at is not None and not any(said.first for said in finding.said):
        yield f"      {one_line(finding.at[0])} line {finding.at[1]}"
    if finding.mend:
        yield f"      to mend: {one_line(finding.mend)}"
