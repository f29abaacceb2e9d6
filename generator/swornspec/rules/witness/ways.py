"""The different ways to break one rule: each part of what it demands, under each branch of its condition.

    if a then b and c        a, not b         a, not c
    if a or b then c         a, not b, not c  b, not a, not c

A server may have forgotten one of them and still refuse the others.
"""

import itertools
from collections.abc import Iterator
from typing import Any, Final

from swornspec.rules.expr import And, Expr, Implies, Not, Or
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.constraint import Constraint
from swornspec.rules.witness.find import Found, Space, canonical, find
from swornspec.rules.witness.search import Demand

_MOST: Final = 12


def breaking_ways(space: Space, constraint: Constraint) -> tuple[Any, ...]:
    """A minimal body for each way to break a rule and nothing else, as far as they exist; each body once."""
    if constraint.rule is None or constraint.rule.expr is None:
        return ()
    breaks = frozenset({constraint.id})
    found: dict[str, Any] = {}
    for way in itertools.islice(_broken(constraint.rule.expr), _MOST):
        demands = [Demand(constraint, broken=True), *(Demand(part) for part in way)]
        result = find(space, demands, breaks=breaks)
        if isinstance(result, Found):
            body = _trimmed(space, result.body, constraint, way)
            found.setdefault(canonical(body), body)
    return tuple(found.values())


def _trimmed(space: Space, body: Any, constraint: Constraint, way: tuple[Expr, ...]) -> Any:
    """The body without fields that neither the rule nor the way speaks of."""
    fewer = minimal(space, body, frozenset({constraint.id}))
    spoken = {n: v for n, v in body.items() if n in constraint.fields} if isinstance(body, dict) else {}
    whole = {**fewer, **spoken}
    order = {n: i for i, n in enumerate(space.fields)}
    whole = dict(sorted(whole.items(), key=lambda item: order.get(item[0], len(order))))
    return whole if frozenset(space.judge(whole)) == frozenset({constraint.id}) else body


def _broken(expr: Expr) -> Iterator[tuple[Expr, ...]]:
    match expr:
        case Implies(when, then):
            for holds, fails in itertools.product(list(_kept(when)), list(_broken(then))):
                yield (*holds, *fails)
        case And(parts):
            for n, part in enumerate(parts):
                others = tuple(p for i, p in enumerate(parts) if i != n)
                yield (Not(part), *others)
        case Or(parts):
            yield tuple(Not(p) for p in parts)
        case Not(part):
            yield from _kept(part)
        case _:
            yield (Not(expr),)


def _kept(expr: Expr) -> Iterator[tuple[Expr, ...]]:
    match expr:
        case Or(parts):
            for n, part in enumerate(parts):
                yield (part, *(Not(p) for i, p in enumerate(parts) if i != n))
        case And(parts):
            for ways in itertools.islice(itertools.product(*(list(_kept(p)) for p in parts)), _MOST):
                yield tuple(itertools.chain.from_iterable(ways))
        case Not(part):
            yield from _broken(part)
        case _:
            yield (expr,)
