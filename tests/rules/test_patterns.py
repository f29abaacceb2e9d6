"""Forms are tried only where they can start: the index of first tokens hides no match."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.rules.english.patterns import Kinds, table
from swornspec.rules.english.tokens import Token, lexicon

KINDS = sorted({*lexicon().values(), "FIELD", "VAL", "NUM", "RNG", "W", "COMMA", "SEMI", "COLON", "LPAR", "RPAR", "STOP", "REL_LE", "STAR"})


@pytest.mark.parametrize("file", ["forms", "lists", "conditions"])
@settings(max_examples=60)
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=8))
def test_the_index_finds_the_row_that_trying_all_of_them_finds(file: str, kinds: list[str]) -> None:
    found = Kinds([Token(kind, "", n, n + 1) for n, kind in enumerate(kinds)])
    ends = [(m.end(), -n) for n, f in enumerate(table(file)) if (m := f.pattern.match(found.text)) and m.group()]

    assert found.longest_row(file, 0) == (-max(ends)[1] if ends else None)


@pytest.mark.parametrize("file", ["forms", "lists", "conditions"])
def test_every_row_is_tried_at_a_kind_that_opens_it(file: str) -> None:
    for kind in KINDS:
        for other in KINDS:
            found = Kinds([Token(kind, "", 0, 1), Token(other, "", 1, 2)])
            ends = [m.end() for f in table(file)[::7] if (m := f.pattern.match(found.text)) and m.group()]

            assert not ends or found.longest_row(file, 0) is not None
