"""Items that say something of fields before they name them.

* POST Arguments: size - (int) How large.    where it is sent
* Mandatory fields: size, mood               that they are required
"""

import re
from collections.abc import Iterable
from typing import Final

from swornspec.page.entry import Entry
from swornspec.page.facets import read_facets
from swornspec.page.field_lines import identifies
from swornspec.page.headings import Section, section_of
from swornspec.page.names import leading_names
from swornspec.text import Passage, within

_LABEL: Final = re.compile(
    r"[*_]{0,2}(?P<label>(?:[A-Za-z]{2,20}[ -]){0,3}(?:argument|parameter|param|arg|field|header|variable)s?)[*_]{0,2}\s?:[*_]{0,2}\s{1,4}"
    r"(?=[`*_]{0,2}[A-Za-z_$@])",
    re.IGNORECASE,
)
_DEMANDED: Final = re.compile(
    r"[*_]{0,2}(?P<word>mandatory|required)(?: (?:fields|parameters|params|arguments|args|keys|attributes))?[*_]{0,2}\s?:[*_]{0,2}\s{1,4}",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r"\s?,\s?(?:and\s)?|\s(?:and|&)\s")
_CASE: Final = re.compile(r"(?P<name>[A-Za-z_$@][\w.$@-]{0,80})`? (?:for|if|when|with|in case)\b.{1,200}")
_SENT: Final = ("path", "query", "header", "cookie", "body", "request")


def announced(item: Passage) -> tuple[Section, Passage] | None:
    """The section that an item names before a field, and the rest of it; None where no name with its type follows."""
    found = _LABEL.match(item.text) if ":" in item.text else None
    section = section_of(found["label"]) if found is not None else None
    if found is None or section not in _SENT:
        return None
    rest = within(item, found.end(), len(item.text))
    leading = leading_names(rest)
    if leading is None or len(leading.names) != 1 or not (leading.apart or identifies(leading)):
        return None
    facets = read_facets(within(rest, leading.end, len(rest.text)))
    return (section, rest) if "type" in facets.roles else None


def demands(item: Passage, entries: Iterable[Entry]) -> bool:
    """Whether an item says of some fields, by their names, that they are required; then they are.

    Where the last of them is required in some case alone, it is none of them.
    """
    found = _DEMANDED.match(item.text) if ":" in item.text else None
    known = {entry.name: entry for entry in entries} if found is not None else {}
    if found is None:
        return False
    *others, last = [piece.strip("`*. ") for piece in _JOINT.split(item.text[found.end() :])]
    case = _CASE.match(last)
    names = [*others, *([last] if case is None else [])]
    if not names or not known.keys() >= {*names, *([case["name"]] if case is not None else [])}:
        return False
    for name in names:
        known[name].say("badge", within(item, *found.span("word")))
    return True
