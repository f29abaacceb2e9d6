"""Polynomials over finite lattices: whether a value can be reached is what trying everything says."""

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from swornspec.rules.witness.exact import impossible
from swornspec.rules.witness.ranges import WHOLE, Range


def ranges() -> st.SearchStrategy[Range]:
    ends = st.tuples(st.integers(-6, 12), st.integers(0, 12))
    return st.builds(
        lambda e, step: Range(Fraction(e[0]), Fraction(e[0] + e[1]), on=frozenset({Fraction(step)}) if step > 1 else WHOLE),
        ends,
        st.integers(1, 4),
    )


@given(ranges(), ranges(), st.integers(-3, 3), st.integers(-40, 90), st.integers(0, 6))
def test_what_is_impossible_no_case_reaches(a: Range, b: Range, factor: int, low: int, width: int) -> None:
    left, right = ("v", "a"), ("v", "b")
    poly = (((left, right), Fraction(1)), ((left,), Fraction(factor))) if factor else (((left, right), Fraction(1)),)
    wanted = Range(Fraction(low), Fraction(low + width))
    facts = {("num", left): a, ("num", right): b, ("num", poly): wanted}
    points = [[Fraction(n) for n in range(-6, 25) if Fraction(n) in r] for r in (a, b)]
    reached = any(x * y + factor * x in wanted for x, y in itertools.product(*points))

    assert impossible(facts) is not reached


def test_without_bounds_nothing_is_known() -> None:
    wide = Range(on=WHOLE)
    poly = (((("v", "a"), ("v", "b")), Fraction(1)),)

    assert not impossible({("num", ("v", "a")): wide, ("num", ("v", "b")): wide, ("num", poly): Range(Fraction(7), Fraction(7))})


def test_what_no_value_is_left_for_cannot_be_reached() -> None:
    left, right = ("v", "a"), ("v", "b")
    zero, even = Range(Fraction(0), Fraction(0), on=WHOLE), Range(Fraction(1), Fraction(1), on=frozenset({Fraction(2)}))
    poly = (((left, right), Fraction(1)),)

    assert impossible({("num", left): zero, ("num", right): even, ("num", poly): Range(Fraction(0), Fraction(0))})
