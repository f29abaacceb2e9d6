"""Values that prose tells one by one, each with its meaning, and words beside meanings that are none."""

import time
from typing import Any

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Send a kite

`POST https://api.example.com/v1/kites`

| Parameter | Type | Description |
| --- | --- | --- |
| {name} | {kind} | {said} |
| pilot | string | The pilot. |
"""


def schema(said: str, name: str = "mode", kind: str = "string") -> dict[str, Any]:
    [page] = read_operations("page.md", PAGE.format(said=said, kind=kind, name=name))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])
    return operation.fields[0].schema


@pytest.mark.parametrize(
    ("name", "said", "listed"),
    [
        ("mode", "How it flies: 'low' for pupils, 'high' for owners, 'both' for all of them", ["low", "high", "both"]),
        ("mode", "Flying mode decides on the rope - `low` : Near - `high` : Far, uses the `rope` parameter", ["low", "high"]),
        ("tail_place", 'Where it hangs: `"below"` (default) hangs under the kite, `"behind"` follows it', ["below", "behind"]),
        ("flight", "The flight, `early` - before noon, `late` - after it", ["early", "late"]),
        ("mode", "How it flies. 'low' is a flight near you; 'high' climbs; 'dive' is the way down.", ["low", "high", "dive"]),
        ("speech", "Dutch (nl), Danish (da), Malay (ms).", ["nl", "da", "ms"]),
        ("mode", "Whether to keep (`KEEP`) the old rope or to drop (`DROP`) it.", ["KEEP", "DROP"]),
        ("mode", "When set to `all` every kite flies; when set to `some` a few of them do.", ["all", "some"]),
        ("wind", "Which wind. nw = From the north. se = From the south.", ["nw", "se"]),
        ("windy", "A value of Y flies it in storms, while a value of N keeps it at home.", ["Y", "N"]),
        ("sort_order", "Kites have an order. Specify up to show the highest first. Specify down to show the lowest first.", ["up", "down"]),
        ("mode", "How to fly. If the value is `LOW` it stays near. If the value is `HIGH` it does not.", ["LOW", "HIGH"]),
        ("flightType", "Whether the kite is an early or late one.", ["early", "late"]),
        ("mode", "Lets you choose between Glide and Loop modes.", ["Glide", "Loop"]),
        ("sharing", "public or private", ["public", "private"]),
        ("mode", 'Says if this is a "glide" or a "loop" flight', ["glide", "loop"]),
        ("side", "Left or right wing - left - right", ["left", "right"]),
        ("mode", "Flying mode [ glide, loop, dive_deep]. By default is: loop", ["glide", "loop", "dive_deep"]),
        ("speech", "What it says. Options: Dutch (nl), Danish (da), Malay (ms).", ["nl", "da", "ms"]),
        ("mode", "Must always be set to glide", ["glide"]),
        ("mode", "This field must be set to glide_low.", ["glide_low"]),
        ("mode", "Needs to be: Glide, Loop or Dive", ["Glide", "Loop", "Dive"]),
        ("mode", "- `glide` : Slow flight.<br>- `loop` : Fast flight.<br>- `dive` : Down.", ["glide", "loop", "dive"]),
    ],
)
def test_values_are_told_one_by_one(name: str, said: str, listed: list[str]) -> None:
    assert schema(said, name).get("enum") == listed


@pytest.mark.parametrize(
    ("kind", "said", "listed"),
    [
        ("integer", "flight type: 0 - low, 1 - high, 2 - dive", [0, 1, 2]),
        ("integer", "0 = kite; 1 = balloon", [0, 1]),
        ("", "How:<br>1: low<br>2: high", [1, 2]),
        ("string", "1 for low, 2 for high", ["1", "2"]),
    ],
)
def test_numbers_that_count_up_are_values(kind: str, said: str, listed: list[Any]) -> None:
    found = schema(said, kind=kind)

    assert found.get("enum") == listed
    assert "maximum" not in found


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("wing", "string", "Such as 'low' for pupils, 'high' for owners"),
        ("wing", "string", "`low` is the default when it rains. `high` is the default if it does not."),
        ("wing", "string", "Use `me` for the pilot who asks."),
        ("wing", "string", "Use `pilot` for its owner, `mode` for how it flies."),
        ("written", "string", "How it is written: 'YYYY' for the year, 'MM' for the month"),
        ("wing", "string", "Kite: `side` : `left` means that wing, `side` : `right` the other"),
        ("rights", "integer", "1 = fly; 2 = land; 4 = sell; 8 = paint"),
        ("kites", "integer", "Step 1: build it, step 2: fly it"),
        ("address", "string", "Call it as a=kite&b=rope"),
        ("note", "string", "name or address"),
        ("windy", "string", "Whether the kite is flown or not."),
        ("note", "string", "Should be set to the name."),
        ("note", "string", "Must be set to lowercase."),
        ("kite", "string", "The kite - see ropes - they are long"),
        ("weight", "number", "The weight - 1 - 2"),
    ],
)
def test_other_words_with_meanings_are_no_values(name: str, kind: str, said: str) -> None:
    assert "enum" not in schema(said, name, kind)


def test_a_value_that_is_called_the_default_is_it() -> None:
    assert schema("Where it hangs: `below` (default) hangs under it, `behind` follows it")["default"] == "below"


@pytest.mark.parametrize(
    "said", ["'a' for b, " * 3000, "1 = a; " * 3000, "a = b. " * 3000, "use `a` to " * 3000, " - a" * 5000, "whether " * 5000]
)
def test_values_are_found_in_time_that_grows_with_the_text(said: str) -> None:
    began = time.process_time()
    schema(said)

    assert time.process_time() - began < 5
