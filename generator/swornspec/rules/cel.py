"""The rule tree as text in the Common Expression Language (CEL, cel-spec), the portable form; `self` is the request body.

    !(has(self.draft) && self.draft == true) || !(has(self.glossy) && self.glossy != null ? self.glossy == true : true)

The text means what the tree means for every body, also a wrongly typed one: a guard stands before each use of a field
whose absence, null or type would make CEL fail. A documented default is folded into the branch without the field.
Only the standard definitions of CEL are used. Its integers have 64 bits; a body beyond them is outside the promise.
"""

import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, assert_never

from swornspec.errors import InexpressibleError
from swornspec.rules import values
from swornspec.rules.budget import Budget
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
    Scalar,
    Size,
    Term,
    walk,
)
from swornspec.rules.field import Field, Fields, bare_body, body_with, field_at, of_items, path_at

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_BEYOND_RE2: Final = re.compile(r"\(\?(?!:)|\\[1-9kpPuc]")
_MARKS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[()]')
_DEEPER: Final = {"(": 1, ")": -1}
_RESERVED: Final = frozenset(
    """
    as break const continue else false for function if import in let loop namespace null package return true var void while
    """.split()  # noqa: SIM905 - a list of words is easier to read than a list of strings
)
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("int", "double"),
    "integer": ("int", "double"),
    "string": ("string",),
    "boolean": ("bool",),
    "array": ("list",),
    "object": ("map",),
}
_ALL: Final = ("int", "double", "string", "bool", "list", "map")


def to_cel(expr: Expr, fields: Fields) -> str:
    """An expression as CEL text over `self`; InexpressibleError where that would be enormous, or a pattern is beyond RE2."""
    return _unwrapped(_Writer(fields, Budget("CEL")).expr(expr, frozenset()))


def cel_or_none(expr: Expr, fields: Fields) -> str | None:
    """An expression as CEL text; None where CEL has no words for it (`swornspec export --format cel` says why)."""
    try:
        return to_cel(expr, fields)
    except InexpressibleError:
        return None


