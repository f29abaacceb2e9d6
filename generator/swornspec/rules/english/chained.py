"""Cases of two fields side by side as the one condition that they make, and an "only" behind a case before it.

only for `slow` at `big`                     only if `mode` is `slow` and `size` is `big`
at `big` or `small` with 24 or 25 FPS        if `size` is `big` or `small` and `fps` is 24 or 25
(`slow` and `quick` only)                    (only for `slow` and `quick`)

The tokens keep their places in the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.subject import own_words
from swornspec.rules.english.tokens import Token, kind_at, parts_of
from swornspec.rules.field import named_with, that_may_have

_OPENERS: Final = frozenset({"for", "in", "at", "on", "with", "under", "using", "by"})
_OPENING: Final = frozenset({"FOR", "IN", "WITH", "W", "ALTER", "TRUE"})
_JOINTS: Final = frozenset({"OR", "AND", "COMMA", "SLASH"})
_NOUNS: Final = frozenset({"W", "ITEMS", "FIELD", "RESULT", "KIND"})
_EDGES: Final = frozenset({"LPAR", "SEMI", "NOTE", "COLON", "STOP", "ALLOWED"})
_ENDS: Final = frozenset({"", "RPAR", "STOP", "SEMI", "COMMA", "LPAR"})
_GRANTED: Final = frozenset({"supported", "available"})
_CLOSING: Final = frozenset({"", "STOP", "LPAR", "RPAR"})
_NUMERIC: Final = frozenset({"integer", "number"})


@dataclass(frozen=True, slots=True)
class _Case:
    """The values that words name, the one field that has them, and where the words end; `name` is "" where several may be meant."""

    name: str
    values: tuple[Token, ...]
    last: int


def with_one_condition(tokens: Sequence[Token], scope: Scope) -> tuple[Token, ...]:
    """The tokens, with one condition for cases of two fields side by side, and an "only" before its case."""
    if sum(t.kind in ("VAL", "NUM") for t in tokens) > 1 and any(_opens(t) for t in tokens):
        tokens = _chained(tokens, scope)
    if tokens and tokens[0].kind == "ALLOWED" and tokens[0].value in _GRANTED and _opens(tokens[1]) if len(tokens) > 2 else False:
        case = _case(tokens, 2, scope)
        if case is not None and kind_at(tokens, case.last) in _CLOSING and all(t.kind == "VAL" for t in case.values):
            opener = replace(tokens[1], kind="FOR") if tokens[1].kind in ("W", "TRUE") else tokens[1]
            tokens = (replace(tokens[0], kind="ONLY_VALID"), opener, *tokens[2:])  # "supported by `a` and `b`."
    return _only_first(tokens, scope) if any(t.kind == "ONLY" for t in tokens[1:]) else tuple(tokens)


def _chained(tokens: Sequence[Token], scope: Scope) -> tuple[Token, ...]:
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        cases = _side_by_side(tokens, at, scope)
        if len(cases) < len(("one", "other")):
            found.append(tokens[at])
            at += 1
            continue
        end = cases[-1].last
        found.append(replace(tokens[at], kind="IF") if tokens[at].kind != "IF" else tokens[at])
        for n, case in enumerate(cases):
            first, last = case.values[0], case.values[-1]
            found += [Token("AND", "and", first.start, first.start)] if n else []
            found += (Token("FIELD", case.name, first.start, last.end), Token("IS", "is", last.end, last.end))
            for k, value in enumerate(case.values):
                found += [Token("OR", "or", value.start, value.start), value] if k else [value]
        at = end
    return tuple(found)


def _side_by_side(tokens: Sequence[Token], at: int, scope: Scope) -> list[_Case]:
    """The cases that openers and values from a place on name, each of another field; none where they do not end what is said."""
    cases: list[_Case] = []
    end = at
    while end < len(tokens) and _opens(tokens[end]):
        case = _case(tokens, end + 1, scope)
        if case is None or not case.name or case.name in (c.name for c in cases):
            return []
        cases.append(case)
        end = case.last
        beside = _case(tokens, end, scope) if kind_at(tokens, end) == "VAL" else None
        if beside is not None and beside.name and beside.name not in (c.name for c in cases):
            cases.append(beside)  # "for `a` `b` orders"
            end = beside.last
    return cases if kind_at(tokens, end) in (*_ENDS, "COLON", "MUST", "IS") else []


def _opens(token: Token) -> bool:
    return token.kind in _OPENING and str(token.value).lower() in _OPENERS


def _case(tokens: Sequence[Token], at: int, scope: Scope) -> _Case | None:
    """The values that stand at a place, with the noun behind them, and the field that has them."""
    end = at
    while end < len(tokens) and (tokens[end].kind in ("VAL", "NUM") or (end > at and tokens[end].kind in _JOINTS)):
        end += 1
    while end > at and tokens[end - 1].kind in _JOINTS:
        end -= 1
    values = tuple(t for t in tokens[at:end] if t.kind not in _JOINTS)
    if not values or len({t.kind for t in values}) > 1:
        return None
    noun = tokens[end] if kind_at(tokens, end) in _NOUNS and not _opens(tokens[end]) else None
    if values[0].kind == "NUM":
        name = _measured(values, noun, scope) if noun is not None else ""
        return _Case(name, values, end + 1) if name else None
    held = [f.name for f in that_may_have(values[0].value, scope.fields) if all(t.value in (f.enum or ()) for t in values)]
    held = [name for name in held if name != scope.subject]
    words = parts_of(str(noun.value)) if noun is not None else ()
    if noun is not None and not (_names_kind(noun) or any(set(words) & set(own_words(n)) for n in held)):
        return None
    named = [name for name in held if words and set(words) <= set(own_words(name))]
    chosen = named if len(named) == 1 else held
    return _Case(chosen[0] if len(chosen) == 1 else "", values, end + (noun is not None)) if chosen else None


def _measured(values: Sequence[Token], noun: Token, scope: Scope) -> str:
    """The number field that a noun behind numbers names: the `fps` of "24 or 25 FPS"; "" for none."""
    words = parts_of(str(noun.value))
    kin = named_with(words[0], scope.fields) if words else ()
    named = [f.name for f in kin if set(words) <= set(own_words(f.name)) and set(f.types) <= _NUMERIC and f.types]
    return named[0] if len(named) == 1 and named[0] != scope.subject and all(scope.fits(named[0], t.value) for t in values) else ""


def _names_kind(noun: Token) -> bool:
    words = parts_of(str(noun.value))
    return str(noun.value).endswith("s") or any_is("category", words) or any_is("handled", words)


def _only_first(tokens: Sequence[Token], scope: Scope) -> tuple[Token, ...]:
    """The tokens, with an "only" that ends a case before it, where nothing else stands between that and the mark before."""
    found = tuple(tokens)
    for at in range(1, len(found)):
        if found[at].kind != "ONLY" or kind_at(found, at + 1) not in _ENDS:
            continue
        start = _start(found, at, scope)
        if start is None:
            continue
        opened = _opens(found[start]) or found[start].kind == "IF"
        opener = found[start] if opened else Token("FOR", "for", found[start].start, found[start].start)
        opener = replace(opener, kind="FOR") if opener.kind in ("W", "TRUE", "ALTER") else opener
        granted = kind_at(found, start - 1) == "ALLOWED"
        only = replace(found[at], kind="ONLY_VALID") if granted else found[at]  # "supported for `a` only"
        case = (only, opener, *found[start + opened : at])
        return (*found[: start - granted], *case, *found[at + 1 :])
    return found


def _start(tokens: Sequence[Token], at: int, scope: Scope) -> int | None:
    """Where the case starts that ends before a place, with nothing before it but a mark; None where no case does."""
    edge = next((n for n in range(at - 1, -1, -1) if tokens[n].kind in _EDGES), -1)
    start = edge + 1
    if start < at and tokens[start].kind == "IF":
        return start
    first = start + (start < at and _opens(tokens[start]))
    case = _case(tokens, first, scope)
    return start if case is not None and case.last == at else None


__all__ = ["with_one_condition"]
