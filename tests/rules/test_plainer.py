"""Sentences in plainer words: what may be taken away or put otherwise, and what may not."""

import pytest

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.plainer import plainer, read_plainer
from swornspec.rules.english.reader import Outcome, read_prose
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field, IndexedFields
from swornspec.text import Passage, Span

FIELDS = IndexedFields({name: Field(name, {"type": "string"}) for name in ("name", "style", "tags")})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~> **Note:** either `a` OR `b` must be set.", ["either `a` or `b` must be set."]),
        ("NOTE: `a` is required on this endpoint.", ["`a` is required."]),
        ("`a`-parameter is required", ["`a` parameter is required"]),
        ("Send `a` for the request to be successful.", ["Send `a`."]),
        ("Give `a` as the trigger of the alert.", ["Give `a`."]),
        ("Give `a` — if only one is given, the other is computed.", ["Give `a`", "if only one is given, the other is computed."]),
        ("`a` must be given as an integer.", ["`a` must be given as an integer."]),
        ("Required for the paid plan.", ["Required for the paid plan."]),
        ("Required in the edit mode.", ["Required in the edit mode."]),
        ("Use `OR` between words.", ["Use `OR` between words."]),
        ("REQUIRED OR NOT", ["REQUIRED OR NOT"]),
    ],
)
def test_what_says_nothing_of_the_fields_is_taken_away(text: str, expected: list[str]) -> None:
    assert plainer(text) == expected


@pytest.mark.parametrize(
    ("text", "outcome", "forms"),
    [
        ("~> **Note:** either `name` OR `style` must be set, but not both.", Outcome.RULE, ["exactly_one"]),
        ("Either `name` or `style`-parameter is required on this endpoint.", Outcome.RULE, ["at_least_one"]),
        ("Either `name` OR `style` must be set with great care.", Outcome.GAP, []),
        ("The name OR the style of it.", Outcome.NOTE, []),
    ],
)
def test_a_sentence_is_read_as_its_plainer_words(text: str, outcome: Outcome, forms: list[str]) -> None:
    scope, vocabulary = Scope("tags", FIELDS, {}, {}), Vocabulary(FIELDS)
    passage = Passage(text, Span("page", 1, 1, 0, len(text)))

    [said] = [read_plainer(s, scope, vocabulary) for s in read_prose([passage], scope, vocabulary)]

    assert (said.outcome, [r.claim.form for r in said.readings]) == (outcome, forms)
    assert said.passage.text == text


def test_what_another_sentence_speaks_against_is_not_read_in_plainer_words() -> None:
    scope, vocabulary = Scope("style", FIELDS, {}, {}), Vocabulary(FIELDS)
    text = "Ink code (e.g., RED, TEAL, SEPIA, SEPIA2). Note: SEPIA - for paper, SEPIA2 - for silk."
    passage = Passage(text, Span("page", 1, 1, 0, len(text)))
    said = [read_plainer(s, scope, vocabulary) for s in read_prose([passage], scope, vocabulary)]

    assert not any("enum" in r.claim.keywords for s in said for r in s.readings)
