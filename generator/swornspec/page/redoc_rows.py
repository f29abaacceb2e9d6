"""Rows of pages made with Redoc, as scrapes have them that keep tables as lines: all of a field in two cells.

state required | string (State) non-empty ^[a-z]+$ Default: "new" Enum: "new" "paid" What it is. |
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from swornspec.page.type_line import TypeLine, read_type_line
from swornspec.text import Passage, within

_ROW: Final = re.compile(
    r"(?P<name>[A-Za-z_$@][\w.$@:-]{0,98}(?:\[\])?)(?: (?P<demand>required|deprecated))? \| (?P<said>\S.{0,2000}?)(?: \|)?"
)
_VALUE: Final = r"\"[^\"\n]{0,200}\"|-?\d[\w.:+-]{0,40}|true|false|null"
_LABEL: Final = re.compile(rf" ?(?P<label>Default|(?:Items )?Enum|Value|Examples?): (?P<values>(?:(?:{_VALUE})(?= |$) ?){{1,80}})")
_ONE: Final = re.compile(_VALUE)
_WORDS: Final = re.compile(r"\S+")
_MOST_APART: Final = 30
_MOST: Final = 24  # words of a type with what is said beside it


@dataclass(slots=True)
class Row:
    """A field in one line: `told` are its labels, each with one value."""

    name: Passage
    demand: Passage | None
    typed: TypeLine
    told: tuple[tuple[str, Passage], ...]
    prose: tuple[Passage, ...]


def read_row(line: Passage) -> Row | None:
    """The field that a line is; None where it is none."""
    found = _ROW.fullmatch(line.text) if " | " in line.text else None
    if found is None:
        return None
    said = within(line, *found.span("said"))
    first = _LABEL.search(said.text)
    ends = [word.end() for word in _WORDS.finditer(said.text, 0, first.start() if first else len(said.text))][:_MOST]
    typed, at = next(((t, end) for end in reversed(ends) if (t := read_type_line(within(said, 0, end))) is not None), (None, 0))
    if typed is None:
        return None
    prose = []
    if first is not None and 0 < first.start() - at <= _MOST_APART:  # words that are no type stand between it and the labels
        prose.append((at, first.start()))
        at = first.start()
    told, at = _told(said, at)
    prose.append((at, len(said.text)))
    parts = [_bare(said, *place) for place in prose]
    demand = within(line, *found.span("demand")) if found["demand"] else None
    return Row(within(line, *found.span("name")), demand, typed, tuple(told), tuple(p for p in parts if p.text))


def _bare(said: Passage, start: int, end: int) -> Passage:
    """A part without the blanks around it."""
    text = said.text[start:end]
    start += len(text) - len(text.lstrip())
    return within(said, start, start + len(text.strip()))


def _told(said: Passage, at: int) -> tuple[list[tuple[str, Passage]], int]:
    """The labels from a place on, each with one value, and where they end; a default is one value, and what follows is prose."""
    told: list[tuple[str, Passage]] = []
    while found := _LABEL.match(said.text, at):
        for one in _values(found):
            told.append((found["label"], within(said, *one)))
            at = one[1]
    return told, at


def _values(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    for n, one in enumerate(_ONE.finditer(found.string, *found.span("values"))):
        if n and found["label"] == "Default":
            return
        yield one.span()
