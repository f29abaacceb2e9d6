"""Bodies that may be too large to keep: as much as is wanted is read, the rest can still be passed on piece by piece."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from swornspec.mock.intake import ClientGoneError, Receive


@dataclass(frozen=True, slots=True)
class Start:
    """The start of a body; `rest` gives the pieces that follow, and is None when this is all of it."""

    content: bytes
    rest: AsyncIterator[bytes] | None = None

    async def whole(self) -> AsyncIterator[bytes]:
        """All pieces, the start first."""
        yield self.content
        if self.rest is not None:
            async for piece in self.rest:
                yield piece


async def start_of(pieces: AsyncIterator[bytes], most: int) -> Start:
    """A body if it has at most so many bytes, else the pieces read until it had more, and those to come."""
    kept: list[bytes] = []
    size = 0
    async for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size > most:
            return Start(b"".join(kept), pieces)
    return Start(b"".join(kept))


async def received(receive: Receive) -> AsyncIterator[bytes]:
    """The pieces of a request's body; ClientGoneError when the client leaves before its end."""
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientGoneError
        more = message.get("more_body", False)
        yield message.get("body", b"")


def replayed(content: bytes) -> Receive:
    """A body that was read, to be read again."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    return receive
