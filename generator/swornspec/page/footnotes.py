r"""Footnotes below a table of fields: `\* Required when …`, `[1] Only for …`, `† Deprecated.`, `[^2]: …`, and the legend `* required`."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from swornspec.page.names import MARKS, mark_of
from swornspec.text import Passage, joined, within

_OPENS: Final = re.compile(
    r"(?:-\s)?(?P<mark>(?:\\\*|\*){1,3}|\[\^?(?P<number>\w{1,3})\]:?|<sup>\s*(?P<sup>[^<>]{1,6}?)\s*</sup>|(?P<sign>[¹²³⁴⁵†‡§]+))\s*(?P<text>\S.*)"
)
_MOST: Final = 160  # characters of a legend
_MOST_OF_MARK: Final = 4
_BULLET: Final = re.compile(r"\*\s")
_EMPHASIS: Final = re.compile(r"\*{1,2}[^\s*][^*]{0,200}\*")
_LEGEND: Final = re.compile(
    r"(?:[=:–-]\s*|indicates\s+|denotes\s+|means\s+|marks\s+)?(?:that\s+)?(?:is\s+|are\s+|an?\s+)?(?:always\s+)?(?P<word>required|mandatory)"
    r"(?:\s+(?:field|parameter|argument|attribute|propert)\w{0,3})?[\s.)*_]*",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(
    r".{0,40}\bmarked\s+(?:with|by)\s+(?:an?\s+)?(?:asterisk|[`\"']?\\?\*[`\"']?)(?:\s*\(?\\?\*\)?)?\s+(?:is|are)\s+(?P<word>required|mandatory)\b.{0,5}",
    re.IGNORECASE,
)
_SOFTENS: Final = re.compile(
    r"\b(?:either|one of|only (?:required|mandatory|one)|(?:required|mandatory|needed) (?:if|when|unless|only|for|in)|unless|except"
    r"|optional|omitted)\b"
    r"|\b(?:or|/)\b.{1,80}\b(?:required|mandatory|must be)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENDS: Final = ("", *"*]>¹²³⁴⁵†‡")  # of what may bear a mark
_TRAILING: Final = re.compile(r"\s{0,2}(?P<all>(?:\\\*|\*|\[\^?\d{1,2}\]|<sup>\s*[^<>]{1,4}?\s*</sup>|[¹²³⁴⁵†‡]){1,3})(?P<end>[.,;:]?)$")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark, its text, and whether it says that what bears the mark is required (the text is that word then)."""

    mark: str
    passage: Passage
    demand: bool = False


@dataclass(slots=True)
class Footnotes:
    """The footnotes of an operation so far."""

    notes: dict[str, list[Note]] = field(default_factory=dict)

    def take(self, text: str, lines: Sequence[Passage], known: Collection[str]) -> set[int]:
        """Keep the footnotes among the lines of a paragraph whose marks fields bear; the numbers of their lines come back."""
        opened = [(n, found) for n, line in enumerate(lines) if (found := _OPENS.fullmatch(line.text))]
        stars = sum(bool(_BULLET.match(line.text)) for line in lines)
        taken: set[int] = set()
        starts = [(n, f) for n, f in opened if self._open_to(mark_of_note(f)) and mark_of_note(f) in known]
        starts = [(n, f) for n, f in starts if not _is_other(f, lines[n].text, stars)]
        for at, (n, found) in enumerate(starts):
            end = starts[at + 1][0] if at + 1 < len(starts) else len(lines)
            line = lines[n]
            first = within(line, found.start("text"), len(line.text))
            legend = _LEGEND.fullmatch(found["text"]) if end == n + 1 else None
            whole = within(first, *legend.span("word")) if legend else joined(text, first, lines[end - 1])
            self.notes.setdefault(mark_of_note(found), []).append(Note(mark_of_note(found), whole, legend is not None))
            taken |= {line.span.first for line in lines[n:end]}
        for line in lines:
            if line.span.first in taken or len(line.text) > _MOST or not self._open_to("*"):
                continue
            if found := _MARKED.fullmatch(line.text):
                self.notes.setdefault("*", []).append(Note("*", within(line, *found.span("word")), demand=True))
                taken.add(line.span.first)
        return taken

    def besides(self, text: str, lines: Sequence[Passage], known: Collection[str]) -> Iterator[Passage]:
        """The parts of a paragraph that are no footnotes; those that are one are kept."""
        noted = self.take(text, lines, known) if known else ()
        if not noted:
            yield joined(text, lines[0], lines[-1])
            return
        for is_note, part in groupby(lines, key=lambda line: line.span.first in noted):
            if not is_note:
                first, *others = part
                yield joined(text, first, others[-1] if others else first)

    def of(self, marks: Iterable[str]) -> list[Note]:
        """The footnotes with some marks."""
        return [note for mark in dict.fromkeys(marks) for note in self.notes.get(mark, ())]

    def _open_to(self, mark: str) -> bool:
        """Whether a mark may have another footnote; one with very many is no mark."""
        return len(self.notes.get(mark, ())) < _MOST_OF_MARK


def mark_of_note(found: re.Match[str]) -> str:
    """What the footnote that a line opens is known by."""
    said = found["number"] or found["sup"] or found["sign"] or found["mark"]
    return said.replace("\\", "").translate(str.maketrans("¹²³⁴⁵", "12345"))


def _is_other(found: re.Match[str], text: str, stars: int) -> bool:
    """Whether what looks like a mark opens an item of a list, or words that are stressed."""
    star = found["mark"].startswith("*")
    return star and (bool(_EMPHASIS.match(text)) or (stars > 1 and len(found["mark"]) == 1))


def softens(note: Note) -> bool:
    """Whether a footnote says that what bears its mark is sent in some requests alone: `Either a or b is required`."""
    return not note.demand and bool(_SOFTENS.search(note.passage.text))


def mark_alone(cell: Passage) -> list[str]:
    """The mark that a cell is, and nothing else."""
    found = MARKS.fullmatch(cell.text.strip()) if not cell.text[:1].isalpha() else None
    return [mark_of(found)] if found else []


def last_star(cell: Passage) -> Passage | None:
    """The last star in a cell."""
    at = cell.text.rfind("*")
    return within(cell, at, at + 1) if at >= 0 else None


def without_marks(cell: Passage) -> tuple[Passage, Sequence[str]]:
    """A cell without the footnote marks at its end, and these; a cell that is nothing but a mark keeps it."""
    end = cell.text[-2:].rstrip(".,;:\n") if len(cell.text) > 1 else cell.text
    found = _TRAILING.search(cell.text, max(0, len(cell.text) - 40)) if end[-1:] in _ENDS else None
    if not found or not cell.text[: found.start()].strip():
        return cell, []
    before = cell.text[: found.start()]
    if found["end"]:
        return cell, [mark_of(m) for m in MARKS.finditer(found["all"]) if m["number"] or m["sup"] or m["sign"]]
    if "*" in found["all"] and "\\" not in found["all"] and "*" in before and cell.text.count("*") % 2 == 0:
        return cell, []  # the end of a stressed word
    return within(cell, 0, len(before.rstrip())), [mark_of(m) for m in MARKS.finditer(found["all"])]
