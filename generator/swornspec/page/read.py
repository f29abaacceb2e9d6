"""Any page: recognise its layout from the text itself, or take the one that is named, then read it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from swornspec.errors import PageError
from swornspec.page.bare_names import with_bare_names, with_marks
from swornspec.page.block import Page
from swornspec.page.layout import Layout
from swornspec.page.layouts import LAYOUTS
from swornspec.page.only_address import with_address
from swornspec.page.parts_in_samples import with_parts
from swornspec.page.told_in_samples import with_sampled
from swornspec.text import lines
from swornspec.text.lines import long_let_go
from swornspec.text.undisturbed import undisturbed

MOST_CHARACTERS: Final = 8 * 1024 * 1024
_PLACE: Final = re.compile(r"\{([^{}]{1,100})\}")
_WHOLE: Final = 64 * 1024  # characters of a page of which every line is looked at
_PART: Final = 16 * 1024  # of a longer one: what is looked at first
_GROWTH: Final = 4
_CLEAR: Final = 50  # lines of the layout that is clear from a part of a page,
_TIMES: Final = 2  # how many times as many as any other has,
_TIMES_GENERAL: Final = 1.5  # and as many as a layout that gives way to others has;
_NEARLY: Final = 0.5
_FEWEST: Final = 6  # lines that speak for a layout
_CALLED: Final = re.compile(r"^[\W_]{0,4}(?:GET|POST|PUT|PATCH|DELETE)[ \t`*]{1,4}(?:https?://|/)", re.MULTILINE)
_TIMES_OF_WHOLE: Final = 1.1  # of a part as long as a page of which every line is looked at


@dataclass(frozen=True, slots=True)
class Recognised:
    """The layout a page is read in, and the score of every layout by its name; no scores where a person has named it.

    `of` is how many lines at the start of a long page were enough to tell, 0 where all of them were looked at; `bare` says that
    more lines speak for the layout where the marks that set names apart are taken off.
    """

    layout: Layout
    scores: tuple[tuple[str, int], ...] = ()
    of: int = 0
    bare: bool = False

    def __str__(self) -> str:
        """`labelled page (24 lines; markdown-table 3)`, or `(240 of the first 900 lines; …)`."""
        own = dict(self.scores).get(self.layout.name)
        others = "".join(f"; {name} {score}" for name, score in self.scores if score and name != self.layout.name)
        lines_of = f"of the first {self.of} lines" if self.of else "lines"
        return f"{self.layout.title} ({f'{own} {lines_of}{others}' if own is not None else 'as named'})"


def layout_named(name: str) -> Layout:
    """The layout of a name; PageError with those there are when there is none."""
    found = next((layout for layout in LAYOUTS if layout.name == name), None)
    if found is None:
        known = ", ".join(layout.name for layout in LAYOUTS)
        raise PageError(f"there is no layout {name!r}; the layouts are {known}", mend="name one of them, or none to have it recognised")
    return found


def recognise(name: str, text: str) -> Recognised:
    """The layout of a page; PageError when it fits none, or two equally well, is empty or too long to be a page.

    Of a long page a part at its start is enough, where that leaves no doubt.
    """
    _check(name, text)
    with undisturbed(), long_let_go():
        for part in _parts(text):
            found = lines(name, part)
            scores, bare = _scores(name, part)
            best = max(scores.values())
            if best >= _CLEAR and _leads(scores, by_far=len(part) < _WHOLE // 2):
                break
    if best == 0:
        tried = ", ".join(layout.name for layout in LAYOUTS)
        mend = "copy the whole page, its section headings included; `swornspec read --layout help` says what each layout looks for"
        raise PageError(f"the page fits no layout, as it has no fields in a form that one of them reads: {tried}", where=name, mend=mend)
    fitting = [layout for layout in LAYOUTS if scores[layout.name] == best]
    fitting = [layout for layout in fitting if not layout.general] or fitting
    if len(fitting) > 1 and len(text) <= _WHOLE:
        fitting = _reading_most(name, text, fitting, bare)
    if len(fitting) > 1:
        both = " and a ".join(layout.title for layout in fitting)
        raise PageError(f"the page fits a {both} equally well", where=name, mend="keep one operation per page, or name the layout")
    chosen = _calling(name, text, fitting[0], scores, bare) if len(part) == len(text) else fitting[0]
    return Recognised(chosen, tuple(scores.items()), len(found) if len(part) < len(text) else 0, chosen.name in bare)


def _calling(name: str, text: str, best: Layout, scores: Mapping[str, int], bare: Collection[str]) -> Layout:
    """The layout that fits best; where it finds nothing that is called, another that fits nearly as well and does."""
    rivals = [layout for layout in LAYOUTS if layout is not best and scores[layout.name] >= _NEARLY * scores[best.name]]
    if not rivals or _CALLED.search(text) is None or scores[best.name] < _FEWEST:
        return best
    with undisturbed(), long_let_go():
        for layout in (best, *sorted(rivals, key=lambda layout: scores[layout.name], reverse=True)):
            pages = layout.read(name, with_bare_names(text) if layout.name in bare else text)
            if any(page.method and page.path and page.blocks for page in pages):
                return layout
    return best


def _reading_most(name: str, text: str, fitting: Sequence[Layout], bare: Collection[str]) -> list[Layout]:
    """Those, of layouts that fit a page equally well, that read most fields of something that is called, and state most of these."""
    with undisturbed(), long_let_go():
        pages = [layout.read(name, with_bare_names(text) if layout.name in bare else text) for layout in fitting]
    blocks = [[block for page in one if page.method and page.path for block in page.blocks] for one in pages]
    read = [(len(one), sum(len(block.stated) + len(block.flags) for block in one)) for one in blocks]
    return [layout for layout, count in zip(fitting, read, strict=True) if count == max(read)]


def read_operations(name: str, text: str, layout: str | None = None) -> tuple[Page, ...]:
    """Every operation that a page documents, in page order; `name` is its file name, `layout` the name of a layout or None to recognise it.

    PageError where `recognise` raises it, or when there is no such layout.
    """
    if layout is None:
        found = recognise(name, text)
    else:
        named = layout_named(layout)
        _check(name, text)
        with undisturbed(), long_let_go():
            found = Recognised(named, bare=named.name in _scores(name, text, (named,))[1])
    with undisturbed(), long_let_go():
        pages = found.layout.read(name, with_bare_names(text) if found.bare else text)
        read = tuple(with_parts(with_sampled(with_marks(page, text) if found.bare else page)) for page in pages)
        return tuple(map(with_address, read)) if len(read) == 1 else tuple(_each_line_once(_without_places_of_others(read)))


def _without_places_of_others(pages: Sequence[Page]) -> list[Page]:
    """The pages, those that are read of the same lines without the parameters of the path that only that of another one has."""
    places: dict[int, set[str]] = {}
    for page in pages:
        places.setdefault(page.lines[0].line.span.first if page.lines else 0, set()).update(_PLACE.findall(page.route or ""))
    kept = []
    for page in pages:
        others = places[page.lines[0].line.span.first if page.lines else 0].difference(_PLACE.findall(page.route or ""))
        blocks = tuple(b for b in page.blocks if b.name not in others or b.location != "path") if others else page.blocks
        kept.append(page if len(blocks) == len(page.blocks) else replace(page, blocks=blocks))
    return kept


def _each_line_once(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages, of those that are read of the same lines only the first with these: two calls above one list of fields."""
    seen: set[int] = set()
    for page in pages:
        first = page.lines[0].line.span.first if page.lines else 0
        yield replace(page, lines=(), strays=()) if first in seen else page
        seen.add(first)


