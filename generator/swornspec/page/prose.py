"""Prose: the lines between two structural lines, to one passage per paragraph or list item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.text import Passage, indented, joined, within

_ITEM: Final = re.compile(r"(?:[•‣◦▪●·*–-]|\d{1,3}[.)])\s+(?=\S)")
_LABEL: Final = re.compile(r"[A-Z][\w'-]*(?: [\w'-]+){0,2}:")  # `Notes:`, `Please note:`: three words say nothing by themselves


@dataclass(frozen=True, slots=True)
class Prose:
    """The passages of some lines, and the lines among them that only introduce a list."""

    passages: tuple[Passage, ...] = ()
    labels: frozenset[int] = frozenset()


def read_prose(text: str, lines: Sequence[Passage]) -> Prose:
    """Group consecutive lines, blank ones among them, into paragraphs and list items.

    A line that ends with a colon belongs to what follows it, as a formula; before a list it stands for itself, and a
    bare label (`Notes:`) before a list says nothing.
    """
    found: list[tuple[Passage, bool]] = []  # a passage, and whether it is a list item
    labels: set[int] = set()
    open_at_line = 0  # the line after which a line still continues the last passage; 0 for none
    for line in lines:
        if not line.text:
            continue
        number = line.span.first
        mark = _ITEM.match(line.text)
        last, in_list = found[-1] if found else (line, False)
        adjoins = open_at_line == number - 1
        if mark:
            if found and not in_list and _LABEL.fullmatch(last.text):
                labels.add(last.span.first)
                found.pop()
            found.append((within(line, mark.end(), len(line.text)), True))
        elif found and not in_list and (adjoins or last.text.endswith(":")):
            found[-1] = (joined(text, last, line), False)
        elif found and in_list and adjoins and indented(text, line):
            found[-1] = (joined(text, last, line), True)
        else:
            found.append((line, False))
        open_at_line = number
    return Prose(tuple(passage for passage, _ in found), frozenset(labels))
