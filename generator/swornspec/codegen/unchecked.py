"""A document without what generated code cannot check: the client then refuses no request that the document allows.

    {"type": "object", "unevaluatedProperties": false}      ->  {"type": "object"}
    {"oneOf": [A, B]}, where a part of A is not checked     ->  {"anyOf": [A, B]}
    {"not": A}, {"if": A, "then": B}                        ->  {}

What is left out is reported for each operation whose requests it concerns.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from swornspec.codegen.bodies import chosen_body
from swornspec.codegen.method import Refused, refused
from swornspec.codegen.quote import flat
from swornspec.codegen.runtime.pattern import python_pattern
from swornspec.codegen.subschemas import BY_NAME, LISTED, SINGLE
from swornspec.errors import DocumentError
from swornspec.spec.document import Document, Endpoint, pointed, read_document

UNREADABLE: Final = ("$dynamicRef", "$recursiveRef", "dependencies", "unevaluatedItems", "unevaluatedProperties")
"""Keywords of JSON Schema that generated code cannot check."""
_TYPES: Final = ("string", "number", "integer", "boolean", "array", "object", "null")


def checkable(document: Document) -> tuple[Document, list[Refused]]:
    """The document as generated code can check it, and what of its requests it then does not check."""
    scan = _Scan(document.raw)
    found: list[Refused] = []
    for endpoint in document.endpoints:
        for part, why in dict.fromkeys(w for schema in _request_schemas(document, endpoint) for w in scan.reachable(schema)):
            found.append(refused(endpoint, why, part))
    if not found:
        return document, []
    raw = _Rewriting(scan).of(document.raw)
    return read_document(raw, document.name, partly=bool(document.unread)), found


def _request_schemas(document: Document, endpoint: Endpoint) -> Iterator[Any]:
    yield from (p.schema for p in endpoint.parameters)
    chosen = chosen_body(document, endpoint)
    if chosen is not None:
        yield chosen.body.schema


class _Scan:
    """What is wrong in the schemas of a document, each of them looked at once."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self._seen: dict[int, tuple[Any, tuple[tuple[str, str], ...], tuple[str, ...]]] = {}
        self._weak: dict[int, bool] = {}
        self.dropped: dict[int, tuple[str, ...]] = {}
        """The keywords that a schema loses, by its identity."""

    def reachable(self, schema: Any) -> Iterator[tuple[str, str]]:
        """What is not checked of a schema and of all that it refers to: the keyword and the reason."""
        waiting, known = [schema], set()
        while waiting:
            wrong, references = self._look(waiting.pop())
            yield from wrong
            for reference in references:
                if reference not in known:
                    known.add(reference)
                    waiting.append(pointed(self._raw, reference))

    def is_weak(self, schema: Any) -> bool:
        """Whether a schema, or one that it refers to, loses something, so that it may allow more than the document does."""
        if id(schema) not in self._weak:
            self._weak[id(schema)] = next(self.reachable(schema), None) is not None
        return self._weak[id(schema)]

    def _look(self, schema: Any) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        if not isinstance(schema, Mapping):
            return (), ()
        if id(schema) not in self._seen:
            wrong: dict[tuple[str, str], None] = {}
            references: dict[str, None] = {}
            for node in _nodes(schema):
                lost = dict(self._wrong(node))
                if lost:
                    self.dropped[id(node)] = tuple(lost)
                    wrong.update(dict.fromkeys((f"keyword {k}", why) for k, why in lost.items()))
                if "$ref" in node and "$ref" not in lost:
                    references[node["$ref"]] = None
            self._seen[id(schema)] = (schema, tuple(wrong), tuple(references))
        return self._seen[id(schema)][1:]

    def _wrong(self, schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for keyword, value in schema.items():
            if keyword in UNREADABLE:
                yield keyword, "not checked by the client, which has no such check"
            elif keyword == "$ref":
                why = self._lost(value)
                if why:
                    yield keyword, f"not checked by the client: {why}"
            elif keyword in ("pattern", "patternProperties"):
                bad = next((p for p in ([value] if keyword == "pattern" else value) if not _is_pattern(p)), None) if value else None
                if bad is not None or (keyword == "patternProperties" and not isinstance(value, Mapping)):
                    yield keyword, f"not checked by the client: {flat(str(bad), 80)!r} has no equivalent in Python"
            elif keyword in _VALID and not _VALID[keyword](value):
                yield keyword, "not checked by the client: its value is not one that JSON Schema gives it"

    def _lost(self, reference: Any) -> str:
        if not isinstance(reference, str):
            return "the reference is no text"
        try:
            pointed(self._raw, reference)
        except DocumentError as error:
            return error.reason
        return ""


class _Rewriting:
    """Makes the document anew where schemas lose something; all else stays the same objects."""

    def __init__(self, scan: _Scan) -> None:
        self._scan = scan

    def of(self, node: Any) -> Any:
        """A part of the document, rewritten."""
        if isinstance(node, list):
            made = [self.of(n) for n in node]
            return made if any(a is not b for a, b in zip(made, node, strict=True)) else node
        if not isinstance(node, Mapping):
            return node
        lost = (*self._scan.dropped.get(id(node), ()), *self._weak(node))
        below = {k: self.of(v) for k, v in node.items() if k not in lost}
        if "oneOf" in lost and "oneOf" not in self._scan.dropped.get(id(node), ()):
            branches = [self.of(n) for n in node["oneOf"]]
            if "anyOf" in below:
                below["allOf"] = [*below.get("allOf", ()), {"anyOf": branches}]
            else:
                below["anyOf"] = branches
        return below if lost or any(below[k] is not node[k] for k in below) else node

    def _weak(self, node: Mapping[str, Any]) -> Iterator[str]:
        """The keywords that would refuse more, not less, when the schemas in them allow more."""
        if isinstance(node.get("oneOf"), list) and any(self._scan.is_weak(n) for n in node["oneOf"]):
            yield "oneOf"
        if isinstance(node.get("not"), Mapping) and self._scan.is_weak(node["not"]):
            yield "not"
        if isinstance(node.get("if"), Mapping) and self._scan.is_weak(node["if"]):
            yield from ("if", "then", "else")
        if "maxContains" in node and isinstance(node.get("contains"), Mapping) and self._scan.is_weak(node["contains"]):
            yield "maxContains"


def _nodes(schema: Any) -> Iterator[Mapping[str, Any]]:
    """A schema and the schemas written in it, nothing followed."""
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Mapping):
            continue
        yield node
        for keyword in BY_NAME:
            if isinstance(node.get(keyword), Mapping):
                waiting += node[keyword].values()
        for keyword in LISTED:
            if isinstance(node.get(keyword), list):
                waiting += node[keyword]
        waiting += [node[keyword] for keyword in SINGLE if keyword in node]


