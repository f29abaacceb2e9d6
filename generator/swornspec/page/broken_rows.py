"""Rows of a Markdown table whose cells a scrape has set on lines of their own, told by their bars.

| Field | Type | Default value |      the header keeps its bars, and there is one at its end
|---|---|---|
| width |                             a row goes on until it has as many bars as the header
integer
|
1024
Min: 512 Max: 2048 |
height |                              with or without a bar in front
integer | 1024 |
"""

from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.page.cells import read_demand
from swornspec.text import Passage, Span, within

Row = tuple[int, int, tuple[Passage, ...]]
_MOST_LINES: Final = 80  # of a row
_FEWEST: Final = 2  # lines of a row that is broken


def broken_rows(lines: Sequence[Passage], at: int, count: int) -> list[Row] | None:
    """The rows below the header at an index, each with its first and last line; None when none of them is broken."""
    header = lines[at].text
    if not header.endswith("|") or count < 2:
        return None
    places = list(_rows(lines, at + 2, count, headed=header.startswith("|")))
    if not any(last > first for first, last, _ in places):
        return None
    rows = [(first, last, tuple(_cells(lines[first : last + 1], led=led))) for first, last, led in places]
    return _filled(rows, count) if any(len(row) < count for _, _, row in rows) else rows


def broken_header(lines: Sequence[Passage], at: int) -> tuple[Passage, ...] | None:
    """The titles in lines of their own from an index on, each with a bar at its end, above a line of dashes; None without any."""
    end = at
    while end < min(len(lines), at + _MOST_LINES) and _is_title(lines[end].text):
        end += 1
    if not end - at >= _FEWEST or end == len(lines) or lines[end].text[:3] != "---":
        return None
    return tuple(_cells(lines[at:end], led=False))


def _is_title(text: str) -> bool:
    return text[-1:] == "|" and _bars(text) == 1 and len(text) > 1


def _filled(rows: Sequence[Row], count: int) -> list[Row]:
    """Rows that have lost an empty cell, with one again: in the column in which all others have a mark, such as a tick, else at the end."""
    whole = [row for _, _, row in rows if len(row) >= count]
    seen = [{row[n].text for row in whole} for n in range(count)]
    marks = [n for n in range(1, count) if seen[n] - {""} and all(read_demand(text) is not None for text in seen[n])]
    filled = []
    for first, last, row in rows:
        if len(row) < count:
            at = next((n for n in marks if n == len(row) or row[n].text not in seen[n]), len(row))
            empty = row[at - 1]
            row = (*row[:at], within(empty, len(empty.text), len(empty.text)), *row[at:])
        filled.append((first, last, row))
    return filled


def _rows(lines: Sequence[Passage], at: int, count: int, *, headed: bool) -> Iterator[tuple[int, int, bool]]:
    """The first and last line of each row, and whether it has a bar in front, as the header may have where no row has one."""
    usual = 0  # lines of a row
    while at < len(lines) and "|" in (text := lines[at].text):
        led = headed and text[0] == "|"
        end, bars, wanted = at + 1, _bars(text), count + led
        while bars < wanted and end < min(len(lines), at + _MOST_LINES) and (text := lines[end].text):
            if lines[end].span.start != lines[end - 1].span.end + 1:
                return  # white space that would have to be put between the lines
            bars += _bars(text)
            end += 1
        if bars != wanted or 0 < usual < end - at:
            if _short(lines, at, at + usual, wanted):
                end = at + usual
            elif bars != wanted:
                return
        yield at, end - 1, led
        usual, at = end - at, end


def _short(lines: Sequence[Passage], at: int, end: int, wanted: int) -> bool:
    """Whether the lines [at, end), as many as the row above has, are a row that has lost an empty cell: a whole row, or none, follows."""
    if end - at < _FEWEST or end > len(lines) or sum(_bars(line.text) for line in lines[at:end]) != wanted - 1:
        return False
    if not all(line.text.endswith("|") for line in lines[at:end]):
        return False
    below = lines[end : end + end - at]
    return not below or "|" not in below[0].text or sum(_bars(line.text) for line in below) == wanted


def _bars(text: str) -> int:
    return text.count("|") - (text.count("\\|") if "\\" in text else 0)


def _cells(row: Sequence[Passage], *, led: bool) -> Iterator[Passage]:
    """The cells of a row, which may run over several of its lines."""
    text, first = "\n".join(line.text for line in row), row[0].span
    start, at = int(led), int(led)
    while (bar := text.find("|", at)) >= 0:
        at = bar + 1
        if text[bar - 1 : bar] == "\\":
            continue
        raw = text[start:bar]
        begin = start + len(raw) - len(raw.lstrip()) if raw.strip() else start
        bare = raw.strip()
        line = first.first + text.count("\n", 0, begin)
        place = first.start + begin
        yield Passage(bare, Span(first.page, line, line + bare.count("\n"), place, place + len(bare)))
        start = bar + 1
