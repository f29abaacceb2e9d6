"""YAML text to JSON values with the lines of their descriptions: the parser's events, one by one, so that nothing grows unseen.

Keys are text, scalars those of YAML 1.2; anchors, aliases and merge keys mean what they mean, within a bound.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from swornspec.errors import DocumentError
from swornspec.spec.marked import events_of, place_of
from swornspec.spec.source.json_lines import PLACED
from swornspec.spec.source.json_text import DEEPEST
from swornspec.spec.source.plain import is_not_finite, plain_value

_CORE: Final = "tag:yaml.org,2002:"
_NUMBERS: Final = frozenset("-+.0123456789")
_MOST: Final = 2_000_000
"""Nodes that aliases may stand for at most, besides those that are written out."""

Marks = dict[tuple[int, str], tuple[int, int, bool]]


def read_yaml(text: str, name: str) -> tuple[Any, Marks]:
    """The value of the one document in a text, and the lines of its descriptions; DocumentError for anything else."""
    reader = _Reader(name)
    try:
        for event in events_of(text):
            reader.take(event)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        raise DocumentError(f"not valid YAML: {problem}", where=place_of(error, name)) from error
    if not reader.done:
        raise DocumentError("the file is empty", where=name)
    return reader.value, reader.marks


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end was not read yet.

    `size` counts the nodes in it as if aliases were written out, `height` the levels of those below it.
    """

    value: Any
    anchor: str | None
    key: str | None = None
    merging: bool = False
    size: int = 1
    height: int = 1
    merged: list[Any] = field(default_factory=list)


class _Reader:
    """Builds the value from events, without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: Marks = {}
        self.value: Any = None
        self.done = False
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int, int]] = {}
        self._aliased = 0

    def take(self, event: yaml.Event) -> None:
        """Read the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if event.tag not in (None, "!", f"{_CORE}map", f"{_CORE}seq"):
                raise self._wrong(event, f"tags such as {event.tag} are not read", "write the plain value")
            if len(self._stack) >= DEEPEST:
                raise self._wrong(event, f"nested deeper than {DEEPEST} levels", "flatten it")
            if self._expects_key():
                raise self._wrong(event, "a key that is not plain text", "write the key as a word")
            self._stack.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.done:
            raise self._wrong(event, "a second document begins here", "keep one document per file")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._expects_key() and event.anchor is None:
            holder = self._stack[-1]
            holder.key = str(event.value)
            holder.merging = event.value == "<<" and event.implicit[0]
            return
        if event.anchor is not None and self._expects_key():
            raise self._wrong(event, "a key with an anchor", "write the key as a word")
        value: Any = event.value
        if event.tag in (None, "!"):
            value = plain_value(value) if event.implicit[0] else value
            if isinstance(value, str) and value[:1] in _NUMBERS and event.implicit[0] and is_not_finite(value):
                words = "write a number, or put it in quotes if it is text"
                raise self._wrong(event, f"{value[:40]} is no number that JSON has", words)
        elif event.tag != f"{_CORE}str":
            value = self._tagged(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1, 0)
        if self._stack and isinstance(value, str):
            self._mark(self._stack[-1], event)
        self._put(value, 1, 0)

    def _mark(self, holder: _Open, event: yaml.ScalarEvent) -> None:
        if holder.key in PLACED and event.start_mark is not None and event.end_mark is not None:
            first, last = event.start_mark.line + 1, event.end_mark.line + 1
            block = event.style in ("|", ">")  # its end is the start of the line after it
            self.marks[id(holder.value), str(holder.key)] = (first, max(first, last - block), event.style == "|")

    def _tagged(self, event: yaml.ScalarEvent) -> Any:
        tag = str(event.tag)
        value = plain_value(event.value)
        kinds = {"int": int, "float": (int, float), "bool": bool, "null": type(None)}
        kind = kinds.get(tag.removeprefix(_CORE))
        if kind is None or not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):  # type: ignore[arg-type]
            raise self._wrong(event, f"tags such as {tag} are not read", "write the plain value")
        return value

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._anchors:
            inside = any(o.anchor == event.anchor for o in self._stack)
            raise self._wrong(event, f"the alias *{event.anchor} {'stands within its own anchor' if inside else 'has no anchor before it'}")
        value, size, height = self._anchors[event.anchor]
        if self._expects_key():
            if not isinstance(value, str):
                raise self._wrong(event, "a key that is not plain text", "write the key as a word")
            self._stack[-1].key = value
            return
        self._aliased += size
        if self._aliased > _MOST:
            raise self._wrong(event, "aliases make the document too large", "write fewer of them")
        if len(self._stack) + height > DEEPEST:
            raise self._wrong(event, f"aliases make the document deeper than {DEEPEST} levels", "write fewer of them")
        self._put(value, size, height)

    def _close(self) -> None:
        done = self._stack.pop()
        for other in done.merged:
            for key, value in other.items():
                done.value.setdefault(key, value)
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.value, done.size, done.height)
        self._put(done.value, done.size, done.height)

    def _put(self, value: Any, size: int, height: int) -> None:
        if not self._stack:
            self.value, self.done = value, True
            return
        holder = self._stack[-1]
        holder.size += size
        holder.height = max(holder.height, height + 1)
        if isinstance(holder.value, list):
            holder.value.append(value)
        elif holder.merging and _mergeable(value):
            holder.merged += value if isinstance(value, list) else [value]
            holder.key = None
        else:
            holder.value[holder.key] = value
            holder.key = None

    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _wrong(self, event: yaml.Event, reason: str, mend: str | None = None) -> DocumentError:
        line = event.start_mark.line + 1 if event.start_mark else 1
        return DocumentError(reason, where=f"{self.name}:{line}", mend=mend)


def _mergeable(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value))
