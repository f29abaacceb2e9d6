"""Requests carry what a case says, and secrets are sent and never shown."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from swornspec.contract import Case, Kind, Server
from swornspec.contract.case import Identity
from swornspec.contract.credential import carried, identities
from swornspec.contract.inside import inside
from swornspec.contract.request import build, curl, header_pairs
from swornspec.contract.sent import Sender, placed
from swornspec.errors import RequestError
from swornspec.mock import create_app
from swornspec.spec.address import is_loopback
from swornspec.spec.document import Document, Parameter, read_document
from swornspec.spec.secret import redacted

SECRET = "s3cr3t/+key=="


def test_secrets_are_sent_and_not_shown(pumps: Document) -> None:
    endpoint = pumps.endpoint("start_pump")
    case = Case("x", "start_pump", Kind.VALID, {"name": SECRET})
    request = build(case, endpoint, "https://api.example.com/v3", carried(endpoint, Identity.RIGHT, {"PUMPS_API_KEY": SECRET}))

    assert ("Authorization", f"Bearer {SECRET}") in request.headers
    assert SECRET not in curl(request)
    assert SECRET not in repr(request)


def test_headers_given_by_hand_are_not_shown_either(pumps: Document) -> None:
    endpoint = pumps.endpoint("start_pump")
    case = Case("x", "start_pump", Kind.VALID, {"name": "text"})
    request = build(case, endpoint, "https://api.example.com/v3", carried(endpoint, Identity.RIGHT), (("X-Tenant", SECRET),))

    assert ("X-Tenant", SECRET) in request.headers
    assert SECRET not in curl(request)


@pytest.mark.parametrize("identity", [i for i in Identity if i is not Identity.RIGHT])
def test_a_header_given_by_hand_never_mends_credentials_that_shall_be_wrong(pumps: Document, identity: Identity) -> None:
    endpoint = pumps.endpoint("start_pump")
    case = Case("x", "start_pump", Kind.UNAUTHORIZED, {"name": "text"}, identity=identity)
    request = build(
        case, endpoint, "https://x", carried(endpoint, identity), (("authorization", f"Bearer {SECRET}"), ("X-Other", "kept-here"))
    )

    assert all(SECRET not in value for _, value in request.headers)
    assert ("X-Other", "kept-here") in request.headers


def test_values_in_a_path_and_query_are_quoted(pumps: Document) -> None:
    case = Case("x", "read_pump", Kind.VALID, path=(("id", "a/b c"),), query=(("q", "1&2"),))

    assert build(case, pumps.endpoint("read_pump"), "https://x/", carried(pumps.endpoint("read_pump"), Identity.NONE)).url == (
        "https://x/pumps/a%2Fb%20c?q=1%262"
    )


@pytest.mark.parametrize("text", ["no colon", ": v", "a b: c", "X-A:", "X-A: \x1b[0m", "Ü: x"])
def test_what_is_no_header_is_refused_without_its_value(text: str) -> None:
    with pytest.raises(ValueError, match="header"):
        header_pairs([text])


def test_basic_credentials_are_a_pair(changed: Any) -> None:
    document = changed(
        lambda raw: raw["components"].update(
            securitySchemes={"bearer": {"type": "http", "scheme": "basic", "x-env": ["PUMPS_KEY", "PUMPS_SECRET"]}}
        )
    )
    found = carried(document.endpoint("start_pump"), Identity.RIGHT, {"PUMPS_KEY": "user", "PUMPS_SECRET": "pass"})

    assert found.headers == (("Authorization", "Basic dXNlcjpwYXNz"),)


def test_an_api_key_is_missing_or_there(changed: Any) -> None:
    key = {"type": "apiKey", "in": "query", "name": "key", "x-env": ["PUMPS_KEY"]}
    document = changed(lambda raw: raw["components"].update(securitySchemes={"bearer": key}))
    endpoint = document.endpoint("start_pump")

    assert identities(endpoint) == (Identity.RIGHT, Identity.NONE, Identity.EMPTY, Identity.WRONG_PLACE)
    assert carried(endpoint, Identity.RIGHT, {"PUMPS_KEY": "k"}).query == (("key", "k"),)


def test_missing_variables_are_named(pumps: Document) -> None:
    with pytest.raises(RequestError, match="PUMPS_API_KEY"), Server(pumps, "https://api.example.com", environment={}) as server:
        server.credentials(pumps.endpoint("start_pump"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://localhost/x", "http://[::1]:80", "https://a.localhost"])
def test_this_machine_is_loopback(url: str) -> None:
    assert is_loopback(url)


@pytest.mark.parametrize(
    "url", ["https://api.example.com", "http://127.0.0.1.example.com", "http://10.0.0.1", "http://localhost.example.com"]
)
def test_other_machines_are_not_loopback(url: str) -> None:
    assert not is_loopback(url)


NO_SERVERS = (
    *("api.example.com", "ftp://x", "https://user:pass@x.example", "", "http://[", "http://x:99999", "http://x:abc", "http://x:0"),
    *("http://a b", "http://a..b", f"http://{'a' * 300}.example", "http://x/?q=1", "http://x/#f", "http://a\nb", "http://x/\x1b[0m"),
)


@pytest.mark.parametrize("url", NO_SERVERS)
def test_what_is_no_server_is_refused(pumps: Document, url: str) -> None:
    with pytest.raises(RequestError):
        Server(pumps, url)


def test_valid_requests_are_held_back_from_other_machines(pumps: Document) -> None:
    valid, invalid = (Case("x", "start_pump", kind, {}) for kind in (Kind.VALID, Kind.INVALID))
    with Server(pumps, "https://api.example.com") as careful, Server(pumps, "https://api.example.com", allow_cost=True) as free:
        assert not careful.sends(valid)
        assert careful.sends(invalid)
        assert free.sends(valid)


@given(st.text(min_size=4), st.text())
def test_redaction_leaves_no_secret(secret: str, around: str) -> None:
    shown = redacted(f"{around}{secret}{around}", [secret])

    assert secret not in shown or secret in "***" or secret in redacted(f"{around}***{around}", [])


scalars = st.integers(-(10**6), 10**6) | st.booleans() | st.text(max_size=5) | st.floats(allow_nan=False, allow_infinity=False)


STYLES = [
    *(("path", style) for style in ("simple", "label", "matrix")),
    *(("query", style) for style in ("form", "spaceDelimited", "pipeDelimited", "deepObject")),
    ("header", "simple"),
    ("cookie", "form"),
]
words = st.text("abc123.,;=| []%&+", min_size=1, max_size=4)
lists = [st.lists(kind, min_size=1, max_size=3) for kind in (st.integers(-99, 99), st.booleans(), words)]
sent = scalars | words | st.one_of(*lists) | st.dictionaries(st.sampled_from("rgb"), scalars | words, min_size=1)


def sender_of(location: str, style: str, explode: bool, schema: dict) -> tuple[Sender, Parameter, Document]:  # type: ignore[type-arg]
    parameter = {"name": "p", "in": location, "required": True, "style": style, "explode": explode, "schema": schema}
    path = "/a/{p}" if location == "path" else "/a"
    raw = {
        "openapi": "3.1.0",
        "info": {},
        "paths": {path: {"get": {"operationId": "a", "parameters": [parameter], "responses": {"200": {}}}}},
    }
    document = read_document(raw, "a.yaml")
    return Sender(document, document.endpoints[0]), document.endpoints[0].parameters[0], document


def schema_of(value: object) -> dict:  # type: ignore[type-arg]
    if isinstance(value, dict):
        return {"type": "object", "properties": {k: schema_of(v) for k, v in value.items()}}
    if isinstance(value, list):
        return {"type": "array", "items": schema_of(value[0])}
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return {"type": kinds[type(value)]}


@given(st.sampled_from(STYLES), st.booleans(), sent)
def test_what_is_expressible_reaches_a_receiver_as_it_is(place: tuple[str, str], explode: bool, value: object) -> None:
    sender, parameter, document = sender_of(*place, explode, {**schema_of(value), "const": value})
    pairs = sender.expressible(parameter, value)
    assume(pairs is not None)
    case = placed(Case("x", "a", Kind.VALID), [parameter], {(parameter.location, "p"): value})

    request = build(case, document.endpoints[0], "http://127.0.0.1", carried(document.endpoints[0], Identity.RIGHT))

    assert inside(create_app([document]))(request).status == 200


@pytest.mark.parametrize(
    ("place", "explode", "value", "texts"),
    [  # the table of OpenAPI 3.1, Style Examples
        (("path", "matrix"), False, "blue", [("p", ";p=blue")]),
        (("path", "matrix"), False, ["blue", "black"], [("p", ";p=blue,black")]),
        (("path", "matrix"), True, ["blue", "black"], [("p", ";p=blue;p=black")]),
        (("path", "matrix"), False, {"R": 100, "G": 200}, [("p", ";p=R,100,G,200")]),
        (("path", "matrix"), True, {"R": 100, "G": 200}, [("p", ";R=100;G=200")]),
        (("path", "label"), False, ["blue", "black"], [("p", ".blue,black")]),
        (("path", "label"), True, ["blue", "black"], [("p", ".blue.black")]),
        (("path", "label"), True, {"R": 100, "G": 200}, [("p", ".R=100.G=200")]),
        (("path", "simple"), True, {"R": 100, "G": 200}, [("p", "R=100,G=200")]),
        (("query", "form"), False, ["blue", "black"], [("p", "blue,black")]),
        (("query", "form"), True, ["blue", "black"], [("p", "blue"), ("p", "black")]),
        (("query", "form"), True, {"R": 100, "G": 200}, [("R", "100"), ("G", "200")]),
        (("query", "spaceDelimited"), False, ["blue", "black"], [("p", "blue black")]),
        (("query", "spaceDelimited"), False, {"R": 100, "G": 200}, [("p", "R 100 G 200")]),
        (("query", "pipeDelimited"), False, ["blue", "black"], [("p", "blue|black")]),
        (("query", "deepObject"), True, {"R": 100, "G": 200}, [("p[R]", "100"), ("p[G]", "200")]),
    ],
)
def test_styles_are_those_of_the_specification(place: tuple[str, str], explode: bool, value: object, texts: list[tuple[str, str]]) -> None:
    sender, parameter, _ = sender_of(*place, explode, schema_of(value))

    assert list(sender.expressible(parameter, value) or ()) == texts


@pytest.mark.parametrize("value", [None, [], {}, [["a"]], {"a": None}])
def test_what_no_text_can_carry_is_not_expressible(value: object) -> None:
    sender, parameter, _ = sender_of("query", "form", True, {})

    assert sender.expressible(parameter, value) is None
