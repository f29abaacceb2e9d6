"""The lines of pages that print a field as a stack of short lines, each looked at by itself: words, type, name, place.

`#### **size**` is the words `size`, set apart; `integer | null` a type; `size integer required` a field in one line.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from swornspec.page.block import Location
from swornspec.page.cells import read_badge
from swornspec.page.entry import Role
from swornspec.page.headings import Section
from swornspec.page.kinds import Typed, read_kind
from swornspec.page.types import Kind, union_of
from swornspec.text import Passage, within
from swornspec.text.legible import legible, plain, reads

MOST: Final = 160  # characters of a line that is no prose
MOST_TITLE: Final = 80
NAME: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@:-]|\[\w{0,40}\]){0,98}")
_SEGMENT: Final = re.compile(r"/|[\w{}.~:@%+$-]{1,60}")
_EDGE: Final = " \t\u200b\ufeff\u00a0"
_OPENS: Final = re.compile(r"(?:>\s)?(?:#{1,6}\s+|[*+•·-]\s+)?")
CALLED: Final = re.compile(r"(?:get|put|post|delete|options|head|patch|trace)(?:\s?(?:/|https?:).*)?", re.IGNORECASE)
_SET_APART: Final = re.compile(r"(?:#{1,6}\s|[*+-]\s)?\s*(?:\[|\*\*|__|`)")
_MARKS: Final = tuple("#*_`+[")
_ITEM: Final = re.compile(r"\s{0,8}[*+•·-]\s+[^\s*_`\[]")
_TITLE: Final = re.compile(r"[A-Z][a-z]+")
_LAST: Final = re.compile(
    r"(?:^|[\s·|,;(*_`]+)(?:(?P<badge>required|optional|deprecated|nullable|read-?only|write-?only|enum)|(?P<place>header|query|path|body|cookie)"
    r"|[Dd]efaults?(?:\s?:\s?|\s+to\s+|=)(?P<default>`[^`]{1,80}`|\"[^\"]{0,80}\"|\S{1,80}))[)\s*_`]*$",
    re.IGNORECASE,
)
_SAID: Final = ("required", "optional", "deprecated", "nullable", "only", "enum", "header", "query", "path", "body", "cookie")
_BOLD: Final = re.compile(r"(?:[-*+]\s+)?\*\*(?P<name>[A-Za-z_$@][\w.$@-]{0,98})\*\*(?=\w)")
_STUCK: Final = re.compile(r"(?:(?P<badge>required|deprecated|nullable|read-only|write-only)|(?P<place>header|query|path|body|cookie))$")
_STICKING: Final = ("required", "deprecated", "nullable", "read-only", "write-only", "header", "query", "path", "body", "cookie")
_STUCK_DEFAULT: Final = re.compile(r"(?<=[\w>\]])default:(?P<default>\S.{0,79})$")
_TITLED: Final = re.compile(r"[A-Za-z][\w.-]{0,80}(?: [\w.-]{1,40}){0,6} · (?=[a-z(])")
_TITLED_LIST: Final = re.compile(r"\((?P<items>[^()]{1,150})\)\[\]")
_CODE: Final = re.compile(r"(?P<status>[1-5]\d\d)(?:\s(?P=status))?")
_MOST_OF_FORM: Final = 400
_ADDS: Final = re.compile(r"A(?:DD|dd)\s{1,3}[A-Za-z][\w -]{0,40}")
_GLUED: Final = re.compile(r"(?P<first>[a-z]+\[\])(?P<other>string|number|integer|boolean|object|file|null)")
_TICKED: Final = re.compile(r"`(?P<text>[^`]{1,80})`")
_BADGES: Final = re.compile(r"`[^`]{1,80}`(?:\s{1,3}`[^`]{1,80}`){1,6}")
_BADGE: Final = re.compile(
    r"(?P<badge>required|optional|deprecated|read-only|write-only|nullable)|(?P<place>header|query|path|body|cookie)|default:(?P<default>.+)"
)
_MOST_CHOICES: Final = 20
_MOST_LINES: Final = 300  # of a command
_MOST_ABOVE: Final = 200  # lines above the fields


SECTIONS: Final[Mapping[Section, Location]] = {
    "body": "body",
    "query": "query",
    "path": "path",
    "header": "header",
    "cookie": "cookie",
    "response": "response",
}


class Known(NamedTuple):
    """What words are on a site: the end of its documentation, what it prints around that, a line about parts of an object, a label."""

    ends: bool
    chrome: bool
    parts: bool
    label: bool


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the lines of a site are called.

    `sections` are section lines by their words in lower case; `labels` what a line that begins with some words and a
    colon is; `flags` short lines below the type that state something, their value in the group `value`. `children`
    matches the line above the parts of an object when they are shown, `chrome` what the site prints around the
    documentation, `end` the first line behind it. `nameless` says that copies may have lost the names of fields; `sign`
    matches lines that only such a site prints, by which a page without any section line is known for one of its pages;
    `unended` says that nothing shows where the parts of an object end.
    """

    title: str
    sections: Mapping[str, Section]
    labels: tuple[tuple[re.Pattern[str], Role], ...]
    flags: tuple[tuple[re.Pattern[str], Role], ...]
    children: re.Pattern[str]
    collapsed: re.Pattern[str]
    chrome: re.Pattern[str]
    end: re.Pattern[str]
    nameless: bool = False
    unended: bool = False
    sign: re.Pattern[str] | None = None

    def known(self, text: str) -> Known:
        """What words are on the site."""
        return Known(
            self.end.fullmatch(text) is not None,
            self.chrome.fullmatch(text) is not None,
            self.children.fullmatch(text) is not None or self.collapsed.fullmatch(text) is not None,
            any(label.fullmatch(text) for label, _ in self.labels),
        )


