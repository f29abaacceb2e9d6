"""Any page: recognise its layout from the text itself, then read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.errors import PageError
from swornspec.page import labelled, readme
from swornspec.page.block import Page
from swornspec.text import Passage, lines

MOST_CHARACTERS: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print a page: how much of a page speaks for it (0 for nothing), and how to read it."""

    name: str
    wants: str
    score: Callable[[Sequence[Passage]], int]
    read: Callable[[str, str], Page]


LAYOUTS: Final = (
    Layout(readme.LAYOUT, "a section line such as 'Body Params' or 'Query Params'", readme.score, readme.read),
    Layout(labelled.LAYOUT, "a section line such as 'Request Body' or 'Query Parameters'", labelled.score, labelled.read),
)


def read_page(name: str, text: str) -> Page:
    """Read a page; `name` is its file name. PageError when it fits no layout, or two equally well, or is over 4 Mi characters."""
    if len(text) > MOST_CHARACTERS:
        raise PageError(f"the page has {len(text)} characters, over {MOST_CHARACTERS}", where=name, mend="give one operation per page")
    found = lines(name, text)
    if not any(line.text for line in found):
        raise PageError("the page is empty", where=name, mend="copy the text of the documentation page into it")
    scores = {layout.name: layout.score(found) for layout in LAYOUTS}
    best = max(scores.values())
    if best == 0:
        tried = "; ".join(f"a {layout.name} has {layout.wants}, and this has none" for layout in LAYOUTS)
        raise PageError(f"the page fits no layout: {tried}", where=name, mend="copy the whole page, its section headings included")
    fitting = [layout for layout in LAYOUTS if scores[layout.name] == best]
    if len(fitting) > 1:
        both = " and a ".join(layout.name for layout in fitting)
        raise PageError(f"the page fits a {both} equally well", where=name, mend="keep one operation per page")
    return fitting[0].read(name, text)
