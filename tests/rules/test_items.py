"""Rules about the items of an array: bodies that keep and break them are found, or it is said that none was."""

from typing import Any

import pytest

from swornspec.rules.encode import decode
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import Expr, ForAll, HasValue, Implies
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness import Space, Witness, breaking, satisfying

SCHEMA: Any = {
    "type": "object",
    "required": ["sizes"],
    "properties": {
        "sizes": {"type": "array", "minItems": 2, "items": {"type": "integer", "minimum": 0}},
        "points": {
            "type": "array",
            "items": {"type": "object", "properties": {"weight": {"type": "number"}, "unit": {"enum": ["g", "kg"]}}},
        },
    },
}


def _space(expr: Expr) -> Space:
    rule = Rule("items", Effect.REJECT, "sizes", expr, "", ())
    space = Space(SCHEMA, (rule,), lambda body: [])
    return Space(SCHEMA, (rule,), lambda body: [] if holds(expr, body, space.fields) else ["items"])


@pytest.mark.parametrize(
    "tree",
    [
        {"each": {"field": "sizes"}, "holds": {"==": [{"%": [{"item": "itself"}, 8]}, 0]}},
        {"each": {"field": "sizes"}, "holds": {">": [{"item": "itself"}, 255]}},
        {"each": {"field": "points"}, "holds": {"if": {"==": [{"field": "unit"}, "g"]}, "then": {"<": [{"field": "weight"}, 1000]}}},
    ],
)
def test_a_body_is_found_that_keeps_a_rule_about_items_and_one_that_breaks_it(tree: Any) -> None:
    each = decode(tree)
    assert isinstance(each, ForAll)
    space = _space(Implies(HasValue(each.over), each))

    kept, broken = satisfying(space), breaking(space, next(c for c in space.constraints if c.rule is not None))

    assert kept is not None
    assert space.judge(kept) == []
    assert isinstance(broken, Witness)
    assert space.judge(broken.body) == ["items"]


def test_items_within_items_are_undecided_at_worst() -> None:
    tree = {"each": {"field": "points"}, "holds": {"each": {"field": "tags"}, "holds": {"!=": [{"item": "itself"}, ""]}}}

    outcome = breaking(_space(decode(tree)), next(c for c in _space(decode(tree)).constraints if c.rule is not None))

    assert outcome.constraint == "items"
