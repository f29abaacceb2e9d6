"""A rule as an item of `x-rules`, read back."""

from collections.abc import Mapping
from typing import Any

from swornspec.errors import RuleError
from swornspec.rules.encode import decode
from swornspec.rules.relation import decode_relation
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.nodes import as_list
from swornspec.spec.saying import read_said


def read_rule(raw: Any) -> Rule:
    """A rule from an item of `x-rules`; RuleError when it is malformed."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
        raise RuleError("an item of x-rules has no id")
    try:
        effect = Effect(raw.get("effect", "reject"))
    except ValueError as error:
        raise RuleError(f"rule {raw['id']!r} has an unknown effect {raw.get('effect')!r}") from error
    other, needs = raw.get("other"), raw.get("needs")
    return Rule(
        id=raw["id"],
        effect=effect,
        subject=str(raw.get("subject", "")),
        expr=decode(raw["expr"]) if raw.get("expr") is not None else None,
        text=str(raw.get("text", "")),
        said=tuple(read_said(s) for s in as_list(raw.get("said"))),
        other=None if other is None else str(other),
        needs=None if needs is None else str(needs),
        relation=decode_relation(raw["relation"]) if raw.get("relation") is not None else None,
    )
