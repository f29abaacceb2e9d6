"""Tables that a Markdown page has as tags, on one line or on several: where their cells are, as they stand in the page.

<table><thead><tr><th width="180">Parameter</th><th>Type</th></tr></thead><tbody><tr><td>prompt</td><td>string</td></tr></tbody></table>
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.page.gfm import Table
from swornspec.text import Passage, Span

_PIECE: Final = re.compile(r"<(?P<close>/?)(?P<tag>table|tr|th|td)\b[^<>]{0,300}>", re.IGNORECASE)
_MOST_COLUMNS: Final = 40


def tags_table(lines: Sequence[Passage], at: int) -> Table | None:
    """The table whose tags are these lines, the first of which has an index in its page; None without a header, or with a table in it."""
    text, starts = _text(lines)
    rows = list(_rows(text))
    if not rows or not all(head for head, _, _ in rows[0]) or not 1 < len(rows[0]) <= _MOST_COLUMNS:
        return None
    if text.lower().count("<table") > 1:
        return None
    origin = lines[0].span

    def cell(start: int, end: int) -> Passage:
        bare = text[start:end].strip()
        start += text[start:end].index(bare) if bare else 0
        first = origin.first + bisect_right(starts, start) - 1
        return Passage(bare, Span(origin.page, first, first + bare.count("\n"), origin.start + start, origin.start + start + len(bare)))

    header = tuple(cell(start, end) for _, start, end in rows[0])
    body = []
    for row in rows[1:]:
        cells = [cell(start, end) for _, start, end in row[: len(header)]]
        line = at + bisect_right(starts, row[0][1]) - 1
        empty = Passage("", Span(origin.page, origin.first, origin.first, origin.start, origin.start))
        body.append((line, (*cells, *[empty] * (len(header) - len(cells)))))
    return Table(at, at + len(lines) - 1, header, tuple(body))


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


def _rows(text: str) -> Iterator[list[tuple[bool, int, int]]]:
    """Rows as cells: whether a cell is a title, and where it begins and ends."""
    row: list[tuple[bool, int, int]] = []
    opened: tuple[bool, int] | None = None
    for found in _PIECE.finditer(text):
        tag = found["tag"].lower()
        if opened is not None:
            row.append((*opened, found.start()))
            opened = None
        if tag in ("td", "th") and not found["close"]:
            opened = (tag == "th", found.end())
        elif tag in ("tr", "table") and row:
            yield row
            row = []
