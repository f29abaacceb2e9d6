"""Read pages made with Redoc, as a browser copies them or a scrape has them: a block of lines for each field.

    Create an order                                   title, above what the operation takes
    path Parameters                                   a section, in whatever letters
    shop                                              name
    required                                          its demand
    string <uuid> [ 1 .. 36 ] characters ^[0-9a-f]+$  its type, with all that is said beside it
    The shop.                                         prose
    Request Body schema: application/json
    required
    state→required                                    or with tabs between them
    string
    Default: "new"                                    what else is said of it
    Enum: "new" "paid"
    items
    Array of objects (Item) [ 1 .. 9 ] items
    Array (                                           the parts of its items, up to
    sku→string
    )                                                 here
    note required | string <= 80 characters Words. |  or all of it in one row
    Responses
    post/v1/orders                                    what is called stands below its fields
    Request samples

Nothing shows where the parts of an object end. Fields below one are gaps, unless the sample of a request shows what they are parts
of, or arrays of objects on the page are closed, as objects then are, too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from swornspec.page.block import Page
from swornspec.page.entry import Entry
from swornspec.page.headings import VALUES, section_of
from swornspec.page.layout import Layout
from swornspec.page.mixed import mixed
from swornspec.page.operations import Scene
from swornspec.page.pasted import PastedReader, read_scenes
from swornspec.page.pasted_calls import Called, calls_on, scenes
from swornspec.page.pasted_words import SENT, Part, is_chrome, part_of
from swornspec.page.roles import Role
from swornspec.page.sent import read_object
from swornspec.page.stacked_say import inside_in_sample, shown_in
from swornspec.page.type_line import TypeLine, read_opening, read_type_line
from swornspec.text import Passage, joined, within
from swornspec.text.legible import Legible, legible

_LINK_TO_IT: Final = re.compile(r"\[\]\([^()\s]{1,200}\)")  # before the text of a heading
_TITLE: Final = "rendered Redoc page"
_NAME: Final = re.compile(r"(?:\d{1,2}(?![xX]{2}\b)(?=[A-Za-z]))?[A-Za-z_$@](?:[\w.$@:-]|\[\w{0,40}\]|\\_){0,98}")
_SECTION: Final = re.compile(
    r"(?:#{1,6} {1,3})?(?:(?P<where>path|query|header|cookie) parameters|(?P<body>request body) schema:?\s?(?:[\w.+*/;= -]{1,80})?"
    r"|(?P<answer>response (?:schema|headers)):?\s?(?:[\w.+*/;= -]{1,80})?|(?P<sample>(?:request|response) samples)|(?P<hooks>callbacks))"
    r"(?:\t?\s?required)?",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(
    r"(?:#{1,6} {1,3})?(?:Request Body schema:.{0,80}|REQUEST BODY SCHEMA:.{0,80}"
    r"|(?:path|query|header|cookie) Parameters|(?:PATH|QUERY|HEADER|COOKIE) PARAMETERS)"
)
_LISTED: Final = re.compile(r"(?:\| ?)?(?:[^\s|]{1,100}(?: required)? {0,3}\| {0,3})?Array of objects")
_ARRAY: Final = re.compile(r"Array \(\)?")
_LABEL: Final = re.compile(
    rf"(?P<label>{VALUES}(?=:)|Default(?: value(?=:))?|Enum|Items Enum|Value|Examples?|Deprecated|Pattern):? ?(?P<value>.{{0,2000}})"
)
_WORDED: Final = re.compile(VALUES)
_VALUE: Final = re.compile(r"\"[^\"\n]{0,200}\"|[^\s\"]{1,100}")
_ROW: Final = re.compile(  # a scrape may lose the gap before the demand
    rf"(?:\| ?)?(?P<name>{_NAME.pattern}?)(?:(?: |(?<=[A-Za-z\d\])]))(?P<demand>required|deprecated))? {{0,3}}\| {{0,3}}"
)
_RULE: Final = re.compile(r"(?:\| ?)?(?::?-{3,}:? ?\| ?){1,4}(?::?-{3,}:?)?")  # of a table
_GLUED: Final = re.compile(r"Default: (?P<value>true|false|-?\d[\d.]*)(?=[A-Z])")
_SHOWN_LAST: Final = re.compile(r"(?<=[\w.)])Examples?: (?P<value>\S{1,300})$")
_SAID: Final = re.compile(
    r"(?P<label>Default|Enum|Items Enum|Value|Examples?): {1,3}"
    r"(?P<values>\"[^\"\n]{0,200}\"(?: \"[^\"\n]{0,200}\")*|-?\d{1,18}(?: -?\d{1,18}){1,60}(?=\s|$)|[^\s\"]{1,100})\s*"
)
_IN_WORDS: Final = re.compile(r"[\w.:/+-]{1,60}(?:(?:, (?:(?:or|and) )?| or )[\w.:/+-]{1,60}){1,60}")  # `buy, sell or swap`
_ROLES: Final[Mapping[str, Role]] = {
    **dict.fromkeys(("Enum", "Items Enum", "Value"), "value"),
    **dict.fromkeys(("Example", "Examples"), "example"),
    "Default": "default",
    "Pattern": "pattern",
}
_PIECE: Final = re.compile(r"[^\t]*[^\t\s][^\t]*")
_COLLAPSES: Final = re.compile(r"(?m)^(\s*[{\[]?)[*-]\s+(?=[\"{\[\d])")  # the buttons that close parts of a sample
_SIGNS: Final = ("arameters", "ARAMETERS", "chema", "CHEMA")
_MOST: Final = 700
_MOST_OF_ROW: Final = 5_000
_MOST_OF_TITLE: Final = 100
_MOST_APART: Final = 30
_MOST_BLANK: Final = 3
_MOST_DEEP: Final = 12


def _plain(label: str) -> str:
    """A label in the words of this layout: `Possible values` is `Enum`."""
    if label == "Default value":
        return "Default"
    return "Enum" if label not in _ROLES and _WORDED.fullmatch(label) else label


@dataclass(slots=True)
class _Head:
    """A name, its demand and its type, and the last line of them; of a row also what else it says, and the beginning of its prose."""

    name: str
    named: Passage
    last: int
    demand: Passage | None
    typed: TypeLine
    said: tuple[tuple[Role, Passage], ...] = ()
    lead: Passage | None = None


def _section(text: str) -> Part | None:
    """What a line says about the fields below it, when it is one of Redoc's; None for any other line."""
    found = _SECTION.fullmatch(text) if len(text) < _MOST_OF_TITLE else None
    if found is None:
        return None
    if found["where"]:
        return section_of(f"{found['where']} parameters")  # type: ignore[return-value] # one of those four
    return "body" if found["body"] else "response" if found["answer"] else "sample" if found["sample"] else "ignored"


