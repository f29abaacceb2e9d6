"""A document of one operation alone: without the other operations, and without the schemas that nothing in it refers to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from swornspec.errors import DocumentError
from swornspec.spec.document import Document, Endpoint, as_mapping, pointed, reference_parts


def alone(document: Document, endpoint: Endpoint) -> Document:
    """The document with one endpoint, for which everything means what it meant; what is compiled of it is much less."""
    components = as_mapping(document.raw.get("components"))
    schemas = as_mapping(components.get("schemas"))
    needed = _needed(document.raw, endpoint)
    kept = {name: schema for name, schema in schemas.items() if ("components", "schemas", str(name)) in needed}
    return replace(document, endpoints=(endpoint,), raw={**document.raw, "components": {**components, "schemas": kept}})


def _needed(raw: Mapping[str, Any], endpoint: Endpoint) -> set[tuple[str, ...]]:
    """The parts of every reference that the schemas of an endpoint lead to; those of the schema it lies in where it points into one."""
    found: set[tuple[str, ...]] = set()
    seen: set[str] = set()
    waiting = list(_schemas(endpoint))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                found.add(reference_parts(reference)[:3])
                try:
                    waiting.append(pointed(raw, reference))
                    waiting.append(pointed(raw, "/".join(reference.split("/")[:4])))
                except DocumentError:  # nothing to keep; whoever compiles it says so
                    continue
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return found


def _schemas(endpoint: Endpoint) -> Iterator[Any]:
    if endpoint.body is not None:
        yield from (endpoint.body.schema, endpoint.body.resolved)
    yield from (p.schema for p in endpoint.parameters)
    for response in endpoint.responses.values():
        yield from (*response.schemas.values(), *response.header_schemas.values())
