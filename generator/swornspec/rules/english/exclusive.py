"""Alternatives of which one must be sent, where what follows says that it must not be more: "One of a or b is required. Not both."."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.parts import Part
from swornspec.rules.english.reading import Outcome, Reading, Sentence
from swornspec.rules.english.tokens import Token
from swornspec.rules.expr import Count, Present, names

_GIVING: Final = r"(?:provid|supply|suppli|specify|send|pass|sett?|includ|us|giv|submit|defin)"
_REFUSED: Final = (
    r"\b(?:errors?|reject(?:s|ed)?|refus(?:es|ed)|fails?|invalid|not (?:allowed|permitted|supported|possible|valid)|40[0-9]|422)\b"
)
_DENIED: Final = r"(?:cannot|can't|can not|must not|mustn't|may not|should not|do not|don't|never)"
_GIVEN: Final = r"(?:used|sent|set|specified|provided|given|passed|supplied|present|included|defined|combined)"
_NOT_BOTH: Final = re.compile(
    rf"(?:but |and |note that |however,? )?(?:{_GIVING}\w{{0,3}}ing both\b.{{0,80}}{_REFUSED}|(?:you )?{_DENIED} {_GIVING}\w{{0,3}} both\b"
    rf"|both (?:of (?:them|these) |fields |parameters |values )?{_DENIED} be {_GIVEN}\b|(?:not|never) both\W*$"
    rf"|(?:they|the two|these(?: two)?) (?:are mutually exclusive\W*$|{_DENIED} be {_GIVEN} (?:together|at the same time)))",
    re.IGNORECASE,
)
_LONGEST: Final = 200  # characters; a longer sentence says more
_EDGES: Final = frozenset({"COMMA", "STOP", "MARK", "SEMI", "MINUS", "LPAR", "RPAR"})


def denies_both(text: str, tokens: Sequence[Token]) -> frozenset[str] | None:
    """The fields that a sentence names which does nothing but forbid to send both of two; None for any other sentence."""
    if len(text) > _LONGEST or _NOT_BOTH.match(text) is None:
        return None
    return frozenset(t.value for t in tokens if t.kind == "FIELD")


def denied_from(tokens: Sequence[Token], text: str) -> int:
    """Where a dash stands behind which a clause only says that two fields must not both be sent; how many tokens there are if nowhere."""
    last = max((n for n, t in enumerate(tokens) if t.value in ("–", "—", "-") and t.kind in ("MARK", "MINUS")), default=len(tokens))
    denied = 0 < last < len(tokens) and denies_both(text[tokens[last].end :].strip(), tokens[last:]) == frozenset()
    return last if denied else len(tokens)


def not_both(part: Part) -> bool:
    """Whether a stretch of a clause says "but not both" and nothing else."""
    kinds = [t.kind for t in part.tokens if t.kind not in _EDGES]
    return kinds == ["BUT_NOT_BOTH"]


def or_instead(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """Readings with another field as the alternative to the one that is required, as a remark behind says: "Required (or `a`)"."""
    others = [t.value for t in tokens if t.kind == "FIELD"]
    plain = [t.kind for t in tokens[:1]] == ["OR"] and all(t.kind in ("OR", "COMMA", "FIELD") for t in tokens) and bool(others)
    asked = [r for r in readings if r.claim.form == "required" and r.claim.subject not in others]
    if not plain or len(asked) != 1:
        return list(readings)
    subject = asked[0].claim.subject
    either = Count(1, None, tuple(Present(n) for n in (subject, *others)))
    claim = replace(asked[0].claim, form="at_least_one", expr=either, demands=True)
    return [replace(r, claim=claim) if r is asked[0] else r for r in readings]


def made_exclusive(readings: Sequence[Reading]) -> list[Reading]:
    """Readings of which the one that asks for at least one of two fields asks for exactly one; as they are where not one does."""
    exclusive = {n: e for n, r in enumerate(readings) if (e := _exactly_one(r)) is not None}
    return [exclusive.get(n, r) for n, r in enumerate(readings)] if len(exclusive) == 1 else list(readings)


def _exactly_one(reading: Reading) -> Reading | None:
    """A reading that asks for at least one of two fields as one that asks for exactly one; None for any other."""
    expr = reading.claim.expr
    if reading.claim.form != "at_least_one" or not isinstance(expr, Count) or len(expr.parts) > 2:  # "both"
        return None
    return replace(reading, claim=replace(reading.claim, form="exactly_one", expr=Count(1, 1, expr.parts)))


def with_exclusion(before: Sentence, fields: frozenset[str]) -> Sentence | None:
    """The sentence before one that denies both, as the two together mean it; None where it states no alternative of these fields."""
    readings = made_exclusive(before.readings)
    changed = [r for r, earlier in zip(readings, before.readings, strict=True) if r is not earlier]
    if before.outcome is Outcome.GAP or any(r.claim.expr is None or not fields.issubset(names(r.claim.expr)) for r in changed):
        return None
    return replace(before, readings=tuple(readings)) if changed else None
