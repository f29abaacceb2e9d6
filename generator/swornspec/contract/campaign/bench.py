"""What a worker keeps between tasks: the documents, plans and servers it used last, few of each."""

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final, Generic, TypeVar

from swornspec.contract.campaign.tasks import Target, Task
from swornspec.contract.derive import Plan, plan
from swornspec.contract.expect import Answer
from swornspec.contract.request import Request, header_pairs
from swornspec.contract.server import Server, mock_server
from swornspec.errors import RequestError
from swornspec.spec.document import Document, document_of

MOCK_ORIGIN: Final = "http://mock.invalid"
"""What reports call the address of our mock, whose port is another one every time."""
_Kept = TypeVar("_Kept")


class Turns:
    """Lets requests pass at a steady rate: each at least `1 / rate` seconds after the one before, the first one too.

    A target with a rate is worked on by one worker at a time, so its rate holds over all of them.
    """

    def __init__(
        self, rate: float | None, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._gap = 0.0 if rate is None else 1 / rate
        self._clock, self._sleep = clock, sleep
        self._next = clock() + self._gap

    def wait(self) -> None:
        """Return when the next request may be sent."""
        now = self._clock()
        if now < self._next:
            self._sleep(self._next - now)
            now = max(self._clock(), self._next)
        self._next = now + self._gap


class PacedServer(Server):
    """A server whose requests are sent at a steady rate, and counted."""

    turns = Turns(None)
    sent = 0

    def _sent(self, request: Request) -> Answer:
        """Wait for the turn of a request, then send it."""
        self.turns.wait()
        self.sent += 1
        return super()._sent(request)


class _Few(Generic[_Kept]):
    """The values used last, with what ends them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Any, tuple[_Kept, ExitStack]] = OrderedDict()

    def get(self, key: Any, make: Callable[[ExitStack], _Kept]) -> _Kept:
        if key not in self._kept:
            with ExitStack() as stack:
                made = make(stack)
                self._kept[key] = (made, stack.pop_all())
            while len(self._kept) > self._most:
                _, (_, ended) = self._kept.popitem(last=False)
                ended.close()
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def clear(self) -> None:
        while self._kept:
            self._kept.popitem()[1][1].close()


class Bench:
    """The tools of one worker; not for several threads at once."""

    def __init__(self) -> None:
        self._documents: _Few[Document] = _Few(2)
        self._plans: _Few[Plan] = _Few(4)
        self._mocks: _Few[PacedServer] = _Few(2)

    def clear(self) -> None:
        """Stop the mocks and forget everything."""
        for kept in (self._mocks, self._plans, self._documents):
            kept.clear()

    def document(self, task: Task, content: bytes) -> Document:
        """The document of a task; DocumentError when it is none."""
        return self._documents.get((task.document, task.digest), lambda _: document_of(content, task.document))

    def plan(self, task: Task, document: Document) -> Plan:
        """The derived cases of a task's operation."""
        return self._plans.get((task.document, task.digest, task.operation), lambda _: plan(document, document.endpoint(task.operation)))

    @contextmanager
    def server(self, task: Task, document: Document) -> Iterator[PacedServer]:
        """The server of a task: our mock, kept for the next one, or the target; RequestError when a variable is not set."""
        if task.target.url is None:
            yield self._mocks.get((task.document, task.digest), lambda stack: stack.enter_context(_mocked(document)))
            return
        with PacedServer(
            document, task.target.url, environment=os.environ, headers=_headers(task.target), allow_cost=task.target.allow_cost
        ) as server:
            server.turns = Turns(task.target.rate)
            yield server


@contextmanager
def _mocked(document: Document) -> Iterator[PacedServer]:
    with mock_server(document) as mock, PacedServer(document, mock.base) as server:
        yield server


def _headers(target: Target) -> tuple[tuple[str, str], ...]:
    """The headers of a target, their values from this process's environment."""
    missing = [variable for _, variable in target.headers if not os.environ.get(variable)]
    if missing:
        raise RequestError(f"the environment of the worker lacks {', '.join(missing)}", mend="set it where the worker runs")
    try:
        return header_pairs(f"{name}: {os.environ[variable]}" for name, variable in target.headers)
    except ValueError as error:
        raise RequestError(str(error)) from error
