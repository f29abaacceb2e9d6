"""reStructuredText pages: reading is the inverse of printing, and what pages do beyond that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, Param
from test_markdown_table import Placed, found, placed_specs, shown, wanted

from swornspec.errors import PageError
from swornspec.page import Page, read_operations, read_page
from swornspec.text.markup import unmarked

SECTIONS = {"query": "Query parameters", "path": "Path parameters", "header": "Request headers", "body": "Request body"}
DOMAIN = {
    "query": ("query", "queryparam"),
    "path": ("param", "parameter"),
    "header": ("reqheader", "<header"),
    "body": ("<json", "reqjson", "form", "jsonparam"),
}
COLUMNS = ("Field", "Type", "Required", "Default", "Range", "Values", "Description")


@dataclass(frozen=True)
class Style:
    """How an author lists fields: in the HTTP domain, in a table of some kind, as terms or as fields."""

    kind: str
    ticks: bool
    role: int
    mark: str


@st.composite
def styles(draw: st.DrawFn) -> Style:
    kind = draw(st.sampled_from(("http", "simple", "grid", "list-table", "csv-table", "terms", "fields")))
    return Style(kind, draw(st.booleans()), draw(st.integers(0, 3)), draw(st.sampled_from("=-~^")))


def type_of(param: Param) -> str:
    kind = "string" if param.values else f"array of {param.items}{' or null' if param.item_null else ''}" if param.items else param.kind
    return f"{kind} | null" if param.nullable else kind


def default_of(param: Param) -> str:
    value = param.default
    return "" if value is None else f"``{value if isinstance(value, str) else json.dumps(value)}``"


def cells_of(placed: Placed, style: Style) -> list[str]:
    param = placed.param
    name = ".".join((*placed.within, param.name))
    return [
        f"``{name}``" if style.ticks else name,
        type_of(param) + (", deprecated" if param.deprecated else ""),
        "Yes" if param.required else "no",
        default_of(param),
        "{} to {}".format(*param.bounds) if param.bounds else "",
        ", ".join(f"``{v}``" for v in param.values),
        " ".join(param.prose),
    ]


def drawn(rows: Sequence[Sequence[str]], style: Style) -> list[str]:
    """A table of one of the four kinds."""
    widths = [max(len(row[n]) for row in rows) + 1 for n in range(len(rows[0]))]
    if style.kind == "list-table":
        listed = [f"   {'*' if n == 0 else ' '} - {cell}".rstrip() for row in rows for n, cell in enumerate(row)]
        return [".. list-table::", "   :header-rows: 1", "", *listed]
    if style.kind == "csv-table":
        quoted = [", ".join(f'"{cell}"' for cell in row) for row in rows]
        return [".. csv-table::", f"   :header: {quoted[0]}", "", *(f"   {row}" for row in quoted[1:])]
    if style.kind == "grid":
        lines = ["| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |" for row in rows]
        border = ["+" + "+".join(char * (w + 2) for w in widths) + "+" for char in "-="]
        return [border[0], lines[0], border[1], *(part for line in lines[1:] for part in (line, border[0]))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    border = ["  ".join("=" * w for w in widths)]
    return [*border, lines[0], *border, *lines[1:], *border]


def lines_of(placed: Placed, style: Style) -> list[str]:
    """A field that is no row of a table."""
    param = placed.param
    name, *_ = cells_of(placed, style)
    prose = " ".join(param.prose)
    facets = ["required" if param.required else "optional", *(["deprecated"] if param.deprecated else [])]
    facets += [f"default: {default_of(param)}"] if param.default is not None else []
    facets += ["{} to {}".format(*param.bounds)] if param.bounds else []
    if style.kind == "terms":
        return [f"{name} : {', '.join([type_of(param), *facets])}", f"   {prose or 'Text.'}", ""]
    return [f":{name}: ({', '.join([type_of(param), *facets])}) {prose}".rstrip()]


def render(spec: Sequence[Placed], style: Style) -> str:
    """The specification as a page.

    Nothing is lost in tables but where paragraphs end; terms and fields lose lists of values, and the HTTP domain all
    but name, type, place and prose.
    """
    title = ["Create a thing", style.mark * 14, ""]
    if style.kind == "http":
        path = "".join(f"/({p.param.name})" for p in spec if p.param.location == "path")
        lines = [*title, f".. http:post:: /v1/things{path}", "", "   Makes things.", ""]
        for placed in spec:
            word = DOMAIN[placed.param.location][style.role % len(DOMAIN[placed.param.location])]
            name = ".".join((*placed.within, placed.param.name))
            kind = type_of(placed.param).replace(" | ", "|")
            lines.append(f"   :{word} {kind} {name}: {' '.join(placed.param.prose)}".rstrip())
        return "\n".join([*lines, "   :status 402: Pay first.", ""])
    lines = [*title, "``POST https://api.example.com/v1/things``", "", "Makes things, as many as you like.", "", ".. A comment.", ""]
    under = {"=": "-", "-": "~", "~": "^", "^": "="}[style.mark]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        if not group:
            continue
        lines += [SECTIONS[location], under * len(SECTIONS[location]), ""]
        if style.kind in ("terms", "fields"):
            lines += [line for placed in group for line in lines_of(placed, style)]
        else:
            lines += drawn([COLUMNS, *(cells_of(p, style) for p in group)], style)
        lines.append("")
    return "\n".join(
        [
            *lines,
            "Errors",
            under * 6,
            "",
            "======  ==========",
            "Status  Message",
            "======  ==========",
            "402     Pay first.",
            "======  ==========",
        ]
    )


def expected(placed: Placed, style: Style) -> tuple:
    name, location, within, schema, required, _ = wanted(placed)
    if style.kind in ("terms", "fields"):
        schema = {k: v for k, v in schema.items() if k != "enum"}
    if style.kind == "http":
        schema = {k: v for k, v in schema.items() if k in ("type", "items", "format")}
        required = False
    text = " ".join(placed.param.prose)
    return name, location, within, schema, required, (text,) if text else ("Text.",) if style.kind == "terms" else ()


@given(placed_specs(), styles())
@settings(max_examples=60, deadline=None)
def test_pages_give_the_spec_whatever_their_style(spec: list[Placed], style: Style) -> None:
    page = read_page("page.rst", render(spec, style), "rst")

    assert shown(map(found, page.blocks)) == shown(expected(p, style) for p in spec)
    assert page.gaps == ()
    assert (page.method, (page.route or "").partition("/{")[0]) == ("POST", "/v1/things")


def page_of(*lines: str, below: Sequence[str] = ()) -> Page:
    return read_page("page.rst", "\n".join(["Make", "====", "", "POST /v1/things", "", *lines, "", *below]), "rst")


def prose(page: Page) -> dict[str, list[str]]:
    return {block.path or "": [p.text for p in block.prose] for block in page.blocks}


def test_the_lines_of_a_cell_are_one_sentence_whatever_stands_beside_them() -> None:
    border = "+------+---------+-------------+--------+"
    rows = (
        "| Name | Type    | Description | Notes  |",
        "| a    | array   | Must be     | Seldom |",
        "|      | of ints | given.      | used.  |",
    )
    page = page_of(border, rows[0], border.replace("-", "="), *rows[1:], border)

    (block,) = page.blocks
    assert dict(block.schema) == {"type": "array", "items": {"type": "integer"}}
    assert [" ".join(page.plain(p).text.split()) for p in block.prose] == ["Must be given.", "Seldom used."]


def test_rows_that_cannot_be_told_apart_are_gaps() -> None:
    page = page_of("====  ====", "Name  Type", "====  ====", "a     int", "b wide int", "c     int", "====  ====")

    assert [b.name for b in page.blocks] == ["a", "c"]
    assert [gap.text for gap in page.gaps] == ["b wide int"]


def test_a_comment_holds_no_fields() -> None:
    page = page_of("Parameters", "----------", "", ":a: (int) A.", "", "..", "   :b: (int) B.", "", ".. :c: (int) C.")

    assert [b.name for b in page.blocks] == ["a"]


def test_calls_of_the_domain_are_operations_with_their_paths() -> None:
    text = ".. http:get:: /things/(int:id)?a=b\n\n   :query int a: A.\n\n.. http:delete:: /things/(int:id)\n\n   :status 404: None.\n"
    pages = read_operations("page.rst", text)

    assert [(p.method, p.route) for p in pages] == [("GET", "/things/{id}"), ("DELETE", "/things/{id}")]
    assert [[(b.name, b.location) for b in p.blocks] for p in pages] == [[("a", "query")], []]


def test_roles_and_references_read_as_what_they_show() -> None:
    page = page_of("Parameters", "----------", "", "``a`` : :ref:`Size <sizes>`", "   See `this`_ and :doc:`that </x>`.")

    assert [(b.name, b.type_name) for b in page.blocks] == [("a", "Size")]
    assert [" ".join(p.text.split()) for p in unmarked(page.blocks[0].prose[0])] == ["See this and that ."]


def test_the_fields_of_a_body_that_is_an_array_are_gaps() -> None:
    page = read_page("page.rst", ".. http:post:: /things\n\n   :<jsonarr int a: A.\n   :>jsonarr int id: It.\n")

    assert [(b.name, b.location) for b in page.blocks] == [("id", "response")]
    assert [gap.text for gap in page.gaps] == [":<jsonarr int a: A."]


def test_parts_below_an_object_are_fields_and_below_anything_else_prose() -> None:
    page = page_of(
        "Parameters",
        "----------",
        "",
        "a : object",
        "   A.",
        "",
        "   b : int",
        "      B.",
        "",
        "c : string",
        "   One of:",
        "",
        "   * ``x`` -- X.",
    )

    assert prose(page) == {"a": ["A."], "a.b": ["B."], "c": ["One of:\n\n   * ``x`` -- X."]}


def test_a_json_value_of_the_domain_may_be_of_any_type() -> None:
    page = read_page("page.rst", ".. http:post:: /things\n\n   :<json json a: A.\n   :<json number|null b: B.\n")

    assert [dict(b.schema) for b in page.blocks] == [{}, {"type": ["number", "null"]}]


def test_a_line_of_prose_that_says_nothing_is_no_prose() -> None:
    page = read_page("page.rst", ".. http:post:: /v1/x\n\n   :<json int hue: How.\n\n.\n")

    assert [use.use for use in page.lines if use.line.text == "."] == ["structure"]


def test_the_items_of_an_array_of_the_body_have_the_fields_that_follow_it() -> None:
    fields = [
        ":<json string name: N.",
        ":<json array tails: T.",
        ":<jsonarr int bows: B. *required*",
        ":<json int size: S.",
        ":<jsonarr int lost: L.",
    ]
    page = read_page("page.rst", "\n   ".join([".. http:post:: /kites", "", *fields]))

    assert [(b.path, b.required) for b in page.blocks] == [("name", False), ("tails", False), ("tails[].bows", True), ("size", False)]
    assert [gap.text for gap in page.gaps] == [":<jsonarr int lost: L."]


ROWS = """
.. list-table::
   :widths: auto

   * - ``{a}``

       .. type:: object
          :required: true

     - How it
       flies.

       .. note:: At most 9.

       .. list-table::

          * - .. param-name:: bows

              .. type:: integer
                 :default: 3

            - Its bows.

   * - ``hue``

       .. type:: string
          :required: false

     - The hue.
