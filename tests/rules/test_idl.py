"""Rules written as IDL and read back; IDL text of any kind is read or refused with its place, and never more than that."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import FIELDS, exprs, typed_bodies

from swornspec.errors import InexpressibleError, RuleError
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Count,
    Expr,
    ForAll,
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
)
from swornspec.rules.field import Field
from swornspec.rules.idl import read_idl, to_idl

NAMES = ("query", "max.price", "Accept-Language", "package[height]", "IF", "end", "é t")
KNOWN = {name: Field(name, {"type": "number" if name == "max.price" else "string"}) for name in NAMES}
texts = st.sampled_from(["a", "it's", "b c", 'q"', "\\", "*", "é"])
numbers = st.integers(-99, 99) | st.sampled_from([0.5, 10.01, -2.25])
refs = st.builds(Ref, st.sampled_from(NAMES))
terms = refs | st.recursive(
    st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), st.lists(refs, min_size=2, max_size=3).map(tuple)),
    lambda inner: st.builds(lambda op, a, b: Arithmetic(op, (a, b)), st.sampled_from(["+", "-", "*"]), refs, inner),
    max_leaves=2,
)
atoms = st.one_of(
    st.builds(Present, st.sampled_from(NAMES)),
    st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), terms, st.builds(Literal, numbers)),
    st.builds(Compare, st.just("=="), refs, st.builds(Literal, texts | st.booleans())),
    st.builds(lambda item, some: OneOf(item, tuple(some)), refs, st.lists(texts, min_size=2, max_size=3, unique=True)),
    st.builds(Matches, refs, st.sampled_from(["a", "^a", "a$", "^a$", r"^a\.[\s\S]*b$", ""])),
)


def _positive(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(parts, min_size=2, max_size=3, unique=True).map(tuple)
    counts = st.sampled_from([(1, None), (1, 1), (0, 1)])
    return several.map(And) | several.map(Or) | several.map(AllOrNone) | st.builds(lambda c, p: Count(*c, p), counts, several)


positive = st.recursive(atoms, _positive, max_leaves=4)
predicates = positive | positive.map(Not) | st.builds(lambda a, b: And((a, Not(b))), positive, positive)
dependencies = st.one_of(
    st.builds(Implies, predicates, predicates),
    st.builds(lambda c, p: Count(*c, tuple(p)), st.sampled_from([(1, None), (1, 1), (0, 1)]), st.lists(positive, min_size=2, max_size=3)),
    st.lists(positive, min_size=2, max_size=3).map(lambda p: AllOrNone(tuple(p))),
)


@settings(max_examples=150)
@given(dependencies)
def test_what_idl_has_words_for_is_read_back_as_it_was(expr: Expr) -> None:
    (text,) = to_idl(expr, KNOWN)

    assert [d.expr for d in read_idl(text)] == [expr], text


@settings(max_examples=250)
@given(exprs, typed_bodies)
def test_idl_text_means_what_the_rule_means_where_it_can_express_it(expr: Expr, body: Any) -> None:
    try:
        written = to_idl(expr, FIELDS)
    except InexpressibleError:
        return

    assert all(holds(d.expr, body, FIELDS) for text in written for d in read_idl(text)) is holds(expr, body, FIELDS), written


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("IF a THEN b;", Implies(Present("a"), Present("b"))),
        ("Or(a, b=='x');", Count(1, None, (Present("a"), Compare("==", Ref("b"), Literal("x"))))),
        ("OnlyOne(a, b)", Count(1, 1, (Present("a"), Present("b")))),
        ("ZeroOrOne(a, b);", Count(0, 1, (Present("a"), Present("b")))),
        ("NOT AllOrNone(a, b);", Not(AllOrNone((Present("a"), Present("b"))))),
        ("IF a=='x'|'y' THEN b;", Implies(OneOf(Ref("a"), ("x", "y")), Present("b"))),
        ("IF a!='x'|'y' THEN b;", Implies(Not(OneOf(Ref("a"), ("x", "y"))), Present("b"))),
        ("IF a >= -10.50 THEN b==false;", Implies(Compare(">=", Ref("a"), Literal(-10.5)), Compare("==", Ref("b"), Literal(False)))),
        ("IF a LIKE '*x.y*' THEN b;", Implies(Matches(Ref("a"), r"x\.y"), Present("b"))),
        ("IF a OR b AND NOT c THEN d;", Implies(Or((Present("a"), And((Present("b"), Not(Present("c")))))), Present("d"))),
        ("IF (a OR b) AND c THEN d;", Implies(And((Or((Present("a"), Present("b"))), Present("c"))), Present("d"))),
        ("IF [Accept-Language] THEN [box[north]];", Implies(Present("Accept-Language"), Present("box[north]"))),
        (
            "a + b*c <= 100; // sums\n",
            Implies(
                And((HasValue(Ref("a")), HasValue(Ref("b")), HasValue(Ref("c")))),
                Compare("<=", Arithmetic("+", (Ref("a"), Arithmetic("*", (Ref("b"), Ref("c"))))), Literal(100)),
            ),
        ),
        ("start < end;", Implies(And((HasValue(Ref("start")), HasValue(Ref("end")))), Compare("<", Ref("start"), Ref("end")))),
    ],
)
def test_the_patterns_of_idl_are_read(text: str, expr: Expr) -> None:
    assert [d.expr for d in read_idl(text)] == [expr]


def test_several_dependencies_are_read_with_their_texts() -> None:
    found = read_idl("// two\nIF a THEN b; // one\n;Or( a,\n b );")

    assert [d.text for d in found] == ["IF a THEN b;", "Or( a,\n b );"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("IF a THEN IF b THEN c;", "IDL line 1 column 11: expected a parameter, a value or '(', at 'IF b THEN c;'"),
        ("IF a\nTHEN 5;", "IDL line 2 column 6: expected a condition, found a value, at '5;'"),
        ("a / b <= 3;", "IDL line 1 column 3: a rule cannot divide; multiply the other side, at '/ b <= 3;'"),
        ("Or(a, b", "IDL line 1 column 8: expected ')', at its end"),
        ("IF a == 'x THEN b", 'IDL line 1 column 9: unexpected character, at "\'x THEN b"'),
        ("[a THEN", "IDL line 1 column 1: expected a name in balanced square brackets, at '[a THEN'"),
        ("a < b < c;", "IDL line 1 column 1: expected a value, found a condition, at 'a < b < c;'"),
        ("(a AND b) + c < 3;", "IDL line 1 column 1: expected a value, found a condition, at '(a AND b) + c < 3;'"),
        (f"IF {'(' * 40}a{')' * 40} THEN b;", "IDL line 1 column 34: nested more than 30 deep, at '((((((((((a)))))))))'"),
        (f"IF {'NOT ' * 40}a THEN b;", "IDL line 1 column 124: nested more than 30 deep, at 'NOT NOT NOT NOT NOT '"),
        (f"{' + '.join(['a', 'b - b'] * 30)} < 3;", None),
        (f"a < {'9' * 400};", "IDL line 1 column 5: a number has more than 300 digits, at '99999999999999999999'"),
        ("a;" * 60_000, "an IDL text has 120000 characters; at most 100000 are read"),
    ],
)
def test_what_is_no_idl_is_refused_with_its_place(text: str, reason: str | None) -> None:
    with pytest.raises(RuleError) as error:
        read_idl(text)

    assert reason is None or error.value.reason == reason


WORDS = r"""IF THEN NOT AND OR LIKE Or( OnlyOne( AllOrNone( ) ( , ; a [b] == < | 'x' 5 -5 - + * / // [ ' \ true é"""
idl_words = st.sampled_from([*(f" {word} " for word in WORDS.split()), "\n"])


@settings(max_examples=200)
@given(st.lists(idl_words, max_size=30).map("".join) | st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_idl(text)
    except RuleError:
        return

    assert all(holds(d.expr, {}, {}) in (True, False) for d in found)


@pytest.mark.parametrize("part", ["a OR ", "(", "NOT ", "[", "a + ", "a - b * ", "Or(", "// \n", "'", "a;"])
def test_reading_is_linear(part: str, work: Callable[[Callable[[], Any]], int]) -> None:
    def read(times: int) -> None:
        with contextlib.suppress(RuleError):
            read_idl(part * times)

    assert work(lambda: read(2_000)) < 12 * work(lambda: read(200)) + 200


@pytest.mark.parametrize(
    ("expr", "reason"),
    [
        (Compare("<", Size(Ref("mode")), Literal(3)), "IDL does not know how long mode is"),
        (Compare("==", Arithmetic("%", (Ref("width"), Literal(8))), Literal(0)), "IDL has no remainders, so it cannot say 'multiple of'"),
        (ForAll(Ref("sizes"), HasValue(Item())), "IDL does not look into the items of sizes"),
        (Compare("<", Ref("steps"), Ref("width", effective=True)), "IDL does not know the documented default of width"),
        (Matches(Ref("mode"), "[a-z]"), "IDL knows the wildcard * alone, and the pattern '[a-z]' is more than that"),
        (Count(2, 3, tuple(map(Present, ("a", "b", "c", "d")))), "IDL counts no further than at least one, exactly one and at most one"),
        (Present("a]"), "IDL cannot write the name 'a]'"),
    ],
)
def test_idl_says_what_it_has_no_words_for(expr: Expr, reason: str) -> None:
    with pytest.raises(InexpressibleError) as error:
        to_idl(expr, FIELDS)

    assert error.value.reason == reason
