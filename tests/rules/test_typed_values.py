"""Values that sentences list or name as the default, for fields whose type decides how they are read."""

from collections.abc import Mapping
from typing import Any

import pytest

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.reader import Outcome, read_prose
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field
from swornspec.text import Passage, Span

_FIELDS = {
    name: Field(name, schema, False)
    for name, schema in {
        "team_ids": {"type": "array", "items": {"type": "integer"}},
        "teams": {"type": "array", "items": {"type": "string"}},
        "finish": {"enum": ["matt", "gloss"]},
        "level": {"enum": [1, 2]},
        "direction": {"type": "string"},
        "title": {"type": "string"},
        "bare": {},
    }.items()
}
_TEAMS = "Use `None` to return nothing, `Any` to return everything."
_SORTED = "Sorted in `asc` or `desc` order."


@pytest.mark.parametrize(
    ("name", "text", "stated"),
    [
        ("teams", _TEAMS, {"items.enum": ["None", "Any"]}),
        ("team_ids", _TEAMS, None),
        ("team_ids", "Must be `None` or `Any`.", None),
        ("team_ids", "One of `1` or `2`.", {"items.enum": [1, 2]}),
        ("finish", "Defaults to `matt`.", {"default": "matt"}),
        ("level", "Defaults to `matt`.", None),
        ("direction", _SORTED, {"enum": ["asc", "desc"]}),
        ("title", _SORTED, None),
        ("bare", "Defaults to 30.", {"default": 30}),
        ("bare", "Must be one of 1, 2 or 3.", {"enum": [1, 2, 3]}),
        ("bare", "Must be `1` or `2`.", {"enum": [1, 2]}),
        ("bare", "Must be 1.0 or 1.1.", {"enum": ["1.0", "1.1"]}),
        ("bare", "The default is `png`.", {"default": "png"}),
        ("bare", "Defaults to `false`.", {"default": False}),
        ("bare", "Defaults to png.", None),
        ("bare", "Default is 1024x1024.", None),
        ("bare", "The default is 10%.", None),
    ],
)
def test_values_are_read_where_the_field_can_have_them_and_are_a_gap_elsewhere(
    name: str, text: str, stated: Mapping[str, Any] | None
) -> None:
    passage = Passage(text, Span("page.txt", 1, 1, 0, len(text)))

    (said,) = read_prose([passage], Scope(name, _FIELDS, {}, {}), Vocabulary(_FIELDS))

    assert [dict(r.claim.keywords) for r in said.readings] == ([] if stated is None else [dict(stated)])
    assert (said.outcome is Outcome.GAP) == (stated is None)
