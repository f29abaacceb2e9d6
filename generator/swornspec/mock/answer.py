"""A documented response becomes the bytes of an answer, prepared once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import msgspec

from swornspec.mock.sample import NoSampleError, draw
from swornspec.spec.document import Document, Endpoint, Response
from swornspec.spec.schemas import Schemas

_NO_BODY: Final = (204, 205, 304)
_MEDIA_TYPE: Final = re.compile(r"[A-Za-z0-9!#$&^_.+*-]+/[A-Za-z0-9!#$&^_.+*-]+( *; *[A-Za-z0-9=\"._-]+)*")
_PHRASES: Final = {s.value: s.phrase for s in HTTPStatus} | {413: "Content Too Large", 414: "URI Too Long", 422: "Unprocessable Content"}
"""Those of RFC 9110, also where this Python knows older ones."""
_FIELD_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_CONCRETE: Final = {"*/*": "application/json", "application/*": "application/json", "text/*": "text/plain", "image/*": "image/png"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: status, header fields (names in lower case) and body."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def answer(status: int, media_type: str, body: bytes, extra: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
    """An answer with a body of some media type; the length is stated."""
    named = ((b"content-type", media_type.encode("ascii")), (b"content-length", str(len(body)).encode()))
    return Answer(status, (*named, *extra), body)


def empty(status: int, extra: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
    """An answer without a body; 204 and 304 carry no length (RFC 9110, 8.6)."""
    length = () if status in (204, 304) else ((b"content-length", b"0"),)
    return Answer(status, (*length, *extra), b"")


def phrase(status: int) -> str:
    """The standard phrase for a status, as a problem's title (RFC 9457, 4.2.1)."""
    return _PHRASES.get(status, "Error")


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON: application/json, anything +json, or a range that includes it."""
    bare = media_type.split(";")[0].strip().lower()
    return bare in ("application/json", "text/json", "*/*", "application/*") or bare.endswith("+json")


def sendable(media_type: str) -> str:
    """A documented media type as it can be sent: a range becomes one of its members, what is no media type JSON."""
    known = _CONCRETE.get(media_type, media_type)
    return known if _MEDIA_TYPE.fullmatch(known) and "*" not in known else "application/json"


def success(document: Document, endpoint: Endpoint, schemas: Schemas, seed: int) -> tuple[Answer, str | None]:
    """The documented success of an endpoint, and a note for a person when it is not what the document asks for."""
    status, response = _success_response(endpoint)
    if response is None or status in _NO_BODY or not response.media_types:
        extra = () if response is None else required_headers(document, response, schemas, f"{seed}/{endpoint.operation_id}")
        return empty(
            status, extra
        ), None if response else f"{endpoint.operation_id}: no success response is documented; 200 without a body is sent"
    media_type = next((m for m in response.media_types if is_json(m)), response.media_types[0])
    value, note = conforming(document, response, media_type, schemas, f"{seed}/{endpoint.operation_id}")
    extra = required_headers(document, response, schemas, f"{seed}/{endpoint.operation_id}")
    body = encode(value) if is_json(media_type) else _as_bytes(value)
    return answer(status, sendable(media_type), body, extra), note and f"{endpoint.operation_id}: {note}"


def conforming(document: Document, response: Response, media_type: str, schemas: Schemas, seed: str) -> tuple[Any, str | None]:
    """The example of a response, else a value drawn from its schema; with a note when neither conforms to the schema."""
    schema = response.schemas.get(media_type)
    example = _plain(response.examples.get(media_type))
    if schema is None:
        return ({} if example is None else example), None
    validator = schemas.validator(schema, f"response {response.status}")
    if example is not None and (not is_json(media_type) or validator.is_valid(example)):
        return example, None
    told = f"the example for status {response.status} does not conform to its schema; " if example is not None else ""
    try:
        return draw(document.raw, schema, seed, validator.is_valid), (told and f"{told}drawn data is sent instead")
    except NoSampleError:
        drawn = f"no data that conforms to the schema of status {response.status} was found"
        return ({} if example is None else example), f"{told}{drawn}; what is sent does not conform"


def encode(value: Any) -> bytes:
    """A JSON value as JSON text; text that UTF-8 cannot hold (lone surrogates) is replaced."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(value))


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {_mended(k): _mended(v) for k, v in value.items()}
    return [_mended(v) for v in value] if isinstance(value, list) else value


def _plain(example: Any) -> Any:
    """An example as the JSON value it stands for; None when it stands for none (YAML can say more than JSON)."""
    try:
        return msgspec.json.decode(encode(example))
    except (TypeError, ValueError, RecursionError):
        return None


def _as_bytes(value: Any) -> bytes:
    return value.encode("utf-8", "replace") if isinstance(value, str) else encode(value)


def _success_response(endpoint: Endpoint) -> tuple[int, Response | None]:
    """The lowest documented 2xx, else the range `2XX` or `default` as 200, else the lowest redirection."""
    explicit = sorted(int(s) for s in endpoint.responses if len(s) == 3 and s.isdigit() and s.isascii())
    for low, high in ((200, 300), (300, 400)):
        for status in explicit:
            if low <= status < high:
                return status, endpoint.responses[str(status)]
        for key in ("2XX", "2xx", "default"):
            if key in endpoint.responses:
                return 200, endpoint.responses[key]
    return 200, None


def required_headers(document: Document, response: Response, schemas: Schemas, seed: str) -> tuple[tuple[bytes, bytes], ...]:
    """The headers that a response must carry, drawn from their schemas; Content-Type is the body's matter."""
    found = []
    for name, schema in response.header_schemas.items():
        if name.lower() in ("content-type", "content-length", "transfer-encoding", "connection") or not _FIELD_NAME.fullmatch(name):
            continue
        try:
            value = draw(document.raw, schema, f"{seed}/{name}", schemas.validator(schema, name).is_valid)
        except NoSampleError:
            continue
        text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        found.append((name.lower().encode(), re.sub(r"[^\x20-\x7e]", "", text).encode()))
    return tuple(found)
