"""OpenAPI documents become an ASGI application that answers as they say: requests that keep every rule get a
documented success, all others a problem (RFC 9457) that names what is wrong and the sentence that says so.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping, Sequence
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from swornspec.errors import DocumentError
from swornspec.mock.answer import Answer, answer, empty
from swornspec.mock.disturb import delay, drop, hold, truncate
from swornspec.mock.fault import Faults
from swornspec.mock.host import ByHost, told_apart_by_host
from swornspec.mock.intake import ClientGoneError, Receive
from swornspec.mock.operation import Operation
from swornspec.mock.problem import plain_answer, problem
from swornspec.mock.route import Routes, listed, server_path
from swornspec.mock.state import RESET, keepers
from swornspec.mock.store import Store
from swornspec.spec.address import encoded_path, variables
from swornspec.spec.document import Document
from swornspec.spec.schemas import Schemas

Scope: TypeAlias = MutableMapping[str, Any]
_Found: TypeAlias = tuple[Operation, dict[bytes, bytes], tuple[str, ...]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
HEALTH: Final = b"/__health"
"""Where a server says that it is ready, unless a document has a path of that very name."""
MAX_BODY: Final = 1024 * 1024
"""Bytes of a request body that are read unless told otherwise: one mebibyte."""
_LONGEST_TARGET: Final = 8_192
"""Bytes of a path or query string (RFC 9112, 3: at least 8,000 octets should be supported)."""
_ONCE: Final = (b"authorization", b"content-encoding", b"content-length", b"content-type", b"host")
"""Header fields that have one value; which of two is meant nobody can say."""
_JOINED: Final = (b"accept", b"prefer")
"""Header fields that several of mean one with all their values (RFC 9110, 5.3)."""
_UNDISTURBED: Final = Faults()
_ONE_OF_TWO: Final = "serve one of the two, or give their servers different hosts"


class _DisturbedError(Exception):
    """A request gets no answer, or half of one."""

    def __init__(self, kind: str, answer: Answer | None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.answer = answer


class Mock:
    """The application. `operations` are what it serves, by method and full path; `notes` what a person should know of the documents."""

    def __init__(
        self,
        documents: Sequence[Document],
        *,
        seed: int = 0,
        strict: bool = False,
        max_body: int = MAX_BODY,
        tokens: Collection[str] | None = None,
        dynamic: bool = False,
        faults: Faults | None = None,
        store: Store | None = None,
    ) -> None:
        """Prepare every operation; DocumentError when a document cannot be served. Without a `store` nothing is kept."""
        self.operations: dict[tuple[str, str], Operation] = {}
        self._routes: Routes[Operation] = Routes()
        self._exact: dict[bytes, Mapping[str, Operation]] = {}
        kept_paths: list[str] = []
        for document in documents:
            base, schemas = server_path(document), Schemas(document)
            kept = {} if store is None else keepers(document, schemas, seed, store)
            kept_paths += [base + path for method, path in kept if method == "POST"]
            for endpoint in document.endpoints:
                path = base + endpoint.path
                methods = self._routes.at(path)
                if endpoint.method in methods:
                    raise DocumentError(f"{endpoint.method} {path} is documented twice", where=document.name, mend=_ONE_OF_TWO)
                operation = Operation(
                    document,
                    endpoint,
                    path,
                    schemas=schemas,
                    seed=seed,
                    strict=strict,
                    max_body=max_body,
                    tokens=tokens,
                    dynamic=dynamic,
                    keeper=kept.get((endpoint.method, endpoint.path)),
                )
                methods[endpoint.method] = self.operations[endpoint.method, path] = operation
                if not variables(path):
                    self._exact[encoded_path(path).encode()] = methods
        self.notes = tuple(o.note for o in self.operations.values() if o.note)
        if store is not None:
            kept_at = listed(kept_paths) or "no path: nothing can be created and fetched back"
            self.notes += (f"what is created is kept at {kept_at}",)
        self._faults = faults
        self._store = store
        paths = listed(dict.fromkeys(path for _, path in self.operations))
        self._unknown_path = plain_answer(problem(404, f"No documented path is at this address. Documented: {paths or 'none'}."))
        self._health = answer(200, "application/json", b'{"status":"ok"}', ((b"cache-control", b"no-store"),))
        self._too_long = plain_answer(problem(414, f"The path or query string is longer than {_LONGEST_TARGET} bytes."))
        self._repeated = plain_answer(problem(400, "A header field that has one value was sent several times."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one ASGI connection scope (ASGI 3.0): HTTP requests; start-up and shut-down are accepted, websockets closed."""
        if scope["type"] != "http":
            await _other(scope["type"], receive, send)
            return
        try:
            found = await self._answer(scope, receive)
        except ClientGoneError:
            return
        except _DisturbedError as disturbed:
            await _disturb(disturbed, scope, receive, send)
            return
        # new objects for each request: middleware may change them
        await send({"type": "http.response.start", "status": found.status, "headers": list(found.headers)})
        await send({"type": "http.response.body", "body": found.body if scope["method"] != "HEAD" else b""})

    def now(self, scope: dict[str, Any], body: bytes) -> Answer | None:
        """The answer to a request with its whole body; None when that would take waiting."""
        found = self._found(scope)
        if isinstance(found, Answer):
            return found
        operation, headers, values = found
        return None if self._may_disturb(headers) else operation.answer_at_once(scope, headers, values, body)

    def serves(self, scope: Scope) -> bool:
        """Whether something is documented at the path of a request, for whatever method."""
        raw: bytes = scope.get("raw_path") or quote(scope["path"], errors="replace").encode()
        return raw in self._exact or (len(raw) <= _LONGEST_TARGET and self._routes.find(raw.decode("latin-1")) is not None)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        found = self._found(scope)
        if isinstance(found, Answer):
            return found
        operation, headers, values = found
        if self._may_disturb(headers):
            return await self._disturbed(operation, scope, headers, values, receive)
        return await operation.answer(scope, headers, values, receive)

    def _may_disturb(self, headers: Mapping[bytes, bytes]) -> bool:
        return self._faults is not None or b"x-mock-fault" in headers or b"x-mock-latency" in headers

    def _found(self, scope: Scope) -> Answer | _Found:
        """The operation that a request is for, its header fields by name and the values in its path; the answer where there is none."""
        raw: bytes = scope.get("raw_path") or quote(scope["path"], errors="replace").encode()
        values: tuple[str, ...] = ()
        operations = self._exact.get(raw)
        if len(raw) > _LONGEST_TARGET or len(scope["query_string"]) > _LONGEST_TARGET:
            return self._too_long
        if operations is None:
            if raw == HEALTH:
                return self._health_answer(scope["method"])
            found = self._routes.find(raw.decode("latin-1"))
            if found is None:
                return self._unknown_path if self._store is None or raw != RESET else _reset(scope["method"], self._store)
            operations, values = found
        method = scope["method"]
        operation = operations.get(method)
        if operation is None:
            if method != "HEAD" or "GET" not in operations:
                return self._without_operation(method, operations)
            operation = operations["GET"]
        fields = scope["headers"]
        headers: dict[bytes, bytes] = dict(fields)
        if len(headers) != len(fields):
            names = [n for n, _ in fields if n in _ONCE]
            if len(names) != len(set(names)):
                return self._repeated
            headers |= {name: b", ".join(v for n, v in fields if n == name) for name in _JOINED if name in headers}
        return operation, headers, values

    async def _disturbed(
        self, operation: Operation, scope: Scope, headers: Mapping[bytes, bytes], values: tuple[str, ...], receive: Receive
    ) -> Answer:
        """The answer, late or wrong as rates and headers say; _DisturbedError where the connection suffers."""
        try:
            seconds, fault = (self._faults or _UNDISTURBED).decide(headers)
        except ValueError as error:
            return plain_answer(problem(400, f"X-Mock-Latency or X-Mock-Fault cannot be read: {error}."))
        if seconds:
            await delay(seconds)
        if fault is None:
            return await operation.answer(scope, headers, values, receive)
        if fault.status:
            return operation.failure(fault.status)
        raise _DisturbedError(fault.kind, await operation.answer(scope, headers, values, receive) if fault.kind == "truncate" else None)

    def _without_operation(self, method: str, operations: Mapping[str, Operation]) -> Answer:
        return _not_allowed(method, {*operations, "OPTIONS", *(("HEAD",) if "GET" in operations else ())})

    def _health_answer(self, method: str) -> Answer:
        return self._health if method in ("GET", "HEAD") else _not_allowed(method, {"GET", "HEAD", "OPTIONS"})


