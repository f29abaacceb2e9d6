"""Bodies that break exactly one constraint, or none, or the proof that there are none.

A request schema (references inlined), its rules and a judge go in. The judge is any function that names the
constraints a body breaks; a body is given out only when the judge agrees, so a witness is never wrong. A proof rests on
the search alone: it went through every case of the fields involved and each one broke another constraint.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from swornspec.rules.expr import Expr, names
from swornspec.rules.field import Field, Fields, field_at, path_at, top_of
from swornspec.rules.rule import Rule
from swornspec.rules.witness.concrete import bodies
from swornspec.rules.witness.constraint import Constraint, constraints
from swornspec.rules.witness.exact import impossible
from swornspec.rules.witness.known import facts_of
from swornspec.rules.witness.sample import fields_in, sample
from swornspec.rules.witness.search import DECISIONS, Demand, Search, absent

Judge: TypeAlias = Callable[[Any], Sequence[str]]
_LEAVES: Final = 24
_ROUNDS: Final = 6
_MOST_EXTRA: Final = 3
_MOST_NAMED: Final = 40
ABSENT: Final = object()
"""In `fixed`: the field must not be sent."""


@dataclass(frozen=True, slots=True)
class Space:
    """Everything a request may be: its schema, rules and fields, and who judges it.

    `constraints` are those of the schema and the rules, or the `named` ones where the judge calls them otherwise. `ways` are
    the paths to the fields within objects that the rules speak of, and to the objects around them, these first. `least` holds
    the first valid body once one is known.
    """

    schema: Mapping[str, Any]
    rules: tuple[Rule, ...]
    judge: Judge
    named: tuple[Constraint, ...] | None = None
    constraints: tuple[Constraint, ...] = field(init=False)
    fields: Fields = field(init=False)
    base: Mapping[str, Any] = field(init=False)
    ways: tuple[tuple[str, ...], ...] = field(init=False)
    least: list[Mapping[str, Any]] = field(init=False, default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Derive the fields, the constraints and a first body: the required fields with typical values."""
        known = fields_in(self.schema)
        fields = {**known, **{n: f for n, f in _unknown(self.rules).items() if field_at(n, known) is None}}
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "constraints", constraints(self.schema, self.rules) if self.named is None else self.named)
        first = sample(self.schema)
        object.__setattr__(self, "base", first if isinstance(first, dict) else {})
        rules = (*self.rules, *(c.rule for c in self.constraints if c.rule is not None))
        spoken = (path_at(n, fields) for rule in rules if rule.expr is not None for n in names(rule.expr))
        ways = {way[:n] for way in spoken for n in range(2, len(way) + 1)}
        object.__setattr__(self, "ways", tuple(sorted(ways, key=lambda w: (len(w), w))))


@dataclass(frozen=True, slots=True)
class Found:
    """A body that does what was asked for."""

    body: Any


@dataclass(frozen=True, slots=True)
class Closed:
    """The proof that there is no such body: each case breaks one of these constraints (none: the demand contradicts itself)."""

    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GaveUp:
    """Neither a body nor a proof, and why."""

    why: str


Result: TypeAlias = Found | Closed | GaveUp


def find(
    space: Space,
    demands: Sequence[Demand] = (),
    fixed: Mapping[str, Any] | None = None,
    *,
    breaks: frozenset[str] = frozenset(),
    decisions: int = 2 * DECISIONS,
) -> Result:
    """A body with the fixed values that meets the demands and breaks exactly the constraints in `breaks`.

    The search is given up after so many decisions.
    """
    fixed = dict(fixed or {})
    for around in (space.base, *space.least) if not demands else ():
        plainly = _plainly(space, around, fixed)
        broken = frozenset(space.judge(plainly))
        if broken == breaks:
            return Found(plainly)
        if _own(space, broken, fixed) != _own(space, breaks, fixed):
            return GaveUp("the value breaks another constraint, whatever is sent beside it")
    free = _first_fields(space, demands, fixed)
    result: Result = GaveUp("the search met no body it could judge")
    purse = _Purse(decisions)
    for _ in range(_ROUNDS):
        result, conflicts = _attempt(space, demands, fixed, free, breaks, purse)
        wider = _wider(space, free, conflicts, breaks)
        if not isinstance(result, GaveUp) or wider == free:
            if isinstance(result, Found) and not (demands or fixed or breaks or space.least):
                space.least.append(result.body)
            return result
        free = wider
    return result


def _own(space: Space, broken: frozenset[str], fixed: Mapping[str, Any]) -> frozenset[str]:
    """The constraints among some that speak of fixed values alone, so that nothing else of the body matters to them."""
    flat = {c.id for c in space.constraints if not c.between and c.path and c.path[0] in fixed}
    deep = tuple(f"{name}{mark}" for name, value in fixed.items() if value is not ABSENT for mark in (".", "["))
    return frozenset(b for b in broken if b in flat or b.startswith(deep))


