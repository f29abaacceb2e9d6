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
import string
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from swornspec.page.account import Account
from swornspec.page.block import Location, Page, Sample, Use, templated
from swornspec.page.code import LANGUAGES, code_ends
from swornspec.page.entry import Entry, blocks_of
from swornspec.page.front_matter import end_of_matter, read_matter, title_in, title_of
from swornspec.page.headings import section_of
from swornspec.page.operations import Scene
from swornspec.page.prose import read_prose
from swornspec.page.requests import Call, read_base, read_curl, server_of
from swornspec.text import Passage, joined, lines, within
from swornspec.text.legible import legible

Part = Location | Literal["request", "auth", "errors", "ignored", "sample"]
SENT: Final[tuple[Location, ...]] = ("path", "query", "header", "cookie", "body", "response")
_SECTIONS: Final[Mapping[str, Part]] = {
    **dict.fromkeys(("path parameters", "path params", "path parameter"), "path"),
    **dict.fromkeys(("query parameters", "query params", "query parameter", "query string parameters"), "query"),
    **dict.fromkeys(("headers", "header parameters", "header params", "request headers"), "header"),
    **dict.fromkeys(("cookies", "cookie parameters"), "cookie"),
    **dict.fromkeys(("request body", "body parameters", "body params", "form parameters", "request body parameters", "body"), "body"),
    **dict.fromkeys(("request", "parameters", "request parameters", "arguments", "required arguments", "optional arguments"), "request"),
    **dict.fromkeys(
        ("response", "responses", "returns", "response body", "response fields", "response parameters", "response headers", "return value"),
        "response",
    ),
    **dict.fromkeys(("errors", "error responses", "error codes"), "errors"),
    **dict.fromkeys(("authentication", "authorization", "authorizations", "security"), "auth"),
    **dict.fromkeys(("rate limits", "rate limiting", "pricing", "changelog", "see also", "related", "on this page"), "ignored"),
    **dict.fromkeys(
        ("example request", "request example", "example response", "response example", "example", "examples", "example requests"), "sample"
    ),
}
_SIDES: Final = re.compile(r"(?:json|form ?data|multipart)?\s*(?:expand ?collapse|expand all|collapse all)?$")
_BESIDE: Final = ("json", "data", "multipart", "collapse", "all")  # of which one ends what is matched
_MARKS: Final = re.compile(r"(?:#{1,6}\s+|\*\*)?(?P<text>.*?)(?:\*\*)?:?")
_CALL: Final = re.compile(
    r"[#\s`*]*(?P<method>(?i:get|put|post|delete|patch|head|options))[\s`*]*"
    r"(?:(?P<server>https?://[\w.:{}-]{1,200})?(?P<path>/(?:[\w{}.~:/@%+$<>-]|\\_){0,500})?(?:\?\S{0,500})?(?: HTTP/[\d.]{1,3})?)[\s`*/]*"
)
_CALLS: Final = frozenset(string.whitespace + "#`*gpdhoGPDHO")  # what such a line begins with
_HOST: Final = re.compile(r"`?(?P<server>https?://[\w.:{}-]{1,200})(?P<path>/(?:[\w{}.~:/@%+$<>-]|\\_){0,500})?`?")
_PATH: Final = re.compile(r"`?(?P<path>/(?:[\w{}.~:/@%+$<>-]|\\_){0,500})`?")
_BASE: Final = re.compile(r"\b(?:base|server|host|root)\b", re.IGNORECASE)
_STATUS: Final = re.compile(
    r"(?:HTTP )?[1-5](?:\d\d|XX)(?:\s*[A-Za-z][A-Za-z' ]{0,50})?|Successful|OK|Created|Accepted|[A-Z][A-Za-z ]{2,40} Error"
)
_MEDIA_TYPE: Final = re.compile(r"[a-z]{1,20}/[\w.+*-]{1,60}")
_CHROME: Final = re.compile(
    r"(?:Copy(?: page| as Markdown| link)?|Copied!?|Try it|Run|Ask (?:AI|a question)|Search(?:\.\.\.|…)?|⌘ ?K|Ctrl K|/"
    r"|Skip to (?:main )?content|Built with(?: Fern)?|Powered by .{1,30}|Expand ?Collapse|Expand all|Collapse all|View as Markdown"
    r"|Open in .{1,20}|Edit this page|Loading(?:…|\.\.\.)?|Next|Previous|Light|Dark|(?:Accept|Reject|Decline|Allow)(?: all)?(?: cookies)?"
    r"|Cookie (?:settings|preferences)|Manage cookies|We use cookies.{0,200}|©.{0,100}|Copyright .{0,100}|Log ?in|Sign (?:up|in)"
    r"|Get started|Dashboard|Send(?: request)?|Authorize|API (?:keys?|Playground)|Yes|No|Thanks for .{0,60}feedback.{0,20})"
)
_BUTTONS: Final = frozenset("ABCDEGLMNOPRSTVWY/⌘©")  # what such words begin with
_FEEDBACK: Final = re.compile(r"Was this (?:page|section) helpful\??.{0,20}|Did this page help you\??|Last updated .{1,40}")
_PERMALINK: Final = re.compile(
    r"\[[\s\u200b]*(?:(?:Direct )?[Ll]ink to .{1,80})?\]\([<#].{0,800}|<a [^<>]{1,400}>(?:Direct )?[Ll]ink to [^<>]{1,80}</a>"
    r"|</?(?:details|summary)>"
)
_NOTHING: Final = re.compile(r"n/?a|none|[\W_]{1,80}", re.IGNORECASE)
_GENERALLY: Final = "This endpoint expects "
_GENERAL: Final = re.compile(_GENERALLY + r"(?:an?|no|multiple) .{1,120}")
_MOST_OF_TITLE: Final = 100
_MOST_OF_LINK: Final = 1_000
_MOST_OF_SECTION: Final = 60
_MOST_WORDS: Final = 10
_WINDOW: Final = 3  # lines below a method, of which the address is made


