"""Random messages that are right where they are sent, judged where they are taken: a safety net under the search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from swornspec.contract.compatibility.exchange import Exchange
from swornspec.contract.compatibility.pairing import BODY, Pairing
from swornspec.contract.compatibility.smaller import smallest
from swornspec.contract.drawer import drawing
from swornspec.contract.strategies import Bodies
from swornspec.errors import RequestError

TRIES: Final = 1_000
_FOUND: Final = 40
"""Constraints of one part that are told of."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A message that is right where it is sent and breaks a constraint where it is taken."""

    constraint: str
    message: Any


def tried(pairing: Pairing, part: tuple[str, ...], tries: int) -> Iterator[Refused]:
    """Each constraint that refuses one of so many random messages, with the first of them, made small; the same every time."""
    exchange = pairing.exchange(part)
    draw = _drawer(pairing, part, exchange) if exchange is not None and tries else None
    if exchange is None or draw is None:
        return
    pairing.drawn[part] = tries
    rng = Random(0)  # noqa: S311 - no secret
    seen: set[str] = set()
    for _ in range(tries):
        message = draw(rng)
        for constraint in exchange.refused(message):
            if constraint not in seen and len(seen) < _FOUND:
                seen.add(constraint)
                yield Refused(constraint, _made_small(exchange, message, constraint))


def _made_small(exchange: Exchange, message: Any, constraint: str) -> Any:
    return smallest(message, exchange.sends.schema, lambda m: constraint in exchange.refused(m))


def _drawer(pairing: Pairing, part: tuple[str, ...], exchange: Exchange) -> Callable[[Random], Any] | None:
    if part != BODY:
        return drawing(exchange.sends.schema)
    try:
        bodies = Bodies(replace(pairing.subjects[0], body=exchange.sends))
    except RequestError:  # no valid request of the old document is known
        return None
    return lambda rng: bodies.valid(rng.randbytes(bodies.size))
