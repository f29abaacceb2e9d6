"""What the analyses find: one claim each, with the near miss that they must leave alone."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.rules.encode import decode
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import And, Compare, Expr, HasValue, Implies, Literal, Not, OneOf, Or, Present, Ref
from swornspec.rules.field import Field, fields_of
from swornspec.rules.lint import (
    KINDS,
    Severity,
    conflicts,
    default_traps,
    external_rules,
    gaps,
    lost_values,
    required_with_default,
    unknown_fields,
    unknown_values,
    wrong_defaults,
)
from swornspec.rules.rule import Effect, Rule, Said

SAID = Said("print.txt", 4, 5, "If width is over 100, copies must be at most 4.")
OTHER = Said("", 0, 0, "", "the vendor's own client")
FIELDS = fields_of(
    {
        "required": ["text"],
        "properties": {
            "text": {"type": "string", "default": "hello"},
            "width": {"type": "integer", "minimum": 10, "maximum": 200, "multipleOf": 5, "default": 150},
            "height": {"type": "integer", "minimum": 10, "maximum": 200, "default": 80},
            "copies": {"type": ["integer", "null"], "minimum": 1, "maximum": 8, "default": 2},
            "glossy": {"type": "boolean", "default": True},
            "draft": {"type": "boolean"},
            "style": {"type": "string", "enum": ["PLAIN", "BOLD", "NONE"], "default": "BOLD"},
            "paper": {"type": ["string", "null"], "default": "white-80g"},
        },
    }
)


def rule(tree: Any, subject: str = "copies", effect: Effect = Effect.REJECT, **more: Any) -> Rule:
    return Rule(f"{subject}-rule", effect, subject, decode(tree) if tree else None, "the rule", (SAID,), **more)


COPIES = rule(
    {
        "if": {"all": [{"has-value": "copies"}, {"any": [{">": [{"effective": n}, 100]} for n in ("width", "height")]}]},
        "then": {"<=": [{"field": "copies"}, 4]},
    }
)
EXCLUDES = rule({"if": {"==": [{"field": "draft"}, True]}, "then": {"!=": [{"effective": "glossy"}, True]}}, "draft")
STYLE = rule(
    {
        "if": {"all": [{"has-value": "style"}, {"==": [{"effective": "glossy"}, False]}]},
        "then": {"in": [{"field": "style"}, ["PLAIN", "NONE"]]},
    },
    "style",
)
NO_PAPER = rule({"if": {"==": [{"field": "draft"}, True]}, "then": {"not": {"present": "paper"}}}, "draft")


def found(*rules: Rule) -> list[tuple[str, str]]:
    return [(r.kind, r.subject) for r in default_traps(FIELDS, rules)]


def test_default_of_absent_field_that_breaks_rule_is_found() -> None:
    [remark] = default_traps(FIELDS, [COPIES])

    assert remark.kind == "default-breaks-rule"
    assert remark.message.startswith('{"copies": 5} is refused because width defaults to 150')
    assert remark.said == (SAID,)


def test_default_that_keeps_the_rule_is_not_found() -> None:
    safe = dict(FIELDS, width=Field("width", {**FIELDS["width"].schema, "default": 90}))

    assert list(default_traps(safe, [COPIES])) == []


def test_flag_excluded_by_default_is_found() -> None:
    [remark] = default_traps(FIELDS, [EXCLUDES])

    assert (remark.kind, remark.subject) == ("default-breaks-rule", "draft")
    assert remark.message.startswith('{"draft": true} is refused because glossy defaults to true')


@pytest.mark.parametrize(
    ("stated", "subject", "body"),
    [
        (STYLE, "style", '{"glossy": false, "style": "BOLD"}'),
        (NO_PAPER, "paper", '{"draft": true, "paper": "white-80g"}'),
    ],
)
def test_stated_default_that_breaks_rule_is_found(stated: Rule, subject: str, body: str) -> None:
    [remark] = default_traps(FIELDS, [stated])

    assert (remark.kind, remark.subject) == ("sent-default-breaks-rule", subject)
    assert remark.message.startswith(body)


def test_request_that_no_other_value_would_save_is_not_shown() -> None:
    lists = [
        rule(
            {
                "if": {"all": [{"has-value": "style"}, {"==": [{"effective": "glossy"}, glossy]}]},
                "then": {"in": [{"field": "style"}, members]},
            },
            "style",
        )
        for glossy, members in ((True, ["BOLD"]), (False, ["NONE"]))
    ]

    traps = [r.message for r in default_traps(FIELDS, lists)]

    assert traps[0].startswith('{"style": "NONE"} is refused because glossy defaults to true')


def test_demand_for_one_value_is_not_a_trap_of_the_default() -> None:
    requires = rule({"if": {"==": [{"field": "draft"}, True]}, "then": {"==": [{"effective": "glossy"}, False]}}, "draft")

    assert found(requires) == []


def test_bound_on_a_default_is_a_trap() -> None:
    bound = rule({"if": {">": [{"field": "copies"}, 4]}, "then": {"<=": [{"effective": "width"}, 100]}})

    assert found(bound) == [("default-breaks-rule", "copies")]


def test_only_rules_that_reject_have_default_traps() -> None:
    advice = Rule("a", Effect.ADVICE, "draft", EXCLUDES.expr, "the rule", (SAID,))

    assert found(advice) == []


def test_required_field_with_default_is_found() -> None:
    assert [(r.kind, r.subject) for r in required_with_default(FIELDS)] == [("required-with-default", "text")]


@pytest.mark.parametrize(
    ("schema", "wrong"),
    [
        ({"type": "integer", "default": "3"}, True),
        ({"type": "integer", "default": True}, True),
        ({"type": "integer", "default": 3.0}, False),
        ({"type": "integer", "maximum": 2, "default": 3}, True),
        ({"type": "integer", "multipleOf": 8, "default": 12}, True),
        ({"type": "number", "multipleOf": 0.1, "default": 0.3}, False),
        ({"enum": ["a", "b"], "default": "c"}, True),
        ({"type": "array", "default": []}, False),
        ({"type": "object", "default": []}, True),
        ({"default": 10**400}, False),
    ],
)
def test_default_must_be_a_value_of_its_field(schema: dict[str, Any], wrong: bool) -> None:
    remarks = list(wrong_defaults({"f": Field("f", schema)}))

    assert bool(remarks) == wrong
    assert all(r.severity is Severity.ERROR for r in remarks)


def test_value_outside_the_enum_is_found_and_alias_is_named() -> None:
    speaks = rule({"if": {"==": [{"effective": "style"}, "HEAVY"]}, "then": {"present": "paper"}}, "paper")

    [unknown] = unknown_values(FIELDS, [speaks, STYLE])
    [alias] = unknown_values(FIELDS, [speaks], {("style", "HEAVY"): "BOLD"})

    assert (unknown.kind, unknown.subject) == ("value-not-in-enum", "style")
    assert (alias.kind, alias.subject) == ("value-alias", "style")
    assert "read as BOLD" in alias.message


def test_field_of_another_operation_is_found_once() -> None:
    speaks = rule({"!=": [{"field": "mode"}, "contextual"]}, "copies", Effect.IGNORED)

    [remark] = unknown_fields(FIELDS, [speaks, speaks], [("mode", Said("print.txt", 9, 9, "In all other modes")), ("width", SAID)])

    assert (remark.kind, remark.subject) == ("unknown-field", "mode")
    assert [s.first for s in remark.said] == [4, 9]


def test_relation_to_a_response_field_is_not_an_unknown_field() -> None:
    assert list(unknown_fields(FIELDS, [rule(None, "copies", Effect.RELATION, other="sheets")])) == []


def test_lost_values_are_a_warning_until_a_person_supplies_them() -> None:
    lost, supplied = lost_values([("style", None, (SAID,)), ("paper", "the vendor's own client", (SAID,))])

    assert (lost.kind, lost.severity) == ("enum-values-lost", Severity.WARNING)
    assert (supplied.kind, supplied.severity) == ("enum-values-annotated", Severity.INFO)
    assert supplied.said == (SAID, OTHER)


def test_what_was_not_read_is_said() -> None:
    external = rule({"<=": [{"field": "copies"}, 4]}, effect=Effect.EXTERNAL, needs="which printers are slow")

    remarks = [
        *gaps([("width", SAID, "unknown form")]),
        *external_rules([external, COPIES]),
        *conflicts([("copies", (("at most 4", SAID), ("up to 8", OTHER)), "the page")]),
    ]

    assert [r.kind for r in remarks] == ["gap", "external-rule", "conflict"]
    assert "which printers are slow" in remarks[1].message
    assert remarks[2].message == "at most 4; but: up to 8; kept: the page"
    assert remarks[2].said == (SAID, OTHER)


def test_every_kind_is_described() -> None:
    remarks = [
        *default_traps(FIELDS, [COPIES, STYLE]),
        *required_with_default(FIELDS),
        *gaps([("", SAID, "")]),
        *conflicts([("a", (), "b")]),
    ]

    assert {r.kind for r in remarks} <= set(KINDS)


NAMES = ("a", "b", "flag")
SMALL = st.integers(-2, 4)


def expressions() -> st.SearchStrategy[Expr]:
    ref = st.builds(Ref, st.sampled_from(NAMES), st.booleans())
    literal = st.builds(Literal, SMALL | st.booleans() | st.sampled_from(["x", "y"]))
    atoms = st.one_of(
        st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), ref, literal | ref),
        st.builds(OneOf, ref, st.lists(SMALL, max_size=3).map(tuple)),
        st.builds(Present, st.sampled_from(NAMES)),
        st.builds(HasValue, ref),
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds(Not, inner),
            st.builds(And, st.lists(inner, max_size=3).map(tuple)),
            st.builds(Or, st.lists(inner, max_size=3).map(tuple)),
            st.builds(Implies, inner, inner),
        ),
        max_leaves=6,
    )


SCHEMAS = st.fixed_dictionaries(
    {"type": st.sampled_from(["integer", "number", "string", "boolean", ["integer", "null"]])},
    optional={
        "default": SMALL | st.booleans() | st.sampled_from(["x", "y"]),
        "minimum": SMALL,
        "maximum": SMALL,
        "multipleOf": st.integers(1, 3),
    },
)


@given(expressions(), st.fixed_dictionaries(dict.fromkeys(NAMES, SCHEMAS)))
def test_every_trap_shows_a_request_that_falls_into_it(expr: Expr, schemas: dict[str, dict[str, Any]]) -> None:
    fields = {n: Field(n, s) for n, s in schemas.items()}

    for remark in default_traps(fields, [Rule("r", Effect.REJECT, "a", expr, "the rule", ())]):
        body, _ = json.JSONDecoder().raw_decode(remark.message)

        assert not holds(expr, body, fields)
        if remark.kind == "sent-default-breaks-rule":
            assert body[remark.subject] == schemas[remark.subject]["default"]
            assert holds(expr, {k: v for k, v in body.items() if k != remark.subject}, fields)
