"""Models built in one go: pydantic-core takes the fields of a request if they are valid beyond doubt, and the rules hold.

Anything else, such as 512.0 for an integer, a tuple for a list or a constraint that is broken, is left to the slow way.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from operator import itemgetter
from types import UnionType
from typing import Any, Final, Protocol, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import SchemaValidator, core_schema
from pydantic_core.core_schema import CoreSchema

from .judge import rules_hold
from .quick import Quick, list_sizes, listed, listed_types, nullable
from .reader import Parts, Read, options_of, places
from .request import Rule, Shortcut
from .values import Value

Take: TypeAlias = Callable[[Any], Parts]
"""From fields to the parts of a model; ValueError (pydantic's or a plain one) where they are not valid beyond doubt."""

_COVERED: Final = frozenset({"type", "properties", "required", "additionalProperties", "x-rules", "x-said", "allOf", "$ref"})
_DEEPEST: Final = 20


class Demands(Protocol):
    """What is demanded of a model: see `model.Contract`."""

    @property
    def schema(self) -> Any:
        """A reference to the object's schema."""
        ...

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules between its fields."""
        ...

    @property
    def schemas(self) -> Mapping[str, Any]:
        """What references name."""
        ...

    @property
    def shortcut(self) -> Shortcut | None:
        """All its rules at once."""
        ...


class Builder:
    """Builds the models of one client.

    `demands` are those of each class, by its name; `plain` makes JSON values of models and enums, `made` a model of its
    class and parts.
    """

    def __init__(self, demands: Mapping[str, Demands], plain: Callable[[Any], Any], made: Callable[[type[BaseModel], Parts], Any]) -> None:
        """Build nothing yet."""
        self._demands = demands
        self._plain = plain
        self._made = made
        self._started: dict[tuple[type[BaseModel], bool], SchemaValidator | None] = {}

    def take(self, model: type[BaseModel], *, by_name: bool) -> Take:
        """How the fields of a class become the parts of a model; by their names on the wire, if `by_name` by those in Python too."""
        validator = self._validator(model, by_name=by_name)
        if validator is None:
            return _refuse
        take: Take = validator.validate_python
        stated = self._rules_of(model)
        if not stated:
            return take
        demands = self._demands[model.__name__]
        names = {place.wire: place.name for place in places(model)}
        if demands.shortcut is not None and len(stated) == len(demands.rules):
            return _ruled(take, [names[field] for field in demands.shortcut.fields], demands.shortcut.hold)
        hold_all, plain = rules_hold(stated, None), self._plain
        wires = {name: wire for wire, name in names.items()}

        def parts(given: Any) -> Parts:
            taken = take(given)
            if hold_all(plain({wires[n]: v for n, v in taken[0].items() if v is not None} | (taken[1] or {}))):
                return taken
            raise ValueError

        return parts

    def _validator(self, model: type[BaseModel], *, by_name: bool) -> SchemaValidator | None:
        if (model, by_name) not in self._started:
            self._started[model, by_name] = self._made_validator(model, by_name=by_name)
        return self._started[model, by_name]

    def _made_validator(self, model: type[BaseModel], *, by_name: bool) -> SchemaValidator | None:
        """None for a class whose schema says more than its fields can."""
        quick = Quick(self._demands[model.__name__].schemas)
        fields = self._fields(quick, model)
        config = core_schema.CoreConfig(validate_by_name=by_name, validate_by_alias=True)
        return None if fields is None else quick.validator(fields, config)

    def _fields(self, quick: Quick, model: type[BaseModel]) -> CoreSchema | None:
        """A core schema that makes the parts of a model, whatever its rules; None where its schema says more than its fields can."""
        demands = self._demands[model.__name__]
        schema = flat_object(demands.schema, demands.schemas)
        properties, required = (schema or {}).get("properties", {}), (schema or {}).get("required", ())
        wires = {place.wire for place in places(model)}
        if schema is None or wires != set(properties) or not wires.issuperset(required) or not all(wire.isascii() for wire in wires):
            return None
        fields: dict[str, core_schema.ModelField] = {}
        for name, wire, read in places(model):
            core = self._field(quick, model.__pydantic_fields__[name].annotation, properties[wire], read)
            core = core if wire in required else core_schema.with_default_schema(core, default=None)
            fields[name] = core_schema.model_field(core, validation_alias=wire)
        others = quick.core(schema.get("additionalProperties", True))
        return core_schema.model_fields_schema(fields, extra_behavior="allow", extras_schema=others)

    def _rules_of(self, model: type[BaseModel]) -> tuple[Rule, ...]:
        demands = self._demands[model.__name__]
        stated = flat_object(demands.schema, demands.schemas) or {}
        return tuple({id(rule): rule for rule in (*demands.rules, *stated.get("x-rules", ()))}.values())

    def _field(self, quick: Quick, annotation: Any, schema: Value, read: Read) -> CoreSchema:
        core = self._exact(quick, annotation, schema)
        return quick.left_over(schema, self._plain, read) if core is None else core

    def _exact(self, quick: Quick, annotation: Any, schema: Value) -> CoreSchema | None:
        """A core schema that gives what the annotation says; None where there is none that is exact."""
        if not _has_classes(annotation):
            return quick.core(schema)
        if not isinstance(schema, Mapping):
            return None
        if get_origin(annotation) in (Union, UnionType):
            options = options_of(annotation)
            inner = self._exact(quick, options[0], schema) if len(options) == 1 else None
            null = None in (quick.members(schema) or ()) if "enum" in schema else "null" in listed_types(schema)
            return None if inner is None else nullable(inner, null)
        if get_origin(annotation) is list:
            sizes = list_sizes(schema)
            items = None if sizes is None else self._exact(quick, get_args(annotation)[0], schema.get("items", True))
            return None if sizes is None or items is None else listed(items, sizes)
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return _enum(quick, annotation, schema)
        return self._nested(quick, annotation, schema) if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None

    def _nested(self, quick: Quick, model: type[BaseModel], schema: Mapping[str, Any]) -> CoreSchema | None:
        demands = self._demands.get(model.__name__)
        if demands is None or set(schema) != {"$ref"} or demands.schema != schema or not model.__name__.isascii():
            return None
        ref = f"class {model.__name__}"  # no reference of a document: these begin with #
        if ref not in quick.definitions:
            quick.definitions[ref] = core_schema.any_schema(ref=ref)  # stands here while its own parts are read
            quick.definitions[ref] = self._object(quick, model, ref)
        return core_schema.definition_reference_schema(ref)

    def _object(self, quick: Quick, model: type[BaseModel], ref: str) -> CoreSchema:
        """A core schema that makes a model of a dict, and takes one that was made before and is still valid."""
        plain, made = self._plain, self._made
        ready: list[Take] = []

        def take(given: Any) -> Parts:
            if not ready:
                ready.append(self.take(model, by_name=False))
            return ready[0](given)

        def again(given: Any) -> Any:
            if not isinstance(given, model):
                raise ValueError
            take(plain(given))  # it may have been edited
            return given

        fields = None if self._rules_of(model) else self._fields(quick, model)
        if fields is None:
            new: CoreSchema = core_schema.no_info_plain_validator_function(lambda given: made(model, take(given)))
        else:
            config = core_schema.CoreConfig(validate_by_name=False, validate_by_alias=True)
            new = core_schema.model_schema(model, fields, config=config)
        new = core_schema.chain_schema([core_schema.is_instance_schema(dict), new])
        return core_schema.union_schema([new, core_schema.no_info_plain_validator_function(again)], mode="left_to_right", ref=ref)


def flat_object(schema: Value, schemas: Mapping[str, Any]) -> dict[str, Any] | None:
    """The schema of an object with what it refers to and the parts of its `allOf` in one; None where it says more than that."""
    found = list(_parts(schema, schemas, 0))
    parts = [p for p in found if p is not None and p.keys() <= _COVERED and "object" in (listed_types(p) or ("object",))]
    known = len(parts) == len(found)
    if not known or (len(parts) > 1 and any("additionalProperties" in part for part in parts)):
        return None
    properties: dict[str, Any] = {}
    for part in parts:
        for name, below in part.get("properties", {}).items():
            properties[name] = {"allOf": [properties[name], below]} if name in properties else below
    joined = {key: [value for part in parts for value in part.get(key, ())] for key in ("required", "x-rules")}
    rest = next((part["additionalProperties"] for part in parts if "additionalProperties" in part), True)
    return {"properties": properties, **joined, "additionalProperties": rest}


def _parts(schema: Value, schemas: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any] | None]:
    if not isinstance(schema, Mapping) or depth > _DEEPEST:
        yield None
        return
    if schema.keys() - {"$ref", "allOf", "x-said"}:
        yield schema
    if "$ref" in schema:
        yield from _parts(schemas[schema["$ref"]], schemas, depth + 1)
    for part in schema.get("allOf", ()):
        yield from _parts(part, schemas, depth + 1)


def _ruled(take: Take, names: list[str], hold: Callable[..., bool]) -> Take:
    """The same, if the rules hold for the values of some fields."""
    values: Callable[[dict[str, Any]], Any] = itemgetter(*names) if len(names) > 1 else lambda fields: (fields[names[0]],)
    idle = frozenset(names if hold(*[None] * len(names)) else ())  # without any of these fields the rules hold

    def parts(given: Any) -> Parts:
        taken = take(given)
        if (idle and idle.isdisjoint(taken[2])) or hold(*values(taken[0])):
            return taken
        raise ValueError

    return parts


def _refuse(given: Any) -> Parts:
    raise ValueError


def _enum(quick: Quick, kind: type[Enum], schema: Mapping[str, Any]) -> CoreSchema | None:
    stated: Value = quick.schemas[schema["$ref"]] if set(schema) == {"$ref"} else schema
    members = quick.members(stated) if isinstance(stated, Mapping) else None
    if members is None or {m for m in members if m is not None} != {member.value for member in kind}:
        return None
    known = core_schema.enum_schema(kind, list(kind.__members__.values()), sub_type="str")
    return core_schema.chain_schema([core_schema.str_schema(strict=True), known])


def _has_classes(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | Enum):
        return True
    return any(_has_classes(a) for a in get_args(annotation))