def score(page: Sequence[Passage]) -> int:
    """How many lines are sections, names, types and labels; 0 without a section as only Redoc calls it, or without a field."""
    signs = [line.text for line in page if line.text.endswith(_SIGNS) or "chema:" in line.text or "CHEMA:" in line.text]
    if not any(len(text) < _MOST_OF_TITLE and _SIGN.fullmatch(text) for text in signs):
        return 0
    found, fields, at = 0, 0, 0
    markup = any(line.text[:1] == "#" for line in page)
    inside = False
    while at < len(page):
        text = page[at].text
        part = _section(text) or part_of(text)
        if part is not None:
            inside = part in SENT
            found += 1
        head = _head(page, at, len(page) - 1, markup=markup) if inside and text and part is None else None
        if head is not None:
            fields += 1
            found += sum(bool(page[n].text) for n in range(at, head.last + 1))
            at = head.last
        elif inside and _LABEL.fullmatch(text):
            found += 1
        at += 1
    return found if fields else 0


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    return read_scenes(name, text, _Reader, _TITLE, _scenes)


def _scenes(page: Sequence[Passage], code: Mapping[int, int]) -> tuple[Scene, ...]:
    """The operations of a page, at least one: each begins with its title, above its first section, and is called below its fields."""
    known: dict[tuple[str, str], Called] = {}
    for call in calls_on(page, code):
        known.setdefault(call.key, call)
    calls = [*known.values()]
    if not calls:
        return scenes(page, code)
    starts = []
    for before, called in zip([-1, *(call.last for call in calls)], calls, strict=False):
        first = next((n for n in range(before + 1, called.first) if _opens(page[n].text)), called.first)
        starts.append(_title(page, before + 1, first, code))
    begin = [n if n >= 0 else call.first for n, call in zip(starts, calls, strict=True)]
    return tuple(
        Scene(first, max(end - 1, first), (), frozenset(call.said), call.method, call.path, call.server, heading)
        for call, heading, first, end in zip(calls, starts, [0, *begin[1:]], [*begin[1:], len(page)], strict=True)
    )


