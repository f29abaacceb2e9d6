"""Rules of the objects within a body: for each a body that breaks it alone, or the word that it is not tested.

A rule is tried where `properties`, `items` and `allOf` lead to its object; in a branch of `anyOf` or the like, what is
broken is the branch, not the rule.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.contract.apart import Around, Telling
from swornspec.contract.space import Subject
from swornspec.rules.rule import Rule
from swornspec.rules.witness import (
    Boundary,
    Implied,
    Outcome,
    Space,
    Undecided,
    Witness,
    embed,
    find,
    sample,
)
from swornspec.rules.witness.constraint import ITEM, dotted
from swornspec.rules.witness.find import Found
from swornspec.rules.witness.sample import flattened, member_of
from swornspec.spec.document import as_list
from swornspec.spec.nested import rejecting

_DEEPEST: Final = 12
UNTRIED: Final = "rule of a nested object"
"""Why a rule of an object is not tested, where no more is known."""
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
class Place:
    """The objects at the place of a rule, each judged in an otherwise valid body: `whole` puts one there."""

    within: Within
    around: Around
    whole: Callable[[Any], Any]

    def breaking(self) -> Outcome:
        """A minimal body of an endpoint that breaks the rule of an object in it and nothing else, or why there is none."""
        name, prefix = self.within.constraint, f"{dotted(self.within.path)}." if self.within.path else ""
        match self.around.outcome:
            case Witness(_, body):
                return Witness(name, self.whole(body))
            case Implied(_, by, why):
                return Implied(name, tuple(prefix + b for b in by), why)
            case Undecided(_, why):
                return Undecided(name, f"{UNTRIED}; {why}")

    def ways(self) -> Iterator[Any]:
        """Further bodies that break the rule and nothing else: each part of it, under each branch of its condition."""
        yield from map(self.whole, self.around.ways)

    def boundaries(self) -> Iterator[Boundary]:
        """Valid bodies at the edges of the rule."""
        yield from (Boundary(self.within.constraint, edge.at, self.whole(edge.body)) for edge in self.around.edges)

    def telling(self) -> Iterator[Telling]:
        """Bodies that tell the rule from its misreadings, where those at its edges and those that break it do not."""
        yield from (replace(found, body=self.whole(found.body)) for found in self.around.telling())


def place_of(subject: Subject, space: Space, within: Within) -> Place | None:
    """The place of a rule; None where its object stands where more than the rule is broken."""
    if not within.plain:
        return None
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
    return Place(within, Around(inner, next(c for c in inner.constraints if c.rule is within.rule)), whole)


def _beside(subject: Subject, space: Space, within: Within) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A valid body that has the field through which the way to an object leads, and the schema of that field."""
    path, least = within.path, subject.least
    if not path or not isinstance(least, Mapping):
        return {}, {}
    below = member_of(flattened(space.schema), path[0])
    below = below if isinstance(below, Mapping) else {}
    result = find(space, fixed={path[0]: embed(below, path[1:], sample(within.schema, 1))}) if path[0] not in least else None
    return (result.body if isinstance(result, Found) else least), below


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
