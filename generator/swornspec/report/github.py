"""Findings as workflow commands, which GitHub Actions shows next to the lines of the pages."""

from collections.abc import Iterable

from swornspec.report.findings import Finding, Review, Severity
from swornspec.report.plain import printable, quoted

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def to_github(reviews: Iterable[Review]) -> str:
    """One workflow command per finding."""
    lines = [_command(review, finding) for review in reviews for finding in review.findings]
    return "".join(f"{line}\n" for line in lines)


def _command(review: Review, finding: Finding) -> str:
    place = next((s for s in finding.said if s.first and review.pages is not None), None)
    where = {"file": review.document} if place is None else {"file": f"{review.pages}/{place.page}", "line": str(place.first)}
    if place is not None and place.last > place.first:
        where["endLine"] = str(place.last)
    where["title"] = f"{finding.kind}: {finding.place}"
    words = "\n".join([finding.message, *(quoted(s) for s in finding.said)])
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(words)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
