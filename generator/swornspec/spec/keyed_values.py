"""Cells of a table as values of a field, and its rows as passages: what all readers of tables keyed by values share."""

import re
from collections.abc import Sequence
from typing import Any, Final

from swornspec.page import Page
from swornspec.page.cells import bare_words, unquoted
from swornspec.page.flags import typed
from swornspec.rules.field import Field
from swornspec.text import Passage, Span
from swornspec.text.legible import legible

_CODE: Final = re.compile(r"(?=.*[\d_./-])[\w.:/-]+")
_CAPITALS: Final = re.compile(r"[A-Z][A-Z0-9_]+")
_PARTS: Final = re.compile(r"\s*(?:,|\n|\bor\b|\band\b)\s*")
_REMARK: Final = re.compile(r"\s*\((?:the )?(?:default|recommended)\)", re.IGNORECASE)
_OPEN: Final = ((), ("string",), ("integer",))


def values_in(cell: Passage, field: Field) -> tuple[Any, ...]:
    """The values of a field that a cell names; none where one of its words is no value of it."""
    return values_said(legible(cell).text.strip(), field)


def values_said(shown: str, field: Field) -> tuple[Any, ...]:
    """The values of a field that some words name, as `a, b`, `A/B`, `a (default), b`; none where one of the words is no value of it."""
    shown = _REMARK.sub("", shown) if "(" in shown else shown
    pieces = [bare_words(piece) for piece in _PARTS.split(shown) if piece.strip()]
    found = _typed(pieces, field, quoted="`" in shown)
    if None in found and any("/" in p for p in pieces):
        apart = [part.strip() for p in pieces for part in p.split("/")]
        if field.enum is not None or all(map(_CAPITALS.fullmatch, apart)):
            found = _typed(apart, field, quoted="`" in shown)
    return tuple(found) if found and None not in found else ()


def _typed(pieces: Sequence[str], field: Field, *, quoted: bool) -> list[Any]:
    if field.enum is not None:
        known = {str(v).casefold(): v for v in field.enum}
        if len(known) < len(field.enum):
            known = {str(v): v for v in field.enum}
        return [known.get(unquoted(p), known.get(unquoted(p).casefold())) for p in pieces]
    if field.types == ("boolean",):
        return [{"true": True, "false": False}.get(p.lower()) for p in pieces]
    if field.types not in _OPEN or any("/" in p and _CAPITALS.fullmatch(p.partition("/")[0]) for p in pieces):
        return [None for _ in pieces]
    schema = field.schema if field.types else {"type": "string"}
    values = [typed(unquoted(p), schema) if quoted or _CODE.fullmatch(p) or _CAPITALS.fullmatch(p) else None for p in pieces]
    return [v[0] if v is not None else None for v in values]


def whole_row(page: Page, row: Sequence[Passage]) -> Passage:
    """A row as it stands on the page."""
    first, last = row[0].span, row[-1].span
    span = Span(first.page, first.first, last.last, first.start, last.end)
    return Passage(page.text[span.start : span.end], span)


__all__ = ["values_in", "values_said", "whole_row"]
