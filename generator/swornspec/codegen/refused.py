"""A call that the documentation forbids, with the message that the client gives: the same classes make it here and there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from swornspec.codegen.constraints import read_defaults
from swornspec.codegen.example import Example, call_of
from swornspec.codegen.plan import Method, Plan
from swornspec.codegen.quote import flat, plain
from swornspec.codegen.runtime.errors import RequestInvalid
from swornspec.codegen.runtime.request import Broken, Said, broken_rules
from swornspec.codegen.runtime.request import Rule as SentRule
from swornspec.errors import DocumentError
from swornspec.rules import rule as documented
from swornspec.rules.python import compiled
from swornspec.rules.witness import Constraint, Space, Witness, breaking
from swornspec.spec.check import Checker
from swornspec.spec.document import Document
from swornspec.spec.least import body_space

_ATTEMPTS: Final = 4
_PREFERRED: Final = ("maximum", "minimum", "enum", "multipleOf", "maxLength", "pattern", "maxItems")


@dataclass(frozen=True, slots=True)
class Refused:
    """A call of a method and the lines of its RequestInvalid."""

    method: Method
    example: Example
    message: str


def refused(document: Document, plan: Plan, examples: dict[str, Example]) -> Refused | None:
    """The first good one of the operations that have an example, of a rule between fields if there is one; None without any."""
    attempts = _ATTEMPTS
    for between in (True, False):
        for method in plan.methods:
            if method.name not in examples or method.body is None or method.whole_body or any(a.required for a in method.parameters):
                continue
            try:
                checker = Checker(document, method.endpoint)
                space = body_space(document, method.endpoint, checker)
            except DocumentError:  # then there is no example either, unless nothing of the body is sent
                continue
            if space is None:
                continue
            for constraint in _candidates(space, between):
                attempts -= 1
                if attempts < 0:
                    return None
                found = _refused(method, examples[method.name], space, constraint, checker)
                if found is not None:
                    return found
    return None


def _candidates(space: Space, between: bool) -> Iterator[Constraint]:
    """The constraints to break, those with a sentence first."""
    if between:
        rules = [c for c in space.constraints if c.rule is not None and c.rule.effect is documented.Effect.REJECT]
        yield from sorted(rules, key=lambda c: not (c.rule and c.rule.said))
    else:
        flat_ones = [c for c in space.constraints if c.keyword in _PREFERRED and len(c.path) == 1]
        yield from sorted(flat_ones, key=lambda c: _PREFERRED.index(c.keyword or ""))


def _refused(method: Method, valid: Example, space: Space, constraint: Constraint, checker: Checker) -> Refused | None:
    outcome = breaking(space, constraint)
    if not isinstance(outcome, Witness) or not isinstance(outcome.body, dict):
        return None
    if not outcome.body and not (method.body and method.body.required):
        return None  # a body without any field is not sent where none is required
    shown = {a.wire: valid.arguments[a.name] for a in method.body_arguments if a.name in valid.arguments}
    like = {name: shown[name] if name in shown and name not in constraint.fields else v for name, v in outcome.body.items()}
    body = like if checker.named(like) == checker.named(outcome.body) else outcome.body
    example = call_of(method, body, {})
    errors = _errors(method, body, checker)
    message = str(RequestInvalid(method.endpoint.operation_id, errors))
    small = len(repr(body)) < 500 and len(message) < 1_000
    if example.extra or not small or len(errors) != 1 or plain(message) != message or "```" in message:
        return None
    return Refused(method, example, message)


def _errors(method: Method, body: Any, checker: Checker) -> tuple[Broken, ...]:
    """What the client says of a body."""
    rules = {r.id: r for r in method.endpoint.rules}
    found: list[Broken] = []
    for broken in checker.broken(body):
        rule = rules.get(broken.constraint)
        if rule is None or rule.expr is None:
            found.append(Broken(broken.constraint, broken.pointer, broken.text, tuple(map(_said, broken.said))))
            continue
        fields = method.endpoint.fields
        sent = SentRule(
            rule.id,
            rule.subject,
            flat(rule.text),
            tuple(map(_said, rule.said)),
            tuple(read_defaults(rule, fields)),
            compiled(rule.expr, fields),
        )
        found += broken_rules((sent,), body)
    return tuple(found)


def _said(said: documented.Said) -> Said:
    return Said(said.page, said.first, said.last, said.quote, said.evidence)
