"""Sentences about a field of one object that speak of fields of another.

    size.width    Required when `mode` is `fast`.       (mode is a field of the request itself)

What such a sentence demands is a rule of the object that is around all of these fields (see `swornspec.spec.across`).
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.expr import names
from swornspec.rules.field import Field, Fields
from swornspec.spec.across import Across
from swornspec.spec.levels import Elsewhere, Level
from swornspec.spec.whole import about_fields, scope_of_all
from swornspec.text import Passage

_MOST: Final = 300  # sentences of a page that are read again; each is held against all fields of its object
_OF_EACH: Final = re.compile(r"^(?:for|in) (?:each|every) \w{1,40}, ", re.IGNORECASE)
_OF_HOLDER: Final = re.compile(
    r"^(?:(?:each|every|the|this|an?) \w{1,40} |it |they )?(?:must|should|has to|needs to) "
    r"(?:contain|include|have|hold|specify|provide|define) ",
    re.IGNORECASE,
)


@dataclass
class Beyond:
    """Reads sentences with the fields of other objects that they name."""

    across: Across

    def __post_init__(self) -> None:
        """Start to count."""
        self._left = _MOST

    @property
    def levels(self) -> Mapping[Level, Fields]:
        """The fields of every object of the request."""
        return self.across.levels

    def read_parts(self, sentence: Sentence, inner: Level, scope: Scope, words: Vocabulary) -> Sentence | None:
        """A sentence about an object as one about its parts alone; None where it names none, or is not understood even so.

        It must quote or join two of them: "Either `number` or `token` must be sent.".
        """
        text = _OF_HOLDER.sub("You must provide ", _OF_EACH.sub("", sentence.passage.text, count=1), count=1)
        told = [t for t in tokenize(text, words) if t.kind == "FIELD"] if self._left else []
        if len({t.value for t in told}) < 2:
            return None
        self._left -= 1
        passage = Passage(text, sentence.passage.span, sentence.passage.level)
        again = read_prose([passage], replace(scope_of_all(scope.fields), aliases=scope.aliases), words)
        read = again[0] if len(again) == 1 else None
        if read is None or read.outcome is not Outcome.RULE:
            return None
        rules = [about_fields(r) for r in read.readings if not r.is_keyword]
        placed = [r for r in rules if r is not None and r.claim.subject in scope.fields]
        return replace(read, passage=sentence.passage, readings=tuple(placed)) if len(placed) == len(read.readings) else None

    def read(self, sentence: Sentence, level: Level, apart: Elsewhere, scope: Scope, words: Vocabulary) -> Sentence | None:
        """A sentence about a field of an object read with the fields of other objects that it names; None where it names none,

        or is not understood even so. What it states of these it must state of the field, too: "If sent, `mode` cannot be used."
        """
        spoken = dict(self._spoken(apart.all_spoken_of(sentence.passage.text))) if self._left else {}
        if not spoken:
            return None
        self._left -= 1
        fields: Fields = ChainMap(spoken, scope.fields)  # type: ignore[arg-type] # nothing is put into it
        again = read_prose([sentence.passage], replace(scope, fields=fields), words.with_fields(spoken))
        read = again[0] if len(again) == 1 else None
        if read is None or read.outcome is Outcome.GAP or not read.readings:
            return None
        return read if all(_placed(r, scope.fields) or self._told_of(r, scope.subject, level) for r in read.readings) else None

    def _told_of(self, reading: Reading, subject: str, level: Level) -> bool:
        """Whether what is stated of a field of another object is a rule between it and a field of this one."""
        said = (reading.claim.expr, reading.claim.condition, *reading.when)
        return not reading.is_keyword and any(subject in names(e) for e in said if e is not None) and self.across.tells(reading, level)

    def read_of_all(self, sentence: Sentence, apart: Elsewhere, words: Vocabulary) -> Sentence | None:
        """A sentence about the operation read with the fields of objects that it names; None where it is not wholly understood even so."""
        spoken = dict(self._spoken(apart.all_spoken_of(sentence.passage.text))) if self._left else {}
        if not spoken:
            return None
        self._left -= 1
        again = read_prose([sentence.passage], scope_of_all({**self.levels[()], **spoken}), words.with_fields(spoken))
        read = again[0] if len(again) == 1 else None
        if read is None or read.outcome is not Outcome.RULE:
            return None
        rules = [r for r in (about_fields(r, formulas=True) for r in read.readings if not r.is_keyword) if r is not None]
        if len(rules) < len(read.readings) or not all(self.across.tells(r, ()) for r in rules):
            return None
        return replace(read, readings=tuple(rules))

    def _spoken(self, said: Iterable[str]) -> Iterator[tuple[str, Field]]:
        """The fields that names stand for: by their path, or the only ones of the name."""
        for name in said:
            place = self.across.place(name)
            if place is not None:
                level, key = place
                yield name, replace(self.levels[level][key], name=name)


def _placed(reading: Reading, fields: Fields) -> bool:
    """Whether a reading is about a field of the object itself; a keyword is of nothing else."""
    return reading.claim.subject in fields
