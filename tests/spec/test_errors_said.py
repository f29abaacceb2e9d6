"""When a request is documented to be refused: what that says of requests, and what says nothing of them."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, read_operation

PAGE = """\
# Look up a kite

GET /v1/kites

| Query parameter | Type | Description |
| --- | --- | --- |
| id | string | The kite. |
| name | string | Its name. |
| size | integer | Its size. |
| kind | string | A kind. |

**Errors:**

- {}
"""


@pytest.mark.parametrize(
    ("error", "rules", "keywords", "gaps"),
    [
        ("`400` if both `id` and `name` are missing", ["at least one of these must be sent: id, name"], {}, 0),
        (
            "Returns `400` if both `id` and `name` are supplied (`send one`).",
            ["at most one of these must be sent: id, name"],
            {},
            0,
        ),
        ("The API returns 400 if neither `id` nor `name` is sent.", ["at least one of these must be sent: id, name"], {}, 0),
        ("`400` if both `id` and `name` appear in the same request", ["at most one of these must be sent: id, name"], {}, 0),
        ("`422` if `size` < 0", [], {"size": {"minimum": 0}}, 0),
        ("`422` if `size` <= 0 or `size` > 200", [], {"size": {"exclusiveMinimum": 0, "maximum": 200}}, 0),
        ("`422` if `name` is shorter than 5 characters", [], {"name": {"minLength": 5}}, 0),
        ("`400` if `kind` is not `flat` or `box`", [], {"kind": {"enum": ["flat", "box"]}}, 0),
        ("`400` if both `id` and `name` are sent with different values", [], {}, 1),
        ("`400` if both `id` and `name` are missing, unless you are a guest", [], {}, 1),
        ("`404` if `id` is not found", [], {}, 0),
        ("`409` if both `id` and `name` are sent", [], {}, 0),
    ],
)
def test_a_documented_refusal_says_what_requests_must_be(
    error: str, rules: list[str], keywords: dict[str, dict[str, object]], gaps: int
) -> None:
    [page] = read_operations("page.md", PAGE.format(error))

    operation = read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])

    assert [rule.text for rule in operation.rules] == rules
    stated = {f.name: {k: v for k, v in f.schema.items() if k != "type"} for f in operation.fields}
    assert {name: found for name, found in stated.items() if found} == keywords
    assert len(operation.gaps) == gaps
