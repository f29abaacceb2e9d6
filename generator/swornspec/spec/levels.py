"""The objects within a request: which fields are siblings, and which sentences speak of the fields of another object."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from swornspec.page import Block
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.tokens import parts_of

Level = tuple[str, ...]
"""The names of the objects around a field, outermost first, without the `[]` of arrays; nothing for the request's own fields."""

_WORD: Final = re.compile(r"[A-Za-z_$][\w$-]*(?:\\_[\w$-]*)*(?:(?:\[\d{0,3}\])?\.[A-Za-z_$][\w$-]*|\[[A-Za-z_][\w-]*\])*")
_KEY: Final = re.compile(r"\[(?P<key>[A-Za-z_][\w-]*)\]")  # `size[width]`, as forms are encoded
_QUOTES: Final = "`\"'"
_SPEAKING: Final = re.compile(
    r"(?:\b(?:if|when|unless|whether|with|without|than|and|or|either|neither|both|of|exceeds?|beyond|by|to|equals?|use|set|specify|provide)"
    r"(?:\s+(?:the|a|an|both|either))?\s+|^\W*(?:the\s+)?)$",
    re.IGNORECASE,
)
_PREDICATE: Final = re.compile(
    r"\s+(?:parameter\s+|field\s+|option\s+|value\s+|size\s+)?(?:must|should|is|are|isn't|cannot|can't|can|may|has|have|needs?|requires?|times|overrides?|supersedes?|takes?)\b"
    r"|\s*(?:[<>=×*+]|is\b)",
    re.IGNORECASE,
)


def level_of(block: Block) -> Level:
    """The object that a field of a request is a part of; the same for `items` and `items[]`."""
    return level_names(block.within) if block.location in ("body", "response") else ()


def level_names(within: Iterable[str]) -> Level:
    """The names of objects without what says that they are items."""
    return tuple(name.replace("[]", "") for name in within)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of some fields, and those of them that start with the objects around the field."""

    plain: frozenset[str]
    dotted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The names by which prose about one object may speak of fields of others: all names but its `own`, whose words are `parts`."""

    every: Names
    own: Names
    parts: frozenset[tuple[str, ...]]

    def __contains__(self, name: str) -> bool:
        """Whether a name is one of them."""
        if name in self.every.dotted and name not in self.own.dotted:
            return True
        return name in self.every.plain and name not in self.own.plain and parts_of(name) not in self.parts

    def apart(self, sentence: Sentence) -> Sentence:
        """The sentence; a gap where it states something and speaks of a field of another object: that is no rule of this one."""
        if not self.every.plain or not sentence.readings:
            return sentence
        spoken = self.spoken_of(sentence.passage.text)
        if spoken is None:
            return sentence
        return replace(sentence, outcome=Outcome.GAP, readings=(), why=f"speaks of {spoken}, a field of another object")

    def spoken_of(self, text: str) -> str | None:
        """The first of the names that a text uses as the name of a field: in quotes, written as no word is, or where a field stands."""
        return next(self.all_spoken_of(text), None)

    def all_spoken_of(self, text: str) -> Iterator[str]:
        """All of those names, in the order of the text."""
        for found in _WORD.finditer(text):
            word = found.group().replace("\\_", "_").replace("[]", "")
            plain = _KEY.sub(r".\g<key>", re.sub(r"\[\d*\]", "", word)) if "[" in word else word
            if plain not in self:
                continue
            before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 20].removeprefix("[]")
            quoted = before[-1:] in tuple(_QUOTES) and after[:1] == before[-1:]
            condition = re.search(r"\b(?:if|when|unless|with|without|than)\s+(?:the\s+)?$", before, re.IGNORECASE)
            if quoted or len(parts_of(plain)) > 1 or "." in plain or condition or (_SPEAKING.search(before) and _PREDICATE.match(after)):
                yield plain


def elsewhere(levels: Mapping[Level, Sequence[str]]) -> dict[Level, Elsewhere]:
    """For each object the names of fields that only others have, and the dotted names of fields of others."""
    dotted = {level: frozenset(".".join((*level, name)) for name in names) if level else frozenset() for level, names in levels.items()}
    every = Names(frozenset(n for names in levels.values() for n in names), frozenset(n for names in dotted.values() for n in names))
    if len(levels) < 2:
        every = Names(frozenset(), frozenset())
    own = {level: frozenset((*names, *level[-1:])) for level, names in levels.items()}
    return {level: Elsewhere(every, Names(own[level], dotted[level]), frozenset(map(parts_of, own[level]))) for level in levels}


def grouped(levels: Iterable[tuple[Level, str]]) -> dict[Level, list[str]]:
    """The names of the fields of each object, the request itself first."""
    found: dict[Level, list[str]] = {(): []}
    for level, name in levels:
        found.setdefault(level, []).append(name)
    return found


def holders(listed: Iterable[Sequence[str]]) -> dict[Level, dict[str, str]]:
    """The objects that hold fields, by the object that they are parts of, with their type: for those a page says nothing about."""
    found: dict[Level, dict[str, str]] = {}
    for within in listed:
        names = level_names(within)
        for n, (name, shown) in enumerate(zip(names, within, strict=True)):
            found.setdefault(names[:n], {}).setdefault(name, "array" if "[]" in shown else "object")
    return found
