"""The examples of a documented response that have names (`examples` of a media type), as a client may ask for them."""

from collections.abc import Mapping
from typing import Any

from swornspec.errors import DocumentError
from swornspec.mock.answer import plain
from swornspec.spec.document import Document, Endpoint, Response, as_mapping, resolve


def named_examples(document: Document, endpoint: Endpoint, response: Response) -> dict[str, dict[str, Any]]:
    """The values by name and media type. Those that are not in the document (`externalValue`), or no JSON, are left out."""
    item = as_mapping(_at(document, {str(k): v for k, v in as_mapping(document.raw.get("paths")).items()}.get(endpoint.path)))
    operation = as_mapping(item.get(endpoint.method.lower()))
    responses = {str(k): v for k, v in as_mapping(operation.get("responses")).items()}
    content = as_mapping(_at(document, responses.get(response.status)).get("content"))
    found: dict[str, dict[str, Any]] = {}
    for media_type, media in content.items():
        for name, entry in as_mapping(as_mapping(media).get("examples")).items():
            example = _at(document, entry)
            if "value" in example and (value := plain(example["value"])) is not None:
                found.setdefault(str(name), {})[str(media_type)] = value
    return found


def _at(document: Document, node: Any) -> Mapping[str, Any]:
    try:
        return resolve(document.raw, node)
    except DocumentError:  # an example elsewhere is not fetched
        return {}
