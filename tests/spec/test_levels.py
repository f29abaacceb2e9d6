"""Objects within a request: who are siblings, which sentences speak of others, and what the document says of it all."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from swornspec.page import read_operations
from swornspec.spec.build import read_pages
from swornspec.spec.check import Checker
from swornspec.spec.document import read_document
from swornspec.spec.levels import Level, elsewhere
from swornspec.spec.nesting import object_schema
from swornspec.spec.operation import NamedBlock, OperationField, read_operation
from swornspec.spec.refusal import refusals

FIELDS = {(): ["mode", "size", "images", "text"], ("size",): ["depth", "width", "max_tiles"], ("images",): ["url"]}
ROWS = [
    tuple(part.strip() for part in line.split(";;"))
    for line in (Path(__file__).parent / "levels.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("level", "text", "expected"), ROWS)
def test_prose_about_one_object_speaks_of_the_fields_of_others_only_where_it_names_them(level: str, text: str, expected: str) -> None:
    spoken = elsewhere(FIELDS)[(level,) if level else ()].spoken_of(text)

    assert (spoken or "-") == expected


def field(path: str, schema: dict[str, Any], required: bool = False) -> OperationField:
    *within, name = path.split(".")
    return OperationField(name, "body", schema, required, "", (), tuple(within))


def schema(*fields: OperationField, rules: dict[Level, list[Any]] | None = None) -> dict[str, Any]:
    return object_schema(fields, lambda f: f.schema, rules or {})


def test_fields_are_nested_and_objects_that_nobody_describes_are_made() -> None:
    made = schema(
        field("size", {"type": ["object", "null"]}),
        field("size.width", {"type": "integer"}, required=True),
        field("images[].url", {"type": "string"}, required=True),
        field("grid[][].dot", {"type": "string"}),
        rules={("size",): [{"id": "a"}], ("images",): [{"id": "b"}]},
    )

    assert made == {
        "type": "object",
        "properties": {
            "size": {
                "type": ["object", "null"],
                "required": ["width"],
                "properties": {"width": {"type": "integer"}},
                "x-rules": [{"id": "a"}],
            },
            "images": {
                "type": "array",
                "items": {"type": "object", "required": ["url"], "properties": {"url": {"type": "string"}}, "x-rules": [{"id": "b"}]},
            },
            "grid": {"type": "array", "items": {"type": "array", "items": {"type": "object", "properties": {"dot": {"type": "string"}}}}},
        },
    }


def test_the_type_that_a_page_states_decides_whether_parts_are_those_of_items() -> None:
    listed = schema(field("a", {"type": "array", "items": {"type": "object"}}), field("a.b", {"type": "string"}))
    single = schema(field("a", {"type": "object"}), field("a[].b", {"type": "string"}))

    assert listed["properties"]["a"]["items"]["properties"] == {"b": {"type": "string"}}
    assert single["properties"]["a"]["properties"] == {"b": {"type": "string"}}


NAMES = st.sampled_from(["a", "b", "c", "a[]", "b[]"])


@given(st.lists(st.tuples(st.lists(NAMES, max_size=4), st.sampled_from(["x", "y", "z"])), max_size=12))
def test_every_field_is_somewhere_in_a_schema_that_is_one(fields: list[tuple[list[str], str]]) -> None:
    made = schema(*(field(".".join([*within, name]), {"title": "here"}) for within, name in fields))

    jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **made})
    distinct = {(*(w.replace("[]", "") for w in within), name) for within, name in fields}
    assert str(made).count("'title': 'here'") == len(distinct)


PAGE = """# Make

`POST /v1/things`

