"""What a field's value is, and how values combine: the meaning of rules, in the standard library alone.

Every function is total: it never raises, and answers None where there is no value. A body is any JSON value; one that
is not an object has no fields. No value is ever converted, except that an integral number such as 512.0 *is* the
integer 512 (JSON Schema 2020-12, 6.1.1). Generated clients carry a copy of this module.
"""

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final, TypeAlias

__all__ = [
    "array",
    "boolean",
    "compare",
    "integer",
    "mapping",
    "matches",
    "member",
    "minus",
    "number",
    "plus",
    "present",
    "remainder",
    "same",
    "size",
    "string",
    "times",
    "value",
]
Value: TypeAlias = Mapping[str, Any] | list[Any] | tuple[Any, ...] | str | int | float | None
"""Any JSON value; arrays may be tuples."""

_ORDERED: Final = ("number", "string")


def present(body: Value, name: str) -> bool:
    """Whether a field was sent and is not null."""
    return isinstance(body, (dict, Mapping)) and body.get(name) is not None


def value(body: Value, name: str, default: Any = None) -> Any:
    """The field as sent, or the default when it is absent or null."""
    sent: Any = body.get(name) if isinstance(body, (dict, Mapping)) else None  # dict first: asking Mapping takes far longer
    return default if sent is None else sent


def number(body: Value, name: str, default: Any = None) -> int | float | None:
    """The field if it is a finite number; booleans are not numbers."""
    return as_number(value(body, name, default))


def integer(body: Value, name: str, default: Any = None) -> int | None:
    """The field if it is an integer, which 512.0 is and 512.5 is not."""
    sent: Value = value(body, name, default)
    if type(sent) is int:
        return sent
    if isinstance(sent, float) and sent.is_integer():
        return int(sent)
    return sent if isinstance(sent, int) and not isinstance(sent, bool) else None


def string(body: Value, name: str, default: Any = None) -> str | None:
    """The field if it is a string."""
    sent: Value = value(body, name, default)
    return sent if isinstance(sent, str) else None


def boolean(body: Value, name: str, default: Any = None) -> bool | None:
    """The field if it is true or false."""
    sent: Value = value(body, name, default)
    return sent if isinstance(sent, bool) else None


def array(body: Value, name: str, default: Any = None) -> list[Any] | tuple[Any, ...] | None:
    """The field if it is an array."""
    sent: Value = value(body, name, default)
    return sent if isinstance(sent, (list, tuple)) else None


def mapping(body: Value, name: str, default: Any = None) -> Mapping[str, Any] | None:
    """The field if it is an object."""
    sent: Value = value(body, name, default)
    return sent if isinstance(sent, (dict, Mapping)) else None


def as_number(item: Value) -> int | float | None:
    """A value if it is a finite number."""
    if type(item) is int:
        return item
    if isinstance(item, bool) or not isinstance(item, (int, float)):
        return None
    return item if isinstance(item, int) or isfinite(item) else None


def _combined(left: Value, right: Value, operator: str) -> int | float | None:
    a, b = as_number(left), as_number(right)
    if a is None or b is None:
        return None
    try:
        return as_number(a * b if operator == "*" else a + b if operator == "+" else a - b)
    except OverflowError:  # an integer too large to meet a float
        return None


def times(*factors: Any) -> int | float | None:
    """The product of numbers; None where one has no value or the product is not finite."""
    result: int | float | None = 1
    for factor in factors:
        result = _combined(result, factor, "*")
    return result


def plus(*terms: Any) -> int | float | None:
    """The sum of numbers; None where one has no value or the sum is not finite."""
    result: int | float | None = 0
    for term in terms:
        result = _combined(result, term, "+")
    return result


def minus(first: Any, *others: Any) -> int | float | None:
    """The first number less the others."""
    result = as_number(first)
    for other in others:
        result = _combined(result, other, "-")
    return result


def remainder(dividend: Any, divisor: Any) -> int | None:
    """The remainder of two integers, with the sign of the dividend; none for a zero divisor."""
    a, b = integer({"n": dividend}, "n"), integer({"n": divisor}, "n")
    if a is None or not b:
        return None
    rest = abs(a) % abs(b)
    return -rest if a < 0 else rest


def size(item: Value) -> int | None:
    """The characters of a string or the items of an array."""
    return len(item) if isinstance(item, (str, list, tuple)) else None


def same(left: Value, right: Value) -> bool:
    """JSON equality: 1 equals 1.0, nothing but a boolean equals a boolean, no value equals nothing."""
    if left is None or right is None or isinstance(left, bool) != isinstance(right, bool):
        return False
    if isinstance(left, (bool, int, float, str)):
        return bool(left == right)
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(_same_or_null, left, right))
    if isinstance(left, (dict, Mapping)) and isinstance(right, (dict, Mapping)):
        return left.keys() == right.keys() and all(_same_or_null(left[k], right[k]) for k in left)
    return bool(left == right)


def _same_or_null(left: Value, right: Value) -> bool:
    return (left is None and right is None) or same(left, right)


def member(item: Value, values: Sequence[Any]) -> bool:
    """Whether a value is one of some constants."""
    return any(same(item, v) for v in values)


def compare(operator: str, left: Any, right: Any) -> bool:
    """Compare two values of one kind; false for two kinds or where a value is missing."""
    if operator == "==":
        return same(left, right)
    if operator == "!=":
        return _kind(left) is not None and _kind(left) == _kind(right) and not same(left, right)
    kind = _kind(left)
    if kind not in _ORDERED or kind != _kind(right):
        return False
    if operator == "<":
        return bool(left < right)
    if operator == "<=":
        return bool(left <= right)
    return bool(left > right if operator == ">" else left >= right)


def _kind(item: Value) -> str | None:
    if type(item) is int:
        return "number"
    if isinstance(item, bool):
        return "boolean"
    if isinstance(item, (int, float)):
        return "number" if as_number(item) is not None else None
    if isinstance(item, str):
        return "string"
    return None if item is None else "other"


def matches(item: Value, pattern: str) -> bool:
    """Whether a string has a part that matches a pattern (in the syntax of `re`)."""
    return isinstance(item, str) and re.search(pattern, item) is not None
