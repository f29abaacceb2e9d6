"""Notes about an operation: what lists, labels, headings and tables beside the fields state."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

HEAD = """\
# Fire a kiln

`POST https://api.example.com/v1/firings`

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| glaze | string | yes | One of `celadon`, `tenmoku`, `shino`. |
| mode | string | no | One of `slow`, `raku`. |
| auto | boolean | no | Runs by itself. |
| sealed | boolean | no | Without air. |
| cone | integer | no | One of 6, 8, 10. |
| note | string | no | A text. |
| label | string | no | Another text. |
| size | string | no | How large. |
| pots | array of strings | no | What is fired. |
| lid | object | no | The lid. |
| wood | string | no | What burns. |
| gas | string | no | What burns else. |

"""


def read(notes: str) -> Operation:
    [page] = read_operations("page.md", f"{HEAD}{notes}\n")
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


def told(operation: Operation) -> list[str]:
    return [rule.text for rule in operation.rules]


def keywords(operation: Operation, name: str) -> dict[str, object]:
    [field] = [f for f in operation.fields if f.name == name]
    return {k: v for k, v in field.schema.items() if k in ("maxLength", "minimum", "maximum", "maxItems", "enum")}


@pytest.mark.parametrize(
    ("notes", "rules"),
    [
        (
            "* When fired alone (`auto: true`):\n  * If `sealed: true`: `wood` is required\n  * `gas` is ignored\n",
            ["wood is required when auto is true and sealed is true", "gas is ignored when auto is true"],
        ),
        (
            "* By hand (`auto: false`):\n  * Limits:\n    * **celadon & shino**: `note` 300 characters, `label` 20 characters\n",
            [
                "the length of note must be at most 300 when auto is false and glaze is one of celadon, shino",
                "the length of label must be at most 20 when auto is false and glaze is one of celadon, shino",
            ],
        ),
        (
            "* By hand (`auto: false`):\n  * Note length limit:\n    * For celadon and shino glazes: 300 characters\n"
            "    * tenmoku: 30 characters\n",
            [
                "the length of note must be at most 300 when auto is false and glaze is one of celadon, shino",
                "the length of note must be at most 30 when auto is false and glaze is tenmoku",
            ],
        ),
        (
            "* By hand (`auto: false`):\n  * Character limits by glaze:\n    * celadon: note max 300, label max 20\n    * shino: note 5\n",
            [
                "the length of note must be at most 300 when auto is false and glaze is celadon",
                "the length of label must be at most 20 when auto is false and glaze is celadon",
                "the length of note must be at most 5 when auto is false and glaze is shino",
            ],
        ),
        ("Maximum note length:\n- celadon: 3,000 characters", ["the length of note must be at most 3000 when glaze is celadon"]),
        ("Character limits:\n- celadon: note max 300", ["the length of note must be at most 300 when glaze is celadon"]),
        ("Note length limit by plan:\n- Free: 300 characters\n- Paid: 3000 characters", []),
        ("Notes by glaze:\n- celadon: 300 characters", []),
        ("Limits of cones:\n- celadon: 300 characters", []),
        ("- In raku mode (`mode: raku`):\n  - Only `wood` is required regardless of `sealed`\n", ["wood is required when mode is raku"]),
        ("- Any firing but raku (not `mode: raku`):\n  - `wood` is required\n", []),
    ],
)
def test_lists_within_lists_hold_under_all_the_conditions_above_them(notes: str, rules: list[str]) -> None:
    assert told(read(f"### Details\n\n{notes}")) == rules


@pytest.mark.parametrize(
    ("notes", "rules"),
    [
        (
            "- glaze='celadon': requires lid object with a knob\n- glaze='shino': requires wood",
            ["lid is required when glaze is celadon", "wood is required when glaze is shino"],
        ),
        (
            "- slow firing is fine\n\n`raku` requires `wood` and `lid`.",
            ["wood is required when mode is raku", "lid is required when mode is raku"],
        ),
        (
            "The required parameters are:\n\n- `wood` - what burns\n- `size` - how large\n- `mode` - must be set to `raku`",
            ["wood is required when mode is raku", "size is required when mode is raku"],
        ),
        ("When `mode` is `raku`, a maximum of 3 `pots` is allowed.", ["the length of pots must be at most 3 when mode is raku"]),
    ],
)
def test_notes_hold_for_the_value_that_they_name(notes: str, rules: list[str]) -> None:
    assert told(read(f"### Details\n\n{notes}\n")) == rules


@pytest.mark.parametrize(
    ("note", "name", "stated"),
    [
        ("`note` length limit: 80 characters", "note", {"maxLength": 80}),
        ("The maximum number of `pots` is 9.", "pots", {"maxItems": 9}),
        ("Fired pots count half of your monthly limit of 40 pots.", "pots", {}),
        ("`cone` is set AND 0 < `cone` < 9 AND `sealed` == false", "cone", {"enum": [6, 8, 10]}),
    ],
)
def test_what_a_note_says_of_the_one_field_that_it_opens_with_limits_it(note: str, name: str, stated: dict[str, object]) -> None:
    operation = read(f"### Notes\n\n- {note}\n- Keep it dry.\n")

    assert told(operation) == []
    assert keywords(operation, name) == stated


@pytest.mark.parametrize(
    ("heading", "items", "rules"),
    [
        (
            "Sizes (by glaze)",
            "- celadon: 10x10, 20x20\n- shino: `30x30`",
            ["size must be one of 10x10, 20x20 when glaze is celadon", "size must be 30x30 when glaze is shino"],
        ),
        (
            "Maximum pots by mode",
            "- slow: 12\n- `raku`: 4",
            ["the length of pots must be at most 12 when mode is slow", "the length of pots must be at most 4 when mode is raku"],
        ),
        ("Recommended sizes by glaze", "- celadon: 10x10, 20x20\n- shino: 30x30, 5x5", []),
        ("Colours", "- celadon: 10x10, 20x20\n- shino: 30x30, 5x5", []),
    ],
)
def test_a_list_below_the_name_of_a_field_limits_it_by_the_values_that_its_items_begin_with(
    heading: str, items: str, rules: list[str]
) -> None:
    assert told(read(f"## {heading}\n\n{items}\n")) == rules


@pytest.mark.parametrize("item", ["- `X-Left`: how many are left", "- **celadon**: `note` 30 characters", "- slow: a size. 6 or 8 cones"])
def test_items_beside_a_table_of_all_fields_are_none(item: str) -> None:
    assert [f.name for f in read(f"### Parameter details\n\n{item}\n- `raku`: fast\n").fields][-1] == "gas"


@pytest.mark.parametrize(
    ("notes", "rules"),
    [
        (
            "### Raku\n\n- **Required:** `wood`, `lid`\n- **Optional:** `gas`\n- **Not supported:** `size`, `sealed`",
            [
                "wood is required when mode is raku",
                "lid is required when mode is raku",
                "size must not be sent when mode is raku",
                "sealed must not be true when mode is raku",
            ],
        ),
        ("### Slow firing\n\n`cone` must be 6.", []),
        (
            "### Slow mode\n\n`cone` must be 6. `wood` is ignored.",
            ["cone must be 6 when mode is slow", "wood is ignored when mode is slow"],
        ),
        ("### Size\n\nRequired: `wood`", []),
        ("`raku` only supports celadon.", ["glaze must be celadon when mode is raku"]),
        ("`wood` and `gas` cannot be used together in `raku`.", ["at most one of these must be sent: wood, gas when mode is raku"]),
        ("`wood` must be kept dry for `raku`.", []),
        ("Only `raku` supports `gas`.", ["mode must be raku when gas is sent"]),
        ("Only our members support `gas`.", []),
        ("- `raku` mode ignores `gas`.", ["gas is ignored when mode is raku"]),
        ("**raku** does not support `gas`.", ["gas must not be sent when mode is raku"]),
        (
            "### Slow mode\n\n- Cone: 6 or 8\n- Glaze: shino only\n- Wood: oak\n- Size: 20 only for now",
            ["cone must be one of 6, 8 when mode is slow", "glaze must be shino when mode is slow"],
        ),
        (
            "### Slow mode\n\n- Default cone: 6 or 8\n- Mode: slow",
            [],
        ),
        (
            "### Limits\n\nCannot be used together:\n- `wood` + `gas`\n- `wood` + `lid` + `size`\n\n### More\n\n- `note` is a text.",
            ["at most one of these must be sent: wood, gas", "between 0 and 2 of these must be sent: wood, lid, size"],
        ),
        ("The following are mutually exclusive:\n- `wood`\n- `gas`", ["at most one of these must be sent: wood, gas"]),
        ("Cannot be used together:\n- `wood` and clay\n- `gas` and `lid`", ["at most one of these must be sent: gas, lid"]),
        (
            "If `mode` is `raku`:\n\n- `wood` is required.\n\n### Sizes\n\n- `size` is required.",
            ["wood is required when mode is raku"],
        ),
        (
            "wood: Required when `mode` is `raku`. Old kilns burn it.\nlid: Ignored when `mode` is `raku`.",
            ["wood is required when mode is raku", "lid is ignored when mode is raku"],
        ),
        ("wood: Old kilns burn it. Required reading for all.", []),
        ("- Slow pots dry for long.\n- REQUIRES_WOOD: With `raku`, `wood` is required.", ["wood is required when mode is raku"]),
        (
            "### Errors\n\n```\n400 bad_cone: cone must be 6 when mode is raku\n429 slow_down: cone must be 8 when mode is raku\n```",
            ["cone must be 6 when mode is raku"],
        ),
    ],
)
def test_sections_values_and_codes_of_errors_open_what_notes_state(notes: str, rules: list[str]) -> None:
    assert told(read(notes)) == rules


def test_a_section_that_cannot_be_combined_with_a_field_is_one_that_none_of_its_fields_goes_with() -> None:
    more = "## Parts\n\n| Parameter | Type |\n| --- | --- |\n| rim | string |\n| foot | string |\n\n"

    operation = read(f"{more}> **Attention:** Cannot be combined with the `wood=<name>` parameter. Old kilns take both.\n")

    assert told(operation) == ["at most one of these must be sent: rim, wood", "at most one of these must be sent: foot, wood"]
    assert told(read(f"{more}> Cannot be combined with `rim`.\n")) == []
    assert told(read(f"{more}> Cannot be combined with other ways.\n")) == []


GUIDE = """\
Fire a kiln

