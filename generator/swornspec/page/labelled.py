"""Read pages that print each field's name, then its type line, then prose.

    Request Body           a section

    width required         a name, with its flags, which may also be a line between name and type

    min256  max1024 | int  a type line: bounds, then the type

    The width of the image. The value should follow this formula:
    width * height <= 9.   prose

Names survive the copy; what was inside a collapsed box (the values of an enum, the fields of an object) is lost.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from swornspec.page.account import Account, draft
from swornspec.page.block import Location, Page, Sample, Stated
from swornspec.page.cells import read_badge
from swornspec.page.cells_apart import titles_at
from swornspec.page.headings import entitles_section, section_of
from swornspec.page.layout import Layout
from swornspec.page.mixed import mixed
from swornspec.page.requests import read_call
from swornspec.page.sample import sample_ends
from swornspec.page.types import read_labelled
from swornspec.text import Passage, joined, lines, next_filled, within

_TITLE: Final = "labelled page"

_SECTIONS: Final[dict[str, Location]] = {
    "Request Headers": "header",
    "Header Parameters": "header",
    "Request Body": "body",
    "Body Parameters": "body",
    "Request Parameters": "body",
    "Query Parameters": "query",
    "Query String Parameters": "query",
    "Path Parameters": "path",
    "URL Parameters": "path",
    "Cookies": "cookie",
    "Response Body": "response",
    "Response Parameters": "response",
}
_EXAMPLES: Final = frozenset(
    {"Request Example", "Response Example", "Example Request", "Example Response", "Example", "Request", "Response"}
)
_ANY: Final[Mapping[str, Location]] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
    "body": "body",
    "request": "body",
    "response": "response",
}
_WITH_BADGE: Final = re.compile(r"(?:string|integer|number|boolean|object|array)(?:\[\])? [·•|] (?:required|optional|nullable)")
_SIGNS: Final = frozenset({"Request Headers", "Request Body", "Response Body", "Query Parameters", "Path Parameters", "Body Parameters"})
_OWN: Final = re.compile(r"\(enum\)|(?:min|max)-?[\d.]|.{1,80}\s\|\s(?!null)", re.IGNORECASE)
"""What only this site's type lines have."""
_SCHEMA: Final = re.compile(r"(?P<title>Re(?:quest|sponse) body) schema: ?[\w/ .+-]{3,40}", re.IGNORECASE)
_MOST_OF_TITLE: Final = 60  # characters
_FIELD: Final = re.compile(
    r"(?P<name>[A-Za-z_$@](?:[\w.$@\[\]-]{0,98}[\w$@\]])?)(?P<star>\*)?"
    r"(?P<flags>(?:[ ,]{1,3}\(?(?i:required|optional|deprecated|nullable)\)?){0,4})"
)
_FLAG: Final = re.compile(r"required|optional|deprecated|nullable", re.IGNORECASE)
_FLAGS: Final = re.compile(
    r"(?:required|optional|deprecated|nullable)(?:[ ,]{1,3}(?:required|optional|deprecated|nullable)){0,3}", re.IGNORECASE
)
_NO_NAMES: Final = frozenset({"Required", "Optional", "Deprecated", "Nullable"})
_METHOD: Final = re.compile(r"GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE")
_PATH: Final = re.compile(r"/[\w{}.~:/@%+$-]*")
_ADDRESS: Final = re.compile(r"https?://\S+")
_CHROME: Final = re.compile(
    r"(?:©|\(c\)|Copyright\b).{0,100}|All rights reserved\.?|Copy|Copied!?|On this page|Next|Previous|Edit this page"
)


