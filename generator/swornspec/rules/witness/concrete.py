"""From facts to bodies: values for every field that the facts say is sent.

Facts go in, a few bodies come out, the most telling first: one step beyond the limit that a rule draws, the exact best
of a product, else the documented default. They are proposals; a validator judges.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from swornspec.rules.evaluate import holds
from swornspec.rules.expr import ForAll, Item, Present, Ref, mapped, walk
from swornspec.rules.field import Field, Fields, field_at, of_items
from swornspec.rules.witness.constraint import constraints
from swornspec.rules.witness.known import Facts
from swornspec.rules.witness.ranges import ANY, Poly, Range, Var, at, count, lattice, meet, plain
from swornspec.rules.witness.sample import inside, items_of, number_range, sample, step_of
from swornspec.rules.witness.search import Demand, Search
from swornspec.rules.witness.strings import text, texts

_BODIES: Final = 40
_GRID: Final = 12_000
_FITS: Final = 60
_LONGEST: Final = 20_000
_FARTHER: Final = 4
"""How many values that are not nearest to a limit are proposed: the nearest may leave no room for another rule."""
_ITEM_DECISIONS: Final = 500
_ITEM_LEAVES: Final = 4


def bodies(facts: Facts, fields: Fields) -> Iterator[dict[str, Any]]:
    """Bodies that the facts describe."""
    names = [key[1] for key, kind in facts.items() if key[0] == "kind" and kind != "absent"]
    names.sort(key=lambda n: list(fields).index(n) if n in fields else len(fields))
    choices = {name: list(dict.fromkeys(map(_Choice, _choices(name, facts, fields)))) for name in names}
    if not all(choices.values()):
        return
    polys = [(key[1], facts[key]) for key in facts if key[0] == "num" and not isinstance(key[1][0], str)]
    for fit in itertools.islice(_fits(polys, facts, fields, iter(range(_FITS))), _BODIES):
        given = {name: [_Choice(plain(n))] for (_, name), n in fit.items()}
        for flat in _combined({**choices, **{n: c for n, c in given.items() if n in choices}}):
            yield _placed(flat, facts, fields)


def _placed(flat: Mapping[str, Any], facts: Facts, fields: Fields) -> dict[str, Any]:
    """A body whose fields within objects, by their path, are where they belong; those that must be absent are taken out."""
    spoken = [f for key in facts if key[0] == "kind" and key[1] not in fields and (f := field_at(key[1], fields)) is not None]
    body = {name: value for name, value in flat.items() if all(name != f.name for f in spoken)}
    for field in sorted(spoken, key=lambda f: len(f.within)):
        holder = _opened(body, field.within)
        if holder is not None:
            holder.pop(field.key, None)
            if field.name in flat:
                holder[field.key] = flat[field.name]
    return body


def _opened(body: dict[str, Any], path: Sequence[str]) -> dict[str, Any] | None:
    """The object that a path leads to, made anew with all around it so that it may be changed; None where there is none."""
    for step in path:
        inner = body.get(step)
        if not isinstance(inner, dict):
            return None
        body[step] = dict(inner)
        body = body[step]
    return body


def _fits(polys: Sequence[tuple[Poly, Range]], facts: Facts, fields: Fields, left: Iterator[int]) -> Iterator[dict[Var, Fraction]]:
    """Values for the unknowns of several polynomials, one after the other: what one has fixed, the next must take.

    `left` runs out when enough polynomials were fitted.
    """
    if not polys:
        yield {}
        return
    (poly, wanted), *others = polys
    for fit in _fit(poly, wanted, facts, fields) if next(left, None) is not None else ():
        for more in _fits(others, {**facts, **{("num", var): at(n) for var, n in fit.items()}}, fields, left):
            yield {**more, **fit}


class _Choice:
    """A JSON value that can be told from another: 1 from true, 1 from 1.0."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Choice) and repr(self.value) == repr(other.value)

    def __hash__(self) -> int:
        return hash(repr(self.value))


def _combined(choices: Mapping[str, Sequence[_Choice]]) -> Iterator[dict[str, Any]]:
    """The first choice of everything, then one field varied at a time, then all combinations."""
    first = {name: options[0].value for name, options in choices.items()}
    yield first
    for name, options in choices.items():
        for option in options[1:]:
            yield {**first, name: option.value}
    for combination in itertools.islice(itertools.product(*choices.values()), _BODIES):
        yield {name: option.value for name, option in zip(choices, combination, strict=True)}


