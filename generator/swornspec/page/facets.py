"""What stands behind the name of a field on its line, and on lines below it that begin with a label.

    `width` *integer* (optional, default 1024) – The width.     gives  type, badge, default, and the prose `The width.`
    : **Required.** String. The text.                           gives  badge, type, and the prose `The text.`
    Type: integer | Required: yes | Range: 1-50                 gives  type, demand, bounds

Words are taken one piece after another as long as each is understood; the first that is not begins the prose.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from swornspec.page.cells import may_be_bounds, read_badge, read_bounds, read_demand, read_location, read_values
from swornspec.page.headings import column_role
from swornspec.page.kind_words import may_state_type
from swornspec.page.kinds import read_kind, split_outside
from swornspec.page.roles import Role
from swornspec.page.types import Kind
from swornspec.page.unions import united
from swornspec.text import Passage, Span, within
from swornspec.text.legible import Legible, legible

FacetRole = Role | Literal["location"]
Facet = tuple[FacetRole, Passage]
_Said = tuple[FacetRole, int, int]  # a facet by its characters [start, end)

_MOST: Final = 400  # characters of a line that may tell of its field in short words
_LABEL_WITHIN: Final = 120  # characters, markup included, a label ends
_LONGEST: Final = 80  # of such words themselves
_GAP: Final = re.compile(
    r"\s*(?:[*_]{1,3}(?=[\s.,:;)–—-]|$))?\s*(?P<mark>[–—:|·•,;?]|-{1,3}(?=\s|$)|/(?=\s)|=(?=[\s`\"]|$)|\.(?=\s|$))?\s*"
)
# each begins with a character of one set, so that a search goes from one of those to the next
_ENDS: Final = re.compile(r"[,;(\[{.:\s](?:(?<=[,;(\[{])|(?<=[.:])(?<!\b[Mm]ax\.)(?<!\b[Mm]in\.)(?=\s|$)|(?<=\s)[-–—|·•]{1,3}(?=\s))")
_STRESSED: Final = re.compile(r"(?P<mark>\*{1,3}|_{1,2}|`)(?P<text>[^*_`\n]{1,80})(?P=mark)(?!\w)")
_CODE: Final = re.compile(r"\{\{\s?[<%]\s?/?(?P<text>[\w-]{1,30})\s?/?[>%]\s?\}\}")
_COMPONENT: Final = re.compile(  # `<Required />`, `<Badge text="required" />`
    r"<(?P<name>[A-Z][A-Za-z]{1,30})(?:\s[\w-]{1,20}=[\"'{][^\"'{}<>]{0,60}[\"'}]){0,4}?"
    r"(?:\s(?:text|label|content|value|title)=\"(?P<says>[^\"<>]{1,60})\"(?:\s[\w-]{1,20}=[\"'{][^\"'{}<>]{0,60}[\"'}]){0,4})?\s?/>"
)
_CLOSES: Final = {"(": ")", "[": "]", "{": "}", "<": ">"}
_DEFAULT: Final = re.compile(
    r"(?:the\s+)?defaults?(?:\s+(?:is|to|value(?:\s+is)?)\b)?\s*[:=]?\s*(?P<value>`[^`]+`|\"[^\"]*\"|'[^']*'|[\[{].*[\]}]|(?![:=](?:[\s),;]|$))\S+)",
    re.IGNORECASE,
)
_DEFAULT_HERE: Final = re.compile(
    _DEFAULT.pattern.replace(r"\S+)", r"[^\s,;)]+?)") + r"(?=[,;)]|\.(?:\s|$)|\s[-–—]{1,3}\s|\s*$)", re.IGNORECASE
)
_LIMIT: Final = re.compile(
    r"(?P<side>min|max)(?:imum)?[ _-]?(?:length|items|value|size)?\s*(?:of|is)?\s*[:=]?\s*(?P<value>-?\d[\d,.]{0,18})", re.IGNORECASE
)
_FORMAT: Final = re.compile(r"format\s*[:=]?\s*(?P<value>[a-z][a-z0-9-]{1,30})", re.IGNORECASE)
_TYPE: Final = re.compile(r"(?P<type>[A-Za-z][\w]{0,30}(?:\[\])?)\s+(?P<rest>\S.{0,60})")
_BRACKETED: Final = re.compile(  # `string[]`, `array[integer(int32)]`
    r"(?:(?:array|list|set)\[[a-z]\w{1,20}(?:\([a-z0-9-]{1,16}\))?\]|[a-z]\w{2,12}\[\])(?: \| null)?(?=[\s,;:)]|$)"
)
_SLASHED: Final = re.compile(r"(?:Required|Optional)(?=\s/\s\w)")  # `Required / string`
_LOUD: Final = re.compile(r"(?P<badge>[A-Z]{6,10})\s+(?=\S)")
_NAMED: Final = re.compile(r"[A-Z][A-Za-z0-9]{1,60}")
_LISTS: Final = re.compile(r"\b(?:one of|enum|allowed values|possible values|valid values|values|options)\b\s*[:=]?", re.IGNORECASE)
_ONE: Final = r"(?:`[^`\n]{1,60}`|\"[^\"\n]{1,60}\")"
_LISTED_HERE: Final = re.compile(
    rf"{_LISTS.pattern}\s*(?P<values>{_ONE}(?:(?:\s*[,/|]\s*(?:(?:or|and)\s+)?|\s+(?:or|and)\s+){_ONE}){{0,40}}+)"
    r"(?=[,;)]|\.(?:\s|$)|\s[-–—]{1,3}\s|\s*$)",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(rf"\s*(?:,\s*|(?=\())(?:(?:or|and)\s+)?(?:{_ONE}|\((?:only|if|when|for|requires|unless)\b)", re.IGNORECASE)
_AFTER: Final = re.compile(r"[,;]\s*(?=(?:required|optional|defaults?|deprecated|nullable|max|min)\b)", re.IGNORECASE)
_GIVEN: Final = re.compile(r"(?P<type>[A-Za-z][\w<>\[\], ]{1,40}):\s+(?P<value>\S.{0,120})")  # `int: 20`, `string: <required>`
_VALUE: Final = re.compile(r"[^<\s][^<]*?(?=\s*(?:<|$))")
_ANGLED: Final = re.compile(r"<(?P<text>[^<>]{1,100})>")
_SIGN: Final = re.compile(r"[<>]=?(?=\s?[-−]?\d)")
_BRACKETS: Final = re.compile(r"[()]")
_ABOUT: Final = re.compile(r"(?:required|mandatory|optional|deprecated|only|ignored|conditional\w*)\b", re.IGNORECASE)
_LABEL: Final = re.compile(r"[*_`]{0,3}(?P<label>[A-Za-z][A-Za-z /?-]{0,24}[A-Za-z?])[*_`]{0,3}\s?[:=](?:[*_]{1,3}(?=\s|$))?\s*")
_FACT: Final = re.compile(r"\|\s*[*_`]{0,3}(?P<label>[A-Za-z][A-Za-z /?-]{0,24}[A-Za-z?])[*_`]{0,3}:?\s*\|(?P<value>.*\S.*)\|")
_FIRST: Final = re.compile(r"(?P<type>[a-z][a-z0-9]{1,20}(?:\[\])?)\s(?=[A-Z]|(?:required|optional|mandatory)\s[A-Z])")
_DEMANDED: Final = re.compile(r"(?P<badge>(?i:required|optional|mandatory))\s+(?!(?:If|When|Unless|For|In case|Only|Or|With)\b)(?=[A-Z])")
_TICKED: Final = re.compile(
    r"`(?P<first>[A-Za-z][\w-]{0,40})`(?:\s?\(default\))?(?:\s?,\s?|,?\s(?:or|and)\s)`(?P<other>[\w.-]{1,40})`(?:(?:\s?,\s?|,?\s(?:or|and)\s){1,2}`(?P<last>[\w.-]{1,40})`)?"
)
_LABELS: Final[frozenset[str]] = frozenset(
    (
        "type",
        "demand",
        "optional",
        "default",
        "bounds",
        "minimum",
        "maximum",
        "values",
        "format",
        "nullable",
        "example",
        "location",
        "prose",
    )
)
_PIECES: Final = re.compile(r"\s(?:[|·•]|[-–—])\s|[;,]\s")
_BEGINS: Final = re.compile(  # with what plain words, in small letters, begin that tell of a field, types and badges aside
    r"[\W_]*(?:(?:the\s+)?default|min|max|format|one\s+of|allowed|possible|valid|values|options|non-empty|in\s|query|path|route|body|form|payload"
    r"|header|cookie|response|request\s+body)"
)
_DEMANDED_LIST: Final = re.compile(r"\benum\b[^`:]{0,40}\b(?P<demand>required|optional)\s?:\s?(?=`)", re.IGNORECASE)
_MEASURES: Final = re.compile(r"\d|non-empty")  # some of which is in all bounds
_QUOTES: Final = frozenset('`"|')
_LABELS_END: Final = frozenset(":=")
_WHATEVER: Final = tuple(Kind({"type": name}) for name in ("integer", "string", "array"))
STRONG: Final[frozenset[str]] = frozenset(("type", "badge", "demand", "default", "bounds", "minimum", "maximum", "values", "location"))


class Facets(Struct, frozen=True, gc=False):
    """What was understood of a line in order, the prose it ends in, and the mark between name and prose (`-`, `:`, or none)."""

    said: tuple[Facet, ...] = ()
    prose: Passage | None = None
    mark: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """What it is about."""
        return frozenset([role for role, _ in self.said])

    @property
    def demand(self) -> bool:
        """Whether it says that the field is required, or is not."""
        kinds = (read_kind(legible(p).text, named=True) for role, p in self.said if role == "type")
        said = any(badge.demand is not None for kind in kinds if kind is not None for badge in kind.badges)
        return said or bool(self.roles & {"badge", "demand", "optional"})

    @property
    def strong(self) -> bool:
        """Whether it tells of a field: nobody says `integer` or `required` of anything else."""
        return not STRONG.isdisjoint([role for role, _ in self.said])


def read_facets(tail: Passage, *, mark: str = "") -> Facets:
    """What a line says behind the name of its field, or below it; `mark` is what the name ended with."""
    text = tail.text
    if not text:
        return Facets((), None, mark)
    said, prose, mark = _told(text, mark) if len(text) <= _MOST else _told.__wrapped__(text, mark)
    told = tuple([(role, within(tail, first, last)) for role, first, last in said])
    return Facets(told, None if prose is None else within(tail, prose, len(text)), mark)


@lru_cache(maxsize=1024)  # lines are alike, and one is looked at more than once before it is known what it is
def _told(text: str, mark: str) -> tuple[tuple[_Said, ...], int | None, str]:
    """What a text says, by the characters [start, end) that say it, where its prose begins, and the mark between."""
    shown = legible(Passage(text, Span("", 1, 1, 0, len(text))))
    words = shown.text
    said: list[_Said] = []
    at, limit = int(words.startswith("=<")), min(len(words), _MOST)
    gap = None
    while at <= limit:
        gap = _GAP.match(words, at)
        start = gap.end() if gap else at
        mark = mark or ((gap["mark"] or "") if gap else "")
        if said and said[-1][0] == "type" and (asked := _DEMANDED.match(words, start)) is not None:
            said, at, gap = [*said, ("badge", *asked.span("badge"))], asked.end(), None
            break
        read_on = start < limit and mark != "=" and not _lists_values(words, start)  # `format`=`json` shows a value
        found = _next(shown, start) if read_on else None
        if found is None:
            break
        end, told = found
        said += told
        at, gap = end, None
    prose = _prose(shown, gap.end() if gap else _after_gap(shown, at))
    if prose is not None and not mark and (first := text[prose:].lstrip("`*_")[:1]) in ("(", "["):
        mark = first
    return _placed(shown, united(words, said)), prose, mark


def _placed(shown: Legible, said: Sequence[_Said]) -> tuple[_Said, ...]:
    """What was said, by the characters of the page instead of those that it shows."""
    if isinstance(shown.at, range):
        return tuple(said)
    parts = [(role, shown.part(start, end).span) for role, start, end in said]
    return tuple([(role, span.start, span.end) for role, span in parts])


def _lists_values(text: str, at: int) -> bool:
    """Whether a word in ticks is the first of some values, were it the name of a type: `email`, `webhook` or `none`."""
    listed = _TICKED.match(text, at) if text[at] == "`" else None
    if listed is None or read_kind(listed["first"]) is None:
        return False
    return "(default)" in listed.group() or any(_is_value(listed[g]) for g in ("other", "last") if listed[g])


def _is_value(word: str) -> bool:
    return read_kind(word) is None and read_badge(word) is None and not _DEFAULT.fullmatch(word)


def _after_gap(shown: Legible, at: int) -> int:
    gap = _GAP.match(shown.text, at)
    return gap.end() if gap else at


def _prose(shown: Legible, start: int) -> int | None:
    """Where the words from a place on begin among the page's own characters; None without any."""
    if start >= len(shown.text):
        return None
    begin = shown.at[start]
    raw = shown.passage.text
    while begin > 0 and raw[begin - 1] in "*[<\\":  # markup that belongs to the first word
        begin -= 1
    return begin


