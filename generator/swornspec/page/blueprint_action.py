"""An action of an API Blueprint: its parameters, requests and responses, to a page."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal

from msgspec.structs import replace

from swornspec.page.account import Account
from swornspec.page.block import Block, Location, Page, Sample, Stated, Use
from swornspec.page.blocks import blocks_of
from swornspec.page.blueprint_sections import Blueprint, Section, in_brackets, read_part
from swornspec.page.cells import distinct
from swornspec.page.entry import Entry
from swornspec.page.flags import typed
from swornspec.page.kinds import read_kind
from swornspec.page.mson import WORDS, Item, Member, named_in, prose_of, read_member, read_section, type_of
from swornspec.page.statuses import avoidable
from swornspec.text import Passage, joined, within

TITLE: Final = "page in API Blueprint"
_META: Final = re.compile(r"(?P<key>FORMAT|HOST|VERSION|TITLE)[ \t]*:[ \t]*(?P<value>\S.*)")
_STATUS: Final = re.compile(r"\s+(?P<status>[1-5]\d\d)\b")
_EXPANSION: Final = re.compile(r"\{[?&#](?P<names>[^{}]{0,400})\}|\{[+/.;]?(?P<path>[\w.%-]{1,80})\*?\}")
_QUERY: Final = re.compile(r"\{[?&#]|\?")
_IN_BRACKETS: Final = re.compile(r"`?[\w.$@-]{1,80}`?(?::[^()]{0,80})? \((?:string|number|int|integer|boolean|array|object|enum)\b")
_CODE: Final = re.compile(r"```|~~~|[{\[<]")
_USUAL: Final = frozenset(
    ("content-type", "content-length", "accept", "accept-encoding", "host", "user-agent", "connection", "cache-control")
)
_JSON: Final = re.compile(r"-?[\d.,\s]+|true|false|null|[\[{].*", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\"(?P<value>[^\"\n]{1,80})\"(?=\s+[-–—(]|\s*$)")
_ENUM: Final = re.compile(r"(?:array\s*\[\s*)?enum", re.IGNORECASE)
_MOST_DEEP: Final = 6  # types within types
_MOST_OF_VALUE: Final = 4  # words of a value in the sample of an array
_MOST_MORE: Final = 500  # fields that types have beyond those that lines show


@dataclass(slots=True)
class _Found:
    """A field while it is read: the values that it lists, whether it holds others, the text that shows it to be one."""

    entry: Entry
    values: list[Passage] = field(default_factory=list)
    holds: bool = False
    text: Passage | None = None
    required: Passage | None = None


@dataclass(slots=True)
class Action:
    """An action while it is read."""

    whole: Blueprint
    action: Section
    resource: Section | None
    shared: Sequence[Section]
    sections: Sequence[Section]
    alone: bool = False  # the only one of its resource
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

    def read(self) -> "Action":
        """Read everything that is about the action."""
        for section in self.sections:
            if section is not self.action:
                self._prose(section, [p for p in section.parts if isinstance(p, int)])
                for item in section.parts:
                    if isinstance(item, Item) and section.role in ("group", "text") and not self._goes_on(section, item):
                        self._prose(section, list(item.all_lines()))
        parts = [(p, s) for s in (self.action, *self.shared) for p in s.parts if isinstance(p, Item)]
        parts += [(p, s) for s in self.sections for p in s.parts if isinstance(p, Item) and self._goes_on(s, p)]
        if self.action.role == "action":
            self._prose(self.action, [p for p in self.action.parts if isinstance(p, int)])
        for item, section in parts:
            part = read_part(item)
            if part is None:
                self._prose(section, list(item.all_lines()))
            elif section is self.action or part["part"].lower().startswith("param") or self._goes_on(section, item):
                self._part(item, part)
        return self

    def _goes_on(self, section: Section, item: Item) -> bool:
        """Whether an item below a heading that is none of an action is a part of the action above it: `#### Note`, `+ Parameters`."""
        return section.role == "text" and section.first > self.action.first and read_part(item) is not None

    def _prose(self, section: Section, numbers: Sequence[int]) -> None:
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

    def _use_passage(self, passage: Passage) -> None:
        first = self.whole.lines[0].span.first
        self._use(range(passage.span.first - first, passage.span.last - first + 1), "prose", "prose")

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
        self._members(item.inner, "path", (), 0)

    def _attributes(self, item: Item, part: re.Match[str], location: Location) -> None:
        """The members of a body: those of the types it is made of, then its own."""
        self._use(item.all_lines(), "structure", "attributes")
        base = in_brackets(item, part)
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
            if each.prose is not None:
                self.summary.append(each.prose)
                self.notes += [each.prose] if location == "body" else []
                self._use_passage(each.prose)
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
            if own and (kind == "request" or (status[:1] == "4" and avoidable(status))):
                self.notes.append(joined(self.whole.text, lines[own[0]], lines[own[-1]]))
                self._use(range(own[0], own[-1] + 1), "prose", "prose")
        for inner in item.inner:
            part = read_part(inner)
            word = part["part"].lower() if part else ""
            if part is not None and word.startswith("attribute") and (kind == "request" or status[:1] == "2"):
                self._attributes(inner, part, "body" if kind == "request" else "response")
            elif word.startswith("param"):
                self._parameters(inner)
            elif word == "headers" and kind == "request":
                self._headers(inner)
            elif word in ("body", "schema"):
                self._code(inner, kind if word == "body" else "unknown")
            elif part is None and kind == "request" and _IN_BRACKETS.match(inner.text.text):
                self._member(inner, "body", ())  # listed by the words of the request
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
            if self.whole.more > _MOST_MORE and item.line in self.whole.shown:
                return
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
                for each in self.whole.based_on(type_of(member))[0] if depth < _MOST_DEEP else ():
                    self._use([each.item.line], "structure", "attributes")
                    self._members(each.item.inner, location, around, depth + 1)
                self._members(item.inner, location, around, depth)
                return
            self._use(item.all_lines(), "gap", "unread")
            return
        self.whole.more += item.line in self.whole.shown
        self.whole.shown.add(item.line)
        self._use(item.all_lines(), "structure", "member")
        place = self._place(member.name.text) if location == "path" else location
        key = (place, (*around, member.name.text))
        if key in self.paths:
            return
        entry = Entry(member.name.text, place, member.name, around)
        found = self.paths[key] = _Found(entry)
        self.found.append(found)
        self._say(found, item, member)
        self._hold(found, item.inner, type_of(member), (*around, member.name.text), depth)

    def _place(self, name: str) -> Location:
        """Where a parameter is sent: in the path where that has a place for it, else in the query."""
        return "path" if self.uri is not None and name in _expanded(self.uri.text) else "query"

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

    def _hold(self, found: _Found, items: Sequence[Item], kind: Passage | None, around: tuple[str, ...], depth: int) -> None:
        """What stands below a member: its default, its values, its parts; and those of the types that it is made of."""
        name, listed = named_in(kind) if kind is not None else (None, False)
        inner = kind
        if kind is not None and listed:
            at = kind.text.index("[") + 1
            inner = within(kind, at, kind.text.rindex("]"))
        chain, base = self.whole.based_on(inner) if name is not None else ([], None)
        inside = [each for each in chain if each.item.line not in self.open]
        enum = any(p is not None and _ENUM.match(p.text) for p in (kind, base))
        array = not enum and any(p is not None and p.text.lower().startswith("array") for p in (kind, base))
        found.holds = found.holds or (bool(chain) and (base is None or base.text.lower() == "object"))
        if chain and base is not None and not listed and base.text.lower() != "object":
            found.entry.said = [(r, base if p is kind else p) for r, p in found.entry.said]
        if depth < _MOST_DEEP:  # a type within itself is shown once
            self.open += [each.item.line for each in inside]
            for each in inside:
                self._use([each.item.line], "structure", "attributes")
                if each.prose is not None:
                    found.entry.say("prose", each.prose)
                    self._use_passage(each.prose)
                self._below(found, each.item.inner, (enum, array), around, depth + 1)
            if chain and array and not listed and named_in(base or chain[0].item.text)[1]:
                self._hold(found, (), base, around, depth + 1)
            del self.open[len(self.open) - len(inside) :]
        self._below(found, items, (enum, array), around, depth)

    def _below(self, found: _Found, items: Sequence[Item], listed: tuple[bool, bool], around: tuple[str, ...], depth: int) -> None:
        """Items below a member, which may be values: all that an enumeration lists, or some that an array holds in a sample."""
        enum, array = listed
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
        if array and all(map(_only_named, parts)):
            return
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
            elif quoted := _QUOTED.match(item.text.text):
                found.values.append(within(item.text, *quoted.span("value")))
            elif item.text.text.startswith("("):
                found.values.append(within(item.text, 0, 0))
            else:
                found.entry.say("prose", item.text)

    def _title(self) -> Passage | None:
        """What the action is called: by its heading, or where that is only its method, by the resource that it is the only action of."""
        title, method = self.action.title, self.action.method
        if title is None or not (title.text == method or title.text.startswith(f"{method} /")):
            return title
        named = self.resource.title if self.alone and self.resource is not None else None
        return named if named is not None and not named.text.startswith("/") else None

    def page(self, first: int, end: int) -> Page:
        """The operation, with the lines [first, end)."""
        account = Account(self.whole.text, self.whole.lines[first:end])
        for n in range(first, end):
            if self.whole.lines[n : n + 1] and self.whole.lines[n].text and n in self.whole.uses:
                account.uses[n - first] = self.whole.uses[n]
        if self.action.role == "action":
            account.title = self._title()
            titled = account.title is not None and account.title.span.first == self.whole.lines[self.action.first].span.first
            account.uses[self.action.first - first] = ("title", "title") if titled else ("structure", "method")
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
        return account.page(self.whole.name, TITLE)


@lru_cache(maxsize=4)
def _expanded(uri: str) -> Container[str]:
    """The names of the parameters in the path of an address."""
    return {m["path"] for m in _EXPANSION.finditer(uri.partition("?")[0] if "{?" not in uri else uri) if m["path"]}


def _only_named(item: Item) -> bool:
    """Whether an item is one word or text and no more, as the values in the sample of an array are."""
    if item.inner or item.content or item.text.text[:1] == "(":
        return False
    member = read_member(item.text)
    if member is None:
        return len(item.text.text.split()) <= _MOST_OF_VALUE and item.text.text[-1:] not in ".:"
    return member.value is None and member.prose is None and not member.types


def _value(passage: Passage) -> Passage:
    """A value as an item has it, without the words beside it."""
    if passage.text[:1] == "`" and passage.text.find("`", 1) == len(passage.text) - 1:
        return passage
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
        listed_once = distinct(v[0] for v in values if v is not None)
        if listed_once is not None and None not in values:
            holder["enum"] = listed_once
            stated += [Stated(("items",) if listed else ("enum",), v) for v in found.values]
    if listed and holder:
        schema["items"] = holder
    lost = block.enum_lost and not found.values
    if schema == block.schema and len(stated) == len(block.stated) and lost == block.enum_lost:
        return block
    return replace(block, schema=schema, stated=tuple(stated), enum_lost=lost)
