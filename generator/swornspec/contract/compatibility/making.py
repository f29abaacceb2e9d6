"""How a verdict is made: by the form of a change, or by a message; and which constraints a change is about."""

import json
from collections.abc import Iterable
from typing import Final

from swornspec.contract.compatibility.pairing import TOGETHER, Spot
from swornspec.contract.compatibility.verdict import Decided, Message, Verdict
from swornspec.rules.witness.constraint import dotted
from swornspec.spec.compare import Change, Difference, Kind, Side, Topic, Trend

_FORM: Final = {
    Kind.BREAKING: (Verdict.BREAKING, "what was documented is gone, or more is demanded"),
    Kind.COMPATIBLE: (Verdict.COMPATIBLE, "whatever was right still is"),
    Kind.DOCUMENTATION: (Verdict.DOCUMENTATION, ""),
}
_SPEAKING: Final = ("additionalProperties", "anyOf", "contains", "dependentSchemas", "else", "if", "oneOf", "then")


def names_of(found: Difference, spot: Spot, change: Change) -> tuple[str, ...]:
    """The names that a verdict may give the constraint which a difference is about."""
    path = spot.path
    if change.part == TOGETHER:
        return (found.keyword,)
    if spot.branch:
        return (f"{dotted(path)}-{spot.branch}",)
    if found.of_rule:  # of an object within; the way ends with the subject of the rule
        above = path[:-1] if found.path else path
        return (f"{dotted(above)}.{found.keyword}" if above else found.keyword,)
    return tuple(f"{dotted(path)}-{k}" for k in (("enum", "const") if found.keyword == "enum" else (found.keyword,)))


def harmless(change: Change, found: Difference) -> bool:
    """Whether the form of a difference is a proof: it widens what is taken, at a place that only plain keywords lead to."""
    if found.topic in (Topic.STATUS, Topic.DEFAULT):
        return found.topic is Topic.STATUS
    return found.sure and found.trend is (Trend.MORE if change.side is Side.SENDER else Trend.FEWER)


def unasked(where: Iterable[Spot]) -> str:
    """Why the spots could not be looked at, if that is so."""
    return "; ".join(dict.fromkeys(spot.pairing.unasked[spot.part] for spot in where if spot.part in spot.pairing.unasked))


def counted_on(spot: Spot, found: Difference) -> bool:
    """Whether what is refused elsewhere depends on which properties a keyword speaks of (JSON Schema 2020-12, 11)."""
    exchange = spot.pairing.exchange(spot.part) if found.keyword in _SPEAKING else None
    return exchange is not None and "unevaluated" in json.dumps(exchange.takes.schema, default=str)


def by_form(change: Change) -> Decided:
    """The verdict that the form of a change gives."""
    verdict, why = _FORM[change.kind]
    return Decided(change, verdict, why)


def message_of(spot: Spot, value: object) -> Message:
    """A value as a message of the part in which a spot is."""
    part = spot.part[0]
    return Message(spot.pairing.new.operation_id, "parameters" if part in ("parameter", "rules") else part, value)


def shown_by(change: Change, spot: Spot, value: object) -> Decided:
    """A breaking change, shown by a message."""
    why = "a request that was valid is refused now" if change.side is Side.SENDER else "a reply that is valid now was not before"
    return Decided(change, Verdict.BREAKING, why, message_of(spot, value), shown=True)


def unexplained(spot: Spot, side: Side, constraint: str, value: object) -> Decided:
    """That a constraint refuses what was right, where no change tells of it."""
    sender = side is Side.SENDER
    text = f"what was valid is refused now, by {constraint}" if sender else f"what was never valid may come now: it breaks {constraint}"
    change = Change(spot.pairing.new.operation_id, constraint, side, Kind.BREAKING if sender else Kind.COMPATIBLE, text)
    return shown_by(change, spot, value)
