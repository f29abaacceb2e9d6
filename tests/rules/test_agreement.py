"""Every back end of the rule tree gives the interpreter's verdict, for any tree and any body."""

import json
from typing import Any

import jsonschema_rs
import pytest
from cel_expr_python import cel
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import FIELDS, bodies, exprs, strange, typed_bodies

from swornspec.errors import InexpressibleError, RuleError
from swornspec.rules import values
from swornspec.rules.cel import to_cel
from swornspec.rules.encode import decode, encode
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Expr,
    ForAll,
    HasValue,
    Item,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
)
from swornspec.rules.field import Field, field_at, path_at
from swornspec.rules.idl import to_idl
from swornspec.rules.json_schema import to_json_schema
from swornspec.rules.plain import must
from swornspec.rules.python import compiled, shortcut_source

ENV = cel.NewEnv(variables={"self": cel.Type.DYN})
FOUR_BODIES = st.lists(bodies | typed_bodies, min_size=4, max_size=4)


@settings(max_examples=800)
@given(exprs, FOUR_BODIES)
def test_every_back_end_agrees_with_the_interpreter(expr: Expr, some: list[Any]) -> None:
    function = compiled(expr, FIELDS)
    text = to_cel(expr, FIELDS)
    program = ENV.compile(text, disable_check=True)
    schema = _schema(expr)
    for body in some:
        expected = holds(expr, body, FIELDS)
        verdict = program.eval(data={"self": body})

        assert function(body) is expected
        assert verdict.type() == cel.Type.BOOL, f"{text}: {verdict.value()}"
        assert verdict.value() is expected, text
        assert schema is None or schema.is_valid(body) is expected, to_json_schema(expr, FIELDS)


@pytest.mark.parametrize(
    "first", [Compare("==", Ref("either"), Literal("slow")), OneOf(Ref("either"), ("slow", 3))], ids=["equal", "one-of"]
)
@pytest.mark.parametrize("second", [("!=", 0), ("<", 3), ("<", "z")], ids=str)
def test_a_value_known_to_be_there_may_be_of_a_type_that_the_next_condition_cannot_use(first: Expr, second: tuple[Any, Any]) -> None:
    expr = And((first, Compare(second[0], Ref("either"), Literal(second[1]))))
    fields = {"either": Field("either", {"type": ["string", "integer"]})}
    program = ENV.compile(to_cel(expr, fields), disable_check=True)

    for value in ("slow", 3, 0, True, "zz"):
        assert program.eval(data={"self": {"either": value}}).value() is holds(expr, {"either": value}, fields)


def test_a_condition_on_text_is_never_asked_of_a_number() -> None:
    expr = And((HasValue(Ref("steps")), Matches(Ref("steps"), "^f")))
    program = ENV.compile(to_cel(expr, FIELDS), disable_check=True)

    assert program.eval(data={"self": {"steps": 4}}).value() is holds(expr, {"steps": 4}, FIELDS) is False


def _schema(expr: Expr) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator(to_json_schema(expr, FIELDS))
    except InexpressibleError:
        return None


@settings(max_examples=200)
@given(exprs, strange())
def test_compiled_python_stands_any_json_value(expr: Expr, body: Any) -> None:
    assert compiled(expr, FIELDS)(body) is holds(expr, body, FIELDS)


TYPED = {
    "width": st.integers(-2000, 2000),
    "steps": st.integers(-2000, 2000) | st.just(2**70),
    "ratio": st.integers(-5, 5) | st.sampled_from([0.5, 2.5, -0.25, 1e300]),
    "mode": st.sampled_from(["fast", "slow", "", "v1"]),
    "name-of it": st.sampled_from(["fast", "é", 'q"\\']),
    "flag": st.booleans(),
    "in": st.booleans(),
    "images": st.lists(st.integers(0, 3), max_size=3),
    "sizes": st.lists(st.integers(0, 3), max_size=3),
}


@settings(max_examples=400)
@given(st.lists(exprs, min_size=1, max_size=3), st.lists(st.fixed_dictionaries({}, optional=TYPED), min_size=4, max_size=4))
def test_a_shortcut_says_whether_all_hold_for_values_of_documented_types(some: list[Expr], bodies: list[dict[str, Any]]) -> None:
    written = shortcut_source("shortcut", some, FIELDS)
    assume(written is not None)
    source, fields = written or ("", ())
    space: dict[str, Any] = {n: getattr(values, n) for n in values.__all__} | {"Any": Any}
    exec(source, space)
    for body in bodies:
        assert space["shortcut"](*map(body.get, fields)) is all(holds(e, body, FIELDS) for e in some), source


