"""What each sentence form means for the field it is said of: one function per family of forms in forms.txt."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from swornspec.rules.english.conditions import Scope, read_condition
from swornspec.rules.english.formula import read_formula, read_term
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.tokens import Token, number
from swornspec.rules.expr import (
    Arithmetic,
    ArithmeticOperator,
    Compare,
    CompareOperator,
    Count,
    Expr,
    HasValue,
    Literal,
    Not,
    Present,
    Ref,
    both,
    names,
)
from swornspec.rules.rule import Effect


@dataclass(frozen=True, slots=True)
class Claim:
    """What a form says: constraints on the subject's value (`keywords`), or an expression that follows from its use.

    A claim that `demands` presence holds whether or not its subject was sent. `condition` limits when the claim
    applies; `unread` are words of a condition that were not understood. `elsewhere` marks a reference to another text.
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


_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_VALUES: Final = ("VAL", "NUM", "TRUE", "FALSE", "NO", "W")
_OPERATORS: Final[Mapping[str, CompareOperator]] = {
    "OVER": ">",
    "UNDER": "<",
    "AT_LEAST": ">=",
    "AT_MOST": "<=",
    "REL_GE": ">=",
    "REL_LE": "<=",
    "REL_GT": ">",
    "REL_LT": "<",
    "SET_TO": "==",
}


def claims_of(match: Match, scope: Scope, text: str) -> tuple[Claim, ...]:
    """The claims of a form found in a clause; none when the form does not fit the field it is said of."""
    return tuple(_READERS[match.form](match, scope, text))


