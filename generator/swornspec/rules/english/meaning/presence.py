"""What the forms of forms/presence.txt mean: what must or must not stand together, comparisons, formulas."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.cases import case_before
from swornspec.rules.english.conditions import Condition, Scope
from swornspec.rules.english.formula import read_formula, read_term
from swornspec.rules.english.meaning.claim import OPERATORS, OPPOSITE, Claim, chosen_values, names_of, nothing, product
from swornspec.rules.english.members import equal
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.situations import condition_for
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import Token, parts_of
from swornspec.rules.expr import (
    AllOrNone,
    Arithmetic,
    ArithmeticOperator,
    Compare,
    Count,
    Expr,
    HasValue,
    Literal,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    both,
    names,
)
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect

_NUMERIC: Final = frozenset({"integer", "number"})
_TIMES: Final = ("date", "date-time", "time")
_TEMPORAL: Final = frozenset({"AFTER", "BEFORE", "NOT_BEFORE", "NOT_AFTER"})


def _required(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    also = any(t.kind == "MUST" and str(t.value).endswith("also") for t in match.tokens)
    if also and scope.itself and scope.itself != scope.subject:
        yield Claim("requires", scope.itself, expr=Present(scope.subject), other=scope.subject, also=True)
    yield Claim("required", scope.subject, expr=Present(scope.subject), demands=True)


def _required_noun(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What a noun phrase behind "required" asks for: "required identifier of the clip when ...", "must be set to a valid id if ...".

    The words must be those of the field's own name, or the last one a word for its type.
    """
    said = {p for t in match.parts["noun"] for p in parts_of(str(t.value))}
    last = match.parts["noun"][-1]
    if last.kind == "KIND" or (
        own_parts(scope.subject) & said and all(t.value in (scope.subject, scope.itself) for t in match.parts["noun"] if t.kind == "FIELD")
    ):
        yield Claim(match.form, scope.subject, expr=Present(scope.subject), demands=True)


