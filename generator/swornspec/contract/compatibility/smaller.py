"""A message to a smaller one that does the same: without fields and items that it does not need, with typical values."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from swornspec.rules.witness.sample import flattened, member_of, sample

_TRIES: Final = 300


def smallest(message: Any, schema: Any, does: Callable[[Any], bool]) -> Any:
    """A small message of a schema (references inlined) that does what a given one does, as far as so many tries lead."""
    left = _TRIES
    found = True
    while found:
        found = False
        for simpler in _simpler(message, schema):
            left -= 1
            if left < 0:
                return message
            if does(simpler):
                message, found = simpler, True
                break
    return message


def _simpler(value: Any, schema: Any) -> Iterator[Any]:
    """The value with one thing less, or one thing more usual; the largest steps first."""
    whole = flattened(schema) if isinstance(schema, Mapping) else {}
    if isinstance(value, dict):
        for name in value:
            yield {k: v for k, v in value.items() if k != name}
        for name, below in value.items():
            yield from ({**value, name: simpler} for simpler in _simpler(below, member_of(whole, name)))
    elif isinstance(value, list):
        if len(value) > 1:
            yield from ([item] for item in value)
        items = whole.get("items")
        for n, below in enumerate(value):
            yield from ([*value[:n], simpler, *value[n + 1 :]] for simpler in _simpler(below, items))
    elif isinstance(schema, Mapping):
        typical = sample(whole)
        if repr(value) != repr(typical) and not isinstance(typical, dict | list):
            yield typical
