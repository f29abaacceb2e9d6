"""A document as the plan of a client package: its names, operations, arguments and keys. Pure; the templates print it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from swornspec.codegen.quote import flat
from swornspec.codegen.shapes import (
    Anything,
    Array,
    Attribute,
    Class,
    EnumClass,
    Named,
    ObjectClass,
    RootClass,
    Scalar,
    Shape,
    Shapes,
    Table,
    Union,
)
from swornspec.codegen.version import Version
from swornspec.errors import GenerationError
from swornspec.rules.field import Field
from swornspec.spec.document import Body, Credential, Document, Endpoint, Parameter, Response, as_list, as_mapping
from swornspec.spec.names import (
    OWN_ARGUMENTS,
    RESERVED_METHODS,
    TAKEN_BY_ENDPOINTS,
    class_name,
    distinct,
    python_name,
    snake_case,
)

EXPORTS: Final = (
    "APIConnectionError", "APIStatusError", "APITimeoutError", "ApiModel", "AuthenticationError", "BadRequestError", "Broken",
    "ClientError", "ConflictError", "CredentialsMissing", "NotFoundError", "PermissionDeniedError", "RateLimitError",
    "RequestInvalid", "ResponseInvalid", "Said", "ServerError", "UNSET", "UnprocessableError", "Unset", "check", "http_response",
)  # fmt: skip
"""What every client exports besides its models and its two classes."""

_RESERVED_CLASSES: Final = (
    *EXPORTS, "Annotated", "Any", "Array", "AsyncCall", "AsyncConnection", "BaseModel", "Call", "Connection", "Endpoint", "Field", "File",
    "HTTPStatus", "Literal", "Mapping", "Operation", "Options", "Parameter", "Response", "RootModel", "Rule", "Scheme", "Self", "Sequence",
    "Service", "StrEnum", "TracebackType", "TypeAlias", "UnionType",
)  # fmt: skip
_PATH_SAFE: Final = "/-._~!$&()*+,;=:@%"


@dataclass(frozen=True, slots=True)
class Argument:
    """A keyword of a method. `location` is body, path, query, header or cookie; `style` how its value is written there."""

    name: str
    wire: str
    location: str
    required: bool
    shape: Shape
    annotation: str
    schema: Mapping[str, Any]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Success:
    """A documented success: status (`200`, `2XX`, `default`), media type, and the class of its body if that is JSON."""

    status: str
    media_type: str
    model: str | None


@dataclass(frozen=True, slots=True)
class Key:
    """One piece of a credential: the argument that takes it, the variable that holds it."""

    argument: str
    variable: str


@dataclass(frozen=True, slots=True)
class KeyScheme:
    """A way to authenticate as the runtime knows it: bearer, basic, header, query or cookie."""

    name: str
    kind: str
    parameter: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """An operation as a method of the client."""

    name: str
    endpoint: Endpoint
    path: str
    arguments: tuple[Argument, ...]
    body: Body | None
    body_class: str | None
    whole_body: bool
    successes: tuple[Success, ...]
    errors: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    security: tuple[tuple[str, ...], ...]

    @property
    def body_arguments(self) -> tuple[Argument, ...]:
        """The arguments that are fields of the body."""
        return tuple(a for a in self.arguments if a.location == "body")

    @property
    def parameters(self) -> tuple[Argument, ...]:
        """The arguments outside the body."""
        return tuple(a for a in self.arguments if a.location != "body")

    @property
    def returns(self) -> str:
        """The type of the result."""
        types = dict.fromkeys(_result(s) for s in self.successes)
        return " | ".join(sorted(types, key=lambda t: (t == "None", t))) or "None"


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

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every piece of every credential, each once."""
        return tuple(dict.fromkeys(k for s in self.schemes for k in s.keys))


