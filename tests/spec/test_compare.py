"""Two documents compared: nothing for equal ones, something for each constraint that changes, and what it means for whom."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.contract.mutant.requests import of_requests
from swornspec.contract.space import subject_of
from swornspec.rules.rule import Effect
from swornspec.spec.compare import Change, Kind, Side, compare, compare_components, compare_endpoints, worst
from swornspec.spec.compare.schemas import SchemaComparer
from swornspec.spec.document import Document, Endpoint, load_document, read_document
from swornspec.spec.nested import DOCUMENTED

ROOT = Path(__file__).parents[2]
WORKSHOP = ROOT / "tests" / "codegen" / "documents" / "workshop.yaml"
DOCUMENTS = [WORKSHOP, WORKSHOP.with_name("parcels.yaml"), *sorted((ROOT / "specs").glob("*/openapi.yaml"))]
B, C, D = Kind.BREAKING, Kind.COMPATIBLE, Kind.DOCUMENTATION


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda p: p.parent.name + "-" + p.stem)
def document(request: pytest.FixtureRequest) -> Document:
    return load_document(request.param)


def changed(edit: Callable[[Any], object], path: Path = WORKSHOP) -> tuple[Change, ...]:
    """The changes when a document is edited."""
    old = load_document(path)
    raw = json.loads(json.dumps(old.raw))
    edit(raw)
    return compare(old, read_document(raw, "new"))


def endpoint_changes(document: Document, old: Endpoint, new: Endpoint) -> list[Change]:
    comparer = SchemaComparer(document.raw, document.raw)
    return [*compare_endpoints(comparer, old, new), *compare_components(comparer)]


def picture(raw: Any) -> Any:
    return raw["components"]["schemas"]["CreatePictureRequest"]


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, Kind, str]]:
    return [(c.operation, c.where, c.kind, c.text) for c in changes]


def test_a_document_compared_with_itself_gives_nothing(document: Document) -> None:
    again = read_document(json.loads(json.dumps(document.raw)), "again")

    assert compare(document, again) == ()
    assert worst(()) is None


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_means_nothing(random: Any) -> None:
    def shuffled(node: Any) -> Any:
        if isinstance(node, dict):
            keys = [*node]
            random.shuffle(keys)
            return {k: shuffled(node[k]) for k in keys}
        return [shuffled(n) for n in node] if isinstance(node, list) else node

    for path in DOCUMENTS[:2]:
        document = load_document(path)
        raw = json.loads(json.dumps(document.raw))

        assert compare(document, read_document(shuffled(raw), "shuffled")) == ()


def test_every_mutation_of_a_constraint_is_a_change_of_the_right_kind(document: Document) -> None:
    seen = 0
    for endpoint in document.endpoints:
        relations = {r.id for r in endpoint.rules if r.effect is Effect.RELATION}
        mutants = [*of_requests(subject_of(document, endpoint))]
        for mutant in mutants[:: 1 + len(mutants) // 60]:
            if mutant.endpoint == endpoint or mutant.constraint == "content-type":
                continue
            forth, back = (
                [c for c in endpoint_changes(document, one, other) if DOCUMENTED not in c.text]  # the mark of a schema that was changed
                for one, other in ((endpoint, mutant.endpoint), (mutant.endpoint, endpoint))
            )
            seen += 1

            assert forth, mutant.id
            assert back, mutant.id
            if mutant.manner == "dropped" and mutant.loosens and mutant.constraint not in relations:
                assert worst(forth) is C, (mutant.id, told(tuple(forth)))
                assert worst(back) is B, (mutant.id, told(tuple(back)))
    assert seen > 5


def test_a_schema_of_many_levels_that_refer_to_each_other_is_compared_in_time() -> None:
    def raw(maximum: int) -> Any:
        levels = {
            f"L{n}": {"type": "object", "properties": {f"p{i}": {"$ref": f"#/components/schemas/L{n + 1}"} for i in range(8)}}
            for n in range(30)
        }
        levels["L30"] = {"type": "integer", "maximum": maximum, "x": {"$ref": "#/components/schemas/L0"}}
        body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/L0"}}}}
        return {
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"post": {"requestBody": body, "responses": {}}}},
            "components": {"schemas": levels},
        }

    found = compare(read_document(raw(1), "old"), read_document(raw(2), "new"))

    assert [(c.where, c.kind, c.text) for c in found] == [("L30", C, "L30 must be at most 2 (before: 1)")]


def test_a_changed_bound_is_told_with_both_sentences() -> None:
    def edit(raw: Any) -> None:
        width = picture(raw)["properties"]["width"]
        width["maximum"] = 512
        width["x-said"][0]["quote"] = "Between 32 and 512."

    [change, words] = changed(edit)

    assert change == Change(
        "createPicture", "width", Side.SENDER, B, "width must be at most 512 (before: 1024)", "Between 32 and 1024.", "Between 32 and 512."
    )
    assert (words.kind, words.where) == (D, "width")


CASES: list[tuple[str, Callable[[Any], object], list[tuple[str, str, Kind, str]]]] = [
    (
        "an operation goes",
        lambda raw: raw["paths"].pop("/notes"),
        [("replaceNotes", "", B, "PUT /notes is no longer documented")],
    ),
    (
        "an operation comes",
        lambda raw: raw["paths"].update({"/new": {"get": {"operationId": "getNew", "responses": {}}}}),
        [("getNew", "", C, "GET /new is new")],
    ),
    (
        "an operation is renamed",
        lambda raw: raw["paths"]["/notes"]["put"].update(operationId="putNotes"),
        [("putNotes", "", B, "it is now called putNotes (before: replaceNotes)")],
    ),
    (
        "a field goes",
        lambda raw: picture(raw)["properties"].pop("topP"),
        [("createPicture", "topP", B, "topP is no longer documented")],
    ),
    (
        "a field comes",
        lambda raw: picture(raw)["properties"].update(tone={"type": "string"}),
        [("createPicture", "tone", C, "tone is new")],
    ),
    (
        "an optional field is required",
        lambda raw: picture(raw)["required"].append("width"),
        [("createPicture", "width", B, "width is required")],
    ),
    (
        "a member goes",
        lambda raw: picture(raw)["properties"]["style"]["enum"].remove("4K"),
        [("createPicture", "style", B, "style may no longer be 4K")],
    ),
    (
        "a member comes",
        lambda raw: picture(raw)["properties"]["style"]["enum"].append("8K"),
        [("createPicture", "style", C, "style may now be 8K")],
    ),
    (
        "null is refused",
        lambda raw: picture(raw)["properties"]["topP"].update(type="number"),
        [("createPicture", "topP", B, "topP must be number (before: number or null)")],
    ),
    (
        "a default changes",
        lambda raw: picture(raw)["properties"]["width"].update(default=256),
        [("createPicture", "width", C, "width defaults to 256 (before: 512)")],
    ),
    (
        "a multiple is coarser",
        lambda raw: picture(raw)["properties"]["width"].update(multipleOf=16),
        [("createPicture", "width", B, "width must be a multiple of 16 (before: 8)")],
    ),
    (
        "a bound goes",
        lambda raw: picture(raw)["properties"]["count"].pop("maximum"),
        [("createPicture", "count", C, "count need no longer be at most 8")],
    ),
    (
        "a description changes",
        lambda raw: picture(raw)["properties"]["width"].update(description="Its width."),
        [("createPicture", "width", D, "width has another description")],
    ),
    (
        "a rule goes",
        lambda raw: picture(raw)["x-rules"].pop(1),
        [("createPicture", "seed", C, "no longer documented: seed cannot be used with upscale")],
    ),
    (
        "a rule has another id",
        lambda raw: picture(raw)["x-rules"][1].update(id="other"),
        [],
    ),
    (
        "an advice goes",
        lambda raw: picture(raw)["x-rules"].pop(3),
        [("createPicture", "topP", D, "no longer documented: advice: topP must be under 0.9")],
    ),
    (
        "a parameter is required",
        lambda raw: raw["paths"]["/pictures"]["post"]["parameters"][0].update(required=True),
        [("createPicture", "dryRun", B, "the query parameter dryRun is required")],
    ),
    (
        "a parameter goes",
        lambda raw: raw["paths"]["/pictures"]["post"]["parameters"].pop(),
        [("createPicture", "dryRun", B, "the query parameter dryRun is no longer documented")],
    ),
    (
        "a required parameter comes",
        lambda raw: raw["paths"]["/pictures"]["post"]["parameters"].append({"name": "a", "in": "query", "required": True, "schema": {}}),
        [("createPicture", "a", B, "the query parameter a is new and required")],
    ),
    (
        "an operation needs a key",
        lambda raw: raw["paths"]["/pictures/{pictureId}"]["get"].pop("security"),
        [("getPicture", "credentials", B, "it needs bearer (before: no credentials)")],
    ),
    (
        "another key will do",
        lambda raw: raw["paths"]["/pictures"]["get"]["security"].append({"bearer": []}),
        [("listPictures", "credentials", C, "it needs key_header or basic or bearer (before: key_header or basic)")],
    ),
    (
        "the server moves",
        lambda raw: raw.update(servers=[{"url": "https://new.example"}]),
        [("", "server", C, "the server is https://new.example (before: https://workshop.example/api/v1)")],
    ),
    (
        "an operation is deprecated",
        lambda raw: raw["paths"]["/notes"]["put"].update(deprecated=True),
        [("replaceNotes", "", C, "it is now deprecated")],
    ),
    (
        "a body becomes required",
        lambda raw: raw["paths"]["/settings"]["patch"]["requestBody"].update(required=True),
        [("changeSettings", "", B, "the body of a request is required")],
    ),
    (
        "an item is bounded",
        lambda raw: raw["paths"]["/notes"]["put"]["requestBody"]["content"]["application/json"]["schema"]["items"].update(minLength=2),
        [("replaceNotes", "[]", B, "[] must have at least 2 characters (before: no such bound)")],
    ),
]


@pytest.mark.parametrize(("edit", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_changes_for_the_sender(edit: Callable[[Any], object], expected: list[Any]) -> None:
    assert told(changed(edit)) == expected


def schema(raw: Any, name: str) -> Any:
    return raw["components"]["schemas"][name]


ANSWERS: list[tuple[str, Callable[[Any], object], set[tuple[str, Kind, str]]]] = [
    (
        "a field goes",
        lambda raw: schema(raw, "Picture")["properties"].pop("cost"),
        {
            ("200 cost", B, "cost of the response 200 is no longer documented"),
            ("Picture.cost", B, "cost of Picture in responses is no longer documented"),
        },
    ),
    (
        "a field may be missing",
        lambda raw: schema(raw, "Failure").update(required=[]),
        {
            ("400 error", B, "error of the response 400 is no longer required"),
            ("4XX error", B, "error of the response 4XX is no longer required"),
        },
    ),
    (
        "a type changes",
        lambda raw: schema(raw, "Problem")["properties"]["title"].update(type="integer"),
        {("400 title", B, "title of the response 400 must be integer (before: string)")},
    ),
    (
        "a member comes",
        lambda raw: schema(raw, "Picture")["properties"]["status"]["enum"].append("lost"),
        {
            ("200 status", C, "status of the response 200 may now be lost"),
            ("Picture.status", C, "status of Picture in responses may now be lost"),
        },
    ),
    (
        "a success is no longer documented",
        lambda raw: raw["paths"]["/notes"]["put"]["responses"].update({"201": raw["paths"]["/notes"]["put"]["responses"].pop("200")}),
        {("200", B, "the response 200 is no longer documented"), ("201", C, "the response 201 is new")},
    ),
]


@pytest.mark.parametrize(("edit", "expected"), [c[1:] for c in ANSWERS], ids=[c[0] for c in ANSWERS])
def test_changes_for_the_reader(edit: Callable[[Any], object], expected: set[Any]) -> None:
    found = changed(edit)

    assert {(c.where, c.kind, c.text) for c in found} == expected
    assert {c.side for c in found} == {Side.READER}


def test_a_new_rule_is_breaking_but_not_for_sure() -> None:
    def edit(raw: Any) -> None:
        rules = picture(raw)["x-rules"]
        rules.append(
            {**rules[1], "id": "new", "expr": {"present": "width"}, "text": "width must be given", "said": [{"quote": "Give it."}]}
        )

    [change] = changed(edit)

    assert (change.kind, change.sure, change.before, change.after) == (B, False, "", "Give it.")
    assert change.text == "a new rule: width must be given"


def test_a_rule_of_an_object_within_a_request_counts() -> None:
    def edit(raw: Any) -> None:
        rule = {
            "id": "kind-needs-weight",
            "effect": "reject",
            "subject": "kind",
            "expr": {"present": "weight"},
            "text": "kind needs weight",
        }
        schema(raw, "Reference")["x-rules"] = [rule]

    found = {(c.operation, c.where, c.kind) for c in changed(edit) if c.side is Side.SENDER}

    assert ("", "Reference.kind", B) in found


def test_rules_of_every_effect_are_compared() -> None:
    for effect in Effect:
        old = load_document(WORKSHOP)
        raw = copy.deepcopy(json.loads(json.dumps(old.raw)))
        picture(raw)["x-rules"][1]["effect"] = effect.value

        assert (effect is Effect.REJECT) == (compare(old, read_document(raw, "new")) == ())
