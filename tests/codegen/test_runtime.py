"""The parts of the runtime that stand alone: waiting, keys, patterns, JSON values."""

import pickle
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from unittest.mock import patch

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.codegen.runtime.credentials import Credentials, Part, Scheme, Secret
from swornspec.codegen.runtime.errors import CredentialsMissing
from swornspec.codegen.runtime.pattern import python_pattern
from swornspec.codegen.runtime.retry import LONGEST_WAIT, pause, retry_after, worth_retrying

BASIC = Scheme("basic", "", (Part("api_key", "T_KEY"), Part("api_secret", "T_SECRET")))
COOKIE = Scheme("cookie", "sid", (Part("sid", "T_SID"),))
QUERY = Scheme("query", "key", (Part("key", "T_QUERY"),))


def answer(status: int = 429, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers={k.replace("_", "-"): v for k, v in headers.items()})


@pytest.mark.parametrize(("stated", "seconds"), [("3", 3), ("0.5", 0.5), ("-4", 0), ("", None), ("soon", None), ("nan", None)])
def test_retry_after_is_read_as_seconds(stated: str, seconds: float | None) -> None:
    assert retry_after(answer(retry_after=stated)) == seconds


def test_milliseconds_go_before_seconds() -> None:
    assert retry_after(answer(retry_after_ms="250", retry_after="3")) == 0.25
    assert retry_after(answer(retry_after_ms="soon", retry_after="3")) == 3


def test_retry_after_is_read_as_a_date() -> None:
    later = datetime.now(UTC) + timedelta(seconds=30)
    earlier = datetime.now(UTC) - timedelta(days=1)

    assert 25 < (retry_after(answer(retry_after=format_datetime(later, usegmt=True))) or 0) <= 30
    assert retry_after(answer(retry_after=format_datetime(earlier, usegmt=True))) == 0


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=30))
def test_no_header_text_breaks_the_wait(stated: str) -> None:
    wait = pause(0, answer(retry_after=stated))

    assert wait is None or 0 <= wait <= LONGEST_WAIT


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_backoff_is_anywhere_up_to_a_limit_that_grows(attempt: int, drawn: float) -> None:
    limit = min(8, 0.5 * 2 ** min(attempt, 16))

    with patch("random.uniform", lambda low, high: low + drawn * (high - low)):
        wait = pause(attempt, httpx.ConnectError("no"))

    assert wait is not None
    assert wait == pytest.approx(drawn * limit)


@pytest.mark.parametrize("method", ["GET", "get", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_methods_that_do_a_thing_once_are_repeated(method: str) -> None:
    assert all(worth_retrying(method, answer(status)) for status in (408, 409, 429, 500, 503))
    assert worth_retrying(method, httpx.ReadError("cut"))
    assert not any(worth_retrying(method, answer(status)) for status in (400, 401, 404, 422))
    assert not worth_retrying(method, httpx.LocalProtocolError("bad header"))


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_others_are_repeated_only_if_nothing_happened(method: str) -> None:
    assert worth_retrying(method, answer(429))
    assert all(worth_retrying(method, e) for e in (httpx.ConnectError("no"), httpx.ConnectTimeout("no"), httpx.PoolTimeout("no")))
    assert not any(worth_retrying(method, answer(status)) for status in (408, 409, 500, 503))
    assert not any(worth_retrying(method, e) for e in (httpx.ReadTimeout("slow"), httpx.WriteError("cut"), httpx.RemoteProtocolError("eh")))


def test_a_request_with_an_idempotency_key_is_repeated_like_others() -> None:
    assert all(worth_retrying("POST", answer(status), keyed=True) for status in (408, 409, 429, 500, 503))
    assert worth_retrying("POST", httpx.ReadTimeout("slow"), keyed=True)
    assert not worth_retrying("POST", answer(400), keyed=True)
    assert not worth_retrying("POST", httpx.LocalProtocolError("bad header"), keyed=True)
    assert not worth_retrying("GET", httpx.InvalidURL("bad"))


def test_a_secret_shows_nowhere() -> None:
    secret = Secret("s3cret")
    credentials = Credentials([BASIC], {"api_key": "id-1234", "api_secret": "s3cret"})

    assert "s3cret" not in f"{secret} {secret!r} {credentials} {credentials!r} {vars(credentials)}"
    assert credentials.redact("with id-1234 and s3cret") == "with *** and ***"
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(secret)


def test_keys_go_where_their_scheme_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("T_SID", " cookie-value\n")
    credentials = Credentials([BASIC, COOKIE, QUERY], {"key": "query-value"})

    sent = credentials.sent_for([[BASIC], [COOKIE, QUERY]])

    assert (sent.headers, sent.query, sent.cookies) == ({}, {"key": "query-value"}, {"sid": "cookie-value"})
    assert "value" not in repr(sent)


def test_missing_keys_are_named_with_every_way_to_give_them() -> None:
    credentials = Credentials([BASIC, QUERY], {"api_key": "only half"})

    with pytest.raises(CredentialsMissing) as caught:
        credentials.sent_for([[BASIC], [QUERY]])
    assert str(caught.value) == "no key: pass api_key=..., api_secret=... or set T_KEY and T_SECRET or key=... or set T_QUERY"
    assert Credentials([], {}).sent_for([]).headers == {}
    assert credentials.sent_for([[]]).headers == {}


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("a$", "a\n", False),
        (r"\d", "٣", False),
        (r"[\d]", "3", True),
        (r"\s", "\ufeff", True),
        (r"(?<year>\d{4})", "2026", True),
        ("[[]", "[", True),
        (r"\/", "/", True),
        (r"[^\w]", "é", True),
        ("a(?=b)", "ab", True),
    ],
)
def test_patterns_mean_what_ecmascript_means(pattern: str, text: str, found: bool) -> None:
    assert (python_pattern(pattern).search(text) is not None) is found
