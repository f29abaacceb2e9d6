"""Mintlify pages, as sources and as sites show them: reading is the inverse of printing, and what pages do beyond that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, Param, specs, type_line

from swornspec.page import Block, Page, read_operations, read_page
from swornspec.page.tags import tags

SECTIONS = {"query": "Query Parameters", "path": "Path Parameters", "header": "Headers", "body": "Body"}


@dataclass(frozen=True)
class Placed:
    """A parameter, and the objects that it is a part of."""

    param: Param
    within: tuple[str, ...] = ()


@st.composite
def placed_specs(draw: st.DrawFn) -> list[Placed]:
    """The fields of an operation, each object right before its parts; values of texts, and a default that is one of them."""
    found: list[Placed] = []
    for param in draw(specs()):
        values = tuple(dict.fromkeys(param.values))
        default = values[0] if values and param.default is not None else param.default
        fitting = replace(param, values=values, default=default)
        last = found[-1] if found else None
        holds = last is not None and last.param.location == param.location == "body"
        if last and holds and (last.param.kind == "object" or last.param.items == "objects") and draw(st.booleans()):
            item = "[]" if last.param.items else ""
            found.append(Placed(fitting, (*last.within, f"{last.param.name}{item}")))
        elif last and holds and last.within and draw(st.booleans()):
            found.append(Placed(fitting, last.within))
        else:
            found.append(Placed(fitting))
    return found


def shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def route(spec: Sequence[Placed]) -> str:
    return "/v1/things" + "".join(f"/{{{placed.param.name}}}" for placed in spec if placed.param.location == "path")


def mdx(spec: Sequence[Placed], *, lines: bool, quotes: str, nested: str) -> str:
    """The specification as the source of a page; nothing is lost but where paragraphs end."""
    text = ["---", "title: Make a thing", f"api: POST https://api.example.com{route(spec)}", "---", "", "Makes things.", ""]
    open_tags: list[tuple[str, ...]] = []
    for placed in spec:
        param = placed.param
        while open_tags and open_tags[-1] != tuple(w.removesuffix("[]") for w in placed.within):
            text += ["</Expandable>", "</ParamField>"]
            open_tags.pop()
        name = ".".join((*placed.within, param.name)) if nested == "dots" else param.name
        said = [f"{param.location}={quotes}{name}{quotes}", f"type={quotes}{type_line(param)}{quotes}"]
        said += ["required"] if param.required else ["required={false}"]
        said += ["deprecated"] if param.deprecated else []
        said += [f"enum={{{json.dumps(list(param.values))}}}"] if param.values else []
        said += [f"minimum={{{param.bounds[0]}}} maximum={quotes}{param.bounds[1]}{quotes}"] if param.bounds else []
        if param.default is not None:
            text_default = isinstance(param.default, str)
            said += [f'default="{param.default}"' if text_default else f"default={{{json.dumps(param.default)}}}"]
        joint = "\n  " if lines else " "
        text.append(f"<ParamField{joint}{joint.join(said)}{joint.rstrip(' ')}>")
        text += [f"{paragraph}\n" for paragraph in param.prose]
        below = spec[spec.index(placed) + 1 :][:1]
        own = (*placed.within, param.name + ("[]" if param.items else ""))
        if nested == "tags" and below and below[0].within == own:
            text.append('<Expandable title="properties">')
            open_tags.append(tuple(w.removesuffix("[]") for w in own))
        else:
            text += ["</ParamField>", ""]
    text += ["</Expandable>", "</ParamField>"] * len(open_tags)
    return "\n".join(text)


def page_text(spec: Sequence[Placed], *, gaps: int, mark: str, anchors: bool) -> str:
    """The specification as a site shows it; nothing is lost but where paragraphs end, and defaults of several words."""
    blank = [""] * gaps
    lines = ["# Make a thing", "", "POST", "", "/v1/things", "", "Makes things.", "", "Try it", ""]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        lines += ["", f"#### {SECTIONS[location]}" if mark else SECTIONS[location], *blank] if group else []
        for placed in group:
            param = placed.param
            dotted = ".".join((*(w.removesuffix("[]") for w in placed.within), param.name))
            lines += (
                [f"[\u200b](https://docs.example.com/a#{location}-{dotted.lower().replace('.', '-').replace('_', '-')})"]
                if anchors
                else ["\u200b"]
            )
            lines += [*blank, f"{mark}{dotted}{mark}", *blank, type_line(param), *blank]
            lines += ["required", *blank] if param.required else []
            lines += ["deprecated", *blank] if param.deprecated else []
            lines += [f"default:{shown(param.default)}", *blank] if param.default is not None else []
            for paragraph in param.prose:
                lines += [*paragraph.split("\n"), ""]
            lines += [f"Required range: `{param.bounds[0]} <= x <= {param.bounds[1]}`", *blank] if param.bounds else []
            if param.values:
                lines += ["Available options:", *blank, *(f"`{v}`," for v in param.values[:-1]), f"`{param.values[-1]}`", *blank]
    return "\n".join([*lines, "", "Was this page helpful?", "", "Yes", "No"])


def wanted(placed: Placed) -> tuple[Any, ...]:
    param = placed.param
    schema = param.schema
    if param.values:
        schema = {**schema, "enum": list(param.values)}
    return param.name, param.location, placed.within, schema, param.required, " ".join(" ".join(param.prose).split())


def found(block: Block) -> tuple[Any, ...]:
    prose = " ".join(" ".join(p.text for p in block.prose).split())
    return block.name, block.location, block.within, dict(block.schema), block.required, prose


@given(placed_specs(), st.booleans(), st.sampled_from("\"'"), st.sampled_from(("dots", "tags")))
@settings(max_examples=25, deadline=None)
def test_sources_give_the_spec_however_they_are_written(spec: list[Placed], lines: bool, quotes: str, nested: str) -> None:
    page = read_page("page.mdx", mdx(spec, lines=lines, quotes=quotes, nested=nested))

    assert [found(block) for block in page.blocks] == [wanted(placed) for placed in spec]
    assert page.gaps == ()
    assert (page.method, page.route, page.address and page.address.text) == ("POST", route(spec), "https://api.example.com")


@given(placed_specs(), st.integers(0, 1), st.sampled_from(("", "**", "`")), st.booleans())
@settings(max_examples=25, deadline=None)
def test_pages_as_sites_show_them_give_the_spec(spec: list[Placed], gaps: int, mark: str, anchors: bool) -> None:
    spec = [
        replace(p, param=replace(p.param, default=None)) if isinstance(p.param.default, str) and " " in p.param.default else p for p in spec
    ]
    page = read_page("page.md", page_text(spec, gaps=gaps, mark=mark, anchors=anchors), "mintlify-page")

    assert [found(block) for block in page.blocks] == [wanted(placed) for placed in spec]
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")


def source(*lines: str) -> Page:
    return read_page("page.mdx", "\n".join(["---", "title: Make", "api: POST /v1/things", "---", "", *lines]))


def brief(page: Page) -> list[tuple[object, ...]]:
    return [(b.path, b.location, dict(b.schema), b.required, [p.text for p in b.prose]) for b in page.blocks]


def test_fields_that_are_commented_out_or_in_code_are_none() -> None:
    page = source(
        "{/* <ParamField body='a'>A.</ParamField> */}",
        "<!--",
        "<ParamField body='b'>B.</ParamField>",
        "-->",
        "{/*",
        "",
        "<ParamField body='c'>C.</ParamField>",
        "",
        "*/}",
        "```mdx",
        "<ParamField body='d'>D.</ParamField>",
        "```",
        "Write `<ParamField body='e'>` for it.",
        "<ParamField body='f'>F.</ParamField> {/* <ParamField body='g' /> */}",
    )

    assert [b.path for b in page.blocks] == ["f"]


def test_a_note_in_a_field_is_about_it_and_one_outside_about_the_operation() -> None:
    page = source(
        "<ParamField body='a' type='integer'>", "A.", "<Note>At most 4.</Note>", "</ParamField>", "<Warning>`a` is slow.</Warning>"
    )

    assert brief(page) == [("a", "body", {"type": "integer"}, False, ["A.", "At most 4."])]
    assert [p.text for p in page.notes] == ["`a` is slow."]


def test_the_fields_of_a_response_are_not_sent() -> None:
    page = source("## Response", "<ResponseField name='id' type='string' required>It.</ResponseField>", "<ParamField body='a' />")

    assert [(b.path, b.location) for b in page.blocks] == [("id", "response"), ("a", "body")]


def test_a_response_that_has_a_status_for_its_name_is_no_field() -> None:
    page = source(
        *('<ParamField body="size" type="integer" />', "## Responses"),
        *('<ResponseField name="202 Accepted" type="object">Made later.</ResponseField>', '<ResponseField name="502 / 503" />'),
        *('<ResponseField name="400">No `size`.</ResponseField>', '<ResponseField name="404s" type="integer">How many.</ResponseField>'),
    )

    assert [block.path for block in page.blocks] == ["size"]
    assert [gap.text for gap in page.gaps] == ['<ResponseField name="404s" type="integer">How many.</ResponseField>']


def test_what_attributes_say_and_nobody_knows_is_a_gap() -> None:
    page = source("<ParamField body='a' type='integer' colour='red' default='random' />", "<ParamField type='string'>No name.</ParamField>")

    assert brief(page)[0] == ("a", "body", {"type": "integer"}, False, [])
    assert [gap.text for gap in page.gaps] == ["<ParamField type='string'>No name.</ParamField>", "red", "random"]


def test_tags_that_nothing_closes_swallow_no_field() -> None:
    page = source("<ParamField body='a' type='string'", "", "<ParamField body='b' type='string'>", "B.")

    assert [b.path for b in page.blocks] == ["b"]


def test_several_operations_of_a_source_are_told_apart() -> None:
    field = "<ParamField query='q' />"
    pages = read_operations(
        "page.mdx", f"# API\n\n## Find\n\n`GET /things`\n\n{field}\n\n## Make\n\n`POST /things`\n\n<ParamField body='a' />\n"
    )

    assert [(p.method, p.title and p.title.text, [b.name for b in p.blocks]) for p in pages] == [
        ("GET", "Find", ["q"]),
        ("POST", "Make", ["a"]),
    ]


@given(st.text(alphabet="<>/{}\"'=` \nA*-!a", max_size=120))
@settings(max_examples=100, deadline=None)
def test_tags_stand_in_order_and_apart(text: str) -> None:
    found = list(tags(text))

    assert all(tag.start < tag.end <= len(text) for tag in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def site(*lines: str) -> Page:
    return read_page("page.md", "\n".join(["# Make", "", "POST /v1/things", "", "#### Body", "", *lines]), "mintlify-page")


def test_the_sample_shows_which_fields_stand_beside_an_object() -> None:
    head = [
        "# Make",
        "",
        "```",
        'curl -X POST https://api.example.com/things -d \'{"size": {"w": 1}, "name": "a"}\'',
        "```",
        "",
        "## Body",
        "",
    ]
    rest = ["size", "object", "", "Hide child attributes", "", "w", "integer", "", "name", "string", "", "Required string length: 1 - 9"]
    page = read_page("page.md", "\n".join([*head, *rest]), "mintlify-page")

    assert [b.path for b in page.blocks] == ["size", "size.w", "name"]
    assert (page.method, page.route) == ("POST", "/things")


def test_what_one_alternative_requires_is_required_of_no_other() -> None:
    name, again = (
        ["name", "string", "required", "", "The name.", ""],
        ["#### Path parameters", "", "#### Body", "", "application/json", ""],
    )
    alternatives = (
        ["Option 1", "Option 2"],
        ["- Option 1 · object", "", "- Option 2 · object[]"],
        ["* Street", "* Post box", "", "One of both."],
        ["- object", "- object\\[\\]"],
    )
    for tabs in alternatives:
        page = site("application/json", "", *name, *again, *tabs, "", *name, "id", "string", "required")

        assert [(b.name, b.required) for b in page.blocks] == [("name", True), ("name", False), ("id", False)]
        assert [gap.text for gap in page.gaps] == ["required"] * 2


def test_what_an_alternative_of_an_object_requires_is_a_gap() -> None:
    parts = ["Hide child attributes", "to.box", "integer", "required", "", "Required range: 1 <= x <= 9", ""]
    for tabs in (["Option 1 · object", "Option 2 · string"], ["- Street", "", "- Post box"]):
        page = site("to", "object", "required", "", "Where.", "", *tabs, "", *parts, "id", "string", "required")

        assert [(b.path, b.required) for b in page.blocks] == [("to", True), ("to.box", False), ("id", True)]
        assert dict(page.blocks[1].schema) == {"type": "integer", "minimum": 1, "maximum": 9}
        assert [gap.text for gap in page.gaps] == ["required"]


def test_a_field_has_one_of_the_types_of_its_alternatives() -> None:
    for typed in (["Option 1 · object", "Option 2 · string"], ["Option 1 · objectOption 2 · string"]):
        page = site("to", *typed, "required", "", "Hide child attributes", "to.box", "integer", "required", "", "id", "string")

        assert [(b.path, dict(b.schema), b.required) for b in page.blocks] == [
            ("to", {"type": ["object", "string"]}, True),
            ("to.box", {"type": "integer"}, False),
            ("id", {"type": "string"}, False),
        ]


def test_a_list_in_prose_names_no_alternatives() -> None:
    for items in (["- Fast", "- Slow", "- Both"], ["- Fast is better.", "- Slow", "- Both"], ["- Fast", "- Slow", "- Both of them."]):
        page = site(
            "application/json",
            "",
            "Takes",
            "",
            "either:",
            "",
            *items,
            "",
            "to",
            "object",
            "required",
            "",
            *items,
            "",
            "id",
            "string",
            "required",
        )

        assert [(b.name, b.required) for b in page.blocks] == [("to", True), ("id", True)]
        assert page.blocks[0].prose[0].text == "\n".join(items)


def test_anchors_show_what_a_field_is_a_part_of() -> None:
    page = site(
        "[\u200b](#body-size)",
        "size",
        "object",
        "",
        "[\u200b](#body-size-w)",
        "w",
        "integer",
        "",
        "[\u200b](#body-size-unit)",
        "size_unit",
        "string",
    )

    assert [b.path for b in page.blocks] == ["size", "size.w", "size_unit"]


def test_sizes_may_be_exact_and_bounds_have_one_side() -> None:
    page = site(
        "a",
        "string[]",
        "Required array length: 3 elements",
        "b",
        "number",
        "Required range: x > 0",
        "c",
        "string",
        "Minimum string length: 2",
    )

    assert [dict(b.schema) for b in page.blocks] == [
        {"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 3},
        {"type": "number", "exclusiveMinimum": 0},
        {"type": "string", "minLength": 2},
    ]


def test_a_name_may_be_a_type_word() -> None:
    page = site("url", "string<uri>", "required", "", "date", "string", "", "The day.", "", "file", "file")

    assert [(b.name, b.schema.get("format")) for b in page.blocks] == [("url", "uri"), ("date", None), ("file", "binary")]


def test_nothing_behind_the_documentation_is_read() -> None:
    page = site("a", "integer", "default:1", "", "A.", "", "Was this page helpful?", "b", "string", "default:x")

    assert [(b.name, [p.text for p in b.prose]) for b in page.blocks] == [("a", ["A."])]


@pytest.mark.parametrize(
    ("line", "schema", "required"),
    [
        ("stringrequired", {"type": "string"}, True),
        ("integerdefault:10", {"type": "integer", "default": 10}, False),
        ("enum<string>default:calmrequired", {"type": "string", "default": "calm"}, True),
        ("integer<int64> | nulldefault:1", {"type": ["integer", "null"], "format": "int64", "default": 1}, False),
        ("string<date-time>deprecated", {"type": "string", "format": "date-time", "deprecated": True}, False),
        ("Kite · object[]", {"type": "array", "items": {"type": "object"}}, False),
        ("(Kite · object | Plane · object)[]", {"type": "array", "items": {"type": "object"}}, False),
    ],
)
def test_badges_may_be_glued_to_types_and_types_may_have_titles(line: str, schema: dict[str, object], required: bool) -> None:
    page = site("kite", line, "What it is.", "", "wind", "integer", "required")

    assert [(b.path, dict(b.schema), b.required) for b in page.blocks] == [
        ("kite", schema, required),
        ("wind", {"type": "integer"}, True),
    ]


@pytest.mark.parametrize("line", ["notrequired", "The stringrequired.", "Kite · calm", "default:10"])
def test_words_are_no_types_with_badges(line: str) -> None:
    page = site("kite", "string", "What it is.", "", "wind", line)

    assert [b.path for b in page.blocks] == ["kite"]


def test_types_to_choose_from_are_one_type() -> None:
    page = site("kite", "Kite · object", "string", "Kite · object", "required", "*   Kite", "*   File", "", "wind", "integer")

    assert [(b.path, b.schema["type"], b.required) for b in page.blocks] == [
        ("kite", ["string", "object"], True),
        ("wind", "integer", False),
    ]


def test_types_to_choose_from_may_be_null() -> None:
    page = site("kite", "string | null", "integer", "string | null", "", "What it is.")

    assert [b.schema["type"] for b in page.blocks] == [["integer", "string", "null"]]


def test_lengths_and_patterns_are_labels_whatever_has_them() -> None:
    page = site(
        "names",
        "string[]",
        "Who.",
        "Minimum length: 1",
        "Maximum array length: 3",
        "code",
        "string",
        "Pattern:",
        "`^[a-z]+$`",
        "Maximum length: 9",
    )

    assert [dict(b.schema) for b in page.blocks] == [
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3},
        {"type": "string", "pattern": "^[a-z]+$", "maxLength": 9},
    ]


def test_one_value_is_a_list_of_values() -> None:
    page = site("kind", "enum<string>", "Available options: kite ", "mode", "enum<string>", "Available options: calm, wild ")

    assert [b.schema["enum"] for b in page.blocks] == [["kite"], ["calm", "wild"]]


def test_dotted_names_may_begin_with_the_nearest_object() -> None:
    page = site(
        "kites",
        "object[]",
        "Hide child attributes",
        "",
        "tail",
        "object",
        "Hide child attributes",
        "",
        "tail.length",
        "integer",
        "",
        "name",
        "string",
    )

    assert [b.path for b in page.blocks] == ["kites", "kites[].tail", "kites[].tail.length", "kites[].name"]


def test_the_sample_of_an_answer_shows_where_an_object_ends() -> None:
    page = site("size", "integer", "required", "```json", '[{"wind": {"speed": 1}, "name": "x"}]', "```", "#### Response", "200",
                "wind", "object", "Hide child attributes", "speed", "integer", "name", "string")  # fmt: skip

    assert [b.path for b in page.blocks] == ["size", "wind", "wind.speed", "name"]


def test_a_path_may_stand_in_pieces() -> None:
    text = "# Make\n\nPOST\n\n/\n\nv1\n\n/\n\n{kite_id}\n\nTry it\n\n#### Body\n\nsize\n\ninteger\n\nrequired\n\ndefault:3\n"

    page = read_page("page.md", text)

    assert (page.method, page.route) == ("POST", "/v1/{kite_id}")


SCRAPE = """[\u200b

](https://docs.example.com/make#body-tags)
tags
string\\[\\]string
required
Required array length: `1 - 16` elements
size
integer
Required range: x \\>= 1
code
string\\<string\\>
Required string length: 3 \\- 50
kinds
enum<string>\\[\\]
Show child attributes
[](https://docs.example.com/make#parameter)
enum<string>
Available options:
`a`,
`b`
"""


def test_what_a_scrape_escapes_and_splits_is_put_together() -> None:
    page = site(SCRAPE)

    assert [(b.path, dict(b.schema)) for b in page.blocks] == [
        ("tags", {"type": ["array", "string"], "items": {"type": "string"}, "minItems": 1, "maxItems": 16}),
        ("size", {"type": "integer", "minimum": 1}),
        ("code", {"type": "string", "minLength": 3, "maxLength": 50}),
        ("kinds", {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}),
    ]


def test_a_type_and_its_badges_may_each_be_in_ticks() -> None:
    page = site(
        "#### kite",
        "`enum<string>` `default:a/b` `required`",
        "What it is.",
        "Available options:",
        "`a/b`, `c`",
        "#### wind",
        "`number | null`",
        "It `default:1` blows.",
    )

    assert [(b.path, dict(b.schema), b.required) for b in page.blocks] == [
        ("kite", {"type": "string", "default": "a/b", "enum": ["a/b", "c"]}, True),
        ("wind", {"type": ["number", "null"]}, False),
    ]


def test_values_with_slashes_are_whole_between_commas() -> None:
    page = site("model", "enum<string>", "Available options: birds/kite-1, insects/fly ", "Example:", '"birds/kite-1"')

    assert page.blocks[0].schema["enum"] == ["birds/kite-1", "insects/fly"]


def test_two_words_of_prose_are_no_field() -> None:
    page = site("card", "string", "required", "Card number", "mail", "string", "Owner email", "wind_speed number")

    assert [b.path for b in page.blocks] == ["card", "mail", "wind_speed"]


def test_what_opens_an_object_is_followed_by_its_parts_where_a_sample_says_so() -> None:
    lines = (
        "loras",
        "array",
        "Show properties",
        "",
        "[](#param-path)",
        "path",
        "string",
        "required",
        "",
        "[](#param-scale)",
        "scale",
        "number",
    )
    sample = ("```", "curl --request POST \\", "--url https://api.example.com/v1/things \\", '--data \'{"loras": [{"path": "x"}]}\'', "```")

    assert [b.path for b in site(*lines).blocks] == ["loras", "path", "scale"]
    assert [b.path for b in site(*sample, *lines).blocks] == ["loras", "loras[].path", "loras[].scale"]


def test_fields_of_an_answer_may_follow_those_that_are_sent_without_a_heading() -> None:
    page = source("### Body", '<ParamField body="size" type="integer" />', '<ResponseField name="id" type="string" />', "### Headers",
                  '<ResponseField name="X-Kite" type="string" />')  # fmt: skip

    assert [(b.path, b.location) for b in page.blocks] == [("size", "body"), ("id", "response"), ("X-Kite", "header")]


NAVIGATION = """Dashboard
Dashboard
Guides
GET
List kites
POST
Make a kite
Kites
Make a kite
Copy page
Makes a kite.

POST
https://api.example.com
/
v1
/
kites

Try it
Make a kite
Body
application/json
wind
enum<string> | null
Available options: calm,
wild/1,
none
size
integerdefault:1
"""


def test_navigation_is_not_what_is_called_and_no_title() -> None:
    page = read_page("page.txt", NAVIGATION)

    assert (page.title and page.title.text, page.method, page.route) == ("Make a kite", "POST", "/v1/kites")
    assert (page.address and page.address.text) == "https://api.example.com"
    assert [b.path for b in page.blocks] == ["wind", "size"]


def test_values_may_go_on_below_their_label() -> None:
    page = site("wind", "enum<string>", "Available options: calm,", "wild,", "none", "", "size", "integer")

    assert [dict(b.schema) for b in page.blocks] == [{"type": "string", "enum": ["calm", "wild", "none"]}, {"type": "integer"}]
    assert page.gaps == ()


def kites(*lines: str) -> Page:
    [page] = read_operations("page.mdx", "\n".join(["# Kites", "", *lines]), "mintlify")
    return page


def test_the_attributes_of_an_object_are_no_fields_of_the_request() -> None:
    field = '<ParamField body="size" type="integer">\n  In metres, at most 9.\n</ParamField>\n'
    page = kites("## The Kite object", "", "### Attributes", "", field, "## Make a kite", "", "```", "POST /v1/kites", "```", "", field)

    assert [b.path for b in page.blocks] == ["size"]
    assert [g.text for g in page.gaps] == ['<ParamField body="size" type="integer">', "In metres, at most 9."]
    assert page.blocks[0].span.first > 10


def test_the_attributes_of_an_object_that_a_field_holds_are_its_parts() -> None:
    fields = (
        '<ParamField body="tails" type="Tail[]" required></ParamField>',
        "### Tail object",
        '<ParamField body="length" type="integer" />',
    )
    page = kites("## Make", "", "POST /v1/kites", "", "### Body", "", *(f"{line}\n" for line in fields))

    assert [b.path for b in page.blocks] == ["tails", "tails[].length"]


@pytest.mark.parametrize("heading", ["Request object", "Object detection options", "Model", "Tail"])
def test_not_every_heading_with_an_object_is_about_one(heading: str) -> None:
    page = kites("## Make", "", "POST /v1/kites", "", f"### {heading}", "", '<ParamField body="length" type="integer" />')

    assert ([b.path for b in page.blocks], page.gaps) == (["length"], ())


def block(where: str, name: str, said: str, prose: str = "") -> str:
    return f'{{% swagger-parameter in="{where}" name="{name}" {said} %}}\n{prose}\n{{% endswagger-parameter %}}\n'


GITBOOK = (
    '{% swagger method="post" path="/v1/kites/:shop?full=yes" baseUrl="https://api.example.com" summary="Make a kite" %}',
    "{% swagger-description %}\nMakes one.\n{% endswagger-description %}\n",
    block("path", "shop", 'type="String" required="true"', "Where."),
    block("header", "Authorization", 'type="String" required="true"', "Bearer KEY"),
    block("body", "size", 'type="Number" required="true"', "In metres.\n\n{% hint %}\nAt most 9.\n{% endhint %}"),
    block("body", "tail.bows", 'type="Integer" required="false"', "How many."),
    '{% swagger-response status="200: OK" description="" %}\n```javascript\n{"id": 1}\n```\n{% endswagger-response %}\n',
    '{% swagger-response status="422: No" description="`size` must be even." %}\n{% endswagger-response %}',
    "{% endswagger %}\n",
    '{% swagger method="get" path="" baseUrl="https://api.example.com/v1/kites" summary="" %}',
    block("query", "limit", 'type="integer"', "At most 50."),
    "{% endswagger %}",
)


def test_the_blocks_of_gitbook_sources_are_fields_and_operations() -> None:
    made, listed = read_operations("page.md", "\n".join(["# Kites", "", *GITBOOK]))

    assert (made.method, made.route, made.title and made.title.text) == ("POST", "/v1/kites/{shop}", "Make a kite")
    assert (listed.method, listed.route, listed.address and listed.address.text) == ("GET", "/v1/kites", "https://api.example.com")
    assert [(b.path, b.location, b.schema.get("type"), b.required) for b in (*made.blocks, *listed.blocks)] == [
        ("shop", "path", "string", True),
        ("size", "body", "number", True),
        ("tail.bows", "body", "integer", False),
        ("limit", "query", "integer", False),
    ]
    assert [p.text for p in made.blocks[1].prose] == ["In metres.", "At most 9."]
    assert [p.text for p in made.notes] == ["Makes one.", "`size` must be even."]
    assert [(s.kind, s.passage.text) for s in made.samples] == [("response", '{"id": 1}')]
    assert (made.gaps, listed.gaps) == ((), ())


@pytest.mark.parametrize(
    ("group", "location"),
    [("path", "path"), ("query", "query"), ("body", "body"), ("form-data", "body"), ("headers", "header")],
)
def test_the_blocks_around_a_parameter_say_where_it_is_sent(group: str, location: str) -> None:
    around = f"api-method-{group}" if group == "headers" else f"api-method-{group}-parameters"
    lines = (
        '{% api-method method="post" host="https://api.example.com/" path="/v1/kites/{the\\_id}" %}',
        "{% api-method-request %}",
        f"{{% {around} %}}",
        '{% api-method-parameter name="the\\_id" type="string" required=true %}',
        "What it is.",
        "{% endapi-method-parameter %}",
        f"{{% end{around} %}}",
        "{% endapi-method-request %}",
        "{% api-method-response %}",
        "{% api-method-response-example httpCode=200 %}",
        "Made.",
        "{% endapi-method-response-example %}",
        "{% endapi-method-response %}",
        "{% endapi-method %}",
    )
    [page] = read_operations("page.md", "\n".join(["# Kites", "", *lines]))

    assert [(b.name, b.location, dict(b.schema), b.required) for b in page.blocks] == [("the_id", location, {"type": "string"}, True)]
    assert page.gaps == ()


def test_a_block_without_a_name_is_a_gap() -> None:
    page = read_operations("page.md", "\n".join(["# Kites", "", *GITBOOK[:3], block("body", "", 'type="object"'), "{% endswagger %}"]))[0]

    assert [g.text for g in page.gaps] == ['{% swagger-parameter in="body" name="" type="object" %}']


def test_a_page_that_has_a_table_of_fields_beside_its_blocks_has_the_fields_of_both() -> None:
    table = ["## Body", "", "| Parameter | Type |", "| --- | --- |", "| hue | string |", ""]
    alone, both = (read_operations("page.md", "\n".join(["# Kites", "", *GITBOOK, *more])) for more in ([], table))

    assert [b.name for page in both for b in page.blocks] == [*(b.name for page in alone for b in page.blocks), "hue"]


def test_items_below_an_object_that_begin_with_names_are_its_parts() -> None:
    page = read_page(
        "p.mdx",
        """---
title: Fire
api: POST /v1/fire
---

<ParamField body="kiln" type="object">
  Where it is fired.

  * `heat` (integer, required, 100-1300): In degrees.
  * `from`, `to` — The hours, as
    the table says.
  * `kind` — `text` (default), `number` or `date`.

  All of it may be left out.
</ParamField>

<ParamField body="pots" type="object[]">
  Which. Each is:

  - `size` — In cm.
  - `hue` — Which colour.
</ParamField>
""",
    )

    assert [(b.path, dict(b.schema), b.required) for b in page.blocks] == [
        ("kiln", {"type": "object"}, False),
        ("kiln.heat", {"type": "integer", "minimum": 100, "maximum": 1300}, True),
        ("kiln.from", {}, False),
        ("kiln.to", {}, False),
        ("kiln.kind", {}, False),
        ("pots", {"type": "array", "items": {"type": "object"}}, False),
        ("pots[].size", {}, False),
        ("pots[].hue", {}, False),
    ]
    prose = {b.path: [p.text for p in b.prose] for b in page.blocks}
    assert prose["kiln"] == ["Where it is fired.", "All of it may be left out."]
    assert prose["kiln.to"] == ["The hours, as\n    the table says."]
    assert prose["kiln.kind"] == ["`text` (default), `number` or `date`."]
    assert page.gaps == ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("string[]", "Which:\n\n  - `a` — First.\n  - `b` — Second."),
        ("object[]", "One of:\n\n  - `a` — First.\n  - `b` — Second."),
        ("object", "Which.\n\n  - `a` — First.\n  - Not too large, please."),
        ("object", "Which.\n\n  - `a` — First.\n\n  And then:\n\n  - `b` — Second."),
        ("Mode", "Which.\n\n  - `a` — First.\n  - `b` — Second."),
    ],
)
def test_items_that_are_values_or_words_are_no_parts(kind: str, words: str) -> None:
    page = read_page("p.mdx", f'---\napi: POST /v1/fire\n---\n\n<ParamField body="pot" type="{kind}">\n  {words}\n</ParamField>\n')

    assert [b.path for b in page.blocks] == ["pot"]


def test_a_part_that_is_listed_and_has_a_tag_is_one_field() -> None:
    text = """---
api: POST /v1/fire
---

<ParamField body="pot" type="object">
  Which.

  - `size` — In cm.
  - `hue` — Which colour.

  <Expandable title="properties">
    <ParamField body="size" type="integer" required>
      From 1 to 90.
    </ParamField>
  </Expandable>
</ParamField>
"""
    page = read_page("p.mdx", text)

    assert sorted(b.path or "" for b in page.blocks) == ["pot", "pot.hue", "pot.size"]
    assert [p.text for b in page.blocks if b.path == "pot.size" for p in b.prose] == ["In cm.", "From 1 to 90."]


def test_tables_of_fields_beside_blocks_of_gitbook_or_below_a_section_are_fields() -> None:
    table = "| Name | Type | Description |\n|---|---|---|\n| `height` | number | In metres. |\n| `wind`* | string | Where from. |\n"
    block = (
        '{% swagger method="post" path="kites/{id}/fly" baseUrl="https://api.kite.example/v1" summary="Fly" %}\n'
        '{% swagger-parameter in="path" name="id" type="String" required="true" %}\nWhich.\n{% endswagger-parameter %}\n{% endswagger %}\n'
    )
    page = read_page("p.md", f"# Kites\n\n{block}\n**Body**\n\n{table}")
    tag = '<ParamField body="kite{}" type="string">\n  Which.\n</ParamField>\n\n'
    tagged = "---\napi: POST /v1/fly\n---\n\n" + "".join(tag.format(n) for n in range(3))

    assert (page.method, page.route) == ("POST", "/kites/{id}/fly")
    assert [(b.name, b.location, b.required) for b in page.blocks] == [
        ("id", "path", True),
        ("height", "body", False),
        ("wind", "body", True),
    ]
    assert [b.name for b in read_page("p.mdx", f"{tagged}## Body\n\n{table}").blocks][3:] == ["height", "wind"]
    assert [b.name for b in read_page("p.mdx", f"{tagged}## The sky\n\n{table}").blocks] == ["kite0", "kite1", "kite2"]


def test_tags_of_fields_may_be_a_sites_own() -> None:
    text = """# Fire a pot

### Request

<API method="POST" uri="/api/pot/fire" title="Fire" />

### Request Body

<APIBlock>
  <APIField name="pot.clay" type="String" required>
    Which clay.
  </APIField>
  <APIField name="pot.heat" type="Integer" optional>
    How hot.
  </APIField>
</APIBlock>

<InputField label="x">A form.</InputField>
"""
    page = read_page("p", text)

    assert (page.method, page.route) == ("POST", "/api/pot/fire")
    assert [(b.path, b.schema["type"], b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("pot.clay", "string", True, ["Which clay."]),
        ("pot.heat", "integer", False, ["How hot."]),
    ]


def test_fields_that_a_path_in_pieces_names_are_sent_in_it() -> None:
    page = read_page(
        "k.txt",
        "POST\n/\nv1\n/\nkites\n/\n{kiteId}\n/\nfly\n\nFly a kite\n\nRequest Parameters\n\nkiteId\nstring\nrequired\n\nWhich kite.\n\n"
        'Request Body\n\nheight\ninteger\ndefault: "40"\n\nHow high, in metres.\n',
        layout="mintlify-page",
    )

    assert [(block.name, block.location) for block in page.blocks] == [("kiteId", "path"), ("height", "body")]


def test_two_options_on_lines_are_two_values() -> None:
    page = read_page(
        "k.txt",
        "Fly a kite\n\nPOST\n/v1/kites\n\nBody\n\napplication/json\n\n"
        "kind\nenum<integer>\nrequired\n\nWhich one.\n\nAvailable options:\n0,\n1\n",
        layout="mintlify-page",
    )

    assert [(block.name, block.schema) for block in page.blocks] == [("kind", {"type": "integer", "enum": [0, 1]})]


def test_fields_below_a_heading_of_outputs_are_those_of_the_answer() -> None:
    page = source("<ParamField body='a' />", "### Output Schema", "<ParamField body='video' type='file' required>The clip.</ParamField>")

    assert [(b.path, b.location) for b in page.blocks] == [("a", "body"), ("video", "response")]


def test_tags_may_say_where_a_field_is_sent_and_bind_their_attributes() -> None:
    text = """# Fire a pot

<Endpoint method="post" path="/v1/pots/{pot}" />

<PathParam name="pot" type="string" required description="Which one." />
<QueryParam name="draft" type="boolean" :required="false" default="false">Only a trial.</QueryParam>
<BodyParam name="heat" type="integer" :required="true" :min="1" :max="9" description="How hot." />
<Attribute name="glaze" isRequired>Which glaze.</Attribute>
<ApiParam name="mode" type="string" :options="['fast', 'slow']" required={true} />
<Prop name="note" description="Words." maxLength={40} type="string"/>
<Argument name="x">No more than a name.</Argument>
"""
    page = read_page("p", text)

    assert [(b.name, b.location, b.required, b.schema) for b in page.blocks] == [
        ("pot", "path", True, {"type": "string"}),
        ("draft", "query", False, {"type": "boolean", "default": False}),
        ("heat", "body", True, {"type": "integer", "minimum": 1, "maximum": 9}),
        ("glaze", "body", True, {}),
        ("mode", "body", True, {"type": "string", "enum": ["fast", "slow"]}),
        ("note", "body", False, {"type": "string", "maxLength": 40}),
    ]
    assert [p.text for b in page.blocks for p in b.prose] == ["Which one.", "Only a trial.", "How hot.", "Which glaze.", "Words."]


def test_tags_of_a_site_may_have_short_names_and_addresses_as_urls() -> None:
    tag = '<Property name="{}" type="{}">\n  {}\n</Property>\n'
    first = f'<Endpoint method="POST" url="https://api.kiln.example/v1/pots" />\n\n{tag.format("clay", "string", "Which one.")}'
    other = f'<Endpoint method="GET" path="/v1/pots" />\n\n{tag.format("page", "integer", "Which page.")}'
    pages = read_operations("p", f"# Kiln\n\n## Fire\n\n{first}\n## List\n\n{other}")

    assert [(p.method, p.route, [(b.name, b.location) for b in p.blocks]) for p in pages] == [
        ("POST", "/v1/pots", [("clay", "body")]),
        ("GET", "/v1/pots", [("page", "query")]),
    ]


def test_a_field_that_its_tag_sends_in_a_path_without_it_is_sent_elsewhere() -> None:
    tags_of_fields = (
        '<ParamField path="clay" type="string">Which one.</ParamField>\n\n<ParamField path="pot" type="string">Which pot.</ParamField>\n'
    )
    called = "---\ntitle: Fire\napi: {}\n---\n\n"

    assert [b.location for b in read_page("p", called.format("POST /v1/pots/{pot}") + tags_of_fields).blocks] == ["body", "path"]
    assert [b.location for b in read_page("p", called.format("GET /v1/pots/{pot}") + tags_of_fields).blocks] == ["query", "path"]
    assert [b.location for b in read_page("p", "---\ntitle: Fire\n---\n\n" + tags_of_fields).blocks] == ["path", "path"]


def test_a_table_of_fields_below_a_heading_of_parameters_stands_beside_tags() -> None:
    table = "| Parameter | Type | Description |\n|---|---|---|\n| `glaze` | string | Which one. |\n"
    text = f'# Fire\n\n`POST /v1/pots`\n\n## Parameters\n\n<ParamField body="clay" type="string">Which.</ParamField>\n\n{table}'

    assert [b.name for b in read_page("p", text).blocks] == ["clay", "glaze"]


def test_an_enum_of_words_is_text() -> None:
    tag = '# Fire\n\n`POST /v1/pots`\n\n<ParamField body="mode" type="enum" options={}>How.</ParamField>\n'

    assert read_page("p", tag.format('{["fast", "slow"]}')).blocks[0].schema == {"type": "string", "enum": ["fast", "slow"]}
    assert "type" not in read_page("p", tag.format("{[1, 2]}")).blocks[0].schema


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ('<AcmeParamField body="{0}"', "</AcmeParamField>"),
        ('<MyField body="{0}"', "</MyField>"),
        ('<KiteParam name="{0}"', "</KiteParam>"),
        ('<ParamField body="{0}"', "</ParamField>"),
    ],
)
def test_parts_that_prose_lists_may_have_tags_behind_their_object(opens: str, closes: str) -> None:
    made = "export const AcmeParamField = ({body, ...props}) => {\n  return <ParamField body={body} {...props}></ParamField>;\n};"
    tail = "  What is tied to it:\n\n  * `length`: how long it is\n  * `bows`: what is on it"
    fields = (
        f'{opens.format("size")} type="integer" required>\n  How large.\n{closes}',
        f'{opens.format("tail")} type="object">\n{tail}\n{closes}',
        f'{opens.format("length")} type="number" required>\n  In cm.\n{closes}',
        f'{opens.format("bows")} type="array">\n  All of them.\n{closes}',
        f'{opens.format("mood")} type="string">\n  How it is.\n{closes}',
    )
    text = "\n\n".join(("# Fly a kite", made, "`POST /v1/kites`", "## Body Parameters", *fields))
    page = read_page("p.mdx", text)

    assert [(b.path, b.schema.get("type"), b.required) for b in page.blocks] == [
        ("size", "integer", True),
        ("tail", "object", False),
        ("tail.length", "number", True),
        ("tail.bows", "array", False),
        ("mood", "string", False),
    ]


@pytest.mark.parametrize(
    "below",
    [
        ("length",),  # one of them alone
        ("mood", "length", "bows"),  # others between
    ],
)
def test_fields_called_like_parts_of_an_object_are_fields(below: tuple[str, ...]) -> None:
    listed = "  What is tied to it:\n\n  * `length`: how long it is\n  * `bows`: what is on it"
    tail = f'<ParamField body="tail" type="object">\n{listed}\n</ParamField>'
    fields = (f'<ParamField body="{name}" type="string">\n  Of the kite.\n</ParamField>' for name in below)
    page = read_page("p.mdx", "\n\n".join(("# Fly a kite", "`POST /v1/kites`", tail, *fields)))

    assert {b.path for b in page.blocks} == {"tail", "tail.length", "tail.bows", *below}
