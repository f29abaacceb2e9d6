"""Constraints that can never be broken alone, values that no valid request has: what witnesses and proofs show."""

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from swornspec.rules.expr import Compare, Expr, Implies, Literal, walk
from swornspec.rules.lint.inquiry import Excluded, Inquiry
from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.rules.witness import Constraint, Space, Undecided, Witness, breaking, unreachable, violations
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.find import ABSENT, Found, find
from swornspec.rules.witness.search import Demand

_VALUES: Final = ("value-", "true", "false", "null", "default")
"""The edges of a field that are values of its own; that a bound is never met is said by what implies it."""
_CONDITIONS: Final = {"condition-holds": "meets the condition of", "holds": "keeps"}
_LONGEST: Final = 200
_TRIED: Final = 4


def unsatisfiable(inquiry: Inquiry) -> Iterator[Remark]:
    """The proof that no request keeps every constraint, if there is one."""
    if inquiry.least is not None:
        return
    proof = inquiry.proof([])
    if proof is None:
        inquiry.unanswered.append(("whether any request is valid", "the search found no request and no proof"))
        return
    yield Remark(
        "unsatisfiable",
        Severity.ERROR,
        "",
        f"no request keeps all of: {', '.join(_named(c) for c in proof.by)}",
        sentences(proof.by),
        "find out which of the sentences holds, and waive the other in api.yaml",
    )


def implied_constraints(inquiry: Inquiry) -> Iterator[Remark]:
    """Each constraint that others imply: a rule as a warning, a keyword for information."""
    space = inquiry.space
    by_id = {c.id: c for c in space.constraints}
    for constraint in _contested(space):
        if inquiry.dead.intersection(constraint.fields):
            continue
        what = f"whether {constraint.id} can be broken alone"
        if inquiry.exhausted:
            inquiry.unanswered.append((what, "not asked, because too many questions before it were given up"))
            continue
        outcome = None if _easily_broken(inquiry, constraint) else breaking(space, constraint)
        if outcome is None or isinstance(outcome, Witness):
            continue
        if isinstance(outcome, Undecided):
            flat = constraint.rule is not None or (constraint.flat and not constraint.repeated)
            breaks = frozenset({constraint.id})
            answer = inquiry.settle([Demand(constraint, broken=True)], breaks=breaks) if flat and inquiry.solver else None
            if answer is None:
                inquiry.unanswered.append((what, outcome.why))
            if not isinstance(answer, Excluded):
                continue
            by = list(answer.by)
        else:
            by = [by_id[name] for name in outcome.by if name in by_id]
        if by:
            yield _implied(space, constraint, by)


def _contested(space: Space) -> Iterator[Constraint]:
    """The constraints that another one may imply: all but types, which an enum states again, and what stands alone at its place."""
    ruled = {n for c in space.constraints if c.rule is not None for n in c.fields}
    beside = Counter(c.path for c in space.constraints if c.rule is None and c.keyword not in ("type", "required"))
    for constraint in space.constraints:
        crowded = constraint.keyword != "required" and beside[constraint.path] > 1
        joined = constraint.joined or (len(constraint.path) == 1 and constraint.field in ruled)
        if constraint.keyword != "type" and (constraint.rule is not None or crowded or joined):
            yield constraint


def _easily_broken(inquiry: Inquiry, constraint: Constraint) -> bool:
    """Whether a wrong value of one field, put into a valid request, breaks a keyword and nothing else."""
    least = inquiry.least
    if constraint.rule is not None or not isinstance(least, Mapping):
        return False
    for name, value in itertools.islice(violations(inquiry.space, constraint), _TRIED):
        if name is not None and value is not ABSENT and set(inquiry.space.judge({**least, name: value})) == {constraint.id}:
            return True
    return False


