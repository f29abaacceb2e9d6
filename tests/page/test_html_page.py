"""HTML pages: reading is the inverse of printing, in each of the forms that sites use, and what pages do beyond that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, Param, type_line
from test_markdown_table import HEADERS, NO, SECTIONS, YES, Placed, placed_specs, shown, wanted

from swornspec.errors import PageError
from swornspec.page import Block, Page, read_operations, read_page
from swornspec.page.read import recognise
from swornspec.text.legible import words


@dataclass(frozen=True)
class Site:
    """How a site prints fields: as tables, definitions or boxes; on one line or many; with end tags or without."""

    form: str
    order: tuple[str, ...]
    titles: dict[str, str]
    yes: str
    no: str
    nested: str
    wrap: str
    newline: str
    ends: bool


@st.composite
def sites(draw: st.DrawFn) -> Site:
    others = draw(st.permutations([role for role in HEADERS if role not in ("name", "type")]))
    return Site(
        draw(st.sampled_from(("table", "dl", "boxes", "spans"))),
        ("name", "type", *others) if draw(st.booleans()) else ("type", *others[:2], "name", *others[2:]),
        {role: draw(st.sampled_from([t for t in titles if t[0] not in "`*"])) for role, titles in HEADERS.items()},
        draw(st.sampled_from([y for y in YES if "*" not in y])),
        draw(st.sampled_from(NO)),
        draw(st.sampled_from(("dots", "table"))),
        draw(st.sampled_from(("{}", "<p>{}</p>", "<div><span class='x'>{}</span></div>", "\n  {}\n"))),
        draw(st.sampled_from(("\n", "", "\n\n\t"))),
        draw(st.booleans()),
    )


def render(spec: Sequence[Placed], site: Site) -> str:
    """The specification as an HTML page; nothing is lost but where paragraphs end."""
    parts = ["<!DOCTYPE html><html><head><title>x</title><style>p { a: b }</style></head><body>"]
    parts += ["<nav><ul><li>width integer</li></ul></nav>", "<h1>Create a thing</h1>"]
    parts += ["<p><b>POST</b> <code>https://api.example.com/v1/things</code></p>", "<p>Makes things, as many as you like.</p>"]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        if group:
            parts += [f"<h2>{SECTIONS[location]}</h2>", fields(group, site, 0)]
    parts += ["<h2>Errors</h2>", "<table><tr><th>Status</th><th>Message</th></tr><tr><td>402</td><td>Pay first.</td></tr></table>"]
    return site.newline.join([*parts, "<script>var x = {'<td>': 1}</script></body></html>"])


def fields(group: Sequence[Placed], site: Site, depth: int) -> str:
    """Fields at one depth, each with those that are part of it."""
    pieces = []
    at = 0
    while at < len(group):
        end = at + 1
        while end < len(group) and len(group[end].within) > depth:
            end += 1
        pieces.append(one(group[at], group[at + 1 : end], site, depth))
        at = end
    inner = site.newline.join(pieces)
    if site.form == "dl":
        return f"<dl>{inner}</dl>"
    if site.form != "table":
        return f"<div class='list'>{inner}</div>"
    closed = ("</th>", "</tr>") if site.ends else ("", "")
    return f"<table><tr>{''.join(f'<th>{site.titles[role]}{closed[0]}' for role in site.order)}{closed[1]}{inner}</table>"


def one(placed: Placed, parts: Sequence[Placed], site: Site, depth: int) -> str:
    if site.form == "table":
        return table_row(placed, parts, site, depth)
    param, inner = placed.param, fields(parts, site, depth + 1) if parts else ""
    badges = [*(["required"] if param.required else []), *(["deprecated"] if param.deprecated else [])]
    kind = escape("string | null" if param.values and param.nullable else "string" if param.values else type_line(param))
    stated = [f"{param.bounds[0]} to {param.bounds[1]}"] if param.bounds else []
    stated += [f"Default: <code>{escape(default_of(param))}</code>"] if param.default is not None else []
    stated += [f"Allowed: {' '.join(f'<code>{v}</code>' for v in param.values)}"] if param.values else []
    prose = "".join(f"<p>{p}</p>" for p in told(param, site))
    if site.form == "dl":
        beside = "".join(f" <b>{badge}</b>" for badge in badges)
        closed = "</dt>" if site.ends else ""
        lines = "".join(f"<p>{line}</p>" for line in stated)
        return f"<dt><code>{param.name}</code> <em>{kind}</em>{beside}{closed}<dd>{lines}{prose}{inner}{'</dd>' if site.ends else ''}"
    tag = "div" if site.form == "boxes" else "span"
    head = "".join(f"<{tag} class='c{n}'>{said}</{tag}> " for n, said in enumerate((kind, *badges)))
    facts = "".join(f"<div>{line}</div>" for line in stated)
    below = f"<div>{inner}</div>" if inner else ""
    return f"<div class='p'><div><label>{param.name}</label> {head}</div>{facts}<div>{prose}</div>{below}</div>"


def table_row(placed: Placed, parts: Sequence[Placed], site: Site, depth: int) -> str:
    param = placed.param
    dotted = site.nested == "dots"
    kind = "string" if param.values else f"array of {param.items}{' or null' if param.item_null else ''}" if param.items else param.kind
    cells = {
        "name": f"<code>{'.'.join((*placed.within, param.name)) if dotted else param.name}</code>",
        "type": f"{kind}{' | null' if param.nullable else ''}{', deprecated' if param.deprecated else ''}",
        "demand": site.yes if param.required else site.no,
        "default": f"<code>{escape(default_of(param))}</code>" if param.default is not None else "",
        "bounds": f"[{param.bounds[0]}, {param.bounds[1]}]" if param.bounds else "",
        "values": ", ".join(f"<code>{v}</code>" for v in param.values),
        "prose": "<br>".join(told(param, site)),
    }
    nested = fields(parts, site, depth + 1) if parts and not dotted else ""
    closed = ("</td>", "</tr>") if site.ends else ("", "")
    shown_cells = (f"<td>{site.wrap.format(cells[r]) if cells[r] else ''}{nested if r == 'prose' else ''}{closed[0]}" for r in site.order)
    below = "".join(table_row(p, (), site, depth) for p in parts) if dotted else ""
    return f"<tr>{''.join(shown_cells)}{closed[1]}{below}"


def default_of(param: Param) -> str:
    return json.dumps(param.default)


def told(param: Param, site: Site) -> list[str]:
    """Prose that begins with words of its own: `number required.` alone would be a type."""
    return [f"It says: {escape(p)}" for p in param.prose]


def meant(placed: Placed) -> tuple[Any, ...]:
    return (*wanted(placed)[:-1], " ".join(f"It says: {' '.join(p.split())}" for p in placed.param.prose))


def found(block: Block) -> tuple[Any, ...]:
    return block.name, block.location, block.within, dict(block.schema), block.required, " ".join(map(words, block.prose))


@given(placed_specs(), sites())
@settings(max_examples=80, deadline=None)
def test_pages_give_the_spec_whatever_the_site(spec: list[Placed], site: Site) -> None:
    text = render(spec, site)
    page = read_page("page.html", text)

    assert shown(map(found, page.blocks)) == shown(map(meant, spec))
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")


def html(*parts: str) -> Page:
    return read_page("page.html", "\n".join(["<h1>Make</h1>", "<p><code>POST /v1/things</code></p>", *parts]), "html")


def names(page: Page) -> list[str | None]:
    return [block.path for block in page.blocks]


TABLE = "<table><tr><th>Name</th><th>Type</th><th>Description</th></tr>{}</table>"
ROW = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"


def test_what_is_hidden_is_no_documentation() -> None:
    rows = [ROW.format("a", "int", "A."), ROW.format("b", "int", "B.").replace("<tr>", "<tr style='display:none'>")]
    hidden = [f"<div {how}>{TABLE.format(ROW.format('c', 'int', 'C.'))}</div>" for how in ("hidden", "class=cookie-note", "role=dialog")]
    page = html(TABLE.format("".join(rows)), *hidden, f"<footer>{TABLE.format(ROW.format('d', 'int', 'D.'))}</footer>")

    assert names(page) == ["a"]
    assert page.gaps == ()


def test_what_is_collapsed_is_documentation() -> None:
    page = html(f"<details><summary>More parameters</summary>{TABLE.format(ROW.format('a', 'int', 'A.'))}</details>")

    assert names(page) == ["a"]


def test_only_the_main_part_of_a_page_counts() -> None:
    outside = TABLE.format(ROW.format("b", "int", "B."))
    page = html(f"<div>{outside}</div><main><h1>Make it</h1>{TABLE.format(ROW.format('a', 'int', 'A.'))}</main>{outside}")

    assert names(page) == ["a"]


def test_a_cell_may_span_rows_and_columns() -> None:
    rows = "<tr><td rowspan=2>query</td><td>a</td><td>int</td></tr><tr><td>b</td><td>int</td></tr>"
    rows += "<tr><td>header</td><td>c</td><td>int</td></tr>"
    page = html(f"<table><tr><th>In</th><th>Name</th><th>Type</th></tr>{rows}</table>")

    assert [(b.name, b.location) for b in page.blocks] == [("a", "query"), ("b", "query"), ("c", "header")]


@pytest.mark.parametrize("divider", ["Timing", "Optional", "All about time"])
def test_a_cell_across_a_table_is_no_field(divider: str) -> None:
    rows = ROW.format("a", "int", "A.") + f"<tr><td colspan=3>{divider}</td></tr>" + ROW.format("b", "int", "B.")

    assert names(html(TABLE.format(rows))) == ["a", "b"]


def test_a_sentence_across_a_table_is_prose_about_the_operation() -> None:
    rows = (
        ROW.format("a", "int", "A.") + "<tr><td colspan=3>Send <code>a</code> with <code>b</code>.</td></tr>" + ROW.format("b", "int", "B.")
    )
    page = html(TABLE.format(rows))

    assert names(page) == ["a", "b"]
    assert "Send <code>a</code> with <code>b</code>." in [note.text for note in page.notes]


def test_a_title_across_a_table_says_where_the_fields_below_it_are_sent() -> None:
    rows = "<tr><th colspan=3>Query parameters</th></tr>" + ROW.format("a", "int", "A.")
    rows += "<tr><th colspan=3>Request body</th></tr>" + ROW.format("b", "int", "B.")
    page = html(TABLE.format(rows))

    assert [(b.name, b.location) for b in page.blocks] == [("a", "query"), ("b", "body")]


def test_a_star_beside_a_name_says_that_it_is_required() -> None:
    page = html(TABLE.format(ROW.format("<code>a</code> <span class=red>*</span>", "int", "A.") + ROW.format("b", "int", "B.")))

    assert [(b.name, b.required) for b in page.blocks] == [("a", True), ("b", False)]


def test_a_table_without_fields_lays_out_a_page() -> None:
    page = html(f"<table><tr><td><h2>Body</h2>{TABLE.format(ROW.format('a', 'int', 'A.'))}</td><td><pre>x</pre></td></tr></table>")

    assert names(page) == ["a"]
    assert [s.passage.text for s in page.samples] == ["x"]


def test_a_name_beside_a_type_in_a_sentence_is_no_field() -> None:
    page = html("<p><code>a</code> <code>string</code> of digits</p><p>The <b>number</b> <i>integer</i>.</p><p>Type</p><p>string</p>")

    assert names(page) == []


def test_words_behind_a_label_are_prose_when_they_say_more() -> None:
    box = "<div><div><b>a</b> <i>integer</i></div><p>Default: 4 unless <code>b</code> is set.</p></div>"
    page = html("<h2>Body</h2>", box, box.replace(">a<", ">b<"))

    assert page.blocks[0].schema == {"type": "integer"}
    assert [words(p) for p in page.blocks[0].prose] == ["Default: 4 unless b is set."]


def test_definitions_are_fields_where_a_type_or_the_heading_says_so() -> None:
    untyped = "<dl><dt>a</dt><dd>The first of them.</dd></dl>"

    assert names(html("<h2>Parameters</h2>", untyped)) == ["a"]
    assert names(html("<h2>Glossary</h2>", untyped)) == []
    assert names(html("<dl><dt>a <i>integer</i></dt><dd>The first.</dd></dl>")) == ["a"]


def test_operations_of_a_page_on_one_line_are_told_apart() -> None:
    part = "<h2>{0}</h2><p>POST /v1/{0}</p>" + TABLE.format(ROW.format("{0}_id", "int", "A."))
    text = "<h1>All</h1>" + part.format("one") + part.format("two")
    pages = read_operations("page.html", text)

    assert [(p.route, names(p)) for p in pages] == [("/v1/one", ["one_id"]), ("/v1/two", ["two_id"])]
    assert [len(p.lines) for p in pages] == [1, 0]


def test_markup_and_entities_in_an_address_are_no_part_of_it() -> None:
    text = "<h1>Get</h1><p><span>get</span><span>https://<b>api.example.com</b>/v1/<wbr>things/<b>{id}</b></span></p>" + TABLE.format(
        ROW.format("a", "int", "A.")
    )
    page = read_page("page.html", text)

    assert (page.method, page.route) == ("GET", "/v1/things/{id}")


def test_spans_are_those_of_the_file() -> None:
    text = "<h1>Make</h1>\n\n" + TABLE.format("\n" + ROW.format("a", "int", "\n<p>Must\nbe even.</p>"))
    block = read_page("page.html", text).blocks[0]

    assert (block.span.first, [(p.span.first, p.span.last) for p in block.prose]) == (4, [(5, 6)])


def test_a_page_of_another_layout_with_a_little_html_stays_what_it_is() -> None:
    text = "# Make\n\n| Name | Type |\n|---|---|\n| a | int<br>x |\n| b | int |\n\n<details><summary>More</summary>\n\nSee.\n\n</details>\n"

    assert recognise("page.md", text).layout.name == "markdown-table"


def test_elements_within_elements_without_end_are_read() -> None:
    deep = "<div>" * 3000 + TABLE.format(ROW.format("a", "int", "A.")) + "</div>" * 3000

    assert html(deep).blocks == () or names(html(deep)) == ["a"]


def test_types_and_places_may_stand_below_a_name_in_its_cell() -> None:
    name = "<div class=n>{}<span>&nbsp;*</span></div><div>{}</div><div>({})</div>"
    rows = "".join(f"<tr><td>{name.format(*said)}</td><td>A.</td></tr>" for said in (("a", "integer", "query"), ("b", "string", "header")))
    page = read_page(
        "page.html", f"<h1>Make</h1><h3>POST /v1/a</h3><h4>Parameters</h4><table><tr><th>Name<th>Description</tr>{rows}</table>"
    )

    assert [(b.name, b.location, b.required, b.schema) for b in page.blocks] == [
        ("a", "query", True, {"type": "integer"}),
        ("b", "header", True, {"type": "string"}),
    ]


def test_definitions_may_be_operations_and_their_sections() -> None:
    item = "<ul><li><p><strong>{}</strong> (<em>{}</em>) – Its words.</p></li></ul>"
    told = f"<dt>Query Parameters:</dt><dd>{item.format('a', 'integer')}</dd>"
    told += f"<dt>Request JSON Object:</dt><dd>{item.format('b', 'string')}</dd>"
    operation = "<dt><b>POST</b> <b>/v1/{0}</b></dt><dd><p>Makes.</p><dl>{1}</dl></dd>"
    pages = read_operations("page.html", f"<h1>API</h1><dl>{operation.format('x', told)}{operation.format('y', told)}</dl>")

    assert [(p.route, [(b.name, b.location) for b in p.blocks]) for p in pages] == [
        ("/v1/x", [("a", "query"), ("b", "body")]),
        ("/v1/y", [("a", "query"), ("b", "body")]),
    ]


def test_a_table_in_a_cell_without_any_cell_holds_nothing() -> None:
    inner = "<table><tr></tr><tr><td><b>depth</b></td><td>width</td></tr></table>"
    page = html(
        "<table><tr><th>Name</th><th>Type</th><th>Description</th></tr>"
        f"<tr><td>size</td><td>object</td><td>How large.<div>{inner}</div></td></tr></table>"
    )

    assert names(page)[:1] == ["size"]


def test_a_sentence_in_a_heading_within_a_field_is_told() -> None:
    page = html("<h5>mode<code>enum</code><h2>optional integer. The way of it.</h2></h5>")

    assert [words(p) for block in page.blocks for p in block.prose] == ["optional integer. The way of it."]


@pytest.mark.parametrize("title", ["<h2>Parameters</h2>", "<h2>Request Body</h2>", "<p>The parameters are as follows:</p>"])
def test_a_table_of_names_alone_is_of_fields_below_words_that_say_so(title: str) -> None:
    text = (
        f"<html><body><h1>Fire</h1><p>POST <code>/v1/pots</code></p>{title}\n<table><tr><th>Name</th><th>Description</th></tr>\n"
        "<tr><td>heat</td><td>How hot.</td></tr><tr><td>span</td><td>How long.</td></tr></table></body></html>"
    )

    [page] = read_operations("page.html", text)

    assert [b.name for b in page.blocks] == ["heat", "span"]
    with pytest.raises(PageError):
        read_operations("page.html", text.replace(title, "<h2>People</h2>"))