POST /v1/firings

{
  "by_hand": true,
  "wood": "oak",
  "note": "For the fair",
  "heat": 900,
  "kiln": "k1"
}

Guide

- kiln (string, required): k1, k2, k2_plus
- When by_hand is true (Old way):
  - wood and note are required
  - Character limits by kiln:
    - k1: note max 300
    - k2, k2_plus: note max 3000
- When by_hand is false:
  - The kiln asks for no wood
- heat (number): How hot. Between 1 and 1300.
"""


def test_what_a_sample_shows_and_notes_demand_are_fields_that_no_list_has() -> None:
    [page] = read_operations("page.txt", GUIDE)
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert [(f.name, f.schema.get("type"), f.required) for f in operation.fields] == [
        ("by_hand", "boolean", False),
        ("wood", "string", False),
        ("note", "string", False),
        ("kiln", "string", True),
        ("heat", "number", False),
    ]
    assert told(operation) == [
        "wood is required when by_hand is true",
        "note is required when by_hand is true",
        "the length of note must be at most 300 when by_hand is true and kiln is k1",
        "the length of note must be at most 3000 when by_hand is true and kiln is one of k2, k2_plus",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("POST", "GET"), ("{\n", "{\n  ...\n"), ("wood and note are required", "lid is nice")],
)
def test_a_sample_alone_or_notes_alone_make_no_fields(old: str, new: str) -> None:
    [page] = read_operations("page.txt", GUIDE.replace(old, new, 1).replace("note max", "no more than"))

    assert {b.name for b in page.blocks} & {"wood", "lid"} == set()
