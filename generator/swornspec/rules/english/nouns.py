"""Nouns by what they tell of a field (nouns.txt)."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def nouns(kind: str) -> frozenset[str]:
    """The singular nouns of a kind: `quantity`, `category`, `datum`, `link`."""
    text = (files("swornspec.rules.english") / "nouns.txt").read_text(encoding="utf-8")
    rows = (line.partition(":") for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(form for name, _, listed in rows if name == kind for noun in listed.split() for form in (noun, noun.removesuffix("s")))


def any_is(kind: str, words: Iterable[str]) -> bool:
    """Whether one of some words, in lower case and singular, is a noun of a kind."""
    return not nouns(kind).isdisjoint(words)
