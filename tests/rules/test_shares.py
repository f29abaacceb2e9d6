"""Sentences that give each of several cases its share."""

import pytest

from swornspec.rules.english.shares import shares


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Must be between 1 and 4 for `oak`, and between 1 and 8 for `ash`.",
            ["For `oak`, must be between 1 and 4.", "For `ash`, must be between 1 and 8."],
        ),
        (
            "Must be one of `a` (wide), or `b` (default) for the kiln models, one of `c` or `d` for `oak`, and one of `e` for `ash`.",
            ["For the kiln models, must be one of `a`, or `b`.", "For `oak`, must be one of `c` or `d`.", "For `ash`, must be one of `e`."],
        ),
        ("One of `a`, `b` for `oak` or `c` for `ash`", ["For `oak`, one of `a`, `b`.", "For `ash`, must be `c`."]),
        ("Up to 4 for `oak` and 8 for `ash`.", ["For `oak`, up to 4.", "For `ash`, up to 8."]),
        ("Must be 1 for `oak`.", []),
        ("Must be 1 for `oak` and 2 for pots of `ash`, sometimes.", []),
        ("Burns slowly for `oak`, and smells for `ash`.", []),
        ("", []),
    ],
)
def test_each_case_has_its_share(text: str, told: list[str]) -> None:
    assert shares(text) == told
