"""Tokens of a sentence in the words that forms are written in: "required if" for "required: if", "a + b" for "a plus b"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.tokens import Token, kind_at, parts_of

_LIMITED: Final = frozenset({"REQUIRED", "ADJ", "IGNORED", "ONLY_VALID", "ONLY_MATTERS", "UNSUPPORTED", "CANNOT", "NOT"})
_LIMITING_FIRST: Final = frozenset(
    {"during", "on", "at", "outside", "after", "under", "until", "inside", "within", "once", "sometimes", "occasionally", "here", "upon"}
)
_DATED_FIRST: Final = frozenset({"as", "starting", "beginning", "effective"})
_ASKED: Final = frozenset({"REQUIRED", "MUST", "CANNOT", "IGNORED", "AT_LEAST", "AT_MOST"})
_ADJUNCT: Final = 8  # words that "at night," has at most
_TELLING: Final = frozenset(  # some of which is in all that is said otherwise
    {"COLON", "IF", "UNLESS", "ADJ", "FIELD", "VAL", "THAT_IS", "INCLUDING"}
)
_FAVOURED: Final = (_LIMITED - {"CANNOT", "NOT", "ADJ"}) | {"ALLOWED", "ACCEPTS", "ABSENT", "ONLY"}
_FOR: Final = frozenset({"by", "on", "in", "at"})
_NOUNS: Final = frozenset(
    {"parameter", "parameters", "param", "params", "field", "fields", "argument", "arguments", "property", "attribute"}
)
_ANSWERS: Final = frozenset({"yes", "conditional", "conditionally"})
_ASKING: Final = (["YOU", "MUST"], ["YOU", "CAN"], ["YOU", "CANNOT"])
_EQUALS: Final = frozenset({"SET_TO", "IS"})
_SAID: Final = frozenset({"VAL", "NUM", "TRUE", "FALSE"})
_GIVING: Final = frozenset({"GIVE", "SENT", "ALTER", "USE", "ENTER"})
_VALUE_FOR: Final = (["FOR", "FIELD"], ["FOR", "THIS"])  # the first only where it opens a sentence
_FAR: Final = 8  # words of a "for ..." before it is said again
_OPERANDS: Final = (("FIELD", "FIELD"), ("FIELD", "NUM"))
_COMPARING: Final = frozenset(
    ("OVER", "UNDER", "AT_LEAST", "AT_MOST", "SAME_AS", "DIFFERS", "MULTIPLE", "AFTER", "BEFORE", "NOT_BEFORE", "NOT_AFTER")
)
_BOUNDED: Final = {"OR_MORE": "OVER", "OR_LESS": "UNDER"}
_OPERATORS: Final = {"plus": "PLUS", "minus": "MINUS", "times": "STAR", "x": "STAR"}


def worded(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens, each where it stood, without marks that mean nothing, and with one kind for words that mean the same."""
    if not any(t.kind in _TELLING or t.value in ("even", "that") for t in tokens):
        yield from tokens
        return
    tokens = _without_repeats(_said_again(tokens))
    if any(t.kind in _COMPARING for t in tokens):
        tokens = tuple(_without_values(tokens))
    if [t.kind for t in tokens[:3]] == ["LSQB", "DEPRECATED", "RSQB"]:
        tokens = (tokens[1], replace(tokens[2], kind="COLON"), *tokens[3:])  # "[Deprecated] Use `a`"
    condition = _answered(tokens)
    if condition:
        yield replace(tokens[0], kind="REQUIRED")
    for at, token in enumerate(tokens[condition:], condition):
        before, after = kind_at(tokens, at - 1), kind_at(tokens, at + 1)
        if token.kind == "COLON" and (
            before in ("IF", "UNLESS") or (before == "FOR" and after == "VAL") or (before in _LIMITED and after in ("IF", "UNLESS", "FOR"))
        ):
            continue
        if (
            token.kind == "W"
            and token.value == "even"
            and before in ("AND", "BE", "COMMA")
            and (after in ("", "STOP", "COMMA", "SEMI", "RPAR") or (before == "BE" and after in ("IF", "UNLESS", "FOR")))
        ):
            yield replace(token, kind="EVEN")
        elif token.kind == "IF" and at and tokens[at - 1].value == "even" and kind_at(tokens, at - 2) != "BE":
            yield replace(token, kind="W")  # "even if" limits nothing
        elif token.kind == "ONLY_VALID" and "work" in token.value and after == "IF":
            yield replace(token, kind="ONLY_MATTERS")  # "only works when ...": it does nothing otherwise
        elif token.kind == "ADJ" and token.value == "non-empty" and before == "IS":
            yield replace(token, kind="NON_EMPTY")
        elif (
            token.kind in ("W", "THIS")
            and str(token.value).lower().removeprefix("the ") in _NOUNS
            and after == "FIELD"
            and before != "FIELD"
        ):
            continue  # "the parameter `a`"
        elif (
            before == "FIELD"
            and str(token.value).removesuffix("'s") in _NOUNS
            and str(token.value).endswith("'s")
            and _is_value(tokens, at + 1)
        ):
            continue  # "set the `a` parameter's value to ..."
        elif token.kind == "THIS" and token.value == "value" and after == "TO" and str(tokens[at - 1].value).endswith("'s") and at > 1:
            continue
        elif token.kind == "INCLUDING" and token.value == "include" and [kind_at(tokens, at - 2), before] in _ASKING:
            yield replace(token, kind="GIVE")  # "you must include `a`"
        elif token.kind == "PLUS" and (before, after) == ("FIELD", "FIELD") and _are_given(tokens, at):
            yield replace(token, kind="AND")  # "if `a` + `b` are sent"
        elif (before in _FAVOURED and after == "VAL" and str(token.value) in _for(before)) or _is_case(tokens, at):
            yield replace(token, kind="FOR")
        elif token.kind == "W" and (before, after) in _OPERANDS and str(token.value).lower() in _OPERATORS:
            yield replace(token, kind=_OPERATORS[str(token.value).lower()])
        elif token.kind in _BOUNDED and str(token.value).startswith("and ") and after in ("FIELD", "NUM", "W", "THIS"):
            yield replace(token, kind="AND")
            yield replace(token, kind=_BOUNDED[token.kind])  # "below `a` and above `b`"
        else:
            yield token


