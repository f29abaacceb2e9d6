"""Every test case of an operation, derived from its document alone.

Valid requests at every boundary, one minimal violation for each constraint (or the proof that there is none), values of
a wrong type, malformed bodies, missing and wrong credentials. The list is the same every time. Each case is checked
against the rules' own verdict before it is given out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.contract.case import UNSENT, Case, Identity, Kind, Proof
from swornspec.contract.credential import identities
from swornspec.contract.nested import breaking_within, rules_within
from swornspec.contract.relations import Hidden, related_bodies
from swornspec.contract.sent import expressible, written
from swornspec.contract.space import Subject, keyed, parameter_space, subject_of
from swornspec.rules.rule import Said
from swornspec.rules.witness import (
    Boundary,
    Constraint,
    Implied,
    Space,
    Undecided,
    Witness,
    boundaries,
    breaking,
    breaking_ways,
    notable,
    together,
    violations,
    with_stranger,
    with_value,
)
from swornspec.rules.witness.find import Found, canonical
from swornspec.rules.witness.sample import types_of
from swornspec.spec.document import Document, Endpoint, Parameter

_DEEP: Final = 20_000


class DisagreementError(AssertionError):
    """A generated case is not what it claims to be: a mistake of ours, never of the server."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The cases of one operation, and the constraints that have none with the reason."""

    endpoint: Endpoint
    cases: tuple[Case, ...]
    proofs: tuple[Proof, ...]
    constraints: tuple[str, ...]

    @property
    def covered(self) -> tuple[str, ...]:
        """The constraints that some case breaks alone."""
        broken = {c.constraint for c in self.cases if c.kind is Kind.INVALID and not c.also}
        return tuple(c for c in self.constraints if c in broken)


def cases(document: Document, endpoint: Endpoint) -> tuple[Case, ...]:
    """Every case of an operation."""
    return plan(document, endpoint).cases


def plan(document: Document, endpoint: Endpoint) -> Plan:
    """Every case of an operation with the proofs of impossibility; DisagreementError if one is not what it claims to be."""
    subject = subject_of(document, endpoint)
    unwritten = _unwritten(subject)
    if unwritten is not None:
        why = f"no text was found for the required {unwritten.location} parameter {unwritten.name}, so nothing can be sent"
        return Plan(endpoint, (), (Proof(endpoint.operation_id, f"{unwritten.location}-{unwritten.name}", (), why, proved=False),), ())
    maker = _Maker(subject)
    found: list[Case] = []
    proofs: list[Proof] = []
    for item in (
        *maker.valid(),
        *maker.related(),
        *maker.invalid(),
        *maker.within(),
        *maker.parameters(),
        *maker.malformed(),
        *maker.unauthorized(),
    ):
        if isinstance(item, Proof):
            proofs.append(item)
        else:
            found.append(item)
    named = tuple(_unique(found))
    for case in named:
        _confirm(subject, case)
    return Plan(endpoint, named, tuple(proofs), tuple(maker.known))


def _covers(documented: str, media_type: str) -> bool:
    """Whether a documented media type is, or is a range with, another."""
    known = documented.partition(";")[0].strip().lower()
    return known in (media_type, f"{media_type.partition('/')[0]}/*", "*/*")


def _unwritten(subject: Subject) -> Parameter | None:
    """A required parameter without a valid value that a text can carry; without it no request is a valid one."""
    for parameter in subject.endpoint.parameters:
        key = (parameter.location, parameter.name)
        if parameter.required and (key not in subject.parameters or expressible(parameter, subject.parameters[key]) is None):
            return parameter
    refused = {b.pointer for b in subject.checker.broken_parameters(subject.parameters)}
    return next((p for p in subject.endpoint.parameters if f"?{p.name}" in refused), None)


def api_name(document: Document) -> str:
    """The short name of the API: `x-api`, else its title."""
    info = document.raw.get("info")
    stated = info.get("x-api") if isinstance(info, Mapping) else None
    return _slug(str(stated or document.title or "api"))


