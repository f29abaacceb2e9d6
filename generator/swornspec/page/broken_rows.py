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

from swornspec.text import Passage, Span

Row = tuple[int, int, tuple[Passage, ...]]
_MOST_LINES: Final = 80  # of a row


def broken_rows(lines: Sequence[Passage], at: int, count: int) -> list[Row] | None:
    """The rows below the header at an index, each with its first and last line; None when none of them is broken."""
    header = lines[at].text
    if not header.endswith("|") or count < 2:
        return None
    led = header.startswith("|")
    rows = list(_rows(lines, at + 2, count, headed=led))
    return rows if any(last > first for first, last, _ in rows) else None


def _rows(lines: Sequence[Passage], at: int, count: int, *, headed: bool) -> Iterator[Row]:
    """The rows; the header may have a bar in front where they have none."""
    while at < len(lines) and "|" in lines[at].text:
        led = headed and lines[at].text.startswith("|")
        end, bars = at, 0
        while end < min(len(lines), at + _MOST_LINES) and lines[end].text and bars < count + led:
            if end > at and lines[end].span.start != lines[end - 1].span.end + 1:
                return  # white space that would have to be put between the lines
            bars += _bars(lines[end].text)
            end += 1
        if bars != count + led:
            return
        row = tuple(_cells(lines[at:end], led=led))
        if len(row) != count:
            return
        yield at, end - 1, row
        at = end


def _bars(text: str) -> int:
    return text.count("|") - text.count("\\|")


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
