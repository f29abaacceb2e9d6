"""Formats that prose names."""

import pytest

from swornspec.rules.english.formats import format_of


@pytest.mark.parametrize("words", ["the ", "your ", "the valid customer's ", "optional primary contact "])
def test_many_words_before_an_address_are_read_once(words: str) -> None:
    long = words * (300 // len(words))

    assert format_of(f"{long}email address", {"email"}) == "email"
    assert format_of(f"{long}email", {"email"}) is None
