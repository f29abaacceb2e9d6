r"""Tables of GitHub Flavored Markdown: where they are, and their rows as cells with their places.

| Name  | Type         | Notes                a header, whose bars at the ends may be missing,
|-------|:------------:|---                   a row of dashes,
| `a|b` | int \| null | A bar in code or behind a backslash ends no cell.
<!-- | old | int | -->                        a row that is commented out is none
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.page.broken_rows import broken_rows
from swornspec.text import Passage, within

_DASHES: Final = re.compile(r":?-{1,}:?")
_BAR: Final = re.compile(r"(?<!\\)\|")
_CODE: Final = re.compile(r"(`+)[^`]+\1(?!`)")
_MOST_CELLS: Final = 40


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the indices of its lines: header, dashes, rows; `comments` are lines between rows that are commented out."""

    first: int
    last: int
    header: tuple[Passage, ...]
    rows: tuple[tuple[int, tuple[Passage, ...]], ...]
    comments: tuple[int, ...] = ()


def table_at(lines: Sequence[Passage], at: int) -> Table | None:
    """The table whose header is the line at an index; None when there is none."""
    if at + 1 >= len(lines) or "|" not in lines[at].text or not is_dashes(lines[at + 1].text):
        return None
    header = cells(lines[at])
    if len(header) != len(cells(lines[at + 1])) or len(header) > _MOST_CELLS:
        return None
    rows: list[tuple[int, tuple[Passage, ...]]] = []
    comments: list[int] = []
    last = at + 1
    n = at + 2
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
        rows.append((n, cells(lines[n], len(header))))
        last = n
        n += 1
    broken = None if comments else broken_rows(lines, at, len(header))
    if broken is not None and broken[-1][1] >= last:
        return Table(at, broken[-1][1], header, tuple((first, row) for first, _, row in broken))
    return Table(at, last, header, tuple(rows), tuple(c for c in comments if c < last))


def _comment_end(lines: Sequence[Passage], at: int) -> int | None:
    """The line in which a comment that stands between rows ends; None when it does not within a few lines."""
    for n in range(at, min(at + 20, len(lines))):
        if lines[n].text.endswith("-->"):
            return n
    return None


def is_dashes(text: str) -> bool:
    """Whether a line is the row of dashes below a header."""
    parts = text.strip().removeprefix("|").removesuffix("|").split("|")
    return "|" in text and len(parts) <= _MOST_CELLS and all(_DASHES.fullmatch(p.strip()) for p in parts)


def cells(line: Passage, count: int | None = None) -> tuple[Passage, ...]:
    """The cells of a row, white space taken off; `count` is how many there should be, which decides about bars in code."""
    plain = tuple(_cells(line, protect=False))
    if count is None or len(plain) <= count:
        return plain
    kept = tuple(_cells(line, protect=True))
    return kept if len(kept) >= count else plain


def _cells(line: Passage, *, protect: bool) -> Iterator[Passage]:
    text = line.text
    code = [m.span() for m in _CODE.finditer(text)] if protect else []
    start = 1 if text.startswith("|") else 0
    bars = [m.start() for m in _BAR.finditer(text, start)]
    if code:
        bars = _outside(bars, code)
    ends = bars if bars and bars[-1] == len(text) - 1 else [*bars, len(text)]
    at = start
    for end in ends:
        raw = text[at:end]
        bare = raw.strip()
        lead = len(raw) - len(raw.lstrip()) if bare else 0
        yield within(line, at + lead, at + lead + len(bare))
        at = end + 1


def _outside(bars: list[int], code: list[tuple[int, int]]) -> list[int]:
    """The bars that stand in no code."""
    kept, n = [], 0
    for bar in bars:
        while n < len(code) and code[n][1] <= bar:
            n += 1
        if n == len(code) or bar < code[n][0]:
            kept.append(bar)
    return kept