def _opens(text: str) -> bool:
    """Whether a line is the heading of a section of what is sent, or of credentials."""
    part = _section(text) or part_of(text)
    return part in SENT or part == "auth"


def _title(page: Sequence[Passage], after: int, first: int, code: Mapping[int, int]) -> int:
    """The title of an operation whose first section is at a line: the nearest line above it that is no sentence; -1 without."""
    start = max([after, *(end + 1 for at, end in code.items() if end < first)])
    for n in range(first - 1, start - 1, -1):
        text = page[n].text
        bare = _LINK_TO_IT.sub("", text.lstrip("# "), count=1) if text[:1] in ("#", "[") else text
        if bare and len(bare) < _MOST_OF_TITLE and bare[-1] not in ".:,;!?" and bare[:1].isupper() and not is_chrome(text):
            return n
    return -1


def _pieces(page: Sequence[Passage], at: int, last: int) -> Iterator[tuple[int, Passage]]:
    """What stands in the cells of the lines from one on, one after the other, with their lines; a few blank lines say nothing."""
    blank = 0
    for n in range(at, last + 1):
        line = page[n]
        blank = 0 if line.text else blank + 1
        if blank > _MOST_BLANK or len(line.text) > _MOST:
            return
        if "\t" not in line.text:
            if line.text:
                yield n, line
            continue
        for piece in _PIECE.finditer(line.text):
            inside = piece.group()
            start = piece.start() + len(inside) - len(inside.lstrip())
            yield n, within(line, start, start + len(inside.strip()))


def _head(page: Sequence[Passage], at: int, last: int, *, markup: bool) -> _Head | None:
    """The head of a field that begins at a line: a name, perhaps `required`, a type; None where none does."""
    text = page[at].text
    if not text or not (text[0].isalnum() or text[0] in "_$@|") or len(text) > _MOST_OF_ROW:
        return None
    if "|" in text and (row := _row(page[at], at, markup=markup)) is not None:
        return row
    if len(text) > _MOST:
        return None
    pieces = _pieces(page, at, last)
    _, name = next(pieces, (at, page[at]))
    if _NAME.fullmatch(name.text) is None or name.text == "required":
        return None  # the demand of a name that is none as we know them
    demand = None
    for n, piece in pieces:
        if demand is None and piece.text in ("required", "deprecated"):
            demand = piece
            continue
        ends = not page[n].text[page[n].text.rfind(piece.text) + len(piece.text) :].strip()
        typed = read_type_line(piece, markup=markup) if ends else None
        return _Head(name.text.replace("\\", ""), name, n, demand, typed) if typed is not None else None
    return None


