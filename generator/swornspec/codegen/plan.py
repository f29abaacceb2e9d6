"""A document as the plan of a client package: its names, operations, arguments and keys. Pure; the templates print it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from swornspec.codegen.arguments import address, body_arguments, parameter_arguments
from swornspec.codegen.bodies import chosen_body
from swornspec.codegen.data_urls import with_data_urls
from swornspec.codegen.method import Argument, Key, KeyScheme, Method, Refused, Success
from swornspec.codegen.paging import Paging, find_pagings, unread_statements
from swornspec.codegen.quote import flat
from swornspec.codegen.responses import accepted, errors, successes
from swornspec.codegen.security import key_schemes, security_of, unsent_credentials
from swornspec.codegen.shapes import Class, EnumClass, Shapes
from swornspec.codegen.streams import STREAM_TYPES, Stream, find_streams
from swornspec.codegen.version import Version
from swornspec.spec.document import Document, Endpoint, as_mapping
from swornspec.spec.names import OWN_ARGUMENTS, RESERVED_METHODS, class_name, python_name, snake_case
from swornspec.spec.servers import urls_of

EXPORTS: Final = (
    "APIConnectionError", "APIStatusError", "APITimeoutError", "Advice", "ApiModel", "Attempt", "AuthenticationError",
    "BadRequestError", "Broken", "ClientError", "ConflictError", "CredentialsMissing", "File", "FileInput", "NotFoundError",
    "PermissionDeniedError", "RateLimitError", "RawResponse", "RequestInvalid", "ResponseInvalid", "Said", "ServerError", "UNSET",
    "UnprocessableError", "Unset", "advice", "check", "http_response", "FileRefused", "data_url", *STREAM_TYPES,
)  # fmt: skip
"""What clients export besides their models and their two classes; the types of streams only where there are any."""

_RESERVED_CLASSES: Final = (
    *EXPORTS, "Annotated", "Any", "Array", "AsyncCall", "AsyncConnection", "AsyncIterator", "BaseModel", "Call", "Connection",
    "Endpoint", "Field", "HTTPStatus", "Iterator", "Literal", "Mapping", "OnAttempt", "Operation", "Options", "Parameter", "Response",
    "RootModel", "Rule", "Scheme", "Self", "Sequence", "Service", "StrEnum", "Timeout", "TracebackType", "TypeAlias", "UnionType",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """A client package: everything that its files are printed from."""

    api: str
    package: str
    class_name: str
    title: str
    description: str
    version: str
    server: str
    methods: tuple[Method, ...]
    schemes: tuple[KeyScheme, ...]
    classes: tuple[Class, ...]
    aliases: tuple[tuple[str, str, tuple[str, ...]], ...]
    refused: tuple[Refused, ...] = ()
    request_ids: tuple[str, ...] = ()
    streams: tuple[Stream, ...] = ()
    pagings: tuple[Paging, ...] = ()
    unread_pagings: tuple[tuple[str, str], ...] = ()

    def returns(self, method: Method) -> str:
        """The type of what a method gives, which is a stream where the operation has no other result."""
        return next((s.returns for s in self.streams if s.alone and s.method == method.name), method.returns)

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every piece of every credential, each once."""
        return tuple(dict.fromkeys(k for s in self.schemes for k in s.keys))


