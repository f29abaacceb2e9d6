"""What a document became, for a person who watches: what changed and for whom, then the lines of the document."""

import difflib
from collections.abc import Iterator
from typing import Final

from swornspec.errors import SwornspecError
from swornspec.report.plain import one_line, printable
from swornspec.report.text import many
from swornspec.spec.compare import compare
from swornspec.spec.document import document_of

_MOST: Final = 40
_COLOURS: Final = {"+": "32", "-": "31", "@": "36"}


def changed_as_text(name: str, old: bytes, new: bytes, *, colour: bool = False) -> str:
    """The changes between two states of a document, then its lines that differ, of many the first; nothing when none does."""
    before, after = (content.decode("utf-8", "replace").splitlines() for content in (old, new))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
    if not lines:
        return ""
    shown = [one_line(text) for text in _changes(name, old, new)] if old else []
    shown += [_coloured(printable(line), colour) for line in lines[:_MOST]]
    shown += [f"and {many(len(lines) - _MOST, 'line')} more"] if len(lines) > _MOST else []
    return "".join(f"  {line}\n" for line in shown)


def _changes(name: str, old: bytes, new: bytes) -> Iterator[str]:
    try:
        found = compare(document_of(old, name), document_of(new, name))
    except SwornspecError as error:  # somebody broke the old one by hand; the lines tell the rest
        yield f"not compared: {error}"
        return
    for change in found:
        place = ".".join(part for part in (change.operation, change.where) if part)
        yield f"{change.kind.value}: {place}: {change.text}" if place else f"{change.kind.value}: {change.text}"


def _coloured(line: str, colour: bool) -> str:
    code = _COLOURS.get(line[:1])
    return f"\x1b[{code}m{line}\x1b[0m" if colour and code else line
