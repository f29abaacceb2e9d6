"""HTML pages: the ways in which sites print a field, each with a page that someone might have made."""

from typing import Any

import pytest

from swornspec.page import Page, read_page
from swornspec.text.legible import words


def html(*parts: str) -> Page:
    return read_page("page.html", "\n".join(["<h1>Fly a kite</h1>", "<p><code>POST /v1/kites</code></p>", *parts]), "html")


def schemas(page: Page) -> dict[str | None, dict[str, Any]]:
    return {b.path: {**b.schema, **({"required": True} if b.required else {})} for b in page.blocks}


def said(page: Page) -> dict[str | None, list[str]]:
    return {b.path: [words(p) for p in b.prose] for b in page.blocks}


ITEM = "<li><h4><span>{}</span> <span>{}</span></h4><p>{}</p></li>"


def test_a_name_beside_the_word_enum_is_a_field_and_its_values_may_stand_further_down() -> None:
    values = "<p>Possible values: <code>silk</code>, <code>paper</code></p></li>"
    page = html("<h2>Body parameters</h2><ul>", ITEM.format("cloth", "enum", "What it is made of.").replace("</li>", values), "</ul>")

    assert [b.schema["enum"] for b in page.blocks] == [["silk", "paper"]]
    assert said(page) == {"cloth": ["What it is made of."]}
    assert page.gaps == ()


def test_values_that_the_page_says_there_are_and_does_not_show_are_lost() -> None:
    page = html("<h2>Body parameters</h2><ul>", ITEM.format("cloth", "enum", "What it is made of."), "</ul>")

    assert [b.enum_lost for b in page.blocks] == [True]


def test_values_with_a_description_each_are_values_and_their_descriptions_prose() -> None:
    value = "<div><div><code>{}</code></div><div><p>{}</p></div></div>"
    listed = (
        "<div>Possible enum values</div>"
        + value.format("auto", "The wind decides.")
        + value.format("manual", "Not with <code>tail</code>.")
    )
    page = html("<h2>Body</h2><ul><li><div><h4><span>launch</span><span>enum</span></h4></div><p>How it starts.</p>", listed, "</li></ul>")

    assert schemas(page) == {"launch": {"type": "string", "enum": ["auto", "manual"]}}
    assert said(page) == {"launch": ["How it starts.", "The wind decides.", "Not with tail."]}


def test_a_name_that_looks_like_those_of_fields_is_one_without_a_type() -> None:
    plain = "<li><h4><span>tail</span></h4><p>How long.</p></li>"
    page = html("<h2>Body</h2><ul>", ITEM.format("span", "integer", "In cm."), plain, ITEM.format("ends_at", "moment", "When."), "</ul>")

    assert said(page) == {"span": ["In cm."], "tail": ["How long."], "ends_at": ["When."]}


def test_a_heading_that_looks_like_no_field_stays_a_heading() -> None:
    page = html("<h2>Body</h2><ul>", ITEM.format("span", "integer", "In cm."), "</ul><h4>overview</h4><p>Fly it high.</p>")

    assert list(said(page)) == ["span"]
    assert "Fly it high." in [note.text for note in page.notes]


def test_a_name_that_is_required_needs_no_type() -> None:
    item = "<li><h3><span>{}</span> <span>{}</span></h3><p>{}</p></li>"
    below = "<li><h3>note<div>optional, default is <code>none</code></div></h3><p>Any words.</p></li>"
    page = html("<h5>Arguments</h5><ul>", item.format("amount", "required", "How many."), below, "</ul>")

    assert schemas(page)["amount"] == {"required": True}
    assert said(page) == {"amount": ["How many."], "note": ["Any words."]}


def test_a_name_may_have_its_type_in_the_same_heading_or_right_below_it() -> None:
    page = html(
        "<h3>Parameters</h3><h4>size (integer)</h4><p>In cm.</p><h4><code>name</code></h4><p><em>string, required</em></p><p>Any.</p>",
        "<h4><code>lines</code></h4><p>Type: integer</p><p>Default: 2</p><p>How many.</p>",
    )

    assert schemas(page) == {
        "size": {"type": "integer"},
        "name": {"type": "string", "required": True},
        "lines": {"type": "integer", "default": 2},
    }
    assert said(page) == {"size": ["In cm."], "name": ["Any."], "lines": ["How many."]}


