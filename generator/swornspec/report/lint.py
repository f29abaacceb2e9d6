"""A document's findings: every analysis run on every operation, and what the build wrote down beside them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from swornspec.contract.space import subject_of
from swornspec.report.findings import KINDS, Finding, Review
from swornspec.report.located import located
from swornspec.report.prose import is_older, review_prose
from swornspec.rules.field import Fields, field_at
from swornspec.rules.lint import (
    Inquiry,
    Remark,
    default_traps,
    external_rules,
    gaps,
    idle_conditions,
    ignored_alone,
    implied_constraints,
    lost_values,
    not_analysed,
    presence,
    required_with_default,
    unknown_fields,
    unknown_values,
    unreachable_values,
    unsatisfiable,
    waived_rules,
    wrong_defaults,
)
from swornspec.rules.rule import Rule, Said
from swornspec.rules.witness import Space
from swornspec.spec.check import Checker
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, Endpoint, load_document, read_said, said_of
from swornspec.spec.inline import inlined
from swornspec.spec.source import read_source

_ENUM_KINDS = ("enum-values-lost", "enum-values-annotated")
_KEYWORDS = {
    "required-with-default": ("required", "default"),
    "default-breaks-schema": ("default",),
    "implied-constraint": ("enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}


def findings(document: Document) -> tuple[Finding, ...]:
    """Everything worth saying about a document, what is about all operations first, then operations in the document's order.

    For each the worst comes first and kinds in the order of `KINDS`.
    """
    order = {kind: n for n, kind in enumerate(KINDS)}
    found = [("", document.findings), *((e.operation_id, _remarks(document, e)) for e in document.endpoints)]
    return tuple(
        Finding(r.kind, r.severity, operation, r.subject, r.message, r.said, r.mend)
        for operation, remarks in found
        for r in sorted(remarks, key=lambda r: (r.severity.rank, order.get(r.kind, len(order))))
    )


def _remarks(document: Document, endpoint: Endpoint) -> Iterator[Remark]:
    fields, rules = endpoint.fields, (*endpoint.rules, *endpoint.parameter_rules)
    written = endpoint.findings
    known = {(r.kind, r.subject) for r in written} | {(kind, r.subject) for r in written if r.kind in _ENUM_KINDS for kind in _ENUM_KINDS}
    analyses = (
        wrong_defaults(fields),
        *_searched(document, endpoint),
        default_traps(fields, rules),
        required_with_default(fields),
        unknown_fields(fields, rules),
        unknown_values(fields, rules),
        lost_values(_annotated_values(fields)),
        external_rules(rules),
        waived_rules(_waived(document, endpoint)),
        gaps((g.subject, g.said, g.why) for g in endpoint.gaps),
    )
    yield from (_placed(r, fields) for r in written)
    for analysis in analyses:
        yield from (_placed(r, fields) for r in analysis if (r.kind, r.subject) not in known)


def _searched(document: Document, endpoint: Endpoint) -> Iterator[Iterator[Remark]]:
    """The analyses that search the space of all request bodies, and that of all parameters where rules are between them."""
    inquiries: list[Inquiry] = []
    for space, rules in _spaces(document, endpoint):
        inquiry = Inquiry(space)
        inquiries.append(inquiry)
        yield from (unsatisfiable(inquiry), presence(inquiry), ignored_alone(inquiry, rules))
        yield from (implied_constraints(inquiry), unreachable_values(inquiry), idle_conditions(inquiry, rules))
    yield not_analysed(inquiries)


def _spaces(document: Document, endpoint: Endpoint) -> Iterator[tuple[Space, tuple[Rule, ...]]]:
    if endpoint.body is not None:
        checker = Checker(document, endpoint)
        schema = inlined(document, endpoint.body.schema, Direction.REQUEST)
        yield Space(schema, endpoint.rules, lambda body: [b.constraint for b in checker.broken(body)]), endpoint.rules
    if endpoint.parameter_rules:
        together = subject_of(document, endpoint).together
        if together is not None:
            yield together, endpoint.parameter_rules


def _waived(document: Document, endpoint: Endpoint) -> Iterator[tuple[str, str, str, tuple[Said, ...]]]:
    """Id, text, reason and sentences of each rule that is not enforced by decision (`x-waived`)."""
    item = document.resolve(document.raw["paths"][endpoint.path])
    waived = item[endpoint.method.lower()].get("x-waived")
    for entry in waived if isinstance(waived, list) else ():
        if isinstance(entry, dict):
            said = entry.get("said")
            places = tuple(read_said(s) for s in said) if isinstance(said, list) else ()
            yield str(entry.get("id", "")), str(entry.get("text", "")), str(entry.get("reason", "")), places


def _annotated_values(fields: Fields) -> Iterator[tuple[str, str | None, tuple[Said, ...]]]:
    for field in fields.values():
        for keyword in ("enum", "x-extensible-enum"):
            for said in said_of(field.schema, keyword):
                if said.evidence is not None and keyword in field.schema:
                    yield field.name, said.evidence, said_of(field.schema, "type")


def _placed(remark: Remark, fields: Fields) -> Remark:
    """The remark with the places of the keywords it is about, where it has none of its own."""
    field = field_at(remark.subject, fields)
    if remark.said or field is None:
        return remark
    schema = field.schema
    stated = schema if remark.kind == "conflict" else _KEYWORDS.get(remark.kind, ())
    places = [said for keyword in stated for said in said_of(schema, keyword) if said.first or remark.kind != "conflict"]
    return replace(remark, said=tuple(dict.fromkeys(places)))


def review(path: Path) -> Review:
    """The findings of the document at a path; DocumentError when it cannot be read. Paths are kept as they were given."""
    source = read_source(path)
    prose = review_prose(path, source)
    if prose is not None and is_older(source):
        return prose
    document = load_document(path)
    pages = path.parent / "pages"
    found = (*located(findings(document), document, path), *(prose.findings if prose is not None else ()))
    return Review(path.as_posix(), pages.as_posix() if pages.is_dir() else None, len(document.endpoints), found)