def _row(line: Passage, at: int, *, markup: bool) -> _Head | None:
    """A row that has all of a field: `size required | integer >= 1 Default: 4 How large. |`; None for any other line."""
    shown = legible(line) if markup else Legible(line.text, range(len(line.text) + 1), line)
    found = _ROW.match(shown.text)
    read = read_opening(shown, found.end(), row=True) if found is not None else None
    if found is None or read is None:
        return None
    typed, end = read
    said: list[tuple[Role, Passage]] = []
    near = _SAID.search(shown.text, end)
    if near is not None and 0 < near.start() - end <= _MOST_APART:  # words that are no type stand between it and the labels
        said.append(("prose", shown.part(end, len(shown.text[: near.start()].rstrip()))))
        end = near.start()
    if (glued := _GLUED.match(shown.text, end)) is not None:  # to the prose
        said.append(("default", shown.part(*glued.span("value"))))
        end = glued.end()
    while (label := _SAID.match(shown.text, end)) is not None:
        role = _ROLES[label["label"]]
        said += [(role, shown.part(*one.span())) for one in _VALUE.finditer(shown.text, *label.span("values"))]
        end = label.end()
    last = len(shown.text.rstrip(" |"))
    example = _SHOWN_LAST.search(shown.text, end, last)
    if example is not None and shown.text.startswith(f"{found['name']}=", example.start("value")):
        last = example.start()
    demand = shown.part(*found.span("demand")) if found["demand"] else None
    lead = shown.part(end, last) if end < last else None
    return _Head(found["name"].replace("\\", ""), shown.part(*found.span("name")), at, demand, typed, tuple(said), lead)


