"""ReadMe pages as Markdown scrapes have them: reading is the inverse of printing, and copies as text stay what they are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, README_SECTIONS, Param, json_text, specs, type_line
from render import readme as copied

from swornspec.page import Block, Page, read_operations, read_page
from swornspec.page.read import recognise


def scraped(spec: Sequence[Param], *, mark: str, flat: bool, bullets: bool) -> str:
    """The specification as a scrape; nothing is lost but where paragraphs end."""
    lines = ["# Create a thing", "", "post https://api.example.com/v1/things", "", "Makes things.", ""]
    for location in LOCATIONS:
        group = [p for p in spec if p.location == location]
        lines += [f"### {README_SECTIONS[location]}", ""] if group else []
        for param in group:
            flags = [f for f, is_so in (("enum", param.values), ("required", param.required), ("deprecated", param.deprecated)) if is_so]
            head = [f"{mark}{param.name}{mark}", type_line(param), *flags]
            lines += [" ".join(head), ""] if flat else [line for part in head for line in (part, "")]
            lines += [f"{param.bounds[0]} to {param.bounds[1]}", ""] if param.bounds else []
            lines += [f"Defaults to {json_text(param.default)}", ""] if param.default is not None else []
            for paragraph in param.prose:
                lines += [*paragraph.split("\n"), ""]
            values = [f"* `{v}`" for v in param.values] if bullets else ["".join(f"`{v}`" for v in param.values)]
            lines += ["Allowed:", "", *values, ""] if param.values else []
    return "\n".join([*lines, "### Responses", "", "200", ""])


def suited(param: Param) -> Param:
    """A default that is one of the values, and none of several words, which may be a sentence."""
    values = tuple(dict.fromkeys(param.values))
    default = values[0] if values and param.default is not None else param.default
    return replace(param, values=values, default=None if isinstance(default, str) and " " in default else default)


def wanted(param: Param) -> tuple[Any, ...]:
    schema = {**param.schema, "enum": list(param.values)} if param.values else param.schema
    return param.name, param.location, schema, param.required, " ".join(" ".join(param.prose).split())


def found(block: Block) -> tuple[Any, ...]:
    return block.name, block.location, dict(block.schema), block.required, " ".join(" ".join(p.text for p in block.prose).split())


@given(specs(), st.sampled_from(("**", "`")), st.booleans(), st.booleans())
@settings(max_examples=30, deadline=None)
def test_scrapes_give_the_spec(spec: list[Param], mark: str, flat: bool, bullets: bool) -> None:
    fitting = [suited(param) for param in spec]
    page = read_page("page.md", scraped(fitting, mark=mark, flat=flat, bullets=bullets))

    assert [found(block) for block in page.blocks] == [wanted(param) for param in fitting]
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")


@given(specs(), st.integers(1, 2))
@settings(max_examples=30, deadline=None)
def test_what_was_copied_as_text_is_not_taken_for_a_scrape(spec: list[Param], gaps: int) -> None:
    assert recognise("page.txt", copied(spec, gaps=gaps)).layout.name == "readme"


def scrape(*lines: str) -> Page:
    return read_page("page.md", "\n".join(["# Make", "", "### Body Params", "", *lines]), "readme-markdown")


def test_names_may_be_lost() -> None:
    page = scrape("string", "", "required", "", "The name.", "", "integer", "", "1 to 5", "", "How many.")

    assert [(b.name, dict(b.schema), b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        (None, {"type": "string"}, True, ["The name."]),
        (None, {"type": "integer", "minimum": 1, "maximum": 5}, False, ["How many."]),
    ]


def test_values_that_a_scrape_lost_are_said_to_be_lost() -> None:
    page = scrape("**mode** string enum", "", "How.", "", "Allowed:", "", "**size** integer", "", "How large.")

    assert [(b.name, b.enum_lost) for b in page.blocks] == [("mode", True), ("size", False)]


def test_a_list_that_explains_values_is_prose() -> None:
    page = scrape("**mode** string enum", "", "Allowed:", "", "* `a` - first", "* `b` - second")

    assert [p.text for p in page.blocks[0].prose] == ["* `a` - first\n* `b` - second"]


SENT = ("```", "curl --request POST \\", "  --url https://api.example.com/v1/things \\", '  --data \'{{"size": {{"{inner}": 1}}}}\'', "```")


@pytest.mark.parametrize(("inner", "path"), [("width", "size.width"), ("height", "width")])
def test_the_parts_of_an_object_follow_its_name_where_a_sample_says_so(inner: str, path: str) -> None:
    sample = [line.format(inner=inner) if "{{" in line else line for line in SENT]
    page = scrape(
        "**size** object", "", "How large.", "", "size object", "", "**width** integer required", "", "### Responses", "", *sample
    )

    assert [(b.path, b.required) for b in page.blocks] == [("size", False), (path, True)]


def test_the_form_of_an_array_is_no_field() -> None:
    page = scrape(
        "ids", "", "array of int64s", "", "required", "", "ids\\*", "", "int64", "", "int64", "", "ADD int64", "", "**end** int64"
    )

    assert [(b.path, b.required) for b in page.blocks] == [("ids", True), ("end", False)]


def test_names_that_are_types_are_names_where_the_copy_kept_names() -> None:
    page = scrape("first", "", "string", "", "email", "", "string", "", "date", "", "date-time")

    assert [(b.path, b.schema.get("format")) for b in page.blocks] == [("first", None), ("email", None), ("date", "date-time")]


UNMARKED = (
    "# Fly a kite",
    "#### URL Expired",
    "The URL for this request expired after 30 days.",
    "kiteId",
    "string",
    "required",
    "height",
    "integer",
    "≥ 1",
    "status",
    "string",
    "enum",
    "Allowed:",
    "`UP``DOWN`",
    "#",
    "200",
    "It flies.",
    "404",
    "No kite; `height` must be at most 9.",
    "```",
    "xxxxxxxxxx",
    "1curl --request {method} \\",
    "2     --url https://api.example.com/v1/kites/kiteId/fly \\",
    "```",
    "Click `Try It!` to start a request and see the response here!",
)


@pytest.mark.parametrize(("method", "location"), [("POST", "body"), ("GET", "query")])
def test_a_page_without_section_lines_says_by_its_sample_where_fields_are_sent(method: str, location: str) -> None:
    page = read_page("page.md", "\n\n".join(UNMARKED).format(method=method))

    assert (page.method, page.route) == (method, "/v1/kites/{kiteId}/fly")
    assert [(b.path, b.location) for b in page.blocks] == [("kiteId", "path"), ("height", location), ("status", location)]
    assert (page.blocks[1].schema["minimum"], page.blocks[2].schema["enum"]) == (1, ["UP", "DOWN"])


def test_what_an_error_answers_is_no_field() -> None:
    page = scrape("**size** integer", "", "Responses", "", "200", "", "Response body", "", "object", "", "id", "", "string", "",
                  "404", "", "No kite.", "", "Response body", "", "object", "", "message", "", "string", "", "required")  # fmt: skip

    assert [(b.path, b.location) for b in page.blocks] == [("size", "body"), ("id", "response")]


FORM = """Make
post
https://api.example.com/v1/things
Body Params
kites
array of objects
required

