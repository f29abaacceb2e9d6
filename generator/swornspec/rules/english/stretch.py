"""A sentence cut into clauses: the sentence without its remarks in brackets, and each of these."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.rules.english.tokens import Token

_KEPT: Final = frozenset(("IF", "FOR", "UNLESS", "INCLUSIVE", "EXCLUSIVE", "INCLUDING"))
_DEFAULTS: Final = frozenset(("BARE_DEFAULT", "DEFAULT", "BY_DEFAULT"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens of a clause; for a remark what stands before it; tokens that a remark marks as the default."""

    tokens: tuple[Token, ...]
    context: tuple[Token, ...] = ()
    marked: tuple[Token, ...] = ()


def clauses(tokens: Sequence[Token]) -> Iterator[Stretch]:
    """Yield the sentence without its remarks, then each remark; "(for ...)" and "(when ...)" and "(ASC) or (DESC)" stay where they are."""
    main: list[Token] = []
    remarks: list[Stretch] = []
    marked: list[Token] = []
    ends = [n for n, t in enumerate(tokens) if t.kind == "RPAR"]
    coded = sum(_is_code(tokens, n) for n in range(len(tokens))) > 1
    glossed = sum(_is_gloss(tokens, n) for n in range(len(tokens))) > 1
    at = 0
    while at < len(tokens):
        after = bisect_left(ends, at)
        end = ends[after] if tokens[at].kind == "LPAR" and after < len(ends) else None
        kept = end is not None and (
            (_kept(tokens[at + 1 : end]) and not (glossed and _is_gloss(tokens, at))) or (coded and _is_code(tokens, at))
        )
        if end is None or kept:
            main.append(tokens[at])
            at += 1
            continue
        inside = tuple(tokens[at + 1 : end])
        if main and _marks_default(inside):
            marked.append(main[-1])
        else:
            remarks.append(Stretch(inside, tuple(main)))
        at = end + 1
    yield Stretch(tuple(main), (), tuple(marked))
    yield from remarks


def _kept(inside: Sequence[Token]) -> bool:
    return bool(inside) and inside[0].kind in _KEPT


def _is_code(tokens: Sequence[Token], at: int) -> bool:
    """Whether one code in brackets stands at a token: "(ASC)", "(`open`)"."""
    kinds = [t.kind for t in tokens[at : at + 3]]
    if kinds not in (["LPAR", "VAL", "RPAR"], ["LPAR", "W", "RPAR"]):
        return False
    token = tokens[at + 1]
    return token.end - token.start > len(str(token.value)) or str(token.value).isupper()


def _is_gloss(tokens: Sequence[Token], at: int) -> bool:
    """Whether what a value is for stands at a token, in brackets: "`a` (for lists)"."""
    return at > 0 and tokens[at - 1].kind == "VAL" and [t.kind for t in tokens[at : at + 2]] == ["LPAR", "FOR"]


def _marks_default(inside: Sequence[Token]) -> bool:
    """Whether a remark only says that what stands before it is the default: "(default)", "(by default if not specified)"."""
    words = [t for t in inside if t.kind not in ("COMMA", "STOP")]
    return bool(words) and words[0].kind in _DEFAULTS and (len(words) == 1 or words[1].kind in ("IF", "THIS") or words[1].value == "value")
