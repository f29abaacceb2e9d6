"""Valid requests that make each relation between request and response visible: their answers show whether it is kept.

A number of things is asked for at its bounds and left to its default, each echoed field is sent with two values that are not
its default, an ordered list has two different items, and what must be repeatable is asked for twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from swornspec.contract.space import Subject
from swornspec.rules.field import Field
from swornspec.rules.related import at_place, related_fields, texts_in
from swornspec.rules.relation import Relation, RelationKind
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.values import same
from swornspec.rules.witness import Space, find, notable, sample
from swornspec.rules.witness.find import ABSENT, Found, canonical
from swornspec.rules.witness.sample import types_of
from swornspec.rules.witness.search import Demand

_MOST_ASKED: Final = 100
"""How many things a request asks for at most, where more are allowed: each may cost the server work."""
_MOST_FIELDS: Final = 40
_MOST_WORDS: Final = 3
_OTHERS: Final = (("string", "text"), ("string", "another text"), ("integer", 3), ("number", 3), ("integer", 7), ("number", 7))
_COMMON: Final = ("the", "a", "of")
"""Words that stand in most English texts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A valid body in whose answer a relation can be seen: the rule, what is special about the body, and whether to send it twice."""

    rule: Rule
    edge: str
    body: Any
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """A relation that no request shows: `by` is the rule that sets its field aside in every valid one, None where nothing is proved."""

    rule: Rule
    by: Rule | None


def related_bodies(subject: Subject) -> Iterator[Shown | Hidden]:
    """For each relation that an answer can break the bodies that show it, or the word that there are none."""
    space, rules = subject.body, subject.endpoint.rules
    for rule in rules if space is not None else ():
        relation = rule.relation
        if space is None or relation is None or relation.response is None or rule.effect is not Effect.RELATION:
            continue
        shown = 0
        seen: set[str] = set()
        for edge, fixed in _asked(subject, relation):
            result = find(space, [Demand(rule.expr)] if rule.expr is not None else [], fixed)
            if not isinstance(result, Found) or canonical(result.body) in seen:
                continue
            if related_fields(rule, rules, result.body, subject.endpoint.fields):
                seen.add(canonical(result.body))
                shown += 1
                yield Shown(rule, edge, result.body, relation.kind is RelationKind.REPEATABLE)
        if not shown:
            yield Hidden(rule, next((r for r in rules if _always_aside(r, relation, space)), None))


def _always_aside(rule: Rule, relation: Relation, space: Space) -> bool:
    """Whether a rule says of every valid request that the field of a relation does not count."""
    if rule.expr is not None or len(relation.fields) != 1:
        return False
    if rule.effect is Effect.IGNORED:
        return rule.subject == relation.fields[0]
    winner = space.fields.get(rule.subject)
    always = winner is not None and winner.required and not winner.nullable
    return rule.effect is Effect.OVERRIDES and rule.other == relation.fields[0] and always


def _asked(subject: Subject, relation: Relation) -> Iterator[tuple[str, dict[str, Any]]]:
    """Values for the fields of a relation, each with a name."""
    space = subject.body
    assert space is not None
    if relation.kind is RelationKind.ECHO:
        for name in relation.fields[:_MOST_FIELDS]:
            several = name if len(relation.fields) > 1 else ""
            for value in _unusual(space, name):
                yield several, {name: value}
        return
    name = relation.fields[0]
    field = space.fields.get(name)
    if field is None:
        return
    match relation.kind:
        case RelationKind.COUNT | RelationKind.AT_MOST:
            yield from ((edge, {name: value}) for edge, value in _numbers(field))
        case RelationKind.ORDER:
            yield from ((edge, {name: items}) for edge, items in _lists(field, relation.by))
        case RelationKind.ABSENT:
            words = _words(subject, relation)
            yield "", {name: words if field.types == ("array",) else words[0]}
        case _:
            yield from (("", {name: value}) for value in _unusual(space, name)[:1])


def _numbers(field: Field) -> Iterator[tuple[str, Any]]:
    """Nothing, where there is a default; the bounds; two."""
    if field.default is not None:
        yield "default", ABSENT
    for edge in ("minimum", "maximum"):
        bound = field.schema.get(edge)
        if isinstance(bound, int | float) and not isinstance(bound, bool) and 0 <= bound <= _MOST_ASKED:
            yield edge, bound
    yield "two", 2


def _unusual(space: Space, name: str) -> list[Any]:
    """Two values of a field that are not its default, those that the documentation names first."""
    field = space.fields.get(name)
    if field is None:
        return []
    listed = field.schema.get("x-extensible-enum")
    values = [*(listed if isinstance(listed, list) else ()), *_different(field.schema)]
    return [v for v in _distinct(values) if v != "" and not same(v, field.default)][:2]


def _lists(field: Field, by: str | None) -> Iterator[tuple[str, list[Any]]]:
    """Two different items, the same the other way round, and one."""
    items = field.schema.get("items")
    schema = items if isinstance(items, Mapping) else {}
    first = sample(schema)
    if isinstance(first, dict) and by is not None:
        values = [{**first, by: v} for v in _different(_member(schema, by))]
    else:
        values = _different(schema)
    if len(values) > 1:
        yield "two", values[:2]
        if by is not None:
            yield "swapped", values[1::-1]
    yield "one", values[:1]


def _different(schema: Mapping[str, Any]) -> list[Any]:
    """Different values that a schema may allow, the likeliest first."""
    kinds = types_of(schema)
    others = (v for kind, v in _OTHERS if kind in kinds)
    return _distinct([*(v for _, v in notable(schema)), sample(schema), *others])


def _distinct(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value is not None and not any(same(value, f) for f in found):
            found.append(value)
    return found


def _member(schema: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    properties = schema.get("properties")
    below = properties.get(name) if isinstance(properties, Mapping) else None
    return below if isinstance(below, Mapping) else {}


def _words(subject: Subject, relation: Relation) -> list[str]:
    """Words that an answer would hold if nobody kept them out: those of the documented example, and common ones."""
    responses = (r for s, r in sorted(subject.endpoint.responses.items()) if s.startswith("2"))
    examples = (e for r in responses for e in r.examples.values())
    told = (word for e in examples for text in texts_in(at_place(e, relation.steps)) for word in text.split() if word.isalpha())
    return list(dict.fromkeys([*dict.fromkeys(told), *_COMMON]))[:_MOST_WORDS]
