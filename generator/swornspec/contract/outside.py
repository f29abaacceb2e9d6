"""The cases of an operation outside the contents of its body: parameters, malformed bodies, credentials."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

from swornspec.contract.apart import Around
from swornspec.contract.case import UNSENT, Case, Identity, Kind, Proof
from swornspec.contract.credential import identities
from swornspec.contract.making import CaseMaker, slug
from swornspec.contract.media import covers, repeated, unreadable
from swornspec.contract.sent import placed
from swornspec.contract.space import beside, keyed, parameter_space
from swornspec.mock.parameter import UNUSED_HEADERS
from swornspec.rules.rule import Rule, Said
from swornspec.rules.witness import (
    Constraint,
    Implied,
    Outcome,
    Space,
    Witness,
    breaking,
    notable,
    violations,
)
from swornspec.rules.witness.find import canonical
from swornspec.rules.witness.sample import types_of
from swornspec.spec.document import Endpoint, Parameter

_MOST_CONFUSIONS: Final = 6
"""How many more values of a wrong type, or off a pattern, are sent for one parameter."""


class OutsideCases(CaseMaker):
    """Makes the cases of parameters, malformed bodies and credentials."""

    def parameters(self) -> Iterator[Case | Proof]:
        """Each parameter at its boundaries, and with each of its constraints broken alone; then the rules between them."""
        for parameter in self.endpoint.parameters if self.sound else ():
            space = parameter_space(self.subject, parameter)
            for edge, value in notable(space.fields[parameter.name].schema):
                sent = {parameter.name: value}
                if not edge.endswith("integral-float") and not space.judge(sent):  # whether the text 1.0 is an integer nobody says
                    name = f"{parameter.location}-{slug(parameter.name)}-{slug(edge)}"
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
            known = f"{location_of(self.endpoint, f'?{constraint.rule.subject}')}-{constraint.id}"
            self.known.append(known)
            around = Around(space, constraint)
            outcome, about = around.outcome, partial(self._of_rule, constraint.rule, known)
            yield from (about(edge.body, slug(edge.at), Kind.VALID) for edge in around.edges)
            if isinstance(outcome, Witness):
                ways = [b for b in around.ways if canonical(b) != canonical(outcome.body)]
                told = list(around.telling())
                yield from (about(t.body, f"not-{slug(t.manner)}", Kind.VALID) for t in told if not t.breaks)
                yield from (about(b, "violated", Kind.INVALID) for b in (outcome.body, *ways, *(t.body for t in told if t.breaks)))
            elif isinstance(outcome, Implied):
                yield Proof(self.endpoint.operation_id, known, outcome.by, outcome.why)
            else:
                yield Proof(self.endpoint.operation_id, known, (), outcome.why, proved=False)

    def _of_rule(self, rule: Rule, known: str, sent: Any, name: str, kind: Kind) -> Case:
        """The case of some parameters, by name, for a rule between them."""
        case = placed(self.base, self.endpoint.parameters, keyed(self.endpoint, sent))
        return replace(case, id=f"{self.prefix}-{slug(known)}-{name}", kind=kind, constraint=known, text=rule.text, said=rule.said)

    def _parameter_violation(self, parameter: Parameter, constraint: Constraint, outcome: Any) -> Case | Proof:
        known = f"{parameter.location}-{constraint.id}"
        if isinstance(outcome, Witness):
            given = dict(beside(self.subject, parameter))
            if parameter.name in outcome.body:
                given[parameter.location, parameter.name] = outcome.body[parameter.name]
            broken = self.subject.checker.broken_parameters(given)
            if not (parameter.location == "path" and not outcome.body):
                name = f"{slug(known)}-violated"
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
        given = dict(beside(self.subject, parameter))
        if parameter.name in sent:
            given[key] = sent[parameter.name]
        case = placed(self.base, self.endpoint.parameters, given)
        return replace(case, id=f"{self.prefix}-{name}", kind=kind, constraint=constraint, text=text, said=said)

    def malformed(self) -> Iterator[Case]:
        """A body that is missing, unreadable, of another media type, or says a key twice."""
        body = self.endpoint.body
        if body is None:
            return
        if body.required:
            text = "the body is required"
            yield self.case(Kind.MALFORMED, "body-missing", body=UNSENT, content=None, content_type=None, text=text)
        valid = json.dumps(self.subject.least, ensure_ascii=False).encode() if self.subject.body is not None else self.base.content
        for name, content_type in (("text", "text/plain"), ("form", "application/x-www-form-urlencoded"), ("xml", "application/xml")):
            if not any(covers(known, content_type) for known in body.media_types):
                text = f"the content type must be {body.media_type}"
                yield self.case(Kind.MALFORMED, f"content-type-{name}", body=UNSENT, content=valid, content_type=content_type, text=text)
        if self.subject.body is None or valid is None:
            return
        for name, content in (*unreadable(valid), *((("empty", b""),) if body.required else ())):
            text = f"the body must be {body.media_type}"
            yield self.case(Kind.MALFORMED, f"body-{name}", body=UNSENT, content=content, content_type=body.media_type, text=text)
        for name, content in repeated(self.subject.least, {"repeated": []}) if self.sound else ():
            text = "a key that is repeated may be refused or not"
            content_type = body.media_type
            yield self.case(
                Kind.MALFORMED, f"body-key-twice-{name}", body=UNSENT, content=content, content_type=content_type, text=text, tolerated=True
            )

    def unauthorized(self) -> Iterator[Case]:
        """The least request with each kind of credentials that does not let in."""
        for identity in identities(self.endpoint) if self.sound else ():
            if identity is not Identity.RIGHT:
                text = "the request must bring " + " or ".join(
                    " and ".join(f"{c.name} credentials" for c in needed) for needed in self.endpoint.security
                )
                yield self.case(Kind.UNAUTHORIZED, f"credentials-{identity.value}", identity=identity, text=text)


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


def location_of(endpoint: Endpoint, pointer: str) -> str:
    """Where the parameter stands that a pointer such as `?name` names; empty for a pointer into the body."""
    return next((p.location for p in endpoint.parameters if f"?{p.name}" == pointer), "")
