"""The JSON Schemas of a document, compiled: its components are read once, however many schemas refer to them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

import jsonschema_rs

from swornspec.errors import DocumentError
from swornspec.spec.direction import Direction, Find, Projection, says
from swornspec.spec.document import Document, Endpoint, pointed
from swornspec.spec.nested import KEYWORD, BrokenWithin, Judges, nested_rules

_HOME: Final = "document:///"
_LOCAL: Final = "#/components/"
_IN_POINTERS: Final = "#/%~!$&'()*+,;=:@?-._"
"""What stands in a reference as it is; other characters, such as those of a name in another script, are percent-encoded."""


class Schemas:
    """Compiles schemas of one document; what it makes shares nothing that changes and may be used in parallel."""

    def __init__(self, document: Document, endpoints: Iterable[Endpoint] | None = None) -> None:
        """Nothing is read before the first schema; `endpoints` are those whose requests are judged, all of them unless stated."""
        self._document = document
        self._endpoints = document.endpoints if endpoints is None else tuple(endpoints)
        self._components: dict[str, Any] | None = None
        self._registries: dict[Projection | None, jsonschema_rs.Registry] = {}
        self._projections: dict[Direction, Projection] = {}
        self._numbers: dict[int, int] = {}
        self._judges = Judges(())

    def validator(
        self, schema: Mapping[str, Any], name: str, *, sent: bool = False, formats: bool = False
    ) -> jsonschema_rs.Draft202012Validator:
        """A validator for a schema that may refer to the document's components; DocumentError (calling it `name`) when it is not valid.

        What is `sent` is held to the rules of the objects within it too (see `swornspec.spec.nested`), and need not have what is
        read-only; what is not sent is returned, and need not have what is write-only (see `swornspec.spec.direction`). With
        `formats`, a value must have the format that the schema states.
        """
        try:
            if self._components is None:
                self._components = self._read()
            # offline: a document must not make us fetch anything
            keywords = {KEYWORD: self._judges.keyword} if sent and self._numbers else None
            projection = self._projections.get(Direction.REQUEST if sent else Direction.RESPONSE)
            anchored = self._anchored(schema, _HOME)
            return jsonschema_rs.Draft202012Validator(
                projection.of(anchored) if projection else anchored,
                registry=self._registry(projection),
                offline=True,
                keywords=keywords,
                validate_formats=formats,
            )
        except (ValueError, jsonschema_rs.ReferencingError, RecursionError) as error:
            reason = str(error).strip().splitlines()[0]
            raise DocumentError(f"the schema of {name} is not valid: {reason}", where=self._document.name) from error

    def broken_within(self, error: jsonschema_rs.ValidationError) -> BrokenWithin | None:
        """The rule of an object that an error of one of these validators is about; None where it is about a keyword of JSON Schema."""
        return self._judges.broken(error)

    def _read(self) -> dict[str, Any]:
        """The components of the document, with the rules within them told apart."""
        nested = nested_rules(self._document, self._endpoints)
        self._numbers = {known: number for number, known in enumerate(nested)}
        self._judges = Judges(tuple(nested.values()))
        whole = {"components": self._anchored(self._document.raw.get("components", {}), "")}
        self._projections = {d: Projection(d, _finding(whole)) for d in Direction if says(self._document.raw, d)}
        return whole

    def _registry(self, projection: Projection | None) -> jsonschema_rs.Registry:
        if projection not in self._registries:
            components = (self._components or {})["components"]
            if projection is not None:
                components = {kind: _projected(projection, named) for kind, named in components.items()}
            self._registries[projection] = jsonschema_rs.Registry([(_HOME, {"components": components})], draft=jsonschema_rs.Draft202012)
        return self._registries[projection]

    def _anchored(self, node: Any, home: str) -> Any:
        """A part of a document with its references to components made absolute, its keys text, and the numbers of its rules."""
        if isinstance(node, Mapping):
            made = {str(k): _absolute(v, home) if k == "$ref" and isinstance(v, str) else self._anchored(v, home) for k, v in node.items()}
            return {**made, KEYWORD: self._numbers[id(node)]} if id(node) in self._numbers else made
        return [self._anchored(n, home) for n in node] if isinstance(node, list) else node


def _projected(projection: Projection, named: Any) -> Any:
    """The components of one kind in one direction; those that are no schemas have schemas within them."""
    return {name: projection.of(component) for name, component in named.items()} if isinstance(named, Mapping) else named


def _finding(whole: Mapping[str, Any]) -> Find:
    def find(reference: str) -> Any:
        try:
            return pointed(whole, reference.removeprefix(_HOME))
        except DocumentError:  # a reference that the validator follows in its own way, or refuses
            return None

    return find


def _absolute(reference: str, home: str) -> str:
    return home + quote(reference, safe=_IN_POINTERS) if reference.startswith(_LOCAL) else reference
