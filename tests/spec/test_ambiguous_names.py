"""Names that fields of several objects have: those of items of lists are not meant from outside."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

PAGE = """\
# Send a parcel

`POST /v1/parcels`

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| box | object | no | The box. |
| box.lid_id | string | no | Its lid. |
| lids | array | no | {said} |
| lids[].lid_id | string | yes | A lid. |
| tubes | {kind} | no | The tubes. |
| tubes{item}.lid_id | string | no | A lid. |
"""


def read(said: str, kind: str, item: str) -> Operation:
    [page] = read_operations("page.md", PAGE.format(said=said, kind=kind, item=item))
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


@pytest.mark.parametrize(("kind", "item", "known"), [("array", "[]", True), ("object", "", False)])
def test_a_name_outside_of_lists_is_meant(kind: str, item: str, known: bool) -> None:
    operation = read("Required if `lid_id` is not provided.", kind, item)
    rules = [r.text for r in operation.rules]

    assert rules == (["lids is required when box.lid_id is not sent"] if known else [])
    assert len(operation.gaps) == (0 if known else 1)
