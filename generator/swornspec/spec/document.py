"""An OpenAPI document read back: its endpoints, ready to be served, called or tested.

Nothing here needs our extensions; where `x-rules`, `x-said`, `x-gaps` and `x-findings` are present they come along decoded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from swornspec.errors import DocumentError, RuleError
from swornspec.rules.expr import names
from swornspec.rules.field import Field, Fields, fields_of, top_of
from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.spec.address import variables
from swornspec.spec.dependencies import stated_dependencies
from swornspec.spec.nodes import as_list, as_mapping
from swornspec.spec.older import modern
from swornspec.spec.saying import read_said, said_as_json, said_of
from swornspec.spec.source.json_text import read_json
from swornspec.spec.source.yaml_load import load_yaml
from swornspec.spec.stated import read_rule

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MOST_REFERENCES: Final = 50
_NOT_OURS: Final = ("accept", "authorization", "content-type")
"""Header parameters that are to be ignored (OpenAPI 3.1, Parameter Object): other parts of a document speak of them."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter outside the body; `location` is path, query, header or cookie, `schema` has its references resolved.

    `style` and `explode` say how arrays and objects are written (OpenAPI 3.1, Style Values); a parameter written as a
    document of its own (`content`) has that document's `media_type` instead.
    """

    name: str
    location: str
    required: bool
    schema: Mapping[str, Any]
    style: str = "form"
    explode: bool = True
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A request body: its media type, whether it must be sent, its schema as written and with the top references resolved.

    `media_types` are all the documented ones; `media_type` and the schemas are those of the first that is JSON.
    """

    media_type: str
    required: bool
    schema: Mapping[str, Any]
    resolved: Mapping[str, Any]
    component: str | None
    fields: Fields = field(repr=False)
    media_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """A documented response: status (`200`, `4XX` or `default`), schema and example by media type, header names.

    `media_types` also holds those without a schema; `header_schemas` the schemas of the headers that are required.
    """

    status: str
    description: str
    schemas: Mapping[str, Mapping[str, Any]]
    examples: Mapping[str, Any]
    headers: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    header_schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Credential:
    """A security scheme: OpenAPI's own object plus its name; `environment` lists the variables that hold its parts."""

    name: str
    kind: str
    scheme: str
    location: str
    parameter: str
    environment: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence that sounds like a rule and was not read, with the field it is about and the reason."""

    subject: str
    said: Said
    why: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation of a document. `security` lists alternatives, each the credentials that are needed together.

    `rules` are those between the fields of the body, `parameter_rules` those between parameters outside of it.
    """

    operation_id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: Mapping[str, Response]
    security: tuple[tuple[Credential, ...], ...]
    rules: tuple[Rule, ...]
    gaps: tuple[Gap, ...]
    findings: tuple[Remark, ...] = ()
    parameter_rules: tuple[Rule, ...] = ()

    @property
    def parameter_fields(self) -> Fields:
        """The fields that the rules between parameters can speak of; of two that share a name, the first."""
        return {p.name: Field(p.name, p.schema, p.required, p.location) for p in reversed(self.parameters)}

    @property
    def fields(self) -> Fields:
        """The fields that the rules can speak of: the parameters and the properties of the body."""
        return {**self.parameter_fields, **(self.body.fields if self.body else {})}

    def response_for(self, status: int) -> Response | None:
        """The documented response for a status: exact, else its range (`4XX`), else `default`."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.responses:
                return self.responses[key]
        return None


@dataclass(frozen=True, slots=True)
class Unread:
    """An operation (or, without an id, a whole path) that cannot be read, and why."""

    method: str
    path: str
    operation_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole OpenAPI document; `raw` is the document itself, `findings` are those of no operation in particular.

    `unread` are the operations that could not be read, where the reader asked for the rest.
    """

    name: str
    title: str
    version: str
    servers: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    raw: Mapping[str, Any] = field(repr=False)
    findings: tuple[Remark, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def api(self) -> str:
        """What the API is called: `x-api`, else its title."""
        return str(as_mapping(self.raw.get("info")).get("x-api") or self.title or "api")

    def endpoint(self, operation_id: str) -> Endpoint:
        """The endpoint with an operation id; DocumentError names the known ones."""
        for endpoint in self.endpoints:
            if endpoint.operation_id == operation_id:
                return endpoint
        known = ", ".join(e.operation_id for e in self.endpoints) or "none"
        raise DocumentError(f"unknown operation {operation_id!r}; known: {known}", where=self.name)

    def resolve(self, schema: Any) -> Mapping[str, Any]:
        """A schema with the references at its top followed."""
        return resolve(self.raw, schema)


def load_document(path: Path, *, partly: bool = False) -> Document:
    """Read an OpenAPI document from a JSON or YAML file; DocumentError when it is none. `partly`: see `read_document`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot read the document: {error.strerror or error}", where=str(path)) from error
    return document_of(content, str(path), partly=partly)


def document_of(content: bytes, name: str, *, partly: bool = False) -> Document:
    """Read an OpenAPI document from the bytes of its file; the ending of its name tells JSON from YAML. DocumentError when it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("cannot read the document: not UTF-8 text", where=name) from error
    return read_document(read_json(text, name) if Path(name).suffix.lower() == ".json" else load_yaml(text, name), name, partly=partly)


def read_document(raw: Any, name: str, *, partly: bool = False) -> Document:
    """Read an OpenAPI 3.x document from its parsed form; `name` is what messages call it.

    An operation that cannot be read is an error; with `partly` it is among the document's `unread`.
    """
    if isinstance(raw, Mapping) and str(raw.get("swagger", "")).startswith("2."):
        raise DocumentError("a Swagger 2.0 document, of which only `enrich` reads", where=name, mend="convert it to OpenAPI 3 first")
    if not isinstance(raw, Mapping) or not str(raw.get("openapi", "")).startswith("3."):
        raise DocumentError("not an OpenAPI 3 document: no 'openapi: 3.x' at its top", where=name)
    raw = modern(raw)
    info = as_mapping(raw.get("info"))
    servers = tuple(str(s["url"]) for s in as_list(raw.get("servers")) if isinstance(s, Mapping) and "url" in s)
    read = list(_endpoints(raw, name, partly=partly))
    endpoints = tuple(e for e in read if isinstance(e, Endpoint))
    try:
        findings = tuple(_finding(f) for f in as_list(raw.get("x-findings")))
    except RuleError as error:
        raise DocumentError(error.reason, where=name) from error
    unread = tuple(e for e in read if isinstance(e, Unread))
    return Document(name, str(info.get("title", "")), str(info.get("version", "")), servers, endpoints, raw, findings, unread)


def resolve(raw: Mapping[str, Any], node: Any) -> Mapping[str, Any]:
    """An object with the local references (`#/...`) at its top followed; siblings of `$ref` are laid over its target."""
    over: dict[str, Any] = {}
    for _ in range(_MOST_REFERENCES):
        if not isinstance(node, Mapping):
            return over
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return {**node, **over} if over else node
        over = {**{k: v for k, v in node.items() if k != "$ref"}, **over}
        node = pointed(raw, reference)
    raise DocumentError(f"references go round in a circle at {reference}")


def pointed(raw: Mapping[str, Any], reference: str) -> Any:
    """What a local reference (`#/...`, RFC 6901) points to, nothing of it followed; DocumentError when it points nowhere."""
    if not reference.startswith("#/"):
        raise DocumentError(f"only references within the document are read, not {reference!r}")
    node: Any = raw
    for key in reference_parts(reference):
        if isinstance(node, list) and key.isascii() and key.isdigit() and len(key) < 9 and int(key) < len(node):
            node = node[int(key)]
        elif isinstance(node, Mapping) and key in node:
            node = node[key]
        else:
            raise DocumentError(f"reference {reference!r} points nowhere")
    return node


def reference_parts(reference: str) -> tuple[str, ...]:
    """The names that a reference leads through, in plain text: percent-encoding (RFC 6901, 6) and `~0`, `~1` are undone."""
    pointer = reference.removeprefix("#").removeprefix("/")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in unquote(pointer).split("/"))


