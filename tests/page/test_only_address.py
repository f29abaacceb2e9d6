"""What a page calls that says so in none of the usual ways: the one address that it shows, in whatever form."""

import pytest

from swornspec.page import read_page

TABLE = (
    "| Name | Type | Required | Description |\n|---|---|---|---|\n| glaze | string | Yes | Which one. |\n| pot | string | No | Which. |\n"
)


def called(text: str) -> tuple[str | None, str | None]:
    page = read_page("page.md", f"# Fire\n\n{text}\n\n## Parameters\n\n{TABLE}")
    return page.method, page.route


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## Endpoint\n\n```http\nhttps://api.x.com/v1/pots\n```", (None, "/v1/pots")),
        ("`https://api.x.com/v1/pots/fire`\n\nAlways sent by POST.", ("POST", "/v1/pots/fire")),
        ("POST\n/ v1 / pots", ("POST", "/v1/pots")),
        ("POST\n\n/v1 / pots / {id}", ("POST", "/v1/pots/{id}")),
        ("#### POST\n\n```\n{endpoint}v1/pots\n```", ("POST", "/v1/pots")),
        ("```php\ncurl_setopt($ch, CURLOPT_URL, 'https://x.com/api.php');\ncurl_setopt($ch, CURLOPT_POST, 1);\n```", ("POST", "/api.php")),
        ('```python\nurl = "https://api.x.com/v1/pots"\nrequests.post(url, json=pot)\n```', ("POST", "/v1/pots")),
        ('```js\nawait fetch("https://api.x.com/v1/pots", {method: "PUT"})\n```', ("PUT", "/v1/pots")),
        ("• Method: POST\n• URL: https://api.x.com/v1/pots", ("POST", "/v1/pots")),
    ],
)
def test_the_one_address_of_a_page_is_called(text: str, wanted: tuple[str | None, str]) -> None:
    assert called(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "```\nhttps://api.x.com/v1/pots\n```\n\n```\nhttps://api.x.com/v1/lids\n```",
        "https://x.com/docs/pots",
        "https://x.com/pots.png",
        "More at https://api.x.com/v1/pots and below.",
        "Either on / or off / whatever",
        'Set `icon="https://x.com/v1/pots"` first.',
        "https://x.com/",
    ],
)
def test_what_is_no_call_or_one_of_several_is_none(text: str) -> None:
    assert called(text)[1] is None


def test_a_path_may_be_run_together_with_the_title_behind_it() -> None:
    page = read_page("page.txt", "/v1/potsFire pot\nFires it.\nRequest body\nglazestringrequiredWhich one.\npotstringrequiredWhich pot.\n")

    assert page.route == "/v1/pots"


def test_fields_for_which_the_address_has_places_are_in_the_path() -> None:
    page = read_page("page.md", f"# Fire\n\n```\nhttps://api.x.com/v1/pots/{{pot}}\n```\n\n## Parameters\n\n{TABLE}")

    assert [(block.name, block.location) for block in page.blocks] == [("glaze", "body"), ("pot", "path")]
