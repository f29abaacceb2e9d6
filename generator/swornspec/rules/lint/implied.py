"""Constraints that can never be broken alone, values that no valid request has: what the search for witnesses proves.

A request space (see `swornspec.rules.witness`) goes in. What the search can neither find nor exclude is said as well.
"""

from collections.abc import Iterable, Iterator

from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Said
from swornspec.rules.witness import Constraint, Implied, Space, Undecided, Unreachable, boundaries, breaking, prove, satisfying


def unsatisfiable(space: Space) -> Iterator[Remark]:
    """The proof that no request keeps every constraint, if there is one."""
    if satisfying(space) is not None:
        return
    proof = prove(space, [], frozenset(), [c for c in space.constraints if c.rule is not None or len(c.path) == 1])
    if proof is not None:
        yield Remark(
            "unsatisfiable",
            Severity.ERROR,
            "",
            f"no request keeps all of: {', '.join(proof.by)}",
            tuple(said for c in space.constraints if c.id in proof.by for said in _said(c)),
            "find out which of the sentences holds, and waive the other in api.yaml",
        )


def implied_constraints(space: Space) -> Iterator[Remark]:
    """Each constraint that others imply: a rule as a warning, a keyword for information."""
    by_id = {c.id: c for c in space.constraints}
    for constraint in space.constraints:
        outcome = breaking(space, constraint)
        if isinstance(outcome, Undecided):
            message = f"whether {constraint.id} can be broken alone was not decided: {outcome.why}"
            yield Remark("not-analysed", Severity.INFO, constraint.field, message, _said(constraint))
        if isinstance(outcome, Implied) and outcome.by and constraint.keyword != "type":  # an enum states its types
            yield _implied(constraint, [by_id[name] for name in outcome.by if name in by_id])


def unreachable_values(space: Space) -> Iterator[Remark]:
    """Each documented value, or branch of a rule, that no valid request has; those of one field and reason together."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for edge in boundaries(space):
        if isinstance(edge, Unreachable) and edge.by:
            found.setdefault((edge.about, edge.by), []).append(edge.at)
    by_id = {c.id: c for c in space.constraints}
    for (about, by), edges in found.items():
        reasons = [by_id[name] for name in by if name in by_id]
        yield Remark(
            "unreachable-value",
            Severity.WARNING,
            about,
            f"no valid request has {about} at {', '.join(edges)}: {_names(reasons)} together exclude it",
            tuple(dict.fromkeys(said for c in reasons for said in _said(c))),
        )


def _implied(constraint: Constraint, by: list[Constraint]) -> Remark:
    """One stricter rule makes a rule idle, which its author hardly meant; several that overlap merely repeat it."""
    rules = [c for c in by if c.rule is not None]
    bounded = dict.fromkeys(c.field for c in by if c.rule is None and c.keyword != "type")
    text = constraint.rule.text if constraint.rule is not None else f"{constraint.id} {constraint.value}"
    if not rules:
        why = f"a request that breaks this always breaks {_names(by)} as well"
    else:
        within = f"within the documented bounds of {', '.join(bounded)}, " if bounded else ""
        why = f"{within}a request that breaks this always breaks another rule as well: {_names(rules)}"
    return Remark(
        "implied-constraint",
        Severity.WARNING if constraint.rule is not None and len(rules) < 2 else Severity.INFO,
        constraint.field,
        f"{text}: {why}",
        tuple(dict.fromkeys((*_said(constraint), *(said for c in by for said in _said(c))))),
    )


def _names(constraints: Iterable[Constraint]) -> str:
    return " or ".join(c.rule.text if c.rule is not None else c.id for c in constraints)


def _said(constraint: Constraint) -> tuple[Said, ...]:
    return constraint.rule.said if constraint.rule is not None else ()
