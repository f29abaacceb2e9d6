"""Whether an answer keeps the relations that the documentation states between it and its request.

Everything here is total: a missing or wrongly typed side makes a relation not applicable, and nothing raises, whatever the
request and the answer are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.evaluate import holds, term
from swornspec.rules.expr import Ref
from swornspec.rules.field import Fields
from swornspec.rules.relation import Relation, RelationKind, pointer_of
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.values import integer, present, same

MOST_ITEMS: Final = 1_000
"""A request that asks for more results than that is asked for anything: no relation holds its answer to a number."""
_LONGEST: Final = 60
_LARGEST: Final = 10**30


class _Missing:
    """That there is nothing at a place."""


MISSING = _Missing()


@dataclass(frozen=True, slots=True)
class BrokenRelation:
    """A rule whose relation an answer breaks, and how; `wanted` is what should stand at a place, or how many items should."""

    rule: Rule
    why: str
    at: tuple[str, ...]
    wanted: Any


def broken_relations(rules: Iterable[Rule], body: Any, answer: Any, fields: Fields) -> Iterator[BrokenRelation]:
    """The relations that the answer to a request breaks; those between two answers are not among them (see `differs`).

    Whether the response could have kept them is another question (see `swornspec.spec.room.has_room`).
    """
    listed = tuple(rules)
    for rule in listed:
        relation = rule.relation
        if relation is None or rule.effect is not Effect.RELATION or relation.response is None:
            continue
        names = related_fields(rule, listed, body, fields)
        found = at_place(answer, relation.steps)
        if not names or found is MISSING:
            continue
        if relation.kind is RelationKind.ECHO:
            yield from _unlike(rule, relation, {name: effective(name, body, fields) for name in names}, found)
            continue
        value = effective(names[0], body, fields)
        told = None if value is None else _broken(relation, value, found)
        if told is not None:
            yield BrokenRelation(rule, told[0], relation.steps, told[1])


def related_fields(rule: Rule, rules: Iterable[Rule], body: Any, fields: Fields) -> tuple[str, ...]:
    """The fields of a request that its answer stands in a relation to; none where the condition of the rule does not hold."""
    if rule.relation is None or (rule.expr is not None and not holds(rule.expr, body, fields)):
        return ()
    aside = {name for other in rules for name in rule.relation.fields if sets_aside(other, name, body, fields)}
    return tuple(name for name in rule.relation.fields if name not in aside)


def sets_aside(rule: Rule, name: str, body: Any, fields: Fields) -> bool:
    """Whether a rule says of a request that the server does not look at a field: it is ignored, or another one wins over it."""
    if rule.expr is not None and not holds(rule.expr, body, fields):
        return False
    if rule.effect is Effect.IGNORED:
        return rule.subject == name
    return rule.effect is Effect.OVERRIDES and rule.other == name and present(body, rule.subject)


def effective(name: str, body: Any, fields: Fields) -> Any:
    """The value of a field as the server sees it, the documented default where it was not sent; None where it has none."""
    return term(Ref(name, effective=True), body, fields)


def at_place(answer: Any, steps: tuple[str, ...]) -> Any:
    """What stands at a place of an answer; `MISSING` where there is nothing."""
    for step in steps:
        if not isinstance(answer, (dict, Mapping)) or step not in answer:  # dict first: it is the quick way
            return MISSING
        answer = answer[step]
    return answer


def wanted_count(value: Any) -> int | None:
    """The number of items that a value asks for; none below zero, and none that nobody would wait for."""
    number = value if type(value) is int else integer({"n": value}, "n")
    return None if number is None or not 0 <= number <= MOST_ITEMS else number


def occurs(words: str, text: str) -> bool:
    """Whether words stand in a text as whole words, in the same case."""
    return bool(words.strip()) and words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def texts_in(value: Any) -> Iterator[str]:
    """The strings of a JSON value, at whatever depth; names of members are none."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Mapping):
            waiting += reversed(list(node.values()))
        elif isinstance(node, list | tuple):
            waiting += reversed(node)


def forbidden_words(value: Any) -> tuple[str, ...]:
    """The words that a request does not want to read: those of a list, or a text as a whole."""
    listed = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return tuple(w for w in listed if isinstance(w, str))


def named_by(item: Any, by: str | None) -> Any:
    """What an item of the request is told by: its member where it is an object, else itself; None where it has none."""
    return item.get(by) if isinstance(item, Mapping) and by is not None else item


def differs(relation: Relation, one: Any, other: Any) -> bool:
    """Whether two answers that should be alike have different values at the place of a relation."""
    first, second = at_place(one, relation.steps), at_place(other, relation.steps)
    return first is not MISSING and second is not MISSING and not _equal(first, second)


def _broken(relation: Relation, value: Any, found: Any) -> tuple[str, Any] | None:
    """How a value at a place breaks a relation other than an echo, and how many items should be there."""
    place = relation.response or "the body"
    if relation.kind is RelationKind.ABSENT:
        told = next((w for w in forbidden_words(value) for t in texts_in(found) if occurs(w, t)), None)
        return None if told is None else (f"{place} holds {_shown(told)}", None)
    if not isinstance(found, list):
        return None
    if relation.kind is RelationKind.ORDER:
        why = _disordered(relation, value, found, place)
        return None if why is None else (why, len(value))
    count = wanted_count(value)
    if count is None:
        return None
    if relation.kind is RelationKind.COUNT and len(found) != count:
        return f"{place} has {len(found)} items, and {relation.fields[0]} is {count}", count
    if relation.kind is RelationKind.AT_MOST and len(found) > count:
        return f"{place} has {len(found)} items, and {relation.fields[0]} is only {count}", count
    return None


def _unlike(rule: Rule, relation: Relation, given: Mapping[str, Any], found: Any) -> Iterator[BrokenRelation]:
    whole = isinstance(relation.request, str)
    for name, value in given.items():
        if value is None or not (whole or (isinstance(found, Mapping) and name in found)):
            continue
        told = found if whole else found[name]
        if not _equal(value, told):
            at = relation.steps if whole else (*relation.steps, name)
            why = f"{pointer_of(at) or 'the body'} is {_shown(told)}, and {name} is {_shown(value)}"
            yield BrokenRelation(rule, why, at, value)


def _disordered(relation: Relation, asked: Any, found: list[Any], place: str) -> str | None:
    if not isinstance(asked, list | tuple) or len(asked) > MOST_ITEMS:
        return None
    if len(asked) != len(found):
        return f"{place} has {len(found)} items for {len(asked)} of {relation.fields[0]}"
    for n, (one, other) in enumerate(zip(asked, found, strict=True)):
        wanted, told = named_by(one, relation.by), other.get(relation.by) if isinstance(other, Mapping) else None
        if relation.by is not None and wanted is not None and told is not None and not _equal(wanted, told):
            return f"{place}/{n} is for {_shown(told)}, and item {n} of {relation.fields[0]} is {_shown(wanted)}"
    return None


def _equal(one: Any, other: Any) -> bool:
    """JSON equality, null included; what is nested too deeply to be compared is not equal."""
    try:
        return (one is None and other is None) or same(one, other)
    except RecursionError:
        return False


def _shown(value: Any) -> str:
    """A value of an answer in a message: short, however large it is."""
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}...")
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return f"an array of {len(value)}"
    return "a very large number" if isinstance(value, int) and abs(value) > _LARGEST else str(value)
