"""Results together with the HTTP responses that brought them."""

from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, Generic, ParamSpec, TypeVar

import httpx

from .errors import request_id

_Asked = ParamSpec("_Asked")
_Parsed = TypeVar("_Parsed")


@dataclass(frozen=True, slots=True)
class RawResponse(Generic[_Parsed]):
    """A result and its HTTP response, whose request shows no key."""

    parsed: _Parsed
    http_response: httpx.Response

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The headers of the response, whose names may be spelled in any case."""
        return self.http_response.headers

    @property
    def content(self) -> bytes:
        """The body, decompressed."""
        return self.http_response.content

    @property
    def request_id(self) -> str | None:
        """What the server calls the request, where it says so."""
        return request_id(self.http_response)


class _Heard:
    """The last response of the calls that were made meanwhile."""

    __slots__ = ("response",)

    def __init__(self) -> None:
        self.response: httpx.Response | None = None


_HEARD: Final[ContextVar[_Heard | None]] = ContextVar("heard", default=None)


def hear(response: httpx.Response) -> None:
    """Keep a success response for a raw call, if there is one around."""
    heard = _HEARD.get()
    if heard is not None:
        heard.response = response


def raw(method: Callable[_Asked, _Parsed]) -> Callable[_Asked, RawResponse[_Parsed]]:
    """A method of a client that gives its result together with the response."""

    @wraps(method)
    def call(*args: _Asked.args, **kwargs: _Asked.kwargs) -> RawResponse[_Parsed]:
        with _hearing() as heard:
            parsed = method(*args, **kwargs)
        return _together(parsed, heard)

    return call


def raw_awaited(method: Callable[_Asked, Awaitable[_Parsed]]) -> Callable[_Asked, Coroutine[Any, Any, RawResponse[_Parsed]]]:
    """Like `raw`, for a method that is awaited."""

    @wraps(method)
    async def call(*args: _Asked.args, **kwargs: _Asked.kwargs) -> RawResponse[_Parsed]:
        with _hearing() as heard:
            parsed = await method(*args, **kwargs)
        return _together(parsed, heard)

    return call


@contextmanager
def _hearing() -> Generator[_Heard, None, None]:
    heard = _Heard()
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def _together(parsed: _Parsed, heard: _Heard) -> RawResponse[_Parsed]:
    if heard.response is None:
        raise RuntimeError("the method sent nothing")
    return RawResponse(parsed, heard.response)
