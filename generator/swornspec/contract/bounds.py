"""What keeps schemathesis within bounds: requests wait for their turn, answers are not read without end, and no run waits for ever.

schemathesis sends with requests, whose timeouts are for each single read. So the body of an answer is read here, up to
the same size as elsewhere and until a deadline; and whoever waits for a run is told when nothing comes any more.
"""

import contextlib
import functools
import queue
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from swornspec.contract.pace import Pace
from swornspec.contract.transport import LARGEST
from swornspec.errors import LimitError

if TYPE_CHECKING:
    from requests import Response
    from schemathesis.schemas import BaseSchema

_PART: Final = 65_536
_BOUNDS: Final[dict[int, tuple[Pace, float]]] = {}
"""Pace and timeout of the operations under test, by the identity of the schema that schemathesis holds while it runs."""


class StuckError(Exception):
    """A run has come no further for longer than an answer may take."""


@contextlib.contextmanager
def bounded(schema: "BaseSchema", pace: Pace, timeout: float) -> Iterator[None]:
    """While a block runs, requests to a schema's operations keep to a pace, and their answers to a timeout in seconds."""
    _register()
    key = id(schema.raw_schema)
    _BOUNDS[key] = (pace, timeout)
    try:
        yield
    except StuckError:
        _BOUNDS[key] = (Pace(most=0), timeout)  # whatever still waits sends nothing more
        raise
    else:
        del _BOUNDS[key]


def limited(event: Any) -> bool:
    """Whether an event says that a run could not go on because no more requests may be sent."""
    return isinstance(getattr(getattr(event, "value", None), "__cause__", None), LimitError)


def events_of(stream: Any, until: float, patience: float) -> Iterator[Any]:
    """The events of a run, which is told to stop at `until` of the monotonic clock; StuckError when none comes `patience` seconds later."""
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    end = object()

    def pump() -> None:
        try:
            for event in stream:
                waiting.put(event)
        except Exception as error:
            waiting.put(error)
        waiting.put(end)

    threading.Thread(target=pump, name="swornspec-conformance", daemon=True).start()
    stopped = False
    while True:
        left = until - time.monotonic()
        if left <= 0 and not stopped:
            stopped = True
            stream.stop()
        try:
            event = waiting.get(timeout=patience if stopped else left)
        except queue.Empty:
            if stopped:
                raise StuckError from None
            continue
        if event is end:
            return
        if isinstance(event, Exception):
            raise event
        yield event


@functools.cache
def _register() -> None:
    import schemathesis

    schemathesis.hook("before_call")(_in_turn)


def _in_turn(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Send a request when it is its turn, and read its answer ourselves."""
    found = _BOUNDS.get(id(case.operation.schema.raw_schema))
    if found is not None:
        pace, timeout = found
        pace.take()
        kwargs["hooks"] = {"response": functools.partial(_read, time.monotonic() + timeout)}


def _read(until: float, response: "Response", **_: Any) -> "Response":
    import requests

    body, why = bytearray(), ""
    while not why and (part := response.raw.read1(_PART, decode_content=True)):
        body += part
        if len(body) > LARGEST:
            why = f"the body of the answer is larger than {LARGEST // 2**20} MiB"
        elif time.monotonic() > until:
            why = "the answer did not end in time"
    if why:
        response.close()
        raise requests.ConnectionError(OSError(why), request=response.request)
    response._content = bytes(body)  # as schemathesis itself does where it reads an answer
    return response
