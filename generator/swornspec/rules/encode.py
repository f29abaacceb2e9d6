"""The rule tree as plain JSON values, and back: what stands under `x-rules` in an OpenAPI document.

    {if: {all: [{has-value: draft}, {"==": [{field: draft}, true]}]}, then: {"!=": [{effective: glossy}, true]}}

`encode` and `decode` are inverse to each other. Decoding trusts nothing: a malformed, too deep or too large tree is a
RuleError, never a traceback.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from swornspec.errors import RuleError
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
    Scalar,
    Size,
    Term,
    walk,
)
from swornspec.rules.pattern import python_pattern

_COMPARISONS: Final = ("==", "!=", "<", "<=", ">", ">=")
_ARITHMETIC: Final = ("+", "-", "*", "%")
_SEVERAL_KEYS: Final = ("if", "count", "each")
_DEPTH: Final = 40


def encode(node: Expr | Term) -> Any:
    """A tree as JSON values; every node is an object with the operator as its key, a literal is itself."""
    match node:
        case Literal(value):
            return value
        case Ref(name, effective):
            return {"effective" if effective else "field": name}
        case Item():
            return {"item": "itself"}
        case Size(of):
            return {"size": encode(of)}
        case Arithmetic(operator, operands):
            return {operator: [encode(o) for o in operands]}
        case Compare(operator, left, right):
            return {operator: [encode(left), encode(right)]}
        case OneOf(item, values):
            return {"in": [encode(item), list(values)]}
        case Matches(item, pattern):
            return {"matches": [encode(item), pattern]}
        case Present(name):
            return {"present": name}
        case HasValue(ref):
            return {"has-value": ref.name if isinstance(ref, Ref) and not ref.effective else encode(ref)}
        case Not(part):
            return {"not": encode(part)}
        case And(parts):
            return {"all": [encode(p) for p in parts]}
        case Or(parts):
            return {"any": [encode(p) for p in parts]}
        case AllOrNone(parts):
            return {"all-or-none": [encode(p) for p in parts]}
        case Implies(when, then):
            return {"if": encode(when), "then": encode(then)}
        case Count(low, high, parts):
            most = {} if high is None else {"max": high}
            return {"count": [encode(p) for p in parts], "min": low, **most}
        case ForAll(over, each):
            return {"each": encode(over), "holds": encode(each)}


def decode(tree: Any) -> Expr:
    """The expression that JSON values stand for; RuleError when they stand for none."""
    expr = _expr(tree, 0)
    if any(isinstance(n, Item) for n in walk(expr)):
        raise RuleError("a rule speaks of an item outside of any 'each'")
    return expr


def _expr(tree: Any, depth: int) -> Expr:
    operator, rest = _node(tree, depth)
    if operator in _COMPARISONS:
        left, right = _pair(rest, operator)
        return Compare(cast(Any, operator), _term(left, depth + 1), _term(right, depth + 1))
    if operator == "in":
        item, values = _pair(rest, operator)
        return OneOf(_term(item, depth + 1), tuple(_scalar(v) for v in _list(values, operator)))
    if operator == "matches":
        item, pattern = _pair(rest, operator)
        return Matches(_named(item, depth + 1), _pattern(pattern))
    if operator == "present":
        return Present(_name(rest))
    if operator == "has-value":
        return HasValue(Ref(rest) if isinstance(rest, str) else _named(rest, depth + 1))
    if operator == "not":
        return Not(_expr(rest, depth + 1))
    if operator == "if" and set(tree) == {"if", "then"}:
        return Implies(_expr(rest, depth + 1), _expr(tree["then"], depth + 1))
    several: dict[str, Callable[[tuple[Expr, ...]], Expr]] = {"all": And, "any": Or, "all-or-none": AllOrNone}
    if operator in several:
        return several[operator](tuple(_expr(p, depth + 1) for p in _list(rest, operator)))
    if operator == "count":
        return _count(tree, depth)
    if operator == "each" and set(tree) == {"each", "holds"}:
        return ForAll(_ref(rest, depth + 1), _expr(tree["holds"], depth + 1))
    raise RuleError(f"unknown operator {operator!r} in a rule")


def _count(tree: Mapping[str, Any], depth: int) -> Expr:
    low, high = tree.get("min", 0), tree.get("max")
    whole = all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in (low, high or 0))
    if not whole or set(tree) - {"count", "min", "max"}:
        raise RuleError("a count takes whole numbers min and max")
    return Count(low, high, tuple(_expr(p, depth + 1) for p in _list(tree["count"], "count")))


def _term(tree: Any, depth: int) -> Term:
    if not isinstance(tree, Mapping):
        return Literal(_scalar(tree))
    operator, rest = _node(tree, depth)
    if operator in _ARITHMETIC:
        operands = tuple(_term(o, depth + 1) for o in _list(rest, operator))
        if len(operands) < 2 or (operator == "%" and len(operands) != 2):
            raise RuleError(f"{operator!r} takes two operands or more ('%' exactly two)")
        return Arithmetic(cast(Any, operator), operands)
    if operator == "size":
        return Size(_named(rest, depth + 1))
    return _named(tree, depth)


def _named(tree: Any, depth: int) -> Ref | Item:
    operator, rest = _node(tree, depth)
    if operator == "item" and rest == "itself":
        return Item()
    return _ref(tree, depth)


def _ref(tree: Any, depth: int) -> Ref:
    operator, rest = _node(tree, depth)
    if operator not in ("field", "effective"):
        raise RuleError(f"expected a field, found {operator!r}")
    return Ref(_name(rest), operator == "effective")


def _node(tree: Any, depth: int) -> tuple[str, Any]:
    if depth > _DEPTH:
        raise RuleError(f"a rule is nested more than {_DEPTH} deep")
    if not isinstance(tree, Mapping) or not tree or not all(isinstance(k, str) for k in tree):
        raise RuleError(f"expected one operator with its operands, found {shown(tree)}")
    operator = next((k for k in _SEVERAL_KEYS if k in tree), next(iter(tree)))
    if len(tree) > 1 and operator not in _SEVERAL_KEYS:
        raise RuleError(f"expected one operator, found {', '.join(sorted(tree))}")
    return operator, tree[operator]


def _list(tree: Any, operator: str) -> list[Any]:
    if not isinstance(tree, list):
        raise RuleError(f"{operator!r} takes a list, found {shown(tree)}")
    return tree


def _pair(tree: Any, operator: str) -> tuple[Any, Any]:
    if len(_list(tree, operator)) != 2:
        raise RuleError(f"{operator!r} takes two operands, found {len(tree)}")
    return tree[0], tree[1]


def _scalar(value: Any) -> Scalar:
    if not isinstance(value, str | int | float) or value != value or value in (float("inf"), -float("inf")):
        raise RuleError(f"expected a string, finite number or boolean, found {shown(value)}")
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str):
        raise RuleError(f"expected a field name, found {shown(value)}")
    return value


def _pattern(value: Any) -> str:
    try:
        python_pattern(value)
    except (re.error, TypeError) as error:
        raise RuleError(f"not a regular expression: {shown(value)}") from error
    return cast(str, value)


def shown(value: Any) -> str:
    """A value for a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
