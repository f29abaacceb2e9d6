"""What stands within other things and speaks of fields: tables in the prose of a field, comments in samples of the request.

| entity  | id_type               |      in the prose of id_type: it must be one of passport, card when entity is person
| person  | One of passport, card |

"phone": "+44 20",   // Required if method is 'sms'
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from swornspec.page import Block, Lookup, Page, Sample
from swornspec.page.gfm import table_at
from swornspec.page.statuses import avoidable
from swornspec.text import Passage, Span
from swornspec.text.legible import words

_COMMENT_LINE: Final = re.compile(r"(?m)^[ \t]{0,80}(?://|#)[ \t]{0,8}(?P<text>[^\n]{3,300})$")
_BELOW_COMMENTS: Final = re.compile(
    r"(?m)^(?:[ \t]{0,80}(?://|#)[^\n]{1,308}\n){1,4}[ \t]{0,80}(?P<mark>[\"']?)(?P<name>[A-Za-z_$][\w$-]{0,80})(?P=mark)[ \t]{0,8}:"
)
_COMMENT: Final = re.compile(
    r"^[ \t]*[\"']?(?P<name>[A-Za-z_$][\w.$-]{0,80})[\"']?\s*[:=]\s*"
    r"(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\"'#/\n]){0,40}?,?[ \t]*(?://|#)[ \t]*(?P<text>\S[^\n]*)$",
    re.MULTILINE,
)
_SOUNDS: Final = re.compile(
    r"\b(?:required|mandatory|only|must|cannot|can't|ignored|either|exclusive|together|unless|not (?:allowed|supported))\b", re.IGNORECASE
)
_MESSAGE: Final = re.compile(
    r"\"(?:message|error|detail|details|description|reason|error_message|errorMessage|title)\"\s*:\s*\"(?P<text>(?:[^\"\\\n]|\\[\"'/`]){12,300})\""
)
_LISTED: Final = re.compile(
    r"^[ \t]*(?:HTTP/[\d.]+ )?(?P<status>4\d\d)\b(?P<code>[^\n:{}]{0,60}?)(?::|\s[–—-])[ \t]+\"?(?P<text>[^\n{}\"]{12,300})\"?,?[ \t]*$",
    re.MULTILINE,
)
_OTHER_STATUS: Final = re.compile(r"(?<![\w.-])(?:2\d\d|3\d\d|40[13-9]|41\d|42[013-9]|4[3-9]\d|5\d\d)(?![\w.-])")
_MOST_TABLES: Final = 50
_MOST_COMMENTS: Final = 200
_LONGEST: Final = 20_000


def tables_in(blocks: Sequence[Block], names: Sequence[str]) -> Iterator[tuple[int, Passage, Lookup]]:
    """The tables in the prose of fields of the request: the number of the field, the place of the table and its cells."""
    found = 0
    for number, (block, name) in enumerate(zip(blocks, names, strict=True)):
        if block.location == "response" or block.within:
            continue
        for passage in block.prose:
            if "|" not in passage.text or "\n" not in passage.text or len(passage.text) > _LONGEST or not block.markup:
                continue
            lines, at = _lines(passage), 0
            while at < len(lines) and found < _MOST_TABLES:
                table = table_at(lines, at)
                if table is None:
                    at += 1
                    continue
                found += 1
                above = " ".join(line.text for line in lines[max(0, at - 2) : at] if line.text)
                first, last = lines[table.first].span, lines[table.last].span
                span = Span(first.page, first.first, last.last, first.start, last.end)
                start = passage.span.start
                place = Passage(passage.text[span.start - start : span.end - start], span)
                yield number, place, Lookup(table.header, tuple(row for _, row in table.rows), above, (name,))
                at = table.last + 1


def _lines(passage: Passage) -> list[Passage]:
    """The lines of a passage, each without the blanks around it."""
    found, start, number = [], passage.span.start, passage.span.first
    for line in passage.text.split("\n"):
        bare = line.strip()
        begin = start + (line.index(bare) if bare else 0)
        found.append(Passage(bare, Span(passage.span.page, number, number, begin, begin + len(bare))))
        start, number = start + len(line) + 1, number + 1
    return found


def keyed_by(lookup: Lookup, names: Sequence[str], own: str) -> str | None:
    """The other field that the first column of a table is called by."""
    head = words(lookup.header[0]).strip()
    return head if head in names and head != own else None


def comments_in(page: Page) -> Iterator[tuple[str, Passage]]:
    """The comments beside the fields that samples of the request show, by the names of these, where they sound like rules."""
    found = 0
    for sample in page.samples:
        if sample.kind == "response" or sample.shown or len(sample.passage.text) > _LONGEST:
            continue
        text, span = sample.passage.text, sample.passage.span
        beside = ((m["name"], *m.span("text")) for m in _COMMENT.finditer(text))
        for name, start, end in chain(beside, _above(text)):
            if found >= _MOST_COMMENTS:
                return
            if _SOUNDS.search(text[start:end]):
                found += 1
                line = span.first + text.count("\n", 0, start)
                yield name, Passage(text[start:end], Span(span.page, line, line, span.start + start, span.start + end))


def _above(text: str) -> Iterator[tuple[str, int, int]]:
    """The places of the comments on lines of their own right above a field that a sample shows, with its name."""
    for shown in _BELOW_COMMENTS.finditer(text):
        for comment in _COMMENT_LINE.finditer(text, shown.start(), shown.start("name")):
            yield shown["name"], *comment.span("text")


def refusals_in(page: Page) -> Iterator[Passage]:
    """The messages of refused requests that samples show: `"message": "One of id, name is required"`, with status 400 or 422 or none."""
    for sample in _answers(page):
        text = sample.passage.text
        if "rror" in text and not _OTHER_STATUS.search(text):
            yield from (_within(sample, *m.span("text")) for m in islice(_MESSAGE.finditer(text), _MOST_COMMENTS))


def listed_in(page: Page) -> Iterator[Passage]:
    """The messages of errors that a sample lists, each with its status: `400 bad_size: size must be at most 9`."""
    for sample in _answers(page):
        listed = (m for m in _LISTED.finditer(sample.passage.text) if avoidable(m["status"]))
        yield from (_within(sample, *m.span("text")) for m in islice(listed, _MOST_COMMENTS))


def _answers(page: Page) -> Iterator[Sample]:
    """The samples of a page that are no requests, as many and as long as are looked at."""
    told = (s for s in page.samples if s.kind != "request" and len(s.passage.text) <= _LONGEST)
    yield from islice(told, _MOST_COMMENTS)


def _within(sample: Sample, start: int, end: int) -> Passage:
    """A part of the text of a sample."""
    text, span = sample.passage.text, sample.passage.span
    line = span.first + text.count("\n", 0, start)
    return Passage(text[start:end], Span(span.page, line, line, span.start + start, span.start + end))


__all__ = ["comments_in", "keyed_by", "listed_in", "refusals_in", "tables_in"]
