"""Bodies and models judged at once: `quick` core schemas and the shortcut of the rules together."""

from collections.abc import Callable, Mapping
from typing import Any

from .quick import Quick
from .request import Rule, Shortcut
from .values import Value


def judge(schema: Any, rules: tuple[Rule, ...], schemas: Mapping[str, Any], shortcut: Shortcut | None) -> Callable[[Any], bool]:
    """Whether a JSON value is valid for sure: what this says yes to breaks no keyword and no rule."""
    if schema is None:
        return lambda body: False
    quick = Quick(schemas)
    allowed = quick.validator(quick.core(schema)).isinstance_python
    holds = rules_hold(rules, shortcut)
    return lambda body: allowed(body) and holds(body)


def rules_hold(rules: tuple[Rule, ...], shortcut: Shortcut | None) -> Callable[[Any], bool]:
    """Whether all rules hold for a JSON value that its schema allows."""
    if shortcut is not None:
        fields, hold = shortcut

        def hold_at_once(body: Value) -> bool:
            return hold(*map(body.get, fields)) if isinstance(body, dict) else all(rule.holds(body) for rule in rules)

        return hold_at_once
    return lambda body: all(rule.holds(body) for rule in rules)
