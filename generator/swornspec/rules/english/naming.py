"""The names of fields without the words around them that only say what a field is: "the value of `a`", "the `a` value", "event type".

when the payment interval is weekly      when the interval is weekly, where `interval` is documented to have that value
greater than the time specified in `a`   greater than `a`
the value of `a` can only be 5           `a` can only be 5
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.tokens import Token, kind_at, number, parts_of
from swornspec.rules.field import named_with, that_may_have

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_RANGE: Final = re.compile(r"(?P<low>[0-9]{1,12}(?:\.[0-9]{1,6})?) ?[-–~] ?(?P<high>[0-9]{1,12}(?:\.[0-9]{1,6})?)")
_AMOUNT: Final = re.compile(r"(?P<n>[0-9]{1,9})-(?P<unit>[a-z]{2,20})")
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
_LINKING: Final = {"to": "TO", "from": "BETWEEN"}
_SETTING: Final = frozenset({"ONLY_VALID", "SENT", "ALTER", "FIELD"})
_ASSIGNED: Final = frozenset({"VAL", "TRUE", "FALSE", "ENABLED", "DISABLED"})
_SWITCHING: Final = ("enable", "is", "use", "activate", "with")
_MOST_TOLD: Final = 8  # words of what tells of a field before its values
_MOST_WORDS: Final = 3  # that stand before a field and only describe it


def with_bare_names(tokens: Sequence[Token], scope: Scope) -> tuple[Token, ...]:
    """The tokens, without words that only describe a field beside its name."""
    if kind_at(tokens, 0) == "FIELD" and kind_at(tokens, 1) in ("IF", "UNLESS") and _is_demand(tokens[0]):
        tokens = (replace(tokens[0], kind="REQUIRED"), *tokens[1:])
    if _opens_with_word(tokens, scope):
        tokens = (replace(tokens[0], kind="W"), *tokens[1:])
    tokens = _with_switches([_as_link(tokens, n) for n in range(len(tokens))], scope)
    tokens = _with_values_told(_with_amounts(_with_numbers(_with_kinds(tokens, scope), scope), scope), scope)
    if all(t.kind not in ("FIELD", "THIS") for t in tokens):
        return tuple(tokens)
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        passed = _of_value(tokens, at) or _for_itself(tokens, at, scope) or _held(tokens, at) or _described(tokens, at, scope)
        if passed:
            at += passed
        elif found and _is_noun(tokens, at, found[-1], scope):
            at += 1
        else:
            found.append(tokens[at])
            at += 1
    return tuple(found)


def _as_link(tokens: Sequence[Token], at: int) -> Token:
    """A token; the word "to" before a value and "from" before a number as these, where fields are called so, too."""
    token, after = tokens[at], kind_at(tokens, at + 1)
    kind = _LINKING.get(str(token.value)) if token.kind == "FIELD" and token.end - token.start == len(str(token.value)) else None
    ranged = after == "RNG" or (after == "NUM" and at + 2 < len(tokens) and str(tokens[at + 2].value) in ("to", "and", "-", "–"))
    linked = (ranged if kind == "BETWEEN" else after == "NUM") or (
        kind == "TO" and after in _ASSIGNED and kind_at(tokens, at - 1) in _SETTING
    )
    return replace(token, kind=kind) if kind is not None and at and linked else token


def _with_switches(tokens: Sequence[Token], scope: Scope) -> Sequence[Token]:
    """The tokens, with the flag that a condition tells of by the other words of its name: "if glazing is enabled", of `enable_glazing`."""
    states = [n for n, t in enumerate(tokens) if t.kind in ("ENABLED", "DISABLED")]
    found = list(tokens)
    for at in reversed(states):
        verb = kind_at(tokens, at - 1) in ("IS", "ISNT")
        end = at - verb
        start = next((n for n in range(end - 1, -1, -1) if tokens[n].kind not in ("W", "ITEMS")), -1) + 1
        words = tuple(p for t in tokens[start:end] for p in parts_of(str(t.value)))
        if not words or end - start > _MOST_WORDS or kind_at(tokens, start - 1) not in ("IF", "UNLESS", "AND", "OR"):
            continue
        called = [f.name for f in named_with(words[0], scope.fields) if parts_of(f.name) in [(verb, *words) for verb in _SWITCHING]]
        if len(called) == 1 and scope.is_flag(called[0]):
            found[start:end] = [Token("FIELD", called[0], tokens[start].start, tokens[end - 1].end)]
    return found


def _with_kinds(tokens: Sequence[Token], scope: Scope) -> Sequence[Token]:
    """The tokens, with the value of another field for a name right before what is of that kind: "a limit order", of `type: limit`."""
    named = {n for n, t in enumerate(tokens) if t.kind == "FIELD" and kind_at(tokens, n + 1) in ("W", "ITEMS")}
    kinds = {n for n in named if any_is("handled", parts_of(str(tokens[n + 1].value))) and _is_kind(tokens[n], scope)}
    return [Token("VAL", str(t.value), t.start, t.end) if n in kinds else t for n, t in enumerate(tokens)] if kinds else tokens


def _is_kind(token: Token, scope: Scope) -> bool:
    """Whether a name, which is written plainly, is the value of one other field that tells of kinds."""
    name = str(token.value)
    if len(parts_of(name)) > 1 or token.end - token.start != len(name):
        return False
    held = [f.name for f in that_may_have(name, scope.fields) if name in (f.enum or ()) and f.name != name]
    return len(held) == 1 and any_is("category", parts_of(held[0])[-1:])


def _with_values_told(tokens: Sequence[Token], scope: Scope) -> Sequence[Token]:
    """The tokens, with the values of a required field for words on them: "requires a `pot` that stands (`a`)" as "requires `pot` = `a`"."""
    if all(t.kind != "REQUIRES" for t in tokens):
        return tokens
    found = list(tokens)
    at = next(n for n, t in enumerate(tokens) if t.kind == "REQUIRES") + 1
    opens = next((n for n in range(at + 1, min(len(tokens), at + _MOST_TOLD)) if tokens[n].kind == "LPAR"), 0)
    closes = next((n for n in range(opens, len(tokens)) if tokens[n].kind == "RPAR"), 0) if opens else 0
    said = [t for t in tokens[opens + 1 : closes] if t.kind not in ("OR", "COMMA", "SLASH")]
    if kind_at(tokens, at) != "FIELD" or not said or any(t.kind not in ("W", "ADJ", "TAKES") for t in tokens[at + 1 : opens]):
        return tokens
    members = scope.fields[tokens[at].value].enum or ()
    if any(t.kind != "VAL" or t.value not in members for t in said):
        return tokens
    link = Token("SET_TO", "=", tokens[at].end, tokens[at].end)
    listed = [t for n, value in enumerate(said) for t in ((Token("OR", "or", value.start, value.start), value) if n else (value,))]
    found[at + 1 : closes + 1] = [link, *listed]
    return found


def _opens_with_word(tokens: Sequence[Token], scope: Scope) -> bool:
    """Whether the first word, which another field is called, only describes this one: "Style adherence weight", of `style_weight`."""
    first = tokens[0] if kind_at(tokens, 1) == "W" and kind_at(tokens, 0) == "FIELD" else None
    if first is None or first.value == scope.subject or first.end - first.start != len(str(first.value)):
        return False
    own = set(parts_of(scope.subject))
    heads = [parts_of(str(t.value)) for t in tokens[1 : 1 + _MOST_WORDS] if t.kind == "W"]
    return not own.isdisjoint(parts_of(str(first.value))) and any(not own.isdisjoint(words) for words in heads)


def _is_demand(token: Token) -> bool:
    """Whether "Required" opens a sentence where a field is called so, too."""
    return str(token.value).lower() == "required" and token.end - token.start == len("required")


def _with_amounts(tokens: Sequence[Token], scope: Scope) -> Sequence[Token]:
    """The tokens, with the number before the name of a field that holds numbers apart from its unit: "a 6-second `duration`"."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        amount = _AMOUNT.fullmatch(str(token.value)) if token.kind == "W" and kind_at(tokens, at + 1) == "FIELD" else None
        if amount is None or not any_is("measure", parts_of(amount["unit"])) or not _is_number(tokens[at + 1].value, scope):
            found.append(token)
            continue
        end = token.start + len(amount["n"])
        found += (Token("NUM", number(amount["n"]), token.start, end), Token("W", amount["unit"], end + 1, token.end))
    return found


