"""An operation whose fields stand one after another: those that are open, what is said of them line by line, and their prose.

What a field is, a layout decides; here is what follows from it: fields within fields by their indent, labels and prose
below a name, what is no field at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from swornspec.page.cells import read_badge, read_location
from swornspec.page.columns import of_fields
from swornspec.page.entry import Entry
from swornspec.page.facets import Facet, FacetRole, Facets, label_roles, read_facets, read_labels
from swornspec.page.facts_table import facts_in
from swornspec.page.field_lines import leading_is_told
from swornspec.page.gfm import Table, dashes
from swornspec.page.headings import FIELDS, Section, column_role, entitles_section, section_of
from swornspec.page.kinds import read_kind
from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.names import Leading, leading_names, name_within
from swornspec.page.opened import Open
from swornspec.page.plain_names import any_plain, plain_name
from swornspec.page.requests import read_call
from swornspec.page.rows import demanded_in, open_to_demand
from swornspec.page.run_on import run_on, values_in
from swornspec.page.sample import sample_ends
from swornspec.page.statuses import avoidable
from swornspec.page.tables import Reader
from swornspec.page.typed_lines import any_typed
from swornspec.page.variants import free_of_demand, opens_variant, within_variant
from swornspec.text import Passage, Span, joined, within
from swornspec.text.legible import words
from swornspec.text.wrapped import goes_on, must_go_on

BULLET: Final = re.compile(r"(?:[-*+•·–▪◦‣●○]|\d{1,3}[.)])\s+(?=\S)|-(?=[A-Za-z_]\w{1,60}\s?[-–:]\s)")
DEFINES: Final = re.compile(r":\s+(?=\S)")
_ITEMS: Final = ("-", "*", "+", "•")
_FENCES: Final = ("```", "~~~")
_SAID: Final = re.compile(r"[A-Za-z*{(][^.,;(]{0,100}[.,;(]|\([a-z][^()]{0,80}\)\s?[:–-]")
_LOUD: Final = re.compile(r"[A-Z]{2}")
_STATUS: Final = re.compile(r"(?:[-*+•]\s+)?[*`]{0,3}[45]\d\d[*`]{0,3}(?:\s*[:–—-])?\s+(?=\S)")
_CALLED: Final = re.compile(r"(?:GET|PUT|POST|DELETE|PATCH)\s")
_HIDDEN: Final = re.compile(r"<(?P<close>/?)(?:style|script)\b", re.IGNORECASE)
_ASIDE: Final = re.compile(r"(?!(?i:tip|note|info|warning|important|caution)s?$)[A-Z][\w'’-]*(?: [\w'’-]+){0,2}")
DECIDES: Final = frozenset(
    ("type", "demand", "optional", "default", "bounds", "minimum", "maximum", "values", "location", "nullable", "badge")
)
MOST_ASIDE: Final = 120  # characters of a name with what stands beside it
ALL_ONE: Final = -1  # the indent of a field whose prose is not indented
_NO_FIELDS: Final[tuple[Section, ...]] = ("ignored", "errors", "auth", "types")
_MOST_OF_LABEL: Final = 24  # characters
_PLACED: Final = ("path", "query", "header", "cookie", "body")
_FEWEST: Final = 2  # values that are a list
_OF_FACTS: Final = 2  # columns of a table that tells of one field


@dataclass(slots=True)
class FieldReader(Reader):
    """An operation while its lines are read: the fields that are open, the prose of the innermost, the words above a list."""

    open: list[Open] = field(default_factory=list)
    prose: tuple[Passage, Passage] | None = None
    intro: str = ""
    named: list[tuple[int, Open]] = field(default_factory=list)
    fresh: bool = False
    hidden: bool = False
    called: frozenset[int] = frozenset()
    listing: int | None = None
    structure: int = 0
    defines: bool = False  # whether some line may be a definition
    plain: bool = False  # whether names may stand there that nothing sets apart
    typed: bool = False  # whether several lines may be names with their types
    variants: bool = False  # whether some line may begin an alternative
    counts: bool = False  # whether structure is all that is asked for
    samples: dict[int, int] = field(default_factory=dict)
    entitled: bool = False  # whether the heading above says that parts of an object are listed below it
    demand_level: int = 0  # of the heading that says that the fields below it are required
    headed: list[tuple[Entry, Passage]] = field(default_factory=list)  # fields that are headings below it, with its word

    def __post_init__(self) -> None:
        """Samples that no fence sets apart, and a title that is no heading."""
        Reader.__post_init__(self)
        here = self.all_lines[self.scene.first : self.scene.last + 1]
        self.defines = any(line.text[:1] == ":" for line in here)
        self.plain, self.typed = any_plain(here), any_typed(here)
        self.variants = any(opens_variant(line.text) for line in here if "`: `" in line.text)
        self.samples = {self.scene.first + a: self.scene.first + b for a, b in sample_ends(here).items()}
        if self.account.method is None:
            self._find_call()
        first = next((e for e in self.scene.elements if e.kind not in ("comment", "markup")), None)
        headed = any(e.kind == "heading" and e.level < LABEL_LEVEL for e in self.scene.elements)
        if first is not None and first.kind == "paragraph" and not headed and not self.scene.first:
            line, called = self.all_lines[first.first], {*self.scene.calls, *self.called}
            alone = first.first == first.last or first.first + 1 in called
            says = section_of(line.text) in _PLACED and entitles_section(line.text)
            if alone and not says and len(line.text) <= MOST_ASIDE and line.text[-1] not in ".:}" and first.first not in called:
                self.account.title = line
                self.account.use(first.first - self.scene.first, "title", "title")

    def counted(self) -> int:
        """How many lines are the structure of fields."""
        self.counts = True
        previous: Element | None = None
        for element in self.scene.elements:
            self._element(element, previous)
            previous = element
        return self.structure

    def _element(self, element: Element, previous: Element | None) -> None:
        self._part(element, previous)
        if element is self.scene.elements[-1]:
            self._close(ALL_ONE)

    def _part(self, element: Element, previous: Element | None) -> None:
        if self.hidden or (element.kind == "markup" and _HIDDEN.match(self.all_lines[element.first].text)):
            self._hide(element)
            return
        if element.kind not in ("paragraph", "comment"):
            self._flush()
        if element.kind == "table" and self.open and self.open[-1].indent != ALL_ONE:
            self._close(self._indent(element.first))
        Reader._element(self, element, previous)

    def _rows(self, element: Element, table: Table, section: Section | None, previous: Element | None) -> None:
        """A table of two columns right below the heading of a field may tell of it: `| Type | integer |`."""
        told = self._facts(table)
        if not any(role in DECIDES for _, said in told for role, _ in said or ()):
            Reader._rows(self, element, table, section, previous)
            return
        for n, said in told:
            if said is None:
                self.account.use(n - self.scene.first, "gap", "row")
            else:
                self._tell(n, said)

    def _facts(self, table: Table) -> list[tuple[int, tuple[Facet, ...] | None]]:
        """What each row of such a table says, by line; nothing of one that is no such table."""
        told = self.fresh and bool(self.open) and self.open[-1].entry is not None
        return facts_in(table) if told and not of_fields(table, None) else []

    def _leave_field(self, title: Passage | None, level: int = 0) -> Passage | None:
        """A heading ends the fields above it and what was said of a list; what a heading around it says of all fields below."""
        self._close(ALL_ONE)
        self.intro, self.fresh, self.listing = "", False, None
        before, self.required = self.required, demanded_in(title)
        if level <= self.demand_level:
            before = None
        if self.required is not None:
            self.demand_level = level
        return before

    def complete(self, entries: Sequence[Entry]) -> None:
        """Fields that are headings below one that says so are required, unless they say themselves when they are."""
        Reader.complete(self, entries)
        for entry, word in self.headed:
            if open_to_demand(entry.said) and not any(role in ("demand", "optional") for role, _ in entry.said):
                entry.say("demand", word)

    def _demand(self, word: Passage | None) -> None:
        """What a heading around says of the field that was opened last, and of those that follow."""
        if word is not None:
            self.required = word
            self.headed += [(opened.entry, word) for opened in self.open if opened.entry is not None]

    def _find_call(self) -> None:
        """What is called, where a line within a paragraph says so."""
        for element in self.scene.elements:
            for n in range(element.first, element.last + 1) if element.kind == "paragraph" else ():
                line = self.all_lines[n]
                call = read_call(line) if _CALLED.match(line.text) else None
                if call is not None and call.method and call.path is not None:
                    self.account.method, self.account.path = call.method, call.path
                    self.account.address = self.account.address or call.server
                    self.called = frozenset((n,))
                    return

    def _close(self, indent: int) -> None:
        """End the fields that are indented as far, or further."""
        self._flush()
        while self.open and self.open[-1].indent >= indent:
            self.open.pop()

    def _flush(self) -> None:
        """The prose of the innermost field is complete."""
        prose, self.prose = self.prose, None
        if prose is None or not self.open or (entry := self.open[-1].entry) is None:
            return
        told, others = run_on(joined(self.text, *prose))
        entry.say("prose", told)
        if told.text[:1] in _ITEMS and not any(role in ("values", "value") for role, _ in entry.said) and not self.open[-1].holds:
            for value in values_in(told):
                entry.say("value", value)
        indent, self.open = self.open[-1].indent, self.open[:-1] if others else self.open
        for leading, facets in others:
            self._add(leading, Facets(facets.said, None, facets.mark), indent, self.section)
            if facets.prose is not None and (beside := self.open[-1].entry) is not None:
                beside.say("prose", facets.prose)
            self.structure += 1
            self.open = self.open if leading is others[-1][0] else self.open[:-1]

    def _use_line(self, at: int, role: str) -> None:
        self.account.use(at - self.scene.first, "structure", role)
        self.structure += 1

    def _add(self, leading: Leading, facets: Facets, indent: int, section: Section | None) -> None:
        """Open the fields of a line, as parts of the one that is open."""
        self._flush()
        around = self.open[-1].entry if self.open else self._headed
        names = leading.names
        if names[0].struck:
            self.open.append(Open(None, indent))
            return
        base = around.path if around is not None else ()
        place = around.location if around is not None else None
        for named in names:
            inner = name_within(named.name, base)
            entry = Entry(inner, place or self._location(section, named.name), named.passage, base)
            self._say(entry, self._of_all(named.passage, facets))
            if self.required is not None and not base and not facets.demand:
                entry.say("demand", self.required)
            if entry.location not in ("body", "response"):
                entry.name, entry.base = ".".join((*base, entry.name)), ()
            self.keep(entry, named.marks, self._star(named.passage) if "*" in named.marks else None)
            opened = Open(entry, indent)
            opened.typed()
        self.open.append(opened)
        self.tables += 1
        if facets.prose is not None:
            self._prose(facets.prose)
            for named_entry in self.rows[-len(names) : -1]:
                named_entry.entry.say("prose", facets.prose)

    def _of_all(self, name: Passage, facets: Facets) -> Sequence[Facet]:
        """What is said of a field, less what one alternative requires, which is not required of the others."""
        at = name.span.first - self.all_lines[0].span.first
        if not self.variants or not within_variant(self.all_lines, self.text, at):
            return facets.said
        said, strays = free_of_demand(facets.said)
        self.account.strays += strays
        return said

    @property
    def _headed(self) -> Entry | None:
        """The object that the heading above is about, whose parts are listed below it."""
        entry = self.about[0] if self.entitled and len(self.about) == 1 else None
        return entry if entry is not None and (entry.holds_parts or entry.may_hold_items) else None

    def _star(self, name: Passage) -> Passage:
        """The star behind a name."""
        at = self.text.index("*", name.span.end)
        return Passage("*", Span(name.span.page, name.span.last, name.span.last, at, at + 1))

    def _say(self, entry: Entry, said: Sequence[Facet]) -> None:
        for role, passage in said:
            if role == "location":
                entry.location = read_location(words(passage).lower().removeprefix("in ").removesuffix("s")) or entry.location
            else:
                entry.say(role, passage)

    def _prose(self, passage: Passage) -> None:
        self.prose = (self.prose[0] if self.prose else passage, passage)

    def _beside(self, line: Passage, leading: Leading) -> Facets:
        """What stands behind the names of a line."""
        end = leading.names[-1].passage.span.end - line.span.start
        mark = ":" if ":" in line.text[end : leading.end] else ""
        kind = within(line, end + 2, leading.end - 2) if line.text[end : end + 2] == "=<" else None  # `query=<string>`
        typed: tuple[Facet, ...] = (("type", kind),) if kind is not None and read_kind(kind.text) is not None else ()
        if leading.end == len(line.text):
            return Facets(typed, None, mark)
        facets = read_facets(within(line, leading.end, len(line.text)), mark=mark)
        return Facets((*typed, *facets.said), facets.prose, facets.mark)

    def _below(self, at: int) -> int | None:
        """The next line that is not blank, where it is near."""
        if at < self.scene.last and self.all_lines[at + 1].text:
            return at + 1
        for n in range(at + 1, min(at + 4, self.scene.last + 1)):
            if self.all_lines[n].text:
                return n
        return None

    def _tells(self, at: int, *, opens: bool) -> bool:
        """Whether a line tells of the field whose name stands above it: by labels, or by a type with more behind it."""
        if self.all_lines[at].text.startswith(_FENCES):
            return False  # code, whose language may be called like a type: `json`
        if self.all_lines[at].text[0] == "|" and at + 2 <= self.scene.last and (columns := dashes(self.all_lines[at + 1].text)):
            if columns != _OF_FACTS:
                return False
            at += 2 * (
                column_role(self.all_lines[at].text.strip("| ").rpartition("|")[2]) is not None or not read_labels(self.all_lines[at])
            )
        if not self.all_lines[at].text:
            return False
        line = self._body(at)
        if not DECIDES.isdisjoint(self._labels_of(line, apart=opens or line is not self.all_lines[at])):
            return True
        if len(line.text) > 2000 or line is not self.all_lines[at]:
            return False
        told = _SAID.match(line.text) is not None
        if not (opens or told or _LOUD.search(line.text)):
            return False
        facets = read_facets(line)
        if facets.said and facets.said[0][0] == "badge" and facets.said[0][1].text.isupper() and facets.prose is not None:
            return True  # `REQUIRED The text.`
        several = facets.prose is not None or len(facets.said) > 1
        return "type" in facets.roles and (opens or (several and told))

    def _labels_of(self, line: Passage, *, apart: bool) -> Sequence[FacetRole]:
        """What labels a line has; `apart` says that they need no capital letter, which tells them from code and from glued columns."""
        said = label_roles(line.text)
        return said if apart or len(said) > 1 or line.text.lstrip("*_`| ")[:1].isupper() else ()

    def _listed(self, at: int, last: int) -> int:
        """A line that says that values follow, with an item for each right below it: how many lines they are."""
        text, opened = self.all_lines[at].text, self.open[-1]
        if len(text) > _MOST_OF_LABEL or opened.entry is None or opened.holds or column_role(text.strip("*_:")) != "values":
            return 0
        values = []
        for n in range(at + 1, last + 1):
            line = self._body(n)
            if line is self.all_lines[n]:
                break
            if " " in line.text.strip("`"):
                return 0  # a value with words about it
            values.append(line)
        if len(values) < _FEWEST:
            return 0
        self._flush()
        for value in values:
            opened.entry.say("value", value)
        for n in range(at, at + len(values) + 1):
            self._use_line(n, "facets")
        return len(values) + 1

    def _typed_below(self, at: int, body: Passage) -> tuple[Leading, Facets, Section | None] | None:
        """An item that is a name alone, whose type is a label right below it."""
        if at >= self.scene.last or not self.all_lines[at + 1].text or " " in body.text or self.section in _NO_FIELDS:
            return None
        if "type" not in self._labels_of(self._body(at + 1), apart=False):
            return None
        leading = leading_names(body)
        around = self.open[-1] if self.open else None
        if leading is None or not leading.names or leading.end < len(body.text) or (around is not None and not around.holds):
            return None
        return leading, Facets(), self.section

    def _nameless(self, at: int) -> bool:
        """Whether a line has the type of a field whose name a copy has put elsewhere, a gap: `(string, required): The text.`"""
        line = self.all_lines[at]
        facets = read_facets(line) if not (self.open and self.fresh and self.prose is None) else Facets()
        if "type" not in facets.roles or facets.prose is None:
            return False
        if not line.text[: facets.prose.span.start - line.span.start].rstrip().endswith("):"):
            return False
        self._close(ALL_ONE)
        self.account.use(at - self.scene.first, "gap", "field")
        return True

    def _plain(self, at: int, *, first: bool) -> bool:
        """A name that nothing sets apart, in a section of fields, with prose behind it or on the line below."""
        found = plain_name(self.all_lines[at]) if self.plain and self.section in FIELDS else None
        if found is None or (found[1] is not None and not first) or (found[1] is None and self._below(at) != at + 1):
            return False
        leading = leading_names(found[0])
        said = self.prose[1].text if self.prose is not None else ""
        if leading is None or len(leading.names) != 1 or said.endswith(":") or (self.open and self.open[-1].indent != ALL_ONE):
            return False
        self._close(ALL_ONE)
        asked = read_facets(within(self.all_lines[at], leading.end, len(self.all_lines[at].text))).said if found[1] is None else ()
        self._add(leading, Facets(asked, found[1], ":"), ALL_ONE, self.section)
        self._use_line(at, "field")
        self.fresh = found[1] is None
        return True

    def _body(self, at: int) -> Passage:
        """A line without the mark of an item."""
        line = self.all_lines[at]
        found = BULLET.match(line.text) if not line.text[0].isalpha() else None
        return within(line, found.end(), len(line.text)) if found else line

    def _indent(self, at: int) -> int:
        start = self.all_lines[at].span.start
        if start == 0 or self.text[start - 1] == "\n":
            return 0
        return len(self.text[self.text.rfind("\n", 0, start) + 1 : start].expandtabs(4))

    def _tell(self, at: int, said: Sequence[Facet]) -> None:
        """A line that tells of the innermost open field in short words."""
        opened = self.open[-1]
        self._flush()
        if opened.entry is not None:
            self._say(opened.entry, said)
        opened.typed()
        self._use_line(at, "facets")

    def _labels(self, at: int, said: Sequence[Facet], *, item: bool = False) -> bool:
        """A line of labels below the name of a field, or an item of them."""
        opened = self.open[-1]
        if not (item or opened.none or opened.holds) and all(role == "default" for role, _ in said):
            return False  # a default of no type is a sentence
        self._tell(at, [facet for facet in said if facet[0] != "prose"])
        self.fresh = False
        for role, passage in said:
            if role == "prose":
                self._prose(passage)
        return True

    def _continue(self, at: int) -> None:
        """Prose of the innermost open field."""
        line = self.all_lines[at]
        if more := DEFINES.match(line.text):
            line = within(line, more.end(), len(line.text))
        fresh, self.fresh = self.fresh, False
        if (entry := self.open[-1].entry) is None:
            self.account.use(at - self.scene.first, "structure", "struck out")
            return
        badge = read_badge(line.text) is not None and not goes_on(self.prose, line)
        if (self.prose is None and (fresh or not entry.has_type)) or badge:  # `required`, and its type on the next line
            facets = read_facets(line)
            if facets.roles & {"type", "badge"}:
                self._tell(at, facets.said)
                if facets.prose is not None:
                    self._prose(facets.prose)
                return
        self.account.use(at - self.scene.first, "prose", "prose")
        self._prose(line)

    def _belongs(self, at: int, element: Element) -> bool:
        """Whether a line that is nothing else goes on with an open field."""
        if at > element.first and not self._bare(at - 1):
            return True
        if (
            element.first == element.last
            and self.open[-1].indent == ALL_ONE
            and not self.fresh
            and _ASIDE.fullmatch(self.all_lines[at].text)
        ):
            return False  # `Limits`: the title of something else
        indent = min(self._indent(at), self._indent(element.first))  # what is indented below `!!! note` is as far in as that
        if self.open[-1].indent == indent and self._told_below(at, element):
            return True
        while self.open and self.open[-1].indent >= indent:
            self._close(self.open[-1].indent)
        return bool(self.open)

    def _told_below(self, at: int, element: Element) -> bool:
        """Whether a paragraph is about the item above it, which is one by itself, though it is indented no further."""
        entry = self.open[-1].entry
        item = entry.first.span.first - self.all_lines[0].span.first if entry is not None else 0
        if at != element.first or not item or self.all_lines[item - 1].text or not BULLET.match(self.all_lines[item].text):
            return False
        if not self.fresh:
            return self.prose is not None and self.all_lines[at - 1].text == "" and self._indent(item) > 0
        return self._indent(item) > 0 or self._is_item(element.last + 1, self.all_lines[item].text[0])

    def _is_item(self, at: int, mark: str) -> bool:
        """Whether the next line that is not blank, from one on, is an item with a mark."""
        below = self._below(at - 1)
        return below is not None and self.all_lines[below].text[0] == mark and BULLET.match(self.all_lines[below].text) is not None

    def _value_item(self, at: int) -> bool:
        """Whether an item lists a value of the item above, which ends in a colon: not indented, with another mark, or indented less."""
        opened, indent = self.open[-1], self._indent(at)
        if opened.entry is None or self.prose is None or opened.indent < indent:
            return False
        item, told = opened.entry.first.span.first - self.all_lines[0].span.first, self.prose[1].text
        mark = self.all_lines[at].text[0]
        if opened.indent > indent:
            on = (told.endswith(":") or told[0] == mark) and self.prose[1].span.last + 1 == self.all_lines[at].span.first
            return on and not leading_is_told(within(self.all_lines[at], 1, len(self.all_lines[at].text)))
        return self.all_lines[item].text[0] not in (mark, "#") and (told.endswith(":") or told[0] == mark)

    def _bare(self, at: int) -> bool:
        """Whether a line was taken for no part of a field."""
        return self.account.uses[at - self.scene.first] is None

    def _error(self, at: int) -> None:
        """The text of a documented error, without its number; of one that no field of the request decides nothing is read."""
        line = self.all_lines[at]
        number = _STATUS.match(line.text)
        if number is not None and not avoidable(number.group()):
            self.account.use(at - self.scene.first, "structure", "error")
            return
        self.account.use(at - self.scene.first, "prose", "prose")
        notes = self.account.notes
        if number is None and notes and must_go_on((notes[-1], notes[-1]), line):
            notes[-1] = joined(self.text, notes[-1], line)
        else:
            notes.append(within(line, number.end() if number else 0, len(line.text)))

    def _hide(self, element: Element) -> None:
        """Styles and scripts, up to the line that ends them."""
        for n in range(element.first, element.last + 1):
            if self.all_lines[n].text:
                self.account.use(n - self.scene.first, "chrome", "markup")
        found = _HIDDEN.match(self.all_lines[element.last].text)
        self.hidden = not found["close"] if found else self.hidden
