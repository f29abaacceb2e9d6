"""A response that is left open: what is asked for, whether what arrived is that, and the error when it breaks off."""

from collections.abc import Mapping
from typing import Any

import httpx

from .connection import AsyncCall, Call
from .errors import APIConnectionError, APITimeoutError, ClientError


def asked(parts: Mapping[str, Any], accept: str, *, whole: bool) -> dict[str, Any]:
    """The parts of a request that ask for a media type; unless the response is wanted `whole`, for one that is not compressed."""
    plain = {} if whole else {"Accept-Encoding": "identity", "Cache-Control": "no-store"}
    return {**parts, "headers": {"Accept": accept, **plain, **parts.get("headers", {})}}


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


__all__ = ["asked", "failed", "refused"]
