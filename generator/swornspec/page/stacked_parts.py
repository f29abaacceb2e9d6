"""Several pages of a site in one text, one below the other: where each of them begins.

    Was this page helpful?     the end of a page, and what its site prints there
    Next

    # Cool a pot               another page: what it calls, and a section of fields
    POST /v1/pots/cool
    ## Body

What stands below the end of a page and calls nothing, or has no fields, is what the site prints around that page.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

from swornspec.page.called_apart import called_apart
from swornspec.page.stacked_line import CALLED, SECTIONS
from swornspec.page.stacked_words import Dialect
from swornspec.text import Passage

_MARKS: Final = "#*_`:> "
_SAMPLED: Final = re.compile(r"(?:```|~~~).*|[}\]]+['\"]?[,;]?")
_MOST_BLANK: Final = 5
_PLACES: Final = frozenset((*SECTIONS, "request")) - {"response"}


def parts_of(text: str, page: Sequence[Passage], dialect: Dialect) -> Iterator[Sequence[Passage]]:
    """The lines of each page of the site that a text has; all of them as one where it is a single page."""
    at, ends = 0, _ends_of(text, page, dialect)
    headed = frozenset(words for words, section in dialect.sections.items() if section in _PLACES)
    for n, end in enumerate(ends):
        start = _starts(page, end + 1, ends[n + 1] if n + 1 < len(ends) else len(page), dialect)
        if start is not None:
            yield from called_apart(page[at:start], headed)
            at = start
    yield from called_apart(page[at:] if at else page, headed)


def _ends_of(text: str, page: Sequence[Passage], dialect: Dialect) -> list[int]:
    """The lines that stand below the documentation, by their indices."""
    ends = _ending(dialect.end)
    found = ends.finditer(f"\n{text}")  # so that each line has a line feed before it, which is what is looked for first
    return [bisect_left(page, one.start("words") - 1, key=attrgetter("span.start")) for one in found]


@lru_cache(maxsize=8)
def _ending(end: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"\n[ \t]{{0,8}}(?P<words>[#*_`>]{{0,8}}[ \t]{{0,4}}(?:{end.pattern})[*_`]{{0,4}})[ \t]*$", re.MULTILINE)


def _starts(page: Sequence[Passage], first: int, last: int, dialect: Dialect) -> int | None:
    """The line in [first, last) with which a page begins that calls something and has a section of fields, behind the samples above it."""
    start, called = first, False
    for at in range(first, last):
        text = page[at].text
        words = text.strip(_MARKS)
        if called:
            if dialect.sections.get(words.lower()) in _PLACES:
                return start
        elif CALLED.match(words) and _calls(page, at, last):
            called = True
        elif _SAMPLED.fullmatch(text):
            start = at + 1
    return None


def _calls(page: Sequence[Passage], at: int, last: int) -> bool:
    """Whether a line that begins with a method says what is called: beside it, or on the line below it that is not blank."""
    words = page[at].text.replace("`", "").strip(_MARKS)
    below = next((page[n].text.strip(_MARKS) for n in range(at + 1, min(at + _MOST_BLANK, last)) if page[n].text), "")
    return CALLED.fullmatch(words) is not None and ("/" in words or below.startswith(("/", "http")))
