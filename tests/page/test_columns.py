"""What columns of tables hold: by their titles, and where these leave it open by their cells."""

from typing import Any

import pytest

from swornspec.errors import PageError
from swornspec.page import read_operations, read_page
from swornspec.page.headings import column_role


def schemas(*rows: str) -> dict[str, dict[str, Any]]:
    head, *others = rows
    dashes = "|".join(["---"] * (head.count("|") + 1))
    page = read_page("p", "\n".join(["# Glaze", "", "`POST /v1/pots`", "", head, dashes, *others, ""]))
    return {b.path or "": {**b.schema, **({"required": True} if b.required else {})} for b in page.blocks}


def test_a_column_of_lengths_is_about_texts_alone() -> None:
    found = schemas(
        "Field | Type | Max Length", "clay | String | 40", "weight | Decimal | 9", "cups | Cup[] | 7", "mark | String | 2* (EU)"
    )

    assert found["clay"] == {"type": "string", "maxLength": 40}
    assert found["weight"] == {"type": "number"}
    assert found["cups"] == {"type": "array"}
    assert found["mark"] == {"type": "string"}


def test_lengths_have_a_least_and_may_be_ranges() -> None:
    found = schemas("Field | Type | Length | Min Length", "clay | String | 40 | 2", "mark | String | 3-5 | -", "n | Integer | 4 | 1")

    assert found == {
        "clay": {"type": "string", "minLength": 2, "maxLength": 40},
        "mark": {"type": "string", "minLength": 3, "maxLength": 5},
        "n": {"type": "integer"},
    }


def test_a_column_of_formats_may_hold_the_types() -> None:
    assert schemas("Field Name | Required | Format | Notes", "kiln_id | Yes | Integer | Which.", "tag | No | String | A tag.") == {
        "kiln_id": {"type": "integer", "required": True},
        "tag": {"type": "string"},
    }
    assert schemas("Field | Type | Format", "day | string | date", "tag | string | ab-12")["day"] == {"type": "string", "format": "date"}
    assert schemas("Field | Required | Format", "day | Yes | YYYY-MM-DD", "tag | No | ab-12")["day"] == {"required": True}


def test_required_may_stand_in_the_column_of_defaults() -> None:
    found = schemas("Field | Type | Default | Notes", "hue | string | required | Which.", "heat | number | 900 | How hot.")

    assert found == {"hue": {"type": "string", "required": True}, "heat": {"type": "number", "default": 900}}
    told = schemas("Field | Type | Required | Default", "choice | string | No | required", "hue | string | No | `required`")
    assert told == {"choice": {"type": "string"}, "hue": {"type": "string", "default": "required"}}


def test_a_table_of_props_lists_fields() -> None:
    assert schemas("Prop | Type | Required | Value Range", "heat | number | true | 0 - 1") == {
        "heat": {"type": "number", "minimum": 0, "maximum": 1, "required": True}
    }


def test_a_heading_may_spell_the_object_whose_parts_a_table_has() -> None:
    head = "| Field | Type | Notes |\n|---|---|---|\n"
    page = read_page(
        "p.md",
        f"# Fire\n\n`POST /v1/fire`\n\n## Parameters\n\n{head}"
        "| glazeCoat | Coat | How. |\n| items | Pot[] | Which. |\n| heat | number | x |\n\n"
        f"## Glaze Coat\n\n{head}| hue | string | Which. |\n\n## Item\n\n{head}| size | number | In cm. |\n\n"
        f"## Heat details\n\n{head}| note | string | x |\n",
    )

    assert [b.path for b in page.blocks][:5] == ["glazeCoat", "items", "heat", "glazeCoat.hue", "items[].size"]
    assert "heat.note" not in [b.path for b in page.blocks]


def test_a_heading_with_the_word_parameters_is_no_field() -> None:
    head = "Parameter | Type | Description\n--- | --- | ---\n"
    text = (
        f"# Pots\n\n## List pots\n\nGET /v1/pots\n\n### Pot query parameters\n\n{head}limit | Number | Most.\n\n- `hue` (string): Which.\n"
    )
    card = f"# Fire\n\nPOST /v1/fire\n\n## Body\n\n- `pot` (object): Which.\n\n### Pot Object\n\n{head}size | Number | In cm.\n"

    for layout in ("field-list", "markdown-table"):
        (page,) = read_operations("p.md", text, layout)
        assert "Pot" not in [b.name for b in page.blocks]
        assert {b.location for b in page.blocks} == {"query"}
    assert [b.path for b in read_page("p.md", card, "field-list").blocks] == ["pot", "pot.size"]


