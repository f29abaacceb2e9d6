"""Paths with placeholders in capital letters and in square brackets, and calls above the body that they send."""

import pytest

from swornspec.page import read_operations
from swornspec.page.block import templated

TABLE = "| Field | Type | Description |\n| --- | --- | --- |\n| lid | string | Its lid. |\n| heat | integer | How hot. |\n"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v1/pots/SHOP", "/v1/pots/{SHOP}"),
        ("/v1/pots/SHOP/POT-ID", "/v1/pots/{SHOP}/{POT-ID}"),
        ("/v1/pot/[SHOP]/lids", "/v1/pot/{SHOP}/lids"),
        ("/v1/pots/USER_ID/lids", "/v1/pots/{USER_ID}/lids"),
        ("/v1/pot/OAK", "/v1/pot/OAK"),
        ("/REST/v1/Pots", "/REST/v1/Pots"),
        ("/v1/files/PDF", "/v1/files/PDF"),
    ],
)
def test_capital_letters_that_stand_for_a_value(path: str, expected: str) -> None:
    assert templated(path) == expected


def test_a_path_goes_on_behind_brackets() -> None:
    [page] = read_operations("page.md", f"# Lids\n\n    GET  /api/pot/[POT]/lids\n\nParameters:\n\n{TABLE}")

    assert page.path is not None
    assert page.path.text == "/api/pot/[POT]/lids"


def test_a_call_above_its_body() -> None:
    text = f'# Pots\n\n## Fire a pot\n\n```json\nPOST /v1/pots\n\n{{\n  "lid": "oak",\n}}\n```\n\n{TABLE}'
    text += "\n## Break pots\n\n```\nDELETE /v1/pots?all=<all>\n```\n"

    assert [(p.method, p.path.text if p.path else "") for p in read_operations("page.md", text)] == [
        ("POST", "/v1/pots"),
        ("DELETE", "/v1/pots"),
    ]


def test_a_sample_of_what_is_called_begins_no_other_operation() -> None:
    text = f'# Pots\n\n## Fire a pot\n\n`POST /v1/pots`\n\n{TABLE}\n### Sample\n\n```http\nPOST /v1/pots\n\n{{"lid": "oak"}}\n```\n'

    assert len(read_operations("page.md", text)) == 1
