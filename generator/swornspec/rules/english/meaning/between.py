"""What the forms of forms/between.txt mean: numbers and sizes of two fields held against each other."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.formula import read_term
from swornspec.rules.english.meaning.claim import OPERATORS, OPPOSITE, Claim, chosen_values, names_of, product
from swornspec.rules.english.meaning.effects import understood
from swornspec.rules.english.meaning.presence import is_time
from swornspec.rules.english.members import equal
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import parts_of
from swornspec.rules.expr import Arithmetic, Compare, CompareOperator, Expr, HasValue, Literal, Ref, Size, Term, both, names
from swornspec.rules.rule import Effect

_NUMERIC: Final = frozenset({"integer", "number"})
_ENDS: Final[tuple[CompareOperator, CompareOperator]] = (">=", "<=")
_SHARES: Final = {"half": (2, 1), "third": (3, 1), "quarter": (4, 1), "twice": (1, 2), "double": (1, 2)}
"""Factors of a field and of the one that it is held against: at most half of it is at most it, taken twice."""
_TIMES: Final = frozenset(("millisecond", "ms", "second", "sec", "minute", "min", "hour", "hr", "day", "week", "month", "quarter", "year"))
_SIZES: Final = frozenset(("size", "length", "number", "count"))


def _multiple_of(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A multiple of another field, where that is over zero."""
    other = match.parts["item"][0].value
    if any(str(t.value).lower() not in ("0", "zero") for t in match.parts.get("zero", ())):
        return
    if other != scope.subject and all(set(scope.fields[n].types) == {"integer"} for n in (scope.subject, other)):
        expr = Compare("==", Arithmetic("%", (Ref(scope.subject), scope.ref(other))), Literal(0))
        yield Claim("multiple_of", scope.subject, expr=expr, condition=Compare(">", scope.ref(other), Literal(0)), other=other)


