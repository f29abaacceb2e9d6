"""Prose that says that a field is one of answers alone, or of requests alone: `Output only. When it was made.`"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect

_SAID: Final = re.compile(
    r"\W{0,3}(?:(?:this|the)\s+(?:(?:field|parameter|property|value|attribute)\s+)?is\s+(?:an?\s+)?)?"
    r"(?:(?P<read>read[\s-]?only|output[\s-]only)|(?P<write>write[\s-]?only|input[\s-]only))"
    r"(?:\s+(?:field|parameter|property|value|attribute))?\W{0,3}",
    re.IGNORECASE,
)
_MOST: Final = 60  # characters of a sentence that says nothing else


def with_direction(heard: Sequence[Sentence], field: Field) -> list[Sentence]:
    """The sentences of a field's prose; the first that says nothing else than where the field is found states so."""
    if field.required or field.location != "body":
        return list(heard)
    for n, said in enumerate(heard):
        found = _SAID.fullmatch(said.passage.text) if len(said.passage.text) <= _MOST and not said.readings else None
        if found is not None:
            keyword = "readOnly" if found["read"] else "writeOnly"
            reading = Reading(Claim("direction", field.name, {keyword: True}), (), Effect.REJECT, None)
            return [*heard[:n], replace(said, outcome=Outcome.KEYWORD, readings=(reading,), why=""), *heard[n + 1 :]]
    return list(heard)


__all__ = ["with_direction"]
