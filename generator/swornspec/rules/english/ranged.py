"""Values that prose lists and calls a range: "range: mp3, pcm, flac", "Range: [8000, 16000, 44100]"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.token import Token, kind_at

_BEFORE: Final = frozenset(("", "COMMA", "SEMI", "STOP", "LPAR"))
_OWN: Final = frozenset(("value", "values", "parameter", "option", "options"))
"""Words before "range" that say of what it is: of what the field may be."""
_OPEN: Final = frozenset(("COLON", "IS"))
_JOINTS: Final = frozenset(("COMMA", "SLASH", "PIPE", "OR"))
_ENDS: Final = frozenset(("", "STOP", "SEMI", "LPAR", "RPAR", "RSQB"))
_SINGLE: Final = frozenset(("VAL", "W", "NUM"))
_FEWEST: Final = 3
"""Numbers that are no two ends."""
_ENDS_OF_ONE: Final = frozenset(("min", "max", "start", "end", "low", "high", "first", "last", "from", "to", "minimum", "maximum"))


def with_listed_ranges(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with a word that introduces values in place of the "range" before some that are no two ends."""
    found = [*tokens]
    for at, token in enumerate(tokens):
        if token.kind == "BETWEEN" and str(token.value).endswith(("range", "range of values")) and _starts(tokens, at):
            values = _values(tokens, at + 1)
            numbers = sum(t.kind == "NUM" for t in values)
            if len(values) > 1 and (numbers < len(values) or numbers >= _FEWEST) and not any(_is_end(t) for t in values):
                found[at] = replace(token, kind="ACCEPTS")
    return found


def _starts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a range is the field's, and no part of what a sentence goes on about."""
    own = kind_at(tokens, at - 1) == "W" and str(tokens[at - 1].value).lower() in _OWN
    return kind_at(tokens, at - 1 - own) in _BEFORE


def _is_end(token: Token) -> bool:
    return token.kind == "W" and str(token.value).lower() in _ENDS_OF_ONE


def _values(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """What stands behind "range" as a list of single words, quoted ones, or numbers, up to its end; nothing for anything else."""
    opened = kind_at(tokens, at) in _OPEN
    at += opened
    bracket = kind_at(tokens, at) == "LSQB"
    at += bracket
    if not opened and not bracket:
        return ()
    values: list[Token] = []
    while kind_at(tokens, at) in _SINGLE:
        values.append(tokens[at])
        at += 1
        joints = kind_at(tokens, at) in _JOINTS
        at += joints + (joints and kind_at(tokens, at + 1) == "OR")
        if not joints:
            break
        if kind_at(tokens, at) not in _SINGLE:
            return values if not bracket and _is_over(tokens, at) else ()
    return values if kind_at(tokens, at) in (("RSQB",) if bracket else _ENDS) else ()


def _is_over(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma was the last of a list, and the sentence goes on with another statement: "a, b, default a"."""
    return kind_at(tokens, at) in ("DEFAULT", "BARE_DEFAULT", "BY_DEFAULT")


__all__ = ["with_listed_ranges"]
