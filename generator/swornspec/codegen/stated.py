"""What a document states of an operation beyond what is read of every document: its extensions, links, headers and media types."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from swornspec.errors import DocumentError
from swornspec.spec.document import Document, Endpoint, as_list, as_mapping


def stated_operation(document: Document, endpoint: Endpoint) -> Mapping[str, Any]:
    """The Operation Object of an endpoint."""
    item = followed(document, as_mapping(document.raw.get("paths")).get(endpoint.path))
    return as_mapping(item.get(endpoint.method.lower()))


def stated_parameter(document: Document, endpoint: Endpoint, name: str, location: str) -> Mapping[str, Any]:
    """The Parameter Object of a parameter; an empty one where the document has none."""
    item = followed(document, as_mapping(document.raw.get("paths")).get(endpoint.path))
    listed = [*as_list(item.get("parameters")), *as_list(stated_operation(document, endpoint).get("parameters"))]
    named = (p for p in (followed(document, p) for p in reversed(listed)) if (p.get("name"), p.get("in")) == (name, location))
    return next(named, {})


def stated_body(document: Document, endpoint: Endpoint, media_type: str) -> Mapping[str, Any]:
    """The Media Type Object of an endpoint's body in one of its media types; an empty one where it has none such."""
    request = followed(document, stated_operation(document, endpoint).get("requestBody"))
    return followed(document, as_mapping(request.get("content")).get(media_type))


def stated_successes(document: Document, endpoint: Endpoint) -> Iterator[Mapping[str, Any]]:
    """The Response Objects of an endpoint's successes."""
    responses = as_mapping(stated_operation(document, endpoint).get("responses"))
    documented = [r for status, r in responses.items() if re.fullmatch(r"2(\d\d|XX)", str(status))]
    for response in documented or ([responses["default"]] if "default" in responses else []):
        yield followed(document, response)


def stated_media(document: Document, endpoint: Endpoint) -> dict[str, Mapping[str, Any]]:
    """The Media Type Objects of an endpoint's successes by media type, without its parameters and in lower case."""
    found: dict[str, Mapping[str, Any]] = {}
    for response in stated_successes(document, endpoint):
        for kind, media in as_mapping(response.get("content")).items():
            found.setdefault(str(kind).partition(";")[0].strip().lower(), followed(document, media))
    return found


def followed(document: Document, node: Any) -> Mapping[str, Any]:
    """An object with the references at its top followed; an empty one where they lead nowhere."""
    try:
        return document.resolve(node)
    except DocumentError:
        return {}


__all__ = ["followed", "stated_body", "stated_media", "stated_operation", "stated_parameter", "stated_successes"]
