"""What the texts between tags state one after the other, where an HTML page prints a field as a box.

<span>string</span> <span>required</span>                 two facets
<span>Array of </span><span>strings</span>                a type in two pieces
<em>integer, optional</em>                                several in one piece
<span>Default:</span> <code>4</code>                      a label, and the piece that it is about
<span>Allowed:</span><i>fast</i><i>slow</i>               a label with a piece for each value: of the role `listed`
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from swornspec.page.badges import WAITING, Facet, read_facet
from swornspec.text import Passage, Span, within

Leaf = tuple[int, int]
_COMMA: Final = re.compile(r"\s*[,;·•|]\s*")
_TOKEN: Final = re.compile(r"(?=.{0,2}\w)[\"'`]?[\w.:/+-]{1,80}[\"'`]?")
_BEFORE: Final = re.compile(r"^(?:\s|:|</[^<>]{0,40}>|<(?!code|tt|kbd|samp)[a-z][^<>]{0,400}>)+", re.IGNORECASE)
_AFTER: Final = re.compile(r"</(?!code|tt|kbd|samp)[^<>]{0,40}>|<[a-z][^<>]{0,400}>", re.IGNORECASE)
_MOST: Final = 80  # characters of pieces that say something together


class Leaves:
    """The texts between tags of a page, by their places."""

    def __init__(self, page: str, text: str) -> None:
        """The text is the whole page."""
        self.page, self.text = page, text

    def part(self, start: int, end: int) -> Passage:
        """A part of the page that has no white space around it."""
        return Passage(self.text[start:end], Span(self.page, 1, 1, start, end))

    def read(self, leaves: Sequence[Leaf], end: int) -> tuple[list[Facet], int]:
        """The facets that leaves state, up to the first that is prose, or is a second type; and how many leaves those are.

        A label whose value may stand below is the last one, with an empty passage. `end` is where the run of the leaves does.
        """
        found: list[Facet] = []
        n = 0
        while n < len(leaves):
            said, taken = self._next(leaves, n, end)
            types = [role for role, _ in said].count("type")
            if not said or types > 1 or (types and any(role == "type" for role, _ in found)):
                break
            found += said
            n += taken
        return found, n

    def _next(self, leaves: Sequence[Leaf], n: int, end: int) -> tuple[list[Facet], int]:
        """What the leaf at an index states, and how many leaves it takes to say so; nothing where it is prose."""
        start, stop = leaves[n]
        passage = self.part(start, stop)
        facet = read_facet(passage)
        if facet is not None and facet[0] in WAITING and not facet[1].text:
            return self._labelled(facet, stop, leaves[n + 1 :], end)
        if facet is not None:
            return [facet], 1
        if stop - start > _MOST:
            return [], 0
        if n + 1 < len(leaves):
            following = leaves[n + 1]
            if passage.text.lower() == "type" and (kind := read_facet(self.part(*following))) is not None and kind[0] == "type":
                return [kind], 2
            both = read_facet(self.part(start, following[1])) if following[1] - start <= 2 * _MOST else None
            if both is not None and both[1].text:
                return [both], 2
        pieces = self._apart(passage)
        if pieces and not pieces[-1][1].text:  # `optional, default is` before a value
            said, taken = self._labelled(pieces[-1], stop, leaves[n + 1 :], end)
            return [*pieces[:-1], *said], taken
        return pieces, 1

    def _apart(self, passage: Passage) -> list[Facet]:
        """The facets that a piece lists; none where one of them is prose."""
        edges = [(0, 0), *(m.span() for m in _COMMA.finditer(passage.text)), (len(passage.text), len(passage.text))]
        if len(edges) < 3:
            return []
        found: list[Facet] = []
        for (_, start), (end, _) in pairwise(edges):
            facet = read_facet(within(passage, start, end))
            if facet is None or (not facet[1].text and end < len(passage.text)):
                return []
            found.append(facet)
        return found

    def _labelled(self, label: Facet, start: int, rest: Sequence[Leaf], end: int) -> tuple[list[Facet], int]:
        """A label that ends at a place, with the leaves behind it that it is about."""
        if not rest:
            return [label], 1
        role = label[0]
        stop = next((n for n in range(1, len(rest)) if self.labels(rest[n])), len(rest))
        own = rest[:stop]
        if role == "values" and stop > 1 and self._glued(own):
            return [("listed", self.part(*leaf)) for leaf in own], 1 + stop
        before, after = self.text[start : own[0][0]], self.text[own[-1][1] : end if stop == len(rest) else rest[stop][0]]
        start += len(before) - len(_BEFORE.sub("", before, count=1))
        last = own[-1][1] + len(_without_tags(after))
        return [(role, self.part(start, last))], 1 + stop

    def is_word(self, leaf: Leaf) -> bool:
        """Whether a leaf is one word, as values are that a page lists one by one."""
        return _TOKEN.fullmatch(self.text, *leaf) is not None

    def labels(self, leaf: Leaf) -> bool:
        """Whether a leaf is a label of its own."""
        facet = read_facet(self.part(*leaf))
        return facet is not None and facet[0] in (*WAITING, "badge", "minimum", "maximum")

    def _glued(self, leaves: Sequence[Leaf]) -> bool:
        """Whether leaves are one word each with nothing between any two of them that a reader would see."""
        whole = all(map(self.is_word, leaves))
        return whole and any(not re.search(r"\s", re.sub(r"<[^<>]*>", "", self.text[a[1] : b[0]])) for a, b in pairwise(leaves))


def _without_tags(text: str) -> str:
    """A text without the tags at its end, but for those of code."""
    end = len(text)
    while True:
        while end and text[end - 1].isspace():
            end -= 1
        at = text.rfind("<", 0, end) if text[end - 1 : end] == ">" else -1
        if at < 0 or not _AFTER.fullmatch(text, at, end):
            return text[:end]
        end = at
