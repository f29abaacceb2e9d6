"""Tables and lists of fields on pages of other layouts are fields of what they stand below, or gaps."""

import pytest

from swornspec.page import read_page
from swornspec.page.block import Page
from swornspec.page.read import read_operations, recognise

TABLE = """\
| Field | Type | Required | Description |
| --- | --- | --- | --- |
| `font` | string | Yes | Name of the font. |
| `size` | integer | No | In points. |
"""
LIST = """\
- `font` (string, required): Name of the font.
- `size` (integer): In points.
"""

STACKED = """\
# Paint a banner

POST

/v1/banners

#### Body

application/json

mode

enum<string>

required

Available options:

`text`,

`image`

style

object

How it looks.

{part}

draft

boolean

default:false

Whether it is one.
"""

README = """\
# Paint a banner

post https://api.quill.test/v1/banners

## Body Params

mode

string

required

Defaults to text

style

object

How it looks.

{part}
"""

FERN = """\
Paint a banner

POST
https://api.quill.test/v1/banners

Request
This endpoint expects an object.

mode
enum
Required
What to paint.

style
object
Optional
How it looks.

{part}

draft
boolean
Optional
Whether it is one.
"""

SOURCE = """\
---
title: Paint a banner
api: POST https://api.quill.test/v1/banners
---

<ParamField body="mode" type="string" required>What to paint.</ParamField>
<ParamField body="style" type="object">
  How it looks.

{part}
</ParamField>
"""


def only(text: str) -> Page:
    (page,) = read_operations("page.md", text)
    return page


def paths(page: Page) -> list[str | None]:
    return [block.path for block in page.blocks]


@pytest.mark.parametrize("part", [TABLE, LIST])
@pytest.mark.parametrize("around", [STACKED, README, FERN, SOURCE])
def test_a_table_or_list_below_an_object_lists_its_parts(around: str, part: str) -> None:
    page = only(around.replace("{part}", part))
    assert {"mode", "style", "style.font", "style.size"} <= set(paths(page))
    assert [block.required for block in page.blocks if block.within] == [True, False]
    assert not page.gaps
    assert page.text == around.replace("{part}", part)


@pytest.mark.parametrize("around", [STACKED, README, FERN])
def test_fields_stand_in_page_order_and_those_below_a_table_are_read(around: str) -> None:
    page = only(around.replace("{part}", TABLE))
    starts = [block.span.start for block in page.blocks]
    assert starts == sorted(starts)
    assert ("draft" in paths(page)) == ("draft" in around)


def test_prose_goes_on_below_a_table() -> None:
    (style,) = [block for block in only(FERN.replace("{part}", f"{TABLE}\nLeave it out to have none.")).blocks if block.name == "style"]
    assert [passage.text for passage in style.prose] == ["How it looks.", "Leave it out to have none."]


def test_a_heading_says_whose_fields_a_table_lists() -> None:
    page = only(README.replace("{part}", f"### Style object\n\n{TABLE}"))
    assert paths(page) == ["mode", "style", "style.font", "style.size"]


def test_items_of_an_array_are_told_from_parts_of_an_object() -> None:
    page = only(README.replace("object", "array of objects").replace("{part}", TABLE))
    assert paths(page)[-2:] == ["style[].font", "style[].size"]


def test_a_table_of_which_nothing_tells_whose_fields_it_lists_is_a_gap() -> None:
    page = only(README.replace("{part}", f"### Ink\n\n{TABLE}"))
    assert paths(page) == ["mode", "style"]
    assert [gap.text for gap in page.gaps] == TABLE.splitlines()


def test_a_field_that_cannot_have_parts_takes_none_from_a_table() -> None:
    page = only(README.replace("object", "string").replace("{part}", TABLE))
    assert paths(page) == ["mode", "style"]
    assert page.gaps


def test_a_tag_that_is_closed_takes_no_fields_from_below_it() -> None:
    page = only(SOURCE.replace("{part}", "").rstrip() + f"\n\n{TABLE}")
    assert "style.font" not in paths(page)
    assert page.gaps


def test_tags_with_tables_in_them_are_read_as_tags() -> None:
    text = SOURCE.replace("{part}", TABLE * 3)
    assert recognise("page.mdx", text).layout.name == "mintlify"


def test_what_a_layout_has_read_as_its_own_is_not_read_once_more() -> None:
    page = only(
        "# Water\n\npost https://api.bed.test/v1/w\n\n## Body Params\n\n- `litres` *double* **required**\n\n  How much (number of them).\n"
    )
    assert paths(page) == ["litres"]


def test_a_table_of_parameters_of_another_url_is_none_of_what_is_called() -> None:
    table = "| Parameter | Description |\n|---|---|\n| {} | Which pot. |\n"
    called = '# Fire\n\n```\nPOST /v1/pots/{pot}\n```\n\n<ParamField body="clay" type="string">Which one.</ParamField>\n'
    other = f"{called}\n### Signal URL Parameters\n\n{table.format('State')}"
    own = f"{called}\n### Request URL Parameters\n\n{table.format('pot')}"

    assert [b.name for b in read_page("p", other).blocks] == ["clay"]
    assert {b.name for b in read_page("p", own).blocks} == {"clay", "pot"}
