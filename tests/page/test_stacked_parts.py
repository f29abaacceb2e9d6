"""Several pages of a site in one text: each is an operation of its own, and what their site prints is of none."""

from pathlib import Path

import pytest

from swornspec.page import Page, read_operations, recognise

CASES = Path(__file__).parents[1] / "cases"
ENDED = {
    "apiary": "docusaurus",
    "belfry": "docusaurus",
    "bakery": "readme-markdown",
    "glasshouse": "readme-markdown",
    "weaver": "mintlify-page",
}
END = ["Was this page helpful?", "", "Yes", "", "[Previous](https://docs.kiln.example/fire)", ""]
FIRE = ["# Fire a pot", "", "POST", "", "/v1/fire", "", "## Body", "", "heat", "", "integer", "", "Required range: `1 <= x <= 9`", ""]
COOL = ["# Cool a pot", "", "POST", "", "/v1/cool", "", "## Body", "", "water", "", "boolean", "", "required", ""]


def read(*lines: str) -> list[tuple[str | None, list[str | None]]]:
    pages = read_operations("page.md", "\n".join(lines), "mintlify-page")
    return [(page.route, [block.name for block in page.blocks]) for page in pages]


def facts(page: Page) -> list[object]:
    return [page.method, page.route, *((b.name, b.within, b.schema, b.required, [p.text for p in b.prose]) for b in page.blocks)]


@pytest.mark.parametrize(("case", "layout"), ENDED.items())
def test_a_page_twice_is_two_pages_of_its_layout(case: str, layout: str) -> None:
    path = next((CASES / case).glob("page.*"))
    text = path.read_text(encoding="utf-8")
    (once,) = read_operations(path.name, text)
    pages = read_operations(path.name, f"{text}\n{text}")

    assert [facts(page) for page in pages] == [facts(once)] * 2
    assert [use.line.span.first for page in pages for use in page.lines] == list(range(1, len(text.split("\n")) * 2))
    assert recognise(path.name, f"{text}\n" * (200_000 // len(text))).layout.name == layout


def test_pages_below_each_other_are_read_one_by_one() -> None:
    assert read(*FIRE, *END, *COOL, *END) == [("/v1/fire", ["heat"]), ("/v1/cool", ["water"])]


def test_what_a_site_prints_below_a_page_is_no_page() -> None:
    for printed in (
        ["POST", "/v1/cool"],
        ["## Body", "water", "boolean"],
        ["POST", "/v1/cool", "## Body", "{}"],
        ["POST", "Cool", "## Body", "water"],
    ):
        assert read(*FIRE, *END, *printed) == [("/v1/fire", ["heat"])]


def test_a_sample_below_the_end_of_a_page_is_none_of_the_next() -> None:
    sample = ["```", "curl https://a.kiln.example/v1/fire", "```", ""]
    _first, second = read_operations("page.md", "\n".join((*FIRE, *END, *sample, *COOL)), "mintlify-page")

    assert second.address is None
    assert not second.samples


def test_a_page_whose_end_stands_above_its_fields_is_one() -> None:
    above = ["POST", "/v1/pots", "", "Body", "", *END]

    assert len(read(*above, *FIRE)) == 1


def test_values_may_stand_on_a_line_each_up_to_the_next_label() -> None:
    text = (
        "Fly\nPOST\n/kites\nBody Params\napplication/json\nRequired\nmood\nenum<string> \nrequired\n"
        "Its mood.\nAllowed values:\ncalm\nwild\n"
        "Example:\ncalm\npull\nnumber \noptional\nHow hard.\n>= 0\n<= 9\nMultiple of:\n0.5\nResponses\n200\n"
    )

    [page] = read_operations("page.txt", text, "mintlify-page")

    assert [(b.name, dict(b.schema)) for b in page.blocks] == [
        ("mood", {"type": "string", "enum": ["calm", "wild"], "examples": ["calm"]}),
        ("pull", {"type": "number", "minimum": 0, "maximum": 9, "multipleOf": 0.5}),
    ]
