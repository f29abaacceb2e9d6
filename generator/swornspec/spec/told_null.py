"""Prose that says that a field may be null.

The note. Can be null. | Set to `null` to remove it. | The note, or null if there is none. | null disables it.

What says so of something else, or of the answer, does not: `If the kite is null`, `Returns null …`, `Must not be null`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect

_NULL: Final = r"[`'\"*]{0,2}(?:null|nil)\b[`'\"*]{0,2}"
_EMPTY: Final = (
    r"(?:(?:empty|blank|omitted|absent|missing|an\s+empty\s+\w{1,12}|left\s+(?:empty|blank|out))\s*(?:,|/|or)\s*(?:or\s+)?){0,2}"
)
_MAY_BE: Final = re.compile(
    rf"\b(?:can|may|could|might)\s+(?:also\s+)?be\s+(?:set\s+to\s+|either\s+)?{_EMPTY}{_NULL}(?!\s*-)"
    rf"|\b(?:set(?:ting)?|pass(?:ing)?|send(?:ing)?|use|specify(?:ing)?|provid(?:e|ing)|includ(?:e|ing)|leave|submit)\s+"
    rf"(?:(?:it|this|this\s+\w{{1,20}}|the\s+(?:field|value|parameter|property|attribute|key))\s+)?(?:(?:to|as|with)\s+)?(?:an?\s+)?(?:value\s+of\s+)?{_NULL}"
    r"(?:\s+value)?(?:\s+or\s+\w+\s+\w+)?(?=\s*(?:[.,;)]|$)|\s+(?:to|if|for|will|clears?|removes?|means|disables?|unsets?|resets?|deletes?|when|here|as)\b)"
    rf"|(?:,|\b\w+)\s+or\s+{_NULL}(?=\s*(?:[.;)]|$)|\s+(?:if|to|when|for)\b)"
    rf"|^\W{{0,3}}{_NULL}(?:\s*(?:/|or|,)\s*(?:omitted|absent|unset|missing|empty))?\s*(?:[=:–—-]\s|(?:disables|removes|clears|means|for|to|unsets|resets|is\s+(?:allowed|accepted|permitted|valid))\b)"
    rf"|\b(?:if|when|unless)\s+(?:(?:it|this|the\s+value)\s+is\s+|set\s+to\s+|omitted\s+or\s+|unset\s+or\s+|not\s+\w+\s+or\s+)?{_NULL}\s*(?:,|or\s+(?:omitted|not|absent|empty|unset|missing)\b)"
    rf"|[;,]\s*{_NULL}\s+otherwise\b|\b(?:accepts?|allows?|supports?)\s+{_NULL}|\b{_NULL}\s+(?:values?\s+)?(?:is|are)\s+(?:also\s+)?(?:allowed|accepted|permitted|valid)\b"
    r"|(?<!-)(?<!not )\bnullable\b(?=\s*(?:[.,;)]|$))",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    rf"\b(?:not|never|cannot|can't|n't|non)[\s-](?:\w+\s+){{0,3}}{_NULL}|{_NULL}\s+(?:is|are|values?\s+are)\s+not\b|\b(?:returns?|returned|response|respond\w*|items?|elements?|entries|keys?|characters?)\b",
    re.IGNORECASE,
)


def with_null(heard: Sequence[Sentence], field: Field) -> list[Sentence]:
    """The sentences of a field's prose; the first that says that it may be null states so, where its type is known."""
    if not field.types or any("null" in s.passage.text and _DENIED.search(s.passage.text) for s in heard):
        return list(heard)
    at = next((n for n, s in enumerate(heard) if _MAY_BE.search(s.passage.text)), None)
    if at is None:
        return list(heard)
    reading = Reading(Claim("null", field.name, {"nullable": True}), (), Effect.REJECT, None)
    said = heard[at]
    stated = replace(said, outcome=Outcome.KEYWORD if said.outcome is Outcome.NOTE else said.outcome, readings=(*said.readings, reading))
    return [stated if n == at else s for n, s in enumerate(heard)]


__all__ = ["with_null"]
