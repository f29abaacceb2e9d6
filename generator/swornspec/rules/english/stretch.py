"""A sentence cut into clauses: the sentence without its remarks in brackets, and each of these."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from swornspec.rules.english.examples import example_at
from swornspec.rules.english.marks import DEFAULTS, default_mark, marks_default
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.openers import with_cases
from swornspec.rules.english.tokens import Token, kind_at, parts_of
from swornspec.rules.english.wording import limit_before, unit_behind, worded

_KEPT: Final = frozenset(("IF", "FOR", "UNLESS", "INCLUSIVE", "EXCLUSIVE", "INCLUDING"))
_VALUES: Final = frozenset(("VAL", "NUM", "TRUE", "FALSE", "W"))
_NUMBERS: Final = frozenset(("NUM", "RNG"))
_LIMITS: Final = frozenset(("MAXIMUM", "MINIMUM", "AT_MOST", "AT_LEAST", "BETWEEN"))
_LIMITING: Final = frozenset(("IF", "UNLESS", "FOR", "ADVICE", "HEDGE"))
_STATING: Final = DEFAULTS | _LIMITS
_BRACKETS: Final = frozenset(("LPAR", "LSQB"))
_FACETS: Final = frozenset(("KIND", "ADJ", "CHARACTERS", "ITEMS", "LENGTH", "LONG", "COLON")) | _LIMITS | _NUMBERS
_LABELS: Final = frozenset(("REQUIRED", "KIND", "DEFAULT", "BARE_DEFAULT", "MAXIMUM", "MINIMUM"))
_CUTTING: Final = _BRACKETS | frozenset(("BARE_DEFAULT", "EXAMPLE", "EXAMPLE_WORD", "THAT_IS", "ADVICE"))
"""Kinds of tokens without one of which a sentence is one clause."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens of a clause; for a remark what stands before it and after it; tokens marked as the default."""

    tokens: tuple[Token, ...]
    context: tuple[Token, ...] = ()
    marked: tuple[Token, ...] = ()
    following: tuple[Token, ...] = ()


def clauses(tokens: Sequence[Token]) -> Iterator[Stretch]:
    """Yield the sentence without its remarks, then each remark; "(for ...)" and "(when ...)" and "(ASC) or (DESC)" stay where they are."""
    tokens = with_cases(tuple(worded(tokens)))
    apart = _labels(tokens)
    if apart:
        for before, after in pairwise((-1, *apart, len(tokens))):
            yield from clauses(tokens[before + 1 : after])
        return
    tokens = tuple(_parted(tokens))
    if _CUTTING.isdisjoint([t.kind for t in tokens]):
        yield Stretch(tokens)
        return
    main: list[Token] = []
    remarks: list[Stretch] = []
    marked: list[Token] = []
    ends = [n for n, t in enumerate(tokens) if t.kind == "RPAR"]
    coded = len(ends) > 1 and sum(_is_code(tokens, n) for n in range(len(tokens))) > 1
    glossed = len(ends) > 1 and sum(_is_gloss(tokens, n) for n in range(len(tokens))) > 1
    told = any(t.kind == "BARE_DEFAULT" for t in tokens)
    told_default = any(t.kind in DEFAULTS for t in tokens)
    at = 0
    while at < len(tokens):
        if not told and tokens[at].kind not in _BRACKETS:
            main.append(tokens[at])
            at += 1
            continue
        named = default_mark(tokens, at) if told and main else at
        if named > at:
            marked.append(main[-1])
            at = named
            continue
        after = bisect_left(ends, at)
        end = ends[after] if tokens[at].kind == "LPAR" and after < len(ends) else _stating_end(tokens, at)
        kept = end is not None and (
            (_kept(tokens[at + 1 : end]) and not (glossed and _is_gloss(tokens, at))) or (coded and _is_code(tokens, at))
        )
        kept = kept or (end is not None and (_is_other_limit(main, tokens[at + 1 : end]) or _makes_up(main, tokens[at + 1 : end])))
        if end is None or kept:
            main.append(tokens[at])
            at += 1
            continue
        inside = tuple(tokens[at + 1 : end])
        if inside and inside[-1].kind == "VICE_VERSA":
            main += (replace(tokens[at], kind="COMMA"), *inside)
        elif main and marks_default(inside):
            marked.append(main[-1])
        elif told_default and len(inside) == 1 and _glosses(main, inside[0], kind_at(tokens, end + 1)):
            main[-1] = replace(inside[0], kind="VAL")  # "the default is descending (`desc`)"
        elif len(inside) == 1 and main and main[-1].kind in DEFAULTS and inside[0].kind in _VALUES:
            main.append(replace(inside[0], kind="VAL") if inside[0].kind == "W" else inside[0])  # "the default (`a`) is used"
        else:
            remarks.append(Stretch(inside, tuple(main)))
        at = end + 1
    for stretch in _without_examples(Stretch(tuple(main), (), tuple(marked))):
        yield from _without_advice(stretch)
    for remark in (_with_condition(r, main) for r in remarks):
        end = remark.tokens[-1].end if remark.tokens else 0
        for stretch in _without_examples(replace(remark, following=tuple(t for t in main if t.start > end))):
            yield from _without_advice(stretch)


