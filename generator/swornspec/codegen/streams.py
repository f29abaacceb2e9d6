"""Which operations answer with a stream, and of what: server-sent events, JSON lines, JSON sequences, files.

text/event-stream: {schema: {$ref: '#/components/schemas/Chunk'}}     ->  events whose data are a Chunk
text/event-stream: {itemSchema: {properties: {event: .., data: ..}}}  ->  events whose data are described by `data`
application/jsonl: {itemSchema: ..} or {schema: ..}                   ->  items of that schema (OpenAPI 3.2, 4.14.2)
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from swornspec.codegen.shapes import Anything, Scalar, Shapes
from swornspec.codegen.stated import followed, stated_media
from swornspec.spec.document import Document, as_list, as_mapping
from swornspec.spec.names import distinct

if TYPE_CHECKING:
    from swornspec.codegen.method import Method

EVENTS: Final = "text/event-stream"
STREAM_TYPES: Final = ("AsyncByteStream", "AsyncItemStream", "ByteStream", "ItemStream", "ServerSentEvent")
"""What a client with streams exports."""

_VALUES: Final = re.compile(
    r"application/((x-)?ndjson|(x-)?jsonl|(x-)?jsonlines|(x-)?json-lines|x-ldjson|stream\+json|json-seq|[a-z0-9.-]+\+json-seq)"
)
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9*][a-z0-9!#$&^_.+*-]*/[a-z0-9*][a-z0-9!#$&^_.+*-]*")
_ENVELOPE: Final = frozenset({"event", "data", "id", "retry", "comment", "comments"})
_TEXT: Final = "str"


@dataclass(frozen=True, slots=True)
class Stream:
    """A method that gives a stream: that of the operation itself where it has no other result.

    `kind` is events, values or file; `accept` the media type that is asked for; `models` are the types of what is read, by
    the type of event: a class of the package, `str` for text, None for any JSON value. `""` stands for all other events.
    """

    method: str
    name: str
    kind: str
    accept: str
    models: tuple[tuple[str, str | None], ...] = ()

    @property
    def alone(self) -> bool:
        """Whether it is all that the operation gives."""
        return self.method == self.name

    @property
    def value(self) -> str:
        """The type of an item, or of an event's value."""
        names = dict.fromkeys("Any" if m is None else m if m == _TEXT else f"models.{m}" for _, m in self.models)
        return "Any" if not names or "Any" in names else " | ".join(names)

    @property
    def returns(self) -> str:
        """The type of the stream."""
        if self.kind == "file":
            return "ByteStream"
        return f"ItemStream[{f'ServerSentEvent[{self.value}]' if self.kind == 'events' else self.value}]"


def is_stream(media_type: str) -> bool:
    """Whether a media type is that of a stream of items."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind == EVENTS or _VALUES.fullmatch(kind) is not None


def find_streams(document: Document, methods: Iterable["Method"], shapes: Shapes, taken: set[str]) -> Iterator[Stream]:
    """The streams of a document's methods; `taken` are the names of all methods, to which theirs are added."""
    for method in methods:
        media = stated_media(document, method.endpoint)
        kind = next((k for k in media if k == EVENTS), next(filter(is_stream, media), None))
        file = kind is None and method.returns == "File"
        if kind is None and not file:
            continue
        name = method.name
        if file or not all(map(is_stream, media)):
            name = distinct(f"{method.name}_stream", taken)
            taken.add(name)
        if kind is None:
            accept = ", ".join(k for k in media if _MEDIA_TYPE.fullmatch(k)) or "*/*"
            yield Stream(method.name, name, "file", accept)
            continue
        models = tuple(_models(document, kind, media[kind], f"{method.endpoint.operation_id} item", shapes))
        yield Stream(method.name, name, "events" if kind == EVENTS else "values", kind, models)


def _models(document: Document, kind: str, media: Mapping[str, Any], title: str, shapes: Shapes) -> Iterator[tuple[str, str | None]]:
    """The types of items by the type of event."""
    item = media.get("itemSchema")
    if item is None:
        item = media.get("schema")
        whole = followed(document, item)
        item = whole["items"] if whole.get("type") == "array" and "items" in whole else item
    if kind != EVENTS:
        found_type = _type(document, item, title, shapes)
        yield "", None if found_type == _TEXT else found_type
        return
    resolved = followed(document, item)
    options = as_list(resolved.get("oneOf")) or as_list(resolved.get("anyOf")) or [item]
    described = [followed(document, o) for o in options]
    if not all(map(_is_envelope, described)):
        yield "", _type(document, item, title, shapes)
        return
    found: dict[str, str | None] = {}
    for option in described:
        properties = as_mapping(option["properties"])
        events = _constants(followed(document, properties.get("event")))
        one = found.setdefault(events[0] if events else "", _type(document, properties["data"], title, shapes))
        found.update(dict.fromkeys(events[1:], one))
    yield from found.items()


def _is_envelope(schema: Mapping[str, Any]) -> bool:
    """Whether an object schema describes an event (its type, data, id) and not its data."""
    properties = as_mapping(schema.get("properties"))
    return "data" in properties and _ENVELOPE.issuperset(map(str, properties)) and (len(properties) > 1 or _embeds(properties["data"]))


def _embeds(data: Any) -> bool:
    return bool({"contentSchema", "contentMediaType"} & as_mapping(data).keys())


def _constants(schema: Mapping[str, Any]) -> list[str]:
    members = as_list(schema.get("enum")) if "enum" in schema else [schema.get("const")]
    return [m for m in members if isinstance(m, str) and m]


def _type(document: Document, schema: Any, title: str, shapes: Shapes) -> str | None:
    """The type of what a schema describes: a class, `str` for text, None for any JSON value."""
    described = followed(document, schema)
    if "contentSchema" in described:
        return _type(document, described["contentSchema"], title, shapes)
    shape = shapes.shape(schema, title)
    if isinstance(shape, Scalar) and shape.kind == "string":
        return None if "json" in str(described.get("contentMediaType", "")) else _TEXT
    return None if isinstance(shape, Anything | Scalar) else shapes.body(schema, title).name


__all__ = ["EVENTS", "STREAM_TYPES", "Stream", "find_streams", "is_stream"]
