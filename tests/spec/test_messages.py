"""Rules in boxes and in the messages of documented errors, in every layout: read as rules of the operation; other errors give none."""

import pytest

from swornspec.page import read_operations
from swornspec.page.statuses import avoidable, message_of
from swornspec.spec.operation import NamedBlock, Operation, read_operation
from swornspec.text import Passage, Span

TABLE = """\
# Make a tile

`POST https://api.example.com/v1/tiles`

## Body parameters

| Parameter | Type | Description |
| --- | --- | --- |
| prompt | string | The text. |
| width | integer | In pixels. |
| height | integer | In pixels. |
| seed | integer | A number. |
| mode | string | One of `fast`, `slow`. |

"""
BOXES = {
    "quote": "> **Note**\n> `width` must be a multiple of 8.\n>\n> You may send 10 requests per minute.",
    "alert": "> [!WARNING]\n> `width` must be a multiple of 8.\n> Requests must carry a valid API key.",
    "tag": "<Note>\n`width` must be a multiple of 8. You have at most 100 credits.\n</Note>",
    "container": ":::warning\n`width` must be a multiple of 8.\n:::",
    "titled container": ":::note Limits\n\n`width` must be a multiple of 8. At most 5 concurrent requests are allowed.\n\n:::",
    "admonition": "!!! note\n    `width` must be a multiple of 8.",
    "titled admonition": '!!! warning "Limits"\n    `width` must be a multiple of 8.',
    "words": "**Important:** `width` must be a multiple of 8.",
    "stressed": "*Note: `width` must be a multiple of 8.*",
    "footnote": "\\* `width` must be a multiple of 8.",
}
ERRORS = {
    "table": (
        "| Status | Message |\n| --- | --- |\n| 400 | `width` must be between 64 and 1024 |\n| 422 | seed is required when mode is slow |\n"
        "| 401 | API key must be provided |\n| 402 | `seed` must be at most 5 |\n| 429 | `width` must be at most 10 |\n"
        "| 500 | width could not be read |"
    ),
    "list": (
        '- `400`: `width` must be between 64 and 1024.\n- 422 Unprocessable – "seed is required when mode is slow"\n'
        "- `429`: `width` must be at most 10\n- `401`: the key must be valid"
    ),
    "headings": (
        '### 400 Bad Request\n\n- `width must be between 64 and 1024`\n- "seed is required when mode is slow"\n\n'
        "### 429 Too Many Requests\n\n`width` must be at most 10."
    ),
}
PAGES = {
    "Mintlify source": (
        "page.mdx",
        """\
---
title: Make a tile
api: POST https://api.example.com/v1/tiles
---

<ParamField body="prompt" type="string" required>
  The text.
</ParamField>
<ParamField body="width" type="integer">
  In pixels.

  <Note>`width` must be a multiple of 8.</Note>
</ParamField>
<ParamField body="height" type="integer">
  In pixels.
</ParamField>
<ParamField body="seed" type="integer">
  A number.
</ParamField>
<ParamField body="mode" type="string">
  One of `fast`, `slow`.
</ParamField>

<Warning>
`height` must be at most 512. You have at most 100 credits.
</Warning>

## Errors

| Code | Message |
| --- | --- |
| 400 | `width` must be between 64 and 1024 |
| 400 | "seed is required when mode is slow" |
| 429 | `width` must not be sent more than 10 times per minute |

- `422`: "seed must be at least 1"
""",
    ),
    "HTML": (
        "page.html",
        """\
<h1>Make a tile</h1>
<p>POST https://api.example.com/v1/tiles</p>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>
<tr><td>prompt</td><td>string</td><td>The text.</td></tr>
<tr><td>width</td><td>integer</td><td>In pixels.</td></tr>
<tr><td>height</td><td>integer</td><td>In pixels.</td></tr>
<tr><td>seed</td><td>integer</td><td>A number.</td></tr>
<tr><td>mode</td><td>string</td><td>One of <code>fast</code>, <code>slow</code>.</td></tr>
</table>
<div class="admonition note"><p class="title">Note</p><p><code>height</code> must be at most 512.</p></div>
<blockquote><p><strong>Note:</strong> <code>width</code> must be a multiple of 8.</p></blockquote>
<h2>Errors</h2>
<table><tr><th>Status</th><th>Message</th></tr>
<tr><td>400</td><td><code>width</code> must be between 64 and 1024</td></tr>
<tr><td>400</td><td>"seed is required when mode is slow"</td></tr>
<tr><td>401</td><td>The key must be valid for <code>seed</code> at most 4</td></tr>
</table>
<ul><li><code>422</code>: "seed must be at least 1"</li><li>429: at most 3 seed per minute</li></ul>
""",
    ),
    "reStructuredText": (
        "page.rst",
        """\
Make a tile
===========

.. http:post:: /v1/tiles

   Makes one.

   :<json string prompt: The text.
   :<json integer width: In pixels.
   :<json integer height: In pixels.
   :<json integer seed: A number.
   :<json string mode: One of ``fast``, ``slow``.

   .. note:: ``width`` must be a multiple of 8.

   .. warning::

      ``height`` must be at most 512.

   :statuscode 400: ``width`` must be between 64 and 1024.
   :statuscode 422: seed is required when mode is slow.
   :statuscode 429: ``seed`` must be at most 10 per minute.

Errors
------

====== ==================================
Status Message
====== ==================================
400    ``seed`` must be at least 1
403    ``seed`` must be at most 2
====== ==================================
""",
    ),
    "tabs": (
        "page.txt",
        """\
Make a tile

POST https://api.example.com/v1/tiles

Parameter	Type	Description
prompt	string	The text.
width	integer	In pixels.
height	integer	In pixels.
seed	integer	A number.
mode	string	One of `fast`, `slow`.

Note: width must be a multiple of 8.

Errors

Status	Message
400	width must be between 64 and 1024
400	seed is required when mode is slow
429	seed must be at most 10 per minute
""",
    ),
    "list of fields": (
        "page.md",
        """\
# Make a tile

`POST https://api.example.com/v1/tiles`

## Body parameters

- `prompt` (string, required): The text.
- `width` (integer): In pixels.
- `height` (integer): In pixels.

  > **Note:** `height` must be at most 512.
- `seed` (integer): A number.
- `mode` (string): One of `fast`, `slow`.

!!! note
    `width` must be a multiple of 8.

## Errors

- `400`: `width` must be between 64 and 1024
- 422 – "seed is required when mode is slow"
- `429`: `seed` must be at most 10 per minute
""",
    ),
    "API Blueprint": (
        "page.apib",
        """\
FORMAT: 1A

# Tiles

## Make a tile [POST /v1/tiles]

> **Note:** `width` must be a multiple of 8.

+ Request (application/json)
    + Attributes
        + prompt: a lighthouse (string, required) - The text.
        + width: 640 (number) - In pixels.
        + height: 640 (number) - In pixels.
        + seed: 7 (number) - A number.
        + mode: fast (enum)
            + fast
            + slow

+ Response 400 (application/json)

    `width` must be between 64 and 1024.

+ Response 429 (application/json)

    `seed` must be at most 10 per minute.
""",
    ),
    "ReadMe as Markdown": (
        "page.md",
        """\
# Make a tile

post https://api.example.com/v1/tiles

## Body Params

**prompt** string required

The text.

**width** integer

In pixels.

**height** integer

In pixels.

**seed** integer

A number.

> 📘 Note
>
> `width` must be a multiple of 8.

## Responses

### 400

`width` must be between 64 and 1024
""",
    ),
    "names, types and Required": (
        "page.txt",
        """\
Make a tile

POST https://api.example.com/v1/tiles

Request

This endpoint expects an object.

prompt
string
Required

The text.

width
integer
Optional

In pixels.

height
integer
Optional

In pixels.

Note: `width` must be a multiple of 8.

Errors

400
Bad Request Error

width must be between 64 and 1024
""",
    ),
    "labelled": (
        "page.txt",
        """\
Make a tile

POST

/v1/tiles

Makes a tile.

Note: width must be a multiple of 8.

Request Body

prompt required

string

The text.

width

int

In pixels.

Note: width must be at least 64.

height

int

In pixels.
""",
    ),
}


