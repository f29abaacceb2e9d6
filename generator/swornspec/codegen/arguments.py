"""The parameters of an operation and the fields of its body as keywords of a method."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

from swornspec.codegen.bodies import Chosen, is_binary, is_json
from swornspec.codegen.method import Argument, Refused, refused
from swornspec.codegen.quote import flat
from swornspec.codegen.security import TOKEN
from swornspec.codegen.shapes import Anything, Array, Class, EnumClass, Named, ObjectClass, RootClass, Scalar, Shape, Shapes, Table, Union
from swornspec.rules.field import Field
from swornspec.spec.document import Endpoint, Parameter
from swornspec.spec.names import OWN_ARGUMENTS, distinct, parameter_name

_PATH_SAFE: Final = "/-._~!$&()*+,;=:@%"
_STYLES: Final[Mapping[str, tuple[str, ...]]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
"""The styles that a parameter may have by its place (OpenAPI 3.1, Parameter Object)."""


def parameter_arguments(endpoint: Endpoint, shapes: Shapes, taken: set[str]) -> tuple[list[Argument], list[Refused]]:
    """The arguments for what is sent beside the body, and what must be left out; `taken` are the names that are in use, and grows.

    A parameter that cannot be written is left out when it is optional; where it is required, the operation cannot be
    called, which its entry says by having no part.
    """
    found: list[Argument] = []
    left = [refused(endpoint, "it is not in the path", f"parameter {flat(name, 60)!r}") for name in endpoint.unplaced]
    for parameter in endpoint.parameters:
        required = parameter.required or parameter.location == "path"
        try:
            style = _style(endpoint, parameter)
        except _UnwritableError as unwritable:
            part = f"parameter {flat(parameter.name, 60)!r}"
            fatal = required and parameter.location != "path"  # `address` tells whether a path can do without it
            left.append(refused(endpoint, f"the {part} {unwritable}") if fatal else refused(endpoint, f"it {unwritable}", part))
            continue
        name = parameter_name(parameter.location, parameter.name, (taken - set(OWN_ARGUMENTS)) | {a.name for a in found})
        taken.add(name)
        shape = shapes.shape(parameter.schema, f"{endpoint.operation_id} {parameter.name}")
        found.append(argument_of(name, parameter.name, parameter.location, required, shape, parameter.schema, shapes, style))
    return found, left


@dataclass(frozen=True, slots=True)
class SentBody:
    """What a method takes for its body: fields one by one, or (`whole`) the body itself; `model` is the class of a JSON body."""

    arguments: tuple[Argument, ...] = ()
    model: str | None = None
    whole: bool = False


def body_arguments(endpoint: Endpoint, chosen: Chosen | None, shapes: Shapes, taken: set[str]) -> SentBody:
    """The arguments for the body of an operation; `taken` are the names that are in use, and grows.

    What is `readOnly` is the server's to say and no argument (OpenAPI 3.1, 4.8.24).
    """
    if chosen is None:
        return SentBody()
    body, kind = chosen.body, chosen.kind
    if kind in ("text", "bytes", "raw"):
        typed = {"text": "str", "bytes": "FileInput", "raw": "str | FileInput"}[kind]
        taken.add("body")
        return SentBody((Argument("body", "body", "body", body.required, Anything(), typed, body.resolved),), None, True)
    model = shapes.body(body.schema, f"{endpoint.operation_id} request").name
    described = shapes.classes[model]
    if not isinstance(described, ObjectClass):
        shape = described.shape if isinstance(described, RootClass) else Anything()
        taken.add("body")
        typed = annotation(shape, shapes.classes, request=True) if kind == "json" else "Mapping[str, Any]"
        return SentBody(
            (Argument("body", "body", "body", body.required, shape, typed, body.resolved),), model if kind == "json" else None, True
        )
    found = []
    for field in described.attributes:
        if field.schema.get("readOnly") is True:
            continue
        name = distinct(field.name, taken)
        taken.add(name)
        argument = argument_of(name, field.wire, "body", field.required, field.shape, field.schema, shapes)
        found.append(replace(argument, annotation=_of_file(field.schema, argument.annotation)) if kind == "multipart" else argument)
    return SentBody(tuple(found), model if kind == "json" else None)


def _of_file(schema: Mapping[str, Any], otherwise: str) -> str:
    """The type of a field of a multipart body, which may be a file or several."""
    items = schema.get("items")
    if is_binary(schema):
        return "FileInput"
    return "Sequence[FileInput]" if isinstance(items, Mapping) and is_binary(items) else otherwise


def argument_of(
    name: str, wire: str, location: str, required: bool, shape: Shape, schema: Mapping[str, Any], shapes: Shapes, style: str = ""
) -> Argument:
    """An argument with the annotation of its shape."""
    return Argument(name, wire, location, required, shape, annotation(shape, shapes.classes, request=True), schema, style)


def address(endpoint: Endpoint, arguments: Iterable[Argument]) -> str | Refused:
    """The path with the names of arguments in braces, all else percent-encoded; or why it cannot be made."""
    by_wire = {a.wire: a.passed for a in arguments}
    text = ""
    for part in re.split(r"(\{[^{}]*\})", endpoint.path):
        if re.fullmatch(r"\{[^{}]+\}", part):
            if part[1:-1] not in by_wire:
                return refused(endpoint, f"the path has {flat(part, 60)!r}, which no parameter describes")
            text += f"{{{by_wire[part[1:-1]]}}}"
        else:
            text += quote(part, safe=_PATH_SAFE, errors="replace")
    return text if text.startswith("/") else f"/{text}"


def annotation(shape: Shape, classes: Mapping[str, Class], *, request: bool) -> str:
    """The Python type of a shape; in requests models may be given as mappings, lists as any sequence, enums as strings."""
    match shape:
        case Anything():
            return "Any"
        case Scalar(kind):
            return {"string": "str", "integer": "int", "boolean": "bool", "number": "float", "null": "None"}[kind]
        case Array(items):
            return f"{'Sequence' if request else 'list'}[{annotation(items, classes, request=request)}]"
        case Table(values):
            return f"{'Mapping' if request else 'dict'}[str, {annotation(values, classes, request=request)}]"
        case Named(name):
            if not request:
                return name
            return f"{name}Argument" if isinstance(classes.get(name), EnumClass) else f"{name} | Mapping[str, Any]"
        case Union(options):
            parts = [p for o in options for p in annotation(o, classes, request=request).split(" | ")] if _simple(options) else []
            return " | ".join(dict.fromkeys(parts or [annotation(o, classes, request=request) for o in options]))


def _simple(options: tuple[Shape, ...]) -> bool:
    return all(isinstance(o, Scalar | Named) for o in options)


class _UnwritableError(Exception):
    """A parameter cannot be written; says why."""


def _style(endpoint: Endpoint, parameter: Parameter) -> str:
    """The style of a parameter as `Argument` has it; _UnwritableError when OpenAPI does not define how it is written."""
    location = parameter.location
    if location not in _STYLES:
        raise _UnwritableError("stands in no known place")
    if location in ("header", "cookie") and not TOKEN.fullmatch(parameter.name):
        raise _UnwritableError("has a name that HTTP does not allow")
    if parameter.media_type is not None:
        if is_json(parameter.media_type):
            return "json"
        if parameter.media_type.startswith("text/"):
            return _STYLES[location][0]
        raise _UnwritableError(f"is written as {flat(parameter.media_type, 60)}, which the client cannot write")
    if parameter.style not in _STYLES[location]:
        raise _UnwritableError(f"has the style {flat(parameter.style, 40)!r}, which OpenAPI does not have in a {location}")
    types = Field(parameter.name, parameter.schema).types
    if parameter.style == "deepObject" and types and "object" not in types:
        raise _UnwritableError("has the style deepObject and is no object, for which there is no one way to write it")
    return f"{parameter.style}{'*' if parameter.explode else ''}"