def _choices(name: str, facts: Facts, fields: Fields) -> Iterator[Any]:
    if ("value", name) in facts:
        yield facts["value", name]
        return
    field = _known(name, fields)
    kind = facts["kind", name]
    within = 1  # so that an object keeps the rules of its own
    typical = sample({k: v for k, v in field.schema.items() if k != "type"} | {"type": _typed(kind, field)}, within)
    if kind == "null":
        yield None
    elif kind == "boolean":
        yield from (facts["bool", name],) if ("bool", name) in facts else (True, False)
    elif kind == "string":
        yield from _strings(name, facts, field, typical)
    elif kind == "number":
        yield from map(plain, _numbers(("v", name), facts, field))
    else:
        size = facts.get(("num", ("#", name)), ANY)
        least = _least_size(size)
        if kind == "array" and least is not None:
            each = (key[1][1] for key in facts if key[0] == "atom" and key[1][0] == "each" and key[1][1].over.name == name)
            for said in each:
                yield from ([item] * max(1, least) for item in _items(said, facts["atom", ("each", said)], fields))
            items = typical if isinstance(typical, list) else []
            yield items if Fraction(len(items)) in size else items_of(field.schema, least)
        elif kind == "object":
            yield typical if isinstance(typical, dict) else {}


def _known(name: str, fields: Fields) -> Field:
    """A field; of one that only rules speak of, nothing is known."""
    return field_at(name, fields) or Field(name, {})


def _items(said: ForAll, wanted: bool, fields: Fields) -> Iterator[Any]:
    """Items for which what is said of each holds, or does not; of items whose own items matter, none are proposed."""
    one, inner = of_items(said.over.name, fields)
    nodes = list(walk(said.each))
    itself = any(isinstance(n, Item) for n in nodes)
    if any(isinstance(n, ForAll) for n in nodes) or (itself and any(isinstance(n, Ref | Present) for n in nodes)):
        return
    known = {"item": one} if itself else inner
    expr = mapped(said.each, lambda _: Ref("item")) if itself else said.each
    schema = {"type": "object", "properties": {"item": one.schema}, "required": ["item"]} if itself else one.schema
    flat = [c for c in constraints(schema) if len(c.path) == 1]
    search = Search(known, [Demand(expr, broken=not wanted)], flat, {}, budget=_ITEM_DECISIONS)
    for leaf in itertools.islice(search.leaves(), _ITEM_LEAVES):
        for body in itertools.islice(bodies(leaf, known), _ITEM_LEAVES):
            if holds(expr, body, known) is wanted and (not itself or "item" in body):
                yield body["item"] if itself else body


def _typed(kind: str, field: Field) -> str:
    return "integer" if kind == "number" and "integer" in field.types and "number" not in field.types else kind


def _strings(name: str, facts: Facts, field: Field, typical: Any) -> Iterator[str]:
    if ("eq", name) in facts:
        yield facts["eq", name]
        return
    size = facts.get(("num", ("#", name)), ANY)
    avoided = facts.get(("neq", name), frozenset())
    least = _least_size(size)
    members = [m for m in (field.enum or ()) if isinstance(m, str)]
    candidates = [typical, *members, *texts(field.schema)]
    if least is not None:
        candidates += [text(field.schema, least), text({}, least)]
    yield from (c for c in candidates if isinstance(c, str) and c not in avoided and Fraction(len(c)) in size)


def _least_size(size: Range) -> int | None:
    at_least = max(Fraction(0), size.low or Fraction(0))
    least = math.floor(at_least) + 1 if size.low_open and at_least == size.low else math.ceil(at_least)
    return least if least <= _LONGEST else None


def _numbers(var: Var, facts: Facts, field: Field) -> Iterator[Fraction]:
    """Numbers of a set: at the ends a rule drew, the default, at the ends of the field itself, near zero."""
    known: Range = facts.get(("num", var), ANY)
    step = known.step or step_of(field.schema)
    own = number_range(field.schema) or ANY
    ends = list(inside(known, step))
    drawn = [e for e in ends if e not in (own.low, own.high)]
    typical = sample(field.schema)
    middle = Fraction(repr(typical)) if isinstance(typical, int | float) and not isinstance(typical, bool) else Fraction(1)
    near = [e + sign * step for e in ends for sign in (1, -1)]
    halves = [(ends[0] + ends[1]) / 2] if len(ends) == 2 and known.step is None else []
    zero = [Fraction(0), Fraction(1), step, -step, Fraction(1, 2)]
    candidates = dict.fromkeys((*drawn, middle, *ends, *near, *halves, *zero))
    yield from (n for n in candidates if n in known)


