"""JSON Schema 2020-12 as far as generated clients need it: which keywords a JSON value breaks, and where.

A schema is plain JSON data in which every `$ref` is a key of `schemas`; under `x-rules` an object schema has the rules
between its properties, which are judged like any keyword. Not covered, and refused when a client is
generated: `$dynamicRef` and the `unevaluated…` keywords. `format` is an annotation (2020-12 Validation, 7).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

from .pattern import python_pattern
from .values import Value

Path: TypeAlias = tuple[str | int, ...]
Fault: TypeAlias = tuple[Any, Path]
"""The keyword that is broken, or the rule as the schema has it, and the way to what breaks it (for `required`: the missing property)."""

COVERED: Final = frozenset({
    "$ref", "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "pattern", "items", "prefixItems", "contains", "minContains", "maxContains", "minItems",
    "maxItems", "uniqueItems", "properties", "patternProperties", "additionalProperties", "propertyNames", "required",
    "minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "allOf", "anyOf", "oneOf", "not", "if",
    "then", "else",
})  # fmt: skip
"""The keywords that can make a value invalid and are checked here."""


def faults(schema: Any, value: Any, schemas: Mapping[str, Any]) -> list[Fault]:
    """Every keyword of a schema, and every rule in it, that a JSON value breaks, outermost first; none when the value is valid."""
    return list(_Walk(schemas).faults(schema, value, (), "false"))


def equal(left: Value, right: Value) -> bool:
    """JSON equality: 1 equals 1.0, and nothing but a boolean equals a boolean."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(equal(left[k], right[k]) for k in left)
    return bool(left == right)


class _Walk:
    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._open: set[tuple[str, int, Path]] = set()

    def faults(self, schema: Value, value: Value, path: Path, label: str) -> Iterator[Fault]:
        """`label` names the keyword or property (if its name is not empty) that led here: what breaks when the schema is `false`."""
        if schema is False:
            yield (label, path)
        if not isinstance(schema, Mapping):
            return
        if "$ref" in schema:
            yield from self._reference(schema["$ref"], value, path)
        for keyword, broken in _ASSERTIONS.items():
            if keyword in schema and broken(schema[keyword], value):
                yield (keyword, path)
        if isinstance(value, Mapping):
            yield from self._object(schema, value, path)
        elif isinstance(value, (list, tuple)):
            yield from self._array(schema, value, path)
        yield from self._combined(schema, value, path)

    def valid(self, schema: Any, value: Any) -> bool:
        return next(self.faults(schema, value, (), "false"), None) is None

    def _reference(self, reference: str, value: Any, path: Path) -> Iterator[Fault]:
        mark = (reference, id(value), path)
        if mark in self._open:  # a schema that refers to itself without going deeper says nothing
            return
        self._open.add(mark)
        try:
            yield from self.faults(self._schemas[reference], value, path, reference.rsplit("/", 1)[-1])
        finally:
            self._open.discard(mark)

    def _object(self, schema: Mapping[str, Any], value: Mapping[str, Any], path: Path) -> Iterator[Fault]:
        for name in schema.get("required", ()):
            if name not in value:
                yield ("required", (*path, name))
        for name, needed in schema.get("dependentRequired", {}).items():
            if name in value:
                yield from (("dependentRequired", path) for n in needed if n not in value)
        for name, below in schema.get("dependentSchemas", {}).items():
            if name in value:
                yield from self.faults(below, value, path, name or "dependentSchemas")
        properties = schema.get("properties", {})
        for name, below in properties.items():
            if name in value:
                yield from self.faults(below, value[name], (*path, name), name or "properties")
        patterns = schema.get("patternProperties", {})
        others = set(value) - set(properties)
        for pattern, below in patterns.items():
            search = python_pattern(pattern).search
            for name in value:
                if search(name):
                    others.discard(name)
                    yield from self.faults(below, value[name], (*path, name), pattern or "patternProperties")
        rest = schema.get("additionalProperties", True)
        if rest is False and others:
            yield ("additionalProperties", path)
        elif rest is not True and rest is not False:
            for name in value:
                if name in others:
                    yield from self.faults(rest, value[name], (*path, name), "additionalProperties")
        yield from ((rule, path) for rule in schema.get("x-rules", ()) if not rule.holds(value))
        if schema.get("propertyNames") is False and value:
            yield ("propertyNames", path)
        elif "propertyNames" in schema:
            for name in value:
                yield from (("propertyNames", path) for _ in self.faults(schema["propertyNames"], name, path, "propertyNames"))

    def _array(self, schema: Mapping[str, Any], value: Sequence[Any], path: Path) -> Iterator[Fault]:
        first = schema.get("prefixItems", ())
        for i, (below, item) in enumerate(zip(first, value, strict=False)):
            yield from self.faults(below, item, (*path, i), "prefixItems")
        if "items" in schema:
            for i in range(len(first), len(value)):
                yield from self.faults(schema["items"], value[i], (*path, i), "items")
        if "contains" in schema:
            yield from self._contains(schema, value, path)

    def _contains(self, schema: Mapping[str, Any], value: Sequence[Any], path: Path) -> Iterator[Fault]:
        found = sum(self.valid(schema["contains"], item) for item in value)
        if found < schema.get("minContains", 1):
            yield (next((k for k in ("minContains", "maxContains") if k in schema), "contains"), path)
        elif "maxContains" in schema and found > schema["maxContains"]:
            yield ("maxContains", path)

    def _combined(self, schema: Mapping[str, Any], value: Any, path: Path) -> Iterator[Fault]:
        for below in schema.get("allOf", ()):
            yield from self.faults(below, value, path, "allOf")
        if "anyOf" in schema and not any(self.valid(s, value) for s in schema["anyOf"]):
            yield ("anyOf", path)
        if "oneOf" in schema and sum(self.valid(s, value) for s in schema["oneOf"]) != 1:
            yield ("oneOf", path)
        if "not" in schema and self.valid(schema["not"], value):
            yield ("not", path)
        if "if" in schema:
            branch = "then" if self.valid(schema["if"], value) else "else"
            if branch in schema:
                yield from self.faults(schema[branch], value, path, branch)