def read(name: str, text: str) -> Operation:
    [page] = read_operations(name, text)
    return read_operation(page, [NamedBlock(block.name or "", block) for block in page.blocks])


def bounds(operation: Operation, name: str) -> dict[str, object]:
    schema = next((f.schema for f in operation.fields if f.name == name), {})
    return {k: v for k, v in schema.items() if k in ("minimum", "maximum", "multipleOf")}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_what_stands_in_a_box_is_read(box: str) -> None:
    operation = read("page.md", f"{TABLE}{box}\n")

    assert bounds(operation, "width") == {"multipleOf": 8}
    assert operation.gaps == operation.rules == ()


@pytest.mark.parametrize("errors", ERRORS.values(), ids=ERRORS)
def test_messages_of_errors_that_a_request_can_avoid_are_read_and_no_others(errors: str) -> None:
    operation = read("page.md", f"{TABLE}## Errors\n\n{errors}\n")

    assert bounds(operation, "width") == {"minimum": 64, "maximum": 1024}
    assert bounds(operation, "seed") == {}
    assert [rule.text for rule in operation.rules] == ["seed is required when mode is slow"]
    assert operation.gaps == ()


@pytest.mark.parametrize(("name", "text"), PAGES.values(), ids=PAGES)
def test_boxes_and_messages_are_read_in_every_layout(name: str, text: str) -> None:
    operation = read(name, text)

    told = bounds(operation, "width")
    assert told == {"multipleOf": 8, "minimum": 64, **({"maximum": 1024} if "1024" in text else {})}
    assert bounds(operation, "height") == ({"maximum": 512} if "512" in text else {})
    assert bounds(operation, "seed") == ({"minimum": 1} if "at least 1" in text else {})
    assert [r.text for r in operation.rules] == ["seed is required when mode is slow"] * ("seed is required" in text)
    assert operation.gaps == ()


@pytest.mark.parametrize("status", ["400", "`422`", "400 Bad Request", "4xx", "", "Any", "400, 404"])
def test_a_request_can_avoid_errors_about_its_fields(status: str) -> None:
    assert avoidable(status)


@pytest.mark.parametrize("status", ["401", "402 Payment Required", "`403`", "404", "429", "500", "5xx", "200"])
def test_a_request_cannot_avoid_other_errors_by_its_fields(status: str) -> None:
    assert not avoidable(status)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('400 - "width must be even"', "width must be even"),
        ("`400 Bad Request`: `width must be even`", "width must be even"),
        ("**422** → width must be even.", "width must be even."),
        ("'width must be even'", "width must be even"),
        ("429: width must be even", None),
        ("`width` must be even", "`width` must be even"),
        ("`fast` and `slow`", "`fast` and `slow`"),
        ("`a value`", "`a value`"),
        ("400 - 800 px are allowed", "400 - 800 px are allowed"),
        ("400 characters are allowed", "400 characters are allowed"),
    ],
)
def test_a_message_is_what_stands_behind_its_status_without_quotes(text: str, message: str | None) -> None:
    found = message_of(Passage(text, Span("page.md", 1, 1, 0, len(text))))

    assert (found and found.text) == message
    assert found is None or text[found.span.start : found.span.end] == found.text
