"""The constraints of one request: each keyword of its JSON Schema and each rule that rejects, by the id that a verdict gives it.

A schema with its references inlined goes in, with the rules between its fields; a flat list comes out, in the
document's order. `num_images-maximum` is the maximum of a field, `points[].weight-type` the type of a field of the
objects in an array, `body-type` the type of the whole body.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.rules.expr import names
from swornspec.rules.field import Fields, path_at, top_of
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness.sample import fields_in, free_name, member_of
from swornspec.rules.witness.strings import text

ITEM: Final = "[]"
_ITEMS: Final = re.compile(r"\[[0-9]*\]")
_DEPTH: Final = 12
_KEYWORDS: Final = (
    *("type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "contains"),
    *("minProperties", "maxProperties", "propertyNames", "dependentRequired", "anyOf", "oneOf", "not"),
)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing a request must satisfy.

    `field` is the dotted name of the place it speaks of; `path` the same as steps from the body (`[]` is any item).
    A keyword constraint has its `keyword` and `value` and the schema it stands in, a rule constraint its `rule`.
    `repeated` when the schema states the keyword twice for the same place, in parts of an `allOf` or for different items;
    the others are `elsewhere`. `spoken` are the fields of the body that a rule speaks of; a keyword is `joined` to the rules
    where they speak of its place within an object.
    """

    id: str
    field: str
    path: tuple[str, ...]
    keyword: str | None = None
    value: Any = None
    schema: Mapping[str, Any] | None = None
    rule: Rule | None = None
    repeated: bool = False
    elsewhere: "tuple[Constraint, ...]" = ()
    spoken: tuple[str, ...] = ()
    joined: bool = False

    @property
    def flat(self) -> bool:
        """Whether it speaks of fields alone: of the body's own, and of those within objects that rules join with them."""
        return self.between or len(self.path) == 1 or self.joined

    @property
    def between(self) -> bool:
        """Whether it speaks of several fields of the body."""
        return self.rule is not None or (self.keyword == "dependentRequired" and not self.path)

    @property
    def fields(self) -> tuple[str, ...]:
        """The top-level fields it speaks of."""
        if self.rule is not None:
            return self.spoken or (names(self.rule.expr) if self.rule.expr is not None else ())
        if self.keyword == "dependentRequired" and not self.path and isinstance(self.value, Mapping):
            return tuple(dict.fromkeys(str(n) for name, needed in self.value.items() for n in (name, *_list(needed))))
        return self.path[:1]


def constraints(schema: Mapping[str, Any], rules: Sequence[Rule] = ()) -> tuple[Constraint, ...]:
    """Every constraint of a body schema (references inlined) and of its rules, each id once."""
    found: dict[str, Constraint] = {}
    fields = fields_in(schema) if rules else {}
    ways = [path_at(n, fields) for rule in rules if rule.expr is not None for n in names(rule.expr)]
    joined = {way[:n] for way in ways for n in range(2, len(way) + 1)}
    for constraint in _of_schema(schema, ()):
        if constraint.path in joined:
            constraint = replace(constraint, joined=True)
        known = found.get(constraint.id)
        if known is not None:
            constraint = replace(known, repeated=True, elsewhere=(*known.elsewhere, constraint))
        found[constraint.id] = constraint
    for rule in rules:
        if rule.effect is Effect.REJECT and rule.expr is not None:
            found.setdefault(rule.id, _of_rule(rule, fields))
    return tuple(found.values())


def _of_rule(rule: Rule, fields: Fields) -> Constraint:
    spoken = tuple(dict.fromkeys(top_of(n, fields) for n in names(rule.expr))) if rule.expr is not None else ()
    return Constraint(rule.id, rule.subject, path_at(rule.subject, fields), rule=rule, spoken=spoken)


def is_item(step: str) -> bool:
    """Whether a step of a path leads to the items of an array: to any, or to the one with a number."""
    return _ITEMS.fullmatch(step) is not None


def dotted(path: Sequence[str]) -> str:
    """`points[].weight` for the steps `points`, `[]`, `weight` (and for `points`, `[0]`, `weight`); `body` for none."""
    return "".join(ITEM if is_item(p) else f".{p}" for p in path).lstrip(".") or "body"


def _of_schema(schema: Any, path: tuple[str, ...]) -> Iterator[Constraint]:
    if not isinstance(schema, Mapping) or len(path) > _DEPTH:
        return
    name = dotted(path)
    for keyword in _KEYWORDS:
        if keyword in schema and not (keyword == "uniqueItems" and schema[keyword] is not True):
            yield Constraint(f"{name}-{keyword}", name, path, keyword, schema[keyword], schema)
    if schema.get("additionalProperties") is False:
        yield Constraint(f"{name}-additionalProperties", name, path, "additionalProperties", False, schema)
    for part in _list(schema.get("allOf")):
        yield from _of_schema(part, path)
    required = [r for r in _list(schema.get("required")) if isinstance(r, str)]
    properties = schema.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    for missing in dict.fromkeys(required):
        place = (*path, missing)
        yield Constraint(f"{dotted(place)}-required", dotted(place), place, "required", True, schema)
    for key, below in properties.items():
        yield from _of_schema(below, (*path, str(key)))
    other = free_name(schema)
    if other not in properties and isinstance(below := member_of(schema, other), Mapping):
        yield from _of_schema(below, (*path, other))
    patterns = schema.get("patternProperties")
    for pattern, below in patterns.items() if isinstance(patterns, Mapping) else ():
        if (name := text({"pattern": str(pattern)})) not in properties and member_of(schema, name) is below:
            yield from _of_schema(below, (*path, name))
    for n, below in enumerate(_list(schema.get("prefixItems"))):
        yield from _of_schema(below, (*path, f"[{n}]"))
    yield from _of_schema(schema.get("items"), (*path, ITEM))


def _list(node: Any) -> list[Any]:
    return node if isinstance(node, list) else []