def _fit(poly: Poly, wanted: Range, facts: Facts, fields: Fields) -> Iterator[dict[Var, Fraction]]:
    """Values for the unknowns of a polynomial that bring it into a set, as near as possible to the limit that drew it.

    All unknowns but one run over their lattices (over a few points of them when there are too many), and the last one
    is found by dividing: exact, without trying everything.
    """
    variables = sorted({v for monomial, _ in poly for v in monomial})
    ranges = {v: _ranged(v, facts, fields) for v in variables}
    if not all(v[0] == "v" for v in variables) or any(r is None for r in ranges.values()):
        return
    sets = {v: r for v, r in ranges.items() if r is not None}
    linear = [v for v in variables if all(m.count(v) < 2 for m, _ in poly)]
    sizes = {v: _points(sets[v]) for v in variables}
    members = {v: _members(_known(v[1], fields), sets[v]) for v in variables}
    last = max(linear or variables, key=lambda v: (members[v] is None, math.inf if sizes[v] is None else sizes[v], _is_open(sets[v]), v))
    others = [v for v in variables if v != last]
    grids = [_grid(sets[v], sizes[v], others, sizes, _known(v[1], fields)) if (m := members[v]) is None else m for v in others]
    target = _lean(wanted.low) if wanted.low is not None else _lean(wanted.high) if wanted.high is not None else None
    best: list[tuple[Fraction | int, dict[Var, Fraction | int]]] = []
    farther: dict[Fraction | int, dict[Var, Fraction | int]] = {}
    for values in itertools.product(*grids):
        chosen: dict[Var, Fraction | int] = dict(zip(others, values, strict=True))
        of_last = members[last]
        for number in _solve(poly, chosen, last, sets[last], wanted, _known(last[1], fields)) if of_last is None else of_last:
            total = _value(poly, {**chosen, last: number})
            if _between(total, wanted):
                distance = abs(total - target) if target is not None else abs(total)
                if not best or distance < best[0][0]:
                    best.insert(0, (distance, {**chosen, last: number}))
                elif len(farther) < _FARTHER and distance > best[0][0]:
                    farther.setdefault(distance, {**chosen, last: number})
    others_too = (found for _, found in sorted(farther.items()))
    yield from ({v: Fraction(n) for v, n in found.items()} for found in (*(b for _, b in best[:3]), *others_too))


def _members(field: Field, allowed: Range) -> list[Fraction | int] | None:
    """The numbers of a closed list that are in a set; None where the field has no such list."""
    if field.enum is None:
        return None
    numbers = (Fraction(repr(m)) for m in field.enum if isinstance(m, int | float) and not isinstance(m, bool))
    return [_lean(n) for n in numbers if n in allowed]


def _ranged(var: Var, facts: Facts, fields: Fields) -> Range | None:
    """The set of an unknown that its schema allows; where it is to be out of that, as facts say, what they say alone."""
    known = facts.get(("num", var), ANY)
    field = field_at(var[1], fields)
    own = number_range(field.schema) if field is not None else ANY
    return None if own is None else meet(known, own) or known


def _points(given: Range) -> int | None:
    if given.low is not None and given.low == given.high:
        return 1
    return None if given.step is None else count(given, given.step)


def _is_open(given: Range) -> bool:
    """Whether a set goes on without end: whatever the others are, there may be a number in it that goes with them."""
    return given.low is None or given.high is None


def _grid(given: Range, size: int | None, others: Sequence[Var], sizes: Mapping[Var, int | None], field: Field) -> list[Fraction | int]:
    """Every lattice point when the whole grid is small, else points spread over the range."""
    total = math.prod(math.inf if sizes[v] is None else sizes[v] or 0 for v in others)
    if size is not None and given.step is not None and total <= _GRID:
        return [_lean(n) for n in lattice(given, given.step)]
    step = given.step or step_of(field.schema)
    ends = list(inside(given, step))
    low = ends[0] if ends else Fraction(0)
    high = ends[-1] if len(ends) > 1 else low + 1000 * step
    spread = (low + (high - low) * k / 16 // step * step for k in range(17))
    typical = sample(field.schema)
    known = [Fraction(repr(typical))] if isinstance(typical, int | float) and not isinstance(typical, bool) else []
    return [_lean(n) for n in dict.fromkeys((*ends, *known, *spread, Fraction(1))) if n in given]


def _solve(poly: Poly, chosen: Mapping[Var, Any], last: Var, allowed: Range, wanted: Range, field: Field) -> Iterator[Fraction | int]:
    """The values of the last unknown nearest to the ends of what is wanted."""
    slope: Any = 0
    rest: Any = 0
    for monomial, coefficient in poly:
        factor: Any = _lean(coefficient)
        for var in monomial:
            factor = factor * (chosen[var] if var != last else 1)
        if last in monomial:
            slope += factor
        else:
            rest += factor
    step = _lean(allowed.step or step_of(field.schema))
    if slope == 0:
        yield from list(inside(allowed, Fraction(step)))[:1]
        return
    for bound in (wanted.low, wanted.high):
        if bound is not None:
            exact = (_lean(bound) - rest) // (slope * step)
            for k in (exact, exact + 1, exact - 1, exact + 2):
                number = k * step
                if _between(number, allowed) and (not allowed.off or Fraction(number) in allowed):
                    yield number


def _between(number: Any, limits: Range) -> bool:
    """Whether a number lies between the bounds of a set; whole numbers are compared as such, which is much faster."""
    if limits.low is not None and (number < _lean(limits.low) or (limits.low_open and number == limits.low)):
        return False
    return limits.high is None or not (number > _lean(limits.high) or (limits.high_open and number == limits.high))


def _value(poly: Poly, chosen: Mapping[Var, Any]) -> Any:
    total: Any = 0
    for monomial, coefficient in poly:
        factor: Any = _lean(coefficient)
        for var in monomial:
            factor = factor * chosen[var]
        total += factor
    return total


def _lean(number: Fraction) -> Fraction | int:
    return int(number) if number.denominator == 1 else number
