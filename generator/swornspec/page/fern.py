"""Read pages that print a field's name, its type and `Required` or `Optional`, on lines of their own, on one line, or glued.

    Request                              a section

    size                                 name
    integer                              type
    Optional                             facets: demand, bounds, default, format, badges
    >=1
    <=8
    Defaults to 4
    The size. Larger than `span`.        prose
    moodenumOptionalDefaults to calm     all of it on one line
    Allowed values:
    calm
    wild                                 its values
    tail
    object or null
    Optional
    Hide 2 properties                    the next two fields are parts of it
    string or list of strings

`Show 5 properties`, `Show possible types` and `23 enum values` say that there is more, which the copy has lost. Below
`Hide properties`, which counts nothing, nothing says where the parts of an object end, unless they are indented: such
fields are gaps. So are the alternatives of a type.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.page.block import Page
from swornspec.page.cells import read_values
from swornspec.page.code import code_ends
from swornspec.page.entry import Entry
from swornspec.page.glued import Facet, begins_as_facet, facets_at, read_facets
from swornspec.page.layout import Layout
from swornspec.page.names import MOST_DEEP
from swornspec.page.pasted import PastedReader, is_chrome, part_of, read_pasted
from swornspec.page.roles import Role
from swornspec.page.run_together import Glued, Place, read_glued, runs_together
from swornspec.page.types import Kind
from swornspec.page.unions import read_union
from swornspec.text import Passage, within
from swornspec.text.legible import Legible, legible

_TITLE: Final = "reference page with names, types and Required or Optional"
_NAME: Final = re.compile(r"(?:#{1,6}\s+)?[`*]{0,3}(?P<name>[A-Za-z_$@](?:(?:[\w.$@:-]|\\_){0,98}[\w$@])?(?:\[\])?)[`*]{0,3}")
_BARE: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@:-]{0,98}[\w$@])?")
_RESERVED: Final = frozenset(("Required", "Optional", "Deprecated", "Beta", "Nullable", "Response", "Request", "Headers", "OR"))
_TYPE_AT: Final = re.compile(
    r"(?=(?:string|integer|number|double|float|boolean|int32|int64|date|datetime|uuid|object|enum|files?|any|array|long|base64|map|lists?|set|unknown|null|true|false|\"))"
)
_DEMANDS: Final = ("Required", "Optional")
_DEMAND: Final = re.compile("|".join(_DEMANDS))
_ALLOWED: Final = re.compile(r"(?:- )?(?:(?:Allowed|Possible|Available|Possible enum) |(?=Values:))[Vv]alues:?\s*(?P<values>.{0,2000})")
_LISTED: Final = re.compile(r"`[^`\n]{1,100}`|\"[^\"\n]{0,100}\"|[^\s`\"]{1,100}")
_ENTRY: Final = re.compile(r"[•*-]\s+(?=\S)")
_COLLAPSED: Final = re.compile(
    r"(?:\+\s?)?(?:Show|View|See) (?:\d{1,4} )?(?:more )?(?:(?:child )?(?:propert|attribut|variant|possible type|type|item)\w*|more|all)"
)
_LOST: Final = re.compile(r"(?:\+\s?)?(?:(?:Show|View|See) )?(?:all )?\d{1,4} (?:more )?(?:enum )?values")
_OPENED: Final = re.compile(
    r"(?:-\s?)?(?:Hide|Close) (?:(?P<count>\d{1,4}) )?(?P<what>(?:child )?propert\w*|(?:child )?attributes|variants|possible types)"
)
_HIDDEN: Final = re.compile(r"(?:Hide|Close) (?:\d{1,4} )?(?:enum )?values")
_BEARER: Final = re.compile(r"(?P<name>Authorization)\s*(?:Bearer|Basic|string)?\s*(?:Required|Optional)?")
_SCHEMES: Final = re.compile(r"Bearer|Basic|Bearer token|API key")
_MARKUP: Final = frozenset("\\&<[!_")
_MOST: Final = 400
_MOST_OF_HEAD: Final = 100
_SWITCHES: Final = frozenset("+-SVHCa0123456789")  # what the lines that show and hide begin with
_FAR: Final = 24  # lines that the head of a field may have


@dataclass(slots=True)
class _Head:
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
        self.demanded = self.demanded or _demand(facets)
        self.last = last


@dataclass(slots=True)
class _Opened:
    """An object whose parts follow: how many are to come (None: not counted), and whether they are read.

    Of alternatives it is how many are to come after this one. `deep` says that parts were indented more than the object.
    """

    path: tuple[str, ...]
    left: int | None
    indent: int
    read: bool = True
    variants: bool = False
    deep: bool = False


def score(page: Sequence[Passage]) -> int:
    """How many lines are names, types and facets of fields; 0 when no field says Required or Optional."""
    glued = runs_together(line.text for line in page)
    if not glued and not any(("Required" in line.text or "Optional" in line.text) and _may_demand(line) for line in page):
        return 0
    found, at = 0, 0
    demanded = glued
    code = code_ends(page)
    while at < len(page):
        if at in code:
            at = code[at] + 1
            continue
        text = page[at].text
        head = _head(page, at, len(page) - 1) if text else None
        if head is not None and (head.demanded or head.first == head.last - 1):
            filled = sum(bool(page[n].text) for n in range(head.first, head.last + 1))
            found += filled if head.demanded else 0
            demanded |= head.demanded
            at = head.last + 1
            continue
        found += glued and bool(text) and read_glued(text) is not None
        found += 0 < len(text) < 100 and bool(part_of(text) or (text[0] in _SWITCHES and _switches(text)))
        at += 1
    return found if demanded else 0


def _may_demand(line: Passage) -> bool:
    """Whether a line ends in facets, one of which says Required or Optional."""
    if len(line.text) > _MOST:
        return False
    shown = legible(line)
    return any(read_facets(shown, found.start()) is not None for found in _DEMAND.finditer(shown.text))


def _switches(text: str) -> bool:
    """Whether a line shows or opens what a field consists of."""
    return any(pattern.fullmatch(text) for pattern in (_COLLAPSED, _LOST, _OPENED))


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    return read_pasted(name, text, _Reader, _TITLE)


def _head(page: Sequence[Passage], at: int, last: int) -> _Head | None:
    """The head of a field that begins at a line; None where none does."""
    line = page[at]
    text = line.text
    if len(text) > _MOST:
        return None
    if "Required" in text or "Optional" in text:
        head = _on_one_line(line, at)
        if head is not None:
            return _with_facets(page, head, last)
    named = _NAME.fullmatch(text) if " " not in text or text[0] == "#" else None
    if named is None and len(text) < _MOST_OF_HEAD:
        below = _filled(page, at + 1, last)
        loose = _on_one_line(line, at, demanded=False, apart=True) if below is not None and page[below].text.startswith(_DEMANDS) else None
        whole = _with_facets(page, loose, last) if loose is not None else None
        return whole if whole is not None and whole.demanded else None
    if named is None or named["name"] in _RESERVED:
        return None
    below = _filled(page, at + 1, last)
    if below is None or len(page[below].text) > _MOST:
        return None
    shown, before = legible(page[below]), None
    if shown.text in ("Deprecated", "Beta", "Required"):
        before, below = shown, _filled(page, below + 1, last)
        if below is None or len(page[below].text) > _MOST:
            return None
        shown = legible(page[below])
    typed = _type(shown)
    if typed is None:
        return None
    kind, end, facets = typed
    head = _Head(_plain(named["name"]), within(line, *named.span("name")), kind, shown.part(0, end), at, below, [], False)
    if before is not None:
        head.add(read_facets(before) or (), before, below)
    head.add(facets, shown, below)
    return _with_facets(page, head, last)


def _filled(page: Sequence[Passage], at: int, last: int) -> int | None:
    """The next line that has text, past a few that have none."""
    if at <= last and page[at].text:
        return at
    for n in range(at, min(at + 3, last + 1)):
        if page[n].text:
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


def _plain(name: str) -> str:
    return name.replace("\\", "")


def _demand(facets: Sequence[Facet]) -> bool:
    return "demand" in [facet.role for facet in facets]


def _on_one_line(line: Passage, at: int, *, demanded: bool = True, apart: bool = False) -> _Head | None:
    """`size integer Optional`, `sizeintegerOptional>=1`: where the line can be cut in one way only.

    Of an answer, whose fields say nothing about being sent, only `sizeinteger` is a name and its type: words `apart` may be prose.
    """
    shown = legible(line)
    end = facets_at(shown.text)
    facets = read_facets(shown, end) if end < len(shown.text) else ()
    if facets is None or not end or _demand(facets) is not demanded:
        return None
    found = _cuts(shown, end)
    if len(found) != 1:
        return None
    name, kind, type_ = found[0]
    glued = name.span.end == type_.span.start and name.text[0].islower()
    if not (demanded or glued or apart):
        return None
    head = _Head(_plain(name.text), name, kind, type_, at, at, [], demanded)
    head.add(facets, shown, at)
    return head


def _may_glue(line: Passage) -> bool:
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
        if kind is not None:
            found.append((shown.part(lead, len(name)), kind, shown.part(at, len(text))))
    return found


def _with_facets(page: Sequence[Passage], head: _Head, last: int) -> _Head:
    """The head with the lines of facets below it."""
    at = head.last
    while at - head.first < _FAR:
        below = _filled(page, at + 1, last)
        if below is None or not begins_as_facet(text := page[below].text) or len(text) > _MOST:
            break
        shown = legible(page[below])
        facets = read_facets(shown)
        if facets is None or (head.demanded and _demand(facets)):
            break
        head.add(facets, shown, below)
        at = below
    return head


class _Reader(PastedReader):
    """Where in an operation we are: the objects whose parts follow, and whether values of a list do."""

    opened: list[_Opened]
    values = False
    head: tuple[int, _Head | None] = (-1, None)  # the last line that was asked for, and the head that begins there
    begun = 0  # how many fields came before this section
    split = False  # whether the fields of the section are alternatives
    glued: bool | None = None  # whether heads of fields are run together with their prose

    def begin(self) -> None:
        """No object goes on in another section."""
        self.opened, self.values, self.split = [], False, False
        self.begun = len(self.entries)
        if self.glued is None:
            self.glued = runs_together(line.text for line in self.all[self.scene.first : self.last + 1])

    def claims(self, at: int) -> bool:
        """Whether a line is a name although it reads like a heading: it says Required or Optional, or is the header with the key."""
        if self.section == "header" and _BEARER.fullmatch(self.all[at].text):
            return True
        head = self._at(at)
        return head is not None and head.demanded

    def field(self, at: int) -> int:
        """Use a head, a list of values, or what opens and closes objects."""
        text = self.all[at].text
        if len(text) > 2 * _MOST:
            return at
        if text.startswith("Authorization") and self.section in ("header", "auth", "request", None) and _BEARER.fullmatch(text):
            return self._credential(at)
        if self.glued and (run := read_glued(text)) is not None and self.section not in ("errors", "auth", "ignored"):
            return self._open_glued(at, run)
        head = self._at(at)
        if head is not None and (head.demanded or (self.section not in ("errors", "auth", "ignored", None) and not self.values)):
            return self._open(head)
        if self.section in (None, "errors", "auth", "ignored"):
            return at
        if text[0] in "AP-V" and (found := _ALLOWED.fullmatch(text)):
            return self._allowed(at, found)
        if self.values and not is_chrome(text):
            return self._value(at, text)
        self.values = False
        return self._switch(at, text)

    def _at(self, at: int) -> _Head | None:
        if self.head[0] != at:  # asked for twice, of one line
            head = _head(self.all, at, self.last)
            line = self.all[at]
            if head is None and self.section == "response" and len(line.text) <= _MOST and _may_glue(line):
                head = _on_one_line(line, at, demanded=False)
            self.head = (at, head)
        return self.head[1]

    def _open(self, head: _Head) -> int:
        self.values = False
        named = self._placed(head)
        self.use_all(head.first, head.last, "structure" if named is not None else "gap", "field")
        if named is None:
            self.close()
            self.lost = True
            return head.last + 1
        if self.section in ("errors", "ignored", "auth"):
            self.close()  # of an answer that is no result, or of a credential
            return head.last + 1
        location = self.location(head.name)
        entry = Entry(head.name, location, head.named, named if location in ("body", "response") else (), markup=self.markup)
        entry.type_as(head.kind, head.type)
        for facet, passage in head.facets:
            if facet.role is not None and not (facet.role == "demand" and self.split):
                entry.say(facet.role, passage)
        self.open(entry)
        return head.last + 1

    def _open_glued(self, at: int, run: Glued) -> int:
        """A head whose words are run together, and the prose behind it."""
        line = self.all[at]
        self.values = False
        self.use(at, "structure", "field")
        entry = Entry(
            within(line, *run.name).text, self.location(within(line, *run.name).text), within(line, *run.name), markup=self.markup
        )
        entry.type_as(run.kind, within(line, *run.type))
        said: tuple[tuple[Role, Place | None], ...] = (("demand", run.demand), ("default", run.default))
        for role, place in said:
            if place is not None:
                entry.say(role, within(line, *place))
        self.open(entry)
        self.lead = within(line, run.prose, len(line.text)) if run.prose > 0 else None
        return at + 1

    def _placed(self, head: _Head) -> tuple[str, ...] | None:
        """The objects around a field; None where nothing says which."""
        if not self.opened:
            return ()
        indent = self._indent(self.all[head.first])
        while self.opened:
            top = self.opened[-1]
            if top.variants:
                if top.left:
                    return None
                self.opened.pop()
            elif top.left is None:
                top.deep |= indent > top.indent
                if indent > top.indent or not top.deep:
                    return top.path if top.read and top.deep else None
                self.opened.pop()
            elif top.left == 0:
                self.opened.pop()
            else:
                top.left -= 1
                return top.path if top.read else None
        return ()

    def _indent(self, passage: Passage) -> int:
        start = passage.span.start
        return start - (self.text.rfind("\n", max(0, start - 200), start) + 1)

    def _switch(self, at: int, text: str) -> int:
        """Lines that show or hide what a field consists of."""
        if text[0] not in _SWITCHES and text != "OR" and not (self.opened and self.opened[-1].variants):
            return at
        if _COLLAPSED.fullmatch(text) or _HIDDEN.fullmatch(text):
            self.use(at, "structure", "collapsed")
        elif _LOST.fullmatch(text):
            self.use(at, "structure", "collapsed")
            if self.entry is not None:
                self.entry.lose_values(self.all[at])
        elif found := _OPENED.fullmatch(text):
            self.use(at, "structure", "opened")
            self._opens(found)
        elif text == "OR":
            return self._or(at)
        elif self.opened and self.opened[-1].variants and read_union(text) is not None:
            self.use(at, "gap", "variant")
            self.close()
            self.lost = True
        else:
            return at
        return at + 1

    def _opens(self, found: re.Match[str]) -> None:
        count = int(found["count"]) if found["count"] else None
        outer = self.opened[-1] if self.opened else None
        read = (outer is None or outer.read) and not (outer is not None and outer.variants)
        path = self.entry.path if self.entry is not None else ()
        indent = self._indent(self.entry.first) if self.entry is not None else 0
        if len(self.opened) >= MOST_DEEP:
            read = False
        if found["what"] in ("variants", "possible types"):
            self.opened.append(_Opened(path, (count or 2) - 1, indent, read=False, variants=True))
        else:
            self.opened.append(_Opened(path, count, indent, read and self.entry is not None))

    def _or(self, at: int) -> int:
        """What follows is an alternative: of the field that is open, else of the whole section, whose fields are then not all required."""
        while self.opened and not self.opened[-1].variants:
            self.opened.pop()
        if self.opened and self.opened[-1].left:
            self.opened[-1].left -= 1
            self.use(at, "structure", "variant")
        else:
            self.use(at, "gap", "variant")
            before = [] if self.split else self.entries[self.begun :]
            self.split = True
            for entry in before:
                entry.said = [(role, p) for role, p in entry.said if role != "demand"]
        self.close()
        return at + 1

    def _allowed(self, at: int, found: re.Match[str]) -> int:
        line = self.all[at]
        self.use(at, "structure", "allowed")
        listed = found["values"].strip()
        self.values = self.entry is not None and not listed
        if listed and self.entry is not None:
            separate = listed[0] in '`"' or re.search(r"[\s,]", listed)
            values = list(_LISTED.finditer(listed.replace(",", " "))) if separate else []
            start = found.start("values") + len(found["values"]) - len(found["values"].lstrip())
            if values and (listed[0] in '`"' or read_values(listed.replace(" ", ", ").replace(",,", ","), None)):
                for value in values:
                    self.entry.say("value", within(line, start + value.start(), start + value.end()))
            else:
                self.entry.lose_values(line)  # glued: where a value ends is lost
        return at + 1

    def _value(self, at: int, text: str) -> int:
        """A value on a line of its own; a sentence ends the list."""
        item = _ENTRY.match(text)
        start = item.end() if item else 0
        value = within(self.all[at], start, len(text))
        quoted = value.text[0] in '`"' and value.text[-1] == value.text[0]
        if not quoted and (len(value.text) > 80 or len(value.text.split()) > 1 or value.text[-1] in ".:,;"):
            self.values = False
            return self._switch(at, text)
        self.use(at, "structure", "value")
        if self.entry is not None and self.glued and not quoted:
            self.entry.lose_values(value)  # which may be several
        elif self.entry is not None:
            self.entry.say("value", value)
        return at + 1

    def _credential(self, at: int) -> int:
        """The header that carries the key, which is no field."""
        self.close()
        entry = Entry("Authorization", "header", self.all[at], markup=self.markup)
        self.use(at, "structure", "auth")
        below = _filled(self.all, at + 1, self.last)
        while below is not None and (
            _SCHEMES.fullmatch(self.all[below].text) or self.all[below].text in ("string", "Required", "Optional")
        ):
            self.use(below, "structure", "auth")
            entry.say("prose", self.all[below])
            at = below
            below = _filled(self.all, at + 1, self.last)
        self.open(entry)
        return at + 1


LAYOUT: Final = Layout("fern", _TITLE, "a field whose name and type have 'Required' or 'Optional' beside or below them", score, read)
