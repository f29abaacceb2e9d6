"""What passes is recorded as an HTTP Archive: whole enough to be of use, without secrets, in bounded memory."""

import asyncio
import base64
import json
import re
from pathlib import Path
from urllib.parse import quote

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.mock import create_app
from swornspec.mock.covered import Covering
from swornspec.mock.record import MOST_OF_BODY, Recorder

SCHEMA = jsonschema_rs.validator_for(json.loads(Path(__file__).with_name("har.schema.json").read_text()))
SECRETS = ("s3cret-bearer", "s3cret-key", "s3cret-cookie", "s3cret-query", "s3cret pair", "s3cret-word")


def replying(status=200, headers=((b"content-type", b"application/json"),), body=b"{}"):
    """An application that reads each request and gives one answer."""

    async def app(scope, receive, send):
        while (await receive()).get("more_body"):
            continue
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": body[:3], "more_body": True})
        await send({"type": "http.response.body", "body": body[3:]})

    return app


def passed(recorder, *, method="POST", path=b"/v2/lamps", query=b"", headers=(), pieces=(b"",)):
    """Send one request through a recorder; what its application sends back."""
    sent = []
    messages = [{"type": "http.request", "body": p, "more_body": n + 1 < len(pieces)} for n, p in enumerate(pieces)]

    async def receive():
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "scheme": "http",
        "http_version": "1.1",
        "method": method,
        "path": path.decode("latin-1"),
        "raw_path": path,
        "query_string": query,
        "headers": [(b"host", b"localhost:8080"), *headers],
        "server": ("127.0.0.1", 8080),
    }
    asyncio.run(recorder(scope, receive, send))
    return sent


def archived(recorder):
    whole = json.loads(recorder.written("0.0"))
    assert [f"{list(e.instance_path)} {e.message}" for e in SCHEMA.iter_errors(whole)] == []
    return whole["log"]


def entry_of(app, lamps, **request):
    recorder = Recorder(app, Covering([lamps]))
    passed(recorder, **request)
    [entry] = archived(recorder)["entries"]
    return entry


def test_nothing_is_an_archive_too(lamps):
    log = archived(Recorder(replying(), Covering([lamps])))

    assert (log["creator"], log["entries"]) == ({"name": "swornspec", "version": "0.0"}, [])


def test_an_entry_has_the_request_and_its_answer(lamps):
    entry = entry_of(
        create_app([lamps]),
        lamps,
        query=b"a=1&b=%20+&c",
        headers=[(b"content-type", b"application/json"), (b"x-own", b"1"), (b"x-own", b"2"), (b"authorization", b"Bearer t")],
        pieces=(b'{"na', b'me": "a"}'),
    )
    request, response = entry["request"], entry["response"]

    assert (request["method"], request["url"]) == ("POST", "http://localhost:8080/v2/lamps?a=1&b=%20+&c")
    assert request["queryString"] == [{"name": "a", "value": "1"}, {"name": "b", "value": "  "}, {"name": "c", "value": ""}]
    assert [h["value"] for h in request["headers"] if h["name"] == "x-own"] == ["1", "2"]
    assert (request["postData"], request["bodySize"]) == ({"mimeType": "application/json", "text": '{"name": "a"}'}, 13)
    assert (response["status"], response["statusText"], response["content"]["mimeType"]) == (200, "OK", "application/json")
    assert json.loads(response["content"]["text"])["watts"] == 56
    assert response["bodySize"] == len(response["content"]["text"])
    assert entry["time"] == pytest.approx(sum(entry["timings"].values()))


def test_what_passes_is_not_changed(lamps):
    body = bytes(range(256)) * 2_000

    sent = passed(Recorder(replying(body=body), Covering([lamps])))

    assert [m["type"] for m in sent] == ["http.response.start", "http.response.body", "http.response.body"]
    assert b"".join(m.get("body", b"") for m in sent) == body


