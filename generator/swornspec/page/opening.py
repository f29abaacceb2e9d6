"""The type that the prose of a field begins with, where nothing else says one: `An integer value for …`, `A boolean indicating …`.

Or that is a sentence of its own, `Optional. Integer. How many …`, or that its first line ends with, in brackets: `How hot it is. (number)`.

A quantity (`A number of pots`) and a thing that is only called like a type (`A string of pearls`, `A list of pots`) are none.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from swornspec.page.kinds import read_kind
from swornspec.page.types import Kind

_SAYS: Final = r"(?:value|indicating|specifying|representing|describing|containing|identifying|defining|that|which|whose|used|to)\b"
_GIVEN: Final = r"(?:(?:specify|provide|pass|supply|accepts|takes|expects|contains|holds) )?"
_STATED: Final[tuple[tuple[str, Mapping[str, Any]], ...]] = (
    (rf"(?:an? )?bool(?:ean)? (?:{_SAYS}|flag|switch|indicator|parameter|field|option)", {"type": "boolean"}),
    (
        rf"an (?:(?:un)?signed |positive |optional )?int(?:eger)?(?= {_SAYS}| number\b| between\b| from\b| greater\b|[.,;:]|$)",
        {"type": "integer"},
    ),
    (r"an? (?:floating[ -]point|float|decimal|numeric|double) (?:value|number)\b", {"type": "number"}),
    (r"a (?:number|float) (?=between -?\d|from -?\d|in the range)", {"type": "number"}),
    (
        rf"a (?:string|text) {_SAYS}|string (?:of format|in the format"
        r"|(?:containing|representing|specifying|identifying|describing|with)\b)",
        {"type": "string"},
    ),
    (rf"{_GIVEN}(?:(?:a )?json |an |nested )?array of (?:[\w-]+ ){{0,2}}objects\b", {"type": "array", "items": {"type": "object"}}),
    (rf"{_GIVEN}(?:(?:a )?json |an |nested )?array of (?:[\w-]+ )?strings?\b(?! or )", {"type": "array", "items": {"type": "string"}}),
    (rf"{_GIVEN}(?:(?:a )?json |an )?array (?:of|with|containing|holding)\b", {"type": "array"}),
    (
        rf"{_GIVEN}(?:a json object\b|(?:(?:a )?json |an |nested )?object (?:contain(?:s|ing)?|with|describing|representing|specifying"
        r"|holding|defining|that (?:contains|describes|holds|defines|specifies)|which (?:contains|describes|holds)|whose)\b)",
        {"type": "object"},
    ),
)
_OPENING: Final = re.compile("|".join(f"({pattern})" for pattern, _ in _STATED), re.IGNORECASE)
_CLOSING: Final = re.compile(
    r"[.!?] \((?P<type>string|int|integer|bool|boolean|number|float|double|decimal)\)(?=\s*(?:\n|$))", re.IGNORECASE
)
_SENTENCE: Final = re.compile(
    r"(?:(?:required|optional|mandatory)[.,:;]\s+)?(?:an?\s+)?(?P<type>(?:array|list) of (?:strings|integers|numbers|objects)"
    r"|string|integer|int|boolean|bool|float|double|number(?=\.)|array(?=\.)|object(?=\.))(?:[.,;]\s+(?=\S)|\s[–—-]\s)",
    re.IGNORECASE,
)
_BEGINS: Final = frozenset("AaBbDdFfIiLlMmNnOoRrSs")
_FIRST: Final = frozenset("AaBbCcEeHhJjNnOoPpSsTt")
_OR_ONE: Final = re.compile(r"[^.;\n]{0,60}?\bor (?:an?|one|just)\b", re.IGNORECASE)
_LATER: Final = re.compile(r"[.!?]\s+(?P<type>An array of (?:strings|integers|numbers|objects))\b(?! or )")


def opening_type(prose: str) -> tuple[Kind, int] | None:
    """The type that prose begins with, and where the words that say it end; None where it begins with something else."""
    if prose[:1] in _BEGINS and (alone := _SENTENCE.match(prose)) is not None and (known := read_kind(alone["type"])) is not None:
        return known.kind, alone.end()
    found = _OPENING.match(prose) if prose[:1] in _FIRST else None
    if found is None or found.lastindex is None:
        closing = (_CLOSING.search(prose) if ")" in prose else None) or (_LATER.search(prose) if "n array of " in prose else None)
        typed = read_kind(closing["type"].removeprefix("An ")) if closing is not None else None
        return (typed.kind, closing.end()) if typed is not None and closing is not None else None
    stated = _STATED[found.lastindex - 1][1]
    return None if stated["type"] == "array" and _OR_ONE.match(prose, found.end()) else (Kind(dict(stated)), found.end())
