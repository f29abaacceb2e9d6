"""Markdown parameter tables: reading is the inverse of printing, and what pages do beyond that."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, Param, nulled, params

from swornspec.page import Block, Page, read_operations, read_page
from swornspec.page.markdown_table import LAYOUT
from swornspec.text import lines

SECTIONS = {"query": "Query parameters", "path": "Path parameters", "header": "Headers", "body": "Request body", "response": "Response"}
HEADERS = {
    "name": ("Parameter", "Field", "Name", "`Argument`", "**Property**"),
    "type": ("Type", "Data type", "type"),
    "demand": ("Required", "Required?", "Mandatory"),
    "default": ("Default", "Default value"),
    "bounds": ("Range", "Allowed range"),
    "values": ("Values", "Allowed values"),
    "prose": ("Description", "Notes", "Meaning"),
}
YES = ("Yes", "required", "✓", "✅", "**Yes**", "true", "M")
NO = ("No", "optional", "", "-", "❌", "O")


@dataclass(frozen=True)
class Style:
    """How an author writes tables."""

    headers: dict[str, str]
    order: tuple[str, ...]
    yes: str
    no: str
    ticks: bool
    nested: str
    ranges: str
    null: str


@st.composite
def styles(draw: st.DrawFn) -> Style:
    headers = {role: draw(st.sampled_from(words)) for role, words in HEADERS.items()}
    others = draw(st.permutations([role for role in HEADERS if role not in ("name", "type")]))
    order = ("name", "type", *others) if draw(st.booleans()) else ("type", *others[:2], "name", *others[2:])
    return Style(
        headers,
        order,
        draw(st.sampled_from(YES)),
        draw(st.sampled_from(NO)),
        draw(st.booleans()),
        draw(st.sampled_from(("dots", "arrows", "nbsp", "dashes", "heading"))),
        draw(st.sampled_from(("[{}, {}]", "\\[{}, {}\\]", "{} to {}", ">= {}, <= {}", "`{}` … `{}`".replace("`", "")))),
        draw(st.sampled_from((" \\| null", " or null", ", nullable"))),
    )


@dataclass(frozen=True)
class Placed:
    """A parameter, and the objects that it is a part of."""

    param: Param
    within: tuple[str, ...] = ()


@st.composite
def placed_specs(draw: st.DrawFn) -> list[Placed]:
    """The fields of an operation, each object right before its parts."""
    drawn = draw(st.lists(params(), min_size=1, max_size=6, unique_by=lambda p: p.name.lower()))
    drawn[0] = replace(drawn[0], location="body")
    flat = [suited(p) for location in LOCATIONS for p in drawn if p.location == location]
    found: list[Placed] = []
    for param in flat:
        last = found[-1] if found else None
        if last and last.param.location == param.location == "body" and holds(last.param) and draw(st.booleans()):
            item = "[]" if last.param.kind == "array" else ""
            found.append(Placed(param, (*last.within, f"{last.param.name}{item}")))
        elif last and last.within and param.location == "body" and draw(st.booleans()):
            found.append(Placed(param, last.within))
        else:
            found.append(Placed(param))
    return found


def holds(param: Param) -> bool:
    return param.kind == "object" or param.items == "objects"


def suited(param: Param) -> Param:
    """What a table can say: a default that is one of the values, one bound below the other."""
    if param.values:
        param = replace(param, default=param.values[0] if param.default is not None else None)
    return replace(param, paragraphs=tuple(p.replace("\n", " ") for p in param.paragraphs))


def render(spec: Sequence[Placed], style: Style) -> str:
    """The specification as a Markdown page with a table for every location, and the object's own for what is within it.

    Nothing is lost but where paragraphs end: a cell is one passage.
    """
    lines = ["# Create a thing", "", "`POST https://api.example.com/v1/things`", "", "Makes things, as many as you like.", ""]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        if not group:
            continue
        lines += [f"## {SECTIONS[location]}", "", *head(style)]
        pending: list[Placed] = []
        for placed in group:
            if style.nested == "heading" and placed.within:
                pending.append(placed)
            else:
                lines.append(row(placed, style))
        lines.append("")
        for within in dict.fromkeys(p.within for p in pending):
            lines += [f"### The `{within[-1].removesuffix('[]')}` object", "", *head(style)]
            lines += [*(row(p, style) for p in pending if p.within == within), ""]
    return "\n".join([*lines, "## Errors", "", "| Status | Message |", "|---|---|", "| 402 | Pay first. |", ""])


def head(style: Style) -> list[str]:
    titles = [style.headers[role] for role in style.order]
    return [f"| {' | '.join(titles)} |", f"|{'|'.join(':---' for _ in titles)}|"]


def row(placed: Placed, style: Style) -> str:
    param = placed.param
    kind = "string" if param.values else f"array of {param.items}{' or null' if param.item_null else ''}" if param.items else param.kind
    null = style.null if not param.items or style.null != " or null" else " \\| null"  # "array of a or null" speaks of the items
    flags = ", deprecated" if param.deprecated else ""
    default = "" if param.default is None else param.default if isinstance(param.default, str) else json.dumps(param.default)
    cells = {
        "name": named(placed, style),
        "type": f"{kind}{null if param.nullable else ''}{flags}",
        "demand": style.yes if param.required else style.no,
        "default": f"`{default}`" if default else "",
        "bounds": style.ranges.format(*param.bounds) if param.bounds else "",
        "values": ", ".join(f"`{v}`" for v in param.values),
        "prose": "<br>".join(param.prose),
    }
    return f"| {' | '.join(cells[role] for role in style.order)} |"


def named(placed: Placed, style: Style) -> str:
    name, deep = placed.param.name, len(placed.within)
    dotted = ".".join((*placed.within, name)) if style.nested == "dots" else name
    shown = f"`{dotted}`" if style.ticks else dotted
    mark = {"arrows": "↳ ", "nbsp": "&nbsp;&nbsp;", "dashes": "- "}.get(style.nested, "")
    return f"{mark * deep}{shown}"


def wanted(placed: Placed) -> tuple[Any, ...]:
    param = placed.param
    schema = param.schema
    if param.values:
        base = nulled({"type": "string"}) if param.nullable else {"type": "string"}
        schema = {**{k: v for k, v in schema.items() if k not in ("type", "format")}, **base, "enum": list(dict.fromkeys(param.values))}
    return param.name, param.location, placed.within, schema, param.required, tuple(["<br>".join(param.prose)] if param.prose else [])


def found(block: Block) -> tuple[Any, ...]:
    return block.name, block.location, block.within, dict(block.schema), block.required, tuple(p.text for p in block.prose)


def shown(fields: Iterable[Any]) -> list[str]:
    """In an order of their own: a table of the parts of an object stands below the others."""
    return sorted(json.dumps(f, sort_keys=True) for f in fields)


@given(placed_specs(), styles())
@settings(max_examples=60, deadline=None)
def test_tables_give_the_spec_whatever_their_style(spec: list[Placed], style: Style) -> None:
    page = read_page("page.md", render(spec, style))

    assert shown(map(found, page.blocks)) == shown(map(wanted, spec))
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")


def table(*rows: str, above: Sequence[str] = (), below: Sequence[str] = ()) -> Page:
    return read_page("page.md", "\n".join(["# Make", "", "`POST /v1/things`", "", *above, "", *rows, "", *below]))


HEAD = ("| Parameter | Type | Description |", "|---|---|---|")


def prose(page: Page) -> dict[str, list[str]]:
    return {block.path or "": [p.text for p in block.prose] for block in page.blocks}


def test_a_footnote_is_prose_of_every_field_with_its_mark_and_of_no_other() -> None:
    page = table(*HEAD, "| a\\* | int | A. |", "| b | int | B[1] |", "| c\\* | int | C. |", below=["\\* Must be even.", "[1] At most 4."])

    assert prose(page) == {"a": ["A.", "Must be even."], "b": ["B[1]", "At most 4."], "c": ["C.", "Must be even."]}
    assert not any(block.required for block in page.blocks)


def test_a_star_is_required_by_its_legend_or_where_there_is_none() -> None:
    for below in ([], ["\\* required"], ["* = mandatory field"], ["Fields marked with an asterisk (*) are required."]):
        page = table(*HEAD, "| a* | int | A. |", "| b | int | B. |", below=below)

        assert [block.required for block in page.blocks] == [True, False]
        assert prose(page) == {"a": ["A."], "b": ["B."]}


def test_a_star_may_be_set_apart_from_its_name() -> None:
    page = table(*HEAD, '| a<mark style="color:red;">\\*</mark> | int | A. |', "| b<sup>*</sup> | int | B. |", "| c | int | C. |")

    assert [(block.name, block.required) for block in page.blocks] == [("a", True), ("b", True), ("c", False)]


def test_a_list_below_a_table_is_no_footnote() -> None:
    page = table(*HEAD, "| a* | int | A. |", below=["* `a` is large.", "* `a` is slow."])

    assert prose(page) == {"a": ["A."]}
    assert [note.text for note in page.notes] == ["* `a` is large.\n* `a` is slow."]


def test_rows_that_are_commented_out_or_struck_out_are_no_fields() -> None:
    page = table(
        *HEAD,
        "| a | int | A. |",
        "<!-- | b | int | B. | -->",
        "| ~~c~~ | int | C. |",
        "<!--",
        "| d | int | D. |",
        "-->",
        "| e | int | E. |",
    )

    assert list(prose(page)) == ["a", "e"]


def test_tables_of_prices_limits_errors_and_plans_are_no_fields() -> None:
    page = table(
        *HEAD,
        "| a | int | A. |",
        below=[
            "## Rate limits",
            "",
            "| Name | Requests per minute |",
            "|---|---|",
            "| free | 60 |",
            "",
            "## Pricing",
            "",
            "| Field | Price | Description |",
            "|---|---|---|",
            "| `a` | $1 | Each. |",
            "",
            "## Errors",
            "",
            "| Field | Type | Description |",
            "|---|---|---|",
            "| code | string | What went wrong. |",
        ],
    )

    assert list(prose(page)) == ["a"]


def test_texts_of_errors_are_notes() -> None:
    page = table(
        *HEAD,
        "| a | int | A. |",
        below=["## Errors", "", "| Code | Name | Message |", "|---|---|---|", "| 400 | odd | `a` must be even. |"],
    )

    assert [note.text for note in page.notes] == ["`a` must be even."]


def test_the_fields_of_a_response_are_not_sent() -> None:
    page = table(*HEAD, "| a | int | A. |", below=["## Response", "", "### Fields", "", *HEAD, "| id | string | It. |"])

    assert [(b.name, b.location) for b in page.blocks] == [("a", "body"), ("id", "response")]


def test_a_table_of_values_is_prose_of_the_field_above_it() -> None:
    page = table(
        *HEAD,
        "| mode | string | How. |",
        "| size | integer | S. |",
        below=["### mode", "", "| Value | Description |", "|---|---|", "| `a` | Fast. |"],
    )

    assert prose(page)["mode"] == ["How.", "| Value | Description |\n|---|---|\n| `a` | Fast. |"]
    assert len(page.blocks) == 2


def test_a_table_below_the_name_of_a_type_holds_the_parts_of_every_field_of_that_type() -> None:
    page = table(
        *HEAD, "| start | Point | From. |", "| ends | array of Point | To. |", below=["## Point", "", *HEAD, "| x | number | X. |"]
    )

    assert [b.path for b in page.blocks] == ["start", "ends", "start.x", "ends[].x"]


def test_fields_of_an_object_that_no_field_has_are_gaps() -> None:
    page = table(*HEAD, "| a | int | A. |", below=["## The invoice object", "", *HEAD, "| total | number | T. |"])

    assert [b.path for b in page.blocks] == ["a"]
    assert [gap.text for gap in page.gaps] == [*HEAD, "| total | number | T. |"]


def test_fields_are_where_their_column_or_the_path_says() -> None:
    rows = ("| Name | In | Type |", "|---|---|---|", "| id |  | string |", "| q | query | string |", "| X-Key | header | string |")
    page = read_page("page.md", "\n".join(["# Find", "", "`GET /v1/things/:id`", "", *rows]))

    assert page.route == "/v1/things/{id}"
    assert [(b.name, b.location) for b in page.blocks] == [("id", "path"), ("q", "query"), ("X-Key", "header")]


def test_the_header_with_the_key_is_no_field() -> None:
    page = table(
        "| Header | Value | Required |",
        "|---|---|---|",
        "| Authorization | `Bearer KEY` | Yes |",
        "| X-A | string | No |",
        above=["## Headers"],
    )

    assert [b.name for b in page.blocks] == ["X-A"]
    assert "Authorization" in [p.text for p in page.auth]


def test_operations_share_out_the_lines_of_their_page() -> None:
    text = "# API\n\nBase URL: https://api.example.com/v1\n\n## Make\n\n`POST /things`\n\n{0}\n\n"
    text += "## Find\n\n### HTTP request\n\n`GET /things/<id>`\n\n{0}"
    pages = read_operations("page.md", text.format("\n".join([*HEAD, "| a | int | A. |"])))

    assert [(p.title and p.title.text, p.method, p.route, p.address and p.address.text) for p in pages] == [
        ("Make", "POST", "/things", "https://api.example.com/v1"),
        ("Find", "GET", "/things/{id}", "https://api.example.com/v1"),
    ]
    assert [[b.location for b in p.blocks] for p in pages] == [["body"], ["query"]]
    assert [p.lines[0].line.span.first for p in pages] == [1, 13]


def test_a_curl_command_says_what_is_called_where_nothing_else_does() -> None:
    curl = "```bash\ncurl https://api.example.com/v1/things \\\n  -d '{\"a\": 1}'\n```"
    page = read_page("page.md", "\n".join(["# Make", "", *HEAD, "| a | int | A. |", "", curl]))

    assert (page.method, page.route, page.address and page.address.text) == ("POST", "/v1/things", "https://api.example.com")
    assert [(s.kind, s.language) for s in page.samples] == [("request", "bash")]


def test_what_a_cell_says_beyond_its_column_is_not_lost() -> None:
    page = table(
        "| Name | Type | Required | Default | Range | Notes |",
        "|---|---|---|---|---|---|",
        "| a | integer (in cents) | yes, unless `b` is set | random | 1 to 5 and even | A. |",
    )

    assert page.blocks[0].schema == {"type": "integer"}
    assert not page.blocks[0].required
    assert [p.text for p in page.blocks[0].prose] == ["yes, unless `b` is set", "1 to 5 and even", "A."]
    assert [gap.text for gap in page.gaps] == ["in cents", "random"]


def test_nothing_is_nested_without_end() -> None:
    deeper = [f"| {'&nbsp;' * n}a{n} | object | |" for n in range(400)]
    chain = [line for n in range(60) for line in (f"## The `b{n}` object", "", *HEAD, f"| b{n + 1} | object | |", "")]
    page = table(*HEAD, *deeper, "| b0 | object | |", below=chain)

    assert len(page.blocks) > 400
    assert max(len(block.within) for block in page.blocks) < 40


def test_footnotes_and_types_that_are_used_everywhere_cost_no_more_than_their_length() -> None:
    many = [f"| a{n}[1] | Point | |" for n in range(300)]
    notes = [line for n in range(300) for line in (f"[1] Note {n}.", "")]
    page = table(*HEAD, *many, below=[*notes, "## Point", "", *HEAD, *(f"| x{n} | number | |" for n in range(300))])

    assert sum(len(block.prose) for block in page.blocks) <= 300 * 4
    assert len(page.blocks) <= 600


def test_names_in_a_column_of_requirements_are_no_values() -> None:
    page = table(
        "| Name | Type | Required |",
        "|---|---|---|",
        "| pot | string | one of pot, jug, cup |",
        "| jug | string | Required unless `pot` is given. |",
    )

    assert [block.schema for block in page.blocks] == [{"type": "string"}, {"type": "string"}]
    assert prose(page) == {"pot": [], "jug": ["Required unless `pot` is given."]}
    assert [[p.text for p in block.asked] for block in page.blocks] == [["one of pot, jug, cup"], ["Required unless `pot` is given."]]


def test_a_default_may_stand_beside_the_type() -> None:
    page = table(*HEAD, "| a | integer, default 10 | A. |", "| b | bool (default: false) | B. |", "| c | string, lower case | C. |")

    assert [block.schema.get("default") for block in page.blocks] == [10, False, None]


def test_cells_on_lines_of_their_own_are_cells_by_their_bars() -> None:
    head = ("| Field | Type | Default value | Description |", "|---|---|---|---|")
    rows = (
        "| glaze |",
        "string",
        "(enum)",
        "|",
        "matt",
        "Options: matt, clear |",
        "How it shines.",
        "|",
        "| heat |",
        "integer",
        "|",
        "900",
        "Min: 600 Max: 1300 |",
        "In degrees.",
        "|",
        "| note | string | none | Its label. |",
    )

    page = table(*head, *rows, below=["Fire slowly. `heat` must be even."])

    assert [(b.name, dict(b.schema)) for b in page.blocks] == [
        ("glaze", {"type": "string", "enum": ["matt", "clear"], "default": "matt"}),
        ("heat", {"type": "integer", "minimum": 600, "maximum": 1300, "default": 900}),
        ("note", {"type": "string"}),
    ]
    assert prose(page)["heat"] == ["In degrees."]


def test_short_rows_and_text_below_a_table_are_no_broken_rows() -> None:
    page = table("| Name | Type | Description |", "|---|---|---|", "| a | string |", "| b | string | B. |", "Text with a | bar.")

    assert [b.name for b in page.blocks][:2] == ["a", "b"]


def test_a_title_of_a_column_says_whether_its_fields_are_required() -> None:
    page = table(
        "| Required parameters | Type |",
        "|---|---|",
        "| a | string |",
        "",
        "And these:",
        "",
        "| Optional parameters | Type |",
        "|---|---|",
        "| b | string |",
    )

    assert [(b.name, b.required) for b in page.blocks] == [("a", True), ("b", False)]


def test_types_may_stand_at_the_start_of_prose_where_no_column_has_them() -> None:
    head = ("| Parameter | Description |", "|---|---|")
    rows = (
        "| `heat` | **integer** (required)<br>In degrees. |",
        "| `note` | String to print. |",
        "| `glaze` | Number of coats<br>of it. |",
    )

    page = table(*head, *rows, above=["### Query parameters", ""])
    assert [(b.schema, b.required) for b in page.blocks] == [({"type": "integer"}, True), ({}, False), ({}, False)]
    assert prose(page) == {"heat": ["In degrees."], "note": ["String to print."], "glaze": ["Number of coats<br>of it."]}


def test_labels_with_a_class_are_badges_and_other_stress_is_prose() -> None:
    labels = '<i class="label">read-only</i>', '<span class="l x">mandatory</span>', "<i>required</i>", '<i class="x">wide</i>'
    page = table(*HEAD, *(f"| f{n} | int | One. {label} |" for n, label in enumerate(labels)))

    assert [b.schema.get("readOnly", False) for b in page.blocks] == [True, False, False, False]
    assert [b.required for b in page.blocks][:2] == [False, True]


def test_the_last_words_of_a_heading_may_spell_the_object_that_a_table_is_about() -> None:
    inner = (
        "### Pot - Glaze layers properties",
        "",
        *HEAD,
        "| colour | string | Its colour. |",
        "",
        "### Pot - Lid properties",
        "",
        *HEAD,
        "| knob | string | K. |",
    )

    page = table(*HEAD, "| glaze_layers | array | A. |", "| lid | boolean | L. |", below=inner)
    assert [b.path for b in page.blocks] == ["glaze_layers", "lid", "glaze_layers[].colour", "knob"]


def test_a_table_of_tags_in_markdown_is_a_table() -> None:
    cells = "<tr><td><code>heat</code></td><td>integer</td><td>true</td><td>In degrees. Must be even.</td></tr>"
    head = '<thead><tr><th width="180">Parameter</th><th>Type</th><th data-type="checkbox">Required</th><th>Description</th></tr></thead>'

    for text in (
        f"<table>{head}<tbody>{cells}</tbody></table>",
        f"<table>\n{head}\n<tbody>\n{cells.replace('</td>', '</td>' + chr(10))}</tbody>\n</table>",
    ):
        page = table(text, above=["Text.", "", "**Body**", ""], below=["More text.", "", "And more."])
        assert [(b.name, b.schema, b.required, b.location) for b in page.blocks] == [("heat", {"type": "integer"}, True, "body")]
        assert page.blocks[0].prose[0].text == "In degrees. Must be even."


def test_tags_that_are_no_table_of_fields_hold_none() -> None:
    nested = "<table><tr><th>Name</th><th>Type</th></tr><tr><td>a</td><td><table><tr><td>b</td></tr></table></td></tr></table>"

    assert table(*HEAD, "| a | int | A. |", below=["<table><tr><td>Name</td><td>Type</td></tr></table>", "", nested]).blocks[0].name == "a"
    assert len(table(*HEAD, "| a | int | A. |", below=["<table><tr><td>x", "", nested]).blocks) == 1


def test_rows_that_a_copy_broke_need_no_bar_in_front_where_the_header_has_one() -> None:
    page = read_page(
        "page.txt",
        "Chat\nPOST /v1/chats\n| Parameter | Type | Default | Description |\n|---|---|---|---|\n"
        "model |\nstring | - | Which. |\nn |\ninteger | 2 |\nHow many. |\n",
    )

    assert [(b.name, dict(b.schema)) for b in page.blocks] == [("model", {"type": "string"}), ("n", {"type": "integer", "default": 2})]


def test_a_line_above_the_sentence_above_a_table_may_say_that_its_rows_are_of_another_object() -> None:
    table = "| Parameter | Type | Required |\n|---|---|---|\n"
    page = read_page(
        "page.txt",
        f"Chat\nPOST /v1/chats\n{table}| n | integer | No |\nMessage Object Structure\nEach of them must contain:\n"
        f"{table}| role | string | Yes |\n",
    )

    assert [b.name for b in page.blocks] == ["n"]
    assert [gap.text for gap in page.gaps] == [*table.splitlines(), "| role | string | Yes |"]


def test_a_column_of_values_may_say_their_type_or_their_range() -> None:
    rows = ("tilt | 0-360 | Turned.", "edge | integer, 0-9 | In rows.", "mode | ink, oil | How.", "of | string, number | Of what.")
    page = read_page("p", "# Turn\n\nGET /turn\n\nParameter | Values | Explanation\n---|---|---\n" + "\n".join(rows) + "\n")

    assert {b.name: dict(b.schema) for b in page.blocks} == {
        "tilt": {"minimum": 0, "maximum": 360},
        "edge": {"type": "integer", "minimum": 0, "maximum": 9},
        "mode": {"enum": ["ink", "oil"]},
        "of": {"enum": ["string", "number"]},
    }


def test_a_row_of_one_cell_below_a_field_is_its_prose_where_most_fields_have_one() -> None:
    head = "# Send\n\n## Parameters\n\n| Name | Type | Default |\n|---|---|---|\n"
    rows = (
        "| `to` | Array | null |",
        "|_Who gets it (max 50)_| | |",
        "| `tag` | String | null |",
        "|_The tag_| | |",
        "| `fast` | Boolean | false |",
    )
    page = read_page("p", head + "\n".join(rows) + "\n")
    titled = read_page("p", head + "\n".join((rows[0], "| The last part | | |", *rows[2::2])) + "\n")

    assert {b.name: [p.text for p in b.prose] for b in page.blocks} == {"to": ["_Who gets it (max 50)_"], "tag": ["_The tag_"], "fast": []}
    assert [b.name for b in titled.blocks if not b.prose] == ["to", "tag", "fast"]


def test_marks_of_depth_may_stand_within_the_code_of_a_name() -> None:
    page = read_page(
        "p", "# Play\n\n| Parameter | Required | Description |\n|---|---|---|\n| `style` | ✓ | How. |\n| `└─ mood` | ✓ | Which. |\n"
    )

    assert [(b.within, b.name) for b in page.blocks] == [((), "style"), (("style",), "mood")]


def test_a_line_or_a_heading_right_above_a_table_may_say_that_its_fields_are_required() -> None:
    head = "| Parameter | Type | Description |\n|---|---|---|\n"
    bare = f"# Fly\nPOST /fly\nRequired Parameters\n{head}image | File | What. Required if url is not sent. |\nwind | String | How. |\n"
    other = f"Optional Parameters\n{head}url | String | Where. |\n\n## Required fields\n\n{head}| kite | String | Which. |\n\n"
    other += f"## Fields\n\n{head}| tail | Int | x |\n"
    page = read_page("p", bare + other)

    assert [(b.name, b.required) for b in page.blocks] == [
        ("image", False),
        ("wind", True),
        ("url", False),
        ("kite", True),
        ("tail", False),
    ]


def test_bars_between_quoted_values_end_no_cell_and_no_cell_is_dropped() -> None:
    rows = (
        'way | String | "up" | Move: "up" | "down" |',
        'go | "on" | "off" | on | Words. |',
        "time | Number | 10 | In seconds | At most 9 |",
    )
    page = read_page("p", "# Fly\n\n| Parameter | Type | Default | Description |\n|---|---|---|---|\n" + "\n".join(rows) + "\n")

    assert [p.text for b in page.blocks for p in b.prose] == ['Move: "up" | "down"', "Words.", "In seconds | At most 9"]
    assert page.blocks[1].schema == {"type": "string", "enum": ["on", "off"], "default": "on"}


@pytest.mark.parametrize(("cell", "stated"), [("<b>required</b>", {}), ("**required**", {}), ("`required`", {"default": "required"})])
def test_a_demand_may_stand_in_place_of_a_default(cell: str, stated: dict[str, Any]) -> None:
    rows = ["| Name | Type | Default |", "|---|---|---|", f"| a | string | {cell} |", "| b | string | x |"]

    block, _ = read_page("page.md", "\n".join(["`POST /v1/a`", "", *rows])).blocks

    assert (block.required, dict(block.schema)) == (not stated, {"type": "string", **stated})


def test_titles_tell_a_table_that_has_lost_its_row_of_dashes() -> None:
    page = table(
        "Field | Type | Required | Description |", "kite | String | Yes | The kite. |", "tail | Integer | No | |", "Text, or | so."
    )

    assert [(b.name, b.required, b.schema["type"]) for b in page.blocks] == [("kite", True, "string"), ("tail", False, "integer")]


def test_bars_in_a_sentence_and_cells_that_are_no_titles_make_no_table_without_dashes() -> None:
    rows = ("Name or | type, whichever.", "kite | string | x |", "", "name | string | The name. |", "size | string | The size. |")

    assert LAYOUT.score(lines("p", "\n".join(rows))) == 0


def test_attributes_are_demands_beside_names_and_an_empty_cell_that_was_lost_moves_no_prose() -> None:
    rows = ["kite |", "string |", "<optional> |", "The kite to fly. |", "|", "tail |", "object |", "What follows it. |", "||"]
    page = table("| Name | Type | Attributes | Default | Description |", "|---|---|---|---|---|", *rows)

    assert [(b.name, b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("kite", False, ["The kite to fly."]),
        ("tail", False, ["What follows it."]),
    ]


def test_names_of_the_values_of_a_type_are_no_fields() -> None:
    rows = ("| Type | Name | Description |", "|---|---|---|", "| 0 | Subtle | Keeps it. |", "| 1 | Bold | Does not. |")

    assert LAYOUT.score(lines("p", "\n".join(rows))) == 0


def test_titles_in_a_table_begin_another_one() -> None:
    head = ("Parameter | Type | Description |", "---|---|---|")
    page = table(*head, "kite | string | The kite. |", *head, "tail | integer | Its tail. |")

    assert [b.name for b in page.blocks] == ["kite", "tail"]


def test_a_column_of_names_may_say_of_what_kind_they_are() -> None:
    page = table("| Input Field | Type |", "|---|---|", "| kite | string |")

    assert [b.name for b in page.blocks] == ["kite"]


def test_words_right_before_the_titles_of_a_table_are_a_heading() -> None:
    head = ("| Field | Type |", "|---|---|")
    page = table("What is sent. Body fields" + head[0], head[1], "kite | string |", "Output fields" + head[0], head[1], "id | integer |")

    assert [(b.name, b.location) for b in page.blocks] == [("kite", "body"), ("id", "response")]


def test_cells_that_moved_up_where_prose_before_them_was_empty_are_put_back() -> None:
    rows = ("Kite | string |", "Required |", "|", "Flies | boolean |", "None. |", "|")
    page = table("| Name | Description | Type | Additional information |", "|---|---|---|---|", *rows)

    assert [(b.name, b.schema, b.required) for b in page.blocks] == [
        ("Kite", {"type": "string"}, True),
        ("Flies", {"type": "boolean"}, False),
    ]


def test_options_with_their_values_are_fields_where_no_heading_says_otherwise() -> None:
    table = "| Option | Values | Description |\n|---|---|---|\n| glaze | `red` (default), `blue` | Which one. |\n"
    page = read_page("page.md", f"# Kiln\n\n## Fire\n\n`GET /v1/fire`\n\n{table}| pots | `{{pot}};{{pot}}` | Which. |\n")

    assert [(b.name, b.location) for b in page.blocks] == [("glaze", "query"), ("pots", "query")]
    assert "enum" not in page.blocks[1].schema


def test_columns_may_be_as_wide_as_the_dashes_below_their_titles() -> None:
    rows = ["  Parameter   Type      Required   Description", "  ----------- --------- ---------- ---------------"]
    rows += [
        "  `kite`      string    Yes        The kite.",
        "  tail        integer   No         Its tail, in",
        "                                   metres.",
    ]
    page = table(*rows, below=["### cURL", "", "Text."])

    assert [(b.name, b.required, b.schema) for b in page.blocks] == [
        ("kite", True, {"type": "string"}),
        ("tail", False, {"type": "integer"}),
    ]


def test_blank_lines_may_stand_between_rows_within_lines_of_dashes() -> None:
    border = "  ---------------------------------------"
    rows = [
        border,
        "  Field   Type     Description",
        "  ------- -------- ------------------",
        "  kite    string   The kite.",
        "",
        "  tail    object   T.",
        border,
    ]
    page = table(*rows, below=["Text  that is  no row."])

    assert [b.name for b in page.blocks] == ["kite", "tail"]


def test_a_table_of_options_lists_no_values_of_the_field_that_the_heading_is_about() -> None:
    rows = "| Option | Values | Description |\n|---|---|---|\n| red | `a`, `b` | Which. |\n"
    page = read_page("page.md", f"# K\n\n## Fire\n\n`POST /v1/f`\n\n| Name | Type |\n|---|---|\n| kiln | object |\n\n### kiln\n\n{rows}")

    assert [(b.name, b.within) for b in page.blocks] == [("kiln", ()), ("red", ("kiln",))]


def test_a_column_of_values_may_list_true_and_false() -> None:
    rows = (
        "| Option | Values | Description |\n|---|---|---|\n| lid | `true`, `false` (default) | A lid. |\n| rim | true / false | A rim. |\n"
    )
    page = read_page("page.md", f"# K\n\n## Fire\n\n`GET /v1/f`\n\n{rows}| pot | `true`, `true` | A pot. |\n")

    assert [b.schema for b in page.blocks[:2]] == [{"type": "boolean", "default": False}, {"type": "boolean"}]
    assert "type" not in page.blocks[2].schema


def test_titles_and_cells_may_all_stand_on_lines_of_their_own() -> None:
    rows = ("Field |", "Type |", "Required |", "Description |", "---|---|---|---|", "kite |", "string |", "Yes |", "The kite. |")

    page = table(*rows, "tail |", "integer |", "No |", "At most 9.", "More |")

    assert [(b.name, b.required, b.schema["type"]) for b in page.blocks] == [("kite", True, "string"), ("tail", False, "integer")]


def test_a_bar_alone_between_rows_is_what_a_copy_left_of_a_cell() -> None:
    page = table("Field | Type | Required | Description |", "kite | String | Yes | Red|green|blue. |", "|", "tail | Integer | No | Long. |")

    assert [b.name for b in page.blocks] == ["kite", "tail"]


def test_letters_in_brackets_are_parts_unless_they_count() -> None:
    table = "| Name | Type |\n|---|---|\n| `at` | hash |\n| `at[x]` | float |\n| `at[y]` | float |\n| `pots[i]` | string |\n"
    page = read_page("page.md", "# Kiln\n\n" + table)

    assert [(b.name, b.within) for b in page.blocks] == [("at", ()), ("x", ("at",)), ("y", ("at",)), ("pots", ())]


def test_headings_need_no_blank_behind_several_marks() -> None:
    page = "# Kiln\n### PARAMETERS\nParam | Type\n--- | ---\nglaze | string\n\n###RESPONSES###\nField | Type\n--- | ---\nweight | int\n"

    assert [(b.name, b.location) for b in read_page("page.md", page).blocks] == [("glaze", "body"), ("weight", "response")]


def test_a_table_of_names_and_prose_is_one_of_fields_below_a_heading_of_parameters() -> None:
    table = "| Name | Descriptions |\n|---|---|\n| heat | How hot. |\n| glaze | Which. |\n"
    page = read_page("page.md", f"# Kiln\n\nPOST /v1/pots\n\n#### MANDATORY PARAMETERS\n\n{table}\n#### Return parameters\n\n{table}")

    assert [(b.name, b.location, b.required) for b in page.blocks if b.location == "body"] == [
        ("heat", "body", True),
        ("glaze", "body", True),
    ]


def test_method_and_address_may_stand_below_headings_of_their_own() -> None:
    called = "## Request Method\nPOST\n\n## Request Address\nhttps://kiln.example/v1/{pot}/fire"
    page = f"# fire\n\n{called}\n\n|Name|Type|\n|---|---|\n|heat|Integer|\n"

    assert [(p.method, p.route) for p in read_operations("page.md", page)] == [("POST", "/v1/{pot}/fire")]


def test_a_list_in_the_cell_of_an_object_tells_of_its_parts() -> None:
    items = "<ul><li>`width` (integer, required) - In cm.</li><li>`height`: In cm. <ul><li>0 - flat</li></ul></li></ul>"
    rows = [
        f"| size | object | How large. {items}Both count. |",
        f"| sizes | array | An array of size objects. {items} |",
        "| glaze | string | Which. <ul><li>`red` - a colour</li><li>`matt` - a surface</li></ul> |",
        "| kiln | object | One of: <ul><li>`wood` - burns</li><li>`gas` - hisses</li></ul> |",
        "| note | object | What else. <ul><li>`text` - Said.</li><li>More to come.</li></ul> |",
    ]
    page = read_page("page.md", "\n".join(["# Kiln", "", "POST /v1/pots", "", "| Name | Type | Description |", "|---|---|---|", *rows]))

    assert [b.path for b in page.blocks] == [
        *("size", "size.width", "size.height", "sizes", "sizes[].width", "sizes[].height", "glaze", "kiln", "note"),
    ]
    assert [b.required for b in page.blocks if b.name == "width"] == [True, True]
    assert [p.text for p in page.blocks[0].prose] == ["How large.", "Both count."]


def test_a_type_may_stand_in_a_cell_that_has_no_column() -> None:
    rows = ["name|What it is called, or not", "shiny|boolean|Whether it is glazed.", "flags|array|Its flags.", "kind|One of a|b."]
    parts = "**Pot Flag Properties**\n\nName|Type|Description\n----|----|----\ncolour|string|Which.\n"
    table = "\n".join(["Name|Description", "----|----", *rows])
    page = read_page("page.md", f"# Kiln\n\nPOST /v1/pots\n\n**Post Parameters**\n\n{table}\n\n{parts}")

    assert [(b.path, b.schema.get("type")) for b in page.blocks] == [
        ("name", None),
        ("shiny", "boolean"),
        ("flags", "array"),
        ("kind", None),
        ("flags[].colour", "string"),
    ]


def test_parameters_of_a_url_are_sent_in_the_query_where_the_path_has_no_place_for_them() -> None:
    table = "### {} parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| {} | integer | One. |\n| {} | integer | Two. |\n"
    pages = {
        "URL of all": ("GET /v1/pots", table.format("URL", "page", "limit"), ["query", "query"]),
        "URL of one": ("GET /v1/pots/:pot", table.format("URL", "pot", "deep"), ["path", "query"]),
        "other name": ("GET /v1/pots/:pot", table.format("URL", "pot_id", "deep"), ["path", "path"]),
        "path": ("GET /v1/pots", table.format("Path", "page", "limit"), ["path", "path"]),
    }

    for called, text, expected in pages.values():
        assert [b.location for b in read_page("p", f"# List\n\n`{called}`\n\n{text}").blocks] == expected


@pytest.mark.parametrize(
    "remark",
    [
        "| Only one of size and hue may be sent | | |",
        "| Warning: only one of size and hue may be sent. |",
        "Warning: only one of size and hue may be sent. |",
        "Warning: only one of size and hue may be sent.",
    ],
)
def test_a_remark_between_two_rows_is_a_note_and_the_table_goes_on(remark: str) -> None:
    page = table(*HEAD, "| size | integer | How large. |", remark, "| hue | integer | Which. |")

    assert list(prose(page)) == ["size", "hue"]
    assert any("nly one of size and hue may be sent" in note.text for note in page.notes)


def test_titles_between_rows_are_no_notes() -> None:
    page = table(*HEAD, "| size | integer | How large. |", "| Colour settings | | |", "| hue | integer | Which. |")

    assert list(prose(page)) == ["size", "hue"]
    assert not any("Colour" in note.text for note in page.notes)


@pytest.mark.parametrize(
    ("cell", "default"),
    [
        ("hue=YOUR_HUE", None),
        ("`hue=red`", None),
        ("YOUR_API_KEY", None),
        ("<YOUR_API_KEY>", None),
        ("size=red", "size=red"),
        ("red", "red"),
        ("YOURS", "YOURS"),
    ],
)
def test_how_a_field_is_sent_is_no_default(cell: str, default: str | None) -> None:
    page = table("| Parameter | Type | Default | Description |", "|---|---|---|---|", f"| hue | string | {cell} | Which. |")

    assert page.blocks[0].schema.get("default") == default


TITLES = "| Name | Type | Description |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("heading", "within"),
    [
        ("KilnFlagItem", ("flag_list[]",)),
        ("FlagInput", ("flag_list[]",)),
        ("The `flag_list` property", ("flag_list[]",)),
        ("KilnItem", ()),
        ("FlagMarkItem", ()),  # either
    ],
)
def test_the_type_of_the_items_of_an_array_may_have_its_name(heading: str, within: tuple[str, ...]) -> None:
    arrays = f"{TITLES}| flag_list | array | Below. |\n| mark_list | array | Below. |\n"
    text = f"# Fire\n\n`POST /v1/pots`\n\n## Body\n\n{arrays}\n### {heading}\n\n{TITLES}| hue | string | Its. |\n"

    assert [block.within for block in read_page("page.md", text).blocks if block.name == "hue"] == [within]


SCOPED = """# Pots

