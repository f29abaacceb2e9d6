"""The line of a document on which a finding stands that no sentence with a line shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from swornspec.errors import AnnotationError
from swornspec.report.findings import Finding
from swornspec.rules.field import path_at
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.marked import Marked, read_marked

_Steps = tuple[str | int, ...]


def located(findings: Iterable[Finding], document: Document, path: Path) -> tuple[Finding, ...]:
    """The findings, each with a sentence or the line of the document that is nearest to what it is about."""
    found = tuple(findings)
    if all(f.at is not None or any(s.first for s in f.said) for f in found):
        return found
    text = path.read_text(encoding="utf-8", errors="replace")
    marked = read_lines(text)
    endpoints = {e.operation_id: e for e in document.endpoints}
    return tuple(
        f
        if f.at is not None or any(s.first for s in f.said)
        else replace(f, at=(path.as_posix(), _line(f, document, endpoints.get(f.operation), marked, text)))
        for f in found
    )


def read_lines(text: str) -> Marked | None:
    """A document with its lines; None for one that is larger or cleverer than what is read by line."""
    try:
        return read_marked(text, "")
    except AnnotationError:
        return None


def _line(finding: Finding, document: Document, endpoint: Endpoint | None, marked: Marked | None, text: str) -> int:
    if marked is not None:
        for steps in _steps(finding, document, endpoint):
            if steps in marked.lines:
                return marked.lines[steps]
    return searched(text, finding.operation)


def searched(text: str, operation_id: str) -> int:
    """The line of an operation in a document that is too large to be read by lines: that of its id, else 1."""
    match = re.search(rf"operationId[\"']?\s*:\s*[\"']?{re.escape(operation_id)}\b", text) if operation_id else None
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _steps(finding: Finding, document: Document, endpoint: Endpoint | None) -> Iterator[_Steps]:
    """Where the finding may stand, the nearest place first."""
    if endpoint is None:
        yield from _noted(finding, (), document.raw.get("x-findings"))
        yield from (("info",), ("openapi",))
        return
    operation: _Steps = ("paths", endpoint.path, endpoint.method.lower())
    raw = document.resolve(document.raw["paths"][endpoint.path]).get(endpoint.method.lower())
    yield from _noted(finding, operation, raw.get("x-findings") if isinstance(raw, Mapping) else None)
    schema: _Steps = (*operation, "requestBody", "content", endpoint.body.media_type, "schema") if endpoint.body else ()
    if endpoint.body is not None and endpoint.body.component is not None:
        schema = ("components", "schemas", endpoint.body.component)
    body = endpoint.body.resolved if endpoint.body is not None else {}
    for holder, owner in ((schema, body), (operation, raw)):
        listed = owner.get("x-rules") if isinstance(owner, Mapping) else None
        rules = enumerate(listed if isinstance(listed, list) else ())
        yield from ((*holder, "x-rules", n) for n, rule in rules if isinstance(rule, Mapping) and rule.get("id") == finding.subject)
    way = path_at(finding.subject, endpoint.fields)
    for n in range(len(way), 0, -1):
        yield (*schema, *(step for name in way[:n] for step in ("properties", name)))
    yield from ((*operation, "parameters", n) for n, p in enumerate(endpoint.parameters) if p.name == finding.subject)
    yield operation
    yield operation[:2]


def _noted(finding: Finding, holder: _Steps, noted: object) -> Iterator[_Steps]:
    """The finding itself, where the build has written it down."""
    for n, entry in enumerate(noted if isinstance(noted, list) else ()):
        if isinstance(entry, Mapping) and entry.get("message") == finding.message and entry.get("id") == finding.kind:
            yield (*holder, "x-findings", n)


__all__ = ["located", "read_lines", "searched"]
