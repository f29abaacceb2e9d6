"""Paths of which a heading or an example shows less than a line below it; methods that only the class of a tag tells."""

import pytest

from swornspec.page import read_operations

TABLE = "\n\n| Name | Type | Description |\n| --- | --- | --- |\n| `depth` | integer | How deep. |\n"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("## GET /search\n\n### HTTP Request\n\n`[site]/search/[kind]?query=[text]`", ("GET", "/{site}/search/{kind}")),
        ("## GET /search\n\n### HTTP Request\n\n`{site}/search/{id}`", ("GET", "/{site}/search/{id}")),
        ("## GET /search\n\nAs in `/other/search/{id}`", ("GET", "/search")),
        ("## GET /search\n\n`/other/search`", ("GET", "/search")),
        ("## GET /search\n\n`/{a}/search`\n\n`/search/{b}`", ("GET", "/search")),
        ("# Edit\n\nPATCH /v1/pots/pot-123456\n\nPATCH /v1/pots/:pot PHP\n", ("PATCH", "/v1/pots/{pot}")),
        ("# Edit\n\nPATCH /v1/pots/newest\n\n`/v1/pots/{id}`\n", ("PATCH", "/v1/pots/newest")),
        ("# Edit\n\nPATCH /v1/pots/pot-123456\n\n`/v1/lids/{id}`\n", ("PATCH", "/v1/pots/pot-123456")),
        ('# Add\n\n<div class="endpoint post">/v1/pots/</div>', ("POST", "/v1/pots/")),
        ('# Add\n\n<p class="put-method">/v1/pots</p>', ("PUT", "/v1/pots")),
    ],
)
def test_the_fullest_form_of_a_path_is_called(page: str, expected: tuple[str, str]) -> None:
    [read] = read_operations("page.md", page + TABLE)

    assert (read.method, read.route) == expected


def test_an_address_with_queries_for_fields_is_asked_by_get() -> None:
    listed = "\n".join(
        f"{name} (Optional)\n    The {name}.\n" for name in ("api_key", "tags", "hue", "depth", "lid", "rim", "page", "size")
    )
    address = "https://api.example.com/services/rest/?method=pots.search&api_key=KEY&tags=oak"
    [page] = read_operations("page.txt", f"pots.search\n\nFinds pots.\n\nExample:\n{address}\n\nArguments\n\n{listed}")

    assert (page.method, page.route) == ("GET", "/services/rest/")
    assert {block.location for block in page.blocks} == {"query"}


@pytest.mark.parametrize(("said", "default"), [("No, default today", None), ("No, default to 5", "5"), ("No, default 5", "5")])
def test_no_default_is_read_out_of_half_a_word(said: str, default: str | None) -> None:
    row = f"| `at` | string | {said} | When. |"
    [page] = read_operations("page.md", f"# Find\n\n`GET /v1/pots`\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n{row}\n")

    assert page.blocks[0].schema.get("default") == default