def _is_number(name: str, scope: Scope) -> bool:
    types = set(scope.fields[name].types)
    return bool(types) and types <= {"integer", "number"}


def _with_numbers(tokens: Sequence[Token], scope: Scope) -> Sequence[Token]:
    """The tokens, with the numbers and ranges that a page sets apart in quotes as such, where the field holds a number."""
    types = set(scope.field.types) if scope.subject in scope.fields else set()
    if not types or not types <= {"integer", "number"}:
        return tokens
    kinds = [t.kind for t in tokens]
    alone = {
        n for n, k in enumerate(kinds) if k == "VAL" and kinds[n - 1 : n] in ([], ["LPAR"]) and kinds[n + 1 : n + 2] == ["IF"]
    }  # "('0' if ...)"
    labels = {
        n for n, k in enumerate(kinds) if k == "VAL" and kinds[n + 1 : n + 2] in (["MINUS"], ["COLON"]) and kinds[n + 2 : n + 3] != ["VAL"]
    }
    kept = alone | labels  # "`4` - 4 seconds"
    said = {n for n, t in enumerate(tokens) if t.kind == "VAL" and n not in kept and not scope.is_documented(str(t.value))}
    return [_number_of(t) if n in said else t for n, t in enumerate(tokens)]


def _number_of(token: Token) -> Token:
    said = str(token.value)
    if _NUMBER.fullmatch(said):
        return Token("NUM", number(said), token.start, token.end)
    ends = _RANGE.fullmatch(said)
    return token if ends is None else Token("RNG", (number(ends["low"]), number(ends["high"])), token.start, token.end)


