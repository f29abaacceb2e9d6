"""Run every case of some operations against a server, and count."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from swornspec.contract.case import Case, Proof
from swornspec.contract.derive import Plan
from swornspec.contract.expect import Failure, Fault
from swornspec.contract.server import Server
from swornspec.errors import RequestError


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case that was run: passed without a failure, or held back because it may cost money."""

    case: Case
    failure: Failure | None = None
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of a run.

    `constraints` are all documented ones as `operation/constraint`; `covered` those that were broken alone by a case
    that was sent.
    """

    outcomes: tuple[Outcome, ...]
    constraints: tuple[str, ...]
    covered: tuple[str, ...]
    proofs: tuple[Proof, ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What went wrong."""
        return tuple(o.failure for o in self.outcomes if o.failure is not None)

    @property
    def sent(self) -> int:
        """How many cases were sent."""
        return sum(not o.held_back for o in self.outcomes)

    @property
    def passed(self) -> int:
        """How many of them were answered as documented."""
        return sum(o.failure is None and not o.held_back for o in self.outcomes)


def run(plans: tuple[Plan, ...], server: Server, report: Callable[[Outcome], None] = lambda _: None) -> Summary:
    """Send all cases of all operations, one after the other; RequestError when the server never answers."""
    outcomes: list[Outcome] = []
    for outcome in _outcomes(plans, server):
        failure = outcome.failure
        if failure is not None and failure.fault is Fault.NO_ANSWER and not any(o.failure is None and not o.held_back for o in outcomes):
            raise RequestError(f"{server.base} does not answer: {failure.actual}", mend="check the URL, and that the server runs")
        report(outcome)
        outcomes.append(outcome)
    sent = {(o.case.operation_id, o.case.constraint) for o in outcomes if not o.held_back}
    everything = tuple(f"{p.endpoint.operation_id}/{c}" for p in plans for c in p.constraints)
    covered = tuple(f"{p.endpoint.operation_id}/{c}" for p in plans for c in p.covered if (p.endpoint.operation_id, c) in sent)
    return Summary(tuple(outcomes), everything, covered, tuple(proof for p in plans for proof in p.proofs))


def _outcomes(plans: tuple[Plan, ...], server: Server) -> Iterator[Outcome]:
    for plan in plans:
        for case in plan.cases:
            if server.sends(case):
                yield Outcome(case, server.failure(case))
            else:
                yield Outcome(case, held_back=True)
