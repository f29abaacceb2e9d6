"""The visible text of an HTML page in runs.

    <div class="param"><label>width</label> <span>integer</span><span>required</span>    a run of three leaves
    <div>64 to 2048</div> <p>In pixels.</p>                                              two of one leaf each

A run is inline content of one block; a leaf is a text between two tags.
"""

from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct

from swornspec.page.badges import Facet, read_facet
from swornspec.page.hypertext import BLOCKS, Node
from swornspec.page.leaves import Leaf, Leaves
from swornspec.text import Passage, Span


class Run(Struct, eq=False):
    """Inline content of a block: its place, and the places of its leaves."""

    node: Node
    start: int
    end: int
    leaves: list[Leaf]
    number: int = -1  # of all runs of the page, in its order
    said: list[Facet] | None = None  # what it states, once that is known


class Runs:
    """Every run of a page, by the block that it stands in; `pieces` gives runs and blocks in order."""

    def __init__(self, page: str, text: str, root: Node) -> None:
        """The runs of what is visible in an element."""
        self.page, self.text = page, text
        self.texts = Leaves(page, text)
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
        leaves: list[Leaf] = []
        for n in seen:
            if n.tag:
                self._leaves(n, leaves)
            else:
                leaves.append((n.inner, n.end))
        start = seen[0].start if seen[0].tag else leaves[0][0]
        end = seen[-1].stop if seen[-1].tag else leaves[-1][1]
        return Run(node, start, end, leaves)

    def _leaves(self, node: Node, found: list[Leaf]) -> None:
        for child in node.children:
            if not child.seen:
                continue
            if child.tag:
                self._leaves(child, found)
            else:
                found.append((child.inner, child.end))

    def facets(self, run: Run) -> list[Facet]:
        """What a run states when it is nothing but facets; nothing otherwise."""
        if run.said is None:
            run.said = self._read(run)
        return run.said

    def _read(self, run: Run) -> list[Facet]:
        whole = None if any(map(self.texts.labels, run.leaves[1:])) else read_facet(self.passage(run.start, run.end))
        if whole is not None and (whole[1].text or len(run.leaves) < 2):
            return [whole]
        found, read = self.texts.read(run.leaves, run.end)
        return found if read == len(run.leaves) else []
