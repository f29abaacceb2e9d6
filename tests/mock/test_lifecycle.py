"""The server says when it is ready, and ends when it is told to."""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from swornspec.mock import create_app, running
from swornspec.mock.server import bind

LAMPS = Path(__file__).with_name("lamps.yaml")
SERVING = "from swornspec.cli.main import cli; cli()"


@pytest.fixture(scope="module")
def app(lamps):
    return create_app([lamps])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_server_says_that_it_is_ready(app, ask, method):
    reply = ask(app, method, "/__health", token=None)

    assert (reply.status, reply.headers["content-type"], reply.headers["cache-control"]) == (200, "application/json", "no-store")
    assert reply.body == (b'{"status":"ok"}' if method == "GET" else b"")


def test_the_readiness_of_a_server_cannot_be_changed(app, ask):
    posted, options = ask(app, "POST", "/__health"), ask(app, "OPTIONS", "/__health")

    assert (posted.status, options.status) == (405, 204)
    assert posted.headers["allow"] == options.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_documented_path_of_the_same_name_is_served_instead(document_of, ask):
    app = create_app([document_of({"204": {"description": "Done."}}, path="/__health")])

    assert (ask(app, "POST", "/__health").status, ask(app, "GET", "/__health").status) == (204, 405)


def test_a_path_of_any_name_leaves_readiness_alone(document_of, ask):
    app = create_app([document_of({"204": {"description": "Done."}}, path="/{name}")])

    assert (ask(app, "POST", "/desk").status, ask(app, "GET", "/__health").status) == (204, 200)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_command_with_success_and_silence(number):
    command = [sys.executable, "-c", SERVING, "mock", str(LAMPS), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1) as process:
        url = process.stdout.readline().split()[1].removesuffix("/v2/lamps")
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as stalled:
            stalled.sendall(b"POST /v2/lamps HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t\r\ncontent-type: application/json\r\n")
            assert httpx.get(url + "/__health").json() == {"status": "ok"}
            stalled.sendall(b"content-length: 9\r\n\r\n{")
            assert httpx.get(url + "/__health").status_code == 200
            process.send_signal(number)
            _, errors = process.communicate(timeout=10)

    bind(host, int(port)).close()
    assert process.returncode == 0
    assert errors.splitlines() == [f"Any well-formed credentials are accepted. A page to try them: {url}/  Stop with Ctrl-C."]


class Slow:
    """An application that takes its time."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.begun = threading.Event()

    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http"  # it has nothing to start or to end
        self.begun.set()
        await asyncio.sleep(self.seconds)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"done"})


def stopped_in_the_middle(app):
    """What a client gets whose request was being answered when the server was stopped."""
    got = []
    with running(app) as server:

        def ask():
            with contextlib.suppress(httpx.HTTPError):
                got.append(httpx.get(server.url, timeout=30).text)

        client = threading.Thread(target=ask)
        client.start()
        assert app.begun.wait(10)
    client.join()
    return got


def test_what_is_being_answered_is_answered_before_the_end():
    assert stopped_in_the_middle(Slow(0.3)) == ["done"]


def test_what_takes_too_long_is_given_up_in_silence(caplog):
    before = time.monotonic()
    got = stopped_in_the_middle(Slow(60))

    assert time.monotonic() - before < 30  # of 60
    assert got in ([], ["Internal Server Error"])
    assert not caplog.records
