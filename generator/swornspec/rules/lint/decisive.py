"""Which documented default decides that a request breaks a rule: an expression, a body and fields in, names out."""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from swornspec.rules.evaluate import holds, object_at
from swornspec.rules.expr import And, Compare, Expr, HasValue, Implies, Matches, Not, OneOf, Or, Present, Ref, walk
from swornspec.rules.field import Field, Fields, field_at
from swornspec.rules.values import present

_MOST_SUBSETS: Final = 10
"""Of so many defaults at most every subset is tried; of more, one after the other is taken away."""


def defaults_read(expr: Expr, body: Any, fields: Fields) -> tuple[str, ...]:
    """The fields that a body leaves out and whose documented defaults the expression reads in their place."""
    effective = dict.fromkeys(n.name for n in walk(expr) if isinstance(n, Ref) and n.effective)
    return tuple(n for n in effective if _stands(field_at(n, fields), body))


def _stands(field: Field | None, body: Any) -> bool:
    """Whether a documented default stands for a field: it is not sent, and what holds it is."""
    if field is None or field.default is None:
        return False
    holder = object_at(body, field.within)
    return not (field.within and holder is None) and not present(holder, field.key)


def decisive_defaults(expr: Expr, body: Any, fields: Fields) -> tuple[str, ...]:
    """Of those, the ones that alone make the expression false: without the default it would hold.

    A field without a value keeps every bound set to it ("at most", "not", "one of"), but does not meet a demand for one
    value: `{"draft": true}` breaks "draft requires glossy" whether glossy defaults to false or to nothing.
    """
    if holds(expr, body, fields):
        return ()
    return tuple(n for n in defaults_read(expr, body, fields) if holds(_without(expr, n, True), body, _bare(fields, n)))


def needed_defaults(expr: Expr, body: Any, fields: Fields) -> tuple[str, ...]:
    """The fewest documented defaults with which a broken expression is broken, in reading order; none of them can go."""
    read = defaults_read(expr, body, fields)
    if len(read) <= _MOST_SUBSETS:
        for size in range(len(read) + 1):
            for kept in itertools.combinations(read, size):
                if not holds(*_read_with(expr, body, fields, kept)):
                    return kept
        return ()
    needed = list(read)
    for name in read:
        fewer = [n for n in needed if n != name]
        if not holds(*_read_with(expr, body, fields, fewer)):
            needed = fewer
    return tuple(needed)


def holds_with(expr: Expr, body: Any, fields: Fields, known: Iterable[str]) -> bool:
    """Whether an expression holds for a reader who knows of no defaults but those of some fields."""
    return holds(*_read_with(expr, body, fields, known))


def _read_with(expr: Expr, body: Any, fields: Fields, known: Iterable[str]) -> tuple[Expr, Any, Fields]:
    kept = set(known)
    for name in defaults_read(expr, body, fields):
        if name not in kept:
            expr, fields = _without(expr, name, True), _bare(fields, name)
    return expr, body, fields


def _bare(fields: Fields, name: str) -> Fields:
    field = field_at(name, fields)
    assert field is not None
    return {**fields, name: replace(field, schema={k: v for k, v in field.schema.items() if k != "default"})}


def _without(expr: Expr, name: str, demanded: bool) -> Expr:
    """The expression for a field that has no default; `demanded` says whether the expression must hold or must not."""
    match expr:
        case Not(part):
            return Not(_without(part, name, not demanded))
        case And(parts):
            return And(tuple(_without(p, name, demanded) for p in parts))
        case Or(parts):
            return Or(tuple(_without(p, name, demanded) for p in parts))
        case Implies(when, then):
            return Implies(_without(when, name, not demanded), _without(then, name, demanded))
        case Compare("==") | HasValue() | Present() | Matches():
            return expr
        case Compare() | OneOf() if demanded and Ref(name, effective=True) in set(walk(expr)):
            return And(())
        case _:
            return expr