def _parted(tokens: Sequence[Token]) -> Sequence[Token]:
    """Tokens with semicolons for the dashes that facets stand between: "Name of the plan - max 40 characters - required"."""
    dashes = [n for n in range(1, len(tokens) - 1) if _is_apart(tokens, n)]
    if not any(_is_facet(tokens[start + 1 : end]) for start, end in pairwise((*dashes, len(tokens)))):
        return tokens
    return [replace(t, kind="SEMI") if n in dashes else t for n, t in enumerate(tokens)]


def _is_apart(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is a dash with spaces on both sides that is no minus between numbers."""
    dash = tokens[at].kind == "MINUS" or (tokens[at].kind == "MARK" and tokens[at].value in ("–", "—"))
    spaced = tokens[at - 1].end < tokens[at].start and tokens[at].end < tokens[at + 1].start
    return dash and spaced and not tokens[at - 1].kind == tokens[at + 1].kind == "NUM"


def _is_facet(tokens: Sequence[Token]) -> bool:
    """Whether tokens are a type with a limit, or a limit, and nothing else: "max 40 characters", "integer min:1", "numeric 1-9"."""
    kinds = [t.kind for t in tokens if t.kind != "STOP"]
    return set(kinds) <= _FACETS and not _NUMBERS.isdisjoint(kinds) and len(kinds) > 1


def _with_condition(remark: Stretch, main: Sequence[Token]) -> Stretch:
    """A remark together with the condition right behind it, which limits it, too: "a share (1-100) when `type` is `percent`; ..."."""
    end = remark.tokens[-1].end if remark.tokens else 0
    behind = [t for t in main if t.start > end]
    numbered = any(t.kind in _NUMBERS for t in remark.tokens) and remark.tokens[0].kind not in ("FOR", "EXAMPLE", "THAT_IS")
    if not numbered or kind_at(behind, 0) not in ("IF", "UNLESS"):
        return remark
    stop = next((n for n, t in enumerate(behind) if t.kind in ("SEMI", "COMMA", "STOP")), len(behind))
    return replace(remark, tokens=(*remark.tokens, *behind[:stop]))


def _labels(tokens: Sequence[Token]) -> list[int]:
    """Where hyphens set labels apart: "the discount in cents - integer - required without `a` - 500"; none where one is a minus sign."""
    hyphens = [n for n, t in enumerate(tokens[1:-1], 1) if t.kind == "MINUS" and t.value == "-"]
    spaced = [n for n in hyphens if tokens[n - 1].end < tokens[n].start and tokens[n].end < tokens[n + 1].start]
    labels = sum(tokens[n + 1].kind in _LABELS for n in spaced)
    values = any(tokens[n - 1].kind == "VAL" and kind_at(tokens, n - 2) not in ("SET_TO", "IS") for n in hyphens) or any(
        t.kind.startswith("REL_") or t.kind == "FORMULA" for t in tokens
    )
    glossed = sum(tokens[n - 1].kind == "NUM" for n in spaced) > 1  # "0 - default mode 1 - fast mode"
    return spaced if len(spaced) > 1 and labels and not values and not glossed else []


def _glosses(main: Sequence[Token], value: Token, following: str) -> bool:
    """Whether a value in brackets is how the word before it is written, which the clause says to be the default."""
    if not main or main[-1].kind not in ("W", "VAL") or value.kind not in ("W", "VAL"):
        return False
    said, written = (str(t.value).lower() for t in (main[-1], value))
    stated = kind_at(main, len(main) - 2) in DEFAULTS or following == "BY_DEFAULT"
    stated = stated or (kind_at(main, len(main) - 2) == "IS" and any(t.kind in DEFAULTS for t in main[:-2]))
    return stated and len(written) > 1 and said.startswith(written[:2])


def _stating_end(tokens: Sequence[Token], at: int) -> int | None:
    """Where a remark in square brackets ends that starts at a token and states a default or a limit: "[default: 5]"."""
    if tokens[at].kind != "LSQB":
        return None
    end = next((n for n in range(at + 1, len(tokens)) if tokens[n].kind in ("RSQB", "LSQB")), len(tokens))
    return end if kind_at(tokens, end) == "RSQB" and any(t.kind in _STATING for t in tokens[at + 1 : end]) else None


def _without_examples(stretch: Stretch) -> Iterator[Stretch]:
    """A stretch; examples and a default or limit after them one by one: "e.g. 5; default is 10"."""
    tokens = stretch.tokens
    start = example_at(tokens)
    if start == len(tokens) or any(t.kind in _LIMITING for t in tokens[:start]):
        yield stretch
        return
    ends = (n for n in range(start + 2, len(tokens) - 1) if tokens[n].kind in ("SEMI", "COMMA") and tokens[n + 1].kind in _STATING)
    end = next(ends, len(tokens))
    yield replace(stretch, tokens=tokens[:end]) if end < len(tokens) else stretch
    if end < len(tokens):
        yield Stretch(tokens[end + 1 :])


def _without_advice(stretch: Stretch) -> Iterator[Stretch]:
    """A stretch; a limit and the advice after it one by one: "max: 10, 5 or less is recommended"."""
    tokens = stretch.tokens
    advised = next((n for n, t in enumerate(tokens) if t.kind == "ADVICE"), 0)
    comma = max((n for n in range(1, advised) if tokens[n].kind == "COMMA"), default=0)
    limited = any(t.kind in _LIMITS for t in tokens[:comma])
    numbers = comma > 0 and tokens[comma - 1].kind in _NUMBERS and tokens[comma + 1].kind in _NUMBERS
    apart = numbers or (comma > 0 and tokens[comma + 1].value == "however")
    if not limited or not apart or any(t.kind in _LIMITING for t in tokens[1:comma]):
        yield stretch
        return
    yield replace(stretch, tokens=tokens[:comma])
    yield Stretch(tokens[comma + 1 :])


def _is_other_limit(main: Sequence[Token], inside: Sequence[Token]) -> bool:
    """Whether a remark gives another number for a case: "at most 9 (4 if ...)"."""
    at = 3 if [t.kind for t in main[-3:]] == [t.kind for t in inside[:3]] in (["NUM", "AND", "NUM"], ["NUM", "TO", "NUM"]) else 1
    said = main[: len(main) - len(unit_behind(main))]
    limited = bool(said) and (at > 1 or said[-1].kind == "RNG" or limit_before(main) is not None) and kind_at(inside, 0) == said[-1].kind
    if inside and inside[0].kind == "OR":
        return _is_other_limit(main, inside[1:])
    return limited and kind_at(inside, at) in ("IF", "FOR", "WITH", "UNLESS")


def _makes_up(main: Sequence[Token], inside: Sequence[Token]) -> bool:
    """Whether a remark spells out what a limit is of: "the area (`width` × `height`)", "the total number of guests (`a` and `b`)"."""
    kinds = [t.kind for t in inside]
    fields, signs = kinds[::2], set(kinds[1::2])
    total = signs == {"AND"} and any(t.kind == "COUNT" for t in main)
    unknown = not main and set(fields) <= {"FIELD", "W"} and signs == {"STAR"}  # "(rows × columns) must be at most 9"
    known = set(fields) == {"FIELD"} and (signs in ({"STAR"}, {"PLUS"}) or total)
    return len(kinds) > 2 and len(kinds) % 2 == 1 and (known or unknown)


def _kept(inside: Sequence[Token]) -> bool:
    lasts = [t.kind for t in inside] == ["FOR", "NUM", "W"] and any_is("time", parts_of(str(inside[2].value)))  # "86400 (for 1 day)"
    return bool(inside) and inside[0].kind in _KEPT and not lasts


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
