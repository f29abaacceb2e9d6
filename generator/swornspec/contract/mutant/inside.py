"""An ASGI application asked without a socket: one request in, its answer out."""

from collections.abc import MutableMapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from swornspec.contract.expect import Answer
from swornspec.contract.mutant.mutant import Ask
from swornspec.contract.request import Request

_DISCONNECT: Final = {"type": "http.disconnect"}


def inside(app: Any) -> Ask:
    """A way to ask an application that answers without waiting for anything, such as our mock; RuntimeError when it does wait."""

    def ask(request: Request) -> Answer:
        waiting = [{"type": "http.request", "body": request.content or b"", "more_body": False}]
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> Any:
            return waiting.pop() if waiting else _DISCONNECT

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        running = app(_scope(request), receive, send)
        try:
            running.send(None)
        except StopIteration:
            return _answer(sent)
        running.close()
        raise RuntimeError("the application waits for something")

    return ask


def _answer(sent: list[MutableMapping[str, Any]]) -> Answer:
    start = next(m for m in sent if m["type"] == "http.response.start")
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start.get("headers", ())}
    return Answer(start["status"], headers, b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body"))


def _scope(request: Request) -> dict[str, Any]:
    parts = urlsplit(request.url)
    given = ((name.lower(), value) for name, value in request.headers if name.lower() not in ("host", "content-length"))
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in given]
    if request.content is not None:
        headers.append((b"content-length", str(len(request.content)).encode()))
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": parts.scheme,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode("ascii"),
        "query_string": parts.query.encode("ascii"),
        "root_path": "",
        "headers": [(b"host", parts.netloc.encode()), *headers],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }
