"""The collections of an API, read from its paths and response schemas: where a thing is created, and where it is found again.

POST /things -> {"id": ...}, GET /things, GET PUT PATCH DELETE /things/{id}
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.mock.answer import success_response, usual_type
from swornspec.spec.direction import Direction, projection_of
from swornspec.spec.document import Document, Endpoint, as_mapping, documented_fields, resolve

_ITEM: Final = re.compile(r"(.+)/\{([^{}/]+)\}")
_SINGLE: Final = ("GET", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a thing stands in a response: the schemas of both, the member that holds it (None: it is the response), and its fields."""

    whole: Mapping[str, Any]
    envelope: str | None
    thing: Mapping[str, Any]
    fields: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ListShape:
    """Where things stand in a response: its schema, the member that holds the array (None: it is the response), the array, an item."""

    whole: Mapping[str, Any]
    envelope: str | None
    array: Mapping[str, Any]
    item: Shape


@dataclass(frozen=True, slots=True)
class Collection:
    """Things that `creating` makes and the other endpoints (by method) find again by their `identity`, a field of the thing."""

    path: str
    identity: str
    creating: Endpoint
    created: Shape
    listing: Endpoint | None
    single: Mapping[str, Endpoint]
    parameter: Mapping[str, Any]
    """The schema of the path's variable."""


def collections(document: Document) -> Iterator[Collection]:
    """The collections of a document; one needs a POST whose success shows the id, and a GET of the single thing."""
    by_path: dict[str, dict[str, Endpoint]] = {}
    for endpoint in document.endpoints:
        by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    for path, methods in by_path.items():
        found = _ITEM.fullmatch(path)
        above = by_path.get(found[1], {}) if found else {}
        if not found or "GET" not in methods or "POST" not in above:
            continue
        shown = next(((s, i) for s in shapes(document, above["POST"]) if (i := _identity(s, found[2], found[1])) is not None), None)
        if shown is None:
            continue
        parameter = next((p.schema for p in methods["GET"].parameters if (p.location, p.name) == ("path", found[2])), {})
        single = {m: e for m, e in methods.items() if m in _SINGLE}
        yield Collection(found[1], shown[1], above["POST"], shown[0], above.get("GET"), single, parameter)


def shapes(document: Document, endpoint: Endpoint) -> Iterator[Shape]:
    """Where the success of an endpoint may show a thing: the response itself, or its only member that is an object."""
    schema = success_schema(endpoint)
    if schema is None:
        return
    fields = _fields(document, schema)
    yield Shape(schema, None, schema, fields)
    objects = [(n, s, below) for n, s in fields.items() if (below := _fields(document, s))]
    if len(objects) == 1:
        name, within, below = objects[0]
        yield Shape(schema, name, within, below)


def list_of(document: Document, endpoint: Endpoint, identity: str) -> ListShape | None:
    """Where the success of an endpoint lists things that have an identity: the response itself, or one member of it (None: nowhere)."""
    schema = success_schema(endpoint)
    if schema is None:
        return None
    places: list[tuple[str | None, Mapping[str, Any]]] = [(None, schema), *_fields(document, schema).items()]
    for envelope, place in places:
        array = _resolved(document, place)
        items = as_mapping(array.get("items"))
        fields = _fields(document, items)
        if identity in fields:
            return ListShape(schema, envelope, array, Shape(items, None, items, fields))
    return None


def success_schema(endpoint: Endpoint) -> Mapping[str, Any] | None:
    """The schema of what an endpoint usually answers; None where that has no body, or no schema."""
    _, response = success_response(endpoint)
    media_type = usual_type(response) if response else None
    return response.schemas.get(media_type) if response and media_type else None


def _identity(shape: Shape, variable: str, path: str) -> str | None:
    """The field that a path's variable stands for: one of its name, else `id`, else the name of the collection with `id`."""
    wanted = _plain(variable)
    by_plain = {_plain(n): n for n in reversed(list(shape.fields))}
    singular = _plain(path.rsplit("/", 1)[-1]).removesuffix("s")
    return next((by_plain[n] for n in (wanted, "id", f"{singular}id", f"{wanted}id") if n in by_plain), None)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _fields(document: Document, schema: Any) -> dict[str, Mapping[str, Any]]:
    """The fields of a response; what is write-only is none of them."""
    never = projection_of(document.raw, Direction.RESPONSE).names(schema)
    try:
        fields = documented_fields(document.raw, resolve(document.raw, schema))
        return {str(n): f.schema for n, f in fields.items() if n not in never}
    except DocumentError:  # a reference that the validator follows in its own way
        return {}


def _resolved(document: Document, schema: Any) -> Mapping[str, Any]:
    try:
        return resolve(document.raw, schema)
    except DocumentError:
        return {}
