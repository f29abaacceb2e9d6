"""A JSON Schema as a pydantic-core schema that takes only what the schema allows: the quick way to say yes.

What it takes is valid, every rule in it included, and it changes nothing that it takes. What it refuses may be valid all
the same, such as 512.0 for an integer: `schema.faults` has the last word. Keywords that pydantic-core does not state
exactly are left to `faults` where they stand.
"""

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor
from typing import Any, Final

from pydantic_core import SchemaValidator, core_schema
from pydantic_core.core_schema import CoreConfig, CoreSchema

from .pattern import python_pattern
from .schema import faults
from .speakable import unspeakable
from .values import Value

_LARGEST: Final = 2**53
"""Up to here whole numbers are the same as integers and as floats."""
_SILENT: Final = frozenset({"x-said"})
_TYPES: Final = ("string", "integer", "number", "boolean", "array", "object")
_OF_TYPE: Final[Mapping[str, frozenset[str]]] = {
    "string": frozenset({"minLength", "maxLength", "pattern"}),
    "integer": frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
    "number": frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}),
    "boolean": frozenset(),
    "array": frozenset({"items", "minItems", "maxItems"}),
    "object": frozenset({"properties", "required", "additionalProperties", "x-rules"}),
}
_STATED: Final = frozenset[str]().union(*_OF_TYPE.values())


def _itself(value: Any) -> Any:
    return value


class Quick:
    """Makes the core schemas of one set of schemas; those that others refer to are gathered in `definitions`."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        """Start without definitions; `schemas` are those that references name."""
        self.schemas = schemas
        self.definitions: dict[str, CoreSchema] = {}

    def validator(self, core: CoreSchema, config: CoreConfig | None = None) -> SchemaValidator:
        """A core schema with everything it refers to, ready for use."""
        whole = core_schema.definitions_schema(core, list(self.definitions.values())) if self.definitions else core
        return SchemaValidator(whole, config)

    def core(self, schema: Value) -> CoreSchema:
        """The core schema that takes a JSON value only if the schema allows it, and gives it as it is."""
        exact = self.exact(schema)
        return self.left_over(schema) if exact is None else exact

    def exact(self, schema: Value) -> CoreSchema | None:
        """A core schema without a call of `faults` for the value itself; None where there is none."""
        if not isinstance(schema, Mapping):
            return None
        stated = schema.keys() - _SILENT
        if "$ref" in stated:
            return self._reference(schema["$ref"]) if stated == {"$ref"} and schema["$ref"].isascii() else None
        if "enum" in stated:
            return _enumerated(self.members(schema))
        types = listed_types(schema)
        if not types or not stated - {"type"} <= _STATED:
            return None
        choices = [self._of_type(kind, schema) for kind in _TYPES if kind in types]
        if any(c is None for c in choices):
            return None
        return nullable(one_of([c for c in choices if c is not None]), "null" in types) if choices or "null" in types else None

    def members(self, schema: Mapping[str, Any]) -> list[Any] | None:
        """The members of an enum of scalars that the rest of its schema allows; None where there is no such enum."""
        stated = schema.get("enum", ())
        if "$ref" in schema or not stated or not all(m is None or type(m) in (str, int, float) for m in stated):
            return None
        return [m for m in stated if not faults(schema, m, self.schemas)]

    def left_over(self, schema: Any, plain: Callable[[Any], Any] = _itself, read: Callable[[Any], Any] = _itself) -> CoreSchema:
        """A core schema that asks `faults` about what `plain` makes of a value, and takes what `read` makes of it."""

        def check(given: Any) -> Any:
            value = plain(given)
            if any(unspeakable(value)) or faults(schema, value, self.schemas):
                raise ValueError
            return read(given)

        return core_schema.no_info_plain_validator_function(check)

    def _reference(self, pointer: str) -> CoreSchema:
        if pointer not in self.definitions:
            self.definitions[pointer] = core_schema.any_schema(ref=pointer)  # stands here while its own parts are read
            core = self.core(self.schemas[pointer])
            alias = core["type"] == "definition-ref"  # which cannot have a name of its own
            named: Any = core_schema.chain_schema([core], ref=pointer) if alias else {**core, "ref": pointer}
            self.definitions[pointer] = named
        return core_schema.definition_reference_schema(pointer)

    def _of_type(self, kind: str, schema: Mapping[str, Any]) -> CoreSchema | None:
        stated = {k: schema[k] for k in _OF_TYPE[kind] if k in schema}
        if kind == "string":
            return _string(stated)
        if kind in ("integer", "number"):
            return _number(stated, whole=kind == "integer") if schema.keys() & _OF_TYPE["integer"] == stated.keys() else None
        if kind == "boolean":
            return core_schema.bool_schema(strict=True)
        return self._array(stated) if kind == "array" else self._object(stated)

    def _array(self, stated: Mapping[str, Any]) -> CoreSchema | None:
        sizes = _sizes(stated, "minItems", "maxItems")
        return None if sizes is None else listed(self.core(stated.get("items", True)), sizes)

    def _object(self, stated: Mapping[str, Any]) -> CoreSchema | None:
        properties, required = stated.get("properties", {}), stated.get("required", ())
        if not all(name.isascii() for name in (*properties, *required)):
            return None
        rest = stated.get("additionalProperties", True)
        fields = {
            name: core_schema.typed_dict_field(self.core(properties.get(name, rest)), required=name in required)
            for name in dict.fromkeys((*properties, *required))
        }
        core = core_schema.typed_dict_schema(fields, strict=True, extra_behavior="allow", extras_schema=self.core(rest))
        rules = stated.get("x-rules", ())

        def check(given: Any) -> Any:
            if all(rule.holds(given) for rule in rules):
                return given
            raise ValueError

        return core_schema.no_info_after_validator_function(check, core) if rules else core


def listed_types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The types that a schema states."""
    types = schema.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def nullable(core: CoreSchema | None, null: bool) -> CoreSchema:
    """A core schema that also takes null, if `null`; without a core schema it takes nothing else."""
    if core is None:
        return core_schema.none_schema()
    return core_schema.nullable_schema(core) if null else core


