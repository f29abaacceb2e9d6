"""Lists of fields as references serve them in Markdown, with the alternatives of an object among them."""

from swornspec.page import read_page

PAGE = """\
# Fly a kite

POST https://api.kite.example/v2/kites/fly

## Request

### Body

- `image` (file, required) — The image.
- `tags` (map from string to string, optional) — Tags.
- `notes` array[string] Required — Notes.
- `shape` (object, optional) — The shape.
  - `type`: `round` (RoundShape)
    - `radius` (integer, required, default: )
  - `type`: `square`
    - `side` (integer, required) — In cm.
- `media` (string, required) — Its type.
  - Allowed values: text/plain, image/png
"""


def test_what_one_alternative_requires_is_not_required_of_the_others() -> None:
    page = read_page("page.md", PAGE)

    assert [(block.path, block.required, dict(block.schema)) for block in page.blocks] == [
        ("image", True, {"type": "string", "format": "binary"}),
        ("tags", False, {"type": "object", "additionalProperties": {"type": "string"}}),
        ("notes", True, {"type": "array", "items": {"type": "string"}}),
        ("shape", False, {"type": "object"}),
        ("shape.radius", False, {"type": "integer"}),
        ("shape.side", False, {"type": "integer"}),
        ("media", True, {"type": "string", "enum": ["text/plain", "image/png"]}),
    ]
    assert [stray.text for stray in page.strays].count("required") == 2


def test_parts_of_an_object_are_required_where_no_alternative_begins() -> None:
    page = read_page("page.md", PAGE.replace("  - `type`: `round` (RoundShape)\n", "").replace("  - `type`: `square`\n", ""))

    assert [block.path for block in page.blocks if block.required] == ["image", "notes", "shape.radius", "shape.side", "media"]


def test_a_demand_may_stand_before_a_slash() -> None:
    text = "Kites\n\nPOST /v1/kites\n\nBody\n  • name Required / string\n\n    Its name.\n\n  • kind string / null\n\n    Its kind.\n"
    page = read_page("page.txt", text)

    assert [(block.path, block.required, dict(block.schema)) for block in page.blocks] == [
        ("name", True, {"type": "string"}),
        ("kind", False, {"type": ["string", "null"]}),
    ]
