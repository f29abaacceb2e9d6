"""When a field matters at all: "otherwise ignored" behind what it asks for, and "applicable when ..." without a verb for a rule."""

from collections.abc import Sequence
from dataclasses import replace

from swornspec.rules.english.conditions import negated
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.parts import Part
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import Token
from swornspec.rules.rule import Effect


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


def tells_case(left: Sequence[Token]) -> bool:
    """Whether words but tell of a case that a field matters in it: "applicable when ...", "this applies if ..."."""
    said = [t for t in left if t.kind not in ("STOP", "IS", "COMMA", "LPAR", "RPAR", "MARK", "MUST", "CAN")]
    said = said[1:] if said and said[0].kind == "THIS" and str(said[0].value).startswith("this") else said
    return [str(t.value).lower() for t in said] in (["applicable"], ["applies"], ["relevant"], ["effective"], ["considered"], ["used"])
