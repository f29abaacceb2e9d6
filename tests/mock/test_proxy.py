"""Between a client and a real server: what is passed on, what is told of it, and what gets no further."""

import asyncio
import contextlib
import gzip
import json
import socket
import threading
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.contract.strategies import any_bodies, bodies
from swornspec.errors import RequestError
from swornspec.mock import create_app, running, server_path
from swornspec.mock.drift import DriftLog
from swornspec.mock.forward import Upstream, onward
from swornspec.mock.proxy import Proxy, proxied
from swornspec.spec.check import Checker
from swornspec.spec.document import load_document

AUTH = {"authorization": "Bearer t0ken-of-mine"}
LAMP = {"id": "0d0f5a51-2a0c-4a6a-8a41-1e2a3b4c5d6e", "watts": 56}
JSON = (b"content-type", b"application/json")
WRONG = {
    "good": (200, [JSON], json.dumps(LAMP).encode()),
    "wrong": (200, [JSON], json.dumps({**LAMP, "watts": 65}).encode()),
    "extra": (200, [JSON], json.dumps({**LAMP, "colour": "red"}).encode()),
    "teapot": (218, [JSON], json.dumps(LAMP).encode()),
    "text": (200, [(b"content-type", b"text/plain")], b"a lamp"),
    "untyped": (200, [], json.dumps(LAMP).encode()),
    "no json": (200, [JSON], b"{"),
    "nothing": (200, [JSON], b""),
    "deep": (200, [JSON], b"[" * 5_000 + b"]" * 5_000),
    "half": (200, [JSON], b'{"\\ud800": 1e999}'),
    "refused": (400, [(b"content-type", b"application/problem+json")], b'{"title": "Bad Request", "status": 400, "detail": "No."}'),
    "failed": (500, [JSON], b"{}"),
    "zipped": (200, [JSON, (b"content-encoding", b"gzip")], gzip.compress(json.dumps(LAMP).encode())),
    "moved": (302, [(b"location", b"http://127.0.0.1:9/elsewhere")], b""),
    "none": (204, [], b""),
    "hops": (
        200,
        [JSON, (b"connection", b"x-hop"), (b"x-hop", b"1"), (b"keep-alive", b"5"), (b"x-kept", b"2"), (b"via", b"1.0 there")],
        json.dumps(LAMP).encode(),
    ),
    "cookies": (200, [JSON, (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")], json.dumps(LAMP).encode()),
    "large": (200, [JSON], json.dumps({**LAMP, "id": "x" * 300_000}).encode()),
}


class Drifting:
    """A server of lamps that does what a request's header `x-do` says; `scope` and `body` are those of the last request."""

    def __init__(self):
        self.scope, self.body, self.count = {}, b"", 0

    async def __call__(self, scope, receive, send):
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body, more = body + message["body"], message["more_body"]
        self.scope, self.body, self.count = scope, body, self.count + 1
        do = dict(scope["headers"]).get(b"x-do", b"good").decode()
        if do == "slow":
            await asyncio.sleep(30)
        if do == "events":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
            for number in range(3):
                await send({"type": "http.response.body", "body": b"data: %d\n\n" % number, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
            return
        if do in ("broken off", "events broken off"):
            kind = b"text/event-stream" if do.startswith("events") else b"application/json"
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
            await send({"type": "http.response.body", "body": b'{"id', "more_body": True})
            return
        status, headers, content = WRONG[do]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content if scope["method"] != "HEAD" else b""})


class Watched:
    """A proxy that runs: its client, and what it tells."""

    def __init__(self, url, log, lines):
        self.client = httpx.Client(base_url=url + "/v2", headers=AUTH)
        self.log, self.raw = log, lines

    @property
    def lines(self):
        return [json.loads(line) for line in self.raw]

    @property
    def told(self):
        """What was told, as `side constraint`, since the last time."""
        found = [f"{line['drift']} {line['constraint']}" for line in self.lines]
        self.raw.clear()
        return found

    def make(self, do="good", body=None, **given):
        return self.client.post("/lamps", json={"name": "a"} if body is None else body, headers={"x-do": do}, **given)


@contextlib.contextmanager
def watching(documents, urls, **settings):
    lines: list[str] = []
    log = DriftLog(lines.append)
    with running(proxied(documents, urls, log, **settings)) as server:
        watched = Watched(server.url, log, lines)
        with watched.client:
            yield watched


@pytest.fixture(scope="module")
def behind():
    app = Drifting()
    with running(app) as server:
        app.url = server.url
        yield app


@pytest.fixture(scope="module")
def reporting(lamps, behind):
    with watching([lamps], [f"{behind.url}/base"]) as watched:
        yield watched


@pytest.fixture(scope="module")
def refusing(lamps, behind):
    with watching([lamps], [f"{behind.url}/base"], refuse=True) as watched:
        yield watched


@pytest.fixture(scope="module")
def mocked(lamps):
    with running(create_app([lamps])) as server, httpx.Client(base_url=server.url + "/v2", headers=AUTH) as client:
        yield client


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Nothing a client or a server does is an error of the proxy's own."""
    yield
    assert "Exception in ASGI" not in caplog.text
    assert "Traceback" not in caplog.text


def test_a_valid_exchange_passes_unchanged_and_without_drift(reporting, behind):
    reply = reporting.client.post("/lamps?", content=b'{"name":  "a"}', headers={"content-type": "application/json", "x-own": "7"})

    assert (reply.status_code, reply.json(), reply.headers["swornspec-drift"]) == (200, LAMP, "0")
    assert reporting.told == []
    assert behind.body == b'{"name":  "a"}'
    assert behind.scope["raw_path"] == b"/base/lamps"
    assert dict(behind.scope["headers"])[b"x-own"] == b"7"
    assert dict(behind.scope["headers"])[b"authorization"] == AUTH["authorization"].encode()


@pytest.mark.parametrize(
    ("do", "status", "told"),
    [
        ("wrong", 200, ["watts-maximum", "watts-multipleOf"]),
        ("extra", 200, ["colour-undocumented"]),
        ("teapot", 218, ["status-218-undocumented"]),
        ("text", 200, ["content-type"]),
        ("untyped", 200, ["content-type"]),
        ("no json", 200, ["body-json"]),
        ("nothing", 200, ["body-json"]),
        ("deep", 200, ["body-json"]),
        ("half", 200, ["body-json", "\ud800-undocumented"]),
        ("refused", 400, ["valid-refused"]),
        ("failed", 500, ["status-500-undocumented"]),
        ("moved", 302, ["status-302-undocumented"]),
        ("none", 204, ["status-204-undocumented"]),
        ("zipped", 200, []),
        ("cookies", 200, []),
        ("events", 200, ["content-type"]),
    ],
)
def test_a_wrong_response_is_told_and_passed_back_as_it_is(reporting, behind, do, status, told):
    direct = httpx.post(behind.url + "/lamps", headers={"x-do": do})

    reply = reporting.make(do)

    assert (reply.status_code, reply.content) == (status, direct.content)
    assert sorted(reporting.told) == [f"response {t}" for t in told]
    assert reply.headers["swornspec-drift"] == str(len(told))
    passed = [(n, v) for n, v in direct.headers.multi_items() if n not in ("date", "transfer-encoding", "connection", "content-length")]
    assert set(passed) <= set(reply.headers.multi_items())


@pytest.mark.parametrize(
    ("do", "constraints"),
    [
        ("wrong", ["watts-maximum", "watts-multipleOf"]),
        ("teapot", ["status-218-undocumented"]),
        ("no json", ["body-json"]),
        ("events", ["content-type"]),
        ("refused", ["valid-refused"]),
    ],
)
def test_a_wrong_response_becomes_a_502_that_says_what_is_wrong(refusing, do, constraints):
    reply = refusing.make(do)

    assert (reply.status_code, reply.headers["content-type"]) == (502, "application/problem+json")
    assert sorted(e["constraint"] for e in reply.json()["errors"]) == constraints
    assert sorted(refusing.told) == [f"response {c}" for c in constraints]


def test_undocumented_fields_are_told_but_refused_only_when_strict(refusing, lamps, behind):
    assert refusing.make("extra").status_code == 200
    assert refusing.make(body={"name": "a", "odd": 1}).status_code == 200
    assert refusing.told == ["response colour-undocumented", "request odd-undocumented"]
    with watching([lamps], [behind.url], refuse=True, strict=True) as strict:
        assert strict.make("extra").status_code == 502
        assert strict.make(body={"name": "a", "odd": 1}).status_code == 400


INVALID = {
    "body": ("POST", "/lamps", {"json": {"watts": 100, "name": "a"}}, ["watts-at-low-volts", "watts-maximum", "watts-multipleOf"], 400),
    "query": ("GET", "/lamps?limit=0&none=1", {}, ["limit-minimum", "none-undocumented"], 400),
    "path": ("GET", "/lamps/0", {"headers": {"x-trace": "abc"}}, ["id-minimum"], 400),
    "header": ("GET", "/lamps/1", {}, ["X-Trace-required"], 400),
    "credentials": ("GET", "/lamps", {"headers": {"authorization": "nonsense"}}, ["credentials"], 401),
    "media type": ("POST", "/lamps", {"content": "a", "headers": {"content-type": "text/plain"}}, ["body-media-type"], 415),
    "json": ("POST", "/lamps", {"content": "{", "headers": {"content-type": "application/json"}}, ["request-unreadable"], 400),
    "unknown path": ("GET", "/none", {}, ["path-undocumented"], 404),
    "unknown method": ("PUT", "/lamps", {}, ["method-undocumented"], 405),
    "query that is no text": ("GET", "/lamps?limit=%ff", {}, ["request-unreadable"], 400),
}


@pytest.mark.parametrize(("method", "path", "given", "constraints", "status"), INVALID.values(), ids=INVALID)
def test_an_invalid_request_is_told_and_passed_on_or_refused_as_the_mock_does(
    reporting, refusing, behind, mocked, method, path, given, constraints, status
):
    before = behind.count
    refused = refusing.client.request(method, path, **given)
    assert (refused.status_code, behind.count) == (status, before)
    assert sorted(refusing.told) == [f"request {c}" for c in constraints]
    assert refused.headers["swornspec-drift"] == str(len(constraints))
    assert refused.content == mocked.request(method, path, **given).content

    passed = reporting.client.request(method, path, **given)

    assert (passed.status_code, behind.count) == (200, before + 1)
    assert sorted(t for t in reporting.told if t.startswith("request")) == [f"request {c}" for c in constraints]


def test_each_line_says_where_what_and_why(reporting):
    reporting.make(body={"name": "a", "watts": 48})

    [line] = reporting.lines
    reporting.raw.clear()
    assert line.pop("time").endswith("Z")
    assert line == {
        "drift": "request",
        "operation": "create_lamp",
        "method": "POST",
        "status": 200,
        "constraint": "watts-at-low-volts",
        "pointer": "/watts",
        "text": "watts must be at most 40 when volts is under 24",
        "accepted": True,
        "said": [{"page": "lamps.txt", "line": 12, "quote": "Below 24 volts no more than 40 watts."}],
    }


def test_drift_is_counted_by_constraint_and_acceptance(lamps, behind):
    with watching([lamps], [behind.url]) as watched:
        for do in ("good", "wrong", "wrong"):
            watched.make(do, body={"name": "a", "watts": 48})
        counts = {(k.side, k.operation, k.constraint): (c.seen, c.accepted) for k, c in watched.log.counts.items()}

    assert counts == {
        ("request", "create_lamp", "watts-at-low-volts"): (3, 3),
        ("response", "create_lamp", "watts-maximum"): (2, 0),
        ("response", "create_lamp", "watts-multipleOf"): (2, 0),
    }
    assert (watched.log.exchanges, watched.log.total) == (3, 7)


def test_strange_names_without_number_are_counted_in_bounded_memory(lamps, behind):
    with watching([lamps], [behind.url]) as watched:
        for start in range(0, 3_000, 1_000):
            watched.make(body={"name": "a", **{f"odd{n}": 1 for n in range(start, start + 1_000)}})

    assert (len(watched.log.counts), watched.log.uncounted) == (2_000, 1_000)
    assert len(watched.raw) == 150


def test_fields_of_one_connection_stay_on_it(reporting, behind):
    sent = {"connection": "x-hop, keep-alive", "x-hop": "1", "te": "trailers", "proxy-authorization": "Basic eDp5", "via": "1.0 here"}
    reply = reporting.client.post("/lamps", json={"name": "a"}, headers={**sent, "x-do": "hops", "accept-encoding": "gzip"})
    received = {n.decode(): v.decode() for n, v in behind.scope["headers"]}
    reporting.raw.clear()

    assert {"x-hop", "te", "proxy-authorization"}.isdisjoint(received)
    assert (received["via"], received["accept-encoding"]) == ("1.0 here, 1.1 swornspec", "identity")
    assert received["host"] == behind.url.removeprefix("http://")
    assert {"x-hop", "keep-alive"}.isdisjoint(reply.headers)
    assert (reply.headers["x-kept"], reply.headers["via"]) == ("2", "1.0 there, 1.1 swornspec")


def test_cookies_pass_and_are_not_kept(reporting, behind):
    url = str(reporting.client.base_url) + "lamps"

    assert httpx.post(url, json={"name": "a"}, headers={**AUTH, "x-do": "cookies"}).headers.get_list("set-cookie") == ["a=1", "b=2"]
    httpx.post(url, json={"name": "a"}, headers=AUTH)
    assert b"cookie" not in dict(behind.scope["headers"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"connection", b"x-a", b"x-b", b"te", b"via", b"upgrade"]), st.sampled_from([b"x-a", b"x-b,te", b"", b"close"])
        )
    )
)
def test_passing_on_drops_what_connection_names_and_keeps_the_rest_in_order(headers):
    named = {t.strip() for n, v in headers if n == b"connection" for t in v.split(b",")}

    *kept, via = onward(headers)

    assert via[0] == b"via"
    assert kept == [(n, v) for n, v in headers if n not in named | {b"connection", b"te", b"upgrade", b"via"}]


