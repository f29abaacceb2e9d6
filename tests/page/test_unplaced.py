"""Where fields are sent of which the page does not say so."""

import pytest

from swornspec.page.unplaced import unplaced


@pytest.mark.parametrize(
    ("name", "method", "expected"),
    [
        ("id", "POST", "path"),
        ("Authorization", "POST", "header"),
        ("Content-Type", "GET", "header"),
        ("content-type", "POST", "header"),
        ("X-Request-Id", "GET", "header"),
        ("Idempotency-Key", "POST", "header"),
        ("authorization", "POST", "body"),
        ("accept", "POST", "body"),
        ("x_offset", "POST", "body"),
        ("x", "GET", "query"),
        ("content_type", "DELETE", "query"),
        ("mode", None, "body"),
    ],
)
def test_a_name_tells_where_a_field_is_sent(name: str, method: str | None, expected: str) -> None:
    assert unplaced(name, "/kites/{id}", method) == expected
