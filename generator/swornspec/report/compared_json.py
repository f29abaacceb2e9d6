"""Comparisons as JSON, for other programs: `diff.schema.json` next to this module describes it."""

from collections.abc import Iterable
from typing import Any

from swornspec.report.compared import Comparison, Entry, Step, Version
from swornspec.report.place import Place
from swornspec.report.plain import json_text


def compared_as_json(comparisons: Iterable[Comparison]) -> str:
    """All comparisons as one JSON object; `version` changes when a member changes its meaning or goes."""
    return json_text({"version": 1, "comparisons": [_comparison(c) for c in comparisons]})


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "name": comparison.name,
        "old": _version(comparison.old),
        "new": _version(comparison.new),
        "counts": {verdict.value: n for verdict, n in comparison.verdicts.items()},
        "changes": [_entry(e) for _, entries in comparison.operations() for e in entries],
        "step": _step(comparison.step),
    }


def _version(version: Version | None) -> str | None:
    return version.label if version is not None else None


def _entry(entry: Entry) -> dict[str, Any]:
    decided = entry.decided
    message = decided.message
    shown = None if message is None else {"operation": message.operation, "part": message.what, "value": message.value}
    return {
        "operation": decided.change.operation,
        "where": decided.change.where,
        "side": decided.change.side.value,
        "verdict": decided.verdict.value,
        "text": decided.change.text,
        "why": decided.why,
        "message": shown,
        "before": [_place(p) for p in entry.before],
        "after": [_place(p) for p in entry.after],
        "perhaps_renamed": decided.renamed or None,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.path, "line": place.first, "quote": place.quote}


def _step(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {"package": step.package, "before": step.before, "version": step.release.version, "changelog": step.section}
