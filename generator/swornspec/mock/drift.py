"""Drift: where traffic departs from the documents. Each departure is told once per exchange, and all are counted.

{"time": "2026-01-31T12:00:00.000Z", "drift": "response", "operation": "create_lamp", "method": "POST", "status": 200,
 "constraint": "watts-maximum", "pointer": "/watts", "text": "watts must be at most 64", "said": [...]}
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from swornspec.mock.log import moment
from swornspec.rules.rule import Said
from swornspec.spec.check import Broken
from swornspec.spec.document import said_as_json
from swornspec.spec.secret import redacted

_MOST_LINES: Final = 50
"""Lines told of one request or one response; the others are counted."""
_MOST_KINDS: Final = 2_000
"""Kinds of drift that are counted one by one: undocumented names are a stranger's choice, and may be without number."""
_LONGEST: Final = 300


class Side(StrEnum):
    """What departs."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of drift: one constraint of one operation, broken by requests or by responses."""

    side: Side
    operation: str
    constraint: str


@dataclass(slots=True)
class Count:
    """How often a kind of drift was seen, and accepted (a request that breaks the constraint got a success); its first sentence."""

    text: str
    said: tuple[Said, ...]
    seen: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer as drift is told of them: the operation id (or method and path), the method, the status sent back."""

    operation: str
    method: str
    status: int


class DriftLog:
    """Tells drift line by line, and counts it. Nothing here repeats a credential."""

    def __init__(self, write: Callable[[str], object]) -> None:
        """`write` takes a line without its end."""
        self._write = write
        self.counts: dict[Kind, Count] = {}
        self.exchanges = 0
        self.unread = 0
        """Responses whose bodies were not judged: too large, compressed, streamed, or not JSON."""
        self.unanswered = 0
        """Requests that got no answer from the server."""
        self.uncounted = 0
        """Departures of so many kinds that they are not counted one by one."""

    @property
    def total(self) -> int:
        """All departures."""
        return self.uncounted + sum(c.seen for c in self.counts.values())

    def tell(self, side: Side, exchange: Exchange, broken: Iterable[Broken], secrets: Iterable[str], *, accepted: bool = False) -> None:
        """Note departures; `secrets` are left out of every text, `accepted` says that the server took an invalid request."""
        hidden = tuple(secrets)

        def shown(text: str) -> str:
            plain = redacted(text, hidden)
            return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."

        for number, one in enumerate(broken):
            operation, constraint, text = shown(exchange.operation), shown(one.constraint), shown(one.text)
            self._count(Kind(side, operation, constraint), text, one.said, accepted)
            if number < _MOST_LINES:
                line: dict[str, Any] = {"time": moment(), "drift": side.value, "operation": operation, "method": exchange.method}
                line |= {"status": exchange.status, "constraint": constraint, "pointer": shown(one.pointer), "text": text}
                line |= {"accepted": accepted} if side is Side.REQUEST else {}
                self._write(json.dumps({**line, "said": [said_as_json(s) for s in one.said]}))

    def _count(self, kind: Kind, text: str, said: tuple[Said, ...], accepted: bool) -> None:
        if kind not in self.counts:
            if len(self.counts) >= _MOST_KINDS:
                self.uncounted += 1
                return
            self.counts[kind] = Count(text, said)
        self.counts[kind].seen += 1
        self.counts[kind].accepted += accepted
