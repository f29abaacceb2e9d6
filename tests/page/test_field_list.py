"""Lists of fields: reading is the inverse of printing, and what pages do beyond that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS
from test_markdown_table import Placed, found, placed_specs, shown, wanted

from swornspec.page import Page, read_operations, read_page
from swornspec.page.field_list import LAYOUT
from swornspec.page.read import recognise
from swornspec.text import lines

SECTIONS = {
    "query": ("Query parameters", "URL arguments"),
    "path": ("Path parameters", "Path variables"),
    "header": ("Headers", "Request headers"),
    "body": ("Request body", "Form data parameters", "JSON body"),
    "response": ("Response", "Returns"),
}
BULLETS = ("-", "*", "•", "–")


@dataclass(frozen=True)
class Style:
    """How an author writes lists: the form, the mark of items, how a name is set apart, what leads to the prose, words for short facts."""

    form: str
    bullet: str
    name: str
    lead: str
    ranges: str
    default: str
    values: str
    demand: bool
    indent: int
    bold: bool
    one_line: bool


@st.composite
def styles(draw: st.DrawFn) -> Style:
    return Style(
        draw(st.sampled_from(("bullets", "stressed", "definitions", "labels", "headings", "paragraphs"))),
        draw(st.sampled_from(BULLETS)),
        draw(st.sampled_from(("`{}`", "**{}**", "**`{}`**", "{}"))),
        draw(st.sampled_from((": ", " - ", " – ", " — ", ". "))),
        draw(st.sampled_from(("between {} and {}", "{} to {}", ">= {}, <= {}", "[{}, {}]"))),
        draw(st.sampled_from(("default {}", "default: {}", "defaults to {}", "default = {}"))),
        draw(st.sampled_from(("one of {}", "one of: {}", "possible values: {}"))),
        draw(st.booleans()),
        draw(st.sampled_from((2, 4))),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def render(spec: Sequence[Placed], style: Style) -> str:
    """The specification as a page of lists in some form.

    Nothing is lost but where paragraphs end and lines break.
    """
    lines = ["# Create a thing", "", "`POST https://api.example.com/v1/things`", "", "Makes things, as many as you like.", ""]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        if not group:
            continue
        title = SECTIONS[location][len(group) % len(SECTIONS[location])]
        plain = style.form == "labels" and style.bold
        lines += [f"{title}:" if plain else f"## {title}", ""]
        for placed in group:
            lines += FORMS[style.form](placed, style)
        lines.append("")
    return "\n".join([*lines, "## Errors", "", "- 402: Pay first.", ""])


def kind_of(placed: Placed) -> str:
    param = placed.param
    return "string" if param.values else f"array of {param.items}{' or null' if param.item_null else ''}" if param.items else param.kind


def default_of(placed: Placed) -> str:
    default = placed.param.default
    return "" if default is None else f"`{default if isinstance(default, str) else json.dumps(default)}`"


def facts(placed: Placed, style: Style) -> list[str]:
    """What is said in short words, in the order of most pages."""
    param = placed.param
    said = ["required"] if param.required else ["optional"] if style.demand else []
    said += ["nullable"] if param.nullable else []
    said += ["deprecated"] if param.deprecated else []
    said += [style.ranges.format(*param.bounds)] if param.bounds else []
    said += [style.values.format(", ".join(f"`{v}`" for v in param.values))] if param.values else []
    return [*said, *([style.default.format(default_of(placed))] if param.default is not None else [])]


def prose_of(placed: Placed) -> list[str]:
    return [f"Tells of {p}".replace("\n", " ") for p in placed.param.prose]


def bullets(placed: Placed, style: Style) -> list[str]:
    lead = " " * (style.indent * len(placed.within))
    short = f"({', '.join([kind_of(placed), *facts(placed, style)])})"
    prose = prose_of(placed)
    first = f"{lead}{style.bullet} {style.name.format(placed.param.name)} {short}"
    return [first + (style.lead + prose[0] if prose else ""), *(f"{lead}  {p}" for p in prose[1:])]


def stressed(placed: Placed, style: Style) -> list[str]:
    lead = " " * (style.indent * len(placed.within))
    short = "".join(f" ({fact})" for fact in facts(placed, style))
    prose = prose_of(placed)
    first = f"{lead}{style.bullet} {(style.name if style.name != '{}' else '`{}`').format(placed.param.name)} *{kind_of(placed)}*{short}"
    return [first + (style.lead + prose[0] if prose else ""), *(f"{lead}  {p}" for p in prose[1:])]


def dotted(placed: Placed) -> str:
    return ".".join((*placed.within, placed.param.name))


def definitions(placed: Placed, style: Style) -> list[str]:
    short = ", ".join(
        [
            kind_of(placed).capitalize(),
            *(
                f"{'**' if style.bold and ' ' not in f else ''}{f}{'**' if style.bold and ' ' not in f else ''}"
                for f in facts(placed, style)
            ),
        ]
    )
    return [style.name.format(dotted(placed)), f": {short}. {' '.join(prose_of(placed))}".rstrip(), ""]


def labels(placed: Placed, style: Style) -> list[str]:
    return [style.name.format(dotted(placed)), *labelled(placed, style), *prose_of(placed), ""]


def labelled(placed: Placed, style: Style) -> list[str]:
    param = placed.param
    said = [f"Type: {kind_of(placed)}"]
    said += [f"Required: {'yes' if param.required else 'no'}"] if param.required or style.demand else []
    said += ["Nullable: true"] if param.nullable else []
    said += ["Deprecated: yes"] if param.deprecated else []
    said += [f"Range: {style.ranges.format(*param.bounds)}"] if param.bounds else []
    said += [f"Allowed values: {', '.join(f'`{v}`' for v in param.values)}"] if param.values else []
    said += [f"Default value: {default_of(placed)}"] if param.default is not None else []
    if style.bold:
        said = [f"**{label}:** {value}" for label, _, value in (line.partition(": ") for line in said)]
    if style.one_line:
        return [" | ".join(said)]
    return [f"- {line}" for line in said] if style.form == "headings" and style.demand else said


def headings(placed: Placed, style: Style) -> list[str]:
    return [f"### {style.name.format(dotted(placed))}", "", *labelled(placed, style), "", *prose_of(placed), ""]


def paragraphs(placed: Placed, style: Style) -> list[str]:
    name = (style.name if style.name != "{}" else "`{}`").format(dotted(placed))
    short = ", ".join([kind_of(placed), *facts(placed, style)])
    return [
        f"{name} {f'({short})' if style.bold else f'*{kind_of(placed)}*' + ''.join(f' ({f})' for f in facts(placed, style))}",
        *prose_of(placed),
        "",
    ]


FORMS = {
    "bullets": bullets,
    "stressed": stressed,
    "definitions": definitions,
    "labels": labels,
    "headings": headings,
    "paragraphs": paragraphs,
}


def normal(fields: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Fields with their prose as one run of words, and the keywords of their schemas in no order."""
    return [
        (name, place, inner, schema, required, " ".join(" ".join(prose).split())) for name, place, inner, schema, required, prose in fields
    ]


