"""A JSON Schema becomes a type that msgspec decodes JSON to, and the source of what is left to check.

    {"type": "object", "required": ["size"], "properties": {
      "size": {"type": "integer", "minimum": 8}, "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}}}}

    TypedDict("Body", {"size": Required[Annotated[int, Meta(ge=8)]], "tags": NotRequired[list[str]]}, total=False)

    entries += len(v)                            # how many entries are in the objects that the type knows
    v_2 = v.get("tags", absent)
    if v_2 is not absent:
     if len(set(v_2)) != len(v_2): return -1

A type may ask for more than its schema does (an integer is never written 1.0, and fits in 64 bits), never for less.
Where no type says what a schema says, the value is of any type and left to the validator of that very schema.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NotRequired, Required, TypedDict

from swornspec.errors import DocumentError
from swornspec.mock.bounds import NUMERIC, NoTypeError, number, sized, union
from swornspec.spec.direction import Direction, projection_of
from swornspec.spec.document import Document, pointed
from swornspec.spec.schemas import Schemas

_SAY_NOTHING: Final = frozenset({
    "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "format", "externalDocs",
    "xml", "$comment",
})  # fmt: skip
"""Keywords that no request can break; `format` is not asserted of what is sent (see `Schemas.validator`)."""
_OF_KIND: Final = {
    "null": frozenset[str](),
    "boolean": frozenset[str](),
    "string": frozenset({"minLength", "maxLength"}),
    "number": NUMERIC,
    "array": frozenset({"items", "minItems", "maxItems", "uniqueItems"}),
    "object": frozenset({"properties", "required", "additionalProperties"}),
}
_ALIKE: Final = frozenset({"null", "string"})
"""Kinds of values that are equal in Python exactly when they are equal in JSON, and can be members of a set."""
_PLAIN_REFERENCE: Final = re.compile(r"#/components/[A-Za-z0-9_./-]+")
_DEEPEST: Final = 8
"""Objects and arrays within each other that types describe; Python allows twenty loops within each other."""
_MOST_SCHEMAS: Final = 2_000
_MOST_VALIDATORS: Final = 200
_MOST_WITHIN: Final = 64
_HOME: Final = "#/components/"
_CALLED: Final = frozenset({"$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef"})
_ANY: Final = frozenset(_OF_KIND)
_FAILS: Final = "return -1"


@dataclass(frozen=True, slots=True)
class Typed:
    """The type of a schema's values and the `kinds` of JSON that it takes.

    `checks` are lines of Python that check a value of the type; it has the name of the variable that was asked for.
    """

    type: Any
    kinds: frozenset[str]
    checks: tuple[str, ...] = ()


class _NoTypesError(Exception):
    """Types are of no use for a body: there is too much to say, or what a part of its schema means depends on where it stands."""


class Types:
    """Makes the types of one request body; `constants` are what their checks refer to by name."""

    def __init__(self, document: Document, schemas: Schemas, name: str) -> None:
        """`name` is what messages call the body."""
        self.constants: dict[str, Any] = {"absent": object(), "numbers": (int, float)}
        self._document, self._schemas, self._name = document, schemas, name
        self._projection = projection_of(document.raw, Direction.REQUEST)
        self.open = False
        """Whether a value of any type is among the types, which may be nested however deep."""
        self.heavy = False
        """Whether the validator takes long for one of the values: it compares with decimal bounds, and with listed numbers, exactly."""
        self._within: list[int] = []  # the schemas that are being read, the innermost last
        self._variables = 0
        self.seen = 0
        """How many schemas were looked at."""
        self._validators = 0

    def of_body(self, schema: Mapping[str, Any], own_rules: Any) -> Typed | None:
        """The type of a whole body, whose `own_rules` are judged elsewhere; None where a type says nothing of it."""
        try:
            return self._stated(schema, "v", own_rules)
        except (NoTypeError, _NoTypesError):
            return None

    def _of(self, schema: Any, variable: str) -> Typed:
        if schema is True:
            return self._anything()
        if not isinstance(schema, Mapping):
            raise NoTypeError
        try:
            return self._stated(schema, variable)
        except NoTypeError:
            return self._anything(f"if not {self._constant(self._validator(schema))}({variable}): {_FAILS}")

    def _anything(self, *checks: str) -> Typed:
        self.open = True
        return Typed(Any, _ANY, checks)

    def _stated(self, schema: Mapping[str, Any], variable: str, own_rules: Any = None) -> Typed:
        """The type of a schema as types say it; NoTypeError where they do not."""
        self.seen += 1
        if self.seen > _MOST_SCHEMAS or len(self._within) > _MOST_WITHIN:
            raise _NoTypesError
        self._within.append(id(schema))
        try:
            return self._said(schema, variable, own_rules)
        finally:
            self._within.pop()

    def _said(self, schema: Mapping[str, Any], variable: str, own_rules: Any) -> Typed:
        if schema.get("x-rules", own_rules) is not own_rules:
            raise NoTypeError
        says = {k for k in schema if k not in _SAY_NOTHING and not str(k).startswith("x-")}
        if "enum" in says or "const" in says:
            return self._listed(schema, variable)
        if not says:
            return self._anything()
        if says == {"$ref"}:
            return self._referred(schema["$ref"], variable, own_rules)
        if says in ({"anyOf"}, {"oneOf"}):
            return self._either(next(iter(schema[k] for k in says)), variable)
        kinds = _kinds(schema.get("type"))
        if not says <= {"type"}.union(*(_OF_KIND[k] for k in kinds)):
            raise NoTypeError
        return _joined([self._kind(k, schema, variable) for k in kinds])

    def _referred(self, reference: Any, variable: str, own_rules: Any) -> Typed:
        if not isinstance(reference, str) or not _PLAIN_REFERENCE.fullmatch(reference):
            raise NoTypeError
        try:
            target = pointed(self._document.raw, reference)
        except DocumentError as error:
            raise NoTypeError from error
        if not isinstance(target, Mapping) or id(target) in self._within:  # a tree has no type of its own here
            raise NoTypeError
        return self._stated(target, variable, own_rules)

    def _either(self, branches: Any, variable: str) -> Typed:
        """Branches that take different kinds of values: one of them at most takes a value, `oneOf` and `anyOf` are the same."""
        if not isinstance(branches, list) or not branches:
            raise NoTypeError
        return _joined([self._branch(b, variable) for b in branches])

    def _branch(self, schema: Any, variable: str) -> Typed:
        if not isinstance(schema, Mapping):
            raise NoTypeError
        return self._stated(schema, variable)

    def _listed(self, schema: Mapping[str, Any], variable: str) -> Typed:
        """Listed values: those of them that the schema takes, whatever else it says."""
        listed = schema.get("enum", [schema.get("const")])
        valid = self._validator(schema)
        members = [m for m in listed if valid(m)] if isinstance(listed, list) else []
        if members and all(m is None or isinstance(m, str) for m in members):
            kinds = frozenset("null" if m is None else "string" for m in members)
            return Typed(Literal[tuple(members)], kinds)
        if not members or not all(m is None or (isinstance(m, int | float) and not isinstance(m, bool)) for m in members):
            raise NoTypeError
        self.heavy = True
        found = self._constant(frozenset(members))
        check = f"if {variable}.__class__ in numbers and {variable} not in {found}: {_FAILS}"
        kinds = frozenset("null" if m is None else "number" for m in members)
        return Typed(union(number({"type": "number"}), *([None] if None in members else [])), kinds, (check,))

    def _kind(self, kind: str, schema: Mapping[str, Any], variable: str) -> Typed:
        if kind in ("null", "boolean"):
            return Typed(None if kind == "null" else bool, frozenset({kind}))
        if kind == "number":
            made = Typed(number(schema), frozenset({kind}))
            self.heavy |= any(schema.get(k, 0) % 1 != 0 for k in NUMERIC)
            return made
        if kind == "string":
            return Typed(sized(str, schema, "minLength", "maxLength"), frozenset({kind}))
        if variable.count("_") >= _DEEPEST:
            raise NoTypeError
        return self._array(schema, variable) if kind == "array" else self._object(schema, variable)

    def _array(self, schema: Mapping[str, Any], variable: str) -> Typed:
        item = self._new(variable)
        each = self._of(schema.get("items", True), item)
        unique = schema.get("uniqueItems", False)
        checks: list[str] = []
        if unique is not False:
            if unique is not True or not each.kinds <= _ALIKE:
                raise NoTypeError
            checks.append(f"if len(set({variable})) != len({variable}): {_FAILS}")
        if each.checks:
            checks += [f"for {item} in {variable}:", *_indented(each.checks)]
        return Typed(sized(list[each.type], schema, "minItems", "maxItems"), frozenset({"array"}), _only_for("list", variable, checks))  # type: ignore[name-defined]

    def _object(self, schema: Mapping[str, Any], variable: str) -> Typed:
        schema = self._projection.lifted(schema).schema
        properties, required = schema.get("properties", {}), schema.get("required", [])
        more = schema.get("additionalProperties", True)
        if not isinstance(properties, Mapping) or not _texts(list(properties)) or not isinstance(required, list) or not _texts(required):
            raise NoTypeError
        checks = [f"entries += len({variable})"]
        if not properties and not required:
            value = self._new(variable)
            each = self._of(more, value)
            if each.checks:
                checks += [f"for {value} in {variable}.values():", *_indented(each.checks)]
            return Typed(dict[str, each.type], frozenset({"object"}), _only_for("dict", variable, checks))  # type: ignore[name-defined]
        if more is False and set(required) <= set(properties):
            checks.append(f"if whole and not {self._constant(frozenset(properties))}.issuperset({variable}): {_FAILS}")
        elif more is not True and more != {}:
            raise NoTypeError
        types = {}
        for name in dict.fromkeys([*properties, *required]):
            value = self._new(variable)
            field = self._of(properties.get(name, True), value)
            types[name] = Required[field.type] if name in required else NotRequired[field.type]
            if field.checks:
                checks += [f"{value} = {variable}.get({name!r}, absent)", f"if {value} is not absent:", *_indented(field.checks)]
        made = TypedDict("Body", types, total=False)  # type: ignore[misc]
        return Typed(made, frozenset({"object"}), _only_for("dict", variable, checks))

    def _new(self, variable: str) -> str:
        """A variable for a value within another one's; it has one `_` more."""
        self._variables += 1
        return f"v{'_' * variable.count('_')}_{self._variables}"

    def _constant(self, value: Any) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def _validator(self, schema: Mapping[str, Any]) -> Callable[[Any], bool]:
        self._validators += 1
        if self._validators > _MOST_VALIDATORS or not _stands_alone(schema):
            raise _NoTypesError
        try:
            valid: Callable[[Any], bool] = self._schemas.validator(schema, self._name, sent=True).is_valid
        except DocumentError as error:  # it makes sense only where it stands
            raise _NoTypesError from error
        return valid


