"""The mutants of what a request must be: its body, its parameters, the rules between them, its credentials and media type."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.contract.case import Identity
from swornspec.contract.credential import Carried, carried, identities
from swornspec.contract.inside import Ask
from swornspec.contract.mutant.keywords import Way, ways
from swornspec.contract.mutant.mutant import Altered, Mutant
from swornspec.contract.mutant.place import Change, changed, replaced
from swornspec.contract.nested import rules_within
from swornspec.contract.request import Request
from swornspec.contract.space import Subject, parameter_space
from swornspec.rules.encode import encode
from swornspec.rules.expr import Expr
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness import Constraint, Space, constraints
from swornspec.rules.witness.constraint import is_item
from swornspec.rules.witness.readings import readings
from swornspec.rules.witness.sample import flattened
from swornspec.spec.document import Body, Endpoint, Parameter, as_list
from swornspec.spec.nested import rejecting
from swornspec.spec.secret import secret_headers

EVERYTHING: Final = "*/*"
_TOGETHER: Final = ("", "")
_ALTERNATIVES: Final = ("anyOf", "oneOf")
_OF_TEXT: Final = ("dropped", "a-fraction-too")
"""The ways to misread a type where everything that is sent is text."""


def of_requests(subject: Subject) -> Iterator[Mutant]:
    """Every mutant of an operation's requests."""
    yield from _of_body(subject)
    yield from _of_rules(subject)
    yield from _of_rules_within(subject)
    for parameter in subject.endpoint.parameters:
        yield from _of_parameter(subject, parameter)
    yield from _of_parameter_rules(subject)
    yield from _of_credentials(subject.endpoint)


def _of_body(subject: Subject) -> Iterator[Mutant]:
    endpoint, body, space = subject.endpoint, subject.endpoint.body, subject.body
    if body is None:
        return
    if body.required:
        yield Mutant("body-required", "made-optional", replace(endpoint, body=replace(body, required=False)))
    if EVERYTHING not in body.media_types:
        any_type = replace(body, media_types=(*body.media_types, EVERYTHING))
        yield Mutant("content-type", "not-checked", replace(endpoint, body=any_type))
    if space is None:
        return
    yield Mutant("body-json", "not-checked", endpoint, around=_lenient(subject.least))
    yield from _of_branches(subject, body, space)
    for constraint, suffix in _places(space.constraints):
        place = constraint.path[:-1] if constraint.keyword == "required" else constraint.path
        for way in ways(constraint):
            schema = changed(subject.document, body.schema, place, way.change)
            if schema is not None:
                other, altered = _with_body(endpoint, body, schema), Altered(constraint, _after(constraint, way))
                about, loosens = (constraint.field, *constraint.path[:1]), constraint.id if way.looser else None
                yield Mutant(constraint.id, way.manner + suffix, other, altered=altered, about=about, loosens=loosens)


def _places(known: Sequence[Constraint]) -> Iterator[tuple[Constraint, str]]:
    """Each constraint once for every place where it is stated, with what tells that place from the first."""
    for constraint in known:
        stated = [replace(c, repeated=False, elsewhere=()) for c in (constraint, *constraint.elsewhere)]
        at_once = [(c.path, repr(c.value)) for c in stated]
        for n, one in enumerate(stated):
            if at_once[n] not in at_once[:n]:
                yield replace(one, repeated=at_once.count(at_once[n]) > 1), "" if n == 0 else f" at {n + 1}"


def _of_branches(subject: Subject, body: Body, space: Space) -> Iterator[Mutant]:
    """The constraints of each alternative of a `oneOf` or `anyOf`."""
    for outer in space.constraints:
        if outer.keyword not in _ALTERNATIVES or not isinstance(outer.value, list):
            continue
        for n, branch in enumerate(outer.value):
            for inner in constraints(flattened(branch)) if isinstance(branch, Mapping) else ():
                known = f"{n + 1}{_below(inner)}"
                place = inner.path[:-1] if inner.keyword == "required" else inner.path
                for way in ways(inner):
                    edit = _in_branch(subject, str(outer.keyword), n, place, way)
                    schema = changed(subject.document, body.schema, outer.path, edit)
                    if schema is not None:
                        mutant = Mutant(outer.id, f"{known} {way.manner}", _with_body(subject.endpoint, body, schema), about=(outer.field,))
                        yield replace(mutant, loosens=f"{outer.id}/{known}" if way.looser else None)


