"""Tokens of a sentence in the words that forms are written in: "required if" for "required: if", "a + b" for "a plus b"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.tokens import Token, kind_at

_LIMITED: Final = frozenset({"REQUIRED", "ADJ", "IGNORED", "ONLY_VALID", "ONLY_MATTERS", "UNSUPPORTED", "CANNOT", "NOT"})
_FOR: Final = frozenset({"by", "on", "in"})
_OPERANDS: Final = (("FIELD", "FIELD"), ("FIELD", "NUM"))
_OPERATORS: Final = {"plus": "PLUS", "minus": "MINUS", "times": "STAR", "x": "STAR"}


def worded(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens, each where it stood, without marks that mean nothing, and with one kind for words that mean the same."""
    for at, token in enumerate(tokens):
        before, after = kind_at(tokens, at - 1), kind_at(tokens, at + 1)
        if token.kind == "COLON" and (before in ("IF", "UNLESS") or (before in _LIMITED and after in ("IF", "UNLESS", "FOR"))):
            continue
        if before in _LIMITED - {"CANNOT", "NOT", "ADJ"} and after == "VAL" and str(token.value) in _FOR:
            yield replace(token, kind="FOR")
        elif token.kind == "W" and (before, after) in _OPERANDS and str(token.value).lower() in _OPERATORS:
            yield replace(token, kind=_OPERATORS[str(token.value).lower()])
        else:
            yield token
