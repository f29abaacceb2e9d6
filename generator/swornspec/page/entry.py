"""One field, from whatever a page says of it in cells, badges and sentences, to a block.

    entry = Entry("width", "body", name_passage)
    entry.say("type", cell)           `integer [64, 2048], optional`
    entry.say("demand", cell)         `Yes`, `required if mode is fast`
    entry.say("default", cell)        `1024`
    entry.say("prose", description)   Markdown, unless the entry says otherwise
    block, strays = entry.finished()

The order in which things are said does not matter. What a cell says and its reader does not understand is prose when it
is long, so that it is read as a sentence, and a stray when it is short; nothing is dropped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from swornspec.page.block import Block, Location, Stated
from swornspec.page.cells import (
    Badge,
    asked_within,
    bare_words,
    distinct,
    read_badge,
    read_bounds,
    read_default,
    read_demand,
    read_flag,
    read_values,
    unquoted,
)
from swornspec.page.compiles import compiles
from swornspec.page.flags import typed
from swornspec.page.kinds import Typed, read_kind
from swornspec.page.names import MOST_DEEP, path_of
from swornspec.page.opening import opening_type
from swornspec.page.roles import Role, lines_apart
from swornspec.page.types import Kind, bounds_of, read_number
from swornspec.text import Passage, Span, within
from swornspec.text.legible import legible, reads, words

_PAIR: Final = re.compile(r"`?-?\d[\d.]*`?,\s*`?-?\d[\d.]*`?\.?")  # of numbers, as no range of values is written
_TICKED_PAIR: Final = re.compile(r"`-?\d[\d.]*`\s*,\s*`-?\d[\d.]*`\.?")
_ORDER: Final[tuple[Role, ...]] = (
    "nullable",
    "badge",
    "demand",
    "optional",
    "values",
    "value",
    "bounds",
    "minimum",
    "maximum",
    "length",
    "shortest",
    "multiple",
    "format",
    "pattern",
    "default",
    "example",
)
_OF_TYPE: Final = frozenset(("type", "member"))
_MAY_TYPE: Final = frozenset((*_OF_TYPE, "prose"))
_NOTHING: Final = frozenset(("", "-", "–", "—", "n/a", "none", "na", "."))
_MOST_OF_NOTHING: Final = 8  # characters, white space included
_DEFAULT: Final = re.compile(r"defaults?(?:\s+(?:is|to|value)\b)?\s*[:=]?\s*(?P<value>\S.{0,80})", re.IGNORECASE)
_ABOUT_DEMAND: Final = re.compile(r"\b(?:not both|required|mandatory|optional|must|needed|necessary|if|when|unless|only)\b", re.IGNORECASE)
_FILLED_IN: Final = re.compile(r"<?(?:YOUR|MY)[_-][A-Z][A-Z0-9_-]{1,60}>?")  # a word that stands for a value
_FORMATS: Final = re.compile(r"[a-z][a-z0-9-]{1,30}")
_EITHER: Final = re.compile(r"\s+or\s+|\s?/\s?")
_ONE_VALUE: Final = re.compile(r"[\w.:/+-]{1,80}")
_VALUE_OF_JSON: Final = re.compile(r"-?\d[\d.,_]*(?:e[+-]?\d+)?|true|false|null", re.IGNORECASE)
_NUMBERS: Final = Kind({"type": "number"})
_TEXT: Final = Kind({"type": "string"})
_SHORT: Final = 3  # words that are no sentence
_NESTED: Final = ("body", "response")


class Entry(Struct, eq=False):
    """A field while its parts come in; `name` may be dotted, `base` names the objects around all of it."""

    name: str
    location: Location
    first: Passage
    base: tuple[str, ...] = ()
    markup: bool = True
    said: list[tuple[Role, Passage]] = []
    _known: tuple[Kind, Passage] | None = None
    _given: list[tuple[dict[str, Any], Passage]] = []
    _schema: dict[str, Any] = {}
    _stated: list[Stated] = []
    _flags: list[Passage] = []
    _unread: list[Passage] = []
    _strays: list[Passage] = []
    _asked: list[Passage] = []  # what says when the field is required
    _type_of: tuple[list[tuple[Role, Passage]], int, tuple[Kind, Passage]] | None = None  # what was said, how much, and its type
    _read_as: Sequence[tuple[Passage, Typed | None]] = ()  # what was said as a type then, and the type that each is

    def say(self, role: Role, passage: Passage) -> None:
        """Add what the page says in some role; empty passages say nothing."""
        if passage.text and not passage.text.isspace():
            self.said.append((role, passage))

    def say_beside(self, passage: Passage) -> None:
        """Add what stands beside a name: a badge or a type, else words of prose."""
        shown = reads(passage.text)
        role: Role = "badge" if read_badge(shown.strip("()[]*_` ")) else "type" if read_kind(shown) else "prose"
        self.say(role, passage)

    def type_as(self, kind: Kind, passage: Passage) -> None:
        """The type, where the layout has a notation of its own and has read it."""
        self._known = (kind, passage)

    def state(self, keywords: dict[str, Any], passage: Passage) -> None:
        """Keywords that the layout has read itself."""
        self._given.append((keywords, passage))

    def lose_values(self, passage: Passage) -> None:
        """Words that say that there is a list of values, which the page does not show."""
        self._stated.append(Stated(("enum",), passage))

    @property
    def path(self) -> tuple[str, ...]:
        """The objects around the field and its own name, without what says that they are items."""
        within, name, _ = self._place()
        return (*[w.replace("[]", "") for w in within], name) if within else (name,)

    @property
    def credential(self) -> bool:
        """Whether it is the header that carries the key, which is no field of the request."""
        return self.location == "header" and self.name.lower() in ("authorization", "proxy-authorization")

    def finished(self) -> tuple[Block, tuple[Passage, ...]]:
        """The block, and the pieces of cells that were not understood."""
        within, name, listed = self._place()
        kind, line = self._kind()  # which may find a default beside the type
        told = self._told()
        if listed and kind.type != "array":
            kind = Kind({"type": "array", **({"items": dict(kind.schema)} if kind.schema else {})}, kind.type_name, kind.enum)
        if kind.schema:
            self._schema |= kind.schema
        if kind.schema or kind.enum:
            self._stated.insert(0, Stated((*kind.schema, *(("enum",) if kind.enum and "enum" not in kind.schema else ())), line))
        for keywords, passage in self._given:
            self._state(keywords, passage, empty="")
        kind = Kind(self._schema, kind.type_name, kind.enum)  # to which is added what is read below
        for role in [role for role in _ORDER if role in told]:
            if role == "value":
                self._one_by_one(told[role], kind)
                continue
            for passage in told[role]:
                self._read(role, passage, kind)
        prose = [p for p in told.get("prose", ()) if len(p.text) > _MOST_OF_NOTHING or p.text.strip().lower() not in _NOTHING]
        long = [p for p in self._unread if p in self._asked or len(p.text.split()) > _SHORT] if self._unread else []
        prose = sorted([*prose, *long], key=lambda p: p.span.start) if len(prose) + len(long) > 1 else prose or long
        enum_lost = (kind.enum or self._states("enum")) and not _has_values(self._schema)
        block = Block(
            name=name,
            location=self.location,
            kind=line,
            flags=tuple(self._flags),
            prose=tuple(prose),
            span=self._span(line),
            schema=self._schema,
            stated=tuple(self._stated),
            required=self._states("required"),
            enum_lost=enum_lost,
            type_name=kind.type_name,
            within=within,
            markup=self.markup,
            asked=tuple(self._asked),
        )
        return block, (*[p for p in self._unread if p not in long], *self._strays) if self._unread or self._strays else ()

    def _told(self) -> Mapping[Role, Sequence[Passage]]:
        """What is said in each role."""
        told: dict[Role, list[Passage]] = {}
        for role, passage in self.said:
            if role == "default":
                for other, piece in lines_apart(passage):
                    told.setdefault(other, []).append(piece)
            elif role in told:
                told[role].append(passage)
            else:
                told[role] = [passage]
        return told

    def _span(self, line: Passage) -> Span:
        """From the first line to the last that says something of the field, without what stands above that."""
        first = self.first.span
        start, last, end = first.start, first.last, first.end
        for _, passage in (("type", line), *self.said, *self._given):
            span = passage.span
            if span.end > end and span.start >= start:  # `max` takes three times as long
                last = span.last if span.last > last else last
                end = span.end
        return Span(first.page, first.first, last, start, end)

    def _place(self) -> tuple[tuple[str, ...], str, bool]:
        if self.location not in _NESTED:
            return (), self.name, False
        within, name, listed = path_of(self.name)
        if not within and len(self.base) <= 2 * MOST_DEEP:
            return self.base, name, listed
        if len(self.base) + len(within) > 2 * MOST_DEEP:  # no documentation: objects are not nested without end
            return (), ".".join((*self.base, self.name)), False
        return (*self.base, *within), name, listed

    @property
    def has_type(self) -> bool:
        """Whether its type was said, or read by its layout."""
        return self._known is not None or "type" in [role for role, _ in self.said]

    @property
    def type_name(self) -> str | None:
        """The name of its type, where it has one that the page does not show here."""
        return self._typed()[0].type_name

    @property
    def holds_fields(self) -> bool:
        """Whether it may have fields of its own: it is an object or an array of some, or of a type that has only a name."""
        return self.holding[0]

    def lists(self, word: str) -> bool:
        """Whether it is an array whose items have a type, by its word."""
        kind, items = self._typed()[0], read_kind(word)
        return kind.type == "array" and items is not None and items.kind.type == kind.schema.get("items", {}).get("type")

    @property
    def holds_parts(self) -> bool:
        """Whether it is an object by its type, or an array that may be one of objects."""
        kind = self._typed()[0]
        return kind.type == "object" or (kind.type == "array" and not self.holding[1])

    @property
    def may_hold_items(self) -> bool:
        """Whether it is an array whose items may have fields of their own."""
        return self._typed()[0].type == "array" and not self.holding[1]

    @property
    def holding(self) -> tuple[bool, bool]:
        """Whether it may have fields of its own, and whether it can have none.

        It can have none where its type is known, and is neither an object nor an array of what may be one.
        """
        kind = self._typed()[0]
        what, items = kind.type, kind.schema.get("items")
        holds = kind.type_name is not None or what == "object" or (items is not None and "object" in _types(items))
        return holds, what is not None and not holds and (what != "array" or (items or {}).get("type") is not None)

    def _typed(self) -> tuple[Kind, Passage]:
        """The kind that the first readable type states, and its passage; without any, the name stands for the type line."""
        if self._known is not None:
            return self._known
        before = self._type_of
        if before is not None and before[0] is self.said:
            if before[1] == len(self.said):
                return before[2]
            telling = _OF_TYPE if before[2][0].schema else _MAY_TYPE
            if telling.isdisjoint([role for role, _ in self.said[before[1] :]]):
                self._type_of = (self.said, len(self.said), before[2])
                return before[2]
        kind = self._read_type()
        self._type_of = (self.said, len(self.said), kind)
        return kind

    def _read_type(self) -> tuple[Kind, Passage]:
        said: dict[Role, list[Passage]] = {"type": [], "member": [], "prose": []}
        for role, passage in self.said:
            if role in said:
                said[role].append(passage)
        members = said["member"]
        self._read_as = _types_read(said["type"])
        for passage, found in self._read_as:
            if found is not None and (found.kind.schema or not members):
                return found.kind, passage
        if members and not any(_VALUE_OF_JSON.fullmatch(words(p)) for p in members):
            named = self._read_as[0][1] if self._read_as else None
            return Kind({"type": "string"}, named.kind.type_name if named else None), members[0]
        prose = said["prose"][0] if said["prose"] else None
        opening = opening_type(prose.text) if prose is not None and not members else None
        return (Kind(), self.first) if opening is None or prose is None else (opening[0], within(prose, 0, opening[1]))

    def _kind(self) -> tuple[Kind, Passage]:
        """The kind, and what else stands in cells of types taken note of."""
        kind, line = self._typed()
        for passage, found in self._read_as if self._known is None else _types_read(p for role, p in self.said if role == "type"):
            if found is None or (passage is not line and found.kind.schema):
                self._unread.append(passage)
                continue
            for start, end in found.rest:
                shown = legible(passage)
                default = _DEFAULT.fullmatch(shown.text[start:end])
                if default is not None:  # `integer, default 10`
                    self.said.append(("default", shown.part(start + default.start("value"), end)))
                else:
                    self._unread.append(shown.part(start, end))
            for badge in found.badges:
                self._badge(badge, passage)
        return kind, line

    def _read(self, role: str, passage: Passage, kind: Kind) -> None:
        shown = reads(passage.text)
        match role:
            case "demand" | "optional":
                self._demand(shown, passage, inverted=role == "optional")
            case "nullable":
                if (demand := read_demand(shown)) == "yes":
                    self._badge(Badge(nullable=True), passage)
                elif demand is None:
                    self._unread.append(passage)
            case "badge":
                badge = read_badge(shown.strip("()[]*_` "))
                self._unread += [passage] if badge is None else []
                if badge is not None:
                    self._badge(badge, passage)
            case "values" if kind.type in (None, "boolean") and (flag := read_flag(shown)) is not None:
                self._state(flag, passage, empty=shown)
            case "values":
                pair = _TICKED_PAIR if kind.type == "number" else _PAIR
                listed = pair.fullmatch(shown) is not None or read_bounds(shown, kind) is None
                values = read_values(shown, kind) if listed else None
                holder = "items" if kind.type == "array" else ""
                found = (
                    None if values is None else {"items": {**self._schema.get("items", {}), "enum": values}} if holder else {"enum": values}
                )
                if found is not None and values and kind.enum and not kind.schema:  # `enum`, of words
                    found = _enum(values, kind, self._schema) or found
                untyped = not kind.schema and not kind.type_name and not kind.enum  # the values from 0 to 360 are numbers
                bounded = None if found is not None else read_bounds(shown, _NUMBERS if untyped else kind)
                self._state(found if found is not None else bounded, passage, empty=shown)
            case "bounds":
                untyped = not kind.schema and not kind.type_name and not kind.enum
                bounds = read_bounds(shown, _NUMBERS if untyped else kind)
                if bounds is None:
                    bounds = _enum(read_values(shown, kind), kind, self._schema)
                self._state(bounds, passage, empty=shown)
            case "minimum" | "maximum":
                bound = read_number(bare_words(shown).replace(",", ""))
                sides = (bound, None) if role == "minimum" else (None, bound)
                usable = kind.type in ("integer", "number", "string", "array") and bound is not None
                self._state(bounds_of(kind, *sides) if usable else None, passage, empty=shown)
            case "length" | "shortest":
                bound = read_number(bare_words(shown).replace(",", ""))
                size = (bound, None) if role == "shortest" else (None, bound)
                of_text = kind if kind.type is not None or kind.type_name else _TEXT
                stated = bounds_of(of_text, *size) if bound is not None and bound > 0 else read_bounds(shown, of_text)
                self._state(stated if of_text.type == "string" else None, passage, empty=shown)  # of no number
            case "multiple":
                step = read_number(bare_words(shown).replace(",", "")) or 0
                self._state({"multipleOf": step} if step > 0 and kind.type in ("integer", "number") else None, passage, empty=shown)
            case "format" if (
                kind.enum and not {"type", "enum"} & kind.schema.keys() and len(read_values(_EITHER.sub(", ", shown), None) or ()) > 1
            ):
                values = read_values(_EITHER.sub(", ", shown), None)  # `ENUM`, with `M or U` in place of a format
                self._state(_enum(values, kind, self._schema), passage, empty=shown)
            case "format":
                self._state({"format": word} if kind.type and _FORMATS.fullmatch(word := bare_words(shown)) else None, passage, empty=shown)
            case "pattern":
                bare = passage.text.strip("` ")
                as_is = not self.markup or passage.text[:1] == "`" or not compiles(shown)  # `\\+` is no `+` in plain text and code
                pattern = bare if as_is and compiles(bare) else shown
                self._state({"pattern": pattern} if kind.type == "string" and compiles(pattern) else None, passage, empty=shown)
            case "default":
                self._default(shown, passage, kind)
            case _:
                value = read_default(shown, {k: v for k, v in self._schema.items() if k != "enum"})
                self._state({"examples": [value[0]]} if value else {}, passage, empty=shown)

    def _one_by_one(self, passages: Sequence[Passage], kind: Kind) -> None:
        """Values that a page lists with a passage for each: all of them, or none when one is no value of the type."""
        if not passages:
            return
        words = [unquoted(reads(p.text).strip("`* ")) for p in passages]
        holder = self._schema.get("items", {}) if kind.type == "array" else self._schema
        values = [typed(word, holder if "type" in holder else {"type": "string"}) for word in words]
        listed = distinct(v[0] for v in values if v is not None) if None not in values else None
        found = _enum(listed, kind, self._schema)
        if found is None:
            self._unread += passages
        else:
            self._state(found, passages[0], empty="")

    def _default(self, shown: str, passage: Passage, kind: Kind) -> None:
        badge = read_badge(shown.strip()) if shown.strip().lower() in ("required", "optional") else None
        if (
            badge is not None
            and passage.text.strip("*_ ")[:1] not in ("`", '"', "'")
            and not passage.text.startswith("<code")
            and not any(role in ("demand", "optional") for role, _ in self.said)
        ):
            self._badge(badge, passage)  # in place of a default
            return
        word = unquoted(bare_words(shown))
        if word.startswith(f"{self.path[-1]}=") or _FILLED_IN.fullmatch(word) is not None:
            self._unread.append(passage)  # `key=YOUR_KEY`: how it is sent, from another column
            return
        value = read_default(shown, {**kind.schema})
        if not value and kind.enum and "type" not in kind.schema and _ONE_VALUE.fullmatch(word) and not _VALUE_OF_JSON.fullmatch(word):
            value = (word,)  # one of the values that the page has lost
        if value is None:
            self._flag(passage)
        else:
            self._state({"default": value[0]} if value else None, passage, empty=shown)

    def _demand(self, shown: str, passage: Passage, *, inverted: bool) -> None:
        demand = read_demand(shown) or asked_within(shown, self.path[-2] if len(self.path) > 1 else None)
        if demand is None:
            badge = read_badge(shown)
            sounds = _ABOUT_DEMAND.search(shown) is not None
            asks = badge is None and (not sounds or len(shown.split()) > 1)
            if asks and (sounds or not inverted) and self.location != "response":
                self._asked.append(passage)
            elif asks and not sounds:
                self._strays.append(passage)  # `one of name, id`: no sentence about the field's value
            if badge is None and sounds:
                self._unread.append(passage)
            if badge is not None:
                self._badge(badge, passage)
            return
        self._flag(passage)
        if demand == ("no" if inverted and shown.strip().lower() not in ("optional", "") else "yes"):
            self._state({"required": True}, passage, empty=shown)

    def _badge(self, badge: Badge, passage: Passage) -> None:
        self._flag(passage)
        stated: dict[str, Any] = dict.fromkeys(badge.keywords, True)
        if badge.demand == "yes":
            stated["required"] = True
        if badge.nullable and "type" in self._schema:
            types = self._schema["type"]
            listed = [types] if isinstance(types, str) else list(types)
            stated["type"] = [*listed, *([] if "null" in listed else ["null"])]
        self._state(stated or None if badge.demand is None and not badge.nullable else stated, passage, empty="")

    def _state(self, found: dict[str, Any] | None, passage: Passage, *, empty: str) -> None:
        """Keywords that a passage states; None where it was not understood, which nobody wonders about where it says nothing."""
        if found is None:
            if bare_words(empty).lower() not in _NOTHING:
                self._unread.append(passage)
            return
        if not found:
            return
        new: dict[str, Any] = {}
        differs = False
        for keyword, value in found.items():
            if keyword == "required":
                if not self._states("required"):
                    new[keyword] = value
            elif keyword in ("type", "items") or keyword not in self._schema:
                self._schema[keyword] = new[keyword] = value
            elif self._schema[keyword] != value:
                differs = True
        if differs:
            self._unread.append(passage)  # said twice, and not the same
        if new:
            self._stated.append(Stated(tuple(new), passage))
        self._flag(passage, again=False)

    def _states(self, keyword: str) -> bool:
        """Whether anything has stated a keyword so far."""
        for stated in self._stated:  # noqa: SIM110 - they are few, and `any` takes four times as long
            if keyword in stated.keywords:
                return True
        return False

    def _flag(self, passage: Passage, *, again: bool = True) -> None:
        if again or passage not in self._flags:
            self._flags.append(passage)


def _types_read(passages: Iterable[Passage]) -> Sequence[tuple[Passage, Typed | None]]:
    """Words that stand where a type does, and the type that each is."""
    return [(p, read_kind(reads(p.text), named=True)) for p in passages]


def _enum(values: list[Any] | None, kind: Kind, schema: dict[str, Any]) -> dict[str, Any] | None:
    """The keywords that list values: of the field itself, or of the items of an array; words are texts, whatever else is said."""
    if values is None:
        return None
    if kind.type == "array":
        return {"items": {**schema.get("items", {}), "enum": values}}
    if "type" in schema:
        return {"enum": values}
    return None if any(_VALUE_OF_JSON.fullmatch(str(v)) for v in values) else {"type": "string", "enum": values}


def _has_values(schema: dict[str, Any]) -> bool:
    return "enum" in schema or "enum" in schema.get("items", {})


def _types(schema: Mapping[str, Any]) -> Sequence[str]:
    stated = schema.get("type", ())
    return (stated,) if isinstance(stated, str) else stated
