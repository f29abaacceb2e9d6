"""The name of a field in a cell, a tag or a heading: its path, how deep it is indented, footnote marks, and what stands beside it.

`size.width`*      ↳ **width** <br> integer      &nbsp;&nbsp;images[].url      ~~old~~      `width`, `height`
"""

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct

from swornspec.page.cells import read_badge
from swornspec.page.kinds import read_kind
from swornspec.text import Passage, within
from swornspec.text.legible import legible

MOST_DEEP: Final = 12
_SHORT: Final = 120  # characters of a text that is kept with its names
_INDENT: Final = re.compile(
    r"(?:&(?:nbsp|emsp|ensp|thinsp|#160|#xa0|rarr|raquo|rdsh|hookrightarrow|#8627|#x21b3|#9492|gt);|[\s\u00a0\u2000-\u200a\u3000]"
    r"|[↳└├─│╰╚»›→⤷·•>|]|-{1,4}(?=[\s>]|\u00a0|&nbsp;)|\+(?=\s)|\\(?=[|>-])|(?<!\.)\.{2,3}(?=\s))+"
)
_INDENTED: Final = re.compile(rf"(?:`|\*\*|__)(?P<indent>{_INDENT.pattern})")  # `└─ name`, which is set apart as a whole
_PLAIN: Final = frozenset(string.ascii_letters + string.digits + "`*_")  # what a name without an indent begins with
_WIDE: Final = re.compile(r"&(?!gt)[^;]{2,15};|[\s\u00a0\u2000-\u200a\u3000]|[^\s]")
_TAGS: Final = (
    "code|b|strong|em|i|kbd|tt|a|span|p|del|s|div|label|samp|dfn|small|font|var|u|mark|nobr|wbr|big|center|ins|cite|abbr|bdi|strike"
)
_OPENS: Final = (
    rf"(?:\*\*|__|`|~~|<(?:{_TAGS})\b[^<>]{{0,400}}>"
    r"|!?\[(?=[^\]\n]{1,200}\]\()|\*(?=[\w`])|\s)"
)
_CLOSES: Final = rf"(?:\*\*|__|`|~~|</(?:{_TAGS})>|<(?:nobr|wbr)>|\]\([^()\n]{{0,500}}\))"
_CHAR: Final = (
    r"(?:-(?:>|&gt;)(?=\w)|(?<=\w\.)\*(?=\.\w|[`\s]|$)|(?![¹²³⁴⁵])[\w$@.:/+-]|\\[_\-\[\].]|\[(?:\w{0,40}|\*)\]|\{\w{1,40}\}|\[\])"
)
_NAME: Final = re.compile(
    rf"(?P<opens>{_OPENS}{{0,6}})(?P<brace>[:{{<]|&lt;)?(?P<name>(?:[A-Za-z_$@]|\\_){_CHAR}{{0,150}})(?(brace)(?:\}}|>|&gt;)?)(?:\?(?=[`*_]|</))?(?P<closes>{_CLOSES}{{0,6}})"
)
_PLAIN_NAME: Final = re.compile(  # what nearly all names are: told without trying all else
    r"(?P<opens>`{0,2})(?P<name>(?!__)[A-Za-z_$@][\w$@.:/+-]{0,150})(?P<closes>`{0,2})(?=[\s,;(]|$)", re.ASCII
)
_ASSIGNED: Final = re.compile(  # `query=<string>`, `match[]={selector}`: what stands for a value is none
    r"`(?P<name>[A-Za-z_$@][\w$@.-]{0,100}(?:\[\])?)=(?:<[^<>`\n]{1,60}>|\{[^{}`\n]{1,60}\})`"
)
MARKS: Final = re.compile(r"(?:\\\*|\*)+|\[\^?(?P<number>\w{1,3})\](?!\()|<sup>\s*(?P<sup>[^<>]{1,6}?)\s*</sup>|(?P<sign>[¹²³⁴⁵†‡§]+)")
_MARKED: Final = frozenset("\\*[<¹²³⁴⁵†‡§")  # what marks begin with, if not with white space
_NOTED: Final = re.compile(r"\\?\[(?P<number>[1-9]\d?)\\?\]$")  # `price[1]` has a footnote, `items[0]` an index
_STAR: Final = re.compile(
    r"\s{0,9}<(?P<tag>span|b|strong|i|em|font|abbr|sup|small|div|mark)\b[^<>]{0,300}>(?:\s|&nbsp;){0,9}\\?(?P<star>\*)\s{0,9}</(?P=tag)>"
)
_LOOSE_STAR: Final = re.compile(r"\s\\?\*(?=\s*$|\s*<br|\s+[(`]|\n)")  # `name *`, with no other star behind it
_STARRED: Final = ("*", "\\")
_QUOTES: Final = ('"', "“")
_QUOTED: Final = re.compile(r"[\"“](?P<name>[A-Za-z_$@][\w$@.\[\]-]{0,100})[\"”]")  # a cell such as `"width"`
_NEXT: Final = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b|<br\s?/?>)\s*")
_BETWEEN: Final = re.compile(r"[\s,;:|()\[\]–—-]+")
_SENTENCE: Final = re.compile(
    r"(?:For|If|When|Unless|With|Without|Either|Both|Only|Use|You|Your|Each|Any|Neither|Must|Do|Cannot|The|This|These|Our)\s+[`a-z]"
)
_REMARK: Final = re.compile(r"(?<=[a-z0-9_])\s?\([^()]{3,120}\)\s*")  # `refId (since 1.4)`
_PART: Final = re.compile(r"[^,;()\n|–—]+")
_ENUM: Final = re.compile(r"(?P<said>\benum\s{0,2}(?:\{[^{}\n]{1,400}\}|\([^()\n]{1,400}\)))", re.IGNORECASE)
_CASED: Final = re.compile(  # a remark that says when a field is required, which is one
    r"\(\s?(?=[^)\n]{0,40}\b(?:if|when|unless|one of|either)\b)(?P<said>[^()\n]{4,200}(?:\([^()\n]{1,120}\))?)\)", re.IGNORECASE
)
_INDEX: Final = re.compile(r"\[(?:\*|\d{0,6}|[ijkmn]|index|idx)\]")
_EACH: Final = re.compile(r"\.\*(?=\.|$)")
_INNER: Final = re.compile(r"\[(?P<name>[A-Za-z_]\w{0,60})\]")
_OF_ITEMS: Final = re.compile(r"(?:\[(?:\d{0,6}|\*)\])?\.?")
_SEGMENT: Final = re.compile(r"[A-Za-z_$@*][\w$@:/+-]*(?:\[\])*")


