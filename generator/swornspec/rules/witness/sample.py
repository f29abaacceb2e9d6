"""A typical value of a JSON Schema, and what its keywords say about numbers and texts.

Schemas have their references inlined. Everything here is a proposal: whoever asks lets a validator judge.
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from swornspec.rules.field import Field, fields_of
from swornspec.rules.witness.inner import keeping
from swornspec.rules.witness.ranges import Range, fraction, plain, tightened
from swornspec.rules.witness.strings import LONGEST, refuses, several, size_of, text

_DEPTH: Final = 12
_MOST_DISTINCT: Final = 1_000


def sample(schema: Any, depth: int = 0, room: int = LONGEST) -> Any:
    """A small typical value: the default, the first known value, else the simplest of its type.

    Arrays and strings grow no larger than `room`, all levels together: a document may ask for anything.
    """
    if not isinstance(schema, Mapping) or depth > _DEPTH:
        return {}
    schema = flattened(schema)
    if schema.get("default") is not None:
        return schema["default"]
    for known in ("enum", "x-extensible-enum", "examples"):
        members = schema.get(known)
        if isinstance(members, list) and any(m is not None for m in members):
            return next(m for m in members if m is not None)
    if "const" in schema:
        return schema["const"]
    merged = schema
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
    """The smallest object: its required properties with typical values, more of them where it must have more.

    Objects within others keep the rules of their own; those of a whole body are a matter of the search for one.
    """
    properties = schema.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    required = [r for r in schema.get("required") or () if isinstance(r, str)]
    found = {name: sample(member_of(schema, name), depth + 1, room // len(required)) for name in required}
    if depth:
        found = keeping(schema, found, lambda name: sample(member_of(schema, name), depth + 1, room // len(properties)))
    least = min(size_of(schema.get("minProperties")), _MOST_DISTINCT)
    return grown(schema, found, least, depth) if len(found) < least else found


def grown(schema: Mapping[str, Any], given: Mapping[str, Any], size: int, depth: int = 0) -> dict[str, Any]:
    """An object with further properties until it has so many: documented ones first, then others where they are allowed."""
    found = dict(given)
    properties = schema.get("properties")
    names = list(properties) if isinstance(properties, Mapping) else []
    if schema.get("additionalProperties") is not False:
        names += [free_name(schema, n) for n in range(1, size + 1)]
    for name in names:
        if len(found) < size and name not in found:
            found[str(name)] = sample(member_of(schema, str(name)), depth + 1, LONGEST // max(1, size))
    return found


def free_name(schema: Mapping[str, Any], number: int = 1) -> str:
    """A name for a property that the schema does not document: one that its `propertyNames` allow."""
    allowed = schema.get("propertyNames")
    if isinstance(allowed, Mapping):
        return next(itertools.islice(several(flattened(allowed)), number - 1, None), f"field_{number}")
    return f"field_{number}"


def member_of(schema: Mapping[str, Any], name: str) -> Any:
    """The schema of a property: documented by its name, by a pattern, or with all other ones."""
    properties, patterns = schema.get("properties"), schema.get("patternProperties")
    if isinstance(properties, Mapping) and name in properties:
        return properties[name]
    for pattern, below in patterns.items() if isinstance(patterns, Mapping) else ():
        if not refuses(str(pattern), name):
            return below
    return schema.get("additionalProperties")


def items_of(schema: Mapping[str, Any], size: int, depth: int = 0, room: int = LONGEST, *, alike: bool = False) -> list[Any]:
    """An array of so many typical items, as far as there is room; different ones where they must be, unless `alike`."""
    size = min(size, room)
    if not size:
        return []
    each = schema.get("items")
    if "contains" in schema and isinstance(each, Mapping | None):
        each = {"allOf": [each or {}, schema["contains"]]} if isinstance(schema["contains"], Mapping) else each
    prefix = schema.get("prefixItems")
    heads = [sample(p, depth + 1, room // size) for p in (prefix if isinstance(prefix, list) else [])[:size]]
    if schema.get("uniqueItems") is True and not alike:
        found = heads if "contains" not in schema else [*heads, sample(each, depth + 1, room // size)]
        for value in distinct(schema.get("items")):
            if len(found) < size and not any(value == known for known in found):
                found.append(value)
        return found[:size]
    return [*heads, *[sample(each, depth + 1, room // size)] * (size - len(heads))]


def distinct(schema: Any) -> Iterator[Any]:
    """Values of a schema that differ from each other, as many as are easily made."""
    if not isinstance(schema, Mapping):
        yield from (f"text{n}" for n in range(_MOST_DISTINCT))
        return
    merged = flattened(schema)
    for known in ("enum", "x-extensible-enum"):
        if isinstance(merged.get(known), list):
            yield from merged[known]
            return
    first = sample(merged)
    yield first
    kind = next(iter(types_of(merged)), None)
    if kind == "boolean":
        yield not first
    elif kind == "string":
        yield from itertools.islice(several(merged), 1, _MOST_DISTINCT)
    elif kind in ("integer", "number") and (allowed := number_range(merged)) is not None:
        step, start = step_of(merged), fraction(first) or Fraction(0)
        around = (start + sign * step * n for n in range(1, _MOST_DISTINCT) for sign in (1, -1))
        yield from (plain(n) for n in around if n in allowed)
    elif kind == "array":
        least = size_of(merged.get("minItems"))
        yield from ([item, *items_of(merged, least)[1:]] for item in distinct(merged.get("items")))
    elif kind == "object" and isinstance(merged.get("properties"), Mapping):
        for name, below in merged["properties"].items():
            yield from ({**first, name: value} for value in itertools.islice(distinct(below), 1, _MOST_DISTINCT))


def types_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The types a schema states, null last."""
    stated = schema.get("type", ())
    listed = [stated] if isinstance(stated, str) else [t for t in stated if isinstance(t, str)] if isinstance(stated, list) else []
    return tuple(sorted(listed, key=lambda t: t == "null"))


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
                merged[key] = list(dict.fromkeys((*old, *value)))
            else:
                merged[key] = value
    return merged


def fields_in(schema: Mapping[str, Any]) -> dict[str, Field]:
    """The properties of an object schema, and of the objects among them, as fields."""
    return fields_of(flattened(schema), fields_in)


def bound_of(schema: Mapping[str, Any], keyword: str) -> Fraction | None:
    """A numeric keyword's value, if it has one."""
    value = schema.get(keyword)
    return fraction(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
