"""The verdict on one request: each broken constraint with its sentence and the documented defaults it was read with."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from swornspec.report.plain import one_line, quoted
from swornspec.report.text import many
from swornspec.rules.lint.decisive import decisive_defaults, defaults_read
from swornspec.rules.rule import Rule
from swornspec.spec.check import Broken
from swornspec.spec.document import Endpoint, said_as_json


@dataclass(frozen=True, slots=True)
class Explained:
    """A broken constraint, and the fields that were not sent and whose documented defaults decided, with those defaults."""

    broken: Broken
    defaults: tuple[tuple[str, Any], ...] = ()


def explain(endpoint: Endpoint, body: Any, broken: Iterable[Broken]) -> tuple[Explained, ...]:
    """Each broken constraint once, with the defaults that decided against the body."""
    rules = {rule.id: rule for rule in endpoint.rules}
    return tuple(Explained(b, _decisive(endpoint, rules.get(b.constraint), body)) for b in dict.fromkeys(broken))


def _decisive(endpoint: Endpoint, rule: Rule | None, body: Any) -> tuple[tuple[str, Any], ...]:
    """The defaults without which a rule would hold; where no single one decides, all that were read."""
    if rule is None or rule.expr is None:
        return ()
    fields = endpoint.fields
    decisive = decisive_defaults(rule.expr, body, fields) or defaults_read(rule.expr, body, fields)
    return tuple((name, fields[name].default) for name in decisive)


def verdict_as_text(operation: str, name: str, explained: Iterable[Explained]) -> str:
    """One line for a valid request, else a block per broken constraint; `name` is what the request is called."""
    found = list(explained)
    if not found:
        return f"{one_line(name)} is a valid request for {one_line(operation)}\n"
    lines = [f"{one_line(name)} breaks {many(len(found), 'documented constraint')} of {one_line(operation)}"]
    for entry in found:
        lines += ["", one_line(entry.broken.text)]
        lines += [f"  {one_line(n)} was not sent and defaults to {_shown(default)}" for n, default in entry.defaults]
        lines += [f"  {quoted(said)}" for said in entry.broken.said]
    return "\n".join([*lines, ""])


def verdict_as_json(operation: str, name: str, explained: Iterable[Explained]) -> str:
    """The verdict as one JSON object."""
    errors = [
        {
            "constraint": e.broken.constraint,
            "pointer": e.broken.pointer,
            "text": e.broken.text,
            "defaults": dict(e.defaults),
            "said": [said_as_json(s) for s in e.broken.said],
        }
        for e in explained
    ]
    whole = {"version": 1, "operation": operation, "request": name, "valid": not errors, "errors": errors}
    return json.dumps(whole, indent=2, ensure_ascii=True) + "\n"


def _shown(value: Any) -> str:
    return one_line(value) if isinstance(value, str) and value.strip() else json.dumps(value)