def plan_client(document: Document) -> Plan:
    """The plan of a document's client; GenerationError for what cannot be called from generated code."""
    info = as_mapping(document.raw.get("info"))
    api = api_name(document)
    name = class_name(api)
    shapes = Shapes(document.raw, [*_RESERVED_CLASSES, name, f"Async{name}"])
    schemes = _schemes(document, api)
    methods: list[Method] = []
    for endpoint in document.endpoints:
        taken = {*RESERVED_METHODS, *(m.name for m in methods)}
        methods.append(_method(endpoint, python_name(endpoint.operation_id, taken), document, shapes, schemes))
    _one_method_per_address(document, methods)
    classes = tuple(sorted(shapes.classes.values(), key=lambda c: c.name))
    server = next((s for s in document.servers if s.startswith(("http://", "https://")) and "{" not in s), "")
    return Plan(
        api=api,
        package=f"{api}_client",
        class_name=name,
        title=flat(document.title) or api,
        description=str(info.get("description", "")),
        version=str(Version.of(document.version)),
        server=server,
        methods=tuple(methods),
        schemes=tuple(schemes.values()),
        classes=classes,
        aliases=tuple(_enum_arguments(methods, shapes)),
    )


def api_name(document: Document) -> str:
    """What the names of a document's package, class and variables begin with."""
    return snake_case(document.api)


def annotation(shape: Shape, classes: Mapping[str, Class], *, request: bool) -> str:
    """The Python type of a shape; in requests models may be given as mappings, lists as any sequence, enums as strings."""
    match shape:
        case Anything():
            return "Any"
        case Scalar(kind):
            return {"string": "str", "integer": "int", "boolean": "bool", "number": "float", "null": "None"}[kind]
        case Array(items):
            return f"{'Sequence' if request else 'list'}[{annotation(items, classes, request=request)}]"
        case Table(values):
            return f"{'Mapping' if request else 'dict'}[str, {annotation(values, classes, request=request)}]"
        case Named(name):
            if not request:
                return name
            return f"{name}Argument" if isinstance(classes.get(name), EnumClass) else f"{name} | Mapping[str, Any]"
        case Union(options):
            parts = [p for o in options for p in annotation(o, classes, request=request).split(" | ")] if _simple(options) else []
            return " | ".join(dict.fromkeys(parts or [annotation(o, classes, request=request) for o in options]))


def _simple(options: tuple[Shape, ...]) -> bool:
    return all(isinstance(o, Scalar | Named) for o in options)


def _method(endpoint: Endpoint, name: str, document: Document, shapes: Shapes, schemes: Mapping[str, KeyScheme]) -> Method:
    taken = set(OWN_ARGUMENTS)
    arguments: list[Argument] = []
    body, body_class, whole = endpoint.body, None, False
    fields: tuple[Attribute, ...] = ()
    if body is not None:
        if "json" not in body.media_type and body.media_type != "application/x-www-form-urlencoded":
            raise _refusal(endpoint, f"a body of type {flat(body.media_type, 60)} cannot be sent", "JSON and form bodies can")
        body_class = shapes.body(body.schema, f"{endpoint.operation_id} request").name
        described = shapes.classes[body_class]
        whole = isinstance(described, RootClass)
        fields = described.attributes if isinstance(described, ObjectClass) else ()
        if whole:
            shape = described.shape if isinstance(described, RootClass) else Anything()
            arguments.append(_argument("body", "body", "body", body.required, shape, body.resolved, shapes))
    for field in fields:
        inner = distinct(field.name, taken)
        taken.add(inner)
        arguments.append(_argument(inner, field.wire, "body", field.required, field.shape, field.schema, shapes))
    for parameter in _sendable(endpoint):
        inner = python_name(parameter.name, {*taken, *TAKEN_BY_ENDPOINTS})
        taken.add(inner)
        shape = shapes.shape(parameter.schema, f"{endpoint.operation_id} {parameter.name}")
        required = parameter.required or parameter.location == "path"
        style = _style(document, endpoint, parameter)
        arguments.append(_argument(inner, parameter.name, parameter.location, required, shape, parameter.schema, shapes, style))
    arguments.sort(key=lambda a: not a.required)
    security = tuple(tuple(schemes[c.name].name for c in need if c.name in schemes) for need in endpoint.security)
    return Method(
        name=name,
        endpoint=endpoint,
        path=_path(endpoint, [a for a in arguments if a.location == "path"]),
        arguments=tuple(arguments),
        body=body,
        body_class=body_class,
        whole_body=whole,
        successes=tuple(_successes(endpoint, shapes)),
        errors=tuple(_errors(endpoint, shapes)),
        security=security,
    )