def _next(shown: Legible, at: int) -> tuple[int, list[_Said]] | None:
    """The piece that begins at a place: where it ends and what it says; None when it is not understood."""
    text, first = shown.text, shown.text[at]
    if first == "{" and (code := _CODE.match(text, at)):
        told = _understood(text, *code.span("text"))
        return None if told is None else (code.end(), told)
    if first in _CLOSES and not _SIGN.match(text, at):
        end = _closed(text, at)
        if end is None:
            return None
        if first == "<" and (tag := _COMPONENT.match(text, at)) is not None:
            told = _understood(text, *tag.span("says" if tag["says"] else "name"))
            return None if told is None else (tag.end(), told)
        told = _group(text, at + 1, end)
        return None if told is None else (end + 1, told)
    if first in "*_`" and (stressed := _STRESSED.match(text, at)):
        told = _group(text, *stressed.span("text"))
        return None if told is None else (stressed.end(), told)
    if not isinstance(shown.at, range) and (end := _bold(shown, at)) is not None:
        told = _group(text, at, end)
        return None if told is None else (end, told)
    if first.isupper() and (loud := _LOUD.match(text, at)) is not None and read_badge(loud["badge"]) is not None:
        return loud.end("badge"), [("badge", *loud.span("badge"))]
    if first in "RO" and (slashed := _SLASHED.match(text, at)) is not None:
        return slashed.end(), [("badge", *slashed.span())]
    if first in "dDtT" and (default := _DEFAULT_HERE.match(text, at)) is not None:
        return default.end(), [("default", *default.span("value"))]
    if first in "oOeEaApPvV" and (listed := _LISTED_HERE.match(text, at)) is not None and read_values(listed["values"], None):
        return listed.end(), [("values", *listed.span("values"))]
    if (
        first.islower()
        and (array := _BRACKETED.match(text, at)) is not None
        and (kind := read_kind(array.group())) is not None
        and not kind.rest
    ):
        return array.end(), [("type", *array.span())]
    ends = _ENDS.search(text, at, at + _LONGEST)
    end = ends.start() if ends else min(len(text), at + _LONGEST)
    if (ends is not None and ends.group() in ("[", "{")) or not text[at:end].strip():
        return None
    if not ends and end < len(text):
        return None
    close = _closed(text, ends.start()) if ends is not None and ends.group() == "(" else None
    if close is not None and (told := _understood(text, at, close + 1)) is not None:
        return close + 1, told
    told = _understood(text, at, end)
    if told is not None and told[-1][0] == "values" and _GOES_ON.match(text, end):
        return None  # "one of `a`, `b` (only for ...)" is a sentence
    if told is None and (typed := _FIRST.match(text, at)) and (kind := read_kind(typed["type"])) is not None and not kind.rest:
        return typed.end("type"), [("type", *typed.span("type"))]
    return None if told is None else (end, told)


