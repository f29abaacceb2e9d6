"""The sentences that explain a refusal refuse the body by themselves, and not one of them can go."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.rules.encode import encode
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import And, Arithmetic, Compare, Expr, HasValue, Implies, Literal, Not, OneOf, Or, Present, Ref
from swornspec.rules.lint.decisive import holds_with
from swornspec.spec.check import Checker
from swornspec.spec.document import Endpoint, read_document
from swornspec.spec.refusal import Refusal, States, refusals, smallest

PROPERTIES: dict[str, Any] = {
    "width": {"type": "integer", "maximum": 8, "default": 7},
    "height": {"type": "integer", "default": 6},
    "copies": {"type": "integer", "minimum": 1},
    "glossy": {"type": "boolean", "default": True},
    "draft": {"type": "boolean"},
    "style": {"type": "string", "enum": ["PLAIN", "BOLD"], "default": "BOLD"},
}
for _line, (_name, _schema) in enumerate(PROPERTIES.items(), 1):
    _schema["x-said"] = [{"keywords": [k], "page": "p.txt", "line": 10 * _line + n, "quote": f"{_name} {k}"} for n, k in enumerate(_schema)]


def endpoint(*rules: Expr) -> tuple[Endpoint, Checker]:
    listed = [
        {
            "id": f"r{n}",
            "subject": "copies",
            "expr": encode(e),
            "text": f"rule {n}",
            "said": [{"page": "p.txt", "line": n + 1, "quote": f"rule {n}"}],
        }
        for n, e in enumerate(rules)
    ]
    schema = {"type": "object", "properties": PROPERTIES, "x-rules": listed}
    body = {"content": {"application/json": {"schema": schema}}}
    document = read_document({"openapi": "3.1.1", "paths": {"/print": {"post": {"operationId": "print", "requestBody": body}}}}, "p.yaml")
    [found] = document.endpoints
    return found, Checker(document, found)


def explained(body: Any, *rules: Expr) -> tuple[Refusal, ...]:
    found, checker = endpoint(*rules)
    return refusals(found, body, checker.broken(body))


def wide(name: str) -> Expr:
    return Compare(">", Ref(name, True), Literal(5))


COPIES = Implies(And((HasValue(Ref("copies")), Or((wide("width"), wide("height"))))), Compare("<=", Ref("copies"), Literal(4)))


def test_one_default_is_named_where_one_suffices() -> None:
    [refusal] = explained({"copies": 5}, COPIES)

    assert [(s.states, s.field, s.value, s.said.first) for s in refusal.sentences if s.said] == [
        (States.RULE, "copies", None, 1),
        (States.DEFAULT, "width", 7, 12),
    ]


def test_both_defaults_are_named_where_both_are_needed() -> None:
    area = Implies(HasValue(Ref("copies")), Compare("<", Arithmetic("*", (Ref("width", True), Ref("height", True))), Literal(40)))

    [refusal] = explained({"copies": 1}, area)

    assert [s.field for s in refusal.defaults] == ["width", "height"]


def test_no_default_is_named_where_the_fields_were_sent() -> None:
    [refusal] = explained({"copies": 5, "width": 7, "height": 1}, COPIES)

    assert refusal.defaults == ()


def test_a_bound_on_the_default_names_the_default_and_a_demand_does_not() -> None:
    draft = Compare("==", Ref("draft"), Literal(True))
    excludes = Implies(draft, Compare("!=", Ref("glossy", True), Literal(True)))
    requires = Implies(draft, Compare("==", Ref("glossy", True), Literal(False)))

    [excluded] = explained({"draft": True}, excludes)
    [required] = explained({"draft": True}, requires)

    assert [s.field for s in excluded.defaults] == ["glossy"]
    assert required.defaults == ()


def test_the_smallest_refusal_has_the_fewest_sentences() -> None:
    found = explained({"copies": 5, "style": "HEAVY"}, COPIES)

    least = smallest(found)

    assert [len(r.sentences) for r in found] == [1, 2]
    assert least is not None
    assert (least.broken.constraint, least.sentences[0].said and least.sentences[0].said.quote) == ("style-enum", "style enum")


def test_nothing_is_said_of_an_accepted_body() -> None:
    assert explained({"copies": 4}, COPIES) == ()
    assert smallest(()) is None


refs = st.builds(Ref, st.sampled_from(["width", "height", "copies"]), st.booleans())
atoms = st.one_of(
    st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), refs, st.integers(0, 9).map(Literal)),
    st.builds(
        Compare,
        st.sampled_from(["<", ">="]),
        st.builds(Arithmetic, st.sampled_from("+-*"), st.tuples(refs, refs)),
        st.integers(0, 50).map(Literal),
    ),
    st.builds(
        Compare,
        st.sampled_from(["==", "!="]),
        st.builds(Ref, st.sampled_from(["glossy", "draft"]), st.booleans()),
        st.booleans().map(Literal),
    ),
    st.builds(OneOf, st.builds(Ref, st.just("style"), st.booleans()), st.lists(st.sampled_from(["PLAIN", "BOLD"]), max_size=2).map(tuple)),
    st.builds(Present, st.sampled_from(tuple(PROPERTIES))),
    st.builds(HasValue, refs),
)
several = st.deferred(lambda: st.lists(rules, max_size=3).map(tuple))
rules = st.recursive(
    atoms,
    lambda inner: st.builds(Not, inner) | st.builds(And, several) | st.builds(Or, several) | st.builds(Implies, inner, inner),
    max_leaves=6,
)
values: dict[str, Any] = {
    "width": st.integers(0, 9),
    "height": st.integers(0, 9),
    "copies": st.integers(0, 9),
    "glossy": st.booleans(),
    "draft": st.booleans(),
    "style": st.sampled_from(["PLAIN", "BOLD", "HEAVY"]),
}
bodies = st.fixed_dictionaries({}, optional={n: v | st.none() for n, v in values.items()})


@settings(max_examples=120)
@given(st.lists(rules, min_size=1, max_size=3), bodies)
def test_the_explained_sentences_refuse_and_none_of_them_can_go(exprs: list[Expr], body: dict[str, Any]) -> None:
    found, checker = endpoint(*exprs)
    refused = refusals(found, body, checker.broken(body))

    assert bool(refused) is not checker.accepts(body)
    for refusal in refused:
        if refusal.sentences[0].states is not States.RULE:
            assert len(refusal.sentences) == 1
            continue
        expr = exprs[int(refusal.broken.constraint.removeprefix("r"))]
        known = [s.field for s in refusal.defaults]
        assert not holds(expr, body, found.fields)
        assert not holds_with(expr, body, found.fields, known)
        assert all(holds_with(expr, body, found.fields, [n for n in known if n != name]) for name in known)
        assert all(s.value == PROPERTIES[s.field]["default"] and s.said is not None for s in refusal.defaults)
    least = smallest(refused)
    assert least is None or len(least.sentences) == min(len(r.sentences) for r in refused)
