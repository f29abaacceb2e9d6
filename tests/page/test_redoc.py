"""Rendered Redoc pages: reading is the inverse of printing, and what no line of a page shows is a gap."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, Param
from test_markdown_table import Placed, placed_specs

from swornspec.page import Block, Page, read_operations, read_page
from swornspec.page.read import recognise
from swornspec.page.type_line import read_type_line
from swornspec.text import Passage, Span

SECTIONS = {
    "query": "query Parameters",
    "path": "path Parameters",
    "header": "header Parameters",
    "body": "Request Body schema: application/json",
}
TYPES = {"float": "number <float>", "double": "number <double>", "int32": "integer <int32>", "date-time": "string <date-time>"}
STYLES = st.tuples(st.booleans(), st.booleans())
"""Whether sections are in capitals, and whether tabs stand between the cells of a field."""


def suited(placed: Placed) -> Placed:
    """What the layout can say: no null among items or values, no default that is an object."""
    param = placed.param
    items = None if param.items == "date-times" else param.items
    kind = "string <uuid>" if param.kind == "uuid" else param.kind
    default = None if isinstance(param.default, dict) else param.default
    fitting = replace(param, items=items or ("strings" if param.items else None), item_null=False, default=default, listed=())
    paragraphs = tuple(p.replace("\n", " ") for p in param.paragraphs)
    return replace(
        placed, param=replace(fitting, kind=kind.partition(" ")[0] if kind != "string <uuid>" else "uuid", paragraphs=paragraphs)
    )


def typed(param: Param) -> str:
    plain = f"Array of {param.items}" if param.items else "string" if param.values else TYPES.get(param.kind, param.kind)
    plain = "string <uuid>" if plain == "uuid" else plain
    word, _, form = plain.partition(" <")
    shown = f"{word}{' or null' if param.nullable else ''}{f' <{form}' if form else ''} (Thing)"
    return f"{shown} [ {param.bounds[0]} .. {param.bounds[1]} ]" if param.bounds else shown


def printed(spec: Sequence[Placed], style: tuple[bool, bool]) -> str:
    """The specification as a page shows it; nothing is lost: the sample shows what objects consist of."""
    loud, tabs = style
    lines = ["Make a thing", "Makes things."]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        if not group:
            continue
        lines.append(SECTIONS[location].upper() if loud else SECTIONS[location])
        for n, placed in enumerate(group):
            param = placed.param
            head = [param.name, *(["required"] if param.required else []), typed(param)]
            lines += ["\t".join(head)] if tabs else head
            lines += ["Deprecated"] if param.deprecated else []
            lines += [f"Default: {json.dumps(param.default)}"] if param.default is not None else []
            lines += ["Enum: " + " ".join(f'"{v}"' for v in param.values)] if param.values else []
            lines += param.paragraphs
            own = (*placed.within, f"{param.name}[]")
            lines += ["Array ("] if any(p.within == own for p in group) else []
            below = group[n + 1].within if n + 1 < len(group) else ()
            ends = [w for w in range(len(below), len(placed.within)) if placed.within[w].endswith("[]")]
            lines += [")"] * len(ends)
    body = sample([p for p in spec if p.param.location == "body"])
    return "\n".join(
        [
            *lines,
            "Responses",
            "200 OK",
            "post/v1/things",
            "Request samples",
            "Payload",
            "Content type",
            json.dumps(body, indent=1),
            "Response samples",
        ]
    )


def sample(spec: Sequence[Placed]) -> dict[str, Any]:
    """A body with every field of a specification."""
    body: dict[str, Any] = {}
    for placed in spec:
        holder = body
        for name in placed.within:
            inner = holder[name.removesuffix("[]")]
            holder = inner[0] if isinstance(inner, list) else inner
        param = placed.param
        holder[param.name] = [{}] if param.items == "objects" else [] if param.items else {} if param.kind == "object" else None
    return body


def wanted(placed: Placed) -> tuple[Any, ...]:
    param = placed.param
    schema = {**param.schema, "enum": list(param.values)} if param.values else param.schema
    return param.name, param.location, placed.within, schema, param.required, " ".join(" ".join(param.paragraphs).split())


def found(block: Block) -> tuple[Any, ...]:
    prose = " ".join(" ".join(p.text for p in block.prose).split())
    return block.name, block.location, block.within, dict(block.schema), block.required, prose


@given(placed_specs(), STYLES)
@settings(max_examples=60, deadline=None)
def test_pages_give_the_spec_whatever_their_style(spec: list[Placed], style: tuple[bool, bool]) -> None:
    spec = [suited(p) for p in spec]
    text = printed(spec, style)

    page = read_page("page.txt", text, "redoc")

    assert [found(block) for block in page.blocks] == [wanted(p) for p in spec]
    assert page.gaps == ()
    assert (page.title and page.title.text, page.method, page.route) == ("Make a thing", "POST", "/v1/things")
    assert recognise("page.txt", text).layout.name == "redoc"


def body(*lines: str) -> Page:
    return read_page("page.txt", "\n".join(["Make", "Request Body schema: application/json", "required", *lines]), "redoc")


def test_fields_below_an_object_are_gaps_where_nothing_shows_what_they_are_parts_of() -> None:
    page = body("size", "object (Size)", "width", "required", "integer", "name", "string", "Responses")

    assert [b.path for b in page.blocks] == ["size"]
    assert [gap.text for gap in page.gaps] == ["width", "required", "integer", "name", "string"]


def test_objects_are_closed_where_arrays_of_objects_are() -> None:
    page = body("size", "object (Size)", "rows", "Array of objects (Row)", "The rows.", "name", "string")

    assert [(b.path, b.type_name) for b in page.blocks] == [("size", None), ("rows", None), ("name", None)]


def test_a_page_of_several_operations_is_cut_above_their_titles() -> None:
    text = "\n".join(
        [
            *("Kites", "Make a kite", "Makes one.", "Request Body schema: application/json", "size", "integer", "Responses", "post/kites"),
            *("Response samples", "{", '"id": 1', "}", "List kites", "Lists them.", "query Parameters", "limit", "integer", "Responses"),
            "get/kites",
        ]
    )

    one, other = read_operations("page.txt", text)

    assert [(p.title and p.title.text, p.method, p.route, [b.name for b in p.blocks]) for p in (one, other)] == [
        ("Make a kite", "POST", "/kites", ["size"]),
        ("List kites", "GET", "/kites", ["limit"]),
    ]
    assert one.gaps == other.gaps == ()


SIZED = {"type": "string", "minLength": 1, "maxLength": 36, "format": "uuid", "pattern": "^[0-9a-f-]+$"}


@pytest.mark.parametrize(
    ("line", "schema"),
    [
        ("string <uuid> (Order) [ 1 .. 36 ] characters ^[0-9a-f-]+$", SIZED),
        ("string = 3 characters", {"type": "string", "minLength": 3, "maxLength": 3}),
        ("string non-empty", {"type": "string", "minLength": 1}),
        ("number <double> multiple of 0.5", {"type": "number", "format": "double", "multipleOf": 0.5}),
        ("number decimal places <= 2", {"type": "number", "multipleOf": 0.01}),
        ("number ( 0 .. 1 ]", {"type": "number", "exclusiveMinimum": 0, "maximum": 1}),
        ("integer or null >= 0 Nullable", {"type": ["integer", "null"], "minimum": 0}),
        ("string^0x(?!0{4})[a-f]{4}$", {"type": "string", "pattern": "^0x(?!0{4})[a-f]{4}$"}),
        ("Array of strings <uuid>", {"type": "array", "items": {"type": "string", "format": "uuid"}}),
        (
            "Array of strings (Tag) <= 5 items unique [ items <= 20 characters ]",
            {"type": "array", "items": {"type": "string", "maxLength": 20}, "maxItems": 5, "uniqueItems": True},
        ),
    ],
)
def test_a_type_line_says_all_that_stands_beside_the_type(line: str, schema: dict[str, Any]) -> None:
    [block] = body("name", line, "Words.").blocks

    assert dict(block.schema) == schema


@pytest.mark.parametrize(
    "line",
    [
        "The string to use",
        "string that is long",
        "string = 3 items",
        "boolean [ 1 .. 2 ]",
        "integer non-empty",
        "string multiple of 2",
        "integer ^a$",
    ],
)
def test_words_and_what_a_type_cannot_have_are_no_type_line(line: str) -> None:
    assert read_type_line(Passage(line, Span("page.txt", 1, 1, 0, len(line)))) is None


def test_labels_below_a_type_are_read_and_sentences_are_not() -> None:
    page = body(
        "mood", "string", 'Default: "calm"', 'Enum: "calm" "wild"', "Example: wild is for kites that pull.", "Default: see the guide."
    )

    [block] = page.blocks
    assert dict(block.schema) == {"type": "string", "default": "calm", "enum": ["calm", "wild"]}
    assert [p.text for p in block.prose] == ["Example: wild is for kites that pull.\nDefault: see the guide."]


@given(st.text(max_size=80))
def test_any_line_is_read_or_is_no_type_line(line: str) -> None:
    read_type_line(Passage(line, Span("page.txt", 1, 1, 0, len(line))))


def test_a_row_may_hold_all_of_a_field() -> None:
    page = body(
        "size required | integer [ 1 .. 9 ] Default: 4 How large. |",
        'mood | string (Mood) ^[a-z]+$ Enum: "calm" "wild" How it is. |',
        "tail deprecated | object |",
        "length | number <= 2.5 In metres. |",
        *("Responses", "Request samples", "- Payload", "{", '- "size": 4,', '- "tail": { },', '- "length": 2', "}"),
    )

    assert [(b.path, b.required, dict(b.schema), [p.text for p in b.prose]) for b in page.blocks] == [
        ("size", True, {"type": "integer", "minimum": 1, "maximum": 9, "default": 4}, ["How large."]),
        ("mood", False, {"type": "string", "pattern": "^[a-z]+$", "enum": ["calm", "wild"]}, ["How it is."]),
        ("tail", False, {"type": "object", "deprecated": True}, []),
        ("length", False, {"type": "number", "maximum": 2.5}, ["In metres."]),
    ]
    assert page.gaps == ()


def test_a_scrape_may_have_a_field_in_each_line() -> None:
    page = read_page(
        "p.txt",
        "Fire a pot\nPOST /v1/pots\nheader Parameters\nkilnId required | string (Kiln) non-empty ^[a-z]+$ Which kiln. |\n"
        "since | string (Since) YYYY-MM-DD Default: 2025-02-27 From when. |\nRequest Body schema: required\n"
        'glaze | string (Glaze) Default: "matt" Enum: "matt" "clear" How it shines. |\n'
        "mould | object (Mould) Its form. |\nheat | integer [ 1 .. 1300 ] Default: 900 degrees, and no more. |\nResponses\n"
        'Request samples\n- Payload\n{- "glaze": "matt",\n- "mould": { },\n- "heat": 900\n}\n',
    )

    assert [(b.location, b.name, b.required, b.schema, [p.text for p in b.prose]) for b in page.blocks] == [
        ("header", "kilnId", True, {"type": "string", "minLength": 1, "pattern": "^[a-z]+$"}, ["Which kiln."]),
        ("header", "since", False, {"type": "string", "default": "2025-02-27"}, ["YYYY-MM-DD", "From when."]),
        ("body", "glaze", False, {"type": "string", "enum": ["matt", "clear"], "default": "matt"}, ["How it shines."]),
        ("body", "mould", False, {"type": "object"}, ["Its form."]),
        ("body", "heat", False, {"type": "integer", "minimum": 1, "maximum": 1300, "default": 900}, ["degrees, and no more."]),
    ]
    assert page.strays == ()


def test_what_is_said_of_a_deprecated_field_is_prose() -> None:
    [block] = body("mood", "string", "Deprecated: use tone").blocks

    assert (dict(block.schema), [p.text for p in block.prose]) == ({"type": "string"}, ["Deprecated: use tone"])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "| sizerequired | integer [ 1 .. 9 ]Default: 4How large. |",
            (True, {"type": "integer", "minimum": 1, "maximum": 9, "default": 4}, "How large."),
        ),
        ("| size | integerHow large. |", (False, {"type": "integer"}, "How large.")),
        ("sizerequired | stringhow large, in words |", (True, {"type": "string"}, "how large, in words")),
        ("| size | Array ofstringsin words, too |", (False, {"type": "array", "items": {"type": "string"}}, "in words, too")),
        ("| size | booleanDefault: falseMay it be large? |", (False, {"type": "boolean", "default": False}, "May it be large?")),
        ("| size | stringDeprecatedSee width. |", (False, {"type": "string", "deprecated": True}, "See width.")),
        ("| size | Array of stringsHow large.Example: size=a,b |", (False, {"type": "array", "items": {"type": "string"}}, "How large.")),
        ("| size | stringHow large.Example: small |", (False, {"type": "string", "examples": ["small"]}, "How large.")),
    ],
)
def test_a_row_of_a_scrape_may_have_lost_its_gaps(row: str, expected: tuple[bool, dict[str, Any], str]) -> None:
    page = body(row, "| --- | --- |", "| tail | object (Tail)What follows. |", "Responses")

    first, second = page.blocks
    assert (first.name, first.required, dict(first.schema), first.prose[0].text) == ("size", *expected)
    assert (second.name, second.type_name, page.gaps) == ("tail", None, ())


@pytest.mark.parametrize("bar", [" |  ", " | ", "|", " |   "])
@pytest.mark.parametrize("ends", ["", " |"])
@pytest.mark.parametrize("tick", ["`", ""])
def test_rows_of_a_scrape_whose_sample_is_a_list(bar: str, ends: str, tick: str) -> None:
    rows = (
        ("sizerequired", "integer Enum: 1 2 4 How large."),
        ("tail", "object What follows it."),
        ("name", 'string Default:  "kite" Its name.'),
        ("knots", "Array of objects (Knot)  In its string."),
        ("mood", "string How it is."),
    )
    first, *others = (f"{name}{bar}{said}{ends}" for name, said in rows)
    sample = (
        f"{tick}{{",
        '  *  "size": 4,',
        "",
        '  *  "tail": {',
        '    *  "length": 2',
        "  },",
        '  * "knots": [',
        "    * {",
        '      *  "at": 3',
        "    }",
        " ],",
        '  *  "mood": "calm",',
        '  *  "name": "kite"',
        f" }}{tick}",
    )
    text = ("Fly a kite", "##### Request Body schema: application/json", first, "---|---", *others, "### Responses", "post/v1/kites")
    page = read_page("p.txt", "\n".join((*text, "###  Request samples", "  * Payload", *sample)))

    assert [(b.name, b.within, b.required, b.schema.get("enum"), b.schema.get("default")) for b in page.blocks] == [
        ("size", (), True, [1, 2, 4], None),
        ("tail", (), False, None, None),
        ("name", (), False, None, "kite"),
        ("knots", (), False, None, None),
        ("mood", (), False, None, None),
    ]
    assert page.gaps == ()


def test_a_name_may_end_in_a_demand() -> None:
    assert [(b.name, b.required) for b in body("| is_required | booleanWhether it is. |", "---|---").blocks] == [("is_required", False)]


def test_a_table_without_types_is_no_row_of_a_scrape() -> None:
    assert body("| strings | things of it |", "| --- | --- |").blocks == ()


def test_the_heading_of_a_body_may_be_said_again() -> None:
    page = body("Request", "size\t", "integer", "How large.", "Responses")

    assert [(b.name, b.location) for b in page.blocks] == [("size", "body")]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Enum: buy or sell", ["buy", "sell"]),
        ("Enum: open, shut, ajar", ["open", "shut", "ajar"]),
        ("Enum: open, shut or ajar", ["open", "shut", "ajar"]),
        ('Enum: "a, b" "c"', ["a, b", "c"]),
        ("Enum: buy sell", ["buy", "sell"]),
    ],
)
def test_values_may_be_listed_in_words(line: str, values: list[str]) -> None:
    [block] = body("side\t", "string", "Which side.", line).blocks

    assert dict(block.schema) == {"type": "string", "enum": values}


def test_a_demand_is_no_name_and_a_name_may_begin_with_a_digit() -> None:
    page = body("0x-key", "required", "string", "The key.")

    assert [(b.name, b.required) for b in page.blocks] == [("0x-key", True)]