@pytest.mark.parametrize(("do", "status"), [("slow", 504), ("broken off", 502)])
def test_a_server_that_fails_to_answer_is_a_problem_not_a_traceback(lamps, behind, do, status):
    with watching([lamps], [behind.url], timeout=0.3) as watched:
        reply = watched.make(do)

    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")
    assert watched.log.unanswered == 1


def test_a_server_that_is_not_there_is_a_502(lamps):
    with watching([lamps], ["http://127.0.0.1:9"]) as watched:
        reply = watched.make()

    assert (reply.status_code, reply.json()["detail"]) == (502, "The upstream server cannot be reached.")


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 50_000]
)
def test_a_server_that_does_not_speak_http_is_a_502(lamps, answer):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                connection.recv(65_536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with watching([lamps], [f"http://127.0.0.1:{listener.getsockname()[1]}"], timeout=5) as watched:
            reply = watched.make()
        thread.join(5)

    assert reply.status_code == 502


def test_a_stream_that_breaks_off_breaks_off_for_the_client_too(reporting):
    with pytest.raises(httpx.RemoteProtocolError):
        reporting.make("events broken off")
    assert reporting.told == ["response content-type"]


def test_what_is_too_large_to_judge_is_passed_on_unread(lamps, behind):
    lines: list[str] = []
    log = DriftLog(lines.append)

    with (
        running(Proxy([(lamps, Upstream(behind.url))], log, refuse=True, max_judged=100_000)) as server,
        httpx.Client(headers=AUTH) as client,
    ):
        content = json.dumps({"name": "x" * 200_000}).encode()
        whole = client.post(f"{server.url}/v2/lamps", content=content, headers={"content-type": "application/json", "x-do": "large"})
        received = behind.body
        chunks = (content[at : at + 10_000] for at in range(0, len(content), 10_000))
        pieces = client.post(f"{server.url}/v2/lamps", content=chunks, headers={"content-type": "application/json"})

    assert (whole.status_code, len(whole.content) > 300_000, received == content) == (200, True, True)
    assert (pieces.status_code, behind.body == content) == (200, True)
    assert (lines, log.unread) == ([], 1)


def test_what_was_not_judged_is_not_called_valid(document_of, lamps, behind):
    document = document_of(
        {"200": {"description": "Made."}, "400": {"description": "Refused."}},
        operation={"requestBody": {"content": {"text/plain": {"schema": {"type": "string"}}, "application/json": {"schema": {}}}}},
    )
    lines: list[str] = []
    log = DriftLog(lines.append)
    proxy = Proxy([(document, Upstream(behind.url))], log, max_judged=100)
    with running(proxy) as server:
        for media_type, content in (("text/plain", b"a"), ("application/json", b" " * 200 + b"1"), ("application/json", b"1")):
            httpx.post(f"{server.url}/things", content=content, headers={"content-type": media_type, "x-do": "refused"})

    assert [json.loads(line)["constraint"] for line in lines] == ["valid-refused"]


def test_credentials_are_never_told(document_of, behind):
    schemes = {"k": {"type": "apiKey", "in": "query", "name": "k"}, "h": {"type": "apiKey", "in": "header", "name": "X-Mine"}}
    parameters = [{"name": n, "in": i, "schema": {"type": "integer"}} for n, i in (("k", "query"), ("X-Mine", "header"))]
    document = document_of(
        operation={"parameters": parameters},
        components={"securitySchemes": schemes},
        security=[{"k": [], "h": []}],
        schema={"type": "object"},
    )
    lines: list[str] = []
    log = DriftLog(lines.append)
    with running(proxied([document], [behind.url], log)) as server:
        for path in ("/things", "/n0t-known-s3cret-1"):
            httpx.post(
                f"{server.url}{path}?k=s3cret-1&echo=s3cret-2",
                json={"s3cret-2": "s3cret-1"},
                headers={"x-mine": "s3cret-2", "authorization": "Bearer s3cret-3", "cookie": "c=s3cret-4"},
            )

    assert {json.loads(line)["constraint"] for line in lines} >= {"echo-undocumented", "path-undocumented"}
    assert "s3cret" not in "".join(lines) + repr(log.counts)


@pytest.mark.parametrize(("value", "told"), [(None, ["X-Left-required"]), ("5", []), ("4", ["X-Left-minimum"]), ("x", ["X-Left-type"])])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_required_headers_of_a_response_are_judged(lamps, method, value, told):
    async def app(scope, receive, send):
        headers = [JSON] if value is None else [JSON, (b"x-left", value.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(LAMP).encode() if scope["method"] == "GET" else b""})

    with running(app) as server, watching([lamps], [server.url]) as watched:
        watched.client.request(method, "/lamps/1", headers={"x-trace": "ab"})

    assert watched.told == [f"response {t}" for t in told]


def test_options_and_head_pass(reporting, behind):
    assert reporting.client.options("/lamps").status_code == 200
    assert behind.scope["method"] == "OPTIONS"
    head = reporting.client.head("/lamps", headers={"x-do": "wrong"})
    assert (head.status_code, head.content, behind.scope["method"]) == (200, b"", "HEAD")
    assert reporting.told == []


def test_paths_stay_as_they_were_written(reporting, behind):
    with contextlib.closing(socket.create_connection(("127.0.0.1", reporting.client.base_url.port), timeout=5)) as connection:
        connection.sendall(b"GET /v2/a%2Fb/../%zz;x?y=%20+&&z HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        while connection.recv(65_536):
            pass
    reporting.raw.clear()

    assert (behind.scope["raw_path"], behind.scope["query_string"]) == (b"/base/a%2Fb/../%zz;x", b"y=%20+&&z")


def test_two_apis_have_a_server_each(lamps, document_of, behind):
    other = Drifting()
    things = document_of(servers=[{"url": "/other"}])
    with running(other) as server, watching([things, lamps], [f"{server.url}/a", f"{behind.url}/b"]) as watched:
        watched.make()
        httpx.post(str(watched.client.base_url).replace("/v2/", "/other/things"))

    assert (behind.scope["raw_path"], other.scope["raw_path"]) == (b"/b/lamps", b"/a/things")


@pytest.mark.parametrize(
    "urls", ["http://a http://b", "ftp://a", "http://", "http://u:p@a", "http://a/?b=c", "http://a:99999", "http://[", "a"]
)
def test_an_upstream_that_is_none_is_one_clear_error(lamps, urls):
    with pytest.raises(RequestError):
        proxied([lamps], urls.split(), DriftLog(print))


ROOT = Path(__file__).parents[2]
DOCUMENTS = {
    "lamps": ROOT / "tests/mock/lamps.yaml",
    "pumps": ROOT / "tests/contract/pumps.yaml",
    **{api: ROOT / "specs" / api / "openapi.yaml" for api in ("leonardo", "scenario", "stablecog")},
}


@pytest.mark.parametrize("path", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_server_that_keeps_its_documents_never_drifts(path):
    document = load_document(path)
    endpoints = [e for e in document.endpoints if e.body is not None]
    checkers = {e.operation_id: Checker(document, e) for e in endpoints}
    lines: list[str] = []
    log = DriftLog(lines.append)
    base = server_path(document)
    with (
        running(create_app([document])) as behind,
        running(proxied([document], [behind.url + base], log)) as server,
        httpx.Client(headers={**AUTH, "content-type": "application/json"}, auth=None) as client,
    ):
        basic = {"authorization": "Basic dXNlcjpwYXNzd29yZA=="}

        def ask(endpoint, body):
            lines.clear()
            keys = basic if any(c.scheme == "basic" for need in endpoint.security for c in need) else {}
            reply = client.post(f"{server.url}{base}{endpoint.path}", content=json.dumps(body), headers=keys)
            assert int(reply.headers["swornspec-drift"]) == len(lines)
            return reply, [json.loads(line) for line in lines]

        @settings(max_examples=15)
        @given(st.sampled_from(endpoints).flatmap(lambda e: st.tuples(st.just(e), bodies(document, e))))
        def valid(drawn):
            endpoint, body = drawn
            reply, told = ask(endpoint, body)
            assert reply.status_code < 300
            assert [t for t in told if not t["constraint"].endswith("-undocumented") or t["drift"] == "response"] == []

        @settings(max_examples=15)
        @given(st.sampled_from(endpoints).flatmap(lambda e: st.tuples(st.just(e), any_bodies(document, e))))
        def any_at_all(drawn):
            endpoint, body = drawn
            reply, told = ask(endpoint, body)
            broken = [b.constraint for b in dict.fromkeys(checkers[endpoint.operation_id].broken(body))]
            assert [t["constraint"] for t in told if t["drift"] == "request" and t["constraint"] in broken] == broken[:50]
            assert [
                t for t in told if t.get("accepted") or (t["drift"] == "response" and not t["constraint"].endswith("-undocumented"))
            ] == []
            assert (reply.status_code >= 400) == bool(broken)

        valid()
        any_at_all()
