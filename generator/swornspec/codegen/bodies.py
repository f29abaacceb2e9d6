"""The request body of an operation: which of its documented media types a method sends, and what it takes for it.

JSON is preferred, then what is like JSON (`application/problem+json`), forms, text, bytes, and at last whatever a user
writes down for himself. Values of forms are checked as JSON values before they are written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from swornspec.errors import DocumentError
from swornspec.rules.field import Field
from swornspec.spec.document import Body, Document, Endpoint, as_mapping, documented_fields, reference_parts, resolve

Kind: TypeAlias = Literal["json", "form", "multipart", "text", "bytes", "raw"]
_ORDER: Final[tuple[Kind, ...]] = ("json", "form", "multipart", "text", "bytes", "raw")
_FORMS: Final[Mapping[str, Kind]] = {"application/x-www-form-urlencoded": "form", "multipart/form-data": "multipart"}
_BINARY: Final = ("image/", "audio/", "video/", "font/", "model/")
_PACKED: Final = ("application/octet-stream", "application/pdf", "application/zip", "application/gzip", "application/x-tar")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The body that a method sends: `encoding` is how fields of a form are written, `others` the media types it does not send."""

    body: Body
    kind: Kind
    encoding: tuple[tuple[str, str], ...]
    others: tuple[str, ...]


def chosen_body(document: Document, endpoint: Endpoint) -> Chosen | None:
    """The best of the documented bodies of an operation; None when it has none."""
    body = endpoint.body
    if body is None:
        return None
    content = _content(document, endpoint)
    if not content:
        return Chosen(body, "json", (), ())
    kinds = {media: _kind(document, media, as_mapping(entry)) for media, entry in content.items()}
    best = min(content, key=lambda m: (_ORDER.index(kinds[m]), _essence(m) != "application/json"))
    kind, entry = kinds[best], as_mapping(content[best])
    others = tuple(m for m in content if m != best)
    if kind in ("bytes", "raw"):
        return Chosen(replace(body, media_type=best, schema={}, resolved={}, component=None, fields={}), kind, (), others)
    if best != body.media_type:
        schema = as_mapping(entry.get("schema"))
        resolved = resolve(document.raw, schema)
        fields = documented_fields(document.raw, resolved)
        reference = schema.get("$ref")
        component = reference_parts(reference)[-1] if isinstance(reference, str) else None
        body = replace(body, media_type=best, schema=schema, resolved=resolved, component=component, fields=fields)
    encoding = tuple(_encoding(document, body, entry)) if kind in ("form", "multipart") else ()
    return Chosen(body, kind, encoding, others)


def is_json(media_type: str) -> bool:
    """Whether a media type is one JSON document, as `application/json` and `application/problem+json` are; lines of JSON are not."""
    essence = _essence(media_type)
    return "json" in essence and not any(w in essence for w in ("ndjson", "jsonl", "json-seq", "json-lines", "stream+json"))


def is_binary(schema: Mapping[str, Any]) -> bool:
    """Whether a schema speaks of bytes as they are, in the words of OpenAPI 3.0 (`format: binary`) or 3.1 (`contentMediaType`)."""
    types = Field("", schema).types
    if schema.get("format") == "binary":
        return not types or "string" in types
    return "contentMediaType" in schema and "contentEncoding" not in schema and (not types or "string" in types)


def _content(document: Document, endpoint: Endpoint) -> dict[str, Any]:
    try:
        item = document.resolve(as_mapping(document.raw.get("paths")).get(endpoint.path))
        stated = document.resolve(as_mapping(item.get(endpoint.method.lower())).get("requestBody"))
    except DocumentError:
        return {}
    return {str(k): v for k, v in as_mapping(stated.get("content")).items()}


def _kind(document: Document, media_type: str, entry: Mapping[str, Any]) -> Kind:
    essence = _essence(media_type)
    schema = resolve(document.raw, as_mapping(entry.get("schema")))
    if is_json(media_type) or (essence in ("*/*", "application/*") and schema and not is_binary(schema)):
        return "json"
    if essence in _FORMS:
        return _FORMS[essence]
    if essence.startswith("text/"):
        return "text"
    return "bytes" if essence.startswith(_BINARY) or essence in _PACKED or is_binary(schema) or "*" in essence else "raw"


def _essence(media_type: str) -> str:
    return media_type.split(";")[0].strip().lower()


def _encoding(document: Document, body: Body, entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """How fields are written where their Encoding Object (OpenAPI 3.1, 4.8.15) says so: a style, or a media type."""
    stated = as_mapping(entry.get("encoding"))
    for name, field in stated.items():
        item = as_mapping(field)
        if "style" in item or "explode" in item:
            style = str(item.get("style", "form"))
            explode = item.get("explode", style == "form") is True
            if style in ("form", "spaceDelimited", "pipeDelimited", "deepObject"):
                yield str(name), f"{style}{'*' if explode else ''}"
        elif isinstance(item.get("contentType"), str):
            yield str(name), item["contentType"]
