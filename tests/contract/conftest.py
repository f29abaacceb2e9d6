"""What the contract tests share: a small document, our mock of it, and servers that are wrong on purpose."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from swornspec.contract.campaign.bench import Bench
from swornspec.contract.campaign.perform import perform
from swornspec.contract.campaign.work import Batch, Done
from swornspec.contract.server import Server, mock_server
from swornspec.spec.document import Document, load_document, read_document

PUMPS = Path(__file__).parent / "pumps.yaml"
Answering = Callable[[str, str, dict[str, str], bytes], tuple[int, Any]]


@pytest.fixture(scope="session")
def pumps() -> Document:
    return load_document(PUMPS)


@pytest.fixture(scope="session")
def mocked(pumps: Document) -> Iterator[Server]:
    with mock_server(pumps) as server:
        yield server


@pytest.fixture(scope="session")
def changed() -> Callable[[Callable[[dict[str, Any]], Any]], Document]:
    """The document with something changed."""

    def changed_by(change: Callable[[dict[str, Any]], Any]) -> Document:
        raw = yaml.safe_load(PUMPS.read_text(encoding="utf-8"))
        change(raw)
        return read_document(raw, str(PUMPS))

    return changed_by


@pytest.fixture(scope="session")
def answering() -> Callable[[Document, Answering], AbstractContextManager[Server]]:
    """Servers whose answers are a function of method, path, headers (lower case) and body."""
    return _answering


@contextmanager
def _answering(document: Document, answer: Answering) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65_536  # one packet for each answer

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, value = answer(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json" if status < 400 else "application/problem+json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = handle_one  # noqa: N815 - the names http.server calls

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    try:
        with Server(document, f"http://127.0.0.1:{httpd.server_port}/v3") as server:
            yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


class Here:
    """The crew of a campaign that works in this process."""

    name = "this process"

    def __init__(self) -> None:
        self._bench, self._given = Bench(), deque[Batch]()

    def free(self) -> int:
        return 1 - len(self._given)

    def give(self, batch: Batch) -> None:
        self._given.append(batch)

    def take(self) -> tuple[Batch, Done]:
        batch = self._given.popleft()
        return batch, Done(tuple(perform(t, batch.content, self._bench) for t in batch.tasks), 0.0)

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        self._bench.clear()


@pytest.fixture
def here() -> Iterator[Here]:
    with Here() as crew:
        yield crew