def documented_fields(raw: Mapping[str, Any], schema: Mapping[str, Any]) -> Fields:
    """The properties of an object schema as the fields of rules: their references followed, those of array items too.

    The properties that the parts of an `allOf` describe are among them; where two describe one, the outer one counts. Those
    of objects are read in the same way where a rule speaks of them.
    """
    properties: dict[str, Any] = {}
    required: list[Any] = []
    for part in reversed(_parts(raw, schema)):
        for name, below in as_mapping(part.get("properties")).items():
            try:
                properties[name] = _with_items(raw, resolve(raw, below))
            except DocumentError:
                if part is schema:
                    raise
        required += as_list(part.get("required"))
    return fields_of({"required": required, "properties": properties}, partial(_fields_within, raw))


def _fields_within(raw: Mapping[str, Any], schema: Mapping[str, Any]) -> Fields:
    try:
        return documented_fields(raw, resolve(raw, schema))
    except DocumentError:  # a reference that the validator follows in its own way, or refuses
        return {}


def _parts(raw: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """An object schema, what it refers to and the parts of its `allOf`, each once."""
    found: dict[int, Mapping[str, Any]] = {}
    waiting: list[Any] = [schema]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, Mapping) or id(part) in found:
            continue
        found[id(part)] = part
        waiting += reversed(as_list(part.get("allOf")))
        if isinstance(part.get("$ref"), str):
            try:
                waiting.append(pointed(raw, part["$ref"]))
            except DocumentError:  # a reference that the validator follows in its own way, or refuses
                continue
    return list(found.values())


