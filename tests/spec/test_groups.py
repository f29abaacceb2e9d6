"""Words above groups of fields: headings, captions, tabs and options, and notes that speak of the fields listed below them."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

HEAD = """\
# Bake a loaf

`POST https://api.example.com/v1/loaves`

## Body parameters

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| flour | string | Yes | One of `rye`, `wheat`, `oat_bran`. |
| weight | integer | No | In grams. |
| glaze | boolean | No | A glaze. |

"""
ROWS = """
| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| seeds | string | Yes | The seeds. |
| soak | integer | No | How long. |
"""
UNMARKED = """
- `seeds` (string) – the seeds
- `soak` (integer) – how long
"""


def read(text: str, name: str = "page.md") -> Operation:
    [page] = read_operations(name, text)
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


def told(operation: Operation) -> list[str]:
    return [rule.text for rule in operation.rules]


def required(operation: Operation) -> set[str]:
    return {field.name for field in operation.fields if field.required}


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("### Required if flour is rye", ["seeds is required when flour is rye"]),
        ("### Only for rye", ["seeds is required when flour is rye", "soak is ignored unless flour is rye"]),
        ("### Rye parameters", ["seeds is required when flour is rye"]),
        ("### Oat bran", ["seeds is required when flour is oat_bran"]),
        ("**When `flour` is `rye`:**", ["seeds is required when flour is rye"]),
        ("Required when `weight` is over 500:", ["seeds is required when weight is over 500"]),
        ("### If glaze is true", ["seeds is required when glaze is true"]),
        ("For `rye` loaves, the following parameters are available:", ["seeds is required when flour is rye"]),
        ("If `flour` is `rye`, these fields are used:", ["seeds is required when flour is rye"]),
    ],
)
def test_what_is_required_in_a_group_is_required_under_its_condition(words: str, rules: list[str]) -> None:
    operation = read(f"{HEAD}{words}\n{ROWS}")

    assert told(operation) == rules
    assert required(operation) == {"flour"}
    assert operation.gaps == ()


@pytest.mark.parametrize("words", ["### Required if the oven is hot", "### Only if you bake at night"])
def test_a_condition_of_a_group_that_is_not_understood_is_a_gap(words: str) -> None:
    operation = read(f"{HEAD}{words}\n{ROWS}")

    assert told(operation) == []
    assert required(operation) == {"flour"}
    assert [name for name, _, _ in operation.gaps] == ["seeds"]


@pytest.mark.parametrize(
    "words", ["### More parameters", "### Parameters for the dough", "### Seeds", "The seeds are listed here.", "### Advanced"]
)
def test_headings_without_a_condition_leave_fields_as_they_are(words: str) -> None:
    operation = read(f"{HEAD}{words}\n{ROWS}")

    assert told(operation) == []
    assert required(operation) == {"flour", "seeds"}


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("One of the following parameters is required:", ["at least one of these must be sent: seeds, soak"]),
        ("At least one of these fields must be provided:", ["at least one of these must be sent: seeds, soak"]),
        ("Exactly one of the following is required:", ["exactly one of these must be sent: seeds, soak"]),
        ("The following parameters are mutually exclusive:", ["at most one of these must be sent: seeds, soak"]),
        (
            "The following fields are required when `flour` is `rye`:",
            ["seeds is required when flour is rye", "soak is required when flour is rye"],
        ),
        (
            "Provide at least one of the following when `flour` is `rye`:",
            ["at least one of these must be sent: seeds, soak when flour is rye"],
        ),
        ("One of the following may be of use:", []),
        ("The following parameters are optional:", []),
    ],
)
def test_words_that_count_the_fields_below_them_are_rules(words: str, rules: list[str]) -> None:
    assert told(read(f"{HEAD}{words}\n{UNMARKED}")) == rules


def test_a_line_that_counts_fields_of_its_own_does_not_speak_of_those_below() -> None:
    operation = read(f"{HEAD}One of these is required: `weight`, `glaze`.\n{UNMARKED}")

    assert told(operation) == ["at least one of these must be sent: weight, glaze"]


def test_one_of_several_options_is_sent() -> None:
    first = "**Option 1**\n\n- `recipe` (string, required): a recipe\n\n"
    second = "**Option 2**\n\n- `water` (integer, required): water\n- `salt` (integer, required): salt\n"

    operation = read(f"{HEAD}{first}{second}")

    assert told(operation) == ["at least one of these must hold: recipe is sent; water is sent and salt is sent"]
    assert required(operation) == {"flour"}


def test_fields_of_a_tab_are_those_of_the_value_that_it_is_called_by() -> None:
    field = '<ParamField body="{}" type="string" required>\nWords.\n</ParamField>\n'
    tabs = "".join(
        f'<Tab title="{title}">\n{field.format(name)}</Tab>\n' for title, name in (("Slow rise", "starter"), ("Fast rise", "yeast"))
    )
    head = '---\ntitle: Bake\napi: "POST https://api.example.com/v1/loaves"\n---\n\n'
    rise = '<ParamField body="rise" type="string" required>\n`slow_rise` or `fast_rise`\n</ParamField>\n'
    text = f"{head}{rise}<Tabs>\n{tabs}</Tabs>\n"

    operation = read(text, "page.mdx")

    assert told(operation) == ["starter is required when rise is slow_rise", "yeast is required when rise is fast_rise"]
    assert required(operation) == {"rise"}


NOTES = """\
# Bake a loaf

