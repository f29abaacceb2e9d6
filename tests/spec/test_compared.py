"""Values that only the conditions on a page tell: elsewhere they speak of the field that has them."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

PAGE = """\
# Send a parcel

`POST /v1/parcels`

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| kind | ENUM | yes | See the kinds. |
| weight | number | no | The weight. |
| lid | string | no | {said} |

Also required by `kind`:

| Kind | Also required |
| --- | --- |
| `BOX` | `weight` |
{more}
"""
MORE = "| `TUBE` | `weight` |"


def read(said: str, more: str = MORE) -> Operation:
    [page] = read_operations("page.md", PAGE.format(said=said, more=more))
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Only used with `BOX` parcels.", "lid is ignored unless kind is BOX"),
        ("Required for `TUBE` parcels.", "lid is required when kind is TUBE"),
        ("Cannot be used with `TUBE`.", "lid must not be sent when kind is TUBE"),
        ("Used with `BOX` and `TUBE` parcels.", "lid is ignored unless kind is one of BOX, TUBE"),
    ],
)
def test_values_that_conditions_name_are_those_of_their_field_elsewhere(said: str, rule: str) -> None:
    assert rule in [r.text for r in read(said).rules]


def test_the_field_is_not_said_to_have_no_other_values() -> None:
    [kind] = [f for f in read("Only used with `BOX` parcels.").fields if f.name == "kind"]

    assert "enum" not in kind.schema


@pytest.mark.parametrize(("said", "more"), [("Only used with `CRATE` parcels.", MORE), ("Cannot be used with `BOX`.", "")])
def test_values_that_no_condition_names_and_single_ones_say_nothing(said: str, more: str) -> None:
    assert not [r for r in read(said, more).rules if r.subject == "lid" and r.effect.value != "external"]
