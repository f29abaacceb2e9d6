"""Which headings are the titles of operations: what stands above the line that says what is called, headings of its parts aside.

## Paint an image          the title, of the highest level below the call before
### HTTP request           no title: it announces the address
POST /v1/images

**Delete**                 a title in bold, right above what is called
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from swornspec.page.headings import section_of
from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.requests import Call
from swornspec.text import Passage
from swornspec.text.legible import words

MOST_OF_TITLE: Final = 6  # words of a line that is a title in all but its marks
_DOES: Final = re.compile(  # a heading that says what an operation does, whatever sections are called
    r"(?:create|get|list|update|delete|add|remove|retrieve|fetch|find|send|submit|cancel|generate|upload|download|edit|modify|replace|patch"
    r"|start|stop|check|validate|verify|read|show|make|query(?!\s(?:string|param|arg))|search(?!\s(?:param|arg|quer))"
    r"|request(?=\s(?:an?|the|new)\b))\s+(?!param|field|arg|bod|header|attr|propert|option)\w",
)
_GENERIC: Final = (
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
ANNOUNCING: Final = (*_GENERIC, "request method", "http method", "api url", "request address", "endpoint url")
"""What headings say that announce no more than an address or a method."""
_EXAMPLE: Final = re.compile(r"\b(?:examples?|samples?)\b", re.IGNORECASE)
_ITEM: Final = re.compile(r"[-*+•]\s")


def stands_above(lines: Sequence[Passage], elements: Sequence[Element], at: int) -> bool:
    """Whether the element above one is a line of a few words, or in bold, the title of what is called below it."""
    above = elements[at - 1]
    if above.kind == "heading":
        return above.text is not None and section_of(words(above.text)) is None
    line = lines[above.first].text
    alone = above.kind == "paragraph" and above.first == above.last
    return alone and len(line.split()) <= MOST_OF_TITLE and line[-1] not in ".:;,)" and "(" not in line and not _ITEM.match(line)


def is_label(element: Element) -> bool:
    """Whether an element right above a call is a title in bold that says what it does: `**Create**`."""
    text = words(element.text).lower().strip(":") if element.kind == "heading" and element.text is not None else ""
    return element.level >= LABEL_LEVEL and bool(text) and text not in ANNOUNCING and section_of(text) is None and not _EXAMPLE.search(text)


def heading_above(elements: Sequence[Element], at: int, before: int) -> int | None:
    """The nearest heading above an element that is no heading of a part of an operation, down to an element before."""
    if elements[at].kind == "heading" and elements[at].level < LABEL_LEVEL and not _is_part(elements, at, before):
        return at
    for n in range(at, before, -1):
        element = elements[n]
        if element.kind != "heading" or element.level >= LABEL_LEVEL or element.text is None:
            continue
        text = words(element.text).lower().strip(":")
        if n != at and text not in _GENERIC and (section_of(text) is None or _DOES.match(text)):
            return n
    return None


def is_example(elements: Sequence[Element], at: int, before: int, call: Call, seen: Iterable[tuple[str | None, str]]) -> bool:
    """Whether an address below a heading that announces an example fills in the parameters of one that is known."""
    shown = next((e.text for e in reversed(elements[before + 1 : at + 1]) if e.kind == "heading"), None)
    if shown is None or call.path is None or not _EXAMPLE.search(words(shown)):
        return False
    parts = call.path.text.rstrip("/").split("/")
    for method, route in seen:
        known = route.rstrip("/").split("/")
        if method == call.method and len(known) == len(parts) and all(a == b or a[:1] == "{" for a, b in zip(known, parts, strict=True)):
            return True
    return False


def _is_part(elements: Sequence[Element], at: int, before: int) -> bool:
    """Whether a heading that shows an address stands right below the heading of its operation."""
    return at - 1 > before and elements[at - 1].kind == "heading" and elements[at - 1].level < elements[at].level
