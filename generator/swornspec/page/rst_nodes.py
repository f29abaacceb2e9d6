"""A reStructuredText page as nodes, each with its lines and the nodes within it: headings, fields, terms, tables, code.

    Heading            a line of punctuation below it, or above and below
    =======
    .. note:: Text.    a directive: its name, what stands behind it, its options, the nodes within it
    .. words           a comment, with everything that is indented below it
    :label: Text.      a field; what is indented below it belongs to it
    term : int         a term, when the next line is indented
       Text.
    * item
    text::             a literal block is what is indented below

Every line that is not blank is in exactly one node that has no nodes within it, or is the first of one that has some.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from msgspec import Struct

from swornspec.page.gfm import Table
from swornspec.page.rst_tables import (
    TABLES,
    Cells,
    Row,
    grid_table,
    is_border,
    is_grid,
    listed_rows,
    listed_table,
    named_by,
    separated_table,
    simple_table,
    states_type,
)
from swornspec.text import Passage, within

Kind = Literal["heading", "paragraph", "table", "code", "comment", "directive", "field", "term", "bullet", "row", "markup"]

_MOST_DEEP: Final = 12
_MOST_LABEL: Final = 150
_DIRECTIVE: Final = re.compile(r"\.\.[ \t]+(?P<name>[A-Za-z][\w:.+-]{0,60}?)[ \t]?::(?:[ \t]+(?P<rest>.*))?")
_EXPLICIT: Final = re.compile(r"\.\.[ \t]+(?:_[^\n]{0,300}:|\|[^|\n]{1,100}\|[ \t]|\[[^\]\n]{1,60}\][ \t])|__[ \t]")
_OPTION: Final = re.compile(r":(?P<name>[\w-]{1,40}):(?:[ \t]+(?P<value>.*))?")
_BULLET: Final = re.compile(r"(?:[-*+•]|(?:\d{1,3}|#|[a-z])[.)])[ \t]+(?=\S)")
_LINE: Final = re.compile(r"([!-/:-@\[-`{-~])\1*")
_CODES: Final = frozenset(
    ("code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "math", "raw", "graphviz", "http:example", "prompt", "mermaid")
)
_OPTIONS_OF_CALL: Final = frozenset(("synopsis", "deprecated", "noindex", "no-index", "noindexentry", "name", "class"))


class Node(Struct, frozen=True):
    """A piece of a page: lines [first, last] by index, the nodes within it, and by kind:

    a heading's level and text; a directive's name, `text` behind it and options; a field's label in `text` and what
    stands behind it in `rest`; a term's or an item's line in `text`; the table; the language of code in `name`. A row of
    a table without titles has the name that it begins with in `text`, and its other cells as directives without a name.
    """

    kind: Kind
    first: int
    last: int
    level: int = 0
    text: Passage | None = None
    rest: Passage | None = None
    name: str = ""
    inner: tuple["Node", ...] = ()
    options: tuple[tuple[str, Passage], ...] = ()
    table: Table | None = None


def nodes(lines: Sequence[Passage], indents: Sequence[int], cells: Cells) -> tuple[Node, ...]:
    """The nodes of a page in order; `indents` has the column of each line's first character, -1 for blank lines."""
    return tuple(_Parser(lines, indents, cells).parse(0, len(lines), 0))


def indents_of(lines: Sequence[Passage], text: str | None = None) -> list[int]:
    """The column of each line's first character, -1 for blank lines; without the text, blanks at the end of a line count for the next."""
    found, before = [], -1
    for line in lines:
        start = line.span.start
        if not line.text:
            found.append(-1)
        elif text is None:
            found.append(start - before - 1)
        else:
            found.append(len(text[text.rfind("\n", 0, start) + 1 : start].expandtabs(8)))
        before = line.span.end
    return found


