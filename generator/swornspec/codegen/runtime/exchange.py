"""One call, from its first attempt to its result: what is sent, whether and when it is sent again, what comes of it.

The same for clients that wait and for those that await: nothing here sends or sleeps.
"""

import logging
import platform
import re
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, Final, Protocol, TypeAlias

import httpx

from .arguments import spread
from .bodies import each_of
from .credentials import Credentials
from .errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ClientError,
    ResponseInvalid,
    note_request_id,
    request_id,
    status_error,
)
from .model import read_leniently
from .options import Attempt, Options, Settings, checked_headers, keyed
from .raw import hear
from .reading import ACCEPTED_CODINGS
from .retry import pause, retry_after, worth_retrying
from .service import Endpoint, ErrorModels, Service
from .types import Unset

Outcome: TypeAlias = httpx.Response | Exception
"""What an attempt ended with: a response that was read, or httpx's error, or ResponseInvalid."""

_SHOWN: Final = "***"
_SECRET: Final = re.compile(r"auth|token|secret|cookie|passw|session|credential|api-?key", re.IGNORECASE)
"""Headers whose values are not kept, besides those of the documented keys."""


class Link(Protocol):
    """What an exchange needs of its client's connection."""

    service: Service
    credentials: Credentials
    settings: Settings
    log: logging.Logger
    chosen: bool
    """Whether the user named the server, which then counts for every operation."""
    base_url: str
    shown_url: str


