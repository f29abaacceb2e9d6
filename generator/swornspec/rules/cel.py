"""The rule tree as text in the Common Expression Language (CEL, cel-spec), the portable form; `self` is the request body.

    !(has(self.draft) && self.draft == true) || !(has(self.glossy) && self.glossy != null ? self.glossy == true : true)

The text means what the tree means for every body, also a wrongly typed one: a guard stands before each use of a field
whose absence, null or type would make CEL fail. A documented default is folded into the branch without the field.
Only the standard definitions of CEL are used. Its integers have 64 bits; a body beyond them is outside the promise.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, assert_never

from swornspec.rules.evaluate import holds
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
    Scalar,
    Size,
    Term,
    walk,
)
from swornspec.rules.field import Fields

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_RESERVED: Final = frozenset(
    """
    as break const continue else false for function if import in let loop namespace null package return true var void while
    """.split()  # noqa: SIM905 - a list of words is easier to read than a list of strings
)
_TYPES: Final = {"string": "string", "boolean": "bool", "array": "list", "object": "map"}


def to_cel(expr: Expr, fields: Fields) -> str:
    """An expression as CEL text over `self`."""
    return _unwrapped(_Writer(fields).expr(expr, frozenset()))


class _Writer:
    """Writes expressions; `known` are the references whose value is already established where the text stands."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def expr(self, node: Expr, known: frozenset[Ref]) -> str:
        match node:
            case Present(name):
                return _sent(name)
            case HasValue(ref):
                return self._atom((ref,), frozenset(), lambda: "true", node)
            case Compare(operator, left, right):
                return self._atom(_refs(node), known, lambda: f"{self._term(left)} {operator} {self._term(right)}", node)
            case OneOf(item, members):
                values = ", ".join(_literal(m) for m in members)
                return self._atom(_refs(node), known, lambda: f"{self._term(item)} in [{values}]", node)
            case Matches(item, pattern):
                return self._atom(_refs(node), known, lambda: f"{self._term(item)}.matches({_literal(pattern)})", node)
            case Not(part):
                return f"!{_wrapped(self.expr(part, known))}"
            case And(parts):
                return self._all(parts, known)
            case Or(parts):
                return _joined(" || ", [self.expr(p, known) for p in parts], "false")
            case Implies(when, then):
                condition = self.expr(when, known)
                return _joined(" || ", [f"!{_wrapped(condition)}", self.expr(then, known | self._established(when))], "true")
            case Count(low, high, parts):
                total = " + ".join(f"({self.expr(p, known)} ? 1 : 0)" for p in parts) or "0"
                most = "" if high is None else f" && {total} <= {high}"
                return f"({total} >= {low}{most})"
            case AllOrNone(parts):
                texts = [self.expr(p, known) for p in parts]
                none = _joined(" && ", [f"!{_wrapped(t)}" for t in texts], "true")
                return _joined(" || ", [_joined(" && ", texts, "true"), none], "true")
            case _:
                assert_never(node)

    def _all(self, parts: tuple[Expr, ...], known: frozenset[Ref]) -> str:
        texts = []
        for part in parts:
            texts.append(self.expr(part, known))
            known |= self._established(part)
        return _joined(" && ", texts, "true")

    def _atom(self, refs: Iterable[Ref], known: frozenset[Ref], text: Callable[[], str], node: Expr) -> str:
        """An atom behind the guards of its fields; a field with a default gives one branch with it and one without."""
        plain: list[str] = []
        defaulted: Ref | None = None
        for ref in refs:
            if ref in known:
                continue
            if ref.effective and self._default(ref) is not None:
                defaulted = defaulted or ref
            else:
                plain += [_sent(ref.name, null=False), *self._typed(ref, node)]
        if defaulted is None:
            body = text()
            guards = [*dict.fromkeys([*plain, *self._divisible(node)])]
            return "false" if "false" in guards else _joined(" && ", [*guards, *([] if body == "true" else [body])], "true")
        return self._branches(defaulted, node, known)

    def _established(self, node: Expr) -> frozenset[Ref]:
        """The references that can be read from the body itself wherever a condition holds; a default is not in the body."""
        match node:
            case HasValue() | Compare() | OneOf() | Matches():
                return frozenset(r for r in _refs(node) if not r.effective or self._default(r) is None)
            case And(parts):
                return frozenset().union(*(self._established(p) for p in parts))
            case _:
                return frozenset()

    def _divisible(self, node: Expr) -> Iterator[str]:
        """What must hold for the remainders in an atom to have a value: whole numbers, and a divisor other than zero."""
        for part in walk(node):
            if isinstance(part, Arithmetic) and part.operator == "%":
                for operand in part.operands:
                    if isinstance(operand, Literal):
                        yield from () if isinstance(operand.value, int | float) and operand.value == int(operand.value) else ("false",)
                    else:
                        yield f"int({self._term(operand)}) == {self._term(operand)}"
                divisor = part.operands[-1]
                if not isinstance(divisor, Literal):
                    yield f"int({self._term(divisor)}) != 0"
                elif not divisor.value:
                    yield "false"

    def _branches(self, ref: Ref, node: Expr, known: frozenset[Ref]) -> str:
        typed = self._typed(ref, node)
        rest = [] if isinstance(node, HasValue) else [self.expr(node, known | {ref})]
        present = _joined(" && ", [*typed, *rest], "true")
        without = _replaced(node, ref, Literal(self._default(ref)))
        decided = "true" if holds(without, {}, self._fields) else "false"
        absent = self.expr(without, known) if _refs(without) else decided
        return f"({_sent(ref.name)} ? {_operand(present)} : {_operand(absent)})"

    def _default(self, ref: Ref) -> Any:
        field = self._fields.get(ref.name)
        default = field.default if field else None
        return default if isinstance(default, str | int | float) else None

    def _alike(self, here: str, node: Compare) -> list[str]:
        """Guards for a field of several types or any: CEL compares only values of one kind."""
        number = ["type({}) in [int, double]", "type({}) == string", "type({}) == bool"]
        for side in (node.left, node.right):
            if isinstance(side, Literal):
                kind = 2 if isinstance(side.value, bool) else 1 if isinstance(side.value, str) else 0
                return [number[kind].format(here)]
            if isinstance(side, Size | Arithmetic):
                return [number[0].format(here)]
        sides = [self._term(side) for side in (node.left, node.right)]
        alike = f"(type({sides[0]}) == type({sides[1]}) || type({sides[0]}) in [int, double] && type({sides[1]}) in [int, double])"
        return [f"type({here}) in [int, double, string]", alike] if node.operator not in ("==", "!=") else [f"{here} != null", alike]

    def _fits(self, ref: Ref, constants: tuple[Scalar, ...]) -> bool:
        """Whether a field can have these values, so that being equal to one says that the type is right."""
        return all(holds(HasValue(Ref(ref.name)), {ref.name: value}, self._fields) for value in constants)

    def _typed(self, ref: Ref, node: Expr) -> list[str]:
        match node:  # CEL compares values of two types as unequal, so these need no guard
            case Compare("==", Ref(), Literal(value)) | Compare("==", Literal(value), Ref()) if self._fits(ref, (value,)):
                return []
            case OneOf(Ref(), members) if self._fits(ref, members):
                return []
        field = self._fields.get(ref.name)
        here, types = _path(ref.name), field.types if field else ()
        alike = self._alike(here, node) if len(types) != 1 and isinstance(node, Compare) else []
        if not types:
            return alike or [f"{here} != null"]
        if "number" in types or "integer" in types:
            others = [_TYPES[t] for t in types if t in _TYPES]
            whole = f"int({here}) == {here}" if not others else f"(type({here}) in [{', '.join(others)}] || int({here}) == {here})"
            kinds = f"type({here}) in [{', '.join(['int', 'double', *others])}]"
            return [kinds, *([] if "number" in types else [whole]), *alike]
        if len(types) == 1:
            return [f"type({here}) == {_TYPES[types[0]]}"]
        return [f"type({here}) in [{', '.join(_TYPES[t] for t in types)}]", *alike]

    def _term(self, node: Term) -> str:
        match node:
            case Literal(value):
                return _literal(value)
            case Ref(name, _):
                return _path(name)
            case Size(of):
                return f"size({_path(of.name)})"
            case Arithmetic("%", operands):
                return f"double({' % '.join(f'int({self._term(o)})' for o in operands)})"
            case Arithmetic(operator, operands):
                parts = [self._term(o) if isinstance(o, Arithmetic) else f"double({self._term(o)})" for o in operands]
                return f"({f' {operator} '.join(parts)})" if operator != "*" else f" {operator} ".join(parts)
            case _:
                assert_never(node)