def _argument(
    name: str, wire: str, location: str, required: bool, shape: Shape, schema: Mapping[str, Any], shapes: Shapes, style: str = ""
) -> Argument:
    return Argument(name, wire, location, required, shape, annotation(shape, shapes.classes, request=True), schema, style)


def _style(document: Document, endpoint: Endpoint, parameter: Parameter) -> str:
    """How the runtime writes the values of a query parameter: see `runtime.arguments.query`."""
    if parameter.location != "query":
        return ""
    stated = stated_parameter(document, endpoint, parameter.name, parameter.location)
    if "content" in stated:
        return "json"
    types = Field(parameter.name, parameter.schema).types
    style = stated.get("style", "form")
    if "object" in types or style == "deepObject":
        raise _refusal(
            endpoint, f"the query parameter {flat(parameter.name, 60)!r} is an object, for which there is no one way to write it"
        )
    if "array" not in types:
        return "value"
    separators = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
    return "repeat" if stated.get("explode", style == "form") is True else separators.get(str(style), ",")


def stated_parameter(document: Document, endpoint: Endpoint, name: str, location: str) -> Mapping[str, Any]:
    """The Parameter Object of a parameter, as the document has it; an empty one where it has none."""
    item = document.resolve(as_mapping(document.raw.get("paths")).get(endpoint.path))
    operation = as_mapping(item.get(endpoint.method.lower()))
    listed = [*as_list(item.get("parameters")), *as_list(operation.get("parameters"))]
    resolved = [document.resolve(p) for p in listed]
    named = (p for p in reversed(resolved) if (p.get("name"), p.get("in")) == (name, location))
    return next(named, {})


def _sendable(endpoint: Endpoint) -> Iterator[Parameter]:
    ignored = {"accept", "content-type", "authorization"}  # OpenAPI 3.1, 4.8.12.2.1
    for parameter in endpoint.parameters:
        if parameter.location == "header" and parameter.name.lower() in ignored:
            continue
        if parameter.location == "header" and not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", parameter.name):
            raise _refusal(endpoint, f"the header parameter {flat(parameter.name, 60)!r} has a name that HTTP does not allow")
        if parameter.location not in ("path", "query", "header", "cookie"):
            raise _refusal(endpoint, f"the parameter {flat(parameter.name, 60)!r} stands in no known place")
        yield parameter


def _path(endpoint: Endpoint, arguments: list[Argument]) -> str:
    by_wire = {a.wire: a.name for a in arguments}
    parts = re.split(r"(\{[^{}]*\})", endpoint.path)
    found: list[str] = []
    text = ""
    for part in parts:
        name = by_wire.get(part[1:-1]) if part.startswith("{") and part.endswith("}") else None
        if name is not None:
            found.append(name)
        text += f"{{{name}}}" if name is not None else quote(part, safe=_PATH_SAFE, errors="replace")
    lost = [a.wire for a in arguments if found.count(a.name) != 1]
    if lost:
        raise _refusal(endpoint, f"the path does not have its parameter {flat(lost[0], 60)!r} exactly once")
    return text if text.startswith("/") else f"/{text}"