def _stands_alone(schema: Any) -> bool:
    """Whether a part of a schema means the same by itself: it refers to components alone, and is no place for others to refer to."""
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            reference = node.get("$ref", _HOME)
            if not _CALLED.isdisjoint(node) or not isinstance(reference, str) or not reference.startswith(_HOME):
                return False
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return True


def _kinds(stated: Any) -> tuple[str, ...]:
    """The kinds of values that a `type` allows, as far as they are known; integers are numbers."""
    named = [stated] if isinstance(stated, str) else stated
    if not isinstance(named, list) or not named or not all(n == "integer" or (isinstance(n, str) and n in _OF_KIND) for n in named):
        raise NoTypeError
    return tuple(dict.fromkeys("number" if n == "integer" else n for n in named))


def _texts(names: list[Any]) -> bool:
    return all(isinstance(n, str) for n in names)


def _joined(parts: Sequence[Typed]) -> Typed:
    """Types of which each takes other kinds of values, as one."""
    kinds = frozenset[str]().union(*(p.kinds for p in parts))
    if sum(len(p.kinds) for p in parts) != len(kinds) or (len(parts) > 1 and any(p.type is Any for p in parts)):
        raise NoTypeError
    return Typed(union(*(p.type for p in parts)), kinds, tuple(c for p in parts for c in p.checks))


def _only_for(kind: str, variable: str, checks: Sequence[str]) -> tuple[str, ...]:
    return (f"if {variable}.__class__ is {kind}:", *_indented(checks)) if checks else ()


def _indented(lines: Sequence[str]) -> Iterator[str]:
    return (f" {line}" for line in lines)
