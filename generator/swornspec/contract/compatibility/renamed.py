"""Fields that went and fields that came, side by side: which of them look like one field under another name. Never more than a hint."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from swornspec.contract.compatibility.verdict import Decided
from swornspec.rules.witness.sample import types_of
from swornspec.spec.compare import Change, Topic, Trend
from swornspec.spec.document import as_mapping

_ALIKE: Final = 0.7
_LONGEST: Final = 600
_MOST: Final = 10_000
"""Pairs that are looked at."""


def renamed(decided: Iterable[Decided]) -> Iterator[Decided]:
    """The same; fields that went and came at one place, with one type and nearly the same words, name each other."""
    listed = list(decided)
    fields = [(n, d.change) for n, d in enumerate(listed) if d.change.about is not None and d.change.about.topic is Topic.FIELD]
    gone = [(n, c) for n, c in fields if c.about is not None and c.about.trend is Trend.FEWER]
    come = [(n, c) for n, c in fields if c.about is not None and c.about.trend is Trend.MORE]
    pairs = [(_likeness(was, now), n, m) for n, was in gone for m, now in come] if len(gone) * len(come) <= _MOST else []
    others: dict[int, str] = {}
    for likeness, n, m in sorted(pairs, key=lambda p: (-p[0], p[1:])):
        if likeness >= _ALIKE and n not in others and m not in others:
            others[n], others[m] = _name(listed[m].change), _name(listed[n].change)
    for n, one in enumerate(listed):
        yield replace(one, renamed=others[n]) if n in others else one


def _likeness(was: Change, now: Change) -> float:
    if was.about is None or now.about is None or (was.operation, was.part, was.side) != (now.operation, now.part, now.side):
        return 0
    one, other = was.about, now.about
    if one.path[:-1] != other.path[:-1] or types_of(as_mapping(one.value)) != types_of(as_mapping(other.value)):
        return 0
    words = difflib.SequenceMatcher(None, _words(one.value), _words(other.value), autojunk=False)
    return words.ratio() if _words(one.value) and words.quick_ratio() >= _ALIKE else 0


def _words(schema: Any) -> list[str]:
    return str(as_mapping(schema).get("description") or "")[:_LONGEST].lower().split()


def _name(change: Change) -> str:
    return change.about.path[-1] if change.about is not None else ""
