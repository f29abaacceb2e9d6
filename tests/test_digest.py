"""Digests tell contents apart, line ends aside."""

from hypothesis import given
from hypothesis import strategies as st

from swornspec.digest import digest

TEXTS = st.text(st.sampled_from("ab\n"), max_size=8)


@given(TEXTS, TEXTS)
def test_digests_are_equal_exactly_when_the_lines_are(one: str, other: str) -> None:
    assert (digest(one.encode()) == digest(other.encode())) == (one == other)
    assert digest(one.replace("\n", "\r\n").encode()) == digest(one.encode())
