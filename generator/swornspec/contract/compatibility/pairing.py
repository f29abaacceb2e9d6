"""An operation that two documents have: what is sent and taken, part by part, and where its components stand."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from swornspec.contract.compatibility.exchange import Exchange
from swornspec.contract.space import Subject, all_parameters, parameter_space, subject_of
from swornspec.errors import DocumentError
from swornspec.rules.witness import Constraint, Outcome, Space, Witness
from swornspec.rules.witness.sample import free_name
from swornspec.spec.check import broken_keywords
from swornspec.spec.compare import Side
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, Endpoint, as_list, as_mapping, pointed, resolve
from swornspec.spec.inline import inlined
from swornspec.spec.least import least_body
from swornspec.spec.schemas import Schemas

BODY: Final = ("body",)
TOGETHER: Final = ("rules",)
_DEEPEST: Final = 12
_MOST_PLACES: Final = 2_000
_BRANCHES: Final = ("anyOf", "oneOf", "not", "if", "then", "else", "contains", "prefixItems", "propertyNames", "unevaluatedProperties")


@dataclass(slots=True)
class Pairing:
    """One operation in the old and the new document; what is asked of it is worked out once, when it is asked.

    `answers` holds, by part, the outcome of every question that was put; `unasked` why a part could not be looked at, `drawn` how many
    random messages of a part were judged.
    """

    old_document: Document
    new_document: Document
    old: Endpoint
    new: Endpoint
    solver: bool = False
    unasked: dict[tuple[str, ...], str] = field(default_factory=dict)
    drawn: dict[tuple[str, ...], int] = field(default_factory=dict)
    _exchanges: dict[tuple[str, ...], Exchange | None] = field(default_factory=dict)
    _answers: dict[tuple[str, ...], dict[str, tuple[Constraint, Outcome]]] = field(default_factory=dict)
    _subjects: list[Subject] = field(default_factory=list)

    def exchange(self, part: tuple[str, ...]) -> Exchange | None:
        """What is sent and taken in a part: the body, a parameter, all parameters, a response; None where there is no telling."""
        if part not in self._exchanges:
            try:
                self._exchanges[part] = self._made(part)
            except DocumentError as error:  # a schema that no validator reads
                self._exchanges[part] = None
                self.unasked[part] = error.reason
        return self._exchanges[part]

    def answers(self, part: tuple[str, ...]) -> Mapping[str, tuple[Constraint, Outcome]]:
        """Every constraint of a part that may refuse what was right, with what was found, by its id."""
        if part not in self._answers:
            exchange = self.exchange(part)
            asked = exchange.questions() if exchange is not None else ()
            self._answers[part] = {c.id: (c, exchange.answer(c, solver=self.solver)) for c in asked} if exchange is not None else {}
        return self._answers[part]

    def witnesses(self, part: tuple[str, ...]) -> Iterator[tuple[Constraint, Witness]]:
        """The constraints of a part that refuse what was right."""
        for constraint, outcome in self.answers(part).values():
            if isinstance(outcome, Witness):
                yield constraint, outcome

    @property
    def subjects(self) -> tuple[Subject, Subject]:
        """The operation of each document, prepared for making requests; a body of any media type is one of JSON here."""
        if not self._subjects:
            self._subjects = [_with_body(subject_of(d, e)) for d, e in ((self.old_document, self.old), (self.new_document, self.new))]
        return self._subjects[0], self._subjects[1]

    def parts(self, side: Side) -> tuple[tuple[str, ...], ...]:
        """The parts that both documents have, on one side."""
        if side is Side.READER:
            return tuple(("response", status) for status in self.new.responses if status in self.old.responses)
        known = {(p.location, p.name) for p in self.old.parameters}
        shared = tuple(("parameter", p.location, p.name) for p in self.new.parameters if (p.location, p.name) in known)
        body = (BODY,) if self.old.body is not None and self.new.body is not None else ()
        return (*body, *shared, *((TOGETHER,) if self.new.parameter_rules and shared else ()))

    def _made(self, part: tuple[str, ...]) -> Exchange | None:
        if part not in self.parts(Side.READER if part[0] == "response" else Side.SENDER):
            return None
        if part[0] == "response":
            return self._response(part[1])
        was, now = self.subjects
        if part == BODY:
            return Exchange(was.body, now.body) if was.body is not None and now.body is not None else None
        if part == TOGETHER:
            one, other = (s.together or all_parameters(s.document, s.endpoint, s.checker, s.sender) for s in (was, now))
            return Exchange(one, other)
        spaces = [parameter_space(s, p) for s in (was, now) for p in s.endpoint.parameters if (p.location, p.name) == part[1:]]
        return Exchange(spaces[0], spaces[1])

    def _response(self, status: str) -> Exchange | None:
        was, now = self.old.responses[status], self.new.responses[status]
        shared = [m for m in now.schemas if m in was.schemas]
        media_type = next((m for m in shared if "json" in m), None)
        if media_type is None:
            return None
        sends = _replies(self.new_document, now.schemas[media_type], status)
        return Exchange(sends, _replies(self.old_document, was.schemas[media_type], status))


def _with_body(subject: Subject) -> Subject:
    body = subject.endpoint.body
    if body is None or subject.body is not None:
        return subject
    space = Space(inlined(subject.document, body.schema, Direction.REQUEST), subject.endpoint.rules, subject.checker.named)
    return replace(subject, body=space, least=least_body(space))


def _replies(document: Document, schema: Mapping[str, Any], status: str) -> Space:
    schemas, whole = Schemas(document), resolve(document.raw, schema)
    validator = schemas.validator(schema, f"response {status}")

    def judge(reply: Any) -> list[str]:
        return [b.constraint for b in broken_keywords(document, schemas, whole, validator, reply)]

    return Space(inlined(document, schema, Direction.RESPONSE), (), judge)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a part of an operation: the way to it, and the keyword around it where no plain way of fields and items leads there."""

    pairing: Pairing
    part: tuple[str, ...]
    path: tuple[str, ...]
    branch: str = ""


