"""Classes to the source of the models module, written by datamodel-code-generator.

It is handed a small OpenAPI document of our own making: names that are ours, types without constraints, and text that
has passed `quote`. What it wrote is then compared, class by class and field by field, with what was asked for.
"""

import ast
import json
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from swornspec.codegen.quote import flat
from swornspec.codegen.shapes import SCHEMAS, Anything, Array, Attribute, Class, EnumClass, Named, ObjectClass, Scalar, Shape, Table, Union
from swornspec.errors import GenerationError

_HEADER: Final = '"""The documented objects, one set for requests and responses. Generated: do not edit."""'
_BASE: Final = "_runtime.model"


def models_source(classes: Iterable[Class]) -> str:
    """The source of the models module; GenerationError when the generator wrote something else than was asked for."""
    wanted = sorted(classes, key=lambda c: c.name)
    if not wanted:
        return f"{_HEADER}\n"
    renamed = {f"{c.name}.{a.wire}": a.name for c in wanted if isinstance(c, ObjectClass) for a in c.attributes if a.name != a.wire}
    every = {f"{c.name}.{a.wire}": a.name for c in wanted if isinstance(c, ObjectClass) for a in c.attributes}
    source = _generated(wanted, renamed)
    if _difference(source, wanted):  # it has its own mind about some name: then state them all, which reads less well
        source = _generated(wanted, every)
    difference = _difference(source, wanted)
    if difference:
        raise GenerationError(f"the model generator wrote something else than was asked for: {difference}")
    exported = ", ".join(f"{c.name!r}" for c in wanted)
    return f"{source}\n\n__all__ = [{exported}]\n"


@cache
def _generator() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import datamodel_code_generator

        return datamodel_code_generator


def _generated(classes: list[Class], aliases: Mapping[str, str]) -> str:
    tool = _generator()
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": {c.name: _schema(c) for c in classes}},
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = tool.generate(
            json.dumps(whole),
            input_file_type=tool.InputFileType.OpenAPI,
            output_model_type=tool.DataModelType.PydanticV2BaseModel,
            target_python_version=tool.PythonVersion.PY_311,
            base_class=f"{_BASE}.ApiModel",
            import_overrides={"StrEnum": _BASE},
            aliases=dict(aliases),
            custom_file_header=_HEADER,
            disable_timestamp=True,
            formatters=[],
            use_schema_description=True,
            use_specialized_enum=True,
            use_standard_collections=True,
            use_union_operator=True,
            keep_enum_member_values=True,
            treat_dot_as_module=False,
        )
    if not isinstance(source, str):
        raise GenerationError("the model generator wrote several files where one was asked for")
    return source.replace(f"from {_BASE} import", f"from .{_BASE} import")


def _schema(described: Class) -> dict[str, Any]:
    text = {"description": flat(described.description)} if described.description.strip() else {}
    if isinstance(described, EnumClass):
        names = [name for name, _ in described.members]
        return {"type": "string", "enum": [value for _, value in described.members], "x-enum-varnames": names, **text}
    if isinstance(described, ObjectClass):
        properties = {a.wire: _property(a) for a in described.attributes}
        required = [a.wire for a in described.attributes if a.required]
        return {"type": "object", "properties": properties, "required": required, **text}
    return {**_type(described.shape), **text}


def _property(attribute: Attribute) -> dict[str, Any]:
    deprecated = {"deprecated": True} if attribute.schema.get("deprecated") is True else {}
    description = attribute.schema.get("description")
    text = {"description": flat(description)} if isinstance(description, str) and description.strip() else {}
    return {**_type(attribute.shape), **text, **deprecated}


def _type(shape: Shape) -> dict[str, Any]:
    match shape:
        case Anything():
            return {}
        case Scalar("number"):  # an integer stays one
            return {"anyOf": [{"type": "integer"}, {"type": "number"}]}
        case Scalar(kind):
            return {"type": kind}
        case Array(items):
            return {"type": "array", "items": _type(items)}
        case Table(values):
            return {"type": "object", "additionalProperties": _type(values) or True}
        case Named(name):
            return {"$ref": f"{SCHEMAS}{name}"}
        case Union(options):
            parts = [_type(o) for o in options]
            return {"anyOf": [p for part in parts for p in part.get("anyOf", [part])]}


def _difference(source: str, classes: list[Class]) -> str:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        return f"no Python: {error}"
    written = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    if sorted(written) != [c.name for c in classes]:
        return ", ".join(sorted(set(written) ^ {c.name for c in classes}))
    for described in classes:
        body = written[described.name].body
        if isinstance(described, ObjectClass):
            found, wanted = _fields(body), {a.name: a.wire for a in described.attributes}
        elif isinstance(described, EnumClass):
            found, wanted = _members(body), dict(described.members)
        else:
            continue
        if found != wanted:
            return f"{described.name}: {', '.join(sorted(map(ascii, set(found.items()) ^ set(wanted.items()))))[:300]}"
    return ""


def _fields(body: list[ast.stmt]) -> dict[str, str]:
    found = {}
    for statement in body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            found[statement.target.id] = _alias(statement.value) or statement.target.id
    return found


def _alias(value: ast.expr | None) -> str | None:
    if not isinstance(value, ast.Call):
        return None
    named = (k.value.value for k in value.keywords if k.arg == "alias" and isinstance(k.value, ast.Constant))
    return next((a for a in named if isinstance(a, str)), None)


def _members(body: list[ast.stmt]) -> dict[str, Any]:
    return {
        s.targets[0].id: s.value.value
        for s in body
        if isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name) and isinstance(s.value, ast.Constant)
    }
