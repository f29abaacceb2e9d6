"""Type lines: `string | null`, `array of strings`, `min256  max1024 | int`, `(enum) TModel` to JSON Schema keywords."""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

MOST_CHARACTERS: Final = 200  # a longer line is prose, whatever it says
SCALARS: Final[Mapping[str, Mapping[str, str]]] = {
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "bool": {"type": "boolean"},
    "number": {"type": "number"},
    "decimal": {"type": "number"},
    "float": {"type": "number", "format": "float"},
    "double": {"type": "number", "format": "double"},
    "integer": {"type": "integer"},
    "int": {"type": "integer"},
    "int32": {"type": "integer", "format": "int32"},
    "int64": {"type": "integer", "format": "int64"},
    "long": {"type": "integer", "format": "int64"},
    "object": {"type": "object"},
    "array": {"type": "array"},
    "date": {"type": "string", "format": "date"},
    "date-time": {"type": "string", "format": "date-time"},
    "datetime": {"type": "string", "format": "date-time"},
    "time": {"type": "string", "format": "time"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "url": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "password": {"type": "string", "format": "password"},
    "byte": {"type": "string", "format": "byte"},
    "binary": {"type": "string", "format": "binary"},
    "file": {"type": "string", "format": "binary"},
    "json": {"type": "string", "format": "json"},
    "mixed type": {},
}
_ARRAY: Final = re.compile(r"array of (?P<items>[\w-]+(?: types?)?)(?P<null> or null)?")
_NAMED: Final = re.compile(r"\((?P<kind>enum|object)\) (?P<name>\w+)")
_NUMBER: Final = r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?"
_A_NUMBER: Final = re.compile(_NUMBER)
_WHOLE: Final = re.compile(r"-?[0-9]+")
_BOUNDS: Final = re.compile(rf"(?:min\s*(?P<min>{_NUMBER}))?\s*(?:max\s*(?P<max>{_NUMBER}))?")
_SIZES: Final = {"string": ("minLength", "maxLength"), "array": ("minItems", "maxItems"), "object": ("minProperties", "maxProperties")}


class Kind(Struct, frozen=True):
    """What a type line states; `enum` says that the line calls the field one of a list of values."""

    schema: Mapping[str, Any] = {}
    type_name: str | None = None
    enum: bool = False

    @property
    def scalar(self) -> bool:
        """Whether the field is neither an array nor an object."""
        return self.type not in ("array", "object")

    @property
    def type(self) -> str | None:
        """The one JSON type other than null; None when there are several or none is stated."""
        stated = self.schema.get("type", ())
        if isinstance(stated, str):
            return stated
        listed = [t for t in stated if t != "null"]
        return listed[0] if len(listed) == 1 else None


def read_plain(text: str) -> Kind | None:
    """A type line that consists of type words alone, as `array of strings or null | null`; None when it is none."""
    if not text or len(text) > MOST_CHARACTERS:
        return None
    parts = [part.strip() for part in text.split("|")]
    kinds = [_one(part) for part in parts if part != "null"]
    known = [kind for kind in kinds if kind is not None]
    if not known or len(known) < len(kinds):
        return None
    return with_null(union_of(known), "null" in parts)


def read_labelled(text: str) -> Kind | None:
    """A type line that may also hold bounds and the names of types, as `min256  max1024 | int`; None when it is none."""
    if not text or len(text) > MOST_CHARACTERS:
        return None
    bounds: tuple[int | float | None, int | float | None] = (None, None)
    kinds: list[Kind] = []
    nullable = False
    for part in (part.strip() for part in text.split("|")):
        found = _BOUNDS.fullmatch(part) if part else None
        if part in ("null", "nullable"):
            nullable = True
        elif found and bounds == (None, None):
            bounds = (read_number(found["min"]), read_number(found["max"]))
        elif (kind := _one(part) or _one(part.lower()) or _named(part)) is not None:
            kinds.append(kind)
        else:
            return None
    if not kinds:
        return None
    kind = union_of(kinds)
    return with_null(Kind({**kind.schema, **bounds_of(kind, *bounds)}, kind.type_name, kind.enum), nullable)


def bounds_of(kind: Kind, low: int | float | None, high: int | float | None) -> dict[str, Any]:
    """The keywords that say least and most: of a number its value, of a text or array its size."""
    keys = _SIZES.get(kind.type or "", ("minimum", "maximum"))
    return {key: value for key, value in zip(keys, (low, high), strict=True) if value is not None}


def read_number(text: str | None) -> int | float | None:
    """A number as pages print it, whole ones as integers; None when it is none, or too large to compute with."""
    if text is None or not _A_NUMBER.fullmatch(text):
        return None
    value = float(text)
    if not math.isfinite(value):
        return None
    return int(text) if _WHOLE.fullmatch(text) else value


def _one(part: str) -> Kind | None:
    if part in SCALARS:
        return Kind(dict(SCALARS[part]))
    found = _ARRAY.fullmatch(part)
    if not found:
        return None
    word = found["items"]
    items = next((SCALARS[w] for w in (word, word.removesuffix("s")) if w in SCALARS), None)
    if items is None:
        return None
    item = with_null(Kind(dict(items)), bool(found["null"])).schema
    return Kind({"type": "array", "items": item} if item else {"type": "array"})


def _named(part: str) -> Kind | None:
    """`(enum) TModel`, `(object) TSettings`, `array of TOutput`: the type is named, and its content lies elsewhere."""
    if found := _NAMED.fullmatch(part):
        plain = SCALARS.get(found["name"])
        if found["kind"] == "enum":
            return Kind(dict(plain or {}), None if plain else found["name"], enum=True)
        return Kind({"type": "object"}, None if plain else found["name"])
    found = _ARRAY.fullmatch(part)
    if found and found["items"][:1].isupper() and not found["null"]:
        return Kind({"type": "array"}, found["items"])
    return None


def union_of(kinds: list[Kind]) -> Kind:
    """The kind of a field that is of one of several kinds: the keywords that hold of all of them."""
    if len(kinds) == 1:
        return kinds[0]
    names = [kind.type_name for kind in kinds if kind.type_name]
    name, enum = names[0] if names else None, any(kind.enum for kind in kinds)
    if not all("type" in kind.schema for kind in kinds):  # one of them may be anything, so the field may
        return Kind({}, name, enum)
    each = ([t] if isinstance(t := kind.schema["type"], str) else t for kind in kinds)
    types = sorted(dict.fromkeys(t for listed in each for t in listed), key="null".__eq__)  # null last
    stated = {k: v for kind in kinds for k, v in kind.schema.items() if k != "type"}
    agreed = {k: v for k, v in stated.items() if all(kind.schema.get(k, v) == v for kind in kinds)}
    return Kind({"type": types[0] if len(types) == 1 else types, **agreed}, name, enum)


def with_null(kind: Kind, nullable: bool) -> Kind:
    """A kind whose field may be null as well, when `nullable` says so."""
    if not nullable or "type" not in kind.schema:
        return kind
    stated = kind.schema["type"]
    listed = [stated] if isinstance(stated, str) else list(stated)
    return Kind({**kind.schema, "type": [*listed, "null"]}, kind.type_name, kind.enum)
