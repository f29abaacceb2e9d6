"""A rule, forgotten or misread: each way gives another expression.

if a and b then c <= 4     nothing; if not (a and b) then ...; c <= 4; if b then ...; c < 4; c <= 5; defaults not applied
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    CompareOperator,
    Count,
    Expr,
    ForAll,
    HasValue,
    Implies,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Ref,
    Term,
    mapped,
    walk,
)
from swornspec.rules.field import Fields, field_at, of_items
from swornspec.rules.witness.ranges import fraction, plain
from swornspec.rules.witness.sample import step_of

_MOST: Final = 80
_STRICT: Final[dict[str, CompareOperator]] = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}


def readings(expr: Expr, fields: Fields) -> Iterator[tuple[str, Expr | None]]:
    """Every way to misread a rule's expression, each with its manner; None is the rule forgotten."""
    yield "dropped", None
    seen = {expr}
    for manner, other in itertools.islice(_all(expr, fields), _MOST):
        if other not in seen:
            seen.add(other)
            yield manner, other


def _all(expr: Expr, fields: Fields) -> Iterator[tuple[str, Expr]]:
    if isinstance(expr, Implies):
        yield "condition-inverted", replace(expr, when=Not(expr.when))
        yield "condition-ignored", expr.then
    defaulted = dict.fromkeys(_effective(expr))
    for name in defaulted:
        yield f"default-of-{name}-not-applied", mapped(expr, lambda ref, name=name: _sent(ref, name))  # type: ignore[misc]
    for n, (manner, other) in enumerate(_within(expr, fields), 1):
        yield f"{manner}-{n}", other


def _effective(expr: Expr) -> Iterator[str]:
    for node in walk(expr):
        ref = node.ref if isinstance(node, HasValue) else node
        if isinstance(ref, Ref) and ref.effective:
            yield ref.name


def _sent(ref: Any, name: str) -> Any:
    return Ref(name) if isinstance(ref, Ref) and ref.name == name else ref


def _within(expr: Expr, fields: Fields) -> Iterator[tuple[str, Expr]]:
    """The expression with one of its parts misread."""
    match expr:
        case And(parts) | Or(parts) | AllOrNone(parts):
            made = type(expr)
            for n, part in enumerate(parts):
                if len(parts) > 1:
                    yield "operand-ignored", _joined(made, tuple(p for i, p in enumerate(parts) if i != n))
                for manner, other in _within(part, fields):
                    yield manner, made(tuple(other if i == n else p for i, p in enumerate(parts)))
        case Count(low, high, parts):
            yield from _counts(expr)
            for n, part in enumerate(parts):
                yield "operand-ignored", Count(low, high, tuple(p for i, p in enumerate(parts) if i != n))
                for manner, other in _within(part, fields):
                    yield manner, Count(low, high, tuple(other if i == n else p for i, p in enumerate(parts)))
        case Implies(when, then):
            yield from ((manner, Implies(other, then)) for manner, other in _within(when, fields))
            yield from ((manner, Implies(when, other)) for manner, other in _within(then, fields))
        case Not(part):
            yield from ((manner, Not(other)) for manner, other in _within(part, fields))
        case ForAll(over, each):
            yield from ((manner, ForAll(over, other)) for manner, other in _within(each, of_items(over.name, fields)[1]))
        case Compare():
            yield from _compared(expr, fields)
        case OneOf(item, values):
            for value in values if len(values) > 1 else ():
                yield f"without-{value}", OneOf(item, tuple(v for v in values if v is not value))
            more = next((v for v in _strangers(values)), None)
            if more is not None:
                yield "one-more", OneOf(item, (*values, more))
        case Matches(item, pattern):
            if pattern.startswith("^"):
                yield "not-anchored-at-the-start", Matches(item, pattern[1:])
            if pattern.endswith("$") and not pattern.endswith("\\$"):
                yield "not-anchored-at-the-end", Matches(item, pattern[:-1])
        case _:
            return


def _joined(made: type[And] | type[Or] | type[AllOrNone], parts: tuple[Expr, ...]) -> Expr:
    return parts[0] if len(parts) == 1 and made is not AllOrNone else made(parts)


def _counts(expr: Count) -> Iterator[tuple[str, Expr]]:
    low, high, parts = expr.low, expr.high, expr.parts
    if low > 0:
        yield "one-fewer-needed", Count(low - 1, high, parts)
    if low < (len(parts) if high is None else high):
        yield "one-more-needed", Count(low + 1, high, parts)
    if high is not None:
        yield "one-more-allowed", Count(low, high + 1 if high + 1 < len(parts) else None, parts)
        if high > max(low, 0):
            yield "one-fewer-allowed", Count(low, high - 1, parts)


def _compared(expr: Compare, fields: Fields) -> Iterator[tuple[str, Expr]]:
    operator, left, right = expr.operator, expr.left, expr.right
    if operator in _STRICT:
        yield ("inclusive" if operator in ("<", ">") else "strict"), Compare(_STRICT[operator], left, right)
        step = _step(left if isinstance(right, Literal) else right, fields)
        for name, sign in (("one-step-more", 1), ("one-step-less", -1)):
            for side, other in (("left", left), ("right", right)):
                if isinstance(other, Literal) and (number := _number(other)) is not None:
                    moved = Literal(plain(number + sign * step))
                    yield name, Compare(operator, moved, right) if side == "left" else Compare(operator, left, moved)
    else:
        yield "negated", Compare("!=" if operator == "==" else "==", left, right)
    for side, term in (("left", left), ("right", right)):
        for other_term in _terms(term):
            yield "factor-ignored", Compare(operator, other_term, right) if side == "left" else Compare(operator, left, other_term)


def _number(literal: Literal) -> Fraction | None:
    return None if isinstance(literal.value, bool | str) else fraction(literal.value)


def _terms(term: Term) -> Iterator[Term]:
    """An arithmetic term without one of its operands."""
    if isinstance(term, Arithmetic) and term.operator != "%" and len(term.operands) > 1:
        for n in range(len(term.operands)):
            rest = tuple(o for i, o in enumerate(term.operands) if i != n)
            if any(not isinstance(o, Literal) for o in rest):
                yield rest[0] if len(rest) == 1 else Arithmetic(term.operator, rest)


def _step(term: Term, fields: Fields) -> Fraction:
    """The distance between neighbouring values of a term, as far as the schemas of its fields say."""
    match term:
        case Ref(name) if (field := field_at(name, fields)) is not None:
            return step_of(field.schema)
        case Arithmetic("*", operands):
            result = Fraction(1)
            for operand in operands:
                result *= abs(_number(operand) or Fraction(1)) if isinstance(operand, Literal) else _step(operand, fields)
            return result
        case Arithmetic("+" | "-", operands):
            return min((_step(o, fields) for o in operands if not isinstance(o, Literal)), default=Fraction(1))
        case _:
            return Fraction(1)


def _strangers(values: tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, str):
            yield from (v for v in (value.lower(), value.upper(), f"{value}_") if v not in values)
        elif not isinstance(value, bool):
            yield from (v for v in (value + 1, value - 1) if v not in values)