@dataclass(slots=True)
class Line:
    """A line as it is meant: the passage, its words without what sets them apart, and where these stand in what it reads."""

    passage: Passage
    start: int
    text: str
    kind: Typed | None
    below: int | None = None
    end: int = 0  # where its type ends
    behind: tuple[tuple[str, int, int], ...] = ()  # what stands behind that without a gap: group, and where
    choices: int = 0  # how many lines below it show the types that it may be instead
    plain: bool = False  # whether all of it is known to read as it stands
    begins: bool | None = None  # whether a field may begin here, once that was asked

    def part(self, start: int, end: int) -> Passage:
        """A part of its words."""
        if self.plain:
            return within(self.passage, self.start + start, self.start + max(start, end))
        return legible(self.passage).part(self.start + start, self.start + end)

    @property
    def whole(self) -> Passage:
        """All of them."""
        if self.text == self.passage.text:
            return self.passage
        return self.part(0, len(self.text))

    @property
    def set_apart(self) -> bool:
        """Whether it is marked as Markdown marks what is no plain text."""
        return self.passage.text.startswith(_MARKS)

    @property
    def heading(self) -> bool:
        """Whether it is a heading of Markdown."""
        return self.passage.text.startswith("#")

    @property
    def item(self) -> bool:
        """Whether it is an item of a list, and not set apart in there."""
        return bool(_ITEM.match(self.passage.text))

    @property
    def short(self) -> bool:
        """Whether it may be a title."""
        return len(self.text) <= MOST_TITLE and not self.text.endswith(".")

    @property
    def typed(self) -> Passage:
        """Its type, without what stands behind that."""
        return self.part(0, self.end)

    def flat(self) -> tuple[int, list[tuple[str, int, int]]] | None:
        """`size integer required default:64`: where the name ends, and what stands behind it."""
        if len(self.text) > MOST or self.text.endswith((".", ":", "?", "!")):
            return None
        bold = _BOLD.match(self.passage.text)
        found = NAME.match(self.text, 0, len(bold["name"])) if bold and self.text.startswith(bold["name"]) else NAME.match(self.text)
        if found is None or found.end() == len(self.text) or not (bold or self.text[found.end()] in " *`_\t(|·-:"):
            return None
        end, said = len(self.text), []
        while _may_say(self.text, end) and (last := _LAST.search(self.text, found.end(), end)) is not None:
            group = next(g for g in ("badge", "place", "default") if last[g])
            said.append((group, *last.span(group)))
            end = last.start()
        raw = self.text[found.end() : end]
        bare = raw.strip(" *_`\t|·-–—,;:")
        if bare.startswith("(") and bare.endswith(")"):
            bare = bare[1:-1]
        start = found.end() + raw.index(bare) if bare else end
        kind, length, behind = _typed(bare) if bare else (None, 0, ())
        if bare and (kind is None or (not said and _TITLE.fullmatch(found.group()) and not _SET_APART.match(self.passage.text))):
            return None  # words such as `Card number`
        if bare:
            glued = [(group, start + a, start + b) for group, a, b in behind]
            return found.end(), [*said, *glued, ("type", start, start + length)]
        return (found.end(), said) if said and _SET_APART.match(self.passage.text) else None


def _may_say(text: str, end: int) -> bool:
    """Whether a badge, a place or a default may end at a place: nothing else is looked for, which takes as long as the line."""
    while end and not text[end - 1].isalnum():
        end -= 1
    shown = text[:end].lower()
    return shown.endswith(_SAID) or "default" in shown


