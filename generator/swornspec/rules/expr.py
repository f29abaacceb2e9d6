"""The expression tree of rules: a small immutable language over the fields of one request.

It covers the seven inter-parameter dependency patterns of IDL (Martin-Lopez et al., "Specification and automated
analysis of inter-parameter dependencies in web APIs", 2022) and what IDL cannot say: documented defaults, decimals,
remainders, lengths, the items of arrays, conditional bounds and enums. The tree is the source; every text form is
rendered from it.

Semantics, the same in every back end: two-valued and total. A missing, null or wrongly typed field has no value, and
every comparison, membership, pattern or for-all that touches a term without value is false. Nothing raises.

A name may be a path, `size.width`: a field of an object within the one that the rule is about. A property that is really
called so wins. A path has a value where every object along it was sent and is an object, and so has the default of the
field at its end: the documented default of a field within an object counts only where that object was sent, and one of
the object itself is not looked into. There are no paths through arrays; a for-all speaks of items.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, TypeAlias, assert_never, cast
from typing import Literal as OneOfThese

Scalar: TypeAlias = str | int | float | bool
ArithmeticOperator: TypeAlias = OneOfThese["+", "-", "*", "%"]
CompareOperator: TypeAlias = OneOfThese["==", "!=", "<", "<=", ">", ">="]
FLIPPED: Final[Mapping[str, CompareOperator]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
"""Each comparison with its sides exchanged."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of a field; an *effective* one reads the documented default when the field is absent or null."""

    name: str
    effective: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """The item of an array that the nearest for-all around it speaks of (outside of any: the body itself)."""

    name: ClassVar[str] = "the item"
    effective: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: string, number or boolean."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Size:
    """How many characters (code points) a string has, or items an array."""

    of: Ref | Item


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Numbers combined from left to right; `%` is the remainder of integers with the sign of the dividend."""

    operator: ArithmeticOperator
    operands: tuple["Term", ...]


Term: TypeAlias = Ref | Item | Literal | Size | Arithmetic


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
    """A string has a part that matches a regular expression (as JSON Schema's `pattern`: ECMA-262, not anchored)."""

    item: Ref | Item
    pattern: str


@dataclass(frozen=True, slots=True)
class Present:
    """A field was sent and is not null, in objects that were sent; a default never counts, and neither does the type."""

    name: str


@dataclass(frozen=True, slots=True)
class HasValue:
    """A field has a value: sent (or, if effective, defaulted), not null and of its documented type."""

    ref: Ref | Item


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


@dataclass(frozen=True, slots=True)
class ForAll:
    """A field is an array, and `each` holds for every item of it; an empty array has none that could fail.

    `each` speaks of one item alone: `Item` is the item, and `Ref` and `Present` are fields *of the item*, with the types
    and defaults that the array's `items` document. Fields of the body are out of its sight.
    """

    over: Ref
    each: "Expr"


Atom: TypeAlias = Compare | OneOf | Matches | Present | HasValue
Expr: TypeAlias = Atom | Not | And | Or | Implies | Count | AllOrNone | ForAll


def children(node: Expr | Term) -> tuple[Expr | Term, ...]:
    """The nodes directly below a node that speak of the same body, in reading order: not what a for-all says of its items."""
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
        case ForAll(over, _):
            return (over,)
        case _:
            return ()


def walk(node: Expr | Term) -> Iterator[Expr | Term]:
    """A node and all nodes below it that speak of the same body, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Expr | Term) -> tuple[str, ...]:
    """The fields an expression speaks of, each once, in reading order."""
    found = (n.name for n in walk(node) if isinstance(n, Ref | Present))
    return tuple(dict.fromkeys(found))


def mapped(node: Expr, change: Callable[[Ref | Item], Ref | Item]) -> Expr:
    """An expression with other references, those of presence and of for-alls included; what for-alls say of items stays."""
    match node:
        case Present(name):
            return Present(change(Ref(name)).name)
        case HasValue(ref):
            return HasValue(change(ref))
        case Compare(operator, left, right):
            return Compare(operator, mapped_term(left, change), mapped_term(right, change))
        case OneOf(item, values):
            return OneOf(mapped_term(item, change), values)
        case Matches(item, pattern):
            return Matches(change(item), pattern)
        case Not(part):
            return Not(mapped(part, change))
        case And(parts) | Or(parts) | AllOrNone(parts):
            return type(node)(tuple(mapped(p, change) for p in parts))
        case Count(low, high, parts):
            return Count(low, high, tuple(mapped(p, change) for p in parts))
        case Implies(when, then):
            return Implies(mapped(when, change), mapped(then, change))
        case ForAll(over, each):
            return ForAll(cast(Ref, change(over)), each)
        case _:
            assert_never(node)


def mapped_term(node: Term, change: Callable[[Ref | Item], Ref | Item]) -> Term:
    """A term with other references."""
    match node:
        case Literal():
            return node
        case Ref() | Item():
            return change(node)
        case Size(of):
            return Size(change(of))
        case Arithmetic(operator, operands):
            return Arithmetic(operator, tuple(mapped_term(o, change) for o in operands))
        case _:
            assert_never(node)


def both(*parts: Expr) -> Expr:
    """All of some parts, without a wrapper around a single one."""
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat)
