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
from dataclasses import replace
from typing import Any, Final

from swornspec.page.account import Account
from swornspec.page.block import Location, Page, Sample, Use
from swornspec.page.cells import read_badge, read_location
from swornspec.page.entry import Entry, Role, blocks_of
from swornspec.page.headings import Section, section_of
from swornspec.page.markdown import Element, elements
from swornspec.page.requests import Call, read_base, read_call, read_curl
from swornspec.page.sample import sample_ends
from swornspec.page.stacked_line import MOST, NAME, SECTIONS, Dialect, Line, command_end, looked_at, runs_of, splits_path, title_of
from swornspec.page.stacked_say import nest, placed, read_body, say
from swornspec.text import Passage, joined, lines

_ANCHOR: Final = re.compile(r"\[[\s\u200b\ufeff]*\]\([^()\s#]{0,500}#(?P<slug>[\w.%-]{1,200})[^()]{0,200}\)")
_BULLET: Final = re.compile(r"(?:[*+•·-]|\d{1,2}[.)])\s{1,8}")
_DEFAULT: Final = re.compile(r"(?:default(?: value)?s?\s?:\s?|defaults to:?\s)(?P<value>\S.*)", re.IGNORECASE)
_METHOD: Final = re.compile(r"get|put|post|delete|options|head|patch|trace", re.IGNORECASE)
_PATH: Final = re.compile(r"/[\w{}.~:/@%+$-]*")
_ADDRESS: Final = re.compile(r"https?://\S+")
_LINKS: Final = re.compile(r"(?:[-*+]\s+|\d{1,2}\.\s+)?(?:!?\[[^\]\n]{0,120}\]\([^()\n]{0,400}\)[\s|·•/>»←→\\-]{0,8}){1,40}")
_STATUS: Final = re.compile(r"[1-5]\d\d(?:\s?[-–]?\s?[A-Za-z/+ -]{0,60})?|[a-z]+/[\w.+*-]{1,60}|(?:[-–]\s)?[a-z]+/[\w.+*-]{1,60}")
_TICKED: Final = re.compile(r"(?:`[^`]{0,200}`[,\s]{0,3}){1,40}")
_BARE: Final = re.compile(r"[\w.:/+#@-]{1,80}")
_RULE: Final = re.compile(r"(?:[-*_]\s?){3,80}")
_CURL: Final = re.compile(r"curl\s.*")
_MOST_DEEP: Final = 12


def stacked(name: str, text: str, dialect: Dialect) -> "Stack":
    """A page in a dialect, read line by line."""
    reader = Stack(name, text, dialect)
    at = 0
    while at < len(reader.lines):
        at = reader.line(at) if reader.lines[at].text or reader.lines[at].passage.text else at + 1
    reader.finish()
    return reader


