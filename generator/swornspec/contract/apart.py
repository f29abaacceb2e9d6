"""Requests that tell a rule from a misreading of it, where no other request does.

a and b needed when c < 4      c <= 4 instead of it: a request with c = 4 and without b, which is valid
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from swornspec.rules.evaluate import holds
from swornspec.rules.expr import Expr
from swornspec.rules.witness import Boundary, Constraint, Outcome, Space, Witness, breaking, breaking_ways, of_rule
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.find import Found, find
from swornspec.rules.witness.readings import readings
from swornspec.rules.witness.search import Demand

_MOST: Final = 40
_DECISIONS: Final = 4_500


@dataclass(frozen=True, slots=True)
class Telling:
    """A body that a rule and one misreading of it judge differently, which misreading, and whether the body breaks the rule."""

    body: Any
    manner: str
    breaks: bool


def telling(space: Space, constraint: Constraint, known: Iterable[tuple[Any, bool]]) -> Iterator[Telling]:
    """A body for each misreading of a rule that none of the `known` ones shows (each with whether it breaks the rule, and nothing else)."""
    rule = constraint.rule
    if rule is None or rule.expr is None:
        return
    bodies, tried = list(known), 0
    for manner, other in readings(rule.expr, space.fields):
        if other is None or any(holds(other, body, space.fields) is broken for body, broken in bodies):
            continue
        tried += 1
        found = _found(space, constraint, rule.expr, other) if tried <= _MOST else None
        if found is not None:
            bodies.append(found)
            yield Telling(found[0], manner, found[1])


@dataclass
class Around:
    """What there is around a rule, each looked for once: how it breaks alone, other ways to break it, valid bodies at its edges."""

    space: Space
    constraint: Constraint

    @cached_property
    def outcome(self) -> Outcome:
        """A minimal body that breaks the rule and nothing else, or why there is none."""
        return breaking(self.space, self.constraint)

    @cached_property
    def ways(self) -> tuple[Any, ...]:
        """A body for each way to break the rule and nothing else."""
        return breaking_ways(self.space, self.constraint)

    @cached_property
    def edges(self) -> tuple[Boundary, ...]:
        """Valid bodies at the edges of the rule."""
        return tuple(edge for edge in of_rule(self.space, self.constraint) if isinstance(edge, Boundary))

    def telling(self) -> Iterator[Telling]:
        """Bodies that tell the rule from misreadings that none of these shows."""
        first = [self.outcome.body] if isinstance(self.outcome, Witness) else []
        known = [*((b, True) for b in (*first, *self.ways)), *((edge.body, False) for edge in self.edges)]
        yield from telling(self.space, self.constraint, known)


def _found(space: Space, constraint: Constraint, expr: Expr, other: Expr) -> tuple[Any, bool] | None:
    """A body on which two expressions differ, and whether it breaks the first."""
    for broken in (True, False):
        breaks = frozenset({constraint.id}) if broken else frozenset[str]()
        own = Demand(constraint, broken=True) if broken else Demand(expr)
        result = find(space, (own, Demand(other, broken=not broken)), breaks=breaks, decisions=_DECISIONS)
        if isinstance(result, Found):
            fewer = minimal(space, result.body, breaks)
            return (fewer if holds(other, fewer, space.fields) is broken else result.body), broken
    return None
