"""The verdict of a document on a response: where its media type, or what its body says, departs from what is documented."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

import jsonschema_rs

from swornspec.errors import DocumentError
from swornspec.spec.check import Broken, broken_keywords
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, Endpoint, Response, resolve
from swornspec.spec.schemas import Schemas
from swornspec.spec.strict import undocumented

_UNREADABLE: Final = (ValueError, RecursionError)
"""No JSON, half characters, or nesting that the validator does not follow."""
MOST: Final = 100
"""A body can break a constraint once for each of its items; more departures than this are not told."""

NO_PROMISES: Final = ("connection", "content-length", "content-type", "date", "transfer-encoding")
"""Header fields that are not judged: they concern one connection, or the body, which is judged itself."""
_OF_PROBLEMS: Final = ("/type", "/title", "/status", "/detail", "/instance")
"""What problem details have without any documentation (RFC 9457, 3.1)."""


class Answers:
    """Judges the answers to the requests of one document; every schema is compiled once."""

    def __init__(self, document: Document, schemas: Schemas | None = None) -> None:
        """Nothing is compiled yet; `schemas` are those of the document, where there are some already."""
        self._document = document
        self._schemas = schemas or Schemas(document)
        self._validators: dict[int, jsonschema_rs.Draft202012Validator] = {}

    def prepare(self, endpoint: Endpoint) -> None:
        """Compile what the answers of an endpoint are judged by; DocumentError when a schema is not valid."""
        for response in endpoint.responses.values():
            for schema in response.schemas.values():
                self._validator(schema, response)

    def departures(self, response: Response, headers: Mapping[str, str], content: bytes | None) -> Iterator[Broken]:
        """Each departure of an answer from a documented response; header names are in lower case, `content` is None if it is not known.

        A response that documents no schema promises nothing about its body. DocumentError when its schema is not valid.
        """
        yield from missing_headers(response, headers)
        if not response.schemas:
            return
        media_type = _essence(headers.get("content-type", ""))
        schema = schema_for(response, media_type)
        if schema is None:
            why = f"its media type {media_type[:80]} is not documented" if media_type else "its media type is missing"
            yield Broken("content-type", "", why, ())
            return
        if content is None or "json" not in media_type:
            return
        validator, whole = self._validator(schema, response), self._followed(schema)
        try:
            yield from islice(broken_keywords(self._document, self._schemas, whole, validator, json.loads(content)), MOST)
        except _UNREADABLE:
            yield Broken("body-json", "", "its body is not JSON, or nested too deeply to be read", ())

    def strangers(self, response: Response, headers: Mapping[str, str], content: bytes) -> Iterator[Broken]:
        """The fields of a JSON answer that a documented response does not name; nothing of a body that cannot be read."""
        media_type = _essence(headers.get("content-type", ""))
        schema = schema_for(response, media_type)
        if schema is None or "json" not in media_type:
            return
        known = _OF_PROBLEMS if media_type == "application/problem+json" else ()
        try:
            strange = undocumented(self._document.raw, schema, json.loads(content), Direction.RESPONSE)
            yield from islice((s for s in strange if s.pointer not in known), MOST)
        except _UNREADABLE:
            return

    def _followed(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return resolve(self._document.raw, schema)
        except DocumentError:  # a reference that the validator follows in its own way
            return {}

    def _validator(self, schema: Mapping[str, Any], response: Response) -> jsonschema_rs.Draft202012Validator:
        if id(schema) not in self._validators:  # the document keeps its schemas, so no two of them share an identity
            self._validators[id(schema)] = self._schemas.validator(schema, f"response {response.status}")
        return self._validators[id(schema)]


def missing_headers(response: Response, headers: Mapping[str, str]) -> Iterator[Broken]:
    """The required header fields that an answer lacks, but for those that concern one connection, or the body, alone."""
    for name in response.header_schemas:
        if name.lower() not in headers and name.lower() not in NO_PROMISES:
            yield Broken(f"{name}-required", "", f"its header {name} is missing", ())


def schema_for(response: Response, media_type: str) -> Mapping[str, Any] | None:
    """The schema for a media type: exact, else its range (`application/*`), else `*/*`."""
    known = {_essence(name): schema for name, schema in response.schemas.items()}
    for name in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if media_type and name in known:
            return known[name]
    return None


def _essence(media_type: str) -> str:
    """`Application/JSON; charset=utf-8` as `application/json`."""
    return media_type.partition(";")[0].strip().lower()
