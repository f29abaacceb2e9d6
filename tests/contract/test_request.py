"""Requests carry what a case says, and secrets are sent and never shown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.contract import Case, Kind, Server
from swornspec.contract.case import Identity
from swornspec.contract.credential import carried, identities
from swornspec.contract.request import build, curl, header_pairs, redacted
from swornspec.contract.sent import as_value, expressible
from swornspec.contract.server import is_loopback
from swornspec.errors import RequestError
from swornspec.spec.document import Document, Parameter

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

    assert identities(endpoint) == (Identity.RIGHT, Identity.NONE)
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


@given(st.sampled_from(["integer", "number", "string", "boolean", "array"]), scalars | st.lists(scalars, min_size=1, max_size=3))
def test_what_is_expressible_is_read_back(kind: str, value: object) -> None:
    parameter = Parameter("p", "query", False, {"type": kind})
    texts = expressible(parameter, value)

    assert texts is None or repr(as_value(parameter, texts)) == repr(value)
