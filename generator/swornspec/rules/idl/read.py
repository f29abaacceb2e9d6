"""IDL text to rules. A text holds any number of dependencies, each ended by a semicolon; `//` starts a comment.

    IF radius THEN location;          // if one is set, so is the other
    Or(query, type == 'video');
    min_price <= max_price;           // where both are set

The language is that of Martin-Lopez, Segura and Ruiz-Cortes (IDL, and IDL4OAS for OpenAPI documents). A name alone says
that the parameter is set; AND binds tighter than OR, as in their analyser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from swornspec.errors import RuleError
from swornspec.rules.encode import decode, encode
from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    ArithmeticOperator,
    Compare,
    CompareOperator,
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
    Term,
    both,
    names,
)
from swornspec.rules.idl.glob import pattern_of

LONGEST: Final = 100_000
"""Characters of IDL text that are read at most."""
_DEPTH: Final = 30
_MOST_DIGITS: Final = 300
_COUNTS: Final = {"Or": (1, None), "OnlyOne": (1, 1), "ZeroOrOne": (0, 1)}
KEYWORDS: Final = frozenset({"IF", "THEN", "AND", "OR", "NOT", "LIKE", "AllOrNone", "true", "false", *_COUNTS})
"""Words that are no names unless they stand in square brackets."""
_COMPARISONS: Final = ("==", "!=", "<=", ">=", "<", ">")
_TOKEN: Final = re.compile(
    r"""
      (?P<space>\s+|//[^\n]*)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<word>[A-Za-z_.][A-Za-z0-9_.]*)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<sign>==|!=|<=|>=|[<>()|,;+*/-])
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)

_Part: TypeAlias = Expr | Term


@dataclass(frozen=True, slots=True)
class Dependency:
    """One dependency: what must hold, and the text that says so."""

    expr: Expr
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    end: int


def read_idl(text: str) -> tuple[Dependency, ...]:
    """Every dependency of an IDL text; RuleError (with line and column) where it is not IDL."""
    if len(text) > LONGEST:
        raise RuleError(f"an IDL text has {len(text)} characters; at most {LONGEST} are read")
    return tuple(_Parser(text).dependencies())


