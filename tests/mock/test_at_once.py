"""Requests answered at once get the answers that they would get in the usual way."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.mock import create_app
from swornspec.mock.at_once import now_of
from swornspec.mock.fault import Faults, read_rate
from swornspec.mock.outbox import MOST, Outbox, written
from swornspec.mock.page import Paged
from swornspec.mock.reload import Replaceable
from swornspec.spec.document import load_document

DOCUMENT = load_document(Path(__file__).with_name("lamps.yaml"))
HEADERS = [(b"authorization", b"Bearer t"), (b"content-type", b"application/json"), (b"host", b"x")]


def scope(method: str, path: str, headers=HEADERS):
    return {"type": "http", "method": method, "raw_path": path.encode(), "query_string": b"", "headers": list(headers)}


@given(
    st.sampled_from(["GET", "POST", "HEAD", "DELETE", "OPTIONS", "PUT"]),
    st.sampled_from(["/v2/lamps", "/v2/lamps/1", "/x", "/"]),
    st.binary(max_size=30),
)
def test_the_answer_is_that_of_the_usual_way(ask, method, path, body):
    app = create_app([DOCUMENT])
    found = app.now(scope(method, path), body)
    usual = ask(app, method, path, raw=body, headers={"content-type": "application/json"})

    assert found is not None
    assert (found.status, b"" if method == "HEAD" else found.body) == (usual.status, usual.body)


def test_what_has_to_wait_is_not_answered_at_once():
    body = json.dumps({"name": "a"}).encode()
    slow = create_app([DOCUMENT], faults=Faults((read_rate("503=1"),), None, 0))
    named = scope("POST", "/v2/lamps", [*HEADERS, (b"x-mock-latency", b"50ms")])

    assert slow.now(scope("POST", "/v2/lamps"), body) is None
    assert create_app([DOCUMENT]).now(named, body) is None


def test_what_stands_around_the_mock_answers_as_it_does():
    app = create_app([DOCUMENT])
    for around in (Paged(app, [DOCUMENT]), Replaceable(app), Replaceable(Paged(app, [DOCUMENT]))):
        assert now_of(around)(scope("GET", "/v2/nothing"), b"").status == 404
    assert now_of(Paged(app, [DOCUMENT]))(scope("GET", "/"), b"") is None
    assert now_of(object()) is None


@pytest.mark.parametrize("head", [False, True])
def test_an_answer_stands_on_the_wire_whole(head):
    answer = create_app([DOCUMENT]).now(scope("GET", "/nothing"), b"")
    lines, _, body = written(answer, [(b"date", b"today")], head=head).partition(b"\r\n\r\n")

    assert lines.startswith(b"HTTP/1.1 404 Not Found\r\ndate: today\r\n")
    assert body == (b"" if head else answer.body)


def test_answers_wait_for_each_other_only_for_a_turn_and_in_order():
    sent, turns = [], []

    class Wire:
        def __init__(self, name):
            self.name = name

        def write(self, content):
            sent.append((self.name, content))

    class Loop:
        def call_soon(self, callback):
            turns.append(callback)

    outbox, loop = Outbox(), Loop()
    for n, name in enumerate("aba"):
        outbox.put(loop, Wire(name), b"%d" % n)

    assert sent == []
    assert len(turns) == 1
    turns[0]()
    assert sent == [("a", b"0"), ("b", b"1"), ("a", b"2")]
    outbox.put(loop, Wire("c"), b"x" * (MOST + 1))
    assert len(sent) == 4
