"""Relations as JSON and back; what keeps and what breaks them; nothing an answer holds makes the checker fail."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.errors import RuleError
from swornspec.rules.expr import Compare, Literal, Ref
from swornspec.rules.field import fields_of
from swornspec.rules.related import broken_relations, differs
from swornspec.rules.relation import Relation, RelationKind, decode_relation, encode_relation, pointer_of, steps_of
from swornspec.rules.rule import Effect, Rule, Said

FIELDS = fields_of(
    {
        "properties": {
            "copies": {"type": "integer", "default": 2},
            "size": {"type": "number"},
            "ink": {"type": "string", "default": "black"},
            "parcels": {"type": "array", "items": {"type": "object"}},
            "avoid": {"type": "array", "items": {"type": "string"}},
            "draft": {"type": "boolean"},
            "other": {"type": "integer"},
        }
    }
)
SAID = (Said("page.txt", 1, 1, "The number of prints to create."),)


def rule(relation: Relation, effect: Effect = Effect.RELATION, **parts: Any) -> Rule:
    return Rule("r", effect, relation.fields[0], parts.pop("expr", None), "", SAID, relation=relation, **parts)


def broken(relation: Relation, body: Any, answer: Any, *others: Rule, **parts: Any) -> list[str]:
    return [b.why for b in broken_relations([rule(relation, **parts), *others], body, answer, FIELDS)]


COUNT = Relation(RelationKind.COUNT, "copies", "/prints")
MOST = Relation(RelationKind.AT_MOST, "copies", "")
ECHO = Relation(RelationKind.ECHO, ("size", "ink"), "/settings")
ITSELF = Relation(RelationKind.ECHO, "ink", "/ink")
ORDER = Relation(RelationKind.ORDER, "parcels", "/labels", by="id")
ABSENT = Relation(RelationKind.ABSENT, "avoid", "/texts")


@pytest.mark.parametrize(
    ("relation", "body", "answer", "kept"),
    [
        (COUNT, {"copies": 1}, {"prints": [1]}, True),
        (COUNT, {"copies": 1.0}, {"prints": [1]}, True),
        (COUNT, {"copies": 1}, {"prints": []}, False),
        (COUNT, {}, {"prints": [1, 2]}, True),
        (COUNT, {"copies": None}, {"prints": [1]}, False),
        (COUNT, {"copies": "1"}, {"prints": []}, True),
        (COUNT, {"copies": -1}, {"prints": []}, True),
        (COUNT, {"copies": 1}, {}, True),
        (COUNT, {"copies": 1}, {"prints": "three"}, True),
        (COUNT, {"copies": 1}, [1, 2], True),
        (MOST, {"copies": 3}, [1], True),
        (MOST, {"copies": 3}, [1, 2, 3, 4], False),
        (ECHO, {"size": 2}, {"settings": {"size": 2.0, "ink": "black"}}, True),
        (ECHO, {"size": 2}, {"settings": {"size": 3, "ink": "black"}}, False),
        (ECHO, {"ink": "red"}, {"settings": {"size": 3, "ink": "black"}}, False),
        (ECHO, {}, {"settings": {"size": 3, "ink": "red"}}, False),
        (ECHO, {"size": 2}, {"settings": {}}, True),
        (ECHO, {"size": 2}, {"settings": {"size": None, "ink": "black"}}, False),
        (ECHO, {"size": 1}, {"settings": {"size": True, "ink": "black"}}, False),
        (ITSELF, {"ink": "red"}, {"ink": "red"}, True),
        (ITSELF, {"ink": "red"}, {"ink": ["red"]}, False),
        (ORDER, {"parcels": [{"id": 1}, {"id": 2}]}, {"labels": [{"id": 1}, {"id": 2}]}, True),
        (ORDER, {"parcels": [{"id": 1}, {"id": 2}]}, {"labels": [{"id": 2}, {"id": 1}]}, False),
        (ORDER, {"parcels": [{"id": 1}, {"id": 2}]}, {"labels": [{"id": 1}]}, False),
        (ORDER, {"parcels": [{"id": 1}, 5]}, {"labels": [{}, {"id": 5}]}, True),
        (ORDER, {}, {"labels": [{}]}, True),
        (ABSENT, {"avoid": ["art"]}, {"texts": ["a party", "Art"]}, True),
        (ABSENT, {"avoid": ["art", "two words"]}, {"texts": [{"text": "of two words."}]}, False),
        (ABSENT, {"avoid": [""]}, {"texts": ["a"]}, True),
        (ABSENT, {"avoid": "a"}, {"texts": ["a"]}, True),
    ],
)
def test_an_answer_keeps_or_breaks_a_relation(relation: Relation, body: Any, answer: Any, kept: bool) -> None:
    assert (broken(relation, body, answer) == []) is kept


def test_a_relation_without_a_place_or_that_is_only_usual_is_not_checked() -> None:
    nowhere = Relation(RelationKind.COUNT, "copies", of="prints")

    assert broken(nowhere, {"copies": 1}, {"prints": []}) == []
    assert broken(COUNT, {"copies": 1}, {"prints": []}, effect=Effect.ADVICE) == []


def test_a_relation_holds_under_its_condition_alone() -> None:
    when = Compare("==", Ref("draft"), Literal(True))

    assert broken(COUNT, {"copies": 1}, {"prints": []}, expr=when) == []
    assert broken(COUNT, {"copies": 1, "draft": True}, {"prints": []}, expr=when) != []


def test_a_field_that_another_rule_sets_aside_stands_in_no_relation() -> None:
    wins = Rule("w", Effect.OVERRIDES, "other", None, "", SAID, other="copies")
    ignored = Rule("i", Effect.IGNORED, "copies", Compare("==", Ref("draft"), Literal(True)), "", SAID)

    assert broken(COUNT, {"copies": 1, "other": 5}, {"prints": []}, wins) == []
    assert broken(COUNT, {"copies": 1, "draft": True}, {"prints": []}, ignored) == []
    assert broken(COUNT, {"copies": 1}, {"prints": []}, wins, ignored) != []


def test_answers_that_should_be_alike_are_compared_at_the_place_alone() -> None:
    relation = Relation(RelationKind.REPEATABLE, "other", "/prints")

    assert differs(relation, {"prints": [1], "id": 1}, {"prints": [2], "id": 1})
    assert not differs(relation, {"prints": [1], "id": 1}, {"prints": [1.0], "id": 2})
    assert not differs(relation, {}, {"prints": [2]})


names = st.text(max_size=6)
places = st.lists(names, max_size=3).map(lambda steps: pointer_of(tuple(steps))) | st.none()
several = st.lists(names, min_size=1, max_size=3).map(tuple)
relations = st.builds(Relation, st.sampled_from(RelationKind), names, places, of=names | st.none()) | st.builds(
    Relation, st.just(RelationKind.ECHO), several, places, by=names | st.none()
)
members = st.sampled_from(["prints", "settings", "labels", "texts", "id", "size", "ink"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(members, inner),
    max_leaves=8,
)
bodies = st.dictionaries(st.sampled_from(sorted(FIELDS)), values) | values


@given(relations)
def test_relations_are_what_their_json_stands_for(relation: Relation) -> None:
    assert decode_relation(encode_relation(relation)) == relation
    assert pointer_of(steps_of(relation.response or "")) == (relation.response or "")


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "count",
        {},
        {"kind": "count"},
        {"kind": "sum", "request": "copies"},
        {"kind": ["count"], "request": "copies"},
        {"kind": "count", "request": ["copies", "size"]},
        {"kind": "echo", "request": []},
        {"kind": "echo", "request": ["a", 1]},
        {"kind": "count", "request": "copies", "response": "prints"},
        {"kind": "count", "request": "copies", "response": 5},
        {"kind": "count", "request": "copies", "of": {}},
        {"kind": "count", "request": "copies", "more": 1},
    ],
)
def test_what_is_no_relation_is_refused(raw: Any) -> None:
    with pytest.raises(RuleError):
        decode_relation(raw)


@given(st.sampled_from([COUNT, MOST, ECHO, ITSELF, ORDER, ABSENT]) | relations, bodies, values)
def test_no_request_and_no_answer_makes_the_check_fail(relation: Relation, body: Any, answer: Any) -> None:
    assert all(isinstance(why, str) for why in broken(relation, body, answer))
    assert differs(relation, answer, answer) is False or answer != answer or "nan" in repr(answer)


@pytest.mark.parametrize("huge", [10**5000, 1e308, "x" * 10_000, [[]] * 1000], ids=["integer", "float", "text", "array"])
def test_a_huge_value_in_an_answer_is_told_shortly(huge: Any) -> None:
    assert all(len(why) < 200 for why in broken(ITSELF, {"ink": "red"}, {"ink": huge}))
