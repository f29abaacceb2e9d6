"""What a clause gives: readings, reasons for gaps, and what the sentences after it should know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.expr import Expr
from swornspec.rules.rule import Effect
from swornspec.text.span import Passage

LIMITS: Final = frozenset(
    (
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
    )
)
"""Keywords that limit a value, a length or a number of items or members."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim together with the conditions of its sentence, ready to become keywords or a rule."""

    claim: Claim
    when: tuple[Expr, ...]
    effect: Effect
    needs: str | None

    @property
    def is_keyword(self) -> bool:
        """Whether JSON Schema keywords of one field say all of it."""
        plain = not self.when and self.needs is None and self.effect in (Effect.REJECT, Effect.DEPRECATED)
        return plain and (bool(self.claim.keywords) or self.claim.form == "required")

    def says_as(self, other: "Reading") -> bool:
        """Whether two readings say the same, in whatever form."""
        this, that = self.claim, other.claim
        alike = (this.subject, this.expr, this.other, this.demands) == (that.subject, that.expr, that.other, that.demands)
        return alike and this.keywords == that.keywords and (self.when, self.effect, self.needs) == (other.when, other.effect, other.needs)


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the same field have said; `known` are the values that lists anywhere in its prose hold.

    `limits` are the keywords of the limits that hold for all; `recent` is the condition of the sentence that was read last.
    """

    condition: Expr | None = None
    recent: Expr | None = None
    elsewhere: list[Expr] = field(default_factory=list)
    deprecated: bool = False
    listed: tuple[Any, ...] = ()
    known: tuple[Any, ...] = ()
    formatted: bool = False
    item: bool = False
    limits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exemption:
    """A condition under which the sentence before does not hold, None for one that was not understood; or only its "required"."""

    condition: Expr | None
    of_required: bool = False


@dataclass(slots=True)
class Result:
    """What a clause says: readings, reasons for a gap, words of conditions that were not understood."""

    readings: list[Reading] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    advice: bool = False
    exempts: list[Exemption] = field(default_factory=list)

    def withdraw(self) -> None:
        """Take back the limits that were read, as what follows gives another one for some cases."""
        firm = firm_beside_exceptions(self.readings)
        if len(firm) < len(self.readings):
            self.readings = firm
            self.reasons.append("states a limit, and then another one for some cases")


def firm_beside_exceptions(readings: Iterable[Reading]) -> list[Reading]:
    """The readings but for limits without a condition."""
    return [r for r in readings if not (r.is_keyword and LIMITS & {k.removeprefix("items.") for k in r.claim.keywords})]


class Outcome(StrEnum):
    """What became of a sentence."""

    KEYWORD = "keyword"
    RULE = "rule"
    ADVICE = "advice"
    NOTE = "note"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what became of it; a gap has its reason, and may have readings of other parts all the same.

    `unread` are the words of conditions that were not understood.
    """

    passage: Passage
    outcome: Outcome
    readings: tuple[Reading, ...] = ()
    why: str = ""
    unread: tuple[str, ...] = ()
    exempts: tuple[Exemption, ...] = ()
