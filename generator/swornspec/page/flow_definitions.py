"""Fields of an HTML page that are terms of definition lists: `<dt>width <em>integer</em><dd>In pixels.`"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from swornspec.page.facets import read_facets
from swornspec.page.flow_fields import FieldFlow
from swornspec.page.headings import column_role, section_of
from swornspec.page.hypertext import Node
from swornspec.page.items import Item
from swornspec.page.kinds import read_kind
from swornspec.page.markdown import Element
from swornspec.page.names import Named, read_names
from swornspec.page.requests import read_call
from swornspec.page.runs import Run
from swornspec.page.told import Told
from swornspec.text import Passage, Span
from swornspec.text.legible import reads, words

_LABELS: Final = frozenset(
    (
        *("name", "type", "demand", "optional", "default", "bounds", "minimum", "maximum", "values", "format"),
        *("nullable", "example", "prose", "location"),
    )
)
_GROUP: Final = re.compile(r"(?P<said>\([A-Za-z][^()<>\n]{1,80}\))\s*[:.,–—-]?\s+(?=\S)")
_TYPED: Final = re.compile(r"(?P<type>[A-Za-z][A-Za-z ]{2,30})[.:;]\s")


class DefinitionFlow(FieldFlow):
    """The lines and elements of a page so far, with its definition lists."""

    def _definitions(self, node: Node) -> None:
        pairs = list(self._pairs(node))
        told = [self._names(t) for terms, _ in pairs for t in terms]
        beside = any(names and names[0].rest for names in told)
        typed = beside or any(self._typed(body) for _, bodies in pairs for body in bodies[:1])
        named = bool(told) and all(told)
        sections = [section_of(words(self._bare(t))) for terms, _ in pairs for t in terms]
        lists = [b for _, bodies in pairs for b in bodies if any(c.tag in ("ul", "ol", "dl", "table") for c in b.children)]
        if self._pairs_off([(terms[0], bodies[0]) for terms, bodies in pairs if len(terms) == 1 and len(bodies) == 1], len(pairs)):
            return
        if self._about(node):
            self._told.sentence(node.start, node.stop)
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

    def _pairs_off(self, pairs: Sequence[tuple[Node, Node]], count: int) -> bool:
        """Read labels with values, `Type` with `integer`, as what is said of the field that the heading above names, or one of them."""
        roles = [column_role(words(self._bare(label))) for label, _ in pairs]
        if len(pairs) < max(2, count) or "type" not in roles or not _LABELS.issuperset(roles):
            return False
        if (at := roles.index("name") if "name" in roles else -1) >= 0:
            names = read_names(self._bare(pairs[at][1]))
        else:
            above = self.elements[-1] if self.elements and not self._items and self._head is None else None
            names = read_names(above.text) if above is not None and above.kind == "heading" and above.text is not None else ()
        if len(names) != 1:
            return False
        self._settle()
        if not self._items:
            self._close()
            self._first = len(self.lines)
        line = len(self.lines)
        parts: list[tuple[str, Passage]] = []
        for role, (label, value) in zip(roles, pairs, strict=True):
            bare = self._bare(value)
            self._use_line(label.start, label.stop)
            self._use_line(bare.span.start, bare.span.end, role == "prose")
            parts += [(role, bare)] if role not in (None, "name") else []
        self._items.append(Item(line, (replace(names[0], indent=0),), tuple(parts)))
        return True

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
        if first is None:
            return False
        group = self._opens_in_brackets(first)
        return any(role == "type" for role, _ in (*self.runs.facets(first), *(group[0] if group is not None else ())))

    def _defined(self, pairs: Sequence[tuple[list[Node], list[Node]]], depth: int) -> None:
        for terms, bodies in pairs:
            line = len(self.lines)
            told = Told(self.runs, self._use_line)
            names = [named for term in terms for named in self._term(term, told)]
            for term in terms:
                bare = self._bare(term)
                self._use_line(bare.span.start, bare.span.end)
            at = len(self._items)
            for body in bodies:
                self._define(body, told, depth, line)
            indented = tuple(replace(n, indent=depth) for n in names)
            if indented:
                self._items.insert(at, Item(line, indented, told.parts()))

    def _term(self, term: Node, told: Told) -> tuple[Named, ...]:
        """The names that a term holds; what else it says is told where each piece between two tags is a facet."""
        names = self._names(term)
        runs = [piece for piece in self.runs.pieces(term) if isinstance(piece, Run)]
        leaves = [leaf for run in runs for leaf in run.leaves]
        if len(names) != 1 or len(leaves) < 2 or self.text[slice(*leaves[0])] != names[0].name:
            return names
        facets, read = self.runs.texts.read(leaves[1:], runs[-1].end)
        if read < len(leaves) - 1 or any(not passage.text for _, passage in facets):
            return names
        told.said += facets
        return (replace(names[0], rest=()),)

    def _define(self, body: Node, told: Told, depth: int, line: int) -> None:
        """What is said of a term; fields and tables within it are its parts."""
        waiting: list[Run | Node] = list(reversed(self.runs.pieces(body)))
        while waiting:
            piece = waiting.pop()
            if isinstance(piece, Run):
                typed = self._opens_with_type(piece) if not told.said and not told.sentences else None
                group = self._opens_in_brackets(piece) if typed is None and not told.said and not told.sentences else None
                if group is not None:
                    told.said += group[0]
                    told.sentence(group[1], piece.end)
                elif typed is None or self.runs.facets(piece):
                    told.say(piece)
                else:
                    told.tell("type", typed)
                    told.sentence(typed.span.end + 1, piece.end)
            elif piece.tag == "dl" and (pairs := self._pairs(piece)) and all(self._names(t) for terms, _ in pairs for t in terms):
                self._defined(pairs, depth + 1)
                told.cut()
            elif piece.tag in ("table", "pre"):
                self._later.append((piece, line))
                told.cut()
            elif piece.tag not in ("ul", "ol", "dl"):
                waiting += reversed(self.runs.pieces(piece))
            elif not told.values_in(piece):
                told.sentence(piece.start, piece.stop)

    def _opens_in_brackets(self, run: Run) -> tuple[list[tuple[str, Passage]], int] | None:
        """What prose begins with in brackets, `(integer, optional) How many …`, where each piece is a facet, and where it goes on."""
        found = _GROUP.match(self.text, run.start, run.end)
        facets = read_facets(self.runs.passage(*found.span("said"))) if found is not None else None
        if found is None or facets is None or not facets.strong or facets.prose is not None:
            return None
        return [(role, passage) for role, passage in facets.said], found.end()

    def _opens_with_type(self, run: Run) -> Passage | None:
        """The type with which prose begins: `integer. How many …`."""
        found = _TYPED.match(self.text, run.start, run.end)
        return self.runs.passage(*found.span("type")) if found and read_kind(found["type"]) else None
