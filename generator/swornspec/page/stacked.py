r"""Read pages that print a field as a stack of short lines: its name, its type, its badges, then its prose.

    #### Body                     a section of fields, marked as a heading or not

    `size`                        a name, however it is set apart; or `**size** integer required` in one line

    integer                       its type

    required                      its badges,
    default:64

    In pixels.                    its prose,

    Required range: `1 <= x <= 8` and what is listed below it
    Available options: `1`, `8`

What the lines of a site are called is in its `Dialect`. Blank lines between the lines of a stack say nothing.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import compress, count
from operator import attrgetter
from typing import Final

from swornspec.page.block import Location
from swornspec.page.cells import read_badge, read_location
from swornspec.page.entry import Entry
from swornspec.page.headings import section_of
from swornspec.page.kinds import read_kind
from swornspec.page.stacked_apart import apart
from swornspec.page.stacked_line import SECTIONS, Line, form_end, inputs_below, sent_in, splits_path, status_of
from swornspec.page.stacked_parts import parts_of
from swornspec.page.stacked_pile import Pile
from swornspec.page.stacked_say import inside_in_sample, placed, say, shown_in
from swornspec.page.stacked_words import MOST, NAME, RUN_TOGETHER, Dialect
from swornspec.text import Passage, lines

_ANCHOR: Final = re.compile(r"(?:\[[\s\u200b\ufeff]*|^)\]\([^()\s#]{0,500}#(?P<slug>[\w.%-]{1,200})[^()]{0,200}\)")
_BULLET: Final = re.compile(r"(?:[*+•·-]|\d{1,2}[.)])\s{1,8}")
_LINKS: Final = re.compile(r"(?:[-*+]\s+|\d{1,2}\.\s+)?(?:!?\[[^\]\n]{0,120}\]\([^()\n]{0,400}\)[\s|·•/>»←→\\-]{0,8}){1,40}")
_SENT: Final = re.compile(r"\(\S{0,400}#(?P<place>path|query|header|cookie|body|form)-params-")
_TICKED: Final = re.compile(r"(?:`[^`]{0,200}`[,\s]{0,3}){1,40}")
_BARE: Final = re.compile(r"[\w.:/+#@-]{1,80}")
_TAB: Final = re.compile(r"[A-Z][\w ()-]{0,50}(?: · \S.{0,50})?")
_ONE_BY_ONE: Final = ("枚举值", "可选值", "可用选项", "Enum value", "Allowed value")  # labels below which each value has a line of its own
_DEMANDS: Final = ("required", "optional", "必需", "必填", "可选")
_MOST_TABS: Final = 40  # lines
_MOST_BLANK: Final = 4
_MOST_OF_BODY: Final = 3  # lines of prose between the alternatives of a body and its first field
_NOWHERE: Final = (None, "errors")  # where there are no fields, and lines of headings and paths among others
_MOST_DEEP: Final = 12
_MOST_LINK: Final = 600


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of some words is anywhere in a text: no line needs a look where none is."""
    return any(word in text for word in words)


def stacked_lines(page: Sequence[Passage], dialect: Dialect) -> "tuple[Stack, ...]":
    """A page of which only the lines are at hand, to be counted."""
    return stacked("page", "\n".join(line.text for line in page), dialect)


def stacked(name: str, text: str, dialect: Dialect) -> "tuple[Stack, ...]":
    """A page in a dialect, read line by line; or several pages, one below the other."""
    uncut = lines(name, text)
    page = apart(uncut) if dialect.run_together else uncut
    found = _stacks(name, text, page, dialect)
    for one in found if page is not uncut else ():
        one.uncut = uncut
    return found


def _stacks(name: str, text: str, page: Sequence[Passage], dialect: Dialect) -> "tuple[Stack, ...]":
    first, *others = parts_of(text, page, dialect)
    found = [_read(name, text, first, dialect)]
    if others and not found[0].entries:
        return (_read(name, text, page, dialect),)
    for part in others:
        reader = _read(name, text, part, dialect)
        if reader.entries:
            found.append(reader)
        else:
            found[-1].printed += part
    return tuple(found)


