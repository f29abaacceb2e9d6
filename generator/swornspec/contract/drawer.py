"""Random values of a schema, fast: what a schema allows is worked out once, then each value costs microseconds.

References are inlined. Documented values, bounds, patterns, lengths, branches of alternatives and sizes all come up; a
value keeps its schema field by field, as far as keywords can be read forwards, and whoever needs certainty checks it.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any, Final, TypeAlias

import jsonschema_rs

from swornspec.rules import matching
from swornspec.rules.witness import notable, sample
from swornspec.rules.witness.ranges import plain
from swornspec.rules.witness.sample import flattened, free_name, member_of, number_range, types_of
from swornspec.rules.witness.strings import size_of

Draw: TypeAlias = Callable[[Random], Any]
_DEEPEST: Final = 6
_LONGEST_TEXT: Final = 40
_MOST_ITEMS: Final = 4
_MOST_LENGTHS: Final = 24
_MOST_EDGES: Final = 40
_MOST_BRANCHES: Final = 50
_LARGEST_EDGE: Final = 4_000
"""How long an edge value may be as text to be drawn again and again."""
_FAR: Final = 10**12
_LARGEST: Final = 1e300
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz ABC0123456789-_.,:;!?'\"\\/<>&%{}[]éß漢字Ж🙂\n\t\u00a0\u2028\x00"


def drawing(schema: Any, depth: int = 0) -> Draw:
    """How to draw values of a schema; what is too deep is a typical value."""
    if not isinstance(schema, Mapping) or depth > _DEEPEST:
        typical = sample(schema)
        return lambda _: typical
    whole = flattened(schema)
    for known in ("enum", "x-extensible-enum"):
        members = whole.get(known)
        if isinstance(members, list) and members:
            return _one_of([*members, *([None] if known != "enum" and "null" in types_of(whole) else [])])
    if "const" in whole:
        return _one_of([whole["const"]])
    kinds = _kinds(whole, depth)
    if not kinds:
        return junk if not set(whole) & {"not", "if"} else _one_of([sample(whole)])
    edges = _kept(whole, [v for _, v in itertools.islice(notable(whole), _MOST_EDGES) if len(repr(v)) <= _LARGEST_EDGE])
    if not edges:
        return _any(kinds)

    def draw(rng: Random) -> Any:
        return edges[int(rng.random() * len(edges))] if rng.random() < 0.3 else kinds[int(rng.random() * len(kinds))](rng)

    return draw


def _kept(schema: Mapping[str, Any], proposed: list[Any]) -> list[Any]:
    """The proposals that keep a schema; all of them where it cannot be read by itself."""
    try:
        accepts = jsonschema_rs.Draft202012Validator(dict(schema)).is_valid
    except (ValueError, jsonschema_rs.ReferencingError):
        return proposed
    return [v for v in proposed if accepts(v)]


def _kinds(schema: Mapping[str, Any], depth: int) -> list[Draw]:
    """One way to draw for each alternative, else for each type."""
    for keyword in ("oneOf", "anyOf"):
        branches = [b for b in schema.get(keyword) or () if isinstance(b, Mapping)][:_MOST_BRANCHES]
        if branches:
            rest = {k: v for k, v in schema.items() if k != keyword}
            return [drawing({"allOf": [rest, b]}, depth + 1) for b in branches]
    types = types_of(schema) or (("object",) if "properties" in schema else ())
    return [_of_type(kind, schema, depth) for kind in types]


def _of_type(kind: str, schema: Mapping[str, Any], depth: int) -> Draw:
    match kind:
        case "integer" | "number":
            return _numbers(kind, schema)
        case "boolean":
            return _one_of([True, False])
        case "string":
            return _strings(schema)
        case "array":
            return _arrays(schema, depth)
        case "object":
            return objects(schema, depth)
        case _:
            return lambda _: None


def _numbers(kind: str, schema: Mapping[str, Any]) -> Draw:
    allowed = number_range(schema)
    if allowed is None:
        return _one_of([sample(schema)])
    low = allowed.low if allowed.low is not None else (allowed.high or 0) - _FAR
    high = allowed.high if allowed.high is not None else (allowed.low or 0) + _FAR
    if allowed.step is None and kind == "number":
        return _decimals(float(min(max(low, -_LARGEST), _LARGEST)), float(min(max(high, -_LARGEST), _LARGEST)), allowed.__contains__)
    step = allowed.step or Fraction(1)
    first, last = int(-(-low // step)), int(high // step)
    if first > last:
        return _one_of([sample(schema)])
    near = min(last, max(first, first + 8))
    if step.denominator == 1:
        whole = int(step)
        return lambda rng: (rng.randint(first, last) if rng.random() < 0.75 else rng.randint(first, near)) * whole
    return lambda rng: plain(rng.randint(first, last) * step)


def _decimals(low: float, high: float, allowed: Callable[[Fraction], bool]) -> Draw:
    def draw(rng: Random) -> Any:
        found = low + (high - low) * rng.random()
        if rng.random() < 0.5:
            found = round(found, 2)
        return found if low < found < high or allowed(Fraction(found)) else (low + high) / 2

    return draw


def _strings(schema: Mapping[str, Any]) -> Draw:
    least, most = size_of(schema.get("minLength")), schema.get("maxLength")
    limit = size_of(most) if most is not None else least + _LONGEST_TEXT
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        return _patterned(pattern, least, size_of(most) if most is not None else matching.LONGEST, sample(schema))
    low, high = least, max(least, min(limit, least + _LONGEST_TEXT))
    return lambda rng: "".join(rng.choices(_LETTERS, k=rng.randint(low, high)))


def _patterned(pattern: str, least: int, most: int, typical: Any) -> Draw:
    """Strings of a pattern: any of its lengths; the typical one where the pattern cannot be drawn."""
    lengths = _lengths(pattern, least, most)

    def draw(rng: Random) -> Any:
        try:
            return matching.of_length(pattern, lengths[int(rng.random() * len(lengths))], rng)
        except matching.NoMatchError:
            return typical

    return draw if lengths else lambda _: typical


@lru_cache(maxsize=256)
def _lengths(pattern: str, least: int, most: int) -> tuple[int, ...]:
    try:
        return tuple(itertools.islice(matching.lengths(pattern, least, most), _MOST_LENGTHS))
    except matching.NoMatchError:
        return ()


def _arrays(schema: Mapping[str, Any], depth: int) -> Draw:
    least = size_of(schema.get("minItems"))
    most = size_of(schema["maxItems"]) if "maxItems" in schema else least + _MOST_ITEMS
    high = max(least, min(most, least + _MOST_ITEMS))
    heads = [drawing(p, depth + 1) for p in schema.get("prefixItems") or ()]
    each = drawing(schema.get("items", {}), depth + 1)
    contained = drawing({"allOf": [schema.get("items") or {}, schema["contains"]]}, depth + 1) if "contains" in schema else None
    unique = schema.get("uniqueItems") is True

    def draw(rng: Random) -> list[Any]:
        size = rng.randint(least, high)
        items = [heads[n](rng) if n < len(heads) else each(rng) for n in range(size)]
        if contained is not None and high:
            if items:
                items[rng.randrange(len(items))] = contained(rng)
            items = items or [contained(rng)]
        return _different(items, each, rng, least) if unique else items

    return draw


def _different(items: Sequence[Any], each: Draw, rng: Random, least: int) -> list[Any]:
    """Items without those that came up before, and new ones while there are too few."""
    found: list[Any] = []
    for item in (*items, *(each(rng) for _ in range(3 * least))):
        if len(found) < max(least, len(items)) and not any(item == known for known in found):
            found.append(item)
    return found


def objects(schema: Mapping[str, Any], depth: int = 0) -> Draw:
    """How to draw objects: the required properties, the others half of the time, now and then one that is not documented."""
    properties = schema.get("properties")
    known = {str(k): v for k, v in properties.items()} if isinstance(properties, Mapping) else {}
    required = [r for r in schema.get("required") or () if isinstance(r, str)]
    parts = {name: drawing(member_of(schema, name) if name not in known else known[name], depth + 1) for name in (*known, *required)}
    most = size_of(schema["maxProperties"]) if "maxProperties" in schema else None
    least = size_of(schema.get("minProperties"))
    extra = None if schema.get("additionalProperties") is False else drawing(member_of(schema, free_name(schema)), depth + 1)
    names = [free_name(schema, n) for n in range(1, max(least, 3) + 1)] if extra is not None else []
    needs = {k: v for k, v in (schema.get("dependentRequired") or {}).items() if isinstance(v, list)}
    must = frozenset(required)

    def draw(rng: Random) -> dict[str, Any]:
        found = {name: part(rng) for name, part in parts.items() if name in must or rng.random() < 0.5}
        if extra is not None and rng.random() < (0.1 if parts else 0.7):
            found |= {name: extra(rng) for name in names[: rng.randint(1, len(names))]}
        for name, others in needs.items():
            if name in found:
                found |= {o: parts[o](rng) for o in others if o not in found and o in parts}
        spare = [n for n in found if n not in must]
        while most is not None and len(found) > most and spare:
            del found[spare.pop(rng.randrange(len(spare)))]
        for name in (*parts, *names) if len(found) < least else ():
            if len(found) < least and name not in found:
                found[name] = parts[name](rng) if name in parts else extra(rng) if extra is not None else None
        return found

    return draw


def junk(rng: Random, depth: int = 0) -> Any:
    """Any JSON value."""
    kind = rng.randrange(9 if depth < 3 else 7)
    match kind:
        case 0:
            return None
        case 1:
            return rng.random() < 0.5
        case 2:
            return rng.randint(-10, 10)
        case 3:
            return rng.randint(-(10**25), 10**25)
        case 4:
            return rng.choice((0.5, -1.5, 1e-9, 1e300, -0.0, 1.0, rng.random() * 1_000))
        case 5 | 6:
            return "".join(rng.choices(_LETTERS, k=rng.randrange(12)))
        case 7:
            return [junk(rng, depth + 1) for _ in range(rng.randrange(4))]
        case _:
            return {"".join(rng.choices(_LETTERS, k=3)): junk(rng, depth + 1) for _ in range(rng.randrange(4))}


def _one_of(values: Sequence[Any]) -> Draw:
    known = list(values)
    return lambda rng: known[int(rng.random() * len(known))]


def _any(draws: Sequence[Draw]) -> Draw:
    known = list(draws)
    return known[0] if len(known) == 1 else lambda rng: known[int(rng.random() * len(known))](rng)


def around(schema: Mapping[str, Any]) -> Iterator[Any]:
    """Numbers at the ends of what a schema allows, and a little beside them."""
    allowed = number_range(flattened(schema))
    for end in (allowed.low, allowed.high) if allowed is not None else ():
        if end is not None:
            yield from (plain(end + distance) for distance in (-9, -2, -1, 0, 1, 2, 9, Fraction(1, 2), Fraction(-1, 2)))
