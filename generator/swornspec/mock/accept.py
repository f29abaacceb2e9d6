"""The Accept header of a request (RFC 9110, 12.5.1) chooses among the media types that a response is documented in."""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.mock.answer import is_json, sendable

_RANGE: Final = re.compile(r"\s*+([^\s;,/]++)/([^\s;,/]++)\s*+((?:;.*+)?)", re.DOTALL)
_QUALITY: Final = re.compile(r";\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*(?:;|$)", re.IGNORECASE)
_MOST_RANGES: Final = 50


def choose(accept: bytes, offered: Sequence[str]) -> str | None:
    """The offered media type that a client wants most (of equals the first); None when it names some and all of them are others.

    `application/json` takes every JSON that is offered (`application/hal+json`), as clients mean it. Parameters other
    than `q` are not compared; a header that names no media type at all chooses the first.
    """
    pieces = map(_RANGE.fullmatch, accept.decode("latin-1").split(",", _MOST_RANGES)[:_MOST_RANGES])
    ranges = [(p[1].lower(), p[2].lower(), _quality(p[3])) for p in pieces if p]
    if not ranges:
        return offered[0]
    wanted = [(_wanted(ranges, sendable(m)), m) for m in offered]
    best = max(quality for quality, _ in wanted)
    return next(m for quality, m in wanted if quality == best) if best > 0 else None


def _quality(parameters: str) -> float:
    found = _QUALITY.search(parameters)
    return min(float(found[1]), 1.0) if found else 1.0


def _wanted(ranges: list[tuple[str, str, float]], media_type: str) -> float:
    """How much a media type is wanted: what its most specific range says."""
    essence = media_type.split(";")[0].strip().lower()
    kind, _, sub = essence.partition("/")
    by_weight: dict[int, float] = {}
    for k, s, quality in ranges:
        if (k, s) == (kind, sub):
            weight = 3
        elif (k, s) == ("application", "json") and is_json(essence):
            weight = 2
        elif (k, s) == (kind, "*"):
            weight = 1
        elif (k, s) == ("*", "*"):
            weight = 0
        else:
            continue
        by_weight.setdefault(weight, quality)
    return by_weight[max(by_weight)] if by_weight else 0.0
