"""Values of a JSON Schema at its edges: the ones at its bounds, and the ones just outside.

Schemas have their references inlined. Everything here is a proposal: whoever asks lets a validator judge.
"""

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from swornspec.rules.witness.constraint import ITEM, is_item
from swornspec.rules.witness.fitting import fitting
from swornspec.rules.witness.known import kind_of
from swornspec.rules.witness.ranges import Range, fraction, plain
from swornspec.rules.witness.sample import (
    bound_of,
    flattened,
    free_name,
    grown,
    inside,
    items_of,
    member_of,
    nearest,
    number_range,
    object_of,
    sample,
    step_of,
    types_of,
)
from swornspec.rules.witness.strings import LONGEST, TEXTS, longest, misses, shortest, size_of, text

_MOST_COPIES: Final = 20
_MIXED: Final[tuple[Any, ...]] = (0, -1, 1.5, True, [], {}, None)
_KINDS: Final[tuple[Any, ...]] = ("text", 1, True, [], {})


_MOST_ITEMS: Final = 10_000
_ABOUT: Final = {
    "object": frozenset(("properties",)),
    "array": frozenset(("items", "minItems", "maxItems")),
    "string": frozenset(("minLength", "maxLength", "pattern")),
    "number": frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
}
"""The types that keywords of a schema without `type` are about."""


