r"""Tables whose cells a copy has set one below the other, a line each: the titles of columns, then row after row.

    Parameter                   the titles, with or without blank lines between them, or all on one line
    Type
    Required
    Description
    image_id                    a row: a name, with what its next columns hold right below it
    string
    Yes
    The image to repaint.
    size                        the next one, which ends the prose of the one before
    ...

Empty cells leave no line. Cells whose column cannot be told for that reason are prose of their field. Where no row shows whether
its field is required, as such marks are often pictures, rows are told by their types alone.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from swornspec.page.cells import read_demand
from swornspec.page.gfm import Table
from swornspec.page.headings import column_role, may_entitle_column, section_of, titles_column
from swornspec.page.kinds import read_kind
from swornspec.page.names import read_names
from swornspec.page.requests import read_call
from swornspec.text import Passage, Span

_NUMBERS: Final = ("no.", "no", "#", "s.no", "s.no.", "s/n", "index")
_MOST_COLUMNS: Final = 10
_MOST_TITLE: Final = 30
_MOST_CELL: Final = 60  # characters of a type, or of whether a field is required
_MOST_LINES: Final = 40  # of a row
_MOST_OF_TITLE: Final = 2  # words
_SURE: Final = frozenset(("type", "demand"))


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of columns with their roles, and the line behind them; `numbered` says that the rows have numbers first."""

    cells: tuple[Passage, ...]
    roles: tuple[str, ...]
    below: int
    numbered: bool = False


def titles_at(page: Sequence[Passage], at: int) -> Titles | None:
    """The titles of columns that begin at a line; None where there are none, or none that tell where rows begin."""
    first = page[at].text
    if not 0 < len(first) <= 3 * _MOST_TITLE or "\t" in first or "|" in first:
        return None
    numbered = first.lower() in _NUMBERS
    if not numbered and not may_entitle_column(first):
        return None
    if not numbered and column_role(first) is None and (" " not in first or column_role(first.split()[0]) is None):
        return None
    found = _below_another(page, at + numbered, numbered) or (None if numbered else _on_one_line(page, at))
    if found is None or len(set(found.roles)) < len(found.roles) or "name" not in found.roles[:1] or "weak name" in found.roles:
        return None
    return found if _SURE & set(found.roles) and "prose" in found.roles else None


def _below_another(page: Sequence[Passage], at: int, numbered: bool) -> Titles | None:
    cells: list[Passage] = []
    n = at
    while n < len(page) and len(cells) < _MOST_COLUMNS:
        filled = n if page[n].text else n + 1
        if filled >= len(page) or not 0 < len(page[filled].text) <= _MOST_TITLE or column_role(page[filled].text) is None:
            break
        below = next((line.text for line in page[filled + 1 : filled + 3] if line.text), "")
        if len(cells) > 2 and column_role(below) is None and read_kind(below) is not None:
            break  # `size`, of a first row
        cells.append(page[filled])
        n = filled + 1
    roles = _roles(cells)
    return Titles(tuple(cells), roles, n, numbered) if len(cells) > 2 else None


def _on_one_line(page: Sequence[Passage], at: int) -> Titles | None:
    line = page[at]
    words = line.text.split(" ")
    cells: list[Passage] = []
    start = n = 0
    while n < len(words):
        for size in (3, 2, 1):
            title = " ".join(words[n : n + size])
            if n + size <= len(words) and titles_column(title):
                span = line.span
                cells.append(Passage(title, Span(span.page, span.first, span.first, span.start + start, span.start + start + len(title))))
                start += len(title) + 1
                n += size
                break
        else:
            return None
    return Titles(tuple(cells), _roles(cells), at + 1) if len(cells) > 2 else None


def _roles(cells: Sequence[Passage]) -> tuple[str, ...]:
    roles = [column_role(cell.text) or "" for cell in cells]
    if roles[-1:] == ["value"] and "prose" not in roles:
        roles[-1] = "prose"  # `Key`, `Type`, `Value`
    return tuple("name" if role == "weak name" and "name" not in roles else role for role in roles)


def table_apart(page: Sequence[Passage], at: int, ends: Container[int]) -> Table | None:
    """The table whose titles begin at a line; None where no row can be told below them. No row goes beyond a line of `ends`."""
    titles = titles_at(page, at)
    if titles is None:
        return None
    lines = list(_lines(page, titles.below, ends))
    sure = [(n, role) for n, role in enumerate(titles.roles) if role in _SURE]
    starts = list(_starts(page, lines, sure))
    if not starts and len(sure) > 1:  # the copy has lost what shows whether fields are required
        starts = list(_starts(page, lines, [(n, role) for n, role in sure if role != "demand"]))
    if not starts:
        return None
    rows, last = [], at
    for n, start in enumerate(starts):
        taken = lines[start : starts[n + 1]] if n + 1 < len(starts) else _last(page, lines[start:], titles)
        rows.append((taken[0], _row(page, taken, titles)))
        last = taken[-1]
    return Table(at, last, titles.cells, tuple(rows))


def _last(page: Sequence[Passage], lines: Sequence[int], titles: Titles) -> Sequence[int]:
    """The lines of the last row: one for each column, and further sentences where blank lines tell cells apart."""
    end = next((n for n, at in enumerate(lines[: len(titles.roles)]) if n and _entitles(page[at].text)), len(titles.roles))
    spaced = len(lines) > 1 and lines[1] > lines[0] + 1
    while spaced and end < min(len(lines), _MOST_LINES) and _sentence(page[lines[end]].text):
        end += 1
    return lines[:end]


