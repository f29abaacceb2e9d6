"""A rule may be skipped for bodies that lack one of its gates, because it holds for all of them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.rules.encode import decode
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
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    Size,
)
from swornspec.rules.field import Field, top_of
from swornspec.rules.gate import gates

FIELDS = {
    "a": Field("a", {"type": "integer", "default": 3}),
    "b": Field("b", {"type": "string", "default": "x"}),
    "c": Field("c", {"type": ["boolean", "null"]}),
    "o": Field("o", {"type": "object", "properties": {"e": {"type": "integer", "default": 3}}}),
}
NAMES = [*FIELDS, "o.e"]
refs = st.builds(Ref, st.sampled_from(NAMES), st.booleans())
terms = refs | st.builds(Literal, st.sampled_from([0, 3, "x", True])) | st.builds(Size, refs)
terms |= st.builds(Arithmetic, st.sampled_from(["+", "*", "%"]), st.tuples(refs, refs))
atoms = (
    st.builds(Compare, st.sampled_from(["==", "!=", "<", ">="]), terms, terms)
    | st.builds(OneOf, terms, st.just((3, "x", True)))
    | st.builds(Present, st.sampled_from(NAMES))
    | st.builds(HasValue, refs)
)


def _compound(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(parts, max_size=3).map(tuple)
    return (
        st.builds(Not, parts)
        | st.builds(And, several)
        | st.builds(Or, several)
        | st.builds(AllOrNone, several)
        | st.builds(Implies, parts, parts)
        | st.builds(Count, st.integers(0, 2), st.none() | st.integers(0, 3), several)
    )


exprs = st.recursive(atoms, _compound, max_leaves=6)
values = st.sampled_from([None, 0, 3, 3.0, "x", "", True, False, [1], {}, {"e": 3}, {"e": None}])
bodies = st.dictionaries(st.sampled_from([*FIELDS, "d"]), values)


@settings(deadline=None)
@given(exprs, bodies)
def test_an_expression_holds_wherever_one_of_its_gates_is_absent_or_null(expr: Expr, body: dict[str, Any]) -> None:
    missing = [name for name in gates(expr) if body.get(top_of(name, FIELDS)) is None or not holds(Present(name), body, FIELDS)]

    assert not missing or holds(expr, body, FIELDS)


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        ({"if": {"==": [{"field": "a"}, 3]}, "then": {"<": [{"effective": "b"}, 3]}}, ("a",)),
        ({"if": {"all": [{"has-value": "a"}, {"==": [{"effective": "b"}, "x"]}]}, "then": {"<=": [{"field": "a"}, 3]}}, ("a",)),
        (
            {"if": {"all": [{"has-value": "a"}, {"has-value": "c"}]}, "then": {"<": [{"*": [{"field": "a"}, {"field": "c"}]}, 3]}},
            ("a", "c"),
        ),
        ({"not": {"all": [{"present": "a"}, {"present": "c"}]}}, ("a", "c")),
        ({"count": [{"present": "a"}, {"present": "c"}], "min": 0, "max": 1}, ("a", "c")),
        ({"any": [{"present": "a"}, {"present": "c"}]}, ()),
        ({"if": {"==": [{"effective": "a"}, 3]}, "then": {"present": "c"}}, ()),
        ({"all-or-none": [{"present": "a"}, {"present": "c"}]}, ()),
    ],
)
def test_gates_are_found(tree: Any, found: tuple[str, ...]) -> None:
    assert gates(decode(tree)) == found