class _Writer:
    """Writes expressions over `base`, the body or an item; `known` are the references whose value is already established.

    `itself` documents the base where it is an item, which need not be an object.
    """

    def __init__(self, fields: Fields, budget: Budget, base: str = "self", itself: Field | None = None) -> None:
        self._fields = fields
        self._budget = budget
        self._base = base
        self._itself = itself

    def expr(self, node: Expr, known: frozenset[Ref | Item]) -> str:
        self._budget.spend()
        match node:
            case Present(name):
                return self._sent(Ref(name))
            case HasValue(ref):
                return self._atom((ref,), frozenset(), lambda: "true", node)
            case Compare(operator, left, right):
                return self._atom(_refs(node), known, lambda: f"{self._term(left)} {operator} {self._term(right)}", node)
            case OneOf(item, members):
                values = ", ".join(_literal(m) for m in members)
                return self._atom(_refs(node), known, lambda: f"{self._term(item)} in [{values}]", node)
            case Matches(item, pattern):
                if _BEYOND_RE2.search(pattern):
                    raise InexpressibleError("the regular expressions of CEL (RE2) have no look-around, back-references or named groups")
                return self._atom(_refs(node), known, lambda: f"{self._term(item)}.matches({_literal(pattern)})", node)
            case ForAll(over, each):
                return self._atom((over,), known, lambda: self._each(over, each), node)
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
                with self._budget.repeated(1 if high is None else 2):
                    total = " + ".join(f"({self.expr(p, known)} ? 1 : 0)" for p in parts) or "0"
                most = "" if high is None else f" && {total} <= {high}"
                return f"({total} >= {low}{most})"
            case AllOrNone(parts):
                with self._budget.repeated(2):
                    texts = [self.expr(p, known) for p in parts]
                none = _joined(" && ", [f"!{_wrapped(t)}" for t in texts], "true")
                return _joined(" || ", [_joined(" && ", texts, "true"), none], "true")
            case _:
                assert_never(node)

    def _each(self, over: Ref, each: Expr) -> str:
        item = "item" if self._base == "self" else f"{self._base}_of"
        one, fields = of_items(over.name, self._fields)
        return f"{self._path(over)}.all({item}, {_unwrapped(_Writer(fields, self._budget, item, one).expr(each, frozenset()))})"

    def _all(self, parts: tuple[Expr, ...], known: frozenset[Ref | Item]) -> str:
        texts = []
        for part in parts:
            texts.append(self.expr(part, known))
            known |= self._established(part)
        return _joined(" && ", texts, "true")

    def _atom(self, refs: Iterable[Ref | Item], known: frozenset[Ref | Item], text: Callable[[], str], node: Expr) -> str:
        """An atom behind the guards of its fields; a field with a default gives one branch with it and one without."""
        plain: list[str] = []
        defaulted: Ref | None = None
        for ref in refs:
            if ref in known:  # it has a value, though of another type, perhaps, than this atom can use
                typed = self._typed(ref, node)
                plain += typed if typed == ["false"] or self._several_types(ref) else ()
            elif isinstance(ref, Ref) and ref.effective and self._default(ref) is not None:
                defaulted = defaulted or ref
            else:
                plain += [*self._there(ref), *self._typed(ref, node)]
        if defaulted is None:
            body = text()
            guards = [*dict.fromkeys([*plain, *self._divisible(node)])]
            return "false" if "false" in guards else _joined(" && ", [*guards, *([] if body == "true" else [body])], "true")
        return self._branches(defaulted, node, known)

    def _established(self, node: Expr) -> frozenset[Ref | Item]:
        """The references that can be read from the body itself wherever a condition holds; a default is not in the body."""
        match node:
            case HasValue() | Compare() | OneOf() | Matches():
                return frozenset(r for r in _refs(node) if not r.effective or (isinstance(r, Ref) and self._default(r) is None))
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

    def _branches(self, ref: Ref, node: Expr, known: frozenset[Ref | Item]) -> str:
        typed = self._typed(ref, node)
        rest = [] if isinstance(node, HasValue) else [self.expr(node, known | {ref})]
        present = "false" if "false" in typed else _joined(" && ", [*typed, *rest], "true")
        if _refs(node) == (ref,):
            absent = "true" if holds(node, bare_body(ref.name, self._fields), self._fields) else "false"
        else:
            absent = self.expr(_replaced(node, ref, self._default(ref)), known)
        *around, here = self._there(ref)
        if len(path_at(ref.name, self._fields)) == 1:
            return f"({self._sent(ref)} ? {_operand(present)} : {_operand(absent)})"
        branches = f"({here} && {self._path(ref)} != null ? {_operand(present)} : {_operand(absent)})"
        return _joined(" && ", [*around, branches], "true")  # a default is one only where the objects around it were sent

    def _several_types(self, ref: Ref | Item) -> bool:
        field = self._field(ref)
        return field is None or len(field.types) != 1

    def _field(self, ref: Ref | Item) -> Field | None:
        return self._itself if isinstance(ref, Item) else field_at(ref.name, self._fields)

    def _default(self, ref: Ref) -> Any:
        """The documented default where it is a value of the documented type."""
        return evaluated(Ref(ref.name, effective=True), bare_body(ref.name, self._fields), self._fields)

    def _fits(self, ref: Ref | Item, constants: tuple[Scalar, ...]) -> bool:
        """Whether a field can have these values, so that being equal to one says that the type is right."""
        if isinstance(ref, Item):
            return all(holds(HasValue(ref), value, {}, self._itself) for value in constants)
        return all(holds(HasValue(Ref(ref.name)), body_with(ref.name, value, self._fields), self._fields) for value in constants)

    def _typed(self, ref: Ref | Item, node: Expr) -> list[str]:
        """That a field which is there has a value of its type, and of one that the atom can do something with."""
        match node:  # CEL compares values of two types as unequal, so these need no guard
            case Compare("==", Ref() | Item(), Literal(value)) | Compare("==", Literal(value), Ref() | Item()) if self._fits(ref, (value,)):
                return []
            case OneOf(Ref() | Item(), members) if self._fits(ref, members):
                return []
        field, here = self._field(ref), self._path(ref)
        types = field.types if field else ()
        own = {t for name in types for t in _TYPES[name]} if types else _ALL
        kinds = [t for t in _ALL if t in own and all(t in usable for usable in _usable(ref, node))]
        if not kinds:
            return ["false"]
        listed = f"type({here}) == {kinds[0]}" if len(kinds) == 1 else f"type({here}) in [{', '.join(kinds)}]"
        guards = [listed if len(kinds) < len(_ALL) else f"{here} != null"]
        if "int" in kinds and types and "number" not in types:
            others = kinds[2:]  # numbers come first
            guards.append(f"(type({here}) in [{', '.join(others)}] || int({here}) == {here})" if others else f"int({here}) == {here}")
        return [*guards, *self._alike(node, len(types))]

    def _alike(self, node: Expr, types: int) -> list[str]:
        """CEL compares only values of one kind, so two fields of several types each must be of the same one."""
        match node:
            case Compare(operator, Ref() | Item() as left, Ref() | Item() as right) if types != 1:
                a, b = f"type({self._path(left)})", f"type({self._path(right)})"
                others = "" if operator not in ("==", "!=") else f" || {a} in [list, map] && {b} in [list, map]"
                return [f"({a} == {b} || {a} in [int, double] && {b} in [int, double]{others})"]
            case _:
                return []

    def _term(self, node: Term) -> str:
        match node:
            case Literal(value):
                return _literal(value)
            case Ref() | Item():
                return self._path(node)
            case Size(of):
                return f"size({self._path(of)})"
            case Arithmetic("%", operands):
                return f"double({' % '.join(f'int({self._term(o)})' for o in operands)})"
            case Arithmetic(operator, operands):
                parts = [self._term(o) if isinstance(o, Arithmetic) else f"double({self._term(o)})" for o in operands]
                return f"({f' {operator} '.join(parts)})" if operator != "*" else f" {operator} ".join(parts)
            case _:
                assert_never(node)

    def _sent(self, ref: Ref | Item) -> str:
        return " && ".join([*self._there(ref), f"{self._path(ref)} != null"])

    def _there(self, ref: Ref | Item) -> list[str]:
        """That a field can be read; an item can, but it has fields only if it is an object."""
        if isinstance(ref, Item):
            return []
        guards, holder = [], self._base
        for n, step in enumerate(path_at(ref.name, self._fields)):
            guards += [f"type({holder}) == map"] if n or self._base != "self" else []
            guards.append(f"has({_member(holder, step)})" if _plain(step) else f"{_literal(step)} in {holder}")
            holder = _member(holder, step)
        return guards

    def _path(self, ref: Ref | Item) -> str:
        if isinstance(ref, Item):
            return self._base
        return functools.reduce(_member, path_at(ref.name, self._fields), self._base)


