"""The Accept header chooses a media type."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from swornspec.mock.accept import choose

OFFERED = ("application/json", "text/csv", "image/*")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (b"*/*", "application/json"),
        (b"", "application/json"),
        (b"nonsense", "application/json"),
        (b"text/csv", "text/csv"),
        (b"Text/CSV; charset=utf-8", "text/csv"),
        (b"text/*", "text/csv"),
        (b"text/csv;q=0.5, application/json;q=0.9", "application/json"),
        (b"text/csv, application/json;q=0.9", "text/csv"),
        (b"text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        (b"*/*, application/json;q=0", "text/csv"),
        (b"image/png", "image/*"),
        (b"text/html", None),
        (b"application/json;q=0", None),
        (b"text/csv;q=0.000", None),
    ],
)
def test_the_most_wanted_media_type_is_chosen(accept, chosen):
    assert choose(accept, OFFERED) == chosen


def test_who_asks_for_json_gets_json_of_any_kind():
    assert choose(b"application/json", ("text/csv", "application/hal+json")) == "application/hal+json"
    assert choose(b"application/json, application/hal+json;q=0", ("application/hal+json",)) is None


@given(
    st.binary(max_size=300) | st.text("*/;q=0.15, aj", max_size=200).map(str.encode), st.lists(st.text(max_size=12), min_size=1, max_size=4)
)
@example(b"a" * 60_000, ["a/b"])
@example(b"a/b;" + b"; " * 30_000, ["a/b"])
@example(b"a/b," * 15_000, ["a/b"])
def test_any_header_chooses_something_that_is_offered_or_nothing(accept, offered):
    assert choose(accept, offered) in (*offered, None)
