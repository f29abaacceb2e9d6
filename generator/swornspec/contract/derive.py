"""Every test case of an operation, derived from its document alone.

Valid requests at every boundary, one minimal violation for each constraint (or the proof that there is none), values of
a wrong type, malformed bodies, missing and wrong credentials. The list is the same every time. Each case is checked
against the rules' own verdict before it is given out.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from swornspec.contract.bodies import BodyCases
from swornspec.contract.case import UNSENT, Case, Kind, Proof
from swornspec.contract.outside import OutsideCases, location_of
from swornspec.contract.space import Subject, subject_of
from swornspec.rules.witness.find import canonical
from swornspec.spec.document import Document, Endpoint, Parameter


class DisagreementError(AssertionError):
    """A generated case is not what it claims to be: a mistake of ours, never of the server."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The cases of one operation, and the constraints that have none with the reason."""

    endpoint: Endpoint
    cases: tuple[Case, ...]
    proofs: tuple[Proof, ...]
    constraints: tuple[str, ...]

    @property
    def covered(self) -> tuple[str, ...]:
        """The constraints that some case breaks alone."""
        broken = {c.constraint for c in self.cases if c.kind is Kind.INVALID and not c.also}
        return tuple(c for c in self.constraints if c in broken)


def cases(document: Document, endpoint: Endpoint) -> tuple[Case, ...]:
    """Every case of an operation."""
    return plan(document, endpoint).cases


def plan(document: Document, endpoint: Endpoint) -> Plan:
    """Every case of an operation with the proofs of impossibility; DisagreementError if one is not what it claims to be."""
    subject = subject_of(document, endpoint)
    unwritten = _unwritten(subject)
    if unwritten is not None:
        why = f"no text was found for the required {unwritten.location} parameter {unwritten.name}, so nothing can be sent"
        return Plan(endpoint, (), (Proof(endpoint.operation_id, f"{unwritten.location}-{unwritten.name}", (), why, proved=False),), ())
    bodies, outside = BodyCases(subject), OutsideCases(subject)
    found: list[Case] = []
    proofs: list[Proof] = []
    made = (
        *(bodies.valid, bodies.related, bodies.invalid, bodies.within, bodies.branches),
        *(outside.parameters, outside.malformed, outside.unauthorized),
    )
    for item in itertools.chain.from_iterable(part() for part in made):
        if isinstance(item, Proof):
            proofs.append(item)
        else:
            found.append(item)
    found += bodies.telling(found)
    named = tuple(_unique(found))
    for case in named:
        _confirm(subject, case)
    return Plan(endpoint, named, tuple(proofs), (*bodies.known, *outside.known))


def _unwritten(subject: Subject) -> Parameter | None:
    """A required parameter without a valid value that a text can carry; without it no request is a valid one."""
    for parameter in subject.endpoint.parameters:
        key = (parameter.location, parameter.name)
        if parameter.required and (key not in subject.parameters or subject.sender.expressible(parameter, subject.parameters[key]) is None):
            return parameter
    refused = {b.pointer for b in subject.checker.broken_parameters(subject.parameters)}
    return next((p for p in subject.endpoint.parameters if f"?{p.name}" in refused), None)


def _confirm(subject: Subject, case: Case) -> None:
    """Valid cases break nothing, invalid ones exactly their target."""
    if case.kind not in (Kind.VALID, Kind.INVALID):
        return
    sent = subject.sender.read(case.path, case.query, case.headers, case.cookies)
    broken = [b.constraint for b in subject.checker.broken(case.body)] if case.body is not UNSENT else []
    outside = [f"{b.pointer and location_of(subject.endpoint, b.pointer)}-{b.constraint}" for b in subject.checker.broken_parameters(sent)]
    expected = [case.constraint] if case.kind is Kind.INVALID and case.constraint is not None else []
    if sorted(set(broken + outside)) != sorted({*expected, *case.also}):
        raise DisagreementError(f"case {case.id} should break {expected} and breaks {broken + outside}: {canonical(case.body)[:500]}")


def _unique(found: list[Case]) -> Iterator[Case]:
    taken: set[str] = set()
    for case in found:
        name, n = case.id, 1
        while name in taken:
            n += 1
            name = f"{case.id}-{n}"
        taken.add(name)
        yield replace(case, id=name)


__all__ = ["DisagreementError", "Plan", "cases", "plan"]
