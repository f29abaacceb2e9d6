"""Every test case of an operation, derived from its document alone.

Valid requests at every boundary, one minimal violation for each constraint (or the proof that there is none), values of
a wrong type, malformed bodies, missing and wrong credentials. The list is the same every time. Each case is checked
against the rules' own verdict before it is given out.
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.contract.branches import within_branches
from swornspec.contract.case import UNSENT, Case, Identity, Kind, Proof
from swornspec.contract.credential import identities
from swornspec.contract.media import covers, encoded, repeated, unreadable
from swornspec.contract.nested import Within, boundaries_within, breaking_within, rules_within, ways_within
from swornspec.contract.relations import Hidden, related_bodies
from swornspec.contract.sent import placed
from swornspec.contract.space import Subject, keyed, parameter_space, subject_of
from swornspec.mock.parameter import UNUSED_HEADERS
from swornspec.rules.rule import Said
from swornspec.rules.witness import (
    Boundary,
    Constraint,
    Implied,
    Outcome,
    Space,
    Undecided,
    Witness,
    boundaries,
    breaking,
    breaking_ways,
    notable,
    of_rule,
    sample,
    together,
    violations,
    with_stranger,
    with_value,
)
from swornspec.rules.witness.find import Found, canonical
from swornspec.rules.witness.sample import types_of
from swornspec.rules.witness.strings import misses
from swornspec.spec.document import Document, Endpoint, Parameter
from swornspec.spec.inline import inlined

_MOST_CONFUSIONS: Final = 6
"""How many more values of a wrong type, or off a pattern, are sent for one parameter."""


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
    made = (
        *(maker.valid, maker.related, maker.invalid, maker.within, maker.branches),
        *(maker.parameters, maker.malformed, maker.unauthorized),
    )
    for item in itertools.chain.from_iterable(part() for part in made):
        if isinstance(item, Proof):
            proofs.append(item)
        else:
            found.append(item)
    named = tuple(_unique(found))
    for case in named:
        _confirm(subject, case)
    return Plan(endpoint, named, tuple(proofs), tuple(maker.known))


def _unwritten(subject: Subject) -> Parameter | None:
    """A required parameter without a valid value that a text can carry; without it no request is a valid one."""
    for parameter in subject.endpoint.parameters:
        key = (parameter.location, parameter.name)
        if parameter.required and (key not in subject.parameters or subject.sender.expressible(parameter, subject.parameters[key]) is None):
            return parameter
    refused = {b.pointer for b in subject.checker.broken_parameters(subject.parameters)}
    return next((p for p in subject.endpoint.parameters if f"?{p.name}" in refused), None)


def api_name(document: Document) -> str:
    """The short name of the API: `x-api`, else its title."""
    return _slug(document.api)


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
        if self.subject.body is None and self.endpoint.body is not None:
            media_type = self.endpoint.body.media_type
            known = encoded(sample(inlined(self.subject.document, self.endpoint.body.schema)), media_type)
            content, content_type = known or (b"text", media_type)
            case = replace(case, content=content, content_type=content_type)
        return placed(case, self.endpoint.parameters, self.subject.parameters)

    def _case(self, kind: Kind, name: str, **changes: Any) -> Case:
        return replace(self.base, id=f"{self.prefix}-{name}", kind=kind, **changes)

    def valid(self) -> Iterator[Case | Proof]:
        space = self.subject.body
        if space is None:
            yield self._case(Kind.VALID, "required-only")
            if self.endpoint.body is not None and self.endpoint.body.schema:
                why = f"the contents of {self.endpoint.body.media_type} bodies are not judged, only those of JSON"
                yield Proof(self.endpoint.operation_id, "body", (), why, proved=False)
            return
        if not self.sound:
            why = "no valid body was found"
            yield Proof(self.endpoint.operation_id, "body", (), why, proved=False)
            return
        if self.endpoint.body is not None and not self.endpoint.body.required:
            yield self._case(Kind.VALID, "body-not-sent", body=UNSENT, text="the body is optional")
        for media_type in self.endpoint.body.media_types if self.endpoint.body is not None else ():
            other = encoded(self.subject.least, media_type) if "json" not in media_type else None
            if other is not None:
                text = f"the body may be {media_type}"
                yield self._case(
                    Kind.VALID, f"body-as-{_slug(media_type)}", body=UNSENT, content=other[0], content_type=other[1], text=text
                )
        texts = {r.id: (r.text, r.said) for r in self.endpoint.rules}
        for boundary in boundaries(space):
            if isinstance(boundary, Boundary):
                text, said = texts.get(boundary.about, (f"{boundary.about}: {boundary.at.replace('-', ' ')}", ()))
                name = f"{_slug(boundary.about)}-{_slug(boundary.at)}"
                yield self._case(
                    Kind.VALID, name, body=boundary.body, constraint=boundary.about, text=text, said=said, touches=boundary.touches
                )
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
            yield from self._elsewhere(space, constraint, outcome)

    def _elsewhere(self, space: Space, constraint: Constraint, first: Outcome) -> Iterator[Case]:
        """The same constraint where the schema states it once more: for other items, in another part of an `allOf`."""
        seen = {repr(first.body)} if isinstance(first, Witness) else set()
        for other in constraint.elsewhere:
            outcome = breaking(space, other)
            if isinstance(outcome, Witness):
                if repr(outcome.body) not in seen:
                    yield self._violation(constraint, outcome.body, "violated")
                seen.add(repr(outcome.body))
                yield from (c for c in self._more(other, outcome.body) if repr(c.body) not in seen)

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
        elif constraint.keyword == "pattern" and constraint.schema is not None:
            yield from self._misses(constraint, seen)
        elif constraint.keyword == "type":
            for name, value in violations(space, constraint):
                result = with_value(space, constraint, name, value)
                if isinstance(result, Found) and repr(result.body) not in seen:
                    seen.add(repr(result.body))
                    if set(self.subject.checker.named(result.body)) == {constraint.id}:
                        yield self._violation(constraint, result.body, f"violated-by-{_kind(value, constraint)}")

    def _misses(self, constraint: Constraint, seen: set[str]) -> Iterator[Case]:
        """A text that misses a pattern for each way to miss it: another case, something before it, something after it, a line break."""
        space, sent = self.subject.body, set[str]()
        assert space is not None
        for how, text in misses(str(sample(constraint.schema))):
            body = with_stranger(space, constraint, text, frozenset({constraint.id})) if how not in sent else None
            if body is not None:
                sent.add(how)
                if repr(body) not in seen:
                    seen.add(repr(body))
                    yield self._violation(constraint, body, f"violated-by-{how}")

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
                    yield from self._around_within(space, rule, body)
                case Implied(name, by, why):
                    yield Proof(self.endpoint.operation_id, name, by, why)
                case Undecided(name, why):
                    yield Proof(self.endpoint.operation_id, name, (), why, proved=False)

    def _around_within(self, space: Space, rule: Within, first: Any) -> Iterator[Case]:
        """The other ways to break a rule of an object within the body, and the valid bodies at its edges."""
        name, text, said = rule.constraint, rule.rule.text, rule.rule.said
        for body in ways_within(self.subject, space, rule):
            if canonical(body) != canonical(first):
                yield self._case(Kind.INVALID, f"{_slug(name)}-violated", body=body, constraint=name, text=text, said=said)
        for edge in boundaries_within(self.subject, space, rule):
            yield self._case(Kind.VALID, f"{_slug(name)}-{_slug(edge.at)}", body=edge.body, constraint=name, text=text, said=said)

    def branches(self) -> Iterator[Case | Proof]:
        """For each constraint of an alternative in the body, a request that breaks nothing else of that alternative."""
        space = self.subject.body
        for found in within_branches(self.subject, space) if space is not None and self.sound else ():
            if found.why:
                name = f"{found.outer.id}/{found.name}"
                yield Proof(self.endpoint.operation_id, name, found.by, found.why, proved=found.proved)
            else:
                yield self._violation(found.outer, found.body, f"{_slug(found.name)}-violated")

    def parameters(self) -> Iterator[Case | Proof]:
        for parameter in self.endpoint.parameters if self.sound else ():
            space = parameter_space(self.subject, parameter)
            for edge, value in notable(space.fields[parameter.name].schema):
                sent = {parameter.name: value}
                if not edge.endswith("integral-float") and not space.judge(sent):  # whether the text 1.0 is an integer nobody says
                    name = f"{parameter.location}-{_slug(parameter.name)}-{_slug(edge)}"
                    case = self._with(parameter, sent, Kind.VALID, name, None, f"{parameter.name}: {edge.replace('-', ' ')}", ())
                    yield replace(case, touches=(parameter.name,))
            for constraint in space.constraints:
                self.known.append(f"{parameter.location}-{constraint.id}")
                outcome = breaking(space, constraint)
                yield self._parameter_violation(parameter, constraint, outcome)
                yield from self._more_of(parameter, space, constraint, outcome)
        if self.sound and self.subject.together is not None:
            yield from self._between_parameters(self.subject.together)

    def _more_of(self, parameter: Parameter, space: Space, constraint: Constraint, outcome: Outcome) -> Iterator[Case]:
        """The other ways in which a text of a parameter is of a wrong type, or misses a pattern."""
        if constraint.keyword not in ("type", "pattern", "enum") or not isinstance(outcome, Witness):
            return
        seen = {repr(outcome.body)}
        for name, value in violations(space, constraint):
            sent = {name: value}
            if len(seen) <= _MOST_CONFUSIONS and repr(sent) not in seen and set(space.judge(sent)) == {constraint.id}:
                seen.add(repr(sent))
                case = self._parameter_violation(parameter, constraint, Witness(constraint.id, sent))
                if isinstance(case, Case):
                    yield case

    def _between_parameters(self, space: Space) -> Iterator[Case | Proof]:
        """For each rule between parameters, a request that breaks it alone."""
        for constraint in space.constraints:
            if constraint.rule is None:
                continue
            known = f"{_location(self.endpoint, f'?{constraint.rule.subject}')}-{constraint.id}"
            self.known.append(known)
            outcome = breaking(space, constraint)
            yield from self._edges_between(space, constraint, known)
            if isinstance(outcome, Witness):
                case = placed(self.base, self.endpoint.parameters, keyed(self.endpoint, outcome.body))
                text, said = constraint.rule.text, constraint.rule.said
                name = f"{self.prefix}-{_slug(known)}-violated"
                yield replace(case, id=name, kind=Kind.INVALID, constraint=known, text=text, said=said)
            elif isinstance(outcome, Implied):
                yield Proof(self.endpoint.operation_id, known, outcome.by, outcome.why)
            else:
                yield Proof(self.endpoint.operation_id, known, (), outcome.why, proved=False)

    def _edges_between(self, space: Space, constraint: Constraint, known: str) -> Iterator[Case]:
        """Valid requests at the edges of a rule between parameters."""
        assert constraint.rule is not None
        text, said = constraint.rule.text, constraint.rule.said
        for edge in of_rule(space, constraint):
            if isinstance(edge, Boundary):
                case = placed(self.base, self.endpoint.parameters, keyed(self.endpoint, edge.body))
                yield replace(case, id=f"{self.prefix}-{_slug(known)}-{_slug(edge.at)}", constraint=known, text=text, said=said)

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
        if _kept_by_all_texts(parameter, constraint):
            return Proof(self.endpoint.operation_id, known, (), f"everything sent in the {parameter.location} keeps it")
        return Proof(self.endpoint.operation_id, known, (), f"no text in the {parameter.location} was found that breaks it", proved=False)

    def _with(
        self, parameter: Parameter, sent: Any, kind: Kind, name: str, constraint: str | None, text: str, said: tuple[Said, ...]
    ) -> Case:
        key = (parameter.location, parameter.name)
        given = {k: v for k, v in self.subject.parameters.items() if k != key}
        if parameter.name in sent:
            given[key] = sent[parameter.name]
        case = placed(self.base, self.endpoint.parameters, given)
        return replace(case, id=f"{self.prefix}-{name}", kind=kind, constraint=constraint, text=text, said=said)

    def malformed(self) -> Iterator[Case]:
        body = self.endpoint.body
        if body is None:
            return
        if body.required:
            text = "the body is required"
            yield self._case(Kind.MALFORMED, "body-missing", body=UNSENT, content=None, content_type=None, text=text)
        valid = json.dumps(self.subject.least, ensure_ascii=False).encode() if self.subject.body is not None else self.base.content
        for name, content_type in (("text", "text/plain"), ("form", "application/x-www-form-urlencoded"), ("xml", "application/xml")):
            if not any(covers(known, content_type) for known in body.media_types):
                text = f"the content type must be {body.media_type}"
                yield self._case(Kind.MALFORMED, f"content-type-{name}", body=UNSENT, content=valid, content_type=content_type, text=text)
        if self.subject.body is None or valid is None:
            return
        for name, content in (*unreadable(valid), *((("empty", b""),) if body.required else ())):
            text = f"the body must be {body.media_type}"
            yield self._case(Kind.MALFORMED, f"body-{name}", body=UNSENT, content=content, content_type=body.media_type, text=text)
        for name, content in repeated(self.subject.least, {"repeated": []}) if self.sound else ():
            text = "a key that is repeated may be refused or not"
            content_type = body.media_type
            yield self._case(
                Kind.MALFORMED, f"body-key-twice-{name}", body=UNSENT, content=content, content_type=content_type, text=text, tolerated=True
            )

    def unauthorized(self) -> Iterator[Case]:
        for identity in identities(self.endpoint) if self.sound else ():
            if identity is not Identity.RIGHT:
                text = "the request must bring " + " or ".join(
                    " and ".join(f"{c.name} credentials" for c in needed) for needed in self.endpoint.security
                )
                yield self._case(Kind.UNAUTHORIZED, f"credentials-{identity.value}", identity=identity, text=text)


def _confirm(subject: Subject, case: Case) -> None:
    """Valid cases break nothing, invalid ones exactly their target."""
    if case.kind not in (Kind.VALID, Kind.INVALID):
        return
    sent = subject.sender.read(case.path, case.query, case.headers, case.cookies)
    broken = [b.constraint for b in subject.checker.broken(case.body)] if case.body is not UNSENT else []
    outside = [f"{b.pointer and _location(subject.endpoint, b.pointer)}-{b.constraint}" for b in subject.checker.broken_parameters(sent)]
    expected = [case.constraint] if case.kind is Kind.INVALID and case.constraint is not None else []
    if sorted(set(broken + outside)) != sorted({*expected, *case.also}):
        raise DisagreementError(f"case {case.id} should break {expected} and breaks {broken + outside}: {canonical(case.body)[:500]}")


def _kept_by_all_texts(parameter: Parameter, constraint: Constraint) -> bool:
    """Whether no text that can be sent breaks a constraint: any text is a string, and a list or object when one is asked for."""
    if parameter.location == "header" and parameter.name.lower() in UNUSED_HEADERS:
        return True
    if constraint.keyword == "required":
        return parameter.location == "path" and len(constraint.path) == 1
    sizes = {"minLength": 1, "minItems": 1, "minProperties": 1}
    if constraint.keyword in sizes and constraint.value == 1:
        least = parameter.location != "query" or constraint.keyword != "minLength"
        return least and len(constraint.path) == 1 and parameter.media_type is None
    types = set(types_of(constraint.schema or {}))
    return constraint.keyword == "type" and parameter.media_type is None and bool({"string", "array", "object"} & types)


def _location(endpoint: Endpoint, pointer: str) -> str:
    return next((p.location for p in endpoint.parameters if f"?{p.name}" == pointer), "")


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


__all__ = ["DisagreementError", "Plan", "api_name", "cases", "plan"]
