"""Notes about an operation that speak of the parts of one object alone: they state what each such object is held to.

At most one of `px` and `ratio` may be sent.     a rule of `lines`, the only object that has fields of these names
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.expr import names
from swornspec.spec.across import Across
from swornspec.spec.ground import Ground
from swornspec.spec.heads import Heads
from swornspec.spec.levels import Elsewhere, Level
from swornspec.spec.noted import read_led
from swornspec.spec.whole import WHOLE, about_fields
from swornspec.text import Passage

_MOST_OBJECTS: Final = 6  # that notes are read again for
_MOST_TOLD: Final = 30_000  # characters of these notes
_TOGETHER: Final = re.compile(r"\b(?:sum|total|all|across|combined|overall|unique|distinct|duplicates?)\b", re.IGNORECASE)

Inner = tuple[Level, Sentence]
"""A sentence and the object that it states something of."""


def spoken_levels(notes: Sequence[Passage], apart: Elsewhere, across: Across) -> list[Level]:
    """The objects of which notes name fields that no other object has, those that are named first."""
    if sum(len(note.text) for note in notes) > _MOST_TOLD:
        return []
    places = (across.place(name) for note in notes for name in apart.all_spoken_of(note.text))
    return list(dict.fromkeys(place[0] for place in places if place is not None and place[0]))[:_MOST_OBJECTS]


def read_inward(notes: Sequence[Passage], heads: Heads, level: Level, ground: Ground, across: Across) -> Iterator[Inner]:
    """The rules that notes state of the parts of an object alone."""
    for said, _ in read_led(notes, ground, heads):
        if said.outcome is not Outcome.RULE or not said.readings:
            continue
        kept = [about_fields(r, formulas=True) for r in said.readings]
        told = [r for r in kept if r is not None and r.claim.subject != WHOLE]
        spoken = {n for r in told for e in (r.claim.expr, *r.when) if e is not None for n in names(e)} | {r.claim.subject for r in told}
        spoken |= {str(t.value) for t in tokenize(said.passage.text, ground.vocabulary) if t.kind == "FIELD"}
        alone = len(spoken) < 2 and _TOGETHER.search(said.passage.text) is not None  # of all items together
        if len(told) == len(kept) and not alone and all(_is_of(n, level, said.passage.text, across) for n in spoken):
            yield level, said


def without_inward(said: Sequence[Sentence], inner: Sequence[Inner]) -> list[Sentence]:
    """The sentences about the operation without those that are rules of objects within it, and the words that lead these."""
    places = {one.passage.span.start for _, one in inner}
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
