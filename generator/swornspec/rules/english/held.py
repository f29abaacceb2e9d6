"""What is held against what, in any words: a field, a sum, a size or a multiple, a relation, and another one of these.

the sum of `a` and `b` cannot exceed 9          `a` + `b` <= 9
must always be 1 larger than `a`                it == `a` + 1
must not be greater than twice the `a`          it <= 2 * `a`
with the same length as `a`                     its size == the size of `a`

Read only where no sentence form has read anything. A statement is of two fields at least; what stands before it must be its
subject, and nothing may stand behind it but a unit, or one more statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from swornspec.rules.english.meaning.claim import OPERATORS, OPPOSITE, Claim
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.subject import subject_of
from swornspec.rules.english.tokens import Token, kind_at, parts_of
from swornspec.rules.expr import Arithmetic, ArithmeticOperator, Compare, CompareOperator, HasValue, Literal, Ref, Size, Term, both, names
from swornspec.rules.rule import Effect

_NUMERIC: Final = frozenset({"integer", "number"})
_SIZED: Final = (("array",), ("string",))
_MODALS: Final = frozenset({"MUST", "IS", "BE", "WILL", "CAN", "HOLD", "ADD", "SENT"})
_DEMANDING: Final = frozenset({"MUST", "CANNOT", "WILL"})
_EQUAL: Final = frozenset({"SET_TO", "SAME_AS"})
_ADVERBS: Final = frozenset({"always", "also", "equal", "exactly", "total", "up"})
_MORE: Final = frozenset({"OVER", "AFTER"})
_LESS: Final = frozenset({"UNDER", "BEFORE"})
_TIMES: Final = {"twice": 2, "double": 2, "triple": 3, "thrice": 3}
_SHARES: Final = {"half": 2, "third": 3, "quarter": 4}
_JOINTS: Final = frozenset({"AND", "COMMA", "PLUS"})
_SIGNS: Final[dict[str, ArithmeticOperator]] = {"STAR": "*", "PLUS": "+", "MINUS": "-"}
_ENDS: Final = frozenset({"STOP", "COMMA", "SEMI", "RPAR", "LPAR"})
_LINKS: Final = frozenset({"of", "in", "as", "for", "from", "by", "with"})
_FIELDS: Final = frozenset({"fields", "field", "attribute", "attributes", "properties", "property"})
_MAGNITUDES: Final = frozenset({"millions", "thousands", "hundreds", "billions"})
_MOST: Final = 40  # tokens of a statement


@dataclass(frozen=True, slots=True)
class _Operand:
    """A term, and where its words end; `together` says that it is made of several fields."""

    term: Term
    last: int
    together: bool = False


def held_against(tokens: Sequence[Token], scope: Scope, text: str, *, limited: bool) -> tuple[list[Claim], frozenset[int]]:
    """The comparisons that a stretch states, and the places of their words; nothing where there are none."""
    others = {t.value for t in tokens if t.kind == "FIELD"}
    if not others or len(tokens) > _MOST:
        return [], frozenset()
    claims: list[Claim] = []
    used: set[int] = set()
    at = start = 0
    while at < len(tokens):
        claim, end = _statement(tokens, start, at, scope, text, again=bool(claims), limited=limited) or (None, at)
        if claim is None:
            at += 1
            continue
        claims.append(claim)
        used |= set(range(start, end))
        at = start = end
    return claims, frozenset(used)


def _statement(
    tokens: Sequence[Token], start: int, at: int, scope: Scope, text: str, *, again: bool, limited: bool
) -> tuple[Claim, int] | None:
    """The comparison whose relation stands at a place, and where it ends."""
    related = _relation(tokens, at)
    if related is None:
        return None
    operator, after = related
    same = _same_size(tokens, after, scope) if operator == "" else None
    if operator == "" and same is None:
        return _alike(tokens, start, at, after, scope)
    left = _left(tokens[start:at], scope, text, again=again)
    if left is None:
        return None
    right: _Operand | None
    if same is not None:
        right, operator = same, "=="
        left = _Operand(Size(left.term), left.last) if isinstance(left.term, Ref) and isinstance(right.term, Size) else left
    else:
        right = _term(tokens, after, scope)
        timed = tokens[after - 1].kind in ("AFTER", "BEFORE", "NOT_AFTER", "NOT_BEFORE")
        right = None if timed and right is not None and isinstance(right.term, Arithmetic) else right  # of unknown units
    if right is None:
        return None
    last = _unit_end(tokens, right.last)
    dated = _are_dates(left.term, right.term, scope)
    if last is None or not (dated or _fit(left.term, right.term, scope)):
        return None
    expr = Compare(operator, left.term, right.term)  # type: ignore[arg-type] # it is one of those of OPERATORS
    said = names(expr)
    sized = limited and isinstance(left.term, Size) and said != () and scope.subject not in said  # "if ..., the length of `a` must be 1"
    if (len(set(said)) < len(("one", "other")) and not sized) or (set(names(left.term)) & set(names(right.term))):
        return None
    subject = scope.subject if scope.subject in said else said[0]
    present = [HasValue(scope.ref(n)) for n in said if n != subject]
    form = "compare" if not (left.together or right.together) else "formula"
    claim = Claim(form, subject, expr=expr, condition=both(*present), other=next((n for n in said if n != subject), None))
    return (replace(claim, effect=Effect.EXTERNAL, needs="the order of dates") if dated else claim), last


def _alike(tokens: Sequence[Token], start: int, at: int, after: int, scope: Scope) -> tuple[Claim, int] | None:
    """That two fields have the same value: "`a` and `b` must have the same value"."""
    valued = kind_at(tokens, after + 1) == "THIS" and str(tokens[after + 1].value).endswith("value")
    before = [t for t in tokens[start:at] if not _names_fields(t) and t.kind not in ("NOTE", "MARK")]
    if not valued or [t.kind for t in before[-3:]] != ["FIELD", "AND", "FIELD"] or kind_at(tokens, after + 2) not in ("", *_ENDS):
        return None
    one, other = (t.value for t in before[-3::2])
    if one == other or scope.subject not in (one, other) or scope.fields[one].types != scope.fields[other].types:
        return None
    other = one if other == scope.subject else other
    expr = Compare("==", Ref(scope.subject), scope.ref(other))
    return Claim("compare", scope.subject, expr=expr, condition=HasValue(scope.ref(other)), other=other), after + 2


def _relation(tokens: Sequence[Token], at: int) -> tuple[CompareOperator | str, int] | None:
    """The operator that words from a place on say, and where they end; "" where sizes are said to be the same; None for no relation."""
    if kind_at(tokens, at) == "WITH" and kind_at(tokens, at + 1) == "SELF_REST":
        return "", at + 1
    if tokens[at].kind in ("AT_MOST", "AT_LEAST"):
        return OPERATORS[tokens[at].kind], at + 1
    if tokens[at].kind not in _MODALS | {"CANNOT"}:
        return None
    n, cannot, demanding = at, False, False
    while n < len(tokens) and (tokens[n].kind in _MODALS | {"CANNOT"} or (tokens[n].kind == "W" and tokens[n].value in _ADVERBS)):
        cannot = cannot or tokens[n].kind == "CANNOT"
        demanding = demanding or tokens[n].kind in _DEMANDING
        n += 1
    kind = kind_at(tokens, n)
    if kind == "ALWAYS":
        n, kind, demanding = n + 1, kind_at(tokens, n + 1), True
    added = any(t.kind == "ADD" for t in tokens[at:n])
    if kind == "SELF_REST":
        return ("", n) if demanding and not cannot else None
    if kind in _EQUAL or (added and kind in ("AT_MOST", "TO")):
        return ("!=" if cannot else "==", n + 1) if demanding else None
    if kind in OPERATORS and (demanding or kind in ("AT_MOST", "AT_LEAST")):
        operator = OPERATORS[kind]
        return OPPOSITE[operator] if cannot else operator, n + 1
    offset = kind == "NUM" and kind_at(tokens, n + 1) in _MORE | _LESS and kind_at(tokens, n + 2) == "FIELD"
    said = str(tokens[n - 1].value) in ("equal", "total") and kind in ("FIELD", "NUM", "SUM", "PRODUCT")
    return ("==", n) if (offset or said) and demanding and not cannot else None


def _left(tokens: Sequence[Token], scope: Scope, text: str, *, again: bool) -> _Operand | None:
    """What is held against something: the field that words before a relation name, or what several make together."""
    own = _Operand(Ref(scope.subject), len(tokens))
    if not tokens or (again and all(t.kind in ("AND", "COMMA") for t in tokens)):
        return own
    joint = max((n for n, t in enumerate(tokens) if t.kind in ("COMMA", "SEMI", "STOP", "COLON")), default=-1)
    for first in (0, joint + 1):
        while first < len(tokens) and tokens[first].kind in ("AND", "COMMA", "THIS", "MARK", "NOTE"):
            if tokens[first].kind == "THIS" and first == len(tokens) - 1:
                break
            first += 1
        made = _term(tokens, first, scope) if first < len(tokens) else None
        if made is not None and _behind(tokens, made.last) == len(tokens) and (made.together or isinstance(made.term, Size)):
            return made
    rest = tokens[joint + 1 :]
    rest = rest[1:] if rest and rest[0].kind == "AND" else rest
    opened = tokens[0].kind in _MODALS | {"CANNOT"}
    if opened and all(t.kind in ("AND", "COMMA") for t in tokens[-1:]):
        return own  # "must not be in the past, and must be later than ..."
    if len(rest) == 1 and rest[0].kind == "FIELD":
        return (
            _Operand(Ref(rest[0].value), len(tokens)) if rest[0].value == scope.subject else _Operand(scope.ref(rest[0].value), len(tokens))
        )
    if any(t.kind in _MODALS - {"IS", "HOLD"} for t in rest):
        return None
    subject = subject_of("compare", tokens, scope.subject, scope, text, after_form=False)
    return None if subject is None else _Operand(Ref(subject) if subject == scope.subject else scope.ref(subject), len(tokens))


def _behind(tokens: Sequence[Token], at: int) -> int:
    """Where words end that only say what a term is of: "`a` and `b` fields together"."""
    while at < len(tokens) and (tokens[at].kind in ("TOGETHER", "COMBINED") or _names_fields(tokens[at])):
        at += 1
    return at


def _names_fields(token: Token) -> bool:
    return token.kind == "W" and (any_is("settings", parts_of(str(token.value))) or str(token.value).lower() in _FIELDS)


def _term(tokens: Sequence[Token], at: int, scope: Scope) -> _Operand | None:
    """The longest term that starts at a place."""
    first = _factor(tokens, at, scope)
    while first is not None and kind_at(tokens, first.last) in _SIGNS:
        following = _factor(tokens, first.last + 1, scope)
        if following is None:
            break
        first = _Operand(_joined(first.term, _SIGNS[tokens[first.last].kind], following.term), following.last, together=True)
    return first


def _joined(left: Term, operator: ArithmeticOperator, right: Term) -> Term:
    """Two terms as one; a product behind a sum is of the last one of its terms."""
    if operator == "*" and isinstance(left, Arithmetic) and left.operator in ("+", "-"):
        return Arithmetic(left.operator, (*left.operands[:-1], _joined(left.operands[-1], "*", right)))
    if isinstance(left, Arithmetic) and left.operator == operator and operator != "-":
        return Arithmetic(operator, (*left.operands, right))
    return Arithmetic(operator, (left, right))


def _factor(tokens: Sequence[Token], at: int, scope: Scope) -> _Operand | None:
    token, kind = (tokens[at], tokens[at].kind) if at < len(tokens) else (None, "")
    if token is None:
        return None
    word = str(token.value).lower()
    if kind == "NUM":
        over = kind_at(tokens, at + 1)
        if over in _MORE | _LESS and (base := _factor(tokens, at + 2, scope)) is not None:
            return _Operand(Arithmetic("+" if over in _MORE else "-", (base.term, Literal(token.value))), base.last)
        if kind_at(tokens, at + 1) == "W" and tokens[at + 1].value == "times" and (base := _factor(tokens, at + 2, scope)) is not None:
            return _Operand(Arithmetic("*", (Literal(token.value), base.term)), base.last)
        return _Operand(Literal(token.value), at + 1)
    if kind in ("W", "MULTIPLE") and word in _TIMES:
        base = _factor(tokens, _past(tokens, at + 1), scope)
        return None if base is None else _Operand(Arithmetic("*", (Literal(_TIMES[word]), base.term)), base.last)
    if kind in ("SUM", "PRODUCT"):
        return _together(tokens, at + 1, "+" if kind == "SUM" else "*", scope)
    if kind in ("COUNT", "LENGTH") or (kind == "W" and word == "size"):
        return _size_of(tokens, at, scope)
    if kind == "FIELD" and token.value in scope.fields:
        ref = Ref(token.value) if token.value == scope.subject else scope.ref(token.value)
        if kind_at(tokens, at + 1) == "LENGTH" and scope.fields[token.value].types in _SIZED:
            return _Operand(Size(ref), at + 2)
        return _Operand(ref, at + 1)
    if kind == "THIS" and not word.startswith(("there", "any")):
        return _Operand(Ref(scope.subject), at + 1)
    return None


def _past(tokens: Sequence[Token], at: int) -> int:
    """Where words end that stand between a factor and what it is of: "twice the value of `a`"."""
    while at < len(tokens) and (tokens[at].kind == "THIS" or (tokens[at].kind == "W" and tokens[at].value == "of")):
        if tokens[at].kind == "THIS" and kind_at(tokens, at + 1) not in ("W", "FIELD"):
            break
        at += 1
    return at


def _together(tokens: Sequence[Token], at: int, operator: ArithmeticOperator, scope: Scope) -> _Operand | None:
    """What the fields listed from a place on make together."""
    found: list[Term] = []
    while (one := _factor(tokens, at, scope)) is not None and not isinstance(one.term, Literal):
        found.append(one.term)
        end = one.last
        if kind_at(tokens, end) not in _JOINTS:
            break
        at = end + 1 + (kind_at(tokens, end) == "COMMA" and kind_at(tokens, end + 1) == "AND")
    if len(found) < len(("one", "other")) or one is None or len(set(map(names, found))) < len(found):
        return None
    return _Operand(Arithmetic(operator, tuple(found)), _behind(tokens, one.last), together=True)


def _size_of(tokens: Sequence[Token], at: int, scope: Scope) -> _Operand | None:
    """The size of the list or the text that words from a place on name: "the number of items in `a`", "the length of `a`"."""
    counted = tokens[at].kind == "COUNT"
    n = at + 1
    while (
        n < len(tokens) and n - at < len("items") and (tokens[n].kind in ("ITEMS", "CHARACTERS", "IN", "FOR") or tokens[n].value in _LINKS)
    ):
        n += 1
    if n < len(tokens) and counted and tokens[n].kind == "W" and str(tokens[n].value).endswith("s"):
        linked = kind_at(tokens, n + 1) in ("IN", "FOR") or (n + 1 < len(tokens) and tokens[n + 1].value in _LINKS)
        n += 2 if linked else 0
    name = tokens[n].value if kind_at(tokens, n) == "FIELD" else ""
    own = [t for t in tokens[at + 1 : at + 1 + len("own")] if t.kind in ("W", "ITEMS", "VAL")] if counted and not name else []
    if own and scope.field.types == ("array",) and parts_of(str(own[-1].value))[-1:] == parts_of(scope.subject)[-1:]:
        return _Operand(Size(Ref(scope.subject)), at + 1 + len(own))  # "the number of IP addresses", of `ip_addresses`
    field = scope.fields.get(name)
    if field is None or field.types not in _SIZED or (counted and field.types != ("array",)):
        return None
    ref = Ref(name) if name == scope.subject else scope.ref(name)
    return _Operand(Size(ref), n + 1)


def _same_size(tokens: Sequence[Token], at: int, scope: Scope) -> _Operand | None:
    """The size, or the value, that "the same length as `a`" and "the same number of items specified in `a`" say to be that of another."""
    n = at + 1
    what = kind_at(tokens, n)
    value = what == "THIS" and str(tokens[n].value).endswith("value")
    size = what in ("LENGTH", "COUNT") or (what == "W" and str(tokens[n].value).lower() in ("size", "number", "count"))
    if not (value or size):
        return None
    passed = 0
    while n + 1 < len(tokens) and (kind_at(tokens, n + 1) != "FIELD" or _is_counted(tokens, n + 1, scope)) and passed < len("words"):
        token = tokens[n + 1]
        if token.kind not in ("W", "ITEMS", "SENT", "IN", "AS", "FOR", "CHARACTERS", "FIELD"):
            return None
        n, passed = n + 1, passed + 1
    name = tokens[n + 1].value if kind_at(tokens, n + 1) == "FIELD" else ""
    linked = tokens[n].kind in ("IN", "AS") or str(tokens[n].value).lower() in _LINKS
    field = scope.fields.get(name)
    if field is None or name == scope.subject or not linked:
        return None
    if value:
        return _Operand(scope.ref(name), n + 2)
    sized = field.types == ("array",) and scope.field.types == ("array",)
    return _Operand(Size(scope.ref(name)), n + 2) if sized else None


def _is_counted(tokens: Sequence[Token], at: int, scope: Scope) -> bool:
    """Whether a field's name is what is counted, and not where: "the same number of `tags` as `names`"."""
    following = kind_at(tokens, at + 1) in ("SENT", "IN", "AS") or (at + 1 < len(tokens) and tokens[at + 1].value == "as")
    return tokens[at].value == scope.subject or following


