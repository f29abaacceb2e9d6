"""The type of a field that only its prose tells, and prose that does not tell it for sure."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Send a kite

`{method} https://api.example.com/v1/kites`

| Parameter | Description |
| --- | --- |
| flown | {said} |
| pilot | The pilot. |
"""


def kind(said: str, method: str = "POST") -> object:
    [page] = read_operations("page.md", PAGE.format(said=said, method=method))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])
    return operation.fields[0].schema.get("type")


@pytest.mark.parametrize(
    "said",
    [
        "If `true`, the kite is flown.",
        "when set to `true`, will tell the pilot",
        "Flies it at once. To enable this, set to `true`.",
        "Whether to fly it (`true`) or not (`false`, default).",
        "Ignores the wind. Default: `false`",
        "Set this to `false` to keep it on the ground.",
        "Specifies whether it is flown. Possible values are: `true` or `false` (default).",
        "`false` for most kites. `true` skips the check.",
        "If **true** it will be flown",
    ],
)
def test_a_field_of_true_and_false_is_a_boolean(said: str) -> None:
    assert kind(said) == "boolean"


@pytest.mark.parametrize(
    "said",
    [
        "Whether it flies.",
        "Only used if `pilot` is set to `true`.",
        "`true`, `false` or `auto`.",
        "`auto`, `true` or `false`.",
        "`true`, or the name of a pilot.",
        "Requires `pilot=true`.",
        "The pilot must have said `true`.",
        'The text `"true"` or `"false"`.',
        "How high it flies. Default: `10`",
    ],
)
def test_other_fields_are_of_no_known_type(said: str) -> None:
    assert kind(said) is None


def test_values_in_an_address_are_texts_or_numbers() -> None:
    assert kind("One of `high`, `low`.", "GET") == "string"
    assert kind("One of `1`, `2` or `3`.", "GET") == "integer"
    assert kind("One of `high`, `low`.") is None


def test_limits_that_are_no_whole_numbers_are_those_of_a_number() -> None:
    assert kind("How fast, from `0.5` to `1.5`; defaults to `1.0`") == "number"
    assert kind("How fast, from `1` to `5`.") is None
    assert kind("Array with names, one for each.") == "array"


@pytest.mark.parametrize(
    ("said", "type_"),
    [
        ("Required, UUID of the kite", "string"),
        ("An integer from 1 to 9.", "integer"),
        ("Positive integer or zero", "integer"),
        ("Optional. Boolean flag that keeps it low.", "boolean"),
        ("ISO date string", "string"),
        ("Array of ropes.", "array"),
        ("A JSON object with ropes.", "object"),
        ("Must be a non-empty string.", "string"),
        ("Integers are odd.", None),
        ("String theory of ropes.", None),
        ("An integer or a string.", None),
        ("Integer specifying how many.", "integer"),
        ("Float describing how hot.", "number"),
        ("(integer) How many.", "integer"),
        ("[optional, string] Its key.", "string"),
        ("(bool, required): Whether it floats.", "boolean"),
        ("(see below) How many.", None),
        ("(string) or (integer).", None),
        ("Object to the flight.", None),
        ("Number of kites.", None),
        ("The integer part of it.", None),
        ("Floating point number of turns.", "number"),
        ("A base64 encoded string.", "string"),
        ("The number of the kite. Pattern: `^K[0-9]{4}$`", "string"),
        ("Comma-separated list of pilots.", None),
        ("The pattern of the kite.", None),
    ],
)
def test_prose_may_begin_with_a_type(said: str, type_: str | None) -> None:
    assert kind(said) == type_
