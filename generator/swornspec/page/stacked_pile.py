"""A stacked page while it is read, whatever its fields look like: what is called, samples, tables, prose, and the page at the end."""

import dataclasses
import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final

from msgspec.structs import replace

from swornspec.page.account import Account
from swornspec.page.block import Page, Sample, Use
from swornspec.page.cells import read_badge
from swornspec.page.columns import lookup_of
from swornspec.page.entry import Entry, blocks_of
from swornspec.page.headings import Section
from swornspec.page.markdown import Element
from swornspec.page.requests import Call, read_base, read_call, read_curl, read_tabled
from swornspec.page.roles import Role
from swornspec.page.sample import sample_ends
from swornspec.page.sent import requests_in
from swornspec.page.stacked_apart import whole_lines
from swornspec.page.stacked_end import free, nest, place, sent_by, split_path
from swornspec.page.stacked_line import (
    FEWEST_BARE,
    SECTIONS,
    Line,
    bare_fields,
    command_end,
    looked_at,
    runs_of,
    title_of,
    unmarked,
)
from swornspec.page.stacked_pieces import pieces
from swornspec.page.stacked_say import read_answer, read_body, say
from swornspec.page.stacked_words import Dialect
from swornspec.page.statuses import avoidable
from swornspec.text import Passage, joined, within

_BULLET: Final = re.compile(r"(?:[*+•·-]|\d{1,2}[.)])\s{1,8}")
_METHOD: Final = re.compile(r"(?i:get|put|post|delete|patch)|options|head|trace|OPTIONS|HEAD|TRACE")  # `Options` is a heading
_PATH: Final = re.compile(r"/[\w{}.~:/@%+$-]*")
_ADDRESS: Final = re.compile(r"https?://\S+")
_CURL: Final = re.compile(r"curl\s.*")
_BRACKETS: Final = ("{", "[")
_MOST_DEEP: Final = 12


def _called_in(method: Passage, address: Passage) -> Call | None:
    """What two lines call, the second of which may bear the marks of a heading."""
    marks = len(address.text) - len(address.text.lstrip("# "))
    return read_tabled(method, within(address, marks, len(address.text)))


