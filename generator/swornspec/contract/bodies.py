"""The cases of an operation that change its body: valid at every boundary, and one that breaks each constraint alone."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from swornspec.contract.apart import Telling, telling
from swornspec.contract.branches import within_branches
from swornspec.contract.case import UNSENT, Case, Kind, Proof
from swornspec.contract.making import CaseMaker, slug
from swornspec.contract.media import encoded
from swornspec.contract.nested import UNTRIED, Place, Within, place_of, rules_within
from swornspec.contract.relations import Hidden, related_bodies
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
    sample,
    together,
    violations,
    with_stranger,
    with_value,
)
from swornspec.rules.witness.find import Found, canonical
from swornspec.rules.witness.strings import misses


class BodyCases(CaseMaker):
    """Makes the cases of bodies."""

    def valid(self) -> Iterator[Case | Proof]:
        """The body at each of its boundaries, in each media type, and not sent at all where it is optional."""
        space = self.subject.body
        if space is None:
            yield self.case(Kind.VALID, "required-only")
            if self.endpoint.body is not None and self.endpoint.body.schema:
                why = f"the contents of {self.endpoint.body.media_type} bodies are not judged, only those of JSON"
                yield Proof(self.endpoint.operation_id, "body", (), why, proved=False)
            return
        if not self.sound:
            why = "no valid body was found"
            yield Proof(self.endpoint.operation_id, "body", (), why, proved=False)
            return
        if self.endpoint.body is not None and not self.endpoint.body.required:
            yield self.case(Kind.VALID, "body-not-sent", body=UNSENT, text="the body is optional")
        for media_type in self.endpoint.body.media_types if self.endpoint.body is not None else ():
            other = encoded(self.subject.least, media_type) if "json" not in media_type else None
            if other is not None:
                text = f"the body may be {media_type}"
                yield self.case(Kind.VALID, f"body-as-{slug(media_type)}", body=UNSENT, content=other[0], content_type=other[1], text=text)
        texts = {r.id: (r.text, r.said) for r in self.endpoint.rules}
        for boundary in boundaries(space):
            if isinstance(boundary, Boundary):
                text, said = texts.get(boundary.about, (f"{boundary.about}: {boundary.at.replace('-', ' ')}", ()))
                name = f"{slug(boundary.about)}-{slug(boundary.at)}"
                yield self.case(
                    Kind.VALID, name, body=boundary.body, constraint=boundary.about, text=text, said=said, touches=boundary.touches
                )
            else:
                why = f"no valid request has {boundary.about} at {boundary.at!r}" + (
                    f": {' or '.join(boundary.by)} would be broken" if boundary.by else ""
                )
                yield Proof(self.endpoint.operation_id, f"{boundary.about}={boundary.at}", boundary.by, why, proved=bool(boundary.by))

    def related(self) -> Iterator[Case | Proof]:
        """Bodies whose answers show that each relation between request and response holds."""
        for shown in related_bodies(self.subject) if self.sound else ():
            if isinstance(shown, Hidden):
                by = shown.by
                why = f"in every valid request {by.text}" if by else "no valid request was found in whose answer it shows"
                yield Proof(self.endpoint.operation_id, shown.rule.id, (by.id,) if by else (), why, proved=by is not None)
                continue
            name, rule = f"{slug(shown.rule.id)}-related{f'-{slug(shown.edge)}' if shown.edge else ''}", shown.rule
            yield self.case(Kind.VALID, name, body=shown.body, constraint=rule.id, text=rule.text, said=rule.said, twice=shown.twice)

    def invalid(self) -> Iterator[Case | Proof]:
        """For each constraint of the body, requests that break it alone, or the proof that none does."""
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
        full = f"{slug(constraint.id)}-{name}"
        return self.case(Kind.INVALID, full, body=body, constraint=constraint.id, text=text, said=said)

    def _joint(self, constraint: Constraint, implied: Implied) -> Iterator[Case]:
        """A case for a constraint that cannot be broken alone: with one other."""
        space = self.subject.body
        assert space is not None
        found = together(space, implied)
        if found is not None:
            body, others = found
            broken = {b.constraint: b for b in self.subject.checker.broken(body)}
            own = broken[constraint.id]
            name = f"{slug(constraint.id)}-violated-with-{slug('-and-'.join(others))}"
            yield self.case(Kind.INVALID, name, body=body, constraint=constraint.id, also=others, text=own.text, said=own.said)

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
        for how, text in misses(str(sample(constraint.schema)), str(constraint.value)):
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

    @cached_property
    def _places(self) -> tuple[tuple[Within, Place | None], ...]:
        """Every rule of an object within the body, with its place where it can be tried."""
        space = self.subject.body
        return () if space is None else tuple((rule, place_of(self.subject, space, rule)) for rule in rules_within(space))

    def within(self) -> Iterator[Case | Proof]:
        """For each rule of an object within the body, a request that breaks it alone."""
        for rule, place in self._places:
            self.known.append(rule.constraint)
            match Undecided(rule.constraint, UNTRIED) if place is None else place.breaking():
                case Witness(name, body):
                    text, said = self._says(body)
                    yield self.case(Kind.INVALID, f"{slug(name)}-violated", body=body, constraint=name, text=text, said=said)
                    if place is not None:
                        yield from self._around_within(place, body)
                case Implied(name, by, why):
                    yield Proof(self.endpoint.operation_id, name, by, why)
                case Undecided(name, why):
                    yield Proof(self.endpoint.operation_id, name, (), why, proved=False)

    def _around_within(self, place: Place, first: Any) -> Iterator[Case]:
        """The other ways to break a rule of an object within the body, and the valid bodies at its edges."""
        name, text, said = place.within.constraint, place.within.rule.text, place.within.rule.said
        for body in place.ways():
            if canonical(body) != canonical(first):
                yield self.case(Kind.INVALID, f"{slug(name)}-violated", body=body, constraint=name, text=text, said=said)
        for edge in place.boundaries():
            yield self.case(Kind.VALID, f"{slug(name)}-{slug(edge.at)}", body=edge.body, constraint=name, text=text, said=said)

    def telling(self, made: Iterable[Case]) -> Iterator[Case]:
        """For each misreading of a rule that none of the cases made so far shows, a request that does."""
        space = self.subject.body
        if space is None or not self.sound:
            return
        plain = [c for c in made if c.kind in (Kind.VALID, Kind.INVALID) and c.body is not UNSENT and c.content is None and not c.also]
        for constraint in (c for c in space.constraints if c.rule is not None):
            known = [(c.body, c.kind is Kind.INVALID) for c in plain if c.kind is Kind.VALID or c.constraint == constraint.id]
            yield from (self._told(constraint.id, found) for found in telling(space, constraint, known))
        for rule, place in self._places:
            yield from (self._told(rule.constraint, found) for found in (place.telling() if place is not None else ()))

    def _told(self, name: str, found: Telling) -> Case:
        """The case of a body that tells a rule from a misreading."""
        if found.breaks:
            text, said = self._says(found.body)
            return self.case(Kind.INVALID, f"{slug(name)}-violated", body=found.body, constraint=name, text=text, said=said)
        full = f"{slug(name)}-not-{slug(found.manner)}"
        return self.case(Kind.VALID, full, body=found.body, constraint=name, text=f"{name}: kept", said=())

    def branches(self) -> Iterator[Case | Proof]:
        """For each constraint of an alternative in the body, a request that breaks nothing else of that alternative."""
        space = self.subject.body
        for found in within_branches(self.subject, space) if space is not None and self.sound else ():
            if found.why:
                name = f"{found.outer.id}/{found.name}"
                yield Proof(self.endpoint.operation_id, name, found.by, found.why, proved=found.proved)
            else:
                yield self._violation(found.outer, found.body, f"{slug(found.name)}-violated")


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
        return "digits" if value.lstrip("-").replace(".", "", 1).isdigit() else f"string-{slug(value)}"
    return "array" if isinstance(value, list) else "object"
