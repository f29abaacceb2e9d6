"""What a caller may choose: for all calls of a client, for one call, and to be told of every attempt."""

import inspect
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import httpx

from .errors import APIConnectionError, ClientError, ResponseInvalid
from .types import UNSET, Unset

Timeout: TypeAlias = float | httpx.Timeout | None
"""Seconds for each step of an attempt (connect, write, read, wait for a free connection), or httpx's own; None for no limit."""

DEFAULT_TIMEOUT: Final = httpx.Timeout(120.0, connect=10.0)
DEFAULT_RETRIES: Final = 2
DEFAULT_RESPONSE_BYTES: Final = 64 * 1024 * 1024

IDEMPOTENCY: Final = ("Idempotency-Key", "X-Idempotency-Key")
"""Headers that name a request, so that a server does it once however often it arrives."""

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_VALUE: Final = re.compile(r"([!-~]([\t -~]*[!-~])?)?")  # RFC 9110, 5.5, without obs-text


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a call, as an `on_attempt` hook is told of it when it has ended.

    `url` has no query, user or password; `number` counts from 1; `status` is the HTTP status, or None when no whole response
    arrived, and `error` what went wrong then; `elapsed` and `wait` are seconds: how long the attempt took, and the pause
    before the next one, None when there is none.
    """

    operation: str
    method: str
    url: str
    number: int
    status: int | None
    error: APIConnectionError | ResponseInvalid | None
    elapsed: float
    wait: float | None
    request_id: str | None = None


OnAttempt: TypeAlias = Callable[[Attempt], object]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a client says for all its calls; TypeError and ValueError for what it cannot mean."""

    timeout: Timeout
    max_retries: int
    deadline: float | None
    default_headers: Mapping[str, str] | None = field(repr=False)
    on_attempt: OnAttempt | None
    max_response_bytes: int | None
    strict: bool = False
    """Whether successes are held to the documentation."""

    def __post_init__(self) -> None:
        _check_timeout(self.timeout)
        _check_count("max_retries", self.max_retries)
        if self.deadline is not None:
            _check_seconds("deadline", self.deadline)
        if self.max_response_bytes is not None:
            _check_count("max_response_bytes", self.max_response_bytes)
        if self.on_attempt is not None and (not callable(self.on_attempt) or inspect.iscoroutinefunction(self.on_attempt)):
            raise TypeError("on_attempt must be a function that is called, not awaited")
        if keyed(checked_headers(self.default_headers)):
            raise ValueError("an idempotency key belongs to one call, not to all: pass idempotency_key=... to the method")

    def changed(self, options: Mapping[str, Any]) -> "Settings":
        """These settings with those of the options that are not UNSET; default headers are added."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        given = {name: value for name, value in options.items() if not isinstance(value, Unset)}
        if given.get("default_headers") is not None:
            mine = {k: v for k, v in (self.default_headers or {}).items() if k not in httpx.Headers(given["default_headers"])}
            given["default_headers"] = {**mine, **given["default_headers"]}
        return Settings(**kept | given)


@dataclass(frozen=True, slots=True)
class Options:
    """What one call asks for on top of what its client says; unknown query parameters and headers are sent as they are."""

    timeout: Timeout | Unset = UNSET
    max_retries: int | Unset = UNSET
    headers: Mapping[str, str] | None = field(default=None, repr=False)
    query: Mapping[str, Any] | None = field(default=None, repr=False)
    idempotency_key: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.timeout, Unset):
            _check_timeout(self.timeout)
        if not isinstance(self.max_retries, Unset):
            _check_count("max_retries", self.max_retries)

    @property
    def stated_headers(self) -> dict[str, str]:
        """The headers of this call; ClientError for what HTTP cannot carry."""
        key = {} if self.idempotency_key is None else {IDEMPOTENCY[0]: self.idempotency_key}
        if "" in key.values():
            raise ClientError("an idempotency key cannot be empty")
        return {**checked_headers(self.headers), **checked_headers(key)}


def checked_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Headers as they are; ClientError, which shows no value, for those that HTTP cannot carry (RFC 9110, 5.1 and 5.5)."""
    given: Mapping[Any, Any] = headers or {}
    for name in given:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ClientError(f"{name!r} cannot be the name of a header")
        if not isinstance(given[name], str):
            raise ClientError(f"the header {name} must be a string")
        if not _VALUE.fullmatch(given[name]):
            raise ClientError(f"the header {name} holds characters that HTTP cannot carry")
    return dict(given)


def keyed(headers: Mapping[str, str]) -> bool:
    """Whether headers name the request, so that it may be sent again without doing a thing twice."""
    names = {name.lower() for name in IDEMPOTENCY}
    return any(name.lower() in names for name in headers)


def _check_timeout(timeout: Any) -> None:
    if timeout is not None and not isinstance(timeout, httpx.Timeout):
        _check_seconds("timeout", timeout)


def _check_seconds(name: str, seconds: Any) -> None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise TypeError(f"{name} must be a number of seconds, not {type(seconds).__name__}")
    if math.isnan(seconds) or seconds <= 0:
        raise ValueError(f"{name} must be over 0 seconds")


def _check_count(name: str, count: Any) -> None:
    if isinstance(count, bool) or not isinstance(count, int):
        raise TypeError(f"{name} must be an integer, not {type(count).__name__}")
    if count < 0:
        raise ValueError(f"{name} must be at least 0")
