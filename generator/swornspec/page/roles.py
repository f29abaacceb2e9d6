"""What an entry is told in, and cells of defaults that hold more than a default.

1024
Min: 512 Max: 2048          on the line below the default
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

from swornspec.page.cells import read_bounds
from swornspec.page.types import Kind
from swornspec.text import Passage
from swornspec.text.legible import legible, reads

Role = Literal[
    "type",
    "demand",
    "optional",
    "default",
    "bounds",
    "minimum",
    "maximum",
    "length",
    "shortest",
    "multiple",
    "values",
    "value",
    "format",
    "pattern",
    "nullable",
    "example",
    "badge",
    "prose",
    "member",
]
"""What a piece of a page says of a field."""

_LINE: Final = re.compile(r"[^\n]+")
_LIMITS: Final = re.compile(r"(?:min|max|range|between|[<>≤≥\[(])", re.IGNORECASE)
_LISTS: Final = re.compile(r"(?:options|values|enum|(?:allowed|possible|valid) values|one of)\s?:\s*", re.IGNORECASE)


def lines_apart(passage: Passage) -> Iterator[tuple[Role, Passage]]:
    """A cell of defaults, with what it has on further lines as what it is: `1024` above `Min: 512 Max: 2048`."""
    if "\n" not in reads(passage.text):
        yield "default", passage
        return
    shown = legible(passage)
    pieces = [m.span() for m in _LINE.finditer(shown.text)]
    roles = [_role_of_line(shown.text[slice(*piece)]) for piece in pieces]
    if not any(r != "default" for r in roles) or roles.count("default") > 1:
        yield "default", passage
        return
    for other, (start, end) in zip(roles, pieces, strict=True):
        lead = len(found.group()) if (found := _LISTS.match(shown.text, start)) else 0
        yield other, shown.part(start + lead, end)


def _role_of_line(line: str) -> Role:
    """What a line says in a cell that holds a default: bounds, the values there are, or the default."""
    if _LISTS.match(line):
        return "values"
    return "bounds" if _LIMITS.match(line) and read_bounds(line, Kind({"type": "number"})) is not None else "default"
