"""Fields of an HTML page that stand in no table: boxes, items of lists, definitions; collected while a page is walked through."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

from swornspec.page.badges import WAITING, Facet, read_facet
from swornspec.page.columns import FIELDS
from swornspec.page.facets import read_facets
from swornspec.page.headings import section_of
from swornspec.page.heads import Head, heads_of
from swornspec.page.hypertext import Node, parse
from swornspec.page.items import Item, Items
from swornspec.page.kinds import read_kind
from swornspec.page.markdown import Element
from swornspec.page.names import Named, leading_names, read_names
from swornspec.page.requests import read_call
from swornspec.page.runs import Run, Runs
from swornspec.page.shown import see
from swornspec.text import Passage, Span, within
from swornspec.text.legible import legible, reads, words

_HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}
_WRAPPERS: Final = frozenset(("div", "p", "span", "label", "font", "small", "section"))
_CHILDREN: Final = re.compile(
    r"(?:show|hide|view|expand|collapse)\b.{0,60}|(?:child |nested )?(?:attributes|properties|parameters|fields)", re.IGNORECASE
)
_SAID: Final = re.compile(
    r"(?P<open>`?)(?P<name>[A-Za-z_$@][\w.$@-]{0,80}(?:\[\])?)(?P=open)(?P<star>\*?)\s{0,3}[(\[](?P<inner>[^()\[\]]{1,80})[)\]]\s{0,3}(?:[:–—-]|$)"
)
_TYPED: Final = re.compile(r"(?P<type>[A-Za-z][A-Za-z ]{2,30})[.:;]\s")
_METHOD: Final = re.compile(r"\W{0,4}(?:get|put|post|delete|patch|head|options)(?=\W{0,4}(?:/\w|https?://))")
_STARTS: Final = re.compile(r"\W{0,4}[A-Z0-9]")
_DASHES: Final = frozenset((":", "-", "--", "–", "—"))
_MOST_OF_ITEM: Final = 20_000
_MOST: Final = 600  # characters of a line that may say what is called


class FieldFlow(ABC):
    """The lines and elements of a page so far, and the fields that are open; how blocks are walked is left to `Flow`."""

    def __init__(self, page: str, text: str) -> None:
        """Whatever the text, this does not fail."""
        self.text = text
        self.root = see(text, parse(text))
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
        self._said: list[tuple[str, Passage]] = []
        self._sentences: list[tuple[int, int]] = []
        self._cut = False  # whether something else stood behind the last sentence
        self._listing: tuple[str, ...] | None = None  # how the values look that are listed one by one
        self._later: list[tuple[Node, int]] = []
        self._named: dict[Node, tuple[Named, ...]] = {}
        self._described: dict[int, Head | Literal[False]] = {}
        self._cells: dict[int, list[Passage]] = {}  # of the rows of tables, by their lines
        self._lists: dict[Node, bool] = {}
        self._taken: set[int] = set()
        self._waiting = ""
        self._method: Run | None = None
        self._open_line = 0  # of the field that is open
        self._depth = 0

    # lines

    def _line(self, passage: Passage) -> int:
        self.lines.append(passage)
        return len(self.lines) - 1

    def flat(self) -> list[Passage]:
        """The lines as they read, each with its index for the number of its line: for readers that know no markup."""
        read = [_upper(reads(line.text).replace("\n", " ")) if len(line.text) <= 4 * _MOST else "" for line in self.lines]
        return [Passage(shown, Span("", n, n, 0, len(shown))) for n, shown in enumerate(read)]

    def part(self, flat: Passage) -> Passage:
        """The place on the page of a part of a flat line."""
        line = self.lines[flat.span.first]
        return legible(line).part(flat.span.start, flat.span.end)

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
        container = self._head.container if self._head is not None else None
        return container is not None and node is not container and node.within(container)

    def _structured(self, item: Node) -> bool:
        """Whether an item of a list holds fields or parts of a page, not only sentences."""
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

    def _use_line(self, start: int, end: int, *, prose: bool = False) -> None:
        n = self._line(self.runs.passage(start, end))
        self.fields.add(n)
        if prose:
            self._prose.add(n)

    def _open(self, head: Head, run: Run) -> None:
        self._settle()
        if not self._items:
            self._close()
            self._first = len(self.lines)
        self._head = head
        self._said = list(head.facets)
        if head.starred:
            star = self.text.index("*", head.name.span.end)
            self._said.append(("demand", self.runs.passage(star, star + 1)))
        self._use_line(run.start, run.end)
        if head.prose is not None:
            self._sentence(head.prose.span.start, head.prose.span.end)
        self._open_line = len(self.lines) - 1
        self._depth = head.indent

    def _say(self, run: Run) -> None:
        """What stands below a name and its type: facets, and sentences from the first one on."""
        facets = self.runs.facets(run)
        look = (run.node.tag, run.node.attributes.get("class", ""))
        alone = len(run.leaves) == 1 and self.runs.texts.is_word(run.leaves[0])
        if alone and (self._waiting == "values" or (look == self._listing and not any(role == "badge" for role, _ in facets))):
            self._waiting, self._listing = "", look
            self._tell("listed", self.runs.texts.part(*run.leaves[0]))
            self._use_line(run.start, run.end)
            return
        if self._waiting:
            role, self._waiting = self._waiting, ""
            self._tell(role, self.runs.passage(run.start, run.end))
            self._use_line(run.start, run.end)
            return
        typed = {"type"} & {role for role, _ in facets}
        if facets and not typed and (not self._sentences or {role for role, _ in facets} & {*WAITING, "bounds", "minimum", "maximum"}):
            self._use_line(run.start, run.end)
            for role, passage in facets:
                self._listing, self._cut = None, True
                if passage.text:
                    self._said.append((role, passage))
                else:
                    self._waiting = role
            return
        if _CHILDREN.fullmatch(words(self.runs.passage(run.start, run.end))):
            self._use_line(run.start, run.end)
            return
        self._sentence(run.start, run.end)

    def _sentence(self, start: int, end: int) -> None:
        if self._waiting:
            self._tell(self._waiting, self.runs.passage(start, end))
            self._waiting = ""
            self._use_line(start, end)
            return
        if self._sentences and not self._cut:
            self._sentences[-1] = (self._sentences[-1][0], end)
        else:
            self._sentences.append((start, end))
        self._cut = False
        self._use_line(start, end, prose=True)

    def _tell(self, role: str, passage: Passage) -> None:
        """Something that is no sentence about the field that is open."""
        self._said.append((role, passage))
        self._cut = True

    def _settle(self) -> None:
        """The field that is open is complete."""
        if self._head is None:
            return
        head, self._head = self._head, None
        parts = [(role, passage) for role, passage in self._said if role != "nothing"]
        parts += [("prose", self.runs.passage(*place)) for place in self._sentences]
        named = Named(head.name, head.called, self._depth)
        self._items.append(Item(self._open_line, (named,), tuple(parts)))
        self._said, self._sentences, self._waiting, self._cut, self._listing = [], [], "", False, None

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
        leading = leading_names(passage) if item is not None and passage.text[:1] in "<`*" else None
        if leading is None or not leading.apart or len(leading.names) != 1:
            return False
        tail = within(passage, leading.end, len(passage.text))
        facets = read_facets(tail)
        named = leading.names[0]
        shown = tail.text.lstrip()[:1]
        sure = facets.strong and (shown in ("(", "[", "<") or facets.mark in _DASHES)
        if facets.prose is not None and sure and facets.mark not in _DASHES and not _STARTS.match(reads(facets.prose.text[:80])):
            return False
        if not sure and not (facets.prose is not None and facets.mark in _DASHES and self._lists_fields(item)):
            return False
        prose = self.runs.passage(facets.prose.span.start, run.end) if facets.prose is not None else None
        return self._item(run, named.passage, named.name, list(facets.said), prose, starred="*" in named.marks)

    def _item_of(self, run: Run) -> Node | None:
        """The item of a list that begins with a run."""
        node: Node | None = run.node
        while node is not None and node.tag in ("p", "div") and node.parent is not None and self.runs.pieces(node.parent)[0] is node:
            node = node.parent
        return node if node is not None and node.tag == "li" and self.runs.pieces(run.node)[0] is run else None

    def _lists_fields(self, item: Node | None) -> bool:
        """Whether a list stands right below the heading of a section of fields, so that names in it need no type."""
        around = item.parent if item is not None else None
        if around is None or around.tag not in ("ul", "ol"):
            return False
        known = self._lists.get(around)
        if known is None:
            last = self.elements[-1] if self.elements else None
            said = section_of(words(last.text)) if last is not None and last.kind == "heading" and last.text is not None else None
            known = self._lists[around] = said in FIELDS and not self._items and self._head is None
        return known

    def _item(self, run: Run, name: Passage, called: str, facets: list[Facet], prose: Passage | None, *, starred: bool) -> Head:
        """A field whose item is all that is about it."""
        container = self._item_of(run) or run.node
        prose = prose if prose is not None and prose.text else None
        return Head(run.number, run.number, name, called, starred, facets, prose, container, own=True)

    def _values_in(self, node: Node) -> bool:
        """Take a list of words for the values of the field that is open, where it says that it has some."""
        head = self._head
        runs = [p for c in node.children for p in self.runs.pieces(c)]
        leaves = [leaf for run in runs if isinstance(run, Run) for leaf in run.leaves]
        if head is None or not runs or len(leaves) != len(runs) or not all(map(self.runs.texts.is_word, leaves)):
            return False
        told = self._waiting == "values" or any(p.text.strip("`()[] ·").lower() == "enum" for _, p in self._said)
        for run in runs if told else ():
            if isinstance(run, Run):
                self._tell("listed", self.runs.texts.part(*run.leaves[0]))
                self._use_line(run.start, run.end)
        self._waiting = "" if told else self._waiting
        return told

    def _unclaimed(self) -> Iterator[Passage]:
        """What a reader sees of the page and no line has: texts one after the other are one passage."""
        claimed: list[tuple[int, int]] = []
        for n, line in enumerate(self.lines):
            claimed += [(p.span.start, p.span.end) for p in self._cells.get(n, (line,))]
        claimed.sort()
        at, reach = 0, 0
        open_at: tuple[int, int] | None = None
        around: Run | None = None
        for run, leaf in ((one, leaf) for one in self.runs.all for leaf in one.leaves):
            while at < len(claimed) and claimed[at][0] <= leaf[0]:
                reach = max(reach, claimed[at][1])
                at += 1
            begun = at < len(claimed) and claimed[at][0] < leaf[1]
            if reach > leaf[0] or begun or not any(c.isalnum() for c in self.text[slice(*leaf)]):
                if open_at is not None:
                    yield self.runs.texts.part(*open_at)
                open_at = None
            elif open_at is not None and around is run:
                open_at = open_at[0], leaf[1]
            else:
                if open_at is not None:
                    yield self.runs.texts.part(*open_at)
                open_at, around = leaf, run
        if open_at is not None:
            yield self.runs.texts.part(*open_at)

    # definition lists

    def _definitions(self, node: Node) -> None:
        pairs = list(self._pairs(node))
        told = [self._names(t) for terms, _ in pairs for t in terms]
        beside = any(names and names[0].rest for names in told)
        typed = beside or any(self._typed(body) for _, bodies in pairs for body in bodies[:1])
        named = bool(told) and all(told)
        sections = [section_of(words(self._bare(t))) for terms, _ in pairs for t in terms]
        lists = [b for _, bodies in pairs for b in bodies if any(c.tag in ("ul", "ol", "dl", "table") for c in b.children)]
        if self._about(node):
            self._sentence(node.start, node.stop)
        elif any(self._calls(t) for terms, _ in pairs for t in terms):
            for terms, bodies in pairs:
                self._close()
                for term in terms:
                    n = self._line(self._bare(term))
                    self.elements.append(Element("heading", n, n, 2, self._bare(term)))
                for body in bodies:
                    self._block(body)
            self._close()
        elif sections and all(sections) and (not beside or (lists and "types" not in sections)) and (lists or not typed):
            for terms, bodies in pairs:
                for term in terms:
                    self._label(term)
                for body in bodies:
                    self._block(body)
                    self._close()
        elif named:
            self._close()
            self._first = len(self.lines)
            self._defined(pairs, 0)
            self._close(sure=typed)
        else:
            self._close()
            n = self._line(self.runs.passage(node.start, node.stop))
            self.elements.append(Element("paragraph", n, n))

    def _names(self, term: Node) -> tuple[Named, ...]:
        """The names that a term holds, which are looked for once."""
        known = self._named.get(term)
        if known is None:
            known = self._named[term] = read_names(self._bare(term))
        return known

    def _calls(self, term: Node) -> bool:
        """Whether a term is an operation: `POST /v1/images`."""
        bare = self._bare(term).text
        if "/" not in bare and "&" not in bare:
            return False
        shown = reads(bare).replace("\n", " ")
        call = read_call(Passage(shown, Span("", 1, 1, 0, len(shown))))
        return call is not None and call.method is not None and call.path is not None

    def _pairs(self, node: Node) -> list[tuple[list[Node], list[Node]]]:
        """Terms, and what is said of them."""
        parts = [p for c in node.children for p in (c.children if c.tag == "div" else [c])]
        found: list[tuple[list[Node], list[Node]]] = []
        for part in parts:
            if part.tag not in ("dt", "dd") or part.hidden or (part.tag == "dt" and not part.seen):
                continue
            if part.tag == "dt" and (not found or found[-1][1]):
                found.append(([], []))
            if part.tag == "dt":
                found[-1][0].append(part)
            elif found:
                found[-1][1].append(part)
        return found

    def _typed(self, body: Node) -> bool:
        first = next(iter(self.runs.pieces(body)), None)
        while isinstance(first, Node):
            first = next(iter(self.runs.pieces(first)), None)
        return first is not None and any(role == "type" for role, _ in self.runs.facets(first))

    def _defined(self, pairs: Sequence[tuple[list[Node], list[Node]]], depth: int) -> None:
        for terms, bodies in pairs:
            line = len(self.lines)
            parts: list[tuple[str, Passage]] = []
            names = [named for term in terms for named in self._term(term, parts)]
            for term in terms:
                bare = self._bare(term)
                self._use_line(bare.span.start, bare.span.end)
            inner: list[Node] = []
            for body in bodies:
                self._define(body, parts, inner, line)
            indented = tuple(replace(n, indent=depth) for n in names)
            if indented:
                self._items.append(Item(line, indented, tuple(parts)))
            for nested in inner:
                self._defined(self._pairs(nested), depth + 1)

    def _term(self, term: Node, parts: list[tuple[str, Passage]]) -> tuple[Named, ...]:
        """The names that a term holds; what else it says goes to `parts` where each piece between two tags is a facet."""
        names = self._names(term)
        runs = [piece for piece in self.runs.pieces(term) if isinstance(piece, Run)]
        leaves = [self.runs.passage(*leaf) for run in runs for leaf in run.leaves]
        if len(names) != 1 or len(leaves) < 2 or leaves[0].text != names[0].name:
            return names
        facets = [read_facet(leaf) for leaf in leaves[1:]]
        if any(facet is None or not facet[1].text for facet in facets):
            return names
        parts += [facet for facet in facets if facet is not None and facet[0] != "nothing"]
        return (replace(names[0], rest=()),)

    def _define(self, body: Node, parts: list[tuple[str, Passage]], inner: list[Node], line: int) -> None:
        """What is said of a term: facets first, then sentences; fields and tables within it are its parts."""
        start = end = -1
        waiting: list[Run | Node] = list(reversed(self.runs.pieces(body)))
        while waiting:
            piece = waiting.pop()
            if isinstance(piece, Node) and piece.tag == "dl" and self._pairs(piece):
                inner.append(piece)
                continue
            if isinstance(piece, Node) and piece.tag in ("table", "pre"):
                self._later.append((piece, line))
                continue
            if isinstance(piece, Node) and piece.tag not in ("ul", "ol"):
                waiting += reversed(self.runs.pieces(piece))
                continue
            facets = self.runs.facets(piece) if isinstance(piece, Run) and start < 0 else []
            at, stop = (piece.start, piece.end) if isinstance(piece, Run) else (piece.start, piece.stop)
            if facets and all(passage.text for _, passage in facets):
                parts += [f for f in facets if f[0] != "nothing"]
                self._use_line(at, stop)
                continue
            if start < 0 and not parts and isinstance(piece, Run) and (typed := self._opens_with_type(piece)) is not None:
                parts.append(("type", typed))
                at = typed.span.end + 1
            start, end = (at if start < 0 else start), stop
            self._use_line(at, stop, prose=True)
        if start >= 0:
            parts.append(("prose", self.runs.passage(start, end)))

    def _opens_with_type(self, run: Run) -> Passage | None:
        """The type with which prose begins: `integer. How many …`."""
        found = _TYPED.match(self.text, run.start, run.end)
        return self.runs.passage(*found.span("type")) if found and read_kind(found["type"]) else None


def _upper(line: str) -> str:
    """A line with the method that it begins with, before an address, in capitals."""
    found = _METHOD.match(line)
    return found.group().upper() + line[found.end() :] if found else line
