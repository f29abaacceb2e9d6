"""Limits beyond which a value is changed are none; those beyond which it is refused are."""

import pytest

from swornspec.rules.english.reader import Outcome, read_prose
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field
from swornspec.text import Passage, Span

FIELDS = {"heat": Field("heat", {"type": "number"}), "lid": Field("lid", {"type": "string", "enum": ["oak", "ash"]})}


def keywords(text: str) -> list[str]:
    read = read_prose([Passage(text, Span("page", 1, 1, 0, len(text)))], Scope("heat", FIELDS, {}, {}), Vocabulary(FIELDS))
    assert all(said.readings or said.outcome is not Outcome.KEYWORD for said in read)
    return [keyword for said in read for reading in said.readings for keyword in reading.claim.keywords]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Range: 1.2-2.5 (inclusive); values outside this range are clamped into it.", []),
        ("Between 1 and 5. Values outside this range are silently clamped.", []),
        ("At most 50. Anything above 50 is capped.", []),
        ("Between 1 and 5. Values outside this range are refused.", ["minimum", "maximum"]),
        ("Between 1 and 5. The heat is clamped when the lid is oak.", ["minimum", "maximum"]),
        ("Between 1 and 5. Lids longer than that are cut.", ["minimum", "maximum"]),
        ("At most 50, larger values are capped.", []),
        ("Between 1 and 5. Default: 2. Values above 5 are capped.", ["default"]),
    ],
)
def test_limits_beyond_which_a_value_is_changed_constrain_nothing(text: str, expected: list[str]) -> None:
    assert keywords(text) == expected
