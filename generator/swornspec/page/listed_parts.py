"""Parts of an object that its prose lists: items that each begin with a name that is set apart.

When this person may be rung.           prose of the object, `hours`

* `start`, `end` — `HH:MM`, between     parts of it, each with its prose,
  nine and nine.
* `zone` (string, default UTC): Where.  and short words about it
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.page.cells import read_location
from swornspec.page.entry import Entry
from swornspec.page.facets import Facets, read_facets
from swornspec.page.field_lines import identifies
from swornspec.page.names import Leading, leading_names
from swornspec.text import Passage, joined, within
from swornspec.text.legible import words
from swornspec.text.lines import indent_of

_ITEM: Final = re.compile(r"[-*+•]\s+(?=[`*_])")
_MARK: Final = re.compile(r"\s*(?:[-–—:]\s|\()")
_VALUES: Final = re.compile(r"\b(?:one of|values?|either|any of|choices|modes|examples?)\b[^.]{0,60}:?\s*$", re.IGNORECASE)
_FEWEST: Final = 2
_MOST_ABOVE: Final = 200  # characters of prose that tell what a list is of


def listed_parts(text: str, lines: Sequence[Passage], entry: Entry, prose: Passage) -> tuple[list[Passage], list[Entry]]:
    """The prose of a field less the items that are parts of it, and those; all of it and none where it lists none."""
    if "\n" not in prose.text or not (entry.holds_parts and entry.holds_fields) or entry.location not in ("body", "response"):
        return [prose], []
    filled = [line for line in lines[prose.span.first - 1 : prose.span.last] if line.text]
    items = list(_items(text, filled))
    if not items or (len(items) < _FEWEST and not items[0][1][1].strong):
        return [prose], []
    first, last = items[0][0][0], items[-1][0][-1]
    above = text[prose.span.start : first.span.start].rstrip()
    if _VALUES.search(above[-_MOST_ABOVE:]):
        return [prose], []
    rest = [joined(text, part[0], part[-1]) for part in (filled[: filled.index(first)], filled[filled.index(last) + 1 :]) if part]
    return rest, [part for item, told in items for part in _parts(text, entry, item, *told)]


def _items(text: str, filled: Sequence[Passage]) -> Iterator[tuple[list[Passage], tuple[Leading, Facets]]]:
    """The items of the one list in some lines, with what each begins with; none where one of them is no field."""
    starts = [n for n, line in enumerate(filled) if _ITEM.match(line.text)]
    least = min((indent_of(text, filled[n]) for n in starts), default=0)
    starts = [n for n in starts if indent_of(text, filled[n]) == least]
    if not starts:
        return
    end = next((n for n in range(starts[-1] + 1, len(filled)) if indent_of(text, filled[n]) <= least), len(filled))
    found = []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        if any(indent_of(text, line) <= least for line in filled[start + 1 : stop]):
            return  # two lists, with words between them
        told = _field(filled[start])
        if told is None:
            return
        found.append((list(filled[start:stop]), told))
    yield from found


def _field(line: Passage) -> tuple[Leading, Facets] | None:
    """What an item begins with, where that is a name with a mark or short words behind it."""
    opened = _ITEM.match(line.text)
    body = within(line, opened.end() if opened else 0, len(line.text))
    leading = leading_names(body)
    if leading is None or not leading.names or not leading.apart or not identifies(leading):
        return None
    facets = read_facets(within(body, leading.end, len(body.text)), mark=":" if ":" in body.text[: leading.end] else "")
    return (leading, facets) if facets.mark or facets.strong or _MARK.match(body.text, leading.end) else None


def _parts(text: str, around: Entry, lines: Sequence[Passage], leading: Leading, facets: Facets) -> Iterator[Entry]:
    """The fields that an item is about, each with all that the item says."""
    prose = [line for line in (facets.prose, *lines[1:]) if line is not None]
    for named in leading.names:
        entry = Entry(named.name, around.location, named.passage, around.path)
        for role, passage in facets.said:
            if role != "location":
                entry.say(role, passage)
            elif read_location(words(passage)) is None:
                entry.say("prose", passage)
        if prose:
            entry.say("prose", joined(text, prose[0], prose[-1]))
        yield entry
