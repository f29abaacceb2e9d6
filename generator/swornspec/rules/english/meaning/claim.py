"""What a sentence form says: a claim about one field."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from swornspec.rules.english.conditions import RELATIONS, Scope
from swornspec.rules.english.members import equal
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import Token, number, parts_of
from swornspec.rules.expr import CompareOperator, Expr, Not, Ref
from swornspec.rules.relation import Relation
from swornspec.rules.rule import Effect


@dataclass(frozen=True, slots=True)
class Claim:
    """What a form says: constraints on the subject's value (`keywords`), or an expression that follows from its use.

    A claim that `demands` presence holds whether or not its subject was sent. `condition` limits when the claim
    applies; `unread` are words of a condition that were not understood. `elsewhere` marks a reference to another text.
    `also` is set where the claim speaks of a field to send with the subject, unless a condition says when.
    `given` is the condition that the form itself names, which a later "otherwise" is the opposite of. `relation` is what
    the form says of the response.
    """

    form: str
    subject: str
    keywords: Mapping[str, Any] = field(default_factory=dict)
    expr: Expr | None = None
    effect: Effect = Effect.REJECT
    other: str | None = None
    needs: str | None = None
    condition: Expr | None = None
    demands: bool = False
    unread: tuple[str, ...] = ()
    also: bool = False
    given: Expr | None = field(default=None, compare=False)
    relation: Relation | None = None


_PLAIN: Final = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,15})?")
OPERATORS: Final[Mapping[str, CompareOperator]] = {
    **RELATIONS,
    "SET_TO": "==",
    "AFTER": ">",
    "BEFORE": "<",
    "NOT_BEFORE": ">=",
    "NOT_AFTER": "<=",
}
OPPOSITE: Final[Mapping[CompareOperator, CompareOperator]] = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "=="}


def product(tokens: Sequence[Token]) -> int | float:
    """The product of the numbers among tokens: `1024 * 1024`."""
    numbers = [n for t in tokens if (n := t.value if t.kind == "NUM" else quoted_number(t)) is not None]
    return math.prod(numbers)


def chosen_values(match: Match, scope: Scope) -> Expr | None:
    """That the subject has one of the values a form names; None when they are no documented values of it."""
    said = [t for t in match.parts["values"] if t.kind in ("VAL", "NUM", "TRUE", "FALSE")]
    values = tuple(scope.bind(scope.subject, t) for t in said)
    known = scope.field.enum or scope.listed
    fitting = all(v in known if known else not isinstance(v, str) and scope.fits(scope.subject, v) for v in values)
    return equal(Ref(scope.subject), values) if values and fitting and _is_noun_of(match, scope) else None


def _is_noun_of(match: Match, scope: Scope) -> bool:
    """Whether the noun behind a value is one for what the value says: "10 seconds", "`a` frames", "`a` mode" of a mode."""
    noun = match.parts.get("noun", ())
    if not noun or noun[0].kind == "ITEMS":
        return True
    if noun[0].kind == "FIELD":
        return bool(noun[0].value == scope.subject)
    word = str(noun[0].value).lower()
    return word.endswith("s") or any_is("measure", parts_of(word)) or not own_parts(scope.subject).isdisjoint(parts_of(word))


def other_than(said: Sequence[Token], scope: Scope) -> Iterable[Claim]:
    """That the subject has none of some values: "must not be 0"; nothing where they are no values that it can have."""
    values = tuple(scope.bind(scope.subject, t) for t in said if t.kind in ("VAL", "NUM"))
    if values == (True,) and scope.is_flag(scope.subject):
        yield Claim("forbidden", scope.subject, expr=Not(scope.used(scope.subject)), demands=True)
        return
    types = set(scope.field.types)
    fitting = all(scope.fits(scope.subject, v) for v in values) and types <= {"string", "integer", "number"} and bool(types)
    if values and fitting and not any(str(v).lower() in ("null", "none", "empty", "", "true", "false") for v in values):
        yield Claim("not_value", scope.subject, expr=Not(equal(Ref(scope.subject), values)))


def names_of(match: Match) -> list[str]:
    """The fields that a form lists, each once."""
    return list(dict.fromkeys(t.value for t in match.parts["items"] if t.kind == "FIELD"))


def quoted_number(token: Token) -> int | float | None:
    """The number between quotes or backticks, where a page sets its values apart."""
    text = token.value if token.kind == "VAL" else ""
    return number(text) if _PLAIN.fullmatch(text) else None


def nothing(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """No claim: what a form that is read on purpose states when nothing of it holds for every request."""
    return ()
