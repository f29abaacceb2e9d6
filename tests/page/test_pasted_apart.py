"""Copies of references whose heads, labels and sections are run together."""

from swornspec.page import Page, read_operations, read_page

IN_ONE_LINE = """\
# Kites

### Set the mood of a kite
posthttps://api.kite.example/v1/kites/{KITE_ID}/moodAuthorizationsApi-KeyAuthorizationstringRequiredPath parametersKITE_IDstring\
RequiredBodyapplication/jsonmoodstring · enumRequiredPossible values: `CALM``WILD`notestringOptional

A note, at most 20 characters.
Responses200

Set.
application/json
"""
BEHIND_LABELS = """\
# Kites

### List kites

getAuthorizationstringRequired

The key.

pageSizeinteger · int32Required

How many kites a page has.

Default:  `250`pageinteger · int32Optional

Which page.

Default:  `0`huestring · enumOptionalDefault: redPossible values:
tailsstring · uuid[]Required

partsany ofOptional

stringsstring\\[] · nullableOptional
"""
BELOW_NAMES = """\
Documentation
POST
Fly a kite
/v1/kites/fly
Request Body
model
stringRequired
The model. Must be of type
kite/flight
.mood
stringRequired
Its mood.
size
integerHow large it is. Supported values:
1
, 2
, 3
.Default: 2
Response Body (200 OK)
made
integerWhen it was made.
"""


def _told(page: Page) -> list[tuple[str | None, str, bool, dict[str, object]]]:
    return [(block.path, block.location, block.required, dict(block.schema)) for block in page.blocks]


def test_a_line_of_sections_and_heads_is_cut() -> None:
    page = read_page("page.md", IN_ONE_LINE)

    assert (page.method, page.route) == ("POST", "/v1/kites/{KITE_ID}/mood")
    assert _told(page) == [
        ("KITE_ID", "path", True, {"type": "string"}),
        ("mood", "body", True, {"type": "string", "enum": ["CALM", "WILD"]}),
        ("note", "body", False, {"type": "string"}),
    ]


def test_heads_behind_values_and_labels_behind_heads_are_cut() -> None:
    assert _told(read_page("page.md", BEHIND_LABELS)) == [
        ("pageSize", "body", True, {"type": "integer", "format": "int32", "default": 250}),
        ("page", "body", False, {"type": "integer", "format": "int32", "default": 0}),
        ("hue", "body", False, {"type": "string", "default": "red"}),
        ("tails", "body", True, {"type": "array", "items": {"type": "string", "format": "uuid"}}),
        ("parts", "body", False, {}),
        ("strings", "body", False, {"type": ["array", "null"], "items": {"type": "string"}}),
    ]


def test_types_with_their_prose_stand_below_names() -> None:
    page = read_page("page.txt", BELOW_NAMES)

    assert (page.method, page.route) == ("POST", "/v1/kites/fly")
    assert _told(page) == [
        ("model", "body", True, {"type": "string"}),
        ("mood", "body", True, {"type": "string"}),
        ("size", "body", False, {"type": "integer", "default": 2}),
        ("made", "response", False, {"type": "integer"}),
    ]


def test_every_line_is_told_of_once() -> None:
    for text in (IN_ONE_LINE, BEHIND_LABELS, BELOW_NAMES):
        uses = [use.line.text for page in read_operations("page.md", text) for use in page.lines]
        assert uses == [line.strip() for line in text.split("\n")[:-1]]


MARKED = """\
Create a kite

POST
/v1/kites

Request Body

application/json

name*string
The name of the kite.

Length1 <= length <= 64
size?integer
How large.

Default4
Range1 <= value <= 8
mood?string
Value in"calm" | "wild"
tail?Tail
tags?array<string>
Items1 <= items <= 5
note?stringWhat else is said of it.
monorepoManagernullable stringOptional

Its manager.
"""
FIELDS = [
    ("name", "body", True, {"type": "string", "minLength": 1, "maxLength": 64}),
    ("size", "body", False, {"type": "integer", "default": 4, "minimum": 1, "maximum": 8}),
    ("mood", "body", False, {"type": "string", "enum": ["calm", "wild"]}),
    ("tail", "body", False, {}),
    ("tags", "body", False, {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 5}),
    ("note", "body", False, {"type": "string"}),
    ("monorepoManager", "body", False, {"type": ["string", "null"]}),
]


def test_marks_behind_names_say_what_may_be_left_out() -> None:
    assert _told(read_page("page.txt", MARKED)) == FIELDS


def test_marks_may_stand_above_types() -> None:
    above = MARKED.replace("*string", "*\nstring").replace("?integer", "?\ninteger").replace("?string\n", "?\nstring\n")

    assert _told(read_page("page.txt", above.replace("?Tail", "?\nTail"))) == FIELDS


def test_labels_that_stand_behind_each_other_are_cut() -> None:
    text = "Kites\n\nGET\n/v1/kites\n\nQuery parameters\nhuestringOptional\n\nDefault: redExample: blue\nmoodstring · enumOptional\n"

    assert _told(read_page("page.txt", text)) == [
        ("hue", "query", False, {"type": "string", "default": "red", "examples": ["blue"]}),
        ("mood", "query", False, {"type": "string"}),
    ]
