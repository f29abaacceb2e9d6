"""The headings of an API Blueprint with what stands below each, and the types that it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from swornspec.page.block import Use
from swornspec.page.code import fences_code
from swornspec.page.mson import Item, named_in, read_items
from swornspec.text import Passage, joined, within

_METHODS: Final = r"GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE"
_HEADING: Final = re.compile(r"(?P<marks>#{1,6})[ \t]*(?P<text>[^#\s].{0,398}?)[ \t]*#*")
_ACTION: Final = re.compile(
    rf"(?:(?P<title>[^\[\]]{{1,200}}?)\s*\[(?P<method>{_METHODS})(?:\s+(?P<path>/[^\s\]]*))?\]|(?P<method2>{_METHODS})(?:\s+(?P<path2>/\S*))?)"
)
_RESOURCE: Final = re.compile(r"(?:(?P<title>[^\[\]]{1,200}?)\s*\[\s*(?P<path>/[^\s\]]*)\s*\]|(?P<path2>/\S*))")
_GROUP: Final = re.compile(r"Group\s+\S.*", re.IGNORECASE)
_TYPES: Final = re.compile(r"Data Structures?", re.IGNORECASE)
_TYPE: Final = re.compile(r"(?P<name>[^()\[\]]{1,120}?)\s*(?:\((?P<base>[^\n]{1,160})\))?")
_PART: Final = re.compile(
    r"(?P<part>Parameters?|Attributes?|Request|Response|Headers|Body|Schema|Model)\b(?P<rest>[^\n]{0,300})", re.IGNORECASE
)
_STATUS: Final = re.compile(r"\s+(?P<status>[1-5]\d\d)\b")
_MEMBERS: Final = re.compile(r"(?:items|members|properties)", re.IGNORECASE)
_SHOWN: Final = re.compile(r"(?:sample|default)", re.IGNORECASE)
_MOST_DEEP: Final = 6  # types within types
Role = Literal["group", "resource", "action", "types", "type", "text"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, up to the next; the lines of a page before any heading have none."""

    role: Role
    first: int
    end: int
    title: Passage | None = None
    method: str | None = None
    path: Passage | None = None
    parts: tuple[Item | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Type:
    """A type by its name: the word for what it is based on, its members, and what is said of it above these."""

    base: Passage | None
    item: Item
    prose: Passage | None = None


@dataclass(slots=True)
class Blueprint:
    """A page while it is read: the types that it names, what became of its lines so far."""

    name: str
    text: str
    lines: Sequence[Passage]
    sections: Sequence[Section]
    types: dict[str, Type] = field(default_factory=dict)
    uses: dict[int, tuple[Use, str]] = field(default_factory=dict)
    host: Passage | None = None
    shown: set[int] = field(default_factory=set)  # the lines of members that some operation has
    more: int = 0  # fields beyond these, of lines that several have

    def name_types(self) -> None:
        """Find the types: those under `Data Structures`, and the attributes of resources, which go by the name of the resource."""
        last: Item | None = None
        for section in self.sections:
            items = [p for p in section.parts if isinstance(p, Item)]
            if section.title is None:
                continue
            if section.role == "type" and last is not None and _MEMBERS.fullmatch(section.title.text):
                last.inner += items
            elif section.role == "type" and last is not None and _SHOWN.fullmatch(section.title.text):
                last.inner += [Item(section.first, -1, section.title, [], items)] if len(items) == 1 else []
            elif section.role == "type" and (found := _TYPE.fullmatch(section.title.text)):
                base = within(section.title, *found.span("base")) if found["base"] else None
                last = self._whole(section, items)
                self.types.setdefault(found["name"].strip("` ").lower(), Type(base, last, self._prose(section)))
            elif section.role == "resource":
                for item in items:
                    part = read_part(item)
                    if part and part["part"].lower().startswith("attribute"):
                        self.types.setdefault(section.title.text.lower(), Type(in_brackets(item, part), item))

    def _prose(self, section: Section) -> Passage | None:
        """What stands below a heading, up to the first item."""
        end = next((n for n, part in enumerate(section.parts) if isinstance(part, Item)), len(section.parts))
        numbers = [part for part in section.parts[:end] if isinstance(part, int)]
        return joined(self.text, self.lines[numbers[0]], self.lines[numbers[-1]]) if numbers else None

    def _whole(self, section: Section, items: list[Item]) -> Item:
        return Item(section.first, -1, section.title or self.lines[section.first], [], items)

    def based_on(self, kind: Passage | None) -> tuple[list[Type], Passage | None]:
        """The types that a type is made of, the outermost last, and the word for what it is in the end, if any."""
        chain: list[Type] = []
        while kind is not None and len(chain) < _MOST_DEEP:
            name, listed = named_in(kind)
            found = self.types.get(name.lower()) if name is not None and not listed else None
            if found is None or found in chain:
                break
            chain.append(found)
            kind = found.base
        return chain[::-1], kind


def read_part(item: Item) -> re.Match[str] | None:
    """What part of an action an item is: `Request (application/json)`."""
    found = _PART.fullmatch(item.text.text)
    if found is None or (found["part"].lower() not in ("request", "response") and not re.fullmatch(r"\s*(?:\(.*\))?\s*", found["rest"])):
        return None
    return None if found["part"].lower() == "response" and found["rest"].strip() and not _STATUS.match(found["rest"]) else found


def in_brackets(item: Item, part: re.Match[str]) -> Passage | None:
    """What stands in brackets behind the word for a part: the type of attributes."""
    found = re.search(r"\((?P<inner>[^\n]{1,200})\)", part["rest"])
    start = part.start("rest")
    return within(item.text, start + found.start("inner"), start + found.end("inner")) if found else None


def heads_action(line: str) -> bool:
    """Whether a line is a heading of an action, or of the types that a page names."""
    found = _HEADING.fullmatch(line)
    return found is not None and _role(found["text"], 1, 0)[0] in ("action", "types")


def read_sections(page: Sequence[Passage], indents: Sequence[int]) -> Iterator[Section]:
    """The sections of a page in order; the first is what stands before any heading."""
    heads = []
    code = False
    for n, line in enumerate(page):
        code ^= fences_code(line.text) and 0 <= indents[n] < 4
        if line.text[:1] == "#" and not code and 0 <= indents[n] < 4 and (found := _HEADING.fullmatch(line.text)):
            heads.append((n, found))
    yield Section(
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
        yield Section(role, n, end, title, method, path, tuple(read_items(page, indents, n + 1, end)))


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
