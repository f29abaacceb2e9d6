"""Every back end of the rule tree gives the interpreter's verdict, for any tree and any body."""

import json
from typing import Any

import pytest
from cel_expr_python import cel
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.errors import RuleError
from swornspec.rules.cel import to_cel
from swornspec.rules.encode import decode, encode
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Count,
    Expr,
    HasValue,
    Implies,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    Size,
)
from swornspec.rules.field import Field
from swornspec.rules.python import compiled

FIELDS = {
    f.name: f
    for f in (
        Field("width", {"type": "integer", "default": 1024}),
        Field("steps", {"type": ["integer", "null"]}),
        Field("ratio", {"type": "number", "default": 0.5}),
        Field("mode", {"type": "string", "default": "fast"}),
        Field("name-of it", {"type": ["string", "null"]}),
        Field("flag", {"type": "boolean", "default": True}),
        Field("in", {"type": "boolean"}),
        Field("images", {"type": "array"}),
        Field("extra", {"type": "object"}),
        Field("either", {"type": ["string", "integer"]}),
        Field("any", {}),
    )
}
NUMERIC = ("width", "steps", "ratio")
STRINGS = ("mode", "name-of it")
numbers = st.integers(-2000, 2000) | st.sampled_from([0.5, 1.0, 2.5, -0.25, 512.0, 1e6])
words = st.sampled_from(["fast", "slow", "v1", "", "é", 'q"\\', "in"])
scalars = numbers | words | st.booleans()
anything = st.none() | scalars | st.lists(scalars, max_size=3) | st.just({"a": 1})


def refs(names: tuple[str, ...]) -> st.SearchStrategy[Ref]:
    return st.builds(Ref, st.sampled_from(names), st.booleans())


def arithmetic(operands: st.SearchStrategy[Any]) -> st.SearchStrategy[Arithmetic]:
    several = st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), st.lists(operands, min_size=2, max_size=3).map(tuple))
    remainder = st.builds(lambda a, b: Arithmetic("%", (a, Literal(b))), refs(NUMERIC), st.sampled_from([8, -3, 1, 0, 7]))
    return several | remainder


operators = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
number_terms = st.recursive(refs(NUMERIC) | st.builds(Literal, numbers), arithmetic, max_leaves=4)
sizes = st.builds(Size, refs(("mode", "images", "name-of it")))
atoms = st.one_of(
    st.builds(Compare, operators, number_terms | sizes, number_terms | sizes),
    st.builds(Compare, operators, refs(STRINGS), refs(STRINGS) | st.builds(Literal, words)),
    st.builds(Compare, st.sampled_from(["==", "!="]), refs(("flag", "in")), st.booleans().map(Literal)),
    st.builds(Compare, operators, refs(("either", "any")), st.builds(Literal, numbers | words)),
    st.builds(OneOf, refs((*NUMERIC, *STRINGS, "either", "flag")), st.lists(scalars, max_size=3).map(tuple)),
    st.builds(Matches, refs(STRINGS), st.sampled_from(["^f", "s", "[a-z]+$", ""])),
    st.builds(Present, st.sampled_from(tuple(FIELDS))),
    st.builds(HasValue, refs(tuple(FIELDS))),
)


def compound(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(parts, max_size=3).map(tuple)
    counted = st.builds(Count, st.integers(0, 2), st.none() | st.integers(0, 3), several)
    return st.one_of(
        st.builds(Not, parts),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Implies, parts, parts),
        st.builds(AllOrNone, several),
        counted,
    )


exprs = st.recursive(atoms, compound, max_leaves=6)
bodies = st.dictionaries(st.sampled_from(tuple(FIELDS)), anything, max_size=8)


def strange(depth: int = 2) -> st.SearchStrategy[Any]:
    leaves = anything | st.floats(allow_nan=False) | st.integers() | st.just(10**400) | st.text(max_size=5)
    return st.recursive(leaves, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=4), v, max_size=3), max_leaves=5)


@settings(max_examples=400)
@given(exprs, bodies | strange())
def test_compiled_python_agrees_with_the_interpreter(expr: Expr, body: Any) -> None:
    expected = holds(expr, body, FIELDS)

    assert compiled(expr, FIELDS)(body) is expected


ENV = cel.NewEnv(variables={"self": cel.Type.DYN})


@settings(max_examples=600, deadline=None)
@given(exprs, bodies)
def test_cel_text_agrees_with_the_interpreter(expr: Expr, body: Any) -> None:
    text = to_cel(expr, FIELDS)

    verdict = ENV.compile(text, disable_check=True).eval(data={"self": body})

    assert verdict.type() == cel.Type.BOOL, f"{text}: {verdict.value()}"
    assert verdict.value() is holds(expr, body, FIELDS), text


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
