"""Sentences about a field that name the case they hold in by words alone, which the field with that value gives away.

    Only applies to `local` trip searches.       when `scope` is `local`
    Required for bank transfers.                 of `method: banktransfer`
    Kite channel only parameter.                 only valid when `channel` is `kite`
    Slow boats will ignore this field.           ignored when `speed` is `slow`
    For linear boats, must not be sent.

For those that are not understood as they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import parts_of
from swornspec.rules.expr import names as names_in
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.labels import Condition, condition_of
from swornspec.spec.under import about_field
from swornspec.text import Passage

_SOUNDS: Final = re.compile(
    r"\b(?:only|required?|requires|mandatory|must|cannot|can't|not|ignor\w+|valid|supported|unsupported|available|applicable|allowed|up to"
    r"|at most|max(?:imum)?|min(?:imum)?)\b",
    re.IGNORECASE,
)
_NOUN: Final = r"(?:\s(?:field|parameter|option|property|attribute|value|setting))?"
_WORDS: Final = r"[^,.;:()]{1,60}"
_TAIL: Final = re.compile(
    rf"(?P<head>\S.{{3,200}}?)\s(?P<word>for|to|in|with|on|by|using|under)\s(?P<label>(?:the\s)?{_WORDS})", re.IGNORECASE
)
_JUDGED: Final = re.compile(  # what may hold "in" a case: a price that is sent in dollars is sent so always
    r"(?:this(?: \w+)? is |it is |is )?(?:only |not )?(?:required|mandatory|needed|ignored|valid|supported|unsupported|available|applicable"
    r"|allowed|accepted|used|relevant|applies|apply|have (?:any )?effect|considered|works?)(?: only)?",
    re.IGNORECASE,
)
_FRONT: Final = re.compile(rf"(?:for|in|with|on|under|when using|using)\s(?P<label>{_WORDS}),\s(?P<rest>\S.{{3,300}})", re.IGNORECASE)
_NOT_WITH: Final = re.compile(
    r"(?:cannot|can't|must not|may not|can not|should not) be (?:used|combined|sent|set)(?: together| in combination)? (?:with|for|in|on) "
    rf"(?P<label>{_WORDS})",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(
    rf"(?:only\sfor\s(?P<after>{_WORDS})|(?:for\s)?(?P<before>[^,.;:()]{{1,60}}?)\sonly){_NOUN}",
    re.IGNORECASE,
)
_IGNORES: Final = re.compile(rf"(?P<label>{_WORDS}?)\s(?:(?:will|would|always)\s)?ignores?\s(?:this{_NOUN}|it)", re.IGNORECASE)
_ASKS: Final = re.compile(
    rf"(?P<label>{_WORDS}?)\s(?:requires?|needs?|must\s(?:have|include|specify|provide|contain|set))\s"
    rf"(?:this{_NOUN}|it|(?:an?\s|the\s)?(?P<own>`?[\w-]{{1,60}}`?))",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(
    r"(?:[,;]\s(?:and|but)?\s?|\s(?:and|but)\s)"
    r"(?=(?:must|cannot|can't|may not|is|not|optional|ignored|required|mandatory|should|has to)\b)",
    re.IGNORECASE,
)
_LONGEST: Final = 400


def read_cased(said: Sentence, name: str, ground: Ground) -> Sentence:
    """A sentence about a field that was not understood, under the case that its words name; itself where that is not understood either."""
    text = " ".join(said.passage.text.split()).rstrip(". ")
    if not all(map(_is_open, said.readings)) or len(text) > _LONGEST or not _SOUNDS.search(text):
        return said
    if not said.readings and said.outcome not in (Outcome.GAP, Outcome.NOTE):
        return said
    readings = _read(text, said, name, ground) or _each(text, said, name, ground)
    return replace(said, outcome=Outcome.RULE, readings=readings, why="") if readings else said


def _read(text: str, said: Sentence, name: str, ground: Ground) -> tuple[Reading, ...]:
    """What a sentence states in one of the cases that it may name; nothing where none is understood."""
    for condition, put in _ways(text, name, ground):
        read = about_field(Passage(put, said.passage.span), name, ground)
        if len(read) == 1 and read[0].outcome is Outcome.RULE and read[0].readings and all(_holds(r, condition) for r in read[0].readings):
            return read[0].readings
    return ()


def _each(text: str, said: Sentence, name: str, ground: Ground) -> tuple[Reading, ...]:
    """What both halves of a sentence state, each in a case of its own: `required for slow boats, and must be omitted for fast ones`."""
    halves = _JOINT.split(text)
    if len(halves) != len(("one", "other")):
        return ()
    found = []
    for half in halves:
        read = about_field(Passage(f"{half[:1].upper()}{half[1:]}.", said.passage.span), name, ground)
        plain = len(read) == 1 and read[0].outcome is Outcome.RULE and not any(map(_is_open, read[0].readings))
        found.append(read[0].readings if plain else _read(half, said, name, ground))
    return tuple(r for readings in found for r in readings) if all(found) else ()


def _ways(text: str, name: str, ground: Ground) -> Iterator[tuple[Condition, str]]:
    """The cases that a sentence may name, each with the sentence as it says so."""
    if (found := _IGNORES.fullmatch(text)) is not None and (case := _case(found["label"], name, ground)):
        yield case, f"Ignored {case.words}."
    if (found := _ASKS.fullmatch(text)) is not None and _is_own(found["own"], name) and (case := _case(found["label"], name, ground)):
        yield case, f"Required {case.words}."
    if (found := _NOT_WITH.fullmatch(text)) is not None and (case := _case(found["label"], name, ground)):
        yield case, f"Not allowed {case.words}."
    if (found := _FRONT.fullmatch(text)) is not None and (case := _case(found["label"], name, ground)):
        yield case, f"W{case.words[1:]}, {found['rest'][:1].lower()}{found['rest'][1:]}."
    found = _TAIL.fullmatch(text)
    placed = found is not None and (found["word"].lower() == "for" or _JUDGED.fullmatch(found["head"]) is not None)
    if found is not None and placed and (case := _case(found["label"], name, ground)):
        yield case, f"{found['head']} {case.words}."
    found = _ONLY.fullmatch(text)
    label = (found["after"] or found["before"]) if found is not None else ""
    if found is not None and (found["after"] or _is_kind(label, ground)) and (case := _case(label, name, ground)):
        yield case, f"Only valid {case.words}."


def _is_own(said: str | None, name: str) -> bool:
    """Whether what is asked for is the field itself, which "this" says as well."""
    return said is None or parts_of(said.strip("`")) == parts_of(name)


def _is_kind(words: str, ground: Ground) -> bool:
    """Whether words before "only" are of a kind of requests, not of what a field holds: `stop orders`, not `PNG images` or `PNG`."""
    said = [part for word in words.split() for part in parts_of(word)]
    named = {part for field in ground.fields for part in parts_of(field)}
    return "`" in words or (len(said) > 1 and not any_is("medium", said) and (any_is("handled", said) or not named.isdisjoint(said)))


def _is_open(reading: Reading) -> bool:
    """Whether a reading needs what the documents do not hold."""
    return reading.effect is Effect.EXTERNAL


def _case(label: str, name: str, ground: Ground) -> Condition | None:
    """The case that a few words are: values of one other field."""
    said = [part for word in label.split() for part in parts_of(word)]
    if "`" not in label and (any_is("vague", said) or said == ["general"]):
        return None  # "text only", "standard orders", "in general"
    found = condition_of(label, ground, names=frozenset((name,)), whole=True)
    return None if found is None or name in names_in(found.expr) or not found.words.startswith("when ") else found


def _holds(reading: Reading, condition: Condition) -> bool:
    """Whether a reading says what becomes of the field in the case, and nothing that the documents do not tell."""
    told = {n for part in (*reading.when, reading.claim.expr) if part is not None for n in names_in(part)}
    return reading.effect in (Effect.REJECT, Effect.IGNORED) and reading.needs is None and set(names_in(condition.expr)) <= told


__all__ = ["read_cased"]
