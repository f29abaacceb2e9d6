"""The words of one line of a stacked page, whatever stands around it: what sets them apart, a type, a name, what the site calls them.

`#### **size**` is the words `size`, set apart; `integer | null` a type; `size integer required` a field in one line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from swornspec.page.cells import read_badge, read_location
from swornspec.page.headings import Section
from swornspec.page.kinds import Typed, read_kind
from swornspec.page.roles import Role
from swornspec.page.types import Kind, union_of
from swornspec.text.legible import plain, reads

MOST: Final = 160  # characters of a line that is no prose
MOST_TITLE: Final = 80
NAME: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@:-]|\[\w{0,40}\]){0,98}")
_LABELLED: Final = re.compile(r"(?:Type|Location): (?=`?[a-z])")
_EDGE: Final = " \t\u200b\ufeff\u00a0"
_OPENS: Final = re.compile(r"(?:>\s)?(?:#{1,6}\s+|[*+•·-]\s+)?")
_OPENING: Final = frozenset(">#*+•·-")
_SET_APART: Final = re.compile(r"(?:#{1,6}\s|[*+-]\s)?\s*(?:\[|\*\*|__|`)")
_MARKS: Final = tuple("#*_`+[")
_ITEM: Final = re.compile(r"[*+•·-]\s+[^\s*_`\[]")
_BULLETS: Final = frozenset("*+•·-")
_RULE: Final = re.compile(r"(?:[-*_]\s?){3,80}")
_STATUS: Final = re.compile(r"[1-5]\d\d(?:\s?[-–]?\s?[A-Za-z/+ -]{0,60})?|[a-z]+/[\w.+*-]{1,60}|(?:[-–]\s)?[a-z]+/[\w.+*-]{1,60}")
_TITLE: Final = re.compile(r"[A-Z][a-z]+")
_LAST: Final = re.compile(
    r"(?:^|[\s·|,;(*_`]+)(?:(?P<badge>required|optional|deprecated|nullable|read-?only|write-?only|enum)|(?P<place>header|query|path|body|cookie)"
    r"|[Dd]efaults?(?:\s?:\s?|\s+to\s+|=)(?P<default>`[^`]{1,80}`|\"[^\"]{0,80}\"|\S{1,80}))[)\s*_`]*$",
    re.IGNORECASE,
)
_SAID: Final = ("required", "optional", "deprecated", "nullable", "only", "enum", "header", "query", "path", "body", "cookie")
_BOLD: Final = re.compile(r"(?:[-*+]\s+)?\*\*(?P<name>[A-Za-z_$@](?:[\w.$@-]|\\[_.-]){0,98})\*\*(?=\w)")
RUN_TOGETHER: Final = re.compile(
    r"\*\*[A-Za-z_$@](?:[\w.$@-]|\\[_.-]){0,98}\*\*\s?(?:string|integer|number|boolean|object|array|file)(?:\\?\[\])?"
    r"(?:required|optional|deprecated|nullable)?[A-Z]"
)
_STUCK: Final = re.compile(r"(?:(?P<badge>required|deprecated|nullable|read-only|write-only)|(?P<place>header|query|path|body|cookie))$")
_STICKING: Final = ("required", "deprecated", "nullable", "read-only", "write-only", "header", "query", "path", "body", "cookie")
_STUCK_DEFAULT: Final = re.compile(r"(?<=[\w>\]])default:(?P<default>\S.{0,79})$")
_DEFAULT: Final = re.compile(
    r"(?:default(?: value)?s?\s?:\s?|defaults to:?\s|default(?=(?:true|false|-?\d[\d.]*)$))(?P<value>\S.*)", re.IGNORECASE
)
_TITLED: Final = re.compile(r"[A-Za-z][\w.-]{0,80}(?: [\w.-]{1,40}){0,6} · (?=[a-z(])")
_TITLED_LIST: Final = re.compile(r"\((?P<items>[^()]{1,150})\)\[\]")
_GLUED: Final = re.compile(r"(?P<first>[a-z]+\[\])(?P<other>string|number|integer|boolean|object|file|null)")
_SNAKE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*_\w*[A-Za-z0-9](?: [A-Za-z0-9]+)?")
_TICKED: Final = re.compile(r"`(?P<text>[^`]{1,80})`")
_BADGES: Final = re.compile(r"`[^`]{1,80}`(?:\s{1,3}`[^`]{1,80}`){1,6}")
_BADGE: Final = re.compile(
    r"(?P<badge>required|optional|deprecated|read-only|write-only|nullable)|(?P<place>header|query|path|body|cookie)|default:(?P<default>.+)"
)

_SAMPLES: Final = ("{", "[", "curl")

Behind = tuple[tuple[str, int, int], ...]
"""What stands behind a name or a type: group, and where in the words."""

Flat = tuple[int, list[tuple[str, int, int]]]
"""A field in one line: where its name ends, and what stands behind that."""

Told = tuple[Role | Literal["place", "enum", ""], int, int]
"""What a line says that is nothing but a badge, and where; no role when it is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """What the lines of a site are called.

    `sections` are section lines by their words in lower case; `labels` what a line that begins with some words and a
    colon is; `flags` short lines below the type that state something, their value in the group `value`. `children`
    matches the line above the parts of an object when they are shown, `chrome` what the site prints around the
    documentation, `end` the first line behind it. `nameless` says that copies may have lost the names of fields; `sign`
    matches lines that only such a site prints, by which a page without any section line is known for one of its pages;
    `unended` says that nothing shows where the parts of an object end; `option` matches the name of an alternative, of
    which the page shows one, with its type in the group `type`; `run_together` says that scrapes may have lost the ends of lines.
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
    option: re.Pattern[str] | None = None
    run_together: bool = False

    def words(self, raw: str) -> "Words":
        """What is known of a line by itself; short ones, which pages have again and again, are looked at once."""
        return _words(self, raw) if len(raw) <= 2 * MOST else Words(self, raw, 0, raw, None, 0, (), plain=False)


class Words:
    """A line by itself: its words without what sets them apart, where these stand in what it reads, and what they are.

    `kind` is their type, `end` where that ends, `behind` what is glued to it. `section` is the section of fields that they
    begin; `ends`, `chrome`, `parts`, `label` and `option` say whether they are the end of the documentation, what the site
    prints around that, a line about the parts of an object, a label, names of alternatives. `name` says that they may be a
    name, `word` that they are spelt as one, `plain` that all of the line reads as it stands, `ordinary` that they are neither
    of the site, nor set apart as a heading, a rule, a link, a sample or a status: prose, or about a field.
    """

    __slots__ = (
        "_flat",
        "_told",
        "behind",
        "chrome",
        "dialect",
        "end",
        "ends",
        "heading",
        "kind",
        "label",
        "linked",
        "name",
        "option",
        "ordinary",
        "parts",
        "plain",
        "raw",
        "rule",
        "section",
        "set_apart",
        "start",
        "status",
        "text",
        "word",
    )

    def __init__(
        self, dialect: Dialect, raw: str, start: int, text: str, kind: Typed | None, end: int, behind: Behind, *, plain: bool
    ) -> None:
        """Look at the words once."""
        self.dialect, self.raw, self.start, self.text = dialect, raw, start, text
        self.kind, self.end, self.behind, self.plain = kind, end, behind, plain
        first = raw[:1]
        called = text.rstrip(":")
        self.section = dialect.sections.get(called.lower()) if len(called) < MOST else None
        printed = _printed(dialect).fullmatch(text) is not None  # one of the next three, most of which are none of them
        self.ends = printed and dialect.end.fullmatch(text) is not None
        self.chrome = printed and dialect.chrome.fullmatch(text) is not None
        self.parts = printed and (dialect.children.fullmatch(text) is not None or dialect.collapsed.fullmatch(text) is not None)
        self.label = (":" in text or text[:1] in ("<", ">", "≤", "≥")) and any(label.fullmatch(text) for label, _ in dialect.labels)
        self.option = dialect.option is not None and dialect.option.match(text) is not None
        self.word = NAME.fullmatch(text) is not None
        self.name = self.word and text[-1] != ":" and (_no_word(text) or read_badge(text) is None)
        self.heading = first == "#"
        self.set_apart = raw.startswith(_MARKS)
        self.linked = "](" in raw
        self.rule = first in ("-", "*", "_") and _RULE.fullmatch(raw) is not None
        self.status = ("/" in text or text[:1] in ("1", "2", "3", "4", "5")) and _STATUS.fullmatch(text) is not None
        of_site = self.ends or self.chrome or self.parts or self.option or self.section is not None
        apart = self.heading or self.linked or self.rule or self.status or text[:3].isdigit() or raw.startswith(_SAMPLES)
        may_be_tab = dialect.option is not None and first in _BULLETS
        self.ordinary = not (of_site or apart or may_be_tab or text == "")
        self._flat: Flat | Literal[False] | None = None if self.word and "**" not in raw else False
        self._told: Told | None = None

    @property
    def item(self) -> bool:
        """Whether it is an item of a list, and not set apart in there."""
        return self.raw[:1] in _BULLETS and _ITEM.match(self.raw) is not None

    @property
    def short(self) -> bool:
        """Whether it may be a title."""
        return len(self.text) <= MOST_TITLE and not self.text.endswith(".")

    @property
    def flat(self) -> Flat | None:
        """`size integer required default:64`: where the name ends, and what stands behind it."""
        if self._flat is False:
            self._flat = _flat(self.raw, self.text)
        return self._flat

    @property
    def told(self) -> Told:
        """What the words say below a type, if they are nothing but a badge."""
        if self._told is None:
            self._told = _told(self.text, self.dialect.flags)
        return self._told


@lru_cache(maxsize=8)
def _printed(dialect: Dialect) -> re.Pattern[str]:
    """All that a site prints beside the documentation, and around the parts of objects."""
    known = (dialect.end, dialect.chrome, dialect.children, dialect.collapsed)
    return re.compile("|".join(f"(?i:{one.pattern})" if one.flags & re.IGNORECASE else f"(?:{one.pattern})" for one in known))


@lru_cache(maxsize=4096)
def _words(dialect: Dialect, raw: str) -> Words:
    stands = plain(raw)
    shown = raw if stands else reads(raw)
    opened = _OPENS.match(shown) if shown[:1] in _OPENING else None
    start = opened.end() if opened else 0
    rest = shown[start:] if start else shown
    bare = rest.strip(_EDGE)
    start += len(rest) - len(rest.lstrip(_EDGE)) if bare else 0
    if dialect.run_together and (labelled := _LABELLED.match(bare)) is not None:  # "Type: `string`"
        start, bare = start + labelled.end(), bare[labelled.end() :]
    if len(bare) > 2 and bare[0] == bare[-1] == "*":
        start, bare = start + 1, bare[1:-1]
    if bare[:1] == "`" and (badges := _set_in_ticks(bare)) is not None:
        return Words(dialect, raw, start, bare, *badges, plain=stands)
    if bare[:1] == "`" and bare != "`":
        start, bare = start + 1, bare[1:-1] if bare.count("`") == 2 and bare[-1] == "`" else bare[1:]
    typed = len(bare) <= MOST and bare[-1:] not in (".", ":") and not (dialect.nameless and bare == "enum") and not _no_word(bare)
    typed = typed and not (raw[-1:] == "]" and "**" in raw and _BOLD.match(raw))  # `**name**string[]` is no type
    kind, end, behind = _typed(bare) if typed and read_badge(bare) is None else (None, 0, ())
    if dialect.option is not None and dialect.option.match(bare):
        kind, end, behind = _one_of([found["type"] for found in dialect.option.finditer(bare)]), len(bare), ()
    return Words(dialect, raw, start, bare, kind, end, behind, plain=stands)


def _flat(raw: str, text: str) -> Flat | None:
    """A field in one line; None for anything else."""
    if len(text) > MOST or text.endswith((".", ":", "?", "!")):
        return None
    bold = _BOLD.match(raw) if "**" in raw else None
    name = bold["name"].replace("\\", "") if bold else ""
    found = NAME.match(text, 0, len(name)) if name and text.startswith(name) else NAME.match(text)
    if found is None or found.end() == len(text) or not (bold or text[found.end()] in " *`_\t(|·-:"):
        return None
    end, said = len(text), []
    while _may_say(text, end) and (last := _LAST.search(text, found.end(), end)) is not None:
        group = next(g for g in ("badge", "place", "default") if last[g])
        said.append((group, *last.span(group)))
        end = last.start()
    rest = text[found.end() : end]
    bare = rest.strip(" *_`\t|·-–—,;:")
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    start = found.end() + rest.index(bare) if bare else end
    kind, length, behind = _typed(bare) if bare and not _no_word(bare) else (None, 0, ())
    if bare and (kind is None or (not said and _TITLE.fullmatch(found.group()) and not _SET_APART.match(raw))):
        return None  # words such as `Card number`
    if bare:
        glued = [(group, start + a, start + b) for group, a, b in behind]
        return found.end(), [*said, *glued, ("type", start, start + length)]
    return (found.end(), said) if said and _SET_APART.match(raw) else None


def _may_say(text: str, end: int) -> bool:
    """Whether a badge, a place or a default may end at a place: nothing else is looked for, which takes as long as the line."""
    while end and not text[end - 1].isalnum():
        end -= 1
    shown = text[:end].lower()
    return shown.endswith(_SAID) or "default" in shown


def _told(text: str, flags: tuple[tuple[re.Pattern[str], Role], ...]) -> Told:
    found = _DEFAULT.fullmatch(text) if text[:1] in ("d", "D") else None
    if found and not (found["value"].endswith((".", ":")) and " " in found["value"]):
        return "default", *found.span("value")
    if read_badge(text) is not None:
        return "badge", 0, len(text)
    if text.islower() and read_location(text) is not None:
        return "place", 0, len(text)
    if text == "enum":
        return "enum", 0, len(text)
    found_flags = ((flag, role) for pattern, role in flags if (flag := pattern.fullmatch(text)))
    return next(((role, *flag.span("value")) for flag, role in found_flags), ("", 0, 0))


def _no_word(text: str) -> bool:
    """Whether a text is spelt as no type and no badge is: a name with an underscore, alone or above another word."""
    return "_" in text and _SNAKE.fullmatch(text) is not None


def _typed(text: str) -> tuple[Typed | None, int, Behind]:
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


def _set_in_ticks(text: str) -> tuple[Typed, int, Behind] | None:
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


def _one_of(types: Sequence[str | None]) -> Typed | None:
    """The type of a field that has one of some types; None where one of them is not said."""
    kinds = [_titled(text) if text else None for text in types]
    known = [kind.kind for kind in kinds if kind is not None]
    return Typed(union_of(known)) if len(known) == len(kinds) else None


def _titled(text: str) -> Typed | None:
    """A type, whose alternatives may have titles in front of them."""
    plain = _TITLED.sub("", text) if " · " in text else text
    if "[]" not in plain:
        return read_kind(plain)
    if (glued := _GLUED.fullmatch(plain)) is not None:  # two types to choose from
        plain = f"{glued['first']} | {glued['other']}"
    if (listed := _TITLED_LIST.fullmatch(plain)) is None:
        return read_kind(plain)
    items = read_kind(listed["items"])
    return None if items is None else Typed(Kind({"type": "array", **({"items": dict(items.kind.schema)} if items.kind.schema else {})}))
