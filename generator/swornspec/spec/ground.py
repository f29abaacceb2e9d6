"""What prose about an operation is read in the light of: its fields, how they are called, and the values that they have."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.tokens import Vocabulary, parts_of
from swornspec.rules.field import Fields
from swornspec.spec.meanings import Meaning
from swornspec.spec.whole import scope_of_all

_BETWEEN: Final = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Ground:
    """The fields of one object with their vocabulary; `values` has the fields and values that words spell, `runs` those without blanks."""

    fields: Fields
    vocabulary: Vocabulary
    whole: Scope
    values: Mapping[tuple[str, ...], tuple[tuple[str, Any], ...]]
    runs: Mapping[str, tuple[tuple[str, str], ...]]


def ground_of(fields: Fields, vocabulary: Vocabulary | None = None, meant: Iterable[Meaning] = ()) -> Ground:
    """What is known of the fields of an object, made ready once; `meant` are words that mean values."""
    values: dict[tuple[str, ...], list[tuple[str, Any]]] = {}
    for name, field in fields.items():
        for value in field.enum or ():
            if isinstance(value, str) and (spelled := parts_of(value)):
                values.setdefault(spelled, []).append((name, value))
    runs_of = [pair for found in values.values() for pair in found]
    for name, words, value in meant:
        values.setdefault(words, []).append((name, value))
    known = {spelled: tuple(found) for spelled, found in values.items()}
    runs: dict[str, tuple[tuple[str, str], ...]] = {}
    for pair in runs_of:
        run = run_of(pair[1])
        runs[run] = (*runs.get(run, ()), pair)
    return Ground(fields, vocabulary or Vocabulary(fields), scope_of_all(fields), known, runs)


def run_of(text: str) -> str:
    """Words as they are without what stands between them: `banktransfer` of "Bank transfer"."""
    return _BETWEEN.sub("", text.lower())


__all__ = ["Ground", "ground_of", "run_of"]
