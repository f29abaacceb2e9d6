"""Findings as SARIF 2.1.0 (OASIS standard), which code hosts show next to the lines of the pages."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from swornspec.report.findings import KINDS, Finding, Review, Severity
from swornspec.report.plain import quoted
from swornspec.rules.rule import Said

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(reviews: Iterable[Review], version: str) -> str:
    """All findings as one SARIF run; `version` is the tool's own. Rule ids are the kinds, paths are relative."""
    listed = list(reviews)
    results = [_result(r, f, fingerprint) for r in listed for f, fingerprint in zip(r.findings, r.fingerprints(), strict=True)]
    kinds = dict.fromkeys([*KINDS, *(f.kind for r in listed for f in r.findings)])
    rules = [{"id": kind, "shortDescription": {"text": KINDS.get(kind, kind)}} for kind in kinds]
    index = {kind: n for n, kind in enumerate(kinds)}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    run = {
        "tool": {"driver": {"name": "swornspec", "version": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True) + "\n"


def _result(review: Review, finding: Finding, fingerprint: str) -> dict[str, Any]:
    places = [_place(review, said) for said in finding.said if said.first and review.pages is not None]
    first, *others = places or [{"physicalLocation": {"artifactLocation": _artifact(review.document), "region": {"startLine": 1}}}]
    words = [finding.message, *(quoted(s) for s in finding.said), *([f"To mend: {finding.mend}"] if finding.mend else [])]
    first["logicalLocations"] = [{"fullyQualifiedName": finding.place, "kind": "member"}]
    return {
        "ruleId": finding.kind,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(words)},
        "locations": [first],
        **({"relatedLocations": [{"id": n, **place} for n, place in enumerate(others, 1)]} if others else {}),
        "partialFingerprints": {"swornspec/v1": fingerprint},
    }


def _place(review: Review, said: Said) -> dict[str, Any]:
    region = {"startLine": said.first, "endLine": max(said.first, said.last)}
    if said.quote:
        region["snippet"] = {"text": said.quote}  # type: ignore[assignment] # a region mixes numbers and objects
    return {"physicalLocation": {"artifactLocation": _artifact(f"{review.pages}/{said.page}"), "region": region}}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path, safe="/", errors="surrogatepass")}
