"""Operations and annotations to an OpenAPI 3.1 document: value in, plain values out, always in the same order.

What JSON Schema can say stands in its keywords. Our own keys:

* `x-said` of a property: who states which of its keywords (page, line, quote; or the evidence of an annotation), and of
  a server, operation, response or schema: who states what the pages lost;
* `x-rules` of a request schema: the rules between fields (tree, CEL, plain English, effect, sentences), of an operation: those
  between its parameters outside the body;
* `x-dependencies` of an operation: the rules that IDL has words for, in IDL (as IDL4OAS writes them);
* `x-gaps`, `x-findings`, `x-waived` of an operation: what was not read, what is odd, what is deliberately not enforced
  (`x-findings` also of the document: what is odd about all operations);
* `x-extensible-enum` of a property: the values known so far of an open list, `x-enumDescriptions`: what they stand for;
* `x-api` in `info`: the short name; `x-sources` there: where evidence can be read;
* `x-env` of a security scheme: the environment variables with its parts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.page import Page, typed_places
from swornspec.rules.cel import cel_or_none
from swornspec.rules.encode import encode
from swornspec.rules.expr import names
from swornspec.rules.field import Field, Fields, top_of
from swornspec.rules.idl import dependencies
from swornspec.rules.lint import Remark
from swornspec.rules.relation import encode_relation
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.across import arrays_of, linked
from swornspec.spec.annotation import Api, Auth, Evidence, ResponseAnnotation, Server, Waiver, cite
from swornspec.spec.document import said_as_json
from swornspec.spec.levels import Level, holders, level_names
from swornspec.spec.nesting import object_schema
from swornspec.spec.operation import Operation, OperationField, Statement, id_within, said_at

_PARAMETER: Final = re.compile(r"\{([^{}/]{1,100})\}")
_PROBLEM: Final[Mapping[str, Any]] = {
    "type": "object",
    "description": "Problem details (RFC 9457), as the mock server and servers that follow the RFC give them.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "Each documented constraint that the request breaks.",
            "items": {
                "type": "object",
                "required": ["constraint", "detail"],
                "properties": {
                    "constraint": {"type": "string", "description": "The id of the rule, or field and keyword."},
                    "pointer": {"type": "string", "description": "The offending value in the body (RFC 6901)."},
                    "parameter": {"type": "string", "description": "The offending parameter."},
                    "detail": {"type": "string"},
                    "said": {"type": "array", "items": {"type": "object"}},
                },
            },
        },
    },
}


@dataclass(frozen=True, slots=True)
class Described:
    """An operation with its address and what else the document says of it.

    `lost` is what the page does not show of `method`, `path` and the `names` of fields, `evidence` who supplies it; `page` is
    the page itself.
    """

    id: str
    method: str
    path: str
    title: str
    description: str
    documentation: str | None
    operation: Operation
    responses: tuple[ResponseAnnotation, ...]
    waivers: tuple[Waiver, ...] = ()
    remarks: tuple[Remark, ...] = ()
    lost: tuple[str, ...] = ()
    evidence: Evidence = ()
    page: Page | None = None


def to_openapi(api: Api, operations: Sequence[Described], remarks: Sequence[Remark] = ()) -> dict[str, Any]:
    """The document of an API; `remarks` are those about all of its operations."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for described in operations:
        paths.setdefault(described.path, {})[described.method.lower()] = _operation(described, schemas)
    for component in api.schemas:
        schemas[component.name] = {**component.schema, "x-said": [{"evidence": cite(component.evidence)}]}
    if any("application/problem+json" in r.get("content", {}) for o in paths.values() for m in o.values() for r in m["responses"].values()):
        schemas["Problem"] = dict(_PROBLEM)
    security: list[dict[str, list[str]]] = [{auth.name: []} for auth in api.auth]
    return {
        "openapi": "3.1.1",
        "info": {"title": api.title, "version": api.version, "x-api": api.name, **_sources(api)},
        "servers": [_server(s) for s in api.servers],
        **({"security": security} if security else {}),
        **({"x-findings": [finding_as_json(r) for r in remarks]} if remarks else {}),
        "paths": paths,
        "components": {
            **({"securitySchemes": {a.name: _scheme(a) for a in api.auth}} if api.auth else {}),
            "schemas": schemas,
        },
    }


def _sources(api: Api) -> dict[str, Any]:
    listed = [{"says": source.text, "at": source.address} for source in api.sources.values() if source.address]
    return {"x-sources": listed} if listed else {}


