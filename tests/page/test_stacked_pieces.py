"""What stands around the lines of a stacked page: code, comments and tables, found without a look at the rest."""

from hypothesis import given
from hypothesis import strategies as st

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

    assert pieces(page) == [element for element in elements(page) if element.kind in ("code", "comment", "table")]
