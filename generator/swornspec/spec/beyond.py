"""Sentences about a field of one object that speak of fields of another.

    size.width    Required when `mode` is `fast`.       (mode is a field of the request itself)

Rules are about the fields of one object, so what such a sentence demands is a rule in words alone (`external`).
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
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.levels import Elsewhere, Level
from swornspec.spec.whole import about_fields, scope_of_all

_MOST: Final = 300  # sentences of a page that are read again; each is held against all fields of its object
_OF_EACH: Final = re.compile(r"^(?:for|in) (?:each|every) \w{1,40}, ", re.IGNORECASE)
_OF_HOLDER: Final = re.compile(
    r"^(?:(?:each|every|the|this|an?) \w{1,40} |it |they )?(?:must|should|has to|needs to) "
    r"(?:contain|include|have|hold|specify|provide|define) ",
    re.IGNORECASE,
)


@dataclass
class Beyond:
    """The fields of every object of a request, by the names that prose about other objects may use."""

    levels: Mapping[Level, Fields]

    def __post_init__(self) -> None:
        """Sort the names."""
        self._left = _MOST
        self._paths = {".".join((*level, name)): field for level, fields in self.levels.items() for name, field in fields.items()}
        self._bare: dict[str, list[Field]] = {}
        for fields in self.levels.values():
            for name, field in fields.items():
                self._bare.setdefault(name, []).append(field)

    def read_parts(self, sentence: Sentence, inner: Level, scope: Scope, words: Vocabulary) -> Sentence | None:
        """A sentence about an object as one about its parts alone; None where it names none, or is not understood even so.

        It must quote or join two of them: "Either `number` or `token` must be sent.".
        """
        text = _OF_HOLDER.sub("You must provide ", _OF_EACH.sub("", sentence.passage.text, count=1), count=1)
        told = [t for t in tokenize(text, words) if t.kind == "FIELD"] if self._left else []
        if len({t.value for t in told}) < 2:
            return None
        self._left -= 1
        passage = replace(sentence.passage, text=text)
        again = read_prose([passage], replace(scope_of_all(scope.fields), aliases=scope.aliases), words)
        read = again[0] if len(again) == 1 else None
        if read is None or read.outcome is not Outcome.RULE:
            return None
        rules = [about_fields(r) for r in read.readings if not r.is_keyword]
        placed = [r for r in rules if r is not None and r.claim.subject in scope.fields]
        return replace(read, passage=sentence.passage, readings=tuple(placed)) if len(placed) == len(read.readings) else None

    def read(self, sentence: Sentence, apart: Elsewhere, scope: Scope, words: Vocabulary) -> Sentence | None:
        """A sentence read with the fields of other objects that it names; None where it names none, or is not understood even so."""
        spoken = dict(self._spoken(apart.all_spoken_of(sentence.passage.text))) if self._left else {}
        if not spoken:
            return None
        self._left -= 1
        fields: Fields = ChainMap(spoken, scope.fields)  # type: ignore[arg-type] # nothing is put into it
        again = read_prose([sentence.passage], replace(scope, fields=fields), words.with_fields(spoken))
        read = again[0] if len(again) == 1 else None
        if read is None or read.outcome is Outcome.GAP or not read.readings or not all(_placed(r, scope.fields) for r in read.readings):
            return None
        return read

    def _spoken(self, said: Iterable[str]) -> Iterator[tuple[str, Field]]:
        """The fields that names stand for: by their path, or the only ones of the name."""
        for name in said:
            bare = self._bare.get(name, ())
            field = self._paths.get(name) or (bare[0] if len(bare) == 1 else None)
            if field is not None:
                yield name, replace(field, name=name)


def _placed(reading: Reading, fields: Fields) -> bool:
    """Whether a reading is about a field of the object itself; a keyword is of nothing else."""
    return reading.claim.subject in fields


def in_words(rule: Rule, fields: Mapping[str, Field]) -> Rule:
    """A rule; one that speaks of fields of other objects without its expression, which could not be told."""
    said = (*(names(rule.expr) if rule.expr is not None else ()), *([rule.other] if rule.other else ()))
    outside = list(dict.fromkeys(n for n in said if n not in fields))
    if not outside:
        return rule
    needs = "; ".join(filter(None, [rule.needs, f"{', '.join(outside)} of another object"]))
    effect = rule.effect if rule.effect in (Effect.IGNORED, Effect.ADVICE) else Effect.EXTERNAL
    return replace(rule, effect=effect, expr=None, other=None, needs=needs)
