"""A keyword of JSON Schema, forgotten or misread: each way gives another schema.

maximum: 1024     none      1032 or 1016 (one step of 8)      exclusiveMaximum: 1024
enum: [a, b]      none      [b], [a]                          [a, b, A]
type: integer     none      also a fraction, a text, a boolean, null
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import jsonschema_rs

from swornspec.contract.mutant.place import Change, replaced, without
from swornspec.rules.witness import Constraint
from swornspec.rules.witness.edges import outside
from swornspec.rules.witness.ranges import fraction, plain
from swornspec.rules.witness.sample import flattened, step_of, types_of
from swornspec.spec.document import as_list

_MOST: Final = 60
_NUMBERS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_COUNTS: Final = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains")
_OTHER_SIDE: Final = {
    "minimum": "exclusiveMinimum",
    "maximum": "exclusiveMaximum",
    "exclusiveMinimum": "minimum",
    "exclusiveMaximum": "maximum",
}
_LOOSER: Final = ("dropped", "made-optional", "one-step-looser", "inclusive", "halved", "in-any-case", "one-more")
_ALSO: Final = {"string": "text", "boolean": "boolean", "number": "number", "null": "null"}


@dataclass(frozen=True, slots=True)
class Way:
    """A manner of breaking a keyword, the change of the schema, and the keyword and value that stand there afterwards (None: none)."""

    manner: str
    change: Change
    after: tuple[str, Any] | None = None

    @property
    def looser(self) -> bool:
        """Whether it can only let more values pass."""
        return self.manner in _LOOSER or self.manner.endswith("-too")


def ways(constraint: Constraint) -> Iterator[Way]:
    """Every way to break a keyword constraint."""
    keyword, value = constraint.keyword, constraint.value
    if keyword is None or constraint.schema is None:
        return
    if keyword == "required":
        name = constraint.path[-1]
        yield Way("made-optional", lambda node: _without_required(node, name))
        return
    yield Way("dropped", lambda node: without(node, keyword) if keyword in node and node[keyword] == value else None)
    for manner, new_keyword, new_value in _changed(keyword, value, flattened(constraint.schema)):
        yield Way(manner, _change(keyword, value, new_keyword, new_value), (new_keyword, new_value))


def _change(keyword: str, value: Any, new_keyword: str, new_value: Any) -> Change:
    def change(node: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if keyword not in node or node[keyword] != value:
            return None
        if new_keyword == keyword:
            return replaced(node, keyword, new_value)
        return None if new_keyword in node else {**without(node, keyword), new_keyword: new_value}

    return change


def _changed(keyword: str, value: Any, schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    if keyword in _NUMBERS:
        limit, step = fraction(value), step_of(schema)
        if limit is not None:
            outward = -step if keyword.lower().endswith("minimum") else step
            yield "one-step-looser", keyword, plain(limit + outward)
            yield "one-step-tighter", keyword, plain(limit - outward)
            yield ("inclusive" if keyword.startswith("exclusive") else "strict"), _OTHER_SIDE[keyword], value
    elif keyword in _COUNTS and isinstance(value, int | float):
        outward_count = -1 if keyword.startswith("min") else 1
        if value + outward_count >= 0:
            yield "one-step-looser", keyword, int(value) + outward_count
        if value - outward_count >= 0:
            yield "one-step-tighter", keyword, int(value) - outward_count
    elif keyword == "multipleOf":
        yield from _multiples(fraction(value), schema)
    elif keyword == "enum" and isinstance(value, list):
        yield from _members(value, schema)
    elif keyword == "type":
        yield from _types(value, schema)
    elif keyword == "pattern" and isinstance(value, str):
        if value.startswith("^"):
            yield "not-anchored-at-the-start", keyword, value[1:]
        if value.endswith("$") and not value.endswith("\\$"):
            yield "not-anchored-at-the-end", keyword, value[:-1]
    elif keyword in ("anyOf", "oneOf") and isinstance(value, list) and len(value) > 1:
        for n in range(min(len(value), _MOST)):
            yield f"branch-{n + 1}-forgotten", keyword, [v for i, v in enumerate(value) if i != n]
    elif keyword == "dependentRequired" and isinstance(value, Mapping):
        for name, needed in value.items():
            for other in as_list(needed) if len(value) > 1 or len(as_list(needed)) > 1 else ():
                yield f"{name}-without-{other}", keyword, {**value, name: [o for o in needed if o != other]}


def _multiples(step: Fraction | None, schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    if not step:
        return
    yield "doubled", "multipleOf", plain(step * 2)
    if "number" in types_of(schema) or (step / 2).denominator == 1:
        yield "halved", "multipleOf", plain(step / 2)


def _members(members: list[Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for member in members[:_MOST] if len(members) > 1 else ():
        named = "null" if member is None else str(member)[:40]
        yield f"without-{named}", "enum", [m for m in members if m is not member]
    texts = [m for m in members if isinstance(m, str)]
    cases = [v for m in texts for v in (m.lower(), m.upper(), m.title()) if v not in texts]
    if cases:
        yield "in-any-case", "enum", [*members, *dict.fromkeys(cases)]
    others = jsonschema_rs.Draft202012Validator({k: v for k, v in schema.items() if k not in ("enum", "const")}, offline=True)
    stranger = next((v for v in outside(schema, "enum") if v not in (*members, *cases) and others.is_valid(v)), None)
    if stranger is not None:
        yield "one-more", "enum", [*members, stranger]


def _types(stated: Any, schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    types = [stated] if isinstance(stated, str) else [t for t in as_list(stated) if isinstance(t, str)]
    if "integer" in types and "number" not in types:
        yield "a-fraction-too", "type", ["number" if t == "integer" else t for t in types]
    for kind, word in _ALSO.items():
        if kind not in types and not (kind == "number" and "integer" in types):
            yield f"a-{word}-too" if kind != "null" else "null-too", "type", [*types, kind]
    if "null" in types and len(types) > 1:
        yield "null-refused", "type", [t for t in types if t != "null"]


def _without_required(node: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    required = as_list(node.get("required"))
    return replaced(node, "required", [r for r in required if r != name]) if name in required else None