def _is_pattern(pattern: Any) -> bool:
    try:
        python_pattern(pattern)
    except (re.error, TypeError, OverflowError, RecursionError):
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_schema(value: Any) -> bool:
    return isinstance(value, Mapping | bool)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _are_schemas(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_schema, value))


def _are_named_schemas(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_is_schema, value.values()))


def _is_type(value: Any) -> bool:
    return value in _TYPES if isinstance(value, str) else _are_texts(value) and bool(value) and set(value) <= set(_TYPES)


_VALID: Final[Mapping[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _is_number),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _is_count),
    **dict.fromkeys(("minContains", "maxContains"), _is_count),
    **dict.fromkeys(SINGLE, _is_schema),
    **dict.fromkeys(LISTED, _are_schemas),
    **dict.fromkeys(("properties", "dependentSchemas"), _are_named_schemas),
    "multipleOf": lambda v: _is_number(v) and v > 0,
    "uniqueItems": lambda v: isinstance(v, bool),
    "required": _are_texts,
    "enum": lambda v: isinstance(v, list) and bool(v),
    "dependentRequired": lambda v: isinstance(v, Mapping) and all(map(_are_texts, v.values())),
    "type": _is_type,
}
"""What the values of keywords must be (JSON Schema 2020-12); a keyword with another says nothing that could be checked."""