### POST /v1/pots

| Name | Description | Required | Scope |
|------|-------------|----------|-------|
| hue  | The hue     | true     | pot[glaze] |
| note | For you     | false    | |

    {"pot": {"glaze": {"hue": "red"}}, "note": "…"}
"""


def test_a_column_of_objects_says_where_fields_are_that_a_sample_shows_there() -> None:
    def paths(text: str) -> list[tuple[str, ...]]:
        return [(*b.within, str(b.name)) for b in read_page("page.md", text).blocks if b.name in ("hue", "note")]

    assert paths(SCOPED) == [("pot", "glaze", "hue"), ("note",)]
    assert paths(SCOPED.replace('"glaze"', '"lid"')) == [("hue",), ("note",)]


def test_rows_that_fell_apart_keep_their_types_and_name_no_field() -> None:
    rows = "".join(f"| {name} | string |\nNone. |\n|\n" for name in ("Hue", "Note", "Kiln"))
    page = f"POST v1/pots\nBody Parameters\nPotModel| Name | Description | Type | Additional information |\n|---|---|---|---|\n{rows}"

    assert [(b.name, b.within, b.schema.get("type")) for b in read_page("page.txt", page).blocks] == [
        (name, (), "string") for name in ("Hue", "Note", "Kiln")
    ]


NESTED = """
<table>
  <tr><th>Name</th><th>Description</th></tr>
  <tr><td>heat</td><td>How hot.</td></tr>
  <tr>
    <td>steps</td>
    <td>A JSON array of steps. A step may have the following properties:
      <table>
        <tr><td>kind</td><td><b>Mandatory.</b> One of the following values: <code>warm</code>, <code>cool</code>.</td></tr>
        <tr>
          <td>vent</td>
          <td>An object with these fields:
            <table
              class="inner">
              <thead><tr><th>Field</th><th>Type</th></tr></thead>
              <tr><td>open</td><td>boolean</td></tr>
            </table>
          </td>
        </tr>
      </table>
    </td>
  </tr>
  <tr><td>glaze</td><td>The glaze.</td></tr>
