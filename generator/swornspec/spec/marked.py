"""YAML text to plain values, and the line on which each of them stands.

The YAML a person writes by hand: mappings, sequences and scalars of the YAML 1.2 core schema, keys taken as text as
they are written. Anchors, aliases and tags are refused, so a small file cannot grow into a large value or into code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from swornspec.errors import AnnotationError

MOST_CHARACTERS: Final = 4 * 1024 * 1024
_DEEPEST: Final = 60
_Parser: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: Final[Mapping[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,100}")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]{1,100}|[0-9]{1,100}(?:\.[0-9]{0,100})?)(?:[eE][-+]?[0-9]{1,3})?")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A value read from YAML, with the line (from 1) of every key and item in it."""

    value: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of a place in the value, or of the nearest place around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_marked(text: str, name: str) -> Marked:
    """Read one YAML document; AnnotationError with file and line for anything else, duplicate keys included."""
    if len(text) > MOST_CHARACTERS:
        raise AnnotationError(f"the file has {len(text)} characters, over {MOST_CHARACTERS}", where=name)
    try:
        return _Reader(name).read(text)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        raise AnnotationError(f"not valid YAML: {problem}", where=place_of(error, name)) from error


class _Reader:
    """Builds the value from the parser's events, so nothing is built that was not looked at first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path, int] = {}

    def read(self, text: str) -> Marked:
        events = iter(events_of(text))
        for event in events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                continue
            if isinstance(event, yaml.StreamEndEvent):
                raise AnnotationError("the file is empty", where=self.name)
            value = self._value(event, events, ())
            break
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise self._wrong(event, "a second document begins here", "keep one document per file")
        return Marked(value, self.lines)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Any:
        if len(path) > _DEEPEST:
            raise self._wrong(event, f"nested deeper than {_DEEPEST} levels", "flatten it")
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._wrong(event, "anchors and aliases are not read", "write the value out, or name it under sources or schemas")
        tag = getattr(event, "tag", None)
        if tag:
            raise self._wrong(event, f"tags such as {tag} are not read", "write the plain value")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            for item in iter(events.__next__, None):
                if isinstance(item, yaml.SequenceEndEvent):
                    return items
                items.append(self._value(item, events, (*path, len(items))))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        raise self._wrong(event, "a value is missing", "write it")

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in iter(events.__next__, None):
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise self._wrong(event, "a key that is not plain text", "write the key as a word")
            if event.value in found:
                first = self.lines[(*path, event.value)]
                raise self._wrong(event, f"the key {event.value!r} stands twice, first on line {first}", "keep one of them")
            self.lines[(*path, event.value)] = _line(event)
            found[event.value] = self._value(next(events), events, (*path, event.value))
        return found

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        if event.style in ("'", '"', "|", ">"):
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            value = float(text)
            if value in (float("inf"), float("-inf")):
                raise self._wrong(event, f"the number {text} is too large", "write it in quotes if it is text")
            return value
        return text

    def _wrong(self, event: yaml.Event, reason: str, mend: str) -> AnnotationError:
        return AnnotationError(reason, where=f"{self.name}:{_line(event)}", mend=mend)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def place_of(error: Exception, name: str) -> str:
    """Where a YAML error stands: `name:line:column`, both from 1, or the name alone where the parser does not say."""
    mark = getattr(error, "problem_mark", None)
    return f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name


def events_of(text: str) -> Iterator[yaml.Event]:
    """The events of a YAML text, one by one; yaml.YAMLError where it is none."""
    parser = _Parser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


def quoted(value: str) -> str:
    """Text as it must stand in YAML to be read back as the same text: bare where that is safe, else in double quotes."""
    if re.fullmatch(r"[A-Za-z][\w./()-]*(?: [\w./()-]+)*", value, re.ASCII) and value not in _WORDS:
        return value
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(character: str) -> str:
    """A character within double quotes (YAML 1.2, 5.7), so that any text stays on its line and in ASCII."""
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return f"\\{character}" if character in '"\\' else character
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
