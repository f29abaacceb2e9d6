"""The interpreter: whether an expression holds for a request body. The reference that every other back end must match."""

from collections.abc import Sequence
from typing import Any, assert_never

from swornspec.rules import values
from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Count,
    Expr,
    ForAll,
    HasValue,
    Implies,
    Item,
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
from swornspec.rules.field import Field, Fields, field_at, of_items, path_at
from swornspec.rules.pattern import python_text

_READERS = {
    "string": values.string,
    "number": values.number,
    "integer": values.integer,
    "boolean": values.boolean,
    "array": values.array,
    "object": values.mapping,
}


def holds(expr: Expr, body: Any, fields: Fields, itself: Field | None = None) -> bool:
    """Whether an expression holds for a body (any JSON value), read with the fields' documented types and defaults.

    `itself` documents the body where it is the item of an array.
    """
    match expr:
        case Compare(operator, left, right):
            return values.compare(operator, term(left, body, fields, itself), term(right, body, fields, itself))
        case OneOf(item, members):
            return values.member(term(item, body, fields, itself), members)
        case Matches(item, pattern):
            return values.matches(term(item, body, fields, itself), python_text(pattern))
        case Present(name):
            *around, key = path_at(name, fields)
            return values.present(object_at(body, around), key)
        case HasValue(ref):
            return term(ref, body, fields, itself) is not None
        case Not(part):
            return not holds(part, body, fields, itself)
        case And(parts):
            return all(holds(p, body, fields, itself) for p in parts)
        case Or(parts):
            return any(holds(p, body, fields, itself) for p in parts)
        case Implies(when, then):
            return not holds(when, body, fields, itself) or holds(then, body, fields, itself)
        case Count(low, high, parts):
            true = sum(holds(p, body, fields, itself) for p in parts)
            return low <= true and (high is None or true <= high)
        case AllOrNone(parts):
            return len({holds(p, body, fields, itself) for p in parts}) < 2
        case ForAll(over, each):
            items = term(over, body, fields)
            one, inner = of_items(over.name, fields)
            return isinstance(items, list | tuple) and all(holds(each, item, inner, one) for item in items)
        case _:
            assert_never(expr)


def term(node: Term, body: Any, fields: Fields, itself: Field | None = None) -> Any:
    """The value of a term, or None where it has none."""
    match node:
        case Literal(value):
            return value
        case Ref(name, effective):
            field = field_at(name, fields)
            default = field.default if effective and field else None
            if field is None or not field.within:
                return _typed(field, body, name, default)
            holder = object_at(body, field.within)
            return None if holder is None else _typed(field, holder, field.key, default)
        case Item():
            return _typed(itself, {"item": body}, "item", None)
        case Size(of):
            return values.size(term(of, body, fields, itself))
        case Arithmetic(operator, operands):
            parts = [term(o, body, fields, itself) for o in operands]
            combine = {"+": values.plus, "-": values.minus, "*": values.times, "%": values.remainder}[operator]
            return combine(*parts)
        case _:
            assert_never(node)


def object_at(body: Any, path: Sequence[str]) -> Any:
    """The object that a path leads to, None where there is none; the body itself for no path."""
    for step in path:
        body = values.mapping(body, step)
    return body


def _typed(field: Field | None, body: Any, name: str, default: Any) -> Any:
    if field is None or not field.types:
        return values.value(body, name, default)
    found = (_READERS[t](body, name, default) for t in field.types)
    return next((v for v in found if v is not None), None)
