"""Notes that stand between two fields and speak of "this parameter": they are about the field before them.

`close_by` _optional_
: `integer` When it closes.

> **Note** This parameter is only valid for `usage` `single`.
"""

import re
from collections.abc import Mapping
from typing import Final

from swornspec.page import Page
from swornspec.page.statuses import message_of
from swornspec.text import Passage
from swornspec.text.markup import unmarked

_SPEAKS: Final = re.compile(r"(?:you\b[^.]{3,60}\b)?this (?:parameter|field|property|attribute|option|header)\b", re.IGNORECASE)
_MARKED: Final = re.compile(r"\s*(?:>|!!!|:::|\.\. (?:note|warning|important|tip)::|\W{0,3}(?:note|important|warning)\b)", re.IGNORECASE)
_TABLES: Final = frozenset({"markdown-table", "tab-table", "html"})


def asides_of(page: Page) -> Mapping[int, tuple[Passage, ...]]:
    """The notes that are about the field before them, by the place where this field starts on the page."""
    if page.layout in _TABLES or not page.notes:
        return {}
    found: dict[int, tuple[Passage, ...]] = {}
    blocks = sorted(page.blocks, key=lambda b: b.span.start)
    at = 0
    for note in sorted(page.notes, key=lambda n: n.span.start):
        while at < len(blocks) and blocks[at].span.start < note.span.start:
            at += 1
        if not 0 < at < len(blocks) or not _MARKED.match(note.text):
            continue  # none before it, or none behind
        before = blocks[at - 1]
        if before.location == "response" or page.text[before.span.end : note.span.start].strip():
            continue
        if not any(_SPEAKS.match(said.text.strip()) for said in prose_of_note(page, note)):
            continue
        found[before.span.start] = (*found.get(before.span.start, ()), note)
    return found


def prose_of_note(page: Page, note: Passage) -> tuple[Passage, ...]:
    """A note as its sentences are read."""
    return tuple(p for part in unmarked(page.plain(note)) if (p := message_of(part)) is not None)


__all__ = ["asides_of", "prose_of_note"]