def spots(pairing: Pairing, component: str, side: Side) -> Iterator[Spot]:
    """Where a component stands in the messages of one side of an operation, as the new document has it.

    Below a branch, such as an alternative of `anyOf`, the spot is that of the branch: what is broken there is the branch.
    """
    endpoint, tops = pairing.new, list[tuple[tuple[str, ...], Any]]()
    if side is Side.SENDER:
        tops += [(("parameter", p.location, p.name), {"properties": {p.name: p.schema}}) for p in endpoint.parameters]
        tops += [(BODY, endpoint.body.schema)] if endpoint.body is not None else []
    else:
        tops += [(("response", s), schema) for s, r in endpoint.responses.items() for m, schema in r.schemas.items() if "json" in m]
    for part, schema in tops:
        waiting: deque[tuple[Any, Spot, frozenset[str]]] = deque([(schema, Spot(pairing, part, ()), frozenset())])
        for _ in range(_MOST_PLACES):
            if not waiting:
                break
            node, spot, above = waiting.popleft()
            reference = node.get("$ref") if isinstance(node, Mapping) else None
            if isinstance(reference, str) and reference not in above:
                if reference.rsplit("/", 1)[-1] == component:
                    yield spot
                waiting.append((_pointed(pairing.new_document, reference), spot, above | {reference}))
            if isinstance(node, Mapping) and len(spot.path) < _DEEPEST:
                waiting += [(below, inner, above) for below, inner in _inside(node, spot)]


def _inside(node: Mapping[str, Any], spot: Spot) -> Iterator[tuple[Any, Spot]]:
    """The schemas directly within a schema, with their spots."""

    def at(step: str) -> Spot:
        return spot if spot.branch else replace(spot, path=(*spot.path, step))

    yield from ((below, at(str(name))) for name, below in as_mapping(node.get("properties")).items())
    yield from ((below, spot) for below in as_list(node.get("allOf")))
    if "items" in node:
        yield node["items"], at("[]")
    if isinstance(node.get("additionalProperties"), Mapping):
        yield node["additionalProperties"], at(free_name(node))
    for keyword in _BRANCHES:
        below = node.get(keyword)
        listed = below if isinstance(below, list) else [below] if isinstance(below, Mapping) else []
        yield from ((one, spot if spot.branch else replace(spot, branch=keyword)) for one in listed)


def _pointed(document: Document, reference: str) -> Any:
    try:
        return pointed(document.raw, reference)
    except DocumentError:  # a reference that the validator follows in its own way, or refuses
        return {}
