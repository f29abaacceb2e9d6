"""The heads of fields that a reference prints with their type and `Required` or `Optional`: on lines of their own, on one, or glued.

size                     seedintegerOptional>=1<=8Defaults to 1          color string Required
integer
·                        what only sets others apart
Optional
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.page.glued import Facet, begins_as_facet, facets_at, read_facets
from swornspec.page.headings import column_role
from swornspec.page.pasted_words import part_of
from swornspec.page.types import Kind, with_null
from swornspec.page.unions import read_union
from swornspec.text import Passage, within
from swornspec.text.legible import Legible, legible

_NAME: Final = re.compile(r"(?:#{1,6}\s+)?[`*]{0,3}(?P<name>[A-Za-z_$@](?:(?:[\w.$@:-]|\\_){0,98}[\w$@])?(?:\[\])?)[`*]{0,3}")
_BARE: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@:-]{0,98}[\w$@])?")
_RESERVED: Final = frozenset(
    ("Required", "Optional", "Deprecated", "Beta", "Nullable", "Response", "Request", "Headers", "OR", "chevron-right", "chevron-down")
)
_TYPE_AT: Final = re.compile(
    r"(?=(?:string|integer|number|double|float|boolean|int32|int64|date|datetime|uuid|object|enum|files?|any|array|long|base64|map|lists?"
    r"|(?:all|any|one) of|sets? of|unknown|null|true|false|\"))"
)
_DEMANDS: Final = ("Required", "Optional")
_MARKUP: Final = frozenset("\\&<[!_")
MOST: Final = 400
"""The most characters of a line that is no prose."""
MARKED: Final = re.compile(r"[a-z_$][\w.$-]{0,80}[?*]")
"""A name with a mark that says whether the field may be left out."""
_MOST_OF_TYPE: Final = 80
_MOST_OF_HEAD: Final = 100
_FAR: Final = 24  # lines that the head of a field may have
_MARKS: Final = frozenset(("·", "•", "|"))
_NOTHING: Final = _MARKS | {""}
_MOST_BLANK: Final = 3


@dataclass(slots=True)
class Head:
    """The lines [first, last] that say name, type and facets, and whether one of these is `Required` or `Optional`."""

    name: str
    named: Passage
    kind: Kind
    type: Passage
    first: int
    last: int
    facets: list[tuple[Facet, Passage]]
    demanded: bool

    def add(self, facets: Sequence[Facet], shown: Legible, last: int) -> None:
        """More facets, with the line that says them."""
        self.facets += [(f, shown.part(f.start, f.end)) for f in facets]
        self.demanded = self.demanded or demands(facets)
        self.last = last


def head_at(page: Sequence[Passage], at: int, last: int) -> Head | None:
    """The head of a field that begins at a line; None where none does."""
    line = page[at]
    text = line.text
    if len(text) > MOST:
        return None
    if "Required" in text or "Optional" in text:
        head = on_one_line(line, at)
        if head is not None:
            return _with_facets(page, head, last)
    if text[-1:] in ("?", "*") and " " not in text and (marked := _marked(page, at, last)) is not None:
        return _with_facets(page, marked, last)
    named = _NAME.fullmatch(text) if " " not in text or text[0] == "#" else None
    if named is None and len(text) < _MOST_OF_HEAD:
        below = filled_below(page, at + 1, last)
        loose = on_one_line(line, at, demanded=False, apart=True) if below is not None and page[below].text.startswith(_DEMANDS) else None
        whole = _with_facets(page, loose, last) if loose is not None else None
        return whole if whole is not None and whole.demanded else None
    if named is None or named["name"] in _RESERVED:
        return None
    below = filled_below(page, at + 1, last)
    if below is None or len(page[below].text) > MOST:
        return None
    if part_of(text) is not None and on_one_line(page[below], below) is not None:
        return None  # a section, above the head of its first field
    shown, before = legible(page[below]), None
    if shown.text in ("Deprecated", "Beta", "Required"):
        before, below = shown, filled_below(page, below + 1, last)
        if below is None or len(page[below].text) > MOST:
            return None
        shown = legible(page[below])
    typed = _type(shown) or _unknown(page, below, last)
    if typed is None:
        return None
    kind, end, facets = typed
    head = Head(unescaped(named["name"]), within(line, *named.span("name")), kind, shown.part(0, end), at, below, [], False)
    if before is not None:
        head.add(read_facets(before) or (), before, below)
    head.add(facets, shown, below)
    return _with_facets(page, head, last)


def _marked(page: Sequence[Passage], at: int, last: int) -> Head | None:
    """`size?` or `size*` above a type: the mark says whether the field may be left out."""
    line = page[at]
    below = filled_below(page, at + 1, last)
    end = len(line.text) - 1
    if below is None or len(page[below].text) > _MOST_OF_TYPE or not _BARE.fullmatch(line.text, 0, end):
        return None
    shown = legible(page[below])
    kind = read_union(shown.text, named=True)
    if kind is None:
        return None
    head = Head(line.text[:end], within(line, 0, end), kind, shown.passage, at, below, [], True)
    if line.text[end] == "*":
        head.facets.append((Facet("demand", end, end + 1), within(line, end, end + 1)))
    return head


def filled_below(page: Sequence[Passage], at: int, last: int) -> int | None:
    """The next line that has text, past a few that have none or only set others apart."""
    if at <= last and page[at].text not in _NOTHING:
        return at
    marks = 0
    for n in range(at, last + 1):
        marks += page[n].text in _MARKS
        if n - marks >= at + _MOST_BLANK:
            return None
        if page[n].text not in _NOTHING:
            return n
    return None


def _type(shown: Legible) -> tuple[Kind, int, Sequence[Facet]] | None:
    """A line that has a type, and facets behind it at most: the kind, where the type ends, the facets."""
    text = shown.text
    cut = facets_at(text)
    facets = read_facets(shown, cut) if cut < len(text) else ()
    bare = text[:cut].rstrip(" `,·•")
    kind = read_union(bare.strip("`* ")) if facets is not None else None
    return None if kind is None or facets is None else (kind, len(bare), facets)


def _unknown(page: Sequence[Passage], at: int, last: int) -> tuple[Kind, int, Sequence[Facet]] | None:
    """A word that is the name of a type, as below it stands nothing but whether the field is required."""
    text = page[at].text
    below = filled_below(page, at + 1, last)
    if below is None or page[below].text not in _DEMANDS or _BARE.fullmatch(text) is None or text in _RESERVED:
        return None
    if column_role(text) is not None:
        return None  # the titles of a table, a line each
    return Kind({}, text), len(text), ()


def unescaped(name: str) -> str:
    """A name without the backslashes of markup."""
    return name.replace("\\", "")


def demands(facets: Sequence[Facet]) -> bool:
    """Whether one of some facets is `Required` or `Optional`."""
    return "demand" in [facet.role for facet in facets]


def on_one_line(line: Passage, at: int, *, demanded: bool = True, apart: bool = False) -> Head | None:
    """`size integer Optional`, `sizeintegerOptional>=1`: where the line can be cut in one way only.

    Of an answer, whose fields say nothing about being sent, only `sizeinteger` is a name and its type: words `apart` may be prose.
    """
    shown = legible(line)
    end = facets_at(shown.text)
    facets = read_facets(shown, end) if end < len(shown.text) else ()
    if facets is None or not end or demands(facets) is not demanded or (not demanded and shown.text[-1:] == "."):
        return None
    found = _cuts(shown, end)
    if len(found) != 1:
        return None
    name, kind, type_ = found[0]
    glued = name.span.end == type_.span.start and name.text[0].islower()
    if not (demanded or glued or apart):
        return None
    head = Head(unescaped(name.text), name, kind, type_, at, at, [], demanded)
    head.add(facets, shown, at)
    return head


def may_glue(line: Passage) -> bool:
    """Whether a line begins as a name in small letters does, or with markup."""
    bare = line.text.lstrip("#` *")
    return bare[:1].islower() or bare[:1] in _MARKUP


def _cuts(shown: Legible, end: int) -> list[tuple[Passage, Kind, Passage]]:
    """The ways to cut the characters before an offset in a name and a type."""
    text = shown.text[:end].rstrip(" `,·•")
    found = []
    for match in _TYPE_AT.finditer(text):
        at = match.start()
        name = text[:at].rstrip(" `*:")
        lead = len(name) - len(name.lstrip("#` *"))
        kind = read_union(text[at:]) if at and _BARE.fullmatch(name[lead:]) else None
        if kind is not None and name.endswith("nullable") and len(name) > lead + len("nullable"):
            at = len(name) - len("nullable")  # `hue`, `nullable string`
            name, kind = name[:at], with_null(kind, True)
        if kind is not None:
            found.append((shown.part(lead, len(name)), kind, shown.part(at, len(text))))
    return found


def _with_facets(page: Sequence[Passage], head: Head, last: int) -> Head:
    """The head with the lines of facets below it."""
    at = head.last
    while at - head.first < _FAR:
        below = filled_below(page, at + 1, last)
        if below is None or not begins_as_facet(text := page[below].text) or len(text) > MOST:
            break
        shown = legible(page[below])
        facets = read_facets(shown)
        if facets is None or (head.demanded and demands(facets)):
            break
        head.add(facets, shown, below)
        at = below
    return head
