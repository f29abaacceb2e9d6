"""Places in a page.

Their fields are Final, and so set once, as type checkers see to; `frozen` would see to it as well, and takes three times as long
to set them: pages have hundreds of thousands of places.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(slots=True, order=True, unsafe_hash=True)
class Span:
    """A place in a page: file name, first and last line (from 1), character offsets (from 0, end exclusive)."""

    page: Final[str]
    first: Final[int]
    last: Final[int]
    start: Final[int] = 0
    end: Final[int] = 0

    def __str__(self) -> str:
        """`page.txt line 4` or `page.txt lines 4-6`, as messages quote it."""
        if self.first == self.last:
            return f"{self.page} line {self.first}"
        return f"{self.page} lines {self.first}-{self.last}"


@dataclass(slots=True, unsafe_hash=True)
class Passage:
    """A piece of page text and where it stands; `text` is the page's own characters from start to end.

    `level` is 0 for prose, and 1, 2, ... for an item of a list at that depth.
    """

    text: Final[str]
    span: Final[Span]
    level: Final[int] = 0