def test_there_is_no_shortcut_for_values_without_one_known_type() -> None:
    assert shortcut_source("s", [Compare("==", Ref("either"), Literal(1))], FIELDS) is None
    assert shortcut_source("s", [Present("width"), Present("unknown")], FIELDS) is None
    assert shortcut_source("s", [ForAll(Ref("sizes"), HasValue(Item()))], FIELDS) is None
    assert shortcut_source("s", [Compare("==", Ref("images"), Ref("sizes"))], FIELDS) is None


def test_a_default_of_another_type_is_none_in_a_shortcut() -> None:
    fields = {"n": Field("n", {"type": "integer", "default": "1024"}, False)}
    source, names = shortcut_source("s", [Compare(">", Ref("n", effective=True), Literal(768))], fields) or ("", ())

    assert names == ("n",)
    assert "None if n is None else n" in source


@pytest.mark.parametrize(("whole", "verdict"), [(3, True), (4, False), (2.5, True), (None, True)])
def test_a_shortcut_of_a_product_needs_no_names_but_those_of_values(whole: Any, verdict: bool) -> None:
    fields = {name: Field(name, {"type": "integer"}, False) for name in ("int", "width")}
    product = Compare("<=", Arithmetic("*", (Ref("int"), Ref("width"))), Literal(12))
    source, names = shortcut_source("s", [Or((Not(HasValue(Ref("int"))), Not(HasValue(Ref("width"))), product))], fields) or ("", ())
    space: dict[str, Any] = {n: getattr(values, n) for n in values.__all__} | {"Any": Any}
    exec(source, space)

    assert names == ("int", "width")
    assert space["s"](whole, 4) is verdict


@pytest.mark.parametrize("name", ["type", "dict", "str", "int", "body", "None", "_any", "get", "class"])
def test_fields_may_be_named_as_anything(name: str) -> None:
    fields = {name: Field(name, {"type": "integer"}, False), "b": Field("b", {"type": "boolean"}, False)}
    function = compiled(And((Compare("<=", Ref(name), Literal(4)), Compare("==", Ref("b"), Literal(True)))), fields)

    assert [function({name: v, "b": b}) for v, b in ((4, True), (5, True), (4.0, True), ("4", True), (4, 1))] == [
        True,
        False,
        True,
        False,
        False,
    ]
    assert [function(v) for v in ({}, [], None, {name: None})] == [False] * 4


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"<": [{"field": "steps"}, {"field": "ratio"}]}, "JSON Schema compares a field with constants alone, not steps with ratio"),
        (
            {"<": [{"*": [{"field": "steps"}, 2]}, 9]},
            "JSON Schema has no arithmetic but 'multiple of', and what is done with steps is something else",
        ),
        ({"<": [{"field": "mode"}, "m"]}, "JSON Schema does not know the order of strings, which mode is compared by"),
    ],
)
def test_json_schema_says_what_it_has_no_words_for(tree: Any, reason: str) -> None:
    with pytest.raises(InexpressibleError) as error:
        to_json_schema(decode(tree), FIELDS)

    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("tree", "schema"),
    [
        (
            {"if": {"==": [{"field": "flag"}, True]}, "then": {"<=": [{"field": "steps"}, 4]}},
            {
                "if": {"required": ["flag"], "properties": {"flag": {"const": True}}},
                "then": {"required": ["steps"], "properties": {"steps": {"type": "integer", "maximum": 4}}},
            },
        ),
        ({"not": {"present": "mode"}}, {"properties": {"mode": {"type": "null"}}}),
        (
            {"==": [{"effective": "mode"}, "fast"]},
            {"properties": {"mode": {"anyOf": [{"type": "null"}, {"const": "fast"}]}}},
        ),
        (
            {"count": [{"present": "mode"}, {"present": "in"}], "min": 1, "max": 1},
            {
                "oneOf": [
                    {"required": ["mode"], "properties": {"mode": {"not": {"type": "null"}}}},
                    {"required": ["in"], "properties": {"in": {"not": {"type": "null"}}}},
                ]
            },
        ),
        (
            {"each": {"field": "sizes"}, "holds": {"==": [{"%": [{"item": "itself"}, 8]}, 0]}},
            {"required": ["sizes"], "properties": {"sizes": {"type": "array", "items": {"type": "integer", "multipleOf": 8}}}},
        ),
    ],
)
def test_rules_as_json_schema(tree: Any, schema: Any) -> None:
    assert to_json_schema(decode(tree), FIELDS) == schema


