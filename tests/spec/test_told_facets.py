"""Defaults, ranges and lengths that the whole of a field's prose tells, and prose that tells none."""

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
| kite | {kind} | {said} |
| pilot | string | The pilot. |
"""


def facets(said: str, kind: str = "string") -> dict[str, Any]:
    [page] = read_operations("page.md", PAGE.format(said=said, kind=kind))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])
    return {k: v for k, v in operation.fields[0].schema.items() if k not in ("type", "enum", "items", "examples", "format")}


@pytest.mark.parametrize(
    ("kind", "said", "found"),
    [
        ("boolean", "Whether to fly it (`true`) or not (`false`, default).", {"default": False}),
        ("", "Whether to fly it (`true`) or not (`false`, default).", {"default": False}),
        ("string", "Can be `high` (as it may be), `low` (default, a little lower), or `none` (on the ground).", {"default": "low"}),
        ("string", "How it flies.<br>`0`: low, the default value<br>`1`: high", {"default": "0"}),
        ("", "The language of the pilot. The default is `en` (English). Must be spoken.", {"default": "en"}),
        ("", "Short name of the kite. Default is kite2.", {"default": "kite2"}),
        ("string", "The name, default to empty string", {"default": ""}),
        ("string", "The name. If omitted, the empty string is assumed.", {"default": ""}),
        ("string", "The name. Defaults to the empty string, which means any.", {"default": ""}),
        ("array", "The tails. Default: `[]`", {"default": []}),
        ("number", "How strong. Value range: (0, 1.0]. We recommend 0.5.", {"exclusiveMinimum": 0, "maximum": 1}),
        ("integer", "How many (range: \\[1, Infinity)).", {"minimum": 1}),
        ("integer", "How many (range: [1, rope_length)).", {"minimum": 1}),
        ("integer", "Seed, int32 random number between 0 - 2147483647", {"minimum": 0, "maximum": 2147483647}),
        ("number", "A floating point value from `0` to `1` (default of `1`) of the wind.", {"minimum": 0, "maximum": 1, "default": 1}),
        ("number", "Strength [0-1]", {"minimum": 0, "maximum": 1}),
        ("number", "strength, 1.0-5.0, of the wind", {"minimum": 1, "maximum": 5}),
        ("string", "=< 2048 characters", {"maxLength": 2048}),
        ("string", "Text (30 char. max)", {"maxLength": 30}),
        ("string", "A combination of letters and digits, or all letters of up to 32 characters.", {"maxLength": 32}),
        ("string", "Its name. There is a limit to 11 characters (latin ones).", {"maxLength": 11}),
        ("", "What is written on it (the front) for this flight, up to 4,000 characters.", {"maxLength": 4000}),
        ("string", "Must be alphanumeric including spaces and 1 to 99 characters.", {"minLength": 1, "maxLength": 99}),
        ("string", "A kite may be sent with a name, should be between 4 and 80 characters.", {"minLength": 4, "maxLength": 80}),
        ("string", "Its name. Required string length: 1 - 80", {"minLength": 1, "maxLength": 80}),
        ("integer", "Seed for the same flight again [0, 4294967295]. The same seed flies the same.", {"minimum": 0, "maximum": 4294967295}),
        ("integer", "A positive integer that says how many.", {"exclusiveMinimum": 0}),
        ("integer", "A non-negative integer giving the place.", {"minimum": 0}),
        ("integer", "Flight in seconds. The maximum kite time is 60 seconds (one minute).", {"maximum": 60}),
        ("integer", "How many kites (defaults to 20, maximum is 100)", {"default": 20, "maximum": 100}),
        ("", "Number of seconds in the air. The default limit is 60 seconds.", {"default": 60}),
        ("integer", "How many, 10 if not specified.", {"default": 10}),
        ("integer", "Rope around it (0-4 loops)", {"minimum": 0, "maximum": 4}),
        ("string", "11-digit valid kite number.", {"minLength": 11, "maxLength": 11}),
        ("string", "A three-letter code that tells a club from all others.", {"minLength": 3, "maxLength": 3}),
        ("string", "Its colour (default: #00ff00)", {"default": "#00ff00"}),
    ],
)
def test_prose_tells_facets(kind: str, said: str, found: dict[str, Any]) -> None:
    assert facets(said, kind) == found


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("string", "`low` (default for pupils) or `high`."),
        ("string", "Response defaults to an empty string if neither is present."),
        ("integer", "Sizes that are sold [512, 1024]."),
        ("integer", "Flight (2-3 recommended)"),
        ("string", "Ten-letter or longer names."),
        ("string", "A 3-letter or 5-letter code."),
        ("integer", "The maximum rope length is 60 metres if it is windy."),
        ("integer", "Flies 10 times."),
        ("string", "Creating it defaults to `low`; moving it defaults to `high`."),
        ("string", "Sides, semicolon-separated: `left` (default, where the wind is) or `right` (elsewhere)."),
        ("string", "If the wind blows, the default is `gale1`."),
        ("string", "The first 32 characters are shown."),
        ("string", "In the north the default is `gale1`, but you can change it."),
        ("number", "The service returns a value between 0 and 100."),
        ("string", "If it blows, the line must be set to either `silk` (default) or `hemp`."),
        ("string", "When the kite is large, use `silk` (default) or `hemp`."),
        ("string", "Up to 20 characters per line."),
        ("string", "Up to 20 characters for the name, up to 30 characters for the note."),
        ("string", "We recommend up to 20 characters."),
        ("number", "For example, a number between 0 - 5."),
        ("number", "If it blows, a number from 1 to 5."),
        ("number", "See note [1-2] in the manual of kites"),
        ("string", "A range of (0, 5] is fine."),
    ],
)
def test_prose_of_cases_and_examples_tells_none(kind: str, said: str) -> None:
    assert facets(said, kind) == {}


def test_a_length_that_the_default_does_not_have_is_that_of_something_else() -> None:
    table = (
        PAGE.replace("| Type |", "| Type | Default |")
        .replace("| --- | --- |", "| --- | --- | --- |", 1)
        .replace("| {kind} |", "| {kind} | #00FF00 |")
    )
    [page] = read_operations(
        "page.md", table.replace("| string | The", "| string | | The").format(said="The colour (hex, 6 digits)", kind="string")
    )
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert operation.fields[0].schema == {"type": "string", "default": "#00FF00"}


def test_the_size_of_a_file_is_no_limit_of_a_number() -> None:
    assert facets("The size of the picture. The maximum allowed picture size is 5 GiB.", "integer") == {}


@pytest.mark.parametrize("said", ["`a` (" * 3000, "default " * 3000, "range (1, " * 3000, "1-" * 9000, "up to 9 " * 3000, "[1" * 9000])
def test_facets_are_found_in_time_that_grows_with_the_text(said: str) -> None:
    began = time.process_time()
    facets(said)
    facets(said, "number")

    assert time.process_time() - began < 5
