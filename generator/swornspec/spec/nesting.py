"""The fields of a body, listed one after the other, to one object schema with objects and arrays of objects within it.

size           {type: object, required: [width],
size.width      properties: {width: {…}}}
images[].url   {type: array, items: {type: object, properties: {url: {…}}}}   though nothing is said of `images` itself
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from swornspec.spec.levels import Level, level_names
from swornspec.spec.operation import OperationField


@dataclass(slots=True)
class _Node:
    """A field, or an object that is only known by what is within it; `listed` says that it holds the items of an array."""

    own: OperationField | None = None
    listed: int = 0
    within: dict[str, "_Node"] = field(default_factory=dict)


def object_schema(
    fields: Iterable[OperationField],
    render: Callable[[OperationField], Mapping[str, Any]],
    rules: Mapping[Level, list[Any]],
    *,
    demands: bool = True,
) -> dict[str, Any]:
    """The schema of a body with some fields in page order, `x-rules` on every object that has some.

    `demands` says whether required fields are listed as such.
    """
    top = _Node()
    for one in fields:
        node = top
        for name, bare in zip(one.within, level_names(one.within), strict=True):
            node = node.within.setdefault(bare, _Node())
            node.listed = max(node.listed, name.count("[]"))
        node.within.setdefault(one.name, _Node()).own = one
    return {"type": "object", **_content(top, (), render, rules, demands)}


def _content(
    node: _Node, level: Level, render: Callable[[OperationField], Mapping[str, Any]], rules: Mapping[Level, list[Any]], demands: bool
) -> dict[str, Any]:
    required = [name for name, inner in node.within.items() if inner.own is not None and inner.own.required] if demands else []
    return {
        **({"required": required} if required else {}),
        "properties": {name: _schema(inner, (*level, name), render, rules, demands) for name, inner in node.within.items()},
        **({"x-rules": rules[level]} if rules.get(level) else {}),
    }


def _schema(
    node: _Node, level: Level, render: Callable[[OperationField], Mapping[str, Any]], rules: Mapping[Level, list[Any]], demands: bool
) -> dict[str, Any]:
    schema = dict(render(node.own)) if node.own is not None else {}
    return _holding(schema, _content(node, level, render, rules, demands), node.listed) if node.within else schema


def _holding(schema: dict[str, Any], content: Mapping[str, Any], listed: int) -> dict[str, Any]:
    """A schema with the fields within it: in the items, where it is an array by its type, or by their names when it has none."""
    stated = schema.get("type", ())
    types = (stated,) if isinstance(stated, str) else tuple(stated)
    if "array" in types or (listed and not types):
        items = _holding(dict(schema.get("items", {})), content, max(0, listed - 1))
        return {**({} if types else {"type": "array"}), **schema, "items": items}
    return {**({} if types or "$ref" in schema else {"type": "object"}), **schema, **content}
