"""What the mock answers, as a client sees it."""

from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.errors import DocumentError
from swornspec.mock import create_app, server_path
from swornspec.spec.check import Checker
from swornspec.spec.document import load_document


@pytest.fixture(scope="module")
def app(lamps):
    return create_app([lamps])


def test_a_valid_request_gets_the_example_of_the_lowest_documented_success(app, ask):
    reply = ask(app, body={"name": "desk"})

    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    assert reply.json == {"id": "0d0f5a51-2a0c-4a6a-8a41-1e2a3b4c5d6e", "watts": 56}


def test_every_broken_constraint_is_named_with_its_place_and_sentence(app, ask):
    reply = ask(app, body={"watts": 100})

    assert (reply.status, reply.headers["content-type"]) == (400, "application/problem+json")
    problem = reply.json
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", "Bad Request", 400)
    assert problem["detail"] == "The request breaks 4 documented constraints."
    assert sorted(reply.constraints) == ["name-required", "watts-at-low-volts", "watts-maximum", "watts-multipleOf"]
    by_name = {e["constraint"]: e for e in problem["errors"]}
    assert by_name["name-required"] == {
        "constraint": "name-required",
        "pointer": "/name",
        "detail": "name is required",
        "said": [{"page": "lamps.txt", "line": 3, "end_line": 4, "quote": "name required string"}],
    }
    assert by_name["watts-at-low-volts"]["said"] == [{"page": "lamps.txt", "line": 12, "quote": "Below 24 volts no more than 40 watts."}]


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "name": st.sampled_from(["a", "", "x" * 21, None, 1]),
            "watts": st.one_of(st.integers(0, 80), st.sampled_from([8.0, 8.5, "8", True, None])),
            "volts": st.sampled_from([12, 24, 23.0, None, "12", False]),
            "colors": st.lists(st.sampled_from([{}, {"hue": 1}, {"hue": "red"}, 3]), max_size=3),
            "extra": st.none(),
        },
    )
)
def test_mock_and_document_agree_on_every_body(app, lamps, ask, body):
    broken = Checker(lamps, lamps.endpoint("create_lamp")).broken(body)

    reply = ask(app, body=body)

    assert (reply.status == 200) == (not broken)
    assert not broken or reply.constraints == [b.constraint for b in broken]


@pytest.mark.parametrize(
    ("faults", "status"),
    [
        ({"path": "/v2/none", "method": "PUT", "token": None, "raw": b"{"}, 404),
        ({"path": "/lamps", "body": {"name": "a"}}, 404),
        ({"path": "/v2/lamps/", "body": {"name": "a"}}, 404),
        ({"path": "/v2/" + "x" * 9000}, 414),
        ({"query": "a=" + "x" * 9000, "body": {"name": "a"}}, 414),
        ({"method": "PUT", "token": None, "raw": b"{"}, 405),
        ({"token": None, "headers": {"content-type": "text/plain"}, "raw": b"{"}, 401),
        ({"token": "two words", "body": {"name": "a"}}, 401),
        ({"headers": {"content-type": "text/plain", "content-length": "9999999999"}, "raw": b"{"}, 415),
        ({"headers": {"content-encoding": "gzip"}, "raw": b"{}"}, 415),
        ({"headers": {"content-length": "9999999999"}, "raw": b"{"}, 413),
        ({"headers": {"content-length": "9" * 5000}, "raw": b"{"}, 413),
        ({"headers": {"content-length": "-1"}, "raw": b"{}"}, 400),
        ({"raw": b"{", "query": "unknown=1"}, 400),
        ({"body": None}, 400),
        ({"body": {"name": "a", "unknown": 1}}, 200),
        ({"body": {"name": "a"}, "headers": {"content-type": "Application/JSON ; charset=utf-8"}}, 200),
    ],
)
def test_the_first_fault_in_order_decides_the_status(app, ask, faults, status):
    assert ask(app, **faults).status == status


