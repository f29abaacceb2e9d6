"""OpenAPI 3.0 documents become 3.1 ones: their schemas say null and exclusive bounds in words that JSON Schema has since changed.

{type: integer, nullable: true, minimum: 0, exclusiveMinimum: true}     3.0
{type: [integer, "null"], exclusiveMinimum: 0}                          3.1
"""

from collections.abc import Mapping
from typing import Any, Final

_VALUES: Final = ("default", "enum", "example", "examples", "const")
"""Keywords that hold values, which may look like schemas."""
_NAMED: Final = ("properties", "patternProperties", "schemas", "parameters", "headers", "responses", "requestBodies")
"""Keywords that hold things by name, and a name may be any keyword's."""
_DEEPEST: Final = 200


def modern(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document as OpenAPI 3.1 would say it; the document itself when it is no 3.0 one."""
    if not str(raw.get("openapi", "")).startswith("3.0"):
        return raw
    return {**{k: _modern(v, 0) for k, v in raw.items()}, "openapi": "3.1.0"}


def _modern(node: Any, depth: int, *, named: bool = False) -> Any:
    if depth > _DEEPEST:
        return node
    if isinstance(node, list):
        return [_modern(n, depth + 1) for n in node]
    if not isinstance(node, Mapping):
        return node
    below = {
        k: v if not named and (k in _VALUES or str(k).startswith("x-")) else _modern(v, depth + 1, named=not named and k in _NAMED)
        for k, v in node.items()
    }
    return below if named else _schema(below)


def _schema(node: dict[Any, Any]) -> dict[Any, Any]:
    """A schema with its old words replaced; other objects have none of them."""
    for bound, strict in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(node.get(strict), bool):
            exclusive = node.pop(strict)
            if exclusive and bound in node:
                node[strict] = node.pop(bound)
    if isinstance(node.get("nullable"), bool) and node.pop("nullable") and isinstance(node.get("type"), str):
        node["type"] = [node["type"], "null"]  # without a type, nullable says nothing (OpenAPI 3.0.3, Schema Object)
        members = node.get("enum")
        if isinstance(members, list) and None not in members:
            node["enum"] = [*members, None]
    return node