def _usable(ref: Ref | Item, node: Expr) -> Iterator[Sequence[str]]:
    """For each place where an atom uses a field: the types of which it can make something there."""
    match node:
        case Matches():
            yield ("string",)
        case ForAll():
            yield ("list",)
        case Compare(operator, left, right):
            for side, other in ((left, right), (right, left)):
                if side == ref:
                    yield _comparable(operator, other)
    for part in walk(node):
        match part:
            case Size(of) if of == ref:
                yield ("string", "list")
            case Arithmetic(_, operands) if ref in operands:
                yield _TYPES["number"]


def _comparable(operator: str, other: Term) -> Sequence[str]:
    match other:
        case Literal(bool()):
            return ("bool",) if operator in ("==", "!=") else ()
        case Literal(str()):
            return ("string",)
        case Literal(int() | float()) | Size() | Arithmetic():
            return _TYPES["number"]
        case Literal():
            return ("list", "map") if operator in ("==", "!=") else ()
        case _:
            return _ALL if operator in ("==", "!=") else ("int", "double", "string")


def _refs(node: Expr) -> tuple[Ref | Item, ...]:
    return tuple(dict.fromkeys(n for n in walk(node) if isinstance(n, Ref | Item)))


def _replaced(node: Expr, ref: Ref, default: Any) -> Expr:
    """An atom of several fields with the default of one put in its place."""

    def put(term: Term) -> Term:
        match term:
            case Ref() if term == ref:
                return Literal(default)
            case Size(of) if of == ref:
                size = values.size(default)
                return Literal(0) if size is None else Literal(size)
            case Arithmetic(operator, operands):
                return Arithmetic(operator, tuple(map(put, operands)))
            case _:
                return term

    match node:
        case Compare(operator, left, right):
            if any(isinstance(n, Size) and n.of == ref for n in walk(node)) and values.size(default) is None:
                return Or(())
            return Compare(operator, put(left), put(right))
        case OneOf(item, members):
            return OneOf(put(item), members)
        case _:
            return node


def _member(holder: str, name: str) -> str:
    return f"{holder}.{name}" if _plain(name) else f"{holder}[{_literal(name)}]"


def _plain(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name not in _RESERVED


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
    depth = 0
    for found in _MARKS.finditer(text) if text.startswith("(") else ():
        depth += _DEEPER.get(found.group(), 0)
        if depth == 0 and found.group() == ")":
            return found.end() == len(text)
    return text.startswith("(")


def _joins(text: str) -> set[str]:
    """The logical operators of a text that stand outside all parentheses."""
    pieces, depth, start = [], 0, 0
    for found in _MARKS.finditer(text):
        if depth == 0:
            pieces.append(text[start : found.start()])
        depth += _DEEPER.get(found.group(), 0)
        start = found.end()
    outside = "_".join((*pieces, text[start:] if depth == 0 else ""))
    return {word for word in (" && ", " || ", " ? ") if word in outside}
