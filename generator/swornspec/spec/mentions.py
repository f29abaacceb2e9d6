"""Fields that a page lists, and then speaks of again in a list of its own: what it says there is a note about the field.

| width | integer | In pixels. |

### Details
- `width`: at most 900
"""

from dataclasses import replace
from typing import Any, Final

from msgspec import structs

from swornspec.page import Block, Page
from swornspec.spec.levels import Level, level_of
from swornspec.text import Passage

_ITEM: Final = "field"


def without_mentions(page: Page) -> Page:
    """A page with items that speak of fields listed before as notes; what has a type of its own, or is required, stays a field."""
    first: dict[tuple[Any, ...], Block] = {}
    mentions: list[Block] = []
    lines = {use.line.span.first: use for use in page.lines}
    for block in page.blocks:
        before = first.setdefault(_place(block), block)
        line = lines.get(block.span.first)
        if before is not block and line is not None and line.role == _ITEM and _is_mention(block, before):
            mentions.append(block)
    if not mentions:
        return page
    spans = [structs.replace(b.span, start=min(b.span.start, lines[b.span.first].line.span.start)) for b in mentions]
    said = [Passage(page.text[s.start : s.end], s, 1) for s in spans]
    notes = sorted((*page.notes, *said), key=lambda p: p.span.start)
    strays = (p for p in page.strays if not any(b.span.start <= p.span.start < b.span.end for b in mentions))
    kept = tuple(b for b in page.blocks if not any(b is m for m in mentions))
    return replace(page, blocks=kept, notes=tuple(notes), strays=tuple(strays))


def _place(block: Block) -> tuple[str | None, str, Level]:
    return block.name, block.location, level_of(block)


def _is_mention(block: Block, before: Block) -> bool:
    own, known = block.schema.get("type"), before.schema.get("type")
    return block.name is not None and block.location != "response" and not block.required and (own is None or own == known)


__all__ = ["without_mentions"]
