"""Names of fields on lines of their own, with a definition, labels or a type below them.

note                                    a term
: String. **Required.** A note.         and its definition

width                                   a name
Type: integer                           and a label

size string                             a name with its type, indented below that of an object or one of several in a section of fields
"""

import re
from dataclasses import dataclass, field
from typing import Final

from swornspec.page.alike import Alike
from swornspec.page.cells import read_badge
from swornspec.page.facets import Facets, label_of, read_facets
from swornspec.page.field_lines import IDENTIFIER, SENT, identifies
from swornspec.page.headings import Section
from swornspec.page.names import Leading, leading_names
from swornspec.page.open_fields import ALL_ONE, DECIDES, DEFINES, MOST_ASIDE, FieldReader
from swornspec.page.opened import Open
from swornspec.page.typed_later import typed_later
from swornspec.page.typed_lines import may_be_typed, typed_line
from swornspec.text import Passage, within

_DASH: Final = "-"
_NEAR: Final = 6  # lines within which a label tells of the name above it
CLOSED: Final[tuple[Section, ...]] = ("ignored", "errors", "auth", "types")
TYPE_WORDS: Final = frozenset(  # of a line, not its name
    (
        *("string", "integer", "number", "boolean", "object", "array", "null", "None", "str", "int", "bool", "float"),
        *("int32", "int64", "uint32", "uint64", "double", "date-time"),
    )
)
_TELLS: Final = re.compile(r"[.,;(:=]|[A-Z]{6}")  # some of which is in every line of several words that tells of the name above it
_NAMED_BY: Final = frozenset(("name", "parameter", "field", "parameter name", "field name", "attribute", "property", "argument"))
_MOST_TERMS: Final = 4  # that share a definition


