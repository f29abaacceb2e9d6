"""Of a credential no more is shown than the name of its scheme."""

import pytest

from swornspec.spec.secret import covered


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Bearer abc", "Bearer ***"),
        ("basic dXNlcjpw", "basic ***"),
        ("Token token=abc, nonce=def", "Token ***"),
        ("abc", "***"),
        ("abc def", "***"),
        ("sid=abc; other=def", "***"),
        ("", "***"),
    ],
)
def test_a_known_scheme_may_be_seen_and_nothing_else(value: str, shown: str) -> None:
    assert covered(value) == shown
