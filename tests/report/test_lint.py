"""Everything that can be said from a document alone, and nothing twice."""

from typing import Any

import pytest

from swornspec.errors import DocumentError
from swornspec.report.built import summary
from swornspec.report.findings import Finding, Severity
from swornspec.report.lint import findings
from swornspec.spec.document import Document, read_document


def size(name: str, *factors: str, **limit: int) -> dict[str, Any]:
    """A rule: the product of some fields keeps a limit."""
    [(operator, bound)] = limit.items()
    sign = {"most": "<=", "under": "<"}[operator]
    return {
        "id": name,
        "subject": factors[0],
        "expr": {
            "if": {"all": [{"has-value": f} for f in factors]},
            "then": {sign: [{"*": [{"field": f} for f in factors]}, bound]},
        },
        "text": f"{' * '.join(factors)} {sign} {bound}",
        "said": [{"page": "print.txt", "line": 1, "quote": name}],
    }


def document(properties: dict[str, Any], *rules: Any, required: tuple[str, ...] = (), **operation: Any) -> Document:
    schema = {"type": "object", "required": list(required), "properties": properties, "x-rules": list(rules)}
    body = {"content": {"application/json": {"schema": schema}}}
    raw = {"openapi": "3.1.1", "paths": {"/print": {"post": {"operationId": "print", "requestBody": body, "responses": {}, **operation}}}}
    return read_document(raw, "print.yaml")


SIDE = {"type": "integer", "minimum": 1, "maximum": 100}


def found(doc: Document, kind: str) -> list[Finding]:
    return [f for f in findings(doc) if f.kind == kind]


def test_limit_implied_by_a_stricter_one_is_found() -> None:
    doc = document({"width": SIDE, "height": SIDE}, size("wide", "width", "height", most=900), size("tight", "height", "width", under=800))

    [implied] = found(doc, "implied-constraint")

    assert (implied.subject, implied.severity, implied.operation) == ("width", Severity.WARNING, "print")
    assert "height * width < 800" in implied.message
    assert [s.quote for s in implied.said] == ["wide", "tight"]


def test_limits_on_other_fields_imply_nothing() -> None:
    sides = {"width": SIDE, "height": SIDE, "depth": SIDE}
    doc = document(sides, size("wide", "width", "height", most=900), size("deep", "width", "depth", under=800))

    assert found(doc, "implied-constraint") == []


def test_bound_implied_by_the_values_is_information() -> None:
    said = [{"keywords": ["maximum"], "page": "print.txt", "line": 3, "quote": "up to 9"}]
    doc = document({"copies": {"type": "integer", "maximum": 9, "enum": [1, 2, 9], "x-said": said}})

    [implied] = found(doc, "implied-constraint")

    assert (implied.severity, implied.said[0].quote) == (Severity.INFO, "up to 9")


def test_contradiction_is_an_error() -> None:
    never = {"id": "never", "subject": "copies", "expr": {">": [{"field": "copies"}, 9]}, "text": "copies must be over 9"}
    doc = document({"copies": {"type": "integer", "maximum": 9}}, never, required=("copies",))

    [contradiction] = found(doc, "unsatisfiable")

    assert contradiction.severity is Severity.ERROR


def test_value_that_no_request_can_have_is_found() -> None:
    only = {
        "id": "only",
        "subject": "style",
        "expr": {"if": {"has-value": "style"}, "then": {"in": [{"field": "style"}, ["PLAIN", "BOLD"]]}},
        "text": "style must be one of PLAIN, BOLD",
    }
    doc = document({"style": {"type": "string", "enum": ["PLAIN", "BOLD", "NONE"]}}, only)

    [unreachable] = found(doc, "unreachable-value")

    assert unreachable.subject == "style"
    assert "NONE" in unreachable.message


def test_values_from_a_person_are_told_once_with_their_evidence() -> None:
    said = [
        {"keywords": ["type"], "page": "print.txt", "line": 2, "quote": "enum"},
        {"keywords": ["enum"], "evidence": "the vendor's client"},
    ]
    style = {"style": {"type": "string", "enum": ["PLAIN"], "x-said": said}}
    written = [{"id": "enum-values-annotated", "severity": "info", "subject": "style", "message": "as the build says it"}]

    [computed] = found(document(style), "enum-values-annotated")
    [kept] = found(document(style, **{"x-findings": written}), "enum-values-annotated")

    assert computed.said[-1].evidence == "the vendor's client"
    assert kept.message == "as the build says it"


def test_rules_between_parameters_are_looked_at_too() -> None:
    numbers = [{"name": n, "in": "query", "schema": {"type": "integer"}} for n in ("first", "last")]
    rules = [
        {"id": name, "subject": "first", "expr": {"if": {"has-value": "first"}, "then": {sign: [{"field": "first"}, 5]}}, "text": name}
        for name, sign in (("high", ">"), ("low", "<"))
    ]
    operation = {"operationId": "list", "parameters": numbers, "x-rules": rules, "responses": {}}

    [dead] = findings(read_document({"openapi": "3.1.0", "paths": {"/x": {"get": operation}}}, "x"))

    assert (dead.kind, dead.subject, dead.message) == ("dead-field", "first", "no valid request can send first: high and low")


@pytest.mark.parametrize("raw", [{"paths": {}}, {"paths": {"/x": {"get": {}}}}])
def test_document_without_bodies_has_no_findings(raw: dict[str, Any]) -> None:
    assert findings(read_document({"openapi": "3.1.0", **raw}, "x")) == ()


def test_summary_counts_fields_keywords_rules_and_gaps() -> None:
    gap = {"subject": "width", "said": {"page": "print.txt", "line": 9, "quote": "Only some."}, "why": "unknown form"}
    advice = {"id": "a", "effect": "advice", "subject": "width", "text": "t"}
    doc = document(
        {"width": SIDE, "height": SIDE}, size("wide", "width", "height", most=900), advice, required=("width",), **{"x-gaps": [gap]}
    )

    assert summary("printer", doc, "docs/gaps.md") == (
        "printer: 1 operation, 2 fields, 7 keywords, 2 rules (1 reject, 1 advice)\n"
        "  1 gap: sentences that sound like a rule and were not read; print.yaml lists them under x-gaps, docs/gaps.md explains them\n"
    )


def test_what_a_document_says_about_all_its_operations_comes_first_and_once() -> None:
    whole = {"id": "conflict", "subject": "the key", "message": "two ways", "severity": "warning"}
    raw = {**document({"text": {"type": "string"}}).raw, "x-findings": [whole]}

    assert [(f.operation, f.kind, f.subject) for f in findings(read_document(raw, "print.yaml"))] == [("", "conflict", "the key")]
    with pytest.raises(DocumentError, match=r"^print\.yaml: .*unknown severity 'grave'"):
        read_document({**raw, "x-findings": [{**whole, "severity": "grave"}]}, "print.yaml")
