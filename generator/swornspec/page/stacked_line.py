"""The lines of pages that print a field as a stack of short lines, each looked at by itself: words, type, name, place.

`#### **size**` is the words `size`, set apart; `integer | null` a type; `size integer required` a field in one line.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from swornspec.page.block import Location
from swornspec.page.cells import read_badge
from swornspec.page.entry import Role
from swornspec.page.headings import Section
from swornspec.page.kinds import Typed, read_kind
from swornspec.text import Passage
from swornspec.text.legible import legible, reads

MOST: Final = 160  # characters of a line that is no prose
MOST_TITLE: Final = 80
NAME: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@:-]|\[\w{0,40}\]){0,98}")
_SEGMENT: Final = re.compile(r"/|[\w{}.~:@%+$-]{1,60}")
_EDGE: Final = " \t\u200b\ufeff\u00a0"
_OPENS: Final = re.compile(r"(?:>\s)?(?:#{1,6}\s+|[*+•·-]\s+)?")
_SET_APART: Final = re.compile(r"(?:#{1,6}\s|[*+-]\s)?\s*(?:\[|\*\*|__|`)")
_LAST: Final = re.compile(
    r"(?:^|[\s·|,;(*_`]+)(?:(?P<badge>required|optional|deprecated|nullable|read-?only|write-?only|enum)|(?P<place>header|query|path|body|cookie)"
    r"|[Dd]efaults?(?:\s?:\s?|\s+to\s+|=)(?P<default>`[^`]{1,80}`|\"[^\"]{0,80}\"|\S{1,80}))[)\s*_`]*$",
    re.IGNORECASE,
)
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


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the lines of a site are called.

    `sections` are section lines by their words in lower case; `labels` what a line that begins with some words and a
    colon is; `flags` short lines below the type that state something, their value in the group `value`. `children`
    matches the line above the parts of an object when they are shown, `chrome` what the site prints around the
    documentation, `end` the first line behind it. `nameless` says that copies may have lost the names of fields.
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


@dataclass(slots=True)
class Line:
    """A line as it is meant: the passage, its words without what sets them apart, and where these stand in what it reads."""

    passage: Passage
    start: int
    text: str
    kind: Typed | None
    below: int | None = None

    def part(self, start: int, end: int) -> Passage:
        """A part of its words."""
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
        return self.passage.text[:1] in tuple("#*_`+[")

    @property
    def heading(self) -> bool:
        """Whether it is a heading of Markdown."""
        return self.passage.text.startswith("#")

    @property
    def short(self) -> bool:
        """Whether it may be a title."""
        return len(self.text) <= MOST_TITLE and not self.text.endswith(".")

    def flat(self) -> tuple[int, list[tuple[str, int, int]]] | None:
        """`size integer required default:64`: where the name ends, and what stands behind it."""
        if len(self.text) > MOST or self.text.endswith((".", ":", "?", "!")):
            return None
        found = NAME.match(self.text)
        if found is None or found.end() == len(self.text) or self.text[found.end()] not in " *`_\t(|·-:":
            return None
        end, said = len(self.text), []
        while (last := _LAST.search(self.text, found.end(), end)) is not None:
            group = next(g for g in ("badge", "place", "default") if last[g])
            said.append((group, *last.span(group)))
            end = last.start()
        raw = self.text[found.end() : end]
        bare = raw.strip(" *_`\t|·-–—,;:")
        if bare.startswith("(") and bare.endswith(")"):
            bare = bare[1:-1]
        if bare and read_kind(bare) is None:
            return None
        if bare:
            start = found.end() + raw.index(bare)
            return found.end(), [*said, ("type", start, start + len(bare))]
        return (found.end(), said) if said and _SET_APART.match(self.passage.text) else None


def title_of(lines: Sequence[Line], dialect: Dialect, code: Collection[int]) -> int | None:
    """The line that is the title: the first heading, else the first short line above the fields that the page prints twice."""
    above: list[int] = []
    for at, line in enumerate(lines):
        if line.text.lower() in dialect.sections or at in code or len(above) > _MOST_ABOVE:
            break
        if line.text and len(line.text) <= MOST_TITLE and not dialect.chrome.fullmatch(line.text):
            above.append(at)
    heading = next((at for at in above if lines[at].passage.text.startswith("# ")), None)
    if heading is not None:
        return heading
    times = Counter(lines[at].text for at in above)
    return next((at for at in above if times[lines[at].text] > 1 and len(lines[at].text) > 1), None)


def runs_of(lines: Sequence[Line], dialect: Dialect) -> list[int]:
    """How many type lines follow each other from a line on: a name may itself be a type word, and every type line has its name."""
    runs = [0] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.kind is not None:
            runs[at] = 1 + (runs[line.below] if line.below is not None else 0)
    if dialect.nameless:
        return [1 if run else 0 for run in runs]
    return runs


def looked_at(page: Sequence[Passage], *, announced: bool) -> list[Line]:
    """Every line by itself; `enum` is no type where it announces values."""
    found = []
    for passage in page:
        text = passage.text
        start, bare, kind = _looked_at(text, announced) if 0 < len(text) <= 2 * MOST else (0, text, None)
        found.append(Line(passage, start, bare, kind))
    nearest: int | None = None
    for at in range(len(found) - 1, -1, -1):
        found[at].below = nearest
        if found[at].text:
            nearest = at
    return found


@lru_cache(maxsize=4096)
def _looked_at(text: str, announced: bool) -> tuple[int, str, Typed | None]:
    """Where the words of a line stand in what it reads, they, and the type that they are."""
    shown = reads(text)
    opened = _OPENS.match(shown)
    start = opened.end() if opened else 0
    rest = shown[start:]
    bare = rest.strip(_EDGE)
    start += len(rest) - len(rest.lstrip(_EDGE)) if bare else 0
    if len(bare) > 2 and bare[0] == bare[-1] == "*":
        start, bare = start + 1, bare[1:-1]
    if bare[:1] == "`" and bare != "`":
        start, bare = start + 1, bare[1:-1] if bare.count("`") == 2 and bare[-1] == "`" else bare[1:]
    short = len(bare) <= MOST and not bare.endswith((".", ":")) and not (announced and bare == "enum")
    return start, bare, read_kind(bare) if short and read_badge(bare) is None else None


def command_end(page: Sequence[Line], at: int) -> int | None:
    """The last line of a command: none that ends in a backslash, and no quote left open."""
    quotes = 0
    for n in range(at, min(at + _MOST_LINES, len(page))):
        text = page[n].passage.text
        quotes += text.count("'")
        if quotes % 2 == 0 and not text.endswith("\\"):
            return n
    return at


def splits_path(lines: Sequence[Line], uses: Sequence[object], at: int) -> bool:
    """A part of a path that the copy put on lines of their own, a slash between each two."""
    if not _SEGMENT.fullmatch(lines[at].text):
        return False
    above = next((n for n in range(at - 1, max(-1, at - 4), -1) if lines[n].text), None)
    if above is None or uses[above] not in (("structure", "path"), ("structure", "method")):
        return False
    return (lines[at].text == "/") != (lines[above].text == "/")
