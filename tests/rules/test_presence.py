"""Fields that can never be sent, must be sent although nobody says so, or never stand alone; with the solver and without."""

from collections.abc import Iterator
from typing import Any

import pytest

from swornspec.rules.encode import decode
from swornspec.rules.evaluate import holds
from swornspec.rules.lint import (
    Inquiry,
    Remark,
    idle_conditions,
    ignored_alone,
    implied_constraints,
    not_analysed,
    presence,
    unreachable_values,
)
from swornspec.rules.lint.inquiry import Excluded
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.rules.solver import available
from swornspec.rules.witness import Space
from swornspec.rules.witness.search import Demand
from swornspec.spec.check import Checker
from swornspec.spec.document import read_document

SIZE: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 100}
PROPERTIES: dict[str, Any] = {
    "text": {"type": "string"},
    "width": SIZE,
    "depth": SIZE,
    "mode": {"type": "string", "enum": ["a", "b"]},
    "glossy": {"type": "boolean", "default": False},
    "paper": {"type": "string"},
}


def space(*rules: Rule, required: tuple[str, ...] = (), properties: dict[str, Any] = PROPERTIES) -> Space:
    schema = {"type": "object", "required": list(required), "properties": properties}
    document = read_document(
        {"openapi": "3.1.1", "paths": {"/p": {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}}}, "p.yaml"
    )
    checker = Checker(document, document.endpoints[0])
    fields = document.endpoints[0].fields

    def judge(body: Any) -> list[str]:
        broken = [b.constraint for b in checker.broken(body)]
        return broken + [r.id for r in rules if r.effect is Effect.REJECT and r.expr is not None and not holds(r.expr, body, fields)]

    return Space(schema, rules, judge)


def rule(name: str, subject: str, tree: Any, effect: Effect = Effect.REJECT) -> Rule:
    return Rule(name, effect, subject, decode(tree), name, (Said("p.txt", len(name), len(name), name),))


@pytest.fixture(params=["with the solver", "without it"])
def solver(request: pytest.FixtureRequest) -> bool:
    if request.param == "with the solver" and not available():
        pytest.skip("z3 is not installed")
    return bool(request.param == "with the solver")


def about(remarks: Iterator[Remark]) -> list[tuple[str, str]]:
    return [(r.kind, r.subject) for r in remarks]


HIGH = rule("high", "width", {"if": {"has-value": "width"}, "then": {">=": [{"field": "width"}, 60]}})
LOW = rule("low", "width", {"if": {"has-value": "width"}, "then": {"<": [{"field": "width"}, 40]}})
NEEDS = rule("needs", "depth", {"if": {"has-value": "depth"}, "then": {"present": "width"}})
EITHER = rule("either", "", {"any": [{"present": "width"}, {"present": "paper"}]})


def test_two_rules_that_exclude_each_other_leave_a_dead_field(solver: bool) -> None:
    inquiry = Inquiry(space(HIGH, LOW), solver)

    [remark] = presence(inquiry)

    assert (remark.kind, remark.subject) == ("dead-field", "width")
    assert [s.quote for s in remark.said] == ["high", "low"]
    assert inquiry.unanswered == []


def test_a_field_that_all_valid_requests_send_is_required_in_truth(solver: bool) -> None:
    found = list(presence(Inquiry(space(HIGH, LOW, EITHER), solver)))

    assert about(iter(found)) == [("dead-field", "width"), ("hidden-required", "paper")]
    assert "mark paper as required" in str(found[1].mend)


def test_one_of_two_is_not_required(solver: bool) -> None:
    assert list(presence(Inquiry(space(EITHER), solver))) == []


def test_a_field_with_a_companion_is_never_alone(solver: bool) -> None:
    [remark] = presence(Inquiry(space(NEEDS, required=("text",)), solver))

    assert (remark.kind, remark.subject) == ("never-alone", "depth")
    assert remark.message == 'depth is never valid alone: needs; a valid request with it: {"text": "text", "width": 1, "depth": 1}'


def test_a_field_whose_companion_is_required_stands_alone(solver: bool) -> None:
    assert list(presence(Inquiry(space(NEEDS, required=("width",)), solver))) == []


