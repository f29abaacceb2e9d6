"""The different ways to break one rule: each part of what it demands, under each branch of its condition.

    if a then b and c        a, not b         a, not c
    if a or b then c         a, not b, not c  b, not a, not c

A server may have forgotten one of them and still refuse the others.
"""

import itertools
from collections.abc import Iterator
from typing import Any, Final

from swornspec.rules.expr import Compare, Expr, Literal, OneOf, Ref, walk
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.constraint import Constraint
from swornspec.rules.witness.find import Found, Space, canonical, find
from swornspec.rules.witness.search import Demand
from swornspec.rules.witness.split import failing

_MOST: Final = 12
_MOST_WAYS: Final = 48


def breaking_ways(space: Space, constraint: Constraint) -> tuple[Any, ...]:
    """A minimal body for each way to break a rule and nothing else, as far as they exist; each body once."""
    if constraint.rule is None or constraint.rule.expr is None:
        return ()
    breaks = frozenset({constraint.id})
    found: dict[str, Any] = {}
    for way in itertools.islice(failing(constraint.rule.expr), _MOST_WAYS):
        demands = [Demand(constraint, broken=True), *(Demand(part) for part in way)]
        result = find(space, demands, breaks=breaks)
        if isinstance(result, Found):
            body = _trimmed(space, result.body, constraint, way)
            for variant in (body, *_spelled_out(space, body, constraint)):
                found.setdefault(canonical(variant), variant)
    for body in _near_members(space, constraint):
        found.setdefault(canonical(body), body)
    return tuple(found.values())


def _near_members(space: Space, constraint: Constraint) -> Iterator[Any]:
    """For each list of texts in a rule, a body with one of them in another case: a careless server takes the one for the other."""
    assert constraint.rule is not None
    assert constraint.rule.expr is not None
    breaks = frozenset({constraint.id})
    for listed in [n for n in walk(constraint.rule.expr) if isinstance(n, OneOf) and isinstance(n.item, Ref)][:_MOST]:
        assert isinstance(listed.item, Ref)
        field = space.fields.get(listed.item.name)
        members = [v for v in listed.values if isinstance(v, str)]
        cases = (v for m in members for v in (m.lower(), m.upper()) if v not in listed.values)
        allowed = next((v for v in cases if field is None or field.enum is None or v in field.enum), None)
        if allowed is not None:
            demands = [Demand(constraint, broken=True), Demand(Compare("==", Ref(listed.item.name), Literal(allowed)))]
            result = find(space, demands, breaks=breaks)
            if isinstance(result, Found):
                yield minimal(space, result.body, breaks)


def _spelled_out(space: Space, body: Any, constraint: Constraint) -> Iterator[Any]:
    """The body with an unsent field of the rule as false or as null, where that changes nothing; a server may take it for something."""
    for name in constraint.fields if isinstance(body, dict) else ():
        if name not in body:
            for value in (False, None):
                more = {n: value if n == name else body[n] for n in space.fields if n == name or n in body}
                if frozenset(space.judge(more)) == frozenset({constraint.id}):
                    yield more


def _trimmed(space: Space, body: Any, constraint: Constraint, way: tuple[Expr, ...]) -> Any:
    """The body without fields that neither the rule nor the way speaks of."""
    fewer = minimal(space, body, frozenset({constraint.id}))
    spoken = {n: v for n, v in body.items() if n in constraint.fields} if isinstance(body, dict) else {}
    whole = {**fewer, **spoken}
    order = {n: i for i, n in enumerate(space.fields)}
    whole = dict(sorted(whole.items(), key=lambda item: order.get(item[0], len(order))))
    return whole if frozenset(space.judge(whole)) == frozenset({constraint.id}) else body
