"""What the file of a page says of it at its top, between two lines of dashes.

---
title: "Make a kite | Kites"
api: POST /v1/kites
---
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.text import Passage, within

_KEY: Final = re.compile(r"(?P<key>[A-Za-z][\w:-]{0,40}):[ \t]*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>|].*))[ \t]*")
_SITE: Final = re.compile(r"\s+[|·]\s.*")  # behind a title, the name of the site
_MARK: Final = "---"
_MOST: Final = 100  # lines


def end_of_matter(page: Sequence[Passage]) -> int:
    """The index of the line of dashes that ends it; -1 on a page that does not begin with any."""
    first = next((n for n, line in enumerate(page) if line.text), 0)
    if not page or page[first].text != _MARK:
        return -1
    return next((n for n in range(first + 1, min(len(page), first + _MOST)) if page[n].text == _MARK), -1)


def read_matter(page: Sequence[Passage], first: int, end: int) -> Iterator[tuple[int, str, Passage]]:
    """The keys of the lines [first, end) with their values, which are not empty, and the indices of the lines."""
    for n in range(first, end):
        found = _KEY.fullmatch(page[n].text)
        group = next((g for g in ("double", "single", "bare") if found and found[g]), None)
        if found is not None and group is not None:
            yield n, found["key"], within(page[n], *found.span(group))


def title_in(page: Sequence[Passage]) -> int:
    """The index of the line of the title; -1 where there is none."""
    return next((n for n, key, _ in read_matter(page, 0, end_of_matter(page)) if key == "title"), -1)


def title_of(value: Passage) -> Passage:
    """A title without the name of the site behind it."""
    site = _SITE.search(value.text)
    return within(value, 0, site.start()) if site and site.start() else value
