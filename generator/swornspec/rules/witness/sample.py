"""Values of a JSON Schema: one typical, the ones at its bounds, and the ones just outside.

Schemas have their references inlined. Everything here is a proposal: whoever asks lets a validator judge.
"""

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from swornspec.rules.witness.constraint import ITEM
from swornspec.rules.witness.decide import kind_of
from swornspec.rules.witness.ranges import Range, fraction, tightened

_DEPTH: Final = 12
_LONGEST: Final = 20_000
_MIXED: Final[tuple[Any, ...]] = (0, -1, 1.5, True, [], {}, None)
_KINDS: Final[tuple[Any, ...]] = ("text", 1, True, [], {})
_FORMATS: Final = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uri": "https://example.com/a",
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "email": "a@example.com",
}
_TEXTS: Final = ("text", "x", "1", "A1", "abc-1", "https://example.com/a", *_FORMATS.values())


def sample(schema: Any, depth: int = 0) -> Any:
    """A small typical value: the default, the first known value, else the simplest of its type."""
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
    merged = _merged(schema)
    kind = next(iter(types_of(merged)), None)
    if kind in ("integer", "number"):
        return plain(_nearest(merged, Fraction(1)), kind)
    if kind == "string":
        return text(merged)
    if kind == "boolean":
        return True
    if kind == "array":
        return [sample(merged.get("items"), depth + 1)] * max(_natural(merged.get("minItems")), 0)
    if kind == "object" or (kind is None and "properties" in merged):
        return _object(merged, depth)
    return None if kind == "null" else "text"


