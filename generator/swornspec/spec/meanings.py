"""What the documented values of fields mean, as their prose says it value by value, to the values that words mean.

`1` - Instant meeting. `2` - Scheduled meeting.      "scheduled meetings" are those with the value 2
03 = Ground, 11 = Standard                           "Standard" is the value 11

Words that are said of two values mean neither.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any, Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.field import Field
from swornspec.rules.spelling import parts_of

Meaning = tuple[str, tuple[str, ...], Any]
"""A field, words in small letters that mean one of its values, and the value."""
_SIGN: Final = r"[`\"'*]{0,3}\s{0,3}(?:[-–—:=→]|->|\()\s{0,3}"
_SAID: Final = (
    r"(?P<said>(?![a-z]+s\b\s)[A-Za-z0-9][\w'’/&-]{0,40}(?: [\w'’/&-]{1,40}){0,7})"
    r"(?=\s{0,3}(?:[.,;)\n|(]|[-–—•*]\s|<br|$|(?:or|and)\s[`\"'\d]|[`\"']))"
)
_WORD: Final = re.compile(r"[A-Za-z0-9][\w-]{0,60}")
_MOST_WORDS: Final = 8
_MOST_VALUES: Final = 60
_LONGEST: Final = 6_000
_SHORTEST: Final = 3  # letters of a word that means a value alone
_SHARED: Final = 2  # values whose words end in the same noun, which is none of what tells them apart
_PLAIN: Final = ("vague", "judging", "generic", "novalue", "given", "open")


def meanings_of(field: Field, texts: Iterable[str]) -> Iterator[Meaning]:
    """The words that the prose of a field has for its values, those that are said of one of them alone."""
    values = [v for v in field.enum or () if isinstance(v, str | int) and not isinstance(v, bool)]
    text = "\n".join(texts)[:_LONGEST]
    if not 1 < len(values) <= _MOST_VALUES:
        return
    told = {value: said for value in values if (said := _said_of(value, text))}
    ends = Counter(said[-1] for said in told.values() if len(said) > 1)
    forms: dict[tuple[str, ...], set[Any]] = {}
    for value, said in told.items():
        for form in _forms(said, shared=ends[said[-1]] >= _SHARED):
            forms.setdefault(form, set()).add(value)
    spelled = {parts_of(str(value)) for value in values}
    for form, meant in forms.items():
        if len(meant) == 1 and form not in spelled:
            yield field.name, form, next(iter(meant))


def told_of(text: str, words: Container[str]) -> bool:
    """Whether a text has one of some words, in small letters."""
    return any(part in words for word in _WORD.findall(text) for part in parts_of(word))


def _said_of(value: str | int, text: str) -> tuple[str, ...]:
    """The words behind a value and a sign; nothing where there are none, or others behind the same value elsewhere."""
    pattern = re.compile(rf"(?<![\w.,-])[`\"'*]{{0,3}}{re.escape(str(value))}{_SIGN}{_SAID}")
    found = {tuple(p for word in m["said"].split() for p in parts_of(word)) for m in pattern.finditer(text)}
    return next(iter(found)) if len(found) == 1 and len(next(iter(found))) <= _MOST_WORDS else ()


def _forms(said: Sequence[str], *, shared: bool) -> Iterator[tuple[str, ...]]:
    """The words as they are, in the plural, and without a noun that they share with those of other values."""
    if len(said) == 1 and (len(said[0]) < _SHORTEST or any(any_is(kind, said) for kind in _PLAIN)):
        return
    yield tuple(said)
    yield (*said[:-1], f"{said[-1]}s")
    bare = tuple(said[:-1])
    if bare and shared and (len(bare) > 1 or (len(bare[0]) >= _SHORTEST and not any(any_is(kind, bare) for kind in _PLAIN))):
        yield bare


__all__ = ["Meaning", "meanings_of", "told_of"]
