"""Which documented default decides that a request breaks a rule: an expression, a body and fields in, names out."""

from dataclasses import replace
from typing import Any

from swornspec.rules.evaluate import holds
from swornspec.rules.expr import And, Compare, Expr, HasValue, Implies, Matches, Not, OneOf, Or, Present, Ref, walk
from swornspec.rules.field import Fields
from swornspec.rules.values import present


def defaults_read(expr: Expr, body: Any, fields: Fields) -> tuple[str, ...]:
    """The fields that a body leaves out and whose documented defaults the expression reads in their place."""
    effective = dict.fromkeys(n.name for n in walk(expr) if isinstance(n, Ref) and n.effective)
    return tuple(n for n in effective if n in fields and fields[n].default is not None and not present(body, n))


def decisive_defaults(expr: Expr, body: Any, fields: Fields) -> tuple[str, ...]:
    """Of those, the ones that alone make the expression false: without the default it would hold.

    A field without a value keeps every bound set to it ("at most", "not", "one of"), but does not meet a demand for one
    value: `{"draft": true}` breaks "draft requires glossy" whether glossy defaults to false or to nothing.
    """
    if holds(expr, body, fields):
        return ()
    return tuple(n for n in defaults_read(expr, body, fields) if holds(_without(expr, n, True), body, _bare(fields, n)))


def _bare(fields: Fields, name: str) -> Fields:
    schema = {k: v for k, v in fields[name].schema.items() if k != "default"}
    return {**fields, name: replace(fields[name], schema=schema)}


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