def notable(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The documented values at which something may change, each with a name: bounds, members, null, true and false, sizes."""
    merged = flattened(schema)
    for keyword in ("enum", "x-extensible-enum"):
        members = merged.get(keyword)
        for member in members if isinstance(members, list) else ():
            yield ("null" if member is None else f"value-{member}"), member
    types = types_of(merged) or [kind for kind, keywords in _ABOUT.items() if not keywords.isdisjoint(merged)]
    for keyword in ("oneOf", "anyOf"):
        yield from _notable_branches(merged, keyword)
    if not any(known in merged for known in ("enum", "const", "x-extensible-enum", "oneOf", "anyOf")):
        for kind in types:
            yield from _notable_of(kind, merged)
    if "default" in merged and merged["default"] is not None:
        yield "default", merged["default"]


def _notable_branches(schema: Mapping[str, Any], keyword: str) -> Iterator[tuple[str, Any]]:
    """The notable values of each alternative."""
    listed = schema.get(keyword)
    rest = {k: v for k, v in schema.items() if k != keyword}
    for n, branch in enumerate(listed if isinstance(listed, list) else (), 1):
        if isinstance(branch, Mapping):
            whole = flattened({"allOf": [rest, branch]})
            yield f"branch-{n}", sample(whole)
            yield from ((f"branch-{n}-{name}", value) for name, value in notable(whole))


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
        middle = nearest(schema, Fraction(1))
        yield "typical", plain(middle)
        between = _inner(schema, allowed, ends)
        if between is not None:
            yield ("fraction" if between.denominator > 1 else "next-multiple"), plain(between)
        if kind == "integer":
            whole = float(middle)
            if whole == middle and abs(whole) < 2**53:
                yield "integral-float", whole
    elif kind == "string":
        yield "typical", text(schema)
        for name, length in (("shortest", shortest(schema)), ("longest", longest(schema))):
            if length is not None and 0 <= length <= LONGEST:
                yield name, text(schema, length)
    elif kind == "array":
        yield from _notable_arrays(schema)
    elif kind == "object":
        yield "smallest", object_of(schema, 1)
        yield from _notable_objects(schema)


def _inner(schema: Mapping[str, Any], allowed: Range, ends: list[Any]) -> Fraction | None:
    """A number that a coarser lattice lacks: a fraction where any number will do, else the multiple after the lowest."""
    step = bound_of(schema, "multipleOf")
    known = ends[:1] if allowed.low is not None else [plain(nearest(schema, Fraction(1)))]
    low = next((n for n in map(fraction, known) if n is not None), Fraction(0))
    if allowed.step is None:
        candidates = [Fraction(1, 2) + (low // 1), Fraction(3, 2) + (low // 1), low + step_of(schema)]
        return next((n for n in candidates if n.denominator > 1 and n in allowed), None)
    first = -(-low // allowed.step) * allowed.step
    near = (first, first + allowed.step, first - allowed.step)
    following = next((n for n in near if n / allowed.step % 2 == 1 and n in allowed), first)
    return following if step not in (None, 1) and following in allowed else None


def _notable_arrays(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    least, most = size_of(schema.get("minItems")), schema.get("maxItems")
    yield "fewest", items_of(schema, least)
    if isinstance(most, int) and most <= _MOST_ITEMS:
        yield "most", items_of(schema, most)
    prefix = schema.get("prefixItems")
    listed = [*(prefix if isinstance(prefix, list) else []), schema.get("items")]
    for at, items in enumerate(listed if most != 0 and least <= _MOST_COPIES else ()):
        for name, value in notable(items) if isinstance(items, Mapping) else ():
            mixed = schema.get("uniqueItems") is True or len(listed) > 1 or "contains" in schema
            step = ITEM if at == len(listed) - 1 else f"[{at}]"
            made = _embedded_item(schema, (step,), value, drop=False) if mixed else [value] * max(least, 1)
            if schema.get("uniqueItems") is not True or made.count(value) == 1:
                yield f"item-{name}", made


def _notable_objects(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    properties = schema.get("properties")
    base = object_of(schema, 1)
    for keyword, edge in (("minProperties", "fewest-properties"), ("maxProperties", "most-properties")):
        if len(base) <= (size := size_of(schema.get(keyword, -1))) <= _MOST_COPIES and keyword in schema:
            yield edge, grown(schema, base, size)
    known = dict(properties) if isinstance(properties, Mapping) else {}
    if len(base) < len(known) <= size_of(schema.get("maxProperties", len(known))):
        yield "everything", {key: base.get(key, sample(below)) for key, below in known.items()}
    other = free_name(schema)
    if other not in known and isinstance(member_of(schema, other), Mapping):
        known[other] = member_of(schema, other)
    for key, below in known.items():
        for name, value in notable(below) if isinstance(below, Mapping) else ():
            yield f"{key}-{name}", fitting(schema, {**base, key: value}, key)
            if len(known) > len(base) + 1:  # what the value needs beside it may be among the others
                yield f"{key}-{name}", {**{k: sample(s) for k, s in known.items()}, **base, key: value}


def outside(schema: Mapping[str, Any], keyword: str) -> Iterator[Any]:
    """Values that break a keyword, the nearest first; they may break others of the schema as well."""
    merged = flattened(schema)
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
        length = size_of(value) + (1 if keyword == "maxLength" else -1)
        if 0 <= length <= LONGEST:
            yield text(merged, length)
            yield from (text({k: v for k, v in merged.items() if k not in ("minLength", "maxLength")}, n) for n in _lengths_beyond(length))
    elif keyword in ("minItems", "maxItems"):
        yield from _sized(merged, size_of(value) + (1 if keyword == "maxItems" else -1))
    elif keyword == "uniqueItems":
        yield items_of(merged, max(2, size_of(merged.get("minItems"))), alike=True)
    elif keyword == "pattern":
        yield from dict.fromkeys(miss for _, miss in misses(text(merged), str(value)))
    elif keyword in ("not", "anyOf", "oneOf"):
        yield from _outside_branches(merged, value, keyword)
        yield from ("", " ", "\n", *TEXTS, "!", "é")
        yield from _MIXED
    elif keyword == "additionalProperties":
        yield from ({**object_of(merged, 0), "undocumented_field": value} for value in (1, "text"))
    elif keyword in ("minProperties", "maxProperties"):
        size = min(size_of(value) + (1 if keyword == "maxProperties" else -1), 1_000)
        base = object_of({**merged, "minProperties": 0}, 0)
        yield grown(merged, base, size) if keyword == "maxProperties" else grown({**merged, "minProperties": 0}, base, size)
        yield {}
    elif keyword in ("contains", "minContains", "maxContains"):
        yield from _containing(merged, keyword)
    elif keyword == "propertyNames":
        below = sample(member_of(merged, "!"))
        yield from ({**object_of({**merged, "minProperties": 0}, 0), name: below} for name in ("!", "A", "a b", "0", "é", "", "x" * 65))
    elif keyword == "dependentRequired":
        base = object_of(merged, 0)
        for name, needed in value.items() if isinstance(value, Mapping) else ():
            missing = {k: v for k, v in base.items() if k not in needed}
            yield {**missing, str(name): base.get(str(name), sample(member_of(merged, str(name))))}
    else:
        yield from ([], [None], {}, {"": 1})


def _lengths_beyond(length: int) -> Iterator[int]:
    """Lengths a little farther off: a pattern may allow few."""
    yield from range(max(0, length - 8), min(LONGEST, length + 8))


def _outside_branches(schema: Mapping[str, Any], value: Any, keyword: str) -> Iterator[Any]:
    """Values of the kinds that the alternatives are of, with one thing wrong; for `not`, the values it forbids."""
    rest = {k: v for k, v in schema.items() if k != keyword}
    if keyword == "not":
        yield from (v for _, v in notable(value) if isinstance(value, Mapping))
        yield sample(value)
        return
    for branch in value if isinstance(value, list) else ():
        whole = flattened({"allOf": [rest, branch]}) if isinstance(branch, Mapping) else {}
        typical = sample(whole)
        for name in whole.get("required") or () if isinstance(typical, dict) else ():
            yield {k: v for k, v in typical.items() if k != name}
        for known in (
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "enum",
        ):
            if known in whole:
                yield from itertools.islice(outside(whole, known), 3)


def _containing(schema: Mapping[str, Any], keyword: str) -> Iterator[list[Any]]:
    """Arrays with too few, or too many, of the items that an array must contain."""
    wanted = sample(flattened({"allOf": [p for p in (schema.get("items"), schema["contains"]) if isinstance(p, Mapping)]}))
    least = size_of(schema.get("minItems"))
    plainly = {k: v for k, v in schema.items() if k != "contains"}
    if keyword == "maxContains":
        yield [wanted] * (size_of(schema["maxContains"]) + 1)
        return
    few = size_of(schema["minContains"]) - 1 if keyword == "minContains" else 0
    yield [*[wanted] * few, *items_of(plainly, max(least - few, 1))]
    yield [*[wanted] * few, *items_of(plainly, max(least - few, 0))]


def confusions(schema: Mapping[str, Any]) -> Iterator[Any]:
    """Values of other types that a careless reader would take for the right one: `"512"`, `1` for true, 512.5 for an integer."""
    merged, types = flattened(schema), types_of(schema)
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
    cases = (v for m in texts_known for v in (m.lower(), m.upper(), m.title()) if v not in texts_known)
    yield from itertools.islice(cases, 1)
    for member in texts_known[:1]:
        yield from ("", f"{member}_", f" {member}")
    yield from ("unknown-value", *TEXTS)
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
    """Numbers within the bounds that are not on the lattice: half way between its points (36 is a multiple of 4, not of 8), or near one."""
    free = {k: v for k, v in schema.items() if k != "multipleOf"}
    allowed = number_range(free)
    step = bound_of(schema, "multipleOf")
    if allowed is None or not step:
        return
    base = nearest(schema, Fraction(1))
    halves = (step / 2, -step / 2)
    whole = halves if (step / 2).denominator == 1 or "number" in types_of(schema) else ()
    for distance in (*whole, Fraction(1), Fraction(-1), *halves, Fraction(1, 100), Fraction(-1, 100)):
        if base + distance in allowed:
            yield base + distance


def _sized(schema: Mapping[str, Any], size: int) -> Iterator[list[Any]]:
    if 0 <= size <= LONGEST:
        yield items_of(schema, size)


def embed(schema: Mapping[str, Any], path: tuple[str, ...], value: Any, *, drop: bool = False) -> Any:
    """A value at a path below a schema, in the smallest containers that the schema allows; or its containers without it."""
    if not path:
        return value
    merged, head = flattened(schema), path[0]
    if is_item(head):
        return _embedded_item(merged, path, value, drop=drop)
    below = member_of(merged, head)
    base = object_of(merged, 1)
    if drop and len(path) == 1:
        return fitting(merged, {k: v for k, v in base.items() if k != head}, head)
    needed = merged.get("dependentRequired")
    for name in needed.get(head, ()) if isinstance(needed, Mapping) else ():
        base.setdefault(str(name), sample(member_of(merged, str(name))))
    return fitting(merged, {**base, head: embed(below if isinstance(below, Mapping) else {}, path[1:], value, drop=drop)}, head)


def _embedded_item(schema: Mapping[str, Any], path: tuple[str, ...], value: Any, *, drop: bool) -> list[Any]:
    """An array with the value in its first item, or in that of its `prefixItems` which the path names."""
    prefix, items = schema.get("prefixItems"), schema.get("items")
    heads = prefix if isinstance(prefix, list) else []
    at = len(heads) if path[0] == ITEM else int(path[0][1:-1])
    below = heads[at] if at < len(heads) else items
    size = max(at + 1, size_of(schema.get("minItems")))
    size += "contains" in schema and size < 2  # one item for what must be contained
    made = items_of(schema, size)
    made = made[::-1] if "contains" in schema and not heads else made
    made[at : at + 1] = [embed(below if isinstance(below, Mapping) else {}, path[1:], value, drop=drop)]
    return made