`POST https://api.example.com/v1/loaves`

| Parameter | Type | Description |
| --- | --- | --- |
| flour | string | One of `rye`, `wheat`. |
| weight | integer | In grams. |
| seeds | string | The seeds. |
| soak | integer | How long. |
| shape | string | One of `round`, `long`, `twist`. |

"""


@pytest.mark.parametrize(
    ("notes", "rules", "gaps"),
    [
        (
            "- rye: `weight` must be at most 900\n- wheat: `soak` is not supported",
            ["weight must be at most 900 when flour is rye", "soak must not be sent when flour is wheat"],
            0,
        ),
        (
            "- `rye` – `shape` must be one of `round`, `long`; `seeds` is required",
            ["shape must be one of round, long when flour is rye", "seeds is required when flour is rye"],
            0,
        ),
        (
            "When `flour` is `rye`:\n\n- `weight` must be at most 900\n- `seeds` is required",
            ["weight must be at most 900 when flour is rye", "seeds is required when flour is rye"],
            0,
        ),
        (
            "At least one of the following is required:\n\n- `weight`\n- `seeds`: in grams",
            ["at least one of these must be sent: weight, seeds"],
            0,
        ),
        (
            "Required fields when `flour` is `rye`:\n- `seeds`: the seeds (e.g. poppy)\n- `soak`: (for example overnight)",
            ["seeds is required when flour is rye", "soak is required when flour is rye"],
            0,
        ),
        ("You cannot combine any of these:\n\n- `weight`\n- `seeds`", [], 1),
        ("- Enterprise plan: `weight` must be at most 900 when `flour` is `rye`", [], 1),
        ("- Dimensions: `weight` must be at most 900 when `flour` is `rye`", ["weight must be at most 900 when flour is rye"], 0),
    ],
)
def test_notes_hold_for_what_the_words_before_or_above_them_name(notes: str, rules: list[str], gaps: int) -> None:
    operation = read(f"{NOTES}**Notes**\n\n{notes}\n")

    assert told(operation) == rules
    assert len(operation.gaps) == gaps


@pytest.mark.parametrize(
    ("notes", "rules", "gaps"),
    [
        (
            "`seeds` is required if `flour` is `rye`, otherwise it is ignored.",
            ["seeds is required when flour is rye", "seeds is ignored unless flour is rye"],
            0,
        ),
        ("For `rye`, `soak` is ignored.", ["soak is ignored when flour is rye"], 0),
        (
            "`weight` and `seeds` are mutually exclusive ways to fill it: sending both is an error.",
            ["at most one of these must be sent: weight, seeds"],
            0,
        ),
        (
            "The supported combinations are:\n\n- `weight`\n- `seeds` and `soak`",
            ["at least one of these must hold: weight is sent; seeds is sent and soak is sent"],
            0,
        ),
        ("The following combinations are not supported:\n\n- `weight`\n- `seeds` and `soak`", [], 1),
    ],
)
def test_notes_say_more_than_one_thing_of_a_field_or_list_what_goes_together(notes: str, rules: list[str], gaps: int) -> None:
    operation = read(f"{NOTES}**Notes**\n\n{notes}\n")

    assert told(operation) == rules
    assert len(operation.gaps) == gaps


@pytest.mark.parametrize(
    ("note", "rules", "stated", "gaps"),
    [
        ("- `weight`: Must be a multiple of 50.", [], {"multipleOf": 50}, 0),
        ("- `soak`: Ignored when `weight` is over 500.", ["soak is ignored when weight is over 500"], {}, 0),
        ("- `seeds`: Required when `flour` is `rye`.", ["seeds is required when flour is rye"], {}, 0),
        ("- `weight`: Must be weighed twice.", [], {}, 1),
        ("- `weight`: Keep it low.", [], {}, 0),
    ],
)
def test_an_item_that_opens_with_a_field_is_about_it(note: str, rules: list[str], stated: dict[str, int], gaps: int) -> None:
    operation = read(f"{NOTES}### Details of these\n\n{note}\n- `shape`: round is best\n")

    assert told(operation) == rules
    assert {k: v for k, v in next(f for f in operation.fields if f.name == "weight").schema.items() if k != "type"} == stated
    assert len([said for _, said, _ in operation.gaps if "shape" not in said.quote]) == gaps


def test_what_holds_for_a_value_is_no_rule_of_fields_of_other_objects_without_it() -> None:
    text = NOTES.replace("| shape | string |", "| tin.width | integer | In cm. |\n| shape | string |")

    operation = read(f"{text}**Notes**\n\n- rye: `tin.width` must be at most 30\n- wheat: `soak` is not supported\n")

    assert told(operation) == ["soak must not be sent when flour is wheat"]
    assert all(not rules for _, rules in operation.nested)
    assert [said.quote for _, said, _ in operation.gaps] == ["`tin.width` must be at most 30"]