def _bounds(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    limits = _limits(match)
    long = any(t.kind in ("LONG", "LENGTH") for k in ("unit", "unit2", "what") for t in match.parts.get(k, ()))
    units = [t for p in ("unit", "unit2") for t in match.parts.get(p, ())]
    unit = next((k for k in ("CHARACTERS", "ITEMS") if any(t.kind == k for t in units)), None)
    if unit is None and any(t.kind == "FIELD" for t in units):
        unit = "ITEMS" if any(t.value == scope.subject for t in units) else "FIELD"
    types = scope.field.types
    if {"integer", "number"} & set(types) and unit != "CHARACTERS" and not long:
        yield Claim(match.form, scope.subject, limits)
    elif "string" in types and (unit == "CHARACTERS" or (long and unit is None)):
        yield from _sized(match, scope, limits, "Length")
    elif "array" in types and unit == "ITEMS":
        yield from _sized(match, scope, limits, "Items")


def _sized(match: Match, scope: Scope, limits: Mapping[str, Any], what: str) -> Iterable[Claim]:
    named = {"minimum": f"min{what}", "maximum": f"max{what}"}
    if all(k in named and isinstance(v, int) and v >= 0 for k, v in limits.items()):
        yield Claim(match.form, scope.subject, {named[k]: v for k, v in limits.items()})


def _chain(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """`0 <= ratio < 1`: both bounds of the field that stands between them."""
    low, high = (match.parts[k][0].value for k in ("low", "high"))
    who = match.parts["who"][0]
    own = who.kind == "THIS" or scope.subject.casefold() == str(who.value).casefold()
    if own and {"integer", "number"} & set(scope.field.types) and low < high:
        strict = [match.parts[k][0].kind == "REL_LT" for k in ("less", "less2")]
        least, most = ("exclusiveMinimum" if strict[0] else "minimum"), ("exclusiveMaximum" if strict[1] else "maximum")
        yield Claim("between", scope.subject, {least: low, most: high})


def _limits(match: Match) -> dict[str, Any]:
    if "range" in match.parts:
        low, high = match.parts["range"][0].value
        return {"minimum": low, "maximum": high} if low <= high else {}
    if match.form == "between":
        low, high = _product(match.parts["low"]), _product(match.parts["high"])
        return {"minimum": low, "maximum": high} if low <= high else {}
    keyword = {"at_least": "minimum", "at_most": "maximum", "over": "exclusiveMinimum", "under": "exclusiveMaximum"}
    if match.form in keyword:
        return {keyword[match.form]: _product(match.parts["n"])}
    if match.form == "exact_length":
        n = match.parts["n"][0].value
        return {"minimum": n, "maximum": n}
    return {"exclusiveMinimum": 0} if match.form.startswith("positive") else {"minimum": 0}


def _product(tokens: Sequence[Token]) -> int | float:
    numbers: list[int | float] = [t.value for t in tokens if t.kind == "NUM"]
    return math.prod(numbers)


def _multiple(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    n = match.parts["n"][0].value
    if {"integer", "number"} & set(scope.field.types) and n > 0:
        yield Claim(match.form, scope.subject, {"multipleOf": n})


def _maximum_by_group(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    small, large = match.parts["n"][0].value, match.parts["m"][0].value
    yield Claim(match.form, scope.subject, {"maximum": max(small, large)})
    named = " ".join(str(t.value) for t in match.parts["group"])
    if small < large:
        group = scope.groups.get(named.casefold())
        limit = Claim(match.form, scope.subject, {"maximum": small}, condition=group)
        yield limit if group else replace(limit, effect=Effect.EXTERNAL, needs=f"for {named}")


def _enum(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    values = _values(match.parts["values"], scope, text)
    if values:
        prefix = "items." if scope.field.types == ("array",) else ""
        yield Claim("use" if match.form == "use" and len(values) == 1 else "enum", scope.subject, {f"{prefix}enum": values})


def _values(tokens: Sequence[Token], scope: Scope, text: str) -> list[Any]:
    """The listed values as the field's type has them; none at all when one does not fit."""
    listed = [t for n, t in enumerate(tokens) if t.kind in _VALUES and (n == 0 or tokens[n - 1].kind != "FOR")]
    types = set(scope.field.types)
    if len(listed) == 1 and listed[0].kind == "W":
        return []  # one ordinary word is no list of values: "accepts markdown"
    if types & {"integer", "number"}:
        numbers = [t.value if t.kind == "NUM" else _quoted_number(t) for t in listed]
        return numbers if None not in numbers else []
    if types & {"string", "array"} or not types:
        return [scope.bind(scope.subject, t) if t.kind == "VAL" else text[t.start : t.end] for t in listed]
    return []


def _quoted_number(token: Token) -> int | float | None:
    """The number between quotes or backticks, where a page sets its values apart."""
    text = token.value if token.kind == "VAL" else ""
    return number(text) if _NUMBER.fullmatch(text) else None


def _default(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    token = match.parts["value"][0]
    types = set(scope.field.types)
    if token.kind in ("ENABLED", "DISABLED"):
        if "boolean" in types:
            yield Claim("default", scope.subject, {"default": token.kind == "ENABLED"})
    elif token.kind in ("TRUE", "FALSE") and "boolean" in types:
        yield Claim("default", scope.subject, {"default": token.kind == "TRUE"})
    elif token.kind == "NUM" and types & {"integer", "number"}:
        yield Claim("default", scope.subject, {"default": token.value})
    elif types & {"integer", "number"} and _quoted_number(token) is not None:
        yield Claim("default", scope.subject, {"default": _quoted_number(token)})
    elif "boolean" in types and token.kind == "VAL" and token.value.lower() in ("true", "false"):
        yield Claim("default", scope.subject, {"default": token.value.lower() == "true"})
    elif "string" in types and (token.kind == "VAL" or _is_member(token, scope)):
        yield Claim("default", scope.subject, {"default": scope.bind(scope.subject, token)})


def _is_member(token: Token, scope: Scope) -> bool:
    return scope.bind(scope.subject, token) in (scope.field.enum or scope.listed)


def _no_default(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield from ()


def _required(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield Claim("required", scope.subject, expr=Present(scope.subject), demands=True)


def _requires(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Fields that must be there or be true with the subject; "for F v" in parentheses limits one of them."""
    manner, condition, last = "", None, None
    wanted: list[tuple[str, str, Expr | None]] = []
    tokens = match.parts["items"]
    for n, token in enumerate(tokens):
        if token.kind == "FOR" and n + 2 < len(tokens):
            field, limit = tokens[n + 1].value, tokens[n + 2]
            condition = Compare("==", scope.ref(field), Literal(scope.bind(field, limit)))
            wanted[-1] = (*wanted[-1][:2], condition)
            break
        if token.kind in ("ENABLING", "UNSETTING", "ALTER"):
            manner = token.kind
        if token.kind == "FIELD" and token.value != last:
            last = token.value
            wanted.append((last, manner, None))
    value = match.parts["value"][0] if "value" in match.parts else None
    for name, how, only in wanted:
        if name != scope.subject:
            yield Claim("requires", scope.subject, expr=_wanted(match, scope, name, how, value), condition=only, other=name)


def _wanted(match: Match, scope: Scope, name: str, how: str, value: Token | None) -> Expr:
    if how == "UNSETTING":
        return Not(Present(name))
    if value is not None:
        if (value.kind in ("TRUE", "FALSE")) == scope.is_flag(name):
            return Compare("==", scope.ref(name), Literal(scope.bind(name, value)))
        return Present(name)
    to_be_set = match.form == "requires_set" and not scope.is_flag(name)
    return Present(name) if to_be_set else scope.used(name)


def _excludes(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    others = [t.value for t in match.parts["items"] if t.kind == "FIELD" and t.value != scope.subject]
    for name in others:
        yield Claim("excludes", scope.subject, expr=Not(scope.used(name)), other=name)


def _forbidden(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    if "flag" in match.parts and not scope.is_flag(scope.subject):
        return
    yield Claim("forbidden", scope.subject, expr=Not(scope.used(scope.subject)), demands=True)


def _exclude_each_other(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    items = _names(match)
    if len(items) > 1:
        yield Claim("excludes", items[0], expr=Count(0, 1, tuple(scope.used(n) for n in items)), demands=True)


def _one_of_fields(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    items = list(dict.fromkeys([*(_names(match)), *([scope.subject] if len(_names(match)) == 1 else [])]))
    most = 1 if match.form == "exactly_one" else None
    if len(items) > 1:
        yield Claim(match.form, items[0], expr=Count(1, most, tuple(Present(n) for n in items)), demands=True)


def _compare(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["item"][0].value
    numeric = {"integer", "number"}
    if other != scope.subject and numeric & set(scope.field.types) and numeric & set(scope.fields[other].types):
        operator = _OPERATORS[match.parts["relation"][0].kind]
        if "cannot" in match.parts:
            operator = "<=" if operator == ">" else ">="
        ref = scope.ref(other)
        expr = Compare(operator, Ref(scope.subject), ref)
        yield Claim("compare", scope.subject, expr=expr, condition=HasValue(ref), other=other)


def _formula(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    expr = read_formula(match.parts["formula"], scope)
    if expr is not None:
        yield from _of_fields(expr, scope)


def _formula_in_words(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """`a * b must not exceed 9`, "the product of a and b must not exceed 9"."""
    if "formula" in match.parts:
        term = read_term(match.parts["formula"], scope)
    else:
        operator: ArithmeticOperator = "*" if "product" in match.parts else "+"
        term = Arithmetic(operator, tuple(scope.ref(n) for n in _names(match)))
    numeric = all({"integer", "number"} & set(scope.fields[n].types) for n in (names(term) if term else ()))
    if term is not None and names(term) and numeric:
        expr = Compare(_OPERATORS[match.parts["relation"][0].kind], term, Literal(_product(match.parts["n"])))
        yield from _of_fields(expr, scope)


def _of_fields(expr: Expr, scope: Scope) -> Iterable[Claim]:
    others = [HasValue(scope.ref(n)) for n in names(expr) if n != scope.subject]
    yield Claim("formula", scope.subject, expr=expr, condition=both(*others) if others else None)


def _ignored(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield Claim("ignored", scope.subject, effect=Effect.IGNORED)


def _overrides(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["items"][0].value
    if other != scope.subject:
        yield Claim("overrides", scope.subject, effect=Effect.OVERRIDES, other=other)


def _only(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    condition = read_condition(match.parts["condition"], scope, text)
    rest = [t for t in match.parts["condition"][condition.last :] if t.kind not in ("STOP", "RPAR")]
    if condition.expr is None or condition.unread or rest:
        return
    if match.form == "only_valid":
        yield Claim("requires", scope.subject, expr=condition.expr)
    else:
        yield Claim("ignored", scope.subject, effect=Effect.IGNORED, condition=Not(condition.expr))


def _deprecated(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield Claim("deprecated", scope.subject, {"deprecated": True}, effect=Effect.DEPRECATED)


def _replaced(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["items"][0].value
    if other != scope.subject:
        yield Claim("deprecated", scope.subject, effect=Effect.DEPRECATED, other=other)


def _fallback(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["items"][0].value
    if other != scope.subject:
        yield Claim("overrides", scope.subject, effect=Effect.OVERRIDES, other=other, demands=True)


def _not_both(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["items"][0].value
    if other != scope.subject:
        yield Claim("excludes", scope.subject, expr=Not(scope.used(other)), other=other)


def _relation(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield Claim(match.form, scope.subject, effect=Effect.RELATION)


def _elsewhere(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield Claim("elsewhere", scope.subject, effect=Effect.EXTERNAL, needs="what the page refers to")


def _restricted(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Who may use the subject ("Enterprise only") is not a matter of the request."""
    named = text[match.parts["items"][0].start : match.parts["items"][-1].end]
    yield Claim("restricted", scope.subject, effect=Effect.EXTERNAL, needs=f"for {named} only")


def _names(match: Match) -> list[str]:
    return list(dict.fromkeys(t.value for t in match.parts["items"] if t.kind == "FIELD"))


_READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {
    **dict.fromkeys(
        (
            *("between", "at_least", "at_most", "over", "under", "positive", "non_negative", "exact_length"),
            *("range_alone", "positive_alone", "non_negative_alone"),
        ),
        _bounds,
    ),
    "chain": _chain,
    **dict.fromkeys(("enum", "use", "enum_with_meanings", "enum_of_codes", "enum_named"), _enum),
    **dict.fromkeys(("requires", "requires_set"), _requires),
    **dict.fromkeys(("at_least_one", "exactly_one"), _one_of_fields),
    **dict.fromkeys(("only_valid", "only_matters", "unless_ignored"), _only),
    **dict.fromkeys(("same_order", "same_result", "in_output"), _relation),
    "multiple": _multiple,
    "maximum_by_group": _maximum_by_group,
    "default": _default,
    "no_default": _no_default,
    "required": _required,
    "excludes": _excludes,
    "forbidden": _forbidden,
    "exclude_each_other": _exclude_each_other,
    "compare": _compare,
    "formula": _formula,
    "formula_in_words": _formula_in_words,
    "ignored": _ignored,
    "overrides": _overrides,
    "deprecated": _deprecated,
    "replaced": _replaced,
    "fallback": _fallback,
    "not_both": _not_both,
    "elsewhere": _elsewhere,
    "restricted": _restricted,
}