class Stack:
    """Where in the page we are, and so what the next line may be."""

    def __init__(self, name: str, text: str, dialect: Dialect) -> None:
        """Look at every line by itself first."""
        self.name, self.text, self.dialect = name, text, dialect
        page = lines(name, text)
        self.account = Account(text, page)
        found = tuple(elements(page))
        self.code = {e.first: e for e in found if e.kind in ("code", "comment")}
        self.tables = {e.first: e for e in found if e.kind == "table"}
        self.lines = looked_at(page, announced=dialect.nameless)
        self.samples = sample_ends(page)
        self.runs = runs_of(self.lines, dialect)
        self.titled = title_of(self.lines, dialect, self.code)
        self.section: Section | None = None
        self.entries: list[tuple[Entry, bool, str]] = []  # with whether it announces values, and its anchor
        self.auth: list[Entry] = []
        self.entry: Entry | None = None
        self.names = self.nameless = self.decorated = 0
        self.prose: tuple[int, int] | None = None
        self.badges = False  # directly below a type line
        self.values: Role | None = None  # below a label: what the next lines list
        self.listed: tuple[int, int] | None = None
        self.around: list[tuple[str, ...]] = []  # objects whose parts are shown
        self.dotted: set[tuple[str, ...]] = set()  # those whose parts have dotted names
        self.sent: Any = None  # the body of a sample
        self.anchor = ""
        self.ended = False
        self.call: Call | None = None
        self.base: Passage | None = None

    def use(self, at: int, use: Use, role: str) -> None:
        """What a line is."""
        self.account.uses[at] = (use, role)

    def line(self, at: int) -> int:
        """Use the line at an index, and say which is next."""
        line = self.lines[at]
        if at in self.code:
            return self._code(self.code[at])
        if "](" in line.passage.text and (slug := _ANCHOR.search(line.passage.text[:MOST])):
            self.anchor = slug["slug"].lower()
        if not line.text:
            self.use(at, "chrome", "anchor")
        elif self.ended:
            self.use(at, "chrome", "site")
        elif at in self.tables and self._table(self.tables[at]):
            return self.tables[at].last + 1
        elif line.passage.text[0] in "-*_" and _RULE.fullmatch(line.passage.text):
            self._settle()
            self.use(at, "structure", "rule")
        elif self._children(at, line):
            self.use(at, "structure", "label")
        elif self._calling and splits_path(self.lines, self.account.uses, at):
            self.use(at, "structure", "path")
        elif (after := self._sample(at)) is not None:
            return after
        elif (self._site(at, line) or self._listing(at, line) or self._field(at, line) or self._beside(at, line)) or self._head(at, line):
            pass
        else:
            self._prose(at)
        return at + 1

    def finish(self) -> None:
        """What waits is complete; blocks are made of the fields."""
        self._close()
        kept = [(e, announced, slug) for e, announced, slug in self.entries if not e.credential]
        self.auth += [e for e, _, _ in self.entries if e.credential]
        self.account.auth += [p for e in self.auth for p in (e.first, *(p for _, p in e.said))]
        nest(kept)
        blocks, strays = blocks_of(e for e, _, _ in kept)
        for block, (_, announced, _) in zip(blocks, kept, strict=True):
            lost = announced and "enum" not in block.schema and "enum" not in block.schema.get("items", {})
            same = block.name and (block.enum_lost or not lost)
            self.account.blocks.append(block if same else replace(block, name=block.name or None, enum_lost=block.enum_lost or lost))
        self.account.strays += sorted(strays, key=lambda p: p.span.start)

    def page(self) -> Page:
        """The page, with what is called: lines of their own say so, else a sample."""
        account = self.account
        if self.call is not None:
            account.method = account.method or self.call.method
            if account.path is None:
                account.path, account.address = self.call.path, account.address or self.call.server
            elif self.call.path and self.call.path.text.endswith(account.path.text):
                account.address = account.address or self.call.server
        account.address = account.address or self.base
        return account.page(self.name, self.dialect.title)

    @property
    def count(self) -> int:
        """How many lines are about fields."""
        roles = ("section", "field", "type", "badge", "label", "value")
        return sum(use is not None and use[0] == "structure" and use[1] in roles for use in self.account.uses)

    @property
    def _calling(self) -> bool:
        """Whether a method was named, and its path was not."""
        return self.account.method is not None and self.account.path is None and self.section is None

    def _table(self, element: Element) -> bool:
        """A table outside of fields: of what the site prints, or of statuses, whose texts are notes; others are prose."""
        printed = bool(self.dialect.chrome.fullmatch(self.lines[element.first].passage.text))
        if not printed and self.section not in ("response", "errors"):
            return False
        self._close()
        for n in range(element.first, element.last + 1):
            self.use(n, "chrome" if printed else "structure", "site" if printed else "response")
        for _, row in element.table.rows if element.table and not printed else ():
            if row[0].text.strip("`* ").startswith("4"):
                self.account.notes += [cell for cell in row[1:] if cell.text]
        return True

    def _children(self, at: int, line: Line) -> bool:
        """A line above the parts of the open object, where they are shown; or one in their place, where they are not."""
        entry = self.entry
        if entry is None or len(line.text) > MOST:
            return False
        if self.dialect.nameless and entry.name and line.text in (entry.name, f"{entry.name}*"):  # the name once more, below an array
            self._settle()
            entry.say("demand", line.part(len(entry.name), len(line.text)))
            return True
        found = self.dialect.children.fullmatch(line.text)
        if found is None and not self.dialect.collapsed.fullmatch(line.text):
            return False
        if found is not None and found.groupdict().get("name", entry.name) != entry.name:
            return False
        self._settle()
        if found is not None and entry.location in ("body", "response") and entry.holds_fields and len(self.around) < _MOST_DEEP:
            self.around = [a for a in self.around if entry.path[: len(a)] == a]
            self.around.append(entry.path)
        return True

    def _code(self, element: Element) -> int:
        self._settle()
        for n in range(element.first, element.last + 1):
            if self.lines[n].passage.text:
                self.use(n, "chrome" if element.kind == "comment" else "structure", "sample" if element.kind == "code" else "comment")
        if element.kind == "code" and element.last - element.first > 1:
            self._keep_sample(element.first + 1, element.last - 1, element.language)
        self.values = None
        return element.last + 1

    def _sample(self, at: int) -> int | None:
        """A command, or JSON outside of code: the index behind it."""
        text = self.lines[at].passage.text
        end = self.samples.get(at)
        if end is None or (end == at and self.values is not None):
            end = command_end(self.lines, at) if text[0] == "c" and _CURL.fullmatch(text) else None
        if end is None:
            return None
        self._settle()
        for n in range(at, end + 1):
            if self.lines[n].passage.text:
                self.use(n, "structure", "sample")
        self._keep_sample(at, end, "")
        self.values = None
        return end + 1

    def _keep_sample(self, first: int, last: int, language: str) -> None:
        passage = joined(self.text, self.lines[first].passage, self.lines[last].passage)
        called = read_curl([line.passage for line in self.lines[first : last + 1]])
        self.call = self.call or called
        if called and self.sent is None:
            self.sent = read_body(passage.text)
        kind = "request" if called else "response" if self.section in ("response", "errors") else "unknown"
        self.account.samples.append(Sample(kind, language, passage))  # type: ignore[arg-type] # the kinds above are those there are

    def _site(self, at: int, line: Line) -> bool:
        """Sections, and what the site prints around the documentation."""
        text = line.text.rstrip(":")
        said = self.dialect.sections.get(text.lower()) if len(text) < MOST else None
        heading = line.passage.text[0] == "#"
        if said is None and heading and not self._starts(at, line):
            said = section_of(text)
        if self.dialect.end.fullmatch(line.text):
            self._close()
            self.ended = bool(self.entries)
            self.use(at, "chrome", "site")
        elif said is not None and not self._starts(at, line):
            self._close()
            self.section, self.around = said, []
            self.decorated += line.set_apart
            self.use(at, "structure", "section" if said in SECTIONS or said in ("auth", "request") else "heading")
        elif self.dialect.chrome.fullmatch(line.text) or (
            "](" in line.passage.text and _LINKS.fullmatch(line.passage.text) and not self._starts(at, line)
        ):
            self._settle()
            self.use(at, "chrome", "site")
        elif (self.section in ("response", "errors") or self.entry is None) and _STATUS.fullmatch(line.text):
            self.use(at, "structure", "response")
        elif heading and self.entries and not self._starts(at, line):
            self._close()
            self.section = "request" if self.section not in ("response", "errors") else self.section
            self.use(at, "structure", "heading")
        else:
            return False
        return True

    def _starts(self, at: int, line: Line) -> bool:
        """Whether a field begins here: a name above its type, or with it in one line."""
        if line.kind is not None and self.runs[at] % 2:
            return False
        below = line.below
        if NAME.fullmatch(line.text) and below is not None and self.runs[below] % 2 and read_badge(line.text) is None:
            return True
        return line.flat() is not None

    def _field(self, at: int, line: Line) -> bool:
        """In a section of fields: a name, a type, or both."""
        if self.section is None or self.section in ("errors", "ignored", "types"):
            return False
        if self._starts(at, line):
            flat = line.flat()
            self._close()
            self.names += 1
            self.decorated += line.set_apart or line.below != at + 1
            end = flat[0] if flat else len(line.text)
            self._open(line.text[:end], line.part(0, end))
            self.use(at, "structure", "field")
            for group, start, stop in flat[1] if flat else ():
                self._badge(group, line.part(start, stop))
            self.badges = flat is not None and any(group == "type" for group, _, _ in flat[1])
            return True
        if line.kind is None or self.values:
            return False
        if self.entry is not None and not any(role == "type" for role, _ in self.entry.said) and not self.prose:
            self.entry.say("type", line.whole)
        elif self.dialect.nameless and self.section == "response":
            self._close()
        elif self.dialect.nameless and read_badge(line.text) is None:
            self._close()
            self.nameless += 1
            self.decorated += line.set_apart
            self._open("", line.whole)
            if self.entry is not None:
                self.entry.say("type", line.whole)
        else:
            return False
        self.badges = True
        self.use(at, "structure", "type")
        return True

    def _open(self, name: str, passage: Passage) -> None:
        location: Location = SECTIONS.get(self.section or "request", "body")
        if self.section == "request" and self.account.method in ("GET", "DELETE", "HEAD"):
            location = "query"
        name, base = placed(name, self.around, self.dotted, self.sent) if location in ("body", "response") else (name, ())
        self.entry = Entry(name, location, passage, base)
        if self.section == "auth":
            self.auth.append(self.entry)
        else:
            self.entries.append((self.entry, False, self.anchor))
        self.anchor = ""

    def _badge(self, group: str, passage: Passage) -> None:
        entry = self.entry
        if entry is None:
            return
        if group == "place":
            place = read_location(passage.text)
            if place is not None and self.section in ("request", "auth"):
                entry.location = place
        elif group == "badge" and passage.text.lower() == "enum":
            self._announce(entry)
        elif group == "badge":
            entry.say("demand" if passage.text.lower() in ("required", "optional") else "badge", passage)
        else:
            entry.say("default" if group == "default" else "type", passage)

    def _announce(self, entry: Entry) -> None:
        """The page says that there are values of a field."""
        if self.entries and self.entries[-1][0] is entry:
            self.entries[-1] = (entry, True, self.entries[-1][2])

    def _beside(self, at: int, line: Line) -> bool:
        """Below a type: badges, and labels with what they list."""
        entry = self.entry
        if entry is None or len(line.text) > MOST:
            return False
        if self._label(at, line, entry):
            return True
        if not self.badges or self.prose is not None:
            return False
        if (found := _DEFAULT.fullmatch(line.text)) and not (found["value"].endswith((".", ":")) and " " in found["value"]):
            entry.say("default", line.part(*found.span("value")))
        elif read_badge(line.text) is not None:
            self._badge("badge", line.whole)
        elif read_location(line.text) is not None and line.text.islower():
            self._badge("place", line.whole)
        elif line.text == "enum":
            self._announce(entry)
        elif flag := next(((f, role) for pattern, role in self.dialect.flags if (f := pattern.fullmatch(line.text))), None):
            entry.say(flag[1], line.part(*flag[0].span("value")))
        else:
            self.badges = False
            return False
        self.decorated += line.set_apart
        self.use(at, "structure", "badge")
        return True

    def _label(self, at: int, line: Line, entry: Entry) -> bool:
        """A line such as `Required range: 1 <= x <= 8`; the values of some labels stand below them."""
        for pattern, role in self.dialect.labels:
            found = pattern.fullmatch(line.text)
            if found is None:
                continue
            self._settle()
            self.badges = False
            self.use(at, "structure", "label")
            start, end = found.span("value")
            if start == end:
                self.values = role
                if role == "values":
                    self._announce(entry)
            else:
                say(entry, role, line.part(start, end))
                self.values = role if line.text.endswith(",") else None
                self.listed = (at, at) if self.values else None
            return True
        return False

    def _listing(self, at: int, line: Line) -> bool:
        """What stands below a label that ends in a colon: values, or an example."""
        entry, role = self.entry, self.values
        if entry is None or role is None:
            return False
        raw = line.passage.text
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
        plain = role == "values" and self.dialect.nameless and NAME.fullmatch(line.text) and line.kind is None
        alike = self.dialect.nameless and (ticked or plain)  # one to a line, without commas
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

    def _head(self, at: int, line: Line) -> bool:
        """Outside of fields: the title, and what is called."""
        account = self.account
        if self.entry is not None:
            return False
        first = account.title is None and not self.entries
        if account.method is None and _METHOD.fullmatch(line.text):
            account.method = line.text.upper()
            self.use(at, "structure", "method")
        elif account.path is None and len(line.text) > 1 and _PATH.fullmatch(line.text):
            account.path = line.whole
            self.use(at, "structure", "path")
        elif (call := read_call(line.passage)) is not None and (call.path or call.server):
            account.method = account.method or call.method
            account.path, account.address = account.path or call.path, account.address or call.server
            self.use(at, "structure", "address")
        elif (base := read_base(line.passage)) is not None:
            self.base = base
            self.use(at, "structure", "address")
        elif account.address is None and _ADDRESS.fullmatch(line.text):
            host = line.text.find("/", line.text.find("//") + 2)
            account.address = line.part(0, host if host > 0 else len(line.text))
            account.path = account.path or (line.part(host, len(line.text)) if 0 < host < len(line.text) - 1 else None)
            self.use(at, "structure", "address")
        elif at == self.titled:
            account.title = line.whole
            self.use(at, "title", "title")
        elif self.titled is not None and line.text == self.lines[self.titled].text:
            self.use(at, "chrome", "title")
        elif self.titled is not None and at < self.titled and line.short:
            self.use(at, "chrome", "site")
        elif first and self.titled is None and not _BULLET.match(line.passage.text) and line.short:
            account.title = line.whole
            self.use(at, "title", "title")
        elif line.heading:
            self._settle()
            self.use(at, "structure", "heading")
        else:
            return False
        return True

    def _prose(self, at: int) -> None:
        self.values = None if self.listed is None else self.values
        if self.listed is not None:
            self._settle()
        self.badges = False
        self.use(at, "prose", "prose")
        if self.entry is None and self.prose is not None and at - self.prose[1] > 1:
            self._settle()
        self.prose = (self.prose[0] if self.prose else at, at)

    def _settle(self) -> None:
        """Values and prose that wait go to the open field, prose outside of fields to the operation."""
        if self.listed is not None and self.entry is not None and self.values is not None:
            first, last = self.listed
            whole = joined(self.text, self.lines[first].passage, self.lines[last].passage)
            self.entry.say(self.values, whole)
            self.values = self.listed = None
        if self.prose is None:
            return
        first, last = self.prose
        self.prose = None
        whole = joined(self.text, self.lines[first].passage, self.lines[last].passage)
        if self.entry is not None:
            self.entry.say("prose", whole)
            if not any(c.isalnum() for c in whole.text):
                for n in range(first, last + 1):
                    self.use(n, "structure", "markup") if self.lines[n].passage.text else None
        elif self.section == "auth":
            self.account.auth.append(whole)
        else:
            if self.section not in ("response", "ignored"):
                self.account.notes.append(whole)
            if not self.entries or self.section in ("response", "ignored"):
                self.account.summary.append(whole)

    def _close(self) -> None:
        self._settle()
        self.entry, self.badges, self.values, self.listed = None, False, None, None
