"""Formulas in prose ("width * height * steps <= 1024 * 1024 * 30") as comparisons."""

from collections.abc import Mapping, Sequence
from typing import Final

from swornspec.rules import values
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.tokens import Token
from swornspec.rules.expr import Arithmetic, ArithmeticOperator, Compare, CompareOperator, Expr, Literal, Term, names

_RELATIONS: Final[Mapping[str, CompareOperator]] = {"REL_LE": "<=", "REL_GE": ">=", "REL_LT": "<", "REL_GT": ">", "SET_TO": "=="}
_OPERATORS: Final[Mapping[str, ArithmeticOperator]] = {"STAR": "*", "PLUS": "+", "MINUS": "-"}


def read_formula(tokens: Sequence[Token], scope: Scope) -> Expr | None:
    """The comparison that tokens of numbers, fields, operators and one relation stand for; None when it has no field."""
    at = next(n for n, t in enumerate(tokens) if t.kind in _RELATIONS)
    left, right = read_term(tokens[:at], scope), read_term(tokens[at + 1 :], scope)
    if left is None or right is None:
        return None
    expr = Compare(_RELATIONS[tokens[at].kind], left, right)
    return expr if names(expr) else None


def read_term(tokens: Sequence[Token], scope: Scope) -> Term | None:
    """The term that numbers, fields and operators stand for: products joined by plus and minus, from left to right."""
    result: Term | None = None
    operator: ArithmeticOperator = "+"
    start = 0
    for n in range(len(tokens) + 1):
        if n == len(tokens) or tokens[n].kind in ("PLUS", "MINUS"):
            product = _product(tokens[start:n], scope)
            if product is None:
                return None
            result = product if result is None else _folded(operator, (result, product))
            start = n + 1
            operator = _OPERATORS[tokens[n].kind] if n < len(tokens) else operator
    return result


def _product(tokens: Sequence[Token], scope: Scope) -> Term | None:
    factors: list[Term] = []
    for token in tokens:
        if token.kind == "NUM":
            factors.append(Literal(token.value))
        elif token.kind == "FIELD":
            factors.append(scope.ref(token.value))
    if not factors:
        return None
    return factors[0] if len(factors) == 1 else _folded("*", tuple(factors))


def _folded(operator: ArithmeticOperator, operands: tuple[Term, ...]) -> Term:
    numbers = [o.value for o in operands if isinstance(o, Literal)]
    if len(numbers) < len(operands):
        return Arithmetic(operator, operands)
    combine = {"*": values.times, "+": values.plus, "-": values.minus}[operator]
    result = combine(*numbers)
    return Literal(result) if result is not None else Arithmetic(operator, operands)
