"""Every mutant of an operation asked every case, until a case notices: killed, survived, or proved to be no different."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from swornspec.contract.case import Case, Kind
from swornspec.contract.credential import carried
from swornspec.contract.derive import Plan
from swornspec.contract.expect import Answer, Failure
from swornspec.contract.inside import Ask, inside
from swornspec.contract.judge import Judge
from swornspec.contract.mutant.equivalent import Different, Same, compared
from swornspec.contract.mutant.mutant import Mutant
from swornspec.contract.mutant.mutants import mutants
from swornspec.contract.request import Request, build
from swornspec.contract.space import subject_of
from swornspec.mock import create_app, server_path
from swornspec.spec.alone import alone
from swornspec.spec.document import Document, Endpoint

_BASE: Final = "http://127.0.0.1"
_KINDS: Final = {
    "credentials": Kind.UNAUTHORIZED,
    "body-required": Kind.MALFORMED,
    "body-json": Kind.MALFORMED,
    "content-type": Kind.MALFORMED,
}


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    """A case got an answer that is not as documented."""
    SURVIVED = "survived"
    """No case noticed, and it is not proved that none could."""
    EQUIVALENT = "equivalent"
    """It is proved that every request gets the same verdict as from the right server."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A mutant and its fate: the case that killed it and whether that case speaks of the constraint; else why not.

    `shows` is a body on which mutant and document differ, where one was found.
    """

    mutant: Mutant
    fate: Fate
    case: Case | None = None
    named: bool = False
    why: str = ""
    shows: Any = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The mutants of one operation; `control` are failures of the right server, with which nothing is shown."""

    endpoint: Endpoint
    verdicts: tuple[Verdict, ...]
    control: tuple[Failure, ...] = ()

    def of(self, fate: Fate) -> tuple[Verdict, ...]:
        """The mutants with some fate."""
        return tuple(v for v in self.verdicts if v.fate is fate)


def tried(document: Document, plan: Plan) -> Trial:
    """Try every mutant of an operation on the cases of its plan."""
    endpoint = plan.endpoint
    document = alone(document, endpoint)
    base = _BASE + server_path(document).rstrip("/")
    sent = [(case, build(case, endpoint, base, carried(endpoint, case.identity))) for case in plan.cases]
    right = _served(document, endpoint)
    exchanges = [(case, request, right(request)) for case, request in sent]
    judge = Judge(document)
    control = tuple(f for c, r, a in exchanges if (f := judge.failure(c, r, a)) is not None)
    if control:
        return Trial(endpoint, (), control)
    subject = subject_of(document, endpoint)
    verdicts = []
    for mutant in mutants(subject, tuple(a for _, _, a in exchanges)):
        ask = right if mutant.endpoint is endpoint else _served(document, mutant.endpoint)
        killer = _killer(judge, mutant, ask, exchanges)
        if killer is not None:
            verdicts.append(Verdict(mutant, Fate.KILLED, killer, speaks_of(killer, mutant)))
            continue
        match compared(subject, mutant, plan.proofs):
            case Same(why):
                verdicts.append(Verdict(mutant, Fate.EQUIVALENT, why=why))
            case Different(body):
                verdicts.append(Verdict(mutant, Fate.SURVIVED, why="no case sends a request that shows the difference", shows=body))
            case None:
                verdicts.append(Verdict(mutant, Fate.SURVIVED, why="no case noticed, and no proof was found that none could"))
    return Trial(endpoint, tuple(verdicts))


def speaks_of(case: Case, mutant: Mutant) -> bool:
    """Whether a case is about the constraint that a mutant breaks, or about the field that it belongs to."""
    if mutant.constraint in _KINDS:
        return case.kind is _KINDS[mutant.constraint]
    if mutant.constraint.startswith("response-"):
        return True
    spoken = {case.constraint, *case.also, *case.touches}
    return not spoken.isdisjoint({mutant.constraint, *mutant.about})


def _served(document: Document, endpoint: Endpoint) -> Ask:
    return inside(create_app([replace(document, endpoints=(endpoint,))]))


def _killer(judge: Judge, mutant: Mutant, ask: Ask, exchanges: Sequence[tuple[Case, Request, Answer]]) -> Case | None:
    """The first case that gets an answer it does not expect; those that speak of the constraint come first."""
    if mutant.around is not None:
        ask = mutant.around(ask)
    for case, request, right in sorted(exchanges, key=lambda e: not speaks_of(e[0], mutant)):
        answer = ask(request)
        if answer != right and judge.failure(case, request, answer) is not None:
            return case
    return None
