"""Constraints inside the alternatives of a `oneOf` or `anyOf`: for each a body in which nothing else of its alternative is wrong.

A verdict names the alternatives as a whole, `payment-oneOf`: a server that forgot one constraint of one of them is seen
only by a body that breaks just that.

    payment-oneOf, 1.number-pattern      {"payment": {"method": "card", "number": "12345678901"}}
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.contract.space import Subject
from swornspec.rules.witness import Constraint, Implied, Space, Witness, breaking, embed, violations
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.find import Found, find
from swornspec.rules.witness.sample import flattened
from swornspec.spec.check import Checker
from swornspec.spec.schemas import Schemas

_KEYWORDS: Final = ("oneOf", "anyOf")
_INNER: Final = "alternative"
_VARIED: Final = ("type", "pattern", "enum")
_MOST_WAYS: Final = 16
_MOST: Final = 50
"""How many alternatives of one list are looked into."""


@dataclass(frozen=True, slots=True)
class Within:
    """A constraint of one alternative: of which constraint it is a part, its own name, a body that breaks it alone or why there is none."""

    outer: Constraint
    name: str
    body: Any
    why: str = ""
    proved: bool = False
    by: tuple[str, ...] = ()


def within_branches(subject: Subject, space: Space) -> Iterator[Within]:
    """Every constraint of every alternative in a body."""
    schemas = Schemas(subject.document, ())
    for outer in space.constraints:
        if outer.keyword in _KEYWORDS and isinstance(outer.value, list) and outer.schema is not None:
            rest = {k: v for k, v in outer.schema.items() if k != outer.keyword}
            for n, branch in enumerate(outer.value[:_MOST], 1):
                if isinstance(branch, Mapping):
                    yield from _of_branch(subject, schemas, space, outer, n, flattened({"allOf": [rest, branch]}))


def _of_branch(
    subject: Subject, schemas: Schemas, space: Space, outer: Constraint, number: int, branch: Mapping[str, Any]
) -> Iterator[Within]:
    inner = _alone(subject, schemas, branch)
    for constraint in inner.constraints:
        if len(constraint.path) < 2 and constraint.keyword == "required":
            continue  # that there is a value at all
        name = constraint.id.replace(_INNER, str(number), 1)
        outcome = breaking(inner, constraint) if constraint.path else None
        if isinstance(outcome, Witness):
            yield _placed(space, outer, name, outcome.body[_INNER])
            yield from _more(inner, space, outer, constraint, name, outcome.body)
        elif isinstance(outcome, Implied):
            by = tuple(b.replace(_INNER, str(number), 1) for b in outcome.by)
            yield Within(outer, name, None, outcome.why.replace(_INNER, str(number)), proved=True, by=by)
        elif outcome is not None:
            yield Within(outer, name, None, outcome.why)


def _more(inner: Space, space: Space, outer: Constraint, constraint: Constraint, name: str, first: Any) -> Iterator[Within]:
    """The other ways to break a constraint of an alternative: each wrong type, each end of a pattern, each stranger."""
    seen = {repr(first)}
    for field, value in itertools.islice(violations(inner, constraint), _MOST_WAYS if constraint.keyword in _VARIED else 0):
        body = {field: value}
        if field == _INNER and repr(body) not in seen and set(inner.judge(body)) == {constraint.id}:
            seen.add(repr(body))
            found = _placed(space, outer, name, value)
            if not found.why:
                yield found


def _alone(subject: Subject, schemas: Schemas, branch: Mapping[str, Any]) -> Space:
    """Objects whose one field is held to the alternative alone."""
    body = subject.endpoint.body
    assert body is not None
    schema = {"properties": {_INNER: branch}, "required": [_INNER]}
    alone = replace(subject.endpoint, parameters=(), rules=(), parameter_rules=(), body=replace(body, schema=schema, resolved=schema))
    checker = Checker(subject.document, alone, schemas)
    return Space(schema, (), checker.named)


def _placed(space: Space, outer: Constraint, name: str, value: Any) -> Within:
    """The value where the alternatives are, in a body that is otherwise valid."""
    breaks = frozenset({outer.id})
    if not outer.path:
        body, broken = value, frozenset(space.judge(value))
    else:
        first = outer.path[0]
        top = embed(space.fields[first].schema if first in space.fields else {}, outer.path[1:], value)
        result = find(space, fixed={first: top}, breaks=breaks)
        around = next(iter(space.least), space.base)
        body = minimal(space, result.body, breaks) if isinstance(result, Found) else {**around, first: top}
        broken = frozenset(space.judge(body))
    if broken == breaks:
        return Within(outer, name, body)
    if outer.id not in broken:
        return Within(outer, name, None, "another alternative allows it", proved=True)
    stated = outer.field + name[len(name.partition(".")[0].partition("-")[0].partition("[")[0]) :]
    if stated in broken:
        return Within(
            outer, name, None, f"whatever breaks it also breaks {stated}, which stands beside the alternatives", proved=True, by=(stated,)
        )
    return Within(outer, name, None, f"it breaks {', '.join(sorted(broken - breaks))} as well", by=tuple(sorted(broken - breaks)))
