"""The verdict of a document on a request: every documented constraint that a body or parameter breaks, with its sentence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import jsonschema_rs

from swornspec.errors import DocumentError
from swornspec.rules.field import path_at, top_of
from swornspec.rules.rule import Said
from swornspec.spec.document import Document, Endpoint, Parameter, resolve, said_of
from swornspec.spec.nested import BrokenWithin, broken_rules, compiled_rules
from swornspec.spec.phrases import keyword_text, rule_text
from swornspec.spec.schemas import Schemas

_LONGEST_INDEX: Final = 20  # digits of the largest index that the validator can take a key for


@dataclass(frozen=True, slots=True)
class Broken:
    """A documented constraint that a request breaks.

    `constraint` is a rule's id, or `<field>-<keyword>`; `pointer` is the JSON Pointer (RFC 6901) of the offending value
    in the body, or `?name` for a parameter; `text` says in plain English what must hold. The rule of an object within the
    request has the object's name before its id (`items[].needs-size`); `within` is that object and its rule.
    """

    constraint: str
    pointer: str
    text: str
    said: tuple[Said, ...]
    within: BrokenWithin | None = field(default=None, compare=False, repr=False)


class Checker:
    """Checks requests of one endpoint; everything is compiled once, checks share nothing and may run in parallel."""

    def __init__(self, document: Document, endpoint: Endpoint, schemas: Schemas | None = None) -> None:
        """Compile the schemas and rules; DocumentError when a schema is not valid. `schemas` are shared by many endpoints of a document."""
        self._schemas = schemas = schemas or Schemas(document, (endpoint,))
        self._document = document
        self._endpoint = endpoint
        body = endpoint.body
        self._schema = schemas.validator(body.schema, endpoint.operation_id, sent=True) if body else None
        self._rules = tuple(compiled_rules(endpoint.rules, endpoint.fields))
        self._parameter_rules = tuple(compiled_rules(endpoint.parameter_rules, endpoint.parameter_fields))
        self._parameters = [(p, schemas.validator(p.schema, p.name, sent=True)) for p in endpoint.parameters]

    def accepts(self, body: Any) -> bool:
        """Whether a body keeps every constraint; stops at the first broken one."""
        if self._schema is not None and not self._schema.is_valid(body):
            return False
        return self.keeps_rules(body)

    def keeps_rules(self, body: Any) -> bool:
        """Whether a body keeps the rules; whether it keeps the schema too is another question."""
        return next(broken_rules(self._rules, body), None) is None

    def broken(self, body: Any) -> tuple[Broken, ...]:
        """Every constraint that a body (any JSON value) breaks: keywords first, then rules, each in the document's order."""
        return self._with_rules(tuple(self._broken_keywords(body)), body)

    def first_broken(self, body: Any) -> tuple[Broken, ...]:
        """One keyword that a body breaks, and every rule: for bodies that may break more than is good to look at."""
        try:
            if self._schema is not None:
                self._schema.validate(body)
        except jsonschema_rs.ValidationError as error:
            whole = self._endpoint.body.resolved if self._endpoint.body else {}
            return self._with_rules((_broken_keyword(self._document, self._schemas, whole, body, error),), body)
        return self._with_rules((), body)

    def _with_rules(self, found: tuple[Broken, ...], body: Any) -> tuple[Broken, ...]:
        told = {(b.constraint, b.pointer) for b in found}  # a schema may hold the body and objects in it
        fields = self._endpoint.fields
        of_body = (Broken(r.id, _pointer(path_at(r.subject, fields)), r.text, r.said) for r in broken_rules(self._rules, body))
        return (*found, *(b for b in of_body if (b.constraint, b.pointer) not in told))

    def named(self, body: Any) -> list[str]:
        """The constraints that `broken` tells of, by name alone, which is known faster: each as often as it is broken."""
        found = [self._name(body, error) for error in errors_of(self._schema, body)] if self._schema is not None else []
        return [*found, *(r.id for r in broken_rules(self._rules, body) if r.id not in found)]

    def _name(self, body: Any, error: jsonschema_rs.ValidationError) -> str:
        path = _place(body, error.instance_path)
        within = self._schemas.broken_within(error)
        if within is not None:
            return f"{_dotted(path)}.{within.rule.id}" if path else within.rule.id
        keyword = _keyword(error)
        if keyword == "required":
            path.append(_missing(error))
        return f"{_dotted(path) or 'body'}-{keyword}"

    def broken_parameters(self, sent: Mapping[tuple[str, str], Any]) -> tuple[Broken, ...]:
        """Every constraint broken by parameters, given as values by (location, name)."""
        found: list[Broken] = []
        for parameter, validator in self._parameters:
            key = (parameter.location, parameter.name)
            if key not in sent:
                if parameter.required:
                    found.append(Broken(f"{parameter.name}-required", f"?{parameter.name}", f"{parameter.name} is required", ()))
                continue
            found += (_broken_parameter(self._document, self._schemas, parameter, sent[key], e) for e in errors_of(validator, sent[key]))
        if self._parameter_rules:
            by_name = {p.name: sent[p.location, p.name] for p, _ in reversed(self._parameters) if (p.location, p.name) in sent}
            fields = self._endpoint.parameter_fields
            broken = broken_rules(self._parameter_rules, by_name)
            found += (Broken(r.id, f"?{top_of(r.subject, fields)}", r.text, r.said) for r in broken)
        return tuple(found)

    def _broken_keywords(self, body: Any) -> Iterator[Broken]:
        if self._schema is not None and self._endpoint.body is not None:
            yield from broken_keywords(self._document, self._schemas, self._endpoint.body.resolved, self._schema, body)