class _Parser:
    """Reads by operator precedence: a name is a term or the predicate that it is set, whichever its place asks for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._next = 0
        self._depth = 0

    def dependencies(self) -> Iterator[Dependency]:
        while not self._at(""):
            start = self._token.at
            expr = self._dependency()
            end = self._tokens[self._next - 1].end
            if not self._at(""):
                self._take(";")
            yield Dependency(_checked(expr), f"{self._text[start:end]};")
            while self._at(";"):
                self._next += 1

    def _dependency(self) -> Expr:
        if self._skip("IF"):
            when = self._predicate(0)
            self._take("THEN")
            return Implies(when, self._predicate(0))
        expr = self._predicate(0)
        if isinstance(expr, Compare | OneOf | Matches):  # standing alone it holds wherever one of its parameters is not set
            return Implies(both(*(HasValue(Ref(n)) for n in names(expr))), expr)
        return expr

    def _predicate(self, binding: int) -> Expr:
        token = self._token
        return self._holding(self._part(binding), token)

    def _part(self, binding: int) -> _Part:
        """A predicate or term whose operators bind tighter than `binding`."""
        self._depth += 1
        if self._depth > _DEPTH:
            raise self._error(f"nested more than {_DEPTH} deep")
        token = self._token
        left = self._first()
        while (power := _BINDING.get(self._token.text if self._token.kind in ("sign", "word") else "", 0)) > binding:
            operator = self._token
            self._next += 1
            if operator.text in ("AND", "OR"):
                left = self._joined(left, token, operator.text, power)
            elif operator.text == "LIKE":
                left = Matches(self._named(left, token), pattern_of(_string(self._take_kind("string"))))
            elif operator.text in _COMPARISONS:
                left = self._compared(left, token, operator.text, power)
            else:
                left = self._calculated(left, token, operator, power)
        self._depth -= 1
        return left

    def _first(self) -> _Part:
        token = self._token
        self._next += 1
        match token.kind, token.text:
            case "number", digits:
                return Literal(self._number(token, digits))
            case "string", _:
                return Literal(_string(token))
            case "name", name:
                return Ref(name)
            case "word", ("true" | "false") as word:
                return Literal(word == "true")
            case "word", "NOT":
                return Not(self._predicate(_BINDING["AND"]))
            case "word", ("AllOrNone" | "Or" | "OnlyOne" | "ZeroOrOne") as word:
                return self._predefined(word)
            case "word", name if name not in KEYWORDS:
                return Ref(name)
            case "sign", "-" if self._at_kind("number"):
                number = self._take_kind("number")
                return Literal(-self._number(number, number.text))
            case "sign", "(":
                inner = self._part(0)
                self._take(")")
                return inner
            case _:
                raise self._error("expected a parameter, a value or '('", token)

    def _predefined(self, word: str) -> Expr:
        self._take("(")
        parts = [self._predicate(0)]
        while self._skip(","):
            parts.append(self._predicate(0))
        self._take(")")
        return AllOrNone(tuple(parts)) if word == "AllOrNone" else Count(*_COUNTS[word], tuple(parts))

    def _joined(self, left: _Part, first: _Token, word: str, power: int) -> Expr:
        parts = [self._holding(left, first), self._predicate(power)]
        while self._skip(word):
            parts.append(self._predicate(power))
        return And(tuple(parts)) if word == "AND" else Or(tuple(parts))

    def _compared(self, left: _Part, first: _Token, operator: str, power: int) -> Expr:
        item, token = self._term(left, first), self._token
        right = self._term(self._part(power), token)
        if not self._at("|"):
            return Compare(cast("CompareOperator", operator), item, right)
        values = [self._value(right, token)]
        while self._skip("|"):
            token = self._token
            values.append(self._value(self._part(power), token))
        members = OneOf(item, tuple(values))
        if operator not in ("==", "!="):
            raise self._error("several values can only follow '==' or '!='", token)
        return members if operator == "==" else Not(members)

    def _calculated(self, left: _Part, first: _Token, operator: _Token, power: int) -> Term:
        if operator.text == "/":
            raise self._error("a rule cannot divide; multiply the other side", operator)
        if self._depth + _height(left) > _DEPTH:
            raise self._error(f"nested more than {_DEPTH} deep", operator)
        operands = [self._term(left, first)]
        while True:
            token = self._token
            operands.append(self._term(self._part(power), token))
            if not self._skip(operator.text):
                return Arithmetic(cast("ArithmeticOperator", operator.text), tuple(operands))

    # What stands where

    def _holding(self, part: _Part, token: _Token) -> Expr:
        match part:
            case Ref(name):
                return Present(name)
            case Literal() | Arithmetic():
                raise self._error("expected a condition, found a value", token)
            case _:
                return cast("Expr", part)

    def _term(self, part: _Part, token: _Token) -> Term:
        if not isinstance(part, Ref | Literal | Arithmetic):
            raise self._error("expected a value, found a condition", token)
        return part

    def _named(self, part: _Part, token: _Token) -> Ref:
        if not isinstance(part, Ref):
            raise self._error("expected a parameter before LIKE", token)
        return part

    def _value(self, part: _Part, token: _Token) -> str | int | float | bool:
        if not isinstance(part, Literal):
            raise self._error("expected a value in a list of values", token)
        return part.value

    def _number(self, token: _Token, digits: str) -> int | float:
        if len(digits) > _MOST_DIGITS:
            raise self._error(f"a number has more than {_MOST_DIGITS} digits", token)
        return float(digits) if "." in digits else int(digits)

    # Tokens

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _at(self, text: str) -> bool:
        return self._token.text == text and self._token.kind in ("sign", "word", "end")

    def _at_kind(self, kind: str) -> bool:
        return self._token.kind == kind

    def _skip(self, text: str) -> bool:
        found = self._at(text)
        self._next += found
        return found

    def _take(self, text: str) -> None:
        if not self._skip(text):
            raise self._error(f"expected {text!r}")

    def _take_kind(self, kind: str) -> _Token:
        if not self._at_kind(kind):
            raise self._error(f"expected a {kind}")
        self._next += 1
        return self._tokens[self._next - 1]

    def _error(self, reason: str, token: _Token | None = None) -> RuleError:
        return _error(self._text, (token or self._token).at, reason)


_BINDING: Final = {"OR": 1, "AND": 2, "LIKE": 4, **dict.fromkeys(_COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6}


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at] == "[":
            end = _closing(text, at)
            yield _Token("name", text[at + 1 : end - 1], at, end)
        else:
            found = _TOKEN.match(text, at)
            if found is None:
                raise _error(text, at, "unexpected character")
            end = found.end()
            if found.lastgroup != "space":
                yield _Token(str(found.lastgroup), found.group(), at, end)
        at = end
    yield _Token("end", "", len(text), len(text))


def _closing(text: str, at: int) -> int:
    """Where a name in square brackets ends, which may hold balanced brackets of its own."""
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] == "[") - (text[i] == "]")
        if depth == 0:
            if i == at + 1:
                break
            return i + 1
        if text[i] == "\n":
            break
    raise _error(text, at, "expected a name in balanced square brackets")


def _string(token: _Token) -> str:
    return re.sub(r"\\(.)", r"\1", token.text[1:-1], flags=re.DOTALL)


def _height(part: _Part) -> int:
    """How deep arithmetic is nested to the left."""
    height = 0
    while isinstance(part, Arithmetic):
        height, part = height + 1, part.operands[0]
    return height


def _checked(expr: Expr) -> Expr:
    """The same expression, unless it could not be written down as a tree (too deep)."""
    return decode(encode(expr))


def _error(text: str, at: int, reason: str) -> RuleError:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    found = text[at : at + 20].split("\n")[0]
    return RuleError(f"IDL line {line} column {column}: {reason}{f', at {found!r}' if found else ', at its end'}")
