"""Latency and faults: how they are written, when they happen, and what a client sees of them."""

import json
import logging

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.mock import create_app, running
from swornspec.mock.fault import Fault, Faults, Latency, read_fault, read_latency, read_rate

THING = "/v1/things/5"


@pytest.mark.parametrize(
    ("text", "latency"),
    [
        ("200ms", Latency(0.2, 0.2)),
        (" 1.5s ", Latency(1.5, 1.5)),
        ("0ms", Latency(0, 0)),
        ("50..200ms", Latency(0.05, 0.2)),
        ("50ms..1s", Latency(0.05, 1)),
        ("1..2s", Latency(1, 2)),
        ("60s", Latency(60, 60)),
    ],
)
def test_latencies_are_read_as_people_write_them(text, latency):
    assert read_latency(text) == latency


@pytest.mark.parametrize(
    "text", ["", "200", "ms", "-1ms", "1e3ms", "nan s", "200..50ms", "61s", "1m", "1..2", "..5ms", "5ms..", "٣ms", "9" * 5000 + "ms"]
)
def test_what_is_no_latency_is_refused(text):
    with pytest.raises(ValueError, match=r"^a latency is "):
        read_latency(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("429=0.1", (Fault("status", 429), 0.1)),
        ("drop=.5", (Fault("drop"), 0.5)),
        ("Truncate = 1", (Fault("truncate"), 1)),
        ("timeout=0", (Fault("timeout"), 0)),
    ],
)
def test_rates_are_read_as_people_write_them(text, read):
    assert read_rate(text) == read


@pytest.mark.parametrize(
    "text", ["", "429", "429=", "200=0.1", "600=0.1", "none=0.1", "429=2", "429=1.5", "429=-1", "429=nan", "429=1e-3", "fire=1"]
)
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match=r"^a fault "):
        read_rate(text)


@given(st.text(max_size=40))
def test_any_text_is_a_fault_or_is_refused_in_our_words(text):
    for read in (read_latency, read_fault, read_rate):
        try:
            read(text)
        except ValueError as error:
            assert str(error).startswith("a ")  # noqa: PT017 - not every text is refused


@pytest.mark.parametrize("rates", [[("429=0.6"), ("500=0.6")], [("429=0.1"), ("429=0.1")]])
def test_rates_that_cannot_be_are_refused(rates):
    with pytest.raises(ValueError, match="rates"):
        Faults([read_rate(r) for r in rates])


def test_faults_happen_at_their_rates_and_at_the_same_requests_in_every_run():
    def happened(seed):
        faults = Faults([read_rate("429=0.1"), read_rate("drop=0.05")], read_latency("10..20ms"), seed)
        return [faults.decide({}) for _ in range(4000)]

    first = happened(1)
    kinds = [str(fault) for _, fault in first]

    assert first == happened(1) != happened(2)
    assert (320 < kinds.count("429") < 480, 140 < kinds.count("drop") < 260) == (True, True)
    assert all(0.01 <= seconds <= 0.02 for seconds, _ in first)


def test_the_headers_of_a_request_win_over_the_rates_and_disturb_no_other_request():
    plain, asked = (Faults([read_rate("500=0.5")], read_latency("1..9s"), seed=4) for _ in range(2))

    assert asked.decide({b"x-mock-fault": b"none", b"x-mock-latency": b"20ms"}) == (0.02, None)
    plain.decide({})
    assert [plain.decide({}) for _ in range(50)] == [asked.decide({}) for _ in range(50)]


@pytest.fixture(scope="module")
def app(shop):
    return create_app([shop])


@pytest.mark.parametrize(
    ("path", "fault", "status", "shape"),
    [
        (THING, "404", 404, "application/json"),
        (THING, "503", 503, "application/problem+json"),
        (THING, "500", 500, "application/problem+json"),
        (THING, "418", 418, "application/problem+json"),
    ],
)
def test_a_status_is_sent_in_the_documented_shape(app, ask, path, fault, status, shape):
    reply = ask(app, "GET", path, headers={"x-mock-fault": fault})

    assert (reply.status, reply.headers["content-type"], reply.headers["x-mock-fault"]) == (status, shape, fault)
    assert ("retry-after" in reply.headers) == (status == 503)


def test_a_fault_comes_before_the_request_is_judged(app, ask):
    reply = ask(app, body={}, path="/v1/things", headers={"x-mock-fault": "429"})

    assert (reply.status, set(reply.json)) == (429, {"code"})
    assert reply.headers["retry-after"] == "1"


