"""Whether a mutant judges any request otherwise than the document: a body on which they differ, or the proof that there is none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from swornspec.contract.case import Proof
from swornspec.contract.mutant.mutant import Mutant
from swornspec.contract.nested import rules_within
from swornspec.contract.space import Subject, parameter_space
from swornspec.rules.expr import Expr, names
from swornspec.rules.field import top_of
from swornspec.rules.witness import Constraint, Space, find, prove
from swornspec.rules.witness.breaking import never_sent
from swornspec.rules.witness.constraint import dotted
from swornspec.rules.witness.find import Closed, Found
from swornspec.rules.witness.sample import flattened
from swornspec.rules.witness.search import Demand
from swornspec.rules.witness.strings import anchored_lengths
from swornspec.spec.check import Checker

_VALUE = "value"


@dataclass(frozen=True, slots=True)
class Same:
    """No request is judged otherwise, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Different:
    """A body (or the parameters, by name) that one accepts and the other refuses."""

    body: Any


Outcome: TypeAlias = Same | Different | None


def compared(subject: Subject, mutant: Mutant, proofs: Sequence[Proof]) -> Outcome:
    """What is known of the requests on which a mutant differs; None where neither a body nor a proof was found.

    `proofs` are those of the operation: what never breaks alone makes no difference when it is loosened.
    """
    known = next((p for p in proofs if p.proved and p.constraint == mutant.loosens), None)
    if known is not None and (known.by or "/" not in known.constraint):  # an alternative may be open because another one is
        return Same(known.why)
    altered = mutant.altered
    if altered is None:
        return None
    if isinstance(altered.before, Constraint) and isinstance(altered.after, Constraint | None):
        place = _at_its_place(altered.before, altered.after)
        if place is not None:
            return place
    space = altered.inside or _space(subject, altered.where)
    if space is None:
        return None
    if isinstance(altered.before, Constraint) and altered.before.rule is None and len(altered.before.path) > 1:
        unsent = never_sent(space, altered.before.path[0])
        if unsent is not None:
            return Same(f"whatever has {altered.before.path[0]} breaks {' or '.join(unsent.by)}")
        around = _in_its_object(space, altered.before, altered.after)
        if around is not None:
            return around
    demands = tuple(_demands(altered.before, altered.after))
    for both in demands:
        found = _found(subject, mutant, space, both)
        if found is not None:
            return found
    closed = [_closed(space, altered.before, both) for both in demands]
    if any(c is None for c in closed):
        return None
    by = tuple(dict.fromkeys(i for c in closed if c is not None for i in c.by))
    return Same(f"every request on which they differ breaks {' or '.join(by)}" if by else "they say the same")


def _demands(before: Constraint | Expr, after: Constraint | Expr | None) -> Iterator[tuple[Demand, ...]]:
    """What a request must do to be refused by the document alone, and by the mutant alone."""
    yield (Demand(before, broken=True), *(() if after is None else (Demand(after),)))
    if after is not None:
        yield (Demand(before), Demand(after, broken=True))


def _space(subject: Subject, where: tuple[str, str] | None) -> Space | None:
    if where is None:
        return subject.body
    parameter = next((p for p in subject.endpoint.parameters if (p.location, p.name) == where), None)
    return subject.together if parameter is None else parameter_space(subject, parameter)


def _found(subject: Subject, mutant: Mutant, space: Space, demands: Sequence[Demand]) -> Different | None:
    """A body that the document and the mutant judge differently, according to both of their checkers."""
    if mutant.altered is None or mutant.altered.where is not None or mutant.altered.inside is not None:
        return None
    before = mutant.altered.before
    breaks = frozenset({mutant.constraint}) if demands[0].broken else frozenset[str]()
    own = before if isinstance(before, Constraint) else next((c for c in space.constraints if c.id == mutant.constraint), None)
    if own is None or (isinstance(own, Constraint) and own.rule is None and not own.flat):
        return None
    result = find(space, demands, breaks=breaks)
    if not isinstance(result, Found):
        return None
    other = Checker(replace(subject.document, endpoints=(mutant.endpoint,)), mutant.endpoint)
    return Different(result.body) if other.accepts(result.body) is not subject.checker.accepts(result.body) else None