def meant(placed: Placed) -> tuple[Any, ...]:
    return (*wanted(placed)[:5], prose_of(placed))


@given(placed_specs(), styles())
@settings(max_examples=100, deadline=None)
def test_lists_give_the_spec_whatever_their_style(spec: list[Placed], style: Style) -> None:
    text = render(spec, style)
    page = read_page("page.md", text)

    assert recognise("page.md", text).layout.name == "field-list"
    assert shown(normal([found(b) for b in page.blocks])) == shown(normal([meant(p) for p in spec]))
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")


HEAD = ("# Make", "", "`POST /v1/things`", "")


def read(*below: str) -> Page:
    return read_page("page.md", "\n".join([*HEAD, *below, ""]), "field-list")


def fields(page: Page) -> dict[str, str]:
    """The type that is stated of each field, by its path."""
    return {block.path or "": str(block.schema.get("type", "-")) for block in page.blocks}


@pytest.mark.parametrize(
    ("line", "schema", "prose"),
    [
        ("- `a` (string, required): The A.", {"type": "string", "required": True}, "The A."),
        ("- **a** *string* (optional, default `x`) – The A.", {"type": "string", "default": "x"}, "The A."),
        ("- a (integer, 1-50, default 10): The A.", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}, "The A."),
        ("- a: string, required. The A.", {"type": "string", "required": True}, "The A."),
        ("- `a`: Integer between 1 and 8, default: 2. The A.", {"type": "integer", "minimum": 1, "maximum": 8, "default": 2}, "The A."),
        ("- `a` {string} The A.", {"type": "string"}, "The A."),
        ("- `a` <string> **Required** The A.", {"type": "string", "required": True}, "The A."),
        ("* `a` `string[]` - The A.", {"type": "array", "items": {"type": "string"}}, "The A."),
        ("* `a` (number | null) The A.", {"type": ["number", "null"]}, "The A."),
        ("- `a`* (string) The A.", {"type": "string", "required": True}, "The A."),
        ("- `a` _(int)_: The A.", {"type": "integer"}, "The A."),
        ('- `a` (one of: "x", "y", required): The A.', {"enum": ["x", "y"], "required": True}, "The A."),
        ("- `a` (string, required if `b` is sent): The A.", {"type": "string"}, "required if `b` is sent The A."),
        ("- `a` (integer, >= 2, <= 4)", {"type": "integer", "minimum": 2, "maximum": 4}, ""),
        ("- `a` (string, max length: 20, deprecated)", {"type": "string", "maxLength": 20, "deprecated": True}, ""),
        ("- `a` | boolean | optional | The A.", {"type": "boolean"}, "The A."),
        ("- `a` - The A.", {}, "The A."),
        ("- `a` (in pixels): The A.", {}, "(in pixels): The A."),
        ("- `a`=`x` The A.", {}, "`x` The A."),
        ("- `a`: Required unless `b` is sent.", {}, "Required unless `b` is sent."),
        ("- `a`: String of 3 to 5 letters.", {}, "String of 3 to 5 letters."),
        ("- `a` (string): `email`, `sms` or `none`.", {"type": "string"}, "`email`, `sms` or `none`."),
        ("- `a`: `date` or `title`.", {}, "`date` or `title`."),
        ("- `a`: `date`, `required`. The A.", {"type": "string", "format": "date", "required": True}, "The A."),
    ],
)
def test_an_item_tells_of_its_field_in_short_words_before_its_prose(line: str, schema: dict[str, Any], prose: str) -> None:
    page = read("## Body parameters", "", line)

    assert [block.name for block in page.blocks] == ["a"]
    assert {**page.blocks[0].schema, **({"required": True} if page.blocks[0].required else {})} == schema
    assert " ".join(p.text for p in page.blocks[0].prose) == prose


@pytest.mark.parametrize(
    "below",
    [
        ("## Parameters", "", "- Maximum size is 5."),
        ("## Parameters", "", "- **Note:** `a` is slow."),
        ("## Parameters", "", "- `a` and `b` cannot be used together."),
        ("## Parameters", "", "- `fast` (default): quick"),
        ("## Parameters", "", "Possible values of the mode:", "", "- `fast`: quick", "- `slow`: careful"),
        ("## Parameters", "", "<!-- - `a` (string, required): Not yet. -->"),
        ("## Parameters", "", "- ~~`a`~~ (string): Gone."),
        ("## Errors", "", "- `too_big` (string): `a` is too big."),
        ("## Rate limits", "", "- `free` (integer): 3 calls"),
        ("## Pricing", "", "- **large** (number, required) 4 credits"),
        ("## Contents", "", "- [a](#a)", "- [b](#b)"),
        ("## Overview", "", "- `a`: the first", "- `b`: the second"),
        ("## Parameters", "", "`a` must be at least 5."),
        ("Choose one", "The width of what is made."),
    ],
)
def test_what_only_looks_like_a_field_is_none(below: tuple[str, ...]) -> None:
    assert read(*below).blocks == ()