def test_a_title_that_is_called_like_a_section_is_none_of_what_is_below_other_headings() -> None:
    text = "# Pot request\n\n`POST /v1/pots`\n\n## Body\n\n- `hue` (string, required): Which.\n\n## Presets\n\n- `sea`\n- `sky`\n"

    assert [b.name for b in read_page("p.md", text, "field-list").blocks] == ["hue"]


def test_tables_of_tags_with_a_tag_on_each_line_are_those_of_the_headings_above_them() -> None:
    def table(*rows: str) -> str:
        lines = [f"<td>{c}</td>" if c not in ("<tr>", "</tr>") else c for row in rows for c in ("<tr>", *row.split("|"), "</tr>")]
        titles = "\n".join(f"<th>{t}</th>" for t in ("Parameter Name", "Data Type", "Length", "Presence"))
        return f"<table>\n<thead>\n<tr>\n{titles}\n</tr>\n</thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table>\n"

    text = (
        "### 2.1. Request to the kiln\n\n**Post method:** /kiln/v1/fire\n\n**Request Parameters**\n\n"
        f"{table('potId|String|30|M', 'heat|Decimal|4|O')}\n"
        f"### 2.2. Response from the kiln\n\n**Response Parameters**\n{table('ok|String|1|M')}"
    )
    page = read_page("p.md", text)

    assert (page.method, page.route) == ("POST", "/kiln/v1/fire")
    assert [(b.name, b.location, b.required, dict(b.schema)) for b in page.blocks] == [
        ("potId", "body", True, {"type": "string", "maxLength": 30}),
        ("heat", "body", False, {"type": "number"}),
        ("ok", "response", True, {"type": "string", "maxLength": 1}),
    ]


def test_an_item_may_say_the_method_and_the_next_one_the_path() -> None:
    text = (
        "# Kilns\n\n### 1. Heat\n*   **Method:** `POST`\n*   **Path:** `/v1/heat`\n*   **Body:**\n    *   `heat` (number, required)\n\n"
        "### 2. Cool\n*   **Method:** `PUT`\n*   **Path:** `/v1/cool`\n*   **Body:**\n    *   `hours` (integer)\n"
    )
    pages = read_operations("p.md", text)

    assert [(p.method, p.route, [b.name for b in p.blocks]) for p in pages] == [
        ("POST", "/v1/heat", ["heat"]),
        ("PUT", "/v1/cool", ["hours"]),
    ]


def test_a_method_may_stand_right_above_its_path() -> None:
    table = "| Field | Type | Required |\n|---|---|---|\n| hue | string | Yes |\n"
    page = read_page("p.md", f"# Dye\n\nPOST\n/v1/dye\n\nDyes it.\n\n{table}")

    assert (page.method, page.route) == ("POST", "/v1/dye")
    assert [n.text for n in page.notes] == ["Dyes it."]


def test_bars_between_words_or_in_brackets_end_no_cell_of_values_or_types() -> None:
    rows = ("hue | string | Required | red | blue | Which `colour`.", "form | string | Optional | a [ cup | pot ] | Words.")
    found = schemas("Field | Type | Required | Possible values | Description", *rows)
    typed = schemas("Field | Type | Description", "hue | string | null | Which.", "heat | Number | 10 | x")

    assert found["hue"] == {"type": "string", "enum": ["red", "blue"], "required": True}
    assert typed["hue"] == {"type": ["string", "null"]}
    assert typed["heat"] == {"type": "number"}


def test_a_name_may_have_a_remark_in_brackets_and_arrows_in_it() -> None:
    sample = '```json\n{"pots": [{"size": 1}], "kiln": {"heat": 9}}\n```\n'
    head = "| Field | Type | Notes |\n|---|---|---|\n"
    rows = "| refId (since 1.4) | string | Which. |\n| pots->size | int | In cm. |\n| kiln->heat | int | How hot. |\n"
    page = read_page("p.md", f"# Fire\n\n`POST /v1/fire`\n\n{head}{rows}\nExample request:\n\n{sample}")

    assert [b.path for b in page.blocks] == ["refId", "pots[].size", "kiln.heat"]


