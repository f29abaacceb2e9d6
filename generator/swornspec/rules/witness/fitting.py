"""An object within a body around a value that is given: what the rules of its own schema ask for beside the value.

{"x-rules": length > width}      width 5 in {"length": 1}  ->  {"length": 6, "width": 5}
"""

from collections.abc import Mapping
from typing import Any

from swornspec.rules.evaluate import holds
from swornspec.rules.field import fields_of
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness.constraint import constraints
from swornspec.rules.witness.find import ABSENT, Found, Space, find
from swornspec.rules.witness.inner import rejecting


def fitting(schema: Mapping[str, Any], made: dict[str, Any], head: str) -> dict[str, Any]:
    """The object with the same value of one property, or without it, and others that keep the rules; the object itself where none do."""
    rules = tuple(Rule(f"{n}", Effect.REJECT, subject, expr, "", ()) for n, (subject, expr) in enumerate(rejecting(schema)))
    if not rules:
        return made
    fields = fields_of(schema)

    def broken(value: Any) -> list[str]:
        return [r.id for r in rules if r.expr is not None and not holds(r.expr, value, fields)]

    if not broken(made):
        return made
    others = tuple(c for c in constraints(schema, rules) if c.rule is not None or c.path[:1] != (head,))
    space = Space(schema, rules, broken, others)
    result = find(space, fixed={head: made.get(head, ABSENT)})
    return result.body if isinstance(result, Found) else made
