"""What a rule needs to know of the fields it speaks of: those of the object itself, and by their path those of objects within it."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from functools import cached_property
from typing import Any, Final, TypeAlias

from swornspec.rules.spelling import parts_of

_JSON_TYPES: Final = ("string", "number", "integer", "boolean", "array", "object")
_DEEPEST: Final = 8
"""How many objects a path may lead through."""


@dataclass(frozen=True)
class Field:
    """A named field of a request: its JSON Schema (references resolved), and whether it is required.

    `within` names the objects around it, outermost first, where a rule speaks of it by its path; `name` is the whole path then.
    `read` tells what is documented of the properties of an object schema, where that takes more than to look at it.
    """

    name: str
    schema: Mapping[str, Any]
    required: bool = False
    location: str = "body"
    within: tuple[str, ...] = ()
    read: "ReadFields | None" = attribute(default=None, compare=False, repr=False)

    @property
    def path(self) -> tuple[str, ...]:
        """The names that lead to it: its own alone for a field of the object itself."""
        return (*self.within, self.key)

    @property
    def key(self) -> str:
        """Its name in the object that holds it."""
        return self.name[sum(len(step) + 1 for step in self.within) :]

    @cached_property
    def parts(self) -> "Fields":
        """The fields of the object that it is; none where it is no object."""
        if self.types and "object" not in self.types:
            return {}
        return fields_of(self.schema) if self.read is None else self.read(self.schema)

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


Fields: TypeAlias = Mapping[str, Field]
ReadFields: TypeAlias = Callable[[Mapping[str, Any]], Fields]
"""What is documented of the properties of an object schema."""


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


def fields_of(schema: Mapping[str, Any], read: ReadFields | None = None) -> dict[str, Field]:
    """The properties of an object schema as fields, in the schema's order; `read` is how those of objects among them are read."""
    stated, described = schema.get("required"), schema.get("properties")
    required = stated if isinstance(stated, list | tuple) else ()
    properties = described if isinstance(described, Mapping) else {}
    return {name: Field(name, sub, name in required, read=read) for name, sub in properties.items() if isinstance(sub, Mapping)}


def field_at(name: str, fields: Fields) -> Field | None:
    """The field that a rule speaks of: one of that very name, else the one that its path leads to through objects.

    `size.width` is the property `width` of the object `size`, unless there is a property called `size.width`. It is required
    where it is along the whole path. A path whose names have dots that can be read in two ways is none.
    """
    known = fields.get(name)
    if known is not None or not 0 < name.count(".") <= _DEEPEST:
        return known
    found = _below(name, fields, ())
    return found if found is not None and path_at(".".join(found.within), fields) == found.within else None


def _below(name: str, fields: Fields, within: tuple[str, ...]) -> Field | None:
    pieces = name.split(".")
    for n in range(1, len(pieces)):
        holder, rest = fields.get(".".join(pieces[:n])), ".".join(pieces[n:])
        if holder is None:
            continue
        around = (*within, holder.name)
        inner = holder.parts.get(rest)
        found = _below(rest, holder.parts, around) if inner is None and "." in rest else inner
        if found is not None:
            whole = ".".join((*around, rest)) if inner is not None else found.name
            return replace(
                found, name=whole, required=found.required and holder.required, within=around if inner is not None else found.within
            )
    return None


def path_at(name: str, fields: Fields) -> tuple[str, ...]:
    """The names that lead to what a rule speaks of; an unknown field is one of the object itself."""
    found = field_at(name, fields)
    return (name,) if found is None else found.path


def top_of(name: str, fields: Fields) -> str:
    """The field of the object itself that a name is about: that at the start of its path."""
    return path_at(name, fields)[0]


def bare_body(name: str, fields: Fields) -> dict[str, Any]:
    """The smallest body in which a field may be sent: the objects around it, with nothing in them."""
    body: dict[str, Any] = {}
    for step in reversed(path_at(name, fields)[:-1]):
        body = {step: body}
    return body


def body_with(name: str, value: Any, fields: Fields) -> dict[str, Any]:
    """The smallest body in which a field has a value."""
    body = bare_body(name, fields)
    *around, key = path_at(name, fields)
    holder = body
    for step in around:
        holder = holder[step]
    holder[key] = value
    return body


def of_items(name: str, fields: Fields) -> tuple[Field, Fields]:
    """What is documented of the items of an array: of an item itself, and of its fields where it is an object."""
    field = field_at(name, fields)
    items = field.schema.get("items") if field is not None else None
    one = Field(name, items if isinstance(items, Mapping) else {}, read=field.read if field is not None else None)
    return one, fields_of(one.schema) if one.read is None else one.read(one.schema)
