"""What the prose of a field says of one of its values: in items of a list, in rows of a table and in brackets."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Bake a loaf

`POST https://api.example.com/v1/loaves`

## Body parameters

- `weight` (integer): In grams.
- `seeds` (string): The seeds.
- `soak` (integer): How long.
- `flour` (string): {}
"""


@pytest.mark.parametrize(
    ("prose", "rules", "gaps"),
    [
        ("One of:\n  - `rye` – dark; requires `seeds`\n  - `oat` – light", ["seeds is required when flour is rye"], 0),
        (
            "One of:\n  - `rye`: dark. `weight` must be at least 700.\n  - `oat`: light",
            ["weight must be at least 700 when flour is rye"],
            0,
        ),
        ("One of:\n  - `rye`: dark. Cannot be used with `seeds`.\n  - `oat`: light", ["seeds must not be sent when flour is rye"], 0),
        ("One of:\n  - `rye`: dark, `soak` is ignored\n  - `oat`: light", ["soak is ignored when flour is rye"], 0),
        ("`rye` (requires `soak`), `oat`", ["soak is required when flour is rye"], 0),
        ("`rye` (dark), `oat` (light)", [], 0),
        ("One of `rye` (only for a `weight` of 700) or `oat`.", ["weight must be 700 when flour is rye"], 0),
        ("One of:\n  - `rye`: dark. Must be sifted twice.\n  - `oat`: light", [], 1),
        ("One of:\n  - `rye`: use it for `seeds`\n  - `oat`: light", [], 1),
    ],
)
def test_what_is_said_of_one_value_holds_for_that_value(prose: str, rules: list[str], gaps: int) -> None:
    [page] = read_operations("page.md", PAGE.format(prose))

    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert [rule.text for rule in operation.rules] == rules
    assert len(operation.gaps) == gaps
    assert next(f for f in operation.fields if f.name == "flour").schema["enum"] == ["rye", "oat"]


def test_rows_of_a_table_of_values_hold_for_the_value_of_the_row() -> None:
    rows = [
        "| Flour | Description |",
        "| --- | --- |",
        "| (none) | No flour. |",
        "| `rye` | Dark. 700 only. |",
        "| `oat` | Light. Requires `seeds`. |",
    ]
    fields = (
        "| Name | Type | Description |\n| --- | --- | --- |\n| flour | string | `rye` or `oat` |\n| seeds | string | Seeds. |\n"
        "| weight | integer | `500` or `700` |\n"
    )
    [page] = read_operations("page.md", f"# Bake\n\n`POST /v1/loaves`\n\n## Body parameters\n\n{fields}\n## Flours\n\n" + "\n".join(rows))

    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert [rule.text for rule in operation.rules if "when flour is sent" in rule.text] == []
    assert "seeds is required when flour is oat" in [rule.text for rule in operation.rules]


OVENS = """\
# Bake a loaf

`POST https://api.example.com/v1/loaves`

## Body parameters

- `oven` (string): One of `stone-1`, `stone-2`, `steam-1`, `coal`.
- `crust` (string): The crust.
{}
"""


@pytest.mark.parametrize(
    ("items", "rules", "gaps"),
    [
        (
            ("`soft` (default) suits any.", "`thin` and `dark` are supported for the Stone ovens."),
            ["oven must be one of stone-1, stone-2 when crust is one of thin, dark"],
            0,
        ),
        (
            ("`soft` suits any.", "`thin` is only available for `coal`.", "`thin` and `dark` are available with `steam-1`."),
            ["oven must be one of coal, steam-1 when crust is thin", "oven must be steam-1 when crust is dark"],
            0,
        ),
        (
            ("`soft` suits any.", "`thin` is the only option for `coal`."),
            ["oven must be coal when crust is thin", "crust must be thin when oven is coal"],
            0,
        ),
        (("`soft` suits any.", "`thin` is available for pick-up."), [], 0),
        (("`soft` suits any.", "`thin` and `dark` are supported for Gas ovens."), [], 1),
    ],
)
def test_items_say_for_which_cases_values_are(items: tuple[str, ...], rules: list[str], gaps: int) -> None:
    [page] = read_operations("page.md", OVENS.format("\n".join(f"  - {item}" for item in items)))

    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert [rule.text for rule in operation.rules] == rules
    assert len(operation.gaps) == gaps


@pytest.mark.parametrize("article", ["The kind:", "Its kind:", "This kind:", "A kind:"])
def test_an_article_before_the_name_of_a_field_is_no_value_of_it(article: str) -> None:
    text = (
        "# Fire\n\n`POST /v1/pots`\n\n**Parameters**\n\n- `lid` (string): The lid.\n"
        f"- `kind` (string): {article}\n  - `raw`: As it is.\n  - `oak`: Better. Requires `lid`.\n"
    )
    [page] = read_operations("page.md", text)
    operation = read_operation(page, [NamedBlock(b.name or "", b) for b in page.blocks])

    assert [rule.text for rule in operation.rules] == ["lid is required when kind is oak"]
