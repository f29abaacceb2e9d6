"""The names of fields without the words around them that only say what a field is: "the value of `a`", "the `a` value", "event type".

when the payment interval is weekly      when the interval is weekly, where `interval` is documented to have that value
greater than the time specified in `a`   greater than `a`
the value of `a` can only be 5           `a` can only be 5
"""

from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.tokens import Token, kind_at, parts_of

_COMPARING: Final = frozenset(("OVER", "UNDER", "AT_LEAST", "AT_MOST", "SAME_AS", "AFTER", "BEFORE", "NOT_BEFORE", "NOT_AFTER", "MULTIPLE"))
_STATED: Final = frozenset({"IS", "SET_TO", "ISNT", "REL_EQ", "REL_NE"})
_PREDICATES: Final = _STATED | _COMPARING | {"MUST", "CANNOT", "CAN", "REL_GT", "REL_GE", "REL_LT", "REL_LE", "BETWEEN", "HOLD"}
_NOUNS: Final = frozenset({"field", "parameter", "param", "option", "setting", "property", "attribute", "argument", "flag", "variable"})
_MOMENTS: Final = frozenset({"date", "time", "timestamp", "datetime"})
_HELD: Final = frozenset({"value", "number", "amount", "limit", "setting", "count", "one"}) | _MOMENTS
_SAYING: Final = frozenset({"SENT", "USED"})
_WITHIN: Final = frozenset({"in", "by", "for", "as", "of", "with"})
_CONDITIONS: Final = frozenset({"IF", "UNLESS", "AND", "OR", "FOR", "COMMA"})
_BEFORE: Final = _CONDITIONS | _COMPARING | {"STOP", "SEMI", "COLON", "PLUS", "MINUS", "STAR", "LPAR"}
_FACTORS: Final = frozenset({"twice", "double", "half"})
_MOST_WORDS: Final = 3  # that stand before a field and only describe it


def with_bare_names(tokens: Sequence[Token], scope: Scope) -> tuple[Token, ...]:
    """The tokens, without words that only describe a field beside its name."""
    if all(t.kind not in ("FIELD", "THIS") for t in tokens):
        return tuple(tokens)
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        passed = _of_value(tokens, at) or _held(tokens, at) or _described(tokens, at, scope)
        if passed:
            at += passed
        elif found and _is_noun(tokens, at, found[-1], scope):
            at += 1
        else:
            found.append(tokens[at])
            at += 1
    return tuple(found)


def _of_value(tokens: Sequence[Token], at: int) -> int:
    """How many words "the value of" is that a field stands behind; 0 for anything else."""
    said = tokens[at].kind == "THIS" and str(tokens[at].value).removeprefix("the ") == "value"
    of = said and kind_at(tokens, at + 1) == "W" and tokens[at + 1].value == "of"
    of = of and (not at or tokens[at - 1].kind in _BEFORE or tokens[at - 1].value in _FACTORS)  # not "replaces the value of `a`"
    return 2 if of and (kind_at(tokens, at + 2) == "FIELD" or _is_self(tokens, at + 2)) else 0


def _is_self(tokens: Sequence[Token], at: int) -> bool:
    return kind_at(tokens, at) == "THIS" and str(tokens[at].value).startswith("this")


def _held(tokens: Sequence[Token], at: int) -> int:
    """How many words say that what a field holds is meant, which something is held against: "the time specified in"; 0 for none."""
    if not at or tokens[at - 1].kind not in _COMPARING or kind_at(tokens, at) not in ("W", "THIS", "COUNT", "KIND", "MAXIMUM"):
        return 0
    if str(tokens[at].value).lower().removeprefix("the ") not in _HELD:
        return 0
    end = at + 1 + (kind_at(tokens, at + 1) in _SAYING)
    linked = end < len(tokens) and str(tokens[end].value).lower() in _WITHIN
    return end + 1 - at if linked and end > at + 1 and kind_at(tokens, end + 1) == "FIELD" else 0


def _described(tokens: Sequence[Token], at: int, scope: Scope) -> int:
    """How many words from a place on only describe the field behind them; 0 for none.

    In a condition the field must have the value that is said of it; where something is held against it, its value must be meant.
    """
    if at and tokens[at].kind == "FIELD" and kind_at(tokens, at + 1) == "FIELD":
        return int(_has_value(tokens, at + 1, scope) and tokens[at].value != scope.subject and kind_at(tokens, at - 1) in _CONDITIONS)
    if tokens[at].kind == "W" and str(tokens[at].value).endswith(("'s", "’s")) and kind_at(tokens, at + 1) == "FIELD":
        name = tokens[at + 1]
        return int(name.end - name.start > len(str(name.value)))  # "the clip's `a`"
    if not at or tokens[at].kind not in ("W", "USED", "VAL"):
        return 0
    end = next((n for n in range(at, min(len(tokens), at + _MOST_WORDS)) if tokens[n].kind not in ("W", "USED", "VAL")), at)
    if end == at or kind_at(tokens, end) != "FIELD" or any(any_is("link", (str(t.value).lower(),)) for t in tokens[at:end]):
        return 0
    before = tokens[at - 1].kind
    if before in _CONDITIONS and tokens[at].kind != "VAL":
        return end - at if _has_value(tokens, end, scope) else 0
    meant = kind_at(tokens, end + 1) == "THIS" and tokens[end + 1].value == "value"
    return end - at if before in _COMPARING and meant and tokens[end].value != scope.subject else 0


def _has_value(tokens: Sequence[Token], at: int, scope: Scope) -> bool:
    """Whether "is" and a value stand behind a field that is documented to have it."""
    field = scope.fields.get(tokens[at].value)
    said = next((t for t in tokens[at + 1 : at + 4] if t.kind not in _STATED), None)
    stated = kind_at(tokens, at + 1) in _STATED and said is not None and said.kind in ("VAL", "W", "ADJ")
    return stated and field is not None and said is not None and scope.bind(field.name, _as_value(said)) in (field.enum or ())


def _as_value(token: Token) -> Token:
    """A word as the value that it may be."""
    return Token("VAL", str(token.value), token.start, token.end)


def _is_noun(tokens: Sequence[Token], at: int, before: Token, scope: Scope) -> bool:
    """Whether a word right behind a field only says that it is one, or that its value is meant."""
    if before.kind != "FIELD":
        return False
    word, token = str(tokens[at].value).lower(), tokens[at]
    follows = kind_at(tokens, at + 1)
    if token.kind == "FIELD" and before.value != token.value:
        held = _has_value([before, *tokens[at + 1 :]], 0, scope)
        return held and not _has_value(tokens, at, scope) and any_is("category", parts_of(token.value))
    if token.kind == "THIS" and word == "value":
        return follows in _PREDICATES or (at > 1 and follows in ("", "STOP", "COMMA", "SEMI", "RPAR") and _is_against(tokens, at))
    if token.kind != "W":
        return False
    if word in _NOUNS:
        return follows in _PREDICATES
    if word in _MOMENTS:
        return _is_against(tokens, at) and follows in ("", "STOP", "COMMA", "SEMI", "RPAR", "AND")
    return word in ("type", "mode") and follows in _STATED and _has_value([before, *tokens[at + 1 :]], 0, scope)


def _is_against(tokens: Sequence[Token], at: int) -> bool:
    """Whether the field before a place is what something is held against."""
    return any(kind_at(tokens, at - n) in _COMPARING for n in (2, 3, 4))


__all__ = ["with_bare_names"]