</table>
"""
ASKED = ["## Request body", "", "A JSON object with the following properties:", ""]


def nested(text: str) -> Page:
    return table(above=ASKED, below=text.splitlines())


def test_tables_in_cells_of_tags_have_parts() -> None:
    names = [(*block.within, block.name) for block in nested(NESTED).blocks]

    assert names == [("heat",), ("steps",), ("steps[]", "kind"), ("steps[]", "vent"), ("steps[]", "vent", "open"), ("glaze",)]


@pytest.mark.parametrize("above", ["One of the following values:", "For instance.", ""])
def test_tables_in_cells_without_titles_or_words_above_them_are_gaps(above: str) -> None:
    found = nested(NESTED.replace("A step may have the following properties:", above))

    assert [block.name for block in found.blocks] == ["heat", "steps", "glaze"]
    assert any(use.use == "gap" for use in found.lines)


def test_words_below_a_table_in_a_cell_are_a_gap() -> None:
    found = nested(
        NESTED.replace("      </table>\n    </td>\n  </tr>\n  <tr><td>glaze", "      </table>\n    No more.</td>\n  </tr>\n  <tr><td>glaze")
    )

    assert len(found.blocks) == 6
    assert [line.use for line in found.lines].count("gap") == 1


def test_an_empty_table_in_a_cell_lists_nothing() -> None:
    cell = "An object with the following properties: <table></table>"
    page = (
        "# Fire\n\n`POST /v1/pots`\n\n## Request body\n\n<table>\n<tr><th>Name</th><th>Type</th><th>Description</th></tr>\n"
        f"<tr><td>pot</td><td>object</td><td>{cell}</td></tr>\n<tr><td>hue</td><td>string</td><td>Which.</td></tr>\n</table>\n"
    )

    assert "pot" in [b.name for b in read_page("page.md", page).blocks]
