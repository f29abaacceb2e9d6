"""Read API Blueprint: resources and actions as headings, parameters, requests and responses as lists, attributes in MSON.

    HOST: https://api.example.com                   the address
    # Group Images
    ## Image [/images/{id}{?draft}]                 a resource; its parameters are those of all its actions
    ### Repaint [PUT]                               an action: an operation

    + Parameters
        + draft: true (boolean, optional) - Quick.  where the path has no place for it, in the query
            + Default: false
    + Request (application/json)
        + Attributes (Painting)                     the members of a type, and others below
            + size (object, required)
                + width: 640 (number) - In pixels.
            + medium: oil (enum) - What to paint with.
                + `oil`
                + `ink`
        + Body                                      a sample
    + Response 422 (application/json)
        The `width` must be even.                   prose that is read for rules

    # Data Structures
    ## Painting (object)                            a type
    + prompt: a lighthouse (required) - What to paint.

Attributes of responses are no fields of the request. What one of several requests alone has is required by none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from swornspec.page.account import Account
from swornspec.page.block import Block, Location, Page, Sample, Stated, Use
from swornspec.page.entry import Entry, blocks_of
from swornspec.page.flags import typed
from swornspec.page.kinds import read_kind
from swornspec.page.layout import Layout
from swornspec.page.mson import WORDS, Item, Member, named_in, prose_of, read_items, read_member, read_section, type_of
from swornspec.page.rst_nodes import indents_of
from swornspec.text import Passage, joined, lines, within

_TITLE: Final = "page in API Blueprint"
_METHODS: Final = r"GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE"
_HEADING: Final = re.compile(r"(?P<marks>#{1,6})[ \t]*(?P<text>[^#\s].{0,398}?)[ \t]*#*")
_ACTION: Final = re.compile(
    rf"(?:(?P<title>[^\[\]]{{1,200}}?)\s*\[(?P<method>{_METHODS})(?:\s+(?P<path>/[^\s\]]*))?\]|(?P<method2>{_METHODS})(?:\s+(?P<path2>/\S*))?)"
)
_RESOURCE: Final = re.compile(r"(?:(?P<title>[^\[\]]{1,200}?)\s*\[(?P<path>/[^\s\]]*)\]|(?P<path2>/\S*))")
_GROUP: Final = re.compile(r"Group\s+\S.*", re.IGNORECASE)
_TYPES: Final = re.compile(r"Data Structures?", re.IGNORECASE)
_TYPE: Final = re.compile(r"(?P<name>[^()\[\]]{1,120}?)\s*(?:\((?P<base>[^\n]{1,160})\))?")
_META: Final = re.compile(r"(?P<key>FORMAT|HOST|VERSION|TITLE)[ \t]*:[ \t]*(?P<value>\S.*)")
_PART: Final = re.compile(
    r"(?P<part>Parameters?|Attributes?|Request|Response|Headers|Body|Schema|Model)\b(?P<rest>[^\n]{0,300})", re.IGNORECASE
)
_STATUS: Final = re.compile(r"\s+(?P<status>[1-5]\d\d)\b")
_EXPANSION: Final = re.compile(r"\{[?&#](?P<names>[^{}]{0,400})\}|\{[+/.;]?(?P<path>[\w.%-]{1,80})\*?\}")
_QUERY: Final = re.compile(r"\{[?&#]|\?")
_CODE: Final = re.compile(r"```|~~~|[{\[<]")
_USUAL: Final = frozenset(
    ("content-type", "content-length", "accept", "accept-encoding", "host", "user-agent", "connection", "cache-control")
)
_JSON: Final = re.compile(r"-?[\d.,\s]+|true|false|null|[\[{].*", re.IGNORECASE)
_MOST_DEEP: Final = 6  # types within types
_MOST_MORE: Final = 500  # fields that types have beyond those that lines show

Role = Literal["group", "resource", "action", "types", "type", "text"]


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with what stands below it, up to the next; the lines of a page before any heading have none."""

    role: Role
    first: int
    end: int
    title: Passage | None = None
    method: str | None = None
    path: Passage | None = None
    parts: tuple[Item | int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Type:
    """A type by its name: the word for what it is based on, and its members."""

    base: Passage | None
    item: Item


@dataclass(slots=True)
class _Found:
    """A field while it is read: the values that it lists, whether it holds others, the text that shows it to be one."""

    entry: Entry
    values: list[Passage] = field(default_factory=list)
    holds: bool = False
    text: Passage | None = None
    required: Passage | None = None


def score(page: Sequence[Passage]) -> int:
    """How many lines are headings of actions, parts of these and members; 0 without both an action or a type and such a part."""
    if not any(line.text.startswith(("#", "FORMAT: 1A")) for line in page):
        return 0
    sections = list(_sections(page, indents_of(page)))
    actions = sum(s.role in ("action", "types") for s in sections)
    parts = [p for s in sections for p in s.parts if isinstance(p, Item) and (_part(p) or s.role == "type")]
    if not actions or not parts or not any(s.role == "action" or s.role == "type" for s in sections):
        return 0
    return sum(s.role != "text" for s in sections) + sum(_counted(p) for p in parts)


def _counted(item: Item) -> int:
    part = _part(item)
    if part is not None and part["part"].lower() in ("headers", "body", "schema"):
        return 1
    return int(part is not None or read_member(item.text) is not None) + sum(map(_counted, item.inner))


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    page = lines(name, text)
    return tuple(_Blueprint(name, text, page, tuple(_sections(page, indents_of(page, text)))).pages())


def _part(item: Item) -> re.Match[str] | None:
    """What part of an action an item is: `Request (application/json)`."""
    found = _PART.fullmatch(item.text.text)
    if found is None or (found["part"].lower() not in ("request", "response") and not re.fullmatch(r"\s*(?:\(.*\))?\s*", found["rest"])):
        return None
    return None if found["part"].lower() == "response" and found["rest"].strip() and not _STATUS.match(found["rest"]) else found


def _sections(page: Sequence[Passage], indents: Sequence[int]) -> Iterator[_Section]:
    heads = []
    code = False
    for n, line in enumerate(page):
        code ^= line.text.startswith("```") and 0 <= indents[n] < 4
        if line.text[:1] == "#" and not code and 0 <= indents[n] < 4 and (found := _HEADING.fullmatch(line.text)):
            heads.append((n, found))
    yield _Section(
        "text", 0, heads[0][0] if heads else len(page), parts=tuple(read_items(page, indents, 0, heads[0][0] if heads else len(page)))
    )
    types = 0
    for at, (n, found) in enumerate(heads):
        end = heads[at + 1][0] if at + 1 < len(heads) else len(page)
        level, text = len(found["marks"]), within(page[n], *found.span("text"))
        role, call = _role(text.text, level, types)
        types = level if role == "types" else types if types and level > types else 0
        title, method, path = text, None, None
        if call is not None:
            method = call.groupdict().get("method") or call.groupdict().get("method2")
            shown = next((g for g in ("path", "path2") if call.groupdict().get(g)), None)
            path = within(text, *call.span(shown)) if shown else None
            title = within(text, *call.span("title")) if call["title"] else text
        yield _Section(role, n, end, title, method, path, tuple(read_items(page, indents, n + 1, end)))


def _role(text: str, level: int, types: int) -> tuple[Role, re.Match[str] | None]:
    if found := _ACTION.fullmatch(text):
        return "action", found
    if found := _RESOURCE.fullmatch(text):
        return "resource", found
    if _GROUP.fullmatch(text):
        return "group", None
    if _TYPES.fullmatch(text):
        return "types", None
    return ("type" if types and level > types else "text"), None


@dataclass(slots=True)
class _Blueprint:
    """A page while it is read: the types that it names, what became of its lines so far."""

    name: str
    text: str
    lines: Sequence[Passage]
    sections: Sequence[_Section]
    types: dict[str, _Type] = field(default_factory=dict)
    uses: dict[int, tuple[Use, str]] = field(default_factory=dict)
    host: Passage | None = None
    more: int = 0

    def pages(self) -> Iterator[Page]:
        """The operations in order; what stands between two of them belongs to the later."""
        self._name_types()
        for section in self.sections:
            if section.role != "text" or section.title is not None:
                self.uses[section.first] = ("structure", "heading")
        edges: list[int] = [0]
        resource: _Section | None = None
        shared: list[_Section] = []
        done: list[_Operation] = []
        waiting: list[_Section] = []
        for section in self.sections:
            if section.role in ("group", "types"):
                resource, shared = None, []
            if section.role in ("resource", "group", "types", "type", "text") and not waiting and done:
                edges.append(section.first)
            waiting.append(section)
            if section.role == "resource":
                resource, shared = section, [section]
            if section.role == "action":
                if len(edges) == len(done):
                    edges.append(section.first)
                done.append(_Operation(self, section, resource, tuple(shared), tuple(waiting)))
                waiting = []
        if not done:
            whole = self.sections[0]
            done.append(_Operation(self, whole, None, (), ()))
        elif waiting and len(edges) > len(done):
            edges.pop()  # what stands behind the last operation belongs to it
        done[-1].sections = (*done[-1].sections, *waiting)
        read = [operation.read() for operation in done]
        for n, operation in enumerate(read):
            last = edges[n + 1] if n + 1 < len(edges) else max(1, len(self.lines))
            yield operation.page(edges[n], last)

    def _name_types(self) -> None:
        for section in self.sections:
            items = [p for p in section.parts if isinstance(p, Item)]
            if section.title is None:
                continue
            if section.role == "type" and (found := _TYPE.fullmatch(section.title.text)):
                base = within(section.title, *found.span("base")) if found["base"] else None
                self.types.setdefault(found["name"].strip("` ").lower(), _Type(base, self._whole(section, items)))
            elif section.role == "resource":
                for item in items:
                    part = _part(item)
                    if part and part["part"].lower().startswith("attribute"):
                        self.types.setdefault(section.title.text.lower(), _Type(_within_brackets(item, part), item))

    def _whole(self, section: _Section, items: list[Item]) -> Item:
        return Item(section.first, -1, section.title or self.lines[section.first], [], items)

    def based_on(self, kind: Passage | None) -> tuple[list[_Type], Passage | None]:
        """The types that a type is made of, the outermost last, and the word for what it is in the end, if any."""
        chain: list[_Type] = []
        while kind is not None and len(chain) < _MOST_DEEP:
            name, listed = named_in(kind)
            found = self.types.get(name.lower()) if name is not None and not listed else None
            if found is None or found in chain:
                break
            chain.append(found)
            kind = found.base
        return chain[::-1], kind


def _within_brackets(item: Item, part: re.Match[str]) -> Passage | None:
    found = re.search(r"\((?P<inner>[^\n]{1,200})\)", part["rest"])
    start = part.start("rest")
    return within(item.text, start + found.start("inner"), start + found.end("inner")) if found else None


@dataclass(slots=True)
class _Operation:
    """An action while it is read."""

    whole: _Blueprint
    action: _Section
    resource: _Section | None
    shared: Sequence[_Section]
    sections: Sequence[_Section]
    found: list[_Found] = field(default_factory=list)
    paths: dict[tuple[Location, tuple[str, ...]], _Found] = field(default_factory=dict)
    summary: list[Passage] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    auth: list[Passage] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    requests: list[set[tuple[str, ...]]] = field(default_factory=list)
    open: list[int] = field(default_factory=list)

    @property
    def uri(self) -> Passage | None:
        """The address that the action has, else that of its resource."""
        return self.action.path or (self.resource.path if self.resource is not None else None)

    def read(self) -> "_Operation":
        """Read everything that is about the action."""
        for section in self.sections:
            if section is not self.action:
                self._prose(section, [p for p in section.parts if isinstance(p, int)])
                for item in section.parts:
                    if isinstance(item, Item) and section.role in ("group", "text"):
                        self._prose(section, list(item.all_lines()))
        parts = [(p, s) for s in (self.action, *self.shared) for p in s.parts if isinstance(p, Item)]
        if self.action.role == "action":
            self._prose(self.action, [p for p in self.action.parts if isinstance(p, int)])
        for item, section in parts:
            part = _part(item)
            if part is None:
                self._prose(section, list(item.all_lines()))
            elif section is self.action or part["part"].lower().startswith("param"):
                self._part(item, part)
        return self

    def _prose(self, section: _Section, numbers: Sequence[int]) -> None:
        """Lines of prose; those about the whole page or a group are read for no rules."""
        lines = self.whole.lines
        run: list[int] = []
        for n in [*sorted(numbers), -1]:
            if run and n != run[-1] + 1:
                passage = joined(self.whole.text, lines[run[0]], lines[run[-1]])
                if section.role in ("text", "group", "resource", "action"):
                    self.summary.append(passage)
                if section.role in ("resource", "action"):
                    self.notes.append(passage)
                self._use(run, "prose" if section.role not in ("types", "type") else "structure", "prose")
                run = []
            if n < 0:
                break
            if section.role == "text" and (meta := _META.fullmatch(lines[n].text)):
                self.whole.uses[n] = ("structure", "metadata")
                if meta["key"] == "HOST":
                    self.whole.host = within(lines[n], meta.start("value"), meta.start("value") + len(meta["value"].rstrip("/")))
            else:
                run.append(n)

    def _use(self, numbers: Iterable[int], use: Use, role: str) -> None:
        for n in numbers:
            self.whole.uses[n] = (use, role)

    def _part(self, item: Item, part: re.Match[str]) -> None:
        self._use([item.line], "structure", "part")
        match part["part"].lower():
            case "parameters" | "parameter":
                self._parameters(item)
            case "attributes" | "attribute":
                self._attributes(item, part, "body")
            case "request":
                self._message(item, "request")
            case "response":
                status = _STATUS.match(part["rest"])
                self._message(item, "response", status["status"] if status else "200")
            case _:
                self._code(item, "unknown")

    def _parameters(self, item: Item) -> None:
        self._use(item.content, "structure", "part")
        for inner in item.inner:
            self._member(inner, "path", ())

    def _attributes(self, item: Item, part: re.Match[str], location: Location) -> None:
        """The members of a body: those of the types it is made of, then its own."""
        self._use(item.all_lines(), "structure", "attributes")
        base = _within_brackets(item, part)
        name, listed = named_in(base) if base is not None else (None, False)
        if listed or (base is not None and read_kind(base.text) is not None and base.text.lower() != "object"):
            self._use(item.all_lines(), "gap", "attributes")  # a body that is no object
            return
        before = len(self.found)
        chain, rest = self.whole.based_on(base)
        if name is not None and not chain and rest is base:
            self._use([item.line], "gap", "attributes")
        self.open = [each.item.line for each in chain]
        for each in chain:
            self._use([each.item.line], "structure", "attributes")
            self._members(each.item.inner, location, (), 1)
        self._members(item.inner, location, (), 0)
        if location == "body":
            self.requests.append({f.entry.path for f in self.found[before:] if f.required is not None} | self._again(item))

    def _again(self, item: Item) -> set[tuple[str, ...]]:
        """The required members that another request has shown already."""
        names = (m for i in item.inner if (m := read_member(i.text)) is not None and m.name is not None)
        return {(m.name.text,) for m in names if m.name and any(t.text.lower() == "required" for t in m.types)}

    def _message(self, item: Item, kind: Literal["request", "response"], status: str = "") -> None:
        """A request or a response: what is said of it, its attributes, headers and body."""
        lines = self.whole.lines
        self._use(item.all_lines(), "structure", kind)
        if item.content and _CODE.match(lines[item.content[0]].text):
            self.samples.append(Sample(kind, "", joined(self.whole.text, lines[item.content[0]], lines[item.content[-1]])))
        elif item.content:
            before = min((i.line for i in item.inner), default=len(lines))
            own = [n for n in item.content if n < before]
            if own and (kind == "request" or status[:1] == "4"):
                self.notes.append(joined(self.whole.text, lines[own[0]], lines[own[-1]]))
                self._use(range(own[0], own[-1] + 1), "prose", "prose")
        for inner in item.inner:
            part = _part(inner)
            word = part["part"].lower() if part else ""
            if part is not None and word.startswith("attribute") and (kind == "request" or status[:1] == "2"):
                self._attributes(inner, part, "body" if kind == "request" else "response")
            elif word.startswith("param"):
                self._parameters(inner)
            elif word == "headers" and kind == "request":
                self._headers(inner)
            elif word in ("body", "schema"):
                self._code(inner, kind if word == "body" else "unknown")
            elif part is None and kind == "request":
                self._use(inner.all_lines(), "gap", "unread")

    def _code(self, item: Item, kind: Literal["request", "response", "unknown"]) -> None:
        lines = self.whole.lines
        own = [n for n in item.all_lines() if n != item.line]
        self._use(own, "structure", "sample")
        own = [n for n in own if not lines[n].text.startswith(("```", "~~~"))]
        if own:
            self.samples.append(Sample(kind, "", joined(self.whole.text, lines[own[0]], lines[own[-1]])))

    def _headers(self, item: Item) -> None:
        """The headers of a request: the one with the key is no field, and the others are shown with an example."""
        for n in item.content:
            line = self.whole.lines[n]
            found = re.match(r"(?P<name>[\w-]{1,80})[ \t]*:[ \t]*(?P<value>.{0,400})", line.text)
            if found is None or found["name"].lower() in _USUAL:
                continue
            entry = Entry(found["name"], "header", within(line, *found.span("name")))
            if entry.credential:
                self.auth.append(line)
            elif (key := ("header", (found["name"],))) not in self.paths:
                entry.say("example", within(line, *found.span("value")))
                self.paths[key] = _Found(entry)  # type: ignore[index] # the location is one
                self.found.append(self.paths[key])  # type: ignore[index] # the location is one

    def _members(self, items: Iterable[Item], location: Location, around: tuple[str, ...], depth: int) -> None:
        for item in items:
            section = read_section(item)
            if section is not None and section[0] in ("properties", "items", "one of"):
                self._members(item.inner, location, around, depth)
                self._use([item.line], "gap" if section[0] == "one of" else "structure", "part")
            elif section is not None and section[0] == "include":
                chain, _ = self.whole.based_on(section[1])
                self._use([item.line], "structure" if chain else "gap", "include")
                for each in chain if depth < _MOST_DEEP else ():
                    self._use([each.item.line], "structure", "attributes")
                    self._members(each.item.inner, location, around, depth + 1)
            else:
                self._member(item, location, around, depth)

    def _member(self, item: Item, location: Location, around: tuple[str, ...], depth: int = 0) -> None:
        """A field, and what it holds."""
        member = read_member(item.text)
        if member is None or member.name is None:
            if member is not None and not member.name and item.text.text.startswith("("):  # items of an array that have no name
                self._use([item.line], "structure", "items")
                self._members(item.inner, location, around, depth)
                return
            self._use(item.all_lines(), "gap", "unread")
            return
        if depth > 0 or item.line in self.whole.uses:
            self.whole.more += 1
            if self.whole.more > _MOST_MORE:
                return
        self._use(item.all_lines(), "structure", "member")
        place = self._place(member.name.text) if location == "path" else location
        key = (place, (*around, member.name.text))
        if key in self.paths:
            return
        entry = Entry(member.name.text, place, member.name, around)
        found = self.paths[key] = _Found(entry)
        self.found.append(found)
        self._say(found, item, member)
        self._hold(found, item, member, (*around, member.name.text), depth)

    def _place(self, name: str) -> Location:
        """Where a parameter is sent: in the path where that has a place for it, else in the query."""
        names = {m["path"] for m in _EXPANSION.finditer(self.uri.text) if m["path"]} if self.uri is not None else set()
        return "path" if name in names else "query"

    def _say(self, found: _Found, item: Item, member: Member) -> None:
        entry, kind = found.entry, type_of(member)
        words = {p.text.lower() for p in member.types}
        for passage in member.types:
            if passage is kind:
                entry.say("type", passage)
            elif passage.text.lower() == "required":
                found.required = passage
            elif passage.text.lower() in ("optional", "nullable"):
                entry.say("badge", passage)
            elif passage.text.lower() not in WORDS:
                entry.say("example" if passage.text[:1] in '`"' else "badge", passage)
        if member.value is not None:
            if words & {"fixed", "fixed-type"} and "fixed" in words and "array" not in (kind.text if kind is not None else ""):
                found.values.append(member.value)
            else:
                entry.say("default" if member.equals or "default" in words else "example", member.value)
            if kind is None and not item.inner and not _JSON.fullmatch(member.value.text.strip("`")):
                found.text = member.value
        prose = prose_of(self.whole.text, self.whole.lines, item, member.prose)
        if prose is not None:
            entry.say("prose", prose)

    def _hold(self, found: _Found, item: Item, member: Member, around: tuple[str, ...], depth: int) -> None:
        """What stands below a member: its default, its values, its parts; and those of the types that it is made of."""
        kind = type_of(member)
        name, listed = named_in(kind) if kind is not None else (None, False)
        inner = kind
        if kind is not None and listed:
            at = kind.text.index("[") + 1
            inner = within(kind, at, kind.text.rindex("]"))
        chain, base = self.whole.based_on(inner) if name is not None else ([], None)
        inside = [each for each in chain if each.item.line not in self.open]
        enum = any(p is not None and p.text.lower().startswith("enum") for p in (kind, base))
        found.holds = bool(chain) and (base is None or base.text.lower() == "object")
        if depth < _MOST_DEEP and len(inside) == len(chain):  # a type within itself is shown once
            self.open += [each.item.line for each in chain]
            for each in chain:
                self._use([each.item.line], "structure", "attributes")
                self._below(found, each.item.inner, enum, around, depth + 1)
            del self.open[len(self.open) - len(chain) :]
        if chain and base is not None and not found.holds:
            found.entry.said = [(r, base if p is kind and not listed else p) for r, p in found.entry.said]
        self._below(found, item.inner, enum, around, depth)

    def _below(self, found: _Found, items: Sequence[Item], enum: bool, around: tuple[str, ...], depth: int) -> None:
        parts: list[Item] = []
        for item in items:
            self._use(item.all_lines(), "structure", "member")
            word, value = read_section(item) or ("", None)
            shown = value or next((i.text for i in item.inner), None)
            if word in ("default", "sample", "example"):
                if shown is not None:
                    found.entry.say("default" if word == "default" else "example", _value(shown))
            elif word in ("members", "values") or (word == "items" and enum):
                self._values(found, item.inner)
            elif enum:
                self._values(found, [item])
            else:
                parts.append(item)
        scalar = found.entry.said and not found.entry.holds_fields and any(r == "type" for r, _ in found.entry.said)
        items_of = next((p.text.lower() for r, p in found.entry.said if r == "type"), "") in ("array", "object")
        if parts and (not scalar or items_of or found.holds):
            before = len(self.found)
            self._members(parts, found.entry.location, around, depth)
            found.holds = found.holds or len(self.found) > before

    def _values(self, found: _Found, items: Iterable[Item]) -> None:
        """Values that a member lists; where one of them is a type, the member may be of several types, and has no values."""
        for item in items:
            member = read_member(item.text)
            if member is not None and member.name is not None:
                found.values.append(member.name)
            elif item.text.text.startswith("("):
                found.values.append(within(item.text, 0, 0))
            else:
                found.entry.say("prose", item.text)

    def page(self, first: int, end: int) -> Page:
        """The operation, with the lines [first, end)."""
        account = Account(self.whole.text, self.whole.lines[first:end])
        for n in range(first, end):
            if self.whole.lines[n : n + 1] and self.whole.lines[n].text and n in self.whole.uses:
                account.uses[n - first] = self.whole.uses[n]
        if self.action.role == "action":
            account.title = self.action.title
            account.uses[self.action.first - first] = ("title", "title")
            account.method = self.action.method
            account.address = self.whole.host
        if self.uri is not None and self.uri.text:
            cut = _QUERY.search(self.uri.text)
            account.path = within(self.uri, 0, cut.start() if cut else len(self.uri.text))
        account.summary, account.notes, account.auth, account.samples = self.summary, self.notes, self.auth, self.samples
        everywhere = set.intersection(*self.requests) if self.requests else set()
        for one in self.found:
            if one.required is not None and (
                one.entry.location != "body" or len(self.requests) < 2 or len(one.entry.path) > 1 or one.entry.path in everywhere
            ):
                one.entry.say("badge", one.required)
        order = sorted(self.found, key=lambda f: f.entry.first.span.start)
        blocks, strays = blocks_of(f.entry for f in order)
        account.blocks = [_completed(b, f) for b, f in zip(blocks, order, strict=True)]
        account.strays += sorted(strays, key=lambda p: p.span.start)
        return account.page(self.whole.name, _TITLE)


def _value(passage: Passage) -> Passage:
    """A value as an item has it, without the words beside it."""
    member = read_member(passage)
    return member.name if member is not None and member.name is not None and member.value is None else passage


def _completed(block: Block, found: _Found) -> Block:
    """A block with the values that its members list, and the type that they make it."""
    schema: dict[str, Any] = dict(block.schema)
    stated = list(block.stated)
    listed = schema.get("type") == "array"
    holder: dict[str, Any] = dict(schema.get("items", {})) if listed else schema
    if found.holds and "type" not in holder:
        holder["type"] = "object"
        stated.append(Stated(("items",) if listed else ("type",), block.kind))
    if found.text is not None and not schema.get("type"):
        schema["type"] = "string"
        stated.append(Stated(("type",), found.text))
    if found.values and all(v.text for v in found.values):
        holder.setdefault("type", "string")
        values = [typed(v.text, holder) for v in found.values]
        if all(v is not None for v in values):
            holder["enum"] = list(dict.fromkeys(v[0] for v in values if v is not None))
            stated += [Stated(("items",) if listed else ("enum",), v) for v in found.values]
    if listed and holder:
        schema["items"] = holder
    lost = block.enum_lost and not found.values
    return replace(block, schema=schema, stated=tuple(stated), enum_lost=lost)


LAYOUT: Final = Layout(
    "api-blueprint",
    _TITLE,
    "headings such as `### Create [POST]` with lists such as `+ Parameters`, `+ Request` and `+ Attributes`",
    score,
    read,
)