def title_of(lines: Sequence[Line], dialect: Dialect, code: Collection[int]) -> int | None:
    """The line that is the title: the first heading, else the short line above the fields that the page prints most, twice at least."""
    above: list[int] = []
    for at, line in enumerate(lines):
        if line.text.lower() in dialect.sections or at in code or len(above) > _MOST_ABOVE:
            break
        if line.text and len(line.text) <= MOST_TITLE and not dialect.chrome.fullmatch(line.text):
            above.append(at)
    heading = next((at for at in above if lines[at].passage.text.startswith("# ")), None)
    if heading is not None:
        return heading
    called = next((n for n, at in enumerate(above) if dialect.unended and CALLED.fullmatch(lines[at].text)), 0)
    if called:
        return above[called - 1]
    times = Counter(lines[at].text for at in above)
    twice = [at for at in above if times[lines[at].text] > 1 and len(lines[at].text) > 1]
    return max(twice, key=lambda at: times[lines[at].text], default=None)


def runs_of(lines: Sequence[Line], dialect: Dialect) -> list[int]:
    """How many type lines follow each other from a line on: a name may itself be a type word, and every type line has its name."""
    runs = [0] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.kind is not None:
            runs[at] = 1 + (runs[line.below] if line.below is not None else 0)
    if dialect.nameless and not _names_kept(lines, runs):
        return [1 if run else 0 for run in runs]
    return runs


def _names_kept(lines: Sequence[Line], runs: Sequence[int]) -> bool:
    """Whether most types have a name right above them, so that a copy lost none; types that follow each other say nothing."""
    named = bare = 0
    above: Line | None = None
    for line, run in zip(lines, runs, strict=True):
        if run and (above is None or above.kind is None):
            kept = above is not None and NAME.fullmatch(above.text) is not None and read_badge(above.text) is None
            named, bare = named + kept, bare + (run == 1 and not kept)
        above = line if line.text else above
    return named > bare


def looked_at(page: Sequence[Passage], *, announced: bool) -> list[Line]:
    """Every line by itself; `enum` is no type where it announces values."""
    found = []
    for passage in page:
        text = passage.text
        if 0 < len(text) <= 2 * MOST:
            start, bare, kind, end, behind, as_it_stands = _looked_at(text, announced)
            found.append(Line(passage, start, bare, kind, None, end, behind, 0, as_it_stands))
        else:
            found.append(Line(passage, 0, text, None))
    nearest: int | None = None
    for at in range(len(found) - 1, -1, -1):
        line = found[at]
        line.below = nearest
        if line.text:
            nearest = at
    if not announced:
        _choose(found)
    return found


@lru_cache(maxsize=4096)
def _looked_at(text: str, announced: bool) -> tuple[int, str, Typed | None, int, tuple[tuple[str, int, int], ...], bool]:
    """Where the words of a line stand in what it reads, they, their type, where that ends, what is glued to it, and whether it is plain."""
    shown = reads(text)
    opened = _OPENS.match(shown)
    start = opened.end() if opened else 0
    rest = shown[start:]
    bare = rest.strip(_EDGE)
    start += len(rest) - len(rest.lstrip(_EDGE)) if bare else 0
    if len(bare) > 2 and bare[0] == bare[-1] == "*":
        start, bare = start + 1, bare[1:-1]
    if bare[:1] == "`" and (badges := _set_in_ticks(bare)) is not None:
        return start, bare, *badges, plain(text)
    if bare[:1] == "`" and bare != "`":
        start, bare = start + 1, bare[1:-1] if bare.count("`") == 2 and bare[-1] == "`" else bare[1:]
    short = len(bare) <= MOST and not bare.endswith((".", ":")) and not (announced and bare == "enum")
    return start, bare, *(_typed(bare) if short and read_badge(bare) is None else (None, 0, ())), plain(text)


def _choose(lines: Sequence[Line]) -> None:
    """Types that a reader of the page chooses one of: the one that is shown, then all of them, it among these."""
    at = 0
    while at < len(lines):
        run = [at]
        while lines[run[-1]].kind is not None and len(run) <= _MOST_CHOICES and (below := lines[run[-1]].below) is not None:
            run.append(below)
        types = run[:-1] if lines[run[-1]].kind is None else run
        if len(types) > 2 and any(lines[n].text == lines[at].text for n in types[1:]):
            kinds = {lines[n].text: lines[n].kind for n in types[1:]}
            lines[at].kind = Typed(union_of([kind.kind for kind in kinds.values() if kind is not None]))
            lines[at].choices = len(types) - 1
            for n in types[1:]:
                lines[n].kind = None
        at = max(at + 1, types[-1] if types else 0)


