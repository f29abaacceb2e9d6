"""Strings of a documented format, length or pattern, drawn for answers. Addresses are reserved ones (RFC 2606, 5737, 3849)."""

import base64
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from swornspec.rules.matching import NoMatchError, matching

_WORDS: Final = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "island", "juniper", "kelp", "lagoon", "meadow",
    "nectar", "ocean", "pebble", "quartz", "river", "slate", "tundra", "umber", "valley", "willow", "zephyr",
)  # fmt: skip
_LONGEST: Final = 10_000
_START: Final = datetime(2024, 1, 1, tzinfo=UTC)


def text_for(schema: Mapping[str, Any], rng: Random) -> str | None:
    """A string for a string schema; None where its keywords cannot be met together (or not by this draw)."""
    low, high = _length(schema.get("minLength"), 0), _length(schema.get("maxLength"), _LONGEST)
    if low > min(high, _LONGEST):
        return None
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        return _patterned(pattern, low, high, rng)
    draw = _FORMATS.get(str(schema.get("format")))
    if draw is not None and low <= len(formatted := draw(rng)) <= high:
        return formatted
    return _words(low, high, rng)


def _length(value: Any, otherwise: int) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 2**31 else otherwise


def _patterned(pattern: str, low: int, high: int, rng: Random) -> str | None:
    for _ in range(20):
        try:
            text = matching(pattern, rng)
        except NoMatchError:
            return None
        if not pattern.endswith("$") and len(text) < low:
            text += "a" * (low - len(text))
        if low <= len(text) <= high:
            return text
    return None


def _words(low: int, high: int, rng: Random) -> str:
    text = rng.choice(_WORDS)
    while len(text) < low:
        text += " " + rng.choice(_WORDS)
    return text if len(text) <= high else text[:high].rstrip().ljust(low, "a")


def _moment(rng: Random) -> datetime:
    return _START + timedelta(seconds=rng.randrange(365 * 86_400))


def _uuid(rng: Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def _url(rng: Random) -> str:
    return f"https://example.com/{rng.choice(_WORDS)}/{rng.randrange(1000)}"


def _base64(rng: Random) -> str:
    return base64.b64encode(rng.randbytes(12)).decode()


_FORMATS: Final[Mapping[str, Callable[[Random], str]]] = {
    "base64": _base64,
    "byte": _base64,
    "date": lambda rng: _moment(rng).date().isoformat(),
    "date-time": lambda rng: _moment(rng).isoformat().replace("+00:00", "Z"),
    "duration": lambda rng: f"PT{rng.randint(1, 59)}M",
    "email": lambda rng: f"{rng.choice(_WORDS)}@example.com",
    "hostname": lambda rng: f"{rng.choice(_WORDS)}.example.com",
    "idn-email": lambda rng: f"{rng.choice(_WORDS)}@example.com",
    "idn-hostname": lambda rng: f"{rng.choice(_WORDS)}.example.com",
    "ipv4": lambda rng: f"192.0.2.{rng.randint(1, 254)}",
    "ipv6": lambda rng: f"2001:db8::{rng.randint(1, 0xFFFF):x}",
    "iri": _url,
    "iri-reference": lambda rng: f"/{rng.choice(_WORDS)}",
    "json-pointer": lambda rng: f"/{rng.choice(_WORDS)}",
    "regex": lambda rng: f"^{rng.choice(_WORDS)}$",
    "relative-json-pointer": lambda rng: f"{rng.randint(0, 3)}/{rng.choice(_WORDS)}",
    "time": lambda rng: _moment(rng).time().isoformat() + "Z",
    "uri": _url,
    "uri-reference": lambda rng: f"/{rng.choice(_WORDS)}",
    "uri-template": lambda rng: f"https://example.com/{rng.choice(_WORDS)}/{{id}}",
    "url": _url,
    "uuid": _uuid,
}