| Parameter | Type | Required | Description |
|---|---|---|---|
| mode | string | No | One of `fast`, `slow`. |
| size | object | No | Must be given together with `mode`. |
| size.width | integer | Yes | Must be smaller than `height`. |
| size.height | integer | No | A multiple of 2. Required when `mode` is `slow`. |
| layers[].kind | string | Yes | One of `ink`, `oil`. |
| layers[].drying | integer | No | In hours. Required when `kind` is `oil`. |
"""


def built(tmp_path: Path, text: str) -> Any:
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    return read_pages([tmp_path / "page.md"])


def test_rules_within_objects_are_enforced_there_and_what_speaks_of_other_objects_around_them(tmp_path: Path) -> None:
    made = built(tmp_path, PAGE)
    document = read_document(made.document, "page")
    checker = Checker(document, document.endpoints[0])

    def broken(body: Any) -> list[tuple[str, str]]:
        return [(b.constraint, b.pointer) for b in checker.broken(body)]

    good = {"mode": "slow", "size": {"width": 1, "height": 2}, "layers": [{"kind": "ink"}, {"kind": "oil", "drying": 3}]}
    assert broken(good) == []
    assert broken({**good, "size": {"width": 3, "height": 2}}) == [("size.width-compare-height", "/size/width")]
    assert broken({**good, "layers": [{"kind": "ink"}, {"kind": "oil"}]}) == [
        ("layers[].drying-required-when-kind-oil", "/layers/1/drying")
    ]
    assert broken({**good, "size": {"width": 1}}) == [("size-height-required-when-mode-slow", "/size/height")]
    assert broken({**good, "mode": "fast", "size": {}}) == [("size.width-required", "/size/width")]
    assert made.gaps == ()


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ("| a | object | No | |\n| a[].b | string | No | Required when `mode` is `fast`. |", {"a": {}}),
        ("| a | array of objects | No | |\n| a[].b | string | No | Required when `mode` is `fast`. |", {"a": [{}]}),
        ("| a[].b | string | No | Required when `mode` is `fast`. |", {"a": [{}]}),
        ("| a[][].b | string | No | Required when `mode` is `fast`. |", None),
    ],
)
def test_a_rule_of_parts_is_one_of_items_where_they_are_parts_of_items(tmp_path: Path, rows: str, verdict: Any) -> None:
    head = "# Make\n\n`POST /v1/things`\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n"
    made = built(tmp_path, f"{head}| mode | string | No | One of `fast`, `slow`. |\n{rows}\n")
    document = read_document(made.document, "page")
    checker = Checker(document, document.endpoints[0])

    assert [r.effect for r in made.operations[0].operation.all_rules] == ["external" if verdict is None else "reject"]
    if verdict is not None:
        assert checker.accepts({"mode": "slow", **verdict})
        assert [b.constraint for b in checker.broken({"mode": "fast", **verdict})] == ["a-b-required-when-mode-fast"]


def test_the_same_rule_in_two_objects_is_two_rules(tmp_path: Path) -> None:
    rows = "".join(
        f"| {name}.width | integer | Yes | Must be smaller than `height`. |\n| {name}.height | integer | No | |\n" for name in "ab"
    )
    made = built(tmp_path, f"# Make\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n{rows}")
    schemas = made.document["components"]["schemas"]["PageRequest"]["properties"]

    assert [schemas[name]["x-rules"][0]["id"] for name in "ab"] == ["width-compare-height", "width-compare-height"]


def test_sentences_about_the_operation_count_for_the_fields_that_they_name(tmp_path: Path) -> None:
    notes = (
        "`mode` must be at most 20 characters long.\n\n`mode` is required.\n\nIt must be at most 4.\n\n`size` cannot be used with `mode`.\n"
    )
    made = built(tmp_path, f"{PAGE}\n{notes}")
    request = made.document["components"]["schemas"]["PageRequest"]

    assert request["properties"]["mode"].get("maxLength") == 20
    assert "required" not in request
    assert [r["id"] for r in request["x-rules"] if r["said"][0]["line"] > 15] == ["size-excludes-mode"]
    assert "`mode` is required." in [said.quote for _, _, said, _ in made.gaps]


def test_a_page_without_objects_is_read_as_before() -> None:
    text = PAGE.replace("size.", "size_").replace("layers[].", "layer_")
    (page,) = read_operations("page.md", text)
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert operation.nested == ()
    assert operation.all_rules == operation.rules


def test_a_document_with_objects_is_valid_yaml_and_refuses_with_sentences(tmp_path: Path) -> None:
    made = built(tmp_path, PAGE)
    document = read_document(yaml.safe_load(made.yaml), "page")
    body = {"size": {"width": 3, "height": 2}, "mode": "fast"}
    endpoint = document.endpoints[0]
    checker = Checker(document, endpoint)

    (refusal,) = refusals(endpoint, body, checker.broken(body))
    assert "height" in str(refusal)