def unreachable_values(inquiry: Inquiry) -> Iterator[Remark]:
    """Each documented value, or condition of a rule, that no valid request has; those of one field and reason together."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    space = inquiry.space
    by_id = {c.id: c for c in space.constraints}
    for edge in unreachable(space, inquiry.least):
        spoken = by_id[edge.about].fields if edge.about in by_id else (edge.about,)
        if edge.by and (edge.about in by_id or edge.at.startswith(_VALUES)) and not inquiry.dead.intersection(spoken):
            found.setdefault((edge.about, edge.by), []).append(edge.at.removeprefix("value-"))
    for (about, by), edges in found.items():
        reasons = [by_id[name] for name in by if name in by_id]
        rule = by_id[about].rule if about in by_id else None
        yield _unreachable(rule.subject if rule is not None else about, _place(rule, edges, about), reasons, rule)


def idle_conditions(inquiry: Inquiry, rules: Iterable[Rule]) -> Iterator[Remark]:
    """Each rule that refuses nothing and whose condition no valid request meets: it is never of use."""
    for rule in rules:
        condition = _condition(rule)
        if condition is not None and rule.effect is not Effect.REJECT:
            answer = inquiry.ask(f"whether any request meets the condition of {rule.id}", [Demand(condition)])
            if isinstance(answer, Excluded):
                yield _unreachable(rule.subject, f"meets the condition of: {rule.text}", list(answer.by), rule)


def _condition(rule: Rule) -> Expr | None:
    if isinstance(rule.expr, Implies):
        return rule.expr.when
    return rule.expr if rule.effect in (Effect.IGNORED, Effect.OVERRIDES) else None


def _place(rule: Rule | None, edges: list[str], about: str) -> str:
    if rule is None:
        return f"has {about} {', '.join(edges)}"
    said = dict.fromkeys(_CONDITIONS.get(edge, f"reaches {edge} of") for edge in edges)
    return f"{' or '.join(said)}: {rule.text}"


def _unreachable(subject: str, what: str, reasons: list[Constraint], rule: Rule | None) -> Remark:
    why = f"; {_names(reasons)} together exclude it" if len(reasons) > 1 else f"; {_names(reasons)} excludes it" if reasons else ""
    said = (*(rule.said if rule is not None else ()), *sentences(reasons))
    return Remark(
        "unreachable-value",
        Severity.WARNING,
        subject,
        f"no valid request {what}{why}",
        tuple(dict.fromkeys(said)),
        "find out which of the sentences holds",
    )


def _implied(space: Space, constraint: Constraint, by: list[Constraint]) -> Remark:
    """One stricter rule makes a rule idle, which its author hardly meant; several that overlap merely repeat it."""
    rules = [c for c in by if c.rule is not None]
    bounded = dict.fromkeys(c.field for c in by if c.rule is None and c.keyword != "type")
    if not rules:
        why = f"a request that breaks this always breaks {_names(by)} as well"
    else:
        within = f"within the documented bounds of {', '.join(bounded)}, " if bounded else ""
        why = f"{within}a request that breaks this always breaks another rule as well: {_names(rules)}"
    idle = constraint.rule is not None and len(rules) < 2
    return Remark(
        "implied-constraint",
        Severity.WARNING if idle else Severity.INFO,
        constraint.field,
        f"{_named(constraint)}: {why}{_refused_edge(space, constraint, rules) if idle else ''}",
        tuple(dict.fromkeys((*sentences([constraint]), *sentences(by)))),
        "find out which of the two limits holds" if idle and rules else None,
    )


def _refused_edge(space: Space, constraint: Constraint, by: list[Constraint]) -> str:
    """The request that meets a limit exactly, as the sentence allows, and is refused by the stricter one."""
    assert constraint.rule is not None
    assert constraint.rule.expr is not None
    compared = [n for n in walk(constraint.rule.expr) if isinstance(n, Compare)]
    limits = [n for n in compared if n.operator in ("<=", ">=") and isinstance(n.right, Literal)]
    breaks = frozenset(c.id for c in by)
    for limit in limits[-1:] if breaks else ():
        found = find(space, [Demand(Compare("==", limit.left, limit.right)), Demand(constraint)], breaks=breaks)
        if isinstance(found, Found):
            body = minimal(space, found.body, breaks)
            return f". {shown(body)} meets its limit exactly and is refused"
    return ""


def _names(constraints: Iterable[Constraint]) -> str:
    return " or ".join(c.rule.text if c.rule is not None else c.id for c in constraints)


def _named(constraint: Constraint) -> str:
    if constraint.rule is not None:
        return constraint.rule.text
    return constraint.id if constraint.keyword in ("type", "enum", "required") else f"{constraint.id} {constraint.value}"


def sentences(constraints: Iterable[Constraint]) -> tuple[Said, ...]:
    """Where some constraints are stated, each place once; of a keyword where its schema says so, of types only among themselves."""
    listed = list(constraints)
    telling = [c for c in listed if c.keyword != "type"] or listed
    return tuple(dict.fromkeys(said for c in telling for said in _said(c)))


def _said(constraint: Constraint) -> Iterator[Said]:
    if constraint.rule is not None:
        yield from constraint.rule.said
        return
    keyword = str(constraint.keyword)
    stated: Any = constraint.schema
    if keyword == "required" and isinstance(stated, Mapping) and isinstance(stated.get("properties"), Mapping):
        stated = stated["properties"].get(constraint.path[-1])
    entries = stated.get("x-said") if isinstance(stated, Mapping) else None
    for entry in entries if isinstance(entries, list) else ():
        keywords = entry.get("keywords") if isinstance(entry, Mapping) else None
        if isinstance(keywords, list) and keyword in keywords and isinstance(entry.get("line"), int):
            first, last = entry["line"], entry.get("end_line")
            yield Said(str(entry.get("page", "")), first, last if isinstance(last, int) else first, str(entry.get("quote", "")))


def shown(body: Any) -> str:
    """A body as JSON, cut where it is long."""
    text = json.dumps(body, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
