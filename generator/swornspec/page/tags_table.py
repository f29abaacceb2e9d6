"""Tables that a Markdown page has as tags, on one line or on several: where their cells are, as they stand in the page.

<table><thead><tr><th width="180">Parameter</th><th>Type</th></tr></thead><tbody><tr><td>prompt</td><td>string</td></tr></tbody></table>

A table in a cell has the parts of what the row is about, where it has titles; without, where the words above it say so and it
has as many columns as the one around it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from swornspec.page.gfm import Table
from swornspec.text import Passage, Span

_PIECE: Final = re.compile(r"<(?P<close>/?)(?P<tag>table|tr|th|td)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_NAME: Final = re.compile(r"[A-Za-z_$][\w.$\[\]-]{0,79}")
_OF_PARTS: Final = re.compile(r"\b(?:properties|fields|attributes|parameters|members|keys|elements)\b", re.IGNORECASE)
_MOST_COLUMNS: Final = 40
_MOST_DEEP: Final = 6
_MOST_ABOVE: Final = 300  # characters of the words right above a table


@dataclass
class _Cell:
    """A cell: whether it is a title, where it begins and ends in the text, and the tables in it."""

    title: bool
    start: int
    end: int = -1
    inner: list["_Grid"] = field(default_factory=list)


@dataclass
class _Grid:
    """A table as its rows, and where it begins and ends in the text."""

    start: int
    end: int = -1
    rows: list[list[_Cell]] = field(default_factory=list)
    row: list[_Cell] = field(default_factory=list)
    open: bool = False  # whether the last cell of the row goes on

    def end_cell(self, at: int) -> None:
        """Tags end the cell before them."""
        if self.open:
            self.row[-1].end = at
            self.open = False

    def end_row(self) -> None:
        """Tags end the row before them."""
        if self.row:
            self.rows.append(self.row)
            self.row = []


@dataclass(frozen=True)
class Tagged:
    """A table, the line of the row in a cell of which it stands, and whether the words above say that it has parts of what that is about.

    No row (-1) has one that is not understood.
    """

    table: Table
    of: int = -1
    parts: bool = False


def tags_table(lines: Sequence[Passage], at: int) -> list[Tagged]:
    """The table whose tags are these lines, the first of which has an index in its page, then those in its cells, if it has titles."""
    text, starts = _text(lines)
    grid = _grid(text)
    if (
        grid is None
        or not grid.rows
        or "<table" in text[grid.end :].lower()
        or not all(cell.title for cell in grid.rows[0])
        or not 1 < len(grid.rows[0]) <= _MOST_COLUMNS
    ):
        return []
    found = _Found(lines, at, text, starts)
    found.take(grid, grid.rows[0])
    unread = [t.table.first for t in found.tables[1:] if t.of < 0]
    apart = len(set(found.of_rows)) == len(found.of_rows) and not set(found.of_rows) & set(unread)
    return found.tables if len(found.tables) == 1 or apart else []


class _Found:
    """The tables of a piece of text: `of_rows` are the lines of all rows."""

    def __init__(self, lines: Sequence[Passage], at: int, text: str, starts: Sequence[int]) -> None:
        self._lines, self._at, self._text, self._starts = lines, at, text, starts
        self.tables: list[Tagged] = []
        self.of_rows: list[int] = []

    def take(self, grid: _Grid, titles: Sequence[_Cell], of: int = -1, *, parts: bool = False) -> None:
        """A table below titles, which may be its own first row, and those in its cells."""
        header = tuple(self._cell(cell) for cell in titles)
        origin = self._lines[0].span
        empty = Passage("", Span(origin.page, origin.first, origin.first, origin.start, origin.start))
        body: list[tuple[int, tuple[Passage, ...]]] = []
        inner: list[tuple[_Cell, _Grid, int]] = []
        for row in grid.rows[1 if titles is grid.rows[0] else 0 :]:
            cells = [self._cell(cell) for cell in row[: len(header)]]
            line = self._line(row[0].start)
            body.append((line, (*cells, *[empty] * (len(header) - len(cells)))))
            for cell in row:
                inner += [(cell, nested, line) for nested in cell.inner]
        self.of_rows += [line for line, _ in body]
        self.tables.append(Tagged(Table(self._line(grid.start), self._line(grid.end), header, tuple(body)), of, parts))
        for cell, nested, line in inner:
            parts = self._of_parts(cell, nested)
            titles_of = self._titles(nested, titles, parts=parts)
            if titles_of:
                self.take(nested, titles_of, line, parts=parts)
            else:
                self._unread(nested.start, nested.end)
            behind = min([n.start for n in cell.inner if n.start > nested.start], default=cell.end)
            said = _TAG.sub(lambda tag: " " * len(tag[0]), self._text[nested.end : behind])
            if said.strip():
                self._unread(nested.end + len(said) - len(said.lstrip()), nested.end + len(said.rstrip()) - 1)

    def _unread(self, start: int, end: int) -> None:
        self.tables.append(Tagged(Table(self._line(start), self._line(end), (), ())))

    def _of_parts(self, cell: _Cell, nested: _Grid) -> bool:
        """Whether the words right above a table in a cell say that it has parts of what they are about."""
        above = self._text[max(cell.start, nested.start - _MOST_ABOVE) : nested.start]
        said = [piece for piece in re.split(r"[.;!?]\s", _TAG.sub(" ", above)) if piece.strip()]
        return nested is cell.inner[0] and bool(said) and _OF_PARTS.search(said[-1]) is not None

    def _titles(self, nested: _Grid, around: Sequence[_Cell], *, parts: bool) -> Sequence[_Cell]:
        """The titles of a table in a cell: its own, or those of the table around it where its rows are parts; nothing for any other."""
        first = nested.rows[0] if nested.rows else []
        if first and all(c.title for c in first) and 1 < len(first) <= _MOST_COLUMNS:
            return first
        if not parts or not first:
            return []
        names = [_TAG.sub("", self._text[row[0].start : row[0].end]).strip() for row in nested.rows]
        alike = all(len(row) == len(around) and not any(c.title for c in row) for row in nested.rows)
        return around if alike and len(set(names)) == len(names) and all(map(_NAME.fullmatch, names)) else []

    def _line(self, at: int) -> int:
        return self._at + bisect_right(self._starts, at) - 1

    def _cell(self, cell: _Cell) -> Passage:
        """What a cell says, up to a table in it."""
        start, origin = cell.start, self._lines[0].span
        end = cell.inner[0].start if cell.inner else cell.end
        bare = self._text[start:end].strip()
        start += self._text[start:end].index(bare) if bare else 0
        first = origin.first + bisect_right(self._starts, start) - 1
        return Passage(bare, Span(origin.page, first, first + bare.count("\n"), origin.start + start, origin.start + start + len(bare)))


def _text(lines: Sequence[Passage]) -> tuple[str, list[int]]:
    """The lines as one text in which every character stands where the page has it, and where each line begins."""
    pieces, starts, at = [], [], lines[0].span.start
    for line in lines:
        gap = line.span.start - at
        if gap:
            pieces.append("\n" + " " * (gap - 1))
        starts.append(line.span.start - lines[0].span.start)
        pieces.append(line.text)
        at = line.span.end
    return "".join(pieces), starts


def _grid(text: str) -> _Grid | None:
    """The table with which a text begins, with those in its cells; None where it does not end, or they are too deep."""
    grids: list[_Grid] = []
    for found in _PIECE.finditer(text):
        tag, closes = found["tag"].lower(), bool(found["close"])
        grid = grids[-1] if grids else None
        if tag == "table" and not closes:
            if (grid is not None and not grid.open) or len(grids) >= _MOST_DEEP:
                return None
            nested = _Grid(found.start())
            if grid is not None:
                grid.row[-1].inner.append(nested)
            grids.append(nested)
            continue
        if grid is None:
            return None
        grid.end_cell(found.start())
        if tag == "table":
            grid.end_row()
            grid.end = found.end()
            grids.pop()
            if not grids:
                return grid
        elif tag == "tr":
            grid.end_row()
        elif not closes:
            grid.row.append(_Cell(tag == "th", found.end()))
            grid.open = True
    return None
