"""Prose: the lines between two structural lines, to one passage per paragraph or list item."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from swornspec.text import Passage, indented, joined, within

_ITEM: Final = re.compile(r"(?:[•‣◦▪●·*–-]|\d{1,3}[.)])\s+(?=\S)")
_LABEL: Final = re.compile(r"[A-Z][\w'-]*(?: [\w'-]+){0,2}:")  # `Notes:`, `Please note:`: three words say nothing by themselves


class Prose(Struct, frozen=True, gc=False):
    """The passages of some lines, and the lines among them that only introduce a list."""

    passages: tuple[Passage, ...] = ()
    labels: frozenset[int] = frozenset()


def read_prose(text: str, lines: Sequence[Passage]) -> Prose:
    """Group consecutive lines, blank ones among them, into paragraphs and list items.

    A line that ends with a colon belongs to what follows it, as a formula; before a list it stands for itself, and a
    bare label (`Notes:`) before a list says nothing.
    """
    groups: list[_Group] = []
    labels: set[int] = set()
    for line in lines:
        if not line.text:
            continue
        mark = _ITEM.match(line.text)
        last = groups[-1] if groups else None
        adjoins = last is not None and last.last.span.last == line.span.first - 1
        if mark:
            if last is not None and not last.item and last.first is last.last and _LABEL.fullmatch(last.first.text):
                labels.add(last.first.span.first)
                groups.pop()
            item = within(line, mark.end(), len(line.text))
            groups.append(_Group(item, item, item=True))
        elif last is not None and (last.continues_at(text, line) if adjoins else not last.item and last.last.text.endswith(":")):
            last.last = line
        else:
            groups.append(_Group(line, line, item=False))
    return Prose(tuple(joined(text, group.first, group.last) for group in groups), frozenset(labels))


class _Group(Struct, eq=False):
    """The first and last line of a passage, while its lines come in; joined at the end, so that time stays linear."""

    first: Passage
    last: Passage
    item: bool

    def continues_at(self, text: str, line: Passage) -> bool:
        """Whether the line right below belongs to the same passage: a list item wants it indented."""
        return not self.item or indented(text, line)
