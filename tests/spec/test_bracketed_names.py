"""Names of fields as forms encode them, in prose: `tags[]` for an array, `poll[ends]` for a part of an object."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

PAGE = """\
# Post a note

`POST /v1/notes`

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| text | string | {text} | {of_text} |
| tags[] | array of string | no | The tags. |
| poll[choices][] | array of string | no | {of_choices} |
| poll[ends] | integer | no | When. |
"""


def read(text: str = "no", of_text: str = "The text.", of_choices: str = "Choices.") -> Operation:
    [page] = read_operations("page.md", PAGE.format(text=text, of_text=of_text, of_choices=of_choices))
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Cannot be combined with `poll[choices]`.", "poll.choices must not be sent when text is sent"),
        ("Required if `poll[ends]` is sent.", "text is required when poll.ends is sent"),
        ("Cannot be combined with `tags[]`.", "tags must not be sent when text is sent"),
    ],
)
def test_names_in_brackets_are_those_of_fields(said: str, rule: str) -> None:
    assert rule in [r.text for r in read(of_text=said).rules]


def test_a_required_field_that_becomes_optional_is_required_otherwise() -> None:
    operation = read(text="yes", of_text="If `tags[]` is provided, this becomes optional.")

    assert [r.text for r in operation.rules] == ["text is required when tags is not sent"]
    assert not next(f for f in operation.fields if f.name == "text").required


def test_a_part_may_forbid_a_field_beside_its_object() -> None:
    operation = read(of_choices="If provided, `tags[]` cannot be used, and `poll[ends]` must be provided.")

    assert [r.text for r in operation.rules] == ["tags must not be sent when poll.choices is sent"]
    assert [r.text for _, rules in operation.nested for r in rules] == ["ends is required when choices is sent"]


def test_what_no_field_is_called_says_nothing() -> None:
    assert not read(of_text="Cannot be combined with `poll[colour]`.").rules
