"""Annotations at work: groups, aliases, waivers; and pages that do not fit their api.yaml stop the build."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from swornspec.errors import AnnotationError, PageError
from swornspec.page import read_page
from swornspec.spec.build import build_api, read_pages
from swornspec.spec.check import Checker
from swornspec.spec.document import read_document
from swornspec.spec.fingerprint import fingerprint

PAGE = """Create Lamp

POST

/lamps

Makes a lamp.

Request Body

size

min1  max9 | int

How large. For Pro models, must be at most 3.

model

string

The model. Ignored when kind is plain-lamp.

kind

string

What kind.
"""


def write_api(folder: Path, page: str = PAGE, **more: Any) -> Path:
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "lamp.txt").write_text(page, encoding="utf-8")
    blocks = read_page("lamp.txt", PAGE).blocks
    operation = more.pop("operation", {})
    extra = {"kind": {"enum": ["plain", "tall"], "evidence": "a test"}}
    api = {
        "api": "lamps",
        "title": "Lamps",
        "version": "1",
        "evidence": "a test",
        "servers": [{"url": "https://lamps.example", "evidence": "a test"}],
        "operations": {
            "create_lamp": {
                "page": "lamp.txt",
                "evidence": "a test",
                "fields": [{"name": b.name, "fingerprint": fingerprint(b), **extra.get(b.name or "", {})} for b in blocks],
                "responses": {"200": {"description": "A lamp.", "evidence": "a test"}},
                **operation,
            }
        },
        **more,
    }
    (folder / "api.yaml").write_text(yaml.safe_dump(api, sort_keys=False), encoding="utf-8")
    return folder


def test_a_group_without_values_leaves_its_rule_external(tmp_path: Path) -> None:
    (rule,) = build_api(write_api(tmp_path / "lamps")).document["components"]["schemas"]["CreateLampRequest"]["x-rules"]

    assert (rule["effect"], rule["needs"]) == ("external", "for Pro models")


def test_an_annotated_group_makes_its_rule_enforceable(tmp_path: Path) -> None:
    groups = {"Pro models": {"field": "model", "values": ["pro-1", "pro-2"], "evidence": "a test"}}
    document = read_document(build_api(write_api(tmp_path / "lamps", groups=groups)).document, "lamps")
    checker = Checker(document, document.endpoints[0])

    assert checker.accepts({"size": 9, "model": "basic"})
    assert not checker.accepts({"size": 9, "model": "pro-1"})
    assert checker.accepts({"size": 3, "model": "pro-1"})


def test_an_alias_binds_a_rule_to_the_member_it_means_and_is_reported(tmp_path: Path) -> None:
    aliases = [{"field": "kind", "said": "plain-lamp", "means": "plain", "evidence": "a test"}]
    document = build_api(write_api(tmp_path / "lamps", operation={"aliases": aliases})).document
    operation = document["paths"]["/lamps"]["post"]

    assert document["components"]["schemas"]["CreateLampRequest"]["x-rules"][1]["text"] == "model is ignored when kind is plain"
    assert "value-alias" in [f["id"] for f in operation["x-findings"]]


def test_a_waived_rule_is_not_enforced_and_stays_visible(tmp_path: Path) -> None:
    waivers = [{"rule": "size-at-most-for-pro-models", "reason": "the vendor lifted it"}]
    document = build_api(write_api(tmp_path / "lamps", waivers=waivers)).document
    operation = document["paths"]["/lamps"]["post"]

    assert [w["id"] for w in operation["x-waived"]] == ["size-at-most-for-pro-models"]
    assert operation["x-waived"][0]["reason"] == "the vendor lifted it"
    assert "x-rules" not in document["components"]["schemas"]["CreateLampRequest"]


@pytest.mark.parametrize("waived", [False, True])
def test_what_the_annotated_response_repeats_is_a_relation_that_can_be_waived(tmp_path: Path, waived: bool) -> None:
    told = {
        "description": "The settings that were used.",
        "type": "object",
        "properties": {"size": {"type": "integer"}, "kind": {"type": "string"}},
    }
    schema = {"type": "object", "properties": {"settings": told}}
    more = {"waivers": [{"rule": "settings-echo", "reason": "it rounds"}]} if waived else {}
    folder = write_api(
        tmp_path / "lamps",
        operation={"responses": {"200": {"description": "A lamp.", "schema": schema, "evidence": "a test"}}},
        **more,
    )
    operation = build_api(folder).document["paths"]["/lamps"]["post"]
    stated = operation["x-waived"] if waived else operation["x-rules"]

    assert [(r["id"], r["said"][0]["quote"]) for r in stated] == [("settings-echo", "The settings that were used.")]
    assert ("x-rules" in operation) != waived


def test_a_waiver_of_no_rule_stops_the_build_with_the_rules_there_are(tmp_path: Path) -> None:
    folder = write_api(tmp_path / "lamps", waivers=[{"rule": "size-at-most", "reason": "none"}])

    with pytest.raises(AnnotationError, match="size-at-most-for-pro-models"):
        build_api(folder)


def test_a_changed_page_stops_the_build_and_both_sides_are_shown(tmp_path: Path) -> None:
    folder = write_api(tmp_path / "lamps", PAGE.replace("How large.", "How very large."))

    with pytest.raises(AnnotationError) as caught:
        build_api(folder)

    assert "lamp.txt" in str(caught.value)
    assert "How very large" in str(caught.value)
    assert "api.yaml:" in str(caught.value)


def test_a_page_that_no_operation_uses_stops_the_build(tmp_path: Path) -> None:
    folder = write_api(tmp_path / "lamps")
    (folder / "pages" / "other.txt").write_text(PAGE, encoding="utf-8")

    with pytest.raises(AnnotationError, match=r"other\.txt"):
        build_api(folder)


def test_what_is_wrong_with_several_operations_is_said_at_once(tmp_path: Path) -> None:
    folder = write_api(tmp_path / "lamps", PAGE.replace("How large.", "How very large."))
    text = (folder / "api.yaml").read_text(encoding="utf-8")
    again = yaml.safe_load(text)
    again["operations"]["other_lamp"] = {**copy.deepcopy(again["operations"]["create_lamp"]), "page": "gone.txt"}
    (folder / "api.yaml").write_text(yaml.safe_dump(again, sort_keys=False), encoding="utf-8")

    with pytest.raises(AnnotationError) as caught:
        build_api(folder)

    assert "How very large" in str(caught.value)
    assert f"the page of other_lamp, {folder / 'pages' / 'gone.txt'}, does not exist" in str(caught.value)


def test_a_page_of_no_layout_is_named_with_its_folder(tmp_path: Path) -> None:
    folder = write_api(tmp_path / "lamps", "Not found\n")

    with pytest.raises(PageError) as caught:
        build_api(folder)

    assert str(caught.value).startswith(f"{folder / 'pages' / 'lamp.txt'}: the page fits no layout")


def test_what_a_person_supplied_is_in_the_document_with_its_evidence(tmp_path: Path) -> None:
    folder = write_api(tmp_path / "lamps")
    text = yaml.safe_load((folder / "api.yaml").read_text(encoding="utf-8"))
    fields = text["operations"]["create_lamp"]["fields"]
    model = next(f for f in fields if f["name"] == "model")
    model |= {
        "known_values": {"a1": "the small one", "b2": None},
        "note": "Say which.",
        "evidence": {"known_values": "a list", "note": "a call"},
    }
    text["servers"][0]["evidence"] = "a letter"
    (folder / "api.yaml").write_text(yaml.safe_dump(text, sort_keys=False), encoding="utf-8")

    document = build_api(folder).document

    schema = document["components"]["schemas"]["CreateLampRequest"]["properties"]["model"]
    assert schema["x-extensible-enum"] == ["a1", "b2"]
    assert schema["x-enumDescriptions"] == {"a1": "the small one"}
    assert schema["description"].endswith("Note: Say which.")
    assert {"keywords": ["description"], "evidence": "a call"} in schema["x-said"]
    assert document["servers"] == [{"url": "https://lamps.example", "x-said": [{"evidence": "a letter"}]}]
    assert "x-said" not in document["paths"]["/lamps"]["post"]


def test_who_supplies_what_a_page_lost_of_its_address_is_in_the_document(tmp_path: Path) -> None:
    folder = write_api(tmp_path / "lamps", PAGE.replace("POST\n", ""), operation={"method": "PUT", "evidence": "a letter"})

    operation = build_api(folder).document["paths"]["/lamps"]["put"]

    assert operation["x-said"] == [{"keywords": ["method"], "evidence": "a letter"}]


def test_a_conflict_about_the_whole_api_is_said_once(tmp_path: Path) -> None:
    sides = [{"says": "a header", "evidence": "the page itself"}, {"says": "a cookie", "evidence": "a letter"}]
    folder = write_api(tmp_path / "lamps", conflicts=[{"about": "the key", "sides": sides, "kept": "a header"}])

    document = build_api(folder).document

    assert [f["subject"] for f in document["x-findings"]] == ["the key"]
    assert "the key" not in str(document["paths"])
    assert [f.subject for f in read_document(document, "lamps").findings] == ["the key"]


def described(page: str, tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "lamp.txt"
    path.write_text(page, encoding="utf-8")
    return read_pages([path]).document


def test_a_response_field_of_the_same_name_does_not_take_what_is_said_of_the_request(tmp_path: Path) -> None:
    page = PAGE.replace("How large.", "Must be a multiple of 3.") + "\nResponse Body\n\nsize\n\nstring\n\nThe size.\n"
    schemas = described(page, tmp_path)["components"]["schemas"]

    assert schemas["LampRequest"]["properties"]["size"]["multipleOf"] == 3
    assert schemas["LampResponse"]["properties"]["size"]["type"] == "string"
    assert "multipleOf" not in schemas["LampResponse"]["properties"]["size"]


def test_a_path_that_no_page_shows_has_a_place_for_what_is_sent_in_it(tmp_path: Path) -> None:
    page = (
        "# Turn a lamp on\n\n### Path parameters\n\n- `lamp_id` (string, required): Which lamp.\n- `room` (string, required): Its room.\n"
    )
    document = described(page, tmp_path)

    assert list(document["paths"]) == ["/lamp/{lamp_id}/{room}"]


def test_a_part_of_a_path_that_has_no_place_for_it_is_not_asked_for(tmp_path: Path) -> None:
    head = "# Turn a lamp on\n\n`POST /lamps/{room}`\n\n### Path parameters\n\n"
    page = head + "- `lamp_id` (string, required): Which lamp.\n- `room` (string): Its room.\n"
    endpoint = read_document(described(page, tmp_path), "lamps").endpoints[0]

    assert [p.name for p in endpoint.parameters] == ["room"]
    assert [(f.kind, f.subject) for f in endpoint.findings] == [("path-parameter-without-place", "lamp_id")]


@pytest.mark.parametrize(("prose", "enforced"), [("Must be at most 5.", 5), ("Must be at most 12.", 9)])
def test_a_sentence_that_disagrees_with_the_type_line_is_reported_whichever_is_stricter(prose: str, enforced: int, tmp_path: Path) -> None:
    document = described(PAGE.replace("How large.", prose), tmp_path)
    findings = document["paths"]["/lamps"]["post"]["x-findings"]

    assert document["components"]["schemas"]["LampRequest"]["properties"]["size"]["maximum"] == enforced
    assert [f["subject"] for f in findings if f["id"] == "conflict"] == ["size"]


def test_work_is_linear_in_the_number_of_fields_that_rules_speak_of(tmp_path: Path, work: Callable[[Callable[[], Any]], int]) -> None:
    head = "# Things\n\n`POST /v1/things`\n\n### Body\n\n| Name | Type | Description |\n|---|---|---|\n"

    def built(fields: int) -> int:
        page = tmp_path / f"{fields}.md"
        page.write_text(head + "".join(f"| thing_{n} | string | Required when `thing_{n + 1}` is set. |\n" for n in range(fields)), "utf-8")
        return work(lambda: read_pages([page]))

    built(40)
    assert built(320) < 9 * built(40)  # 8 times the fields: 8 times the work when linear


def test_a_field_that_a_page_tells_of_twice_is_one_field_of_which_holds_what_both_places_say(tmp_path: Path) -> None:
    head = "| Field | Type | Required | Description |\n|---|---|---|---|\n"
    raw = "| key | string | Yes | The key. |\n| heat | integer | Yes | 1 to 9. |\n| mode | string | No | One of `a`, `b`. |\n"
    dry = "| key | string | Yes | Another. |\n| heat | integer | No | 1 to 9. |\n| mode | string | No | One of `b`, `c`. |\n"
    (tmp_path / "page.md").write_text(f"# Fire\n\n`POST /v1/pots`\n\n## Body\n\n### Raw\n\n{head}{raw}\n### Dry\n\n{head}{dry}")
    document = read_pages([tmp_path / "page.md"]).document
    schema = next(iter(document["components"]["schemas"].values()))

    assert schema["required"] == ["key"]
    assert list(schema["properties"]) == ["key", "heat", "mode"]
    assert schema["properties"]["heat"]["maximum"] == 9
