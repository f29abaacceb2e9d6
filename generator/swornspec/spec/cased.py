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
from itertools import chain
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.reader import OF_LABEL, Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.reworded import reworded
from swornspec.rules.english.tokens import parts_of
from swornspec.rules.expr import names as names_in
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.labels import Condition, condition_of
from swornspec.spec.under import about_field
from swornspec.spec.valued import OF_ONE
from swornspec.text import Passage

_SOUNDS: Final = re.compile(
    r"\b(?:only|required?|requires|mandatory|must|cannot|can't|not|ignor\w+|(?:in)?valid|supported|unsupported|available|applicable|allowed"
    r"|up to|disabled|at most|max(?:imum)?|min(?:imum)?)\b",
    re.IGNORECASE,
)
_NOUN: Final = r"(?:\s(?:field|parameter|option|property|attribute|value|setting))?"
_WORDS: Final = r"[^,.;:()]{1,60}"
_TAIL: Final = re.compile(
    rf"(?P<head>\S.{{3,200}}?)\s(?P<word>for|if|when|to|in|with|on|by|using|under)\s(?P<label>(?:the\s)?{_WORDS})", re.IGNORECASE
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
    r"(?=(?:must|needs?\sto|cannot|can't|may not|is|not|optional|ignored|required|mandatory|should|has to)\b)",
    re.IGNORECASE,
)
_TAKES: Final = re.compile(rf"only\s(?P<label>{_WORDS}?)\s(?:supports?|accepts?|allows?|takes?|uses?)\s(?:this{_NOUN}|it)", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"[^()]{2,120}\s\((?P<inner>[^()]{5,200})\)")
_LABEL: Final = re.compile(r"(?P<label>[^:\n]{1,80}):\s(?P<rest>\S.{3,300})")
_ASIDE: Final = re.compile(r"\s?\([^()]{1,30}\)")
_IS: Final = re.compile(
    r"(?:[a-z-]{2,20}\s){0,4}[a-z-]{2,20}\s(?:is|=|equals)\s(?P<values>`[^`]{1,60}`(?:\sor\s`[^`]{1,60}`){0,3})", re.IGNORECASE
)
_ARTICLE: Final = re.compile(r"^(?:all|any|every|each|the|an?)\s", re.IGNORECASE)
_SENT: Final = re.compile(
    r"\s(?:is|are)\s(?:being\s)?(?:sent|used|selected|set|chosen|specified|requested|placed|created|made)$", re.IGNORECASE
)
_LONGEST: Final = 400


def read_cased(said: Sentence, name: str, ground: Ground) -> Sentence:
    """A sentence about a field that was not understood, under the case that its words name; itself where that is not understood either."""
    text = " ".join(said.passage.text.split()).rstrip(". ")
    if not all(map(_is_open, said.readings)) or len(text) > _LONGEST or not _SOUNDS.search(text):
        return said
    if said.why == OF_ONE or (not said.readings and said.outcome not in (Outcome.GAP, Outcome.NOTE)):
        return said
    readings = _read(text, said, name, ground) or _each(text, said, name, ground) or _in_brackets(text, said, name, ground)
    return replace(said, outcome=Outcome.RULE, readings=readings, why="") if readings else said


def _read(text: str, said: Sentence, name: str, ground: Ground) -> tuple[Reading, ...]:
    """What a sentence states in one of the cases that it may name; nothing where none is understood."""
    other = reworded(text)
    ways = chain(_ways(text, said, name, ground), _ways(other.rstrip(". "), said, name, ground) if other.rstrip(". ") != text else ())
    for condition, put in ways:
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
        told = len(read) == 1 and bool(read[0].readings) and read[0].outcome in (Outcome.RULE, Outcome.KEYWORD)
        plain = told and not any(map(_is_open, read[0].readings))
        found.append(read[0].readings if plain else _read(half, said, name, ground))
    return tuple(r for readings in found for r in readings) if all(found) else ()


