"""The lines of pages that print a field as a stack of short lines, with those around them: types to choose from, runs, titles, commands."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import compress, count
from operator import attrgetter
from typing import Final

from msgspec import Struct

from swornspec.page.block import Location
from swornspec.page.cells import read_badge
from swornspec.page.headings import Section
from swornspec.page.kinds import Typed
from swornspec.page.stacked_words import MOST_TITLE, Dialect, Words
from swornspec.page.types import union_of
from swornspec.text import Passage, Span, within
from swornspec.text.legible import legible

_SEGMENT: Final = re.compile(r"/|[\w{}.~:@%+$-]{1,60}")
CALLED: Final = re.compile(r"(?:get|put|post|delete|options|head|patch|trace)(?:\s?(?:/|https?:).*)?", re.IGNORECASE)
_CODE: Final = re.compile(r"(?P<status>[1-5]\d\d)(?:\s(?P=status))?")
_MOST_OF_FORM: Final = 400
_ADDS: Final = re.compile(r"A(?:DD|dd)\s{1,3}[A-Za-z][\w -]{0,40}")
_MOST_CHOICES: Final = 20
_MOST_LINES: Final = 300  # of a command
_MOST_OF_NUMBER: Final = 3
_MOST_ABOVE: Final = 200  # lines above the fields


SECTIONS: Final[Mapping[Section, Location]] = {
    "body": "body",
    "query": "query",
    "path": "path",
    "header": "header",
    "cookie": "cookie",
    "response": "response",
}


_SECTIONS_OF_FIELDS: Final = frozenset((*SECTIONS, "request", "auth"))
_TYPE_WORD: Final = re.compile(
    r"(?:string|integer|int|number|float|boolean|bool|object|array|enum|file)(?:<[\w-]{1,20}>|\[\])?(?: \| (?:null|string|object|number))?"
)
_IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9]*(?:(?:_|\[?\]?\.|(?=[A-Z]))[A-Za-z0-9]+){0,12}(?:\[\])?")
_DEMANDS: Final = ("required", "deprecated")
_MOST_BADGES: Final = 3
FEWEST_BARE: Final = 2


class Line(Struct, eq=False):
    """A line of a page: the passage, what it is by itself, its words, its type, and the next line that has words."""

    passage: Passage
    words: Words
    text: str
    kind: Typed | None
    below: int | None = None
    choices: int = 0  # how many lines below it show the types that it may be instead
    begins: bool | None = None  # whether a field may begin here, once that was asked

    def part(self, start: int, end: int) -> Passage:
        """A part of its words."""
        words = self.words
        if words.plain:
            at = words.start
            return within(self.passage, at + start, at + (end if end > start else start))
        return legible(self.passage).part(words.start + start, words.start + end)

    @property
    def whole(self) -> Passage:
        """All of them."""
        if self.text == self.passage.text:
            return self.passage
        return self.part(0, len(self.text))

    @property
    def typed(self) -> Passage:
        """Its type, without what stands behind that."""
        return self.whole if self.words.end == len(self.text) else self.part(0, self.words.end)


def looked_at(page: Sequence[Passage], dialect: Dialect) -> list[Line]:
    """Every line of a page."""
    above: Line | None = None
    words = dialect.words
    typed: Line | None = None
    blank = Line(Passage("", Span("", 1, 1)), words(""), "", None)  # one for all of them
    found = [blank] * len(page)
    for at in compress(count(), map(attrgetter("text"), page)):
        passage = page[at]
        known = words(passage.text)
        line = Line(passage, known, known.text, known.kind)
        if known.option:
            if above is not None and above.words.name and above.kind is None and not above.text.endswith("."):
                typed = line
            elif typed is not None and above is not None and above.words.option:
                _add_option(typed, line)
            else:  # no type of a field, but the name of an alternative of what stands below
                typed = line.kind = None
        if known.text:
            if above is not None:
                above.below = at
            above = line
        found[at] = line
    if not dialect.nameless:
        _choose(found)
    return found


def _add_option(typed: Line, line: Line) -> None:
    """One more type that a field may have, on a line below the first."""
    known = [one for one in (typed.kind, line.kind) if one is not None]
    typed.kind = Typed(union_of([one.kind for one in known])) if len(known) > 1 else None
    typed.choices, line.kind = typed.choices + 1, None


def any_apart(page: Sequence[Passage], dialect: Dialect) -> bool:
    """Whether anything on a page may be set apart: a line by its marks, a type by a blank line from its name, or a demand from its type."""
    above: Words | None = None
    apart = False
    for passage in page:
        if not passage.text:
            apart = True
            continue
        words = dialect.words(passage.text)
        if words.set_apart or (apart and above is not None and ((above.name and words.kind is not None) or above.flat is not None)):
            return True
        if apart and above is not None and above.kind is not None and words.text in _DEMANDS:
            return True
        if words.text:
            above, apart = words, False
    return False


def title_of(lines: Sequence[Line], dialect: Dialect, code: Collection[int]) -> int | None:
    """The line that is the title: the first heading, else the short line above the fields that the page prints most, twice at least."""
    above: list[int] = []
    for at, line in enumerate(lines):
        if line.text.lower() in dialect.sections or at in code or len(above) > _MOST_ABOVE:
            break
        if line.text and len(line.text) <= MOST_TITLE and not line.words.chrome:
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
    for at in reversed(_typed(lines)):
        below = lines[at].below
        runs[at] = 1 + (runs[below] if below is not None else 0)
    if dialect.nameless and not _names_kept(lines, runs):
        return [1 if run else 0 for run in runs]
    return runs


def _typed(lines: Sequence[Line]) -> list[int]:
    """The lines that are types."""
    return list(compress(count(), map(attrgetter("kind"), lines)))


def _names_kept(lines: Sequence[Line], runs: Sequence[int]) -> bool:
    """Whether most types have a name right above them, so that a copy lost none; types that follow each other say nothing."""
    named = bare = 0
    above: Line | None = None
    for line, run in compress(zip(lines, runs, strict=True), map(attrgetter("text"), lines)):
        if run and (above is None or above.kind is None):
            kept = above is not None and above.words.word and read_badge(above.text) is None
            named, bare = named + kept, bare + (run == 1 and not kept)
        above = line
    return named > bare


def _choose(lines: Sequence[Line]) -> None:
    """Types that a reader of the page chooses one of: the one that is shown, then all of them, it among these."""
    after = 0
    for at in _typed(lines):
        if at < after or lines[at].kind is None:
            continue
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
        after = types[-1]


def command_end(page: Sequence[Passage], at: int) -> int | None:
    """The last line of a command: none that ends in a backslash, and no quote left open; blank lines and numbers of lines aside."""
    quotes = 0
    for n in range(at, min(at + _MOST_LINES, len(page))):
        text = page[n].text
        if n > at and len(text) <= _MOST_OF_NUMBER and not text.strip("0123456789"):
            continue
        quotes += text.count("'")
        if quotes % 2 == 0 and not text.endswith("\\"):
            return n
    return at


def unmarked(lines: Sequence[Line], dialect: Dialect) -> bool:
    """Whether a page has no section lines at all, and is known by what its site prints."""
    sign = dialect.sign
    if sign is None or any(line.words.section in SECTIONS for line in lines):
        return False
    return any(sign.fullmatch(line.text.strip("| ")) for line in lines if line.text)


def status_of(lines: Sequence[Line], at: int, section: Section | None) -> Section | None:
    """What a status in a line of its own says of the lines below it: in the part about answers, or below a heading without words."""
    found = _CODE.fullmatch(lines[at].text)
    if found is None:
        return None
    above = next((lines[n] for n in range(at - 1, max(-1, at - 4), -1) if lines[n].passage.text), None)
    if not (section in ("response", "errors") or (above is not None and above.words.heading and not above.text)):
        return None
    return "errors" if found["status"][0] in "45" else "response"


def bare_fields(lines: Sequence[Line]) -> int:
    """How many fields have their name, their type and prose on lines of their own, on a page without any section of fields; 0 with one."""
    if any(line.words.section in _SECTIONS_OF_FIELDS for line in lines):
        return 0
    found = 0
    for line in lines:
        if line.text.endswith("objectrequired"):
            return 0  # of another site, whose scalars say all in one line
        below = lines[line.below] if line.words.name and line.below is not None else None
        if below is None or below.kind is None or not _TYPE_WORD.fullmatch(below.text) or not _IDENTIFIER.fullmatch(line.text):
            continue
        prose = below.below
        for _ in range(_MOST_BADGES):
            if prose is not None and " " not in lines[prose].text.strip():
                prose = lines[prose].below
        found += prose is not None and " " in lines[prose].text and lines[prose].kind is None and lines[prose].text[:1].isalnum()
    return found


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