"""


def test_the_rows_of_a_table_without_titles_may_begin_with_names_and_directives() -> None:
    call = [".. endpoint::", "   :method: POST", "   :url: https://api.example.com/v1/kites", "", "Parameters", "----------"]
    page = read_page("page.rst", "\n".join(["Make", "====", "", *call, ROWS.format(a="tail")]))

    assert (page.method, page.route, page.address and page.address.text) == ("POST", "/v1/kites", "https://api.example.com")
    assert [(b.path, b.schema.get("type"), b.schema.get("default"), b.required) for b in page.blocks] == [
        ("tail", "object", None, True),
        ("tail.bows", "integer", 3, False),
        ("hue", "string", None, False),
    ]
    assert {k: [" ".join(p.split()) for p in v] for k, v in prose(page).items()} == {
        "tail": ["How it flies.", "At most 9."],
        "tail.bows": ["Its bows."],
        "hue": ["The hue."],
    }
    assert page.gaps == ()


def test_a_table_without_titles_may_have_types_in_cells_of_their_own() -> None:
    rows = [
        "   * - ``size``",
        "     - integer",
        "     - required",
        "     - In metres.",
        "   * - ``hue``",
        "     - string",
        "     - optional",
        "     - H.",
    ]
    page = page_of("Parameters", "----------", "", ".. list-table::", "", *rows)

    assert [(b.name, dict(b.schema), b.required) for b in page.blocks] == [
        ("size", {"type": "integer"}, True),
        ("hue", {"type": "string"}, False),
    ]
    assert prose(page) == {"size": ["In metres."], "hue": ["H."]}


def test_a_table_of_values_without_titles_lists_no_fields() -> None:
    rows = ["   * - ``red``", "     - A warm one.", "   * - ``blue``", "     - A cold one."]
    page = page_of("Parameters", "----------", "", "``hue`` : string", "   The hue.", "", ".. list-table::", "", *rows)

    assert [b.path for b in page.blocks] == ["hue"]


TABLE = ("=========  =======", "name       type", "=========  =======", "**size**   integer", "hue        string", "=========  =======")


@pytest.mark.parametrize(
    ("said", "required"),
    [
        ("Required parameters are marked in **bold**.", True),
        ("Some of them must be set.\nThese are in **bold**.", True),
        ("Fields in bold are mandatory.", True),
        ("Optional parameters are in bold.", False),
        ("Parameters that are not required are in bold.", False),
        ("A bold name is required reading for kites.", False),
        ("Names are required. Those of kites are short. Their names are in bold.", False),
    ],
)
def test_a_page_may_say_that_bold_names_are_required(said: str, required: bool) -> None:
    page = page_of("Parameters", "----------", "", *said.split("\n"), "", *TABLE)

    assert [(b.name, b.required) for b in page.blocks] == [("size", required), ("hue", False)]


def test_a_table_below_the_name_of_an_object_lists_the_parts_of_the_array_of_such() -> None:
    plain = [line.replace("**size**", "size    ") for line in TABLE]
    flags = [line.replace("size   ", "flags  ").replace("integer", "array") for line in plain]
    page = page_of("Parameters", "----------", "", *flags, "", "Flag object:", "", "It needs a hue.", "", *plain)

    assert [b.path for b in page.blocks] == ["flags", "hue", "flags[].size", "flags[].hue"]


def test_the_title_of_a_table_says_where_its_fields_are_sent() -> None:
    titles = {
        "URI parameters": "kiln",
        "Request header parameters": "X-Token",
        "Request body parameters": "glaze",
        "Response parameters": "id",
    }
    tables = [
        f".. table:: **Table {n}** {title}\n\n   ========= ========= ==========\n   Parameter Mandatory Description\n"
        f"   ========= ========= ==========\n   {name:9} Yes       Which.\n   ========= ========= ==========\n"
        for n, (title, name) in enumerate(titles.items())
    ]
    page = read_page("p", "\n".join(["Pots", "====", "", "POST /v2/{kiln}/pots", "", *tables]))

    assert [(b.name, b.location) for b in page.blocks] == [
        ("kiln", "path"), ("X-Token", "header"), ("glaze", "body"), ("id", "response"),
    ]  # fmt: skip


def test_terms_with_words_beside_them_are_fields_among_others_and_values_in_brackets_are_listed() -> None:
    page = read_page(
        "kites.rst",
        "Kites\n=====\n\n.. http:get:: /v1/kites\n\nParameters\n==========\n\n"
        "``hue`` : optional\n  [ ``red``, ``blue`` ]\n\n  Which colour.\n\n"
        "``size`` : as the :ref:`owner` set it\n  [ ``small``,\n  ``large`` ]\n\n  How large.\n\n``tail`` : optional\n  [ ``long`` ]\n",
    )

    assert [(block.name, block.schema) for block in page.blocks] == [
        ("hue", {"enum": ["red", "blue"]}),
        ("size", {"enum": ["small", "large"]}),
        ("tail", {}),
    ]
    assert [[p.text for p in block.prose] for block in page.blocks] == [
        ["Which colour."],
        ["as the :ref:`owner` set it", "How large."],
        ["[ ``long`` ]"],
    ]


LETTERS = """Send a letter
=============

