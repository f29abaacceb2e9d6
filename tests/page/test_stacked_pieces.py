"""What a reader of stacked pages need not look at: lines without marks of code, comments and tables, and names as types."""

from hypothesis import given
from hypothesis import strategies as st

from swornspec.page import read_page
from swornspec.page.cells import read_badge
from swornspec.page.kinds import read_kind
from swornspec.page.markdown import elements
from swornspec.page.stacked_pieces import pieces
from swornspec.text import lines

LINES = (
    *(
        "",
        "",
        "name",
        "- item",
        "1 | 2",
        "a | b",
        "| a | b |",
        "|---|---|",
        "--|--",
        "- | -",
        "3 |",
        "broken |",
        "---",
        "===",
        "# h",
        "**B**:",
    ),
    *(
        "```",
        "```js",
        "~~~",
        "x ```y``` z",
        "```a``` b",
        "<!-- c",
        "<!-- d -->",
        "e -->",
        "- f -->",
        "{/* g",
        "h */}",
        "<br>",
        ":::note",
        "> q",
    ),
    *("<table>", "<tr><th>a</th><th>b</th></tr>", "</table>"),
)


@given(st.lists(st.sampled_from(LINES), max_size=24))
def test_code_comments_and_tables_are_those_of_the_whole_page(shown: list[str]) -> None:
    page = lines("page.md", "\n".join(shown))

    assert pieces(page, "\n".join(line.text for line in page)) == [
        element for element in elements(page) if element.kind in ("code", "comment", "table")
    ]


WORDS = st.sampled_from(("string", "int", "array", "list", "object", "enum", "required", "null", "or", "file", "date", "uuid", "id", "x1"))


@given(st.lists(WORDS, min_size=2, max_size=4), st.none() | WORDS)
def test_a_name_with_an_underscore_is_neither_a_type_nor_a_badge(parts: list[str], beside: str | None) -> None:
    spelt = "_".join(parts) + (f" {beside}" if beside else "")

    assert read_kind(spelt) is None
    assert read_badge(spelt) is None


def test_a_broken_row_may_have_lost_an_empty_cell() -> None:
    head = "# Pots\n\n`GET /v1/pots`\n\n| Field | Type | Required | Description |\n|---|---|---|---|\n"
    rows = "clay |\nstring | ✓ | Which clay. |\nwet |\nboolean | Whether it is wet. |\nn |\ninteger | ✓ | How many. |\nRanges\n1, 2\n"
    page = read_page("p", head + rows, "markdown-table")

    assert [(b.name, b.kind.text, b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("clay", "string", True, ["Which clay."]),
        ("wet", "boolean", False, ["Whether it is wet."]),
        ("n", "integer", True, ["How many."]),
    ]
