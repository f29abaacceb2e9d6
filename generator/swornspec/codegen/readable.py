"""A small value of a JSON Schema that tells a reader what belongs there: documented values, else the name of the field."""

from collections.abc import Mapping
from typing import Any, Final

from swornspec.rules.witness import sample
from swornspec.rules.witness.sample import flattened, types_of
from swornspec.rules.witness.strings import size_of
from swornspec.spec.direction import Direction, Projection, projection_of
from swornspec.spec.document import Document, as_list, as_mapping
from swornspec.spec.inline import inlined
from swornspec.spec.names import words

_DEEPEST: Final = 12
_MOST: Final = 20
_BRANCHING: Final = ("enum", "x-extensible-enum", "anyOf", "oneOf")


def readable(document: Document, schema: Any, name: str) -> Any:
    """A value for a schema of a document; a proposal, which a validator has to judge. DocumentError for a reference that points nowhere.

    An object has its required properties alone; `name` is what the field is called, which is what a text says that may say anything.
    """
    return _value(document, projection_of(document.raw, Direction.REQUEST), schema, name, 0)


def _value(document: Document, sent: Projection, schema: Any, name: str, depth: int) -> Any:
    if depth > _DEEPEST:
        return None
    whole = sent.lifted(merged(document, schema), frozenset()).schema
    documented = [whole.get("example"), *as_list(whole.get("examples")), whole.get("default"), whole.get("const")]
    known = next((v for v in documented if v is not None), None)
    if known is not None:
        return known
    kind = next(iter(types_of(whole)), "object" if "properties" in whole else "")
    if not any(isinstance(whole.get(k), list) for k in _BRANCHING):
        if kind == "object" and not size_of(whole.get("minProperties")):
            properties = as_mapping(whole.get("properties"))
            return {
                r: _value(document, sent, properties.get(r, {}), r, depth + 1) for r in as_list(whole.get("required")) if isinstance(r, str)
            }
        if kind == "array" and not {"prefixItems", "contains"} & whole.keys() and whole.get("uniqueItems") is not True:
            size = min(size_of(whole.get("minItems")), _MOST)
            return [_value(document, sent, whole.get("items", {}), _singular(name), depth + 1)] * size if size else []
        if kind in ("string", "") and not {"pattern", "format"} & whole.keys():
            text = "-".join(w.lower() for w in words(name)) or "text"
            high = whole.get("maxLength")
            if size_of(whole.get("minLength")) <= len(text) and not (isinstance(high, int) and high < len(text)):
                return text
    return sample(inlined(document, whole, Direction.REQUEST))


def merged(document: Document, schema: Any, depth: int = 0) -> Mapping[str, Any]:
    """A schema with the references at its top followed and the parts of its `allOf` laid over one another."""
    whole = document.resolve(schema)
    parts = whole.get("allOf")
    if not isinstance(parts, list) or depth > _DEEPEST:
        return whole
    return flattened({**whole, "allOf": [merged(document, part, depth + 1) for part in parts[:_MOST]]})


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") and len(name) > 3 else name
