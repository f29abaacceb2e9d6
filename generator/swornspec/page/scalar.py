"""Read pages made with Scalar, as a browser copies them: a name, its type, what is said beside that, prose, and values.

    Body
    required
    application/json
    sizeCopy link to size               name, perhaps with the button that copies its link
    Type:integer · Size                 type and title; or the type alone
    required
    min:                                labels, their value beside them or on the next line
    1
    default:
    8
    How large it is.                    prose
    moodCopy link to mood
    Type:string · Mood
    enum
    Its mood.

    calm                                values, in a paragraph of their own
    very wild
    tailCopy link to tail
    Type:object · Tail
    Show Child Attributesfor tail       its parts are not on the page; `Hide …`: they follow
    Responses
    Request Example forpost/kites       what is called

Nothing shows where the parts of an object end. Fields below an open one are gaps, unless the sample of the request shows which
of them are its parts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from swornspec.page.block import Page
from swornspec.page.cells import read_badge
from swornspec.page.entry import Entry
from swornspec.page.kinds import read_kind
from swornspec.page.layout import Layout
from swornspec.page.mixed import mixed
from swornspec.page.pasted import PastedReader, read_scenes
from swornspec.page.pasted_words import SENT, part_of
from swornspec.page.roles import Role
from swornspec.page.scalar_calls import LINK, linked_title, scalar_scenes
from swornspec.page.stacked_say import read_body, shown_in
from swornspec.page.statuses import avoidable
from swornspec.page.types import Kind, read_number
from swornspec.text import Passage, joined, within

_TITLE: Final = "rendered Scalar page"
_NAME: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@-]|\[\w{0,40}\]){0,98}")
_TYPE: Final = re.compile(r"Type: ?(?P<type>\S.{0,200})")
_BARE: Final = re.compile(
    r"(?:string|integer|number|boolean|object|array|file|null|any)(?: (?:string|integer|number|boolean|object|any)?\[\])?(?: \| null)?"
)
_ANY: Final = re.compile(r"(?:anyOf|oneOf|allOf|any|One of|Any of|All of)")
_TITLED: Final = re.compile(r"\s· .*")
_ARRAY: Final = re.compile(r"array (?=\w+\[\])")
_LABEL: Final = re.compile(
    r"(?P<label>min|max|min length|max length|min items|max items|greater than|less than|multiple of|default|const|[Ff]ormat|[Pp]attern):"
    r"\s{0,4}(?P<value>\S.{0,400})?"
)
_ROLES: Final[Mapping[str, Role]] = {
    "default": "default",
    "format": "format",
    "pattern": "pattern",
    "min": "minimum",
    "max": "maximum",
    "min length": "shortest",
    "max length": "length",
    "min items": "minimum",
    "max items": "maximum",
    "multiple of": "multiple",
}
_KEYWORDS: Final[Mapping[str, str]] = {"greater than": "exclusiveMinimum", "less than": "exclusiveMaximum"}
_EXAMPLES: Final = ("Example", "Examples")
_CHILDREN: Final = re.compile(r"(?P<way>Show|Hide) (?:Child Attributes|additional properties|[A-Z][\w.]{0,80}?)(?: ?for \S.{0,100})?")
_WORDS: Final = frozenset(("required", "nullable", "enum", "unique!", "deprecated", "read-only", "write-only"))
_SITE: Final = re.compile(
    r"Expand|Copy content|Show .{1,80}|Selected HTTP client:.*|[a-z]{1,20}/[\w.+*-]{1,60}|Test Request|Type: ?\S.{0,120}"
)
_ANSWERED: Final = re.compile(r"GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|/[\w{}.~:/@%+$*-]{0,400}|[Cc]url|cURL")
_STATUS: Final = re.compile(r"[1-5](?:\d\d|XX)(?:Copy link to [1-5](?:\d\d|XX))?|default")
_CALL: Final = re.compile(r"\((?i:get|put|post|delete|patch|head|options) \S{1,400}\)|Request Example for ?.{0,420}")
_ANSWERS: Final = ("response", "errors")
_SENTENCE: Final = (".", "!", "?", ":")
_MOST_BLANK: Final = 2
_MOST_OF_VALUE: Final = 60
_MOST_LINES: Final = 400  # of one field
_MOST_VALUES: Final = 300


def _named(text: str) -> int:
    """Where the name ends that a line is, a button aside; 0 when it is none."""
    if not text or len(text) > 300 or not (text[0].isalpha() or text[0] in "_$@"):
        return 0
    link = LINK.search(text) if "Copy link" in text else None
    end = link.start() if link is not None and link.end() == len(text) else len(text)
    return end if _NAME.fullmatch(text, 0, end) else 0


def _typed(text: str) -> tuple[Kind, int, int] | None:
    """The type that a line says, and where in it; None when it says none."""
    found = _TYPE.fullmatch(text)
    start = found.start("type") if found is not None else 0
    title = _TITLED.search(text, start) if found is not None else None
    end = title.start() if title is not None else len(text)
    shown = text[start:end]
    if _ANY.fullmatch(shown):
        return Kind({}), start, end
    if found is None and _BARE.fullmatch(shown) is None:
        return None
    read = read_kind(_ARRAY.sub("", shown), named=found is not None)
    return (read.kind, start, end) if read is not None else (Kind({}), start, end) if found is not None else None


def _head(page: Sequence[Passage], at: int, last: int) -> tuple[int, int, tuple[Kind, int, int]] | None:
    """Where the name ends that a line is, and the type below it, with its line; None when no field begins there."""
    end = _named(page[at].text)
    if not end:
        return None
    for n in range(at + 1, min(at + 2 + _MOST_BLANK, last + 1)):
        if page[n].text:
            typed = _typed(page[n].text)
            return (end, n, typed) if typed is not None else None
    return None


def score(page: Sequence[Passage]) -> int:
    """How many lines are sections, names, types and labels; 0 without what only Scalar prints, or without a field."""
    if not any("Copy link" in line.text or "est Request" in line.text or "Request Example for" in line.text for line in page):
        return 0
    if not any(linked_title(line.text) or _CALL.fullmatch(line.text[:500]) for line in page):
        return 0
    found = fields = 0
    inside, after = False, -1
    for at, line in enumerate(page):
        if not line.text or at <= after:
            continue
        part = part_of(line.text)
        if part is not None and line.text not in _EXAMPLES:
            inside = part in SENT
            found += part in SENT
        elif inside and (head := _head(page, at, len(page) - 1)) is not None:
            fields, found, after = fields + 1, found + 2, head[1]
        elif inside and (line.text in _WORDS or (len(line.text) < 100 and _LABEL.fullmatch(line.text) is not None)):
            found += 1
    return found if fields else 0


class _Reader(PastedReader):
    """Where in an operation we are: the open objects, the body that the sample sends, the values of the open field."""

    around: list[tuple[str, ...]]
    sent: Any = None
    looked = False
    badges = False  # right below a type
    listed: frozenset[int] = frozenset()  # the lines that are values of the open field
    below = False  # what is called: samples, and nothing else
    told: frozenset[str] = frozenset()  # what is said of the body above its fields, which the page says again below them

    def begin(self) -> None:
        """No object goes on in another section."""
        self.around, self.below, self.told = [], False, frozenset()
        if not self.looked:
            self.looked = True
            self.sent = self._body()

    def _titled(self, at: int) -> Passage:
        line = self.all[at]
        link = LINK.search(line.text)
        return within(line, 0, link.start()) if link is not None and link.start() else line

    def _line(self, at: int) -> int:
        if at in self.scene.calls and self.section is not None:
            self.close()
            self.section, self.below = "response", True
        return super()._line(at)

    def claims(self, at: int) -> bool:
        """Whether a line is a name or a label although it reads like a heading."""
        text = self.all[at].text
        if self.section not in SENT:
            return False
        return at in self.listed or (text in _EXAMPLES and self.entry is not None) or _head(self.all, at, self.last) is not None

    def field(self, at: int) -> int:
        """Use the head of a field, or what is said below one."""
        text = self.all[at].text
        site = _SITE.fullmatch(text) is not None or (self.section in _ANSWERS and _ANSWERED.fullmatch(text) is not None)
        if self.below or (self.section is not None and site):
            self.use(at, "structure" if self.below else "chrome", "sample" if self.below else "site")
            return at + 1
        if self.section in _ANSWERS and _STATUS.fullmatch(text):
            self.close()
            self.use(at, "structure", "response")
            self.section = "errors" if text[0] == "4" and avoidable(text[:3]) else "response"
            return at + 1
        if self.section not in SENT:
            return at
        head = _head(self.all, at, self.last) if at not in self.listed else None
        if head is not None:
            return self._open(at, *head)
        if self.entry is not None and text not in self.told:
            return self._beside(at, text, self.entry)
        if self.entry is not None or (text == "required" and not self.lost):
            self.close()
            self.use(at, "structure", "demand")  # of the body
            return at + 1
        if len(self.told) < _MOST_BLANK:
            self.told |= {text}
        return at

    def _open(self, at: int, end: int, typed: int, kind: tuple[Kind, int, int]) -> int:
        line, below = self.all[at], self.all[typed]
        name = line.text[:end]
        location = self.location(name)
        base = shown_in(name, self.around, self.sent) if location in ("body", "response") else ()
        self.close()
        self.use_all(at, typed, "structure" if base is not None else "gap", "field")
        if base is None:
            self.lost = True
            return typed + 1
        entry = Entry(name, location, within(line, 0, end), base, markup=False)
        entry.type_as(kind[0], within(below, kind[1], kind[2]))
        self.open(entry)
        self.badges = True
        return typed + 1

    def close(self) -> None:
        """Nothing more is said of the open field."""
        super().close()
        self.badges, self.listed = False, frozenset()

    def _beside(self, at: int, text: str, entry: Entry) -> int:
        if at in self.listed:
            self.use(at, "structure", "value")
            entry.say("value", self.all[at])
        elif (children := _CHILDREN.fullmatch(text)) is not None:
            self.use(at, "chrome", "button")
            if children["way"] == "Hide" and entry.holds_fields:
                self.around.append(entry.path)
        elif text in _EXAMPLES:
            return self._example(at, entry)
        elif self.badges and text == "enum":
            self.use(at, "structure", "badge")
            entry.lose_values(self.all[at])
            self.listed = frozenset(self._values(at + 1))
        elif self.badges and text == "unique!":
            self.use(at, "structure", "badge")
            entry.state({"uniqueItems": True}, self.all[at])
        elif self.badges and read_badge(text) is not None:
            self.use(at, "structure", "badge")
            entry.say("badge", self.all[at])
        elif self.badges and (label := _LABEL.fullmatch(text)) is not None:
            return self._label(at, label, entry)
        else:
            self.badges = False
            return at
        return at + 1

    def _label(self, at: int, found: re.Match[str], entry: Entry) -> int:
        """A label with its value beside it, or on the next line."""
        value: Passage | None = within(self.all[at], *found.span("value")) if found["value"] else None
        below = next((n for n in range(at + 1, min(at + 2 + _MOST_BLANK, self.last + 1)) if self.all[n].text), at)
        if value is None and below > at and self._is_value(self.all[below].text, found["label"]):
            value = self.all[below]
        else:
            below = at
        self.use_all(at, below, "structure", "label")
        if value is None:
            return at + 1
        label = found["label"].lower()
        keyword = _KEYWORDS.get(label)
        number = read_number(value.text.replace(",", "")) if keyword else None
        if label == "const":
            entry.say("value", value)
        elif keyword and number is not None:
            entry.state({keyword: number}, value)
        elif not keyword:
            entry.say(_ROLES[label], value)
        return below + 1

    def _is_value(self, text: str, label: str) -> bool:
        """Whether the line below a label is its value, and not what follows a label without one."""
        if not text or _LABEL.fullmatch(text) or text in _WORDS:
            return False
        return text[0] in '"[{' or " " not in text or label.lower() == "pattern"

    def _example(self, at: int, entry: Entry) -> int:
        """`Example` with what stands below it; nothing where a button or another field follows."""
        self.use(at, "structure", "label")
        self.badges = False
        n = next((n for n in range(at + 1, min(at + 2 + _MOST_BLANK, self.last + 1)) if self.all[n].text), self.last + 1)
        if n > self.last or self.code.get(n, n) > n:
            return at + 1
        text = self.all[n].text
        if _CHILDREN.fullmatch(text) or _head(self.all, n, self.last) or part_of(text):
            return at + 1
        self.use(n, "structure", "example")
        entry.say("example", self.all[n])
        return n + 1

    def _values(self, first: int) -> Sequence[int]:
        """The lines below the word `enum` that are values: of a paragraph that has but such, the first behind badges and prose."""
        paragraphs = [*self._paragraphs(first)]
        if len(paragraphs) > _MOST_BLANK and all(len(one) == 1 for one in paragraphs):  # a blank line between any two
            spaced = [[n for one in group for n in one] for is_short, group in groupby(paragraphs, self._may_list) if is_short]
            return next((run for run in spaced if len(run) > 1), ())
        return next((one for one in paragraphs if self._may_list(one) and (len(one) > 1 or " " not in self.all[one[0]].text)), ())

    def _may_list(self, paragraph: Sequence[int]) -> bool:
        """Whether each line of a paragraph may be a value."""
        texts = [self.all[n].text for n in paragraph]
        return len(texts) <= _MOST_VALUES and all(len(text) <= _MOST_OF_VALUE and text[-1] not in _SENTENCE for text in texts)

    def _paragraphs(self, first: int) -> Iterator[list[int]]:
        """The lines of a field, up to the next, that blank lines keep together; labels right below the type aside."""
        found: list[int] = []
        beside, above = True, ""
        for n in range(first, min(first + _MOST_LINES, self.last + 1)):
            text = self.all[n].text
            if text and (
                text in _EXAMPLES or _CHILDREN.fullmatch(text) or part_of(text) or n in self.code or _head(self.all, n, self.last)
            ):
                break
            if not text:
                if found:
                    yield found
                found = []
                continue
            beside = beside and not found
            if beside and not found and (read_badge(text) or _LABEL.fullmatch(text) or _LABEL.fullmatch(above)):
                above = text
                continue
            found.append(n)
        if found:
            yield found

    def _body(self) -> Any:
        """The body that the command of the operation sends; None where none is shown."""
        for first in sorted(n for n in self.code if self.scene.first <= n <= self.last):
            if self.all[first].text.startswith("curl "):
                return read_body(joined(self.text, self.all[first], self.all[min(self.code[first], self.last)]).text)
        return None


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    return read_scenes(name, text, _Reader, _TITLE, scalar_scenes)


LAYOUT: Final = Layout(
    "scalar",
    _TITLE,
    "a name above 'Type:string', or above its type on a page with 'Copy link' beside titles and 'Test Request' below samples",
    score,
    mixed(read),
)