def part_of(text: str) -> Part | None:
    """What a line says about the fields below it, when it is the heading of a section; None for any other line."""
    if not text or len(text) > (_MOST_OF_TITLE if text[0] in "#*" else _MOST_OF_SECTION) or not (text[0].isupper() or text[0] in "#*"):
        return None
    return _part_of(text)


@lru_cache(maxsize=4096)
def _part_of(text: str) -> Part | None:
    marked = _MARKS.fullmatch(text) if text[0] in "#*" or text[-1] in "*:" else None
    bare = (marked["text"] if marked else text).strip().lower()
    bare = _SIDES.sub("", bare).strip() if bare.endswith(_BESIDE) else bare
    known = _SECTIONS.get(bare) or (_SECTIONS.get(bare[0] + bare[2:]) if bare[1:2] == " " else None)  # `P ath Parameters`
    if known is not None or text[0] != "#" or len(bare.split()) > 5:
        return known
    said = section_of(bare)
    return said if said in ("errors", "ignored", "auth", "response") else None


def is_chrome(text: str) -> bool:
    """Whether a line is a button or a notice of the site."""
    return len(text) < 250 and text[:1] in _BUTTONS and _CHROME.fullmatch(text) is not None


def scenes(page: Sequence[Passage], code: Mapping[int, int]) -> tuple[Scene, ...]:
    """The operations of a page in order, at least one: each begins with its title, above the line that says what is called."""
    calls = list(calls_on(page, code))
    matter, titled = end_of_matter(page), title_in(page)
    bases = [(n, b) for n, line in enumerate(page) if "://" in line.text and _BASE.search(line.text[:40]) and (b := read_base(line))]
    base = bases[0][1] if bases else None
    named = frozenset(n for n, _ in bases)
    starts: list[int] = []
    groups: list[list[Called]] = []
    known: set[tuple[str, str]] = set()
    sections = (n for n, line in enumerate(page) if part_of(line.text) is not None)
    section = -1
    for call in calls:
        if not groups:
            title = _title(page, call.first, matter)
            starts.append(titled if title < 0 else title)
            groups.append([call])
            known = {call.key}
            continue
        if call.key in known:
            groups[-1].append(call)
            continue
        after = groups[-1][-1].last
        while section <= after:
            section = next(sections, len(page))
        title = _title(page, call.first, after)
        if section < title:
            starts.append(title)
            groups.append([call])
            known = {call.key}
    last = max(0, len(page) - 1)
    places = sorted(code)
    if not groups:
        first = next((n for n, line in enumerate(page) if n > matter and line.text and n not in code), -1)
        if titled >= 0 and page[first].text[:1] != "#":
            first = titled
        curl = next(_curls(page, code, places), None)
        method, path, server = (curl.method, curl.path, curl.server) if curl else (None, None, None)
        return (Scene(0, last, (), named, method, path, server or base, first),)
    edges = [0, *starts[1:], last + 1]
    found = []
    for (first, end), heading, group in zip(pairwise(edges), starts, groups, strict=True):
        said = frozenset((*(n for call in group for n in call.said), *named))
        path = next((c.path for c in group if c.path), None)
        server = next((c.server for c in group if c.server), base) or server_of(
            path, _curls(page, code, places[bisect_left(places, first) : bisect_left(places, end)])
        )
        found.append(Scene(first, end - 1, (), said, group[0].method, path, server, heading))
    return tuple(found)


def _curls(page: Sequence[Passage], code: Mapping[int, int], places: Sequence[int]) -> Iterator[Call]:
    """What the commands in the pieces of code that begin in some places call."""
    for first in places:
        if (call := read_curl(list(page[first : code[first] + 1]))) is not None:
            yield call


class Called:
    """What the lines `said`, by index, say is called: `key` tells it from other calls."""

    def __init__(self, method: str, server: Passage | None, path: Passage | None, said: tuple[int, ...]) -> None:
        self.method, self.server, self.path, self.said = method, server, path, said
        self.first, self.last = said[0], said[-1]
        self.key = (method, templated(path.text) if path else "")


