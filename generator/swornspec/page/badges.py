"""A short text beside the name of a field, as sites with a box for each field print it, to what it states.

integer · required · (query) · Defaults to 10 · 1 to 50 · length ≤ 20 · [ 1 .. 20 ] characters · Enum: "a" "b" · <date>

A text that is none of these is prose; nothing is guessed.
"""

import re
from functools import lru_cache
from typing import Final

from swornspec.page.cells import read_badge, read_bounds, read_location, read_values
from swornspec.page.kinds import read_kind
from swornspec.page.types import Kind
from swornspec.text import Passage
from swornspec.text.legible import legible, words

Facet = tuple[str, Passage]
MOST: Final = 80  # characters; more is prose
_MOST_RAW: Final = 2_000  # with its markup

_LABELS: Final = (
    ("default", re.compile(r"(?:default(?:s to| value| is)?(?:\s?[:=])?)(?P<rest>(?:(?:\s|(?<=[:=])).{0,80})?)", re.IGNORECASE)),
    ("type", re.compile(r"(?:data )?type\s?:(?P<rest>.{0,60})", re.IGNORECASE)),
    (
        "values",
        re.compile(
            r"(?:enum(?: values?)?|(?:allowed|possible|accepted|available|valid|supported)(?: enum)?(?: values?| options?)?|one of|any of)"
            r"(?:\s?:|(?=\s[\"'`])|$)(?P<rest>.{0,400})",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    ("example", re.compile(r"examples?(?:\s?[:=]|$)(?P<rest>.{0,200})", re.IGNORECASE)),
    ("format", re.compile(r"format\s?[:=](?P<rest>\s?[a-z][a-z0-9-]{1,30})", re.IGNORECASE)),
    ("minimum", re.compile(r"min(?:imum)?(?: value| length| items)?\s?[:=](?P<rest>\s?[-\d.,]{1,20})", re.IGNORECASE)),
    ("maximum", re.compile(r"max(?:imum)?(?: value| length| items)?\s?[:=](?P<rest>\s?[-\d.,]{1,20})", re.IGNORECASE)),
    (
        "bounds",
        re.compile(
            r"(?:(?:required |valid |allowed )?range|(?:string )?length|size|(?:number of )?items)(?:\s?[:=])?(?P<rest>\s.{1,40})",
            re.IGNORECASE,
        ),
    ),
    ("location", re.compile(r"in\s?:(?P<rest>\s?[a-zA-Z]{4,10})")),
)
_SINGLE: Final = ("default", "example", "minimum", "maximum")
_DECORATION: Final = " \t\n·•|,;—–"
_FORMAT: Final = re.compile(r"<\s?(?P<format>[a-z][a-z0-9-]{1,30})\s?>")
_SENTENCE: Final = re.compile(r"[.!?;]\s|\b(?:if|when|unless|must|for|of the)\b", re.IGNORECASE)
_KINDS: Final = (Kind({"type": "number"}), Kind({"type": "string"}), Kind({"type": "array"}))
_STARS: Final = frozenset(("*", "﹡", "✱"))
WAITING: Final = ("default", "values", "example", "type")  # labels whose value may stand in the next piece


def read_facet(passage: Passage) -> Facet | None:
    """What a piece of text states, with the part that says it; a label alone gives its role and an empty passage; None for prose.

    A piece that only separates others has the role `nothing`.
    """
    if len(passage.text) > _MOST_RAW:
        return None
    shown = legible(passage)
    found = _facet(shown.text) if len(shown.text) <= 2 * MOST else _facet.__wrapped__(shown.text)
    if found is None:
        return None
    return found[0], passage if found[0] == "nothing" else shown.part(*found[1:])


def lists_values(facet: Facet) -> bool:
    """Whether a piece says no more than that there is a list of values, which the page may show further on."""
    return facet[0] == "nothing" and words(facet[1]).strip("()[] ·").lower() == "enum"


@lru_cache(maxsize=4096)
def _facet(text: str) -> tuple[str, int, int] | None:
    """What a text states, and which of its characters [start, end) say it."""
    start, end = len(text) - len(text.lstrip(_DECORATION)), len(text.rstrip(_DECORATION))
    if end <= start:
        return "nothing", 0, 0
    if text[start] == "(" and text[end - 1] == ")" and not re.search(r"[()]", text[start + 1 : end - 1]):
        start, end = start + 1, end - 1
    bare = text[start:end].strip("`")
    if bare == "enum":  # as ReadMe marks a field whose values stand below
        return "nothing", 0, 0
    if len(bare) > MOST and not bare.lower().startswith(("enum", "allowed", "possible", "available")):
        return None
    if bare in _STARS or read_badge(bare):
        return ("demand" if bare in _STARS else "badge"), start, end
    for role, pattern in _LABELS:
        found = pattern.fullmatch(text, start, end)
        if found is None:
            continue
        rest = found["rest"].strip()
        if role in _SINGLE and rest[-1:] == "." and " " not in rest:  # the end of `Defaults to 4.`
            rest = rest[:-1]
        if rest and (
            _SENTENCE.search(rest)
            or (role == "bounds" and not _bounded(rest))
            or (role == "values" and not read_values(rest, None))
            or (role == "type" and read_kind(rest) is None)
        ):
            return None
        at = found.start("rest") + len(found["rest"]) - len(found["rest"].lstrip())
        return role, at, at + len(rest)
    if (form := _FORMAT.fullmatch(bare)) is not None:
        at = text.index(form["format"], start)
        return "format", at, at + len(form["format"])
    if read_location(bare.removesuffix(" parameter").removesuffix(" param")) and bare.lower() not in ("json", "url", "uri", "form"):
        return "location", start, end
    if _bounded(text[start:end]):
        return "bounds", start, end
    if read_kind(bare) is not None:
        return "type", start, end
    return None


def _bounded(text: str) -> bool:
    return any(read_bounds(text, kind) for kind in _KINDS)