def _is_array(value: Value) -> bool:
    return isinstance(value, list | tuple)


def _is_object(value: Value) -> bool:
    return isinstance(value, Mapping)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return _is_number(value) and (isinstance(value, int) or value.is_integer())


_TYPES: Final[dict[str, Callable[[Any], bool]]] = {
    "string": lambda v: isinstance(v, str),
    "number": _is_number,
    "integer": _is_integer,
    "boolean": lambda v: isinstance(v, bool),
    "array": _is_array,
    "object": _is_object,
    "null": lambda v: v is None,
}


def _wrong_type(types: Any, value: Any) -> bool:
    return not any(_TYPES[t](value) for t in ([types] if isinstance(types, str) else types))


def _exact(number: int | float) -> Fraction:
    """A number as it is written: 0.1 is one tenth, not the nearest binary fraction."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def _repeats(wanted: bool, value: Any) -> bool:
    if not wanted or not _is_array(value):
        return False
    return any(equal(value[i], value[j]) for i in range(len(value)) for j in range(i))


_ASSERTIONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "type": _wrong_type,
    "enum": lambda members, v: not any(equal(v, m) for m in members),
    "const": lambda constant, v: not equal(v, constant),
    "minimum": lambda bound, v: _is_number(v) and v < bound,
    "maximum": lambda bound, v: _is_number(v) and v > bound,
    "exclusiveMinimum": lambda bound, v: _is_number(v) and v <= bound,
    "exclusiveMaximum": lambda bound, v: _is_number(v) and v >= bound,
    "multipleOf": lambda step, v: _is_number(v) and _exact(v) % _exact(step) != 0,
    "minLength": lambda least, v: isinstance(v, str) and len(v) < least,
    "maxLength": lambda most, v: isinstance(v, str) and len(v) > most,
    "pattern": lambda pattern, v: isinstance(v, str) and python_pattern(pattern).search(v) is None,
    "minItems": lambda least, v: _is_array(v) and len(v) < least,
    "maxItems": lambda most, v: _is_array(v) and len(v) > most,
    "uniqueItems": _repeats,
    "minProperties": lambda least, v: _is_object(v) and len(v) < least,
    "maxProperties": lambda most, v: _is_object(v) and len(v) > most,
}
