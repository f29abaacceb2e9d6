"""Findings as SARIF 2.1.0 (OASIS standard), which code hosts show next to the lines of the pages."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from swornspec.report.findings import Finding, Review, Severity
from swornspec.report.kinds import Kind, kind_of
from swornspec.report.place import Place, places
from swornspec.report.plain import json_text, quoted
from swornspec.rules.remark import KINDS

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(reviews: Iterable[Review], version: str, kinds: Mapping[str, Kind] | None = None, *, what: str = "lint") -> str:
    """All findings as one SARIF run; `version` is the tool's own. Rule ids are the kinds, paths are relative to where the tool ran.

    `kinds` are those that findings can have, the ones of lint when not given. `what` was done names the run, with the documents:
    a code host keeps the findings of the same run only once.

    Accepted findings are in it too, as results that are suppressed with their reason.
    """
    listed = list(reviews)
    results = [result for review in listed for result in _results(review)]
    known = {name: kind_of(name) for name in KINDS} if kinds is None else kinds
    index = {name: n for n, name in enumerate(dict.fromkeys([*known, *(str(r["ruleId"]) for r in results)]))}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    driver = {"name": "swornspec", "version": version, "rules": [_rule(known.get(name) or kind_of(name)) for name in index]}
    name = {"id": f"swornspec {what}/{' '.join(review.document for review in listed)}/"}
    run = {"tool": {"driver": driver}, "automationDetails": name, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.name,
        "shortDescription": {"text": kind.means},
        "fullDescription": {"text": f"{kind.means[:1].upper()}{kind.means[1:]}. {kind.matters}"},
        "help": {"text": kind.mend},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _results(review: Review) -> Iterator[dict[str, Any]]:
    for finding, fingerprint in zip(review.findings, review.fingerprints(), strict=True):
        yield _result(review, finding, fingerprint)
    for accepted in review.accepted:
        suppression = {"kind": "external", "justification": accepted.reason}
        yield _result(review, accepted.finding, accepted.fingerprint) | {"suppressions": [suppression]}


def _result(review: Review, finding: Finding, fingerprint: str) -> dict[str, Any]:
    first, *others = (_location(place) for place in places(review, finding))
    words = [finding.message, *(quoted(s) for s in finding.said), *([f"To mend: {finding.mend}"] if finding.mend else [])]
    if finding.place:
        first["logicalLocations"] = [{"fullyQualifiedName": finding.place, "kind": "member"}]
    return {
        "ruleId": finding.kind,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(words)},
        "locations": [first],
        **({"relatedLocations": [{"id": n, **place} for n, place in enumerate(others, 1)]} if others else {}),
        "partialFingerprints": {"swornspec/v1": fingerprint},
    }


def _location(place: Place) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": place.first, "endLine": place.last}
    if place.quote:
        region["snippet"] = {"text": place.quote}
    return {"physicalLocation": {"artifactLocation": {"uri": place.uri}, "region": region}}
