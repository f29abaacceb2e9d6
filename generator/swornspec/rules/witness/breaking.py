"""One constraint broken alone: the smallest such body, or why there is none.

width-maximum          {"width": 1032}      1025 would break `multipleOf` as well
contrast-minimum       implied by contrast-enum
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from swornspec.rules.evaluate import holds
from swornspec.rules.expr import AllOrNone, And, Count, Expr, HasValue, Implies, Not, Or, Present, Ref, walk
from swornspec.rules.rule import Effect
from swornspec.rules.witness.constraint import ITEM, Constraint, is_item
from swornspec.rules.witness.edges import embed, outside
from swornspec.rules.witness.find import ABSENT, Closed, Found, GaveUp, Result, Space, find, prove
from swornspec.rules.witness.sample import flattened, sample
from swornspec.rules.witness.search import Demand
from swornspec.rules.witness.siblings import excluded_beside
from swornspec.rules.witness.strings import size_of

_PAIRS: Final = 12
_MOST_ITEMS: Final = 100
_UNMET: Final = "unmet"


@dataclass(frozen=True, slots=True)
class Witness:
    """A small body that breaks the constraint and nothing else."""

    constraint: str
    body: Any


@dataclass(frozen=True, slots=True)
class Implied:
    """A proof that whatever breaks the constraint breaks one of `by` too; without any, that nothing can break it."""

    constraint: str
    by: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither a body was found nor a proof, and why."""

    constraint: str
    why: str


Outcome: TypeAlias = Witness | Implied | Undecided


def breaking(space: Space, constraint: Constraint) -> Outcome:
    """A minimal body that breaks exactly one constraint, or the proof that there is none.

    Where several places state it under one name, a body that breaks it at any of them will do.
    """
    outcomes: list[Outcome] = []
    for place in (replace(constraint, repeated=False, elsewhere=()), *constraint.elsewhere):
        outcome = _breaking(space, place)
        if isinstance(outcome, Witness):
            return outcome
        outcomes.append(outcome)
    undecided = next((o for o in outcomes if isinstance(o, Undecided)), None)
    if undecided is not None or len(outcomes) == 1:
        return undecided or outcomes[0]
    by = tuple(dict.fromkeys(b for o in outcomes if isinstance(o, Implied) for b in o.by))
    return Implied(constraint.id, by, _why(Closed(by)))


def _breaking(space: Space, constraint: Constraint) -> Outcome:
    breaks = frozenset({constraint.id})
    beside = excluded_beside(space, constraint)
    if beside:
        return Implied(constraint.id, beside, _why(Closed(beside)))
    if constraint.rule is not None:
        result = find(space, [Demand(constraint, broken=True)], breaks=breaks)
        if isinstance(result, Found):
            return Witness(constraint.id, minimal(space, result.body, breaks))
        return _without(space, constraint, result)
    last: Result = GaveUp("no value outside the keyword was found")
    for name, value in violations(space, constraint):
        last = with_value(space, constraint, name, value)
        if isinstance(last, Found):
            return Witness(constraint.id, last.body)
    if constraint.flat and not isinstance(last, Found):
        last = find(space, [Demand(constraint, broken=True)], breaks=breaks)
        if isinstance(last, Found):
            return Witness(constraint.id, minimal(space, last.body, breaks))
    return _without(space, constraint, last)


def with_value(space: Space, constraint: Constraint, name: str | None, value: Any) -> Result:
    """A minimal body with one of the `violations` of a keyword that breaks nothing else.

    A value of a wrong type has no value for the rules. A server that has forgotten the type may still see that the field
    was sent, and refuse it for want of what goes with it; so whatever the rules ask of a field that is sent comes along, if it can.
    """
    breaks = frozenset({constraint.id})
    if name is None:
        return _whole(space, value, breaks)
    as_sent = _as_sent(space, constraint.field) if constraint.keyword == "type" and constraint.flat and value is not None else ()
    if as_sent:
        judged = replace(
            space, judge=lambda body: [*space.judge(body), *(_UNMET for rule in as_sent if not holds(rule, body, space.fields))]
        )
        result = find(judged, [Demand(rule) for rule in as_sent], {name: value}, breaks=breaks)
        if isinstance(result, Found):
            return Found(minimal(judged, result.body, breaks))
    result = find(space, fixed={name: value}, breaks=breaks)
    return Found(minimal(space, result.body, breaks)) if isinstance(result, Found) else result


