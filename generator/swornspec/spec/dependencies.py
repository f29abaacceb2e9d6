"""Dependencies between parameters that an OpenAPI document states as IDL under `x-dependencies` (IDL4OAS), as rules.

`IF radius THEN location;` is the rule `requires-radius-location`: location is required when radius is sent.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.errors import RuleError
from swornspec.rules.expr import AllOrNone, Compare, Count, Expr, Implies, names
from swornspec.rules.field import Fields
from swornspec.rules.idl import dependencies, read_idl
from swornspec.rules.plain import must
from swornspec.rules.rule import Effect, Rule, Said

_EVIDENCE: Final = "x-dependencies of the operation"
_MOST_NAMES: Final = 4
_LONGEST_QUOTE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Unread:
    """A dependency that was not read, and why."""

    said: Said
    why: str


def stated_dependencies(operation: Mapping[str, Any], known: Sequence[Rule], fields: Fields) -> tuple[list[Rule], list[Unread]]:
    """The rules that an operation's `x-dependencies` state beside the known ones, and what could not be read of them."""
    listed = operation.get("x-dependencies")
    texts = [listed] if isinstance(listed, str) else listed if isinstance(listed, list) else []
    if not texts:
        return [], []
    said_already = set(dependencies(known, fields))
    taken = Counter(r.id for r in known)
    rules: list[Rule] = []
    unread: list[Unread] = []
    for text in texts:
        if not isinstance(text, str):
            unread.append(Unread(_said(repr(text)), "it is not a text in IDL"))
            continue
        try:
            found = [d for d in read_idl(text) if d.text not in said_already]
        except RuleError as error:
            unread.append(Unread(_said(text), error.reason))
            continue
        rules += (_rule(dependency.expr, dependency.text, taken, fields) for dependency in found)
    return rules, unread


def _rule(expr: Expr, text: str, taken: Counter[str], fields: Fields) -> Rule:
    spoken = names(expr)
    name = "-".join([_word(expr), *spoken[:_MOST_NAMES]])
    unique = name
    while unique in taken:
        taken[name] += 1
        unique = f"{name}-{taken[name]}"
    taken[unique] = 1
    rule = Rule(unique, Effect.REJECT, spoken[0] if spoken else "", expr, must(expr), (_said(text),))
    unknown = ", ".join(n for n in spoken if n not in fields)
    return replace(rule, effect=Effect.EXTERNAL, needs=f"{unknown}, which the operation does not document") if unknown else rule


def _word(expr: Expr) -> str:
    match expr:
        case Implies(_, Compare()):
            return "compare"
        case Implies():
            return "requires"
        case Count(1, None, _):
            return "or"
        case Count(_, 1, _):
            return "only-one" if expr.low else "zero-or-one"
        case AllOrNone():
            return "all-or-none"
        case _:
            return "dependency"


def _said(text: str) -> Said:
    quote = " ".join(text[:_LONGEST_QUOTE].split())
    return Said("", 0, 0, quote, _EVIDENCE)