def score(page: Sequence[Passage]) -> int:
    """How many lines are section headings, names or type lines; 0 without what only this layout has."""
    filled = [line.text for line in page if line.text]
    marks = sum(text in _SIGNS or (" " in text and not text.endswith("Params") and bool(_section(text))) for text in filled)
    if not marks:
        return 0
    typed = [n for n, (above, below) in enumerate(pairwise(filled)) if _FIELD.fullmatch(above) and read_labelled(below) is not None]
    fields = len(typed)
    badged = (n + 2 for n in typed if n + 2 < len(filled) and read_badge(filled[n + 2]) is not None)
    if any(n + 1 == len(filled) or read_labelled(filled[n + 1]) is None for n in badged) or any(map(_WITH_BADGE.fullmatch, filled)):
        return 0  # `required` on a line of its own, `string · required`: another site's stack
    if fields and any(titles_at(page, at) is not None for at in range(len(page)) if page[at].text):
        return 0  # the cells of a table, on lines of their own
    at = [n for n, line in enumerate(page) if line.text]
    if fields and not any(_OWN.match(filled[n + 1]) or at[n + 1] > at[n] + 1 for n in typed):
        return max(marks, fields)  # stacks without blank lines of names, types and prose, as other pages have them
    own = not _SIGNS.isdisjoint(filled) or any(text[0] == "R" and _SCHEMA.fullmatch(text) for text in filled)
    return marks + 2 * fields if own else max(0, 2 * fields - 1)  # titles that other layouts have as well say less


def read(name: str, text: str) -> tuple[Page, ...]:
    """The page in this layout; it documents one operation."""
    reader = _Reader(name, text)
    at = 0
    while at < len(reader.lines):
        at = reader.line(at)
    reader.end()
    return (reader.account.page(name, _TITLE),)


@lru_cache(maxsize=4096)
def _section(text: str) -> Location | Literal[""] | None:
    """Where the fields below the title of a section are sent, "" below that of an example; None for a line that is no title."""
    if not text[:1].isupper() or len(text) > _MOST_OF_TITLE:
        return None
    of_schema = _SCHEMA.fullmatch(text)
    title = (of_schema["title"] if of_schema is not None else text).rstrip(":")
    if title in _EXAMPLES or title.title() in _EXAMPLES:
        return ""
    if known := _SECTIONS.get(title.title()):
        return known
    section = section_of(title) if entitles_section(title) else None
    return _ANY.get(section) if section is not None else None


