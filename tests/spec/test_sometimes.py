"""Fields marked as required of which the page says that they are not always sent."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
import yaml

from swornspec.spec.build import read_pages

Read: TypeAlias = Callable[[str], tuple[set[str], list[str]]]
PAGE = """# Fly a kite

`POST /v1/kites`

| Name | Type | Required | Description |
|---|---|---|---|
| tail | string | Yes | The tail. {tail} |
| ribbon | string | Yes | The ribbon. |
| bow | string | Yes | The bow. |
| length | integer | Yes | In centimetres. |
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Which of the fields are required, and the messages of the conflicts."""

    def read_one(tail: str) -> tuple[set[str], list[str]]:
        page = tmp_path / "kites.md"
        page.write_text(PAGE.format(tail=tail), encoding="utf-8")
        return _required(read_pages([page]).yaml)

    return read_one


def _required(document: str) -> tuple[set[str], list[str]]:
    text = yaml.safe_load(document)
    operation = text["paths"]["/v1/kites"]["post"]
    (schema,) = (s for name, s in text["components"]["schemas"].items() if name.endswith("Request"))
    found = [f["message"] for f in operation.get("x-findings", ()) if f["id"] == "conflict"]
    return set(schema["required"]), found


@pytest.mark.parametrize(
    ("tail", "left"),
    [
        ("Only one of `tail` and `ribbon` may be sent.", {"bow", "length"}),
        ("Exactly one of `tail`, `ribbon` and `bow` must be set.", {"length"}),
        ("Cannot be used with `ribbon`.", {"bow", "length"}),
        ("Required if `ribbon` is not sent.", {"ribbon", "bow", "length"}),
        ("Required if `length` is over 20.", {"ribbon", "bow", "length"}),
        ("Can be omitted if `length` is over 20.", {"ribbon", "bow", "length"}),
        ("This parameter may be omitted when `ribbon` is sent.", {"ribbon", "bow", "length"}),
        ("Not required when `length` is over 20.", {"ribbon", "bow", "length"}),
        ("Can be omitted for brevity.", {"tail", "ribbon", "bow", "length"}),
        ("Not required if `ribbon` is sent and the ribbon has a knot.", {"ribbon", "bow", "length"}),
        ("Not required for beginners.", {"tail", "ribbon", "bow", "length"}),
    ],
)
def test_what_sentences_require_only_sometimes_is_not_required_whatever_its_mark_says(read: Read, tail: str, left: set[str]) -> None:
    required, conflicts = read(tail)

    assert required == left
    assert len(conflicts) == 4 - len(left)
    assert all("is marked as required" in message for message in conflicts)


@pytest.mark.parametrize(
    "tail",
    [
        "At least one of `tail` and `ribbon` must be set.",  # both may be sent
        "Ignored when `ribbon` is sent.",
        "Must be at least 3 characters if `ribbon` is sent.",
        "We recommend to send either `tail` or `ribbon`, but not both.",
        "Required if you fly abroad.",
    ],
)
def test_other_rules_leave_the_mark(read: Read, tail: str) -> None:
    assert read(tail) == ({"tail", "ribbon", "bow", "length"}, [])


@pytest.mark.parametrize(
    ("label", "says", "stated"),
    [
        ("string", "Can be omitted if `ribbon` is sent.", True),
        ("string", "Optional if `ribbon` is sent.", True),
        ("string", "The tail, not required when `ribbon` is sent.", True),
        ("string, optional", "Can be omitted if `ribbon` is sent.", False),
        ("string", "Optional. Can be omitted if `ribbon` is sent.", False),
        ("string", "Can be omitted if `ribbon` is sent. Defaults to `red`.", False),
        ("string", "Can be omitted for brevity.", False),
    ],
)
def test_a_field_without_a_mark_is_required_but_for_the_case_in_which_it_may_be_omitted(
    tmp_path: Path, label: str, says: str, stated: bool
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Fly a kite\n\n`POST /v1/kites`\n\n- `tail` ({label}): {says}\n- `ribbon` (string): The ribbon.\n", encoding="utf-8")

    rules = read_pages([page]).operations[0].operation.rules

    assert [r.text for r in rules] == (["tail is required when ribbon is not sent"] if stated else [])
