r"""Keywords that nothing can break alone because of what stands beside them in the same schema.

{"pattern": "\S", "minLength": 1}                            an empty string breaks the pattern too
{"contains": {...}, "minItems": 1}                           an empty array contains nothing
{"type": "object", "oneOf": [{"type": "object"}, ...]}       what is no object is none of the alternatives
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from swornspec.rules import matching
from swornspec.rules.alike import meant
from swornspec.rules.evaluate import holds
from swornspec.rules.witness.constraint import Constraint, dotted
from swornspec.rules.witness.sample import flattened, types_of
from swornspec.rules.witness.strings import all_match, anchored_lengths, size_of

if TYPE_CHECKING:
    from swornspec.rules.witness.find import Space

_ALTERNATIVES: Final = ("oneOf", "anyOf")


def excluded_beside(space: "Space", constraint: Constraint) -> tuple[str, ...]:
    """The constraints of which one is broken by whatever breaks this one; none where that cannot be told from what is beside it."""
    schema = constraint.schema
    if constraint.rule is not None:
        return _same_rule(space, constraint)
    if constraint.keyword is None or schema is None:
        return ()
    place = constraint.path[:-1] if constraint.keyword == "required" else constraint.path
    found = dict.fromkeys(f"{dotted(place)}-{keyword}" for keyword in _beside(constraint, schema))
    needed = dict.fromkeys(r for r in schema.get("required") or () if isinstance(r, str))
    if constraint.keyword == "minProperties" and size_of(constraint.value) <= len(needed):
        found |= dict.fromkeys(f"{dotted((*place, name))}-required" for name in needed)
    known = {c.id for c in space.constraints}
    named = tuple(name for name in found if name in known)
    return named or (_whole(space, constraint) if not constraint.path else ())


def _same_rule(space: "Space", constraint: Constraint) -> tuple[str, ...]:
    """The other rules that say the same: "`a` must be less than `b`" of one field, "`b` must be more than `a`" of the other."""
    own = None if constraint.rule is None or constraint.rule.expr is None else meant(constraint.rule.expr, turned=True)
    others = (c for c in space.constraints if own is not None and c.rule is not None and c.id != constraint.id)
    return tuple(c.id for c in others if c.rule is not None and c.rule.expr is not None and meant(c.rule.expr, turned=True) == own)


def _beside(constraint: Constraint, schema: Mapping[str, Any]) -> Iterator[str]:
    keyword = str(constraint.keyword)
    if keyword == "minLength" and _shortest(schema) >= size_of(constraint.value):
        yield "pattern"
    if keyword == "maxLength" and (most := _longest(schema)) is not None and most <= size_of(constraint.value):
        yield "pattern"
    if keyword == "minItems" and "contains" in schema and size_of(constraint.value) <= size_of(schema.get("minContains", 1)):
        yield "contains"
    members = schema.get("enum")
    if keyword == "pattern" and isinstance(members, list) and all_match(str(constraint.value), [m for m in members if isinstance(m, str)]):
        yield "enum"
    for alternatives in _ALTERNATIVES:
        branches = schema.get(alternatives)
        if isinstance(branches, list) and branches and all(isinstance(b, Mapping) and _as_strict(constraint, schema, b) for b in branches):
            yield alternatives


def _as_strict(constraint: Constraint, schema: Mapping[str, Any], branch: Mapping[str, Any]) -> bool:
    """Whether an alternative demands at least what the keyword demands."""
    whole = flattened(branch)
    if constraint.keyword == "type":
        allowed, own = set(types_of(whole)), set(types_of(schema))
        return bool(allowed) and allowed <= (own | {"integer"} if "number" in own else own)
    if constraint.keyword == "required":
        return constraint.path[-1] in (whole.get("required") or ()) and types_of(whole) == ("object",)
    return False


def _whole(space: "Space", constraint: Constraint) -> tuple[str, ...]:
    """The rules that every body breaks which is no object: it has no field at all."""
    if constraint.keyword != "type" or types_of(constraint.schema or {}) != ("object",):
        return ()
    rules = ((r.id, r.expr) for r in space.rules if r.expr is not None)
    named = {c.id for c in space.constraints if c.rule is not None}
    return tuple(name for name, expr in rules if name in named and not holds(expr, [], space.fields))


def _shortest(schema: Mapping[str, Any]) -> int:
    try:
        return matching.ends(schema["pattern"])[0] if isinstance(schema.get("pattern"), str) else 0
    except matching.NoMatchError:
        return 0


def _longest(schema: Mapping[str, Any]) -> int | None:
    pattern = schema.get("pattern")
    return matching.ends(pattern)[1] if isinstance(pattern, str) and anchored_lengths(pattern) is not None else None