def test_a_heading_that_is_the_name_of_the_field_below_it_is_no_answer() -> None:
    head = "| Parameter | Type | Description |\n|---|---|---|\n"
    page = read_page("p.md", f"# Say\n\n`POST /v1/say`\n\n### Response Format\n\n{head}| response_format | object | How. |\n")

    assert [b.location for b in page.blocks] == ["body"]


def test_names_with_their_types_beside_them_are_fields_whatever_their_column_is_called() -> None:
    page = read_page("p.md", "# Fly\n\nGET /v1/fly\n\n| Name | Description |\n|---|---|\n| kite string (query) | Which kite. |\n")
    listed = "# Fly\n\nGET /v1/fly\n\n- `a` (string): x\n\n## Kinds\n\n| Name | Description |\n|---|---|\n| kite | Which. |\n"

    assert [(b.name, b.location, dict(b.schema)) for b in page.blocks] == [("kite", "query", {"type": "string"})]
    assert [b.name for b in read_page("p.md", listed).blocks] == ["a"]


def test_what_went_wrong_may_stand_in_the_column_of_errors() -> None:
    page = read_page(
        "p.md",
        "# Fly\n\nPOST /v1/fly\n\n| Name | Type | Required |\n|---|---|---|\n| kite | string | yes |\n\n## Errors\n\n"
        "| Error | Type |\n|---|---|\n| kite must be red | ValidationError |\n| 429 | TooMany |\n",
    )

    assert [n.text for n in page.notes] == ["kite must be red", "ValidationError"]


def test_phrases_beside_a_type_are_what_they_say_where_nothing_else_stands_there() -> None:
    found = schemas(
        "Name | Description | Type | Additional information",
        "hue | Which. | string | Required String length: inclusive between 1 and 100",
        "heat | How hot. | integer | Range: inclusive between 0 and 5",
        "mark | Which. | string | Max length: 9 Matching regular expression pattern: ^[a-z]+$",
        "kiln | Which. | string | Required for raku",
        "note | Which. | string | None.",
    )

    assert found == {
        "hue": {"type": "string", "minLength": 1, "maxLength": 100, "required": True},
        "heat": {"type": "integer", "minimum": 0, "maximum": 5},
        "mark": {"type": "string", "maxLength": 9, "pattern": "^[a-z]+$"},
        "kiln": {"type": "string"},
        "note": {"type": "string"},
    }


def test_what_says_when_a_field_is_required_is_a_sentence_about_it_however_short() -> None:
    rows = "| clay | string | Required for pots |\n| n | integer | n/k |\n"
    text = f"# Glaze\n\n`POST /v1/pots`\n\n| Field | Type | Required |\n|---|---|---|\n{rows}"
    page = read_page("p", text)

    assert [(b.name, [p.text for p in b.prose]) for b in page.blocks] == [("clay", ["Required for pots"]), ("n", [])]


def test_the_spec_of_an_output_is_sent() -> None:
    text = "# Glaze\n\n`POST /v1/pots`\n\n## Output {}\n\n| Field | Type |\n|---|---|\n| clay | string |\n"

    assert [read_page("p", text.format(w)).blocks[0].location for w in ("spec", "settings", "fields")] == ["body", "body", "response"]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Configuration of the tail (`kite_tail_config`)", ["kite_tail_config", "kite_tail_config.length"]),
        ("Tail configuration", ["kite_tail_config", "kite_tail_config.length"]),
        ("Tail Config", ["kite_tail_config", "kite_tail_config.length"]),
        ("Bow Config", ["kite_tail_config", "length"]),
    ],
)
def test_a_heading_may_end_in_the_object_or_as_its_name_does(heading: str, names: list[str]) -> None:
    first = "| Name | Type | Description |\n|---|---|---|\n| kite_tail_config | object | The tail. |\n"
    second = "| Name | Type | Description |\n|---|---|---|\n| length | integer | In metres. |\n"
    page = read_page("k.md", f"# Build a kite\n\n`POST /v1/kites`\n\n## Request body\n\n{first}\n### {heading}\n\n{second}")

    assert [block.path for block in page.blocks] == names