def with_stranger(space: Space, constraint: Constraint, value: Any, breaks: frozenset[str]) -> Any | None:
    """A minimal body with a value at a constraint's own place that breaks exactly some constraints; None when there is none."""
    if not constraint.path or constraint.path[0] not in space.fields:
        return None
    name = constraint.path[0]
    top = embed(space.fields[name].schema, constraint.path[1:], value)
    result = find(space, fixed={name: top}, breaks=breaks)
    return minimal(space, result.body, breaks) if isinstance(result, Found) else None


def _as_sent(space: Space, name: str) -> tuple[Expr, ...]:
    """The rules that apply when a field has a value, as they would apply to one of any type."""
    gated = (r.expr for r in space.rules if r.effect is Effect.REJECT and r.expr is not None and HasValue(Ref(name)) in walk(r.expr))
    return tuple(_loosened(expr, name) for expr in gated)


def _loosened(expr: Expr, name: str) -> Expr:
    match expr:
        case HasValue(Ref(known)) if known == name:
            return Present(name)
        case Not(part):
            return Not(_loosened(part, name))
        case And(parts):
            return And(tuple(_loosened(p, name) for p in parts))
        case Or(parts):
            return Or(tuple(_loosened(p, name) for p in parts))
        case AllOrNone(parts):
            return AllOrNone(tuple(_loosened(p, name) for p in parts))
        case Count(low, high, parts):
            return Count(low, high, tuple(_loosened(p, name) for p in parts))
        case Implies(when, then):
            return Implies(_loosened(when, name), _loosened(then, name))
        case _:
            return expr


def together(space: Space, implied: Implied) -> tuple[Any, tuple[str, ...]] | None:
    """A minimal body that breaks an implied constraint, and what it breaks with it: as little as possible, one other or two.

    Two constraints may be implied by each other; a server that forgot both is seen only by such a body.
    """
    constraint = next(c for c in space.constraints if c.id == implied.constraint)
    companies = [*itertools.combinations(implied.by, 1), *itertools.islice(itertools.combinations(implied.by, 2), _PAIRS)]
    for others in companies:
        breaks = frozenset({constraint.id, *others})
        found = _with_others(space, constraint, breaks)
        if found is not None:
            return minimal(space, found, breaks), others
    return None


def _with_others(space: Space, constraint: Constraint, breaks: frozenset[str]) -> Any | None:
    if constraint.rule is not None:
        result = find(space, [Demand(constraint, broken=True)], breaks=breaks)
        return result.body if isinstance(result, Found) else None
    if constraint.keyword is None or constraint.schema is None or not constraint.path or constraint.keyword == "required":
        return None
    name = constraint.path[0]
    below = space.fields[name].schema if name in space.fields else {}
    for value in outside(constraint.schema, constraint.keyword):
        top = embed(below, constraint.path[1:], value)
        if frozenset(space.judge({**space.base, name: top})) >= breaks:
            result = find(space, fixed={name: top}, breaks=breaks)
            if isinstance(result, Found):
                return result.body
    return None


def violations(space: Space, constraint: Constraint) -> Iterator[tuple[str | None, Any]]:
    """Top-level fields with values that break a keyword and nothing else of the field; no name means the whole body."""
    if constraint.schema is None or constraint.keyword is None:
        return
    if not constraint.path or is_item(constraint.path[0]):  # the body, or the items of one that is an array
        drop = constraint.keyword == "required"
        if constraint.path and size_of(flattened(space.schema).get("minItems")) > _MOST_ITEMS:
            return  # each try would cost as much as the whole array
        for value in (None,) if drop else outside(constraint.schema, constraint.keyword):
            yield None, embed(space.schema, constraint.path, value, drop=drop)
        return
    name = constraint.path[0]
    below = space.fields[name].schema if name in space.fields else {}
    if constraint.keyword == "required":
        if len(constraint.path) == 1:
            yield name, ABSENT
        else:
            yield name, embed(below, constraint.path[1:], None, drop=True)
            missing, others = constraint.path[-1], flattened(constraint.schema).get("properties")
            whole = {k: sample(s) for k, s in others.items() if k != missing} if isinstance(others, Mapping) else {}
            yield name, embed(below, constraint.path[1:-1], whole)
        return
    for value in outside(constraint.schema, constraint.keyword):
        top = embed(below, constraint.path[1:], value)
        if _only(space, name, top, constraint.id):
            yield name, top


