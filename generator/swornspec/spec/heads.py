"""The headings that notes of a page stand below."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from swornspec.page import Page
from swornspec.spec.asides import prose_of_note
from swornspec.spec.outline import shown_heading


@dataclass(frozen=True, slots=True)
class Heads:
    """Headings by the places where the prose of notes starts: those right above a note, and those of the section it is in.

    `listed` has the fields that the section lists right before a note, or before the notes right before it.
    """

    above: Mapping[int, str] = field(default_factory=dict)
    around: Mapping[int, str] = field(default_factory=dict)
    listed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


_MOST_LISTED: Final = 30  # fields of a section that a note may speak of without their names
NO_HEADS: Final = Heads()
"""Notes that stand below no heading."""


def heads_of(page: Page) -> Heads:
    """The headings of the notes of a page; those of notes that fields stand before, in the same section, are left out of `around`."""
    headings = [(use.line.span.start, shown_heading(use.line)) for use in page.lines if use.use == "structure" and use.role == "heading"]
    starts = [start for start, _ in headings]
    blocks = sorted(page.blocks, key=lambda block: block.span.start)
    fields = [block.span.start for block in blocks]
    tables = _tables(page)
    above: dict[int, str] = {}
    around: dict[int, str] = {}
    listed: dict[int, tuple[str, ...]] = {}
    taken: set[int] = set()
    last, first_told = -1, 0  # where the note before stands, and the first of the fields that it is below
    for note in page.notes:
        at = bisect_right(starts, note.span.start) - 1
        if at < 0:
            continue
        places = [p.span.start for p in prose_of_note(page, note)]
        if at not in taken and places:
            above[places[0]] = headings[at][1]
        taken.add(at)
        first, end = bisect_right(fields, starts[at]), bisect_right(fields, note.span.start)
        if first == end:
            around.update((place, headings[at][1]) for place in places)
        elif places:
            since = bisect_right(fields, last) if last > starts[at] else first
            first = since if since < end else min(first_told, since)
            last, first_told = note.span.start, first
            table = bisect_right(tables, fields[end - 1])
            while first < end - 1 and bisect_right(tables, fields[first]) < table:
                first += 1  # of a table before the one that the note is right below
            if end - first <= _MOST_LISTED:
                names = (b.name for b in blocks[first:end] if b.name and not b.within and b.location != "response")
                listed[places[0]] = tuple(dict.fromkeys(names))
    return Heads(above, around, listed)


def _tables(page: Page) -> list[int]:
    """Where the tables of a page start."""
    rows = [use.use == "structure" and use.role == "table" for use in page.lines]
    return [use.line.span.start for use, row, before in zip(page.lines, rows, [False, *rows], strict=False) if row and not before]


__all__ = ["NO_HEADS", "Heads", "heads_of"]
