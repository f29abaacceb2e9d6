"""Paths that a copy has in pieces, as rendered pages set each segment and each slash apart.

POST
/
v1
/
kites
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from swornspec.text import Passage, Span

_SEGMENT: Final = re.compile(r"[\w{}.~:@%+$-]{1,80}")
_MOST: Final = 30  # lines


def whole_path(lines: Sequence[Passage], at: int) -> Passage:
    """The line at an index with the lines below it that are further pieces of a path; the line alone where none are."""
    end = at + 1
    while end + 1 < len(lines) and end - at < _MOST and lines[end - 1].text == "/" and _SEGMENT.fullmatch(lines[end].text):
        end += 2
        if lines[end - 1].text != "/":
            end -= 1
            break
    pieces = lines[at:end]
    if len(pieces) == 1 or any(b.span.start - a.span.end != 1 for a, b in pairwise(pieces)):
        return lines[at]
    first, last = pieces[0].span, pieces[-1].span
    return Passage("\n".join(piece.text for piece in pieces), Span(first.page, first.first, last.last, first.start, last.end))
