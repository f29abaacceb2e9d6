"""A page as the report shows it: its text, and every sentence with what became of it.

"Must be between 1 and 8." is a keyword of num_images, "Use a low value for drafts." a note: nothing a request could break.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Final, Literal

from swornspec.page import Page
from swornspec.rules.rule import Said
from swornspec.spec.openapi import Described
from swornspec.spec.operation import said_at
from swornspec.text import Passage, Span
from swornspec.text.sentences import sentences

Became = Literal["keyword", "rule", "advice", "note", "gap"]
BECAME: Final[tuple[Became, ...]] = ("keyword", "rule", "advice", "note", "gap")
_WEIGHT: Final[Mapping[str, int]] = {"gap": 4, "rule": 3, "keyword": 2, "advice": 1, "note": 0}
LOST_LIST: Final = "the page announces a list of values that it does not show"
Key = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence (or type line, or flag) of a page: its place, what became of it, the field it is about (`name`) and, of a gap, the reason.

    `statements` are the numbers of what it states; `ranges` are the [start, end) in the text, one for each line, in order.
    """

    operation: str
    name: str
    said: Said
    became: Became
    why: str = ""
    statements: tuple[int, ...] = ()
    ranges: tuple[tuple[int, int], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and what was heard on it, in its order; `structure` are the numbers of lines that hold no sentence.

    A sheet that is not a page shows the descriptions of a document, of which the pages are not there.
    """

    name: str
    text: str = field(repr=False)
    heard: tuple[Heard, ...]
    structure: frozenset[int] = frozenset()
    is_page: bool = True

    def lines(self) -> Iterator[tuple[int, list[tuple[str, Heard | None]]]]:
        """The number of every line from 1, and its pieces: text, and the sentence it belongs to."""
        starts = _starts(self.text)
        below: dict[int, list[tuple[int, int, Heard]]] = {}
        for one in self.heard:
            for start, end in one.ranges:
                below.setdefault(bisect_right(starts, start), []).append((start, end, one))
        for number, line in enumerate(self.text.split("\n")[: len(starts)], 1):
            yield number, list(_pieces(line, starts[number - 1], sorted(below.get(number, ()), key=lambda r: r[:2])))


def _starts(text: str) -> list[int]:
    lines = text.split("\n")
    if len(lines) > 1 and lines[-1] == "":
        lines.pop()
    return [0, *accumulate(len(line) + 1 for line in lines[:-1])]


def _pieces(line: str, start: int, ranges: Iterable[tuple[int, int, Heard]]) -> Iterator[tuple[str, Heard | None]]:
    at = 0
    for first, last, one in ranges:
        begin, end = max(first - start, at), last - start
        if end <= begin:
            continue
        if begin > at:
            yield line[at:begin], None
        yield line[begin:end], one
        at = end
    if line[at:].rstrip("\r"):
        yield line[at:].rstrip("\r"), None


def key_of(said: Said) -> Key:
    """What two mentions of one place of a page have in common."""
    return said.page, said.first, said.last, " ".join(said.quote.split())


def sheets_of_pages(read: Sequence[tuple[Page, Described]], stated: Callable[[str, Said], tuple[int, ...]]) -> tuple[Sheet, ...]:
    """The pages of an API, each with the sentences of all its operations.

    `stated` gives the numbers of what an operation states at a place.
    """
    found: dict[str, Sheet] = {}
    for page, described in read:
        sheet = found.get(page.name) or Sheet(page.name, page.text, ())
        unread = {g.span.first for g in page.gaps}
        plain = {use.line.span.first for use in page.lines if use.use in ("structure", "chrome", "title")} - unread
        read_here = list(_heard(page, described))
        heard = [replace(h, statements=stated(described.id, h.said)) for h in (*read_here, *_left(page, described.id, read_here))]
        found[page.name] = replace(sheet, heard=(*sheet.heard, *heard), structure=sheet.structure | plain)
    return tuple(replace(s, heard=tuple(sorted(_once(s.heard), key=lambda h: h.ranges[:1]))) for s in found.values())


def _once(heard: Iterable[Heard]) -> Iterator[Heard]:
    """Every sentence once: of those that share a place the one of which most became, with what all of them state."""
    found: dict[Key, list[Heard]] = {}
    for one in heard:
        if one.ranges:
            found.setdefault(key_of(one.said), []).append(one)
    for same in found.values():
        best = max(same, key=lambda h: _WEIGHT[h.became])
        numbers = tuple(dict.fromkeys(n for h in same for n in h.statements))
        yield replace(best, became="rule" if best.became == "note" and numbers else best.became, statements=numbers)


def _heard(page: Page, described: Described) -> Iterator[Heard]:
    operation = described.operation
    for name, sentence in operation.sentences:
        yield _placed(page, described.id, name, sentence.passage, sentence.outcome.value, sentence.why)
    for block, known in zip(page.blocks, operation.fields, strict=True):
        for stated in block.stated:
            why = LOST_LIST if block.enum_lost and "enum" in stated.keywords else ""
            yield _placed(page, described.id, ".".join((*block.within, known.name)), stated.passage, "keyword", why)
    for passage in page.gaps:
        yield _placed(page, described.id, "", passage, "gap", "the line fits no part of the page's layout")
    for passage in (*page.summary, *operation.answered, *page.auth):
        for part in sentences(passage):
            yield _placed(page, described.id, "", part, "note")


def _left(page: Page, operation: str, heard: Sequence[Heard]) -> Iterator[Heard]:
    """The lines of prose in which no sentence was heard, as notes."""
    touched = sorted(r for h in heard for r in h.ranges)
    for use in page.lines:
        span = use.line.span
        at = bisect_right(touched, (span.end,))
        if use.use == "prose" and use.line.text and not (at and touched[at - 1][1] > span.start):
            yield from (_placed(page, operation, "", part, "note") for part in sentences(use.line))


def _placed(page: Page, operation: str, name: str, passage: Passage, became: Became, why: str = "") -> Heard:
    shown, span = page.plain(passage), passage.span
    whole = len(shown.text) == span.end - span.start  # else the reader has the words, and the page also has their markup
    marked = shown if whole else Passage(page.text[span.start : span.end], span)
    return Heard(operation, name, said_at(shown), became, why, (), tuple(ranges(marked)))


def ranges(shown: Passage) -> Iterator[tuple[int, int]]:
    """Where a passage has its characters, line by line, without the white space around them."""
    at = shown.span.start
    for line in shown.text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            yield start, start + len(bare)
        at += len(line) + 1


def with_quotes(sheet: Sheet, places: Iterable[tuple[str, Said, tuple[int, ...]]]) -> Sheet:
    """A sheet with what else is stated on it, where its lines have the words."""
    lines = sheet.text.split("\n")
    found = list(sheet.heard)
    for operation, said, numbers in places:
        if not 0 < said.first <= said.last <= len(lines) or not said.quote:
            continue
        start = sum(len(line) + 1 for line in lines[: said.first - 1])
        passage = "\n".join(lines[said.first - 1 : said.last])
        match = re.search(r"\s+".join(map(re.escape, said.quote.split())), passage)
        if match is not None:
            span = Span(said.page, said.first, said.last, start + match.start(), start + match.end())
            found.append(Heard(operation, "", said, "rule", "", numbers, tuple(ranges(Passage(match.group(), span)))))
    return replace(sheet, heard=tuple(sorted(found, key=lambda h: h.ranges[:1])))