def test_items_below_an_object_are_its_fields_and_those_below_a_text_its_values() -> None:
    page = read(
        "Parameters:",
        "",
        "- `a` (object): A.",
        "  - `b` (string): B.",
        "    - `x`: one",
        "    - `y`: two",
        "  - `c`: C.",
        "- `d` (array of objects)",
        "    * `e` (integer, required)",
        "- `f` (string): One of:",
        "  - `g` (optional)",
        "  - `h`: last",
        "- `i`: Any of:",
        "  - `j` - what",
    )

    assert fields(page) == {"a": "object", "a.b": "string", "a.c": "-", "d": "array", "d[].e": "integer", "f": "string", "i": "-"}
    assert page.blocks[1].prose[0].text == "B.\n    - `x`: one\n    - `y`: two"


def test_labels_are_about_the_name_above_them() -> None:
    page = read(
        *(
            "## Query parameters",
            "",
            "### width",
            "",
            "Type: integer",
            "Required: Yes",
            "Min: 1 / Max: 9",
            "Default: 3",
            "",
            "How wide.",
            "",
        ),
        *("**mode**", "**Type**: string | **Default**: `a`", "*Possible values*: `a`, `b`", "", "Parameter: since", "Data type: date"),
        *("Deprecated: since May.", "", "height", "Type: integer", "Required: if width is sent", "Unit: pixels", ""),
    )

    assert [(b.name, b.location, dict(b.schema), b.required) for b in page.blocks] == [
        ("width", "query", {"type": "integer", "minimum": 1, "maximum": 9, "default": 3}, True),
        ("mode", "query", {"type": "string", "enum": ["a", "b"], "default": "a"}, False),
        ("since", "query", {"type": "string", "format": "date"}, False),
        ("height", "query", {"type": "integer"}, False),
    ]
    assert [p.text for p in page.blocks[3].prose] == ["Required: if width is sent\nUnit: pixels"]
    assert page.gaps == ()


def test_rows_of_two_cells_below_the_heading_of_a_field_tell_of_it() -> None:
    bare = ("### width (required)", "| Type | integer |", "| Default | 3 |", "| Bounds | 1–9 |", '| Type | "a" \\| "b" |', "In rows.")
    headed = (
        "### mode",
        "",
        "| Property | Value |",
        "|---|---|",
        "| **Type** | `string` |",
        "| Allowed | oil, ink |",
        "| Since | v2 |",
        "",
        "How.",
    )
    empty = ("### note", "", "| | |", "|---|---|", "| Type | string |", "| Required | Yes |", "", "Words.")
    parts = ("### size (object)", "", "| Field | Example |", "|---|---|", "| type | string |", "| format | date |")
    page = read("## Body", *bare, *headed, *empty, *parts)

    assert [(b.name, dict(b.schema), b.required) for b in page.blocks[:3]] == [
        ("width", {"type": "integer", "minimum": 1, "maximum": 9, "default": 3}, True),
        ("mode", {"type": "string", "enum": ["oil", "ink"]}, False),
        ("note", {"type": "string"}, True),
    ]
    assert [b.name for b in read("## Body", "- `a` (integer)", "", "## Kites", "", "| Type | Size |", "|---|---|", "| b | 3 |").blocks] == [
        "a"
    ]
    assert read("## Body", "- `a` (integer)", "", "## Kites", "| | |", "|---|---|", "", "").blocks
    assert [line.line.text for line in page.lines if line.use == "gap"] == ["| Since | v2 |"]
    assert [b.schema for b in page.blocks[3:] if b.name == "size"] == [{"type": "object"}]


def test_the_type_of_an_item_may_be_a_label_below_its_name() -> None:
    page = read(
        *("Kite", "", "  • height", "    Type: number | null", "", "    In metres.", ""),
        *(
            "  • tails",
            "    Type: array object[] | null · Tail[]",
            "",
            "    • bows",
            "      Type: integer",
            "      required",
            "",
            "      How many.",
            "",
        ),
        *("  • mode", "    Type: string | nullenum", "", "    How.", "", "    values", "    • CALM", "    • WILD", ""),
        *("  • Type", "  • wind", "    Strength: any"),
    )

    assert [(b.within, b.name, dict(b.schema), b.required) for b in page.blocks] == [
        ((), "height", {"type": ["number", "null"]}, False),
        ((), "tails", {"type": ["array", "null"], "items": {"type": "object"}}, False),
        (("tails[]",), "bows", {"type": "integer"}, True),
        ((), "mode", {"type": ["string", "null"], "enum": ["CALM", "WILD"]}, False),
    ]
    assert [p.text for b in page.blocks for p in b.prose] == ["In metres.", "How many.", "How."]


def test_definitions_are_those_of_the_terms_above_them() -> None:
    page = read(
        *("##### Form data", "", "a", "b", ": {{<required>}} Array of String. What.", ": More of it.", "", "c[dd]"),
        *(": _Optional_ **integer** - D.", "", "##### Response", "", "e", ": String. E.", "", "##### See also", "", "f"),
        *(": String. F.", "", "##### 422: Unprocessable", "", "`a` is missing."),
    )

    assert [(b.path, b.location, b.required) for b in page.blocks] == [
        ("a", "body", True), ("b", "body", True), ("c.dd", "body", False), ("e", "response", False),
    ]  # fmt: skip
    assert [p.text for p in page.notes] == ["`a` is missing."]


