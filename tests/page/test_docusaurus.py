"""Rendered Docusaurus pages: reading is the inverse of printing, and what no line of a page shows is a gap."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, Param, specs, type_line

from swornspec.page import Block, Page, read_page
from swornspec.page.read import recognise

SECTIONS = {"query": "Query Parameters", "path": "Path Parameters", "header": "Header Parameters", "body": "Body"}


def shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def printed(spec: Sequence[Param], *, gaps: int, bold: bool) -> str:
    """The specification as a page shows it; nothing is lost but where paragraphs end, and the parts of objects, which it has none of."""
    blank = [""] * gaps
    strong = "**" if bold else ""
    lines = [
        "Make a thing",
        *blank,
        "POST",
        *blank,
        "https://api.example.com/v1/things",
        *blank,
        "Makes things.",
        *blank,
        "Request",
        *blank,
    ]
    for location in LOCATIONS:
        group = [p for p in spec if p.location == location]
        lines += [SECTIONS[location], *blank] if group else []
        for param in group:
            badges = [f"{strong}{b}{strong}" for b, is_so in (("required", param.required), ("deprecated", param.deprecated)) if is_so]
            lines += [f"{strong}{param.name}{strong}{'' if bold else ' '}{type_line(param)}{''.join(badges)}", *blank]
            if param.values:
                lines += [f"{strong}Possible values:{strong} [{', '.join(f'`{v}`' if bold else v for v in param.values)}]", *blank]
            elif param.bounds:
                lines += [f"{strong}Possible values:{strong} >= {param.bounds[0]} and <= {param.bounds[1]}", *blank]
            lines += [f"{strong}Default value:{strong} {shown(param.default)}", *blank] if param.default is not None else []
            for paragraph in param.prose:
                lines += [*paragraph.split("\n"), ""]
    return "\n".join([*lines, "Responses", *blank, "200", "", "OK", "", "Last updated on Nov 1, 2026"])


def suited(param: Param) -> Param:
    """Values that a list in brackets can show, a default that is one of them, and parts of no object below it."""
    values = tuple(v for v in dict.fromkeys(param.values) if "," not in v and " " not in v)
    default = values[0] if values and param.default is not None else param.default
    plain = param.kind != "object" and param.items != "objects"
    several = isinstance(default, str) and " " in default
    kind = param if plain else replace(param, kind="string", items=None, bounds=None)
    return replace(kind, values=values if plain else (), default=None if several or not plain else default)


def wanted(param: Param) -> tuple[Any, ...]:
    schema = {**param.schema, "enum": list(param.values)} if param.values else param.schema
    return param.name, param.location, schema, param.required, " ".join(" ".join(param.prose).split())


def found(block: Block) -> tuple[Any, ...]:
    return block.name, block.location, dict(block.schema), block.required, " ".join(" ".join(p.text for p in block.prose).split())


@given(specs(), st.integers(0, 1), st.booleans())
@settings(max_examples=30, deadline=None)
def test_pages_give_the_spec(spec: list[Param], gaps: int, bold: bool) -> None:
    fitting = [suited(param) for param in spec]
    page = read_page("page.txt", printed(fitting, gaps=gaps, bold=bold), "docusaurus")

    assert [found(block) for block in page.blocks] == [wanted(param) for param in fitting]
    assert page.gaps == ()
    assert (page.method, page.route, page.address and page.address.text) == ("POST", "/v1/things", "https://api.example.com")


def body(*lines: str) -> Page:
    return read_page("page.txt", "\n".join(["Make", "POST", "/v1/things", "Request", "Body", *lines]), "docusaurus")


OBJECT = ("size", "object", "In pixels.", "width integerrequired", "How wide.", "name string", "What it is called.")


def test_the_sample_of_a_request_shows_which_fields_are_parts_of_an_object() -> None:
    page = body(*OBJECT, "Responses", "200", "curl https://a.example/v1/things \\", """-d '{"size": {"width": 1}, "name": "x"}'""")

    assert [(b.path, b.required) for b in page.blocks] == [("size", False), ("size.width", True), ("name", False)]
    assert page.gaps == ()


def test_fields_below_an_object_are_gaps_where_nothing_shows_what_they_are_parts_of() -> None:
    page = body(*OBJECT)

    assert [b.path for b in page.blocks] == ["size"]
    assert [gap.text for gap in page.gaps] == list(OBJECT[3:])


def test_alternatives_are_no_fields() -> None:
    assert [b.path for b in body("name string", "Words.", "oneOf", "MOD1", "width integerrequired").blocks] == ["name"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("name string", {"type": "string"}),
        ("name date-timerequired", {"type": "string", "format": "date-time"}),
        ("name uri[]nullable", {"type": ["array", "null"], "items": {"type": "string", "format": "uri"}}),
        ("name int32deprecated", {"type": "integer", "format": "int32", "deprecated": True}),
    ],
)
def test_names_types_and_badges_stand_in_one_line(line: str, expected: dict[str, Any]) -> None:
    [block] = body(line, "Words.").blocks

    assert dict(block.schema) == expected


SIZED: dict[str, Any] = {"minLength": 1, "maxLength": 8, "pattern": "^[a-z'`*]*$"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Possible values: non-empty", {"minLength": 1}),
        ("Possible values: non-empty and <= 8 characters", {"minLength": 1, "maxLength": 8}),
        ("Possible values: >= 2 characters and <= 8 characters", {"minLength": 2, "maxLength": 8}),
        ("Possible values: Value must match regular expression `^a+$`", {"pattern": "^a+$"}),
        ("**Possible values:** `non-empty` and `<= 8 characters`, Value must match regular expression `^[a-z'`*]*$`", SIZED),
        ("Possible values: non-empty and <= 8 characters, Value must match regular expression ^[a-z'`*]*$", SIZED),
        ("Possible values: `>= 9 characters`, Value must match regular expression `^a$`", {"minLength": 9, "pattern": "^a$"}),
        ("Possible values: Value must match regular expression `^a$`, [`a`, `b`]", {"enum": ["a", "b"], "pattern": "^a$"}),
        ("Possible values: [`a`, `b`], Value must match regular expression `^a$`", {"enum": ["a", "b"], "pattern": "^a$"}),
        ("Possible values: length ≤ 40", {"maxLength": 40}),
        ("Possible values: [a]", {"enum": ["a"]}),
        ("**Possible values:** `<= 8 characters`", {"maxLength": 8}),
    ],
)
def test_possible_values_are_values_lengths_or_a_pattern(line: str, expected: dict[str, Any]) -> None:
    assert dict(body("name string", line).blocks[0].schema) == {"type": "string", **expected}


def test_pages_with_gaps_between_names_and_types_are_recognised() -> None:
    assert recognise("page.txt", "Make\nPOST\n/v1\nBody\nname stringrequired\nWords.\n").layout.name == "docusaurus"


@pytest.mark.parametrize("line", [r"**kite\_tails**string\\[]", "**kite_tails**string[]", r"**kite\_tails** string\\[]"])
def test_what_a_scrape_escapes_in_a_name_is_a_name(line: str) -> None:
    blocks = body("name string", "Words.", line.replace("\\\\", "\\"), "Possible values: `<= 4`").blocks

    assert [(b.name, dict(b.schema)) for b in blocks] == [
        ("name", {"type": "string"}),
        ("kite_tails", {"type": "array", "items": {"type": "string"}, "maxItems": 4}),
    ]


def test_a_heading_that_says_that_the_body_is_required_is_no_field() -> None:
    page = read_page("page.md", "# Make\n\n`POST /v1/kites`\n\n### Body**required**\n\n**size**\n\ninteger\n\nrequired\n\nIn metres.\n")

    assert [(b.path, b.required) for b in page.blocks] == [("size", True)]


def test_fields_that_run_into_their_prose_are_gaps() -> None:
    page = body(
        "name string", "Words.", "**size**integerrequiredHow large.**Possible values:** `<= 9`**hue**stringIts hue.", "More.", "tail string"
    )

    assert [(b.name, dict(b.schema), [p.text for p in b.prose]) for b in page.blocks][:1] == [("name", {"type": "string"}, ["Words."])]
    assert [b.name for b in page.blocks] == ["name", "tail"]
    assert len(page.gaps) == 1


def test_what_is_called_may_be_two_lines_of_code() -> None:
    code = "```\nPOST \n## https://api.example.com/v1/tiles\n\n```"
    page = read_page(
        "page.md", f"# Make a tile\n{code}\n## Request\n### Body**required**\n**hue** stringrequired\nThe hue.\n", "docusaurus"
    )

    assert (page.method, page.route, page.address and page.address.text) == ("POST", "/v1/tiles", "https://api.example.com")