def _read(name: str, text: str, page: Sequence[Passage], dialect: Dialect) -> "Stack":
    reader = Stack(name, text, page, dialect)
    following = 0
    for at in compress(count(), map(attrgetter("text"), page)):
        if at >= following:
            following = reader.line(at)
    reader.finish()
    return reader


class Stack(Pile):
    """Where in the page we are, and so what the next line may be."""

    def line(self, at: int) -> int:
        """Use the line at an index, and say which is next."""
        line = self.lines[at]
        words = line.words
        if at in self.code:
            return self._code(self.code[at])
        if self.choices or at <= self.inputs:
            self.choices -= self.choices > 0
            self.use(at, "structure", "type" if at > self.inputs else "form")
            return at + 1
        if (
            words.ordinary
            and self.section not in _NOWHERE
            and not self.ended
            and at not in self.tables
            and words.text.rstrip("*") != self.named
        ):
            self._about_field(at, line)  # which it can but be
            return at + 1
        if words.linked and (slug := _ANCHOR.search(line.passage.text[:MOST])):
            self.anchor = slug["slug"].lower()
        if not line.text:
            self.use(at, "chrome", "anchor")
        elif self.ended:
            if self.call is None and line.text.startswith("curl ") and (after := self._sample(at)) is not None:
                return after
            self.use(at, "chrome", "site")
        elif at in self.tables and self._table(self.tables[at]):
            return self.tables[at].last + 1
        elif words.rule:
            self._settle()
            self.use(at, "structure", "rule")
        elif self._children(at, line):
            self.use(at, "structure", "label")
        elif self._calling and splits_path(self.lines, self.account.uses, at):
            self.use(at, "structure", "path")
        elif (after := self._sample(at)) is not None:
            return after
        elif not self._site(at, line):
            self._about_field(at, line)
        return at + 1

    def _about_field(self, at: int, line: Line) -> None:
        """A line about a field, or prose; at the top of the page also what is called."""
        if self.values is not None and self._listing(at, line):
            return
        if line.begins is None:
            line.begins = self._may_start(at, line)
        if (line.begins or line.kind is not None) and self._field(at, line):
            return
        if line.passage.text.startswith("**") and self.section not in _NOWHERE and RUN_TOGETHER.match(line.passage.text):
            self._close()  # a field and its prose in one line, perhaps several
            self.use(at, "gap", "field")
        elif not (self._head(at, line) if self.entry is None else self._beside(at, line, self.entry)):
            self._prose(at)

    def _children(self, at: int, line: Line) -> bool:
        """A line above the parts of the open object, where they are shown; or one in their place, where they are not."""
        entry = self.entry
        if entry is None or len(line.text) > MOST:
            return False
        if self.dialect.nameless and entry.name and line.text in (entry.name, f"{entry.name}*"):  # the name once more, below an array
            self._settle()
            entry.say("demand", line.part(len(entry.name), len(line.text)))
            self.inputs = inputs_below(self.lines, at)
            self.again = entry.path if entry.holds_fields else ()
            return True
        if not line.words.parts:
            return False
        found = self.dialect.children.fullmatch(line.text)
        if found is not None and found.groupdict().get("name", entry.name) != entry.name:
            return False
        self._settle()
        shown = entry.location in ("body", "response") and not entry.holding[1]
        if shown and (self.dialect.nameless or found is None):  # the button that opens it says the same
            shown = self._opens(at, entry)
        if shown:
            self._enter(entry.path)
        return True

    def _opens(self, at: int, entry: Entry) -> bool:
        """Whether a sample shows that the next field is a part of an object."""
        below = next((n for n in range(at + 1, min(at + 12, len(self.lines))) if self._starts(n, self.lines[n])), None)
        name = NAME.match(self.lines[below].text) if below is not None else None
        return name is not None and inside_in_sample(self.sent, name.group(), entry.path)

    def _enter(self, path: tuple[str, ...]) -> None:
        """The parts of an object follow."""
        if len(self.around) < _MOST_DEEP:
            self.around = [a for a in self.around if path[: len(a)] == a]
            self.around.append(path)

    def _site(self, at: int, line: Line) -> bool:
        """Sections, and what the site prints around the documentation."""
        words = line.words
        said, heading = words.section, words.heading
        if self.dialect.nameless:
            said = status_of(self.lines, at, self.section) or ("errors" if said == "response" and self.section == "errors" else said)
        if said is None and heading and not self._starts(at, line):
            said = section_of(line.text.rstrip(":"))
        if words.ends:
            self._close()
            self.ended = bool(self.entries)
            self.use(at, "chrome", "site")
        elif said == "body" and self.section == "response" and self.dialect.run_together and line.text == "Body":
            self.use(at, "structure", "section")  # of the answer
        elif said is not None and not self._starts(at, line):
            self._close()
            self.section, self.around, self.formed, self.one_of = said, [], False, False
            self.decorated += line.words.set_apart
            self.use(at, "structure", "section" if said in SECTIONS or said in ("auth", "request") else "heading")
        elif self.section == "errors" and (line.kind is not None or self._starts(at, line) or read_badge(line.text) is not None):
            self._settle()
            self.use(at, "structure", "response")
        elif (tabs := self._tabs(at, line)) is not None:
            self._settle()
            self.use(at, "chrome", "site")
            self.inputs = tabs
            if self.entry is None:
                self.one_of = True
            else:
                self.unions.add(self.entry.path)
        elif words.chrome or (words.linked and _LINKS.fullmatch(line.passage.text) and not self._starts(at, line)):
            self._settle()
            self.use(at, "chrome", "site")
            if self.formed and line.text.startswith("ADD"):
                self.around, self.formed = [], False
            if (sent := _SENT.search(line.passage.text[:_MOST_LINK])) and self.entry is not None and self.section == "request":
                self.entry.location = sent_in(sent["place"])
                self.unplaced.pop(id(self.entry), None)
        elif (self.section in ("response", "errors") or self.entry is None) and words.status:
            self.use(at, "structure", "response")
        elif heading and self.entries and not self._starts(at, line):
            self._close()
            self.section = "request" if self.section not in ("response", "errors") else self.section
            self.use(at, "structure", "heading")
        else:
            return False
        return True

    def _tabs(self, at: int, line: Line) -> int | None:
        """The last of the lines that name the alternatives of the body or of the open object, of which the page shows one."""
        if line.words.option and line.kind is None:
            return at
        if not _may_be_tab(line) or self.dialect.option is None or self.section not in ("body", "response"):
            return None
        above = next((one for one in self.lines[max(0, at - _MOST_BLANK) : at][::-1] if one.text), None)
        if above is not None and (above.words.item or above.text.endswith(":")):
            return None  # in the middle of a list, or one in prose
        last, below = at, line.below
        while below is not None and below - at < _MOST_TABS and _may_be_tab(self.lines[below]):
            last, below = below, self.lines[below].below
        if last == at or below is None or self.lines[below].words.item:
            return None
        if self.entry is not None:
            return last if self.lines[below].words.parts else None
        for _ in range(_MOST_OF_BODY):
            if below is not None and self._starts(below, self.lines[below]):
                return last
            below = self.lines[below].below if below is not None else None
        return None

    def _starts(self, at: int, line: Line) -> bool:
        """Whether a field begins here: a name above its type, or with it in one line."""
        if line.begins is None:
            line.begins = self._may_start(at, line)
        if not line.begins:
            return False
        below = line.below  # the last value of a list, and another item, begin none
        return not (self.formed and self.values and below is not None and self.lines[below].text == "object")

    def _may_start(self, at: int, line: Line) -> bool:
        """Whether a field begins here by what the line and the one below it are."""
        if line.kind is not None and self.runs[at] % 2:
            return False
        below = line.below
        if line.words.name and below is not None and self.runs[below] % 2:
            return not (line.words.item and self.lines[below].words.item)  # two items of a list in prose
        return line.words.flat is not None

    def _field(self, at: int, line: Line) -> bool:
        """In a section of fields: a name, a type, or both."""
        if self.section is None and self.bare and self._starts(at, line):
            self.section = "request"
        if self.section is None or self.section in ("errors", "ignored", "types"):
            return False
        if self._starts(at, line):
            flat = line.words.flat
            self._close()
            self.names += 1
            self.decorated += line.words.set_apart or line.below != at + 1
            end = flat[0] if flat else len(line.text)
            self._open(line.text[:end], line.part(0, end) if flat else line.whole)
            self.use(at, "structure", "field")
            for group, start, stop in flat[1] if flat else ():
                self._badge(group, line.part(start, stop))
            self.badges = flat is not None and flat[1][-1][0] == "type"
            return True
        if line.kind is None or self.values:
            return False
        if self.entry is not None and not self.entry.has_type and not self.prose:
            self._type(line)
        elif self.dialect.nameless and self.section == "response":
            if self.again and line.text == "object":  # the first item of an array
                self._enter(self.again)
            self._close()
        elif self.dialect.nameless and self._item(at, line):
            return True
        elif self.dialect.nameless and read_badge(line.text) is None:
            self._close()
            self.nameless += 1
            self.decorated += line.words.set_apart
            self._open("", line.whole)
            self._type(line)
        else:
            return False
        self.badges = True
        self.use(at, "structure", "type")
        return True

    def _item(self, at: int, line: Line) -> bool:
        """A type that a form shows for an item of an array: of the open one, or of the one whose first item came before."""
        entry = self.entry
        if not (self.formed or (entry is not None and entry.lists(line.text))) or (end := form_end(self.lines, at)) is None:
            return False
        self.use(at, "structure", "form")
        if line.text != "object" or self.formed:  # nothing of it, or another item
            self.inputs = end - 1
        elif entry is not None:
            self._enter(entry.path)
            self.formed = True
        self._close()
        return True

    def _open(self, name: str, passage: Passage) -> None:
        location: Location = SECTIONS.get(self.section or "request", "body")
        shown = self.answered if location == "response" else self.sent
        base: tuple[str, ...] | None = ()
        if location in ("body", "response"):
            if self.dialect.unended:
                base = shown_in(name, self.around, shown)
            else:
                name, base = placed(name, self.around, self.dotted, shown)
        self.lost = base is None
        self.entry = Entry(name, location, passage, base or ())
        self.named = name if self.dialect.nameless else ""
        if self.one_of:
            self.branch[id(self.entry)] = self.entry
        self.again = ()
        if self.section == "request":
            self.unplaced[id(self.entry)] = self.entry
        if self.section == "auth":
            self.auth.append(self.entry)
        elif not self.lost:
            self.entries.append((self.entry, False, self.anchor))
        self.anchor = ""

    def _type(self, line: Line) -> None:
        """The type of the open field, with what is glued to it."""
        if self.entry is None or line.kind is None:
            return
        self.choices = line.choices
        typed = line.typed
        if not line.choices and read_kind(typed.text) is not None:
            self.entry.say("type", typed)
        else:
            self.entry.type_as(line.kind.kind, typed)
        if line.words.option:
            self.unions.add(self.entry.path)
        for group, start, end in line.words.behind:
            self._badge(group, line.part(start, end))

    def _badge(self, group: str, passage: Passage) -> None:
        entry = self.entry
        if entry is None:
            return
        if group == "place":
            place = read_location(passage.text)
            if place is not None and self.section in ("request", "auth"):
                entry.location = place
                self.unplaced.pop(id(entry), None)
        elif group == "badge" and passage.text.lower() == "enum":
            self._announce(entry)
        elif group == "badge":
            entry.say("demand" if passage.text.lower() in _DEMANDS else "badge", passage)
        else:
            entry.say("default" if group == "default" else "type", passage)

    def _announce(self, entry: Entry) -> None:
        """The page says that there are values of a field."""
        if self.entries and self.entries[-1][0] is entry:
            self.entries[-1] = (entry, True, self.entries[-1][2])

    def _beside(self, at: int, line: Line, entry: Entry) -> bool:
        """Below a type: badges, and labels with what they list."""
        if len(line.text) > MOST:
            return False
        if line.words.label:
            return self._label(at, line, entry)
        if not self.badges or self.prose is not None:
            return False
        role, start, end = line.words.told
        if not role:
            self.badges = False
            return False
        if role == "enum":
            self._announce(entry)
        elif role == "place":
            self._badge("place", line.whole)
        elif role == "badge":
            self._badge("badge", line.whole)
        else:
            entry.say(role, line.part(start, end))
        self.decorated += line.words.set_apart or not self.lines[at - 1].text
        self.use(at, "structure", "badge")
        return True

    def _label(self, at: int, line: Line, entry: Entry) -> bool:
        """A line such as `Required range: 1 <= x <= 8`; the values of some labels stand below them."""
        for pattern, role in self.dialect.labels:
            found = pattern.fullmatch(line.text)
            if found is None:
                continue
            self._settle()
            self.badges = self.badges and role == "default"
            self.use(at, "structure", "label")
            start, end = found.span("value")
            self.one_by_one = self.dialect.nameless or line.text.startswith(_ONE_BY_ONE)
            if start == end:
                self.values, self.lead = role, None
                if role == "values":
                    self._announce(entry)
            else:
                self.values = role if line.text.endswith(",") else None
                self.listed = (at, at) if self.values else None
                self.lead = line.part(start, end) if self.values else None
                if self.values is None:
                    say(entry, role, line.part(start, end))
            return True
        return False

    def _listing(self, at: int, line: Line) -> bool:
        """What stands below a label that ends in a colon: values, or an example."""
        entry, role = self.entry, self.values
        if entry is None or role is None:
            return False
        raw = line.passage.text
        if self.one_by_one and line.words.label and self.listed is not None:
            self._settle()
            return False
        if (mark := _BULLET.match(raw)) and role == "values":
            if not _TICKED.fullmatch(raw, mark.end()) and not _BARE.fullmatch(raw, mark.end()):
                self._settle()  # with what each means: a list of prose
                self.values = None
                return False
            self.use(at, "structure", "value")
            self.listed = (self.listed[0] if self.listed else at, at)
            return True
        ticked, starts = bool(_TICKED.fullmatch(raw)), self._starts(at, line)
        goes_on = self.listed is None or self.lines[self.listed[1]].text.rstrip("` ").endswith(",")
        plain = role == "values" and self.one_by_one and line.words.word and line.kind is None
        alike = self.one_by_one and (ticked or plain)  # one to a line, without commas
        if ((goes_on and ticked) or ((goes_on or alike) and not starts)) and not raw.endswith("."):
            if self.listed is None and role == "values" and not (ticked or "," in raw or plain or len(raw.split()) == 1):
                self.values = None
                return False
            self.use(at, "structure", "value")
            self.listed = (self.listed[0] if self.listed else at, at)
            if role == "example" and not raw.rstrip("` ").endswith(","):
                self._settle()
            return True
        self._settle()
        return False


def _may_be_tab(line: Line) -> bool:
    """Whether an item of a list may be the title, or the type, of an alternative."""
    return line.words.item and (line.kind is not None or _TAB.fullmatch(line.text) is not None)