@dataclass(slots=True)
class _Parser:
    lines: Sequence[Passage]
    indents: Sequence[int]
    cells: Cells
    styles: list[tuple[str, bool]] = field(default_factory=list)
    borders: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.borders = [n for n, line in enumerate(self.lines) if is_border(line.text)]

    def parse(self, first: int, end: int, depth: int) -> Iterator[Node]:
        """The nodes of the lines [first, end)."""
        at, literal = first, False
        while at < end:
            if self.indents[at] < 0:
                at += 1
                continue
            node = self._node(at, end, depth, literal)
            yield node
            last = self.lines[node.last].text if node.kind in ("paragraph", "term") else ""
            literal = last.endswith("::") and not node.inner
            at = node.last + 1

    def _body(self, at: int, end: int, indent: int) -> int:
        """The last line of what is indented below a line; the line itself where nothing is."""
        last, n = at, at + 1
        while n < end and (self.indents[n] < 0 or self.indents[n] > indent):
            last = n if self.indents[n] >= 0 else last
            n += 1
        return last

    def _node(self, at: int, end: int, depth: int, literal: bool) -> Node:
        line, indent = self.lines[at], self.indents[at]
        text = line.text
        if literal and self._above(at) < indent:
            return Node("code", at, max(at, self._body(at, end, self._above(at))))
        if text[0] in "._" and text.startswith(("..", "__ ")) and (text[2:3] in ("", " ", "\t") or text.startswith("__ ")):
            return self._explicit(at, end, depth)
        if (heading := self._heading(at, end)) is not None:
            return heading
        if is_grid(text):
            return self._table(at, grid_table(self.cells, self.lines, at, end))
        if is_border(text):
            return self._table(at, self._simple(at, end))
        if text.startswith(">>> "):
            return Node("code", at, self._paragraph(at, end), name="python")
        if len(text) >= 3 and not text[0].isalnum() and _LINE.fullmatch(text):
            return Node("markup", at, at)
        last = self._body(at, end, indent)
        if (label := label_of(line)) is not None:
            rest = within(line, len(label.text) + 2, len(text))
            rest = within(rest, len(rest.text) - len(rest.text.lstrip()), len(rest.text))
            return Node("field", at, last, text=label, rest=rest if rest.text else None, inner=self._within(at + 1, last, depth))
        if bullet := _BULLET.match(text):
            shown = within(line, bullet.end(), len(text))
            goes_on = self._run(at + 1, last)
            return Node("bullet", at, last, text=shown, rest=self.lines[goes_on], inner=self._within(goes_on + 1, last, depth))
        if last > at and self.indents[at + 1] > indent and not text.endswith("::"):
            return Node("term", at, last, text=line, inner=self._within(at + 1, last, depth))
        return Node("paragraph", at, self._paragraph(at, end))

    def _above(self, at: int) -> int:
        """The column of the nearest line above that is not blank."""
        n = at - 1
        while n > 0 and self.indents[n] < 0:
            n -= 1
        return self.indents[n] if n >= 0 else 0

    def _run(self, at: int, last: int) -> int:
        """The last line of the text that an item begins with."""
        n = at
        while n <= last and self.indents[n] >= 0 and not self._opens(n):
            n += 1
        return n - 1

    def _opens(self, at: int) -> bool:
        text = self.lines[at].text
        return text.startswith(".. ") or _BULLET.match(text) is not None or label_of(self.lines[at]) is not None

    def _within(self, first: int, last: int, depth: int) -> tuple[Node, ...]:
        if first > last:
            return ()
        if depth >= _MOST_DEEP:
            return (Node("paragraph", first, last),)
        return tuple(self.parse(first, last + 1, depth + 1))

    def _paragraph(self, at: int, end: int) -> int:
        n = at + 1
        while n < end and self.indents[n] == self.indents[at] and not self.lines[n].text.startswith(".. "):
            n += 1
        return n - 1

    def _heading(self, at: int, end: int) -> Node | None:
        text, lines = self.lines[at].text, self.lines
        below = lines[at + 1].text if at + 1 < end else ""
        if not below:
            return None
        over = None if text[0].isalnum() else _LINE.fullmatch(text)
        if over and at + 2 < end and len(text) >= 3 and lines[at + 2].text == text:
            return Node("heading", at, at + 2, self._level(over[1], True), lines[at + 1])
        under = None if below[0].isalnum() else _LINE.fullmatch(below)
        long_enough = under is not None and (len(below) >= len(text) or len(below) >= 4) and len(below) >= 2
        if under is None or not long_enough or over or self.indents[at + 1] != self.indents[at] or len(text) > 300:
            return None
        return Node("heading", at, at + 1, self._level(under[1], False), lines[at])

    def _level(self, mark: str, over: bool) -> int:
        if (mark, over) not in self.styles:
            self.styles.append((mark, over))
        return min(self.styles.index((mark, over)) + 1, 6)

    def _simple(self, at: int, end: int) -> Table | None:
        """The table between two lines of column borders, or three."""
        place = bisect_right(self.borders, at)
        closing = [n for n in self.borders[place : place + 2] if n < end]
        if not closing:
            return None
        last = closing[0]
        if len(closing) > 1 and last + 1 < end and self.lines[last + 1].text:
            last = closing[1]
        return simple_table(self.cells, self.lines, self.indents, at, last)

    def _table(self, at: int, table: Table | None) -> Node:
        return Node("paragraph", at, at) if table is None else Node("table", at, table.last, table=table)

    def _explicit(self, at: int, end: int, depth: int) -> Node:
        """A directive, a comment, or where something is defined that the text refers to."""
        line = self.lines[at]
        last = self._body(at, end, self.indents[at])
        found = _DIRECTIVE.fullmatch(line.text)
        if found is None:
            if _EXPLICIT.match(line.text):
                footnote = line.text.startswith(".. [")
                return Node("paragraph" if footnote else "markup", at, last)
            empty = line.text == ".." and at + 1 < end and self.indents[at + 1] < 0  # such a comment ends what is indented
            return Node("comment", at, at if empty else last)
        name = found["name"].lower()
        rest = within(line, found.start("rest"), found.end("rest")) if found["rest"] else None
        start, options = at + 1, []
        while start <= last and (option := _OPTION.fullmatch(self.lines[start].text)):
            if name.startswith("http:") and option["name"].lower() not in _OPTIONS_OF_CALL:
                break
            said = within(self.lines[start], option.start("value"), option.end("value")) if option["value"] else self.lines[start]
            options.append((option["name"].lower(), said))
            start += 1
        if name in _CODES:
            while start <= last and self.indents[start] < 0:
                start += 1
            return Node("code", at, last, level=start, name=rest.text.lower() if rest else "", text=rest)
        if name in TABLES:
            if name == "list-table":
                rows = listed_rows(self.lines, self.indents, start, last) or []
                if (
                    "header-rows" not in dict(options)
                    and rows
                    and all(named_by(self.lines, row) and states_type(self.lines, row) for row in rows)
                ):
                    inner = tuple(self._row(row, depth) for row in rows)
                    return Node("directive", at, last, text=rest, name=name, options=tuple(options), inner=inner)
                table = listed_table(self.cells, self.lines, rows, start, last)
            else:
                table = separated_table(self.cells, self.lines, start, last, dict(options))
            if table is not None:
                return Node("table", at, last, text=rest, table=table)
        return Node("directive", at, last, text=rest, name=name, options=tuple(options), inner=self._within(start, last, depth))

    def _row(self, row: Row, depth: int) -> Node:
        """A row that begins with a name; what each cell begins with may go on in lines that are indented as its text is."""
        (first, _, last), *others = row[1]
        inner = list(self._within(first + 1, last, depth))
        for start, at, end in others:
            raw = self.lines[start].text
            opening = within(self.lines[start], at + len(raw[at:]) - len(raw[at:].lstrip()), len(raw))
            goes_on = self._run(start + 1, end) if opening.text else start
            text, ends = (opening, self.lines[goes_on] if goes_on > start else opening) if opening.text else (None, None)
            inner.append(Node("directive", start, end, text=text, rest=ends, inner=self._within(goes_on + 1, end, depth)))
        return Node("row", row[0], max(end for _, _, end in row[1]), text=named_by(self.lines, row), inner=tuple(inner))


def label_of(line: Passage) -> Passage | None:
    """The label of a field that a line opens (`:label: text`); None when it opens none."""
    text = line.text
    if text[:1] != ":" or text[1:2] in ("", " ", ":"):
        return None
    end = text.find(": ", 1, _MOST_LABEL)
    if end < 0 and text.endswith(":") and len(text) <= _MOST_LABEL:
        end = len(text) - 1
    if end < 2 or ":`" in text[1:end]:  # a role
        return None
    return within(line, 1, end)