def _bold(shown: Legible, at: int) -> int | None:
    """Where words end that are set apart in bold and begin at a place; None where there are none."""
    raw, start = shown.passage.text, shown.at[at]
    mark = raw[max(0, start - 2) : start]
    close = raw.find(mark, start, start + _LONGEST) if mark in ("**", "__") else -1
    return at + close - start if close > start and raw[start:close] == shown.text[at : at + close - start] else None


def _closed(text: str, at: int) -> int | None:
    """Where the bracket that opens at a place closes, within a few words."""
    depth = 0
    for n in range(at, min(len(text), at + 3 * _LONGEST)):
        depth += (text[n] == text[at]) - (text[n] == _CLOSES[text[at]])
        if depth == 0:
            return n
    return None


def _group(text: str, start: int, end: int) -> list[_Said] | None:
    """What a group in brackets says, piece by piece; None when nothing in it is understood."""
    inner = text[start:end]
    if not _DEMANDED_LIST.search(inner) and (whole := _understood(text, start, end)):
        return whole
    pieces = list(_pieces(inner))
    told = [_understood(text, start + a, start + b) for a, b in pieces]
    if not any(told):
        return None
    said: list[_Said] = []
    for (a, b), facets in zip(pieces, told, strict=True):
        if facets is not None:
            said += facets
        elif not said and a == pieces[0][0] and _NAMED.fullmatch(inner[a:b]):
            said.append(("type", start + a, start + b))
        else:
            role: FacetRole = "prose" if _ABOUT.match(inner[a:b]) or len(inner[a:b].split()) > 1 else "badge"
            said.append((role, start + a, start + b))
    return said


