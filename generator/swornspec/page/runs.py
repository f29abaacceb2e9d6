"""The visible text of an HTML page in runs, and which of them are heads of fields.

    <div class="param"><label>width</label> <span>integer</span><span>required</span>    a run of three leaves: a head
    <div>64 to 2048</div> <p>In pixels.</p>                                              runs that are about the field

A run is inline content of one block; a leaf is a text between two tags. A head is a run that begins with a name, with a
type right behind it, in the same run or in those below. Which classes a site uses does not matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Final

from swornspec.page.badges import WAITING, Facet, read_facet
from swornspec.page.headings import column_role
from swornspec.page.hypertext import BLOCKS, Node
from swornspec.text import Passage, Span

_NAME: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@-]|\[\w{0,40}\]){0,98}(?<![.:-])")
_PREFIX: Final = re.compile(r"(?:[A-Za-z_$@][\w$@-]{0,60}(?:\[\])?\.){1,8}")
_HINT: Final = re.compile(r"(?:param|property|prop|field|attr|attribute|argument|item-label)[\w-]{0,20}name|\bname\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[:–—-]?\s*[A-Z0-9`\"“]")
_NEAR: Final = 4  # runs below a name in which its type may stand
_CLIMB: Final = 3  # elements around a name in which they do


@dataclass(eq=False, slots=True)
class Run:
    """Inline content of a block: its place, and the places of its leaves."""

    node: Node
    start: int
    end: int
    leaves: list[tuple[int, int]]
    number: int = -1  # of all runs of the page, in its order
    said: list[Facet] | None = None  # what it states, once that is known


@dataclass(slots=True)
class Head:
    """A name and what stands beside it: the runs [first, last], by index, that hold that, facets, and where prose begins."""

    first: int
    last: int
    name: Passage
    called: str
    starred: bool
    facets: list[Facet] = field(default_factory=list)
    prose: Passage | None = None
    container: Node | None = None


class Runs:
    """Every run of a page, by the block that it stands in; `pieces` gives runs and blocks in order."""

    def __init__(self, page: str, text: str, root: Node) -> None:
        """The runs of what is visible in an element."""
        self.page, self.text = page, text
        self.all: list[Run] = []
        self._pieces: dict[Node, list[Run | Node]] = {}
        waiting = [root]
        while waiting:
            node = waiting.pop()
            pieces = self._pieces[node] = self._split(node)
            if len(pieces) == 1 and isinstance(pieces[0], Run):
                self.all.append(pieces[0])
                continue
            for piece in reversed(pieces):
                if isinstance(piece, Node):
                    waiting.append(piece)
                else:
                    self.all.append(piece)
        self.all.sort(key=attrgetter("start"))
        for n, run in enumerate(self.all):
            run.number = n

    def pieces(self, node: Node) -> Sequence[Run | Node]:
        """What a block holds, in order: runs, and the blocks between them."""
        return self._pieces.get(node, ())

    def passage(self, start: int, end: int) -> Passage:
        """A part of the page without the white space around it; which lines it is in is found out in the end."""
        raw = self.text[start:end]
        bare = raw.strip()
        length = len(bare)
        if length == end - start:
            return Passage(raw, Span(self.page, 1, 1, start, end))
        at = start + len(raw) - len(raw.lstrip()) if length else start
        return Passage(bare, Span(self.page, 1, 1, at, at + length))

    def part(self, start: int, end: int) -> Passage:
        """A part of the page that has no white space around it."""
        return Passage(self.text[start:end], Span(self.page, 1, 1, start, end))

    def _split(self, node: Node) -> list[Run | Node]:
        children = node.children
        if len(children) == 1 and not (only := children[0]).tag:
            return [Run(node, only.inner, only.end, [(only.inner, only.end)])] if only.seen else []
        pieces: list[Run | Node] = []
        inline: list[Node] = []
        for child in children:
            tag = child.tag
            if child.hidden:
                continue
            if child.blocks or tag in BLOCKS:
                if inline:
                    pieces.append(self._run(node, inline))
                    inline = []
                if child.seen:
                    pieces.append(child)
            elif child.seen:
                inline.append(child)
        if inline:
            pieces.append(self._run(node, inline))
        return pieces

    def _run(self, node: Node, seen: Sequence[Node]) -> Run:
        """The run of inline content of which some is seen."""
        leaves: list[tuple[int, int]] = []
        for n in seen:
            if n.tag:
                self._leaves(n, leaves)
            else:
                leaves.append((n.inner, n.end))
        start = seen[0].start if seen[0].tag else leaves[0][0]
        end = seen[-1].stop if seen[-1].tag else leaves[-1][1]
        return Run(node, start, end, leaves)

    def _leaves(self, node: Node, found: list[tuple[int, int]]) -> None:
        for child in node.children:
            if not child.seen:
                continue
            if child.tag:
                self._leaves(child, found)
            else:
                found.append((child.inner, child.end))

    def heads(self) -> list[Head]:
        """The heads of fields, in page order, each with the element that holds all that is about it."""
        found: list[Head] = []
        n = 0
        while n < len(self.all):
            head = self._head(n)
            if head is None:
                n += 1
            else:
                found.append(head)
                n = head.last + 1
        self._contain(found)
        return found

    def _head(self, at: int) -> Head | None:
        run = self.all[at]
        start, end = run.leaves[0]
        rest = run.leaves[1:]
        called = self.text[start:end]
        if rest and called[-1] == "." and _PREFIX.fullmatch(called):
            end = rest[0][1]
            called += self.text[rest[0][0] : end]
            rest = rest[1:]
        starred = called.endswith("*")
        called = called.rstrip("*").rstrip()
        if not _NAME.fullmatch(called) or (called[:1].isupper() and column_role(called)):
            return None
        facets: list[Facet] = []
        typed, prose = self._beside(facets, run, rest) if rest else (False, None)
        if typed is None:
            return None
        n = at
        while not typed:
            n += 1
            if n >= len(self.all) or n > at + _NEAR or not self._near(run.node, self.all[n].node):
                return None
            found = self.facets(self.all[n])
            if not found:
                return None
            facets += found
            typed = any(role == "type" for role, _ in found)
        return Head(at, n, self.passage(start, end - starred), called, starred, facets, prose)

    def _beside(self, facets: list[Facet], run: Run, rest: Sequence[tuple[int, int]]) -> tuple[bool | None, Passage | None]:
        """Take what stands beside a name in its run, and say whether a type does, None where the run is a sentence; and its prose."""
        typed, waiting = False, ""
        for start, end in rest:
            passage = self.part(start, end)
            facet = (waiting, passage) if waiting else read_facet(passage)
            waiting = ""
            if facet is not None and facet[0] in WAITING and not facet[1].text:
                waiting = facet[0]
            elif facet is None or (facet[0] == "type" and typed):
                if not typed or not _SENTENCE.match(passage.text):
                    return None, None
                return typed, self.passage(start, run.end)
            else:
                typed |= facet[0] == "type"
                facets.append(facet)
        return typed, None

    def facets(self, run: Run) -> list[Facet]:
        """What a run states when it is nothing but facets; nothing otherwise."""
        if run.said is None:
            run.said = self._read(run)
        return run.said

    def _read(self, run: Run) -> list[Facet]:
        whole = read_facet(self.passage(run.start, run.end))
        if whole is not None and (whole[1].text or len(run.leaves) < 2):
            return [whole]
        if len(run.leaves) == 1 and run.leaves[0] == (run.start, run.end):
            return [whole] if whole is not None else []
        found: list[Facet] = []
        for n, (start, end) in enumerate(run.leaves):
            facet = read_facet(self.part(start, end))
            if facet is None:
                return []
            if facet[0] in WAITING and not facet[1].text:
                return [*found, (facet[0], self.passage(run.leaves[n + 1][0], run.end))] if n + 1 < len(run.leaves) else [*found, facet]
            found.append(facet)
        return found

    def _near(self, one: Node, other: Node) -> bool:
        node: Node | None = one
        start, stop = other.start, other.stop
        for _ in range(_CLIMB + 1):
            if node is None or node.tag in ("body", "main", "root"):
                return False
            if node.start <= start and stop <= node.stop:
                return True
            node = node.parent
        return False

    def _contain(self, heads: Sequence[Head]) -> None:
        """Find what holds all that is about a field: of fields side by side the part that each has for itself."""
        nodes = [self.all[h.first].node for h in heads]
        # what the fields side by side at one depth have around them: that of each and of the one before it
        shared = [None, *(_shared(*two) if two[0].depth == two[1].depth else None for two in pairwise(nodes)), None]
        for n, head in enumerate(heads):
            outer = max((s for s in shared[n : n + 2] if s is not None), key=attrgetter("depth"), default=None)
            if outer is None:
                outer = _shared(nodes[n], self.all[head.last].node) or nodes[n]
                outer = outer.parent or outer
                head.container = outer
                continue
            part = nodes[n]
            while part.parent is not None and part.parent is not outer:
                part = part.parent
            alone = part is nodes[n] and len(self.pieces(part)) < 2
            head.container = outer if alone else part


def _shared(one: Node, other: Node) -> Node | None:
    """The innermost element that holds both."""
    a: Node | None = one
    start, stop = other.start, other.stop
    while a is not None and not (a.start <= start and stop <= a.stop):
        a = a.parent
    return a
