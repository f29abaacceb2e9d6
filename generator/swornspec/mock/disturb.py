"""What happens to a connection instead of an answer: it waits, it is closed, or closed in the middle of the answer.

ASGI has no words for these. Our HTTP protocol hands each request its transport under the key CONNECTION of the scope;
behind another server the application returns without an answer, which servers treat as a failure of their own.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final

from swornspec.mock.answer import Answer

CONNECTION: Final = "swornspec.connection"
LONGEST_HOLD: Final = 120.0
"""Seconds after which a client that still waits is dropped."""
_Receive = Callable[[], Awaitable[Mapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def delay(seconds: float) -> None:
    """Wait; when the server stops meanwhile the wait is over, so that the answer is still sent."""
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.sleep(seconds)


async def hold(scope: Mapping[str, Any], receive: _Receive) -> None:
    """Leave a client waiting until it goes, or for LONGEST_HOLD; then, or when the server stops, it is dropped."""
    with contextlib.suppress(TimeoutError, asyncio.CancelledError):
        await asyncio.wait_for(_gone(receive), LONGEST_HOLD)
    await drop(scope, receive)


async def drop(scope: Mapping[str, Any], receive: _Receive) -> None:
    """Close a connection without an answer."""
    connection = scope.get(CONNECTION)
    if connection is not None:
        connection.abort()
        await _gone(receive)


async def truncate(answer: Answer, scope: Mapping[str, Any], receive: _Receive, send: _Send) -> None:
    """Send the head of an answer and half of its body, then close the connection."""
    connection = scope.get(CONNECTION)
    if connection is None or not answer.body or scope["method"] == "HEAD":
        await drop(scope, receive)
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body[: len(answer.body) // 2], "more_body": True})
    connection.close()
    await _gone(receive)


async def _gone(receive: _Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
