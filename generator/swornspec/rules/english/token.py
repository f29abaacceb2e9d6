"""One token of a sentence, and what stands at a place among several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

QUOTES: Final = "`\"'“"
_APART: Final = re.compile(r"[,\s]")  # what sets thousands apart


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: its kind, what it stands for (number, field name, text), and its characters [start, end)."""

    kind: str
    value: Any
    start: int
    end: int

    def __init__(self, kind: str, value: Any, start: int, end: int) -> None:
        """Set each slot directly, as `Span` does: a page has millions of tokens."""
        _KIND(self, kind)
        _VALUE(self, value)
        _START(self, start)
        _END(self, end)


_KIND, _VALUE, _START, _END = (vars(Token)[name].__set__ for name in Token.__slots__)


def kind_at(tokens: Sequence[Token], at: int) -> str:
    """The kind of the token at a place; none, "", outside of the tokens."""
    return tokens[at].kind if 0 <= at < len(tokens) else ""


def is_dash(token: Token) -> bool:
    """Whether a mark is a dash as long as those that set clauses apart."""
    return token.kind == "MARK" and token.value in ("–", "—")


def is_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quoted word is the name of something: "the `from` parameter"."""
    return at + 1 < len(tokens) and tokens[at + 1].value in ("parameter", "field", "property", "attribute", "header", "argument", "object")


def number(text: str) -> int | float:
    """A number as prose writes it: thousands separators, a real minus sign."""
    plain = _APART.sub("", text).replace("−", "-").replace("–", "-")
    try:
        return int(plain) if len(plain) < 300 and "." not in plain else float(plain)
    except ValueError:
        return float("inf")
