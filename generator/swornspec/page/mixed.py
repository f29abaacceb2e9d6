r"""Pages of one layout in which tables or lists of fields stand: these are read as such, and put back where they stood.

    style                                a field, as the layout of the page has them
    object
    How it looks.
    - font (string, required): A name.   parts of `style`, as they stand below it
    - size (integer): From 8 to 96.

    #### Layer object                    or below a heading that is about a field, or says where fields are sent
    | Field | Type    | Required |
    |-------|---------|----------|
    | kind  | string  | Yes      |

The page is read with blank lines in place of those. Where nothing tells what the fields of a table are parts of, or
where they are sent, the page is read with it, and its layout says what becomes of it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from msgspec import structs

from swornspec.page.block import Block, LineUse, Page
from swornspec.page.columns import of_fields
from swornspec.page.entry import Entry
from swornspec.page.facets import read_facets
from swornspec.page.field_lines import identifies
from swornspec.page.field_list import ListReader
from swornspec.page.headings import FIELDS, Section, section_of
from swornspec.page.holders import fields_named
from swornspec.page.markdown import Element, elements
from swornspec.page.names import leading_names
from swornspec.page.operations import Scene
from swornspec.page.types import Kind
from swornspec.text import Passage, joined, lines, within
from swornspec.text.legible import words
from swornspec.text.lines import indent_of

Read = Callable[[str, str], tuple[Page, ...]]
_MAY: Final = re.compile(r"\n[ \t]*(?:\|?[ \t]*:?-{3,}:?[ \t]*\||[-*+•][ \t]+[^\s(][^\n(]{0,80}\([A-Za-z])")
"""What a page has that has tables or such lists: the line below the header of a table, or an item with short words in brackets."""

_ITEM: Final = re.compile(r"[-*+•][ \t]+(?=\S)")
_SHOWN: Final = re.compile(r"[^\n]")
_HEADS: Final = frozenset(("section", "heading", "title", "response"))
_NESTED: Final = ("body", "response")
_MOST_WORDS: Final = 8  # of a paragraph right above that says what follows
_MOST_TIMES: Final = 3  # that a page is read, each time with fewer regions


def mixed(read: Read) -> Read:
    """A layout's way to read a page, for pages that have tables and lists of fields beside what the layout knows."""

    def read_mixed(name: str, text: str) -> tuple[Page, ...]:
        found = read(name, text)
        page = lines(name, text) if _MAY.search(f"\n{text}") is not None else ()  # the line feed is what is looked for first
        own = {block.span.first - 1 for one in found for block in one.blocks}
        every = regions = tuple(region for region in _regions(text, page) if own.isdisjoint(range(region.first, region.last + 1)))
        for _ in range(_MOST_TIMES if every else 0):
            pages = read(name, _without(text, page, regions)) if regions else found
            inside = _inside(name, text, page, pages, regions)
            if len(inside) == len(regions):
                left = [region for region in every if region.first not in inside and region.element.table is not None]
                lost = {n + 1 for region in left for n in range(region.first, region.last + 1)}
                return tuple(_left(one, lost) for one in _joined(text, pages, inside))
            regions = tuple(region for region in regions if region.first in inside)
        return found

    return read_mixed


@dataclass(frozen=True, slots=True)
class _Region:
    """A table or list of fields, in the lines [first, last] by index."""

    element: Element
    first: int
    last: int


def _regions(text: str, page: Sequence[Passage]) -> Iterator[_Region]:
    """The tables and lists of a page that can but be those of fields, in page order."""
    for element in elements(page):
        if element.table is not None and of_fields(element.table, None):
            yield _Region(element, element.first, element.last)
        elif element.kind == "paragraph":
            yield from _lists(text, page, element)


def _lists(text: str, page: Sequence[Passage], element: Element) -> Iterator[_Region]:
    """The lists within a paragraph of which each item is a field by its type."""
    first = least = -1
    for at in range(element.first, element.last + 2):
        inside = at <= element.last
        starts = inside and _ITEM.match(page[at].text) is not None
        if first < 0 and not starts:
            continue
        indent = indent_of(text, page[at]) if inside else 0
        if first >= 0 and (not inside or indent < least or (indent == least and not starts)):
            items = [line for line in page[first:at] if indent_of(text, line) == least]
            if all(_typed(line) for line in items):
                yield _Region(Element("paragraph", first, at - 1), first, at - 1)
            first = -1
        if first < 0 and starts:
            first, least = at, indent