def one_of(choices: Sequence[CoreSchema]) -> CoreSchema | None:
    """The first of some core schemas that takes a value."""
    if len(choices) < 2:
        return choices[0] if choices else None
    return core_schema.union_schema(list(choices), mode="left_to_right")


def listed(items: CoreSchema, sizes: Mapping[str, int]) -> CoreSchema:
    """A list of items; `sizes` may bound how many."""
    return core_schema.list_schema(items, strict=True, min_length=sizes.get("min_length"), max_length=sizes.get("max_length"))


def list_sizes(schema: Mapping[str, Any]) -> Mapping[str, int] | None:
    """The bounds that a schema of nothing but a list, or null, states for `listed`; None when it states anything else."""
    plain = set(listed_types(schema)) <= {"array", "null"} and schema.keys() - _SILENT <= {"type", *_OF_TYPE["array"]}
    return _sizes(schema, "minItems", "maxItems") if plain and "type" in schema else None


def _sizes(stated: Mapping[str, Any], least: str, most: str) -> Mapping[str, int] | None:
    found = {name: stated[k] for name, k in (("min_length", least), ("max_length", most)) if k in stated}
    return found if all(type(n) is int and 0 <= n < _LARGEST for n in found.values()) else None


def _string(stated: Mapping[str, Any]) -> CoreSchema | None:
    sizes = _sizes(stated, "minLength", "maxLength")
    if sizes is None:
        return None
    core: CoreSchema = core_schema.str_schema(strict=True, min_length=sizes.get("min_length"), max_length=sizes.get("max_length"))
    if "pattern" not in stated:
        return core
    search = python_pattern(stated["pattern"]).search

    def check(given: str) -> str:
        if search(given) is None:
            raise ValueError
        return given

    return core_schema.no_info_after_validator_function(check, core)


def _number(stated: Mapping[str, Any], *, whole: bool) -> CoreSchema | None:
    if not all(type(n) in (int, float) and -_LARGEST <= n <= _LARGEST for n in stated.values()):
        return None
    step = stated.get("multipleOf")
    if step is not None and (step <= 0 or step != floor(step)):
        return None
    least, most = stated.get("minimum"), stated.get("maximum")
    over, under = stated.get("exclusiveMinimum"), stated.get("exclusiveMaximum")
    integer = core_schema.int_schema(
        strict=True,
        ge=None if least is None else ceil(least),
        le=None if most is None else floor(most),
        gt=None if over is None else floor(over),
        lt=None if under is None else ceil(under),
        multiple_of=None if step is None else int(step),
    )
    if whole:
        return integer
    fraction = core_schema.float_schema(strict=True, allow_inf_nan=False, ge=least, le=most, gt=over, lt=under)
    # strict floats may still be decimals, which JSON does not have
    return one_of([core_schema.chain_schema([core_schema.is_instance_schema(float), fraction]), integer])


def _enumerated(members: Sequence[Any] | None) -> CoreSchema | None:
    """One of some strings, or of some numbers, or null; equal numbers are as good as each other."""
    others = [m for m in members or () if m is not None]
    if members and all(type(m) is str and m.isascii() for m in others):
        text: CoreSchema = core_schema.chain_schema([core_schema.str_schema(strict=True), core_schema.literal_schema(others)])
        return nullable(text if others else None, None in members)
    if not members or not all(type(m) in (int, float) for m in others):
        return None
    known = frozenset(others)

    def check(given: Any) -> Any:
        if type(given) not in (int, float) or given not in known:
            raise ValueError
        return given

    return nullable(core_schema.no_info_plain_validator_function(check), None in members)


__all__ = ["Quick", "list_sizes", "listed", "listed_types", "nullable", "one_of"]