class _Maker:
    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.endpoint = subject.endpoint
        self.prefix = f"{api_name(subject.document)}-{_slug(subject.endpoint.operation_id)}"
        self.known: list[str] = []
        self.base = self._base()
        self.sound = self.subject.body is None or not self.subject.checker.broken(self.subject.least)

    def _base(self) -> Case:
        case = Case("", self.endpoint.operation_id, Kind.VALID, self.subject.least if self.subject.body is not None else UNSENT)
        return _with_parameters(case, self.endpoint, self.subject.parameters)

    def _case(self, kind: Kind, name: str, **changes: Any) -> Case:
        return replace(self.base, id=f"{self.prefix}-{name}", kind=kind, **changes)

    def valid(self) -> Iterator[Case | Proof]:
        space = self.subject.body
        if space is None:
            if self.endpoint.body is None:
                yield self._case(Kind.VALID, "required-only")
            return
        if not self.sound:
            why = "no valid body was found"
            yield Proof(self.endpoint.operation_id, "body", (), why, proved=False)
            return
        if self.endpoint.body is not None and not self.endpoint.body.required:
            yield self._case(Kind.VALID, "body-not-sent", body=UNSENT, text="the body is optional")
        texts = {r.id: (r.text, r.said) for r in self.endpoint.rules}
        for boundary in boundaries(space):
            if isinstance(boundary, Boundary):
                text, said = texts.get(boundary.about, (f"{boundary.about}: {boundary.at.replace('-', ' ')}", ()))
                name = f"{_slug(boundary.about)}-{_slug(boundary.at)}"
                yield self._case(Kind.VALID, name, body=boundary.body, constraint=boundary.about, text=text, said=said)
            else:
                why = f"no valid request has {boundary.about} at {boundary.at!r}" + (
                    f": {' or '.join(boundary.by)} would be broken" if boundary.by else ""
                )
                yield Proof(self.endpoint.operation_id, f"{boundary.about}={boundary.at}", boundary.by, why, proved=bool(boundary.by))

    def related(self) -> Iterator[Case | Proof]:
        for shown in related_bodies(self.subject) if self.sound else ():
            if isinstance(shown, Hidden):
                by = shown.by
                why = f"in every valid request {by.text}" if by else "no valid request was found in whose answer it shows"
                yield Proof(self.endpoint.operation_id, shown.rule.id, (by.id,) if by else (), why, proved=by is not None)
                continue
            name, rule = f"{_slug(shown.rule.id)}-related{f'-{_slug(shown.edge)}' if shown.edge else ''}", shown.rule
            yield self._case(Kind.VALID, name, body=shown.body, constraint=rule.id, text=rule.text, said=rule.said, twice=shown.twice)

    def invalid(self) -> Iterator[Case | Proof]:
        space = self.subject.body
        if space is None:
            return
        for constraint in space.constraints:
            self.known.append(constraint.id)
            outcome = breaking(space, constraint)
            if isinstance(outcome, Witness):
                yield self._violation(constraint, outcome.body, "violated")
                yield from self._more(constraint, outcome.body)
            else:
                by = outcome.by if isinstance(outcome, Implied) else ()
                if isinstance(outcome, Implied):
                    yield from self._joint(constraint, outcome)
                yield Proof(self.endpoint.operation_id, constraint.id, by, outcome.why, proved=isinstance(outcome, Implied))

    def _violation(self, constraint: Constraint, body: Any, name: str) -> Case:
        text, said = self._says(body)
        full = f"{_slug(constraint.id)}-{name}"
        return self._case(Kind.INVALID, full, body=body, constraint=constraint.id, text=text, said=said)

    def _joint(self, constraint: Constraint, implied: Implied) -> Iterator[Case]:
        """A case for a constraint that cannot be broken alone: with one other."""
        space = self.subject.body
        assert space is not None
        found = together(space, implied)
        if found is not None:
            body, others = found
            broken = {b.constraint: b for b in self.subject.checker.broken(body)}
            own = broken[constraint.id]
            name = f"{_slug(constraint.id)}-violated-with-{_slug('-and-'.join(others))}"
            yield self._case(Kind.INVALID, name, body=body, constraint=constraint.id, also=others, text=own.text, said=own.said)

    def _says(self, body: Any) -> tuple[str, tuple[Said, ...]]:
        broken = self.subject.checker.broken(body)
        return (broken[0].text, broken[0].said) if broken else ("", ())

    def _more(self, constraint: Constraint, first: Any) -> Iterator[Case]:
        """The other ways to break a constraint: each wrong type, each part of a rule."""
        space = self.subject.body
        assert space is not None
        seen = {repr(first)}
        if constraint.rule is not None:
            for body in breaking_ways(space, constraint):
                if repr(body) not in seen:
                    seen.add(repr(body))
                    yield self._violation(constraint, body, "violated")
        elif constraint.keyword == "enum":
            yield from self._strangers(constraint, seen)
        elif constraint.keyword == "type":
            for name, value in violations(space, constraint):
                result = with_value(space, constraint, name, value)
                if isinstance(result, Found) and repr(result.body) not in seen:
                    seen.add(repr(result.body))
                    if [b.constraint for b in self.subject.checker.broken(result.body)] == [constraint.id]:
                        yield self._violation(constraint, result.body, f"violated-by-{_kind(value, constraint)}")

    def _strangers(self, constraint: Constraint, seen: set[str]) -> Iterator[Case]:
        """The values that a server lets pass most easily beside the documented ones: no text at all, and null."""
        space = self.subject.body
        assert space is not None
        for value in ("", None):
            for breaks in (frozenset({constraint.id}), frozenset({constraint.id, f"{constraint.field}-type"})):
                body = with_stranger(space, constraint, value, breaks)
                if body is not None and repr(body) not in seen:
                    seen.add(repr(body))
                    also = tuple(breaks - {constraint.id})
                    yield replace(self._violation(constraint, body, f"violated-by-{'null' if value is None else 'empty-text'}"), also=also)

    def within(self) -> Iterator[Case | Proof]:
        """For each rule of an object within the body, a request that breaks it alone."""
        space = self.subject.body
        for rule in rules_within(space) if space is not None else ():
            assert space is not None
            self.known.append(rule.constraint)
            match breaking_within(self.subject, space, rule):
                case Witness(name, body):
                    text, said = self._says(body)
                    yield self._case(Kind.INVALID, f"{_slug(name)}-violated", body=body, constraint=name, text=text, said=said)
                case Implied(name, by, why):
                    yield Proof(self.endpoint.operation_id, name, by, why)
                case Undecided(name, why):
                    yield Proof(self.endpoint.operation_id, name, (), why, proved=False)

    def parameters(self) -> Iterator[Case | Proof]:
        for parameter in self.endpoint.parameters if self.sound else ():
            space = parameter_space(self.subject, parameter)
            for edge, value in notable(space.fields[parameter.name].schema):
                sent = {parameter.name: value}
                if edge != "integral-float" and not space.judge(sent):  # whether the text 1.0 is an integer nobody says
                    name = f"{parameter.location}-{_slug(parameter.name)}-{_slug(edge)}"
                    yield self._with(parameter, sent, Kind.VALID, name, None, f"{parameter.name}: {edge.replace('-', ' ')}", ())
            for constraint in space.constraints:
                self.known.append(f"{parameter.location}-{constraint.id}")
                yield self._parameter_violation(parameter, constraint, breaking(space, constraint))
        if self.sound and self.subject.together is not None:
            yield from self._between_parameters(self.subject.together)

    def _between_parameters(self, space: Space) -> Iterator[Case | Proof]:
        """For each rule between parameters, a request that breaks it alone."""
        for constraint in space.constraints:
            if constraint.rule is None:
                continue
            known = f"{_location(self.endpoint, f'?{constraint.rule.subject}')}-{constraint.id}"
            self.known.append(known)
            outcome = breaking(space, constraint)
            if isinstance(outcome, Witness):
                bare = replace(self.base, path=(), query=(), headers=(), cookies=())
                case = _with_parameters(bare, self.endpoint, keyed(self.endpoint, outcome.body))
                text, said = constraint.rule.text, constraint.rule.said
                name = f"{self.prefix}-{_slug(known)}-violated"
                yield replace(case, id=name, kind=Kind.INVALID, constraint=known, text=text, said=said)
            elif isinstance(outcome, Implied):
                yield Proof(self.endpoint.operation_id, known, outcome.by, outcome.why)
            else:
                yield Proof(self.endpoint.operation_id, known, (), outcome.why, proved=False)

    def _parameter_violation(self, parameter: Parameter, constraint: Constraint, outcome: Any) -> Case | Proof:
        known = f"{parameter.location}-{constraint.id}"
        if isinstance(outcome, Witness):
            given = {k: v for k, v in self.subject.parameters.items() if k != (parameter.location, parameter.name)}
            if parameter.name in outcome.body:
                given[parameter.location, parameter.name] = outcome.body[parameter.name]
            broken = self.subject.checker.broken_parameters(given)
            if not (parameter.location == "path" and not outcome.body):
                name = f"{_slug(known)}-violated"
                return self._with(parameter, outcome.body, Kind.INVALID, name, known, broken[0].text, broken[0].said)
        if isinstance(outcome, Implied):
            return Proof(self.endpoint.operation_id, known, outcome.by, outcome.why)
        textual = constraint.keyword == "type" and {"string", "array"} & set(types_of(constraint.schema or {}))
        if textual or (constraint.keyword == "required" and parameter.location == "path"):
            return Proof(self.endpoint.operation_id, known, (), f"everything sent in the {parameter.location} keeps it")
        return Proof(self.endpoint.operation_id, known, (), f"no text in the {parameter.location} was found that breaks it", proved=False)

    def _with(
        self, parameter: Parameter, sent: Any, kind: Kind, name: str, constraint: str | None, text: str, said: tuple[Said, ...]
    ) -> Case:
        key = (parameter.location, parameter.name)
        given = {k: v for k, v in self.subject.parameters.items() if k != key}
        if parameter.name in sent:
            given[key] = sent[parameter.name]
        bare = replace(self.base, path=(), query=(), headers=(), cookies=())
        case = _with_parameters(bare, self.endpoint, given)
        return replace(case, id=f"{self.prefix}-{name}", kind=kind, constraint=constraint, text=text, said=said)

    def malformed(self) -> Iterator[Case]:
        body = self.endpoint.body
        if body is None or self.subject.body is None:
            return
        valid = json.dumps(self.subject.least, ensure_ascii=False).encode()
        contents = {
            "cut-short": valid[:-1] or b"{",
            "not-json": b"this is no JSON",
            "single-quotes": b"{'a': 1}",
            "trailing-comma": b'{"a": 1,}',
            "two-values": valid + valid,
            "nan": b'{"undocumented_field": NaN}',
            "not-utf-8": b'{"undocumented_field": "\xff\xfe"}',
            "too-deep": b'{"undocumented_field": ' + b"[" * _DEEP + b"]" * (_DEEP - 1) + b"}",
        }
        if body.required:
            contents["empty"] = b""
        for name, content in contents.items():
            text = f"the body must be {body.media_type}"
            yield self._case(Kind.MALFORMED, f"body-{name}", body=UNSENT, content=content, content_type=body.media_type, text=text)
        for name, content_type in (("text", "text/plain"), ("form", "application/x-www-form-urlencoded"), ("xml", "application/xml")):
            if any(_covers(known, content_type) for known in body.media_types):
                continue
            text = f"the content type must be {body.media_type}"
            yield self._case(Kind.MALFORMED, f"content-type-{name}", body=UNSENT, content=valid, content_type=content_type, text=text)

    def unauthorized(self) -> Iterator[Case]:
        for identity in identities(self.endpoint) if self.sound else ():
            if identity is not Identity.RIGHT:
                text = "the request must bring " + " or ".join(
                    " and ".join(f"{c.name} credentials" for c in needed) for needed in self.endpoint.security
                )
                yield self._case(Kind.UNAUTHORIZED, f"credentials-{identity.value}", identity=identity, text=text)


