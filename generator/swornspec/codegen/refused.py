"""A call that the documentation forbids, with the message that the client gives: the same classes make it here and there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from swornspec.codegen.example import Example, call_of
from swornspec.codegen.judge import Judge
from swornspec.codegen.method import Method
from swornspec.codegen.plan import Plan
from swornspec.codegen.quote import plain
from swornspec.codegen.runtime.errors import RequestInvalid
from swornspec.codegen.runtime.request import Operation
from swornspec.errors import DocumentError
from swornspec.rules.rule import Effect
from swornspec.rules.witness import Constraint, Space, Witness, breaking

_ATTEMPTS: Final = 4
_METHODS: Final = 20
"""How many operations are looked at."""
_PREFERRED: Final = ("maximum", "minimum", "enum", "multipleOf", "maxLength", "pattern", "maxItems")


@dataclass(frozen=True, slots=True)
class Refused:
    """A call of a method and the lines of its RequestInvalid."""

    method: Method
    example: Example
    message: str


def refused(judge: Judge, plan: Plan, examples: Mapping[str, Example]) -> Refused | None:
    """The first good one of the operations that have an example, of a rule between fields if there is one; None without any."""
    fitting = [m for m in plan.methods if m.name in examples and m.body and not m.whole_body and not any(a.required for a in m.parameters)]
    attempts = _ATTEMPTS
    for between in (True, False):
        for method in fitting[:_METHODS]:
            if between and not any(r.effect is Effect.REJECT for r in method.endpoint.rules):
                continue
            try:
                operation = judge.operation(method)
                space = judge.space(method, operation)
            except DocumentError:  # a reference that only other tools follow
                continue
            for constraint in _candidates(space, between) if space is not None else ():
                attempts -= 1
                if attempts < 0:
                    return None
                found = _refused(method, examples[method.name], _Question(space, operation), constraint) if space is not None else None
                if found is not None:
                    return found
    return None


@dataclass(frozen=True, slots=True)
class _Question:
    space: Space
    operation: Operation


def _candidates(space: Space, between: bool) -> Iterator[Constraint]:
    """The constraints to break, those with a sentence first."""
    if between:
        rules = [c for c in space.constraints if c.rule is not None and c.rule.effect is Effect.REJECT]
        yield from sorted(rules, key=lambda c: not (c.rule and c.rule.said))
    else:
        simple = [c for c in space.constraints if c.keyword in _PREFERRED and len(c.path) == 1]
        yield from sorted(simple, key=lambda c: _PREFERRED.index(c.keyword or ""))


def _refused(method: Method, valid: Example, question: _Question, constraint: Constraint) -> Refused | None:
    outcome = breaking(question.space, constraint)
    if not isinstance(outcome, Witness) or not isinstance(outcome.body, dict):
        return None
    if not outcome.body and not (method.body and method.body.required):
        return None  # a body without any field is not sent where none is required
    shown = {a.wire: valid.arguments[a.name] for a in method.body_arguments if a.name in valid.arguments}
    like = {name: shown[name] if name in shown and name not in constraint.fields else v for name, v in outcome.body.items()}
    body = like if question.space.judge(like) == question.space.judge(outcome.body) else outcome.body
    example, errors = call_of(method, body, {}), question.operation.broken(body)
    message = str(RequestInvalid(method.endpoint.operation_id, errors))
    small = len(repr(body)) < 500 and len(message) < 1_000
    if example.extra or not small or len(errors) != 1 or plain(message) != message or "```" in message:
        return None
    return Refused(method, example, message)
