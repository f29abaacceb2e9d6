"""When a field matters at all: "otherwise ignored" behind what it asks for, and "applicable when ..." without a verb for a rule."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import negated
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.parts import Part
from swornspec.rules.english.reading import Reading, Sentence
from swornspec.rules.english.tokens import Token
from swornspec.rules.rule import Effect

_OTHERS: Final = r"(?:all\s+)?(?:the\s+)?others?(?:\s+[\w-]+){0,2}"
_IGNORED_ELSEWHERE: Final = re.compile(
    rf"\W{{0,3}}(?:{_OTHERS}\s+(?:(?:will|just|simply|silently)\s+){{0,2}}ignores?\s+(?:this|it)(?:\s+(?:parameter|field|option|value|setting|flag))?"
    rf"|(?:(?:it|this(?:\s+[\w-]+)?)\s+(?:is|will\s+be|gets)\s+)?(?:silently\s+)?ignored\s+(?:otherwise|elsewhere|(?:by|for|in|with|on)\s+{_OTHERS}))\W{{0,3}}",
    re.IGNORECASE,
)
_LONGEST: Final = 120  # characters of a sentence that says no more than that


def only_lapses(part: Part) -> bool:
    """Whether a stretch is "otherwise ignored" and nothing else, where no condition says otherwise than what."""
    kinds = [t.kind for t in part.tokens if t.kind not in ("STOP", "COMMA", "SEMI", "THIS", "IS", "WILL", "BE", "OR")]
    return part.unread == ["otherwise"] and kinds == ["IGNORED"]


def lapsing(reading: Reading) -> Reading:
    """A reading that asks for something with the field as one that the field is ignored without it."""
    claim = reading.claim
    if claim.form != "requires" or claim.expr is None or claim.demands or reading.effect is not Effect.REJECT:
        return reading
    ignored = Claim("ignored", claim.subject, effect=Effect.IGNORED, given=claim.expr)
    return replace(reading, claim=ignored, effect=Effect.IGNORED, when=(*reading.when, negated(claim.expr)))


def ignored_elsewhere(text: str) -> bool:
    """Whether a sentence but says that the field is ignored where the one before it does not hold: "Other models ignore this"."""
    return len(text) <= _LONGEST and _IGNORED_ELSEWHERE.fullmatch(text) is not None


def lapsed(said: Sentence) -> Sentence | None:
    """A sentence as the next one softens it, which says that the field is ignored elsewhere; None where it asks for nothing."""
    readings = tuple(map(lapsing, said.readings))
    return replace(said, readings=readings) if readings != said.readings else None


def tells_case(left: Sequence[Token]) -> bool:
    """Whether words but tell of a case that a field matters in it: "applicable when ...", "this applies if ..."."""
    said = [t for t in left if t.kind not in ("STOP", "IS", "COMMA", "LPAR", "RPAR", "MARK", "MUST", "CAN")]
    said = said[1:] if said and said[0].kind == "THIS" and str(said[0].value).startswith("this") else said
    return [str(t.value).lower() for t in said] in (["applicable"], ["applies"], ["relevant"], ["effective"], ["considered"], ["used"])
