"""Alternatives of which one must be sent, where what follows says that it must not be more: "One of a or b is required. Not both."."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.parts import Part
from swornspec.rules.english.reading import Outcome, Reading, Sentence
from swornspec.rules.english.tokens import Token
from swornspec.rules.expr import Count, Expr, Not, Present, names

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
_OF_THEM: Final = (
    r"(?: of (?:them|these|those|the (?:two|three|above))(?: (?:two|fields|parameters|options|values|properties|arguments))?)?"
)
_ONE: Final = re.compile(
    rf"(?:and |but |so |however,? |therefore,? )?(?:(?P<least>(?:(?P<exact>exactly|only|just|one and only) )?one{_OF_THEM}"
    rf" (?:(?:must|has to|needs to|should|shall) be {_GIVEN}|is (?:required|mandatory|needed))"
    rf"|(?:you )?(?:must|have to|need to|should) {_GIVING}\w{{0,3}} (?:(?P<given_exact>exactly|only|just|one and only) )?one{_OF_THEM})"
    rf"|(?:only|at most|no more than|not more than) one{_OF_THEM} (?:can|may|should|must) be {_GIVEN}|(?:you )?(?:can|may|should)"
    rf" (?:only {_GIVING}\w{{0,3}}|{_GIVING}\w{{0,3}} only) one{_OF_THEM})"
    r"(?: at (?:a|one|the same) time| in (?:a|one|the same) (?:request|call)| per (?:request|call))?"
    r"(?P<not_both>,? (?:but )?not both)?\W*$",
    re.IGNORECASE,
)
_LONGEST: Final = 200  # characters; a longer sentence says more
_STATING: Final = frozenset({"MUST", "REQUIRED", "REQUIRES", "MUTUAL", "INCOMPATIBLE", "CANNOT"})
_EDGES: Final = frozenset({"COMMA", "STOP", "MARK", "SEMI", "MINUS", "LPAR", "RPAR"})


def denies_both(text: str, tokens: Sequence[Token]) -> frozenset[str] | None:
    """The fields that a sentence names which does nothing but forbid to send both of two; None for any other sentence."""
    if len(text) > _LONGEST or _NOT_BOTH.match(text) is None:
        return None
    return frozenset(t.value for t in tokens if t.kind == "FIELD")


def remark_from(tokens: Sequence[Token], text: str) -> tuple[int, Callable[[Reading], Reading | None] | None]:
    """Where a dash or a semicolon stands behind which a clause only speaks of the alternatives before it, and what it says of them.

    How many tokens there are, and nothing, where there is none.
    """
    ends = (n for n, t in enumerate(tokens) if t.kind == "SEMI" or (t.value in ("–", "—", "-") and t.kind in ("MARK", "MINUS")))
    last = max(ends, default=len(tokens))
    if not 0 < last < len(tokens) or any(t.kind == "FIELD" for t in tokens[last:]):
        return len(tokens), None
    after = text[tokens[last].end :].strip()
    stated = denies_both(after, tokens[last:]) is not None or not _STATING.isdisjoint(t.kind for t in tokens[:last])
    remark = of_alternatives(after, tokens[last:]) if stated else None
    return (last, remark) if remark is not None else (len(tokens), None)


def not_both(part: Part) -> bool:
    """Whether a stretch of a clause says "but not both" and nothing else."""
    return denies_aside(part.tokens)


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


def of_alternatives(text: str, tokens: Sequence[Token]) -> Callable[[Reading], Reading | None] | None:
    """What a sentence says of alternatives that were named before it, and of nothing else; None for any other sentence.

    Not both of them. Only one of them can be used. One of them must be provided.
    """
    if (denied := denies_both(text, tokens)) is not None:
        return lambda reading: _exactly_one(reading, denied)
    said = _ONE.match(text) if len(text) <= _LONGEST else None
    if said is None:
        return None
    most = said["least"] is None or bool(said["exact"] or said["given_exact"] or said["not_both"])
    return lambda reading: _one_of_them(reading, least=said["least"] is not None, most=most)


def made_exclusive(readings: Sequence[Reading]) -> list[Reading]:
    """Readings of which the one that asks for at least one of two fields asks for exactly one; as they are where not one does."""
    return remarked(readings, _exactly_one)


def remarked(readings: Sequence[Reading], change: Callable[[Reading], Reading | None]) -> list[Reading]:
    """Readings with the one that a remark changes as it is then; as they are where it is not one."""
    changed = {n: e for n, r in enumerate(readings) if (e := change(r)) is not None}
    return [changed.get(n, r) for n, r in enumerate(readings)] if len(changed) == 1 else list(readings)


def _exactly_one(reading: Reading, fields: frozenset[str] = frozenset()) -> Reading | None:
    """A reading that asks for at least one of two fields as one that asks for exactly one; None for any other."""
    expr = reading.claim.expr
    if reading.claim.form != "at_least_one" or not isinstance(expr, Count) or len(expr.parts) > 2:  # "both"
        return None
    return _of_one(reading, expr.parts) if fields.issubset(names(expr)) else None


def _one_of_them(reading: Reading, *, least: bool, most: bool) -> Reading | None:
    """A reading about alternatives as one that asks for exactly one of them; None where it does not come to that."""
    expr = reading.claim.expr
    if reading.claim.form == "at_least_one" and isinstance(expr, Count):
        return _of_one(reading, expr.parts) if most else None
    if reading.claim.form != "excludes" or not least or reading.when:
        return None
    if isinstance(expr, Count) and expr.high == 1:
        return _of_one(reading, expr.parts)
    if isinstance(expr, Not) and isinstance(expr.part, Present):
        return _of_one(reading, (Present(reading.claim.subject), expr.part))
    return None


def _of_one(reading: Reading, parts: tuple[Expr, ...]) -> Reading:
    return replace(reading, claim=replace(reading.claim, form="exactly_one", expr=Count(1, 1, parts), demands=True))


def with_remark(before: Sentence, remark: Callable[[Reading], Reading | None]) -> Sentence | None:
    """The sentence before a remark about its alternatives, as the two together mean it; None where it states none."""
    if before.outcome is Outcome.GAP:
        return None
    readings = remarked(before.readings, remark)
    changed = any(r is not earlier for r, earlier in zip(readings, before.readings, strict=True))
    return replace(before, readings=tuple(readings)) if changed else None


def denies_aside(tokens: Sequence[Token]) -> bool:
    """Whether a remark in brackets is "(not both)"."""
    return [t.kind for t in tokens if t.kind not in _EDGES] == ["BUT_NOT_BOTH"]