def broken_keywords(
    document: Document, schemas: Schemas, schema: Mapping[str, Any], validator: jsonschema_rs.Draft202012Validator, value: Any
) -> Iterator[Broken]:
    """Every keyword of a schema (and rule of an object within it) that a JSON value breaks; `validator` is that schema compiled."""
    for error in errors_of(validator, value):
        yield _broken_keyword(document, schemas, schema, value, error)


def errors_of(validator: jsonschema_rs.Draft202012Validator, value: Any) -> Iterator[jsonschema_rs.ValidationError]:
    """What a validator says of a value; not that a property is missing which is there.

    jsonschema-rs 0.60 says so of `{"properties": {}, "required": ["a"], "additionalProperties": false}` and `{"a": 1}`.
    """
    for error in validator.iter_errors(value):
        if _keyword(error) != "required" or not isinstance(error.instance, dict) or _missing(error) not in error.instance:
            yield error


def _broken_keyword(
    document: Document, schemas: Schemas, schema: Mapping[str, Any], value: Any, error: jsonschema_rs.ValidationError
) -> Broken:
    path = _place(value, error.instance_path)
    within = schemas.broken_within(error)
    if within is not None:
        return _broken_within(within, path)
    name, text, said = _told(document, schema, path, error)
    return Broken(name, _pointer(path), text, said)


def _keyword(error: jsonschema_rs.ValidationError) -> str:
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.PropertyNames):
        return "propertyNames"  # what a name breaks of its schema is a matter of the name
    named = [p for p in error.schema_path if isinstance(p, str)]
    return named[-1] if named else "false"


def _missing(error: jsonschema_rs.ValidationError) -> str:
    return str(error.kind.as_dict()["property"])


def _message(error: jsonschema_rs.ValidationError) -> str:
    return error.message if len(error.message) < 200 else f"{error.message[:197]}..."


def _place(value: Any, path: Iterable[str | int]) -> list[str | int]:
    """The way to a part of a value by its own keys and indices; the validator gives keys such as "0" and "01" as numbers."""
    place: list[str | int] = []
    for part in path:
        step = part
        if isinstance(part, int) and isinstance(value, dict):
            alike = (k for k in value if len(k) <= _LONGEST_INDEX and k.removeprefix("+").isdecimal() and int(k) == part)
            step = str(part) if str(part) in value else next(alike, str(part))
        place.append(step)
        value = value.get(step) if isinstance(value, dict) else value[step] if isinstance(value, list) and isinstance(step, int) else None
    return place


def _dotted(path: list[str | int]) -> str:
    return "".join("[]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


def _pointer(path: Iterable[str | int]) -> str:
    return "".join(f"/{str(p).replace('~', '~0').replace('/', '~1')}" for p in path)


def _broken_within(within: BrokenWithin, path: list[str | int]) -> Broken:
    rule, place = within.rule, _pointer(path)
    name = f"{_dotted(path)}.{rule.id}" if path else rule.id
    return Broken(name, place + _pointer(path_at(rule.subject, within.fields)), rule_text(place, rule.text), rule.said, within)


def _broken_parameter(
    document: Document, schemas: Schemas, parameter: Parameter, value: Any, error: jsonschema_rs.ValidationError
) -> Broken:
    path: list[str | int] = [parameter.name, *_place(value, error.instance_path)]
    within = schemas.broken_within(error)
    if within is not None:
        rule, name = within.rule, _dotted(path)
        return Broken(f"{name}.{rule.id}", f"?{parameter.name}", rule_text(name, rule.text), rule.said, within)
    named, text, said = _told(document, {"properties": {parameter.name: parameter.schema}}, path, error)
    return Broken(named, f"?{parameter.name}", text, said)


def _told(
    document: Document, whole: Mapping[str, Any], path: list[str | int], error: jsonschema_rs.ValidationError
) -> tuple[str, str, tuple[Said, ...]]:
    """A broken keyword by its name, in plain English and where it is said; `path` goes on to what is missing."""
    keyword = _keyword(error)
    if keyword == "required":
        path.append(_missing(error))
    schema = _schema_at(document, whole, path)
    name = _dotted(path) or "body"
    return f"{name}-{keyword}", keyword_text(name, keyword, schema, _message(error)), said_of(schema, keyword)


def _schema_at(document: Document, schema: Mapping[str, Any], path: Iterable[str | int]) -> Mapping[str, Any]:
    """The schema that documents a place of a value; an empty one where that is not known."""
    for part in path:
        below = schema.get("items", {}) if isinstance(part, int) else schema.get("properties", {}).get(part, {})
        try:
            schema = resolve(document.raw, below)
        except DocumentError:  # a reference within the schema itself, which the validator follows in its own way
            return {}
    return schema
