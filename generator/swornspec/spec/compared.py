"""Values that a page compares a field with and lists nowhere: they are known to be values of the field, of which it may have others.

Type   | Also required         `type` is compared with LIMIT and MARKET, so that elsewhere
LIMIT  | `price`               `Only used with LIMIT orders` speaks of it
MARKET | `quantity`
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from swornspec.rules.expr import Compare, Expr, Literal, OneOf, Ref, walk
from swornspec.spec.heard import Heard
from swornspec.spec.levels import Level

_FEWEST: Final = 2  # values; a single one may as well be a word of the sentence


def compared_values(heard: Iterable[Heard]) -> dict[tuple[Level, str], list[str]]:
    """The texts that conditions of rules compare each field with, for fields that have several."""
    found: dict[tuple[Level, str], dict[str, None]] = {}
    for said in heard:
        for reading in said.sentence.readings:
            for condition in reading.when:
                for name, value in _compared(condition):
                    found.setdefault((said.level, name), {})[value] = None
    return {at: list(values) for at, values in found.items() if len(values) >= _FEWEST}


def _compared(expr: Expr) -> Iterator[tuple[str, str]]:
    for part in walk(expr):
        match part:
            case Compare("==" | "!=", Ref(name), Literal(str(value))):
                yield name, value
            case OneOf(Ref(name), values):
                yield from ((name, v) for v in values if isinstance(v, str))
            case _:
                pass


def knows_values(schema: Mapping[str, object]) -> bool:
    """Whether a schema says already which values there are, or that they are no texts."""
    return bool({"enum", "const", "x-extensible-enum"} & set(schema)) or schema.get("type", "string") != "string"