def _refs(node: Expr) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(n for n in walk(node) if isinstance(n, Ref)))


def _replaced(node: Any, ref: Ref, value: Literal) -> Any:
    match node:
        case Ref():
            return value if node == ref else node
        case Compare(operator, left, right):
            return Compare(operator, _replaced(left, ref, value), _replaced(right, ref, value))
        case OneOf(item, members):
            return OneOf(_replaced(item, ref, value), members)
        case Arithmetic(operator, operands):
            return Arithmetic(operator, tuple(_replaced(o, ref, value) for o in operands))
        case HasValue():
            return And(())
        case Matches(item, pattern) if item == ref:
            return And(()) if re.search(pattern, str(value.value)) else Or(())
        case Size(of) if of == ref:
            return Literal(len(value.value) if isinstance(value.value, str) else 0)
        case _:
            return node


def _sent(name: str, *, null: bool = True) -> str:
    here = _path(name)
    plain = _NAME.fullmatch(name) and name not in _RESERVED
    has = f"has({here})" if plain else f"{_literal(name)} in self"
    return f"{has} && {here} != null" if null else has


def _path(name: str) -> str:
    return f"self.{name}" if _NAME.fullmatch(name) and name not in _RESERVED else f"self[{_literal(name)}]"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=True) if value.isascii() else _escaped(value)
    return repr(value)


