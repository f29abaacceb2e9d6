"""Valid bodies at the edges of what is documented.

Each bound met exactly, each documented value, null where it is allowed, the required fields alone, every field at once,
both branches of every rule's condition, every limit inside a rule met exactly (for a product: its exact best).
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.rules.expr import (
    And,
    Compare,
    Count,
    Expr,
    ForAll,
    HasValue,
    Implies,
    Literal,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    Size,
    names,
    walk,
)
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.constraint import Constraint
from swornspec.rules.witness.edges import notable
from swornspec.rules.witness.find import Closed, Found, Space, canonical, find, prove
from swornspec.rules.witness.sample import sample
from swornspec.rules.witness.search import Demand
from swornspec.rules.witness.split import failing, is_limit

_MOST_ATOMS: Final = 24
_DOCUMENTED: Final = ("condition-holds", "holds", "member")
"""Edges that the documentation speaks of; the others need not exist."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A valid body and what is at its edge in it; `about` names the field or rule, `at` the edge, `touches` further ones."""

    about: str
    at: str
    body: Any
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A documented value or condition that no valid body has, with the constraints that exclude it (none: not proved)."""

    about: str
    at: str
    by: tuple[str, ...]


def satisfying(space: Space) -> Any | None:
    """A small valid body: the required fields and what they need; None when none was found."""
    result = find(space)
    if isinstance(result, Found):
        return minimal(space, result.body, frozenset())
    typical = sample(space.schema)
    return typical if not space.judge(typical) else None


def boundaries(space: Space) -> tuple[Boundary | Unreachable, ...]:
    """Every boundary, each body once, and what cannot be reached."""
    found: list[Boundary | Unreachable] = []
    seen: dict[str, int] = {}
    for boundary in _all(space):
        if isinstance(boundary, Boundary):
            key = canonical(boundary.body) + repr(boundary.body)
            first = found[seen[key]] if key in seen else None
            if isinstance(first, Boundary):
                found[seen[key]] = replace(first, touches=tuple(dict.fromkeys((*first.touches, boundary.about))))
                continue
            seen[key] = len(found)
        found.append(boundary)
    return tuple(found)


def unreachable(space: Space, least: Any) -> Iterator[Unreachable]:
    """The documented values and conditions that no valid body has; `least` is a valid body, to which most values can just be added."""
    for name, field in space.fields.items():
        for edge, value in notable(field.schema):
            if not isinstance(least, Mapping) or space.judge({**least, name: value}):
                met = _with_value(space, name, edge, value)
                if isinstance(met, Unreachable):
                    yield met
    for constraint in space.constraints:
        if constraint.rule is not None:
            yield from (met for met in of_rule(space, constraint) if isinstance(met, Unreachable))


def _all(space: Space) -> Iterator[Boundary | Unreachable]:
    """Every boundary as often as it was found; what was reached in one of several ways is not unreachable."""
    proposed = list(_proposed(space))
    reached = {(b.about, b.at) for b in proposed if isinstance(b, Boundary)}
    for boundary in proposed:
        if isinstance(boundary, Boundary):
            yield boundary
        elif (boundary.about, boundary.at) not in reached:
            reached.add((boundary.about, boundary.at))
            yield boundary


def _proposed(space: Space) -> Iterator[Boundary | Unreachable]:
    least = satisfying(space)
    if least is not None:
        yield Boundary("body", "required-only", least)
        yield Boundary("body", "everything", everything(space, least))
        more = {**least, "undocumented_field": 1} if isinstance(least, Mapping) else None
        if more is not None and not space.judge(more):
            yield Boundary("body", "undocumented-field", more)
    if least is not None and not isinstance(least, Mapping):
        yield from (Boundary("body", edge, value) for edge, value in notable(space.schema) if not space.judge(value))
    for name, field in space.fields.items():
        for edge, value in notable(field.schema):
            yield _with_value(space, name, edge, value)
    yield from _of_other_members(space, least)
    for constraint in space.constraints:
        if constraint.rule is not None:
            yield from of_rule(space, constraint)


def _of_other_members(space: Space, least: Any) -> Iterator[Boundary]:
    """The edges of members that are documented by a pattern of their names, or with all others."""
    others = {c.path[0]: c.schema for c in space.constraints if c.rule is None and len(c.path) == 1 and c.keyword != "required"}
    for name, schema in others.items():
        for edge, value in notable(schema) if isinstance(least, Mapping) and schema and name not in space.fields else ():
            body = {**least, name: value}
            if not space.judge(body):
                yield Boundary(name, edge, body)


def _with_value(space: Space, name: str, edge: str, value: Any) -> Boundary | Unreachable:
    result = find(space, fixed={name: value})
    if isinstance(result, Found):
        return Boundary(name, edge, _fewest(space, result.body, name))
    demand = _sent_as(name, value)
    keep = [c for c in space.constraints if c.flat]
    near = [c for c in keep if name in c.fields]
    proof = None if demand is None else prove(space, [demand], frozenset(), near)
    return Unreachable(name, edge, proof.by if proof else ())


def _sent_as(name: str, value: Any) -> Demand | None:
    if isinstance(value, str | int | float):
        return Demand(Compare("==", Ref(name), Literal(value)))
    return None


def _fewest(space: Space, body: Mapping[str, Any], name: str) -> Any:
    """The body without fields that the boundary does not need."""
    kept = dict(body)
    for other in [n for n in body if n != name and not (n in space.fields and space.fields[n].required)]:
        fewer = {k: v for k, v in kept.items() if k != other}
        if not space.judge(fewer):
            kept = fewer
    order = {n: i for i, n in enumerate(space.fields)}
    return dict(sorted(kept.items(), key=lambda item: order.get(item[0], len(order))))


def of_rule(space: Space, constraint: Constraint) -> Iterator[Boundary | Unreachable]:
    """The edges of one rule: each branch of its condition, each limit met exactly and by one step."""
    rule = constraint.rule
    assert rule is not None
    assert rule.expr is not None
    for edge, demands in _edges(rule.expr):
        result = find(space, [Demand(d) for d in demands])
        if isinstance(result, Found):
            yield Boundary(rule.id, edge, result.body)
        elif edge.startswith(_DOCUMENTED):
            keep = [c for c in space.constraints if c.flat]
            near = [c for c in keep if set(c.fields) & set(constraint.fields)]
            proof = prove(space, [Demand(d) for d in demands], frozenset(), near)
            yield Unreachable(rule.id, edge, proof.by if isinstance(proof, Closed) else ())


def _edges(expr: Expr) -> Iterator[tuple[str, tuple[Expr, ...]]]:
    """The edges of a rule, as expressions that must hold together."""
    when, then = (expr.when, expr.then) if isinstance(expr, Implies) else (And(()), expr)
    if isinstance(expr, Implies):
        yield "condition-holds", (when, then)
        yield "condition-fails", (Not(when), *_subject(when))
        yield "also-without-the-condition", (Not(when), *_subject(when), then)
        for n, way in enumerate(itertools.islice(failing(when), _MOST_ATOMS), 1):
            yield f"just-not-meant-{n}", (*way, Not(then))
    else:
        yield "holds", (expr,)
    comparisons = [n for n in walk(expr) if isinstance(n, Compare) and is_limit(n)]
    for n, atom in enumerate(comparisons[:_MOST_ATOMS], 1):
        assumed = (when,) if any(atom is a for a in walk(then)) and not isinstance(when, Or) else ()
        exact = (Compare("==", atom.left, atom.right),)
        single = isinstance(atom.left, Ref) or isinstance(atom.right, Ref)
        if single:
            yield f"limit-{n}", (*assumed, *exact)
        for kind in ("<", ">"):
            yield f"limit-{n}{'-below' if kind == '<' else '-above'}", (*assumed, Compare(kind, atom.left, atom.right))
        sent = tuple(Present(name) for name in names(atom))
        if len(sent) > 1:  # a default may keep the limit out of reach
            yield f"limit-{n}-below-all-sent", (*assumed, Compare("<", atom.left, atom.right), *sent)
            yield f"limit-{n}-exactly-all-sent", (*assumed, *exact, *sent)
    for n, members in enumerate([a for a in walk(then) if isinstance(a, OneOf)][:_MOST_ATOMS], 1):
        for value in members.values[:_MOST_ATOMS]:
            yield f"member-{n}-{value}", (when, Compare("==", members.item, Literal(value)))
    counts = [c for c in walk(then) if isinstance(c, Count) and c.high is not None and max(c.low, 0) < c.high < len(c.parts)]
    for n, count in enumerate(counts[:_MOST_ATOMS], 1):
        yield f"as-many-as-allowed-{n}", (when, Count(count.high or 0, count.high, count.parts))
    for_alls = [n for n in walk(then) if isinstance(n, ForAll)]
    limits = [(said, atom) for said in for_alls for atom in walk(said.each) if isinstance(atom, Compare) and is_limit(atom)]
    for n, (said, atom) in enumerate(limits[:_MOST_ATOMS], 1):
        some = Compare(">=", Size(said.over), Literal(1))
        yield f"limit-{n}-of-each-item", (when, some, ForAll(said.over, Compare("==", atom.left, atom.right)))


def _subject(when: Expr) -> tuple[Expr, ...]:
    """The condition's first part when it says that a field has a value: a failing condition is of interest when it is sent."""
    parts = when.parts if isinstance(when, And) else ()
    return tuple(p for p in parts[:1] if isinstance(p, HasValue)) if len(parts) > 1 else ()


def everything(space: Space, least: Any) -> Any:
    """A valid body with as many fields as fit together, in the document's order; the body itself when it is no object."""
    if not isinstance(least, Mapping):
        return least
    body = dict(least)
    for name, field in space.fields.items():
        if name in body:
            continue
        values = [sample(field.schema), *(v for _, v in notable(field.schema))]
        for value in values[:_MOST_ATOMS]:
            more = {**body, name: value}
            if value is not None and not space.judge(more):
                body = more
                break
    order = {n: i for i, n in enumerate(space.fields)}
    return dict(sorted(body.items(), key=lambda item: order.get(item[0], len(order))))
