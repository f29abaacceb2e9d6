"""Read pages that print a field's name, its type and `Required` or `Optional`, on lines of their own, on one line, or glued.

    Request                              a section

    size                                 name
    integer                              type
    Optional                             facets: demand, bounds, default, format, badges
    >=1
    <=8
    Defaults to 4
    The size. Larger than `span`.        prose
    moodenumOptionalDefaults to calm     all of it on one line
    Allowed values:
    calm
    wild                                 its values
    tail
    object or null
    Optional
    Hide 2 properties                    the next two fields are parts of it
    string or list of strings

`Show 5 properties`, `Show possible types` and `23 enum values` say that there is more, which the copy has lost. Below
`Hide properties`, which counts nothing, nothing says where the parts of an object end, unless they are indented: such
fields are gaps. So are the alternatives of a type.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from swornspec.page.block import Page
from swornspec.page.cells import read_values
from swornspec.page.code import LANGUAGES, code_ends
from swornspec.page.entry import Entry
from swornspec.page.fern_heads import MARKED, MOST, Head, filled_below, head_at, may_glue, on_one_line
from swornspec.page.glued import read_facets
from swornspec.page.headings import VALUES
from swornspec.page.layout import Layout
from swornspec.page.markdown import Element
from swornspec.page.mixed import mixed
from swornspec.page.names import MOST_DEEP
from swornspec.page.pasted import PastedReader, read_pasted
from swornspec.page.pasted_apart import apart
from swornspec.page.pasted_words import SENT, is_chrome, part_of
from swornspec.page.roles import Role
from swornspec.page.run_together import Glued, Place, read_glued, runs_together
from swornspec.page.stacked_end import sent_by
from swornspec.page.stacked_say import inside_in_sample
from swornspec.page.unions import read_union
from swornspec.text import Passage, within
from swornspec.text.legible import legible

_TITLE: Final = "reference page with names, types and Required or Optional"
_DEMANDS: Final = ("Required", "Optional")
_DEMAND: Final = re.compile("|".join(_DEMANDS))
_ALLOWED: Final = re.compile(
    r"(?:- )?(?:(?:(?:Allowed|Possible|Available|Supported|Accepted|Valid|Possible enum|Enum) |(?=Values[:：]))[Vv]alues?[:：]?"
    rf"|(?=[A-Z]){VALUES}[:：])\s*(?P<values>.{{0,2000}})"
)
_LISTED: Final = re.compile(r"`[^`\n]{1,100}`|\"[^\"\n]{0,100}\"|[^\s`\"]{1,100}")
_ENTRY: Final = re.compile(r"[•*-]\s+(?=\S)")
_COLLAPSED: Final = re.compile(
    r"(?:\+\s?)?(?:Show|View|See) (?:\d{1,4} )?(?:more )?(?:(?:child )?(?:propert|attribut|variant|possible type|type|item)\w*|more|all)"
)
_LOST: Final = re.compile(r"(?:\+\s?)?(?:(?:Show|View|See) )?(?:all )?\d{1,4} (?:more )?(?:enum )?values")
_OPENED: Final = re.compile(
    r"(?:-\s?)?(?:Hide|Close) (?:(?P<count>\d{1,4}) )?(?P<what>(?:child )?propert\w*|(?:child )?attributes|variants|possible types)"
)
_HIDDEN: Final = re.compile(r"(?:Hide|Close) (?:\d{1,4} )?(?:enum )?values")
_BEARER: Final = re.compile(r"(?P<name>Authorization)\s*(?:Bearer|Basic|string)?\s*(?:Required|Optional)?")
_PLAINLY: Final = re.compile(r"[\w.$@:`*-]{1,100} \S.{0,100} Required")
_TITLES: Final = re.compile(r"Name, ?Type(?:, ?Required)?, ?Description", re.IGNORECASE)
_DETERMINERS: Final = frozenset(
    ("a", "all", "an", "and", "any", "as", "each", "every", "is", "no", "of", "one", "or", "some", "that", "the", "this", "which", "with")
)
_SAID_BELOW: Final = re.compile(
    r"(?:Default(?: value)?|Example): {0,2}(?P<value>`[^`\n]{1,200}`|\"[^\"\n]{1,200}\"|[\w.:/@+-]{1,80}(?<![.:]))"
)
_TOLD: Final = re.compile(  # glued to their labels: `Range1 <= value <= 8`, `Default`4``
    r"(?:Range|Length|Items) ?`?(?P<bounds>(?:-?[\d.]{1,20} ?<=? ?)?(?:value|length|items)(?: ?<=? ?-?[\d.]{1,20})?)`?"
    r"|Default ?(?P<default>`[^`\n]{1,200}`|\"[^\"\n]{0,200}\"|-?[\d.]{1,20}|true|false)"
    r"|Value in ?`?(?P<values>\"[^\"\n]{0,80}\"(?: \| \"[^\"\n]{0,80}\"){0,100})`?|Format ?`?(?P<format>[a-z][a-z0-9-]{1,20})`?"
    r"|Match ?`(?P<pattern>[^`\n]{1,300})`"
)
_ROLES: Final[dict[str, Role]] = {"bounds": "bounds", "default": "default", "values": "values", "format": "format", "pattern": "pattern"}
_FIRST_TOLD: Final = frozenset("RLIDVFM")
_MOST_OF_PLAIN: Final = 80
_MOST_OF_EXAMPLE: Final = 4  # words
_SCHEMES: Final = re.compile(r"Bearer|Basic|Bearer token|API key")
_SWITCHES: Final = frozenset("+-SVHCa0123456789")  # what the lines that show and hide begin with


@dataclass(slots=True)
class _Opened:
    """An object whose parts follow: how many are to come (None: not counted), and whether they are read.

    Of alternatives it is how many are to come after this one. `deep` says that parts were indented more than the object.
    """

    path: tuple[str, ...]
    left: int | None
    indent: int
    read: bool = True
    variants: bool = False
    deep: bool = False


def score(page: Sequence[Passage]) -> int:
    """How many lines are names, types and facets of fields; 0 when no field says Required or Optional."""
    page = apart(page)
    glued = runs_together(line.text for line in page)
    marked = sum(line.text[-1:] in ("?", "*") and MARKED.fullmatch(line.text) is not None for line in page) > 1
    if not glued and not marked and not any(("Required" in line.text or "Optional" in line.text) and _may_demand(line) for line in page):
        return 0
    found, at = 0, 0
    demanded = glued
    code = code_ends(page)
    while at < len(page):
        if at in code:
            at = code[at] + 1
            continue
        text = page[at].text
        head = head_at(page, at, len(page) - 1) if text else None
        if head is not None and (head.demanded or head.first == head.last - 1):
            filled = sum(bool(page[n].text) for n in range(head.first, head.last + 1))
            found += filled if head.demanded else 0
            demanded |= head.demanded
            at = head.last + 1
            continue
        found += glued and bool(text) and read_glued(text) is not None
        found += 0 < len(text) < 100 and bool(part_of(text) or (text[0] in _SWITCHES and _switches(text)))
        at += 1
    return found if demanded else 0


def _may_demand(line: Passage) -> bool:
    """Whether a line ends in facets, one of which says Required or Optional."""
    if len(line.text) > MOST:
        return False
    shown = legible(line)
    return any(read_facets(shown, found.start()) is not None for found in _DEMAND.finditer(shown.text))


def _switches(text: str) -> bool:
    """Whether a line shows or opens what a field consists of."""
    return any(pattern.fullmatch(text) for pattern in (_COLLAPSED, _LOST, _OPENED))


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    return read_pasted(name, text, _Reader, _TITLE)


class _Reader(PastedReader):
    """Where in an operation we are: the objects whose parts follow, and whether values of a list do."""

    opened: list[_Opened]
    values = False
    head: tuple[int, Head | None] = (-1, None)  # the last line that was asked for, and the head that begins there
    begun = 0  # how many fields came before this section
    split = False  # whether the fields of the section are alternatives
    plain: bool | None = None  # whether fields may say nothing of being sent
    glued: bool | None = None  # whether heads of fields are run together with their prose
    body: Any = ...  # that the sample of a request sends, once it was looked for
    paths: set[tuple[str, ...]] | None = None  # of the first fields, which were looked at
    looked = 0  # how many those are

    def begin(self) -> None:
        """No object goes on in another section."""
        self.opened, self.values, self.split = [], False, False
        self.begun = len(self.entries)
        if self.glued is None:
            self.glued = runs_together(line.text for line in self.all[self.scene.first : self.last + 1])

    def claims(self, at: int) -> bool:
        """Whether a line is a name although it reads like a heading: it says Required or Optional, or is the header with the key."""
        if self.section == "header" and _BEARER.fullmatch(self.all[at].text):
            return True
        head = self._at(at)
        return (head is not None and head.demanded) or self._example(at) is not None

    def _example(self, at: int) -> int | None:
        """The line that holds the value of an example below a field, which the line at an index announces; None for any other line."""
        if self.all[at].text not in ("Example", "Examples") or self.entry is None or self.section == "response":
            return None
        below = filled_below(self.all, at + 1, self.last)
        text = self.all[below].text if below is not None else ""
        plain = (
            0 < len(text) <= _MOST_OF_PLAIN and text[0] not in "{[<" and below not in self.code and len(text.split()) <= _MOST_OF_EXAMPLE
        )
        return below if plain and self._at(below or 0) is None and part_of(text) is None else None

    def field(self, at: int) -> int:
        """Use a head, a list of values, or what opens and closes objects."""
        text = self.all[at].text
        if len(text) > 2 * MOST:
            return at
        if (value := self._example(at)) is not None and self.entry is not None:
            self.use_all(at, value, "structure", "example")
            self.entry.say("example", self.all[value])
            return value + 1
        if self.entry is not None and text[0] in "DE" and (said := _SAID_BELOW.fullmatch(text)) is not None:
            self.use(at, "structure", "label")
            self.entry.say("default" if text[0] == "D" else "example", within(self.all[at], *said.span("value")))
            return at + 1
        if self.entry is not None and text[0] in _FIRST_TOLD and (told := _TOLD.fullmatch(text)) is not None:
            self.use(at, "structure", "label")
            role = next(group for group in _ROLES if told[group])
            self.entry.say(_ROLES[role], within(self.all[at], *told.span(role)))
            return at + 1
        if text[0] in "Nn" and _TITLES.fullmatch(text):
            self.use(at, "structure", "titles")
            return at + 1
        if text.startswith("Authorization") and self.section in ("header", "auth", "request", None) and _BEARER.fullmatch(text):
            return self._credential(at)
        if self.glued and (run := read_glued(text)) is not None and self.section not in ("errors", "auth", "ignored"):
            return self._open_glued(at, run)
        head = self._at(at)
        if head is not None and (head.demanded or (self.section not in ("errors", "auth", "ignored", None) and not self.values)):
            return self._open(head)
        if self.section in (None, "errors", "auth", "ignored"):
            return at
        if self.values and text.lower() in LANGUAGES and self._heads_code(at):
            self.values = False
            return at
        if text[0] in "AEPSV-" and (found := _ALLOWED.fullmatch(text)):
            return self._allowed(at, found)
        if self.values and not is_chrome(text):
            return self._value(at, text)
        self.values = False
        return self._switch(at, text)

    def _at(self, at: int) -> Head | None:
        if self.head[0] != at:  # asked for twice, of one line
            head = head_at(self.all, at, self.last)
            line = self.all[at]
            if head is None and self.section == "response" and len(line.text) <= MOST and may_glue(line):
                head = on_one_line(line, at, demanded=False)
            if head is None and self.section in SENT and len(line.text) <= _MOST_OF_PLAIN and may_glue(line) and self._is_plain():
                head = on_one_line(line, at, demanded=False, apart=True) if line.text.split()[0] not in _DETERMINERS else None
            self.head = (at, head)
        return self.head[1]

    def _is_plain(self) -> bool:
        """Whether fields that need not be sent say no more than their type, as none says Optional and some say Required on one line."""
        if self.plain is None:
            told = [line.text for line in self.all[self.scene.first : self.last + 1] if line.text.endswith(("Required", "Optional"))]
            self.plain = bool(told) and all(_PLAINLY.fullmatch(text) for text in told)
        return self.plain

    def _open(self, head: Head) -> int:
        self.values = False
        named = self._placed(head)
        self.use_all(head.first, head.last, "structure" if named is not None else "gap", "field")
        if named is None:
            self.close()
            self.lost = True
            return head.last + 1
        if self.section in ("errors", "ignored", "auth"):
            self.close()  # of an answer that is no result, or of a credential
            return head.last + 1
        location = self.location(head.name)
        entry = Entry(head.name, location, head.named, named if location in ("body", "response") else (), markup=self.markup)
        entry.type_as(head.kind, head.type)
        for facet, passage in head.facets:
            if facet.role is not None and not (facet.role == "demand" and self.split):
                entry.say(facet.role, passage)
        self.open(entry)
        return head.last + 1

    def _open_glued(self, at: int, run: Glued) -> int:
        """A head whose words are run together, and the prose behind it."""
        line = self.all[at]
        self.values = False
        self.use(at, "structure", "field")
        entry = Entry(
            within(line, *run.name).text, self.location(within(line, *run.name).text), within(line, *run.name), markup=self.markup
        )
        entry.type_as(run.kind, within(line, *run.type))
        said: tuple[tuple[Role, Place | None], ...] = (("demand", run.demand), ("default", run.default))
        for role, place in said:
            if place is not None:
                entry.say(role, within(line, *place))
        self.open(entry)
        self.lead = within(line, run.prose, len(line.text)) if run.prose > 0 else None
        return at + 1

    def _placed(self, head: Head) -> tuple[str, ...] | None:
        """The objects around a field; None where nothing says which."""
        if not self.opened:
            return ()
        indent = self._indent(self.all[head.first])
        while self.opened:
            top = self.opened[-1]
            if top.variants:
                if top.left:
                    return None
                self.opened.pop()
            elif top.left is None:
                top.deep |= indent > top.indent
                if indent > top.indent or not top.deep:
                    if top.deep or (top.read and inside_in_sample(self.sent, head.name, top.path)):
                        return top.path if top.read else None
                    shown = next((o for o in reversed(self.opened) if o.read), None)
                    if shown is None or not self._stands_beside(head.name, shown.path):
                        return None
                    del self.opened[self.opened.index(shown) + 1 :]
                self.opened.pop()
            elif top.left == 0:
                self.opened.pop()
            else:
                top.left -= 1
                return top.path if top.read else None
        return ()

    def _heads_code(self, at: int) -> bool:
        """Whether code follows on a line, whose language that is."""
        below = filled_below(self.all, at + 1, self.last)
        return below is not None and (below in self.code or self.all[below].text.startswith("curl "))

    def _stands_beside(self, name: str, path: tuple[str, ...]) -> bool:
        """Whether the sample of a request shows that a field is no part of an object, but stands beside it, as none does that was read."""
        around = path[:-1]
        shown = inside_in_sample(self.sent, name, around) and not inside_in_sample(self.sent, name, path)
        return shown and (*around, name) not in self._paths()

    def _paths(self) -> Collection[tuple[str, ...]]:
        """The objects around each field that was read, and its name."""
        self.paths = self.paths if self.paths is not None else set()
        self.paths.update([entry.path for entry in self.entries[self.looked :]])
        self.looked = len(self.entries)
        return self.paths

    @property
    def sent(self) -> Any:
        """The body that the first command of the operation sends; None where none does."""
        if self.body is ...:
            here = range(self.scene.first, self.last + 1)
            code = [Element("code", n, self.code[n]) for n in here if n in self.code]
            self.body = sent_by(self.text, self.all, code, here)
        return self.body

    def _indent(self, passage: Passage) -> int:
        start = passage.span.start
        return start - (self.text.rfind("\n", max(0, start - 200), start) + 1)

    def _switch(self, at: int, text: str) -> int:
        """Lines that show or hide what a field consists of."""
        if text[0] not in _SWITCHES and text != "OR" and not (self.opened and self.opened[-1].variants):
            return at
        if _COLLAPSED.fullmatch(text) or _HIDDEN.fullmatch(text):
            self.use(at, "structure", "collapsed")
        elif _LOST.fullmatch(text):
            self.use(at, "structure", "collapsed")
            if self.entry is not None:
                self.entry.lose_values(self.all[at])
        elif found := _OPENED.fullmatch(text):
            self.use(at, "structure", "opened")
            self._opens(found)
        elif text == "OR":
            return self._or(at)
        elif self.opened and self.opened[-1].variants and read_union(text) is not None:
            self.use(at, "gap", "variant")
            self.close()
            self.lost = True
        else:
            return at
        return at + 1

    def _opens(self, found: re.Match[str]) -> None:
        count = int(found["count"]) if found["count"] else None
        outer = self.opened[-1] if self.opened else None
        read = (outer is None or outer.read) and not (outer is not None and outer.variants)
        path = self.entry.path if self.entry is not None else ()
        indent = self._indent(self.entry.first) if self.entry is not None else 0
        if len(self.opened) >= MOST_DEEP:
            read = False
        if found["what"] in ("variants", "possible types"):
            self.opened.append(_Opened(path, (count or 2) - 1, indent, read=False, variants=True))
        else:
            self.opened.append(_Opened(path, count, indent, read and self.entry is not None))

    def _or(self, at: int) -> int:
        """What follows is an alternative: of the field that is open, else of the whole section, whose fields are then not all required."""
        while self.opened and not self.opened[-1].variants:
            self.opened.pop()
        if self.opened and self.opened[-1].left:
            self.opened[-1].left -= 1
            self.use(at, "structure", "variant")
        else:
            self.use(at, "gap", "variant")
            before = [] if self.split else self.entries[self.begun :]
            self.split = True
            for entry in before:
                entry.said = [(role, p) for role, p in entry.said if role != "demand"]
        self.close()
        return at + 1

    def _allowed(self, at: int, found: re.Match[str]) -> int:
        line = self.all[at]
        self.use(at, "structure", "allowed")
        listed = found["values"].strip()
        self.values = self.entry is not None and not listed
        if listed and self.entry is not None:
            separate = listed[0] in '`"' or re.search(r"[\s,]", listed)
            values = list(_LISTED.finditer(listed.replace(",", " "))) if separate else []
            start = found.start("values") + len(found["values"]) - len(found["values"].lstrip())
            if values and (listed[0] in '`"' or read_values(listed.replace(" ", ", ").replace(",,", ","), None)):
                for value in values:
                    self.entry.say("value", within(line, start + value.start(), start + value.end()))
            else:
                self.entry.lose_values(line)  # glued: where a value ends is lost
        return at + 1

    def _value(self, at: int, text: str) -> int:
        """A value on a line of its own; a sentence ends the list."""
        item = _ENTRY.match(text)
        start = item.end() if item else 0
        value = within(self.all[at], start, len(text))
        quoted = value.text[0] in '`"' and value.text[-1] == value.text[0]
        if not quoted and (len(value.text) > 80 or len(value.text.split()) > 1 or value.text[-1] in ".:,;"):
            self.values = False
            return self._switch(at, text)
        self.use(at, "structure", "value")
        if self.entry is not None and self.glued and not quoted:
            self.entry.lose_values(value)  # which may be several
        elif self.entry is not None:
            self.entry.say("value", value)
        return at + 1

    def _credential(self, at: int) -> int:
        """The header that carries the key, which is no field."""
        self.close()
        entry = Entry("Authorization", "header", self.all[at], markup=self.markup)
        self.use(at, "structure", "auth")
        below = filled_below(self.all, at + 1, self.last)
        while below is not None and (
            _SCHEMES.fullmatch(self.all[below].text) or self.all[below].text in ("string", "Required", "Optional")
        ):
            self.use(below, "structure", "auth")
            entry.say("prose", self.all[below])
            at = below
            below = filled_below(self.all, at + 1, self.last)
        self.open(entry)
        return at + 1


LAYOUT: Final = Layout(
    "fern", _TITLE, "a field whose name and type have 'Required' or 'Optional' beside or below them", score, mixed(read), bare=True
)
