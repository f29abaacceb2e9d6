r"""Read saved HTML pages, or parts of them, whatever site they come from: what counts is the elements and the visible text.

    <h1>Create an image</h1> <p><b>POST</b> <code>/v1/images</code></p>
    <h3>Body parameters</h3>
    <table><tr><th>Name<th>Type<th>Notes                          tables, columns recognised by their titles;
      <tr><td>size<td>object<td>In pixels. <table>…</table>       one within a cell has the parts of the object
    <dl><dt>seed <em>integer</em><dd>At least 0.</dl>             definitions
    <li><code>tags</code> (array of strings): Words.              items of lists
    <div><label>steps</label> <span>int32</span>                  a box for each field, as ReadMe, Redoc and others
      <span>1 to 50</span> <div>Defaults to 30</div> <p>…</p>     print them: a name, a type right behind it, more

Scripts, styles, navigation, banners and hidden elements are chrome (`swornspec.page.shown`); what is collapsed in
`<details>` is not. Sentences keep their markup; reading them takes it away. Spans are those of the file.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import islice
from typing import Final

from swornspec.page.block import Block, LineUse, Page, Stated, Use
from swornspec.page.columns import field_tables, fields_in
from swornspec.page.flow import Flow
from swornspec.page.hypertext import BLOCKS
from swornspec.page.items import Items
from swornspec.page.layout import Layout
from swornspec.page.markdown import HEADS, elements
from swornspec.page.operations import Scene, split
from swornspec.page.tables import Reader
from swornspec.text import Passage, Span, lines

_TITLE: Final = "HTML page"
_ELEMENT: Final = re.compile(  # what fields are shown with; no name of a component or of a placeholder
    rf"<(?:{'|'.join(sorted(BLOCKS))}|a|b|code|em|font|i|kbd|label|samp|small|span|strong|tt|u|var)[\s>]", re.IGNORECASE
)
_DOCUMENT: Final = re.compile(r"<(?:!doctype|html|head|body|main|article|h[1-6])[\s>]", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
_RANK: Final[Mapping[Use, int]] = {"title": 0, "prose": 1, "structure": 2, "chrome": 3, "gap": 4}


def score(page: Sequence[Passage]) -> int:
    """How many lines hold tables of fields, or names of fields with their types; 0 without any."""
    text = "\n".join([line.text for line in page])
    if text.count("</") < 2 or len(list(islice(_ELEMENT.finditer(text), 2))) < 2:
        return 0
    if any(line.text.startswith(HEADS) for line in page) and not _DOCUMENT.search(text) and fields_in(elements(page)):
        return 0  # Markdown whose tables are written in tags
    flow = Flow("", text)
    places = _Places(text)
    found: set[int] = set()
    tables = {element.first for element in field_tables(flow.elements, flow.lines)}
    for element in flow.elements:
        if isinstance(element, Items) and element.sure:
            found |= {n for item in element.items for n in (item.line,)}
        elif element.table is not None and element.first in tables:
            found |= {element.first, *(n for n, _ in element.table.rows)}
    at = {n for line in found for n in places.lines_of(flow.lines[line].span)}
    return sum(bool(page[n].text) for n in at if n < len(page))


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    flow = Flow(name, text)
    page = lines(name, text)
    places = _Places(text)
    if not flow.lines:
        flow.lines.append(Passage("", Span(name, 1, 1, 0, 0)))
    scenes = [_placed_scene(scene, flow) for scene in split(flow.flat(), tuple(flow.elements))]
    read_pages = [Reader(name, text, flow.lines, scene, _TITLE).page() for scene in scenes]
    return tuple(_placed(read_pages, page, places, flow.unread))


def _placed_scene(scene: Scene, flow: Flow) -> Scene:
    return replace(scene, path=flow.part(scene.path) if scene.path else None, address=flow.part(scene.address) if scene.address else None)


class _Places:
    """Offsets to lines of the file."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def lines_of(self, span: Span) -> range:
        """The lines that a span is in, by index."""
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_left(self._starts, max(span.start + 1, span.end)) - 1
        return range(first, last + 1)

    def span(self, span: Span) -> Span:
        """The span with the lines that its offsets are in."""
        start, end = span.start, span.end
        first = bisect_right(self._starts, start)
        alone = first == len(self._starts) or self._starts[first] >= end
        return Span(span.page, first, first if alone else bisect_left(self._starts, end), start, end)

    def passage(self, passage: Passage) -> Passage:
        """The passage with the lines that it is in."""
        return Passage(passage.text, self.span(passage.span), passage.level)

    def all(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """Passages with the lines that they are in."""
        return tuple([self.passage(passage) for passage in passages])

    def block(self, block: Block) -> Block:
        """A block with the lines that its parts are in."""
        kind = self.passage(block.kind)
        return Block(
            name=block.name,
            location=block.location,
            kind=kind,
            flags=self.all(block.flags),
            prose=self.all(block.prose),
            span=self.span(block.span),
            schema=block.schema,
            stated=tuple([Stated(s.keywords, kind if s.passage is block.kind else self.passage(s.passage)) for s in block.stated]),
            required=block.required,
            enum_lost=block.enum_lost,
            type_name=block.type_name,
            within=block.within,
            markup=block.markup,
            asked=self.all(block.asked),
            told=block.told,
        )


def _placed(pages: Sequence[Page], page: Sequence[Passage], places: _Places, missed: Sequence[Passage]) -> Iterator[Page]:
    """The pages with their places in the file, and every line of it in one of them: the first that has something there."""
    owners: list[int] = [-1] * len(page)
    uses: list[tuple[Use, str] | None] = [None] * len(page)
    unread: list[list[tuple[int, Passage]]] = [[] for _ in pages]
    for n, one in enumerate(pages):
        for use in one.lines:
            if not use.line.text:
                continue
            there = places.lines_of(use.line.span)
            for at in there if there.stop <= len(page) else range(there.start, len(page)):
                owners[at] = n if owners[at] < 0 else owners[at]
                known = uses[at]
                if owners[at] == n and (known is None or _RANK[use.use] < _RANK[known[0]]):
                    uses[at] = (use.use, use.role)
            if use.use == "gap":
                unread[n].append((there.start, places.passage(use.line)))
    for passage in missed:
        there = places.lines_of(passage.span)
        for at in there:
            uses[at] = uses[at] or ("gap", "unread")
        before = next((owners[at] for at in range(there.start, -1, -1) if owners[at] >= 0), 0)
        unread[before].append((there.start, places.passage(passage)))
    owner = 0
    for at in range(len(page)):
        owner = max(owner, owners[at])
        owners[at] = owner
    for n, one in enumerate(pages):
        strays = [p for at, p in unread[n] if at < len(page) and not (owners[at] == n and (uses[at] or ("", ""))[0] == "gap")]
        yield replace(
            one,
            title=places.passage(one.title) if one.title else None,
            path=places.passage(one.path) if one.path else None,
            address=places.passage(one.address) if one.address else None,
            summary=places.all(one.summary),
            notes=places.all(one.notes),
            auth=places.all(one.auth),
            strays=(*places.all(one.strays), *strays),
            samples=tuple(replace(s, passage=places.passage(s.passage), shown=unescape(_TAG.sub("", s.passage.text))) for s in one.samples),
            lookups=tuple(replace(k, header=places.all(k.header), rows=tuple(map(places.all, k.rows))) for k in one.lookups),
            blocks=tuple(map(places.block, one.blocks)),
            lines=tuple(LineUse(page[at], *_use(page[at], uses[at])) for at in range(len(page)) if owners[at] == n),
        )


def _use(line: Passage, use: tuple[Use, str] | None) -> tuple[Use, str]:
    return ("structure", "blank") if not line.text else use or ("chrome", "markup")


LAYOUT: Final = Layout(
    "html",
    _TITLE,
    "an HTML table, definition list or box whose parts are names of fields with types or descriptions",
    score,
    read,
)