def calls_on(page: Sequence[Passage], code: Mapping[int, int]) -> Iterator[Called]:
    """What the lines of a page outside of code say is called, in their order."""
    last = -1  # of what was looked at: a call, or a piece of code
    for at in [n for n, line in enumerate(page) if line.text[:1] in _CALLS or n in code]:
        if at <= last:
            continue
        text = page[at].text
        found = _CALL.fullmatch(text) if at not in code and len(text) < 800 else None
        call = _call(page, at, found, code) if found else None
        if call is not None:
            yield call
        last = code.get(at, call.last if call else at)


def _call(page: Sequence[Passage], at: int, found: re.Match[str], code: Mapping[int, int]) -> Called | None:
    line = page[at]
    method = found["method"].upper()
    server, path = (_part(line, found, group) for group in ("server", "path"))
    said = [at]
    n = at + 1
    while (server is None or path is None) and n < len(page) and len(said) <= _WINDOW and n not in code:
        below = page[n]
        other = _HOST.fullmatch(below.text) if server is None else None
        other = other or (_PATH.fullmatch(below.text) if path is None else None)
        if other is not None and path is not None:
            server = within(below, other.start("server"), other.end())
            said.append(n)
        elif other is not None:
            groups = other.groupdict()
            server = server or (_part(below, other, "server") if groups.get("server") else None)
            path = path or (_part(below, other, "path") if groups.get("path") else None)
            said.append(n)
        elif below.text:
            break
        n += 1
    return Called(method, server, path, tuple(said)) if server or path else None


def _part(line: Passage, found: re.Match[str], group: str) -> Passage | None:
    return within(line, *found.span(group)) if found[group] else None


def _title(page: Sequence[Passage], call: int, after: int) -> int:
    """The title above a call, down to a line: the nearest heading, else the nearest short line that is no sentence; -1 without."""
    nearest = -1
    for n in range(call - 1, max(after, call - 12), -1):
        text = page[n].text
        if not text or is_chrome(text) or text.lower() in LANGUAGES:
            continue
        if part_of(text) is not None:
            break
        if text.startswith("#"):
            return n
        fits = (
            len(text) <= _MOST_OF_TITLE
            and not _MEDIA_TYPE.fullmatch(text)
            and len(text.split()) <= _MOST_WORDS
            and text[-1] not in ".:,;}{])"
            and text[0].isalpha()
        )
        nearest = n if nearest < 0 and fits else nearest
    return nearest


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
        own = [*([self.lead] if self.lead is not None else []), *[self.all[n] for n in self._waiting]]
        self._waiting, self.lead = [], None
        if self.markup:
            self._give(joined(self.text, own[0], own[-1]))
            return
        read = read_prose(self.text, own)
        for number in read.labels:
            self.account.use(number - self.account.lines[0].span.first, "structure", "label")
        for passage in read.passages:
            self._give(passage)

    def _give(self, passage: Passage) -> None:
        account = self.account
        if self.entry is not None:
            self.entry.say("prose", passage)
        elif self.section == "auth":
            account.auth.append(passage)
        elif self.section in ("ignored", "response", "sample"):
            account.summary.append(passage)
        else:
            account.notes.append(passage)
            if self.section is None:
                account.summary.append(passage)

    def open(self, entry: Entry) -> None:
        """A field begins, and what prose follows is about it."""
        self.settle()
        self.entry, self.lost = entry, False
        self.entries.append(entry)

    def close(self) -> None:
        """The prose that follows is about no field that was read so far."""
        self.settle()
        self.entry, self.lost = None, False

    def location(self, name: str) -> Location:
        """Where a field of this section is sent."""
        if self.section in SENT:
            return self.section
        if f"{{{name}}}" in self.scene.route:
            return "path"
        return "query" if self.account.method in ("GET", "DELETE", "HEAD") else "body"

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
        elif (part := part_of(text)) is not None and not self.claims(at):
            self.close()
            self.use(at, "structure", "section")
            self.section = part
            self.begin()
        elif self.section != "sample" and (after := self.field(at)) > at:
            return after
        else:
            self._other(at, text)
        return at + 1

    def _titled(self, at: int) -> Passage:
        line = self.all[at]
        marks = len(line.text) - len(line.text.lstrip("# "))
        bare = within(line, marks, len(line.text)) if marks < len(line.text) else line
        shown = legible(bare)
        return shown.part(0, len(shown.text)) if "](" in bare.text and shown.text else bare

    def _aside(self, at: int, text: str) -> None:
        """Above the title and below the end: navigation, but for sentences."""
        if text[-1] in ".!" and len(text.split()) > _MOST_WORDS and not is_chrome(text) and not self.footer:
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


def read_pasted(name: str, text: str, reader: type[PastedReader], layout: str) -> tuple[Page, ...]:
    """Every operation of a page, each with a reader of its own."""
    page = lines(name, text)
    code = code_ends(page)
    plain = _unbroken(page, code)
    return tuple(reader(name, text, page, plain, scene, code, layout).page() for scene in scenes(page, code))
