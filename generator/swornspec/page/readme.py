"""Read pages that were copied from a ReadMe site: the name of a scalar field is usually lost, that of an array stands twice.

Body Params            a section
string | null          a scalar: its type line,
enum                   its flags,
Defaults to DYNAMIC
                       its prose,
The style to use.

Allowed:               and the values, which the copy usually lost
images                 an array: its name, its type line,
array of strings
required               its flags,

The images to use.     its prose,
images*                and its name once more, with a star when required
Responses              no more fields
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from swornspec.page.account import Account, draft
from swornspec.page.block import Location, Page, Stated
from swornspec.page.called_apart import called_apart
from swornspec.page.code import code_ends
from swornspec.page.flags import read_flag, typed
from swornspec.page.headings import VALUES
from swornspec.page.layout import Layout
from swornspec.page.lone_values import without_run_together
from swornspec.page.mixed import mixed
from swornspec.page.requests import read_call
from swornspec.page.sample import sample_ends
from swornspec.page.stacked_say import beside_in_sample, inside_in_sample, read_body
from swornspec.page.types import MOST_CHARACTERS, Kind, read_plain
from swornspec.text import Passage, lines

_TITLE: Final = "copied ReadMe page"

_SECTIONS: Final[dict[str, Location]] = {
    "Query Params": "query",
    "Path Params": "path",
    "Body Params": "body",
    "Raw Body": "body",
    "Form Data": "body",
    "Form Params": "body",
    "Headers": "header",
    "Header Params": "header",
    "Cookie Params": "cookie",
    "Response Body": "response",
    "Response body": "response",
}
_HEADED: Final = frozenset(section.lower() for section, place in _SECTIONS.items() if place != "response")
_OWN: Final = frozenset(section for section in _SECTIONS if section.endswith("Params") or section == "Raw Body")  # of no other site
_ANSWER: Final = re.compile(r"Responses?")
_NAME: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@\[\]-]{0,98}[\w$@\]])?")
_CLOSING: Final = re.compile(r"(?P<name>\S+?)(?P<star>\*?)(?: (?:object|array))?")
_METHOD: Final = re.compile(r"get|put|post|delete|options|head|patch|trace", re.IGNORECASE)
_PATH: Final = re.compile(r"/[\w{}.~:/@%+$-]*")
_ADDRESS: Final = re.compile(r"https?://\S+")
_ALLOWED: Final = re.compile(rf"{VALUES}:")
_VALUE: Final = re.compile(r"`[^`]{1,200}`|\S{1,200}(?: \S{1,40}){0,4}(?<![.!?:])|\S{1,200}")  # not a sentence
_CHOSEN: Final = re.compile(r"\S{0,80}[^\s.!?:]")
_WORD: Final = re.compile(r"[^\s.,;:!?]{1,60}")
_AUTH: Final = re.compile(
    r"Header|Bearer|Basic|Query|Cookie|JWT|OAuth ?2?(?:\.0)?|API ?[Kk]ey|auth-scheme|[Uu]sername|[Pp]assword|base64|token|:"
)
_STATUS: Final = re.compile(r"\W{0,3}(?P<code>[1-5](?:[0-9]{2}|XX))(?: ?[A-Z][\w' -]{0,40})?")
_MEDIA_TYPE: Final = re.compile(r"[a-z]+/[\w.+*-]+")
# What the site itself prints around the documentation; the first row is met nowhere else and so gives the layout away.
_SIGNS: Final = re.compile(
    r"Recent Requests|Log in to see (?:your )?full request history|TimeStatusUser Agent|Retrieving recent requests…|(?:Loading)+…"
    r"|Click Try It! to start a request and see the response here! Or choose an example:"
)
_CHROME: Final = re.compile(
    r"Language|(?:Shell|Node|Ruby|PHP|Python)(?: ?(?:Shell|Node|Ruby|PHP|Python))*|Try It!|Suggest Edits|Jump to Content|Copy Page|Ask AI"
    r"|Make a request to see history\.|[0-9]+ Requests? This Month|Updated .{1,40} ago|Did this page help you\?|Yes|No|What’s Next"
    r"|Installation|Request|Examples?|Powered by .{1,40}"
)
_MOST_OF_FORM: Final = 200  # lines
_BUTTON: Final = re.compile(r"A(?:DD|dd)\s{1,3}[A-Za-z][\w -]{0,40}")


def score(page: Sequence[Passage]) -> int:
    """How many lines are section headings, names or type lines; 0 without what only this layout has."""
    if _SECTIONS.keys().isdisjoint([line.text for line in page]):
        return 0
    short = [line.text if len(line.text) <= MOST_CHARACTERS else "" for line in page]
    types = [read_plain(text) is not None for text in short]
    if not any(types) and _OWN.isdisjoint(short):
        return 0  # `Headers` above what is no field
    demands = [n for n, text in enumerate(short) if text == "required" and n > 1]
    if demands and all(not short[n - 1] and types[n - 2] for n in demands):
        return 0  # which a copy as text has right below the type
    marks = sum(text in _SECTIONS for text in short) + sum(bool(_SIGNS.fullmatch(text)) for text in short if text)
    names = sum(below and not above and bool(_NAME.fullmatch(text)) for text, (above, below) in zip(short, pairwise(types), strict=False))
    return marks + sum(types) + names + (0 if _OWN.isdisjoint(short) else _flags(short, types))


def _flags(short: Sequence[str], types: Sequence[bool]) -> int:
    """How many lines are flags right below a type line and those of it: of `uuid` above `required` they make a type, not a name."""
    found, below = 0, False
    for text, typed_ in zip(short, types, strict=True):
        below = typed_ or (below and bool(text) and read_flag(text, Kind()) is not None)
        found += below and not typed_
    return found


def read(name: str, text: str) -> tuple[Page, ...]:
    """Each operation of the page in this layout, which has sections of its own."""
    return tuple(_read(name, text, part) for part in called_apart(lines(name, text), _HEADED))


def _read(name: str, text: str, page: Sequence[Passage]) -> Page:
    reader = _Reader(text, page)
    at = 0
    while at < len(reader.lines):
        at = reader.line(at)
    return without_run_together(reader.account.page(name, _TITLE))


class _Reader:
    """Where in the page we are, and so what the next line may be."""

    def __init__(self, text: str, page: Sequence[Passage]) -> None:
        self.lines = page
        self.account = Account(text, self.lines)
        self.section: Location | None = None
        self.answer = False  # within `Response`
        self.flags = False  # directly below a type line
        self.values = False  # below `Allowed:`
        self.orphan = False  # below a line that was not understood: what follows is not the last block's
        self.credentials = False  # directly below `Credentials`
        self.inside: tuple[str, ...] = ()  # the object, or the array whose first item is shown, that fields are parts of
        self.buttons = [n for n, line in enumerate(self.lines) if line.text.startswith("A") and _BUTTON.fullmatch(line.text)]
        self.failed = False  # below the status of an error
        self.repeats = 0  # where another item of it ends
        self.opened = False  # below the title of an item of an array: the next fields may be its parts, or not
        shown = text[page[0].span.start : page[-1].span.end] if page else ""
        self.sent = read_body(shown[shown.find("curl ") :]) if "curl " in shown else None
        self.kinds = [read_plain(line.text) for line in self.lines]
        self.typed = any(self.kinds)
        self.named = _names_kept(self.lines, self.kinds)
        commands = {at: end for at, end in code_ends(self.lines).items() if self.lines[at].text.startswith("curl ")}
        self.samples = {**sample_ends(self.lines), **commands}

    def line(self, at: int) -> int:
        """Use the line at an index, and say which is next."""
        text = self.lines[at].text
        if not text:
            self.flags = self.credentials = False
            return at + 1
        if self._site(at, text):
            return at + 1
        if self.answer and at in self.samples:
            return self._sample(at)
        if self.section is not None:
            self._field(at, text)
        elif self.answer:
            return self._answer(at, text)
        else:
            self._head(at, text)
        return at + 1

    def _site(self, at: int, text: str) -> bool:
        """Lines that mean the same everywhere: section headings, and what the site prints around them."""
        if len(text) > MOST_CHARACTERS:
            return False
        location = _SECTIONS.get(text)
        if location == "response" and self.failed:
            self.account.use(at, "structure", "response")
        elif location or _ANSWER.fullmatch(text):
            self.account.close()
            self.section, self.answer = location, self.answer or location is None
            self.flags = self.values = self.orphan = self.credentials = False
            self.inside, self.opened = (), False
            self.account.use(at, "structure", "section")
        elif _SIGNS.fullmatch(text):
            self.account.use(at, "chrome", "site")
        else:
            return False
        return True

    def _head(self, at: int, text: str) -> None:
        """Above the first section: title, method, address, prose about the operation."""
        account = self.account
        if account.title is None:
            account.use(at, "title", "title")
            account.title = self.lines[at]
            if _PATH.fullmatch(text):
                account.path = self.lines[at]
        elif account.method is None and _METHOD.fullmatch(text):
            account.use(at, "structure", "method")
            account.method = text.upper()
        elif account.path is None and _PATH.fullmatch(text):
            account.use(at, "structure", "path")
            account.path = self.lines[at]
        elif account.path is None and (call := read_call(self.lines[at])) is not None and (call.path or call.server):
            account.use(at, "structure", "address")
            account.method, account.path, account.address = account.method or call.method, call.path, call.server
        elif account.address is None and _ADDRESS.fullmatch(text):
            account.use(at, "structure", "address")
            account.address = self.lines[at]
        elif _CHROME.fullmatch(text):
            account.use(at, "chrome", "site")
        else:
            account.prose(at)

    def _field(self, at: int, text: str) -> None:
        """In a section of fields."""
        account, line, kind = self.account, self.lines[at], self.kinds[at]
        if at < self.repeats:
            account.use(at, "structure", "form")
        elif self.section == "response" and (status := _STATUS.fullmatch(text)):
            account.use(at, "structure", "response")
            account.close()
            self.section, self.failed = None, status["code"][0] in "45"
        elif self._closes(text):
            self._close(at, text)
        elif text.endswith("*") and self._entitles_item(text):
            self._close(at, text)
            self.opened = True
        elif text.startswith("ADD ") and _BUTTON.fullmatch(text):
            account.use(at, "chrome", "site")
            self.inside, self.opened = (), False
        elif self._names_a_field(at):
            account.use(at, "structure", "name")
            account.close()
        elif kind is not None and self._item(at, kind):
            account.use(at, "structure", "form")
        elif kind is not None and self.section == "response" and not kind.scalar and not self._named(at):
            account.use(at, "structure", "type")  # what the answer is, or an item of it
            account.close()
        elif kind is not None:
            before = self.lines[at - 1] if at and account.uses[at - 1] == ("structure", "name") else None
            account.use(at, "structure", "type")
            account.open(draft(before.text if before else None, self.section or "body", before or line, line, kind))
            if account.draft is not None and account.draft.location == "body":
                if self.inside and before and beside_in_sample(self.sent, before.text, (self.inside[0].removesuffix("[]"),)):
                    self.inside = ()
                account.draft.within = self.inside
            self.flags, self.values, self.orphan = True, False, False
        elif self.flags and self._flag(at, text):
            pass
        elif account.draft and _ALLOWED.fullmatch(text):
            account.use(at, "structure", "allowed")
            account.draft.enum, account.draft.last = True, line
            self.values, self.flags = True, False
        elif self.values:
            self._value(at, text)
        elif _BUTTON.fullmatch(text):
            account.use(at, "chrome", "site")
        elif self._entered(at, text):
            account.use(at, "structure", "form")
        elif not self.typed or self.orphan or (_WORD.fullmatch(text) and not self.lines[at - 1].text):
            account.use(at, "gap", "unread")  # a type we do not know, perhaps: what follows is not the last block's
            account.close()
            self.orphan = True
        else:
            self.flags = False
            account.prose(at)

    def _item(self, at: int, kind: Kind) -> bool:
        """Whether a type without a name is that of an item in the form of the array above, which a button below adds one to."""
        if self.inside and self.inside[0].endswith("[]") and self.lines[at].text == "object" and not self._named(at):
            self.account.close()  # another item
            self.repeats = self._button(at) or at
            return True
        array = self.account.draft
        if array is None or array.kind.type != "array" or array.name is None or array.within or self._named(at):
            return False
        if array.kind.schema.get("items", {}).get("type") != kind.type:
            return False
        end = self._button(at)
        fields = [n for n in range(at + 1, end or at) if self.kinds[n] is not None and self._named(n)]
        if end is None or self.lines[end].text.split()[-1] != self.lines[at].text or (fields and kind.type != "object"):
            return False
        if kind.type == "object":
            self.inside = (f"{array.name}[]",)
            self.account.close()
        return True

    def _button(self, at: int) -> int | None:
        """The next button that adds an item, when it is near."""
        n = bisect_right(self.buttons, at)
        return self.buttons[n] if n < len(self.buttons) and self.buttons[n] < at + _MOST_OF_FORM else None

    def _named(self, at: int) -> bool:
        """Whether a type line has its name right above it."""
        word = self.lines[at - 1].text if at else ""
        return bool(word) and self.kinds[at - 1] is None and _NAME.fullmatch(word) is not None and read_flag(word, Kind()) is None

    def _entered(self, at: int, text: str) -> bool:
        """Whether a line shows what a form holds: the default of the open field, or the value that is chosen of those listed below."""
        block = self.account.draft
        if block is None or len(text) > MOST_CHARACTERS:
            return False
        below = next((self.lines[n].text for n in range(at + 1, min(at + 4, len(self.lines))) if self.lines[n].text), "")
        value = typed(text, block.schema)
        if value is None or _CHOSEN.fullmatch(text) is None:
            return False
        return _ALLOWED.fullmatch(below) is not None or ("default" in block.schema and value[0] == block.schema["default"])

    def _names_a_field(self, at: int) -> bool:
        """Whether a line is a name: a word directly above a type line; where the page kept its names, it may itself be a type word."""
        if at + 1 >= len(self.lines) or self.kinds[at + 1] is None or not _NAME.fullmatch(self.lines[at].text):
            return False
        below = self.kinds[at + 1]
        if self.values and not self.named and below is not None and below.scalar:
            return False  # the last value of a list; the names of scalars are lost here
        if self.kinds[at] is not None:
            return self.named and not (at and self.account.uses[at - 1] == ("structure", "name"))
        return not (self.flags and read_flag(self.lines[at].text, Kind()) is not None)

    def _closes(self, text: str) -> bool:
        found = _CLOSING.fullmatch(text)
        block = self.account.draft
        return bool(found and block and block.name == found["name"])

    def _entitles_item(self, text: str) -> bool:
        """Whether a line is the name of the open array of objects in words of a title: `Text Prompts*` for `text_prompts`."""
        block = self.account.draft
        if block is None or block.name is None or block.kind.schema.get("items", {}).get("type") != "object" or len(text) > MOST_CHARACTERS:
            return False
        return _bare(text) == _bare(block.name) and len(text.split()) > 1

    def _close(self, at: int, text: str) -> None:
        account, found = self.account, _CLOSING.fullmatch(text)
        account.use(at, "structure", "closing")
        if account.draft and found and found["star"] and not account.draft.required:
            account.draft.required = True
            account.draft.stated.append(Stated(("required",), self.lines[at]))
        opened = account.draft.name if account.draft and not account.draft.within else None
        if account.draft:
            account.draft.last = self.lines[at]
        account.close()
        self.flags, self.values, self.orphan = False, False, True
        filled = (n for n in range(at + 1, min(at + _MOST_OF_FORM, len(self.lines))) if self.lines[n].text)
        other = next((n for n in filled if self.kinds[n] is None), at)
        self.repeats = other if _BUTTON.fullmatch(self.lines[other].text) else self.repeats  # a line for each item
        if opened and text.endswith(" object"):
            below = next((n for n in range(at + 1, min(at + 8, len(self.lines))) if self._names_a_field(n)), None)
            shown = below is not None and inside_in_sample(self.sent, self.lines[below].text, (opened,))
            self.inside = (opened,) if shown else ()

    def _flag(self, at: int, text: str) -> bool:
        account, line = self.account, self.lines[at]
        block = account.draft
        stated = None if block is None else read_flag(text, block.kind)
        if block is None or stated is None:
            return False
        block.last = line
        unsure = self.opened and "required" in stated  # of the item, or of the body
        if not stated or unsure or any(keyword in seen.keywords for seen in block.stated for keyword in stated):
            account.use(at, "gap", "flag")  # a default of another type, or said twice
            return True
        account.use(at, "structure", "flag")
        block.flags.append(line)
        block.stated.append(Stated(tuple(stated), line))
        block.required |= "required" in stated
        block.enum |= "enum" in stated
        block.schema |= {k: v for k, v in stated.items() if k not in ("required", "enum")}
        return True

    def _value(self, at: int, text: str) -> None:
        """A value below `Allowed:`, where the copy kept it."""
        account = self.account
        block, bare = account.draft, text.strip("`")
        value = typed(bare, block.kind.schema) if block and _VALUE.fullmatch(text) else None
        if block is None or value is None or bare in block.values:
            account.use(at, "gap", "value")
            return
        if not block.values:
            block.stated.append(Stated(("enum",), self.lines[at]))
        account.use(at, "structure", "value")
        block.values[bare] = value[0]
        block.last = self.lines[at]

    def _sample(self, at: int) -> int:
        """A command or JSON, where the answer is shown: the index behind it."""
        for index in range(at, self.samples[at] + 1):
            if self.lines[index].text:
                self.account.use(index, "structure", "sample")
        return self.samples[at] + 1

    def _answer(self, at: int, text: str) -> int:
        """Below `Response`: credentials, samples, and the site's own words."""
        account = self.account
        if text == "Credentials":
            account.use(at, "structure", "section")
            self.credentials = True
        elif self.credentials and _AUTH.fullmatch(text):
            account.use(at, "structure", "auth")
            account.auth.append(self.lines[at])
        elif account.address is None and _ADDRESS.fullmatch(text):
            account.use(at, "structure", "address")
            account.address = self.lines[at]
        elif (status := _STATUS.fullmatch(text)) or _MEDIA_TYPE.fullmatch(text):
            account.use(at, "structure", "response")
            self.failed = status["code"][0] in "45" if status else self.failed
        elif _CHROME.fullmatch(text):
            account.use(at, "chrome", "site")
        else:
            account.use(at, "gap", "unread")
        return at + 1


def _bare(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _names_kept(page: Sequence[Passage], kinds: Sequence[Kind | None]) -> bool:
    """Whether most scalars have their name above them, so that the copy lost none.

    Two type lines in a row say nothing: they are two fields without prose, or a name that is a type word and its type.
    """
    bare = named = 0
    for at, kind in enumerate(kinds):
        above, below = (kinds[n] if 0 <= n < len(kinds) else None for n in (at - 1, at + 1))
        if kind is None or not kind.scalar or above:
            continue
        word = page[at - 1].text if at else ""
        if _NAME.fullmatch(word) and read_flag(word, Kind()) is None and word not in _SECTIONS:
            named += 1
        elif below is None:
            bare += 1
    return named > bare


LAYOUT: Final = Layout("readme", _TITLE, "a section line such as 'Body Params' or 'Query Params'", score, mixed(read), bare=True)
