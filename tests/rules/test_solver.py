"""The solver means what the interpreter means, proves nothing that is not so, and finds what exhaustive search finds."""

import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import FIELDS, PATHS, bodies, compound, exprs, typed_bodies

from swornspec.rules.encode import decode
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import Arithmetic, Compare, Expr, HasValue, Literal, OneOf, Present, Ref, Size
from swornspec.rules.field import fields_of, path_at
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.values import integer, mapping
from swornspec.rules.witness.constraint import constraints
from swornspec.rules.witness.known import kind_of
from swornspec.rules.witness.search import Demand

z3 = pytest.importorskip("z3")
from swornspec.rules.solver.ask import Impossible, Open, Possible, ask  # noqa: E402 - needs z3
from swornspec.rules.solver.translate import Translation  # noqa: E402
from swornspec.rules.solver.unknowns import Unknowns, found_in  # noqa: E402


def fixed(of: Unknowns, body: dict[str, Any]) -> list[Any]:
    """That the unknowns are this body."""
    facts = []
    for name in (*FIELDS, *PATHS):
        *around, key = path_at(name, FIELDS)
        holder: Any = body
        for step in around:
            holder = mapping(holder, step) or {}
        value = holder.get(key)
        kind = kind_of(value) if key in holder else "absent"
        facts.append(of.kind(name, kind))
        if kind == "number":
            whole = integer(holder, key)
            facts.append(of.whole(name) == of.true(whole is not None))
            facts.append(of.real(name) == of.number(Fraction(value)))
            facts += [] if whole is None else [of.integer(name) == of.number(whole)]
        elif kind == "string":
            facts += [of.string(name) == of.literal(value), of.size(name, kind) == of.number(len(value))]
        elif kind == "boolean":
            facts.append(of.flag(name) == of.true(value))
        elif kind == "array":
            facts.append(of.size(name, kind) == of.number(len(value)))
    return facts


def can_be(of: Unknowns, formula: Any, facts: list[Any], verdict: bool) -> bool:
    solver = z3.Solver(ctx=of.context)
    solver.set("rlimit", 5_000_000)
    solver.add(formula == of.true(verdict), *facts, *of.facts())
    answer = solver.check()
    assert answer != z3.unknown
    return answer == z3.sat


@settings(max_examples=350)
@given(exprs, typed_bodies | bodies, st.booleans())
def test_formula_agrees_with_the_interpreter(expr: Expr, body: dict[str, Any], exact: bool) -> None:
    of = Unknowns(FIELDS)
    read = Translation(of, exact=exact)
    formula, facts, expected = read.expr(expr), fixed(of, body), holds(expr, body, FIELDS)

    assert can_be(of, formula, facts, expected)
    if read.complete:
        assert not can_be(of, formula, facts, not expected)


SMALL = {
    "type": "object",
    "properties": {
        "a": {"type": "integer", "minimum": 0, "maximum": 4, "default": 3},
        "b": {"type": "integer", "minimum": 1, "maximum": 3},
        "mode": {"type": "string", "enum": ["x", "yy", "zzz"], "default": "yy"},
        "flag": {"type": "boolean", "default": True},
    },
}
SMALL_FIELDS = fields_of(SMALL)
DOMAINS: dict[str, tuple[Any, ...]] = {"a": (0, 1, 2, 3, 4), "b": (1, 2, 3), "mode": ("x", "yy", "zzz"), "flag": (True, False)}
ABSENT = object()
ALL = [
    {n: v for n, v in zip(DOMAINS, row, strict=True) if v is not ABSENT}
    for row in itertools.product(*((ABSENT, *values) for values in DOMAINS.values()))
]
operators = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
number_refs = st.builds(Ref, st.sampled_from(["a", "b"]), st.booleans())
mode_refs = st.builds(Ref, st.just("mode"), st.booleans())
small_numbers = st.integers(-1, 6).map(Literal)
sums = st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), st.tuples(number_refs, number_refs))
rests = st.builds(lambda r, n: Arithmetic("%", (r, Literal(n))), number_refs, st.integers(1, 3))
small_atoms = st.one_of(
    st.builds(Compare, operators, number_refs | sums | rests, small_numbers | number_refs),
    st.builds(Compare, st.sampled_from(["==", "!="]), mode_refs, st.sampled_from(["x", "yy", "other"]).map(Literal)),
    st.builds(Compare, operators, st.builds(Size, mode_refs), small_numbers),
    st.builds(Compare, st.sampled_from(["==", "!="]), st.builds(Ref, st.just("flag"), st.booleans()), st.booleans().map(Literal)),
    st.builds(OneOf, mode_refs, st.lists(st.sampled_from(["x", "yy", "zzz", "w"]), max_size=3).map(tuple)),
    st.builds(Present, st.sampled_from(tuple(DOMAINS))),
    st.builds(HasValue, number_refs),
)
small_exprs = st.recursive(small_atoms, compound, max_leaves=5)