def _unit_end(tokens: Sequence[Token], at: int) -> int | None:
    """Where a statement ends whose last term ends at a place: behind a unit, or before the next one; None where it goes on."""
    at = _behind(tokens, at)
    counted = kind_at(tokens, at - 1) == "NUM" and (kind_at(tokens, at) in ("ITEMS", "CHARACTERS") or _is_unit(tokens, at))
    if counted and (kind_at(tokens, at + 1) in _ENDS or at + 1 == len(tokens)):
        at += 1
    if at < len(tokens) and tokens[at].kind not in _ENDS and tokens[at].kind not in ("AND", "MINUS", "MARK"):
        return None
    return at


def _is_unit(tokens: Sequence[Token], at: int) -> bool:
    word = str(tokens[at].value).lower() if kind_at(tokens, at) == "W" else ""
    return any_is("measure", parts_of(word)) or (word.endswith("s") and word not in _MAGNITUDES)


def _fit(left: Term, right: Term, scope: Scope) -> bool:
    """Whether all fields of two terms are numbers, but for those whose size is meant."""
    return all(_is_numeric(term, scope) for term in (left, right))


def _are_dates(left: Term, right: Term, scope: Scope) -> bool:
    """Whether two terms are fields that are documented to hold dates or times."""
    formats = [str(scope.fields[t.name].schema.get("format", "")) for t in (left, right) if isinstance(t, Ref) and t.name in scope.fields]
    return len(formats) == len(("left", "right")) and all(f.startswith(("date", "time")) for f in formats)


def _is_numeric(term: Term, scope: Scope) -> bool:
    if isinstance(term, Ref):
        field = scope.fields.get(term.name)
        return field is not None and bool(_NUMERIC & set(field.types))
    if isinstance(term, Arithmetic):
        return all(_is_numeric(part, scope) for part in term.operands)
    return True


__all__ = ["held_against"]
