"""Words behind a default that only say what a default is: "Maximum 12, defaults to 1 if not set"."""

from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.token import Token, kind_at
from swornspec.rules.english.unbroken import DEFAULTS

_SIGNS: Final = frozenset(("COLON", "IS", "SET_TO"))
_VALUES: Final = frozenset(("NUM", "VAL", "W", "TRUE", "FALSE"))
_ENDS: Final = frozenset(("", "STOP", "COMMA", "SEMI", "RPAR"))


def with_plain_defaults(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without "if it is not sent" and "when omitted" behind the value of a default, where something is said before it.

    Alone, such a sentence is read as it stands; beside another statement, the condition would be that of both.
    """
    starts = [at for at, token in enumerate(tokens) if token.kind in DEFAULTS and at]
    if not starts:
        return tokens
    found = list(tokens)
    for at in reversed(starts):
        value = at + 1 + (kind_at(tokens, at + 1) in _SIGNS)
        last = _absence(tokens, value + 1)
        if kind_at(tokens, value) in _VALUES and last > value + 1 and kind_at(tokens, last) in _ENDS:
            del found[value + 1 : last]
    return found


def _absence(tokens: Sequence[Token], at: int) -> int:
    """Where "if it is not sent" ends that begins at a place; the place itself for other words."""
    start = at
    if kind_at(tokens, at) != "IF":
        return start
    at += 1 + (kind_at(tokens, at + 1) == "THIS")
    at += kind_at(tokens, at) == "IS"
    if kind_at(tokens, at) == "ABSENT":
        return at + 1
    return at + 2 if (kind_at(tokens, at), kind_at(tokens, at + 1)) == ("NOT", "SENT") else start


__all__ = ["with_plain_defaults"]
