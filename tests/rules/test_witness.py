"""Witnesses break exactly their constraint, proofs are true, boundaries are valid: for the examples we know and for any small schema."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from swornspec.rules.encode import encode
from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Count,
    Expr,
    HasValue,
    Implies,
    Item,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    Size,
    mapped,
)
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness import (
    Boundary,
    Implied,
    Space,
    Undecided,
    Unreachable,
    Witness,
    boundaries,
    breaking,
    breaking_ways,
    constraints,
    satisfying,
    together,
)
from swornspec.spec.check import Checker
from swornspec.spec.document import read_document


def rule(name: str, expr: Expr, subject: str = "width") -> Rule:
    return Rule(name, Effect.REJECT, subject, expr, name, ())


def space_of(properties: Mapping[str, Any], rules: tuple[Rule, ...] = (), required: tuple[str, ...] = ()) -> Space:
    listed = [{"id": r.id, "effect": r.effect.value, "subject": r.subject, "expr": encode(r.expr)} for r in rules if r.expr]
    schema = {"type": "object", "properties": dict(properties), "required": list(required)}
    body = {"content": {"application/json": {"schema": {**schema, "x-rules": listed}}}}
    raw = {"openapi": "3.1.0", "paths": {"/a": {"post": {"operationId": "a", "requestBody": body}}}}
    document = read_document(raw, "test.yaml")
    checker = Checker(document, document.endpoint("a"))
    return Space(schema, rules, lambda sent: [b.constraint for b in checker.broken(sent)])


def outcomes(space: Space) -> dict[str, Any]:
    return {c.id: breaking(space, c) for c in space.constraints}


def bodies_of(space: Space) -> dict[str, Any]:
    return {name: outcome.body for name, outcome in outcomes(space).items() if isinstance(outcome, Witness)}


SIDE = {"type": "integer", "minimum": 32, "maximum": 1024, "multipleOf": 8}
STEPS = {"type": "integer", "minimum": 10, "maximum": 50, "default": 30}
AREA = {"width": SIDE, "height": SIDE, "steps": STEPS}


def product(limit: int, operator: str, *, effective: bool) -> Expr:
    factors = (Ref("width"), Ref("height"), Ref("steps", effective))
    known = tuple(HasValue(f) for f in factors)
    return Implies(And(known), Compare(operator, Arithmetic("*", factors), Literal(limit)))  # type: ignore[arg-type]


def test_each_keyword_is_broken_alone_one_step_outside() -> None:
    found = bodies_of(space_of({"width": SIDE, "ratio": {"type": "number", "minimum": 1, "maximum": 4.5}}))

    assert found["width-maximum"] == {"width": 1032}  # 1025 would break the multiple too
    assert found["width-minimum"] == {"width": 24}
    assert found["width-multipleOf"] == {"width": 36}  # 33 would not notice a server that asks for multiples of 4
    assert found["width-type"] == {"width": "32"}
    assert found["ratio-minimum"] == {"ratio": 0.99}
    assert found["ratio-maximum"] == {"ratio": 4.51}


def test_keywords_deep_in_arrays_and_objects_have_witnesses() -> None:
    point = {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}, "kind": {"type": "string", "enum": ["a"]}}}
    found = bodies_of(space_of({"points": {"type": "array", "maxItems": 2, "items": point}}))

    assert found["points[].x-required"] == {"points": [{}]}
    assert found["points[].x-type"] == {"points": [{"x": "1"}]}
    assert found["points[].kind-enum"] == {"points": [{"x": 1, "kind": "A"}]}
    assert found["points-maxItems"] == {"points": [{"x": 1}] * 3}


def test_a_rule_is_broken_by_the_defaults_of_fields_that_are_not_sent() -> None:
    many = Implies(
        And((HasValue(Ref("count")), Compare(">", Ref("width", effective=True), Literal(768)))), Compare("<=", Ref("count"), Literal(4))
    )
    space = space_of({"width": {**SIDE, "default": 1024}, "count": {"type": "integer", "maximum": 8}}, (rule("few", many),))

    assert bodies_of(space)["few"] == {"count": 5}
    assert bodies_of(space)["count-maximum"] == {"width": 768, "count": 9}  # at the default width, 9 breaks the rule as well


def test_a_product_limit_is_broken_exactly_at_the_limit() -> None:
    space = space_of(AREA, (rule("limit", product(20_480_000, "<", effective=False)),))
    body = bodies_of(space)["limit"]

    assert body["width"] * body["height"] * body["steps"] == 20_480_000


def test_the_best_product_below_a_limit_is_a_boundary() -> None:
    space = space_of(AREA, (rule("limit", product(20_480_000, "<", effective=False)),))
    products = [
        b.body["width"] * b.body["height"] * b.body["steps"]
        for b in boundaries(space)
        if isinstance(b, Boundary) and b.about == "limit" and len(b.body) == 3
    ]
    sides = range(32, 1025, 8)
    best = max(p for w, h in itertools.product(sides, sides) if (p := w * h * min(50, 20_479_999 // (w * h))) < 20_480_000)

    assert max(products) == best


def test_a_product_limit_is_proved_to_follow_from_a_stricter_one_and_the_bounds() -> None:
    loose = rule("loose", product(1024 * 1024 * 30, "<=", effective=True))
    strict = rule("strict", product(50 * 640 * 640, "<", effective=False), "steps")
    outcome = outcomes(space_of(AREA, (loose, strict)))["loose"]

    assert isinstance(outcome, Implied)
    assert "strict" in outcome.by
    assert "width-maximum" in outcome.by  # with steps at its default, the bounds alone keep the loose limit


def test_a_product_limit_that_the_bounds_do_not_keep_is_not_called_implied() -> None:
    loose = rule("loose", product(1024 * 1024 * 29, "<=", effective=True))
    strict = rule("strict", product(50 * 640 * 640, "<", effective=False), "steps")

    body = bodies_of(space_of(AREA, (loose, strict)))["loose"]

    assert body == {"width": 1024, "height": 992}  # steps default to 30; a side one step of 8 shorter keeps the limit


def test_keywords_that_a_list_of_values_implies_are_proved() -> None:
    found = outcomes(space_of({"contrast": {"type": "number", "minimum": 1, "maximum": 4, "enum": [1, 2.5, 4]}}))

    assert {name: o.by for name, o in found.items() if isinstance(o, Implied)} == dict.fromkeys(
        ("contrast-type", "contrast-minimum", "contrast-maximum"), ("contrast-enum",)
    )


def test_constraints_that_imply_each_other_are_broken_together() -> None:
    both = (
        rule("a-needs-b", Implies(Present("a"), Present("b")), "a"),
        rule("c-needs-b", Implies(Present("a"), And((Present("b"), Present("c")))), "a"),
    )
    space = space_of({"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}}, both)
    outcome = outcomes(space)["a-needs-b"]

    assert isinstance(outcome, Implied)
    assert together(space, outcome) == ({"a": 1}, ("c-needs-b",))


def test_each_part_of_a_rule_is_broken_on_its_own() -> None:
    needs = rule("zoom", Implies(Compare("==", Ref("zoom"), Literal(True)), And((Present("amount"), Present("image")))), "zoom")
    space = space_of({"zoom": {"type": "boolean"}, "amount": {"type": "number"}, "image": {"type": "string"}}, (needs,))
    constraint = next(c for c in space.constraints if c.id == "zoom")

    assert breaking_ways(space, constraint) == ({"zoom": True, "image": "text"}, {"zoom": True, "amount": 1})


def test_a_rule_that_holds_for_every_request_is_proved_to() -> None:
    outcome = outcomes(space_of({"a": {"type": "integer"}}, (rule("always", Or((Present("a"), Not(Present("a"))))),)))["always"]

    assert outcome == Implied("always", (), "nothing can break it")


def test_values_that_no_valid_request_has_are_named_with_their_reason() -> None:
    never = rule("never", Not(Compare("==", Ref("mode"), Literal("b"))), "mode")
    found = boundaries(space_of({"mode": {"type": "string", "enum": ["a", "b"]}}, (never,)))

    assert Unreachable("mode", "value-b", ("never",)) in found


def test_a_whole_body_has_constraints_too() -> None:
    assert bodies_of(space_of({}))["body-type"] == []


def test_only_rules_that_reject_are_constraints() -> None:
    advice = Rule("advice", Effect.ADVICE, "a", Present("a"), "", ())

    assert [c.id for c in constraints({"properties": {"a": {"type": "string"}}}, (advice,))] == ["a-type"]


def test_a_crowd_of_rules_is_searched_within_a_budget() -> None:
    names = [f"f{n}" for n in range(60)]
    pairs = [
        rule(f"r{n}", Count(0, 1, (Present(a), Present(b), Compare(">", Ref(a), Ref(b)))), a)
        for n, (a, b) in enumerate(itertools.pairwise(names))
    ]
    space = space_of({n: {"type": "integer"} for n in names}, tuple(pairs))

    assert isinstance(breaking(space, next(c for c in space.constraints if c.id == "r30")), Witness)


# Any small schema with any small rules

numbers = st.integers(-3, 12) | st.sampled_from([0.5, 2.5])


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["integer", "number", "string", "boolean", "array"]))
    schema: dict[str, Any] = {"type": draw(st.sampled_from([kind, [kind, "null"]]))}
    if kind in ("integer", "number"):
        limits = draw(st.fixed_dictionaries({}, optional={"minimum": st.integers(-3, 2), "maximum": st.integers(0, 12)}))
        schema |= limits
        if draw(st.booleans()):
            schema["multipleOf"] = draw(st.sampled_from([2, 3, 4, 0.5]))
        if draw(st.integers(0, 4)) == 0:
            schema["enum"] = draw(st.lists(numbers, min_size=1, max_size=4, unique_by=repr))
        if draw(st.integers(0, 2)) == 0:
            schema["default"] = draw(st.integers(0, 12))
    elif kind == "string":
        if draw(st.booleans()):
            schema["enum"] = draw(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3, unique=True))
            schema |= draw(st.sampled_from([{}, {"default": "a"}]))
        else:
            schema |= draw(st.fixed_dictionaries({}, optional={"minLength": st.integers(0, 2), "maxLength": st.integers(1, 4)}))
    elif kind == "boolean":
        schema |= draw(st.sampled_from([{}, {"default": True}, {"default": False}]))
    else:
        schema |= draw(st.fixed_dictionaries({}, optional={"minItems": st.integers(0, 1), "maxItems": st.integers(1, 3)}))
        schema["items"] = {"type": "integer"}
    return schema


NAMES = ("p", "q", "r")
refs = st.builds(Ref, st.sampled_from(NAMES), st.booleans())
terms = st.one_of(
    refs,
    st.builds(Literal, numbers),
    st.builds(lambda a, b: Arithmetic("*", (a, b)), refs, refs),
    st.builds(lambda o, a, b: Arithmetic(o, (a, b)), st.sampled_from(["+", "-"]), refs, refs | st.builds(Literal, numbers)),
    st.builds(lambda a, m: Arithmetic("%", (a, Literal(m))), refs, st.sampled_from([2, 3, 0])),
    st.builds(Size, refs),
)
atoms = st.one_of(
    st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), terms, terms),
    st.builds(Compare, st.sampled_from(["==", "!="]), refs, st.sampled_from(["a", "b", True, False]).map(lambda v: Literal(v))),
    st.builds(OneOf, refs, st.lists(numbers | st.sampled_from(["a", "b", "z", True]), max_size=3).map(tuple)),
    st.builds(Matches, refs, st.sampled_from(["a", "^b", ""])),
    st.builds(Present, st.sampled_from(NAMES)),
    st.builds(HasValue, refs),
)


def compound(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, parts),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Implies, parts, parts),
        st.builds(AllOrNone, several),
        st.builds(Count, st.integers(0, 2), st.none() | st.integers(1, 3), several),
    )


exprs = st.recursive(atoms, compound, max_leaves=5)


@st.composite
def spaces(draw: st.DrawFn) -> Space:
    properties = {name: draw(schemas()) for name in NAMES}
    rules = tuple(rule(f"rule{n}", e, "p") for n, e in enumerate(draw(st.lists(exprs, max_size=3))))
    required = tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True)))
    return space_of(properties, rules, required)


@st.composite
def nested_spaces(draw: st.DrawFn) -> Space:
    """The same with two of the fields within an object."""
    parts = {name: draw(schemas()) for name in NAMES[1:]}
    inner = {"type": draw(st.sampled_from(["object", ["object", "null"]])), "properties": parts}
    if required := draw(st.lists(st.sampled_from(NAMES[1:]), max_size=1)):
        inner["required"] = required

    def within(ref: Ref | Item) -> Ref | Item:
        return replace(ref, name=f"o.{ref.name}") if isinstance(ref, Ref) and ref.name in parts else ref

    rules = tuple(rule(f"rule{n}", mapped(e, within), "p") for n, e in enumerate(draw(st.lists(exprs, min_size=1, max_size=3))))
    return space_of({"p": draw(schemas()), "o": inner}, rules, draw(st.sampled_from([(), ("o",), ("p",)])))


VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    -4,
    -3,
    -1,
    0,
    0.5,
    1,
    2,
    2.5,
    3,
    4,
    5,
    6,
    8,
    12,
    13,
    "",
    "a",
    "b",
    "ab",
    "abcde",
    [],
    [1],
    [1, 2],
    [1, 2, 3, 4],
)
UNSENT = object()


def every_body() -> list[dict[str, Any]]:
    choices = (UNSENT, *VALUES)
    return [
        {n: v for n, v in zip(NAMES, values, strict=True) if v is not UNSENT}
        for k, values in enumerate(itertools.product(choices, repeat=3))
        if k % 13 == 0 or values.count(UNSENT) > 1
    ]


def nested(body: dict[str, Any]) -> dict[str, Any]:
    own = {n: v for n, v in body.items() if n == "p"}
    return {**own, "o": {n: v for n, v in body.items() if n != "p"}}


BODIES = every_body()
NESTED = [*map(nested, BODIES), *({**own, **o} for own in ({}, *({"p": v} for v in VALUES)) for o in ({}, {"o": None}, {"o": 1}))]
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def check_witnesses(space: Space) -> None:
    """Whatever is found for a constraint breaks exactly that."""
    for constraint in space.constraints:
        outcome = breaking(space, constraint)

        if isinstance(outcome, Witness):
            assert set(space.judge(outcome.body)) == {constraint.id}
        for body in breaking_ways(space, constraint):
            assert set(space.judge(body)) == {constraint.id}


def check_proofs(space: Space, bodies: Iterable[Any]) -> None:
    """Whatever breaks a constraint that is proved to be implied breaks one of those that imply it."""
    proofs = [o for c in space.constraints if isinstance(o := breaking(space, c), Implied)]
    assume(proofs)
    judged = [set(space.judge(body)) for body in bodies]
    for proof in proofs:
        for broken in judged:
            if proof.constraint in broken:
                assert broken & set(proof.by), proof


@some
@given(spaces())
def test_witnesses_break_exactly_their_constraint(space: Space) -> None:
    check_witnesses(space)


@settings(some, max_examples=30)
@given(spaces())
def test_no_body_contradicts_a_proof(space: Space) -> None:
    check_proofs(space, BODIES)


@settings(some, max_examples=30)
@given(nested_spaces())
def test_witnesses_within_objects_break_exactly_their_constraint(space: Space) -> None:
    check_witnesses(space)


@settings(some, max_examples=20)
@given(nested_spaces())
def test_no_body_contradicts_a_proof_about_fields_within_objects(space: Space) -> None:
    check_proofs(space, NESTED)


@some
@given(spaces())
def test_boundaries_are_valid(space: Space) -> None:
    least = satisfying(space)
    for found in boundaries(space):
        if isinstance(found, Boundary):
            assert not space.judge(found.body)
    if least is not None:
        assert not space.judge(least)


@settings(some, max_examples=30)
@given(spaces())
def test_no_body_has_a_value_that_is_proved_unreachable(space: Space) -> None:
    unreachable = [u for u in boundaries(space) if isinstance(u, Unreachable) and u.by and u.at.startswith("value-")]
    for proof in unreachable:
        for body in BODIES:
            if proof.about in body and f"value-{body[proof.about]}" == proof.at and not isinstance(body[proof.about], bool):
                assert space.judge(body), (proof, body)


@settings(some, max_examples=30)
@given(spaces())
def test_few_constraints_stay_undecided(space: Space) -> None:
    found = [breaking(space, c) for c in space.constraints if c.keyword is not None]
    bare = space_of({n: f.schema for n, f in space.fields.items()})

    assert len(found) == len(space.constraints) - len(space.rules)
    assert not [o for c in bare.constraints if isinstance(o := breaking(bare, c), Undecided)]


@pytest.mark.parametrize(
    "schema", [{"type": "integer", "minimum": 10, "maximum": 2}, {"enum": []}, {"type": []}, {"multipleOf": 0}, {"minimum": "x"}]
)
def test_senseless_schemas_are_survived(schema: dict[str, Any]) -> None:
    space = Space({"type": "object", "properties": {"a": schema}}, (), lambda _: ["other"])

    assert all(not isinstance(breaking(space, c), Witness) for c in space.constraints)
    assert [b for b in boundaries(space) if isinstance(b, Boundary)] == []


def test_a_wrong_type_comes_with_all_that_the_field_asks_for() -> None:
    """Else a server that has forgotten the type still refuses the request, for want of what the field requires."""
    needs = rule("zoom-requires-image", Implies(HasValue(Ref("zoom")), Present("image")), "zoom")
    space = space_of({"zoom": {"type": "number"}, "image": {"type": "string"}}, (needs,))

    assert set(bodies_of(space)["zoom-type"]) == {"zoom", "image"}