def _for_itself(tokens: Sequence[Token], at: int, scope: Scope) -> int:
    """How many words "for `a`" is behind a noun for values or limits, said of the field itself; 0 for anything else."""
    own = kind_at(tokens, at) == "FOR" and kind_at(tokens, at + 1) == "FIELD" and tokens[at + 1].value == scope.subject
    headed = at and tokens[at - 1].kind in ("ACCEPTS", "MAXIMUM", "MINIMUM", "BETWEEN", "LISTED")
    linked = kind_at(tokens, at + 2) in ("IS", "COLON", "MUST")
    noun = (
        kind_at(tokens, at + 2) == "W"
        and str(tokens[at + 2].value).lower() in _NOUNS
        and kind_at(tokens, at + 3) in ("IS", "COLON", "MUST")
    )
    return (2 + noun) if own and headed and (linked or noun) else 0


def _of_value(tokens: Sequence[Token], at: int) -> int:
    """How many words "the value of" is that a field stands behind; 0 for anything else."""
    said = tokens[at].kind == "THIS" and str(tokens[at].value).removeprefix("the ") == "value"
    of = said and kind_at(tokens, at + 1) == "W" and tokens[at + 1].value == "of"
    of = of and (not at or tokens[at - 1].kind in _BEFORE or tokens[at - 1].value in _FACTORS)  # not "replaces the value of `a`"
    if of and kind_at(tokens, at + 2) == "W" and _is_quoted(tokens, at + 3):
        return 3  # "the value of the time `a`"
    return 2 if of and (kind_at(tokens, at + 2) == "FIELD" or _is_self(tokens, at + 2)) else 0


def _is_quoted(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name of a field stands at a place, in quotes."""
    return kind_at(tokens, at) == "FIELD" and tokens[at].end - tokens[at].start > len(str(tokens[at].value))


def _is_whose(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word says whose the field behind it is, which is told by quotes or by a name of several words letter for letter."""
    named = kind_at(tokens, at + 1) == "FIELD" and tokens[at + 1].end - tokens[at + 1].start == len(str(tokens[at + 1].value))
    exact = named and len(parts_of(str(tokens[at + 1].value))) > 1
    return str(tokens[at].value).endswith(("'s", "’s")) and (exact or _is_quoted(tokens, at + 1))


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
    if tokens[at].kind == "W" and kind_at(tokens, at + 1) == "FIELD" and _is_given(tokens, at, scope):
        return 1  # "an input `a`"
    if at and tokens[at].kind == "FIELD" and kind_at(tokens, at + 1) == "FIELD":
        return int(_has_value(tokens, at + 1, scope) and tokens[at].value != scope.subject and kind_at(tokens, at - 1) in _CONDITIONS)
    if tokens[at].kind == "EACH" and not at and str(kind_at(tokens, 1)) == "W" and _is_whose(tokens, 1):
        return 2  # "each clip's `a`"
    if tokens[at].kind == "W" and str(tokens[at].value).endswith(("'s", "’s")):
        return int(_is_whose(tokens, at))  # "the clip's `a`"
    if tokens[at].kind == "THIS" and tokens[at].value == "its" and at and tokens[at - 1].kind in _COMPARING:
        return int(kind_at(tokens, at + 1) == "FIELD" and tokens[at + 1].value != scope.subject)
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


def _is_given(tokens: Sequence[Token], at: int, scope: Scope) -> bool:
    """Whether a word but says that the field behind it is what is sent, and no field has the word in its name."""
    word = str(tokens[at].value).lower()
    if not any_is("given", (word,)) or (at and tokens[at - 1].kind in ("W", "ADJ", "VAL", "NUM", "EACH", "FIELD")):
        return False
    return all(word not in parts_of(f.name) for f in named_with(word, scope.fields))


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
