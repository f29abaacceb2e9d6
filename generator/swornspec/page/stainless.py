"""Read references that declare each field as `name: type`, copied or as the Markdown that sites serve.

    Body Parameters                                   a section

    size: number                                      a field that is required
    How large.                                        prose
    minimum1
    maximum8                                          what else is said of it, name and value glued
    mood: optional "calm" or "wild" or 3 more         a field that may be left out
    Accepts one of the following:
    "calm"                                            its values
    tail: optional Tail { length, bows }              an object: the fields of these names are parts of it
    length: number

In Markdown the declarations are items of a list, and the parts of an object are indented:

    - `tail: optional Tail`
      - `length: number`

The alternatives of a type that is no list of values (`Tail object { length, bows }`) are gaps, with all that they consist
of, unless it is the only object that the type allows: then its parts are those of the field. Where the parts that an
object names do not follow in their order, nothing says what the fields below are parts of, and they are gaps.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from swornspec.page.block import Page
from swornspec.page.code import code_ends
from swornspec.page.entry import Entry
from swornspec.page.kinds import read_kind
from swornspec.page.layout import Layout
from swornspec.page.mixed import mixed
from swornspec.page.names import MOST_DEEP
from swornspec.page.pasted import PastedReader, read_pasted
from swornspec.page.pasted_words import SENT, part_of
from swornspec.page.roles import Role
from swornspec.page.types import Kind, read_number
from swornspec.page.unions import alternatives, read_union
from swornspec.text import Passage
from swornspec.text.legible import Legible, legible, reads

_TITLE: Final = "reference page with declarations"
_DECLARED: Final = re.compile(
    r"(?:[-*•]\s+)?(?P<tick>`?)(?P<old>Deprecated(?=[a-z_\"\s]))?\s*"
    r"(?P<name>\"[^\"\s]{1,100}\"|[A-Za-z_$@](?:[\w.$@\[\]-]|\\_){0,99})(?P<maybe>\??): "
    r"(?P<optional>optional )?(?P<type>\S.{0,1900}?)(?P=tick)\s*"
)
_VARIANT: Final = re.compile(
    r"(?:[-*•]\s+)?(?P<tick>`?)(?P<name>[A-Za-z_]\w{0,100}) (?:= |(?=object ?\{))(?P<type>\S.{0,1900}?)(?P=tick)\s*"
)  # `UnionMember0 = string`, `Tail object { length, bows }`
_WHOLE: Final = re.compile(r"(?:[-*•]\s+)?`?(?:body|params|query)\??(?:: ?(?:object|[A-Z]\w{0,80}))? \{[^{}\n]{0,1900}\}`?")
_LITERAL: Final = re.compile(r"(?:[-*•]\s+)?(?P<tick>`?)(?P<value>\"[^\"\n]{0,200}\"|-?\d[\d.]{0,18}|true|false)(?P=tick)")
_LABEL: Final = re.compile(r"[A-Z][a-z]*")
_TEXTS: Final = re.compile(r"\"[^\"\n]{0,200}\"")
_ALTERNATIVES: Final = re.compile(r"(?:Accepts )?one of the following(?: values)?:?|One of:", re.IGNORECASE)
_BRACES: Final = re.compile(r"\{(?P<names>[^{}\n]{0,1900})\}(?: or null)?\s*$")
_MORE: Final = re.compile(r"(?P<count>\d{1,4}) more")
_N: Final = r"-?\d[\d,]{0,18}(?:\.\d{1,15})?(?:e[+-]?\d{1,3})?"
_STATED: Final = re.compile(
    rf"(?:minimum|minLength|minItems|minProperties):? ?(?P<minimum>{_N})|(?:maximum|maxLength|maxItems|maxProperties):? ?(?P<maximum>{_N})"
    rf"|(?P<exclusive>exclusiveMinimum|exclusiveMaximum):? ?(?P<bound>{_N})"
    rf"|format:? ?(?P<format>[a-z][a-z0-9-]{{1,20}})|default:? ?(?P<default>{_N}|true|false|\"[^\"\n]{{0,200}}\")"
    r"|(?P<badge>[Dd]eprecated|[Rr]ead-?only|[Ww]rite-?only)"
    r"|pattern:? ?(?P<pattern>\^.{1,300}\$)"
)
_ROLES: Final[tuple[Role, ...]] = ("minimum", "maximum", "format", "default", "badge", "pattern")
_BETWEEN: Final = " ,·•|`"
_GLUED_OR: Final = re.compile(r"(\"|\}|\]|\b(?:string|number|boolean|object|unknown|integer|file))or (?=\S)")
_STATES: Final = frozenset("mefdDrRwWp")  # what the words begin with that `_STATED` reads,
_LITERALS: Final = frozenset('-*•`"tf0123456789')  # and what a value does
_NO_FORMATS: Final = re.compile(r".*(?:s|ted|ting|ter|ters)")
_INDENTED: Final = re.compile(r"\n[^\S\n]{2}")
_MOST: Final = 2_500
_MOST_STATED: Final = 400


@dataclass(slots=True)
class _Object:
    """An object whose parts follow: their names in order, how many more, how many came; and whether they are read."""

    path: tuple[str, ...]
    names: tuple[str, ...]
    more: int
    read: bool
    indent: int
    came: int = 0
    variants: bool = False

    def expects(self, name: str) -> bool:
        """Whether a field of this name is the next part."""
        return self.names[self.came] == name if self.came < len(self.names) else self.came < len(self.names) + self.more

    @property
    def whole(self) -> bool:
        """Whether no part came, or all."""
        return self.came in (0, len(self.names) + self.more)


_LABEL_OF_TYPE: Final = ("Type: ", "Data type: ")  # which says of what type the field above is, on pages of another layout


def score(page: Sequence[Passage]) -> int:
    """How many lines are declarations, and what is said below them; 0 without one below the heading of a section of fields."""
    if not _may_declare(page):
        return 0
    found, signs = 0, 0
    said: object = None
    code = code_ends(page)
    end = -1
    for at, line in enumerate(page):
        end = code.get(at, end)
        if not line.text or len(line.text) > _MOST or at <= end:
            continue
        shown = legible(line)
        text = shown.text
        if (part := part_of(text)) is not None:
            said = part
            found += 1
        elif not text.startswith(_LABEL_OF_TYPE) and _declared(text) is not None:
            found += 1
            signs += said in SENT
        elif said is not None and (_variant(text) or _literal(text) or _introduces(text) or _stated(shown)):
            found += 1
    return found if signs else 0


def _may_declare(page: Sequence[Passage]) -> bool:
    """Whether a line reads like a declaration somewhere below a line that reads like the heading of a section of fields."""
    below = False
    for line in page:
        text = line.text
        if len(text) > _MOST:
            continue
        if not below:
            below = part_of(reads(text)) in SENT
        elif ":" in text and _declared(reads(text)) is not None:
            return True
    return False


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    return read_pasted(name, text, _Reader, _TITLE)


def _declared(text: str) -> tuple[re.Match[str], Kind] | None:
    """A line that declares a field, with the kind that it states: a name and a type, and nothing else."""
    found = _DECLARED.fullmatch(text) if ": " in text else None
    if found is None or (_LABEL.fullmatch(found["name"]) and _LITERAL.fullmatch(found["type"])):
        return None  # `Max: 20`, below some field, in a page that declares nothing
    if found["name"] in ("Type", "Required", "Mandatory"):
        return None  # `Type: integer`, a label below some field
    kind = _union(found["type"])
    return None if kind is None else (found, kind)


def _variant(text: str) -> re.Match[str] | None:
    return _VARIANT.fullmatch(text) if " = " in text or "{" in text else None


def _literal(text: str) -> re.Match[str] | None:
    return _LITERAL.fullmatch(text) if text[:1] in _LITERALS else None


def _introduces(text: str) -> bool:
    return text[:1] in ("A", "a", "O", "o") and _ALTERNATIVES.fullmatch(text) is not None


def _union(text: str) -> Kind | None:
    """The kind that a type states, where the copy may have lost blanks: `stringor number`, `"a"or "b"`."""
    return read_union(_GLUED_OR.sub(r"\1 or ", text) if "or " in text else text, named=True)


def _is_one(text: str) -> bool:
    """Whether only one of the alternatives of a type can have parts: those of another are no parts of each value."""
    return sum(_has_parts(alternative) for alternative in alternatives(text)) < 2


def _has_parts(text: str) -> bool:
    kind = _union(text)
    if kind is None or text == "null":
        return False  # `null`, `3 more`
    kind = Kind(kind.schema["items"]) if "items" in kind.schema else kind
    return "enum" not in kind.schema and kind.type in (None, "object", "array")


def _parts(text: str) -> tuple[tuple[str, ...], int]:
    """The parts of an object that its type names, and how many more there are: `object { length, bows, 2 more }`."""
    braces = _BRACES.search(text) if "{" in text else None
    if braces is None:
        return (), 0
    parts = [p.strip().strip('"') for p in braces["names"].split(",")]
    more = sum(int(m["count"]) for p in parts if (m := _MORE.fullmatch(p)))
    return tuple(p for p in parts if p and not _MORE.fullmatch(p)), more


def _optional(declared: re.Match[str]) -> bool:
    return bool(declared["optional"] or declared["maybe"])


def _stated(shown: Legible) -> tuple[tuple[Role | str, Passage], ...]:
    """What a line states beside prose, each with its role, or the keyword of an exclusive bound; nothing where it says anything else."""
    at, text = 0, shown.text
    if text[:1] not in _STATES or len(shown.passage.text) > _MOST_STATED:
        return ()
    found: list[tuple[Role | str, Passage]] = []
    while at < len(text):
        match = _STATED.match(text, at)
        if match is None or (match["format"] and not _is_format(match["format"], alone=match.group() == text)):
            return ()
        found += [(role, shown.part(*match.span(role))) for role in _ROLES if match[role]]
        if match["exclusive"]:
            found.append((match["exclusive"], shown.part(*match.span("bound"))))
        at = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(_BETWEEN))
    return tuple(found)


def _is_format(word: str, *, alone: bool) -> bool:
    """Whether a word is a format: one that is known, or one that says so in a line of its own, as `formatunixtime` does."""
    typed = read_kind(f"string ({word})")
    return (typed is not None and "format" in typed.kind.schema) or (alone and len(word) > 2 and not _NO_FORMATS.fullmatch(word))


class _Reader(PastedReader):
    """Where in an operation we are: the objects whose parts follow, outermost first."""

    objects: tuple[_Object, ...] = ()
    indented: bool | None = None
    values: list[Passage]
    told: frozenset[str] = frozenset()  # what was stated of the open field
    closed = False  # whether its type says that it has values of its own
    indent = 0  # of its declaration
    declared = ""  # the alternatives of its type
    free = False  # whether the open field may have other values than those that are listed
    listing = False  # below "Accepts one of the following"
    adrift = False  # nothing says what fields are parts of

    def begin(self) -> None:
        """No object goes on in another section."""
        self.objects, self.listing, self.adrift, self.values = (), False, False, []

    def claims(self, at: int) -> bool:
        """Declarations read like no heading."""
        return False

    def field(self, at: int) -> int:
        """Use a declaration, what is stated below it, its values, and its alternatives."""
        line = self.all[at]
        if len(line.text) > _MOST or self.section not in (*SENT, "request"):
            return at
        if self.indented is None:
            self.indented = self._has_indents()
        shown = legible(line)
        text = shown.text
        if "{" in text and _WHOLE.fullmatch(text):
            self.use(at, "structure", "object")
            self.close()
            return at + 1
        stated = _stated(shown)
        if stated and not (text.startswith("`") or self._expects(text.partition(":")[0])):
            self._state(at, stated)
        elif (declared := _declared(text)) is not None:
            self._declare(at, *declared, shown)
        elif (variant := _variant(text)) is not None and _union(variant["type"]) is not None:
            self._variant(at, shown, *variant.span("type"))
        elif _introduces(text):
            self.use(at, "structure", "values")
            self.listing = True
            self._list_follows(at)
        elif (literal := _literal(text)) is not None and self._lists(text) and self.entry is not None:
            self._value(at, shown.part(*literal.span("value")))
        elif self._alternates(at, text, bare := text.strip("-*• `")) and read_union(bare, named=True) is not None:
            self._variant(at, shown, text.index(bare), text.index(bare) + len(bare))
        else:
            return at
        return at + 1

    def _alternates(self, at: int, text: str, bare: str) -> bool:
        """Whether a line without a name may be an alternative: below words that say so, or an item that the type has as well."""
        if self.listing and (self.lost or self._in_variants()):
            return True
        if not bare or bare not in self.declared or text[0] not in "-*•" or "`" not in text:
            return False
        return self.entry is not None and self._indent(self.all[at]) > self.indent

    def _lists(self, text: str) -> bool:
        """Whether a line that is a value is one of a list: below words that say so, or an item of the list of declarations."""
        return self.listing or bool(self.indented) or (text[0] in "-*•" and "`" in text)

    def _expects(self, name: str) -> bool:
        return any(o.expects(name) and not o.variants and o.came < len(o.names) for o in self.objects[-1:])

    def _has_indents(self) -> bool:
        """Whether declarations of the operation are indented."""
        start = max(0, self.text.rfind("\n", 0, self.all[self.scene.first].span.start))
        if not self.text[:1].isspace() and _INDENTED.search(self.text, start, self.all[self.last].span.end) is None:
            return False
        end = -1
        for n in range(self.scene.first, min(self.last + 1, len(self.all))):
            end = self.code.get(n, end)
            line = self.all[n]
            if n > end and len(line.text) <= _MOST and self._indent(line) > 1 and _declared(legible(line).text) is not None:
                return True
        return False

    def _indent(self, line: Passage) -> int:
        start = line.span.start
        return start - (self.text.rfind("\n", max(0, start - 200), start) + 1)

    def _declare(self, at: int, found: re.Match[str], kind: Kind, shown: Legible) -> None:
        name = found["name"].strip('"')
        indent = self._indent(self.all[at])
        around = self._around(name, indent)
        self.listing = False
        if around is None:
            self._gap(at)
            self._enter(found["type"], None, indent, read=False)
            return
        self.use(at, "structure", "field")
        location = self.location(name)
        first = shown.part(*found.span("name"))
        entry = Entry(name, location, first, around if location in ("body", "response") else (), markup=self.markup)
        free = bool(kind.schema) and not (kind.enum or "enum" in kind.schema or "enum" in kind.schema.get("items", {}))
        entry.type_as(kind, shown.part(*found.span("type")))
        if not _optional(found) and self.section != "response":
            entry.state({"required": True}, first)
        if found["old"]:
            entry.say("badge", shown.part(*found.span("old")))
        self.open(entry)
        self.free, self.closed = free, bool(kind.schema) and not free
        self.indent = indent
        self.declared = found["type"] if " or " in found["type"] else ""
        self._enter(found["type"], entry, indent, read=not self.declared or _is_one(self.declared))

    def _around(self, name: str, indent: int) -> tuple[str, ...] | None:
        """The objects around a field; None where it is not read."""
        if not self.objects:
            return None if self.adrift else ()
        objects = list(self.objects)
        whole = True
        while objects:
            top = objects[-1]
            if self.indented:
                if indent > top.indent:
                    self.objects = tuple(objects)
                    return top.path if top.read else None
            elif not top.variants and top.expects(name):
                top.came += 1
                self.objects = tuple(objects)
                return top.path if top.read and not self.adrift else None
            elif not top.variants:
                whole &= top.whole
            objects.pop()
        self.objects = ()
        self.adrift |= not whole
        return None if self.adrift else ()

    def _enter(self, text: str, entry: Entry | None, indent: int, *, read: bool) -> None:
        """An object may follow, with its parts: that of a field, or without one the whole."""
        names, more = _parts(text)
        if (names or self.indented) and len(self.objects) < 2 * MOST_DEEP:
            path = entry.path if entry is not None else ()
            self.objects = (*self.objects, _Object(path, names, more, read, indent))

    def _in_variants(self) -> bool:
        return any(o.variants for o in self.objects)

    def _list_follows(self, at: int) -> None:
        """What follows are the values of the field, or its alternatives."""
        entry = self.entry
        path = entry.path if entry is not None else ()
        indent = self._indent(entry.first) if entry is not None else self._indent(self.all[at])
        if not self.indented:
            self.objects = (*self.objects[: 2 * MOST_DEEP], _Object(path, (), 0, read=False, indent=indent, variants=True))

    def _variant(self, at: int, shown: Legible, start: int, end: int) -> None:
        """An alternative of a type, whose parts are not those of the field; of an answer, the whole of it."""
        text = shown.text[start:end]
        indent = self._indent(self.all[at])
        while self.indented and self.objects and self.objects[-1].indent >= indent:
            self.objects = self.objects[:-1]
        if self.section == "response" and not self.objects and self.entry is None and not self.listing:
            self.use(at, "structure", "object")
            self._enter(text, None, indent, read=True)
            return
        if not self.lost and self._is_open(text):
            self.use(at, "structure", "variant")
            return
        kind = read_union(text, named=True)
        listed = list(_TEXTS.finditer(text))
        if not self.lost and kind is not None and listed and kind.type == "string" and "{" not in text:
            self.use(at, "structure", "value")
            self.free |= "enum" not in kind.schema
            self.values += [shown.part(start + m.start(), start + m.end()) for m in listed]
            return
        plain = kind is not None and "{" not in text and kind.type not in (None, "object", "array") and "enum" not in kind.schema
        if plain and not self.lost:
            self.free = True
            self.use(at, "structure", "variant")  # `UnionMember0 = string`: the type of the field says so too
            return
        self.free = True
        self._gap(at)
        self._enter(text, None, indent, read=False)

    def _is_open(self, text: str) -> bool:
        """Whether an alternative is the one object of the open field, whose parts are to come: it has the same parts."""
        objects = [o for o in self.objects[-2:] if not o.variants]
        return (
            bool(objects) and objects[-1].read and not objects[-1].came and _parts(text) == (objects[-1].names, objects[-1].more) != ((), 0)
        )

    def _gap(self, at: int) -> None:
        self.use(at, "gap", "variant")
        self.close()
        self.lost = True

    def open(self, entry: Entry) -> None:
        """A field begins, and so the list of values of the one before it is complete."""
        self._list()
        self.told = frozenset()
        super().open(entry)

    def close(self) -> None:
        """The open field is complete, with its list of values."""
        self._list()
        super().close()

    def _list(self) -> None:
        """Give the values so far to the open field; one that may have others as well says nothing by them."""
        if self.entry is not None and not self.free:
            for value in self.values:
                self.entry.say("value", value)
        self.values, self.free = [], False

    def _value(self, at: int, value: Passage) -> None:
        if self.lost:
            self.use(at, "gap", "value")
        else:
            self.use(at, "structure", "value")
            self.values += [value] if self.listing or self.closed else []

    def _state(self, at: int, stated: Sequence[tuple[Role | str, Passage]]) -> None:
        entry = self.entry
        if entry is None or any(role in self.told for role, _ in stated):
            self.use(at, "gap", "stated")  # about nothing that was read, or said twice
            return
        self.use(at, "structure", "stated")
        self.told |= {role for role, _ in stated}
        for role, passage in stated:
            number = read_number(passage.text) if role.startswith("exclusive") else None
            if number is not None:
                entry.state({role: number}, passage)
            else:
                entry.say(cast("Role", role), passage)


LAYOUT: Final = Layout(
    "stainless",
    _TITLE,
    "a section such as 'Body Parameters' with declarations 'name: type' below it",
    score,
    mixed(read),
)
