"""The values of attributes that are lists: `enum={["a", "b"]}`, `post={["beta"]}`."""

import re
from collections.abc import Iterator
from typing import Final

from swornspec.page.entry import Entry
from swornspec.page.kinds import read_kind
from swornspec.page.types import read_number
from swornspec.text import Passage, within

_QUOTED: Final = re.compile(r"\"([^\"\n]{1,80})\"|'([^'\n]{1,80})'")


def unbracketed(value: Passage) -> Passage:
    """A list of values without its brackets."""
    text = value.text
    if not (text.startswith("[") and text.endswith("]")) or "\n" in text:
        return value
    inner = text[1:-1]
    lead = 1 + len(inner) - len(inner.lstrip())
    return within(value, lead, lead + len(inner.strip()))


def listed(value: Passage) -> Iterator[Passage]:
    """The texts in a list of them; a value that is no list is one."""
    if "\n" in value.text or not value.text.startswith("["):
        yield value
        return
    for found in _QUOTED.finditer(value.text):
        yield within(value, *found.span(1 if found[1] else 2))


def is_text(text: str, value: Passage, entry: Entry) -> bool:
    """Whether a default that stands in quotes is a text: one of several words, or a number of a type that is the page's own."""
    start, end = value.span.start, value.span.end
    if not text[start - 1] == text[end : end + 1] == '"':
        return False
    unknown = any(role == "type" and read_kind(passage.text) is None for role, passage in entry.said)
    return " " in value.text or (unknown and read_number(value.text) is not None)
