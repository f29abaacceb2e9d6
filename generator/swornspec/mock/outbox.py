"""Answers as they stand on the wire, sent together."""

import asyncio
from collections.abc import Iterable
from typing import Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from swornspec.mock.answer import Answer

MOST: Final = 65_536
"""Bytes of a body that are collected for an answer at once, and of answers that wait to be sent together."""


class Outbox:
    """Answers that were made in one turn of the event loop, sent together at its end.

    Each answer that is sent by itself may wake a client that then takes the processor for a moment. Several requests that
    arrived together are all judged first.
    """

    def __init__(self) -> None:
        """Nothing is to be sent."""
        self._waiting: list[tuple[asyncio.Transport, bytes]] = []
        self._size = 0

    def put(self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport, content: bytes) -> None:
        """Send some bytes soon: at the end of this turn, or now when much is waiting."""
        if not self._waiting:
            loop.call_soon(self.send)
        self._waiting.append((transport, content))
        self._size += len(content)
        if self._size > MOST:
            self.send()

    def send(self) -> None:
        """Send all that is waiting, in the order in which it came."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        for transport, content in waiting:
            transport.write(content)


def written(answer: Answer, default_headers: Iterable[tuple[bytes, bytes]], *, head: bool) -> bytes:
    """An answer as it stands on the wire; without its body in reply to HEAD."""
    parts = [STATUS_LINE[answer.status]]
    for name, value in (*default_headers, *answer.headers):
        parts += (name, b": ", value, b"\r\n")
    parts.append(b"\r\n")
    if not head:
        parts.append(answer.body)
    return b"".join(parts)
