"""A request whose response is left open: sent like any other, with its errors and retries, and not read when it succeeds."""

from asyncio import sleep as async_sleep
from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any, Final

import httpx

from .connection import AsyncCall, Call
from .errors import APIConnectionError, APITimeoutError, ClientError

_MOST_OF_AN_ERROR: Final = 2**20


def asked(parts: Mapping[str, Any], accept: str, *, whole: bool) -> dict[str, Any]:
    """The parts of a request that ask for a media type; unless the response is wanted `whole`, for one that is not compressed."""
    plain = {} if whole else {"Accept-Encoding": "identity", "Cache-Control": "no-store"}
    return {**parts, "headers": {"Accept": accept, **plain, **parts.get("headers", {})}}


def opened(call: Call, parts: Mapping[str, Any]) -> httpx.Response:
    """The open success response; APIStatusError for any other, APIConnectionError when there is none."""
    link, method = call.connection, str(parts["method"])
    arguments = link.prepared(call.endpoint, call.options, {k: v for k, v in parts.items() if k != "method"})
    attempt = 0
    while True:
        began = monotonic()
        outcome: httpx.Response | httpx.TransportError
        try:
            outcome = link.http.send(link.http.build_request(method, **arguments), stream=True, follow_redirects=False)
            if not outcome.is_success:
                outcome = _closed(outcome, _start(outcome))
        except httpx.TransportError as error:
            outcome = error
        except (httpx.RequestError, httpx.InvalidURL, UnicodeError) as error:
            raise APIConnectionError(link.credentials.redact(str(error))) from error
        wait = link.wait(method, attempt, outcome)
        link.note(method, parts["url"], began, outcome, wait)
        if wait is None:
            if isinstance(outcome, httpx.Response):
                return link.accepted(call.endpoint, outcome)
            raise link.failed(outcome) from outcome
        attempt += 1
        sleep(wait)


async def aopened(call: AsyncCall, parts: Mapping[str, Any]) -> httpx.Response:
    """The open success response; APIStatusError for any other, APIConnectionError when there is none."""
    link, method = call.connection, str(parts["method"])
    arguments = link.prepared(call.endpoint, call.options, {k: v for k, v in parts.items() if k != "method"})
    attempt = 0
    while True:
        began = monotonic()
        outcome: httpx.Response | httpx.TransportError
        try:
            outcome = await link.http.send(link.http.build_request(method, **arguments), stream=True, follow_redirects=False)
            if not outcome.is_success:
                outcome = _closed(outcome, await _astart(outcome))
        except httpx.TransportError as error:
            outcome = error
        except (httpx.RequestError, httpx.InvalidURL, UnicodeError) as error:
            raise APIConnectionError(link.credentials.redact(str(error))) from error
        wait = link.wait(method, attempt, outcome)
        link.note(method, parts["url"], began, outcome, wait)
        if wait is None:
            if isinstance(outcome, httpx.Response):
                return link.accepted(call.endpoint, outcome)
            raise link.failed(outcome) from outcome
        attempt += 1
        await async_sleep(wait)


def refused(response: httpx.Response, accepted: frozenset[str] | None) -> str:
    """Why a success is not the stream that is documented; empty where its media type is one that is accepted, or not said."""
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if accepted is None or not kind or kind in accepted:
        return ""
    shown = "".join(c if c.isprintable() else " " for c in kind[:60])
    return f"the {response.status_code} response is {shown}, not a stream"


def failed(call: Call | AsyncCall, error: Exception, response: httpx.Response) -> ClientError:
    """The error for a stream that broke; what it keeps of httpx's own shows no key."""
    redact = call.connection.credentials.redact
    error.__traceback__ = None  # whose frames hold the headers
    if isinstance(error, httpx.StreamError):
        return ClientError(f"the stream is closed: {redact(str(error))}")
    if isinstance(error, httpx.RequestError):
        error.request = response.request
    kind = APITimeoutError if isinstance(error, httpx.TimeoutException) else APIConnectionError
    return kind(f"{type(error).__name__}: {redact(str(error)) or 'the stream broke off'}")


def _start(response: httpx.Response) -> bytes:
    """The first part of an error's body."""
    content = b""
    try:
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > _MOST_OF_AN_ERROR:
                break
    finally:
        response.close()
    return content[:_MOST_OF_AN_ERROR]


async def _astart(response: httpx.Response) -> bytes:
    content = b""
    try:
        async for chunk in response.aiter_bytes():
            content += chunk
            if len(content) > _MOST_OF_AN_ERROR:
                break
    finally:
        await response.aclose()
    return content[:_MOST_OF_AN_ERROR]


def _closed(response: httpx.Response, content: bytes) -> httpx.Response:
    """The response with what was read of it, in place of an open one."""
    about_the_bytes = ("content-encoding", "content-length", "transfer-encoding")
    headers = [(k, v) for k, v in response.headers.multi_items() if k.lower() not in about_the_bytes]
    return httpx.Response(response.status_code, headers=headers, content=content, request=response.request)


__all__ = ["aopened", "asked", "failed", "opened", "refused"]
