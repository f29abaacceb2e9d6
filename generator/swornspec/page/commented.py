"""Fields that nothing but a piece of code tells of: an object whose members have comments, or short words in place of values.

    {                                       {
      // How hot it is. Optional.             "heat": (required, integer) how hot it is,
      heat: 900,                              "size": {
      "pots": [{                                "width": (optional, number)
        "glaze": "red"   // required            }
      }]                                    }
    }

A comment beside a member, or on the lines above it, is about it. An object of which no more than a few members have
comments is a sample and no list of fields.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from swornspec.page.entry import Entry
from swornspec.page.facets import read_facets
from swornspec.page.headings import section_of
from swornspec.page.interfaces import declared_in
from swornspec.page.kinds import read_kind
from swornspec.page.types import Kind
from swornspec.text import Passage, within

ANSWERS: Final = ("response", "errors", "ignored", "types", "auth")
"""The sections in which code shows no request."""
Form = Literal["commented", "described", "worded", "declared"]
_MEMBER: Final = re.compile(r"[\"']?(?P<name>[A-Za-z_$@][\w$@.-]{0,80})[\"']?\s{0,3}:\s{0,20}(?P<rest>\S.{0,2000})")
_COMMENT: Final = re.compile(r"(?://+|#+)\s?(?P<text>\S.{0,1000})|/\*+\s?(?P<boxed>[^*].{0,1000}?)\s?\*/")
_BESIDE: Final = re.compile(
    r"(?P<value>\"(?:[^\"\\]|\\.){0,1000}\"|'(?:[^'\\]|\\.){0,1000}'|`[^`]{0,1000}`|\[[^\[\]]{0,400}\]|[^\"'`/#\[]{1,200}?)"
    r"(?P<end>\s{0,4},?)\s{1,40}(?://+|#|/\*+)\s{0,4}(?P<text>\S.{0,1000}?)(?:\s?\*/)?"
)
_DESCRIBED: Final = re.compile(r"\((?:required|optional)\b[^()]{0,200}\)", re.IGNORECASE)
_ASKS: Final = re.compile(r"\b(?:request|body|payload|send|pass|takes|accepts)\b", re.IGNORECASE)
_OPENS: Final = re.compile(r"(?P<list>\[\s{0,4})?\{\s{0,4}|\[\s{0,4}")
_CLOSES: Final = re.compile(r"[}\]][}\]\s,;)]{0,8}(?:(?://|#).{0,200})?")
_TEXT: Final = re.compile(r"([\"']).{0,1000}\1")
_FEWEST: Final = 2  # members with comments
_MOST_MEMBERS: Final = 400
_MOST_DEEP: Final = 8
_MOST_ABOVE: Final = 80  # characters of the words above code


class Member(Struct):
    """A member of an object in code: the names that lead to it, its place, its value as it stands there, and what comments say."""

    path: tuple[str, ...]
    name: Passage
    value: Passage | None
    said: tuple[Passage, ...]
    kind: Literal["object", "array", ""] = ""
    required: bool = False


Told = tuple[Form | None, Sequence[Member]]
"""How the members of an object are told of, and those; no form where it is a mere sample."""


def asks_here(lines: Sequence[Passage], at: int) -> bool:
    """Whether the words right above code, whose first line is given, leave it open that a request is shown."""
    above = next((line.text for line in lines[max(0, at - 2) : at][::-1] if line.text), "")
    section = section_of(above[-_MOST_ABOVE:])
    return section not in ANSWERS or (section == "types" and _ASKS.search(above) is not None)


def declared(found: Iterable[Told], known: Mapping[str, Sequence[Entry]], *, listed: bool, markup: bool) -> Iterator[Entry]:
    """The fields that code tells of in words: all where nothing else lists any, else parts of objects that are known.

    `known` are the names and paths of the fields there are, in lower case, to which each that is yielded must be added.
    """
    for form, members in found:
        if form is None or (listed and form not in ("described", "worded")):
            continue
        for member in members:
            around = member.path[:-1]
            path = tuple(name.lower() for name in member.path)
            if any(_lower(e) == path for e in known.get(".".join(path), ())) or (listed and ".".join(around).lower() not in known):
                continue
            yield _told(member, form, Entry(member.path[-1], "body", member.name, around, markup))


def _lower(entry: Entry) -> tuple[str, ...]:
    return tuple(name.lower() for name in entry.path)


def members_of(lines: Sequence[Passage]) -> Told:
    """The members of the one object that a piece of code is, and how they are told of; no form where it is a mere sample."""
    if members := declared_in(lines):
        return "declared", [Member(m.path, m.name, m.type, m.said, m.kind, m.required) for m in members[:_MOST_MEMBERS]]
    if (worded := _worded_lines(lines)) is not None:
        return "worded", worded
    found: list[Member] = []
    around: list[tuple[str | None, bool]] = []  # the names of the objects that are open, and whether each is one by itself
    above: list[Passage] = []
    filled = [line for line in lines if line.text]
    if not filled or filled[0].text[0] not in "{" or len(filled) > 4 * _MOST_MEMBERS:
        return None, ()
    odd = 0
    for line in filled[1:]:
        text = line.text
        if comment := _COMMENT.fullmatch(text):
            above.append(within(line, *comment.span("text" if comment["text"] else "boxed")))
        elif _CLOSES.fullmatch(text):
            for mark in text.partition("/")[0]:
                if mark in "}]" and around:
                    around.pop()
            above = []
        elif member := _MEMBER.fullmatch(text):
            if len(around) < _MOST_DEEP and all(name is not None for name, _ in around):
                path = (*(name for name, _ in around if name), member["name"])
                found.append(_member(line, member, path, above))
            around += _opened(member["rest"], member["name"])
            above = []
        elif (opens := _OPENS.fullmatch(text)) is not None:
            around += [(None, True)] * sum(mark in "[{" for mark in opens.group())
        else:
            odd += 1
    return _form(found, odd), found[:_MOST_MEMBERS]


def _opened(rest: str, name: str) -> Sequence[tuple[str | None, bool]]:
    """The objects and arrays that a member opens on its line."""
    bare = re.split(r"\s(?://|#)", rest, maxsplit=1)[0].strip().rstrip(",")
    opens = _OPENS.fullmatch(bare)
    if opens is None:
        return ()
    return ((name, True), *[("", False)] * (sum(mark in "[{" for mark in opens.group()) - 1))


def _member(line: Passage, found: re.Match[str], path: tuple[str, ...], above: Sequence[Passage]) -> Member:
    rest = within(line, *found.span("rest"))
    beside = _BESIDE.fullmatch(rest.text)
    said = (*above, *((within(rest, *beside.span("text")),) if beside else ()))
    raw = rest.text[: beside.end("value")] if beside else rest.text
    value = raw.strip().rstrip(",").rstrip()
    kind: Literal["object", "array", ""] = "array" if value[:1] == "[" else "object" if value[:1] == "{" else ""
    shown = within(rest, 0, len(value)) if value else None
    return Member(path, within(line, *found.span("name")), shown, said, kind)


def _form(found: Sequence[Member], odd: int) -> Form | None:
    """How the members of an object are told of."""
    described = sum(m.value is not None and _DESCRIBED.match(m.value.text) is not None for m in found)
    leaves = sum(not m.kind for m in found)
    if described >= _FEWEST and 2 * described >= leaves:
        return "described"
    if sum(_words(m) is not None for m in found) >= max(_FEWEST, leaves // 2 + 1):
        return "worded"
    commented = sum(bool(m.said) for m in found)
    return "commented" if commented >= _FEWEST and 2 * commented >= len(found) and 4 * odd <= len(found) else None


def _holds(member: Member) -> bool:
    """Whether words in place of a value say that a member may have parts."""
    words = _words(member)
    kind = read_kind(read_facets(words).said[0][1].text) if words is not None else None
    return kind is not None and kind.kind.type in ("object", "array")


def _told(member: Member, form: Form, entry: Entry) -> Entry:
    """The field that a member is, with what the code says of it."""
    words = _words(member) if form == "worded" else member.value if form == "described" and not member.kind else None
    if words is not None:
        _say(entry, words)
    elif form == "declared" and member.value is not None:
        entry.say("type", member.value)
    elif member.value is not None:
        _type(entry, member, member.value)
    elif member.kind:
        entry.type_as(Kind({"type": member.kind}), member.name)
    for passage in member.said:
        _say(entry, passage)
    if member.required and not any(role in ("demand", "badge") for role, _ in entry.said):
        entry.state({"required": True}, member.name)
    return entry


def _words(member: Member) -> Passage | None:
    """What stands in place of a value and tells of a field: a type, then whether it is required, or a sentence; None for any other."""
    value = member.value
    if value is None or member.kind:
        return None
    quoted = _TEXT.fullmatch(value.text)
    inner = within(value, 1, len(value.text) - 1) if quoted is not None else value
    facets = read_facets(inner) if inner.text[:1].isalpha() else None
    if facets is None or not facets.said or facets.said[0][0] != "type" or len(inner.text.split()) < _FEWEST:
        return None
    return inner if facets.demand or (facets.prose is not None and facets.mark) else None


def _worded_lines(lines: Sequence[Passage]) -> Sequence[Member] | None:
    """The members that code lists by their names, a type and more for each, with parts of objects indented; None for other code."""
    filled = [line for line in lines if line.text]
    if not _FEWEST <= len(filled) <= _MOST_MEMBERS:
        return None
    found: list[Member] = []
    around: list[tuple[int, Member]] = []
    ends = {line.span.first: line.span.end for line in lines}
    for line in filled:
        said = _MEMBER.fullmatch(line.text)
        if said is None or line.text[0] in "\"'" or len(around) > _MOST_DEEP:
            return None
        indent = line.span.start - ends.get(line.span.first - 1, line.span.start - 1) - 1
        while around and (around[-1][0] >= indent or not _holds(around[-1][1])):
            around.pop()
        path = (*(around[-1][1].path if around else ()), said["name"])
        found.append(Member(path, within(line, *said.span("name")), within(line, *said.span("rest")), ()))
        if _words(found[-1]) is None:
            return None
        around.append((indent if len(found) > 1 else 0, found[-1]))
    return found


def _say(entry: Entry, passage: Passage) -> None:
    facets = read_facets(passage)
    for role, said in facets.said:
        if role != "location":
            entry.say(role, said)
    if facets.prose is not None:
        entry.say("prose", facets.prose)


def _type(entry: Entry, member: Member, value: Passage) -> None:
    """The type that a value shows, or says in words; a number may be of either type."""
    if member.kind:
        entry.type_as(Kind({"type": member.kind}), value)
    elif value.text in ("true", "false"):
        entry.type_as(Kind({"type": "boolean"}), value)
    elif _TEXT.fullmatch(value.text) and read_kind(value.text[1:-1]) is None:
        entry.type_as(Kind({"type": "string"}), value)
    elif (bare := value.text.strip("\"'<>")) and bare[0].isalpha() and bare != "null" and read_kind(bare) is not None:
        at = value.text.index(bare)
        entry.say("type", within(value, at, at + len(bare)))
