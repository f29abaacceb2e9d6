"""Values that the prose of a field lists behind labels, behind a noun, in a run of plain words or as the whole of it."""

import time

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, OperationField, read_operation
from swornspec.spec.value_runs import items_of, run_at, within_quotes

PAGE = """\
# Send a kite

`POST https://api.example.com/v1/kites`

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| {name} | {kind} | No | {said} |
| pilot | string | No | One of `school`, `owner`. |
| launchId | string | No | The launch. |
"""


def field(said: str, kind: str = "string", name: str = "weather") -> OperationField:
    [page] = read_operations("page.md", PAGE.format(said=said, kind=kind, name=name))
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])
    return operation.fields[0]


def values(said: str, kind: str = "string", name: str = "weather") -> object:
    return field(said, kind, name).schema.get("enum")


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("The wind. <ul><li>Old accounts: `breeze`, `gale`</li><li>New accounts: `breeze`</li></ul>", ["breeze", "gale"]),
        ("Wind strategy `breeze`, `gale` (`gale` by default)", ["breeze", "gale"]),
        ("Wind mode `breeze` or `gale`.", ["breeze", "gale"]),
        ("Supported: breeze, gale, storm", ["breeze", "gale", "storm"]),
        ("Currently supported values are: 'breeze' (mild), `gale`", ["breeze", "gale"]),
        ("Must be one of the two values: `breeze` (for kites) or `gale`.", ["breeze", "gale"]),
        ("The wind, from values ``breeze, gale, storm``.", ["breeze", "gale", "storm"]),
        ("The type of weather of the day (breeze, gale, storm).", ["breeze", "gale", "storm"]),
        ("The type of wind. <ul><li>`breeze`</li><li>`gale`</li></ul>", ["breeze", "gale"]),
        ('Weather ("breeze", "gale", default: "gale")', ["breeze", "gale"]),
        ("`BREEZE`/`GALE`, the default will be `BREEZE`. It may change.", ["BREEZE", "GALE"]),
        ("`breeze`<br>`gale`", ["breeze", "gale"]),
        ("Weather: breeze (mild), gale (strong), storm (very strong)", ["breeze", "gale", "storm"]),
        ("Valid values are: - breeze - gale - heavy_storm", ["breeze", "gale", "heavy_storm"]),
        ("Accepted values: - breeze: A mild wind. - gale: A strong one (default)", ["breeze", "gale"]),
        ("Only option: `breeze`.", ["breeze"]),
        ("The wind.<br>The possible values:<ul><li>`breeze` - mild.</li><li>`gale` - strong.</li></ul>", ["breeze", "gale"]),
        ("The type of wind: <ul><li>`breeze`</li><li>`gale`</li><li>`storm`: for the brave</li></ul>", ["breeze", "gale", "storm"]),
        ("Use `breeze` for children, or `gale` for the rest of us.", ["breeze", "gale"]),
        ("Values are low, LOW, or, or OR.", ["low", "LOW", "or", "OR"]),
    ],
)
def test_values_are_those_that_the_prose_lists(said: str, listed: list[str]) -> None:
    assert values(said) == listed


@pytest.mark.parametrize(
    ("name", "said", "listed"),
    [
        ("resolution", "480p, 720p, or 1080p. Default: 720p", ["480p", "720p", "1080p"]),
        ("resolution", "Kite resolution, supports 480p, 720p, 1080p", ["480p", "720p", "1080p"]),
        ("side", "*[Optional]* **left** or **right**", ["left", "right"]),
        ("mode", "Currently supports glide & loop modes", ["glide", "loop"]),
        ("windType", "The type of wind: **BREEZE** (mild), **STRONG_GALE** (not so mild).", ["BREEZE", "STRONG_GALE"]),
        ("trust", "New trust level (Pilot, Pupil, Guest).", ["Pilot", "Pupil", "Guest"]),
        ("mode", "Flying mode: glide (slow), loop (fast), is required", ["glide", "loop"]),
        ("ordering", "Valid fields to be used are `pilot`, `launchId`", ["pilot", "launchId"]),
    ],
)
def test_the_name_of_a_field_tells_that_plain_words_are_its_values(name: str, said: str, listed: list[str]) -> None:
    assert values(said, name=name) == listed


@pytest.mark.parametrize(
    "said",
    [
        "The wind. <ul><li>School: `breeze`, `gale`</li><li>Owner: `breeze`</li></ul>",  # values of another field
        "The wind. <ul><li>For example: `breeze`, `gale`</li><li>Such as: `storm`</li></ul>",
        "The wind. <ul><li>Old accounts: `breeze`, `gale`</li></ul>",
        "Kites like `breeze`, `gale`",
        "See `breeze`, `gale`",
        "Weather (e.g. breeze, gale, storm).",
        "Weather, such as breeze, gale or storm.",
        "Weather: breeze, gale, etc.",
        "Weather: breeze, gale, or any other.",
        "Supported: breeze, gale and more",
        "Either `pilot` or `launchId` is required",  # fields
        "The weather name (`breeze`, `gale`) or number.",
        "The weather of the pilot (pupil, owner, or guest).",
        "The only valid values for kites are `breeze` and `gale`.",
        "Valid days: Mon, Tue, Wed.",
        "You can fly kites of type `breeze` and `gale`",
        "The wind. See also: <ul><li>`breeze`</li><li>`gale`</li></ul>",
        "`launchId` or `weather`",
        "The wind, a name or an id.",
        "For weather of the season (breeze, gale), see above.",
        "Weather with breeze, gale and storm in it.",
        "Supported: letters, digits, underscores",
        "URL or Base64 (no prefix)",
        "Tags are passed on as Categories, Tags, etc.",
        "Supported: breeze, gale. It also accepts `storm`.",
        "Breeze, gale and storm.",
        "Old kites, new kites",
        "string or null",
    ],
)
def test_other_words_list_no_values(said: str) -> None:
    assert values(said) is None


def test_a_number_has_no_such_values() -> None:
    assert values("Wind mode `breeze` or `gale`.", "integer") is None


def test_values_of_a_list_are_those_of_its_items() -> None:
    schema = field("The winds, comma-separated. Supported: breeze, gale", "string").schema

    assert "enum" not in schema
    assert schema["items"]["enum"] == ["breeze", "gale"]


def test_a_value_may_be_marked_as_the_default() -> None:
    assert field("`breeze` (default) or `gale` (only for grown-ups)").schema["default"] == "breeze"
    assert "default" not in field("`breeze` (default for pupils) or `gale`").schema


def test_what_is_required_is_so_behind_values() -> None:
    assert field("Flying mode: glide (slow), loop (fast), is required", name="mode").required


@pytest.mark.parametrize("said", ["a, " * 5000, "`a` " * 5000, "- a: b " * 5000, "(" * 5000, "Weather: " + "a (b), " * 3000, "`" * 9999])
def test_runs_are_found_in_time_that_grows_with_the_text(said: str) -> None:
    began = time.process_time()
    run_at(said, 0)
    items_of(said)
    values(said)

    assert time.process_time() - began < 5


def test_slashes_in_quotes_part_three_values_and_not_two() -> None:
    several, pair = run_at("`A/B/C`", 0), run_at("`BTC/USD`", 0)

    assert several is not None
    assert within_quotes(several).values == ["A", "B", "C"]
    assert pair is not None
    assert within_quotes(pair).values == ["BTC/USD"]