class Pile:
    """Where in the page we are, the fields so far, and the prose that waits for its end."""

    def __init__(self, name: str, text: str, page: Sequence[Passage], dialect: Dialect) -> None:
        """Look at every line by itself first; a text may have others above and below those of the page."""
        self.name, self.text, self.page, self.dialect = name, text, page, dialect
        self.printed: list[Passage] = []  # below the page, by its site
        self.uncut: Sequence[Passage] | None = None  # the lines of the text, where some were cut
        self.account = Account(text, page)
        shown = "\n".join(map(attrgetter("text"), page))
        found = pieces(page, shown)
        self.code = {e.first: e for e in found if e.kind != "table"}
        self.tables = {e.first: e for e in found if e.kind == "table"}
        self.lines = looked_at(page, dialect)
        self.samples = sample_ends(page) if shown.startswith(_BRACKETS) or any(f"\n{mark}" in shown for mark in _BRACKETS) else {}
        self.runs = runs_of(self.lines, dialect)
        self.titled = title_of(self.lines, dialect, self.code)
        self.section: Section | None = "request" if unmarked(self.lines, dialect) else None
        self.bare = self.section is None and dialect.run_together and bare_fields(self.lines) >= FEWEST_BARE
        self.entries: list[tuple[Entry, bool, str]] = []  # with whether it announces values, and its anchor
        self.auth: list[Entry] = []
        self.unplaced: dict[int, Entry] = {}  # by identity, those of a section that does not say where its fields are sent
        self.entry: Entry | None = None
        self.names = self.nameless = self.decorated = 0
        self.prose: tuple[int, int] | None = None
        self.badges = False  # directly below a type line
        self.values: Role | None = None  # below a label: what the next lines list
        self.listed: tuple[int, int] | None = None
        self.one_by_one = dialect.nameless  # those stand on a line each, without commas
        self.lead: Passage | None = None  # the first of them, beside their label
        self.around: list[tuple[str, ...]] = []  # objects whose parts are shown
        self.dotted: set[tuple[str, ...]] = set()  # those whose parts have dotted names
        self.sent: Any = (
            sent_by(self.text, page, self.code.values()) if (dialect.nameless or dialect.unended) and "curl" in shown else None
        )  # the body of a sample
        self.answered: Any = None  # that of an answer
        self.again: tuple[str, ...] = ()  # the array whose name was said once more
        self.loose: str | None = None  # a method without an address below it, as navigation has them
        self.formed = False  # within the form of an array's first item
        self.inputs = -1  # the last line of a form for the items of an array, below that
        self.choices = 0  # how many lines below a type show others that the field may have
        self.anchor = ""
        self.named = ""  # the open field, where its name may be said once more
        self.one_of = False  # among the fields of one alternative of the body
        self.branch: dict[int, Entry] = {}  # by identity, those fields
        self.unions: set[tuple[str, ...]] = set()  # objects that have alternatives
        self.ended = False
        self.lost = False  # nothing shows of which object the open field is a part
        self.call: Call | None = None
        self.base: Passage | None = None

    def use(self, at: int, use: Use, role: str) -> None:
        """What a line is; all that is said of a field whose object is not known is a gap."""
        self.account.uses[at] = ("gap", "field") if self.lost and use != "chrome" else (use, role)

    def finish(self) -> None:
        """What waits is complete; blocks are made of the fields."""
        self._close()
        kept = [(e, announced, slug) for e, announced, slug in self.entries if not e.credential]
        self.auth += [e for e, _, _ in self.entries if e.credential]
        self.account.auth += [p for e in self.auth for p in (e.first, *(p for _, p in e.said))]
        nest(kept)
        if self.branch or self.unions:
            self.account.strays += free([e for e, _, _ in kept], self.branch, self.unions)
        called = self.account.path or (self.call.path if self.call is not None else None)
        place(self.unplaced.values(), self.method, called or split_path(self.text, self.lines, self.account.uses), self.call)
        blocks, strays = blocks_of(e for e, _, _ in kept)
        for block, (_, announced, _) in zip(blocks, kept, strict=True):
            lost = announced and "enum" not in block.schema and "enum" not in block.schema.get("items", {})
            same = block.name and (block.enum_lost or not lost)
            self.account.blocks.append(block if same else replace(block, name=block.name or None, enum_lost=block.enum_lost or lost))
        self.account.strays += sorted(strays, key=lambda p: p.span.start)

    def result(self) -> Page:
        """The page, with what is called: lines of their own say so, else a sample."""
        account = self.account
        account.method = self.method
        if self.call is not None:
            if account.path is None:
                account.path, account.address = self.call.path, account.address or self.call.server
            elif self.call.path and self.call.path.text.endswith(account.path.text):
                account.address = account.address or self.call.server
        account.address = account.address or self.base
        account.path = account.path or split_path(self.text, self.lines, account.uses)
        account.lines = (*account.lines, *self.printed)
        account.uses += [("chrome", "site") if line.text else ("structure", "blank") for line in self.printed]
        page = account.page(self.name, self.dialect.title)
        return page if self.uncut is None else dataclasses.replace(page, lines=whole_lines(page.lines, self.uncut))

    @property
    def method(self) -> str | None:
        """The method that is called: the one above an address, else that of a sample, else the first that stands alone."""
        return self.account.method or (self.call.method if self.call is not None else None) or self.loose

    @property
    def count(self) -> int:
        """How many lines are about fields."""
        roles = ("section", "field", "type", "badge", "label", "value")
        return sum(
            use is not None and (use == ("gap", "field") or (use[0] == "structure" and use[1] in roles)) for use in self.account.uses
        )

    @property
    def _calling(self) -> bool:
        """Whether a method was named, and its path was not."""
        return self.account.method is not None and self.account.path is None and self.section is None

    def _head(self, at: int, line: Line) -> bool:
        """Outside of fields: the title, and what is called."""
        account = self.account
        if self.entry is not None:
            return False
        first = account.title is None and not self.entries
        if account.method is None and _METHOD.fullmatch(line.text):
            below = self.lines[line.below].text if line.below is not None else ""
            if below.startswith(("/", "http")):
                account.method = line.text.upper()
                account.path = account.address = None  # those above were of the navigation
            self.loose = self.loose or line.text.upper()
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
        elif read_badge(line.text) is not None and self.section in SECTIONS:
            self.use(at, "structure", "badge")
        elif at == self.titled:
            account.title = line.whole
            self.use(at, "title", "title")
        elif self.titled is not None and line.text == self.lines[self.titled].text:
            self.use(at, "chrome", "title")
        elif self.titled is not None and at < self.titled and line.words.short:
            self.use(at, "chrome", "site")
        elif first and self.titled is None and not _BULLET.match(line.passage.text) and line.words.short:
            account.title = line.whole
            self.use(at, "title", "title")
        elif line.words.heading:
            self._settle()
            self.use(at, "structure", "heading")
        else:
            return False
        return True

    def _table(self, element: Element) -> bool:
        """A table outside of fields: of what the site prints, or of statuses, whose texts are notes; others are prose."""
        printed = bool(self.dialect.chrome.fullmatch(self.page[element.first].text))
        if not printed and self.section not in ("response", "errors"):
            if element.table is not None and self.entry is None:
                self.account.lookups.append(lookup_of(element.table, self.page, element.first))
            return False
        self._close()
        for n in range(element.first, element.last + 1):
            self.use(n, "chrome" if printed else "structure", "site" if printed else "response")
        for _, row in element.table.rows if element.table and not printed else ():
            if row[0].text.strip("`* ").startswith("4") and avoidable(row[0].text):
                self.account.notes += [cell for cell in row[1:] if cell.text]
        return True

    def _code(self, element: Element) -> int:
        self._settle()
        for n in range(element.first, element.last + 1):
            if self.page[n].text:
                self.use(n, "chrome" if element.kind == "comment" else "structure", "sample" if element.kind == "code" else "comment")
        inside = [line for line in self.page[element.first + 1 : element.last] if line.text]
        called = _called_in(*inside) if len(inside) == 2 else read_call(inside[0]) if len(inside) == 1 else None
        if self.account.path is None and called is not None and called.path is not None:
            self.account.method, self.account.path, self.account.address = called.method, called.path, self.account.address or called.server
        elif element.kind == "code" and element.last - element.first > 1:
            self._keep_sample(element.first + 1, element.last - 1, element.language)
        self.values = None
        return element.last + 1

    def _sample(self, at: int) -> int | None:
        """A command, or JSON outside of code: the index behind it."""
        text = self.page[at].text
        end = self.samples.get(at)
        if end is None or (end == at and self.values is not None):
            end = command_end(self.page, at) if text[0] == "c" and _CURL.fullmatch(text) else None
        if end is None:
            return None
        self._settle()
        for n in range(at, end + 1):
            if self.page[n].text:
                self.use(n, "structure", "sample")
        self._keep_sample(at, end, "")
        self.values = None
        return end + 1

    def _keep_sample(self, first: int, last: int, language: str) -> None:
        passage = joined(self.text, self.page[first], self.page[last])
        called = read_curl(list(self.page[first : last + 1]))
        self.call = self.call or called
        if called and self.sent is None:
            self.sent = read_body(passage.text) or next((one.body for one in requests_in(passage.text) if one.body is not None), None)
        elif not called and self.answered is None:
            self.answered = read_answer(passage.text)
        kind = "request" if called else "response" if self.section in ("response", "errors") else "unknown"
        self.account.samples.append(Sample(kind, language, passage))  # type: ignore[arg-type] # the kinds above are those there are

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
            whole = joined(self.text, self.lead or self.page[first], self.page[last]) if last > first or not self.lead else self.lead
            self.lead = None
            say(self.entry, self.values, whole)
            self.values = self.listed = None
        if self.prose is None:
            return
        first, last = self.prose
        self.prose = None
        whole = joined(self.text, self.page[first], self.page[last])
        if self.entry is not None:
            self.entry.say("prose", whole)
            if not whole.text[0].isalnum() and not any(c.isalnum() for c in whole.text):
                for n in range(first, last + 1):
                    self.use(n, "structure", "markup") if self.page[n].text else None
        elif self.section == "auth":
            self.account.auth.append(whole)
        else:
            if self.section not in ("response", "ignored"):
                self.account.notes.append(whole)
            if not self.entries or self.section in ("response", "ignored"):
                self.account.summary.append(whole)

    def _close(self) -> None:
        self._settle()
        entry = self.entry
        if self.dialect.unended and entry is not None and not self.lost and entry.location in ("body", "response") and entry.holds_fields:
            self.around = [*self.around, entry.path][-_MOST_DEEP:]
        self.lost = False
        self.entry, self.badges, self.values, self.listed = None, False, None, None
