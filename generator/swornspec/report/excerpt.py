"""The line that an error speaks of, as it stands in its file, with what is wrong in it underlined."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from swornspec.errors import AnnotationError, SwornspecError
from swornspec.report.plain import one_line
from swornspec.safe import printable

_PLACE: Final = re.compile(r"(?P<file>.+?):(?P<line>[0-9]{1,9})(?::(?P<column>[0-9]{1,9}))?")
_NAMED: Final = re.compile(r"'([^'\n]+)'|\"([^\"\n]+)\"|^([^\s'\"]+)(?= is )|\bfingerprint: (\w+)")
_LARGEST: Final = 8 * 1024 * 1024
_WIDEST: Final = 100
_MOST: Final = 30


def told(error: SwornspecError) -> str:
    """An error in full: each of its parts as it says itself, followed by the lines that it speaks of."""
    shown: list[str] = []
    left = _MOST
    for part in error.parts or (error,):
        shown.append(str(part) if isinstance(part, AnnotationError) else one_line(str(part)))
        for place in [*([part.where] if part.where else []), *part.places]:
            excerpt = excerpt_at(place, part.reason) if left else None
            if excerpt is not None:
                left -= 1
                shown += [f"  {place}"] if place != part.where else []
                shown.append(excerpt)
    return "\n".join(shown)


def excerpt_at(place: str, reason: str = "") -> str | None:
    """The line at a place, `file:line` or `file:line:column`, above its underlining; None where there is no such line to be read.

    Without a column the words that the reason quotes are underlined, if the line has them, else all of it.
    """
    found = _PLACE.fullmatch(place)
    line = _line_of(Path(found["file"]), int(found["line"])) if found else None
    if not found or line is None or not line.strip():
        return None
    text = line.replace("\t", " ")
    first, last = _underlined(text, int(found["column"]) if found["column"] else None, reason)
    start = max(0, min(first - _WIDEST // 2, len(text) - _WIDEST))
    shown = text[start : start + _WIDEST]
    marks = "^" * max(1, _width(printable(text[first : min(last, start + _WIDEST)])))
    margin = " " * len(found["line"])
    return f"  {found['line']} | {printable(shown)}\n  {margin} | {' ' * _width(printable(text[start:first]))}{marks}"


def _underlined(line: str, column: int | None, reason: str) -> tuple[int, int]:
    """The characters of a line, from 0, that are wrong."""
    if column is not None:
        first = min(column - 1, len(line))
        return first, first + 1
    for words in _quoted_in(reason):
        at = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line)
        if at:
            return at.span()
    content = line.strip()
    first = line.index(content)
    return first, first + len(content)


def _quoted_in(reason: str) -> Iterator[str]:
    for found in _NAMED.finditer(reason):
        yield found[found.lastindex or 0]


def _line_of(path: Path, number: int) -> str | None:
    """A line of a text file, from 1; None where the file cannot be read, is none, or is very large."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    except (OSError, ValueError):  # it is gone meanwhile, or its name is none
        return None
    return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else None


def _width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
