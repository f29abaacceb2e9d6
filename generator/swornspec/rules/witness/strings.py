"""Strings for a string schema: typical ones, ones of a given length, ones that just miss a pattern.

Formats are annotations; a pattern and lengths are kept where a string that keeps them can be made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from random import Random
from typing import Any, Final

from swornspec.rules import matching
from swornspec.rules.pattern import python_pattern

LONGEST: Final = 20_000
_FORMATS: Final = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uri": "https://example.com/a",
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "email": "a@example.com",
}
TEXTS: Final = ("text", "x", "1", "A1", "abc-1", "https://example.com/a", *_FORMATS.values())
_STRANGE: Final = ("!", " ", "_", "é", "0", "a", "A", "\n")
_MOST_STRANGE: Final = 60


def text(schema: Mapping[str, Any], length: int | None = None) -> str:
    """A string for a schema: of its format, its pattern, or of a given length."""
    least, most = size_of(schema.get("minLength")), schema.get("maxLength")
    most = int(most) if isinstance(most, int | float) and not isinstance(most, bool) else LONGEST
    low, high = (least, most) if length is None else (length, length)
    if isinstance(schema.get("pattern"), str):
        found = _patterned(schema["pattern"], low, min(high, LONGEST), str(schema.get("format")))
        if found is not None:
            return found
    if length is None:
        candidates = (_FORMATS.get(str(schema.get("format")), "text"), *TEXTS)
        fitting = [t for t in candidates if least <= len(t) <= most]
        return fitting[0] if fitting else "x" * min(least, LONGEST)
    return "x" * min(length, LONGEST)


def texts(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Strings of many shapes, for patterns nobody can read backwards."""
    return tuple(dict.fromkeys((text(schema), *TEXTS)))


def several(schema: Mapping[str, Any]) -> Iterator[str]:
    """Strings of a schema that differ from each other, without end unless a pattern has only few."""
    first = text(schema)
    yield first
    if isinstance(schema.get("pattern"), str):
        yield from (found for n in range(1, 200) if (found := _patterned(schema["pattern"], len(first), len(first), "", n)) is not None)
        return
    for n in range(1_000):
        width = max(len(first), len(str(n)))
        yield f"{first}{n}"[-width:] if width == len(first) else str(n)


def longest(schema: Mapping[str, Any]) -> int | None:
    """The length of the longest strings that both a pattern and maxLength allow; None without a limit."""
    most = schema.get("maxLength")
    limit = int(most) if isinstance(most, int | float) and not isinstance(most, bool) and 0 <= most <= LONGEST else None
    known = _known_lengths(schema)
    if known is None:
        return limit
    fitting = [n for n in known if limit is None or n <= limit]
    return max(fitting) if fitting and max(fitting) < matching.LONGEST else limit


def shortest(schema: Mapping[str, Any]) -> int | None:
    """The length of the shortest strings that both a pattern and minLength allow; None without a limit."""
    least = schema.get("minLength")
    known = _known_lengths(schema)
    if known is None:
        return size_of(least) if least is not None else None
    return next((n for n in known if n >= size_of(least)), None)


def _known_lengths(schema: Mapping[str, Any]) -> list[int] | None:
    """The lengths that an anchored pattern allows; None where there is no such pattern."""
    pattern = schema.get("pattern")
    return anchored_lengths(pattern) if isinstance(pattern, str) else None


@lru_cache(maxsize=512)
def anchored_lengths(pattern: str) -> list[int] | None:
    """The lengths of all strings that match a pattern which speaks of whole strings; None where it does not, or cannot be read."""
    if not (pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith("\\$")) or _splits(pattern):
        return None
    try:
        return list(matching.lengths(pattern))
    except matching.NoMatchError:
        return None


def _splits(pattern: str) -> bool:
    """Whether a pattern has alternatives outside of all groups, so that its anchors belong to one of them."""
    depth, inside, skip = 0, False, False
    for char in pattern:
        if skip or char == "\\":
            skip = not skip
        elif inside:
            inside = char != "]"
        elif char in "[()":
            inside, depth = char == "[", depth + {"(": 1, ")": -1}.get(char, 0)
        elif char == "|" and depth == 0:
            return True
    return False


def misses(matched: str, pattern: str = "") -> Iterator[tuple[str, str]]:
    """Strings that differ by one character from one that matches a pattern, each with how: they may match it too.

    The first of each kind come first. The characters are those that are often forgotten, and those of the pattern.
    """
    strange = tuple(dict.fromkeys((*_STRANGE, *pattern)))[:_MOST_STRANGE]
    known = list(_misses(matched, strange))
    first = dict(reversed(known))
    yield from (pair for pair in known if first[pair[0]] == pair[1])
    yield from (pair for pair in known if first[pair[0]] != pair[1])


def _misses(matched: str, strange: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for n in dict.fromkeys((0, len(matched) // 2, len(matched) - 1)) if matched else ():
        for char in (matched[n].swapcase(), *strange):
            if char != matched[n] and len(char) == 1:
                yield ("case" if char == matched[n].swapcase() else "character"), matched[:n] + char + matched[n + 1 :]
    if matched:
        yield "prefix", f"!{matched}"
        yield "suffix", f"{matched}!"
        yield "prefix", matched[0] + matched
        yield "suffix", matched + matched[-1]
        yield "cut-short", matched[:-1]
    yield "line-break", f"{matched}\n"
    yield "line-break", f"x\n{matched}"
    yield "empty", ""
    for other in (" ", "\n", *TEXTS, "!", "é"):
        yield "another-text", other


def refuses(pattern: str, value: str) -> bool:
    """Whether a string does not match a pattern, as far as Python can tell; False where it cannot."""
    try:
        return python_pattern(pattern).search(value) is None
    except re.error:
        return False


def all_match(pattern: str, values: Iterable[str]) -> bool:
    """Whether all strings match a pattern, as far as Python can tell; False where it cannot."""
    return all(_matches(pattern, value) for value in values)


@lru_cache(maxsize=4096)
def _patterned(pattern: str, low: int, high: int, kind: str, seed: int = 0) -> str | None:
    """A string that matches and whose length lies between two others; None where none is found."""
    if seed == 0:
        for known in (_FORMATS.get(kind), *TEXTS):
            if known is not None and low <= len(known) <= high and _matches(pattern, known):
                return known
    rng = Random(seed)  # noqa: S311 - the same every time, on purpose
    try:
        for length in matching.lengths(pattern, low, high):
            found = matching.of_length(pattern, length, rng)
            if found is not None and not refuses(pattern, found):
                return found
        core = matching.of_length(pattern, next(matching.lengths(pattern, 0, high), -1), rng)
    except matching.NoMatchError:
        return None
    if core is None or len(core) > low:
        return None
    fillers = ("x", "1", " ")
    padded = [*(core + f * (low - len(core)) for f in fillers), *(f * (low - len(core)) + core for f in fillers)]
    return next((p for p in padded if _matches(pattern, p)), None)


def _matches(pattern: str, value: str) -> bool:
    try:
        return python_pattern(pattern).search(value) is not None
    except re.error:
        return False


def size_of(value: Any) -> int:
    """A keyword's value as a number of characters or items, 0 when it is none; no more than we would ever make."""
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return int(min(value, LONGEST + 1)) if whole else 0
