"""Places in a page.

They are no dataclasses: pages have hundreds of thousands of places, and msgspec makes one in half the time.
"""

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False):
    """A place in a page: file name, first and last line (from 1), character offsets (from 0, end exclusive)."""

    page: str
    first: int
    last: int
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        """`page.txt line 4` or `page.txt lines 4-6`, as messages quote it."""
        if self.first == self.last:
            return f"{self.page} line {self.first}"
        return f"{self.page} lines {self.first}-{self.last}"


class Passage(Struct, frozen=True, gc=False):
    """A piece of page text and where it stands; `text` is the page's own characters from start to end.

    `level` is 0 for prose, and 1, 2, ... for an item of a list at that depth.
    """

    text: str
    span: Span
    level: int = 0
