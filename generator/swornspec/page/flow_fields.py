"""Fields of an HTML page that stand in no table: boxes, items of lists, definitions; collected while a page is walked through."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Final, Literal, overload

from swornspec.page.badges import Facet, read_facet
from swornspec.page.facets import read_facets
from swornspec.page.headings import FIELDS, Section, section_of
from swornspec.page.heads import Head, heads_of
from swornspec.page.hypertext import Node, parse
from swornspec.page.items import Item, Items
from swornspec.page.markdown import Element
from swornspec.page.names import Named, leading_names
from swornspec.page.requests import METHODS
from swornspec.page.runs import Run, Runs
from swornspec.page.shown import see
from swornspec.page.told import Told
from swornspec.text import Passage, Span, within
from swornspec.text.legible import legible, reads, words

_HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}
_WRAPPERS: Final = frozenset(("div", "p", "span", "label", "font", "small", "section"))
_SAID: Final = re.compile(
    r"(?P<open>`?)(?P<name>[A-Za-z_$@][\w.$@-]{0,80}(?:\[\])?)(?P=open)(?P<star>\*?)\s{0,3}[(\[](?P<inner>[^()\[\]]{1,80})[)\]]\s{0,3}(?:[:–—-]|$)"
)
_METHOD: Final = re.compile(r"\W{0,4}(?:get|put|post|delete|patch|head|options)(?=\W{0,4}(?:/\w|https?://))")
_STARTS: Final = re.compile(r"\W{0,4}[A-Z0-9]")
_DASHES: Final = frozenset((":", "-", "--", "–", "—"))
_MOST_OF_ITEM: Final = 20_000
_MOST: Final = 600  # characters of a line that may say what is called


class _Flat(Sequence[Passage]):
    """Lines as they read, each of them read when it is asked for: most are rows of tables, which nobody takes for anything else."""

    def __init__(self, lines: Sequence[Passage]) -> None:
        self._lines = lines
        self._known: dict[int, Passage] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Passage: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Passage]: ...

    def __getitem__(self, at: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        if at not in self._known:
            raw = self._lines[at].text
            shown = _upper(reads(raw).replace("\n", " ")) if len(raw) <= 4 * _MOST else ""
            self._known[at] = Passage(shown, Span("", at, at, 0, len(shown)))
        return self._known[at]


class FieldFlow(ABC):
    """The lines and elements of a page so far, and the fields that are open; how blocks are walked is left to `Flow`."""

    def __init__(self, page: str, text: str) -> None:
        """Whatever the text, this does not fail."""
        self.text = text
        self._nodes = parse(text)
        self.root = see(text, self._nodes)
        self.runs = Runs(page, text, self.root)
        self.heads = {head.first: head for head in heads_of(self.runs)}
        self.lines: list[Passage] = []
        self.elements: list[Element] = []
        self.fields: set[int] = set()  # lines that are the structure of fields
        self._beside = {n for head in self.heads.values() for n in range(head.first, head.last + 1)}
        self._items: list[Item] = []
        self._prose: set[int] = set()
        self._first = 0
        self._head: Head | None = None
        self._told = Told(self.runs, self._use_line)
        self._later: list[tuple[Node, int]] = []
        self._named: dict[Node, tuple[Named, ...]] = {}
        self._described: dict[int, Head | Literal[False]] = {}
        self._cells: dict[int, list[Passage]] = {}  # of the rows of tables, by their lines
        self._known: dict[Node, bool] = {}  # which blocks are structured
        self._lists: dict[Node, bool] = {}
        self._fields_here, self._looked = False, 0  # whether the last heading so far is that of fields, and how far that is
        self._method: Run | None = None
        self._open_line = 0  # of the field that is open
        self._taken = -1  # the last run that stands beside the name of a field that was opened
        self._depth = 0

    def _release(self) -> None:
        """Let go of everything that is only of use while the page is walked through, without cycles, so that it is gone at once."""
        for node in self._nodes:
            node.parent = None
        del self._nodes, self._told

    # lines

    def _line(self, passage: Passage) -> int:
        self.lines.append(passage)
        return len(self.lines) - 1

    def flat(self) -> Sequence[Passage]:
        """The lines as they read, each with its index for the number of its line: for readers that know no markup."""
        return _Flat(self.lines)

    def part(self, flat: Passage) -> Passage:
        """The place on the page of a part of a flat line; what is made of several parts keeps its words."""
        line = self.lines[flat.span.first]
        place = legible(line).part(flat.span.start, flat.span.end)
        made = _Flat(self.lines)[flat.span.first].text[flat.span.start : flat.span.end] != flat.text
        return Passage(flat.text, place.span) if made else place

    def _bare(self, node: Node) -> Passage:
        """What a cell holds, without elements around it that say nothing."""
        while True:
            children = node.children
            if len(children) == 1 and not (only := children[0]).tag:
                return self.runs.texts.part(only.inner, only.end)
            seen = [c for c in children if c.seen]
            if not seen:
                return Passage("", Span(self.runs.page, 1, 1, node.inner, node.inner))
            if len(seen) > 1 or seen[0].tag not in _WRAPPERS:
                return self.runs.passage(seen[0].start, seen[-1].stop)
            node = seen[0]

    @abstractmethod
    def _block(self, node: Node) -> None:
        """Walk through what a block holds."""

    @abstractmethod
    def _label(self, node: Node) -> None:
        """A title that is no heading element."""

    @abstractmethod
    def _sample(self, node: Node) -> None:
        """A piece of code."""

    @abstractmethod
    def _table(self, node: Node, of: int = -1) -> None:
        """A table; `of` is the line of the field in whose description it stands."""

    def _about(self, node: Node) -> bool:
        """Whether a block is about the field that is open."""
        head = self._head
        if head is None or head.container is None or (node is head.container and not head.own):
            return False
        return node.within(head.container)

    def _structured(self, item: Node) -> bool:
        """Whether an item of a list holds fields or parts of a page, not only sentences."""
        known = self._known.get(item)
        if known is None:
            known = self._known[item] = self._has_parts(item)
        return known

    def _has_parts(self, item: Node) -> bool:
        for piece in self.runs.pieces(item):
            if isinstance(piece, Run):
                if piece.number in self._beside or self._said_in(piece):
                    return True
            elif piece.tag in ("table", "pre", "dl") or piece.tag in _HEADINGS or self._structured(piece):
                return True
        return False

    def _flush_method(self) -> None:
        if self._method is not None:
            run, self._method = self._method, None
            n = self._line(self.runs.passage(run.start, run.end))
            self.elements.append(Element("paragraph", n, n))

    # fields

    def _use_line(self, start: int, end: int, prose: bool = False) -> None:
        n = self._line(self.runs.passage(start, end))
        self.fields.add(n)
        if prose:
            self._prose.add(n)

    def _open(self, head: Head, run: Run) -> None:
        self._settle()
        if not self._items:
            self._close()
            self._first = len(self.lines)
        self._head, self._taken = head, head.last
        self._told = Told(self.runs, self._use_line, head.facets)
        if head.starred and (star := self.text.find("*", head.name.span.end)) >= 0:
            self._told.tell("demand", self.runs.passage(star, star + 1))
        self._use_line(run.start, run.end)
        if head.prose is not None:
            self._told.sentence(head.prose.span.start, head.prose.span.end)
        self._open_line = len(self.lines) - 1
        self._depth = head.indent

    def _settle(self) -> None:
        """The field that is open is complete."""
        if self._head is None:
            return
        head, self._head = self._head, None
        named = Named(head.name, head.called, self._depth)
        self._items.append(Item(self._open_line, (named,), self._told.parts()))

    def _close(self, *, sure: bool = True) -> None:
        """The fields that stood one after the other are complete."""
        self._settle()
        self._flush_method()
        if self._items:
            last = len(self.lines) - 1
            self.elements.append(Items("markup", self._first, last, items=tuple(self._items), prose=frozenset(self._prose), sure=sure))
        self._items, self._prose = [], set()
        later, self._later = self._later, []
        for node, of in later:
            if node.tag == "pre":
                self._sample(node)
            else:
                self._table(node, of)

    def _said_in(self, run: Run) -> Head | None:
        """A field of a list: `name (type, required): prose`, `name - type - prose`."""
        if run.node.tag not in ("li", "p", "dd") or run.end - run.start > _MOST_OF_ITEM:
            return None
        known = self._described.get(run.number)
        if known is None:
            passage = self.runs.passage(run.start, min(run.end, run.start + 400))
            known = self._described[run.number] = self._in_brackets(run, passage) or self._apart(run, passage)
        return known or None

    def _in_brackets(self, run: Run, passage: Passage) -> Head | None:
        shown = legible(passage)
        found = _SAID.match(shown.text)
        if found is None:
            return None
        facets: list[Facet] = []
        at = found.start("inner")
        for piece in found["inner"].split(","):
            bare = piece.strip()
            facet = read_facet(shown.part(at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip()))) if bare else None
            if facet is None:
                return None
            facets.append(facet)
            at += len(piece) + 1
        if not any(role == "type" for role, _ in facets):
            return None
        end = shown.at[found.end()] if found.end() < len(shown.text) else len(passage.text)
        prose = self.runs.passage(passage.span.start + end, run.end)
        return self._item(run, shown.part(*found.span("name")), found["name"], facets, prose, starred=bool(found["star"]))

    def _apart(self, run: Run, passage: Passage) -> Head | Literal[False]:
        """A name that is set apart, with what its line says behind it."""
        item = self._item_of(run)
        if item is None and not self._below_fields():
            return False
        leading = leading_names(passage) if passage.text[:1] in "<`*" else None
        if leading is None or not leading.apart or len(leading.names) != 1:
            return False
        tail = within(passage, leading.end, len(passage.text))
        facets = read_facets(tail)
        named = leading.names[0]
        shown = tail.text.lstrip()[:1]
        marked = facets.mark in _DASHES or ":" in passage.text[named.passage.span.end - passage.span.start : leading.end]
        listed = item is not None and self._lists.get(item.parent or item, False)
        sure = facets.strong and (shown in ("(", "[", "<") or marked or (listed and "type" in facets.roles))
        if item is None and not (marked and "type" in facets.roles):
            return False
        if facets.prose is not None and sure and facets.mark not in _DASHES and not _STARTS.match(reads(facets.prose.text[:80])):
            return False
        if not sure and not (facets.prose is not None and facets.mark in _DASHES and listed):
            return False
        prose = self.runs.passage(facets.prose.span.start, run.end) if facets.prose is not None else None
        return self._item(run, named.passage, named.name, list(facets.said), prose, starred="*" in named.marks)

    def _item_of(self, run: Run) -> Node | None:
        """The item of a list that begins with a run."""
        node: Node | None = run.node
        while node is not None and node.tag in ("p", "div") and node.parent is not None and self.runs.pieces(node.parent)[0] is node:
            node = node.parent
        return node if node is not None and node.tag == "li" and self.runs.pieces(run.node)[0] is run else None

    def _below_fields(self) -> bool:
        """Whether the nearest heading is that of a section of fields."""
        for element in self.elements[self._looked :]:
            if element.kind == "heading":
                self._fields_here = _section(element) in FIELDS
        self._looked = len(self.elements)
        return self._fields_here

    def _list_of_fields(self, node: Node) -> None:
        """Find out whether names in a list need no type: it stands right below the heading of a section of fields, or others have one."""
        last = self.elements[-1] if self.elements and not self._items and self._head is None else None
        said = _section(last) if last is not None else None
        self._lists[node] = said in FIELDS
        first = [p for c in node.children for p in self.runs.pieces(c)[:1]]
        runs = [p if isinstance(p, Run) else next((r for r in self.runs.pieces(p)[:1] if isinstance(r, Run)), None) for p in first]
        if said not in FIELDS and any(r is not None and self._said_in(r) for r in runs):
            self._lists[node] = True
            self._known.clear()
            for run in runs:
                if run is not None and self._described.get(run.number) is False:
                    del self._described[run.number]

    def _item(self, run: Run, name: Passage, called: str, facets: list[Facet], prose: Passage | None, *, starred: bool) -> Head:
        """A field whose item is all that is about it."""
        container = self._item_of(run) or run.node
        prose = prose if prose is not None and prose.text else None
        return Head(run.number, run.number, name, called, starred, facets, prose, container, own=True)

    def _unclaimed(self) -> Iterator[Passage]:
        """What a reader sees of the page and no line has: texts one after the other are one passage."""
        lines = [p for n, line in enumerate(self.lines) for p in self._cells.get(n, (line,))]
        claimed = sorted([(p.span.start, p.span.end) for p in lines])
        at, reach, count = 0, 0, len(claimed)
        open_at: tuple[int, int] | None = None
        around: Run | None = None
        for run in self.runs.all:
            for leaf in run.leaves:
                start, stop = leaf
                while at < count and claimed[at][0] <= start:
                    reach = max(reach, claimed[at][1])
                    at += 1
                begun = reach > start or (at < count and claimed[at][0] < stop)
                if begun or not any(c.isalnum() for c in self.text[start:stop]):
                    if open_at is not None:
                        yield self.runs.texts.part(*open_at)
                    open_at = None
                elif open_at is not None and around is run:
                    open_at = open_at[0], stop
                else:
                    if open_at is not None:
                        yield self.runs.texts.part(*open_at)
                    open_at, around = leaf, run
        if open_at is not None:
            yield self.runs.texts.part(*open_at)


def _section(element: Element) -> Section | None:
    return section_of(words(element.text)) if element.kind == "heading" and element.text is not None else None


def _upper(line: str) -> str:
    """A line with the method that it begins with, before an address, in capitals."""
    if line.islower() and line.upper() in METHODS:
        return line.upper()
    found = _METHOD.match(line)
    return found.group().upper() + line[found.end() :] if found else line
