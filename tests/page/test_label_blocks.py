"""Pages with labels below each field: reading is the inverse of printing, and a label that is not understood stays prose."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, Param, specs

from swornspec.page import Block, Page, read_page
from swornspec.page.read import recognise

SECTIONS = {"query": "Query Parameters", "path": "Path Parameters", "header": "Request Headers", "body": "Request Body"}
TYPES = {"int32": "Integer", "float": "Float", "double": "Double", "object": "Orchard object", "number": "Number"}


def suited(param: Param) -> Param:
    """What the layout can say: types by their words, no null, nothing of deprecation, defaults of one word."""
    kind = param.kind if param.kind in ("string", "integer", "boolean", "float", "double", "object", "array") else "string"
    items = param.items if param.items in ("strings", "integers") else "strings" if param.items else None
    bounds = param.bounds if kind == param.kind else None
    plain = replace(
        param, kind=kind, items=items, item_null=False, nullable=False, deprecated=False, default=None, bounds=bounds, listed=()
    )
    return replace(plain, values=tuple(dict.fromkeys(plain.values)) if kind == "string" else ())


def typed(param: Param) -> str:
    return f"Array of {param.items}" if param.items else TYPES.get(param.kind, param.kind.capitalize())


def printed(spec: Sequence[Param], *, bold: bool) -> str:
    """The specification as a page shows it; nothing is lost but where paragraphs end."""
    lines = ["CreateThing", "", "Makes a thing.", "", "POST /v1/things HTTP/1.1", ""]
    for location in LOCATIONS:
        group = [p for p in spec if p.location == location]
        lines += [SECTIONS[location], ""] if group else []
        for param in group:
            lines += [f"**{param.name}**" if bold else param.name]
            lines += [*(line for text in param.paragraphs for line in (*text.split("\n"), "")), ""]
            lines += [f"Type: {typed(param)}", ""]
            lines += [f"Valid Values: {' | '.join(param.values)}", ""] if param.values else []
            if param.bounds:
                lines += [f"Valid Range: Minimum value of {param.bounds[0]}. Maximum value of {param.bounds[1]}.", ""]
            lines += [f"Required: {'Yes' if param.required else 'No'}", ""]
    return "\n".join([*lines, "Response Elements", "", "thingId", "The thing.", "", "Type: String", "", "Errors", "", "Conflict", ""])


def wanted(param: Param) -> tuple[Any, ...]:
    schema = {**param.schema, "enum": list(param.values)} if param.values else param.schema
    return param.name, param.location, schema, param.required, " ".join(" ".join(param.paragraphs).split())


def found(block: Block) -> tuple[Any, ...]:
    return block.name, block.location, dict(block.schema), block.required, " ".join(" ".join(p.text for p in block.prose).split())


@given(specs(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_pages_give_the_spec(spec: list[Param], bold: bool) -> None:
    fitting = [suited(param) for param in spec]
    text = printed(fitting, bold=bold)

    page = read_page("page.txt", text, "label-blocks")

    *sent, answered = page.blocks
    assert [found(block) for block in sent] == [wanted(param) for param in fitting]
    assert (answered.name, answered.location) == ("thingId", "response")
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")


def body(*lines: str) -> Page:
    return read_page("page.txt", "\n".join(["Make", "POST /v1/things", "Request Body", "size", "How large.", *lines]), "label-blocks")


@pytest.mark.parametrize(
    ("lines", "schema"),
    [
        (("Type: String", "Length Constraints: Fixed length of 8."), {"type": "string", "minLength": 8, "maxLength": 8}),
        (("Type: String", "Pattern: ^[a-z]+$"), {"type": "string", "pattern": "^[a-z]+$"}),
        (("Type: Integer", "Valid Range: Minimum value of 0."), {"type": "integer", "minimum": 0}),
        (
            ("Type: Array of strings", "Array Members: Minimum number of 1 item.", "Length Constraints: Maximum length of 9."),
            {"type": "array", "items": {"type": "string", "maxLength": 9}, "minItems": 1},
        ),
        (
            ("Type: String to string map", "Map Entries: Maximum number of 50 items."),
            {"type": "object", "additionalProperties": {"type": "string"}, "maxProperties": 50},
        ),
        (("Type: Base64-encoded binary data object",), {"type": "string", "format": "byte"}),
        (("**Type:** String", "**Required:** No"), {"type": "string"}),
    ],
)
def test_labels_state_what_they_say(lines: Sequence[str], schema: dict[str, Any]) -> None:
    [block] = body(*lines).blocks

    assert dict(block.schema) == schema
    assert [p.text for p in block.prose] == ["How large."]


@pytest.mark.parametrize(
    "line",
    [
        "Type: Whatever fits",
        "Required: Only for large ones",
        "Length Constraints: Depends on the plan.",
        "Valid Range: Minimum value of 3. Varies by region.",
        "Key Length Constraints: Maximum length of 9.",
    ],
)
def test_a_label_that_is_not_understood_is_prose(line: str) -> None:
    [block] = body("Type: String", line).blocks

    assert dict(block.schema) == {"type": "string"}
    assert " ".join(p.text for p in block.prose).endswith(line)


def test_fields_in_the_address_are_sent_where_it_names_them() -> None:
    lines = ["List", "GET /v1/orchards/{id}/trees?limit=LIMIT HTTP/1.1", "URI Request Parameters"]
    lines += ["id", "The orchard.", "Type: String", "Required: Yes", "limit", "How many.", "Type: Integer", "Required: No"]

    page = read_page("page.txt", "\n".join(lines))

    assert [(b.name, b.location) for b in page.blocks] == [("id", "path"), ("limit", "query")]


def test_words_between_labels_are_no_fields_without_labels_of_their_own() -> None:
    page = body(*("Type: String", "hue", "Its colour.", "Type: String", "Required: Yes", "", "small", "is enough for most."))

    assert [b.name for b in page.blocks] == ["size", "hue"]
    assert recognise("page.txt", page.text).layout.name == "label-blocks"


def test_a_template_is_no_pattern() -> None:
    [block] = body("Type: String", "Pattern: NUM[px|in|mm]").blocks

    assert dict(block.schema) == {"type": "string"}


@pytest.mark.parametrize(
    "name",
    [
        ' ** [ {0} ](#API_Sow_RequestSyntax) **   <a name="orchard-Sow-request-{0}"></a>',
        "**[{0}](#{0})**",
        "### [ {0} ](#sow)",
        '<a name="{0}"></a> **{0}**',
        '### {0} <a id="sow-{0}"></a>',
        "- `{0}`",
    ],
)
@pytest.mark.parametrize("gap", ["  \n", "\n\n"])
def test_names_may_be_links_and_labels_may_be_escaped(name: str, gap: str) -> None:
    blocks = (
        ("Kind", ("What grows\\.", "Type: String", "Valid Values:` apple | pear_tree`", "Required: No")),
        ("Rows", ("How many\\.", "Type: Integer", "Valid Range: Minimum value of 1\\. Maximum value of 90\\.", "Required: Yes")),
        ("Tags", ("What it is called\\.", "Type: Array of strings", "Array Members: Maximum number of 5 items\\.", "Required: No")),
        ("Soil", ("**Loose sand**", "In deserts\\.", "Required: Yes", "**Any clay**", "Elsewhere\\.", "Type: String", "Required: No")),
    )
    shown = "\n\n".join(gap.join((name.format(field), *said)) for field, said in blocks)
    called = "# Sow\n\n```\nPOST /v1/trees HTTP/1.1\n```\n\n## Request Body\n\nThese are taken\\."
    text = f"{called}\n\n{shown}\n\n## Errors\n\n **Conflict**  \nNo\\.\n"

    assert [(b.name, dict(b.schema), b.required) for b in read_page("p.md", text).blocks] == [
        ("Kind", {"type": "string", "enum": ["apple", "pear_tree"]}, False),
        ("Rows", {"type": "integer", "minimum": 1, "maximum": 90}, True),
        ("Tags", {"type": "array", "items": {"type": "string"}, "maxItems": 5}, False),
        ("Soil", {"type": "string"}, False),
    ]
