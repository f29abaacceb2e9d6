"""Clients of either kind, called by the same words, so that one test serves both."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import httpx
import pytest

KEY = "sk-very-secret-0123456789"
Answer = Callable[[httpx.Request], httpx.Response]


class Wire:
    """Answers each request with the next of some answers, the last again and again, and keeps the requests."""

    def __init__(self, *answers: httpx.Response | Exception | Answer) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        if not isinstance(answer, httpx.Response):
            return answer(request)
        # as it comes from a wire: the client decompresses it
        return httpx.Response(answer.status_code, headers=answer.headers.raw, stream=httpx.ByteStream(answer.extensions["raw"]))


def reply(status: int = 200, content: bytes = b"", **headers: str) -> httpx.Response:
    """An answer whose headers and bytes stand as they are."""
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return httpx.Response(status, headers=named, extensions={"raw": content})


class Twin:
    """The client class of a package of one kind: `sync` or `async`."""

    def __init__(self, kind: str, patch: pytest.MonkeyPatch) -> None:
        self.kind = kind
        self.waited: list[float] = []
        self._patch = patch

    def client(self, package: ModuleType, *answers: httpx.Response | Exception | Answer, **options: Any) -> tuple[Any, Wire]:
        """A client that is answered as said, or that uses the network when nothing is said."""
        connection = __import__(f"{package.__name__}._runtime.connection", fromlist=["sleep"])
        self._patch.setattr(connection, "sleep", self.waited.append)
        self._patch.setattr(connection, "async_sleep", self._wait)
        wire = Wire(*answers)
        http: Any = None
        if answers:
            transport = httpx.MockTransport(wire)
            http = httpx.AsyncClient(transport=transport) if self.kind == "async" else httpx.Client(transport=transport)
        keys = {k: KEY for k in getattr(package, self._name(package)).__init__.__kwdefaults__ if k.endswith(("api_key", "api_secret"))}
        return getattr(package, self._name(package))(**{**keys, "http_client": http, **options}), wire

    def call(self, client: Any, method: str, /, **arguments: Any) -> Any:
        """The result of a method; `with_raw_response.method` is one too."""
        if self.kind == "sync":
            return _attribute(client, method)(**arguments)

        async def awaited() -> Any:
            try:
                return await _attribute(client, method)(**arguments)
            finally:
                await client.close()

        return asyncio.run(awaited())

    async def _wait(self, seconds: float) -> None:
        self.waited.append(seconds)

    def _name(self, package: ModuleType) -> str:
        [name] = (n for n in package._client.__all__ if f"Async{n}" in package._client.__all__)
        return f"Async{name}" if self.kind == "async" else str(name)


def _attribute(client: Any, path: str) -> Any:
    for name in path.split("."):
        client = getattr(client, name)
    return client


@contextmanager
def raw_server(*scripts: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that reads each request and then does to its connection what the next script says, the last again and again."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        left = list(scripts)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection, suppress(OSError):
                        connection.settimeout(5)
                        _read_request(connection)
                        (left.pop(0) if len(left) > 1 else left[0])(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)
    assert not thread.is_alive()


def _read_request(connection: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return
        head += piece
    lines, _, body = head.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in lines.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
