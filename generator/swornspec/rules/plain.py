"""The rule tree as plain English: what a message, a docstring or a reviewer is shown. Never page text, always the tree."""

from typing import Any, assert_never

from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Count,
    Expr,
    ForAll,
    HasValue,
    Implies,
    Item,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    Size,
    Term,
    mapped,
    names,
)
from swornspec.rules.relation import Relation, RelationKind
from swornspec.rules.rule import Effect

_RELATED = {
    RelationKind.COUNT: "there are as many results as {} says",
    RelationKind.AT_MOST: "there are at most as many results as {} says",
    RelationKind.ECHO: "the response repeats {}",
    RelationKind.ORDER: "results are returned in the order of {}",
    RelationKind.ABSENT: "no result holds any of {}",
    RelationKind.REPEATABLE: "requests that are the same, {} included, give the same results",
}
_MUST = {"==": "", "!=": "other than ", "<": "under ", "<=": "at most ", ">": "over ", ">=": "at least "}
_IS = {"==": "", "!=": "not ", "<": "under ", "<=": "at most ", ">": "over ", ">=": "at least "}
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def describe(effect: Effect, subject: str, expr: Expr | None, other: str | None, needs: str | None) -> str:
    """One sentence for a rule, without a full stop."""
    match effect:
        case Effect.IGNORED | Effect.OVERRIDES:
            what = f"{subject} is ignored" if effect is Effect.IGNORED else f"{subject} wins over {other}"
            return f"{what}{_clause(expr)}{f', given: {needs}' if needs else ''}"
        case Effect.DEPRECATED:
            return f"{subject} is deprecated{f'; use {other} instead' if other else ''}"
        case Effect.RELATION:
            return related(effect, subject, expr, None)
        case Effect.EXTERNAL:
            core = must(expr) if expr is not None else f"{subject} is limited further"
            if expr is None and needs and needs.startswith("for "):
                return f"{subject} is {needs}"
            return f"{core}, but only {needs}" if needs and needs.startswith(("for ", "when ")) else f"{core} (depends on: {needs})"
        case Effect.ADVICE:
            return f"advice: {must(expr, subject)}" if expr is not None else f"advice about {subject}"
        case Effect.REJECT:
            return must(expr, subject) if expr is not None else subject
        case _:
            assert_never(effect)


def related(effect: Effect, subject: str, expr: Expr | None, relation: Relation | None, *, returned: bool = False) -> str:
    """One sentence for how a response stands to a request; `returned` says that the response holds the subject itself, or not."""
    if relation is None:
        may = f"what the response may hold depends on {subject}"
        core = f"whether the response holds {subject} depends on the request" if returned else may
    else:
        core = _RELATED[relation.kind].format(_list([*relation.fields], "and"))
    return f"{'usually, ' if effect is Effect.ADVICE else ''}{core}{_clause(expr)}"


def must(expr: Expr | None, subject: str = "") -> str:
    """An expression as a demand: `n must be between 1 and 4 when width or height is over 768`."""
    match expr:
        case None:
            return subject
        case Implies(when, then):
            said = names(then)
            conditions: list[Expr] = [p for p in (when.parts if isinstance(when, And) else (when,)) if not _goes_without_saying(p, said)]
            return f"{must(then)}{_when(conditions)}"
        case And((Compare(">=", left, Literal(low)), Compare("<=", right, Literal(high)))) if left == right:
            return f"{_term(left)} must be between {_value(low)} and {_value(high)}"
        case And(parts) if parts and all(isinstance(p, Present) for p in parts):
            present = [p.name for p in parts if isinstance(p, Present)]
            return f"{_list(present, 'and')} {'is' if len(present) == 1 else 'are'} required"
        case And(parts):
            return " and ".join(must(p) for p in parts) or "anything goes"
        case Or(parts):
            return "at least one of these must hold: " + "; ".join(is_(p) for p in parts)
        case Compare("==", Arithmetic("%", (item, divisor)), Literal(0)):
            return f"{_term(item)} must be a multiple of {_term(divisor)}"
        case Compare(operator, Size(of), Literal(n)):
            return f"the length of {of.name} must be {_MUST[operator]}{_value(n)}"
        case Compare(operator, left, right):
            return f"{_term(left)} must be {_MUST[operator]}{_term(right)}"
        case OneOf(item, members):
            return f"{_term(item)} must be {_one_of(members)}"
        case Matches(item, pattern):
            return f"{item.name} must match {pattern}"
        case Present(name):
            return f"{name} is required"
        case HasValue(ref):
            return f"{ref.name} must have a value"
        case Not(part):
            return _must_not(part)
        case Count(low, high, parts):
            return _count(low, high, parts)
        case AllOrNone(parts):
            sent = [p.name for p in parts if isinstance(p, Present)]
            if parts and len(sent) == len(parts):
                return f"all or none of these must be sent: {', '.join(sent)}"
            return f"all or none of these must hold: {'; '.join(is_(p) for p in parts)}"
        case ForAll(over, each):
            return must(_of_each(over, each))
        case _:
            assert_never(expr)


