"""What sentences of a page state where they give each of several cases its share, or hold two rules in one."""

from pathlib import Path

import pytest

from swornspec.spec.build import read_pages

PAGE = """\
# Fire a pot

`POST https://api.example.com/v1/pots`

| Parameter | Type | Description |
| --- | --- | --- |
| `glaze` | string | {said} |
| `clay` | string | One of `ash-1`, `ash-1-mini`, `oak-2`, `oak-3`. |
| `lids` | integer | {lids} |
| `rim` | string | The rim. |
| `knob` | string | The knob. |
"""


def rules(tmp_path: Path, said: str, lids: str = "How many.") -> list[str]:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(said=said, lids=lids), encoding="utf-8")
    return [rule.text for rule in read_pages([page]).operations[0].operation.rules]


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        (
            "Must be one of `wide`, `tall` (upright) or `any` (default value) for the ash clays, one of `red`, or `blue` for `oak-2`.",
            [
                "glaze must be one of wide, tall, any when clay is one of ash-1, ash-1-mini",
                "glaze must be one of red, blue when clay is oak-2",
            ],
        ),
        (
            "Supported glazes are `red` and `blue` for `oak-2`, and `tall` for `oak-3`.",
            ["glaze must be one of red, blue when clay is oak-2", "glaze must be tall when clay is oak-3"],
        ),
        (
            "One of `rim` or `knob` and one of `glaze` or `lids` must be provided.",
            ["at least one of these must be sent: rim, knob", "at least one of these must be sent: glaze, lids"],
        ),
        ("Only one of these options can be used at a time: `glaze`, `rim`.", ["at most one of these must be sent: glaze, rim"]),
        (
            "Use `rim` or `knob`. Also, you cannot use these parameters at the same time.",
            ["at most one of these must be sent: rim, knob"],
        ),
        ("You cannot use these kilns at the same time.", []),
        (
            "Required If clay is `oak-2`, `rim` or `knob` is required",
            ["at least one of these must be sent: rim, knob when clay is oak-2"],
        ),
        ("Required if clay is `oak-2`.", ["glaze is required when clay is oak-2"]),
        ("Any pot with a `glaze` MUST have `clay` set to `oak-2`.", ["clay must be oak-2 when glaze is sent"]),
        ("`red` is cheap for `oak-2`, and `blue` is dear for `oak-3`.", []),
    ],
)
def test_each_case_has_its_values(tmp_path: Path, said: str, stated: list[str]) -> None:
    assert rules(tmp_path, said) == stated


@pytest.mark.parametrize(
    ("lids", "stated"),
    [
        (
            "Must be between 1 and 4 for `oak-2`, and between 1 and 8 for `oak-3`.",
            ["lids must be between 1 and 4 when clay is oak-2", "lids must be between 1 and 8 when clay is oak-3"],
        ),
        (
            "Up to 4 for `oak-2` and 8 for `oak-3`.",
            ["lids must be at most 4 when clay is oak-2", "lids must be at most 8 when clay is oak-3"],
        ),
        ("Costs 4 for `oak-2` and 8 for `oak-3`.", []),
    ],
)
def test_each_case_has_its_limits(tmp_path: Path, lids: str, stated: list[str]) -> None:
    assert rules(tmp_path, "The glaze.", lids) == stated


def test_a_default_of_a_case_is_none_of_every_request(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(said="Must be `red` or `blue` (default value) for `oak-2`, and `tall` for `oak-3`.", lids="How many."))

    [glaze] = [f for f in read_pages([page]).operations[0].operation.fields if f.name == "glaze"]

    assert "default" not in glaze.schema


STARRED = """\
# Fire a pot

`POST https://api.example.com/v1/pots`

| Parameter | Type | Description |
| --- | --- | --- |
| `due_day` | string | {said} |
| `due_hour` | string | When. |
| `due_zone` | string | Where. |
"""


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("Only one of the `due_*` fields can be used.", ["at most one of these must be sent: due_day, due_hour, due_zone"]),
        (
            "Please note that only one of the `due_*` fields can be used (`due_zone` is a special case).",
            ["at most one of these must be sent: due_day, due_hour"],
        ),
        ("Only one of the `late_*` fields can be used.", []),
    ],
)
def test_a_star_stands_for_the_rest_of_names(tmp_path: Path, said: str, stated: list[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text(STARRED.format(said=said), encoding="utf-8")

    assert [rule.text for rule in read_pages([page]).operations[0].operation.rules] == stated
