"""What the mock answers to requests that are right: the documented success, or what the client prefers."""

import itertools

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.mock import create_app
from swornspec.mock.pool import MOST, Pool
from swornspec.mock.sample import NoSampleError, draw

THING = "/v1/things/5"


@pytest.fixture(scope="module")
def app(shop):
    return create_app([shop])


@pytest.fixture(scope="module")
def conforms(shop):
    """Whether a value conforms to a component of the shop."""

    def judged(value, component):
        schema = {"$ref": f"#/components/schemas/{component}", "components": shop.raw["components"]}
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(value)

    return judged


@pytest.fixture(scope="module")
def preferring(app, ask):
    def asked(prefer, method="GET", path=THING, application=app, **headers):
        return ask(application, method, path, {"name": "a"} if method == "POST" else None, headers={"prefer": prefer, **headers})

    return asked


def test_a_documented_status_can_be_preferred(preferring):
    reply = preferring("code=404")

    assert (reply.status, reply.json) == (404, {"code": "gone"})
    assert (reply.headers["preference-applied"], reply.headers["vary"]) == ("code=404", "prefer")


@pytest.mark.parametrize(
    ("code", "content_type", "title"),
    [(503, "application/problem+json", "Service Unavailable"), (502, "application/problem+json", "Bad Gateway")],
)
def test_a_status_without_an_example_says_what_it_is(preferring, code, content_type, title):
    reply = preferring(f"code={code}")

    assert (reply.status, reply.headers["content-type"]) == (code, content_type)
    assert (reply.json["title"], reply.json["status"]) == (title, code)


def test_a_refusal_that_is_preferred_carries_what_its_status_must(preferring, ask, lamps):
    assert preferring("code=503").headers["retry-after"] == "1"
    assert preferring("code=429", "POST", "/v1/things").headers["retry-after"] == "30"
    assert ask(create_app([lamps]), "GET", "/v2/lamps/1", headers={"prefer": "code=401", "x-trace": "ab"}, token=None).status == 401
    assert ask(create_app([lamps]), body={"name": "a"}, headers={"prefer": "code=401"}).headers["www-authenticate"].startswith("Bearer")


def test_a_refusal_that_is_preferred_has_the_documented_shape(preferring, conforms):
    reply = preferring("code=429", "POST", "/v1/things")

    assert reply.status == 429
    assert conforms(reply.json, "Trouble")


@pytest.mark.parametrize(
    ("prefer", "status", "body", "applied"),
    [
        ("example=small", 200, b'{"id":1,"name":"small"}', "example=small"),
        ("example=large", 200, b'{"id":2,"name":"large"}', "example=large"),
        ("example=table", 200, b"id,name", "example=table"),
        ("example=gone", 404, b'{"code":"gone"}', "example=gone"),
        ('code=404, example="never there"', 404, b'{"code":"never"}', 'code=404, example="never there"'),
        ("example=large, dynamic=true", 200, b'{"id":2,"name":"large"}', "example=large"),
        ("wait=5, code=200", 200, b'{"id":1,"name":"small"}', "code=200"),
    ],
)
def test_named_examples_can_be_preferred(preferring, prefer, status, body, applied):
    reply = preferring(prefer)

    assert (reply.status, reply.body, reply.headers["preference-applied"]) == (status, body, applied)


