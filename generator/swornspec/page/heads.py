"""The heads of fields that an HTML page prints as boxes: which of its runs begin with a name and go on with what only fields have.

    <div class="param"><label>width</label> <span>integer</span><span>required</span>    a type beside the name, or right below it
    <h4><span>mode</span> <span>enum</span></h4>                                         a list of values that comes further down
    <h4><span>amount</span> <span>required</span></h4>                                   no type, yet nobody says that of anything else
    <h4>size (integer)</h4>                                                              in one piece
    <div class="param"><label>seed</label></div>                                         none of these, among fields that look the same

Which elements and classes a site uses does not matter, only that they are the same for what looks the same.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, TypeAlias

from swornspec.page.badges import Facet, lists_values
from swornspec.page.headings import column_role, section_of
from swornspec.page.hypertext import Node
from swornspec.page.leaves import Leaf
from swornspec.page.runs import Run, Runs
from swornspec.text import Passage

_NAME: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@-]|\[\w{0,40}\]){0,98}(?<![.:-])")
_SIGN: Final = re.compile(r"[^\w\s$@]{1,2}")  # before a name: a star, the sign of a link
_PREFIX: Final = re.compile(r"(?:[A-Za-z_$@][\w$@-]{0,60}(?:\[\])?\.){1,8}")
_LIKE_A_NAME: Final = re.compile(r"[a-z_$@]|\w*_")
_BESIDE_ITSELF: Final = re.compile(r"(?P<name>[\w.$@-]{1,80}(?:\[\])?\*?)\s{0,3}[(\[](?P<inner>[^()\[\]]{1,80})[)\]]")
_SENTENCE: Final = re.compile(r"[:–—-]?\s*[A-Z0-9`\"“]")
_DEMAND: Final = frozenset(("required", "optional", "mandatory"))
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LISTS: Final = frozenset(("ul", "ol", "dl", "table", "tbody", "tr"))
_PAGES: Final = frozenset(("body", "main", "root", "article", "html"))
_GROUPS: Final = frozenset(("tbody", "thead", "tfoot"))
_CELLS: Final = 2
_NEAR: Final = 4  # runs below a name in which its type may stand
_CLIMB: Final = 3  # elements around a name in which they do
_WORDS: Final = 3  # of a type that nobody knows
_Look: TypeAlias = tuple[str, ...]


@dataclass(slots=True)
class Head:
    """A name and what stands beside it: the runs [first, last], by index, that hold that, facets, and where prose begins.

    `container` is the element with all that is about the field; `own` says that it holds no other field beside it.
    """

    first: int
    last: int
    name: Passage
    called: str
    starred: bool
    facets: list[Facet] = field(default_factory=list)
    prose: Passage | None = None
    container: Node | None = None
    own: bool = False

    @property
    def indent(self) -> int:
        """How deep the field stands: as deep as what it has for itself."""
        return 0 if self.container is None else self.container.depth + (not self.own)


def heads_of(runs: Runs) -> list[Head]:
    """The heads of fields, in page order, each with the element that holds all that is about it."""
    return _Finder(runs).found()


class _Finder:
    def __init__(self, runs: Runs) -> None:
        self.runs, self.all, self.text = runs, runs.all, runs.text
        self.maybe: list[Head] = []  # names without anything that says that they are
        self.titled: dict[Node, bool] = {}  # which tables, or parts of them, have titles of columns

    def found(self) -> list[Head]:
        found: list[Head] = []
        n = 0
        while n < len(self.all):
            run = self.all[n]
            head = None if run.node.tag == "td" and self._tabled(run.node) else self._head(n)
            if head is None:
                n += 1
            else:
                found.append(head)
                n = head.last + 1
        if found and self.maybe:
            found = sorted([*found, *self._alike(found)], key=attrgetter("first"))
        self._contain(found)
        return found

    def _tabled(self, cell: Node) -> bool:
        """Whether a cell stands beside others below titles of columns, which say what it is."""
        row = cell.parent
        if row is None or row.parent is None or len(row.children) < _CELLS:
            return False
        part = row.parent
        if part not in self.titled:
            table = part.parent if part.tag in _GROUPS and part.parent is not None else part
            first = next((node for node in table.walk() if node.tag == "tr"), None) if table.tag == "table" else None
            titles = [node for node in first.children if node.tag] if first is not None else []
            self.titled[part] = len(titles) >= _CELLS and all(node.tag == "th" for node in titles)
        return self.titled[part]

    def _head(self, at: int) -> Head | None:
        run = self.all[at]
        leaves: Sequence[Leaf] = run.leaves
        sign = self.runs.texts.part(*leaves[0]) if len(leaves) > 1 and _SIGN.fullmatch(self.text, *leaves[0]) else None
        start, end = leaves[0] if sign is None else leaves[1]
        rest = leaves[1:] if sign is None else leaves[2:]
        called = self.text[start:end]
        if rest and called[-1] == "." and _PREFIX.fullmatch(called):
            end = rest[0][1]
            called += self.text[rest[0][0] : end]
            rest = rest[1:]
        if called[-1] == ")" and (both := _BESIDE_ITSELF.fullmatch(called)) is not None and run.node.tag in _HEADINGS:
            rest = ((start + both.start("inner"), start + both.end("inner")), *rest)
            called, end = both["name"], start + both.end("name")
        starred = called.endswith("*")
        called = called.rstrip("*?").rstrip()
        if not _NAME.fullmatch(called) or (called[:1].isupper() and column_role(called)):
            return None
        facets, read = self.runs.texts.read(rest, run.end) if rest else ([], 0)
        if sign is not None and "*" in sign.text:
            facets.append(("demand", sign))
        typed = any(role == "type" for role, _ in facets)
        prose = None
        if read < len(rest):
            passage = self.runs.texts.part(*rest[read])
            if typed and _SENTENCE.match(passage.text):
                prose = self.runs.passage(passage.span.start, run.end)
            else:
                if not facets and len(rest) == 1 and len(passage.text.split()) <= _WORDS and passage.text[-1].isalnum():
                    self._note(Head(at, at, self.runs.passage(start, end - starred), called, starred, [("type", passage)]))
                return None
        last = at
        demanded = _demands(facets)
        while not typed and last + 1 < len(self.all) and last < at + _NEAR and self._near(run.node, self.all[last + 1], last == at):
            more = self.runs.facets(self.all[last + 1])
            if not more or (demanded and not any(role == "type" for role, _ in more)):
                break
            facets += more
            demanded = demanded or (_demands(more) and self.all[last + 1].node.parent is run.node)
            typed = any(role == "type" for role, _ in more)
            last += 1
        head = Head(at, last, self.runs.passage(start, end - starred), called, starred, facets, prose)
        if typed:
            return head
        listed = [n for n, facet in enumerate(facets) if lists_values(facet)]
        if listed:
            facets[listed[0]] = ("type", facets[listed[0]][1])
            return head
        if demanded and run.node.tag not in ("p", "td", "th") and _LIKE_A_NAME.match(called):
            return head
        if last == at:
            self._note(head)
        return None

    def _note(self, head: Head) -> None:
        """A name that is one of a field if others that look the same are."""
        run = self.all[head.first]
        if _LIKE_A_NAME.match(head.called) and (run.node.tag not in ("td", "th", "p") or run.leaves[0][0] > run.start):
            self.maybe.append(head)

    def _alike(self, found: Sequence[Head]) -> Iterator[Head]:
        """The names that look as those of fields do, where nothing else on the page looks so."""
        looks = Counter(self._look(self.all[h.first]) for h in found)
        taken = {n for h in found for n in range(h.first, h.last + 1)}
        maybe = [(h, look) for h in self.maybe if h.first not in taken and (look := self._look(self.all[h.first])) in looks]
        names = {h.first for h, _ in maybe} | taken
        others = {self._look(run) for run in self.all if run.number not in names} if maybe else set()
        for head, look in maybe:
            told = self.all[head.first].node.tag in _HEADINGS or look[1] or look[3] or (look[:2] != look[2:4] and looks[look] > 1)
            if told and look not in others and section_of(head.called) is None:
                yield head

    def _look(self, run: Run) -> _Look:
        """The elements and classes around the first leaf of a run."""
        node, start = run.node, run.leaves[0][0]
        inner = node
        while (at := bisect_right(inner.children, start, key=attrgetter("start"))) and inner.children[at - 1].tag:
            if inner.children[at - 1].stop <= start:
                break
            inner = inner.children[at - 1]
        around = node.parent or node
        return tuple(part for n in (inner, node, around) for part in (n.tag, n.attributes.get("class", "") if n.raw else ""))

    def _near(self, one: Node, run: Run, first: bool) -> bool:
        """Whether a run stands so near a name that its type may be in it; right below a heading in any case."""
        node: Node | None = one
        other = run.node
        start, stop = other.start, other.stop
        for _ in range(_CLIMB + 1):
            if node is None or node.tag in ("body", "main", "root"):
                break
            if node.start <= start and stop <= node.stop:
                return True
            node = node.parent
        return first and one.tag in _HEADINGS and other.parent is one.parent

    def _contain(self, heads: Sequence[Head]) -> None:
        """Find what holds all that is about a field: of fields side by side the part that each has for itself."""
        nodes = [self.all[h.first].node for h in heads]
        sides = self._sides(heads, nodes)
        for n, head in enumerate(heads):
            outer = max((s for s in sides[n] if s is not None), key=attrgetter("depth"), default=None)
            if outer is None:
                around = (heads[n - 1] if n else None), (heads[n + 1] if n + 1 < len(heads) else None)
                head.container = self._alone(head, nodes[n], *around)
                head.own = head.container.tag not in _PAGES
                continue
            part = nodes[n]
            while part.parent is not None and part.parent is not outer:
                part = part.parent
            head.own = part is not nodes[n] or len(self.runs.pieces(part)) > 1
            head.container = part if head.own else outer

    def _sides(self, heads: Sequence[Head], nodes: Sequence[Node]) -> list[list[Node | None]]:
        """What each field has around it and the one before it at its depth, and it and the one after it, where no heading is between."""
        taken = {n for h in heads for n in range(h.first, h.last + 1)}
        titles = [run.number for run in self.all if run.node.tag in _HEADINGS and run.number not in taken]
        sides: list[list[Node | None]] = [[None, None] for _ in heads]
        depths = [node.depth for node in nodes]
        above: list[int] = []  # the last field at each depth, outermost first
        for n, head in enumerate(heads):
            while above and depths[above[-1]] > depths[n]:
                above.pop()
            if above and depths[above[-1]] == depths[n]:
                before = above.pop()
                if bisect_left(titles, heads[before].first) == bisect_left(titles, head.first):
                    sides[before][1] = sides[n][0] = _beside(nodes[before], nodes[n])
            above.append(n)
        return sides

    def _alone(self, head: Head, node: Node, before: Head | None, after: Head | None) -> Node:
        """What is around a field that has none beside it: as little as holds more than its head, and no other field."""
        around = _shared(node, self.all[head.last].node) or node
        low = -1 if before is None else self.all[before.first].start
        high = 1 << 60 if after is None else self.all[after.first].start
        below = self.all[head.last + 1 : head.last + 1 + 2 * _NEAR]
        following = next((run.start for run in below if not self.runs.facets(run)), 1 << 60)
        for step in range(_CLIMB + 1):
            wider = around.parent
            if around.stop > following or wider is None or wider.tag in _LISTS:
                break
            if step and (wider.tag in _PAGES or wider.start <= low or wider.stop > high):
                break
            around = wider
        return around


def _demands(facets: Sequence[Facet]) -> bool:
    return any(p.text.lower() in _DEMAND for _, p in facets)


def _beside(one: Node, other: Node) -> Node | None:
    """The innermost element that holds both, when they stand in the same elements within it: side by side."""
    a, b = one.parent, other.parent
    if one.tag != other.tag:
        return None
    while a is not b:
        if a is None or b is None or a.tag != b.tag:
            return None
        a, b = a.parent, b.parent
    return a if one is not other else one


def _shared(one: Node, other: Node) -> Node | None:
    """The innermost element that holds both."""
    a: Node | None = one
    start, stop = other.start, other.stop
    while a is not None and not (a.start <= start and stop <= a.stop):
        a = a.parent
    return a
