"""When a field is required, allowed or ignored: conditions on fields whose values are documented, or not."""

import pytest

from swornspec.rules.english.build import rule_of
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.plainer import read_plainer
from swornspec.rules.english.reader import read_prose
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field
from swornspec.rules.rule import Said
from swornspec.text import Passage, Span

FIELDS = {
    name: Field(name, schema)
    for name, schema in {
        "rim": {"type": "string"},
        "kiln_type": {"type": "string", "enum": ["GAS", "WOOD", "wood-ash"]},
        "gas": {"type": "string"},
        "clay_code": {"type": "string"},
        "firing_kind": {"type": "string"},
        "enable_glazing": {"type": "boolean"},
        "glazing": {"type": "object"},
        "isLidded": {"type": "boolean"},
        "cracked": {"type": "boolean"},
        "cones": {"type": "integer"},
    }.items()
}
VOCABULARY = Vocabulary(FIELDS)
CASES = [
    # marks and spellings of what a field is held against
    ("Required if kiln_type ≠ `GAS`.", "rim is required when kiln_type is not GAS"),
    ("Required if cones <> 3.", "rim is required when cones is not 3"),
    ("Required when clay_code is 07.", "rim is required when clay_code is 07"),
    ("Required when cones is 7.", "rim is required when cones is 7"),
    ("Must not be sent when kiln_type == GAS.", "rim must not be sent when kiln_type is GAS"),
    ("Only valid if kiln_type was set to `GAS`.", "kiln_type must be GAS when rim is sent"),
    ("Only valid in kilns; the default was 10.", None),
    # values that are names of other fields, too
    ("Required if kiln_type is one of WOOD, GAS.", "rim is required when kiln_type is one of WOOD, GAS"),
    ("Required if kiln_type is equal to one of GAS or WOOD.", "rim is required when kiln_type is one of GAS, WOOD"),
    ("If kiln_type is WOOD, gas is required.", "gas is required when kiln_type is WOOD"),
    ("Required if kiln_type is WOOD or gas is sent.", "rim is required when kiln_type is WOOD or gas is sent"),
    # values of a field of which the page lists none
    ("Required when firing_kind is set to raku or pit2.", "rim is required when firing_kind is one of raku, pit2"),
    ("Required when firing_kind is raku or pit.", "rim is required when firing_kind is one of raku, pit"),
    ("Required when firing_kind is set to raku or to nothing.", None),
    ("Required when the clay is raku or pit.", None),
    # flags that are called by what they switch
    ("Required if isLidded.", "rim is required when isLidded is true"),
    ("Ignored unless lidded is enabled.", None),
    ("Required when glazing is sent.", "rim is required when glazing is sent"),
    # what something is not
    ("Mandatory if it is a non WOOD kiln.", "rim is required when kiln_type is not WOOD"),
    ("Only required for non-wood kilns.", "rim is required when kiln_type is not WOOD"),
    ("Required if non-empty.", None),
    ("Required for non-oak kilns.", None),
    ("Required when cones/clay_code are not provided.", "rim is required when cones is not sent and clay_code is not sent"),
    # whichever is meant, "one of them is missing" or "both are", it is required where both are
    ("Required when cones or clay_code are not provided.", "rim is required when cones is not sent and clay_code is not sent"),
    # words around a condition
    ("Required by the kiln service when `kiln_type` is `GAS`.", "rim is required when kiln_type is GAS"),
    ("Required by the kiln service.", None),
    ("Required if clay_code on the Order is `07`.", "rim is required when clay_code is 07"),
    ("Required if clay_code on the oldest pot is `07`.", None),
    ("Required when you choose kiln_type as `GAS`.", "rim is required when kiln_type is GAS"),
    ('Required when you select the label "GAS" in the kiln_type list.', "rim is required when kiln_type is GAS"),
    ("Required when you select the label of the pot.", None),
    ("Required if kiln_type is equal to any of the following words: GAS, WOOD.", "rim is required when kiln_type is one of GAS, WOOD"),
    ("Only valid for pots marked as isLidded.", "isLidded must be true when rim is sent"),
    ("Only valid for pots marked as old.", None),
    ("Ignored outside WOOD.", "rim is ignored unless kiln_type is WOOD"),
    ("Ignored outside the shop.", None),
    ("Optional for old pots and required when `kiln_type` is `GAS`.", "rim is required when kiln_type is GAS"),
    ("Optional for old pots and new ones.", None),
    ("Required if GAS/WOOD.", "rim is required when kiln_type is one of GAS, WOOD"),
    ("Required if clay/stone.", None),
    ('Required if kiln_type is “GAS".', "rim is required when kiln_type is GAS"),
    ("Only allowed when wood-ash kiln_type is given.", "kiln_type must be wood-ash when rim is sent"),
]


def rules(fields: dict[str, Field], subject: str, text: str) -> list[str]:
    scope, vocabulary = Scope(subject, fields, {}, {}), Vocabulary(fields)
    read = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], scope, vocabulary)
    plain = [read_plainer(s, scope, vocabulary) for s in read]
    made = [rule_of(r, Said("page.txt", 1, 1, text), fields) for s in plain for r in s.readings if not r.is_keyword]
    return [r.text for r in made if str(r.effect) != "external"]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:60] for c in CASES])
def test_a_demand_holds_in_the_case_that_its_sentence_names(text: str, expected: str | None) -> None:
    assert rules(FIELDS, "rim", text) == ([] if expected is None else [expected])


def test_a_flag_is_told_by_what_it_switches_where_nothing_else_is_called_so() -> None:
    fields = {name: field for name, field in FIELDS.items() if name != "glazing"}

    assert rules(fields, "rim", "Required when glazing is enabled.") == ["rim is required when enable_glazing is true"]
    assert rules(fields, "rim", "Required when firing is enabled.") == []
