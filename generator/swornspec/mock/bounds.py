"""The bounds of a JSON Schema become those of a type that msgspec decodes to."""

from collections.abc import Mapping
from math import ceil, floor, isfinite
from typing import Annotated, Any, Final, Union

from msgspec import Meta

NUMERIC: Final = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
"""The keywords that speak of numbers."""
_LEAST: Final = -(2**63)
_MOST: Final = 2**63 - 1
_LARGEST_EXACT: Final = 2**53


class NoTypeError(Exception):
    """No type says what a schema says."""


def sized(of: Any, schema: Mapping[str, Any], low: str, high: str) -> Any:
    """A type of texts or arrays, within the bounds that a schema sets to their size by two keywords."""
    bounds = {name: schema[k] for name, k in (("min_length", low), ("max_length", high)) if k in schema}
    if not all(type(b) is int and 0 <= b < _LARGEST_EXACT for b in bounds.values()):
        raise NoTypeError
    return Annotated[of, Meta(**bounds)] if bounds else of


def number(schema: Mapping[str, Any]) -> Any:
    """Integers of 64 bits, and where they are allowed other numbers, within the schema's bounds."""
    named = schema.get("type")
    whole = "number" not in ([named] if isinstance(named, str) else named or ())
    bounds = {k: schema[k] for k in NUMERIC if k in schema}
    if not all(type(b) in (int, float) and isfinite(b) and abs(b) <= _LARGEST_EXACT for b in bounds.values()):
        raise NoTypeError
    least = max(_LEAST, ceil(bounds.get("minimum", _LEAST)), floor(bounds.get("exclusiveMinimum", _LEAST - 1)) + 1)
    most = min(_MOST, floor(bounds.get("maximum", _MOST)), ceil(bounds.get("exclusiveMaximum", _MOST + 1)) - 1)
    step = bounds.get("multipleOf")
    if step is not None and (type(step) is not int or step <= 0 or not whole):
        raise NoTypeError
    integer = Annotated[int, Meta(ge=least, le=most, multiple_of=step)]
    if whole:
        return integer
    low = "exclusiveMinimum" if "exclusiveMinimum" in bounds else "minimum"
    high = "exclusiveMaximum" if "exclusiveMaximum" in bounds else "maximum"
    if {low, high} != bounds.keys() | {low, high}:  # a bound of either sort on one side
        raise NoTypeError
    words = {"minimum": "ge", "exclusiveMinimum": "gt", "maximum": "le", "exclusiveMaximum": "lt"}
    stated: dict[str, Any] = {words[k]: float(bounds[k]) for k in (low, high) if k in bounds}
    return union(integer, Annotated[float, Meta(**stated)] if stated else float)


def union(*types: Any) -> Any:
    """A type of what is of one of some types."""
    return Union[types]  # noqa: UP007 - how many there are is not known before
