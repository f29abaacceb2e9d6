"""Lists of values in brackets, as programs write them: `Allowed values: ["mp3", "pcm"]`, `Enum: {low, high}`."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from swornspec.rules.english.token import Token, kind_at

ANNOUNCE: Final = frozenset(("LISTED", "ACCEPTS", "ALLOWED", "ONE_OF"))
"""Kinds of the words that announce values."""
_PAIRS: Final = {"[": "]", "(": ")", "{": "}"}
_MOST: Final = 200  # tokens of a list
_BEFORE_CASES: Final = frozenset(("FOR", "IN", "WITH", "WITHOUT"))
_MOST_BESIDE: Final = 24  # tokens
_BETWEEN: Final = frozenset(("COMMA", "PIPE", "SLASH", "OR"))
_SINGLE: Final = frozenset(("VAL", "W", "NUM", "TRUE", "FALSE"))
_WHOLE: Final = re.compile(r"[\[({]\s?(?P<inside>[^\[\](){}]{1,4000}?)\s?[\])}]")


def without_brackets(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens without the brackets around what follows words that announce values, where that is a list of two and more.

    Two numbers may be the ends of a range; they keep their brackets.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        close = _closed(tokens, at, text) if found and text[tokens[at].start] in _PAIRS and _announced(found) else at
        found += tokens[at + 1 : close] if close > at else tokens[at : at + 1]
        at = close + 1
    return found


def beside_names(tokens: Sequence[Token], is_member: Callable[[str, str], bool]) -> list[Token]:
    """The tokens without the brackets or the colon between a field and values of it: "in mode (fast)", "with `mode`: `fast`".

    `is_member` tells whether a word is a documented value of a field, by its name.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        found.append(tokens[at])
        opened = kind_at(tokens, at + 1) if tokens[at].kind == "FIELD" and kind_at(tokens, at - 1) in _BEFORE_CASES else ""
        end = at + 2
        while opened in ("LPAR", "COLON") and kind_at(tokens, end) in ("VAL", "COMMA", "OR") and end < at + _MOST_BESIDE:
            end += 1
        values = [t for t in tokens[at + 2 : end] if t.kind == "VAL"] if opened in ("LPAR", "COLON") else []
        closed = opened == "COLON" or kind_at(tokens, end) == "RPAR"
        if values and closed and all(is_member(str(t.value), str(tokens[at].value)) for t in values):
            found += tokens[at + 2 : end]
            at = end + (opened == "LPAR")
        else:
            at += 1
    return found


def listed(text: str) -> str:
    """What stands in the brackets of `["a", "b"]`, without quotes around the words; "" for a text without brackets around it."""
    whole = _WHOLE.fullmatch(text)
    if whole is None:
        return ""
    return ", ".join(piece.strip().strip("\"'") for piece in whole["inside"].split(","))


def _announced(before: Sequence[Token]) -> bool:
    """Whether the tokens before a bracket announce values."""
    sign = before[-1].kind in ("COLON", "IS", "SET_TO")
    return kind_at(before, len(before) - 1 - sign) in ANNOUNCE and (sign or before[-1].kind in ("ONE_OF", "ACCEPTS"))


def _closed(tokens: Sequence[Token], at: int, text: str) -> int:
    """Where the bracket closes that opens at a place, if only values stand between; the place itself if not."""
    close = _PAIRS[text[tokens[at].start]]
    values, one = 0, False
    numbers = 0
    for n in range(at + 1, min(len(tokens), at + _MOST)):
        token = tokens[n]
        if text[token.start] == close and token.end == token.start + 1:
            return n if one and values > 1 and not numbers == values == len(("low", "high")) else at
        if token.kind in _BETWEEN and one:
            one = False
        elif token.kind in _SINGLE and not one:
            one, values, numbers = True, values + 1, numbers + (token.kind == "NUM")
        else:
            return at
    return at


__all__ = ["ANNOUNCE", "beside_names", "listed", "without_brackets"]