@settings(max_examples=150)
@given(st.lists(small_exprs, min_size=1, max_size=3), small_exprs)
def test_verdicts_are_those_of_trying_every_request(rules: list[Expr], demand: Expr) -> None:
    keep = constraints(SMALL, [Rule(f"r{n}", Effect.REJECT, "a", e, "", ()) for n, e in enumerate(rules)])
    fitting = [b for b in ALL if holds(demand, b, SMALL_FIELDS)]
    valid = [b for b in fitting if all(holds(e, b, SMALL_FIELDS) for e in rules)]

    answer = ask(SMALL_FIELDS, [Demand(demand)], keep)

    if valid:
        assert isinstance(answer, Possible)
    else:  # what shares no field with the demand is not looked at: it may be what excludes everything
        assert isinstance(answer, Impossible) or isinstance(ask(SMALL_FIELDS, [], keep), Impossible)
    if isinstance(answer, Possible) and answer.spoken == DOMAINS.keys():
        assert answer.body in valid
    if isinstance(answer, Impossible):
        named = [rules[int(c.removeprefix("r"))] for c in answer.by if c.startswith("r")]
        assert not any(all(holds(e, b, SMALL_FIELDS) for e in named) for b in fitting)


def rule(name: str, tree: Any) -> Rule:
    return Rule(name, Effect.REJECT, name, decode(tree), name, ())


def product(name: str, sign: str, limit: int) -> Rule:
    factors = ("width", "height", "steps")
    together: dict[str, Any] = {"*": [{"field": f} for f in factors]}
    return rule(name, {"if": {"all": [{"has-value": f} for f in factors]}, "then": {sign: [together, limit]}})


SIDE = {"type": "integer", "minimum": 1, "maximum": 1024}
BOX = {"properties": {"width": SIDE, "height": SIDE, "steps": {"type": "integer", "minimum": 1}}}


def test_a_stricter_product_implies_a_wider_one() -> None:
    wide, tight = product("wide", "<=", 1024 * 1024 * 30), product("tight", "<", 50 * 640 * 640)
    keep = constraints(BOX, [wide, tight])
    by_id = {c.id: c for c in keep}

    implied = ask(fields_of(BOX), [Demand(by_id["wide"], broken=True)], [c for c in keep if c.id != "wide"])
    free = ask(fields_of(BOX), [Demand(by_id["tight"], broken=True)], [c for c in keep if c.id != "tight"])

    assert isinstance(implied, Impossible)
    assert implied.by[-1] == "tight"
    assert not isinstance(free, Impossible)


def test_decimals_in_arithmetic_prove_nothing() -> None:
    """0.1 + 0.2 is not 0.3 where numbers are rounded, so that no such request exists is not proved."""
    numbers = {"properties": {n: {"type": "number"} for n in ("a", "b")}}
    tree = {"all": [{"==": [{"field": "a"}, 0.1]}, {"==": [{"field": "b"}, 0.2]}, {">": [{"+": [{"field": "a"}, {"field": "b"}]}, 0.3]}]}

    assert ask(fields_of(numbers), [Demand(decode(tree))], constraints(numbers)).__class__ is Possible


def test_a_question_beyond_its_limit_of_steps_stays_open() -> None:
    tree = {"==": [{"*": [{"field": f} for f in ("width", "height", "steps")]}, 1024 * 1024 * 30 - 63]}

    answer = ask(fields_of(BOX), [Demand(decode(tree))], constraints(BOX), steps=1)

    assert answer == Open("the solver gave up")


@given(small_exprs)
@settings(max_examples=30)
def test_the_same_question_gets_the_same_answer(expr: Expr) -> None:
    keep = constraints(SMALL, [Rule("r", Effect.REJECT, "a", expr, "", ())])

    assert ask(SMALL_FIELDS, [], keep) == ask(SMALL_FIELDS, [], keep)


@pytest.mark.parametrize("keyword", ["minimum", "maximum", "multipleOf", "minLength", "maxItems", "enum", "const", "type", "pattern"])
@pytest.mark.parametrize("value", [float("inf"), float("nan"), 10**400, -1, 0, 0.1, "x", None, True, [], [float("inf"), None, {}, "a"], {}])
def test_odd_keywords_are_not_looked_into(keyword: str, value: Any) -> None:
    odd = {"properties": {"a": {keyword: value, "default": value}}}

    assert isinstance(ask(fields_of(odd), [Demand(Present("a"))], constraints(odd)), Possible | Impossible)


def test_an_enormous_rule_is_an_unknown() -> None:
    many = OneOf(Ref("a"), tuple(range(100_000)))

    assert isinstance(ask(SMALL_FIELDS, [Demand(many)], ()), Possible)


def test_the_end_of_a_pattern_is_the_very_end() -> None:
    assert found_in("s$")("slows")
    assert not found_in("s$")("slows\n")
