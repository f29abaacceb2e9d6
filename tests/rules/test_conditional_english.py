"""Conditions in English: never lost, whatever else a sentence says; and our own English read back."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.rules.english.build import rule_of
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import (
    AllOrNone,
    Compare,
    Count,
    Expr,
    HasValue,
    Implies,
    Literal,
    Not,
    OneOf,
    Present,
    Ref,
    both,
)
from swornspec.rules.field import Field
from swornspec.rules.plain import describe
from swornspec.rules.rule import Effect, Said
from swornspec.text import Passage, Span

FIELDS = {
    name: Field(name, schema)
    for name, schema in {
        "weight": {"type": "integer"},
        "height": {"type": "integer"},
        "label": {"type": "string"},
        "sender": {"type": "string"},
        "courier": {"type": "string", "enum": ["bike", "van", "boat"]},
        "fragile": {"type": "boolean"},
        "insured": {"type": "boolean"},
        "stops": {"type": "array", "items": {"type": "string"}},
    }.items()
}
VOCABULARY = Vocabulary(FIELDS)


def read(subject: str, text: str) -> tuple[Sentence, ...]:
    passage = Passage(text, Span("page.txt", 1, 1 + text.count("\n"), 0, len(text)))
    return read_prose([passage], Scope(subject, FIELDS, {}, {}), VOCABULARY)


readable = st.sampled_from(
    [
        "courier is van",
        "fragile is true",
        "label is set",
        "height is over 3",
        "label and sender are set",
        "courier is `bike` or `van`",
        "neither label nor sender is set",
        "insured is not enabled",
        "label isn't provided",
        "stops includes `x`",
    ]
)
unreadable = st.sampled_from(
    [
        "the moon is full",
        "the account is verified",
        "asked by the sender's bank",
        "label looks odd",
        "height exceeds that of the door",
        "it rains, snows or hails",
        "label or sender is not set",
        "the parcel, once weighed, is heavy",
        "courier is fast",
    ]
)
clauses = st.sampled_from(
    [
        "must be at most 4",
        "must be between 1 and 4",
        "must be a multiple of 2",
        "is required",
        "must be 3",
        "cannot be used with label",
        "requires sender",
        "defaults to 3",
        "must be one of 1, 2 or 3",
        "at least one of label or sender must be set",
        "cannot exceed 10",
        "label and sender are mutually exclusive",
        "must not be set",
        "the maximum is 9",
        "height must be at most 5",
        "minimum: 2",
        "must be greater than height",
        "weight * height must not exceed 9",
        "you must provide a label",
        "accepts values 1, 2 and 3",
    ]
)
openings = st.sampled_from(["If", "When", "Whenever", "Unless", "In case", "As long as", "Provided that"])


def _unlimited(sentences: tuple[Sentence, ...]) -> list[str]:
    """Readings that refuse something whatever the condition."""
    readings = [r for s in sentences for r in s.readings]
    return [r.claim.form for r in readings if r.effect is Effect.REJECT and not r.when and r.needs is None and r.claim.form != "default"]


@settings(max_examples=300)
@given(openings, readable | unreadable, clauses, st.booleans(), st.sampled_from(["", " It is a number.", "; it is a number"]))
def test_a_condition_is_never_lost(word: str, condition: str, clause: str, opens: bool, rest: str) -> None:
    text = f"{word} {condition}, {clause}{rest}." if opens else f"{clause} {word.lower()} {condition}{rest}."

    found = read("weight", text)

    assert _unlimited(found) == []


@settings(max_examples=200)
@given(openings, unreadable, clauses, st.booleans())
def test_what_a_condition_nobody_understands_limits_is_a_gap_and_no_rule(word: str, condition: str, clause: str, opens: bool) -> None:
    text = f"{word} {condition}, {clause}." if opens else f"{clause} {word.lower()} {condition}."

    found = read("weight", text)

    assert all(r.effect is not Effect.REJECT for s in found for r in s.readings if "default" not in r.claim.keywords)
    assert any(s.outcome is Outcome.GAP for s in found)


@settings(max_examples=100)
@given(st.sampled_from(["heavy parcels", "`gold-plus`", "members of the club", "XL boxes"]), clauses, st.booleans())
def test_what_holds_for_some_alone_is_never_said_of_all(group: str, clause: str, opens: bool) -> None:
    text = f"For {group}, {clause}." if opens else f"{clause} for {group}."

    assert _unlimited(read("weight", text)) == []


# what our own English can say, and the reader reads back

names = st.sampled_from(["label", "sender"])
conditions = st.one_of(
    names.map(Present),
    names.map(lambda n: Not(Present(n))),
    st.builds(lambda v: Compare("==", Ref("courier"), Literal(v)), st.sampled_from(["bike", "van"])),
    st.builds(lambda v: Not(Compare("==", Ref("courier"), Literal(v))), st.sampled_from(["bike", "van"])),
    st.just(OneOf(Ref("courier"), ("bike", "boat"))),
    st.sampled_from(["fragile", "insured"]).map(lambda n: Compare("==", Ref(n), Literal(True))),
    st.builds(lambda o, n: Compare(o, Ref("height"), Literal(n)), st.sampled_from([">", ">=", "<", "<="]), st.integers(1, 99)),
    st.just(both(Present("label"), Compare("==", Ref("courier"), Literal("van")))),
)


def _valued(then: Expr) -> Expr:
    return Implies(HasValue(Ref("weight")), then)


bounds = st.one_of(
    st.builds(lambda o, n: Compare(o, Ref("weight"), Literal(n)), st.sampled_from([">=", "<=", ">", "<"]), st.integers(1, 99)),
    st.builds(
        lambda n, m: both(Compare(">=", Ref("weight"), Literal(n)), Compare("<=", Ref("weight"), Literal(n + m))),
        st.integers(1, 9),
        st.integers(1, 9),
    ),
    st.builds(lambda n: OneOf(Ref("weight"), (n, n + 1)), st.integers(1, 9)),
)
groups = st.permutations([Present("label"), Present("sender"), Present("stops")]).flatmap(
    lambda p: st.integers(2, 3).map(lambda n: tuple(p[:n]))
)
demands = st.one_of(
    st.just(Present("stops")),
    st.just(Not(Present("stops"))),
    groups.map(lambda g: Count(1, None, g)),
    groups.map(lambda g: Count(1, 1, g)),
    groups.map(lambda g: Count(0, 1, g)),
)
rules = st.one_of(
    st.builds(lambda c, b: Implies(both(HasValue(Ref("weight")), c), b), conditions, bounds),
    st.builds(Implies, conditions, demands),
    groups.map(lambda g: Count(1, None, g)),
    groups.map(lambda g: Count(1, 1, g)),
    groups.map(lambda g: Count(0, 1, g)),
    groups.map(AllOrNone),
)


def _bodies() -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "weight": st.integers(0, 20),
            "height": st.integers(0, 100),
            "label": st.just("a"),
            "sender": st.just("b"),
            "courier": st.sampled_from(["bike", "van", "boat"]),
            "fragile": st.booleans(),
            "insured": st.booleans(),
            "stops": st.just(["c"]),
        },
    )


@settings(max_examples=300)
@given(rules, st.lists(_bodies(), min_size=3, max_size=6))
def test_our_own_english_of_a_rule_is_read_as_that_rule(expr: Expr, bodies: list[dict[str, object]]) -> None:
    text = describe(Effect.REJECT, "weight", expr, None, None) + "."

    found = [rule_of(r, Said("p", 1, 1, text), FIELDS) for s in read("weight", text) for r in s.readings]

    assert found, text
    assert all(r.effect is Effect.REJECT and r.expr is not None for r in found), text
    for body in bodies:
        assert all(holds(r.expr, body, FIELDS) for r in found if r.expr is not None) == holds(expr, body, FIELDS), (text, body)


@settings(max_examples=100)
@given(conditions, st.sampled_from([(Effect.IGNORED, None), (Effect.OVERRIDES, "stops")]), st.lists(_bodies(), min_size=3, max_size=5))
def test_our_own_english_of_an_effect_is_read_as_that_effect(
    condition: Expr, what: tuple[Effect, str | None], bodies: list[dict[str, object]]
) -> None:
    text = describe(what[0], "weight", condition, what[1], None) + "."

    found = [rule_of(r, Said("p", 1, 1, text), FIELDS) for s in read("weight", text) for r in s.readings]

    assert [(r.effect, r.subject, r.other) for r in found] == [(what[0], "weight", what[1])], text
    for body in bodies:
        assert found[0].expr is not None
        assert holds(found[0].expr, body, FIELDS) == holds(condition, body, FIELDS), (text, body)


# hostile text

PIECES = [
    "if ",
    "when fragile is true, ",
    ", ",
    "( ",
    ") ",
    "label or ",
    "label and ",
    "must be at most ",
    "for ",
    "only ",
    "otherwise ",
    "; ",
    "one of ",
    "`a` or ",
    "1 to 4 for `v1`, ",
    "must be 4 to ",
    "label * ",
    "unless ",
    "neither label nor ",
    "only valid when ",
    "mode is ",
    "Required for x. ",
    "This does not apply. ",
    "(ignored otherwise) ",
    "if label is set or ",
    "in slow mode, ",
    '"',
    "'",
    "`",
    "[ ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_repetition_is_read_in_work_that_grows_with_the_text(piece: str, work: Callable[[Callable[[], object]], int]) -> None:
    def calls(count: int) -> int:
        return work(lambda: read("weight", piece * count))

    assert calls(1200) < 8 * calls(300) + 20_000


@pytest.mark.parametrize(
    "text", ["," * 100_000, "(" * 20_000, "label or " * 5_000, "if " * 5_000, "x" * 200_000, "if label is " + "9" * 60_000]
)
def test_a_sentence_beyond_all_measure_is_no_rule(text: str) -> None:
    assert all(not s.readings for s in read("weight", text))
