"""API Blueprint: reading is the inverse of printing, and what pages do beyond that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import SCALARS
from test_markdown_table import Placed, found, placed_specs, shown, wanted

from swornspec.page import Page, read_operations, read_page
from swornspec.page.read import recognise

KINDS = {"float": "number", "int32": "number", "double": "number", "integer": "number", "date-time": "string", "uuid": "string"}


@dataclass(frozen=True)
class Style:
    """How an author writes lists: marks, ticks, whether the body is a type of its own, how values and defaults are given."""

    mark: str
    step: int
    ticks: bool
    typed: bool
    members: bool
    nested_default: bool


@st.composite
def styles(draw: st.DrawFn) -> Style:
    flags = [draw(st.booleans()) for _ in range(4)]
    return Style(draw(st.sampled_from("+-*")), draw(st.sampled_from((2, 4))), *flags)


def type_of(placed: Placed) -> str:
    """The type as MSON has it; `integer` and formats are not in it."""
    param = placed.param
    if param.values:
        return "enum[string]"
    if param.items:
        items = param.items.removesuffix("s")
        return f"array[{KINDS.get(items, items)}]"
    return KINDS.get(param.kind, param.kind)


def written(placed: Placed, style: Style, deep: int) -> list[str]:
    """An item for a field, with its values and its default below it."""
    param = placed.param
    name = f"`{param.name}`" if style.ticks else param.name
    words = [type_of(placed), "required" if param.required else "optional", *(["nullable"] if param.nullable else [])]
    default = None if param.default is None else param.default if isinstance(param.default, str) else json.dumps(param.default)
    inline = default is not None and not style.nested_default
    value = f": `{default}`" if inline else ""
    words += ["default"] if inline else []
    pad, inner = " " * style.step * deep, " " * style.step * (deep + 1)
    prose = f" - {' '.join(param.prose)}" if param.prose else ""
    lines = [f"{pad}{style.mark} {name}{value} ({', '.join(words)}){prose}"]
    if default is not None and not inline:
        lines.append(f"{inner}{style.mark} Default: `{default}`")
    if param.values:
        values = [f"{style.mark} `{v}`" for v in param.values]
        lines += (
            [f"{inner}{style.mark} Members", *(f"{inner}{' ' * style.step}{v}" for v in values)]
            if style.members
            else [inner + v for v in values]
        )
    return lines


def tree(spec: Sequence[Placed], style: Style, deep: int, within: tuple[str, ...] = ()) -> list[str]:
    lines: list[str] = []
    for placed in spec:
        if placed.within == within:
            lines += written(placed, style, deep)
            item = "[]" if placed.param.kind == "array" else ""
            lines += tree(spec, style, deep + 1, (*within, f"{placed.param.name}{item}"))
    return lines


def render(spec: Sequence[Placed], style: Style) -> str:
    """The specification as API Blueprint.

    It loses bounds, formats, `deprecated`, whether items may be null, and headers.
    """
    path = "".join(f"/{{{p.param.name}}}" for p in spec if p.param.location == "path")
    query = ",".join(p.param.name for p in spec if p.param.location == "query")
    outside = [p for p in spec if p.param.location in ("path", "query")]
    body = [p for p in spec if p.param.location == "body"]
    mark, pad = style.mark, " " * style.step
    lines = ["FORMAT: 1A", "HOST: https://api.example.com", "", "# Things", "", f"## Thing [/v1/things{path}{{?{query}}}]", ""]
    lines += ["### Make a thing [POST]", "", "Makes things.", ""]
    lines += [f"{mark} Parameters", *tree(outside, style, 1), ""] if outside else []
    lines += [f"{mark} Request (application/json)", ""]
    lines += [f"{pad}{mark} Attributes{' (Thing Body)' if style.typed else ''}", *([] if style.typed else tree(body, style, 2)), ""]
    lines += [f"{mark} Response 201", "", "# Data Structures", ""]
    return "\n".join([*lines, *(["## Thing Body (object)", *tree(body, style, 0)] if style.typed else []), ""])


def expected(placed: Placed) -> tuple[Any, ...]:
    param = placed.param
    name, location, within, schema, required, _ = wanted(placed)
    schema = {k: v for k, v in schema.items() if k not in ("format", "minimum", "maximum", "deprecated")}
    if "items" in schema:
        items = SCALARS[KINDS.get(param.items.removesuffix("s"), param.items.removesuffix("s"))]
        schema["items"] = dict(items)
    elif not param.values:
        plain = SCALARS[KINDS.get(param.kind, param.kind)]["type"]
        schema["type"] = [plain, "null"] if param.nullable else plain
    return name, location, within, schema, required, tuple([" ".join(param.prose)] if param.prose else [])


@given(placed_specs(), styles())
@settings(max_examples=60, deadline=None)
def test_blueprints_give_the_spec_whatever_their_style(spec: list[Placed], style: Style) -> None:
    spec = [p for p in spec if p.param.location != "header"]
    page = read_page("page.apib", render(spec, style), "api-blueprint")

    assert shown(map(found, page.blocks)) == shown(map(expected, spec))
    assert page.gaps == ()
    assert (page.method, (page.route or "").partition("/{")[0]) == ("POST", "/v1/things")


def action(*lines: str, below: Sequence[str] = ()) -> Page:
    return read_page("page.apib", "\n".join(["## Make [POST /v1/things/{id}{?draft}]", "", *lines, "", *below]), "api-blueprint")


def test_a_parameter_is_sent_in_the_path_where_that_has_a_place_for_it() -> None:
    page = action("+ Parameters", "    + id (string, required) - Which.", "    + draft: true (boolean)", "    + other (string)")

    assert [(b.name, b.location) for b in page.blocks] == [("id", "path"), ("draft", "query"), ("other", "query")]


def test_the_attributes_of_an_error_are_no_fields_and_its_text_is_read_for_rules() -> None:
    page = action(
        "+ Attributes", "    + a (number)", "+ Response 422", "    `a` must be even.", "", "    + Attributes", "        + code (number)"
    )

    assert [b.name for b in page.blocks] == ["a"]
    assert [p.text for p in page.notes] == ["`a` must be even."]


def test_what_only_one_of_several_requests_has_is_required_by_none() -> None:
    first, second = ["+ Request A", "    + Attributes", "        + a (number, required)"], ["        + b (number, required)"]
    page = action(*first, *second, "+ Request B", "    + Attributes", "        + a (number, required)", "        + c (number, required)")

    assert {b.name: b.required for b in page.blocks} == {"a": True, "b": False, "c": False}


def test_types_hold_each_other_without_end_and_are_shown_once() -> None:
    below = ["# Data Structures", "", "## Tree (object)", "+ leaf (Leaf)", "+ next (Tree)", "", "## Leaf (Tree)", "+ size (number)"]
    page = action("+ Attributes (Tree)", below=below)

    assert {"leaf", "next", "leaf.size"} <= {b.path for b in page.blocks}
    assert len(page.blocks) < 10


def test_a_body_that_is_no_object_is_a_gap() -> None:
    page = action("+ Attributes (array[Thing])", "", "+ Response 200", below=["# Data Structures", "", "## Thing", "+ a (number)"])

    assert page.blocks == ()
    assert "+ Attributes (array[Thing])" in [gap.text for gap in page.gaps]


def test_an_enumeration_of_types_lists_no_values() -> None:
    page = action("+ Attributes", "    + owner (enum) - Who.", "        + (number)", "        + (string)")

    assert [dict(b.schema) for b in page.blocks] == [{}]


def test_bodies_and_headers_are_samples_and_the_key_is_no_field() -> None:
    headers = ["    + Headers", "", "            Authorization: Bearer KEY", "            X-Trace: abc", ""]
    page = action("+ Request", *headers, "    + Body", "", '            {"a": 1}', "", "+ Response 200", "", "        [1]")

    assert [(b.name, b.location) for b in page.blocks] == [("X-Trace", "header")]
    assert [p.text for p in page.auth] == ["Authorization: Bearer KEY"]
    assert [(s.kind, s.passage.text) for s in page.samples] == [("request", '{"a": 1}'), ("response", "[1]")]


def test_types_that_every_action_has_cost_no_more_than_their_length() -> None:
    members = [f"+ a{n} (number)" for n in range(300)]
    actions = [line for n in range(300) for line in (f"## Make [POST /v1/{n}]", "+ Attributes (Thing)", "")]
    pages = read_operations("page.apib", "\n".join([*actions, "# Data Structures", "## Thing", *members]), "api-blueprint")

    assert len(pages) == 300
    assert sum(len(page.blocks) for page in pages) < 2000


def test_words_between_three_backticks_are_no_code() -> None:
    pages = read_operations(
        "page.apib",
        "## Kites [/kites]\n\n### List kites [GET]\nFilter with the\n```hue```, or with ```size```.\n\n+ Parameters\n    + hue (string)\n\n"
        "## Kite [/kites/{kite}]\n\n### Show a kite [GET]\n\n+ Parameters\n    + kite (string)\n",
        "api-blueprint",
    )

    assert [[block.name for block in page.blocks] for page in pages] == [["hue"], ["kite"]]


def test_an_action_without_a_title_is_called_as_the_resource_that_has_no_other() -> None:
    pages = read_operations(
        "page.apib",
        "# Kites [/kites]\n\n## POST\n\n+ Attributes\n    + size (number)\n\n"
        "# Tails [/tails]\n\n## GET\n\n+ Parameters\n    + hue (string)\n\n## POST\n\n+ Attributes\n    + bows (number)\n\n"
        "# Bows [/bows]\n\n## GETTER [GET]\n\n+ Parameters\n    + hue (string)\n",
        "api-blueprint",
    )

    assert [page.title.text if page.title else None for page in pages] == ["Kites", None, None, "GETTER"]


TYPES = [
    "# Data Structures",
    "",
    "## Kite (object)",
    "At least one bow.",
    "+ size (number)",
    "",
    "## Hue (enum)",
    "+ `red`",
    "+ `blue`",
    "",
]


@pytest.mark.parametrize(
    ("kind", "items"),
    [
        ("## Many (array)\n- `red`\n- `dark blue`", None),
        ("## Many (array[string])\n- `red`", {"type": "string"}),
        ("## Many (array[Hue])", {"type": "string", "enum": ["red", "blue"]}),
        ("## Many (array[Kite])", {"type": "object"}),
        ("## Many (array)\n+ (Kite)", {"type": "object"}),
        ("## Many (array)\n+ (object)\n    + size (number)", {"type": "object"}),
    ],
)
def test_a_type_that_is_an_array_has_items_and_no_members(kind: str, items: dict[str, Any] | None) -> None:
    page = action("+ Attributes", "    + many (Many, required)", below=[*TYPES, *kind.split("\n")])
    holds = items == {"type": "object"}

    assert [b.path for b in page.blocks] == ["many", *(["many[].size"] if holds else [])]
    assert dict(page.blocks[0].schema) == {"type": "array", **({"items": items} if items else {})}


@pytest.mark.parametrize(("kind", "items"), [("array", {}), ("array[enum]", {"items": {"type": "string", "enum": ["red", "blue"]}})])
def test_words_below_an_array_are_a_sample_and_those_of_an_enumeration_values(kind: str, items: dict[str, Any]) -> None:
    page = action("+ Attributes", f"    + many ({kind})", "        + `red`", "        + `blue`")

    assert [(b.path, dict(b.schema)) for b in page.blocks] == [("many", {"type": "array", **items})]


def test_headings_below_a_type_say_what_its_items_are() -> None:
    below = ["# Data Structures", "", "## Hue (enum)", "The colour.", "", "### Items", "+ `red`", "+ `blue`", "", "### Default", "+ `red`"]
    page = action("+ Attributes", "    + hue (Hue)", below=below)

    assert dict(page.blocks[0].schema) == {"type": "string", "enum": ["red", "blue"], "default": "red"}
    assert [p.text for p in page.blocks[0].prose] == ["The colour."]


def test_what_is_said_of_a_type_is_said_of_the_field_that_it_is_of_or_of_the_body() -> None:
    field, body = action("+ Attributes", "    + kite (Kite)", below=TYPES), action("+ Attributes (Kite)", below=TYPES)

    assert [p.text for p in field.blocks[0].prose] == ["At least one bow."]
    assert [p.text for p in body.notes] == ["At least one bow."]


def test_tables_of_a_blueprint_are_prose_and_its_addresses_may_have_blanks() -> None:
    table = [
        "| Variable | Type | Description |",
        "|---|---|---|",
        *(f"| {name} | string | It. |" for name in ("a", "b", "c", "d", "e", "f")),
    ]
    parts = ["### List [GET]", "+ Parameters", "    + id (number, required)", "+ Response 200"]
    page = "\n".join(["## Kites [/v1/kites/{id}?limit=&page= ]", "Answers have:", "", *table, "", *parts])

    assert recognise("page.apib", page).layout.name == "api-blueprint"
    [read] = read_operations("page.apib", page)
    assert (read.method, read.route, [(b.name, b.location) for b in read.blocks]) == ("GET", "/v1/kites/{id}", [("id", "path")])


def test_a_heading_that_is_none_of_an_action_ends_none() -> None:
    action = ["# Kites [/kites]", "### List [GET /kites{?wind}]", "All of them.", "#### Caution", "Only for owners.", ""]
    page = read_page("page.apib", "\n".join([*action, "+ Parameters", "    + wind (number) - In knots.", "", "+ Response 200", ""]))

    assert [(b.name, b.location, b.schema) for b in page.blocks] == [("wind", "query", {"type": "number"})]
    assert page.gaps == ()
