"""Limits beyond which a value is changed and not refused: these constrain nothing that is sent.

Range: 1.2-2.5; values outside this range are clamped into it.
At most 100. Larger values are capped.
"""

import re
from dataclasses import replace
from typing import Final

from swornspec.rules.english.reading import Outcome, Reading, Sentence

_LIMITS: Final = ("min", "max", "exclusiveM")
_CORRECTED: Final = re.compile(
    r"\b(?:(?:values?|anything|numbers?|inputs?)\s+(?:(?:that|which)\s+(?:is|are)\s+)?"
    r"(?:outside|beyond|above|below|over|under|exceeding|greater|larger|smaller|lower|higher)"
    r"|(?:larger|greater|smaller|higher|lower|out[- ]of[- ]range)\s+(?:values?|numbers?|inputs?|ones))\b[^.;:]{0,60}?"
    r"\b(?:is|are|gets?|will be|would be|may be)\s+(?:\w+ly\s+)?(?:clamped|capped|clipped|truncated|rounded|trimmed|coerced)\b",
    re.IGNORECASE,
)
_MOST: Final = 600  # characters of a sentence


def corrects(text: str) -> bool:
    """Whether a sentence says that values beyond a limit are changed."""
    return len(text) <= _MOST and _CORRECTED.search(text) is not None


def without_limits(said: Sentence) -> Sentence:
    """A sentence without the limits that it states, which refuse nothing."""
    kept = tuple(r for r in said.readings if not _is_limit(r))
    if len(kept) == len(said.readings):
        return said
    return replace(said, readings=kept, outcome=said.outcome if kept else Outcome.NOTE, why=said.why if kept else "")


def _is_limit(reading: Reading) -> bool:
    keywords = [keyword.removeprefix("items.") for keyword in reading.claim.keywords]
    return bool(keywords) and all(keyword.startswith(_LIMITS) for keyword in keywords)