def is_(expr: Expr) -> str:
    """An expression as a statement: `width is over 768`."""
    match expr:
        case And((Compare(">=", left, Literal(low)), Compare("<=", right, Literal(high)))) if left == right:
            return f"{_term(left)} is between {_value(low)} and {_value(high)}"
        case And(parts):
            return " and ".join(is_(p) for p in parts) or "always"
        case Or(parts):
            return _either(parts)
        case Compare(operator, left, right):
            return f"{_term(left)} is {_IS[operator]}{_term(right)}"
        case OneOf(item, members):
            return f"{_term(item)} is {_one_of(members)}"
        case Matches(item, pattern):
            return f"{item.name} matches {pattern}"
        case Present(name):
            return f"{name} is sent"
        case HasValue(ref):
            return f"{ref.name} is sent"
        case Not(Present(name) | HasValue(Ref(name))):
            return f"{name} is not sent"
        case Not(Compare(operator, left, right)):
            return f"{_term(left)} is {_IS[_OPPOSITE[operator]]}{_term(right)}"
        case Not(part):
            return f"not ({is_(part)})"
        case Implies(when, then):
            return f"{is_(then)} if {is_(when)}"
        case Count() | AllOrNone():
            return must(expr)
        case ForAll(over, each):
            return is_(_of_each(over, each))
        case _:
            assert_never(expr)


def _of_each(over: Ref, each: Expr) -> Expr:
    """What is said of one item, with its fields called `weight of each item of points`."""

    def spoken(ref: Ref | Item) -> Ref:
        return Ref(f"each item of {over.name}" if isinstance(ref, Item) else f"{ref.name} of each item of {over.name}")

    return mapped(each, spoken)


def _goes_without_saying(condition: Expr, said: tuple[str, ...]) -> bool:
    """That a field has a value is clear where the demand speaks of the field itself."""
    return isinstance(condition, HasValue) and condition.ref.name in said


def _must_not(part: Expr) -> str:
    match part:
        case Present(name) | HasValue(Ref(name)):
            return f"{name} must not be sent"
        case Compare("==", left, right):
            return f"{_term(left)} must not be {_term(right)}"
        case Compare(operator, left, right):
            return f"{_term(left)} must be {_MUST[_OPPOSITE[operator]]}{_term(right)}"
        case OneOf(item, members):
            return f"{_term(item)} must be none of {', '.join(map(_value, members))}"
        case _:
            return f"this must not hold: {is_(part)}"


def _either(parts: tuple[Expr, ...]) -> str:
    """Say `width or height is over 768` where the parts say the same of several fields."""
    if all(isinstance(p, Compare) and isinstance(p.left, Ref) for p in parts):
        compared = [p for p in parts if isinstance(p, Compare)]
        if len({(p.operator, p.right) for p in compared}) == 1:
            together = _list([_term(p.left) for p in compared], "or")
            return f"{together} is {_IS[compared[0].operator]}{_term(compared[0].right)}"
    return " or ".join(is_(p) for p in parts) or "never"


def _count(low: int, high: int | None, parts: tuple[Expr, ...]) -> str:
    sent = [p.name for p in parts if isinstance(p, Present)]
    things = ", ".join(sent) if len(sent) == len(parts) else "; ".join(is_(p) for p in parts)
    amount = {(1, None): "at least one", (1, 1): "exactly one", (0, 1): "at most one"}.get((low, high), f"between {low} and {high}")
    verb = "must be sent" if len(sent) == len(parts) else "must hold"
    return f"{amount} of these {verb}: {things}"


def _when(conditions: list[Expr]) -> str:
    """Conditions joined; a lower and an upper bound of one term that follow each other become one."""
    said: list[str] = []
    rest = list(conditions)
    while rest:
        pair = And(tuple(rest[:2]))
        match pair:
            case And((Compare(">=", left, Literal()), Compare("<=", right, Literal()))) if left == right:
                said.append(is_(pair))
                del rest[:2]
            case _:
                said.append(is_(rest.pop(0)))
    return f" when {' and '.join(said)}" if said else ""


def _clause(expr: Expr | None) -> str:
    if expr is None:
        return ""
    return f" unless {is_(expr.part)}" if isinstance(expr, Not) and not isinstance(expr.part, Present) else f" when {is_(expr)}"


def _one_of(members: tuple[Any, ...]) -> str:
    return _value(members[0]) if len(members) == 1 else f"one of {', '.join(map(_value, members))}"


def _list(items: list[str], word: str) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _term(node: Term) -> str:
    match node:
        case Literal(value):
            return _value(value)
        case Ref(name, _):
            return name
        case Item():
            return node.name
        case Size(of):
            return f"the size of {of.name}"
        case Arithmetic(operator, operands):
            return f" {operator} ".join(f"({_term(o)})" if isinstance(o, Arithmetic) else _term(o) for o in operands)
        case _:
            assert_never(node)
