"""Statements explained: what is said where, what it became, who enforces it, and requests that keep and break it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from swornspec.report.plain import json_text, one_line, quoted
from swornspec.report.statement import Statement
from swornspec.rules.expr import Expr, HasValue, Implies, Ref
from swornspec.rules.field import field_at
from swornspec.rules.rule import Effect
from swornspec.rules.witness import Implied, Space, Witness, breaking, sample
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.find import Found, find
from swornspec.rules.witness.search import Demand
from swornspec.spec.document import said_as_json


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement with its examples: a valid request that it speaks of, one that breaks it alone, or why there is none."""

    statement: Statement
    valid: Any = None
    breaks: Any = None
    why: str = ""


def shown(statement: Statement) -> Shown:
    """A statement with examples, as far as there are any."""
    space, constraint = statement.space, statement.constraint
    if space is None or (constraint is None and statement.rule is None):
        return Shown(statement)
    valid = _valid(space, statement)
    if constraint is None:
        return Shown(statement, valid)
    outcome = breaking(space, constraint)
    if isinstance(outcome, Witness):
        return Shown(statement, valid, outcome.body)
    return Shown(statement, valid, None, outcome.why if isinstance(outcome, Implied) else f"none was found: {outcome.why}")


def _valid(space: Space, statement: Statement) -> Any:
    rule, constraint = statement.rule, statement.constraint
    if rule is not None and rule.expr is not None:
        demands: list[Expr] = [rule.expr] if rule.effect in (Effect.REJECT, Effect.IGNORED, Effect.OVERRIDES) else []
        if isinstance(rule.expr, Implies):
            demands.append(rule.expr.when)
        if rule.effect is not Effect.REJECT and field_at(rule.subject, space.fields) is not None:
            demands.append(HasValue(Ref(rule.subject)))
        result = find(space, [Demand(d) for d in demands])
        return result.body if isinstance(result, Found) else None
    if constraint is None or constraint.path[0] not in space.fields:
        return None
    name = constraint.path[0]
    result = find(space, fixed={name: sample(space.fields[name].schema)})
    if not isinstance(result, Found):
        return None
    least = minimal(space, result.body, frozenset())
    return least if name in least else result.body


def explained_as_text(entries: Iterable[Shown]) -> str:
    """A block per statement, below the operation it belongs to."""
    lines: list[str] = []
    operation = None
    for entry in entries:
        if entry.statement.operation != operation:
            operation = entry.statement.operation
            lines += [*([""] if lines else []), one_line(operation)]
        lines += ["", *_block(entry)]
    return "\n".join([*lines, ""])


def _block(entry: Shown) -> Iterator[str]:
    statement = entry.statement
    yield f"  {one_line(statement.text)}"
    yield from (f"    stated      {quoted(said)}" for said in statement.said)
    if not statement.said:
        yield "    stated      nowhere in words; the document has it"
    name = f" {statement.id}" if statement.id else ""
    yield f"    became      {one_line(statement.became + name)}"
    if statement.pointer:
        yield f"    stands at   {one_line(statement.pointer)}"
    yield f"    enforced by {one_line(statement.enforced)}"
    if statement.cel is not None:
        yield f"    in CEL      {one_line(statement.cel)}"
    if entry.valid is not None:
        refuses = statement.constraint is not None
        yield f"    {'valid      ' if refuses else 'applies to '} {_json(entry.valid)}"
    if statement.constraint is not None:
        yield f"    breaks it   {one_line(entry.why) if entry.why else _json(entry.breaks)}"


def explained_as_json(entries: Iterable[Shown]) -> str:
    """All statements as one JSON object."""
    return json_text({"version": 1, "statements": [_entry(e) for e in entries]})


def _entry(entry: Shown) -> dict[str, Any]:
    statement = entry.statement
    return {
        "operation": statement.operation,
        "id": statement.id or None,
        "fields": list(statement.fields),
        "became": statement.became,
        "text": statement.text,
        "said": [said_as_json(s) for s in statement.said],
        "pointer": statement.pointer or None,
        "enforced_by": statement.enforced,
        "cel": statement.cel,
        "valid": entry.valid,
        "breaks": entry.breaks,
        "why_not": entry.why or None,
    }


def _json(value: Any) -> str:
    text = one_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 400 else f"{text[:397]}..."
