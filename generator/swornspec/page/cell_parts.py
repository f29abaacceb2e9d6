"""Parts of an object that a list in its cell tells of, where each item begins with a name that is set apart.

| size | object | How large. <ul><li>`width` (integer) - In cm.</li><li>`height` - In cm.</li></ul> |

Items about values (`` `red` - a colour `` of a text) are prose, and so is a list of which one item is no field.
"""

import re
from collections.abc import Iterator
from typing import Final

from swornspec.page.entry import Entry
from swornspec.page.facets import Facets, read_facets
from swornspec.page.field_lines import identifies
from swornspec.page.names import Leading, leading_names
from swornspec.text import Passage, within

_TAG: Final = re.compile(r"<(?P<end>/?)(?P<tag>ul|ol|li)\b[^<>]{0,200}>", re.IGNORECASE)
_OF_PARTS: Final = re.compile(
    r"\b(?:objects?|fields|properties|attributes|keys|members|structure|contains|containing|consists)\b", re.IGNORECASE
)
_VALUES: Final = re.compile(r"\b(?:one of|values?|either|any of|choices|modes|options|examples?)\b[^.]{0,60}:?\s*$", re.IGNORECASE)
_MARKS: Final = (":", "-", "–", "—")
_FEWEST: Final = 2
_MOST_ABOVE: Final = 200  # characters that tell what a list is of


def take_parts(entry: Entry) -> Iterator[Entry]:
    """The parts of an object that lists in its prose tell of, which is left without these lists."""
    if entry.location not in ("body", "response"):
        return
    for at, (role, cell) in enumerate(entry.said):
        if role != "prose" or "<li" not in cell.text.lower() or not entry.holds_parts:
            continue
        found = _list_in(cell)
        told = [_field(within(cell, *item)) for item in found[2]] if found is not None else []
        if found is None or len(told) < _FEWEST or any(part is None for part in told):
            continue
        above = cell.text[: found[0]][-_MOST_ABOVE:]
        if _VALUES.search(above) or not (entry.holds_fields or _OF_PARTS.search(above)):
            continue
        rest = [within(cell, 0, len(cell.text[: found[0]].rstrip())), within(cell, found[1], len(cell.text))]
        entry.said[at : at + 1] = [("prose", piece) for piece in rest if piece.text.strip("<>/brp. ")]
        for part in told:
            if part is not None:
                yield from _parts(entry, *part)
        return


def _list_in(cell: Passage) -> tuple[int, int, list[tuple[int, int]]] | None:
    """Where the one list of a cell begins and ends, and its items; None where it has several, or an odd one."""
    depth, start, opened = 0, -1, -1
    items: list[tuple[int, int]] = []
    for tag in _TAG.finditer(cell.text):
        if tag["tag"].lower() == "li":
            if depth == 1 and not tag["end"]:
                items += [(opened, tag.start())] if opened >= 0 else []
                opened = tag.end()
            elif depth == 1 and opened >= 0:
                items.append((opened, tag.start()))
                opened = -1
            continue
        depth += -1 if tag["end"] else 1
        if depth == 1 and not tag["end"]:
            if start >= 0:
                return None
            start = tag.start()
        if depth == 0:
            items += [(opened, tag.start())] if opened >= 0 else []
            return start, tag.end(), items
    return None


def _field(item: Passage) -> tuple[Leading, Facets] | None:
    """What an item begins with, where that is a name with a mark or short words behind it."""
    bare = within(item, len(item.text) - len(item.text.lstrip()), len(item.text))
    leading = leading_names(bare)
    if leading is None or not leading.names or not leading.apart or not identifies(leading):
        return None
    facets = read_facets(within(bare, leading.end, len(bare.text)), mark=":" if ":" in bare.text[: leading.end] else "")
    return (leading, facets) if facets.mark in _MARKS or facets.strong else None


def _parts(around: Entry, leading: Leading, facets: Facets) -> Iterator[Entry]:
    for named in leading.names:
        entry = Entry(named.name, around.location, named.passage, around.path)
        for role, passage in facets.said:
            if role != "location":
                entry.say(role, passage)
        if facets.prose is not None:
            entry.say("prose", facets.prose)
        yield entry
