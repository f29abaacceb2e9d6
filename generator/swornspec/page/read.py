"""Any page: recognise its layout from the text itself, or take the one that is named, then read it."""

from dataclasses import dataclass
from typing import Final

from swornspec.errors import PageError
from swornspec.page.block import Page
from swornspec.page.layout import Layout
from swornspec.page.layouts import LAYOUTS
from swornspec.text import lines

MOST_CHARACTERS: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Recognised:
    """The layout a page is read in, and the score of every layout by its name; no scores where a person has named it."""

    layout: Layout
    scores: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        """`labelled page (24 lines; markdown-table 3)`."""
        own = dict(self.scores).get(self.layout.name)
        others = "".join(f"; {name} {score}" for name, score in self.scores if score and name != self.layout.name)
        return f"{self.layout.title} ({f'{own} lines{others}' if own is not None else 'as named'})"


def layout_named(name: str) -> Layout:
    """The layout of a name; PageError with those there are when there is none."""
    found = next((layout for layout in LAYOUTS if layout.name == name), None)
    if found is None:
        known = ", ".join(layout.name for layout in LAYOUTS)
        raise PageError(f"there is no layout {name!r}; the layouts are {known}", mend="name one of them, or none to have it recognised")
    return found


def recognise(name: str, text: str) -> Recognised:
    """The layout of a page; PageError when it fits none, or two equally well, is empty or too long to be a page."""
    _check(name, text)
    found = lines(name, text)
    scores = {layout.name: layout.score(found) for layout in LAYOUTS}
    best = max(scores.values())
    if best == 0:
        tried = "; ".join(f"a {layout.title} has {layout.wants}, and this has none" for layout in LAYOUTS)
        mend = "copy the whole page, its section headings included, or name the layout"
        raise PageError(f"the page fits no layout: {tried}", where=name, mend=mend)
    fitting = [layout for layout in LAYOUTS if scores[layout.name] == best]
    fitting = [layout for layout in fitting if not layout.general] or fitting
    if len(fitting) > 1:
        both = " and a ".join(layout.title for layout in fitting)
        raise PageError(f"the page fits a {both} equally well", where=name, mend="keep one operation per page, or name the layout")
    return Recognised(fitting[0], tuple(scores.items()))


def read_operations(name: str, text: str, layout: str | None = None) -> tuple[Page, ...]:
    """Every operation that a page documents, in page order; `name` is its file name, `layout` the name of a layout or None to recognise it.

    PageError where `recognise` raises it, or when there is no such layout.
    """
    if layout is None:
        return recognise(name, text).layout.read(name, text)
    named = layout_named(layout)
    _check(name, text)
    return named.read(name, text)


def read_page(name: str, text: str, layout: str | None = None) -> Page:
    """Read a page of one operation; PageError as in `read_operations`, and when it documents several."""
    pages = read_operations(name, text, layout)
    if len(pages) > 1:
        shown = ", ".join(called(page) for page in pages)
        raise PageError(f"the page documents {len(pages)} operations: {shown}", where=name, mend="say which of them is meant")
    return pages[0]


def called(page: Page) -> str:
    """How an operation of a page is told from the others: `POST /v1/images`, else its heading, else the line it begins in."""
    if page.method and page.path:
        return f"{page.method} {page.route}"
    return page.title.text if page.title else f"line {page.lines[0].line.span.first if page.lines else 1}"


def _check(name: str, text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise PageError(f"the page has {len(text)} characters, over {MOST_CHARACTERS}", where=name, mend="give one operation per page")
    if not text.strip():
        raise PageError("the page is empty", where=name, mend="copy the text of the documentation page into it")
