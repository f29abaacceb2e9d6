"""Values in another spelling than the documented one: which they mean, and where words are no values."""

import pytest

from swornspec.rules.english.spelled import with_values
from swornspec.rules.field import Field, IndexedFields

FIELDS = IndexedFields(
    {
        name: Field(name, schema)
        for name, schema in {
            "task": {"type": "string", "enum": ["sketch_to_pot", "glaze", "repair"]},
            "photo_format": {"type": "string", "enum": ["jpeg", "webp", "png"]},
            "kiln": {"type": "string", "enum": ["max-2", "maxi-2", "lite"]},
            "other_kiln": {"type": "string", "enum": ["lite", "Grand"]},
            "clay": {"type": "string", "enum": ["HERON", "SNIPE"]},
            "owner": {"type": "string", "enum": ["user", "studio"]},
            "shelf": {"type": "string", "enum": ["top_row", "start_date"]},
            "start_date": {"type": "string"},
            "count": {"type": "integer"},
        }.items()
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only for sketch-to-pot.", "Only for `sketch_to_pot`."),
        ("Only for sketch to pot tasks.", "Only for `sketch_to_pot` tasks."),
        ("Quality (JPEG/WebP only).", "Quality (`jpeg`/`webp` only)."),
        ("Quality, for JPEGs only.", "Quality, for `jpeg` only."),
        ("Required for Glaze and Repair.", "Required for `glaze` and `repair`."),
        ("Only for heron clay.", "Only for `HERON` clay."),
        ("Only for Heron clay.", None),  # perhaps of all clays of a family
        ("Ignored with Max 2.", None),  # too short to be told from other words
        ("Ignored with Maxi 2.", "Ignored with `maxi-2`."),
        ("Glaze comes first.", None),  # no case of anything
        ("Not supported by Lite.", None),  # of which of two kilns?
        ("Only for User accounts.", None),  # as often said of something else
        ("Required if the start date is set.", None),  # the name of a field
        ("See `Sketch to pot` for more.", None),  # in quotes it stands as it is
        ("Only for png.", None),  # spelled as documented
    ],
)
def test_values_in_another_spelling_are_told_where_a_case_is_named(text: str, expected: str | None) -> None:
    assert with_values(text, "count", FIELDS) == (expected or text)