def test_faults_by_rate_need_no_header(shop, ask):
    application = create_app([shop], faults=Faults([read_rate("503=1")]))

    assert {ask(application, "GET", THING).status for _ in range(5)} == {503}
    assert ask(application, "GET", THING, headers={"x-mock-fault": "none"}).status == 200
    assert (ask(application, "GET", "/v1/none").status, ask(application, "OPTIONS", THING).status) == (404, 204)


@pytest.mark.parametrize(
    "header", [("x-mock-fault", "fire"), ("x-mock-latency", "soon"), ("x-mock-latency", "9999999s"), ("x-mock-fault", "200")]
)
def test_headers_that_mean_nothing_are_refused_with_what_there_is(app, ask, header):
    reply = ask(app, "GET", THING, headers=dict([header]))

    assert (reply.status, reply.headers["content-type"]) == (400, "application/problem+json")
    assert reply.json["detail"].startswith("X-Mock-Latency or X-Mock-Fault cannot be read: a ")
    assert header[1] not in reply.json["detail"]


@pytest.fixture(scope="module")
def server(app):
    with running(app) as started:
        yield started


@pytest.fixture(scope="module")
def client(server):
    with httpx.Client(base_url=server.url, timeout=0.4) as opened:
        yield opened


@pytest.fixture
def silent(caplog, client):
    """The mock answers afterwards, and nothing was logged."""
    caplog.set_level(logging.WARNING)
    yield
    assert client.get(THING).status_code == 200
    assert caplog.records == []


@pytest.mark.usefixtures("silent")
def test_a_dropped_connection_has_no_answer(client):
    with pytest.raises(httpx.TransportError):
        client.get(THING, headers={"x-mock-fault": "drop"})


@pytest.mark.usefixtures("silent")
def test_a_truncated_answer_ends_before_its_length(client):
    whole = client.get(THING).content
    with client.stream("GET", THING, headers={"x-mock-fault": "truncate"}) as reply:
        pieces: list[bytes] = []
        with pytest.raises(httpx.RemoteProtocolError):
            pieces.extend(reply.iter_raw())

    assert reply.status_code == 200
    assert 0 < len(b"".join(pieces)) < len(whole)
    assert whole.startswith(b"".join(pieces))


@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize(("method", "path"), [("HEAD", THING), ("DELETE", THING)])
def test_there_is_nothing_to_truncate_where_there_is_no_body(client, method, path):
    with pytest.raises(httpx.TransportError):
        client.request(method, path, headers={"x-mock-fault": "truncate"})


@pytest.mark.usefixtures("silent")
def test_a_client_can_be_left_waiting(client):
    with pytest.raises(httpx.ReadTimeout):
        client.get(THING, headers={"x-mock-fault": "timeout"})


@pytest.mark.usefixtures("silent")
def test_an_answer_held_back_is_the_same_answer(client):
    with pytest.raises(httpx.ReadTimeout):
        client.get(THING, headers={"x-mock-latency": "30s"})

    assert client.get(THING, headers={"x-mock-latency": "5ms"}).content == client.get(THING).content


def test_a_body_is_read_although_its_answer_is_held_back(client):
    reply = client.post("/v1/things", json={"name": "x" * 30}, headers={"x-mock-latency": "1..3ms"})

    assert reply.status_code == 201


def test_clients_that_wait_do_not_hold_up_the_end(shop, caplog):
    caplog.set_level(logging.WARNING)
    with running(create_app([shop])) as server:
        for headers in ({"x-mock-fault": "timeout"}, {"x-mock-latency": "60s"}):
            with pytest.raises(httpx.ReadTimeout):
                httpx.get(server.url + THING, headers=headers, timeout=0.2)

    assert [r for r in caplog.records if r.exc_info] == []


def test_drops_by_rate_leave_the_other_answers_whole(shop):
    faults = Faults([read_rate("drop=0.3"), read_rate("truncate=0.2")], seed=5)
    got = []
    with running(create_app([shop], faults=faults)) as server, httpx.Client() as client:
        for _ in range(30):
            try:
                got.append(json.loads(client.get(server.url + THING).content))
            except httpx.TransportError:
                got.append(None)

    assert 5 < got.count(None) < 25
    assert {json.dumps(g) for g in got if g} == {'{"id": 1, "name": "small"}'}
