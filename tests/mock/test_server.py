"""The application behind real sockets: started, used, stopped, and attacked."""

import contextlib
import json
import random
import socket
import threading
import urllib.request

import httpx
import pytest

from swornspec.errors import SwornspecError
from swornspec.mock import create_app, running, server_path
from swornspec.mock.log import logged
from swornspec.mock.server import bind, origin

HEAD = b"POST /v2/lamps HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t\r\ncontent-type: application/json\r\n"
OK = HEAD + b'content-length: 12\r\n\r\n{"name":"a"}'


@pytest.fixture(scope="module")
def server(lamps):
    with running(create_app([lamps], max_body=200_000)) as started:
        yield started


def test_a_running_server_answers_until_its_block_ends(lamps):
    with running(create_app([lamps])) as server:
        reply = httpx.post(server.url + server_path(lamps) + "/lamps", json={"name": "a"}, headers={"authorization": "Bearer t"})

    assert reply.status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url)


def test_servers_run_side_by_side_and_can_be_started_again_on_their_port(lamps):
    with running(create_app([lamps])) as one, running(create_app([lamps])) as two:
        assert one.url != two.url
        assert {httpx.get(s.url).status_code for s in (one, two)} == {404}
        port = int(one.url.rsplit(":", 1)[1])
    with running(create_app([lamps]), port=port) as again:
        assert httpx.get(again.url).status_code == 404


def test_starting_and_stopping_leave_no_thread_behind(lamps):
    before = threading.active_count()

    with running(create_app([lamps])):
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_an_error_in_the_block_comes_out_and_the_server_stops(lamps):
    with pytest.raises(ZeroDivisionError), running(create_app([lamps])) as server:
        raise ZeroDivisionError
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url)


def test_a_taken_port_is_one_clear_error(lamps):
    with running(create_app([lamps])) as server:
        port = int(server.url.rsplit(":", 1)[1])
        with (
            pytest.raises(SwornspecError, match=rf"cannot listen on 127.0.0.1 port {port}: .*in use.* \(choose another port"),
            running(create_app([lamps]), port=port),
        ):
            pass


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("no.such.host.invalid", 0), ("300.1.1.1", 0)])
def test_an_impossible_address_is_one_clear_error(host, port):
    with pytest.raises(SwornspecError, match="cannot listen on"):
        bind(host, port)


