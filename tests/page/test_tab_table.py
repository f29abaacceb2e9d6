"""Tables pasted from a browser: reading is the inverse of printing, and what pages do beyond that."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, type_line
from test_markdown_table import HEADERS, NO, SECTIONS, YES, Placed, Style, found, placed_specs, shown, wanted

from swornspec.page import Page, read_operations, read_page
from swornspec.page.headings import column_role, may_entitle_column
from swornspec.page.read import recognise
from swornspec.page.tab_table import LAYOUT
from swornspec.text import lines

HEAD = "Parameter\tType\tDescription"


@st.composite
def styles(draw: st.DrawFn) -> Style:
    others = draw(st.permutations([role for role in HEADERS if role not in ("name", "type")]))
    order = ("name", "type", *others) if draw(st.booleans()) else ("type", *others[:2], "name", *others[2:])
    return Style(
        {role: draw(st.sampled_from([t for t in titles if t[0] not in "`*"])) for role, titles in HEADERS.items()},
        order,
        draw(st.sampled_from([y for y in YES if "*" not in y])),
        draw(st.sampled_from(NO)),
        draw(st.booleans()),
        "dots",
        draw(st.sampled_from(("[{}, {}]", "{} to {}", ">= {}, <= {}"))),
        draw(st.sampled_from((" | null", ", nullable"))),
    )


def render(spec: Sequence[Placed], style: Style) -> str:
    """The specification as the text of a page with a table for every location; nothing is lost but where paragraphs end."""
    lines = ["Create a thing", "", "POST https://api.example.com/v1/things", "", "Makes things, as many as you like.", ""]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        if group:
            lines += [SECTIONS[location], "", "\t".join(style.headers[role] for role in style.order), *(row(p, style) for p in group), ""]
    return "\n".join([*lines, "Errors", "", "Status\tMessage", "402\tPay first.", ""])


def row(placed: Placed, style: Style) -> str:
    param = placed.param
    default = "" if param.default is None else str(param.default).lower() if isinstance(param.default, bool) else str(param.default)
    cells = {
        "name": ".".join((*placed.within, param.name)),
        "type": f"{'string' if param.values else type_line(param).removesuffix(' | null')}{style.null if param.nullable else ''}"
        f"{', deprecated' if param.deprecated else ''}",
        "demand": style.yes if param.required else style.no,
        "default": f"`{default}`".replace("'", '"') if default else "",
        "bounds": style.ranges.format(*param.bounds) if param.bounds else "",
        "values": ", ".join(param.values) if len(param.values) > 1 else "".join(f'"{v}"' for v in param.values),
        "prose": ("\n" if style.ticks and style.order[-1] == "prose" else " ").join(param.prose),
    }
    return "\t".join(cells[role] for role in style.order)


def meant(placed: Placed) -> tuple[Any, ...]:
    return (*wanted(placed)[:-1], " ".join(placed.param.prose).split())


def read(page: Page) -> list[str]:
    return shown((*found(b)[:-1], " ".join(found(b)[-1]).split()) for b in page.blocks)


@given(placed_specs(), styles())
@settings(max_examples=80, deadline=None)
def test_pasted_tables_give_the_spec_whatever_their_style(spec: list[Placed], style: Style) -> None:
    page = read_page("page.txt", render(spec, style))

    assert read(page) == shown(map(meant, spec))
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")


def pasted(*lines: str) -> Page:
    return read_page("page.txt", "\n".join(["Make", "", "POST /v1/things", "", *lines]), "tab-table")


def told(page: Page) -> dict[str, list[str]]:
    return {block.path or "": [p.text for p in block.prose] for block in page.blocks}


def test_a_cell_goes_on_in_lines_without_tabs() -> None:
    page = pasted(
        "Parameter\tType\tRequired\tDescription", "a\tinteger", "nullable\tYes\tFirst.", "Second.", "b\tint\tNo\tThird.", "", "Note."
    )

    assert told(page) == {"a": ["First.\nSecond."], "b": ["Third."]}
    assert (page.blocks[0].schema, page.blocks[0].required) == ({"type": ["integer", "null"]}, True)
    assert [note.text for note in page.notes] == ["Note."]


def test_a_paragraph_between_two_rows_is_the_rest_of_a_cell() -> None:
    page = pasted(HEAD, "a\tint\tFirst.", "", "Second.", "", "b\tint\tThird.", "", "Fourth.", "", HEAD, "c\tint\tFifth.")

    assert told(page) == {"a": ["First.\n\nSecond."], "b": ["Third."], "c": ["Fifth."]}
    assert "Fourth." in [note.text for note in page.notes]


def test_paragraphs_below_a_row_are_its_last_cell_where_that_is_empty() -> None:
    rows = ("term\tstring\t", "", "What to find.", "", "Query may not be empty.", "", *["More.", ""] * 5, "page\tint\tFirst.")
    page = pasted("Name\tType\tDescription", *rows, "side\tint\t", "", "In rows.", "", "Other words.")

    assert [b.name for b in page.blocks] == ["term", "page", "side"]
    assert [b.prose[0].text.replace("\n\n", " ") for b in page.blocks] == [
        "What to find. Query may not be empty. More. More. More. More. More.",
        "First.",
        "In rows.",
    ]


def test_rows_of_no_table_are_gaps() -> None:
    page = pasted(HEAD, "a\tint\tFirst.", *["", "Other words."] * 5, "b\tint\tSecond.")

    assert [b.name for b in page.blocks] == ["a"]
    assert [line.line.text for line in page.lines if line.use == "gap"] == ["b\tint\tSecond."]


def test_a_title_may_say_where_fields_are_sent() -> None:
    page = read_page("p", f"Query Parameters\n\n# Find kites\n\nAll of them.\n\n{HEAD}\na\tint\tFirst.\n")

    assert [(b.name, b.location) for b in page.blocks] == [("a", "query")]
    assert str(page.title and page.title.text) == "Find kites"


def test_lines_of_a_cell_below_a_colon_are_items_of_a_list() -> None:
    page = pasted(HEAD, "a\tstring\tOne of:", "oil", "wet ink", "b\tint\tSee:", "It is the second of all.")

    assert told(page) == {"a": ["One of:", "oil", "wet ink"], "b": ["See:\nIt is the second of all."]}
    assert [p.level for p in page.blocks[0].prose] == [0, 1, 1]


def test_cells_may_be_empty_at_either_end_of_a_row() -> None:
    page = pasted("Required\tName\tType\tDescription", "\ta\tint\t", "Yes\tb\t\tB.", "\tc\tint\tC.")

    assert [(b.path, b.required, b.schema) for b in page.blocks] == [
        ("a", False, {"type": "integer"}),
        ("b", True, {}),
        ("c", False, {"type": "integer"}),
    ]


def test_words_above_a_table_say_what_it_holds() -> None:
    page = pasted(
        "Query parameters",
        HEAD,
        "a\tint\tA.",
        "",
        "Rate limits",
        "",
        "Name\tType\tRequests",
        "b\tint\t4",
        "",
        "Response",
        HEAD,
        "c\tint\tC.",
    )

    assert [(b.path, b.location) for b in page.blocks] == [("a", "query"), ("c", "response")]


def test_a_table_of_values_is_prose_of_the_field_above_it() -> None:
    page = pasted(HEAD, "mode\tstring\tHow.", "size\tint\tS.", "", "mode", "Value\tMeaning", "fast\tA.", "slow\tB.")

    assert told(page)["mode"] == ["How.", "Value\tMeaning\nfast\tA.\nslow\tB."]
    assert len(page.blocks) == 2


def test_samples_and_words_of_the_site_are_no_prose() -> None:
    page = pasted(HEAD, "a\tint\tA.", "", "Copy", "curl https://api.example.com/v1/things \\", "  -d '{}'", "", "{", '\t"a": 1', "}", "Yes")

    assert [s.passage.text for s in page.samples] == ["curl https://api.example.com/v1/things \\\n  -d '{}'", '{\n\t"a": 1\n}']
    assert [use.line.text for use in page.lines if use.use == "chrome"] == ["Copy", "Yes"]


def test_operations_begin_at_the_line_above_their_address() -> None:
    part = "{0} a thing\nPOST /v1/{0}\n\n" + HEAD + "\n{0}_id\tint\tA.\n\n"
    pages = read_operations("page.txt", "Things\n\n" + part.format("make") + part.format("mend"))

    assert [(p.title and p.title.text, p.route, [b.name for b in p.blocks]) for p in pages] == [
        ("make a thing", "/v1/make", ["make_id"]),
        ("mend a thing", "/v1/mend", ["mend_id"]),
    ]


def test_text_with_tabs_that_holds_no_fields_is_no_such_page() -> None:
    text = "Prices\n\nPlan\tPrice\nfree\t0\n\nBody Params\n\nname\nstring\nrequired\n\nIts name.\n"

    assert recognise("page.txt", text).layout.name == "readme"


CELLS_APART = """\
Repaint a tile
Repaints one.
POST
https://api.tiles.example/v1/tiles/repaint
Parameters
Parameter
Type
Required
Description
tile_id
string
Yes
Which one.
coats
integer
No
How many. Must be between 1 and 4.
border
object
No
What is around it.
Table 2 border
Parameter
Type
Required
Description
width
number
Yes
In millimetres.
Response
The tile.
"""


def test_cells_one_below_the_other_are_rows_by_their_types() -> None:
    for text in (CELLS_APART, CELLS_APART.replace("\n", "\n\n")):
        (page,) = read_operations("page.txt", text)

        assert (page.method, page.route, page.layout) == ("POST", "/v1/tiles/repaint", "table pasted from a browser")
        assert [(b.path, b.schema["type"], b.required) for b in page.blocks] == [
            ("tile_id", "string", True),
            ("coats", "integer", False),
            ("border", "object", False),
            ("border.width", "number", True),
        ]
        assert [p.text for p in page.blocks[1].prose] == ["How many. Must be between 1 and 4."]


def test_numbers_of_rows_and_prose_before_the_type_are_told() -> None:
    numbered = "No.|Parameter|Type|Mandatory|Description|1|id|String|Yes|Its id.|2|note|String|No|Its label."
    behind = "Name Description Type Required Example|id|Its id.|String, max 20 chars|Y|tile-7|note|Its label.|String|N"

    for text in (numbered, behind):
        (page,) = read_operations("page.txt", "\n\n".join(["Body parameters", *text.split("|")]))
        assert [(b.name, b.required, [p.text for p in b.prose]) for b in page.blocks] == [
            ("id", True, ["Its id."]),
            ("note", False, ["Its label."]),
        ]


def test_empty_cells_put_no_cell_into_the_wrong_column() -> None:
    rows = ("size", "integer", "40", "In pixels.", "note", "string", "Its label.", "glaze", "string", "clear", "How it shines.")

    (page,) = read_operations("page.txt", "\n".join(["Parameters", "Name", "Type", "Default", "Description", *rows]))
    assert [(b.name, b.schema.get("default"), [p.text for p in b.prose]) for b in page.blocks] == [
        ("size", 40, ["In pixels."]),
        ("note", None, ["Its label."]),
        ("glaze", "clear", ["How it shines."]),
    ]


def test_words_of_columns_in_a_text_are_no_titles() -> None:
    text = "Notes\nType\nName\nDescription\n" + CELLS_APART

    (page,) = read_operations("page.txt", text)
    assert [b.path for b in page.blocks] == ["tile_id", "coats", "border", "border.width"]


def test_the_title_of_the_next_section_is_no_prose_of_the_last_row() -> None:
    row = ("note", "string", "No", "Response", "Name", "Type", "Required", "Description", "id", "string", "Yes", "Its id.")

    (page,) = read_operations("page.txt", "\n".join(["Parameters", "Name", "Type", "Required", "Description", *row]))
    assert [(b.name, b.location, [p.text for p in b.prose]) for b in page.blocks] == [("note", "body", []), ("id", "response", ["Its id."])]


def test_a_name_may_stand_on_a_line_above_the_rest_of_its_row() -> None:
    rows = ("to", "required\tstring\tWho.", "from\tstring\tFrom whom.", "Named.", "note", "\tinteger\tHow many.", "Min: 1", "Max: 9")

    (page,) = LAYOUT.read("page.txt", "\n".join(["Send a tile", "", "Body parameters", "Name\tType\tDescription", *rows]))
    assert [(b.name, b.required, b.schema) for b in page.blocks] == [
        ("to", True, {"type": "string"}),
        ("from", False, {"type": "string"}),
        ("note", False, {"type": "integer"}),
    ]


@given(st.sampled_from([title for titles in HEADERS.values() for title in titles]), st.sampled_from(("", ":", " ", "*", "`")))
def test_whatever_entitles_a_column_may_entitle_one(title: str, mark: str) -> None:
    shown = f"{mark}{title}{mark}"

    assert column_role(shown) is None or may_entitle_column(shown)


def test_a_sentence_entitles_no_column_by_its_first_letters() -> None:
    assert not may_entitle_column("How long the song is.")


def test_rows_are_told_by_their_types_where_a_copy_lost_the_marks_of_what_is_required() -> None:
    cells = [
        "Body",
        "Name",
        "Type",
        "Required",
        "Description",
        "kite_id",
        "string",
        "The kite.",
        "tail",
        "integer",
        "How long it is.",
        "Two lines.",
    ]

    [page] = read_operations("page.txt", "\n\n".join(["Fly a kite", "POST /v1/kites", *cells]))

    assert [(b.name, b.location, b.required, b.schema) for b in page.blocks] == [
        ("kite_id", "body", False, {"type": "string"}),
        ("tail", "body", False, {"type": "integer"}),
    ]


def fields_of(*rows: str) -> list[tuple[str, bool, dict[str, Any], list[str]]]:
    """Name, demand, what is stated, and prose of the fields of a table below the address of an operation."""
    page = read_page("page.txt", "\n".join(["Fly a kite", "POST /v1/kites", "", *rows]))
    return [(b.name, b.required, dict(b.schema), [p.text for p in b.prose]) for b in page.blocks]


def test_rows_may_stand_on_a_line_each_with_blanks_between_their_cells() -> None:
    found = fields_of(
        "Name Type Required Description",
        "kite_id string Yes The kite.",
        "Ask for it first.",
        "tails array of strings No The tails, at most 3.",
        "speed integer Optional",
        "Response",
        "The kite flies.",
    )

    assert found == [
        ("kite_id", True, {"type": "string"}, ["The kite.\nAsk for it first."]),
        ("tails", False, {"type": "array", "items": {"type": "string"}}, ["The tails, at most 3."]),
        ("speed", False, {"type": "integer"}, []),
    ]


def test_a_cell_that_no_blank_sets_apart_is_told_by_what_it_holds() -> None:
    found = fields_of("Name Mandatory Max length Description Where", "to Yes 20 Who gets it settings", "note No A note.")

    assert found == [("to", True, {"maxLength": 20}, ["Who gets it settings"]), ("note", False, {}, ["A note."])]


def test_rows_of_two_cells_begin_with_a_name_and_a_sentence() -> None:
    found = fields_of("Field Description", "kite_id * The kite.", "tail How long it is", "In metres.", "and no more")

    assert found == [("kite_id", True, {}, ["The kite."]), ("tail", False, {}, ["How long it is\nIn metres.\nand no more"])]


def test_cells_may_stand_with_nothing_between_them() -> None:
    found = fields_of(
        "FieldTypeRequiredDescription",
        "kite_idstringYesThe kite.",
        "isFlyingBooleanOptionalif it flies.",
        "tailsarray of stringsNoIts tails.",
    )

    assert found == [
        ("kite_id", True, {"type": "string"}, ["The kite."]),
        ("isFlying", False, {"type": "boolean"}, ["if it flies."]),
        ("tails", False, {"type": "array", "items": {"type": "string"}}, ["Its tails."]),
    ]


def test_a_row_that_can_be_cut_in_no_way_is_a_gap_and_no_prose_of_another() -> None:
    page = read_page("p.txt", "Fly\nPOST /v1/kites\n\nFieldTypeDescription\nkiteStringThe kite.\nmodeModeTypeHow.\ntailIntegerAt most 9.\n")

    assert [b.name for b in page.blocks] == ["kite", "tail"]
    assert [use.role for use in page.lines if use.use == "gap"] == ["row"]


def test_a_sentence_that_begins_like_titles_entitles_no_columns() -> None:
    assert LAYOUT.score(lines("p", "Name Description of the kite\nField work\nParameter Type\n")) == 0


def test_the_demand_and_the_default_may_stand_behind_the_prose_of_a_row() -> None:
    found = fields_of("Parameter Description Required Default value", "q The query. Supports filters. yes", "s Where to start. no 1")

    assert found == [("q", True, {}, ["The query. Supports filters."]), ("s", False, {"default": 1}, ["Where to start."])]


def test_a_default_may_stand_between_a_type_and_prose_with_nothing_between_them() -> None:
    found = fields_of("ParameterTypeDefaultDescription", "modestring-How.", "qnumber80Its quality.", "fstringautoIts format.")

    assert found == [
        ("mode", False, {"type": "string"}, ["How."]),
        ("q", False, {"type": "number", "default": 80}, ["Its quality."]),
        ("f", False, {"type": "string", "default": "auto"}, ["Its format."]),
    ]


def test_a_row_of_a_type_that_has_only_a_name_is_no_prose_of_the_row_above() -> None:
    found = fields_of("Name Type Description Notes", "kite String The kite. [optional]", "flyMode ModeEnum How it flies. [optional]")

    assert [(name, prose[0]) for name, _, _, prose in found] == [("kite", "The kite."), ("flyMode", "How it flies.")]


def test_a_last_column_of_values_has_the_prose_where_no_other_has() -> None:
    found = fields_of("KEY", "TYPE", "VALUE", "kite_file", "File", "The kite.", "tail", "String", "Its tail, if any.")

    assert found == [
        ("kite_file", False, {"type": "string", "format": "binary"}, ["The kite."]),
        ("tail", False, {"type": "string"}, ["Its tail, if any."]),
    ]


def test_rows_may_have_nothing_between_their_cells_below_titles_that_have_blanks() -> None:
    found = fields_of("Field Type Required Default Notes", "kitestringYes-The kite.", "windint?NocalmIn knots.", "flyboolNofalseWhether.")

    assert [(name, required, schema) for name, required, schema, _ in found] == [
        ("kite", True, {"type": "string"}),
        ("wind", False, {"type": "integer"}),
        ("fly", False, {"type": "boolean", "default": False}),
    ]


def test_a_title_above_a_method_and_an_address_ends_the_table_above_it() -> None:
    head = "Field\tMandatory\tFormat\tComment"
    first = f"Dyes API\nDye\nPOST\nhttps://api.dyer.example/v1/dyes\nBody\n{head}\nhue\tM\tstring\tWhich one"
    pages = read_operations(
        "p.txt", f"{first}\nList dyes\nGET\nhttps://api.dyer.example/v1/dyes\nQuery\n{head}\npage\tO\tint\tWhich page\n"
    )

    assert [(p.method, p.route, [b.name for b in p.blocks]) for p in pages] == [
        ("POST", "/v1/dyes", ["hue"]),
        ("GET", "/v1/dyes", ["page"]),
    ]


def test_rows_of_a_label_and_what_is_called_are_no_table() -> None:
    rows = "URL\t/v1/dyes\nMethod\tPOST\n\nParameters\n#\tParameter\tMandatory?\tData type\tRemarks\n1\thue\tY\tString\tWhich one\n"
    page = read_page("p.txt", f"1.2 Dye\n{rows}")

    assert (page.method, page.route, [b.name for b in page.blocks]) == ("POST", "/v1/dyes", ["hue"])


def test_a_line_of_a_cell_that_names_a_section_ends_no_table_where_another_row_follows() -> None:
    rows = (
        "kite\tString\tYes\tThe kite.",
        "Only applicable to options",
        "tail\tString\tNo\tIts tail.",
        "Valid options: red or blue",
        "rope\tString\tNo\tIts rope.",
    )
    page = "\n".join(
        (
            "Request Parameters",
            "Parameter\tType\tRequired\tDescription",
            *rows,
            "Response Parameters",
            "Parameter\tType\tDescription",
            "id\tString\tIts id.",
        )
    )

    (read,) = read_operations("page.txt", page)

    assert [(b.name, b.location) for b in read.blocks] == [("kite", "body"), ("tail", "body"), ("rope", "body"), ("id", "response")]


def test_lines_of_a_cell_may_be_values_with_what_they_mean_and_sentences_without_an_end() -> None:
    glaze = ("glaze\tString\tYes\tHow it shines", "matt: not at all", "satin_gloss: a little", "The default is matt")
    note = ("note\tString\tNo\tIts label", "At most 32 characters", "spread over the", "Whole pot.")
    (page,) = read_operations("page.txt", "\n".join(("Request Parameters", "Parameter\tType\tRequired\tDescription", *glaze, *note)))

    assert {b.name: [(p.text, p.level) for p in b.prose] for b in page.blocks} == {
        "glaze": [("How it shines", 0), ("matt: not at all", 1), ("satin_gloss: a little", 1), ("The default is matt", 0)],
        "note": [("Its label", 0), ("At most 32 characters\nspread over the\nWhole pot.", 0)],
    }


def test_the_first_line_may_be_a_row() -> None:
    page = read_page(
        "p.txt", "Find\nGET /v1/find\nParameters\nlat\trequired\tHow far north\nlon\trequired\tHow far east\nn\toptional\tHow many\n"
    )

    assert [(b.name, b.required) for b in page.blocks] == [("lat", True), ("lon", True), ("n", False)]


def test_a_command_goes_on_to_the_end_of_what_it_sends() -> None:
    lines = (
        "Fire",
        "",
        "curl -X POST https://api.x.com/v1/pots \\",
        "  -d '{",
        '    "size": {',
        '      "width": 2',
        "    }",
        "  }'",
        "",
        "Body",
        "",
    )
    page = read_page("page.txt", "\n".join((*lines, "Field\tType\tDescription", "size\tobject\tHow big.", "")))

    assert [len(sample.code.splitlines()) for sample in page.samples] == [6]


def test_words_behind_the_title_of_an_answer_end_the_table_above() -> None:
    text = (
        "GET /v2/boats\nRequest parameters:\n\nParameter\tLocation\tType\tRequired\tDescription\n"
        "sail\tquery\tstring\tNo\tThe sail.\nmast\tquery\tstring\tNo\tThe mast.\n"
        "Response data: Pages of boats, items is an array of boats with all parts\n\nField\tType\tDescription\nkeel\tstring\tThe keel.\n"
    )

    [page] = read_operations("page.txt", text)

    assert [b.name for b in page.blocks if b.location != "response"] == ["sail", "mast"]


RUN = """\
Fire a pot
Parameters for "Fire a pot"
Body parameters
Name, Type, Description
pot string or integer Required
Which pot.

glaze string
The glaze.

Can be one of: matt, shiny

heat integer
How hot (max 1300).

Default: 900

HTTP response status codes
Status code\tDescription
201\tCreated

post
/v1/pots
"""


def test_rows_of_a_copy_go_on_behind_paragraphs_about_the_one_above() -> None:
    [page] = read_operations("page.txt", RUN, "tab-table")

    assert [(b.name, b.required) for b in page.blocks] == [("pot", True), ("glaze", False), ("heat", False)]
    assert [str(p.text) for p in page.blocks[1].prose][-1].endswith("Can be one of: matt, shiny")


STACKED = """\
Fire a pot
Endpoint
POST https://api.pots.example/v2/pots
Headers
Key
Value
Authorization
Bearer {token}
Content-Type
application/json
Body
Field
Type
Required
Description
pot
string
✅
Which pot.
heat
integer
❌
1 to 5. Default 3.
Response
{
  "id": 1
}
"""


def test_of_two_layouts_that_fit_equally_well_the_one_that_states_more_is_read() -> None:
    [page] = read_operations("page.txt", STACKED)

    assert [(b.name, b.location, b.required) for b in page.blocks] == [("pot", "body", True), ("heat", "body", False)]
