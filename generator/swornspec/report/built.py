"""What a build made of the pages of one API, in figures."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from swornspec.report.text import many
from swornspec.rules.remark import OF_SAMPLES
from swornspec.rules.rule import Effect
from swornspec.spec.document import Document

KEYWORDS: Final = (
    "type",
    "enum",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
    "additionalProperties",
)
"""The JSON Schema keywords that can make a value invalid (2020-12, validation vocabulary)."""


def summary(api: str, document: Document, explained: str | None = None) -> str:
    """A few lines: operations, fields, keywords, rules by effect, gaps; `explained` is where the gaps are explained."""
    fields = [f for e in document.endpoints for f in e.fields.values()]
    keywords = sum(1 for f in fields for _ in _keywords(f.schema)) + sum(f.required for f in fields)
    rules = Counter(r.effect for e in document.endpoints for r in (*e.rules, *e.parameter_rules))
    unread = sum(len(e.gaps) for e in document.endpoints)
    effects = ", ".join(f"{rules[effect]} {effect.value}" for effect in Effect if rules[effect])
    known = f"{many(rules.total(), 'rule')} ({effects})" if effects else "no rules"
    gaps = (
        f"{many(unread, 'gap')}: sentences that sound like a rule and were not read; {document.name} lists them under x-gaps"
        if unread
        else "no gaps"
    )
    gaps += f", {explained} explains them" if unread and explained else ""
    lines = [
        f"{api}: {many(len(document.endpoints), 'operation')}, {many(len(fields), 'field')}, {many(keywords, 'keyword')}, {known}",
        f"  {gaps}",
    ]
    doubts = sum(f.kind in OF_SAMPLES for e in document.endpoints for f in e.findings)
    if doubts:
        lines.append(f"  {many(doubts, 'finding')} about samples on the pages; swornspec lint {api} shows them")
    return "".join(f"{line}\n" for line in lines)


def _keywords(schema: Mapping[str, Any]) -> Iterator[str]:
    """The keywords of a field and, for an array, of its items."""
    yield from (k for k in KEYWORDS if k in schema)
    items = schema.get("items")
    if isinstance(items, Mapping):
        yield from (k for k in KEYWORDS if k in items)
