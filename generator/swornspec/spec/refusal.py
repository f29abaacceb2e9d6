"""Why a body is refused: for each broken constraint the sentences that together refuse it, the documented defaults included.

    num_images must be between 1 and 4 when width or height is over 768
      page.txt line 90     the rule
      page.txt line 86     width was not sent and defaults to 1024

Those sentences alone refuse the body, and without any one of them it would be accepted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from swornspec.rules.field import field_at
from swornspec.rules.lint.decisive import needed_defaults
from swornspec.rules.rule import Rule, Said
from swornspec.spec.check import Broken
from swornspec.spec.document import Endpoint, said_of


class States(StrEnum):
    """What a sentence states."""

    KEYWORD = "keyword"
    RULE = "rule"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that takes part in a refusal: what it states of which field; `said` is None where the document does not say where.

    `value` is the documented default of a field that was not sent, and None for anything else.
    """

    states: States
    field: str
    said: Said | None
    value: Any = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A broken constraint and the fewest sentences with which it refuses the body, the constraint's own first."""

    broken: Broken
    sentences: tuple[Sentence, ...]

    @property
    def defaults(self) -> tuple[Sentence, ...]:
        """The sentences about defaults."""
        return tuple(s for s in self.sentences if s.states is States.DEFAULT)


def refusals(endpoint: Endpoint, body: Any, broken: Iterable[Broken]) -> tuple[Refusal, ...]:
    """Each broken constraint once, with its sentences; nothing for a body that breaks none."""
    rules = {rule.id: rule for rule in endpoint.rules}
    return tuple(_refusal(endpoint, rules.get(b.constraint), body, b) for b in dict.fromkeys(broken))


def smallest(found: Sequence[Refusal]) -> Refusal | None:
    """The refusal with the fewest sentences, of equal ones the first: it alone suffices to refuse the body."""
    return min(found, key=lambda r: len(r.sentences), default=None)


def _refusal(endpoint: Endpoint, rule: Rule | None, body: Any, broken: Broken) -> Refusal:
    said, place, fields = broken.said[0] if broken.said else None, "", endpoint.fields
    if broken.within is not None:
        rule, fields, body = broken.within.rule, broken.within.fields, broken.within.value
        place = broken.constraint.removesuffix(rule.id)
    if rule is None or rule.expr is None:
        return Refusal(broken, (Sentence(States.KEYWORD, broken.constraint.rpartition("-")[0], said),))
    read = needed_defaults(rule.expr, body, fields)
    known = ((name, field_at(name, fields)) for name in read)
    defaults = (_default(field.schema, place + name, field.default) for name, field in known if field is not None)
    return Refusal(broken, (Sentence(States.RULE, place + rule.subject, said), *defaults))


def _default(schema: Any, name: str, value: Any) -> Sentence:
    return Sentence(States.DEFAULT, name, next(iter(said_of(schema, "default")), None), value)


__all__ = ["Refusal", "Sentence", "States", "refusals", "smallest"]
