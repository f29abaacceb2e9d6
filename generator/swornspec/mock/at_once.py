"""Requests that need no waiting are answered as soon as they are complete, in one piece, without a task of their own.

Nearly every request to a mock is small, arrives whole and is judged without waiting for anything. An ASGI cycle (a task,
an event, two messages) costs several times what judging it does. So an application may also answer *now*: it is given
the scope and the whole body, and returns the answer, or None when it would have to wait; the request then takes the usual way.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final, TypeAlias

from swornspec.mock.answer import Answer

NOW: Final = "swornspec.now"
"""The key in the scope of a request that has to be answered now or not at all."""

Now: TypeAlias = Callable[[dict[str, Any], bytes], Answer | None]


class NotNowError(Exception):
    """A request cannot be answered without waiting."""


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
