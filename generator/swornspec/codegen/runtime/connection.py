"""The connection of a client: addresses, headers, retries, time limits, logging, and errors by status."""

import logging
import os
import platform
from asyncio import AbstractEventLoop, get_running_loop
from asyncio import sleep as async_sleep
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic, sleep
from typing import Any, Final, TypeAlias
from weakref import WeakKeyDictionary, WeakSet

import httpx
from pydantic import BaseModel

from .credentials import Credentials, Scheme, Sent
from .errors import APIConnectionError, APIStatusError, APITimeoutError, ClientError, RateLimitError, status_error
from .model import read_leniently
from .request import Operation
from .retry import pause, retry_after, worth_retrying
from .types import Unset

Timeout: TypeAlias = float | httpx.Timeout | None
ErrorModels: TypeAlias = Mapping[str, Mapping[str, type[BaseModel]]]

DEFAULT_TIMEOUT: Final = httpx.Timeout(120.0, connect=10.0)
DEFAULT_RETRIES: Final = 2

_SHOWN: Final = "***"
_ALWAYS_SECRET: Final = frozenset({"authorization", "proxy-authorization", "cookie"})
_HIDDEN: Final[WeakSet[Credentials]] = WeakSet()
"""The credentials of all clients that there are, for the messages of httpx."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a generated client knows of its API: its name, version, server and the variable that overrides the server."""

    name: str
    version: str
    server: str
    server_variable: str
    schemes: tuple[Scheme, ...]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What a call needs to know of its operation besides its address."""

    operation: Operation
    security: tuple[tuple[Scheme, ...], ...]
    errors: ErrorModels = field(repr=False)


@dataclass(frozen=True, slots=True)
class Options:
    """What one call asks for on top of what its client says; unknown query parameters and headers are sent as they are."""

    timeout: Timeout | Unset
    headers: Mapping[str, str] | None = field(default=None, repr=False)
    query: Mapping[str, Any] | None = field(default=None, repr=False)


class _Connection:
    def __init__(self, service: Service, given: Mapping[str, str | None], base_url: str | None, timeout: Timeout, max_retries: int) -> None:
        self.service = service
        if isinstance(max_retries, bool) or not isinstance(max_retries, int):
            raise TypeError(f"max_retries must be an integer, not {type(max_retries).__name__}")
        self.timeout = timeout
        self.max_retries = max_retries
        self.log = logging.getLogger(f"{service.name}_client")
        url = _address(base_url or os.environ.get(service.server_variable) or service.server, service)
        self.base_url = str(url).rstrip("/")
        self.shown_url = str(url.copy_with(userinfo=b"")).rstrip("/")
        self.credentials = Credentials(service.schemes, given, [url.password] if url.password else [])
        self.credentials_in_headers = _ALWAYS_SECRET | {s.name.lower() for s in service.schemes if s.kind == "header"}
        _HIDDEN.add(self.credentials)
        logging.getLogger("httpx").addFilter(_redacted)  # httpx logs whole addresses; the same filter is added once

    def __repr__(self) -> str:
        return f"base_url={self.shown_url!r}, max_retries={self.max_retries}, {self.credentials!r}"

    def prepared(self, endpoint: Endpoint, options: Options, parts: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of an httpx request for what an endpoint function asks to be sent."""
        let_in: Sent = self.credentials.sent_for(endpoint.security)
        service = self.service
        content = {k: v for k, v in parts.items() if k in ("json", "data", "content")}
        if "json" in content and content["json"] is None:  # which httpx takes for no body
            content = {"content": b"null"}
        stated = {k: v for k, v in parts.get("headers", {}).items() if content or k != "Content-Type"}
        agent = f"{service.name}-client/{service.version} python/{platform.python_version()} httpx/{httpx.__version__}"
        try:
            headers = httpx.Headers({"Accept": "application/json, */*;q=0.5", "User-Agent": agent})
            for more in (stated, options.headers, let_in.headers, _cookies(parts.get("cookies"), let_in.cookies)):
                headers.update(more)
        except UnicodeError as error:
            raise ClientError("a header holds characters that HTTP cannot carry") from error
        query = {**parts.get("params", {}), **(options.query or {}), **let_in.query}
        return {
            **content,
            "url": f"{self.base_url}{parts['url']}",
            "params": query or None,
            "headers": headers,
            "timeout": self.timeout if isinstance(options.timeout, Unset) else options.timeout,
        }

    def wait(self, method: str, attempt: int, outcome: httpx.Response | httpx.TransportError) -> float | None:
        """Seconds until the next attempt, or None when there is none."""
        if attempt >= self.max_retries or not worth_retrying(method, outcome):
            return None
        return pause(attempt, outcome)

    def note(self, method: str, url: str, began: float, outcome: httpx.Response | httpx.TransportError, wait: float | None) -> None:
        """Log one attempt: never headers, bodies or query."""
        what = outcome.status_code if isinstance(outcome, httpx.Response) else type(outcome).__name__
        again = "" if wait is None else f", again in {wait:.1f} s"
        address = self.credentials.redact(f"{self.shown_url}{url}")
        self.log.debug("%s %s: %s after %.3f s%s", method.upper(), address, what, monotonic() - began, again)

    def accepted(self, endpoint: Endpoint, response: httpx.Response) -> httpx.Response:
        """The response if it is a success, else its error is raised; what it keeps of its request holds no key."""
        response.request = self._shown(response.request)
        if response.is_success:
            return response
        raw = _body(response)
        error = status_error(response, _typed(endpoint.errors, response, raw), raw, self.credentials.redact)
        if isinstance(error, RateLimitError):
            error.retry_after = retry_after(response)
        raise error

    def failed(self, error: httpx.TransportError) -> APIConnectionError:
        """The error for a request that got no response."""
        kind = APITimeoutError if isinstance(error, httpx.TimeoutException) else APIConnectionError
        silent = "no answer in time" if kind is APITimeoutError else "no reason given"
        said = self.credentials.redact(str(error)) or silent
        return kind(f"{type(error).__name__}: {said}")

    def _shown(self, request: httpx.Request) -> httpx.Request:
        headers = [(k, _SHOWN if k.lower() in self.credentials_in_headers else v) for k, v in request.headers.multi_items()]
        url = self.credentials.redact(str(request.url.copy_with(userinfo=b"")))
        return httpx.Request(request.method, url, headers=headers, content=request.content)