def test_a_copy_without_blank_lines_is_read() -> None:
    page = read_page(
        "page.txt",
        "Add a note\nPOST https://notes.example/v1/notes\nRequest\nHeaders\nAuthorization\nREQUIRED Your key, as Bearer KEY.\n"
        "Form data parameters\ntext\nREQUIRED String. The text.\nplace[lat]\nFloat. Defaults to 0.\n"
        "Response\n200: OK\nid\nString. The note.\n",
    )

    assert [(b.path, b.location, b.required) for b in page.blocks] == [
        ("text", "body", True), ("place.lat", "body", False), ("id", "response", False),
    ]  # fmt: skip
    assert (page.method, page.route, page.title and page.title.text) == ("POST", "/v1/notes", "Add a note")
    assert [p.text for p in page.auth][-1] == "Your key, as Bearer KEY."


def test_fields_of_a_section_of_what_is_required_are_unless_they_say_otherwise() -> None:
    page = read(
        "**Required parameters**",
        "",
        "- **a** (string)",
        "- **b** (string, optional)",
        "",
        "**Optional parameters**",
        "",
        "- **c** (string)",
    )

    assert [(b.name, b.required) for b in page.blocks] == [("a", True), ("b", False), ("c", False)]


def test_tables_and_lists_of_a_page_are_read_together() -> None:
    page = read("## Path parameters", "", "- `id` (string)", "", "## Body", "", "| Field | Type |", "|---|---|", "| a | integer |")

    assert [(b.name, b.location) for b in page.blocks] == [("id", "path"), ("a", "body")]


def test_several_operations_of_a_page_have_their_own_fields() -> None:
    pages = read_operations("page.md", "# A\n\n`POST /a`\n\n- `x` (string)\n\n# B\n\n`GET /b`\n\n- `y` (string)\n")

    assert [(p.method, p.route, [b.name for b in p.blocks], p.blocks[0].location) for p in pages] == [
        ("POST", "/a", ["x"], "body"), ("GET", "/b", ["y"], "query"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "+ Parameters\n    + id (number, required) - The id.\n",
        ".. http:get:: /a\n\n- ``a`` (string): A.\n",
        "- `a: string`\n\n  The A.\n",
        "a\n\nstring\n\nrequired\n\nThe A.\n",
    ],
)
def test_pages_of_other_formats_are_not_taken(text: str) -> None:
    assert LAYOUT.score(lines("page.md", text)) == 0


def test_nothing_is_nested_without_end_and_no_bracket_is_searched_twice() -> None:
    deep = "\n".join(f"{' ' * n}- `a{n}` (object)" for n in range(300))

    assert max(len(b.within) for b in read("## Body", "", deep).blocks) < 50
    assert read("## Body", "", f"- `a` {'(' * 3000}", f"- `b` ({'one of ' * 500}", f"- `c` {'Type: ' * 300}").blocks


def test_a_type_may_have_its_default_behind_a_colon() -> None:
    items = (
        "- `name` `(string: <required>)` – Which one.",
        "- `heat` `(int: 900)` – In degrees.",
        '- `glaze` `(string: "clear")` – How it shines.',
        "- `lid` `(string: <required - if heat is over 1000>)` – What covers it.",
        "- `note` – Its label: `a: b`.",
    )

    (page,) = read_operations("page.md", "\n\n".join(["# Fire", "`POST /v1/pots`", "### Parameters", *items]))
    assert [(b.name, b.schema.get("type"), b.schema.get("default"), b.required) for b in page.blocks] == [
        ("name", "string", None, True),
        ("heat", "integer", 900, False),
        ("glaze", "string", "clear", False),
        ("lid", "string", None, False),
        ("note", None, None, False),
    ]
    assert [p.text for p in page.blocks[3].prose] == ["required - if heat is over 1000", "What covers it."]


def test_names_and_glued_types_on_indented_lines_are_fields() -> None:
    lines = (
        "Fire a pot",
        "POST ",
        "/v2/pots",
        "Fires it.",
        "Body",
        "    size object",
        "        width integerrequired",
        "        In cm.",
        "    glaze stringrequired",
        "    Possible values: [matt, clear]",
        "    note string",
        "    Its label.",
    )

    (page,) = read_operations("page.txt", "\n\n".join(lines), "field-list")
    assert (page.method, page.route) == ("POST", "/v2/pots")
    assert [(b.path, b.schema["type"], b.required) for b in page.blocks] == [
        ("size", "object", False),
        ("size.width", "integer", True),
        ("glaze", "string", True),
        ("note", "string", False),
    ]
    assert page.blocks[2].schema["enum"] == ["matt", "clear"]


def test_a_line_with_a_type_or_a_badge_is_no_name() -> None:
    lines = (
        "# Fire",
        "`POST /v1/pots`",
        "### Parameters",
        "heat",
        "integer",
        "required",
        "In degrees. Default: 900.",
        "- `note` (string): Its label.",
    )

    (page,) = read_operations("page.md", "\n".join(lines), "field-list")
    assert not {"integer", "required"} & {b.name for b in page.blocks}


@pytest.mark.parametrize("fence", ["```json", "~~~ json"])
def test_a_heading_above_code_whose_language_is_called_like_a_type_is_no_name(fence: str) -> None:
    page = read("## Body parameters", "- `a` (integer): The a.", "", "## Response", "", fence, '{"a": 1}', fence[:3])

    assert [block.name for block in page.blocks] == ["a"]


def test_values_may_stand_in_one_piece_of_code_with_bars_between() -> None:
    page = read_page(
        "p",
        "# Pay\n\n## Body\n\n- `mode` (`UPI | IMPS`) **required** - How.\n- `of` (`Cat | Dog`) - What.\n- `to` (`a | string`) - Whom.\n",
    )

    assert [(b.name, b.required, b.schema) for b in page.blocks] == [
        ("mode", True, {"type": "string", "enum": ["UPI", "IMPS"]}),
        ("of", False, {}),
        ("to", False, {}),
    ]