def _escaped(value: str) -> str:
    parts = (c if c.isascii() and c not in '"\\' and c.isprintable() else f"\\U{ord(c):08x}" for c in value)
    return f'"{"".join(parts)}"'


def _joined(word: str, parts: list[str], empty: str) -> str:
    flat = [_unwrapped(p) if _closed(p) and _joins(_unwrapped(p)) == {word} else p for p in parts]
    if len(flat) < 2:
        return parts[0] if parts else empty
    return f"({word.join(flat)})"


def _wrapped(text: str) -> str:
    return text if _closed(text) else f"({text})"


def _unwrapped(text: str) -> str:
    return text[1:-1] if _closed(text) else text


def _operand(text: str) -> str:
    """A part of a conditional: bare, unless it is a conditional itself."""
    return text if " ? " in _joins(_unwrapped(text)) else _unwrapped(text)


def _closed(text: str) -> bool:
    """Whether one pair of parentheses encloses the whole text."""
    return text.startswith("(") and all(depth for depth, _ in list(_depths(text))[:-1])


def _joins(text: str) -> set[str]:
    """The logical operators of a text that stand outside all parentheses."""
    outside = "".join(mark for depth, mark in _depths(text) if depth == 0)
    return {word for word in (" && ", " || ", " ? ") if word in outside}


def _depths(text: str) -> Iterator[tuple[int, str]]:
    """Each character with the depth of parentheses it stands in; quoted characters are blanked."""
    depth = 0
    for mark in re.sub(r'"(?:[^"\\]|\\.)*"', lambda m: "_" * len(m.group()), text):
        depth += (mark == "(") - (mark == ")")
        yield depth, mark
