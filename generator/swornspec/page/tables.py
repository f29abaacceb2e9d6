"""Tables of fields, and all else an operation is told in, to a page: what every layout with tables shares.

A layout says where the headings, tables, paragraphs and pieces of code of its pages are (`Element`); `Reader` reads them:
which tables hold fields, of which objects, where these are sent, which are prose of a field and which are neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec import Struct

from swornspec.page.above import Above, kind_of_sample, leaves_open, of_readers, section_above
from swornspec.page.account import Account
from swornspec.page.arrays_shown import with_arrays
from swornspec.page.block import Location, Lookup, Page, Sample
from swornspec.page.blocks import blocks_of
from swornspec.page.cell_parts import take_parts
from swornspec.page.cells import prose_of_cell, read_location
from swornspec.page.columns import FACETS, heads_field, names_in, of_fields, roles_of, speaks_of_fields
from swornspec.page.commented import ANSWERS, Told, asks_here, declared, members_of
from swornspec.page.entry import Entry
from swornspec.page.field_lines import leads_away
from swornspec.page.footnotes import Footnotes, last_star, mark_alone, softens, without_marks
from swornspec.page.gfm import Table
from swornspec.page.headings import ASKED, FIELDS, Section, asks, asks_again, entitles_section, is_weak, section_in, section_of, sends
from swornspec.page.holders import fields_announced, fields_named, path_told, values_announced
from swornspec.page.items import Item, Items
from swornspec.page.markdown import LABEL_LEVEL, Element, Inner
from swornspec.page.marked import say_bold
from swornspec.page.names import MOST_DEEP, Named, name_within
from swornspec.page.operations import Scene
from swornspec.page.queried import in_query
from swornspec.page.roles import Role
from swornspec.page.row_items import items_of
from swornspec.page.rows import badges_in, demand_in, demanded_in
from swornspec.page.statuses import avoidable, messages_in
from swornspec.page.unplaced import unplaced
from swornspec.page.urls import of_url, relocate
from swornspec.text import Passage, joined
from swornspec.text.legible import words

_SENT: Final[tuple[Location, ...]] = ("path", "query", "header", "cookie", "body", "response")
_SAID: Final[tuple[Role, ...]] = (
    *("type", "demand", "optional", "default", "bounds", "minimum", "maximum", "length", "shortest", "pattern"),
    *("values", "format", "nullable", "example", "badge"),
)
_ROLES: Final[dict[str | None, Role]] = {**{role: role for role in _SAID}, "status": "demand", "price": "bounds", "listed": "value"}
_BESIDE_NAME: Final = frozenset(("query", "path", "header", "cookie", "body", "formdata"))


class _Row(Struct, eq=False):
    """A field and the footnote marks that its row bears; a `star` at its name says that it is required, when no footnote does."""

    entry: Entry
    marks: tuple[str, ...] = ()
    star: Passage | None = None


@dataclass(slots=True)
class _Heading:
    level: int
    text: str
    section: Section | None


@dataclass(slots=True)
class Reader:
    """An operation while its elements are read: the headings around the current one, the fields so far, the field that prose is about."""

    name: str
    text: str
    all_lines: Sequence[Passage]
    scene: Scene
    title: str
    markup: bool = True
    headings: list[_Heading] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    about: tuple[Entry, ...] = ()
    account: Account = field(init=False)
    footnotes: Footnotes = field(default_factory=Footnotes)
    tables: int = 0
    by_name: dict[str, list[Entry]] = field(default_factory=dict)
    by_type: dict[str, list[Entry]] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    by_line: dict[int, list[Entry]] = field(default_factory=dict)
    required: Passage | None = None  # the word in the heading above that says that fields are
    heading_line: int = -1  # the line of the last heading
    urls: list[Entry] = field(default_factory=list)  # below a heading that sends them in the URL
    headless: bool = False  # whether there is no heading at all
    declared: list[Told] = field(default_factory=list)  # what code tells of in words
    apart: bool = False  # whether most tables have one row, below each of which prose tells of the field:
    told: tuple[Entry, ...] = ()  # this one
    demanded: Passage | None = None  # that word, or one right above a table, for the fields of the table
    above: Above = field(default_factory=Above)

    def __post_init__(self) -> None:
        self.account = Account(self.text, self.all_lines[self.scene.first : self.scene.last + 1])
        self.account.method, self.account.path, self.account.address = self.scene.method, self.scene.path, self.scene.address
        rows = [len(e.table.rows) for e in self.scene.elements if e.table is not None]
        self.apart = rows.count(1) > max(2, len(rows) / 2)
        self.headless = self.markup and not any(e.kind == "heading" for e in self.scene.elements)

    def page(self) -> Page:
        """Read every element, then give footnotes to the fields that bear their marks."""
        for previous, element in zip((None, *self.scene.elements), self.scene.elements, strict=False):
            self._element(element, previous)
        listed = any(row.entry.location in ("body", "query") for row in self.rows)
        for entry in declared(self.declared, self.by_name, listed=listed, markup=self.markup):
            self.keep(entry, (), None)
        self.complete([row.entry for row in self.rows])
        for row in [row for row in self.rows if row.marks or row.star is not None]:
            notes = self.footnotes.of(row.marks)
            if any(softens(note) for note in notes):
                row.entry.said[:] = [said for said in row.entry.said if said[0] != "demand"]
            for note in notes:
                row.entry.say("demand" if note.demand else "prose", note.passage)
            if row.star is not None and not any(note.mark == "*" for note in notes):
                row.entry.say("demand", row.star)
        fields = [row.entry for row in self.rows if not row.entry.credential]
        self.account.auth += [p for row in self.rows if row.entry.credential for p in (row.entry.first, *(p for _, p in row.entry.said))]
        blocks, strays = blocks_of(sorted(fields, key=lambda e: e.first.span.start))
        self.account.blocks += with_arrays(blocks, self.account.samples)
        self.account.strays += sorted(strays, key=lambda p: p.span.start)
        return self.account.page(self.name, self.title)

    def complete(self, entries: Sequence[Entry]) -> None:
        """Say of the fields what is known only when all are read: whether bold means required; a layout may know more."""
        say_bold(self.account.notes, self.text, entries)
        relocate(self.urls, self.scene)

    def _use(self, element: Element, use: str, role: str) -> None:
        self._use_lines(element.first, element.last, use, role)

    def _use_lines(self, first: int, last: int, use: str, role: str) -> None:
        for n in range(first, last + 1):
            if self.all_lines[n].text:
                self.account.use(n - self.scene.first, use, role)  # type: ignore[arg-type] # the uses below are those there are

    def _passage(self, element: Element) -> Passage:
        return joined(self.text, self.all_lines[element.first], self.all_lines[element.last])

    @property
    def section(self) -> Section | None:
        """What the headings around say: the nearest that says where fields are sent, or that there are none."""
        nearest: Section | None = None
        for n, heading in reversed([*enumerate(self.headings)]):
            weak = heading.section == "response" and is_weak(heading.text) and any(h.section in ASKED for h in self.headings[:n])
            if heading.section is not None and heading.section != "request" and not weak:
                return heading.section
            nearest = nearest or (None if weak else heading.section)
        return nearest

    def _element(self, element: Element, previous: Element | None) -> None:
        if element.first in self.scene.calls:
            end = self.scene.end_of_call(self.all_lines, element)
            self._use_lines(element.first, end, "structure", "address")
            if element.kind == "heading" and self._entitles(element):
                self._entitle(element)
            if end < element.last:
                self._element(Element("paragraph", end + 1, element.last), element)
            return
        if isinstance(element, Items):
            self._items(element)
            return
        match element.kind:
            case "heading":
                self._heading(element)
            case "table" if element.table is not None:
                self._table(element, element.table, previous)
            case "code":
                self._code(element)
            case "paragraph":
                self._paragraph(element)
            case "comment":
                self._use(element, "chrome", "comment")
            case _:
                self._use(element, "structure", "markup")

    def _heading(self, element: Element) -> None:
        text, self.told = words(element.text) if element.text else "", ()
        self.above.heading(text)
        below = bool(self.headings) and self.headings[-1].level < element.level
        below = below and not any(line.text for line in self.all_lines[self.heading_line + 1 : element.first])
        about, required = (self.about, self.required) if below else ((), None)  # which a heading right below that says nothing keeps
        self.heading_line = element.last
        beside = None
        while self.headings and self.headings[-1].level >= element.level:
            beside = self.headings.pop()
        self.about = self._fields_named(text)
        of_page = element.level == 1 and element.first < self.scene.heading  # `Merge requests`: a title, no section
        near, around = self.all_lines[element.last + 1 : element.last + 4], [h.section for h in self.headings]
        section = None if self.about or of_page else section_in(text, near, beside.section if beside else False, around)
        section = "types" if section in (*_SENT, "request") and self.scene.precedes(element) else section
        section = section or ("types" if self.scene.leaves(element) and not self.about else None)
        if section is None and not self.about:
            self.about = about
        if element.level == LABEL_LEVEL and section is None and self.about == about:
            self._use(element, "prose", "prose")
            self.account.summary.append(self._passage(element))
            return
        if section in FIELDS and asks(text):
            self.headings = [h for h in self.headings if h.section != "response"]
        self.headings.append(_Heading(element.level, text, section))
        self.required = demanded_in(element.text) if section == "request" or section in _SENT else required if section is None else None
        if self._entitles(element):
            self.headings.pop()
            self._entitle(element)
        else:
            self._use(element, "structure", "heading")

    def _entitles(self, element: Element) -> bool:
        """Whether a heading is that of the operation: the one above what is called, else the first there is."""
        if self.scene.heading >= 0:
            return element.first == self.scene.heading
        return self.account.title is None and element.level < LABEL_LEVEL

    def _entitle(self, element: Element) -> None:
        self._use(element, "structure", "heading")
        self.account.use(element.first - self.scene.first, "title", "title")
        self.account.title = element.text
        self.headings = [_Heading(element.level, "", None)]

    def _fields_named(self, heading: str) -> tuple[Entry, ...]:
        """The fields, so far, that a heading is about."""
        return fields_named(heading, self.by_name, self.by_type)

    def _code(self, element: Element) -> None:
        self._use(element, "structure", "sample")
        start, end = element.code
        if end <= start:
            return
        sends_body = self.account.method not in ("GET", "HEAD", "DELETE")
        if sends_body and self.section not in ANSWERS and asks_here(self.all_lines, element.first):
            self.declared.append(members_of(self.all_lines[start:end]))
        self.sample(self._passage(Element("code", start, end - 1)), element.language)

    def sample(self, passage: Passage, language: str) -> None:
        """A piece of code; the headings around say what it is a sample of."""
        kind = kind_of_sample(passage.text, language, " ".join(h.text for h in self.headings[-2:]).lower(), self.section)
        self.above.code(passage, kind)
        self.account.samples.append(Sample(kind, language, passage))

    def enter(self, level: int, text: str, section: Section | None) -> None:
        """A heading of some level begins here, and what it says of the fields below it."""
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()
        self.headings.append(_Heading(level, text, section))

    def _paragraph(self, element: Element) -> None:
        """Prose; a page without headings may have lines that are titles."""
        first = element.first
        for n in range(first, element.last + 1) if self.headless else ():
            if entitles_section(self.all_lines[n].text):
                if n > first:
                    self._tell_of_operation(first, n - 1)
                self._heading(Element("heading", n, n, LABEL_LEVEL, self.all_lines[n]))
                first = n + 1
        if first <= element.last:
            self._tell_of_operation(first, element.last)

    def _tell_of_operation(self, first: int, last: int) -> None:
        """Lines of prose, of footnotes, or of links that lead to other pages."""
        if first == last and leads_away(self.all_lines[first].text):
            self._use_lines(first, last, "chrome", "navigation")
            return
        below = bool(self.headings) and self.headings[-1].text != "" and self.headings[-1].section is None
        apart = below or of_readers(self.account.address)
        if self.above.prose(self.all_lines[last].text, apart=apart) and self.section in (None, "request") and not self.about:
            if (
                self.headings
                and self.headings[-1].section == "request"
                and not sends(self.headings[-1].text)
                and self.heading_line >= first - 2
            ):
                self.headings[-1].section = "response"  # `Fields`, below it `Returns an object with:`
            else:
                self.enter(LABEL_LEVEL, self.above.line, "response")
        for passage in list(self.footnotes.besides(self.text, self.all_lines[first : last + 1], self.marks)):
            self.hear(passage)
        self._use_lines(first, last, "prose", "prose")

    def hear(self, passage: Passage) -> None:
        """Prose that belongs to the fields that the heading above names, else to what the section says."""
        section = self.section
        if self.about or self.told:
            for entry in self.about or self.told:
                entry.say("prose", passage)
        elif section == "auth":
            self.account.auth.append(passage)
        elif section in ("ignored", "response") or (section == "errors" and not avoidable(self.headings[-1].text)):
            self.account.summary.append(passage)
        else:
            self.account.notes.append(passage)
            if not self.tables:
                self.account.summary.append(passage)

    def _table(self, element: Element, table: Table, previous: Element | None) -> None:
        holders = self.by_line.get(element.of) if isinstance(element, Inner) else None
        if isinstance(element, Inner) and not holders and (element.of < 0 or (previous is not None and names_in(previous.table))):
            self._use(element, "chrome" if self.section in ("response", "ignored") else "gap", "table")
            return
        self._use(element, "structure", "table")
        self.told, before = (), len(self.rows)
        for n in table.comments:
            self.account.use(n - self.scene.first, "chrome", "comment")
        if holders:
            about, self.about = self.about, tuple(holders)
            self._rows(element, table, self.section, previous)
            self.about = about
        else:
            label = self.headings[-1] if self.headings and self.headings[-1].level >= LABEL_LEVEL else None
            line = self.all_lines[previous.last].text if previous is not None and previous.kind == "paragraph" else ""
            if label is not None and label.section == "response" and asks_again(line, label.text):
                self.headings.pop()
            section, about = section_above(self.all_lines, previous, self.section), self.about
            if previous is not None and previous.kind == "paragraph":
                self.about = fields_announced(line, self.by_name) or self._titled(line, previous) or about
            section = "types" if not self.about and self._of_resource(element, section, previous) else section
            section = "body" if element.first in self.scene.resources else section
            if section == "response" and self.headings and heads_field(self.headings[-1].text, table):
                section = None
            shown = (words(row[0]) for _, row in table.rows)
            if leaves_open(section, line) and not self.about and self.above.shows(shown, self.by_name, self.account.method):
                section = "response"
            self._rows(element, table, section, previous)
            self.about = about
            self.told = tuple(row.entry for row in self.rows[before:]) if self.apart and len(table.rows) == 1 else ()

    def _titled(self, line: str, above: Element) -> tuple[Entry, ...]:
        """The object that a few words by themselves right above a table name, as a heading would: `Size properties:`."""
        if above.first != above.last or len(line.split()) > 4 or line.endswith((".", "!", "?")):
            return ()
        found = self._fields_named(line.strip("*_: ")) if section_of(line) not in _SENT else ()
        return tuple(entry for entry in found if entry.holds_parts or not entry.has_type)

    def _of_resource(self, element: Element, section: Section | None, previous: Element | None) -> bool:
        """Whether fields above the first of several operations are those of what all are about: nothing says that they are sent."""
        if section not in (None, "request") or not self.scene.stands_before(element):
            return False
        said = words(self.all_lines[previous.last]) if previous is not None and previous.kind == "paragraph" else ""
        return not any(map(sends, (said, *[h.text for h in self.headings if h.section == "request"])))

    def fields_of(self, table: Table, section: Section | None) -> list[Entry]:
        """The fields of one table, for a layout that has others beside it; those with a star are required."""
        before = len(self.rows)
        self._fields(table, roles_of(table), section, None)
        for row in self.rows[before:]:
            if row.star is not None:
                row.entry.say("demand", row.star)
        return [row.entry for row in self.rows[before:]]

    def _rows(self, element: Element, table: Table, section: Section | None, previous: Element | None) -> None:
        roles = roles_of(table)
        line = self.all_lines[previous.last] if previous is not None and previous.kind == "paragraph" else None
        announced = values_announced(line.text, self.by_name) if line and section != "response" else ()
        owners = () if isinstance(element, Inner) and element.parts else self._owners(table, roles, self.about or announced)
        if owners:
            for owner in owners:
                owner.say("prose", self._passage(element))
                for _, row in table.rows:
                    owner.say("member", row[0])
        elif of_fields(table, "request" if self.about else section):
            self.tables += 1
            self.demanded = None if self.about else demanded_in(line) or self.required
            for base in self.about or (None,):
                self._fields(table, roles, section, base)
        elif "status" in roles or section == "errors":
            self.account.notes += messages_in(table, roles)
        elif section not in ("ignored", "response", "auth"):
            self.account.lookups.append(self._lookup(table, previous))
            if section == "types" or speaks_of_fields(table, roles, self.by_name):
                self._use(element, "gap", "table")

    def _lookup(self, table: Table, previous: Element | None) -> Lookup:
        near = previous is not None and previous.kind == "paragraph"
        above = [*[h.text for h in self.headings[-2:]], *([words(self._passage(previous))] if near and previous is not None else [])]
        about = tuple(dict.fromkeys(".".join(entry.path) for entry in self.about))
        return Lookup(table.header, tuple(row for _, row in table.rows), " / ".join(above), about)

    def _owners(self, table: Table, roles: Sequence[str | None], about: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The fields whose values a table lists: its first column has the name of one, or the words above are about them."""
        if FACETS & set(roles) or "name" in roles or len(roles) < 2 or {"values", "prose"} <= set(roles[1:]):
            return ()
        named = self.by_name.get(words(table.header[0]).lower(), ())
        if len(named) == 1 and set(roles[1:]) <= {"prose", "message"}:
            return tuple(named)
        if roles[0] in ("value", "values"):
            return about
        holds_fields = any(e.holds_fields for e in about)
        return () if holds_fields or roles[0] not in ("weak name", None, "status") else about

    def _location(self, section: Section | None, name: str) -> Location:
        known = name in self.scene.beside or f"{{{name}}}" in self.scene.route
        if section == "path" and not known and path_told(self.scene.route, self.by_name):
            section = None  # the fields of a section whose title the page does not set apart
        queried = section == "path" and self.account.method == "GET"
        if section in _SENT and not (queried and in_query(name, [h.text for h in self.headings if h.section == "path"], self.scene.route)):
            return section
        return unplaced(name, self.scene.route if self.account.path else "", self.account.method)

    def _fields(self, table: Table, roles: Sequence[str | None], section: Section | None, base: Entry | None) -> None:
        """A table of fields; `base` is the field whose parts they are."""
        at = roles.index("name") if "name" in roles else roles.index("weak name")
        said = section_of(words(table.header[at]))
        if said in _SENT and section not in ("response", "header"):
            section = said
        demand = None if "demand" in roles else demand_in(table.header[at]) or self.demanded
        items, others, remarks = items_of(self.text, table, roles, at, demand, of_all=demand is not None and demand is self.demanded)
        for n, use, role in others:
            self.account.use(n - self.scene.first, use, role)  # type: ignore[arg-type] # the uses there are those there are
        if section not in ("response", "errors"):
            self.account.notes += remarks
        self._nested(items, section if base is None else base.location, base.path if base is not None else ())

    def _items(self, element: Items) -> None:
        """Fields that stand in no table, where the headings around them do not say that they are something else."""
        section = self.section
        section = "types" if not self.about and self._of_resource(element, section, None) else section
        shown = (i.names[0].name for i in element.items)
        if section in (None, "request") and not self.about and self.above.shows(shown, self.by_name, self.account.method):
            section = "response"
        self._use(element, "structure", "field")
        if section in FIELDS or self.about or (element.sure and section is None):
            self.tables += 1
            for base in self.about or (None,):
                self._nested(element.items, section if base is None else base.location, base.path if base is not None else ())
            for n in element.prose:
                self.account.use(n - self.scene.first, "prose", "prose")
        elif section == "types":
            self._use(element, "gap", "field")
        else:
            told = [p for item in element.items if avoidable(item.names[0].name) for role, p in item.parts if role == "prose" and p.text]
            if section == "errors":
                self.account.notes += told
            elif section == "auth":
                self.account.auth += told
            elif section is None:
                self._use(element, "prose", "prose")
                self.account.notes.append(self._passage(element))

    def _nested(self, items: Iterable[Item], section: Section | None, around: tuple[str, ...]) -> None:
        """Fields, deeper ones as parts of those above them."""
        outer: list[tuple[int, str]] = []
        for item in items:
            while outer and (outer[-1][0] >= item.names[0].indent or len(outer) >= MOST_DEEP):
                outer.pop()
            inside = (*around, *[name for _, name in outer]) if outer else around
            for named in item.names:
                self._field(named, item, section, inside)
            outer.append((item.names[0].indent, item.names[0].name))

    def _field(self, named: Named, item: Item, section: Section | None, around: tuple[str, ...]) -> None:
        entry = Entry(name_within(named.name, around), self._location(section, named.name), named.passage, around, self.markup)
        if section == "path" and of_url(h.text for h in self.headings):
            self.urls.append(entry)
        marks = list(named.marks)
        for role, cell in item.parts:
            if not cell.text:
                continue
            bare, found = (cell, ()) if cell.text[-1].isalpha() else without_marks(cell)
            marks += found or (mark_alone(cell) if role == "demand" else ())
            if role in _ROLES:
                entry.say(_ROLES[role], bare)
            elif role == "location":
                entry.location = read_location(words(bare)) or entry.location
            elif role == "beside":
                entry.say_beside(cell)
            elif role == "lost":
                entry.lose_values(cell)
            else:
                for passage in (cell,) if self.markup else prose_of_cell(cell):
                    entry.say("prose", passage)
                for badge in badges_in(cell) if "class=" in cell.text else ():
                    entry.say("badge", badge)
        for passage in named.rest:
            place = read_location(words(passage)) if words(passage).lower() in _BESIDE_NAME else None
            if place is not None and section in (None, "request"):
                entry.location = place
            else:
                entry.say_beside(passage)
        if entry.location not in ("body", "response"):
            entry.name, entry.base = ".".join((*around, entry.name)), ()
        star = last_star(named.around) if "*" in named.marks and named.around is not None else None
        self.by_line.setdefault(item.line, []).append(entry)
        self.keep(entry, dict.fromkeys(marks), star)
        for part in take_parts(entry):
            self.keep(part, (), None)

    def keep(self, entry: Entry, marks: Iterable[str], star: Passage | None) -> None:
        """A field that was read, with its footnote marks: it is known by its name, its path and its type."""
        self.rows.append(_Row(entry, tuple(marks), star))
        self.marks.update(marks)
        path, type_name = entry.path, entry.type_name
        for name in {path[-1].lower(), ".".join(path).lower()}:
            self.by_name.setdefault(name, []).append(entry)
        if type_name is not None:
            self.by_type.setdefault(type_name.lower(), []).append(entry)
