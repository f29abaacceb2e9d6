"""Lines that are fields by themselves, without the mark of an item: which of them begin one.

`width` **integer** required            a name that is set apart, with its type, where a paragraph begins
weight (number, required): In grams.    a name and its type in brackets, on any line
`note`: Shown on the label.             a name that is set apart, and prose, where the heading above says that fields follow
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page.facets import Facets, read_facets
from swornspec.page.headings import FIELDS, Section
from swornspec.page.names import Leading, leading_names
from swornspec.text import Passage, within

IDENTIFIER: Final = re.compile(r"(?:[a-z]:)?[a-z_$@][\w$@.\[\]{}-]{0,100}|[A-Z][\w.-]*[_-][\w.-]*|[A-Z]+[a-z0-9]+[A-Z]\w*")
_ASIDE: Final = re.compile(r"(?:as|or|and|this|was|has|its|plus|does|is|are)\b|\W")
_COMPOUND: Final = re.compile(r"[a-z$@]\w*(?:_[a-z\d]|[a-z][A-Z])[\w.\[\]]*")
SENT: Final[tuple[Section | None, ...]] = FIELDS
_SET_APART: Final = re.compile(r"[*`~]|__|</|\]\(")  # some of which ends a name that is set apart
_BRACKETED: Final = re.compile(r"[A-Za-z_$@][\w.$@-]{0,60}(?:\[\])?\*?\s?\([A-Za-z]")
_NO_NAMES: Final = frozenset(("true", "false", "null"))
_FACTS: Final = frozenset(("content-type", "accept"))  # headers that no other part of a request has
_MARKS: Final = (":", "-", "–", "—")
_CHROME: Final = re.compile(
    r"(?:©|\(c\)|Copyright\b).{0,200}|Was this (?:page|article|section) helpful\??|Yes|No|Copy|Copied!?|On this page|Next|Previous"
    r"|Home|Search|Edit this page|Sign (?:in|up)|Log ?in|Skip to (?:main )?content|Back to top|Table of contents"
    r"|(?:Accept|Reject)(?: all)?(?: cookies)?|We use cookies.{0,300}",
    re.IGNORECASE,
)
_CHROME_BEGINS: Final = (
    *("©", "(c)", "cop", "was", "yes", "no", "on", "next", "prev", "home", "search"),
    *("edit", "sign", "log", "skip", "back", "table", "accept", "reject", "we"),
)

_AWAY: Final = re.compile(
    r"(?:\[[^\]\n]{1,80}\]\([^()\n]{0,300}\)[\s|·•/>»←→-]{0,8}){2,40}|(?:import|export)\s.{1,200}\sfrom\s[\"'][^\"'\n]{1,200}[\"'];?"
)
_AWAY_BEGINS: Final = ("[", "i", "e")


def leads_away(text: str) -> bool:
    """Whether a line is links to other pages, or what a source takes from other files."""
    return text[:1] in _AWAY_BEGINS and _AWAY.fullmatch(text) is not None


def of_site(text: str) -> bool:
    """Whether a line is one that a site prints around its pages."""
    return text[:9].lower().startswith(_CHROME_BEGINS) and _CHROME.fullmatch(text) is not None


def may_begin_field(text: str, *, first: bool) -> bool:
    """Whether a line may be a field, by its looks; `first` says that a paragraph begins there."""
    return (first and _SET_APART.search(text) is not None) or _BRACKETED.match(text) is not None


def begins_field(text: str, leading: Leading, facets: Facets, section: Section | None, *, listed: bool) -> bool:
    """Whether a line is a field, by its names and what stands behind them; `listed` says that it may be one of the values of a field."""
    if not leading.names or (section != "header" and leading.names[0].name.lower() in _FACTS):
        return False
    if not leading.apart:
        mark = facets.mark in _MARKS or facets.prose is None
        return _BRACKETED.match(text) is not None and "type" in facets.roles and mark and identifies(leading)
    if "type" in facets.roles or (facets.said[:1] and facets.said[0][0] == "badge" and section in SENT):
        return True
    tells = facets.prose is not None or facets.strong
    return section in SENT and facets.mark in _MARKS and tells and not listed and identifies(leading)


def identifies(leading: Leading) -> bool:
    """Whether all names of a line are written as names of fields are."""
    return all(IDENTIFIER.fullmatch(named.name) for named in leading.names)


def begins_prose(leading: Leading, facets: Facets, *, sure: bool) -> bool:
    """Whether a sentence begins right behind a name that is set apart, or that no other word is written as: `max_weight In grams.`

    Where items above are fields for `sure`, it may be any words.
    """
    compound = all(_COMPOUND.fullmatch(named.name) for named in leading.names)
    prose = facets.prose.text if facets.prose is not None and not facets.said else ""
    told = prose[:1].isupper() or (sure and _ASIDE.match(prose) is None)
    return told and " " in prose and identifies(leading) and (leading.apart or compound)


def text_of(page: Sequence[Passage]) -> str:
    """A text in which the lines stand where they stand in their page."""
    pieces, at = [], 0
    for n, line in enumerate(page):
        gap = line.span.start - at
        pieces += ["\n" + " " * (gap - 1) if n and gap else " " * gap, line.text]
        at = line.span.end
    return "".join(pieces)


def names_none(body: Passage, leading: Leading, section: Section | None) -> bool:
    """Whether what an item begins with is no name of a field: a word of JSON, an address, a fact of the whole request as in
    `**Content-Type**: application/json`, or the first of several words that are set apart together: `**Batch Number**: …`.
    """
    name = leading.names[0].name
    titled = not leading.apart and body.text[:2] in ("**", "__") and name[:1].isupper() and " " in body.text[: leading.end + 1]
    return name in _NO_NAMES or "://" in name or titled or (section != "header" and name.lower() in _FACTS)


def leading_is_told(body: Passage) -> bool:
    """Whether an item is a name with a type behind it."""
    leading = leading_names(body)
    return leading is not None and leading.apart and read_facets(within(body, leading.end, len(body.text))).strong