class Named(Struct, frozen=True, gc=False):
    """A name as a page shows it: the passage, the name, how far it is indented, its footnote marks, what else is in its cell, and that."""

    passage: Passage
    name: str
    indent: int = 0
    marks: tuple[str, ...] = ()
    rest: tuple[Passage, ...] = ()
    struck: bool = False
    around: Passage | None = None


class Leading(Struct, frozen=True, gc=False):
    """The names that a line begins with, where what stands behind them begins, and whether they are set apart (`name`, **name**)."""

    names: tuple[Named, ...]
    end: int
    apart: bool


class _Name(NamedTuple):
    """A name by its characters [start, end)."""

    start: int
    end: int
    bare: str
    struck: bool


class _Found(NamedTuple):
    """What a text begins with: its names, how far they are indented, their marks, where these end, and whether they are set apart."""

    names: tuple[_Name, ...]
    width: int
    marks: tuple[str, ...]
    end: int
    apart: bool


def read_names(cell: Passage) -> tuple[Named, ...]:
    """The name that a cell holds, or several that it lists; none when it holds something else."""
    quoted = _QUOTED.fullmatch(cell.text) if cell.text[:1] in _QUOTES else None
    if quoted is not None:
        cell = within(cell, *quoted.span("name"))
    leading = leading_names(cell)
    if leading is None:
        return ()
    rest = tuple(_beside(cell, leading.end)) if leading.end < len(cell.text) else ()
    if rest and not leading.apart and not _about_type(rest[0]) and not _REMARK.fullmatch(cell.text, leading.end):
        return ()  # words: `Maximum size` is no name
    if not rest or not leading.names:
        return leading.names
    first, *others = leading.names
    return Named(first.passage, first.name, first.indent, first.marks, rest, first.struck, first.around), *others


def leading_names(line: Passage) -> Leading | None:
    """The names that a line begins with, whatever follows them; None when its first word can be none."""
    text = line.text
    found = _leading(text) if len(text) <= _SHORT else _leading.__wrapped__(text)
    if found is None:
        return None
    names = [Named(within(line, n.start, n.end), n.bare, found.width, found.marks, (), n.struck, line) for n in found.names]
    return Leading(tuple(names), found.end, found.apart)