def _with_parameters(case: Case, endpoint: Endpoint, given: Mapping[tuple[str, str], Any]) -> Case:
    placed: dict[str, list[tuple[str, str]]] = {"path": [], "query": [], "header": [], "cookie": []}
    for (location, name), value in given.items():
        if location in placed:
            parameter = next(p for p in endpoint.parameters if (p.location, p.name) == (location, name))
            placed[location] += [(name, text) for text in written(parameter, value) or ()]
    return replace(
        case,
        path=tuple(placed["path"]),
        query=tuple(placed["query"]),
        headers=tuple(placed["header"]),
        cookies=tuple(placed["cookie"]),
    )


def _confirm(subject: Subject, case: Case) -> None:
    """Valid cases break nothing, invalid ones exactly their target."""
    if case.kind not in (Kind.VALID, Kind.INVALID):
        return
    sent = _parameters_of(subject.endpoint, case)
    broken = [b.constraint for b in subject.checker.broken(case.body)] if case.body is not UNSENT else []
    outside = [f"{b.pointer and _location(subject.endpoint, b.pointer)}-{b.constraint}" for b in subject.checker.broken_parameters(sent)]
    expected = [case.constraint] if case.kind is Kind.INVALID and case.constraint is not None else []
    if sorted(set(broken + outside)) != sorted({*expected, *case.also}):
        raise DisagreementError(f"case {case.id} should break {expected} and breaks {broken + outside}: {canonical(case.body)[:500]}")


