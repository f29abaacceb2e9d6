"""The types of a document: every schema reduced to what a Python type can say, with every class and field named by us.

    {"type": ["integer", "null"], "minimum": 1}     ->  integer or null
    {"type": "string", "enum": ["a", "b"]}          ->  a class of its own, named for the property that holds it

Constraints stay out: they are checked by the client's own rules (`constraints`). A shape is never narrower than its
schema, so a model refuses nothing that the schema allows; where a type would have to guess it says Any.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from swornspec.errors import DocumentError
from swornspec.spec.document import as_mapping, resolve
from swornspec.spec.names import class_name, member_name, python_name

SCHEMAS: Final = "#/components/schemas/"
_DEEPEST: Final = 60


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, integer, number, boolean or null."""

    kind: str


@dataclass(frozen=True, slots=True)
class Array:
    """An array of one shape."""

    items: "Shape"


@dataclass(frozen=True, slots=True)
class Table:
    """An object without documented properties: any keys, values of one shape."""

    values: "Shape"


@dataclass(frozen=True, slots=True)
class Choice:
    """What tells the classes of a union apart: a property, and the class for each of its values."""

    property: str
    classes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Union:
    """One of several shapes; `choice` tells objects apart where the document says how."""

    options: tuple["Shape", ...]
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A class of the generated package."""

    name: str


Shape: TypeAlias = Anything | Scalar | Array | Table | Union | Named


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of an object: its name on the wire and in Python, whether it is required, its shape and documentation."""

    wire: str
    name: str
    required: bool
    shape: Shape
    schema: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ObjectClass:
    """An object with documented properties; `pointer` is where the document has it, if it is a component."""

    name: str
    attributes: tuple[Attribute, ...]
    description: str
    pointer: str | None


@dataclass(frozen=True, slots=True)
class EnumClass:
    """A closed list of strings; `members` are name and value."""

    name: str
    members: tuple[tuple[str, str], ...]
    description: str


@dataclass(frozen=True, slots=True)
class RootClass:
    """A body that is no object with documented properties, wrapped in a class."""

    name: str
    shape: Shape
    description: str


Class: TypeAlias = ObjectClass | EnumClass | RootClass