def _share_of(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A number held against a part or a multiple of another field: "must not exceed half of `size`"."""
    other, share = match.parts["item"][0].value, _SHARES.get(str(match.parts["share"][0].value).lower())
    if share is None or other == scope.subject or not all(_is_number(n, scope) for n in (scope.subject, other)):
        return
    operator = OPERATORS[match.parts["relation"][0].kind]
    left, right = (
        ref if n == 1 else Arithmetic("*", (Literal(n), ref)) for n, ref in zip(share, (Ref(scope.subject), scope.ref(other)), strict=True)
    )
    yield _compared("compare", OPPOSITE[operator] if "cannot" in match.parts else operator, left, right, scope)


def _compare_offset(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A number held against another field and some more or less: "must be at least `start` + 1"."""
    other, sign = match.parts["item"][0].value, match.parts["sign"][0].kind
    if other == scope.subject or not all(_is_number(n, scope) for n in (scope.subject, other)):
        return
    operator = OPERATORS[match.parts["relation"][0].kind]
    right = Arithmetic("+" if sign == "PLUS" else "-", (scope.ref(other), Literal(match.parts["n"][0].value)))
    yield _compared("compare", OPPOSITE[operator] if "cannot" in match.parts else operator, Ref(scope.subject), right, scope)


def _apart(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """How far two times may lie apart: "`a` and `b` must be at most 31 days apart", "must be within 5 minutes of `a`"."""
    parts = match.parts
    found = [str(t.value) if t.kind == "FIELD" else scope.subject for t in parts["items"] if t.kind in ("FIELD", "THIS")]
    if "apart" not in parts:
        found = [*found, scope.subject]
        if "side" not in parts and parts["relation"][0].kind != "BETWEEN":
            return
    if str(parts["unit"][0].value).lower().removesuffix("s") not in _TIMES or any(
        "apart" not in str(t.value).lower() for t in parts.get("apart", ())
    ):
        return
    if len(set(found)) != len(("one", "other")) or not all("string" in scope.fields[n].types or is_time(scope.fields[n]) for n in found):
        return
    one, other = found[::-1] if "side" in parts and parts["side"][0].kind == "BEFORE" else found
    subject, other_one = (scope.subject, one if other == scope.subject else other) if scope.subject in found else (other, one)
    kind = parts["relation"][0].kind
    operator = OPERATORS["AT_MOST" if kind == "BETWEEN" else kind]
    operator = OPPOSITE[operator] if "cannot" in parts else operator
    expr = Compare(operator, Arithmetic("-", (scope.ref(other), scope.ref(one))), Literal(parts["n"][0].value))
    yield Claim(
        "compare",
        subject,
        expr=expr,
        condition=HasValue(scope.ref(other_one)),
        other=other_one,
        effect=Effect.EXTERNAL,
        needs="the time between dates",
    )


def _beyond(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What numbers beyond a limit ask for: "values above 10 require `a`", "over 10 is only allowed when ..."."""
    units = [p for t in match.parts.get("unit", ()) for p in parts_of(str(t.value))]
    if not _is_number(scope.subject, scope) or (units and not any_is("measure", units) and own_parts(scope.subject).isdisjoint(units)):
        return
    operator = OPERATORS[match.parts["relation"][0].kind]
    beyond = Compare(operator, Ref(scope.subject), Literal(match.parts["n"][0].value))
    for wanted in _wanted(match, scope, text):
        yield Claim("value_requires", scope.subject, expr=wanted, condition=beyond, demands=True)


def _wanted(match: Match, scope: Scope, text: str) -> Iterable[Expr]:
    """What a form requires: the condition that it names, or that each of its fields is used, or has the value said."""
    if "condition" in match.parts:
        condition = understood(match, scope, text)
        if condition is not None and scope.subject not in names(condition):
            yield condition
        return
    for name in [t.value for t in match.parts["items"] if t.kind == "FIELD" and t.value != scope.subject]:
        value = match.parts["value"][0] if "value" in match.parts else None
        if value is None:
            yield scope.used(name)
        elif scope.fits(name, scope.bind(name, value)):
            yield Compare("==", scope.ref(name), Literal(scope.bind(name, value)))


def _give_bound(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A number that another field must be, in some case: "you must set `a` to at least 1"."""
    other = match.parts["item"][0].value
    if _is_number(other, scope):
        expr = Compare(OPERATORS[match.parts["relation"][0].kind], scope.ref(other), Literal(match.parts["n"][0].value))
        yield Claim("give", scope.subject, expr=expr, other=other, demands=True)


def _value_supports(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """The only values of another field that go with one of the subject: "`high` only supports a duration of 6"."""
    other, chosen = match.parts["item"][0].value, chosen_values(match, scope)
    said = [t for t in match.parts["needed"] if t.kind in ("VAL", "NUM", "TRUE", "FALSE")]
    values = tuple(scope.bind(other, t) for t in said)
    only = "only" in str(match.parts["only"][0].value)
    if only and chosen is not None and other != scope.subject and all(scope.fits(other, v) for v in values):
        yield Claim("value_requires", scope.subject, expr=equal(scope.ref(other), values), condition=chosen, other=other, demands=True)


def _needs_values(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """The only values of another field that go with the subject: "`salt` only supports the `a` and `b` plugins"."""
    other = match.parts["item"][0].value
    values = tuple(scope.bind(other, t) for t in match.parts["needed"] if t.kind in ("VAL", "NUM", "TRUE", "FALSE"))
    measured = _is_number(other, scope) and (any_is("lasting", parts_of(other)) or "fps" in parts_of(other))
    known = scope.fields[other].enum or (values if measured else ())  # "only supports 25 fps", but "only takes 3 images"
    if "only" in str(match.parts["only"][0].value) and other == scope.subject and all(v in known for v in values):
        yield Claim("enum", other, {"enum": list(values)})
    elif "only" in str(match.parts["only"][0].value) and all(v in known for v in values):
        yield Claim("requires", scope.subject, expr=equal(scope.ref(other), values), other=other)


def _between_fields(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A number with one end or both that other fields say: "between 1 and `limit`"."""
    ends = (match.parts["low"][0], match.parts["high"][0])
    named = [t.value for t in ends if t.kind == "FIELD"]
    if scope.subject in named or not all(_is_number(n, scope) for n in (scope.subject, *named)):
        return
    for token, operator, keyword in zip(ends, _ENDS, ("minimum", "maximum"), strict=True):
        if token.kind == "NUM":
            yield Claim("between", scope.subject, {keyword: token.value})
        else:
            yield _compared("compare", operator, Ref(scope.subject), scope.ref(token.value), scope)


def _same_size(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A list that has as many items as another list."""
    other, what = match.parts["item"][0].value, match.parts["what"][0]
    if any(str(t.value).lower() not in ("as", "many") for part in ("as", "many") for t in match.parts.get(part, ())):
        return
    if what.kind == "W" and str(what.value).lower() not in _SIZES and "many" not in match.parts:
        return
    if other == scope.subject or scope.fields[other].types != ("array",):
        return
    if scope.field.types == ("array",):
        yield _compared(match.form, "==", Size(Ref(scope.subject)), Size(scope.ref(other)), scope)
    elif what.kind == "COUNT" and _is_number(scope.subject, scope):
        yield _compared("counted_by", "==", Ref(scope.subject), Size(scope.ref(other)), scope)


def _sized_by(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A list that has as many items as another field says: "at most `count` items"."""
    other, unit = match.parts["item"][0].value, match.parts["unit"][0]
    own = unit.kind == "ITEMS" or unit.value == scope.subject
    wanted = ("string",) if unit.kind == "CHARACTERS" else ("array",)
    if other != scope.subject and (own or unit.kind == "CHARACTERS") and scope.field.types == wanted and _is_number(other, scope):
        operator: CompareOperator = "==" if match.parts["relation"][0].kind == "EXACTLY" else OPERATORS[match.parts["relation"][0].kind]
        yield _compared(match.form, operator, Size(Ref(scope.subject)), scope.ref(other), scope)


def _counted_by(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A number held against that of the items of a list: "cannot exceed the number of `tags`"."""
    other = match.parts["item"][0].value
    counted = any(t.kind == "COUNT" for t in match.tokens)
    operator = OPERATORS[match.parts["relation"][0].kind]
    if any(t.kind == "CANNOT" for t in match.tokens):
        operator = OPPOSITE[operator]
    if counted and other != scope.subject and _is_number(scope.subject, scope) and _is_number(other, scope):
        yield _compared("compare", operator, Ref(scope.subject), scope.ref(other), scope)  # "must not exceed the number of `adults`"
        return
    wanted = ("array",) if counted else ("string",)
    if other == scope.subject or scope.fields[other].types != wanted or not _is_number(scope.subject, scope):
        return
    yield _compared(match.form, operator, Ref(scope.subject), Size(scope.ref(other)), scope)


def _sum_of(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Several fields together held against a number, or one more field."""
    added = names_of(match)
    if any(t.kind == "THIS" for t in match.parts["items"]):
        added = [scope.itself or scope.subject, *added]
    if len(set(added)) > 1:
        yield from _against(match, Arithmetic("+", tuple(scope.ref(n) for n in dict.fromkeys(added))), scope)


def _sizes_of(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """How many items several lists may have together, or what several numbers may add up to."""
    added = list(
        dict.fromkeys([*([scope.itself or scope.subject] if any(t.kind == "THIS" for t in match.parts["items"]) else []), *names_of(match)])
    )
    lists = all(scope.fields[n].types == ("array",) for n in added)
    if any(not str(t.value).startswith("total") for t in match.parts.get("total", ())):
        return  # "the number of `a` and `b`" may be that of each
    if len(added) < 2 or not (lists or all(_is_number(n, scope) for n in added)):  # a sum has two terms
        return
    terms: tuple[Term, ...] = tuple(Size(scope.ref(n)) if lists else scope.ref(n) for n in added)
    operator = OPERATORS[match.parts["relation"][0].kind]
    limit = Literal(match.parts["n"][0].value)
    yield _compared("formula", OPPOSITE[operator] if "cannot" in match.parts else operator, Arithmetic("+", terms), limit, scope)


def _in_brackets(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What fields make together, spelled out in brackets: "the area (`width` × `height`) must not exceed 9"; lists by their sizes."""
    fields = [str(t.value) for t in match.parts["items"] if t.kind == "FIELD"]
    signs = {t.kind for t in match.parts["items"]} - {"FIELD"}
    lists = all(scope.fields[n].types == ("array",) for n in fields)
    total = any(t.kind == "COUNT" and str(t.value).startswith("total") for t in match.tokens)
    if (
        len(signs) != 1
        or (signs == {"AND"} and not total)
        or len(set(fields)) < len(fields)
        or not (lists or all(_is_number(n, scope) for n in fields))
    ):
        return
    terms: tuple[Term, ...] = tuple(Size(scope.ref(n)) if lists else scope.ref(n) for n in fields)
    operator = OPERATORS[match.parts["relation"][0].kind]
    term = Arithmetic("*" if signs == {"STAR"} else "+", terms)
    limit = Literal(product(match.parts["n"]))
    yield _compared("formula", OPPOSITE[operator] if "cannot" in match.parts else operator, term, limit, scope)


def _term_of(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    term = read_term(match.parts["term"], scope)
    if term is not None and names(term):
        yield from _against(match, term, scope)


def _against(match: Match, term: Term, scope: Scope) -> Iterable[Claim]:
    limit = match.parts["n"][0]
    right: Term = scope.ref(limit.value) if limit.kind == "FIELD" else Literal(limit.value)
    used = [*names(term), *([limit.value] if limit.kind == "FIELD" else [])]
    if limit.value in names(term) or not all(_is_number(n, scope) for n in used):
        return
    operator = OPERATORS[match.parts["relation"][0].kind] if "relation" in match.parts else "=="
    yield _compared("formula", OPPOSITE[operator] if "cannot" in match.parts else operator, term, right, scope)


def _value_needs(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What one value of the subject, or its use, asks of a number: "`final` requires `samples` to be at least 9"."""
    other = match.parts["item"][0].value
    chosen: Expr | None = scope.used(scope.subject)
    if "values" in match.parts:
        chosen = chosen_values(match, scope)
    if chosen is not None and other != scope.subject and _is_number(other, scope):
        operator = OPERATORS[match.parts["relation"][0].kind]
        expr = Compare(operator, scope.ref(other), Literal(match.parts["n"][0].value))
        yield Claim("value_requires", scope.subject, expr=expr, condition=chosen, other=other, demands=True)


def _values_need(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What one value of the subject, or its use, asks other fields to be: "`final` requires that `size` be `a` and `mode` be `b`"."""
    chosen = chosen_values(match, scope) if "values" in match.parts else scope.used(scope.subject)
    said = [t for t in match.parts["needed"] if t.kind in ("FIELD", "VAL", "NUM", "TRUE", "FALSE")]
    pairs = list(zip(said[::2], said[1::2], strict=False))
    if any(t.value != "that" for t in match.parts.get("that", ())) or chosen is None or len(said) % 2:
        return
    wanted = [(field.value, scope.bind(field.value, value)) for field, value in pairs]
    if all(name != scope.subject and scope.fits(name, value) for name, value in wanted):
        for name, value in wanted:
            expr = equal(scope.ref(name), (value,))
            yield Claim("value_requires", scope.subject, expr=expr, condition=chosen, other=name, demands=True)


def _compared(form: str, operator: CompareOperator, left: Term, right: Term, scope: Scope) -> Claim:
    expr = Compare(operator, left, right)
    others = [HasValue(scope.ref(n)) for n in names(expr) if n != scope.subject]
    return Claim(form, scope.subject, expr=expr, condition=both(*others) if others else None)


def _is_number(name: str, scope: Scope) -> bool:
    return bool(_NUMERIC & set(scope.fields[name].types))


READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {
    "multiple_of": _multiple_of,
    "share_of": _share_of,
    "compare_offset": _compare_offset,
    "give_bound": _give_bound,
    "value_supports": _value_supports,
    "needs_values": _needs_values,
    **dict.fromkeys(("beyond_needs", "beyond_only"), _beyond),
    "between_fields": _between_fields,
    "same_size": _same_size,
    "sized_by": _sized_by,
    "counted_by": _counted_by,
    "sum_of": _sum_of,
    "sizes_of": _sizes_of,
    "term_of": _term_of,
    "in_brackets": _in_brackets,
    "value_needs": _value_needs,
    "values_need": _values_need,
    "apart": _apart,
}
