"""Very many random bodies put to three judges in one process: the rules, a generated client, and our mock.

A third of the bodies is valid, a third a valid one with something wrong, a third senseless. They are the same for the
same seed. A disagreement is made smaller before it is told.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from swornspec.contract.agreement import Check, DisagreementError, Verdicts, told
from swornspec.contract.inside import verdicts_of
from swornspec.contract.space import Subject, subject_of
from swornspec.contract.strategies import Bodies
from swornspec.spec.document import Document, Endpoint

BODIES: Final = 20_000
_PARENTS: Final = 1_000
"""How many valid bodies are made from nothing; the others put two of them together."""
_MOST_STEPS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many bodies the judges agreed on: drawn as valid, as nearly valid, as senseless; and how many of all they accepted."""

    valid: int
    nearly_valid: int
    senseless: int
    accepted: int

    @property
    def compared(self) -> int:
        """All bodies."""
        return self.valid + self.nearly_valid + self.senseless

    def __str__(self) -> str:
        """The numbers in one line."""
        kinds = f"{self.valid} valid, {self.nearly_valid} nearly valid, {self.senseless} senseless"
        return f"{self.compared} bodies ({kinds}): {self.accepted} accepted and {self.compared - self.accepted} refused by all judges"


def agree_in_bulk(
    document: Document,
    endpoint: Endpoint,
    client: Check | None = None,
    *,
    bodies: int = BODIES,
    seed: int = 0,
    served: Document | None = None,
) -> Agreement:
    """Compare the judges on so many random bodies of an operation; our mock serves the document, or another one (`served`).

    DisagreementError shows the smallest body found that they differ on; RequestError where the operation takes no JSON body.
    """
    subject = subject_of(document, endpoint)
    judged = _judges(subject, client, served)
    counts = {"valid": 0, "nearly_valid": 0, "senseless": 0}
    accepted = 0
    for kind, body in _drawn(subject, bodies, seed):
        found = judged(body)
        if not found.agree:
            raise DisagreementError(told(subject, judged(_smallest(body, lambda b: not judged(b).agree))))
        counts[kind] += 1
        accepted += not found.rules
    return Agreement(**counts, accepted=accepted)


def _judges(subject: Subject, client: Check | None, served: Document | None) -> Callable[[Any], Verdicts]:
    status, operation, checker = verdicts_of(subject, served), subject.endpoint.operation_id, subject.checker

    def judged(body: Any) -> Verdicts:
        rules = () if checker.accepts(body) else tuple(checker.named(body))
        named = None if client is None else tuple(b.constraint for b in client(operation, body))
        return Verdicts(body, rules, named, status(body))

    return judged


def _drawn(subject: Subject, count: int, seed: int) -> Iterator[tuple[str, Any]]:
    drawn, rng = Bodies(subject), Random(seed)  # noqa: S311 - the same every time, on purpose
    parents = [drawn.valid(rng.randbytes(drawn.size)) for _ in range(min(_PARENTS, max(1, count // 12)))]
    for n in range(count):
        match n % 3:
            case 0:
                yield "valid", _mixed(parents, drawn, rng) if n >= 3 * len(parents) else parents[n // 3]
            case 1:
                free = n % 2 == 0  # keeps the schema, and no rule has been asked
                yield "nearly_valid", drawn.free(rng.randbytes(drawn.size)) if free else drawn.spoilt(rng.choice(parents), rng)
            case _:
                yield "senseless", drawn.senseless(rng.randbytes(8))


def _mixed(parents: list[Any], drawn: Bodies, rng: Random) -> Any:
    """A valid body with fields of two others, which takes one of their places; a new one where they do not go together."""
    one, other = rng.choice(parents), rng.choice(parents)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        body = {name: value for name, value in {**one, **other}.items() if rng.random() < 0.8 or name in drawn.required}
        for name in body:  # not of a set: its order is another in each process
            if name in one and name in other and rng.random() < 0.5:
                body[name] = one[name]
        if drawn.accepts(body):
            parents[rng.randrange(len(parents))] = body
            return body
    body = drawn.valid(rng.randbytes(drawn.size))
    parents[rng.randrange(len(parents))] = body
    return body


def _smallest(body: Any, fails: Callable[[Any], bool]) -> Any:
    """A body with fewer or simpler parts that still fails."""
    left = _MOST_STEPS
    again = True
    while again and left > 0:
        again = False
        for simpler in _simpler(body):
            left -= 1
            if fails(simpler):
                body, again = simpler, True
                break
            if left <= 0:
                break
    return body


def _simpler(value: Any) -> Iterator[Any]:
    """Values with one part less, or one part simpler."""
    if isinstance(value, dict):
        yield from ({k: v for k, v in value.items() if k != name} for name in value)
        yield from ({**value, name: simpler} for name, below in value.items() for simpler in _simpler(below))
    elif isinstance(value, list):
        yield from ([*value[:n], *value[n + 1 :]] for n in range(len(value)))
        yield from ([*value[:n], simpler, *value[n + 1 :]] for n, below in enumerate(value) for simpler in _simpler(below))
    elif isinstance(value, str) and value:
        yield from (value[: len(value) // 2], value[:-1])
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > 1:
        yield from (int(value / 2), int(value) - (1 if value > 0 else -1))
