"""An expression taken apart into the ways in which it holds or fails.

fails: if a then b and c     a, not b, c      a, b, not c
holds: a or b                a, not b         b, not a
       a is one of 1, 2      a is 1           a is 2
"""

import itertools
from collections.abc import Iterator
from typing import Final

from swornspec.rules.expr import And, Compare, Count, Expr, Implies, Literal, Not, OneOf, Or, Present, Ref, Term

_MOST: Final = 24


def failing(expr: Expr) -> Iterator[tuple[Expr, ...]]:
    """The ways in which an expression fails, as parts that must hold together."""
    match expr:
        case Implies(when, then):
            for holds, fails in itertools.product(_some(holding(when)), _some(failing(then))):
                yield (*holds, *fails)
        case And(parts):
            for n, part in enumerate(parts):
                others = tuple(p for i, p in enumerate(parts) if i != n)
                for way in failing(part):
                    yield (*way, *others)
        case Or(parts):
            yield tuple(Not(p) for p in parts)
        case Not(part):
            yield from holding(part)
        case Count(low, high, parts):
            if low > 0:
                yield (Count(0, low - 1, parts),)
            if high is not None and high < len(parts):
                yield (Count(high + 1, None, parts),)
        case _:
            yield (Not(expr),)


def holding(expr: Expr) -> Iterator[tuple[Expr, ...]]:
    """The ways in which an expression holds, as parts that must hold together."""
    match expr:
        case Or(parts):
            for n, part in enumerate(parts):
                for way in holding(part):
                    yield (*way, *(Not(p) for i, p in enumerate(parts) if i != n))
        case And(parts):
            for ways in itertools.islice(itertools.product(*(_some(holding(p)) for p in parts)), _MOST):
                yield tuple(itertools.chain.from_iterable(ways))
        case Not(part):
            yield from failing(part)
        case OneOf(item, values):
            yield from ((Compare("==", item, Literal(v)),) for v in values)
        case Compare(operator, Ref(name, True), Literal()) if operator not in ("==", "!="):
            yield (expr,)  # by the default, where there is one
            yield (expr, Present(name))  # by the nearest value
        case _:
            yield (expr,)


def _some(ways: Iterator[tuple[Expr, ...]]) -> list[tuple[Expr, ...]]:
    """The first ways: a rule nested on purpose has more than anyone can try."""
    return list(itertools.islice(ways, _MOST))


def is_limit(atom: Compare) -> bool:
    """Whether a comparison sets a limit to a number or to what is computed of numbers."""
    sides: tuple[Term, Term] = (atom.left, atom.right)
    constants = [s for s in sides if isinstance(s, Literal)]
    return atom.operator not in ("==", "!=") and (not constants or not isinstance(constants[0].value, bool | str))