def _typed(text: str) -> tuple[Typed | None, int, tuple[tuple[str, int, int], ...]]:
    """The type that a line is, where it ends, and what is glued to it: `integerdefault:10required`, `Kite · object[]`."""
    if not text.rstrip().endswith(_STICKING) and "default:" not in text:
        return _titled(text), len(text), ()
    end, behind = len(text), []
    while (stuck := _STUCK.search(text, 0, end)) is not None and stuck.start() > 0:
        group = "badge" if stuck["badge"] else "place"
        behind.append((group, *stuck.span(group)))
        end = stuck.start()
    if (default := _STUCK_DEFAULT.search(text, 0, end)) is not None:
        behind.append(("default", *default.span("default")))
        end = default.start()
    kind = _titled(text[:end]) if behind and text[end - 1].isalnum() | (text[end - 1] in ")]>") else None
    return (kind, end, tuple(behind)) if kind is not None else (_titled(text), len(text), ())


def _set_in_ticks(text: str) -> tuple[Typed, int, tuple[tuple[str, int, int], ...]] | None:
    """A type with badges, each in ticks of its own: `integer` `default:10` `required`; None for anything else."""
    if not _BADGES.fullmatch(text):
        return None
    first, *others = _TICKED.finditer(text)
    kind = read_kind(first["text"])
    badges = [_BADGE.fullmatch(other["text"]) for other in others]
    if kind is None or None in badges:
        return None
    behind = []
    for other, badge in zip(others, badges, strict=True):
        group = badge.lastgroup if badge is not None else None
        if badge is not None and group is not None:
            behind.append((group, other.start("text") + badge.start(group), other.start("text") + badge.end(group)))
    return kind, first.end(), tuple(behind)


def _titled(text: str) -> Typed | None:
    """A type, whose alternatives may have titles in front of them."""
    plain = _TITLED.sub("", text) if " · " in text else text
    if (glued := _GLUED.fullmatch(plain)) is not None:  # two types to choose from
        plain = f"{glued['first']} | {glued['other']}"
    if (listed := _TITLED_LIST.fullmatch(plain)) is None:
        return read_kind(plain)
    items = read_kind(listed["items"])
    return None if items is None else Typed(Kind({"type": "array", **({"items": dict(items.kind.schema)} if items.kind.schema else {})}))


def command_end(page: Sequence[Line], at: int) -> int | None:
    """The last line of a command: none that ends in a backslash, and no quote left open."""
    quotes = 0
    for n in range(at, min(at + _MOST_LINES, len(page))):
        text = page[n].passage.text
        quotes += text.count("'")
        if quotes % 2 == 0 and not text.endswith("\\"):
            return n
    return at


def unmarked(lines: Sequence[Line], dialect: Dialect) -> bool:
    """Whether a page has no section lines at all, and is known by what its site prints."""
    sign = dialect.sign
    if sign is None or any(dialect.sections.get(line.text.rstrip(":").lower()) in SECTIONS for line in lines):
        return False
    return any(sign.fullmatch(line.text.strip("| ")) for line in lines if line.text)


def status_of(lines: Sequence[Line], at: int, section: Section | None) -> Section | None:
    """What a status in a line of its own says of the lines below it: in the part about answers, or below a heading without words."""
    found = _CODE.fullmatch(lines[at].text)
    if found is None:
        return None
    above = next((lines[n] for n in range(at - 1, max(-1, at - 4), -1) if lines[n].passage.text), None)
    if not (section in ("response", "errors") or (above is not None and above.heading and not above.text)):
        return None
    return "errors" if found["status"][0] in "45" else "response"


def sent_in(word: str) -> Location:
    """Where fields of a form are sent, by the word that its anchors have."""
    return next((location for section, location in SECTIONS.items() if section == word), "body")


def inputs_below(lines: Sequence[Line], at: int) -> int:
    """The last of the types below a line that a form shows, one for each item, above the button that adds one; -1 without."""
    below, last, end = lines[at].below, -1, at + _MOST_CHOICES * 4
    while (
        below is not None and below < end and lines[below].kind is not None and lines[below].kind == lines[last if last > 0 else below].kind
    ):
        last, below = below, lines[below].below
    return last if below is not None and _ADDS.fullmatch(lines[below].text) else -1


def form_end(lines: Sequence[Line], at: int) -> int | None:
    """The button below a type that adds an item of this type to an array; None without, or when fields stand between that are no parts."""
    word = lines[at].text
    for n in range(at + 1, min(at + _MOST_OF_FORM, len(lines))):
        text = lines[n].text
        if _ADDS.fullmatch(text):
            return n if text.split()[-1] == word else None
        if lines[n].kind is not None and word != "object" and text != word:
            return None
    return None


def splits_path(lines: Sequence[Line], uses: Sequence[object], at: int) -> bool:
    """A part of a path that the copy put on lines of their own, a slash between each two."""
    if not _SEGMENT.fullmatch(lines[at].text):
        return False
    above = next((n for n in range(at - 1, max(-1, at - 4), -1) if lines[n].text), None)
    if above is None or uses[above] not in (("structure", "path"), ("structure", "method"), ("structure", "address")):
        return False
    return (lines[at].text == "/") != (lines[above].text == "/")
