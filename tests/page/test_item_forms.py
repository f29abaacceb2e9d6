"""Items of lists whose field does not stand first, and lists without marks between names and prose."""

import pytest

from swornspec.page import read_operations

HEAD = "# Send a parcel\n\n`POST /v1/parcels`\n\n#### Params:\n\n"


def fields(*items: str) -> list[tuple[str | None, object, object]]:
    [page] = read_operations("page.md", HEAD + "\n".join(items) + "\n", "field-list")
    return [(b.name, b.schema.get("type"), b.required) for b in page.blocks]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (
            ("- `string` **lid** What it is.", "- `int` **depth** *(optional)* How deep."),
            [("lid", "string", False), ("depth", "integer", False)],
        ),
        (("* {string} `lid` What it is.", "* {int} `depth` How deep."), [("lid", "string", False), ("depth", "integer", False)]),
        (("- **Required** `lid` - What it is.", "- **Optional** `depth` - How deep."), [("lid", None, True), ("depth", None, False)]),
        (("- [x] `lid` What it is.", "- [ ] `depth` How deep."), [("lid", None, False), ("depth", None, False)]),
        (
            ("* @param {string} lid What it is.", "* @param {int} [depth=1] How deep."),
            [("lid", "string", False), ("depth", "integer", False)],
        ),
        (('- "lid": What it is.', '- "depth": How deep.'), [("lid", None, False), ("depth", None, False)]),
        (("- `lid` What it is.", "- `depth` how deep it is."), [("lid", None, False), ("depth", None, False)]),
        (("- lid_id What it is.", "- maxDepth How deep."), [("lid_id", None, False), ("maxDepth", None, False)]),
        (
            ("-lid - what it is", "", "-depth -\thow deep", "", "-wet -\ttrue/false"),
            [("lid", None, False), ("depth", None, False), ("wet", "boolean", False)],
        ),
    ],
)
def test_items_are_fields_in_any_order_of_their_parts(items: tuple[str, ...], expected: list[tuple[str, object, object]]) -> None:
    assert fields(*items) == expected


@pytest.mark.parametrize(
    "items",
    [
        ("- **Note** `lid` is old.", "- **Tip** use `depth`."),
        ("- The lid What it is.", "- Depth How deep."),
        ("- lid What it is.", "- depth How deep."),
        ("- `lid`", "- `depth`"),
    ],
)
def test_other_items_are_none(items: tuple[str, ...]) -> None:
    page = HEAD + "- weight (integer): In grams.\n\n## Notes\n\n" + "\n".join(items) + "\n"
    [read] = read_operations("page.md", page, "field-list")

    assert [b.name for b in read.blocks] == ["weight"]