def _object(schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
    properties = schema.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    required = [r for r in schema.get("required") or () if isinstance(r, str)]
    return {name: sample(properties.get(name), depth + 1) for name in required}


def types_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The types a schema states, null last."""
    stated = schema.get("type", ())
    listed = [stated] if isinstance(stated, str) else [t for t in stated if isinstance(t, str)] if isinstance(stated, list) else []
    return tuple(sorted(listed, key=lambda t: t == "null"))


def text(schema: Mapping[str, Any], length: int | None = None) -> str:
    """A string for a schema: of its format, its pattern's kind, or of a given length."""
    least, most = _natural(schema.get("minLength")), schema.get("maxLength")
    most = most if isinstance(most, int) else _LONGEST
    candidates = (_FORMATS.get(str(schema.get("format")), "text"), *_TEXTS)
    if length is None:
        fitting = [t for t in candidates if least <= len(t) <= most]
        return fitting[0] if fitting else "x" * min(least, _LONGEST)
    return "x" * min(length, _LONGEST)


def texts(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Strings of many shapes, for patterns nobody can read backwards."""
    return tuple(dict.fromkeys((text(schema), *_TEXTS)))


def number_range(schema: Mapping[str, Any]) -> Range | None:
    """The numbers that the numeric keywords of a schema allow; None when there are none."""
    low, high = _limit(schema, "minimum"), _limit(schema, "maximum")
    over, under = _limit(schema, "exclusiveMinimum"), _limit(schema, "exclusiveMaximum")
    low_open = over is not None and (low is None or over >= low)
    high_open = under is not None and (high is None or under <= high)
    steps = {s for s in (_limit(schema, "multipleOf"),) if s is not None and s > 0}
    types = types_of(schema)
    whole = {Fraction(1)} if "integer" in types and "number" not in types else set()
    return tightened(Range(over if low_open else low, under if high_open else high, low_open, high_open, frozenset(steps | whole)))


def step_of(schema: Mapping[str, Any]) -> Fraction:
    """The distance to the next number: the lattice's own, else a hundredth, finer where the bounds are."""
    allowed = number_range(schema)
    if allowed is not None and allowed.step is not None:
        return allowed.step
    bounds = [schema.get(k) for k in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")]
    digits = [decimals(b) for b in bounds if isinstance(b, int | float)]
    return Fraction(1, 10 ** max(2, *digits, 0))


def decimals(number: int | float) -> int:
    """How many digits stand behind the point."""
    exponent = Decimal(repr(number)).as_tuple().exponent if isinstance(number, float) and math.isfinite(number) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(number: Fraction, kind: str = "number") -> int | float:
    """A fraction as a JSON number."""
    if number.denominator == 1:
        return int(number)
    return float(number)


def inside(allowed: Range, step: Fraction) -> Iterator[Fraction]:
    """The numbers at the ends of a set, the exact bounds if they belong to it, else one step inside."""
    for bound, opened, sign in ((allowed.low, allowed.low_open, 1), (allowed.high, allowed.high_open, -1)):
        if bound is not None:
            inner = bound + sign * step
            while opened and inner not in allowed and step > Fraction(1, 10**9):
                step /= 10
                inner = bound + sign * step
            yield inner if opened else bound


def notable(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The documented values at which something may change, each with a name: bounds, members, null, true and false, sizes."""
    merged = _merged(schema)
    for keyword in ("enum", "x-extensible-enum"):
        members = merged.get(keyword)
        for member in members if isinstance(members, list) else ():
            yield ("null" if member is None else f"value-{member}"), member
    types = types_of(merged)
    if not any(known in merged for known in ("enum", "const", "x-extensible-enum")):
        for kind in types:
            yield from _notable_of(kind, merged)
    if "default" in merged and merged["default"] is not None:
        yield "default", merged["default"]


def _notable_of(kind: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if kind == "null":
        yield "null", None
    elif kind == "boolean":
        yield from (("true", True), ("false", False))
    elif kind in ("integer", "number"):
        allowed = number_range(schema)
        if allowed is None:
            return
        ends = [plain(n) for n in inside(allowed, step_of(schema))]
        names = [n for n, b in (("lowest", allowed.low), ("highest", allowed.high)) if b is not None]
        yield from zip(names, ends, strict=True)
        middle = _nearest(schema, Fraction(1))
        yield "typical", plain(middle)
        if kind == "integer":
            whole = float(middle)
            if whole == middle and abs(whole) < 2**53:
                yield "integral-float", whole
    elif kind == "string":
        yield "typical", text(schema)
        for keyword, name in (("minLength", "shortest"), ("maxLength", "longest")):
            length = schema.get(keyword)
            if isinstance(length, int) and 0 <= length <= _LONGEST:
                yield name, text(schema, length)
    elif kind == "array":
        yield from _notable_arrays(schema)
    elif kind == "object":
        yield "smallest", _object(schema, 0)
        yield from _notable_objects(schema)


def _notable_arrays(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    least, most = _natural(schema.get("minItems")), schema.get("maxItems")
    item = sample(schema.get("items"))
    yield "fewest", [item] * least
    if isinstance(most, int) and most <= 1_000:
        yield "most", [item] * most
    items = schema.get("items")
    if isinstance(items, Mapping) and most != 0:
        for name, value in notable(items):
            yield f"item-{name}", [value] * max(least, 1)


def _notable_objects(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    properties = schema.get("properties")
    base = _object(schema, 0)
    for key, below in (properties if isinstance(properties, Mapping) else {}).items():
        for name, value in notable(below) if isinstance(below, Mapping) else ():
            yield f"{key}-{name}", {**base, key: value}


def outside(schema: Mapping[str, Any], keyword: str) -> Iterator[Any]:
    """Values that break a keyword, the nearest first; they may break others of the schema as well."""
    merged = _merged(schema)
    value = schema.get(keyword)
    if keyword == "type":
        yield from confusions(merged)
    elif keyword in ("enum", "const"):
        yield from _strangers(merged, value if isinstance(value, list) and keyword == "enum" else [value])
    elif keyword in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"):
        limit, step = fraction(value) if isinstance(value, int | float) else None, step_of({**merged, keyword: value})
        if limit is not None:
            yield from map(plain, _beyond(limit, step, keyword))
    elif keyword == "multipleOf":
        yield from map(plain, _between(merged))
    elif keyword in ("minLength", "maxLength"):
        length = _natural(value) + (1 if keyword == "maxLength" else -1)
        if 0 <= length <= _LONGEST:
            yield text(merged, length)
    elif keyword in ("minItems", "maxItems"):
        yield from _sized(merged, _natural(value) + (1 if keyword == "maxItems" else -1))
    elif keyword == "uniqueItems":
        yield [sample(merged.get("items"))] * max(2, _natural(merged.get("minItems")))
    elif keyword in ("pattern", "not", "anyOf", "oneOf"):
        yield from ("", " ", "\n", *_TEXTS, "!", "é")
        yield from _MIXED
    elif keyword == "additionalProperties":
        yield {**_object(merged, 0), "undocumented_field": 1}
    elif keyword in ("minProperties", "maxProperties"):
        yield {f"field_{n}": 1 for n in range(min(_natural(value) + (1 if keyword == "maxProperties" else -1), 1_000))}
        yield {}
    else:
        yield from ([], [None], {}, {"": 1})


def confusions(schema: Mapping[str, Any]) -> Iterator[Any]:
    """Values of other types that a careless reader would take for the right one: `"512"`, `1` for true, 512.5 for an integer."""
    merged, types = _merged(schema), types_of(schema)
    typical = sample({k: v for k, v in merged.items() if k not in ("default", "enum", "x-extensible-enum")})
    if "integer" in types or "number" in types:
        yield str(typical if not isinstance(typical, str) else 1)
        yield True
    if "integer" in types and "number" not in types:
        number = fraction(typical) if isinstance(typical, int | float) else None
        yield plain((number or Fraction(1)) + Fraction(1, 2))
    if "boolean" in types:
        yield from ("true", 1, 0)
    if "string" in types:
        yield from (1, True)
    if "array" in types:
        yield from (sample(merged.get("items")), {}, "text")
    if "object" in types:
        yield from ([], "text")
    if "null" not in types:
        yield None
    yield from (value for value in _KINDS if kind_of(value) not in types)


def _strangers(schema: Mapping[str, Any], members: list[Any]) -> Iterator[Any]:
    texts_known = [m for m in members if isinstance(m, str)]
    for member in texts_known[:1]:
        yield from (member.swapcase(), f"{member}_", f" {member}")
    yield from ("unknown-value", *_TEXTS)
    numbers = sorted(n for m in members if isinstance(m, int | float) and not isinstance(m, bool) and (n := fraction(m)) is not None)
    step = step_of(schema) if numbers else Fraction(1)
    for number in numbers:
        yield from (plain(number + step), plain(number - step))
    yield from (True, False, None, [], {})


def _beyond(limit: Fraction, step: Fraction, keyword: str) -> Iterator[Fraction]:
    sign = -1 if keyword.lower().endswith("minimum") else 1
    on_lattice = limit // step * step if sign < 0 else -(-limit // step) * step
    if keyword.startswith("exclusive"):
        yield limit
        yield on_lattice
    yield on_lattice if on_lattice != limit else on_lattice + sign * step
    yield on_lattice + sign * step
    yield limit + sign
    yield limit + sign * Fraction(1, 100)


def _between(schema: Mapping[str, Any]) -> Iterator[Fraction]:
    """Numbers within the bounds that are not on the lattice, whole ones first."""
    free = {k: v for k, v in schema.items() if k != "multipleOf"}
    allowed = number_range(free)
    step = _limit(schema, "multipleOf")
    if allowed is None or not step:
        return
    base = _nearest(schema, Fraction(1))
    for distance in (Fraction(1), Fraction(-1), step / 2, -step / 2, Fraction(1, 100), Fraction(-1, 100)):
        if base + distance in allowed:
            yield base + distance


def _sized(schema: Mapping[str, Any], size: int) -> Iterator[list[Any]]:
    if 0 <= size <= _LONGEST:
        yield [sample(schema.get("items"))] * size


def _nearest(schema: Mapping[str, Any], wish: Fraction) -> Fraction:
    """The allowed number nearest to a wish, as far as the bounds tell."""
    allowed = number_range(schema)
    if allowed is None or wish in allowed:
        return wish
    ends = list(inside(allowed, step_of(schema)))
    step = allowed.step
    if step is not None and not ends:
        return step
    return min(ends, key=lambda n: abs(n - wish)) if ends else wish


def embed(schema: Mapping[str, Any], path: tuple[str, ...], value: Any, *, drop: bool = False) -> Any:
    """A value at a path below a schema, in the smallest containers that the schema allows; or its containers without it."""
    if not path:
        return value
    merged, head = _merged(schema), path[0]
    if head == ITEM:
        items = merged.get("items")
        rest = [sample(items)] * (_natural(merged.get("minItems")) - 1)
        return [embed(items if isinstance(items, Mapping) else {}, path[1:], value, drop=drop), *rest]
    properties = merged.get("properties")
    below = properties.get(head, {}) if isinstance(properties, Mapping) else {}
    base = _object(merged, 0)
    if drop and len(path) == 1:
        return {k: v for k, v in base.items() if k != head}
    return {**base, head: embed(below if isinstance(below, Mapping) else {}, path[1:], value, drop=drop)}


def _merged(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with the parts of its `allOf` laid over one another; good enough to propose values."""
    parts = schema.get("allOf")
    if not isinstance(parts, list):
        return schema
    merged: dict[str, Any] = {}
    for part in (*(p for p in parts if isinstance(p, Mapping)), {k: v for k, v in schema.items() if k != "allOf"}):
        for key, value in _merged(part).items():
            old = merged.get(key)
            if key == "properties" and isinstance(old, dict):
                merged[key] = {**old, **value}
            elif key == "required" and isinstance(old, list):
                merged[key] = [*old, *value]
            else:
                merged[key] = value
    return merged


def _limit(schema: Mapping[str, Any], keyword: str) -> Fraction | None:
    value = schema.get(keyword)
    return fraction(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _natural(value: Any) -> int:
    return min(int(value), _LONGEST + 1) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else 0
