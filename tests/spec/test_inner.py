"""Tables in the prose of a field, and comments in samples of the request."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.operation import NamedBlock, Operation, read_operation

MDX = """\
---
title: Register
api: "POST https://api.example.com/v1/people"
---

<ParamField body="kind" type="string" required>
`person` or `firm`
</ParamField>
<ParamField body="proof" type="string">
What proves who it is. It depends on `kind`.

{}
</ParamField>
"""
SAMPLE = """\
# Tell somebody

`POST /v1/messages`

| Field | Type | Description |
| --- | --- | --- |
| mail | string | Where to. |
| phone | string | Where to. |
| way | string | One of `mail`, `text`, `both`. |

```json
{{
    "mail": "somebody@example.com",{}
    "url": "https://example.com/a",
    "way": "mail"
}}
```
"""


def read(text: str, name: str) -> Operation:
    [page] = read_operations(name, text)
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


@pytest.mark.parametrize(
    ("rows", "rules", "gaps"),
    [
        (
            ["| kind | proof |", "| --- | --- |", "| `person` | One of `card`, `passport` |", "| `firm` | Only `extract` |"],
            ["proof must be one of card, passport when kind is person", "proof must be extract when kind is firm"],
            0,
        ),
        (["| kind | proof |", "| --- | --- |", "| `person` | a card or so |", "| `firm` | something else |"], [], 1),
    ],
)
def test_a_table_in_the_prose_of_a_field_is_read_as_one_below_the_fields(rows: list[str], rules: list[str], gaps: int) -> None:
    operation = read(MDX.format("\n".join(rows)), "page.mdx")

    assert [rule.text for rule in operation.rules] == rules
    assert len(operation.gaps) == gaps
    assert "enum" not in next(f for f in operation.fields if f.name == "proof").schema


@pytest.mark.parametrize(
    ("comment", "rules", "gaps"),
    [
        ("  // Required if way is 'mail' or 'both'", ["mail is required when way is one of mail, both"], 0),
        ("  # required unless phone is set", ["mail is required when phone is not sent"], 0),
        ("  // Must be sung", [], 1),
        ("  // an address", [], 0),
        ("", [], 0),
    ],
)
def test_a_comment_in_a_sample_is_about_the_field_beside_it(comment: str, rules: list[str], gaps: int) -> None:
    operation = read(SAMPLE.format(comment), "page.md")

    assert [rule.text for rule in operation.rules] == rules
    assert len(operation.gaps) == gaps


ABOVE = """\
# Tell somebody

`POST /v1/messages`

| Field | Type | Description |
| --- | --- | --- |
| way | string | One of `mail`, `call`, `both`. |
| mail | string | Where to. |
| phone | string | Where to. |

```js
{{
  // How to tell it.
  way: "mail",

  // Where to. {}
  // As it is known.
  mail: "a@example.com",
  // The end.
}}
```
"""


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("Either mail or phone is required", ["at least one of these must be sent: mail, phone"]),
        ("Required if way is 'mail'", ["mail is required when way is mail"]),
        ("An address.", []),
    ],
)
def test_comments_above_a_field_in_a_sample_are_about_it(comment: str, rules: list[str]) -> None:
    operation = read(ABOVE.format(comment), "page.md")

    assert [rule.text for rule in operation.rules] == rules


ERRORS = """\
# Tell somebody

`POST /v1/messages`

| Field | Type | Description |
| --- | --- | --- |
| mail | string | Where to. |
| phone | string | Where to. |

## Errors

```json
{}
```
"""


@pytest.mark.parametrize(
    ("answer", "rules"),
    [
        (
            '{"error": {"code": 400, "message": "At least one of mail or phone is required"}}',
            ["at least one of these must be sent: mail, phone"],
        ),
        ('{"error": "mail and phone cannot be sent together"}', ["at most one of these must be sent: mail, phone"]),
        ('{"error": {"code": 404, "message": "At least one of mail or phone is required"}}', []),
        ('{"error": {"code": 400, "message": "The mail could not be sent"}}', []),
        ('{"ok": true, "message": "At least one of mail or phone is required"}', []),
    ],
)
def test_the_message_of_a_refusal_is_read_where_it_states_a_rule(answer: str, rules: list[str]) -> None:
    operation = read(ERRORS.format(answer), "page.md")

    assert [rule.text for rule in operation.rules] == rules
    assert operation.gaps == ()
