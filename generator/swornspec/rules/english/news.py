"""What became known of fields after their prose was read, and which texts may mean something else in the light of it.

Fields that a text does not name, and values that it does not hold, do not decide what it means.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from swornspec.rules.english.tokens import parts_of, words_in
from swornspec.rules.field import Field

_TELLING: Final = ("type", "enum", "default", "deprecated", "x-extensible-enum", "items")
_POSSESSIVE: Final = re.compile(r"['’]s\b")

Telling = Mapping[str, Mapping[str, Any]]
"""By the names of fields, the keywords that decide how sentences are read, those about other fields included."""


def telling(fields: Mapping[str, Field]) -> dict[str, dict[str, Any]]:
    """What of some fields decides how sentences are read."""
    return {name: {k: f.schema[k] for k in _TELLING if k in f.schema} for name, f in fields.items()}


class News:
    """The fields of which more is known than before, and the words by which a text may speak of them or of what is known."""

    def __init__(self, before: Telling, now: Telling) -> None:
        """Compare what was known of the fields of an object with what is known now."""
        changed = [name for name in now if before.get(name) != now[name]]
        self._changed = frozenset(n for n in changed if _but_default(before.get(n, {})) != _but_default(now[n]))
        self._defaults = frozenset(changed) - self._changed
        values = (v for n in self._changed for v in {*_members(before.get(n, {}))} ^ {*_members(now[n])})
        self._said = _Phrases((*changed, *values))
        self._names = _Phrases(now if self._defaults else ())

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._changed or self._defaults)

    def touch(self, name: str, texts: Iterable[str]) -> bool:
        """Whether the texts about a field may mean something else than before.

        Its own default matters only to sentences that speak of another field.
        """
        if name in self._changed:
            return True
        own = parts_of(name) if name in self._defaults else None
        return any(self._said.stand_in(t, own) or (own is not None and self._names.stand_in(t, own)) for t in texts)


class _Phrases:
    """Names and values as words that may stand in a text one after the other."""

    def __init__(self, said: Iterable[str]) -> None:
        self._phrases = Counter(parts_of(s) for s in said)
        self._lengths: dict[str, set[int]] = {}
        for phrase in self._phrases:
            self._lengths.setdefault(phrase[0] if phrase else "", set()).add(len(phrase))

    def stand_in(self, text: str, own: tuple[str, ...] | None) -> bool:
        """Whether a text may have one of them, but for one alone that is the text's `own`; one without words may stand anywhere."""
        if "" in self._lengths:
            return True
        words = words_in(_POSSESSIVE.sub("", text))
        if self._lengths.keys().isdisjoint(words):
            return False
        found = (words[n : n + m] for n, word in enumerate(words) for m in self._lengths.get(word, ()))
        return any(self._phrases[phrase] > (phrase == own) for phrase in found)


def _but_default(told: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in told.items() if k != "default"}


def _members(told: Mapping[str, Any]) -> Iterator[str]:
    for holder in (told, told.get("items", {})):
        for keyword in ("enum", "x-extensible-enum"):
            yield from (v for v in holder.get(keyword, ()) if isinstance(v, str))
