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
