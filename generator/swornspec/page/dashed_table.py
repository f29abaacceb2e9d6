"""Tables whose columns are as wide as the dashes below their titles, as Pandoc prints them.

Parameter     Type     Required   Description
------------- -------- ---------- --------------------------
`kite_id`     string   Yes        The kite, which may go on
                                  in the lines below.
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page.gfm import Table, entitles
from swornspec.text import Passage, within

_DASHES: Final = re.compile(r"-{3,}(?: {1,4}-{2,}){1,20}")
_BORDER: Final = re.compile(r"-{10,}")
_RUN: Final = re.compile(r"-+")
_MOST: Final = 400  # lines of a table


def dashed_table_at(lines: Sequence[Passage], at: int) -> Table | None:
    """The table whose titles are the line at an index; None where no such dashes are below them, or they are no titles of fields."""
    if at + 2 >= len(lines) or lines[at + 1].text[:3] != "---" or _DASHES.fullmatch(lines[at + 1].text) is None:
        return None
    starts = [m.start() for m in _RUN.finditer(lines[at + 1].text)]
    header = _cut(lines[at], starts)
    if not entitles("|".join(cell.text for cell in header)):
        return None
    bordered = at > 0 and _BORDER.fullmatch(lines[at - 1].text) is not None  # blank lines stand between its rows
    rows: list[tuple[int, tuple[Passage, ...]]] = []
    last = at + 1
    for n in range(at + 2, min(at + _MOST, len(lines))):
        text = lines[n].text
        if _BORDER.fullmatch(text) is not None:
            last = n
            break
        if not text and not bordered:
            break
        if not text or _goes_on(lines, n, starts[1]):
            continue
        row = _cut(lines[n], starts)
        if " " in row[0].text.strip("`*"):
            break
        rows.append((n, row))
        last = n
    return Table(at, last, header, tuple(rows)) if rows else None


def _goes_on(lines: Sequence[Passage], at: int, second: int) -> bool:
    """Whether a line has nothing in its first column, as it begins further right than the second does on the line of a row."""
    return lines[at].span.start - lines[at - 1].span.end - 1 >= second


def _cut(line: Passage, starts: Sequence[int]) -> tuple[Passage, ...]:
    """The cells of a line, each from where its dashes begin to where the next do."""
    found = []
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        raw = line.text[start : max(start, end)]
        begin = min(start + len(raw) - len(raw.lstrip()), len(line.text))
        found.append(within(line, begin, begin + len(raw.strip())))
    return tuple(found)