def _below(inner: Constraint) -> str:
    """The id of a constraint of an alternative, after the alternative's number."""
    if not inner.path:
        return inner.id.removeprefix("body")
    return inner.id if is_item(inner.path[0]) else f".{inner.id}"


def _in_branch(subject: Subject, keyword: str, number: int, place: tuple[str, ...], way: Way) -> Change:
    """The change of one alternative."""

    def change(node: Mapping[str, Any]) -> Mapping[str, Any] | None:
        listed = as_list(node.get(keyword))
        other = changed(subject.document, listed[number], place, way.change) if number < len(listed) else None
        return None if other is None else {**node, keyword: [other if i == number else b for i, b in enumerate(listed)]}

    return change


def _after(constraint: Constraint, way: Way) -> Constraint | None:
    if way.after is None or constraint.schema is None:
        return None
    keyword, value = way.after
    rest = {k: v for k, v in constraint.schema.items() if k != constraint.keyword}
    return replace(constraint, id=f"{constraint.id} (mutant)", keyword=keyword, value=value, schema={**rest, keyword: value})


def _with_body(endpoint: Endpoint, body: Body, schema: Mapping[str, Any]) -> Endpoint:
    """The endpoint with another schema of its body; what rules know of its fields stays as it was."""
    return replace(endpoint, body=replace(body, schema=schema, resolved=schema))


def _of_rules(subject: Subject) -> Iterator[Mutant]:
    endpoint = subject.endpoint
    for rule in endpoint.rules:
        if rule.effect is Effect.REJECT and rule.expr is not None and subject.body is not None:
            for manner, expr in readings(rule.expr, endpoint.fields):
                rules = _other(endpoint.rules, rule, expr)
                other, loosens = replace(endpoint, rules=rules), rule.id if expr is None else None
                yield Mutant(rule.id, manner, other, altered=Altered(rule.expr, expr), about=(rule.subject,), loosens=loosens)
        elif rule.effect is Effect.RELATION and rule.has_place:
            other = replace(endpoint, rules=_other(endpoint.rules, rule, None))
            yield Mutant(rule.id, "dropped", other, about=(rule.subject,), loosens=rule.id)


def _other(rules: Sequence[Rule], rule: Rule, expr: Expr | None) -> tuple[Rule, ...]:
    return tuple(replace(r, expr=expr) if r is rule else r for r in rules if r is not rule or expr is not None)


def _of_rules_within(subject: Subject) -> Iterator[Mutant]:
    endpoint, body = subject.endpoint, subject.endpoint.body
    if body is None or subject.body is None:
        return
    for within in rules_within(subject.body):
        if within.rule.expr is None or not within.plain:
            continue
        inner = Space(flattened(within.schema), rejecting(within.schema), lambda _: [])
        for manner, expr in readings(within.rule.expr, inner.fields):
            schema = changed(subject.document, body.schema, within.path, lambda node, e=expr, r=within.rule: _with_rule(node, r, e))  # type: ignore[misc]
            if schema is not None:
                altered = Altered(within.rule.expr, expr, inside=inner)
                loosens = within.constraint if expr is None else None
                other = _with_body(endpoint, body, schema)
                yield Mutant(within.constraint, manner, other, altered=altered, about=(within.rule.subject,), loosens=loosens)


def _with_rule(node: Mapping[str, Any], rule: Rule, expr: Expr | None) -> Mapping[str, Any] | None:
    listed = as_list(node.get("x-rules"))
    if not any(isinstance(r, Mapping) and r.get("id") == rule.id for r in listed):
        return None
    others = [r if r.get("id") != rule.id else {**r, "expr": None if expr is None else encode(expr)} for r in listed]
    return replaced(node, "x-rules", [r for r in others if r.get("expr") is not None or r.get("id") != rule.id])