POST /v1/letters

Variables
---------

:guilabel:`paper`
  ``string`` Which paper to write on.
  In any colour.

``ink``
  *integer*. How much of it.

**seal**
  ``(optional) - boolean`` Whether it is sealed.

:guilabel:`greeting`
  The words that come first.

Returned
--------

``stamp``
  ``string`` Where it was sent.
"""


def test_terms_may_have_their_type_below_them_and_be_roles() -> None:
    page = read_page("p.rst", LETTERS)
    found = [(b.name, b.schema.get("type"), b.prose[0].text) for b in page.blocks if b.location == "body"]

    assert found[:3] == [
        ("paper", "string", "Which paper to write on.\n  In any colour."),
        ("ink", "integer", "How much of it."),
        ("seal", "boolean", "Whether it is sealed."),
    ]
    assert "stamp" not in [name for name, _, _ in found]


def test_a_call_of_the_domain_may_have_fields_with_a_type_and_a_name() -> None:
    text = ".. http:post:: /v1/pots\n\n   :integer pot: **Required**. Which one.\n   :kiln pot: None.\n   :glaze: None.\n"
    page = read_page("p.rst", text)

    assert [(b.name, b.location, b.schema["type"], b.required) for b in page.blocks] == [("pot", "body", "integer", True)]


RESOURCE = """Pots
====