@pytest.mark.parametrize(
    ("box", "schema"),
    [
        (
            "<span>span</span><span>integer</span><span>default:64</span><div>Required range: <code>1 &lt;= x &lt;= 99</code></div>",
            (1, 99, 64),
        ),
        (
            "<div>span</div><div><span>Type: </span><span>integer</span></div><div>min: 1</div><div>max: 99</div><div>default: 64</div>",
            (1, 99, 64),
        ),
        ("<b>span</b><span>integer</span><p>Default is <code>64</code>.</p><p>Range: 1 to 99</p>", (1, 99, 64)),
        (
            "<b>span</b><span>integer</span><div>Default:</div><div>64</div><div>&gt;= <!-- -->1</div><div>&lt;= <!-- -->99</div>",
            (1, 99, 64),
        ),
    ],
)
def test_limits_and_defaults_stand_in_pieces_of_their_own(box: str, schema: tuple[int, int, int]) -> None:
    page = html(f"<h2>Body</h2><div class=p>{box}<p>In cm.</p></div>")

    assert schemas(page) == {"span": {"type": "integer", "minimum": schema[0], "maximum": schema[1], "default": schema[2]}}
    assert said(page) == {"span": ["In cm."]}
    assert page.gaps == ()


@pytest.mark.parametrize(
    "values",
    [
        "<div><span>Allowed values:</span><span>silk</span><span>paper</span></div>",
        "<p><strong>Possible values:</strong> [<code>silk</code>, <code>paper</code>]</p>",
        "<div>Allowed:<button><code>silk</code></button><button><code>paper</code></button></div>",
        '<div><span> Enum<!-- -->:</span> <span>"silk"</span> <span>"paper"</span></div>',
        "<div>Allowed values:</div><div>silk</div><div>paper</div>",
        "<div>enum</div><ul><li><span>silk</span></li><li><span>paper</span></li></ul>",
        "<p>Possible values:</p><ul><li><code>silk</code></li><li><code>paper</code></li></ul>",
    ],
)
def test_values_are_listed_in_many_ways(values: str) -> None:
    page = html(f"<h2>Body</h2><div class=p><div><label>cloth</label><span>string</span></div><p>Of what.</p>{values}</div>")

    assert schemas(page) == {"cloth": {"type": "string", "enum": ["silk", "paper"]}}
    assert said(page) == {"cloth": ["Of what."]}
    assert page.gaps == ()


def test_a_default_and_an_example_may_share_a_line() -> None:
    page = html(
        "<h2>Body</h2><div><b>span</b><span>integer</span><div>Default: <code>4</code> <span>Example: <code>7</code></span></div></div>"
    )

    assert schemas(page) == {"span": {"type": "integer", "default": 4, "examples": [7]}}


def test_a_type_may_be_in_two_pieces() -> None:
    page = html(
        "<h2>Body</h2><div><b>tails</b><div><span>Array of </span><span>strings</span><span> &lt;= 20 items </span></div><p>Any.</p></div>"
    )

    assert schemas(page) == {"tails": {"type": "array", "items": {"type": "string"}, "maxItems": 20}}


def test_the_name_of_an_object_may_be_on_the_button_that_opens_it() -> None:
    row = "<tr><td><span class=property-name>{}</span></td><td><div>{}</div><p>{}</p></td></tr>"
    button = row.format("tail", "object", "The tail.").replace("<span", "<button><span").replace("</span>", "</span></button>")
    inner = f"<tr><td colspan=2><table>{row.format('length', 'integer', 'In cm.')}</table></td></tr>"
    page = html(
        "<h2>Body</h2><table><tbody>", button, inner, row.format("name", "string", "Its name."), "</tbody></table><button>Try it</button>"
    )

    assert said(page) == {"tail": ["The tail."], "tail.length": ["In cm."], "name": ["Its name."]}


def test_a_list_may_hold_other_elements_than_items() -> None:
    box = "<div><span><strong>{}</strong><span>{}</span></span><p>{}</p></div>"
    length = box.format("length", "integer", "In cm.")
    inner = f"<details><summary><strong>tail</strong><span>object</span></summary><p>The tail.</p>{length}</details>"
    page = html("<h2>Body</h2><ul>", box.format("name", "string", "Its name."), inner, "</ul>")

    assert said(page) == {"name": ["Its name."], "tail": ["The tail."], "tail.length": ["In cm."]}


