"""An overview as JSON, in the form of `report.schema.json`."""

from typing import Any, Final

from swornspec.report.checked import Check
from swornspec.report.overview import Entry, Overview
from swornspec.report.plain import json_text
from swornspec.report.sheet import Sheet
from swornspec.spec.document import said_as_json

VERSION: Final = 1
"""Of the JSON report; it changes when a member changes its meaning or goes."""
SCHEMA: Final = "report.schema.json"
"""The JSON Schema of the report, beside this module."""


def overview_as_json(it: Overview) -> str:
    """The whole overview as one JSON object."""
    figures, results = it.figures, it.results
    return json_text(
        {
            "version": VERSION,
            "api": it.api,
            "title": it.title,
            "document": {"path": it.path, "sha256": it.digest},
            "client": it.client,
            "results": None
            if results is None
            else {"source": results.source or None, "server": results.server, "run": results.run, "outdated": it.outdated},
            "figures": {
                "sentences": dict(figures.sentences),
                "read": round(figures.read, 4) if it.is_read else None,
                "statements": dict(figures.statements),
                "constraints": {
                    "documented": figures.constraints,
                    "broken_alone": figures.alone,
                    "implied": figures.implied,
                    "untested": figures.untested,
                },
                "rules": {"reject": figures.rules, "broken_alone": figures.rules_alone},
                "cases": dict(figures.cases),
            },
            "operations": [{"id": e.operation_id, "method": e.method, "path": e.path, "summary": e.summary} for e in it.endpoints],
            "sources": [{"says": says, "at": at} for says, at in it.sources],
            "pages": [_sheet(s) for s in it.sheets],
            "statements": [_entry(e) for e in it.entries],
            "stray": list(it.stray),
        }
    )


def _sheet(sheet: Sheet) -> dict[str, Any]:
    heard = [
        {
            "operation": h.operation,
            "field": h.name or None,
            "line": h.said.first,
            "end_line": h.said.last,
            "text": h.said.quote,
            "became": h.became,
            "why": h.why or None,
            "statements": list(h.statements),
        }
        for h in sheet.heard
    ]
    return {"name": sheet.name, "is_page": sheet.is_page, "sentences": heard}


def _entry(entry: Entry) -> dict[str, Any]:
    statement, checked = entry.statement, entry.checked
    return {
        "number": entry.number,
        "operation": statement.operation,
        "id": statement.id or None,
        "kind": entry.kind,
        "effect": entry.effect or None,
        "fields": list(statement.fields),
        "became": statement.became,
        "text": statement.text,
        "said": [said_as_json(s) for s in statement.said],
        "cel": statement.cel,
        "enforced_by": statement.enforced,
        "pointer": statement.pointer or None,
        "line": entry.line,
        "client": None if entry.client is None else {"path": entry.client.path, "line": entry.client.line, "name": entry.client.name},
        "valid": entry.shown.valid,
        "breaks": entry.shown.breaks,
        "why_not": checked.why or entry.shown.why or None,
        "status": checked.status or None,
        "cases": [_check(c) for c in (*checked.breaking, *checked.edges)],
        "counterexample": checked.counterexample.id if checked.counterexample is not None else None,
    }


def _check(check: Check) -> dict[str, Any]:
    shows = check.shows
    found = {"id": check.id, "kind": check.kind, "request": check.request, "result": check.result}
    if shows is None:
        return found
    return {**found, "fault": shows.fault, "expected": shows.expected, "actual": shows.actual, "answer": shows.answer}
