"""Fields that prose calls by the words that their descriptions begin with."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Fire a pot

`POST https://api.example.com/v1/pots`

## Body parameters

| Parameter | Type | Description |
| --- | --- | --- |
| ht_min | number | Lowest heat. |
| ht_max | number | Highest heat, in degrees. |
| lid_a | string | Colour of it. |
| lid_b | string | Colour of it. |
| glz | string | Glaze. |
| rim | string | The rim. {said} |
"""


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("If you fill in this parameter, you should fill in the lowest heat as well.", ["ht_min is required when rim is sent"]),
        ("If this is given, the highest heat must be provided.", ["ht_max is required when rim is sent"]),
        ("If this is given, the highest heat of the kiln must be provided.", []),
        ("If this is given, the colour of it must be provided.", []),
        ("If this is given, the lowest heating must be provided.", []),
        ("The lowest heat is kept.", []),
    ],
)
def test_words_that_a_description_begins_with_call_its_field(said: str, rules: list[str]) -> None:
    [page] = read_operations("page.md", PAGE.format(said=said))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert [rule.text for rule in operation.rules] == rules
