"""The annotations of this repository: they load, fit their pages, and together with them describe all 92 parameters."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from swornspec.page import Page, read_page
from swornspec.spec.annotation import Api, Evidence, cite, load_annotations
from swornspec.spec.bind import BoundField, address_of, bind

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "specs").glob("*/api.yaml"))
TABLE = (Path(__file__).parent / "parameters.txt").read_text(encoding="utf-8").splitlines()
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE if line and not line.startswith("#")]


def bound(file: Path) -> Iterator[tuple[str, Page, BoundField]]:
    api = load_annotations(file)
    for operation in api.operations:
        path = file.parent / "pages" / operation.page
        page = read_page(path.name, path.read_text(encoding="utf-8"))
        for field in bind(page, operation):
            yield api.name, page, field


def row(api: str, page: Page, field: BoundField) -> list[str]:
    """A parameter as the table has it, from page and annotation together."""
    block, annotation = field.block, field.annotation
    schema: dict[str, Any] = {**block.schema, **annotation.schema}
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    items = schema.get("items", {})
    item_types = items.get("type", "")
    shown = items["$ref"].rsplit("/", 1)[-1] if "$ref" in items else f"{item_types[0]}?" if isinstance(item_types, list) else item_types
    line = block.span.first if page.layout == "labelled page" else block.kind.span.first
    return [
        api,
        page.name,
        str(line),
        annotation.location,
        annotation.name,
        types[0],
        shown or "-",
        "null" if "null" in types else "-",
        "required" if block.required else "-",
        "on page" if block.name else "lost",
        json.dumps(schema["default"]) if "default" in schema else "-",
    ]


def test_the_92_parameters_are_read_as_documented() -> None:
    found = [row(*entry) for file in FILES for entry in bound(file) if entry[2].block.location != "response"]

    assert len(ROWS) == 92
    assert sorted(found) == sorted(ROWS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_field_keeps_the_order_of_the_table(file: Path) -> None:
    names = [(page.name, field.annotation.name) for _, page, field in bound(file) if field.block.location != "response"]
    pages = [operation.page for operation in load_annotations(file).operations]

    assert names == [(r[1], r[4]) for page in pages for r in ROWS if r[0] == file.parent.name and r[1] == page]


def all_evidence(api: Api) -> list[Evidence]:
    found = [api.evidence, *(e.evidence for e in (*api.servers, *api.auth, *api.schemas, *api.groups))]
    for operation in api.operations:
        found += [operation.evidence, *(e.evidence for e in (*operation.responses, *operation.aliases))]
        found += [evidence for field in operation.fields for evidence in field.evidence.values()]
    conflicts = [*api.conflicts, *(conflict for operation in api.operations for conflict in operation.conflicts)]
    return [*found, *(side.evidence for conflict in conflicts for side in conflict.sides)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_value_has_evidence_that_can_be_read(file: Path) -> None:
    api = load_annotations(file)
    bare = [
        field.name
        for operation in api.operations
        for field in operation.fields
        if not {*field.schema, *(["known_values"] if field.known_values else []), *(["note"] if field.note else [])}
        <= field.evidence.keys()
    ]

    assert bare == []
    assert all(len(cite(evidence).split()) >= 3 for evidence in all_evidence(api))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_named_source_and_schema_is_used(file: Path) -> None:
    api = load_annotations(file)

    assert {source.key for evidence in all_evidence(api) for source in evidence if source.key} == api.sources.keys()
    assert [c.name for c in api.schemas if f'"#/components/schemas/{c.name}"' not in file.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_operation_documents_success_and_missing_credentials(file: Path) -> None:
    for operation in load_annotations(file).operations:
        page = read_page(operation.page, (file.parent / "pages" / operation.page).read_text(encoding="utf-8"))

        assert {"200", "400", "401", "429"} <= {response.status for response in operation.responses}
        assert address_of(page, operation)[0] == "POST"


def test_every_lost_list_of_values_is_annotated() -> None:
    lost = [f for file in FILES for _, _, f in bound(file) if f.block.enum_lost]

    assert len(lost) == 10
    assert [f.annotation.name for f in lost if "enum" not in f.annotation.schema and not f.annotation.known_values] == []
