"""Our mock, or any other application that never waits, asked without a socket: for verdicts on very many requests."""

import json
from collections.abc import Callable, MutableMapping
from typing import Any, Final, TypeAlias
from urllib.parse import unquote, urlsplit

from swornspec.contract.case import Case, Identity, Kind
from swornspec.contract.credential import carried
from swornspec.contract.expect import Answer
from swornspec.contract.request import Request, build
from swornspec.contract.sent import placed
from swornspec.contract.space import Subject
from swornspec.mock import create_app, server_path
from swornspec.spec.document import Document

Ask: TypeAlias = Callable[[Request], Answer]
"""A server: a request in, its answer out."""
_DISCONNECT: Final = {"type": "http.disconnect"}
_OF_THE_WIRE: Final = ("host", "content-length")


def inside(app: Any) -> Ask:
    """A way to ask an ASGI application that answers without waiting for anything; RuntimeError when it does wait."""

    def ask(request: Request) -> Answer:
        sent = _sent(app, _scope(request), request.content or b"")
        start = next(m for m in sent if m["type"] == "http.response.start")
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start.get("headers", ())}
        return Answer(start["status"], headers, b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body"))

    return ask


def verdicts_of(subject: Subject, served: Document | None = None) -> Callable[[Any], int]:
    """The status for any body of an operation, with all else as it should be; from a mock of another document where one is `served`."""
    endpoint = subject.endpoint
    app = create_app([served or subject.document])
    case = placed(Case("", endpoint.operation_id, Kind.VALID, {}), endpoint.parameters, subject.parameters)
    base = f"http://127.0.0.1{server_path(subject.document).rstrip('/')}"
    scope = _scope(build(case, endpoint, base, carried(endpoint, Identity.RIGHT)), sized=False)

    def status(body: Any) -> int:
        sent = _sent(app, dict(scope), json.dumps(body).encode())
        return next(int(m["status"]) for m in sent if m["type"] == "http.response.start")

    return status


def _sent(app: Any, scope: dict[str, Any], content: bytes) -> list[MutableMapping[str, Any]]:
    """What an application sends back; RuntimeError when it waits for something, which our mock never does."""
    waiting = [{"type": "http.request", "body": content, "more_body": False}]
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> Any:
        return waiting.pop() if waiting else _DISCONNECT

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    running = app(scope, receive, send)
    try:
        running.send(None)
    except StopIteration:
        return sent
    running.close()
    raise RuntimeError("the application waits for something")


def _scope(request: Request, *, sized: bool = True) -> dict[str, Any]:
    parts = urlsplit(request.url)
    given = ((name.lower(), value) for name, value in request.headers if name.lower() not in _OF_THE_WIRE)
    headers = [(b"host", parts.netloc.encode()), *((n.encode("latin-1"), v.encode("latin-1")) for n, v in given)]
    if sized and request.content is not None:
        headers.append((b"content-length", str(len(request.content)).encode()))
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": parts.scheme,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode("ascii"),
        "query_string": parts.query.encode("ascii"),
        "headers": headers,
    }
