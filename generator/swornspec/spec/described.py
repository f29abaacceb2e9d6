"""Fields that prose calls by the words that their descriptions begin with: "the lowest heat", of `ht_min`: "Lowest heat, in degrees"."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.plainer import read_plainer
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.tokens import Vocabulary, parts_of
from swornspec.rules.rule import Effect
from swornspec.text import Passage

_TITLE: Final = re.compile(
    r"[\s*_]{0,4}(?:(?:the|an?)\s)?(?P<title>[A-Za-z][a-z]{1,20}(?:[ -][A-Za-z]{2,20}){1,4})[\s*_]{0,4}(?=[.,;:(\n]|$)", re.IGNORECASE
)
_FEWEST: Final = 2  # words of a description that call a field
_LONGEST: Final = 600
_MOST: Final = 200  # fields of one object


def titles_of(described: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The fields by the words that their descriptions begin with, where no other begins so, nor has a name of these words."""
    found: list[tuple[str, str]] = []
    names: set[tuple[str, ...]] = set()
    for name, text in described:
        names.add(parts_of(name))
        title = _TITLE.match(text[:120])
        if title is not None and len(title["title"].split()) >= _FEWEST:
            found.append((" ".join(title["title"].lower().split()), name))
    often = Counter(title for title, _ in found)
    return {title: name for title, name in found[:_MOST] if often[title] == 1 and parts_of(title.replace(" ", "_")) not in names}


def read_described(said: Sentence, titles: Mapping[str, str], scope: Scope, vocabulary: Vocabulary) -> Sentence:
    """A sentence that is not understood, with the names of the fields that its words call; itself where that is not understood either."""
    text = " ".join(said.passage.text.split())
    if said.outcome is not Outcome.GAP or said.readings or len(text) > _LONGEST or "the " not in text.lower():
        return said
    shown = text
    for title, name in sorted(titles.items(), key=lambda pair: -len(pair[0])):
        if name != scope.subject and title in shown.lower():
            shown = re.sub(rf"\bthe {re.escape(title)}(?: (?:field|parameter|value))?(?![\w-])", f"`{name}`", shown, flags=re.IGNORECASE)
    if shown == text:
        return said
    read = [read_plainer(s, scope, vocabulary) for s in read_prose([Passage(shown, said.passage.span)], scope, vocabulary)]
    plain = len(read) == 1 and read[0].outcome is Outcome.RULE and all(r.effect is not Effect.EXTERNAL for r in read[0].readings)
    return replace(read[0], passage=said.passage) if plain else said


__all__ = ["read_described", "titles_of"]