def test_a_field_that_does_nothing_alone_is_found(solver: bool) -> None:
    unless = rule("unless glossy", "paper", {"not": {"==": [{"effective": "glossy"}, True]}}, Effect.IGNORED)
    sometimes = rule("sometimes", "depth", {"==": [{"field": "mode"}, "a"]}, Effect.IGNORED)

    [remark] = ignored_alone(Inquiry(space(unless, sometimes), solver), (unless, sometimes))

    assert (remark.kind, remark.subject) == ("never-alone", "paper")
    assert remark.message.endswith('a request in which it counts: {"glossy": true, "paper": "text"}')


def test_advice_that_can_never_apply_is_found(solver: bool) -> None:
    wide = rule("wide", "depth", {"if": {">": [{"field": "width"}, 50]}, "then": {"<": [{"field": "depth"}, 5]}}, Effect.ADVICE)
    narrow = rule("narrow", "depth", {"if": {"<": [{"field": "width"}, 30]}, "then": {"<": [{"field": "depth"}, 5]}}, Effect.ADVICE)

    [remark] = idle_conditions(Inquiry(space(LOW, wide, narrow), solver), (wide, narrow))

    assert (remark.kind, remark.subject) == ("unreachable-value", "depth")
    assert [s.quote for s in remark.said] == ["wide", "low"]


def test_a_value_that_two_rules_exclude_is_unreachable(solver: bool) -> None:
    demands = rule("demands", "paper", {"if": {"==": [{"effective": "mode"}, "a"]}, "then": {"present": "paper"}})
    forbids = rule("forbids", "paper", {"if": {"==": [{"effective": "mode"}, "a"]}, "then": {"not": {"present": "paper"}}})

    found = list(unreachable_values(Inquiry(space(demands, forbids), solver)))

    assert [r.subject for r in found] == ["mode", "paper", "paper"]
    assert found[0].message.startswith("no valid request has mode a; demands or forbids")
    assert found[1].message.startswith("no valid request meets the condition of: demands")


ORDER = [rule(f"{a} < {b}", a, {"<": [{"field": a}, {"field": b}]}) for a, b in (("a", "b"), ("b", "c"), ("a", "c"))]
ORDERED = {n: {"type": "integer", "minimum": 1, "maximum": 1000} for n in ("a", "b", "c")}


def test_what_nobody_decides_is_said_once_with_the_count() -> None:
    inquiry = Inquiry(space(*ORDER, properties=ORDERED, required=("a", "b", "c")), False)

    implied = list(implied_constraints(inquiry))
    [remark] = not_analysed([inquiry])

    assert "a < c" not in [r.message.split(":")[0] for r in implied]
    assert "whether a < c can be broken alone" in remark.message
    assert remark.message.startswith(f"{len(inquiry.unanswered)} question")
    assert remark.mend == "install swornspec[solver]"


@pytest.mark.skipif(not available(), reason="z3 is not installed")
def test_the_solver_decides_what_the_search_does_not() -> None:
    inquiry = Inquiry(space(*ORDER, properties=ORDERED, required=("a", "b", "c")), True)

    implied = [r for r in implied_constraints(inquiry) if r.message.startswith("a < c: ")]

    assert [r.message.rpartition(": ")[2] for r in implied] == ["a < b or b < c"]
    assert list(not_analysed([inquiry])) == []


def test_after_many_questions_without_answer_no_more_are_asked() -> None:
    inquiry = Inquiry(space(), False, [("whether", "because")] * 12)

    assert inquiry.ask("whether width can be sent", [Demand(decode({"present": "width"}))]) is None
    assert inquiry.unanswered[-1] == ("whether width can be sent", "not asked, because too many questions before it were given up")


def test_a_proof_names_what_is_needed_alone(solver: bool) -> None:
    proof = Inquiry(space(HIGH, LOW, NEEDS, EITHER), solver).proof([Demand(decode({"has-value": "width"}))])

    assert isinstance(proof, Excluded)
    assert [c.id for c in proof.by] == ["high", "low"]


def test_a_chain_of_relations_is_kept_by_some_request() -> None:
    """The numbers of one relation must leave room for the next: the nearest, 1 < 2 and 1 < 2, leave none between 2 and 2."""
    least = Inquiry(space(*ORDER, properties=ORDERED, required=("a", "b", "c")), False).least

    assert least["a"] < least["b"] < least["c"]