def _plainly(space: Space, around: Mapping[str, Any], fixed: Mapping[str, Any]) -> dict[str, Any]:
    """A small body with the fixed values: most of the time that is all it takes."""
    whole = {**around, **fixed}
    order = {name: n for n, name in enumerate(space.fields)}
    names = sorted((n for n in whole if whole[n] is not ABSENT), key=lambda n: order.get(n, len(order)))
    return {name: whole[name] for name in names}


def prove(space: Space, demands: Sequence[Demand], breaks: frozenset[str], keep: Sequence[Constraint]) -> Closed | None:
    """That no body meets the demands without breaking some of `keep`; the constraints named are all needed (but for very many)."""
    used = _closing(space, demands, keep)
    if used is None:
        return None
    needed = [c for c in keep if c.id in used]
    if _closing(space, demands, needed) is None:
        needed = list(keep)
    for constraint in list(needed) if len(needed) <= _MOST_NAMED else ():
        fewer = [c for c in needed if c is not constraint]
        if _closing(space, demands, fewer) is not None:
            needed = fewer
    return Closed(tuple(c.id for c in needed if c.id not in breaks))


def _closing(space: Space, demands: Sequence[Demand], keep: Sequence[Constraint]) -> set[str] | None:
    search = Search(space.fields, demands, keep, {})
    for n, leaf in enumerate(search.leaves()):
        if n >= _LEAVES or search.rounded or not impossible(leaf):
            return None
    return search.used if search.complete and not search.rounded else None


@dataclass(slots=True)
class _Purse:
    """The decisions that are left for one question."""

    left: int


def _attempt(
    space: Space, demands: Sequence[Demand], fixed: Mapping[str, Any], free: frozenset[str], breaks: frozenset[str], purse: _Purse
) -> tuple[Result, set[str]]:
    """Search with some fields free and the others not sent; also the constraints that stood in the way."""
    keep = [c for c in _flat(space.constraints) if c.id not in breaks and free.intersection(c.fields)]
    start = dict(absent([n for n in space.fields if n not in free]))
    for name, value in fixed.items():
        start |= {("kind", name): "absent"} if value is ABSENT else facts_of(name, value)
        for way in space.ways if value is not ABSENT else ():
            if way[0] == name:
                start |= _facts_within(way, value)
    conflicts: set[str] = set()
    for most in (*range(_MOST_EXTRA + 1), None):
        limit = None if most is None else most + len(_required(space))
        search = Search(space.fields, demands, keep, start, limit, min(DECISIONS, purse.left))
        for n, leaf in enumerate(search.leaves()):
            for body in bodies(leaf, space.fields):
                broken = frozenset(space.judge(body))
                if broken == breaks:
                    return Found(body), set()
                conflicts |= broken - breaks
            if n >= _LEAVES:
                break
        conflicts |= search.used
        purse.left -= search.spent
        if purse.left <= 0:
            return GaveUp("the search was given up after as many decisions as it may take"), set()
    if not search.complete:
        return GaveUp(f"the search was given up after {search.spent} decisions"), conflicts
    return GaveUp("every case that was tried breaks another constraint"), conflicts


def _facts_within(way: tuple[str, ...], value: Any) -> dict[Any, Any]:
    """What is known of a field within an object whose value is given."""
    for step in way[1:]:
        if not isinstance(value, Mapping) or step not in value:
            return {("kind", ".".join(way)): "absent"}
        value = value[step]
    return facts_of(".".join(way), value)


def _first_fields(space: Space, demands: Sequence[Demand], fixed: Mapping[str, Any]) -> frozenset[str]:
    asked = (d.what.fields if isinstance(d.what, Constraint) else (top_of(n, space.fields) for n in names(d.what)) for d in demands)
    return frozenset({*fixed, *_required(space), *(n for fields in asked for n in fields)})


def _wider(space: Space, free: frozenset[str], conflicts: set[str], breaks: frozenset[str]) -> frozenset[str]:
    """The fields with those of the rules that stood in the way; without any, of all rules that speak of them."""
    in_the_way = [c for c in space.constraints if c.id in conflicts and c.id not in breaks]
    wider = free.union(*(c.fields for c in in_the_way)) if in_the_way else free
    if wider == free:
        touching = [c for c in space.constraints if c.between and free.intersection(c.fields)]
        wider = free.union(*(c.fields for c in touching)) if touching else free
    return wider


def _flat(given: Sequence[Constraint]) -> Iterator[Constraint]:
    """Rules, and keywords of the fields that they may speak of; what lies deeper is a matter of the value that is fixed."""
    for constraint in given:
        if constraint.flat:
            yield constraint


def _required(space: Space) -> tuple[str, ...]:
    return tuple(n for n, f in space.fields.items() if f.required)


def _unknown(rules: Sequence[Rule]) -> dict[str, Field]:
    """Fields that only rules speak of."""
    return {name: Field(name, {}) for rule in rules if rule.expr is not None for name in names(rule.expr)}


def canonical(body: Any) -> str:
    """A body as text that is equal for equal bodies."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False)


__all__ = ["ABSENT", "Closed", "Expr", "Found", "GaveUp", "Judge", "Result", "Space", "canonical", "find", "prove"]