def _with_items(raw: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(schema.get("items"), Mapping):
        return schema
    try:
        items = resolve(raw, schema["items"])
        properties = {k: resolve(raw, v) for k, v in as_mapping(items.get("properties")).items()}
    except DocumentError:  # a reference that the validator follows in its own way, or refuses
        return schema
    return {**schema, "items": {**items, "properties": properties} if properties else items}


def _endpoints(raw: Mapping[str, Any], name: str, *, partly: bool) -> Iterator[Endpoint | Unread]:
    for path, entry in as_mapping(raw.get("paths")).items():
        try:
            item = resolve(raw, entry)
        except DocumentError as error:
            if not partly:
                raise
            yield Unread("ANY", str(path), "", error.reason)
            continue
        for method in METHODS:
            if isinstance(item.get(method), Mapping):
                try:
                    yield _endpoint(raw, str(path), method, item)
                except (DocumentError, RuleError) as error:
                    if not partly:
                        raise DocumentError(f"{method.upper()} {path}: {error.reason}", where=name) from error
                    yield Unread(method.upper(), str(path), str(item[method].get("operationId") or f"{method} {path}"), error.reason)


def _endpoint(raw: Mapping[str, Any], path: str, method: str, item: Mapping[str, Any]) -> Endpoint:
    operation = item[method]
    body = _body(raw, operation)
    parameters = tuple(_parameters(raw, [*as_list(item.get("parameters")), *as_list(operation.get("parameters"))]))
    schemes = operation.get("security", raw.get("security"))
    security = tuple(tuple(_credential(raw, str(n)) for n in need) for need in as_list(schemes) if isinstance(need, Mapping))
    carriers = {(c.location, c.parameter) for need in security for c in need if c.kind == "apiKey"}
    parameters = tuple(p for p in parameters if (p.location, p.name) not in carriers)  # they are the credentials themselves
    nowhere = [p for p in parameters if p.location == "path" and p.name not in variables(path)]
    parameters = tuple(p for p in parameters if p not in nowhere)  # nobody can send them
    rules = _Rules.read(operation, parameters, body)
    return Endpoint(
        operation_id=str(operation.get("operationId") or f"{method} {path}"),
        method=method.upper(),
        path=path,
        summary=str(operation.get("summary", "")),
        description=str(operation.get("description", "")),
        parameters=parameters,
        body=body,
        responses={str(k): _response(raw, str(k), resolve(raw, v)) for k, v in as_mapping(operation.get("responses")).items()},
        security=security,
        rules=rules.of_body,
        gaps=(*(_gap(g) for g in as_list(operation.get("x-gaps"))), *rules.unread),
        findings=(*(_finding(f) for f in as_list(operation.get("x-findings"))), *(_unplaced(p, path) for p in nowhere)),
        parameter_rules=rules.of_parameters,
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of an operation, sorted by what can judge them; `unread` are the dependencies that are not IDL as we know it."""

    of_body: tuple[Rule, ...]
    of_parameters: tuple[Rule, ...]
    unread: tuple[Gap, ...]

    @classmethod
    def read(cls, operation: Mapping[str, Any], parameters: tuple[Parameter, ...], body: Body | None) -> "_Rules":
        own = [read_rule(r) for r in as_list(operation.get("x-rules"))]
        of_body = [read_rule(r) for r in as_list(body.resolved.get("x-rules"))] if body else []
        outside, inside = {p.name: Field(p.name, p.schema) for p in reversed(parameters)}, body.fields if body else {}
        stated, unread = stated_dependencies(operation, [*own, *of_body], {**outside, **inside})
        of_parameters: list[Rule] = []
        for rule in (*own, *stated):
            spoken = {top_of(n, {**outside, **inside}) for n in (names(rule.expr) if rule.expr is not None else (rule.subject,))}
            if spoken <= outside.keys() or not (body or spoken & inside.keys()):
                of_parameters.append(rule)
            elif spoken & outside.keys() - inside.keys() and rule.effect is Effect.REJECT:
                apart = ", ".join(sorted(spoken & outside.keys()))
                of_body.append(replace(rule, effect=Effect.EXTERNAL, needs=f"the value of {apart}, which is not sent in the body"))
            else:
                of_body.append(rule)
        return cls(tuple(of_body), tuple(of_parameters), tuple(Gap("", u.said, u.why) for u in unread))


def _parameters(raw: Mapping[str, Any], entries: list[Any]) -> Iterator[Parameter]:
    by_key: dict[tuple[str, str], Parameter] = {}
    for entry in entries:
        item = resolve(raw, entry)
        name, location = str(item.get("name", "")), str(item.get("in", ""))
        schema, media_type = item.get("schema"), None
        if schema is None:  # the long form: `content` with one media type
            media_type, content = next(iter(as_mapping(item.get("content")).items()), (None, {}))
            schema = as_mapping(content).get("schema", {})
        style = str(item.get("style", "form" if location in ("query", "cookie") else "simple"))
        explode = item.get("explode", style == "form") is True
        if location == "header" and name.lower() in _NOT_OURS:
            continue
        by_key[name, location] = Parameter(name, location, item.get("required") is True, resolve(raw, schema), style, explode, media_type)
    yield from by_key.values()


def _body(raw: Mapping[str, Any], operation: Mapping[str, Any]) -> Body | None:
    if "requestBody" not in operation:
        return None
    item = resolve(raw, operation["requestBody"])
    content = as_mapping(item.get("content"))
    media_type = next((m for m in content if "json" in str(m)), next(iter(content), "application/json"))
    schema = as_mapping(as_mapping(content.get(media_type)).get("schema"))
    resolved = resolve(raw, schema)
    reference = schema.get("$ref")
    component = reference_parts(reference)[-1] if isinstance(reference, str) else None
    flat = documented_fields(raw, resolved)
    return Body(str(media_type), item.get("required") is True, schema, resolved, component, flat, tuple(map(str, content)))


def _response(raw: Mapping[str, Any], status: str, item: Mapping[str, Any]) -> Response:
    content = {str(m): as_mapping(c) for m, c in as_mapping(item.get("content")).items()}
    schemas = {m: as_mapping(c["schema"]) for m, c in content.items() if "schema" in c}
    examples = {m: e for m, c in content.items() if (e := example_of(raw, c)) is not None}
    headers = {str(k): resolve(raw, h) for k, h in as_mapping(item.get("headers")).items()}
    needed = {k: as_mapping(h.get("schema")) for k, h in headers.items() if h.get("required") is True}
    return Response(status, str(item.get("description", "")), schemas, examples, tuple(headers), tuple(content), needed)


def example_of(raw: Mapping[str, Any], media: Mapping[str, Any]) -> Any:
    """The example of a Media Type Object (OpenAPI 3.1, 4.8.14): its own, the first of several, or that of its schema; else None."""
    if "example" in media:
        return media["example"]
    for entry in as_mapping(media.get("examples")).values():
        return resolve(raw, entry).get("value")
    return resolve(raw, media.get("schema", {})).get("example")


def _credential(raw: Mapping[str, Any], name: str) -> Credential:
    schemes = as_mapping(as_mapping(raw.get("components")).get("securitySchemes"))
    if name not in schemes:
        raise DocumentError(f"security scheme {name!r} is not defined")
    item = resolve(raw, schemes[name])
    return Credential(
        name=name,
        kind=str(item.get("type", "")),
        scheme=str(item.get("scheme", "")).lower(),
        location=str(item.get("in", "")),
        parameter=str(item.get("name", "")),
        environment=tuple(map(str, as_list(item.get("x-env")))),
    )


def _gap(raw: Any) -> Gap:
    item = as_mapping(raw)
    return Gap(str(item.get("subject", "")), read_said(item.get("said")), str(item.get("why", "")))


def _unplaced(parameter: Parameter, path: str) -> Remark:
    message = f"{parameter.name} is documented as a part of the path, and {path} has no place for it; nobody can send it"
    return Remark(
        "path-parameter-without-place", Severity.WARNING, parameter.name, message, mend=f"write {{{parameter.name}}} into the path"
    )


def _finding(raw: Any) -> Remark:
    item = as_mapping(raw)
    try:
        severity = Severity(item.get("severity", "warning"))
    except ValueError as error:
        raise RuleError(f"an item of x-findings has an unknown severity {item.get('severity')!r}") from error
    mend = item.get("mend")
    return Remark(
        str(item.get("id", "finding")),
        severity,
        str(item.get("subject", "")),
        str(item.get("message", "")),
        tuple(read_said(s) for s in as_list(item.get("said"))),
        None if mend is None else str(mend),
    )


__all__ = ["Body", "Credential", "Document", "Endpoint", "Field", "Gap", "Parameter", "Response"]
__all__ += ["as_list", "as_mapping", "document_of", "load_document", "read_document", "read_rule", "read_said", "said_as_json", "said_of"]
