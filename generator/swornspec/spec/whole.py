"""Prose about a whole operation: it has no subject of its own, so what it states is about the fields that it names."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.expr import Compare, Literal, Not, OneOf, Present, Ref, mapped, names
from swornspec.rules.field import Field, Fields, IndexedFields
from swornspec.rules.rule import Effect

OF_LISTED: Final = "speaks of the fields that are listed below it; what it states of them is not clear"
_FORMULAS: Final = ("formula", "compare")
_HOLDING: Final = ("requires", "excludes")
WHOLE: Final = "*"
"""The subject of texts about all values of a family; no field has a name without a letter or digit that prose could say."""


def scope_of_all(fields: Fields) -> Scope:
    """What a sentence about a whole operation may speak of."""
    return Scope(WHOLE, IndexedFields({**fields, WHOLE: Field(WHOLE, {})}), {}, {})


def about_any(sentences: Iterator[Sentence], vocabulary: Vocabulary) -> Iterator[Sentence]:
    """The sentences that state something, or name a field or list some below."""
    for sentence in sentences:
        if sentence.readings or sentence.why == OF_LISTED or any(t.kind == "FIELD" for t in tokenize(sentence.passage.text, vocabulary)):
            yield sentence


def about_fields(reading: Reading, *, formulas: bool = False) -> Reading | None:
    """A rule that speaks of fields alone; one without a subject belongs to the first that it names. None when it is neither.

    Without a subject it must demand that fields are there, or, with `formulas`, compare or compute them.
    """
    reading = _of_what_it_holds(reading)
    claim = reading.claim
    spoken = [n for e in (claim.expr, *reading.when) if e is not None for n in names(e)]
    if claim.subject != WHOLE and claim.keywords and reading.when and WHOLE not in spoken:
        return reading
    if claim.effect is Effect.OVERRIDES and claim.other not in (None, WHOLE) and claim.subject != WHOLE and WHOLE not in spoken:
        return reading
    if not spoken or WHOLE in spoken:
        return None
    if claim.subject != WHOLE:
        return reading
    if claim.expr is None or not (claim.demands or (formulas and claim.form in _FORMULAS)):
        return None
    return replace(reading, claim=replace(claim, subject=spoken[0]))


def _of_what_it_holds(reading: Reading) -> Reading:
    """A demand without a subject that a field has some values under a condition, as one about that field: it holds where that is sent."""
    claim = reading.claim
    if claim.subject != WHOLE or claim.form not in _HOLDING or claim.demands or not reading.when or reading.effect is not Effect.REJECT:
        return reading
    match claim.expr:
        case Compare("==", Ref(name), Literal(value)):
            return replace(reading, claim=Claim("enum", name, {"enum": [value]}))
        case OneOf(Ref(name), values):
            return replace(reading, claim=Claim("enum", name, {"enum": list(values)}))
        case Present(name) | Not(Present(name)):
            return replace(reading, claim=replace(claim, subject=name, demands=True))
        case _:
            return reading


def of_its_subject(sentence: Sentence) -> Sentence:
    """A sentence whose later clauses speak of the field that its first is about: `x` is required if …, otherwise it is ignored."""
    subjects = {r.claim.subject for r in sentence.readings} - {WHOLE}
    if len(subjects) != 1 or all(r.claim.subject != WHOLE for r in sentence.readings):
        return sentence
    [name] = subjects
    return replace(sentence, readings=tuple(_of(r, name) if _is_of_it(r) else r for r in sentence.readings))


def _is_of_it(reading: Reading) -> bool:
    claim = reading.claim
    return claim.subject == WHOLE and (claim.expr is None or set(names(claim.expr)) == {WHOLE})


def _of(reading: Reading, name: str) -> Reading:
    claim = reading.claim
    expr = mapped(claim.expr, lambda ref: Ref(name) if ref.name == WHOLE else ref) if claim.expr is not None else None
    return replace(reading, claim=replace(claim, subject=name, expr=expr))
