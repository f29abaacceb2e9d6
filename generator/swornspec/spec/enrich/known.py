"""What a document's schemas already say of a value: references and parts followed, everything odd left out."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from swornspec.rules.field import Field
from swornspec.spec.enrich.site import Site

_MOST_PARTS: Final = 200
"""Schemas that are looked at for one value at most: references, allOf and alternatives together."""
_NUMBERS: Final = frozenset(
    ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems")
)
_PLAIN: Final = frozenset(("default", "format", "pattern", "deprecated", "const"))

Learned = Mapping[int, Mapping[str, Any]]
"""Keywords that descriptions state, by the identity of the schema they belong to."""


class Tree:
    """A document's tree: its references followed, never out of the document, never in circles."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        """Keep the document."""
        self.raw = raw
        self._targets: dict[str, Any] = {}

    def resolve(self, node: Any) -> dict[str, Any]:
        """The object that a chain of references ends at; an empty one when that is none."""
        for _ in range(50):
            if not isinstance(node, dict):
                return {}
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return node
            node = self.target(reference)
        return {}

    def target(self, reference: str) -> Any:
        """What a reference within the document points to; None when it points nowhere."""
        if reference not in self._targets:
            self._targets[reference] = self._pointed(reference)
        return self._targets[reference]

    def _pointed(self, reference: str) -> Any:
        if not reference.startswith("#/"):
            return None
        node: Any = self.raw
        for part in reference[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            node = node.get(key) if isinstance(node, Mapping) else None
        return node


class Known:
    """What schemas say, with what was learned of them; remembers what it has looked at."""

    def __init__(self, tree: Tree, learned: Learned) -> None:
        """`learned` must not change afterwards."""
        self._tree, self._learned = tree, learned
        self._found: dict[int, dict[str, Any]] = {}

    def of(self, schema: Any) -> dict[str, Any]:
        """The keywords that hold for a value of a schema, as one JSON Schema (2020-12 words): types, constraints, those of items.

        Where several parts state the same keyword it is that of the first: the schema's own before a reference's.
        """
        if not isinstance(schema, dict):
            return {}
        found = self._found.get(id(schema))
        if found is None:
            found = self._found[id(schema)] = self._gathered(schema, items=True)
        return found

    def field(self, site: Site) -> Field:
        """A described value as the reader of prose knows it: what is said of a parameter is said of its value."""
        schema = self.of(site.schema)
        if site.parameter is not None and site.parameter.get("deprecated") is True:
            schema = {**schema, "deprecated": True}
        listed = (site.owner or {}).get("required")
        required = site.name in listed if isinstance(listed, list) else (site.parameter or {}).get("required") is True
        return Field(site.name, schema, required, site.location)

    def _gathered(self, schema: dict[str, Any], *, items: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        types: list[str] = []
        nullable = False
        for part in self._parts(schema):
            for keyword, value in _clean(part):
                found.setdefault(keyword, value)
            for keyword, value in self._learned.get(id(part), {}).items():
                if not keyword.startswith("items."):
                    found.setdefault(keyword, value)
            types += [t for t in _types(part) if t not in types]
            nullable = nullable or part.get("nullable") is True
            if items and isinstance(part.get("items"), dict) and "items" not in found:
                found["items"] = self._gathered(part["items"], items=False)
            if items:
                inner = {k.removeprefix("items."): v for k, v in self._learned.get(id(part), {}).items() if k.startswith("items.")}
                if inner:
                    found["items"] = {**inner, **found.get("items", {})}
        if nullable and types and "null" not in types:
            types.append("null")
        if types:
            found["type"] = types[0] if len(types) == 1 else types
        return found

    def _parts(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The schema and all that hold with it: what it refers to, its allOf, and its only alternative besides null."""
        waiting: list[Any] = [schema]
        seen: set[int] = set()
        while waiting and len(seen) < _MOST_PARTS:
            part = waiting.pop(0)
            if not isinstance(part, dict) or id(part) in seen:
                continue
            seen.add(id(part))
            yield part
            if isinstance(part.get("$ref"), str):
                waiting.append(self._tree.target(part["$ref"]))
            if isinstance(part.get("allOf"), list):
                waiting += part["allOf"][:_MOST_PARTS]
            for key in ("anyOf", "oneOf"):
                listed = part.get(key)
                if isinstance(listed, list):
                    yield from self._alternatives(listed[:_MOST_PARTS], waiting)

    def _alternatives(self, listed: list[Any], waiting: list[Any]) -> Iterator[dict[str, Any]]:
        real = [a for a in listed if not (isinstance(a, dict) and a.get("type") == "null")]
        if len(real) < len(listed):
            yield {"type": "null"}
        if len(real) == 1:
            waiting.append(real[0])
        else:
            types = [t for a in real for t in _types(self._tree.resolve(a))]
            yield {"type": list(dict.fromkeys(types))}


def _types(schema: Mapping[str, Any]) -> list[str]:
    stated = schema.get("type")
    listed = stated if isinstance(stated, list) else [stated]
    return [t for t in listed if isinstance(t, str)]


def _clean(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keywords of a schema that are what they should be, in the words of JSON Schema 2020-12."""
    for keyword, value in schema.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if keyword in _NUMBERS and number:
            strict = f"exclusive{keyword.capitalize()}"
            yield (strict if keyword in ("minimum", "maximum") and schema.get(strict) is True else keyword), value
        elif keyword in ("enum", "x-extensible-enum"):
            if isinstance(value, list) and all(isinstance(v, str | int | float | None) for v in value):
                yield keyword, value
        elif keyword in _PLAIN or (keyword == "examples" and isinstance(value, list)):
            yield keyword, value
        elif keyword in ("example", "x-example"):
            yield "examples", [value]
        elif keyword == "x-deprecated":
            yield "deprecated", value
