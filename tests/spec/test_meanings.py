"""What documented values mean, as the prose of their field says it."""

import pytest

from swornspec.page import read_operations
from swornspec.rules.field import Field
from swornspec.spec.meanings import meanings_of
from swornspec.spec.operation import NamedBlock, read_operation

PLAN = Field("plan", {"type": "integer", "enum": [1, 2, 3]})
WOOD = Field("wood", {"type": "string", "enum": ["03", "11"]})


def meant(field: Field, text: str) -> dict[str, object]:
    return {" ".join(words): value for _, words, value in meanings_of(field, [text])}


def test_words_behind_values_mean_them() -> None:
    found = meant(PLAN, "Plan: `1` - Instant firing. `2` - Slow firing. `3` - Firing with a lid.")

    assert found["instant firing"] == 1
    assert found["slow firings"] == 2
    assert found["slow"] == 2  # "firing" is said of two of them
    assert found["firing with a lid"] == 3
    assert "firing with a" not in found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Valid values: 03 = Oak wood, 11 = Ash", "ash", "11"),
        ("03: Oak (soft)\n11: Ash", "oak", "03"),
        ("'03' (oak) or '11' (ash)", "oak", "03"),
    ],
)
def test_signs_before_what_values_mean(text: str, words: str, value: str) -> None:
    assert meant(WOOD, text)[words] == value


@pytest.mark.parametrize(
    "text", ["03 = Oak, 11 = Oak", "Wood 03 or 11.", "03 to 11 pots: Ash", "03 = Oak, 11 = Ash. 03 = Elm", "Since 2003 - ash"]
)
def test_words_of_several_values_mean_none(text: str) -> None:
    assert "oak" not in meant(WOOD, text)


PAGE = """\
# Fire a pot

`POST https://api.example.com/v1/pots`

| Parameter | Type | Description |
| --- | --- | --- |
| plan | integer | The plan: `1` - Instant firing. `2` - Slow firing. `3` - Firing with a lid. |
| wood | string | Valid values: 03 = Oak, 11 = Ash wood. |
| heat | integer | The heat. {said} |
"""


def rules(said: str) -> list[str]:
    [page] = read_operations("page.md", PAGE.format(said=said))
    return [rule.text for rule in read_operation(page, [NamedBlock(b.name or "", b) for b in page.blocks]).rules]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Required for slow firings.", "heat is required when plan is 2"),
        ("Not allowed for instant firings.", "heat must not be sent when plan is 1"),
        ("Required for Ash wood.", "heat is required when wood is 11"),
        ("Required if plan is slow firing.", "heat is required when plan is 2"),
    ],
)
def test_what_values_mean_names_cases(said: str, rule: str) -> None:
    assert rules(said) == [rule]


@pytest.mark.parametrize("said", ["Required for loud firings.", "Required for firings.", "Required for the plan."])
def test_other_words_name_none(said: str) -> None:
    assert not any(rule.endswith(("1", "2", "3", "11", "03")) for rule in rules(said))
