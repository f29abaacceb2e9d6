"""What the schema of a response has room for: a relation that no documented answer can keep is not held against a server."""

from collections.abc import Mapping
from typing import Any

from swornspec.errors import DocumentError
from swornspec.rules.related import BrokenRelation
from swornspec.rules.relation import RelationKind
from swornspec.spec.document import Document, documented_fields, resolve
from swornspec.spec.schemas import Schemas


def schema_at(document: Document, schema: Any, steps: tuple[str, ...]) -> Mapping[str, Any] | None:
    """The schema that documents a place of a response; None where objects alone do not lead there."""
    try:
        node = resolve(document.raw, schema)
        for step in steps:
            fields = documented_fields(document.raw, node)
            if step not in fields:
                return None
            node = fields[step].schema
    except DocumentError:  # a reference within the schema itself, which the validator follows in its own way
        return None
    return node


def has_room(document: Document, schema: Any, broken: BrokenRelation) -> bool:
    """Whether an answer of a response's schema could have kept a relation: so many items, or the value that was sent."""
    node = schema_at(document, schema, broken.at)
    relation = broken.rule.relation
    if node is None or relation is None or relation.kind is RelationKind.ABSENT:
        return True
    if relation.kind is RelationKind.ECHO:
        return Schemas(document, ()).validator(node, "a place of a response", formats=True).is_valid(broken.wanted)
    least, most = (node.get(k) for k in ("minItems", "maxItems"))
    low = not isinstance(least, int) or least <= broken.wanted
    return low and (not isinstance(most, int) or broken.wanted <= most or relation.kind is RelationKind.AT_MOST)
