"""The words "to" and "from" in the prose of a request that has fields of these names."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Send a pot

`POST https://api.example.com/v1/pots`

## Body parameters

| Parameter | Type | Description |
| --- | --- | --- |
| to | string | Where to. |
| from | string | Where from. |
| lid | string | The lid. |
| heat | integer | How hot. {said} |
"""


@pytest.mark.parametrize(
    ("said", "rules", "keywords"),
    [
        ("Can only be set to 1 in conjunction with lid.", ["lid is required when heat is 1"], {}),
        ("A number from 1 to 5.", [], {"minimum": 1, "maximum": 5}),
        ("Tomorrow, from 12.90", [], {}),
        ("Required if to is sent.", ["heat is required when to is sent"], {}),
        ("Required if from is sent and to is not.", ["heat is required when from is sent and to is not sent"], {}),
    ],
)
def test_a_word_is_a_name_where_it_links_no_value(said: str, rules: list[str], keywords: dict[str, int]) -> None:
    [page] = read_operations("page.md", PAGE.format(said=said))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])
    [heat] = [f.schema for f in operation.fields if f.name == "heat"]

    assert [rule.text for rule in operation.rules] == rules
    assert {k: v for k, v in heat.items() if k in ("minimum", "maximum")} == keywords
