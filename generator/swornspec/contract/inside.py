"""Our mock asked without a socket: for verdicts on very many requests."""

import json
from collections.abc import Callable, MutableMapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from swornspec.contract.case import Case, Identity, Kind
from swornspec.contract.credential import carried
from swornspec.contract.request import Request, build
from swornspec.contract.sent import placed
from swornspec.contract.space import Subject
from swornspec.mock import create_app, server_path
from swornspec.spec.document import Document

_DISCONNECT: Final = {"type": "http.disconnect"}


def status_inside(document: Document, request: Request) -> int:
    """The status with which our mock of a document answers a request."""
    return _ask(create_app([document]), _scope(request), request.content or b"")


def verdicts_of(subject: Subject, served: Document | None = None) -> Callable[[Any], int]:
    """The status for any body of an operation, with all else as it should be; from a mock of another document where one is `served`."""
    endpoint = subject.endpoint
    app = create_app([served or subject.document])
    case = placed(Case("", endpoint.operation_id, Kind.VALID, {}), endpoint.parameters, subject.parameters)
    base = f"http://127.0.0.1{server_path(subject.document).rstrip('/')}"
    scope = _scope(build(case, endpoint, base, carried(endpoint, Identity.RIGHT)))

    def status(body: Any) -> int:
        return _ask(app, dict(scope), json.dumps(body).encode())

    return status


def _ask(app: Any, scope: dict[str, Any], content: bytes) -> int:
    """The status that an application answers with; RuntimeError when it waits for something, which our mock never does."""
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
        return next(int(m["status"]) for m in sent if m["type"] == "http.response.start")
    running.close()
    raise RuntimeError("the application waits for something")


def _scope(request: Request) -> dict[str, Any]:
    parts = urlsplit(request.url)
    headers = [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in request.headers]
    return {
        "type": "http",
        "method": request.method,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode("ascii"),
        "query_string": parts.query.encode("ascii"),
        "headers": headers,
    }
