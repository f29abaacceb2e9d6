"""Addresses below headings of examples, which fill in the parameters of one that is known: `GET /v1/pots/7`, of `GET /v1/pots/{id}`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.requests import Call
from swornspec.text.legible import words

EXAMPLE: Final = re.compile(r"\b(?:examples?|samples?)\b", re.IGNORECASE)


def fills_in(elements: Sequence[Element], at: int, before: int, call: Call, seen: Iterable[tuple[str | None, str]]) -> bool:
    """Whether an address below a heading that announces an example fills in the parameters of one that is known."""
    if call.path is None or not any(_around(elements, at, before)):
        return False
    parts = call.path.text.rstrip("/").split("/")
    for method, route in seen:
        known = route.rstrip("/").split("/")
        if method == call.method and len(known) == len(parts) and all(a == b or a[:1] == "{" for a, b in zip(known, parts, strict=True)):
            return True
    return False


def _around(elements: Sequence[Element], at: int, before: int) -> Iterator[bool]:
    """Whether each heading around an element announces an example: the nearest, and those of higher levels above it, far as they are."""
    level = LABEL_LEVEL + 1
    for n in range(at, -1, -1):
        element = elements[n]
        if element.kind == "heading" and element.text is not None and element.level < level and (n > before or level <= LABEL_LEVEL):
            level = element.level
            yield EXAMPLE.search(words(element.text)) is not None
            if level <= 1:
                return
