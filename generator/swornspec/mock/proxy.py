"""Documents and a real server become an ASGI application between the server and its clients: a validating proxy.

Requests are judged as the mock judges them and passed on; responses are judged and passed back. What departs from the
documents is drift: it is told to a log and counted in the header field `Swornspec-Drift`. With `refuse`, invalid requests
get the mock's own answer and are not passed on, and responses that break their documentation become a 502.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import httpx

from swornspec.errors import DocumentError, RequestError
from swornspec.mock.answer import Answer
from swornspec.mock.app import Mock, Scope, Send
from swornspec.mock.covered import Covering
from swornspec.mock.drift import DriftLog, Exchange, Side
from swornspec.mock.forward import TIMEOUT, Pairs, Upstream, UpstreamError, failure, onward
from swornspec.mock.intake import ClientGoneError, Receive
from swornspec.mock.operation import Departures, Operation
from swornspec.mock.pieces import Start, received, replayed, start_of
from swornspec.mock.problem import entry, plain_answer, problem
from swornspec.mock.returned import ResponseJudge, Returned
from swornspec.mock.route import Routes, server_path
from swornspec.spec.address import encoded_path
from swornspec.spec.answered import Answers
from swornspec.spec.check import Broken
from swornspec.spec.document import Document
from swornspec.spec.schemas import Schemas

MAX_JUDGED: Final = 16 * 1024 * 1024
"""Bytes of a body that are kept to be judged; a larger one is passed on as it comes, and its contents are not judged."""
DRIFT: Final = b"swornspec-drift"
_UNKNOWN_PATH: Final = Broken("path-undocumented", "", "no documented path is at this address", ())
_UNKNOWN_METHOD: Final = Broken("method-undocumented", "", "the path is not documented for this method", ())
_VALID_REFUSED: Final = Broken("valid-refused", "", "a request that keeps every documented constraint is refused", ())
_NOT_JUDGED: Final = Departures()
_NEEDS_NO_LENGTH: Final = (204, 304)


@dataclass(slots=True)
class _Request:
    """A request on its way: where it belongs, and how it departs from the documents."""

    scope: Scope
    path: bytes
    headers: Pairs
    secrets: tuple[str, ...]
    known: "_Known | None" = None
    values: tuple[str, ...] = ()
    departures: Departures = _NOT_JUDGED

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    def exchange(self, status: int) -> Exchange:
        """The request and the status it got, as drift is told of them."""
        name = f"{self.method} {self.path.decode('latin-1')}" if self.known is None else self.known.operation.endpoint.operation_id
        return Exchange(name, self.method, status)


@dataclass(frozen=True, slots=True)
class _Known:
    """A documented operation, and who judges its responses."""

    operation: Operation
    judge: ResponseJudge


@dataclass(frozen=True, slots=True)
class _Served:
    """A document: the path of its server URL, the server that stands for it, and the mock that answers what is not passed on."""

    base: bytes
    upstream: Upstream
    mock: Mock


class Proxy:
    """The application: nothing of it changes with the requests, but for the log.

    `operations` are those of the documents, by method and full path; `notes` what a person should know of them.
    """

    notes: tuple[str, ...] = ()

    def __init__(
        self,
        documents: Sequence[tuple[Document, Upstream]],
        log: DriftLog,
        *,
        refuse: bool = False,
        strict: bool = False,
        max_judged: int = MAX_JUDGED,
    ) -> None:
        """Each document with the server that stands for its first server URL; DocumentError when a document cannot be served.

        `strict` takes undocumented fields and parameters for wrong where `refuse` refuses what is wrong.
        """
        self._log = log
        self._refuse = refuse
        self._strict = strict
        self._max_judged = max_judged
        self._covering = Covering(d for d, _ in documents)
        self._routes: Routes[_Known] = Routes()
        self.operations: dict[tuple[str, str], Operation] = {}
        served: list[_Served] = []
        for document, upstream in documents:
            base, schemas, answers = server_path(document), Schemas(document), Answers(document)
            mock = Mock([document], strict=strict, max_body=max_judged)
            encoded = encoded_path(base).encode()
            served.append(_Served(encoded, upstream, mock))
            for (method, path), operation in mock.operations.items():
                if (method, path) in self.operations:
                    raise DocumentError(f"{method} {path} is documented twice", where=document.name, mend="serve one of the two")
                self.operations[method, path] = operation
                self._routes.at(path)[method] = _Known(operation, ResponseJudge(document, operation.endpoint, schemas, answers))
        self._served = sorted(served, key=lambda s: -len(s.base))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one ASGI connection scope (ASGI 3.0); the connections to the servers are closed when the application shuts down."""
        if scope["type"] == "http":
            try:
                await self._serve(scope, receive, send)
            except ClientGoneError:
                return
            return
        await self._served[0].mock(scope, receive, send)
        if scope["type"] == "lifespan":
            for served in self._served:
                await served.upstream.close()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = self._read(scope)
        self._log.exchanges += 1
        if self._refuse and request.known is None and request.departures.found:
            await self._below(request.path).mock(scope, receive, self._noted(request, send))
            return
        sent = await start_of(received(receive), self._max_judged)
        if request.known is not None and sent.rest is None:
            operation, content = request.known.operation, replayed(sent.content)
            request.departures = await operation.departures(scope, dict(request.headers), request.values, content)
        if self._refuse and request.departures.refusal is not None:
            await self._answer(request, request.departures.refusal, (), send)
            return
        await self._forward(request, sent, receive, send)

    def _read(self, scope: Scope) -> _Request:
        path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
        headers: Pairs = list(scope["headers"])
        request = _Request(scope, path, headers, self._covering.secrets(headers, scope["query_string"]))
        found = self._routes.find(path.decode("latin-1"))
        if found is None:
            request.departures = Departures((_UNKNOWN_PATH,))
            return request
        methods, request.values = found
        request.known = methods.get(request.method) or (methods.get("GET") if request.method == "HEAD" else None)
        if request.known is None and request.method != "OPTIONS":  # a browser asks so before it asks, whatever is documented
            request.departures = Departures((_UNKNOWN_METHOD,))
        return request

    async def _forward(self, request: _Request, sent: Start, receive: Receive, send: Send) -> None:
        served = self._below(request.path)
        upstream = served.upstream
        try:
            async with asyncio.timeout(upstream.timeout):
                target = upstream.target(served.base, request.path, request.scope["query_string"])
                content = sent.content if sent.rest is None else sent.whole()
                response = await upstream.send(request.method, target, request.headers, content)
                body = await self._body(response)
        except (UpstreamError, httpx.HTTPError, TimeoutError) as error:
            told = error if isinstance(error, UpstreamError) else failure(error)
            self._log.unanswered += 1
            await self._answer(request, plain_answer(problem(told.status, told.reason)), (), send)
            return
        try:
            await self._back(request, response, body, receive, send)
        finally:
            await response.aclose()

    def _below(self, path: bytes) -> _Served:
        """The document whose server URL a path is below; the last one, of the shortest, where it is below none."""
        return next((s for s in self._served if path.startswith(s.base + b"/") or path == s.base), self._served[-1])

    async def _body(self, response: httpx.Response) -> Start | None:
        """What is read of a body before it is passed back; None for one that nobody could judge (not JSON, compressed)."""
        plain = response.headers.get("content-encoding", "identity").lower() == "identity"
        if "json" in response.headers.get("content-type", "") and plain:
            return await start_of(response.aiter_raw(), self._max_judged)
        return None

    async def _back(self, request: _Request, response: httpx.Response, body: Start | None, receive: Receive, send: Send) -> None:
        """Pass a response back, judged; in the mode that refuses, what is wrong with it instead."""
        headers: Pairs = [(n.lower(), v) for n, v in response.headers.raw]
        content = body.content if body is not None and body.rest is None else None
        status, returned = response.status_code, Returned(())
        if request.known is not None:
            returned = request.known.judge.judge(request.method, status, headers, content)
            if status in (400, 422) and request.departures.valid and not request.departures.found:
                returned = Returned((*returned.broken, _VALID_REFUSED), returned.undocumented)
            self._log.unread += content is None and request.method != "HEAD" and status not in _NEEDS_NO_LENGTH
        drift = (*returned.broken, *returned.undocumented)
        wrong = drift if self._strict else returned.broken
        if self._refuse and wrong:
            told = problem(502, "The upstream server's response is not as documented.", [entry(b) for b in wrong])
            await self._answer(request, plain_answer(told), drift, send)
            return
        fields = [(n, v) for n, v in onward(headers) if n not in (b"date", DRIFT)]  # our own server says the date
        if content is not None and status not in _NEEDS_NO_LENGTH and request.method != "HEAD":
            fields = [*((n, v) for n, v in fields if n != b"content-length"), (b"content-length", str(len(content)).encode())]
        fields.append((DRIFT, str(self._told(request, status, drift)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": fields})
        if content is not None:
            await send({"type": "http.response.body", "body": content})
            return
        await _stream(body.whole() if body is not None else response.aiter_raw(), receive, send)

    async def _answer(self, request: _Request, answer: Answer, drift: Sequence[Broken], send: Send) -> None:
        """Send an answer of our own instead of the server's."""
        count = self._told(request, answer.status, drift)
        await send({"type": "http.response.start", "status": answer.status, "headers": [*answer.headers, (DRIFT, str(count).encode())]})
        await send({"type": "http.response.body", "body": answer.body if request.method != "HEAD" else b""})

    def _noted(self, request: _Request, send: Send) -> Send:
        """Sends the mock's answer with the drift told."""

        async def noted(message: Any) -> None:
            if message["type"] == "http.response.start":
                count = self._told(request, message["status"], ())
                message = {**message, "headers": [*message["headers"], (DRIFT, str(count).encode())]}
            await send(message)

        return noted

    def _told(self, request: _Request, status: int, drift: Sequence[Broken]) -> int:
        """Tell the drift of both directions; how much it is."""
        exchange = request.exchange(status)
        accepted = request.departures.refusal is not None and 200 <= status < 300
        self._log.tell(Side.REQUEST, exchange, request.departures.found, request.secrets, accepted=accepted)
        self._log.tell(Side.RESPONSE, exchange, drift, request.secrets)
        return len(request.departures.found) + len(drift)


async def _stream(pieces: AsyncIterator[bytes], receive: Receive, send: Send) -> None:
    """Send a body piece by piece, as long as the client is there.

    Where the server breaks off so do we: an end would claim that the body is whole.
    """
    gone = asyncio.ensure_future(_left(receive))
    try:
        async for piece in pieces:
            if gone.done():
                return
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    except (httpx.HTTPError, httpx.StreamError):
        return
    finally:
        gone.cancel()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    """Wait until the client leaves."""
    while (await receive())["type"] == "http.request":
        continue


def proxied(
    documents: Sequence[Document],
    urls: Sequence[str],
    log: DriftLog,
    *,
    refuse: bool = False,
    strict: bool = False,
    timeout: float = TIMEOUT,
) -> Proxy:
    """A proxy for documents and the URLs of their servers, in the same order; one URL does where all have the same server path.

    RequestError when there are too few or too many URLs, or one is none; DocumentError when a document cannot be served.
    """
    if len(urls) == 1 and len({server_path(d) for d in documents}) == 1:
        upstream = Upstream(urls[0], timeout=timeout)
        return Proxy([(d, upstream) for d in documents], log, refuse=refuse, strict=strict)
    if len(urls) != len(documents):
        reason = f"{len(documents)} documents and {len(urls)} upstream servers"
        raise RequestError(reason, mend="name the server of each document, in the same order")
    upstreams = [Upstream(url, timeout=timeout) for url in urls]
    return Proxy(list(zip(documents, upstreams, strict=True)), log, refuse=refuse, strict=strict)
