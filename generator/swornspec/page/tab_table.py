r"""Read plain text that was copied from a page with tables in a browser: a row is a line, with tabs between its cells.

    Create an image                                             the operation
    POST /v1/images                                             its address

    Body parameters                                             where the fields of the next table are sent
    Parameter →  Type    →  Required →  Description             titles of columns, in any order
    prompt    →  string  →  Yes      →  What to paint.
    style     →  string  →  No       →  One of:
    oil                                                         a cell with line ends goes on in lines without tabs,
    ink
    size      →  object                                         which may stand before the next tab as well
    required  →  Yes     →  In pixels.
    seed      →  int     →  No       →                          whose last cell is in the paragraphs below it

    Requires draft.

    seed requires draft.                                        prose about the operation

Headings are known by their words, or as a short line right above a table. What markdown_table says of tables holds here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from swornspec.page.block import Page
from swornspec.page.cells import read_badge, read_demand
from swornspec.page.cells_apart import table_apart, titles_at
from swornspec.page.cells_run import table_run, titles_run
from swornspec.page.code import command_end
from swornspec.page.columns import fields_in
from swornspec.page.gfm import Table, trimmed
from swornspec.page.headings import column_role, may_entitle_column, section_of
from swornspec.page.layout import Layout
from swornspec.page.markdown import Element
from swornspec.page.names import read_names
from swornspec.page.operations import split
from swornspec.page.requests import METHODS, read_call, read_tabled
from swornspec.page.sample import sample_ends
from swornspec.page.tables import Reader
from swornspec.text import Passage, Span, joined, lines, next_filled, within

_TITLE: Final = "table pasted from a browser"
_MOST_COLUMNS: Final = 40
_MOST_LINES: Final = 60  # of one cell
_MOST_BETWEEN: Final = 6  # lines between two rows that belong to a cell
_MOST_BEFORE: Final = 5  # rows above one that tell what it looks like
_WORDS: Final = 6  # of a heading
_FEW_WORDS: Final = 3
_MOST_OF_HEADING: Final = 100  # characters
_CHROME: Final = re.compile(
    r"copy(?: page| code| link)?|copied!?|on this page|skip to (?:main )?content|was this (?:page|article|section) helpful\?|yes|no|next"
    r"|previous|edit this page|table of contents|try it!?|send|search\.{0,3}|sign in|log in|accept (?:all )?cookies"
    r"|we use cookies.{0,200}|last updated.{0,40}|.{0,20}©.{0,80}",
    re.IGNORECASE,
)
_HASHED: Final = re.compile(r"(?P<marks>#{1,5})\s{1,4}(?=\S)")
_PLACED: Final = ("path", "query", "header", "cookie", "body")
_FEW: Final = 2  # tabs of a line that is a row
_CURL: Final = re.compile(r"\$?\s?curl\s")


def score(page: Sequence[Passage]) -> int:
    """How many lines begin rows of tables of fields, or hold their titles; 0 without any."""
    if not any("\t" in line.text or _entitles(page, n) for n, line in enumerate(page)):
        return 0
    return sum(1 + _lines_of(e.table) for e in elements(page) if e.table is not None and fields_in([e]))


def _lines_of(table: Table) -> int:
    """How many lines begin rows of a table or hold nothing but a type or whether a field is required."""
    apart = bool(table.rows) and table.rows[-1][0] - table.first > 2 * len(table.rows)  # cells stand one below the other
    return len(table.rows) * (2 if apart else 1)


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    page = lines(name, text)
    return tuple(_Reader(name, text, page, scene, _TITLE, markup=False).page() for scene in split(page, tuple(elements(page, text))))


@dataclass(slots=True)
class _Reader(Reader):
    """An operation while its elements are read: a title may say where fields are sent, and rows of no table are gaps."""

    def _entitles(self, element: Element) -> bool:
        placed = self.scene.heading < 0 and element.text is not None and section_of(element.text.text) in _PLACED
        return not placed and Reader._entitles(self, element)

    def _entitle(self, element: Element) -> None:
        kept = [h for h in self.headings if h.section in _PLACED and h.level < element.level] if self.scene.heading < 0 else []
        Reader._entitle(self, element)
        self.headings[:0] = kept

    def _paragraph(self, element: Element) -> None:
        Reader._paragraph(self, element)
        for n in range(element.first, element.last + 1):
            line = self.all_lines[n]
            if line.text.count("\t") >= _FEW and read_names(within(line, 0, line.text.index("\t"))):
                self._use_lines(n, n, "gap", "row")


def elements(page: Sequence[Passage], text: str | None = None) -> Iterator[Element]:
    """The elements of a page in order; without its text, cells that are empty at the start of a line are not seen."""
    samples = sample_ends(page)
    below = next_filled(page)
    titled = False
    at = 0
    while at < len(page):
        line = page[at].text
        if not line:
            at += 1
            continue
        element = _element(page, text, at, samples, below, titled)
        titled = titled or element.kind == "heading"
        yield element
        at = element.last + 1


def _element(
    page: Sequence[Passage], text: str | None, at: int, samples: Mapping[int, int], below: Sequence[int | None], titled: bool
) -> Element:
    line = page[at].text
    if at in samples:
        return Element("code", at, samples[at], fenced=False)
    if _CURL.match(line):
        return Element("code", at, command_end(page, at), language="bash", fenced=False)
    if "\t" in line and read_call(page[at]) is None and (table := _table(page, text, at, below)) is not None:
        return Element("table", at, table.last, table=table)
    if (apart := table_apart(page, at, samples)) is not None:
        return Element("table", at, apart.last, table=apart)
    if (run := table_run(page, at, samples)) is not None:
        return Element("table", at, run.last, table=run)
    if len(line) <= 300 and _CHROME.fullmatch(line):
        return Element("comment", at, at)
    if line[0] == "#" and (hashed := _HASHED.match(line)) is not None:
        return Element("heading", at, at, 1 + len(hashed["marks"]), within(page[at], hashed.end(), len(line)))
    level = _level(page, at, below, titled)
    if level:
        return Element("heading", at, at, level, page[at])
    end = at
    while end + 1 < len(page) and not _interrupts(page, end + 1, samples, below):
        end += 1
    return Element("paragraph", at, end)


def _interrupts(page: Sequence[Passage], at: int, samples: Mapping[int, int], below: Sequence[int | None]) -> bool:
    line = page[at].text
    return (
        not line
        or "\t" in line
        or (line[0] == "#" and _HASHED.match(line) is not None)
        or _entitles(page, at)
        or line in METHODS
        or page[at - 1].text in METHODS
        or at in samples
        or bool(_CURL.match(line))
        or read_call(page[at]) is not None
        or read_call(page[at - 1]) is not None
        or bool(len(line) <= 300 and _CHROME.fullmatch(line))
        or bool(_level(page, at, below, titled=True))
    )


def _level(page: Sequence[Passage], at: int, below: Sequence[int | None], titled: bool) -> int:
    """The level of a heading; 0 where a line is none. The first line is the title."""
    line = page[at].text
    if len(line) > _MOST_OF_HEADING or "\t" in line:
        return 0
    call = read_call(page[at])
    if call is not None:
        return 0
    if not titled:
        return 1
    following = below[at]
    if _of_answer(line) and following is not None and "\t" in page[following].text:
        return 3
    if len(line.split()) > _WORDS or line.endswith((".", ",", ";", "!")):
        return 0
    if following is not None and _calls(page, following, below) and section_of(line) is None:
        return 2
    apart = (at == 0 or not page[at - 1].text) and (at + 1 >= len(page) or not page[at + 1].text)
    tabbed = following is not None and "\t" in page[following].text and _of_titles(_plain_cells(page[following].text))
    entitles = tabbed or (following is not None and _entitles(page, following))
    if section_of(line.rstrip(":")) is not None and (entitles or apart):
        return 3
    near = following == at + 1 or not tabbed or (apart and line[0].isupper())
    return 4 if entitles and near and len(line.split()) <= 4 and not line.endswith(":") else 0


def _calls(page: Sequence[Passage], at: int, below: Sequence[int | None]) -> bool:
    """Whether a line says what is called, with the one below it where it is no more than a method."""
    if page[at].text in METHODS:
        following = below[at]
        return following is not None and read_tabled(page[at], page[following]) is not None
    called = read_call(page[at])
    return called is not None and called.method is not None and called.path is not None


def _entitles(page: Sequence[Passage], at: int) -> bool:
    """Whether the titles of columns begin at a line that has no tabs."""
    return titles_at(page, at) is not None or titles_run(page[at].text)


def _plain_cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _of_titles(cells: Sequence[str]) -> bool:
    """Whether the cells of a line are the titles of columns."""
    known = [column_role(cell) for cell in cells if len(cell) <= 40 and may_entitle_column(cell)]
    return 2 <= len(cells) <= _MOST_COLUMNS and len([role for role in known if role]) >= 2


class _Row(Struct, eq=False):
    """A row while its lines come in: each cell by its first and last piece; `empty` says that its last cell was, on its first line."""

    line: int
    cells: list[tuple[Passage, Passage]]
    last: int = 0
    lines: int = 1
    empty: bool = False


def _table(page: Sequence[Passage], text: str | None, at: int, below: Sequence[int | None]) -> Table | None:
    """The table whose titles are a line at an index; None when they are none."""
    header = _pieces(page[at], text)
    if not 2 <= len(header) <= _MOST_COLUMNS:
        return None
    if not _of_titles([c.text for c in header]) and not (
        below[at] == at + 1 and all(c.text for c in header) and len(_pieces(page[at + 1], text)) == len(header)
    ):
        return None
    rows: list[_Row] = []
    told = column_role(header[-1].text) == "prose"
    n = at + 1
    while n < len(page):
        gap = not page[n].text
        follows = below[n] if gap else n
        if follows is None:
            break
        n, pieces = follows, _pieces(page[follows], text)
        if not _goes_on(page, text, n, pieces, rows, len(header), gap=gap):
            break
        if len(pieces) == 1 and _opens_row(page, text, n, len(header)):
            badge, *others = _pieces(page[n + 1], text)
            rows.append(_Row(n, [(pieces[0], badge if badge.text else pieces[0]), *[(p, p) for p in others]], n + 1, 2))
            n += 1
        else:
            _take(pieces, n, rows, len(header))
            rows[-1].empty = rows[-1].empty or (told and _ends_empty(pieces, text, len(header)))
        n += 1
    last = max((row.last for row in rows), default=at)
    filled = [(row.line, _cells(row, text, len(header), page[row.line])) for row in rows]
    if not _is_row(header, filled):
        return Table(at, last, tuple(header), tuple(filled))
    titles = [cell if read_demand(cell.text) is not None else within(cell, 0, 0) for cell in header]
    return Table(at, last, tuple(titles), ((at, tuple(header)), *filled))


def _is_row(header: Sequence[Passage], rows: Sequence[tuple[int, Sequence[Passage]]]) -> bool:
    """Whether the first line of a table is a row of it, which has no titles: it says `required` of a name, as a row below it does."""
    asked = [n for n, cell in enumerate(header) if n and read_demand(cell.text) is not None]
    named = column_role(header[0].text) is None and bool(read_names(header[0]))
    return named and any(row[n].text == header[n].text for n in asked for _, row in rows if n < len(row))


def _goes_on(
    page: Sequence[Passage], text: str | None, at: int, pieces: Sequence[Passage], rows: Sequence[_Row], columns: int, *, gap: bool
) -> bool:
    """Whether a line is part of the table above it; `gap` says that a blank line stands between."""
    row = rows[-1] if rows else None
    if len(pieces) > 1:
        return len(pieces) <= columns and not (gap and _of_titles([p.text for p in pieces]))
    if not gap and _opens_row(page, text, at, columns):
        return True
    if row is None or row.lines >= _MOST_LINES:
        return False
    if gap and not (row.empty and row.lines == 1 and any(other.empty and other.lines > 1 for other in rows[:-1][-_MOST_BEFORE:])):
        return _row_below(page, text, at, columns, _MOST_LINES if row.empty else _MOST_BETWEEN) and _may_go_on(page, text, at, row, columns)
    return _may_go_on(page, text, at, row, columns)


def _may_go_on(page: Sequence[Passage], text: str | None, at: int, row: _Row, columns: int) -> bool:
    """Whether a line is no title of what comes below a table: another row, which is no title either, shows that it is none."""
    line = page[at].text
    titles = _short(line) and len(row.cells) >= columns and (section_of(line) is not None or _entitles_call(page, at))
    titles = titles or _of_answer(line)
    titles = titles and not _row_follows(page, text, at, columns)
    return not titles and read_call(page[at]) is None


def _of_answer(line: str) -> bool:
    """Whether a line is a title of an answer, and goes on with words about it: `Response data: pages of orders`."""
    head, colon, _ = line[:_MOST_OF_HEADING].partition(":")
    return bool(colon) and len(head.split()) <= _FEW_WORDS and section_of(head) in ("response", "errors") and line[:1].isupper()


def _row_follows(page: Sequence[Passage], text: str | None, at: int, columns: int) -> bool:
    """Whether the next line with tabs, among those right below one, is a row with as many cells as a table has columns."""
    for line in page[at + 1 : at + 1 + _MOST_BETWEEN]:
        if not line.text:
            return False
        if "\t" in line.text:
            pieces = _pieces(line, text)
            return len(pieces) == columns and not _of_titles([p.text for p in pieces])
    return False


def _entitles_call(page: Sequence[Passage], at: int) -> bool:
    """Whether a line stands right above one that says what is called."""
    below = [n + 1 if n + 1 < len(page) and page[n + 1].text else None for n in range(at, min(at + 2, len(page)))]
    following = below[0] if below else None
    if following is None or not page[at].text[:1].isupper():
        return False
    if page[following].text in METHODS:
        return len(below) > 1 and below[1] is not None and read_tabled(page[following], page[below[1]]) is not None
    called = read_call(page[following])
    return called is not None and called.method is not None and called.path is not None


def _ends_empty(pieces: Sequence[Passage], text: str | None, columns: int) -> bool:
    """Whether the last cell of a line is empty: a copy may set its paragraphs below."""
    return len(pieces) > 1 and (not pieces[-1].text if text is not None else len(pieces) == columns - 1)


def _row_below(page: Sequence[Passage], text: str | None, at: int, columns: int, most: int) -> bool:
    """Whether a row of as many cells follows within some lines: what stands between are paragraphs of the cell before."""
    for n in range(at + 1, min(at + 1 + most, len(page))):
        line = page[n].text
        if "\t" in line:
            before, cells, after = _between_tabs(page[n], text)
            count = before + len(cells) + after
            full = count == columns or (text is None and count == columns - 1)
            return full and not _of_titles([*[""] * before, *map(str.strip, cells), *[""] * after])
        if line and (read_call(page[n]) is not None or (_short(line) and section_of(line) is not None)):
            return False
    return False


def _short(line: str) -> bool:
    """Whether a line is none of prose."""
    return len(line) <= _MOST_OF_HEADING and len(line.split()) <= _WORDS and not line.endswith((".", ",", ";"))


def _opens_row(page: Sequence[Passage], text: str | None, at: int, columns: int) -> bool:
    """Whether a line is the name in the first cell of a row: the line below has its rest, a badge if anything, and all others."""
    if "\t" in page[at].text or at + 1 >= len(page) or not page[at + 1].text:
        return False
    before, cells, after = _between_tabs(page[at + 1], text)
    first = "" if before else cells[0].strip()
    full = before + len(cells) + after == columns > 1
    return full and (not first or read_badge(first) is not None) and bool(read_names(page[at]))


def _take(pieces: Sequence[Passage], at: int, rows: list[_Row], columns: int) -> None:
    row = rows[-1] if rows else None
    if row is not None and (len(pieces) == 1 or _continues(pieces, row, columns)):
        first, _ = row.cells[-1]
        row.cells[-1] = (first if first.text else pieces[0], pieces[0])
        row.cells += [(p, p) for p in pieces[1:]]
        row.last, row.lines = at, row.lines + 1
    else:
        rows.append(_Row(at, [(p, p) for p in pieces], at))


def _continues(pieces: Sequence[Passage], row: _Row, columns: int) -> bool:
    """Whether a line with tabs is the rest of a row whose last cell so far has a line end in it."""
    missing = columns - len(row.cells)
    if not missing or len(pieces) - 1 > missing or len(pieces) >= columns:
        return False
    return read_badge(pieces[0].text) is not None or not read_names(pieces[0]) or (len(pieces) - 1 == missing and row.lines > 1)


def _cells(row: _Row, text: str | None, columns: int, line: Passage) -> tuple[Passage, ...]:
    found = [first if first is last or text is None else joined(text, first, last) for first, last in row.cells[:columns]]
    span = line.span
    empty = Passage("", Span(span.page, span.first, span.first, span.end, span.end))
    return (*found, *[empty] * (columns - len(found)))


def _pieces(line: Passage, text: str | None) -> list[Passage]:
    """The cells of a line, empty ones at its start included where the text of the page tells."""
    span = line.span
    before, cells, after = _between_tabs(line, text)
    found = trimmed(span, cells)
    if not before and not after:
        return found
    empty = Passage("", Span(span.page, span.first, span.last, span.start, span.start))
    return [empty] * before + found + [empty] * after


def _between_tabs(line: Passage, text: str | None) -> tuple[int, list[str], int]:
    """The cells of a line as they stand, and how many empty ones are before and behind them, where the text of the page tells."""
    span = line.span
    before = after = 0
    if text is not None and span.start and text[span.start - 1] != "\n":
        before = text.count("\t", text.rfind("\n", 0, span.start) + 1, span.start)
    if text is not None and text[span.end : span.end + 1] not in ("", "\n"):
        end = text.find("\n", span.end)
        after = text.count("\t", span.end, len(text) if end < 0 else end)
    return min(before, _MOST_COLUMNS), line.text.split("\t"), min(after, _MOST_COLUMNS)


LAYOUT: Final = Layout("tab-table", _TITLE, "a row of column titles (Parameter, Type, Description) with tabs between them", score, read)
