"""What a person needs to know of the operations of some documents to try them, as JSON values."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.mock.credential import how_to_send
from swornspec.mock.route import server_path
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness import sample
from swornspec.rules.witness.sample import types_of
from swornspec.spec.check import Checker
from swornspec.spec.direction import Direction
from swornspec.spec.document import Credential, Document, Endpoint, Parameter, as_mapping, example_of, resolve, said_as_json
from swornspec.spec.inline import inlined
from swornspec.spec.least import body_space, least_body

_LIMITS: Final = (
    ("minimum", "at least {}"),
    ("exclusiveMinimum", "over {}"),
    ("maximum", "at most {}"),
    ("exclusiveMaximum", "under {}"),
    ("multipleOf", "a multiple of {}"),
    ("minLength", "{} characters or more"),
    ("maxLength", "{} characters at most"),
    ("minItems", "{} items or more"),
    ("maxItems", "{} items at most"),
    ("pattern", "matching {}"),
    ("format", "{}"),
    ("default", "{} unless sent"),
)


def operation_facts(documents: Iterable[Document]) -> dict[str, Any]:
    """All operations by API: how to call each, what it documents, and a request body to start from."""
    return {"apis": [_api(d) for d in documents]}


def _api(document: Document) -> dict[str, Any]:
    base = server_path(document)
    operations = [_operation(document, endpoint, base) for endpoint in document.endpoints]
    return {"title": document.title or PurePath(document.name).stem, "version": document.version, "operations": operations}


def _operation(document: Document, endpoint: Endpoint, base: str) -> dict[str, Any]:
    rules = (*endpoint.rules, *endpoint.parameter_rules)
    return {
        "id": endpoint.operation_id,
        "method": endpoint.method,
        "path": base + endpoint.path,
        "summary": endpoint.summary,
        "description": endpoint.description,
        "credentials": {"text": how_to_send(endpoint), "fields": list(_credentials(endpoint))},
        "parameters": [_parameter(document, p) for p in endpoint.parameters],
        "body": _body(document, endpoint),
        "rules": [_rule(r) for r in rules if r.effect is Effect.REJECT],
        "responses": [{"status": s, "description": r.description} for s, r in endpoint.responses.items()],
    }


def _credentials(endpoint: Endpoint) -> Iterator[dict[str, str]]:
    """The fields that carry the first alternative of credentials without a cookie (else the first), with a value that shows their shape."""
    sendable = (needed for needed in endpoint.security if all(c.location != "cookie" for c in needed))
    for credential in next(sendable, next(iter(endpoint.security), ())):
        match credential.kind:
            case "apiKey":
                yield {"in": credential.location, "name": credential.parameter, "value": "KEY"}
            case "http" | "oauth2" | "openIdConnect":
                yield {"in": "header", "name": "Authorization", "value": _authorization(credential)}


def _authorization(credential: Credential) -> str:
    if credential.kind == "http" and credential.scheme == "basic":
        return "Basic dXNlcjpwYXNzd29yZA=="  # user:password
    scheme = credential.scheme if credential.kind == "http" else "bearer"
    return f"{scheme.capitalize() or 'Bearer'} TOKEN"


def _parameter(document: Document, parameter: Parameter) -> dict[str, Any]:
    schema = _inlined(document, parameter.schema)
    return {
        "name": parameter.name,
        "in": parameter.location,
        "required": parameter.required,
        "about": _about(schema),
        "description": str(schema.get("description", "")),
        "spread": "array" in types_of(schema) and parameter.style == "form" and parameter.explode,
        "example": _text(_sampled(schema)) if parameter.required else "",
    }


def _body(document: Document, endpoint: Endpoint) -> dict[str, Any] | None:
    if endpoint.body is None:
        return None
    example, source = _example(document, endpoint)
    return {
        "media_type": endpoint.body.media_type,
        "required": endpoint.body.required,
        "about": _about(_inlined(document, endpoint.body.schema)),
        "example": example,
        "source": source,
    }


def _example(document: Document, endpoint: Endpoint) -> tuple[Any, str]:
    """A body to start from, and where it is from: the documented example if it is valid, else a small valid one that was found."""
    checker = Checker(document, endpoint)
    documented = _documented(document, endpoint)
    try:
        space = body_space(document, endpoint, checker)
    except DocumentError:  # a reference that the validator follows in its own way
        space = None
    if documented is not None and (space is None or checker.accepts(documented)):
        return documented, "the documented example"
    return (None, "nothing is known of it") if space is None else (least_body(space), "the smallest valid one")


def _documented(document: Document, endpoint: Endpoint) -> Any:
    """The documented example of a request body that is a JSON value; else None."""
    if endpoint.body is None:
        return None
    try:
        path = resolve(document.raw, as_mapping(document.raw.get("paths")).get(endpoint.path))
        body = resolve(document.raw, as_mapping(path.get(endpoint.method.lower())).get("requestBody"))
        example = example_of(document.raw, as_mapping(as_mapping(body.get("content")).get(endpoint.body.media_type)))
        json.dumps(example)
    except (DocumentError, TypeError, ValueError, RecursionError):
        return None
    return example


def _rule(rule: Rule) -> dict[str, Any]:
    return {"id": rule.id, "text": rule.text, "said": [said_as_json(s) for s in rule.said]}


def _about(schema: Mapping[str, Any]) -> str:
    """A schema in a few words: `integer, at least 1, at most 100`."""
    if isinstance(schema.get("enum"), list):
        members = [_text(v) for v in schema["enum"][:20]]
        return f"one of {', '.join(members)}" + (" and more" if len(schema["enum"]) > 20 else "")
    words = [" or ".join(types_of(schema)) if "type" in schema else ""]
    words += [phrase.format(_text(schema[keyword])) for keyword, phrase in _LIMITS if keyword in schema]
    return ", ".join(w for w in words if w)


def _text(value: Any) -> str:
    """A value as it is written into a form."""
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return value if isinstance(value, str) else json.dumps(value)


def _sampled(schema: Mapping[str, Any]) -> Any:
    return schema["example"] if "example" in schema else sample(schema)


def _inlined(document: Document, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return as_mapping(inlined(document, schema, Direction.REQUEST))
    except DocumentError:  # a reference that the validator follows in its own way
        return {}
