"""Numbers within documented bounds and multiples, drawn for answers. Exact: 0.3 is a multiple of 0.1 here."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor, isfinite
from random import Random
from typing import Any, Final

_SPREAD: Final = 100
"""How many steps from a single bound (or from zero) values are drawn."""


def number_for(schema: Mapping[str, Any], rng: Random, *, whole: bool) -> int | float | None:
    """A number (an integer if `whole`) that keeps the bounds and the multiple of a schema; None where there is none."""
    multiple = _exact(schema.get("multipleOf"))
    step = multiple if multiple and multiple > 0 else None
    if whole:
        step = Fraction(step.numerator) if step else Fraction(1)  # the integers among the multiples of p/q are those of p
    low, low_open = _tighter(schema, "minimum", "exclusiveMinimum", max)
    high, high_open = _tighter(schema, "maximum", "exclusiveMaximum", min)
    if step is None:
        step = _fine_step(low, high)
    first = None if low is None else ceil(low / step)
    last = None if high is None else floor(high / step)
    if first is not None and low_open and first * step == low:
        first += 1
    if last is not None and high_open and last * step == high:
        last -= 1
    if first is None:
        first = 0 if last is None or last >= 0 else last - _SPREAD
    if last is None:
        last = first + _SPREAD
    if first > last:
        return None
    value = rng.randint(first, min(last, max(first, 0) + _SPREAD * 100)) * step
    return _plain(value)


def _fine_step(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is not None and high is not None and 0 < high - low < 1:
        return (high - low) / 8
    if low is not None and low == high and low != 0:
        return abs(low)
    return Fraction(1, 4)


def _tighter(schema: Mapping[str, Any], closed: str, strict: str, pick: Any) -> tuple[Fraction | None, bool]:
    """The tighter of a closed and a strict bound, and whether it is the strict one."""
    a, b = _exact(schema.get(closed)), _exact(schema.get(strict))
    if a is None or b is None:
        return (a, False) if b is None else (b, True)
    return (b, True) if pick(a, b) == b else (a, False)


def _exact(value: Any) -> Fraction | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    return Fraction(str(value)) if isinstance(value, float) and isfinite(value) else None  # as written: 0.1 is a tenth


def _plain(value: Fraction) -> int | float | None:
    if value.denominator == 1:
        return value.numerator
    try:
        return float(value)
    except OverflowError:
        return None
