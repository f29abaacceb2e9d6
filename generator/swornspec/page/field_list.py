r"""Read pages that list fields without a table: as items of lists, as terms with definitions, as names above lines of labels.

    ## Send a parcel
    `POST /v1/parcels`
    ### Body parameters                                          where the fields below are sent; so does a line `Body parameters:`

    - `weight` (integer, required): In grams.                    an item: a name, short words about it, prose
    - **size** *object* – What it measures.
      - `width` (integer, 1-200): In cm. Requires `height`.      part of `size`
    - `speed` – One of:
      - `fast`                                                   its values: prose of `speed`

    note                                                         a term
    : String. **Required** when `speed` is `fast`.               and its definition

    ### insurance                                                a heading or a line with a name
    Type: number | Default: 0                                    and labels below it
    In euros. Must not exceed `value`.

Headings, tables, code and footnotes are those of `swornspec.page.markdown_table`, whose tables are read as well. Lists
that are no fields (values, notes, contents, errors, limits) are prose, or nothing.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.page.alike import alike, told_at_end
from swornspec.page.block import Page
from swornspec.page.captioned import captioned
from swornspec.page.columns import fields_in, listed_in, of_fields
from swornspec.page.facets import Facets, label_of, read_facets, read_labels
from swornspec.page.field_lines import (
    IDENTIFIER,
    begins_field,
    begins_prose,
    identifies,
    leading_is_told,
    may_begin_field,
    names_none,
    of_site,
    text_of,
)
from swornspec.page.headings import FIELDS, TITLED, Section, entitles_section, section_of
from swornspec.page.holders import ENTITLES
from swornspec.page.item_forms import item_form, with_said
from swornspec.page.layout import Layout
from swornspec.page.list_words import CASE, CONTENTS, DESCRIBES, DOES, GIVES, SAMPLES, SEVERAL, STATED, STRESSED, THING, URL, VALUES, WORD
from swornspec.page.markdown import LABEL_LEVEL, Element, elements
from swornspec.page.names import Leading, leading_names
from swornspec.page.of_other_format import of_other_format
from swornspec.page.open_fields import ALL_ONE, BULLET, DECIDES, MOST_ASIDE
from swornspec.page.opened import Open
from swornspec.page.operations import split
from swornspec.page.terms import CLOSED, TYPE_WORDS, TermReader
from swornspec.page.types import read_plain
from swornspec.text import Passage, joined, lines, within
from swornspec.text.legible import words
from swornspec.text.lines import found_once
from swornspec.text.wrapped import must_go_on

_TITLE: Final = "list of fields"
_PLACED: Final = ("path", "query", "header", "cookie", "body", "response", "errors")
_MOST_OF_HEADING: Final = 6  # words of a line that stands for a heading
_MOST_SPACES: Final = 12  # of a line with a name and what stands beside it
_FEWEST_TABLED: Final = 2  # fields of a table that says what of them is required
_FEW_ELEMENTS: Final = 4  # between a heading and the table that it stands above
_NAME_LEVEL: Final = LABEL_LEVEL + 1000


@found_once
def score(page: Sequence[Passage]) -> int:
    """How many lines are items, terms, labels or headings of fields, with the tables that such a page has; 0 without any."""
    if of_other_format(page):
        return 0
    pieces = tuple(elements(page))
    found = sum(reader.counted() for reader in _readers("", text_of(page), page, pieces))
    return found + fields_in(pieces) if found else 0


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    page = lines(name, text)
    return tuple(reader.page() for reader in _readers(name, text, page, tuple(elements(page))))


def _readers(name: str, text: str, page: Sequence[Passage], pieces: Sequence[Element]) -> "list[ListReader]":
    return [ListReader(name, text, page, scene, _TITLE) for scene in split(page, pieces)]


@dataclass(slots=True)
class ListReader(TermReader):
    """An operation while its lines are read: what is a field, and of which."""

    tabled: frozenset[str] = frozenset()  # the names of fields that its tables list with what of them is required

    by_heading: bool = False  # whether a heading was the name of a field

    def __post_init__(self) -> None:
        """What its tables list is known from the start: items about it are notes."""
        TermReader.__post_init__(self)
        self.tabled = listed_in(self.scene.elements)
        self.alike = alike(self.all_lines, self.scene.elements)

    def counted(self) -> int:
        """How many lines are the structure of fields: of names with a type below them, which other layouts have as well, the names."""
        return max(0, TermReader.counted(self) - len(self.alike.named))

    def _entitles(self, element: Element) -> bool:
        """A heading that says where fields are sent entitles no operation."""
        if self.scene.heading < 0 and element.text is not None:
            around = any(h.section in FIELDS and h.level < element.level for h in self.headings)
            if around or section_of(words(element.text)) in _PLACED:
                return False
        return TermReader._entitles(self, element)

    def _heading(self, element: Element) -> None:
        sent = element.text is not None and section_of(words(element.text)) in FIELDS
        if self.fresh and element.level >= LABEL_LEVEL and element.text is not None and self._takes_type(element, element.text):
            return
        demanded = self._leave_field(element.text if sent else None, element.level)
        while self.named and self.named[-1][0] >= element.level:
            self.named.pop()
        facets = self._names_field(element)
        self.entitled = facets is None and element.text is not None and not ENTITLES.isdisjoint(words(element.text).lower().split())
        if facets is None or element.text is None or self._entitles(element):
            TermReader._heading(self, element)
            return
        leading, said = facets
        level = element.level if element.level < LABEL_LEVEL else _NAME_LEVEL  # a bold name ends no section with a bold title
        titles = [h for h in self.headings if h.level == LABEL_LEVEL and h.section in _PLACED] if level < LABEL_LEVEL else []
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()
        section = titles[-1].section if titles else self.section
        self.enter(level, words(element.text), None)
        self.headings[-1:-1] = titles[-1:]  # nor does the heading of a field
        if self.named and self.named[-1][1].holds:
            self.open.append(self.named[-1][1])
        self._add(leading, said, ALL_ONE, section)
        self.open = self.open[-1:]
        self.open[-1].headed = element.level < LABEL_LEVEL
        self._demand(demanded)
        self.named.append((element.level, self.open[-1]))
        entry = self.open[-1].entry
        self.about = (entry,) if entry is not None else ()
        self.fresh = True
        self._use(element, "structure", "name")
        self.structure += 1
        self.by_heading = True

    def _takes_type(self, element: Element, line: Passage) -> bool:
        """Take a line in bold right below the name of a field for its type, with what else it says: `**string** **required**`."""
        facets = read_facets(line)
        if not facets.said or facets.said[0][0] != "type" or facets.prose is not None or words(line).split()[0].lower() not in TYPE_WORDS:
            return False
        self._tell(element.first, facets.said)
        return True

    def _names_field(self, element: Element) -> tuple[Leading, Facets] | None:
        """The name in a heading that is that of a field: by what stands beside it or right below it, or by how it is written."""
        if element.text is None or len(element.text.text) > MOST_ASIDE or self.section in CLOSED:
            return None
        leading = leading_names(element.text)
        if leading is None or not leading.names or self.all_lines[element.first].text[-1] == "|":
            return None  # or words in the line of a table's titles
        if not leading.apart and " " in element.text.text and entitles_section(element.text.text):
            return None  # `Query string`, `Body (JSON)`
        facets = self._beside(element.text, leading)
        several = facets.roles == {"location"} and facets.mark in ("", ":") and SEVERAL.search(element.text.text) is not None
        titled = several or bool(facets.said and (URL.search(element.text.text) or self._of_others(element.text)))
        if facets.prose is not None or (titled and not leading.apart):
            return None
        below = self._below(element.last)
        told = below is not None and self._tells(below, opens=True)
        if element.text.text in SAMPLES:
            return None
        thing = THING.fullmatch(element.text.text) is not None and self.section not in FIELDS  # `Webhook object`: a type of that name
        if told or (facets.strong and not thing):
            return leading, facets
        known = not facets.said and any(entry.holds_parts for entry in self._fields_named(element.text.text))
        if (element.level < LABEL_LEVEL or known) and self._heads_table(element):
            return None  # `### txt2img`, above a table of its fields; `**size**`, above one of the parts of `size`
        ends = self.by_name and not self.by_heading and any(h.section in FIELDS and h.level >= element.level for h in self.headings)
        if ends and element.level < LABEL_LEVEL:
            return None  # it ends the section, whose fields are no headings: `## fast`, about a value
        written = leading.apart or IDENTIFIER.fullmatch(leading.names[0].name)
        plain = element.text.text
        return (leading, facets) if written and self.section in FIELDS and (leading.apart or section_of(plain) is None) else None

    def _heads_table(self, heading: Element) -> bool:
        """Whether a table of fields follows below a heading, before the next one."""
        after = bisect_right(self.scene.elements, heading.first, key=lambda element: element.first)
        for element in self.scene.elements[after : after + _FEW_ELEMENTS]:
            if element.kind == "heading" and element.level <= heading.level:
                return False
            if element.table is not None:
                return of_fields(element.table, "request")
        return False

    def _of_others(self, heading: Passage) -> bool:
        """Whether a heading is about fields that are known (`Card object`), or those below it (`Order query parameters`)."""
        text = words(heading)
        return text.split()[-1].lower() in ENTITLES and (section_of(text) in _PLACED or bool(self._fields_named(text)))

    # paragraphs

    def _paragraph(self, element: Element) -> None:
        at = element.first
        loose = at
        while at <= element.last:
            inside = self.open and must_go_on(self.prose, self.all_lines[at]) and not self._is_next(at)
            taken = 0 if inside else self._line(at, element)
            if taken:
                self._loose(loose, at - 1)
                at += taken
                loose = at
            elif self.all_lines[at].text[0] == "(" and self._nameless(at):
                self._loose(loose, at - 1)
                at += 1
                loose = at
            elif self.open and self._belongs(at, element):
                self._loose(loose, at - 1)
                self._continue(at)
                at += 1
                loose = at
            else:
                if self.open:
                    self._close(ALL_ONE)
                text = self.all_lines[at].text
                if text[0].isalpha() or not BULLET.match(text):
                    self.intro, self.listing = text, None
                at += 1
        self._loose(loose, element.last)

    def _is_next(self, at: int) -> bool:
        """Whether a line is the item after the one that is open, whatever word that ends in."""
        entry, mark = self.open[-1].entry, self.all_lines[at].text[0]
        item = self.all_lines[entry.first.span.first - self.all_lines[0].span.first].text if entry is not None else ""
        return (
            item[:1] == mark and not mark.isalnum() and BULLET.match(self.all_lines[at].text) is not None and BULLET.match(item) is not None
        )

    def _loose(self, first: int, last: int) -> None:
        """Lines that are about no field."""
        if first > last or self.counts:
            return
        if self.section == "errors":
            for n in range(first, last + 1):
                self._error(n)
            return
        about, self.about = self.about, ()
        self._tell_of_operation(first, last)
        self.about = about

    def _line(self, at: int, element: Element) -> int:
        """Take the lines that begin here when they are the structure of fields: how many they are."""
        line = self.all_lines[at]
        if at in self.called or (self.account.title is line and at == element.first):
            self.account.use(
                at - self.scene.first, "structure" if at in self.called else "title", "address" if at in self.called else "title"
            )
            return 1
        if at in self.samples and self.samples[at] <= element.last:
            return self._code_at(at, self.samples[at])
        if of_site(line.text) and (not self.open or line.text[-1] == "?"):
            self._close(ALL_ONE)
            self.account.use(at - self.scene.first, "chrome", "site")
            return 1
        if (head := captioned(self.all_lines, at, element.last)) is not None:
            return self._captioned(at, *head)
        if not line.text[0].isalpha() and (bullet := BULLET.match(line.text)):
            return self._item(at, within(line, bullet.end(), len(line.text)))
        labelled = self._labels_of(line, apart=False) if self.open and self.open[-1].entry is not None else ()
        if not DECIDES.isdisjoint(labelled):
            return int(self._labels(at, read_labels(line)))
        if len(line.text) <= MOST_ASIDE and line.text.count(" ") < _MOST_SPACES and (taken := self._term(at)):
            return taken
        if labelled and self._labels(at, read_labels(line)):
            return 1
        if self.open and (taken := self._listed(at, element.last)):
            return taken
        if self._section_line(at, line, element):
            return 1
        first = at == element.first
        return int(self._apart(at, line, first=first) or self._plain(at, first=first))

    def _captioned(self, at: int, leading: Leading, facets: Facets, count: int) -> int:
        """A field of which each fact has its caption on the line above it."""
        self._named_at(at, leading, facets)
        for n in range(at + 1, at + count):
            if self.all_lines[n].text:
                self._use_line(n, "label")
        return count

    def _code_at(self, at: int, last: int) -> int:
        """A sample of JSON that no fence sets apart."""
        self._close(ALL_ONE)
        for n in range(at, last + 1):
            self.account.use(n - self.scene.first, "structure", "sample")
        self.sample(joined(self.text, self.all_lines[at], self.all_lines[last]), "json")
        return last - at + 1

    def _section_line(self, at: int, line: Passage, element: Element) -> bool:
        """A line of its own that names a section, as a heading would: `Query parameters:`."""
        stressed = STRESSED.fullmatch(line.text) if line.text[0] in "*_" else None
        if stressed is not None and section_of(stressed["title"]) in FIELDS:
            line = within(line, *stressed.span("title"))
        text = line.text.rstrip(" #¶")
        if len(text) > MOST_ASIDE or not line.text[0].isalnum():
            return False
        if stressed is None and not ((text[0].isupper() or text[0].isdigit()) and TITLED.fullmatch(text)) and not self._titles(at, element):
            return False
        self._leave_field(line)
        level = LABEL_LEVEL + (self.heading_line == at - 1 >= 0 and section_of(text) == "request")  # `Parameters`, below `Query parameters`
        TermReader._heading(self, Element("heading", at, at, level, text=line))
        return True

    def _titles(self, at: int, element: Element) -> bool:
        """Whether a short line at the start of a paragraph is the title of a section."""
        text = self.all_lines[at].text
        if at != element.first or text[-1] in ".,;)" or "_" in text or not (text[0].isupper() or (text[0].isalpha() and text[-1] == ":")):
            return False
        below = self._below(at)
        if below is None or len(text.split()) > _MOST_OF_HEADING or section_of(text) is None:
            return False
        near = BULLET.match(self.all_lines[below].text) or text.endswith(":") or element.first == element.last
        near = near or self.alike.tells(below, self.section)
        return bool(near) and self._indent(at) == 0

    # items

    def _item(self, at: int, body: Passage) -> int:
        if CONTENTS.fullmatch(body.text):
            self.account.use(at - self.scene.first, "chrome", "contents")
            return 1
        indent = self._indent(at)
        if (taken := self._case(at, body, indent)) > 0:
            self._leave(indent)
            self._loose(at, at + taken - 1)
            return taken
        if self.open and self._value_item(at):
            return 0
        self._leave(indent)
        labelled = read_labels(body) if self.open and self.open[-1].entry is not None else ()
        if any(role != "prose" for role, _ in labelled) or (labelled and (label_of(body) or ("",))[0] in DESCRIBES):
            self._labels(at, labelled, item=True)
            return 1
        if self._section_item(at, body, indent):
            return 1
        field_ = self._field_of(body, indent) or self._typed_below(at, body)
        if field_ is None:
            return 0
        leading, facets, section = field_
        if not self.open:
            self.listing = indent
        self._add(leading, facets, indent, section)
        self._use_line(at, "field")
        self.fresh = facets.prose is None
        return 1

    def _leave(self, indent: int) -> None:
        """An item ends the items that are indented as far, and the sections that are items and indented as far."""
        if self.open and self.open[-1].indent >= indent:
            self._close(indent)
        while self.headings and self.headings[-1].level > LABEL_LEVEL and self.headings[-1].level - LABEL_LEVEL - 1 >= indent:
            self.headings.pop()

    def _section_item(self, at: int, body: Passage, indent: int) -> bool:
        """An item that only names a section, whose fields are items below it."""
        below = self._below(at)
        text = words(body).partition(" (")[0].strip(":")  # `lines (array of objects)` is a field, `body (object)` may be a section
        if self.open or below is None or len(text.split()) > _MOST_OF_HEADING or section_of(text) is None:
            return False
        if not BULLET.match(self.all_lines[below].text) or self._indent(below) <= indent or leading_is_told(body):
            return False
        self.enter(LABEL_LEVEL + 1 + indent, text, section_of(text))
        self.intro = ""
        self.account.use(at - self.scene.first, "structure", "section")
        return True

    def _case(self, at: int, body: Passage, indent: int) -> int:
        """How many lines an item is, with those within it, that only says when these hold: `When mode is fast:`; 0 for any other."""
        if (self.open and self.open[-1].indent < indent) or CASE.fullmatch(body.text) is None:
            return 0
        end = at + 1
        while end <= self.scene.last and self.all_lines[end].text and self._indent(end) > indent:
            end += 1
        return end - at if end > at + 1 and BULLET.match(self.all_lines[at + 1].text) else 0

    def _field_of(self, body: Passage, indent: int) -> tuple[Leading, Facets, Section | None] | None:
        """The field that an item is, with what it says and the section it is in; None when it is prose."""
        leading, before = item_form(body) or (leading_names(body), ())
        if leading is None or not leading.names or (len(leading.names) > 1 and not leading.apart):
            return None
        if STATED.match(body.text, leading.end) or (body.text[:1] == "`" and not leading.apart):
            return None
        facets = with_said(before, told_at_end(self._beside(body, leading)))
        section = self._section_here()
        name = leading.names[0].name
        if names_none(body, leading, section):
            return None
        if not leading.apart and (
            name in TYPE_WORDS or not (IDENTIFIER.fullmatch(name) or ("type" in facets.roles and facets.mark != "="))
        ):
            return None
        if not leading.apart and name[0].isupper() and facets.mark == ":" and section_of(name) in ("response", *CLOSED):
            return None  # `Response: JSON`
        inner = self.open[-1] if self.open else None
        if inner is not None:
            worded = not leading.apart and WORD.fullmatch(name) and body.text[leading.end : leading.end + 1] != "("  # `Single string: …`
            return (leading, facets, section) if not worded and self._nests(inner, leading, facets) else None
        if section in CLOSED or (section != "response" and self._is_note(leading, facets)):
            return None
        if facets.strong:
            told = "type" in facets.roles or section in FIELDS or (leading.apart and self.tables > 0)
            return (leading, facets, section) if told and self._fits(facets) else None
        listed = self.listing is not None and self.listing == indent
        begins = section in FIELDS and begins_prose(leading, facets, sure=listed)
        if (
            not (section in FIELDS or listed)
            or not (leading.apart or facets.mark or begins)
            or (WORD.fullmatch(name) and section != "header")
        ):
            return None
        if name.lower() in self.by_name or not self._introduced():
            return None
        does = section in FIELDS and leading.apart and DOES.match(facets.prose.text) is not None if facets.prose is not None else True
        return (leading, facets, section) if facets.mark or does or begins else None

    def _is_note(self, leading: Leading, facets: Facets) -> bool:
        """Whether an item has no type although a table of the operation lists its fields: it says something of one, or of a value."""
        return len(self.tabled) >= _FEWEST_TABLED and not ("type" in facets.roles and (leading.apart or identifies(leading)))

    def _fits(self, facets: Facets) -> bool:
        """Whether the words above a list leave it open that its items are fields."""
        return "type" in facets.roles or not VALUES.search(self.intro)

    def _nests(self, inner: Open, leading: Leading, facets: Facets) -> bool:
        """Whether an item below an open field is a part of it."""
        if inner.entry is None or inner.none:
            return False
        said = self.prose[1].text if self.prose is not None else ""
        if "type" in facets.roles:
            return True
        set_apart = leading.apart or (facets.mark != "" and identifies(leading) and facets.prose is not None)
        demanded = set_apart and not {"demand", "badge"}.isdisjoint(facets.roles)
        if demanded and not inner.entry.has_type and not VALUES.search(said[-200:]):
            return True
        if not inner.holds or VALUES.search(said[-200:]):
            return False
        return facets.strong or bool(facets.mark) or facets.prose is None

    def _introduced(self) -> bool:
        """Whether the words above a list say that it lists fields; without any the heading says so."""
        if not self.intro.endswith(":"):
            return True
        clause = self.intro[-200:].rsplit(". ", 1)[-1]
        return section_of(clause[-80:]) in FIELDS and not VALUES.search(self.intro)

    def _section_here(self) -> Section | None:
        """What the words right above a list say of it, else the headings around."""
        if self.intro.endswith(":"):
            clause = self.intro[-200:].rsplit(". ", 1)[-1]
            said = "response" if GIVES.match(clause) else section_of(clause)
            if said is not None and (said != "request" or self.section is None):
                return said
        return self.section

    def _apart(self, at: int, line: Passage, *, first: bool) -> bool:
        """A line that is a field by itself; `first` says that a paragraph begins there."""
        told = self.alike.tells(at, self.section)
        leading = leading_names(line) if told or may_begin_field(line.text, first=first) else None
        if leading is None or self.section in CLOSED:
            return False
        if self.fresh and leading.names[0].name in TYPE_WORDS:
            return False  # `*string*, required` below a name
        if "|" in line.text and read_plain(line.text) is not None:
            return False  # `date-time | null`, of a name that is lost
        said = self.prose[1].text if self.prose is not None else ""
        listed = bool(self.open and self.open[-1].headed) or said.endswith(":") or VALUES.search(said[-200:]) is not None
        facets = self._beside(line, leading)
        if not (told or begins_field(line.text, leading, facets, self.section, listed=listed)):
            return False
        self._leave_alike(at) if told else self._close(ALL_ONE)
        self._add(leading, facets, ALL_ONE, self.section)
        self._use_line(at, "field")
        self.fresh = facets.prose is None and "type" not in facets.roles
        return True


LAYOUT: Final = Layout(
    "field-list",
    _TITLE,
    "items, terms or headings that begin with the name of a field, and its type or `required` beside or below it",
    score,
    read,
    general=True,
)
