"""Notes about an operation that speak of the parts of one object alone: they state what each such object is held to.

At most one of `px` and `ratio` may be sent.     a rule of `lines`, the only object that has fields of these names
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.expr import names
from swornspec.rules.spelling import parts_of, words_in
from swornspec.spec.across import Across
from swornspec.spec.ground import Ground
from swornspec.spec.heads import Heads
from swornspec.spec.levels import Level
from swornspec.spec.noted import read_led
from swornspec.spec.whole import WHOLE, about_fields
from swornspec.text import Passage

_MOST_OBJECTS: Final = 6  # that notes are read again for
_MOST_TOLD: Final = 30_000  # characters of these notes
_SEVERAL: Final = 2
_OF_SEVERAL: Final = "names fields of objects, and it is not clear of which"
_WORD: Final = re.compile(r"[A-Za-z_$][\w$]*")
_TOGETHER: Final = re.compile(r"\b(?:sum|total|all|across|combined|overall|unique|distinct|duplicates?)\b", re.IGNORECASE)

Inner = tuple[Level, Sentence]
"""A sentence and the object that it states something of."""


def spoken_levels(notes: Sequence[Passage], across: Across) -> list[Level]:
    """The objects of which notes name fields that no other object has, however they spell the names."""
    if sum(len(note.text) for note in notes) > _MOST_TOLD:
        return []
    words = {word for note in notes for word in _WORD.findall(note.text)}
    told = f" {' '.join(' '.join(words_in(note.text)) for note in notes)} "
    found: dict[Level, None] = {}
    for level, fields in across.levels.items():
        for name in fields if level else ():
            parts = parts_of(name)
            if name in words or (len(parts) > 1 and f" {' '.join(parts)} " in told):
                found[level] = None
    return list(found)[:_MOST_OBJECTS]


def read_inward(notes: Sequence[Passage], heads: Heads, level: Level, ground: Ground, across: Across) -> Iterator[Inner]:
    """What notes state of the parts of an object alone, and gaps for what they may state of several."""
    for said, _ in read_led(notes, ground, heads):
        if said.outcome not in (Outcome.RULE, Outcome.GAP):
            continue
        text = said.passage.text
        kept = [about_fields(r, formulas=True) for r in said.readings]
        told = [r for r in kept if r is not None and r.claim.subject != WHOLE]
        spoken = {n for r in told for e in (r.claim.expr, *r.when) if e is not None for n in names(e)} | {r.claim.subject for r in told}
        spoken |= {str(t.value) for t in tokenize(text, ground.vocabulary) if t.kind == "FIELD"}
        together = len(spoken) < _SEVERAL and _TOGETHER.search(text) is not None  # of all items
        plain = len(spoken) < _SEVERAL and not any(len(parts_of(n)) > 1 or f"`{n}`" in text or f'"{n}"' in text for n in spoken)
        stated = said.outcome is Outcome.RULE and bool(told) and len(told) == len(kept)
        if stated and not together and not plain and all(_is_of(n, level, text, across) for n in spoken):
            yield level, said
        elif len(spoken) >= _SEVERAL:
            yield level, replace(said, outcome=Outcome.GAP, readings=(), why=said.why or _OF_SEVERAL)


def without_inward(said: Sequence[Sentence], inner: Sequence[Inner]) -> list[Sentence]:
    """The sentences about the operation without those that are rules of objects within it, and the words that lead these."""
    places = {one.passage.span.start for _, one in inner if one.outcome is Outcome.RULE}
    found: list[Sentence] = []
    for one in said:
        found.append(one)
        if one.passage.span.start in places:
            found.pop()
            if found and found[-1].outcome is Outcome.GAP and found[-1].passage.text.rstrip("*_ ").endswith(":"):
                found.pop()
    return found


def _is_of(name: str, level: Level, text: str, across: Across) -> bool:
    """Whether a name is that of a field of an object and no other, or is said with the object before it."""
    place = across.place(name)
    dotted = re.sub(r"\[[^\[\]\s]{0,3}\]", "", text)
    return (place is not None and place == (level, name)) or any(f"{'.'.join(level[n:])}.{name}" in dotted for n in range(len(level)))


__all__ = ["Inner", "read_inward", "spoken_levels", "without_inward"]
