"""Operations that are called by the names of their headings, at an address that the page shows once.

All requests are sent to `https://api.x.com/kiln<token>/METHOD_NAME`, by GET or POST.

### firePot                 POST /kiln{token}/firePot
### coolPot                 POST /kiln{token}/coolPot
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.page.headings import section_of
from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.requests import Call
from swornspec.text import Passage, within
from swornspec.text.legible import words

_PATTERN: Final = re.compile(
    r"(?P<server>https?://[\w.:{}-]{1,120})?(?P<path>/(?:[\w.{}<>:-]{1,80}/){0,6})"
    r"(?:METHOD_?NAME\b|METHOD\b|[{<\[:](?i:(?:api[_-])?method(?:[_-]?name)?)[}>\]]?)(?=[`\s.,;)\"'?]|$)"
)
_NAME: Final = re.compile(r"[a-z][A-Za-z0-9]{1,60}(?:[._][A-Za-z0-9]{1,60}){0,4}(?:\(\))?")
_SENDS: Final = re.compile(r"\b(?:GET|POST)\b")
_MOST: Final = 600  # characters of a line
_NEAR: Final = 3  # lines around the address that say how it is called
_FEWEST: Final = 2


def method_calls(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, int, Call]]:
    """What the headings of a page call, with the indexes of their lines and elements; nothing where no address has a place for them."""
    shown = next(_addresses(lines, elements), None)
    if shown is None:
        return
    n, server, path = shown
    spoken = {word for line in lines[max(0, n - _NEAR) : n + _NEAR + 1] for word in _SENDS.findall(line.text[:_MOST])}
    method = "GET" if spoken == {"GET"} else "POST"
    named = [(at, e) for at, e in enumerate(elements) if e.kind == "heading" and e.level < LABEL_LEVEL and e.text and _called(e.text)]
    levels = [e.level for _, e in named]
    level = max(set(levels), key=levels.count, default=0)
    named = [(at, e) for at, e in named if e.level == level and e.first > n]
    for at, element in named if len(named) >= _FEWEST else ():
        if element.text is not None:
            line, span = lines[element.first].span, element.text.span
            inside = line.page == span.page and line.start <= span.start and span.end <= line.end  # not so in markup, read flat
            yield (
                element.first,
                at,
                Call(method, server, Passage(f"{path.text}{words(element.text).removesuffix('()')}", span if inside else line)),
            )


def _addresses(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, Passage | None, Passage]]:
    for element in elements:
        shown = lines[element.first : element.last + 1] if element.kind in ("paragraph", "code") else ()
        for n, line in enumerate(shown, element.first):
            text = line.text
            found = _PATTERN.search(text) if "/" in text and len(text) <= _MOST and "ethod" in text.lower() else None
            if found is not None:
                server = within(line, *found.span("server")) if found["server"] else None
                yield n, server, within(line, *found.span("path"))


def _called(title: Passage) -> bool:
    """Whether a title is the name of a method, and no word."""
    text = words(title)
    return _NAME.fullmatch(text) is not None and section_of(text) is None


__all__ = ["method_calls"]
