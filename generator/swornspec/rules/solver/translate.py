"""The rule tree and the keywords of fields as formulas over the unknowns of a request.

`exact` reads arithmetic on decimals as if it were never rounded; otherwise its result is an unknown of its own, because a
server may round. An expression that is enormous is an unknown too.
"""

import functools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final, assert_never

import z3

from swornspec.rules.evaluate import holds
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
    walk,
)
from swornspec.rules.field import bare_body, field_at
from swornspec.rules.solver.unknowns import Alternative, Formula, Unknowns, found_in
from swornspec.rules.values import as_number
from swornspec.rules.witness.constraint import Constraint
from swornspec.rules.witness.known import KINDS, kind_of

_LARGEST: Final = 2_000
"""How many nodes an expression, or members a list of values, may have to be looked into."""
_SIZES: Final = {"minLength": "string", "maxLength": "string", "minItems": "array", "maxItems": "array"}
_BOUNDS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


class Translation:
    """Translates into formulas over one set of unknowns; `complete` tells whether everything so far was looked into."""

    def __init__(self, unknowns: Unknowns, *, exact: bool = False) -> None:
        """`exact` as the module says."""
        self._of = unknowns
        self._exact = exact
        self.complete = True

    def constraint(self, constraint: Constraint) -> Formula:
        """A rule, or a keyword of a field of the body."""
        if constraint.rule is not None:
            assert constraint.rule.expr is not None
            return self.expr(constraint.rule.expr)
        return self._keyword(constraint.field, str(constraint.keyword), constraint.value)

    def expr(self, expr: Expr) -> Formula:
        """An expression."""
        if sum(len(n.values) if isinstance(n, OneOf) else 1 for n in walk(expr)) > _LARGEST:
            return self._unread(("large", repr(expr)))
        return self._expr(expr)

    def _unread(self, key: Any) -> Formula:
        self.complete = False
        return self._of.opaque(key)

    # Expressions

    def _expr(self, expr: Expr) -> Formula:
        of = self._of
        match expr:
            case Compare(operator, left, right):
                return self._compared(operator, self._term(left), self._term(right))
            case OneOf(item, members):
                value = self._term(item)
                return of.any([self._compared("==", value, [of.constant(m, of.true())]) for m in members])
            case Matches(item, pattern):
                return self._matches(expr, item, pattern)
            case Present(name):
                return z3.Not(of.missing(name))
            case HasValue(ref):
                return of.any([a.guard for a in self._term(ref)])
            case Not(part):
                return z3.Not(self._expr(part))
            case And(parts):
                return of.all([self._expr(p) for p in parts])
            case Or(parts):
                return of.any([self._expr(p) for p in parts])
            case Implies(when, then):
                return z3.Implies(self._expr(when), self._expr(then))
            case Count(low, high, parts):
                return self._count(low, high, [self._expr(p) for p in parts])
            case AllOrNone(parts):
                several = [self._expr(p) for p in parts]
                return of.any([of.all(several), of.all([z3.Not(p) for p in several])])
            case ForAll(over, _):
                return self._for_all(expr, over)
            case _:
                assert_never(expr)

    def _count(self, low: int, high: int | None, parts: list[Formula]) -> Formula:
        if not parts:
            return self._of.true(low <= 0)
        least = z3.PbGe([(p, 1) for p in parts], low)
        return least if high is None else z3.And(least, z3.PbLe([(p, 1) for p in parts], high))

    def _for_all(self, expr: ForAll, over: Ref) -> Formula:
        """What is said of items is not looked into, but for an array that was not sent or has none."""
        of = self._of
        sent = [z3.And(a.guard, z3.Or(a.size == 0, self._unread(("each", expr)))) for a in of.value(Ref(over.name)) if a.kind == "array"]
        return of.any([*sent, *self._standing(expr, over)])

    def _matches(self, expr: Matches, item: Ref | Item, pattern: str) -> Formula:
        """A pattern is looked into for the strings that the question names, and for a default."""
        of = self._of
        if isinstance(item, Item):
            return of.true(False)
        self.complete = False
        found = [z3.And(a.guard, of.spelled(item.name, pattern, found_in(pattern))) for a in of.value(Ref(item.name)) if a.kind == "string"]
        return of.any([*found, *self._standing(expr, item)])

    def _standing(self, expr: Matches | ForAll, ref: Ref) -> list[Formula]:
        """Where a field was not sent its default alone decides."""
        return [self._of.standing(ref.name)] if holds(expr, bare_body(ref.name, self._of.fields), self._of.fields) else []

    def _compared(self, operator: str, left: Sequence[Alternative], right: Sequence[Alternative]) -> Formula:
        pairs = [(a, b) for a in left for b in right if a.kind == b.kind]
        return self._of.any([z3.And(a.guard, b.guard, self._pair(operator, a, b)) for a, b in pairs])

    def _pair(self, operator: str, a: Alternative, b: Alternative) -> Formula:
        if a.kind == "number":
            return _ordered(operator, a.value, b.value)
        if operator not in ("==", "!="):
            return self._unread(("order", operator, a.key, b.key)) if a.kind == "string" else self._of.true(False)
        if a.kind == "boolean":
            same = a.value == b.value
        elif a.kind == "string":
            same = self._of.same_text(a.value, b.value, (a.size, b.size))
        else:
            same = self._unread(("same", *sorted((repr(a.key), repr(b.key)))))
        return same if operator == "==" else z3.Not(same)

    # Terms

    def _term(self, node: Term) -> list[Alternative]:
        of = self._of
        match node:
            case Literal(value):
                return [of.constant(value, of.true())]
            case Ref():
                return of.value(node)
            case Item():
                return []  # outside of a for-all there is none
            case Size(inner):
                sizes = [Alternative(a.guard, "number", a.size) for a in self._term(inner) if a.size is not None]
                return self._merged(sizes)
            case Arithmetic(operator, operands):
                return self._arithmetic(node, operator, [self._term(o) for o in operands])
            case _:
                assert_never(node)

    def _merged(self, sizes: list[Alternative]) -> list[Alternative]:
        if len(sizes) < 2:
            return sizes
        return [Alternative(z3.Or(sizes[0].guard, sizes[1].guard), "number", z3.If(sizes[0].guard, sizes[0].value, sizes[1].value))]

    def _arithmetic(self, node: Arithmetic, operator: str, operands: list[list[Alternative]]) -> list[Alternative]:
        numbers = [a for alternatives in operands for a in alternatives if a.kind == "number"]
        if len(numbers) < len(operands):
            return []
        guard, values = z3.And([a.guard for a in numbers]), [a.value for a in numbers]
        if operator == "%":
            return self._remainder(node, guard, values[0], values[1])
        rounded = any(not z3.is_int(v) for v in values) or any(isinstance(n, Literal) and isinstance(n.value, float) for n in node.operands)
        if rounded and not self._exact:
            self.complete = False
            return [Alternative(guard, "number", self._of.fresh_number(node))]
        combine = {"*": lambda a, b: a * b, "+": lambda a, b: a + b, "-": lambda a, b: a - b}[operator]
        return [Alternative(guard, "number", functools.reduce(combine, values))]

    def _remainder(self, node: Arithmetic, guard: Formula, dividend: Formula, divisor: Formula) -> list[Alternative]:
        whole = [self._of.true() if z3.is_int(v) else z3.IsInt(v) for v in (dividend, divisor)]
        a, b = (v if z3.is_int(v) else z3.ToInt(v) for v in (dividend, divisor))
        if not isinstance(node.operands[1], Literal):
            self.complete = False
            return [Alternative(z3.And(guard, *whole, b != 0), "number", self._of.fresh_number(node))]
        if z3.is_int_value(b) and b.as_long() == 0:
            return []
        modulus = z3.If(b < 0, -b, b)
        return [Alternative(z3.And(guard, *whole), "number", z3.If(a < 0, -((-a) % modulus), a % modulus))]

    # Keywords (JSON Schema 2020-12, 6)

    def _keyword(self, name: str, keyword: str, value: Any) -> Formula:
        of = self._of
        absent = of.kind(name, "absent")
        if keyword == "required":
            return z3.Not(absent)
        if keyword == "type":
            return z3.Or(absent, self._type(name, list(value) if isinstance(value, list | tuple) else [value]))
        if keyword in ("enum", "const"):
            return z3.Or(absent, self._member(name, value if keyword == "enum" and isinstance(value, list) else [value]))
        number = as_number(value) is not None
        if keyword in _SIZES and number:
            of_kind = of.kind(name, _SIZES[keyword])
            size = of.size(name, _SIZES[keyword])
            return z3.Implies(of_kind, size >= of.number(value) if keyword.startswith("min") else size <= of.number(value))
        if keyword in _BOUNDS and number:
            return z3.Implies(of.kind(name, "number"), self._bound(name, keyword, of.number(value)))
        if keyword == "multipleOf" and number and value > 0 and Fraction(value).denominator == 1:
            multiple = z3.And(of.whole(name), of.integer(name) % of.number(value) == 0)
            return z3.Implies(of.kind(name, "number"), multiple)
        return z3.Or(absent, self._unread(("keyword", name, keyword)))

    def _bound(self, name: str, keyword: str, limit: Formula) -> Formula:
        operator = {"minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}[keyword]
        field = field_at(name, self._of.fields)
        if field is not None and field.types and "number" not in field.types:
            beyond = self._of.opaque(("bound of a fraction", name, keyword))
            return z3.If(self._of.whole(name), _ordered(operator, self._of.integer(name), limit), beyond)
        return _ordered(operator, self._of.real(name), limit)

    def _type(self, name: str, types: list[Any]) -> Formula:
        of = self._of
        plain = [of.kind(name, kind) for kind in KINDS[1:] if kind in types]
        if "integer" in types and "number" not in types:
            plain.append(z3.And(of.kind(name, "number"), of.whole(name)))
        return of.any(plain)

    def _member(self, name: str, members: list[Any]) -> Formula:
        of = self._of
        if len(members) > _LARGEST:
            return self._unread(("members", name))
        found = []
        for member in members:
            kind = kind_of(member)
            if kind == "number" and as_number(member) is None:
                continue  # JSON has no infinity
            here = of.kind(name, kind)
            if kind == "null":
                found.append(here)
            elif kind in ("array", "object"):
                found.append(z3.And(here, self._unread(("member", name, repr(member)))))
            elif kind == "number" and Fraction(member).denominator == 1:
                found.append(z3.And(here, of.whole(name), of.integer(name) == of.number(member)))
            else:
                own = {"number": of.real, "string": of.string, "boolean": of.flag}[kind](name)
                found.append(z3.And(here, own == of.constant(member, of.true()).value))
        return of.any(found)


def _ordered(operator: str, left: Formula, right: Formula) -> Formula:
    match operator:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right
