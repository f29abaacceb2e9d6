"""Two JSON Schemas become one that asks for both, as far as single keywords can say it (what `allOf` means)."""

from collections.abc import Callable, Mapping
from typing import Any, Final


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """The conjunction of two schemas. Where keywords cannot be combined (two patterns) the second wins."""
    result = dict(first)
    for key, value in second.items():
        result[key] = _COMBINE[key](result[key], value) if key in result and key in _COMBINE else value
    return result


def _types(a: Any, b: Any) -> Any:
    left, right = ([t] if isinstance(t, str) else list(t) if isinstance(t, list) else [] for t in (a, b))
    both = [t for t in left if t in right or (t == "integer" and "number" in right)]
    return both + [t for t in right if t == "integer" and "number" in left and t not in both]


def _members(a: Any, b: Any) -> Any:
    return [v for v in a if v in b] if isinstance(a, list) and isinstance(b, list) else b


def _names(a: Any, b: Any) -> Any:
    return list(dict.fromkeys([*a, *b])) if isinstance(a, list) and isinstance(b, list) else b


def _each(a: Any, b: Any) -> Any:
    if not isinstance(a, Mapping) or not isinstance(b, Mapping):
        return b
    return {**a, **{k: _both(a[k], v) if k in a else v for k, v in b.items()}}


def _both(a: Any, b: Any) -> Any:
    """Both of two subschemas: an `allOf`, so that references in them are followed where they are read."""
    if a is False or b is False:
        return False
    return {"allOf": [s for s in (a, b) if isinstance(s, Mapping)]}


def _pick(choose: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def combined(a: Any, b: Any) -> Any:
        return choose(a, b) if all(isinstance(v, int | float) and not isinstance(v, bool) for v in (a, b)) else b

    return combined


def _lists(a: Any, b: Any) -> Any:
    """Both of two lists of alternatives are asked for: the first stays, the second moves below `allOf` of each branch."""
    if not isinstance(a, list) or not isinstance(b, list):
        return b
    return [_both(x, {"anyOf": b}) for x in a]


_COMBINE: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "type": _types,
    "enum": _members,
    "required": _names,
    "properties": _each,
    "patternProperties": _each,
    "dependentRequired": _each,
    "additionalProperties": _both,
    "items": _both,
    "anyOf": _lists,
    "oneOf": _lists,
    **{k: _pick(max) for k in ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")},
    **{k: _pick(min) for k in ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")},
}