def test_lines_may_be_fields_without_the_mark_of_an_item() -> None:
    bare = read(
        "## Body parameters", "", "weight (number, required): In grams.", "note (string): Shown.", "", "Parcels (see below) are heavy."
    )
    apart = read(
        *(
            "### Required Parameters",
            "",
            "`to`: Where.",
            "",
            "### Optional Parameters",
            "",
            "`note`: Shown.",
            "",
            "`kind`: One of `a`, `b`.",
        )
    )
    below = read(*("## Body", "", "weight", "(number, required): In grams.", "size", "(object): How large."))
    values = read(*("## Body", "", "### mode (string)", "", "How.", "", "`slow`: With care.", "", "`fast`: Without."))

    assert [(b.name, dict(b.schema), b.required) for b in bare.blocks] == [
        ("weight", {"type": "number"}, True),
        ("note", {"type": "string"}, False),
    ]
    assert [(b.name, b.required) for b in apart.blocks] == [("to", True), ("note", False), ("kind", False)]
    assert [(b.name, dict(b.schema), b.required) for b in below.blocks] == [
        ("weight", {"type": "number"}, True),
        ("size", {"type": "object"}, False),
    ]
    typed = read("## Body", "", "**weight** (required)", "integer", "In grams.")
    assert [b.name for b in values.blocks] == ["mode"]
    assert [(b.schema, b.required) for b in typed.blocks] == [({"type": "integer"}, True)]


def test_a_type_whose_name_a_copy_has_put_elsewhere_is_a_gap() -> None:
    page = read(
        "## Body", "", "weight", "(number, required): In grams.to", "(object, required): Whom.name", "(string): Of at most 9 characters."
    )

    assert [(b.name, [p.text for p in b.prose]) for b in page.blocks] == [("weight", ["In grams.to"])]
    assert [line.line.text[:9] for line in page.lines if line.use == "gap"] == ["(object, ", "(string):"]


def test_an_item_that_begins_a_sentence_is_no_field() -> None:
    items = ["- `kind` (string): a kind", "- For `NUMERIC` kinds, it is short.", "- If `ALPHA` is used, it is not."]
    text = "\n".join(["# Make", "", "POST /v1/make", "", "## Body parameters", "", *items, ""])

    assert [block.name for block in read_page("page.md", text).blocks] == ["kind"]


def test_a_heading_may_say_that_the_fields_whose_names_are_headings_below_it_are_required() -> None:
    text = (
        "# Fly\n\nPOST /v1/fly\n\n## Required parameters\n\n### wing\n\nType: string\n\nWhich.\n\n### tail\n\nType: string\n\n"
        "Required if `wing` is long.\n\n### beak\n\nType: string\nRequired: no\n\n"
        "## Optional parameters\n\n### nose\n\nType: string\n\nWhich.\n"
    )

    assert [(b.name, b.required) for b in read_page("p.md", text, "field-list").blocks] == [
        ("wing", True),
        ("tail", False),
        ("beak", False),
        ("nose", False),
    ]


def test_a_name_by_itself_may_have_its_type_in_a_label_below_its_prose() -> None:
    text = (
        "Kites\n\nfly\n\nFlies a kite.\n\nParameters\n\nwing (required)\n\nWhich wing.\n\nType: string\n\nPossible values: left, right\n\n"
    )
    page = read_page("p.txt", f"{text}height\n\nIn metres. At most 90.\n\nType: integer\n\nSee also\n\nThe other page.\n")

    assert [(b.name, b.schema.get("type"), b.required) for b in page.blocks] == [("wing", "string", True), ("height", "integer", False)]
    assert [p.text for b in page.blocks for p in b.prose][-1] == "In metres. At most 90."


def test_titles_that_end_in_what_is_called_like_a_type_are_no_names() -> None:
    page = read("# Base URL", "", "https://a.example", "", "### Request URL", "", "### Request JSON body", "",
                "| Field | Type |", "|---|---|", "| glaze | string |", "", "### Response JSON", "", "- `id` (string): It.")  # fmt: skip

    assert [(b.path, b.location) for b in page.blocks] == [("glaze", "body"), ("id", "response")]


def test_paragraphs_below_items_that_are_paragraphs_are_about_them() -> None:
    page = read("### Parameters", "", "  - `glaze` · *string* · **required**", "", "  Which glaze. Maximum 60 characters.", "",
                "  - `shade` · *string*", "", "  The shade.", "", "  Available values:", "  * `plain`: One colour.",
                "  * `dots`: Dots on it.",
                "", "  - `n` · *integer*", "", "## Notes", "", "Fire it.")  # fmt: skip

    assert [(b.path, [p.text for p in b.prose]) for b in page.blocks] == [
        ("glaze", ["Which glaze. Maximum 60 characters."]),
        ("shade", ["The shade.\n\n  Available values:\n  * `plain`: One colour.\n  * `dots`: Dots on it."]),
        ("n", []),
    ]


def test_a_paragraph_below_a_list_without_blank_lines_is_about_none_of_its_items() -> None:
    page = read("### Body", "", "- `glaze` (string)", "- `shade` (string)", "", "Pots are fired.", "", "- `n` (integer)")

    assert [list(b.prose) for b in page.blocks] == [[], [], []]


def test_a_word_is_a_name_where_labels_stand_indented_below_its_prose() -> None:
    text = """Fire

POST /kilns/KilnName/fire HTTP/1.1

URI Request Parameters

The request uses these.

KilnName

    Which kiln.

    Required: Yes

Request Body

Glaze

    Which glaze.

    Type: String

    Valid Values: Matt | Clear

    Required: No

Response Elements

None.
"""
    (page,) = read_operations("p", text)

    assert [(b.name, b.location, b.required, b.schema.get("enum")) for b in page.blocks] == [
        ("KilnName", "path", True, None),
        ("Glaze", "body", False, ["Matt", "Clear"]),
    ]


