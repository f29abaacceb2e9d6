"""Rules as IDL text, where IDL has words for them.

    if: has-value draft, then: glossy != true        IF draft THEN (NOT glossy OR glossy==false);

IDL knows parameters that are set or not, their values, and sums and products of them. It has no documented defaults, but
a condition on one parameter that its default meets can be said: it is not set, or its value meets the condition.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias, assert_never

from swornspec.errors import InexpressibleError
from swornspec.rules.budget import Budget
from swornspec.rules.evaluate import holds, term
from swornspec.rules.expr import (
    FLIPPED,
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
    names,
    walk,
)
from swornspec.rules.field import Fields, path_at
from swornspec.rules.idl.glob import glob_of
from swornspec.rules.idl.read import KEYWORDS
from swornspec.rules.rule import Effect, Rule

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*", re.ASCII)
_PREDEFINED: Final = {(1, None): "Or", (1, 1): "OnlyOne", (0, 1): "ZeroOrOne"}


@dataclass(frozen=True, slots=True)
class _Text:
    """A written predicate: a single term, or `joined` of several, or `negated` somewhere."""

    text: str
    joined: bool = False
    negated: bool = False

    @property
    def closed(self) -> str:
        return f"({self.text})" if self.joined else self.text


_Predicate: TypeAlias = _Text | bool


def to_idl(expr: Expr, fields: Fields) -> tuple[str, ...]:
    """The dependencies, each ended by a semicolon, that together say what an expression says; none for one that always holds.

    InexpressibleError when IDL has no words for it. What is said is meant for requests whose values have their documented types.
    """
    for name in names(expr):
        if len(path_at(name, fields)) > 1:
            raise InexpressibleError(f"IDL knows parameters alone, and {name} is a field of an object")
    return tuple(f"{text};" for text in _Writer(fields).dependencies(expr))


def dependencies(rules: Iterable[Rule], fields: Fields) -> list[str]:
    """What stands under `x-dependencies` for some rules: every rule that rejects and that IDL has words for."""
    written: dict[str, None] = {}
    for rule in rules:
        if rule.effect is Effect.REJECT and rule.expr is not None:
            try:
                written |= dict.fromkeys(to_idl(rule.expr, fields))
            except InexpressibleError:
                continue  # `swornspec export --format idl` lists these with the reason
    return list(written)


class _Writer:
    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._budget = Budget("IDL")

    def dependencies(self, expr: Expr) -> list[str]:
        match expr:
            case And(parts):
                return [d for p in parts for d in self.dependencies(p)]
            case Implies(when, then):
                return self._conditional(when, then)
            case Not(Not(part)):
                return self.dependencies(part)
            case Not(And((first, *rest))) if rest:
                return self._conditional(first, Not(And(tuple(rest)) if len(rest) > 1 else rest[0]))
            case Not(Or(parts)):
                return [d for p in parts for d in self.dependencies(Not(p))]
            case Not(Implies(when, then)):
                return [*self.dependencies(when), *self.dependencies(Not(then))]
            case Or(parts) if len(parts) > 1:
                return self._either(parts)
            case _:
                return self._stated(expr)

    def _conditional(self, when: Expr, then: Expr) -> list[str]:
        if self._standing_alone(when, then):
            return [self._text(then)]
        condition, demand = self._predicate(when), self._predicate(then)
        if condition is False or demand is True:
            return []
        if condition is True:
            return self.dependencies(then)
        if demand is False:
            return self.dependencies(Not(when))
        assert isinstance(condition, _Text)
        assert isinstance(demand, _Text)
        return [f"IF {condition.text} THEN {demand.text}"]

    def _either(self, parts: Sequence[Expr]) -> list[str]:
        written = [self._predicate(p) for p in parts]
        if all(isinstance(w, _Text) and not w.negated for w in written):
            return [self._text(Count(1, None, tuple(parts)))]
        return self._conditional(Not(parts[0]), Or(tuple(parts[1:])) if len(parts) > 2 else parts[1])

    def _stated(self, expr: Expr) -> list[str]:
        """A predicate as a dependency: predefined ones are one; of others IDL can only say that they hold if they do not."""
        written = self._predicate(expr)
        if isinstance(written, bool):
            if not written:
                raise InexpressibleError("IDL has no words for what never holds")
            return []
        predefined = [f"{word}(" for word in (*_PREDEFINED.values(), "AllOrNone")]
        if not written.joined and written.text.removeprefix("NOT ").startswith(tuple(predefined)):
            return [written.text]
        return [f"IF {_negated(written).text} THEN {written.text}"]

    def _standing_alone(self, when: Expr, then: Expr) -> bool:
        """Whether this is a comparison of several parameters where all of them are set, which IDL says without a condition."""
        if not isinstance(then, Compare):
            return False
        gates = when.parts if isinstance(when, And) else (when,)
        spoken = {n for n in walk(then) if isinstance(n, Ref)}
        gated = {g.ref for g in gates if isinstance(g, HasValue)}
        return len(spoken) > 1 and len(gated) == len(gates) and gated == spoken

    def _text(self, expr: Expr) -> str:
        written = self._predicate(expr)
        assert isinstance(written, _Text)
        return written.text

    def _predicate(self, node: Expr) -> _Predicate:
        self._budget.spend()
        match node:
            case Present(name):
                return _Text(_name(name))
            case HasValue(Ref() as ref):
                return True if self._defaulted(ref) else _Text(_name(ref.name))
            case Compare() | OneOf() | Matches() | HasValue() | ForAll():
                return self._atom(node)
            case Not(part):
                return _not(self._predicate(part))
            case And(parts):
                return _joined("AND", [self._predicate(p) for p in parts])
            case Or(parts):
                return _joined("OR", [self._predicate(p) for p in parts])
            case Implies(when, then):
                return _joined("OR", [_not(self._predicate(when)), self._predicate(then)])
            case Count(low, high, parts):
                return self._count(low, high, parts)
            case AllOrNone(parts):
                with self._budget.repeated(2):
                    each = [self._predicate(p) for p in parts]
                if len(each) < 2:
                    return True
                if all(isinstance(e, _Text) and not e.negated for e in each):
                    return _Text(f"AllOrNone({', '.join(e.text for e in each if isinstance(e, _Text))})")
                return _joined("OR", [_joined("AND", each), _joined("AND", [_not(e) for e in each])])
            case _:
                assert_never(node)

    def _count(self, low: int, high: int | None, parts: Sequence[Expr]) -> _Predicate:
        each = [self._predicate(p) for p in parts]
        certain, open_ = each.count(True), [e for e in each if isinstance(e, _Text)]
        low, high = max(0, low - certain), None if high is None else high - certain
        if low > len(open_) or (high is not None and (high < 0 or low > high)):
            return False
        if high is not None and high >= len(open_):
            high = None
        if high is None and low <= 1:
            positive = len(open_) > 1 and not any(e.negated for e in open_)
            return True if low == 0 else _Text(f"Or({', '.join(e.text for e in open_)})") if positive else _joined("OR", open_)
        if high is None and low == len(open_):
            return _joined("AND", open_)
        if high == 0:
            return _joined("AND", [_not(e) for e in open_])
        if (low, high) not in _PREDEFINED:
            raise InexpressibleError("IDL counts no further than at least one, exactly one and at most one")
        if any(e.negated for e in open_):
            raise InexpressibleError(f"IDL takes no negation in {_PREDEFINED[low, high]}")
        return _Text(f"{_PREDEFINED[low, high]}({', '.join(e.text for e in open_)})")

    def _atom(self, node: Compare | OneOf | Matches | HasValue | ForAll) -> _Predicate:
        if isinstance(node, ForAll):
            raise InexpressibleError(f"IDL does not look into the items of {node.over.name}")
        for part in walk(node):
            if isinstance(part, Size):
                raise InexpressibleError(f"IDL does not know how long {part.of.name} is")
            if isinstance(part, Item):
                raise InexpressibleError("IDL does not look into the items of a parameter")
            if isinstance(part, Arithmetic) and part.operator == "%":
                raise InexpressibleError("IDL has no remainders, so it cannot say 'multiple of'")
        refs = list(dict.fromkeys(n for n in walk(node) if isinstance(n, Ref)))
        if not refs:
            return holds(node, {}, self._fields)
        defaulted = [r for r in refs if self._defaulted(r)]
        if defaulted and len(refs) > 1:
            raise InexpressibleError(f"IDL does not know the documented default of {defaulted[0].name}")
        written = self._plain(node)
        if defaulted and isinstance(written, _Text) and holds(node, {}, self._fields):
            return _joined("OR", [_not(_Text(_name(refs[0].name))), written])
        if defaulted and written is False and holds(node, {}, self._fields):
            return _not(_Text(_name(refs[0].name)))
        return written

    def _defaulted(self, ref: Ref) -> bool:
        return ref.effective and term(ref, {}, self._fields) is not None

    def _plain(self, node: Compare | OneOf | Matches | HasValue) -> _Predicate:
        """An atom of parameters that are set."""
        match node:
            case OneOf(Ref(name), members):
                texts = [m for m in members if isinstance(m, str)]
                if len(texts) > 1 and len(texts) == len(members):
                    return _Text(f"{_name(name)}=={'|'.join(map(_value, texts))}")
                return _joined("OR", [_Text(f"{_name(name)}=={_value(m)}") for m in members])
            case OneOf(item, members):
                return _joined("OR", [self._comparison("==", item, Literal(m)) for m in members])
            case Matches(Ref(name), pattern):
                glob = glob_of(pattern)
                if glob is None:
                    raise InexpressibleError(f"IDL knows the wildcard * alone, and the pattern {pattern[:60]!r} is more than that")
                return _Text(f"{_name(name)} LIKE {_value(glob)}")
            case Compare(operator, Literal() as left, right):
                return self._comparison(FLIPPED[operator], right, left)
            case Compare(operator, left, right):
                return self._comparison(operator, left, right)
            case _:
                raise InexpressibleError("IDL has no words for this")

    def _comparison(self, operator: str, left: Term, right: Term) -> _Predicate:
        match left, right:
            case Ref(name), Literal(str() as text):
                return self._text_comparison(operator, name, text)
            case Ref(name), Literal(bool() as flag):
                if operator not in ("==", "!="):
                    return False
                return _Text(f"{_name(name)}=={_value(flag == (operator == '=='))}")
            case Arithmetic(), Literal(bool() | str()):
                return False
            case ((Ref() | Arithmetic()), Literal(number)):
                return _Text(f"{_term(left)}{operator}{_value(number)}")
            case Ref(name), Ref(other):
                if operator not in ("==", "!=") and self._may_be_text(name) and self._may_be_text(other):
                    raise InexpressibleError(f"IDL orders numbers alone, and {name} may be a text")
                return _Text(f"{_name(name)}{operator}{_name(other)}")
            case _:
                raise InexpressibleError("IDL compares sums and products with one number alone")

    def _text_comparison(self, operator: str, name: str, text: str) -> _Predicate:
        equal = _Text(f"{_name(name)}=={_value(text)}")
        if operator == "==":
            return equal
        field = self._fields.get(name)
        if operator != "!=":
            raise InexpressibleError(f"IDL orders numbers alone, not texts such as {name}")
        if field is None or len(field.types) != 1:
            raise InexpressibleError(f"IDL does not tell the types that {name} may have apart")
        return _joined("AND", [_Text(_name(name)), _not(equal)]) if field.types == ("string",) else False

    def _may_be_text(self, name: str) -> bool:
        field = self._fields.get(name)
        return field is None or not field.types or "string" in field.types


def _not(part: _Predicate) -> _Predicate:
    return _negated(part) if isinstance(part, _Text) else not part


def _negated(part: _Text) -> _Text:
    text = f"({part.text})" if part.joined or part.text.startswith("NOT ") else part.text
    return _Text(f"NOT {text}", negated=True)


def _joined(word: str, parts: Sequence[_Predicate]) -> _Predicate:
    """Parts joined by AND or OR, in parentheses wherever they are joined themselves: IDL leaves precedence open."""
    decided = word == "OR"
    if decided in parts:
        return decided
    open_ = list(dict.fromkeys(p for p in parts if isinstance(p, _Text)))
    if len(open_) < 2:
        return open_[0] if open_ else not decided
    return _Text(f" {word} ".join(p.closed for p in open_), joined=True, negated=any(p.negated for p in open_))


def _term(node: Term, *, inner: bool = False) -> str:
    match node:
        case Ref(name):
            return _name(name)
        case Arithmetic(operator, operands):
            text = f" {operator} ".join(_term(o, inner=True) for o in operands)
            return f"({text})" if inner else text
        case _:
            raise InexpressibleError("IDL has no constants within sums and products")


def _name(name: str) -> str:
    if _NAME.fullmatch(name) and name not in KEYWORDS:
        return name
    depth = 0
    for char in name:
        depth += (char == "[") - (char == "]")
        if depth < 0 or char == "\n":
            break
    if depth or not name or "\n" in name:
        raise InexpressibleError(f"IDL cannot write the name {name[:60]!r}")
    return f"[{name}]"


def _value(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"
    if abs(value) > 10**60:
        raise InexpressibleError("IDL has no words for a number this large")
    return str(value) if isinstance(value, int) else f"{Decimal(repr(value)):f}"
