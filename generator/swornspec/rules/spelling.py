"""The words of names and values, however these are spelled: camelCase, snake_case, kebab-case, spaces; plural or singular."""

import re
from functools import lru_cache
from typing import Final

_CAMEL: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


@lru_cache(maxsize=1 << 14)
def parts_of(name: str) -> tuple[str, ...]:
    """A name's words in lower case and singular, from any of camelCase, snake_case, kebab-case or spaces."""
    return words_in(name)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text in lower case and singular, as those of names."""
    words = (w.lower() for piece in re.split(r"[\W_]+", text) for w in _CAMEL.findall(piece))
    return tuple(singular(w) for w in words)


def singular(word: str) -> str:
    """A word without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
