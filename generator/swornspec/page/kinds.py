"""Types as vendors write them in a cell or a badge, with whatever else they put there, to JSON Schema keywords.

    string | null          Array of strings        integer (int32), required       "a" | "b"
    list[int]              map<string, int>        string(64)                      integer [1, 8]

Nothing is guessed: a word that is no type is the name of one, where only types can stand, or is handed back unread.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from swornspec.page.cells import Badge, read_badge, read_bounds, unquoted
from swornspec.page.kind_names import format_called, of_column, of_name
from swornspec.page.kind_words import bounded, is_no_type, may_state_type, read_part, read_words, takes, with_keywords, without_unit
from swornspec.page.types import MOST_CHARACTERS, Kind, bounds_of, read_number, union_of, with_null

_MOST_DEEP: Final = 6
_TEXTS: Final = ("date", "date-time", "datetime", "time", "duration", "uuid", "guid", "uri", "url", "email", "hostname", "password", "byte")
_FORMATS: Final = frozenset((*_TEXTS, "binary", "base64", "regex", "json", "csv", "ipv4", "ipv6", "int32", "int64", "float", "double"))
_SPELT: Final = {"datetime": "date-time", "url": "uri", "guid": "uuid", "base64": "byte"}
_LISTED: Final = re.compile(
    r"(?:(?:an?\s+)?(?:json\s+)?(?:array|list|arrays|lists|set|collection)\s+(?:of)\s+)"
    r"(?:(?:one|\d+)\s+or\s+more\s+|(?:up\s+to|at\s+most|max(?:imum)?(?:\s+of)?)\s+(?P<most>\d{1,9})\s+)?(?P<items>.+)",
    re.I | re.S,
)
_MAPPED: Final = re.compile(r"maps? from (?:strings?|enums?) to (?P<values>[\w -]{1,60})", re.I)
_OF_ALL: Final = re.compile(r"\s[(\[](?P<size>[^()\[\]]{1,60})[)\]]$")
_BADGED: Final = re.compile(r"(?<=\w) \((?P<badge>optional|required)\)$(?<=null \(.{8}\))")  # `string or null (optional)`
_SLASHED: Final = re.compile(r"(?<=[a-z])/ (?=[a-z])")  # `string/ null`
_BADGES: Final = ("required", "optional", "deprecated", "nullable")
_BRACED: Final = re.compile(r"\benum\s{0,2}\{(?P<values>[^{}()]{1,400})\}")
_ENUMS: Final = frozenset(("enum", "enumeration", "choice"))
_GLUED: Final = re.compile(rf"(?P<type>[a-z][a-z0-9-]{{2,12}}(?:\[\])?)(?P<badge>{'|'.join(_BADGES)})")
_CODED: Final = re.compile(r"`(?:array|list)`\s+of\b", re.I)
_FILLED: Final = re.compile(r"non-?empty", re.I)
_SIZES: Final = re.compile(r"(?:max|min|up to|at most|at least)\b", re.I)
_OF_ITEMS: Final = re.compile(r"\b(?:items?|elements?|entries|objects)$", re.I)
_TRUTH: Final = re.compile(r"(?:true|1)\s?(?:/|\||,|or)\s?(?:false|0)|(?:false|0)\s?(?:/|\||,|or)\s?(?:true|1)", re.I)
_GENERIC: Final = re.compile(r"(?P<outer>[A-Za-z]\w*)\s*(?P<open>[<\[(])\s*(?P<inner>.*?)\s*[>\])]", re.S)
_ARRAYS: Final = frozenset(
    {
        "array",
        "list",
        "set",
        "sequence",
        "collection",
        "iterable",
        "vec",
        "arrayof",
        "arraylist",
        "hashset",
        "ienumerable",
        "icollection",
        "ilist",
        "readonlylist",
        "observablelist",
    }
)
_MAPS: Final = frozenset({"map", "dict", "dictionary", "record", "object", "hash", "hashmap", "mapping"})
_VALUE: Final = re.compile(r"\"[^\"\n]{0,80}\"|'[^'\n]{0,80}'|`[^`\n]{1,80}`")
_BETWEEN: Final = re.compile(r"[\s,|/]|\bor\b")  # values
_ITEMS_NAMED: Final = re.compile(r"[A-Z][A-Za-z0-9]{1,60}\[\]")
_LITERAL: Final = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*|[A-Z][A-Z0-9]+(?:[_-][A-Z0-9]+)*")
_WORD: Final = re.compile(r"[A-Za-z_][\w.-]{0,40}")
_THING: Final = re.compile(r"(?!.* (?:or|and) )[A-Za-z][\w.]{0,60}(?: [A-Za-z][\w.]{1,60}){0,2}")
_NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*(?:[._][A-Za-z0-9]+)*|[A-Za-z][a-z0-9]*(?:[._-][A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+")
_FORMAT_WORD: Final = re.compile(r"[a-z][a-z0-9-]{1,30}")
_ARRAY_OF: Final = re.compile(r"(?P<items>[A-Za-z0-9]{2,20}) arrays?|(?P<glued>[A-Z][a-z]{2,12}|int)(?:Array|List)")
_MAP_OF: Final = re.compile(r"map\[string\]\s?(?P<values>\S.{0,60})")
_SIZED: Final = re.compile(r"\s*(?:max(?:imum)?\.?\s*)?(?P<most>[0-9]{1,9})(?:\s*char(?:acter)?s?)?\s*", re.I)
_OR: Final = re.compile(r"\s+or\s+|\s+/\s+|(?<=[a-z])/(?=[a-z])")
_OR_NULL: Final = re.compile(r"(?P<type>\S.*\S)\s+or\s+null")
_PLURAL: Final = re.compile(r"(?<=[a-z0-9])s$")
_OPEN: Final = "([{<"
_CLOSE: Final = ")]}>"
_TURNS: Final = re.compile(r"[\[({<\])}>,;:|·\n\"'`]")  # marks, brackets, quotes


class Typed(Struct, frozen=True):
    """What a type cell states: the kind, badges beside it, and the parts of the text [start, end) that were not understood."""

    kind: Kind
    badges: tuple[Badge, ...] = ()
    rest: tuple[tuple[int, int], ...] = ()


@lru_cache(maxsize=4096)
def read_kind(text: str, *, named: bool = False) -> Typed | None:
    """Read a type as a vendor writes it; None when it is none. `named` says that another word names a type, as in a column of types."""
    if not text.strip() or len(text) > MOST_CHARACTERS:
        return None
    if (text[0] + text[-1] == "<>" or (named and text[0] + text[-1] == "{}")) and text[1:-1].isalnum():
        return read_kind(text[1:-1], named=named)  # `<string>`, `{String}`
    if len(text) > 2 and text[0] + text[-1] == "__" and (stressed := read_kind(text[1:-1], named=named)) is not None and not stressed.rest:
        return stressed  # `_string_`
    text = without_unit(text)
    if "enum" in text and "{" in text and (braced := _BRACED.sub(r"enum(\g<values>)", text)) != text:
        return read_kind(braced, named=named)
    if text[-4:] == "enum" and text[-5:-4] not in ("", " ") and (glued := read_kind(text[:-4])) is not None and glued.kind.type:
        return Typed(Kind(glued.kind.schema, glued.kind.type_name, enum=True), glued.badges, glued.rest)  # `string | nullenum`, of a copy
    if not named and text.isidentifier():
        return _of_word(text)
    if "map" in text and (mapped := _MAPPED.fullmatch(text)) is not None:
        held = read_kind(mapped["values"]) or read_kind(_PLURAL.sub("", mapped["values"]))
        plain = held is not None and not held.rest and not held.badges
        inner = {"additionalProperties": dict(held.kind.schema)} if held is not None and held.kind.schema else {}
        return Typed(Kind({"type": "object", **inner})) if plain else None
    if ": " in text and (keyed := with_keywords(text)) is not None:
        typed = read_kind(keyed[0], named=named)
        fits = typed is not None and not typed.rest and all(takes(keyword, typed.kind.type) for keyword in keyed[1])
        return (
            Typed(Kind({**typed.kind.schema, **keyed[1]}, typed.kind.type_name, typed.kind.enum), typed.badges) if typed and fits else None
        )
    if not named and (not may_state_type(text) or is_no_type(text)):
        return None
    text = text.replace("\n(", " (")
    text = _BADGED.sub(r", \g<badge> ", text) if text[-1] == ")" else text  # as long as it was
    text = _SLASHED.sub("| ", text) if "/ " in text else text
    if _CODED.match(text) or (text.count("`") == 2 and "|" in text and text.strip()[:1] + text.strip()[-1:] == "``"):
        text = text.replace("`", " ")  # `"a" | "b"` in one pair of ticks
        if (listed := _literals(text)) is not None:
            return Typed(listed)
    parts = [p for p in split_outside(text, ",;\n·") if text[p[0] : p[1]].strip()]
    found = _Found()
    for start, end in parts:
        part = text[start:end]
        badge = read_badge(part.strip("()[] *_`"))
        kind = None if badge is not None else _read(part, found, start, 0, named and found.kind is None)
        beside = found.kind is not None and (kind is None or kind.type == found.kind.type or kind.enum)
        brackets = "()" if part.strip().isdigit() and "maxLength" not in (found.kind or Kind()).schema else "<>"  # `string, 64`
        stated = _inside(part.strip("() `"), found.kind, brackets, 0) if beside and found.kind is not None and badge is None else None
        bounds = read_bounds(part.strip("() `"), found.kind) if found.kind is not None and kind is None else None
        if badge is not None:
            found.badges.append(badge)
        elif kind is not None and found.kind is None:
            found.kind = kind
        elif stated is not None:
            found.kind = stated
        elif found.kind is not None and "·" in text and found.kind.type_name is None and _ITEMS_NAMED.fullmatch(part.strip()):
            found.kind = Kind(found.kind.schema, part.strip().removesuffix("[]"), found.kind.enum)  # `object[] · Kite[]`
        elif bounds:
            found.kind = Kind({**(found.kind or Kind()).schema, **bounds}, (found.kind or Kind()).type_name, (found.kind or Kind()).enum)
        else:
            found.rest.append(_trimmed(text, start, end))
    if found.kind is None or ("·" in text and found.rest and found.rest[0] == _trimmed(text, *parts[0])):
        return None  # `Kite · object` begins with a title
    nullable = any(b.nullable for b in found.badges)
    return Typed(with_null(found.kind, nullable) if nullable else found.kind, tuple(found.badges), tuple(found.rest))


def _of_word(text: str) -> Typed | None:
    """The type that one word is, most of which are none: names of fields, that may be types."""
    word = text.lower()
    scalar = read_words(word)
    scalar = of_name(word) if scalar is None else scalar
    if scalar is not None:
        return Typed(Kind(dict(scalar)))
    if word in _ENUMS:
        return Typed(Kind({}, None, enum=True))
    if word.endswith(_BADGES) and read_badge(text) is None:
        found = _Found()
        kind = _with_adjective(text, found, 0, named=False)
        return (
            None if kind is None else Typed(with_null(kind, True) if any(b.nullable for b in found.badges) else kind, tuple(found.badges))
        )
    return None


@dataclass(slots=True)
class _Found:
    kind: Kind | None = None
    badges: list[Badge] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)


def _read(text: str, found: _Found, at: int, depth: int, named: bool) -> Kind | None:
    """A type that may be one of several, with what stands in brackets behind it."""
    if depth > _MOST_DEEP:
        return None
    if (whole := read_words(" ".join(text.strip(" `*\t.").lower().split()))) is not None:
        return Kind(dict(whole))
    pieces = [text[s:e] for s, e in split_outside(text, "|")]
    if len(pieces) == 1 and (not _LISTED.fullmatch(text.strip(" `*")) or '"' in text):
        pieces = [text[s:e] for s, e in _alternatives(text)]
    if len(pieces) > 1:
        return _one_of([p.strip(" *") for p in pieces], depth, named, found)
    bare = text.strip(" `*\t.")
    lead = len(text) - len(text.lstrip(" `*\t."))
    kind = _single(bare, depth, named)
    if kind is not None:
        return kind
    opened = _bracketed(bare)
    if opened is None:
        return _with_adjective(bare, found, depth, named)
    start, end = opened
    kind = _single(bare[:start].strip(" `*"), depth, named) or _with_adjective(bare[:start].strip(" `*"), found, depth, named)
    if kind is None:
        return None
    inside = bare[start + 1 : end].strip(" `")
    stated = _inside(inside, kind, bare[start] + bare[end], depth)
    if stated is None:
        badge = read_badge(inside)
        if badge is None:
            found.rest.append((at + lead + start + 1, at + lead + end))
            return kind
        found.badges.append(badge)
        return kind
    return stated


def _single(bare: str, depth: int, named: bool) -> Kind | None:
    """A type without anything beside it."""
    if depth > _MOST_DEEP or not bare:
        return None
    word = " ".join(bare.lower().split())
    if word in _ENUMS:
        return Kind({}, None, enum=True)
    scalar = of_name(word)
    scalar = read_words(word) if scalar is None else scalar
    scalar = of_column(word) if scalar is None and named else scalar
    if scalar is not None:
        return Kind(dict(scalar))
    if bare.endswith("[]"):
        bare = bare[6:] if bare.startswith("array ") else bare  # `array object[]`
        return _array(_items(bare[:-2].strip(), depth, named=" " not in bare))
    if found := _LISTED.fullmatch(bare):
        listed = _array(_items(found["items"], depth, named), found["most"]) if not _sized(found["items"]) else None
        if listed is not None:
            return listed
    if (found := _ARRAY_OF.fullmatch(bare)) and (items := _single(found["items"] or found["glued"], depth + 1, named=False)) is not None:
        return _array(items)
    if found := _MAP_OF.fullmatch(bare):
        return _map_of("string", found["values"], depth)
    generic = _GENERIC.fullmatch(bare)
    if generic is not None and (kind := _generic(generic, depth)) is not None:
        return kind
    if (kind := _around(bare, depth, named)) is not None:
        return kind
    return Kind({}, bare) if named and (word == "timestamp" or _NAME.fullmatch(bare)) else None  # a text, or a number


def _sized(items: str) -> bool:
    """Whether what stands in brackets behind the items of an array is the size of something: of the array, or of an item."""
    found = _OF_ALL.search(items)
    return found is not None and any(
        read_bounds(found["size"].strip(" `"), Kind({"type": t})) is not None for t in ("integer", "array", "string")
    )


def _around(bare: str, depth: int, named: bool) -> Kind | None:
    """A type with words around it that say more of it: `integer array`, `?string`, `string enum`, `float between 0 and 1`."""
    part = read_part(bare)
    if part is not None:
        kind = _items(part.type, depth + 1, named=named and (part.says in ("null", "same") or bare[0] == "["))
        match part.says:
            case "array":
                return None if kind is None else _array(kind)
            case "null":
                return None if kind is None else with_null(kind, True)
            case "enum":
                return None if kind is None or not kind.scalar else Kind(kind.schema, kind.type_name, enum=True)
            case "object":
                return Kind({"type": "object"}, part.type) if named and read_badge(part.type) is None else None
            case _:
                return kind
    if named and (sides := bounded(bare)) is not None and (kind := _single(sides[0].strip(), depth + 1, named=False)) is not None:
        bounds = (
            bounds_of(kind, 1, None) if _FILLED.fullmatch(sides[1]) and kind.type in ("string", "array") else read_bounds(sides[1], kind)
        )
        if kind.type == "array" and bounds and not (_OF_ITEMS.search(sides[1]) or _FILLED.fullmatch(sides[1])):
            return None
        values = _values(sides[1]) if kind.type == "string" else []
        return Kind({**kind.schema, **bounds}, kind.type_name, kind.enum) if bounds else _of_values(values) if values else None
    return None


def _generic(found: re.Match[str], depth: int) -> Kind | None:
    outer, inner = found["outer"].lower(), found["inner"]
    if outer in ("optional", "option", "nullable", "maybe") and found["open"] != "(":
        kind = _items(inner, depth, named=True)
        return None if kind is None else with_null(kind, True)
    if outer == "enum":
        values = _values(inner) or _words(inner)
        kind = None if values else _items(inner, depth, named=False)
        if values:
            return _of_values(values)
        return None if kind is None else Kind(kind.schema, kind.type_name, enum=True)
    if outer in ("union", "literal") and found["open"] == "[":
        return _one_of([inner[s:e].strip() for s, e in split_outside(inner, ",")], depth + 1, named=outer == "union")
    if outer in _ARRAYS and (found["open"] != "(" or _items(inner, depth, named=False) is not None):
        return _array(_items(inner, depth, named=True))
    if outer == "object" and found["open"] == "<" and _NAME.fullmatch(inner):
        return Kind({"type": "object"}, inner)
    if outer in _MAPS and found["open"] != "(":
        sides = [inner[s:e].strip() for s, e in split_outside(inner, ",:")]
        return _map_of(sides[0], sides[1], depth) if len(sides) == 2 else None
    if outer in ("string", "integer", "number") and found["open"] == "<" and inner.lower() in _FORMATS:
        return Kind({"type": outer, "format": _SPELT.get(inner.lower(), inner.lower())})
    if outer == "string" and found["open"] == "<" and _FORMAT_WORD.fullmatch(inner):
        return Kind({"type": "string", **({"format": inner} if inner != "string" else {})})
    if outer in ("integer", "number") and found["open"] == "<" and re.fullmatch(r"u?int\d{1,2}|decimal", inner):
        return Kind({"type": outer, "format": inner})
    return None


def _map_of(keys: str, values: str, depth: int) -> Kind | None:
    kind = _items(values, depth, named=True) if keys.lower() in ("string", "str") else None
    return None if kind is None else Kind({"type": "object", **({"additionalProperties": dict(kind.schema)} if kind.schema else {})})


def _inside(inside: str, kind: Kind, brackets: str, depth: int) -> Kind | None:
    """A kind with what stands in brackets behind it: a format, bounds, a length, its values or its items; None when it is none of these."""
    word = inside.lower()
    if word in _FORMATS and kind.type in ("string", "integer", "number"):
        return Kind({**kind.schema, "format": _SPELT.get(word, word)}, kind.type_name, kind.enum)
    if kind.type in ("string", "integer", "number") and (called := format_called(inside)) is not None:
        return Kind({**kind.schema, **({"format": called} if called else {})}, kind.type_name, kind.enum)
    if word == "enum":
        return Kind(kind.schema, kind.type_name, enum=True)
    if (kind.enum or kind.type in ("object", "array")) and brackets == "()" and inside[:1].isupper() and _NAME.fullmatch(inside):
        return Kind(kind.schema, inside, kind.enum) if kind.type_name is None and "items" not in kind.schema else None
    if word in ("null", "nullable", "or null"):
        return with_null(kind, True)
    if kind.type == "boolean" and _TRUTH.fullmatch(inside):
        return kind
    if kind.type == "array" and "items" not in kind.schema and (items := _items(inside, depth, named=False)) is not None:
        return _array(items)
    if (said := read_words(word) or of_column(word) or (of_name(word) if kind.type == "number" else None)) is not None:
        fits = (said.get("type") == kind.type and len(said) > 1) or (kind.type, said.get("type")) == ("number", "integer")
        if fits:
            return Kind({**kind.schema, **said}, kind.type_name, kind.enum)  # `string (UUID v4)`, `number (integer)`
    sized = _SIZED.fullmatch(inside)
    if sized and brackets == "()" and kind.type == "string":
        return Kind({**kind.schema, **bounds_of(kind, None, read_number(sized["most"]))})
    values = _values(inside)
    if values and kind.type == "string":
        return Kind({**kind.schema, "enum": values})
    if brackets == "()" and "," in inside:  # an open interval, or a range in brackets: `(1, 8)` may be either
        return None
    if kind.type == "array" and "items" in kind.schema and not _of_array(inside, kind):
        return None
    bounds = read_bounds(inside if brackets == "()" else f"{brackets[0]}{inside}{brackets[1]}", kind)
    return Kind({**kind.schema, **bounds}, kind.type_name, kind.enum) if bounds else None


def _of_array(inside: str, kind: Kind) -> bool:
    """Whether bounds in brackets behind an array are those of its size: items are named, or its items are no numbers."""
    numbers = kind.schema["items"].get("type") in ("integer", "number")
    return _OF_ITEMS.search(inside) is not None or (_SIZES.match(inside) is not None and not numbers)


def _with_adjective(bare: str, found: _Found, depth: int, named: bool) -> Kind | None:
    """`nullable string`, `optional integer`, `string required`: a badge before or behind the type."""
    if (
        " " not in bare
        and (glued := _GLUED.fullmatch(bare)) is not None
        and (kind := _single(glued["type"], depth, named=False)) is not None
    ):
        badge = read_badge(glued["badge"])
        found.badges += [badge] if badge is not None else []
        return kind  # `stringrequired`, as copies have it
    first, _, rest = bare.partition(" ")
    before, _, last = bare.rpartition(" ")
    for word, other in ((first, rest), (last, before)):
        badge = read_badge(word.strip("()*_`")) if other else None
        kind = _single(other.strip(" `*"), depth, named) if badge is not None else None
        if badge is not None and kind is not None:
            found.badges.append(badge)
            return kind
    return None


def _one_of(pieces: list[str], depth: int, named: bool, found: _Found | None = None) -> Kind | None:
    """A type for each alternative, or the values that the field may have; a badge behind the last one is of the whole."""
    others = [p for p in pieces if p.strip("`").lower() not in ("null", "none", "nil")]
    nullable = len(others) < len(pieces)
    if not others:
        return None
    types = any(p[:1] == "`" and _single(p.strip("`"), depth, named=False) is not None for p in others)
    values = [] if types else [v[0] for p in others if (v := _values(p))]
    if len(values) == len(others):
        return with_null(_of_values(values), nullable)
    last = _Found()
    kinds = [_read(p, last if p is others[-1] else _Found(), 0, depth + 1, named) for p in others]
    if found is not None and not depth:
        found.badges += last.badges
    if any(kinds):  # `boolean | "auto"`: any text, or the page would list its values
        kinds = [kind or (Kind({"type": "string"}) if _values(p) else None) for kind, p in zip(kinds, others, strict=True)]
    known = [k for k in kinds if k is not None]
    return with_null(union_of(known), nullable) if len(known) == len(kinds) else None


def _of_values(values: list[Any]) -> Kind:
    return Kind({"type": "string", "enum": list(dict.fromkeys(values))})


def _values(text: str) -> list[str]:
    """Quoted values with commas, bars or `or` between; none when there is anything else."""
    if '"' not in text and "'" not in text and "`" not in text:
        return []
    rest = _BETWEEN.sub("", _VALUE.sub("", text))
    return [unquoted(unquoted(m.group())) for m in _VALUE.finditer(text)] if not rest else []


def _words(text: str) -> list[str]:
    """Bare values with commas or bars between, as `enum (a, b)` lists them; none when one of them is a type, or a number."""
    words = [w.strip() for w in re.split(r"[,|]", text)]
    alone = all(_WORD.fullmatch(w) and of_name(w.lower()) is None for w in words)
    return words if len(words) > 1 and alone else []


def _literals(text: str) -> Kind | None:
    """Bare values in code, with bars between: `fast | slow | null`; none where a word is a type, or may be the name of one."""
    words = [w.strip().replace("\\", "") for w in text.split("|")]
    values = [w for w in words if w != "null"]
    alone = all(_LITERAL.fullmatch(w) and _of_word(w) is None and read_badge(w) is None for w in values)
    return with_null(_of_values(list(values)), len(values) < len(words)) if len(values) > 1 and alone else None


def _items(text: str, depth: int, named: bool) -> Kind | None:
    """The type of items, which may be in the plural; names of types only where `named` says so."""
    bare = text.strip(" `*")
    if bare[:1] + bare[-1:] == "{}" and ":" in bare:
        return Kind({"type": "object"})  # `Array<{id: string}>`
    if found := _OR_NULL.fullmatch(bare):
        kind = _items(found["type"], depth + 1, named) if depth <= _MOST_DEEP else None
        return None if kind is None else with_null(kind, True)
    inner = _Found()
    for spelt in (bare, _PLURAL.sub("", bare)):
        kind = _read(spelt, inner, 0, depth + 1, named=False)
        if kind is not None and not inner.rest and all(b.nullable for b in inner.badges):
            return with_null(kind, True) if inner.badges else kind
    kind = _read(bare, inner, 0, depth + 1, named=True) if named else None
    if kind is None and (word := _PLURAL.sub("", bare)).lower().endswith(" object") and _THING.fullmatch(word[:-7]):
        kind = Kind({"type": "object"}, word[:-7])
    elif kind is None and named and (_NAME.fullmatch(word) or _THING.fullmatch(bare)):
        kind = Kind({}, word)
    return None if inner.rest or inner.badges else kind


def _array(items: Kind | None, most: str | None = None) -> Kind | None:
    if items is None:
        return None
    size = {"maxItems": int(most)} if most else {}
    return Kind({"type": "array", **({"items": dict(items.schema)} if items.schema else {}), **size}, items.type_name, items.enum)


def _bracketed(text: str) -> tuple[int, int] | None:
    """The brackets that end a text: where they open and close."""
    if text[-1:] not in (")", "]"):
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in ")]") - (text[at] in "([")
        if depth == 0:
            return (at, len(text) - 1) if at else None
    return None


def _alternatives(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a union between slashes, and the word `or`."""
    at = 0
    for found in _OR.finditer(text) if "/" in text or "or" in text.lower() else ():
        inside = text.count("(", at, found.start()) > text.count(")", at, found.start())
        if text[at:].strip().lower() != "true/false" and not inside:
            yield at, found.start()
            at = found.end()
    yield at, len(text)


def split_outside(text: str, marks: str) -> Iterator[tuple[int, int]]:
    """The parts of a text between marks, some of `,;:|·` and line ends, that stand in no brackets and no quotes."""
    if frozenset(marks).isdisjoint(text):
        yield 0, len(text)
        return
    depth, at, quote = 0, 0, ""
    for found in _TURNS.finditer(text):
        n, char = found.start(), found.group()
        if quote:
            quote = "" if char == quote else quote
        elif char in '"`' or (char == "'" and not text[n - 1 : n].isalnum()):
            quote = char if text.find(char, n + 1) > 0 else ""
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in marks and not depth:
            yield at, n
            at = n + 1
    yield at, len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
