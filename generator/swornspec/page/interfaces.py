"""Fields that the type of a request tells of, as TypeScript declares it in a piece of code.

interface Order {
  title: string;             // a member, and what is said of it
  /** How it shines. */
  glaze?: "matt" | "clear";  // which may be left out
  size: {
    width: number;           // a part of `size`
  };
  lines: Line[];             // what another declaration tells of
}
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from swornspec.text import Passage, within

_DECLARES: Final = re.compile(
    r"(?:export\s{1,4})?(?:declare\s{1,4})?(?:interface|type)\s{1,4}(?P<name>[A-Za-z_$][\w$]{0,80})"
    r"(?:\s{1,4}extends\s[\w$.,<> ]{1,200}?)?\s{0,4}(?:=\s{0,4})?\{\s{0,4}"
)
_MEMBER: Final = re.compile(
    r"(?:readonly\s{1,4})?[\"']?(?P<name>[A-Za-z_$@][\w$@.-]{0,80})[\"']?(?P<maybe>\?)?\s{0,4}:\s{0,4}"
    r"(?:(?P<type>(?:[^;,/{}\"']|\"[^\"\n]{0,100}\"|'[^'\n]{0,100}'|(?<=\w),\s(?=[\w$]{1,60}>)){1,400}?)|(?P<open>(?:(?:Readonly)?Array<\s{0,4})?\{))"
    r"\s{0,4}[;,]?\s{0,20}(?://+\s?(?P<text>\S.{0,1000})|/\*+\s?(?P<boxed>\S.{0,1000}?)\s?\*/)?"
)
_CLOSES: Final = re.compile(r"\}(?P<list>\[\]|>)?\s{0,4}[;,]?(?:\s{0,4}\|\s{0,4}null[;,]?)?(?:\s{0,20}//.{0,400})?")
_COMMENT: Final = re.compile(r"(?://+|/\*+|\*(?!/))\s?(?P<text>[^\s/].{0,1000}?)?\s?(?:\*/)?")
_NAMED: Final = re.compile(r"(?:Array<)?(?P<name>[A-Za-z_$][\w$]{0,80})(?P<list>\[\]|>)?")
_MOST_LINES: Final = 1600
_MOST_DEEP: Final = 8


class Declared(Struct):
    """A member of a declared type: the names that lead to it, its place, its type, whether it must be there, and what comments say."""

    path: tuple[str, ...]
    name: Passage
    type: Passage | None
    required: bool
    said: tuple[Passage, ...]
    kind: Literal["object", "array", ""] = ""


def declared_in(lines: Sequence[Passage]) -> Sequence[Declared]:
    """The members of the type that a piece of code declares first, with those of the types of its members; none of any other code."""
    filled = [line for line in lines if line.text]
    if not filled or len(filled) > _MOST_LINES or not any(_DECLARES.fullmatch(line.text) for line in filled[:6]):
        return ()
    types = _types(filled)
    first = next(iter(types), None)
    return tuple(_expanded(types[first], types, (first,))) if first is not None else ()


def _types(lines: Sequence[Passage]) -> Mapping[str, Sequence[Declared]]:
    """The types that are declared, by their names; none where a line is understood as no part of one."""
    found: dict[str, list[Declared]] = {}
    members: list[Declared] | None = None
    around: list[Declared] = []
    above: list[Passage] = []
    for line in lines:
        if (comment := _COMMENT.fullmatch(line.text)) is not None:
            above += [within(line, *comment.span("text"))] if comment["text"] else []
        elif line.text.startswith("*/"):
            continue
        elif members is None:
            if (declares := _DECLARES.fullmatch(line.text)) is None:
                return {}
            members, above = found.setdefault(declares["name"], []), []
        elif (closes := _CLOSES.fullmatch(line.text)) is not None:
            if around:
                around[-1].kind = "array" if closes["list"] else "object"
                around.pop()
            else:
                members = None
            above = []
        elif (member := _MEMBER.fullmatch(line.text)) is not None and len(around) < _MOST_DEEP:
            members.append(_member(line, member, around, above))
            around += [members[-1]] if member["open"] else []
            above = []
        else:
            return {}
    return found


def _member(line: Passage, found: re.Match[str], around: Sequence[Declared], above: Sequence[Passage]) -> Declared:
    beside = next((within(line, *found.span(group)) for group in ("text", "boxed") if found[group]), None)
    typed = within(line, found.start("type"), found.start("type") + len(found["type"].rstrip())) if found["type"] else None
    path = (*(around[-1].path if around else ()), found["name"])
    said = (*above, *((beside,) if beside is not None else ()))
    return Declared(path, within(line, *found.span("name")), typed, not found["maybe"], said)


def _expanded(members: Sequence[Declared], types: Mapping[str, Sequence[Declared]], inside: tuple[str, ...]) -> Iterator[Declared]:
    """Members, each with those of the declared type that it is of, or that its items are of."""
    for member in members:
        named = _NAMED.fullmatch(member.type.text) if member.type is not None else None
        name = named["name"] if named is not None else ""
        if named is None or name not in types or name in inside or len(inside) > _MOST_DEEP:
            yield member
            continue
        yield Declared(member.path, member.name, None, member.required, member.said, "array" if named["list"] else "object")
        for part in _expanded(types[name], types, (*inside, name)):
            yield Declared((*member.path, *part.path), part.name, part.type, part.required, part.said, part.kind)
