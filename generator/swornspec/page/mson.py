"""Members of API Blueprint's MSON, and URI parameters, which are written the same way: one item of a list for a field.

+ name: example (string, required, default) - Prose.
    + Default: `a`
    + Members                values; or parts, items, what another type holds
        + `a` - Prose.
+ limit = `20` (optional, number, `50`) ... Prose.       as it was written before
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from swornspec.page.kinds import read_kind, split_outside
from swornspec.text import Passage, joined, within

_MARK: Final = re.compile(r"[+*-][ \t]+(?=\S)")
_LITERAL: Final = re.compile(r"(?:body|schema|headers)\b\W*$", re.IGNORECASE)
_NAME: Final = re.compile(
    r"(?:`(?P<code>[^`\n]{1,120})`|(?P<stars>\*{1,2})(?P<stressed>[^*\n]{1,120})\*{1,2}|(?P<name>[\w$@][\w$@.\[\]{}-]{0,119}))"
)
_EQUALS: Final = re.compile(r"\s*(?P<sign>[:=])(?=\s|`|$)")
_FOLLOWS: Final = re.compile(r"\s*(?:\(|[-–—]\s|\.\.)")
_ARRAY: Final = re.compile(r"array\s*\[(?P<inner>[^\[\],]{1,80})\]", re.IGNORECASE)
_TYPES: Final = re.compile(r"\((?P<types>[^()\n]{0,200}(?:\([^()\n]{0,80}\)[^()\n]{0,80}){0,3})\)(?=\s*(?:$|[-–—]\s|\.\.))")
_PROSE: Final = re.compile(r"\s*(?:[-–—]+|\.{2,3}|…)\s+|\s*$")
_DASH: Final = re.compile(r"\s[-–—]\s")
_TICKED: Final = re.compile(r"`[^`\n]{0,200}`")
_SECTION: Final = re.compile(
    r"(?P<word>default|sample|example|members|values|properties|items|one of|include)\b[ \t]*(?::[ \t]*(?P<value>.*)|(?P<rest>.*))",
    re.IGNORECASE,
)
MOST_DEEP: Final = 10
_MOST: Final = 600  # characters of an item that is a member


class Item(Struct, eq=False):
    """An item of a list: its line by index, its column, its text without the mark, its own lines below, the items within it."""

    line: int
    indent: int
    text: Passage
    content: list[int] = []
    inner: list["Item"] = []

    def all_lines(self) -> Iterator[int]:
        """Every line of the item, by index."""
        yield self.line
        yield from self.content
        for item in self.inner:
            yield from item.all_lines()


class Member(Struct, frozen=True, gc=False):
    """What the line of a member says: each part with its passage. `types` are the words in brackets."""

    name: Passage | None
    value: Passage | None
    types: tuple[Passage, ...]
    prose: Passage | None
    equals: bool = False


def read_items(lines: Sequence[Passage], indents: Sequence[int], first: int, end: int) -> Iterator[Item | int]:
    """The items of the lines [first, end) that are in no other, and the lines that are in none."""
    stack: list[Item] = []
    literal = -1
    fences = [n for n in range(first, end) if lines[n].text.startswith(("```", "~~~"))]
    code = -1  # the last line of a piece of code
    for n in range(first, end):
        indent = indents[n]
        if indent < 0:
            continue
        if fences and n > code and lines[n].text.startswith(("```", "~~~")):
            place = bisect_right(fences, n)
            code = fences[place] if place < len(fences) else n
        found = _MARK.match(lines[n].text) if n > code and not (0 <= literal < indent) else None
        follows = indents[n - 1] >= 0 if n > first else False
        if found is None and follows and stack and n > code:
            stack[-1].content.append(n)
            continue
        while stack and stack[-1].indent >= indent:
            stack.pop()
        literal = literal if literal < indent else -1
        if found is None or len(stack) >= MOST_DEEP:
            if stack:
                stack[-1].content.append(n)
            else:
                yield n
            continue
        item = Item(n, indent, within(lines[n], found.end(), len(lines[n].text)))
        if stack:
            stack[-1].inner.append(item)
        else:
            yield item
        stack.append(item)
        literal = indent if _LITERAL.match(item.text.text) else literal


def read_section(item: Item) -> tuple[str, Passage | None] | None:
    """The word that says what an item within a member is (`default`, `members`, …) and the value behind it; None for a member."""
    found = _SECTION.fullmatch(item.text.text) if len(item.text.text) <= _MOST else None
    if found is None:
        return None
    group = "value" if found["value"] is not None else "rest"
    word = found["word"].lower()
    if group == "rest" and found["rest"].strip() and not (word == "include" or found["rest"].startswith("(")):
        return None
    if word in ("values", "items", "members", "properties", "one of") and found["value"]:
        return None  # a field of that name, with an example
    value = within(item.text, *found.span(group))
    return word, value if value.text.strip() else None


@lru_cache(maxsize=1024)  # members of types are asked for wherever the types are used
def read_member(text: Passage) -> Member | None:
    """What the line of a member says; None where it is no member."""
    raw = text.text
    if len(raw) > _MOST:
        return None
    named = _NAME.match(raw)
    at = named.end() if named else 0
    if named is None and raw[:1] != "(":
        return None
    rest = raw[at:]
    equals = _EQUALS.match(rest)
    if rest.strip() and equals is None and not _FOLLOWS.match(rest):
        return None  # a sentence
    start = at + (equals.end() if equals else 0)
    veiled = _TICKED.sub(lambda m: "`" * len(m.group()), raw) if "`" in raw else raw
    found = _TYPES.search(veiled, start)
    dash = _DASH.search(veiled, start - 1 if start else 0)
    if found is not None and dash is not None and dash.end() <= found.start():
        found = None  # brackets in the prose
    types: tuple[Passage, ...] = ()
    if found is not None:
        inner = within(text, *found.span("types"))
        parts = split_outside(inner.text, ",") if "," in inner.text else ((0, len(inner.text)),)
        types = tuple([_trimmed(inner, a, b) for a, b in parts if inner.text[a:b].strip()])
        end, after = found.start(), found.end()
    else:
        after = dash.start() if dash is not None else (start if equals is None else len(raw))
        end = after if equals is not None else start
    mark = _PROSE.match(raw, after)
    prose = within(text, mark.end(), len(raw)) if mark else None
    name = within(text, *named.span(named.lastgroup)) if named is not None and named.lastgroup is not None else None
    value = _trimmed(text, start, end)
    shown = prose if prose is not None and prose.text.strip() else None
    return Member(name, value if value.text else None, types, shown, equals is not None and equals["sign"] == "=")


def type_of(member: Member) -> Passage | None:
    """The word in brackets that is the type of a member."""
    return next((p for p in member.types if p.text.lower() not in WORDS and not p.text.startswith(("`", '"'))), None)


WORDS: Final = frozenset(("required", "optional", "nullable", "fixed", "fixed-type", "sample", "default", "inherited"))


def named_in(kind: Passage) -> tuple[str | None, bool]:
    """The name of the type that a type is or is an array of, and whether it is an array; no name where it is a type by itself."""
    text = kind.text.strip("`*_ ")
    listed = _ARRAY.fullmatch(text)
    inner = listed["inner"].strip("` ") if listed else text
    found = read_kind(inner)
    return (None if found is not None and (found.kind.schema or found.kind.enum) else inner), listed is not None


def prose_of(text: str, lines: Sequence[Passage], item: Item, prose: Passage | None) -> Passage | None:
    """The prose of an item: what its line ends in, with the lines below that are its own, up to the items within it."""
    before = min((i.line for i in item.inner), default=len(lines))
    own = [n for n in item.content if n < before]
    if not own:
        return prose
    return joined(text, prose or lines[own[0]], lines[own[-1]])


def _trimmed(passage: Passage, start: int, end: int) -> Passage:
    """A part of a passage without the white space around it."""
    raw = passage.text[start:end]
    bare = raw.strip()
    if len(bare) < len(raw):
        start += len(raw) - len(raw.lstrip())
    return within(passage, start, start + len(bare))
