"""A small documented API, and a way to ask an ASGI application without a server or an event loop."""

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from swornspec.spec.document import Document, load_document, read_document


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes
    received: int

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def constraints(self) -> list[str]:
        return [e["constraint"] for e in self.json.get("errors", ())]


def drive(app: Any, scope: dict[str, Any], messages: Iterable[Mapping[str, Any]], *, wait: bool = False) -> Reply | None:
    """Run one request to its end; None when the application answers nothing. Fails when a protocol rule is broken.

    Only where it may `wait` is there an event loop.
    """
    sent: list[dict[str, Any]] = []
    incoming = iter(messages)
    received = 0

    async def receive() -> Mapping[str, Any]:
        nonlocal received
        received += 1
        return next(incoming, {"type": "http.disconnect"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    call = app(scope, receive, send)
    if wait:
        asyncio.run(call)
    else:
        try:
            call.send(None)
            raise AssertionError("the application waits for something that never comes")
        except StopIteration:
            pass
    if not sent:
        return None
    start, end = sent
    headers = {n.decode("ascii"): v.decode("ascii") for n, v in start["headers"]}
    assert (start["type"], end["type"], end.get("more_body", False)) == ("http.response.start", "http.response.body", False)
    assert all(n == n.lower() and not set(v) & set("\r\n\0") for n, v in headers.items())
    assert "content-length" in headers or start["status"] in (204, 304)
    if scope["method"] != "HEAD" and "content-length" in headers:
        assert len(end["body"]) == int(headers["content-length"])
    return Reply(start["status"], headers, end["body"], received)


@pytest.fixture(scope="session")
def ask() -> Callable[..., Reply]:
    """Ask for something: by default with a token and the headers that belong to the body; a header that is None is left out.

    `chunks` come one by one and without a length; an empty one is the last.
    """

    def asked(
        app: Any,
        method: str = "POST",
        path: str = "/v2/lamps",
        body: Any = None,
        *,
        query: str = "",
        headers: Mapping[str, str | None] | None = None,
        token: str | None = "t",
        raw: bytes | None = None,
        chunks: Iterable[bytes] | None = None,
    ) -> Reply:
        content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        pairs: dict[str, str | None] = {"host": "localhost"}
        if content or chunks:
            pairs["content-type"] = "application/json"
        if chunks is None:
            pairs["content-length"] = str(len(content))
        if token is not None:
            pairs["authorization"] = f"Bearer {token}"
        pairs |= headers or {}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(k.encode(), v.encode()) for k, v in pairs.items() if v is not None],
        }
        pieces = [content] if chunks is None else chunks
        reply = drive(app, scope, ({"type": "http.request", "body": c, "more_body": chunks is not None and c != b""} for c in pieces))
        assert reply is not None
        return reply

    return asked


@pytest.fixture(scope="session")
def driven() -> Callable[..., Reply | None]:
    return drive


@pytest.fixture(scope="session")
def drive_with_loop() -> Callable[..., Reply | None]:
    return partial(drive, wait=True)


@pytest.fixture(scope="session")
def talk() -> Callable[..., bytes]:
    """Send pieces to the origin of a server, end the sending side unless told otherwise, and return all that comes back."""

    def talking(url: str, *pieces: bytes, wait: float = 10.0, end: bool = True, pause: float = 0.0) -> bytes:
        host, port = url.removeprefix("http://").split(":")
        answer = b""
        with socket.create_connection((host, int(port)), timeout=wait) as connection, contextlib.suppress(ConnectionError):
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
            if end:
                with contextlib.suppress(OSError):  # the server may have closed the connection
                    connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65_536):
                answer += piece
        return answer

    return talking


@pytest.fixture(scope="session")
def lamps() -> Document:
    return load_document(Path(__file__).with_name("lamps.yaml"))


@pytest.fixture(scope="session")
def shop() -> Document:
    return load_document(Path(__file__).with_name("shop.yaml"))


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    """A document with one operation, `POST /things`, from the parts that matter to a test."""

    def made(responses: Any = None, schema: Any = None, **parts: Any) -> Document:
        operation: dict[str, Any] = {
            "operationId": "make",
            "responses": {"200": {"description": "Made."}} if responses is None else responses,
        }
        if schema is not None:
            operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
        operation |= parts.pop("operation", {})
        path = parts.pop("path", "/things")
        raw = {"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": {path: {"post": operation}}, **parts}
        return read_document(raw, "things.yaml")

    return made