About
-----

A pot has the following public fields:

===== ======= ===========
Field Type    Description
===== ======= ===========
id    integer Its number.
glaze string  Which one.
===== ======= ===========

Calls
-----

.. http:get:: /v1/pots

   :query integer page: Which page.

.. http:post:: /v1/pots

   :<json string glaze: Which one.
"""


def test_the_fields_of_what_several_operations_are_about_are_sent_with_none() -> None:
    pages = read_operations("p.rst", RESOURCE)

    assert [[(b.name, b.location) for b in page.blocks] for page in pages] == [[("page", "query")], [("glaze", "body")]]
    sent = read_operations("p.rst", RESOURCE.replace("A pot has the following public fields", "Accepts these parameters"))
    assert [b.name for b in sent[0].blocks] == ["id", "glaze", "page"]


def test_fields_with_types_set_apart_need_no_directive_on_their_page() -> None:
    called = "::\n\n    GET https://api.geo.example/v1/find\n\n"
    text = f"Find\n####\n\nRequest\n*******\n\n{called}Query Parameters:\n\n:q: *string*, **required**. The words.\n"
    page = read_page("p.rst", f"{text}:limit: *integer*. How many.\n")

    assert (page.layout, [(b.name, b.location, b.schema["type"]) for b in page.blocks]) == (
        "reStructuredText page",
        [("q", "query", "string"), ("limit", "query", "integer")],
    )


def test_a_label_below_a_call_is_about_all_items_of_the_list_below_it() -> None:
    listed = "* **hue** (*string*, optional) -- Which one.\n   * **size** (*integer*) -- How large.\n"
    answer = "   **Response JSON Object:**\n\n   * **id** (*string*) -- Its id.\n   * **at** (*string*) -- When.\n"
    page = read_page("p.rst", f".. http:post:: /v1/dyes\n\n   **Request JSON Object:**\n\n   {listed}\n{answer}")

    assert [(b.name, b.location) for b in page.blocks if b.location == "body"] == [("hue", "body"), ("size", "body")]


@pytest.mark.parametrize("label", ["POST Arguments", "Argument", "Body parameters", "Request param", "**Body field**"])
@pytest.mark.parametrize("form", ["{0} - ({1}) {2}", "``{0}`` ({1}) -- {2}", "**{0}** (*{1}*): {2}", "{0} ({1}): {2}"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_items_may_say_where_their_fields_are_sent(label: str, form: str, gap: str) -> None:
    told = (("size", "int", "How large."), ("mood", "string", "How it is,\n  when it flies."), ("flat", "boolean", "Whether it is."))
    items = gap.join(f"* {label}: {form.format(*field)}" for field in told)
    text = (
        f"Kites\n=====\n\nMake a kite\n^^^^^^^^^^^\n\n* Syntax: /kites\n* Method: POST\n\n{items}\n"
        "* Mandatory fields: size, flat and mood for size 4\n\n"
        "* Result: XML (string) of it\n\nStatuscodes:\n\n* 100 - successful\n\n"
        "Move a kite\n^^^^^^^^^^^\n\n* Path: /kites/*<kite_id>*\n* Method: PUT\n\n* Arguments: kite_id - (int) Which one.\n"
        f"* {label.replace('POST', 'PUT')}: {form.format('wind', 'string', 'Where from.')}\n"
    )
    first, second = read_operations("p.rst", text)

    assert [(page.method, page.route) for page in (first, second)] == [("POST", "/kites"), ("PUT", "/kites/{kite_id}")]
    assert [(b.name, b.location, b.schema.get("type"), b.required) for b in first.blocks] == [
        ("size", "body", "integer", True),
        ("mood", "body", "string", False),
        ("flat", "body", "boolean", True),
    ]
    assert [(b.name, b.location) for b in second.blocks] == [("kite_id", "path"), ("wind", "body")]


@pytest.mark.parametrize(
    "item",
    [
        "Result: XML (string) with all of it",
        "Note: size - (int) is no field",
        "Parameters: see below",
        "Arguments: they are (string) values of it",
        "Mandatory fields: size, stranger",
        "Mandatory fields: what the owner says",
        "Response fields: id - (int) Which one.",
    ],
)
def test_items_that_announce_no_field_of_a_request(item: str) -> None:
    text = (
        f"Make a kite\n^^^^^^^^^^^\n\n* Syntax: /kites\n* Method: POST\n\n* POST Arguments: size - (int) How large.\n"
        f"* POST Arguments: mood - (string) How it is.\n* {item}\n"
    )
    page = read_page("p.rst", text)

    assert [(b.name, b.required) for b in page.blocks if b.location == "body"] == [("size", False), ("mood", False)]


def test_directives_of_a_site_may_be_about_fields() -> None:
    lines = (
        *("Fire", "====", "", ".. endpoint::", "   :method: POST", "   :url: https://api.x.com/v1/pots", "", "Parameters", "----------"),
        *(".. parameter:: size", "   :type: size object", "   :condition: required", "", "   How big.", ""),
        *("   .. parameter:: width", "      :type: integer", "      :condition: optional", "      :default: 3", "", "      In cm.", ""),
        *(".. parameter:: glaze", "   :type: string", "   :required: true", "", "   Which one.", ""),
        *(
            ".. confval:: kiln",
            "   :type: string",
            "",
            "   Not sent.",
            "",
            ".. parameter:: two words",
            "   :type: string",
            "",
            "   No name.",
        ),
    )

    page = read_page("page.rst", "\n".join(lines))
    assert [(b.path, b.required, dict(b.schema)) for b in page.blocks] == [
        ("size", True, {"type": "object"}),
        ("size.width", False, {"type": "integer", "default": 3}),
        ("glaze", True, {"type": "string"}),
    ]


def test_a_line_may_announce_a_table_of_names_alone() -> None:
    text = (
        "Boats\n=====\n\nPOST /v1/boats\n\nThe parameters are as follows:\n\n.. list-table::\n   :header-rows: 1\n\n"
        "   * - Name\n     - Description\n   * - sail\n     - The sail.\n   * - mast\n     - The mast.\n"
    )

    [page] = read_operations("page.rst", text)

    assert [b.name for b in page.blocks] == ["sail", "mast"]
    with pytest.raises(PageError):
        read_operations("page.rst", text.replace("The parameters are as follows:", "A boat has the following attributes:"))
