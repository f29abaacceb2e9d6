"""What changed between two states of a document or a page, for a person: what and for whom, then line by line."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.errors import SwornspecError
from swornspec.report.plain import one_line, printable
from swornspec.report.text import many
from swornspec.spec.compare import Change, compare
from swornspec.spec.document import document_of

_MOST: Final = 40
_LONGEST: Final = 300
_COLOURS: Final = {"+": "32", "-": "31", "@": "36"}


def changed_as_text(name: str, old: bytes, new: bytes, *, colour: bool = False) -> str:
    """The changes between two states of an OpenAPI document, then its lines that differ, of many the first; nothing when none does."""
    lines = lines_as_text(old, new, colour=colour)
    if not old or not lines:
        return lines
    try:
        found = compare(document_of(old, name), document_of(new, name))
    except SwornspecError as error:  # somebody broke the old one by hand; the lines tell the rest
        return f"  {one_line(f'not compared: {error}')}\n{lines}"
    return changes_as_text(found) + lines


def changes_as_text(found: Sequence[Change]) -> str:
    """Changes one by one: what kind, where, what, and both sentences where the documentation's words changed."""
    return "".join(f"  {line}\n" for change in found for line in _shown(change))


def lines_as_text(old: bytes, new: bytes, *, colour: bool = False) -> str:
    """The lines that differ between two texts, with one around them; of many the first."""
    before, after = (content.decode("utf-8", "replace").splitlines() for content in (old, new))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
    shown = [_coloured(printable(line)[:_LONGEST], colour) for line in lines[:_MOST]]
    shown += [f"and {many(len(lines) - _MOST, 'line')} more"] if len(lines) > _MOST else []
    return "".join(f"  {line}\n" for line in shown)


def _shown(change: Change) -> Iterator[str]:
    place = ".".join(part for part in (change.operation, change.where) if part)
    yield one_line(f"{change.kind.value}: {place}: {change.text}" if place else f"{change.kind.value}: {change.text}")
    if change.before != change.after:
        yield from (f"  {word} {one_line(said)[:_LONGEST]}" for word, said in (("was:", change.before), ("now:", change.after)) if said)


def _coloured(line: str, colour: bool) -> str:
    code = _COLOURS.get(line[:1])
    return f"\x1b[{code}m{line}\x1b[0m" if colour and code else line
