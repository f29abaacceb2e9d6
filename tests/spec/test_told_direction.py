"""Prose that says that a field is one of answers, or of requests, alone."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Send a kite

`{method} https://api.example.com/v1/kites`

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| flown | string | {required} | {said} |
"""


def schema(said: str, method: str = "POST", required: str = "no") -> dict[str, object]:
    [page] = read_operations("page.md", PAGE.format(said=said, method=method, required=required))
    return dict(read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks]).fields[0].schema)


@pytest.mark.parametrize("said", ["Output only. When it flew.", "Read-only.", "When it flew. This field is read-only."])
def test_fields_of_answers_alone_are_read_only(said: str) -> None:
    assert schema(said)["readOnly"] is True


def test_fields_of_requests_alone_are_write_only() -> None:
    assert schema("Input only. When it flies.")["writeOnly"] is True


@pytest.mark.parametrize("said", ["Sets the kite to read-only.", "Read only the tail.", "Read-only unless you are the pilot."])
def test_other_words_say_nothing_of_that(said: str) -> None:
    assert "readOnly" not in schema(said)


def test_what_is_required_or_in_the_address_is_sent() -> None:
    assert "readOnly" not in schema("Read-only.", required="yes")
    assert "readOnly" not in schema("Read-only.", method="GET")
