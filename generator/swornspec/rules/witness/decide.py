"""Whether a constraint holds when only part of a request is known: yes, no, or the question that would tell.

A request that is partly known is a mapping of *facts*: the kind of a field (absent, null, string, ...), whether a flag
is true, which string it is or is not, in which set a number lies, and whether an atom we do not look into holds. An
undecided constraint answers with a `Split`: facts of which exactly one must be true, to be tried one after the other.
More facts never change a decided answer. This is Kleene's three-valued logic over intervals, so "holds for no value"
is a proof; the reverse is only a hint, because atoms that are not looked into may contradict each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, Final, TypeAlias, assert_never

from swornspec.rules import values
from swornspec.rules.evaluate import holds
from swornspec.rules.evaluate import term as evaluated
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
from swornspec.rules.field import Fields, bare_body, body_with, field_at
from swornspec.rules.pattern import python_text
from swornspec.rules.witness.constraint import Constraint
from swornspec.rules.witness.known import KINDS, Facts, Known, Split, Verdict, kind_of
from swornspec.rules.witness.ranges import (
    ANY,
    Poly,
    Range,
    Var,
    add,
    at,
    constant,
    fraction,
    multiply,
    plain,
    split_constant,
    variable,
)
from swornspec.rules.witness.sample import sample

_SIZED: Final = {"minLength": "string", "maxLength": "string", "minItems": "array", "maxItems": "array"}
_SIZED_OBJECTS: Final = {"minProperties": "object", "maxProperties": "object"}


@dataclass(frozen=True, slots=True)
class _Text:
    name: str


@dataclass(frozen=True, slots=True)
class _Flag:
    name: str


@dataclass(frozen=True, slots=True)
class _Other:
    name: str


@dataclass(frozen=True, slots=True)
class _Number:
    poly: Poly


class _Nothing:
    """A term without value."""


_NOTHING: Final = _Nothing()
_Value: TypeAlias = _Text | _Flag | _Other | _Number | _Nothing | str | bool


class Decider:
    """Decides constraints from the facts; `rounded` tells whether arithmetic on decimals took part."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._known = Known({})
        self.rounded = False

    def consistent(self, facts: Facts) -> bool:
        """Whether the numeric facts still leave room, as far as intervals can tell."""
        self._known = Known(facts)
        return all(self._known.range_of(key[1]) is not None for key in facts if key[0] == "num" and not isinstance(key[1][0], str))

    def constraint(self, constraint: Constraint, facts: Facts) -> Verdict:
        """Whether a constraint holds."""
        self._known = Known(facts)
        if constraint.rule is not None:
            assert constraint.rule.expr is not None
            return self._expr(constraint.rule.expr)
        return self._keyword(constraint)

    def expr(self, expr: Expr, facts: Facts) -> Verdict:
        """Whether an expression holds."""
        self._known = Known(facts)
        return self._expr(expr)

    def range_of(self, var: Var) -> Range:
        """The set an unknown lies in."""
        return self._known.range_of(var) or ANY

    # Keywords (JSON Schema 2020-12, 6)

    def _keyword(self, constraint: Constraint) -> Verdict:
        name, keyword, value = constraint.field, constraint.keyword, constraint.value
        if constraint.between:
            needs = [(str(n), str(m)) for n, needed in value.items() if isinstance(needed, list) for m in needed]
            return _all([partial(self._brings, *pair) for pair in needs])
        kind = self._kind(name)
        if isinstance(kind, Split):
            return kind
        if keyword == "required":
            return kind != "absent" or self._held(name) is False
        if kind == "absent":
            return True
        if keyword == "type":
            return self._type(name, kind, [value] if isinstance(value, str) else list(value))
        if keyword in ("enum", "const"):
            return self._enum(name, kind, value if keyword == "enum" and isinstance(value, list) else [value])
        if keyword in _SIZED or keyword in _SIZED_OBJECTS:
            return kind != {**_SIZED, **_SIZED_OBJECTS}[keyword] or self._bound(variable(("#", name)), keyword, value)
        if keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            return kind != "number" or self._bound(variable(("v", name)), keyword, value)
        if keyword == "multipleOf":
            return kind != "number" or self._known.multiple(("v", name), fraction(value) or Fraction(0))
        if keyword == "pattern":
            return kind != "string" or self._known.atom(("pattern", name, str(value)))  # the schema's dialect is not Python's
        return self._known.atom(("keyword", name, keyword))

    def _brings(self, name: str, needed: str) -> Verdict:
        """Whether a field is sent, if only as null, when another one is."""
        kind = self._kind(name)
        if isinstance(kind, Split) or kind == "absent":
            return kind if isinstance(kind, Split) else True
        other = self._kind(needed)
        return other if isinstance(other, Split) else other != "absent"

    def _type(self, name: str, kind: str, types: list[Any]) -> Verdict:
        if kind == "number" and "number" not in types and "integer" in types:
            return self._known.multiple(("v", name), Fraction(1))
        return kind in types

    def _enum(self, name: str, kind: str, members: list[Any]) -> Verdict:
        alike = [m for m in members if kind_of(m) == kind]
        if kind in ("null", "absent"):
            return bool(alike)
        if kind in ("array", "object"):
            return self._known.atom(("member", name)) if alike else False
        own: _Value = _Flag(name) if kind == "boolean" else _Text(name) if kind == "string" else _Number(variable(("v", name)))
        return self._equals_any(own, alike)

    def _bound(self, poly: Poly, keyword: str, value: Any) -> Verdict:
        limit = fraction(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        if limit is None:
            return self._known.atom(("bound", poly, keyword))
        least = keyword.startswith("min") or keyword == "exclusiveMinimum"
        strict = keyword.startswith("exclusive")
        return self._known.number(">" if least and strict else ">=" if least else "<" if strict else "<=", poly, constant(limit))

    # Expressions

    def _expr(self, expr: Expr) -> Verdict:
        match expr:
            case Compare(operator, left, right):
                return self._comparison(operator, left, right)
            case OneOf(item, members):
                return self._one_of(item, members)
            case Matches(item, pattern):
                found = self._ref(item)
                if isinstance(found, _Text):
                    return self._matches(found.name, pattern)
                return found if isinstance(found, Split) else isinstance(found, str) and values.matches(found, python_text(pattern))
            case Present(name):
                kind = self._kind(name)
                return kind if isinstance(kind, Split) else kind not in ("absent", "null")
            case HasValue(ref):
                found = self._ref(ref)
                return found if isinstance(found, Split) else not isinstance(found, _Nothing)
            case Not(part):
                verdict = self._expr(part)
                return verdict if isinstance(verdict, Split) else not verdict
            case And(parts):
                return _all(self._later(parts))
            case Or(parts):
                return _any(self._later(parts))
            case Implies(when, then):
                return _any([lambda: self._expr(Not(when)), lambda: self._expr(then)])
            case Count(low, high, parts):
                return self._count(parts, low, high)
            case AllOrNone(parts):
                return self._all_or_none(parts)
            case ForAll():
                return self._for_all(expr)
            case _:
                assert_never(expr)

    def _later(self, parts: Sequence[Expr]) -> list[Callable[[], Verdict]]:
        return [partial(self._expr, p) for p in parts]

    def _count(self, parts: Sequence[Expr], low: int, high: int | None) -> Verdict:
        verdicts = [self._expr(p) for p in parts]
        true = sum(v is True for v in verdicts)
        unknown = [v for v in verdicts if isinstance(v, Split)]
        if (high is not None and true > high) or true + len(unknown) < low:
            return False
        if true >= low and (high is None or true + len(unknown) <= high):
            return True
        return unknown[0]

    def _all_or_none(self, parts: Sequence[Expr]) -> Verdict:
        verdicts = [self._expr(p) for p in parts]
        if True in verdicts and False in verdicts:
            return False
        return next((v for v in verdicts if isinstance(v, Split)), True)

    def _for_all(self, expr: ForAll) -> Verdict:
        """What holds for every item is not looked into, but where the array is given or cannot have items."""
        name = expr.over.name
        if ("value", name) in self._known.facts:
            return holds(expr, body_with(name, self._known.facts["value", name], self._fields), self._fields)
        kind = self._kind(name)
        if isinstance(kind, Split):
            return kind
        if kind in ("absent", "null"):
            return self._held(name) and holds(expr, bare_body(name, self._fields), self._fields)
        return isinstance(self._ref(expr.over), _Other) and kind == "array" and self._known.atom(("each", expr))

    def _one_of(self, item: Term, members: Sequence[Any]) -> Verdict:
        found = self._term(item)
        if isinstance(found, Split):
            return found
        return self._equals_any(found, members)

    def _equals_any(self, value: _Value, members: Sequence[Any]) -> Verdict:
        return _any([partial(self._compare, "==", value, _known(m)) for m in members])

    def _comparison(self, operator: str, left: Term, right: Term) -> Verdict:
        a = self._term(left)
        if isinstance(a, Split):
            return a
        b = self._term(right)
        return b if isinstance(b, Split) else self._compare(operator, a, b)

    def _compare(self, operator: str, a: _Value, b: _Value) -> Verdict:
        if isinstance(a, _Nothing) or isinstance(b, _Nothing):
            return False
        if isinstance(a, _Number) and isinstance(b, _Number):
            return self._known.number(operator, a.poly, b.poly)
        if isinstance(a, _Flag | bool) and isinstance(b, _Flag | bool):
            return self._flags(operator, a, b)
        if isinstance(a, _Text | str) and isinstance(b, _Text | str):
            return self._texts(operator, a, b)
        if isinstance(a, _Other) and isinstance(b, _Other):
            return self._known.atom(("compare", operator, a.name, b.name)) if operator in ("==", "!=") else False
        return False  # two kinds

    def _flags(self, operator: str, a: _Flag | bool, b: _Flag | bool) -> Verdict:
        known: list[bool] = []
        for side in (a, b):
            if isinstance(side, bool):
                known.append(side)
            elif ("bool", side.name) in self._known.facts:
                known.append(self._known.facts["bool", side.name])
            else:
                return Split(({("bool", side.name): True}, {("bool", side.name): False}))
        return values.compare(operator, *known)

    def _texts(self, operator: str, a: _Text | str, b: _Text | str) -> Verdict:
        left = self._known.facts.get(("eq", a.name), a) if isinstance(a, _Text) else a
        right = self._known.facts.get(("eq", b.name), b) if isinstance(b, _Text) else b
        if isinstance(left, str) and isinstance(right, str):
            return values.compare(operator, left, right)
        text, literal = (left, right) if isinstance(left, _Text) else (right, left)
        assert isinstance(text, _Text)
        if operator not in ("==", "!=") or isinstance(literal, _Text):
            return self._known.atom(("compare", operator, left, right))
        avoided = self._known.facts.get(("neq", text.name), frozenset())
        size = self._known.range_of(("#", text.name))
        if literal in avoided or (size is not None and Fraction(len(literal)) not in size):
            return operator == "!="
        equal = {("eq", text.name): literal, ("num", ("#", text.name)): at(Fraction(len(literal)))}
        unequal = {("neq", text.name): avoided | {literal}}
        return Split((equal, unequal))

    def _matches(self, name: str, pattern: str) -> Verdict:
        if ("eq", name) not in self._known.facts:
            return self._known.atom(("matches", name, pattern))
        return values.matches(self._known.facts["eq", name], python_text(pattern))

    # Terms

    def _kind(self, name: str) -> str | Split:
        known: str | None = self._known.facts.get(("kind", name))
        holder = self._holder(name) if known is None else ""
        around = self._kind(holder) if holder else "object"
        if isinstance(around, Split) or around != "object":
            return around if isinstance(around, Split) else "absent"
        return known if known is not None else Split(tuple({("kind", name): k} for k in self._kinds(name)))

    def _holder(self, name: str) -> str:
        """The object that holds a field, where it is not one of the body itself."""
        field = field_at(name, self._fields)
        return ".".join(field.within) if field is not None else ""

    def _held(self, name: str) -> bool:
        """Whether what holds a field, whose kind is known, is an object that is sent."""
        holder = self._holder(name)
        return not holder or self._kind(holder) == "object"

    def _kinds(self, name: str) -> tuple[str, ...]:
        field = field_at(name, self._fields)
        own = [{"integer": "number"}.get(t, t) for t in field.types] if field else []
        if field and not own and field.schema:  # alternatives, members: what a typical value is comes first
            own = [kind_of(sample(field.schema))]
        return tuple(dict.fromkeys(["absent", *own, *KINDS]))

    def _term(self, node: Term) -> _Value | Split:
        match node:
            case Literal(value):
                return _known(value)
            case Ref() | Item():
                return self._ref(node)
            case Size(of):
                return self._size(of)
            case Arithmetic(operator, operands):
                return self._arithmetic(operator, operands)
            case _:
                assert_never(node)

    def _ref(self, ref: Ref | Item) -> _Value | Split:
        if isinstance(ref, Item):
            return _NOTHING  # no rule has one outside a for-all, and those are not looked into
        kind = self._kind(ref.name)
        if isinstance(kind, Split):
            return kind
        field = field_at(ref.name, self._fields)
        if kind in ("absent", "null"):
            default = evaluated(ref, bare_body(ref.name, self._fields), self._fields) if ref.effective and self._held(ref.name) else None
            return _NOTHING if default is None else _known(default)
        types = field.types if field else ()
        if kind == "number":
            if types and "number" not in types:
                whole = self._known.multiple(("v", ref.name), Fraction(1)) if "integer" in types else False
                if whole is not True:
                    return whole if isinstance(whole, Split) else _NOTHING
            return _Number(variable(("v", ref.name)))
        if types and kind not in types:
            return _NOTHING
        return _Flag(ref.name) if kind == "boolean" else _Text(ref.name) if kind == "string" else _Other(ref.name)

    def _size(self, of: Ref | Item) -> _Value | Split:
        found = self._ref(of)
        if isinstance(found, str):
            return _Number(constant(Fraction(len(found))))
        if isinstance(found, _Text):
            return _Number(variable(("#", found.name)))
        if isinstance(found, _Other):
            known = self._known.facts.get(("kind", found.name))
            return _Number(variable(("#", found.name))) if known == "array" else _NOTHING
        return found if isinstance(found, Split) else _NOTHING

    def _arithmetic(self, operator: str, operands: Sequence[Term]) -> _Value | Split:
        polys: list[Poly] = []
        for operand in operands:
            found = self._term(operand)
            if not isinstance(found, _Number):
                return found if isinstance(found, Split) else _NOTHING
            polys.append(found.poly)
            self.rounded = self.rounded or not self._integral(found.poly)
        if operator == "%":
            return self._remainder(polys[0], polys[1])
        result = polys[0]
        for poly in polys[1:]:
            result = multiply(result, poly) if operator == "*" else add(result, poly, 1 if operator == "+" else -1)
        return _Number(result)

    def _integral(self, poly: Poly) -> bool:
        return all(c.denominator == 1 and all(self._whole(v) for v in m) for m, c in poly)

    def _whole(self, var: Var) -> bool:
        found = self._known.range_of(var)
        return var[0] != "v" or (found is not None and found.step is not None and found.step.denominator == 1)

    def _remainder(self, dividend: Poly, divisor: Poly) -> _Value | Split:
        """A remainder is an unknown of its own, bounded by the modulus; nothing else is known of it."""
        _, modulus = split_constant(divisor)
        if any(m for m, _ in divisor) or modulus.denominator != 1:
            self.rounded = True
        if not modulus and not any(m for m, _ in divisor):
            return _NOTHING
        if not any(m for m, _ in dividend) and not any(m for m, _ in divisor):
            _, number = split_constant(dividend)
            found = values.remainder(plain(number), plain(modulus))
            return _NOTHING if found is None else _Number(constant(Fraction(found)))
        if len(dividend) == 1 and len(dividend[0][0]) == 1 and dividend[0][1] == 1 and not self.rounded:
            var = dividend[0][0][0]
            if var[0] in ("v", "#"):
                return _Number(variable(("%", *var, str(abs(modulus)))))
        self.rounded = True
        return _Number(variable(("?", repr(dividend), repr(divisor))))


def _known(value: Any) -> _Value:
    if isinstance(value, bool | str):
        return value
    number = fraction(value) if isinstance(value, int | float) else None
    return _Other(repr(value)) if number is None else _Number(constant(number))


def _all(parts: Sequence[Callable[[], Verdict]]) -> Verdict:
    first: Verdict = True
    for part in parts:
        verdict = part()
        if verdict is False:
            return False
        if isinstance(verdict, Split) and first is True:
            first = verdict
    return first


def _any(parts: Sequence[Callable[[], Verdict]]) -> Verdict:
    first: Verdict = False
    for part in parts:
        verdict = part()
        if verdict is True:
            return True
        if isinstance(verdict, Split) and first is False:
            first = verdict
    return first
