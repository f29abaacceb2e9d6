"""Whatever comes through a socket is answered or ended, and the server is as it was: it answers the next client, and logs nothing."""

import contextlib
import random
import re
import socket
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.mock import Limits, create_app, running
from swornspec.mock.protocol import without_upgrade

TOP = b"POST /v2/lamps HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t\r\ncontent-type: application/json\r\n"
OK = TOP + b'content-length: 12\r\n\r\n{"name":"a"}'
CHUNKED = TOP + b"transfer-encoding: chunked\r\n\r\n"
END = b"0\r\n\r\n"
NOTHING = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


@pytest.fixture(scope="module")
def server(lamps):
    with running(create_app([lamps], max_body=200_000)) as started:
        yield started


@pytest.fixture(autouse=True)
def silence(caplog):
    """No client gets the server to write into its log."""
    yield
    assert not caplog.records


def statuses(answer):
    return [int(s) for s in re.findall(rb"HTTP/1\.1 (\d{3}) [A-Z]", answer)]


def body(content):
    return TOP + b"content-length: %d\r\n\r\n" % len(content) + content


def target(text):
    return b"GET " + text + b" HTTP/1.1\r\nhost: x\r\nx-trace: abc\r\n\r\n"


ANSWERED = {
    "chunks": (CHUNKED + b'5\r\n{"nam\r\n7\r\ne":"a"}\r\n' + END, [200]),
    "chunks of one byte": (CHUNKED + b"".join(b"1\r\n%c\r\n" % c for c in b'{"name":"a"}') + END, [200]),
    "chunk extensions": (CHUNKED + b'c;a=b;c="d"\r\n{"name":"a"}\r\n' + END, [200]),
    "trailers": (CHUNKED + b'c\r\n{"name":"a"}\r\n0\r\nx-sum: 1\r\ncontent-type: text/plain\r\n\r\n', [200]),
    "no chunks": (CHUNKED + END, [400]),
    "a chunk size that is none": (CHUNKED + b"xyz\r\n{}\r\n" + END, [400]),
    "a negative chunk size": (CHUNKED + b"-1\r\n{}\r\n" + END, [400]),
    "a chunk size that overflows": (CHUNKED + b"f" * 17 + b"\r\n{}\r\n" + END, [400]),
    "a chunk longer than it says": (CHUNKED + b'2\r\n{"name":"a"}\r\n' + END, [400]),
    "chunks over the limit": (CHUNKED + b"ffff\r\n" + b"x" * 65_535 + b"\r\nfffff\r\n" + b"x" * 1_048_575 + b"\r\n" + END, [413]),
    "chunk extensions without end": (CHUNKED + b"c;" + b"x" * 200_000, [431]),
    "half a body": (TOP + b'content-length: 90\r\n\r\n{"name":', []),
    "half a chunk": (CHUNKED + b'c\r\n{"name"', []),
    "half a head": (TOP[:-9], []),
    "two lengths": (TOP + b'content-length: 12\r\ncontent-length: 5\r\n\r\n{"name":"a"}', [400]),
    "a length and chunks": (TOP + b'content-length: 12\r\ntransfer-encoding: chunked\r\n\r\nc\r\n{"name":"a"}\r\n' + END, [400]),
    "another coding": (TOP + b'transfer-encoding: gzip\r\n\r\n{"name":"a"}', [400]),
    "a negative length": (TOP + b"content-length: -1\r\n\r\n", [400]),
    "a length that overflows": (TOP + b"content-length: " + b"9" * 40 + b"\r\n\r\n", [400]),
    "many fields": (NOTHING[:-2] + b"".join(b"x%d: y\r\n" % n for n in range(300)) + b"\r\n", [431]),
    "a large field": (NOTHING[:-2] + b"x: " + b"y" * 300_000 + b"\r\n\r\n", [431]),
    "a field without a name": (NOTHING[:-2] + b": y\r\n\r\n", [400]),
    "a field with nul": (NOTHING[:-2] + b"x: a\0b\r\n\r\n", [400]),
    "latin-1 in a field": (NOTHING[:-2] + b"x: \xe4\xff\r\n\r\n", [404]),
    "invalid utf-8": (body(b'{"name":"\xff\xfe"}'), [400]),
    "half a character": (body(b'{"name":"\\ud800"}'), [400]),
    "a number beyond doubles": (body(b'{"name":"a","watts":1e999}'), [400]),
    "a number of 5000 digits": (body(b'{"name":"a","watts":1' + b"0" * 5_000 + b"}"), [400]),
    "a number of 4000 digits": (body(b'{"name":"a","watts":1' + b"0" * 4_000 + b"}"), [400]),
    "an exponent of 5000 digits": (body(b'{"name":"a","watts":1e' + b"9" * 5_000 + b"}"), [400]),
    "deep nesting": (body(b"[" * 90_000), [400]),
    "deep nesting that ends": (body(b'{"a":' * 20_000 + b"1" + b"}" * 20_000), [400]),
    "duplicate keys": (body(b'{"name":1,"name":"a"}'), [200]),
    "very many keys": (body(b'{"name":"a",' + b",".join(b'"%d":0' % n for n in range(15_000)) + b"}"), [200]),
    "very many broken items": (body(b'{"name":"a","colors":[' + b",".join([b"0"] * 50_000) + b"]}"), [400]),
    "NaN": (body(b'{"name":"a","watts":NaN}'), [400]),
    "an encoded nul": (target(b"/v2/lamps/%00"), [400]),
    "encoded nonsense": (target(b"/v2/lamps/%zz%ff%"), [400]),
    "an encoded slash": (target(b"/v2%2flamps"), [404]),
    "very many slashes": (target(b"/" * 8_000), [404]),
    "very many parameters": (target(b"/v2/lamps?" + b"limit=1&" * 1_000), [401]),
    "a long target": (target(b"/v2/lamps/" + b"9" * 20_000), [414]),
    "a target beyond all limits": (target(b"/" + b"9" * 200_000), [431]),
    "an absolute target": (OK.replace(b"/v2", b"http://x/v2", 1), [200]),
    "an absolute target in capitals": (OK.replace(b"/v2", b"HTTP://X:80/v2", 1), [200]),
    "an absolute target without a path": (target(b"http://x"), [404]),
    "an absolute target with a query alone": (target(b"http://x?y=1"), [404]),
    "the server itself": (b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n", [404]),
    "a fragment": (target(b"/v2/lamps/1#x"), [200]),
    "no leading slash": (target(b"v2"), [400]),
    "no ascii": (target(b"/\xff"), [400]),
    "no target": (b"GET  HTTP/1.1\r\n\r\n", [400]),
    "no version": (b"GET /\r\n\r\n", [404]),
    "another version": (b"GET / HTTP/3.7\r\n\r\n", [400]),
    "http/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400]),
    "an unknown method": (b"BREW / HTTP/1.1\r\n\r\n", [400]),
    "no http": (b"hello\r\n\r\n", [400]),
    "tls": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", [400]),
    "zeros": (bytes(1_000), [400]),
    "blank lines first": (b"\r\n\r\n" + OK, [200]),
    "blank lines without end": (b"\r\n" * 100_000, [431]),
    "http/1.0": (OK.replace(b"HTTP/1.1", b"HTTP/1.0"), [200]),
    "a tunnel": (b"CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n", [404]),
    "another expectation": (OK.replace(b"host: x", b"host: x\r\nexpect: the unexpected"), [200]),
    "another protocol": (OK.replace(b"host: x", b"host: x\r\nconnection: upgrade\r\nupgrade: websocket"), [200]),
    "several": (OK * 3 + NOTHING + OK, [200, 200, 200, 404, 200]),
    "several, then nonsense": (OK + NOTHING + b"hello\r\n\r\n" + OK, [200, 404, 400]),
    "several, then a target that is none": (OK + NOTHING + target(b"/\xff"), [200, 404, 400]),
    "several, then a target that is no address": (OK + NOTHING + target(b"http://[x"), [200, 404, 404]),
    "several, then half a body": (OK + NOTHING + OK[:-3], [200, 404]),
    "several, then a bad chunk": (OK + NOTHING + CHUNKED + b"xyz\r\n", [200, 404, 400]),
    "several, the first the last": (OK.replace(b"host: x", b"connection: close") + OK, [200]),
    "nothing": (b"", []),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_sent_is_answered_in_kind(server, talk, name):
    sent, expected = ANSWERED[name]

    assert statuses(talk(server.url, sent)) == expected
    assert statuses(talk(server.url, OK)) == [200]


@pytest.mark.parametrize(
    "name", ["chunks", "trailers", "another protocol", "a length and chunks", "several, then nonsense", "deep nesting"]
)
def test_where_pieces_end_does_not_matter(server, talk, name):
    sent, expected = ANSWERED[name]
    for size in (1, 7, 50):
        pieces = [sent[n : n + size] for n in range(0, min(len(sent), 600), size)]

        assert statuses(talk(server.url, *pieces, sent[len(b"".join(pieces)) :])) == expected


def test_very_many_requests_in_a_row_are_all_answered_in_order(server):
    count = 3_000
    paths = [b"/v2/lamps" if n % 7 else b"/" for n in range(count)]
    requests = b"".join(b"PUT %s HTTP/1.1\r\nhost: x\r\n\r\n" % p for p in paths)
    host, port = server.url.removeprefix("http://").split(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.setblocking(False)
        while answer.count(b"HTTP/1.1 4") < count:
            with contextlib.suppress(BlockingIOError):
                requests = requests[connection.send(requests) :] if requests else b""
            with contextlib.suppress(BlockingIOError):
                answer += connection.recv(65_536)

    assert statuses(answer) == [405 if p == b"/v2/lamps" else 404 for p in paths]


def test_a_client_that_sends_no_more_may_still_read(server, talk):
    large = body(b'{"name":"a","free":{' + b",".join(b'"k%d":"%s"' % (n, b"v" * 50) for n in range(2_000)) + b"}}")

    assert statuses(talk(server.url, large * 2)) == [200, 200]


FRAGMENTS = st.sampled_from(
    [
        *(OK, NOTHING, CHUNKED, TOP, END, b"\r\n", b"\r\n\r\n", b"0", b"\0", b"\xff", b": ", b"\t", b" ", b"%", b"{", b"[" * 300),
        *(b"GET ", b"POST ", b"CONNECT ", b"/", b"*", b"http://", b" HTTP/1.1\r\n", b" HTTP/1.0\r\n", b"HTTP/1.1 200 OK\r\n"),
        *(b"content-length: 5\r\n", b"content-length: 99999999\r\n", b"transfer-encoding: chunked\r\n", b"expect: 100-continue\r\n"),
        *(b"connection: close\r\n", b"connection: upgrade\r\nupgrade: h2c\r\n", b"authorization: Bearer t\r\n", b"ffff\r\n", b"5;x\r\n"),
        *(b"1e999", b'"\\ud800"', b"x" * 9_000, b"x: y\r\n" * 300),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.binary(max_size=12)), max_size=8), st.integers(1, 400))
def test_no_bytes_are_answered_with_an_error_of_the_server(server, talk, fragments, size):
    sent = b"".join(fragments)
    pieces = [sent[:size], sent[size : 2 * size], sent[2 * size :]]

    assert all(100 <= s < 500 for s in statuses(talk(server.url, *pieces)))
    assert statuses(talk(server.url, OK)) == [200]


def test_connections_one_after_another_leave_nothing_behind(server, talk):
    damage = random.Random(11)
    host, port = server.url.removeprefix("http://").split(":")
    for n in range(300):
        cut = damage.randrange(len(OK) + 1)
        with socket.create_connection((host, int(port)), timeout=10) as connection, contextlib.suppress(ConnectionError):
            connection.sendall(OK[:cut])
            if n % 3:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # closed with a reset

    assert statuses(talk(server.url, OK)) == [200]


HURRY = Limits(head=0.3, body=0.3, idle=0.3, unread=0.3)


@pytest.fixture(scope="module")
def hurried(lamps):
    with running(create_app([lamps]), limits=HURRY) as started:
        yield started


@pytest.mark.parametrize(
    ("first", "drip", "expected"),
    [
        (b"", b"", []),
        (b"", b"\r\n", []),
        (TOP[:5], b"", [408]),
        (TOP, b"x: y\r\n", [408]),
        (OK[:-3], b"", [408]),
        (CHUNKED, b"1\r\nx\r\n", [408]),
        (OK, b"", [200]),
        (OK, b"\r\n", [200]),
        (OK + OK[:-1], b"", [200, 408]),
        (OK + TOP, b"", [200, 408]),
    ],
    ids=[
        "silent",
        "blank lines",
        "a silent head",
        "a slow head",
        "a silent body",
        "a slow body",
        "idle",
        "idle",
        "a second",
        "another second",
    ],
)
def test_a_client_that_takes_too_long_is_let_go(hurried, first, drip, expected):
    host, port = hurried.url.removeprefix("http://").split(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=0.05) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(first)
        for _ in range(600):
            with contextlib.suppress(TimeoutError):
                piece = connection.recv(65_536)
                answer += piece
                if not piece:
                    break
                continue
            connection.sendall(drip)
        else:
            pytest.fail("the connection is still open")

    assert statuses(answer) == expected


def test_a_client_that_was_answered_before_it_had_sent_everything_is_let_go(hurried):
    host, port = hurried.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(TOP.replace(b"application/json", b"text/plain") + b"content-length: 5\r\n\r\n")
        first = connection.recv(65_536)
        connection.sendall(b"12345")

        assert statuses(first) == [415]
        assert connection.recv(65_536) == b""


def test_a_client_that_does_not_read_is_let_go(hurried):
    host, port = hurried.url.removeprefix("http://").split(":")
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.connect((host, int(port)))
        connection.settimeout(20)
        with contextlib.suppress(ConnectionError):
            for _ in range(2_000):
                connection.sendall(NOTHING * 1_000)
            pytest.fail("the connection is still open")


async def large(scope, receive, send):
    """An application with a large answer."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"8000000"), (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": b"x" * 8_000_000})


def test_a_client_that_reads_slowly_gets_everything():
    with running(large, limits=HURRY) as server, socket.socket() as connection:
        host, port = server.url.removeprefix("http://").split(":")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.connect((host, int(port)))
        connection.sendall(NOTHING)
        answer = bytearray()
        while piece := connection.recv(200_000):
            answer += piece
            time.sleep(0.01)

    assert len(answer) - answer.index(b"\r\n\r\n") - 4 == 8_000_000


def test_a_client_too_many_is_told_so(lamps, talk):
    with running(create_app([lamps]), limits=Limits(connections=2)) as server:
        host, port = server.url.removeprefix("http://").split(":")
        with contextlib.ExitStack() as others:
            for _ in range(2):
                others.enter_context(socket.create_connection((host, int(port)), timeout=10)).sendall(NOTHING)
            refused = b""
            while not statuses(refused):  # until both are counted
                refused = talk(server.url, end=False)
        assert (statuses(refused), b"retry-after: 1" in refused) == ([503], True)
        while statuses(answer := talk(server.url, OK)) == [503]:  # until both are gone
            pass

        assert statuses(answer) == [200]


HEAD = TOP + b"Connection: Upgrade\r\nUpgrade: h2c\r\nx: y\r\n\r\n"


@given(st.lists(st.integers(0, len(HEAD)), max_size=6))
def test_the_wish_for_another_protocol_is_found_wherever_pieces_end(cuts):
    ends = sorted({0, *cuts, len(HEAD)})
    fed, held = b"", b""
    for start, end in pairwise(ends):
        piece, held = without_upgrade(held + HEAD[start:end])
        fed += piece

    assert (fed, held) == (HEAD.replace(b"Upgrade:", b"Ignored:"), b"")
