"""The server under test: where it is, how to prove who we are, and what may be sent to it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Any, Final, Self

import httpx

from swornspec.contract.call import calls
from swornspec.contract.case import Case, Identity, Kind
from swornspec.contract.chance import Chance
from swornspec.contract.credential import Carried, Environment, carried
from swornspec.contract.expect import Answer, Exchange, Failure, Fault, expectation
from swornspec.contract.judge import Judge
from swornspec.contract.pace import Pace
from swornspec.contract.relate import compare
from swornspec.contract.request import Request, build
from swornspec.contract.transport import TooLargeError, Wire
from swornspec.errors import RequestError
from swornspec.spec.address import is_loopback, server_url
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.secret import redacted, secret_headers

TIMEOUT: Final = 30.0
"""Seconds for a whole exchange, where nothing else is said."""
GIVES_UP: Final = 10
"""How many requests one after the other may remain without an answer before no more are sent."""
_MAY_COST: Final = "valid requests may cost money; allow them with --allow-cost"


class ContractBrokenError(AssertionError):
    """The server does not do what the documentation promises; the message tells everything."""

    def __init__(self, failure: Failure) -> None:
        """Keep the facts beside the message."""
        self.failure = failure
        super().__init__(str(failure))


class Server:
    """A server that serves one document.

    `base` is the URL that stands for the document's server, so the paths follow it. With an `environment`, credentials
    come from the variables that the document names; without one, any well-formed ones are sent. Where requests may cost
    money (`costly`), valid ones are sent only with `allow_cost`. `pace` limits how many requests are sent and how often,
    `timeout` how many seconds each may take altogether; `chance` decides random requests.
    """

    def __init__(
        self,
        document: Document,
        base: str,
        *,
        environment: Mapping[str, str] | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        allow_cost: bool = False,
        pace: Pace | None = None,
        timeout: float = TIMEOUT,
        chance: Chance | None = None,
    ) -> None:
        self.document = document
        self.base = server_url(base)
        self.headers = headers
        self._judge = Judge(document)
        self.costly = not is_loopback(self.base) and not allow_cost
        self.pace = pace or Pace()
        self.chance = chance or Chance()
        self.timeout = timeout
        self._unanswered = 0
        self._environment = None if environment is None else Environment(environment)
        self._wire = Wire(self.base, timeout, direct=is_loopback(self.base))

    def __enter__(self) -> Self:
        """The server itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the connections."""
        self._wire.close()

    def sends(self, case: Case) -> bool:
        """Whether a case may be sent."""
        return self.held_back(case) is None

    def held_back(self, case: Case | None = None) -> str | None:
        """Why a case (without one: what holds valid requests too) is not sent; None when it may be."""
        if self.costly and (case is None or case.kind is Kind.VALID or case.tolerated):
            return _MAY_COST
        if self._unanswered >= GIVES_UP:
            return f"the last {GIVES_UP} requests were not answered"
        return f"the limit of {self.pace.most} requests is reached" if self.pace.spent else None

    def credentials(self, endpoint: Endpoint, identity: Identity = Identity.RIGHT) -> Carried:
        """What proves who we are; RequestError names the variables that are missing.

        Without them a server of this machine is content with placeholders, and another one gets what was given by hand.
        """
        try:
            return carried(endpoint, identity, self._environment)
        except RequestError:
            if is_loopback(self.base):
                return carried(endpoint, identity)
            if any(name.lower() in secret_headers(endpoint) for name, _ in self.headers):
                return Carried()
            raise

    def request(self, case: Case) -> Request:
        """The request of a case."""
        endpoint = self.document.endpoint(case.operation_id)
        return build(case, endpoint, self.base, self.credentials(endpoint, case.identity), self.headers)

    def send(self, request: Request) -> Answer:
        """Send a request when it is its turn; httpx's errors and LimitError are the caller's."""
        self.pace.take()
        return self._sent(request)

    def _sent(self, request: Request) -> Answer:
        self._unanswered += 1
        status, headers, content = self._wire.send(request.method, request.url, request.headers, request.content)
        self._unanswered = 0
        return Answer(status, {k.lower(): v for k, v in headers.items()}, content)

    def exchange(self, case: Case) -> Exchange:
        """Send a case when it is its turn, twice where that is what it is for; the answer, or why there is none.

        LimitError when no more may be sent.
        """
        request = self.request(case)
        self.pace.take()
        started, clock = time.time(), time.monotonic()
        answer, again, fault, why = None, None, None, ""
        try:
            answer = self._sent(request)
            again = self.send(request) if case.twice and not self.pace.spent else None
        except httpx.HTTPError as error:
            fault, why = _without_answer(error, self.timeout)
        return Exchange(request, answer, started, time.monotonic() - clock, fault, redacted(why, request.secrets), again)

    def tried(self, case: Case) -> tuple[Exchange, Failure | None]:
        """Send a case and judge the answer: what went over the wire, and what is wrong with it (None: it is as documented)."""
        exchange = self.exchange(case)
        endpoint = self.document.endpoint(case.operation_id)
        if exchange.answer is not None:
            found = self._judge.failure(case, exchange.request, exchange.answer)
            if found is None and exchange.again is not None:
                found = self._judge.failure(case, exchange.request, exchange.again)
                found = found or compare(endpoint, case, exchange.request, exchange.answer, exchange.again)
        else:
            found = Failure(case, exchange.fault or Fault.NO_ANSWER, expectation(endpoint, case), exchange.why, exchange.request, None)
        return exchange, found and self._told(case, found)

    def _told(self, case: Case, found: Failure) -> Failure:
        """A failure with its request in Python, and without secrets."""
        secrets = found.request.secrets
        return replace(found, actual=redacted(found.actual, secrets), calls=calls(self.document, case, found.request))

    def failure(self, case: Case) -> Failure | None:
        """Send a case and judge the answer; None when it is as documented."""
        return self.tried(case)[1]

    def check(self, case: Case) -> None:
        """Send a case; ContractBrokenError when the answer is not as documented."""
        __tracebackhide__ = True  # pytest shows the test and the message
        failure = self.failure(case)
        if failure is not None:
            raise ContractBrokenError(failure)


@contextmanager
def mock_server(document: Document, **settings: Any) -> Iterator[Server]:
    """Our own mock of a document on a free port of this machine, ended on leaving; `settings` are those of `Server`."""
    with mocked(document) as base, Server(document, base, **settings) as server:
        yield server


@contextmanager
def mocked(document: Document, **options: Any) -> Iterator[str]:
    """The URL that stands for a document's server while our mock of it runs; `options` are those of `create_app`."""
    from swornspec.mock import create_app, running, server_path

    with running(create_app([document], **options)) as mock:
        yield f"{mock.url.rstrip('/')}{server_path(document).rstrip('/')}"


def _without_answer(error: httpx.HTTPError, timeout: float) -> tuple[Fault, str]:
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return Fault.TOO_SLOW, f"no whole answer within {timeout:g} seconds"
    if isinstance(error, TooLargeError):
        return Fault.TOO_LARGE, str(error)
    words = {
        httpx.ConnectTimeout: "cannot connect in time",
        httpx.ConnectError: "cannot connect",
        httpx.ProtocolError: "this is not HTTP, or its end is missing",
        httpx.NetworkError: "the connection broke",
        httpx.ProxyError: "the proxy refuses",
    }
    said = next((w for kind, w in words.items() if isinstance(error, kind)), type(error).__name__)
    return Fault.NO_ANSWER, f"{said}: {error}" if str(error) else said