class Exchange:
    """The attempts of one call; it shows no key."""

    def __init__(self, link: Link, endpoint: Endpoint, options: Options, parts: Mapping[str, Any]) -> None:
        """Prepare what an endpoint function asks to be sent; ClientError when it cannot be."""
        settings = link.settings
        self._link = link
        self._endpoint = endpoint
        self._method = str(parts["method"]).upper()
        self._path = str(parts["url"])
        self._server = "" if link.chosen else endpoint.server.rstrip("/")
        self._parts = _prepared(link, endpoint, options, parts)
        self._keyed = keyed(self._parts["headers"])
        self._timeout = settings.timeout if isinstance(options.timeout, Unset) else options.timeout
        self._retries = settings.max_retries if isinstance(options.max_retries, Unset) else options.max_retries
        self._number = 0
        self._began = monotonic()
        self.limit = settings.max_response_bytes
        self.until = None if settings.deadline is None else self._began + settings.deadline

    def __repr__(self) -> str:
        return f"Exchange({self._method} {self._address()})"

    def request(self, http: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        """The request of the next attempt, which waits no longer than until the deadline."""
        self._number += 1
        self._began = monotonic()
        timeout = httpx.Timeout(self._timeout)
        left = self.left
        if left is not None:
            timeout = httpx.Timeout(**{k: left if v is None else min(v, left) for k, v in timeout.as_dict().items()})
        return http.build_request(self._method, f"{self._server or self._link.base_url}{self._path}", timeout=timeout, **self._parts)

    @property
    def left(self) -> float | None:
        """Seconds until the deadline, None without one; at least the blink of an eye, which httpx can wait for."""
        return None if self.until is None else max(0.001, self.until - monotonic())

    def shown(self, request: httpx.Request) -> httpx.Request:
        """A request as it may be kept: without keys."""
        secret = {s.name.lower() for s in self._link.service.schemes if s.kind == "header"}
        headers = [(k, _SHOWN if k.lower() in secret or _SECRET.search(k) else v) for k, v in request.headers.multi_items()]
        url = request.url.copy_with(userinfo=b"")
        for name in (s.name for s in self._link.service.schemes if s.kind == "query"):
            url = url.copy_set_param(name, _SHOWN) if name in url.params else url
        try:
            content = request.content
        except httpx.RequestNotRead:  # a body that was streamed is gone
            content = b""
        return httpx.Request(request.method, self._link.credentials.redact(str(url)), headers=headers, content=content)

    def failed(self, error: Exception) -> Exception:
        """An error of httpx as it may be kept: what it knows of the request shows no key, and neither do its frames."""
        if isinstance(error, httpx.RequestError):
            with suppress(RuntimeError):  # which says that it knows of no request
                error.request = self.shown(error.request)
        _strip(error, set())
        return error

    def judged(self, outcome: Outcome) -> float | None:
        """Seconds until the next attempt, or None when there is none; tells the log and the hook of this one."""
        again = self._number <= self._retries and worth_retrying(self._method, outcome, keyed=self._keyed)
        wait = pause(self._number - 1, outcome) if again else None
        late = wait is not None and self.until is not None and monotonic() + wait >= self.until
        self._tell(outcome, None if late else wait)
        if late:
            raise self._late(outcome, wait) from self._error(outcome)
        return wait

    def settled(self, outcome: Outcome) -> httpx.Response:
        """The success response; else the call's error is raised."""
        if isinstance(outcome, httpx.Response) and outcome.is_success:
            if self._link.settings.strict and outcome.is_closed:  # a stream is not read yet
                from .strict import require_documented

                require_documented(self._endpoint.operation.id, outcome)
            hear(outcome)
            return outcome
        error = self._error(outcome)
        if isinstance(outcome, Exception) and error is not outcome:
            raise error from outcome
        raise error

    def _error(self, outcome: Outcome) -> APIStatusError | APIConnectionError | ResponseInvalid:
        if isinstance(outcome, httpx.Response):
            raw = _body(outcome)
            error = status_error(outcome, _typed(self._endpoint.errors, outcome, raw), raw, self._link.credentials.redact)
            error.retry_after = retry_after(outcome)
            return error
        if isinstance(outcome, ResponseInvalid):
            return outcome
        kind = APITimeoutError if isinstance(outcome, httpx.TimeoutException) else APIConnectionError
        silent = "no answer in time" if kind is APITimeoutError else "no reason given"
        return kind(f"{type(outcome).__name__}: {self._link.credentials.redact(str(outcome)) or silent}")

    def _late(self, outcome: Outcome, wait: float | None) -> APITimeoutError:
        met = f"{self._number} attempt{'s' if self._number > 1 else ''}, the last of which met {_told(outcome)}"
        return APITimeoutError(f"no success within {self._link.settings.deadline:g} s: {met}; the next would begin in {wait:.1f} s")

    def _tell(self, outcome: Outcome, wait: float | None) -> None:
        """Tell of one attempt: never headers, bodies or query. What a hook raises is logged and changes nothing."""
        link, took = self._link, monotonic() - self._began
        if isinstance(outcome, httpx.Response):
            note_request_id(outcome, link.service.request_ids)
        again = "" if wait is None else f", again in {wait:.1f} s"
        link.log.debug("%s %s: %s after %.3f s%s", self._method, self._address(), _told(outcome), took, again)
        if link.settings.on_attempt is None:
            return
        response = outcome if isinstance(outcome, httpx.Response) else None
        error = self._error(outcome) if response is None else None
        attempt = Attempt(
            operation=self._endpoint.operation.id,
            method=self._method,
            url=self._address(),
            number=self._number,
            status=None if response is None else response.status_code,
            error=None if isinstance(error, APIStatusError) else error,
            elapsed=took,
            wait=wait,
            request_id=None if response is None else request_id(response),
        )
        try:
            link.settings.on_attempt(attempt)
        except Exception:
            link.log.exception("on_attempt failed")

    def _address(self) -> str:
        return self._link.credentials.redact(f"{self._server or self._link.shown_url}{self._path}")


def _strip(error: BaseException | None, seen: set[int]) -> None:
    """Take the frames, which hold the headers, from an error and all that led to it."""
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    error.__traceback__ = None
    together: tuple[BaseException, ...] = getattr(error, "exceptions", ())  # of a group
    for inner in (error.__cause__, error.__context__, *together):
        _strip(inner, seen)


def _prepared(link: Link, endpoint: Endpoint, options: Options, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an httpx request; everything that can be wrong is said before a key is among them."""
    service = link.service
    content = {k: v for k, v in parts.items() if k not in ("method", "url", "params", "headers", "cookies")}
    if "json" in content and content["json"] is None:  # which httpx takes for no body
        content = {"content": b"null"}
    stated = {k: v for k, v in parts.get("headers", {}).items() if content or k != "Content-Type"}
    agent = f"{service.name}-client/{service.version} python/{platform.python_version()} httpx/{httpx.__version__}"
    given = options.stated_headers
    try:
        headers = httpx.Headers({"Accept": endpoint.accept, "Accept-Encoding": ACCEPTED_CODINGS, "User-Agent": agent})
        for more in (link.settings.default_headers, stated, given):
            headers.update(more)
    except UnicodeError:
        raise ClientError("a header holds characters that HTTP cannot carry") from None
    checked_headers({**headers, **cookie_header(parts.get("cookies"))})
    let_in = link.credentials.sent_for(endpoint.security)
    headers.update(let_in.headers)
    headers.update(cookie_header(parts.get("cookies"), let_in.cookies))
    query = {**spread(parts.get("params", {})), **(options.query or {}), **let_in.query}
    return {**content, "params": query or None, "headers": headers}


def cookie_header(*several: Mapping[str, Any] | None) -> dict[str, str]:
    """The header of some cookies, each a value or several; none where there are none."""
    named = [pair for cookies in several for pair in spread(cookies or {}).items()]
    pairs = [f"{name}={text}" for name, value in named for text in each_of(value)]
    return {"Cookie": "; ".join(pairs)} if pairs else {}


def _told(outcome: Outcome) -> str:
    return str(outcome.status_code) if isinstance(outcome, httpx.Response) else type(outcome).__name__


def _body(response: httpx.Response) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError):  # an error page is still worth keeping
        return response.text or None


def _typed(models: ErrorModels, response: httpx.Response, raw: Any) -> Any:
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    for status in (str(response.status_code), f"{response.status_code // 100}XX", "default"):
        if status in models:
            by_kind = models[status]
            model = by_kind.get(kind) or (next(iter(by_kind.values()), None) if kind == "application/json" else None)
            typed = None if model is None else read_leniently(model, raw)
            return raw if typed is None else typed
    return raw
