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
    """Headings by the places where the prose of notes starts: those right above a note, and those of the section it is in."""

    above: Mapping[int, str] = field(default_factory=dict)
    around: Mapping[int, str] = field(default_factory=dict)


NO_HEADS: Final = Heads()
"""Notes that stand below no heading."""


def heads_of(page: Page) -> Heads:
    """The headings of the notes of a page; those of notes that fields stand before, in the same section, are left out of `around`."""
    headings = [(use.line.span.start, shown_heading(use.line)) for use in page.lines if use.use == "structure" and use.role == "heading"]
    starts = [start for start, _ in headings]
    fields = sorted(block.span.start for block in page.blocks)
    above: dict[int, str] = {}
    around: dict[int, str] = {}
    taken: set[int] = set()
    for note in page.notes:
        at = bisect_right(starts, note.span.start) - 1
        if at < 0:
            continue
        places = [p.span.start for p in prose_of_note(page, note)]
        if at not in taken and places:
            above[places[0]] = headings[at][1]
        taken.add(at)
        if bisect_right(fields, note.span.start) == bisect_right(fields, starts[at]):
            around.update((place, headings[at][1]) for place in places)
    return Heads(above, around)


__all__ = ["NO_HEADS", "Heads", "heads_of"]
