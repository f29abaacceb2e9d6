"""Values that prose gives as examples ("e.g. `a`", "such as 'b'"): kept as the page shows them, never taken for all there are."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import quoted_number
from swornspec.rules.english.tokens import QUOTES, Token

_NO_EXAMPLE: Final = re.compile(r"\s{2}|^\W*$|yyyy", re.IGNORECASE)
_NO_ITEM: Final = re.compile(r"&\w+=|^\w+=|\"\s*:")  # a query string or a piece of JSON shows the whole list, not an item
_JOINTS: Final = ("COMMA", "OR", "AND", "SEMI")
_SKIPPED: Final = ("COLON", "COMMA", "STOP", "THIS")
_LIKENING: Final = frozenset(("such as", "like"))  # after these only quoted words are examples: "values like 0.8"
_CLOSE: Final = frozenset(("e.g", "eg", "such as", "like"))


def example_at(tokens: Sequence[Token]) -> int:
    """Where a clause starts to give examples; its length when it gives none."""
    kinds = [t.kind for t in tokens]
    for n, token in enumerate(tokens):
        if token.kind == "EXAMPLE" or (token.kind == "EXAMPLE_WORD" and kinds[n + 1 : n + 2] == ["COLON"]):
            return n
        if token.kind == "THAT_IS" and n:
            return n
    return len(tokens)


def examples(tokens: Sequence[Token], scope: Scope, text: str) -> list[Any]:
    """The values that a clause gives after "for example" or the like; none where they are another field's, or of another type.

    `tokens` start with the word that announces examples.
    """
    rest = list(tokens[1:])
    while rest and rest[0].kind in _SKIPPED:
        rest.pop(0)
    marker = str(tokens[0].value)
    start = 0
    if marker not in _CLOSE and not (rest and _is_quoted(rest[0], text)):
        start = next((n + 1 for n, t in enumerate(rest) if t.kind == "COLON"), 0)
    return list(dict.fromkeys(_values(rest[start:], scope, text, bare=start == 0 and marker not in _LIKENING)))


def _values(tokens: Sequence[Token], scope: Scope, text: str, *, bare: bool) -> Iterator[Any]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "FIELD" and [t.kind for t in tokens[at : at + 2]] == ["FIELD", "SET_TO"] and text[token.start] in QUOTES:
            last = tokens[at + 2] if at + 2 < len(tokens) else token
            if token.value != scope.subject:
                return
            yield from _typed(last, scope, text[token.start + 1 : last.end - 1])
            at += 3
        elif _is_quoted(token, text) or (bare and _is_code(token, text) and _ends(tokens, at + 1)):
            yield from _typed(token, scope, token.value if token.kind == "VAL" else text[token.start : token.end])
            at += 1
        else:
            return
        while at < len(tokens) and tokens[at].kind in _JOINTS:
            at += 1


def _typed(token: Token, scope: Scope, shown: str) -> Iterator[Any]:
    types = set(scope.field.types)
    if types & {"integer", "number"}:
        value = token.value if token.kind == "NUM" else quoted_number(token)
        if value is not None:
            yield value
    elif (types & {"string", "array"} or not types) and not _NO_EXAMPLE.search(shown):
        if types == {"array"} and _NO_ITEM.search(shown):
            return
        yield shown


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or tokens[at].kind in (*_JOINTS, "STOP", "RPAR")


def _is_quoted(token: Token, text: str) -> bool:
    return token.kind == "VAL" and text[token.start] in QUOTES


def _is_code(token: Token, text: str) -> bool:
    """Whether a bare word can only be a value: it has a digit or an underscore, or is all capitals."""
    word = text[token.start : token.end]
    coded = any(c.isdigit() for c in word) or "_" in word or (word.isupper() and len(word) > 1)
    return token.kind in ("W", "VAL", "NUM") and coded
