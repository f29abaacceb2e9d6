"""Fields that are called as the values of another one are: which of the two a sentence means."""

import pytest

from swornspec.rules.english.build import rule_of
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.plainer import read_plainer
from swornspec.rules.english.reader import read_prose
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field, IndexedFields
from swornspec.rules.rule import Said
from swornspec.text import Passage, Span

FIELDS = IndexedFields(
    {
        "fuel": Field("fuel", {"type": "string", "enum": ["wood", "gas", "power"]}),
        "feed_type": Field("feed_type", {"type": "string"}),
        "grade": Field("grade", {"type": "string", "enum": ["09", "11"]}),
        **{name: Field(name, {"type": "object"}) for name in ("wood", "gas")},
        **{name: Field(name, {"type": "string"}) for name in ("meter", "grate")},
    }
)


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("meter", "Required if neither `wood` nor `gas` is given.", ["meter is required when wood is not sent and gas is not sent"]),
        ("meter", "Cannot be combined with `gas`.", ["gas must not be sent when meter is sent"]),
        ("meter", "Mutually exclusive with `gas`.", ["gas must not be sent when meter is sent"]),
        ("meter", "Either this or `gas` must be set.", ["at least one of these must be sent: meter, gas"]),
        ("meter", "Ignored if `gas` is set.", ["meter is ignored when gas is sent"]),
        ("meter", "Required for gas requests.", ["meter is required when fuel is gas"]),
        ("meter", "Required if fuel=gas.", ["meter is required when fuel is gas"]),
        ("meter", "Required when feed_type is gas.", ["meter is required when feed_type is gas"]),
        ("meter", "Required for gas", ["meter is required when fuel is gas"]),
        ("meter", "Required for `gas`.", ["meter is required when fuel is gas"]),
        ("meter", "Required if `fuel` is `gas` or `wood`.", ["meter is required when fuel is one of gas, wood"]),
        ("meter", "Required if grade is 09.", ["meter is required when grade is 09"]),  # a code, not the number 9
        ("meter", "Required if grade is 11.", ["meter is required when grade is 11"]),
    ],
)
def test_the_words_beside_a_name_tell_field_from_value(subject: str, text: str, expected: list[str]) -> None:
    scope, vocabulary = Scope(subject, FIELDS, {}, {}), Vocabulary(FIELDS)
    passage = Passage(text, Span("page", 1, 1, 0, len(text)))

    [said] = [read_plainer(s, scope, vocabulary) for s in read_prose([passage], scope, vocabulary)]

    assert [rule_of(r, Said("page", 1, 1, text), FIELDS).text for r in said.readings] == expected