class Shapes:
    """Gathers the classes of a document; asking for the same schema twice gives the same class."""

    def __init__(self, raw: Mapping[str, Any], reserved: Sequence[str]) -> None:
        """Name all components first, so that inline schemas never take their names."""
        self._raw = raw
        self.classes: dict[str, Class] = {}
        self._reserved = frozenset(reserved)
        self._components: dict[str, str] = {}
        schemas = as_mapping(as_mapping(raw.get("components")).get("schemas"))
        for component in schemas:
            self._components[f"{SCHEMAS}{component}"] = class_name(str(component), {*self._reserved, *self._components.values()})
        self._taken = {*self._reserved, *self._components.values()}
        self._started: dict[str, Shape] = {}
        self._inline: dict[int, tuple[Any, str]] = {}
        self._shared: dict[tuple[str, frozenset[str]], str] = {}
        self._short = _short_names(raw, self._taken)

    def body(self, schema: Mapping[str, Any], title: str) -> Named:
        """A request or response body as a class; one that is no object with properties is wrapped in a class called `title`."""
        shape = self.shape(schema, title)
        if isinstance(shape, Named) and not isinstance(self.classes.get(shape.name), EnumClass):
            return shape
        name = self._new(title, title)
        self.classes[name] = RootClass(name, shape, str(as_mapping(schema).get("description", "")))
        return Named(name)

    def shape(self, schema: Any, owner: str, depth: int = 0) -> Shape:
        """The shape of a schema; `owner` is the name an inline class would be given."""
        if not isinstance(schema, Mapping) or depth > _DEEPEST:
            return Anything()
        reference = schema.get("$ref")
        if isinstance(reference, str):
            return self._reference(reference, schema, owner, depth)
        return self._written(schema, owner, depth, None)

    def _reference(self, reference: str, schema: Mapping[str, Any], owner: str, depth: int) -> Shape:
        if reference not in self._components:
            try:
                return self._written(resolve(self._raw, schema), owner, depth + 1, None)
            except DocumentError:
                return Anything()
        if reference not in self._started:
            target = {"$ref": reference}
            self._started[reference] = Anything()
            resolved = resolve(self._raw, target)
            if _is_object(resolved) or _strings(resolved):
                self._started[reference] = Named(self._components[reference])
            self._started[reference] = self._written(resolved, self._components[reference], depth + 1, reference)
        return self._started[reference]

    def _written(self, schema: Mapping[str, Any], owner: str, depth: int, pointer: str | None) -> Shape:
        types = _types(schema)
        strings = _strings(schema)
        if strings and (not types or "string" in types):
            null = [Scalar("null")] if None in schema["enum"] and (not types or "null" in types) else []
            return _union([self._enum(schema, strings, owner, pointer), *null])
        if _is_object(schema) and isinstance(schema.get("allOf"), list) and set(types) <= {"object"}:
            own = {key: value for key, value in schema.items() if key != "allOf"}
            merged = self._merged([*schema["allOf"], own], depth)
            if merged is not None:
                return self._object({**merged, "description": schema.get("description", "")}, owner, depth, pointer)
        if not types and not _is_object(schema):
            return self._alternatives(schema, owner, depth, pointer)
        if not _is_object(schema) and "object" in types and set(types) <= {"object", "null"} and _is_composed(schema):
            composed = self._alternatives(schema, owner, depth, pointer)
            if not isinstance(composed, Anything):  # else its parts say nothing of its shape
                return _union([composed, *([Scalar("null")] if "null" in types else [])])
        return _union([self._of_type(kind, schema, owner, depth, pointer) for kind in types or ("object",)])

    def _of_type(self, kind: str, schema: Mapping[str, Any], owner: str, depth: int, pointer: str | None) -> Shape:
        if kind == "array":
            items = Anything() if "prefixItems" in schema else self.shape(schema.get("items"), owner, depth + 1)
            return Array(items)
        if kind == "object":
            if _is_object(schema):
                return self._object(schema, owner, depth, pointer)
            rest = schema.get("additionalProperties")
            plain = isinstance(rest, Mapping) and "patternProperties" not in schema
            return Table(self.shape(rest, owner, depth + 1) if plain else Anything())
        return Scalar(kind)

    def _alternatives(self, schema: Mapping[str, Any], owner: str, depth: int, pointer: str | None) -> Shape:
        """Without a type of its own a schema has that of its values or parts, and any type when they do not tell."""
        members = schema["enum"] if isinstance(schema.get("enum"), list) else [schema["const"]] if "const" in schema else []
        if members:
            return _union([_kind_of(m) for m in members])
        for key in ("anyOf", "oneOf"):
            parts = schema.get(key)
            if isinstance(parts, list) and parts:
                shapes = [self.shape(p, owner, depth + 1) for p in parts]
                united = _union(shapes)
                if not isinstance(united, Union):
                    return united
                return replace(united, choice=self._choice(schema, parts, shapes, depth) or united.choice)
        whole = schema.get("allOf")
        if isinstance(whole, list) and whole:
            merged = self._merged(whole, depth)
            if merged is not None:
                return self._object({**merged, "description": schema.get("description", "")}, owner, depth, pointer)
            found = (self.shape(p, owner, depth + 1) for p in whole)
            return next((s for s in found if not isinstance(s, Anything)), Anything())
        return Anything()

    def _choice(self, schema: Mapping[str, Any], parts: Sequence[Any], shapes: Sequence[Shape], depth: int) -> Choice | None:
        """What tells the objects of a union apart: its discriminator (OpenAPI 3.1, 4.8.25), else a property that is constant in each."""
        objects = [(p, s.name) for p, s in zip(parts, shapes, strict=True) if isinstance(s, Named)]
        if len(objects) < 2 or any(not isinstance(s, Named) and s != Scalar("null") for s in shapes):
            return None
        if any(isinstance(self.classes.get(name), EnumClass) for _, name in objects):
            return None
        stated = as_mapping(schema.get("discriminator"))
        if isinstance(stated.get("propertyName"), str):
            named = {str(p["$ref"]).removeprefix(SCHEMAS): name for p, name in objects if isinstance(p, Mapping) and "$ref" in p}
            for tag, target in as_mapping(stated.get("mapping")).items():
                reference = str(target) if str(target).startswith("#") else f"{SCHEMAS}{target}"
                if reference in self._components and self._components[reference] in named.values():
                    named[str(tag)] = self._components[reference]
            return Choice(stated["propertyName"], tuple(named.items())) if named else None
        constants = [dict(_constants(self._deep(p, depth))) for p, _ in objects]
        for name, value in constants[0].items():
            tags = [value, *(c.get(name) for c in constants[1:])]
            if all(isinstance(tag, str) for tag in tags) and len(set(tags)) == len(tags):
                return Choice(name, tuple((str(tag), o) for tag, (_, o) in zip(tags, objects, strict=True)))
        return None

    def _merged(self, parts: Sequence[Any], depth: int) -> Mapping[str, Any] | None:
        """Object schemas that all hold, as one flat schema; None unless all of several are objects, or only require properties."""
        resolved = [self._deep(p, depth) for p in parts]
        if len(resolved) < 2 or not any(map(_is_object, resolved)) or not all(_is_object(r) or _only_requires(r) for r in resolved):
            return None
        properties: dict[str, Any] = {}
        required: list[str] = []
        for part in resolved:
            for name, below in as_mapping(part.get("properties")).items():
                properties[name] = below if properties.get(name, below) == below else self._both(properties[name], below)
            required += [r for r in part.get("required", ()) if isinstance(r, str)]
        return {"type": "object", "properties": properties, "required": required}

    def _both(self, one: Any, other: Any) -> dict[str, Any]:
        """A property that two parts describe; it is what either says of it as a whole."""
        said = [self._described(as_mapping(part)) for part in (one, other)]
        whole = {key: True for key in ("readOnly", "writeOnly", "deprecated") if any(s.get(key) is True for s in said)}
        return {"allOf": [one, other], **whole}

    def _deep(self, part: Any, depth: int) -> Mapping[str, Any]:
        if depth > _DEEPEST or not isinstance(part, Mapping):
            return {}
        try:
            here = resolve(self._raw, part)
        except DocumentError:
            return {}
        if isinstance(here.get("allOf"), list) and not _types(here):
            return self._merged(here["allOf"], depth + 1) or here
        return here

    def _object(self, schema: Mapping[str, Any], owner: str, depth: int, pointer: str | None) -> Shape:
        name = self._name_for(schema, owner, pointer)
        if name in self.classes:
            return Named(name)
        self.classes[name] = ObjectClass(name, (), "", pointer)  # stands here while its own properties are read
        required = {r for r in schema.get("required", ()) if isinstance(r, str)}
        taken: set[str] = set(_MODEL_ATTRIBUTES)
        attributes = []
        for wire, below in as_mapping(schema.get("properties")).items():
            inner = python_name(str(wire), taken)
            taken.add(inner)
            described = as_mapping(below) if "$ref" not in as_mapping(below) else self._described(as_mapping(below))
            shape = self.shape(below, f"{name} {wire}", depth + 1)
            attributes.append(Attribute(str(wire), inner, wire in required, shape, described))
        self.classes[name] = ObjectClass(name, tuple(attributes), str(schema.get("description", "")), pointer)
        return Named(name)

    def _enum(self, schema: Mapping[str, Any], values: Sequence[str], owner: str, pointer: str | None) -> Shape:
        name = self._name_for(schema, owner, pointer, frozenset(values))
        if name not in self.classes:
            members: dict[str, str] = {}
            for value in values:
                if value not in members.values():
                    members[member_name(value, members)] = value
            self.classes[name] = EnumClass(name, tuple(members.items()), str(schema.get("description", "")))
        return Named(name)

    def _described(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return resolve(self._raw, schema)
        except DocumentError:
            return schema

    def _name_for(self, schema: Mapping[str, Any], owner: str, pointer: str | None, values: frozenset[str] = frozenset()) -> str:
        if pointer is not None:
            return self._components[pointer]
        if id(schema) in self._inline:
            return self._inline[id(schema)][1]
        short = owner.rsplit(" ", 1)[-1]
        brief = class_name(short) in self._short
        if brief and values and (short, values) in self._shared:
            return self._shared[short, values]
        name = self._new(short if brief else owner, owner)
        self._inline[id(schema)] = (schema, name)
        self._shared[short, values] = name
        return name

    def _new(self, wanted: str, otherwise: str) -> str:
        name = class_name(wanted)
        name = class_name(otherwise, self._taken) if name in self._taken else name
        self._taken.add(name)
        return name


def _is_composed(schema: Mapping[str, Any]) -> bool:
    return any(isinstance(schema.get(k), list) and schema[k] for k in ("anyOf", "oneOf", "allOf"))


def _constants(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The required properties of an object that have one value only."""
    required = schema.get("required") if isinstance(schema.get("required"), list) else ()
    for name, below in as_mapping(schema.get("properties")).items():
        values = [below["const"]] if isinstance(below, Mapping) and "const" in below else as_mapping(below).get("enum")
        if name in (required or ()) and isinstance(values, list) and len(values) == 1:
            yield str(name), values[0]


def _union(shapes: Sequence[Shape]) -> Shape:
    flat: dict[Shape, None] = {}
    for shape in shapes:
        for option in shape.options if isinstance(shape, Union) else (shape,):
            if isinstance(option, Anything):
                return option
            flat[option] = None
    options = [s for s in flat if s != Scalar("null")] + [s for s in flat if s == Scalar("null")]
    if Scalar("number") in options:
        options = [s for s in options if s != Scalar("integer")]
    beside_null = [s for s in shapes if s != Scalar("null")]
    choice = beside_null[0].choice if len(beside_null) == 1 and isinstance(beside_null[0], Union) else None
    return options[0] if len(options) == 1 else Union(tuple(options), choice) if options else Anything()


def _kind_of(value: Any) -> Shape:
    if isinstance(value, bool):
        return Scalar("boolean")
    kinds = {str: "string", int: "integer", float: "number", type(None): "null"}
    return Scalar(kinds[type(value)]) if type(value) in kinds else Anything()


def _short_names(raw: Mapping[str, Any], taken: set[str]) -> frozenset[str]:
    """The class names that properties with inline classes may have without their owner's name.

    Only one class asks for such a name, or several with the same values.
    """
    asked: dict[str, set[object]] = {}
    for wire, schema in _inline_properties(raw.get("components"), 0):
        inner = as_mapping(schema.get("items") if "items" in schema else schema)
        if _strings(inner):
            asked.setdefault(class_name(wire), set()).add(frozenset(_strings(inner)))
        elif _is_object(inner):
            asked.setdefault(class_name(wire), set()).add(id(inner))
    return frozenset(name for name, kinds in asked.items() if len(kinds) == 1 and name not in taken)


def _inline_properties(node: Any, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, Mapping):
        for key, below in node.items():
            if key == "properties" and isinstance(below, Mapping):
                yield from ((str(name), schema) for name, schema in below.items() if isinstance(schema, Mapping))
            yield from _inline_properties(below, depth + 1)
    elif isinstance(node, list):
        for below in node:
            yield from _inline_properties(below, depth + 1)


def _types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    stated = schema.get("type", ())
    listed = (stated,) if isinstance(stated, str) else tuple(stated) if isinstance(stated, list) else ()
    return tuple(t for t in listed if t in ("string", "number", "integer", "boolean", "array", "object", "null"))


def _strings(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The members of an enum of strings (null may stand among them); none when it is no such enum."""
    members = schema.get("enum")
    if not isinstance(members, list):
        return ()
    strings = tuple(m for m in members if isinstance(m, str))
    return strings if strings and all(m is None or isinstance(m, str) for m in members) else ()


def _is_object(schema: Mapping[str, Any]) -> bool:
    return (
        bool(schema.get("properties")) and isinstance(schema["properties"], Mapping) and (not _types(schema) or "object" in _types(schema))
    )


def _only_requires(schema: Mapping[str, Any]) -> bool:
    return "required" in schema and schema.keys() <= {"required", "type", "title", "description"} and set(_types(schema)) <= {"object"}


def _model_attributes() -> frozenset[str]:
    from swornspec.codegen.runtime.model import ApiModel

    return frozenset({*dir(ApiModel), *dir(type(ApiModel))})


_MODEL_ATTRIBUTES: Final = _model_attributes()