def test_items_of_a_list_begin_with_a_name_that_is_set_apart() -> None:
    page = html(
        "<h3>Parameters</h3><ul><li><strong>name</strong> - <em>string</em> - Its name.</li>",
        "<li><code>lines</code>: integer. How many.</li>",
        "<li><code>depth</code> (integer, default 3, max 8) How deep.</li><li><b>colour</b>: Any colour.</li>",
        "<li><code>cut</code> <em>required</em><p>Where to cut.</p><p>Not at the tail.</p></li></ul>",
    )

    assert schemas(page) == {
        "name": {"type": "string"},
        "lines": {"type": "integer"},
        "depth": {"type": "integer", "default": 3, "maximum": 8},
        "colour": {},
        "cut": {"required": True},
    }
    assert said(page)["colour"] == ["Any colour."]
    assert " ".join(said(page)["cut"]) == "Where to cut. Not at the tail."


def test_items_that_only_begin_with_code_are_no_fields() -> None:
    listed = "<ul><li><code>silk</code>: for light winds.</li><li><code>paper</code> string breaks when wet.</li></ul>"
    page = html(f"<h3>Parameters</h3><div><b>cloth</b> <i>string</i></div><p>Of what it is:</p><h3>Cloths</h3>{listed}")

    assert list(schemas(page)) == ["cloth"]


def test_paragraphs_begin_with_a_name_where_the_heading_says_that_fields_follow() -> None:
    told = "<p><strong>width:</strong> integer. In cm.</p><p><strong>cloth</strong>: <em>string</em>, required. Of what.</p>"

    assert schemas(html(f"<h3>Parameters</h3>{told}")) == {"width": {"type": "integer"}, "cloth": {"type": "string", "required": True}}
    assert schemas(html(f"<h3>Glossary</h3>{told}")) == {}


@pytest.mark.parametrize(
    "form",
    [
        "<dl><dt>Type</dt><dd>integer</dd><dt>Required</dt><dd>Yes</dd><dt>Description</dt><dd>In cm.</dd><dt>Default</dt><dd>7</dd></dl>",
        "<table><tr><th>Type<td>integer<tr><th>Required<td>Yes<tr><th>Description<td>In cm.<tr><th>Default<td>7</table>",
    ],
)
def test_labels_with_values_are_about_the_field_that_the_heading_names(form: str) -> None:
    page = html(f"<h3>Parameters</h3><h4>width</h4>{form}")

    assert schemas(page) == {"width": {"type": "integer", "default": 7, "required": True}}
    assert said(page) == {"width": ["In cm."]}


def test_a_table_of_one_column_may_hold_a_box_for_each_field() -> None:
    cell = "<tr><td><div><code>{}</code> <span>{}</span></div><div><p>{}</p></div>{}</td></tr>"
    length = cell.format("length", "integer", "In cm.", "")
    inner = f"<details><summary>Properties of <code>tail</code></summary><table>{length}</table></details>"
    page = html(
        "<h3>Body parameters</h3><table><thead><tr><th>Name, Type, Description</th></tr></thead><tbody>",
        cell.format("name", "string", "Its name.", ""),
        cell.format("tail", "object", "The tail.", inner),
        "</tbody></table>",
    )

    assert said(page) == {"name": ["Its name."], "tail": ["The tail."], "tail.length": ["In cm."]}


def test_terms_have_facets_below_their_sentences_too() -> None:
    page = html(
        "<h3>Body</h3><dl><dt><span>cloth</span> <span>enum</span></dt><dd><p>Of what.</p><p>Possible values:</p>",
        "<ul><li><code>silk</code></li><li><code>paper</code></li></ul></dd>",
        "<dt><span>width</span> <span>integer</span></dt><dd><p>In cm.</p><p>Min: 5</p><p>Max: 90</p></dd></dl>",
    )

    assert schemas(page) == {
        "cloth": {"type": "string", "enum": ["silk", "paper"]},
        "width": {"type": "integer", "minimum": 5, "maximum": 90},
    }
    assert said(page) == {"cloth": ["Of what."], "width": ["In cm."]}


