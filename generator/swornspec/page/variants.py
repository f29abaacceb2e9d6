"""Alternatives of an object that an item of a list begins: what one of them requires is not required of the others.

- `shape` (one of, optional) — The shape.
  - `type`: `round` (RoundShape)          an alternative, and below it its fields
    - `radius` (integer, required)
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from swornspec.page.facets import Facet
from swornspec.text import Passage, within
from swornspec.text.lines import indent_of

_VARIANT: Final = re.compile(r"[-*+•]\s+`[\w.-]{1,60}`:\s+`[^`\n]{1,80}`(?:\s+\(\w{1,80}\))?")
_REQUIRED: Final = re.compile(r"(?:^|,\s{0,3})(?P<word>required)$", re.IGNORECASE)
_FAR: Final = 200  # lines


def opens_variant(text: str) -> bool:
    """Whether a line begins an alternative."""
    return _VARIANT.fullmatch(text) is not None


def within_variant(page: Sequence[Passage], text: str, at: int) -> bool:
    """Whether the item of a list at an index is right below the line that begins an alternative."""
    indent = indent_of(text, page[at])
    for n in range(at - 1, max(-1, at - _FAR), -1) if indent else ():
        if page[n].text and indent_of(text, page[n]) < indent:
            return opens_variant(page[n].text)
    return False


def free_of_demand(said: Iterable[Facet]) -> tuple[list[Facet], list[Passage]]:
    """What is said beside a name, and apart from it the words that say that the field is required."""
    kept: list[Facet] = []
    words: list[Passage] = []
    for role, passage in said:
        behind = _REQUIRED.search(passage.text)
        if behind is None or role not in ("type", "badge", "demand"):
            kept.append((role, passage))
            continue
        words.append(within(passage, *behind.span("word")))
        if behind.start():
            kept.append((role, within(passage, 0, behind.start())))
    return kept, words
