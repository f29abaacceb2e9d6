"""Cases that a sentence names by words alone, and cells that say in words when a field is required."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

PAGE = """\
# Send a kite

`POST https://api.example.com/v1/kites`

## Body parameters

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| weather | string | Yes | One of `breeze`, `half_gale`, `trade_wind`. |
| pilot | string | Yes | One of `kite_school`, `owner`. |
| tail | string | {cell} | The tail. {said} |
| rope | string | No | The rope. |
| lift | boolean | No | Whether it lifts. |
| mode | string | No | How it flies. |
| flightMode | string | No | How it is flown. |
| colour | string | No | One of `kite_red`, `kiteBlue`, `green`. |
| kind | string | No | One of `loop`, `stick`. |
| loop | integer | No | How many loops. |
"""


def read(said: str = "", cell: str = "No") -> Operation:
    [page] = read_operations("page.md", PAGE.format(said=said, cell=cell))
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


def told(operation: Operation) -> list[str]:
    return [rule.text for rule in operation.rules if rule.effect != "external"]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Required for half gales.", "tail is required when weather is half_gale"),
        ("Only applies to `breeze` trip searches.", "tail is ignored unless weather is breeze"),
        ("Kite school pilots only.", "pilot must be kite_school when tail is sent"),
        ("KiteSchool pilot only parameter.", "pilot must be kite_school when tail is sent"),
        ("Trade winds will ignore this field.", "tail is ignored when weather is trade_wind"),
        ("Trade winds must have a tail.", "tail is required when weather is trade_wind"),
        ("Cannot be combined with `half_gale`.", "tail must not be sent when weather is half_gale"),
        (
            "This is disabled when the strength of wind is `breeze` or `half_gale`.",
            "tail is ignored when weather is one of breeze, half_gale",
        ),
        ("<ul><li>`breeze` & `half_gale`: must be omitted</li></ul>", "tail must not be sent when weather is one of breeze, half_gale"),
        ("Only valid for breeze owner orders.", "weather must be breeze and pilot must be owner when tail is sent"),
        ("How long it is (invalid for half gales)", "tail must not be sent when weather is half_gale"),
        ("Valid for `breeze`.", "weather must be breeze when tail is sent"),
        ("Only trade winds support this parameter.", "weather must be trade_wind when tail is sent"),
        ("Required if half gale.", "tail is required when weather is half_gale"),
        ("How long it is (required for all trade winds).", "tail is required when weather is trade_wind"),
        ("Only used when a kite school is selected.", "tail is ignored unless pilot is kite_school"),
        ("Required for thermals mode.", "tail is required when mode is thermals"),
        ("The tail (required for mode ``thermals``).", "tail is required when mode is thermals"),
        ("Required for the evening flight mode.", "tail is required when flightMode is evening"),
        ("Required for kite colours.", "tail is required when colour is one of kite_red, kiteBlue"),
        ("If using a loop order, the tail must be specified.", "tail is required when kind is loop"),
    ],
)
def test_words_are_the_case_of_the_one_field_that_has_the_value(said: str, rule: str) -> None:
    assert told(read(said)) == [rule]


def test_each_half_of_a_sentence_has_its_own_case() -> None:
    operation = read("This is required for trade winds, and must be omitted for half gales.")

    assert told(operation) == ["tail is required when weather is trade_wind", "tail must not be sent when weather is half_gale"]


@pytest.mark.parametrize(
    "said",
    [
        "Must be sent in a breeze.",
        "Breeze only.",
        "Only valid for breeze young owner orders.",
        "Only owners can see it.",
        "The maximum applies to the breeze.",
        "Your account must be approved for trade winds.",
        "Valid for 24 hours.",
        "Required for kites that are new.",
        "Required for test mode.",
        "Required for any mode.",
        "Required for paper colours.",
        "If using many loop strings, the tail must be specified.",
    ],
)
def test_words_that_are_no_case_state_nothing(said: str) -> None:
    assert told(read(said)) == []


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("If `weather` is `breeze`", "tail is required when weather is breeze"),
        ("when weather is breeze", "tail is required when weather is breeze"),
        ("Only when `weather` is `breeze`", "tail is required when weather is breeze"),
        ("Yes, for half gales", "tail is required when weather is half_gale"),
        ("✓ (`weather=breeze`)", "tail is required when weather is breeze"),
        ("Conditional (breeze)", "tail is required when weather is breeze"),
        ("No, unless `weather` is `breeze`", "tail is required when weather is breeze"),
        ("if no rope", "tail is required when rope is not sent"),
        ("Yes, either tail or rope", "at least one of these must be sent: tail, rope"),
        ("Yes (or `rope`)", "at least one of these must be sent: tail, rope"),
        ("At least one of tail and rope", "at least one of these must be sent: tail, rope"),
    ],
)
def test_a_cell_says_when_a_field_is_required(cell: str, rule: str) -> None:
    operation = read(cell=cell)

    assert told(operation) == [rule]
    assert not operation.gaps


@pytest.mark.parametrize("cell", ["Depends on `weather`", "rope and lift", "for new kites", "Yes, either of them", "No, for half gales"])
def test_a_cell_that_is_not_clear_is_a_gap(cell: str) -> None:
    operation = read(cell=cell)

    assert told(operation) == []
    assert [said.quote for _, said, _ in operation.gaps] == [cell]


def test_a_cell_without_more_than_a_word_says_nothing_of_when() -> None:
    assert told(read(cell="Conditional")) == []


HELD = """\
# Send kites

`POST https://api.example.com/v1/kites`

## Body parameters

- `name` (string) - The name. Mandatory if rope_id is empty.
- `rope_id` (integer) - The rope.
- `tails` (array of objects) - The tails.
  - `length` (integer) - The length. {said}
  - `colour` (string) - The colour.
"""


@pytest.mark.parametrize(
    ("said", "required"),
    [
        ("Required if tails is not null.", True),
        ("Required: if `tails` is given", True),
        ("Mandatory when the `tails` array is provided", True),
        ("Required if kites is given.", False),
        ("Required if tails is long.", False),
        ("Ignored if tails is given.", False),
    ],
)
def test_what_is_required_where_the_object_around_it_is_sent_always_is(said: str, required: bool) -> None:
    [page] = read_operations("page.md", HELD.format(said=said))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert [f.required for f in operation.fields if f.name == "length"] == [required]
    assert [r.text for r in operation.rules if r.subject == "name"] == ["name is required when rope_id is not sent"]
