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
_ENDING: Final = re.compile(r"['’]s\b|(?<=[A-Z0-9])s\b")  # `a's`, `JPEGs`
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3})")

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
        self._changed = frozenset(n for n in changed if "type" not in now[n] or _but_default(before.get(n, {})) != _but_default(now[n]))
        self._defaults = frozenset(changed) - self._changed
        values = (v for name in changed for v in _telling_values(before.get(name, {}), now[name]))
        self._said = _Phrases((*changed, *values))
        self._names = _Phrases(now if self._defaults else ())

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._changed or self._defaults)

    def touch(self, name: str, texts: Iterable[str]) -> bool:
        """Whether the texts about a field may mean something else than before.

        Its own default matters only to sentences that speak of another field, unless nothing else tells its type.
        """
        if name in self._changed:
            return True
        own = "".join(parts_of(name)) if name in self._defaults else None
        return any(self._said.stand_in(t, own) or (own is not None and self._names.stand_in(t, own)) for t in texts)


class _Phrases:
    """Names and values as words that may stand in a text one after the other, joined or not: `half-day`, "half day", "Halfday"."""

    def __init__(self, said: Iterable[str]) -> None:
        self._phrases = Counter("".join(parts_of(s)) for s in said)
        self._longest = max(map(len, self._phrases), default=0)

    def stand_in(self, text: str, own: str | None) -> bool:
        """Whether a text may have one of them, but for one alone that is the text's `own`; one without words may stand anywhere."""
        if not self._phrases or "" in self._phrases:
            return bool(self._phrases)
        words = words_in(_ENDING.sub("", _THOUSANDS.sub("", text)))
        for first in range(len(words)):
            phrase, at = words[first], first
            while len(phrase) <= self._longest:
                if self._phrases.get(phrase, 0) > (phrase == own):
                    return True
                at += 1
                if at == len(words):
                    break
                phrase += words[at]
        return False


def _but_default(told: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in told.items() if k != "default"}


def _telling_values(before: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    """The values of a field by which a sentence speaks of what changed: those that came or went, or all where a default did."""
    one, other = {*_members(before)}, {*_members(now)}
    defaulted = [told.get("default") is not None for told in (before, now)]
    return one ^ other if defaulted[0] is defaulted[1] else one | other


def _members(told: Mapping[str, Any]) -> Iterator[str]:
    for holder in (told, told.get("items", {})):
        for keyword in ("enum", "x-extensible-enum"):
            yield from (f"{v:g}" if isinstance(v, float) else str(v) for v in holder.get(keyword, ()) if v is not None)