def test_a_column_without_a_title_beside_names_holds_types_and_prose() -> None:
    sent = "Query parameters\nParameters | |\n---|---|\nclay | string Required Which clay. |\nheat | integer How hot. |\n"
    page = read_page("p", f"Fire\nPOST /v1/pots\n{sent}Response body\nFields | |\n---|---|\nid | string The pot. |\n")

    assert [(b.name, b.location, b.schema, b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("clay", "query", {"type": "string"}, True, ["Which clay."]),
        ("heat", "query", {"type": "integer"}, False, ["How hot."]),
        ("id", "response", {"type": "string"}, False, ["The pot."]),
    ]


def test_a_cell_of_demand_may_say_more() -> None:
    found = schemas(
        "Field | Type | Required? | Description",
        'clay | String | no (default "red") | Which one.',
        "kiln | String | Optional, default: `wood` | Where.",
        "cups | Integer | Yes, 1-10 | How many.",
        "mark | String | **Yes** (max 20 characters) | Whose.",
        "ash | Integer | No. Default is 5. | How much.",
        "salt | Integer | Yes, if ash is given | How much.",
        "date | String | No - the day it was made | When.",
    )

    assert found["clay"] == {"type": "string", "default": "red"}
    assert found["kiln"] == {"type": "string", "default": "wood"}
    assert found["cups"] == {"type": "integer", "minimum": 1, "maximum": 10, "required": True}
    assert found["mark"] == {"type": "string", "maxLength": 20, "required": True}
    assert found["ash"] == {"type": "integer", "default": 5}
    assert found["salt"] == {"type": "integer"}
    assert found["date"] == {"type": "string"}


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Required or Not", "demand"),
        ("Mandatory / Optional", "demand"),
        ("Is it needed?", "demand"),
        ("Required when", None),
        ("Required scopes", None),
        ("Descriptions", "prose"),
        ("Description & Notes", "prose"),
        ("Field description", "prose"),
        ("Response description", None),
        ("Type (length)", "type"),
        ("Expected data type", "type"),
        ("Error type", None),
        ("Default if omitted", "default"),
        ("Default plan", None),
        ("Argument name", "name"),
        ("Name of the field", "name"),
        ("Plan name", None),
    ],
)
def test_a_title_that_says_more_than_one_word_is_told_by_its_words(header: str, role: str | None) -> None:
    assert column_role(header) == role


def test_a_column_without_a_title_for_it_is_told_by_what_it_holds() -> None:
    """Names beside types, types beside names; titles that say something else, and cells that may be anything, tell of nothing."""
    rows = ("clay | string | The clay.", "glaze_id | integer | The glaze.", "size | Size | Its size.")

    assert list(schemas("JSON | Type | Description", *rows)) == ["clay", "glaze_id", "size"]
    assert [found.get("type") for found in schemas("Field | Sort | Description", *rows, "a | boolean | A.").values()] == [
        *("string", "integer", None, "boolean"),
    ]
    assert "type" not in schemas("Field | Unit | Description", "a | text | A.", "b | metres | B.")["a"]
    with pytest.raises(PageError):
        schemas("Step | Type | Description", "First step | string | The clay.", "Second step | string | The glaze.")


def test_rows_that_say_the_titles_again_or_head_those_below_are_no_fields() -> None:
    head, size = "Name | Type | Required", "size | integer | yes"

    assert list(schemas(head, size, "**Advanced** | | ", head, "glaze | string | no")) == ["size", "glaze"]
    assert list(schemas(head, size, "glaze | | ")) == ["size", "glaze"]
    assert list(schemas(head, "Size | integer | yes", "Glaze | | ")) == ["Size", "Glaze"]


def test_a_column_of_names_is_one_whatever_its_title_and_place() -> None:
    text = (
        "# Pay\n\n`POST /v1/pay`\n\n| # | Data items | Type | Format | Length | Description | Presence |\n|---|---|---|---|---|---|---|\n"
        "| 1 | payerCode | ENUM | M or U | 1 | Who. | M |\n"
        "| 2 | payerPhone | String | - | 15 | Where. | C |\n| 3 | sum | Number | - | - | What. | O |\n"
    )

    [page] = read_operations("page.md", text)

    assert [(b.name, b.schema, b.required) for b in page.blocks] == [
        ("payerCode", {"type": "string", "enum": ["M", "U"], "maxLength": 1}, True),
        ("payerPhone", {"type": "string", "maxLength": 15}, False),
        ("sum", {"type": "number"}, False),
    ]


