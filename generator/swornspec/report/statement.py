"""What a document states, one statement at a time: where it is said, what it became, who enforces it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.contract.nested import Within, rules_within
from swornspec.contract.outside import location_of
from swornspec.contract.space import parameter_space, subject_of
from swornspec.rules.cel import cel_or_none
from swornspec.rules.expr import Arithmetic, Compare, Expr, HasValue, Implies, Literal, OneOf, Present, Ref, Size, names
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.rules.witness import Constraint, Space
from swornspec.rules.witness.constraint import dotted
from swornspec.spec.document import Document, Endpoint, Parameter, as_list, documented_fields, read_said, said_of
from swornspec.spec.phrases import keyword_text, rule_text

EVERYONE: Final = "client, mock and contract suite"
_NOBODY: Final = {
    Effect.IGNORED: "nobody: it refuses nothing, it says what has no effect",
    Effect.OVERRIDES: "nobody: it refuses nothing, it says which field wins",
    Effect.ADVICE: "nobody: it is advice",
    Effect.DEPRECATED: "nobody: the field still works",
    Effect.RELATION: "nobody: the document does not tell where in the response it shows",
    Effect.EXTERNAL: "nobody: whether it holds depends on what the documents do not hold",
}
_RELATED: Final = {
    Effect.RELATION: "mock and contract suite: it relates the response to the request",
    Effect.ADVICE: "mock: it usually relates the response to the request",
}
_BRANCH: Final = "client and mock, which refuse what the rule stands in"
_DEFAULT: Final = "nobody: rules read it where the field is not sent"
_OPERATORS: Final[Mapping[str, Any]] = {"minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}
_SIZES: Final[Mapping[str, Any]] = {"minLength": ">=", "maxLength": "<=", "minItems": ">=", "maxItems": "<="}


@dataclass(frozen=True, slots=True)
class Statement:
    """Something documented about an operation.

    `id` is the name of the constraint or rule (empty for a gap), `fields` what it speaks of, `became` keyword, rule,
    default, gap or waived rule, `pointer` its place in the document, `space` and `constraint` what examples are made from.
    `tested` is what contract cases call the constraint: that of a parameter begins with where the parameter stands.
    """

    operation: str
    id: str
    fields: tuple[str, ...]
    became: str
    text: str
    said: tuple[Said, ...]
    pointer: str
    enforced: str
    cel: str | None = None
    rule: Rule | None = None
    constraint: Constraint | None = None
    space: Space | None = None
    tested: str = ""


def statements(document: Document, endpoint: Endpoint) -> Iterator[Statement]:
    """Everything stated about an operation: keywords in the document's order, then rules, waived rules and gaps."""
    subject = subject_of(document, endpoint)
    place = f"#/paths/{_escaped(endpoint.path)}/{endpoint.method.lower()}"
    for parameter in endpoint.parameters:
        own = parameter_space(subject, parameter)
        yield from _keywords(document, endpoint, own, _parameter_place(document, endpoint, parameter), parameter)
    body = endpoint.body
    top = place
    if body is not None and subject.body is not None:
        reference = body.schema.get("$ref")
        top = reference if isinstance(reference, str) else f"{place}/requestBody/content/{_escaped(body.media_type)}/schema"
        yield from _keywords(document, endpoint, subject.body, top, None)
    operation = document.resolve(document.raw["paths"][endpoint.path])[endpoint.method.lower()]
    holders = [(f"{place}/x-rules", operation.get("x-rules"))]
    if body is not None:
        holders.append((f"{_followed(document, top)[0]}/x-rules", body.resolved.get("x-rules")))
    places = {
        r.get("id"): f"{at}/{n}"
        for at, listed in holders
        if isinstance(listed, list)
        for n, r in enumerate(listed)
        if isinstance(r, Mapping)
    }
    yield from _rules(endpoint, endpoint.rules, subject.body, places)
    for stated in _rules(endpoint, endpoint.parameter_rules, subject.together, places):
        yield replace(stated, tested=f"{location_of(endpoint, f'?{stated.fields[0]}')}-{stated.id}")
    if subject.body is not None:
        yield from (_within(document, endpoint, within, top) for within in rules_within(subject.body))
    yield from _unread(document, endpoint, place)