def _not_allowed(method: str, methods: Collection[str]) -> Answer:
    allowed = ", ".join(sorted(methods))
    if method == "OPTIONS":
        return empty(204, ((b"allow", allowed.encode()),))
    return plain_answer(problem(405, f"This path is documented for {allowed}."), ((b"allow", allowed.encode()),))


def create_app(
    documents: Sequence[Document],
    *,
    seed: int = 0,
    strict: bool = False,
    max_body: int = MAX_BODY,
    tokens: Collection[str] | None = None,
    dynamic: bool = False,
    faults: Faults | None = None,
    stateful: bool = False,
    by_host: bool = False,
) -> Mock | ByHost[Mock]:
    """An ASGI application that serves some documents, each below the path of its server URL (`server_path`).

    `seed` decides drawn response data; `strict` refuses undocumented body fields and query parameters too, and read-only
    fields; `max_body` is in bytes; `tokens` are the accepted credentials (bearer tokens, API keys, `user:password`), None for all that
    are well formed. `dynamic` draws a response for each request, also where there is an example; `faults` disturb
    requests; `stateful` keeps what is created. Documents are told apart by the host of a request when two of them claim
    one method and path and name different hosts, or when `by_host` says so.

    DocumentError when a document cannot be served, or two of them claim the same method and path and cannot be told apart.
    """
    store = Store() if stateful else None

    def made(some: Sequence[Document]) -> Mock:
        return Mock(some, seed=seed, strict=strict, max_body=max_body, tokens=tokens, dynamic=dynamic, faults=faults, store=store)

    return ByHost(documents, made) if by_host or told_apart_by_host(documents) else made(documents)


def _reset(method: str, store: Store) -> Answer:
    if method != "POST":
        return plain_answer(problem(405, "POST forgets everything that was created."), ((b"allow", b"POST"),))
    store.reset()
    return empty(204)


async def _disturb(disturbed: _DisturbedError, scope: Scope, receive: Receive, send: Send) -> None:
    if disturbed.kind == "timeout":
        await hold(scope, receive)
    elif disturbed.answer is None:
        await drop(scope, receive)
    else:
        await truncate(disturbed.answer, scope, receive, send)


async def _other(kind: str, receive: Receive, send: Send) -> None:
    if kind == "lifespan":
        while (message := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{message['type']}.complete"})
        await send({"type": "lifespan.shutdown.complete"})
    elif kind == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1000})
