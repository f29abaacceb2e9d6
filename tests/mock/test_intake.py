"""Request bodies: strict JSON, bounded, and of a documented media type."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.mock import create_app
from swornspec.mock.read import MOST_NESTED, UnreadableError, read_json


@pytest.fixture(scope="module")
def app(document_of):
    return create_app([document_of(schema={})], max_body=100_000)


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b" ",
        b"nul",
        b"{} {}",
        b"{'a': 1}",
        b'{"a": 1,}',
        b"[01]",
        b"[1.]",
        b"[NaN]",
        b"[Infinity]",
        b"[-Infinity]",
        b"1e400",
        b"-1" + b"0" * 400 + b".0",
        b"1" * 5000,
        b"\xef\xbb\xbf{}",
        b'"\xff"',
        b'{"\xc0\x80": 1}',
        b'"\xed\xa0\x80"',
        b'"\\ud800"',
        b'"\\udc00x"',
        b'"\x01"',
        '{"a": 1}'.encode("utf-16"),
        b"[" * 50_000,
        b"[" * (MOST_NESTED + 1) + b"]" * (MOST_NESTED + 1),
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b"[" * 200 + b'"' + b"\\" * 301,
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_what_is_not_strict_json_is_refused(app, ask, raw):
    reply = ask(app, path="/things", raw=raw)

    assert (reply.status, reply.constraints) == (400, ["body-json"])


@pytest.mark.parametrize(
    "raw",
    [
        b"null",
        b"0",
        b'""',
        b' {"a": [1, 2.5e3, true, null, "\\u0000\\ud83d\\ude00"]}\r\n',
        b"9" * 4300,
        b"-1e-400",
        b"[" * MOST_NESTED + b"]" * MOST_NESTED,
        b'{"a": "' + b"[{" * 1000 + b'"}',
        b'{"a": "\\"' + b"[{" * 1000 + b'\\\\"}',
        b"[" + b"{}," * 1000 + b"{}]",
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_what_is_strict_json_is_read(app, ask, raw):
    assert ask(app, path="/things", raw=raw).status == 200


def test_the_last_of_two_equal_names_counts():
    assert read_json(b'{"a": 1, "b": 2, "a": 3}') == {"a": 3, "b": 2}


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(_VALUES)
def test_json_that_others_write_is_read_as_they_meant_it(value):
    assert read_json(json.dumps(value).encode()) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text('[]{}",:0123456789.eE+-truefalsn\\u ', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_reason(raw):
    try:
        read_json(raw)
        reason = None
    except UnreadableError as error:
        reason = str(error)

    assert reason is None or reason.startswith("the body is ")


@pytest.mark.parametrize(("size", "status"), [(99_998, 200), (99_999, 413)])
def test_bodies_are_read_up_to_the_limit_however_they_come(app, ask, size, status):
    raw = b'"' + b"x" * size + b'"'

    whole = ask(app, path="/things", raw=raw)
    pieces = ask(app, path="/things", chunks=[raw[n : n + 10_000] for n in range(0, len(raw), 10_000)] + [b""])

    assert (whole.status, pieces.status) == (status, status)


def test_an_endless_body_is_not_read_to_its_end(app, ask):
    def endless():
        while True:
            yield b"x" * 30_000

    reply = ask(app, path="/things", chunks=endless(), headers={"content-type": "application/json"})

    assert (reply.status, reply.received) == (413, 4)


def test_a_body_announced_as_too_large_is_not_read_at_all(app, ask):
    reply = ask(app, path="/things", raw=b"{}", headers={"content-length": "100001"})

    assert (reply.status, reply.received) == (413, 0)


def test_a_client_that_goes_away_gets_nothing(app, driven):
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/things",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    half = [{"type": "http.request", "body": b"{", "more_body": True}]

    assert driven(app, scope, []) is None
    assert driven(app, scope, half) is None


def test_a_missing_body_is_a_broken_constraint_and_an_optional_one_is_none(document_of, ask):
    content = {"application/json": {"schema": {"type": "object"}}}
    optional = create_app([document_of(operation={"requestBody": {"content": content}})])
    required = create_app([document_of(operation={"requestBody": {"content": content, "required": True}})])

    assert ask(optional, path="/things").status == 200
    assert ask(required, path="/things").constraints == ["body-required"]
    assert ask(optional, path="/things", raw=b"null").constraints == ["body-type"]


@pytest.mark.parametrize(
    ("documented", "sent", "status"),
    [
        ("application/json", None, 415),
        ("application/json", "application/json", 400),
        ("application/json", "APPLICATION/JSON;charset=x", 400),
        ("application/json", "application/json+x", 415),
        ("application/json", "application/vnd.api+json", 415),
        ("application/vnd.api+json", "application/vnd.api+json", 400),
        ("application/vnd.api+json; version=1", "application/vnd.api+json", 400),
        ("application/*", "application/json", 400),
        ("*/*", "application/problem+json", 400),
        ("*/*", "text/plain", 200),
        ("text/plain", "text/plain; charset=utf-8", 200),
        ("text/plain", "application/json", 415),
    ],
)
def test_json_is_judged_and_other_documented_types_are_taken(document_of, ask, documented, sent, status):
    body = {"required": True, "content": {documented: {"schema": {"type": "integer"}}}}
    app = create_app([document_of(operation={"requestBody": body})])

    reply = ask(app, path="/things", raw=b'"text"', headers={"content-type": sent})

    assert reply.status == status
    assert status != 415 or reply.headers["accept"] == documented.split(";")[0]


def test_bodies_of_operations_without_one_are_ignored(document_of, ask):
    app = create_app([document_of()])

    assert ask(app, path="/things", raw=b"{", headers={"content-type": "text/plain"}).status == 200


def test_fields_with_one_value_cannot_have_two(document_of, driven):
    app = create_app([document_of(schema={})])
    scope = {"type": "http", "method": "POST", "path": "/things", "query_string": b""}
    body = [{"type": "http.request", "body": b"{}"}]

    def status(*fields):
        return driven(app, {**scope, "headers": [(b"content-type", b"application/json"), *fields]}, body).status

    assert status((b"cookie", b"a=1"), (b"cookie", b"b=2")) == 200
    assert status((b"content-type", b"text/plain")) == 400
    assert status((b"content-length", b"2"), (b"content-length", b"3")) == 400


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'\xef\xbb\xbf{"name":"a"}', "byte order mark"),
        (b'{"name":"\\ud800"}', "half of a surrogate pair"),
        (b'{"name":', "ends too early"),
    ],
)
def test_a_refusal_says_what_is_wrong_with_the_bytes(raw, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_json(raw)
