"""Exact sets of numbers: an interval, on some lattices and off others; and polynomials over them.

Numbers are fractions of their decimal text, so 0.1 is one tenth. An emptiness test that answers "not empty" may be
wrong (it looks at a bounded number of lattice points); one that answers "empty" never is.
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeAlias

Var: TypeAlias = tuple[str, ...]
"""A numeric unknown: ("v", field) is its value, ("#", field) its size, ("%", field, modulus) a remainder."""
Monomial: TypeAlias = tuple[Var, ...]
Poly: TypeAlias = tuple[tuple[Monomial, Fraction], ...]
"""Monomials with non-zero coefficients, sorted; the empty monomial is the constant."""
Bound: TypeAlias = Fraction | None

_POINTS: Final = 64
_LARGE: Final = 10**300


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers between two bounds (None is none) that are multiples of every `on` and of no `off`."""

    low: Bound = None
    high: Bound = None
    low_open: bool = False
    high_open: bool = False
    on: frozenset[Fraction] = frozenset()
    off: frozenset[Fraction] = frozenset()

    def __contains__(self, number: Fraction) -> bool:
        """Whether a number is in the set."""
        if self.low is not None and (number < self.low or (self.low_open and number == self.low)):
            return False
        if self.high is not None and (number > self.high or (self.high_open and number == self.high)):
            return False
        return all(number % m == 0 for m in self.on) and all(number % m != 0 for m in self.off)

    @property
    def step(self) -> Fraction | None:
        """The distance between neighbours: the least common multiple of the lattices; None for all numbers."""
        found: Fraction | None = None
        for m in sorted(self.on):
            found = m if found is None else _common_multiple(found, m)
        return found

    @property
    def point(self) -> Fraction | None:
        """The only number of a closed interval of no length."""
        return self.low if self.low is not None and self.low == self.high else None


WHOLE: Final = frozenset({Fraction(1)})
ANY: Final = Range()


def fraction(number: int | float) -> Fraction | None:
    """A JSON number as a fraction of its decimal text; None when it is not finite."""
    if isinstance(number, int):
        return Fraction(number)
    return Fraction(repr(number)) if math.isfinite(number) else None


def plain(number: Fraction) -> int | float:
    """A fraction as a JSON number; beyond what a float can hold, the whole number before it."""
    return int(number) if number.denominator == 1 or abs(number) > _LARGE else float(number)


def at(number: Fraction) -> Range:
    """The set of one number."""
    return Range(number, number)


def below(limit: Fraction, *, strict: bool) -> Range:
    """Everything up to a limit."""
    return Range(high=limit, high_open=strict)


def above(limit: Fraction, *, strict: bool) -> Range:
    """Everything from a limit on."""
    return Range(low=limit, low_open=strict)


def meet(a: Range, b: Range) -> Range | None:
    """The numbers in both sets; None when there are none."""
    low, low_open = _tighter(a.low, a.low_open, b.low, b.low_open, 1)
    high, high_open = _tighter(a.high, a.high_open, b.high, b.high_open, -1)
    return tightened(Range(low, high, low_open, high_open, a.on | b.on, a.off | b.off))


def tightened(given: Range) -> Range | None:
    """The same set with its bounds moved onto the lattice; None when it is empty."""
    step = given.step
    if step is not None:
        given = _rounded(given, step)
    low, high = given.low, given.high
    if low is not None and high is not None and (low > high or (low == high and (given.low_open or given.high_open))):
        return None
    if not given.off:
        return given
    if step is None:
        return None if given.point is not None and given.point not in given else given
    if any(step % m == 0 for m in given.off):
        return None
    first = list(itertools.islice(lattice(given, step), _POINTS))
    return given if len(first) == _POINTS or any(number in given for number in first) else None


