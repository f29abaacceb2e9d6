"""A typical value of a JSON Schema, and what its keywords say about numbers and texts.

Schemas have their references inlined. Everything here is a proposal: whoever asks lets a validator judge.
"""

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from swornspec.rules.witness.ranges import Range, fraction, plain, tightened

_DEPTH: Final = 12
LONGEST: Final = 20_000
_FORMATS: Final = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uri": "https://example.com/a",
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "email": "a@example.com",
}
TEXTS: Final = ("text", "x", "1", "A1", "abc-1", "https://example.com/a", *_FORMATS.values())


def sample(schema: Any, depth: int = 0, room: int = LONGEST) -> Any:
    """A small typical value: the default, the first known value, else the simplest of its type.

    Arrays and strings grow no larger than `room`, all levels together: a document may ask for anything.
    """
    if not isinstance(schema, Mapping) or depth > _DEPTH:
        return {}
    if schema.get("default") is not None:
        return schema["default"]
    for known in ("enum", "x-extensible-enum", "examples"):
        members = schema.get(known)
        if isinstance(members, list) and any(m is not None for m in members):
            return next(m for m in members if m is not None)
    if "const" in schema:
        return schema["const"]
    merged = flattened(schema)
    kind = next(iter(types_of(merged)), None)
    branch = next((b for k in ("oneOf", "anyOf") for b in _branches(merged.get(k))), None)
    if branch is not None and kind in (None, "object"):
        return sample(flattened({"allOf": [{k: v for k, v in merged.items() if k not in ("oneOf", "anyOf")}, branch]}), depth + 1, room)
    if kind in ("integer", "number"):
        return plain(nearest(merged, Fraction(1)))
    if kind == "string":
        return text(merged)[:room]
    if kind == "boolean":
        return True
    if kind == "array":
        return items_of(merged, size_of(merged.get("minItems")), depth, room)
    if kind == "object" or (kind is None and "properties" in merged):
        return object_of(merged, depth, room)
    return None if kind == "null" else "text"


def _branches(node: Any) -> Iterator[Mapping[str, Any]]:
    """The alternatives of a schema that are schemas and not null alone."""
    yield from (b for b in (node if isinstance(node, list) else ()) if isinstance(b, Mapping) and b.get("type") != "null")


def object_of(schema: Mapping[str, Any], depth: int = 0, room: int = LONGEST) -> dict[str, Any]:
    """The smallest object: its required properties with typical values."""
    properties = schema.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    required = [r for r in schema.get("required") or () if isinstance(r, str)]
    return {name: sample(properties.get(name), depth + 1, room // len(required)) for name in required}


def items_of(schema: Mapping[str, Any], size: int, depth: int = 0, room: int = LONGEST) -> list[Any]:
    """An array of so many typical items, as far as there is room."""
    size = min(size, room)
    return [sample(schema.get("items"), depth + 1, room // size)] * size if size else []


def types_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The types a schema states, null last."""
    stated = schema.get("type", ())
    listed = [stated] if isinstance(stated, str) else [t for t in stated if isinstance(t, str)] if isinstance(stated, list) else []
    return tuple(sorted(listed, key=lambda t: t == "null"))


def text(schema: Mapping[str, Any], length: int | None = None) -> str:
    """A string for a schema: of its format, its pattern's kind, or of a given length."""
    least, most = size_of(schema.get("minLength")), schema.get("maxLength")
    most = most if isinstance(most, int) else LONGEST
    candidates = (_FORMATS.get(str(schema.get("format")), "text"), *TEXTS)
    if length is None:
        fitting = [t for t in candidates if least <= len(t) <= most]
        return fitting[0] if fitting else "x" * min(least, LONGEST)
    return "x" * min(length, LONGEST)


def texts(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Strings of many shapes, for patterns nobody can read backwards."""
    return tuple(dict.fromkeys((text(schema), *TEXTS)))


def number_range(schema: Mapping[str, Any]) -> Range | None:
    """The numbers that the numeric keywords of a schema allow; None when there are none."""
    low, high = bound_of(schema, "minimum"), bound_of(schema, "maximum")
    over, under = bound_of(schema, "exclusiveMinimum"), bound_of(schema, "exclusiveMaximum")
    low_open = over is not None and (low is None or over >= low)
    high_open = under is not None and (high is None or under <= high)
    return tightened(Range(over if low_open else low, under if high_open else high, low_open, high_open, _lattices(schema)))


def _lattices(schema: Mapping[str, Any]) -> frozenset[Fraction]:
    step, types = bound_of(schema, "multipleOf"), types_of(schema)
    steps = {step} if step is not None and step > 0 else set()
    return frozenset(steps | ({Fraction(1)} if "integer" in types and "number" not in types else set()))


def step_of(schema: Mapping[str, Any]) -> Fraction:
    """The distance to the next number: the lattice's own, else a hundredth, finer where the bounds are."""
    step = Range(on=_lattices(schema)).step
    if step is not None:
        return step
    bounds = [schema.get(k) for k in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")]
    digits = [decimals(b) for b in bounds if isinstance(b, int | float)]
    return Fraction(1, 10 ** max(2, *digits, 0))


def decimals(number: int | float) -> int:
    """How many digits stand behind the point."""
    exponent = Decimal(repr(number)).as_tuple().exponent if isinstance(number, float) and math.isfinite(number) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def inside(allowed: Range, step: Fraction) -> Iterator[Fraction]:
    """The numbers at the ends of a set, the exact bounds if they belong to it, else one step inside."""
    for bound, opened, sign in ((allowed.low, allowed.low_open, 1), (allowed.high, allowed.high_open, -1)):
        if bound is not None:
            inner = bound + sign * step
            while opened and inner not in allowed and step > Fraction(1, 10**9):
                step /= 10
                inner = bound + sign * step
            yield inner if opened else bound


def nearest(schema: Mapping[str, Any], wish: Fraction) -> Fraction:
    """The allowed number nearest to a wish, as far as the bounds tell."""
    allowed = number_range(schema)
    if allowed is None or wish in allowed:
        return wish
    ends = list(inside(allowed, step_of(schema)))
    step = allowed.step
    if step is not None and not ends:
        return step
    return min(ends, key=lambda n: abs(n - wish)) if ends else wish


def flattened(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with the parts of its `allOf` laid over one another; good enough to propose values."""
    parts = schema.get("allOf")
    if not isinstance(parts, list):
        return schema
    merged: dict[str, Any] = {}
    for part in (*(p for p in parts if isinstance(p, Mapping)), {k: v for k, v in schema.items() if k != "allOf"}):
        for key, value in flattened(part).items():
            old = merged.get(key)
            if key == "properties" and isinstance(old, dict):
                merged[key] = {**old, **value}
            elif key == "required" and isinstance(old, list):
                merged[key] = [*old, *value]
            else:
                merged[key] = value
    return merged


def bound_of(schema: Mapping[str, Any], keyword: str) -> Fraction | None:
    """A numeric keyword's value, if it has one."""
    value = schema.get(keyword)
    return fraction(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def size_of(value: Any) -> int:
    """A keyword's value as a number of characters or items, 0 when it is none; no more than we would ever make."""
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return int(min(value, LONGEST + 1)) if whole else 0
