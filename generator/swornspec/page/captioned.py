"""Fields of which each fact has its caption on the line above it, with or without the marks of items.

Name
`size`
Type
integer
Required
Description
In pixels.
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page.facets import Facet, Facets
from swornspec.page.field_lines import IDENTIFIER
from swornspec.page.kinds import read_kind
from swornspec.page.names import Leading, leading_names
from swornspec.text import Passage, within

_MARK: Final = re.compile(r"(?:[-*+•]\s{1,4})?(?P<bare>\S.*)")
_NAMES: Final = frozenset(("name", "parameter", "field", "property", "attribute"))
_DEMANDS: Final = frozenset(("required", "optional"))
_DEFAULT: Final = re.compile(r"defaults?(?:\s+to)?:?\s+(?P<value>\S.{0,100})", re.IGNORECASE)
_MOST: Final = 12  # lines of a head
_FEWEST: Final = 4
_LONGEST: Final = 20  # characters of a caption with its marks


def captioned(page: Sequence[Passage], first: int, last: int) -> tuple[Leading, Facets, int] | None:
    """The field whose head begins with the first of some lines, what its captions say of it, and how many lines they are."""
    if page[first].text[-_LONGEST:].strip("-+• *_:").lower() not in _NAMES or _shown(page[first]).text.strip("*_:").lower() not in _NAMES:
        return None
    lines = page[first : min(last + 1, first + 2 * _MOST)]
    told = [_shown(line) for line in lines[:_MOST] if line.text.strip()]
    if len(told) < _FEWEST or told[2].text.strip("*_:").lower() != "type" or read_kind(told[3].text.strip("`*_")) is None:
        return None
    leading = leading_names(told[1])
    if leading is None or len(leading.names) != 1 or leading.end < len(told[1].text) or not IDENTIFIER.fullmatch(leading.names[0].name):
        return None
    said: list[Facet] = [("type", told[3])]
    at = _FEWEST
    for line in told[_FEWEST:]:
        default = _DEFAULT.fullmatch(line.text)
        if line.text.lower() in _DEMANDS:
            said.append(("demand", line))
        elif default is not None:
            said.append(("default", within(line, *default.span("value"))))
        else:
            at += line.text.strip("*_:").lower() == "description"
            break
        at += 1
    taken = next(n for n in range(len(lines) + 1) if sum(bool(line.text.strip()) for line in lines[:n]) == at)
    return leading, Facets(tuple(said), None, ""), taken


def _shown(line: Passage) -> Passage:
    """A line without the mark of an item."""
    found = _MARK.fullmatch(line.text.strip()) if line.text.strip() else None
    if found is None:
        return line
    start = line.text.index(found["bare"])
    return within(line, start, start + len(found["bare"]))
