"""A type with all that is said beside it in one line, as copies of pages made with Redoc have it, to its parts.

string <uuid> (Order) [ 1 .. 36 ] characters ^[0-9a-f-]+$
Array of strings <= 5 items unique [ items <= 20 characters ]
integer or null >= 0 Nullable
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from swornspec.page.cells import read_bounds
from swornspec.page.roles import Role
from swornspec.page.types import Kind, read_number
from swornspec.page.unions import read_union
from swornspec.text import Passage
from swornspec.text.legible import Legible, legible

_WORD: Final = r"(?:string|integer|number|boolean|object|null|file|any|array)"
_TYPE: Final = re.compile(rf"(?:Array of )?(?:arrays of )?{_WORD}s?(?: or (?:Array of )?{_WORD}s?){{0,4}}(?=[\s(<\[A-Z]|\^|$)")
_GLUED: Final = re.compile(
    rf"(?:(?P<array>Array of ?)(?P<items>{_WORD})s|(?P<one>{_WORD}))(?=[a-z])"
)  # to prose in small letters, in a row
_N: Final = r"-?\d[\d,]{0,18}(?:\.\d{1,15})?"
_UNIT: Final = r"(?: (?:characters?|items?|properties))?"
_PIECE: Final = re.compile(
    r"<\s?(?P<format>[A-Za-z][\w-]{0,40})\s?>"
    r"|\((?P<title>[^()\n]{1,120})\)"
    rf"|(?P<bounds>[\[(]\s?{_N}\s?\.\.\s?{_N}\s?[\])]{_UNIT}|(?:<=|>=|<|>)\s?{_N}{_UNIT}|non-empty)"
    rf"|=\s?(?P<exact>\d{{1,9}}) (?P<of>characters?|items?)"
    rf"|multiple of (?P<multiple>{_N})"
    r"|decimal places <= (?P<places>\d{1,2})"
    r"|(?P<unique>unique)(?![\w-])"
    r"|(?P<badge>[Nn]ullable|[Dd]eprecated|[Rr]ead-only|[Ww]rite-only|required)(?![a-z\d_-])"
    r"|\[ ?items (?P<items>[^\[\]]{1,200}?) ?\]"
    r"|(?P<pattern>\^(?:.{1,400}\$(?=\s*$)|\S{1,400}\$(?=\s)))"
)
_BETWEEN: Final = re.compile(r"[\s·,]*")
_NO_FORMATS: Final = frozenset(("any", "enum", "object", "string"))
_MOST: Final = 600
_MOST_PIECES: Final = 12


@dataclass(slots=True)
class TypeLine:
    """The type of a line, where it stands, and what is said beside it: by a role, or as the keywords that it is."""

    kind: Kind
    type: Passage
    said: list[tuple[Role, Passage]] = field(default_factory=list)
    stated: list[tuple[dict[str, Any], Passage]] = field(default_factory=list)


def read_type_line(line: Passage, *, markup: bool = False) -> TypeLine | None:
    """The type line that a line is; None when it is anything else, or more than that. In `markup`, marks may be escaped."""
    if len(line.text) > _MOST:
        return None
    shown = legible(line) if markup else Legible(line.text, range(len(line.text) + 1), line)
    found = read_opening(shown, 0)
    return found[0] if found is not None and found[1] >= len(shown.text) else None


def read_opening(line: Legible, at: int, *, row: bool = False) -> tuple[TypeLine, int] | None:
    """The type that a line has from an offset on, with what is said beside it, and where that ends; None without a type there.

    In a row, whose cell begins with the type, a scrape may have lost the gap behind that.
    """
    found = _TYPE.match(line.text, at)
    kind = read_union(found.group()) if found is not None else None
    if found is None and row and (found := _GLUED.match(line.text, at)) is not None:
        kind = read_union(f"Array of {found['items']}s" if found["array"] else found["one"])
    if found is None or kind is None:
        return None
    read = TypeLine(kind, line.part(at, found.end()))
    return read, _beside(line, found.end(), read)


def _beside(line: Legible, at: int, read: TypeLine) -> int:
    """Where a line goes on with something else than what is said beside a type, which is kept."""
    for _ in range(_MOST_PIECES):
        gap = _BETWEEN.match(line.text, at)
        after = gap.end() if gap else at
        found = _PIECE.match(line.text, after)
        if found is None or not _say(line, found, read):
            return after
        at = found.end()
    return at


def _say(line: Legible, found: re.Match[str], read: TypeLine) -> bool:
    """Whether a piece can be said of the type; then it is."""
    role = found.lastgroup
    part = line.part(*found.span())
    kind = read.kind
    if role == "format":
        return found["format"].lower() in _NO_FORMATS or _format(found["format"].lower(), part, read)
    if role in ("title", None):
        return True
    if role in ("bounds", "pattern"):
        stands = kind.type == "string" if role == "pattern" else read_bounds(found["bounds"], kind) is not None
        read.said += [("pattern" if role == "pattern" else "bounds", line.part(*found.span(role)))] if stands else []
        return stands
    if role == "badge":
        read.said.append(("demand" if found["badge"] == "required" else "badge", part))
        return True
    stated = _stated(found, kind)
    read.stated += [(dict(stated), part)] if stated else []
    return bool(stated)


def _format(name: str, part: Passage, read: TypeLine) -> bool:
    if "items" in read.kind.schema:
        items = read.kind.schema["items"]
        read.stated.append(({"items": {**items, "format": name}}, part))
        return "type" in items
    read.stated.append(({"format": name}, part))
    return read.kind.type in ("string", "integer", "number")


def _stated(found: re.Match[str], kind: Kind) -> Mapping[str, Any]:
    """The keywords of a piece that no role has; none where it cannot be said of the type."""
    if found["of"]:
        what = "Length" if found["of"].startswith("character") else "Items"
        fits = kind.type == ("string" if what == "Length" else "array")
        return {f"min{what}": int(found["exact"]), f"max{what}": int(found["exact"])} if fits else {}
    if found["multiple"]:
        number = read_number(found["multiple"].replace(",", ""))
        return {"multipleOf": number} if kind.type in ("integer", "number") and number else {}
    if found["places"]:
        return {"multipleOf": float(f"1e-{int(found['places'])}")} if kind.type == "number" else {}
    if found["unique"]:
        return {"uniqueItems": True} if kind.type == "array" else {}
    return _of_items(found["items"], kind)


def _of_items(words: str, kind: Kind) -> Mapping[str, Any]:
    """The keyword for the items of an array that `[ items <= 20 characters ]` is."""
    items = kind.schema.get("items", {})
    what = items.get("type")
    form = re.fullmatch(r"<\s?([a-z][\w-]{0,40})\s?>", words)
    if not isinstance(what, str):
        return {}
    if form is not None:
        return {"items": {**items, "format": form[1]}}
    pattern = {"pattern": words} if what == "string" and words[0] == "^" and words[-1] == "$" else {}
    told = read_bounds(words, Kind({"type": what})) or pattern
    return {"items": {**items, **told}} if told else {}