@pytest.mark.parametrize("write", [to_cel, to_json_schema, to_idl])
def test_what_would_be_enormous_is_refused(write: Any) -> None:
    expr: Expr = Present("mode")
    for _ in range(30):
        expr = AllOrNone((expr, Not(Present("in"))))

    with pytest.raises(InexpressibleError, match="5000 parts"):
        write(expr, FIELDS)


def test_a_rule_about_items_is_told_in_english() -> None:
    tree = {"if": {"has-value": "points"}, "then": {"each": {"field": "points"}, "holds": {"<": [{"effective": "weight"}, 2]}}}

    assert must(decode(tree)) == "weight of each item of points must be under 2"


def test_an_item_stands_within_a_for_all_alone() -> None:
    with pytest.raises(RuleError, match="outside of any 'each'"):
        decode({"==": [{"item": "itself"}, 1]})


def test_a_field_may_be_called_what_the_generated_code_uses() -> None:
    fields = {n: Field(n, {"type": ["string", "array"]}) for n in ("next", "all", "isinstance", "list", "item", "body")}
    expr = And(tuple(ForAll(Ref(n), HasValue(Item())) for n in fields))

    assert compiled(expr, fields)({n: ["x"] for n in fields})
    assert not compiled(expr, fields)(dict.fromkeys(fields, "x"))


@given(exprs)
def test_trees_survive_their_json_form(expr: Expr) -> None:
    text = json.dumps(encode(expr))

    assert decode(json.loads(text)) == expr


@given(strange())
def test_decoding_anything_gives_a_tree_or_a_rule_error(tree: Any) -> None:
    try:
        found = decode(tree)
    except RuleError:
        return

    assert decode(encode(found)) == found


@pytest.mark.parametrize(
    ("body", "verdict"),
    [({"width": 512.0}, True), ({"width": True}, False), ({"width": "512"}, False), ({"width": 512.5}, False), ({"width": None}, False)],
)
def test_a_wrongly_typed_field_has_no_value(body: dict[str, Any], verdict: bool) -> None:
    assert holds(HasValue(Ref("width")), body, FIELDS) is verdict


def test_a_default_is_read_for_an_absent_or_null_field_but_never_counts_as_presence() -> None:
    effective = Compare(">", Ref("width", effective=True), Literal(768))

    assert holds(effective, {}, FIELDS)
    assert holds(effective, {"width": None}, FIELDS)
    assert not holds(effective, {"width": "1024"}, FIELDS)
    assert not holds(Present("width"), {}, FIELDS)


@pytest.mark.parametrize(
    ("body", "verdict"),
    [({}, False), ({"frame": None}, False), ({"frame": []}, False), ({"frame": {}}, True), ({"frame": {"width": None}}, True)],
)
def test_a_default_within_an_object_counts_where_the_object_is_sent(body: dict[str, Any], verdict: bool) -> None:
    assert holds(Compare("==", Ref("frame.width", effective=True), Literal(512)), body, FIELDS) is verdict


def test_a_property_that_is_called_as_a_path_is_spoken_of_and_no_path() -> None:
    assert holds(Present("frame.odd"), {"frame.odd": "x"}, FIELDS)
    assert not holds(Present("frame.odd"), {"frame": {"odd": "x"}}, FIELDS)
    assert path_at("frame.crop.mode", FIELDS) == ("frame", "crop.mode")
    assert path_at("frame.crop.in", FIELDS) == ("frame", "crop", "in")


def test_a_path_that_can_be_read_in_two_ways_is_none() -> None:
    inner = {"type": "object", "properties": {"c": {"type": "integer"}}}
    outer = {"type": "object", "properties": {"b": inner}}
    fields = {"a": Field("a", outer), "a.b": Field("a.b", inner)}

    assert field_at("a.b.c", fields) is None


def test_a_path_has_an_end() -> None:
    deep: dict[str, Any] = {"type": "object", "properties": {}}
    deep["properties"]["a"] = deep
    fields = {"a": Field("a", deep)}

    assert path_at("a.a.a", fields) == ("a", "a", "a")
    assert field_at(".".join("a" * 40), fields) is None
