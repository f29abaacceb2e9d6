"""Words that open a case of a rule, as the "if" that conditions are read behind: "(with `a` enabled)", "at `high`, ...", "under slow mode".

Only where nothing but the name of a field, a value, or both follow up to the next mark: "with `a`" elsewhere says what else is sent.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.tokens import Token, is_dash, kind_at, parts_of

_WORDS: Final = frozenset({"at", "on", "under", "with", "where", "in", "using"})
_KINDS: Final = frozenset({"W", "IN", "WITH", "UNDER", "TRUE", "ALTER", "USE"})
_CASE: Final = frozenset(
    {"FIELD", "VAL", "SET_TO", "IS", "ENABLED", "DISABLED", "TRUE", "FALSE", "AND", "OR", "SLASH", "NUM", "SENT", "USED"}
)
_ENDS: Final = frozenset({"COMMA", "COLON", "STOP", "RPAR", "SEMI"})
_VALUED: Final = frozenset({"VAL", "SET_TO", "ENABLED", "DISABLED", "TRUE", "FALSE"})
_OPENING: Final = frozenset({"COMMA", "COLON"})
_SET: Final = frozenset({"VAL", "NUM", "TRUE", "FALSE"})
_MOST: Final = 8  # tokens of a case
_ASKING: Final = frozenset(
    {
        "MUST",
        "CANNOT",
        "AT_MOST",
        "AT_LEAST",
        "MAXIMUM",
        "MINIMUM",
        "BETWEEN",
        "ACCEPTS",
        "ONLY",
        "USE",
        "THIS",
        "ONLY_VALID",
        "EXACTLY",
        "ALWAYS",
        "CAN",
    }
)
_JUDGING: Final = frozenset({"REQUIRED", "UNSUPPORTED", "IGNORED"})
_NOTED: Final = frozenset({"NOTE", "COLON", "MARK", "COMMA"})


def with_cases(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens, with "if" for other words that open a case."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind not in _KINDS or str(token.value).lower() not in _WORDS:
            continue
        end = case_end(tokens, at + 1)
        if not end or not _is_placed(tokens, at, end):
            continue
        found[at] = replace(token, kind="IF")
    return tuple(_with_stated(found))


def _with_stated(tokens: list[Token]) -> list[Token]:
    """The tokens with "if" before what a sentence opens with as set: "`a` = `b`, `c` = `d`, at most 5 are allowed"."""
    end = 0
    commas = []
    while [kind_at(tokens, end), kind_at(tokens, end + 1)] == ["FIELD", "SET_TO"] and kind_at(tokens, end + 2) in _SET:
        end = next((n for n in range(end + 3, len(tokens)) if tokens[n].kind not in ("SLASH", "OR", "VAL", "NUM")), len(tokens))
        commas.append(end)
        end += kind_at(tokens, end) in ("COMMA", "AND")
    asked = any(t.kind in _ASKING | _JUDGING for t in tokens[end:])
    if not commas or kind_at(tokens, commas[-1]) != "COMMA" or kind_at(tokens, end) == "AND" or not asked:
        return tokens
    joined = [replace(t, kind="AND") if n in commas[:-1] else t for n, t in enumerate(tokens)]
    return [Token("IF", "if", tokens[0].start, tokens[0].start), *joined]


def case_end(tokens: Sequence[Token], at: int, *, links: bool = False) -> int:
    """Where a case ends that starts at a place; 0 where what stands there is none.

    `links` says that what it is a case of goes on behind it: "for `a` is 5", "when `a` is `b` - 5".
    """
    if kind_at(tokens, at) not in ("FIELD", "VAL"):
        return 0
    end = at + 1
    if links:
        while end < len(tokens) and end - at < _MOST and not _is_linked(tokens, at, end):
            end += 1
        inside = tokens[at + 1 : end]
        plain = all(t.kind in _CASE or (t.kind in ("W", "ITEMS", "KIND") and _names_kind(t)) for t in inside)
        return end if plain and end < len(tokens) and end - at < _MOST else 0
    while end < len(tokens) and end - at < _MOST and tokens[end].kind not in _ENDS:
        noun = tokens[end].kind in ("W", "ITEMS", "KIND") and tokens[end - 1].kind == "VAL"
        if tokens[end].kind not in _CASE and not (noun and _names_kind(tokens[end])):
            return 0
        end += 1
    return end if end >= len(tokens) or tokens[end].kind in _ENDS else 0


def _is_linked(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether what holds in a case goes on at a place: behind a colon, a dash, or an "is" that is not the one of the case."""
    if tokens[end].kind in ("COLON", "MUST") or is_dash(tokens[end]) or tokens[end].kind == "MINUS":
        return True
    if tokens[end - 1].kind == "FIELD" and kind_at(tokens, end - 2) in ("AND", "OR"):
        return False  # "when `a` is `x` and `b` is `y`"
    stated = any(t.kind in ("IS", "SET_TO", "ENABLED", "DISABLED") for t in tokens[at:end])
    return tokens[end].kind == "IS" and (stated or tokens[at].kind == "VAL" or kind_at(tokens, at + 1) == "VAL")


def _names_kind(noun: Token) -> bool:
    words = parts_of(str(noun.value))
    return str(noun.value).endswith("s") or any_is("category", words) or any_is("handled", words)


def _is_placed(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a case stands where it limits something: in brackets, before a comma that opens a rule, or at the end of one."""
    valued = any(t.kind in _VALUED for t in tokens[at + 1 : end])
    if kind_at(tokens, at - 1) == "LPAR":
        return kind_at(tokens, end) == "RPAR" and (valued or tokens[at].kind == "WITH") and at > 1
    start = next((n + 1 for n in range(at - 1, -1, -1) if tokens[n].kind in ("SEMI", "STOP")), 0)
    if all(t.kind in _NOTED for t in tokens[start:at]):
        return kind_at(tokens, end) in _OPENING and any(t.kind in _ASKING for t in tokens[end:])
    if tokens[at].kind == "WITH" and kind_at(tokens, at + 1) == "VAL":
        return False  # "8 characters, with YYYYMMDD format"
    apart = kind_at(tokens, at - 1) == "COMMA" or is_dash(tokens[at - 1])
    before = kind_at(tokens, at - 1)
    if before in _JUDGING and kind_at(tokens, at + 1) == "FIELD" and valued:
        return True  # "required with `a=b`"
    valued_use = before in ("OR_MORE", "OR_LESS", "RSQB", "FIELD", "THIS", "ALLOWED") or (
        before == "VAL" and (tokens[at].value == "at" or end - at > len(("in", "`a`")))
    )
    limited = (
        apart
        or valued_use
        or kind_at(tokens, at - 1) in ("NUM", "RNG")
        or (kind_at(tokens, at - 1) == "W" and kind_at(tokens, at - 2) in ("NUM", "RNG"))
    )
    closes = kind_at(tokens, end) in ("", "STOP", "SEMI", "RPAR")
    return limited and closes and valued and any(t.kind in _ASKING for t in tokens[:at])


def opens_case(token: Token) -> bool:
    """Whether an "if" stands for another word that opens a case, behind which a value alone may stand."""
    return token.kind == "IF" and str(token.value).lower() in _WORDS


__all__ = ["case_end", "opens_case", "with_cases"]
