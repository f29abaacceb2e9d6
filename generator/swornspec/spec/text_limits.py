"""How long texts may be, where words say only that.

`a` 3000 characters, `b` 200 characters      a limit of each
Character limits by model:                   what the numbers of the items below count
- `fast`: a max 3000, b max 200
Length of a:                                 whose limit each of the items below is
- For fast and fine: 3000 characters
"""

import re
from dataclasses import dataclass
from typing import Final

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.text import Passage

_NUMBER: Final = r"\*{0,2}(?P<number>\d{1,3}(?:,\d{3}){1,3}|\d{1,9})\s*(?P<unit>characters?\b|chars?\b)?\*{0,2}"
_LIMITED: Final = re.compile(
    r"\s*`?(?P<name>[A-Za-z_$][\w$]{0,80})`?\s*(?P<words>(?:(?:max(?:imum)?|length|characters?|chars?|size|limit|limited|to|of|is|up|hard)\b\s*){0,5})"
    rf"[:≤]?\s*{_NUMBER}\s*(?:\((?:all|every|any)\b[^()\n]{{0,30}}\))?\s*",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(
    rf"\W{{0,3}}(?:(?:max(?:imum)?|up|to|at|most|of|limit|is)\b[:\s]{{1,3}}){{0,4}}{_NUMBER}(?:\s+(?:max(?:imum)?))?\W{{0,3}}",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s*(?:,\s*(?:and\s+)?|;|\band\b)\s*(?=`|[A-Za-z_]+\s+(?:max|length|limit|\d))")
_LIMIT: Final = re.compile(r"\b(?:max(?:imum)?|limit\w*|up)\b", re.IGNORECASE)
_LIMITS: Final = re.compile(r"\b(?:limits?|max(?:imum)?|lengths?)\b", re.IGNORECASE)
_CHARACTERS: Final = re.compile(r"\b(?:characters?|lengths?)\b", re.IGNORECASE)
_BY: Final = re.compile(r"\b(?:by|per|for\s+each|depending|depends|based|varies|vary)\b", re.IGNORECASE)
_AROUND: Final = re.compile(r"the|a|of|for|lengths?|limits?|max(?:imum)?|characters?|size|allowed|text")
_MOST_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Announced:
    """What words above a list say of its items: that they are limits, of how many characters, and of which field."""

    limits: bool = False
    characters: bool = False
    of: str | None = None

    def and_by(self, text: str, ground: Ground) -> "Announced":
        """What the words above a list within this list add."""
        limits = self.limits or bool(_LIMITS.search(text))
        characters = self.characters or (limits and bool(_CHARACTERS.search(text)))
        return Announced(limits, characters, limited_by(text, ground) if limits else None)


NOTHING: Final = Announced()


def limited_by(text: str, ground: Ground) -> str | None:
    """The one text field that the words above a list name, with nothing but words for a limit around it: `Note length limit:`."""
    cut = _BY.search(text)
    head = (text[: cut.start()] if cut is not None else text).strip(" :*_")
    if not _LIMITS.search(head) or len(head.split()) > _MOST_WORDS:
        return None
    named = {str(t.value) for t in tokenize(head, ground.vocabulary) if t.kind == "FIELD" and t.value in ground.fields}
    [name] = named if len(named) == 1 else [None]
    if name is None or not _is_text(ground.fields[name]):
        return None
    plain = [w for w in re.split(r"[\s`*:]+", head.lower()) if w and not _AROUND.fullmatch(w)]
    return name if "".join(plain).replace("_", "") == name.lower().replace("_", "") else None


def read_limits(part: Passage, ground: Ground, announced: Announced = NOTHING) -> Sentence | None:
    """How long texts may be, for words that say only that: ``a` 3000 characters, `b` 200 characters`; None for all others."""
    text = part.text.strip().rstrip(".")
    if not any(c.isdigit() for c in text):
        return None
    alone = _ALONE.fullmatch(text) if announced.of is not None else None
    if alone is not None and announced.of is not None:
        counted = alone["unit"] or announced.characters
        return _sentence(part, [_limit(announced.of, alone["number"])]) if counted else None
    readings = []
    for piece in _AND.split(text):
        found = _LIMITED.fullmatch(piece)
        field = ground.fields.get(found["name"]) if found is not None else None
        if found is None or field is None or not _is_text(field) or not (found["unit"] or announced.characters):
            return None
        if not (announced.limits or _LIMIT.search(found["words"])):
            return None
        readings.append(_limit(field.name, found["number"]))
    return _sentence(part, readings)


def _limit(name: str, number: str) -> Reading:
    return Reading(Claim("at_most", name, {"maxLength": int(number.replace(",", ""))}), (), Effect.REJECT, None)


def _sentence(part: Passage, readings: list[Reading]) -> Sentence:
    return Sentence(Passage(part.text, part.span), Outcome.KEYWORD, tuple(readings))


def _is_text(field: Field) -> bool:
    return "string" in field.types and set(field.types) <= {"string", "null"} and not field.enum


__all__ = ["NOTHING", "Announced", "limited_by", "read_limits"]