def _only(space: Space, name: str, value: Any, expected: str) -> bool:
    """Whether a value breaks just the one keyword of a field and what lies below it."""
    broken = space.judge({**space.base, name: value})
    own = {c.id for c in space.constraints if c.rule is None and any(p.path[:1] == (name,) for p in (c, *c.elsewhere))}
    rules = {c.id for c in space.constraints if c.between}
    return set(broken) - rules - {expected} == set() and expected in broken and expected in own


def _whole(space: Space, value: Any, breaks: frozenset[str]) -> Result:
    return Found(value) if frozenset(space.judge(value)) == breaks else GaveUp("every value that was tried breaks another constraint")


def _without(space: Space, constraint: Constraint, result: Result) -> Outcome:
    breaks = frozenset({constraint.id})
    proof = None
    for keep in _neighbourhoods(space, constraint) if not constraint.repeated else ():
        proof = prove(space, [Demand(constraint, broken=True)], breaks, keep)
        if proof is not None:
            return Implied(constraint.id, proof.by, _why(proof))
    if constraint.rule is None and len(constraint.path) > 1 and (unsent := never_sent(space, constraint.path[0])) is not None:
        return Implied(constraint.id, unsent.by, _why(unsent))
    return Undecided(constraint.id, result.why if isinstance(result, GaveUp) else "no body was found and no proof")


def never_sent(space: Space, name: str) -> Closed | None:
    """The proof that no valid body has a field; None where there is none."""
    for keep in _reaching([c for c in space.constraints if c.flat], {name}) if name in space.fields else ():
        proof = prove(space, [Demand(Present(name))], frozenset(), keep)
        if proof is not None:
            return proof
    return None


def _why(proof: Closed) -> str:
    if not proof.by:
        return "nothing can break it"
    return f"whatever breaks it also breaks {' or '.join(proof.by)}"


def _neighbourhoods(space: Space, constraint: Constraint) -> Iterator[list[Constraint]]:
    """Ever more constraints that may stand in the way: of the same place, of the same fields, of all fields in reach."""
    others = [c for c in space.constraints if c.id != constraint.id]
    if constraint.rule is None:
        yield [c for c in others if c.path == constraint.path and c.rule is None]
        if not constraint.flat:
            return
    reach = set(constraint.fields)
    flat = [c for c in others if c.flat]
    yield [c for c in flat if reach.issuperset(c.fields)]
    yield from _reaching(flat, reach)


def _reaching(flat: Sequence[Constraint], reach: set[str]) -> Iterator[list[Constraint]]:
    """The constraints that speak of some fields, then those that speak of any of their fields, and so on."""
    for _ in range(3):
        touching = [c for c in flat if reach.intersection(c.fields)]
        wider = reach.union(*(c.fields for c in touching)) if touching else reach
        yield touching
        if wider == reach:
            return
        reach = wider


def minimal(space: Space, body: Any, breaks: frozenset[str]) -> Any:
    """The body without the fields it does not need, in the document's order."""
    if not isinstance(body, dict):
        return body
    for name in [n for n in body if not (n in space.fields and space.fields[n].required)]:
        fewer = {k: v for k, v in body.items() if k != name}
        if frozenset(space.judge(fewer)) == breaks:
            body = fewer
    for way in reversed(space.ways):
        rest = without(body, way)
        if rest is not None and frozenset(space.judge(rest)) == breaks:
            body = rest
    order = {name: n for n, name in enumerate(space.fields)}
    return dict(sorted(body.items(), key=lambda item: order.get(item[0], len(order))))


def without(body: Any, way: tuple[str, ...]) -> Any | None:
    """A body without what a path leads to; None where there is nothing."""
    if not isinstance(body, dict) or way[0] not in body:
        return None
    inner = without(body[way[0]], way[1:]) if len(way) > 1 else None
    if len(way) > 1:
        return None if inner is None else {**body, way[0]: inner}
    return {k: v for k, v in body.items() if k != way[0]}


__all__ = [
    "ITEM",
    "Implied",
    "Outcome",
    "Undecided",
    "Witness",
    "breaking",
    "minimal",
    "never_sent",
    "together",
    "violations",
    "with_stranger",
    "with_value",
    "without",
]
