"""The interpreter: whether an expression holds for a request body. The reference that every other back end must match."""

from typing import Any, assert_never

from swornspec.rules import values
from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Count,
    Expr,
    HasValue,
    Implies,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    Size,
    Term,
)
from swornspec.rules.field import Fields

_READERS = {
    "string": values.string,
    "number": values.number,
    "integer": values.integer,
    "boolean": values.boolean,
    "array": values.array,
    "object": values.mapping,
}


def holds(expr: Expr, body: Any, fields: Fields) -> bool:
    """Whether an expression holds for a body (any JSON value), read with the fields' documented types and defaults."""
    match expr:
        case Compare(operator, left, right):
            return values.compare(operator, term(left, body, fields), term(right, body, fields))
        case OneOf(item, members):
            return values.member(term(item, body, fields), members)
        case Matches(item, pattern):
            return values.matches(term(item, body, fields), pattern)
        case Present(name):
            return values.present(body, name)
        case HasValue(ref):
            return term(ref, body, fields) is not None
        case Not(part):
            return not holds(part, body, fields)
        case And(parts):
            return all(holds(p, body, fields) for p in parts)
        case Or(parts):
            return any(holds(p, body, fields) for p in parts)
        case Implies(when, then):
            return not holds(when, body, fields) or holds(then, body, fields)
        case Count(low, high, parts):
            true = sum(holds(p, body, fields) for p in parts)
            return low <= true and (high is None or true <= high)
        case AllOrNone(parts):
            return len({holds(p, body, fields) for p in parts}) < 2
        case _:
            assert_never(expr)


def term(node: Term, body: Any, fields: Fields) -> Any:
    """The value of a term, or None where it has none."""
    match node:
        case Literal(value):
            return value
        case Ref(name, effective):
            return _value(name, effective, body, fields)
        case Size(of):
            return values.size(term(of, body, fields))
        case Arithmetic(operator, operands):
            parts = [term(o, body, fields) for o in operands]
            combine = {"+": values.plus, "-": values.minus, "*": values.times, "%": values.remainder}[operator]
            return combine(*parts)
        case _:
            assert_never(node)


def _value(name: str, effective: bool, body: Any, fields: Fields) -> Any:
    field = fields.get(name)
    default = field.default if effective and field else None
    if field is None or not field.types:
        return values.value(body, name, default)
    found = (_READERS[t](body, name, default) for t in field.types)
    return next((v for v in found if v is not None), None)
