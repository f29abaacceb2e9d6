"""The documented responses of an operation: what a method returns, and the models of its errors."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from swornspec.codegen.bodies import is_binary, is_json
from swornspec.codegen.method import Success
from swornspec.codegen.shapes import Shapes
from swornspec.codegen.streams import is_stream
from swornspec.spec.document import Endpoint, Response, resolve


def successes(endpoint: Endpoint, shapes: Shapes, raw: Mapping[str, Any]) -> tuple[Success, ...]:
    """What an operation may answer when it succeeds."""
    documented = [(k, r) for k, r in endpoint.responses.items() if re.fullmatch(r"2(\d\d|XX)", k)]
    if not documented and "default" in endpoint.responses:
        documented = [("2XX", endpoint.responses["default"])]
    found = [_success(endpoint, status, response, shapes, raw) for status, response in documented]
    if len(found) == 1 and found[0].status != "2XX":  # any other success is read as the documented one
        found.append(Success("2XX", found[0].media_type, found[0].model))
    return tuple(found) or (Success("2XX", "", None),)


def errors(endpoint: Endpoint, shapes: Shapes) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The models of an operation's errors, by status and media type."""
    for status, response in endpoint.responses.items():
        if not re.fullmatch(r"[345](\d\d|XX)|default", status):
            continue
        typed = {k: s for k, s in response.schemas.items() if "json" in k}
        if typed:
            title = f"{endpoint.operation_id} error"
            yield status, tuple((k.split(";")[0].strip().lower(), shapes.body(s, title).name) for k, s in typed.items())


def accepted(endpoint: Endpoint, found: Iterable[Success]) -> str:
    """The Accept header of an operation: what its method can read; JSON is always among it, for errors mostly are."""
    if all(s.model is not None or not s.media_type for s in found):
        return "application/json"
    kinds = [
        k.split(";")[0].strip() for s, r in endpoint.responses.items() if re.fullmatch(r"2(\d\d|XX)|default", s) for k in r.media_types
    ]
    plain = [k for k in dict.fromkeys(kinds) if re.fullmatch(r"[A-Za-z0-9*.+_-]+/[A-Za-z0-9*.+_-]+", k)]
    return ", ".join(dict.fromkeys([*plain, "application/json;q=0.9", "*/*;q=0.1"]))


def _success(endpoint: Endpoint, status: str, response: Response, shapes: Shapes, raw: Mapping[str, Any]) -> Success:
    kinds = [*response.schemas, *response.media_types]  # with a schema first
    json_kind = next((k for k in kinds if is_json(k) and not is_stream(k)), None)
    if json_kind is None:  # "whatever you like" with a schema is JSON, unless the schema says otherwise
        json_kind = next((k for k, s in response.schemas.items() if _is_any(k) and s and not is_binary(resolve(raw, s))), None)
    if json_kind is not None:
        return Success(status, json_kind, shapes.body(response.schemas.get(json_kind, {}), f"{endpoint.operation_id} response").name)
    kind = kinds[0] if kinds else ""
    return Success(status, kind and ("text/plain" if kind.startswith("text/") else "application/octet-stream"), None)


def _is_any(media_type: str) -> bool:
    return media_type.split(";")[0].strip() in ("*/*", "application/*")
