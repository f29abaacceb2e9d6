"""The tables of reStructuredText as tables of cells, whatever they are drawn with.

    +------+-----+     ====  ===     .. list-table::      .. csv-table::
    | Name | In  |     Name  In         * - Name             :header: "Name", "In"
    +======+=====+     ====  ===          - In
    | size | url |     size  url        * - size             "size", "url"
    +------+-----+     ====  ===          - url

A cell of several lines is the passage from its first to its last character; `Cells` knows its lines, so that nobody
reads what other cells have between them as a part of it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeAlias

from swornspec.page.gfm import Table
from swornspec.page.kinds import read_kind
from swornspec.text import Passage, joined, within

TABLES: Final = frozenset(("list-table", "csv-table"))
_BORDER: Final = re.compile(r"={2,}(?:[ \t]+={1,})+|=(?:[ \t]+=+){1,}")
_GRID: Final = re.compile(r"\+(?:[-=]+\+)+")
_SPANS: Final = re.compile(r"-+(?:[ \t]+-+)*")
_RULE: Final = re.compile(r"\+[-=]{3,}|[-=]{3,}\+")
_NAMED: Final = re.compile(r"[ \t]*(?:``(?P<literal>[^`\s]+)``|\.\.[ \t]+[\w-]*name::[ \t]+`{0,2}(?P<name>[^\s`]+)`{0,2})[ \t]*")
_TYPED: Final = re.compile(r"(?:\.\.[ \t]+)?:?(?:type|required)::?[ \t]", re.IGNORECASE)
_MOST_OF_NAME: Final = 200
_MOST_COLUMNS: Final = 40
_Row: TypeAlias = tuple[int, list[list[Passage]] | None]  # its first line, and the lines of each cell


@dataclass(slots=True)
class Cells:
    """The cells of a page that others stand beside: their lines by the place of the cell."""

    text: str | None = None
    parts: dict[tuple[int, int], tuple[Passage, ...]] = field(default_factory=dict)

    @property
    def pieces(self) -> tuple[tuple[int, int, int], ...]:
        """The lines of these cells, each with the number of its cell, as a page has them."""
        return tuple(sorted((p.span.start, p.span.end, n) for n, parts in enumerate(self.parts.values()) for p in parts))

    def table(self, lines: Sequence[Passage], first: int, last: int, rows: Sequence[_Row]) -> Table | None:
        """The table of some rows, the first of which is the header; one whose cells could not be told apart is left without any."""
        if len(rows) < 2 or rows[0][1] is None:
            return None
        header = tuple(self._cell(cell, lines[rows[0][0]]) for cell in rows[0][1])
        body = tuple((n, tuple(self._cell(cell, lines[n]) for cell in cells or ())) for n, cells in rows[1:])
        return Table(first, last, header, body)

    def _cell(self, parts: Sequence[Passage], line: Passage) -> Passage:
        if len(parts) < 2 or self.text is None:
            return parts[0] if parts else within(line, 0, 0)
        whole = joined(self.text, parts[0], parts[-1])
        if any(self.text[a.span.end : b.span.start].strip() for a, b in pairwise(parts)):
            self.parts[whole.span.start, whole.span.end] = tuple(parts)
        return whole


def is_border(text: str) -> bool:
    """Whether a line is the border of a simple table of several columns."""
    return text[:1] == "=" and " " in text and _BORDER.fullmatch(text) is not None


def is_grid(text: str) -> bool:
    """Whether a line is the border of a grid table."""
    return text[:2] in ("+-", "+=") and _GRID.fullmatch(text) is not None


def grid_table(cells: Cells, lines: Sequence[Passage], at: int, end: int) -> Table | None:
    """The grid table whose upper border is a line; None when it has no header and rows."""
    edges = [n for n, char in enumerate(lines[at].text) if char == "+"][: _MOST_COLUMNS + 1]
    rows: list[_Row] = []
    current: list[list[Passage]] | None = [[] for _ in edges[1:]]
    start, n, last = at + 1, at + 1, at
    while n < end and lines[n].text[:1] in ("|", "+"):
        text = lines[n].text
        if is_grid(text):
            if n > start:
                rows.append((start, current))
            current, start, last = [[] for _ in edges[1:]], n + 1, n
        elif current is not None:
            whole = len(text) == edges[-1] + 1 and all(text[e] == "|" for e in edges) and not _RULE.search(text)
            current = _with_line(current, lines[n], [(a + 1, b) for a, b in pairwise(edges)]) if whole else None
        n += 1
    return cells.table(lines, at, last, rows)


def simple_table(cells: Cells, lines: Sequence[Passage], indents: Sequence[int], at: int, last: int) -> Table | None:
    """The simple table between two borders; a row whose first cell is empty goes on with the one above."""
    border = lines[at].text
    starts = [m.start() for m in re.finditer(r"=+", border)][:_MOST_COLUMNS]
    columns = [*pairwise(starts), (starts[-1], 1 << 30)]
    rows: list[_Row] = []
    for n in range(at + 1, last):
        text = lines[n].text
        if not text or is_border(text) or _SPANS.fullmatch(text):
            continue
        lead = indents[n] - indents[at]
        if lead < 0:
            return None
        if lead == 0 or not rows:
            rows.append((n, [[] for _ in columns]))
        crosses = any(lead < start <= lead + len(text) and text[start - lead - 1] != " " for start in starts[1:])
        first, current = rows[-1]
        shifted = [(max(0, a - lead), max(0, b - lead)) for a, b in columns]
        rows[-1] = (first, None if crosses or current is None else _with_line(current, lines[n], shifted))
    return cells.table(lines, at, last, rows)


Row: TypeAlias = tuple[int, list[tuple[int, int, int]]]
"""A row of a list table: its first line, and for each cell the first line, the column behind its mark, and the last line."""


def listed_rows(lines: Sequence[Passage], indents: Sequence[int], first: int, last: int) -> list[Row] | None:
    """The rows of a table that are items of a list, and its cells items within these; None when some line is neither."""
    rows: list[Row] = []
    outer = inner = -1
    for n in range(first, last + 1):
        text, indent = lines[n].text, indents[n]
        if not text:
            continue
        row = re.match(r"[*+-][ \t]+[*+-](?=[ \t]|$)", text)
        if row and (outer < 0 or indent == outer):
            outer, inner = indent, indent + row.end() - 1
            rows.append((n, [(n, row.end(), n)]))
        elif rows and indent == inner and re.match(r"[*+-](?:[ \t]|$)", text):
            rows[-1][1].append((n, 1, n))
        elif rows and indent > outer:
            start, at, _ = rows[-1][1][-1]
            rows[-1][1][-1] = (start, at, n)
        else:
            return None
    return rows


def listed_table(cells: Cells, lines: Sequence[Passage], rows: Sequence[Row], first: int, last: int) -> Table | None:
    """The table of rows that are items of a list."""
    made: list[_Row] = [(n, [_between(lines, *place) for place in places[:_MOST_COLUMNS]]) for n, places in rows]
    return cells.table(lines, first, last, made)


def named_by(lines: Sequence[Passage], row: Row) -> Passage | None:
    """The name that the first cell of a row is, or begins with on a line of its own: a literal, or what a directive is about."""
    first, at, _ = row[1][0]
    found = _NAMED.fullmatch(lines[first].text, at) if len(lines[first].text) < _MOST_OF_NAME else None
    return within(lines[first], *found.span("literal" if found["literal"] else "name")) if found else None


def states_type(lines: Sequence[Passage], row: Row) -> bool:
    """Whether a row says of what type something is: below the name that it begins with, or in the cell beside it."""
    first, _, last = row[1][0]
    if any(_TYPED.match(line.text) for line in lines[first + 1 : last + 1]):
        return True
    start, at, end = row[1][1] if len(row[1]) > 1 else (first, 0, last + 1)
    return start == end and len(lines[start].text) < _MOST_OF_NAME and read_kind(lines[start].text[at:].strip(" *`")) is not None


def _between(lines: Sequence[Passage], first: int, at: int, last: int) -> list[Passage]:
    """The lines of a cell of a list table."""
    opening = lines[first].text
    at += len(opening) - at - len(opening[at:].lstrip())
    parts = [within(lines[first], at, len(opening)), *lines[first + 1 : last + 1]]
    return [p for p in parts if p.text]


def separated_table(cells: Cells, lines: Sequence[Passage], first: int, last: int, options: Mapping[str, Passage]) -> Table | None:
    """The table whose cells have commas between, or what `:delim:` says; a cell in quotes may be of several lines."""
    named = options["delim"].text if "delim" in options else ","
    mark = {"tab": "\t", "space": " "}.get(named, named[:1] or ",")
    rows: list[tuple[int, list[list[Passage]]]] = []
    if "header" in options:
        rows.append((first, [[p] for p in _cells(options["header"], mark)]))
    quoted = False
    for n in range(first, last + 1):
        if not lines[n].text:
            quoted = False
            continue
        if quoted and rows:  # inside of a cell that began above
            rows[-1][1][-1].append(lines[n])
        else:
            rows.append((n, [[p] for p in _cells(lines[n], mark)][:_MOST_COLUMNS]))
        quoted = quoted is not (lines[n].text.count('"') % 2 == 1)
    cleaned: list[_Row] = [(n, [_unquoted(cell) for cell in row]) for n, row in rows]
    return cells.table(lines, first, last, cleaned)


def _cells(line: Passage, mark: str) -> Iterator[Passage]:
    at, inside = 0, False
    for n, char in enumerate(line.text):
        if char == '"':
            inside = not inside
        elif char == mark and not inside:
            yield _stripped(line, at, n)
            at = n + 1
    yield _stripped(line, at, len(line.text))


def _unquoted(cell: list[Passage]) -> list[Passage]:
    first, last = cell[0], cell[-1]
    if not first.text.startswith('"'):
        return [p for p in cell if p.text]
    cell = [within(first, 1, len(first.text)), *cell[1:]]
    last = cell[-1]
    if last.text.endswith('"'):
        cell[-1] = within(last, 0, len(last.text) - 1)
    return [p for p in cell if p.text]


def _with_line(cells: list[list[Passage]], line: Passage, columns: Sequence[tuple[int, int]]) -> list[list[Passage]]:
    for cell, (start, end) in zip(cells, columns, strict=True):
        part = _stripped(line, min(start, len(line.text)), min(end, len(line.text)))
        if part.text:
            cell.append(part)
    return cells


def _stripped(line: Passage, start: int, end: int) -> Passage:
    raw = line.text[start:end]
    lead = len(raw) - len(raw.lstrip())
    return within(line, start + lead, start + lead + len(raw.strip()))
