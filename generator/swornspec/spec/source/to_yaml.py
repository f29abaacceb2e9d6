"""Values as YAML that a reviewer reads: keys in order, long texts folded, no anchors, the same bytes for the same values.

The emitter is told of each value as it comes; there is no tree of nodes in between, which takes three times as long.
"""

from io import StringIO
from typing import Any, Final

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from swornspec.spec.source.plain import is_text

_SHORT: Final = 80
_LEAVES: Final = frozenset(("field", "effective", "has-value", "present"))
_STRING: Final = "tag:yaml.org,2002:str"
_LISTS: Final = tuple(SequenceStartEvent(None, "tag:yaml.org,2002:seq", True, flow_style=flow) for flow in (False, True))
_OBJECTS: Final = tuple(MappingStartEvent(None, "tag:yaml.org,2002:map", True, flow_style=flow) for flow in (False, True))
_LIST_ENDS: Final = SequenceEndEvent()
_OBJECT_ENDS: Final = MappingEndEvent()
_MOST_KEPT: Final = 1 << 14
_LONGEST_KEPT: Final = 60


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # chosen at run time
    """Writes values one by one; short lists of plain values and references to fields on one line, long texts as they are."""

    def __init__(self, stream: StringIO) -> None:
        super().__init__(stream, width=120, allow_unicode=True, default_flow_style=False, sort_keys=False)
        self._scalars: dict[tuple[type, Any], ScalarEvent] = {}

    def document(self, value: Any) -> None:
        self.open()
        self.emit(DocumentStartEvent(explicit=False))
        self.value(value)
        self.emit(DocumentEndEvent(explicit=False))
        self.close()

    def value(self, value: Any) -> None:
        emit, kind = self.emit, type(value)
        if kind is dict:
            emit(_OBJECTS[len(value) == 1 and next(iter(value)) in _LEAVES])
            for key, held in value.items():
                self.value(key)
                self.value(held)
            emit(_OBJECT_ENDS)
        elif kind is list:
            plain = all(isinstance(v, str | int | float | bool | None) for v in value)
            emit(_LISTS[plain and sum(len(str(v)) + 2 for v in value) <= _SHORT])
            for held in value:
                self.value(held)
            emit(_LIST_ENDS)
        else:
            emit(self._scalar(kind, value))

    def _scalar(self, kind: type, value: Any) -> ScalarEvent:
        found = self._scalars.get((kind, value))
        if found is None:
            found = self._text(value) if kind is str else self._other(value)
            if len(found.value) <= _LONGEST_KEPT and len(self._scalars) < _MOST_KEPT:
                self._scalars[kind, value] = found
        return found

    def _text(self, text: str) -> ScalarEvent:
        plain = is_text(text) and self.resolve(yaml.ScalarNode, text, (True, False)) == _STRING  # else read as a number or the like
        return ScalarEvent(None, _STRING, (plain, True), text, style="|" if "\n" in text else None)

    def _other(self, value: Any) -> ScalarEvent:
        node = self.represent_data(value)
        return ScalarEvent(None, node.tag, (True, False), node.value)


def to_yaml(document: Any) -> str:
    """A JSON value as YAML; yaml.YAMLError for what JSON does not have."""
    text = StringIO()
    _Dumper(text).document(document)
    return text.getvalue()