def _parameter_place(document: Document, endpoint: Endpoint, parameter: Parameter) -> str:
    """Where the schema of a parameter stands: in the operation, in its path, or in the component that one of them names."""
    path = f"#/paths/{_escaped(endpoint.path)}"
    for holder in (f"{path}/{endpoint.method.lower()}", path):
        here, node = _followed(document, holder)
        for n, entry in enumerate(as_list(node.get("parameters"))):
            known = document.resolve(entry)
            if (known.get("name"), known.get("in")) == (parameter.name, parameter.location):
                at, found = _followed(document, f"{here}/parameters/{n}")
                if parameter.media_type is not None and "schema" not in found:
                    return f"{at}/content/{_escaped(parameter.media_type)}/schema"
                return f"{at}/schema"
    return path


def _keywords(document: Document, endpoint: Endpoint, space: Space, top: str, parameter: Parameter | None) -> Iterator[Statement]:
    for constraint in space.constraints:
        if constraint.rule is None and constraint.path:
            path = constraint.path[1:] if parameter is not None else constraint.path
            place = pointer(document, top, path, str(constraint.keyword))
            if parameter is not None and not path and constraint.keyword == "required":
                place = f"{top.removesuffix('/schema')}/required"
            yield _keyword(endpoint, space, constraint, place, "" if parameter is None else f"{parameter.location}-")
    for name, field in space.fields.items():
        if field.default is not None:
            path = () if parameter is not None else (name,)
            text = f"{name} defaults to {_plain(field.default)} when it is not sent"
            said = said_of(field.schema, "default")
            place = pointer(document, top, path, "default")
            yield Statement(endpoint.operation_id, "", (name,), "default", text, said, place, _DEFAULT)


def _keyword(endpoint: Endpoint, space: Space, constraint: Constraint, place: str, prefix: str) -> Statement:
    keyword = str(constraint.keyword)
    schema: Mapping[str, Any] = constraint.schema or {}
    if keyword == "required":
        properties = schema.get("properties")
        below = properties.get(constraint.path[-1]) if isinstance(properties, Mapping) else None
        schema = below if isinstance(below, Mapping) else {}
    expr = _as_expr(constraint) if len(constraint.path) == 1 else None
    return Statement(
        endpoint.operation_id,
        constraint.id,
        (constraint.field,),
        f"keyword {keyword}",
        keyword_text(constraint.field, keyword, schema, f"{keyword} {_plain(constraint.value)}"),
        said_of(schema, keyword),
        place,
        EVERYONE,
        None if expr is None else cel_or_none(expr, space.fields),
        constraint=constraint,
        space=space,
        tested=f"{prefix}{constraint.id}",
    )


