"""Tables of ways of which only one may be taken, with the field that each goes by.

The following modes are mutually exclusive:

| Mode        | Parameter    |      at most one of these must be sent: frames, references
| First frame | `frames`     |
| References  | `references` |
"""

import re
from dataclasses import dataclass
from typing import Final

from swornspec.page import Lookup, Page
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import Count, Present
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.keyed_values import whole_row
from swornspec.spec.under import named_fields
from swornspec.text.legible import words

_EXCLUSIVE: Final = re.compile(
    r"\bmutually\s+exclusive\b|\bonly\s+one\b[^.]{0,40}\b(?:can|may)\s+be\s+(?:used|sent|provided|specified|set)|\bat\s+most\s+one\s+of\b",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(r"\b(?:not|if|when|unless|except|recommend\w*|example)\b", re.IGNORECASE)
_NAMING: Final = re.compile(r"\b(?:parameters?|fields?|param|propert(?:y|ies)|input|arguments?|attributes?|keys?)\b", re.IGNORECASE)
_MOST_ROWS: Final = 20


@dataclass(frozen=True, slots=True)
class Exclusive:
    """A table of a page, and the fields of the request that it may list ways by."""

    page: Page
    lookup: Lookup
    ground: Ground

    def read(self) -> tuple[Sentence, ...] | None:
        """That at most one of the fields is sent; None when the words above say nothing of the kind, or a row goes by several fields."""
        said = self.lookup.above.rpartition(" / ")[2]
        if not _EXCLUSIVE.search(said) or _OTHERWISE.search(said) or len(self.lookup.rows) > _MOST_ROWS:
            return None
        for at, header in enumerate(self.lookup.header):
            if not _NAMING.search(words(header)):
                continue
            named = [list(named_fields(row[at].text, self.ground)) for row in self.lookup.rows if at < len(row)]
            fields = list(dict.fromkeys(names[0] for names in named if len(names) == 1))
            if len(named) == len(self.lookup.rows) and all(len(names) == 1 for names in named) and len(fields) > 1:
                claim = Claim("exclude_each_other", fields[0], expr=Count(0, 1, tuple(map(Present, fields))), demands=True)
                passage = whole_row(self.page, self.lookup.header)
                return (Sentence(passage, Outcome.RULE, (Reading(claim, (), Effect.REJECT, None),)),)
        return None


__all__ = ["Exclusive"]
