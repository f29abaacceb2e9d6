"""A Markdown page as a run of elements, each with its lines: headings, paragraphs, tables, code, comments, markup.

Every line that is not blank is in exactly one element. Nothing is decided here about what an element is for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from swornspec.page.dashed_table import dashed_table_at
from swornspec.page.front_matter import end_of_matter
from swornspec.page.gfm import Table, caption_at, more_rows, table_at
from swornspec.page.tags_table import tags_table
from swornspec.text import Passage, within
from swornspec.text.lines import found_once

Kind = Literal["heading", "paragraph", "table", "code", "comment", "markup"]

_HEADING: Final = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?")
_UNSPACED: Final = re.compile(r"(?P<marks>#{2,6})(?=[A-Za-z0-9`*])(?P<text>[^#\n]{2,80}?)[ \t]*#*")  # `###Response###`
_COUNTED: Final = re.compile(  # `2.1. Request`, `3) Request`, `Step 2: Request`, a sign before a title
    r"(?:(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[.)]|\(\d{1,2}\)|(?:step|part|section)\s\d{1,2}\s?[:.)–-])[ \t]+"
    r"|(?:[^\w\s!-~]|[\ufe0f\u200d\u20e3])+[ \t]{0,4})+(?=[A-Za-z`*<\[/{])",
    re.IGNORECASE,
)
_ANCHOR: Final = re.compile(r"(?<=\S)[ \t]{1,3}\{#[\w:.-]{1,60}\}$")
_LABEL: Final = re.compile(r"(?:\*\*|__)(?P<text>(?:[^*_]|\\_|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])){1,80}?):?(?:\*\*|__):?")
_FENCE: Final = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)[^`]*")
_MARKS: Final = frozenset(":!?>{<-*_[")  # what markup and labels begin with
HEADS: Final = ("## ", "### ", "#### ", "```")  # what no page of HTML has lines of
_MOST_BETWEEN: Final = 3  # lines of a remark between two rows
_UNDER: Final = re.compile(r"=+|-{2,}")
_UNDERLINES: Final = ("=", "-")
_MARKUP: Final = re.compile(
    r":{3,}.{0,60}|!!!.{0,80}|\?\?\?\+?.{0,80}|>\s*\[!\w{1,20}\]|\{%.{0,200}%\}|\{\{.{0,200}\}\}|(?:</?[A-Za-z][\w.-]{0,30}(?:\s[^<>]{0,300})?/?>\s{0,4}){1,6}"
    r"|(?:[-*_][ \t]*){3,}|\[[^\]]{1,100}\]:\s?\S{1,300}|<a (?:name|id)=[^<>]{1,200}></a>"
)
_TABLE: Final = re.compile(r"</?table\b")
_MOST: Final = 300
_MOST_FENCES: Final = 50  # of another length, before the one that closes
LABEL_LEVEL: Final = 7
COMMENTS: Final = {"<!--": "-->", "{/*": "*/}"}  # of HTML and MDX
_COMMENTED: Final = tuple(COMMENTS)
_INTERRUPTING: Final = ("```", "~~~", *COMMENTS)


class Element(Struct, frozen=True, gc=False):
    """A piece of a page: its lines [first, last] by index; a heading's level and text, language and fences of code, the table."""

    kind: Kind
    first: int
    last: int
    level: int = 0
    text: Passage | None = None
    language: str = ""
    table: Table | None = None
    fenced: bool = True

    @property
    def code(self) -> tuple[int, int]:
        """The lines of a piece of code [start, end), without the fences around them where there are any."""
        return (self.first + 1, self.last) if self.fenced else (self.first, self.last + 1)


class Inner(Element, frozen=True, gc=False):
    """A table in a cell of another: its rows are parts of the fields of the line `of`; `parts` says that words around say so.

    One that is of no line was not understood.
    """

    of: int = -1
    parts: bool = False


class _Holding(Element, frozen=True, gc=False):
    """A table with those in its cells, outer ones first."""

    inner: tuple[Inner, ...] = ()


class _Ends:
    """Where code and comments may end, found once, so that what is never closed costs nothing."""

    def __init__(self, lines: Sequence[Passage]) -> None:
        self._lines = lines
        filled = [(n, line.text) for n, line in enumerate(lines) if line.text]
        marked = [(n, text) for n, text in filled if "<" in text or ">" in text or "}" in text or text[0] in "`~"]
        self._fences = [n for n, text in marked if text[:3] in ("```", "~~~") and not text.strip(text[0])]
        tagged = 2 * sum(text[0] == "<" for _, text in marked) > len(filled)  # a page of tags is no Markdown,
        self.tagged = tagged and not any(text.startswith(HEADS) for _, text in filled)  # unless it has headings or code that are
        self._comments = {opens: [n for n, text in marked if closes in text] for opens, closes in COMMENTS.items()}
        self._tables: dict[int, int] = {}  # the line in which each table ends, by that of its first tag
        opened: list[int] = []
        for n, text in marked:
            for tag in _TABLE.findall(text) if "table" in text else ():
                if tag[1] != "/":
                    opened.append(n)
                elif opened:
                    self._tables[opened.pop()] = n

    def tags(self, at: int) -> int | None:
        """The line in which the tags of a table end that begin on a line; None where they do not."""
        return self._tables.get(at)

    def fence(self, at: int, mark: str) -> int:
        """The line that closes code; the opening line itself where none does, so that the rest of a page is not swallowed."""
        start = bisect_right(self._fences, at)
        return next((n for n in self._fences[start : start + _MOST_FENCES] if self._lines[n].text.startswith(mark)), at)

    def comment(self, at: int, opens: str) -> int:
        """The line in which a comment ends; the line itself where it does not."""
        ends = self._comments[opens]
        start = bisect_left(ends, at)
        return ends[start] if start < len(ends) else at


