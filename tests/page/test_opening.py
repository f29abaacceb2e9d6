"""Types that the prose of a field begins with, and prose that only begins like one."""

import pytest

from swornspec.page.opening import opening_type


@pytest.mark.parametrize(
    ("prose", "schema"),
    [
        ("Optional. Integer. How many pots.", {"type": "integer"}),
        ("Required. String. What to paint.", {"type": "string"}),
        ("Boolean. Whether it is fired.", {"type": "boolean"}),
        ("Integer, between 1 and 9.", {"type": "integer"}),
        ("Array of strings. The glazes.", {"type": "array", "items": {"type": "string"}}),
        ("String – the glaze.", {"type": "string"}),
        ("Array of pots (as strings).", {"type": "array"}),
        ("array of string values, optional. The glazes.", {"type": "array", "items": {"type": "string"}}),
        ("Specify a JSON array of stopping strings.", {"type": "array", "items": {"type": "string"}}),
        ("Provide an array of objects, one for each pot.", {"type": "array", "items": {"type": "object"}}),
        ("The order of the glazes. An array of strings naming them.", {"type": "array", "items": {"type": "string"}}),
        ("Object containing the glaze.", {"type": "object"}),
        ("Nested object with the size of the pot.", {"type": "object"}),
        ("String of format `{width}x{height}`.", {"type": "string"}),
        ("An array of strings or a string.", None),
        ("Arrays of pots are fired together.", None),
        ("Object to paint.", None),
        ("String of pearls.", None),
        ("Provide the pots as an array of strings or numbers.", None),
        ("The pots. An array of strings or one string.", None),
        ("Number, street and town.", None),
        ("Object of the exercise.", None),
        ("Strings. Of pearls.", None),
        ("String", None),
        ("Integers are whole. So are pots.", None),
    ],
)
def test_prose_may_begin_with_a_type_that_is_a_sentence(prose: str, schema: dict[str, object] | None) -> None:
    found = opening_type(prose)

    assert (dict(found[0].schema) if found else None) == schema
