"""Sentences with the case that a rule holds in brought to its front, where it stands within the rule or is a label before it.

the maximum for slow mode is 4                 for slow mode, the maximum is 4
allowed values when `mode` is `slow`: 2, 4     when `mode` is `slow`, allowed values: 2, 4
slow: 2 or 4; fast – up to 8                   for slow, allowed values 2 or 4; for fast, up to 8

The tokens keep their places in the text.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from swornspec.rules.english.members import lasting, of_members
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.openers import case_end
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.tokens import Token, is_dash, kind_at, parts_of

_HEADS: Final = frozenset(
    {"ACCEPTS", "ALLOWED", "THIS", "MAXIMUM", "MINIMUM", "BETWEEN", "LENGTH", "LISTED", "COUNT", "MUST", "BE", "ONE_OF", "W", "ITEMS"}
    | {"CHARACTERS", "FIELD", "ONLY_VALID", "CAN", "ONLY"}
)
_LIMITS: Final = frozenset({"ACCEPTS", "ALLOWED", "MAXIMUM", "MINIMUM", "BETWEEN", "ONE_OF", "ONLY_VALID"})
_OPENERS: Final = frozenset({"IF", "UNLESS", "FOR", "IN", "WITH"})
_LINKS: Final = frozenset({"COLON", "IS", "MINUS", "MUST"})
_VALUES: Final = frozenset({"NUM", "VAL", "RNG", "LSQB", "BETWEEN", "AT_MOST", "AT_LEAST", "OVER", "UNDER", "W"})
_STATING: Final = frozenset({"AT_MOST", "AT_LEAST", "MAXIMUM", "MINIMUM", "MUST", "CANNOT", "BETWEEN", "ACCEPTS", "RNG", "OVER", "UNDER"})
_LISTED: Final = frozenset({"NUM", "VAL", "COMMA", "OR", "AND", "SLASH", "ONLY"})
_LIMITED: Final = frozenset({"NUM", "RNG", "AT_MOST", "AT_LEAST", "MAXIMUM", "MINIMUM", "ITEMS", "CHARACTERS"})
_JOINTS: Final = frozenset({"COMMA", "OR", "AND", "SLASH"})
_PIECES: Final = frozenset({"SEMI", "COMMA"})
_MOST_LABEL: Final = 9  # tokens of a label
_MOST_HEAD: Final = 6  # words before a case within a rule


def with_cases_in_front(tokens: Sequence[Token], scope: Scope) -> tuple[Token, ...]:
    """The tokens of a sentence, each case of a rule before it."""
    tokens = _with_labels_behind(tokens, scope)
    labelled = _labelled(tokens, scope) or _of_others(tokens)
    if labelled is not None:
        return labelled
    moved = _each_within(tokens) or _within(tokens)
    return tuple(tokens) if moved is None else moved


def _each_within(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """The tokens of limits that each have a case of their own, these before them: "the maximum of `a` is 5 and the maximum of `b` is 9"."""
    starts = [n for n, t in enumerate(tokens) if t.kind in ("MAXIMUM", "MINIMUM") and (not n or tokens[n - 1].kind in (*_PIECES, "AND"))]
    if len(starts) < len(("one", "other")) or starts[0]:
        return None
    found: list[Token] = []
    for start, end in pairwise((*starts, len(tokens))):
        piece = tokens[start:end]
        while piece[-1].kind in (*_PIECES, "AND", "STOP"):
            piece = piece[:-1]
        moved = _within(piece)
        if moved is None:
            return None
        found += (*([Token("SEMI", ";", piece[0].start, piece[0].start)] if found else []), *moved)
    return tuple(found)


def _within(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """The tokens with the one case that stands between what a rule is of and what it says brought to the front."""
    at = next((n for n, t in enumerate(tokens[: _MOST_HEAD + 1]) if t.kind in _OPENERS or _is_of_value(tokens, n)), 0)
    head = tokens[:at]
    if not at or any(t.kind not in _HEADS for t in head) or not any(t.kind in _LIMITS for t in head):
        return None
    if sum(t.kind in ("IF", "UNLESS", "FOR", "OTHERWISE", "OTHER") for t in tokens) > 1 or any(
        t.kind in _STATING for t in tokens[at + 1 : at + 4]
    ):
        return None
    end = case_end(tokens, at + 1, links=True)
    if not end or not (tokens[end].kind in _LINKS or is_dash(tokens[end])):
        return None
    linked = next((n for n in range(end, min(len(tokens), end + 3)) if tokens[n].kind not in (*_LINKS, "BE", "MARK")), len(tokens))
    if kind_at(tokens, linked) not in _VALUES:
        return None
    opener = tokens[at] if tokens[at].kind in ("IF", "UNLESS", "FOR") else replace(tokens[at], kind="IF", value="at")
    link = replace(tokens[end], kind="COLON") if tokens[end].kind == "MINUS" or is_dash(tokens[end]) else tokens[end]
    comma = Token("COMMA", ",", tokens[end - 1].end, tokens[end - 1].end)
    return (opener, *tokens[at + 1 : end], comma, *head, link, *tokens[end + 1 :])


def _is_of_value(tokens: Sequence[Token], at: int) -> bool:
    """Whether "of" stands before a value, in whose case a limit holds: "the maximum length of `a` is ..."."""
    return tokens[at].kind == "W" and tokens[at].value == "of" and kind_at(tokens, at + 1) == "VAL"


def _labelled(tokens: Sequence[Token], scope: Scope) -> tuple[Token, ...] | None:
    """The tokens with "for" before each label that is a value of another field, and with "allowed values" before what it only lists."""
    labels = [(n, end) for n in range(len(tokens)) if _starts(tokens, n) and (end := _label_end(tokens, n, scope))]
    if not labels or labels[0][0] or any(t.kind in ("IF", "UNLESS", "FOR") for t in tokens):
        return None
    found: list[Token] = []
    stated = False
    for k, (start, end) in enumerate(labels):
        last = labels[k + 1][0] - 1 if k + 1 < len(labels) else len(tokens)
        rest = tokens[end + 1 : last]
        said = _said(rest)
        if said is None:
            return None
        stated = True
        first = tokens[start]
        if found:
            found.append(Token("SEMI", ";", tokens[start - 1].start, tokens[start - 1].end))
        found.append(Token("IF", "at", first.start, first.start))
        found += tokens[start:end]
        found.append(Token("COMMA", ",", tokens[end].start, tokens[end].end))
        found += said
    return tuple(found) if stated else None


def _of_others(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """The tokens of "Other models: 5 or 10", with "for" before the label; None for others."""
    if [t.kind for t in tokens[:3]] not in (["OTHER", "W", "COLON"], ["OTHER", "FIELD", "COLON"], ["OTHER", "ITEMS", "COLON"]):
        return None
    said = _said(tokens[3:])
    opener = Token("FOR", "for", tokens[0].start, tokens[0].start)
    return None if said is None else (opener, *tokens[:2], replace(tokens[2], kind="COMMA"), *said)


def _with_labels_behind(tokens: Sequence[Token], scope: Scope) -> Sequence[Token]:
    """The tokens, with the label of a limit in brackets behind it: "2-9 (`slow`: 2-5)" as "2-9 (2-5 for `slow`)"."""
    for opens in (n for n, t in enumerate(tokens[:-3]) if t.kind == "LPAR"):
        end = _label_end(tokens, opens + 1, scope)
        closes = next((n for n in range(opens, len(tokens)) if tokens[n].kind == "RPAR"), 0)
        rest = tokens[end + 1 : closes] if end and end < closes else ()
        if (
            rest
            and all(t.kind in _LIMITED or (t.kind == "W" and _is_unit(t)) for t in rest)
            and any(t.kind in ("NUM", "RNG") for t in rest)
        ):
            opener = Token("FOR", "for", tokens[end].start, tokens[end].end)
            return (*tokens[: opens + 1], *rest, opener, *tokens[opens + 1 : end], *tokens[closes:])
    return tokens


def _starts(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at - 1].kind in _PIECES


def _label_end(tokens: Sequence[Token], at: int, scope: Scope) -> int:
    """Where the colon or the dash stands behind a label that starts at a place; 0 where there is none."""
    end = at
    while end < min(len(tokens), at + _MOST_LABEL) and (tokens[end].kind in ("VAL", *_JOINTS) or (end == at and tokens[end].kind == "NUM")):
        end += 1
    values = [t for t in tokens[at:end] if t.kind not in _JOINTS]
    noun = end + (kind_at(tokens, end) in ("W", "FIELD", "ITEMS") and end > at)
    if not values or tokens[end - 1].kind in _JOINTS or noun >= len(tokens) or not _is_colon(tokens, noun):
        return 0
    if noun > end and values[0].kind == "VAL":
        word = tokens[end]
        kind = word.kind == "FIELD" or any_is("category", parts_of(str(word.value))) or str(word.value).endswith("s")
        if not kind:
            return 0
    if values[0].kind == "NUM":
        return noun if noun > end and lasting(f"{values[0].value} {tokens[end].value}", scope) is not None else 0
    return noun if of_members(values, scope) is not None else 0


def _is_colon(tokens: Sequence[Token], at: int) -> bool:
    dash = tokens[at].kind == "MINUS" or is_dash(tokens[at])
    spaced = tokens[at - 1].end < tokens[at].start and at + 1 < len(tokens) and tokens[at].end < tokens[at + 1].start
    return tokens[at].kind == "COLON" or (dash and spaced)


def _said(rest: Sequence[Token]) -> Sequence[Token] | None:
    """What is said behind a label, where it is a limit, or nothing but values; None for anything else."""
    plain = [t for t in rest if t.kind != "STOP"]
    if not plain:
        return None
    units = [t for n, t in enumerate(plain) if t.kind == "W" and n and plain[n - 1].kind in ("NUM", "RNG") and _is_unit(t)]
    listed = [t for t in plain if t not in units]
    if all(t.kind in _LISTED for t in listed) and any(t.kind in ("NUM", "VAL") for t in listed):
        values = [t for t in listed if t.kind != "ONLY"]
        opener = Token("ACCEPTS", "valid values are", plain[0].start, plain[0].start)
        return (opener, *values)
    if [t.kind for t in listed] == ["RNG"]:
        return (Token("BETWEEN", "range", plain[0].start, plain[0].start), Token("COLON", ":", plain[0].start, plain[0].start), *listed)
    return rest if any(t.kind in _STATING for t in plain[:3]) else None


def _is_unit(token: Token) -> bool:
    return any_is("measure", parts_of(str(token.value))) or str(token.value).lower() in ("s", "ms", "secs")


__all__ = ["with_cases_in_front"]
