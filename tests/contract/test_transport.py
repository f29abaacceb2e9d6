"""Every exchange comes to an end, whatever the server sends, and never as a traceback."""

import gzip
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from click.testing import CliRunner

from swornspec.cli.main import cli
from swornspec.contract import Case, Failure, Fault, Kind, Server, agree, conform, plan, run
from swornspec.contract.agreement import DisagreementError
from swornspec.contract.server import GIVES_UP
from swornspec.contract.transport import LARGEST
from swornspec.errors import RequestError
from swornspec.spec.document import Document

PATIENCE = 0.6
HEAD = b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n"
PUMP = b'{"id": "p-1", "flow": 16}'
Script = Callable[[socket.socket], Any]


@contextmanager
def speaking(script: Script) -> Iterator[str]:
    """A server that does with each connection what a script says, after a request has come."""
    listener = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=speak, args=(connection,), daemon=True).start()

    def speak(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request_of(connection)
            script(connection)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stopped.set()
        listener.close()


def request_of(connection: socket.socket) -> bytes:
    """A whole request; what has been read when the client has nothing more to say."""
    content = b""
    while part := connection.recv(65_536):
        content += part
        head, blank, body = content.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if not head.startswith((b"GET", b"POST")) or (blank and len(body) >= int(length[1] if length else 0)):
            break
    return content


def forever(part: bytes, every: float = 0.0) -> Script:
    def drip(connection: socket.socket) -> None:
        while True:
            connection.sendall(part)
            time.sleep(every)

    return drip


def after(start: bytes, then: Script) -> Script:
    def both(connection: socket.socket) -> None:
        connection.sendall(start)
        then(connection)

    return both


def silence(connection: socket.socket) -> None:
    time.sleep(30)


ENDLESS_HEADERS = "".join(f"x-{n}: {'a' * 1000}\r\n" for n in range(200)).encode()
PACKED = gzip.compress(b" " * (LARGEST + 10))


@pytest.mark.parametrize(
    ("script", "fault", "says"),
    [
        (silence, Fault.TOO_SLOW, "no whole answer within 0.6 seconds"),
        (forever(b"H", 0.05), Fault.TOO_SLOW, "within 0.6 seconds"),
        (after(HEAD, forever(b"x: y\r\n", 0.05)), Fault.TOO_SLOW, "within 0.6 seconds"),
        (after(HEAD + b"content-length: 9000\r\n\r\n", forever(b" ", 0.05)), Fault.TOO_SLOW, "within 0.6 seconds"),
        (forever(b"HTTP/1.1 100 Continue\r\n\r\n", 0.001), Fault.TOO_SLOW, "within 0.6 seconds"),
        (after(HEAD + ENDLESS_HEADERS, silence), Fault.NO_ANSWER, "not HTTP"),
        (after(HEAD + b"content-length: 90000000\r\n\r\n", forever(b" " * 65_536)), Fault.TOO_LARGE, "larger than 10 MiB"),
        (
            lambda c: c.sendall(HEAD + b"content-encoding: gzip\r\ncontent-length: %d\r\n\r\n" % len(PACKED) + PACKED),
            Fault.TOO_LARGE,
            "larger than 10 MiB",
        ),
        (lambda c: c.sendall(HEAD + b"content-encoding: br\r\ncontent-length: 3\r\n\r\nabc"), Fault.NO_ANSWER, "was not asked for"),
        (
            lambda c: c.sendall(HEAD + b"content-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc"),
            Fault.NO_ANSWER,
            "is not what its content coding",
        ),
        (lambda c: c.sendall(HEAD + b"content-length: 900\r\n\r\nabc"), Fault.NO_ANSWER, "end is missing"),
        (lambda c: c.sendall(b"\x00\xff garbage\r\n\r\n\x1b[2J"), Fault.NO_ANSWER, "not HTTP"),
        (lambda c: None, Fault.NO_ANSWER, "not HTTP, or its end is missing"),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_an_answer_without_end_or_sense_is_a_failure_of_its_own(pumps: Document, script: Script, fault: Fault, says: str) -> None:
    failure = asked(pumps, script)

    assert failure is not None
    assert failure.fault is fault
    assert says in failure.actual
    assert "\x1b" not in str(failure)


def asked(pumps: Document, script: Script) -> Failure | None:
    with speaking(script) as address, Server(pumps, f"http://{address}/v3", timeout=PATIENCE) as server:
        return server.failure(Case("x", "start_pump", Kind.VALID, {"name": "text"}))


@pytest.mark.parametrize("coding", ["", "gzip", "deflate"])
def test_packed_answers_are_read(pumps: Document, coding: str) -> None:
    body = {"": PUMP, "gzip": gzip.compress(PUMP), "deflate": zlib.compress(PUMP)}[coding]
    head = HEAD + (f"content-encoding: {coding}\r\n".encode() if coding else b"")

    assert asked(pumps, lambda c: c.sendall(head + b"content-length: %d\r\n\r\n" % len(body) + body)) is None


def test_a_server_without_tls_where_tls_is_expected_is_no_answer(pumps: Document) -> None:
    with speaking(lambda c: c.sendall(HEAD + b"\r\n")) as address, Server(pumps, f"https://{address}/v3", timeout=PATIENCE) as server:
        failure = server.failure(Case("x", "start_pump", Kind.VALID, {"name": "text"}))

    assert failure is not None
    assert failure.fault is Fault.NO_ANSWER
    assert "cannot connect" in failure.actual


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_command_says_in_one_line_that_nobody_answers(scheme: str) -> None:
    with speaking(lambda c: c.sendall(b"garbage")) as address:
        done = CliRunner().invoke(cli, ["-q", "test", "tests/contract/pumps.yaml", "--base-url", f"{scheme}://{address}"])

    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "does not answer" in done.stderr


@pytest.mark.parametrize(
    ("kind", "fault"), [(Kind.VALID, Fault.VALID_REFUSED), (Kind.INVALID, Fault.NOT_JUDGED), (Kind.UNAUTHORIZED, Fault.NOT_JUDGED)]
)
def test_redirects_are_not_followed_and_no_verdict(pumps: Document, kind: Kind, fault: Fault) -> None:
    seen = []

    def redirect(connection: socket.socket) -> None:
        seen.append(connection)
        connection.sendall(b"HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n")

    with speaking(redirect) as address, Server(pumps, f"http://{address}/v3", timeout=PATIENCE) as server:
        failure = server.failure(Case("x", "start_pump", kind, {"name": "text"}))

    assert failure is not None
    assert failure.fault is fault
    assert "status 302, which redirects to /elsewhere" in failure.actual
    assert len(seen) == 1


def test_cookies_of_one_answer_do_not_go_with_the_next_request(pumps: Document) -> None:
    requests: list[bytes] = []

    def give_cookie(connection: socket.socket) -> None:
        answer = HEAD + b"set-cookie: session=abc\r\ncontent-length: %d\r\n\r\n" % len(PUMP) + PUMP
        connection.sendall(answer)
        requests.append(request_of(connection))
        connection.sendall(answer)

    case = Case("x", "start_pump", Kind.VALID, {"name": "text"})
    with speaking(give_cookie) as address, Server(pumps, f"http://{address}/v3", timeout=PATIENCE) as server:
        first, second = server.failure(case), server.failure(case)

    assert first is second is None
    assert requests[0].startswith(b"POST /v3/pumps")
    assert b"session" not in requests[0]


def test_a_server_that_stops_answering_ends_the_run(pumps: Document) -> None:
    asked = []

    def once(connection: socket.socket) -> None:
        asked.append(connection)
        if len(asked) == 1:
            connection.sendall(HEAD + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(PUMP) + PUMP)

    with speaking(once) as address, Server(pumps, f"http://{address}/v3", timeout=PATIENCE) as server:
        summary = run(tuple(plan(pumps, e) for e in pumps.endpoints), server)

    assert len(asked) == summary.sent == 1 + GIVES_UP
    assert {o.why for o in summary.outcomes if o.held_back} == {"the last 10 requests were not answered"}


def test_a_server_that_never_answers_is_an_error(pumps: Document) -> None:
    with Server(pumps, "http://127.0.0.1:9/v3") as server, pytest.raises(RequestError, match="does not answer: cannot connect"):
        run(tuple(plan(pumps, e) for e in pumps.endpoints), server)


def test_a_proxy_of_the_environment_is_heeded_for_servers_elsewhere_alone(pumps: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[bytes] = []

    def proxy(connection: socket.socket) -> None:
        requests.append(b"one")
        connection.sendall(HEAD + b"content-length: %d\r\n\r\n" % len(PUMP) + PUMP)

    case = Case("x", "start_pump", Kind.VALID, {"name": "text"})
    with speaking(proxy) as address:
        monkeypatch.setenv("http_proxy", f"http://user:pass@{address}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        with Server(pumps, "http://pumps.invalid/v3", timeout=PATIENCE) as elsewhere, Server(pumps, "http://127.0.0.1:9") as here:
            assert elsewhere.failure(case) is None
            assert here.failure(case) is not None

    assert requests == [b"one"]


def test_a_proxy_that_is_not_spoken_is_refused(pumps: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    with pytest.raises(RequestError, match="socks5://, which is not supported"):
        Server(pumps, "https://pumps.invalid")


def after_the_first(script: Script) -> Script:
    """A server that answers one request as it should."""
    asked: list[int] = []

    def first(connection: socket.socket) -> None:
        asked.append(1)
        if len(asked) > 3:  # what looks the server over
            script(connection)
        connection.sendall(HEAD + b"connection: close\r\ncontent-length: 2\r\n\r\n{}")

    return first


@pytest.mark.parametrize(
    "script",
    [
        silence,
        after_the_first(after(HEAD + b"content-length: 90000000\r\n\r\n", forever(b" " * 65_536))),
        after_the_first(after(HEAD + b"content-length: 9000\r\n\r\n", forever(b" ", 0.05))),
        after_the_first(forever(b"H", 0.05)),
    ],
    ids=["nothing", "endless body", "slow body", "slow head"],
)
def test_random_requests_end_too(pumps: Document, script: Script) -> None:
    with speaking(script) as address, Server(pumps, f"http://{address}/v3", timeout=PATIENCE) as server:
        found = conform(server, pumps.endpoint("read_pump"), examples=3, seconds=1)

    assert found.failures


def test_judges_disagree_where_the_server_does_not_answer(pumps: Document) -> None:
    disagreement = pytest.raises(DisagreementError, match="server:  no answer")
    with speaking(silence) as address, Server(pumps, f"http://{address}/v3", timeout=PATIENCE) as server, disagreement:
        agree(server, pumps.endpoint("start_pump"))
