"""What the documentation says of an argument, in pieces: bounds, values, default, places."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from swornspec.codegen.method import Argument
from swornspec.codegen.quote import flat
from swornspec.rules.rule import Said
from swornspec.spec.document import said_of

_BOUNDS: Final = {
    "minimum": "at least {}",
    "exclusiveMinimum": "over {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "under {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matching {}",
}
_RANGES: Final = (
    ("minimum", "maximum", "{} to {}"),
    ("minLength", "maxLength", "{} to {} characters"),
    ("minItems", "maxItems", "{} to {} items"),
)
_MOST_VALUES: Final = 40
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def prose(argument: Argument) -> str:
    """The description, ended by a full stop."""
    text = flat(str(argument.schema.get("description") or ""))
    return text if not text or text[-1] in ".!?:" else f"{text}."


def first_sentence(text: str, longest: int = 160) -> str:
    """The beginning of a text, as far as a table has room."""
    return flat(_SENTENCE.split(text, maxsplit=1)[0], longest)


def bounds(schema: Mapping[str, Any]) -> list[str]:
    """`32 to 1536`, `a multiple of 8`."""
    left = {k: _shown(v) for k, v in schema.items() if k in _BOUNDS}
    found = []
    for low, high, form in _RANGES:
        if low in left and high in left:
            found.append(form.format(left.pop(low), left.pop(high)))
    return found + [form.format(left[k]) for k, form in _BOUNDS.items() if k in left]


def values(schema: Mapping[str, Any], most: int = _MOST_VALUES) -> str:
    """`one of a, b` or `known values: a, b`; nothing where no values are listed."""
    for keyword, intro in (("enum", "one of"), ("x-extensible-enum", "known values:")):
        members = schema.get(keyword)
        if isinstance(members, list) and members:
            shown = [_shown(v) for v in members[:most]]
            return f"{intro} {', '.join(shown)}{', ...' if len(members) > most else ''}"
    return ""


def default(schema: Mapping[str, Any]) -> str:
    """The documented default; nothing where there is none."""
    return "" if schema.get("default") is None else _shown(schema["default"])


def places(schema: Mapping[str, Any]) -> str:
    """`page.txt lines 4, 7-9`: where the documentation states the keywords of a schema."""
    return cited(s for k in (*_BOUNDS, "type", "enum", "default", "x-extensible-enum") for s in said_of(schema, k) if s.first)


def cited(said: Iterable[Said]) -> str:
    """`page.txt lines 4, 7-9; other.txt line 3`."""
    pages: dict[str, list[Said]] = {}
    for one in said:
        pages.setdefault(one.page, []).append(one)
    return "; ".join(_cited_page(page, sorted(set(ones), key=lambda s: (s.first, s.last))) for page, ones in pages.items())


def _cited_page(page: str, said: list[Said]) -> str:
    lines = list(dict.fromkeys(s.lines for s in said if s.first))
    plural = "s" if len(lines) > 1 or any("-" in line for line in lines) else ""
    return flat(f"{page} line{plural} {', '.join(lines)}" if lines else page, 200)


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return flat(str(value), 100)
