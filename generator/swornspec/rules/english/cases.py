"""What stands before a form and names one case of a field: "`pro` supports only ...", "instant transfers may not exceed ..."."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Scope, read_condition
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.members import equal, lasting
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import QUOTES, Token, kind_at, parts_of
from swornspec.rules.expr import Compare, Expr, Not, OneOf, both, names
from swornspec.rules.field import that_may_have

OF_OTHER: Final = frozenset(
    {
        "between",
        "at_least",
        "at_most",
        "over",
        "under",
        "within",
        "min_max",
        "enum",
        "enum_named",
        "amount",
        "range_alone",
        "between_alone",
        "exact_length",
        "multiple",
        "requires_value",
        "refuses_value",
        "forbidden",
        "needs_values",
    }
)
"""Forms that limit a field in a case of another one."""
OF_ITSELF: Final = frozenset({"needs_values", "requires", "requires_set", "requires_value", "refuses_value", "excludes", "only_valid"})
"""Forms that say what a case of the field itself asks of another one."""
_VALUES: Final = frozenset({"VAL", "W", "ADJ", "NUM"})
_JOINTS: Final = frozenset({"AND", "OR", "COMMA", "SLASH"})
_NOUNS: Final = frozenset({"W", "ITEMS", "KIND", "FIELD", "RESULT"})
_UNHEARD: Final = frozenset({"ADVICE", "HEDGE", "MARK", "NOTE"})
_MOST_WORDS: Final = 9
_OPENING: Final = frozenset({"COMMA", "AND", "SEMI"})
_LINKS: Final = frozenset({"COLON", "TAKES"})
_GLOSSING: Final = frozenset({"W", "ADJ", "FOR", "TO", "MARK", "MINUS", "COLON", "ITEMS", "KIND", "LONG", "IN", "WITH"})
"""Kinds of words that tell of a value before a remark on it."""
_ELSEWHERE: Final = frozenset({"IF", "UNLESS", "DEFAULT", "BARE_DEFAULT", "BY_DEFAULT", "EXAMPLE", "EXAMPLE_WORD", "REQUIRED"})
_GRANTING: Final = frozenset({"ALLOWED", "ONLY", "ONLY_VALID", "ONLY_MATTERS", "TAKES", "ACCEPTS"})
_OF_WHOLE: Final = frozenset({"ignored", "only_matters", "only_for", "unless_ignored", "not_apply", "overrides"})


def case_before(words: Sequence[Token], scope: Scope, text: str) -> Expr | None:
    """The case that the words before a form name: a value that one field alone is documented to have, with a noun or without."""
    said = [t for t in words if t.kind not in _UNHEARD]
    while said and said[0].kind in _OPENING:
        said = said[1:]
    if len(said) > 1 and said[-1].kind in _LINKS:
        said = said[:-1]  # "`small`: at most 5", "`small` supports up to 5"
    if not said or len(said) > _MOST_WORDS:
        return None
    if any(t.kind == "FIELD" and (n < len(said) - 1 or t.value != scope.subject) for n, t in enumerate(said)):
        read = read_condition(said, scope, text)
        whole = read.last == len(said) and not read.unread and isinstance(read.expr, Compare | OneOf)
        return read.expr if whole and any(t.kind in _VALUES for t in said) else None
    timed = [t.kind for t in said] in (["NUM", "W"], ["NUM", "FIELD"])
    if timed and (amount := lasting(f"{said[0].value} {said[1].value}", scope)) is not None:
        return amount  # "4 seconds: at most 5"
    noun = said[-1] if len(said) > 1 and said[-1].kind in _NOUNS and said[-2].kind in _VALUES else None
    values = [t for t in (said[:-1] if noun is not None else said) if t.kind not in _JOINTS]
    if not values or any(t.kind not in _VALUES for t in values) or (noun is None and not all(_is_code(t, text) for t in values)):
        return None
    holding = that_may_have(values[0].value, scope.fields)
    held = [(f.name, found) for f in holding if (found := _members(values, f.enum or (), text)) is not None]
    if len(held) != 1 or (noun is not None and not _counts(noun, held[0][0])):
        return None
    name, members = held[0]
    return equal(scope.ref(name), members)


def case_told(context: Sequence[Token], scope: Scope, text: str) -> Expr | None:
    """The value that a remark in brackets is said of, right behind it or behind a few words on it: "`a` (only for ...)".

    It is one of the field's own, or one that another field alone has.
    """
    at = next((n for n in range(len(context) - 1, max(-1, len(context) - _MOST_WORDS), -1) if context[n].kind not in _GLOSSING), -1)
    listed = at == len(context) - 1 and kind_at(context, at - 1) in ("VAL", "SET_TO", "USE")  # "default `a` `b` (requires ...)"
    if at < 0 or context[at].kind != "VAL" or any(t.kind in _ELSEWHERE and not (listed and t.kind == "BARE_DEFAULT") for t in context):
        return None
    said = context[at]
    own = (*(scope.field.enum or ()), *scope.listed)
    value = scope.bind(scope.subject, said)
    if value in own and isinstance(value, str):
        return equal(scope.ref(scope.subject), (value,))
    if at < len(context) - 1 or not (listed or any(t.kind in _GRANTING for t in context)):
        return None
    held = [f.name for f in that_may_have(said.value, scope.fields) if said.value in (f.enum or ()) and f.name != scope.subject]
    if len(held) == 1:
        return equal(scope.ref(held[0]), (said.value,))
    return (
        equal(scope.ref(scope.subject), (value,))
        if not own and not held and text[said.start] in QUOTES and isinstance(value, str)
        else None
    )


def of_case(claim: Claim, case: Expr, scope: Scope) -> Claim | None:
    """What a claim says of one case alone; None where it cannot be said of that."""
    if claim.form in OF_ITSELF:
        return in_case(claim, case, scope)
    if claim.form == "forbidden" and scope.subject in names(case):
        return replace(claim, form="value_forbidden", expr=Not(case), demands=True)
    if claim.form in ("forbidden", "required"):
        return in_case(claim, case, scope)
    return None if claim.form in _OF_WHOLE else claim


def case_glossed(context: Sequence[Token], scope: Scope) -> Expr | None:
    """The value of the field whose meaning stands before a remark: "`a` = all of them (requires `b`)"."""
    if kind_at(context, 0) in ("TRUE", "FALSE") and kind_at(context, 1) in ("TO", "FOR") and scope.is_flag(scope.subject):
        return equal(scope.ref(scope.subject), (context[0].kind == "TRUE",))  # "true to draw it (requires `b`)"
    signs = [n for n, t in enumerate(context[1:], 1) if t.kind in ("SET_TO", "COLON", "MINUS") or t.value in ("–", "—")]
    at = signs[-1] - 1 if signs else 0
    value = scope.bind(scope.subject, context[at]) if signs and context[at].kind in ("VAL", "NUM", "TRUE", "FALSE", "W") else None
    known = (*(scope.field.enum or ()), *scope.listed)
    alike = [m for m in known if type(m) is type(value) and m == value and isinstance(m, str | int | float)]
    return equal(scope.ref(scope.subject), (alike[0],)) if alike else None


def names_case(words: Sequence[Token], scope: Scope) -> bool:
    """Whether words before a form name one value of the field, however written: "Express freight is ...", where EXPRESS is one."""
    said = {str(t.value).casefold() for t in words if t.kind in ("W", "VAL")} - own_parts(scope.subject)
    return any(isinstance(m, str) and m.casefold() in said for m in scope.field.enum or ())


def speaks_of(case: Expr, form: str, subject: str) -> bool:
    """Whether a form can say something of a field in a case: of another field's, or of the field's own."""
    return form in (OF_ITSELF if subject in names(case) else OF_OTHER)


def in_case(claim: Claim, case: Expr, scope: Scope) -> Claim:
    """A claim that holds in one case; where the case is the claim's own field's, it is there whenever the case is."""
    limits = [case] if claim.condition is None else [case, claim.condition]
    return replace(claim, condition=both(*limits), demands=claim.demands or scope.subject in names(case))


def _members(values: Sequence[Token], enum: Sequence[object], text: str) -> tuple[str | int | float, ...] | None:
    """The documented values that words stand for; None where one stands for none, or is too common a word to stand for it."""
    found: list[str | int | float] = []
    for token in values:
        spelled = "".join(parts_of(str(token.value)))
        alike = [m for m in enum if m == token.value] or [m for m in enum if isinstance(m, str) and "".join(parts_of(m)) == spelled]
        if len(alike) != 1 or isinstance(alike[0], bool) or not isinstance(alike[0], str | int | float):
            return None
        if not _is_code(token, text) and (any_is("vague", (spelled,)) or any_is("datum", (spelled,)) or any_is("generic", (spelled,))):
            return None
        found.append(alike[0])
    return tuple(found)


def _is_code(token: Token, text: str) -> bool:
    """Whether a word can be nothing but a value: it is quoted, or has a digit, a hyphen or an underscore."""
    shown = text[token.start : token.end]
    code = any(c.isdigit() or c in "-_" for c in shown) or (shown.isupper() and len(shown) > len("SMS"))
    return shown[0] in QUOTES or (token.kind == "VAL" and code)


def _counts(noun: Token, name: str) -> bool:
    """Whether a noun behind a value can stand there: it is a plural, or a word of the field's name or for a kind."""
    word = str(noun.value).lower()
    if noun.kind in ("ITEMS", "FIELD") or word.endswith("s"):
        return True
    return not own_parts(name).isdisjoint(parts_of(word)) or any_is("category", parts_of(word))