def _without_values(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens without words that only say that the value of a field is meant, which something is held against."""
    at = 0
    while at < len(tokens):
        passed = _compared(tokens, at)
        at += passed
        if passed or not (tokens[at].kind in ("THIS", "W") and _is_of_compared(tokens, at)):
            yield tokens[at]
        at += 1


def _compared(tokens: Sequence[Token], at: int) -> int:
    """How many words from a place on only name the value of the field behind them: "less than the value used for `a`"; 0 for none."""
    if not at or tokens[at - 1].kind not in _COMPARING:
        return 0
    if tokens[at].value == "that" and [str(t.value) for t in tokens[at + 1 : at + 2]] == ["of"]:
        return 2 if kind_at(tokens, at + 2) == "FIELD" else 0
    if tokens[at].kind != "THIS" or not str(tokens[at].value).endswith("value"):
        return 0
    end = at + 2 if kind_at(tokens, at + 1) in ("USED", "SENT") else at + 1
    linked = kind_at(tokens, end) in ("FOR", "IN") or (kind_at(tokens, end) == "W" and tokens[end].value == "of")
    return end + 1 - at if linked and kind_at(tokens, end + 1) == "FIELD" else 0


def _is_of_compared(tokens: Sequence[Token], at: int) -> bool:
    """Whether a "value" follows the field that something is held against: "less than the `a` value"."""
    named = kind_at(tokens, at - 1) == "FIELD" and kind_at(tokens, at - 2) in _COMPARING
    return (
        named and tokens[at].value in ("value", "values", "parameter", "field") and kind_at(tokens, at + 1) not in ("FIELD", "VAL", "NUM")
    )


def _said_again(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without a "for ..." whose condition is said again in other words: "for repeated clips, i.e. if `a` is set"."""
    for at in (n for n, t in enumerate(tokens) if t.kind == "THAT_IS" or (t.value == "that" and kind_at(tokens, n + 1) == "IS")):
        told = next((n for n in range(at + 1, len(tokens)) if tokens[n].kind not in ("STOP", "COMMA", "IS")), at)
        start = next((n for n in range(at - 1, max(-1, at - _FAR), -1) if tokens[n].kind == "FOR"), at)
        plain = all(t.kind in ("W", "ADJ", "VAL", "COMMA", "LPAR") for t in tokens[start + 1 : at])
        if start < at and plain and (tokens[told].kind == "IF" or tokens[told].value == "where"):
            return (*tokens[:start], replace(tokens[told], kind="IF"), *tokens[told + 1 :])
    return tokens


def _without_repeats(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without a field that is named again before its next value: "if a=x, a=y, or a=z", "if a is x or a is y".

    "A value for this parameter" is the parameter.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if (
            token.kind == "THIS"
            and str(token.value).endswith("value")
            and [kind_at(tokens, at + n) for n in (1, 2)] in _VALUE_FOR[bool(at) and tokens[at - 1].kind not in _GIVING :]
        ):
            at += 2
            continue
        sign = _sign_before(found) if token.kind == "FIELD" else 0
        again = sign and found[sign - 1].kind == "FIELD" and token.value == found[sign - 1].value
        if again and kind_at(tokens, at + 1) == found[sign].kind and kind_at(tokens, at + 2) in _SAID and _lists(found[sign + 1 :]):
            at += 2
            continue
        found.append(token)
        at += 1
    return found


def _sign_before(tokens: Sequence[Token]) -> int:
    """Where "=" or "is" stands before a value behind which a comma or an "or" is the last token; 0 where none does."""
    if kind_at(tokens, len(tokens) - 1) not in ("COMMA", "OR"):
        return 0
    return next((n for n in range(len(tokens) - 2, max(len(tokens) - _FAR, 0), -1) if tokens[n].kind in _EQUALS), 0)


def _lists(tokens: Sequence[Token]) -> bool:
    """Whether tokens are values with commas and "or" between them, and nothing else."""
    return all(t.kind in (*_SAID, "COMMA", "OR") for t in tokens)


def _are_given(tokens: Sequence[Token], at: int) -> bool:
    """Whether the names that stand around a sign are said to be sent, or not: no sum is."""
    end = next((n for n in range(at + 1, len(tokens)) if tokens[n].kind not in ("FIELD", "PLUS")), len(tokens))
    return any(kind_at(tokens, n) in ("SENT", "ABSENT") for n in ((end, end + 1) if kind_at(tokens, end) in ("IS", "ISNT") else (end,)))


def _answered(tokens: Sequence[Token]) -> int:
    """Where the condition starts of "Yes, if ..." or "Conditional: when ...", as cells say whether a field is required; else 0."""
    if not tokens or str(tokens[0].value).lower() not in _ANSWERS or any(t.kind in ("FALSE", "NO", "OTHERWISE") for t in tokens):
        return 0
    at = 2 if kind_at(tokens, 1) in ("COMMA", "COLON", "MINUS", "MARK", "LPAR") else 1
    return at if kind_at(tokens, at) in ("IF", "UNLESS") else 0


def _is_value(tokens: Sequence[Token], at: int) -> bool:
    return kind_at(tokens, at) == "THIS" and tokens[at].value == "value" and kind_at(tokens, at + 1) == "TO"


def _is_case(tokens: Sequence[Token], at: int) -> bool:
    """Whether an "at" behind a number stands before a value, in whose case the number holds: "5 or 10 at `high`"."""
    amount = kind_at(tokens, at - 1) in ("NUM", "RNG") or (kind_at(tokens, at - 1) in ("W", "FIELD") and kind_at(tokens, at - 2) == "NUM")
    return tokens[at].value == "at" and amount and kind_at(tokens, at + 1) == "VAL"


def _for(before: str) -> frozenset[str]:
    """Words that mean "for" before a value: "supported by", "only applies to", but "can only be set to" says what the value is."""
    return _FOR | {"to"} if before == "ONLY_MATTERS" else _FOR


def unabbreviated(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the full stop of an abbreviation within a limit: "30 char. max"."""
    if not any(t.kind == "CHARACTERS" and str(t.value).startswith("char") for t in tokens):
        return tokens
    pairs = [(kind_at(tokens, n - 1), kind_at(tokens, n), kind_at(tokens, n + 1)) for n in range(len(tokens))]
    return [
        t
        for t, pair in zip(tokens, pairs, strict=True)
        if pair not in (("CHARACTERS", "STOP", "MAXIMUM"), ("CHARACTERS", "STOP", "MINIMUM"))
    ]


def unbracketed(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens with commas for the brackets of "either `a` or `b` (not both) is required", and none in "`a` (or) `b`"."""
    if any(t.kind in ("OR", "AND") and kind_at(tokens, n - 1) == "LPAR" and kind_at(tokens, n + 1) == "RPAR" for n, t in enumerate(tokens)):
        joints = {n for n, t in enumerate(tokens) if t.kind in ("OR", "AND")}
        tokens = [t for n, t in enumerate(tokens) if not ((t.kind == "LPAR" and n + 1 in joints) or (t.kind == "RPAR" and n - 1 in joints))]
    at = next((n for n, t in enumerate(tokens) if t.kind == "BUT_NOT_BOTH"), 0)
    if kind_at(tokens, at - 1) != "LPAR" or kind_at(tokens, at + 1) != "RPAR" or kind_at(tokens, at + 2) not in ("IS", "MUST"):
        return tokens
    return (*tokens[: at - 1], replace(tokens[at - 1], kind="COMMA"), tokens[at], replace(tokens[at + 1], kind="COMMA"), *tokens[at + 2 :])


def limit_before(tokens: Sequence[Token]) -> Token | None:
    """The word for a limit whose number stands last: "at most 9", "max: 9"."""
    tokens = tokens[: len(tokens) - len(unit_behind(tokens))]
    words = [t for t in tokens if t.kind not in ("COLON", "IS")][-2:]
    stated = [t.kind for t in words] in ([kind, "NUM"] for kind in ("AT_MOST", "AT_LEAST", "MAXIMUM", "MINIMUM"))
    return words[0] if stated and tokens[-1].kind == "NUM" else None


def unit_behind(tokens: Sequence[Token]) -> Sequence[Token]:
    """What the number counts that stands last but one: the "characters" of "at most 9 characters"."""
    counted = kind_at(tokens, len(tokens) - 1) in ("CHARACTERS", "ITEMS", "FIELD", "W") and kind_at(tokens, len(tokens) - 2) == "NUM"
    return tokens[-1:] if counted else ()


def only_refuses(tokens: Sequence[Token]) -> bool:
    """Whether tokens say that a request is refused, and nothing else."""
    said = [t for t in tokens if t.kind not in ("STOP", "COMMA", "THIS", "YOU", "WILL", "IS", "BE")]
    return bool(said) and said[-1].kind == "REFUSED" and all(any_is("request", parts_of(str(t.value))) for t in said[:-1])


def adjunct_before(tokens: Sequence[Token]) -> int:
    """Where words such as "at night," end that open a clause and limit what it asks for; 0 where there are none."""
    first = str(tokens[0].value).lower()
    dated = first.partition(" ")[0] in _DATED_FIRST
    if tokens[0].kind not in ("W", "TRUE", "STARTS") or not (dated or first in _LIMITING_FIRST):
        return 0
    comma = next((n for n, t in enumerate(tokens[:_ADJUNCT]) if n and (t.kind == "COMMA" if dated else t.kind not in ("W", "TRUE"))), 0)
    asked = any(t.kind in _ASKED for t in tokens[comma:])
    return comma + 1 if comma and tokens[comma].kind == "COMMA" and asked else 0


def speaks_next(tokens: Sequence[Token], at: int) -> bool:
    """Whether "this field must" or "`a` is required" starts at a token: what stands before it is no part of that."""
    return (
        kind_at(tokens, at) in ("THIS", "FIELD")
        and (kind_at(tokens, at + 1) in ("MUST", "CANNOT", "IS") or [kind_at(tokens, at + n) for n in (1, 2)] == ["CAN", "ONLY"])
        and (kind_at(tokens, at + 1) != "IS" or kind_at(tokens, at + 2) in ("REQUIRED", "IGNORED", "UNSUPPORTED"))
    )
