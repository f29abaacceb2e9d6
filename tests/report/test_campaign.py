"""The result of a campaign as text, JSON and JUnit: the same facts in each, and nothing that steers a terminal or breaks XML."""

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from swornspec.contract.campaign.inputs import LeftOut
from swornspec.contract.campaign.merge import Finished, Outcome, merge
from swornspec.contract.campaign.result import Found, Result, Status, clean
from swornspec.contract.campaign.tasks import Input, Settings, Target, Task, TaskKind, reading, tasks_of
from swornspec.report.campaign import WRITTEN, campaign_as_json, campaign_as_junit, campaign_as_text

SETTINGS = Settings(seeds=(0, 1))
HOSTILE = clean("\x1b[2J</failure>\ud800\u202e\x00]]>\uffff")


def outcome_of(*operations: str, text: str = "flow is 65", target: Target | None = None) -> Outcome:
    given = Input("pumps.yaml", b"x", targets=(target or Target(),))
    results = {
        TaskKind.INVALID: Result(
            requests=5,
            findings=(Found("accepted", text, "case-1", 102, "flow-maximum"),),
            constraints=("a", "b", "c"),
            covered=("a",),
            implied=("b",),
        ),
        TaskKind.VALID: Result(Status.HELD_BACK, "valid requests may cost money", held_back=7),
        TaskKind.CONFORMANCE: Result(Status.FAILED, f"its worker died {text}"),
    }
    tasks = [t for batch in tasks_of(given, operations, SETTINGS) for t in batch]
    tested = [Finished(t, results.get(t.kind, Result(requests=1))) for t in tasks]
    left_out = (LeftOut(f"other {text}", "not an OpenAPI document"), LeftOut("gone.yaml", "not a file", broken=True))
    return merge([given], [*tested, Finished(reading(given), Result(operations=operations))], left_out, SETTINGS)


def test_text_shows_findings_failed_tasks_what_is_left_out_and_the_figures() -> None:
    assert campaign_as_text(outcome_of("start_pump")) == (
        "pumps.yaml\n"
        "  start_pump invalid: accepted\n"
        "    flow is 65\n"
        "  2 tasks could not be run: its worker died flow is 65\n"
        "    start_pump conformance seeds 0..0\n"
        "    start_pump conformance seeds 1..1\n"
        "\n"
        "not tested:\n"
        "  gone.yaml: not a file (counts as a finding)\n"
        "  other flow is 65: not an OpenAPI document\n"
        "\n"
        "              tasks  requests  held back  findings  failed\n"
        "read              1         0          0         0       0\n"
        "valid             1         0          7         0       0\n"
        "invalid           1         5          0         1       0\n"
        "malformed         1         1          0         0       0\n"
        "unauthorized      1         1          0         0       0\n"
        "agreement         2         2          0         0       0\n"
        "conformance       2         0          0         0       2\n"
        "3 constraints: 1 broken alone, 1 implied by others, 1 not tested\n"
        "1 document, 9 tasks, 9 requests: 2 findings, 2 tasks failed\n"
    )


def test_text_shows_some_of_many_findings() -> None:
    text = campaign_as_text(outcome_of(*(f"o{n}" for n in range(30))))

    assert "and 10 findings more; see --format json" in text
    assert text.count("invalid: accepted") == 20


def test_json_and_junit_hold_the_same_figures() -> None:
    outcome = outcome_of("a", "b", target=Target("https://pumps.example.com/v3"))
    whole, root = json.loads(campaign_as_json(outcome)), ElementTree.fromstring(campaign_as_junit(outcome))
    tasks = [t for d in whole["documents"] for t in d["tasks"]]

    assert whole["figures"]["tasks"] == len(tasks) == int(root.get("tests", "")) == 17
    assert whole["figures"]["failed"] == int(root.get("errors", "")) == 4
    assert whole["figures"]["findings"] == 3
    assert int(root.get("failures", "")) == len(root.findall(".//failure")) == 2
    assert len(root.findall(".//skipped")) == 2 + 1
    assert {t["target"] for t in tasks if t["kind"] != "read"} == {"https://pumps.example.com/v3"}
    assert whole["left_out"][0] == {"document": "gone.yaml", "reason": "not a file", "broken": True}
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite)


@pytest.mark.parametrize("layout", WRITTEN)
def test_hostile_text_stays_text(layout: str) -> None:
    outcome = outcome_of(HOSTILE, text=HOSTILE)
    hostile = replace(outcome, tested=tuple(replace(t, task=named(t.task)) for t in outcome.tested), documents=(HOSTILE,))

    text = WRITTEN[layout](hostile)

    assert not set(text) & {"\x1b", "\x00", "\u202e"}
    text.encode("utf-8")
    if layout == "junit":
        assert len(ElementTree.fromstring(text)) == 2


def named(task: Any) -> Task:
    return replace(task, document=HOSTILE)
