"""Keywords that others beside them make impossible to break alone: the proof, and the near misses that it must leave alone."""

from typing import Any

import jsonschema_rs
import pytest

from swornspec.rules.expr import And, Compare, HasValue, Implies, Ref
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness import Implied, Space, breaking

OBJECT = {"type": "object"}
PROVED: list[tuple[dict[str, Any], str, tuple[str, ...]]] = [
    ({"type": "string", "pattern": r"\S", "minLength": 1}, "a-minLength", ("a-pattern",)),
    ({"type": "string", "pattern": "^[a-z]{3}$", "maxLength": 3}, "a-maxLength", ("a-pattern",)),
    ({"type": "array", "contains": {"const": 1}, "minItems": 1}, "a-minItems", ("a-contains",)),
    ({"type": "object", "required": ["b", "c"], "minProperties": 2}, "a-minProperties", ("a.b-required", "a.c-required")),
    ({"type": "object", "oneOf": [OBJECT, {**OBJECT, "required": ["b"]}]}, "a-type", ("a-oneOf",)),
    ({"type": "string", "enum": ["ab", "cd"], "pattern": "^[a-d]+$"}, "a-pattern", ("a-enum",)),
]
BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"type": "string", "pattern": r"\S", "minLength": 2}, "a-minLength"),
    ({"type": "string", "pattern": "[a-z]{3}", "maxLength": 3}, "a-maxLength"),
    ({"type": "string", "pattern": "^a|b$", "maxLength": 1}, "a-maxLength"),
    ({"type": "array", "contains": {"const": 1}, "minItems": 2}, "a-minItems"),
    ({"type": "object", "required": ["b"], "minProperties": 2}, "a-minProperties"),
    ({"oneOf": [{"type": "object"}, {"type": "array"}]}, "a-oneOf"),
    ({"type": "string", "enum": ["ab", "cd"], "pattern": "^[a-c]+$"}, "a-pattern"),
]


def space_of(schema: dict[str, Any]) -> Space:
    whole = {"type": "object", "properties": {"a": schema}}
    validator = jsonschema_rs.Draft202012Validator(whole)

    def judge(body: Any) -> list[str]:
        names = []
        for error in validator.iter_errors(body):
            missing = [str(error.kind.as_dict()["property"])] if error.schema_path[-1] == "required" else []
            names.append(f"{'.'.join([*map(str, error.instance_path), *missing]) or 'body'}-{error.schema_path[-1]}")
        return names

    return Space(whole, (), judge)


@pytest.mark.parametrize(("schema", "constraint", "by"), PROVED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_broken_alone_is_proved(schema: dict[str, Any], constraint: str, by: tuple[str, ...]) -> None:
    space = space_of(schema)
    outcome = breaking(space, next(c for c in space.constraints if c.id == constraint))

    assert isinstance(outcome, Implied)
    assert outcome.by == by


def test_of_two_rules_that_say_the_same_neither_can_be_broken_alone() -> None:
    fields = ("a", "b")
    both = tuple(HasValue(Ref(n)) for n in fields)
    said = {"a": Compare("<", Ref("a"), Ref("b")), "b": Compare(">", Ref("b"), Ref("a"))}
    rules = tuple(Rule(n, Effect.REJECT, n, Implies(And(both), expr), "", ()) for n, expr in said.items())
    schema = {"properties": {n: {"type": "string"} for n in fields}}
    known = Space(schema, rules, lambda _: [])
    outcome = breaking(known, next(c for c in known.constraints if c.id == "a"))

    assert isinstance(outcome, Implied)
    assert outcome.by == ("b",)


@pytest.mark.parametrize(("schema", "constraint"), BROKEN, ids=lambda value: value if isinstance(value, str) else "")
def test_what_can_be_broken_alone_is(schema: dict[str, Any], constraint: str) -> None:
    space = space_of(schema)
    outcome = breaking(space, next(c for c in space.constraints if c.id == constraint))

    assert not isinstance(outcome, Implied)
    assert space.judge(outcome.body) == [constraint]  # type: ignore[union-attr]
