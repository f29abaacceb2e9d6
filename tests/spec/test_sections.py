"""An api.yaml for pages with several operations and with objects: `section`, `layout` and `within`."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from swornspec.errors import AnnotationError, PageError
from swornspec.page import Page, read_operations
from swornspec.spec.bind import BindingError
from swornspec.spec.build import build_api
from swornspec.spec.fingerprint import fingerprint
from swornspec.spec.skeleton import skeleton

PAGE = """# Tiles

## Make a tile

`POST /tiles`

| Parameter | Type | Required | Description |
|---|---|---|---|
| size | object | Yes | |
| size.width | integer | Yes | Must be smaller than `height`. |
| size.height | integer | No | |
| shades[].hue | integer | No | At most 360. |

## Find tiles

`GET /tiles`

| Parameter | Type |
|---|---|
| page | integer |
"""


def pages() -> dict[str, Page]:
    return {page.method or "": page for page in read_operations("tiles.md", PAGE)}


def entries(page: Page) -> list[dict[str, Any]]:
    return list(yaml.safe_load(skeleton(page))["fields"])


def write(folder: Path, operations: dict[str, Any], **more: Any) -> Path:
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "tiles.md").write_text(PAGE, encoding="utf-8")
    said = {"evidence": "a test"}
    ok = {"responses": {"200": {"description": "Tiles.", **said}}}
    raw = {
        "api": "tiles",
        "title": "Tiles",
        "version": "1",
        **said,
        "servers": [{"url": "https://tiles.example", **said}],
        "operations": {name: {"page": "tiles.md", **said, **ok, **operation} for name, operation in operations.items()},
        **more,
    }
    (folder / "api.yaml").write_text(json.dumps(raw, indent=1), encoding="utf-8")
    return folder


def both() -> dict[str, Any]:
    found = pages()
    return {
        "make_tile": {"section": "POST /tiles", "layout": "markdown-table", "fields": entries(found["POST"])},
        "find_tiles": {"section": "Find tiles", "fields": entries(found["GET"])},
    }


def test_a_skeleton_says_where_fields_are() -> None:
    prints = [fingerprint(block) for block in pages()["POST"].blocks]

    assert [{k: v for k, v in e.items() if k != "fingerprint"} for e in entries(pages()["POST"])] == [
        {"name": "size"},
        {"name": "width", "within": ["size"]},
        {"name": "height", "within": ["size"]},
        {"name": "hue", "within": ["shades[]"]},
    ]
    assert [e["fingerprint"] for e in entries(pages()["POST"])] == prints


def test_each_operation_of_a_page_is_built_by_its_section(tmp_path: Path) -> None:
    document = build_api(write(tmp_path / "tiles", both())).document
    body = document["components"]["schemas"]["MakeTileRequest"]

    assert list(document["paths"]["/tiles"]) == ["post", "get"]
    assert [p["name"] for p in document["paths"]["/tiles"]["get"]["parameters"]] == ["page"]
    assert body["properties"]["size"]["required"] == ["width"]
    assert [r["id"] for r in body["properties"]["size"]["x-rules"]] == ["width-compare-height"]
    assert body["properties"]["shades"]["items"]["properties"]["hue"]["maximum"] == 360


@pytest.mark.parametrize("section", [None, "PUT /tiles", "Tiles"])
def test_an_operation_that_names_none_of_several_is_refused_with_those_there_are(tmp_path: Path, section: str | None) -> None:
    operation = {"fields": [], **({"section": section} if section else {})}

    with pytest.raises(AnnotationError, match="'POST /tiles', 'GET /tiles'"):
        build_api(write(tmp_path / "tiles", {"make_tile": operation}))


def test_a_layout_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="no layout 'tabels'"):
        build_api(write(tmp_path / "tiles", {"make_tile": {"layout": "tabels", "fields": []}}))


def test_an_entry_within_another_object_is_a_mismatch(tmp_path: Path) -> None:
    operations = both()
    operations["make_tile"]["fields"][1]["within"] = ["shape"]
    del operations["make_tile"]["fields"][3]["within"]

    with pytest.raises(BindingError) as caught:
        build_api(write(tmp_path / "tiles", operations))

    assert "the page has this field within size, the entry within shape" in str(caught.value)
    assert "set 'within: [size]'" in str(caught.value)
    assert "within shades[], the entry within no object" in str(caught.value)


def test_fields_of_one_name_in_two_objects_are_two_fields(tmp_path: Path) -> None:
    operations = both()
    again = operations["make_tile"]["fields"][1]
    operations["make_tile"]["fields"].append(again)

    with pytest.raises(AnnotationError, match=r"'size\.width' is listed twice in the body of make_tile"):
        build_api(write(tmp_path / "tiles", operations))


def test_a_rule_of_an_object_is_waived_by_the_name_of_its_breach(tmp_path: Path) -> None:
    waivers = [{"rule": "size.width-compare-height", "reason": "the vendor lifted it"}]
    document = build_api(write(tmp_path / "tiles", both(), waivers=waivers)).document

    assert "x-rules" not in document["components"]["schemas"]["MakeTileRequest"]["properties"]["size"]
    assert [w["id"] for w in document["paths"]["/tiles"]["post"]["x-waived"]] == ["size.width-compare-height"]
