"""Pages with declarations: reading is the inverse of printing, and what pages do beyond that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, PLURALS, Param
from test_fern import found, inside
from test_markdown_table import Placed, placed_specs

from swornspec.page import Page, read_page
from swornspec.page.layouts import LAYOUTS
from swornspec.page.read import recognise
from swornspec.page.unions import read_union

SECTIONS = {"query": "Query Parameters", "path": "Path Parameters", "header": "Header Parameters", "body": "Body Parameters"}
FORMATS = {"float": "float", "int32": "int32", "double": "double", "date-time": "date-time", "uuid": "uuid"}
TYPES = {"integer": "integer", "int32": "integer", "boolean": "boolean", "object": "object", "number": "number"}


@dataclass(frozen=True)
class Style:
    """A rendered page, whose objects name their parts, or the Markdown of it, where parts are indented; how values are shown."""

    markdown: bool
    listed: bool
    gaps: bool
    more: bool


STYLES = st.builds(Style, st.booleans(), st.booleans(), st.booleans(), st.booleans())


def told(spec: Sequence[Placed]) -> list[Placed]:
    """What the layout can say: defaults that are numbers or flags; which of several alternatives the items have it cannot."""
    return [replace(p, param=suited(p.param)) for p in spec]


def suited(param: Param) -> Param:
    default = param.default if isinstance(param.default, int | float | bool) else None
    return replace(param, default=default, item_null=False, listed=(), nullable=param.nullable and not param.values)


def render(spec: Sequence[Placed], style: Style) -> str:
    """The specification as a page; nothing is lost but what `told` takes away."""
    blank = [""] if style.gaps or style.markdown else []
    mark = "## " if style.markdown else ""
    lines = [
        f"{mark}Create a thing",
        *blank,
        "**post** `/v1/things`" if style.markdown else "post\n/v1/things",
        *blank,
        "Makes things.",
        *blank,
    ]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        lines += [f"{mark and '### '}{SECTIONS[location]}", *blank] if group else []
        for n, placed in enumerate(group):
            parts = [p.param.name for p in group[n + 1 :] if p.within == inside(placed)]
            margin = "  " * len(placed.within) if style.markdown else ""
            said = declared(placed, parts, style)
            shown = [f"{margin}- `{said}`" if style.markdown else said]
            rest = [*placed.param.paragraphs, *stated(placed.param)]
            if placed.param.values and (style.listed or style.markdown):
                values = [f"- `{json.dumps(v)}`" if style.markdown else json.dumps(v) for v in placed.param.values]
                rest += [*([] if style.markdown else ["Accepts one of the following:"]), *values]
            for line in rest:
                shown += [*blank, f"{margin}{'  ' if style.markdown else ''}{line}"]
            lines += [*shown, *blank]
    lines += [f"{mark and '### '}Returns", *blank, "- `id: string`" if style.markdown else "id: string"]
    return "\n".join(lines)


def declared(placed: Placed, parts: Sequence[str], style: Style) -> str:
    param = placed.param
    kind = TYPES.get(param.kind, "string" if param.kind not in ("float", "double") else "number")
    if param.values:
        shortened = style.more and (style.listed or style.markdown) and len(param.values) > 1
        shown = param.values[:1] if shortened else param.values
        kind = " or ".join([*map(json.dumps, shown), *([f"{len(param.values) - 1} more"] if shortened else [])])
    elif param.items:
        kind = f"array of {TYPES.get(PLURALS[param.items], 'string')}"
    if parts and not style.markdown:
        kind += f" {{ {', '.join(parts[:2])}{f', {len(parts) - 2} more' if len(parts) > 2 else ''} }}"
    null = " or null" if param.nullable else ""
    return f"{param.name}: {'' if param.required else 'optional '}{kind}{null}"


def stated(param: Param) -> list[str]:
    found = [f"format{FORMATS[param.kind]}"] if param.kind in FORMATS else []
    if param.bounds:
        found += [f"maximum{param.bounds[1]}", f"minimum{param.bounds[0]}"]
    if param.default is not None:
        found.append(f"default{json.dumps(param.default)}")
    return [*found, *(["deprecated"] if param.deprecated else [])]


def wanted(placed: Placed) -> tuple[Any, ...]:
    param = placed.param
    schema = dict(param.schema)
    if param.values:
        schema = {k: v for k, v in schema.items() if k == "deprecated"} | {"type": "string", "enum": list(param.values)}
    if param.items == "date-times":
        schema["items"] = {"type": "string"}
    return param.name, param.location, placed.within, schema, param.required, " ".join(param.paragraphs).split()


@given(placed_specs(), STYLES)
@settings(max_examples=100, deadline=None)
def test_pages_give_the_spec_whatever_their_style(spec: list[Placed], style: Style) -> None:
    spec = told(spec)

    page = read_page("page.txt", render(spec, style), "stainless")

    assert [found(block) for block in page.blocks if block.location != "response"] == [wanted(p) for p in spec]
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")


@given(placed_specs(), STYLES)
@settings(max_examples=30, deadline=None)
def test_pages_are_recognised(spec: list[Placed], style: Style) -> None:
    found = recognise("page.txt", render(told(spec), style))
    scores = dict(found.scores)

    assert found.layout.name == "stainless"
    # Lists of fields read `name: type` too: of a page that has nothing but these they have nearly as many lines, and give way.
    others = {layout.name: 1.0 if layout.general else 1.3 for layout in LAYOUTS if layout.name != "stainless"}
    assert all(scores["stainless"] > times * scores[name] for name, times in others.items())


def read(*lines: str) -> Page:
    return read_page("page.txt", "\n".join(["Make", "post", "/v1/things", "Body Parameters", *lines]), "stainless")


def schemas(page: Page) -> dict[str, Any]:
    return {block.path or "": {**block.schema, **({"required": True} if block.required else {})} for block in page.blocks}


@pytest.mark.parametrize(
    ("line", "schema"),
    [
        ('a: optional "x" or "y"', {"type": "string", "enum": ["x", "y"]}),
        ('a: optional "x" or "y" or 3 more', {"type": "string"}),
        ('a: optional string or "x" or "y"', {"type": "string"}),
        ('a: optional array of "x" or "y"', {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}}),
        ("a: optional array of string or number", {}),
        ("a: optional map[string]", {"type": "object", "additionalProperties": {"type": "string"}}),
        ("a: optional Part", {}),
        ("a: optional Part { x, y }", {"type": "object"}),
        ("a: optional string or number or null", {"type": ["string", "number", "null"]}),
        ("a: true", {"type": "boolean", "enum": [True], "required": True}),
        ('"a": optional string', {"type": "string"}),
        ('a: optional "x"or "y"', {"type": "string", "enum": ["x", "y"]}),
        ("a: optional stringor null", {"type": ["string", "null"]}),
        ("a: optional array of [Part](https://api.example.com/part) { x, y }", {"type": "array", "items": {"type": "object"}}),
        ("a: optional map\\[number\\]", {"type": "object", "additionalProperties": {"type": "number"}}),
        ("a?: Array<string>", {"type": "array", "items": {"type": "string"}}),
        ('a: array of string or "x"', {"required": True}),
        ("Deprecateda: optional number", {"type": "number", "deprecated": True}),
    ],
)
def test_a_declaration_states_a_type(line: str, schema: dict[str, Any]) -> None:
    assert schemas(read(line)) == {"a": schema}


@pytest.mark.parametrize(
    "line",
    [
        "Note: this is slow.",
        "Default: the size of it",
        "Example: string of text",
        "minimum: 1",
        "Max: 20",
        "Default: true",
        "formatted: yes",
        "See https://example.com: string",
    ],
)
def test_words_are_no_declaration(line: str) -> None:
    assert list(schemas(read("a: number", line))) == ["a"]


@pytest.mark.parametrize("text", ["", "the string", "strings of text", "a or b", '"a" or the rest', "array of", "map[", "or", "string or"])
def test_words_are_no_type(text: str) -> None:
    assert read_union(text, named=True) is None


def test_what_is_stated_below_a_declaration_is_about_it() -> None:
    page = read(
        "a: string",
        "minLength1maxLength64",
        "b: optional array of string",
        "minItems2",
        "c: optional number",
        "exclusiveMinimum0",
        "d: optional string",
        "formaturi",
    )

    assert schemas(page) == {
        "a": {"type": "string", "minLength": 1, "maxLength": 64, "required": True},
        "b": {"type": "array", "items": {"type": "string"}, "minItems": 2},
        "c": {"type": "number", "exclusiveMinimum": 0},
        "d": {"type": "string", "format": "uri"},
    }


def test_the_values_of_a_named_type_are_closed_unless_any_text_is_one_of_them() -> None:
    closed = read("a: Mood", "Accepts one of the following:", '"calm"', '"wild"')
    free = read("a: Mood", "Accepts one of the following:", '"calm" or "wild"', "As the weather is.", "string")

    assert schemas(closed)["a"] == {"type": "string", "enum": ["calm", "wild"], "required": True}
    assert schemas(free)["a"] == {"required": True}


def test_objects_have_the_parts_that_they_name_in_their_order() -> None:
    page = read("a: A { b, 2 more }", "b: B { c }", "c: string", "x: string", "y: string", "d: D { b }", "e: string")

    assert [block.path for block in page.blocks] == ["a", "a.b", "a.b.c", "a.x", "a.y", "d", "e"]


def test_fields_below_an_object_whose_parts_do_not_all_follow_are_gaps() -> None:
    page = read("a: A { b, c }", "b: string", "d: string")

    assert [block.path for block in page.blocks] == ["a", "a.b"]
    assert [gap.text for gap in page.gaps] == ["d: string"]


def test_alternatives_are_gaps_and_their_parts_too() -> None:
    page = read(
        *("a: string or array of Part", "Accepts one of the following:", "string", "array of Part", "Accepts one of the following:"),
        *(
            "Text = object { text, type }",
            "text: string",
            "minLength1",
            'type: "text"',
            "Image = object { type }",
            'type: "image"',
            "b: number",
        ),
    )

    assert schemas(page) == {"a": {"type": ["string", "array"], "required": True}, "b": {"type": "number", "required": True}}
    assert len(page.gaps) == 7


def test_parts_of_one_of_several_objects_are_required_of_no_field() -> None:
    flat = read(
        *("a: optional Choice", "One of the following:", '"none" or "auto"', "Tail object { size, mood }", "size: number", "mood: string"),
        *("b: optional Tail { x } or Bow { y }", "Tail object { x }", "x: number", "Bow object { y }", "y: number", "c: number"),
    )
    listed = read(
        *("- `a: optional array of Tail or Bow`", "  - `Tail object { size }`", "    - `size: number`", "  - `Bow object { size }`"),
        *("    - `size: string`", "- `b: optional Tail or Bow`", "  - `size: number`", "- `c: number`"),
    )

    assert schemas(flat) == {"a": {}, "b": {"type": "object"}, "c": {"type": "number", "required": True}}
    assert schemas(listed) == {"a": {}, "b": {}, "c": {"type": "number", "required": True}}


def test_the_one_object_that_a_type_allows_has_the_parts_below_it() -> None:
    flat = read(
        *('a: optional "auto" or object { size, mood }', "One of the following:", '"auto"', "By itself.", "Tail object { size, mood }"),
        *("size: number", "mood: optional string", "b: number"),
    )
    listed = read(
        *(
            '- `a: optional "auto" or object { size }`',
            '  - `"auto"`',
            "  - `Tail object { size }`",
            "    - `size: number`",
            "- `b: number`",
        ),
    )

    assert [(block.path, block.required) for block in flat.blocks] == [("a", False), ("a.size", True), ("a.mood", False), ("b", True)]
    assert [(block.path, block.required) for block in listed.blocks] == [("a", False), ("a.size", True), ("b", True)]


def test_an_item_that_repeats_an_alternative_of_the_type_is_no_prose() -> None:
    page = read(
        *('- `a: optional string or "x" or "y"`', "  A size.", "  - `string`", '  - `"x" or "y"`', "    One of two.", '    - `"x"`'),
        *("- `b: optional string`", "  One of these:", "  - `string`", "  - `text`"),
    )

    assert schemas(page) == {"a": {"type": "string"}, "b": {"type": "string"}}
    assert [[p.text for p in block.prose] for block in page.blocks] == [["A size.", "One of two."], ["`string`", "`text`"]]


def test_a_title_that_is_a_link_is_its_words() -> None:
    page = read_page("page.md", "##### [Make a kite](/kites/make)\n\nPOST/v1/kites\n\n##### Body Parameters\n\nsize: number\n", "stainless")

    assert page.title is not None
    assert page.title.text == "Make a kite"


def test_fields_of_answers_are_not_sent() -> None:
    page = read("a: number", "ReturnsExpand Collapse", "Thing = object { id, part }", "id: string", "part: Part { x }", "x: number")

    assert [(b.path, b.location, b.required) for b in page.blocks] == [
        ("a", "body", True),
        ("id", "response", False),
        ("part", "response", False),
        ("part.x", "response", False),
    ]


def test_markup_of_a_scrape_is_no_part_of_names_types_and_bounds() -> None:
    page = read_page(
        "page.md",
        "\n\n".join(
            (
                "# Make",
                "POST/v1/big\\_things/{thing\\_id}",
                "##### P ath ParametersExpand Collapse",
                "thing\\_id: string",
                "[Link to this property](#)%20things%20%3E%20id>)",
                "##### Body ParametersJSONExpand Collapse",
                "<details>\n\n<summary>",
                'wing\\_span: optional <a href="#span">Span</a> { left\\_side, right }',
                "</summary>",
                "left\\_side: number",
                "minimum\\-5",
                '<a href="#">Link to this property</a>',
                "right: number",
                "formatunixtime",
                "formatted",
                "</details>",
            )
        ),
        "stainless",
    )

    assert (page.method, page.route) == ("POST", "/v1/big_things/{thing_id}")
    assert schemas(page) == {
        "thing_id": {"type": "string", "required": True},
        "wing_span": {"type": "object"},
        "wing_span.left_side": {"type": "number", "minimum": -5, "required": True},
        "wing_span.right": {"type": "number", "format": "unixtime", "required": True},
    }
    assert [p.text for p in page.blocks[3].prose] == ["formatted"]


def test_the_objects_that_programs_pass_parameters_in_are_no_fields() -> None:
    page = read("params: ThingParams { size, mood }", "size?: number", "mood: string")

    assert schemas(page) == {"size": {"type": "number"}, "mood": {"type": "string", "required": True}}


def test_labels_below_the_name_of_a_field_are_no_declarations() -> None:
    text = "# Make a thing\n\n`POST /v1/things`\n\n## Body parameters\n\n`size`\nType: array of booleans\nNullable: true\n"

    assert recognise("page.md", text).layout.name == "field-list"
