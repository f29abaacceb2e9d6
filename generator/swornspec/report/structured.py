"""Findings as JSON, for other programs."""

import json
from collections.abc import Iterable
from typing import Any

from swornspec.report.findings import Finding, Review, count
from swornspec.spec.document import said_as_json


def to_json(reviews: Iterable[Review]) -> str:
    """All findings as one JSON object; `version` changes when a member changes its meaning or goes."""
    listed = list(reviews)
    whole = {
        "version": 1,
        "counts": {severity.value: n for severity, n in count(listed).items()},
        "documents": [{"document": r.document, "pages": r.pages, "operations": r.operations, "findings": _findings(r)} for r in listed],
    }
    return json.dumps(whole, indent=2, ensure_ascii=True) + "\n"


def _findings(review: Review) -> list[dict[str, Any]]:
    return [_finding(f, fingerprint) for f, fingerprint in zip(review.findings, review.fingerprints(), strict=True)]


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "id": finding.kind,
        "severity": finding.severity.value,
        "operation": finding.operation,
        "subject": finding.subject,
        "message": finding.message,
        "said": [said_as_json(s) for s in finding.said],
        "mend": finding.mend,
        "fingerprint": fingerprint,
    }
