"""What stands beside or below the type of a field on pages that were copied from a browser, glued together or apart.

A text goes in; what each of its parts says comes out, or nothing where one of them is anything else.

    Required     Optional>=1<=8Defaults to 4     Optional`1-8`Defaults to `1`     Requiredformat: "uri">=1 character

Where a facet ends is where the next one begins.
"""

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from swornspec.page.roles import Role
from swornspec.text.legible import Legible

_N: Final = r"-?\d[\d,]{0,18}(?:\.\d{1,15})?(?:e[+-]?\d{1,3})?"
_UNIT: Final = r"(?:\s?(?:characters?|items?|entries))?"
_START: Final = re.compile(
    r"Required|Optional|Deprecated|Beta(?![a-z])|Read-only|Write-only|Nullable|Defaults? to[ `]|Default:|format: "
    rf"|`?(?:>=|<=|≥|≤|>|<)\s?{_N}|`{_N}\s?-\s?{_N}{_UNIT}`|(?<=[a-z]){_N}\s?-\s?{_N}(?![\w-])"
)
_LEADS: Final = re.compile(r"[RODBNW><≥≤\d`]|format: ")  # what every one of these has
_FACET: Final = re.compile(
    r"(?P<demand>(?<=[\w\])>])(?:Required|Optional) (?:only )?(?:if|unless|when|for|conditionally)\b[^\n]{0,160}$|Required|Optional)"
    r"|(?P<badge>Deprecated|Read-only|Write-only|Nullable)|(?P<site>Beta|Alpha|Preview|Experimental|Legacy|New)(?![a-z])"
    r"|Default(?:s? to |s? to(?=`)|: ?)(?P<default>`[^`]{0,200}`|\"[^\"]{0,200}\"|.{1,200}?)"
    r"(?=\s*(?:$|`?(?:>=|<=|≥|≤)|Required|Optional|(?:Deprecated|Beta)$|format: \"))"
    rf"|`?(?P<bounds>(?:>=|<=|≥|≤|>|<)\s?{_N}{_UNIT}|{_N}\s?(?:-|to)\s?{_N}{_UNIT})`?"
    rf"|`?format: ?(?P<quote>\"?)(?:(?P<pattern>\^.{{1,500}}?)|(?P<format>[a-z][\w-]{{0,40}}))(?P=quote)`?(?=\s*(?:$|`|>|<|Defaults))",
    re.DOTALL,
)
_BETWEEN: Final = re.compile(r"[\s,;·•|/()]*")
_CONDITIONAL: Final = re.compile(r"\b(?:if|when|unless|for|otherwise|depending|but|which)\b|\.$")
_FIRST: Final = frozenset("RODNWBAPEL-`><≥≤f0123456789,;·•|/()" + "\\&[!*_")  # and what markup begins with, which is not read
_MOST: Final = 12
_SHORT: Final = 200  # characters of a text that is kept with its facets


class Facet(Struct, frozen=True, gc=False):
    """A part [start, end) of a text, and what it says; no role for words about the site."""

    role: Role | None
    start: int
    end: int


def facets_at(text: str) -> int:
    """Where the facets behind a name or a type begin; the length of a text without any."""
    found = _START.search(text) if _LEADS.search(text) else None
    return found.start() if found else len(text)


def begins_as_facet(line: str) -> bool:
    """Whether a line begins with a character that facets begin with; only such a line can consist of them."""
    return line[:1] in _FIRST or not line[:1].isascii()


def read_facets(shown: Legible, start: int = 0) -> tuple[Facet, ...] | None:
    """The facets of a text from an offset on; None when there is anything else, or nothing."""
    return _facets(shown.text, start) if len(shown.text) <= _SHORT else _facets.__wrapped__(shown.text, start)


@lru_cache(maxsize=4096)
def _facets(text: str, start: int) -> tuple[Facet, ...] | None:
    found: list[Facet] = []
    at = _past(text, start)
    while at < len(text) and len(found) <= _MOST:
        match = _FACET.match(text, at)
        if match is None:
            return None
        for role in ("demand", "badge", "default", "bounds", "pattern", "format"):
            if match[role]:
                if role == "default" and match["default"][:1] not in '`"' and _is_sentence(match["default"]):
                    return None
                found.append(Facet(role, *match.span(role)))
        if match["site"]:
            found.append(Facet(None, *match.span()))
        at = _past(text, match.end())
    return tuple(found) if found and at >= len(text) else None


def _is_sentence(default: str) -> bool:
    """Whether words about a default say more than a value: `the size of the kite.`, `1 when there is one`."""
    return bool(_CONDITIONAL.search(default)) and len(default.split()) > 1


def _past(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at
