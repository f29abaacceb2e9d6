"""A schema with every reference replaced by what it points to, so that it can be read without its document."""

from collections.abc import Mapping
from typing import Any, Final

from swornspec.spec.direction import Direction, Projection
from swornspec.spec.document import Document

_NODES: Final = 50_000
_DATA: Final = ("enum", "const", "default", "example", "examples")
_MAPS: Final = ("properties", "patternProperties", "dependentSchemas", "$defs")


def inlined(document: Document, schema: Any, direction: Direction) -> Any:
    """The schema of values that go in one direction, without references and without the properties that do not go that way.

    Where it refers to itself it says nothing, and so does the rest of an enormous one.
    """
    return Projection(direction, lambda _: None).of(_Inliner(document).node(schema, ()), hidden=True)


class _Inliner:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._left = _NODES

    def node(self, node: Any, above: tuple[str, ...]) -> Any:
        self._left -= 1
        if self._left < 0 or len(above) > 40:
            return {}
        if isinstance(node, list):
            return [self.node(item, (*above, "[]")) for item in node]
        if not isinstance(node, Mapping):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference in above:
                return {}
            return self.node(self._document.resolve(node), (*above, reference))
        return {str(key): self._part(str(key), value, (*above, "{}")) for key, value in node.items()}

    def _part(self, key: str, value: Any, above: tuple[str, ...]) -> Any:
        if key.startswith("x-") or key in _DATA:
            return value
        if key in _MAPS and isinstance(value, Mapping):
            return {str(name): self.node(below, above) for name, below in value.items()}
        return self.node(value, above)
