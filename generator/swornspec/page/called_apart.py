"""Pages that one text has one below the other, without a word between them: a new one begins at the title above what it calls.

Find kites                      a page
get
https://api.example.com/v1/kites
Query Params
…
Send a kite                     navigation: a title and a method, and no address
post
Get a kite                      the next page: something else is called, and a section of fields follows
get
https://api.example.com/v1/kites/{id}
Path Params
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from swornspec.page.requests import METHODS
from swornspec.text import Passage

_METHODS: Final = frozenset(method.lower() for method in METHODS)
_FIRST: Final = frozenset(c for method in METHODS for c in (method[0], method[0].lower()))
_ADDRESS: Final = re.compile(r"(?:https?://[\w.:{}-]{1,200})?/(?:[\w{}.~:/@%+$<>-]){0,500}")
_CALL: Final = re.compile(rf"(?P<method>{'|'.join(METHODS)})[\s`]{{1,4}}(?P<address>{_ADDRESS.pattern})", re.IGNORECASE)
_MARKS: Final = "#*_`: "
_MOST_BLANK: Final = 4
_MOST_OF_TITLE: Final = 100
_MOST_OF_CALL: Final = 800


def called_apart(page: Sequence[Passage], sections: Collection[str]) -> Iterator[Sequence[Passage]]:
    """The lines of each page, by the words that are the headings of its sections of fields; all of them as one where there is but one."""
    headed = [n for n, line in enumerate(page) if line.text.strip(_MARKS).lower() in sections]
    calls = list(_calls(page)) if headed else []
    edges = [0]
    known: set[tuple[str, str]] = set()
    for n, (first, key) in enumerate(calls):
        end = calls[n + 1][0] if n + 1 < len(calls) else len(page)
        before, own = bisect_left(headed, first) - bisect_left(headed, edges[-1]), bisect_left(headed, end) - bisect_left(headed, first)
        if before and own and known and key not in known:
            edges.append(first)
        known.add(key)
    for first, end in zip(edges, [*edges[1:], len(page)], strict=True):
        yield page[first:end]


def _calls(page: Sequence[Passage]) -> Iterator[tuple[int, tuple[str, str]]]:
    """What a line of a method and an address, or two of them, says is called; each by the line of the title above."""
    for at in [n for n, line in enumerate(page) if line.text.lstrip(_MARKS)[:1] in _FIRST]:
        words = page[at].text.strip(_MARKS)
        beside = _CALL.fullmatch(words) if len(words) < _MOST_OF_CALL else None
        if beside is None and words.lower() not in _METHODS:
            continue
        below = next((page[n].text.strip(_MARKS) for n in range(at + 1, min(at + _MOST_BLANK, len(page))) if page[n].text), "")
        method, address = (beside["method"], beside["address"]) if beside is not None else (words, below)
        if _ADDRESS.fullmatch(address):
            above = next((n for n in range(at - 1, max(at - _MOST_BLANK, -1), -1) if page[n].text), at)
            titled = page[above].text[-1] not in ".,;:" and len(page[above].text) <= _MOST_OF_TITLE
            yield above if titled else at, (method.lower(), address)