def test_the_name_of_a_label_is_no_field() -> None:
    row = "<div><div><span>{}</span></div><div><span>type<span>{}</span></span></div><p>{}</p></div>"
    page = html("<h3>Body</h3><div>", row.format("wind", "string", "From where."), row.format("until", "date-time", "When."), "</div>")

    assert said(page) == {"wind": ["From where."], "until": ["When."]}


def test_fields_side_by_side_are_no_parts_of_each_other_though_they_are_marked_up_differently() -> None:
    one = "<div class=Param><div><label>mode</label><div>string</div></div><p>How.</p></div>"
    other = "<div class=Param><header><h3>options</h3><div>object</div></header><p>More.</p><div><h4>OPTIONS OBJECT</h4>{}</div></div>"
    page = html("<h3>Body params</h3>", one, other.format("<div><label>depth</label><div>number</div><p>How deep.</p></div>"))

    assert said(page) == {"mode": ["How."], "options": ["More."], "options.depth": ["How deep."]}


def test_what_stands_where_nothing_should_is_a_gap() -> None:
    page = html(
        "<h2>Body</h2><table><tr><th>Name</th><th>Type</th></tr>",
        "<tr><td>a</td><td>int</td><td>\nMust be even.\n</td></tr>\nNot with b.\n</table>",
        "<dl>\nOnly once.\n<dt>b</dt><dd>int. In cm.</dd></dl>",
    )

    assert schemas(page) == {"a": {"type": "integer"}, "b": {"type": "integer"}}
    assert {gap.text for gap in page.gaps} == {"Must be even.", "Not with b.", "Only once."}


@pytest.mark.parametrize("place", ["<section id=search>{}</section>", "<div id=pagination>{}</div>", "<div id=create-feedback>{}</div>"])
def test_a_part_of_the_documentation_may_be_called_as_parts_of_a_site_are(place: str) -> None:
    page = html(place.format("<h2 id=feedback>Body</h2><table><tr><th>Name<th>Type<tr id=menu><td>page<td>integer</table>"))

    assert [(b.name, b.location) for b in page.blocks] == [("page", "body")]
    assert html(place.format("<p>Find it.</p>")).notes == ()


def test_links_to_a_heading_are_chrome_and_a_heading_that_is_a_link_is_none() -> None:
    box = "<div><h4><a class=anchor-link href='#x'>{}</a> <span>integer</span></h4><p>In cm.</p></div>"
    page = html("<h2>Body</h2>", box.format("width"), "<h3>Limits <a class=permalink>Link to this heading</a></h3><p>Few.</p>")

    assert [b.name for b in page.blocks] == ["width"]


def test_the_foot_of_an_item_is_documentation() -> None:
    page = html("<h2>Body</h2><ul><li><b>a</b> <i>integer</i><p>In cm.</p><footer>Must be even.</footer></li></ul><footer>Ours.</footer>")

    assert "Must be even." in " ".join(said(page)["a"])
    assert "Ours." not in [note.text for note in page.notes]


def test_fields_of_one_section_are_side_by_side_whatever_stands_in_the_one_before() -> None:
    box = "<div class=p><div><label>{}</label> <span>{}</span></div><div>{}</div></div>"
    inner = box.format("name", "string", "<p>Its name.</p>")
    body = box.format("tail", "object", f"<p>The tail.</p><div class=list>{inner}</div>") + box.format("size", "number", "<p>In cm.</p>")
    page = html(
        f"<h2>Query parameters</h2><div class=list>{box.format('dry', 'boolean', '<p>No.</p>')}</div>",
        f"<h2>Body</h2><div class=list>{body}</div>",
    )

    assert [b.path for b in page.blocks] == ["dry", "tail", "tail.name", "size"]


def test_a_sign_may_stand_before_a_name() -> None:
    box = "<div class=p><h4>{}<code>{}</code> <span>integer</span></h4><p>In cm.</p></div>"
    page = html("<h2>Body</h2>", box.format("<i class=req>*</i> ", "width"), box.format("<a href='#b'>#</a> ", "height?"))

    assert schemas(page) == {"width": {"type": "integer", "required": True}, "height": {"type": "integer"}}


