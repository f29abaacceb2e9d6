"""Classes to the source of the models module, written by datamodel-code-generator.

It is handed a small OpenAPI document of our own making: names that are ours, types without constraints, and text that
has passed `quote`. What it wrote is then compared, class by class and field by field, with what was asked for.

A field that may be absent is `T | None = None`; pydantic's `model_fields_set` tells whether it was given, so that unset,
null and value stay three things without a sentinel in every response that a user reads.
"""

import ast
import json
import re
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from swornspec.codegen.quote import flat, literal
from swornspec.codegen.shapes import SCHEMAS, Anything, Array, Attribute, Class, EnumClass, Named, ObjectClass, Scalar, Shape, Table, Union
from swornspec.errors import GenerationError
from swornspec.spec.names import distinct

_HEADER: Final = '"""The documented objects, one set for requests and responses. Generated: do not edit."""'
_BASE: Final = "_runtime.model"
_ROOT: Final = "_runtime.root"


def models_source(classes: Iterable[Class]) -> str:
    """The source of the models module; GenerationError when the generator wrote something else than was asked for."""
    wanted = sorted(classes, key=lambda c: c.name)
    if not wanted:
        return f"{_HEADER}\n\n__all__: list[str] = []\n"
    hidden = _hidden_names(wanted)
    aliases = {f"{c.name}.{_key(a, hidden)}": a.name for c in wanted if isinstance(c, ObjectClass) for a in c.attributes}
    needed = {key: name for key, name in aliases.items() if not key.endswith(f".{name}")}
    source = _revealed(_generated(wanted, needed, hidden), hidden)
    if _difference(source, wanted):  # it has its own mind about some name: then state them all, which reads less well
        source = _revealed(_generated(wanted, aliases, hidden), hidden)
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


def _generated(classes: list[Class], aliases: Mapping[str, str], hidden: Mapping[str, str]) -> str:
    tool = _generator()
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": {c.name: _schema(c, hidden) for c in classes}},
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = tool.generate(
            json.dumps(whole),
            input_file_type=tool.InputFileType.OpenAPI,
            output_model_type=tool.DataModelType.PydanticV2BaseModel,
            target_python_version=tool.PythonVersion.PY_311,
            base_class=f"{_BASE}.ApiModel",
            import_overrides={"StrEnum": _BASE, "RootModel": _ROOT},
            aliases=dict(aliases),
            custom_file_header=_HEADER,
            disable_timestamp=True,
            formatters=[],
            use_annotated=True,  # type checkers then see the Python name and whether a field may be left out
            use_schema_description=True,
            use_specialized_enum=True,
            use_standard_collections=True,
            use_union_operator=True,
            keep_enum_member_values=True,
            treat_dot_as_module=False,
        )
    if not isinstance(source, str):
        raise GenerationError("the model generator wrote several files where one was asked for")
    return source.replace(f"from {_BASE} import", f"from .{_BASE} import").replace(f"from {_ROOT} import", f"from .{_ROOT} import")


def _hidden_names(classes: list[Class]) -> dict[str, str]:
    """Stand-ins for the names on the wire that are no identifiers, so that the generator never sees them."""
    wires = sorted(
        {a.wire for c in classes if isinstance(c, ObjectClass) for a in c.attributes if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", a.wire)}
    )
    taken = {a.wire for c in classes if isinstance(c, ObjectClass) for a in c.attributes}
    stands_in: dict[str, str] = {}
    for wire in wires:
        stands_in[wire] = distinct("hidden_name", {*taken, *stands_in.values()})
    return stands_in


def _key(attribute: Attribute, hidden: Mapping[str, str]) -> str:
    return hidden.get(attribute.wire, attribute.wire)


def _revealed(source: str, hidden: Mapping[str, str]) -> str:
    """The source with the real names as aliases; they are put in by place, so that no text is taken for one."""
    if not hidden:
        return source
    real = {stand_in: wire for wire, stand_in in hidden.items()}
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return source  # which the comparison tells
    lines = [line.encode() for line in source.split("\n")]
    aliases = [k.value for n in ast.walk(tree) if isinstance(n, ast.Call) for k in n.keywords if k.arg == "alias"]
    for node in sorted(aliases, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        if isinstance(node, ast.Constant) and node.value in real and node.lineno == node.end_lineno:
            line = lines[node.lineno - 1]
            lines[node.lineno - 1] = line[: node.col_offset] + literal(real[node.value]).encode() + line[node.end_col_offset :]
    return b"\n".join(lines).decode()


def _schema(described: Class, hidden: Mapping[str, str]) -> dict[str, Any]:
    text = {"description": flat(described.description)} if described.description.strip() else {}
    if isinstance(described, EnumClass):
        names = [name for name, _ in described.members]
        return {"type": "string", "enum": [value for _, value in described.members], "x-enum-varnames": names, **text}
    if isinstance(described, ObjectClass):
        properties = {_key(a, hidden): _property(a) for a in described.attributes}
        # what is writeOnly never comes in a response (OpenAPI 3.1, 4.8.24)
        required = [_key(a, hidden) for a in described.attributes if a.required and a.schema.get("writeOnly") is not True]
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
            alias = _alias(statement.annotation)
            found[statement.target.id] = statement.target.id if alias is None else alias
    return found


def _alias(annotation: ast.expr) -> str | None:
    """The alias in `Annotated[type, Field(alias=...)]`."""
    if not isinstance(annotation, ast.Subscript) or not isinstance(annotation.slice, ast.Tuple):
        return None
    calls = (e for e in annotation.slice.elts[1:] if isinstance(e, ast.Call))
    named = (k.value.value for c in calls for k in c.keywords if k.arg == "alias" and isinstance(k.value, ast.Constant))
    return next((a for a in named if isinstance(a, str)), None)


def _members(body: list[ast.stmt]) -> dict[str, Any]:
    return {
        s.targets[0].id: s.value.value
        for s in body
        if isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name) and isinstance(s.value, ast.Constant)
    }