def test_origins_are_written_as_urls_have_them():
    with bind("127.0.0.1", 0) as listener:
        assert origin(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
    with bind("::1", 0) as listener:
        assert origin(listener) == f"http://[::1]:{listener.getsockname()[1]}"


def test_one_connection_serves_many_requests_pipelined_or_not(server):
    host, port = server.url.removeprefix("http://").split(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        for request in (OK, OK * 19):
            connection.sendall(request)
        while answer.count(b'"watts":56}') < 20:
            answer += connection.recv(65_536)

    assert answer.count(b"HTTP/1.1 200 OK") == 20


@pytest.mark.parametrize("length", [300_000, 5_000_000])
def test_oversized_bodies_are_refused_and_the_answer_arrives(server, length):
    known = httpx.post(
        server.url + "/v2/lamps", content=b"x" * length, headers={"authorization": "Bearer t", "content-type": "application/json"}
    )
    pieces = (b"x" * 50_000 for _ in range(length // 50_000))
    unknown = httpx.post(
        server.url + "/v2/lamps", content=pieces, headers={"authorization": "Bearer t", "content-type": "application/json"}
    )

    assert (known.status_code, unknown.status_code) == (413, 413)


def test_a_client_that_asks_first_is_told_before_it_sends(server, talk):
    head = HEAD + b"expect: 100-continue\r\n"

    small = talk(server.url, head + b'content-length: 12\r\n\r\n{"name":"a"}')
    large = talk(server.url, head + b"content-length: 999999\r\n\r\n")

    assert small.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
    assert large.startswith(b"HTTP/1.1 413 ")


HOSTILE = {
    "nothing": b"",
    "noise": bytes(range(256)),
    "no http": b"hello\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "http/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no path": b"GET  HTTP/1.1\r\n\r\n",
    "star": b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n",
    "connect": b"CONNECT a:1 HTTP/1.1\r\nhost: x\r\n\r\n",
    "absolute": b"GET http://x HTTP/1.1\r\nhost: x\r\n\r\n",
    "no ascii": b"GET /\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n",
    "nul": b"GET /\0 HTTP/1.1\r\nhost: x\r\n\r\n",
    "percent": b"GET /%%%zz%ff%00?%ff=%zz HTTP/1.1\r\nhost: x\r\n\r\n",
    "long path": b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
    "long header": b"GET / HTTP/1.1\r\nx: " + b"x" * 1_000_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\n" + b"".join(b"x%d: y\r\n" % n for n in range(50_000)) + b"\r\n",
    "two lengths": OK.replace(b"content-length: 12", b"content-length: 12\r\ncontent-length: 5"),
    "length and chunks": OK.replace(b"content-length: 12", b"content-length: 12\r\ntransfer-encoding: chunked"),
    "bad length": OK.replace(b"content-length: 12", b"content-length: twelve"),
    "short body": OK.replace(b"content-length: 12", b"content-length: 1200"),
    "bad chunk": OK.replace(b"content-length: 12", b"transfer-encoding: chunked"),
    "upgrade": OK.replace(b"host: x", b"host: x\r\nconnection: upgrade\r\nupgrade: websocket"),
    "bare cr": OK.replace(b"host: x", b"host: x\r"),
    "folded": OK.replace(b"host: x", b"host: x\r\n folded"),
    "trailers": OK.replace(
        b'content-length: 12\r\n\r\n{"name":"a"}', b'transfer-encoding: chunked\r\n\r\nc\r\n{"name":"a"}\r\n0\r\n' + b"t: " + b"x" * 500_000
    ),
    "old": OK.replace(b"HTTP/1.1", b"HTTP/1.0"),
    "older": OK.replace(b"HTTP/1.1", b"HTTP/0.9"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_bytes_stop_the_server_or_make_it_fail(server, name, talk):
    answer = talk(server.url, HOSTILE[name])

    assert b"HTTP/1.1 5" not in answer
    assert talk(server.url, OK).startswith(b"HTTP/1.1 200 OK")


def test_random_damage_to_requests_never_makes_the_server_fail(server, talk):
    damage = random.Random(7)
    for _ in range(150):
        request = bytearray(OK * damage.choice((1, 2)))
        for _ in range(damage.randint(1, 6)):
            at = damage.randrange(len(request))
            match damage.randrange(3):
                case 0:
                    request[at] = damage.randrange(256)
                case 1:
                    del request[at : at + damage.randint(1, 20)]
                case _:
                    request[at:at] = damage.choice((b"\r\n", b"\0", b"%ff", b": ", b'"', b"{", b"\xff\xfe", b"1" * 30))
            request = request or bytearray(b"x")

        assert b"HTTP/1.1 5" not in talk(server.url, bytes(request))
    assert talk(server.url, OK).startswith(b"HTTP/1.1 200 OK")


def test_headers_without_end_are_cut_off(server):
    host, port = server.url.removeprefix("http://").split(":")
    sent = 0
    with socket.create_connection((host, int(port)), timeout=5) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(b"GET / HTTP/1.1\r\nx: ")
        while sent < 50_000_000:
            connection.sendall(b"x" * 10_000)
            sent += 10_000

    assert sent < 20_000_000


def test_a_stalled_client_holds_up_neither_others_nor_the_end(lamps, talk):
    with contextlib.ExitStack() as open_connections:
        with running(create_app([lamps])) as server:
            host, port = server.url.removeprefix("http://").split(":")
            for n in (1, 10, 60, len(OK) - 1):
                connection = open_connections.enter_context(socket.create_connection((host, int(port))))
                connection.sendall(OK[:n])
            assert talk(server.url, OK).startswith(b"HTTP/1.1 200 OK")
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((host, int(port)), timeout=5)


def test_requests_are_logged_as_json_without_secrets(lamps):
    lines = []
    with running(logged(create_app([lamps]), lines.append)) as server:
        httpx.post(server.url + "/v2/lamps?key=secret", json={"name": "secret"}, headers={"authorization": "Bearer secret"})
        urllib.request.urlopen(urllib.request.Request(server.url + "/v2/lamps", method="OPTIONS")).close()

    first, second = map(json.loads, lines)
    assert (first["method"], first["path"], first["status"], second["status"]) == ("POST", "/v2/lamps", 200, 204)
    assert set(first) == {"time", "method", "path", "status", "ms"}
    assert "secret" not in "".join(lines)


@pytest.mark.parametrize("protocol", [b"h2c", b"websocket"])
def test_a_wish_for_another_protocol_is_ignored_and_the_body_read(server, protocol, talk):
    wish = b"connection: Upgrade, HTTP2-Settings\r\nUpgrade: " + protocol + b"\r\nhttp2-settings: AAMAAABkAAQ\r\n"
    answer = talk(server.url, HEAD + wish + b'content-length: 12\r\n\r\n{"name":"a"}')

    assert answer.startswith(b"HTTP/1.1 200 ")


def test_the_wish_is_ignored_in_heads_alone(server, talk):
    body = b'{"name":"a"\r\nUpgrade: 1}'

    assert talk(server.url, HEAD + b"content-length: %d\r\n\r\n" % len(body) + body).startswith(b"HTTP/1.1 400 ")
    assert talk(server.url, HEAD + b"host: y\r\ncontent-length: 0\r\n\r\n").startswith(b"HTTP/1.1 400 ")
