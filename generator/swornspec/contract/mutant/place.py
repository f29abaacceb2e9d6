"""A schema with a change at one place below it; everything else is shared with the original.

References on the way are followed and what they refer to is copied, so that the change stays with this one schema.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from swornspec.errors import DocumentError
from swornspec.rules.witness.constraint import ITEM, is_item
from swornspec.rules.witness.strings import refuses
from swornspec.spec.document import Document, as_list, as_mapping, resolve
from swornspec.spec.nested import DOCUMENTED

Change: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
"""A schema in, the changed one out; None where there is nothing to change."""
_DEEPEST: Final = 40


def changed(document: Document, schema: Any, path: Sequence[str], change: Change) -> Mapping[str, Any] | None:
    """The schema with the change wherever its properties, items and `allOf` lead to the path; None where nothing changes."""
    return _changed(document, schema, tuple(path), change, 0)


def _changed(document: Document, schema: Any, path: tuple[str, ...], change: Change, depth: int) -> Mapping[str, Any] | None:
    if not isinstance(schema, Mapping) or depth > _DEEPEST:
        return None
    try:
        node = resolve(document.raw, schema)
    except DocumentError:  # a reference that the validator follows in its own way: nothing of it is known here
        return None
    new: dict[str, Any] = dict(node)
    if not path:
        other = change(node)
        new = dict(node if other is None else other)
    else:
        new |= _below(document, node, path, change, depth + 1)
    parts = as_list(node.get("allOf"))
    others = [_changed(document, part, path, change, depth + 1) for part in parts]
    if any(part is not None for part in others):
        new["allOf"] = [old if part is None else part for old, part in zip(parts, others, strict=True)]
    if new == node:
        return None
    return {**new, DOCUMENTED: node.get(DOCUMENTED, node)} if "x-rules" in node and path else new


def _below(document: Document, node: Mapping[str, Any], path: tuple[str, ...], change: Change, depth: int) -> dict[str, Any]:
    """The keyword of a schema that leads down a path, changed: properties, items, or what is said of all other members."""
    step, rest = path[0], path[1:]
    if step == ITEM:
        below = _changed(document, node.get("items"), rest, change, depth)
        return {} if below is None else {"items": below}
    if is_item(step):
        listed, number = as_list(node.get("prefixItems")), int(step[1:-1])
        below = _changed(document, listed[number], rest, change, depth) if number < len(listed) else None
        return {} if below is None else {"prefixItems": [below if i == number else p for i, p in enumerate(listed)]}
    for keyword in ("properties", "patternProperties"):
        named = as_mapping(node.get(keyword))
        key = step if keyword == "properties" else next((str(p) for p in named if not refuses(str(p), step)), "")
        if key in named:
            below = _changed(document, named[key], rest, change, depth)
            return {} if below is None else {keyword: {**named, key: below}}
    below = _changed(document, node.get("additionalProperties"), rest, change, depth)
    return {} if below is None else {"additionalProperties": below}


def replaced(node: Mapping[str, Any], keyword: str, value: Any) -> Mapping[str, Any]:
    """The schema with another value for a keyword, in the same place."""
    return {k: value if k == keyword else v for k, v in node.items()}


def without(node: Mapping[str, Any], *keywords: str) -> Mapping[str, Any]:
    """The schema without some keywords."""
    return {k: v for k, v in node.items() if k not in keywords}
