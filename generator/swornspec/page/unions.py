"""Types as API references print them for people, alternatives with `or` between, to JSON Schema keywords.

    string or list of strings or null      list of "a" or "b"       map from strings to any
    optional array of Part { text, type }  string or "a" or 3 more   map[number]

A list of values is closed only when there is nothing else beside them: `string or "a"` is any text.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

from msgspec.structs import replace

from swornspec.page.kinds import read_kind
from swornspec.page.types import Kind, read_number, union_of, with_null

_Role = TypeVar("_Role", bound=str)
_MOST: Final = 2_000
_MOST_DEEP: Final = 6
_OR: Final = re.compile(r"\s+or\s+|\s*\|\s*")
_PIECES: Final = re.compile(r"\"[^\"\n]{0,200}\"|\{[^{}\n]{0,1500}\}|\s+or\s+|\s\|\s")
_BRACES: Final = re.compile(r"\s*\{[^{}\n]{0,1500}\}")
_TEXT: Final = re.compile(r"\"(?P<text>[^\"\n]{0,200})\"")
_MORE: Final = re.compile(r"\d{1,4} more")
_LIST: Final = re.compile(r"(?:array|list|set)s? of (?P<items>.+)", re.DOTALL)
_MAP: Final = re.compile(r"maps? from (?:strings?|enums?) to (?P<values>.+)|map\[(?P<inner>.+)\]", re.DOTALL)
_NAME: Final = re.compile(r"[A-Z]\w{0,80}(?:\.\w{1,80}){0,4}")
_PLURALS: Final = re.compile(r"(?<=[a-z0-9])s")
_TYPES: Final[Mapping[type, str]] = {str: "string", bool: "boolean", int: "integer", float: "number"}
_ANYTHING: Final = frozenset(("any", "unknown", "anything", "any of", "one of", "all of"))
_NULLABLE: Final = " · nullable"


@lru_cache(maxsize=4096)
def read_union(text: str, *, named: bool = False) -> Kind | None:
    """The kind that a type states; None when it is no type. `named` says that a word in capitals is the name of one."""
    return _read(text.strip(), named, 0) if 0 < len(text) <= _MOST else None


def _read(text: str, named: bool, depth: int) -> Kind | None:
    pieces = alternatives(text)
    others = [p for p in pieces if p != "null"]
    nullable = len(others) < len(pieces)
    if not others or depth > _MOST_DEEP:
        return None
    kind = _one_of(others, named, depth)
    return None if kind is None else with_null(kind, nullable)


def _one_of(pieces: list[str], named: bool, depth: int) -> Kind | None:
    listed = _LIST.fullmatch(pieces[0])
    if len(pieces) > 1 and (listed or _MAP.fullmatch(pieces[0])) and (whole := _of_several(pieces, named, depth)) is not None:
        return whole
    if listed and len(pieces) > 1:
        members = [_literal(p) for p in (listed["items"], *pieces[1:])]
        others = [p for v, p in zip(members, pieces, strict=True) if v is None]
        if members[0] is not None and all(_MORE.fullmatch(p) for p in others):
            return _array(_of_values([v for v in members if v is not None], lost=bool(others)))
        kinds = [_single(p, named, depth) or ((value := _literal(p)) and _of_values([value], lost=False)) for p in pieces]
        return None if None in kinds else Kind()  # of items or of the whole: the notation does not say
    literals = [_literal(p) for p in pieces]
    more = any(_MORE.fullmatch(p) for p in pieces)
    plain = [p for p, v in zip(pieces, literals, strict=True) if v is None and not _MORE.fullmatch(p)]
    values = [v for v in literals if v is not None]
    kinds = [_single(p, named, depth) for p in plain]
    known = [k for k in kinds if k is not None]
    if len(known) < len(kinds) or not (known or values):
        return None
    if not known:
        return _of_values(values, lost=more)
    if more:
        return known[0] if len(known) == 1 and known[0].type == "string" else Kind()
    kind = union_of([*known, *([_of_values(values, lost=False)] if values else [])])
    return kind if len(pieces) == 1 else replace(kind, schema={k: v for k, v in kind.schema.items() if k != "enum"}, enum=False)


def _of_several(pieces: list[str], named: bool, depth: int) -> Kind | None:
    """The kind of `list of strings or doubles`: all of the alternatives are in the plural, so they are those of the items."""
    words = list(dict.fromkeys((pieces[0].rpartition(" ")[2], *pieces[1:])))
    if not all(word.isalpha() and _single(word, named, depth) is None and _plural(word, named, depth + 1) is not None for word in words):
        return None
    container = pieces[0][: -len(words[0])]
    kinds = [_single(container + word, named, depth) for word in words]
    known = [kind for kind in kinds if kind is not None]
    if len(known) < len(kinds):
        return None
    held = "items" if known[0].type == "array" else "additionalProperties"
    inner = [kind.schema.get(held, {}) for kind in known]
    items = union_of([Kind(schema) for schema in inner])
    return Kind({"type": known[0].type, **({held: dict(items.schema)} if items.schema else {})}, items.type_name, items.enum)


def _single(text: str, named: bool, depth: int) -> Kind | None:
    braced = "{" in text
    bare = _BRACES.sub("", text).strip() if braced else text
    if depth > _MOST_DEEP or not bare:
        return None
    if bare in _ANYTHING:
        return Kind()
    if found := _LIST.fullmatch(bare):
        items = found["items"] + (" {}" if braced else "")
        return _array(_plural(items, named, depth + 1))
    if found := _MAP.fullmatch(bare):
        kind = _plural(found["values"] or found["inner"], named, depth + 1)
        inner = dict(kind.schema) if kind else {}
        return None if kind is None else Kind({"type": "object", **({"additionalProperties": inner} if inner else {})})
    if named and _NAME.fullmatch(bare):
        return Kind({"type": "object"} if braced else {}, bare)
    if " · " in bare and not bare.startswith("array"):
        if bare.endswith(_NULLABLE):
            kind = _single(bare[: -len(_NULLABLE)], named, depth + 1)
            return None if kind is None else with_null(kind, True)
        if bare.endswith("[]"):  # `string · uuid[]`: the facets are those of the items
            return _array(_single(bare[:-2], named, depth + 1))
    found_kind = read_kind(bare)
    return None if found_kind is None or found_kind.rest or found_kind.badges or '"' in bare else found_kind.kind


def _plural(text: str, named: bool, depth: int) -> Kind | None:
    """A type in the singular or plural: `strings`, `lists of objects`."""
    first = _read(text, named, depth)
    return first if first is not None else _read(_PLURALS.sub("", text, count=1), named, depth)


def _array(items: Kind | None) -> Kind | None:
    if items is None:
        return None
    return Kind({"type": "array", **({"items": dict(items.schema)} if items.schema else {})}, items.type_name, items.enum)


def _literal(text: str) -> tuple[Any] | None:
    if found := _TEXT.fullmatch(text):
        return (found["text"],)
    if text in ("true", "false"):
        return (text == "true",)
    number = read_number(text)
    return None if number is None else (number,)


def _of_values(values: Sequence[tuple[Any]], *, lost: bool) -> Kind:
    listed = [v[0] for v in values]
    words = {_TYPES[type(v)] for v in listed}
    if len(words) > 1:
        return Kind({} if lost else {"enum": listed}, enum=lost)
    unique = list({repr(v): v for v in listed}.values())
    return Kind({"type": next(iter(words)), **({} if lost else {"enum": unique})}, enum=lost)


def alternatives(text: str) -> list[str]:
    """The types between the `or` of a type, outside of quotes and braces."""
    parts, at = [], 0
    for found in _PIECES.finditer(text):
        if _OR.fullmatch(found.group()):
            parts.append(text[at : found.start()].strip())
            at = found.end()
    return [*parts, text[at:].strip()]


def united(words: str, said: Sequence[tuple[_Role, int, int]]) -> Sequence[tuple[_Role, int, int]]:
    """What was said at some places [start, end) of a text; types between bars are one together: `boolean | string`."""
    found: list[tuple[_Role, int, int]] = []
    for role, start, end in said:
        if role == "type" and found and found[-1][0] == "type" and words[found[-1][2] : start].strip() == "|":
            found[-1] = (role, found[-1][1], end)
        else:
            found.append((role, start, end))
    return found