@lru_cache(maxsize=4096)
def _leading(text: str) -> _Found | None:
    indent = _INDENT.match(text) if text[:1] not in _PLAIN else _INDENTED.match(text) if text[0] in "`*_" else None
    start = indent.end() if indent else 0
    width = len(_WIDE.findall(indent["indent"] if indent.re is _INDENTED else indent.group())) if indent else 0
    if (assigned := _ASSIGNED.match(text, start)) is not None:
        return _Found((_Name(*assigned.span("name"), assigned["name"], struck=False),), width, (), assigned.end(), apart=True)
    first = _PLAIN_NAME.match(text, start) or _NAME.match(text, start)
    if first is None or (text[start].isupper() and _SENTENCE.match(text, start)):
        return None
    named = [first]
    while named[-1].end() < len(text) and len(named) < 8 and (joint := _NEXT.match(text, named[-1].end())):
        other = _NAME.match(text, joint.end())
        if other is None or not _alike(first, other) or read_kind(_bare(other)) or read_badge(_bare(other)):
            break
        named.append(other)
    opens = first["opens"].rstrip("`")
    single = opens.endswith("*") and not opens.endswith("**")  # `*name*` is set apart, no footnote
    stressed = single and text[named[-1].end() : named[-1].end() + 1] == "*"
    end = named[-1].end() + stressed
    if text[end : end + 1] == "?" and text[end + 1 : end + 2] in ("", " ", "\\", "*", ":", ")"):
        end += 1  # `note?` may be left out
    marks, at = _marks(text, end)
    if single and not stressed and opens == "*" and "*" not in text[end:]:
        marks = ("*", *marks)  # `*name`
    if named[-1]["name"][-1] == "]" and (noted := _NOTED.search(named[-1]["name"])):
        marks = (noted["number"], *marks)
    names = []
    for found in named:
        shown, start = _shown(found), found.start("name")
        if bare := shown.replace("\\", "").replace("&gt;", ">"):
            names.append(_Name(start, start + len(shown), bare, "~~" in found["opens"] or "<del" in found["opens"]))
    return _Found(tuple(names), width, marks, at, bool(first["closes"]) or stressed)


def _about_type(passage: Passage) -> bool:
    return read_badge(passage.text.strip("()*_` ")) is not None or read_kind(legible(passage).text) is not None


def _alike(first: re.Match[str], other: re.Match[str]) -> bool:
    return bool(first["closes"]) == bool(other["closes"])


def _shown(found: re.Match[str]) -> str:
    name = found["name"]
    return (_NOTED.sub("", name) if name[-1] == "]" else name).rstrip(".:/-+")


def _bare(found: re.Match[str]) -> str:
    return _shown(found).replace("\\", "")


def _marks(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The footnote marks from a place on, and where they end."""
    after = text[at : at + 1]
    if after.isspace() and text[at + 1 : at + 2] in _STARRED and (loose := _LOOSE_STAR.match(text, at)) is not None:
        return ("*",), loose.end()
    if after not in _MARKED and not (after.isspace() and "<" in text):
        return (), at
    marks: list[str] = []
    if (starred := _STAR.match(text, at)) is not None:
        return ("*",), starred.end()
    while found := MARKS.match(text, at):
        marks.append(mark_of(found))
        at = found.end()
    return tuple(marks), at


def mark_of(found: re.Match[str]) -> str:
    """What a footnote is known by, however it is written: `*`, `1`, `†`."""
    said = found["number"] or found["sup"] or found["sign"] or found.group()
    return said.replace("\\", "").translate(str.maketrans("¹²³⁴⁵", "12345"))


def _beside(cell: Passage, at: int) -> Iterator[Passage]:
    """What stands behind a name, cut at brackets and commas."""
    tail = within(cell, at, len(cell.text))
    shown = legible(tail)
    depth = shown.text
    whole = list(_CASED.finditer(depth)) if "(" in depth else []
    whole += _ENUM.finditer(depth) if "enum" in depth else ()
    yield from (shown.part(*remark.span("said")) for remark in whole)
    for found in _PART.finditer(depth):
        if any(remark.start() < found.end() and found.start() < remark.end() for remark in whole):
            continue
        raw = found.group()
        text = raw.strip(" *_`:-")
        if text:
            start = found.start() + raw.index(text)
            yield shown.part(start, start + len(text))


@lru_cache(maxsize=4096)
def path_of(name: str) -> tuple[tuple[str, ...], str, bool]:
    """The objects that a dotted name leads through, its last part, and whether that stands for the items of an array.

    `images[0].url` is ("images[]",), "url"; `size[width]` is ("size",), "width"; a version number is no path.
    """
    if "->" in name:
        name = name.replace("->", ".")  # `parcels->weight`
    if "*" in name:
        name = _EACH.sub("[]", name)  # `parcels.*.weight`
    if "." not in name and "[" not in name:
        return (), name, False
    plain = _INNER.sub(r".\g<name>", _INDEX.sub("[]", name)) if "[" in name else name
    parts = plain.split(".")
    if len(parts) > MOST_DEEP or not all(_SEGMENT.fullmatch(p) for p in parts):
        return (), name, False
    listed = [p for p in parts if p != "[]"]
    last = listed[-1]
    bare = last.replace("[]", "")
    return tuple(listed[:-1]), bare, last != bare


def name_within(name: str, around: tuple[str, ...]) -> str:
    """A name below others, which may repeat theirs: `size.width` in a row below `size`."""
    whole = ".".join(around)
    if not whole or not name.startswith((f"{whole}.", f"{whole}[")):
        return name
    rest = _OF_ITEMS.sub("", name[len(whole) :], count=1)
    return rest.replace("[", "", 1).replace("]", "", 1) if rest.startswith("[") else rest or name
