"""Findings as JSON, for other programs."""

from collections.abc import Iterable
from typing import Any

from swornspec.report.findings import Finding, Review, count
from swornspec.report.place import places
from swornspec.report.plain import json_text
from swornspec.spec.document import said_as_json


def to_json(reviews: Iterable[Review]) -> str:
    """All findings as one JSON object; `version` changes when a member changes its meaning or goes."""
    listed = list(reviews)
    whole = {
        "version": 1,
        "counts": {severity.value: n for severity, n in count(listed).items()},
        "documents": [_document(r) for r in listed],
    }
    return json_text(whole)


def _document(review: Review) -> dict[str, Any]:
    found = zip(review.findings, review.fingerprints(), strict=True)
    return {
        "document": review.document,
        "pages": review.pages,
        "operations": review.operations,
        "findings": [_finding(review, f, fingerprint) for f, fingerprint in found],
        "accepted": [{**_finding(review, a.finding, a.fingerprint), "reason": a.reason} for a in review.accepted],
    }


def _finding(review: Review, finding: Finding, fingerprint: str) -> dict[str, Any]:
    place, *_ = places(review, finding)
    return {
        "id": finding.kind,
        "severity": finding.severity.value,
        "operation": finding.operation,
        "subject": finding.subject,
        "message": finding.message,
        "at": {"file": place.path, "line": place.first},
        "said": [said_as_json(s) for s in finding.said],
        "mend": finding.mend,
        "fingerprint": fingerprint,
    }
