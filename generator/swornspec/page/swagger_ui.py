"""Read pages of Swagger UI, as a browser copies them: for each parameter its name, its type, where it is sent, and prose.

    POST                                   what is called, above all else
    /kites/{kiteId}/tail
    Tie a tail                             title
    Parameters
    Try it out
    Name→Description
    kiteId *                               name, with a star where it is required
    integer($int64)                        type, and its format
    (path)                                 where it is sent
    Which kite.                            prose
    Available values : red, blue           labels
    Default value : red
    kiteId                                 what the form for it shows
    Request body
    application/json
    Example Value
    Schema
    {                                      the fields of the body, with a value for each
      "length": 0
    }
    Responses                              nothing below this is sent
    Code→Description→Links

The sample of a body is made from its schema: its names are those of the fields, and its values tell their types, but for numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from swornspec.page.block import Location, Page
from swornspec.page.cells import read_location
from swornspec.page.entry import Entry
from swornspec.page.json_places import Placed, placed_json
from swornspec.page.kinds import read_kind
from swornspec.page.layout import Layout
from swornspec.page.mixed import mixed
from swornspec.page.operations import Scene
from swornspec.page.pasted import PastedReader, read_scenes
from swornspec.page.pasted_calls import Called, calls_on, scenes
from swornspec.page.roles import Role
from swornspec.page.statuses import avoidable
from swornspec.page.types import Kind
from swornspec.text import Passage, joined, within

_TITLE: Final = "copied Swagger UI page"
_NAME: Final = re.compile(r"(?P<name>[A-Za-z_$@](?:[\w.$@:-]|\[\w{0,40}\]){0,98})(?P<star>\s{0,3}\*)?")
_TYPE: Final = re.compile(r"(?P<type>[a-z]{3,12}(?:\[[a-z]{3,12}\]|<[a-z]{3,12}>)?)(?:\s?\(\$(?P<format>[\w-]{1,40})\))?")
_FORMAT: Final = re.compile(r"\(\$(?P<format>[\w-]{1,40})\)")
_PLACE: Final = re.compile(r"\((?P<place>query|path|header|cookie|formData|body)\)")
_LABEL: Final = re.compile(
    r"(?P<label>Available values|Default value|Example|minimum|maximum|minLength|maxLength|minItems|maxItems|multipleOf|pattern"
    r"|exclusiveMinimum|exclusiveMaximum)\s?:\s?(?P<value>\S.{0,2000})"
)
_ROLES: Final[Mapping[str, Role]] = {
    "Available values": "values",
    "Default value": "default",
    "Example": "example",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "shortest",
    "maxLength": "length",
    "minItems": "minimum",
    "maxItems": "maximum",
    "multipleOf": "multiple",
    "pattern": "pattern",
}
_NUMBERS: Final = ("exclusiveMinimum", "exclusiveMaximum")
_SITE: Final = re.compile(
    r"Try it out|Cancel|Reset|Execute|Clear|No parameters|No links|Media type|Controls Accept header\.|Example Value|Schema|Model|Copy"
    r"|Add \w{1,20} item|Send empty value|Choose File|No file chosen|--|Parameter content type|Name\s+Description"
    r"|Code\s+Description(?:\s+Links)?|Response content type|[a-z]{1,20}/[\w.+*-]{1,60}|Edit Value|true|false"
)
_BODY: Final = re.compile(r"Request body(?P<demand>\s?(?:required|\*))?")
_ANSWERS: Final = re.compile(r"Responses?|Server response|Curl|Callbacks")
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_STATUS: Final = re.compile(r"(?:[1-5]\d\d|default)\s*")
_ANSWERED: Final = ("response", "errors")
_MARKS: Final = ("Parameters", "Try it out", "Responses", "Name\tDescription", "Code\tDescription", "Code\tDescription\tLinks")
_MOST_OF_LABEL: Final = 2_100
_MOST_BLANK: Final = 2
_MOST_OF_HEAD: Final = 5
_MOST_OF_TITLE: Final = 200
_MOST_FIELDS: Final = 500
_MOST_DEEP: Final = 6
_Head = tuple[re.Match[str], int, re.Match[str], Passage | None, re.Match[str]]


def _head(page: Sequence[Passage], at: int, last: int) -> tuple[_Head, int] | None:
    """A name, its type, its format and where it is sent, on lines below each other, and the last of these; None where no field begins."""
    text = page[at].text
    named = _NAME.fullmatch(text) if text and text[0] not in "(<{" and len(text) < 120 else None
    if named is None:
        return None
    typed: re.Match[str] | None = None
    form: Passage | None = None
    where = at
    seen = blank = 0
    for n in range(at + 1, min(at + 2 + _MOST_OF_HEAD + _MOST_BLANK * _MOST_OF_HEAD, last + 1)):
        line = page[n].text
        if not line:
            blank += 1
            if blank > _MOST_BLANK:
                return None
            continue
        blank, seen = 0, seen + 1
        if typed is None:
            typed, where = _TYPE.fullmatch(line), n
            if typed is None or read_kind(typed["type"]) is None:
                return None
        elif (place := _PLACE.fullmatch(line)) is not None:
            return (named, where, typed, form, place), n
        elif (said := _FORMAT.fullmatch(line)) is not None:
            form = within(page[n], *said.span("format"))
        elif line != "deprecated" or seen > _MOST_OF_HEAD:
            return None
    return None


def score(page: Sequence[Passage]) -> int:
    """How many lines are names, types, places and labels; 0 without a place in brackets below a type, as only Swagger UI has it."""
    found, after = 0, -1
    if not any(line.text[:1] == "(" and _PLACE.fullmatch(line.text) for line in page):
        return 0
    fields = False
    for at, line in enumerate(page):
        if not line.text or at <= after:
            continue
        head = _head(page, at, len(page) - 1)
        if head is not None:
            found, after, fields = found + sum(bool(page[n].text) for n in range(at, head[1] + 1)), head[1], True
        elif line.text in _MARKS or _BODY.fullmatch(line.text) or _LABEL.fullmatch(line.text[:_MOST_OF_LABEL]):
            found += 1
    return found if fields else 0


def _scenes(page: Sequence[Passage], code: Mapping[int, int]) -> Iterator[Scene]:
    """The operations of a page: each begins with what it calls, and has its title below that."""
    calls: dict[tuple[str, str], Called] = {}
    for call in calls_on(page, code):
        calls.setdefault(call.key, call)
    found = [*calls.values()]
    if not found:
        yield from scenes(page, code)
        return
    starts = [0, *(call.first for call in found[1:]), len(page)]
    for call, (first, end) in zip(found, pairwise(starts), strict=True):
        titles = (n for n in range(call.last + 1, min(call.last + 2 + _MOST_BLANK, end)) if page[n].text)
        title = next(titles, -1)
        fits = title >= 0 and len(page[title].text) <= _MOST_OF_TITLE and page[title].text not in ("Parameters", "Responses")
        yield Scene(first, end - 1, (), frozenset(call.said), call.method, call.path, call.server, title if fits else -1)


class _Reader(PastedReader):
    """Where in an operation we are: above its parameters, among them, in its body, or below all that is sent."""

    value = ""  # the default of the open field, which its form shows once more

    def claims(self, at: int) -> bool:
        """Whether a line is a name although it reads like a heading."""
        return _BODY.fullmatch(self.all[at].text) is not None or _head(self.all, at, self.last) is not None

    def field(self, at: int) -> int:
        """Use the head of a parameter, a label, the sample of the body, or what the site prints."""
        text = self.all[at].text
        head = _head(self.all, at, self.last) if self.section not in _ANSWERED else None
        if head is not None:
            return self._open(at, *head)
        if _BODY.fullmatch(text) is not None:
            self.close()
            self.use(at, "structure", "section")
            self.section = "body"
            return at + 1
        if _ANSWERS.fullmatch(text) is not None:
            self.close()
            self.use(at, "structure", "section")
            self.section = "response"
            return at + 1
        if self.section in _ANSWERED and _STATUS.fullmatch(text) is not None:
            self.settle()
            self.use(at, "structure", "response")
            self.section = "errors" if text[0] == "4" and avoidable(text) else "response"
            return at + 1
        label = _LABEL.fullmatch(text) if self.entry is not None and len(text) < _MOST_OF_LABEL else None
        if label is not None and self.entry is not None:
            return self._label(at, label, self.entry)
        if text == "deprecated" and self.entry is not None:
            self.use(at, "structure", "badge")
            self.entry.say("badge", self.all[at])
            return at + 1
        if _SITE.fullmatch(text) is not None or self._shown(text):
            self.use(at, "chrome", "form")
            return at + 1
        return at

    def _shown(self, text: str) -> bool:
        """Whether a line is what the form for a parameter shows: its name, its default, a number."""
        if self.entry is None:
            return False
        return text in (self.entry.name, self.value) or _NUMBER.fullmatch(text) is not None

    def _open(self, at: int, head: _Head, last: int) -> int:
        named, where, typed, form, place = head
        location: Location = read_location(place["place"]) or "query"
        self.close()
        self.use_all(at, last, "structure", "field")
        name = within(self.all[at], *named.span("name"))
        self.section = "body" if location == "body" and place["place"] == "body" else "request"
        if place["place"] == "body":  # the whole body, whose fields its sample shows
            return last + 1
        entry = Entry(name.text, location, name, markup=False)
        entry.say("type", within(self.all[where], *typed.span("type")))
        form = within(self.all[where], *typed.span("format")) if typed["format"] else form
        if form is not None:
            entry.say("format", form)
        if named["star"]:
            entry.say("demand", within(self.all[at], named.end() - 1, named.end()))
        for n in range(at, last):
            if self.all[n].text == "deprecated":
                entry.say("badge", self.all[n])
        self.open(entry)
        self.value = ""
        return last + 1

    def _label(self, at: int, found: re.Match[str], entry: Entry) -> int:
        """A line such as `Default value : 10`."""
        self.use(at, "structure", "label")
        label, value = found["label"], within(self.all[at], *found.span("value"))
        if label in _NUMBERS:
            number = float(value.text) if _NUMBER.fullmatch(value.text) else None
            if number is not None:
                entry.state({label: int(number) if number.is_integer() else number}, value)
        else:
            entry.say(_ROLES[label], value)
        self.value = value.text if label == "Default value" else self.value
        return at + 1

    def _sample(self, at: int, end: int) -> int:
        if self.section == "body":
            self.close()
            passage = joined(self.text, self.all[at], self.all[end])
            shown = placed_json(passage.text)
            if shown is not None:
                known = {e.path for e in self.entries if e.location == "body"}
                found = [e for e in _fields(passage, shown, ()) if e.path not in known]
                self.entries += found[:_MOST_FIELDS]
        return super()._sample(at, end)


def _fields(passage: Passage, value: Placed, base: tuple[str, ...]) -> Iterator[Entry]:
    """The fields that the sample of a body shows, each where its name stands; those of the items of an array by the first of them."""
    if len(base) > _MOST_DEEP:
        return
    for name, (at, held) in value.members.items():
        if name.startswith("additionalProp") or not name or len(name) > _MOST_OF_TITLE:
            continue
        entry = Entry(name, "body", within(passage, at + 1, at + 1 + len(name)), base, markup=False)
        entry.type_as(Kind(_type_of(held)), within(passage, held.start, min(held.end, held.start + 1)))
        yield entry
        inner = held.items[0] if held.items else held
        yield from _fields(passage, inner, (*base, name))


def _type_of(value: Placed) -> dict[str, Any]:
    """What a value that stands for a type tells of it: a number may be an integer or not."""
    if value.kind == "array":
        items = _type_of(value.items[0]) if value.items else {}
        return {"type": "array", **({"items": items} if items else {})}
    if value.kind == "object":
        return {"type": "object"}
    if isinstance(value.value, bool):
        return {"type": "boolean"}
    return {"type": "string"} if isinstance(value.value, str) else {}


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    return read_scenes(name, text, _Reader, _TITLE, _scenes)


LAYOUT: Final = Layout(
    "swagger-ui",
    _TITLE,
    "the name of a parameter above its type, and below that where it is sent, as '(query)'",
    score,
    mixed(read),
)
