"""Run the cases of some operations against a server, random requests too where they are asked for, and count."""

import contextlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from swornspec.contract.case import Case, Kind, Proof
from swornspec.contract.derive import Plan
from swornspec.contract.expect import Exchange, Failure, Fault, beginning
from swornspec.contract.server import Server
from swornspec.errors import LimitError, RequestError

if TYPE_CHECKING:
    from swornspec.contract.conformance import Conformance


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case that was run: passed without a failure, or held back (`why` says for what reason)."""

    case: Case
    failure: Failure | None = None
    held_back: bool = False
    why: str = ""
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Breadth:
    """What schemathesis found in one operation: None where it was held back; `why` says for what reason, or why it ended early."""

    operation_id: str
    found: "Conformance | None"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of a run.

    `constraints` are all documented ones as `operation/constraint`; `covered` those that were broken alone by a case
    that was sent. `breadth` is what random requests found, where they were asked for.
    """

    outcomes: tuple[Outcome, ...]
    constraints: tuple[str, ...]
    covered: tuple[str, ...]
    proofs: tuple[Proof, ...]
    breadth: tuple[Breadth, ...] = ()

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What went wrong."""
        return tuple(o.failure for o in self.outcomes if o.failure is not None)

    @property
    def broken(self) -> bool:
        """Whether anything is not as documented."""
        return bool(self.failures) or any(b.found is not None and b.found.failures for b in self.breadth)

    @property
    def idle(self) -> str | None:
        """Why not a single request was sent though there were cases; None when that is not so."""
        held = [*(o.why for o in self.outcomes if o.held_back), *(b.why for b in self.breadth if b.found is None)]
        return held[0] if held and len(held) == len(self.outcomes) + len(self.breadth) else None

    @property
    def sent(self) -> int:
        """How many cases were sent."""
        return sum(not o.held_back for o in self.outcomes)

    @property
    def passed(self) -> int:
        """How many of them were answered as documented."""
        return sum(o.failure is None and not o.held_back for o in self.outcomes)


def run(
    plans: tuple[Plan, ...],
    server: Server,
    report: Callable[[Outcome], None] = lambda _: None,
    *,
    kinds: Collection[Kind] = tuple(Kind),
    breadth: bool = False,
) -> Summary:
    """Send the cases of some kinds, one after the other; RequestError when the server never answers.

    With `breadth` schemathesis sends random requests to each operation, after them.
    """
    outcomes: list[Outcome] = []
    for outcome in _outcomes(plans, server, kinds):
        failure = outcome.failure
        if failure is not None and failure.fault is Fault.NO_ANSWER and not any(o.failure is None and not o.held_back for o in outcomes):
            raise RequestError(f"{server.base} does not answer: {failure.actual}", mend="check the URL, and that the server runs")
        report(outcome)
        outcomes.append(outcome)
    sent = {(o.case.operation_id, o.case.constraint) for o in outcomes if not o.held_back and o.case.kind is Kind.INVALID}
    everything = tuple(f"{p.endpoint.operation_id}/{c}" for p in plans for c in p.constraints)
    covered = tuple(f"{p.endpoint.operation_id}/{c}" for p in plans for c in p.covered if (p.endpoint.operation_id, c) in sent)
    found = tuple(_breadth(plans, server)) if breadth else ()
    return Summary(tuple(outcomes), everything, covered, tuple(proof for p in plans for proof in p.proofs), found)


def _outcomes(plans: tuple[Plan, ...], server: Server, kinds: Collection[Kind]) -> Iterator[Outcome]:
    for case in (c for plan in plans for c in plan.cases if c.kind in kinds):
        why = server.held_back(case)
        if why is not None:
            yield Outcome(case, held_back=True, why=why)
            continue
        exchange, failure = server.tried(case)
        answer = exchange.answer and beginning(exchange.answer)
        yield Outcome(case, failure and replace(failure, answer=answer), exchange=replace(exchange, answer=answer))


def _breadth(plans: tuple[Plan, ...], server: Server) -> Iterator[Breadth]:
    from swornspec.contract.conformance import conform

    for plan in plans:
        found = None
        if server.held_back() is None:
            with contextlib.suppress(LimitError):  # `held_back` says so
                found = conform(server, plan.endpoint)
        yield Breadth(plan.endpoint.operation_id, found, server.held_back() or "")
