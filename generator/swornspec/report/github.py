"""Findings as workflow commands, which GitHub Actions shows next to the lines of the pages."""

from collections.abc import Iterable

from swornspec.report.findings import Finding, Review, Severity
from swornspec.report.place import places
from swornspec.report.plain import printable, quoted

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def to_github(reviews: Iterable[Review]) -> str:
    """One workflow command per finding that is not accepted."""
    lines = [_command(review, finding) for review in reviews for finding in review.findings]
    return "".join(f"{line}\n" for line in lines)


def _command(review: Review, finding: Finding) -> str:
    place, *_ = places(review, finding)
    where = {"file": place.path, "line": str(place.first)}
    if place.last > place.first:
        where["endLine"] = str(place.last)
    where["title"] = f"{finding.kind}: {finding.place}"
    mend = [f"To mend: {finding.mend}"] if finding.mend else []
    words = "\n".join([finding.message, *(quoted(s) for s in finding.said), *mend])
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(words)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