def test_what_stands_beside_a_name_that_is_no_field_is_not_lost() -> None:
    terms = "<dl><dt><span>width</span></dt><dd><span>width</span></dd></dl>"
    page = html(f"<details><summary>width</summary><span>integer</span><div>{terms}<span>integer</span><span>In cm.</span></div></details>")

    assert schemas(page) == {"width": {"type": "integer"}}
    assert "In cm." in " ".join(said(page)["width"])


def test_items_of_a_list_of_fields_need_no_mark_around_their_types() -> None:
    items = "<li><code>hue</code> string (Hue) - Which one.</li><li><p><code>size</code> <em>integer</em> How large.</p></li>"
    page = read_page("p.html", f"<h1>List</h1><p>GET /v1/kites</p><h3>Query parameters</h3><ul>{items}</ul>")

    assert [(b.name, b.schema["type"]) for b in page.blocks] == [("hue", "string"), ("size", "integer")]


def test_a_method_in_small_letters_above_code_that_is_an_address_says_what_is_called() -> None:
    fields = "<h2>Parameter</h2><table><tr><th>Field<th>Type<th>Description<tr><td>hue<td>String<td>Which one.</table>"
    page = read_page("p.html", f'<h1>Dye</h1><span class="type">post</span><pre><code>/v1/dyes/:cloth</code></pre>{fields}')

    assert (page.method, page.route) == ("POST", "/v1/dyes/{cloth}")


def test_the_rows_of_a_table_without_titles_may_list_the_values_that_are_announced() -> None:
    rows = "<tr><td><code>fast</code></td><td>At once.</td></tr><tr><td><code>slow</code></td><td>Later.</td></tr>"
    box = "<li><div><span>mode</span><span>enum</span></div><div><p>How.</p><p>Possible enum values</p><table>{}</table></div></li>"
    other = "<li><div><span>hue</span><span>string</span></div><div><p>Which one.</p><p>Colours</p><table>{}</table></div></li>"
    page = read_page("p.html", f"<h1>Dye</h1><h3>Parameters</h3><ul>{box.format(rows)}{other.format(rows)}</ul>")

    assert [b.schema.get("enum") for b in page.blocks] == [["fast", "slow"], None]


def test_a_path_may_have_its_parameters_with_their_types_in_brackets() -> None:
    field = "<dt>Request JSON Object</dt><dd><ul><li><p><strong>hue</strong> (<em>string</em>) – Which one.</p></li></ul></dd>"
    page = read_page("p.html", f"<dl><dt>POST /v1/dyes/<em>(<em>int:</em> cloth)</em></dt><dd><dl>{field}</dl></dd></dl>")

    assert page.route == "/v1/dyes/{cloth}"


def test_a_button_may_bear_what_is_called() -> None:
    called = "<button><span>post</span><span>/v1/dyes/{cloth}</span></button><button><span>Copy</span><span>/v1</span></button>"
    field = "<li><code>hue</code> (string): Which one.</li>"
    page = read_page("p.html", f"<h2>Dye</h2><h5>Request Body</h5><ul>{field}</ul><h3>Responses</h3>{called}")

    assert (page.method, page.route, [b.name for b in page.blocks]) == ("POST", "/v1/dyes/{cloth}", ["hue"])


def test_definitions_may_begin_with_facts_in_brackets() -> None:
    terms = "<dt>page</dt><dd><p>(integer, optional) Which page.</p></dd><dt>hue</dt><dd>(see below) Which one.</dd>"
    page = read_page("p.html", f"<h2>List</h2><p>GET /v1/dyes</p><h4>Query parameters</h4><dl>{terms}</dl>")

    assert [(b.name, b.schema, [p.text for p in b.prose]) for b in page.blocks] == [
        ("page", {"type": "integer"}, ["Which page."]),
        ("hue", {}, ["(see below) Which one."]),
    ]


def test_a_column_of_paths_beside_one_of_types_names_fields() -> None:
    head = "<tr><th>Path</th><th>Type</th><th>Description</th></tr>"
    row = "<tr><td><code>size.width</code></td><td>Number</td><td>How wide.</td></tr>"
    page = read_page("p.html", f"<h2>Dye</h2><p>POST /v1/dyes</p><h4>Request fields</h4><table>{head}{row}</table>")

    assert [(b.path, b.schema["type"]) for b in page.blocks] == [("size.width", "number")]
