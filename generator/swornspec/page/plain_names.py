"""Names of fields that nothing sets apart and that have no type beside them, in sections that list fields.

width: The width in pixels.          a paragraph that begins with a name
width:                               a name on a line of its own, and its prose below
width #                              the same, with the sign of an anchor
width (required)                     the same, with whether it is required
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.text import Passage, within

_PLAIN: Final = re.compile(r"(?P<name>[a-z_$][\w$.-]{0,60}(?:\[\])?)(?:(?P<apart>:|\s?[#¶])|:\s(?P<prose>[A-Z\"“].*\s.*\s.*))")
_ASKED: Final = re.compile(r"(?P<name>[a-z_$][\w$.-]{0,60}(?:\[\])?) ?\((?:required|optional|mandatory)\):?", re.IGNORECASE)
_ENDS: Final = (":", "#", "¶", ")")
_NO_NAMES: Final = frozenset(
    (
        *("note", "notes", "example", "examples", "tip", "warning", "important", "see", "e.g", "i.e", "or", "and"),
        *("default", "error", "http", "https"),
    )
)
_MOST: Final = 600  # characters of a line
_FEWEST: Final = 2  # such names


def plain_name(line: Passage) -> tuple[Passage, Passage | None] | None:
    """The name that a line begins with, and its prose where that stands on the line; None where it begins with none."""
    text = line.text
    if len(text) > _MOST or (": " not in text and text[-1:] not in _ENDS):
        return None
    found = _PLAIN.fullmatch(text) or _ASKED.fullmatch(text)
    if found is None or found["name"] in _NO_NAMES:
        return None
    prose = within(line, *found.span("prose")) if found.re is _PLAIN and found["prose"] else None
    return within(line, *found.span("name")), prose


def any_plain(lines: Sequence[Passage]) -> bool:
    """Whether so many lines begin with such names that they may be those of fields."""
    found = 0
    for line in [line for line in lines if line.text[-1:] in _ENDS or ": " in line.text]:
        found += plain_name(line) is not None
        if found >= _FEWEST:
            return True
    return False
