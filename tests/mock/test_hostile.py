"""Whatever an ASGI server hands on, the application answers, and never with a server error."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from swornspec.mock import create_app

NAMES = st.sampled_from(
    [b"authorization", b"content-type", b"content-length", b"content-encoding", b"transfer-encoding", b"cookie", b"x-trace", b"expect"]
)
VALUES = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [
            b"Bearer t",
            b"Basic dTpw",
            b"Bearer",
            b"application/json",
            b"Application/JSON;x",
            b"text/plain",
            b"12",
            b"0",
            b"-1",
            b"9" * 30,
            b"chunked",
        ]
    ),
)
PATHS = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [b"/v2/lamps", b"/v2/lamps/1", b"/v2/lamps/%ff", b"/v2/lamps/\xff", b"/v2//lamps", b"", b"*", b"/v2/lamps/" + b"9" * 5000]
    ),
)
QUERIES = st.one_of(st.binary(max_size=20), st.text("limt=&[]%f,1ags;+", max_size=30).map(str.encode))
METHODS = st.sampled_from(["GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "TRACE", "", "get", "\ud800"])
BODIES = st.one_of(
    st.binary(max_size=30),
    st.text('{}[]":,namewtsvolcr0123456789.eE+-\\u ', max_size=40).map(str.encode),
    st.sampled_from(
        [
            b'{"name":"a"}',
            b'{"watts":1e308}',
            b'{"watts":' + b"9" * 4000 + b"}",
            b'{"name":"' + b"\\u0000" * 30 + b'"}',
            b'{"colors":' + b"[" * 99 + b"]" * 99 + b"}",
        ]
    ),
)


@pytest.fixture(scope="module")
def apps(lamps):
    return {strict: create_app([lamps], strict=strict, max_body=6000) for strict in (False, True)}


@settings(max_examples=400, deadline=None)
@given(
    path=PATHS,
    query=QUERIES,
    method=METHODS,
    headers=st.lists(st.tuples(NAMES, VALUES), max_size=6),
    pieces=st.lists(BODIES, max_size=3),
    strict=st.booleans(),
    raw=st.booleans(),
)
@example(
    b"/v2/lamps", b"", "POST", [(b"authorization", b"Bearer t"), (b"content-type", b"application/json")], [b'{"name":"a"}'], True, True
)
def test_every_request_is_answered_below_500(apps, driven, path, query, method, headers, pieces, strict, raw):
    scope = {"type": "http", "method": method, "path": path.decode("utf-8", "surrogateescape"), "query_string": query, "headers": headers}
    scope |= {"raw_path": path} if raw else {}
    messages = [{"type": "http.request", "body": p, "more_body": n + 1 < len(pieces)} for n, p in enumerate(pieces)]

    reply = driven(apps[strict], scope, messages)

    assert reply is None or 200 <= reply.status < 500
