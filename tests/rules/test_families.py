"""Values that words mean together: what is a family of them, and the near misses that must stay words."""

import pytest

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.reader import Outcome, read_prose
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.expr import OneOf
from swornspec.rules.field import Field, IndexedFields
from swornspec.text import Passage, Span

_FIELDS = IndexedFields(
    {
        "count": Field("count", {"type": "integer"}),
        "model": Field(
            "model",
            {
                "type": "string",
                "enum": ["heron-1", "heron-1-lite", "heron-sky-2", "heron-sky-3", "owl-2", "owl-3", "text-1", "text-2", "Crane"],
            },
        ),
        "voice_style": Field("voice_style", {"type": "string", "enum": ["calm-low", "calm-high", "bright"]}),
        "paper": Field("paper", {"type": "string", "enum": ["matt-1", "matt-2"]}),
    }
)
_HERONS = ("heron-1", "heron-1-lite", "heron-sky-2", "heron-sky-3")
_SKIES = ("heron-sky-2", "heron-sky-3")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Only supported for the Heron models.", _HERONS),
        ("Only supported for heron models.", _HERONS),
        ("Only supported for Heron Sky models.", _SKIES),
        ("Only supported with the Heron-Sky family of models.", _SKIES),
        ("Only supported by models of the Heron Sky series.", _SKIES),
        ("Only supported for Owl-series models.", ("owl-2", "owl-3")),
        ("Only supported for the Owl and Heron Sky models.", ("owl-2", "owl-3", *_SKIES)),
        ("Only supported for the Owl models and `Crane`.", ("owl-2", "owl-3", "Crane")),
        ("Only supported for the Heron models (`heron-1` and `heron-sky-3`).", ("heron-1", "heron-sky-3")),
        ("Only supported for Owl.", ("owl-2", "owl-3")),
        ("Only supported for calm voice styles.", ("calm-low", "calm-high")),
        ("Owl models only.", ("owl-2", "owl-3")),
    ],
)
def test_a_family_is_all_documented_values_whose_names_begin_with_its_words(text: str, values: tuple[str, ...]) -> None:
    (said,) = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope("count", _FIELDS, {}, {}), Vocabulary(_FIELDS))

    (reading,) = said.readings
    assert isinstance(reading.claim.expr, OneOf)
    assert reading.claim.expr.values == values


@pytest.mark.parametrize(
    "text",
    [
        "Only supported for some Heron models.",
        "Only supported for newer Owl models.",
        "Only supported for other Owl models.",
        "Only supported for the Owl model.",
        "Only supported for Owl users.",
        "Only supported for text models.",
        "Only supported for Matt papers.",
        "Only supported for Gannet models.",
        "The number of Owl models to compare.",
    ],
)
def test_words_that_may_mean_less_or_more_than_a_family_state_nothing(text: str) -> None:
    (said,) = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope("count", _FIELDS, {}, {}), Vocabulary(_FIELDS))

    assert [r for r in said.readings if r.claim.expr is not None and isinstance(r.claim.expr, OneOf)] == []


def test_a_value_of_its_own_means_that_value_alone() -> None:
    tokens = tokenize("Only supported for Crane models.", Vocabulary(_FIELDS))

    assert [t.value for t in tokens if t.kind == "VAL"] == ["Crane"]


@pytest.mark.parametrize("verb", ["isn't", "aren't", "isn’t"])
def test_what_is_contracted_says_the_same(verb: str) -> None:
    text = f"This {verb} supported for the Owl models."
    (said,) = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope("count", _FIELDS, {}, {}), Vocabulary(_FIELDS))

    assert said.outcome is Outcome.RULE
    assert [r.when for r in said.readings] == [(OneOf(said.readings[0].when[0].item, ("owl-2", "owl-3")),)]  # type: ignore[union-attr]