def _in_brackets(text: str, said: Sentence, name: str, ground: Ground) -> tuple[Reading, ...]:
    """What the brackets behind a few words about a field state: `The tail (required for all breezes)`."""
    found = _BRACKETED.fullmatch(text)
    if found is None or not _SOUNDS.search(found["inner"]) or _SOUNDS.search(text[: found.start("inner")]):
        return ()
    before = text[: found.start("inner") - len(" (")].split()[-1]
    bare = before.strip("`\"'*")
    if bare in {str(v) for v in ground.fields[name].enum or ()} or (before[0] in "`\"'" and bare not in ground.fields):
        return ()  # what "`slow` (calm seas only)" says of one value
    return _read(found["inner"], said, name, ground)


def _ways(text: str, said: Sentence, name: str, ground: Ground) -> Iterator[tuple[Condition, str]]:
    """The cases that a sentence may name, each with the sentence as it says so."""
    found = _LABEL.fullmatch(text) if said.why == OF_LABEL else None
    apart = found is not None and (_ASIDE.search(found["label"]) is not None or found["label"].count("`") > len("``"))
    if found is not None and apart and (case := _case(_ASIDE.sub("", found["label"]), name, ground)):
        yield case, f"W{case.words[1:]}, {found['rest'][:1].lower()}{found['rest'][1:]}."
    if (found := _IGNORES.fullmatch(text)) is not None and (case := _case(found["label"], name, ground)):
        yield case, f"Ignored {case.words}."
    if (found := _TAKES.fullmatch(text)) is not None and (case := _case(found["label"], name, ground)):
        yield case, f"Only valid {case.words}."
    if (found := _ASKS.fullmatch(text)) is not None and _is_own(found["own"], name) and (case := _case(found["label"], name, ground)):
        yield case, f"Required {case.words}."
    if (found := _NOT_WITH.fullmatch(text)) is not None and (case := _case(found["label"], name, ground)):
        yield case, f"Not allowed {case.words}."
    if (found := _FRONT.fullmatch(text)) is not None and (case := _case(found["label"], name, ground)):
        yield case, f"W{case.words[1:]}, {found['rest'][:1].lower()}{found['rest'][1:]}."
    found = _TAIL.fullmatch(text)
    placed = found is not None and (found["word"].lower() in ("for", "if", "when") or _JUDGED.fullmatch(found["head"]) is not None)
    if found is not None and placed and (case := _case(found["label"], name, ground)):
        yield case, f"{found['head']} {case.words}."
    found = _ONLY.fullmatch(text)
    label = (found["after"] or found["before"]) if found is not None else ""
    kind = found is not None and (found["after"] or text[:4].lower() == "for " or _is_kind(label, ground))
    if found is not None and kind and (case := _case(label, name, ground)):
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
    label = _ARTICLE.sub("", _SENT.sub("", label))
    said = [part for word in label.split() for part in parts_of(word)]
    if "`" not in label and (any_is("vague", said) or said == ["general"]):
        return None  # "text only", "standard orders", "in general"
    if (told := _IS.fullmatch(label)) is not None and not any(parts_of(f) and set(parts_of(f)) <= set(said) for f in ground.fields):
        label = told["values"]
    found = condition_of(label, ground, names=frozenset((name,)), whole=True)
    found = found or _side_by_side(label, name, ground)
    return None if found is None or name in names_in(found.expr) or not found.words.startswith("when ") else found


def _side_by_side(label: str, name: str, ground: Ground) -> Condition | None:
    """The case of two words that are each a value of another field, as in `trade_wind night kites`."""
    told = [word for word in label.split() if not any_is("beside", parts_of(word)) and not any_is("handled", parts_of(word))]
    if len(told) != len(("one", "other")) or not label.startswith(" ".join(told)):
        return None
    cases = [condition_of(word, ground, names=frozenset((name,)), whole=True) for word in told]
    first, second = cases
    if first is None or second is None or set(names_in(first.expr)) & set(names_in(second.expr)):
        return None
    return first.and_also(second)


def _holds(reading: Reading, condition: Condition) -> bool:
    """Whether a reading says what becomes of the field in the case, and nothing that the documents do not tell."""
    told = {n for part in (*reading.when, reading.claim.expr) if part is not None for n in names_in(part)}
    return reading.effect in (Effect.REJECT, Effect.IGNORED) and reading.needs is None and set(names_in(condition.expr)) <= told


__all__ = ["read_cased"]
