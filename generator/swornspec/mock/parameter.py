"""Parameters outside the body, read from the strings of a request to values as their schemas understand them.

Styles are those of OpenAPI 3.1 (Style Values): form, simple, label, matrix, spaceDelimited, pipeDelimited, deepObject.
Text becomes a number, boolean or null only where it is written as JSON writes one and the schema asks for one; all
else stays the text that it is, and the schema has the last word.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from swornspec.errors import DocumentError
from swornspec.mock.read import UnreadableError, read_json
from swornspec.spec.document import Document, Endpoint, Parameter, as_list, as_mapping, resolve

MOST_PAIRS: Final = 1_000
"""How many `name=value` pairs a query string may have."""
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,400})(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?")
_OF_NUMBERS: Final = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"))
_SEPARATORS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}
UNUSED_HEADERS: Final = ("accept", "content-type", "authorization")
"""Header parameters of these names are ignored (OpenAPI 3.1, Parameter Object)."""

Sent = dict[tuple[str, str], Any]
Pairs = Sequence[tuple[str, str]]


def read_query(query: bytes) -> list[tuple[str, str]]:
    """The pairs of a query string, percent-decoded; UnreadableError when they are not UTF-8 or too many."""
    try:
        return parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PAIRS)
    except UnicodeDecodeError as error:
        raise UnreadableError("the query string is not percent-encoded UTF-8") from error
    except ValueError as error:
        raise UnreadableError(f"the query string has more than {MOST_PAIRS} parameters") from error


class ParameterReader:
    """Reads the documented parameters of one endpoint."""

    def __init__(self, document: Document, endpoint: Endpoint) -> None:
        """Prepare each parameter's names and types."""
        self._readers = [
            (p, _Reader(document, p)) for p in endpoint.parameters if not (p.location == "header" and p.name.lower() in UNUSED_HEADERS)
        ]
        self.beyond_query = any(p.required or p.location != "query" for p, _ in self._readers)
        """Whether there is something to read or to miss even where the query string is empty."""
        self.query_names = frozenset(n for p, r in self._readers if p.location == "query" for n in r.names)
        self._cookies = any(p.location == "cookie" for p, _ in self._readers)

    def read(self, path: Mapping[str, str], query: Pairs, headers: Sequence[tuple[bytes, bytes]]) -> Sent:
        """The values that were sent, by (location, name). `path` is not yet percent-decoded."""
        cookies = [_cookie(c) for n, v in headers if n == b"cookie" for c in v.split(b";")] if self._cookies else []
        sent: Sent = {}
        for parameter, reader in self._readers:
            match parameter.location:
                case "query":
                    found = reader.pairs(query)
                case "cookie":
                    found = reader.pairs(cookies)
                case "header":
                    values = [v.decode("latin-1").strip() for n, v in headers if n == reader.header]
                    found = [reader.simple(",".join(values), str)] if values else []
                case "path":
                    found = [reader.simple(path[parameter.name], unquote)] if parameter.name in path else []
                case _:
                    found = []
            if found:
                sent[parameter.location, parameter.name] = found[0]
        return sent