class _Reader(PastedReader):
    """Where in an operation we are: the objects whose parts may follow, and the body that a sample sends."""

    around: list[tuple[str, ...]]
    arrays: list[tuple[str, ...]]
    sent: Any = None
    closed = False  # whether objects are as Redoc shows them before one clicks
    looked = False
    asked: tuple[int, _Head | None] = (-1, None)

    def begin(self) -> None:
        """No object goes on in another section."""
        self.around, self.arrays = [], []
        if not self.looked:
            self.looked = True
            self.sent = self._body()
            self.closed = self._is_closed()

    def claims(self, at: int) -> bool:
        """Whether a line is a name although it reads like a heading."""
        return self.section in SENT and self._fits(at)

    def field(self, at: int) -> int:
        """Use a section as Redoc calls it, a head, or what is said below one."""
        text = self.all[at].text
        part = _section(text)
        if part is not None and not self._fits(at):
            self.close()
            self.use(at, "structure", "section")
            self.section = part
            self.begin()
            return self._demanded(at + 1)
        if self.section not in (*SENT, "request"):
            return at
        head = self._head(at)
        if head is not None:
            return self._open(at, head)
        if text[0] in "|:-" and _RULE.fullmatch(text) is not None:
            self.settle()
            self.use(at, "structure", "rule")
            return at + 1
        if self.arrays and text == ")":
            self.close()
            self.use(at, "structure", "array")
            self.arrays.pop()
            return at + 1
        if self.entry is None:
            return at
        if _ARRAY.fullmatch(text) and self.entry.path and self.entry.holds_fields:
            self.use(at, "structure", "array")
            if not text.endswith(")") and len(self.arrays) < _MOST_DEEP:
                self.arrays.append(self.entry.path)
                self.around = [path for path in self.around if path != self.entry.path]
            return at + 1
        found = _LABEL.fullmatch(text) if len(text) < _MOST and not text.endswith(".") else None
        return at if found is None else self._label(at, found, self.entry)

    def _head(self, at: int) -> _Head | None:
        if self.asked[0] != at:  # asked for more than once, of one line
            self.asked = at, _head(self.all, at, self.last, markup=self.markup)
        return self.asked[1]

    def _fits(self, at: int) -> bool:
        return self._head(at) is not None

    def _demanded(self, at: int) -> int:
        """Whether a body is required is said below its heading: of no field."""
        if at <= self.last and self.all[at].text == "required":
            self.use(at, "structure", "demand")
            return at + 1
        return at

    def _open(self, at: int, head: _Head) -> int:
        location = self.location(head.name)
        base = self._base(head.name) if location in ("body", "response") else ()
        self.close()
        self.use_all(at, head.last, "structure" if base is not None else "gap", "field")
        if base is None:
            self.lost = True
            return head.last + 1
        entry = Entry(head.name, location, head.named, base, markup=self.markup)
        entry.type_as(head.typed.kind, head.typed.type)
        if head.demand is not None:
            entry.say("badge", head.demand)
        for role, passage in head.typed.said:
            entry.say(role, passage)
        for role, passage in head.said:
            self._tell(entry, role, passage)
        for keywords, passage in head.typed.stated:
            entry.state(keywords, passage)
        self.open(entry)
        self.lead = head.lead
        if location == "body" and entry.holds_fields:
            self.around.append(entry.path)
        return head.last + 1

    def _base(self, name: str) -> tuple[str, ...] | None:
        """The objects around a field; None where nothing says which."""
        if self.arrays:
            array = self.arrays[-1]
            inner = [path for path in self.around if path[: len(array)] == array and path != array]
            holders = [path for path in (array, *inner) if inside_in_sample(self.sent, name, path)] if inner else [array]
            return holders[0] if len(holders) == 1 else None
        shown = shown_in(name, self.around, self.sent)
        if shown is None and isinstance(self.sent, dict) and name in self.sent:
            self.around.clear()
            return ()
        return () if shown is None and self.closed and self.sent is None else shown

    def _label(self, at: int, found: re.Match[str], entry: Entry) -> int:
        """A line such as `Default: 5` or `Enum: "a" "b"`."""
        line = self.all[at]
        label, start = _plain(found["label"]), found.start("value")
        if label == "Deprecated" and not found["value"]:
            self.use(at, "structure", "badge")
            entry.say("badge", line)
            return at + 1
        if label not in _ROLES or not found["value"] or ":" not in line.text:
            return at
        self.use(at, "structure", "label")
        value = within(line, start, len(line.text))
        if _ROLES[label] == "value" and _IN_WORDS.fullmatch(value.text):
            entry.say("values", value)
        elif _ROLES[label] == "value":
            for one in _VALUE.finditer(line.text, start):
                entry.say("value", within(line, *one.span()))
        else:
            self._tell(entry, _ROLES[label], value)
        return at + 1

    def _is_closed(self) -> bool:
        """Whether some array of objects does not show their parts."""
        listed = [n for n in range(self.scene.first, self.last + 1) if _LISTED.match(self.all[n].text)]
        below = (next((self.all[n].text for n in range(at + 1, min(at + 9, self.last + 1)) if self._ends(n)), "") for at in listed)
        return any(not _ARRAY.fullmatch(text) for text in below)

    def _ends(self, at: int) -> bool:
        """Whether what is said of a field ends above a line: another one, an array or a section begins."""
        text = self.all[at].text
        return bool(_ARRAY.fullmatch(text) or _section(text) or part_of(text) or self._fits(at))

    def _tell(self, entry: Entry, role: Role, value: Passage) -> None:
        """One value below a label. Examples of parameters are as an address has them, `limit=20`; those of arrays may go on with `&`."""
        sent = f"{entry.name}="
        if role == "example" and value.text.startswith(sent):
            if "&" not in value.text:
                entry.say("example", within(value, len(sent), len(value.text)))
            return
        entry.say(role, value)

    def _body(self) -> Any:
        """The body that the sample of a request on the page sends; None where none is shown."""
        sample = False
        starts = sorted(n for n in self.code if self.scene.first <= n <= self.last)
        for at in range(self.scene.first, self.last + 1):
            text = self.all[at].text.strip("# ").lower()
            sample = text == "request samples" or (sample and text != "response samples")
            if sample and (n := bisect_right(starts, at) - 1) >= 0 and starts[n] == at:
                first, last = at, min(self.code[at], self.last)
                return read_object(_COLLAPSES.sub(r"\1", joined(self.text, self.all[first], self.all[last]).text.strip("`")))
        return None


LAYOUT: Final = Layout(
    "redoc",
    _TITLE,
    "a section line such as 'Request Body schema: application/json' or 'path Parameters', below it names above their types",
    score,
    mixed(read),
    bare=True,
)
