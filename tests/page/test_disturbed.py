"""What stands between the parts of a Markdown page loses no field behind it."""

from collections.abc import Sequence

import pytest

from swornspec.page import Block, read_operations, read_page
from swornspec.page.gfm import table_at
from swornspec.text import lines

BARRED = ("| Name | Type | Description |", "|---|---|---|", "| heat | integer | How hot. |", "| glaze | string | Which. |")
BARE = ("Name | Type | Description", "--- | --- | ---", "heat | integer | How hot.", "glaze | string | Which.")
PAIRS = ("| Parameter | Description |", "|---|---|", "| heat | How hot. |", "| glaze | Which. |")
HEAD = ("# Kiln", "", "## Fire a pot", "", "POST /v1/pots", "", "### Body parameters", "")


def names(blocks: Sequence[Block]) -> list[str | None]:
    return [b.name for b in blocks]


@pytest.mark.parametrize("table", [BARRED, BARE, PAIRS], ids=["barred", "bare", "pairs"])
@pytest.mark.parametrize(
    "between",
    [("",), ("", "The glaze may be left out.", ""), ("", "```json", '{"heat": 900}', "```", ""), ("", "> **Note:** see below.", "")],
    ids=["blank", "remark", "sample", "note"],
)
def test_rows_go_on_behind_what_stands_between_them(table: tuple[str, ...], between: tuple[str, ...]) -> None:
    page = read_page("p.md", "\n".join((*HEAD, *table[:3], *between, *table[3:])))

    assert names(page.blocks) == ["heat", "glaze"]
    assert page.blocks[1].prose[0].text == "Which."


def test_lines_with_bars_of_another_number_or_below_another_heading_are_no_rows() -> None:
    page = read_page("p.md", "\n".join((*HEAD, *BARRED, "", "| pot | string |", "", "### Notes", "", "| pot | string | Which. |")))

    assert names(page.blocks) == ["heat", "glaze"]


def test_dashes_below_titles_may_be_too_few() -> None:
    (_, _, *rows) = BARRED
    titles = "| Name | Type | Description | Example |"

    assert names(read_page("p.md", "\n".join((*HEAD, titles, "|---|---|---|", *(f"{row} x |" for row in rows)))).blocks) == [
        "heat",
        "glaze",
    ]
    assert table_at(lines("p.md", "| So it goes | on | and on |\n|---|---|\n| a | b | c |"), 0) is None


@pytest.mark.parametrize("mark", ["1. ", "2.1 ", "2.1. ", "3) ", "Step 2: ", "🔥 ", "➡️ ", "⚙️"])
def test_numbers_and_signs_before_headings_say_nothing(mark: str) -> None:
    fire = (f"## {mark}GET `/v1/pots`: Finds pots", "", f"### {mark}Query parameters", "", *BARRED, "")
    cool = (f"## {mark}POST `/v1/kilns`: Fires all of them", "", f"### {mark}Headers", "", *PAIRS)
    found = read_operations("p.md", "\n".join(("# Kiln", "", *fire, *cool)))

    assert [(p.method, p.route, {b.location for b in p.blocks}) for p in found] == [
        ("GET", "/v1/pots", {"query"}),
        ("POST", "/v1/kilns", {"header"}),
    ]


def test_headings_whose_number_is_part_of_what_they_say_keep_it() -> None:
    page = read_page(
        "p.md", "\n".join((*HEAD, *BARRED, "", "### 400 Bad Request", "", "- `heat` must be at most 1300.", "", "## 3D pots", "", "None."))
    )

    assert names(page.blocks) == ["heat", "glaze"]
    assert [note.text for note in page.notes if "1300" in note.text]


@pytest.mark.parametrize("title", ["#### Details", "**Overview**"])
def test_a_heading_right_below_another_one_that_says_nothing_changes_nothing(title: str) -> None:
    spec = ("| Name | Type |", "|---|---|", "| spec | PotSpec |", "", "### PotSpec", title, *BARRED)
    required = ("### Required parameters", title, "", *PAIRS)
    body = read_page("p.md", "\n".join((*HEAD, *spec)))
    asked = read_page("p.md", "\n".join(("# Kiln", "", "POST /v1/pots", "", *required)))

    assert [(b.name, b.within) for b in body.blocks] == [("spec", ()), ("heat", ("spec",)), ("glaze", ("spec",))]
    assert [(b.name, b.required) for b in asked.blocks] == [("heat", True), ("glaze", True)]
