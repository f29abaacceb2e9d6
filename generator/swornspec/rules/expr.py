"""The expression tree of rules: a small immutable language over the fields of one request.

It covers the seven inter-parameter dependency patterns of IDL (Martin-Lopez et al., "Specification and automated
analysis of inter-parameter dependencies in web APIs", 2022) and what IDL cannot say: documented defaults, decimals,
remainders, lengths, conditional bounds and enums. The tree is the source; every text form is rendered from it.

Semantics, the same in every back end: two-valued and total. A missing, null or wrongly typed field has no value, and
every comparison, membership or pattern that touches a term without value is false. Nothing raises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOfThese
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool
ArithmeticOperator: TypeAlias = OneOfThese["+", "-", "*", "%"]
CompareOperator: TypeAlias = OneOfThese["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of a field; an *effective* one reads the documented default when the field is absent or null."""

    name: str
    effective: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: string, number or boolean."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Size:
    """How many characters (code points) a string has, or items an array."""

    of: Ref


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Numbers combined from left to right; `%` is the remainder of integers with the sign of the dividend."""

    operator: ArithmeticOperator
    operands: tuple["Term", ...]


Term: TypeAlias = Ref | Literal | Size | Arithmetic


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values of one kind compared: numbers as numbers, strings by code point, booleans for equality alone."""

    operator: CompareOperator
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value is a member of a list of constants."""

    item: Term
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """A string has a part that matches a regular expression (as JSON Schema's `pattern`: not anchored)."""

    item: Ref
    pattern: str


@dataclass(frozen=True, slots=True)
class Present:
    """A field was sent and is not null; a default never counts, and neither does the type."""

    name: str


@dataclass(frozen=True, slots=True)
class HasValue:
    """A field has a value: sent (or, if effective, defaulted), not null and of its documented type."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Expr"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; none at all holds too."""

    parts: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """If one thing holds, then so does another."""

    when: "Expr"
    then: "Expr"


@dataclass(frozen=True, slots=True)
class Count:
    """Between `low` and `high` of the parts hold; no `high` means any number (Or, OnlyOne, ZeroOrOne of IDL)."""

    low: int
    high: int | None
    parts: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class AllOrNone:
    """Either every part holds or none does."""

    parts: tuple["Expr", ...]


Atom: TypeAlias = Compare | OneOf | Matches | Present | HasValue
Expr: TypeAlias = Atom | Not | And | Or | Implies | Count | AllOrNone


def children(node: Expr | Term) -> tuple[Expr | Term, ...]:
    """The nodes directly below a node, in reading order."""
    match node:
        case Not(part):
            return (part,)
        case And(parts) | Or(parts) | AllOrNone(parts) | Count(_, _, parts):
            return parts
        case Implies(when, then):
            return (when, then)
        case Compare(_, left, right):
            return (left, right)
        case OneOf(item, _) | Matches(item, _):
            return (item,)
        case HasValue(ref):
            return (ref,)
        case Size(of):
            return (of,)
        case Arithmetic(_, operands):
            return operands
        case _:
            return ()


def walk(node: Expr | Term) -> Iterator[Expr | Term]:
    """A node and all nodes below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Expr | Term) -> tuple[str, ...]:
    """The fields an expression speaks of, each once, in reading order."""
    found = (n.name for n in walk(node) if isinstance(n, Ref | Present))
    return tuple(dict.fromkeys(found))


def both(*parts: Expr) -> Expr:
    """All of some parts, without a wrapper around a single one."""
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat)
