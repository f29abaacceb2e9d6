"""Requests that need no waiting are answered as soon as they are complete, in one piece, without a task of their own.

Nearly every request to a mock is small, arrives whole and is judged without waiting for anything. An ASGI cycle (a task,
an event, two messages) costs several times what judging it does. So an application may also answer *now*: it is given
the scope and the whole body, and returns the answer, or None when it would have to wait; the request then takes the usual way.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from typing import Any, Final, Protocol, TypeAlias

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from swornspec.mock.answer import Answer

NOW: Final = "swornspec.now"
"""The key in the scope of a request that has to be answered now or not at all."""
MOST: Final = 65_536
"""Bytes of a body that are collected for an answer at once, and of answers that wait to be sent together."""

Now: TypeAlias = Callable[[dict[str, Any], bytes], Answer | None]


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


class NotNowError(Exception):
    """A request cannot be answered without waiting."""


class Immediate(Protocol):
    """An application that may answer at once."""

    def now(self, scope: dict[str, Any], body: bytes) -> Answer | None:
        """The answer to a request with its whole body; None when that would take waiting, and nothing has been done."""


def driven(made: Callable[[Callable[[], Awaitable[Mapping[str, Any]]]], Coroutine[Any, Any, Answer]], body: bytes) -> Answer | None:
    """The answer of a coroutine that reads a body and waits for nothing else; None when it waits."""
    waiting = [body]

    async def receive() -> Mapping[str, Any]:
        if not waiting:
            raise NotNowError
        return {"type": "http.request", "body": waiting.pop(), "more_body": False}

    running = made(receive)
    try:
        running.send(None)
    except StopIteration as done:
        answer: Answer = done.value
        return answer
    except NotNowError:
        return None
    running.close()
    return None


def now_of(app: Any) -> Now | None:
    """How an application answers at once, where it may."""
    found = getattr(app, "now", None)
    return found if callable(found) else None


def written(answer: Answer, default_headers: Iterable[tuple[bytes, bytes]], *, head: bool) -> bytes:
    """An answer as it stands on the wire; without its body in reply to HEAD."""
    parts = [STATUS_LINE[answer.status]]
    for name, value in (*default_headers, *answer.headers):
        parts += (name, b": ", value, b"\r\n")
    parts.append(b"\r\n")
    if not head:
        parts.append(answer.body)
    return b"".join(parts)
