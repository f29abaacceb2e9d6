"""uvicorn's HTTP protocol with a bound on what a client may send without getting anywhere.

uvicorn bounds bodies (it stops reading until the application does), yet with httptools header fields, trailers and
chunk extensions may go on without end, and fill the memory. And the body of a request that also asks for another
protocol (`Upgrade: h2c`) is lost.
"""

import re
from typing import TYPE_CHECKING, Any, Final

from swornspec.mock.disturb import CONNECTION

if TYPE_CHECKING:
    import asyncio

MOST_IDLE_BYTES: Final = 65_536
"""Bytes in a row that complete neither a head nor a piece of a body."""


def http_protocol() -> "type[asyncio.Protocol] | str":
    """The protocol class to give to uvicorn; its own choice (which has a bound) where httptools is not installed."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return "auto"

    class BoundedProtocol(HttpToolsProtocol):
        """Ends connections that send more than MOST_IDLE_BYTES without completing anything."""

        _idle = 0
        _moved = False

        def data_received(self, data: bytes) -> None:
            self._moved = False
            if self.cycle is None or self.cycle.response_complete:
                data = without_upgrade(data)
            super().data_received(data)
            if self._moved:
                self._idle = 0
                return
            self._idle += len(data)
            if self._idle > MOST_IDLE_BYTES and not self.transport.is_closing():
                self.transport.write(_TOO_LARGE)
                self.transport.close()

        def on_headers_complete(self) -> Any:
            self._moved = True
            self.scope[CONNECTION] = self.transport  # type: ignore[typeddict-unknown-key] # what ASGI has no word for
            return super().on_headers_complete()

        def on_body(self, body: bytes) -> None:
            self._moved = True
            super().on_body(body)

    return BoundedProtocol


def without_upgrade(data: bytes) -> bytes:
    """The start of a request with its wish for another protocol taken back, in as many bytes.

    A server may ignore it (RFC 9110, 7.8), and clients of HTTP/2 express it with every first request; httptools drops the body then.
    """
    head = data.find(b"\r\n\r\n")
    found = _UPGRADE.search(data, 0, head + 2 if head >= 0 else len(data))
    return data if found is None else data[: found.start(1)] + b"Ignored" + data[found.end(1) :]


_UPGRADE: Final = re.compile(rb"\r\n(upgrade)[ \t]*:", re.IGNORECASE)
_TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
