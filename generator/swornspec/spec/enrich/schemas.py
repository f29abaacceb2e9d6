"""The described values in schemas: each object's properties are a family, whatever the depth; every schema is looked at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from swornspec.spec.enrich.known import Tree
from swornspec.spec.enrich.site import Family, Site, Text

_DEEPEST_NAME: Final = 40
_MOST_BESIDE: Final = 400
"""Values outside an object that the sentences about its properties may name, at most."""
_NAMED: Final = ("patternProperties", "$defs")
_SINGLE: Final = ("items", "additionalProperties", "unevaluatedProperties", "contains")
_LISTED: Final = ("allOf", "oneOf", "anyOf", "prefixItems")


@dataclass(frozen=True, slots=True)
class _Visit:
    """A schema to look at: how it is called, and the values that stand beside its properties."""

    schema: Any
    path: tuple[str, str]
    beside: tuple[Site, ...] = ()
    described: bool = False


class Schemas:
    """Walks schemas; remembers which it has seen, so that shared ones are read where they are met first."""

    def __init__(self, tree: Tree) -> None:
        """Nothing is walked yet."""
        self._tree = tree
        self._seen: set[int] = set()
        self._read: set[int] = set()

    def walk(self, schema: Any, path: tuple[str, str], *, sent: bool, described: bool = False) -> Iterator[Family]:
        """The families in a schema and all below it; `described` says that its own description is read elsewhere."""
        waiting = [_Visit(schema, path, (), described)]
        while waiting:
            visit = waiting.pop()
            if isinstance(visit.schema, dict) and id(visit.schema) not in self._seen:
                self._seen.add(id(visit.schema))
                yield from self._visit(visit, waiting, sent)

    def properties(self, schema: Any, path: tuple[str, str], *, sent: bool) -> tuple[Site, ...]:
        """The properties of an object schema and of all parts of it, as values that sentences may name; without texts."""
        found: dict[str, Site] = {}
        waiting = [schema]
        seen: set[int] = set()
        while waiting and len(seen) < _DEEPEST_NAME:
            part = self._tree.resolve(waiting.pop(0))
            if id(part) in seen:
                continue
            seen.add(id(part))
            for name, value in _objects(part.get("properties")):
                found.setdefault(name, Site(name, "body", value, (), (path[0], dotted(path[1], name)), owner=part, sent=sent))
            waiting += part["allOf"] if isinstance(part.get("allOf"), list) else []
        return tuple(found.values())

    def _visit(self, visit: _Visit, waiting: list[_Visit], sent: bool) -> Iterator[Family]:
        schema, path = visit.schema, visit.path
        reference = schema.get("$ref")
        if isinstance(reference, str):
            target = self._tree.target(reference)
            waiting.append(_Visit(target, (component(reference), "")))
        own = list(_objects(schema.get("properties")))
        everything = visit.beside
        if isinstance(schema.get("allOf"), list):
            everything = (*visit.beside, *self.properties(schema, path, sent=sent))[:_MOST_BESIDE]
        if own:
            sites = [
                Site(name, "body", value, self._texts(value), (path[0], dotted(path[1], name)), owner=schema, sent=sent)
                for name, value in own
            ]
            names = {name for name, _ in own}
            family = Family(path[0], schema if sent else None, sites, others=[s for s in everything if s.name not in names])
            if not visit.described:
                family.whole += texts_of(schema)
            if family.whole or any(s.texts for s in sites):
                yield family
            beside = (*sites, *family.others)[:_MOST_BESIDE] if any(isinstance(schema.get(k), list) for k in _LISTED) else ()
            waiting += [_Visit(value, s.path, (), True) for s, (_, value) in zip(reversed(sites), reversed(own), strict=True)]
        else:
            beside = everything
            if not visit.described and (texts := self._texts(schema)):
                name = path[1].rsplit(".", 1)[-1] or path[0].rsplit(".", 1)[-1]
                yield Family(path[0], None, [Site(name, "body", schema, texts, path, sent=sent)])
        waiting += _below(schema, path, beside)

    def _texts(self, schema: dict[str, Any]) -> tuple[Text, ...]:
        """The description of a schema that is met for the first time."""
        if id(schema) in self._read:
            return ()
        self._read.add(id(schema))
        return tuple(texts_of(schema))


def _below(schema: dict[str, Any], path: tuple[str, str], beside: tuple[Site, ...]) -> Iterator[_Visit]:
    for key in _LISTED:
        parts = schema.get(key)
        for part in reversed(parts) if isinstance(parts, list) else ():
            yield _Visit(part, path, beside)
    for key in _SINGLE:
        inner = schema.get(key)
        for part in inner if isinstance(inner, list) else (inner,):
            yield _Visit(part, path)
    for key in _NAMED:
        yield from (_Visit(part, path) for _, part in _objects(schema.get(key)))


def component(reference: str) -> str:
    """How a component is called in reports: `schemas.Pet`."""
    return ".".join(reference.split("/")[-2:])


def dotted(path: str, name: str) -> str:
    """The name of a property with the names of what it stands in."""
    return f"{path}.{name}" if path and path.count(".") < _DEEPEST_NAME else name


def _objects(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield from ((k, v) for k, v in node.items() if isinstance(k, str) and isinstance(v, dict))


def texts_of(holder: dict[str, Any], key: str = "description") -> Iterator[Text]:
    """The text under a key of an object, where there is one."""
    words = holder.get(key)
    if isinstance(words, str) and words and not words.isspace():
        yield Text(holder, key)