def _required_with(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A field that must be there whenever others are used."""
    others = [scope.used(n) for n in names_of(match) if n != scope.subject]
    if others:
        yield Claim("required", scope.subject, expr=Present(scope.subject), condition=both(*others), demands=True)


def _requires(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Fields that must be there or be true with the subject; "for F v" in parentheses limits one of them."""
    manner, condition, last = "", None, None
    wanted: list[tuple[str, str, Expr | None]] = []
    tokens = match.parts["items"]
    assigned = _assigned(tokens)
    if not all(scope.fits(n, scope.bind(n, v)) for n, v in assigned.items()):
        return
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
    if value is not None and not all(scope.fits(n, scope.bind(n, value)) for n, _, _ in wanted if scope.is_flag(n) == _is_flag(value)):
        return
    joints = {t.kind for t in tokens if t.kind in ("AND", "OR", "PIPE", "SLASH")}
    exprs = {
        name: Compare("==", scope.ref(name), Literal(scope.bind(name, assigned[name])))
        if name in assigned
        else _wanted(match, scope, name, how, value)
        for name, how, _ in wanted
    }
    if joints - {"AND"} and len(wanted) > 1:
        either = Count(1, None, tuple(exprs.values()))
        if joints == {"OR"} and condition is None and scope.subject not in [name for name, _, _ in wanted]:
            yield Claim("requires", scope.subject, expr=either)
        return
    for name, _, only in wanted:
        if name != scope.subject:
            yield Claim("requires", scope.subject, expr=exprs[name], condition=only, other=name)


def _assigned(tokens: Sequence[Token]) -> Mapping[str, Token]:
    """The values that fields are to have: "`a=true`", "a set to `b`"."""
    return {t.value: tokens[n + 2] for n, t in enumerate(tokens[:-2]) if t.kind == "FIELD" and tokens[n + 1].kind == "SET_TO"}


def _wanted(match: Match, scope: Scope, name: str, how: str, value: Token | None) -> Expr:
    if how == "UNSETTING":
        return Not(Present(name))
    if value is not None:
        alone = len({t.value for t in match.parts["items"] if t.kind == "FIELD"}) == 1
        if _is_flag(value) == scope.is_flag(name) or (alone and scope.fields[name].types == ("string",)):
            return Compare("==", scope.ref(name), Literal(scope.bind(name, value)))
        return Present(name)
    if any(t.value == "to be true" for t in match.tokens) and scope.fields[name].types == ("string",):
        return Compare("==", scope.ref(name), Literal("true"))
    to_be_set = match.form == "requires_set" and not scope.is_flag(name)
    return Present(name) if to_be_set else scope.used(name)


def _is_flag(value: Token) -> bool:
    return value.kind in ("TRUE", "FALSE")


def flag(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What a boolean must be under a condition: "must be false when ..."."""
    if scope.is_flag(scope.subject):
        said = (match.parts.get("value") or match.parts["values"])[0]
        value = said.kind in ("TRUE", "ENABLED") or (said.kind == "VAL" and str(said.value).lower() == "true")
        yield Claim("flag", scope.subject, expr=Compare("==", Ref(scope.subject), Literal(value)))


def _not_required(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """An exception to "required" in the sentence before."""
    yield Claim("not_required", scope.subject)


def _value_demands(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What one value of the subject requires, or does not go together with."""
    chosen = chosen_values(match, scope)
    if chosen is None:
        return
    if match.form == "value_forbidden":
        yield Claim("value_forbidden", scope.subject, expr=Not(chosen), demands=True)
        return
    if "needed" in match.parts:
        needed = _case(match.parts["needed"], scope, text)
        if needed is not None and scope.subject not in names(needed):
            excluded = match.form == "value_excludes"
            form = "excludes" if excluded else "requires"
            yield Claim(
                form, scope.subject, expr=Not(needed) if excluded else needed, condition=chosen, other=names(needed)[0], demands=True
            )
        return
    read = _requires if match.form == "value_requires" else _excludes
    for claim in read(match, scope, text):
        conditions = [chosen] if claim.condition is None else [chosen, claim.condition]
        yield replace(claim, condition=both(*conditions), demands=True)


def _requires_value(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Values that the subject asks of another field, or that one case of another field asks of the subject."""
    needed = _case(match.parts["needed"], scope, text)
    if needed is None:
        return
    refused = match.form == "refuses_value"
    name = names(needed)[0]
    if name == scope.subject:
        yield Claim("case", name, expr=Not(needed) if refused else needed)
    elif refused:
        yield Claim("excludes", scope.subject, expr=Not(needed), other=name)
    else:
        yield Claim("requires", scope.subject, expr=needed, other=name)


def _case(tokens: Sequence[Token], scope: Scope, text: str) -> Expr | None:
    """That one field has a value that words name: "`a`", "`a` mode", "a size of 5"; a bare number is one of the subject."""
    numbers = [t for t in tokens if t.kind == "NUM"]
    measured = len(tokens) == 1 or any_is("measure", parts_of(str(tokens[-1].value)))
    if numbers and all(t.kind in ("NUM", "OR", "AND", "COMMA", "W") for t in tokens):
        fits = measured and all(scope.fits(scope.subject, t.value) for t in numbers) and scope.field.types != ("string",)
        return equal(Ref(scope.subject), tuple(t.value for t in numbers)) if fits else None
    if len(tokens) == 1 and tokens[0].kind in ("TRUE", "FALSE") and scope.is_flag(scope.subject):
        return equal(Ref(scope.subject), (tokens[0].kind == "TRUE",))
    found = condition_for(tokens, scope, text) or case_before(tokens, scope, text)
    expr = found.expr if isinstance(found, Condition) else found
    return expr if isinstance(expr, Compare | OneOf) and len(names(expr)) == 1 else None


def _excludes(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    others = [t.value for t in match.parts["items"] if t.kind == "FIELD" and t.value != scope.subject]
    for name in others:
        yield Claim("excludes", scope.subject, expr=Not(scope.used(name)), other=name)


def _excludes_itself(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Another field that must not be sent with the one whose prose it is: "`a` cannot be used together with it"."""
    if scope.itself and scope.itself != scope.subject and str(match.parts["itself"][0].value).startswith(("this", "it")):
        yield Claim("excludes", scope.subject, expr=Not(scope.used(scope.itself)), other=scope.itself)


def _forbidden(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    said = match.parts["flag"][0] if "flag" in match.parts else None
    if said is not None and not scope.is_flag(scope.subject):
        return
    if any(
        t.value not in ("omit", "omit it", "leave out", "leave it out", "leave this out", "leave it unset")
        for t in match.parts.get("omit", ())
    ):
        return  # "leave empty" may be a text of no characters
    yield Claim("forbidden", scope.subject, expr=Not(scope.used(scope.subject)), demands=True)


def _give(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A field to send too ("you must also provide b"): with the subject or, under a condition, whenever that holds.

    Both are claimed; the clause keeps the one that fits.
    """
    value = match.parts["value"][0] if "value" in match.parts else None
    for name in names_of(match):
        expr = _wanted(match, scope, name, "", value) if value is not None else Present(name)
        if name != scope.subject and str(match.parts["must"][0].value).endswith("also"):
            yield Claim("requires", scope.subject, expr=expr, other=name, also=True)
        yield Claim("give", name, expr=expr, demands=True)
    either = list(dict.fromkeys(t.value for t in match.parts.get("either", ()) if t.kind == "FIELD"))
    if len(either) > 1:
        yield Claim("at_least_one", either[0], expr=Count(1, None, tuple(Present(n) for n in either)), demands=True)


def _give_not(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    for name in names_of(match):
        yield Claim("give_not", name, expr=Not(scope.used(name)), demands=True)


def _members(match: Match, scope: Scope) -> list[str]:
    """The fields that a form lists, each once; "this parameter" among them is the one the sentence is said of."""
    items = match.parts["items"]
    if any(str(t.value).lower() != "both" for t in match.parts.get("both", ())):
        return []
    if any(not any_is("request", parts_of(str(t.value))) for t in match.parts.get("who", ())):
        return []  # "the text must contain a or b"
    if any(t.kind == "THIS" and not str(t.value).startswith(("this", "it", "the ")) for t in items):
        return []
    found = [scope.itself or scope.subject if t.kind == "THIS" else t.value for t in items if t.kind in ("FIELD", "THIS")]
    return list(dict.fromkeys(found))


def _sides(match: Match, items: Sequence[str], sent: Callable[[str], Expr]) -> tuple[Expr, ...]:
    """The alternatives that a form lists; those that a slash joins in one of them are one: "`a` or `b/c`"."""
    listed = [t for t in match.parts["items"] if t.kind in ("FIELD", "OR", "COMMA", "SLASH")]
    kinds = {t.kind for t in listed}
    if len(listed) < len(match.parts["items"]) or "SLASH" not in kinds or kinds.isdisjoint({"OR", "COMMA"}) or "more" in match.parts:
        return tuple(map(sent, items))
    sides: list[list[str]] = [[]]
    for token in listed:
        if token.kind == "FIELD":
            sides[-1].append(str(token.value))
        elif token.kind != "SLASH" and sides[-1]:
            sides.append([])
    return tuple(sent(side[0]) if len(side) == 1 else Or(tuple(map(sent, side))) for side in sides)


def _exclude_each_other(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    items = _members(match, scope)
    if len(items) > 1:
        yield Claim("excludes", items[0], expr=Count(0, 1, _sides(match, items, scope.used)), demands=True)


def _not_all(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """That flags must not all be on, or not all be off: "both `a` and `b` cannot be false"."""
    items = _members(match, scope)
    said = match.parts["value"][0]
    on = said.kind in ("TRUE", "ENABLED") or str(said.value).lower() == "true"
    off = said.kind in ("FALSE", "DISABLED") or str(said.value).lower() == "false"
    if len(items) < len(("one", "other")) or not (on or off) or not all(scope.is_flag(n) for n in items):
        return
    held = tuple(scope.used(n) if on else Compare("==", scope.ref(n), Literal(False)) for n in items)
    yield Claim("excludes", items[0], expr=Count(0, len(items) - 1, held), demands=True)


def _one_of_fields(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    items = _members(match, scope)
    items += [n for t in match.parts.get("more", ()) if t.kind == "FIELD" and (n := str(t.value)) not in items]
    most = 1 if match.form == "exactly_one" else None
    other = any(str(t.value).lower() != "one" for t in match.parts.get("one", ()))  # "they are mutually exclusive, and care is needed"
    if other:
        yield from _exclude_each_other(match, scope, text)
    elif len(items) > 1:
        yield Claim(match.form, items[0], expr=Count(1, most, _sides(match, items, Present)), demands=True)


def _either_pair(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """One field or two others together: "either `a` or both `b` and `c` must be sent"; not "a or b and c", which may be both of a and c."""
    items = match.parts["items"]
    at = next(n for n, t in enumerate(items) if t.kind == "OR")
    said = text[items[0].start - len("either ") if items[0].start >= len("either ") else 0 : items[-1].end].lower()
    if all(t.kind != "PLUS" for t in items) and "both" not in said.split():
        return
    sides = [list(dict.fromkeys(_named(t, scope) for t in side if t.kind in ("FIELD", "THIS"))) for side in (items[:at], items[at + 1 :])]
    if len({n for side in sides for n in side}) < len(items) // 2 + 1 or "" in (n for side in sides for n in side):
        return
    expr = Count(1, 1 if "only" in match.parts else None, tuple(both(*(Present(n) for n in side)) for side in sides))
    yield Claim("exactly_one" if "only" in match.parts else "at_least_one", sides[0][0], expr=expr, demands=True)


def _named(token: Token, scope: Scope) -> str:
    """The field that a member of a group is: "this parameter" is the one the sentence is said of; nothing for other words."""
    own = str(token.value).startswith(("this", "it", "the ")) if token.kind == "THIS" else False
    return str(token.value) if token.kind == "FIELD" else (scope.itself or scope.subject) if own else ""


def _all_or_none(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    items = _members(match, scope)
    if len(items) > 1:
        yield Claim("all_or_none", items[0], expr=AllOrNone(tuple(Present(n) for n in items)), demands=True)


def _all_sent(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What "both must be set" asks for; the fields are those of the condition."""
    yield Claim("all_sent", scope.subject, demands=True)


def _compare(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Numbers are compared; texts only for being the same, as the order of dates is not that of their characters."""
    other = match.parts["item"][0].value
    if other == scope.subject:
        return
    relation = match.parts["relation"][0]
    kind = relation.value.upper() if relation.kind == "FIELD" else relation.kind  # fields called `before` and `after`
    if kind not in OPERATORS:
        return
    operator = OPERATORS[kind]
    if "cannot" in match.parts:
        operator = OPPOSITE[operator]
    ref = scope.ref(other)
    claim = Claim("compare", scope.subject, expr=Compare(operator, Ref(scope.subject), ref), condition=HasValue(ref), other=other)
    types = [frozenset(f.types) for f in (scope.field, scope.fields[other])]
    if all(t & _NUMERIC for t in types):
        yield claim
    elif types[0] == types[1] and len(types[0]) == 1 and operator in ("==", "!=") and not types[0] & {"array", "object"}:
        if not {"pattern", "regex", "format", "schema"} & set(parts_of(other)):
            yield claim
    elif all("string" in t for t in types) and (
        kind in _TEMPORAL or (operator not in ("==", "!=") and all(map(is_time, (scope.field, scope.fields[other]))))
    ):
        yield replace(claim, effect=Effect.EXTERNAL, needs="the order of dates")


def is_time(field: Field) -> bool:
    """Whether a field holds a date or a time of day."""
    last = parts_of(field.name.rsplit(".", 1)[-1])[-1:]
    return field.schema.get("format") in _TIMES or any_is("dated", last) or last == ("at",)


def _formula(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    expr = read_formula(match.parts["formula"], scope)
    kinds = {t.kind for t in match.tokens}
    if "SET_TO" in kinds and kinds.isdisjoint(("FORMULA", "STAR", "PLUS", "MINUS")):
        return  # "(exact = 1)" says what a value means
    if expr is not None:
        yield from _of_fields(expr, scope)


def _formula_in_words(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """`a * b must not exceed 9`, "the product of a and b must not exceed 9"."""
    if "formula" in match.parts:
        term = read_term(match.parts["formula"], scope)
    else:
        operator: ArithmeticOperator = "*" if "product" in match.parts else "+"
        term = Arithmetic(operator, tuple(scope.ref(n) for n in names_of(match)))
    numeric = all({"integer", "number"} & set(scope.fields[n].types) for n in (names(term) if term else ()))
    if not all(any_is("measure", parts_of(str(t.value))) for t in match.parts.get("unit", ())):
        return  # "must not exceed 9 times that"
    if term is not None and names(term) and numeric:
        relation = OPERATORS[match.parts["relation"][0].kind]
        expr = Compare(OPPOSITE[relation] if "cannot" in match.parts else relation, term, Literal(product(match.parts["n"])))
        yield from _of_fields(expr, scope)


def _of_fields(expr: Expr, scope: Scope) -> Iterable[Claim]:
    others = [HasValue(scope.ref(n)) for n in names(expr) if n != scope.subject]
    yield Claim("formula", scope.subject, expr=expr, condition=both(*others) if others else None)


def _not_both(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["items"][0].value
    if other != scope.subject:
        yield Claim("excludes", scope.subject, expr=Not(scope.used(other)), other=other)


READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {
    **dict.fromkeys(("requires", "requires_set"), _requires),
    **dict.fromkeys(("at_least_one", "exactly_one"), _one_of_fields),
    **dict.fromkeys(("value_requires", "value_excludes", "value_forbidden"), _value_demands),
    **dict.fromkeys(("requires_value", "refuses_value"), _requires_value),
    "required": _required,
    "required_noun": _required_noun,
    "required_with": _required_with,
    "either_pair": _either_pair,
    **dict.fromkeys(("maybe_required", "may_be_together"), nothing),
    "not_required": _not_required,
    "flag": flag,
    "excludes": _excludes,
    "excludes_itself": _excludes_itself,
    "forbidden": _forbidden,
    "give": _give,
    "give_not": _give_not,
    "exclude_each_other": _exclude_each_other,
    "not_all": _not_all,
    "all_or_none": _all_or_none,
    "all_sent": _all_sent,
    "not_both": _not_both,
    "compare": _compare,
    "formula": _formula,
    "formula_in_words": _formula_in_words,
}
