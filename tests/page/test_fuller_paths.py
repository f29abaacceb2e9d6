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
