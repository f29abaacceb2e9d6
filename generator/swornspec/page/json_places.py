"""JSON text as values that know where they stand in it."""

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any, Final

_MOST_DEEP: Final = 40
_BLANK: Final = re.compile(r"[ \t\r\n]*")
_STRING: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_SCALAR: Final = re.compile(r"-?\d[\d.eE+-]{0,40}|true|false|null")
_plain: Final = json.JSONDecoder(strict=False).decode  # strings may have tabs and line ends in them


@dataclass(slots=True)
class Placed:
    """A value by its characters [start, end): a scalar, the members of an object with the places of their keys, or items of an array."""

    start: int
    end: int
    value: Any = None
    members: dict[str, tuple[int, "Placed"]] = field(default_factory=dict)
    items: tuple["Placed", ...] = ()
    kind: str = "scalar"

    def get(self, key: str) -> "Placed | None":
        """A member of an object; None where it has none of that name, or is no object."""
        found = self.members.get(key)
        return None if found is None else found[1]


def placed_json(text: str) -> Placed | None:
    """The value that a text is; None where it is no JSON, has anything behind its value, or is nested too deep."""
    try:
        found = _value(text, _past(text, 0), 0)
    except (ValueError, RecursionError):
        return None
    return found if _past(text, found.end) == len(text) else None


def _past(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, depth: int) -> Placed:
    opening = text[at : at + 1]
    if opening == "{" and depth < _MOST_DEEP:
        return _object(text, at, depth)
    if opening == "[" and depth < _MOST_DEEP:
        return _array(text, at, depth)
    found = _STRING.match(text, at) if opening == '"' else _SCALAR.match(text, at)
    if found is None:
        raise ValueError(at)
    value = _plain(found.group())
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(at)
    return Placed(at, found.end(), value)


def _object(text: str, at: int, depth: int) -> Placed:
    members: dict[str, tuple[int, Placed]] = {}
    n = _past(text, at + 1)
    while text[n : n + 1] != "}":
        key = _STRING.match(text, n)
        if key is None or text[(colon := _past(text, key.end())) : colon + 1] != ":":
            raise ValueError(n)
        value = _value(text, _past(text, colon + 1), depth + 1)
        members[_plain(key.group())] = (n, value)
        n = _next(text, value.end, "}")
    return Placed(at, n + 1, members=members, kind="object")


def _array(text: str, at: int, depth: int) -> Placed:
    items: list[Placed] = []
    n = _past(text, at + 1)
    while text[n : n + 1] != "]":
        items.append(_value(text, n, depth + 1))
        n = _next(text, items[-1].end, "]")
    return Placed(at, n + 1, items=tuple(items), kind="array")


def _next(text: str, at: int, closes: str) -> int:
    """Where the next member or item begins, or the bracket that closes; no comma stands before that."""
    n = _past(text, at)
    if text[n : n + 1] == closes:
        return n
    if text[n : n + 1] != ",":
        raise ValueError(n)
    return _past(text, n + 1)
