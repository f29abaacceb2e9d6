"""Requests that need no waiting are answered as soon as they are complete, in one piece, without a task of their own.

Nearly every request to a mock is small, arrives whole and is judged without waiting for anything. An ASGI cycle (a task,
an event, two messages) costs several times what judging it does. So an application may also answer *now*: it is given
the scope and the whole body, and returns the answer, or None when it would have to wait; the request then takes the usual way.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from swornspec.mock.answer import Answer

Now: TypeAlias = Callable[[dict[str, Any], bytes], Answer | None]


def now_of(app: Any) -> Now | None:
    """How an application answers at once, where it may."""
    found = getattr(app, "now", None)
    return found if callable(found) else None