@found_once
def elements(lines: Sequence[Passage]) -> Sequence[Element]:
    """The elements of a page in order."""
    return tuple(_elements(lines))


def _elements(lines: Sequence[Passage]) -> Iterator[Element]:
    ends = _Ends(lines)
    at = end_of_matter(lines) + 1 if lines and lines[0].text else 0
    above: Table | None = None  # the last one below the same heading
    if at:
        yield Element("markup", 0, at - 1)
    while at < len(lines):
        if not lines[at].text:
            at += 1
            continue
        element = _element(lines, at, ends)
        if (
            element.kind == "paragraph"
            and above is not None
            and "|" in lines[at].text
            and (more := more_rows(lines, at, above)) is not None
        ):
            element = Element("table", at, more.last, table=more)
        elif element.kind == "paragraph" and above is not None and above.last + 1 == at:
            element = _up_to_rows(lines, element, above)
        if element.kind == "table" or (element.kind == "heading" and element.level < LABEL_LEVEL):
            above = element.table
        if element.table is not None and element.table.lead is not None:
            yield Element("heading", at, at, LABEL_LEVEL, element.table.lead)
        yield element
        if isinstance(element, _Holding):
            yield from element.inner
        at = element.last + 1


def _up_to_rows(lines: Sequence[Passage], element: Element, above: Table) -> Element:
    """A paragraph right below a table, up to the row with which that goes on: a remark between two rows."""
    for n in range(element.first + 1, min(element.last, element.first + _MOST_BETWEEN) + 1):
        if lines[n].text[:1] == "|" and more_rows(lines, n, above) is not None:
            return Element("paragraph", element.first, n - 1)
    return element


def _element(lines: Sequence[Passage], at: int, ends: _Ends) -> Element:
    text = lines[at].text
    plain = text[0].isalnum()  # as nothing begins that is set apart
    if not (plain and "|" not in text) and (element := _set_apart(lines, at, ends)) is not None:
        return element
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    if below[:3] == "---" and (table := dashed_table_at(lines, at)) is not None:
        return Element("table", at, table.last, table=table)
    if below[:1] in _UNDERLINES and _UNDER.fullmatch(below) and len(text) <= _MOST:
        return Element("heading", at, at + 1, 1 if below[0] == "=" else 2, lines[at])
    if text[0] in "*_" and (found := _LABEL.fullmatch(text)):
        return Element("heading", at, at, LABEL_LEVEL, within(lines[at], found.start("text"), found.end("text")))
    end = at
    while end + 1 < len(lines) and not _interrupts(lines, end + 1):
        end += 1
    return Element("paragraph", at, end)


def _set_apart(lines: Sequence[Passage], at: int, ends: _Ends) -> Element | None:
    """What begins with marks of its own, or has cells; None for what may be a paragraph, or a heading by the line below it."""
    line = lines[at]
    text = line.text
    if text.startswith(("```", "~~~")) and (fence := _FENCE.fullmatch(text)):
        return Element("code", at, ends.fence(at, fence["mark"]), language=fence["language"].lower())
    if text.startswith(_COMMENTED):
        opens = next(mark for mark in COMMENTS if text.startswith(mark))
        return Element("comment", at, ends.comment(at, opens))
    if text[0] == "#" and (found := _heading(text)) and found["text"]:
        anchor = _ANCHOR.search(line.text, max(found.start("text"), found.end("text") - 80), found.end("text"))
        end = anchor.start() if anchor else found.end("text")
        counted = _COUNTED.match(text, found.start("text"), end)
        return Element("heading", at, at, len(found["marks"]), within(line, counted.end() if counted else found.start("text"), end))
    if "|" in text and (table := table_at(lines, at)) is not None:
        return Element("table", at, table.last, table=table)
    if text[-1] == "|" and (caption := caption_at(lines, at)) is not None:
        return Element("heading", at, at, LABEL_LEVEL, caption)
    last = ends.tags(at) if text.startswith("<table") and not ends.tagged else None
    if last is not None and (tagged := tags_table(lines[at : last + 1], at)):
        inner = tuple(Inner("table", t.table.first, t.table.last, table=t.table, of=t.of, parts=t.parts) for t in tagged[1:])
        return _Holding("table", at, last, table=tagged[0].table, inner=inner)
    if text[0] in _MARKS and len(text) <= _MOST and _MARKUP.fullmatch(text):
        return Element("markup", at, at)
    return None


def _heading(text: str) -> re.Match[str] | None:
    """A heading with its marks, which are several where no blank follows them."""
    return _HEADING.fullmatch(text) or _UNSPACED.fullmatch(text)


def _interrupts(lines: Sequence[Passage], at: int) -> bool:
    """Whether a line ends the paragraph above it."""
    text = lines[at].text
    if not text:
        return True
    if text[0].isalnum():
        return "|" in text and (table_at(lines, at) is not None or caption_at(lines, at) is not None)
    if text.startswith(_INTERRUPTING):
        return True
    if text[0] == "#" and _heading(text):
        return True
    if text[0] in _MARKS and len(text) <= _MOST and (_MARKUP.fullmatch(text) or _LABEL.fullmatch(text)):
        return True
    return "|" in text and table_at(lines, at) is not None