def _scores(name: str, text: str, layouts: Sequence[Layout] = LAYOUTS) -> tuple[dict[str, int], frozenset[str]]:
    """How many lines speak for each layout, and the layouts that print names bare for which more do without the marks of names."""
    found, without = lines(name, text), with_bare_names(text)
    scores = {layout.name: layout.score(found) for layout in layouts}
    bare = set()
    for layout in layouts if without != text else ():
        if layout.bare and (score := layout.score(lines(name, without))) > scores[layout.name]:
            bare.add(layout.name)
            scores[layout.name] = max(scores[layout.name], score - 1)  # it gives way to one that needs no such thing
    return scores, frozenset(bare)


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


def _leads(scores: Mapping[str, int], *, by_far: bool) -> bool:
    """Whether the layout that fits best does so without doubt, or by far."""
    best, *others = sorted(LAYOUTS, key=lambda layout: scores[layout.name], reverse=True)
    for other in others:
        times = _TIMES_GENERAL if other.general and not best.general else _TIMES
        if scores[best.name] < (times if by_far else _TIMES_OF_WHOLE) * scores[other.name]:
            return False
    return True


def _parts(text: str) -> Iterator[str]:
    """The start of a page, more of it, and in the end all of it; nothing but that of one that is not long."""
    length = _PART
    while len(text) > _WHOLE and length < len(text):
        yield text[: text.rfind("\n", 0, length) + 1] or text[:length]
        length *= _GROWTH
    yield text


def _check(name: str, text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise PageError(f"the page has {len(text)} characters, over {MOST_CHARACTERS}", where=name, mend="give one operation per page")
    if not text.strip():
        raise PageError("the page is empty", where=name, mend="copy the text of the documentation page into it")
