"""Lines of a name and its type and nothing else, in sections that list fields, with prose below them.

prompt string
image object (Image)                 the type with what the page calls it
steps integer required
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page.facets import Facets
from swornspec.page.field_lines import identifies
from swornspec.page.names import Leading
from swornspec.text import Passage

_LINE: Final = re.compile(
    r"(?P<name>[A-Za-z_$][\w$.-]{0,60}(?:\[\])?)\s{1,4}"
    r"(?:string|integer|int|int32|int64|number|float|double|boolean|bool|object|array|enum|list|uuid|file)\b\S{0,30}(?:\s\S{1,30}){0,6}"
)
_TITLED: Final = re.compile(r"\([A-Z]\w{0,60}\)")
_FEWEST: Final = 2  # such lines
_MOST: Final = 120  # characters of a line


def any_typed(lines: Sequence[Passage]) -> bool:
    """Whether several lines may be names with their types."""
    names: set[str] = set()
    for line in lines:
        found = _LINE.fullmatch(line.text) if " " in line.text and len(line.text) <= _MOST else None
        if found is not None:
            names.add(found["name"])
            if len(names) >= _FEWEST:
                return True
    return False


def may_be_typed(line: Passage) -> bool:
    """Whether a line looks like a name with its type."""
    return len(line.text) <= _MOST and _LINE.fullmatch(line.text) is not None


def typed_line(leading: Leading, facets: Facets) -> Facets | None:
    """What a line says of a field where it has its name and type and nothing else; None where it is no such line."""
    if len(leading.names) != 1 or "type" not in facets.roles or not identifies(leading):
        return None
    if facets.prose is not None:
        return Facets(facets.said, None, "") if _TITLED.fullmatch(facets.prose.text) else None
    return facets if facets.mark in ("", ".") else None
