"""Tables and lists that limit a field by the value of another: rows of a table, and random ones in several layouts."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

FIELDS = """\
# Make a tile

`POST https://api.example.com/v1/tiles`

## Body parameters

| Parameter | Type | Description |
| --- | --- | --- |
| model | string | One of `fast`, `fine`, `huge`. |
| engine | string | What draws. |
| quality | string | One of `low`, `high`. |
| draft | boolean | A draft. |
| prompt | string | The text. |
| width | integer | In pixels. |
| steps | integer | How many. |
| num_images | integer | How many images. |
| strength | number | How strong. |
| sampler | string | One of `a`, `b`, `c`. |
| tags | array of strings | Words. |
| polish | string | One of `none`, `satin`. |

"""
ROWS = [
    tuple(cell.strip() for cell in line.rsplit("|", 1))
    for line in (Path(__file__).parent / "keyed.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
LISTED = """\
# Make

`POST /v1/tiles`

## Body parameters

- `model` (string): One of `fast`, `fine`, `huge`.
- `num_images` (integer): How many. The number depends on the model:
"""
NUMBERS = {"width": "Max width", "steps": "Maximum steps", "num_images": "num_images (max)"}


def read(text: str) -> Operation:
    [page] = read_operations("page.md", text)
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


def markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


def html(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ("".join(f"<{tag}>{cell}</{tag}>" for cell in row) for row, tag in zip(rows, ["th", *["td"] * len(rows)], strict=False))
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in body)}</table>"


@pytest.mark.parametrize(("table", "expected"), ROWS)
def test_a_table_keyed_by_a_field_states_rules_and_nothing_else(table: str, expected: str) -> None:
    above, _, body = table.removeprefix(">").rpartition(">") if not table.startswith("> ") or table.count(">") > 1 else ("", "", table[2:])
    rows = [[cell.strip() for cell in row.split(";")] for row in body.split("//")]

    operation = read(f"{FIELDS}### Limits\n\n{above.strip()}\n\n{markdown(rows)}\n")

    wanted = [one.strip() for one in expected.split(";")]
    unread = [said for _, said, _ in operation.gaps if said.quote.startswith(("fast", "fine", "turbo"))]
    assert [rule.text for rule in operation.rules] == [one for one in wanted if one not in ("-", "*")]
    assert wanted == ["-"] or len(unread) == wanted.count("*")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["fast", "fine", "huge"]), min_size=2, max_size=3, unique=True),
    st.dictionaries(st.sampled_from(sorted(NUMBERS)), st.lists(st.integers(1, 9999), min_size=3, max_size=3), min_size=1),
    st.sampled_from(["", "Limits by model:"]),
)
def test_a_table_of_limits_is_read_as_it_was_meant(keys: list[str], limits: dict[str, list[int]], above: str) -> None:
    rows = [["Model", *(NUMBERS[name] for name in limits)]]
    rows += [[f"`{key}`", *(str(values[n]) for values in limits.values())] for n, key in enumerate(keys)]

    operation = read(f"{FIELDS}{above}\n\n{markdown(rows)}\n")

    meant = [f"{name} must be at most {values[n]} when model is {key}" for n, key in enumerate(keys) for name, values in limits.items()]
    assert [rule.text for rule in operation.rules] == meant
    assert operation.gaps == ()
    assert all(f"| {rule.said[0].quote} |" in markdown(rows) for rule in operation.rules)


def test_a_table_of_html_and_one_of_tabs_are_read_as_well() -> None:
    rows = [["Model", "Max width"], ["fast", "512"], ["fine", "1024"]]
    fields = [
        ["Parameter", "Type", "Description"],
        ["model", "string", "One of fast, fine."],
        ["width", "integer", "-"],
    ]
    page = f"<h1>Make a tile</h1><p>POST https://api.example.com/v1/tiles</p>{html(fields)}<h3>Limits</h3>{html(rows)}"
    tabs = "\n".join(
        ["Make a tile", "", "POST https://api.example.com/v1/tiles", "", *map("\t".join, fields), "", "Limits:", "", *map("\t".join, rows)]
    )

    meant = ["width must be at most 512 when model is fast", "width must be at most 1024 when model is fine"]
    assert [rule.text for rule in read(page).rules] == meant
    assert [rule.text for rule in read(tabs).rules] == meant


@pytest.mark.parametrize(
    ("items", "rules"),
    [
        (
            "- `fast`: 1-4 images\n  - `fine`: up to 2",
            ["between 1 and 4 when model is fast", "at most 2 when model is fine"],
        ),
        (
            "- **fast** – 1 to 4\n  - **fine** – at most 2",
            ["between 1 and 4 when model is fast", "at most 2 when model is fine"],
        ),
        ("- `fast`: 1-4 images\n  - `turbo`: up to 2", []),
        ("- `fast`: 1-4 credits\n  - `fine`: 2-8 credits", []),
        ("- `fast`: for drafts\n  - `fine`: for prints", []),
        ("- `fast`: 1-4 images (paid accounts)\n  - `fine`: if asked", []),
        ("- `small`: 1-4\n  - `large`: 2-8", []),
    ],
)
def test_items_labelled_by_values_of_another_field_limit_the_field_they_stand_below(items: str, rules: list[str]) -> None:
    text = f"{LISTED}  {items}\n"

    operation = read(text)

    assert [rule.text for rule in operation.rules] == [f"num_images must be {rule}" for rule in rules]
    assert not rules or operation.gaps == ()


def test_labels_are_values_of_another_field_only_where_the_words_above_name_it() -> None:
    items = "  - `fast`: 1-4 images\n  - `fine`: up to 2\n"

    assert read(f"{LISTED}{items}").rules
    assert read(f"{LISTED.replace('depends on the model', 'has presets')}{items}").rules == ()
