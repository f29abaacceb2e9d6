"""Where what a clause states begins and ends: behind "Note:" and "In cents,", before reasons and what only says what values mean."""

from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.parts import TRIGGERS, Part
from swornspec.rules.english.pieces import GOVERNING
from swornspec.rules.english.tokens import Token, is_dash, kind_at, parts_of

_OPENS: Final = frozenset(
    {"RNG", "BETWEEN", "AT_LEAST", "AT_MOST", "MUST", "CANNOT", "DEFAULT", "BARE_DEFAULT", "MAXIMUM", "MINIMUM", "REQUIRED"}
)
_REFUSED: Final = frozenset({"VAL", "FIELD", "OR", "AND", "W", "ITEMS", "STOP", "RPAR"})
_SAYING: Final = frozenset(
    ("DEFAULT", "BARE_DEFAULT", "AT_MOST", "AT_LEAST", "MAXIMUM", "MINIMUM", "BETWEEN", "REQUIRED", "IGNORED", "ONLY")
)
_VALUES: Final = frozenset(("TRUE", "FALSE", "NUM", "VAL", "W", "ADJ"))
_DATED: Final = ("NUM", "RNG", "VAL")


def opening(tokens: Sequence[Token]) -> int:
    """How many tokens at the start only introduce the rest: "Note:", "note that", "How strong it is," before a rule."""
    marks = next((n for n, t in enumerate(tokens) if t.kind not in ("MARK", "STAR")), 0)
    if any(t.kind == "STAR" for t in tokens[:marks]):
        return marks  # "* Required if ..." is a footnote
    kinds = [t.kind for t in tokens[:2]]
    if kinds[:1] == ["NOTE"] and (kinds[1:] in (["COLON"], ["COMMA"]) or str(tokens[0].value).endswith("that")):
        return 2 if kinds[1:] in (["COLON"], ["COMMA"]) else 1
    labelled = next((n for n, t in enumerate(tokens[:3]) if t.kind in ("COLON", "COMMA") or is_dash(t)), 0)
    conditional = labelled and str(tokens[0].value).lower().startswith("conditional")
    if conditional and any(t.kind in TRIGGERS for t in tokens[labelled + 1 :]) and kind_at(tokens, labelled + 1) not in ("IF", "UNLESS"):
        return labelled + 1  # "Conditionally required: one of ... is required"
    if kinds == ["IN", "W"] and kind_at(tokens, 2) == "COMMA" and _is_unit(tokens[1]):
        return 0 if any(t.kind == "OR" for t in tokens[3:5]) else 3  # "In cents, ...", not "in grams, pounds or ounces"
    if kinds[:1] == ["WHETHER"] and tokens[0].value != "whether":
        comma = next((n for n, t in enumerate(tokens) if t.kind == "COMMA"), len(tokens))
        if kind_at(tokens, comma + 1) in _OPENS:
            return comma + 1
    return 0


def before_glosses(tokens: Sequence[Token], end: int) -> int:
    """Where "for high and low respectively" starts, or the ", not `b`" of "only with `a`, not `b`"; `end` where nothing does."""
    spared = next((n for n in range(end - 1, 1, -1) if [t.kind for t in tokens[n : n + 2]] == ["COMMA", "NOT"]), end)
    refused = [t.kind for t in tokens[spared + 2 : end]]
    if refused[:1] in (["VAL"], ["FIELD"]) and set(refused) <= _REFUSED and any(t.kind in GOVERNING for t in tokens[:spared]):
        return spared
    if not any(t.value == "respectively" for t in tokens[max(0, end - 2) : end]):
        return end
    return next((n for n in range(end - 1, 0, -1) if tokens[n].kind == "FOR"), end)


def before_reasons(tokens: Sequence[Token], end: int) -> int:
    """Where ", as ..." or ", because ..." starts, which only says why; `end` where nothing does, or where it states something."""
    told = (n for n in range(2, end - 3) if str(tokens[n].value) in ("because", "since") and tokens[n + 1].kind not in _DATED)
    cause = next(told, end)
    end = end if any(t.kind in TRIGGERS or t.kind in ("NUM", "RNG", "IF", "UNLESS", "ONLY") for t in tokens[cause:end]) else cause
    reasons = (n for n in range(2, end - 1) if tokens[n].kind == "COMMA" and str(tokens[n + 1].value) in ("as", "since", "because"))
    start = next(reasons, end)
    denied = (n + 1 for n in range(end - 1) if tokens[n].kind == "BUT_NOT_BOTH" and str(tokens[n + 1].value) in ("as", "since", "because"))
    start = min(start, next(denied, end))
    return end if any(t.kind in TRIGGERS or t.kind in ("NUM", "RNG", "IF", "UNLESS", "ONLY") for t in tokens[start:end]) else start


def between_semicolons(tokens: Sequence[Token], part: Part) -> Sequence[Token]:
    """The tokens of a clause among which a stretch of it stands: what is recommended before a semicolon is not what is asked for behind."""
    if not part.tokens:
        return tokens
    start = max((t.end for t in tokens if t.kind == "SEMI" and t.end <= part.tokens[0].start), default=0)
    end = min((t.start for t in tokens if t.kind == "SEMI" and t.start >= part.tokens[-1].end), default=tokens[-1].end)
    return [t for t in tokens if start <= t.start < end]


def _is_unit(token: Token) -> bool:
    """Whether a word is one that amounts are said in: "cents", "seconds"."""
    return any(any_is(kind, parts_of(str(token.value))) for kind in ("measure", "money", "time"))


def told_until(tokens: Sequence[Token]) -> int:
    """Where the words end that only say what a field tells, as "whether it floats" does: at a semicolon, a full stop within, ": one of",

    or where a default, a limit or a demand follows: "whether it floats, defaults to true", "how many there are, at most 9".
    """
    for n, token in enumerate(tokens[:-1]):
        after = tokens[n + 1].kind
        if token.kind in ("SEMI", "STOP") or (token.kind == "COLON" and after == "ONE_OF"):
            return n + 1
        dash = is_dash(token) or (token.kind == "MINUS" and tokens[n + 1].start > token.end)
        if (token.kind == "COMMA" or dash) and (after in _SAYING or _by_default(tokens, n + 1)):
            return n + 1
        if token.kind in ("COMMA", "AND") and (after == "DEFAULT" or [t.kind for t in tokens[n + 1 : n + 3]] == ["WHETHER", "DEFAULT"]):
            return n + 1 + (after == "WHETHER")
    return len(tokens)


def _by_default(tokens: Sequence[Token], at: int) -> bool:
    """Whether a value is said to be the default here: "true by default", "`fast` by default"."""
    return any(t.kind == "BY_DEFAULT" for t in tokens[at + 1 : at + 3]) and tokens[at].kind in _VALUES