object

tail
string
enum
required

CURLED
Allowed:

CURLED

SHORT

object

tail
string
ADD object
colours
array of strings
Defaults to red

string

red

ADD string
count
integer
Defaults to 3
How many.

3
wind
object

wind object
speed
integer
≥ 1
loud
boolean
Response

200
Response body
object
id
string
curl --request POST \\
     --data '{"kites": [{"tail": "CURLED"}], "wind": {"speed": 1}, "loud": true}'
"""


def test_what_the_form_of_a_copied_page_holds_is_no_field() -> None:
    page = read_page("page.txt", FORM, "readme")

    assert [(b.path, b.location) for b in page.blocks] == [
        *((path, "body") for path in ("kites", "kites[].tail", "colours", "count", "wind", "wind.speed", "loud")),
        ("id", "response"),
    ]
    assert page.blocks[1].schema["enum"] == ["CURLED", "SHORT"]
    assert [p.text for p in page.blocks[3].prose] == ["How many."]


def test_what_the_form_of_a_scrape_holds_is_no_field() -> None:
    page = read_page("page.md", "\n\n".join(line for line in FORM.split("\n") if line and "curl" not in line and "--data" not in line))

    assert [b.path for b in page.blocks] == ["kites", "kites[].tail", "colours", "count", "wind", "speed", "loud", "id"]


def test_a_page_without_section_lines_may_have_no_blank_lines() -> None:
    page = read_page("page.txt", "\n".join(UNMARKED).format(method="POST"))

    assert [(b.path, b.location) for b in page.blocks] == [("kiteId", "path"), ("height", "body"), ("status", "body")]


def test_what_an_error_of_a_copied_page_answers_is_no_field() -> None:
    lines = ["Make", "Body Params", "size", "integer", "Response", "404", "No kite.", "Response body", "object", "message", "string"]

    assert [b.path for b in read_page("page.txt", "\n".join(lines), "readme").blocks] == ["size"]


def test_a_demand_may_stand_apart_from_its_type() -> None:
    text = (
        "Fire a pot\n\n- /pots\n\npost\nhttps://api.kiln.example/v1/pots/fire\n\nBody Params\n\nheat\ninteger\n\nrequired\n\n"
        "How hot it gets.\n\nglaze\nstring\n\nHow it shines.\n\nResponses\n\n# \n\n200\n\nIt is hot.\n"
    )

    [page] = read_operations("page.txt", text)

    assert recognise("page.txt", text).layout.name == "readme-markdown"
    assert (page.method, page.route) == ("POST", "/v1/pots/fire")
    assert [(b.name, b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("heat", True, ["How hot it gets."]),
        ("glaze", False, ["How it shines."]),
    ]


@pytest.mark.parametrize("title", ["Kite input data", "What a kite needs"])
def test_a_page_without_sections_is_known_by_its_end(title: str) -> None:
    fields = "size\n\nint32\n\nrequired\n\nHow large.\n\ntail\\_length\n\nint64\n\nIn cm.\n\nmood\n\nstring\n\nflat\n\nboolean\n\ntruefalse"
    answer = "# `` 201\n\nobject\n\nkite\n\nobject\n\nrequired\n\nowner\n\nstring"
    sample = "```\n\n1curl --request POST \\\n\n2     --url https://api.example.com/v1/kites\n\n```"
    page = read_page(
        "p.md", f"{title}\n\n{fields}\n\n{answer}\n\nUpdated 3 months ago\n\nDid this page help you?\n\nYes\n\nNo\n\n{sample}\n"
    )

    assert [(b.name, b.schema.get("type"), b.required) for b in page.blocks if b.location == "body"] == [
        ("size", "integer", True),
        ("tail_length", "integer", False),
        ("mood", "string", False),
        ("flat", "boolean", False),
    ]