class _Reader:
    """Where in the page we are, and so what the next line may be."""

    def __init__(self, name: str, text: str) -> None:
        self.lines = lines(name, text)
        self.account = Account(text, self.lines)
        self.section: Location | None = None
        self.orphan = False  # below a line that was not understood: what follows is not the last block's
        self.credential: Passage | None = None  # the name line of the header that carries the key, while it is open
        self.kinds = [read_labelled(line.text) for line in self.lines]
        self.samples = sample_ends(self.lines)
        self.below = next_filled(self.lines)
        self.runs = self._runs()

    def line(self, at: int) -> int:
        """Use the line at an index, and say which is next."""
        text, account = self.lines[at].text, self.account
        if not text:
            return at + 1
        if at in self.samples and (self.section is None or self.samples[at] > at):
            return self._sample(at)
        if (section := _section(text)) is not None and not (section and self._names(at)):
            self.end()
            account.use(at, "structure", "section")
            self.section, self.orphan = section or None, False
        elif _CHROME.fullmatch(text):
            account.use(at, "chrome", "site")
        elif self.section is not None:
            return self._field(at, text, self.section)
        else:
            self._head(at, text)
        return at + 1

    def end(self) -> None:
        """The open block is complete; the header that carries the key is what the page says about credentials, no field."""
        self.account.settle()
        block = self.account.draft
        if self.credential and block:
            self.account.auth += [self.credential, block.kind_line, *block.prose]
            self.account.draft = None
        self.credential = None
        self.account.close()

    def _head(self, at: int, text: str) -> None:
        """Outside the sections of fields: title, method, path, prose about the operation."""
        account, line = self.account, self.lines[at]
        if account.title is None:
            account.use(at, "title", "title")
            account.title = line
        elif account.method is None and _METHOD.fullmatch(text):
            account.use(at, "structure", "method")
            account.method = text
        elif account.path is None and _PATH.fullmatch(text):
            account.use(at, "structure", "path")
            account.path = line
        elif account.path is None and (call := read_call(self.lines[at])) is not None and (call.path or call.server):
            account.use(at, "structure", "address")
            account.method, account.path, account.address = account.method or call.method, call.path, call.server
        elif account.address is None and _ADDRESS.fullmatch(text):
            account.use(at, "structure", "address")
            account.address = line
        else:
            account.prose(at)

    def _sample(self, at: int) -> int:
        end = self.samples[at]
        self.account.samples.append(Sample("unknown", "", joined(self.account.text, self.lines[at], self.lines[end])))
        for index in range(at, end + 1):
            if self.lines[index].text:
                self.account.use(index, "structure", "sample")
        return end + 1

    def _field(self, at: int, text: str, section: Location) -> int:
        account, below = self.account, self.below[at]
        name = _FIELD.fullmatch(text) if text not in _NO_NAMES else None
        if name and below is not None and (flags := self._flags_below(at, below)) is not None and (kind := self.below[flags]) is not None:
            self._open(at, kind, name, section, flags)
            return kind + 1
        if name and below is not None and self.runs[below] % 2:
            self._open(at, below, name, section)
            return below + 1
        if self.orphan or self.kinds[at] is not None or text in _NO_NAMES or (name and self._alone(at)):
            account.use(at, "gap", "unread")  # a type we do not know, perhaps: what follows is not the last block's
            self.end()
            self.orphan = True
        else:
            account.prose(at)
        return at + 1

    def _flags_below(self, at: int, below: int) -> int | None:
        """The line below a name, in one paragraph with it, that only says whether it is required, a type line below that."""
        kind = self.below[below]
        said = below == at + 1 and kind == at + 2 and _FLAGS.fullmatch(self.lines[below].text) is not None
        return below if said and kind is not None and self.runs[kind] % 2 and self.kinds[at] is None else None

    def _open(self, at: int, below: int, name: re.Match[str], section: Location, flags: int | None = None) -> None:
        account, line, kind = self.account, self.lines[at], self.kinds[below]
        if kind is None:
            raise AssertionError("a run of type lines begins with a type line")
        self.end()
        account.use(at, "structure", "name")
        account.use(below, "structure", "type")
        block = draft(name["name"], section, line, self.lines[below], kind)
        if name["star"]:
            block.required = True
            block.stated.append(Stated(("required",), line))
        marks = [within(line, found.start(), found.end()) for found in _FLAG.finditer(line.text, name.start("flags"))]
        if flags is not None:
            account.use(flags, "structure", "flags")
            line = self.lines[flags]
            marks += [within(line, found.start(), found.end()) for found in _FLAG.finditer(line.text)]
        for flag in marks:
            block.flags.append(flag)
            match flag.text.lower():
                case "required" if not block.required:
                    block.required = True
                    block.stated.append(Stated(("required",), line))
                case "deprecated" if "deprecated" not in block.schema:
                    block.schema["deprecated"] = True
                    block.stated.append(Stated(("deprecated",), line))
                case "nullable":
                    nullable = read_labelled(f"{self.lines[below].text} | null")
                    block.schema |= {} if nullable is None else nullable.schema
        account.open(block)
        self.orphan = False
        self.credential = self.lines[at] if section == "header" and name["name"].lower() == "authorization" else None

    def _names(self, at: int) -> bool:
        """Whether a line in a section is the name of a field, as a type line stands below it."""
        below = self.below[at]
        return (
            self.section is not None
            and below is not None
            and self.runs[below] % 2 == 1
            and _FIELD.fullmatch(self.lines[at].text) is not None
        )

    def _alone(self, at: int) -> bool:
        """Whether a line is a paragraph by itself."""
        return not (at and self.lines[at - 1].text) and not (at + 1 < len(self.lines) and self.lines[at + 1].text)

    def _runs(self) -> list[int]:
        """How many type lines follow each other from a line on. A name may itself be a type word, and every type line has its name:

        `url`, `string` below a name-like word is a field named url; `url` alone below it is that word's type.
        """
        runs = [0] * len(self.lines)
        for at in range(len(self.lines) - 1, -1, -1):
            below = self.below[at]
            if self.kinds[at] is not None:
                runs[at] = 1 + (runs[below] if below is not None else 0)
        return runs


LAYOUT: Final = Layout("labelled", _TITLE, "a section line such as 'Request Body' or 'Query Parameters'", score, mixed(read), bare=True)