@pytest.mark.parametrize(
    ("prefer", "said"),
    [
        ("code=418", "there is 200, 404, 503, 5XX."),
        ("code=nothing", "status from 200 to 599"),
        ("example=none", "there is table, small, large, gone, never there."),
        ("code=404, example=small", "No example of response 404 has that name; there is gone, never there."),
        ("example=elsewhere", "No example has that name"),
        ("dynamic=perhaps", "true or false"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(preferring, prefer, said):
    reply = preferring(prefer)

    assert (reply.status, reply.headers["content-type"]) == (400, "application/problem+json")
    assert said in reply.json["detail"]
    assert "preference-applied" not in reply.headers


def test_preferences_of_others_change_nothing(app, ask, preferring):
    assert preferring("respond-async, return=minimal").body == ask(app, "GET", THING).body


def test_preferences_come_in_several_fields(app, driven):
    fields = [(b"prefer", b"code=404"), (b"x", b"1"), (b"prefer", b'example="never there"'), (b"host", b"a")]
    scope = {"type": "http", "method": "GET", "path": THING, "raw_path": THING.encode(), "query_string": b"", "headers": fields}

    assert driven(app, scope, [{"type": "http.request"}]).json == {"code": "never"}


def test_wrong_requests_are_refused_whatever_they_prefer(app, ask):
    assert ask(app, "GET", "/v1/things/0", headers={"prefer": "code=200"}).status == 400
    assert ask(app, "POST", "/v1/things", {}, headers={"prefer": "code=201"}).constraints == ["name-required"]


def test_preferences_hold_for_head_and_not_for_options(app, ask):
    head = ask(app, "HEAD", THING, headers={"prefer": "code=404"})

    assert (head.status, head.body, head.headers["content-length"]) == (404, b"", "15")
    assert ask(app, "OPTIONS", THING, headers={"prefer": "code=404", "x-mock-fault": "500"}).status == 204
    assert ask(app, "TRACE", THING, headers={"prefer": "code=404", "x-mock-fault": "500"}).status == 405


@pytest.mark.parametrize(
    ("accept", "status", "content_type"),
    [
        (None, 200, "application/json"),
        ("*/*", 200, "application/json"),
        ("text/csv", 200, "text/csv"),
        ("text/csv;q=0.1, application/*", 200, "application/json"),
        ("text/html,*/*;q=0.1", 200, "application/json"),
        ("text/html", 406, "application/problem+json"),
    ],
)
def test_the_client_chooses_among_documented_media_types(app, ask, accept, status, content_type):
    reply = ask(app, "GET", THING, headers={"accept": accept})

    assert (reply.status, reply.headers["content-type"], reply.headers["vary"]) == (status, content_type, "accept")
    assert status == 200 or reply.json["detail"] == "This response is documented as text/csv, application/json."


def test_refusals_are_sent_whatever_the_client_accepts(app, ask, preferring):
    assert ask(app, "GET", "/v1/things/0", headers={"accept": "text/html"}).status == 400
    assert preferring("code=404", accept="text/html").status == 404
    assert ask(app, "DELETE", THING, headers={"accept": "text/html"}).status == 204


def test_drawn_answers_differ_conform_and_are_the_same_in_every_run(shop, preferring, conforms):
    def some(seed, **options):
        application = create_app([shop], seed=seed, **options)
        prefer = "wait=1" if options else "dynamic=true"
        return [preferring(prefer, path="/v1/rooms/a/lamps", application=application).json for _ in range(40)]

    first, drawn = some(3), some(3, dynamic=True)

    assert first == some(3) == drawn != some(4)
    assert len({str(lamps) for lamps in first}) > 30
    assert all(conforms(lamp, "Lamp") for lamps in first for lamp in lamps)
    assert {len(lamps) for lamps in first} == {0, 1, 2, 3, 4}


def test_drawn_answers_take_no_examples_and_leave_optional_members_out_at_times(preferring, conforms):
    things = [preferring("dynamic=true", "POST", "/v1/things").json for _ in range(60)]

    assert all(conforms(t, "Thing") for t in things)
    assert len({t["id"] for t in things}) > 20
    assert {"size" in t for t in things} == {True, False}


def test_a_dynamic_mock_answers_with_examples_where_they_are_preferred(shop, preferring):
    application = create_app([shop], dynamic=True)

    assert preferring("dynamic=false", application=application).json == {"id": 1, "name": "small"}
    assert preferring("example=large", application=application).json == {"id": 2, "name": "large"}
    assert preferring("dynamic=false", application=application).headers["preference-applied"] == "dynamic=false"


def test_what_has_no_schema_is_answered_as_it_stands(shop, ask):
    application = create_app([shop], dynamic=True)

    assert ask(application, "GET", "/v1/wishes/1").body == b"fish"
    assert ask(application, "POST", "/v1/wishes").status == 202


def test_a_pool_begins_anew_when_it_holds_enough(shop):
    numbers = itertools.count()

    def drawn(number):
        next(numbers)
        return number

    class Sized(int):
        body = b""

    pool = Pool(lambda n: Sized(drawn(n)), Sized(-1))

    assert [pool.take() for _ in range(2 * MOST + 1)] == [*range(MOST), *range(MOST), 0]
    assert next(numbers) == MOST


def test_a_pool_keeps_no_more_bytes_than_it_has_room_for():
    class Large(int):
        body = b"x" * 300_000

    pool = Pool(Large, Large(-1))

    assert [pool.take() for _ in range(9)] == [0, 1, 2, 3, 0, 1, 2, 3, 0]


def test_a_pool_of_what_cannot_be_drawn_gives_the_usual_answer():
    class Plain(int):
        body = b""

    def nothing(_):
        raise NoSampleError

    pool = Pool(nothing, Plain(7))

    assert [pool.take() for _ in range(3)] == [7, 7, 7]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_varied_draws_conform(shop, seed):
    schema = {"$ref": "#/components/schemas/OneLamp"}
    validator = jsonschema_rs.Draft202012Validator({**schema, "components": shop.raw["components"]}, validate_formats=True)

    validator.validate(draw(shop.raw, schema, str(seed), validator.is_valid, varied=True))


HEADERS = st.sampled_from(["prefer", "accept", "x-mock-fault", "x-mock-latency"])
WORDS = st.sampled_from(
    [
        "code=404", "code=200", "code=503", "code=599", "code=", "code=99999999999", "example=small", "example=table", "example=\ud800",
        "dynamic=true", "dynamic", ",", ";", '"', "\\", "*/*", "text/csv", "text/csv;q=0", "429", "drop", "truncate", "timeout", "none",
        "0ms", "1ms", "2..1ms", "-1ms", "1e9s", "61s", "\xe9", "=", " ", "q=9", "\t", "application/json",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            HEADERS,
            st.lists(WORDS, max_size=5).map("".join) | st.text(st.characters(max_codepoint=255, exclude_characters="s"), max_size=30),
        ),
        max_size=5,
    ),
    st.sampled_from(["GET", "HEAD", "PUT", "PATCH", "DELETE"]),
    st.booleans(),
    st.booleans(),
)
def test_no_wish_makes_the_mock_fail(wishing, fields, method, dynamic, stateful):
    headers = [(n.encode(), v.encode("latin-1", "replace")) for n, v in fields]
    asked_to_fail = any(n == b"x-mock-fault" and v.strip().lower()[:1] not in (b"4", b"", b"n") for n, v in headers)

    reply = wishing(dynamic, stateful, method, headers)

    wanted = any(n == b"prefer" and b"code" in v for n, v in headers)
    assert reply is None or reply.status < 500 or wanted or (asked_to_fail and "x-mock-fault" in reply.headers)
    assert reply is not None or asked_to_fail


@pytest.fixture(scope="module")
def wishing(shop, drive_with_loop):
    apps = {(d, s): create_app([shop], dynamic=d, stateful=s) for d in (False, True) for s in (False, True)}

    def asked(dynamic, stateful, method, headers):
        body = b'{"name":"a"}' if method in ("PUT", "PATCH") else b""
        fields = [*headers, (b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        scope = {"type": "http", "method": method, "path": THING, "raw_path": THING.encode(), "query_string": b"", "headers": fields}
        return drive_with_loop(apps[dynamic, stateful], scope, [{"type": "http.request", "body": body}])

    return asked
