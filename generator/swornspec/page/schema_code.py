r"""Read pages that document a request by its JSON Schema, in a piece of code or as plain lines, or by a JSON object of its fields.

    Input schema                                            a heading, which may say that it is that of an answer
    {
      "type": "object",
      "properties": {
        "width": {"type": "integer", "maximum": 2048, "description": "In pixels."},     a field, and what is said of it
        "size": {"type": "object", "properties": {"unit": {"type": "string"}}}          parts of it are fields of their own
      },
      "required": ["width"]
    }

    {"width": {"type": "number", "required": true, "description": "In pixels."}, …}     the same without `properties`

An OpenAPI document is no such page, nor is a sample.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from swornspec.page.block import Location, Page
from swornspec.page.commented import ANSWERS, asks_here, members_of
from swornspec.page.compiles import compiles
from swornspec.page.entry import Entry
from swornspec.page.headings import Section, section_of
from swornspec.page.json_places import Placed, placed_json
from swornspec.page.layout import Layout
from swornspec.page.markdown import Element, elements
from swornspec.page.operations import split
from swornspec.page.sample import sample_ends
from swornspec.page.tables import Reader
from swornspec.page.types import Kind
from swornspec.text import Passage, Span, lines, within

_TITLE: Final = "page with a JSON Schema"
_TYPES: Final = frozenset(("string", "integer", "number", "boolean", "object", "array", "null"))
_KEYWORDS: Final = (
    *("enum", "default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern"),
    *("format", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "deprecated", "readOnly", "writeOnly"),
)
_FLAGS: Final = ("uniqueItems", "deprecated", "readOnly", "writeOnly")
_AROUND: Final[Mapping[str, Location | None]] = {
    **dict.fromkeys(("inputschema", "input", "parameters", "schema", "request"), None),
    **dict.fromkeys(("body", "bodyfields", "bodyparams", "requestbody"), "body"),
    **dict.fromkeys(("queryparams", "queryfields", "query"), "query"),
    **dict.fromkeys(("pathparams", "pathfields", "path"), "path"),
}
_OTHERS: Final = ("openapi", "swagger", "paths", "components")
_DEFINED: Final = re.compile(r"#/(?:\$defs|definitions|components/schemas)/(?P<name>[\w.-]{1,80})")
_MOST: Final = 60_000  # characters of a schema
_MOST_DEEP: Final = 6  # objects within objects
_MOST_FIELDS: Final = 500
_ANSWERS: Final = ("response", "errors", "ignored")
_OPENS_COMMENT: Final = ("// ", "# ", "/* ", "/** ", "(required", "(optional", "interface ", "type ", ": string", ': "string', ": integer")
_LINE_END: Final = re.compile(r"\\n")


@dataclass(frozen=True, slots=True)
class _Fields:
    """An object whose members are fields, those that are required with the place that says so, and where they are sent."""

    members: Placed
    required: Mapping[str, Placed] = field(default_factory=dict)
    location: Location | None = None


def score(page: Sequence[Passage]) -> int:
    """Two for each field of a schema; 0 without any."""
    pieces = tuple(_elements(page)) if any('"type"' in line.text for line in page) else ()
    found = sum(2 * len(found.members.members) for e in pieces if e.kind == "code" for found in _fields_at(page, e))
    return found or int(_commented(page))


def _commented(page: Sequence[Passage]) -> bool:
    """Whether code of a request tells of its fields by comments alone, which counts less than any other form."""
    if not any(mark in line.text for line in page for mark in _OPENS_COMMENT):
        return False
    section: Section | None = None
    for element in elements(page):
        if element.kind == "heading" and element.text is not None:
            section = section_of(element.text.text)
        elif element.kind == "code" and section not in ANSWERS and asks_here(page, element.first):
            told = members_of(page[slice(*element.code)])[0] is not None
            if told:
                return True
    return False


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    page = lines(name, text)
    return tuple(_Reader(name, text, page, scene, _TITLE).page() for scene in split(page, tuple(_elements(page))))


def _elements(page: Sequence[Passage]) -> Iterator[Element]:
    """The elements of a page, with code that no fence sets apart."""
    ends = sample_ends(page)
    done = -1
    for element in elements(page):
        if element.kind != "paragraph":
            if element.first > done:
                yield element
            continue
        at = max(element.first, done + 1)
        n = at
        while n <= element.last:
            if n not in ends or page[n].text[:1] != "{":
                n += 1
                continue
            if n > at:
                yield Element("paragraph", at, n - 1)
            yield Element("code", n, ends[n], fenced=False)
            done = ends[n]
            at = n = done + 1
        if at <= element.last:
            yield Element("paragraph", at, element.last)


def _fields_at(page: Sequence[Passage], element: Element) -> Sequence[_Fields]:
    """The fields that a piece of code declares."""
    start, end = element.code
    if end <= start or not any('"type"' in line.text for line in page[start:end]):
        return ()
    text = _text(page, start, end)
    root = placed_json(text) if len(text) <= _MOST else None
    return () if root is None or any(key in root.members for key in _OTHERS) else tuple(_declared(root, None, 0))


def _text(page: Sequence[Passage], start: int, end: int) -> str:
    """Lines as one text in which every character stands as far from the first as on the page."""
    first = page[start].span.start
    pieces, at = [], first
    for line in page[start:end]:
        gap = line.span.start - at
        pieces += ["\n" * (gap > 0 and at > first), " " * (gap - (gap > 0 and at > first)), line.text]
        at = line.span.end
    return "".join(pieces)


def _declared(node: Placed, location: Location | None, depth: int) -> Iterator[_Fields]:
    """The schema that a value is, or those around which it is: `{"name": …, "inputSchema": {…}}`."""
    properties = node.get("properties")
    if properties is not None and properties.kind == "object":
        yield _Fields(properties, _required(node), location)
        return
    if node.kind != "object" or depth > 2:
        return
    if _lists_fields(node):
        yield _Fields(node, {}, location)
        return
    for key, (_, value) in node.members.items():
        around = key.replace("_", "").lower()
        if around in _AROUND:
            yield from _declared(value, _AROUND[around] or location, depth + 1)


def _lists_fields(node: Placed) -> bool:
    """Whether the members of an object are fields, each with its type and more."""
    told = [
        value
        for _, value in node.members.values()
        if value.kind == "object"
        and isinstance(_scalar(value, "type"), str)
        and {"description", "required", "default"} & value.members.keys()
    ]
    return len(told) > 1 and len(told) == len(node.members)


def _required(node: Placed) -> Mapping[str, Placed]:
    listed = node.get("required")
    return {item.value: item for item in listed.items if isinstance(item.value, str)} if listed is not None else {}


def _scalar(node: Placed, key: str) -> Any:
    found = node.get(key)
    return found.value if found is not None and found.kind == "scalar" else None


@dataclass(slots=True)
class _Reader(Reader):
    """An operation while its elements are read: code may declare its fields."""

    origin: int = 0  # where the code begins that is read
    defined: Mapping[str, tuple[int, Placed]] = field(default_factory=dict)
    left: int = _MOST_FIELDS

    def _code(self, element: Element) -> None:
        found = _fields_at(self.all_lines, element)
        above = next((line.text for line in self.all_lines[max(0, element.first - 2) : element.first][::-1] if line.text), "")
        said = section_of(above) if len(above.split()) < 5 else None
        if not found or said in _ANSWERS or (said is None and self.section in _ANSWERS):
            Reader._code(self, element)
            return
        self._use(element, "structure", "field")
        start, end = element.code
        text = _text(self.all_lines, start, end)
        root = placed_json(text)
        self.origin = self.all_lines[start].span.start
        both = [root.get(key) for key in ("$defs", "definitions")] if root is not None else []
        self.defined = {name: value for node in both if node is not None for name, value in node.members.items()}
        self.tables += 1
        for fields in found:
            self._declare(fields, (), 0)

    def _declare(self, fields: _Fields, around: tuple[str, ...], depth: int) -> None:
        for name, (key, value) in fields.members.members.items():
            if value.kind != "object" or not name.strip() or self.left <= 0:
                continue
            passage = self._at(key + 1, key + 1 + len(name))
            if passage.text != name:
                continue  # it is spelled with escapes
            self.left -= 1
            entry = Entry(name, fields.location or self._location(self.section, name), passage, around)
            self._state(entry, value, passage)
            asked = fields.required.get(name) or value.get("required")
            if asked is not None and (asked.value is True or asked.value == name):
                entry.state({"required": True}, self._at(asked.start, asked.end))
            self.keep(entry, (), None)
            whole = self._resolved(value)
            inner = self._resolved(items) if (items := whole.get("items")) is not None else whole
            parts = inner.get("properties")
            if parts is not None and parts.kind == "object" and depth < _MOST_DEEP:
                self._declare(_Fields(parts, _required(inner), fields.location), (*around, name), depth + 1)

    def _resolved(self, node: Placed) -> Placed:
        """The schema that a reference within the same code leads to, else the one itself."""
        found = _DEFINED.fullmatch(said) if isinstance(said := _scalar(node, "$ref"), str) else None
        return self.defined[found["name"]][1] if found is not None and found["name"] in self.defined else node

    def _state(self, entry: Entry, node: Placed, passage: Passage) -> None:
        """What a schema says of its field."""
        whole = self._resolved(node)
        kind = _kind(whole, self._resolved)
        said = whole.get("type")
        if "type" in kind:
            entry.type_as(Kind(kind), passage if said is None else self._at(said.start, said.end))
        elif said is not None and said.kind == "scalar" and isinstance(said.value, str):
            entry.say("type", self._at(said.start + 1, said.end - 1))
        for keyword in _KEYWORDS:
            value = whole.get(keyword)
            if value is not None and _may_be(keyword, value):
                entry.state({keyword: _plain(value)}, self._at(value.start, value.end))
        for key in ("example", "examples"):
            value = whole.get(key)
            if value is not None and value.kind == "scalar":
                entry.state({"examples": [value.value]}, self._at(value.start, value.end))
        for described in (node, whole) if whole is not node else (node,):
            prose = described.get("description")
            if prose is not None and isinstance(prose.value, str):
                for part in self._lines_of(self._at(prose.start + 1, prose.end - 1)):
                    entry.say("prose", part)

    def _lines_of(self, passage: Passage) -> Iterator[Passage]:
        """The lines of a text in JSON, whose ends are spelled out."""
        at = 0
        for end in [*[m.start() for m in _LINE_END.finditer(passage.text)], len(passage.text)]:
            if passage.text[at:end].strip():
                yield within(passage, at, end)
            at = end + 2

    def _at(self, start: int, end: int) -> Passage:
        """The characters [start, end) of the code, as the page has them."""
        first, last = self.origin + start, self.origin + end
        line = self.all_lines[bisect_right(self.all_lines, first, key=lambda line: line.span.start) - 1].span.first
        return Passage(self.text[first:last], Span(self.name, line, line + self.text.count("\n", first, last), first, last))


def _may_be(keyword: str, node: Placed) -> bool:
    """Whether a value is one that a keyword may have."""
    value = node.value
    if keyword == "enum":
        return node.kind == "array" and bool(node.items) and all(item.kind == "scalar" for item in node.items)
    if keyword == "default":
        return True
    if keyword in _FLAGS:
        return isinstance(value, bool)
    if keyword in ("pattern", "format"):
        return isinstance(value, str) and (keyword == "format" or compiles(value))
    whole = keyword.startswith(("min", "max")) and not keyword.endswith("imum")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and not (whole and (isinstance(value, float) or value < 0)) and not (keyword == "multipleOf" and value <= 0)


def _plain(node: Placed) -> Any:
    """The value itself, with all that is in it."""
    if node.kind == "object":
        return {key: _plain(value) for key, (_, value) in node.members.items()}
    return [_plain(item) for item in node.items] if node.kind == "array" else node.value


def _kind(node: Placed, resolved: Callable[[Placed], Placed]) -> dict[str, Any]:
    """The type that a schema states, with that of its items; of alternatives only null may be one."""
    said = node.get("type")
    if said is None:
        choices = node.get("anyOf") or node.get("oneOf")
        if choices is None:
            return {}
        kinds = [_kind(resolved(item), resolved).get("type") for item in choices.items[:_MOST_DEEP]]
        named = [kind for kind in kinds if isinstance(kind, str)]
        return {"type": named if len(named) > 1 else named[0]} if named and len(named) == len(choices.items) else {}
    types = _plain(said)
    if not (
        types in _TYPES
        if isinstance(types, str)
        else isinstance(types, list) and types and all(isinstance(t, str) and t in _TYPES for t in types)
    ):
        return {}
    items = node.get("items")
    inner = _kind(resolved(items), lambda node: node) if items is not None and items.kind == "object" else {}
    if items is not None and "type" in inner:
        told = [(keyword, value) for keyword in _KEYWORDS if (value := resolved(items).get(keyword)) is not None]
        inner |= {keyword: _plain(value) for keyword, value in told if _may_be(keyword, value)}
    return {"type": types, **({"items": inner} if inner else {})}


LAYOUT: Final = Layout(
    "json-schema", _TITLE, 'JSON with `"properties"`, or with a member for each field that has a "type" and a "description"', score, read
)