def _server(server: Server) -> dict[str, Any]:
    described = {"description": server.description} if server.description else {}
    return {"url": server.url, **described, **({"x-said": [{"evidence": cite(server.evidence)}]} if server.evidence else {})}


def _scheme(auth: Auth) -> dict[str, Any]:
    parts = {
        "type": auth.kind,
        "scheme": auth.scheme,
        "in": auth.location,
        "name": auth.parameter,
        "description": auth.description,
        "x-env": list(auth.environment),
        "x-said": [{"evidence": cite(auth.evidence)}],
    }
    return {k: v for k, v in parts.items() if v is not None}


def _operation(described: Described, schemas: dict[str, Any]) -> dict[str, Any]:
    operation = described.operation
    name = "".join(w.capitalize() for w in described.id.split("_"))
    body = [f for f in operation.fields if f.location == "body"]
    top = [f for f in body if not f.within]
    others = [f for f in operation.fields if f.location not in ("body", "response")]
    waived = {w.rule: w for w in described.waivers}
    enforced = [r for r in operation.rules if r.id not in waived]
    outside, held = {f.name for f in others}, _held(body)
    inside = {f.name for f in top} | held.get((), {}).keys()
    known = _known(body, _fields((*others, *top)) | held.get((), {}), held)
    fields = known[()]
    apart = [between_parameters(r, outside) for r in enforced]
    between = [r for r, is_apart in zip(enforced, apart, strict=True) if is_apart]
    kept = [within_body(r, inside, known[()]) for r, is_apart in zip(enforced, apart, strict=True) if not is_apart]
    result: dict[str, Any] = {"operationId": described.id, "summary": described.title}
    if described.description:
        result["description"] = described.description
    if described.documentation:
        result["externalDocs"] = {"url": described.documentation}
    if described.lost and described.evidence:
        result["x-said"] = [{"keywords": list(described.lost), "evidence": cite(described.evidence)}]
    if parameters := [*_in_path(described, {f.name for f in others if f.location == "path"}), *(_parameter(f) for f in others)]:
        result["parameters"] = parameters
    if body:
        inner = {level_names(place): [r for r in rules if id_within(place, r) not in waived] for place, rules in operation.nested}
        schemas[f"{name}Request"] = _request(body, {(): kept, **inner}, known)
        required = any(f.required for f in top)
        result["requestBody"] = {"required": required, "content": _json(f"{name}Request")}
    own = between if body else [*between, *kept]
    if own:
        result["x-rules"] = [rule_as_json(r, fields) for r in own]
    stated = dependencies([*between, *kept], fields)
    if stated:
        result["x-dependencies"] = stated
    result["responses"] = {r.status: _response(r, operation, name, schemas) for r in described.responses}
    if operation.gaps:
        result["x-gaps"] = [{"subject": subject, "said": said_as_json(said), "why": why} for subject, said, why in operation.gaps]
    remarks = [*operation.remarks, *described.remarks]
    if remarks:
        result["x-findings"] = [finding_as_json(r) for r in remarks]
    gone = [r for r in operation.all_rules if r.id in waived]
    if gone:
        result["x-waived"] = [waived_as_json(r, waived[r.id].reason) for r in gone]
    return result


def between_parameters(rule: Rule, outside: Set[str]) -> bool:
    """Whether a rule speaks of parameters outside the body alone, so that it can be enforced on them."""
    return rule.effect is Effect.REJECT and {rule.subject, *(names(rule.expr) if rule.expr is not None else ())} <= outside


def within_body(rule: Rule, body: Set[str], fields: Fields) -> Rule:
    """A rule as it can be enforced: one that speaks of a parameter outside the body is kept, and said not to be checked."""
    spoken = {top_of(name, fields) for name in (rule.subject, *(names(rule.expr) if rule.expr is not None else ()))}
    if rule.effect is not Effect.REJECT or spoken <= body:
        return rule
    outside = ", ".join(sorted(spoken - body))
    return replace(rule, effect=Effect.EXTERNAL, needs=f"the value of {outside}, which is not sent in the body")


