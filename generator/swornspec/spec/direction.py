"""Schemas as they hold in one direction: what is `readOnly` is required of responses alone, what is `writeOnly` of requests alone.

    required: [id, name], properties: {id: {type: string, readOnly: true}, name: {type: string}}

    a request without id is valid, a response without id is not         (OpenAPI 3.0.3, Schema Object, Fixed Fields)

Who says it may be another part of the same schema than who requires it, such as two parts of an `allOf`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias

from swornspec.errors import DocumentError
from swornspec.spec.document import pointed
from swornspec.spec.nodes import as_list, as_mapping

Find: TypeAlias = Callable[[str], Any]
"""What a reference points to; None where that is not known."""
_IN_PLACE: Final = ("allOf", "then", "else", "dependentSchemas")
"""Keywords whose schemas are about the same value, and hold whenever they are reached."""
_CHOICES: Final = ("anyOf", "oneOf")
_BY_NAME: Final = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
_PLAIN: Final = ("enum", "const", "default", "example", "examples", "required", "not", "if")
"""Keywords that hold values, and those whose schemas are conditions, which demand nothing."""
_SAY_NOTHING: Final = frozenset({"required", "type", "title", "description"})
_MOST_PUT_IN: Final = 1_000
"""Schemas that are put in place of references to them; a document can be written so that there is no end to them."""


class Direction(StrEnum):
    """Which way a value goes, by the keyword of the properties that do not go this way."""

    REQUEST = "readOnly"
    RESPONSE = "writeOnly"


@dataclass(frozen=True, slots=True)
class Lifted:
    """A schema that no longer requires what does not go its way; `names` are those properties of its value."""

    schema: Mapping[str, Any]
    names: frozenset[str]


class Projection:
    """The schemas of one document in one direction; they must not change while this is used."""

    def __init__(self, direction: Direction, find: Find) -> None:
        """`find` is asked for each reference; it must give the same object for the same reference."""
        self._flag = direction.value
        self._find = find
        self._names: dict[int, tuple[Any, frozenset[str]]] = {}  # the schemas too, so that no other one takes their identity
        self._marked: dict[int, tuple[Any, bool]] = {}
        self._asked: dict[str, frozenset[str]] = {}
        self._put_in = 0

    def of(self, schema: Any, above: frozenset[str] = frozenset(), *, hidden: bool = False) -> Any:
        """A whole schema, with the schemas within it; `hidden` leaves out what does not go this way, as if it were not documented.

        `above` are the names of properties that schemas around it, about the same value, say not to go this way.
        """
        if not isinstance(schema, Mapping):
            return schema
        lifted = self.lifted(schema, above)
        found = {}
        for keyword, below in lifted.schema.items():
            found[keyword] = self._below(str(keyword), below, lifted.names, hidden)
            if hidden and keyword == "properties" and isinstance(found[keyword], dict):
                found[keyword] = {n: s for n, s in found[keyword].items() if n not in lifted.names}
        return found

    def _below(self, keyword: str, below: Any, names: frozenset[str], hidden: bool) -> Any:
        if keyword in _PLAIN or keyword.startswith("x-"):
            return below
        if isinstance(below, list):
            return [self.of(b, self.inherited(keyword, b, names), hidden=hidden) for b in below]
        if keyword in _BY_NAME and isinstance(below, Mapping):
            return {n: self.of(b, self.inherited(keyword, b, names), hidden=hidden) for n, b in below.items()}
        return self.of(below, self.inherited(keyword, below, names), hidden=hidden)

    def lifted(self, schema: Mapping[str, Any], above: frozenset[str] = frozenset()) -> Lifted:
        """A schema alone, those within it left as they are; what a reference points to is put in its place where it must be lifted."""
        names = above | self.names(schema)
        if not names:
            return Lifted(schema, names)
        required, reference = schema.get("required"), schema.get("$ref")
        if isinstance(required, list):
            schema = {**schema, "required": [r for r in required if not isinstance(r, str) or r not in names]}
        if isinstance(reference, str) and self._put_in < _MOST_PUT_IN and self._asks_for(reference, names):
            self._put_in += 1
            rest = {k: v for k, v in schema.items() if k != "$ref"}
            schema = {**rest, "allOf": [*as_list(schema.get("allOf")), self._find(reference)]}
        return Lifted(schema, names)

    def inherited(self, keyword: str, below: Any, names: frozenset[str]) -> frozenset[str]:
        """The names that a schema under a keyword takes over; none where it is about another value.

        A branch that does nothing but ask for some of them is a choice between them, and stays.
        """
        if keyword in _IN_PLACE:
            return names
        if keyword in _CHOICES and isinstance(below, Mapping):
            required = as_list(below.get("required"))
            return names if not below.keys() <= _SAY_NOTHING or any(r not in names for r in required) else frozenset()
        return frozenset()

    def names(self, schema: Any) -> frozenset[str]:
        """The properties of a value that do not go this way, as its schema, what that refers to and the parts of its `allOf` say."""
        if id(schema) not in self._names:
            parts = (as_mapping(p.get("properties")) for p in self._parts(schema))
            self._names[id(schema)] = schema, frozenset(str(n) for p in parts for n, below in p.items() if self.is_marked(below))
        return self._names[id(schema)][1]

    def is_marked(self, schema: Any) -> bool:
        """Whether a value of a schema does not go this way."""
        if not isinstance(schema, Mapping) or not ("$ref" in schema or "allOf" in schema):
            return isinstance(schema, Mapping) and schema.get(self._flag) is True
        if id(schema) not in self._marked:
            self._marked[id(schema)] = schema, any(p.get(self._flag) is True for p in self._parts(schema))
        return self._marked[id(schema)][1]

    def _parts(self, schema: Any, *, choices: bool = False) -> Iterator[Mapping[str, Any]]:
        """A schema, what it refers to and the parts of its `allOf` (and of its choices and conditions), each once."""
        seen: set[int] = set()
        waiting = [schema]
        while waiting:
            part = waiting.pop()
            if not isinstance(part, Mapping) or id(part) in seen:
                continue
            seen.add(id(part))
            yield part
            waiting += as_list(part.get("allOf"))
            if choices:
                waiting += [*as_list(part.get("anyOf")), *as_list(part.get("oneOf")), part.get("then"), part.get("else")]
                waiting += as_mapping(part.get("dependentSchemas")).values()
            if isinstance(part.get("$ref"), str):
                waiting.append(self._find(part["$ref"]))

    def _asks_for(self, reference: str, names: frozenset[str]) -> bool:
        """Whether what a reference points to requires some of these names, which it does not say itself not to go this way."""
        if reference not in self._asked:
            target = self._find(reference)
            parts = list(self._parts(target, choices=True))
            circular = any(isinstance(p.get("$ref"), str) and self._find(p["$ref"]) is target for p in parts)
            asked = frozenset(r for p in parts for r in as_list(p.get("required")) if isinstance(r, str)) - self.names(target)
            self._asked[reference] = frozenset() if circular else asked
        return not names.isdisjoint(self._asked[reference])


def projection_of(raw: Mapping[str, Any], direction: Direction) -> Projection:
    """The schemas of a whole document in one direction."""

    def find(reference: str) -> Any:
        try:
            return pointed(raw, reference)
        except DocumentError:  # a reference that the validator follows in its own way, or refuses
            return None

    return Projection(direction, find)


def says(raw: Any, direction: Direction) -> bool:
    """Whether anything in a document has the keyword of a direction."""
    waiting, seen = [raw], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        if isinstance(node, Mapping):
            if node.get(direction.value) is True:
                return True
            seen.add(id(node))
            waiting += node.values()
        elif isinstance(node, list):
            seen.add(id(node))
            waiting += node
    return False
