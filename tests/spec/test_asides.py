"""Notes between two fields: which are about the field before them."""

import pytest

from swornspec.page import read_operations
from swornspec.spec.asides import asides_of, prose_of_note

PAGE = """# Fire a pot

`POST /pots`

## Body

`close_by` _optional_
: `integer` When the kiln closes.

{between}

`notes` _optional_
: `string` Words about the pot.
"""


def _asides(between: str) -> list[str]:
    (page,) = read_operations("pots.md", PAGE.format(between=between))
    return [passage.text for notes in asides_of(page).values() for note in notes for passage in prose_of_note(page, note)]


@pytest.mark.parametrize(
    "note",
    [
        "> This parameter is only allowed if `notes` is sent.",
        "> **WARN**\n>\n> **Hot!**\n>\n> This parameter is only allowed if `notes` is sent.",
        "> You cannot use this field without `notes`.",
    ],
)
def test_a_note_that_speaks_of_this_parameter_is_about_the_field_before_it(note: str) -> None:
    assert _asides(note)[-1] == note.rsplit("> ", 1)[-1]


@pytest.mark.parametrize(
    "note",
    [
        "> A kiln is closed at night.",
        "> Kilns that use this parameter are hot.",
        "> You must send `notes`.",
        "### Later\n\n> This parameter is only allowed if `notes` is sent.",
        "`open_by` _mandatory if hot_\n: `integer` When it opens.\n\n> This parameter is only allowed if `notes` is sent.",
        "The night kiln.\n\n> This parameter is only allowed if `notes` is sent.",
    ],
)
def test_another_note_is_about_the_operation(note: str) -> None:
    assert _asides(note) == []
