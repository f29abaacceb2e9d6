"""What stands as a whole in ticks behind words that announce it: a range, or a list of values, to the tokens that it is made of.

Range: `[0, 100]`     Range: `(0, 1]`     Range: `1 <= x <= 2000`     Enum: `png, webp, jpeg`     Enum: `very slow, slow`
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.bracketed import ANNOUNCE, listed
from swornspec.rules.english.token import Token, number

_N: Final = r"[-−]?\d[\d,]{0,18}(?:\.\d{1,12})?"
_PAIR: Final = re.compile(rf"(?P<left>[\[(])\s?(?P<low>{_N}),\s?(?P<high>{_N})\s?(?P<right>[\])])")
_CHAIN: Final = re.compile(rf"(?P<low>{_N})\s?(?:<=|≤)\s?(?:x|n|value|length|[a-z_]{{1,40}})\s?(?:<=|≤)\s?(?P<high>{_N})")
_LISTED: Final = r"(?!(?:and|or)\b)[\w.:/+-]{1,60}(?: (?!(?:and|or)\b)[\w.:/+-]{1,30}){0,2}"
_LIST: Final = re.compile(rf"{_LISTED}(?:,\s?{_LISTED}){{1,100}}")
_WORD: Final = re.compile(_LISTED)
_KINDS: Final = {"[": "LSQB", "]": "RSQB", "(": "LPAR", ")": "RPAR"}


def in_ticks(match: re.Match[str], before: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of what is quoted, as those before it announce it; nothing when it is something else."""
    said = [token.kind for token in before[-2:] if token.kind not in ("COLON", "IS")]
    inside = match.group()[1:-1].strip()
    if match.group()[:1] != "`" or not said or not before:
        return ()
    first = match.start() + match.group().index(inside) if inside else 0
    if said[-1] == "BETWEEN":
        if (chain := _CHAIN.fullmatch(inside)) is not None:
            return (Token("RNG", (number(chain["low"]), number(chain["high"])), *match.span()),)
        pair = _PAIR.fullmatch(inside)
        return _pair(pair, first) if pair is not None else ()
    if said[-1] in ANNOUNCE and _LIST.fullmatch(listed(inside) or inside):
        return _listed(inside, first)
    return ()


def _pair(found: re.Match[str], first: int) -> tuple[Token, ...]:
    """Two numbers with the brackets around them."""
    low, high = (Token("NUM", number(found[group]), first + found.start(group), first + found.end(group)) for group in ("low", "high"))
    left, right = (
        Token(_KINDS[found[group]], found[group], first + found.start(group), first + found.end(group)) for group in ("left", "right")
    )
    return left, low, Token("COMMA", ",", low.end, low.end + 1), high, right


def _listed(inside: str, first: int) -> tuple[Token, ...]:
    """The values of a list, with the commas between them."""
    tokens: list[Token] = []
    for word in _WORD.finditer(inside):
        start = first + word.start()
        if tokens:
            tokens.append(Token("COMMA", ",", tokens[-1].end, tokens[-1].end + 1))
        tokens.append(Token("VAL", word.group(), start, first + word.end()))
    return tuple(tokens)
