"""Models built in one go: pydantic-core takes the fields of a request if they are valid beyond doubt, and the rules hold.

Anything else, such as 512.0 for an integer, a tuple for a list or a constraint that is broken, is left to the slow way.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from operator import itemgetter
from types import UnionType
from typing import Any, Final, Protocol, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import SchemaValidator, core_schema
from pydantic_core.core_schema import CoreSchema

from .judge import rules_hold
from .quick import Quick, list_sizes, listed, listed_types, nullable
from .reader import Parts, options_of, places, reader
from .request import Rule, Shortcut

Build: TypeAlias = Callable[[Mapping[str, Any]], Parts | None]
"""From fields to the parts of a model, None where they are not valid beyond doubt."""

_COVERED: Final = frozenset({"type", "properties", "required", "additionalProperties", "x-rules", "x-said"})


class Demands(Protocol):
    """What is demanded of a model: see `model.Contract`."""

    @property
    def schema(self) -> Any:
        """A reference to the object's schema."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules between its fields."""

    @property
    def schemas(self) -> Mapping[str, Any]:
        """What references name."""

    @property
    def shortcut(self) -> Shortcut | None:
        """All its rules at once."""


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
        self._started: dict[type[BaseModel], SchemaValidator | None] = {}

    def build(self, model: type[BaseModel]) -> Build:
        """How the fields of a class, by their Python names or those on the wire, become the parts of a model."""
        validator = self._validator(model)
        if validator is None:
            return lambda given: None
        take = validator.validate_python
        holds = self._rules_of(model)

        def parts(given: Mapping[str, Any]) -> Parts | None:
            try:
                taken: Parts = take(given)
            except ValidationError:
                return None
            return taken if holds(taken) else None

        return parts

    def _validator(self, model: type[BaseModel]) -> SchemaValidator | None:
        if model not in self._started:
            self._started[model] = None
            self._started[model] = self._made_validator(model, self._demands[model.__name__])
        return self._started[model]

    def _made_validator(self, model: type[BaseModel], demands: Demands) -> SchemaValidator | None:
        """None for a class whose schema says more than its fields can."""
        schema = demands.schemas[demands.schema["$ref"]]
        properties, required = schema.get("properties", {}), schema.get("required", ())
        wires = {place.wire for place in places(model)}
        alike = listed_types(schema) == ("object",) and wires == set(properties) and wires.issuperset(required)
        if not (alike and schema.keys() <= _COVERED and all(wire.isascii() for wire in wires)):
            return None
        quick = Quick(demands.schemas)
        fields = {}
        for name, wire, _ in places(model):
            core = self._field(quick, model.__pydantic_fields__[name].annotation, properties[wire])
            core = core if wire in required else core_schema.with_default_schema(core, default=None)
            fields[name] = core_schema.model_field(core, validation_alias=wire)
        others = quick.core(schema.get("additionalProperties", True))
        config = core_schema.CoreConfig(validate_by_name=True, validate_by_alias=True)
        return quick.validator(core_schema.model_fields_schema(fields, extra_behavior="allow", extras_schema=others), config)

    def _rules_of(self, model: type[BaseModel]) -> Callable[[Parts], bool]:
        """Whether all rules of a class hold for the parts of a model of documented types."""
        demands = self._demands[model.__name__]
        stated = demands.schemas[demands.schema["$ref"]].get("x-rules", ())
        rules = tuple({id(rule): rule for rule in (*demands.rules, *stated)}.values())
        if not rules:
            return lambda parts: True
        names = {place.wire: place.name for place in places(model)}
        if demands.shortcut is None or len(rules) > len(demands.rules):
            hold_all, plain = rules_hold(rules, None), self._plain
            wires = {name: wire for wire, name in names.items()}
            return lambda parts: hold_all(plain({wires[n]: v for n, v in parts[0].items() if v is not None}))
        fields, hold = demands.shortcut
        if len(fields) == 1:
            only = names[fields[0]]
            return lambda parts: hold(parts[0][only])
        values = itemgetter(*(names[field] for field in fields))
        return lambda parts: hold(*values(parts[0]))

    def _field(self, quick: Quick, annotation: Any, schema: Any) -> CoreSchema:
        core = self._exact(quick, annotation, schema)
        return quick.left_over(schema, self._plain, reader(annotation)) if core is None else core

    def _exact(self, quick: Quick, annotation: Any, schema: Any) -> CoreSchema | None:
        """A core schema that gives what the annotation says; None where there is none that is exact."""
        if not _has_classes(annotation):
            return quick.core(schema)
        if not isinstance(schema, Mapping):
            return None
        if get_origin(annotation) in (Union, UnionType):
            options = options_of(annotation)
            inner = self._exact(quick, options[0], schema) if len(options) == 1 else None
            null = "null" in listed_types(schema) and ("enum" not in schema or None in schema["enum"])
            return None if inner is None else nullable(inner, null)
        if get_origin(annotation) is list:
            sizes = list_sizes(schema)
            items = None if sizes is None else self._exact(quick, get_args(annotation)[0], schema.get("items", True))
            return None if sizes is None or items is None else listed(items, sizes)
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return _enum(quick, annotation, schema)
        return self._nested(annotation, schema) if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None

    def _nested(self, model: type[BaseModel], schema: Mapping[str, Any]) -> CoreSchema | None:
        demands = self._demands.get(model.__name__)
        if demands is None or schema.keys() != {"$ref"} or demands.schema != schema:
            return None
        plain, made = self._plain, self._made
        ready: list[tuple[SchemaValidator, Callable[[Parts], bool]]] = []

        def check(given: Any) -> Any:
            if not ready:  # a class may hold itself
                validator = self._validator(model)
                if validator is None:
                    raise ValueError
                ready.append((validator, self._rules_of(model)))
            validator, holds = ready[0]
            instance = isinstance(given, model)  # which may have been edited
            parts = validator.validate_python(plain(given) if instance else given, by_alias=True, by_name=False)
            if not holds(parts):
                raise ValueError
            return given if instance else made(model, parts)

        return core_schema.no_info_plain_validator_function(check)


def _enum(quick: Quick, kind: type[Enum], schema: Mapping[str, Any]) -> CoreSchema | None:
    stated = quick.schemas[schema["$ref"]] if schema.keys() == {"$ref"} else schema
    if not isinstance(stated, Mapping) or quick.exact(stated) is None or "enum" not in stated:
        return None
    if {m for m in stated["enum"] if m is not None} != {member.value for member in kind}:
        return None
    members = core_schema.enum_schema(kind, list(kind.__members__.values()), sub_type="str")
    return core_schema.chain_schema([core_schema.str_schema(strict=True), members])


def _has_classes(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | Enum):
        return True
    return any(_has_classes(a) for a in get_args(annotation))