@dataclass(slots=True)
class TermReader(FieldReader):
    """An operation while its lines are read: those that are names of fields, and what stands below them."""

    alike: Alike = field(default_factory=Alike)  # lines that are fields as others around them are

    def _term(self, at: int) -> int:
        """A name on a line of its own, with a definition, labels or a type below it: how many lines tell of it."""
        line, below = self.all_lines[at], self._below(at)
        if self.typed and self.section in SENT and not self._indent(at) and may_be_typed(line) and (taken := self._typed(at, line)):
            return taken
        if below is None:
            return 0
        if self.all_lines[below].text == _DASH and below == at + 1 and (taken := self._between_dashes(at, line)):
            return taken
        told = " " not in self.all_lines[below].text or _TELLS.search(self.all_lines[below].text, 0, MOST_ASIDE) is not None
        inside = self.section in SENT and self._indent(at) > 0
        terms = self._terms(at, below) if self.defines and (told or inside) else 0
        tells = (told and not terms and self._tells(below, opens=False)) or self.alike.names(at, self.section)
        named = label_of(line)
        if not (terms or inside or tells or named is not None):
            tells = typed_later(self.all_lines, at, self.scene) or self._told_below_its_name(at, line)
            if not tells:
                return 0
        leading = leading_names(line)
        if leading is None or not leading.names or self.section in CLOSED or (line.text in TYPE_WORDS or read_badge(line.text) is not None):
            return 0
        if named is not None and named[0] in _NAMED_BY:
            return self._called(at, named[1])
        facets = self._beside(line, leading)
        if facets.prose is not None:
            return 0
        if terms:
            return self._define(at, terms, (leading, facets))
        if inside and "type" in facets.roles and not facets.mark and identifies(leading):
            return self._indented(at, leading, facets)
        if not tells or (
            not (leading.apart or identifies(leading) or facets.strong or self.section == "header" or self._defined(at, below, line))
            or (facets.mark and not (facets.strong and (leading.apart or facets.mark != ":")))  # `type: string` is code
        ):
            return 0
        return self._named_at(at, leading, facets)

    def _leave_alike(self, at: int) -> None:
        """A line that is alike with others ends the fields before it, but for objects that are indented less."""
        self._flush()
        indent = self._indent(at)
        while self.open and not (self.open[-1].holds and self._indent_of(self.open[-1]) < indent):
            self.open.pop()

    def _indent_of(self, opened: Open) -> int:
        return self._indent(opened.entry.first.span.first - self.all_lines[0].span.first) if opened.entry is not None else 0

    def _typed(self, at: int, line: Passage) -> int:
        """A line with a name and its type and nothing else, in a section of fields."""
        leading = leading_names(line)
        facets = typed_line(leading, self._beside(line, leading)) if leading is not None and leading.names else None
        return self._named_at(at, leading, facets) if leading is not None and facets is not None else 0

    def _told_below_its_name(self, at: int, line: Passage) -> bool:
        """Whether a sentence that names it again follows a name, and an item with a label: `size`, `The size flag …`, `- Default: 9`."""
        below = self.all_lines[at + 1].text if at < self.scene.last else ""
        if below[:4].lower() != "the ":
            return False
        name = line.text.strip("`*")
        if IDENTIFIER.fullmatch(name) is None or not below.lower().startswith((f"the {name.lower()} ", f"the `{name.lower()}` ")):
            return False
        for n in range(at + 2, min(at + _NEAR, self.scene.last + 1)):
            body = self._body(n) if self.all_lines[n].text else self.all_lines[n]
            if body is not self.all_lines[n]:
                return not DECIDES.isdisjoint(self._labels_of(body, apart=True))
        return False

    def _between_dashes(self, at: int, line: Passage) -> int:
        """A name between the marks of two items, which a scrape has left on lines of their own: `-`, `width`, `-`, `In pixels.`"""
        before = self.all_lines[at - 1].text if at > self.scene.first else ""
        leading = leading_names(line) if self.section in SENT and before[-2:] in (_DASH, f" {_DASH}") else None
        if leading is None or len(leading.names) != 1 or leading.end < len(line.text) or not identifies(leading):
            return 0
        if self.prose is not None and self.prose[1].text.endswith(f" {_DASH}"):
            first, last = self.prose
            bare = within(last, 0, len(last.text) - 2)
            self.prose = (bare if first is last else first, bare)
        if before == _DASH and self.account.uses[at - 1 - self.scene.first] is None:
            self._use_line(at - 1, "item")
        self._named_at(at, leading, Facets())
        self._use_line(at + 1, "item")
        return 2

    def _defined(self, at: int, below: int, line: Passage) -> bool:
        """Whether a word has what tells of it below, indented, in a section of fields."""
        return self.section in SENT and " " not in line.text and self._indent(below) > self._indent(at)

    def _named_at(self, at: int, leading: Leading, facets: Facets) -> int:
        """A line that is the name of a field, which ends all fields before it, but for an object that is indented less."""
        self._leave_alike(at) if at in self.alike.named else self._close(ALL_ONE)
        self._add(leading, facets, ALL_ONE, self.section)
        self._use_line(at, "name")
        self.fresh = True
        return 1

    def _indented(self, at: int, leading: Leading, facets: Facets) -> int:
        """An indented line with a name and its type, part of the object above that is indented less."""
        indent = self._indent(at)
        self._close(indent)
        if self.open and not self.open[-1].holds:
            self._close(ALL_ONE)
        self._add(leading, facets, indent, self.section)
        self._use_line(at, "name")
        self.fresh = True
        return 1

    def _called(self, at: int, name: Passage) -> int:
        """A line that says what a field is called, with labels below it: `Parameter: width`."""
        leading, below = leading_names(name), self._below(at)
        if leading is None or len(leading.names) != 1 or below is None:
            return 0
        facets = self._beside(name, leading)
        if facets.prose is not None or DECIDES.isdisjoint(self._labels_of(self._body(below), apart=True)):
            return 0
        return self._named_at(at, leading, facets)

    def _terms(self, at: int, below: int | None) -> int:
        """How many lines from here on, with one below the first, are terms of one definition; 0 when there is none."""
        for n in range(at, min(at + _MOST_TERMS, self.scene.last)):
            below = below if n == at else self._below(n)
            if below is not None and self.all_lines[below].text[0] == ":" and DEFINES.match(self.all_lines[below].text):
                return n - at + 1
            if below != n + 1:
                return 0
        return 0

    def _define(self, at: int, terms: int, first: tuple[Leading, Facets]) -> int:
        """Terms, of which the first is read, and the first line of their definition."""
        found = [first]
        for n in range(at + 1, at + terms):
            leading = leading_names(self.all_lines[n])
            if leading is None or not leading.names:
                return 0
            facets = self._beside(self.all_lines[n], leading)
            if facets.prose is not None:
                return 0
            found.append((leading, facets))
        below = self._below(at + terms - 1)
        line = self.all_lines[below if below is not None else at]
        opening = DEFINES.match(line.text)
        told = read_facets(within(line, opening.end() if opening else 0, len(line.text)))
        if self.section not in SENT and "type" not in told.roles:
            return 0
        while self.open and self.open[-1].indent >= 0:
            self._close(0)
        if self.open and not self.open[-1].headed:
            self._close(ALL_ONE)
        if self.open and (self.open[-1].none or "type" not in told.roles):
            return 0  # the values of the field that the heading names
        for leading, facets in found:
            self._close(0)
            self._add(leading, Facets((*facets.said, *told.said), told.prose), 0, self.section)
        for n in range(at, at + terms):
            self._use_line(n, "term")
        if below is not None:
            self._use_line(below, "definition")
        return (below if below is not None else at) - at + 1