def _pieces(inner: str) -> Iterator[tuple[int, int]]:
    """The pieces between commas, a list of values being one of them."""
    inner = _SIGN.sub(lambda found: "=" * len(found.group()), inner)  # no brackets
    if (found := _DEMANDED_LIST.search(inner)) is not None:  # `enum, optional: `a`, `b``
        yield from _trimmed(inner, split_outside(inner[: found.end("demand")], ",;"))
        yield from _trimmed(inner, [(found.end(), len(inner))])
        return
    listed = _LISTS.search(inner)
    if listed is None:
        yield from _trimmed(inner, split_outside(inner, ",;"))
        return
    after = _AFTER.search(inner, listed.end())
    end = after.start() if after else len(inner)
    yield from _trimmed(inner, split_outside(inner[: listed.start()], ",;"))
    yield from _trimmed(inner, [(listed.start(), end)])
    if after:
        yield from _trimmed(inner, [(after.end() + a, after.end() + b) for a, b in split_outside(inner[after.end() :], ",;")])


def _trimmed(text: str, parts: Iterator[tuple[int, int]] | Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in parts:
        raw = text[start:end]
        if bare := raw.strip():
            begin = start + raw.index(bare)
            yield begin, begin + len(bare)


def _understood(text: str, start: int, end: int) -> list[_Said] | None:
    """What a few words say of a field; None when they are no such words. Those that are alike are read once."""
    piece = text[start:end]
    if not may_state_type(piece) and not _BEGINS.match(piece.lower()):
        return None
    said = (_said if len(piece) <= 3 * _LONGEST else _said.__wrapped__)(text[start - 1 : start], piece)
    return None if said is None else [(role, start + first, start + last) for role, first, last in said]


@lru_cache(maxsize=8192)
def _said(before: str, piece: str) -> tuple[_Said, ...] | None:
    """What a few words behind a character say of a field, by the characters [start, end) of them that say it."""
    skip = len(before)
    said = _read_words(before + piece, skip, skip + len(piece))
    return None if said is None else tuple([(role, start - skip, end - skip) for role, start, end in said])


def _read_words(whole: str, start: int, end: int) -> list[_Said] | None:
    raw = whole[start:end]
    text = raw.strip(" *_\t")
    if not text or len(text) > 3 * _LONGEST:
        return None
    start += raw.index(text)
    if text[0] + text[-1] == "()" and not _BRACKETS.search(text, 1, len(text) - 1):
        text, start = text[1:-1].strip(), start + 1 + len(text[1:-1]) - len(text[1:-1].lstrip())
    end = start + len(text)
    if read_badge(text.strip("`()")) is not None:
        return [("badge", start, end)]
    if found := _DEFAULT.fullmatch(text):
        return [("default", start + found.start("value"), end)]
    if found := _LIMIT.fullmatch(text):
        side: FacetRole = "minimum" if found["side"].lower() == "min" else "maximum"
        return [(side, start + found.start("value"), start + found.end("value"))]
    kind = read_kind(text)
    if kind is not None and not kind.rest:
        return [("type", start, end)]
    if found := _FORMAT.fullmatch(text):
        return [("format", start + found.start("value"), end)]
    apart = start > 0 and whole[start - 1] in "([{*`_<"
    if (apart or text.startswith("in ") or " " in text) and read_location(text.removeprefix("in ").removesuffix("s")) is not None:
        return [("location", start, end)]
    if _MEASURES.search(text) and may_be_bounds(text) and any(read_bounds(text, kind) is not None for kind in _WHATEVER):
        return [("bounds", start, end)]
    listed = _LISTS.match(text)
    values = read_values(text[listed.end() :] if listed else text, None) if listed or not _QUOTES.isdisjoint(text) else None
    if values and (listed or len(values) > 1):
        return [("values", start + (listed.end() if listed else 0), end)]
    if (given := _GIVEN.fullmatch(text)) and (kind := read_kind(given["type"])) is not None and not kind.rest:
        return [("type", start, start + given.end("type")), *_given(whole, start + given.start("value"), end)]
    if not _LABELS_END.isdisjoint(text) and (pairs := _labelled(whole, start, end)):
        return pairs
    if (typed := _TYPE.fullmatch(text)) and (bare := read_kind(typed["type"])) is not None and not bare.rest:
        rest = _understood(whole, start + typed.start("rest"), end)
        if rest is not None and all(
            role in ("bounds", "minimum", "maximum", "values", "default", "badge", "format") for role, _, _ in rest
        ):
            return [("type", start, start + typed.end("type")), *rest]
    return None


def _given(text: str, start: int, end: int) -> list[_Said]:
    """What stands behind a type and a colon: a default, `<required>`, or words about when it is."""
    said: list[_Said] = []
    at = start
    if (value := _VALUE.match(text, start, end)) is not None:
        said.append(("default", *value.span()))
        at = value.end()
    for found in _ANGLED.finditer(text, at, end):
        badge = read_badge(found["text"]) is not None
        said.append(("badge" if badge else "prose", *found.span("text")))
    return said


def read_labels(line: Passage) -> tuple[Facet, ...]:
    """What a line of labels says (`Type: integer`, `Type: integer | Required: yes`, `| Type | integer |`); nothing when it is none."""
    return tuple([(role, within(line, first, last)) for role, first, last in _labels_in(line.text)])


def label_roles(text: str) -> Sequence[FacetRole]:
    """What the labels of a line are about, without what they say of it."""
    said = _labels_in(text)
    return [role for role, _, _ in said] if said else ()


def _labels_in(text: str) -> tuple[_Said, ...]:
    start = text[:_LABEL_WITHIN]
    if len(text) > 5 * _MOST or not (":" in start or "=" in start or start[:1] == "|"):
        return ()
    return _labels(text) if len(text) <= _MOST else _labels.__wrapped__(text)


@lru_cache(maxsize=4096)
def _labels(text: str) -> tuple[_Said, ...]:
    """What a line of labels says, by the characters [start, end) that say it."""
    shown = legible(Passage(text, Span("", 1, 1, 0, len(text))))
    if text[0] == "|":
        row = _FACT.fullmatch(shown.text)
        role = _role(row["label"]) if row is not None else None
        return () if row is None or role is None else _placed(shown, _valued(shown.text, role, row.start("label"), *row.span("value")))
    return _placed(shown, _labelled(shown.text, 0, len(shown.text)))


def read_fact(label: Passage, value: Passage) -> tuple[Facet, ...] | None:
    """What a row of two cells says of the field that the heading above its table names; None where the first is no label."""
    role = _role(legible(label).text.strip(":"))
    if role is None:
        return None
    shown = legible(value)
    said: list[_Said] = [("prose", 0, len(shown.text))]
    said = _valued(shown.text, role, 0, *said[0][1:]) if len(shown.text) <= _MOST else said
    return tuple([(other, within(value, first, last)) for other, first, last in _placed(shown, said)])


def label_of(line: Passage) -> tuple[str, Passage] | None:
    """The label that a line begins with, in lower case, and the rest of the line."""
    if len(line.text) > _MOST or not (":" in line.text or "=" in line.text or "&" in line.text):  # an entity may stand for either
        return None
    shown = legible(line)
    found = _LABEL.match(shown.text)
    return None if found is None else (" ".join(found["label"].lower().split()), shown.part(found.end(), len(shown.text)))


def _labelled(text: str, start: int, end: int) -> list[_Said]:
    """Labels with what stands behind each; none when the first is none."""
    first = _LABEL.match(text, start, end)
    if first is None or (role := _role(first["label"])) is None:
        return []
    found = [(role, start, first.end())]
    edges = []
    for cut in _PIECES.finditer(text, first.end(), end):
        if found[-1][0] == "prose":
            break
        other = _LABEL.match(text, cut.end(), end)
        if other is not None and (role := _role(other["label"])) is not None:
            found.append((role, cut.end(), other.end()))
            edges.append(cut.start())
    told = [_valued(text, *label, edge) for label, edge in zip(found, [*edges, end], strict=True)]
    return [facet for facets in told for facet in facets]


def _role(label: str) -> FacetRole | None:
    plain = label.strip("?* ")
    role = column_role(plain)
    if role in _LABELS:
        return role  # type: ignore[return-value] # the labels are roles
    badge = read_badge(plain)
    return "badge" if badge is not None and badge.keywords else None


def _valued(text: str, role: FacetRole, first: int, start: int, end: int) -> list[_Said]:
    """The value of a label; nothing when there is none (`Possible values:` above a list is a sentence)."""
    raw = text[start:end]
    value = raw.strip(" *_\t")
    value = value.removesuffix(".") if " " not in value else value
    if not value:
        return []
    begin = start + raw.index(value)
    if role == "badge":  # `Deprecated: yes`, `Deprecated: since May`
        demand = read_demand(value)
        if demand is None:
            return [("prose", first, end)]
        return [("badge", first, start)] if demand == "yes" else []
    if role == "demand" and read_demand(value) is None:
        return [("prose", first, end)]  # `Required: if mode is fast`
    if role in ("minimum", "maximum") and not _LIMIT.fullmatch(f"min {value}"):
        return [("bounds", first, end)]
    return [(role, begin, begin + len(value))]
