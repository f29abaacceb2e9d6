"""Read reStructuredText pages: fields of the HTTP domain, tables, lists of fields, terms and items.

    Create an image                                   the operation
    ---------------
    .. http:post:: /v1/images/(int:album)             its address

       :param album: The album.                       in the path
       :query boolean draft: Quick and rough.         its type stands before its name
       :<json string size.width: In pixels.           in the body, part of `size`
       :reqheader X-Trace: Kept in the log.
       :>json string id: The image.                   in the response
       :status 422: ``steps`` must be at most 50.     prose that is read for rules, as are notes

    Parameters                                        where there is no such domain, headings say where fields are sent
    ----------
    ======  =======  ==========                       tables of any kind: grid, simple, list-table, csv-table
    Name    Type     Description
    ======  =======  ==========
    width   integer  In pixels.
    ======  =======  ==========

    ``height`` : integer, required                    a term with its type beside it
       In pixels.
    :steps: (integer, optional) How often.            a field without a domain
    * ``seed`` (*integer*) -- Where chance begins.    an item

Comments, what only builds the site (`toctree`, `contents`, ...) and literal blocks hold no fields. Fields of an array
(`:<jsonarr`) are parts of the items of the array that stands above them as a field, and gaps where that is the whole body.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final

from msgspec import structs

from swornspec.page.announced import announced, demands
from swornspec.page.block import Block, Location, Page, Stated
from swornspec.page.cells import read_badge
from swornspec.page.entry import Entry
from swornspec.page.facets import Facet, Facets, read_facets
from swornspec.page.gfm import Table
from swornspec.page.headings import Section, section_of
from swornspec.page.items import Item
from swornspec.page.kinds import read_kind
from swornspec.page.layout import Layout
from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.names import Named, leading_names
from swornspec.page.rst_counted import score
from swornspec.page.rst_labels import labelled
from swornspec.page.rst_lines import (
    PLACES,
    SENT,
    STATUS,
    WHOLE,
    bare,
    demand_at_end,
    domain_word,
    lists_values,
    opened,
    type_before,
    typed_name,
)
from swornspec.page.rst_nodes import Node, indents_of, nodes
from swornspec.page.rst_scenes import CHROME, FACTS, NOTES, OPTIONS, code_start, element_of, flat_nodes, scenes_of, tells_of_field
from swornspec.page.rst_tables import Cells
from swornspec.page.statuses import avoidable
from swornspec.page.tables import Reader
from swornspec.text import Passage, joined, lines, within
from swornspec.text.legible import words

_TITLE: Final = "reStructuredText page"
_MEDIA: Final = frozenset(("accept", "content-type"))  # OpenAPI has them where it lists media types
_WILD: Final = re.compile(r"\((?:(?P<type>\w{1,30}):)?(?P<name>[\w-]{1,80})\)")
_WORD: Final = re.compile(r"[A-Z][a-z]*")
_VERSION: Final = re.compile(r"v?\d[\w.]{0,20}(?:\s+|$)")
_GROUP: Final = re.compile(r"\*{0,2}[(\[](?:[^()\[\]\n]|[(\[][^()\[\]\n]{0,80}[)\]]){1,240}[)\]]\*{0,2}")
_DASHES: Final = frozenset((":", "-", "--", "---", "–", "—"))


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    page, cells = lines(name, text), Cells(text)
    flat = tuple(labelled(tuple(flat_nodes(nodes(page, indents_of(page, text), cells))), page))
    return tuple(_Reader(name, text, page, scene, _TITLE, nodes=known, cells=cells).page() for scene, known in scenes_of(page, flat))


@dataclass(slots=True)
class _Reader(Reader):
    """An operation while its nodes are read."""

    nodes: Mapping[int, Node] = field(default_factory=dict)
    cells: Cells = field(default_factory=Cells)
    listed: bool = False  # whether the last node was a field or a heading, so that an item may be one
    array: Entry | None = None  # the last field of the body, where it is an array whose items may be objects

    def page(self) -> Page:
        """The page, with what its tables have between the lines of cells."""
        page = Reader.page(self)
        page = replace(page, blocks=tuple(self._as_shown(block) for block in page.blocks), strays=tuple(map(self._said, page.strays)))
        shown = (replace(k, header=self._all_said(k.header), rows=tuple(map(self._all_said, k.rows))) for k in page.lookups)
        page = replace(page, lookups=tuple(shown))
        first, last = (page.lines[0].line.span.start, page.lines[-1].line.span.end) if page.lines else (0, 0)
        pieces = self.cells.pieces
        own = pieces[bisect_left(pieces, first, key=itemgetter(0)) : bisect_left(pieces, last, key=itemgetter(0))]
        return replace(page, pieces=own)

    def _as_shown(self, block: Block) -> Block:
        if not self.cells.parts:
            return block
        told = (block.kind, *block.flags, *block.prose, *block.asked, *[s.passage for s in block.stated])
        if all(self.text.startswith(p.text, p.span.start) and len(p.text) == p.span.end - p.span.start for p in told):
            return block
        kind, flags, prose = self._said(block.kind), map(self._said, block.flags), map(self._said, block.prose)
        stated = tuple(Stated(s.keywords, self._said(s.passage)) for s in block.stated)
        asked = tuple(map(self._said, block.asked))
        return structs.replace(block, kind=kind, flags=tuple(flags), stated=stated, prose=tuple(prose), asked=asked)

    def _said(self, passage: Passage) -> Passage:
        """A passage in the page's own characters, whatever was read from it."""
        shown = self.text[passage.span.start : passage.span.end]
        return passage if shown == passage.text else Passage(shown, passage.span, passage.level)

    def _all_said(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(map(self._said, passages))

    def complete(self, entries: Sequence[Entry]) -> None:
        """A parameter may have its type in the path alone: `/v1/albums/(int:album)`."""
        Reader.complete(self, entries)
        path = self.scene.path
        types = {m["name"]: within(path, *m.span("type")) for m in _WILD.finditer(path.text) if m["type"]} if path is not None else {}
        for entry in entries:
            typed = types.get(entry.name) if entry.location == "path" and all(role != "type" for role, _ in entry.said) else None
            if typed is not None and read_kind(typed.text) is not None:
                entry.say("type", typed)

    def _use(self, element: Element, use: str, role: str) -> None:
        Reader._use(self, element if element.last <= self.scene.last else structs.replace(element, last=self.scene.last), use, role)

    def _element(self, element: Element, previous: Element | None) -> None:
        node = self.nodes[element.first]
        if element.first in self.scene.calls or (node.kind == "code" and code_start(node) - 1 in self.scene.calls):
            self._use(element, "structure", "address")
            return
        self._node(node, element, previous)

    def _node(self, node: Node, element: Element, previous: Element | None) -> None:
        listed, self.listed = self.listed, node.kind == "heading" or element.level == LABEL_LEVEL
        if node.kind == "heading":
            for n in range(node.first, element.first):
                self.account.use(n - self.scene.first, "structure", "heading")
        match node.kind:
            case "field" | "term" | "bullet":
                self.listed = self._field_of(node, listed) or listed
            case "directive" if element.kind == "markup":
                self._directive(node)
            case "code":
                self._literal(node)
            case "table" if node.text is not None and node.table is not None and (said := section_of(words(node.text))) is not None:
                del said
                self._heading(Element("heading", node.first, node.first, LABEL_LEVEL, node.text))
                self._table(element, node.table, previous)
                self.headings.pop()
            case _:
                Reader._element(self, element, previous)

    def _literal(self, node: Node) -> None:
        self._use(Element("markup", node.first, node.last), "structure", "sample")
        start = code_start(node)
        if start <= node.last:
            self._code(Element("code", start - 1, node.last + 1, language=node.name))

    def _directive(self, node: Node) -> None:
        use = "chrome" if node.name in CHROME else "structure"
        whole = Element("markup", node.first, node.last)
        self._use(whole, use, "directive")
        if use == "chrome":
            return
        if node.name in NOTES:
            self._note(node)
        elif tells_of_field(node) and self.section not in ("ignored", "errors", "auth"):
            self._optioned(node, self.section, self.about[0] if len(self.about) == 1 else None)
        elif node.name.startswith("http:"):
            self._inside(node.inner)
        else:
            self._rows_of(node, self.section, self.about[0] if len(self.about) == 1 else None)

    def _optioned(self, node: Node, section: Section | None, base: Entry | None) -> None:
        """A field that a directive is about, whose options say what is known of it."""
        leading = leading_names(node.text) if node.text is not None else None
        self._use(Element("markup", node.first, node.last), "structure" if leading is not None else "gap", "field")
        if leading is None:
            return
        entry = self._begin(leading.names[0], base.location if base is not None else section, base.path if base is not None else ())
        for word, said in [option for option in node.options if option[0] in OPTIONS]:
            shown = said.text.strip(": ")
            entry.say(OPTIONS[word], within(said, at := said.text.find(shown), at + len(shown)))
        self._tell(entry, None, node.inner)

    def _rows_of(self, node: Node, section: Section | None, base: Entry | None) -> None:
        """Rows that begin with a name, of a table without titles; those that are no fields are gaps where fields may be."""
        for row in node.inner:
            if row.kind == "row" and not self._opens(row, section, base, listed=True) and section not in ("response", "ignored", "errors"):
                self._use(Element("markup", row.first, row.last), "gap", "row")

    def _inside(self, inner: Sequence[Node]) -> None:
        """What stands below a call, as if it stood on the page itself; a label is about the next node alone, or a list."""
        previous: Element | None = None
        before = ""
        depth = len(self.headings)
        for node in flat_nodes(inner):
            element = element_of(self.all_lines, node)
            goes_on = node.kind == before and before in ("bullet", "term", "field")
            if previous is not None and previous.kind != "heading" and element.kind != "table" and not goes_on:
                del self.headings[depth:]
            self._node(node, element, previous)
            previous, before = element, node.kind
        del self.headings[depth:]

    def _note(self, node: Node) -> None:
        """An admonition: what stands on its line and right below is one paragraph."""
        inner = list(node.inner)
        if node.text is not None:
            goes_on = inner and inner[0].kind == "paragraph" and inner[0].first == self._line_of(node.text) + 1
            last = self.all_lines[inner.pop(0).last] if goes_on else node.text
            passage = joined(self.text, node.text, last)
            self.hear(passage)
            self._prose_lines(passage)
        for part in inner:
            if part.kind == "code":
                self._literal(part)
            elif part.kind == "comment":
                self._use(Element("comment", part.first, part.last), "chrome", "comment")
            else:
                self._paragraph(Element("paragraph", part.first, part.last))

    def _line_of(self, passage: Passage) -> int:
        return passage.span.last - self.all_lines[0].span.first

    def _prose_lines(self, passage: Passage) -> None:
        for n in range(passage.span.first, passage.span.last + 1):
            self.account.use(n - 1 - self.scene.first, "prose", "prose")

    def _field_of(self, node: Node, listed: bool) -> bool:
        """Read a field, a term or an item; False when it is prose."""
        typed = domain_word(node) if node.kind == "field" else None
        if typed is not None:
            self._typed(node, typed)
            return True
        if node.kind == "bullet" and node.text is not None and (said := announced(node.text)) is not None:
            return self._opens(structs.replace(node, text=said[1]), said[0], None, listed=True)
        if node.kind == "bullet" and node.text is not None and demands(node.text, (row.entry for row in self.rows)):
            self.hear(node.text)
            self._prose_lines(node.text)
            return True
        base = self.about[0] if len(self.about) == 1 else None
        if node.kind == "field" and self.scene.path is not None and base is None and (told := typed_name(node)) is not None:
            kind, names = told
            self._use(Element("markup", node.first, node.last), "structure", "field")
            entry = self._begin(names[0], self.section if self.section in SENT else None, ())
            entry.say("type", kind)
            self._tell(entry, self._facets_of(entry, node.rest), node.inner)
            return True
        if (base is not None or self.section in SENT or node.kind != "field") and self._opens(node, self.section, base, listed):
            return True
        if node.kind == "field" and self.account.title is None and not self.rows:
            self._use(Element("markup", node.first, node.last), "chrome", "about the page")
            return False
        self._paragraph(Element("paragraph", node.first, node.last))
        return False

    def _opens(self, node: Node, section: Section | None, base: Entry | None, listed: bool) -> bool:
        """Read a node as fields of a section, or as parts of an object; False when it is neither."""
        found = opened(node)
        if found is None or section in ("ignored", "errors", "auth"):
            return False
        facets, within_fields = found.facets, section in SENT or base is not None
        named, told = list[Facet](), None
        if node.kind == "term" and facets.prose is not None and facets.mark == ":" and not facets.said and within_fields:
            if len(facets.prose.text.split()) > 1:
                if not (listed and found.apart):
                    return False
                told = facets.prose  # `` ``hue`` : as the owner set it ``
            else:
                named, facets = [("type", facets.prose)], Facets()
        sure = facets.strong and (found.apart or facets.mark in _DASHES or (node.text is not None and "(" in node.text.text))
        plain = node.text is not None and _WORD.fullmatch(node.text.text) is not None
        if node.kind in ("field", "row"):
            allowed = within_fields
        elif node.kind == "term":
            allowed = (
                sure
                or told is not None
                or (within_fields and facets.prose is None and (listed or bool(named)) and (found.apart or not plain))
            )
        else:
            introduced = facets.mark in _DASHES and facets.prose is not None
            allowed = (sure and within_fields) or (within_fields and listed and found.apart and introduced and base is None)
        if not allowed:
            return False
        self._use(Element("markup", node.first, node.last), "structure", "field")
        around = base.path if base is not None else ()
        for one in found.names:
            entry = self._begin(one, base.location if base is not None else section, around)
            self._say_all(entry, [*named, *facets.said])
            prose = facets.prose
            if node.kind == "bullet" and node.rest is not None:
                start = prose or (self.all_lines[node.first + 1] if self._line_of(node.rest) > node.first else None)
                prose = None if start is None else joined(self.text, start, node.rest)
            elif node.kind == "field":
                prose = self._facets_of(entry, node.rest)
            self._tell(entry, prose, node.inner)
        return True

    def _say_all(self, entry: Entry, said: Iterable[Facet]) -> None:
        for role, passage in said:
            if role != "location":
                entry.say(role, passage)

    def _facets_of(self, entry: Entry, rest: Passage | None) -> Passage | None:
        """Say what the text of a field begins with in short words (`(required)`, `integer, optional.`); its prose comes back."""
        if rest is None:
            return None
        group = _GROUP.match(rest.text)
        facets = read_facets(within(rest, 0, group.end()) if group else rest)
        known = {role for role, _ in entry.said}
        if not facets.said or known & facets.roles & {"type"} or (facets.mark and not rest.text.startswith(("(", "*", "["))):
            return rest
        self._say_all(entry, facets.said)
        if group is None or facets.prose is not None:
            return facets.prose
        after = group.end() + len(rest.text[group.end() :]) - len(rest.text[group.end() :].lstrip(" \t:-–—."))
        return within(rest, after, len(rest.text)) if after < len(rest.text) else None

    def _typed(self, node: Node, word: str) -> None:
        """A field of the HTTP domain."""
        assert node.text is not None
        self._use(Element("markup", node.first, node.last), "structure", "field")
        parts = list(re.finditer(r"\S+", node.text.text))
        holder = self.array if word in WHOLE else None
        if word in WHOLE and holder is None:
            self._use(Element("markup", node.first, node.last), "gap", "field")
            return
        name = within(node.text, *parts[-1].span())
        place = PLACES.get(word) if holder is None else holder.location
        leading = leading_names(name)
        if place is None or (place == "header" and name.text.lower() in _MEDIA):
            self._aside(
                node, errors=(word in STATUS and name.text[:1] in "45" and avoidable(name.text)) or word in ("raise", "raises", "throws")
            )
            return
        if leading is None or len(parts) < 2:
            self._use(Element("markup", node.first, node.last), "gap", "field")
            return
        entry = self._begin(leading.names[0], self._place(place, name.text), holder.path if holder is not None else ())
        if len(parts) > 2 and node.text.text.split()[1:-1] != ["json"]:  # any value at all
            entry.say("type", bare(within(node.text, parts[1].start(), parts[-2].end())))
        if place == "body" and holder is None:
            self.array = entry if entry.may_hold_items else None
        self._tell(entry, self._facets_of(entry, node.rest), node.inner)

    def _place(self, place: Location, name: str) -> Location:
        """Where a field is sent: a `param` that the path does not show is where other fields of the operation are."""
        return self._location(None, name) if place == "path" and self.scene.path is not None else place

    def _aside(self, node: Node, *, errors: bool) -> None:
        """The text of a status, of a header of the response, of an exception; only that of an error may speak of the request."""
        if not errors:
            return
        first = node.rest or (self.all_lines[node.inner[0].first] if node.inner else None)
        if first is None:
            return
        passage = joined(self.text, first, self.all_lines[node.last])
        self.account.notes.append(passage)
        self._prose_lines(passage)

    def _tell(self, entry: Entry, prose: Passage | None, inner: Sequence[Node]) -> None:
        """What stands below a field: its prose, the fields that are parts of it, samples."""
        if prose is None and inner and inner[0].kind == "paragraph" and not entry.has_type:
            line = self.all_lines[inner[0].first]
            facets, behind = type_before(line)
            self._say_all(entry, facets.said)
            if facets.said and (behind is not None or inner[0].last == inner[0].first):
                self._use(Element("markup", inner[0].first, inner[0].first), "structure", "field")
                prose = behind
                if behind is not None and inner[0].last > inner[0].first:
                    prose = joined(self.text, behind, self.all_lines[inner[0].last])
                inner = inner[1:]
        first, last = prose, prose
        parts, listed = bool(inner) and entry.holds_fields, True
        for node in inner:
            nested = parts and node.kind in ("field", "term", "bullet") and self._opens(node, None, entry, listed)
            if not nested and last is prose and lists_values(self.all_lines[node.first : node.last + 1]):
                self._prose(entry, first, last)
                first = last = None
                entry.say("values", joined(self.text, self.all_lines[node.first], self.all_lines[node.last]))
                self._use(Element("markup", node.first, node.last), "structure", "value")
                continue
            if not nested and node.kind in ("paragraph", "bullet", "term", "field", "markup", "heading"):
                first, last = first or self.all_lines[node.first], self.all_lines[node.last]
                listed = False
                continue
            self._prose(entry, first, last)
            first = last = None
            if not nested:
                self._beside(entry, node)
        self._prose(entry, first, last)

    def _beside(self, entry: Entry, node: Node) -> None:
        """What is neither prose nor a field below a field."""
        if node.kind == "directive" and node.name in FACTS:
            self._use(Element("markup", node.first, node.last), "structure", "field")
            for word, said in ((node.name, node.text), *node.options):
                if said is not None and word in FACTS:
                    entry.say(FACTS[word], said)
        elif tells_of_field(node):
            self._optioned(node, None, entry)
        elif node.kind == "directive" and not node.name:
            self._cell(entry, node)
        elif node.kind == "directive" and any(row.kind == "row" for row in node.inner):
            self._rows_of(node, None, entry)
        elif node.kind == "directive" and node.name in NOTES:
            if node.name == "deprecated":
                line = self.all_lines[node.first]
                at = line.text.find(node.name)
                entry.say("badge", within(line, at, at + len(node.name)))
            said = node.text
            if said is not None and (version := _VERSION.match(said.text)):
                said = within(said, version.end(), len(said.text)) if version.end() < len(said.text) else None
            self._tell(entry, said, node.inner)
        elif node.kind == "table" and node.table is not None:
            element = Element("table", node.first, node.last, table=node.table)
            about, self.about = self.about, (entry,)
            self._table(element, node.table, None)
            self.about = about
        elif node.kind == "code":
            self._literal(node)
        elif node.kind == "comment":
            self._use(Element("comment", node.first, node.last), "chrome", "comment")
        else:
            self._tell(entry, None, node.inner)

    def _cell(self, entry: Entry, node: Node) -> None:
        """A cell beside the name of a field: a type, a badge, or prose with what stands below that."""
        said = None if node.text is None or node.rest is None else joined(self.text, node.text, node.rest)
        if said is not None and "\n" not in said.text and not node.inner and not (entry.has_type and read_badge(words(said)) is None):
            entry.say_beside(said)
        else:
            self._tell(entry, said, node.inner)

    def _prose(self, entry: Entry, first: Passage | None, last: Passage | None) -> None:
        """Prose of a field, and the word at its end that says whether it is required."""
        if first is None or last is None:
            return
        passage = joined(self.text, first, last)
        word, passage = demand_at_end(passage, last)
        if word is not None:
            entry.say("badge", word)
        entry.say("prose", passage)
        if passage.text.strip():
            self._prose_lines(passage)

    def _begin(self, named: Named, section: Section | None, around: tuple[str, ...]) -> Entry:
        """A field that is no row of a table."""
        self._field(named, Item(self._line_of(named.passage), (named,), ()), section, around)
        return self.rows[-1].entry

    def _one_line(self, cell: Passage, role: str | None) -> Passage:
        """A cell of several lines, which others stand beside, as the words that it has; in prose, sentences end where they end."""
        parts = self.cells.parts.get((cell.span.start, cell.span.end)) if role != "prose" else None
        return cell if parts is None else Passage(" ".join(p.text for p in parts), cell.span)

    def _fields(self, table: Table, roles: Sequence[str | None], section: Section | None, base: Entry | None) -> None:
        """A table of fields, each cell as the words that it has."""
        at = roles.index("name") if "name" in roles else roles.index("weak name")
        rows = []
        for n, row in table.rows:
            whole = (self._one_line(cell, role) for cell, role in zip(row, roles, strict=False))
            rows.append((n, tuple(bare(self._first(row[at]) if i == at else cell) for i, cell in enumerate(whole))))
        Reader._fields(self, structs.replace(table, rows=tuple(rows)), roles, section, base)
        for n, row in table.rows:
            if not row:  # drawn so that its cells cannot be told apart
                self.account.use(n - self.scene.first, "gap", "row")

    def _first(self, cell: Passage) -> Passage:
        """The first line of a cell that others stand beside."""
        return self.cells.parts.get((cell.span.start, cell.span.end), (cell,))[0]


LAYOUT: Final = Layout(
    "rst",
    _TITLE,
    "`.. http:post:: /path`, `:query int name:`, or directives beside tables or lists of fields",
    score,
    read,
)
