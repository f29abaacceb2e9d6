"""ReadMe pages as Markdown scrapes have them: reading is the inverse of printing, and copies as text stay what they are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, README_SECTIONS, Param, json_text, specs, type_line
from render import readme as copied

from swornspec.page import Block, Page, read_page
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


def test_the_name_of_an_object_opens_its_parts() -> None:
    page = scrape("**size** object", "", "How large.", "", "size object", "", "**width** integer required")

    assert [(b.path, b.required) for b in page.blocks] == [("size", False), ("size.width", True)]
