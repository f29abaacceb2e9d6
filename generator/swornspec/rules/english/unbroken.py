"""Lists without blanks behind a word for a default, which are one value: "defaults to id,name"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.token import QUOTES, Token

DEFAULTS: Final = frozenset(("DEFAULT", "BARE_DEFAULT"))
_SIGNS: Final = frozenset(("COLON", "IS", "SET_TO"))


def with_list(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """The tokens, the values of a default that is a list without blanks ("defaults to id,name") as one.

    "Default `a`" states a default; "default" may be the last of a list: "`a`, `b`, default".
    """
    at = 0
    while at < len(tokens):
        token = tokens[at]
        last = at
        near = at > 0 and (
            tokens[at - 1].kind in DEFAULTS or (at > 1 and tokens[at - 2].kind in DEFAULTS and tokens[at - 1].kind in _SIGNS)
        )
        while near and last + 2 < len(tokens) and _adjoin(tokens[last : last + 3], text):
            last += 2
        if (
            token.kind == "BARE_DEFAULT"
            and at + 1 < len(tokens)
            and text[tokens[at + 1].start] in QUOTES
            and text[tokens[at].start].islower()
        ):
            token = replace(token, kind="DEFAULT")
        yield Token("VAL", text[token.start : tokens[last].end], token.start, tokens[last].end) if last > at else token
        at = last + 1


def _adjoin(tokens: Sequence[Token], text: str) -> bool:
    """Whether a comma joins two words, and no blank stands beside it."""
    one, comma, other = tokens
    words = all(t.kind in ("W", "VAL", "FIELD") and text[t.start] not in QUOTES for t in (one, other))
    return words and comma.kind == "COMMA" and one.end == comma.start and comma.end == other.start
