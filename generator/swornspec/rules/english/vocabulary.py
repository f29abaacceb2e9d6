"""The words that sentences of one operation may mean something by: names of fields, documented values, trigger phrases."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import Final

from swornspec.rules.english.families import both as both_families
from swornspec.rules.english.families import families_of
from swornspec.rules.english.token import Token
from swornspec.rules.field import Field, Fields
from swornspec.rules.spelling import parts_of

_CODE: Final = re.compile(
    r"(?=.*[A-Z0-9_])(?:[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+|[A-Z]{2,}[0-9]*|[a-zA-Z]{1,4}\d[\w.]*|\w+_\w+)|\w+-\w+-[\w-]+"
)
_TAILS: Final = frozenset(["code", "value", "flag", "param", "parameter"])
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]{0,60}")
_SIGIL: Final = re.compile(r"\A(?:--?|[$@])(?=[A-Za-z_])")
_INDEX: Final = re.compile(r"\[(?:\d{0,3}|[in*])\](?=\.)")
_KEY: Final = re.compile(r"\[(?P<key>[A-Za-z_][\w-]{0,60})\]")
_MOST_FORMS: Final = 16  # of one name
_MOST_KEPT: Final = 1 << 14  # words that a vocabulary remembers


@cache
def lexicon() -> dict[tuple[str, ...], str]:
    """The trigger phrases: words in lower case, to the kind of token they become."""
    phrases: dict[tuple[str, ...], str] = {}
    text = (files("swornspec.rules.english") / "lexicon.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, _, rest = line.partition(":")
            for phrase in rest.split(" | "):
                phrases.setdefault(tuple(phrase.strip().split()), kind)
    return phrases


@cache
def longest_phrases() -> dict[str, int]:
    """How many words the longest trigger phrase has that starts with a word."""
    longest: dict[str, int] = {}
    for phrase in lexicon():
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return longest


def without_indices(name: str) -> str:
    """A path without what says that a part of it is an item: `rows.sku` of `rows[].sku` or `rows[0].sku`."""
    return _INDEX.sub("", name) if "[" in name else name


def _cased(fields: Fields) -> dict[str, str]:
    """The fields by their names in small letters: those of several words, and all where every name begins with a capital."""
    titled = len(fields) > 1 and all(name[:1].isupper() for name in fields)
    counted = Counter(name.casefold() for name in fields)
    names = (name for name in fields if counted[name.casefold()] == 1 and (titled or len(parts_of(name)) > 1))
    return {name.casefold(): name for name in names}


def _letters(name: str) -> str:
    """The letters and digits of a name, in lower case."""
    return re.sub(r"[\W_]", "", name).lower()


class Vocabulary:
    """The names and values that the sentences of one operation may speak of."""

    def __init__(self, fields: Fields, aliases: Iterable[str] = (), paths: Iterable[tuple[str, str]] = ()) -> None:
        """Prepare for the fields of an operation; aliases are further values that prose uses, paths further names of fields."""
        self._names: dict[tuple[str, ...], str] = {}
        self._exact: dict[str, str] = {}
        self._arrays = frozenset(name for name in fields if fields[name].types == ("array",))
        for name in fields:
            self._exact[name] = name
            if name in self._arrays:
                self._exact.setdefault(f"{name}.N", name)  # as some write "each item"
            self._names.setdefault(parts_of(name), name)
        for path, name in paths:
            self._exact.setdefault(path, name)
        self._spelled: dict[str, list[int]] = {}
        for words, meant in (*_shortened(self._names), *_spelled_out(self._names)):
            self._names.setdefault(words, meant)
            if len(words) > 1 and words[:1] == parts_of(meant):
                self._spelled.setdefault(meant, []).append(len(words))
        self._values = {v for f in fields.values() for v in _members(f)} | set(aliases)
        self._folded: dict[str, set[str]] = {}
        for value in self._values:
            self._folded.setdefault(value.casefold(), set()).add(value)
        self._longest = max((len(p) for p in self._names), default=1)
        self._first = frozenset(p[0] for p in self._names if p)
        self._members = {name: frozenset(_members(f)) for name, f in fields.items()}
        self._cased = _cased(fields)
        self.families = families_of(fields)
        """The values that are meant together by a word of their names."""
        self._plain: dict[str, bool] = {}
        self.recent: dict[str, tuple[Token, ...]] = {}
        """The tokens of the sentences that were read last: the next ones often look back at them."""

    def with_fields(self, fields: Fields) -> "Vocabulary":
        """The same with further fields; where a name is that of two of them, these come second."""
        both = Vocabulary(fields, self._values)
        both._exact |= self._exact
        both._names |= self._names
        both._members |= self._members
        both._arrays |= self._arrays
        both._longest = max(both._longest, self._longest)
        both._first |= self._first
        both._cased |= self._cased
        both._spelled |= self._spelled
        both.families = both_families(both.families, self.families)
        return both

    def field_at(self, words: list[str], at: int) -> tuple[str, int] | None:
        """The field named by words from a place on, with the number of words; the longest name wins."""
        if (exact := self._exact.get(words[at])) is not None:
            longer = self._spelled.get(exact, ()) if at + 1 < len(words) else ()
            last = next((n for n in longer if self._names.get(parts_of(" ".join(words[at : at + n]))) == exact), 1)
            return exact, last  # "phone number" of `phone`
        if "-" in words[at] and words[at].casefold() in self._cased:
            return self._cased[words[at].casefold()], 1  # `mj-campaign`, which is `Mj-Campaign`
        opens = parts_of(words[at].removesuffix("'s").removesuffix("’s"))
        if not opens or opens[0] not in self._first:
            return None
        pieces: tuple[str, ...] = ()
        best: tuple[str, int] | None = None
        for count, word in enumerate(words[at : at + self._longest], 1):
            if "-" in word or not word or not word[0].isalpha():
                break
            pieces += parts_of(word.removesuffix("'s").removesuffix("’s"))
            if pieces in self._names:
                best = self._names[pieces], count
        return best

    def is_plain(self, word: str) -> bool:
        """Whether a word is no more than a word, whatever stands beside it: no trigger phrase, name or value starts with it."""
        plain = self._plain.get(word)
        if plain is None:
            if len(self._plain) >= _MOST_KEPT:
                self._plain.clear()
            opens = parts_of(word.removesuffix("'s"))
            named = word in self._exact or word.casefold() in self._cased or (opens and opens[0] in self._first)
            valued = self.is_value(word) or self.spelled(word) is not None
            plain = self._plain[word] = not (named or valued or "_" in word or "/" in word or word.lower() in longest_phrases())
        return plain

    def called(self, word: str) -> str:
        """The field that a word names letter for letter."""
        return self._exact[word]

    def is_field(self, word: str) -> bool:
        """Whether a word is the name of a field, letter for letter, and not one of the documented values."""
        return word in self._exact and word not in self._values

    def spelled(self, word: str) -> str | None:
        """The documented value that a word is: as it is written, or the only one written so but for the case of all its letters."""
        if word in self._values:
            return word
        alike = self._folded.get(word.casefold(), set()) if word.isupper() or word.islower() else set()
        return next(iter(alike)) if len(alike) == 1 else None

    def named(self, parts: tuple[str, ...]) -> str:
        """The field whose name has these words and no other; "" for none."""
        return self._names.get(parts, "")

    def is_member(self, word: str, name: str) -> bool:
        """Whether a word is one of the documented values of a field."""
        return word in self._members.get(name, ())

    def member_called(self, word: str, name: str) -> str | None:
        """The documented value of a field that is spelled as a word, or the only one that is but for the case of letters."""
        members = self._members.get(name, frozenset())
        alike = [m for m in members if m.casefold() == word.casefold()]
        return word if word in members else alike[0] if len(alike) == 1 else None

    def has_members(self, name: str) -> bool:
        """Whether a field is documented to have some values."""
        return bool(self._members.get(name))

    def meant_by(self, quoted: str) -> str | None:
        """The field that a quoted name means, letter for letter or in another style: `maxItems` for max_items, `$load`, `--load`.

        A single word, or one that is a documented value, must be the name itself, but for the sign before it, or for the case
        of letters where no other name is spelled so.
        """
        bare = without_indices(_SIGIL.sub("", quoted, count=1))
        bare = bare[:-2] if bare[-2:] == "[]" and bare[:-2] in self._arrays else bare  # `images[]`, as forms are encoded
        bare = _KEY.sub(r".\g<key>", bare) if "[" in bare and bare not in self._exact else bare  # `size[width]`, as forms are encoded
        if bare in self._exact and (bare not in self._values or bare != quoted):
            return self._exact[bare]
        if bare.casefold() in self._cased and bare not in self._values:
            return self._cased[bare.casefold()]
        words = parts_of(bare) if _NAME.fullmatch(bare) and bare not in self._values else ()
        named = self._names.get(words) if len(words) > 1 else None
        return named if named is not None and _letters(named) == _letters(bare) else None

    def names_field(self, word: str) -> bool:
        """Whether a word is the name of a field, letter for letter, whatever else it is."""
        return word in self._exact

    def is_value(self, word: str) -> bool:
        """Whether a word is a documented value of some field, or looks like one (v1, RENDER_3D, gpt-image-1)."""
        return word in self._values or bool(_CODE.fullmatch(word))


def _shortened(names: Mapping[tuple[str, ...], str]) -> list[tuple[tuple[str, ...], str]]:
    """Names without a last word that only says what they hold, where that leaves two words or more that no other name starts with."""
    short = [(words[:-1], name) for words, name in names.items() if len(words) > len(("payer", "code")) and words[-1] in _TAILS]
    return [(words, name) for words, name in short if sum(other[: len(words)] == words for other in names) == 1]


@cache
def _long_forms() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Words that names shorten, in small letters, with the words that are meant; and those with their short forms."""
    forms: dict[str, list[tuple[str, ...]]] = {}
    text = (files("swornspec.rules.english") / "spelled_out.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        shorts, _, longs = line.partition(":") if line and not line.startswith("#") else ("", "", "")
        for short in shorts.split():
            for words in (parts_of(long) for long in longs.split("|")):
                forms.setdefault(short, []).append(words)
                if len(words) == 1:
                    forms.setdefault(words[0], []).append((short,))
    return forms


def _spelled_out(names: Mapping[tuple[str, ...], str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Names with words for those that they shorten, and short forms for words, that are so of one field alone: "latitude" for `lat`."""
    found: dict[tuple[str, ...], set[str]] = {}
    for words, name in names.items():
        ways = [((word,), *_long_forms().get(word, ())) for word in words]
        if any(len(way) > 1 for way in ways):
            for chosen in islice(product(*ways), _MOST_FORMS):
                found.setdefault(tuple(word for form in chosen for word in form), set()).add(name)
    alone = ((words, next(iter(meant))) for words, meant in found.items() if len(meant) == 1 and words not in names)
    yield from ((words, name) for words, name in alone if len(words) > 1 or words not in lexicon())


def _members(field: Field) -> Iterator[str]:
    for holder in (field.schema, field.schema.get("items", {})):
        for keyword in ("enum", "x-extensible-enum"):
            values = holder.get(keyword, ()) if hasattr(holder, "get") else ()
            yield from (v for v in values if isinstance(v, str))
