"""The values of attributes that are lists: `enum={["a", "b"]}`, `post={["beta"]}`."""

import re
from collections.abc import Iterator
from typing import Final

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
