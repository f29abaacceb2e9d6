"""Lists of fields: reading is the inverse of printing, and what pages do beyond that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS
from test_markdown_table import Placed, found, placed_specs, shown, wanted

from swornspec.page import Page, read_operations, read_page
from swornspec.page.read import recognise

SECTIONS = {
    "query": ("Query parameters", "URL arguments"),
    "path": ("Path parameters", "Path variables"),
    "header": ("Headers", "Request headers"),
    "body": ("Request body", "Form data parameters", "JSON body"),
    "response": ("Response", "Returns"),
}
BULLETS = ("-", "*", "•", "–")


@dataclass(frozen=True)
class Style:
    """How an author writes lists: the form, the mark of items, how a name is set apart, what leads to the prose, the words for short facts."""

    form: str
    bullet: str
    name: str
    lead: str
    ranges: str
    default: str
    values: str
    demand: bool
    indent: int
    bold: bool
    one_line: bool


@st.composite
def styles(draw: st.DrawFn) -> Style:
    return Style(
        draw(st.sampled_from(("bullets", "stressed", "definitions", "labels", "headings", "paragraphs"))),
        draw(st.sampled_from(BULLETS)),
        draw(st.sampled_from(("`{}`", "**{}**", "**`{}`**", "{}"))),
        draw(st.sampled_from((": ", " - ", " – ", " — ", ". "))),
        draw(st.sampled_from(("between {} and {}", "{} to {}", ">= {}, <= {}", "[{}, {}]"))),
        draw(st.sampled_from(("default {}", "default: {}", "defaults to {}", "default = {}"))),
        draw(st.sampled_from(("one of {}", "one of: {}", "possible values: {}"))),
        draw(st.booleans()),
        draw(st.sampled_from((2, 4))),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def render(spec: Sequence[Placed], style: Style) -> str:
    """The specification as a page of lists in some form.

    Nothing is lost but where paragraphs end and lines break.
    """
    lines = ["# Create a thing", "", "`POST https://api.example.com/v1/things`", "", "Makes things, as many as you like.", ""]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        if not group:
            continue
        title = SECTIONS[location][len(group) % len(SECTIONS[location])]
        plain = style.form == "labels" and style.bold
        lines += [f"{title}:" if plain else f"## {title}", ""]
        for placed in group:
            lines += FORMS[style.form](placed, style)
        lines.append("")
    return "\n".join([*lines, "## Errors", "", "- 402: Pay first.", ""])


def kind_of(placed: Placed) -> str:
    param = placed.param
    kind = "string" if param.values else f"array of {param.items}{' or null' if param.item_null else ''}" if param.items else param.kind
    return kind


def default_of(placed: Placed) -> str:
    default = placed.param.default
    return "" if default is None else f"`{default if isinstance(default, str) else json.dumps(default)}`"


def facts(placed: Placed, style: Style) -> list[str]:
    """What is said in short words, in the order of most pages."""
    param = placed.param
    said = ["required"] if param.required else ["optional"] if style.demand else []
    said += ["nullable"] if param.nullable else []
    said += ["deprecated"] if param.deprecated else []
    said += [style.ranges.format(*param.bounds)] if param.bounds else []
    said += [style.values.format(", ".join(f"`{v}`" for v in param.values))] if param.values else []
    return [*said, *([style.default.format(default_of(placed))] if param.default is not None else [])]


def prose_of(placed: Placed) -> list[str]:
    return [f"Tells of {p}".replace("\n", " ") for p in placed.param.prose]


def bullets(placed: Placed, style: Style) -> list[str]:
    lead = " " * (style.indent * len(placed.within))
    short = f"({', '.join([kind_of(placed), *facts(placed, style)])})"
    prose = prose_of(placed)
    first = f"{lead}{style.bullet} {style.name.format(placed.param.name)} {short}"
    return [first + (style.lead + prose[0] if prose else ""), *(f"{lead}  {p}" for p in prose[1:])]


def stressed(placed: Placed, style: Style) -> list[str]:
    lead = " " * (style.indent * len(placed.within))
    short = "".join(f" ({fact})" for fact in facts(placed, style))
    prose = prose_of(placed)
    first = f"{lead}{style.bullet} {(style.name if style.name != '{}' else '`{}`').format(placed.param.name)} *{kind_of(placed)}*{short}"
    return [first + (style.lead + prose[0] if prose else ""), *(f"{lead}  {p}" for p in prose[1:])]


def dotted(placed: Placed) -> str:
    return ".".join((*placed.within, placed.param.name))


def definitions(placed: Placed, style: Style) -> list[str]:
    short = ", ".join(
        [
            kind_of(placed).capitalize(),
            *(
                f"{'**' if style.bold and ' ' not in f else ''}{f}{'**' if style.bold and ' ' not in f else ''}"
                for f in facts(placed, style)
            ),
        ]
    )
    return [style.name.format(dotted(placed)), f": {short}. {' '.join(prose_of(placed))}".rstrip(), ""]


def labels(placed: Placed, style: Style) -> list[str]:
    return [style.name.format(dotted(placed)), *labelled(placed, style), *prose_of(placed), ""]


def labelled(placed: Placed, style: Style) -> list[str]:
    param = placed.param
    said = [f"Type: {kind_of(placed)}"]
    said += [f"Required: {'yes' if param.required else 'no'}"] if param.required or style.demand else []
    said += ["Nullable: true"] if param.nullable else []
    said += ["Deprecated: yes"] if param.deprecated else []
    said += [f"Range: {style.ranges.format(*param.bounds)}"] if param.bounds else []
    said += [f"Allowed values: {', '.join(f'`{v}`' for v in param.values)}"] if param.values else []
    said += [f"Default value: {default_of(placed)}"] if param.default is not None else []
    if style.bold:
        said = [f"**{label}:** {value}" for label, _, value in (line.partition(": ") for line in said)]
    if style.one_line:
        return [" | ".join(said)]
    return [f"- {line}" for line in said] if style.form == "headings" and style.demand else said


def headings(placed: Placed, style: Style) -> list[str]:
    return [f"### {style.name.format(dotted(placed))}", "", *labelled(placed, style), "", *prose_of(placed), ""]


def paragraphs(placed: Placed, style: Style) -> list[str]:
    name = (style.name if style.name != "{}" else "`{}`").format(dotted(placed))
    short = ", ".join([kind_of(placed), *facts(placed, style)])
    return [
        f"{name} {f'({short})' if style.bold else f'*{kind_of(placed)}*' + ''.join(f' ({f})' for f in facts(placed, style))}",
        *prose_of(placed),
        "",
    ]


FORMS = {
    "bullets": bullets,
    "stressed": stressed,
    "definitions": definitions,
    "labels": labels,
    "headings": headings,
    "paragraphs": paragraphs,
}


def normal(fields: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Fields with their prose as one run of words, and the keywords of their schemas in no order."""
    return [
        (name, place, inner, schema, required, " ".join(" ".join(prose).split())) for name, place, inner, schema, required, prose in fields
    ]


def meant(placed: Placed) -> tuple[Any, ...]:
    return (*wanted(placed)[:5], prose_of(placed))


@given(placed_specs(), styles())
@settings(max_examples=150, deadline=None)
def test_lists_give_the_spec_whatever_their_style(spec: list[Placed], style: Style) -> None:
    text = render(spec, style)
    page = read_page("page.md", text)

    assert recognise("page.md", text).layout.name == "field-list"
    assert shown(normal([found(b) for b in page.blocks])) == shown(normal([meant(p) for p in spec]))
    assert page.gaps == ()
    assert (page.method, page.route) == ("POST", "/v1/things")