def test_names_that_nothing_sets_apart_are_those_of_fields_in_their_sections() -> None:
    page = read("Pots", "", "Optional parameters", "", "glaze: The glaze that the pot gets. Either matt or clear.", "",
                "wet: A bool value to fire it wet.", "", "TIP", "", "If this is true, glaze is ignored.", "",
                "Body fields #", "", "kiln_id #", "which kiln (required for pots)", "heat:", "An integer value for the heat.",
                "Required", "In degrees.")  # fmt: skip

    assert [(b.name, b.schema.get("type"), b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("glaze", None, False, ["The glaze that the pot gets. Either matt or clear."]),
        ("wet", "boolean", False, ["A bool value to fire it wet.\n\nTIP\n\nIf this is true, glaze is ignored."]),
        ("kiln_id", None, False, ["which kiln (required for pots)"]),
        ("heat", "integer", True, ["An integer value for the heat.", "In degrees."]),
    ]


def test_names_have_whether_they_are_required_in_brackets_behind_them() -> None:
    page = read("Pots", "", "GET /v1/pots", "", "INPUTS:", "", "glaze (required)", "Which glaze. (string)", "Example: matt", "",
                "heat (optional)", "How hot. (integer)", "Valid values: 900, 1200", "")  # fmt: skip

    assert [(b.name, b.schema, b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("glaze", {"type": "string", "examples": ["matt"]}, True, ["Which glaze. (string)"]),
        ("heat", {"type": "integer", "enum": [900, 1200]}, False, ["How hot. (integer)"]),
    ]


@pytest.mark.parametrize(
    ("values", "schema"),
    [
        ("0, 1", {"enum": [0, 1]}),
        ("`900`, `1200`", {"enum": [900, 1200]}),
        ("[0, 1]", {"minimum": 0, "maximum": 1}),
        ("0-1", {"minimum": 0, "maximum": 1}),
        ("1,000", {}),
    ],
)
def test_two_numbers_with_a_comma_are_values_and_in_brackets_a_range(values: str, schema: dict[str, object]) -> None:
    page = read("### Body", "", "`heat` integer", "How hot.", f"Valid values: {values}")

    assert page.blocks[0].schema == {"type": "integer", **schema}


def test_one_name_that_nothing_sets_apart_is_prose() -> None:
    assert not read("### Body", "", "glaze: The glaze that the pot gets.", "", "- `n` (integer)").blocks[1:]


@pytest.mark.parametrize("name", ["starts_at", "starts\\_at", "startsAt", "start"])
def test_a_name_in_bold_alone_above_its_labels_may_have_underscores(name: str) -> None:
    lines = [
        "# Book",
        "",
        "`POST /rides`",
        "",
        "## Request Body",
        "",
        f"**{name}**",
        "",
        "When.",
        "",
        "**Type:** String",
        "",
        "**Required:** Yes",
    ]

    [block] = read_page("page.md", "\n".join(lines), "field-list").blocks

    assert (block.name, block.required, dict(block.schema)) == (name.replace("\\", ""), True, {"type": "string"})


def test_a_description_that_kept_no_indents_is_that_of_its_field() -> None:
    lines = [
        *("# Ship", "", "Endpoint: POST /v1/boxes", "", "## Request fields (application/json):", "", "  - `box` (string)"),
        *("    How it is sent. What is required:", "- by_ship: Requires port.", "- by_air: Nothing.", '    Enum: "by_ship", "by_air"', ""),
        *("  - `port` (string)", "    Where to:", "- `depth` (integer) In metres."),
    ]

    blocks = read_page("page.md", "\n".join(lines), "field-list").blocks

    assert [b.path for b in blocks] == ["box", "port", "depth"]
    assert blocks[0].schema == {"type": "string", "enum": ["by_ship", "by_air"]}
    assert [p.text for p in blocks[0].prose] == ["How it is sent. What is required:\n- by_ship: Requires port.\n- by_air: Nothing."]


def test_items_that_are_demanded_below_an_item_without_a_type_are_its_parts() -> None:
    lines = [
        *("# Fly", "", "`POST /v1/kites`", "", "## Request parameters", "", "* `Name` (**Required**)", "* `Tail` (Optional)"),
        *(
            "    * `Length` (**Required**) - In metres.",
            "    * `Bows` (Optional)",
            "* `Mood` (Optional) - One of:",
            "    * `calm` (default)",
        ),
        "    * `wild`",
    ]

    blocks = read_page("page.md", "\n".join(lines), "field-list").blocks

    assert [(b.path, b.required) for b in blocks] == [
        ("Name", True),
        ("Tail", False),
        ("Tail.Length", True),
        ("Tail.Bows", False),
        ("Mood", False),
    ]


def test_items_that_say_what_a_name_does_are_fields_of_a_section_of_parameters() -> None:
    items = ["* `width` constrains the width.", "* `mode` determines how:", "  * `fast` flies.", "* `this` or that.", ""]
    page = read_page("page.md", "\n".join(["# Kites", "`GET /v1/kites`", "", "## Query API", "", *items]))

    assert [b.name for b in page.blocks] == ["width", "mode"]


def test_items_that_are_demanded_need_not_be_set_apart_within_another() -> None:
    rows = ["• tail - (Optional) What follows it.", "    • length - (Required) In metres.", "    • note - (Optional) A note."]
    page = read_page("page.txt", "\n".join(["Fly", "POST /v1/kites", "", "The following arguments are accepted:", "", *rows]))

    assert [(b.within, b.name, b.required) for b in page.blocks] == [
        ((), "tail", False),
        (("tail",), "length", True),
        (("tail",), "note", False),
    ]


def test_the_answer_is_no_field_and_a_first_line_may_name_the_section() -> None:
    text = "Query parameters\n\nThere are two.\n\n• limit: How many.\n• skip: How many not.\n• Response: JSON.\n"
    page = read_page("p.txt", text, "field-list")

    assert [(b.location, b.name) for b in page.blocks] == [("query", "limit"), ("query", "skip")]


def test_a_heading_above_a_table_of_fields_is_none_of_them() -> None:
    rows = ["| Parameter | Type |", "|---|---|", "| kite | string |", ""]
    text = "\n".join(["# Kites", "", "The request:", "", "- Method: POST", "", "### fly2", "", "All of them:", "", *rows])

    assert [(b.within, b.name) for b in read_page("page.md", text, "field-list").blocks] == [((), "kite")]


def test_fields_that_a_scrape_left_on_one_line_are_told_by_their_types_in_brackets() -> None:
    line = "kite(string, required): Which one.tail_length(integer, optional): At most 9. See (below): all. - wind (number): Its speed."
    page = read_page("page.md", f"Fly\n`POST /v1/kites`\n\nRequest body\n\n{line}\nIn knots.\n")

    assert [(b.name, b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("kite", True, ["Which one."]),
        ("tail_length", False, ["See (below): all."]),
        ("wind", False, ["Its speed.\nIn knots."]),
    ]


def test_names_may_stand_between_the_marks_of_items_on_lines_of_their_own() -> None:
    rows = ["Request", "What is sent.", "-", "kiteType", "-", "The kind. -", "tail_length", "-", "In metres,", "at most 9.", "- not", "-"]
    page = read_page("page.md", "\n".join(["Fly", "`POST /v1/kites`", "", *rows]))

    assert [(b.name, [p.text for p in b.prose]) for b in page.blocks] == [
        ("kiteType", ["The kind."]),
        ("tail_length", ["In metres,\nat most 9.\n- not\n-"]),
    ]


def test_a_name_is_one_where_a_sentence_names_it_again_above_items_with_labels() -> None:
    rows = ["format", "The format flag controls the output.", "- Allowed: png, jpg", "- Default: png", "- JPG is opaque."]
    page = read_page("page.txt", "\n".join(["Cut", "POST /v1/cut", "", *rows, "size", "The size flag caps it.", "- Default: full", ""]))

    assert [(b.name, b.schema) for b in page.blocks] == [
        ("format", {"enum": ["png", "jpg"], "default": "png"}),
        ("size", {"default": "full"}),
    ]


@pytest.mark.parametrize(
    ("items", "values"),
    [
        (("`fast`: In a hurry.", "`fine` - Takes time."), ["fast", "fine"]),
        (("`fast`: In a hurry.", "Anything else."), None),
        (("`fast` is quick.", "`fine` is not."), None),
        (("`true`: On.", "`false`: Off."), None),
        (("`fast`: In a hurry.",), None),
    ],
)
def test_items_that_are_all_that_is_said_of_a_field_list_its_values(items: tuple[str, ...], values: list[str] | None) -> None:
    listed = "\n".join(f"  - {item}" for item in items)
    page = read_page(
        "page.md", f"# Fly\n`POST /v1/kites`\n\n## Body parameters\n\n- `mode` (string, optional):\n{listed}\n- `wind` (number)\n"
    )

    assert page.blocks[0].schema.get("enum") == values


def test_a_line_in_italics_may_be_the_title_of_a_section() -> None:
    text = "## Fire\n\nPOST /v1/fire\n\n*Options:*\n\n`heat`: How hot. Default: `900`\n\n`pots`: Which ones, such as:\n\n"
    (page,) = read_operations("page.md", f"{text}  - Single string: `a`\n")

    assert [(block.name, block.within) for block in page.blocks] == [("heat", ()), ("pots", ())]


def test_items_below_a_heading_of_an_object_are_its_parts() -> None:
    head = "## Chat\n\nPOST /v1/chat\n\n### Body\n\n- `notes`: *array* - Notes.\n- `heat`: *number or null (optional)* - How hot.\n\n"
    (page,) = read_operations("page.md", f"{head}#### Properties of `notes`\n\n- `role`: *string* - Who.\n")

    assert [(b.name, b.within) for b in page.blocks] == [("notes", ()), ("heat", ()), ("role", ("notes[]",))]
    assert page.blocks[1].schema == {"type": ["number", "null"]}


def test_the_item_after_one_that_ends_in_the_midst_of_a_sentence_is_the_next_field() -> None:
    page = "# Kiln\n## Fire\nPOST /v1/pots\n### Parameters\n- `glaze`: what to make a pot with\n- `heat`: how hot to make it\n"

    assert [b.name for b in read_page("p.md", page).blocks] == ["glaze", "heat"]


@pytest.mark.parametrize("title", ["Allowed query params", "Supported form parameters", "Available query string fields"])
def test_a_heading_that_says_where_several_fields_are_sent_is_the_name_of_none(title: str) -> None:
    page = f"# Kiln\n\nGET /v1/pots\n\n### {title}\n\n- `heat` `int` - How hot.\n- `glaze` `string` - Which.\n"

    assert [b.name for b in read_page("p.md", page).blocks] == ["heat", "glaze"]


def test_what_an_endpoint_provides_is_its_answer() -> None:
    listed = "- **heat** `number` - How hot it is.\n- **pots** `number` - How many."
    page = f"# Kiln\n\nGET /v1/pots\n\nProvides the state with the following structure:\n\n{listed}"

    assert {b.location for b in read_page("p.md", page).blocks} == {"response"}


def test_lines_with_a_name_and_its_type_and_nothing_else_are_fields_of_their_section() -> None:
    text = (
        "Fire a kiln\n\nPOST /v1/firings\n\nFields\nglaze string required\n\nWhat the pots are covered with.\n\n"
        "lid object (Lid)\n\nThe lid.\nheat integer default 900\nHow hot.\n\nResponse\n\nid string\n\nWhat it is called.\n"
    )

    [page] = read_operations("page.txt", text)

    assert [(b.name, b.schema.get("type"), b.required, b.schema.get("default")) for b in page.blocks if b.location == "body"] == [
        ("glaze", "string", True, None),
        ("lid", "object", False, None),
        ("heat", "integer", False, 900),
    ]


@pytest.mark.parametrize("line", ["Glaze string theory is old.", "glaze string - the colour", "glaze strings", "a number of pots"])
def test_one_line_that_looks_like_a_name_with_its_type_is_no_field(line: str) -> None:
    [page] = read_operations(
        "page.txt", f"# Fire\n\nPOST /v1/firings\n\n## Parameters\n\n- `heat` (integer): How hot.\n\n{line}\n\nMore of it.\n"
    )

    assert [b.name for b in page.blocks] == ["heat"]


@pytest.mark.parametrize("mark", ["", "- "])
def test_captions_on_lines_of_their_own_tell_of_the_field_that_they_name(mark: str) -> None:
    text = (
        "Fire a kiln\nPOST\n/v1/firings\nParameters\nName\nglaze\nType\nstring\nRequired\nDescription\nAvailable values:\n"
        "ash: Grey and plain.\nsalt: Rough.\nWhen salt is selected, heat, lid are ignored.\n"
        "Name\nheat\nType\ninteger\ndefault 900\nDescription\nHow hot.\nName\nlid\nType\nboolean\nDescription\nWith a lid.\n"
    )
    captions = ("Name", "Type", "Description", "glaze", "heat", "lid", "string", "integer", "boolean")
    marked = "\n".join(f"{mark}{line}" if line in captions else line for line in text.split("\n"))

    [page] = read_operations("page.txt", marked)

    assert [(b.name, b.schema, b.required) for b in page.blocks] == [
        ("glaze", {"type": "string"}, True),
        ("heat", {"type": "integer", "default": 900}, False),
        ("lid", {"type": "boolean"}, False),
    ]


def test_an_item_may_assign_what_stands_for_a_value() -> None:
    items = "- `heat=<integer>`: How hot.\n- `at=<rfc3339 | unix>`: When. Optional.\n- `pots[]={selector}`: Which.\n- `a=b`: An example.\n"
    page = read_page("p.md", f"# Kiln\n\nGET /v1/pots\n\nURL query parameters:\n\n{items}")

    assert [(b.name, b.schema.get("type"), b.prose[0].text) for b in page.blocks] == [
        ("heat", "integer", "How hot."),
        ("at", None, "When. Optional."),
        ("pots[]", None, "Which."),
    ]


def test_a_sentence_of_two_words_is_no_field_among_lines_with_marks() -> None:
    page = read_page(
        "page.txt", "Make\n\nPOST /v1/things\n\nBody Parameters\nhue: integer\nWhich.\ngc_qy: array of string\nwidth enum.\nid: string\n"
    )

    assert [block.name for block in page.blocks] == ["hue", "gc_qy", "id"]


def test_lines_that_all_end_in_a_stop_are_fields() -> None:
    page = read_page(
        "page.txt", "Make\n\nPOST /v1/things\n\nBody Parameters\n\nhue integer required.\nsize string optional.\nid string required.\n"
    )

    assert [block.name for block in page.blocks] == ["hue", "size", "id"]


def test_a_union_may_have_bars_beside_the_name() -> None:
    page = read("## Body", "- **`off`** boolean | string", "", "  When.", "", "- **`n`** integer | null · Required", "", "  How.")

    assert [(b.name, b.schema, b.required) for b in page.blocks] == [
        ("off", {"type": ["boolean", "string"]}, False),
        ("n", {"type": ["integer", "null"]}, True),
    ]


def test_values_of_a_label_may_stand_in_one_piece_of_code() -> None:
    page = read("## Body", "**wood**", "", "Which.", "", "Type: String", "", "Valid Values: `oak | ash | elm_2`", "", "Required: No")

    assert [(b.name, b.schema) for b in page.blocks] == [("wood", {"type": "string", "enum": ["oak", "ash", "elm_2"]})]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("head", ["Kite input", "Body", "## Request body", "Parameters:"])
@pytest.mark.parametrize("end", ["", "\n\n## Responses\n\n201\n", "\n\n# `` 201\n\nobject\n\nkite\\_id\n\nstring\n\nrequired\n"])
def test_names_above_types_that_have_formats_for_words(gap: str, head: str, end: str) -> None:
    fields = (
        ("size", "int32", "required", "How large."),
        ("tail\\_length", "int64", "In cm, of all of it."),
        ("owner\\_id", "string", "required"),
        ("born_at", "date-time", "required", "When it flew."),
        ("KiteCode", "double", "required", "As printed on it."),
        ("flat", "boolean"),
    )
    body = gap.join(gap.join(lines) for lines in fields)
    page = read_page("p.md", f"# Fly a kite\n\n`POST /v1/kites`\n\n{head}\n\n{body}{end}")

    assert [(b.name, b.schema.get("type"), b.required) for b in page.blocks if b.location == "body"] == [
        ("size", "integer", True),
        ("tail_length", "integer", False),
        ("owner_id", "string", True),
        ("born_at", "string", True),
        ("KiteCode", "number", True),
        ("flat", "boolean", False),
    ]


@pytest.mark.parametrize("kind", ["array of objects", "list of objects", "object", "array"])
def test_a_type_that_sounds_like_a_section_makes_an_item_no_section(kind: str) -> None:
    page = read("## Request body", "", f"- lines ({kind}): The lines.", "  - size (integer): The size.", "  - colour (string): The colour.")

    assert [(b.name, b.location) for b in page.blocks] == [("lines", "body"), ("size", "body"), ("colour", "body")]


def test_a_section_with_a_type_behind_its_name_stays_one() -> None:
    page = read(
        "- Body (object)", "  - size (integer): The size.", "  - colour (string): The colour.", "- Query", "  - page (integer): A page."
    )

    assert [(b.name, b.location) for b in page.blocks] == [("size", "body"), ("colour", "body"), ("page", "query")]


def test_facts_of_a_request_and_titles_of_several_words_are_no_fields() -> None:
    page = read(
        "### Request",
        "**Content-Type**: `application/json`",
        "",
        "**Field Details**:",
        "- `size`: Required, the size.",
        "",
        "### Guide",
        "1. **Batch Number**: Made up where it is left out",
        "2. **Firing Date**: Date picker",
    )

    assert [b.name for b in page.blocks] == ["size"]
    assert [b.name for b in read("## Headers", "- **Content-Type**: `application/json`").blocks] == ["Content-Type"]
