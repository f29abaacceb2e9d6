"""Strings made from patterns: of the lengths that were asked for, and none that the pattern does not have."""

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.rules.matching import NoMatchError, ends, lengths, of_length
from swornspec.rules.pattern import python_pattern

PATTERNS = {
    "^(VIP|STD)-[0-9]{3,5}$": [7, 8, 9],
    "^#(?:[0-9a-f]{3}){1,2}$": [4, 7],
    "^(ab|cde)*$": [0, 2, 3, 4, 5],
    "^[A-Z]{2}$": [2],
    r"^\d+(\.\d{2})?$": [1, 2, 3, 4, 5],
    "": [0],
    "^a?b+c*$": [1, 2, 3, 4, 5],
}
atoms = st.sampled_from(["a", "[bc]", r"\d", "(x|yz)", "(?:u|v)", "."])
counts = st.sampled_from(["", "?", "{2}", "{1,3}", "{0,2}"])
patterns = st.lists(st.tuples(atoms, counts).map("".join), min_size=1, max_size=4).map("".join)


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS.items())
def test_the_lengths_of_a_pattern_are_known(pattern: str, expected: list[int]) -> None:
    assert list(lengths(pattern, 0, 5 if len(expected) > 3 else 9)) == expected


@given(patterns, st.integers(0, 14), st.integers())
def test_a_string_of_a_length_has_it_and_matches(pattern: str, length: int, seed: int) -> None:
    found = of_length(f"^{pattern}$", length, Random(seed))

    assert (found is not None) == (length in list(lengths(pattern)))
    assert found is None or (len(found) == length and python_pattern(f"^{pattern}$").search(found))


@settings(deadline=None)
@given(st.data(), patterns)
def test_no_match_is_shorter_or_longer_than_the_ends(data: st.DataObject, pattern: str) -> None:
    found = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
    least, most = ends(pattern)

    assert least <= len(found)
    assert most is None or len(found) <= most


def test_long_strings_are_made_at_once() -> None:
    found = of_length("^[a-z]+$", 10_000, Random(1))

    assert found is not None
    assert re.fullmatch("[a-z]{10000}", found)
    assert of_length("^[a-z]+$", 10_001, Random(1)) is None


def test_letters_of_any_script_are_drawn() -> None:
    found = of_length(r"^\p{Lu}\p{Ll}{3}\p{N}$", 5, Random(2))

    assert found is not None
    assert found[0].isupper()
    assert found[1:4].islower()
    assert found[4].isdigit()


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)b", r"\p{Nothing}", "a{2", "[b-a]", "(a", "a)", "*"])
def test_what_is_not_drawn_says_so(pattern: str) -> None:
    with pytest.raises(NoMatchError):
        of_length(pattern, 1, Random(1))