def test_credentials_are_nowhere(document_of):
    schemes = {"k": {"type": "apiKey", "in": "query", "name": "mine"}, "h": {"type": "apiKey", "in": "header", "name": "X-Mine"}}
    document = document_of(components={"securitySchemes": schemes}, security=[{"k": [], "h": []}])
    basic = base64.b64encode(b"user:s3cret pair")
    for body in (
        b'{"a": "s3cret-bearer", "b": ["s3cret-key", "s3cret-query"], "password": "s3cret-word", "access_token" : "s3cret-\\"word"}',
        b"a=s3cret-bearer&password=s3cret-word&b=s3cret%20pair",
        b"\xff\xfe s3cret-bearer",
    ):
        kind = b"application/json" if body.startswith(b"{") else b"application/x-www-form-urlencoded"
        headers = [
            (b"authorization", b"Bearer s3cret-bearer"),
            (b"proxy-authorization", b"Basic " + basic),
            (b"x-mine", b"s3cret-key"),
            (b"cookie", b"sid=s3cret-cookie; other=s3cret-word"),
            (b"referer", b"http://x/?mine=s3cret-query&y=s3cret-cookie"),
            (b"content-type", kind),
        ]
        answered = ((b"set-cookie", b"sid=s3cret-word; Path=/"), (b"location", b"/s3cret-key"), (b"content-type", kind))
        recorder = Recorder(replying(302, answered, body), Covering([document]))
        passed(
            recorder, path=b"/x/s3cret-bearer", query=b"mine=s3cret-query&api_key=s3cret-word&a=s3cret-key", headers=headers, pieces=(body,)
        )
        written = recorder.written("0.0")
        [entry] = archived(recorder)["entries"]

        assert re.findall(".{40}s3cret.{20}", written) == []
        assert not any(base64.b64encode(s.encode()).decode()[:8] in written for s in SECRETS)
        assert basic.decode() not in written
        assert {c["name"] for c in entry["request"]["cookies"]} == {"sid", "other"}
        assert [c["name"] for c in entry["response"]["cookies"]] == ["sid"]
        shown = {h["name"]: h["value"] for h in entry["request"]["headers"]}
        assert (shown["authorization"], shown["x-mine"]) == ("Bearer ***", "***")


def test_bodies_are_cut_and_a_secret_at_the_cut_is_not_seen(lamps):
    start = b"x" * (MOST_OF_BODY - 5)
    entry = entry_of(
        replying(body=start + b"s3cret-bearer and more"),
        lamps,
        headers=[(b"authorization", b"Bearer s3cret-bearer")],
        pieces=(start, b"\xe2\x82\xac" * 10_000),
    )

    assert entry["response"]["content"]["size"] == len(start) + 22
    assert entry["response"]["content"]["text"] == start.decode() + "*** a"
    assert entry["response"]["content"]["comment"] == f"the first {MOST_OF_BODY} of {len(start) + 22} bytes"
    assert len(entry["request"]["postData"]["text"]) <= MOST_OF_BODY


def test_bytes_that_are_no_text_are_encoded(lamps):
    body = bytes(range(256))

    entry = entry_of(replying(headers=((b"content-type", b"image/png"),), body=body), lamps, pieces=(body,))

    assert base64.b64decode(entry["response"]["content"]["text"]) == body
    assert entry["request"]["postData"]["comment"] == "not text"


def test_only_the_last_requests_are_kept(lamps):
    few = Recorder(replying(), Covering([lamps]), most=3)
    small = Recorder(replying(body=b"x" * 5_000), Covering([lamps]), most_bytes=20_000)
    for number in range(10):
        passed(few, path=b"/%d" % number)
        passed(small, path=b"/%d" % number)

    log = archived(few)
    assert [e["request"]["url"].rpartition("/")[2] for e in log["entries"]] == ["7", "8", "9"]
    assert log["comment"] == "7 earlier requests are left out"
    assert len(small.written("0.0")) < 21_000
    assert archived(small)["entries"][-1]["request"]["url"].endswith("/9")


def test_a_request_without_an_answer_is_not_an_entry(lamps):
    async def silent(scope, receive, send):
        return

    recorder = Recorder(silent, Covering([lamps]))
    passed(recorder)

    assert archived(recorder)["entries"] == []


TEXT = st.binary(max_size=30)


@given(
    TEXT, TEXT, st.lists(st.tuples(st.sampled_from([b"host", b"cookie", b"x", b"authorization"]), TEXT)), TEXT, st.sampled_from([200, 999])
)
def test_whatever_is_sent_the_archive_is_valid(lamps, path, query, headers, body, status):
    recorder = Recorder(replying(status, headers, body), Covering([lamps]))

    passed(recorder, path=path, query=query, headers=headers, pieces=(body,))

    assert len(archived(recorder)["entries"]) == 1


KINDS = st.sampled_from(["application/json", "application/x-www-form-urlencoded", "text/plain"])


@given(st.text('abc"\\/ %&=+;,.', min_size=6, max_size=12), KINDS)
def test_no_secret_is_seen_wherever_it_comes_up(lamps, secret, media_type):
    secret = f"s3cret{secret}s3cret"
    raw, quoted = secret.encode("latin-1"), quote(secret.encode("latin-1"), safe="").encode()
    in_json = json.dumps({"a": secret, secret: [secret]}, ensure_ascii=False).encode()
    body = {"application/json": in_json, "text/plain": b"It is " + secret.encode()}.get(media_type, b"a=" + quoted)
    entry = entry_of(
        replying(headers=((b"content-type", media_type.encode()), (b"x-echo", raw)), body=body),
        lamps,
        path=b"/v2/" + quoted,
        query=b"a=" + quoted,
        headers=[(b"authorization", b"Bearer " + raw), (b"content-type", media_type.encode()), (b"x-too", b"a" + raw)],
        pieces=(body,),
    )

    assert "s3cret" not in json.dumps(entry)
