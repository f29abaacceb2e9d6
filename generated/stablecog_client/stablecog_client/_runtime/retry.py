"""When a call is worth another try, and how long to wait before it."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

LONGEST_WAIT: Final = 60.0
"""Seconds; when a server asks for a longer pause the error is raised at once."""

_FIRST_WAIT: Final = 0.5
_LONGEST_BACKOFF: Final = 8.0
_IDEMPOTENT: Final = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})  # RFC 9110, 9.2.2
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def worth_retrying(method: str, outcome: httpx.Response | Exception, *, keyed: bool = False) -> bool:
    """Whether the same request may be sent again without doing a thing twice; `keyed` requests carry an idempotency key."""
    safe = keyed or method.upper() in _IDEMPOTENT
    if isinstance(outcome, httpx.Response):
        if outcome.status_code == 429:
            return True
        return safe and (outcome.status_code in (408, 409) or outcome.status_code >= 500)
    if not isinstance(outcome, httpx.TransportError) or isinstance(outcome, httpx.UnsupportedProtocol | httpx.LocalProtocolError):
        return False
    return safe or isinstance(outcome, _NEVER_SENT)


def retry_after(response: httpx.Response) -> float | None:
    """How many seconds the server asks to wait; None where it does not say.

    `Retry-After` (RFC 9110, 10.2.3) is a number of seconds or a date; `Retry-After-Ms`, which is more exact, goes first.
    """
    exact = _number(response.headers.get("retry-after-ms", ""))
    if exact is not None:
        return exact / 1000
    stated = response.headers.get("retry-after", "").strip()
    seconds = _number(stated)
    return _until(stated) if seconds is None else seconds


def pause(attempt: int, outcome: httpx.Response | Exception) -> float | None:
    """Seconds to wait after a failed attempt (from 0): what the server asks for, else exponential backoff with full jitter.

    None when the server asks for more than `LONGEST_WAIT`.
    """
    asked = retry_after(outcome) if isinstance(outcome, httpx.Response) else None
    if asked is not None:
        return asked if asked <= LONGEST_WAIT else None
    return random.uniform(0, min(_LONGEST_BACKOFF, _FIRST_WAIT * 2.0 ** min(attempt, 16)))  # noqa: S311 - jitter, not cryptography


def _number(stated: str) -> float | None:
    try:
        number = float(stated)
    except ValueError:
        return None
    return None if number != number else max(0.0, number)


def _until(stated: str) -> float | None:
    try:
        moment = parsedate_to_datetime(stated)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
