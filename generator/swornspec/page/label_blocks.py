"""Read references that describe a field and then state each fact about it as a label with a value, as those of cloud services do.

    Request Body                                     a section
    treeCount                                        name
    How many trees stand there.                      prose

    Type: Integer                                    labels

    Valid Range: Minimum value of 1. Maximum value of 10000.

    Required: No

A name is the first single word behind a section or behind the labels of the field above it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from swornspec.page.block import Location, Page
from swornspec.page.code import code_ends
from swornspec.page.entry import Entry
from swornspec.page.layout import Layout
from swornspec.page.mixed import mixed
from swornspec.page.pasted import PastedReader, read_pasted
from swornspec.page.pasted_words import SENT, Part, is_chrome, part_of
from swornspec.page.roles import Role
from swornspec.page.types import Kind, read_number
from swornspec.page.unions import read_union
from swornspec.text import Passage, within

_TITLE: Final = "reference page with labels below each field"
_NAME: Final = re.compile(r"[*`]{0,2}(?P<name>[A-Za-z_$@](?:[\w.$@:-]|\\_){0,98})[*`]{0,2}")
_LABEL: Final = re.compile(
    r"[*_]{0,2}(?P<label>Type|Required|Default(?: Value)?|Valid Values|Valid Range|Length Constraints|Array Members|Pattern|Map Entries"
    r"|(?:Key|Value) (?:Length Constraints|Pattern))[*_]{0,2}:[*_]{0,2} {0,2}(?P<value>\S.{0,2000})",
    re.IGNORECASE,
)
_SECTIONS: Final[Mapping[str, Part]] = {
    "uri request parameters": "request",
    "request syntax": "sample",
    "response syntax": "sample",
    "response elements": "response",
    "see also": "ignored",
}
_LIMIT: Final = re.compile(
    r"(?P<side>minimum|maximum|fixed) (?:(?:value|length|number|size)(?: of)?|of) "
    r"(?P<number>-?\d[\d,]{0,18}(?:\.\d{1,15})?)(?: items?| characters?)?\.?",
    re.IGNORECASE,
)
_LIMITED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "length constraints": ("Length", ("string",)),
    "array members": ("Items", ("array",)),
    "map entries": ("Properties", ("object",)),
    "valid range": ("imum", ("integer", "number")),
}
_MAP: Final = re.compile(r"String to (?P<value>\w{1,40}(?: \w{1,40}){0,2}) map", re.IGNORECASE)
_OBJECT: Final = re.compile(r"(?P<name>[A-Z]\w{0,80}) object")
_BINARY: Final = re.compile(r"base64-encoded binary data object", re.IGNORECASE)
_VALUES: Final = re.compile(r"[^\s|,]{1,100}(?:\s?[|]\s?[^\s|,]{1,100}){0,300}")
_VALUE: Final = re.compile(r"[^\s|]+")
_TEXTS: Final = frozenset(("path", "query", "header"))
_DEMANDS: Final = frozenset(("yes", "no", "true", "false"))
_SIGNS: Final = ("Type:", "Required:", "**Type:", "**Required:", "*Type:", "*Required:", "Type**:", "**Type**:")
_OWN: Final = ("Valid Range:", "Length Constraints:", "Array Members:", "Map Entries:")
_MOST: Final = 2_100


def score(page: Sequence[Passage]) -> int:
    """Two for each field in a section, less one, as lists of fields may have such labels too; 0 where no field has a type and a demand.

    Where labels are among them that no other layout has, all of them count as well.
    """
    labels = [found for line in page if line.text.startswith(_SIGNS) and (found := _LABEL.fullmatch(line.text[:_MOST])) is not None]
    typed = any(found["label"].lower() == "type" for found in labels)
    demanded = any(found["label"].lower() == "required" and found["value"].strip(". *").lower() in _DEMANDS for found in labels)
    if not (typed and demanded):
        return 0
    fields = sum(part in SENT or part == "request" for _, part in _names(page, code_ends(page), 0, len(page) - 1))
    own = fields > 0 and any(line.text.startswith(_OWN) and _LABEL.fullmatch(line.text[:_MOST]) for line in page)
    return 2 * fields + len(labels) if own else max(0, 2 * fields - 1)


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    return read_pasted(name, text, _Reader, _TITLE)


def _part(text: str) -> Part | None:
    """What a line says about the fields below it, when it is the heading of a section; None for any other line."""
    bare = text.strip("#* ").lower()
    return _SECTIONS.get(bare) or part_of(text)


def _names(page: Sequence[Passage], code: Mapping[int, int], first: int, last: int) -> Iterator[tuple[int, Part | None]]:
    """The lines that are names of fields, and the section that each stands in."""
    part: Part | None = None
    waiting, end = -1, -1
    for at in range(first, last + 1):
        text = page[at].text
        end = code.get(at, end)
        if not text or at <= end or len(text) > _MOST:
            continue
        said = _part(text)
        if said is not None:
            part, waiting = said, -1
        elif _LABEL.fullmatch(text):
            if waiting >= 0:
                yield waiting, part
            waiting = -1
        elif waiting < 0 and _NAME.fullmatch(text) and not is_chrome(text):
            waiting = at


class _Reader(PastedReader):
    """An operation while its lines are read."""

    names: frozenset[int] | None = None
    uri = False  # whether the fields of the section are in the address
    kind: Kind = Kind()  # of the open field
    parted = False  # whether it is required in one case, and not in another

    def claims(self, at: int) -> bool:
        """Whether a line is a name although it reads like a heading, or the heading of a section that only this layout has."""
        return at in self._known() or self.all[at].text.strip("#* ").lower() in _SECTIONS

    def _known(self) -> frozenset[int]:
        if self.names is None:
            self.names = frozenset(n for n, _ in _names(self.all, self.code, self.scene.first, self.last))
        return self.names

    def field(self, at: int) -> int:
        """Use a section of this layout, a name, or a label below one."""
        text = self.all[at].text
        own = _SECTIONS.get(text.strip("#* ").lower())
        if own is not None:
            self.close()
            self.use(at, "structure", "section")
            self.section, self.uri = own, text.strip("#* ").lower().startswith("uri")
            return at + 1
        if at in self._known():
            return self._open(at)
        found = _LABEL.fullmatch(text) if self.entry is not None and len(text) < _MOST else None
        if found is None or self.entry is None:
            return at
        value = _shown(within(self.all[at], found.start("value"), found.end("value") - (len(text) - len(text.rstrip("*_ ")))))
        if not self._say(self.entry, found["label"].lower(), value, self.all[at]):
            return at
        self.use(at, "structure", "label")
        return at + 1

    def begin(self) -> None:
        """Fields of another section are not in the address."""
        self.uri = False

    def _open(self, at: int) -> int:
        found = _NAME.fullmatch(self.all[at].text)
        if found is None or self.section not in (*SENT, "request"):
            self.close()
            self.use(at, "structure", "name")
            return at + 1
        self.close()
        self.use(at, "structure", "field")
        name, self.kind = found["name"].replace("\\", ""), Kind()
        self.parted = False
        self.open(Entry(name, self._location(name), within(self.all[at], *found.span("name")), markup=self.markup))
        return at + 1

    def _location(self, name: str) -> Location:
        if not self.uri:
            return self.location(name)
        return "path" if f"{{{name}}}" in self.scene.route or name in self.scene.route.split("/") else "query"

    def _say(self, entry: Entry, label: str, value: Passage, line: Passage) -> bool:
        """Whether what a label states is said of the field; what is not understood stays prose."""
        roles: Mapping[str, Role] = {"default": "default", "default value": "default", "valid values": "values", "pattern": "pattern"}
        if label == "type":
            kind = _kind(value.text.rstrip(". "))
            if kind is not None:
                self.kind = kind
                entry.type_as(kind, value)
            return kind is not None
        if label == "required":
            said = value.text.strip("\\. ").lower()
            understood = said in _DEMANDS
            before = [one for role, one in entry.said if role == "demand"]
            if understood and any(one.text.strip("\\. ").lower() != said for one in before):
                entry.said = [one for one in entry.said if one[0] != "demand"]
                self.parted = True
                return False
            if understood and not (before or self.parted):
                entry.say("demand", value)
            return understood
        if label == "valid values" and (found := _VALUES.fullmatch(value.text)) is not None:
            for one in _VALUE.finditer(found.group()):
                entry.say("value", within(value, *one.span()))
            return True
        if label in roles and (label != "pattern" or self.kind.type == "string"):
            entry.say(roles[label], value)
            return True
        if not self.kind.schema and entry.location in _TEXTS and label in ("length constraints", "pattern"):
            self.kind = Kind({"type": "string"})  # which they say without a type
            entry.state({"type": "string"}, line)
            return self._say(entry, label, value, line)
        stated = _limits(label, value.text.replace("\\.", "."), self.kind)
        if stated:
            entry.state(stated, line)
        return bool(stated)


def _shown(value: Passage) -> Passage:
    """A value without the ticks and blanks around it: `` ` a | b` ``."""
    lead = len(value.text) - len(value.text.lstrip("` "))
    end = len(value.text.rstrip("` "))
    return within(value, lead, end) if lead < end else value


def _kind(words: str) -> Kind | None:
    """The type that words name; None where they name none."""
    if (found := _MAP.fullmatch(words)) is not None:
        held = read_union(found["value"])
        return Kind({"type": "object", **({"additionalProperties": dict(held.schema)} if held is not None and held.schema else {})})
    if _BINARY.fullmatch(words):
        return Kind({"type": "string", "format": "byte"})
    if (found := _OBJECT.fullmatch(words)) is not None:
        return Kind({"type": "object"}, found["name"])
    return read_union(words)


def _limits(label: str, words: str, kind: Kind) -> dict[str, Any]:
    """The keywords that "Minimum length of 1. Maximum length of 64." states; none where any of it is something else."""
    found = list(_LIMIT.finditer(words))
    what, types = _LIMITED.get(label, ("", ()))
    items = kind.schema.get("items", {})
    listed = what == "Length" and kind.type == "array" and items.get("type") == "string"
    if not found or _LIMIT.sub("", words).strip() or not (listed or kind.type in types):
        return {}
    limits: dict[str, Any] = {}
    for one in found:
        number = read_number(one["number"].replace(",", ""))
        sides = ("min", "max") if one["side"].lower() == "fixed" else (one["side"].lower()[:3],)
        limits |= {f"{side}{what}": number for side in sides}
    return {"items": {**items, **limits}} if listed else limits


LAYOUT: Final = Layout(
    "label-blocks",
    _TITLE,
    "names on lines of their own in a section such as 'Request Body', below their prose lines such as 'Type: String' and 'Required: No'",
    score,
    mixed(read),
    general=True,
    bare=True,
)