class _Reader:
    """Reads one parameter."""

    def __init__(self, document: Document, parameter: Parameter) -> None:
        self._raw = document.raw
        self._parameter = parameter
        self.header = parameter.name.lower().encode("utf-8", "replace")
        types = _types(self._raw, parameter.schema) if parameter.media_type is None else set()
        self._array = "array" in types
        self._object = "object" in types and not self._array
        self._properties = {str(k): v for k, v in as_mapping(parameter.schema.get("properties")).items()}
        spread = self._object and parameter.style == "form" and parameter.explode
        self.names = tuple(self._properties) if spread else (parameter.name,)

    def pairs(self, pairs: Pairs) -> list[Any]:
        """The value among `name=value` pairs, in a list; an empty one when it was not sent."""
        name = self._parameter.name
        if self._object and self._parameter.style == "deepObject":
            deep = {n[len(name) + 1 : -1]: v for n, v in pairs if n.startswith(f"{name}[") and n.endswith("]")}
            return [self._members(deep)] if deep else []
        if self._object and self._parameter.style == "form" and self._parameter.explode:
            spread = {n: v for n, v in pairs if n in self._properties}
            return [self._members(spread)] if spread else []
        values = [v for n, v in pairs if n == name]
        if not values:
            return []
        if self._parameter.media_type is not None:
            return [self._json(values[-1])]
        separator = _SEPARATORS.get(self._parameter.style, ",")
        if self._array and not self._parameter.explode:
            values = values[-1].split(separator) if values[-1] else []
        if self._array:
            return [self._items(values)]
        if self._object:
            return [self._members(_alternating(values[-1].split(separator)))]
        if len(values) > 1:  # one value is asked for: which of several is meant nobody can say
            return [list(values)]
        return [self._scalar(values[0])]

    def simple(self, text: str, decoded: Callable[[str], str]) -> Any:
        """The value of a path segment or header; `decoded` undoes percent-encoding once separators are found."""
        if self._parameter.media_type is not None:
            return self._json(decoded(text))
        style, explode = self._parameter.style, self._parameter.explode
        separator = ","
        if style == "label":
            text, separator = text.removeprefix("."), "." if explode else ","
        elif style == "matrix":
            text = text.removeprefix(";")
            separator = ";" if explode else ","
            if not (self._object and explode):
                text = separator.join(p.partition("=")[2] if p.startswith(f"{self._parameter.name}=") else p for p in text.split(separator))
        parts = [decoded(p.strip()) for p in text.split(separator)] if text else []
        if self._array:
            return self._items(parts)
        if self._object:
            return self._members({k: v for k, _, v in (p.partition("=") for p in parts)} if explode else _alternating(parts))
        return self._scalar(decoded(text))

    def _json(self, text: str) -> Any:
        try:
            return read_json(text.encode("utf-8", "replace"))
        except UnreadableError:
            return text  # the schema refuses it, unless any text will do

    def _items(self, texts: list[str]) -> list[Any]:
        schema = self._followed(self._parameter.schema.get("items"))
        return [_value(self._raw, schema, t) for t in texts]

    def _members(self, texts: Mapping[str, str]) -> dict[str, Any]:
        return {n: _value(self._raw, self._followed(self._properties.get(n)), t) for n, t in texts.items()}

    def _scalar(self, text: str) -> Any:
        return _value(self._raw, self._parameter.schema, text)

    def _followed(self, schema: Any) -> Mapping[str, Any]:
        return _resolved(self._raw, schema) if isinstance(schema, Mapping) else {}


def _value(raw: Mapping[str, Any], schema: Mapping[str, Any], text: str) -> Any:
    """Text as the scalar that a schema asks for; the text itself where it is not written as one."""
    members = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if isinstance(members, list):
        for member in members:
            if isinstance(member, str) and member == text:
                return text
    types = _types(raw, schema)
    if ("integer" in types or "number" in types) and _NUMBER.fullmatch(text):
        number = float(text) if any(c in text for c in ".eE") else int(text)
        if abs(number) != float("inf"):
            return number
    if "boolean" in types and text in ("true", "false"):
        return text == "true"
    if "null" in types and text in ("null", "") and "string" not in types:
        return None
    return text


def _types(raw: Mapping[str, Any], schema: Mapping[str, Any], depth: int = 0) -> set[str]:
    """The types a schema speaks of, in all its branches."""
    stated = schema.get("type")
    types = (
        {stated} if isinstance(stated, str) else {t for t in stated if isinstance(t, str)} if isinstance(stated, list) else _meant(schema)
    )
    if depth < 5:
        for keyword in ("allOf", "anyOf", "oneOf"):
            for branch in schema.get(keyword) or ():
                if isinstance(branch, Mapping):
                    types |= _types(raw, _resolved(raw, branch), depth + 1)
    return types


def _meant(schema: Mapping[str, Any]) -> set[str]:
    """The types that a schema without `type` can only be about: it bounds numbers, or lists them."""
    members = [*as_list(schema.get("enum")), schema.get("const")]
    numbers = any(isinstance(m, int | float) and not isinstance(m, bool) for m in members) or not _OF_NUMBERS.isdisjoint(schema)
    return {t for t, meant in (("number", numbers), ("boolean", any(isinstance(m, bool) for m in members))) if meant}


def _resolved(raw: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return resolve(raw, schema)
    except DocumentError:  # a reference that the validator follows in its own way (`$defs`, `$id`)
        return {}


def _alternating(parts: Sequence[str]) -> dict[str, str]:
    """`R,100,G,200` as names and values."""
    return dict(zip(parts[::2], parts[1::2], strict=False))


def _cookie(text: bytes) -> tuple[str, str]:
    name, _, value = text.decode("latin-1").strip().partition("=")
    return name, unquote(value.strip('"'))
