"""A clause cut into what it states one after the other: at semicolons, "otherwise", and where another one is added."""

from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.rules.english.openers import opens_case
from swornspec.rules.english.situations import ADDED
from swornspec.rules.english.tokens import Token, kind_at

GOVERNING: Final = frozenset({"ONLY_VALID", "ONLY_MATTERS", "UNUSED_UNLESS", "RETURNED_ONLY", "ONLY"})
"""Kinds of words whose case belongs to what they say, and is no condition of the stretch."""
_DEMANDING: Final = frozenset({"REQUIRES", "OVERRIDES", "INCOMPATIBLE"})
_SAID: Final = frozenset({"VAL", "NUM", "TRUE", "FALSE"})
_DEMANDED: Final = (["AND", "MUST", "BE"], ["AND", "CANNOT", "BE"])


def pieces(tokens: tuple[Token, ...]) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """What stands between semicolons, and from the last comma before an "otherwise"; whether it is said of all other cases.

    A condition that opens the clause holds for all of it, semicolons or not.
    """
    opened = bool(tokens) and tokens[0].kind in ("IF", "UNLESS", "FOR", "IN", "WITHOUT")
    ends = {"COMMA", "STOP", "SEMI"}
    start, otherwise, last = 0, False, 0
    for at, token in enumerate(tokens):
        if token.kind == "OTHERWISE" and (at == 0 or tokens[at - 1].kind not in ("UNLESS", "IF")):
            if last > start:
                yield _without_otherwise(tokens[start:last]), otherwise
                start = last
            otherwise = True
        elif token.kind == "SEMI" and (not opened or kind_at(tokens, at + 1) in ("IF", "FOR") or _is_parallel(tokens, at + 1)):
            if at > start:
                yield _without_otherwise(tokens[start:at]), otherwise
            start, otherwise = at + 1, False
        elif at > start and (
            _states_anew(tokens[at : at + 3])
            or _goes_on_with(tokens, start, at, opened=opened)
            or (not opened and _adds_statement(tokens, start, at))
        ):
            yield _without_otherwise(tokens[start:at]), otherwise
            start, otherwise = at + 1 + (token.kind == "COMMA" and kind_at(tokens, at + 1) == "AND"), False
        if token.kind in ends:
            last = at + 1
    if start < len(tokens):
        yield _without_otherwise(tokens[start:]), otherwise


def _is_parallel(tokens: Sequence[Token], at: int) -> bool:
    """Whether a case starts at a place as the first one does: "at `a`, ...; at noon, ..."."""
    return at < len(tokens) and opens_case(tokens[0]) and str(tokens[at].value).lower() == str(tokens[0].value).lower()


def _states_anew(tokens: Sequence[Token]) -> bool:
    """Whether a dash stands before a statement of its own: "... - `count` must be over 9"."""
    dash = tokens[0].kind == "MINUS" or (tokens[0].kind == "MARK" and tokens[0].value in ("–", "—"))
    return dash and [t.kind for t in tokens[1:3]] in (["FIELD", "MUST"], ["FIELD", "CANNOT"])


def _goes_on_with(tokens: Sequence[Token], start: int, at: int, *, opened: bool) -> bool:
    """Whether "and `b` must ..." stands behind a statement about something else, and nothing behind it limits both."""
    joint = at + (tokens[at].kind == "COMMA")
    anew = kind_at(tokens, joint) == "AND" and kind_at(tokens, joint + 1) == "FIELD" and kind_at(tokens, joint + 2) in ("MUST", "CANNOT")
    if not anew or opened or (tokens[at].kind == "AND" and tokens[at - 1].kind == "COMMA"):
        return False
    stated = any(t.kind in ("MUST", "CANNOT") for t in tokens[start:at]) or tokens[at].kind == "COMMA"
    return stated and all(t.kind not in ("IF", "UNLESS", "FOR", "WITH", "IN", "OTHERWISE") for t in tokens[start:])


def _adds_statement(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether ", and defaults to ..." or another statement stands behind what is only valid in some case."""
    kinds = [t.kind for t in tokens[at : at + 3]]
    adds = kinds in (["COMMA", "AND", kind] for kind in ADDED) or kinds == ["AND", "DEFAULT", "NUM"]
    if kinds == ["COMMA", "AND", "CAN"] and any(t.kind == "DEFAULT" for t in tokens[start:at]):
        return True  # "defaults to 20, and can be at most 500"
    behind = tokens[start:at]
    conditioned = any(t.kind in ("IF", "UNLESS", "FOR") for t in behind)
    if kinds[:2] == ["COMMA", "REQUIRED"] and kinds[2:] in (["IF"], ["UNLESS"]) and not conditioned:
        return any(t.kind in ("RNG", "NUM") for t in behind)  # "range: 1-9, required when ..."
    if kinds in (["COMMA", "AND", "CANNOT"], ["COMMA", "AND", "MUST"]) and conditioned and any(t.kind == "REQUIRED" for t in behind):
        return kind_at(tokens, at + 3) == "BE" and kind_at(tokens, at + 4) not in ("SENT", "ABSENT", "USED")
    if kinds in _DEMANDED and conditioned and any(t.kind == "REQUIRED" for t in behind) and tokens[at - 1].kind in _SAID:
        return kind_at(tokens, at + 3) not in ("SENT", "ABSENT", "USED")  # "required when `a` is `b` and must be ..."
    if kinds == ["COMMA", "USED", "IF"] and at > start:
        return True
    if kinds in _DEMANDED and any(t.kind == "ONLY_VALID" for t in behind) and all(t.kind not in ("IF", "UNLESS") for t in behind):
        return True  # "is only supported by `a` and must be ..."
    if kinds[:2] == ["AND", "IS"] and tokens[at - 1].kind == "FIELD" and any(t.kind in _DEMANDING for t in behind) and not conditioned:
        return True  # "requires `a` and is used for ..."
    excluded = kinds[:1] == ["AND"] and kinds[1:2] != ["MUST"] and kinds[1] in ADDED if len(kinds) > 1 else False
    excluded = excluded and tokens[at - 1].kind == "FIELD" and any(t.kind == "INCOMPATIBLE" for t in tokens[start:at])
    return excluded or (adds and any(t.kind in GOVERNING for t in tokens[start:at]))


def _without_otherwise(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    kept = tuple(t for n, t in enumerate(tokens) if t.kind != "OTHERWISE" or (n and tokens[n - 1].kind in ("UNLESS", "IF")))
    kept = kept[1:] if kept[:1] and kept[0].kind in ("COMMA", "SEMI") else kept
    return kept[1:] if [t.kind for t in kept[:1]] == ["AND"] and kind_at(kept, 1) in ADDED else kept


__all__ = ["GOVERNING", "pieces"]