def _typed(line: Passage) -> bool:
    """Whether an item begins with a name and its type."""
    opened = _ITEM.match(line.text)
    body = within(line, opened.end() if opened else 0, len(line.text))
    leading = leading_names(body)
    if leading is None or not leading.names or not identifies(leading):
        return False
    return "type" in read_facets(within(body, leading.end, len(body.text))).roles


def _without(text: str, page: Sequence[Passage], regions: Iterable[_Region]) -> str:
    """The text with blanks for the lines of regions, in which all else stands where it stood."""
    pieces, at = [], 0
    for region in regions:
        start, end = page[region.first].span.start, page[region.last].span.end
        pieces += [text[at:start], _SHOWN.sub(" ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _inside(
    name: str, text: str, page: Sequence[Passage], pages: Sequence[Page], regions: Iterable[_Region]
) -> Mapping[int, tuple[int, Page]]:
    """What regions say of which the page tells whose fields they are, by their first lines, each with the index of its operation."""
    numbers = {use.line.span.first: n for n, one in enumerate(pages) for use in one.lines}
    headings = [element.first for element in elements(page) if element.kind == "heading"]
    around = [_Around(text, page, headings, one) for one in pages]
    found: dict[int, tuple[int, Page]] = {}
    for region in regions:
        at = numbers.get(region.first + 1, 0)
        place = around[at].place(region) if region.first + 1 not in around[at].whole else None
        if place is None:
            continue
        holder, section = place
        scene = Scene(region.first, region.last, (region.element,), frozenset(), pages[at].method, pages[at].path, None)
        reader = ListReader(name, text, page, scene, pages[at].layout)
        reader.enter(1, "", section)
        read = reader.page()
        route = (pages[at].route or "").lower() if section == "path" else ""
        if route and not any(f"{{{(block.name or '').lower()}}}" in route for block in read.blocks):
            continue  # of another URL than the one that is called
        if read.blocks and not any(use.use == "gap" for use in read.lines):
            found[region.first] = at, replace(read, blocks=tuple(_parts(read.blocks, holder))) if holder is not None else read
    return found


class _Around:
    """An operation that was read without its regions, as what tells of these: its fields by their lines and names, and its headings."""

    def __init__(self, text: str, lines: Sequence[Passage], headings: Sequence[int], page: Page) -> None:
        self.text, self.lines, self.headings = text, lines, headings
        self.blocks = sorted((block for block in page.blocks if block.name is not None), key=lambda block: block.span.first)
        self.heads = sorted(use.line.span.first - 1 for use in page.lines if use.use in ("structure", "title") and use.role in _HEADS)
        samples = (sample.passage for sample in page.samples)
        words_of = (passage for block in page.blocks for passage in (block.kind, *block.flags))
        self.whole = {n for p in (*samples, *words_of, *page.strays) for n in range(p.span.first, p.span.last)}  # lines of one piece
        self.held: dict[int, Block] = {}  # by the identity of their entries, which stand for them
        self.by_name: dict[str, list[Entry]] = {}
        self.by_type: dict[str, list[Entry]] = {}
        for block in self.blocks:
            if block.location in _NESTED:
                entry = _entry(block)
                self.held[id(entry)] = block
                for name in {entry.name.lower(), ".".join(entry.path).lower()}:
                    self.by_name.setdefault(name, []).append(entry)
                if entry.type_name:
                    self.by_type.setdefault(entry.type_name.lower(), []).append(entry)

    def place(self, region: _Region) -> tuple[Block | None, Section] | None:
        """The field whose parts a region lists, or None, and where they are sent; None altogether where nothing tells."""
        head = max(_before(self.heads, region.first), _before(self.headings, region.first))
        above = bisect_left(self.blocks, region.first + 1, key=lambda block: block.span.first)
        nearest = self.blocks[above - 1] if above else None
        named = self._about(self._words_above(region))
        if named is None and nearest is not None and nearest.span.first > head:
            if not _holds(nearest) or self._closed(nearest, region):
                return None
            named = nearest
        title = words(self.lines[head]).strip("# *:") if head >= 0 else ""
        named = named or self._about(title)
        if named is not None:
            return named, named.location
        section = section_of(title)
        return (None, section) if section in FIELDS else None

    def _closed(self, block: Block, region: _Region) -> bool:
        """Whether a tag that ends the field stands between it and a region."""
        below = self.lines[block.span.first : region.first]
        ended = [line for line in below if line.text.startswith("</")]
        return any(indent_of(self.text, line) <= indent_of(self.text, self.lines[block.span.first - 1]) for line in ended)

    def _words_above(self, region: _Region) -> str:
        """The few words right above a region, which may say what follows."""
        line = next((line for line in reversed(self.lines[max(0, region.first - 2) : region.first]) if line.text), None)
        return words(line).rstrip(":") if line is not None and len(line.text.split()) <= _MOST_WORDS else ""

    def _about(self, heading: str) -> Block | None:
        """The one field that words are about."""
        found = fields_named(heading, self.by_name, self.by_type) if heading else ()
        return self.held[id(found[0])] if len(found) == 1 else None


def _before(places: Sequence[int], at: int) -> int:
    """The last of some places before another; -1 without any."""
    n = bisect_left(places, at)
    return places[n - 1] if n else -1


def _holds(block: Block) -> bool:
    """Whether a field may have fields of its own, by its type."""
    return block.location in _NESTED and _entry(block).holding[0]


def _entry(block: Block) -> Entry:
    entry = Entry(block.name or "", block.location, block.kind, tuple(name.removesuffix("[]") for name in block.within))
    entry.type_as(Kind(block.schema, block.type_name), block.kind)
    return entry


def _parts(blocks: Iterable[Block], holder: Block) -> Iterator[Block]:
    """Fields as parts of another, whose name theirs may repeat: `size.width` in a table below `size`."""
    name = f"{holder.name}[]" if holder.schema.get("type") == "array" else holder.name or ""
    for block in blocks:
        inner = block.within[1:] if block.within[:1] in ((holder.name,), (f"{holder.name}[]",)) else block.within
        yield structs.replace(block, location=holder.location, within=(*holder.within, name, *inner))


def _joined(text: str, pages: Sequence[Page], inside: Mapping[int, tuple[int, Page]]) -> Iterator[Page]:
    """The operations with what was read of their regions, in its place."""
    parts: dict[int, list[Page]] = {}
    for at, part in inside.values():
        parts.setdefault(at, []).append(part)
    for at, page in enumerate(pages):
        read = parts.get(at, [])
        uses: Mapping[int, LineUse] = {use.line.span.first: use for part in read for use in part.lines}
        apart = _Apart(text, page, uses)
        blocks = [structs.replace(block, prose=apart.of(block.prose)) for block in page.blocks] if read else list(page.blocks)
        places = [block.span.first for block in blocks]
        for part in reversed(read):
            here = bisect_left(places, part.lines[0].line.span.first)
            blocks[here:here] = part.blocks
        yield replace(
            page,
            text=text,
            summary=apart.of(page.summary),
            auth=apart.of(page.auth),
            blocks=tuple(blocks),
            lines=tuple(uses.get(use.line.span.first, use) for use in page.lines),
            notes=(*apart.of(page.notes), *(note for part in read for note in part.notes)),
            strays=tuple(sorted((*page.strays, *(stray for part in read for stray in part.strays)), key=lambda p: p.span.start)),
            lookups=(*page.lookups, *(lookup for part in read for lookup in part.lookups)),
        )


class _Apart:
    """The prose of an operation without the lines of its regions, which others have read."""

    def __init__(self, text: str, page: Page, taken: Collection[int]) -> None:
        self.text, self.taken = text, sorted(taken)
        self.filled = [use.line for use in page.lines if use.line.text] if taken else []
        self.places = [line.span.first for line in self.filled]

    def of(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """The passages, those that go on below a region in two or more."""
        return tuple(part for passage in passages for part in self._parts(passage)) if self.taken else tuple(passages)

    def _parts(self, passage: Passage) -> Iterator[Passage]:
        first, last = passage.span.first, passage.span.last
        if bisect_left(self.taken, first) == bisect_left(self.taken, last):
            yield passage
            return
        held = self.filled[bisect_left(self.places, first) : bisect_left(self.places, last + 1)]
        start = 0
        for n, (line, below) in enumerate(pairwise(held)):
            if bisect_left(self.taken, line.span.first) != bisect_left(self.taken, below.span.first):
                yield joined(self.text, passage if not start else held[start], line)
                start = n + 1
        yield joined(self.text, held[start], passage)


def _left(page: Page, lost: Collection[int]) -> Page:
    """A page whose lines of tables of fields, by their numbers, are gaps that nobody has read, as nothing tells whose they are."""
    uses = (
        structs.replace(use, use="gap", role="table") if use.line.span.first in lost and use.use == "prose" else use for use in page.lines
    )
    return replace(page, lines=tuple(uses)) if lost else page
