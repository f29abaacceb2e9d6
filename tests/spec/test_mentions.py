"""Fields that a page lists, and speaks of again below."""

import pytest

from swornspec.page import Page, read_operations
from swornspec.spec.mentions import without_mentions
from swornspec.spec.operation import NamedBlock, Operation, read_operation

PAGE = """\
# Fly a kite

`POST /v1/kites`

## Body parameters

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| tail | integer | No | In metres. |
| color | string | No | A colour. |

### Details

{}
"""


def page_with(details: str) -> Page:
    [page] = read_operations("page.md", PAGE.format(details))
    return without_mentions(page)


def read(page: Page) -> Operation:
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


@pytest.mark.parametrize("item", ["- **tail** – at most 9", "- `tail`: at most 9", "* tail: At most 9."])
def test_an_item_about_a_field_that_was_listed_is_a_note_about_it(item: str) -> None:
    operation = read(page_with(f"{item}\n- `color`: any"))

    assert [f.name for f in operation.fields] == ["tail", "color"]
    assert operation.fields[0].schema == {"type": "integer", "maximum": 9}
    assert operation.gaps == ()


@pytest.mark.parametrize("item", ["- `tail` (string, required): a text", "- `tail` (string): a text"])
def test_an_item_with_a_type_of_its_own_stays_a_field(item: str) -> None:
    page = page_with(item)

    assert [block.name for block in page.blocks] == ["tail", "color", "tail"]


def test_a_page_without_items_that_repeat_a_field_is_as_it_was() -> None:
    [page] = read_operations("page.md", PAGE.format("- `string` (integer, required): another"))

    assert without_mentions(page) is page
