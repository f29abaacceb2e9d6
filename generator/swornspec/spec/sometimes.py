"""Fields that a page marks as required although its own sentences say that they are not always sent.

    | text     | string | Yes | Only one of `text` and `template` may be sent. |
    | template | string | Yes | The template.                                  |
    | depth    | number | Yes | Required when `mode` is `deep`.                |
    | width    | number | Yes | Can be omitted if `mode` is `deep`.            |

Read literally, no request with such marks is valid, or the sentence says nothing: what the sentence says is what holds.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from swornspec.page import Block
from swornspec.page.cells import read_demand
from swornspec.rules.english.conditions import negated
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import And, Count, Expr, HasValue, Implies, Not, Present, Ref
from swornspec.rules.expr import names as names_in
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect, Rule

_OPTIONAL: Final = re.compile(r"\boptional(?:ly)?\b(?!\s+(?:if|when|whenever|for|unless|in|with)\b)", re.IGNORECASE)
_IF: Final = re.compile(r"\b(?:if|when|whenever)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sometimes:
    """Fields that a rule does not let be sent in every request, or together."""

    names: tuple[str, ...]
    rule: Rule


def sometimes_sent(marked: Collection[str], rules: Iterable[Rule]) -> Iterator[Sometimes]:
    """The fields, of those marked as required, of which some rule lets only one be sent, or besides which no other could ever be sent."""
    for rule in rules:
        if rule.effect is Effect.REJECT and rule.expr is not None:
            for names in _one_at_most(rule.expr):
                if found := tuple(n for n in names if n in marked):
                    yield Sometimes(found, rule)


def required_sometimes(reading: Reading, name: str) -> bool:
    """Whether a sentence about a field says that it is required under a condition."""
    claim = reading.claim
    return (
        claim.form == "required"
        and claim.subject == name
        and bool(reading.when)
        and (reading.effect, reading.needs) == (Effect.REJECT, None)
    )


def exempted(said: Sentence) -> bool:
    """Whether a sentence says that its field is not required under a condition that was not understood."""
    open_ = any(e.of_required and e.condition is None for e in said.exempts)
    return open_ and not said.readings and _IF.search(said.passage.text) is not None  # "not required for beginners" is of who reads


def excepted(said: Sentence, field: Field, block: Block) -> Sentence:
    """A sentence that says when a field need not be sent that is not marked as optional, as one that says when it must be."""
    if field.location == "path" or said.readings or not said.exempts or not (field.required or _is_open(field, block)):
        return said
    conditions = [e.condition for e in said.exempts if e.of_required and e.condition is not None]
    if len(conditions) != len(said.exempts) or any(field.name in names_in(c) for c in conditions):
        return said
    claim = Claim("required", field.name, expr=Present(field.name), demands=True)
    return replace(
        said, outcome=Outcome.RULE, readings=(Reading(claim, tuple(negated(c) for c in conditions), Effect.REJECT, None),), why=""
    )


def _is_open(field: Field, block: Block) -> bool:
    """Whether a page does not mark whether a field must be sent, and gives it no default."""
    if "default" in field.schema or any(_OPTIONAL.search(p.text) for p in block.prose):
        return False
    return all(read_demand(flag.text) != "no" and not _OPTIONAL.search(flag.text) for flag in block.flags)


def _one_at_most(expr: Expr) -> Iterator[tuple[str, ...]]:
    """The groups of fields of which an expression lets one be sent, whatever else is sent."""
    match expr:
        case Count(_, 1, parts):
            names = tuple(p.name for p in parts if isinstance(p, Present))
            if len(names) == len(parts):
                yield names
        case Implies(Present(name) | HasValue(Ref(name)), Not(Present(other))):
            yield name, other
        case Implies(Present(name) | HasValue(Ref(name)), And(parts)):
            for part in parts:
                match part:
                    case Not(Present(other)):
                        yield name, other
