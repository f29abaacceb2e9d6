"""A request as Python: a call of the generated client where there is one, and a call of httpx.

    Printer(base_url="http://127.0.0.1:8080/v1").print_pages(text="a", copies=2)
    httpx.post("http://127.0.0.1:8080/v1/print", headers={...}, json={"text": "a", "copies": 9})

A generated client refuses to send what the documentation forbids, so for such requests its call is shown with that
remark, and httpx's sends them. Everything is printed with `repr`: no text of a document becomes code.
"""

import functools
import importlib.util
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from swornspec.contract.case import UNSENT, Case, Identity, Kind
from swornspec.contract.request import Request, shown_headers
from swornspec.contract.sent import Sender, written
from swornspec.spec.document import Document, Endpoint, Parameter
from swornspec.spec.names import OWN_ARGUMENTS, RESERVED_METHODS, TAKEN_BY_ENDPOINTS, class_name, parameter_name, python_name, snake_case
from swornspec.spec.secret import HIDDEN, redacted, redacted_value

_LONGEST: Final = 2_000
_PLACES: Final = {"path": "path", "query": "query", "header": "headers", "cookie": "cookies"}
_WITH_BODY: Final = ("POST", "PUT", "PATCH")
_WITHOUT_BODY: Final = (*_WITH_BODY, "GET", "OPTIONS", "HEAD", "DELETE")


def calls(document: Document, case: Case, request: Request) -> tuple[tuple[str, str], ...]:
    """The request of a case in Python, each way with its label; secrets are replaced by asterisks."""
    by_client = client_call(document, case, request.base, request.secrets)
    shown = [] if by_client is None else [("client", by_client)]
    if by_client is None or case.kind is not Kind.VALID:
        shown.append(("python", plain_call(case, request)))
    return tuple((label, text) for label, text in shown if len(text) <= _LONGEST)


def plain_call(case: Case, request: Request) -> str:
    """The request as a call of httpx."""
    arguments = [repr(redacted(request.url, request.secrets))]
    headers = shown_headers(request)
    if headers:
        arguments.append(f"headers={dict(headers)!r}")
    if request.content is not None:
        arguments.append(_content(case, request))
    brief = _WITH_BODY if request.content is not None else _WITHOUT_BODY
    verb = f"{request.method.lower()}(" if request.method in brief else f"request({request.method!r}, "
    return f"import httpx; httpx.{verb}{', '.join(arguments)})"


def _content(case: Case, request: Request) -> str:
    """The body: as a value where it is JSON, else as text, else as bytes."""
    if case.body is not UNSENT and case.content is None:
        return f"json={redacted_value(case.body, request.secrets)!r}"
    content = request.content or b""
    try:
        return f"content={redacted(content.decode(), request.secrets)!r}"
    except UnicodeDecodeError:
        for secret in request.secrets:
            content = content.replace(secret.encode(), HIDDEN.encode())
        return f"content={content!r}"


def client_call(document: Document, case: Case, base: str, secrets: tuple[str, ...] = ()) -> str | None:
    """The request as a call of the generated client; None where there is no client, or the client cannot say it."""
    endpoint = document.endpoint(case.operation_id)
    name = snake_case(document.api)
    if (
        case.content is not None
        or case.identity is not Identity.RIGHT
        or case.content_type is not None
        or not _is_generated(f"{name}_client")
    ):
        return None
    given = _arguments(document, endpoint, case)
    if given is None:
        return None
    client = class_name(name)
    listed = ", ".join([f"{key}={value!r}" for key, value in redacted_value(given, secrets).items()])
    remark = "" if case.kind is Kind.VALID else "  # RequestInvalid: it is refused before it is sent"
    method = _methods(document)[endpoint.operation_id]
    return f"from {name}_client import {client}; {client}(base_url={base!r}).{method}({listed}){remark}"


@functools.cache
def _is_generated(package: str) -> bool:
    """Whether a client that we generated is installed; nothing of it is run."""
    try:
        found = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return False
    if found is None or found.origin is None:
        return False
    folder = Path(found.origin).parent
    return (folder / "_rules.py").is_file() and (folder / "_runtime").is_dir()


def _methods(document: Document) -> dict[str, str]:
    """The method of each operation."""
    found: dict[str, str] = {}
    for endpoint in document.endpoints:
        found[endpoint.operation_id] = python_name(endpoint.operation_id, {*RESERVED_METHODS, *found.values()})
    return found


def _arguments(document: Document, endpoint: Endpoint, case: Case) -> dict[str, Any] | None:
    """The keywords of a call; what has no keyword of its own goes into `extra_body` and its like."""
    given: dict[str, Any] = {}
    if case.body is not UNSENT:
        if not isinstance(case.body, dict) or endpoint.body is None or not endpoint.body.resolved.get("properties"):
            return None
        keywords = _keywords(endpoint)
        given = {keywords[wire]: value for wire, value in case.body.items() if wire in keywords}
        rest = {wire: value for wire, value in case.body.items() if wire not in keywords}
        if rest:
            given["extra_body"] = rest
    read = Sender(document, endpoint).read(case.path, case.query, case.headers, case.cookies)
    written_as = {p for parameter in endpoint.parameters for p in _names(parameter, read)}
    for (place, wire), value in read.items():
        parameter = next((p for p in endpoint.parameters if (p.name, p.location) == (wire, place)), None)
        keyword = parameter_name(place, wire)
        if parameter is None or keyword in given or not _alone(endpoint, parameter):
            return None
        given[keyword] = value
    for place, key in (("path", None), ("query", "extra_query"), ("header", "extra_headers"), ("cookie", None)):
        unnamed = [(n, t) for n, t in getattr(case, _PLACES[place]) if (place, n) not in written_as]
        if unnamed and (key is None or len(dict(unnamed)) < len(unnamed)):
            return None
        if unnamed and key is not None:
            given[key] = dict(unnamed)
    return given


def _names(parameter: Parameter, read: Mapping[tuple[str, str], Any]) -> Iterator[tuple[str, str]]:
    """The names under which a parameter's value was written: its own, or those of its members."""
    yield parameter.location, parameter.name
    value = read.get((parameter.location, parameter.name))
    yield from ((parameter.location, name) for name, _ in (written(parameter, value) or ()))


def _keywords(endpoint: Endpoint) -> dict[str, str]:
    """The keyword of each field of the body, where it is beyond doubt: two fields may ask for the same one."""
    from pydantic import BaseModel

    wires = tuple(endpoint.body.fields) if endpoint.body is not None else ()
    wanted = [python_name(w) for w in wires]
    return {
        w: k for w, k in zip(wires, wanted, strict=True) if wanted.count(k) == 1 and k not in OWN_ARGUMENTS and not hasattr(BaseModel, k)
    }


def _alone(endpoint: Endpoint, parameter: Parameter) -> bool:
    """Whether nothing else of the operation asks for the keyword of a parameter."""
    fields = endpoint.body.fields if endpoint.body is not None else ()
    names = [*(parameter_name(p.location, p.name) for p in endpoint.parameters), *(python_name(f, TAKEN_BY_ENDPOINTS) for f in fields)]
    return names.count(parameter_name(parameter.location, parameter.name)) == 1
