"""Places in a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a page: file name, first and last line (from 1), character offsets (from 0, end exclusive)."""

    page: str
    first: int
    last: int
    start: int = 0
    end: int = 0

    def __init__(self, page: str, first: int, last: int, start: int = 0, end: int = 0) -> None:
        """Set each slot directly: pages have hundreds of thousands of spans, and this takes half the time of the dataclass's own."""
        _PAGE(self, page)
        _FIRST(self, first)
        _LAST(self, last)
        _START(self, start)
        _END(self, end)

    def __str__(self) -> str:
        """`page.txt line 4` or `page.txt lines 4-6`, as messages quote it."""
        if self.first == self.last:
            return f"{self.page} line {self.first}"
        return f"{self.page} lines {self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of page text and where it stands; `text` is the page's own characters from start to end.

    `level` is 0 for prose, and 1, 2, ... for an item of a list at that depth.
    """

    text: str
    span: Span
    level: int = 0

    def __init__(self, text: str, span: Span, level: int = 0) -> None:
        """Set each slot directly, as `Span` does."""
        _TEXT(self, text)
        _SPAN(self, span)
        _LEVEL(self, level)


_PAGE, _FIRST, _LAST, _START, _END = (vars(Span)[name].__set__ for name in Span.__slots__)
_TEXT, _SPAN, _LEVEL = (vars(Passage)[name].__set__ for name in Passage.__slots__)
