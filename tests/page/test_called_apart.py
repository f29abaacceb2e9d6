"""Texts that hold several pages of a site: each begins at the title above what it calls."""

import pytest

from swornspec.page import read_operations

FIRST = ("Find kites", "get", "https://api.example.com/v1/kites", "", "Finds them.", "", "Query Params")
SECOND = ("Get a kite", "get", "https://api.example.com/v1/kites/find", "", "Gets it.", "", "Query Params")
FIELDS = ("size", "int32", "Defaults to 4", "How large.", "", "4", "mood", "string", "How it is.", "")
ANSWERS = ("Responses", "", "200", "200", "", "404", "404", "")
SITE = ("API V2", "", "Find kites", "get", "Send a kite", "post", "Get a kite", "get", "Wind", "", "Powered by ", "")
MARKED = ("**size**", "int32", "Defaults to 4", "", "How large.", "", "**mood**", "string", "", "How it is.", "")


@pytest.mark.parametrize("site", [SITE, (), ("Updated 3 days ago", ""), ("Did this page help you?", "Yes", "No", "")])
@pytest.mark.parametrize("answers", [ANSWERS, ()])
def test_copies_of_pages_are_read_one_by_one(site: tuple[str, ...], answers: tuple[str, ...]) -> None:
    text = "\n".join((*FIRST, *FIELDS, *answers, *site, *SECOND, *FIELDS, *answers, *site))
    first, second = read_operations("p.txt", text)

    assert [(page.method, page.address and page.address.text, page.title and page.title.text) for page in (first, second)] == [
        ("GET", "https://api.example.com/v1/kites", "Find kites"),
        ("GET", "https://api.example.com/v1/kites/find", "Get a kite"),
    ]
    for page in (first, second):
        assert [(b.name, b.location, b.schema.get("default")) for b in page.blocks] == [("size", "query", 4), ("mood", "query", None)]


@pytest.mark.parametrize("call", [("get", ""), ("get https://api.example.com",), ("`GET https://api.example.com",), ("## GET",)])
def test_scrapes_of_pages_are_read_one_by_one(call: tuple[str, ...]) -> None:
    pages = []
    for title, path in (("# Find kites", "/v1/kites"), ("# Get a kite", "/v1/kites/find")):
        last = f"{call[-1]} {path}" if call[-1].endswith("GET") else f"{call[-1] or 'https://api.example.com'}{path}"
        ticked = f"{last}`" if last.startswith("`") else last
        pages += [title, "", *call[:-1], ticked, "", "## Query Params", "", *MARKED, "## Responses", "", "200", ""]
    first, second = read_operations("p.md", "\n".join(pages))

    assert [page.route for page in (first, second)] == ["/v1/kites", "/v1/kites/find"]
    assert [[b.name for b in page.blocks] for page in (first, second)] == [["size", "mood"]] * 2


@pytest.mark.parametrize(
    "below",
    [
        SITE,  # navigation
        ("get", "https://api.example.com/v1/kites", "", "Query Params", *FIELDS),  # the same call once more
        ("Get a kite", "get", "https://api.example.com/v1/kites/find", "", "Gets it."),  # which has no fields
        ("get", "https", "Query Params", *FIELDS),
    ],
)
def test_what_begins_no_page(below: tuple[str, ...]) -> None:
    assert len(read_operations("p.txt", "\n".join((*FIRST, *FIELDS, *ANSWERS, *below)))) == 1
