"""A document's findings: every analysis run on every operation, and what the build wrote down beside them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from swornspec.contract.inline import inlined
from swornspec.report.findings import KINDS, Finding, Review
from swornspec.rules.field import Fields
from swornspec.rules.lint import (
    Remark,
    default_traps,
    external_rules,
    gaps,
    implied_constraints,
    lost_values,
    required_with_default,
    unknown_fields,
    unknown_values,
    unreachable_values,
    unsatisfiable,
    waived_rules,
    wrong_defaults,
)
from swornspec.rules.rule import Said
from swornspec.rules.witness import Space
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, Endpoint, load_document, read_said, said_of

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
    fields = endpoint.fields
    written = endpoint.findings
    known = {(r.kind, r.subject) for r in written} | {(kind, r.subject) for r in written if r.kind in _ENUM_KINDS for kind in _ENUM_KINDS}
    analyses = (
        wrong_defaults(fields),
        *_searched(document, endpoint),
        default_traps(fields, endpoint.rules),
        required_with_default(fields),
        unknown_fields(fields, endpoint.rules),
        unknown_values(fields, endpoint.rules),
        lost_values(_annotated_values(fields)),
        external_rules(endpoint.rules),
        waived_rules(_waived(document, endpoint)),
        gaps((g.subject, g.said, g.why) for g in endpoint.gaps),
    )
    yield from written
    for analysis in analyses:
        yield from (_placed(r, fields) for r in analysis if (r.kind, r.subject) not in known)


def _searched(document: Document, endpoint: Endpoint) -> Iterator[Iterator[Remark]]:
    """The analyses that search the space of all request bodies."""
    if endpoint.body is None:
        return
    checker = Checker(document, endpoint)

    def judge(body: Any) -> list[str]:
        return [broken.constraint for broken in checker.broken(body)]

    space = Space(inlined(document, endpoint.body.schema), endpoint.rules, judge)
    yield from (unsatisfiable(space), implied_constraints(space), unreachable_values(space))


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
    if remark.said or remark.subject not in fields:
        return remark
    schema = fields[remark.subject].schema
    places = [said for keyword in _KEYWORDS.get(remark.kind, ()) for said in said_of(schema, keyword)]
    return replace(remark, said=tuple(dict.fromkeys(places)))


def review(path: Path) -> Review:
    """The findings of the document at a path; DocumentError when it cannot be read. Paths are kept as they were given."""
    document = load_document(path)
    pages = path.parent / "pages"
    return Review(path.as_posix(), pages.as_posix() if pages.is_dir() else None, len(document.endpoints), findings(document))