def _successes(endpoint: Endpoint, shapes: Shapes) -> Iterator[Success]:
    documented = [(k, r) for k, r in endpoint.responses.items() if re.fullmatch(r"2(\d\d|XX)", k)]
    if not documented and "default" in endpoint.responses:
        documented = [("2XX", endpoint.responses["default"])]
    found = [_success(endpoint, status, response, shapes) for status, response in documented]
    if len(found) == 1 and found[0].status != "2XX":  # any other success is read as the documented one
        found.append(Success("2XX", found[0].media_type, found[0].model))
    yield from found or [Success("2XX", "", None)]


def _success(endpoint: Endpoint, status: str, response: Response, shapes: Shapes) -> Success:
    kinds = [*response.schemas, *response.media_types]  # with a schema first
    json_kind = next((k for k in kinds if "json" in k), None)
    if json_kind is not None:
        return Success(status, json_kind, shapes.body(response.schemas.get(json_kind, {}), f"{endpoint.operation_id} response").name)
    kind = kinds[0] if kinds else ""
    return Success(status, kind and ("text/plain" if kind.startswith("text/") else "application/octet-stream"), None)


def _result(success: Success) -> str:
    if success.model is not None:
        return success.model
    return {"text/plain": "str", "application/octet-stream": "File"}.get(success.media_type, "None")


def _errors(endpoint: Endpoint, shapes: Shapes) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for status, response in endpoint.responses.items():
        if not re.fullmatch(r"[345](\d\d|XX)|default", status):
            continue
        typed = {k: s for k, s in response.schemas.items() if "json" in k}
        if typed:
            title = f"{endpoint.operation_id} error"
            yield status, tuple((k.split(";")[0].strip().lower(), shapes.body(s, title).name) for k, s in typed.items())


def _schemes(document: Document, api: str) -> dict[str, KeyScheme]:
    used: dict[str, Credential] = {c.name: c for e in document.endpoints for need in e.security for c in need}
    found: dict[str, KeyScheme] = {}
    for name, credential in used.items():
        prefix = "" if len(used) == 1 else f"{snake_case(name)}_"
        kind = _kind(credential)
        arguments = [f"{prefix}api_key", f"{prefix}api_secret"] if kind == "basic" else [f"{prefix}api_key"]
        variables = [v if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", v) else "" for v in credential.environment]
        keys = tuple(
            Key(argument, variables[i] if i < len(variables) and variables[i] else f"{api}_{argument}".upper())
            for i, argument in enumerate(arguments)
        )
        parameter = credential.parameter if kind in ("header", "query", "cookie") else ""
        if kind in ("header", "cookie") and not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", parameter):
            raise GenerationError(f"the security scheme {flat(name, 60)!r} has a name that HTTP does not allow", where=document.name)
        found[name] = KeyScheme(python_name(name, [s.name for s in found.values()]), kind, parameter, keys)
    return found


def _kind(credential: Credential) -> str:
    if credential.kind == "http" and credential.scheme == "basic":
        return "basic"
    if credential.kind == "apiKey":
        return credential.location if credential.location in ("header", "query", "cookie") else "header"
    return "bearer"


def _enum_arguments(methods: list[Method], shapes: Shapes) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    text = " ".join(a.annotation for m in methods for a in m.arguments)
    for name, described in sorted(shapes.classes.items()):
        if isinstance(described, EnumClass) and re.search(rf"\b{name}Argument\b", text):
            yield f"{name}Argument", name, tuple(value for _, value in described.members)


def _one_method_per_address(document: Document, methods: list[Method]) -> None:
    seen: dict[tuple[str, str], Method] = {}
    for method in methods:
        other = seen.setdefault((method.endpoint.method, re.sub(r"\{[^}]*\}", "{}", method.path)), method)
        if other is not method:
            pair = f"{flat(other.endpoint.operation_id, 60)} and {flat(method.endpoint.operation_id, 60)}"
            raise GenerationError(f"the operations {pair} have the same method and address", where=document.name)


def _refusal(endpoint: Endpoint, reason: str, mend: str | None = None) -> GenerationError:
    return GenerationError(f"{endpoint.method} {flat(endpoint.path, 100)}: {reason}", mend=mend)
