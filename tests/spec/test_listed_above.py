"""Sections of fields: notes below and above them that speak of them without their names, and headings that name such sections."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

PAGE = """\
# Look up a boat

`GET /v1/boats`

## Parameters

### Plain

| Parameter | Type | Description |
| --- | --- | --- |
| sail | string | Text to look for. |

{plain}

### {title}

{above}

| Parameter | Type | Description |
| --- | --- | --- |
| mast | string | The mast. |
| keel | string | The keel. |

{below}

### {last}

| Parameter | Type | Description |
| --- | --- | --- |
| format | string | One of `wide`, `tall`. |
"""
APART = ["at most one of these must be sent: mast, sail", "at most one of these must be sent: keel, sail"]


def read(plain: str = "", above: str = "", below: str = "", title: str = "Structured", last: str = "Output") -> Operation:
    [page] = read_operations("page.md", PAGE.format(plain=plain, above=above, below=below, title=title, last=last))
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


def sent(operation: Operation) -> list[str]:
    return [field.name for field in operation.fields if field.location != "response"]


@pytest.mark.parametrize(
    ("below", "rules"),
    [
        ("Cannot be combined with `sail`.", APART),
        ("Looks up a boat by its parts. Can **not** be combined with the `sail=<text>` parameter.", APART),
        ("Only one of these options can be used at a time.", ["at most one of these must be sent: mast, keel"]),
        ("Adds to the answer.\n\nAt least one of these fields must be provided.", ["at least one of these must be sent: mast, keel"]),
        ("These parameters are ignored when `sail` is set.", ["mast is ignored when sail is sent", "keel is ignored when sail is sent"]),
        ("These are nice when `sail` is set.", []),
        ("Only one of these can be used: `mast`, `sail`.", ["at most one of these must be sent: mast, sail"]),
        ("Only one of these boats can be used at a time.", []),
    ],
)
def test_a_note_below_a_section_speaks_of_its_fields(below: str, rules: list[str]) -> None:
    assert [rule.text for rule in read(below=below).rules] == rules


@pytest.mark.parametrize(
    ("above", "rules"),
    [
        ("These parameters cannot be combined with `sail`.", APART),
        ("The following parameters must not be used with `sail`:", APART),
        ("The following parameters must not be used with `mast`.", []),
        ("Only one of the following parameters can be used.", ["at most one of these must be sent: mast, keel"]),
        ("Only one of the following boats is shown.", []),
    ],
)
def test_a_line_above_a_section_speaks_of_its_fields(above: str, rules: list[str]) -> None:
    assert [rule.text for rule in read(above=above).rules] == rules


def test_a_field_does_not_go_with_those_of_the_next_section() -> None:
    assert [rule.text for rule in read(plain="The `sail` parameter cannot be combined with the parameters below.").rules] == APART


@pytest.mark.parametrize("last", ["Output", "Results", "Output format", "Look"])
@pytest.mark.parametrize("title", ["Structured", "Structured query", "Parts"])
def test_a_group_of_parameters_may_be_called_like_an_answer(title: str, last: str) -> None:
    assert sent(read(title=title, last=last)) == ["sail", "mast", "keel", "format"]


@pytest.mark.parametrize(("title", "last"), [("Input", "Output"), ("Request", "Result"), ("Parts", "Response")])
def test_an_answer_beside_what_is_sent_is_none(title: str, last: str) -> None:
    assert "format" not in sent(read(title=title, last=last))


TWO = """\
# Look up a boat

`GET /v1/boats`

## Parameters

| Parameter | Value |
| --- | --- |
| sail | text to look for |

The sail is looked for everywhere.

| Parameter | Value |
| --- | --- |
| mast | the mast |
| keel | the keel |

The mast and the keel are looked for, too.

!!! warning
    Cannot be combined with the `sail=<text>` parameter.
"""


def test_a_note_right_below_one_of_several_tables_speaks_of_the_fields_of_that_table() -> None:
    [page] = read_operations("page.md", TWO)
    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert [rule.text for rule in operation.rules] == APART
