"""The rule tree as JSON Schema 2020-12, for tools that know nothing else; not every rule has an equivalent.

    {"if": {"required": ["draft"], "properties": {"draft": {"const": true}}}, "then": {"properties": {"glossy": …}}}

The schema accepts exactly the objects for which the expression holds, also those with null, missing and wrongly typed
fields. JSON Schema compares a field with constants alone: two fields compared, sums, products and the order of strings
have no equivalent, and InexpressibleError says so.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import ceil, comb, floor
from typing import Any, Final, TypeAlias, assert_never

from swornspec.errors import InexpressibleError
from swornspec.rules import values
from swornspec.rules.budget import Budget
from swornspec.rules.evaluate import holds, term
from swornspec.rules.expr import (
    FLIPPED,
    AllOrNone,
    And,
    Arithmetic,
    Atom,
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

Schema: TypeAlias = dict[str, Any]
_BOUND: Final = {"<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum"}
_SIZES: Final = {"string": ("minLength", "maxLength"), "array": ("minItems", "maxItems")}
_NUMBERS: Final = ("number", "integer")
_TRUE: Final[Schema] = {}
_FALSE: Final[Schema] = {"not": {}}


def to_json_schema(expr: Expr, fields: Fields) -> dict[str, Any]:
    """A schema that accepts the objects for which an expression holds; InexpressibleError when there is none."""
    return _Writer(fields, Budget("JSON Schema")).expr(expr)


class _Writer:
    """Writes expressions over the fields of an object; `inner` where it is an item of an array, and so need not be one."""

    def __init__(self, fields: Fields, budget: Budget, itself: Field | None = None, *, inner: bool = False) -> None:
        self._fields = fields
        self._budget = budget
        self._itself = itself
        self._inner = inner

    def expr(self, node: Expr) -> Schema:
        self._budget.spend()
        match node:
            case Compare() | OneOf() | Matches() | Present() | HasValue() | ForAll():
                return self._atom(node)
            case Not(Present(name)) if not self._inner and len(path_at(name, self._fields)) == 1:
                return {"properties": {name: {"type": "null"}}}
            case Not(part):
                return _negated(self.expr(part))
            case And(parts):
                return _all([self.expr(p) for p in parts])
            case Or(parts):
                return _any([self.expr(p) for p in parts])
            case Implies(when, then):
                return _if(self.expr(when), self.expr(then))
            case Count(low, high, parts):
                with self._budget.repeated(_repetitions(low, high, len(parts))):
                    return _counted(low, high, [self.expr(p) for p in parts])
            case AllOrNone(parts):
                with self._budget.repeated(2):
                    each = [self.expr(p) for p in parts]
                return _any([_all(each), _negated(_any(each))])
            case _:
                assert_never(node)

    def _atom(self, node: Atom | ForAll) -> Schema:
        """What an atom says of the one field it speaks of, put where that field is; one of constants alone is decided here."""
        spoken = [Ref(node.name)] if isinstance(node, Present) else list(dict.fromkeys(n for n in walk(node) if isinstance(n, Ref | Item)))
        if not spoken:
            return _TRUE if holds(node, {}, self._fields) else _FALSE
        if len(spoken) > 1:
            raise InexpressibleError(f"JSON Schema compares a field with constants alone, not {' with '.join(r.name for r in spoken)}")
        ref = spoken[0]
        value = self._value(node, ref)
        if isinstance(ref, Item):
            return value
        *around, key = path_at(ref.name, self._fields)
        bare = bare_body(ref.name, self._fields)
        there: Schema = {"type": "object"} if self._inner or around else {}
        if ref.effective and term(ref, bare, self._fields) is not None and holds(node, bare, self._fields):
            either = {"properties": {key: _any([{"type": "null"}, value])}}
            return self._placed(around, {**there, **either}) if around else either
        if value == _FALSE:
            return _FALSE
        return self._placed(around, {**there, "required": [key], "properties": {key: value}})

    def _placed(self, path: Sequence[str], schema: Schema) -> Schema:
        """What is said of an object that a path leads to."""
        for n, step in reversed(list(enumerate(path))):
            there: Schema = {"type": "object"} if self._inner or n else {}
            schema = {**there, "required": [step], "properties": {step: schema}}
        return schema

    def _value(self, node: Atom | ForAll, ref: Ref | Item) -> Schema:
        """The schema of the values of a field for which an atom holds; null is never one."""
        types = self._types(ref)
        match node:
            case Present():
                return {"not": {"type": "null"}}
            case HasValue():
                return _typed(types)
            case OneOf(Ref() | Item(), members):
                fitting = [m for m in members if self._fits(ref, m)]
                return {"enum": fitting} if fitting else _FALSE
            case Matches(_, pattern):
                return {"type": "string", "pattern": pattern} if _may_be(types, "string") else _FALSE
            case ForAll(over, each) if isinstance(ref, Ref):
                one, fields = of_items(over.name, self._fields)
                items = _Writer(fields, self._budget, one, inner=True).expr(each)
                return {"type": "array", "items": items} if _may_be(types, "array") else _FALSE
            case Compare(operator, Literal(value), other):
                return self._compared(FLIPPED[operator], other, value, ref)
            case Compare(operator, other, Literal(value)):
                return self._compared(operator, other, value, ref)
            case _:
                raise InexpressibleError(f"JSON Schema compares a field with constants alone, not {ref.name} with itself")

    def _compared(self, operator: str, left: Term, value: Scalar, ref: Ref | Item) -> Schema:
        types = self._types(ref)
        match left:
            case Ref() | Item():
                return self._simple(operator, value, ref, types)
            case Size():
                return _sized(operator, value, [t for t in _SIZES if _may_be(types, t)])
            case Arithmetic("%", (Ref() | Item(), Literal(modulus))) if operator in ("==", "!=") and values.same(value, 0):
                step = values.integer({"n": modulus}, "n")
                if not step or not any(_may_be(types, t) for t in _NUMBERS):
                    return _FALSE
                multiple = {"multipleOf": abs(step)}
                return {"type": "integer", **(multiple if operator == "==" else {"not": multiple})}
            case _:
                raise InexpressibleError(
                    f"JSON Schema has no arithmetic but 'multiple of', and what is done with {ref.name} is something else"
                )

    def _simple(self, operator: str, value: Scalar, ref: Ref | Item, types: Sequence[str]) -> Schema:
        kind = "boolean" if isinstance(value, bool) else "string" if isinstance(value, str) else "number"
        kinds = [t for t in (_NUMBERS if kind == "number" else (kind,)) if t in types] or ([kind] if not types else [])
        if not kinds or (kind == "boolean" and operator not in ("==", "!=")):
            return _FALSE
        if operator == "==":
            return {"const": value} if self._fits(ref, value) else _FALSE
        if operator == "!=":
            return {**_typed(kinds), "not": {"const": value}}
        if kind == "string":
            raise InexpressibleError(f"JSON Schema does not know the order of strings, which {ref.name} is compared by")
        return {**_typed(kinds), _BOUND[operator]: value}

    def _types(self, ref: Ref | Item) -> tuple[str, ...]:
        field = self._itself if isinstance(ref, Item) else field_at(ref.name, self._fields)
        return field.types if field else ()

    def _fits(self, ref: Ref | Item, value: Scalar) -> bool:
        """Whether a constant is a value that a field can have."""
        if isinstance(ref, Item):
            return holds(HasValue(ref), value, {}, self._itself)
        return holds(HasValue(Ref(ref.name)), body_with(ref.name, value, self._fields), self._fields)


def _typed(types: Sequence[str]) -> Schema:
    if not types:
        return {"not": {"type": "null"}}
    return {"type": types[0] if len(types) == 1 else list(types)}


def _may_be(types: Sequence[str], name: str) -> bool:
    return not types or name in types


def _sized(operator: str, value: Scalar, types: Sequence[str]) -> Schema:
    if not types or isinstance(value, bool | str):
        return _FALSE
    low = {">=": ceil(value), ">": floor(value) + 1, "==": value, "!=": value}.get(operator)
    high = {"<=": floor(value), "<": ceil(value) - 1, "==": value, "!=": value}.get(operator)
    none = (high is not None and high < 0) or (operator in ("==", "!=") and value != int(value))
    bounds: Schema = {}
    for name in types:
        least, most = _SIZES[name]
        bounds |= {least: max(0, int(low))} if low is not None and low > 0 else {}
        bounds |= {most: int(high)} if high is not None else {}
    if operator == "!=":
        return _typed(types) if none else {**_typed(types), "not": bounds}
    return _FALSE if none else {**_typed(types), **bounds}


def _negated(schema: Schema) -> Schema:
    return schema["not"] if set(schema) == {"not"} else {"not": schema}


def _all(parts: Sequence[Schema]) -> Schema:
    """All of some schemas, in one object where none of them overwrites another."""
    apart: list[Schema] = []
    for part in parts:
        for i, known in enumerate(apart):
            merged = _merged(known, part)
            if merged is not None:
                apart[i] = merged
                break
        else:
            apart.append(part)
    if _FALSE in apart:
        return _FALSE
    apart = [p for p in apart if p != _TRUE]
    return apart[0] if len(apart) == 1 else {"allOf": apart} if apart else _TRUE


def _merged(one: Schema, other: Schema) -> Schema | None:
    """Two schemas of fields as one, when they speak of different fields."""
    fields = {"type", "required", "properties"}
    if not (set(one) <= fields and set(other) <= fields and "properties" in one and "properties" in other):
        return None
    if one["properties"].keys() & other["properties"].keys():
        return None
    typed: Mapping[str, Any] = {"type": "object"} if "type" in one or "type" in other else {}
    required = [*one.get("required", ()), *other.get("required", ())]
    return {**typed, **({"required": required} if required else {}), "properties": {**one["properties"], **other["properties"]}}


def _any(parts: Sequence[Schema]) -> Schema:
    if _TRUE in parts:
        return _TRUE
    open_ = [p for p in parts if p != _FALSE]
    return open_[0] if len(open_) == 1 else {"anyOf": open_} if open_ else _FALSE


def _if(when: Schema, then: Schema) -> Schema:
    if when == _FALSE or then == _TRUE:
        return _TRUE
    if when == _TRUE:
        return then
    return _negated(when) if then == _FALSE else {"if": when, "then": then}


def _counted(low: int, high: int | None, parts: Sequence[Schema]) -> Schema:
    if (low, high) == (1, 1):
        return {"oneOf": list(parts)} if len(parts) > 1 else _any(parts)
    if (low, high) == (0, 1) and len(parts) > 1:
        return _any([_negated(_any(parts)), {"oneOf": list(parts)}])
    at_most = _TRUE if high is None else _negated(_at_least(high + 1, parts))
    return _all([_at_least(low, parts), at_most])


def _repetitions(low: int, high: int | None, parts: int) -> int:
    """How often each part is written by `_counted`."""
    if (low, high) in ((1, 1), (0, 1)):
        return 2 - low
    return sum(comb(parts - 1, n - 1) for n in (low, 0 if high is None else high + 1) if 0 < n <= parts)


def _at_least(n: int, parts: Sequence[Schema]) -> Schema:
    if n <= 0:
        return _TRUE
    if n > len(parts):
        return _FALSE
    return _any([_all(chosen) for chosen in combinations(parts, n)])
