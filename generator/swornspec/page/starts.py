"""With which elements of a page operations begin: headings above addresses that are new, samples, or sentences that say what is called."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from swornspec.page.filled_in import EXAMPLE, fills_in
from swornspec.page.headings import FIELDS, entitles_section, section_of
from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.mentioned import OF_OTHERS
from swornspec.page.requests import Call, read_block, read_curl, read_request
from swornspec.text import Passage
from swornspec.text.legible import words

MOST_OF_TITLE: Final = 6  # words of a line that is a title in all but its marks
GENERIC: Final = (
    "endpoint",
    "http request",
    "request",
    "url",
    "method",
    "usage",
    "http",
    "path",
    "resource",
    "definition",
    "call",
    "request url",
)
ANNOUNCING: Final = (*GENERIC, "request method", "http method", "api url", "request address", "endpoint url")
ITEM: Final = re.compile(r"[-*+•]\s")
_DOES: Final = re.compile(  # a heading that says what an operation does, whatever sections are called
    r"(?:create|get|list|update|delete|add|remove|retrieve|fetch|find|send|submit|cancel|generate|upload|download|edit|modify|replace|patch"
    r"|start|stop|check|validate|verify|read|show|make|query(?!\s(?:string|param|arg))|search(?!\s(?:param|arg|quer))"
    r"|request(?=\s(?:an?|the|new)\b))\s+(?!param|field|arg|bod|header|attr|propert|option)\w",
)
_SHOWS: Final = re.compile(  # the heading of a sample
    r"(?:(?:code|curl|basic|usage|request|full|simple|python|shell) ){0,3}(?:examples?|samples?|snippets?)"
    r"(?: (?:requests?|calls?|usage|code|curl))?|try it(?: out)?|code|curl"
)
_NEAR: Final = 3  # elements below a heading in which a sentence says what is called


def starts_called(lines: Sequence[Passage], elements: Sequence[Element], said: Sequence[tuple[int, int, Call]]) -> Iterator[int]:
    """The elements with which operations begin: for each address that is new, the heading above it."""
    seen: set[tuple[str | None, str]] = set()
    known: set[tuple[str | None, str]] = set()  # with those that begin no operation of their own
    before, begun, last = -1, False, None
    behind = bool(said) and not _lists_fields(lines, elements[: said[0][1]])  # fields stand below what is called
    for line, at, call in said:
        again, last = call.key == last and elements[at].kind != "heading", call.key
        before = at if again else before
        if again or call.method is None or call.path is None or call.key in seen or fills_in(elements, at, before, call, known):
            continue
        known.add(call.key)
        start = _heading_above(elements, at, before)
        if start is not None and behind and 0 <= before < start < at and _between(lines, elements, before, start, at):
            start = None  # a heading of what is called above, with its fields
        if start is None and read_block(lines[line]) is not None:
            start = at
        labelled = before >= 0 and _is_label(elements[at - 1])
        if start is None and before >= 0 and (labelled or _lists_fields(lines, elements[before + 1 : at])):
            start = at - int(_titles(lines, elements, at))
            if not begun:
                begun = True
                yield 0
        if start is not None and (elements[at].kind == "heading" or start > before):
            if not begun and before >= 0 and start > before and _lists_fields(lines, elements[before + 1 : start]):
                yield 0  # what is called first, with no heading of its own
            begun = True
            seen.add(call.key)
            yield start
        before = at


def _between(lines: Sequence[Passage], elements: Sequence[Element], before: int, start: int, at: int) -> bool:
    """Whether fields stand between a heading and a call below it, and none between the heading and a call above it."""
    return _lists_fields(lines, elements[start + 1 : at]) and not _lists_fields(lines, elements[before + 1 : start])


def starts_sampled(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[int]:
    """The elements with which operations begin on a page that says in samples alone what is called: headings with fields below them,
    each of which shows another call first. Some of the same level may have no fields, as long as most have.
    """
    shown = [(at, call) for at, call in _samples(lines, elements) if call.method and call.path]
    seen: set[tuple[str | None, str]] = set()
    starts: list[int] = []
    before = -1
    for at, call in shown:
        start = _heading_above(elements, at, before)
        before = at
        if start is not None and call.key not in seen:
            seen.add(call.key)
            starts.append(start)
    ends = [*starts[1:], len(elements)]
    if len(starts) < 2:
        return
    listing = sum(_lists_fields(lines, elements[start:end]) for start, end in zip(starts, ends, strict=True))
    alike = len({elements[start].level for start in starts}) == 1 and not any(_shows(elements[start]) for start in starts)
    if listing == len(starts) or (alike and listing > 1 and 2 * listing > len(starts)):
        yield from starts


def _shows(element: Element) -> bool:
    """Whether a heading is that of a sample."""
    return element.text is not None and _SHOWS.fullmatch(words(element.text).lower()) is not None


def starts_beside(
    lines: Sequence[Passage], elements: Sequence[Element], starts: Sequence[int], said: Sequence[tuple[int, int, Call]]
) -> Iterator[int]:
    """The headings beside those of operations, of their level, below which a sample alone says what is called, and fields are listed."""
    levels = {elements[at].level for at in starts if elements[at].kind == "heading"}
    tops = [n for n, e in enumerate(elements) if e.kind == "heading" and e.level in levels] if len(levels) == 1 else []
    level = max(levels, default=0)
    known = {call.key for _, _, call in said}
    called = [at for _, at, call in said if call.method or call.path]
    for start in tops:
        title = elements[start].text
        if start in starts or title is None or section_of(words(title)) is not None or OF_OTHERS.search(title.text):
            continue
        end = next(
            (n for n in range(start + 1, len(elements)) if elements[n].kind == "heading" and elements[n].level <= level), len(elements)
        )
        if bisect_left(called, start) < bisect_left(called, end):
            continue
        shown = [call for _, call in _samples(lines, elements[start:end]) if call.method and call.path]
        if shown and shown[0].key not in known and _lists_fields(lines, elements[start:end]):
            yield start


def starts_told(lines: Sequence[Passage], elements: Sequence[Element], told: Sequence[tuple[int, Call]]) -> list[int]:
    """The elements with which operations begin on a page that says in sentences what is called: headings right above one that is new,
    where some of them have fields below them.
    """
    seen: set[tuple[str | None, str]] = set()
    starts: list[int] = []
    before = -1
    for at, call in told:
        start = _heading_above(elements, at, before)
        before = at
        if start is not None and at - start <= _NEAR and call.key not in seen:
            seen.add(call.key)
            starts.append(start)
    ends = [*starts[1:], len(elements)]
    listed = (_lists_fields(lines, elements[start:end]) for start, end in zip(starts, ends, strict=True))
    return starts if len(starts) > 1 and any(listed) else []


def told_beside(
    lines: Sequence[Passage], elements: Sequence[Element], said: Sequence[tuple[int, int, Call]], told: Sequence[tuple[int, Call]]
) -> Iterator[tuple[int, int, Call]]:
    """What sentences say is called on a page that says it of other operations on lines of their own, as such lines would: those between
    whose heading, or the beginning of the page, and the next call fields are listed.
    """
    known = {call.key for _, _, call in said}
    places = [at for _, at, call in said if call.method or call.path]
    level = _level(elements, places[0], -1)
    before = -1
    for at, call in told:
        n = bisect_left(places, at)
        before = max(before, places[n - 1] if n else -1)
        start = _heading_above(elements, at, before)
        alone = start is None and before < 0 and level < 0
        beside = start is not None and elements[start].level == level and at - start <= _NEAR
        title = elements[start].text if start is not None else None
        if call.key in known or n == len(places) or not (alone or beside) or (title is not None and OF_OTHERS.search(title.text)):
            continue
        end = places[n] if alone else next((m for m in range(at, places[n] + 1) if _begins(elements[m], level)), -1)
        if end >= 0 and _lists_fields(lines, elements[at:end]):
            known.add(call.key)
            before = at
            yield elements[at].first, at, call


def _level(elements: Sequence[Element], at: int, before: int) -> int:
    """The level of the heading above an element, down to one before; -1 without any."""
    start = _heading_above(elements, at, before)
    return -1 if start is None else elements[start].level


def _begins(element: Element, level: int) -> bool:
    """Whether an element is a heading of some level or above it."""
    return element.kind == "heading" and element.level <= level


def _samples(lines: Sequence[Passage], elements: Iterable[Element]) -> Iterator[tuple[int, Call]]:
    """What the pieces of code of a page call, with the indexes of their elements."""
    for at, element in enumerate(elements):
        code = list(lines[slice(*element.code)]) if element.kind == "code" else []
        call = (read_curl(code) or read_request(code)) if code else None
        if call is not None:
            yield at, call


def _lists_fields(lines: Sequence[Passage], elements: Iterable[Element]) -> bool:
    """Whether some elements have a table, or a title of a section of fields."""
    for element in elements:
        if element.kind == "table":
            return True
        line = element.text if element.kind == "heading" else lines[element.first] if element.kind == "paragraph" else None
        titled = line is not None and (element.kind == "heading" or line.text.endswith(":") or entitles_section(line.text))
        if titled and line is not None and len(line.text.split()) <= MOST_OF_TITLE and section_of(words(line).rstrip(":")) in FIELDS:
            return True
    return False


def _titles(lines: Sequence[Passage], elements: Sequence[Element], at: int) -> bool:
    """Whether the element above one is a line of a few words, or in bold, the title of what is called below it."""
    above = elements[at - 1]
    if above.kind == "heading":
        return above.text is not None and section_of(words(above.text)) is None
    line = lines[above.first].text
    alone = above.kind == "paragraph" and above.first == above.last
    return alone and len(line.split()) <= MOST_OF_TITLE and line[-1] not in ".:;,)" and "(" not in line and not ITEM.match(line)


def _is_label(element: Element) -> bool:
    """Whether an element right above a call is a title in bold that says what it does: `**Create**`."""
    text = words(element.text).lower().strip(":") if element.kind == "heading" and element.text is not None else ""
    return element.level >= LABEL_LEVEL and bool(text) and text not in ANNOUNCING and section_of(text) is None and not EXAMPLE.search(text)


def _heading_above(elements: Sequence[Element], at: int, before: int) -> int | None:
    """The nearest heading above an element that is no heading of a part of an operation, down to an element before."""
    if elements[at].kind == "heading" and elements[at].level < LABEL_LEVEL and not _is_part(elements, at, before):
        return at
    for n in range(at, before, -1):
        element = elements[n]
        if element.kind != "heading" or element.level >= LABEL_LEVEL or element.text is None:
            continue
        text = words(element.text).lower().strip(":")
        if n != at and text not in GENERIC and not _SHOWS.fullmatch(text) and (section_of(text) is None or _DOES.match(text)):
            return n
    return None


def _is_part(elements: Sequence[Element], at: int, before: int) -> bool:
    """Whether a heading that shows an address stands right below the heading of its operation."""
    return at - 1 > before and elements[at - 1].kind == "heading" and elements[at - 1].level < elements[at].level
