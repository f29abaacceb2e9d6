"""The connection of a client: addresses, headers, retries, time limits, logging, and errors by status."""

import logging
import os
import platform
from asyncio import sleep as async_sleep
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any, Final, TypeAlias

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
        self.credentials = Credentials(service.schemes, given)
        self.timeout = timeout
        self.max_retries = max_retries
        self.log = logging.getLogger(f"{service.name}_client")
        address = base_url or os.environ.get(service.server_variable) or service.server
        if not address.startswith(("http://", "https://")):
            hint = f"pass base_url=... or set {service.server_variable}"
            raise ClientError(f"no server: the documentation names none; {hint}" if not address else f"not an address: {address!r}; {hint}")
        self.base_url = address.rstrip("/")
        try:
            self.shown_url = str(httpx.URL(self.base_url).copy_with(userinfo=b""))
        except httpx.InvalidURL as error:
            raise ClientError(f"not an address: {error}") from error
        if any(scheme.kind == "query" for scheme in service.schemes):
            logging.getLogger("httpx").addFilter(self._redacted)  # httpx logs whole addresses

    def __repr__(self) -> str:
        return f"base_url={self.shown_url!r}, max_retries={self.max_retries}, {self.credentials!r}"

    def prepared(self, endpoint: Endpoint, options: Options, parts: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of an httpx request for what an endpoint function asks to be sent."""
        let_in: Sent = self.credentials.sent_for(endpoint.security)
        service = self.service
        content = {k: v for k, v in parts.items() if k in ("json", "data", "content")}
        stated = {k: v for k, v in parts.get("headers", {}).items() if content or k != "Content-Type"}
        agent = f"{service.name}-client/{service.version} python/{platform.python_version()} httpx/{httpx.__version__}"
        try:
            headers = httpx.Headers({"Accept": "application/json", "User-Agent": agent})
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
        """The response if it is a success, else its error is raised."""
        if response.is_success:
            return response
        raw = _body(response)
        error = status_error(response, _typed(endpoint.errors, response, raw), raw)
        error.args = (self.credentials.redact(str(error)),)
        if isinstance(error, RateLimitError):
            error.retry_after = retry_after(response)
        raise error

    def failed(self, error: httpx.TransportError) -> APIConnectionError:
        """The error for a request that got no response."""
        kind = APITimeoutError if isinstance(error, httpx.TimeoutException) else APIConnectionError
        said = self.credentials.redact(str(error)) or "no reason given"
        return kind(f"{type(error).__name__}: {said}")

    def _redacted(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(self.credentials.redact(str(a)) if isinstance(a, httpx.URL | str) else a for a in record.args)
        return True


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
        self._given = http_client
        self._own: httpx.Client | None = None

    def close(self) -> None:
        """Close the connections of the client's own making."""
        if self._own is not None:
            self._own.close()
            self._own = None

    @property
    def http(self) -> httpx.Client:
        """The httpx client in use."""
        if self._given is not None:
            return self._given
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
        self._given = http_client
        self._own: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Close the connections of the client's own making."""
        if self._own is not None:
            await self._own.aclose()
            self._own = None

    @property
    def http(self) -> httpx.AsyncClient:
        """The httpx client in use."""
        if self._given is not None:
            return self._given
        if self._own is None:
            self._own = httpx.AsyncClient()
        return self._own


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
