"""An HTML page as lines and elements: what a reader of tables, headings and paragraphs wants, whatever the markup.

A line here is not a line of the file: it is a piece of the page by itself, a row, a heading, a paragraph, a list, with its
place. Of a page that is all on one line the pieces are told apart all the same.

    <h3>Body</h3> <table>…<tr><td>width<td>integer</table>      a heading, a table
    <dl><dt>width <em>integer</em><dd>In pixels.</dl>           fields
    <div><label>width</label> <span>integer</span> …</div>      fields (`swornspec.page.runs`)
    <li><code>width</code> (integer): In pixels.                a field
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page.flow_definitions import DefinitionFlow
from swornspec.page.gfm import Table
from swornspec.page.grid import Line, grid, header_of
from swornspec.page.headings import column_role, section_of
from swornspec.page.hypertext import Node
from swornspec.page.markdown import Element, Inner
from swornspec.page.requests import METHODS
from swornspec.page.runs import Run
from swornspec.page.told import CHILDREN
from swornspec.text import Passage, Span, within
from swornspec.text.legible import words

_HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}
_LANGUAGE: Final = re.compile(r"(?:language-|lang-|highlight-source-|brush:\s?)(?P<language>[\w+#-]{1,20})")
_ADDRESS: Final = re.compile(  # code that is no more than an address
    r"\s*(?:<(?:code|span)[^<>]{0,200}>\s*){0,4}(?P<address>(?:https?://[\w.-]{1,200})?/[^\s<>]{1,300})\s*(?:</(?:code|span)>\s*){0,4}"
)
_INSIDE: Final = (None, "request", "types")  # what headings say that may stand among what is said of a field
_FEW: Final = 5  # words of a divider
_LABEL: Final = 6  # level of headings that are no heading elements: summaries, captions, dividers


class Flow(DefinitionFlow):
    """The lines and elements of a page, all of them."""

    def __init__(self, page: str, text: str) -> None:
        """Whatever the text, this does not fail."""
        super().__init__(page, text)
        self._block(self.root)
        self._close()
        self.unread = tuple(self._unclaimed())
        self._release()

    # blocks

    def _block(self, node: Node) -> None:
        for piece in self.runs.pieces(node):
            if isinstance(piece, Run):
                self._run(piece)
            else:
                self._node(piece)

    def _node(self, node: Node) -> None:
        match node.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._heading(node)
            case "summary" | "legend" | "caption":
                self._label(node)
            case "table":
                self._table(node)
            case "dl":
                self._definitions(node)
            case "pre":
                self._code(node)
            case "ul" | "ol":
                self._list(node)
            case _:
                self._block(node)

    def _holds_head(self, node: Node) -> bool:
        return any(isinstance(p, Run) and p.number in self._beside for p in self.runs.pieces(node))

    def _heading(self, node: Node) -> None:
        if self._holds_head(node):
            self._block(node)
            return
        passage = self._bare(node)
        said = section_of(words(passage))
        if self._about(node) and self._head is not None and self._head.own and said in _INSIDE:
            titled = said is not None and len(passage.text.split()) <= _FEW and passage.text[-1:] != "."
            if not titled and not CHILDREN.fullmatch(words(passage)):
                self._told.sentence(node.start, node.stop)
            else:
                self._use_line(passage.span.start, passage.span.end)
            return
        self._close()
        n = self._line(passage)
        self.elements.append(Element("heading", n, n, _HEADINGS[node.tag], passage))

    def _label(self, node: Node) -> None:
        passage = self._bare(node)
        if self._holds_head(node):
            self._block(node)
        elif self._about(node):
            if CHILDREN.fullmatch(words(passage)):
                self._use_line(passage.span.start, passage.span.end)
            else:
                self._told.sentence(node.start, node.stop)
        elif CHILDREN.fullmatch(words(passage)) and section_of(words(passage)) in (None, "request"):
            self._close()
            n = self._line(passage)
            self.elements.append(Element("markup", n, n))
        else:
            self._close()
            n = self._line(passage)
            self.elements.append(Element("heading", n, n, _LABEL, passage))

    def _code(self, node: Node) -> None:
        if self._about(node):
            self._later.append((node, -1))
            self._told.cut()
            return
        if self._method is not None and (found := _ADDRESS.fullmatch(self.text, node.inner, node.end)):
            self._close()
            n = self._line(self.runs.passage(*found.span("address")))
            self.elements.append(Element("paragraph", n, n))
            return
        self._close()
        self._sample(node)

    def _sample(self, node: Node) -> None:
        """Code, with an empty line for the fence on either side that Markdown has."""
        edge = Passage("", Span(self.runs.page, 1, 1, node.inner, node.inner))
        first = self._line(edge)
        at = node.inner
        for raw in self.text[node.inner : node.end].split("\n"):
            self._line(self.runs.passage(at, at + len(raw)))
            at += len(raw) + 1
        last = self._line(Passage("", Span(self.runs.page, 1, 1, node.end, node.end)))
        said = " ".join([node.raw, *(c.raw for c in node.children[:3]), node.parent.raw if node.parent else ""])
        language = _LANGUAGE.search(said[:2000])
        self.elements.append(Element("code", first, last, language=language["language"].lower() if language else ""))

    def _list(self, node: Node) -> None:
        self._list_of_fields(node)
        if self._structured(node):
            self._block(node)
            return
        if self._about(node):
            if not self._told.values_in(node):
                self._told.sentence(node.start, node.stop)
            return
        self._close()
        n = self._line(self.runs.passage(node.start, node.stop))
        self.elements.append(Element("paragraph", n, n))

    def _run(self, run: Run) -> None:
        n = run.number
        if n in self.heads:
            self._open(self.heads[n], run)
            return
        if n in self._beside and n <= self._taken:
            self._use_line(run.start, run.end)
            return
        if self._about(run.node) and not (self._item_of(run) is not None and self._said_in(run)):
            self._told.say(run)
            return
        if (head := self._said_in(run)) is not None:
            self._open(head, run)
            return
        pressed = self.text.startswith("<button", run.start) and len(run.leaves) > 1
        passage = self.runs.passage(run.leaves[0][0], run.leaves[-1][1]) if pressed else self.runs.passage(run.start, run.end)
        if self._method is not None and words(passage).startswith(("/", "http://", "https://")):
            passage = self.runs.passage(self._method.start, run.end)
            self._method = None
        self._close()
        if words(passage).upper() in METHODS:
            self._method = run
            return
        n = self._line(passage)
        self.elements.append(Element("paragraph", n, n))

    # tables

    def _table(self, node: Node, of: int = -1) -> None:
        rows = grid(node)
        at = header_of(rows)
        if at is None and rows and self._titles(rows[0]):
            at = 0
        heads = at is None and any(run in self._beside for run in self._runs_in(node))
        if self._about(node) and of < 0:
            if heads:
                self._block(node)
            else:
                if at is None:
                    self._told.values_of([row.cells[0] for row in rows if row.cells])
                self._told.sentence(node.start, node.stop)
            return
        if at is not None and max(len(row.cells) for row in rows) < 2 and self._holds_fields(rows[at + 1 :]):
            for row in rows[: at + 1]:  # `Name, Type, Description` above a box for each field
                n = self._line(self.runs.passage(row.node.inner, row.node.end))
                self.elements.append(Element("markup", n, n))
            for row in rows[at + 1 :]:
                self._block(row.node)
            return
        if at is None and (heads or self._lays_out(rows)):
            self._block(node)
            return
        self._close()
        if at is None and all(len([c for c in r.cells if c]) == 2 and r.cells[0] is not None and r.cells[0].tag == "th" for r in rows):
            if self._pairs_off([(a, b) for row in rows for a, b in [row.cells] if a is not None and b is not None], len(rows)):
                return
            for row in rows:
                n = self._line(self.runs.passage(row.node.inner, row.node.end))
                self.elements.append(Element("paragraph", n, n))
            return
        captions = [c for c in node.children if c.tag == "caption" and c.seen]
        for caption in captions:
            self._label(caption)
        for row in rows[: at or 0]:
            n = self._line(self.runs.passage(row.node.inner, row.node.end))
            self.elements.append(Element("markup", n, n))
        self._listed(rows[(at or 0) :], of)

    def _holds_fields(self, rows: Sequence[Line]) -> bool:
        return any(n in self._beside for row in rows for n in self._runs_in(row.node))

    def _runs_in(self, node: Node) -> list[int]:
        found = []
        waiting = [node]
        while waiting:
            for piece in self.runs.pieces(waiting.pop()):
                if isinstance(piece, Run):
                    found.append(piece.number)
                else:
                    waiting.append(piece)
        return found

    def _titles(self, row: Line) -> bool:
        """Whether the first row of a table without a header has the titles of its columns."""
        roles = [column_role(words(self._bare(c))) for c in row.cells if c is not None]
        return len(roles) > 1 and bool({"name", "weak name"} & set(roles)) and len([r for r in roles if r]) > 1

    def _lays_out(self, rows: Sequence[Line]) -> bool:
        """Whether a table only puts parts of a page side by side."""
        cells = [c for row in rows for c in row.cells if c is not None]
        return not cells or max(len(row.cells) for row in rows) < 2 or any(self._structured(c) for c in cells)

    def _listed(self, rows: Sequence[Line], of: int) -> None:
        head = rows[0]
        header = tuple(self._cell(c) for c in head.cells)
        first = self._line(self.runs.passage(head.node.inner, head.node.end))
        self.fields.add(first)
        self._cells[first] = [cell for cell in header if column_role(words(cell)) or not _is_sentence(words(cell))]
        found: list[tuple[int, tuple[Passage, ...]]] = []
        inner: list[tuple[Node, int]] = []
        for row in rows[1:]:
            if row.divider and row.cells[0] is not None:
                cell = self._cell(row.cells[0])
                self._end_table(first, header, found, of)
                found = []
                self._divide(cell)
                first = self._line(Passage("", cell.span))
                continue
            n = self._line(self.runs.passage(row.node.inner, row.node.end))
            self.fields.add(n)
            cells: list[Passage] = []
            for column in range(len(header)):
                node = row.cells[column] if column < len(row.cells) else None
                nested = next(filter(self._tabulates, node.walk()), None) if node is not None and node.blocks else None
                cells.append(self._cell(node, nested))
                inner += [(nested, n)] if nested is not None else []
            found.append((n, tuple(cells)))
            self._cells[n] = cells
        self._end_table(first, header, found, of)
        for nested, n in inner:
            self._table(nested, n)

    def _tabulates(self, node: Node) -> bool:
        """Whether an element in a cell is a table with titles of columns; what else stands there is what the cell says."""
        rows = grid(node) if node.tag == "table" else []
        return bool(rows) and (header_of(rows) is not None or self._titles(rows[0]))

    def _divide(self, cell: Passage) -> None:
        """A row that is one cell: a sentence, the title of the rows below it, or no more than a word between groups of them."""
        said = words(cell)
        n = self._line(cell)
        if _is_sentence(said):
            self.elements.append(Element("paragraph", n, n))
        elif section_of(said) is not None:
            self.elements.append(Element("heading", n, n, _LABEL, cell))
        else:
            self.elements.append(Element("markup", n, n))

    def _end_table(self, first: int, header: tuple[Passage, ...], rows: Sequence[tuple[int, tuple[Passage, ...]]], of: int) -> None:
        table = Table(first, len(self.lines) - 1, header, tuple(rows))
        if of >= 0:
            self.elements.append(Inner("table", first, table.last, table=table, of=of))
        else:
            self.elements.append(Element("table", first, table.last, table=table))

    def _cell(self, node: Node | None, nested: Node | None = None) -> Passage:
        """What a cell says, up to a table in it."""
        if node is None:
            return Passage("", Span(self.runs.page, 1, 1, 0, 0))
        bare = self._bare(node)
        if nested is None:
            return bare
        return (
            self.runs.passage(bare.span.start, max(bare.span.start, nested.start)) if bare.span.start < nested.start else within(bare, 0, 0)
        )


def _is_sentence(said: str) -> bool:
    """Whether words where a title may stand are none."""
    return said.endswith((".", "!")) or len(said.split()) > _FEW
