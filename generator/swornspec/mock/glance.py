"""A body that keeps its schema is seen to do so while it is read, in one pass over its bytes.

Reading a body and then judging what came of it may take three times as long. What is not seen at a glance (a body that breaks
something, or keeps it in a way that types do not know, such as 1.0 for an integer) is read and judged in full.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import msgspec

from swornspec.mock.read import MOST_NESTED
from swornspec.mock.typed import Types
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.schemas import Schemas

UNSURE: Final = object()
"""A body was not seen to keep its schema; it may keep it all the same."""
WORTH: Final = 256
"""Bodies that are read and judged in full before a look at them is prepared, which takes as long as some hundred of them."""
_MANY: Final = 32
"""Schemas in one that make a look quicker, whatever they say."""
Look: TypeAlias = Callable[[bytes], Any]
_read: Final = msgspec.json.Decoder().decode


class Glance:
    """Sees of most bodies of an endpoint that keep its schema that they do, once it has been worth while to prepare for that."""

    def __init__(self, document: Document, endpoint: Endpoint, schemas: Schemas) -> None:
        """Nothing is prepared before `WORTH` bodies have come."""
        self._about = document, endpoint, schemas
        self._left = WORTH
        self._look: Look | None = None

    def value(self, raw: bytes) -> Any:
        """The JSON value of a body that keeps its schema, as reading it gives; UNSURE where that was not seen."""
        if self._look is not None:
            return self._look(raw)
        self._left -= 1
        if self._left == 0:
            self._look = look_for(*self._about, if_quicker=True)
        return UNSURE


def look_for(document: Document, endpoint: Endpoint, schemas: Schemas, *, if_quicker: bool = False) -> Look | None:
    """What looks at bodies of an endpoint and gives their value or UNSURE.

    None where types say too little of the schema; with `if_quicker` also where the validator is about as quick (see docs/decisions/0010).
    """
    if endpoint.body is None:
        return None
    types = Types(document, schemas, endpoint.operation_id)
    typed = types.of_body(endpoint.body.schema, endpoint.body.resolved.get("x-rules"))
    if typed is None or (if_quicker and not types.heavy and types.seen < _MANY):
        return None
    try:
        decode = msgspec.json.Decoder(typed.type).decode
    except (TypeError, ValueError, OverflowError):  # unions that msgspec does not decode, names that UTF-8 does not hold
        return None
    lines = ("def check(v, whole):", "entries = 0", *typed.checks, "return entries")
    space = dict(types.constants)
    exec(compile("\n ".join(lines), "<glance>", "exec"), space)  # noqa: S102 - names are quoted with repr, all else is ours
    return _looking(decode, space["check"], nested=types.open)


def _looking(decode: Callable[[bytes], Any], check: Callable[[Any, bool], int], *, nested: bool) -> Look:
    """What looks at bodies of a type.

    `check` counts the entries of the objects that types know, and gives -1 where something is wrong; with `nested`, there are
    values of any type.
    """

    def look(raw: bytes) -> Any:
        if nested and _brackets(raw) > MOST_NESTED:
            return UNSURE
        try:
            value = decode(raw)
            entries = check(value, False)
            if entries < 0 or entries == raw.count(b":"):
                return value if entries >= 0 else UNSURE
            # Each entry has a colon. Further ones stand in texts, or names came twice, or were not known and left out.
            if _brackets(raw) > MOST_NESTED:
                return UNSURE
            value = _read(raw)
            return value if check(value, True) >= 0 else UNSURE
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return UNSURE

    return look


def _brackets(raw: bytes) -> int:
    return raw.count(b"[") + raw.count(b"{")