def _json(component: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{component}"}}}


def _in_path(described: Described, known: Set[str]) -> list[dict[str, Any]]:
    """The parameters that only the path itself shows; of their values nothing is known but what it says there: `(int:id)`."""
    shown = dict.fromkeys(_PARAMETER.findall(described.path))
    written = described.page.path if described.page is not None else None
    typed = typed_places(written.text) if written is not None else {}
    found = []
    for name in (n for n in shown if n not in known):
        schema: dict[str, Any] = dict(typed.get(name, {}))
        if schema and written is not None:
            schema["x-said"] = [{"keywords": list(schema), **said_as_json(said_at(written))}]
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    return found


def _parameter(field: OperationField) -> dict[str, Any]:
    described = {"description": field.description} if field.description else {}
    required = {"required": True} if field.required or field.location == "path" else {}
    return {"name": field.name, "in": field.location, **described, **required, "schema": _property(field, described=False)}


def _fields(fields: Iterable[OperationField]) -> dict[str, Field]:
    return {f.name: Field(f.name, f.schema, f.required, f.location) for f in fields}


def _held(body: Sequence[OperationField]) -> dict[Level, dict[str, Field]]:
    """The objects within each object of which nothing is said but their fields."""
    known = {(level_names(f.within), f.name) for f in body}
    held = holders(f.within for f in body)
    return {
        level: {name: Field(name, {"type": kind}) for name, kind in named.items() if (level, name) not in known}
        for level, named in held.items()
    }


def _known(body: Sequence[OperationField], outer: Fields, held: Mapping[Level, Fields]) -> Mapping[Level, Fields]:
    """What the rules of each object of a body can speak of; `outer` are the fields that those of the body itself can."""
    own: dict[Level, dict[str, Field]] = {}
    for one in body:
        own.setdefault(level_names(one.within), {}).update(_fields([one]))
    levels = {level: {**own.get(level, {}), **held.get(level, {})} for level in (*own, *held)}
    levels[()] = dict(outer)
    return linked(levels, arrays_of(levels, [f.within for f in body]))


def _request(body: Sequence[OperationField], rules: Mapping[Level, Sequence[Rule]], known: Mapping[Level, Fields]) -> dict[str, Any]:
    return object_schema(
        body, _property, {level: [rule_as_json(r, known.get(level, {})) for r in listed] for level, listed in rules.items()}
    )


def _property(field: OperationField, *, described: bool = True) -> dict[str, Any]:
    text = {"description": field.description} if described and field.description else {}
    said = [_statement(s) for s in field.statements]
    return {**field.schema, **text, **({"x-said": said} if said else {})}


def _response(response: ResponseAnnotation, operation: Operation, name: str, schemas: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    success = response.status.startswith("2")
    component = f"{name}Response" if success and response.status in ("200", "201", "2XX") else f"{name}Response{response.status}"
    if response.from_page:
        fields = [f for f in operation.fields if f.location == "response"]
        schemas[component] = object_schema(fields, _property, {}, demands=False)
        content = _json(component)
    elif response.schema is not None and "$ref" in response.schema:
        content = {"application/json": {"schema": dict(response.schema)}}
    elif response.schema is not None:
        schemas[component] = dict(response.schema)
        content = _json(component)
    if content and response.has_example:
        content["application/json"]["example"] = response.example
    if response.status[0] in "45d" and not success:
        content["application/problem+json"] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    said = {"x-said": [{"evidence": cite(response.evidence)}]} if response.evidence else {}
    return {"description": response.description, **({"content": content} if content else {}), **said}


def rule_as_json(rule: Rule, fields: Fields) -> dict[str, Any]:
    """A rule as an item of `x-rules`; `swornspec.spec.document.read_rule` is the inverse."""
    parts = {
        "id": rule.id,
        "effect": rule.effect.value,
        "subject": rule.subject,
        "other": rule.other,
        "needs": rule.needs,
        "text": rule.text,
        "relation": encode_relation(rule.relation) if rule.relation is not None else None,
        "expr": encode(rule.expr) if rule.expr is not None else None,
        "cel": cel_or_none(rule.expr, fields) if rule.expr is not None else None,
        "revision": rule.revision,
        "said": [said_as_json(s) for s in rule.said],
    }
    return {k: v for k, v in parts.items() if v is not None}


def waived_as_json(rule: Rule, reason: str) -> dict[str, Any]:
    """A rule as an item of `x-waived`."""
    return {"id": rule.id, "text": rule.text, "reason": reason, "said": [said_as_json(s) for s in rule.said]}


def _statement(statement: Statement) -> dict[str, Any]:
    return {"keywords": list(statement.keywords), **said_as_json(statement.said)}


def finding_as_json(remark: Remark) -> dict[str, Any]:
    """A finding as an item of `x-findings`."""
    parts = {
        "id": remark.kind,
        "severity": remark.severity.value,
        "subject": remark.subject,
        "message": remark.message,
        "said": [said_as_json(s) for s in remark.said],
        "mend": remark.mend,
    }
    return {k: v for k, v in parts.items() if v is not None and v != []}