def _location(endpoint: Endpoint, pointer: str) -> str:
    return next((p.location for p in endpoint.parameters if f"?{p.name}" == pointer), "")


def _parameters_of(endpoint: Endpoint, case: Case) -> dict[tuple[str, str], Any]:
    """The parameters of a case as a receiver reads them."""
    from swornspec.contract.sent import as_value

    found: dict[tuple[str, str], Any] = {}
    placed = {"path": case.path, "query": case.query, "header": case.headers, "cookie": case.cookies}
    for parameter in endpoint.parameters:
        texts = tuple(text for name, text in placed.get(parameter.location, ()) if name == parameter.name)
        if texts:
            found[parameter.location, parameter.name] = as_value(parameter, texts)
    return found


def _unique(found: list[Case]) -> Iterator[Case]:
    taken: set[str] = set()
    for case in found:
        name, n = case.id, 1
        while name in taken:
            n += 1
            name = f"{case.id}-{n}"
        taken.add(name)
        yield replace(case, id=name)


def _kind(value: Any, constraint: Constraint) -> str:
    """How a wrong value is called in a case's name: the kind of what stands at the constraint's own place."""
    for step in constraint.path[1:]:
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get(step)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return "fraction" if value % 1 else f"number-{value}"
    if isinstance(value, str):
        return "digits" if value.lstrip("-").replace(".", "", 1).isdigit() else f"string-{_slug(value)}"
    return "array" if isinstance(value, list) else "object"


def _slug(text: str) -> str:
    """A text for an id: letters, digits, `_`, `.`, `[]`, `-`."""
    return re.sub(r"[^\w.\[\]-]+", "-", text).strip("-")[:80] or "empty"


__all__ = ["DisagreementError", "Plan", "api_name", "cases", "expressible", "plan"]
