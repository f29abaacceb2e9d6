"""The connection of a client: its address, keys and settings, and the calls that are sent through it."""

import logging
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from time import sleep
from typing import Any, Final, Self
from weakref import WeakSet

import httpx

from .credentials import Credentials, Given, Secret
from .errors import ResponseInvalid
from .exchange import Exchange, Outcome
from .options import Options, Settings
from .pool import AsyncPool, Pool
from .reading import read, read_awaited
from .request import Operation
from .service import Endpoint, Service

_HIDDEN: Final[WeakSet[Credentials]] = WeakSet()
"""The credentials of all clients that there are, for the messages of httpx."""

_CAUGHT: Final = (httpx.RequestError, httpx.InvalidURL, UnicodeError, ResponseInvalid)


class _Connection:
    def __init__(self, service: Service, given: Mapping[str, Given], base_url: str | None, settings: Settings) -> None:
        self.service = service
        self.settings = settings
        self.shown_url = ""
        self.credentials = Credentials((), {})  # until they are known, for frames that show this
        self._shares = False
        self.log = logging.getLogger(f"{service.name}_client")
        url = service.address(base_url)
        self.chosen = bool(service.chosen(base_url))
        self.base_url = str(url).rstrip("/")
        self.shown_url = str(url.copy_with(userinfo=b"")).rstrip("/")
        self.credentials = Credentials(service.schemes, given, [Secret(url.password)] if url.password else [])
        _HIDDEN.add(self.credentials)
        logging.getLogger("httpx").addFilter(_redacted)  # httpx logs whole addresses; the same filter is added once

    def __repr__(self) -> str:
        return f"base_url={self.shown_url!r}, max_retries={self.settings.max_retries}, {self.credentials!r}"

    def changed(self, **options: Any) -> Self:
        """A copy with other settings, which shares keys and connections, and leaves these open."""
        twin = copy(self)
        twin.settings = self.settings.changed(options)
        twin._shares = True
        return twin


class Connection(_Connection):
    """A connection that waits for its responses."""

    def __init__(
        self, service: Service, given: Mapping[str, Given], *, base_url: str | None, settings: Settings, http_client: httpx.Client | None
    ) -> None:
        """Use the given httpx client and leave it open, or make one when it is needed and close it with `close`."""
        super().__init__(service, given, base_url, settings)
        self._pool = Pool(http_client)

    @property
    def http(self) -> httpx.Client:
        """The httpx client in use."""
        return self._pool.http

    def close(self) -> None:
        """Close the connections of the client's own making, unless they belong to the client of which it is a copy."""
        if not self._shares:
            self._pool.close()


class AsyncConnection(_Connection):
    """A connection that is awaited, under asyncio."""

    def __init__(
        self,
        service: Service,
        given: Mapping[str, Given],
        *,
        base_url: str | None,
        settings: Settings,
        http_client: httpx.AsyncClient | None,
    ) -> None:
        """Use the given httpx client and leave it open, or make one when it is needed and close it with `close`."""
        super().__init__(service, given, base_url, settings)
        self._pool = AsyncPool(http_client)

    @property
    def http(self) -> httpx.AsyncClient:
        """The httpx client in use in the running event loop."""
        return self._pool.http

    async def close(self) -> None:
        """Close the connections of the client's own making, unless they belong to the client of which it is a copy."""
        if not self._shares:
            await self._pool.close()


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

    def send(self, *, method: str, stream: bool = False, **parts: Any) -> httpx.Response:
        """The success response; APIStatusError for any other, APIConnectionError when there is none.

        With `stream` the body of a success is not read yet, and the caller must close it; no limit and no deadline holds for it.
        """
        exchange = Exchange(self.connection, self.endpoint, self.options, {**parts, "method": method})
        while True:
            outcome = self._attempt(exchange, stream)
            wait = exchange.judged(outcome)
            if wait is None:
                return exchange.settled(outcome)
            sleep(wait)

    def _attempt(self, exchange: Exchange, stream: bool) -> Outcome:
        try:
            request = exchange.request(self.connection.http)
            response = self.connection.http.send(request, stream=True, follow_redirects=False)
            shown = exchange.shown(request)
            if stream and response.is_success:
                response.request = shown
                return response
            return read(response, shown, exchange.limit, exchange.until)
        except _CAUGHT as error:
            return exchange.failed(error)


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

    async def send(self, *, method: str, stream: bool = False, **parts: Any) -> httpx.Response:
        """The success response; APIStatusError for any other, APIConnectionError when there is none.

        With `stream` the body of a success is not read yet, and the caller must close it; no limit and no deadline holds for it.
        """
        exchange = Exchange(self.connection, self.endpoint, self.options, {**parts, "method": method})
        while True:
            outcome = await self._attempt(exchange, stream)
            wait = exchange.judged(outcome)
            if wait is None:
                return exchange.settled(outcome)
            await async_sleep(wait)

    async def _attempt(self, exchange: Exchange, stream: bool) -> Outcome:
        from asyncio import timeout  # here, because it takes as long to import as half of pydantic

        try:
            request = exchange.request(self.connection.http)
            async with timeout(exchange.left):
                response = await self.connection.http.send(request, stream=True, follow_redirects=False)
                shown = exchange.shown(request)
                if stream and response.is_success:
                    response.request = shown
                    return response
                return await read_awaited(response, shown, exchange.limit, exchange.until)
        except TimeoutError:
            return httpx.ReadTimeout("the deadline passed")
        except _CAUGHT as error:
            return exchange.failed(error)


async def async_sleep(seconds: float) -> None:
    """Wait without keeping others from going on."""
    from asyncio import sleep as pause_others

    await pause_others(seconds)


def _redacted(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(_hidden(str(a)) if isinstance(a, httpx.URL | str) else a for a in record.args)
    return True


def _hidden(text: str) -> str:
    for credentials in list(_HIDDEN):
        text = credentials.redact(text)
    return text


__all__ = ["AsyncCall", "AsyncConnection", "Call", "Connection", "Endpoint", "Options", "Service", "Settings"]
