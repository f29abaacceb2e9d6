"""The different ways to break one rule: each part of what it demands, under each branch of its condition.

    if a then b and c        a, not b         a, not c
    if a or b then c         a, not b, not c  b, not a, not c

A server may have forgotten one of them and still refuse the others.
"""

import itertools
from collections.abc import Iterator
from typing import Any, Final

from swornspec.rules.expr import Compare, Expr, Literal, OneOf, Present, Ref, names, walk
from swornspec.rules.field import field_at, path_at
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.constraint import Constraint
from swornspec.rules.witness.find import Found, Space, canonical, find
from swornspec.rules.witness.search import Demand
from swornspec.rules.witness.split import failing, is_limit

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
    for body in (*_all_sent(space, constraint), *_near_members(space, constraint)):
        found.setdefault(canonical(body), body)
    return tuple(found.values())


def _all_sent(space: Space, constraint: Constraint) -> Iterator[Any]:
    """For each limit of several fields, a body just beyond it that sends all of them: with defaults few values can be near."""
    assert constraint.rule is not None
    assert constraint.rule.expr is not None
    breaks = frozenset({constraint.id})
    limits = [n for n in walk(constraint.rule.expr) if isinstance(n, Compare) and is_limit(n) and len(names(n)) > 1]
    for limit in limits[:_MOST]:
        sent = [Demand(Present(name)) for name in names(limit)]
        result = find(space, [Demand(constraint, broken=True), *sent], breaks=breaks)
        if isinstance(result, Found):
            yield result.body


def _near_members(space: Space, constraint: Constraint) -> Iterator[Any]:
    """For each list of texts in a rule, a body with one of them in another case: a careless server takes the one for the other."""
    assert constraint.rule is not None
    assert constraint.rule.expr is not None
    breaks = frozenset({constraint.id})
    for listed in [n for n in walk(constraint.rule.expr) if isinstance(n, OneOf) and isinstance(n.item, Ref)][:_MOST]:
        assert isinstance(listed.item, Ref)
        field = field_at(listed.item.name, space.fields)
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
    spoken = names(constraint.rule.expr) if constraint.rule is not None and constraint.rule.expr is not None else ()
    for way in (path_at(n, space.fields) for n in spoken):
        for value in (False, None) if len(way) > 1 else ():
            whole = _with(body, way, value)
            if whole is not None and frozenset(space.judge(whole)) == frozenset({constraint.id}):
                yield whole


def _with(body: Any, way: tuple[str, ...], value: Any) -> Any | None:
    """A body with a value where a path leads, in objects that it has; None where there is a value already."""
    if not isinstance(body, dict):
        return None
    if len(way) == 1:
        return None if way[0] in body else {**body, way[0]: value}
    inner = _with(body.get(way[0]), way[1:], value)
    return None if inner is None else {**body, way[0]: inner}


def _trimmed(space: Space, body: Any, constraint: Constraint, way: tuple[Expr, ...]) -> Any:
    """The body without fields that neither the rule nor the way speaks of."""
    fewer = minimal(space, body, frozenset({constraint.id}))
    spoken = {n: v for n, v in body.items() if n in constraint.fields} if isinstance(body, dict) else {}
    whole = {**fewer, **spoken}
    order = {n: i for i, n in enumerate(space.fields)}
    whole = dict(sorted(whole.items(), key=lambda item: order.get(item[0], len(order))))
    return whole if frozenset(space.judge(whole)) == frozenset({constraint.id}) else body
