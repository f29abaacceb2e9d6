"""What pages say is called, wherever in the text they say it."""

import pytest

from swornspec.page import read_page

TABLE = "\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| hue | string | yes | What colour. |\n"
README = "\n\nBody Params\nhue\nstring\nrequired\n\nWhat colour.\n\nResponses\n"
LABELLED = "\n\nRequest Body\n\nhue required\n\nstring\n\nWhat colour.\n"
MINTLIFY = "\n\nBody\n\napplication/json\n\nhue\n\nenum<string>\n\nrequired\n\nWhat colour.\n\nAvailable options: `red`, `blue`\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Dye a cloth\nPOST /v1/cloths\nDyes it.{TABLE}", ("POST", "/v1/cloths", None)),
        (f"Dye a cloth\nBase Endpoint: POST /v1/cloths\nDyes it.{TABLE}", ("POST", "/v1/cloths", None)),
        (
            f"# Dye a cloth\n\nMethod: POST\n\nURL: https://api.dyer.example/v1/cloths{TABLE}",
            ("POST", "/v1/cloths", "https://api.dyer.example"),
        ),
        (
            f"# Dye a cloth\n\nURL: https://api.dyer.example/v1/cloths\nMethod: POST{TABLE}",
            ("POST", "/v1/cloths", "https://api.dyer.example"),
        ),
        (
            f"# Dye a cloth\n\nThis is a long line that a wrapped sentence goes on from, as when you\nPOST /v1/cloths{TABLE}",
            (None, None, None),
        ),
        (f"Dye a cloth\n\nPOST https://api.dyer.example/v1/cloths{README}", ("POST", "/v1/cloths", "https://api.dyer.example")),
        (f"Dye a cloth\n\nPOST /v1/cloths{LABELLED}", ("POST", "/v1/cloths", None)),
        (f"Dye a cloth\n\nPOST\n/\nv1\n/\ncloths\n/\n{{id}}{MINTLIFY}", ("POST", "/v1/cloths/{id}", None)),
    ],
)
def test_method_path_and_server_are_found(text: str, expected: tuple[str | None, str | None, str | None]) -> None:
    page = read_page("dyer.txt", text)

    assert (page.method, page.route, page.address.text if page.address else None) == expected
    assert [block.name for block in page.blocks] == ["hue"]


SENT = 'curl https://api.dyer.example/v1/cloths/{}/dye -d \'{{"hue": "red"}}\''
PASTED = "\n\nBody Parameters\nhue: string\nWhat colour.\n\nReturns\nid: string\n\n"


@pytest.mark.parametrize(
    ("text", "server"),
    [
        (f"# Dye\n\n`POST /v1/cloths/{{cloth}}/dye`{TABLE}\n```\n{SENT.format('silk')}\n```\n", "https://api.dyer.example"),
        (f"# Dye\n\n`POST /v1/dyes`{TABLE}\n```\n{SENT.format('silk')}\n```\n", None),
        (f"Dye\nPOST/v1/cloths/{{cloth}}/dye{PASTED}{SENT.format('$CLOTH')}\n", "https://api.dyer.example"),
        (f"Dye\nPOST/v1/cloths/{{cloth}}/dye/{{hour}}{PASTED}{SENT.format('$CLOTH')}\n", None),
    ],
)
def test_a_command_that_calls_the_path_has_its_server(text: str, server: str | None) -> None:
    page = read_page("dyer.txt", text)

    assert page.method == "POST"
    assert (page.address.text if page.address else None) == server
