r"""Tables of GitHub Flavored Markdown: where they are, and their rows as cells with their places.

| Name  | Type         | Notes                a header, whose bars at the ends may be missing,
|-------|:------------:|---                   a row of dashes,
| `a|b` | int \| null | A bar in code or behind a backslash ends no cell.
<!-- | old | int | -->                        a row that is commented out is none

Name | Type | Notes |                         a scrape may have lost the row of dashes: the titles tell, where each is one of a column
`a` | int | A row as long as the titles. |
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from swornspec.page.broken_rows import broken_header, broken_rows
from swornspec.page.headings import column_role, may_entitle_column
from swornspec.text import Passage, Span

_DASHES: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BAR: Final = re.compile(r"(?<!\\)\|")
_CODE: Final = re.compile(r"(`+)[^`]+\1(?!`)")
_MOST_CELLS: Final = 40
_MOST_OF_TITLE: Final = 40  # characters
_FEW_UNKNOWN: Final = 4  # titles of which one may be of no known column
_NAMES: Final = ("name", "weak name")
_TELLING: Final = frozenset(("type", "demand", "prose", "default"))
_FEWEST_APART: Final = 3  # columns of a table whose rows are known by their number
_MOST_OF_CAPTION: Final = 80  # characters
_QUOTES: Final = ('"', "'", "“", "”")


class Table(Struct, frozen=True, gc=False):
    """A table by the indices of its lines: header, dashes, rows; `comments` are lines between rows that are commented out.

    The cells of a `broken` one stand on lines of their own. `lead` are words that a scrape has left right before its titles.
    """

    first: int
    last: int
    header: tuple[Passage, ...]
    rows: tuple[tuple[int, tuple[Passage, ...]], ...]
    comments: tuple[int, ...] = ()
    broken: bool = False
    lead: Passage | None = None


def table_at(lines: Sequence[Passage], at: int) -> Table | None:
    """The table whose header is the line at an index; None when there is none."""
    if at + 1 >= len(lines) or "|" not in lines[at].text:
        return None
    count = dashes(lines[at + 1].text)
    if not count and _names_column(lines[at].text) and (apart := broken_header(lines, at)) is not None:
        return _broken_table(lines, at, apart)
    header = cells(lines[at]) if count or entitles(lines[at].text) else ()
    lead = header[0] if len(header) == count + 1 > 1 and _leads(lines[at].text, header[0].text) else None
    header = header if lead is None else header[1:]
    uneven = count and len(header) != count and not entitles(lines[at].text)  # of a header that is one, dashes may have been forgotten
    if not header or uneven or (not count and not _follows(lines[at + 1], len(header))):
        return None
    rows: list[tuple[int, tuple[Passage, ...]]] = []
    comments: list[int] = []
    last = at + 1 if count else at
    n = last + 1
    while n < len(lines):
        text = lines[n].text
        if text.startswith("<!--"):
            end = _comment_end(lines, n)
            if end is None or end + 1 >= len(lines) or "|" not in lines[end + 1].text:
                break
            comments += range(n, end + 1)
            n = end + 1
            continue
        if "|" not in text or text.startswith(("#", "```", "~~~")):
            break
        if n + 1 < len(lines) and dashes(lines[n + 1].text) and (entitles(text) or _leads(text, text.partition("|")[0])):
            break  # the titles of another table
        if caption_at(lines, n) is not None:
            break
        row = cells(lines[n], len(header))
        if not count and len(row) < len(header) - 1 and not (text == "|" and n + 1 < len(lines) and _follows(lines[n + 1], len(header))):
            break
        rows.append((n, row))
        last = n
        n += 1
    broken = None if comments or not count else broken_rows(lines, at, len(header))
    if broken is not None and broken[-1][1] >= last:
        return Table(at, broken[-1][1], header, tuple((first, row) for first, _, row in broken), broken=True, lead=lead)
    return Table(at, last, header, tuple(rows), tuple(c for c in comments if c < last), lead=lead)


def _broken_table(lines: Sequence[Passage], at: int, header: tuple[Passage, ...]) -> Table | None:
    """The table whose header begins in the line at an index, with a line for each title, where these are titles of columns."""
    below = header[-1].span.first - lines[at].span.first + at
    if not entitles(" | ".join(cell.text for cell in header)) or dashes(lines[below + 1].text) != len(header):
        return None
    rows = broken_rows(lines, below, len(header))
    return None if rows is None else Table(at, rows[-1][1], header, tuple((first, row) for first, _, row in rows), broken=True)


def caption_at(lines: Sequence[Passage], at: int) -> Passage | None:
    """The words of a line that has one cell, as a title has that spans a table: `REQUEST |`; None for any other."""
    text = lines[at].text
    if text[-1:] != "|" or len(text) > _MOST_OF_CAPTION or text.count("|", 1) != 1 or at + 2 >= len(lines):
        return None
    words = cells(lines[at])[0]
    return words if words.text[:1].isalpha() and entitles(lines[at + 1].text) and dashes(lines[at + 2].text) else None


def more_rows(lines: Sequence[Passage], at: int, table: Table) -> Table | None:
    """Rows that go on with a table behind what stands between: a blank line, a remark, a sample; None when a line is none of them."""
    count, barred = len(table.header), lines[table.first].text[0] == "|"
    if table.broken or count < _FEWEST_APART - barred:
        return None
    rows: list[tuple[int, tuple[Passage, ...]]] = []
    for n in range(at, len(lines)):
        text = lines[n].text
        if "|" not in text or (text[0] == "|") != barred or dashes(text) or (n + 1 < len(lines) and dashes(lines[n + 1].text)):
            break
        row = cells(lines[n])
        if len(row) != count or not row[0].text or not any(cell.text for cell in row[1:]):
            break
        rows.append((n, row))
    whole = bool(rows) and (rows[-1][0] + 1 == len(lines) or "|" not in lines[rows[-1][0] + 1].text[:1])
    return Table(at, rows[-1][0], table.header, tuple(rows)) if whole else None


def entitles(text: str) -> bool:
    """Whether the cells of a line are titles of columns, all of them or, of many, all but one: the first of names."""
    if not _names_column(text):
        return False
    titles = [piece.strip("*` ") for piece in _between_bars(text)]
    roles = [column_role(title) if 0 < len(title) <= _MOST_OF_TITLE else None for title in titles]
    return len(roles) > 1 and roles.count(None) <= len(roles) // _FEW_UNKNOWN and not _TELLING.isdisjoint(roles)


def _names_column(text: str) -> bool:
    """Whether the first cell of a line is the title of a column of names."""
    first = text.lstrip("| ")[:_MOST_OF_TITLE].partition("|")[0].strip("*` ")
    return bool(first) and may_entitle_column(first) and column_role(first) in _NAMES


def _leads(text: str, words: str) -> bool:
    """Whether the words before the first bar of a line are none of its titles: `Body parameters| Name | Type |`."""
    return text[:1] != "|" and bool(words) and entitles(text[len(words) :].lstrip())


def _follows(line: Passage, count: int) -> bool:
    """Whether a line is a row below titles that no dashes set apart: it has as many cells, with something in the first."""
    row = cells(line, count) if "|" in line.text else ()
    return len(row) == count and bool(row[0].text)


def _comment_end(lines: Sequence[Passage], at: int) -> int | None:
    """The line in which a comment that stands between rows ends; None when it does not within a few lines."""
    for n in range(at, min(at + 20, len(lines))):
        if lines[n].text.endswith("-->"):
            return n
    return None


def may_hold_tables(lines: Iterable[Passage]) -> bool:
    """Whether some line of a page is one that every table has: a row of dashes, titles of columns, or a tag that opens a table."""
    return any(_may_be_of_table(line.text) for line in lines)


def _may_be_of_table(text: str) -> bool:
    if "|" in text:
        return bool(dashes(text)) or entitles(text) or text.startswith("<table")
    return text.startswith("<table") or (text[:3] == "---" and " --" in text)


def dashes(text: str) -> int:
    """How many cells a line has when it is the row of dashes below a header; 0 when it is none."""
    if "|" not in text or text[0] not in "|:-" or _DASHES.fullmatch(text) is None:
        return 0
    count = text.count("|") + 1 - (text[0] == "|") - (text[-1] == "|")
    return count if count <= _MOST_CELLS else 0


def cells(line: Passage, count: int | None = None) -> tuple[Passage, ...]:
    """The cells of a row, white space taken off; `count` is how many there should be, which decides about bars in code."""
    pieces = _between_bars(line.text)
    if count is not None and len(pieces) > count and "`" in line.text:
        kept = _between_bars(line.text, protect=True)
        pieces = kept if len(kept) >= count else pieces
    if count is not None and len(pieces) > count and any(piece and not piece.isspace() for piece in pieces[count:]):
        pieces = _mended(pieces, count)
    return tuple(trimmed(line.span, pieces, int(line.text[:1] == "|")))


def _mended(pieces: list[str], count: int) -> list[str]:
    """The cells of a row with bars in them that no backslash marks: those within brackets or between texts in quotes,

    else what is left is the last cell.
    """
    joints = [n for n in range(1, len(pieces)) if pieces[n - 1].rstrip()[-1:] in _QUOTES and pieces[n].lstrip()[:1] in _QUOTES]
    joints = [n for n in joints if pieces[n - 1].strip() and pieces[n].strip()]
    if len(joints) != len(pieces) - count:
        joints = list(_in_brackets(pieces))
    if len(joints) != len(pieces) - count:
        return [*pieces[: count - 1], "|".join(pieces[count - 1 :])]
    found = pieces[:1]
    for n, piece in enumerate(pieces[1:], 1):
        if n in joints:
            found[-1] += f"|{piece}"
        else:
            found.append(piece)
    return found


def _in_brackets(pieces: Sequence[str]) -> Iterator[int]:
    """The pieces before which a bracket is open: `[ json`, ` jsonp`, ` kml ]`."""
    opened = 0
    for n, piece in enumerate(pieces):
        if opened:
            yield n
        opened = max(0, opened + piece.count("[") - piece.count("]"))


def trimmed(span: Span, pieces: Iterable[str], at: int = 0) -> list[Passage]:
    """Pieces of a line without the white space around them; the first begins `at` a character, one more stands between any two."""
    page, number, start = span.page, span.first, span.start + at
    found = []
    for raw in pieces:
        bare = raw.strip()
        begin = start + raw.index(bare) if bare and bare != raw else start
        found.append(Passage(bare, Span(page, number, number, begin, begin + len(bare))))
        start += len(raw) + 1
    return found


def _between_bars(text: str, *, protect: bool = False) -> list[str]:
    """What stands between the bars of a row; `protect` says that those in code are none."""
    if protect or "\\|" in text:
        bars = [m.start() for m in _BAR.finditer(text)]
        bars = _outside(bars, [m.span() for m in _CODE.finditer(text)]) if protect else bars
        pieces = [text[before + 1 : bar] for before, bar in pairwise((-1, *bars, len(text)))]
    else:
        pieces = text.split("|")
    if text[:1] == "|":
        del pieces[0]
    if len(pieces) > 1 and not pieces[-1]:
        del pieces[-1]
    return pieces


def _outside(bars: list[int], code: list[tuple[int, int]]) -> list[int]:
    """The bars that stand in no code."""
    kept, n = [], 0
    for bar in bars:
        while n < len(code) and code[n][1] <= bar:
            n += 1
        if n == len(code) or bar < code[n][0]:
            kept.append(bar)
    return kept
