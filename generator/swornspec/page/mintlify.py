r"""Read the MDX sources of Mintlify pages, and the `.md` that such sites serve of them.

    ---
    title: Create an image
    api: POST https://api.example.com/v1/images                what is called
    ---

    ### Body                                                   a section; tags say themselves where a field is sent

    <ParamField body="size" type="object" required>            a field, with what it is in attributes
      How large it is.                                         its prose
      <Expandable title="properties">
        <ParamField body="width" type="integer" default="64">  a field of `size`
          In pixels.
          <Note>Must be a multiple of 8.</Note>                prose as well
        </ParamField>
      </Expandable>
    </ParamField>

    <Note>`seed` requires `draft`.</Note>                      prose about the operation, read for rules about fields that it names

    <ResponseField name="id" type="string">What it is called.</ResponseField>

What is in `{/* … */}` or `<!-- … -->` is no field; code, also that in `<RequestExample>`, holds samples.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from swornspec.page.account import Account
from swornspec.page.attributes import BADGES, DEMANDS, FLAGS, ROLES, SENT, SILENT, TOLD
from swornspec.page.block import Location, Page, Sample, Use, templated
from swornspec.page.blocks import blocks_of
from swornspec.page.columns import lookup_of, of_fields, roles_of
from swornspec.page.entry import Entry
from swornspec.page.front_matter import read_matter
from swornspec.page.gfm import Table
from swornspec.page.headings import Section, object_of, section_of
from swornspec.page.layout import Layout
from swornspec.page.listed_parts import listed_parts
from swornspec.page.markdown import LABEL_LEVEL, Element, elements
from swornspec.page.mixed import mixed
from swornspec.page.names import MOST_DEEP, read_names
from swornspec.page.operations import Scene, split
from swornspec.page.parts_beside import take_in
from swornspec.page.requests import Call, read_call
from swornspec.page.statuses import avoidable, messages_in
from swornspec.page.tables import Reader
from swornspec.page.tags import Attribute, Tag, tags
from swornspec.page.tags_counted import score
from swornspec.page.tags_values import is_text, listed, unbracketed
from swornspec.page.unplaced import unplaced
from swornspec.text import Passage, Span, joined, lines, within
from swornspec.text.legible import words

_TITLE: Final = "Mintlify source"
_FIELDS: Final = frozenset(("ParamField", "ResponseField", "Param", "Field", "Property"))
_AROUND: Final = re.compile(
    r"Accordion(?:Group)?|Aside|Callout|Card(?:Group)?|Check|CodeGroup|Columns?|Danger|Expandable|Frame|Info|Note|Panel"
    r"|(?:Request|Response)Example|Steps?|Tabs?|Tip|Update|View|Visibility|Warning"
)
_SENT_IN: Final = ("path", "query", "header", "cookie", "body")
_PLACES: Final = ("path", "query", "header", "cookie", "body", "response")
_FILE: Final = re.compile(r"\S{1,300}\.(?:ya?ml|json)\s{1,5}")
_MODULE: Final = re.compile(r"(?:import|export)\s.{1,400}")
_INDEX: Final = re.compile(
    r">\s*(?:#{1,6}\s*)?Documentation Index\b.*|>\s*Fetch the complete documentation index at.*|Source: https?://\S+"
)
_SITE: Final = frozenset((">", "S", "i", "e"))  # what the two above begin with
_STATUS: Final = re.compile(r"[1-5](?:\d\d|XX)(?:\s?[/,|]\s?[1-5](?:\d\d|XX)){0,9}(?:[\s:–-]{1,3}[A-Za-z][A-Za-z' ]{0,60})?")
_NOTHING: Final = re.compile(r"[\s>*_.–—-]*|n/?a|none", re.IGNORECASE)


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    page = lines(name, text)
    starts = [line.span.start for line in page]
    return tuple(_Reader(name, text, page, starts, scene).page() for scene in split(page, tuple(elements(page))))


@dataclass(slots=True)
class _Open:
    """A component that is open: its name, the field that it is, what its title says of the fields in it, and whether it is a gap."""

    name: str
    entry: Entry | None = None
    section: Section | None = None
    lost: bool = False


@dataclass(slots=True)
class _Reader:
    """An operation while its elements are read: headings and components around, the fields so far, prose that waits for its end."""

    name: str
    text: str
    all_lines: Sequence[Passage]
    starts: Sequence[int]  # of lines
    scene: Scene
    headings: list[tuple[int, Section | None]] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    parts: list[Entry] = field(default_factory=list)  # which prose lists
    waiting: tuple[int, int] | None = None
    account: Account = field(init=False)
    below: int = 0  # how many headings are above
    asked: int = -1  # the same, of the last field that is sent
    outputs: bool = False  # below "Output schema" and the like
    fixed: bool = False  # the front matter says what the page is called
    front: bool = False  # and what is called
    blocks: bool = False  # of GitBook
    tables: Reader | None = None  # of tables of fields beside tags
    object: str | None = None  # what the attributes below the nearest heading with a section are those of
    by_name: dict[str, list[Entry]] = field(default_factory=dict)  # the first fields of the body, by their names and those of their types
    looked: int = 0  # how many fields were looked at for that

    def __post_init__(self) -> None:
        self.account = Account(self.text, self.all_lines[self.scene.first : self.scene.last + 1])
        self.account.method, self.account.path, self.account.address = self.scene.method, self.scene.path, self.scene.address
        self.blocks = any(line.text.startswith("{%") for line in self.all_lines[self.scene.first : self.scene.last + 1])

    def page(self) -> Page:
        """Read every element of the operation."""
        for element in self.scene.elements:
            self._element(element)
        self._settle()
        self._join_parts()
        fields = [entry for entry in self.entries if not entry.credential]
        self.account.auth += [p for e in self.entries if e.credential for p in (e.first, *(p for _, p in e.said))]
        blocks, strays = blocks_of(sorted(fields, key=lambda e: e.first.span.start))
        self.account.blocks += blocks
        self.account.strays += strays
        self.account.strays.sort(key=lambda p: p.span.start)
        return self.account.page(self.name, _TITLE)

    def _join_parts(self) -> None:
        """Parts that the prose of objects lists are fields, those that have tags as well say more of these."""
        take_in(self.entries, self.parts)
        tagged = {(entry.location, entry.path): entry for entry in self.entries}
        for part in self.parts:
            if (same := tagged.get((part.location, part.path))) is not None:
                same.said += part.said
            else:
                self.entries.append(part)

    @property
    def field(self) -> Entry | None:
        """The innermost field that is open."""
        for one in reversed(self.open):
            if one.entry is not None:
                return one.entry
        return None

    @property
    def lost(self) -> bool:
        """Whether a tag is open whose field is a gap."""
        return any(o.lost for o in self.open)

    @property
    def sections(self) -> list[Section]:
        """What headings and titles around say, the nearest last."""
        said = [*(section for _, section in self.headings), *(o.section for o in self.open)]
        return [section for section in said if section is not None]

    @property
    def section(self) -> Section | None:
        """What the nearest of them says."""
        said = self.sections
        return next((s for s in reversed(said) if s != "request"), said[-1] if said else None)

    def _use(self, first: int, last: int, use: Use, role: str) -> None:
        for n in range(first, last + 1):
            if self.all_lines[n].text and self.account.uses[n - self.scene.first] != ("gap", "field"):
                self.account.uses[n - self.scene.first] = (use, role)

    def _element(self, element: Element) -> None:
        first, last = element.first, element.last
        whole = joined(self.text, self.all_lines[first], self.all_lines[last])
        match element.kind:
            case "code":
                self._settle()
                self._use(first, last, "structure", "sample")
                self._sample(element)
            case "comment":
                self._settle()
                self._use(first, last, "chrome", "comment")
            case _ if first in self.scene.calls and not whole.text.startswith("{%"):
                self._settle()
                self._use(first, last, "structure", "address")
                if element.kind == "heading" and self._entitles(element):
                    self._entitle(element)
            case "markup" if first == 0 and whole.text.startswith("---"):
                self._front_matter(first, last)
            case "table" if element.table is not None and self.field is None and self.section not in ("ignored", "response", "auth"):
                self._settle()
                self._side_table(element, element.table)
            case "heading" if not (self.field or element.level == LABEL_LEVEL or "</" in whole.text):
                self._settle()
                self._heading(element)
            case _:
                self._pieces(element, whole)

    def _side_table(self, element: Element, table: Table) -> None:
        """A table outside of fields: of errors, whose messages are notes, or of limits; any other is prose, as far as rules go."""
        roles = roles_of(table)
        if "status" in roles or self.section == "errors":
            self._use(element.first, element.last, "structure", "table")
            self.account.notes += messages_in(table, roles)
        elif not of_fields(table, self.section):
            self._use(element.first, element.last, "prose", "prose")
            self.account.lookups.append(lookup_of(table, self.all_lines, element.first))
            self.account.notes.append(joined(self.text, self.all_lines[element.first], self.all_lines[element.last]))
        elif self.scene.stands_before(element):  # what a server is called with, or what all operations are about
            self._use(element.first, element.last, "gap", "table")
        elif self.section in _SENT_IN or self.blocks or (self.section == "request" and {"type", "demand"} & set(roles)):
            self._use(element.first, element.last, "structure", "table")
            self.tables = self.tables or Reader(self.name, self.text, self.all_lines, self.scene, _TITLE)
            entries = self.tables.fields_of(table, self.section)
            if self.section == "path" and all(self._shown_without(entry.name) for entry in entries):
                self._use(element.first, element.last, "gap", "table")  # of another URL than the one that is called
            else:
                self.entries += entries
        else:
            self._use(element.first, element.last, "gap", "table")

    def _entitles(self, element: Element) -> bool:
        """Whether a heading is that of the operation: the one above what is called, else the first there is."""
        if self.scene.heading >= 0:
            return element.first == self.scene.heading
        return self.account.title is None and element.level < LABEL_LEVEL and section_of(words(element.text or self.all_lines[0])) is None

    def _entitle(self, element: Element) -> None:
        self._use(element.first, element.last, "structure", "heading")
        self.account.uses[element.first - self.scene.first] = ("title", "title")
        self.account.title = element.text
        self.headings = []

    def _heading(self, element: Element) -> None:
        while self.headings and self.headings[-1][0] >= element.level:
            self.headings.pop()
        if self._entitles(element) and not self.fixed:
            self._entitle(element)
            return
        self._use(element.first, element.last, "structure", "heading")
        self.below += 1
        text = words(element.text) if element.text else ""
        self.headings.append((element.level, section := section_of(text)))
        self.outputs = text.lower().startswith("output")
        self.object = object_of(text) if section not in (None, "request") else self.object if self.section == "types" else None

    def _front_matter(self, first: int, last: int) -> None:
        """Title, description and what is called, as the page's front matter has them."""
        self._use(first, last, "structure", "front matter")
        for n, key, value in read_matter(self.all_lines, first + 1, last):
            match key:
                case "title" if self.scene.heading < 0:
                    self.account.title, self.fixed = value, True
                    self._use(n, n, "title", "title")
                case "description":
                    self.account.summary.append(value)
                    self.account.notes.append(value)
                    self._use(n, n, "prose", "prose")
                case "api" | "openapi":
                    self._called(value)
                case _:
                    continue

    def _called(self, value: Passage) -> None:
        """What `api: POST /v1/images` or `openapi: api.yaml POST /v1/images` says is called; lines of the page that say so come first."""
        file = _FILE.match(value.text)
        call = read_call(within(value, file.end() if file else 0, len(value.text)))
        if call is not None and call.path is not None and not self.scene.calls:
            self.account.method, self.account.path, self.front = call.method or self.account.method, call.path, True
            self.account.address = call.server or self._same(call)

    def _same(self, call: Call) -> Passage | None:
        """The server that a sample names, when it calls the same path or one that ends in it."""
        told = self.scene.path.text if self.scene.path and self.scene.address else ""
        bare = (call.path.text if call.path else "").partition("{")[0].rstrip("/")
        return self.scene.address if told.startswith(bare or "/") else None

    def _sample(self, element: Element) -> None:
        if element.last - element.first < 2:
            return
        passage = joined(self.text, self.all_lines[element.first + 1], self.all_lines[element.last - 1])
        around = {o.name for o in self.open}
        response = "ResponseExample" in around or self.section in ("response", "errors") or bool(set(self.sections) & {"errors"})
        command = "curl " in passage.text[:2000] and "ResponseExample" not in around and "errors" not in (self.section, *self.sections)
        request = command or "RequestExample" in around or element.language in ("http", "curl")
        kind = "request" if command else "response" if response else "request" if request else "unknown"
        self.account.samples.append(Sample(kind, element.language, passage))  # type: ignore[arg-type] # the kinds above are those there are

    def _pieces(self, element: Element, whole: Passage) -> None:
        """What stands between the tags of some lines is prose; tags open and close fields."""
        at, base = 0, whole.span.start
        if whole.text[:1] in _SITE and (_INDEX.match(whole.text) or (_MODULE.fullmatch(whole.text) and self.field is None)):
            self._settle()
            self._use(element.first, element.last, "chrome", "site")
            return
        self._use(element.first, element.last, "structure", "markup" if element.kind == "markup" else "prose")
        for tag in tags(whole.text) if "<" in whole.text or "{/*" in whole.text or "{%" in whole.text else ():
            if tag.name and tag.name not in _FIELDS and not (tag.name.islower() or _AROUND.fullmatch(tag.name)):
                continue
            self._prose(base + at, base + tag.start, element)
            self._settle()
            self._use(self._line(base + tag.start), self._line(base + tag.end - 1), "structure", "tag" if tag.name else "comment")
            self._tag(tag, base)
            at = tag.end
        self._prose(base + at, whole.span.end, element)
        if self.field is None:
            self._settle()

    def _line(self, offset: int) -> int:
        """The index of the line in which a character stands."""
        return bisect_right(self.starts, offset) - 1

    def _prose(self, start: int, end: int, element: Element) -> None:
        """A piece of prose; in a field it waits for the end of all that is said there in one go."""
        if start >= end or element.kind == "markup":
            return
        text = self.text[start:end]
        bare = text.strip()
        if _NOTHING.fullmatch(bare):
            return
        start += len(text) - len(text.lstrip())
        if bare.startswith("> ") and "\n" not in bare and self.waiting is None:
            start, bare = start + 2, bare[2:]
        self.waiting = (self.waiting[0] if self.waiting else start, start + len(bare))

    def _settle(self) -> None:
        """Prose that waits goes to the open field, else to the operation."""
        if self.waiting is None:
            return
        start, end = self.waiting
        self.waiting = None
        first, last = self._line(start), self._line(end - 1)
        if last > first and start == self.starts[first]:
            start = self.text.rfind("\n", 0, start) + 1  # so that lists whose first item opens the passage are indented as one
        passage = Passage(self.text[start:end], Span(self.name, first + 1, last + 1, start, end))
        for n in range(first, last + 1):
            if self.account.uses[n - self.scene.first] != ("structure", "tag"):
                self._use(n, n, *(("gap", "field") if self.lost else ("prose", "prose")))
        if (entry := self.field) is not None:
            told, parts = listed_parts(self.text, self.all_lines, entry, passage)
            for said in told:
                entry.say("prose", said)
            self.parts += parts
        if entry is not None or self.lost:
            return
        section = self.section
        if section == "auth":
            self.account.auth.append(passage)
        elif section in ("ignored", "response"):
            self.account.summary.append(passage)
        else:
            self.account.notes.append(passage)
            if not self.entries:
                self.account.summary.append(passage)

    def _tag(self, tag: Tag, base: int) -> None:
        if not tag.name:
            return
        if tag.closes:
            at = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n].name == tag.name), None)
            if at is not None:
                del self.open[at:]
            return
        entry = self._field(tag, base) if tag.name in _FIELDS else None
        if tag.alone:
            return
        lost = tag.name == "ParamField" and entry is None and self.object is not None
        if len(self.open) > 4 * MOST_DEEP:  # tags that nothing closes
            del self.open[0]
        told = {a.name: self._passage(base, a.value) for a in tag.attributes if a.value and a.name in TOLD}
        if tag.name == "swagger" and "summary" in told and told["summary"].text:
            self.account.title = told["summary"]
        said = section_of(told["title"].text) if "title" in told else None
        if said == "errors" and "description" in told and avoidable(told["title"].text):
            self.account.notes.append(told["description"])
        self.open.append(_Open(tag.name, entry, None if tag.name in _FIELDS or self.field else said, lost))

    def _passage(self, base: int, place: tuple[int, int]) -> Passage:
        start, end = base + place[0], base + place[1]
        text = self.text[start:end]
        bare = text.strip()
        start += len(text) - len(text.lstrip()) if 0 < len(bare) < len(text) else 0
        first = self._line(start)
        return Passage(bare, Span(self.name, first + 1, first + 1 + bare.count("\n"), start, start + len(bare)))

    def _field(self, tag: Tag, base: int) -> Entry | None:
        """The field that a tag opens; without a name it is a gap."""
        said = {a.name: a for a in tag.attributes}
        place = next((a for a in tag.attributes if a.name in SENT), None)
        parent = self.field
        sent = tag.name == "ParamField" and (place is None or place.name == "body")
        if sent and self.object is not None and parent is None and self.section == "types":
            parent = self._holder(self.object)
            if parent is None:  # of an object that is no field: `The Kite object`
                self._use(self._line(base + tag.start), self._line(base + tag.end - 1), "gap", "field")
                return None
        called = place if place is not None and place.value else said.get("name")
        names = read_names(self._passage(base, called.value)) if called is not None and called.value else ()
        if (
            called is not None
            and called.value
            and tag.name == "ResponseField"
            and _STATUS.fullmatch(self._passage(base, called.value).text)
        ):
            return None  # no field of an answer, but which answer it is
        if not names or names[0].rest:
            self._use(self._line(base + tag.start), self._line(base + tag.end - 1), "gap", "field")
            return None
        entries = [self._entry(n.name, n.passage, tag, place, said.get("in"), parent, base) for n in names]
        for entry in entries:
            for attribute in tag.attributes:
                if attribute is not called:
                    self._say(entry, attribute, base)
        self.entries += entries
        return entries[0]

    def _holder(self, name: str) -> Entry | None:
        """The one field that has an object's name, as its own or as that of its type."""
        for entry in self.entries[self.looked :]:  # none of which is open any more
            for word in {entry.path[-1].lower(), (entry.type_name or "").lower()} if entry.location == "body" else ():
                self.by_name.setdefault(word, []).append(entry)
        self.looked = len(self.entries)
        names = {name, f"{name}s", name.replace(" ", "_"), name.replace(" ", "")}
        found = {id(entry): entry for word in names for entry in islice(self.by_name.get(word, ()), 2)}  # of two neither is meant
        one = next(iter(found.values())) if len(found) == 1 else None
        return one if one is not None and one.holds_parts else None

    def _entry(
        self, name: str, passage: Passage, tag: Tag, place: Attribute | None, told: Attribute | None, parent: Entry | None, base: int
    ) -> Entry:
        location = SENT[place.name] if place is not None else None
        if location == "body" and self.outputs and self.section == "response":
            location = "response"  # whatever its tag says
        self.asked = self.below if tag.name == "ParamField" else self.asked
        if location is None and told is not None and told.value is not None:
            location = SENT.get(word := self._passage(base, told.value).text) or SENT.get(word.lower())
        if location is None and parent is not None:
            location = parent.location
        if location is None or (location == "path" and self._shown_without(name)):  # `path="size"` of a field that the path does not have
            location = self._location(name, answer=tag.name == "ResponseField")
        inside = parent is not None and parent.location == location and location in ("body", "response")
        around = parent.path if inside and parent is not None else ()
        whole = ".".join(around)
        if whole and name.startswith((f"{whole}.", f"{whole}[")):
            name = name[len(whole) :].lstrip("[]").removeprefix(".") or name
        return Entry(name, location, passage, around)

    def _shown_without(self, name: str) -> bool:
        """Whether the page says which path is called, and a field is no part of it; that of a sample has values in place of fields."""
        route = templated(self.account.path.text) if self.account.path is not None and (self.scene.calls or self.front) else ""
        return bool(route) and name.lower() not in route.lower()

    def _location(self, name: str, *, answer: bool) -> Location:
        """Where a field is sent whose tag does not say so."""
        said = self.sections
        if "response" in said or "errors" in said or (answer and (self.section not in _PLACES or self.asked == self.below)):
            return "response"
        self.asked = self.asked if answer else self.below
        if self.section in _PLACES and not (self.section == "path" and self._shown_without(name)):
            return self.section
        return unplaced(name, self.scene.route, self.account.method)

    def _say(self, entry: Entry, attribute: Attribute, base: int) -> None:
        """What an attribute says of a field."""
        name = attribute.name
        if attribute.value is None:
            if name in FLAGS:
                entry.say("demand" if name in DEMANDS else "badge", self._passage(base, attribute.place))
            elif name not in SILENT and name not in SENT:
                self.account.strays.append(self._passage(base, attribute.place))
            return
        value = self._passage(base, attribute.value)
        if ROLES.get(name) == "default" and is_text(self.text, value, entry):
            value = self._passage(0, (value.span.start - 1, value.span.end + 1))
        if name in FLAGS:
            if value.text == "true":
                entry.say("demand" if name in DEMANDS else "badge", self._passage(base, attribute.place))
            elif value.text != "false":
                entry.say("demand", value)
        elif name in ROLES:
            entry.say(ROLES[name], unbracketed(value) if ROLES[name] == "values" else value)
        elif name in BADGES:
            for passage in listed(value):
                entry.say_beside(passage)
        elif name not in SILENT and name not in SENT and value.text:
            self.account.strays.append(value)


LAYOUT: Final = Layout(
    "mintlify", _TITLE, 'tags of fields such as <ParamField body="name" type="string"> or <ResponseField name="id">', score, mixed(read)
)
