"""Lists in notes that limit one field by the values of another, which the heading or the words above them name.

## Sizes (by model)
- `fast`: 512x512, 768x768        size must be one of 512x512, 768x768 when model is fast
- `fine`: 1024x1024
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from swornspec.page.cells import unquoted
from swornspec.rules.english.members import equal
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.expr import Ref
from swornspec.rules.field import Field
from swornspec.spec.ground import Ground
from swornspec.spec.keyed_cells import limit_of, named_by, said_of_cell, speaks_otherwise
from swornspec.text import Passage

_LABEL: Final = re.compile(r"\s*[*_]{0,2}(?P<word>`[^`\n]{1,80}`|[\w.-]{1,80})[*_]{0,2}\s*(?::|=|→|->|[–—]|-\s)\s*(?=\S)")
_BY: Final = re.compile(r"\(?\b(?:by|per|for (?:each|every|the different))\s+\w+(?:\s+\w+)?\)?", re.IGNORECASE)
_FEWEST: Final = 2
_MOST: Final = 60
_LONGEST: Final = 300  # characters of an item


def read_keyed_list(notes: Sequence[Passage], at: int, head: str, ground: Ground) -> tuple[int, list[Sentence]] | None:
    """How many notes from a place on are items of such a list, and what each states; None where there is none."""
    level = notes[at].level
    if not level or not head or len(head) > _LONGEST:
        return None
    end = at
    while end < len(notes) and notes[end].level == level and end - at < _MOST and len(notes[end].text) <= _LONGEST:
        end += 1
    labels = [_LABEL.match(note.text) for note in notes[at:end]]
    if end - at < _FEWEST or None in labels or (end < len(notes) and notes[end].level > level):
        return None
    marked = [label for label in labels if label is not None]
    words = [unquoted(label["word"]) for label in marked]
    key = _key(words, ground)
    subject = _subject(head, key, ground) if key is not None and not speaks_otherwise(head) else None
    if key is None or subject is None:
        return None
    stated = [said_of_cell(n.text[label.end() :], *subject) for n, label in zip(notes[at:end], marked, strict=True)]
    if not any(stated) or any(speaks_otherwise(note.text) for note in notes[at:end]):
        return None
    return end - at, list(_sentences(notes[at:end], stated, [_value(key, w) for w in words], key, subject[0]))


def _key(words: Sequence[str], ground: Ground) -> Field | None:
    """The one field of which all labels are values."""
    if len(set(words)) < len(words):
        return None
    found = [f for f in ground.fields.values() if f.enum and {str(v).casefold() for v in f.enum} >= {w.casefold() for w in words}]
    return found[0] if len(found) == 1 else None


def _value(key: Field, word: str) -> Any:
    return next(v for v in key.enum or () if str(v).casefold() == word.casefold())


def _subject(head: str, key: Field, ground: Ground) -> tuple[Field, str] | None:
    """The other field that the words above name, and what of it they speak of."""
    named = named_by(_BY.sub(" ", head), ground.fields, ground.vocabulary)
    return named if named is not None and named[0].name != key.name else None


def _sentences(
    items: Sequence[Passage], stated: Sequence[dict[str, Any] | None], values: Sequence[Any], key: Field, subject: Field
) -> Iterator[Sentence]:
    for item, said, value in zip(items, stated, values, strict=True):
        if said:
            reading = limit_of(subject.name, said, equal(Ref(key.name, effective=True), (value,)))
            yield Sentence(Passage(item.text, item.span), Outcome.RULE, (reading,))
        elif said is None:
            yield Sentence(Passage(item.text, item.span), Outcome.GAP, (), f"limits {subject.name} in a way that is not clear")


__all__ = ["read_keyed_list"]
