"""What prose about an operation is read in the light of: its fields, how they are called, and the values that they have."""

from collections.abc import Mapping
from dataclasses import dataclass

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.tokens import Vocabulary, parts_of
from swornspec.rules.field import Fields
from swornspec.spec.whole import scope_of_all


@dataclass(frozen=True, slots=True)
class Ground:
    """The fields of one object with their vocabulary; `values` has the fields and values that some words spell."""

    fields: Fields
    vocabulary: Vocabulary
    whole: Scope
    values: Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]


def ground_of(fields: Fields, vocabulary: Vocabulary | None = None) -> Ground:
    """What is known of the fields of an object, made ready once."""
    values: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for name, field in fields.items():
        for value in field.enum or ():
            if isinstance(value, str) and (spelled := parts_of(value)):
                values.setdefault(spelled, []).append((name, value))
    known = {spelled: tuple(found) for spelled, found in values.items()}
    return Ground(fields, vocabulary or Vocabulary(fields), scope_of_all(fields), known)


__all__ = ["Ground", "ground_of"]
