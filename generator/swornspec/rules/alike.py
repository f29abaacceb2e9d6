"""Expressions that mean the same although they are written in another order."""

from collections.abc import Hashable

from swornspec.rules.expr import FLIPPED, AllOrNone, And, Arithmetic, Compare, Count, Expr, Implies, Not, Or, Term


def meant(node: Expr | Term, *, turned: bool = False) -> Hashable:
    """What a tree means with the order of commutative parts taken away; `turned` takes that of a comparison's sides away as well."""
    match node:
        case And(parts) | Or(parts) | AllOrNone(parts):
            return type(node).__name__, frozenset(meant(p, turned=turned) for p in parts)
        case Count(low, high, parts):
            return low, high, frozenset(meant(p, turned=turned) for p in parts)
        case Not(part):
            return "not", meant(part, turned=turned)
        case Implies(when, then):
            return "if", meant(when, turned=turned), meant(then, turned=turned)
        case Compare(operator, left, right):
            one, other = meant(left), meant(right)
            if turned and repr(other) < repr(one):
                return FLIPPED[operator], other, one
            return operator, one, other
        case Arithmetic("*" | "+" as operator, operands):
            return operator, tuple(sorted(repr(meant(o)) for o in operands))
        case _:
            return node