def lattice(given: Range, step: Fraction) -> Iterator[Fraction]:
    """The multiples of a step between the bounds, from the lower one up, or from the upper one down, or 0, step, ..."""
    start, move = (given.low, step) if given.low is not None else (given.high, -step) if given.high is not None else (Fraction(0), step)
    assert start is not None
    if start % step != 0:
        start = math.ceil(start / step) * step if move > 0 else math.floor(start / step) * step
    number = start
    bounds = Range(given.low, given.high)
    while number in bounds:
        yield number
        number += move


def count(given: Range, step: Fraction) -> int | None:
    """How many lattice points lie between the bounds (rounded onto the lattice); None for infinitely many."""
    if given.low is None or given.high is None:
        return None
    return max(0, math.floor((given.high - given.low) / step) + 1)


def constant(number: Fraction) -> Poly:
    """A polynomial without unknowns."""
    return (((), number),) if number else ()


def variable(var: Var) -> Poly:
    """A polynomial that is one unknown."""
    return (((var,), Fraction(1)),)


def add(a: Poly, b: Poly, sign: int = 1) -> Poly:
    """The sum of two polynomials, or their difference."""
    total = dict(a)
    for monomial, coefficient in b:
        total[monomial] = total.get(monomial, Fraction(0)) + sign * coefficient
    return _sorted(total)


def multiply(a: Poly, b: Poly) -> Poly:
    """The product of two polynomials."""
    total: dict[Monomial, Fraction] = {}
    for left, x in a:
        for right, y in b:
            monomial = tuple(sorted(left + right))
            total[monomial] = total.get(monomial, Fraction(0)) + x * y
    return _sorted(total)


def split_constant(poly: Poly) -> tuple[Poly, Fraction]:
    """The part with unknowns, and the constant."""
    rest = tuple(t for t in poly if t[0])
    return rest, next((c for m, c in poly if not m), Fraction(0))


def spread(poly: Poly, ranges: Mapping[Var, Range]) -> Range:
    """An interval that holds every value of a polynomial (closed: it may be a little too wide)."""
    low: Bound = Fraction(0)
    high: Bound = Fraction(0)
    for monomial, coefficient in poly:
        a: Bound = coefficient
        b: Bound = coefficient
        for var in monomial:
            a, b = _product(a, b, ranges[var].low, ranges[var].high)
        low = None if low is None or a is None else low + a
        high = None if high is None or b is None else high + b
    return Range(low, high)


def _product(a: Bound, b: Bound, c: Bound, d: Bound) -> tuple[Bound, Bound]:
    infinite = float("inf")
    xs = [-infinite if a is None else a, infinite if b is None else b]
    ys = [-infinite if c is None else c, infinite if d is None else d]
    corners = [Fraction(0) if x == 0 or y == 0 else _times(x, y) for x in xs for y in ys]
    low, high = min(corners), max(corners)
    return (low if isinstance(low, Fraction) else None, high if isinstance(high, Fraction) else None)


def _times(x: Fraction | float, y: Fraction | float) -> Fraction | float:
    if isinstance(x, Fraction) and isinstance(y, Fraction):
        return x * y
    return float("inf") if (x > 0) == (y > 0) else -float("inf")


def _tighter(a: Bound, a_open: bool, b: Bound, b_open: bool, sign: int) -> tuple[Bound, bool]:
    if a is None or b is None:
        return (b, b_open) if a is None else (a, a_open)
    if a == b:
        return a, a_open or b_open
    return (a, a_open) if (a - b) * sign > 0 else (b, b_open)


def _rounded(given: Range, step: Fraction) -> Range:
    low, high = given.low, given.high
    if low is not None:
        low = (math.floor(low / step) + 1 if given.low_open else math.ceil(low / step)) * step
    if high is not None:
        high = (math.ceil(high / step) - 1 if given.high_open else math.floor(high / step)) * step
    return replace(given, low=low, high=high, low_open=False, high_open=False)


def _common_multiple(a: Fraction, b: Fraction) -> Fraction:
    return Fraction(math.lcm(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


def _sorted(total: Mapping[Monomial, Fraction]) -> Poly:
    return tuple(sorted((m, c) for m, c in total.items() if c))