def _of_parameter(subject: Subject, parameter: Parameter) -> Iterator[Mutant]:
    endpoint, known = subject.endpoint, f"{parameter.location}-{parameter.name}"
    if parameter.required and parameter.location != "path":
        yield Mutant(
            f"{known}-required",
            "made-optional",
            _with_parameter(endpoint, parameter, replace(parameter, required=False)),
            about=(parameter.name,),
        )
    constraints_of = parameter_space(subject, parameter).constraints
    about = (parameter.name, *(f"{parameter.location}-{c.id}" for c in constraints_of))
    for constraint in constraints_of:
        place = constraint.path[1:-1] if constraint.keyword == "required" else constraint.path[1:]
        for way in ways(constraint) if len(constraint.path) > 1 or constraint.keyword != "required" else ():
            if way.manner == "one-more" or (constraint.keyword == "type" and way.manner not in _OF_TEXT):
                continue
            if way.manner == "a-fraction-too" and parameter.style == "label" and len(constraint.path) > 1:
                continue  # a point separates the parts of such a value
            schema = changed(subject.document, parameter.schema, place, way.change)
            if schema is not None:
                altered = Altered(constraint, _after(constraint, way), (parameter.location, parameter.name))
                known_as = f"{parameter.location}-{constraint.id}"
                other = _with_parameter(endpoint, parameter, replace(parameter, schema=schema))
                yield Mutant(known_as, way.manner, other, altered=altered, about=about, loosens=known_as if way.looser else None)


def _with_parameter(endpoint: Endpoint, parameter: Parameter, other: Parameter) -> Endpoint:
    return replace(endpoint, parameters=tuple(other if p is parameter else p for p in endpoint.parameters))


def _of_parameter_rules(subject: Subject) -> Iterator[Mutant]:
    endpoint, fields = subject.endpoint, subject.endpoint.parameter_fields
    for rule in endpoint.parameter_rules:
        if rule.effect is not Effect.REJECT or rule.expr is None:
            continue
        location = next((p.location for p in endpoint.parameters if p.name == rule.subject), "")
        for manner, expr in readings(rule.expr, fields):
            other = replace(endpoint, parameter_rules=_other(endpoint.parameter_rules, rule, expr))
            known = f"{location}-{rule.id}"
            loosens = known if expr is None else None
            yield Mutant(known, manner, other, altered=Altered(rule.expr, expr, _TOGETHER), about=(rule.subject,), loosens=loosens)


def _of_credentials(endpoint: Endpoint) -> Iterator[Mutant]:
    if not endpoint.security or any(not alternative for alternative in endpoint.security):
        return
    yield Mutant("credentials", "not-checked", replace(endpoint, security=()))
    right = carried(endpoint, Identity.RIGHT)
    if Identity.OTHER_SCHEME in identities(endpoint) and right.headers:
        yield Mutant("credentials", "any-will-do", endpoint, around=_trusting(endpoint, right))


def _asked(change: Callable[[Request], Request]) -> Callable[[Ask], Ask]:
    """What changes every request to a server on its way."""
    return lambda ask: lambda request: ask(change(request))


def _trusting(endpoint: Endpoint, right: Carried) -> Callable[[Ask], Ask]:
    """A server to which any credentials are as good as the right ones."""
    carriers, own = secret_headers(endpoint), {name.lower() for name, _ in right.headers}

    def trusted(request: Request) -> Request:
        if not any(name.lower() in carriers for name, _ in request.headers):
            return request
        others = (h for h in request.headers if h[0].lower() not in own)
        return replace(request, headers=(*others, *right.headers))

    return _asked(trusted)


def _lenient(body: Any) -> Callable[[Ask], Ask]:
    """A server that takes every body it cannot read for this one."""
    instead = json.dumps(body, ensure_ascii=False).encode()

    def readable(request: Request) -> Request:
        try:
            json.loads(request.content or b"")
        except (ValueError, RecursionError):
            return replace(request, content=instead)
        return request

    return _asked(readable)
