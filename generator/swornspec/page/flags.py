"""Flag lines, the short lines below a type line: `required`, `0 to 2`, `Defaults to 7`, `length ≤ 20`."""

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from swornspec.page.types import Kind, bounds_of, read_number

_NUMBER: Final = r"-?[0-9.]{1,60}(?:[eE][+-]?[0-9]{1,3})?"
_LENGTHS: Final = {"string": ("minLength", "maxLength"), "array": ("minItems", "maxItems")}

Keywords = Mapping[str, Any]


def read_flag(text: str, kind: Kind) -> Keywords | None:
    """The keywords a flag line states about a field of some kind; None when it is no flag line, empty when it states nothing usable.

    `required` and `enum` come as `{"required": True}` and `{"enum": None}`: the first is no keyword of the field's own
    schema, and the values of the second stand elsewhere.
    """
    for pattern, meaning in _FLAGS:
        if found := pattern.fullmatch(text):
            return meaning(found, kind)
    return None


def typed(text: str, schema: Keywords) -> tuple[Any] | None:
    """A value that a page prints bare, as the value of the schema's type that it stands for (in a tuple); None when it stands for none."""
    stated = schema.get("type", ())
    types = (stated,) if isinstance(stated, str) else tuple(stated)
    if "null" in types and text == "null":
        return (None,)
    for kind in types:
        value = _typed_as(text, kind, schema)
        if value is not None:
            return value
    return None


def _typed_as(text: str, kind: str, schema: Keywords) -> tuple[Any] | None:
    match kind:
        case "string":
            return (text,)
        case "boolean":
            return {"true": (True,), "false": (False,)}.get(text)
        case "integer" | "number":
            value = read_number(text)
            return None if value is None or (kind == "integer" and value != int(value)) else (value,)
        case "array":
            return _listed(text, schema.get("items"))
        case "object":
            value = _json(text)
            return (value,) if isinstance(value, dict) else None
        case _:
            return None


def _listed(text: str, items: Keywords | None) -> tuple[Any] | None:
    """An array's default: as JSON, or bare with commas between, where a comma cannot be part of an item."""
    value = _json(text)
    if isinstance(value, list):
        return (value,)
    if not items or (items.get("type") == "string" and "," in text):
        return None
    members = [typed(part.strip(), items) for part in text.split(",")]
    return ([member[0] for member in members if member],) if all(members) else None


def _json(text: str) -> Any:
    if not text.startswith(("[", "{")) or text.count("[") + text.count("{") > 20:
        return None
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except ValueError:
        return None


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse(text)


def _default(found: re.Match[str], kind: Kind) -> Keywords:
    value = typed(found["value"], kind.schema)
    return {} if value is None else {"default": value[0]}


def _range(found: re.Match[str], kind: Kind) -> Keywords:
    if kind.type not in ("integer", "number"):
        return {}
    return _both(bounds_of(kind, read_number(found["low"]), read_number(found["high"])), 2)


def _length(found: re.Match[str], kind: Kind) -> Keywords:
    keys = _LENGTHS.get(kind.type or "")
    low, high = (read_number(found.groupdict().get(side)) for side in ("low", "high"))
    if keys is None or any(isinstance(bound, float) or (bound is not None and bound < 0) for bound in (low, high)):
        return {}
    stated = {key: value for key, value in zip(keys, (low, high), strict=True) if value is not None}
    return _both(stated, sum(value is not None for value in found.groupdict().values()))


def _bound(keyword: str) -> Callable[[re.Match[str], Kind], Keywords]:
    def meaning(found: re.Match[str], kind: Kind) -> Keywords:
        value = read_number(found["value"])
        return {} if value is None or kind.type not in ("integer", "number") else {keyword: value}

    return meaning


def _both(stated: Keywords, count: int) -> Keywords:
    """All the bounds a line prints, or none of them: half a range is a wrong range."""
    return stated if len(stated) == count else {}


_FLAGS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Kind], Keywords]], ...]] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"required", lambda _found, _kind: {"required": True}),
        (r"enum", lambda _found, _kind: {"enum": None}),
        (r"deprecated", lambda _found, _kind: {"deprecated": True}),
        (r"read-?only", lambda _found, _kind: {"readOnly": True}),
        (r"write-?only", lambda _found, _kind: {"writeOnly": True}),
        (r"Defaults to (?P<value>.+)", _default),
        (rf"(?P<low>{_NUMBER}) to (?P<high>{_NUMBER})", _range),
        (rf"length between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})", _length),
        (rf"length (?:≥|>=) (?P<low>{_NUMBER})", _length),
        (rf"length (?:≤|<=) (?P<high>{_NUMBER})", _length),
        (rf"(?:≥|>=) (?P<value>{_NUMBER})", _bound("minimum")),
        (rf"(?:≤|<=) (?P<value>{_NUMBER})", _bound("maximum")),
        (rf"> (?P<value>{_NUMBER})", _bound("exclusiveMinimum")),
        (rf"< (?P<value>{_NUMBER})", _bound("exclusiveMaximum")),
    )
)
