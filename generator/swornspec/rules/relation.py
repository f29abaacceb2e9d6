"""How a response stands to its request, as a value; and as the plain JSON that `relation` of an item of `x-rules` holds, and back.

    {kind: count, request: copies, response: /prints}

`encode_relation` and `decode_relation` are inverse to each other. What a relation means for a request and its answer is said
in `swornspec.rules.related`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from swornspec.errors import RuleError
from swornspec.rules.encode import shown

_KEYS: Final = frozenset({"kind", "request", "response", "of", "by"})


class RelationKind(StrEnum):
    """What must hold between a field of the request and a place of the response."""

    COUNT = "count"
    """The array has as many items as the number says."""
    AT_MOST = "at-most"
    """The array has no more items than the number says."""
    ECHO = "echo"
    """The value is that of the field; of several fields, the members of their names are."""
    ORDER = "order"
    """The array has one item for each item of the field, in the same order."""
    ABSENT = "absent"
    """None of the words of the field occurs in the texts."""
    REPEATABLE = "repeatable"
    """Equal requests that send the field get equal values."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between fields of a request and a place of its successful response.

    `request` is a field's name, or for `echo` several. `response` is a JSON Pointer (RFC 6901) into the response; None
    where the place is not known, so that nothing is checked. `of` is what the sentence says the place holds (`prints`);
    `by` names the member by which items of an `order` can be told: it repeats the item of the request, or its member of
    that name.
    """

    kind: RelationKind
    request: str | tuple[str, ...]
    response: str | None = None
    of: str | None = None
    by: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields of the request."""
        return (self.request,) if isinstance(self.request, str) else self.request

    @property
    def steps(self) -> tuple[str, ...]:
        """The way to the place, member by member."""
        return steps_of(self.response or "")


def steps_of(pointer: str) -> tuple[str, ...]:
    """The members that a JSON Pointer leads through."""
    return tuple(s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:])


def pointer_of(steps: tuple[str, ...]) -> str:
    """The JSON Pointer that leads through members."""
    return "".join(f"/{s.replace('~', '~0').replace('/', '~1')}" for s in steps)


def encode_relation(relation: Relation) -> dict[str, Any]:
    """A relation as JSON values."""
    request = relation.request if isinstance(relation.request, str) else list(relation.request)
    parts = {"kind": relation.kind.value, "request": request, "response": relation.response, "of": relation.of, "by": relation.by}
    return {k: v for k, v in parts.items() if v is not None}


def decode_relation(raw: Any) -> Relation:
    """The relation that JSON values stand for; RuleError when they stand for none."""
    if not isinstance(raw, Mapping) or not _KEYS.issuperset(raw):
        raise RuleError(f"a relation has kind, request, response, of and by, and not {shown(raw)}")
    try:
        kind = RelationKind(str(raw.get("kind")))
    except ValueError as error:
        known = ", ".join(RelationKind)
        raise RuleError(f"a relation has an unknown kind {shown(raw.get('kind'))}; known: {known}") from error
    response, of, by = (_text(raw.get(key), key) for key in ("response", "of", "by"))
    if response and not response.startswith("/"):
        raise RuleError(f"the response of a relation is a JSON Pointer such as /results, and not {shown(response)}")
    return Relation(kind, _request(raw.get("request"), kind), response, of, by)


def _request(raw: Any, kind: RelationKind) -> str | tuple[str, ...]:
    if isinstance(raw, str):
        return raw
    if kind is RelationKind.ECHO and isinstance(raw, list) and raw and all(isinstance(name, str) for name in raw):
        return tuple(raw)
    raise RuleError(f"the request of a relation is the name of a field, or for echo a list of names, and not {shown(raw)}")


def _text(raw: Any, key: str) -> str | None:
    if raw is not None and not isinstance(raw, str):
        raise RuleError(f"the {key} of a relation is text, and not {shown(raw)}")
    return raw
