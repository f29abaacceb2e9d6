"""The rules between the fields of two schemas or operations: which came, went, or say something else."""

import json
from collections.abc import Iterator, Sequence

from swornspec.rules.encode import encode
from swornspec.rules.field import Fields, path_at
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.compare.change import quoted
from swornspec.spec.compare.difference import Difference, Topic, Trend


def compare_rules(old: Sequence[Rule], new: Sequence[Rule], fields: Fields) -> Iterator[Difference]:
    """The differences, by the subject of each rule. A rule is the same when it says the same, whatever its id; else by its id.

    `fields` tell which subjects are fields of objects.
    """
    left, right = list(old), list(new)
    for rule in old:
        same = next((r for r in right if _meaning(r) == _meaning(rule)), None)
        if same is not None:
            left.remove(rule)
            right.remove(same)
            if quoted(rule.said) != quoted(same.said):
                yield _difference(rule, same, fields, Topic.WORDS, Trend.OTHER, f"the rule is stated in other words: {same.text}")
    for rule in left:
        other = next((r for r in right if r.id == rule.id), None)
        if other is not None:
            right.remove(other)
        yield from _gone(rule, fields) if other is None else _changed(rule, other, fields)
    for rule in right:
        yield from _come(rule, fields)


def _changed(old: Rule, new: Rule, fields: Fields) -> Iterator[Difference]:
    if old.effect is Effect.REJECT and new.effect is Effect.REJECT:
        yield _difference(old, new, fields, Topic.BOUND, Trend.OTHER, f"another rule: {new.text} (before: {old.text})")
    else:
        yield from _gone(old, fields)
        yield from _come(new, fields)


def _gone(rule: Rule, fields: Fields) -> Iterator[Difference]:
    rejects = rule.effect is Effect.REJECT
    yield _difference(rule, None, fields, Topic.BOUND if rejects else Topic.WORDS, Trend.MORE, f"no longer documented: {rule.text}")


def _come(rule: Rule, fields: Fields) -> Iterator[Difference]:
    rejects = rule.effect is Effect.REJECT
    yield _difference(
        None, rule, fields, Topic.BOUND if rejects else Topic.WORDS, Trend.FEWER, f"a new {'rule' if rejects else 'note'}: {rule.text}"
    )


def _difference(old: Rule | None, new: Rule | None, fields: Fields, topic: Topic, trend: Trend, text: str) -> Difference:
    rule = new or old
    assert rule is not None
    before, after = (quoted(r.said) if r is not None else "" for r in (old, new))
    return Difference(
        path_at(rule.subject, fields) if rule.subject else (),
        topic,
        trend,
        " ".join(text.split()),
        before,
        after,
        sure=topic is Topic.WORDS or trend is Trend.MORE,
        keyword=rule.id,
        of_rule=True,
        said=(old.said if old is not None else (), new.said if new is not None else ()),
    )


def _meaning(rule: Rule) -> str:
    """What a rule says, as text that is equal for equal rules."""
    parts = [rule.effect.value, rule.subject, rule.other, rule.needs, None if rule.expr is None else encode(rule.expr)]
    return json.dumps([*parts, repr(rule.relation)], sort_keys=True, default=str)
