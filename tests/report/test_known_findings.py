"""What is known to be wrong in the five pages is found, with its sentences, and every place that is named is there."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from swornspec.report.findings import Review
from swornspec.report.lint import review
from swornspec.report.sarif import to_sarif

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))

# API | operation | kind | subject | words of the message
KNOWN = """
leonardo  | create_generation | default-breaks-rule      | num_images | "num_images": 5} is refused because width defaults to 1024
leonardo  | create_generation | default-breaks-rule      | presetStyle | is refused because alchemy defaults to true
leonardo  | create_generation | default-breaks-rule      | ultra | {"ultra": true} is refused because alchemy defaults to true
leonardo  | create_generation | sent-default-breaks-rule | modelId | "photoRealVersion": "v1"} is refused although
leonardo  | create_generation | sent-default-breaks-rule | presetStyle | {"alchemy": false, "presetStyle": "DYNAMIC"} is refused although
leonardo  | create_generation | required-with-default    | prompt | is required and has the default
leonardo  | create_generation | never-alone              | unzoomAmount | unzoomAmount is never valid alone
leonardo  | create_generation | never-alone              | promptMagicVersion | promptMagicVersion alone does nothing
scenario  | generate_prompt   | required-with-default    | mode | mode is required and has the default "structured"
scenario  | generate_prompt   | value-alias              | mode | image-editing-prompt, which is not one of its values
scenario  | describe_style    | unknown-field            | mode | which this operation does not have
stablecog | create_generation | implied-constraint       | width | at most 31457280: within the documented bounds of
stablecog | create_generation | sent-default-breaks-rule | inference_steps | "height": 1024, "inference_steps": 30} is refused
"""


@pytest.fixture(scope="module")
def reviews() -> dict[str, Review]:
    return {api: review(ROOT / "specs" / api / "openapi.yaml") for api in ("leonardo", "scenario", "stablecog")}


@pytest.mark.parametrize("row", [line for line in KNOWN.splitlines() if line])
def test_known_defect_is_found(row: str, reviews: dict[str, Review]) -> None:
    api, operation, kind, subject, words = (part.strip() for part in row.split("|"))

    found = [f for f in reviews[api].findings if (f.operation, f.kind, f.subject) == (operation, kind, subject)]

    assert any(words in f.message for f in found)
    assert all(f.said for f in found)


def test_the_limit_of_the_idle_sentence_is_shown_to_be_refused(reviews: dict[str, Review]) -> None:
    [implied] = [f for f in reviews["stablecog"].findings if f.kind == "implied-constraint" and f.severity == "warning"]

    assert "meets its limit exactly and is refused" in implied.message
    assert {s.first for s in implied.said} >= {52, 59, 84}


def test_nothing_is_left_undecided(reviews: dict[str, Review]) -> None:
    assert [f.message for r in reviews.values() for f in r.findings if f.kind == "not-analysed"] == []


def test_sarif_is_valid_and_every_place_in_it_exists(reviews: dict[str, Review]) -> None:
    document = json.loads(to_sarif(reviews.values(), "1"))

    assert [str(e) for e in jsonschema_rs.validator_for(SCHEMA).iter_errors(document)] == []
    for result in document["runs"][0]["results"]:
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            where = place["physicalLocation"]
            lines = Path(where["artifactLocation"]["uri"].removeprefix("file://")).read_text(encoding="utf-8").split("\n")
            first, last = where["region"]["startLine"], where["region"]["endLine"]
            assert 1 < first <= last <= len(lines) or result["ruleId"] == "conflict", result["message"]
            if "snippet" in where["region"]:
                assert where["region"]["snippet"]["text"] in " ".join(" ".join(lines[first - 1 : last]).split())


def test_the_same_findings_every_time(reviews: dict[str, Review]) -> None:
    again = review(ROOT / "specs" / "leonardo" / "openapi.yaml")

    assert again == reviews["leonardo"]