class Connection(_Connection):
    """A connection that waits for its responses."""

    def __init__(
        self,
        service: Service,
        given: Mapping[str, str | None],
        *,
        base_url: str | None,
        timeout: Timeout,
        max_retries: int,
        http_client: httpx.Client | None,
    ) -> None:
        """Use the given httpx client and leave it open, or make one when it is needed and close it with `close`."""
        super().__init__(service, given, base_url, timeout, max_retries)
        self._given: httpx.Client | None = _fitting(http_client, httpx.Client)
        self._own: httpx.Client | None = None
        self._making = Lock()

    def close(self) -> None:
        """Close the connections of the client's own making."""
        with self._making:
            own, self._own = self._own, None
        if own is not None:
            own.close()

    @property
    def http(self) -> httpx.Client:
        """The httpx client in use."""
        if self._given is not None:
            return self._given
        with self._making:  # threads share one
            if self._own is None:
                self._own = httpx.Client()
            return self._own


class AsyncConnection(_Connection):
    """A connection that is awaited, under asyncio."""

    def __init__(
        self,
        service: Service,
        given: Mapping[str, str | None],
        *,
        base_url: str | None,
        timeout: Timeout,
        max_retries: int,
        http_client: httpx.AsyncClient | None,
    ) -> None:
        """Use the given httpx client and leave it open, or make one when it is needed and close it with `close`."""
        super().__init__(service, given, base_url, timeout, max_retries)
        self._given: httpx.AsyncClient | None = _fitting(http_client, httpx.AsyncClient)
        self._own: WeakKeyDictionary[AbstractEventLoop, httpx.AsyncClient] = WeakKeyDictionary()

    async def close(self) -> None:
        """Close the connections of the client's own making in the running event loop."""
        own = self._own.pop(get_running_loop(), None)
        if own is not None:
            await own.aclose()

    @property
    def http(self) -> httpx.AsyncClient:
        """The httpx client in use; connections cannot leave their event loop, so each loop has its own."""
        if self._given is not None:
            return self._given
        loop = get_running_loop()
        if loop not in self._own:
            self._own[loop] = httpx.AsyncClient()
        return self._own[loop]


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what an endpoint function sends its request through."""

    connection: Connection
    endpoint: Endpoint
    options: Options

    @property
    def operation(self) -> Operation:
        """What the documentation demands of the request."""
        return self.endpoint.operation

    def send(self, *, method: str, **parts: Any) -> httpx.Response:
        """The success response; APIStatusError for any other, APIConnectionError when there is none."""
        link = self.connection
        arguments = link.prepared(self.endpoint, self.options, parts)
        attempt = 0
        while True:
            began = monotonic()
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = link.http.request(method, follow_redirects=False, **arguments)
            except httpx.TransportError as error:
                outcome = error
            except (httpx.RequestError, httpx.InvalidURL, UnicodeError) as error:  # such as a header that cannot be written
                raise APIConnectionError(link.credentials.redact(str(error))) from error
            wait = link.wait(method, attempt, outcome)
            link.note(method, parts["url"], began, outcome, wait)
            if wait is None:
                if isinstance(outcome, httpx.Response):
                    return link.accepted(self.endpoint, outcome)
                raise link.failed(outcome) from outcome
            attempt += 1
            sleep(wait)


@dataclass(frozen=True, slots=True)
class AsyncCall:
    """One awaited call: what an endpoint function sends its request through."""

    connection: AsyncConnection
    endpoint: Endpoint
    options: Options

    @property
    def operation(self) -> Operation:
        """What the documentation demands of the request."""
        return self.endpoint.operation

    async def send(self, *, method: str, **parts: Any) -> httpx.Response:
        """The success response; APIStatusError for any other, APIConnectionError when there is none."""
        link = self.connection
        arguments = link.prepared(self.endpoint, self.options, parts)
        attempt = 0
        while True:
            began = monotonic()
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = await link.http.request(method, follow_redirects=False, **arguments)
            except httpx.TransportError as error:
                outcome = error
            except (httpx.RequestError, httpx.InvalidURL, UnicodeError) as error:  # such as a header that cannot be written
                raise APIConnectionError(link.credentials.redact(str(error))) from error
            wait = link.wait(method, attempt, outcome)
            link.note(method, parts["url"], began, outcome, wait)
            if wait is None:
                if isinstance(outcome, httpx.Response):
                    return link.accepted(self.endpoint, outcome)
                raise link.failed(outcome) from outcome
            attempt += 1
            await async_sleep(wait)


def _address(text: str, service: Service) -> httpx.URL:
    hint = f"pass base_url=... or set {service.server_variable}"
    if not text:
        raise ClientError(f"no server: the documentation names none; {hint}")
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise ClientError(f"not an address: {error}; {hint}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ClientError(f"not an address: {str(url.copy_with(userinfo=b''))!r}; {hint}")
    if "?" in str(url) or "#" in str(url):  # the path of each operation is put behind it
        raise ClientError(f"an address with a query or fragment cannot be the server; {hint}")
    return url


def _redacted(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(_hidden(str(a)) if isinstance(a, httpx.URL | str) else a for a in record.args)
    return True


def _hidden(text: str) -> str:
    for credentials in list(_HIDDEN):
        text = credentials.redact(text)
    return text


def _fitting(http_client: Any, kind: type[Any]) -> Any:
    if http_client is not None and not isinstance(http_client, kind):
        raise TypeError(f"http_client must be an httpx.{kind.__name__}, not {type(http_client).__name__}")
    return http_client


def _cookies(*several: Mapping[str, str] | None) -> dict[str, str]:
    pairs = [f"{name}={value}" for cookies in several for name, value in (cookies or {}).items()]
    return {"Cookie": "; ".join(pairs)} if pairs else {}


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


__all__ = ["APIStatusError", "AsyncCall", "AsyncConnection", "Call", "Connection", "Endpoint", "Options", "Service"]