def _closed(space: Space, before: Constraint | Expr, demands: Sequence[Demand]) -> Closed | None:
    own = before.id if isinstance(before, Constraint) else None
    flat = [c for c in space.constraints if c.flat]
    others = [c for c in flat if c.id != own and (c.rule is None or c.rule.expr != before)]
    reach = {n for d in demands for n in _fields(d.what, space)}
    for _ in range(4):
        near = [c for c in others if reach.intersection(c.fields)]
        proof = prove(space, demands, frozenset(), near)
        wider = reach.union(*(c.fields for c in near)) if near else reach
        if proof is not None or wider == reach:
            return proof
        reach = wider
    return None


def _fields(what: Constraint | Expr, space: Space) -> tuple[str, ...]:
    return what.fields if isinstance(what, Constraint) else tuple(top_of(n, space.fields) for n in names(what))


def _at_its_place(before: Constraint, after: Constraint | None) -> Same | None:
    """The proof from the other keywords of the same place alone: whatever differs there breaks one of them too."""
    if before.schema is None or before.keyword in (None, "required") or before.repeated:
        return None
    if after is not None and _fills(before, after):
        return Same("every value on which they differ breaks maxLength")
    whole = {"type": "object", "properties": {_VALUE: before.schema}, "required": [_VALUE]}
    alone = Space(whole, (), lambda _: [])
    here = [c for c in alone.constraints if c.path[:1] == (_VALUE,)]
    own = next((c for c in here if c.path == (_VALUE,) and c.keyword == before.keyword), None)
    if own is None:
        return None
    other = None if after is None else replace(own, keyword=after.keyword, value=after.value, schema=after.schema)
    keep = [c for c in here if c.path == (_VALUE,) and c is not own and c.keyword != "required"]
    closed = [prove(alone, both, frozenset(), keep) for both in _demands(own, other)]
    if any(c is None for c in closed):
        return None
    by = tuple(dict.fromkeys(i.removeprefix(f"{_VALUE}-") for c in closed if c is not None for i in c.by))
    return Same(f"every value on which they differ breaks {' or '.join(by)}" if by else "they say the same")


def _in_its_object(space: Space, before: Constraint, after: Constraint | Expr | None) -> Same | None:
    """The proof from the rules and keywords of the object around the place alone: whatever differs there breaks one of them too."""
    *outer, name = before.path
    rules = [w for w in rules_within(space) if w.plain and w.path == tuple(outer)]
    if before.repeated or not rules or not isinstance(after, Constraint | None):
        return None
    alone = Space(flattened(rules[0].schema), tuple(w.rule for w in rules), lambda _: [])
    own = next((c for c in alone.constraints if c.path == (name,) and c.keyword == before.keyword), None)
    if own is None:
        return None
    other = None if after is None else replace(own, id=after.id, keyword=after.keyword, value=after.value, schema=after.schema)
    closed = [_closed(alone, own, both) for both in _demands(own, other)]
    if any(c is None for c in closed):
        return None
    by = tuple(dict.fromkeys(f"{dotted(outer)}.{i}" for c in closed if c is not None for i in c.by))
    return Same(f"every request on which they differ breaks {' or '.join(by)}" if by else "they say the same")


def _fills(before: Constraint, after: Constraint) -> bool:
    """Whether texts may be no longer than the shortest that match a pattern, so that one without its anchors finds nothing more."""
    one, other, most = before.value, after.value, (before.schema or {}).get("maxLength")
    if not (before.keyword == after.keyword == "pattern" and isinstance(one, str) and isinstance(other, str)):
        return False
    if isinstance(most, bool) or not isinstance(most, int | float) or other not in (one.removeprefix("^"), one.removesuffix("$")):
        return False
    return most <= min(anchored_lengths(one) or (-1,))


__all__ = ["Different", "Outcome", "Same", "compared"]
