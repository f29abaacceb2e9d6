"""What a rule needs to know of the fields it speaks of."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from swornspec.rules.spelling import parts_of

_JSON_TYPES: Final = ("string", "number", "integer", "boolean", "array", "object")


@dataclass(frozen=True)
class Field:
    """A named field of a request: its JSON Schema (references resolved), and whether it is required."""

    name: str
    schema: Mapping[str, Any]
    required: bool = False
    location: str = "body"

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The JSON Schema types other than null; none means any type (JSON Schema 2020-12, 6.1.1)."""
        stated = self.schema.get("type", ())
        listed = stated if isinstance(stated, list | tuple) else (stated,)
        return tuple(t for t in listed if t in _JSON_TYPES)

    @property
    def nullable(self) -> bool:
        """Whether null is one of the documented types; an untyped field takes anything."""
        stated = self.schema.get("type", ())
        return not stated or stated == "null" or "null" in stated

    @property
    def default(self) -> Any:
        """The documented default; None when there is none (a null default is no value either)."""
        return self.schema.get("default")

    @property
    def enum(self) -> tuple[Any, ...] | None:
        """The documented values other than null, when the list is closed."""
        values = self.schema.get("enum")
        return None if values is None else tuple(v for v in values if v is not None)


Fields = Mapping[str, Field]


class IndexedFields(dict[str, Field]):
    """Fields that are also found by the values that they are documented to have, and by words; what is in it stays as it is."""

    @cached_property
    def by_value(self) -> Mapping[str, list[Field]]:
        """The fields whose closed lists hold a value, by each way to spell the value that is told apart nowhere."""
        found: dict[str, list[Field]] = {}
        for field in self.values():
            for text in {s for v in field.enum or () for s in _spellings(v)}:
                found.setdefault(text, []).append(field)
        return found

    @cached_property
    def by_word(self) -> Mapping[str, list[Field]]:
        """The fields with a word in their names, by the word in lower case and singular."""
        found: dict[str, list[Field]] = {}
        for field in self.values():
            for word in set(parts_of(field.name)):
                found.setdefault(word, []).append(field)
        return found


def that_may_have(value: Any, fields: Fields) -> Iterable[Field]:
    """The fields that may have a value, however it is spelled: all of those whose closed lists hold it, and perhaps others."""
    return _found(fields, lambda known: (f for s in _spellings(value) for f in known.by_value.get(s, ())))


def named_with(word: str, fields: Fields) -> Iterable[Field]:
    """The fields that may have a word, in lower case and singular, in their names: all that have it, and perhaps others."""
    return _found(fields, lambda known: known.by_word.get(word, ()))


def _spellings(value: Any) -> tuple[str, ...]:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return text.casefold(), "".join(parts_of(text))


def _found(fields: Fields, look: Callable[[IndexedFields], Iterable[Field]]) -> Iterable[Field]:
    """The fields that an index gives, or all where there is none; each once."""
    if isinstance(fields, ChainMap):
        inner = (f.name for known in fields.maps for f in _found(known, look))
        return [fields[name] for name in dict.fromkeys(inner)]
    if not isinstance(fields, IndexedFields):
        return fields.values()
    return {f.name: f for f in look(fields)}.values()


def with_field(field: Field, fields: Fields) -> Fields:
    """The fields, with one in the place of that of its name."""
    return ChainMap({field.name: field}, fields)  # type: ignore[arg-type] # nothing is put into it


def fields_of(schema: Mapping[str, Any]) -> dict[str, Field]:
    """The properties of an object schema as fields, in the schema's order."""
    stated, described = schema.get("required"), schema.get("properties")
    required = stated if isinstance(stated, list | tuple) else ()
    properties = described if isinstance(described, Mapping) else {}
    return {name: Field(name, sub, name in required) for name, sub in properties.items() if isinstance(sub, Mapping)}


def of_items(name: str, fields: Fields) -> tuple[Field, dict[str, Field]]:
    """What is documented of the items of an array: of an item itself, and of its fields where it is an object."""
    field = fields.get(name)
    items = field.schema.get("items") if field is not None else None
    one = Field(name, items if isinstance(items, Mapping) else {})
    return one, fields_of(one.schema)
