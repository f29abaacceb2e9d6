"""Requests that a document accepts and refuses, and servers that are started as a person starts them. For the benchmarks."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from swornspec.mock.sample import NoSampleError, draw
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, Endpoint

MOCK = (str(Path(sys.executable).with_name("swornspec")), "--quiet", "mock")
START_WITHIN = 60.0
CREDENTIALS = {"basic": "Basic dXNlcjpwYXNz"}


@dataclass(frozen=True)
class Server:
    """A running server; `began` is when its process was started (by `time.perf_counter`)."""

    process: "subprocess.Popen[bytes]"
    port: int
    began: float

    def answered(self, path: str, fields: dict[str, str], body: bytes) -> float:
        """Seconds from the start of the process to its next answer to a POST, which is waited for."""
        deadline = time.perf_counter() + START_WITHIN
        while time.perf_counter() < deadline and self.process.poll() is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_WITHIN)
            with contextlib.closing(connection), contextlib.suppress(ConnectionError):
                connection.request("POST", path, body, fields)
                connection.getresponse().read()
                return time.perf_counter() - self.began
            time.sleep(0.005)
        raise SystemExit(f"{' '.join(map(str, self.process.args))} does not answer")

    def memory(self, kind: str = "VmHWM") -> float:
        """MiB that the process has in memory at most (VmHWM) or now (VmRSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith(kind)).split()[1]) / 1024

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def started(command: Sequence[str], log: Path) -> Iterator[Server]:
    """A server that is told its port by `--port`; what it says goes to a file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    with log.open("wb") as said:
        process = subprocess.Popen([*command, "--port", str(port)], stdout=said, stderr=said)
    try:
        yield Server(process, port, began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def bodies(document: Document, endpoint: Endpoint) -> Iterator[tuple[str, bytes]]:
    """A request that keeps every rule (as many fields as the rules allow) and one that breaks some."""
    body = endpoint.body
    assert body is not None
    checker = Checker(document, endpoint)
    try:
        valid = draw(document.raw, body.schema, "bench", checker.accepts)
    except NoSampleError:
        valid = draw(
            document.raw,
            {**body.resolved, "properties": {n: body.resolved["properties"][n] for n in body.resolved["required"]}},
            "",
            checker.accepts,
        )
        more = draw(document.raw, body.schema, "bench", lambda _: True)
        for name, value in more.items():
            if name not in valid and checker.accepts({**valid, name: value}):
                valid[name] = value
    yield "valid", json.dumps(valid).encode()
    yield "invalid", json.dumps({**valid, next(iter(body.resolved["properties"])): [[]]}).encode()


def fields_for(endpoint: Endpoint) -> dict[str, str]:
    """The header fields of a request, without its length."""
    authorization = CREDENTIALS.get(endpoint.security[0][0].scheme if endpoint.security else "", "Bearer token")
    return {
        "host": "localhost",
        "authorization": authorization,
        "content-type": "application/json",
        "user-agent": "bench",
        "accept": "*/*",
    }


def written(path: str, fields: dict[str, str], body: bytes) -> bytes:
    """A POST as it stands on the wire."""
    lines = "".join(f"{k}: {v}\r\n" for k, v in {**fields, "content-length": str(len(body))}.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body