def plan_client(document: Document, found: Iterable[Refused] = ()) -> Plan:
    """The plan of a document's client. What cannot be called from generated code is among its `refused`, after what was `found` before."""
    info = as_mapping(document.raw.get("info"))
    api = api_name(document)
    name = class_name(api)
    own = (name, f"Async{name}", f"{name}RawResponses", f"Async{name}RawResponses")
    shapes = Shapes(document.raw, [*_RESERVED_CLASSES, *own])
    schemes = key_schemes(document, api)
    methods: list[Method] = []
    left = [*found, *(Refused(u.method, u.path, u.operation_id, "", u.why, ("paths", u.path)) for u in document.unread)]
    lost = {(r.path, r.method) for r in left if not r.part}
    for endpoint in document.endpoints:
        if (endpoint.path, endpoint.method) in lost:
            continue
        taken = {*RESERVED_METHODS, *(m.name for m in methods)}
        method, refusals = _method(endpoint, python_name(endpoint.operation_id, taken), document, shapes, schemes)
        left += refusals
        if method is not None:
            methods.append(method)
    methods = with_data_urls(methods)
    taken = {*RESERVED_METHODS, *(m.name for m in methods)}
    streams = tuple(find_streams(document, methods, shapes, taken))
    pagings = tuple(find_pagings(document, methods, shapes.classes, taken))
    classes = tuple(sorted(shapes.classes.values(), key=lambda c: c.name))
    return Plan(
        api=api,
        package=f"{api}_client",
        class_name=name,
        title=flat(document.title) or api,
        description=str(info.get("description", "")),
        version=str(Version.of(document.version)),
        server=server_of(document.raw.get("servers")),
        methods=tuple(methods),
        schemes=tuple(schemes.values()),
        classes=classes,
        aliases=tuple(_enum_arguments(methods, shapes)),
        refused=tuple(left),
        request_ids=tuple(_request_ids(document)),
        streams=streams,
        pagings=pagings,
        unread_pagings=tuple(unread_statements(document, methods, pagings)),
    )


def api_name(document: Document) -> str:
    """What the names of a document's package, class and variables begin with."""
    return snake_case(document.api)


def server_of(servers: Any) -> str:
    """The first whole address among some Server Objects, its variables set to their defaults (OpenAPI 3.1, 4.8.5); "" for none."""
    return next((url for url in urls_of(servers) if url.startswith(("http://", "https://")) and "{" not in url), "")


def _method(
    endpoint: Endpoint, name: str, document: Document, shapes: Shapes, schemes: Mapping[str, KeyScheme]
) -> tuple[Method | None, list[Refused]]:
    taken = set(OWN_ARGUMENTS)
    chosen = chosen_body(document, endpoint)
    sent = body_arguments(endpoint, chosen, shapes, taken)
    parameters, left = parameter_arguments(endpoint, shapes, taken)
    path = address(endpoint, [a for a in parameters if a.location == "path"])
    whole = [r for r in left if not r.part] or ([path] if isinstance(path, Refused) else [])
    if whole or isinstance(path, Refused):
        return None, whole[:1]
    left += unsent_credentials(endpoint)
    item = document.resolve(as_mapping(document.raw.get("paths")).get(endpoint.path))
    stated = as_mapping(item.get(endpoint.method.lower()))
    found = successes(endpoint, shapes, document.raw)
    return Method(
        name=name,
        endpoint=endpoint,
        path=path,
        arguments=tuple(sorted([*sent.arguments, *parameters], key=lambda a: not a.required)),
        body=None if chosen is None else chosen.body,
        body_class=sent.model,
        whole_body=sent.whole,
        successes=found,
        errors=tuple(errors(endpoint, shapes)),
        security=security_of(endpoint, schemes),
        encoded_as="" if chosen is None or chosen.kind == "json" else chosen.body.media_type,
        encoding=() if chosen is None else chosen.encoding,
        other_types=() if chosen is None else chosen.others,
        accept=accepted(endpoint, found),
        server=server_of(stated.get("servers")) or server_of(item.get("servers")),
        deprecated=stated.get("deprecated") is True,
    ), left


def _enum_arguments(methods: list[Method], shapes: Shapes) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    used = {word for m in methods for a in m.arguments for word in re.findall(r"\w+", a.annotation)}
    for name, described in sorted(shapes.classes.items()):
        if isinstance(described, EnumClass) and f"{name}Argument" in used:
            yield f"{name}Argument", name, tuple(value for _, value in described.members)


def _request_ids(document: Document) -> Iterator[str]:
    """The documented response headers by which the server names a request, each once."""
    documented = dict.fromkeys(h for e in document.endpoints for r in e.responses.values() for h in r.headers)
    yield from (h for h in documented if re.fullmatch(r"([a-z0-9]+-){0,4}(request|correlation|trace|transaction)-?id", h, re.IGNORECASE))


__all__ = ["EXPORTS", "Argument", "Method", "Plan", "Success", "plan_client", "server_of"]
