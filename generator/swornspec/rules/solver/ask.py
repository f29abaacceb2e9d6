"""Whether any request at all does what is demanded, asked of z3: a proof that none does, or not.

Every question has a context of its own and a limit of steps, not of time: the answer is the same on every machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import z3

from swornspec.rules.expr import names
from swornspec.rules.field import Fields, top_of
from swornspec.rules.solver.translate import Translation
from swornspec.rules.solver.unknowns import Formula, Unknowns
from swornspec.rules.witness.constraint import Constraint
from swornspec.rules.witness.search import Demand

STEPS: Final = 3_000_000
"""z3's resource units for one question: some tenths of a second."""
_MOST: Final = 600
"""How many constraints a question may involve."""


@dataclass(frozen=True, slots=True)
class Possible:
    """Some request may do it; nothing is proved. `body` is one that may, as to the fields that were `spoken` of."""

    body: Mapping[str, Any]
    spoken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Impossible:
    """No request does it without breaking one of these constraints, all of which are needed."""

    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """The question was given up, and why."""

    why: str


Answer = Possible | Impossible | Open


def ask(fields: Fields, demands: Sequence[Demand], keep: Sequence[Constraint], steps: int = STEPS) -> Answer:
    """Whether a request can meet the demands and keep all of some constraints: rules, and keywords of the body's own fields."""
    near = list(_in_reach(fields, demands, keep))
    if len(near) > _MOST:
        return Open(f"more than {_MOST} constraints are involved")
    of = Unknowns(fields)
    read = Translation(of)
    solver = z3.SolverFor("QF_NIRA", ctx=of.context)
    solver.set("rlimit", steps)
    solver.set("random_seed", 0)
    for demand in demands:
        formula = read.constraint(demand.what) if isinstance(demand.what, Constraint) else read.expr(demand.what)
        solver.add(z3.Not(formula) if demand.broken else formula)
    tracked = {c.id: z3.Bool(f"keep {n}", of.context) for n, c in enumerate(near)}
    for constraint in near:
        solver.add(z3.Implies(tracked[constraint.id], read.constraint(constraint)))
    for fact in of.facts():
        solver.add(fact)
    verdict = solver.check(*tracked.values())
    if verdict == z3.sat:
        return Possible(of.body(solver.model()), of.spoken_of())
    if verdict == z3.unknown:
        return Open("the solver gave up")
    return Impossible(_needed(solver, tracked))


def _needed(solver: z3.Solver, tracked: dict[str, Formula]) -> tuple[str, ...]:
    """Constraints that suffice for the proof, and of which none can go."""
    core = {str(f) for f in solver.unsat_core()}
    needed = [name for name, formula in tracked.items() if str(formula) in core]
    for name in list(needed):
        fewer = [n for n in needed if n != name]
        if solver.check(*(tracked[n] for n in fewer)) == z3.unsat:
            needed = fewer
    return tuple(needed)


def _in_reach(fields: Fields, demands: Sequence[Demand], keep: Sequence[Constraint]) -> Iterator[Constraint]:
    """The constraints that share a field with the demands, directly or through others; the rest cannot stand in the way."""
    reach = {n for d in demands for n in (d.what.fields if isinstance(d.what, Constraint) else (top_of(n, fields) for n in names(d.what)))}
    rules = [set(c.fields) for c in keep if c.rule is not None]
    grown = True
    while grown:
        grown = False
        for spoken in rules:
            if spoken & reach and not spoken <= reach:
                reach |= spoken
                grown = True
    flat = [c for c in keep if c.flat]
    yield from (c for c in flat if not demands or not c.fields or reach.intersection(c.fields))


__all__ = ["Answer", "Impossible", "Open", "Possible", "ask"]
