"""The rows of an HTML table as a grid: cells that span rows and columns, header rows, dividers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.page.hypertext import Node

_MOST_COLUMNS: Final = 40
_MOST_ROWS: Final = 500  # that one cell may span


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its element, the cell in each column (None where there is none, or it began in a column before), and whether it is a header.

    `divider` is the one cell of a row that spans all columns.
    """

    node: Node
    cells: tuple[Node | None, ...]
    header: bool
    divider: bool = False


def grid(table: Node) -> list[Line]:
    """The visible rows of a table, not those of tables in its cells."""
    rows = [row for row in _rows(table) if not row.hidden]
    found: list[Line] = []
    spanning: dict[int, tuple[Node, int]] = {}
    for row in rows:
        own = [c for c in row.children if c.tag in ("td", "th") and not c.hidden]
        cells: list[Node | None] = []
        waiting = iter(own)
        while len(cells) < _MOST_COLUMNS:
            column = len(cells)
            if spanning and column in spanning:
                cell, left = spanning.pop(column)
                cells.append(cell)
                if left > 1:
                    spanning[column] = (cell, left - 1)
                continue
            following = next(waiting, None)
            if following is None:
                break
            if "span" not in following.raw.lower():
                cells.append(following)
                continue
            wide, high = _span(following, "colspan", _MOST_COLUMNS), _span(following, "rowspan", _MOST_ROWS)
            heads = following.tag == "th" and row.parent is not None and row.parent.tag == "thead"
            for n in range(min(wide, _MOST_COLUMNS - len(cells))):
                cells.append(following if n == 0 or heads else None)
                if high > 1:
                    spanning[column + n] = (following, high - 1)
        header = bool(own) and (
            (row.parent is not None and row.parent.tag == "thead") or (len(own) > 1 and all(c.tag == "th" for c in own))
        )
        found.append(Line(row, tuple(cells), header, len(own) == 1 and len(cells) > 1 and cells[0] is own[0]))
    return found


def _rows(table: Node) -> Iterator[Node]:
    for child in table.children:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.children if row.tag == "tr")


def _span(cell: Node, attribute: str, most: int) -> int:
    if attribute not in cell.raw.lower():
        return 1
    said = cell.attributes.get(attribute, "").strip()
    return max(1, min(int(said), most)) if said.isdecimal() and said.isascii() and len(said) < 6 else 1


def header_of(rows: Sequence[Line]) -> int | None:
    """The index of the row that has the titles of the columns: the last one of those at the top."""
    last = None
    for n, row in enumerate(rows[:4]):
        if not row.header or row.divider:
            break
        last = n
    return last