def _as_expr(constraint: Constraint) -> Expr | None:
    """A keyword of a field as an expression, where the language of rules has one for it."""
    keyword, value, ref = str(constraint.keyword), constraint.value, Ref(constraint.field)
    then: Expr | None = None
    if keyword == "required":
        return Present(ref.name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if keyword in _OPERATORS:
            then = Compare(_OPERATORS[keyword], ref, Literal(value))
        elif keyword in _SIZES:
            then = Compare(_SIZES[keyword], Size(ref), Literal(value))
        elif keyword == "multipleOf" and isinstance(value, int):
            then = Compare("==", Arithmetic("%", (ref, Literal(value))), Literal(0))
    elif keyword == "enum" and isinstance(value, list):
        then = OneOf(ref, tuple(v for v in value if isinstance(v, str | int | float)))
    return None if then is None else Implies(HasValue(ref), then)


def _rules(endpoint: Endpoint, rules: Iterable[Rule], space: Space | None, places: Mapping[Any, str]) -> Iterator[Statement]:
    by_id = {c.id: c for c in space.constraints} if space is not None else {}
    for rule in rules:
        spoken = Constraint(rule.id, rule.subject, (rule.subject,), rule=rule).fields
        constraint = by_id.get(rule.id) if rule.effect is Effect.REJECT else None
        yield Statement(
            endpoint.operation_id,
            rule.id,
            tuple(dict.fromkeys((rule.subject, *spoken))),
            f"rule ({rule.effect.value})",
            rule.text,
            rule.said,
            places.get(rule.id, ""),
            EVERYONE if rule.effect is Effect.REJECT else _RELATED.get(rule.effect, "") if rule.has_place else _NOBODY[rule.effect],
            None if rule.expr is None else cel_or_none(rule.expr, endpoint.fields),
            rule,
            constraint,
            space,
            rule.id,
        )


def _within(document: Document, endpoint: Endpoint, within: Within, top: str) -> Statement:
    rule, place = within.rule, dotted(within.path) if within.path else ""
    fields = documented_fields(document.raw, within.schema)
    return Statement(
        endpoint.operation_id,
        within.constraint,
        tuple(f"{place}.{name}" if place else name for name in dict.fromkeys((rule.subject, *names(rule.expr or Present(rule.subject))))),
        f"rule ({rule.effect.value})",
        rule_text(place, rule.text),
        rule.said,
        pointer(document, top, within.path, "x-rules"),
        EVERYONE if within.plain else _BRANCH,
        None if rule.expr is None else cel_or_none(rule.expr, fields),
        tested=within.constraint,
    )


def _unread(document: Document, endpoint: Endpoint, place: str) -> Iterator[Statement]:
    name = endpoint.operation_id
    operation = document.resolve(document.raw["paths"][endpoint.path])[endpoint.method.lower()]
    waived = operation.get("x-waived")
    for n, entry in enumerate(waived if isinstance(waived, list) else ()):
        if isinstance(entry, Mapping):
            listed = entry.get("said")
            said = tuple(read_said(s) for s in listed) if isinstance(listed, list) else ()
            text, why = str(entry.get("text", "")), f"nobody: waived because {entry.get('reason', '')}"
            yield Statement(name, str(entry.get("id", "")), (), "waived rule", text, said, f"{place}/x-waived/{n}", why)
    for n, gap in enumerate(endpoint.gaps):
        text = f"not read: {gap.why or 'the sentence has a form that is not known'}"
        yield Statement(name, "", (gap.subject,), "gap", text, (gap.said,), f"{place}/x-gaps/{n}", "nobody: it was not read")


def pointer(document: Document, top: str, path: tuple[str, ...], keyword: str) -> str:
    """Where a keyword stands in the document, as a JSON Pointer fragment (RFC 6901); references on the way are followed."""
    steps = [s for part in path for s in (("items",) if part == "[]" else ("properties", part))]
    if keyword == "required":
        steps = steps[:-2]
    here, node = _followed(document, top)
    for step in steps:
        inner = node.get(step)
        here, node = f"{here}/{_escaped(step)}", inner if isinstance(inner, Mapping) else {}
        reference = node.get("$ref")
        if isinstance(reference, str) and keyword not in node:
            here, node = _followed(document, reference)
    return f"{here}/{_escaped(keyword)}" if keyword in node else here


def _followed(document: Document, place: str) -> tuple[str, Mapping[str, Any]]:
    for _ in range(50):
        node: Any = document.raw
        for step in place.removeprefix("#/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            node = node.get(key) if isinstance(node, Mapping) else node[int(key)] if isinstance(node, list) and key.isdigit() else None
        found = node if isinstance(node, Mapping) else {}
        reference = found.get("$ref")
        if not isinstance(reference, str):
            return place, found
        place = reference
    return place, {}


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _plain(value: Any) -> str:
    text = str(value) if not isinstance(value, bool) else str(value).lower()
    return text if len(text) <= 80 else f"{text[:77]}..."
