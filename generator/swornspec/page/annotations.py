"""What the help pages of ASP.NET say of a field beside its type: one or several of a few phrases, and nothing else.

Required      String length: inclusive between 1 and 100      Range: inclusive between 0 and 5      Max length: 20      None.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from swornspec.text import Passage, within

_BEGINS: Final = ("Required", "Optional", "String length:", "Range:", "M", "None.", "Data type:")
_PHRASE: Final = re.compile(
    r"(?P<demand>Required|Optional)(?=\s|$)"
    r"|(?:String length|Range): inclusive (?P<bounds>between -?[\d.]{1,20} and -?[\d.]{1,20})"
    r"|Max length: (?P<length>\d{1,9})|Min length: (?P<shortest>\d{1,9})"
    r"|Matching regular expression pattern: (?P<pattern>\S.*?)(?=\s+(?:Required|Optional|String length:|Range:|Max length:|Min length:)|$)"
    r"|(?P<nothing>None\.)",
    re.DOTALL,
)
_BLANK: Final = re.compile(r"\s*")
_MOST: Final = 300


def annotated(parts: Iterable[tuple[str, Passage]]) -> list[tuple[str, Passage]]:
    """What a row says, a cell of such phrases as what each of them says."""
    found: list[tuple[str, Passage]] = []
    for part in parts:
        if part[0] == "prose" and part[1].text.startswith(_BEGINS) and len(part[1].text) <= _MOST:
            found += list(_phrases(part[1])) or (part,)
        else:
            found.append(part)
    return found


def _phrases(cell: Passage) -> Iterator[tuple[str, Passage]]:
    """The phrases of a cell; none where anything else stands in it."""
    found = []
    at = 0
    while at < len(cell.text):
        phrase = _PHRASE.match(cell.text, at)
        if phrase is None or phrase.lastgroup is None:
            return
        if phrase.lastgroup != "nothing":
            found.append((phrase.lastgroup, within(cell, *phrase.span(phrase.lastgroup))))
        blank = _BLANK.match(cell.text, phrase.end())
        at = blank.end() if blank is not None else len(cell.text)
    yield from found
