"""Heads of fields whose words a copy has run together, prose included: the name, the type, and what is said beside it.

codestringrequiredThe code of the coupon.     imagestring* required     audiobooleanDefault: true     tagsstring[]· uuid
codeoptionalstringThe code of the coupon.     hue?stringThe hue.     code*string     tail?Tail     `?`: may be left out, `*`: must not
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from swornspec.page.kinds import read_kind
from swornspec.page.types import Kind
from swornspec.page.unions import read_union

Place = tuple[int, int]
"""The characters [start, end) of a line."""

_WORD: Final = r"(?:string|integer|number|float|boolean|object|array|enum|Enum|file)"
_TYPE: Final = rf"{_WORD}(?:\[\])?(?:<[a-z-]{{2,12}}>)?(?:\s?· ?[a-z][a-z0-9-]{{1,12}}?(?![a-z])| \([a-z][a-z0-9-]{{1,20}}\))?"
_HEAD: Final = re.compile(
    rf"(?P<type>{_TYPE})(?:\s?\*)?\s?(?P<demand>required|optional)?"
    r"(?:[Dd]efault: ?(?P<default>\"[^\"]{0,80}\"|[\w.:/+-]{1,60}))?(?P<prose>(?<![A-Z])(?:[A-Z(“\[]|\d{1,3}[ -][a-z]).+)?"
)
_NAME: Final = re.compile(r"[a-z_$][\w.$-]{0,60}")
_ABOVE: Final = re.compile(r"(?<=[a-zA-Z0-9])(?P<demand>required|optional)$")  # between a name and its type
_AT: Final = re.compile(rf"(?={_WORD})")
_APART: Final = re.compile(r"[\w$.-]{1,60} (?:object|array)(?:\[\])?(?:required|nullable)?")
_MOST: Final = 600
_MOST_NAME: Final = 62
_FEWEST_PLAIN: Final = 4  # lines of a name, a type and prose, beside one that says more
_FEWEST: Final = 2  # lines that say more than a name and a type, of a page whose lines are run together


@dataclass(frozen=True, slots=True)
class Glued:
    """What a line says, by its characters; `prose` is where its prose begins, -1 without any."""

    name: Place
    type: Place
    kind: Kind
    demand: Place | None
    default: Place | None
    prose: int
    marked: bool = False

    @property
    def told(self) -> bool:
        """Whether it says more than a name and a type."""
        return self.marked or self.demand is not None or self.default is not None


def runs_together(texts: Iterable[str]) -> bool:
    """Whether enough lines of a page are heads that are run together; objects with a gap are those of Docusaurus, whose parts follow."""
    found, plain = 0, 0
    for text in texts:
        if ("object" in text or "array" in text) and _APART.fullmatch(text):
            return False
        may_tell = "required" in text or "optional" in text or "efault:" in text or "?" in text[:_MOST_NAME] or "*" in text[:_MOST_NAME]
        head = read_glued(text) if may_tell or plain <= _FEWEST_PLAIN else None
        found += may_tell and head is not None and head.told
        plain += head is not None and not head.told and head.prose > 0
    return found >= _FEWEST or (found > 0 and plain >= _FEWEST_PLAIN)


def read_glued(text: str) -> Glued | None:
    """The head of a field that a line is; None where it is none, or may be cut in several ways."""
    return _glued(text[:_MOST]) if text[:1].islower() or text[:1] in "_$" else None


@lru_cache(maxsize=4096)
def _glued(text: str) -> Glued | None:
    space = text.find(" ")
    word = _NAME.match(text)
    end = min(word.end() if word else 0, space if space >= 0 else len(text))
    if word is not None and text[end : end + 1] in ("?", "*") and end == word.end() and (marked := _marked(text, end)) is not None:
        return marked
    found = []
    for place in _AT.finditer(text, 1, end):
        head = _HEAD.fullmatch(text, place.start())
        if head is not None and (kind := _kind(head["type"])) is not None:
            found.append((place.start(), head, kind))
    if len(found) != 1:
        return None
    start, head, kind_ = found[0]
    before = _ABOVE.search(text[:start]) if not head["demand"] else None
    demand = head.span("demand") if head["demand"] else before.span() if before else None
    default = head.span("default") if head["default"] else None
    return Glued(
        (0, before.start() if before else start), head.span("type"), kind_, demand, default, head.start("prose") if head["prose"] else -1
    )


def _marked(text: str, end: int) -> Glued | None:
    """A head whose name has a mark behind it; its type is all of the line, or a word that prose follows."""
    demand = (end, end + 1) if text[end] == "*" else None
    whole = read_union(text[end + 1 :], named=True) if text[end + 1 : end + 2].isalpha() or text[end + 1 : end + 2] == '"' else None
    if whole is not None:
        return Glued((0, end), (end + 1, len(text)), whole, demand, None, -1, marked=True)
    head = _HEAD.fullmatch(text, end + 1)
    kind = _kind(head["type"]) if head is not None else None
    if head is None or kind is None:
        return None
    prose = head.start("prose") if head["prose"] else -1
    return Glued((0, end), head.span("type"), kind, demand, head.span("default") if head["default"] else None, prose, marked=True)


def _kind(text: str) -> Kind | None:
    """The kind of a type, whose items may have a format behind it: `string[]· uuid`."""
    word, _, said = (part.strip() for part in text.partition("·"))
    typed = read_kind(f"array of {said}" if said and word.endswith("[]") else f"{word} · {said}" if said else word)
    return None if typed is None else typed.kind
