"""Where in a response a relation can be checked: the one place that its sentence and the schemas agree on, or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.tokens import parts_of
from swornspec.rules.field import Field, Fields
from swornspec.rules.relation import Relation, RelationKind, pointer_of
from swornspec.spec.document import as_mapping
from swornspec.spec.enrich.relate.answer import Spot, head_noun, types_of

_PLAIN: Final = frozenset(("string", "number", "integer", "boolean"))
_DIFFERENT: Final = frozenset(("id", "url", "uri", "link", "token", "date", "time", "timestamp", "at", "created", "updated", "expires"))
"""Words in the names of values that no two answers share."""


@dataclass(frozen=True, slots=True)
class Made:
    """What of an operation decides how its relations are meant: whether it makes what it returns, its words, what its response holds."""

    makes: bool
    words: frozenset[str]
    spots: Sequence[Spot]

    def is_for(self, noun: str) -> bool:
        """Whether a noun stands for the request, or for what the operation makes."""
        head = parts_of(noun)[-1:]
        return any_is("request", head) or (self.makes and not self.words.isdisjoint(head))


def placed(relation: Relation, made: Made, fields: Fields) -> Relation | None:
    """A relation with its place in the response; None where the document does not tell it, or the values there cannot be compared."""
    field = fields.get(relation.fields[0])
    if field is None or relation.of is None or relation.kind is RelationKind.ECHO:
        return None
    spot = _spot(relation.of, made.spots, _FITTING[relation.kind])
    if spot is None or not _asks(relation.kind, field):
        return None
    kind = RelationKind.COUNT if relation.kind is RelationKind.AT_MOST and made.makes else relation.kind
    by = _told_by(field, spot) if kind is RelationKind.ORDER else None
    return replace(relation, kind=kind, response=pointer_of(spot.steps), by=by)


def made(operation: Mapping[str, Any], method: str, path: str, found: Sequence[Spot]) -> Made:
    """What is known of an operation; `POST /prints/generate` makes what it returns, rather than finding some."""
    told = (str(operation.get("operationId", "")), str(operation.get("summary", "")), path)
    words = frozenset(word for text in told for word in parts_of(text))
    return Made(method == "post" and any_is("making", words), words, found)


def _spot(noun: str, spots: Sequence[Spot], fits: Callable[[Spot], bool]) -> Spot | None:
    """The only one that fits and is called so; else, where the noun or the name may be anything, the only list at the top, if it fits."""
    called = [s for s in spots if s.is_called(noun) and fits(s)]
    if called:
        return called[0] if len(called) == 1 else None
    top = [s for s in spots if len(s.steps) < 2 and _is_list(s) and not any_is("aside", parts_of(s.name))]
    if len(top) != 1 or not fits(top[0]):
        return None
    other = parts_of(head_noun(top[0].description))[-1:]  # it is said to be something else
    plain = top[0].is_outcome and not any_is("aside", parts_of(noun)[-1:]) and (not other or any_is("outcome", other))
    return top[0] if plain or any_is("outcome", parts_of(noun)) else None


def _asks(kind: RelationKind, field: Field) -> bool:
    """Whether a field of the request can be one side of a relation."""
    if kind in (RelationKind.COUNT, RelationKind.AT_MOST):
        return bool({"integer", "number"} & set(field.types))
    if kind is RelationKind.ORDER:
        return field.types == ("array",)
    return kind is RelationKind.REPEATABLE or bool({"array", "string"} & set(field.types))


def _is_list(spot: Spot) -> bool:
    return spot.types == {"array"}


def _is_text(spot: Spot) -> bool:
    """Whether a value is text or a list of texts that were written for a reader."""
    holder = _each(spot)
    return types_of(holder) == {"string"} and not {"format", "enum", "const", "pattern"} & set(holder)


def _is_plain(spot: Spot) -> bool:
    """Whether two answers can be the same there: no identifiers, addresses or times."""
    holder = _each(spot)
    types = types_of(holder)
    return bool(types) and types <= _PLAIN and "format" not in holder and _DIFFERENT.isdisjoint(parts_of(spot.name))


def _each(spot: Spot) -> Mapping[str, Any]:
    """What is said of a value that is no list, or of each item of one."""
    return as_mapping(spot.says.get("items")) if _is_list(spot) else spot.says


_FITTING: Final[Mapping[RelationKind, Callable[[Spot], bool]]] = {
    RelationKind.COUNT: _is_list,
    RelationKind.AT_MOST: _is_list,
    RelationKind.ORDER: _is_list,
    RelationKind.ABSENT: _is_text,
    RelationKind.REPEATABLE: _is_plain,
}


def _told_by(field: Field, spot: Spot) -> str | None:
    """The only member of the response's items that repeats the item of the request, or its member of that name."""
    asked = as_mapping(field.schema.get("items"))
    own = as_mapping(asked.get("properties"))
    if own:
        shared = [n for n, t in spot.members.items() if types_of(own.get(n)) & t and _singular(n)[-1:] == ("id",)]
    else:
        name = _singular(field.name)
        names = (name, name[-1:]) if name[-1:] == ("id",) else (name,)
        shared = [n for n, t in spot.members.items() if _singular(n) in names and types_of(asked) & t]
    return shared[0] if len(shared) == 1 else None


def _singular(name: str) -> tuple[str, ...]:
    """The words of a name, "ids" being one id after the other."""
    return tuple("id" if part == "ids" else part for part in parts_of(name))
