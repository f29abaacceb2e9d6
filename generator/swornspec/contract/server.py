"""The server under test: where it is, how to prove who we are, and what may be sent to it."""

import ipaddress
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import httpx

from swornspec.contract.case import Case, Identity, Kind
from swornspec.contract.credential import Carried, Environment, carried
from swornspec.contract.expect import Answer, Failure, Fault, compare, expectation, judge
from swornspec.contract.request import Request, build, secret_headers
from swornspec.errors import RequestError
from swornspec.spec.document import Document, Endpoint

_TIMEOUT: Final = 30.0


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
    money (`costly`), valid ones are sent only with `allow_cost`.
    """

    def __init__(
        self,
        document: Document,
        base: str,
        *,
        environment: Mapping[str, str] | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        allow_cost: bool = False,
    ) -> None:
        self.document = document
        self.base = _checked(base)
        self.headers = headers
        self.costly = not is_loopback(self.base) and not allow_cost
        self._environment = None if environment is None else Environment(environment)
        self._client = httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=not is_loopback(self.base))

    def __enter__(self) -> Self:
        """The server itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the connections."""
        self._client.close()

    def sends(self, case: Case) -> bool:
        """Whether a case may be sent: always, unless it may cost money."""
        return not self.costly or case.kind is not Kind.VALID

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
        """Send a request; httpx's errors are the caller's."""
        response = self._client.request(request.method, request.url, headers=list(request.headers), content=request.content)
        return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, response.content)

    def failure(self, case: Case) -> Failure | None:
        """Send a case, twice where that is what it is for, and judge the answers; None when they are as documented."""
        endpoint = self.document.endpoint(case.operation_id)
        request = self.request(case)
        answers: list[Answer] = []
        for _ in range(2 if case.twice else 1):
            try:
                answers.append(self.send(request))
            except httpx.HTTPError as error:
                return Failure(case, Fault.NO_ANSWER, expectation(endpoint, case), f"{type(error).__name__}: {error}", request, None)
            failure = judge(self.document, endpoint, case, request, answers[-1])
            if failure is not None:
                return failure
        return compare(endpoint, case, request, *answers) if case.twice else None

    def check(self, case: Case) -> None:
        """Send a case; ContractBrokenError when the answer is not as documented."""
        __tracebackhide__ = True  # pytest shows the test and the message
        failure = self.failure(case)
        if failure is not None:
            raise ContractBrokenError(failure)


@contextmanager
def mock_server(document: Document) -> Iterator[Server]:
    """Our own mock of a document on a free port of this machine, ended on leaving."""
    from swornspec.mock import create_app, running, server_path

    with running(create_app([document])) as mock, Server(document, f"{mock.url.rstrip('/')}{server_path(document).rstrip('/')}") as server:
        yield server


def is_loopback(url: str) -> bool:
    """Whether a URL points to this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, not an address
        return False


def _checked(base: str) -> str:
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RequestError(f"{base[:200]!r} is not the URL of a server", mend="give one such as https://api.example.com/v1")
    if parts.username or parts.password:
        raise RequestError("the URL of the server holds credentials", mend="give them with --header 'Authorization: ...'")
    return base.rstrip("/")