def test_a_column_of_words_is_none_of_names() -> None:
    text = "# Pay\n\n`POST /v1/pay`\n\n| # | Step | Type |\n|---|---|---|\n| 1 | First of all | string |\n| 2 | Then | string |\n"

    with pytest.raises(PageError):
        read_operations("page.md", text)


SMALL = """# Find

`GET /v1/find`

## Parameters

### Output format

| Parameter | Value | Default |
|---|---|---|
| form | one of: `oak`, `ash` | `ash` |

| Parameter | Value | Default |
|---|---|---|
| most | number | 10 |

Never more than 40.

### Result limits

| Parameter | Value | Default |
|---|---|---|
| edge | words with commas | _unset_ |

### Response

| Parameter | Value |
|---|---|
| told | what was found |
"""


def test_small_tables_have_values_for_types_and_prose_below_them() -> None:
    page = read_page("page.md", SMALL)

    assert [(b.name, b.location, dict(b.schema)) for b in page.blocks] == [
        ("form", "query", {"default": "ash"}),
        ("most", "query", {"type": "number", "default": 10}),
        ("edge", "query", {}),
        ("told", "response", {}),
    ]
    assert [p.text for p in page.blocks[1].prose] == ["Never more than 40."]
    assert not page.notes
    assert not page.gaps


def test_the_prose_below_one_of_larger_tables_is_about_the_operation() -> None:
    rows = "| Parameter | Type |\n|---|---|\n| a | int |\n\nBelow.\n\n| Parameter | Type |\n|---|---|\n| b | int |\n| c | int |\n\nSo.\n"
    page = read_page("page.md", f"# Find\n\n`GET /v1/find`\n\n{rows}")

    assert [note.text for note in page.notes] == ["Below.", "So."]


def test_an_object_called_options_has_the_attributes_below_its_heading() -> None:
    head = "| Field | Type | Description |\n|---|---|---|\n"
    below = f"## Options attributes\n\n{head}| loud | boolean | Whether. |\n"
    text = f"# Send\n\n`POST /v1/send`\n\n{head}| options | object | How. |\n\n{below}"

    assert [b.path for b in read_page("page.md", text).blocks] == ["options", "options.loud"]
    assert [b.path for b in read_page("page.md", text.replace("| object |", "| string |")).blocks] == ["options", "loud"]


def test_defaults_may_be_set_apart() -> None:
    rows = ("| Name | Type | Default |", "|---|---|---|", "| a | bool | *False* |", "| b | int | __5__ |", "| c | string | *none* |")

    assert schemas(*rows) == {"a": {"type": "boolean", "default": False}, "b": {"type": "integer", "default": 5}, "c": {"type": "string"}}


def test_types_set_apart_as_code_open_prose() -> None:
    page = read_page(
        "page.md",
        "# Make\n\n`POST /v1/pots`\n\n### Request body\n\n| Fields | |\n|---|---|\n| `loud` | `boolean` Optional. |\n"
        "| `wind` | `object (Wind)` Optional. The wind. |\n| `name` | `string` Required. What it is called. |\n"
        "| `sort` | `date` or `name`. |\n",
    )

    assert [(b.name, b.schema, b.required) for b in page.blocks] == [
        ("loud", {"type": "boolean"}, False),
        ("wind", {"type": "object"}, False),
        ("name", {"type": "string"}, True),
        ("sort", {}, False),
    ]


def test_a_title_of_a_section_alone_leaves_columns_to_what_they_hold() -> None:
    rows = "| **pot*** | _string_ |  |\n| **size** | _object_ | How big. |\n| **&nbsp;&nbsp;&nbsp;&nbsp;width** | _integer_ | In cm. |"
    page = f"# Fire\n\n`POST /v1/pots`\n\n### Request\n\n| Payload |  |  |\n|---|---|---|\n{rows}\n"
    [found] = read_operations("page.md", page)

    assert [(b.path, b.schema.get("type"), b.required) for b in found.blocks] == [
        ("pot", "string", True),
        ("size", "object", False),
        ("size.width", "integer", False),
    ]
    [other] = read_operations("page.md", page.replace("| Payload |", "| Pots |") + "\n| Name | Type |\n|---|---|\n| hue | string |\n")
    assert [b.path for b in other.blocks] == ["hue"]
