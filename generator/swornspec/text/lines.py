"""The lines of a page as passages, and passages that run over several lines.

A page goes in, byte for byte; passages come out, which know their lines and character offsets.
Only a line feed ends a line, as in editors and in `grep -n`; a carriage return before it is white space.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, wraps
from itertools import accumulate, count, repeat
from operator import add
from typing import Any, Final, TypeVar, cast

from swornspec.text.span import Passage, Span

_SHORT: Final = 64 * 1024  # characters of a page of which the lines are kept when it has been read
_Found = TypeVar("_Found")


class Lines(tuple[Passage, ...]):
    """The lines of a page, and with them what was found out about all of them: several readers look at one page."""

    kept: dict[Callable[..., object], Any]


def lines(page: str, text: str) -> Lines:
    """Every line of a page without the white space around it; a blank line is a passage with empty text."""
    return _lines(page, text) if len(text) <= _SHORT else _long_lines(page, text)


@contextmanager
def long_let_go() -> Iterator[None]:
    """Work on a page, several readers of which ask for its lines; when it is done those of long pages are kept no longer."""
    try:
        yield
    finally:
        _long_lines.cache_clear()


def found_once(find: Callable[[Sequence[Passage]], _Found]) -> Callable[[Sequence[Passage]], _Found]:
    """A function of the lines of a page, called once for each page; what it finds is shared, and so must not be changed."""

    @wraps(find)
    def found(page: Sequence[Passage]) -> _Found:
        if not isinstance(page, Lines):
            return find(page)
        if find not in page.kept:
            page.kept[find] = find(page)
        return cast(_Found, page.kept[find])

    return found


@lru_cache(maxsize=2)
def _lines(page: str, text: str) -> Lines:
    pieces = text.split("\n")
    if pieces[-1] == "":  # the text after a final line feed is no line
        pieces.pop()
    bare = list(map(str.strip, pieces))  # all lines at once, step by step: pages have tens of thousands of them
    begins = map(add, accumulate(map(len, pieces), initial=0), count())  # there is a line feed behind each line before
    starts = list(map(add, begins, map(str.index, pieces, bare)))
    ends = map(add, starts, map(len, bare))
    made = Lines(map(Passage, bare, map(Span, repeat(page), count(1), count(1), starts, ends)))
    made.kept = {}
    return made


_long_lines: Final = lru_cache(maxsize=2)(_lines.__wrapped__)


def joined(text: str, first: Passage, last: Passage) -> Passage:
    """One passage from the start of one to the end of another, with everything the page has between them."""
    start, end = first.span.start, last.span.end
    return Passage(text[start:end], Span(first.span.page, first.span.first, last.span.last, start, end))


def within(passage: Passage, start: int, end: int) -> Passage:
    """A part of a one-line passage, from one offset in its text to another."""
    span = passage.span
    return Passage(passage.text[start:end], Span(span.page, span.first, span.last, span.start + start, span.start + end))


def indent_of(text: str, line: Passage) -> int:
    """How many characters stand before a line's first one."""
    return line.span.start - (text.rfind("\n", 0, line.span.start) + 1)


def indented(text: str, line: Passage) -> bool:
    """Whether white space stands before a line's first character."""
    before = line.span.start - 1
    return before >= 0 and text[before] != "\n"


@found_once
def next_filled(page: Sequence[Passage]) -> Sequence[int | None]:
    """For each line the index of the next one that is not blank."""
    below: list[int | None] = [None] * len(page)
    nearest: int | None = None
    for at in range(len(page) - 1, -1, -1):
        below[at] = nearest
        if page[at].text:
            nearest = at
    return below
