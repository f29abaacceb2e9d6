"""The JSON Schemas of a document, compiled: its components are read once, however many schemas refer to them."""

from collections.abc import Mapping
from typing import Any, Final

import jsonschema_rs

from swornspec.errors import DocumentError
from swornspec.spec.document import Document

_HOME: Final = "document:///"
_LOCAL: Final = "#/components/"


class Schemas:
    """Compiles schemas of one document; what it makes shares nothing that changes and may be used in parallel."""

    def __init__(self, document: Document) -> None:
        """Nothing is read before the first schema."""
        self._document = document
        self._registry: jsonschema_rs.Registry | None = None

    def validator(self, schema: Mapping[str, Any], name: str) -> jsonschema_rs.Draft202012Validator:
        """A validator for a schema that may refer to the document's components; DocumentError (calling it `name`) when it is not valid."""
        try:
            if self._registry is None:
                components = _anchored(self._document.raw.get("components", {}), "")
                self._registry = jsonschema_rs.Registry([(_HOME, {"components": components})], draft=jsonschema_rs.Draft202012)
            # offline: a document must not make us fetch anything
            return jsonschema_rs.Draft202012Validator(_anchored(schema, _HOME), registry=self._registry, offline=True)
        except (ValueError, jsonschema_rs.ReferencingError, RecursionError) as error:
            reason = str(error).strip().splitlines()[0]
            raise DocumentError(f"the schema of {name} is not valid: {reason}", where=self._document.name) from error


def _anchored(node: Any, home: str) -> Any:
    """A part of a document with its references to components made absolute, and its keys text (YAML also has numbers)."""
    if isinstance(node, Mapping):
        return {
            str(k): home + v if k == "$ref" and isinstance(v, str) and v.startswith(_LOCAL) else _anchored(v, home) for k, v in node.items()
        }
    return [_anchored(n, home) for n in node] if isinstance(node, list) else node