def test_wrong_methods_learn_the_right_ones(app, ask):
    wrong, options = ask(app, "PATCH"), ask(app, "OPTIONS", token=None)

    assert (wrong.status, wrong.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert (options.status, options.headers["allow"], options.body) == (204, "GET, HEAD, OPTIONS, POST", b"")


def test_head_gets_the_headers_of_get_and_no_body(app, ask):
    got, head = ask(app, "GET"), ask(app, "HEAD")

    assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")


def test_responses_without_a_body_have_none(app, ask):
    reply = ask(app, "DELETE", "/v2/lamps/1")

    assert (reply.status, reply.headers, reply.body) == (204, {}, b"")


def test_parameters_of_path_query_and_header_are_judged_together(app, ask):
    reply = ask(app, "GET", "/v2/lamps/0", token=None)

    assert (reply.status, sorted(reply.constraints)) == (400, ["X-Trace-required", "id-minimum"])
    assert ask(app, "GET", "/v2/lamps/1", token=None, headers={"x-trace": "ab"}).status == 200
    assert ask(app, "GET", query="limit=101&tags=abc&tags=abcd&tags=x&lit=yes").constraints == [
        "limit-maximum",
        "tags-maxItems",
        "tags[]-maxLength",
        "lit-type",
    ]
    assert ask(app, "GET", query="limit=100&tags=abc&lit=true&other=1").status == 200


@pytest.mark.parametrize(
    "query", ["limit=%ff", "&".join("a" for _ in range(2000)), "limit=\udc80".encode("utf-8", "surrogateescape").decode("latin-1")]
)
def test_unreadable_query_strings_are_refused(app, ask, query):
    assert ask(app, "GET", query=query).constraints == ["query"]


def test_drawn_answers_conform_and_depend_on_the_seed_alone(lamps, ask):
    one, same, other = (ask(create_app([lamps], seed=s), "GET") for s in (1, 1, 2))

    assert one.body == same.body != other.body
    jsonschema_rs.Draft202012Validator(
        {"type": "array", "items": {"$ref": "#/components/schemas/Lamp"}, "minItems": 1, "components": lamps.raw["components"]},
        validate_formats=True,
    ).validate(one.json)


def test_required_response_headers_are_sent(app, ask):
    reply = ask(app, "GET", "/v2/lamps/1", token=None, headers={"x-trace": "ab"})

    assert reply.headers["x-left"] == "5"


def test_strict_refuses_what_is_not_documented(lamps, ask):
    app = create_app([lamps], strict=True)
    body = {"name": "a", "x/y": 1, "colors": [{"hue": 1}, {"hew": 2}], "free": {"any": 1}}

    reply = ask(app, body=body, query="page=1&page=2")

    assert [(e["constraint"], e["pointer"]) for e in reply.json["errors"]] == [
        ("page-undocumented", "?page"),
        ("x/y-undocumented", "/x~1y"),
        ("colors[].hew-undocumented", "/colors/1/hew"),
    ]
    assert ask(app, "GET", query="limit=1&tags=a").status == 200


def test_several_documents_are_served_at_once(lamps, document_of, ask):
    app = create_app([lamps, document_of()])

    assert ask(app, path="/things", token=None).status == 200
    assert ask(app, body={"name": "a"}).status == 200
    assert list(app.operations) == [
        ("GET", "/v2/lamps"),
        ("POST", "/v2/lamps"),
        ("GET", "/v2/lamps/{id}"),
        ("DELETE", "/v2/lamps/{id}"),
        ("POST", "/things"),
    ]


def test_two_documents_cannot_claim_one_address(lamps):
    with pytest.raises(DocumentError, match=r"GET /v2/lamps is documented twice"):
        create_app([lamps, lamps])


def test_a_schema_that_is_none_is_refused_at_start(document_of):
    with pytest.raises(DocumentError, match=r"things.yaml: the schema of make is not valid"):
        create_app([document_of(schema={"type": "nothing"})])


def test_keys_that_yaml_reads_as_numbers_are_text(document_of, ask):
    components = {"schemas": {"Part": {"type": "object", "properties": {3: {"type": "integer"}}, "example": {4: 5}}}}
    app = create_app([document_of(schema={"properties": {7: {"$ref": "#/components/schemas/Part"}}}, components=components)])

    assert ask(app, path="/things", body={"7": {"3": 1}}).status == 200
    assert [e["pointer"] for e in ask(app, path="/things", body={"7": {"3": "x"}}).json["errors"]] == ["/7/3"]


@pytest.mark.parametrize(
    "said", [{"example": {4: [{5: 6}]}}, {"default": {4: [{5: 6}]}}, {"const": {4: [{5: 6}]}}, {"enum": [{4: [{5: 6}]}]}]
)
def test_keys_of_documented_values_that_yaml_reads_as_numbers_are_text(document_of, ask, said):
    schema = {"type": "array", "items": {"type": "object", **said}}
    responses = {"200": {"description": "Made.", "content": {"application/json": {"schema": schema}}}}

    assert ask(create_app([document_of(responses)]), path="/things").json == [{"4": [{"5": 6}]}]


def test_a_document_cannot_make_the_server_fetch_anything(document_of):
    with pytest.raises(DocumentError, match="the schema of make is not valid"):
        create_app([document_of(schema={"items": {"$ref": "http://127.0.0.1:9/schema.json"}})])


@pytest.mark.parametrize(
    ("servers", "path"),
    [
        ([], ""),
        ([{"url": "https://api.example.com"}], ""),
        ([{"url": "https://api.example.com/"}], ""),
        ([{"url": "https://api.example.com/api/v1/"}], "/api/v1"),
        ([{"url": "/v1"}, {"url": "/v2"}], "/v1"),
        ([{"url": "v1"}], "/v1"),
        ([{"url": "https://{where}.example.com/{base}", "variables": {"where": {"default": "eu"}, "base": {"default": "v3"}}}], "/v3"),
    ],
)
def test_the_server_path_is_that_of_the_first_server(document_of, ask, servers, path):
    document = document_of(servers=servers)

    assert server_path(document) == path
    assert ask(create_app([document]), path=f"{path}/things").status == 200


def test_middleware_may_change_a_message_and_spoil_nothing(app, ask):
    async def tampering(scope, receive, send):
        async def changed(message):
            message.get("headers", []).append((b"x-added", b"1"))
            await send(message)

        await app(scope, receive, changed)

    first, second = ask(tampering, body={"name": "a"}), ask(app, body={"name": "a"})

    assert ("x-added" in first.headers, "x-added" in second.headers) == (True, False)


def test_lifespan_and_websockets_are_answered_in_kind(app):
    def sent_for(kind, messages):
        sent = []
        incoming = iter(messages)

        async def receive():
            return next(incoming)

        async def send(message):
            sent.append(message)

        with pytest.raises(StopIteration):
            app({"type": kind}, receive, send).send(None)
        return [m["type"] for m in sent]

    assert sent_for("lifespan", [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]) == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    assert sent_for("websocket", [{"type": "websocket.connect"}]) == ["websocket.close"]


@pytest.mark.parametrize("folder", sorted((Path(__file__).parents[2] / "specs").iterdir()), ids=lambda p: p.name)
def test_the_specs_of_this_project_are_served_without_reservations(folder):
    assert create_app([load_document(folder / "openapi.yaml")]).notes == ()
