"""All mutants of one operation, the same list every time."""

from swornspec.contract.expect import Answer
from swornspec.contract.mutant.mutant import Mutant
from swornspec.contract.mutant.requests import of_requests
from swornspec.contract.mutant.responses import of_responses
from swornspec.contract.space import Subject


def mutants(subject: Subject, answers: tuple[Answer, ...]) -> tuple[Mutant, ...]:
    """Every mutant of an operation, each id once; `answers` are what the right server says to the operation's cases."""
    found: dict[str, Mutant] = {}
    for mutant in (*of_requests(subject), *of_responses(subject.document, subject.endpoint, answers)):
        found.setdefault(mutant.id, mutant)
    return tuple(found.values())
