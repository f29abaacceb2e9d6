"""Any condition with any rule in any order means the same: the phrases of combinations.txt put together."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from swornspec.rules.english.build import rule_of
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.reader import read_prose
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field
from swornspec.rules.rule import Said
from swornspec.text import Passage, Span

FIELDS: Final = {
    name: Field(name, schema)
    for name, schema in {
        "count": {"type": "integer"},
        "depth": {"type": "integer"},
        "mode": {"type": "string", "enum": ["fast", "slow", "image-editing"], "default": "fast"},
        "style": {"type": "string", "enum": ["plain", "bold", "fancy"]},
        "draft": {"type": "boolean"},
    }.items()
}
VOCABULARY: Final = Vocabulary(FIELDS)
ROWS: Final = [
    tuple(line.split(" | "))
    for line in Path(__file__).with_name("combinations.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CONDITIONS: Final = [(meaning, phrase) for kind, meaning, phrase in ROWS if kind == "if"]
STATEMENTS: Final = [(kind, meaning, phrase) for kind, meaning, phrase in ROWS if kind != "if"]


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


ORDERS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "before": lambda condition, said: f"{_opening(condition)}, {said}.",
    "behind": lambda condition, said: f"{_opening(said)} {condition}.",
    "brackets": lambda condition, said: f"{_opening(said)} ({condition}).",
    "label": lambda condition, said: f"{_opening(condition)}: {said}.",
    "dash": lambda condition, said: f"{_opening(said)} – {condition}.",
    "note": lambda condition, said: f"Please note that {condition}, {said}.",
}


def read(subject: str, text: str) -> list[str]:
    passage = Passage(text, Span("page.txt", 1, 1, 0, len(text)))
    said = Said("page.txt", 1, 1, text)
    return [
        f"{r.claim.subject}: {dict(r.claim.keywords)}" if r.is_keyword else rule_of(r, said, FIELDS).text
        for sentence in read_prose([passage], Scope(subject, FIELDS, {}, {}), VOCABULARY)
        for r in sentence.readings
    ]


def together(n: int, condition: tuple[str, str], statement: tuple[str, str, str]) -> tuple[str, str, str] | None:
    """The field, the sentence and its meaning in the order of a number; None for what does not go together."""
    (holds, given), (subject, meaning, said) = condition, statement
    orders = list(ORDERS)[:1] if said.startswith("~") else list(ORDERS)
    if "depth" in holds and ("depth" in meaning or "it " in f"{said} "):
        return None  # "if a depth is given, it must ...": which of the two?
    text = ORDERS[orders[n % len(orders)]](given, said.removeprefix("~"))
    return subject, text, f"{subject} must be {meaning} when {holds}"


@pytest.mark.parametrize("start", range(4))
def test_any_condition_and_any_statement_in_any_order_mean_the_same(start: int) -> None:
    pairs = [(n + m + start, c, s) for n, c in enumerate(CONDITIONS) for m, s in enumerate(STATEMENTS[(n + start) % 4 :: 4])]
    wrong = []
    for subject, text, meaning in filter(None, (together(*pair) for pair in pairs)):
        got = read(subject, text)
        if got not in ([meaning], [meaning.replace("must be 4", "must be one of 4")]):
            wrong.append(f"{text} -> {got}")

    assert wrong == []
