"""Names that are short for words, where prose has the words; and words that names have, where prose has them short."""

import pytest

from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.field import Field

NAMES = ("lat", "lng", "qty", "phone", "email", "proxyConfig", "min", "addr", "home_addr", "organizationId")
FIELDS = {name: Field(name, {"type": "string"}) for name in NAMES}


def named(text: str, names: tuple[str, ...] = NAMES) -> list[str]:
    words = Vocabulary({name: FIELDS.get(name) or Field(name, {"type": "string"}) for name in names})
    return [str(t.value) for t in tokenize(text, words) if t.kind == "FIELD"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("latitude and longitude", ["lat", "lng"]),
        ("the phone number or the email address", ["phone", "email"]),
        ("the telephone number", ["phone"]),
        ("the proxy configuration", ["proxyConfig"]),
        ("the home address", ["home_addr"]),
        ("the org ID", ["organizationId"]),
        ("the quantity of quality", ["qty"]),
    ],
)
def test_words_name_the_field_that_is_short_for_them(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_words_of_rules_are_no_long_forms() -> None:
    assert named("the minimum is 5") == []


def test_a_name_that_is_there_is_meant() -> None:
    assert named("latitude", ("lat", "latitude")) == ["latitude"]


def test_what_two_names_are_short_for_is_neither() -> None:
    assert named("longitude", ("lng", "lon")) == []
