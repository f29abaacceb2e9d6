"""The pieces of a stacked page that are no lines of a stack: code, comments and tables."""

from collections.abc import Sequence
from typing import Final

from swornspec.page.gfm import dashes
from swornspec.page.markdown import COMMENTS, Element, elements
from swornspec.text import Passage, Span

_KINDS: Final = ("code", "comment", "table")
_MARKS: Final = frozenset("`~|:-<{")  # what they begin with
_OPENS: Final = ("```", "~~~", *COMMENTS)
_BLANK: Final = Passage("", Span("", 1, 1))


def pieces(page: Sequence[Passage], shown: str) -> list[Element]:
    """Code, comments and tables of a page with the text of its lines, in order; nothing is looked at but what stands in one piece
    with a mark of theirs.
    """
    texts = shown.split("\n")
    marked = [n for n, text in enumerate(texts) if text[:1] in _MARKS and (text.startswith(_OPENS) or dashes(text))]
    if texts[0] == "---" or shown.startswith("<table") or "\n<table" in shown:
        return [element for element in elements(page) if element.kind in _KINDS]
    if any(texts[n].startswith(tuple(COMMENTS)) for n in marked):
        closing = [n for n, text in enumerate(texts) if any(mark in text for mark in COMMENTS.values())]
        marked = sorted({*marked, *closing})
    return [element for element in elements(_around(page, marked)) if element.kind in _KINDS] if marked else []


def _around(page: Sequence[Passage], marked: Sequence[int]) -> list[Passage]:
    """The page with blank lines for all that no marked line stands in one piece with."""
    found, end = [_BLANK] * len(page), 0
    for n in marked:
        if n < end:
            continue
        start = n
        while start > end and page[start - 1].text:
            start -= 1
        while n < len(page) and page[n].text:
            n += 1
        found[start:n] = page[start:n]
        end = n
    return found
