"""Keys show nowhere, not even in frames; no reply of a server, however odd, is more than a typed error."""

import copy
import gzip
import json
import logging
import pickle
import socket
import traceback
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.traceback import Traceback
from twins import KEY, Twin, raw_server, reply

JSON = "application/json"
HERE = Path(__file__).parent
PICTURE = b'{"id": "p1", "status": "drawn"}'


def frames(error: BaseException) -> str:
    """A traceback with the local variables of every frame, except those of the tests, which hold the key."""
    plain = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    inner = [part for part in plain.split('  File "') if not part.startswith(str(HERE))]
    assert any("_client.py" in part.split(",")[0] for part in inner)
    return "".join(inner)


@pytest.fixture(scope="module")
def guarded(generated: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A client whose operations want their key in a header, in the query and in a cookie."""
    places = ("header", "query", "cookie")
    answer = {"description": "", "content": {JSON: {"schema": {"type": "object", "properties": {"a": {"type": "integer"}}}}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Guarded", "version": "1", "x-api": "guarded"},
        "servers": [{"url": "https://guarded.example"}],
        "paths": {
            f"/{place}": {"get": {"operationId": f"by_{place}", "security": [{place: []}], "responses": {"200": answer}}}
            for place in places
        },
        "components": {"securitySchemes": {place: {"type": "apiKey", "in": place, "name": "X-Entry"} for place in places}},
    }
    path = tmp_path_factory.mktemp("guarded") / "guarded.json"
    path.write_text(json.dumps(document))
    package: ModuleType = generated(path)[1]
    return package


def cut(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")


@pytest.mark.parametrize("place", ["header", "query", "cookie"])
@pytest.mark.parametrize(
    ("script", "error"),
    [
        pytest.param(lambda c: None, "APIConnectionError", id="dropped before the headers"),
        pytest.param(cut, "APIConnectionError", id="dropped in the body"),
        pytest.param(lambda c: c.sendall(b"SSH-2.0-OpenSSH_9.9\r\n"), "APIConnectionError", id="no HTTP"),
        pytest.param(lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), "APIConnectionError", id="no length"),
        pytest.param(lambda c: c.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\n{}"), "ServerError", id="error that breaks off"),
        pytest.param(lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{"), "ResponseInvalid", id="no JSON"),
        pytest.param(lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n{"), "ResponseInvalid", id="no gzip"),
    ],
)
def test_no_frame_of_a_failed_call_shows_the_key(twin: Twin, guarded: ModuleType, place: str, script: Any, error: str) -> None:
    with raw_server(script) as url:
        client, _ = twin.client(guarded, base_url=url, max_retries=1)
        with pytest.raises(getattr(guarded, error)) as caught:
            twin.call(client, f"by_{place}")

    assert KEY not in frames(caught.value)
    assert KEY not in repr(vars(caught.value))
    seen: BaseException | None = caught.value
    while seen is not None:
        assert KEY not in repr(getattr(seen, "_request", None) and [seen._request.headers.raw, str(seen._request.url)])  # type: ignore[attr-defined]
        seen = seen.__cause__ or seen.__context__
    twins = (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value))
    assert [(type(t).__name__, str(t)) for t in twins] == [(error, str(caught.value))] * 2
    assert KEY.encode() not in pickle.dumps(caught.value)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"base_url": "nowhere"}, "ClientError"),
        ({"max_retries": -1}, "ValueError"),
        ({"default_headers": {"X": "a\nb"}}, "ClientError"),
        ({"http_client": object()}, "TypeError"),
        ({"query_api_key": b"sk-very-secret-0123456789"}, "TypeError"),
    ],
)
def test_no_frame_of_a_failed_constructor_shows_the_key(guarded: ModuleType, options: dict[str, Any], error: str) -> None:
    for kind in (guarded.Guarded, guarded.AsyncGuarded):
        keys = {"header_api_key": KEY, "query_api_key": KEY, "cookie_api_key": KEY}
        with pytest.raises((TypeError, ValueError, guarded.ClientError)) as caught:
            kind(**keys | options)

        assert type(caught.value).__name__ == error
        assert KEY not in frames(caught.value)


def test_rich_shows_no_key_either(twin: Twin, guarded: ModuleType) -> None:
    client, _ = twin.client(guarded, httpx.ConnectError("no"), max_retries=0)
    with pytest.raises(guarded.APIConnectionError) as caught:
        twin.call(client, "by_header")

    console = Console(width=400, file=StringIO())
    console.print(Traceback.from_exception(type(caught.value), caught.value, caught.tb, show_locals=True))

    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "exchange = Exchange(GET https://guarded.example/header)" in shown
    assert KEY not in shown


def test_no_frame_shows_a_key_that_cannot_be_sent(twin: Twin, workshop: ModuleType) -> None:
    client, _ = twin.client(workshop, reply(200), basic_api_secret=f"{KEY}\u2603", key_header_api_key="")

    with pytest.raises(workshop.CredentialsMissing, match="the basic_api_secret holds characters") as caught:
        twin.call(client, "list_pictures", limit=1)

    assert KEY not in frames(caught.value)


def test_the_log_shows_no_key(twin: Twin, guarded: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for place in ("header", "query", "cookie"):
        client, wire = twin.client(guarded, reply(500), reply(200, b"{}"))
        raw = twin.call(client, f"with_raw_response.by_{place}")

        sent = wire.requests[0]
        assert KEY in f"{sent.headers.raw} {sent.url}"
        assert KEY not in f"{raw!r} {raw.http_response.request.headers.raw} {raw.http_response.request.url}"
    assert caplog.text.count("guarded.example") >= 6
    assert KEY not in caplog.text


@pytest.mark.parametrize("name", ["X-Auth-Token", "X-Session", "Api-Key", "X-Client-Secret", "Cookie"])
def test_headers_that_sound_secret_are_not_kept(twin: Twin, workshop: ModuleType, name: str) -> None:
    client, wire = twin.client(workshop, reply(200, PICTURE))

    raw = twin.call(client, "with_raw_response.create_picture", prompt="x", extra_headers={name: "quiet", "X-Kept": "kept"})

    assert wire.requests[0].headers[name] == "quiet"
    assert (raw.http_response.request.headers[name], raw.http_response.request.headers["x-kept"]) == ("***", "kept")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_nowhere(twin: Twin, guarded: ModuleType, status: int) -> None:
    other: list[bytes] = []
    with raw_server(lambda c: other.append(b"reached")) as elsewhere:
        answer = f"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere}/\r\nContent-Length: 0\r\n\r\n".encode()
        with raw_server(lambda c: c.sendall(answer)) as url:
            client, _ = twin.client(guarded, base_url=url)
            with pytest.raises(guarded.APIStatusError, match="redirects are not followed") as caught:
                twin.call(client, "by_header")

    assert (other, caught.value.status) == ([], status)
    assert caught.value.response.next_request is None  # which would hold the key


def test_certificates_are_verified(workshop: ModuleType) -> None:
    with workshop.Workshop() as client:
        context = client._connection.http._transport._pool._ssl_context

        assert (context.check_hostname, context.verify_mode.name) == (True, "CERT_REQUIRED")


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_takes_no_more_memory_than_the_limit(twin: Twin, workshop: ModuleType, coding: str) -> None:
    squeezed = gzip.compress(bytes(100_000_000), 1) if coding == "gzip" else zlib.compress(bytes(100_000_000), 1)
    client, _ = twin.client(workshop, reply(200, squeezed, Content_Encoding=coding), max_response_bytes=2_000_000)

    tracemalloc.start()
    try:
        with pytest.raises(workshop.ResponseInvalid, match="longer than 2000000 bytes"):
            twin.call(client, "create_picture", prompt="x")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 30_000_000


def test_the_limit_of_a_body_is_as_documented(workshop: ModuleType, twin: Twin) -> None:
    client, _ = twin.client(workshop, reply(200, b" " * 64 * 1024 * 1024 + b" "))

    with pytest.raises(workshop.ResponseInvalid, match="longer than 67108864 bytes"):
        twin.call(client, "create_picture", prompt="x")


@pytest.mark.parametrize("size", [9, 10, 11])
def test_a_body_of_just_the_limit_is_read(twin: Twin, workshop: ModuleType, size: int) -> None:
    client, _ = twin.client(workshop, reply(200, b" " * (size - 2) + b"{}"), max_response_bytes=10)

    if size <= 10:
        assert twin.call(client, "create_picture", prompt="x").id is None
    else:
        with pytest.raises(workshop.ResponseInvalid, match="longer than 10 bytes"):
            twin.call(client, "create_picture", prompt="x")


HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    status=st.integers(200, 599),
    content=st.binary(max_size=40) | st.sampled_from([PICTURE, b"[" * 5000, b'{"a":' * 5000, b"1" * 5000, b'{"id": 1e999}']),
    kind=HEADER | st.sampled_from([JSON, "text/html; charset=utf-16", "a; charset=unicode_escape", "a; charset=hex", "a; charset=\x00"]),
    more=st.dictionaries(
        st.sampled_from(["Content-Encoding", "Retry-After", "Retry-After-Ms", "Location", "X-Request-Id", "Set-Cookie"]),
        HEADER | st.sampled_from(["gzip", "deflate", "br", "1e400", "-1", "Fri, 31 Feb 2026 99:99:99 GMT"]),
    ),
)
def test_no_reply_is_more_than_a_result_or_a_typed_error(
    workshop: ModuleType, status: int, content: bytes, kind: str, more: dict[str, str]
) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers={"Content-Type": kind.strip(), **more}, stream=httpx.ByteStream(content))

    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = workshop.Workshop(bearer_api_key=KEY, key_header_api_key=KEY, http_client=http, max_retries=0)

    for method, arguments in (
        ("create_picture", {"prompt": "x"}),
        ("list_pictures", {"limit": 1}),
        ("get_picture", {"picture_id": "p"}),
        ("delete_picture", {"picture_id": "p"}),
        ("replace_notes", {"body": []}),
    ):
        with suppress(workshop.ResponseInvalid, workshop.APIConnectionError, workshop.APIStatusError):
            getattr(client, method)(**arguments)
