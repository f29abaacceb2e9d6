"""Two schemas of two documents: every difference, by the place below them where it stands.

The order of properties, members and required names means nothing. References are followed on both sides.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.spec.compare.change import Side
from swornspec.spec.compare.difference import Difference, Topic, Trend
from swornspec.spec.compare.keywords import (
    BRANCHES,
    LOWER,
    UPPER,
    WORDS,
    all_said,
    canonical,
    compare_bounds,
    compare_defaults,
    compare_members,
    compare_required,
    compare_stated_rules,
    compare_types,
    compare_words,
    prose,
    structure,
)
from swornspec.spec.document import as_list, as_mapping, resolve

_ELSEWHERE: Final = frozenset({"properties", "required", "type", "enum", "const", "multipleOf", "uniqueItems", "allOf", "default", "$ref"})
_SILENT: Final = frozenset({"example", "examples", "$comment", "xml", "externalDocs", "$schema", "$id", "$defs", "$anchor", "definitions"})
_COMPARED: Final = _ELSEWHERE | _SILENT | {*LOWER, *UPPER, *WORDS}
_MOST: Final = 500
_DEEPEST: Final = 40


class SchemaComparer:
    """Compares schemas of two documents, for senders and readers apart.

    Schemas that are reached by a reference on both sides are not compared where they are reached, but once, as `components`.
    """

    def __init__(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """The two documents."""
        self._old, self._new = old, new
        self._waiting: dict[tuple[Side, str, str], None] = {}

    def differences(self, old: Any, new: Any, side: Side, *, rules: bool = True) -> tuple[Difference, ...]:
        """The differences between two whole schemas; `rules` between fields can be left out."""
        return self._capped(old, new, side, rules=rules)

    def components(self) -> Iterator[tuple[Side, str, tuple[Difference, ...]]]:
        """The differences of what was met by reference so far, and by reference from there: by side and name, each once."""
        seen: set[tuple[Side, str, str]] = set()
        while waiting := [pair for pair in self._waiting if pair not in seen]:
            seen.update(waiting)
            for side, old, new in waiting:
                found = self._capped({"$ref": old}, {"$ref": new}, side)
                if found:
                    yield side, new.rsplit("/", 1)[-1], found

    def _capped(self, old: Any, new: Any, side: Side, *, rules: bool = True) -> tuple[Difference, ...]:
        found = list(self._all(_resolved(self._old, old), _resolved(self._new, new), side, rules, 0))
        if len(found) > _MOST:
            found = sorted(found, key=lambda d: (d.topic is Topic.WORDS, d.trend is Trend.MORE))[:_MOST]
        return tuple(found)

    def _all(self, old: Mapping[str, Any], new: Mapping[str, Any], side: Side, rules: bool, depth: int) -> Iterator[Difference]:
        yield from compare_types(old, new)
        yield from compare_members(old, new)
        yield from compare_bounds(old, new)
        yield from compare_required(old, new)
        yield from self._properties(old, new, side, depth)
        for keyword in sorted(map(str, (old.keys() | new.keys()) - _COMPARED)):
            if not keyword.startswith("x-"):
                yield from self._keyword(keyword, old, new, side, depth)
        yield from self._all_of(as_list(old.get("allOf")), as_list(new.get("allOf")), side, depth)
        yield from compare_defaults(old, new)
        if rules:
            yield from compare_stated_rules(old, new)
        yield from compare_words(old, new)

    def _below(self, step: str, old: Any, new: Any, side: Side, depth: int) -> Iterator[Difference]:
        if _reference(old) and _reference(new):
            self._waiting[side, _reference(old), _reference(new)] = None
            old, new = ({k: v for k, v in as_mapping(s).items() if k != "$ref"} for s in (old, new))
        if depth < _DEEPEST and not _plainly_equal(old, new):
            for found in self._all(_resolved(self._old, old), _resolved(self._new, new), side, True, depth + 1):
                yield replace(found, path=(step, *found.path)) if step else found

    def _properties(self, old: Mapping[str, Any], new: Mapping[str, Any], side: Side, depth: int) -> Iterator[Difference]:
        was, now = as_mapping(old.get("properties")), as_mapping(new.get("properties"))
        for name in (*was, *(n for n in now if n not in was)):
            if name not in now:
                yield self._field(str(name), Trend.FEWER, "is no longer documented", was[name], None)
            elif name not in was:
                yield self._field(str(name), Trend.MORE, "is new", None, now[name])
            else:
                yield from self._below(str(name), was[name], now[name], side, depth)

    def _field(self, name: str, trend: Trend, text: str, was: Any, now: Any) -> Difference:
        """A property that came or went, with its schema."""
        whole = _resolved(self._old, was) if now is None else _resolved(self._new, now)
        said = all_said(whole)
        return Difference(
            (name,), Topic.FIELD, trend, text, prose(was), prose(now), value=whole, said=(said, ()) if now is None else ((), said)
        )

    def _keyword(self, keyword: str, old: Mapping[str, Any], new: Mapping[str, Any], side: Side, depth: int) -> Iterator[Difference]:
        was, now = old.get(keyword), new.get(keyword)
        if keyword in old and keyword in new:
            if keyword == "items":
                yield from self._below("[]", was, now, side, depth)
                return
            if keyword in ("additionalProperties", "contains", "propertyNames") and isinstance(was, Mapping) and isinstance(now, Mapping):
                inner = self._below("*" if keyword == "additionalProperties" else "", was, now, side, depth)
                yield from inner if keyword == "additionalProperties" else (_within(d, keyword) for d in inner)
                return
            if keyword in (*BRANCHES, "prefixItems") and len(as_list(was)) == len(as_list(now)):
                for one, other in _paired(as_list(was), as_list(now)):
                    yield from (_within(d, keyword) for d in self._below("", one, other, side, depth))
                return
        if canonical(was) != canonical(now) or (keyword in old) != (keyword in new):
            yield structure(keyword, old, new)

    def _all_of(self, was: list[Any], now: list[Any], side: Side, depth: int) -> Iterator[Difference]:
        pairs, gone, come = _matched(was, now)
        for one, other in pairs:
            yield from self._below("", one, other, side, depth)
        for part in gone:
            yield from self._below("", part, {}, side, depth)
        for part in come:
            yield from self._below("", {}, part, side, depth)


def _within(found: Difference, keyword: str) -> Difference:
    """A difference in a branch of a keyword: what it means for the whole is not certain, and a verdict names the keyword."""
    return replace(found, sure=found.topic is Topic.WORDS, keyword=keyword, of_rule=False, below=len(found.path))


def _plainly_equal(old: Any, new: Any) -> bool:
    """Whether two schemas are written alike and lead nowhere else; most are."""
    text = json.dumps(old, default=str)
    return text == json.dumps(new, default=str) and '"$ref"' not in text


def _resolved(raw: Mapping[str, Any], schema: Any) -> Mapping[str, Any]:
    if schema is False:
        return {"not": {}}
    try:
        return resolve(raw, schema)
    except DocumentError:  # a reference that the validator follows in its own way, or refuses
        return {"$ref": str(as_mapping(schema).get("$ref"))}


def _reference(schema: Any) -> str:
    return str(as_mapping(schema).get("$ref", ""))


def _matched(was: list[Any], now: list[Any]) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Equal parts and then those at the same place among the others as pairs; what is left on either side."""
    left = [p for p in was if canonical(p) not in {canonical(n) for n in now}]
    right = [p for p in now if canonical(p) not in {canonical(n) for n in was}]
    same = [(p, n) for p in was for n in now if canonical(p) == canonical(n)]
    count = min(len(left), len(right))
    return [*same, *zip(left, right, strict=False)], left[count:], right[count:]


def _paired(was: list[Any], now: list[Any]) -> list[tuple[Any, Any]]:
    pairs, gone, come = _matched(was, now)
    return [*pairs, *zip(gone, come, strict=False)]
