"""Scrapes of rendered pages whose lines are run together."""

import pytest

from swornspec.errors import PageError
from swornspec.page import read_page
from swornspec.page.read import recognise

ANCHORED = """\
# List kites

GET/v1/kites

#### Query Parameters

[](#parameter-user)userstringrequiredWho flies it.

[](#parameter-kite-size)kite_sizeintegerdefault:10How large it is. Example:`4`

Required range: `1 <= x <= 8`#### Response

200 - application/json[](#response-tail-color)tail_colorstringrequired[](#response-string)stringnumber
"""
IN_ONE_LINE = """\
# Fly a kite

POST /v1/kites

#### Body

[ ](#body-mood) mood enum<string> default: calm Its mood. Available options: `calm`, `wild` [ ](#body-note) note \
string&lt;date&gt; [ ](#body-tail-items-bows) tail.bows string
"""
GLUED = """\
# Fly a kite

POST/v1/kites/fly

Fly it. Then end with land.Bodyapplication/jsonkite_idstringdefault:41aa08requiredmoodenum<string>default:CALMrequiredAvailable \
options: CALM, WILD tail_lengthstringOptional. Length of the tail.visiblebooleandefault:falseResponse200application/jsonKite \
flown.heightintegerLast modified on April 15, 2026Was this page helpful?YesNo
"""
BEHIND_EXAMPLES = """\
# List kites

GET/v1/kites

#### Query Parameters
limitnumber

How many kites to returnExample:

`10`offsetnumber

How many to skipRequired range: `x >= 0`Example:

`0`namesstring[]

Names of kites.
"""


def _told(text: str) -> list[tuple[str | None, str, bool, dict[str, object]]]:
    page = read_page("page.md", text)
    return [(block.path, block.location, block.required, dict(block.schema)) for block in page.blocks]


def test_anchors_tell_where_names_end() -> None:
    assert recognise("page.md", ANCHORED).layout.name == "mintlify-page"
    assert _told(ANCHORED) == [
        ("user", "query", True, {"type": "string"}),
        ("kite_size", "query", False, {"type": "integer", "default": 10, "examples": [4], "minimum": 1, "maximum": 8}),
        ("tail_color", "response", True, {"type": "string"}),
        ("string", "response", False, {"type": "number"}),
    ]


def test_fields_of_one_line_are_cut_at_their_anchors() -> None:
    assert _told(IN_ONE_LINE) == [
        ("mood", "body", False, {"type": "string", "default": "calm", "enum": ["calm", "wild"]}),
        ("note", "body", False, {"type": "string", "format": "date"}),
        ("tail.bows", "body", False, {"type": "string"}),
    ]


def test_a_page_without_any_line_ends_is_cut_where_heads_are_whole() -> None:
    assert recognise("page.md", GLUED).layout.name == "mintlify-page"
    assert _told(GLUED) == [
        ("kite_id", "body", True, {"type": "string", "default": "41aa08"}),
        ("mood", "body", True, {"type": "string", "default": "CALM", "enum": ["CALM", "WILD"]}),
        ("tail_length", "body", False, {"type": "string"}),
        ("visible", "body", False, {"type": "boolean", "default": False}),
        ("height", "response", False, {"type": "integer"}),
    ]


def test_a_field_may_begin_behind_the_example_of_the_one_above_it() -> None:
    assert _told(BEHIND_EXAMPLES) == [
        ("limit", "query", False, {"type": "number", "examples": [10]}),
        ("offset", "query", False, {"type": "number", "minimum": 0, "examples": [0]}),
        ("names", "query", False, {"type": "array", "items": {"type": "string"}}),
    ]


def test_every_line_is_told_of_once() -> None:
    for text in (ANCHORED, IN_ONE_LINE, GLUED, BEHIND_EXAMPLES):
        page = read_page("page.md", text)
        assert [use.line.text for use in page.lines] == [line.strip() for line in text.split("\n")[:-1]]


def test_prose_is_not_cut() -> None:
    text = """\
# Fly a kite

POST /v1/kites

#### Body

size

integer

required

How large. See [the objects](#objects)string and `a`string; each kite.string is one. Example: no larger than `tail`.

Required range: `x >= 1`
"""
    page = read_page("page.md", text)

    assert [block.name for block in page.blocks] == ["size"]
    assert page.blocks[0].prose[0].text.startswith("How large. See [the objects]")


BARE = """\
Options

Voice settings.

optimize_latency
number

Level of it. Defaults to 3.

voice_settings

voice_settings.stability
number
Default: 0.75

Between 0 and 1.
"""


def test_fields_without_a_section_are_those_of_the_request() -> None:
    page = read_page("page.txt", BARE)

    assert page.method is None
    assert _told(BARE) == [
        ("optimize_latency", "body", False, {"type": "number"}),
        ("voice_settings.stability", "body", False, {"type": "number", "default": 0.75}),
    ]


def test_a_single_word_above_a_type_is_no_field_without_a_section() -> None:
    with pytest.raises(PageError):
        read_page("page.txt", "Kites\n\nA kite has a tail.\n\ntail\nstring\n\nThe tail of it.\n")


LABELLED = """\
# Ship a kite

POST /v1/kites/ship

#### Body

[](#body-address)

address

Type: `string`
Required
Where to.

Required string length: `1 - 200`

[](#body-country-one-of-0)

country

Type: `string | null`
Default: `US`
Which country.
"""


def test_types_may_have_labels() -> None:
    assert _told(LABELLED) == [
        ("address", "body", True, {"type": "string", "minLength": 1, "maxLength": 200}),
        ("country", "body", False, {"type": ["string", "null"], "default": "US"}),
    ]


APIFOX = """\
      Fly a kite

      POST
      /v1/kites
      请求示例请求示例
      请求参数

      Header 参数
      x-key
      string
      必需
      Body 参数application/json
      size
      integer
      必需
      How large. Lines are sentences
      Must be sent with mood
      >= 1
      <= 8
      mood
      enum<string>
      可选
      枚举值:
      calm
      wild
      默认值:
      calm
      返回响应
      🟢200
      成功
      application/json
      Body
      id
      string
      必需
"""


def test_labels_of_apifox_may_be_chinese() -> None:
    page = read_page("page.txt", APIFOX)

    assert _told(APIFOX) == [
        ("x-key", "header", True, {"type": "string"}),
        ("size", "body", True, {"type": "integer", "minimum": 1, "maximum": 8}),
        ("mood", "body", False, {"type": "string", "enum": ["calm", "wild"], "default": "calm"}),
        ("id", "response", True, {"type": "string"}),
    ]
    assert (page.method, page.route) == ("POST", "/v1/kites")
