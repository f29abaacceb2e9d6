"""Whether a polynomial over finite lattices can take a value in a set: every case tried, but for the last unknown, which is divided out.

width * height * steps == 20479936, for multiples of 8 from 256 to 1024 and 10 to 50 steps: no
"""

import itertools
import math
from fractions import Fraction
from typing import Final

from swornspec.rules.witness.known import Facts, Known
from swornspec.rules.witness.ranges import Poly, Range, Var, count, lattice

_MOST: Final = 20_000


def impossible(facts: Facts) -> bool:
    """Whether some polynomial that the facts speak of cannot lie where they say; False also where that would take too long to know."""
    known = Known(facts)
    return any(_out_of_reach(known, key[1], facts[key]) for key in facts if key[0] == "num" and not isinstance(key[1][0], str))


def _out_of_reach(known: Known, poly: Poly, wanted: Range) -> bool:
    variables = sorted({v for monomial, _ in poly for v in monomial})
    linear = [v for v in variables if all(m.count(v) < 2 for m, _ in poly)]
    ranges = {v: r for v in variables if (r := known.range_of(v)) is not None}
    sizes = {v: count(r, r.step) for v, r in ranges.items() if r.step is not None}
    if not linear or len(sizes) < len(variables) or any(n is None for n in sizes.values()):
        return False
    last = max(linear, key=lambda v: (sizes[v] or 0, v))
    others = [v for v in variables if v != last]
    if math.prod(sizes[v] or 0 for v in others) > _MOST:
        return False
    grids = [list(lattice(ranges[v], ranges[v].step or Fraction(1))) for v in others]
    return not any(
        _reaches(poly, dict(zip(others, values, strict=True)), last, ranges[last], wanted) for values in itertools.product(*grids)
    )


def _reaches(poly: Poly, chosen: dict[Var, Fraction], last: Var, allowed: Range, wanted: Range) -> bool:
    """Whether some value of the last unknown brings the polynomial into the set."""
    slope = rest = Fraction(0)
    for monomial, coefficient in poly:
        factor = coefficient
        for var in monomial:
            factor *= chosen[var] if var != last else 1
        if last in monomial:
            slope += factor
        else:
            rest += factor
    step = allowed.step or Fraction(1)
    if not slope:
        return rest in wanted and any(True for _ in lattice(allowed, step))
    ends = [(bound - rest) / slope for bound in (wanted.low, wanted.high) if bound is not None]
    if len(ends) < 2:
        ends += [b for b in (allowed.low, allowed.high) if b is not None]
    first, final = min(ends) // step - 1, max(ends) // step + 1
    if final - first > _MOST:
        return True  # too many to try: nothing is known
    return any(k * step in allowed and slope * k * step + rest in wanted for k in range(int(first), int(final) + 1))
