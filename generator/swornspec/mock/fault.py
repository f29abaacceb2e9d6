"""Latency and faults, by rate for all requests or by header for one: `50..200ms`, `429=0.1`, `drop`.

A fault is a status that the document may declare, or something that happens to connections: `drop` closes one before
it is answered, `truncate` in the middle of the answer, `timeout` leaves the client waiting.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final

MOST_LATENCY: Final = 60.0
"""Seconds that an answer is held back at most."""
_CONNECTION: Final = ("drop", "timeout", "truncate")
_LATENCY: Final = re.compile(r"(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)(ms|s)?\.\.)?([0-9]{1,9}(?:\.[0-9]{1,9})?)(ms|s)")
_STATUS: Final = re.compile(r"[45][0-9]{2}")
_RATE: Final = re.compile(r"(?:0?\.[0-9]{1,9}|[01](?:\.0{1,9})?|0\.[0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Latency:
    """How long answers are held back: between two numbers of seconds."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong: `status` is sent instead of an answer, or the connection suffers a `drop`, `timeout` or `truncate`."""

    kind: str
    status: int = 0

    def __str__(self) -> str:
        return str(self.status) if self.status else self.kind


def read_latency(text: str) -> Latency:
    """A latency as it is written: `200ms`, `1.5s`, `50..200ms`; ValueError says what is wrong with it, and repeats nothing."""
    found = _LATENCY.fullmatch(text.strip())
    if found is None:
        raise ValueError("a latency is written as in 200ms, 1.5s or 50..200ms")
    high = _seconds(found[3], found[4])
    low = high if found[1] is None else _seconds(found[1], found[2] or found[4])
    if low > high or high > MOST_LATENCY:
        raise ValueError(f"a latency is at most {MOST_LATENCY:g}s, and a range of them goes up")
    return Latency(low, high)


def read_fault(text: str) -> Fault | None:
    """A fault as it is written: a status from 400 to 599, `drop`, `timeout` or `truncate`; None for `none`; ValueError for another."""
    word = text.strip().lower()
    if word == "none":
        return None
    if _STATUS.fullmatch(word):
        return Fault("status", int(word))
    if word not in _CONNECTION:
        raise ValueError(f"a fault is a status from 400 to 599, or one of {', '.join(_CONNECTION)}")
    return Fault(word)


def read_rate(text: str) -> tuple[Fault, float]:
    """A fault and the share of requests it happens to: `429=0.1`; ValueError when it is not written so."""
    name, _, share = text.partition("=")
    fault = read_fault(name)
    if fault is None or not _RATE.fullmatch(share.strip()):
        raise ValueError("a fault and its rate, from 0 to 1, are written as in 429=0.1")
    return fault, float(share)


class Faults:
    """Says of each request, in the order in which they come, what happens to it; the same in every run with the same seed."""

    def __init__(self, rates: Sequence[tuple[Fault, float]] = (), latency: Latency | None = None, seed: int = 0) -> None:
        """`rates` are shares of all requests; ValueError when they are more than all, or one fault is there twice."""
        if len({f for f, _ in rates}) < len(rates):
            raise ValueError("a fault has two rates")
        shares = list(accumulate(rate for _, rate in rates))
        if shares and shares[-1] > 1 + 1e-9:
            raise ValueError("the rates of all faults together are more than 1")
        self._limits = tuple(zip(shares, (f for f, _ in rates), strict=True))
        self._latency = latency
        self._chance = Random(f"{seed}/faults")  # noqa: S311 - no secret
        self._delay = Random(f"{seed}/latency")  # noqa: S311 - no secret

    def decide(self, headers: Mapping[bytes, bytes]) -> tuple[float, Fault | None]:
        """The seconds to wait and the fault of the next request; its own headers win over the rates. ValueError when they are wrong."""
        chance, delay = self._chance.random(), self._delay.random()
        latency, fault = self._latency, next((f for limit, f in self._limits if chance < limit), None)
        if b"x-mock-latency" in headers:
            latency = read_latency(headers[b"x-mock-latency"].decode("latin-1"))
        if b"x-mock-fault" in headers:
            fault = read_fault(headers[b"x-mock-fault"].decode("latin-1"))
        return (0.0 if latency is None else latency.low + delay * (latency.high - latency.low)), fault


def _seconds(number: str, unit: str) -> float:
    return float(number) / (1000 if unit == "ms" else 1)
