"""What stands above the fields of a page: headings, tabs and lines of prose, each with the fields that it leads.

### Required if method is card          a heading leads all fields below it, up to the next of its rank

One of these is required:               a line of prose leads the fields right below it, up to other prose or a heading
- `id` (string): …
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from typing import Literal as OneOf

from swornspec.page import Block, Page
from swornspec.spec.levels import level_of
from swornspec.text import Passage, within
from swornspec.text.markup import unmarked
from swornspec.text.sentences import sentences

_HASHES: Final = re.compile(r"(?P<marks>#{1,6})\s*\S")
_TAG: Final = re.compile(r"<h(?P<level>[1-6])\b", re.IGNORECASE)
_TAB: Final = re.compile(
    r"<(?:Tab|Accordion|AccordionItem|TabItem)\b[^<>]{0,200}?\b(?:title|label)=(?:\"(?P<double>[^\"\n]{1,120})\"|'(?P<single>[^'\n]{1,120})')"
)
_BELOW: Final = re.compile(r"\bbelow\W{0,3}$", re.IGNORECASE)
_TAB_ENDS: Final = re.compile(r"</(?:Tab|Accordion|AccordionItem|TabItem)>")
_BOLD: Final = 8
"""The rank of a heading that is one by its type alone, below all others."""
_UNRANKED: Final = 3
_INNER: Final = 9
_LONGEST: Final = 300  # characters of words that lead fields
_MOST_MEMBERS: Final = 60
_MOST_EVENTS: Final = 200
_MOST: Final = 5000  # of a note of which the last sentence may lead fields


@dataclass(frozen=True, slots=True)
class Lead:
    """Words above fields, and these by their number in the page's order, all of one object."""

    passage: Passage
    text: str
    kind: OneOf["heading", "prose"]
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Event:
    start: int
    kind: OneOf["heading", "end", "prose", "block"]
    passage: Passage
    text: str
    rank: int = 0
    number: int = -1


def leads_of(page: Page, blocks: Sequence[Block]) -> tuple[Lead, ...]:
    """The words above fields, in page order; those without fields below them are left out."""
    events = sorted(_events(page, blocks), key=lambda e: (e.start, e.kind == "block"))
    found = []
    for at, event in enumerate(events):
        if event.kind not in ("heading", "prose") or not event.text or len(event.text) > _LONGEST:
            continue
        members = list(_members(events, at, blocks))
        if members:
            found.append(Lead(event.passage, event.text, "heading" if event.kind == "heading" else "prose", tuple(members)))
    return tuple(found)


def _members(events: Sequence[_Event], at: int, blocks: Sequence[Block]) -> Iterator[int]:
    """The fields that words lead, of the object that the first of them is a part of."""
    lead, first = events[at], None
    found = 0
    for event in islice(events, at + 1, at + 1 + _MOST_EVENTS):
        if found == _MOST_MEMBERS:
            return
        if event.kind == "block":
            level = level_of(blocks[event.number])
            if first is None:
                first = level
            if level == first:
                found += 1
                yield event.number
        elif lead.kind == "prose" and first is None and event.kind == "heading" and _BELOW.search(lead.text):
            continue  # the fields of the next section
        elif lead.kind == "prose" or (event.kind == "end" and lead.rank >= _INNER) or (event.kind == "heading" and event.rank <= lead.rank):
            return


def _events(page: Page, blocks: Sequence[Block]) -> Iterator[_Event]:
    spans = []
    for number, block in enumerate(blocks):
        if block.location != "response":
            yield from (
                _Event(start, "block", block.kind, "", number=number) for start in ([t.start for t in block.told] or [block.span.start])
            )
        spans.append((block.span.start, block.span.end))
    last = -2
    for use in page.lines:
        text = use.line.text
        if use.use == "structure" and use.role == "heading" and use.line.span.first > last + 1:
            last = use.line.span.first
            yield _Event(use.line.span.start, "heading", use.line, shown_heading(use.line), _rank(text))
        elif use.use == "structure" and "<" in text and (tab := _TAB.search(text)) is not None:
            group = "double" if tab["double"] else "single"
            yield _Event(use.line.span.start, "heading", within(use.line, *tab.span(group)), tab[group].strip(), _INNER)
        elif use.use == "structure" and _TAB_ENDS.search(text):
            yield _Event(use.line.span.start, "end", use.line, "")
    seen = set()
    for note in (*page.notes, *page.summary):
        start = note.span.start
        if start not in seen and not any(first <= start < end for first, end in spans):
            seen.add(start)
            said = [s for p in unmarked(page.plain(note)) for s in sentences(p)] if len(note.text) <= _MOST else []
            if said:
                yield _Event(start, "prose", said[-1], said[-1].text.strip())


def shown_heading(line: Passage) -> str:
    """What a heading reads, without the marks around it."""
    return " ".join(p.text for p in unmarked(line)).strip("#=*_ ").removesuffix(":").strip()


def _rank(text: str) -> int:
    """How deep a heading stands, by its marks."""
    if (hashes := _HASHES.match(text)) is not None:
        return len(hashes["marks"])
    if (tag := _TAG.match(text)) is not None:
        return int(tag["level"])
    return _BOLD if text.startswith(("**", "__", "<b>", "<strong>")) or text.endswith(":") else _UNRANKED


__all__ = ["Lead", "leads_of", "shown_heading"]