def _entitles(text: str) -> bool:
    """Whether a line is the title of what comes behind a table: `Response`, `Error codes`."""
    return text[:1].isupper() and len(text.split()) <= _MOST_OF_TITLE and section_of(text) in ("response", "errors", "ignored", "auth")


def _sentence(text: str) -> bool:
    return text[:1].isupper() and text.endswith(".") and len(text.split()) > 3


def _lines(page: Sequence[Passage], at: int, ends: Container[int]) -> Iterator[int]:
    """The lines below the titles that are not blank, as long as they may be cells."""
    for n in range(at, len(page)):
        if n in ends or titles_at(page, n) is not None or read_call(page[n]) is not None:
            return
        if page[n].text:
            yield n


def _starts(page: Sequence[Passage], lines: Sequence[int], sure: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Where rows begin, as indices of their names in `lines`: a name with what its `sure` columns hold where these must be."""
    first = sure[0][0]
    previous = -1
    for i in range(len(lines)):
        if previous >= 0 and i - previous > _MOST_LINES:
            return
        if first == 1:
            if i > previous and _named(page[lines[i]]) and _holds(page, lines, i, sure):
                previous = i
                yield i
        elif (anchor := _anchored(page, lines, i, sure, first)) is not None and anchor > previous:
            previous = i
            yield anchor


def _holds(page: Sequence[Passage], lines: Sequence[int], at: int, sure: Sequence[tuple[int, str]]) -> bool:
    """Whether the lines right below a name are those of the sure columns that stand right behind it."""
    known = False
    for offset, role in sure:
        if offset != 1 + sure.index((offset, role)):
            break
        if at + offset >= len(lines):
            return False
        text = page[lines[at + offset]].text
        if len(text) > _MOST_CELL or (read_kind(text, named=True) is None if role == "type" else read_demand(text) is None):
            return False
        known = known or role == "demand" or read_kind(text) is not None
    return known


def _anchored(page: Sequence[Passage], lines: Sequence[int], at: int, sure: Sequence[tuple[int, str]], first: int) -> int | None:
    """The name of the row whose prose stands before its type, which is the line `at`: the nearest name with a sentence below it."""
    if len(sure) < 2 or sure[1][0] != first + 1 or at + 1 >= len(lines):
        return None
    pair = [page[lines[at]].text, page[lines[at + 1]].text]
    kinds = dict(zip((role for _, role in sure[:2]), pair, strict=True))
    if any(len(text) > _MOST_CELL for text in pair) or read_kind(kinds["type"]) is None or read_demand(kinds["demand"]) is None:
        return None
    for n in range(at - 2, max(-1, at - _MOST_LINES), -1):
        sentence = page[lines[n + 1]].text
        if _named(page[lines[n]]) and " " in sentence and sentence[:1].isupper():
            return n
    return None


def _named(line: Passage) -> bool:
    text = line.text
    return len(text) <= _MOST_CELL and " " not in text.strip("* ") and bool(read_names(line)) and read_demand(text) is None


def _row(page: Sequence[Passage], taken: Sequence[int], titles: Titles) -> tuple[Passage, ...]:
    """The cells of a row: those that can be told, and all else as prose."""
    span = page[taken[0]].span
    empty = Passage("", Span(span.page, span.first, span.first, span.end, span.end))
    cells = [empty] * len(titles.roles)
    cells[0] = page[taken[0]]
    rest = [page[n] for n in taken[1:]]
    if titles.numbered and rest and rest[-1].text.replace(".", "").isdigit():
        rest.pop()  # the number of the next row
    at = titles.roles.index("prose")
    if at == 1:
        sure = next(n for n, role in enumerate(titles.roles) if role in _SURE)
        anchor = next(
            (n for n, p in enumerate(rest[:-1]) if read_kind(p.text) is not None and read_demand(rest[n + 1].text) is not None), len(rest)
        )
        cells[1] = joined_lines(rest[:anchor], empty)
        for column, passage in zip(range(sure, len(cells)), rest[anchor:], strict=False):
            cells[column] = passage
        return tuple(cells)
    column = 1
    while column < at and rest:
        role = titles.roles[column]
        sure_here = role in _SURE and (
            read_kind(rest[0].text, named=True) is not None if role == "type" else read_demand(rest[0].text) is not None
        )
        if sure_here or (role not in _SURE and len(rest) >= len(cells) - column and len(rest[0].text) <= _MOST_CELL):
            cells[column] = rest.pop(0)
        column += 1
    behind = len(cells) - at - 1
    if behind and len(rest) == behind + 1:
        cells[at + 1 :] = rest[1:]
        rest = rest[:1]
    cells[at] = joined_lines(rest, empty)
    return tuple(cells)


def joined_lines(passages: Sequence[Passage], empty: Passage) -> Passage:
    """Lines of a cell as one passage, with everything that stands between them."""
    if not passages:
        return empty
    first, last = passages[0].span, passages[-1].span
    pieces = [passages[0].text]
    for before, after in pairwise(passages):
        pieces += [
            "\n" * (after.span.first - before.span.last),
            " " * (after.span.start - before.span.end - (after.span.first - before.span.last)),
            after.text,
        ]
    return Passage("".join(pieces), Span(first.page, first.first, last.last, first.start, last.end))
