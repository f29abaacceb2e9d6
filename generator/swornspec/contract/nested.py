"""Rules of the objects within a body: for each a body that breaks it alone, or the word that it is not tested.

A rule is tried where `properties`, `items` and `allOf` lead to its object; in a branch of `anyOf` or the like, what is
broken is the branch, not the rule.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.contract.apart import Telling, around, telling
from swornspec.contract.space import Subject
from swornspec.rules.rule import Rule
from swornspec.rules.witness import (
    Boundary,
    Constraint,
    Implied,
    Outcome,
    Space,
    Undecided,
    Witness,
    breaking,
    breaking_ways,
    embed,
    find,
    of_rule,
    sample,
)
from swornspec.rules.witness.constraint import ITEM, dotted
from swornspec.rules.witness.find import Found
from swornspec.rules.witness.sample import flattened, member_of
from swornspec.spec.document import as_list
from swornspec.spec.nested import rejecting

_DEEPEST: Final = 12
_WHY: Final = "rule of a nested object"
_BRANCHES: Final = ("anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Within:
    """A rule of an object within a body: what a verdict calls it, the way to the object, and the object's whole schema.

    `plain` when nothing but the rule is broken where the object breaks it.
    """

    constraint: str
    path: tuple[str, ...]
    schema: Mapping[str, Any]
    rule: Rule
    plain: bool


def rules_within(space: Space) -> Iterator[Within]:
    """Every rule of the objects within some bodies, each once."""
    known = {r.id for r in space.rules}
    for within in _rules(space.schema, (), True):
        if within.constraint not in known:
            known.add(within.constraint)
            yield within


@dataclass(frozen=True, slots=True)
class _Place:
    """The objects at the place of a rule, each judged in an otherwise valid body."""

    space: Space
    constraint: Constraint
    whole: Callable[[Any], Any]


def _place(subject: Subject, space: Space, within: Within) -> _Place:
    path = within.path
    prefix = f"{dotted(path)}." if path else ""

    beside, below = _beside(subject, space, within)

    def whole(value: Any) -> Any:
        if not path or not isinstance(subject.least, Mapping):
            return embed(space.schema, path, value)
        return {**beside, path[0]: embed(below, path[1:], value)}

    def judge(value: Any) -> list[str]:
        return [name.removeprefix(prefix) for name in subject.checker.named(whole(value))]

    inner = Space(flattened(within.schema), (within.rule,), judge)
    return _Place(inner, next(c for c in inner.constraints if c.rule is within.rule), whole)


def _beside(subject: Subject, space: Space, within: Within) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A valid body that has the field through which the way to an object leads, and the schema of that field."""
    path, least = within.path, subject.least
    if not path or not isinstance(least, Mapping):
        return {}, {}
    below = member_of(flattened(space.schema), path[0])
    below = below if isinstance(below, Mapping) else {}
    result = find(space, fixed={path[0]: embed(below, path[1:], sample(within.schema, 1))}) if path[0] not in least else None
    return (result.body if isinstance(result, Found) else least), below


def breaking_within(subject: Subject, space: Space, within: Within) -> Outcome:
    """A minimal body of an endpoint that breaks one rule of an object in it and nothing else, or why there is none."""
    if not within.plain:
        return Undecided(within.constraint, _WHY)
    place = _place(subject, space, within)
    prefix = f"{dotted(within.path)}." if within.path else ""
    found = breaking(place.space, place.constraint)
    match found:
        case Witness():
            return Witness(within.constraint, place.whole(found.body))
        case Implied():
            return Implied(within.constraint, tuple(prefix + by for by in found.by), found.why)
        case Undecided():
            return Undecided(within.constraint, f"{_WHY}; {found.why}")


def ways_within(subject: Subject, space: Space, within: Within) -> Iterator[Any]:
    """Further bodies that break a rule of an object and nothing else: each part of it, under each branch of its condition."""
    if within.plain:
        place = _place(subject, space, within)
        yield from map(place.whole, breaking_ways(place.space, place.constraint))


def boundaries_within(subject: Subject, space: Space, within: Within) -> Iterator[Boundary]:
    """Valid bodies at the edges of a rule of an object."""
    if within.plain:
        place = _place(subject, space, within)
        for edge in of_rule(place.space, place.constraint):
            if isinstance(edge, Boundary):
                yield Boundary(within.constraint, edge.at, place.whole(edge.body))


def telling_within(subject: Subject, space: Space, within: Within) -> Iterator[Telling]:
    """Bodies that tell the rule of an object from its misreadings, where those at its edges and those that break it do not."""
    if within.plain:
        place = _place(subject, space, within)
        for found in telling(place.space, place.constraint, around(place.space, place.constraint)):
            yield replace(found, body=place.whole(found.body))


def _rules(schema: Any, path: tuple[str, ...], plain: bool, whole: Mapping[str, Any] | None = None) -> Iterator[Within]:
    """The rules in a schema (references inlined); `whole` is the schema that this one is a part of."""
    if not isinstance(schema, Mapping) or len(path) > _DEEPEST:
        return
    whole = schema if whole is None else whole
    for rule in rejecting(schema):
        yield Within(f"{dotted(path)}.{rule.id}" if path else rule.id, path, whole, rule, plain)
    for part in as_list(schema.get("allOf")):
        yield from _rules(part, path, plain, whole)
    for keyword in _BRANCHES:
        for part in as_list(schema.get(keyword)):
            yield from _rules(part, path, False, whole)
    properties = schema.get("properties")
    for name, below in properties.items() if isinstance(properties, Mapping) else ():
        yield from _rules(below, (*path, str(name)), plain)
    yield from _rules(schema.get("items"), (*path, ITEM), plain)
    yield from _rules(schema.get("additionalProperties"), (*path, "*"), False)
