"""Each change between two documents is breaking with a message that both judge, compatible with a proof, or said not to be decided."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.contract.compatibility import Decided, Verdict, decide, gravest, refined
from swornspec.contract.space import subject_of
from swornspec.contract.strategies import Bodies
from swornspec.spec.check import Checker
from swornspec.spec.compare import Kind, Side
from swornspec.spec.document import Document, load_document, read_document

Edit = Callable[[Any], object]
OLD = load_document(Path(__file__).with_name("presses.yaml"))
B, U, C, D = Verdict.BREAKING, Verdict.UNDECIDED, Verdict.COMPATIBLE, Verdict.DOCUMENTATION


def edited(*edits: Edit) -> Document:
    raw = json.loads(json.dumps(OLD.raw))
    for edit in edits:
        edit(raw)
    return read_document(raw, "new")


def start(raw: Any) -> Any:
    return raw["components"]["schemas"]["Start"]["properties"]


def margin(raw: Any) -> Any:
    return raw["components"]["schemas"]["Margin"]


def parameters(raw: Any) -> Any:
    return raw["paths"]["/presses"]["post"]["parameters"]


def parameter(raw: Any, at: int) -> Any:
    return parameters(raw)[at]


def query(raw: Any, at: int) -> Any:
    return parameter(raw, at)["schema"]


def responses(raw: Any) -> Any:
    return raw["paths"]["/presses"]["post"]["responses"]


def reply(raw: Any) -> Any:
    return responses(raw)["200"]["content"]["application/json"]["schema"]


def rules(raw: Any) -> Any:
    return raw["components"]["schemas"]["Start"]["x-rules"]


def rule(identifier: str, subject: str, expr: Any) -> Any:
    return {"id": identifier, "effect": "reject", "subject": subject, "expr": expr, "text": identifier, "said": []}


def told(decided: tuple[Decided, ...]) -> list[tuple[str, Verdict, Any]]:
    return [(d.change.where, d.verdict, d.message.value if d.message else None) for d in decided]


def closed(raw: Any) -> None:
    raw["components"]["schemas"]["Start"]["additionalProperties"] = False


SENDERS: list[tuple[str, Edit, str, Verdict, Any]] = [
    ("an upper bound falls", lambda r: start(r)["copies"].update(maximum=20), "copies", B, {"title": "text", "copies": 21}),
    ("an upper bound rises", lambda r: start(r)["copies"].update(maximum=60), "copies", C, None),
    ("a lower bound falls", lambda r: start(r)["width"].update(minimum=0), "width", C, None),
    ("a coarser lattice", lambda r: start(r)["width"].update(multipleOf=16), "width", B, {"title": "text", "width": 24}),
    ("a finer lattice", lambda r: start(r)["width"].update(multipleOf=4), "width", C, None),
    ("a bound that others imply", lambda r: start(r)["width"].update(exclusiveMaximum=401), "width", C, None),
    ("a member goes", lambda r: start(r)["paper"].update(enum=["thin", "card"]), "paper", B, {"title": "text", "paper": "thick"}),
    ("a member goes that no request can have", lambda r: start(r)["paper"].update(enum=["thin", "thick"]), "paper", C, None),
    ("a member comes", lambda r: start(r)["paper"]["enum"].append("wax"), "paper", C, None),
    ("a list of values comes", lambda r: start(r)["width"].update(enum=[200, 208]), "width", B, {"title": "text", "width": 192}),
    ("a narrower type", lambda r: start(r)["title"].update(type="integer"), "title", B, {"title": "1"}),
    ("a wider type", lambda r: start(r)["copies"].update(type=["integer", "null"]), "copies", C, None),
    ("a field is required", lambda r: r["components"]["schemas"]["Start"]["required"].append("code"), "code", B, {"title": "text"}),
    ("a field is no longer required", lambda r: r["components"]["schemas"]["Start"].pop("required"), "title", C, None),
    ("a field comes", lambda r: start(r).update(ink={"type": "string", "maxLength": 3}), "ink", C, None),
    ("a field goes", lambda r: start(r).pop("folded"), "folded", B, {"title": "text", "folded": True}),
    ("within an array", lambda r: start(r)["tags"]["items"].update(maxLength=5), "tags[]", B, {"title": "text", "tags": ["xxxxxx"]}),
    ("fewer items", lambda r: start(r)["tags"].update(maxItems=2), "tags", B, {"title": "text", "tags": ["text", "text", "text"]}),
    (
        "in a component",
        lambda r: margin(r)["properties"]["points"].update(maximum=60),
        "Margin.points",
        B,
        {"title": "text", "margin": {"side": "left", "points": 61}},
    ),
    ("an object that held anything", lambda r: start(r)["meta"].update(properties={"n": {"type": "integer"}}), "meta.n", B, None),
    ("an alternative that is wider, where one alone must fit", lambda r: start(r)["size"]["oneOf"][0].update(maximum=20), "size", B, None),
    ("a parameter", lambda r: query(r, 0).update(maximum=5), "queue", B, {"queue": 6}),
    ("a pattern goes", lambda r: start(r)["code"].pop("pattern"), "code", C, None),
    ("alternatives go", lambda r: start(r)["size"].pop("oneOf"), "size", C, None),
    ("a map of components", lambda r: margin(r)["properties"]["side"].update(enum=["left"]), "Margin.side", B, None),
    ("a parameter is required", lambda r: parameter(r, 0).update(required=True), "queue", B, {}),
    ("a required parameter comes", lambda r: parameters(r).append({"name": "ink", "in": "query", "required": True}), "ink", B, {}),
    ("a parameter comes", lambda r: parameters(r).append({"name": "ink", "in": "query"}), "ink", C, None),
    ("a parameter goes", lambda r: parameters(r).pop(0), "queue", B, None),
    ("a parameter, wider", lambda r: query(r, 0).update(maximum=50), "queue", C, None),
    ("a default that a rule reads", lambda r: start(r)["width"].update(default=248), "width", B, {"title": "text", "copies": 11}),
    ("a default that a rule reads, harmless", lambda r: start(r)["width"].update(default=208), "width", C, None),
    ("a default that no rule reads", lambda r: start(r)["glossy"].update(default=False), "glossy", C, None),
    (
        "a rule of which another was stricter",
        lambda r: rules(r).append(rule("new", "copies", {"<=": [{"field": "copies"}, 41]})),
        "copies",
        B,  # a bare comparison demands the field
        {"title": "text"},
    ),
    (
        "a rule that an old one implies",
        lambda r: rules(r).append(
            rule(
                "new",
                "copies",
                {"if": {"all": [{"has-value": "copies"}, {">": [{"field": "width"}, 320]}]}, "then": {"<=": [{"field": "copies"}, 12]}},
            )
        ),
        "copies",
        C,
        None,
    ),
    (
        "a rule that a keyword implies",
        lambda r: rules(r).append(rule("new", "copies", {"if": {"has-value": "copies"}, "then": {"<=": [{"field": "copies"}, 99]}})),
        "copies",
        C,
        None,
    ),
    (
        "a stricter rule",
        lambda r: rules(r)[0]["expr"]["then"].update({"<=": [{"field": "copies"}, 5]}),
        "copies",
        B,
        {"title": "text", "copies": 6, "width": 248},
    ),
    ("a looser rule", lambda r: rules(r)[0]["expr"]["then"].update({"<=": [{"field": "copies"}, 15]}), "copies", C, None),
    ("a rule goes", lambda r: rules(r).pop(0), "copies", C, None),
    ("another pattern", lambda r: start(r)["code"].update(pattern="^[a-z0-9]{2,6}$"), "code", U, None),
    ("a stricter pattern", lambda r: start(r)["code"].update(pattern="^[a-z]{3,6}$"), "code", B, None),
    ("another path", lambda r: r["paths"].update({"/start": r["paths"].pop("/presses")}), "", B, None),
    ("another server", lambda r: r.update(servers=[{"url": "https://other.example"}]), "server", B, None),
    ("one more server", lambda r: r["servers"].append({"url": "https://other.example"}), "server", C, None),
    ("other words", lambda r: start(r)["title"].update(description="The title."), "title", D, None),
]


@pytest.mark.parametrize(("edit", "where", "verdict", "value"), [row[1:] for row in SENDERS], ids=[row[0] for row in SENDERS])
def test_a_change_for_senders_is_decided(edit: Edit, where: str, verdict: Verdict, value: Any) -> None:
    found = decide(OLD, edited(edit), tries=200)

    [one] = [d for d in found if d.change.where == where and d.change.side is Side.SENDER]
    assert one.verdict is verdict, told(found)
    if value is not None:
        assert one.message is not None
        assert one.message.value == value
    assert gravest(found) is verdict, told(found)


READERS: list[tuple[str, Edit, str, Verdict, Any]] = [
    (
        "a value that never came",
        lambda r: reply(r)["properties"]["state"]["enum"].append("lost"),
        "200 state",
        B,
        {"id": "text", "state": "lost"},
    ),
    ("a value comes no more", lambda r: reply(r)["properties"]["state"]["enum"].pop(), "200 state", C, None),
    ("a field may be missing", lambda r: reply(r)["required"].pop(), "200 state", B, {"id": "text"}),
    ("a field is promised", lambda r: reply(r)["required"].append("pages"), "200 pages", C, None),
    (
        "a field may be null",
        lambda r: reply(r)["properties"]["note"].update(type=["string", "null"]),
        "200 note",
        B,
        {"id": "text", "state": "waiting", "note": None},
    ),
    (
        "a wider bound",
        lambda r: reply(r)["properties"]["pages"].update(maximum=501),
        "200 pages",
        B,
        {"id": "text", "state": "waiting", "pages": 501},
    ),
    ("a narrower bound", lambda r: reply(r)["properties"]["pages"].update(maximum=400), "200 pages", C, None),
    ("a field goes", lambda r: reply(r)["properties"].pop("note"), "200 note", B, None),
    ("a field comes", lambda r: reply(r)["properties"].update(ink={"type": "string"}), "200 ink", C, None),
    ("another success", lambda r: responses(r).update({"202": {"description": "Queued."}}), "202", B, None),
    ("a refusal", lambda r: responses(r).update({"404": {"description": "Nothing there."}}), "404", C, None),
]


@pytest.mark.parametrize(("edit", "where", "verdict", "value"), [row[1:] for row in READERS], ids=[row[0] for row in READERS])
def test_a_change_for_readers_is_decided(edit: Edit, where: str, verdict: Verdict, value: Any) -> None:
    found = decide(OLD, edited(edit), tries=100)

    [one] = [d for d in found if d.change.where == where and d.change.side is Side.READER]
    assert one.verdict is verdict, told(found)
    assert (one.message.value if one.message else None) == value


def test_what_is_refused_for_a_field_that_is_gone_is_told() -> None:
    found = decide(edited(closed), edited(closed, lambda r: start(r).pop("folded")), tries=0)

    [one] = found
    assert (one.change.where, one.verdict, one.why) == ("folded", B, "a request that was valid is refused now")
    assert one.message is not None
    assert one.message.value == {"title": "text", "folded": True}


def test_each_member_that_is_gone_has_a_request_of_its_own() -> None:
    def one_left(raw: Any) -> None:
        start(raw)["paper"] = {"type": "string", "const": "thin"}

    found = decide(OLD, edited(one_left), tries=50)

    assert told(found) == [("paper", B, {"title": "text", "paper": "thick"}), ("paper", C, None)]  # card is sold out


def test_a_rule_of_objects_within_is_decided_by_requests_at_random() -> None:
    def stricter(raw: Any) -> None:
        margin(raw)["x-rules"][0]["expr"]["then"]["<="][1] = 30

    found = decide(OLD, edited(stricter))

    [one] = [d for d in found if d.change.side is Side.SENDER]
    assert one.verdict is B
    assert one.message is not None
    assert one.message.value == {"title": "text", "margin": {"side": "left", "points": 42, "doubled": True}}


def test_a_rule_may_speak_of_fields_that_an_open_object_does_not_list() -> None:
    def opened(raw: Any) -> None:
        raw["components"]["schemas"]["Start"] = {"type": "object"}

    def ruled(raw: Any) -> None:
        opened(raw)
        limit = {
            "if": {"all": [{"has-value": "height"}, {"has-value": "depth"}]},
            "then": {"<=": [{"+": [{"field": "height"}, {"field": "depth"}]}, 9]},
        }
        raw["components"]["schemas"]["Start"]["x-rules"] = [rule("room", "height", limit)]

    [one] = decide(edited(opened), edited(ruled), tries=0)

    assert one.verdict is B
    assert one.message is not None
    assert set(one.message.value) == {"height", "depth"}


def test_a_component_that_is_an_alternative_is_not_called_harmless() -> None:
    def alternative(raw: Any) -> None:
        raw["components"]["schemas"]["Low"] = {"type": "integer", "maximum": 5}
        start(raw)["size"] = {"oneOf": [{"$ref": "#/components/schemas/Low"}, {"type": "integer", "minimum": 10}]}

    def wider(raw: Any) -> None:
        alternative(raw)
        raw["components"]["schemas"]["Low"]["maximum"] = 20

    [one] = decide(edited(alternative), edited(wider), tries=100)

    assert (one.change.where, one.verdict) == ("Low", B)
    assert one.message is not None
    assert 10 <= one.message.value["size"] <= 20


def test_what_others_count_on_is_not_called_harmless() -> None:
    def counted(raw: Any) -> None:
        either = [{"properties": {"ink": {"type": "string"}}}, {"properties": {"foil": {"type": "string"}}}]
        raw["components"]["schemas"]["Start"] |= {"anyOf": either, "unevaluatedProperties": False}

    def gone(raw: Any) -> None:
        counted(raw)
        del raw["components"]["schemas"]["Start"]["anyOf"]

    found = decide(edited(counted), edited(gone), tries=0)

    assert gravest(found) is not C


def test_a_schema_that_no_validator_reads_leaves_its_operation_open() -> None:
    def broken(raw: Any) -> None:
        start(raw)["meta"] = {"type": 3}

    found = decide(
        edited(broken), edited(broken, lambda r: start(r)["width"].update(default=248), lambda r: parameter(r, 0).update(required=True))
    )

    assert [(d.change.where, d.verdict) for d in found] == [("queue", B), ("width", U)]
    assert "is not valid" in found[1].why


def test_a_proof_does_not_rest_on_a_keyword_that_the_search_does_not_look_into() -> None:
    def alternatives(*patterns: str) -> Edit:
        return lambda r: start(r).update(size={"oneOf": [{"type": "integer"}, *({"type": "string", "pattern": p} for p in patterns)]})

    found = decide(edited(alternatives("^[0-9]+$")), edited(alternatives("^[0-9]+x$")), tries=0)

    assert gravest(found) in (B, U)


def test_a_bound_does_not_follow_from_what_stands_beside_it_only_now() -> None:
    spaced = edited(lambda r: start(r).update(code={"type": "string", "pattern": "^"}))
    now = edited(lambda r: start(r).update(code={"type": "string", "pattern": "[a-z]", "minLength": 1}))

    found = decide(spaced, now, tries=0)

    assert {(d.change.text.partition(" (")[0], d.verdict) for d in found} == {
        ("code must match [a-z]", B),
        ("code must have at least 1 characters", B),
    }


def test_what_is_required_but_not_described_may_be_anything() -> None:
    def bare(raw: Any) -> None:
        margin(raw)["required"].append("depth")

    [one] = decide(edited(bare), edited(bare, lambda r: margin(r)["properties"].update(depth={"type": "integer"})), tries=0)

    assert (one.change.where, one.verdict) == ("Margin.depth", B)


def test_of_a_component_in_many_places_not_everything_is_claimed() -> None:
    def many(raw: Any) -> None:
        for n in range(30):
            start(raw)[f"margin_{n}"] = {"$ref": "#/components/schemas/Margin"}

    def other(raw: Any) -> None:
        many(raw)
        margin(raw)["properties"]["points"]["exclusiveMaximum"] = 91

    [one] = decide(edited(many), edited(other), tries=20)

    assert one.verdict is U


def test_what_was_not_found_is_said_with_the_number_of_tries() -> None:
    [one] = decide(OLD, edited(lambda r: start(r)["code"].update(pattern="^[a-z0-9]{2,6}$")), tries=50)

    assert one.why == "neither a message that shows it nor a proof was found; no such request among 50 drawn at random"


def test_a_field_under_another_name_is_a_hint_and_nothing_more() -> None:
    found = decide(OLD, edited(lambda r: start(r).update(heading=start(r).pop("title"))), tries=0)

    assert {(d.change.where, d.renamed, d.verdict) for d in found if d.renamed} == {("title", "heading", B), ("heading", "title", C)}


def test_the_solver_gives_the_same_answers() -> None:
    for _, edit, *_ in SENDERS[:8]:
        new = edited(edit)

        assert told(decide(OLD, new, solver=True, tries=0)) == told(decide(OLD, new, tries=0))


def test_the_kinds_that_a_client_counts_follow_what_is_shown() -> None:
    implied = refined(OLD, edited(lambda r: start(r)["width"].update(exclusiveMaximum=401)))
    by_default = refined(OLD, edited(lambda r: start(r)["width"].update(default=248)))
    of_replies = refined(OLD, edited(lambda r: reply(r)["properties"]["state"]["enum"].append("lost")))

    assert [c.kind for c in implied] == [Kind.COMPATIBLE]
    assert [c.kind for c in by_default] == [Kind.BREAKING]
    assert [c.kind for c in of_replies] == [Kind.COMPATIBLE]  # a client reads leniently


def bound(raw: Any, name: str, keyword: str, value: int) -> None:
    start(raw)[name][keyword] = value


EDITS = st.lists(
    st.one_of(
        st.builds(lambda v: lambda r: bound(r, "copies", "maximum", v), st.integers(1, 60)),
        st.builds(lambda v: lambda r: bound(r, "width", "maximum", v), st.integers(180, 500)),
        st.builds(lambda v: lambda r: bound(r, "width", "multipleOf", v), st.sampled_from([1, 4, 8, 16])),
        st.builds(lambda v: lambda r: bound(r, "width", "default", v), st.integers(100, 400)),
        st.builds(lambda v: lambda r: bound(r, "title", "minLength", v), st.integers(0, 3)),
        st.builds(lambda v: lambda r: bound(r, "tags", "maxItems", v), st.integers(2, 8)),
        st.builds(
            lambda v: lambda r: start(r)["paper"].update(enum=v), st.permutations(["thin", "thick", "card", "wax"]).map(lambda p: p[1:])
        ),
        st.builds(lambda v: lambda r: margin(r)["properties"]["points"].update(maximum=v), st.integers(40, 120)),
        st.builds(
            lambda v: lambda r: margin(r)["x-rules"][0]["expr"]["then"].update({"<=": [{"field": "points"}, v]}), st.integers(30, 95)
        ),
        st.builds(lambda v: lambda r: rules(r)[0]["expr"]["then"].update({"<=": [{"field": "copies"}, v]}), st.integers(5, 45)),
        st.builds(
            lambda v: lambda r: rules(r)[0]["expr"]["if"]["all"][1].update({">": [{"effective": "width"}, v]}), st.integers(150, 420)
        ),
        st.just(lambda r: start(r).update(ink={"type": "boolean", "default": True})),
        st.just(lambda r: margin(r).pop("required", None)),
        st.just(closed),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=10, deadline=None)
@given(EDITS, st.integers(0, 2**32))
def test_a_change_is_called_compatible_only_if_a_thousand_requests_stay_valid(edits: list[Edit], seed: int) -> None:
    new = edited(*edits)
    found = decide(OLD, new, tries=0)  # what is drawn at random here is drawn by the test alone
    endpoint = new.endpoints[0]
    checker, before = Checker(new, endpoint), Checker(OLD, OLD.endpoints[0])

    for one in found:
        if one.change.side is Side.SENDER and one.shown and one.message is not None and one.message.what == "body":
            assert before.accepts(one.message.value)
            assert not checker.accepts(one.message.value)
    if all(d.verdict in (C, D) for d in found):
        rng, bodies = Random(seed), Bodies(subject_of(OLD, OLD.endpoints[0]))
        for _ in range(1_000):
            body = bodies.valid(rng.randbytes(bodies.size))
            assert checker.accepts({k: v for k, v in body.items() if k in start(OLD.raw)}), (told(found), body)
