"""Documented values that a sentence spells otherwise, as they are documented; for those that are not understood as they stand.

Only for text-to-video.                the value `text_to_video`
Not supported for Glazed pots.         the value `glazed`, which no field but one has
Quality (JPEG/WebP only).              the values `jpeg` and `webp`
Only for PNGs.                         the value `png`
"""

import re
from collections.abc import Iterator
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.subject import own_words
from swornspec.rules.field import Fields, that_may_have
from swornspec.rules.spelling import parts_of

_WORD: Final = re.compile(r"`[^`\n]*`|\"[^\"\n]*\"|[A-Za-z0-9]+(?:\.[0-9]+)*")
_LETTERS: Final = re.compile(r"[\W_]+")
_JOINTS: Final = frozenset({" ", "-", "_", ""})
_AHEAD: Final = re.compile(
    r"(?i)(?:(?:\b(?:for|in|on|with|by|using|under|only|when|if|is|at|to|and|or|the|an?|all|any)|[,/(&])\s*|\A)(?:[a-z]+=)?\Z"
)
_PLURAL: Final = re.compile(r"[A-Z][A-Z0-9]{1,10}s")  # `JPEGs`
_LONGEST: Final = 5  # words of a value
_LEAST: Final = 5  # letters and digits of a value of several words


def with_values(text: str, subject: str, fields: Fields) -> str:
    """A text with documented values for words that are these but for capital letters, blanks and hyphens."""
    shown: list[str] = []
    end = 0
    for start, last, value in _spoken(text, subject, fields):
        shown += (text[end:start], f"`{value}`")
        end = last
    return "".join((*shown, text[end:])) if shown else text


def _spoken(text: str, subject: str, fields: Fields) -> Iterator[tuple[int, int, str]]:
    """Where words begin and end that are a value in another spelling, and the value."""
    words = [m for m in _WORD.finditer(text) if m.end() - m.start()]
    at = 0
    while at < len(words):
        found = None if text[words[at].start()] in '`"' else _longest(text, words, at, subject, fields)
        if found is not None:
            taken, value = found
            yield words[at].start(), words[at + taken - 1].end(), value
            at += taken
        else:
            at += 1


def _longest(text: str, words: list[re.Match[str]], at: int, subject: str, fields: Fields) -> tuple[int, str] | None:
    """How many words from one on are a value in another spelling, and which; None for none."""
    start, joined = words[at].start(), 1
    while joined < _LONGEST and at + joined < len(words) and text[words[at + joined - 1].end() : words[at + joined].start()] in _JOINTS:
        joined += 1
    if _is_inside(text, start, words[at + joined - 1].end()):
        return None
    for taken in range(joined, 0, -1):
        end = words[at + taken - 1].end()
        said = text[start:end]
        if (taken == 1 and not _may_stand_alone(text, said, start, end)) or text[end : end + 1] in ("-", "_"):
            continue
        value = _documented(said, taken, subject, fields)
        if value is not None:
            return taken, value
    return None


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether words are part of a longer name or address."""
    return text[max(0, start - 1) : start] in ("-", "_", ".", "$", "@") or text[end : end + 1] == "("


def _may_stand_alone(text: str, said: str, start: int, end: int) -> bool:
    """Whether one word may be a value in other letters: it has a capital, and stands where a case is named."""
    return (
        (said != said.lower() or len(said) > len("abc"))
        and _AHEAD.search(text[:start]) is not None
        and (start > 0 or text[end : end + 1] == "/")
    )


def _documented(said: str, words: int, subject: str, fields: Fields) -> str | None:
    """The one documented value that words are in another spelling; None for none, or where they may name a field as well."""
    said = said[:-1] if _PLURAL.fullmatch(said) else said
    letters = _plain(said)
    if words > 1 and len(letters) < _LEAST:
        return None
    held = [(f.name, v) for f in that_may_have(said, fields) for v in f.enum or () if isinstance(v, str) and _plain(v) == letters]
    others = {name for name, _ in held if name != subject}
    spelled = {v for name, v in held if name in others}
    if len(spelled) != 1 or said in {v for _, v in held} or any(_plain(n) == letters for n in fields):
        return None
    shouted = all(v.isupper() for v in spelled)
    if words == 1 and (not shouted if said.islower() else shouted and said.istitle()):
        return None  # "for Heron" may be said of more than the value `HERON`: of a family
    if words == 1 and (len(others) > 1 or (_is_common(said) and not any(any_is("category", own_words(n)[-1:]) for n in others))):
        return None
    return next(iter(spelled))


def _is_common(said: str) -> bool:
    """Whether a word is as often said of something else."""
    return any(any_is(kind, parts_of(said)) for kind in ("vague", "datum", "generic"))


def _plain(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return _LETTERS.sub("", text).casefold()


__all__ = ["with_values"]
