"""What can go wrong with a call.

    ClientError
    ├── RequestInvalid              the request breaks documented constraints; nothing was sent
    ├── CredentialsMissing          no key was given, neither as an argument nor in the environment
    ├── APIConnectionError          no response arrived
    │   └── APITimeoutError         … in time
    ├── ResponseInvalid             a success response holds nothing that can be returned
    └── APIStatusError              the server answered with an error; `body` is the documented error model
        ├── BadRequestError         400
        ├── AuthenticationError     401
        ├── PermissionDeniedError   403
        ├── NotFoundError           404
        ├── ConflictError           409
        ├── UnprocessableError      422
        ├── RateLimitError          429
        └── ServerError             500 and above

Errors with a response have `response` and `request_id`, APIStatusError also `status`, `body` and `retry_after`. All can be
pickled. None shows a key: neither its message nor what it keeps of request and response, nor the frames of its traceback.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final, TypeGuard

import httpx

from .request import Broken

_MESSAGE: Final = 500
_ITEMS: Final = 10
_DEEPEST: Final = 4
_TELLING: Final = ("detail", "message", "msg", "error", "errors", "title")


class ClientError(Exception):
    """Anything that can go wrong with a call."""


class RequestInvalid(ClientError, ValueError):  # noqa: N818 - it says what is wrong, not that something is
    """The request breaks documented constraints; `errors` holds all of them. Nothing was sent."""

    def __init__(self, operation: str, errors: tuple[Broken, ...]) -> None:
        """Keep the operation id and what its request breaks."""
        self.operation = operation
        self.errors = errors
        super().__init__("\n".join(map(str, errors)))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.operation, self.errors)


class CredentialsMissing(ClientError):  # noqa: N818 - it says what is wrong, not that something is
    """No key was given, neither as an argument nor in the environment, or it cannot be sent in a header."""


class APIConnectionError(ClientError):
    """No response arrived: the connection could not be made, or it broke."""


class APITimeoutError(APIConnectionError):
    """No response arrived in time, or no success before the deadline; `__cause__` is what the last attempt met."""


class ResponseInvalid(ClientError):  # noqa: N818 - it says what is wrong, not that something is
    """A success response holds nothing that can be returned; `response` is what arrived of it, `request_id` its name.

    For a strict client also one that is not as documented: `errors` holds everything that it breaks.
    """

    def __init__(self, message: str, response: httpx.Response, errors: tuple[Broken, ...] = ()) -> None:
        """Keep the response and what it breaks."""
        self.response = response
        self.errors = errors
        self.request_id: str | None = request_id(response)
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.response, self.errors), dict(vars(self))


class APIStatusError(ClientError):
    """The server answered with an error.

    `status` is the HTTP status, `body` the documented error model or problem details (RFC 9457), else parsed JSON, else
    text; `request_id` what the server calls the request and `retry_after` how many seconds it asks to wait, where it says so.
    """

    retry_after: float | None = None

    def __init__(self, message: str, response: httpx.Response, body: Any) -> None:
        """Keep the response and its parsed body."""
        self.status: int = response.status_code
        self.response = response
        self.body = body
        self.request_id: str | None = request_id(response)
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.response, self.body), dict(vars(self))


class BadRequestError(APIStatusError):
    """400: the server refuses the request as it is."""


class AuthenticationError(APIStatusError):
    """401: the key is missing or wrong."""


class PermissionDeniedError(APIStatusError):
    """403: the key is right, but may not do this."""


class NotFoundError(APIStatusError):
    """404: there is no such thing."""


class ConflictError(APIStatusError):
    """409: the request conflicts with the present state."""


class UnprocessableError(APIStatusError):
    """422: the request is understood and refused."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class ServerError(APIStatusError):
    """500 and above: the server failed."""


_REQUEST_ID: Final = (
    "x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "x-amz-request-id", "x-amz-cf-id", "x-trace-id", "cf-ray",
)  # fmt: skip
_NOTED: Final = "request_id_headers"
_BY_STATUS: Final[Mapping[int, type[APIStatusError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableError,
    429: RateLimitError,
}


def note_request_id(response: httpx.Response, names: Sequence[str]) -> None:
    """Let the documentation say in which headers of a response the server names the request."""
    response.extensions[_NOTED] = tuple(names)


def request_id(response: httpx.Response) -> str | None:
    """What the server calls a request: by the documented headers, else by those that servers commonly use."""
    names = (*response.extensions.get(_NOTED, ()), *_REQUEST_ID)
    return next((_short(response.headers[name]) for name in names if response.headers.get(name)), None)


def status_error(response: httpx.Response, body: Any, raw: Any, redact: Callable[[str], str]) -> APIStatusError:
    """The error that an HTTP status stands for; `raw` is the body as plain JSON or text, which the message quotes redacted."""
    status = response.status_code
    kind = _BY_STATUS.get(status, ServerError if status >= 500 else APIStatusError)
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:  # a status that no RFC knows
        phrase = ""
    said = _short(redact(_said(raw, response)))
    return kind(f"{status}{phrase}{f': {said}' if said else ''}", response, body)


def _said(raw: Any, response: httpx.Response) -> str:
    if response.has_redirect_location:
        return "redirects are not followed, so that the key goes to no other host"
    return raw if isinstance(raw, str) else _told(raw, 0)


def _told(raw: Any, depth: int) -> str:
    """What a JSON error tells a person: the first of its usual members that says something, the items of a list together."""
    if isinstance(raw, str):
        return raw
    if depth < _DEEPEST and _is_object(raw):
        whole = next((told for key in _TELLING if (told := _told(raw.get(key), depth + 1))), "")
        each = _told(raw["errors"], depth + 1) if isinstance(raw.get("errors"), list) else ""
        return f"{whole.rstrip('.')}: {each}" if each and whole != each else whole
    if depth < _DEEPEST and _is_array(raw):
        return "; ".join(told for item in raw[:_ITEMS] if (told := _told(item, depth + 1)))
    return ""


def _is_object(raw: Any) -> TypeGuard[Mapping[Any, Any]]:
    return isinstance(raw, Mapping)


def _is_array(raw: Any) -> TypeGuard[list[Any]]:
    return isinstance(raw, list)


def _short(text: str) -> str:
    """One line without control characters, which a terminal would obey."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _MESSAGE]).split())
    return line[:_MESSAGE]
