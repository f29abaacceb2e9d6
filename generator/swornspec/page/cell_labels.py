"""Lines of labels in the cell of a field, where no column has its type: `**Type:** integer<br>**Range:** 1 to 9`.

Only types, formats and demands are taken: what else such lines say of values is read as the sentences that they are.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from swornspec.page.cells import read_demand
from swornspec.page.kinds import read_kind
from swornspec.text import Passage, within

_LINE: Final = re.compile(
    r"(?:\A|<br ?/?>|\n|<(?:div|p|li|ul|dd)\b[^<>]{0,200}>|[;•])\s{0,40}(?:<(?:strong|b|em|span)\b[^<>]{0,100}>|\*\*|__|[-*]\s)?"
    r"(?P<label>(?:(?:data|value|field|param(?:eter)?)[ -]?)?type|required|mandatory|optional)"
    r"\s?:?(?:</(?:strong|b|em|span)>|\*\*|__)?\s?:?\s{0,40}"
    r"(?:<(?:code|em|i|span|tt)\b[^<>]{0,100}>|`|\*)?(?P<said>[A-Za-z][\w \[\]()|,/-]{1,60}?)(?:</(?:code|em|i|span|tt)>|`|\*)?"
    r"\s{0,40}(?=<br|\n|</|<div|<p\b|<li|[;•]|\Z)",
    re.IGNORECASE,
)
_COLON: Final = re.compile(r"type\W{0,12}:|(?:required|mandatory|optional)\W{0,12}:", re.IGNORECASE)
_TYPE: Final = "type"


def labelled(parts: Iterable[tuple[str, Passage]]) -> Iterator[tuple[str, Passage]]:
    """What a row says, with the types and demands that lines of its cells have labels for, where no other cell has one of them."""
    said = list(parts)
    taken = {role for role, _ in said}
    for role, cell in said:
        for found in _LINE.finditer(cell.text) if role in ("prose", "value", "bounds") and _COLON.search(cell.text) else ():
            kind = _TYPE if found["label"].lower().endswith(_TYPE) else "demand"
            told = read_kind(found["said"]) if kind == _TYPE else read_demand(found["said"])
            if kind not in taken and told is not None and ":" in found.group():
                taken.add(kind)
                yield kind, within(cell, *found.span("said"))
        yield role, cell


__all__ = ["labelled"]
