"""Values that are meant together by what their names have in common: "the Heron models", of `heron-1`, `heron-1-lite` and `owl-2`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.token import QUOTES, Token, kind_at
from swornspec.rules.field import Fields
from swornspec.rules.spelling import parts_of

_KINDS: Final = frozenset(("series", "family", "lineup"))
_SUFFIX: Final = re.compile(r"(?<=\w)-(?:series|family|class|based)\Z", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z][\w.-]{0,40}|\d[\w.-]{0,20}")
_ONE_OF: Final = re.compile(r"\b(?:an?|any|each|every)\s+\Z", re.IGNORECASE)
_PIECES: Final = re.compile(r"[\s_/:-]+")
_BETWEEN: Final = frozenset({"AND", "OR", "COMMA", "SLASH"})
_BEFORE: Final = frozenset({"FOR", "WITH"})
_LONGEST: Final = 3
"""The most words that stand before the noun: "the Heron Sky Lite models"."""


@dataclass(frozen=True)
class Families:
    """The documented values of fields, by the noun that each is one of: a `model`, a `voice_style`."""

    members: Mapping[str, Sequence[tuple[str, ...]]]
    """The closed lists of the fields with a word in their names, by that word; all of them by "series" and "family"."""

    def meant(self, words: str, noun: str) -> tuple[str, ...]:
        """The values that words before a noun mean together: two or more of one list, and not all of it; nothing otherwise.

        Their names begin with the words, whatever stands between these. What is a value itself means that value.
        """
        said = "".join(_pieces(words))
        lists = self.members.get(noun, ())
        if not said or any("".join(_pieces(m)) == said for listed in lists for m in listed):
            return ()
        found = [(listed, tuple(m for m in listed if _begins(m, said))) for listed in lists]
        fitting = [(listed, family) for listed, family in found if family]
        if len(fitting) != 1 or not 1 < len(fitting[0][1]) < len(fitting[0][0]):
            return ()
        return fitting[0][1]

    def hold(self, value: str, noun: str) -> bool:
        """Whether a value is one that something called by a noun may have."""
        return any(value in listed for listed in self.members.get(noun, ()))


class _Found(NamedTuple):
    """Tokens [start, end) that mean some values."""

    start: int
    end: int
    values: tuple[str, ...]


def families_of(fields: Fields) -> Families:
    """The documented values of fields by the words of their names; only lists that are closed and hold three or more texts."""
    members: dict[str, list[tuple[str, ...]]] = {}
    for name, field in fields.items():
        listed = tuple(v for v in field.enum or () if isinstance(v, str))
        if len(listed) > len(("one", "other")):
            for word in {*parts_of(name), *_KINDS}:
                members.setdefault(word, []).append(listed)
    return Families(members)


def both(one: Families, other: Families) -> Families:
    """The values of two."""
    return Families({n: (*one.members.get(n, ()), *other.members.get(n, ())) for n in (*one.members, *other.members)})


def with_families(tokens: Sequence[Token], families: Families, text: str) -> Iterator[Token]:
    """The tokens, the words for several values as these values: "for the Heron models" as "for `heron-1` or `heron-1-lite` models".

    Each of these values has the place of all the words.
    """
    found = {f.start: f for at in range(len(tokens)) for f in _spoken(tokens, at, families, text)}
    at = 0
    while at < len(tokens):
        here = found.get(at)
        if here is None:
            yield tokens[at]
            at += 1
            continue
        start, end = tokens[at].start, tokens[here.end - 1].end
        for number, value in enumerate(here.values):
            if number:
                yield Token("OR", "or", start, end)
            yield Token("VAL", value, start, end)
        at = here.end


def _spoken(tokens: Sequence[Token], at: int, families: Families, text: str) -> Iterator[_Found]:
    """The words that mean several values and end before the noun at a place, and those joined to them: "the Heron and Owl models"."""
    noun = _noun(tokens[at], families, text)
    if not noun:
        if values := _alone(tokens, at, families, text):
            yield _Found(at, at + 1, values)
        return
    listed = _in_brackets(tokens, at + 1, noun, families)
    end = at
    while (start := _start(tokens, end, noun, families, text)) is not None:
        first, last = _around(tokens, start, end, noun, families, text) if end == at else (start, end)
        if end == at and listed:
            yield _Found(first, last + len(listed) * 2 + 2, listed)
        else:
            yield _Found(first, last, families.meant(_said(tokens, start, end, text), noun))
        if kind_at(tokens, start - 1) not in _BETWEEN:
            break
        end = start - 1


def _around(tokens: Sequence[Token], start: int, end: int, noun: str, families: Families, text: str) -> tuple[int, int]:
    """What goes with words for several values: "family of models" and "models of the ... family"; a noun before more values."""
    if noun in _KINDS:
        last = end + 1
        of = last < len(tokens) and tokens[last].value == "of"
        if last + of < len(tokens) and _noun(tokens[last + of], families, text):
            return start, last + of + 1
        of = start > 1 and tokens[start - 1].value in ("of", "from", "in")
        return (start - 2, last) if of and _noun(tokens[start - 2], families, text) else (start, last)
    more = kind_at(tokens, end + 1) in _BETWEEN and kind_at(tokens, end + 2) == "VAL"
    return start, end + (more and families.hold(str(tokens[end + 2].value), noun))


def _in_brackets(tokens: Sequence[Token], at: int, noun: str, families: Families) -> tuple[str, ...]:
    """The values that brackets at a place list, where they hold nothing else."""
    if kind_at(tokens, at) != "LPAR":
        return ()
    end = next((n for n in range(at, len(tokens)) if tokens[n].kind == "RPAR"), at)
    values, joints = tokens[at + 1 : end : 2], tokens[at + 2 : end : 2]
    plain = all(t.kind == "VAL" and families.hold(str(t.value), noun) for t in values) and all(t.kind in _BETWEEN for t in joints)
    return tuple(str(t.value) for t in values) if plain and len(values) == len(joints) + 1 else ()


def _alone(tokens: Sequence[Token], at: int, families: Families, text: str) -> tuple[str, ...]:
    """The values that a name means without a noun, "only for Heron": a word of its own, and nothing more behind it."""
    token = tokens[at]
    word = text[token.start : token.end]
    named = token.kind == "W" and word[:1].isupper() and len(word) >= len("Owl") and word.isalnum()
    ended = kind_at(tokens, at + 1) in ("", "STOP", "COMMA", "SEMI", "RPAR")
    if not named or not ended or kind_at(tokens, at - 1) not in _BEFORE or _is_common(word):
        return ()
    return families.meant(word, "family")


def _noun(token: Token, families: Families, text: str) -> str:
    """The noun of a closed list that a token is; "" for none."""
    if token.kind not in ("W", "FIELD") or text[token.start] in QUOTES:
        return ""
    word = text[token.start : token.end]
    if word.lower() in _KINDS:
        return word.lower()
    said = parts_of(word)
    return said[-1] if said and said[-1] in families.members and (len(said) == 1 or token.kind == "FIELD") else ""


def _start(tokens: Sequence[Token], end: int, noun: str, families: Families, text: str) -> int | None:
    """Where the words begin that mean several values and end at a place; as many words as possible."""
    for start in range(max(0, end - _LONGEST), end):
        said = _said(tokens, start, end, text)
        if said and families.meant(said, noun) and _is_name(said, noun, tokens, start, end, text):
            return start
    return None


def _said(tokens: Sequence[Token], start: int, end: int, text: str) -> str:
    """The words from one token up to another, where nothing but words stands there."""
    words = text[tokens[start].start : tokens[end - 1].end].split()
    plain = len(words) == end - start and all(_WORD.fullmatch(w) for w in words)
    return _SUFFIX.sub("", " ".join(w for n, w in enumerate(words) if not n or w.lower() not in _KINDS)) if plain else ""


def _is_name(said: str, noun: str, tokens: Sequence[Token], start: int, end: int, text: str) -> bool:
    """Whether words name a family: "Heron models", "any Heron model"; not "text models", "the new models", "the Heron model"."""
    word = text[tokens[end].start : tokens[end].end].lower()
    several = noun in _KINDS or kind_at(tokens, end) in _BETWEEN or " ".join(parts_of(word)) != word
    several = several or any(text[t.start : t.end].lower() in _KINDS for t in tokens[start:end])
    return (several or bool(_ONE_OF.search(text[: tokens[start].start]))) and not _is_common(said)


def _is_common(said: str) -> bool:
    """Whether words are as often said of something else; a version among them is not."""
    return any(any_is(kind, parts_of(said)[:1]) for kind in ("vague", "datum", "generic")) and not any(c.isdigit() for c in said)


def _pieces(text: str) -> tuple[str, ...]:
    """The words of a name that blanks, hyphens and underscores set apart, in lower case: a dot belongs to a version."""
    return tuple(p for p in _PIECES.split(text.casefold()) if p)


def _begins(member: str, said: str) -> bool:
    """Whether the first words of a value are those that were said, whatever stands between them."""
    pieces = _pieces(member)
    return any("".join(pieces[:n]) == said for n in range(1, len(pieces)))
