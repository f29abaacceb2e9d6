"""A plan as the skeleton of an OpenAPI document: only what openapi-python-client must know, nothing that was written by others.

Classes are empty objects, names are ours, texts are left out; so no schema is dropped and no text can become code.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from swornspec.codegen.plan import Argument, Method, Plan, Success
from swornspec.codegen.shapes import SCHEMAS, Array, Scalar, Shape, Union

_SENT_AS_STATED: Final = re.compile(r"application/[a-z0-9][a-z0-9.-]{0,60}\+json")


def skeleton(plan: Plan) -> dict[str, Any]:
    """The skeleton document."""
    paths: dict[str, dict[str, Any]] = {}
    for method in plan.methods:  # each at an address of its own, as documents may give several to one
        below = "".join(f"/{{{a.name}}}" for a in method.parameters if a.location == "path")
        paths[f"/{method.name}{below}"] = {method.endpoint.method.lower(): _operation(method)}
    used = sorted({m.body_class for m in plan.methods if m.body_class} | {s.model for m in plan.methods for s in m.successes if s.model})
    return {
        "openapi": "3.1.0",
        "info": {"title": plan.api, "version": plan.version},
        "paths": paths,
        "components": {"schemas": {name: {"type": "object"} for name in used}},
    }


def _operation(method: Method) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": method.name,
        "parameters": [_parameter(a) for a in method.parameters],
        "responses": {s.status: _response(s) for s in method.successes},
    }
    if method.encoded_as:
        content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        operation["requestBody"] = {"required": method.body is not None and method.body.required, "content": content}
    elif method.body is not None:
        kind = method.body.media_type if _SENT_AS_STATED.fullmatch(method.body.media_type) else "application/json"
        schema = {"$ref": f"{SCHEMAS}{method.body_class}"}
        operation["requestBody"] = {"required": method.body.required, "content": {kind: {"schema": schema}}}
    return operation


def _parameter(argument: Argument) -> dict[str, Any]:
    schema = _simple(argument.shape) if argument.location == "query" else {"type": "string"}
    return {"name": argument.name, "in": argument.location, "required": argument.required, "schema": schema}


def _simple(shape: Shape) -> Mapping[str, Any]:
    match shape:
        case Scalar("string" | "integer" | "boolean" as kind):
            return {"type": kind}
        case Array(Scalar("string" | "integer" | "boolean" as kind)):
            return {"type": "array", "items": {"type": kind}}
        case Union((only, Scalar("null"))):
            return _simple(only)
        case _:
            return {}


def _response(success: Success) -> dict[str, Any]:
    if success.model is not None:
        return {"description": "", "content": {"application/json": {"schema": {"$ref": f"{SCHEMAS}{success.model}"}}}}
    schema = {"text/plain": {"type": "string"}, "application/octet-stream": {"type": "string", "format": "binary"}}.get(success.media_type)
    return {"description": "", **({"content": {success.media_type: {"schema": schema}}} if schema else {})}
