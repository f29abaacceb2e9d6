"""A page of an API reference as a browser copies it: its operations, sections, samples and the site's own words.

    Guides                            the site's own words
    Create a kite                     title
    POST                              what is called, on a line or on several
    https://api.example.com
    /v1/kites
    Makes a kite.                     prose about the operation
    Request                           a section: what is sent, what comes back, errors, samples
    …                                 fields, which a layout reads (`PastedReader.field`)
    Was this page helpful?            the end

What is not code, structure or the site's own words is prose of the field above it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from swornspec.page.account import Account
from swornspec.page.block import Location, Page, Sample, Use
from swornspec.page.blocks import blocks_of
from swornspec.page.code import LANGUAGES, code_ends
from swornspec.page.entry import Entry
from swornspec.page.front_matter import end_of_matter, read_matter, title_of
from swornspec.page.operations import Scene
from swornspec.page.pasted_apart import apart
from swornspec.page.pasted_calls import scenes
from swornspec.page.pasted_words import MOST_WORDS, SENT, Part, is_chrome, part_of
from swornspec.page.prose import read_prose
from swornspec.page.stacked_apart import whole_lines
from swornspec.page.unplaced import unplaced
from swornspec.text import Passage, joined, lines, within
from swornspec.text.legible import legible

_STATUS: Final = re.compile(
    r"(?:HTTP )?[1-5](?:\d\d|XX)(?:\s*[A-Za-z][A-Za-z' ]{0,50})?|Successful|OK|Created|Accepted|[A-Z][A-Za-z ]{2,40} Error"
)
_FEEDBACK: Final = re.compile(r"Was this (?:page|section) helpful\??.{0,20}|Did this page help you\??|Last updated .{1,40}")
_PERMALINK: Final = re.compile(
    r"\[[\s\u200b]*(?:(?:Direct )?[Ll]ink to .{1,80})?\]\([<#].{0,800}|<a [^<>]{1,400}>(?:Direct )?[Ll]ink to [^<>]{1,80}</a>"
    r"|</?(?:details|summary)>"
)
_NOTHING: Final = re.compile(r"n/?a|none|[\W_]{1,80}", re.IGNORECASE)
_GENERALLY: Final = "This endpoint expects "
_GENERAL: Final = re.compile(_GENERALLY + r"(?:an?|no|multiple) .{1,120}")
_HEADING: Final = re.compile(r"(?P<marks>#{1,6})\s+[^\s#]")
_MOST_OF_LINK: Final = 1_000
_OF_SECTIONS: Final = 2
_OF_ANSWERS: Final = ("header", "body")  # sections that answers have, too
_WRAPPED: Final = 160  # characters of the longest line of a text that is wrapped

ScenesOf = Callable[[Sequence[Passage], Mapping[int, int]], Iterable[Scene]]  # of the lines of a page, and where its code ends


class PastedReader:
    """An operation of a page while its lines are read; what fields look like is for each layout to say."""

    def __init__(
        self, name: str, text: str, page: Sequence[Passage], plain: Sequence[Passage], scene: Scene, code: Mapping[int, int], layout: str
    ) -> None:
        self.name, self.text, self.all, self.scene, self.code, self.layout = name, text, plain, scene, code, layout
        self.account = Account(text, page[scene.first : scene.last + 1])
        self.account.method, self.account.path, self.account.address = scene.method, scene.path, scene.address
        self.last = scene.last
        self.section: Part | None = None
        self.entry: Entry | None = None  # what prose is about
        self.entries: list[Entry] = []
        self.lost = False  # the prose is about something that was not read
        self.footer = False
        self.rank = _OF_SECTIONS  # of the heading of the section, by its marks
        self.noted = False  # whether a heading that names no section has ended the one before it
        self.whole = any(len(line.text) > _WRAPPED for line in page[scene.first : scene.last + 1])  # whether lines are never wrapped
        self.markup = "#" in [line.text[:1] for line in page[scene.first : scene.last + 1]]
        self._waiting: list[int] = []
        self.lead: Passage | None = None  # the end of a line that is the beginning of prose
        self.begin()

    def field(self, at: int) -> int:
        """Use what only this layout has, from a line on, and say which line is next; the same line when it has nothing of it."""
        raise NotImplementedError

    def claims(self, at: int) -> bool:
        """Whether a line is one of a field, although it reads like a heading."""
        raise NotImplementedError

    def begin(self) -> None:
        """The operation or a section of it begins."""

    def page(self) -> Page:
        """Read every line."""
        at = self._matter() if self.scene.first == 0 else self.scene.first
        while at <= self.last and at < len(self.all):
            at = self._line(at)
        self.close()
        sent = [e for e in self.entries if not e.credential]
        self.account.auth += [p for e in self.entries if e.credential for p in (e.first, *(p for _, p in e.said))]
        blocks, strays = blocks_of(sent)
        self.account.blocks += blocks
        self.account.strays += sorted(strays, key=lambda p: p.span.start)
        return self.account.page(self.name, self.layout)

    def _matter(self) -> int:
        """Use what the file of the page says of it at the top: the index of the line behind that."""
        end = min(end_of_matter(self.all), self.last)
        self.use_all(0, end, "structure", "front matter")
        for n, key, value in read_matter(self.all, 0, end):
            if n == self.scene.heading:
                self.use(n, "title", "title")
                self.account.title = title_of(value)
            elif key == "description":
                self.use(n, "prose", "prose")
                self.account.summary.append(value)
                self.account.notes.append(value)
        return end + 1

    def use(self, at: int, use: Use, role: str) -> None:
        """A line is no prose: what prose stood before it is complete."""
        self.settle()
        self.account.uses[at - self.scene.first] = (use, role)

    def use_all(self, first: int, last: int, use: Use, role: str) -> None:
        """The lines [first, last] are no prose, but for those that are blank."""
        self.settle()
        said = (use, role)
        for n in range(first, last + 1):
            if self.all[n].text:
                self.account.uses[n - self.scene.first] = said

    def prose(self, at: int) -> None:
        """A line of prose, about the open field, else about the operation; a gap below what was not read."""
        if self.lost:
            self.use(at, "gap", "unread")
        elif (len(text := self.all[at].text) < 5 or not text[0].isalnum()) and _NOTHING.fullmatch(text):
            self.use(at, "structure", "nothing")
        else:
            self.account.uses[at - self.scene.first] = ("prose", "prose")
            self._waiting.append(at)

    def settle(self) -> None:
        """Give the prose so far to what it is about."""
        if not self._waiting and self.lead is None:
            return
        waiting = self._waiting
        own = [*([self.lead] if self.lead is not None else []), *[self.all[n] for n in waiting]]
        self._waiting, self.lead = [], None
        if self.markup:
            self._give(joined(self.text, own[0], own[-1]))
            return
        read = read_prose(self.text, own, whole=self.whole)
        for at in [n for n in waiting if self.all[n].span.first in read.labels] if read.labels else ():
            self.account.use(at - self.scene.first, "structure", "label")
        for passage in read.passages:
            self._give(passage)

    def _give(self, passage: Passage) -> None:
        account = self.account
        if self.entry is not None:
            self.entry.say("prose", passage)
        elif self.section == "auth":
            account.auth.append(passage)
        elif self.section in ("ignored", "response", "sample") and not self.noted:
            account.summary.append(passage)
        else:
            account.notes.append(passage)
            if self.section is None:
                account.summary.append(passage)

    def open(self, entry: Entry) -> None:
        """A field begins, and what prose follows is about it."""
        self.settle()
        self.entry, self.lost, self.noted = entry, False, False
        self.entries.append(entry)

    def close(self) -> None:
        """The prose that follows is about no field that was read so far."""
        self.settle()
        self.entry, self.lost = None, False

    def location(self, name: str) -> Location:
        """Where a field of this section is sent."""
        if self.section in SENT:
            return self.section
        return unplaced(name, self.scene.route, self.account.method)

    def _line(self, at: int) -> int:
        text = self.all[at].text
        if not text:
            return at + 1
        if at == self.scene.heading:
            self.use(at, "title", "title")
            self.account.title = self._titled(at)
        elif at in self.scene.calls:
            self.use(at, "structure", "address")
        elif self.footer or at < self.scene.heading:
            self._aside(at, text)
        elif at in self.code and min(self.code[at], self.last) >= at + (0 if self.section not in SENT else 1):
            return self._sample(at, min(self.code[at], self.last))
        elif text[0] in "[<" and _PERMALINK.fullmatch(text[:_MOST_OF_LINK]):
            self.use(at, "chrome", "link")
        elif text[0] in "WDL" and _FEEDBACK.fullmatch(text):
            self.close()
            self.use(at, "chrome", "feedback")
            self.footer = True
        elif (part := part_of(text)) is not None and not (self._is_label(part, text) or self._goes_on(part) or self.claims(at)):
            self.close()
            self.use(at, "structure", "section")
            rank = len(marks["marks"]) if (marks := _HEADING.match(text)) is not None else _OF_SECTIONS
            if not (self.section in ("response", "errors") and part in _OF_ANSWERS and marks is not None and rank > self.rank):
                self.section, self.rank = part, rank  # else it is a part of the answer: `### Response`, `#### Headers`
            self.noted = False
            self.begin()
        elif self.section != "sample" and (after := self.field(at)) > at:
            return after
        else:
            self._other(at, text)
        return at + 1

    def _is_label(self, part: Part, text: str) -> bool:
        """Whether a line only announces an example in the prose of the open field: `Example:`."""
        return part == "sample" and text[-1] == ":" and text[0] != "#" and (self.entry is not None or self.lost)

    def _goes_on(self, part: Part) -> bool:
        """Whether `Request` only says again what the heading of the body, above all of its fields, has said."""
        return part == "request" and self.section == "body" and self.entry is None and not self.lost

    def _titled(self, at: int) -> Passage:
        line = self.all[at]
        marks = len(line.text) - len(line.text.lstrip("# "))
        bare = within(line, marks, len(line.text)) if marks < len(line.text) else line
        shown = legible(bare)
        return shown.part(0, len(shown.text)) if "](" in bare.text and shown.text else bare

    def _aside(self, at: int, text: str) -> None:
        """Above the title and below the end: navigation, but for sentences."""
        if text[-1] in ".!" and len(text.split()) > MOST_WORDS and not is_chrome(text) and not self.footer:
            self.prose(at)
        else:
            self.use(at, "chrome", "navigation")

    def _other(self, at: int, text: str) -> None:
        if is_chrome(text):
            self.use(at, "chrome", "site")
        elif self.account.title is not None and text == self.account.title.text:
            self.close()  # above the samples
            self.begin()
            self.use(at, "structure", "title")
        elif (text.lower() in LANGUAGES or text in "$>") and self._before_code(at):
            self.use(at, "structure", "language")
        elif (self.section in (None, "errors", "response", "sample") and _STATUS.fullmatch(text)) or (
            text.startswith(_GENERALLY) and _GENERAL.fullmatch(text)
        ):
            self.settle()
            if self.section == "errors":
                self.close()
            self.use(at, "structure", "response")
        elif self.section == "sample" and not (len(text.split()) > 5 and text.endswith(".")):
            self.use(at, "structure", "sample")
        elif text[0] == "#" and (marks := _HEADING.match(text)) is not None and len(marks["marks"]) <= self.rank:
            self.close()  # what stands below it is about no field above
            self.noted = True
            self.use(at, "structure", "heading")
        else:
            self.prose(at)

    def _before_code(self, at: int) -> bool:
        """Whether code follows, other names of languages aside."""
        for n in range(at + 1, min(at + 2 * len(LANGUAGES), self.last + 1)):
            if n in self.code:
                return True
            text = self.all[n].text
            if text and text.lower() not in LANGUAGES and text not in "$>" and not is_chrome(text):
                return False
        return False

    def _sample(self, at: int, end: int) -> int:
        fenced = self.all[at].text.startswith("```")
        self.use_all(at, end, "structure", "sample")
        first, last = (at + 1, end - 1) if fenced else (at, end)
        if last >= first and self.all[first].text:
            passage = joined(self.text, self.all[first], self.all[last])
            language = self.all[at].text.strip("`~ ").lower()[:20] if fenced else ""
            sent = "curl " in passage.text[:2000]
            kind: Literal["request", "response", "unknown"] = (
                "request" if sent else "response" if self.section in ("response", "errors") else "unknown"
            )
            self.account.samples.append(Sample(kind, language, passage))
        return end + 1


def _unbroken(page: Sequence[Passage], code: Mapping[int, int]) -> list[Passage]:
    """The lines of a page without the backslashes of hard line breaks; code keeps them."""
    broken = [n for n, line in enumerate(page) if line.text.endswith("\\")]
    inside = {n for first, last in code.items() for n in range(first, last + 1)} if broken else ()
    found = list(page)
    for n in broken:
        if n not in inside:
            found[n] = within(page[n], 0, len(page[n].text.rstrip("\\ ")))
    return found


def read_scenes(name: str, text: str, reader: type[PastedReader], layout: str, scenes_of: ScenesOf) -> tuple[Page, ...]:
    """Every operation of a page whose layout finds them in a way of its own, each with a reader of its own."""
    page = lines(name, text)
    code = code_ends(page)
    return tuple(reader(name, text, page, page, scene, code, layout).page() for scene in scenes_of(page, code))


def read_pasted(name: str, text: str, reader: type[PastedReader], layout: str) -> tuple[Page, ...]:
    """Every operation of a page, each with a reader of its own."""
    uncut = lines(name, text)
    page = apart(uncut)
    code = code_ends(page)
    plain = _unbroken(page, code)
    found = [reader(name, text, page, plain, scene, code, layout).page() for scene in scenes(page, code)]
    return tuple(found if page is uncut else [replace(one, lines=whole_lines(one.lines, uncut)) for one in found])
