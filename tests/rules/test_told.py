"""Words that stand for a field: which they mean, and where they may mean something else."""

import pytest

from swornspec.rules.english.told import with_names
from swornspec.rules.field import Field, IndexedFields

FIELDS = IndexedFields(
    {
        name: Field(name, schema)
        for name, schema in {
            "kiln_strategy": {"type": "string", "enum": ["fixed", "pool"]},
            "pot_type": {"type": "integer", "enum": [1, 2, 8]},
            "glaze_enabled": {"type": "boolean"},
            "is_damp": {"type": "boolean"},
            "firing_start_time": {"type": "string"},
            "firing_end_time": {"type": "string"},
            "open": {"type": "string"},
            "close": {"type": "string"},
            "mould_id": {"type": "string"},
            "phone": {"type": "string"},
            "shelf_a": {"type": "string"},
            "shelf_b": {"type": "string"},
            "grant_type": {"type": "string"},
            "fire": {"type": "string", "enum": ["slow", "quick"]},
            "wood_kind": {"type": "string", "enum": ["oak", "birch"]},
        }.items()
    }
)


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("mould_id", "Required when the strategy is `fixed`.", "Required when `kiln_strategy` is `fixed`."),
        ("mould_id", "Required when the strategy is `loose`.", None),  # no value of it
        ("mould_id", "Required when the glaze is enabled.", "Required when `glaze_enabled` is enabled."),
        ("mould_id", "Required when the light is enabled.", None),
        ("firing_end_time", "Must be after the start time.", "Must be after `firing_start_time`."),
        ("firing_end_time", "Must be after the opening time.", None),
        ("close", "Must be after open time.", "Must be after `open`."),
        ("close", "Must match the shelf.", None),  # which of the two
        ("*", "Close time must be after open time.", "`close` must be after `open`."),
        ("phone", "Required if no mould is given.", "Required if `mould_id` is not given."),
        ("phone", "Required if no shelf is given.", None),
        ("phone", "Required unless you use a mould.", "Required unless `mould_id` is sent."),
        ("mould_id", "Required if no phone number is given.", "Required if `phone` is not given."),
        ("phone", "Only used for late pots (`2`).", "Only used if `pot_type` is `2`."),
        ("phone", "Only used for late pots (`2`) or wide ones (`8`).", "Only used if `pot_type` is `2` or `8`."),
        ("phone", "Only used for late pots (`3`).", None),
        ("phone", "Required if you're firing a wide pot of pot type `8`.", None),  # the name is written as a name is
        ("phone", "Required if you're firing a wide pot of pot_type `8`.", "Required if `pot_type` is `8`."),
        ("phone", "Required for the `refresh_token` grant type.", "Required if `grant_type` is `refresh_token`."),
        ("phone", "Required for the given grant type.", None),
        ("phone", "Required for Oak and Birch.", "Required for `oak` and `birch`."),
        ("phone", "Required for Elm and Birch.", None),
        ("phone", "Only used with the slow fire mode.", "Only used if `fire` is `slow`."),
        ("phone", "Only used with the great fire mode.", None),
        ("phone", "Required unless the pot is damp.", "Required unless `is_damp` is true."),
        ("phone", "Required if the pot is not damp.", "Required if `is_damp` is false."),
        ("phone", "Required if the pot is whole.", None),
        ("phone", "Oak kind only.", "Only if `wood_kind` is `oak`"),
        ("phone", "Fixed only.", "Only if `kiln_strategy` is `fixed`"),
        ("phone", "Slow only.", None),  # what has this value is no kind of anything
        ("phone", "Loose type only.", None),
        ("phone", "Oak type only.", None),
    ],
)
def test_words_stand_for_the_one_field_that_they_can_mean(subject: str, text: str, expected: str | None) -> None:
    assert with_names(text, subject, FIELDS) == (expected or text)
